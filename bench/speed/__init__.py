"""How long a talk takes from the command to the pushed post, against the script anyone would write in an afternoon.

naive       that script: captions, one call, commit, push
__main__    both on the same talk, the same YouTube and endpoints of the same speed
"""
