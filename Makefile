# bewijsloket: the whole workflow. `make help` lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
# Two cores are what there is; Tesseract with more threads than processes costs up to 1.9 times the CPU.
export OMP_THREAD_LIMIT := 1

.PHONY: help run report stack secrets setup test lint types imports unit accuracy bench faults picture screens lock hooks clean

help:  ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: $(VENV)/run.stamp  ## set up, then run the whole service with invented dossiers and print its address
	@.ci/show

stack: $(VENV)/dev.stamp  ## run the service on PostgreSQL, RabbitMQ, an S3 server and clamd from packages
	@$(BIN)/python -m tests.stack

secrets:  ## make the passwords and keys for docker-compose.yml, where there are none yet
	@.ci/secrets

report: $(VENV)/run.stamp  ## set up, then check an invented bundle and say where the report lies
	@.ci/report

setup: $(VENV)/run.stamp  ## the set-up alone: system packages, virtual environment, locked dependencies

test: $(VENV)/dev.stamp  ## set up, then lint, types, import directions and all tests
	@$(MAKE) --no-print-directory lint types imports unit

lint: $(VENV)/dev.stamp  ## ruff: style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev.stamp  ## mypy, strict
	$(BIN)/mypy

imports: $(VENV)/dev.stamp  ## import-linter: which room may know which
	$(BIN)/lint-imports

unit: $(VENV)/dev.stamp  ## the tests, over two processes
	$(BIN)/pytest -n 2 --dist loadfile

accuracy: $(VENV)/dev.stamp  ## recall and false alarms on the judging corpus (SHARE=0.1 for a tenth)
	$(BIN)/python -m tests.accuracy --share $(or $(SHARE),1)

bench: $(VENV)/dev.stamp  ## pages a minute against OCRmyPDF and pdfplumber, same files, same run
	@.ci/packages bench
	$(BIN)/python -m tests.bench

faults: $(VENV)/dev.stamp  ## uploads while parts of the full set are killed and stopped (DOCUMENTS, FAULTS, SEED)
	$(BIN)/python -m tests.faults --documents $(or $(DOCUMENTS),200) --faults $(or $(FAULTS),66) \
		$(if $(SEED),--seed $(SEED))

picture: $(VENV)/run.stamp  ## the README's picture: a real report in a real browser
	@.ci/packages picture
	@.ci/picture

screens: $(VENV)/dev.stamp  ## a picture of every page in every state into out/screens, and what axe-core says
	@$(BIN)/python -m tests.browser

lock: $(VENV)/dev.stamp  ## make the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

hooks:  ## run lint, types and import directions before each commit
	git config core.hooksPath .ci/hooks

clean:  ## remove what make made
	rm -rf $(VENV) .venv-bench out build *.egg-info

# The virtual environment. `run` holds what running needs, `dev` what testing needs on top.
$(VENV)/run.stamp: requirements.lock pyproject.toml .ci/packages
	@.ci/packages run
	@.ci/venv $(VENV) requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	@.ci/packages test
	@.ci/venv $(VENV) requirements-dev.lock
	@touch $@
