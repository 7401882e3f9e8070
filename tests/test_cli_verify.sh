#!/bin/bash
# test_cli_verify.sh -- what was recorded is what is there, and can be computed again.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"

three_months() {
	small_city
	draft 2026-08
	publish 0 1
	draft 2026-09
	publish 0 3
	draft 2026-10
	publish 0 5
}

every_run_is_recomputed_byte_for_byte() {       # test
	three_months
	kaohe 0 verify -o OUT --rerun
	[ "$(grep -c '逐字节相同' said.txt)" -eq 6 ]
	kaohe 0 verify -l OUT/ledger.db --rerun 4
	[ "$(grep -c '逐字节相同' said.txt)" -eq 1 ]
	says "第 4 次运行（2026-09）"
}

after_a_merger_and_a_correction_all_is_recomputed_elsewhere() { # test
	small_city
	sed -i 's/^异议 = .*/&\n单位变更 = changes.csv/' rules/scheme.ini
	printf '\n[加减分:进步]\n榜 = 区县榜\n公式 = 上期(总得分)\n计分 = 加分 起点 0 每 1 加 0.1 封顶 20\n依据 = 考核办法第九条（示例）\n' >>rules/scheme.ini
	printf '名录,原代码,新代码,生效日,历史,文号\n区县,92,2,2026-08-01,继承,示例〔2026〕3号\n区县,93,2,2026-08-01,只加数,示例〔2026〕3号\n' >inputs/changes.csv
	printf '期,榜,单位代码,总分,名次\n2026-07,区县榜,1,85,2\n2026-07,区县榜,92,88,1\n2026-07,区县榜,93,60,3\n' >old.csv
	kaohe 1 import-history old.csv -r rules -o OUT --document 示例〔2026〕2号 --by 示例丁 --now 2026-08-01
	draft 2026-08
	publish 0 2
	draft 2026-09
	publish 0 4
	sed -i 's/^西区4-2026-08.*/西区4-2026-08,西区,2026-08-25,2026-08-20/' inputs/issues_2026-08.csv
	draft 2026-08 --correct --reason 西区一件误录 --document 示例〔2026〕11号 --by 示例丁
	draft 2026-10
	mkdir far && mv OUT far/elsewhere && rm -r rules inputs && cd far
	export TZ=XXX-13:30 LC_ALL=C.UTF-8
	umask 077
	kaohe 0 verify -o elsewhere --rerun
	[ "$(grep -c '逐字节相同' said.txt)" -eq 6 ] || { cat said.txt; return 1; }
}

any_output_that_was_touched_is_named() {        # test
	local file
	three_months
	kaohe 0 verify -o OUT
	says "6 个运行目录"
	find OUT/2026-09/run-0004-final -type f >files.txt
	while read -r file; do
		cp "$file" kept
		printf x >>"$file"
		kaohe 81 verify -o OUT
		says "第 4 次运行的“${file#OUT/2026-09/run-0004-final/}”被改过"
		rm "$file"
		kaohe 81 verify -o OUT
		says "第 4 次运行的“${file#OUT/2026-09/run-0004-final/}”不在了"
		cp kept "$file"
	done <files.txt
	touch OUT/2026-09/run-0004-final/archive/rules/smuggled.ini
	kaohe 81 verify -o OUT
	says "“archive/rules/smuggled.ini”是后来放进去的"
	rm OUT/2026-09/run-0004-final/archive/rules/smuggled.ini
	mv OUT/2026-08 elsewhere
	kaohe 0 verify -o OUT
	says "2 个目录不在原处"
}

a_ledger_cut_short_or_rewritten_is_found_by_head() {    # test
	small_city
	draft 2026-08
	cp OUT/ledger.db early.db
	draft 2026-09
	cp early.db OUT/ledger.db
	kaohe 81 verify -o OUT
	says "“HEAD”记的第 2 次运行与台账不符"
}

a_byte_of_the_ledger_that_changed_is_found() {  # test
	local at size byte
	small_city
	draft 2026-08
	cp OUT/ledger.db kept.db
	size=$(stat -c %s kept.db)
	for ((at = 7; at < size; at += size / 40)); do
		byte=$(od -An -tu1 -j$at -N1 kept.db)
		printf "\\$(printf %03o $((byte ^ 1)))" | dd of=OUT/ledger.db bs=1 seek=$at conv=notrunc status=none
		kaohe 81 verify -o OUT
		cp kept.db OUT/ledger.db
	done
	kaohe 0 verify -o OUT
}

the_cells_of_a_workbook_that_differ_are_named() {       # test
	local book
	three_months
	book=$(find OUT/2026-09/run-0004-final -name '*.xlsx')
	kaohe 0 verify -o OUT "$book"
	says "是第 4 次运行（2026-09，正式）写出的，一字未改"
	mkdir mailed
	python3 - "$book" "mailed/$(basename "$book")" <<-'PY'
	import sys, zipfile
	with zipfile.ZipFile(sys.argv[1]) as a, zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as b:
	    for n in a.namelist():
	        t = a.read(n)
	        if n.endswith('.xml'):
	            t = t.replace('<v>75</v>'.encode(), '<v>95</v>'.encode())
	        b.writestr(n, t)
	PY
	kaohe 81 verify -o OUT "mailed/$(basename "$book")"
	says "不是第 4 次运行写出的那个文件"
	grep -qE '^排名!.*75.*95|^排名!.*95.*75' said.txt || { cat said.txt; return 1; }
	cp "mailed/$(basename "$book")" "$book"
	kaohe 81 verify -o OUT "$book"
	grep -qE '^排名!' said.txt
	cp "$book" mailed/another.xlsx
	kaohe 65 verify -o OUT mailed/another.xlsx
}

