"""uploader: every talk of a YouTube channel becomes a checked Korean post in a blog's repository.

Read the package in the order of one video's path:

    ids, models, errors          the floor: what a video, a talk, a summary and a failure are
    facts/                       numbers, dates and names, read out of English and Korean
    talk/                        captions become a talk: cleaned, numbered blocks with moments
    post/                        a summary becomes the bytes of a post
    decide                       what to do next with a video, and when
    summary/                     prompts and answers: outline, sections, merge
    gate/                        what a summary must satisfy before anybody reads it
    youtube/ llm/ site/ store/   the four worlds outside, each behind one package
    workflow, engine             the durable path of one video, told in order
    assembly, app                where real parts are put together, and what is done with them
    cli, daemon, demo, doctor    how people meet it
"""

__version__ = "0.1.0"
