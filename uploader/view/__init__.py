"""What pages show, shaped out of what the store says; pure, so nothing here knows HTML, HTTP or the database.

remarks    what the gate says of a statement, and where in it
sheet      a held post: its statements beside what they rest on
words      moments, lengths, money and counts as people read them
"""
