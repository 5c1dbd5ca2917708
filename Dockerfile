# syntax=docker/dockerfile:1
# Two stages: everything is installed from the hash lock in the first; the second holds the result, git and ssh.
# The Python here is the one that the tests run on. State lives in /data; nothing else is written.

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv --without-pip /opt/uploader \
    && pip --python /opt/uploader/bin/python install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY migrations migrations
COPY prompts prompts
COPY uploader uploader
RUN pip --python /opt/uploader/bin/python install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
LABEL org.opencontainers.image.title="uploader" \
      org.opencontainers.image.description="Turns every talk of a YouTube channel into a checked Korean post in a blog's repository." \
      org.opencontainers.image.licenses="MIT"
# Versions are Debian's business: a pinned one vanishes from its archive with the next security update.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates git openssh-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home uploader \
    && install --directory --owner=uploader --group=uploader /data
COPY --from=build /opt/uploader /opt/uploader
ENV PATH=/opt/uploader/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    UPLOADER_DATA_DIR=/data \
    UPLOADER_HTTP_HOST=0.0.0.0 \
    UPLOADER_HTTP_PORT=8787
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8787
# 503, silence and a closed port all exit 1. http.client, since it asks no proxy for the way to itself.
HEALTHCHECK --interval=60s --timeout=10s --start-period=120s --retries=3 \
    CMD ["python", "-c", "import http.client, os, sys; asked = http.client.HTTPConnection('127.0.0.1', int(os.environ['UPLOADER_HTTP_PORT']), timeout=8); asked.request('GET', '/healthz'); sys.exit(asked.getresponse().status != 200)"]
ENTRYPOINT ["uploader"]
CMD ["run"]
