# `make` lists the targets. Two matter on a fresh machine: `make run` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
PYTHON := $(VENV)/bin/python
TOOLS := .tools
# Python itself is never downloaded: 3.10 must be there, from the system or pyenv (.python-version).
export UV_PYTHON_DOWNLOADS := never
export UV_VERSION := 0.13.9
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
# Cache keys of Rasa's training steps must not depend on the order of sets.
export PYTHONHASHSEED := 0

.PHONY: rollback-content rollback-model help install train run preview check test test-unit test-browser browser test-cluster redis nginx lock lint types contracts content schemas dictionaries bench bench-page bench-widgets screenshots clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort | column -t -s "$$(printf '\t')"

# A uv of our own, whatever the machine has: a uv under another pyenv version is not found under this one.
$(TOOLS)/bin/uv:
	@python3 -m venv $(TOOLS) || (echo "Python 3.10 with venv is needed: see README." >&2; exit 1)
	@$(TOOLS)/bin/python -m pip install --quiet "uv==$(UV_VERSION)"

$(VENV)/.installed: $(TOOLS)/bin/uv requirements-dev.lock pyproject.toml
	@test -x $(PYTHON) || $(TOOLS)/bin/uv venv --quiet --python 3.10 $(VENV)
	$(TOOLS)/bin/uv pip sync --quiet --python $(PYTHON) requirements-dev.lock
	@$(TOOLS)/bin/uv pip install --quiet --no-deps --python $(PYTHON) --editable .
	@touch $@

install: $(VENV)/.installed ## make .venv with everything in it

train: install ## train the model, if the data, the configuration or the topics changed
	@$(PYTHON) -m conference_guide.train

run: train ## serve the guide at http://127.0.0.1:5005/chat (HOST and PORT override)
	@exec $(PYTHON) -m conference_guide.server

preview: install ## show editors every answer, rule and change, on this machine alone, at http://127.0.0.1:5007/ (PREVIEW_PORT overrides)
	@exec $(PYTHON) -m conference_guide.preview_server

check: lint types contracts content test-unit ## lint, types, import contracts, content, unit tests: under a minute

lint: install
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check --quiet . || (echo "Run: $(VENV)/bin/ruff format ." >&2; exit 1)

types: install
	$(VENV)/bin/mypy conference_guide actions

contracts: install
	$(VENV)/bin/lint-imports

content: install dictionaries ## check all content and training data
	$(VENV)/bin/conference-guide check --complete

schemas: install ## make the JSON Schemas of the content files
	$(VENV)/bin/conference-guide schemas

# Spelling is never left out in silence: npm is found or installed, or the check fails.
dictionaries: node_modules/.installed ## install the dictionaries for the spelling of English and Welsh

node_modules/.installed: package.json package-lock.json
	@command -v npm >/dev/null \
	|| (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends npm) \
	|| (echo "npm is needed to install the dictionaries. Install it, or run make dictionaries as a user who may." >&2; exit 1)
	npm ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@

test-unit: install redis dictionaries
	$(PYTHON) -m pytest -q tests --ignore tests/model --ignore tests/faults --ignore tests/browser --ignore tests/cluster

test: train browser redis dictionaries ## every test: lint, types, contracts, content, unit, model, browser
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy conference_guide actions
	$(VENV)/bin/lint-imports
	$(VENV)/bin/conference-guide check --complete
	$(PYTHON) -m pytest -q tests --ignore tests/browser --ignore tests/cluster
	$(PYTHON) -m pytest -q tests/browser

# Never skipped in silence: a real Chromium is found or installed, or the tests fail.
browser:
	@command -v chromium || command -v chromium-browser || command -v google-chrome \
	|| (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium) \
	|| (echo "Chromium is needed for the browser tests. Install it, or run make test as a user who may." >&2; exit 1)

# As with Chromium: real ones are found or installed, or the tests fail.
redis:
	@command -v redis-server \
	|| (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq redis-server) \
	|| (echo "redis-server is needed for the tests. Install it, or run make as a user who may." >&2; exit 1)

nginx:
	@command -v nginx || test -x /usr/sbin/nginx \
	|| (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq nginx) \
	|| (echo "nginx is needed for the cluster tests. Install it, or run make as a user who may." >&2; exit 1)

# Apart from `make test`: it kills processes and measures, and wants two cores to itself.
test-cluster: train redis nginx ## two processes behind nginx with Redis: moving, killing, and what two can do
	$(PYTHON) -m pytest -q -s tests/cluster

bench: train ## what the guide understands, measured on questions it has not seen
	$(PYTHON) -m benchmarks.understanding.run

bench-page: train browser ## how soon the page and an answer are there on a slow connection
	$(PYTHON) -m benchmarks.page

bench-widgets: train browser dictionaries ## what a parent's phone has to load, beside other chat widgets
	$(PYTHON) -m benchmarks.widgets.run

screenshots: train browser ## take the pictures in docs/images again
	$(PYTHON) -m benchmarks.screenshots

lock: $(TOOLS)/bin/uv ## pin the newest versions that fit pyproject.toml, with hashes
	$(TOOLS)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.10 --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(TOOLS)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.10 --no-emit-index-url --no-header --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock

rollback-content: install ## go back to the content that was live before
	$(PYTHON) -m conference_guide.cli rollback content

rollback-model: install ## go back to the model before; a running server takes it at once
	$(PYTHON) -m conference_guide.cli rollback model

clean: ## remove what was made here: environment, models, caches
	rm -rf $(VENV) $(TOOLS) node_modules models .rasa .cache build *.egg-info
