"""A held summary in a person's hands: what it becomes by their acts, and what still stops it. Pure.

folding    acts over the held summary, in order: the reviewed summary, and where its statements stood before
judging    the reviewed summary judged by the same gate; what a person accepted is shown and stops no longer
allowing   which acts make sense, and the one line for those that do not
"""
