# Townhouse. `make demo` builds the program and opens the console on a sample store.
#
# Each target first installs the Debian packages it needs, and says nothing when they are present. Every kind of build
# has a folder of its own, so that none evicts another: .build (debug), .build/release, .build-tsan, .build-asan.

SHELL := /bin/sh
PREFIX ?= /usr/local
DESTDIR ?=

LIBRARIES := libncurses-dev libsqlite3-dev libsodium-dev libzint-dev libmicrohttpd-dev libcurl4-openssl-dev pkg-config
TEST_TOOLS := tmux python3 python3-venv curl openssl
BENCH_TOOLS := gcc libc6-dev python3 wrk
PICTURE_TOOLS := xvfb xterm imagemagick fonts-dejavu-core tmux

# A static standard library makes one file that runs without a toolchain; the sections nobody calls are left out.
RELEASE := -c release --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker --gc-sections -Xlinker -s
PROGRAM := .build/release/townhouse
SOURCES := $(shell find Sources Package.swift -type f 2>/dev/null)

# The tests that cross C or threads; the rest gains nothing from a sanitizer. The thread sanitizer does not see the
# futex of the library's Mutex, which the console's mailbox uses, and would report it falsely.
THREADED ?= StoreTests|SecurityTests|TerminalTests|ClaimTests
SANITIZED ?= StoreTests|SecurityTests|TerminalTests|ConsoleTests
# The backtracer reports its own work as faults under a sanitizer.
SANITIZER_ENV := SWIFT_BACKTRACE=enable=no
SANITIZER_MINUTES ?= 8
# What asks the served API in check-api, from PyPI, pinned; it is fetched once.
SCHEMATHESIS_VERSION := 4.32.5
SCHEMATHESIS := .build/venv/schemathesis-$(SCHEMATHESIS_VERSION)
API_EXAMPLES ?= 3
API_PHASES ?= fuzzing
MINUTES ?= 60
# Requests a second.
RATE ?= 150

.PHONY: demo build test check format bench pictures install uninstall clean help \
  packages-build packages-test packages-bench packages-pictures check-format check-boundaries check-length \
  check-words check-tsan check-asan check-api soak

help:
	@echo "make demo | build | test | check | bench | pictures | install | clean      (PREFIX=$(PREFIX))"

demo: build
	@$(PROGRAM) --demo

build: packages-build $(PROGRAM)

$(PROGRAM): $(SOURCES)
	swift build $(RELEASE) --product townhouse

# Rounds, because what computes for long, kills processes or watches a terminal keeps the threads of the others waiting.
test: packages-build packages-test
	swift build --build-tests
	swift test --skip-build --disable-xctest --skip 'OperationsTests|ServerTests|DurabilityTests|EndToEndTests'
	swift test --skip-build --disable-xctest --filter OperationsTests
	swift test --skip-build --disable-xctest --filter ServerTests
	swift test --skip-build --disable-xctest --filter DurabilityTests
	swift test --skip-build --disable-xctest --no-parallel --filter EndToEndTests

check: packages-build check-format check-length check-words check-boundaries check-tsan check-asan check-api
	@echo "check: all clean"

check-format:
	swift format lint --recursive --parallel --strict Package.swift Sources Tests Benchmarks

format:
	swift format --recursive --parallel --in-place Package.swift Sources Tests Benchmarks

# A file that grows past 400 lines has more than one subject.
check-length:
	@find Sources Tests Benchmarks \( -name '*.swift' -o -name '*.c' -o -name '*.h' \) -exec awk \
	  'FNR == 401 { print FILENAME ": more than 400 lines"; bad = 1 } END { exit bad }' {} +

# What may bring the process down stays in the wrappers around C libraries.
check-words:
	@! grep -rnE 'try!|fatalError\(|@unchecked Sendable|as!' Sources --include='*.swift' \
	  | grep -vE '^Sources/(Store/SQLite/|Store/ReaderPool|Security/|TerminalNcurses/|Threading/|Server/HTTP/|Client/Transport/)'

# A target may import only what it names in Package.swift.
check-boundaries:
	swift build --explicit-target-dependency-import-check error

