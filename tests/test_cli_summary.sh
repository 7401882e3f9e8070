#!/bin/bash
# test_cli_summary.sh -- a quarter or a half year made of published months, from draft to archive.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"

# quarter [LINE…]: the rule, with more lines behind it
quarter() {
	printf '\n[汇总:季度考核]\n榜 = 区县榜\n周期 = 季\n修约 = 2位 四舍五入\n并列 = 跳号\n依据 = 考核办法第十条（示例）\n' >>rules/scheme.ini
	printf '%s\n' "$@" >>rules/scheme.ini
}

# final PERIOD DRAFT: the period is run and published
final() {
	draft "$1"
	publish 0 "$2"
}

# third_quarter: 08 and 09 published, runs 2 and 4; 07 is not
third_quarter() {
	small_city
	quarter '缺期 = 跳过' "$@"
	final 2026-08 1
	final 2026-09 3
}

summed() {              # CODE PERIOD [OPTION…]
	local code=$1 period=$2
	shift 2
	kaohe "$code" run -r rules -i inputs -o OUT -p "$period" --now "2026-11-02 09:00" "$@"
}

correction() { summed "$1" "$2" --correct --reason "$3" --document 示例〔2026〕11号 --by 示例丁; }

# part BOOK NAME: one part of a workbook
part() { python3 -c 'import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())' "$1" "$2"; }

holds() {               # BOOK TEXT: a cell of it has the text
	part "$1" xl/sharedStrings.xml >strings.xml
	grep -qF -- "$2" strings.xml || { echo "not in $1: $2"; sed 's/<si>/\n/g' strings.xml; return 1; }
}

