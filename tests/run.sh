#!/bin/bash
# run.sh -- builds, runs every test, and closes with "N passed, N failed" on standard output.
#
# BUILD, CC, CFLAGS and LDFLAGS are taken from the environment, so that the same
# suite runs under another compiler or a sanitizer.  What a failing test said
# goes to standard error.
set -u
cd "$(dirname "$0")/.." || exit 1

export BUILD=${BUILD:-build}
case $BUILD in
build) KAOHE=$PWD/kaohe ;;
/*) KAOHE=$BUILD/kaohe ;;
*) KAOHE=$PWD/$BUILD/kaohe ;;
esac
export KAOHE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

close() {
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
	exit
}

# check NAME COMMAND… : one test; its output is shown only when it fails
check() {
	local name=$1
	shift
	if "$@" >"$work/said" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		{ echo "FAILED $name"; sed 's/^/    /' "$work/said"; } >&2
	fi
}

# ---- unit tests -------------------------------------------------------------

# cmocka's exit code is the number of failures modulo 256 and its closing lines
# go to stderr, so the lines are read; a binary that ends without them crashed.
number() {              # WORD: N of the line "[  WORD  ] N test(s)"
	sed -nE "s/^\[  $1 +\] ([0-9]+) test\(s\).*/\1/p" "$work/said" | tail -1
}
unit_tests() {          # BINARY
	local code good bad
	CMOCKA_MESSAGE_OUTPUT=stdout timeout 300 "$1" >"$work/said" 2>&1 </dev/null
	code=$?
	good=$(number PASSED) bad=$(number FAILED)
	bad=${bad:-0}
	if [ "$bad" -eq 0 ] && { [ "$code" -ne 0 ] || [ -z "$good" ]; }; then
		bad=1           # crashed, leaked or ran nothing
	fi
	passed=$((passed + ${good:-0})) failed=$((failed + bad))
	if [ "$bad" -gt 0 ]; then
		{ echo "FAILED $1 (exit $code)"; grep -v '^\[ \(RUN\|      OK\)' "$work/said" | sed 's/^/    /'; } >&2
	fi
}

# ---- whole-program tests ----------------------------------------------------

# A clean month with -q says nothing at all.
silent() {              # RULES INPUTS PERIOD
	"$KAOHE" run -q -r "$1" -i "$2" -o "$work/clean" -p "$3" >"$work/silent" 2>&1 </dev/null
	local code=$?
	[ "$code" -eq 0 ] || echo "exit $code, expected 0"
	[ ! -s "$work/silent" ] || { echo "not a byte was expected:"; cat "$work/silent"; }
	[ "$code" -eq 0 ] && [ ! -s "$work/silent" ]
}

