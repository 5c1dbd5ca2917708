"""The gate measured on seeded errors: `python -m bench.gate`.

    corpus      the talks of `talks/` with their careful summaries, read through the program's own code
    korean      the places of a Korean statement that a mutation changes: figures, names
    mutations   the kinds of seeded error, each a function of one clean talk
    run         judges them all and prints the table

A talk's file is a person's to read: the title, description and day, the words as captions have them (`§` begins a
section), and the careful Korean. Under a bullet, `! negation:`, `! flip:` and `! swap:` are false variants of it that
only somebody who knows the language can write.
"""
