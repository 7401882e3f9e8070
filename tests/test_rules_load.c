/* test_rules_load.c -- INI text in, sections and keys or whole messages out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/load.h"

#define INIH_CASES "../shared/cases/ini/inih"

struct world {
	struct arena *arena;
	struct diag *diag;
	struct element *element;
	size_t count;
	char *said;
};

static int begin(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	w->arena = arena_new();
	w->diag = diag_new(w->arena, CHINESE);
	*state = w;
	return 0;
}

static int end(void **state)
{
	struct world *w = *state;

	free(w->said);
	arena_free(w->arena);
	free(w);
	return 0;
}

static void load_bytes(struct world *w, const char *name, const char *bytes, size_t length)
{
	struct file file = { .name = name, .bytes = arena_strn(w->arena, bytes, length), .length = length };

	load_ini(w->arena, w->diag, &file, &w->element, &w->count);
}

static void load(struct world *w, const char *text)
{
	load_bytes(w, "考核.ini", text, strlen(text));
}

static const char *said(struct world *w)
{
	size_t size;
	FILE *out;

	free(w->said);
	out = open_memstream(&w->said, &size);
	diag_print(w->diag, out, 1);
	fclose(out);
	return w->said;
}

/* A fresh start, so that one test can try several texts. */
static void forget(struct world *w)
{
	w->diag = diag_new(w->arena, CHINESE);
	w->element = NULL;
	w->count = 0;
}

/* The one message, without the file's name, that the line below [方案] gives; "": none. */
static void line_gives(struct world *w, const char *line, const char *message)
{
	char *expected = *message ? arena_printf(w->arena, "考核.ini:%s\n", message) : arena_str(w->arena, "");

	forget(w);
	load(w, arena_printf(w->arena, "[方案]\n%s\n", line));
	assert_string_equal(said(w), expected);
}

static void head_gives(struct world *w, const char *head, const char *message)
{
	forget(w);
	load(w, arena_printf(w->arena, "%s\n权重 = 40\n", head));
	assert_string_equal(said(w), *message ? arena_printf(w->arena, "考核.ini:%s\n", message) : "");
}

static void has_entry(struct world *w, size_t section, size_t i, const char *key, const char *value)
{
	assert_true(section < w->count && i < w->element[section].entry_count);
	assert_string_equal(w->element[section].entry[i].key, key);
	assert_string_equal(w->element[section].entry[i].value, value);
}

/* ---- what is read ---- */

static void sections_and_keys_know_where_they_were_written(void **state)
{
	struct world *w = *state;
	const struct entry *entry;

	load(w, "; 示例\n\n[方案]\n名称 = 环境治理\n# 注\n[指标:整改率]\n公式   =  甲 / 乙 = 丙 \n权重=40");
	assert_string_equal(said(w), "");
	assert_int_equal(w->count, 2);
	assert_string_equal(w->element[0].kind, "方案");
	assert_string_equal(w->element[0].name, "");
	assert_int_equal(w->element[0].at.line, 3);
	assert_string_equal(w->element[1].kind, "指标");
	assert_string_equal(w->element[1].name, "整改率");
	assert_int_equal(w->element[1].at.line, 6);
	assert_int_equal(w->element[1].at.column, 1);
	has_entry(w, 0, 0, "名称", "环境治理");
	has_entry(w, 1, 0, "公式", "甲 / 乙 = 丙");
	has_entry(w, 1, 1, "权重", "40");
	entry = &w->element[1].entry[0];
	assert_string_equal(entry->at.file, "考核.ini");
	assert_int_equal(entry->at.line, 7);
	assert_int_equal(entry->at.column, 1);
	assert_int_equal(entry->value_at.line, 7);
	assert_int_equal(entry->value_at.column, 9);
}

static void columns_count_characters_not_bytes(void **state)
{
	struct world *w = *state;

	load(w, "[方案]\n名称=𠀀字");
	assert_int_equal(w->element[0].entry[0].value_at.column, 4);
	line_gives(w, "名称 = 𠀀字 ;注", "2:9: 错误 K206: 分号前有空白，分不清是值还是注释；注释请另起一行、以 ; 开头，值里的分号请写全角的“；”");
}

