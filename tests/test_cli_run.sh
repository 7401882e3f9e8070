#!/bin/bash
# test_cli_run.sh -- one run at a time, each whole or not at all; what is kept beside the results.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"

a_clean_month_with_q_says_nothing() {   # test
	small_city
	draft 2026-09 -q
	[ ! -s said.txt ] || { cat said.txt; return 1; }
	draft 2026-10
	says "台账：第 2 次运行，链值 $(cut -d' ' -f2 OUT/HEAD)"
}

numbers_run_on_over_all_periods() {     # test
	small_city
	draft 2026-09
	draft 2026-10
	draft 2026-09
	there OUT/2026-09/run-0001-draft OUT/2026-10/run-0002-draft OUT/2026-09/run-0003-draft
	[ "$(readlink OUT/2026-09/current)" = run-0003-draft ]
}

what_it_was_made_from_is_kept() {       # test
	small_city
	gzip -9 inputs/issues_2026-10.csv
	draft 2026-10
	cmp inputs/issues_2026-10.csv.gz OUT/2026-10/run-0001-draft/archive/inputs/issues_2026-10.csv.gz
	diff -r rules OUT/2026-10/run-0001-draft/archive/rules
	cmp inputs/objections.csv OUT/2026-10/run-0001-draft/archive/people/objections.csv
	draft 2026-09
	zcat OUT/2026-09/run-0002-draft/archive/inputs/issues_2026-09.csv.gz | cmp - inputs/issues_2026-09.csv
	kaohe 0 verify -o OUT --rerun
}

where_nothing_was_written_nothing_is_left() {   # test
	small_city
	sed -i 's/^权重 = 100/权重 = 90/' rules/scheme.ini
	kaohe 78 run -r rules -i inputs -o OUT -p 2026-10
	not_there OUT
	sed -i 's/^权重 = 90/权重 = 100/' rules/scheme.ini
	rm inputs/issues_2026-10.csv
	kaohe 66 run -r rules -i inputs -o OUT -p 2026-10
	not_there OUT
	kaohe 66 history -o OUT
	kaohe 66 verify -o OUT
	not_there OUT
	kaohe 64 status
	says "status 要有 -o 输出目录 或 -l 台账"
}

the_ledger_may_lie_elsewhere() {        # test
	small_city
	mkdir books
	draft 2026-10 -l books/city.db
	not_there OUT/ledger.db
	there books/city.db OUT/2026-10/run-0001-draft
	kaohe 0 verify -l books/city.db -o OUT --rerun
}

a_second_run_is_told_who_holds_the_lock() {     # test
	small_city
	mkdir OUT
	echo "4711 kaohe run 2026-09" >OUT/.lock
	exec 9<OUT/.lock
	flock -n 9
	kaohe 75 run -r rules -i inputs -o OUT -p 2026-10 9<&-
	says "另一次运行正在写“OUT”（进程 4711 kaohe run 2026-09）"
	exec 9<&-
	kaohe 0 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
}

# fifty_starts: fifty runs let loose at once.  Whoever holds the lock first is
# made to wait until the other forty-nine have ended, so that all of them met a
# run at work however slow the machine is.  1 where not exactly one worked: a
# holder that had ended before it was caught.
fifty_starts() {
	local i holder=
	rm -rf OUT said.* code.* gate
	exec 9>gate
	flock 9
	for i in $(seq 50); do
		(
			exec 9>&-
			flock -s gate true
			code=0
			"$KAOHE" run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02 >said.$i 2>&1 </dev/null || code=$?
			echo $code >code.$i
		) &
	done
	exec 9>&-
	until [ -n "$holder" ]; do
		holder=$(grep -ao '^[0-9]\+' OUT/.lock 2>/dev/null) || :
	done
	kill -STOP "$holder" || { wait; return 1; }
	for ((i = 0; i < 1200 && $(find . -maxdepth 1 -name 'code.*' | wc -l) < 49; i++)); do sleep 0.1; done
	kill -CONT "$holder"
	wait
	[ "$(cat code.* | sort | uniq -c | tr -s ' ' | tr '\n' ';')" = " 1 0; 49 75;" ]
}

of_fifty_starts_at_once_one_works() {   # test
	local try
	small_city
	seq 300000 | sed 's/.*/更多&,东区,2026-10-25,2026-10-20/' >>inputs/issues_2026-10.csv    # so that the one works a while
	for try in 1 2 3 4 5; do
		if fifty_starts; then break; fi
		[ "$try" -lt 5 ] || { cat code.* | sort | uniq -c; cat said.*; return 1; }
	done
	[ "$(cat said.* | grep -cE '（进程 [0-9]+ kaohe run 2026-10）')" -eq 49 ]
	there OUT/2026-10/run-0001-draft
	not_there OUT/2026-10/run-0002-draft
	kaohe 0 verify -o OUT
	nothing_torn
}

a_run_that_died_is_finished_or_swept() {        # test
	small_city
	draft 2026-09
	mv OUT/2026-09/run-0001-draft OUT/2026-09/.run-0001
	rm OUT/2026-09/current OUT/HEAD
	mkdir -p OUT/2026-10/.run-0002/archive/rules
	echo half >OUT/2026-10/.run-0002/archive/rules/scheme.ini
	draft 2026-10 -v
	says "上次中断的第 1 次运行已入台账，现已放到“2026-09/run-0001-draft”"
	says "上次中断的运行留下的“.run-0002”没有入台账，已清除"
	there OUT/2026-09/run-0001-draft/scores.csv OUT/2026-10/run-0002-draft
	kaohe 0 verify -o OUT
	nothing_torn
}

a_dead_run_whose_files_were_touched_is_not_finished() { # test
	small_city
	draft 2026-09
	mv OUT/2026-09/run-0001-draft OUT/2026-09/.run-0001
	echo >>OUT/2026-09/.run-0001/scores.csv
	kaohe 81 run -r rules -i inputs -o OUT -p 2026-10
	says "第 1 次运行的“scores.csv”被改过"
	there OUT/2026-09/.run-0001
}

totals_before_people_are_those_without_their_adjustments() {    # test
	small_city
	echo '2026-10,区县榜,西区,-5,示例〔2026〕6号,迟报一次,示例丁' >>inputs/adjustments.csv
	draft 2026-10
	grep -h ',total,' OUT/2026-10/current/scores.csv | grep -q '西区.*70'
	kaohe 0 verify -o OUT --rerun
}

kill_9_leaves_nothing_torn() {  # test
	"$tests/torture.sh" 17 2
}

run_test "$@"
