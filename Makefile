# reportedly: everything that a person or CI runs. `make` alone lists it.
# Each target does its own set-up: a virtual environment with a current pip, and what the lock files name.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet

.PHONY: help demo room test check bench train fuzz lint types layers floor docs pictures lock clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'reportedly needs Python 3.11 or newer; name one with: make PYTHON=python3.12 $(MAKECMDGOALS)'; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { echo 'On Debian: apt install make python3-venv'; rm -rf $(VENV); exit 1; }
	@echo 'setting up $(VENV) ...'
	@$(PIP) install --upgrade pip
	@touch $@

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/.pip
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/.pip
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.run

demo: $(VENV)/.run  ## read the sample reports, print their records and the dossier of their dispute, write both pages
	@$(PY) tools/demo.py

room: $(VENV)/.run  ## read the sample reports and open the reading room on them
	@$(PY) tools/room.py --open

test: check  ## set up and run all that CI runs: what `check` does

check: $(VENV)/.dev lint types layers  ## all that CI holds: ruff, mypy, layers, tests, the quality floor
	@$(PY) -m pytest
	@$(PY) tools/floor.py

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

layers: $(VENV)/.dev
	@$(BIN)/lint-imports

floor: $(VENV)/.dev  ## hold the scores against quality_floor.toml
	@$(PY) tools/floor.py

fuzz: $(VENV)/.dev  ## throw 10,000 generated texts and pages at the reader
	@REPORTEDLY_FUZZ=10000 $(PY) -m pytest tests/test_fuzz.py

bench: $(VENV)/.dev  ## measure start-up, speed and memory, the store at 100,000 statements, how fast the room answers
	@$(PY) tools/bench.py
	@$(PY) tools/bench_store.py
	@$(PY) tools/bench_web.py

$(VENV)/.train: training/requirements.txt $(VENV)/.dev
	@$(PIP) install -r training/requirements.txt
	@touch $@

train: $(VENV)/.train  ## make the parser's weights anew from ../shared, resumable (TRAIN="--without polnear" and more: training/README.md)
	@$(PY) training/whole.py $(TRAIN)

docs: $(VENV)/.dev  ## write docs/cli.md from the commands
	@$(PY) tools/cli_reference.py

pictures: $(VENV)/.dev  ## take the README's picture with Chromium
	@$(PY) tools/pictures.py

COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet --no-annotate --custom-compile-command 'make lock'

lock: $(VENV)/.pip  ## resolve both lock files anew
	@$(PIP) install uv
	@$(COMPILE) --upgrade --group build -o requirements.lock
	@$(COMPILE) --upgrade --group dev -c requirements.lock -o requirements-dev.lock

clean:  ## remove what the targets made
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
