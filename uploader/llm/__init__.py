"""The model's world: one question asked over the wire, its price, and the key under which its answer is kept.

Read in this order:

    options   where the model is and what is sent with every question
    key       the hash of everything that is sent: an answer is bought once
    prices    tokens before a call, USD after it
    dialect   in which words a server takes the schema and the length
    faults    what a server's refusal means for us: later, nobody, a person, too long
    endpoint  its connections, and what its failures mean
    client    one question, a few tries within seconds, one answer
    batches   many questions in one file, at half price, within a day

Only this room knows the `openai` library; the library is imported when the first question is asked.
"""
