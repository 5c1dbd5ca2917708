"""What a summary must satisfy before anybody reads it: pure rules, each in a module of its own idea.

Read in this order: `claims` and `foreign` (what is judged), `explain` (what each rule means), the rules over one
claim (`quotes`, `numbers` with `bounds`, `years`, `extent`, `names`, `misspelling`, `acronyms`, `languages`,
`scripts`, `chatter`, `failures`, `style`), the rules over the page (`structure`, `timestamps`, `duplicates`,
`unrelated`), `contract` (the file), then `verdict` (all of them, in order) and `repair` (what follows).
"""