static void a_section_without_keys_is_there(void **state)
{
	struct world *w = *state;

	load(w, "[指标:甲]\n[指标:乙]\n");
	assert_string_equal(said(w), "");
	assert_int_equal(w->count, 2);
	assert_int_equal(w->element[0].entry_count, 0);
	assert_string_equal(w->element[1].name, "乙");
}

static void an_empty_file_has_no_sections_and_no_faults(void **state)
{
	struct world *w = *state;

	load(w, "");
	load(w, "\n\n; 只有注释\n   \n\u3000\n");
	assert_string_equal(said(w), "");
	assert_int_equal(w->count, 0);
}

static void names_and_keys_longer_than_inih_allows_are_kept_whole(void **state)
{
	struct world *w = *state;

	load(w, "[指标:一二三四五六七八九十一二三四五六七八九十甲]\n"
		"给定.一二三四五六七八九十一二三四五六七八九十甲 = 1\n"
		"给定.一二三四五六七八九十一二三四五六七八九十乙 = 2\n"
		"[指标:一二三四五六七八九十一二三四五六七八九十乙]\n权重 = 3\n");
	assert_string_equal(said(w), "");
	assert_int_equal(w->count, 2);
	assert_string_equal(w->element[0].name, "一二三四五六七八九十一二三四五六七八九十甲");
	assert_string_equal(w->element[1].name, "一二三四五六七八九十一二三四五六七八九十乙");
	has_entry(w, 0, 1, "给定.一二三四五六七八九十一二三四五六七八九十乙", "2");
	has_entry(w, 1, 0, "权重", "3");
}

static void values_may_hold_equals_colons_hashes_and_tight_semicolons(void **state)
{
	struct world *w = *state;

	load(w, "[方案]\n甲 = a=b:c ＝ ： # 不是注释;也不是\n乙 = [丙]\n");
	assert_string_equal(said(w), "");
	has_entry(w, 0, 0, "甲", "a=b:c ＝ ： # 不是注释;也不是");
	has_entry(w, 0, 1, "乙", "[丙]");
}

static void crlf_and_a_byte_order_mark_do_no_harm(void **state)
{
	struct world *w = *state;

	load(w, "\xEF\xBB\xBF[方案]\r\n名称 = 甲\r\n\r\n[指标:乙]\r\n权重 = 1\r\n");
	assert_string_equal(said(w), "");
	has_entry(w, 0, 0, "名称", "甲");
	has_entry(w, 1, 0, "权重", "1");
	assert_int_equal(w->element[1].entry[0].at.line, 5);
}

/* 奭 ends in the byte of ] in GB18030. */
static void gb18030_is_converted_before_brackets_are_looked_for(void **state)
{
	struct world *w = *state;

	load(w, "[\xB7\xBD\xB0\xB8]\n\xC3\xFB\xB3\xC6 = \xBC\xD7\n[\xD6\xB8\xB1\xEA:\xC0\xEE\x8A\x5D]\n\xC8\xA8\xD6\xD8 = 1\n");
	assert_string_equal(said(w), "");
	assert_int_equal(w->count, 2);
	assert_string_equal(w->element[1].name, "李奭");
	has_entry(w, 0, 0, "名称", "甲");
	has_entry(w, 1, 0, "权重", "1");
}

static void a_line_of_65536_bytes_arrives_whole(void **state)
{
	struct world *w = *state;
	char *line = arena_alloc(w->arena, INI_LINE_MOST + 1);
	size_t start = (size_t)sprintf(line, "k = ");

	memset(line + start, 'x', INI_LINE_MOST - start);
	load(w, arena_printf(w->arena, "[方案]\n%s\r\n名称 = 甲\n", line));
	assert_string_equal(said(w), "");
	has_entry(w, 0, 0, "k", line + start);
	has_entry(w, 0, 1, "名称", "甲");
	assert_int_equal(w->element[0].entry[1].at.line, 3);
}

/* ---- traps of lines ---- */

