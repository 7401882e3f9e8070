#!/bin/bash
# test_cli_packs.sh -- the shipped packs: their rules hold, their months can be lived, and what docs/packs.md tells comes out.
#
# The six months of the first pack are lived by demo.sh, with objections and corrections; those of the others here.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"

packs=$tests/../rules/packs
months=$tests/../inputs/examples

# live PACK [MORE…]: its months in order, each a draft and then final; MORE goes to the runs
live() {
	local pack=$1 month period run=1
	shift
	[ "$(find "$months" -maxdepth 1 -name "$pack-????-??" | wc -l)" -ge 3 ] || { echo "$pack: less than three months"; return 1; }
	for month in "$months/$pack"-????-??; do
		period=${month: -7}
		if [ -d "$period" ]; then month=$period; fi     # a month that the test has changed
		kaohe 0 run -r "$packs/$pack" -i "$month" -o OUT -p "$period" --now "2026-11-02 09:00" "$@"
		[ -d OUT/"$period"/run-000$run-draft ] || run=$((run + 1))
		publish 0 $run
		run=$((run + 2))
	done
}

# score PERIOD UNIT KIND ELEMENT FIGURE, of what counts
score() {
	local found
	found=$(awk -F, -v u="$2" -v k="$3" -v e="$4" '$5 == u && $6 == k && $7 == e { print $9 }' "OUT/$1/current/scores.csv")
	[ "$found" = "$5" ] || { echo "$1 $2 $3 $4: $found, expected $5"; return 1; }
}

# proposed PERIOD UNIT CAUSE LEVEL; LEVEL - where nothing is
proposed() {
	local found
	found=$(awk -F, -v p="$1" -v u="$2" -v c="$3" '$1 == p && $6 == u && $7 == c && $2 ~ "^" p { print $9 }' "OUT/$1/current/flags.csv")
	[ "${found:--}" = "$4" ] || { echo "$1 $2 $3: ${found:--}, expected $4"; return 1; }
}

# ---- every pack -------------------------------------------------------------

every_pack_checks_clean() {     # test
	local pack
	for pack in "$packs"/*/; do
		kaohe 0 check -r "$pack"
		lacks said.txt 警告
		grep -q '个例算对' said.txt
		lacks said.txt ' 0 个例算对'
	done
}

# Every leaf, trigger and veto has its 例: what nobody reckoned by hand is not proven.
every_indicator_and_trigger_of_a_pack_has_its_examples() {      # test
	python3 - "$packs"/rexian12345 "$packs"/shuzichengguan "$packs"/yuedu-wenze "$packs"/chengshi <<-'PY'
	import collections, pathlib, re, sys
	bad = 0
	for pack in map(pathlib.Path, sys.argv[1:]):
	    sections, head = collections.OrderedDict(), None
	    for path in sorted(pack.glob('*.ini')):
	        for line in path.read_text(encoding='utf-8').splitlines():
	            if m := re.match(r'\[(.+?):(.+)\]$', line):
	                head = sections.setdefault(m.groups(), {})
	            elif head is not None and ' = ' in line:
	                key, value = line.split(' = ', 1)
	                head[key] = value
	    given = collections.Counter((kind, s[kind]) for (k, _), s in sections.items() if k == '例'
	                                for kind in ('指标', '问责', '否决') if kind in s and '历史' not in s)
	    for (kind, name), s in sections.items():
	        due = {'指标': 2, '问责': 3, '否决': 3}.get(kind)
	        if due is None or (kind == '指标' and '计分' not in s):
	            continue
	        if given[kind, name] < due:
	            print(f'{pack.name}: [{kind}:{name}] has {given[kind, name]} examples')
	            bad = 1
	sys.exit(bad)
	PY
}

# Each row of the two texts has its rule, or says why it has none; the rules are there and read the columns named.
every_sentence_of_the_two_texts_has_its_rule() {        # test
	python3 -B "$tests/coverage.py"
}

a_page_that_leaves_out_or_misnames_a_rule_is_found() {  # test
	awk -F' \\| ' -v OFS=' | ' '
		/^\| A1 / { next }
		/^\| A5 / { print }
		/^\| A6 / { sub(/50-governance.ini/, "60-townships.ini") }
		/^\| A7 / { sub(/问责:整改不到位/, "问责:整改不力") }
		/^\| B6 / { sub(/专项事项.启动日期/, "专项事项.纠纷数") }
		/^\| C15 / { sub(/无可计算内容：/, "") }
		{ print }' "$packs/COVERAGE.md" >page.md
	! python3 -B "$tests/coverage.py" --page page.md >said.txt || { echo "the page passes"; return 1; }
	sed -i 's/line [0-9]*$/line …/' said.txt
	diff - said.txt <<-'END'
	COVERAGE.md: row A5 stands twice, again on line …
	COVERAGE.md: row A1 is missing
	COVERAGE.md: A6: [指标:按期整改率] stands in 50-governance.ini, not in 60-townships.ini
	COVERAGE.md: A7: pack chengxiang has no [问责:整改不力]
	COVERAGE.md: B6: nothing named reads the column 专项事项.纠纷数
	COVERAGE.md: C15: a row without a pack says “无可计算内容：” and why
	END
}

every_packs_months_run_publish_and_verify() {   # test
	local pack
	for pack in "$packs"/*/; do
		pack=$(basename "$pack")
		case $pack in chengxiang | chengxiang) continue ;; esac
		rm -rf OUT
		live "$pack"
		kaohe 0 verify -o OUT
		kaohe 0 verify -o OUT --rerun
		lacks said.txt 不同
	done
}

