"""What `run` serves over HTTP, to machines: is it well, and what did it do.

application   the routes
metrics       /metrics: what the database tells, in Prometheus' words
server        the HTTP server beside the workers
"""
