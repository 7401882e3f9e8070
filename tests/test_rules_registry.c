/* test_rules_registry.c -- CSV in, units or whole messages out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "rules/registry.h"

#define STREETS "../shared/cases/divisions/2023"

struct world {
	struct arena *arena;
	struct diag *diag;
	char dir[64];
	struct scheme scheme;
	struct registry county, town;   /* town is below county where a test says so */
	char *said;
};

static int begin(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	w->arena = arena_new();
	w->diag = diag_new(w->arena, CHINESE);
	w->county = (struct registry){ .name = "区县", .file = "counties.csv" };
	w->town = (struct registry){ .name = "街道", .file = "towns.csv" };
	snprintf(w->dir, sizeof w->dir, "%s/kaohe-registry-XXXXXX", P_tmpdir);
	*state = w;
	return mkdtemp(w->dir) ? 0 : -1;
}

static int end(void **state)
{
	struct world *w = *state;

	unlink(path_join(w->arena, w->dir, w->county.file));
	unlink(path_join(w->arena, w->dir, w->town.file));
	rmdir(w->dir);
	free(w->said);
	arena_free(w->arena);
	free(w);
	return 0;
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

static bool load(struct world *w, struct registry *r, const char *csv)
{
	assert_true(file_write(w->diag, w->dir, r->file, csv, strlen(csv)));
	return registry_load(w->arena, w->diag, r, w->dir, &w->scheme);
}

/* A fresh county registry from csv gives exactly these complaints. */
static void counties_give(struct world *w, const char *csv, const char *messages)
{
	w->diag = diag_new(w->arena, CHINESE);
	w->county = (struct registry){ .name = "区县", .file = "counties.csv", .role = w->county.role };
	load(w, &w->county, csv);
	assert_string_equal(said(w), messages);
}

#define TWO_COUNTIES "代码,名称,别名\n510402,东区,\n510403,西区,攀西区|西 区\n"

/* Towns below the two counties give exactly these complaints. */
static void towns_give(struct world *w, const char *csv, const char *messages)
{
	counties_give(w, TWO_COUNTIES, "");
	w->town = (struct registry){ .name = "街道", .file = "towns.csv", .parent = &w->county };
	load(w, &w->town, csv);
	assert_string_equal(said(w), messages);
}

static const struct unit *find(const struct registry *r, const struct unit *under, const char *text)
{
	return registry_find(r, under, text, strlen(text), NULL);
}

/* ---- what is read ---- */

static void every_column_reaches_the_unit(void **state)
{
	static const char *roles[] = { "主要领导", "分管领导", NULL };
	struct world *w = *state;
	const struct unit *unit;

	w->county.role = roles;
	assert_true(load(w, &w->county,
		"名称,代码,别名,组,类型,人口,分管领导,主要领导\n东区,510402,攀东区 | 炳草岗,甲组,区,315600,,示例甲\n米易县,510421,,,,,示例丙,示例乙\n"));
	assert_string_equal(said(w), "");
	assert_int_equal(w->county.unit_count, 2);
	unit = w->county.unit[0];
	assert_ptr_equal(unit->registry, &w->county);
	assert_int_equal(unit->index, 0);
	assert_string_equal(unit->code, "510402");
	assert_string_equal(unit->name, "东区");
	assert_string_equal(unit->group, "甲组");
	assert_string_equal(unit->type, "区");
	assert_string_equal(unit->alias[0], "攀东区");
	assert_string_equal(unit->alias[1], "炳草岗");
	assert_null(unit->alias[2]);
	assert_null(unit->parent);
	assert_true(unit->has_population);
	assert_string_equal(num_text(w->arena, unit->population), "315600");
	assert_string_equal(role_holder(w->arena, unit, 0, 0), "示例甲");
	assert_string_equal(role_holder(w->arena, unit, 1, 0), "");
	assert_string_equal(unit->at.file, "counties.csv");
	assert_int_equal(unit->at.line, 2);
	unit = w->county.unit[1];
	assert_int_equal(unit->index, 1);
	assert_string_equal(unit->group, "");
	assert_string_equal(unit->type, "");
	assert_null(unit->alias[0]);
	assert_false(unit->has_population);
	assert_string_equal(role_holder(w->arena, unit, 0, 0), "示例乙");
	assert_string_equal(role_holder(w->arena, unit, 1, 0), "示例丙");
}

static void the_file_is_counted_among_those_of_the_scheme(void **state)
{
	struct world *w = *state;

	assert_true(load(w, &w->county, TWO_COUNTIES));
	assert_int_equal(w->scheme.file_count, 1);
	assert_string_equal(w->scheme.file[0]->name, "counties.csv");
	assert_int_equal(w->scheme.file[0]->length, strlen(TWO_COUNTIES));
	assert_true(registry_load(w->arena, w->diag, &w->county, w->dir, NULL));
}

static void a_unit_is_found_by_code_name_or_alias_exactly(void **state)
{
	struct world *w = *state;
	bool many = true;

	counties_give(w, TWO_COUNTIES, "");
	assert_ptr_equal(find(&w->county, NULL, "510402"), w->county.unit[0]);
	assert_ptr_equal(find(&w->county, NULL, "西区"), w->county.unit[1]);
	assert_ptr_equal(find(&w->county, NULL, "攀西区"), w->county.unit[1]);
	assert_ptr_equal(find(&w->county, NULL, "西 区"), w->county.unit[1]);
	assert_ptr_equal(find(&w->county, NULL, " \t西区  "), w->county.unit[1]);
	assert_ptr_equal(registry_find(&w->county, NULL, "东区,西区", strlen("东区"), &many), w->county.unit[0]);
	assert_false(many);
	assert_null(find(&w->county, NULL, "东"));
	assert_null(find(&w->county, NULL, "东区区"));
	assert_null(find(&w->county, NULL, "51040"));
	assert_null(registry_find(&w->county, NULL, "", 0, &many));
	assert_false(many);
}

static void nobody_is_found_in_a_registry_that_was_not_loaded(void **state)
{
	struct world *w = *state;

	assert_null(find(&w->county, NULL, "东区"));
}

static void one_name_under_two_parents_is_told_apart_by_the_parent(void **state)
{
	struct world *w = *state;
	bool many = false;

	towns_give(w, "代码,名称,上级\nA1,城关镇,东区\nA2,银江镇,510402\nB1,城关镇,攀西区\n", "");
	assert_null(registry_find(&w->town, NULL, "城关镇", strlen("城关镇"), &many));
	assert_true(many);
	assert_ptr_equal(registry_find(&w->town, w->county.unit[0], "城关镇", strlen("城关镇"), &many), w->town.unit[0]);
	assert_false(many);
	assert_ptr_equal(find(&w->town, w->county.unit[1], "城关镇"), w->town.unit[2]);
	assert_null(find(&w->town, w->county.unit[1], "银江镇"));
	assert_ptr_equal(find(&w->town, NULL, "银江镇"), w->town.unit[1]);
	assert_ptr_equal(w->town.unit[1]->parent, w->county.unit[0]);
	assert_ptr_equal(w->town.unit[2]->parent, w->county.unit[1]);
}

static void a_unit_whose_alias_is_its_own_name_is_one_unit(void **state)
{
	struct world *w = *state;
	bool many = true;

	counties_give(w, "代码,名称,别名\n510402,东区,东区|510402\n", "");
	assert_ptr_equal(registry_find(&w->county, NULL, "东区", strlen("东区"), &many), w->county.unit[0]);
	assert_false(many);
}

static void groups_come_in_order_of_appearance(void **state)
{
	struct world *w = *state;
	const char **groups;

	counties_give(w, "代码,名称,组\n1,甲,乙组\n2,乙,\n3,丙,甲组\n4,丁,乙组\n", "");
	groups = registry_groups(w->arena, &w->county);
	assert_string_equal(groups[0], "乙组");
	assert_string_equal(groups[1], "");
	assert_string_equal(groups[2], "甲组");
	assert_null(groups[3]);
	assert_null(registry_groups(w->arena, &w->town)[0]);
}

/* ---- the head ---- */

static void code_and_name_must_have_their_columns(void **state)
{
	struct world *w = *state;

	counties_give(w, "编码,单位\n1,东区\n",
		"counties.csv: 错误 K216: 名录缺“代码”一列，现有的列是：编码 单位；请补上这一列，或改正列名\n"
		"counties.csv: 错误 K216: 名录缺“名称”一列，现有的列是：编码 单位；请补上这一列，或改正列名\n"
		"counties.csv:1: 警告 K217: 不认识“编码”这一列，不读；是否想写：代码？请改正列名，或写进“责任角色”，或删去这一列\n"
		"counties.csv:1: 警告 K217: 不认识“单位”这一列，不读；是否想写：代码 名称 别名 上级 组 类型 人口 有效起 有效止？请改正列名，或写进“责任角色”，或删去这一列\n");
	assert_int_equal(w->county.unit_count, 0);
	assert_int_equal(diag_exit(w->diag), 78);
}

static void a_role_must_have_its_column(void **state)
{
	static const char *roles[] = { "主要领导", NULL };
	struct world *w = *state;

	w->county.role = roles;
	counties_give(w, "代码,名称\n1,东区\n",
		"counties.csv: 错误 K216: 名录缺“主要领导”一列，现有的列是：代码 名称；请补上这一列，或改正列名\n");
	assert_string_equal(role_holder(w->arena, w->county.unit[0], 0, 0), "");
}

static void an_unknown_column_is_a_warning_with_the_nearest(void **state)
{
	static const char *roles[] = { "主要领导", NULL };
	struct world *w = *state;

	w->county.role = roles;
	counties_give(w, "代码,名称,主要领导,主要领异\n1,东区,示例甲,x\n",
		"counties.csv:1: 警告 K217: 不认识“主要领异”这一列，不读；是否想写：主要领导？请改正列名，或写进“责任角色”，或删去这一列\n");
	assert_int_equal(diag_exit(w->diag), 1);
	assert_int_equal(w->county.unit_count, 1);
}

static void a_column_written_twice_is_refused(void **state)
{
	struct world *w = *state;

	counties_give(w, "代码,名称,名称\n1,东区,西区\n",
		"counties.csv:1: 错误 K161: 列名“名称”出现了两次（第 2 列和第 3 列）；请改名或删去其一\n");
}

static void a_registry_without_units_is_refused(void **state)
{
	struct world *w = *state;

	counties_give(w, "代码,名称\n", "counties.csv: 错误 K224: 名录里一个单位也没有；请补上单位，一行一个\n");
}

static void a_file_that_is_not_there_gives_false(void **state)
{
	struct world *w = *state;

	assert_false(registry_load(w->arena, w->diag, &w->county, w->dir, &w->scheme));
	assert_int_equal(diag_errors(w->diag), 1);
	assert_int_equal(w->scheme.file_count, 0);
}

/* ---- the rows ---- */

static void blank_codes_and_names_are_refused_and_left_out(void **state)
{
	struct world *w = *state;

	counties_give(w, "代码,名称\n,东区\n2, \n3,仁和区\n",
		"counties.csv:2: 错误 K219: “代码”一栏是空的，每个单位都要有；请填上\n"
		"counties.csv:3: 错误 K219: “名称”一栏是空的，每个单位都要有；请填上\n");
	assert_int_equal(w->county.unit_count, 1);
	assert_string_equal(w->county.unit[0]->name, "仁和区");
}

static void codes_are_ascii_letters_digits_and_dashes(void **state)
{
	struct world *w = *state;

	counties_give(w, "代码,名称\nAz_0-9,东区\n5104 02,西区\n５１,仁和区\n../x,米易县\n",
		"counties.csv:3: 错误 K220: “代码”一栏的“5104 02”不能用，应写成 510411-A_1 这个样子；请改正\n"
		"counties.csv:4: 错误 K220: “代码”一栏的“５１”不能用，应写成 510411-A_1 这个样子；请改正\n"
		"counties.csv:5: 错误 K220: “代码”一栏的“../x”不能用，应写成 510411-A_1 这个样子；请改正\n");
}

static void a_population_is_a_number_not_below_zero(void **state)
{
	struct world *w = *state;

	counties_give(w, "代码,名称,人口\n1,东区,约30万\n2,西区,-1\n3,仁和区,0\n4,米易县,12.5\n",
		"counties.csv:2: 错误 K220: “人口”一栏的“约30万”不能用，应写成 128400 这个样子；请改正\n"
		"counties.csv:3: 错误 K220: “人口”一栏的“-1”不能用，应写成 128400 这个样子；请改正\n");
	assert_false(w->county.unit[0]->has_population);
	assert_false(w->county.unit[1]->has_population);
	assert_true(w->county.unit[2]->has_population);
	assert_int_equal(num_sign(w->county.unit[2]->population), 0);
}

static void a_full_width_bar_between_aliases_is_refused(void **state)
{
	struct world *w = *state;

	counties_give(w, "代码,名称,别名\n1,东区,甲｜乙\n",
		"counties.csv:2: 错误 K220: “别名”一栏的“甲｜乙”不能用，应写成 甲|乙 这个样子；请改正\n");
}

static void a_code_or_name_used_twice_is_refused_with_the_first_line(void **state)
{
	struct world *w = *state;

	counties_give(w, "代码,名称,别名\n1,东区,\n1,西区,\n3,东区,\n4,仁和区,西区\n5,3,\n",
		"counties.csv:3: 错误 K221: 代码“1”在第 2 行已经用过，分不清指哪个单位；请改成不同的，或删去一个\n"
		"counties.csv:4: 错误 K221: 名称“东区”在第 2 行已经用过，分不清指哪个单位；请改成不同的，或删去一个\n"
		"counties.csv:5: 错误 K221: 别名“西区”在第 3 行已经用过，分不清指哪个单位；请改成不同的，或删去一个\n"
		"counties.csv:6: 错误 K221: 名称“3”在第 4 行已经用过，分不清指哪个单位；请改成不同的，或删去一个\n");
}

static void names_repeat_under_different_parents_only(void **state)
{
	struct world *w = *state;

	towns_give(w, "代码,名称,上级,别名\nA1,城关镇,东区,\nB1,城关镇,西区,\nA2,银江镇,东区,城关镇\nB2,A1,西区,\nA1,大渡口,西区,\n",
		"towns.csv:4: 错误 K221: 别名“城关镇”在第 2 行已经用过，分不清指哪个单位；请改成不同的，或删去一个\n"
		"towns.csv:5: 错误 K221: 名称“A1”在第 2 行已经用过，分不清指哪个单位；请改成不同的，或删去一个\n"
		"towns.csv:6: 错误 K221: 代码“A1”在第 2 行已经用过，分不清指哪个单位；请改成不同的，或删去一个\n");
}

static void a_parent_must_be_in_the_registry_above(void **state)
{
	struct world *w = *state;

	towns_give(w, "代码,名称,上级\nA1,城关镇,东城区\nA2,银江镇,\nA3,大渡口,东区\n",
		"towns.csv:2: 错误 K222: 上级“东城区”不在名录“区县”里；请写那里的代码、名称或别名\n"
		"towns.csv:3: 错误 K219: “上级”一栏是空的，每个单位都要有；请填上\n");
	assert_null(w->town.unit[0]->parent);
	assert_ptr_equal(w->town.unit[2]->parent, w->county.unit[0]);
	towns_give(w, "代码,名称\nA1,城关镇\n",
		"towns.csv: 错误 K216: 名录缺“上级”一列，现有的列是：代码 名称；请补上这一列，或改正列名\n");
}

static void a_parent_whose_name_several_bear_is_refused(void **state)
{
	struct world *w = *state;
	struct registry village = { .name = "村", .file = "towns.csv", .parent = &w->town };

	towns_give(w, "代码,名称,上级\nA1,城关镇,东区\nB1,城关镇,西区\n", "");
	load(w, &village, "代码,名称,上级\nV1,甲村,城关镇\nV2,乙村,B1\n");
	assert_string_equal(said(w), "towns.csv:2: 错误 K218: 名录“街道”里不止一个单位叫“城关镇”，分不清上级是哪一个；请写那个单位的代码\n");
	assert_ptr_equal(village.unit[1]->parent, w->town.unit[1]);
}

static void parents_without_a_registry_above_are_refused_once(void **state)
{
	struct world *w = *state;

	counties_give(w, "代码,名称,上级\n1,东区,\n2,西区,攀枝花市\n3,仁和区,攀枝花市\n",
		"counties.csv:3: 错误 K223: 名录里写了上级“攀枝花市”，但 [名录:区县] 没有“上级名录”，不知道到哪里去找；请在规则里补上，或删去上级一列\n");
}

/* ---- size ---- */

/* Turns the official list, code,name,areaCode…, into ours. */
static const char *registry_of(struct world *w, const char *file)
{
	struct table *table = table_read(w->arena, w->diag, STREETS, file);
	struct buf out = buf_new(w->arena);

	assert_non_null(table);
	buf_add(&out, "代码,名称,上级\n");
	for (size_t r = 0; r < table->rows; r++) {
		const char **cell = table->cell + r * table->columns;

		buf_printf(&out, "%s,%s,%s\n", cell[0], cell[1], cell[2]);
	}
	return out.at;
}

static void the_streets_of_the_country_are_found_by_name_and_district(void **state)
{
	struct world *w = *state;
	struct registry city = { .name = "市", .file = "counties.csv" };
	const char *name;
	bool many;

	if (!file_exists(STREETS, "streets.csv"))
		skip();
	load(w, &city, "代码,名称\n0,示例\n");
	city.unit_count = 0;            /* not looked up here: 2,978 areas need no cities */
	w->county.parent = &city;
	load(w, &w->county, registry_of(w, "areas.csv"));
	w->town.parent = &w->county;
	load(w, &w->town, registry_of(w, "streets.csv"));
	assert_string_equal(said(w), "");
	assert_int_equal(w->town.unit_count, 41352);
	for (size_t i = 0; i < w->town.unit_count; i++) {
		const struct unit *unit = w->town.unit[i];

		assert_ptr_equal(find(&w->town, NULL, unit->code), unit);
		assert_string_equal(unit->parent->code, arena_strn(w->arena, unit->code, 6));
		name = unit->name;
		if (find(&w->town, unit->parent, name) != unit)
			fail_msg("%s %s", unit->code, name);
	}
	assert_null(registry_find(&w->town, NULL, "城关镇", strlen("城关镇"), &many));
	assert_true(many);
}

/* ---- 有效起 有效止 ---- */

/* Counties of the month from that day on give exactly these complaints. */
static void counties_of(struct world *w, const char *first, const char *last, const char *csv, const char *messages)
{
	w->diag = diag_new(w->arena, CHINESE);
	w->county = (struct registry){ .name = "区县", .file = "counties.csv" };
	assert_true(day_parse(first, strlen(first), &w->county.first));
	assert_true(day_parse(last, strlen(last), &w->county.last));
	load(w, &w->county, csv);
	assert_string_equal(said(w), messages);
}

#define SPLIT "代码,名称,组,有效起,有效止\n1,东区,甲,,\n2,西区,甲,,2026-07-31\n21,西一区,甲,2026-08-01,\n22,西区,乙,2026-08-01,\n"

static void a_unit_counts_only_in_the_periods_in_which_it_is_valid(void **state)
{
	struct world *w = *state;

	counties_of(w, "2026-07-01", "2026-07-31", SPLIT, "");
	assert_int_equal(w->county.unit_count, 2);
	assert_string_equal(find(&w->county, NULL, "西区")->code, "2");
	assert_null(find(&w->county, NULL, "21"));
	assert_string_equal(registry_away(&w->county, "西一区", strlen("西一区"))->code, "21");
	assert_null(registry_away(&w->county, "东区", strlen("东区")));
	counties_of(w, "2026-08-01", "2026-08-31", SPLIT, "");
	assert_int_equal(w->county.unit_count, 3);
	assert_string_equal(find(&w->county, NULL, "西区")->code, "22");
	assert_int_equal(w->county.unit[2]->index, 2);
	assert_string_equal(validity_words(w->arena, registry_away(&w->county, "2", 1)), "有效期至 2026-07-31 止");
}

static void a_unit_may_change_its_row_with_the_time_but_not_have_two_at_once(void **state)
{
	struct world *w = *state;

	counties_of(w, "2026-08-01", "2026-08-31", "代码,名称,组,有效起,有效止\n1,东县,县,,2026-07-31\n1,东区,区,2026-08-01,\n", "");
	assert_string_equal(find(&w->county, NULL, "1")->group, "区");
	counties_of(w, "2026-08-01", "2026-08-31", "代码,名称,组,有效起,有效止\n1,东县,县,,2026-08-31\n1,东区,区,2026-08-01,\n",
		"counties.csv:3: 错误 K221: 代码“1”在第 2 行已经用过，分不清指哪个单位；请改成不同的，或删去一个\n");
}

static void wrong_days_of_a_unit_are_refused(void **state)
{
	struct world *w = *state;

	counties_of(w, "2026-08-01", "2026-08-31", "代码,名称,有效起,有效止\n1,东区,八月,\n2,西区,2026-08-01,2026-07-31\n3,南区,,\n",
		"counties.csv:2: 错误 K220: “有效起”一栏的“八月”不能用，应写成 2026-08-01 这个样子；请改正\n"
		"counties.csv:3: 错误 K1171: 有效起 2026-08-01 晚于有效止 2026-07-31；起应不晚于止，请改正\n");
	counties_of(w, "2026-08-01", "2026-08-31", "代码,名称,有效起,有效止\n1,东区,,2026-07-31\n",
		"counties.csv: 错误 K1174: 名录里没有一个单位在 2026-08-31 有效；请核对“有效起”“有效止”\n");
}

static void coming_or_going_within_the_period_is_told_and_the_last_day_decides(void **state)
{
	struct world *w = *state;

	counties_of(w, "2026-08-01", "2026-08-31", "代码,名称,有效起,有效止\n1,东区,2026-08-15,\n2,西区,,2026-08-30\n3,南区,2026-08-01,2026-08-31\n",
		"counties.csv:2: 警告 K1172: “东区”有效期自 2026-08-15 起，在本期中途；一期只看期末那一天，本期算它；如果不该这样，请把日期改到期初或期末\n"
		"counties.csv:3: 警告 K1172: “西区”有效期至 2026-08-30 止，在本期中途；一期只看期末那一天，本期不算它；如果不该这样，请把日期改到期初或期末\n");
	assert_int_equal(w->county.unit_count, 2);
	assert_null(find(&w->county, NULL, "西区"));
	w->diag = diag_new(w->arena, ENGLISH);
	w->county = (struct registry){ .name = "区县", .file = "counties.csv", .first = w->county.first, .last = w->county.last };
	load(w, &w->county, "代码,名称,有效起,有效止\n1,东区,2026-08-15,\n");
	assert_string_equal(said(w), "counties.csv:2: warning K1172: '东区' comes or goes within the period (有效期自 2026-08-15 起); the last day decides, here: it counts; "
		"move the day to the beginning or end of a period if that is not meant\n");
}

static void a_unit_needs_a_parent_that_is_valid_with_it(void **state)
{
	struct world *w = *state;

	counties_of(w, "2026-08-01", "2026-08-31", "代码,名称,有效起,有效止\n1,东区,,\n2,西区,,2026-07-31\n", "");
	w->town = (struct registry){ .name = "街道", .file = "towns.csv", .parent = &w->county, .first = w->county.first, .last = w->county.last };
	load(w, &w->town, "代码,名称,上级,有效止\n11,清香坪街道,西区,2026-07-31\n12,玉泉街道,西区,\n13,大渡口街道,东区,\n");
	assert_string_equal(said(w), "towns.csv:3: 错误 K1173: 上级“西区”在名录“区县”里，可是本期不在有效期内（有效期至 2026-07-31 止），“玉泉街道”本期却有效；请改正上级，或改正两者的有效期\n");
}

static void units_of_other_times_do_not_change_what_a_registry_says(void **state)
{
	struct world *w = *state;
	const char *july;

	counties_of(w, "2026-07-01", "2026-07-31", "代码,名称\n1,东区\n2,西区\n", "");
	july = w->county.digest;
	counties_of(w, "2026-07-01", "2026-07-31", "代码,名称,有效起,有效止\n1,东区,,\n2,西区,,2026-07-31\n21,西一区,2026-08-01,\n", "");
	assert_string_equal(w->county.digest, july);
	counties_of(w, "2026-07-01", "2026-07-31", "代码,名称,有效起,有效止\n1,东区,,\n2,西城区,,2026-07-31\n", "");
	assert_string_not_equal(w->county.digest, july);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(every_column_reaches_the_unit),
		TEST(the_file_is_counted_among_those_of_the_scheme),
		TEST(a_unit_is_found_by_code_name_or_alias_exactly),
		TEST(nobody_is_found_in_a_registry_that_was_not_loaded),
		TEST(one_name_under_two_parents_is_told_apart_by_the_parent),
		TEST(a_unit_whose_alias_is_its_own_name_is_one_unit),
		TEST(a_unit_counts_only_in_the_periods_in_which_it_is_valid),
		TEST(a_unit_may_change_its_row_with_the_time_but_not_have_two_at_once),
		TEST(wrong_days_of_a_unit_are_refused),
		TEST(coming_or_going_within_the_period_is_told_and_the_last_day_decides),
		TEST(a_unit_needs_a_parent_that_is_valid_with_it),
		TEST(units_of_other_times_do_not_change_what_a_registry_says),
		TEST(groups_come_in_order_of_appearance),
		TEST(code_and_name_must_have_their_columns),
		TEST(a_role_must_have_its_column),
		TEST(an_unknown_column_is_a_warning_with_the_nearest),
		TEST(a_column_written_twice_is_refused),
		TEST(a_registry_without_units_is_refused),
		TEST(a_file_that_is_not_there_gives_false),
		TEST(blank_codes_and_names_are_refused_and_left_out),
		TEST(codes_are_ascii_letters_digits_and_dashes),
		TEST(a_population_is_a_number_not_below_zero),
		TEST(a_full_width_bar_between_aliases_is_refused),
		TEST(a_code_or_name_used_twice_is_refused_with_the_first_line),
		TEST(names_repeat_under_different_parents_only),
		TEST(a_parent_must_be_in_the_registry_above),
		TEST(a_parent_whose_name_several_bear_is_refused),
		TEST(parents_without_a_registry_above_are_refused_once),
		TEST(the_streets_of_the_country_are_found_by_name_and_district),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
