/* Functions over other units: the group's mean and edges, ranks, the foot, children. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

/* The value a formula has for a unit, on a board with or without groups. */
static const char *value(struct month *m, const char *code)
{
	return value_show(m->arena, node(m, code, "总")->value);
}

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

static void the_mean_is_that_of_the_group(void **state)
{
	struct month *m = *state;

	formula(m, BOARD, "组平均(甲)");
	score(m);
	assert_string_equal(value(m, "A"), "30");
	assert_string_equal(value(m, "D"), "10");
	formula(m, POOLED, "组平均(甲)");
	score(m);
	assert_string_equal(value(m, "A"), "20");
	assert_string_equal(value(m, "D"), "20");
}

static void the_own_figure_may_be_left_out(void **state)
{
	struct month *m = *state;

	formula(m, BOARD, "组平均(甲, 不含)");
	score(m);
	assert_string_equal(value(m, "A"), "40");
	assert_string_equal(value(m, "C"), "15");
	formula(m, BOARD, "组最大(甲, 不含) * 1000 + 组最小(甲, 不含)");
	score(m);
	assert_string_equal(value(m, "A"), "60020");
	assert_string_equal(value(m, "C"), "20010");
	assert_string_equal(value(m, "D"), "20005");
	assert_string_equal(value(m, "F"), "5005");
}

static void units_without_a_number_are_passed_over(void **state)
{
	struct month *m = *state;

	formula(m, BOARD, "组平均(甲) * 1000 + 组最小(甲)");
	give(m, "A", "甲", "未报送");
	score(m);
	assert_string_equal(value(m, "A"), "40020");
	assert_string_equal(value(m, "B"), "40020");
}

static void over_nobody_there_is_no_denominator(void **state)
{
	struct month *m = *state;

	formula(m, BOARD, "组平均(甲)");
	give(m, "A", "甲", "未报送");
	give(m, "B", "甲", "未报送");
	give(m, "C", "甲", "未报送");
	score(m);
	assert_string_equal(value(m, "A"), "无分母");
	formula(m, BOARD, "组最大(甲, 不含)");
	give(m, "A", "甲", "未报送");
	give(m, "B", "甲", "未报送");
	score(m);
	assert_string_equal(value(m, "C"), "无分母");
	assert_string_equal(value(m, "A"), "60");
}

static void tied_units_share_the_better_rank(void **state)
{
	struct month *m = *state;

	formula(m, POOLED, "名次(甲)");
	score(m);
	assert_string_equal(value(m, "C"), "1");
	assert_string_equal(value(m, "B"), "2");
	assert_string_equal(value(m, "F"), "2");
	assert_string_equal(value(m, "A"), "4");
	assert_string_equal(value(m, "E"), "5");
	formula(m, POOLED, "名次(甲, 升序)");
	score(m);
	assert_string_equal(value(m, "D"), "1");
	assert_string_equal(value(m, "A"), "3");
	assert_string_equal(value(m, "C"), "6");
}

static void a_unit_without_a_number_has_no_rank(void **state)
{
	struct month *m = *state;

	formula(m, BOARD, "名次(甲)");
	give(m, "B", "甲", "已剔除");
	score(m);
	assert_string_equal(value(m, "B"), "已剔除");
	assert_string_equal(value(m, "A"), "2");
}

static void unranked_units_neither_push_down_nor_shelter(void **state)
{
	struct month *m = *state;

	formula(m, POOLED "不参与排名 = C, D\n", "名次(甲) * 10 + 如果(末位(甲, 2), 1, 0)");
	score(m);
	assert_string_equal(value(m, "B"), "10");
	assert_string_equal(value(m, "F"), "10");
	assert_string_equal(value(m, "A"), "31");
	assert_string_equal(value(m, "E"), "41");
	assert_string_equal(value(m, "C"), "10");
	assert_string_equal(value(m, "D"), "40");
}

