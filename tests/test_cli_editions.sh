#!/bin/bash
# test_cli_editions.sh -- 通报, 简报, and the editions: what each must say and, byte by byte, what it must not.
# shellcheck source=tests/cli_month.sh
. "$(dirname "$0")/cli_month.sh"

# The small city with persons, a 保密 column, one measure decided (南区 约谈) and two that nobody has decided (西区 and 南区 书面检查).
edition_city() {
	small_city
	sed -i 's/^主键 = 编号/主键 = 编号, 举报电话/; s/^列.完成日期 = .*/&\n列.举报电话 = 文本 可空 保密/; s/^调整 = .*/&\n决定 = decisions.csv/' rules/scheme.ini
	cat >>rules/scheme.ini <<-'INI'

	[问责:进度慢]
	情形 = 进展缓慢
	轨道 = 效能督查
	范围 = 区县榜
	触发 = 按期整改 / 应整改 < 80% 且 应整改 >= 2
	起始 = 书面检查
	依据 = 效能督查办法第四条（示例）
	责任角色 = 主要领导
	反馈期限 = 10天
	INI
	awk -F, -v OFS=, 'NR == 1 { print $0, "举报电话"; next } { print $0, 13900000000 + NR }' inputs/issues_2026-10.csv >issues && mv issues inputs/issues_2026-10.csv
	cat >inputs/decisions.csv <<-'CSV'
	编号,告知日,申辩,决定,措施,文号,日期,决定人,理由,申诉,复查,期满
	2026-10-区县-3-整改不到位,2026-11-02,,维持,,示例〔2026〕11号,2026-11-03,示例戊,屡次逾期,,,
	2026-10-区县-2-进度慢,2026-11-02,示例己的申辩,,,,,,,,,
	CSV
	printf '期,榜,单位,分值,文号,理由,批准人\n2026-10,区县榜,东区,-1,示例〔2026〕10号,示例庚检举属实,示例辛\n' >inputs/adjustments.csv
}
run_at=OUT/2026-10/run-0001-draft
book='整治月度考核（测试示例）_2026-10_草稿_0001'

# bytes FILE…: every byte of a text, every part of a workbook
bytes() {
	python3 - "$@" <<-'END'
		import sys, zipfile
		for name in sys.argv[1:]:
		    if name.endswith(".xlsx"):
		        with zipfile.ZipFile(name) as z:
		            for part in z.namelist():
		                sys.stdout.buffer.write(part.encode() + b"\n" + z.read(part))
		    else:
		        sys.stdout.buffer.write(open(name, "rb").read())
	END
}
# cells BOOK: "sheet: text" for every text cell
cells() {
	python3 - "$1" <<-'END'
		import html, re, sys, zipfile
		z = zipfile.ZipFile(sys.argv[1])
		strings = [html.unescape("".join(re.findall(r"<t[^>]*>(.*?)</t>", s, re.S)))
		           for s in re.findall(r"<si>(.*?)</si>", z.read("xl/sharedStrings.xml").decode(), re.S)]
		names = re.findall(r'<sheet name="([^"]*)"', z.read("xl/workbook.xml").decode())
		for i, name in enumerate(names, 1):
		    for k in re.findall(r't="s"[^>]*><v>(\d+)</v>', z.read(f"xl/worksheets/sheet{i}.xml").decode()):
		        print(f"{name}: {strings[int(k)]}".replace("\n", " "))
	END
}
absent() {              # FILE TEXT…: none of them is in it
	local file=$1 text
	shift
	for text; do lacks "$file" "$text" || return 1; done
}
holds() {               # FILE TEXT…: all of them are
	local file=$1 text
	shift
	for text; do
		grep -qF -- "$text" "$file" || { echo "not in $file: $text"; cat "$file"; return 1; }
	done
}

# ---- 通报 and 简报 ----------------------------------------------------------------

every_draft_writes_a_notice_and_a_brief() {     # test
	small_city
	draft 2026-10
	there $run_at/通报.txt $run_at/简报.html
	holds $run_at/通报.txt "整治月度考核（测试示例）2026年10月通报【草稿】" "区县榜首位：东区 100.00 分。" "建议问责 1 件：南区 整改不及时不到位→约谈。"
	holds $run_at/简报.html "内部" "首位：东区 100.00 分" "南区　整改不及时不到位→约谈（建议）" "主要领导（示例丙）" "没有逾期未回复的问责事项"
	grep -q '"name": *"通报.txt"' $run_at/run.json
	grep -q '"name": *"简报.html"' $run_at/run.json
}

