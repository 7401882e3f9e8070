/* test_rules_office.c -- a 名录 and its 任职 table in, who held which role on a day or whole messages out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rules/registry.h"

static const char *roles[] = { "主要领导", "分管领导", NULL };

struct world {
	struct arena *arena;
	char dir[64];
	struct scheme *scheme;
	struct registry county, town;
	char *said;
};

static int begin(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	w->arena = arena_new();
	strcpy(w->dir, "/tmp/kaohe-office-XXXXXX");
	*state = w;
	return mkdtemp(w->dir) ? 0 : -1;
}

static int end(void **state)
{
	static const char *const names[] = { "counties.csv", "towns.csv", "terms.csv", "a.ini" };
	struct world *w = *state;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unlink(path_join(w->arena, w->dir, names[i]));
	rmdir(w->dir);
	free(w->said);
	arena_free(w->arena);
	free(w);
	return 0;
}

static const char *say(struct world *w, struct diag *d)
{
	size_t size;
	FILE *out;

	free(w->said);
	out = open_memstream(&w->said, &size);
	diag_print(d, out, 1);
	fclose(out);
	return w->said;
}

static void put(struct world *w, const char *name, const char *text)
{
	assert_true(file_write(diag_new(w->arena, CHINESE), w->dir, name, text, strlen(text)));
}

/* Two counties, below them towns of one name, whose registry has these columns and this 任职 table. */
static const char *towns(struct world *w, enum language language, const char *csv, const char *terms)
{
	struct diag *d = diag_new(w->arena, language);

	w->scheme = arena_one(w->arena, struct scheme);
	w->county = (struct registry){ .name = "区县", .file = "counties.csv" };
	w->town = (struct registry){ .name = "街道", .file = "towns.csv", .parent = &w->county, .role = roles, .terms = "terms.csv" };
	put(w, "counties.csv", "代码,名称\n1,东区\n2,西区\n");
	put(w, "towns.csv", csv);
	put(w, "terms.csv", terms);
	assert_true(registry_load(w->arena, d, &w->county, w->dir, w->scheme));
	assert_true(registry_load(w->arena, d, &w->town, w->dir, w->scheme));
	return say(w, d);
}

#define TOWNS "代码,名称,别名,上级,分管领导\nA1,城关镇,,东区,示例乙\nB1,城关镇,,西区,\nB2,银江镇,银江,西区,示例丁\n"
#define TERMS "单位,角色,姓名,起,止\n"

/* The terms below the head give exactly these complaints. */
static void terms_give(struct world *w, const char *terms, const char *messages)
{
	assert_string_equal(towns(w, CHINESE, TOWNS, arena_printf(w->arena, TERMS "%s", terms)), messages);
}

static const char *holder(struct world *w, const char *code, const char *role, const char *day)
{
	const struct unit *u = registry_find(&w->town, NULL, code, strlen(code), NULL);
	int32_t on;

	assert_non_null(u);
	assert_true(day_parse(day, strlen(day), &on));
	return role_holder(w->arena, u, role_index(&w->town, role), on);
}

/* ---- who held it ---- */

static void both_days_of_a_term_are_in_office(void **state)
{
	struct world *w = *state;

	terms_give(w, "A1,主要领导,示例甲,2026-01-01,2026-08-14\nA1,主要领导,示例丙,2026-08-15,\n", "");
	assert_null(holder(w, "A1", "主要领导", "2025-12-31"));
	assert_string_equal(holder(w, "A1", "主要领导", "2026-01-01"), "示例甲");
	assert_string_equal(holder(w, "A1", "主要领导", "2026-08-14"), "示例甲");
	assert_string_equal(holder(w, "A1", "主要领导", "2026-08-15"), "示例丙");
	assert_string_equal(holder(w, "A1", "主要领导", "2199-12-31"), "示例丙");
}

