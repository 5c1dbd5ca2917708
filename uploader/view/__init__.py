"""What pages show, shaped out of what the store says; pure, so nothing here knows HTML, HTTP or the database.

remarks    what the gate says of a statement, and where in it
sheet      a held post: its statements beside what they rest on
today      how things stand, in a sentence; polls to come, money against its caps
post       a judged summary beside its evidence; the talk with what was made of it
strip      the video as a strip with its sections
changes    what differs between two attempts
costs      money by day, month, channel, model and stage
chart      bars against a cap
marked     a post's file with an audit's findings
words      moments, lengths, money and counts as people read them
"""