a_quarter_is_a_draft_then_final_under_names_of_their_own() {    # test
	local draft=OUT/2026Q3/run-0005-draft final=OUT/2026Q3/run-0006-final stem=整治月度考核（测试示例）_2026Q3_季度考核
	third_quarter
	summed 1 2026Q3
	says "工作簿：OUT/2026Q3/run-0005-draft/${stem}_草稿_0005.xlsx"
	says "季度考核（区县榜）首位：东区 100.00 分。"
	says "末位：南区 25.00 分，各期失分一样多。"
	says "没有不参与排名的单位。"
	says "2026-07 没有公布：跳过，权重也不计。"
	says "各期共提出问责建议2件：未决定2。"
	says "由 2 个已公布的期汇总，第 5 次运行"
	publish 0 5
	there "$draft/${stem}_草稿_0005.xlsx" "$draft/run.json" "$draft/summary.csv" "$final/${stem}_正式_0006.xlsx" "$final/run.json"
	cmp $draft/summary.csv $final/summary.csv
	holds "$final/${stem}_正式_0006.xlsx" "【正式】　第 6 次运行（由第 5 次运行的草稿审定）　｜　示例〔2026〕9号　｜　签发 示例丁"
	part "$final/${stem}_正式_0006.xlsx" xl/workbook.xml >book.xml
	[ "$(grep -oE '<sheet name="[^"]*"' book.xml | cut -d'"' -f2 | tr '\n' ' ')" = "封面 排名 各月得分 问责 规则 " ]
	kaohe 0 history -o OUT
	says "*6    2026Q3   正式"
	nothing_torn
}

each_workbook_is_known_by_the_run_that_wrote_it() {     # test
	local run book
	third_quarter
	summed 1 2026Q3
	publish 0 5
	for run in 5-草稿 6-正式; do
		book=$(ls OUT/2026Q3/run-000"${run%-*}"-*/*.xlsx)
		kaohe 0 verify -o OUT "$book"
		says "是第 ${run%-*} 次运行（2026Q3，${run#*-}）写出的，一字未改"
	done
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
	says "不是第 6 次运行写出的那个文件"
	grep -qE '^各月得分!.*75.*95|^各月得分!.*95.*75' said.txt || { cat said.txt; return 1; }
	rm "$book"
	kaohe 81 verify -o OUT "mailed/$(basename "$book")"
	grep -qE '^排名!' said.txt
}

every_file_is_in_the_ledger_and_is_computed_again() {   # test
	local file
	third_quarter
	summed 1 2026Q3
	publish 0 5
	kaohe 0 verify -o OUT --rerun
	[ "$(grep -c '逐字节相同' said.txt)" -eq 6 ]
	for file in OUT/2026Q3/run-0006-final/{run.json,summary.csv,*.xlsx}; do
		cp "$file" kept
		printf x >>"$file"
		kaohe 81 verify -o OUT
		says "第 6 次运行的“$(basename "$file")”被改过"
		cp kept "$file"
	done
	kaohe 0 verify -o OUT
}

run_json_names_the_months_and_leaves_out_what_does_not_apply() {        # test
	third_quarter '权重.9 = 2'
	summed 1 2026Q3
	python3 - <<-'PY'
	import hashlib, json
	d = 'OUT/2026Q3/run-0005-draft/'
	j = json.load(open(d + 'run.json'))
	assert not {'inputs', 'conservation', 'missing', 'cutoff'} & set(j), set(j)
	assert j['period'] == '2026Q3' and j['kind'] == '草稿' and j['run'] == 5 and len(j['ledger']['previous']) == 64
	assert j['relied'] == [{'period': '2026-09', 'run': 4}, {'period': '2026-08', 'run': 2}], j['relied']
	assert j['summaries'] == [{'name': '季度考核', 'board': '区县榜', 'rule': j['summaries'][0]['rule'], 'periods': [
	    {'period': '2026-07', 'weight': '1'},
	    {'period': '2026-08', 'weight': '1', 'run': 2, 'kind': '正式', 'document': '示例〔2026〕9号'},
	    {'period': '2026-09', 'weight': '2', 'run': 4, 'kind': '正式', 'document': '示例〔2026〕9号'}],
	    'units': 3, 'ranked': 3, 'unranked': 0}], j['summaries']
	assert j['summaries'][0]['rule'].startswith('scheme.ini:')
	assert j['counts'] == {'warnings': 1}
	assert [f['name'] for f in j['outputs']['files']] == [j['outputs']['workbook'], 'summary.csv', '通报.txt', '简报.html']
	for f in j['outputs']['files']:
	    assert hashlib.sha256(open(d + f['name'], 'rb').read()).hexdigest() == f['sha256']
	PY
}

a_correction_says_which_month_moved_and_is_asked_for() {        # test
	third_quarter
	summed 1 2026Q3
	publish 0 5
	sed -i 's/^西区4-2026-08.*/西区4-2026-08,西区,2026-08-25,2026-08-20/' inputs/issues_2026-08.csv
	correction 0 2026-08 西区一件误录
	grep -q 2026Q3 OUT/2026-08/run-0007-correction/corrections.csv
	summed 82 2026Q3
	says "2026Q3 已由第 6 次运行定稿，现在的所据的各期与定稿时不同"
	correction 1 2026Q3 八月已更正
	there OUT/2026Q3/run-0008-correction
	grep -q '西区,总分,75,87.5' OUT/2026Q3/run-0008-correction/corrections.csv
	grep -q '西区,得分：2026-08,75,100' OUT/2026Q3/run-0008-correction/corrections.csv
	lacks OUT/2026Q3/run-0008-correction/corrections.csv '得分：2026-09'
	holds "$(ls OUT/2026Q3/run-0008-correction/*_更正_0008.xlsx)" "更正理由：八月已更正"
	kaohe 0 verify -o OUT --rerun
	kaohe 0 history -o OUT
	says "更正第6次"
}

a_draft_is_outdated_once_one_of_its_months_is_published() {     # test
	third_quarter
	summed 1 2026Q3
	small_month 2026-07
	draft 2026-07
	publish 0 6
	publish 82 5
	says "第 5 次运行之后前期的正式结果变了"
}

status_waits_for_the_quarter_and_the_office_gets_a_zip() {      # test
	third_quarter
	summed 1 2026Q3
	kaohe 0 status -o OUT
	grep -qE '^2026Q3 +5 +草稿 +没有 .*定稿：kaohe publish 5' said.txt || { cat said.txt; return 1; }
	kaohe 66 archive 2026Q3 -o OUT
	publish 0 5
	kaohe 0 status -o OUT
	grep -qE '^2026Q3 +6 +正式 +第 6 次（正式）' said.txt || { cat said.txt; return 1; }
	kaohe 0 archive 2026Q3 -o OUT
	python3 - <<-'PY'
	import zipfile
	z = zipfile.ZipFile('OUT/2026Q3/archive-2026Q3.zip')
	assert z.testzip() is None and {'summary.csv', 'run.json'} < set(z.namelist())
	entry = z.read('ledger-entry.txt').decode()
	assert '单位\t区县榜\t2\t西区\t\t75\t75\t2\t' in entry, entry
	assert '数\t区县榜\t2\tperiod\t2026-08\t75\t' in entry, entry
	assert '计数\tpublished\t2' in entry
	PY
}

explain_leads_from_the_quarter_to_the_months() {        # test
	third_quarter '权重.9 = 2'
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026Q3 西区
	sed -E 's/scheme.ini:[0-9]+/scheme.ini:N/' said.txt >plain.txt
	diff plain.txt - <<-'END'
	西区（2），季度考核（区县榜），2026Q3，由3个期汇总  scheme.ini:N
	├ 汇总分 75.00
	│ ├ 2026-07 没有公布：跳过，权重也不计
	│ │ └ 缺期 跳过  scheme.ini:N
	│ ├ 2026-08 总分 75.00 × 权重 1 ← 第2次运行（正式，示例〔2026〕9号）  scheme.ini:N
	│ │ └ 当期名次 2
	│ ├ 2026-09 总分 75.00 × 权重 2 ← 第4次运行（正式，示例〔2026〕9号）  scheme.ini:N
	│ │ └ 当期名次 2
	│ ├ (75 × 1 + 75 × 2) ÷ 3 = 75
	│ └ 修约 四舍五入保留2位小数 → 75.00  scheme.ini:N
	├ 名次 2：3个单位参加排名，大者在前  scheme.ini:N
	│ ├ 并列 跳号  scheme.ini:N
	│ ├ 1 东区 100.00
	│ ├ 2 西区 75.00
	│ └ 3 南区 25.00
	├ 依据 考核办法第十条（示例）  scheme.ini:N
	└ 往下看：kaohe explain -r 规则 -i 数据 -o OUT -p 2026-09 西区
	END
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026Q3 南区
	says "└ 2026-09-区县-3-整改不到位 → 约谈，未决定"
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026Q3 西区 2026-08
	says "往下看：kaohe explain -r 规则 -i 数据 -o OUT -p 2026-08 西区"
	lacks said.txt 2026-09
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026Q3 西区 2026-07
	lacks said.txt 往下看
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026Q3 西区 季度考核
	says "汇总分 75.00"
}

explain_says_what_it_cannot_find() {    # test
	third_quarter
	kaohe 64 explain -r rules -i inputs -o OUT -p 2026Q3 西区 2026-10
	says "“2026-10”不是 2026Q3 里的期，也不是汇总的名称；可以写 季度考核、2026-07、2026-08、2026-09"
	kaohe 64 explain -r rules -i inputs -p 2026Q3 西区
	says "2026Q3 由台账里已公布的各期汇总；请加 -o OUT 或 -l 台账"
	kaohe 64 explain -r rules -i inputs -o OUT -p 2026Q3 酉区
	says "kaohe: 错误 K713: 各榜的名录里没有“酉区”这个单位，或者不止一个单位叫这个名字；请写代码、名称或 区县/街道"
	kaohe 64 explain -r rules -i inputs -o OUT -p 2026Q3 西区 2026-10 --lang en
	says "'2026-10' is neither a period within 2026Q3 nor the name of a summary; write one of 季度考核、2026-07、2026-08、2026-09"
}

a_month_without_a_total_takes_the_rank_where_the_rule_says_so() {       # test
	small_city
	quarter '缺期 = 不参与排名'
	final 2026-08 1
	summed 1 2026Q3
	says "季度考核（区县榜）：没有单位参加排名。"
	says "不参与排名：东区（2026-07没有总分，按规定不参与排名；2026-09没有总分，按规定不参与排名）、"
	holds "$(ls OUT/2026Q3/run-0003-draft/*.xlsx)" "2026-07、2026-09没有公布，不计，该单位不参与排名"
}

# a_change_at_the_end_of_august: 西区 goes, 北区 comes; each month has who was there
a_change_at_the_end_of_august() {
	small_city
	quarter '缺期 = 跳过'
	sed -i 's/^异议 = .*/&\n单位变更 = changes.csv/' rules/scheme.ini
	printf '名录,原代码,新代码,生效日,历史,文号\n' >inputs/changes.csv
	printf '代码,名称,主要领导,有效起,有效止\n1,东区,示例甲,,\n2,西区,示例乙,,2026-08-31\n3,南区,示例丙,,\n4,北区,示例丁,2026-09-01,\n' >rules/districts.csv
	sed -i 's/西区/北区/g' inputs/issues_2026-09.csv
	final 2026-08 1
	final 2026-09 3
}

of_a_unit_that_went_and_one_that_came_within_the_quarter_it_is_told_which_counts() {   # test
	local went='“西区”有效期至 2026-08-31 止，汇总的期末 2026-09-30 已不在有效期内；汇总只看期末那一天的单位，这次不算它，各期公布过的结果不变；由别的单位接替的，请在单位变更里写明，它以前各期的结果就归接替的单位'
	local came='“北区”有效期自 2026-09-01 起，汇总的期初还没有它；汇总只看期末 2026-09-30 那一天的单位，这次算它，没有它的各期按缺期处理；是接替别的单位的，请在单位变更里写明，那个单位以前各期的结果就归它'
	a_change_at_the_end_of_august
	summed 1 2026Q3
	says "districts.csv:3: 警告 K1242: $went"
	says "districts.csv:5: 警告 K1243: $came"
	holds "$(ls OUT/2026Q3/run-0005-draft/*.xlsx)" "南区"
	lacks strings.xml "西区"
	cut -d, -f5,7,11- OUT/2026Q3/current/summary.csv | tail -n +2 | tr -d '\r' >units
	printf '东区,100,,100,100\n北区,75,,,75\n南区,25,,25,25\n' | diff - units
	echo '区县,2,4,2026-09-01,继承,示例〔2026〕3号' >>inputs/changes.csv
	summed 1 2026Q3
	cut -d, -f5,7,11- OUT/2026Q3/current/summary.csv | tail -n +2 | tr -d '\r' >units
	printf '东区,100,,100,100\n北区,75,,75,75\n南区,25,,25,25\n' | diff - units
	kaohe 0 verify -o OUT --rerun
}

who_rose_since_the_quarter_before_is_shown_and_relied_on() {    # test
	local book
	small_city
	quarter '缺期 = 跳过'
	small_month 2026-06
	sed -i 's/^西区4-2026-06.*/西区4-2026-06,西区,2026-06-25,2026-06-20/; s/^东区\([123]\)-2026-06.*/东区\1-2026-06,东区,2026-06-25,2026-06-28/' inputs/issues_2026-06.csv
	final 2026-06 1
	summed 1 2026Q2
	publish 0 3
	final 2026-08 5
	summed 1 2026Q3
	book=$(ls OUT/2026Q3/run-0007-draft/*.xlsx)
	holds "$book" "上期名次
2026Q2"
	holds "$book" "↓1"
	holds "$book" "↑1"
	holds "$book" "2026Q2　第4次运行"
	grep -q '"period": "2026Q2"' OUT/2026Q3/run-0007-draft/run.json
	says "由 1 个已公布的期汇总，第 7 次运行"
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026Q3 西区
	says "上期 2026Q2：100.00，名次 1 ← 第4次运行"
}

decisions_made_meanwhile_stand_on_the_sheet() { # test
	local book
	small_city
	quarter '缺期 = 跳过'
	sed -i 's/^异议 = .*/&\n决定 = decisions.csv/' rules/scheme.ini
	printf '编号,告知日,决定,文号,日期,决定人,理由\n' >inputs/decisions.csv
	final 2026-08 1
	final 2026-09 3
	echo '2026-08-区县-3-整改不到位,2026-09-05,撤销,示例〔2026〕4号,2026-09-20,示例丁,不属实' >>inputs/decisions.csv
	summed 1 2026Q3
	says "各期共提出问责建议2件：撤销1，未决定1。"
	book=$(ls OUT/2026Q3/run-0005-draft/*.xlsx)
	holds "$book" "撤销（示例〔2026〕4号，示例丁，2026-09-20）：不属实"
	holds "$book" "2026-08 1、2026-09 1"
}

grades_are_those_of_the_board_where_the_rule_says_so() {        # test
	small_city
	quarter '缺期 = 跳过' '等次 = 沿用榜的等次'
	draft_refused=$(kaohe 78 check -r rules && cat said.txt)
	grep -qF "汇总“季度考核”写了“等次 = 沿用榜的等次”，榜“区县榜”却没有 [等次]；请补上，或写 不定等次" <<<"$draft_refused"
	printf '\n[等次:区县]\n榜 = 区县榜\n级.1 = 好 >= 90 颜色 绿\n级.2 = 差 其余 颜色 红\n依据 = 示例\n' >>rules/scheme.ini
	final 2026-08 1
	summed 1 2026Q3
	says "首位：东区 100.00 分（好）。"
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026Q3 南区
	says "等次 差  scheme.ini:"
	publish 0 3
	kaohe 0 archive 2026Q3 -o OUT
	python3 -c 'import zipfile; assert "单位\t区县榜\t3\t南区\t\t25\t25\t3\t差" in zipfile.ZipFile("OUT/2026Q3/archive-2026Q3.zip").read("ledger-entry.txt").decode()'
}

several_summaries_of_a_period_share_its_workbook() {    # test
	small_city
	quarter '缺期 = 跳过'
	printf '\n[汇总:再汇总]\n榜 = 区县榜\n周期 = 季\n缺期 = 零分\n修约 = 2位 四舍五入\n并列 = 跳号\n依据 = 示例\n' >>rules/scheme.ini
	kaohe 78 run -r rules -i inputs -o OUT -p 2026Q3 --now 2026-11-02
	says "汇总“季度考核”和“再汇总”把同一张榜“区县榜”汇总成同样长的期，台账里分不清；请删去一条，或改“周期”"
	sed -i '/^\[汇总:再汇总\]/,$ s/^榜 = .*/榜 = 另榜/' rules/scheme.ini
	printf '\n[榜:另榜]\n名录 = 区县\n根指标 = 总分\n分组 = 合并\n满分 = 100\n并列 = 跳号\n名次依据 = 修约后\n' >>rules/scheme.ini
	final 2026-08 1
	summed 1 2026Q3
	there OUT/2026Q3/run-0003-draft/整治月度考核（测试示例）_2026Q3_汇总_草稿_0003.xlsx
	grep -q '^2026Q3,季度考核,,1,东区,1,100,' OUT/2026Q3/run-0003-draft/summary.csv
	grep -q '^2026Q3,再汇总,,1,东区,1,33.33,' OUT/2026Q3/run-0003-draft/summary.csv
	says "再汇总（另榜）首位：东区 33.33 分。"
	publish 0 3
	kaohe 0 verify -o OUT --rerun
}

run_test "$@"