# ---- rexian12345 ------------------------------------------------------------

a_target_raised_within_the_year_moves_the_first_place() {
	score 2026-08 连云区 total 月度榜 100
	score 2026-09 连云区 value 月度榜/满意率 0.96
	score 2026-09 连云区 total 月度榜 99
	score 2026-09 海州区 rank 月度榜 1
	score 2026-08 海州区 rank 月度榜 2
	score 2026-09 海州区 total 月度榜 99.44
	score 2026-08 海州区 total 月度榜 99.44
}

counties_have_150_and_the_black_list_compares_all_on_100() {
	score 2026-08 赣榆区 total 月度榜 149.5
	score 2026-08 赣榆区 rank 月度榜 1
	score 2026-08 赣榆区 total 黑榜 99.67
	score 2026-10 灌云县 total 月度榜 85.05
	score 2026-10 灌云县 total 黑榜 56.7
	score 2026-10 灌云县 rank 黑榜 13
	score 2026-10 市住建局 rank 黑榜 12
}

no_demand_and_nothing_due_are_not_the_same() {
	grep '市邮政公司,total,月度榜' OUT/2026-08/current/scores.csv | grep -q '无诉求：受理数(0) = 0，按规定不参与排名'
	grep '市供电公司,total,月度榜' OUT/2026-08/current/scores.csv | grep -q '无应办结：受理数(2) > 0 且 应办结(0) = 0，按规定不参与排名'
	score 2026-09 市供电公司 rank 月度榜 1
}

cases_overdue_climb_by_their_number_and_the_last_by_months() {
	proposed 2026-08 市住建局 问题不整改 日常督办
	proposed 2026-09 市住建局 问题不整改 挂牌督办
	proposed 2026-10 市住建局 问题不整改 约谈督办
	proposed 2026-09 灌云县 月度排名落后 约谈
	proposed 2026-10 灌云县 月度排名落后 通报批评
	proposed 2026-09 连云港经济技术开发区 月度排名落后 约谈
	proposed 2026-10 连云港经济技术开发区 月度排名落后 -
	score 2026-10 连云港经济技术开发区 rank 月度榜 3
	proposed 2026-09 市公安局 推进不力 提醒
	score 2026-10 东海县 total 月度榜 148.64
}

the_story_of_the_hotline_comes_out() {  # test
	live rexian12345
	a_target_raised_within_the_year_moves_the_first_place
	counties_have_150_and_the_black_list_compares_all_on_100
	no_demand_and_nothing_due_are_not_the_same
	cases_overdue_climb_by_their_number_and_the_last_by_months
}

# ---- shuzichengguan ---------------------------------------------------------

points_are_taken_from_one_pool_doubled_from_above() {
	score 2026-08 城中街道 points 返工问题 4.8
	score 2026-08 多湖街道 points 交办问题 4.6
	score 2026-09 三江街道 points 返工问题 4.1
	score 2026-09 多湖街道 points 交办问题 3.6
	score 2026-09 秋滨街道 points 督办 3
	score 2026-08 西关街道 points 紧急问题 0
	score 2026-08 新狮街道 points 紧急问题 10
}

