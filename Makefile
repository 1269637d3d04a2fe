# `make demo` sets up and runs the demo studies; `make test` sets up and passes the tests.
# A second call skips what is done.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/set-up

.PHONY: demo test lint clean

demo: $(SETUP)
	@$(BIN)/snakemake --cores all
	@echo "The reports are ready: open $(CURDIR)/reports/index.html"

# Its workers share the cores: threads of several numpys would wait for each other. Snakemake gives each job its own.
test: lint demo
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/pytest --numprocesses auto --dist worksteal

lint: $(SETUP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/snakefmt -l 120 --check Snakefile workflow/rules
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/affectflow check
	@$(BIN)/affectflow schema

$(SETUP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || \
	  { echo "affectflow needs Python 3.11; say which: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up $(VENV): about 280 pinned packages, 2 to 6 minutes."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps -r requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

clean:
	rm -rf results reports logs .snakemake mlflow.db
