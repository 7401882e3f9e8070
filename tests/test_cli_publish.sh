#!/bin/bash
# test_cli_publish.sh -- from draft to final to correction, and what refuses to be.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"

a_draft_becomes_final_with_exactly_its_figures() {      # test
	small_city
	draft 2026-10
	says "台账：第 1 次运行，链值 "
	publish 0 1
	there OUT/2026-10/run-0001-draft OUT/2026-10/run-0002-final
	cmp OUT/2026-10/run-0001-draft/scores.csv OUT/2026-10/run-0002-final/scores.csv
	cmp OUT/2026-10/run-0001-draft/flags.csv OUT/2026-10/run-0002-final/flags.csv
	[ "$(readlink OUT/2026-10/current)" = run-0002-final ]
	grep -qE '^2 [0-9a-f]{64} 2026-10$' OUT/HEAD
	kaohe 0 history -o OUT
	says "定稿第1次 示例〔2026〕9号 示例丁"
	kaohe 0 verify -o OUT
	nothing_torn
}

an_open_objection_refuses_publication_until_it_is_settled() {   # test
	small_city
	draft 2026-10
	echo '异议1,2026-10,南区,一件已按期办结,2026-11-03,,,,' >>inputs/objections.csv
	publish 65 1 -i inputs
	says "异议“异议1”（南区：一件已按期办结）还没有处理"
	not_there OUT/2026-10/run-0002-final
	sed -i 's/^异议1.*/异议1,2026-10,南区,一件已按期办结,2026-11-03,不采纳,2026-11-09,示例〔2026〕8号,逾期三日/' inputs/objections.csv
	publish 0 1 -i inputs
	cmp inputs/objections.csv OUT/2026-10/run-0002-final/archive/people/objections.csv
	kaohe 0 verify -o OUT --rerun
}

publication_waits_for_the_working_days_of_objection() { # test
	small_city
	draft 2026-10
	kaohe 65 publish 1 -o OUT --document 示例〔2026〕9号 --by 示例丁 --now 2026-11-05
	says "异议期到 2026-11-05 为止，今天是 2026-11-05"
	kaohe 0 publish 1 -o OUT --document 示例〔2026〕9号 --by 示例丁 --now 2026-11-06
}

a_calendar_that_ends_too_early_leaves_the_day_open() {  # test
	small_city
	sed -i '/2026-11-04/,$d' inputs/calendar.csv
	"$KAOHE" run -q -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-02 2>/dev/null || [ $? -eq 1 ]
	publish 65 1
	says "期满日待定"
}

a_draft_whose_folder_was_touched_is_refused() { # test
	small_city
	draft 2026-10
	echo >>OUT/2026-10/run-0001-draft/scores.csv
	publish 82 1
	says "第 1 次运行的“scores.csv”被改过"
}

a_draft_is_refused_when_inputs_or_rules_changed_since() {       # test
	small_city
	draft 2026-10
	cp -r inputs other && echo '新1,东区,2026-10-25,2026-10-20' >>other/issues_2026-10.csv
	publish 82 1 -i other
	says "第 1 次运行之后数据变了"
	cp -r rules others && sed -i 's/^权重 = 100/权重 = 100.0/' others/scheme.ini
	publish 82 1 -i inputs -r others
	says "第 1 次运行之后规则变了"
	cp -r rules commented && sed -i 's/^; .*/; 另一句注释/; s/^权重 = 100/权重  =  100/' commented/scheme.ini
	publish 0 1 -i inputs -r commented
}

a_draft_is_refused_when_an_earlier_period_was_published_since() {       # test
	small_city
	draft 2026-10
	draft 2026-09
	publish 0 2
	publish 82 1
	says "第 1 次运行之后前期的正式结果变了"
}

