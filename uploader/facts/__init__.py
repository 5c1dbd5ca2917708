"""Numbers, dates and names, read out of English and Korean; nothing here judges.

Read in this order: `glossary` (the file of names a person keeps), `english` (words that are no names),
`hangul` (how Korean writes a sound), `names` (what a talk's words bear out).

For numbers: `quantity` and `units` (what a number is); `english_numerals`, `english_forms`, `spoken`, `english_numbers`
(numbers as they are said); `korean_numerals`, `korean_forms`, `korean_numbers` (as posts write them); `bounds` (at
least, up to, about); `mentions`, `support` (does what was heard bear out what is claimed); `dates` (relative dates);
`spelling` (numbers for messages).
"""