what_is_put_off_is_out_of_the_denominator() {
	score 2026-08 白龙桥镇 measure 应结案数 10
	score 2026-08 白龙桥镇 measure 缓办数 3
	score 2026-08 白龙桥镇 value 按期结案率 6/7
	score 2026-08 白龙桥镇 rank 街道榜 1
}

a_street_that_lags_three_months_is_spoken_to_and_its_district_told() {
	proposed 2026-08 城北街道 推进不力 提醒
	proposed 2026-09 城北街道 推进不力 督办
	proposed 2026-10 城北街道 推进不力 约谈
	proposed 2026-09 婺城区 推进不力 -
	proposed 2026-10 婺城区 推进不力 督办
	score 2026-10 城北街道 rank 街道榜 11
}

the_story_of_the_digital_city_comes_out() {     # test
	live shuzichengguan
	points_are_taken_from_one_pool_doubled_from_above
	what_is_put_off_is_out_of_the_denominator
	a_street_that_lags_three_months_is_spoken_to_and_its_district_told
}

# ---- yuedu-wenze ------------------------------------------------------------

a_district_climbs_a_rung_a_month_a_bureau_one_later() {
	proposed 2026-08 周至县 月度考核排名后三位 口头检查
	proposed 2026-09 周至县 月度考核排名后三位 约谈且书面检查
	proposed 2026-10 周至县 月度考核排名后三位 通报批评或诫勉谈话
	proposed 2026-08 蓝田县 月度考核排名后三位 口头检查
	proposed 2026-09 蓝田县 月度考核排名后三位 -
	proposed 2026-10 蓝田县 月度考核排名后三位 口头检查
	proposed 2026-09 市水务局 月度考核排名后三位 口头检查
	proposed 2026-10 市水务局 月度考核排名后三位 约谈且书面检查
	score 2026-10 长安区 rank 区县榜 13
	proposed 2026-10 长安区 问题不整改 约谈
}

streets_among_the_last_weigh_on_their_district() {
	proposed 2026-08 莲湖区 所辖街道排名后三位 -
	proposed 2026-09 莲湖区 所辖街道排名后三位 约谈
	proposed 2026-10 莲湖区 所辖街道排名后三位 约谈且书面检查
	score 2026-10 土门街道 rank 街道榜 23
	proposed 2026-10 土门街道 月度考核排名后三位 提醒
	proposed 2026-10 胡家庙街道 月度考核排名后三位 提醒
}

the_story_of_the_ladder_comes_out() {   # test
	live yuedu-wenze
	a_district_climbs_a_rung_a_month_a_bureau_one_later
	streets_among_the_last_weigh_on_their_district
}

months_from_before_the_ledger_count_to_the_top_of_the_ladder() {        # test
	printf '期,榜,单位代码,总分,名次\n2026-07,区县榜,610124,75,13\n' >july.csv
	printf '期,榜,单位,问责,措施\n2026-07,区县榜,周至县,区县后三位,口头检查\n' >duty.csv
	kaohe 0 import-history july.csv duty.csv -r "$packs/yuedu-wenze" -o OUT --document 示例〔2026〕7号 --by 示例丁 --now "2026-08-20 09:00"
	live yuedu-wenze
	proposed 2026-09 周至县 月度考核排名后三位 通报批评或诫勉谈话
	proposed 2026-10 周至县 月度考核排名后三位 问责
}

what_people_withdrew_is_not_counted() { # test
	cp -r "$months/yuedu-wenze-2026-10" 2026-10
	printf '编号,告知日,申辩,决定,措施,文号,日期,决定人,理由,申诉,复查,期满\n%s\n' \
		'2026-09-区县-610124-区县后三位,2026-10-09,,撤销,,示例〔2026〕44号,2026-10-20,示例丁,暴雨停工，检查推迟,,,' >2026-10/decisions.csv
	live yuedu-wenze
	proposed 2026-09 周至县 月度考核排名后三位 约谈且书面检查
	proposed 2026-10 周至县 月度考核排名后三位 口头检查
}

# ---- chengshi ---------------------------------------------------------------

