# `make demo` and `make test` do everything on a machine with Python 3.11 or newer, make and a package index.

ifeq ($(OS),Windows_NT)
  PYTHON ?= python
  BIN := .venv/Scripts
else
  PYTHON ?= python3
  BIN := .venv/bin
endif

WHY ?= a.begum

PACKAGES := . $(patsubst %/pyproject.toml,%,$(wildcard plugins/*/pyproject.toml))
INSTALLED := .venv/packages-installed
REQUIRED := .venv/requirements-installed
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check
PIP_TOOLS := build/pip-tools
PIN := $(subst .venv,$(PIP_TOOLS),$(BIN))/pip-compile --quiet --generate-hashes --strip-extras \
  --no-header --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
DEMO := build/demo

.PHONY: help demo test slow kills mutation bench bench-clean lint types layers format pages requirements holidays clean

help:
	@echo 'make demo          write an invented store in $(DEMO), ask it two questions and begin a record'
	@echo 'make test          lint, types, layers and tests: what CI runs'
	@echo 'make slow          the properties on many more examples (half an hour)'
	@echo 'make kills         stop every command that writes at each of its calls, and let several write at once'
	@echo 'make mutation      change every number, condition and row of the policies: an example must fail [AUTHORITY=merton]'
	@echo 'make bench         measure a store of a million records, and smaller ones, beside other programmes'
	@echo 'make bench-clean   remove what make bench keeps between runs: several gigabytes'
	@echo 'make format        put the code in the form that make test asks for'
	@echo 'make pages         write docs/authorities/ anew from the plugins'
	@echo 'make requirements  pin the newest versions of everything in requirements.txt'
	@echo 'make holidays      write the table of bank holidays anew'
	@echo 'make clean         remove .venv and build'

demo: $(INSTALLED)
	@rm -rf $(DEMO) && mkdir -p build
	@$(BIN)/supctl demo $(DEMO) --authority wsussex --quiet
	@echo '> supctl due --team east' && cd $(DEMO) && ../../$(BIN)/supctl due --team east
	@echo && echo '> supctl why $(WHY)' && cd $(DEMO) && ../../$(BIN)/supctl why $(WHY)
	@echo && echo '> supctl record new personal $(WHY) --stdout' && cd $(DEMO) && ../../$(BIN)/supctl record new personal $(WHY) --stdout

# Every part runs, so that one run shows everything; the tests run last, so that their summary ends the output.
test: $(INSTALLED)
	@failed=''; \
	for part in lint types layers; do $(MAKE) --no-print-directory $$part || failed="$$failed $$part"; done; \
	if [ -n "$$failed" ]; then echo "FAILED:$$failed (the tests follow)"; fi; \
	echo 'tests: pytest'; \
	$(BIN)/python -m pytest -n 2 && [ -z "$$failed" ]

slow: $(INSTALLED)
	@SUPCTL_HYPOTHESIS=slow $(BIN)/python -m pytest -n 2 tests/answers tests/facts tests/store/index

kills: $(INSTALLED)
	@$(BIN)/python -m tests.kills

mutation: $(INSTALLED)
	@$(BIN)/python -m tests.mutation $(AUTHORITY) $(if $(FILE),--file $(FILE)) $(if $(RULE),--rule $(RULE)) $(if $(FIRST),--first $(FIRST))

bench: $(INSTALLED)
	@$(BIN)/python -m benchmarks $(if $(SIZES),--sizes "$(SIZES)") $(if $(PAIRS),--pairs $(PAIRS))

bench-clean:
	@rm -rf build/bench

lint: $(INSTALLED)
	@echo 'lint: ruff check, ruff format'
	@mkdir -p build
	@failed=0; \
	$(BIN)/ruff check --quiet . || failed=1; \
	$(BIN)/ruff format --check --output-format concise . > build/format.txt 2>&1 || { cat build/format.txt; echo 'mend: make format'; failed=1; }; \
	exit $$failed

types: $(INSTALLED)
	@echo 'types: mypy'
	@$(BIN)/mypy --no-error-summary

layers: $(INSTALLED)
	@echo 'layers: lint-imports'
	@mkdir -p build
	@$(BIN)/lint-imports --no-cache > build/layers.txt 2>&1 || { cat build/layers.txt; exit 1; }

format: $(INSTALLED)
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format --quiet .

pages: $(INSTALLED)
	@$(BIN)/python tools/pages.py

# The table is kept only when the whole of it could be written.
holidays: $(INSTALLED)
	@mkdir -p build
	@$(BIN)/python tools/bank_holidays.py > build/bank_holidays.py
	@mv build/bank_holidays.py src/supctl/facts/bank_holidays.py

# No index, host or path of the machine that runs this may stand in the file.
requirements:
	@rm -rf $(PIP_TOOLS) && mkdir -p build && $(PYTHON) -m venv $(PIP_TOOLS)
	@$(subst .venv,$(PIP_TOOLS),$(INSTALL)) pip-tools
	@$(PIN) --output-file $(PIP_TOOLS)/requirements.txt pyproject.toml requirements.in
	@{ echo '# Everything supctl runs on and is tested with, pinned; for Linux, macOS and Windows, Python 3.11 and newer.'; \
	  echo '# Made by `make requirements` from pyproject.toml and requirements.in: change those, not this file.'; \
	  cat $(PIP_TOOLS)/requirements.txt; } > build/requirements.txt
	@mv build/requirements.txt requirements.txt
	@$(PIN) --output-file $(PIP_TOOLS)/benchmarks.txt benchmarks/requirements.in
	@{ echo '# What supctl is measured beside, pinned; for Linux and macOS, Python 3.11 and newer.'; \
	  echo '# Made by `make requirements` from requirements.in beside it: change that, not this file.'; \
	  cat $(PIP_TOOLS)/benchmarks.txt; } > build/requirements.txt
	@mv build/requirements.txt benchmarks/requirements.txt

clean:
	@rm -rf .venv build

$(REQUIRED): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("supctl needs Python 3.11 or newer: make PYTHON=/path/to/python" if sys.version_info < (3, 11) else 0)'
	@echo 'installing what supctl needs into .venv, once'
	@$(PYTHON) -m venv --clear .venv
	@$(INSTALL) --require-hashes -r requirements.txt
	@touch $@

$(INSTALLED): $(REQUIRED) $(PACKAGES:%=%/pyproject.toml)
	@$(INSTALL) --no-deps --no-build-isolation $(PACKAGES:%=-e %)
	@touch $@
