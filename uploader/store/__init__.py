"""What is remembered: the only room that knows SQLAlchemy.

tables       every table, once
database     opening, migrating, and what a broken database says
channels     polls and what they saw
videos       states, looks, and the history of both: the truth about what was done
regeneration posts to be made again
endings      for which reasons looks ended
evidence     transcripts, summaries, publications
answers      every answer ever delivered by a model, under the hash of what was asked
ledger       what each call cost, and the caps
trials       what prompts that were tried made of talks, in files
services     breakers and pace, shared by every process
leases       locks that die with their holder
moving       everything remembered, into another database
"""
