# Every command of the project. `make` alone lists them.
#
# The environment is made by whichever command needs it first: .venv, with exactly the packages of requirements.lock, each checked against its
# hash. It is made again when that file changes, and left alone otherwise.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: bi bi-env ocr calibrate learn help refresh status docs export review check-figure explain ui test test-bi bench fuzz lint check new-source drill-kill intake-drill manifest env clean distclean

VENV := .venv
PYTHON := $(VENV)/bin/python
LOCKED := $(VENV)/.lock-sha256
MANIFEST := dbt_project/target/manifest.json
DBT_FILES := $(shell find dbt_project -path dbt_project/target -prune -o -path dbt_project/logs -prune -o -type f -not -name '.*' -print 2>/dev/null)
PORT ?= 3000
# Superset, whose pins are older than the pipeline's, has an environment of its own.
BI_VENV := .venv-bi
BI_LOCK := warehouse/bi/requirements.lock

# A folder to take documents from, and whether the bundled samples take part: make refresh INBOX=/some/folder SAMPLES=0
ifdef INBOX
export WAREHOUSE_INBOX := $(INBOX)
endif
ifdef SAMPLES
export SAMPLES
endif
ifdef CRAWL
export WAREHOUSE_CRAWL := $(CRAWL)
endif
ifdef BENCH
export BENCH
endif
ifdef CORPUS
export CORPUS
endif
ifdef CLAIMS
export CLAIMS
endif
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export DAGSTER_DISABLE_TELEMETRY := 1

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 20
	@echo
	@echo '  INBOX=/folder       take documents from there (default: $$WAREHOUSE_HOME/inbox; several joined with :)'
	@echo '  CRAWL=id,id         visit these sources, if they are due (default: none; definitions in ingestion/sources)'
	@echo '  SAMPLES=0           leave the bundled sample documents out'
	@echo '  ACCEPT_LOSS=1       publish even if sources state far less than readers see of them now'
	@echo '  WAREHOUSE_HOME=/dir keep all state there (default: warehouse/data)'

refresh: env $(MANIFEST) ## Take in documents, extract, build, check, publish; ends with a summary
	@$(PYTHON) -m orchestration refresh$(if $(filter-out 0,$(ACCEPT_LOSS)), --accept-loss)

status: env ## Say how the last runs went and what is published
	@$(PYTHON) -m orchestration status

review: env ## Show the claims that people had better look at, with lines for warehouse/corrections.csv (N=10 DOCUMENT= REGION= WHO=)
	@$(PYTHON) -m orchestration review --count '$(subst ','\'',$(or $(N),10))' $(if $(DOCUMENT),--document '$(subst ','\'',$(DOCUMENT))') \
	    $(if $(REGION),--region '$(subst ','\'',$(REGION))') $(if $(WHO),--who '$(subst ','\'',$(WHO))')

new-source: env ## Write the definition of a site to crawl: make new-source NAME=jiaozuo-daily URL=http://www.jzrb.com/ (CONTACT=)
	@$(PYTHON) -m ingestion.sources.scaffold '$(subst ','\'',$(NAME))' '$(subst ','\'',$(URL))' '$(subst ','\'',$(CONTACT))'

docs: env ## Put dbt's documentation, Data Docs and the data dictionary into one folder, to be opened without a network
	@$(PYTHON) -m orchestration docs

export: env $(MANIFEST) ## Write the published tables as CSV and Parquet with datapackage.json (TO=/folder FORMAT=csv|parquet|both TABLES=a,b)
	@$(PYTHON) -m orchestration export --format '$(subst ','\'',$(or $(FORMAT),both))' $(if $(TO),--to '$(subst ','\'',$(TO))') \
	    $(if $(TABLES),--tables '$(subst ','\'',$(TABLES))')

check-figure: env ## Say which published claims support or contradict a sentence or number: make check-figure TEXT="焦作市2023年新建改扩建幼儿园25所"
	@$(PYTHON) -m orchestration check-figure -- '$(subst ','\'',$(TEXT))'