only_drafts_are_published_and_each_period_once() {      # test
	small_city
	draft 2026-10
	draft 2026-10
	publish 0 1
	publish 65 3
	says "第 3 次运行是正式，不是草稿"
	publish 82 2
	says "2026-10 已由第 3 次运行定稿"
	publish 64 9
	says "台账里没有第“9”次运行（共 3 次）"
	kaohe 64 publish 1 -o OUT --by 示例丁
	says "kaohe: 错误 K705: publish 缺选项 --document 文号（定稿或更正所依据的文号）；请补上"
}

a_table_beside_the_rules_is_part_of_what_was_published() {      # test
	small_city
	sed -i 's/^计分 = 正比/计分 = 分档\n表 = 档.csv/' rules/scheme.ini
	printf '档,界,得\n1,>= 100%%,100\n2,>= 50%%,60\n3,其余,0\n' >rules/档.csv
	draft 2026-10
	there OUT/2026-10/run-0001-draft/archive/rules/档.csv
	publish 0 1
	kaohe 0 verify -o OUT --rerun
	sed -i 's/^2,>= 50%,60/2,>= 40%,60/' rules/档.csv
	kaohe 82 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-12
	says "现在的规则与定稿时不同"
}

a_published_period_is_frozen() {        # test
	small_city
	draft 2026-10
	publish 0 1
	draft 2026-10
	there OUT/2026-10/run-0003-draft
	sed -i 's/^; .*/; 注释不算规则/' rules/scheme.ini
	draft 2026-10
	echo '新1,东区,2026-10-25,2026-10-20' >>inputs/issues_2026-10.csv
	kaohe 82 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-12
	says "2026-10 已由第 2 次运行定稿，现在的数据与定稿时不同"
	not_there OUT/2026-10/run-0005-draft OUT/2026-10/.run-0005
	sed -i '/^新1/d' inputs/issues_2026-10.csv
	sed -i 's/^满分 = 100/满分 = 120/' rules/scheme.ini
	kaohe 82 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-12
	says "现在的规则与定稿时不同"
	nothing_torn
}

a_correction_lists_old_and_new_and_names_later_periods() {      # test
	small_city
	draft 2026-09
	publish 0 1
	draft 2026-10
	publish 0 3
	sed -i 's/^西区4-2026-09.*/西区4-2026-09,西区,2026-09-25,2026-09-20/' inputs/issues_2026-09.csv
	kaohe 64 run -r rules -i inputs -o OUT -p 2026-09 --correct --now 2026-11-20
	says "kaohe: 错误 K767: --correct 缺 --reason、--document、--by：更正要公布，必须写明理由、文号和签发人；请补上"
	kaohe 64 run -r rules -i inputs -o OUT -p 2026-09 --correct --reason 西区一件误录 --by "" --now 2026-11-20 --lang en
	says "kaohe: error K767: --correct lacks --document, --by: a correction is published with its reason, document and signer; add what lacks"
	kaohe 0 run -r rules -i inputs -o OUT -p 2026-09 --correct --reason 西区一件误录 --document 示例〔2026〕11号 --by 示例丁 --now 2026-11-20
	there OUT/2026-09/run-0005-correction/corrections.csv
	grep -q '西区,总分,75,100' OUT/2026-09/run-0005-correction/corrections.csv
	grep -q '西区,名次,2,1' OUT/2026-09/run-0005-correction/corrections.csv
	grep -q '2026-10' OUT/2026-09/run-0005-correction/corrections.csv
	lacks OUT/2026-09/run-0005-correction/corrections.csv '南区,总分'
	kaohe 0 history -o OUT
	says "更正第2次 示例〔2026〕11号 示例丁 理由：西区一件误录"
	kaohe 64 run -r rules -i inputs -o OUT -p 2026-08 --correct --reason 无 --document 示例〔2026〕11号 --by 示例丁 --now 2026-11-20
	says "2026-08 还没有正式结果，不用更正"
	kaohe 0 verify -o OUT --rerun
}

