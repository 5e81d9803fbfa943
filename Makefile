# Two commands set up everything they need: Python >= 3.11 and make are enough.
#   make demo   push the sample site to the built-in sandbox, no account needed
#   make test   run every check and test

# the first Python that runs and is new enough; a name on PATH alone may be a shim for one that is not there
RIGHT := -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>/dev/null
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name $(RIGHT) && echo $$name && break; done)
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
PUBLISH := $(BIN)/publish

.PHONY: demo test lint format bench clean

demo: .venv/ready
	$(PUBLISH) --all --sandbox

test: .venv/ready lint
	$(BIN)/pytest -n auto

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/ready
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/ready
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/render.py

# The versions are those of uv.lock, with their hashes; uv itself comes from PyPI.
.venv/ready: pyproject.toml uv.lock
	@$(if $(PYTHON),,echo "Python 3.11 or newer is needed; try: make PYTHON=/path/to/python3.11"; exit 1)
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	$(BIN)/uv sync --quiet --frozen --inexact --active --python $(BIN)/python
	$(BIN)/python -c "from pathlib import Path; Path('.venv/ready').touch()"

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('.venv', '.publish/cache', '.publish/preview', '.publish/sandbox')]"
