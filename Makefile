# Everything a developer, the hook and CI run. Each target is one line that calls scripts/ or swift.
PREFIX ?= /usr/local
DESTDIR ?=
THRESHOLD ?= 90
FILTER ?=
PARSERS ?=
SECONDS ?= 60
SEED ?= $(shell date +%s)

.DEFAULT_GOAL := help
.PHONY: help build debug test check fmt docs demo bench fuzz coverage install clean

help: ## print this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build the programs in release mode
	scripts/build

debug: ## build the programs in debug mode
	swift build

test: ## install what the tests need, build, run all tests (FILTER=regex for some)
	scripts/test $(if $(FILTER),--filter '$(FILTER)')

check: ## formatting, layers, documentation, links, shell scripts: no build needed
	scripts/check

fmt: ## format all Swift sources
	swift format --in-place --recursive --parallel Sources Tests Package.swift

docs: debug ## write the generated pages of docs/ again
	scripts/generate-docs

demo: ## release a sample monorepo to a registry on this machine
	scripts/setup demo
	scripts/env scripts/demo

bench: ## measure; docs/performance.md explains the figures
	scripts/setup bench
	scripts/env scripts/bench

fuzz: ## damaged inputs for every parser (PARSERS='toml xml' SECONDS=60 SEED=1)
	swift build --product fuzz
	scripts/env "$$(swift build --show-bin-path)/fuzz" $(PARSERS) --seconds '$(SECONDS)' --seed '$(SEED)'

coverage: ## line coverage of Sources, the spawned programs included (THRESHOLD=90)
	THRESHOLD='$(THRESHOLD)' scripts/coverage

install: ## install programs, manual pages, completions (PREFIX=/usr/local DESTDIR=)
	PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' scripts/install

clean: ## remove everything that was built or installed inside this folder
	rm -rf .build .build-coverage .tools
