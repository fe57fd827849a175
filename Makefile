# The two commands of the README: `make build` and `make test`. Everything else serves people who change the code.

PYTHON ?= python3
BIN := .venv/bin
BROWSER_TOOLS := tests/node_modules/.package-lock.json
STUDIO := tests/.studio/package.json
SCRIPTS := ../themes/_runtime ../builder/badges/*.js runtime browser openedx inspection badges/*.mjs

.PHONY: build test check format golden clean

build: .venv/author
	$(BIN)/parcours build

test: .venv/developer $(BROWSER_TOOLS) $(STUDIO)
	$(BIN)/pytest --numprocesses auto --dist loadfile
	PARCOURS_PYTHON=$(BIN)/python node --test tests/runtime/*.test.js

check: .venv/developer $(BROWSER_TOOLS) $(STUDIO)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	cd tests && npx biome check $(SCRIPTS) && npx tsc -p tsconfig.json
	$(MAKE) test

format: .venv/developer $(BROWSER_TOOLS)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	cd tests && npx biome check --write $(SCRIPTS)

golden: .venv/developer
	PARCOURS_GOLDEN=write $(BIN)/pytest tests/test_cases.py tests/test_golden.py tests/test_reference.py tests/browser/test_spoken.py tests/test_strings.py

clean:
	rm -rf .venv build tests/node_modules tests/.studio

.venv/ready:
	tests/setup.sh python $(PYTHON)
	$(PYTHON) -m venv .venv
	touch $@

.venv/author: .venv/ready pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/developer: .venv/ready pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	# The problems of Open edX, which grade ours in the tests. What they need besides grading is 350 MB: left out.
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-deps openedx-calc xblocks-contrib
	# The validator of Open Badges 2.0, which judges ours in the tests. It wants the libraries of 2018, some of which no Python of today reads.
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --no-deps openbadges
	touch $@ .venv/author

$(BROWSER_TOOLS): tests/package.json tests/package-lock.json
	tests/setup.sh browser
	# Not `npm ci`: it refuses a lock without the packages of other systems, which not every registry serves.
	cd tests && npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

$(STUDIO): $(BROWSER_TOOLS)
	# The problem editor of Open edX Studio, for its parser alone: npm cannot leave out the 100 MB that its pages need.
	mkdir -p tests/.studio
	cd tests/.studio && npm pack --silent @edx/frontend-lib-content-components@2.7.0 && tar -xzf *.tgz --strip-components=1 && rm *.tgz
	touch $@
