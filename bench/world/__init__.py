"""A world of any size for the benches: talks that are made by seed, and a model that knows Korean for their facts.

speech      talks and streams: facts among sentences that say nothing, as dense as real talks
reader      the model: it sees only what it is sent, answers as careful writers do, and takes its time
blog        a branch with as many posts as wanted
"""
