# Everything here needs only Python >= 3.11, pip and make.
#
#   make demo      the main job on a pilot-sized instance, from nothing
#   make test      the whole test suite
#   make bench     the small benchmark suite (SUITE=sparse, … for another) with its peers; docs/benchmarks.md
#   make lint      ruff        make types     mypy --strict
#   make docs      the documentation as a site: build/docs/index.html
#   make examples  every story under examples/
#   make clean     remove what was built; .venv and runs/ stay

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PEERS := $(VENV)/.installed-peers
SUITE ?= smoke
PYTEST_ARGS ?= -n 2 --dist worksteal --durations 15

.PHONY: demo test bench lint types docs examples install clean
.DELETE_ON_ERROR:

demo: install
	$(BIN)/jobmatch demo --out runs/demo

test: install
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

# Warnings are errors: a link that leads nowhere, a docstring that does not render. Nothing is fetched.
docs: install
	$(BIN)/python -m sphinx -b html -q -W --keep-going -d build/doctrees docs build/docs
	@echo "Open build/docs/index.html"

examples: install
	$(BIN)/python examples/run_all.py

bench: $(PEERS)
	$(BIN)/python -m benchmarks run $(SUITE)

install: $(INSTALLED)

# Once for each change of the versions: the editable install follows the sources by itself.
$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("jobmatch needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing jobmatch and its tools into $(VENV): about a minute, once."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --constraint constraints.txt
	@touch $@

# The solvers that jobmatch is compared with, and what draws the plots.
$(PEERS): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]' --constraint constraints.txt
	@touch $@

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests examples benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
