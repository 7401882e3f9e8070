#!/bin/bash
# test_cli_history.sh -- earlier months: imported, remembered, carried over to new units, missing.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"

imported() {            # CODE FILE
	kaohe "$1" import-history "$2" -r rules -o OUT --document 示例〔2026〕2号 --by 示例丁 --now 2026-09-01
}
earlier() {
	cat <<-'CSV'
	期,榜,单位代码,总分,名次,指标,值,得分
	2026-06,区县榜,1,90,1,,,
	2026-06,区县榜,2,80,2,,,
	2026-06,区县榜,3,70,3,,,
	2026-07,区县榜,1,85,2,按期整改率,85%,85
	2026-07,区县榜,2,88,1,按期整改率,88%,88
	2026-07,区县榜,3,60,3,按期整改率,0.6,60
	CSV
}

imported_months_are_published_and_marked() {    # test
	small_city
	earlier >old.csv
	imported 0 old.csv
	says "2026-06 已导入，第 1 次"
	there OUT/2026-06/run-0001-import OUT/2026-07/run-0002-import
	kaohe 0 history -o OUT
	grep -q '^\*1 .*2026-06.*导入' said.txt
	imported 0 old.csv
	kaohe 0 history -o OUT
	lacks said.txt '*3 '
	kaohe 0 verify -o OUT --rerun
	kaohe 82 run -r rules -i inputs -o OUT -p 2026-07 --now 2026-09-02 || kaohe 66 run -r rules -i inputs -o OUT -p 2026-07 --now 2026-09-02
}

what_is_wrong_with_an_import_is_told_at_its_line() {    # test
	small_city
	printf '期,榜,单位代码,总分\n' >old.csv
	imported 65 old.csv
	says "old.csv:1: 错误 K752: 表头缺“名次”"
	printf '期,榜,单位代码,总分,名次,指标\n2026-6月,区县榜,1,90,1,\n2026-07,县区榜,1,90,1,\n2026-07,区县榜,1,九十,一,\n' >old.csv
	imported 65 old.csv
	says "old.csv:2: 错误 K753: “期”应为期，如 2026-10，实为“2026-6月”"
	says "old.csv:3: 错误 K754: 方案里没有榜“县区榜”"
	printf '期,榜,单位代码,总分,名次,指标\n2026-07,区县榜,1,90,一,\n2026-07,区县榜,2,九十,1,按期率\n' >old.csv
	imported 65 old.csv
	says "old.csv:2: 错误 K753: “名次”应为正整数，实为“一”"
	printf '期,榜,单位代码,总分,名次\n2026-07,区县榜,1,90,1\n2026-07,区县榜,1,91,1\n' >old.csv
	imported 65 old.csv
	says "old.csv:3: 错误 K756"
	not_there OUT
	kaohe 64 import-history old.csv -r rules -o OUT --by 示例丁
}

a_published_month_is_not_imported_over() {      # test
	small_city
	draft 2026-08
	publish 0 1
	printf '期,榜,单位代码,总分,名次\n2026-07,区县榜,1,90,1\n2026-08,区县榜,1,91,1\n' >old.csv
	imported 82 old.csv
	says "2026-08 已由第 2 次运行定稿，不能导入"
	not_there OUT/2026-07
}


a_new_unit_inherits_what_the_old_one_was() {    # test
	small_city
	sed -i 's/^异议 = .*/&\n单位变更 = changes.csv/' rules/scheme.ini
	cat >>rules/scheme.ini <<-'INI'

	[加减分:进步]
	榜 = 区县榜
	公式 = 上期(总得分)
	计分 = 加分 起点 0 每 1 加 0.1 封顶 20
	依据 = 考核办法第九条（示例）
	INI
	printf '名录,原代码,新代码,生效日,历史,文号\n' >inputs/changes.csv
	sed 's/,2,/,92,/; s/,3,/,93,/' <(earlier) >old.csv
	imported 1 old.csv
	says "名录里没有代码“92”"
	totals() { kaohe 0 run -r rules -i inputs -o "$1" -p 2026-08 --now 2026-09-02 -l OUT/ledger.db; grep ',total,' "$1"/2026-08/current/scores.csv | cut -d, -f5,9; }
	totals A >a
	printf '区县,92,2,2026-08-01,继承,示例〔2026〕3号\n区县,93,3,2026-08-01,清零,示例〔2026〕3号\n' >>inputs/changes.csv
	totals B >b
	diff a b >d || :
	grep -q '^> 西区,83.8' d || { cat a b; return 1; }
	grep -c '^>' d | grep -qx 1
}

