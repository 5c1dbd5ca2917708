"""The durable path of one video, and the polls that find it.

Read in this order:

    ports       what the path needs of the worlds outside
    path        one look at a video, from known to published, in the order a person would tell it
    outcomes    how a stop survives a restart
    routing     by whose settings it goes: its channel's own, or everybody's
    visiting    its page on YouTube, politely
    watching    what YouTube says, and a transcript that can be used
    asking      one question, paid for once
    outlining   the sections of a talk, of a long one, and of a stream
    writing     outline, sections, merge; judged, repaired, dropped or held
    publishing  rendered, checked as a file, pushed
    polling     which videos a channel has
    backfilling which of its past ones a person wants
    previewing  the same path without the branch
"""
