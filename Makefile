# make run    the main job on the example around Caen      make check  style, types, structure
# make test   everything that is tested                    make bench  time and memory
# make docs   the documentation as a site, in site/
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SUDO   := $(shell [ "$$(id -u)" = 0 ] || command -v sudo)
UV     := $(shell command -v uv 2>/dev/null)

ifdef UV
  MAKE_VENV = uv venv --quiet --allow-existing --python $(PYTHON) $(VENV)
  INSTALL   = VIRTUAL_ENV=$(VENV) uv pip install --quiet
else
  MAKE_VENV = $(PYTHON) -m venv $(VENV)
  INSTALL   = $(BIN)/python -m pip install --quiet --disable-pip-version-check
endif

# The site is built without a word from its theme about the theme's own future.
SITE   := NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet

.PHONY: help run test test-full check docs bench words notebooks browser clean

help:
	@head -3 Makefile | cut -c3-

$(BIN)/python:
	@echo "Making $(VENV) ..."
	@$(MAKE_VENV)

$(VENV)/.base: $(BIN)/python pyproject.toml
	@echo "Installing mcda (a minute or two the first time) ..."
	@$(INSTALL) -e ".[report,web]"
	@touch $@

$(VENV)/.test: $(VENV)/.base
	@echo "Installing what the tests need ..."
	@$(INSTALL) -e ".[test]"
	@touch $@

$(VENV)/.bench: $(VENV)/.base
	@echo "Installing the libraries to measure beside ..."
	@$(INSTALL) -e ".[bench]"
	@touch $@

run: $(VENV)/.base
	@$(BIN)/mcda solve scenarios/caen
	@$(BIN)/mcda compare scenarios/caen --variants
	@echo
	@echo "Ensuite / Next:"
	@echo "  $(BIN)/mcda conflicts scenarios/caen:fair_90        pourquoi une variante est impossible / why a variant is impossible"
	@echo "  $(BIN)/mcda judge scenarios/caen --portfolio G1,M5,W4    juger sa propre liste / judge a list of your own"
	@echo "  $(BIN)/mcda report scenarios/caen -o rapport.html   une note pour le comite / a note for the committee"
	@echo "  $(BIN)/mcda serve scenarios/caen                    la page avec ses curseurs / the page with sliders"
	@echo "  $(BIN)/mcda template -o gabarit.xlsx                un classeur a remplir / a workbook to fill in"
	@echo "  $(BIN)/mcda new mon-territoire --from caen          partir de cet exemple / start from this example"
	@echo "  $(BIN)/mcda --help                                  tout le reste / everything else"

browser:
	@{ command -v chromium || command -v chromium-browser || command -v google-chrome; } > /dev/null && fc-list 2> /dev/null | grep -q Liberation \
	  || { echo "Installing a browser and what PDF needs (Debian, Ubuntu) ..."; \
	       $(SUDO) apt-get -qq update && $(SUDO) apt-get -qq install -y chromium fontconfig fonts-liberation libpango-1.0-0 libpangoft2-1.0-0 > /dev/null; }

test: $(VENV)/.test
	@$(BIN)/python -m pytest -n 2 --dist worksteal

test-full: $(VENV)/.test
	@HYPOTHESIS_PROFILE=full $(BIN)/python -m pytest -n 2 --dist worksteal

check: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@PYTHONPATH=. $(BIN)/lint-imports
	@$(BIN)/python -m tests.guard
	@$(SITE) --site-dir $(VENV)/site

docs: $(VENV)/.test
	@$(SITE)
	@echo "site/index.html"

$(VENV)/pyaugmecon/.done: $(VENV)/.base
	@echo "Installing PyAUGMECON apart: it needs older libraries ..."
	@$(PYTHON) -m venv $(VENV)/pyaugmecon
	@-$(VENV)/pyaugmecon/bin/python -m pip install --quiet --disable-pip-version-check "pyaugmecon>=1.0.8" highspy && touch $@

bench: $(VENV)/.bench $(VENV)/pyaugmecon/.done
	@$(BIN)/python -m benchmarks.run

notebooks: $(VENV)/.test
	@$(BIN)/python -m tests.docs.executed

words: $(VENV)/.test
	@$(BIN)/pybabel -q extract -F pyproject.toml --keyword N_ --no-location --sort-output -o $(VENV)/mcda.pot mcda
	@$(BIN)/pybabel -q update --no-fuzzy-matching -D mcda -d mcda/locale -i $(VENV)/mcda.pot --no-wrap
	@$(BIN)/pybabel -q compile -D mcda -d mcda/locale

clean:
	@rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
