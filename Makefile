# Two commands do everything on a fresh machine with Python 3.11+ and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := .dateline/demo.duckdb

.PHONY: demo test test-fast explore lint types check wheel lock clean

demo: $(VENV)/.run ## Runs the pipeline on samples/, prints what the warehouse now answers, and writes a briefing.
	@mkdir -p .dateline
	$(BIN)/dateline run samples --warehouse $(DEMO)
	@for question in sql/demo/*.sql; do \
	  echo; sed -n 's/^-- \(.*?\).*/\1/p' $$question; \
	  COLUMNS=100 $(BIN)/dateline sql "$$(sed 1d $$question)" --warehouse $(DEMO); done
	@echo; echo "All of it on one page, with a map, and each statement with its words; open it in a browser:"
	@$(BIN)/dateline briefing --warehouse $(DEMO)
	@echo; echo "Try next:"
	@echo "  $(BIN)/dateline show latest --warehouse $(DEMO)                 an article with its facts marked"
	@echo "  $(BIN)/dateline sql --warehouse $(DEMO)                         the questions that have names"
	@echo "  $(BIN)/dateline ui --warehouse $(DEMO)                          the pipeline in the Dagster UI"
	@echo "  $(BIN)/dateline run YOUR_FILES... --warehouse news.duckdb                your own news"

test: $(VENV)/.dev ## Runs every test.
	$(BIN)/python -m pytest -n 2 --dist worksteal

test-fast: $(VENV)/.dev ## Leaves out the tests that start processes or build artefacts.
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not browser"

explore: $(VENV)/.dev ## Looks for inputs that break a property, other ones in every run, and many more than `make test` tries.
	HYPOTHESIS_PROFILE=explore $(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow and not browser"

lint: $(VENV)/.dev
	$(BIN)/ruff check pipelines tests benchmarks
	$(BIN)/ruff format --check pipelines tests benchmarks
	$(BIN)/sqlfluff lint sql

types: $(VENV)/.dev
	$(BIN)/mypy

check: test lint types

wheel: $(VENV)/.dev ## Builds dist/dateline-*.whl.
	$(BIN)/python -m build --wheel --no-isolation

lock: ## Writes the requirement files again, with hashes, from the .in files; needs uv.
	for part in "" -dev -build; do \
	  uv pip compile requirements$$part.in -o requirements$$part.txt --generate-hashes --no-header --no-annotate \
	    --no-strip-extras --no-emit-index-url --no-emit-find-links --python-version 3.11; done
	sed -i 's/^lxml\[html-clean\]/lxml[html_clean]/' requirements.txt # the extra's name as pip 23 compares it

$(VENV)/.run: requirements.txt pyproject.toml
	@echo "Installing what Dateline needs into $(VENV), about 1 GB: a few minutes, once."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-build.txt
	@echo "Installing Dateline itself."
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q pipelines # who runs it may not be allowed, or not want, to write here
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.txt
	@echo "Installing what the tests need: a minute, once."
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

clean:
	rm -rf $(VENV) .dateline dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
