/* Boards and whom they look at: a mean of another population, a root within another tree, equal bounds of grades. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

static void six(struct month *m, const char *a, const char *b, const char *c, const char *d, const char *e, const char *f)
{
	const char *const codes[] = { "A", "B", "C", "D", "E", "F" }, *const figures[] = { a, b, c, d, e, f };

	for (size_t k = 0; k < 6; k++)
		give(m, codes[k], "数值", figures[k]);
	score(m);
}

static void the_mean_may_be_that_of_another_population(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n公式 = 数值\n计分 = 正比\n未报送 = 组均得分 范围 组 = “县”\n依据 = 示例\n");
	six(m, "未报送", "0.9", "0.8", "0.4", "0.6", "未报送");
	assert_string_equal(points(m, "A", "总"), "50/100");
	assert_string_equal(steps(m, "A", "总"),
		"未报送，按组均得分处理：范围（组 = “县”）内有得分的 2 个单位平均，得 50");
	assert_string_equal(points(m, "F", "总"), "50/100");
}

static void a_mean_must_say_of_whom(void **state)
{
	struct month *m = *state;

	read_rules(m, BOARD "[指标:总]\n公式 = 数值\n计分 = 正比\n未报送 = 组均得分 县\n依据 = 示例\n");
	assert_string_equal(complaints(m, 0),
		"考核.ini:69:7: 错误 K235: 组均得分要说明是谁的平均：写“组均得分 同组”、“组均得分 全部”或“组均得分 范围 条件”，实为“组均得分 县”；请补上\n");
	read_rules(m, BOARD "[指标:总]\n公式 = 数值\n计分 = 正比\n未报送 = 组均得分 范围 甲 = 1\n依据 = 示例\n");
	assert_string_equal(complaints(m, 0),
		"考核.ini:69:15: 错误 K305: 没有“甲”这个名称；这里可用列、统计或参数的名称，文字请加引号“ ”\n");
}

static void a_root_may_lie_within_another_tree(void **state)
{
	struct month *m = *state;
	const struct board_scores *part;

	rules(m, BOARD "[榜:分榜]\n名录 = 区县\n根指标 = 一\n并列 = 跳号\n名次依据 = 修约后\n分组 = 合并\n"
		"[指标:总]\n合成 = 直接相加\n满分 = 100\n依据 = 示例\n"
		"[指标:一]\n上级 = 总\n满分 = 40\n公式 = 数值\n计分 = 正比\n依据 = 示例\n[指标:二]\n上级 = 总\n满分 = 60\n公式 = 甲\n计分 = 正比\n依据 = 示例\n");
	give_all(m, "甲", "1");
	six(m, "0.5", "0.9", "0.8", "0.4", "0.6", "1");
	part = &m->scores->board[1];
	assert_string_equal(total(m, "A"), "80");
	assert_string_equal(num_text(m->arena, part->unit[0].total), "50");
	assert_int_equal(part->unit[0].rank, 5);
	assert_string_equal(num_text(m->arena, part->unit[0].node[1].points), "20");
	assert_string_equal(num_text(m->arena, part->unit[5].total), "100");
}

static void above_a_bound_and_just_at_it_are_two_grades(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n公式 = 数值\n计分 = 正比\n依据 = 示例\n"
		"[等次:总]\n榜 = 总榜\n级.1 = 优秀 > 90\n级.2 = 良好 >= 90\n级.3 = 一般 其余\n依据 = 示例\n");
	six(m, "0.91", "0.9", "0.89", "0.4", "0.6", "1");
	assert_string_equal(result(m, "A")->grade->word, "优秀");
	assert_string_equal(result(m, "B")->grade->word, "良好");
	assert_string_equal(result(m, "C")->grade->word, "一般");
	read_rules(m, BOARD "[指标:总]\n公式 = 数值\n计分 = 正比\n依据 = 示例\n"
		"[等次:总]\n榜 = 总榜\n级.1 = 优秀 >= 90\n级.2 = 良好 > 90\n级.3 = 一般 其余\n依据 = 示例\n");
	assert_non_null(strstr(complaints(m, 0), "错误 K271: 等次“良好”的界限 90 不低于上一级“优秀”的 90，轮不到它；请从好到差排"));
}

static void a_measure_of_an_earlier_period_must_be_an_indicator(void **state)
{
	struct month *m = *state;

	read_rules(m, BOARD "[指标:总]\n公式 = 上期(甲)\n计分 = 正比\n依据 = 示例\n");
	assert_string_equal(complaints(m, 0),
		"考核.ini:67:9: 错误 K1061: 以前各期只留下指标、总得分、总名次，没有留下统计“甲”；请先写一个公式为 甲 的指标，再用 值(指标)\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(the_mean_may_be_that_of_another_population),
		MONTH_TEST(a_mean_must_say_of_whom),
		MONTH_TEST(a_root_may_lie_within_another_tree),
		MONTH_TEST(above_a_bound_and_just_at_it_are_two_grades),
		MONTH_TEST(a_measure_of_an_earlier_period_must_be_an_indicator),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