explain: env ## Show how a text is read: make explain TEXT="新建幼儿园25所" or TEXT=path/to/file
	@$(PYTHON) -m ingestion.extraction.explain '$(subst ','\'',$(TEXT))'

learn: env ## Learn anew from labelled documents what each sign of a figure's status is worth (LABELLED=folders); then make calibrate
	@$(PYTHON) -m tests.learn_status $(LABELLED)

calibrate: env ## Count anew what each rule is worth on labelled documents (claims' confidence), and print the table (LABELLED=folders)
	@$(PYTHON) -m tests.calibrate $(LABELLED)

ui: env $(MANIFEST) ## Open the Dagster UI on 127.0.0.1:3000 (PORT=), with schedule and inbox sensor at work
	@$(PYTHON) -m orchestration ui --port $(PORT)

bi: env bi-env ## Open the dashboards on 127.0.0.1:8088 (PORT=): Apache Superset over what is published, set up at the first start
	@WAREHOUSE_BI_PORT=$(if $(filter command line environment,$(origin PORT)),$(PORT),$(WAREHOUSE_BI_PORT)) WAREHOUSE_PIPELINE_PYTHON=$(abspath $(PYTHON)) \
	    $(BI_VENV)/bin/python -m warehouse.bi

test: env $(MANIFEST) ## Run the tests
	@$(PYTHON) -m pytest -q -n 2 --dist loadfile

# In the order of their names: while one process waits for the server, the other tries the tools that need none.
test-bi: env bi-env $(MANIFEST) ## Run the tests of BI tools, in environments and a browser of their own
	@$(PYTHON) -m pytest -q -m bi -n 2 --dist loadfile --no-loadscope-reorder tests/bi

bench: env $(MANIFEST) ## Measure speed, growth, memory, and other tools; BENCH=extraction or scale (CLAIMS=2000000) for a part, CORPUS=/folder
	@POLARS_MAX_THREADS=1 $(PYTHON) -m tests.bench

fuzz: env ## Try hostile documents on reading and extraction; SECONDS=300 for each engine, ENGINE=atheris, hypothesis or all
	@$(PYTHON) -m tests.fuzz $(or $(ENGINE),all) $(or $(SECONDS),300)

lint: env ## Check style with ruff
	@$(PYTHON) -m ruff check . && echo 'ruff: nothing to say'

check: env $(MANIFEST) ## Check that Dagster's definitions load (dg check defs)
	@$(PYTHON) -m orchestration check

ocr: env ## Add the optional reader of scanned PDF pages to .venv (300 MB); documents are read anew by the next refresh
	@index=$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(PYTHON) -m pip config get global.index-url 2>/dev/null || true)}}; \
	$(PYTHON) -m uv pip install --quiet --python $(PYTHON) $${index:+--default-index "$$index"} -r pyproject.toml --extra ocr

drill-kill: env $(MANIFEST) ## Kill a refresh at 20 random moments and see that readers never notice (takes about 15 minutes)
	@$(PYTHON) -m pytest -q -m slow tests/drills

intake-drill: env ## Try hostile files and sites (bombs, archives, runaway readers, traps for the crawler) on the real intake, with a table of what happened (CASES="zip pdf")
	@$(PYTHON) -m tests.drills.intake $(CASES)

manifest: env $(MANIFEST) ## Have dbt write down its models, for Dagster (done by itself when dbt_project/ changes)

env: ## Make the locked environment in .venv (done by itself when requirements.lock changes)
	@wanted=$$(sha256sum < requirements.lock) && if [ "$$(cat $(LOCKED) 2>/dev/null)" != "$$wanted" ] || ! $(PYTHON) -c '' 2>/dev/null; then \
	    $(MAKE) --no-print-directory --silent $(VENV)-anew && echo "$$wanted" > $(LOCKED); fi