static void a_longer_line_is_refused_not_split(void **state)
{
	struct world *w = *state;
	char *line = arena_alloc(w->arena, INI_LINE_MOST + 2);

	memset(line, 'x', INI_LINE_MOST + 1);
	memcpy(line, "k = ", 4);
	memcpy(line + 199, "权重=99", strlen("权重=99"));
	line_gives(w, line, "2:1: 错误 K204: 本行有 65537 个字节，一行最多 65536 个字节；请缩短");
	assert_int_equal(w->element[0].entry_count, 0);
}

static void an_indented_line_is_no_continuation(void **state)
{
	static const char *const lines[] = { " 权重 = 5", "\t权重 = 5", "\u3000权重 = 5", " ; 注", "   续行" };
	struct world *w = *state;

	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		line_gives(w, arena_printf(w->arena, "名称 = 甲\n%s\n文号 = 乙", lines[i]),
			"3:1: 错误 K205: 行首有空白：一个条目只写一行，不续行也不缩进；请从行首写起");
		assert_int_equal(w->count, 1);
		assert_int_equal(w->element[0].entry_count, 2);
		has_entry(w, 0, 0, "名称", "甲");
		has_entry(w, 0, 1, "文号", "乙");
	}
}

static void a_comment_behind_a_value_is_refused(void **state)
{
	struct world *w = *state;
	const char *at9 = "2:9: 错误 K206: 分号前有空白，分不清是值还是注释；注释请另起一行、以 ; 开头，值里的分号请写全角的“；”";

	line_gives(w, "起始 = 约谈 ;逾期升级", at9);
	has_entry(w, 0, 0, "起始", "约谈");
	line_gives(w, "起始 = 约谈\t; 逾期升级", at9);
	line_gives(w, "起始 = “约 ;谈”", at9);
	line_gives(w, "起始 = ; 约谈", "2:6: 错误 K206: 分号前有空白，分不清是值还是注释；注释请另起一行、以 ; 开头，值里的分号请写全角的“；”");
	assert_int_equal(w->element[0].entry_count, 0);
	line_gives(w, "起始 ; = 约谈", "2:4: 错误 K206: 分号前有空白，分不清是值还是注释；注释请另起一行、以 ; 开头，值里的分号请写全角的“；”");
	assert_int_equal(w->element[0].entry_count, 0);
}

static void a_nul_does_not_cut_the_line(void **state)
{
	struct world *w = *state;
	static const char text[] = "[方案]\n名称 = 甲\0乙\n; 注\0释\n文号 = 丙\n";

	load_bytes(w, "考核.ini", text, sizeof text - 1);
	assert_string_equal(said(w),
		"考核.ini:2:7: 错误 K203: 这里有看不见的字符 U+0000；请删去，要空格请用半角空格\n"
		"考核.ini:3:4: 错误 K203: 这里有看不见的字符 U+0000；请删去，要空格请用半角空格\n");
	assert_int_equal(w->element[0].entry_count, 1);
	has_entry(w, 0, 0, "文号", "丙");
}

static void invisible_characters_are_pointed_at(void **state)
{
	struct world *w = *state;

	line_gives(w, "名称 = 甲\u200B乙", "2:7: 错误 K203: 这里有看不见的字符 U+200B；请删去，要空格请用半角空格");
	line_gives(w, "名称 = 甲\u202E乙", "2:7: 错误 K203: 这里有看不见的字符 U+202E；请删去，要空格请用半角空格");
	line_gives(w, "名称 = 甲\f", "2:7: 错误 K203: 这里有看不见的字符 U+000C；请删去，要空格请用半角空格");
	line_gives(w, "\uFEFF名称 = 甲", "2:1: 错误 K203: 这里有看不见的字符 U+FEFF；请删去，要空格请用半角空格");
	line_gives(w, "; 注释里\u200B无妨", "");
}

