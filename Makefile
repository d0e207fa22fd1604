# `make run` and `make test` are the two commands; `make help` lists the others.
PYTHON ?= python3
PY := .venv/bin/python
# Nothing is done where the environment itself says that it fits; PYTHON may be another one by then, or gone.
ENVIRONMENT = $(PY) -m config.environment --flaw $(1) >/dev/null 2>&1 || { \
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null || { \
		echo "Parley needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is not one: try make $(or $(MAKECMDGOALS),venv) PYTHON=python3.12" >&2; exit 2; }; \
	$(PYTHON) -m config.environment $(1); }
# `make test ARGS="-k queue"` hands its words to pytest.
ARGS ?=
PYTEST := -m pytest -n 2 --dist worksteal
# Without what Python keeps of a file that it has read, every process would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
# What no database changes: what meets none, and what a browser does with the same pages.
SAME_ON_POSTGRESQL := --ignore=tests/policy --ignore=tests/community/files --ignore-glob="tests/community/connectors/test_stub_*" \
	--ignore=tests/config \
	--ignore=tests/test_architecture.py --ignore=tests/test_docs.py --ignore=tests/test_templates.py --ignore=tests/test_each_row.py --ignore=tests/browser/test_keys.py \
	--ignore=tests/browser/test_xss.py --ignore=tests/browser/test_browser.py --ignore=tests/browser/test_import.py \
	--ignore=tests/browser/test_accessible.py
define SUITE
	echo "The suite on SQLite: $(1)"
	env -u DATABASE_URL $(PY) $(PYTEST) -m $(1) $(ARGS)
	echo "The suite on PostgreSQL, without what no database changes: $(1)"
	$(PY) -m tests.postgres $(PY) $(PYTEST) -m $(1) $(SAME_ON_POSTGRESQL) $(ARGS)
endef
define CHAOS
	set -e; for what in chaos timers reminders digests; do $(1) $(PY) -m tests.faults.$$what; done; \
	$(1) $(PY) -m pytest -q -n 0 tests/test_conversations_upgrade.py -k killed
endef
DJADE := .venv/bin/djade --target-version 5.2
TEMPLATES = $$(find moderation/templates -name "*.html")
UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--only-binary :all: --custom-compile-command "make lock"

.PHONY: help run venv dev test slow all lint types format chaos bench mutants lock
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 10

run: venv ## start everything on http://127.0.0.1:8000 (PORT=, DEMO=0, WORKERS=, WEB=); Ctrl-C stops it
	@$(PY) -m config.runner

venv: ## make only the environment (PYTHON= chooses which Python)
	@$(call ENVIRONMENT,requirements.txt)

dev: venv
	@$(call ENVIRONMENT,requirements-dev.txt)

test: lint types ## lint, types, and the suite on SQLite and on PostgreSQL, browser tests included
	@$(call SUITE,"not slow")

slow: dev ## what `make test` leaves out as it takes long: kills, the stub's prose, long random histories
	@$(call SUITE,"slow")

all: dev ## `make test` and `make slow` in one go on each database, but for lint and types
	@$(call SUITE,"slow or not slow")

lint: dev ## ruff and djade, without changing a file
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(DJADE) --check $(TEMPLATES)

types: dev ## mypy, strict on moderation/policy
	@$(PY) -m mypy

format: dev ## let ruff and djade put the files in order
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .
	@$(DJADE) $(TEMPLATES) || true # 1 says that it changed something

chaos: dev ## kills over 2,000 messages, 60 timers, 60 reminders, the mails of 60 questions, and an upgrade, on both databases
	@$(call CHAOS,env -u DATABASE_URL)
	@$(call CHAOS,$(PY) -m tests.postgres)

bench: dev ## the figures, each beside the plain vaderSentiment loop
	@env -u DATABASE_URL $(PY) manage.py bench
	@$(PY) -m tests.postgres $(PY) manage.py bench

mutants: dev ## 300 small faults in policy, leases, rights and verbs, each against its own tests; takes an hour or more
	@env -u DATABASE_URL $(PY) -m tests.mutants

lock: ## write both lock files anew (needs uv)
	@$(UV_COMPILE) pyproject.toml -o requirements.txt
	@$(UV_COMPILE) --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt
