"""From a talk to a summary nobody has judged yet: what is asked of the model, and how its answers are read.

Read in the order of the work:

    prompts     the prompt files: found, named by their digests, filled
    shapes      the four answers' shapes: the schema that is sent, the reading of what comes back
    evidence    what every prompt shows of a talk besides its captions: page, glossary rows, fences
    outline     one reading of the whole talk: sections and the name table
    stream      the same for a stretch of a stream: talks, hosts, breaks
    sections    one call a section, behind a prefix that all sections of a talk share
    merge       title and key points over finished sections; the summary put together
    repair      what goes back: a section or the key points that the gate stopped, an answer nobody can read
    examine     a second reader's opinion of each bullet beside the words it cites

Everything here is pure: a `Request` goes out, an answer's text comes in. Who asks is the workflow's business.
"""