a_published_notice_is_no_draft() {      # test
	small_city
	draft 2026-10
	publish 0 1
	lacks OUT/2026-10/run-0002-final/通报.txt 草稿
}

the_notice_has_the_schemes_own_sentences_with_the_figures_put_in() {    # test
	small_city
	cat >>rules/scheme.ini <<-'INI'

	[通报]
	句.1 = {期}{参评数}个区县平均{平均分}分，最高{最高分}、最低{最低分}。
	句.2 = 前2名 | {单位}第{名次}，{得分}分；
	句.3 = 末位 | {单位}按期整改率{值.按期整改率}，{升降}，失在{失分}。
	句.4 = 建议{建议数}件，已决定{决定数}件，逾期{逾期数}件，未报送：{未报送}。
	INI
	draft 2026-10
	cat >expected <<-'END'
	整治月度考核（测试示例）2026年10月通报【草稿】
	2026年103个区县平均66.67分，最高100.00、最低25.00。
	东区第1，100.00分；西区第2，75.00分。
	南区按期整改率25%，上期没有名次，失在按期整改率（得25.00，满100），实为 25%。
	建议1件，已决定0件，逾期0件，未报送：无。
	END
	sed -i 's/^2026年103个/2026年10月3个/' expected
	diff expected $run_at/通报.txt
}

a_sentence_that_does_not_fit_is_left_out_and_told_by_check_and_run() {  # test
	local long
	small_city
	long=$(printf '很长的话%.0s' {1..60})
	printf '\n[通报]\n句.1 = %s\n句.2 = 各单位 | {单位}得{得分}分，排第{名次}，失在{失分}；\n句.3 = 完。\n' "$long" >>rules/scheme.ini
	kaohe 1 check -r rules -i inputs -p 2026-10
	says "K660: 通报的“句.2”填好后有"
	kaohe 1 run -r rules -i inputs -o OUT -p 2026-10 --now "2026-11-02 09:00"
	says "没有印进“通报.txt”"
	lacks $run_at/通报.txt 失在
	holds $run_at/通报.txt "$long" 完。
	[ "$(LC_ALL=C.UTF-8 bash -c 'tr -d "\n" <"$1" | wc -m' - $run_at/通报.txt)" -le 300 ]
}

the_standard_sentences_are_cut_to_three_hundred_characters() {  # test
	local i
	small_city
	for i in {4..40}; do echo "$i,名称相当长的示例街道办事处第$i号,示例丁"; done >>rules/districts.csv
	draft 2026-10
	[ "$(LC_ALL=C.UTF-8 bash -c 'tr -d "\n" <"$1" | wc -m' - $run_at/通报.txt)" -le 300 ]
	holds $run_at/通报.txt 区县榜首位
}

whatever_names_hold_stands_escaped_on_a_page() {        # test
	small_city
	sed -i 's/^2,西区/2,"<script>alert(1)<\/script>""\&西区"/' rules/districts.csv
	sed -i 's/西区,/2,/' inputs/issues_2026-10.csv
	draft 2026-10 --edition 公开 --per-unit
	for page in $run_at/简报.html "$run_at/${book}_公开.html" "$run_at/单位/${book}_2.html"; do
		lacks "$page" "<script"
		holds "$page" "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;西区"
	done
}

# ---- 会议, 公开 -----------------------------------------------------------------------

a_meeting_sees_the_decided_measure_and_no_other() {     # test
	edition_city
	draft 2026-10 --edition 会议
	says "另写：$run_at/${book}_会议.xlsx"
	cells "$run_at/${book}_会议.xlsx" >cells.txt
	bytes "$run_at/${book}_会议.xlsx" $run_at/通报_会议.txt >all.txt
	# the internal workbook has all that must be absent below
	bytes "$run_at/$book.xlsx" >internal.txt
	holds internal.txt "应整改(4) &lt; 80%"
	grep -qF "问责清单: 书面检查" <(cells "$run_at/$book.xlsx")
	absent all.txt "应整改(4) &lt; 80%" 示例己 139000
	grep -v '^规则: ' cells.txt >leaders.txt            # the rule itself is no proposal
	absent leaders.txt 书面检查 进展缓慢 建议
	holds leaders.txt "问责清单: 约谈" "问责清单: 南区" "示例戊" "封面: 已作决定1项" "排名: 过错问责1项"
	lacks $run_at/通报_会议.txt 建议
	holds $run_at/通报_会议.txt "已作决定 1 件：南区 整改不及时不到位 维持。"
}

