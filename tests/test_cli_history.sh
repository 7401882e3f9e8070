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
	says "old.csv:3: 警告 K755: “区县榜”的名录里没有代码“92”，照样导入；要接到现在的单位请写进单位变更"
	totals() { kaohe 0 run -r rules -i inputs -o "$1" -p 2026-08 --now 2026-09-02 -l OUT/ledger.db; grep ',total,' "$1"/2026-08/current/scores.csv | cut -d, -f5,9; }
	totals A >a
	printf '区县,92,2,2026-08-01,继承,示例〔2026〕3号\n区县,93,3,2026-08-01,清零,示例〔2026〕3号\n' >>inputs/changes.csv
	totals B >b
	diff a b >d || :
	grep -q '^> 西区,83.8' d || { cat a b; return 1; }
	grep -c '^>' d | grep -qx 1
}

# 件数 is a leaf that adds up, 按期整改率 one that does not; each extra shows what a unit sees of the month before.
split_city() {
	small_city
	sed -i 's/^异议 = .*/&\n单位变更 = changes.csv/' rules/scheme.ini
	sed -i 's/^权重 = 100/权重 = 90/' rules/scheme.ini
	cat >>rules/scheme.ini <<-'INI'

	[指标:件数]
	上级 = 总分
	权重 = 10
	公式 = 应整改
	计分 = 正比
	依据 = 考核办法第八条（示例）

	[加减分:件数进步]
	榜 = 区县榜
	公式 = 上期(值(件数))
	计分 = 加分 起点 0 每 1 加 0.1 封顶 20
	依据 = 考核办法第九条（示例）

	[加减分:率进步]
	榜 = 区县榜
	公式 = 上期(值(按期整改率))
	计分 = 加分 起点 0 每 1个百分点 加 0.1 封顶 20
	依据 = 考核办法第九条（示例）

	[加减分:总分进步]
	榜 = 区县榜
	公式 = 上期(总得分)
	计分 = 加分 起点 0 每 1 加 0.1 封顶 20
	依据 = 考核办法第九条（示例）
	INI
	sed -i 's/^计分 = 正比$/计分 = 正比 封顶/' rules/scheme.ini
	echo '名录,原代码,新代码,生效日,历史,文号,比例' >inputs/changes.csv
	cat >old.csv <<-'CSV'
	期,榜,单位代码,总分,名次,指标,值,得分
	2026-07,区县榜,91,80,2,按期整改率,70%,70
	2026-07,区县榜,91,80,2,件数,40,100
	2026-07,区县榜,92,90,1,按期整改率,90%,90
	2026-07,区县榜,92,90,1,件数,20,100
	2026-07,区县榜,3,60,3,按期整改率,50%,50
	2026-07,区县榜,3,60,3,件数,10,100
	CSV
	imported 1 old.csv
}
# UNIT: its 件数, 率 and 总分 of July as August saw them
saw() {
	grep ",$1,points,.*进步," OUT/2026-08/current/scores.csv | cut -d, -f5,9 | paste -sd ' '
}

of_a_unit_that_split_each_part_has_its_share_of_what_adds_and_the_declared_one_the_rest() {     # test
	split_city
	printf '区县,91,1,2026-08-01,继承,示例〔2026〕3号,60%%\n区县,91,2,2026-08-01,只加数,示例〔2026〕3号,40%%\n' >>inputs/changes.csv
	draft 2026-08
	[ "$(saw 东区)" = "东区,2.4 东区,7 东区,8" ] || { saw 东区; return 1; }
	[ "$(saw 西区)" = "西区,1.6 西区,0 西区,0" ] || { saw 西区; return 1; }
	kaohe 0 explain -r rules -i inputs -o OUT -p 2026-08 西区 件数进步
	says "2026-07（第1次运行，接自 91（只加数 40%））：件数 16"
	[ "$(saw 南区)" = "南区,1 南区,5 南区,6" ] || { saw 南区; return 1; }
}

