# `make demo` and `make test` do all the set-up; each makes .venv if it is not there.
#
# torch is installed first and alone, so that nothing else chooses its build. What pip finds by
# default may be the GPU build, of several gigabytes; README.md says how to get the CPU build.

TORCH ?= torch==2.13.0
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)

CHROMIUM ?= chromium

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# Stamps say what is installed; a changed pyproject.toml installs again.
HAVE_VENV := $(VENV)/.made
HAVE_TORCH := $(VENV)/.torch
HAVE_MTQA := $(VENV)/.mtqa
HAVE_DEV := $(VENV)/.dev

.DEFAULT_GOAL := help
.PHONY: help demo test example screenshot clean

help: ## List these commands.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

demo: $(HAVE_MTQA) ## Score the sample articles and write an HTML report of them.
	$(BIN)/mtqa score corpora/sample --out runs/sample --overwrite
	$(BIN)/mtqa report runs/sample --format html --out reports/sample
	@echo
	@echo "Open reports/sample/index.html in a browser. The run itself is in runs/sample."
	@echo "Your own articles: $(BIN)/mtqa score PATH... --out RUN"

test: $(HAVE_DEV) ## Check style and types, and run all tests.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist worksteal -rs

example: $(HAVE_MTQA) ## Rebuild reports/example after a change in what mtqa finds or shows.
	$(BIN)/mtqa score corpora/sample --out runs/example --overwrite
	$(BIN)/mtqa report runs/example --format html --out reports/example

screenshot: ## Take the picture of reports/example that README.md shows (needs Chromium).
	$(CHROMIUM) --headless --hide-scrollbars --force-color-profile=srgb --window-size=1160,880 \
		$$(test "$$(id -u)" = 0 && echo --no-sandbox) --screenshot=reports/example/index.png \
		"file://$(CURDIR)/reports/example/index.html"

clean: ## Remove all that these commands made.
	rm -rf $(VENV) runs/sample runs/example reports/sample build dist
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(HAVE_VENV):
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "mtqa needs Python 3.11 or newer; name one: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(HAVE_TORCH): $(HAVE_VENV)
	$(PIP) install "$(TORCH)" || { \
		echo "$(TORCH) cannot be installed for $$($(BIN)/python --version) on this machine."; \
		echo "Name another build, such as: make TORCH='torch>=2.6', or another PYTHON after make clean."; \
		exit 1; }
	@touch $@

$(HAVE_MTQA): $(HAVE_TORCH) pyproject.toml
	$(PIP) install --editable '.[html]'
	@touch $@

$(HAVE_DEV): $(HAVE_TORCH) pyproject.toml
	$(PIP) install --editable '.[dev]'
	@touch $@ $(HAVE_MTQA)