static void ties_at_the_edge_of_the_foot_are_in(void **state)
{
	struct month *m = *state;

	formula(m, POOLED, "如果(末位(甲, 1), 1, 0)");
	score(m);
	assert_string_equal(value(m, "D"), "1");
	assert_string_equal(value(m, "E"), "1");
	assert_string_equal(value(m, "A"), "0");
	formula(m, POOLED, "如果(末位(甲, 3), 1, 0)");
	score(m);
	assert_string_equal(value(m, "A"), "1");
	assert_string_equal(value(m, "B"), "0");
	formula(m, POOLED, "如果(末位(甲, 1, 升序), 1, 0)");
	score(m);
	assert_string_equal(value(m, "C"), "1");
	assert_string_equal(value(m, "D"), "0");
}

static void values_and_points_of_other_indicators_are_worked_out_on_the_way(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 平均\n依据 = 示例\n"
		"[指标:一]\n上级 = 总\n公式 = 得分(二) - 组平均(得分(二)) + 得分率(三)\n计分 = 引用 满分 100\n依据 = 示例\n"
		"[指标:二]\n上级 = 总\n公式 = 值(三) * 2\n计分 = 引用 满分 100\n依据 = 示例\n"
		"[指标:三]\n上级 = 总\n公式 = 甲\n计分 = 引用 满分 100\n依据 = 示例\n");
	give_all(m, "甲", "20");
	give(m, "A", "甲", "50");
	score(m);
	assert_string_equal(node(m, "A", "一")->shown, "得分(二)(100) - 组平均(得分(二))(60) + 得分率(三)(50%) = 40.5");
	assert_string_equal(points(m, "B", "一"), "-19.8/100");
	assert_int_equal(node(m, "A", "二")->n, 50);
}

/* ---- 下级 ------------------------------------------------------------------------------------- */

static void children(struct month *m, const char *text)
{
	rules(m, arena_printf(m->arena, BOARD "[指标:总]\n公式 = %s\n计分 = 引用 满分 100\n依据 = 示例\n", text));
	give(m, "A1", "村分", "80");
	give(m, "A2", "村分", "90");
	give(m, "A3", "村分", "未报送");
	give(m, "B1", "村分", "已剔除");
	score(m);
}

static void the_mean_of_the_children_passes_over_those_without_a_number(void **state)
{
	struct month *m = *state;

	children(m, "下级平均(村分)");
	assert_string_equal(value(m, "A"), "85");
	assert_string_equal(value(m, "B"), "已剔除");
	assert_string_equal(value(m, "C"), "无分母");
}

static void the_sum_over_no_children_is_zero(void **state)
{
	struct month *m = *state;

	children(m, "下级合计(村分 / 100)");
	assert_string_equal(value(m, "A"), "1.7");
	assert_string_equal(value(m, "B"), "已剔除");
	assert_string_equal(value(m, "C"), "0");
}

static void a_parent_may_take_the_totals_of_its_childrens_board(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n公式 = 下级平均(得分(村))\n计分 = 引用 满分 100\n依据 = 示例\n"
		"[榜:街道榜]\n名录 = 街道\n根指标 = 村\n并列 = 跳号\n名次依据 = 修约后\n"
		"[指标:村]\n公式 = 村分\n计分 = 引用 满分 200\n依据 = 示例\n");
	give(m, "A1", "村分", "80");
	give(m, "A2", "村分", "90");
	give(m, "A3", "村分", "100");
	give(m, "B1", "村分", "60");
	score(m);
	assert_string_equal(value(m, "A"), "45");
	assert_string_equal(value(m, "B"), "30");
	assert_string_equal(standing(m, "A3"), "50 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(the_mean_is_that_of_the_group),
		MONTH_TEST(the_own_figure_may_be_left_out),
		MONTH_TEST(units_without_a_number_are_passed_over),
		MONTH_TEST(over_nobody_there_is_no_denominator),
		MONTH_TEST(tied_units_share_the_better_rank),
		MONTH_TEST(a_unit_without_a_number_has_no_rank),
		MONTH_TEST(unranked_units_neither_push_down_nor_shelter),
		MONTH_TEST(ties_at_the_edge_of_the_foot_are_in),
		MONTH_TEST(values_and_points_of_other_indicators_are_worked_out_on_the_way),
		MONTH_TEST(the_mean_of_the_children_passes_over_those_without_a_number),
		MONTH_TEST(the_sum_over_no_children_is_zero),
		MONTH_TEST(a_parent_may_take_the_totals_of_its_childrens_board),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
