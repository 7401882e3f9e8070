#!/bin/bash
# run.sh -- builds, runs every test, and closes with "N passed, N failed" on standard output.
#
# Every step is a job; as many jobs run at once as there are processors, the long
# ones first.  A job has a folder of its own ($work) and leaves its counts and,
# where something failed, what was said; that goes to standard error at the end,
# in the order of the queue, whichever ended first.
#
# BUILD, CC, CFLAGS and LDFLAGS are taken from the environment, so that the same
# suite runs under another compiler or a sanitizer.  TIMES=1 says in tests/times
# of the build folder how many seconds of processor each job took.
set -u
cd "$(dirname "$0")/.." || exit 1

export BUILD=${BUILD:-build}
case $BUILD in
build) KAOHE=$PWD/kaohe ;;
/*) KAOHE=$BUILD/kaohe ;;
*) KAOHE=$PWD/$BUILD/kaohe ;;
esac
export KAOHE
all=$(mktemp -d)
trap 'rm -rf "$all"' EXIT

# ---- the queue --------------------------------------------------------------

# half a job more than processors: many wait for the disk
job_name=() job_call=() workers=$((($(nproc) * 3 + 1) / 2))

# those that take longest, so that none of them is the last to run
long=(test_ledger_damage 'every_packs_months_run_publish_and_verify' test_inputs_bulk test_inputs_bulk_rules
	'the pages say what the program says' 'every block of the manual is proven' test_base_scan test_ledger_kill
	kill_9_leaves_nothing_torn)

job() {                 # NAME COMMAND…, queued
	job_name+=("$1")
	shift
	job_call+=("$(printf '%q ' "$@")")
}

# One job, in a shell and a folder of its own.  A command that does not count for itself is one test.
work_off() {            # NUMBER
	work=$all/$1
	mkdir "$work"
	if eval "${job_call[$1]}" >"$all/$1.said" 2>&1 </dev/null; then
		[ -s "$all/$1.counts" ] || echo 1 0 >"$all/$1.counts"
	else
		[ -s "$all/$1.counts" ] || echo 0 1 >"$all/$1.counts"
	fi
	[ -z "${TIMES:-}" ] || times >"$all/$1.times"
	rm -rf "$work"
}
counts() { echo "$1 $2" >"$work.counts"; }      # PASSED FAILED, of a job that is more than one test

is_long() {             # NAME, or the same with its script before it
	local name
	for name in "${long[@]}"; do [ "$name" != "${1#test_cli_*: }" ] || return 0; done
	return 1
}

work_off_all() {
	local number started=0 early=() late=()
	for number in "${!job_call[@]}"; do
		if is_long "${job_name[number]}"; then early+=("$number"); else late+=("$number"); fi
	done
	for number in "${early[@]}" "${late[@]}"; do
		[ $((started++)) -lt "$workers" ] || wait -n
		work_off "$number" &
	done
	wait
}

report() {
	local number good bad passed=0 failed=0
	for number in "${!job_call[@]}"; do
		read -r good bad <"$all/$number.counts" || good=0 bad=1
		passed=$((passed + good)) failed=$((failed + bad))
		[ "$bad" -eq 0 ] || { echo "FAILED ${job_name[number]}"; sed 's/^/    /' "$all/$number.said"; } >&2
		[ -z "${TIMES:-}" ] || tr 'ms\n' '   ' <"$all/$number.times" |
			awk -v name="${job_name[number]}" '{ print ($1 + $3 + $5 + $7) * 60 + $2 + $4 + $6 + $8, name }' >>"$all/times"
	done
	[ -z "${TIMES:-}" ] || sort -rn "$all/times" >"$BUILD/tests/times"
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# ---- unit tests -------------------------------------------------------------

# cmocka's exit code is the number of failures modulo 256 and its closing lines
# go to stderr, so the lines are read; a binary that ends without them crashed.
number() {              # WORD: N of the line "[  WORD  ] N test(s)"
	sed -nE "s/^\[  $1 +\] ([0-9]+) test\(s\).*/\1/p" "$work/said" | tail -1
}
unit_tests() {          # BINARY
	local code good bad
	CMOCKA_MESSAGE_OUTPUT=stdout timeout 300 "$1" >"$work/said" 2>&1
	code=$?
	good=$(number PASSED) bad=$(number FAILED)
	bad=${bad:-0}
	if [ "$bad" -eq 0 ] && { [ "$code" -ne 0 ] || [ -z "$good" ]; }; then
		bad=1           # crashed, leaked or ran nothing
	fi
	counts "${good:-0}" "$bad"
	[ "$bad" -eq 0 ] || { echo "exit $code"; grep -v '^\[ \(RUN\|      OK\)' "$work/said"; }
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

# ---- what the source may not hold -------------------------------------------

# No binary floating point between a cell and a rank.
no_floating_point() {
	local file
	for file in scoring/*.[ch] inputs/*.[ch] rules/*.[ch] $(ls base/*.[ch] | grep -v '^base/num'); do
		printf '# 1 "%s"\n' "$file"
		cat "$file"
	done | gcc -fpreprocessed -dD -E -w -x c - |
		awk '/^# [0-9]+ "/ { file = $3; next } { gsub(/"[^"]*"/, ""); print file ": " $0 }' >"$work/code"
	[ "$(wc -l <"$work/code")" -gt 10000 ] || { echo "the source was not read"; return 1; }
	! grep -nE '\b(double|float|num_double|strtod|atof|fabs|lround)\b' "$work/code"
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

# ---- what is to be done -----------------------------------------------------

commands() {            # SCRIPT: each of its tests
	local name
	for name in $("$1" --list); do
		job "$(basename "$1" .sh): $name" "$1" "$name"
	done
}
months() {
	local month
	for month in inputs/examples/*; do
		job "the same bytes anywhere: $month" same_bytes "$month"
		case $month in
		*-2026-10) ;;           # one file is missing there by design
		*) job "a clean month with -q is silent: $month" silent "$(pack_of "$month")" "$month" "$(period_of "$month")" ;;
		esac
	done
}

queue() {
	local name file
	for file in tests/test_*.c; do
		name=$(basename "$file" .c)
		job "$name" unit_tests "$BUILD/tests/$name"
	done
	for file in tests/test_cli_*.sh; do commands "$file"; done
	job "the pages say what the program says" tests/docs.sh
	job "every block of the manual is proven" python3 -B tests/manual.py
	job "every message about rules is raised by a test" python3 -B tests/messages.py
	job "the packs' worked examples: full, less, on the line" python3 -B tests/examples.py
	job "schemes from elsewhere, reckoned by hand" python3 -B tests/schemes.py
	job "forty indicators of many units, reckoned in fractions" python3 -B tests/wide.py
	months
	for file in tests/golden/*/; do
		name=$(basename "$file")
		job "golden $name" tests/golden.sh "$name"
	done
	for file in rules/packs/*/; do
		job "the worked examples of $file" "$KAOHE" check -r "$file"
	done
	job "doors: planted violations are found" tests/doors.sh --self
	job "doors: every include" tests/doors.sh
	job "while another run holds the lock: 75" held
	job "where no folder can be made: 73" no_folder
	job "the generator gives the committed months" generated
	job "no binary floating point" no_floating_point
	job "no loose ends" no_loose_ends
	job "message numbers are unique" numbers_once
	[ ! -d "${CASES:-../shared/cases}" ] ||
		job "conformance schemes hold no unit and no result" python3 -B tests/conformance/run.py --guard
}

if ! make -s -j"$(nproc)" all tests >&2; then
	echo "FAILED the build" >&2
	echo "0 passed, 1 failed"
	exit 1
fi
queue
work_off_all
report