the_public_sees_no_person_no_proposal_and_nothing_from_within() {       # test
	edition_city
	draft 2026-10 --edition public
	bytes "$run_at/${book}_公开.xlsx" "$run_at/${book}_公开.html" $run_at/通报_公开.txt >all.txt
	absent all.txt 示例甲 示例乙 示例丙 示例戊 示例己 示例庚 示例辛 139000 问责 建议 约谈 书面检查 issues_ scheme.ini 隔离 理由
	bytes "$run_at/$book.xlsx" >internal.txt
	holds internal.txt 示例丙 示例戊 示例庚 问责 书面检查 issues_ scheme.ini
	cells "$run_at/${book}_公开.xlsx" | cut -d: -f1 | uniq >sheets.txt
	printf '封面\n排名\n指标得分\n' | diff - sheets.txt
	holds all.txt 东区 西区 南区 "99.00"
}

a_final_for_the_public_does_not_name_who_signed() {     # test
	edition_city
	draft 2026-10
	publish 0 1 --edition 公开
	says "另写：OUT/2026-10/run-0002-final/整治月度考核（测试示例）_2026-10_正式_0002_公开.xlsx"
	bytes OUT/2026-10/run-0002-final/*_公开.* OUT/2026-10/run-0002-final/通报_公开.txt >all.txt
	absent all.txt 示例丁 示例丙 【草稿】
	holds all.txt 示例〔2026〕9号
	kaohe 0 verify -o OUT
	kaohe 0 verify -o OUT --rerun
}

the_editions_of_a_draft_are_not_those_of_its_final() {  # test
	edition_city
	draft 2026-10 --edition 会议 --per-unit
	publish 0 1
	not_there OUT/2026-10/run-0002-final/通报_会议.txt OUT/2026-10/run-0002-final/单位
	kaohe 0 verify -o OUT --rerun
}

a_list_that_asks_for_proposals_stays_within() { # test
	edition_city
	printf '\n[名单:拟问责]\n榜 = 区县榜\n条件 = 问责(进度慢)\n依据 = 示例\n\n[名单:垫底]\n榜 = 区县榜\n条件 = 按期整改 < 2\n依据 = 示例\n' >>rules/scheme.ini
	draft 2026-10 --edition 会议 --edition 公开
	cells "$run_at/${book}_会议.xlsx" | grep '^名单: ' >lists.txt
	absent lists.txt 拟问责
	holds lists.txt 垫底 南区
	bytes "$run_at/${book}_公开.xlsx" >all.txt
	absent all.txt 拟问责 垫底
	grep -qF "名单: 拟问责" <(cells "$run_at/$book.xlsx")
}

an_edition_that_there_is_not_is_a_wrong_command_line() {        # test
	small_city
	kaohe 64 run -r rules -i inputs -o OUT -p 2026-10 --edition 秘密
	says "--edition 应为 会议 或 公开（内部版总是写的），实为“秘密”"
	not_there OUT/2026-10
}

# ---- a page for each unit ------------------------------------------------------------------

each_unit_has_its_own_page_and_no_other_unit_stands_in_it() {   # test
	edition_city
	draft 2026-10 --per-unit
	there "$run_at/单位/${book}_1.html" "$run_at/单位/${book}_2.html" "$run_at/单位/${book}_3.html"
	absent "$run_at/单位/${book}_2.html" 东区 南区 示例甲 示例丙 示例戊 139000
	holds "$run_at/单位/${book}_2.html" 西区 "进展缓慢→书面检查（建议）" "主要领导（示例乙）" "总分 75.00" "按期整改率：失 25 分"
	absent "$run_at/单位/${book}_3.html" 东区 西区 示例甲 示例乙
	holds "$run_at/单位/${book}_3.html" "整改不及时不到位→约谈（维持）" 示例戊
	holds "$run_at/单位/${book}_1.html" "本期没有对本单位提出问责建议"
	[ "$(find $run_at/单位 -name '*.html' | wc -l)" -eq 3 ]
}

each_unit_has_its_own_workbook_and_no_other_unit_stands_in_it() {       # test
	edition_city
	draft 2026-10 --per-unit
	says "各单位的页和工作簿：$run_at/单位/，6 个"
	bytes "$run_at/单位/${book}_2.xlsx" >all.txt
	absent all.txt 东区 南区 示例甲 示例丙 示例戊 示例庚 139000 "<v>99</v>" issues_ scheme.ini
	cells "$run_at/单位/${book}_2.xlsx" >cells.txt
	cut -d: -f1 cells.txt | uniq >sheets.txt
	printf '单位卡\n问责清单\n' | diff - sheets.txt
	holds all.txt "<v>75</v>"
	holds cells.txt "单位卡: 西区" "单位卡: 书面检查" "问责清单: 西区" "问责清单: 主要领导（示例乙）" "问责清单: 建议"
	cells "$run_at/单位/${book}_3.xlsx" >cells.txt
	absent cells.txt 东区 西区 示例甲 示例乙
	holds cells.txt "问责清单: 约谈" 示例戊
	cells "$run_at/单位/${book}_1.xlsx" >cells.txt
	holds cells.txt "问责清单: 本期没有对本单位提出问责建议。"
	kaohe 0 verify -o OUT "$run_at/单位/${book}_2.xlsx"
	kaohe 0 verify -o OUT --rerun
}

what_is_annexed_to_a_document_says_to_which() { # test
	edition_city
	draft 2026-10
	cells "$run_at/$book.xlsx" >cells.txt
	lacks cells.txt 附件
	publish 0 1 --edition 公开
	cells OUT/2026-10/run-0002-final/*_正式_0002.xlsx | grep '^排名: ' | head -2 >head.txt
	printf '排名: 示例〔2026〕9号附件\n排名: 2026年10月考核排名（正式）\n' | diff - head.txt
	cells OUT/2026-10/run-0002-final/*_公开.xlsx >cells.txt
	holds cells.txt "排名: 示例〔2026〕9号附件"
}

one_code_in_two_registries_makes_two_pages() {  # test
	small_city
	printf '代码,名称\n2,示例局\n' >rules/offices.csv
	cat >>rules/scheme.ini <<-'INI'

	[名录:部门]
	文件 = offices.csv

	[榜:部门榜]
	名录 = 部门
	根指标 = 部门分
	并列 = 跳号
	名次依据 = 修约后

	[数据:部门账]
	文件 = issues_{期}.csv
	报送 = 汇总
	单位.部门 = 编号
	无单位 = 计数
	列.编号 = 文本 必填

	[统计:部门件数]
	数据 = 部门账
	算法 = 计数

	[指标:部门分]
	公式 = 部门件数
	计分 = 扣分 每 1 扣 1 按比例 扣完为止
	依据 = 示例
	INI
	draft 2026-10 --per-unit
	there "$run_at/单位/${book}_区县_2.html" "$run_at/单位/${book}_部门_2.html" "$run_at/单位/${book}_1.html"
}

# ---- the ledger, and the bytes -----------------------------------------------------------------

what_is_written_is_in_run_json_and_held_by_the_ledger() {       # test
	edition_city
	draft 2026-10 --edition 会议 --edition 公开 --per-unit
	python3 - $run_at <<-'END'
		import hashlib, json, os, sys
		listed = {f["name"]: f["sha256"] for f in json.load(open(f"{sys.argv[1]}/run.json"))["outputs"]["files"]}
		there = {os.path.relpath(os.path.join(d, f), sys.argv[1]) for d, _, files in os.walk(sys.argv[1]) for f in files}
		there = {f for f in there if not f.startswith("archive/")} - {"run.json"}
		assert set(listed) == there, set(listed) ^ there
		for name, digest in listed.items():
		    assert hashlib.sha256(open(f"{sys.argv[1]}/{name}", "rb").read()).hexdigest() == digest, name
	END
	kaohe 0 verify -o OUT
	kaohe 0 verify -o OUT --rerun
	kaohe 0 verify -o OUT "$run_at/${book}_公开.xlsx"
	echo >>"$run_at/单位/${book}_2.html"
	kaohe 81 verify -o OUT
	says "${book}_2.html”被改过"
}

the_same_bytes_come_out_under_another_clock_locale_umask_and_folder() { # test
	local first
	edition_city
	draft 2026-10 --edition 会议 --edition 公开 --per-unit
	first=$PWD
	mkdir -p elsewhere/deep && cp -r rules inputs elsewhere/deep
	(cd elsewhere/deep && umask 077 && TZ=America/New_York LC_ALL=C.UTF-8 draft 2026-10 --edition 会议 --edition 公开 --per-unit)
	diff -r $run_at "$first/elsewhere/deep/$run_at"
}

a_page_asks_for_nothing_and_is_well_formed() {  # test
	edition_city
	draft 2026-10 --edition 公开 --per-unit
	python3 - $run_at/简报.html "$run_at/${book}_公开.html" "$run_at/单位/${book}_2.html" <<-'END'
		import html.parser, sys
		class Page(html.parser.HTMLParser):
		    def __init__(self):
		        super().__init__(); self.open = []; self.ids = set(); self.targets = set()
		    def handle_starttag(self, tag, attributes):
		        assert tag not in ("script", "iframe", "link", "img", "object", "form"), tag
		        for name, value in attributes:
		            assert not name.startswith("on") and name != "src", name
		            if name == "href":
		                assert value.startswith("#"), value
		                self.targets.add(value[1:])
		            if name == "id":
		                assert value not in self.ids, value
		                self.ids.add(value)
		        if tag not in ("meta", "br"):
		            self.open.append(tag)
		    def handle_startendtag(self, tag, attributes):
		        pass
		    def handle_endtag(self, tag):
		        assert self.open.pop() == tag, tag
		for name in sys.argv[1:]:
		    text = open(name, encoding="utf-8").read()
		    assert "http:" not in text and "https:" not in text and "url(" not in text and "@import" not in text
		    page = Page(); page.feed(text); page.close()
		    assert page.open == [] and page.targets <= page.ids, (name, page.open, page.targets - page.ids)
	END
}

a_browser_shows_the_page_on_a_phone_without_a_network() {       # test
	local browser
	browser=$(command -v chromium) || { echo "skipped: no chromium"; return 0; }
	edition_city
	draft 2026-10 --edition 公开
	cp "$run_at/${book}_公开.html" page.html
	timeout 60 "$browser" --headless --no-sandbox --disable-gpu --window-size=400,800 --user-data-dir="$PWD/profile" --dump-dom "file://$PWD/page.html" >dom.txt 2>/dev/null
	holds dom.txt "南区" 'id="b0u2"' "</html>"
}

# ---- an edition of a period that is published already ----------------------------------------

# October published without editions, and then rules and inputs move on.
published_and_moved_on() {
	edition_city
	draft 2026-10
	publish 0 1
	sed -i 's/^计分 = 正比/计分 = 分档\n档.1 = >= 80% 得 满分\n档.2 = 其余 得 0/; s/^生效 = .*/生效 = 2026-11/' rules/scheme.ini
	sed -i 's/2026-10-28/2026-10-20/' inputs/issues_2026-10.csv
	sed -i 's/示例丙/示例壬/' rules/districts.csv
}

