"""What pages show, shaped out of what the store says; pure, so nothing here knows HTML, HTTP or the database.

words      moments, lengths, money and counts as people read them
"""