units_that_merge_add_what_adds_and_have_the_points_of_the_declared_one() {      # test
	split_city
	sed -i 's/,3,60,/,2,60,/' old.csv
	rm -rf OUT && imported 1 old.csv
	printf '区县,91,1,2026-08-01,继承,示例〔2026〕3号,\n区县,92,1,2026-08-01,只加数,示例〔2026〕3号,\n' >>inputs/changes.csv
	draft 2026-08
	[ "$(saw 东区)" = "东区,6 东区,7 东区,8" ] || { saw 东区; return 1; }
	[ "$(saw 西区)" = "西区,1 西区,5 西区,6" ] || { saw 西区; return 1; }
}

a_proposal_on_a_unit_that_split_is_open_at_each_that_inherits_it() {    # test
	split_city
	rm -rf OUT
	printf '期,榜,单位,问责,措施\n2026-07,区县榜,91,整改不到位,约谈\n2026-07,区县榜,92,整改不到位,约谈\n' >duty.csv
	kaohe 1 import-history old.csv duty.csv -r rules -o OUT --document 示例〔2026〕2号 --by 示例丁 --now 2026-09-01
	printf '区县,91,1,2026-08-01,继承,示例〔2026〕3号,60%%\n区县,91,2,2026-08-01,继承,示例〔2026〕3号,40%%\n区县,92,3,2026-08-01,只加数,示例〔2026〕3号,\n区县,3,3,2026-08-01,继承,示例〔2026〕3号,\n' >>inputs/changes.csv
	draft 2026-08
	grep ',open,' OUT/2026-08/current/flags.csv | cut -d, -f2,5,6 >open
	printf '2026-07-区县-91-整改不到位,1,东区\n2026-07-区县-91-整改不到位,2,西区\n' | diff - open
}

a_chain_of_changes_is_followed_day_by_day() {   # test
	split_city
	printf '区县,91,95,2026-08-01,继承,示例〔2026〕3号,\n' >>inputs/changes.csv
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-08 --now 2026-09-01
	echo '95,北区,示例丁' >>rules/districts.csv
	printf '区县,95,1,2026-08-15,继承,示例〔2026〕3号,50%%\n区县,95,95,2026-08-15,清零,示例〔2026〕3号,50%%\n' >>inputs/changes.csv
	draft 2026-08
	[ "$(saw 东区)" = "东区,2 东区,7 东区,8" ] || { saw 东区; return 1; }
	[ "$(saw 北区)" = "北区,0 北区,0 北区,0" ] || { saw 北区; return 1; }
}

whose_history_it_is_must_be_written_where_both_had_one() {      # test
	split_city
	printf '区县,91,3,2026-08-01,继承,示例〔2026〕3号,\n' >>inputs/changes.csv
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-08 --now 2026-09-01
	says "changes.csv:2: 错误 K840: “3”自 2026-08-01 起接续“91”，可是它自己以前也有成绩"
	not_there OUT/2026-08
	printf '区县,3,3,2026-08-01,只加数,示例〔2026〕3号,\n' >>inputs/changes.csv
	draft 2026-08
	[ "$(saw 南区)" = "南区,5 南区,7 南区,8" ] || { saw 南区; return 1; }
}

an_open_matter_names_who_held_office_on_the_day_of_the_fact() {  # test
	small_city
	sed -i 's/^责任角色 = 主要领导$/&\n任职 = terms.csv/; ' rules/scheme.ini
	sed -i '/^\[问责/,$ s/^任职 = .*//' rules/scheme.ini
	printf '代码,名称\n1,东区\n2,西区\n3,南区\n' >rules/districts.csv
	printf '单位,角色,姓名,起,止\n东区,主要领导,示例甲,,\n西区,主要领导,示例乙,,\n南区,主要领导,示例丙,,2026-09-14\n南区,主要领导,示例申,2026-09-15,\n' >rules/terms.csv
	draft 2026-08
	publish 0 1
	draft 2026-09
	publish 0 3
	draft 2026-10
	grep ',open,' OUT/2026-10/current/flags.csv | cut -d, -f2,14 >open
	printf '2026-08-区县-3-整改不到位,主要领导（示例丙，现任示例申）\n2026-09-区县-3-整改不到位,主要领导（示例申）\n' | diff - open
}