a_published_period_gets_its_editions_later_as_if_they_had_been_written_then() { # test
	local file
	edition_city
	mkdir elsewhere && cp -r rules inputs elsewhere
	(cd elsewhere && draft 2026-10 && publish 0 1 --edition 公开 --edition 会议 --per-unit)
	draft 2026-10
	publish 0 1
	sed -i 's/^生效 = .*/生效 = 2026-11/' rules/scheme.ini
	sed -i 's/2026-10-28/2026-10-20/' inputs/issues_2026-10.csv
	kaohe 0 reissue 2026-10 -o OUT --edition 公开
	says "公开版：OUT/2026-10/edition-0002-public（第 2 次运行，正式；数字与公布的逐字节相同）"
	kaohe 0 reissue 2026-10 -o OUT --edition meeting --per-unit
	for file in OUT/2026-10/edition-0002-public/* OUT/2026-10/edition-0002-meeting/*; do
		cmp "$file" "elsewhere/OUT/2026-10/run-0002-final/${file##*/}"
	done
	[ "$(find OUT/2026-10/edition-0002-[pm]* -type f | wc -l)" -eq 5 ]
	diff -r OUT/2026-10/edition-0002-units/单位 elsewhere/OUT/2026-10/run-0002-final/单位
	kaohe 0 verify -o OUT
	kaohe 0 verify -o OUT --rerun
	kaohe 0 history -o OUT
	[ "$(grep -c 2026-10 said.txt)" -eq 2 ]
	nothing_torn
}

