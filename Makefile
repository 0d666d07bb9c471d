# One door for developers. Each word is explained by `make help`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= $(or $(STATIM_PORT),8000)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help run test proof check fix bench docs lock editor messages

help:
	@echo "make run     serve the site at http://127.0.0.1:$(PORT) (PORT=9000 for another port)"
	@echo "make test    everything that must hold: checks, then all tests"
	@echo "make proof   the tests of chance, as often as before a release"
	@echo "make check   lint, types, layers, migrations; changes nothing"
	@echo "make fix     format and mend what can be mended by machine"
	@echo "make bench   measure: reading, publishing (prints ratios)"
	@echo "make docs    the manual as HTML in build/manual/"
	@echo "make editor  build the topic editor's one file from its sources (needs node and npm)"
	@echo "make messages   bring the catalogues of translations up to date"
	@echo "make lock    pin the dependencies anew from pyproject.toml"

run: $(VENV)/run.stamp
	@STATIM_PORT=$(PORT) exec $(BIN)/statim run

test: check
	@tests/setup
	@CHROMIUM="$$(tests/setup --chromium)" $(BIN)/pytest -n 3 --dist loadgroup

proof: check
	@tests/setup
	@THOROUGH=1 CHROMIUM="$$(tests/setup --chromium)" $(BIN)/pytest -n 3 --dist loadgroup \
		tests/cli/test_backup.py tests/reader/test_shared_cache.py tests/search/test_follower.py \
		tests/test_on_postgres.py

check: $(VENV)/dev.stamp
	@mkdir -p build
	@$(BIN)/ruff format --check --quiet . || { echo "Run 'make fix'."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo --no-cache > build/layers.log || { cat build/layers.log; exit 1; }
	@folder=$$(mktemp -d); STATIM_DATA=$$folder $(BIN)/statim manage makemigrations --check --dry-run; \
		status=$$?; rm -rf "$$folder"; exit $$status

fix: $(VENV)/dev.stamp
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .

bench: $(VENV)/dev.stamp
	@$(BIN)/python bench/read.py
	@$(BIN)/python bench/pieces.py
	@$(BIN)/python bench/publish.py
	@$(BIN)/python bench/sentinel.py
	@$(BIN)/python bench/evidence.py

docs: $(VENV)/run.stamp
	@$(BIN)/statim manual build/manual

editor:
	@cd src/statim/topics/editor/source && npm ci --no-fund --no-audit && npm run --silent build

messages: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.catalogues

lock: $(VENV)/dev.stamp
	@$(PIP) install uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" pyproject.toml requirements/backend.in \
		--output-file requirements/run.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--custom-compile-command "make lock" pyproject.toml requirements/backend.in \
		--extra postgres --extra dev --constraint requirements/run.txt \
		--output-file requirements/dev.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Statim needs Python 3.11 or newer; set PYTHON=…"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing the pinned dependencies …"
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing the pinned dependencies, the developers' too …"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp
