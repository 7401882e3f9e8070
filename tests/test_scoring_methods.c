/* 计分 beyond the plain ones: offences, both ways, by the first, standard scores, ranges, exemptions, amounts from parameters
 * and by group. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

static const char *scheme_of(struct month *m, const char *marking)
{
	return arena_printf(m->arena, POOLED "[指标:总]\n公式 = 数值\n计分 = %s\n依据 = 示例\n"
		"[参数:步分]\n值 = 3\n依据 = 示例\n[参数:基分]\n值 = 60\n依据 = 示例\n", marking);
}

static void six(struct month *m, const char *a, const char *b, const char *c, const char *d, const char *e, const char *f)
{
	const char *const codes[] = { "A", "B", "C", "D", "E", "F" }, *const figures[] = { a, b, c, d, e, f };

	for (size_t k = 0; k < 6; k++)
		give(m, codes[k], "数值", figures[k]);
	score(m);
}

#define IS(marking, figure, expected, says) \
	do { \
		rules(*state, scheme_of(*state, marking)); \
		six(*state, figure, figure, figure, figure, figure, figure); \
		assert_string_equal(steps(*state, "A", "总"), says); \
		assert_string_equal(points(*state, "A", "总"), expected); \
	} while (0)

static const char *refused(struct month *m, const char *marking)
{
	read_rules(m, scheme_of(m, marking));
	return complaints(m, 0);
}

static void a_first_offence_costs_something_and_a_second_everything(void **state)
{
	static const char gone[] = "首犯再犯 首次 扣 0.5 再犯 不得分", more[] = "首犯再犯 首次 扣 0.5 再犯 扣 2";

	IS(gone, "0", "100/100", "首犯再犯：满分 100，实际 0，没有发生，扣 0，得 100");
	IS(gone, "1", "99.5/100", "首犯再犯：满分 100，实际 1，首次，扣 0.5，得 99.5");
	IS(gone, "2", "0/100", "首犯再犯：满分 100，实际 2，再犯不得分，扣 100，得 0");
	IS(more, "3", "98/100", "首犯再犯：满分 100，实际 3，再犯，扣 2，得 98");
	assert_string_equal(refused(*state, "首犯再犯 首次 扣 0.5 再犯"),
		"考核.ini:69:22: 错误 K262: 计分“首犯再犯”这里应为“不得分 或 扣 几分”，实为“（行尾）”；写法是：首犯再犯 首次 扣 x 再犯 不得分|扣 y\n");
}

static void a_figure_adds_above_its_start_and_takes_below_it_each_up_to_a_cap(void **state)
{
	static const char clause[] = "增减 起点 10 每增 1 加 0.05 封顶 0.5 每减 2 扣 0.1 封顶 2 按比例";
	static const char whole[] = "增减 起点 10 每增 2 加 1 封顶 5 每减 2 扣 1 封顶 5 整步舍去";

	IS(clause, "10", "100/100", "增减：起点 10，实际 10，增 0；每增 1 加 0.05（按比例），加 0，得 100");
	IS(clause, "13", "100.15/100", "增减：起点 10，实际 13，增 3；每增 1 加 0.05（按比例），加 0.15，得 100.15");
	IS(clause, "30", "100.5/100", "增减：起点 10，实际 30，增 20；每增 1 加 0.05（按比例），按封顶，加 0.5，得 100.5");
	IS(clause, "5", "99.75/100", "增减：起点 10，实际 5，减 5；每减 2 扣 0.1（按比例），扣 0.25，得 99.75");
	IS(whole, "5", "98/100", "增减：起点 10，实际 5，减 5；每减 2 扣 1（整步舍去，计 2 步），扣 2，得 98");
}

static void an_extra_goes_both_ways_from_nothing(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n公式 = 甲\n计分 = 正比\n依据 = 示例\n[加减分:增减项]\n榜 = 总榜\n公式 = 数值\n"
		"计分 = 增减 起点 0 每增 1 加 0.5 封顶 2 每减 1 扣 0.1 封顶 1 按比例\n依据 = 示例\n");
	give_all(m, "甲", "0.5");
	six(m, "3", "9", "-4", "-40", "0", "未报送");
	assert_string_equal(total(m, "A"), "51.5");
	assert_string_equal(total(m, "B"), "52");
	assert_string_equal(total(m, "C"), "49.6");
	assert_string_equal(total(m, "D"), "49");
	assert_string_equal(total(m, "E"), "50");
	assert_string_equal(total(m, "F"), "50");
}

static void the_first_has_full_marks_and_the_others_their_proportion(void **state)
{
	struct month *m = *state;

	rules(m, scheme_of(m, "按第一名比例 降序"));
	six(m, "80", "60", "20", "-5", "0", "未报送");
	assert_string_equal(points(m, "A", "总"), "100/100");
	assert_string_equal(steps(m, "B", "总"), "按第一名比例：实际 60，第一名 80，之比 0.75，得 75");
	assert_string_equal(points(m, "D", "总"), "0/100");
	rules(m, scheme_of(m, "按第一名比例 升序"));
	six(m, "4", "5", "8", "16", "5", "未报送");
	assert_string_equal(points(m, "A", "总"), "100/100");
	assert_string_equal(steps(m, "B", "总"), "按第一名比例：实际 5，第一名 4，之比 0.8，得 80");
	assert_string_equal(points(m, "D", "总"), "25/100");
	rules(m, scheme_of(m, "按第一名比例 降序\n无分母 = 零分"));
	six(m, "0", "0", "-1", "-2", "-3", "0");
	assert_string_equal(steps(m, "A", "总"), "按第一名比例：实际 0，第一名 0，不大于零，无从计算，无分母，按零分处理，得 0");
}

static void ranks_beyond_the_table_fall_step_by_step_to_a_floor(void **state)
{
	struct month *m = *state;

	rules(m, scheme_of(m, "名次赋分 降序 并列同分\n名次.1 = 10\n名次.2 = 9\n名次.其余 = 每降1名 减 步分 保底 1"));
	six(m, "60", "50", "40", "30", "20", "10");
	assert_string_equal(points(m, "B", "总"), "9/100");
	assert_string_equal(points(m, "C", "总"), "6/100");
	assert_string_equal(points(m, "D", "总"), "3/100");
	assert_string_equal(points(m, "E", "总"), "1/100");
	assert_string_equal(points(m, "F", "总"), "1/100");
}

static void a_table_may_be_read_from_the_last_on(void **state)
{
	struct month *m = *state;

	rules(m, scheme_of(m, "名次赋分 倒数 并列同分\n名次.1 = 0\n名次.2 = 5\n名次.其余 = 10"));
	six(m, "60", "50", "40", "30", "20", "10");
	assert_string_equal(steps(m, "F", "总"), "名次赋分：实际 10，大者在前，6 个单位中倒数第 1 名，得 0");
	assert_string_equal(points(m, "E", "总"), "5/100");
	assert_string_equal(points(m, "A", "总"), "10/100");
}

/* 2 4 4 4 6 10: mean 5, squares of the distances 9 1 1 1 1 25, together 38. */
static void a_standard_score_counts_deviations_from_the_mean(void **state)
{
	struct month *m = *state;

	rules(m, scheme_of(m, "标准分 均值 50 每标准差 10 总体\n无差异 = 均分"));
	six(m, "2", "2", "4", "6", "6", "4");
	assert_string_equal(steps(m, "C", "总"),
		"标准分：6 个单位，平均 4，实际 4，总体标准差 ≈1.632993，相差 0 个标准差；50 + 10 × 0 = 50，得 50");
	assert_string_equal(num_text(m->arena, num_round(m->arena, node(m, "A", "总")->points, 9, HALF_UP)), "37.752551286");
	rules(m, scheme_of(m, "标准分 均值 50 每标准差 10 样本 封顶 55 保底 45\n无差异 = 均分"));
	six(m, "1", "2", "3", "4", "5", "6");
	assert_string_equal(points(m, "A", "总"), "45/100");
	assert_string_equal(points(m, "F", "总"), "55/100");
	assert_string_equal(num_text(m->arena, num_round(m->arena, node(m, "D", "总")->points, 9, HALF_UP)), "52.672612419");
}

