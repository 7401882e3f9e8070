# make              build ./kaohe
# make demo         install what is lacking, build, score the shipped month, say where the workbook is
# make test         install what is lacking, build, every test; closes with "N passed, N failed"
# make torture      kill -9 at every write, rename and fsync of every command that writes: docs/torture.md
# make faults       every failing call, full disk and refused memory while a workbook is written: docs/torture.md
# make conformance  recompute the published results in ../shared/cases (CASES=DIR for another place)
# make asan         the whole of make test under AddressSanitizer and UBSan
# make reproducible build in two folders and compare the two programs byte by byte
# make bench      twenty measures of a generated ledger against DuckDB (ROWS=1000000 ROUNDS=5); writes bench/RESULTS.md
# make bench-status-quo  a ledger of a million rows to a workbook, beside pandas and DuckDB with exceljs; writes bench/STATUS_QUO.md
# make bench-ways    a thousand files, .csv.gz and GB18030 beside one plain file of the same rows; writes bench/WAYS.md
# make bench-book  a workbook of 50,000 units beside what its library needs for the same cells; writes bench/BOOK.md
# make bench-trails  what 留痕 costs on the generated ledger; writes bench/TRAILS.md
# make bench-wide    50,000 units, forty indicators: reading, scoring, writing (UNITS=5000 ROUNDS=5); writes bench/WIDE.md
# make whatif     ten changes tried on 推演, recalculated by LibreOffice, against runs of the program with those numbers
# make random-books  fifty schemes made at random: LibreOffice must find every cell of their workbooks as it stands
# make pack-books    the same for the workbooks of every shipped month of every pack
# make fuzz       scanner, columns and conditions against random bytes, a minute each (needs clang); SECONDS=600 for longer
# make golden       rewrite tests/golden/*/expected.txt from what the program says now
# make coverage     take each rule that rules/packs/COVERAGE.md names out in turn: the shipped months must change
# make pictures     pages of October as docs/img/*.png, by LibreOffice
# make docs         compare the pages with the program, write the vocabulary of docs/rules.md anew
# make clean        remove everything that make made
# make help         this list
#
# CFLAGS and LDFLAGS are the caller's; what the code needs is in FLAGS.
# BUILD is where objects go: another compiler or sanitizer gets a folder of its own.

ifeq ($(origin CC),default)
CC      := gcc
endif
CFLAGS  ?= -O2 -g
BUILD   ?= build
FLAGS   := -std=gnu11 -D_GNU_SOURCE -I. -ffile-prefix-map=$(CURDIR)=. \
	-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wno-unused-parameter -Werror
LIBS    := -linih -lsqlite3 -lxlsxwriter -lminizip -lexpat -lgmp -lcrypto -lz -lm

