# Yorimichi. `make help` lists the commands.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/run.installed
DEV_READY := $(VENV)/dev.installed
PIP_INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet
PYTEST_WORKERS ?= 2
WEB_READY := web/node_modules/.package-lock.json
HAS_NODE := node -e 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + +b < 2019 ? 1 : 0)' \
	2>/dev/null && command -v npm >/dev/null

.DEFAULT_GOAL := help
.PHONY: help run prepare test check check-web format lock openapi clean
.PHONY: bench bench-planner bench-previews bench-routing bench-tiles bench-web

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: prepare ## Install, prepare the sample data and serve on http://127.0.0.1:8000
	@$(BIN)/yorimichi serve

prepare: $(RUN_READY)
	@$(BIN)/yorimichi migrate
	@$(BIN)/yorimichi seed
	@$(BIN)/yorimichi network build --region helsinki --sample

test: $(DEV_READY) ## Run every test, on SQLite and, where it is installed, on PostgreSQL
	@if $(HAS_NODE); then $(MAKE) --no-print-directory $(WEB_READY); fi
	@$(BIN)/python -m pytest -n $(PYTEST_WORKERS) --dist loadgroup --no-loadscope-reorder $(ARGS)

check: $(DEV_READY) ## Check style, types, layers, dependencies, migrations and the contract
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/deptry .
	@scratch=$$(mktemp -d) && DATA_DIR="$$scratch" DATABASE_URL= $(BIN)/yorimichi check-migrations; \
	  status=$$?; rm -rf "$$scratch"; exit $$status
	@$(BIN)/yorimichi openapi | diff -u openapi.yaml - || { echo "Run 'make openapi'."; exit 1; }
	@$(BIN)/openapi-spec-validator openapi.yaml
	@$(MAKE) --no-print-directory check-web

check-web: ## Check the web apps' types, style and rules, where Node is
	@if $(HAS_NODE); then \
	  $(MAKE) --no-print-directory $(WEB_READY) && npm --prefix web run --silent check; \
	else \
	  echo "Node 20.19 or newer with npm is missing: the web apps' checks are skipped."; \
	fi

format: $(DEV_READY) ## Format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: bench-planner bench-routing bench-tiles bench-previews bench-web ## Run the benchmarks

bench-planner: $(DEV_READY) ## How fast and how good the planner is
	@$(BIN)/python -m benchmarks.planner_quality --cases
	@$(BIN)/python -m benchmarks.planner_speed
	@$(BIN)/python -m benchmarks.planner_request
	@$(BIN)/python -m benchmarks.shortlist_loss

bench-routing: $(DEV_READY) ## How exact and how fast routing is, beside its peers
	@$(BIN)/python -m benchmarks.routing_exactness
	@$(BIN)/python -m benchmarks.routing_speed

bench-tiles: $(DEV_READY) ## How fast map tiles are drawn
	@$(BIN)/python -m benchmarks.map_tiles

bench-previews: $(DEV_READY) ## How fast the pictures of plans are drawn
	@$(BIN)/python -m benchmarks.plan_preview

bench-web: $(DEV_READY) ## How soon the front page shows on a slow phone and line
	@$(BIN)/python -m benchmarks.web_first_load

openapi: $(DEV_READY) ## Write openapi.yaml from the code
	@$(BIN)/yorimichi openapi --output openapi.yaml

lock: $(DEV_READY) ## Pin the dependencies anew
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-emit-index-url --no-header --no-annotate --extra dev -c requirements.lock \
	  pyproject.toml -o requirements-dev.lock

clean: ## Remove the virtual environment and the local data
	@rm -rf $(VENV) var

$(RUN_READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Installing into $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

$(DEV_READY): $(RUN_READY) requirements-dev.lock
	@echo "Installing the development tools …"
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(WEB_READY): web/package.json web/package-lock.json
	@echo "Installing the web apps' packages …"
	@npm --prefix web ci --silent --no-audit --no-fund
