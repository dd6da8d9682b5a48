# The one door: `make demo` and `make test` do all the set-up.  `make help` lists the rest.

PYTHON ?= python3
PREFIX ?= /usr/local
DESTDIR ?=
VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
ABI := 1

PY := .venv/bin/python
PACK := python/ressenti/data/fr.pack
CORE := python/ressenti/_core.abi3.so

SYSTEM_PACKAGES := gcc libc6-dev make pkg-config python3-dev python3-venv ca-certificates libpcre2-dev libutf8proc-dev
TEST_PACKAGES := unicode-data

CC ?= gcc
WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Werror
CFLAGS ?= -O3 -g
C_FLAGS = -std=c11 -fPIC -fvisibility=hidden $(WARNINGS) $(CFLAGS) -Iinclude -Icsrc $(shell pkg-config --cflags libpcre2-8 libutf8proc)
C_LIBS = $(shell pkg-config --libs libpcre2-8 libutf8proc)

C_SOURCES := $(sort $(wildcard csrc/*.c csrc/kernels/*.c))
C_HEADERS := $(wildcard csrc/*.h csrc/*/*.h csrc/tables/*.inc include/*.h)
OBJECTS := $(C_SOURCES:csrc/%.c=build/obj/%.o)
C_TESTS := $(patsubst tests/c/%.c,build/tests/%,$(wildcard tests/c/test_*.c))
BINDING := $(wildcard python/binding/*.[ch])
PACK_SOURCES := $(shell find data/fr -name '*.toml' -o -name '*.tsv' -o -name '*.bin' 2>/dev/null) \
	$(wildcard python/ressenti/compile.py python/ressenti/inflect.py python/ressenti/_*.py)

.PHONY: all build demo test eval bench check lib install uninstall clean help system
.DEFAULT_GOAL := help

help:
	@echo "make demo     set up, analyse examples/avis.csv, show a summary"
	@echo "make test     set up, run every test"
	@echo "make eval     quality figures beside their floors; on real texts and beside a peer with DATA=dir (CHALLENGE=dir)"
	@echo "make bench    speed against peers, into build/bench.json (TEXTS=file)"
	@echo "make train    the learned weights of sentiment and themes, from the corpus and the open sets (OPEN=dir)"
	@echo "make check    the rules against their own examples"
	@echo "make install  C library, header and pack under PREFIX=$(PREFIX) (DESTDIR=)"

# ---- set-up: each step leaves a stamp, so nothing is done twice -------------------------------

system:
	@tools/system_packages.sh $(SYSTEM_PACKAGES)

# What only the tests read: without it they say so and skip the cases that need it.
.PHONY: test-system
test-system: | system
	@tools/system_packages.sh $(TEST_PACKAGES) || echo "without $(TEST_PACKAGES) some tests will be skipped" >&2

.venv/made: | system
	$(PYTHON) -m venv .venv
	$(PY) -m pip install -q "setuptools>=77"
	@touch $@

$(CORE): $(C_SOURCES) $(C_HEADERS) $(BINDING) setup.py .venv/made
	RESSENTI_NO_PACK=1 $(PY) setup.py -q build_ext --inplace
	@touch $@

$(PACK): $(CORE) $(PACK_SOURCES)
	@mkdir -p $(@D)
	PYTHONPATH=python $(PY) -m ressenti compile data/fr -o $@

.venv/installed: pyproject.toml setup.py | $(CORE)
	RESSENTI_NO_PACK=1 $(PY) -m pip install -q --no-build-isolation --no-deps -e .
	@touch $@

.venv/tested: .venv/installed
	$(PY) -m pip install -q "pytest>=8" "hypothesis>=6" "mypy>=1.13" "numpy>=1.24" "pandas>=2" "polars>=1" "pyarrow>=14"
	@touch $@

build: .venv/installed $(PACK)

all: build lib

# ---- the two commands ---------------------------------------------------------------------------

demo: build
	@$(PY) examples/demo.py

test: test-system build lib stage $(C_TESTS) .venv/tested
	$(PY) -m pytest

check: build
	$(PY) -m ressenti check data/fr

# The peer beside which real texts are judged; without it those rows say so.
.PHONY: eval-peer
eval-peer: build
	@$(PY) -c "import sklearn" 2>/dev/null || $(PY) -m pip install -q "scikit-learn>=1.3" || true

eval: build $(if $(DATA),eval-peer)
	$(PY) tools/evaluate.py $(if $(CHALLENGE),--challenge $(CHALLENGE)) $(if $(DATA),--data $(DATA))

# The learned weights again, from our corpus and the open sets, which are no part of the project: make train OPEN=dir
.PHONY: train
train: .venv/installed
	$(if $(OPEN),,$(error say where allocine.tsv and spplus.tsv are: make train OPEN=dir))
	$(PY) tools/train_default.py $(OPEN)
	@$(MAKE) --no-print-directory $(PACK)

bench: build lib
	$(PY) bench/run.py $(TEXTS)

# The kernels alone, on the lines of a file: make kernels-bench TEXTS=file
.PHONY: kernels-bench
kernels-bench: build/bench/kernels
	build/bench/kernels $(TEXTS)

build/bench/kernels: bench/kernels.c build/lib/libressenti.a
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) $< build/lib/libressenti.a $(C_LIBS) -o $@

# ---- the C library --------------------------------------------------------------------------------

lib: build/lib/libressenti.a build/lib/libressenti.so

build/obj/%.o: csrc/%.c $(C_HEADERS) | system
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) -DRESSENTI_BUILDING -c $< -o $@

build/lib/libressenti.a: $(OBJECTS)
	@mkdir -p $(@D)
	@rm -f $@
	ar rcs $@ $^

build/lib/libressenti.so: $(OBJECTS)
	@mkdir -p $(@D)
	$(CC) -shared -Wl,-soname,libressenti.so.$(ABI) -Wl,--no-undefined -o $@.$(ABI) $^ $(C_LIBS)
	ln -sf libressenti.so.$(ABI) $@

C_TEST_HEADERS := $(wildcard tests/c/*.h)

build/tests/%: tests/c/%.c $(C_TEST_HEADERS) build/lib/libressenti.a
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) -Itests/c $< build/lib/libressenti.a $(C_LIBS) -lm -o $@

# The same programs with the address and undefined-behaviour sanitizers, core and test compiled together; fewer texts,
# because it is slower.  `make asan CC=clang` needs libclang-rt.
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
ASAN_TESTS := $(C_TESTS:build/tests/%=build/asan/%)
ASAN_OBJECTS := $(C_SOURCES:csrc/%.c=build/asan/obj/%.o)

build/asan/obj/%.o: csrc/%.c $(C_HEADERS) | system
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) -O1 $(SANITIZE) -c $< -o $@

build/asan/%: tests/c/%.c $(C_TEST_HEADERS) $(ASAN_OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(C_FLAGS) -O1 $(SANITIZE) -Itests/c $< $(ASAN_OBJECTS) $(C_LIBS) -lm -o $@

.PHONY: asan
asan: $(ASAN_TESTS) $(PACK)
	@for program in $(ASAN_TESTS); do echo "$$program"; ASAN_OPTIONS=detect_leaks=1 $$program 60 || exit 1; done

install: lib $(PACK)
	install -d $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/share/ressenti
	install -m 644 include/ressenti.h include/ressenti_learn.h include/ressenti_normalize.h include/ressenti_build.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 build/lib/libressenti.a $(DESTDIR)$(PREFIX)/lib/
	install -m 755 build/lib/libressenti.so.$(ABI) $(DESTDIR)$(PREFIX)/lib/
	ln -sf libressenti.so.$(ABI) $(DESTDIR)$(PREFIX)/lib/libressenti.so
	install -m 644 $(PACK) $(DESTDIR)$(PREFIX)/share/ressenti/fr.pack
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' csrc/ressenti.pc.in > $(DESTDIR)$(PREFIX)/lib/pkgconfig/ressenti.pc

uninstall:
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,include/ressenti.h include/ressenti_learn.h include/ressenti_normalize.h include/ressenti_build.h lib/libressenti.a lib/libressenti.so \
	  lib/libressenti.so.$(ABI) share/ressenti/fr.pack lib/pkgconfig/ressenti.pc)

# An installed copy for the tests.
.PHONY: stage
stage: build/stage/lib/pkgconfig/ressenti.pc
build/stage/lib/pkgconfig/ressenti.pc: build/lib/libressenti.a build/lib/libressenti.so $(PACK) csrc/ressenti.pc.in include/ressenti.h
	@$(MAKE) --no-print-directory -s install PREFIX=$(CURDIR)/build/stage DESTDIR=

# ---- fuzzing: needs clang with its sanitizers (apt-get install clang libclang-rt-14-dev) ----------

FUZZ_SECONDS ?= 60
.PHONY: fuzz
fuzz: $(PACK)
	@mkdir -p build/fuzz
	@for target in analyze pack phrase; do \
	  clang -std=c11 -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -Iinclude -Icsrc \
	    fuzz/fuzz_$$target.c $(C_SOURCES) $(C_LIBS) -o build/fuzz/fuzz_$$target && \
	  mkdir -p build/fuzz/corpus_$$target && $(PY) fuzz/seeds.py $$target build/fuzz/corpus_$$target && \
	  build/fuzz/fuzz_$$target -max_total_time=$(FUZZ_SECONDS) -max_len=4000 -timeout=10 -print_final_stats=1 \
	    build/fuzz/corpus_$$target || exit 1; done

clean:
	rm -rf build .venv $(CORE) python/ressenti/data python/*.egg-info