the_months_between_count_even_when_nothing_was_published() {    # test
	small_city
	earlier | grep -v '^2026-07' >old.csv
	imported 0 old.csv
	cat >>rules/scheme.ini <<-'INI'

	[加减分:进步]
	榜 = 区县榜
	公式 = 上期(总得分)
	计分 = 加分 起点 0 每 1 加 0.1 封顶 20
	依据 = 考核办法第九条（示例）
	INI
	draft 2026-08
	grep ',total,' OUT/2026-08/current/scores.csv | cut -d, -f5,9 | grep -qx '西区,75'
}

explain_and_check_read_the_past_where_they_are_told_of_it() {   # test
	small_city
	earlier >old.csv
	imported 0 old.csv
	cat >>rules/scheme.ini <<-'INI'

	[加减分:进步]
	榜 = 区县榜
	公式 = 上期(总得分)
	计分 = 加分 起点 0 每 1 加 0.1 封顶 20
	依据 = 考核办法第九条（示例）
	INI
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026-08 西区 进步
	says "8.8"
	kaohe 0 explain -r rules -i inputs -l OUT/ledger.db -p 2026-08 西区 进步
	says "8.8"
	kaohe 0 explain -r rules -i inputs -p 2026-08 西区 进步
	lacks said.txt "8.8"
	kaohe 0 check -r rules -i inputs -l OUT/ledger.db -p 2026-08
	truncate -s 5000 OUT/ledger.db
	kaohe 81 check -r rules -i inputs -l OUT/ledger.db -p 2026-08
}

a_half_year_is_summed_up_from_published_months() {      # test
	small_city
	cat >>rules/scheme.ini <<-'INI'

	[汇总:半年考核]
	榜 = 区县榜
	周期 = 半年
	缺期 = 跳过
	修约 = 2位 四舍五入
	并列 = 跳号
	依据 = 考核办法第十条（示例）
	INI
	earlier >old.csv
	imported 0 old.csv
	draft 2026-08
	publish 0 3
	kaohe 1 run -r rules -i inputs -o OUT -p 2026H2 --now 2026-11-02
	says "由 2 个已公布的期汇总，第 5 次运行"
	grep -q '^2026H2,半年考核,,1,东区,1,92.5,92.5,' OUT/2026H2/run-0005-draft/summary.csv
	grep -q '^2026H2,半年考核,,2,西区,2,81.5,81.5,' OUT/2026H2/run-0005-draft/summary.csv
	publish 0 5
	cmp OUT/2026H2/run-0005-draft/summary.csv OUT/2026H2/run-0006-final/summary.csv
	kaohe 0 verify -o OUT --rerun
	draft 2026-09
	publish 0 7
	kaohe 1 run -r rules -i inputs -o OUT -p 2026H2 --correct --reason 九月已公布 --now 2026-12-02
	grep -q '东区,总分,92.5,95' OUT/2026H2/run-0009-correction/corrections.csv
	kaohe 0 verify -o OUT --rerun 9
}

status_says_what_waits() {      # test
	small_city
	draft 2026-08
	publish 0 1
	draft 2026-10
	kaohe 0 status -o OUT
	says "2026-08-区县-3-整改不到位  南区：约谈（整改不到位），尚未决定"
	says "2026-09  没有结果"
	says "2026-10  草稿第 3 次，待定稿"
	says "台账：3 次运行，链值 $(cut -d' ' -f2 OUT/HEAD)"
	sed -i 's/^异议 = .*/&\n决定 = decisions.csv/' rules/scheme.ini
	printf '编号,告知日,决定,文号,日期,决定人,理由\n2026-08-区县-3-整改不到位,2026-09-05,维持,示例〔2026〕4号,2026-09-20,示例丁,属实\n' >inputs/decisions.csv
	kaohe 0 status -o OUT -r rules -i inputs
	lacks said.txt 尚未决定
}

last_is_the_month_before_now() {        # test
	small_city
	kaohe 0 run -r rules -i inputs -o OUT -p last --now 2026-10-01
	there OUT/2026-09/run-0001-draft
	SOURCE_DATE_EPOCH=$(date -ud '2026-09-30 17:00' +%s) kaohe 0 run -r rules -i inputs -o OUT -p last
	there OUT/2026-09/run-0002-draft
	kaohe 0 history -o OUT
	says "2026-10-01 01:00:00"
	kaohe 64 run -r rules -i inputs -o OUT -p last --now 昨天
	says "--now 应为日期或时刻"
}

run_test "$@"
