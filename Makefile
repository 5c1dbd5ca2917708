# Two commands: `make demo` shows the main job, `make test` passes the tests. Needs Python >= 3.11, git and a package index.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help demo test chaos check lint types contracts papers readme faults format lock wheel clean screenshots bench-backfill bench-gate bench-lying bench-pages bench-publish bench-review bench-rows bench-scale bench-speed bench-start bench-stream bench-tokens bench-visits bench-workers

help:
	@echo "make demo    the whole main job on this machine, without account or network"
	@echo "make test    every test"
	@echo "make chaos   200 kills at random moments over 50 videos, on SQLite and PostgreSQL; some twenty minutes"
	@echo "make check   what .ci/run checks: lint, types, contracts, papers, tests"
	@echo "make screenshots  the pages' pictures in docs/screenshots; needs Chromium (root gets it from Debian)"
	@echo "make readme  writes README's generated blocks anew;  make faults, format, lock, wheel, clean"

demo: $(VENV)/.runtime
	$(BIN)/uploader demo

test: $(VENV)/.dev
	$(BIN)/pytest

chaos: $(VENV)/.dev
	$(BIN)/python -m tests.chaos $(CHAOS)

check: lint types contracts papers test

lint: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy
	$(BIN)/pyright

contracts: $(VENV)/.dev
	$(BIN)/lint-imports

papers: $(VENV)/.dev
	$(BIN)/python scripts/readme.py --check
	$(BIN)/hadolint Dockerfile

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.browser.shots

bench-backfill bench-gate bench-lying bench-pages bench-publish bench-review bench-rows bench-scale bench-speed bench-start bench-stream bench-tokens bench-visits bench-workers: bench-%: $(VENV)/.dev
	$(BIN)/python -m bench.$*

readme: $(VENV)/.dev
	$(BIN)/python scripts/readme.py

faults: $(VENV)/.dev
	$(BIN)/python -m tests.faults

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.dev
	sh scripts/lock.sh $(BIN)

wheel: $(VENV)/.dev
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean:
	rm -rf $(VENV) .demo dist build

$(VENV)/bin/python:
	@command -v git >/dev/null || { echo "uploader needs git: apt-get install git"; exit 1; }
	@command -v $(PYTHON) >/dev/null || { echo "uploader needs Python 3.11 or newer: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "uploader needs Python 3.11 or newer, and this is $$($(PYTHON) --version): name another with PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "this Python has no venv: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing what uploader needs into $(VENV), about a minute"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock requirements-local-model.lock requirements-asr.lock pyproject.toml | $(VENV)/bin/python
	@echo "installing what uploader and its tests need into $(VENV), some minutes"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --require-hashes -r requirements-local-model.lock
	@$(PIP) --no-deps --require-hashes -r requirements-asr.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.runtime