a_unit_that_ends_is_told_in_later_months_and_earlier_ones_are_as_they_were() {  # test
	small_city
	draft 2026-08
	publish 0 1
	printf '代码,名称,主要领导,有效起,有效止\n1,东区,示例甲,,\n2,西区,示例乙,,2026-08-31\n3,南区,示例丙,,\n4,北区,示例丁,2026-09-01,\n' >rules/districts.csv
	echo '北区9,北区,2026-09-25,2026-09-20' >>inputs/issues_2026-09.csv
	draft 2026-08
	cmp OUT/2026-08/run-0002-final/scores.csv OUT/2026-08/run-0003-draft/scores.csv
	kaohe 1 run -r rules -i inputs -o OUT -p 2026-09 --now "2026-11-02 09:00"
	grep '西区' OUT/2026-09/current/quarantine.csv | head -1 | grep -q '名录“区县”里这个单位本期不在有效期内：有效期至 2026-08-31 止，代码 2'
	says "issues_2026-09.csv: 警告 K424: 数据“台账”有 4 行次对不上单位，只对个别名录隔离；逐行原因见 quarantine.csv，改正后请重新运行"
	grep ',total,' OUT/2026-09/current/scores.csv | cut -d, -f5 | paste -sd, | grep -qx '东区,南区,北区'
	kaohe 0 verify -o OUT --rerun
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
	says "过程 起点 0，实际 88；每 1 加 0.1（整步舍去，计 88 步），加 8.8，得 8.8"
	kaohe 0 explain -r rules -i inputs -l OUT/ledger.db -p 2026-08 西区 进步
	says "过程 起点 0，实际 88；每 1 加 0.1（整步舍去，计 88 步），加 8.8，得 8.8"
	kaohe 0 explain -r rules -i inputs -p 2026-08 西区 进步
	lacks said.txt "8.8"
	kaohe 0 check -r rules -i inputs -l OUT/ledger.db -p 2026-08
	truncate -s 5000 OUT/ledger.db
	kaohe 81 check -r rules -i inputs -l OUT/ledger.db -p 2026-08
}

