"""What `run` serves over HTTP: health today.

health     /healthz: 200 while polls succeed and the database answers, else 503 with the reason
server     the HTTP server beside the workers
"""