check-tsan:
	$(SANITIZER_ENV) swift build --build-tests --sanitize=thread --scratch-path .build-tsan
	$(SANITIZER_ENV) timeout $(SANITIZER_MINUTES)m swift test --skip-build --disable-xctest --sanitize=thread \
	  --scratch-path .build-tsan --filter '$(THREADED)'

# Asks a served sample store whatever its document allows and what it does not; API_EXAMPLES for each operation and
# caller: three make about 3,200 requests, in little more than a minute. API_PHASES=examples,coverage,fuzzing,stateful asks
# everything: sixty thousand.
check-api: packages-build packages-test $(PROGRAM) $(SCHEMATHESIS)
	@scripts/schemathesis.sh $(PROGRAM) .build/venv $(API_EXAMPLES) $(API_PHASES)

$(SCHEMATHESIS):
	@python3 -m venv .build/venv
	@.build/venv/bin/pip install --quiet --disable-pip-version-check schemathesis==$(SCHEMATHESIS_VERSION)
	@touch $@

# An hour of steady load on a server, whose memory, descriptors and threads must not grow.
soak: packages-build packages-test $(PROGRAM)
	@scripts/soak.sh $(PROGRAM) $(MINUTES) $(RATE)

# Leaks are left out: the test library's own would be reported.
check-asan:
	$(SANITIZER_ENV) ASAN_OPTIONS=detect_leaks=0 swift build --build-tests --sanitize=address --scratch-path .build-asan
	$(SANITIZER_ENV) ASAN_OPTIONS=detect_leaks=0 timeout $(SANITIZER_MINUTES)m swift test --skip-build \
	  --disable-xctest --sanitize=address --scratch-path .build-asan --filter '$(SANITIZED)'

bench: packages-build packages-bench build
	@swift build $(RELEASE) --product Benchmarks
	@swift build $(RELEASE) --product reference-list
	@swift build $(RELEASE) --product reference-server
	@.build/release/Benchmarks $(if $(ORDERS),--orders=$(ORDERS)) $(BENCH_ARGUMENTS)

# The pictures of the README, taken from the program as it is.
pictures: packages-build packages-pictures build
	scripts/pictures.sh $(PROGRAM) docs/pictures

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/townhouse/themes" \
	  "$(DESTDIR)$(PREFIX)/share/townhouse/sample-data"
	install -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/townhouse"
	install -m 644 themes/*.json "$(DESTDIR)$(PREFIX)/share/townhouse/themes"
	install -d "$(DESTDIR)$(PREFIX)/share/townhouse/sample-data/customers"
	install -m 644 sample-data/*.csv "$(DESTDIR)$(PREFIX)/share/townhouse/sample-data"
	install -m 644 sample-data/customers/*.txt "$(DESTDIR)$(PREFIX)/share/townhouse/sample-data/customers"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/townhouse"
	rm -rf "$(DESTDIR)$(PREFIX)/share/townhouse"

clean:
	rm -rf .build .build-tsan .build-asan

# install-packages,NAMES: only what is missing, as root or by sudo without a question; else the line to run is printed.
define install-packages
	@missing=""; for name in $(1); do \
	  case "$$(dpkg-query -W -f='$${Status}' $$name 2>/dev/null)" in *" installed") ;; *) missing="$$missing $$name" ;; esac; \
	done; \
	if [ -n "$$missing" ]; then \
	  run=""; [ "$$(id -u)" = 0 ] || run="sudo -n"; \
	  echo "installing:$$missing"; \
	  if ! { $$run env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
	    && $$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; } >/dev/null 2>&1; \
	  then echo "Missing packages. Run: sudo apt-get install -y --no-install-recommends$$missing" >&2; exit 1; fi; \
	fi
endef

packages-build:
	$(call install-packages,$(LIBRARIES))

packages-test:
	$(call install-packages,$(TEST_TOOLS))

packages-bench:
	$(call install-packages,$(BENCH_TOOLS))

packages-pictures:
	$(call install-packages,$(PICTURE_TOOLS))
