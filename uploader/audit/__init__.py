"""Posts that stand already, judged like new ones: one file (`check`), or every post of a blog's checkout (`audit`).

Nothing here writes. Read in this order:

    examine     one file: the contract over its bytes, the gate's rules over its claims
    checkout    every post of a checkout, over all cores; what only shows across files
    report      what an audit comes to: totals, rules, worst files, the JSON document
    page        the same as one HTML page to hand around
"""