static void a_range_runs_from_the_worst_to_the_best_of_the_group(void **state)
{
	struct month *m = *state;

	rules(m, scheme_of(m, "极差 降序 低分 基分 高分 100\n无差异 = 满分"));
	six(m, "20", "30", "40", "60", "60", "未报送");
	assert_string_equal(points(m, "A", "总"), "60/100");
	assert_string_equal(steps(m, "B", "总"), "极差：5 个单位，最小 20，最大 60，实际 30；60 + 40 × 0.25，得 70");
	assert_string_equal(points(m, "D", "总"), "100/100");
	rules(m, scheme_of(m, "功效系数 升序 基 60 加 40\n无差异 = 满分"));
	six(m, "20", "30", "40", "60", "60", "未报送");
	assert_string_equal(points(m, "A", "总"), "100/100");
	assert_string_equal(steps(m, "B", "总"), "功效系数：5 个单位，最小 20，最大 60，实际 30；60 + 40 × 0.75，得 90");
}

static void where_all_are_alike_the_rule_says_what_is_given(void **state)
{
	IS("极差 降序 低分 60 高分 100\n无差异 = 均分", "7", "80/100", "极差：6 个单位，最小 7，最大 7，实际 7，各单位没有差异，按规定得 80");
	IS("标准分 均值 50 每标准差 10 总体\n无差异 = 满分", "7", "100/100", "标准分：6 个单位，平均 7，实际 7，各单位没有差异，按规定得 100");
	IS("功效系数 降序 基 60 加 40\n无差异 = 零分", "7", "0/100", "功效系数：6 个单位，最小 7，最大 7，实际 7，各单位没有差异，按规定得 0");
	IS("标准分 均值 50 每标准差 10 样本\n无差异 = 无分母\n无分母 = 零分", "7", "0/100",
		"标准分：6 个单位，平均 7，实际 7，各单位没有差异，无分母，按零分处理，得 0");
	assert_string_equal(refused(*state, "极差 降序 低分 0 高分 100"),
		"考核.ini:69:1: 错误 K1056: 计分 = 极差 须写“无差异”：各单位的值都相同时给 满分、零分、均分 还是算 无分母；请补上\n");
	assert_string_equal(refused(*state, "正比\n无差异 = 满分"),
		"考核.ini:70:1: 错误 K1057: 指标“总”的计分不是 标准分、极差、功效系数，“无差异”没有用处；请删去\n");
}

