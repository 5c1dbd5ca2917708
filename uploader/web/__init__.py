"""What `run` serves over HTTP: to machines, is it well and what did it do; to people, the pages.

access        who may see the pages: names, password, sessions, failed tries
guard         what stands before every route, and the headers after it
actions       forms read, and what a person does on a page
page          how a page is made out of a template
signing       signing in and out
today         the first page
videos        the list of all; story, attempts: one of them; talks keeps the transcripts that are looked at
coverage      long videos as strips
costs         money by day and month
audit         what the last audit found
review        a held post beside its evidence, in a person's hands; review_forms reads its forms
routes        every page's routes, put together
application   the whole: machines, pages, static files, errors
metrics       /metrics: what the database tells, in Prometheus' words
server        the HTTP server beside the workers
"""
