# The commands of the project. `make run` and `make test` install what they need on a Debian machine.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test lint unit e2e api-check bench fmt generate

DATA_DIR ?= data
PORT ?= 8080
# The committed query cache stands in for a database while compiling.
export SQLX_OFFLINE := true

help: ## Show this list
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

run: ## Open the shop with demo goods on port 8080
	@scripts/install build postgresql
	cargo build --release --locked
	target/release/cholon --data-dir $(DATA_DIR) serve --demo --port $(PORT)

test: ## Run everything that CI runs
	@scripts/install build postgresql browser
	@scripts/test

lint: ## Check format and lints
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

unit: ## Run the tests of all crates
	@scripts/install build postgresql
	cargo test --workspace --locked

e2e: ## Run browser journeys, accessibility and the journeys of the binary
	@scripts/install build postgresql browser
	@scripts/e2e

bench: ## Measure this machine and write docs/performance.md
	@scripts/install build postgresql
	cargo build --release --locked
	target/release/cholon bench --update docs/performance.md --json docs/performance.json

fmt: ## Format the code
	cargo fmt --all

generate: ## Renew generated files: the query cache and the API document
	@scripts/install build postgresql
	@scripts/generate
