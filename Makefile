# make alone lists what there is. Everything that is needed beyond Go 1.26, a C compiler, make and git is built from
# tools/go.mod into .bin; everything that is made is in .bin or dist.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN ?= $(CURDIR)/.bin
DIST ?= $(CURDIR)/dist
FUZZTIME ?= 10s
BENCH ?= .
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo development)
PLATFORMS ?= linux/amd64 linux/arm64

export SCONCE_CORPUS ?= $(abspath ../shared/corpus)
export SCONCE_FACTS ?= $(abspath ../shared/facts)

# A workspace above the clone has no say.
export GOWORK := off

COMMANDS := $(notdir $(wildcard cmd/*))
GOTESTSUM := $(BIN)/gotestsum
LINT := $(BIN)/golangci-lint
ACTIONLINT := $(BIN)/actionlint

##@ Every day

.PHONY: help
help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } /^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

.PHONY: build
build: ## Build the programs for this machine into .bin
	@for command in $(COMMANDS); do go build -trimpath -buildvcs=false -ldflags '$(LDFLAGS)' -o $(BIN)/$$command ./cmd/$$command; done
	@echo "built: $(addprefix $(BIN)/,$(COMMANDS))"

.PHONY: test
test: $(GOTESTSUM) $(ACTIONLINT) ## Run every test (race detector, fuzz seeds, conformance counts), installing what they need
	@BIN=$(BIN) .ci/test

.PHONY: check
check: check-format check-lint check-vet check-tidy check-generated ## Check format, lint, vet, go.mod and generated files

.PHONY: format
format: $(LINT) ## Format every Go file
	@$(LINT) fmt

##@ Now and then

.PHONY: fuzz
fuzz: ## Run each fuzz target for FUZZTIME (10s)
	@FUZZTIME=$(FUZZTIME) .ci/fuzz

.PHONY: bench
bench: ## Run the benchmarks matching BENCH (all)
	@go test -run '^$$' -bench '$(BENCH)' -benchmem ./...

.PHONY: peers
peers: ## Compare with Checkov on the labelled templates, and on the applications in APPS (needs python3 and a registry)
	@go run ./test/bench/peers -rules $(if $(APPS),-apps '$(APPS)' -sample 60)

.PHONY: generate
generate: ## Write the generated files again (the permission catalogue needs npm, pip and their registries)
	@go generate ./...
	@go test ./test/repository -run TestRulePages -update
	@go test ./test/e2e -update

.PHONY: dist
dist: ## Build static release binaries of every platform that there is a C compiler for into dist, with their sums
	@rm -rf $(DIST) && mkdir -p $(DIST)
	@for platform in $(PLATFORMS); do \
		architecture=$${platform#*/}; cc=$$(go env CC); \
		[ $$architecture = $$(go env GOARCH) ] || case $$architecture in \
			amd64) cc=x86_64-linux-gnu-gcc ;; \
			arm64) cc=aarch64-linux-gnu-gcc ;; \
		esac; \
		if ! command -v $$cc >/dev/null; then echo "left out: $$platform needs the C compiler $$cc"; continue; fi; \
		for command in $(COMMANDS); do \
			file=$$command-$${platform/\//-}; \
			echo "$$file $(VERSION)"; \
			GOOS=$${platform%/*} GOARCH=$$architecture CGO_ENABLED=1 CC=$$cc \
				go build -trimpath -buildvcs=false -tags netgo,osusergo \
				-ldflags '$(LDFLAGS) -linkmode external -extldflags "-static"' -o $(DIST)/$$file ./cmd/$$command; \
		done; \
	done
	@cd $(DIST) && sha256sum * >SHA256SUMS && cat SHA256SUMS

.PHONY: tools
tools: $(GOTESTSUM) $(LINT) $(ACTIONLINT) ## Build the development tools into .bin

.PHONY: clean
clean: ## Remove .bin and dist
	@rm -rf $(BIN) $(DIST)

# The same commit and version give the same bytes, wherever they are built: no paths, no times, no build id.
LDFLAGS = -s -w -buildid= -X github.com/sconce-dev/sconce/internal/cli.release=$(VERSION)

$(GOTESTSUM): tools/go.mod tools/go.sum
	@cd tools && go build -o $@ gotest.tools/gotestsum

$(LINT): tools/go.mod tools/go.sum
	@echo "building golangci-lint, once: some minutes"
	@cd tools && go build -o $@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

# Not in tools/go.mod: it needs an older library of YAML than golangci-lint.
$(ACTIONLINT):
	@GOBIN=$(BIN) go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12

.PHONY: check-format
check-format: $(LINT)
	@$(LINT) fmt --diff || { echo "make format mends this"; exit 1; }

.PHONY: check-lint
check-lint: $(LINT)
	@$(LINT) run ./...

.PHONY: check-vet
check-vet:
	@go vet ./...

.PHONY: check-tidy
check-tidy:
	@go mod tidy -diff
	@cd tools && go mod tidy -diff
	@go mod verify >/dev/null

.PHONY: check-generated
check-generated:
	@.ci/generated
