"""How long the server takes to judge what is being typed in review: `python -m bench.review`.

A talk of the gate's bench, and a stream of eight hours made of all of them, are held and typed at over HTTP, as the
browser does it with every pause: the request is read, everything that a person did is folded, the whole summary judged
by the gate, the file rendered and checked, the fragment written. Asked one after the other, and four at once.
"""
