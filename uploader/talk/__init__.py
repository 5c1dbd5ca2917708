"""Captions become a talk that can be summarised and quoted. Pure: no clock, network, database or model.

Read in the order of the path:

    filters     which of a channel's videos are wanted
    files       transcript files, the way in and out without YouTube
    rolling     lines that a moving window shows three times
    captions    cues become words with times: no entities, sounds, copies or split numbers
    blocks      words become the numbered blocks of a `Talk`
    usable      why a talk may not be summarised
    billing     who speaks, by the title
    quotes      where a quote stands, fillers and stutters forgiven and nothing else
    plans       an outline's sections put right, or refused
    passages    the talk cut at the sections' first words
    windows     two to three hours: windows, and their outlines stitched
    repeats     the same words said again
    reuploads   one talk in two videos
    cues        where talks of a stream may begin
    stream      three to ten hours: windows of many talks, and what is told of them
"""
