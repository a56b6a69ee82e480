# Two commands do everything: `make run` and `make test`. Each sets up what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOME_FOLDER ?= $(CURDIR)/.home
PORT ?= 8501

.PHONY: run test check setup screenshots clean

run: $(VENV)/ready
	$(BIN)/scrutiny ingest corpus/sample/papers --home "$(HOME_FOLDER)"
	$(BIN)/scrutiny serve --home "$(HOME_FOLDER)" --port $(PORT)

# no process that dies is replaced: pytest-xdist would wait for ever for the rest of its file
test: $(VENV)/ready-to-test check
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
	  --max-worker-restart 0

check: $(VENV)/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup: $(VENV)/ready-to-test

screenshots: $(VENV)/ready-to-test
	$(BIN)/python docs/screenshots.py

$(VENV)/bin/python:
	$(PYTHON) -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and 'Python 3.11, 3.12 or 3.13 is needed: make PYTHON=python3.12 ...')"
	$(PYTHON) -m venv $(VENV)

# torch first and by its exact version: anything newer brings gigabytes that a laptop has no use for
$(VENV)/torch: $(VENV)/bin/python constraints.txt
	$(BIN)/python -m pip install --quiet torch==2.13.0 -c constraints.txt
	touch $@

$(VENV)/ready: $(VENV)/torch pyproject.toml
	$(BIN)/python -m pip install --quiet --editable . -c constraints.txt
	touch $@

$(VENV)/ready-to-test: $(VENV)/torch pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[test]" -c constraints.txt
	touch $@ $(VENV)/ready

clean:
	rm -rf $(VENV) "$(HOME_FOLDER)"
