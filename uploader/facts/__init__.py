"""Numbers, dates and names, read out of English and Korean; nothing here judges.

Read in this order: `glossary` (the file of names a person keeps), `english` (words that are no names),
`hangul` (how Korean writes a sound), `names` (what a talk's words bear out).
"""
