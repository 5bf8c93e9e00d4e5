# Everything one does with Sitrep. Needed: rustup, a C compiler, make, git; for the browser tests Node 20.
# Front end and server never share one cargo call: their features would unify and every event handler die.

.NOTPARALLEL:
.PHONY: run dev test bench faults fmt check test-rust test-wasm release test-browser node wasm-target

CARGO ?= cargo
WASM := wasm32-unknown-unknown
# One call, so that nothing is compiled twice with other features.
NATIVE := -p domain -p backend -p kit -p documents -p app -p server

# Builds one binary and starts it on http://127.0.0.1:3000 with its data in ./data.
run: wasm-target
	$(CARGO) run --locked --release -- serve

# Rebuilds and restarts on each change, with an unoptimised front end.
dev: wasm-target
	@.ci/dev-loop

# All that CI runs, with the time of each part at its end.
test: node wasm-target
	@MAKE="$(MAKE)" .ci/timed check test-rust test-wasm release test-browser

fmt:
	$(CARGO) fmt --all

check: wasm-target
	$(CARGO) fmt --all --check
	$(CARGO) clippy --locked $(NATIVE) --all-targets -- -D warnings
	$(CARGO) clippy --locked -p frontend -p app --target $(WASM) -- -D warnings

test-rust:
	@.ci/provide postfix
	@.ci/provide dovecot-imapd
	$(CARGO) test --locked $(NATIVE)

# Ten thousand histories of clocks on the target of the browser, run in Node: they come to what they come to on the server.
test-wasm: node wasm-target
	$(CARGO) build --locked -p domain --example histories --target $(WASM)
	node app/domain/examples/histories.mjs target/$(WASM)/debug/examples/histories.wasm

release: wasm-target
	$(CARGO) build --locked --release

test-browser: node
	CHROMIUM=$$(.ci/provide chromium) && export CHROMIUM && cd end2end && npm ci --no-audit --no-fund && npm test

# Prints each figure with the command that measures it alone, such as `make bench PART=board`. `LIMIT=512M` bounds the
# memory of the server that is measured.
bench: release
	BENCH_LIMIT=$(LIMIT) $(CARGO) run --locked --release -p server --example bench -- $(PART)

# The long crash campaign and 200 flipped bits; `make test` runs short ones.
faults: wasm-target
	SITREP_BIT_FLIPS=200 $(CARGO) test --locked $(NATIVE) --test it -- --nocapture no_flipped_bit
	SITREP_CRASH_CYCLES=500 $(CARGO) test --locked -p server --test crash -- --nocapture

# Said before the minutes of building, not after them.
node:
	@command -v npm >/dev/null || { echo "the browser tests need Node 20; 'make check test-rust' needs none" >&2; exit 1; }

# Without rustup the build script says what is missing.
wasm-target:
	@if command -v rustup >/dev/null; then rustup target list --installed | grep -qx $(WASM) || rustup target add $(WASM); fi
