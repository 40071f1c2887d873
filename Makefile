# redraft: build, test and look at it. `make help` lists the targets.

GO      ?= go
BIN     := bin/redraft

# A fuzz target is "package target"; each runs for FUZZTIME.
FUZZTIME ?= 1m
FUZZ     := ./parser:FuzzLexer ./parser:FuzzParse ./parser/query:FuzzQuery ./parser/resolve:FuzzStatement \
            ./migrations:FuzzVersion ./migrations:FuzzName ./migrations:FuzzChecksum ./migrations:FuzzSplit \
            ./migrations:FuzzRead ./cmd/internal/project:FuzzReadConfig

GOLANGCI_LINT_VERSION := v2.15.0

.PHONY: help build demo test laws interop lint fuzz bench clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

build: $(BIN) ## build bin/redraft

.PHONY: $(BIN)
$(BIN):
	@mkdir -p bin
	$(GO) build -trimpath -buildvcs=auto -o $(BIN) ./cmd/redraft

demo: build ## three changes to a small warehouse, planned, written and checked
	@REDRAFT=$(CURDIR)/$(BIN) sh examples/survey-panel/demo/demo.sh

test: ## run all tests
	$(GO) vet ./...
	$(GO) test ./...

laws: ## the laws over many random models
	$(GO) test ./model ./deps ./internal/graph ./internal/modelgen ./plan ./plan/ddl -run Law -rapid.checks=2000

interop: ## run Flyway and AWS's clients beside redraft (needs a JDK, Maven and Python, fetches the rest)
	@report=$$(mktemp); export REDRAFT_INTEROP_REPORT=$$report; \
	$(GO) test -tags interop -count 1 -timeout 30m ./interop/...; status=$$?; \
	echo "== what ran beside redraft, and what did not:"; sort $$report; rm -f $$report; exit $$status

livelaws: ## the laws on the sandbox over many random models; REDRAFT_TEST_URL takes a cluster instead
	REDRAFT_LIVE_CHECKS=$${REDRAFT_LIVE_CHECKS:-3000} $(GO) test ./internal/livelaws -v -timeout 4h

lint: bin/golangci-lint ## run the linter
	bin/golangci-lint run

bin/golangci-lint:
	GOBIN=$(CURDIR)/bin $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT_VERSION)

fuzz: ## run every fuzz target for FUZZTIME
	@set -e; for f in $(FUZZ); do \
	  echo "== $${f#*:} ($(FUZZTIME))"; \
	  $(GO) test $${f%%:*} -run '^$$' -fuzz "^$${f#*:}$$" -fuzztime $(FUZZTIME); \
	done

bench: ## run the benchmarks of docs/performance.md
	$(GO) test ./internal/bench -run '^$$' -bench . -benchmem -count 6 -timeout 30m

clean: ## remove what was built
	rm -rf bin