# Python's own venv and pip bring uv, by its hashes in the lock; uv brings the rest, from where pip is set up to look and trusting whom
# the system trusts. Compiling now saves seconds at every start.
.PHONY: $(VENV)-anew
$(VENV)-anew:
	@python=; for name in python3.13 python3.12 python3.11 python3; do \
	    if command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then echo 'This project needs Python 3.11, 3.12 or 3.13, found as python3. On Debian: apt-get install python3 python3-venv' >&2; exit 1; fi; \
	if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then \
	    echo "$$python lacks the modules venv and ensurepip. On Debian: apt-get install python3-venv" >&2; exit 1; fi; \
	echo "Making the environment in $(VENV) with $$($$python --version); this takes a minute or two the first time."; \
	rm -rf $(VENV); $$python -m venv $(VENV) || exit 1; \
	sed -n '/^uv==/,/^[^ ]/{/^uv==/p;/^ /p}' requirements.lock > $(VENV)/uv.lock; \
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(VENV)/uv.lock || exit 1; \
	index=$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(PYTHON) -m pip config get global.index-url 2>/dev/null || true)}}; \
	system=; if [ -s /etc/ssl/certs/ca-certificates.crt ]; then system=--system-certs; fi; \
	$(PYTHON) -m uv $$system pip sync --quiet --python $(PYTHON) --require-hashes --compile-bytecode \
	    $${index:+--default-index "$$index"} requirements.lock

bi-env: env ## Make the locked environment of the dashboards in .venv-bi (done by itself by make bi)
	@wanted=$$(sha256sum < $(BI_LOCK)) && if [ "$$(cat $(BI_VENV)/.lock-sha256 2>/dev/null)" != "$$wanted" ] || ! $(BI_VENV)/bin/python -c '' 2>/dev/null; then \
	    $(MAKE) --no-print-directory --silent $(BI_VENV)-anew && echo "$$wanted" > $(BI_VENV)/.lock-sha256; fi

# numpy and pandas as Superset pins them have no builds for Python 3.13.
.PHONY: $(BI_VENV)-anew
$(BI_VENV)-anew:
	@python=; for name in $(abspath $(PYTHON)) python3.12 python3.11 python3; do \
	    if command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' 2>/dev/null; then python=$$name; break; fi; done; \
	if [ -z "$$python" ]; then echo 'The dashboards need Python 3.11 or 3.12 (Superset 6.1 has no builds for newer ones). On Debian 12: apt-get install python3.11' >&2; exit 1; fi; \
	echo "Making the environment of the dashboards in $(BI_VENV); this takes a minute the first time."; \
	rm -rf $(BI_VENV); $(PYTHON) -m uv venv --quiet --no-python-downloads --python "$$(command -v $$name)" $(BI_VENV) || exit 1; \
	index=$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(PYTHON) -m pip config get global.index-url 2>/dev/null || true)}}; \
	system=; if [ -s /etc/ssl/certs/ca-certificates.crt ]; then system=--system-certs; fi; \
	$(PYTHON) -m uv $$system pip sync --quiet --python $(BI_VENV)/bin/python --require-hashes --compile-bytecode \
	    $${index:+--default-index "$$index"} $(BI_LOCK)

# Names of the build file, its spill folder and its inputs are those of a run (orchestration/dbt_cli.py), so that a run need not parse again.
NAMES := WAREHOUSE_BUILD=education.duckdb WAREHOUSE_TEMP=spill WAREHOUSE_DOCUMENTS=documents WAREHOUSE_EXTRACTED=extracted \
    WAREHOUSE_LANDING_QUARANTINE=landing_quarantine WAREHOUSE_CORRECTIONS_READ=corrections_read WAREHOUSE_LEXICON=lexicon \
    WAREHOUSE_SAMPLES=1
$(MANIFEST): $(DBT_FILES) | env
	@cd dbt_project && $(NAMES) ../$(VENV)/bin/dbt --quiet parse --profiles-dir . --no-partial-parse \
	    && touch target/manifest.json

clean: ## Remove what commands made besides the warehouse and the environment
	@rm -rf dbt_project/target dbt_project/logs .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

distclean: clean ## The same, and the environment; documents and what was published stay
	@rm -rf $(VENV) $(BI_VENV)