static void a_blank_beginning_is_always_and_a_gap_is_nobody(void **state)
{
	struct world *w = *state;
	int32_t gap;

	terms_give(w, "A1,主要领导,示例甲,,2026-07-31\nA1,主要领导,示例丙,2026-09-01,\n", "");
	assert_string_equal(holder(w, "A1", "主要领导", "1900-01-01"), "示例甲");
	assert_null(holder(w, "A1", "主要领导", "2026-08-01"));
	assert_null(holder(w, "A1", "主要领导", "2026-08-31"));
	assert_true(day_parse("2026-08-10", 10, &gap));
	assert_string_equal(origin_text(w->arena, role_gap(w->town.unit[0], 0, gap)), "terms.csv:2");
	assert_string_equal(origin_text(w->arena, role_gap(w->town.unit[1], 0, gap)), "terms.csv");
}

static void several_of_one_role_are_all_named_in_file_order(void **state)
{
	struct world *w = *state;

	terms_give(w, "A1,主要领导,示例乙,2026-03-01,\nA1,主要领导,示例甲,2026-01-01,2026-08-31\nB1,主要领导,示例戊,,\n", "");
	assert_string_equal(holder(w, "A1", "主要领导", "2026-02-01"), "示例甲");
	assert_string_equal(holder(w, "A1", "主要领导", "2026-08-31"), "示例乙、示例甲");
	assert_string_equal(holder(w, "A1", "主要领导", "2026-09-01"), "示例乙");
}

static void a_role_that_is_a_column_knows_no_days(void **state)
{
	struct world *w = *state;

	terms_give(w, "A1,主要领导,示例甲,2026-01-01,\n", "");
	assert_string_equal(holder(w, "A1", "分管领导", "1999-01-01"), "示例乙");
	assert_string_equal(holder(w, "B1", "分管领导", "1999-01-01"), "");
	assert_int_equal(role_index(&w->town, "直接责任者"), SIZE_MAX);
}

static void a_unit_is_meant_by_code_name_alias_or_path(void **state)
{
	struct world *w = *state;

	terms_give(w, "西区/城关镇,主要领导,示例甲,,\n1/城关镇,主要领导,示例丙,,\n银江,主要领导,示例戊,,\n", "");
	assert_string_equal(holder(w, "B1", "主要领导", "2026-10-31"), "示例甲");
	assert_string_equal(holder(w, "A1", "主要领导", "2026-10-31"), "示例丙");
	assert_string_equal(holder(w, "B2", "主要领导", "2026-10-31"), "示例戊");
}

static void the_same_person_may_come_back_and_hold_two_roles(void **state)
{
	struct world *w = *state;

	assert_string_equal(towns(w, CHINESE, "代码,名称,上级\nA1,城关镇,东区\n",
		TERMS "A1,主要领导,示例甲,,2026-03-31\nA1,主要领导,示例甲,2026-04-01,\nA1,分管领导,示例甲,,\n"), "");
	assert_string_equal(holder(w, "A1", "主要领导", "2026-04-01"), "示例甲");
	assert_string_equal(holder(w, "A1", "分管领导", "2026-04-01"), "示例甲");
}

static void the_table_is_counted_among_the_files_of_the_scheme(void **state)
{
	struct world *w = *state;

	terms_give(w, "A1,主要领导,示例甲,,\n", "");
	assert_int_equal(w->scheme->file_count, 3);
	assert_string_equal(w->scheme->file[2]->name, "terms.csv");
}

/* ---- what is refused ---- */

static void a_role_is_a_column_or_a_role_of_the_table_not_both(void **state)
{
	struct world *w = *state;

	terms_give(w, "A1,主要领导,示例甲,,\nA1,分管领导,示例乙,,\nB1,分管领导,示例丁,,\n",
		"terms.csv:3: 错误 K382: 责任角色“分管领导”写在任职表里，又是名录 towns.csv 的一列，不知道以哪个为准；请删去一处\n");
}

