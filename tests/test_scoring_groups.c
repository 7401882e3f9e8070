/* Sums, medians, deviations and counts over other units, and 范围 in place of the group. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

static const char *value(struct month *m, const char *code)
{
	return value_show(m->arena, node(m, code, "总")->value);
}

/* 城: 10 20 60; 县: 5 5 20. */
static void formula(struct month *m, const char *board, const char *text)
{
	rules(m, arena_printf(m->arena, "%s[指标:总]\n公式 = %s\n计分 = 引用 满分 100\n依据 = 示例\n", board, text));
	give(m, "A", "甲", "10");
	give(m, "B", "甲", "20");
	give(m, "C", "甲", "60");
	give(m, "D", "甲", "5");
	give(m, "E", "甲", "5");
	give(m, "F", "甲", "20");
}

#define GIVES(board, text, code, expected) \
	do { \
		formula(*state, board, text); \
		score(*state); \
		assert_string_equal(value(*state, code), expected); \
	} while (0)

static const char *refused(struct month *m, const char *text)
{
	read_rules(m, arena_printf(m->arena, "%s[指标:总]\n公式 = %s\n计分 = 引用 满分 100\n依据 = 示例\n", BOARD, text));
	return complaints(m, 0);
}

static void the_sum_is_that_of_the_group_with_or_without_the_own_figure(void **state)
{
	GIVES(BOARD, "甲 / 组合计(甲) * 90", "A", "10");
	GIVES(BOARD, "组合计(甲, 不含)", "A", "80");
	GIVES(POOLED, "组合计(甲)", "A", "120");
}

static void the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle(void **state)
{
	GIVES(BOARD, "组中位数(甲)", "A", "20");
	GIVES(BOARD, "组中位数(甲, 不含)", "A", "40");
	GIVES(BOARD, "组中位数(甲, 不含)", "B", "35");
	GIVES(BOARD, "组中位数(甲, 不含)", "C", "15");
	GIVES(POOLED, "组中位数(甲)", "A", "15");
	GIVES(POOLED, "组中位数(甲, 不含)", "D", "20");
}

/* 10 20 60: mean 30, squares of the distances 400 + 100 + 900 = 1400; 5 5 20: mean 10, 25 + 25 + 100 = 150. */
static void the_deviation_is_of_the_population_or_of_a_sample(void **state)
{
	GIVES(BOARD, "组标准差(甲, 总体)", "A", "≈21.602469");
	GIVES(BOARD, "组标准差(甲, 样本)", "D", "≈8.660254");
	GIVES(BOARD, "组标准差(甲, 总体, 不含)", "F", "0");
	GIVES(BOARD, "(甲 - 组平均(甲)) / 组标准差(甲, 总体, 不含)", "F", "无分母");
}

static void a_sample_of_one_has_no_deviation(void **state)
{
	struct month *m = *state;

	formula(m, BOARD, "组标准差(甲, 样本)");
	give(m, "B", "甲", "未报送");
	give(m, "C", "甲", "未报送");
	score(m);
	assert_string_equal(value(m, "A"), "无分母");
	formula(m, BOARD, "组标准差(甲, 总体)");
	give(m, "B", "甲", "未报送");
	give(m, "C", "甲", "未报送");
	score(m);
	assert_string_equal(value(m, "A"), "0");
}

static void units_that_meet_a_condition_are_counted_and_those_in_doubt_are_not(void **state)
{
	struct month *m = *state;

	GIVES(BOARD, "组计数(甲 >= 20)", "A", "2");
	GIVES(BOARD, "组计数(甲 > 组平均(甲))", "A", "1");
	GIVES(POOLED, "组计数(甲 >= 20, 不含)", "B", "2");
	formula(m, BOARD, "组计数(甲 >= 20)");
	give(m, "C", "甲", "未报送");
	score(m);
	assert_string_equal(value(m, "A"), "1");
}

static void a_range_takes_the_place_of_the_group(void **state)
{
	GIVES(BOARD, "组平均(甲, 范围 = 组 = “县”)", "A", "10");
	GIVES(BOARD, "组平均(甲, 范围 = 人口 > 50)", "D", "15");
	GIVES(BOARD, "组合计(甲, 范围 = 组 在 (“城”, “县”))", "D", "120");
	GIVES(BOARD, "组计数(甲 > 5, 范围 = 组 = “县”)", "A", "1");
}

static void the_own_figure_is_left_out_of_a_range_it_is_in(void **state)
{
	GIVES(BOARD, "组平均(甲, 不含, 范围 = 人口 > 50)", "A", "20");
	GIVES(BOARD, "组平均(甲, 不含, 范围 = 人口 > 50)", "D", "15");
}

static void a_range_that_takes_nobody_leaves_no_denominator(void **state)
{
	GIVES(BOARD, "组平均(甲, 范围 = 人口 > 500)", "A", "无分母");
	GIVES(BOARD, "组计数(甲 > 0, 范围 = 人口 > 500)", "A", "0");
}

static void the_range_is_shown_as_written(void **state)
{
	struct month *m = *state;

	formula(m, BOARD, "组标准差(甲, 样本, 不含, 范围 = 组 = “县” 且 非 (名称 = “山县”))");
	score(m);
	assert_string_equal(node(m, "A", "总")->shown,
		"组标准差(甲, 样本, 不含, 范围 = 组 = “县” 且 非 名称 = “山县”)(0) = 0");
}