an_edition_made_later_shows_what_was_published_and_not_what_holds_now() {       # test
	published_and_moved_on
	kaohe 0 reissue 2026-10 -o OUT --edition 公开 --edition 会议
	bytes OUT/2026-10/edition-0002-public/*_公开.* >all.txt
	holds all.txt 正式 99.00 75.00 示例〔2026〕9号
	absent all.txt 示例丙 示例丁 示例壬 【草稿】
	bytes OUT/2026-10/edition-0002-meeting/*_会议.xlsx >all.txt
	holds all.txt 示例丙
	absent all.txt 示例壬
}

verify_knows_a_workbook_that_was_reissued_and_sees_where_it_was_changed() {     # test
	local later
	published_and_moved_on
	kaohe 0 reissue 2026-10 -o OUT --edition 公开
	later=$(ls OUT/2026-10/edition-0002-public/*.xlsx)
	kaohe 0 verify -o OUT "$later"
	says "是第 2 次运行（2026-10，正式）的公开版，由存档重画，逐字节相同"
	mkdir got
	python3 - "$later" "got/${later##*/}" <<-'END'
		import sys, zipfile
		with zipfile.ZipFile(sys.argv[1]) as a, zipfile.ZipFile(sys.argv[2], "w") as b:
		    for part in a.namelist():
		        b.writestr(part, a.read(part).replace(b"<v>75</v>", b"<v>85</v>"))
	END
	kaohe 81 verify -o OUT "got/${later##*/}"
	says "排名"
	cp "got/${later##*/}" "$later"
	echo >>OUT/2026-10/edition-0002-public/通报_公开.txt
	touch OUT/2026-10/edition-0002-public/另外.txt
	kaohe 81 verify -o OUT --rerun
	says "第 2 次运行由存档重算，“edition-0002-public/${later##*/}”与当时写出的不同"
	says "“edition-0002-public/通报_公开.txt”与当时写出的不同"
	says "“edition-0002-public/另外.txt”是后来放进去的"
}