static void full_width_blanks_around_key_and_value_are_pointed_at(void **state)
{
	struct world *w = *state;

	line_gives(w, "名称 \u3000= 甲", "2:4: 错误 K203: 这里有看不见的字符 U+3000；请删去，要空格请用半角空格");
	has_entry(w, 0, 0, "名称", "甲");
	line_gives(w, "名称 =\u3000甲", "2:5: 错误 K203: 这里有看不见的字符 U+3000；请删去，要空格请用半角空格");
	has_entry(w, 0, 0, "名称", "甲");
	line_gives(w, "名称 = 甲\u00A0", "2:7: 错误 K203: 这里有看不见的字符 U+00A0；请删去，要空格请用半角空格");
	has_entry(w, 0, 0, "名称", "甲");
	line_gives(w, "名称 = 甲\u3000乙", "");
	has_entry(w, 0, 0, "名称", "甲\u3000乙");
}

static void a_carriage_return_alone_ends_no_line(void **state)
{
	struct world *w = *state;

	load(w, "[方案]\r名称 = 甲\r权重 = 5\r");
	assert_string_equal(said(w), "考核.ini:1:5: 错误 K202: 这里有单独的回车符（CR），不算换行；请把文件另存为以 LF 或 CRLF 换行\n");
	assert_int_equal(w->count, 0);
	line_gives(w, "名称 = 甲\r\r", "2:7: 错误 K202: 这里有单独的回车符（CR），不算换行；请把文件另存为以 LF 或 CRLF 换行");
	line_gives(w, "; 注\r名称 = 甲", "2:4: 错误 K202: 这里有单独的回车符（CR），不算换行；请把文件另存为以 LF 或 CRLF 换行");
}

/* ---- traps of entries ---- */

static void a_line_that_is_not_key_equals_value_is_refused(void **state)
{
	struct world *w = *state;

	line_gives(w, "环境治理", "2:1: 错误 K213: “环境治理”不完整：每行应写“条目 = 值”，条目、等号、值缺一不可；请补全，或删去这一行");
	line_gives(w, "= 5", "2:1: 错误 K213: “= 5”不完整：每行应写“条目 = 值”，条目、等号、值缺一不可；请补全，或删去这一行");
	line_gives(w, "权重 =  ", "2:5: 错误 K213: “权重 =”不完整：每行应写“条目 = 值”，条目、等号、值缺一不可；请补全，或删去这一行");
	line_gives(w, "权重", "2:1: 错误 K213: “权重”不完整：每行应写“条目 = 值”，条目、等号、值缺一不可；请补全，或删去这一行");
	line_gives(w, "： 5", "2:1: 错误 K213: “： 5”不完整：每行应写“条目 = 值”，条目、等号、值缺一不可；请补全，或删去这一行");
	assert_int_equal(w->element[0].entry_count, 0);
}

