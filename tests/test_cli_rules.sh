#!/bin/bash
# test_cli_rules.sh -- what a writer of rules begins with: init, rules, template, check --explain.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"

# every template of rules/templates passes check and run without a warning, by its own name and as kaohe init lists it
every_template_passes_check_and_run() { # test
	local name count=0
	kaohe 0 init
	cp said.txt listed.txt
	for name in "$tests"/../rules/templates/*/; do
		name=$(basename "$name")
		grep -q "^  $name " listed.txt
		kaohe 0 init "$name" "new/$name"
		kaohe 0 check -r "new/$name/rules" -i "new/$name/inputs" -p 2026-10
		kaohe 0 run -r "new/$name/rules" -i "new/$name/inputs" -p 2026-10 -o "OUT/$name"
		diff -r "$tests/../rules/templates/$name" "new/$name"
		count=$((count + 1))
	done
	[ "$count" -ge 4 ]
}
a_template_has_a_chinese_name_too() {    # test
	kaohe 0 init 城乡环境 甲
	says "写好了：甲/rules 是规则，甲/inputs 是一个月的数据"
	there 甲/rules/30-consequences.ini 甲/inputs/survey_2026-10.csv
	kaohe 0 init --lang en hotline b
	says "written: rules in b/rules"
}
init_never_writes_into_a_folder_with_something_in_it() {        # test
	mkdir full empty
	echo x >full/x
	kaohe 73 init minimal full
	says "K788: 目录“full”不是空的，不写进去，免得盖掉已有的文件；请换一个不存在的或空的目录"
	[ "$(ls full)" = x ]
	kaohe 0 init minimal empty
	kaohe 73 init minimal full/x
	says "K789: “full/x”不能用作目录"
}
init_says_what_it_lacks() {     # test
	kaohe 64 init minimum x
	says "K787: 没有名为“minimum”的模板；是否指“minimal”？kaohe init 列出全部模板"
	kaohe 64 init ladder
	says "K790: 模板“ladder”后面缺目录；请写成 kaohe init ladder 目录"
	not_there x
}
a_scheme_refused_is_not_printed() {     # test
	small_city
	sed -i 's/^权重 = 100/权重 = 90/' rules/scheme.ini
	kaohe 78 rules -r rules
	says K292
	lacks said.txt 第一章
}
every_article_of_the_regulation_says_where_it_stands() {        # test
	kaohe 0 init districts D
	kaohe 0 rules -r D/rules
	# every element of the rules but [例] and [方案] is named by its place
	local line file number place
	for file in D/rules/*.ini; do
		grep -nE '^\[(名录|榜|数据|统计|参数|指标|加减分|等次|否决|阶梯|问责|约束|汇总):' "$file" >heads.txt || true
		while IFS=: read -r number line; do
			place="（$(basename "$file"):$number）"
			says "$place"
		done <heads.txt
	done
}
no_line_of_the_regulation_begins_with_a_closing_mark() {        # test
	kaohe 0 init districts D
	kaohe 0 rules -r D/rules
	if grep -nE '^(，|。|；|：|、|）|”|》)' said.txt; then return 1; fi
}

# ---- forms ----------------------------------------------------------------------------

forms() {               # of the districts template, for 2026-10, in forms/
	kaohe 0 init districts D
	kaohe 0 template -r D/rules -o forms -p 2026-10
}
a_head_filled_in_is_read_by_run() {     # test
	forms
	says "写好了：6 个填报表（.xlsx），6 个 CSV 表头，在 forms"
	there forms/台账.xlsx forms/决定.xlsx forms/issues_2026-10.csv forms/objections.csv
	local file
	for file in issues survey exposed; do
		tail -n +2 "D/inputs/${file}_2026-10.csv" | sed 's/$/\r/' >>"forms/${file}_2026-10.csv"
	done
	kaohe 0 run -r D/rules -i D/inputs -p 2026-10 -o OUT1
	kaohe 0 run -r D/rules -i forms -p 2026-10 -o OUT2
	cmp OUT1/2026-10/run-0001-draft/scores.csv OUT2/2026-10/run-0001-draft/scores.csv
}
a_form_that_is_there_is_never_overwritten() {   # test
	forms
	echo filled >forms/台账.xlsx
	kaohe 73 template -r D/rules -o forms -p 2026-10
	says "K617: “forms/台账.xlsx”已经在那里，不覆盖"
	[ "$(cat forms/台账.xlsx)" = filled ]
}
a_form_has_text_columns_choices_and_notes() {   # test
	forms
	python3 - <<-'PY'
	import re, zipfile
	book = zipfile.ZipFile('forms/台账.xlsx')
	part = lambda name: book.read(name).decode()
	strings = [re.sub(r'<[^>]+>', '', s) for s in re.findall(r'<si>(.*?)</si>', part('xl/sharedStrings.xml'), re.S)]
	form, choices = part('xl/worksheets/sheet1.xml'), part('xl/worksheets/sheet2.xml')
	cells = lambda xml: {at: strings[int(v)] for at, v in re.findall(r'<c r="([A-Z]+\d+)"[^>]*t="s"><v>(\d+)</v>', xml)}
	heads = cells(form)
	assert [heads[c + '1'] for c in 'ABCDEF'] == ['编号', '区县', '类别', '整改期限', '完成日期', '复查结果'], heads
	lists = dict(re.findall(r'sqref="([^"]+)"><formula1>([^<]+)</formula1>', form))
	assert {k: lists[k].replace('&apos;', '') for k in lists} == {'B2:B2001': '选项!$A$2:$A$5', 'C2:C2001': '选项!$B$2:$B$5', 'F2:F2001': '选项!$C$2:$C$3'}, lists
	offered = cells(choices)
	assert [offered['A%d' % i] for i in range(1, 6)] == ['区县', '东区', '西区', '北县', '南县'], offered
	assert [offered['C%d' % i] for i in range(1, 4)] == ['复查结果', '合格', '不合格'], offered
	# every column of the form is text (@)
	at = re.search(r'<numFmt numFmtId="(\d+)" formatCode="@"/>', part('xl/styles.xml'))[1]
	styles = re.findall(r'<xf [^>]*>', re.search(r'<cellXfs.*?</cellXfs>', part('xl/styles.xml'), re.S)[0])
	used = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]*style="(\d+)"', form)
	assert used and all('numFmtId="%s"' % at in styles[int(style)] for _, _, style in used), (used, styles)
	assert sum(int(last) - int(first) + 1 for first, last, _ in used) == 6, used
	notes = part('xl/comments1.xml')
	assert all(note in notes for note in ('文字；必填', '日期，如 2026-10-08；必填；期限', '日期，如 2026-10-08；没有的留空')), notes
	PY
}
forms_without_a_period_bear_the_names_of_the_sources() {        # test
	kaohe 0 init hotline H
	kaohe 0 template -r H/rules -o forms
	there forms/工单.xlsx forms/工单.csv
	[ "$(head -c 3 forms/工单.csv | od -An -tx1 | tr -d ' ')" = efbbbf ]
	[ "$(tail -c +4 forms/工单.csv | tr -d '\r')" = 工单号,承办单位,诉求类别,合理,派单时间,首次联系,办结时间,是否解决,回访结果,来电号码 ]
}
the_same_scheme_gives_the_same_forms() {        # test
	kaohe 0 init districts D
	kaohe 0 template -r D/rules -o a -p 2026-10
	TZ=Asia/Tokyo kaohe 0 template -r D/rules -o b -p 2026-10
	diff -r a b
}

# ---- stories --------------------------------------------------------------------------

a_number_is_explained_without_any_rules() {     # test
	kaohe 0 check --explain K358
	says "K358  警告，退出码 1"
	says "为什么有这一条："
	says "条件 = 完成日期 为空 或 完成日期 > 整改期限"
	kaohe 0 check --explain 358 --lang en
	says "Why there is such a rule:"
	kaohe 0 check --explain K100
	lacks said.txt 为什么
}
every_heading_that_a_story_names_is_in_the_manual() {   # test
	local head
	sed -nE 's/^STORY\([0-9]+, "([^"]+)".*/\1/p' "$tests/../base/messages/stories.def" | sort -u >heads.txt
	[ -s heads.txt ]
	while IFS= read -r head; do
		grep -qE "^##+ ([0-9]+\. )?$head\$" "$tests/../docs/rules.md" || { echo "no heading “$head” in docs/rules.md"; return 1; }
	done <heads.txt
}

run_test "$@"