static void an_exempt_unit_has_full_marks_and_its_facts_are_told(void **state)
{
	struct month *m = *state;

	rules(m, scheme_of(m, "正比\n豁免 = 甲 >= 3 或 组 = “县”"));
	give_all(m, "甲", "2");
	give(m, "B", "甲", "3");
	give(m, "C", "甲", "未报送");
	six(m, "0.5", "未报送", "0.4", "0.3", "0.2", "0.1");
	assert_string_equal(points(m, "A", "总"), "50/100");
	assert_string_equal(points(m, "B", "总"), "100/100");
	assert_string_equal(steps(m, "B", "总"), "豁免：甲(3) >= 3 或 组(“城”) = “县”，得满分 100");
	assert_string_equal(points(m, "C", "总"), "40/100");
	assert_string_equal(points(m, "D", "总"), "100/100");
}

static void a_band_may_lie_between_two_bounds_and_give_a_share_of_full_marks(void **state)
{
	static const char bands[] = "分档\n档.1 = > 90 得 满分\n";
	static const char good[] = "分档\n档.1 = > 90 得 满分 的 100%\n档.2 = 在 80 至 90 得 满分 的 90%\n档.3 = 在 基分 至 70 得 步分\n档.4 = 其余 得 (步分 - 2)";

	IS(good, "91", "100/100", "分档：实际 91，在第 1 档（> 90，满分的 100%），得 100");
	IS(good, "90", "90/100", "分档：实际 90，在第 2 档（在 80 至 90，满分的 90%），得 90");
	IS(good, "80", "90/100", "分档：实际 80，在第 2 档（在 80 至 90，满分的 90%），得 90");
	IS(good, "60", "3/100", "分档：实际 60，在第 3 档（在 60 至 70），得 3");
	IS(good, "75", "1/100", "分档：实际 75，在第 4 档（其余），得 1");
	assert_string_equal(refused(*state, bands),
		"考核.ini:70:1: 错误 K265: 最后一档“档.1”应写“其余 得 几分”，否则有的值没有分；请补上一档\n"
		"考核.ini:70:16: 错误 K262: 计分“分档”这里应为“的”，实为“（行尾）”；写法是：>= e 得 x | 在 e 至 e 得 x | 其余 得 x；x 可写 满分 的 90%\n");
	assert_non_null(strstr(refused(*state, "分档\n档.1 = 在 80 至 90 得 5\n档.2 = 在 82 至 88 得 4\n档.3 = 其余 得 0"),
		"考核.ini:71:1: 错误 K357: 指标“总”的第 2 档永远轮不到：第 1 档已经把它包进去了；请改界限或次序\n"));
}