static void a_role_that_neither_has_lacks_its_column(void **state)
{
	struct world *w = *state;

	terms_give(w, "",
		"towns.csv: 错误 K216: 名录缺“主要领导”一列，现有的列是：代码 名称 别名 上级 分管领导；请补上这一列，或改正列名\n");
}

static void the_five_columns_must_be_there_and_others_are_not_read(void **state)
{
	struct world *w = *state;

	assert_string_equal(towns(w, CHINESE, TOWNS, "单位,角色,姓名,起,任免文号\nA1,主要领导,示例甲,,\n"),
		"terms.csv: 错误 K216: 名录缺“止”一列，现有的列是：单位 角色 姓名 起 任免文号；请补上这一列，或改正列名\n");
	assert_string_equal(towns(w, CHINESE, TOWNS, "任免文号,止,起,姓名,角色,单位\n示例〔2026〕1号,,2026-01-01,示例甲,主要领导,A1\n"), "");
	assert_string_equal(holder(w, "A1", "主要领导", "2026-01-01"), "示例甲");
}

static void a_unit_that_is_not_there_or_not_alone_is_refused(void **state)
{
	struct world *w = *state;

	terms_give(w, "A9,主要领导,示例甲,,\n城关镇,主要领导,示例甲,,\n东区/银江镇,主要领导,示例甲,,\n南区/城关镇,主要领导,示例甲,,\n",
		"terms.csv:2: 错误 K269: 名录“街道”里没有“A9”，或者不止一个单位叫这个名字；请写代码\n"
		"terms.csv:3: 错误 K269: 名录“街道”里没有“城关镇”，或者不止一个单位叫这个名字；请写代码\n"
		"terms.csv:4: 错误 K269: 名录“街道”里没有“东区/银江镇”，或者不止一个单位叫这个名字；请写代码\n"
		"terms.csv:5: 错误 K269: 名录“街道”里没有“南区/城关镇”，或者不止一个单位叫这个名字；请写代码\n");
}

static void a_role_that_the_registry_does_not_name_is_refused(void **state)
{
	struct world *w = *state;

	terms_give(w, "A1,主要领导,示例甲,,\nA1,主要领异,示例乙,,\nA1,,示例乙,,\n",
		"terms.csv:3: 错误 K383: 任职表“角色”一栏的“主要领异”不能用，应为 [名录:街道] 责任角色 主要领导、分管领导；请改正\n"
		"terms.csv:4: 错误 K383: 任职表“角色”一栏的“”不能用，应为 [名录:街道] 责任角色 主要领导、分管领导；请改正\n");
}

static void names_and_days_must_be_such_and_in_order(void **state)
{
	struct world *w = *state;

	terms_give(w, "A1,主要领导,,,\nA1,主要领导,示例甲,八月,2026-02-30\nA1,主要领导,示例甲,2026-08-15,2026-08-14\nA1,主要领导,示例甲,2026-08-15,2026-08-15\n",
		"terms.csv:2: 错误 K383: 任职表“姓名”一栏的“”不能用，应为 示例张三；请改正\n"
		"terms.csv:3: 错误 K383: 任职表“起”一栏的“八月”不能用，应为 2026-08-15；请改正\n"
		"terms.csv:3: 错误 K383: 任职表“止”一栏的“2026-02-30”不能用，应为 2026-08-15；请改正\n"
		"terms.csv:4: 错误 K383: 任职表“止”一栏的“2026-08-14”不能用，应为 >= 2026-08-15；请改正\n");
}

static void terms_of_one_person_must_not_overlap(void **state)
{
	struct world *w = *state;

	terms_give(w, "A1,主要领导,示例甲,2026-01-01,2026-06-30\nA1,主要领导,示例甲,2026-01-01,2026-06-30\nA1,主要领导,示例甲,2026-06-30,\n"
		"A1,主要领导,示例甲,2026-07-01,\nB1,主要领导,示例甲,2026-01-01,2026-06-30\n",
		"terms.csv:3: 错误 K384: “示例甲”任城关镇“主要领导”的这一段，与第 2 行的日期重叠；请改正起止，或删去一行\n"
		"terms.csv:4: 错误 K384: “示例甲”任城关镇“主要领导”的这一段，与第 2 行的日期重叠；请改正起止，或删去一行\n");
}

