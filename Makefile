# `make demo` and `make test` need Python 3.11 or newer and make, nothing else.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo serve test check bench soak messages golden clean

help:
	@echo "make demo      set up, load the demonstration brand, render every channel into demo-output/"
	@echo "make serve     hub and worker at http://localhost:8000/"
	@echo "make test      all tests; those that need a service you do not have are skipped and say so"
	@echo "make check     formatting, lint, types, import contracts, migrations"
	@echo "make bench     benchmarks against a peer or a floor"
	@echo "make soak      the long proofs at full size"
	@echo "make messages  bring the translation catalogs up to date"
	@echo "make golden    write the golden files anew; look at the difference before you commit it"

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Einklang needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.11 ...") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (about a minute) ..."
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,scale]'
	@touch $@

demo: $(STAMP)
	@$(BIN)/python manage.py demo --output demo-output

serve: $(STAMP)
	@$(BIN)/python manage.py serve

test: $(STAMP)
	$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check

bench: $(STAMP)
	$(BIN)/python -m tests.bench

soak: $(STAMP)
	$(BIN)/python -m tests.soak

messages: $(STAMP)
	$(BIN)/python -m tests.messages update

golden: $(STAMP)
	$(BIN)/python -m pytest -q tests/contracts/test_every_renderer.py tests/renderers/test_dialect_page.py --update-golden

clean:
	rm -rf $(VENV) demo-output var build .pytest_cache .mypy_cache .ruff_cache .hypothesis