static void amounts_may_be_parameters(void **state)
{
	IS("扣分 每 1 扣 步分 按比例 保底 基分", "3", "91/100", "满分 100，实际 3；每 1 扣 3（按比例），扣 9，得 91");
	IS("扣分 每 1 扣 (步分 * 2) 按比例 保底 基分", "30", "60/100",
		"满分 100，实际 30；每 1 扣 6（按比例），扣 180，低于保底，按保底得 60");
	assert_string_equal(refused(*state, "扣分 每 1 扣 二 按比例 保底 0"),
		"考核.ini:69:15: 错误 K262: 计分“扣分”这里应为“数”，实为“二”；写法是：扣分 每 k 扣 x 按比例|整步舍去|整步进一 保底 y|扣完为止\n");
}

static void a_group_may_have_a_method_and_bounds_of_its_own(void **state)
{
	struct month *m = *state;

	rules(m, scheme_of(m, "正比\n计分.县 = 扣分 每 1 扣 1 按比例 扣完为止\n保底.城 = 30"));
	six(m, "0.5", "0.1", "1", "5", "0", "200");
	assert_string_equal(points(m, "A", "总"), "50/100");
	assert_string_equal(steps(m, "B", "总"), "正比：满分 100 × 0.1 = 10，得 10；保底 30，得 30");
	assert_string_equal(steps(m, "D", "总"), "满分 100，实际 5；每 1 扣 1（按比例），扣 5，得 95");
	assert_string_equal(points(m, "F", "总"), "0/100");
	assert_string_equal(refused(m, "正比\n计分.乡 = 正比"), "考核.ini:70:1: 错误 K294: 名录“区县”里没有“乡”这个组；请改成名录里有的组\n");
}

static void the_method_of_another_item_may_be_taken_times_a_factor(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 平均\n依据 = 示例\n[指标:二]\n上级 = 总\n公式 = 数值\n计分 = 同 一 倍数 2\n依据 = 示例\n"
		"[指标:一]\n上级 = 总\n公式 = 数值\n计分 = 扣分 每 1 扣 3 按比例 扣完为止\n依据 = 示例\n");
	six(m, "4", "0", "0", "0", "0", "0");
	assert_string_equal(points(m, "A", "一"), "88/100");
	assert_string_equal(steps(m, "A", "二"), "满分 100，实际 4；每 1 扣 6（按比例），扣 24，得 76");
	read_rules(m, BOARD "[指标:总]\n合成 = 平均\n依据 = 示例\n[指标:二]\n上级 = 总\n公式 = 数值\n计分 = 同 一 倍数 2\n依据 = 示例\n"
		"[指标:一]\n上级 = 总\n公式 = 数值\n计分 = 正比\n依据 = 示例\n");
	assert_string_equal(complaints(m, 0),
		"考核.ini:72:1: 错误 K1055: “同”只能取按扣、按加计分的：指标“一”是正比；请另写计分\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(a_first_offence_costs_something_and_a_second_everything),
		MONTH_TEST(a_figure_adds_above_its_start_and_takes_below_it_each_up_to_a_cap),
		MONTH_TEST(an_extra_goes_both_ways_from_nothing),
		MONTH_TEST(the_first_has_full_marks_and_the_others_their_proportion),
		MONTH_TEST(ranks_beyond_the_table_fall_step_by_step_to_a_floor),
		MONTH_TEST(a_table_may_be_read_from_the_last_on),
		MONTH_TEST(a_standard_score_counts_deviations_from_the_mean),
		MONTH_TEST(a_range_runs_from_the_worst_to_the_best_of_the_group),
		MONTH_TEST(where_all_are_alike_the_rule_says_what_is_given),
		MONTH_TEST(an_exempt_unit_has_full_marks_and_its_facts_are_told),
		MONTH_TEST(a_band_may_lie_between_two_bounds_and_give_a_share_of_full_marks),
		MONTH_TEST(amounts_may_be_parameters),
		MONTH_TEST(a_group_may_have_a_method_and_bounds_of_its_own),
		MONTH_TEST(the_method_of_another_item_may_be_taken_times_a_factor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