an_edition_is_refused_where_its_figures_are_not_those_published() {     # test
	published_and_moved_on
	kaohe 64 reissue 2026-10 -o OUT
	says "kaohe reissue 没有写要补哪一版；请写 --edition 会议、--edition 公开 或 --per-unit"
	kaohe 66 reissue 2026-09 -o OUT --edition 公开
	says "2026-09 还没有正式结果，没有什么可补；请先 kaohe publish，要哪一版同时写 --edition"
	kaohe 0 reissue 2026-10 -o OUT --edition 公开
	kaohe 73 reissue 2026-10 -o OUT --edition 公开
	says "第 2 次运行的公开版已经在“OUT/2026-10/edition-0002-public”，内容只会相同，不再写"
	echo >>OUT/2026-10/run-0002-final/archive/rules/scheme.ini
	kaohe 81 reissue 2026-10 -o OUT --edition 会议
	says "archive/rules/scheme.ini”被改过"
	not_there OUT/2026-10/edition-0002-meeting
	nothing_torn
}

without_an_archive_the_inputs_of_that_time_make_the_edition() { # test
	edition_city
	sed -i 's/^异议 = .*/&\n归档 = 否/' rules/scheme.ini
	draft 2026-10
	publish 0 1 -i inputs
	kaohe 66 reissue 2026-10 -o OUT --edition 公开
	says "2026-10 的正式结果（第 2 次运行）没有存档数据（规则写了 归档 = 否），补不出别的版；请用 -i 指向当时的数据，逐个核对摘要；数据不在了，请向报数的单位索取"
	cp -r inputs then
	sed -i 's/2026-10-28/2026-10-20/' inputs/issues_2026-10.csv
	kaohe 82 reissue 2026-10 -o OUT -i inputs --edition 公开
	says "-i 里的“issues_2026-10.csv”不是第 2 次运行当时读的那个（摘要不同）"
	not_there OUT/2026-10/edition-0002-public
	kaohe 0 reissue 2026-10 -o OUT -i then --edition 公开
	there "OUT/2026-10/edition-0002-public/整治月度考核（测试示例）_2026-10_正式_0002_公开.html"
}

an_imported_period_has_no_editions() {  # test
	small_city
	printf '期,榜,单位代码,总分,名次\n2026-08,区县榜,1,90,1\n' >old.csv
	kaohe 0 import-history old.csv -r rules -o OUT --document 示例〔2026〕9号 --by 示例丁
	kaohe 66 reissue 2026-08 -o OUT --edition 公开
	says "2026-08 是导入的，台账里只有总分和名次，没有规则和数据，补不出别的版；请用当时印发的文件"
}

a_disk_that_fills_up_while_publishing_or_reissuing_is_told() {  # test
	edition_city
	draft 2026-10
	(ulimit -f 8; publish 74 1)
	not_there OUT/2026-10/run-0002-final
	publish 0 1
	(ulimit -f 8; kaohe 74 reissue 2026-10 -o OUT --edition 公开)
	not_there OUT/2026-10/edition-0002-public
	nothing_torn
	kaohe 0 reissue 2026-10 -o OUT --edition 公开
}

run_test "$@"