static void another_sign_for_equals_is_refused_with_the_right_spelling(void **state)
{
	static const struct { const char *line, *message; } cases[] = {
		{ "权重＝5", "2:3: 错误 K212: “权重＝5”应写成“权重 = 5”：条目与值之间写半角等号，条目名里不写半角冒号；请照改" },
		{ "权重 : 5", "2:4: 错误 K212: “权重 : 5”应写成“权重 = 5”：条目与值之间写半角等号，条目名里不写半角冒号；请照改" },
		{ "权重：5", "2:3: 错误 K212: “权重：5”应写成“权重 = 5”：条目与值之间写半角等号，条目名里不写半角冒号；请照改" },
		{ "权重:5", "2:3: 错误 K212: “权重:5”应写成“权重 = 5”：条目与值之间写半角等号，条目名里不写半角冒号；请照改" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		line_gives(w, cases[i].line, cases[i].message);
		assert_int_equal(w->element[0].entry_count, 1);
		has_entry(w, 0, 0, "权重", "5");
	}
}

static void a_colon_before_the_equals_is_refused_with_what_was_meant(void **state)
{
	struct world *w = *state;

	line_gives(w, "权重:县:市 = 30", "2:3: 错误 K212: “权重:县:市 = 30”应写成“权重.县.市 = 30”：条目与值之间写半角等号，条目名里不写半角冒号；请照改");
	has_entry(w, 0, 0, "权重.县.市", "30");
	line_gives(w, "条件: 诉求量 = 0", "2:3: 错误 K212: “条件: 诉求量 = 0”应写成“条件 = 诉求量 = 0”：条目与值之间写半角等号，条目名里不写半角冒号；请照改");
	has_entry(w, 0, 0, "条件", "诉求量 = 0");
	line_gives(w, "条件＝诉求量 = 0", "2:3: 错误 K212: “条件＝诉求量 = 0”应写成“条件 = 诉求量 = 0”：条目与值之间写半角等号，条目名里不写半角冒号；请照改");
	has_entry(w, 0, 0, "条件", "诉求量 = 0");
}

static void a_key_is_written_once_in_a_section(void **state)
{
	struct world *w = *state;

	load(w, "[指标:甲]\n权重 = 5\n公式 = a\n权重 = 6\n[指标:乙]\n权重 = 7\n");
	assert_string_equal(said(w), "考核.ini:4:1: 错误 K214: “权重”在本段第 2 行已经写过，一段里只能写一次；请删去一个\n");
	has_entry(w, 0, 0, "权重", "5");
	assert_int_equal(w->element[0].entry_count, 2);
	has_entry(w, 1, 0, "权重", "7");
}

static void a_key_before_any_section_is_refused(void **state)
{
	struct world *w = *state;

	load(w, "名称 = 甲\n[方案]\n文号 = 乙\n");
	assert_string_equal(said(w), "考核.ini:1:1: 错误 K211: “名称”不在任何一段里；请先写段头 [方案] 或 [类:名]\n");
	has_entry(w, 0, 0, "文号", "乙");
}

/* ---- traps of section heads ---- */

static void a_misspelt_head_is_refused_with_the_right_spelling(void **state)
{
	static const struct { const char *head, *message; } cases[] = {
		{ "【指标:甲】", "1:1: 错误 K207: 段头“【指标:甲】”应写成“[指标:甲]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改" },
		{ "［指标:甲］", "1:1: 错误 K207: 段头“［指标:甲］”应写成“[指标:甲]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改" },
		{ "[指标：甲]", "1:1: 错误 K207: 段头“[指标：甲]”应写成“[指标:甲]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改" },
		{ "[指标 : 甲]", "1:1: 错误 K207: 段头“[指标 : 甲]”应写成“[指标:甲]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改" },
		{ "[ 指标:甲\u3000]", "1:1: 错误 K207: 段头“[ 指标:甲\u3000]”应写成“[指标:甲]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改" },
		{ "[指标:甲】", "1:1: 错误 K207: 段头“[指标:甲】”应写成“[指标:甲]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改" },
		{ "[指标:甲", "1:1: 错误 K207: 段头“[指标:甲”应写成“[指标:甲]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		head_gives(w, cases[i].head, cases[i].message);
		assert_int_equal(w->count, 1);
		assert_string_equal(w->element[0].kind, "指标");
		assert_string_equal(w->element[0].name, "甲");
		has_entry(w, 0, 0, "权重", "40");
	}
}

static void full_width_colons_in_a_name_are_refused_too(void **state)
{
	struct world *w = *state;

	head_gives(w, "[指标:甲：乙]", "1:1: 错误 K207: 段头“[指标:甲：乙]”应写成“[指标:甲:乙]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改");
	assert_string_equal(w->element[0].name, "甲:乙");
	head_gives(w, "[指标:甲:乙]", "");
	assert_string_equal(w->element[0].name, "甲:乙");
}

static void text_behind_a_head_is_refused(void **state)
{
	struct world *w = *state;

	head_gives(w, "[指标:甲] ; 注释", "1:8: 错误 K215: 段头后面不能再写“; 注释”；注释请另起一行、以 ; 开头");
	head_gives(w, "[指标:甲]乙]", "1:7: 错误 K215: 段头后面不能再写“乙]”；注释请另起一行、以 ; 开头");
	assert_string_equal(w->element[0].name, "甲");
	has_entry(w, 0, 0, "权重", "40");
	head_gives(w, "[指标:甲] \t", "");
}

static void a_head_is_scheme_or_kind_and_name(void **state)
{
	static const char *const heads[] = { "[]", "[:]", "[指标]", "[指标:]", "[:甲]", "[方案:甲]", "[ ]" };
	struct world *w = *state;

	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		head_gives(w, heads[i], arena_printf(w->arena,
			"1:1: 错误 K208: 段头“%s”应为 [方案]、[督办] 或 [类:名]，例如 [指标:按期整改率]；请改正", heads[i]));
		assert_int_equal(w->count, 0);
	}
}

static void a_name_has_at_most_forty_characters(void **state)
{
	struct world *w = *state;

	head_gives(w, "[指标:一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十]", "");
	head_gives(w, "[指标:一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十多]",
		"1:45: 错误 K209: 段名“一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十…”不能用："
		"最多 40 个字，不能有 / [ ] ; 和制表符；请改短或换字");
}

static void a_name_lacks_the_characters_that_mean_something(void **state)
{
	struct world *w = *state;

	head_gives(w, "[指标:甲/乙]", "1:6: 错误 K209: 段名“甲/乙”不能用：最多 40 个字，不能有 / [ ] ; 和制表符；请改短或换字");
	head_gives(w, "[指标:甲[乙]", "1:6: 错误 K209: 段名“甲[乙”不能用：最多 40 个字，不能有 / [ ] ; 和制表符；请改短或换字");
	head_gives(w, "[指标:甲;乙]", "1:6: 错误 K209: 段名“甲;乙”不能用：最多 40 个字，不能有 / [ ] ; 和制表符；请改短或换字");
	head_gives(w, "[指标:甲\a乙]", "1:6: 错误 K203: 这里有看不见的字符 U+0007；请删去，要空格请用半角空格");
}

static void keys_below_a_head_that_cannot_be_read_are_not_taken_for_those_above(void **state)
{
	struct world *w = *state;

	load(w, "[指标:甲]\n权重 = 5\n  [指标:乙]\n权重 = 6\n[丙]\n权重 = 7\n[指标:丁\u200B]\n权重 = 8\n");
	assert_string_equal(said(w),
		"考核.ini:3:1: 错误 K205: 行首有空白：一个条目只写一行，不续行也不缩进；请从行首写起\n"
		"考核.ini:5:1: 错误 K208: 段头“[丙]”应为 [方案]、[督办] 或 [类:名]，例如 [指标:按期整改率]；请改正\n"
		"考核.ini:7:6: 错误 K203: 这里有看不见的字符 U+200B；请删去，要空格请用半角空格\n");
	assert_int_equal(w->count, 1);
	assert_int_equal(w->element[0].entry_count, 1);
	has_entry(w, 0, 0, "权重", "5");
}

static void a_section_is_written_once_in_all_files(void **state)
{
	struct world *w = *state;

	load(w, "[指标:甲]\n权重 = 5\n[指标:乙]\n[指标:甲]\n权重 = 6\n权重 = 7\n");
	load_bytes(w, "乙.ini", "[榜:乙]\n[指标:乙]\n", strlen("[榜:乙]\n[指标:乙]\n"));
	assert_string_equal(said(w),
		"考核.ini:4:1: 错误 K210: [指标:甲] 在 考核.ini:1 已经写过，一段只能写一处；请并作一段，或者改名\n"
		"考核.ini:6:1: 错误 K214: “权重”在本段第 5 行已经写过，一段里只能写一次；请删去一个\n"
		"乙.ini:2:1: 错误 K210: [指标:乙] 在 考核.ini:3 已经写过，一段只能写一处；请并作一段，或者改名\n");
	assert_int_equal(w->count, 3);
	assert_int_equal(w->element[0].entry_count, 1);
	has_entry(w, 0, 0, "权重", "5");
	assert_string_equal(w->element[2].at.file, "乙.ini");
	forget(w);
	load(w, "[方案]\n[方案]\n");
	assert_string_equal(said(w), "考核.ini:2:1: 错误 K210: [方案] 在 考核.ini:1 已经写过，一段只能写一处；请并作一段，或者改名\n");
}

/* ---- traps of encodings ---- */

static void utf16_is_refused(void **state)
{
	struct world *w = *state;

	load_bytes(w, "考核.ini", "\xFF\xFE[\0a\0]\0", 8);
	assert_string_equal(said(w), "考核.ini: 错误 K200: 文件是 UTF-16 编码，这里只读 UTF-8 和 GB18030；请另存为 UTF-8\n");
}

static void a_byte_that_is_no_text_is_reported_with_its_line(void **state)
{
	struct world *w = *state;

	load(w, "[方案]\n名称 = 城乡环境综合治理\n文号 = 示\xFF例\n");
	assert_string_equal(said(w), "考核.ini:3: 错误 K201: 本行第 13 个字节 FF 不成文字，按 UTF-8 和 GB18030 都读不通；请改好这一行，另存为 UTF-8\n");
	assert_int_equal(w->count, 0);
}

/* The two bytes B0 A1 are 啊 in GB18030, and so is any even run of the UTF-8 around them. */
static void a_gb18030_word_pasted_into_utf8_is_not_read_as_gb18030(void **state)
{
	struct world *w = *state;

	load(w, "[方案]\n名称 = 城乡环境综合治理\n文号 = \xB0\xA1\n");
	assert_string_equal(said(w), "考核.ini:3: 错误 K201: 本行第 10 个字节 B0 不成文字，按 UTF-8 和 GB18030 都读不通；请改好这一行，另存为 UTF-8\n");
}

/* ---- everything at once ---- */

static void every_mistake_of_a_file_is_reported_in_one_go(void **state)
{
	struct world *w = *state;

	load(w, "【方案】\n名称＝甲\n 文号 = 乙\n[指标:丙\n权重\n权重 = 1 ; 注\n");
	assert_string_equal(said(w),
		"考核.ini:1:1: 错误 K207: 段头“【方案】”应写成“[方案]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改\n"
		"考核.ini:2:3: 错误 K212: “名称＝甲”应写成“名称 = 甲”：条目与值之间写半角等号，条目名里不写半角冒号；请照改\n"
		"考核.ini:3:1: 错误 K205: 行首有空白：一个条目只写一行，不续行也不缩进；请从行首写起\n"
		"考核.ini:4:1: 错误 K207: 段头“[指标:丙”应写成“[指标:丙]”：用半角的方括号和冒号，里面两端和冒号两旁不留空白；请照改\n"
		"考核.ini:5:1: 错误 K213: “权重”不完整：每行应写“条目 = 值”，条目、等号、值缺一不可；请补全，或删去这一行\n"
		"考核.ini:6:8: 错误 K206: 分号前有空白，分不清是值还是注释；注释请另起一行、以 ; 开头，值里的分号请写全角的“；”\n");
	assert_int_equal(diag_exit(w->diag), 78);
	has_entry(w, 0, 0, "名称", "甲");
	has_entry(w, 1, 0, "权重", "1");
}

static void no_fault_of_our_own(struct world *w)
{
	for (size_t i = 0; i < diag_count(w->diag); i++)
		if (diag_at(w->diag, i)->exit == 70)
			fail_msg("%s", said(w));
}

/* Whatever bytes come, inih reads what this reader saw, and silence means keys. */
static void inih_and_the_reader_never_disagree(void **state)
{
	static const char *const pieces[] = {
		"[", "]", "【", "】", "：", ":", "=", "＝", ";", "#", " ", "\t", "\u3000", "\n", "\n", "\r\n", "\r", "\0", "\"",
		"方案", "[方案]\n", "[指标:甲]\n", "权重 = 5\n", "甲", "乙.丙", "5", "\uFEFF", "\v", "\xFF", "\xB0\xA1", "/", "[指标:", "\u00A0"
	};
	struct world *w = *state;
	uint32_t seed = 20261;
	char text[512];

	for (int round = 0; round < 20000; round++) {
		size_t length = 0;

		if (round % 500 == 0) {
			end(state);
			begin(state);
			w = *state;
		}
		forget(w);
		for (int i = 0; i < 24; i++) {
			const char *piece = pieces[(seed = seed * 1664525 + 1013904223) / 65536 % (sizeof pieces / sizeof pieces[0])];
			size_t n = *piece ? strlen(piece) : 1;

			memcpy(text + length, piece, n);
			length += n;
		}
		load_bytes(w, "乱.ini", text, length);
		no_fault_of_our_own(w);
		for (size_t e = 0; e < w->count; e++)
			for (size_t i = 0; i < w->element[e].entry_count; i++)
				assert_true(*w->element[e].entry[i].key && *w->element[e].entry[i].value);
	}
}

/* inih's own test files are not ours: none names a kind in its heads, so each must be refused with a place. */
static void the_files_inih_tests_itself_with_are_refused_in_order(void **state)
{
	struct world *w = *state;
	FILE *there = fopen(INIH_CASES "/normal.ini", "r");
	const char **name;
	struct file *file;

	if (!there)
		skip();
	fclose(there);
	name = dir_list(w->arena, w->diag, INIH_CASES, ".ini");
	assert_non_null(name);
	for (; *name; name++) {
		forget(w);
		file = file_read(w->arena, w->diag, INIH_CASES, *name);
		assert_non_null(file);
		load_ini(w->arena, w->diag, file, &w->element, &w->count);
		no_fault_of_our_own(w);
		assert_int_equal(diag_exit(w->diag), 78);
		assert_int_equal(w->count, 0);
	}
	forget(w);
	load_ini(w->arena, w->diag, file_read(w->arena, w->diag, INIH_CASES, "bad_section.ini"), &w->element, &w->count);
	assert_string_equal(said(w),
		"bad_section.ini:1:1: 错误 K208: 段头“[section1]”应为 [方案]、[督办] 或 [类:名]，例如 [指标:按期整改率]；请改正\n"
		"bad_section.ini:3:1: 错误 K208: 段头“[section2”应为 [方案]、[督办] 或 [类:名]，例如 [指标:按期整改率]；请改正\n"
		"bad_section.ini:4:1: 错误 K208: 段头“[section3   ; comment ]”应为 [方案]、[督办] 或 [类:名]，例如 [指标:按期整改率]；请改正\n");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(sections_and_keys_know_where_they_were_written),
		TEST(columns_count_characters_not_bytes),
		TEST(a_section_without_keys_is_there),
		TEST(an_empty_file_has_no_sections_and_no_faults),
		TEST(names_and_keys_longer_than_inih_allows_are_kept_whole),
		TEST(values_may_hold_equals_colons_hashes_and_tight_semicolons),
		TEST(crlf_and_a_byte_order_mark_do_no_harm),
		TEST(gb18030_is_converted_before_brackets_are_looked_for),
		TEST(a_line_of_65536_bytes_arrives_whole),
		TEST(a_longer_line_is_refused_not_split),
		TEST(an_indented_line_is_no_continuation),
		TEST(a_comment_behind_a_value_is_refused),
		TEST(a_nul_does_not_cut_the_line),
		TEST(invisible_characters_are_pointed_at),
		TEST(full_width_blanks_around_key_and_value_are_pointed_at),
		TEST(a_carriage_return_alone_ends_no_line),
		TEST(a_line_that_is_not_key_equals_value_is_refused),
		TEST(another_sign_for_equals_is_refused_with_the_right_spelling),
		TEST(a_colon_before_the_equals_is_refused_with_what_was_meant),
		TEST(a_key_is_written_once_in_a_section),
		TEST(a_key_before_any_section_is_refused),
		TEST(a_misspelt_head_is_refused_with_the_right_spelling),
		TEST(full_width_colons_in_a_name_are_refused_too),
		TEST(text_behind_a_head_is_refused),
		TEST(a_head_is_scheme_or_kind_and_name),
		TEST(a_name_has_at_most_forty_characters),
		TEST(a_name_lacks_the_characters_that_mean_something),
		TEST(keys_below_a_head_that_cannot_be_read_are_not_taken_for_those_above),
		TEST(a_section_is_written_once_in_all_files),
		TEST(utf16_is_refused),
		TEST(a_byte_that_is_no_text_is_reported_with_its_line),
		TEST(a_gb18030_word_pasted_into_utf8_is_not_read_as_gb18030),
		TEST(every_mistake_of_a_file_is_reported_in_one_go),
		TEST(inih_and_the_reader_never_disagree),
		TEST(the_files_inih_tests_itself_with_are_refused_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
