#!/bin/bash
# test_cli_status.sh -- where each period stands, and what the clerk does next.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"

at() {                  # DAY [OPTION…]: status as of that day
	local day=$1
	shift
	kaohe 0 status -o OUT --now "$day" "$@"
}
row() {                 # PERIOD TEXT: the period's line, blanks squeezed
	grep -F "$1 " said.txt | tr -s ' ' | grep -qxF -- "$1 $2" && return
	echo "no such line: $1 $2"
	cat said.txt
	return 1
}
decisions() {
	sed -i 's/^异议 = .*/&\n决定 = decisions.csv/' rules/scheme.ini
	printf '编号,告知日,决定,文号,日期,决定人,理由\n' >inputs/decisions.csv
}

each_period_says_what_to_do_next() {    # test
	small_city
	draft 2026-08
	publish 0 1
	draft 2026-10
	at 2026-11-04
	row 2026-08 "2 正式 第 2 次（正式） - - 告知 1 件建议"
	row 2026-09 "- 没有结果 没有 - - kaohe run -r 规则 -i 数据 -o OUT -p 2026-09"
	row 2026-10 "3 草稿 没有 2026-11-05 - 等异议期满，2026-11-06 起可以定稿"
	says "台账：3 次运行，链值 $(cut -d' ' -f2 OUT/HEAD)"
	at 2026-11-06
	row 2026-10 "3 草稿 没有 2026-11-05 - 定稿：kaohe publish 3 -o OUT -i 数据 --document 文号 --by 签发人"
	at 2026-12-01 --lang en
	row 2026-11 "- no result no - - kaohe run -r RULES -i INPUTS -o OUT -p 2026-11"
	row 2026-08 "2 final run 2 (final) - - tell the units of 1 proposals"
	draft 2026-09
	publish 0 4
	at 2026-11-10
	row 2026-10 "3 草稿 没有 2026-11-05 - 草稿之后 2026-09 有了新的正式结果，重新运行：kaohe run -r 规则 -i 数据 -o OUT -p 2026-10"
}

columns_stand_under_each_other() {      # test
	small_city
	draft 2026-08
	publish 0 1
	draft 2026-09
	at 2026-11-04
	python3 - <<-'PY'
	import unicodedata
	def cut(line, at):
	    seen = 0
	    for i, ch in enumerate(line):
	        if seen == at:
	            return line[i:]
	        seen += 2 if unicodedata.east_asian_width(ch) in 'WF' else 1
	lines = open('said.txt', encoding='utf8').read().split('\n')
	head, one, two = lines[:3]
	assert cut(head, 15).startswith('最后一次'), head
	assert cut(one, 15).startswith('正式') and cut(two, 15).startswith('草稿'), (one, two)
	for at, word in ((33, '定稿'), (55, '异议期满'), (79, '下一步')):
	    assert cut(head, at).startswith(word), (at, head)
	assert cut(two, 79).startswith('等异议期满') and cut(one, 79).startswith('告知'), (one, two)
	PY
}

an_open_objection_is_named_until_it_is_answered() {     # test
	small_city
	draft 2026-10
	echo '异议1,2026-10,南区,一件已按期办结,2026-11-03,,,,' >>inputs/objections.csv
	at 2026-11-10
	row 2026-10 "1 草稿 没有 2026-11-05 - 定稿：kaohe publish 1 -o OUT -i 数据 --document 文号 --by 签发人"
	at 2026-11-10 -i inputs
	row 2026-10 "1 草稿 没有 2026-11-05 1 处理异议 异议1，写进异议表"
	draft 2026-10
	at 2026-11-10
	row 2026-10 "2 草稿 没有 2026-11-05 1 处理异议 异议1，写进异议表"
}

without_a_calendar_the_end_is_not_known() {     # test
	small_city
	sed -i '/2026-11-04/,$d' inputs/calendar.csv
	draft 2026-10
	at 2026-11-10
	grep -q '待定 *- *补全日历：排不到异议期满，不能定稿$' said.txt || { cat said.txt; return 1; }
}

proposals_wait_until_they_are_told_and_decided() {      # test
	local id=2026-08-区县-3-整改不到位
	small_city
	decisions
	draft 2026-08
	publish 0 1
	at 2026-11-10
	grep -qxE "  $id +南区 +约谈 +尚未告知" said.txt
	echo "$id,2026-11-05,,,,," >>inputs/decisions.csv
	at 2026-11-10
	says "尚未告知"
	says "（决定表取自第 2 次运行的存档；以后写的决定请用 -i 数据目录 读入）"
	at 2026-11-10 -i inputs
	says "2026-11-05 已告知，反馈期限 2026-11-15（还有 5 天）"
	row 2026-08 "2 正式 第 2 次（正式） - - 对 1 件建议作决定"
	at 2026-11-18 -i inputs -r rules --lang en
	says "told 2026-11-05, reply due 2026-11-15 (3 days over)"
	draft 2026-09
	at 2026-11-15
	says "反馈期限 2026-11-15（还有 0 天）"
	sed -i "s/^$id.*/$id,2026-11-05,维持,示例〔2026〕4号,2026-11-20,示例丁,属实/" inputs/decisions.csv
	at 2026-11-21 -i inputs
	lacks said.txt "$id"
	says "  没有"
	row 2026-08 "2 正式 第 2 次（正式） - - -"
	at 2026-11-21
	says "$id"
	draft 2026-09
	at 2026-11-21
	lacks said.txt "$id"
}

half_of_what_is_needed_is_made_whole_or_refused() {     # test
	small_city
	draft 2026-10
	kaohe 0 status -l OUT/ledger.db --now 2026-11-10 -r rules
	row 2026-10 "1 草稿 没有 2026-11-05 - 定稿：kaohe publish 1 -o OUT -i 数据 --document 文号 --by 签发人"
	cp OUT/ledger.db alone.db
	mkdir away
	mv alone.db away/
	kaohe 64 status -l away/alone.db --now 2026-11-10 -r rules
	says "kaohe: 错误 K773: 只给了 -r，台账旁边又没有哪次运行的存档可以补上另一半；请把 -i 也写上，或者都不写"
	kaohe 64 status -l away/alone.db --now 2026-11-10 -i inputs --lang en
	says "only -i was given, and no run beside the ledger keeps the other half; give -r too, or neither"
	kaohe 0 status -l away/alone.db --now 2026-11-10 -r rules -i inputs
	says "2026-10  1     草稿              没有                  2026-11-05  -           定稿：kaohe publish 1 -o OUT -i 数据 --document 文号 --by 签发人"
	kaohe 1 status -l away/alone.db --now 2026-11-10
	says "K774: 台账旁边没有哪次运行的存档是完整的"
	echo "; 改动" >>OUT/2026-10/run-0001-draft/archive/rules/scheme.ini
	kaohe 1 status -o OUT --now 2026-11-10
	says "kaohe: 警告 K774: 台账旁边没有哪次运行的存档是完整的，决定、异议和日历无从得知，“告知”“期限”空缺；请用 -o 指向输出目录，或写上 -r 和 -i"
	kaohe 64 status -o OUT --now 昨天
	says "--now 应为日期或时刻"
}

run_test "$@"