the_record_office_gets_a_zip_that_repeats_itself() {    # test
	three_months
	kaohe 66 archive 2026-11 -o OUT
	kaohe 0 archive 2026-09 -o OUT
	cp OUT/2026-09/archive-2026-09.zip one.zip
	kaohe 73 archive 2026-09 -o OUT
	says "kaohe: 错误 K750: “OUT/2026-09/archive-2026-09.zip”已经在那里，不覆盖；要重新归档请先把它移走"
	rm OUT/2026-09/archive-2026-09.zip
	touch -d 2001-01-01 OUT/2026-09/run-0004-final/scores.csv
	kaohe 0 archive 2026-09 -o OUT
	cmp one.zip OUT/2026-09/archive-2026-09.zip
	python3 - <<-'PY'
	import csv, hashlib, io, zipfile
	z = zipfile.ZipFile('one.zip')
	assert z.testzip() is None
	rows = list(csv.DictReader(io.StringIO(z.read('manifest.csv').decode('utf-8-sig'))))
	assert {r['文件'] for r in rows} | {'manifest.csv'} == set(z.namelist()), z.namelist()
	for r in rows:
	    data = z.read(r['文件'])
	    assert hashlib.sha256(data).hexdigest() == r['SHA-256'] and len(data) == int(r['字节']) and len(r['SM3']) == 64
	assert '链值\t' in z.read('ledger-entry.txt').decode()
	PY
	kaohe 0 verify -o OUT
	nothing_torn
}

without_kept_inputs_a_run_is_recomputed_from_those_given() {    # test
	small_city
	sed -i 's/^异议 = .*/&\n归档 = 否/' rules/scheme.ini
	draft 2026-10
	not_there OUT/2026-10/run-0001-draft/archive/inputs
	kaohe 66 verify -o OUT --rerun
	says "kaohe: 错误 K772: 第 1 次运行（2026-10）没有存档数据（规则写了 归档 = 否），不能重算；它写出的文件请用 kaohe verify 1 核对，数据请向报数的单位索取"
	publish 66 1
	says "没有存档“issues_2026-10.csv”，无从重算（归档 = 否 时请用 -i 给出当时的数据）"
	publish 0 1 -i inputs
	sed -i '/^归档 = 否/d' rules/scheme.ini
	draft 2026-09
	kaohe 66 verify -o OUT --rerun
	says "第 2 次运行（2026-10）没有存档数据"
	says "第 3 次运行（2026-09）：由存档重算，逐字节相同"
}

a_head_on_paper_is_found_or_the_ledger_was_cut() {      # test
	local head
	three_months
	kaohe 0 history -o OUT
	head=$(awk '$1 == "*2" { print $8 }' said.txt)
	kaohe 0 verify -o OUT --head "$head"
	says "纸上的链值是第 2 次运行（2026-08，正式）的：第 1 至 2 次运行的记录与出纸时一字不差；此后又有 4 次"
	kaohe 0 verify -l OUT/ledger.db --head "$(cut -d' ' -f2 OUT/HEAD | tr a-f A-F)" --lang en
	says "the head on paper is that of run 6 (2026-10, 正式): runs 1 to 6 are what they were then; 0 came later"
	kaohe 81 verify -o OUT --head "${head:0:11}$(tr 0-9a-f 1-9a-f0 <<<"${head:11:1}")"
	says "kaohe: 错误 K769: 台账里没有哪一条的链值是“${head:0:11}"
	kaohe 64 verify -o OUT --head "${head:0:11}"
	says "K768: --head 应为链值的全部 64 位或前 12 位以上"
	kaohe 64 verify -o OUT --head "${head:0:11}g"
	head=$(cut -d' ' -f2 OUT/HEAD)
	rm -r OUT
	small_city
	draft 2026-08
	kaohe 81 verify -o OUT --head "$head"
	says "（共 1 条）：台账被砍短、改写或换掉了"
}

a_folder_that_is_gone_is_named_and_the_others_are_recomputed() {        # test
	three_months
	rm -r OUT/2026-09/run-0003-draft
	kaohe 0 verify -o OUT
	kaohe 81 verify -o OUT --rerun
	says "kaohe: 错误 K771: 第 3 次运行的目录“2026-09/run-0003-draft”整个不在了，无从重算；请从备份取回，放在原处"
	[ "$(grep -c '逐字节相同' said.txt)" -eq 5 ]
	kaohe 81 verify -o OUT --rerun 3 --lang en
	says "the folder '2026-09/run-0003-draft' of run 3 is gone, it cannot be recomputed"
}

imports_alone_leave_nothing_to_recompute() {    # test
	small_city
	printf '期,榜,单位代码,总分,名次\n2026-07,区县榜,1,90,1\n' >old.csv
	kaohe 0 import-history old.csv -r rules -o OUT --document 示例〔2026〕2号 --by 示例丁 --now 2026-09-01
	kaohe 0 verify -o OUT --rerun
	says "台账里的各次都是导入的，没有规则和数据，没有可以重算的"
	draft 2026-08
	kaohe 0 verify -o OUT --rerun 1 --lang en
	says "run 1 (2026-07) was imported, without rules and inputs, and cannot be recomputed"
	kaohe 0 verify -o OUT --rerun
	lacks said.txt 导入
}

the_same_months_give_the_same_ledger_anywhere() {       # test
	mkdir one two
	(cd one && umask 022 && export TZ=UTC0 && three_months)
	(cd two && umask 077 && export TZ=XXX-13:30 LC_ALL=C.UTF-8 && three_months)
	diff -r --no-dereference -x .lock one/OUT two/OUT
}

run_test "$@"