# the small city with terms of office: 南区's main leader changes on 5 November, after the draft and before the final
city_with_terms() {
	small_city
	cut -d, -f1,2 rules/districts.csv >cut.csv && mv cut.csv rules/districts.csv
	sed -i 's/^文件 = districts.csv$/&\n任职 = terms.csv/' rules/scheme.ini
	printf '单位,角色,姓名,起,止\n1,主要领导,示例甲,,\n2,主要领导,示例乙,,\n南区,主要领导,示例丙,,2026-11-04\n南区,主要领导,示例戊,2026-11-05,\n' >rules/terms.csv
}

who_held_office_is_as_the_draft_saw_it_however_late_it_is_computed_again() {    # test
	city_with_terms
	draft 2026-10
	grep -q '主要领导（示例丙）,' OUT/2026-10/run-0001-draft/flags.csv
	publish 0 1
	cmp OUT/2026-10/run-0001-draft/flags.csv OUT/2026-10/run-0002-final/flags.csv
	cmp rules/terms.csv OUT/2026-10/run-0002-final/archive/rules/terms.csv
	kaohe 0 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-20
	grep -q '主要领导（示例丙，现任示例戊）,' OUT/2026-10/run-0003-draft/flags.csv
	kaohe 0 verify -o OUT --rerun
}

a_changed_table_of_terms_is_a_changed_rule() {  # test
	city_with_terms
	draft 2026-10
	publish 0 1
	sed -i 's/^南区,主要领导,示例丙,,2026-11-04/南区,主要领导,示例己,,2026-11-04/' rules/terms.csv
	kaohe 82 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-20
	says "kaohe: 错误 K723: 2026-10 已由第 2 次运行定稿，现在的规则与定稿时不同，没有写出任何结果；确要更正请加 --correct --reason 理由 --document 文号 --by 签发人"
	sed -i '/示例己/d' rules/terms.csv
	kaohe 1 run -r rules -i inputs -o OUT -p 2026-09 --now 2026-11-02
	says "terms.csv: 警告 K541: 南区的“主要领导”在 2026-09-30 无人任职，问责建议写不出姓名；请补全任职表"
	grep -q '主要领导（2026-09-30 无人任职）,' OUT/2026-09/run-0003-draft/flags.csv
}

a_drill_is_marked_and_never_counts() {  # test
	small_city
	draft 2026-10 --演练
	kaohe 0 history -o OUT
	says "草稿（演练）"
	publish 65 1
	says "第 1 次运行是演练"
	kaohe 0 verify -o OUT --rerun
	kaohe 0 status -o OUT
	lacks said.txt 尚未决定
}

a_trial_period_never_counts() { # test
	small_city
	sed -i 's/^异议 = .*/&\n试运行 = 2026-08, 2026-10/' rules/scheme.ini
	draft 2026-10
	publish 0 1
	kaohe 0 history -o OUT
	says "正式（试运行）"
	lacks said.txt '*1 '
	lacks said.txt '*2 '
	echo '新1,东区,2026-10-25,2026-10-20' >>inputs/issues_2026-10.csv
	draft 2026-10
}

cron_may_publish_by_itself() {  # test
	small_city
	sed -i 's/^异议 = .*/&\n自动正式 = 是/; s/^异议期 = .*//' rules/scheme.ini
	draft 2026-10
	there OUT/2026-10/run-0001-final
	draft 2026-10
	there OUT/2026-10/run-0002-draft
	echo '新1,东区,2026-10-25,2026-10-20' >>inputs/issues_2026-10.csv
	kaohe 82 run -r rules -i inputs -o OUT -p 2026-10 --now 2026-11-12
	echo '异议1,2026-09,南区,一件已按期办结,2026-10-03,,,,' >>inputs/objections.csv
	kaohe 1 run -r rules -i inputs -o OUT -p 2026-09 --now 2026-10-12
	says "自动正式没有进行"
	there OUT/2026-09/run-0003-draft
}

run_test "$@"