the_past_goes_back_to_the_first_published_month() {    # test
	local id=2022-01-区县-3-整改不到位
	small_city
	sed -i 's/^生效 = .*/生效 = 2022-01/; s/^异议期 = .*//; s/^异议 = .*/&\n决定 = decisions.csv/' rules/scheme.ini
	printf '编号,告知日,决定,文号,日期,决定人,理由\n' >inputs/decisions.csv
	small_month 2022-01
	draft 2022-01
	publish 0 1
	draft 2026-10
	python3 -c 'import sqlite3; assert list(sqlite3.connect("OUT/ledger.db").execute("SELECT earlier FROM relied WHERE entry = 3")) == [(2,)]'
	echo "$id,2022-02-05,撤销,示例〔2022〕4号,2022-02-20,示例丁,不属实" >>inputs/decisions.csv
	draft 2026-10
	sed -i 's/-3-整改不到位/-2-整改不到位/' inputs/decisions.csv
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-12
	says "decisions.csv:2: 错误 K530: 没有编号为“2022-01-区县-2-整改不到位”的问责建议（本期和以前各期都没有）；最接近的是“2022-01-区县-3-整改不到位”；请核对决定的编号"
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
	kaohe 1 run -r rules -i inputs -o OUT -p 2026H2 --correct --reason 九月已公布 --document 示例〔2026〕10号 --by 示例丁 --now 2026-12-02
	grep -q '东区,总分,92.5,95' OUT/2026H2/run-0009-correction/corrections.csv
	kaohe 0 verify -o OUT --rerun 9
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

# proposals of the imported months: 东区 twice behind, 西区 once, which was revoked
proposals() {
	cat <<-'CSV'
	期,榜,单位,问责,措施,级,决定,文号,日期
	2026-06,区县榜,南区,整改不到位,提醒,1,维持,示例〔2026〕5号,2026-07-10
	2026-07,区县榜,3,整改不到位,督办,2,,,
	2026-07,区县榜,西区,整改不到位,督办,2,撤销,示例〔2026〕6号,2026-08-10
	CSV
}
with_a_ladder() {
	sed -i 's/^起始 = 约谈/阶梯 = 三级/; s/^异议 = .*/&\n决定 = decisions.csv/' rules/scheme.ini
	cat >>rules/scheme.ini <<-'INI'

	[阶梯:三级]
	级.1 = 提醒 | 主要领导 | 累计 >= 1
	级.2 = 督办 | 主要领导 | 累计 >= 2
	级.3 = 约谈 | 主要领导 | 累计 >= 3
	累计窗口 = 滚动12期
	连续跨年 = 是
	无数据期 = 中断
	取级 = 最高
	依据 = 考核办法第十一条（示例）
	INI
	printf '编号,告知日,决定,文号,日期,决定人,理由\n' >inputs/decisions.csv
}
imported_with() {       # CODE TOTALS PROPOSALS
	kaohe "$1" import-history "$2" "$3" -r rules -o OUT --document 示例〔2026〕2号 --by 示例丁 --now 2026-09-01
}

imported_proposals_are_counted_by_ladders() {   # test
	small_city
	with_a_ladder
	earlier >old.csv
	proposals >duty.csv
	imported_with 0 old.csv duty.csv
	there OUT/2026-07/run-0002-import/archive/inputs/old.csv.gz OUT/2026-07/run-0002-import/archive/inputs/duty.csv.gz
	imported_with 0 old.csv duty.csv
	kaohe 0 history -o OUT
	lacks said.txt '*3 '
	draft 2026-08
	grep -q '2026-08-区县-3-整改不到位.*,约谈,.*,3,3,3,2026-06（导入）、2026-07（导入）,' OUT/2026-08/run-0003-draft/flags.csv
	kaohe 0 verify -o OUT --rerun
	kaohe 0 status -o OUT
	says "2026-07-区县-3-整改不到位"
}

a_decision_on_an_imported_proposal_is_joined() {        # test
	small_city
	with_a_ladder
	earlier >old.csv
	proposals >duty.csv
	imported_with 0 old.csv duty.csv
	echo '2026-07-区县-3-整改不到位,2026-08-05,撤销,示例〔2026〕7号,2026-08-20,示例丁,数据有误' >>inputs/decisions.csv
	draft 2026-08
	grep -q '2026-08-区县-3-整改不到位.*,督办,.*,2,1,2,2026-06（导入）,' OUT/2026-08/run-0003-draft/flags.csv
}

proposals_may_come_after_their_totals() {       # test
	small_city
	with_a_ladder
	earlier >old.csv
	proposals >duty.csv
	imported 0 old.csv
	echo '2026-07-区县-3-整改不到位,2026-08-05,维持,示例〔2026〕7号,2026-08-20,示例丁,属实' >>inputs/decisions.csv
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-08 --now 2026-09-02
	says "decisions.csv:2: 错误 K539: 没有编号为“2026-07-区县-3-整改不到位”的问责建议：2026-07 是导入的，导入时没有带这一条；请改正编号，或用 kaohe import-history 把那一期的问责建议也导入"
	imported_with 0 old.csv duty.csv
	says "2026-07 已导入，第 4 次"
	draft 2026-08
	kaohe 82 import-history old.csv -r rules -o OUT --document 示例〔2026〕2号 --by 示例丁 --now 2026-09-01
	kaohe 0 verify -o OUT
}

# 南区 changed hands on 15 July; 东区 was proposed for and nobody knows of which day
proposals_with_a_day() {
	cat <<-'CSV'
	期,榜,单位,问责,措施,文号,事实日
	2026-06,区县榜,南区,整改不到位,提醒,,2026-06-20
	2026-07,区县榜,南区,整改不到位,督办,示例〔2026〕6号,2026-07-20
	2026-07,区县榜,东区,整改不到位,督办,,
	CSV
}
with_terms() {          # LINE…: of the rule
	sed -i '/^\[名录/,/^\[榜/ s/^责任角色 = 主要领导$/&\n任职 = terms.csv/' rules/scheme.ini
	printf '%s\n' "$@" >>rules/scheme.ini
	printf '代码,名称\n1,东区\n2,西区\n3,南区\n' >rules/districts.csv
	printf '单位,角色,姓名,起,止\n东区,主要领导,示例甲,,\n西区,主要领导,示例乙,,\n南区,主要领导,示例丙,,2026-07-14\n南区,主要领导,示例申,2026-07-15,\n' >rules/terms.csv
}

an_imported_proposal_names_who_held_office_on_its_own_day() {   # test
	small_city
	with_terms '事实日 = 期末'
	earlier >old.csv
	proposals_with_a_day >duty.csv
	imported_with 0 old.csv duty.csv
	draft 2026-08
	grep ',open,' OUT/2026-08/current/flags.csv | cut -d, -f2,14 >open
	diff - open <<-'CSV'
	2026-06-区县-3-整改不到位,主要领导（示例丙，现任示例申）
	2026-07-区县-3-整改不到位,主要领导（示例申）
	2026-07-区县-1-整改不到位,主要领导（事实日没有记载，姓名不详）
	CSV
	kaohe 0 verify -o OUT --rerun
}

an_imported_proposal_of_a_rule_without_a_day_goes_by_the_end_of_its_month() {   # test
	small_city
	with_terms
	earlier >old.csv
	proposals >duty.csv
	sed -i 's/^\(2026-0[67],区县榜,[^,]*,整改不到位,[^,]*\),[12],/\1,,/' duty.csv
	imported_with 0 old.csv duty.csv
	draft 2026-08
	grep ',open,' OUT/2026-08/current/flags.csv | cut -d, -f2,14 >open
	diff - open <<-'CSV'
	2026-06-区县-3-整改不到位,主要领导（示例丙，现任示例申）
	2026-07-区县-3-整改不到位,主要领导（示例申）
	CSV
	sed -i '1s/$/,事实日/; 2s/$/,2026-06-20/; 3,$s/$/,/' duty.csv
	rm -rf OUT
	imported_with 65 old.csv duty.csv
	says "duty.csv:2: 错误 K753: “事实日”应为空（这条问责没有写事实日，按截止日），实为“2026-06-20”；请改正"
	sed -i '$a事实日 = 期末' rules/scheme.ini
	sed -i '2s/2026-06-20/2026-07-01/; 3s/,$/,上旬/' duty.csv
	imported_with 65 old.csv duty.csv
	says "duty.csv:2: 错误 K753: “事实日”应为不晚于 2026-06-30（那一期的期末）的日期，实为“2026-07-01”；请改正"
	says "duty.csv:3: 错误 K753: “事实日”应为不晚于 2026-07-31（那一期的期末）的日期，实为“上旬”；请改正"
}

what_is_wrong_with_an_imported_proposal_is_told_at_its_line() { # test
	small_city
	with_a_ladder
	earlier >old.csv
	printf '期,榜,单位,问责\n' >duty.csv
	imported_with 65 old.csv duty.csv
	says "duty.csv:1: 错误 K766: 问责建议的表头缺“措施”；应有 期,榜,单位,问责,措施，可另有 级,决定,文号,日期,事实日"
	cat >duty.csv <<-'CSV'
	期,榜,单位,问责,措施,级,决定,文号,日期
	2026-06,区县榜,东县,整改不到位,提醒,1,,,
	2026-05,区县榜,东区,整改不到位,提醒,1,,,
	2026-06,区县榜,东区,整改不到,提醒,1,,,
	2026-06,区县榜,东区,整改不到位,,4,罚款,,昨天
	2026-06,区县榜,西区,整改不到位,提醒,1,撤销,,
	2026-06,区县榜,南区,整改不到位,提醒,1,,,
	2026-06,区县榜,3,整改不到位,提醒,1,,,
	CSV
	imported_with 65 old.csv duty.csv
	says "duty.csv:2: 错误 K764: 2026-06 的“区县榜”里没有单位“东县”的总分（是否指“东区”），问责建议无处可记；请改正单位，或在总分的文件里写上这个单位"
	says "duty.csv:3: 错误 K764: 2026-05 的“区县榜”里没有单位“东区”的总分，问责建议无处可记"
	says "duty.csv:4: 错误 K754: 方案里没有榜“区县榜”的问责“整改不到”；请改正名称"
	says "duty.csv:5: 错误 K753: “措施”应为建议的措施（减轻了的写减轻后的），实为“”；请改正"
	says "duty.csv:5: 错误 K753: “级”应为阶梯“三级”的级，0 至 3，实为“4”；请改正"
	says "duty.csv:5: 错误 K753: “决定”应为维持、减轻、撤销、免责之一，或空着，实为“罚款”；请改正"
	says "duty.csv:5: 错误 K753: “日期”应为日期，如 2026-10-01，实为“昨天”；请改正"
	says "duty.csv:6: 错误 K753: “文号”应为撤销或免责所依据的文号，实为“”；请改正"
	says "duty.csv:8: 错误 K756: 2026-06“区县榜”单位“3”的问责“整改不到位”出现了两次；请删去一行"
	not_there OUT
}

a_decision_is_held_against_all_that_the_ledger_holds() {        # test
	small_city
	with_a_ladder
	small_month 2026-11
	decided() { printf '编号,告知日,决定,文号,日期,决定人,理由\n%s,2026-09-05,维持,示例〔2026〕4号,2026-09-20,示例丁,属实\n' "$1" >inputs/decisions.csv; }
	decided 2025-01-区县-3-整改不到位
	draft 2026-08
	decided 2026-08-区县-3-整改不到位
	publish 0 1
	draft 2026-09
	decided 2026-09-区县-3-整改不到位
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	says "decisions.csv:2: 错误 K536: “2026-09-区县-3-整改不到位”是 2026-09 的建议，那一期只有草稿，还没有定稿，决定无从对应；请先用 kaohe publish 把 2026-09 定稿，或暂从决定表删去这一行"
	decided 2025-01-区县-3-整改不到位
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	says "decisions.csv:2: 错误 K537: 台账里没有 2025-01 这一期的结果，决定“2025-01-区县-3-整改不到位”无从对应；最接近的编号是“2026-10-区县-3-整改不到位”；请改正编号，是建台账以前的就用 kaohe import-history 连同问责建议一起导入"
	decided 2026-08-区县-2-整改不到位
	kaohe 65 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	says "错误 K530: 没有编号为“2026-08-区县-2-整改不到位”的问责建议（本期和以前各期都没有）；最接近的是"
	decided 2026-12-区县-3-整改不到位
	kaohe 1 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02
	says "decisions.csv:2: 警告 K538: 决定“2026-12-区县-3-整改不到位”是以后的 2026-12 的，台账里还没有那一期；本次不看它，请核对编号"
	publish 0 3
	decided 2026-09-区县-3-整改不到位
	draft 2026-10
	kaohe 0 run -r rules -i inputs -o OUT -p 2026-08 --correct --reason 示例 --document 示例〔2026〕8号 --by 示例丁 --now 2026-11-02
	lacks said.txt K53
}

run_test "$@"
