# `make help` lists what can be done. Everything but `help` and `clean` makes the environment first.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PEOPLE ?= 20000
export GIJA_VAR ?= $(CURDIR)/var

.PHONY: help demo serve test test-spark check bench bundle locks messages clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: ## build the demo country; one question becomes a chart, case files become reports (demo-out/)
	@tools/setup.sh core
	@GIJA_DEMO=1 .venv/bin/gija demo build --people $(PEOPLE)
	@GIJA_DEMO=1 .venv/bin/gija demo run --out demo-out

serve: ## open the same data in the browser, on this machine only, with demo accounts
	@tools/setup.sh core
	@GIJA_DEMO=1 .venv/bin/gija demo build --people $(PEOPLE)
	@GIJA_DEMO=1 .venv/bin/gija serve

test: ## set up and pass every test, on SQLite and PostgreSQL and in the browser
	@tools/setup.sh dev
	@tools/test.sh

test-spark: ## the same answers through Spark, on a local cluster of two workers (an environment of its own, 2.0 GB)
	@tools/setup.sh dev
	@tools/test_spark.sh

check: ## the fast lane: style, types, walls, fast tests
	@tools/setup.sh dev
	@tools/check.sh

bench: ## measure speed beside named peers (PART=search or chart for one)
	@tools/setup.sh dev
	@.venv/bin/python -m benchmarks $(PART)

bundle: ## everything needed to install without a network, tried with the network off
	@tools/setup.sh dev
	@tools/bundle.sh

locks: ## make the hashed lock files anew
	@tools/setup.sh dev
	@tools/locks.sh

messages: ## gather the strings to translate into src/gija/locale
	@tools/setup.sh dev
	@tools/messages.sh

clean: ## remove what was made here (the environment, demo data, caches)
	rm -rf .venv .venv-spark node_modules var demo-out dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