ROOMS   := base rules inputs ledger scoring reports cli
SOURCES := $(sort $(wildcard $(addsuffix /*.c,$(ROOMS))))
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
TEMPLATES := $(sort $(shell find rules/templates -type f))
TABLE   := $(BUILD)/cli/templates.o
MAIN    := $(BUILD)/cli/main.o
LIBRARY := $(BUILD)/libkaohe.a
TESTS   := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/test_*.c)))
PROGRAM := $(if $(filter build,$(BUILD)),kaohe,$(BUILD)/kaohe)
FUZZED  := scan columns filters
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
JOBS    := -j$(shell nproc 2>/dev/null || echo 2)

all: $(PROGRAM)

$(PROGRAM): $(MAIN) $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(filter-out $(MAIN),$(OBJECTS)) $(TABLE)
	@rm -f $@
	$(AR) rcD $@ $^
	@ranlib -D $@

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# The files that kaohe init writes, as one table.
$(BUILD)/cli/templates.c: cli/templates.sh $(TEMPLATES)
	@mkdir -p $(@D)
	cli/templates.sh $(TEMPLATES) >$@.tmp && mv $@.tmp $@
$(TABLE): $(BUILD)/cli/templates.c cli/templates.h Makefile
	$(CC) $(FLAGS) $(CFLAGS) -g0 -c -o $@ $<

tests: $(TESTS)

$(TESTS): %: %.o $(LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

demo:
	@tests/install.sh
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@tests/demo.sh

test:
	@tests/install.sh test
	@MAKEFLAGS= tests/run.sh

asan:
	@tests/install.sh test
	@BUILD=build-asan CFLAGS="-O1 -g $(SANITIZE)" LDFLAGS="$(SANITIZE)" MAKEFLAGS= tests/run.sh

torture:
	@tests/install.sh test
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@tests/torture.sh

faults:
	@tests/install.sh test
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@tests/faults.sh

conformance:
	@tests/install.sh test
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@python3 -B tests/conformance/run.py

reproducible:
	@tests/install.sh
	@MAKEFLAGS= tests/reproducible.sh

golden:
	@tests/install.sh
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@tests/golden.sh --rewrite

coverage:
	@tests/install.sh test
	@$(MAKE) --no-print-directory -s $(JOBS) all
	@python3 -B tests/coverage.py --run $(abspath $(PROGRAM))

docs: all
	@KAOHE=$(abspath $(PROGRAM)) tests/docs.sh --write

pictures: all
	@tests/install.sh pictures
	@KAOHE=$(abspath $(PROGRAM)) tests/pictures.sh

bench: all
	@tests/install.sh bench
	@KAOHE=$(abspath $(PROGRAM)) python3 -B bench/bench.py

bench-status-quo: all
	@tests/install.sh bench
	@KAOHE=$(abspath $(PROGRAM)) python3 -B bench/status_quo.py

bench-ways: all
	@KAOHE=$(abspath $(PROGRAM)) python3 -B bench/ways.py

bench-book: all
	$(CC) $(FLAGS) $(CFLAGS) $(LDFLAGS) -o $(BUILD)/bench-book bench/book.c $(BUILD)/libkaohe.a $(LIBS)
	@$(BUILD)/bench-book $(or $(UNITS),50000) $(or $(ROUNDS),5) | tee $(BUILD)/BOOK.md && cp $(BUILD)/BOOK.md bench/BOOK.md

bench-trails: all
	@KAOHE=$(abspath $(PROGRAM)) python3 -B bench/trails.py

bench-wide: all
	@KAOHE=$(abspath $(PROGRAM)) python3 -B bench/wide.py

whatif: all
	@tests/install.sh ci
	@KAOHE=$(abspath $(PROGRAM)) /usr/bin/python3 -B tests/whatif.py

random-books: all
	@tests/install.sh ci
	@KAOHE=$(abspath $(PROGRAM)) /usr/bin/python3 -B tests/random_books.py

pack-books: all
	@tests/install.sh ci
	@KAOHE=$(abspath $(PROGRAM)) /usr/bin/python3 -B tests/pack_books.py

fuzz:
	@mkdir -p $(BUILD)/fuzz
	@$(MAKE) --no-print-directory -s $(JOBS) CC=clang BUILD=$(BUILD)/fuzz \
		CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined" $(BUILD)/fuzz/libkaohe.a
	@for target in $(FUZZED); do \
		clang $(FLAGS) -O1 -g -fsanitize=fuzzer,address,undefined -o $(BUILD)/fuzz/$$target tests/fuzz_$$target.c \
			$(BUILD)/fuzz/libkaohe.a $(LIBS) || exit; \
		(cd $(BUILD)/fuzz && ./$$target -max_total_time=$(or $(SECONDS),60) -max_len=4096 -print_final_stats=1) || exit; \
	done

clean:
	rm -rf build build-* kaohe demo bench/work

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

.PHONY: all tests demo test asan torture faults conformance reproducible bench bench-status-quo bench-trails bench-book bench-ways bench-wide whatif random-books pack-books fuzz golden coverage docs pictures clean help
.SECONDARY:
-include $(OBJECTS:.o=.d) $(TESTS:=.d)