pack_of() {             # inputs/examples/chengxiang-2026-10 -> rules/packs/chengxiang
	local month=${1##*/}
	echo "rules/packs/${month%-????-??}"
}
period_of() { echo "${1: -7}"; }

# The same month from two places, zones, locales and umasks, at the same moment: every byte equal, the ledger's too.
same_bytes() {          # MONTH
	local rules inputs period
	rules=$PWD/$(pack_of "$1") inputs=$PWD/$1 period=$(period_of "$1")
	rm -rf "$work/one" "$work/two"
	mkdir -p "$work/one" "$work/two/further/down"
	local SOURCE_DATE_EPOCH=1793491200 KAOHE_USER=示例用户 KAOHE_HOST=示例主机
	export SOURCE_DATE_EPOCH KAOHE_USER KAOHE_HOST
	(cd "$work/one" && umask 022 && TZ=UTC0 LC_ALL=C \
		"$KAOHE" run -q -r "$rules" -i "$inputs" -o out -p "$period")
	[ $? -le 1 ] || return 1
	cp -r "$rules" "$work/two/rules" && cp -r "$inputs" "$work/two/inputs" || return 1
	(cd "$work/two/further/down" && umask 077 && TZ=XXX-13:30 LC_ALL=C.UTF-8 LANG=de_DE.UTF-8 \
		"$KAOHE" run -q -r ../../rules -i ../../inputs -o "$work/two/out" -p "$period")
	[ $? -le 1 ] || return 1
	find "$work/one/out" -name '*.xlsx' | grep -q . || { echo "no workbook"; return 1; }
	diff -r --no-dereference -x .lock "$work/one/out" "$work/two/out"
}

# ends CODE OUT: a run of the clean month into OUT ends with CODE and leaves no run there
ends() {
	local month=inputs/examples/chengxiang-2026-09 code
	"$KAOHE" run -q -r "$(pack_of $month)" -i $month -o "$2" -p "$(period_of $month)" </dev/null
	code=$?
	[ "$code" -eq "$1" ] || { echo "exit $code, expected $1"; return 1; }
	! find "$2" -name 'run-*' | grep .
}
held() {
	mkdir -p "$work/held"
	exec 9>"$work/held/.lock"
	flock -n 9 || return 1
	ends 75 "$work/held" 9>&-
	local code=$?
	exec 9>&-
	return $code
}
no_folder() {
	: >"$work/a file"
	ends 73 "$work/a file"
}

# The generator in tests/ gives exactly the months that are committed.
generated() {
	rm -rf "$work/months" && mkdir "$work/months" &&
		python3 -B tests/generate_month.py "$work/months" && python3 -B tests/generate_packs.py "$work/months" &&
		python3 -B tests/generate_chengshi.py "$work/months" || return 1
	local month
	for month in inputs/examples/*/; do
		diff -r "$month" "$work/months/$(basename "$month")" || return 1
	done
}

# The commands, from the shell; they run beside the unit tests, on the other core.
commands() {
	local script name
	for script in tests/test_cli_*.sh; do
		for name in $("$script" --list); do
			if "$script" "$name" >"$work/command" 2>&1; then
				echo "passed $name"
			else
				echo "FAILED $(basename "$script" .sh): $name"
				sed 's/^/    /' "$work/command"
			fi
		done
	done
}

# ---- what the source may not hold -------------------------------------------

# No binary floating point between a cell and a rank.
no_floating_point() {
	local file found=0
	for file in scoring/*.[ch] inputs/*.[ch] rules/*.[ch] $(ls base/*.[ch] | grep -v '^base/num'); do
		gcc -fpreprocessed -dD -E -P -w -x c "$file" | sed 's/"[^"]*"//g' |
			grep -nE '\b(double|float|num_double|strtod|atof|fabs|lround)\b' | sed "s|^|$file: |" | grep . && found=1
	done
	return $found
}

# No path of the machine it was written on, and nothing left to do.
no_loose_ends() {
	! grep -rnE '/(w[o]rk|h[o]me)/|/tmp/bash|\b(TODO|FIXME|XXX)\b' --include='*.[ch]' --include='*.def' \
		--include='*.ini' base rules inputs ledger scoring reports cli
}

# A message number, once given, belongs to one message.
numbers_once() {
	! grep -ohE '^MSG\([0-9]+' base/messages/*.def | sort | uniq -d | grep .
}

# ---- in order ---------------------------------------------------------------

if ! make -s -j"$(nproc)" all tests >&2; then
	failed=1
	echo "FAILED the build" >&2
	close
fi
commands >"$work/commands" 2>&1 &
for binary in tests/test_*.c; do
	[ -e "$binary" ] && unit_tests "$BUILD/${binary%.c}"
done
for case in tests/golden/*/; do
	check "golden $(basename "$case")" tests/golden.sh "$(basename "$case")"
done
check "doors: planted violations are found" tests/doors.sh --self
check "doors: every include" tests/doors.sh
for pack in rules/packs/*/; do
	check "the worked examples of $pack" "$KAOHE" check -r "$pack"
done
for month in inputs/examples/*; do
	case $month in
	*-2026-10) ;;           # one file is missing there by design
	*) check "a clean month with -q is silent: $month" \
		silent "$(pack_of "$month")" "$month" "$(period_of "$month")" ;;
	esac
	check "the same bytes anywhere: $month" same_bytes "$month"
done
check "the pages say what the program says" tests/docs.sh
check "every block of the manual is proven" python3 -B tests/manual.py
check "every message about rules is raised by a test" python3 -B tests/messages.py
check "the packs' worked examples: full, less, on the line" python3 -B tests/examples.py
check "schemes from elsewhere, reckoned by hand" python3 -B tests/schemes.py
check "while another run holds the lock: 75" held
check "where no folder can be made: 73" no_folder
check "the generator gives the committed months" generated
check "no binary floating point" no_floating_point
check "no loose ends" no_loose_ends
check "message numbers are unique" numbers_once
if [ -d "${CASES:-../shared/cases}" ]; then
	check "conformance schemes hold no unit and no result" python3 -B tests/conformance/run.py --guard
fi
wait
passed=$((passed + $(grep -c '^passed ' "$work/commands")))
failed=$((failed + $(grep -c '^FAILED ' "$work/commands")))
grep -v '^passed ' "$work/commands" >&2
close
