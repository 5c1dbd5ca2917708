"""The sample world: everything that the main job needs of the outside, on this machine and without an account.

    talks/          sample talks of invented speakers, as transcript files
    answers/        what a careful model would answer for them, written by hand
    replay          which written answer a request wants
    completion      the answer on the wire, its tokens counted
    model_faults    how real endpoints fail, on demand
    model_server    the chat-completions server that replays the answers
    local_model     a small real model from the package index, far too weak for the work

The texts are this project's own; speakers, companies and products in them are invented, except where a talk names
widely known tools in passing.
"""
