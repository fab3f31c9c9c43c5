# What can be done with this checkout; `make help` lists it.

SHELL = /bin/sh
PREFIX = /usr/local
DESTDIR =
DEMO = Reports/demo

# The Swift runtime goes into the program, so that an installed tree needs no Swift.
BUILD = swift build -c release --product maatstaf --static-swift-stdlib
PROGRAM = .build/release/maatstaf

# Rehearsal data: invented, and the same bytes for the same numbers.
SAMPLE = --locations 180 --seed 2026
CLEAN_SAMPLE = --locations 6 --seed 6 --clean

TREE = $(DESTDIR)$(PREFIX)

.DEFAULT_GOAL = help
.PHONY: help setup build demo test test-r bench-ingest intervals lint format install check-install examples check-examples check-accessibility samples docs check-docs clean

help: ## say what can be done
	@echo "make <target>, where the target is one of:"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1#\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'#' '{ printf "%-17s %s\n", $$1, $$2 }'

setup: ## install missing system packages (root only if something is missing), typst and pandoc, and check Swift
	@scripts/setup.sh
	@Reports/Tools/install.sh || echo "Without typst and pandoc no PDF, DOCX and ODT are made; everything else is." >&2

build: setup ## build the program, optimised
	$(BUILD)

demo: build ## build, make the report of the sample data, and say where to look
	@mkdir -p $(dir $(DEMO))
	@scripts/report.sh $(PROGRAM) report Data/Samples/inspecties.csv Data/Samples/oefenantwoorden.csv --framework nl-opvang --out $(DEMO)
	@scripts/report.sh $(PROGRAM) report Data/Samples/schoon.csv --framework nl-opvang --formats pdf,docx,odt \
		--residents nl,uk,ru,en --out $(DEMO)-documents
	@echo
	@echo "The report is ready. Open this in a browser: $(abspath $(DEMO))/intern/index.html"
	@echo "The same as PDF, DOCX and ODT, of a smaller sample: $(abspath $(DEMO))-documents/intern"
	@echo "Sheets for residents, in four languages, stand in the folders bewoners below: $(abspath $(DEMO))-documents/gemeente"

test: setup ## build everything for tests and run all tests
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build

test-r: setup ## make the reference figures of statistics anew with R, recompute reports, and compare
	@scripts/test-r.sh

lint: ## check the layout of the sources
	swift format lint --strict --recursive Sources Tests Package.swift
	@! git grep -nE '^(<{7}|>{7}) ' || { echo "a merge was left unfinished" >&2; exit 1; }

format: ## lay out the sources as `make lint` wants them
	swift format --in-place --recursive Sources Tests Package.swift

# Under sudo, and where Swift is out of reach, the program that was built before is installed.
install: ## install under PREFIX (/usr/local), below DESTDIR if that is given
	@if [ -x $(PROGRAM) ] && { [ -n "$$SUDO_USER" ] || ! command -v swift >/dev/null 2>&1; }; then :; \
	elif command -v swift >/dev/null 2>&1; then $(MAKE) --no-print-directory build; \
	else echo "Run 'make build' first, as the user who has Swift." >&2; exit 2; fi
	@scripts/install-tree.sh $(PROGRAM) '$(TREE)'

check-install: build ## install in a temporary folder and run the program from there
	@scripts/check-install.sh $(PROGRAM)

examples: build ## make Reports/Examples again from Data/Samples
	@scripts/examples.sh $(PROGRAM) Reports/Examples

check-examples: build ## fail when Reports/Examples is not what the program makes
	@scripts/check-examples.sh $(PROGRAM)

check-accessibility: build ## open pages of every kind in Chromium and fail on what axe finds
	@scripts/check-accessibility.sh $(PROGRAM)

samples: build ## make Data/Samples again
	@mkdir -p Data/Samples
	$(PROGRAM) rehearse $(SAMPLE) --replace --out Data/Samples/inspecties.csv --residents Data/Samples/oefenantwoorden.csv
	$(PROGRAM) rehearse $(CLEAN_SAMPLE) --replace --out Data/Samples/schoon.csv --residents Data/Samples/schoon.oefenantwoorden.csv

intervals: build ## make the tables of docs/intervals.md again
	@scripts/intervals.sh $(PROGRAM)

docs: ## make the generated parts of docs again
	@scripts/diagnostics-table.sh > docs/diagnostics.md

check-docs: ## fail when the generated parts of docs are stale
	@scripts/diagnostics-table.sh | diff -u docs/diagnostics.md - || { echo "docs/diagnostics.md is stale; run 'make docs'" >&2; exit 1; }

bench-ingest: build ## measure what reading a clean file costs beside a plain libcsv parse (docs/benchmarks.md)
	@scripts/bench/ingest.py $(PROGRAM)

clean: ## remove what was built, and the demo report
	rm -rf .build $(DEMO) $(DEMO)-documents Reports/Tools/environment