static void what_stands_behind_the_argument_is_told(void **state)
{
	assert_string_equal(refused(*state, "组平均(甲, 除外)"),
		"考核.ini:67:13: 错误 K313: 组平均(…) 不认识“除外”；这里应为 含本单位、不含 或 范围 = 条件，请改正\n");
	assert_string_equal(refused(*state, "组标准差(甲)"),
		"考核.ini:67:12: 错误 K313: 组标准差(…) 不认识“)”；这里应为 样本 或 总体，请改正\n");
	assert_string_equal(refused(*state, "组平均(甲, 范围 = 甲 > 3)"),
		"考核.ini:67:18: 错误 K305: 没有“甲”这个名称；这里可用列、统计或参数的名称，文字请加引号“ ”\n");
	assert_string_equal(refused(*state, "组计数(甲)"),
		"考核.ini:67:10: 错误 K303: “甲”是数，这里要条件；请改正\n");
}

static void a_rank_is_among_the_units_of_the_range(void **state)
{
	GIVES(BOARD, "名次(甲)", "F", "1");
	GIVES(BOARD, "名次(甲, 范围 = 组 在 (“城”, “县”))", "F", "2");
	GIVES(BOARD, "名次(甲, 升序, 范围 = 组 在 (“城”, “县”))", "A", "3");
	GIVES(BOARD, "名次(甲, 范围 = 组 = “县”)", "A", "不适用");
}

static void the_last_are_those_of_the_range_and_nobody_outside_it(void **state)
{
	GIVES(BOARD, "如果(末位(甲, 1, 范围 = 组 在 (“城”, “县”)), 1, 0)", "A", "0");
	GIVES(BOARD, "如果(末位(甲, 1), 1, 0)", "A", "1");
	GIVES(BOARD, "如果(末位(甲, 1, 范围 = 组 在 (“城”, “县”)), 1, 0)", "E", "1");
	GIVES(BOARD, "如果(末位(甲, 1, 降序, 范围 = 组 = “县”), 1, 0)", "A", "0");
}

static void what_stands_behind_a_rank_is_told(void **state)
{
	assert_string_equal(refused(*state, "名次(甲, 倒数)"),
		"考核.ini:67:12: 错误 K313: 名次(…) 不认识“倒数”；这里应为 升序、降序 或 范围 = 条件，请改正\n");
	assert_string_equal(refused(*state, "名次(甲, 升序, 降序)"),
		"考核.ini:67:16: 错误 K313: 名次(…) 不认识“降序”；这里应为 范围 = 条件，请改正\n");
}

static void the_range_of_a_rank_is_shown_as_written(void **state)
{
	struct month *m = *state;

	formula(m, BOARD, "名次(甲, 升序, 范围 = 组 = “县”)");
	score(m);
	assert_string_equal(node(m, "F", "总")->shown, "名次(甲, 升序, 范围 = 组 = “县”)(3) = 3");
}

/* ---- 下级 ------------------------------------------------------------------------ */

#define CHILDREN "[榜:总榜]\n名录 = 区县\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约后\n"

static void children(struct month *m, const char *text)
{
	rules(m, arena_printf(m->arena, "%s[指标:总]\n公式 = %s\n计分 = 引用 满分 100\n依据 = 示例\n", CHILDREN, text));
	give(m, "A1", "村分", "80");
	give(m, "A2", "村分", "95");
	give(m, "A3", "村分", "未报送");
	give(m, "B1", "村分", "60");
}

static void the_lowest_and_the_highest_child_and_how_many_meet_a_condition(void **state)
{
	struct month *m = *state;

	children(m, "下级最低(村分) * 1000 + 下级最高(村分)");
	score(m);
	assert_string_equal(value(m, "A"), "80095");
	assert_string_equal(value(m, "B"), "60060");
	assert_string_equal(value(m, "C"), "无分母");
	children(m, "下级计数(村分 >= 80)");
	score(m);
	assert_string_equal(value(m, "A"), "2");
	assert_string_equal(value(m, "B"), "0");
	assert_string_equal(value(m, "C"), "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(the_sum_is_that_of_the_group_with_or_without_the_own_figure),
		MONTH_TEST(the_median_is_the_middle_or_the_mean_of_the_two_in_the_middle),
		MONTH_TEST(the_deviation_is_of_the_population_or_of_a_sample),
		MONTH_TEST(a_sample_of_one_has_no_deviation),
		MONTH_TEST(units_that_meet_a_condition_are_counted_and_those_in_doubt_are_not),
		MONTH_TEST(a_range_takes_the_place_of_the_group),
		MONTH_TEST(the_own_figure_is_left_out_of_a_range_it_is_in),
		MONTH_TEST(a_range_that_takes_nobody_leaves_no_denominator),
		MONTH_TEST(the_range_is_shown_as_written),
		MONTH_TEST(what_stands_behind_the_argument_is_told),
		MONTH_TEST(a_rank_is_among_the_units_of_the_range),
		MONTH_TEST(the_last_are_those_of_the_range_and_nobody_outside_it),
		MONTH_TEST(what_stands_behind_a_rank_is_told),
		MONTH_TEST(the_range_of_a_rank_is_shown_as_written),
		MONTH_TEST(the_lowest_and_the_highest_child_and_how_many_meet_a_condition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