static void all_of_it_is_said_in_english_too(void **state)
{
	struct world *w = *state;

	assert_string_equal(towns(w, ENGLISH, TOWNS, TERMS "A1,主要领导,示例甲,,\nA1,主要领导,示例甲,,\nA1,分管领导,示例乙,,\nA1,科长,示例乙,,\n"),
		"terms.csv:3: error K384: this term of '示例甲' as '主要领导' of 城关镇 overlaps with that on line 2; correct the days or delete a row\n"
		"terms.csv:4: error K382: the role '分管领导' is in the 任职 table and a column of towns.csv too, it is open which holds; delete one of them\n"
		"terms.csv:5: error K383: '科长' under '角色' of the 任职 table will not do, it should be [名录:街道] 责任角色 主要领导、分管领导; correct it\n");
}

/* ---- as a rule file says it ---- */

/* Messages of the scheme that have to do with the table. */
static const char *scheme_says(struct world *w, const char *terms)
{
	struct diag *d = diag_new(w->arena, CHINESE);
	struct buf out = buf_new(w->arena);

	put(w, "a.ini", arena_printf(w->arena, "[名录:区县]\n文件 = counties.csv\n责任角色 = 主要领导\n任职 = %s\n", terms));
	put(w, "counties.csv", "代码,名称\n1,东区\n");
	scheme_read(w->arena, d, w->dir, NULL);
	for (size_t i = 0; i < diag_count(d); i++) {
		const struct complaint *c = diag_at(d, i);

		if (c->number == 216 || c->number == 380 || c->number == 136 || c->number == 130)
			buf_printf(&out, "%s: K%d: %s\n", origin_text(w->arena, c->at), c->number, c->text);
	}
	return out.length > 0 ? out.at : "";
}

static void a_table_that_is_not_there_is_a_fault_of_the_rules(void **state)
{
	struct world *w = *state;

	assert_string_equal(scheme_says(w, "terms.csv"), "a.ini:4:6: K380: 规则目录里没有名录文件“terms.csv”；请放进去，或改正文件名\n");
	put(w, "terms.csv", TERMS "东区,主要领导,示例甲,,\n");
	assert_string_equal(scheme_says(w, "terms.csv"), "");
	assert_string_equal(scheme_says(w, "../terms.csv"),
		"kaohe: K136: 文件名“../terms.csv”不予接受：应为文件夹内的单个文件名，UTF-8 编码，不含“/”，不以“.”开头；请改名\n");
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(both_days_of_a_term_are_in_office),
		TEST(a_blank_beginning_is_always_and_a_gap_is_nobody),
		TEST(several_of_one_role_are_all_named_in_file_order),
		TEST(a_role_that_is_a_column_knows_no_days),
		TEST(a_unit_is_meant_by_code_name_alias_or_path),
		TEST(the_same_person_may_come_back_and_hold_two_roles),
		TEST(the_table_is_counted_among_the_files_of_the_scheme),
		TEST(a_role_is_a_column_or_a_role_of_the_table_not_both),
		TEST(a_role_that_neither_has_lacks_its_column),
		TEST(the_five_columns_must_be_there_and_others_are_not_read),
		TEST(a_unit_that_is_not_there_or_not_alone_is_refused),
		TEST(a_role_that_the_registry_does_not_name_is_refused),
		TEST(names_and_days_must_be_such_and_in_order),
		TEST(terms_of_one_person_must_not_overlap),
		TEST(all_of_it_is_said_in_english_too),
		TEST(a_table_that_is_not_there_is_a_fault_of_the_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