clearing_without_resettling_earns_nothing() {
	score 2026-08 包头市 value 占道规范率 7/9
	score 2026-09 包头市 value 占道规范率 1
	score 2026-09 包头市 value 摊贩安置率 0.3
	score 2026-09 包头市 points 占道规范率 0
	score 2026-09 包头市 points 疏堵结合 0
	score 2026-09 包头市 measure 创建称号 1
	score 2026-09 包头市 points 创建荣誉 0
	score 2026-08 包头市 rank 盟市榜 3
	score 2026-09 包头市 rank 盟市榜 6
	proposed 2026-08 包头市 措施不力 -
	proposed 2026-09 包头市 措施不力 约谈
}

what_comes_back_is_counted_by_rounds_and_climbs_the_ladder() {
	score 2026-09 赤峰市 value 反弹率 8/63
	score 2026-09 赤峰市 measure 再反弹件数 5
	proposed 2026-08 赤峰市 整改不及时不到位 书面检查
	proposed 2026-09 赤峰市 整改不及时不到位 约谈且书面检查
	proposed 2026-10 赤峰市 整改不及时不到位 通报批评
}

a_campaign_and_a_growing_backlog_show_over_three_months() {
	score 2026-10 锡林郭勒盟 value 整治月占比 11/12
	grep '锡林郭勒盟,突击式、运动式治理' OUT/2026-09/current/flags.csv | grep -q '无法判断'
	proposed 2026-10 锡林郭勒盟 突击式、运动式治理 提醒
	score 2026-08 巴彦淖尔市 measure 期初未结 4
	score 2026-08 巴彦淖尔市 measure 期末未结 5
	score 2026-09 巴彦淖尔市 measure 期末未结 14
	score 2026-10 巴彦淖尔市 measure 期末未结 22
	proposed 2026-09 巴彦淖尔市 积压连续增长 -
	proposed 2026-10 巴彦淖尔市 积压连续增长 督办
}

cases_passed_on_three_times_are_told_apart() {
	score 2026-09 乌海市 measure 推诿件数 1
	proposed 2026-09 乌海市 推诿扯皮 -
	score 2026-10 乌海市 measure 推诿件数 3
	proposed 2026-10 乌海市 推诿扯皮 书面检查
	proposed 2026-10 包头市 推诿扯皮 -
}

roads_dug_up_again_and_the_least_content() {
	score 2026-10 通辽市 measure 修后又挖 1
	score 2026-08 通辽市 points 马路拉链 80
	proposed 2026-10 通辽市 进展缓慢 约谈
	proposed 2026-08 鄂尔多斯市 群众最不满意 提醒
	proposed 2026-10 鄂尔多斯市 群众最不满意 约谈
	score 2026-10 鄂尔多斯市 rank 盟市榜 12
}

too_few_asked_is_not_scored() {
	score 2026-08 兴安盟 measure 评议人数 75
	grep '兴安盟,points,市民评议满意度' OUT/2026-08/current/scores.csv | grep -q '样本不足'
	score 2026-09 兴安盟 points 市民评议满意度 80
	score 2026-10 兴安盟 points 七分管理 0.4
	score 2026-10 兴安盟 rank 盟市榜 1
	score 2026-10 乌兰察布市 rank 盟市榜 5
	proposed 2026-10 乌兰察布市 暴力执法 约谈
}

the_story_of_the_first_text_comes_out() {       # test
	live chengshi
	clearing_without_resettling_earns_nothing
	what_comes_back_is_counted_by_rounds_and_climbs_the_ladder
	a_campaign_and_a_growing_backlog_show_over_three_months
	cases_passed_on_three_times_are_told_apart
	roads_dug_up_again_and_the_least_content
	too_few_asked_is_not_scored
}

no_other_item_may_outweigh_the_peoples_wellbeing() {    # test
	cp -r "$packs/chengshi" rules
	sed -i '/^\[指标:民生福祉\]/,/^$/s/^权重 = 30/权重 = 15/; ' rules/40-livelihood.ini
	sed -i '/^\[指标:建管并举\]/,/^$/s/^权重 = 15/权重 = 30/' rules/45-governance.ini
	kaohe 78 check -r rules
	says "民生福祉最重"
}

the_months_of_the_first_text_are_written_anew_to_the_byte() {   # test
	local month
	python3 -B "$tests/generate_chengshi.py" anew
	for month in "$months"/chengshi-????-??; do
		diff -r "$month" "anew/$(basename "$month")"
	done
}

run_test "$@"
