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
	echo "$$ kaohe run 2026-09" >OUT/.lock
	exec 9<OUT/.lock
	flock -n 9
	kaohe 75 run -r rules -i inputs -o OUT -p 2026-10 9<&-
	says "另一次运行正在写“OUT”（进程 $$ kaohe run 2026-09）"
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
	until [ -n "$holder" ]; do              # without a child process: the one that works may be quick
		if [ -s OUT/.lock ]; then read -r holder _ <OUT/.lock || :; fi
	done 2>/dev/null
	kill -STOP "$holder" || { wait; return 1; }
	for ((i = 0; i < 1200 && $(find . -maxdepth 1 -name 'code.*' | wc -l) < 49; i++)); do sleep 0.1; done
	kill -CONT "$holder"
	wait
	[ "$(cat code.* | sort | uniq -c | tr -s ' ' | tr '\n' ';')" = " 1 0; 49 75;" ]
}

of_fifty_starts_at_once_one_works() {   # test
	local try
	small_city
	seq 600000 | sed 's/.*/更多&,东区,2026-10-25,2026-10-20/' >>inputs/issues_2026-10.csv    # so that the one works a while
	for try in {1..20}; do
		if fifty_starts; then break; fi
		[ "$try" -lt 20 ] || { cat code.* | sort | uniq -c; cat said.*; return 1; }
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

any_number_of_threads_writes_the_same_bytes() {        # test
	small_city
	export SOURCE_DATE_EPOCH=1793491200 KAOHE_USER=示例用户 KAOHE_HOST=示例主机
	for n in 1 2 7; do
		draft 2026-10 --threads $n
		rm -f OUT/.lock
		mv OUT out$n
	done
	diff -r --no-dereference out1 out2 && diff -r --no-dereference out1 out7
	kaohe 64 run -r rules -i inputs -o OUT -p 2026-10 --threads 0
	says "--threads 应为 1 至 64 的整数，实为“0”"
}

what_has_no_digests_is_never_published() {      # test
	small_city
	draft 2026-10 --no-digest
	not_there OUT/2026-10/run-0001-draft/archive/inputs
	kaohe 0 verify -o OUT
	kaohe 64 publish 1 -o OUT --document 示例〔2026〕1号 --by 示例甲
	says "没有摘要的结果不能定稿"
	kaohe 64 run -r rules -i inputs -o OUT -p 2026-10 --no-digest --correct --reason 示例
	sed -i 's/^归档.*//; s/^周期 = 月/周期 = 月\n自动正式 = 是/' rules/scheme.ini
	kaohe 64 run -r rules -i inputs -o OUT -p 2026-10 --no-digest
}

a_few_sheets_are_a_glance_and_never_published() {      # test
	small_city
	draft 2026-10 --sheets '排名， 指标得分'
	[ "$(python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("xl/workbook.xml").decode())' OUT/2026-10/run-0001-draft/*.xlsx |
		grep -o '<sheet name="[^"]*"' | tr -d '\n')" = '<sheet name="排名"<sheet name="指标得分"' ]
	kaohe 0 verify -o OUT
	kaohe 0 verify 1 --rerun -o OUT
	kaohe 64 publish 1 -o OUT --document 示例〔2026〕1号 --by 示例甲
	says "K871: --sheets 只为看一眼，缺表的工作簿不能定稿；请去掉 --sheets 重新运行"
	kaohe 64 run -r rules -i inputs -o OUT -p 2026-10 --sheets 排名,指标
	says "K870: --sheets 里的“指标”不是工作簿的表；应在这些表里选，用逗号隔开：封面、排名、指标得分、"
	not_there OUT/2026-10/run-0002-draft
}

# writer_stopped: a run whose workbook is being written is let loose, and its writer stopped; $holder and $writer
writer_stopped() {
	"$KAOHE" run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02 >said.txt 2>&1 </dev/null &
	holder=$! writer=
	while [ -z "$writer" ]; do
		read -r writer <"/proc/$holder/task/$holder/children" || [ -e "/proc/$holder" ] || return 1
	done 2>/dev/null
	until compgen -G 'OUT/2026-10/.run-0001/.*.xlsx.tmp.*' >/dev/null; do [ -e "/proc/$writer" ] || return 1; done
	kill -STOP "$writer" 2>/dev/null && sleep 0.2 && grep -qs 'State:.*stopped' "/proc/$writer/status" && return
	kill -CONT "$writer" 2>/dev/null        # it had ended, or was about to
	return 1
}

a_run_killed_while_its_workbook_is_written_holds_up_nobody() {  # test
	local try
	small_city
	for try in {1..50}; do
		if writer_stopped; then break; fi
		wait
		[ "$try" -lt 50 ] || { echo "no writer was caught"; return 1; }
		rm -rf OUT
	done
	trap 'kill -KILL $writer 2>/dev/null || :; rm -rf "$work"' EXIT
	kill -KILL "$holder"
	wait "$holder" 2>/dev/null || :
	draft 2026-10 -v
	says "上次中断的运行留下的“.run-0001”没有入台账，已清除"
	if grep -qs 'State:.*stopped' "/proc/$writer/status"; then echo "the writer lived on"; return 1; fi
	kaohe 0 verify -o OUT
	nothing_torn
}

a_link_in_the_place_of_a_folder_leads_nowhere() {       # test
	small_city
	draft 2026-09
	mkdir precious && echo kept >precious/file && mkdir precious/.run-0007 && echo kept >precious/.run-0007/file
	ln -s ../../precious OUT/2026-09/.run-0002      # what a dead run left is swept, but not what a link leads to
	draft 2026-09 -v
	says "上次中断的运行留下的“.run-0002”没有入台账，已清除"
	not_there OUT/2026-09/.run-0002
	ln -s ../precious OUT/2026-10
	kaohe 73 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	says "kaohe: 错误 K794: “OUT/2026-10”不是文件夹，是链接或别的文件；一期的结果应放在 OUT 里自己的文件夹；请查明后移走它，再运行"
	draft 2026-09
	there precious/file precious/.run-0007/file
	rm OUT/2026-10 && : >OUT/2026-10
	kaohe 73 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02 --lang en
	says "error K794: 'OUT/2026-10' is no folder but a link or another file; what a period leaves belongs into a folder of its own in OUT; find out why, move it away and run again"
	kaohe 0 verify -o OUT
}

what_cannot_be_printed_is_said() {      # test
	local code=0
	small_city
	draft 2026-09
	cp -a OUT before
	"$KAOHE" history -o OUT >/dev/full 2>said.txt || code=$?
	[ "$code" -eq 74 ]
	says "K872: 标准输出写不进去（磁盘满了，或者已经关闭）"
	code=0
	"$KAOHE" help >&- 2>said.txt || code=$?
	[ "$code" -eq 74 ]
	says K872
	code=0
	"$KAOHE" run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02 >&- 2>said.txt || code=$?
	[ "$code" -eq 74 ]
	says K872
	kaohe 0 verify -o OUT
}

what_is_said_never_lands_in_a_file() {  # test
	small_city
	sed -i '2s/2026-10-25/某天/' inputs/issues_2026-10.csv
	"$KAOHE" run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02 <&- >&- 2>&- || [ $? -eq 74 ]
	[ "$(wc -l <OUT/.lock)" -eq 1 ]
	lacks OUT/.lock 台账
	kaohe 0 verify -o OUT
}

another_or_an_older_ledger_is_not_gone_on_with() {      # test
	small_city
	draft 2026-09
	cp OUT/ledger.db old.db
	draft 2026-10
	mv OUT/ledger.db new.db
	kaohe 81 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	says "“HEAD”记的第 2 次运行与台账不符"
	not_there OUT/ledger.db
	cp old.db OUT/ledger.db
	kaohe 81 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	rm OUT/HEAD
	kaohe 81 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	says "K874: “2026-10/run-0002-draft”不在台账里，台账只有 1 次运行"
	cmp old.db OUT/ledger.db
	mv new.db OUT/ledger.db
	draft 2026-10
}

a_program_that_cannot_read_itself_writes_nothing() {    # test
	local code=0
	small_city
	ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0 strace -o /dev/null -e inject=readlink:error=EIO \
		"$KAOHE" run -q -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02 >said.txt 2>&1 || code=$?
	[ "$code" -eq 74 ]
	says "/proc/self/exe: 错误 K134: 读取文件失败（Input/output error）；请检查磁盘后重新运行"
	not_there OUT
}

a_rule_file_that_is_a_link_is_not_passed_over() {       # test
	small_city
	ln -s ../scheme.ini rules/more.ini
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	says "more.ini: 错误 K131: 这是一个链接，不予读取"
	not_there OUT
	rm rules/more.ini
	mkfifo rules/more.ini
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	says "more.ini: 错误 K132"
}

a_clock_that_is_no_number_is_refused() {        # test
	small_city
	SOURCE_DATE_EPOCH=2026-11-02 kaohe 64 run -r rules -i inputs -o OUT -p 2026-10
	says "K873: 环境变量 SOURCE_DATE_EPOCH 应为1970年以来的秒数，如 1793491200，实为“2026-11-02”"
	not_there OUT
	SOURCE_DATE_EPOCH=99999999999999999999 kaohe 64 run -r rules -i inputs -o OUT -p 2026-10
}

a_ledger_head_or_lock_that_is_a_link_or_a_pipe_harms_nothing() {        # test
	small_city
	draft 2026-09
	rm OUT/HEAD && mkfifo OUT/HEAD
	draft 2026-09
	[ -f OUT/HEAD ]
	echo mine >mine && ln -sf ../mine OUT/HEAD
	draft 2026-09
	[ ! -L OUT/HEAD ] && grep -qx mine mine
	mv OUT/ledger.db other.db && ln -s ../other.db OUT/ledger.db && cp other.db before.db
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-09 --now 2026-11-02
	cmp other.db before.db
	rm OUT/ledger.db && mv other.db OUT/ledger.db
	rm OUT/.lock && ln -s ../mine OUT/.lock
	kaohe 73 run -r rules -i inputs -o OUT -p 2026-09 --now 2026-11-02
	grep -qx mine mine
	rm OUT/.lock
	mkfifo OUT/2026-09/run-0001-draft/pipe
	kaohe 81 verify -o OUT
	says "“pipe”是后来放进去的"
}

whatever_fails_while_a_month_is_written_it_is_whole_or_not_there() {    # test
	"$tests/faults.sh" 397 5 1
}

kill_9_leaves_nothing_torn() {  # test
	"$tests/torture.sh" 31 2 1
}

a_folder_of_inputs_that_is_not_there_is_told_once() {   # test
	small_city
	kaohe 66 run -r rules -i nowhere -o OUT -p 2026-10
	says "错误 K143: 没有文件夹“nowhere”；请建立该文件夹，或改正其名称"
	lacks said.txt K400
	not_there OUT
	kaohe 66 check -r rules -i rules/scheme.ini -p 2026-10
	says "错误 K143: 没有文件夹“rules/scheme.ini”"
	kaohe 66 explain -r rules -i nowhere -p 2026-10 东区 --lang en
	says "error K143: there is no folder 'nowhere'"
}

a_period_that_cannot_be_read_is_told_with_the_folder() {  # test
	small_city
	kaohe 64 run -r rules -i nowhere -o OUT -p October
	says "错误 K709: -p 应为 2026-10、2026Q4、2026H2、2026 或 last，实为“October”；请改正"
	says "错误 K143: 没有文件夹“nowhere”；请建立该文件夹，或改正其名称"
	not_there OUT
}

a_packed_ledger_is_refused() {  # test
	small_city
	kaohe 64 run -r rules -i inputs -o OUT -l led.db.gz -p 2026-10
	says "错误 K765: 台账不能是压缩文件“led.db.gz”；请解开，把 -l 指向解开的文件"
	not_there OUT led.db.gz
	kaohe 64 verify -l led.db.gz --lang en
	says "error K765: a packed file is no ledger: 'led.db.gz'; unpack it and give -l the plain file"
}

an_element_that_is_not_there_is_told_with_the_nearest() {       # test
	small_city
	kaohe 64 explain -r rules -i inputs -p 2026-10 东区 整改不到为
	says "错误 K714: “东区”所在的榜没有“整改不到为”这个指标、统计、加减分或问责；是否指“整改不到位”？请核对名称"
	kaohe 64 explain -r rules -i inputs -p 2026-10 东区 民生
	says "加减分或问责；请核对名称"
}

a_lock_without_a_name_is_another_process() {    # test
	small_city
	draft 2026-08
	: >OUT/.lock
	flock OUT/.lock "$KAOHE" run -r rules -i inputs -o OUT -p 2026-09 >said.txt 2>&1 && return 1
	says "错误 K720: 另一次运行正在写“OUT”（另一个进程）；请等它结束再试"
}

what_is_merely_counted_is_no_proposal() {       # test
	small_city
	sed -i 's/^起始 = 约谈/阶梯 = 两级/' rules/scheme.ini
	cat >>rules/scheme.ini <<-'INI'

	[阶梯:两级]
	级.1 = 提醒 | 主要领导 | 累计 >= 2
	累计窗口 = 滚动12期
	连续跨年 = 是
	无数据期 = 中断
	取级 = 最高
	依据 = 考核办法第十一条（示例）
	INI
	draft 2026-08 -v
	says "12 行，隔离 0，问责建议 0，第 1 次运行"
	publish 0 1
	draft 2026-09 -v
	says "12 行，隔离 0，问责建议 1，第 3 次运行"
}

rows_behind_a_proposal_are_counted_once_where_one_count_is_part_of_another() {     # test
	small_city
	draft 2026-10
	grep ',proposal,' OUT/2026-10/current/flags.csv | tr -d '\r' | grep '南区,.*,5,按期整改：.*,4,exact$'
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026-10 南区 整改不到位
	says "依据 4行（各统计共5行次）"
	sed -i 's/^\(触发 = .*\)$/\1 且 迟改 >= 1/' rules/scheme.ini
	cat >>rules/scheme.ini <<-'INI'

	[统计:迟改]
	数据 = 台账
	算法 = 计数
	条件 = 非 完成日期 为空 且 完成日期 > 整改期限
	INI
	draft 2026-10
	grep ',proposal,' OUT/2026-10/current/flags.csv | tr -d '\r' | grep '南区,.*,8,按期整改：.*,7,at most$'
}

a_unit_is_struck_from_a_measure_by_decision() { # test
	small_city
	sed -i 's/^异议 = .*/&\n剔除 = strikes.csv/' rules/scheme.ini
	printf '期,数据,主键,文号,理由,批准人,单位,统计\n2026-10,,,示例〔2026〕6号,汛期,示例丁,南区,按期整改\n' >inputs/strikes.csv
	draft 2026-10 -v
	says "strikes.csv:2: 提示 K481: 南区的统计“按期整改”按剔除的决定不计，状态为已剔除；原有 1 行"
	grep -q '3,南区,measure,按期整改,0,,已剔除,' OUT/2026-10/run-0001-draft/scores.csv
	grep -q '3,南区,points,按期整改率,[^,]*,,已剔除:不计并折算,' OUT/2026-10/run-0001-draft/scores.csv
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026-10 南区
	says "没有总分"
	says "剔除 统计“按期整改”  strikes.csv:2"
	says "没有调整和剔除时 总分 25.00"
	grep -q '3,南区,before,区县榜,,25,,' OUT/2026-10/run-0001-draft/scores.csv
	kaohe 0 verify -o OUT --rerun
}

run_test "$@"
