/* 计分: every method, met, missed and at its very edge. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

/* One leaf as the whole scheme; the steps that unit A gets for the figure. */
static const char *marked(struct month *m, const char *marking, const char *dimension, const char *figure)
{
	rules(m, arena_printf(m->arena, BOARD "[指标:总]\n公式 = 数值\n%s%s%s计分 = %s\n依据 = 示例\n",
		*dimension != '\0' ? "计量单位 = " : "", dimension, *dimension != '\0' ? "\n" : "", marking));
	give_all(m, "数值", figure);
	score(m);
	return steps(m, "A", "总");
}

#define IS(marking, dimension, figure, expected, says) \
	do { \
		assert_string_equal(marked(*state, marking, dimension, figure), says); \
		assert_string_equal(points(*state, "A", "总"), expected); \
	} while (0)

#define TARGET_95 "达标 目标 95% 每低 1个百分点 扣 2 按比例 扣完为止"

static void the_target_itself_earns_full_marks(void **state)
{
	IS(TARGET_95, "%", "0.95", "100/100", "目标 95%，实际 95%，不低于目标，得满分 100");
	IS(TARGET_95, "%", "1", "100/100", "目标 95%，实际 100%，不低于目标，得满分 100");
}

static void below_the_target_fractions_of_a_point_count(void **state)
{
	IS(TARGET_95, "%", "0.9", "90/100", "目标 95%，实际 90%，低 5 个百分点；每低 1个百分点 扣 2（按比例），扣 10，得 90");
	IS(TARGET_95, "%", "0.9499", "99.98/100",
		"目标 95%，实际 94.99%，低 0.01 个百分点；每低 1个百分点 扣 2（按比例），扣 0.02，得 99.98");
}

static void points_are_taken_off_until_none_is_left(void **state)
{
	IS(TARGET_95, "%", "0.45", "0/100", "目标 95%，实际 45%，低 50 个百分点；每低 1个百分点 扣 2（按比例），扣 100，得 0");
	IS(TARGET_95, "%", "0.44", "0/100",
		"目标 95%，实际 44%，低 51 个百分点；每低 1个百分点 扣 2（按比例），扣 102，低于保底，按保底得 0");
}

static void a_floor_may_be_above_zero(void **state)
{
	IS("达标 目标 95% 每低 1个百分点 扣 2 按比例 保底 50", "%", "0.5", "50/100",
		"目标 95%，实际 50%，低 45 个百分点；每低 1个百分点 扣 2（按比例），扣 90，低于保底，按保底得 50");
	IS("达标 目标 95% 每低 1个百分点 扣 2 按比例 保底 50", "%", "0.7", "50/100",
		"目标 95%，实际 70%，低 25 个百分点；每低 1个百分点 扣 2（按比例），扣 50，得 50");
}

static void whole_steps_drop_the_part_step_or_count_it(void **state)
{
	IS("达标 目标 95% 每低 1个百分点 扣 2 整步舍去 扣完为止", "%", "0.925", "96/100",
		"目标 95%，实际 92.5%，低 2.5 个百分点；每低 1个百分点 扣 2（整步舍去，计 2 步），扣 4，得 96");
	IS("达标 目标 95% 每低 1个百分点 扣 2 整步进一 扣完为止", "%", "0.925", "94/100",
		"目标 95%，实际 92.5%，低 2.5 个百分点；每低 1个百分点 扣 2（整步进一，计 3 步），扣 6，得 94");
	IS("达标 目标 95% 每低 1个百分点 扣 2 整步进一 扣完为止", "%", "0.93", "96/100",
		"目标 95%，实际 93%，低 2 个百分点；每低 1个百分点 扣 2（整步进一，计 2 步），扣 4，得 96");
}

static void a_reverse_target_is_missed_from_above(void **state)
{
	IS("反向达标 目标 10 每高 2件 扣 5 按比例 扣完为止", "件", "10", "100/100", "目标 10件，实际 10件，不高于目标，得满分 100");
	IS("反向达标 目标 10 每高 2件 扣 5 按比例 扣完为止", "件", "13", "92.5/100",
		"目标 10件，实际 13件，高 3件；每高 2件 扣 5（按比例），扣 7.5，得 92.5");
	IS("反向达标 目标 10 每高 2件 扣 5 整步舍去 扣完为止", "件", "13", "95/100",
		"目标 10件，实际 13件，高 3件；每高 2件 扣 5（整步舍去，计 1 步），扣 5，得 95");
}

static void proportion_stops_at_full_marks_and_at_zero(void **state)
{
	IS("正比", "%", "0.9", "90/100", "正比：满分 100 × 90% = 90，得 90");
	IS("正比", "%", "1", "100/100", "正比：满分 100 × 100% = 100，得 100");
	IS("正比", "%", "1.05", "100/100", "正比：满分 100 × 105% = 105，超过满分，按满分得 100");
	IS("正比", "%", "-0.1", "0/100", "正比：满分 100 × -10% = -10，低于 0，得 0");
}

static void proportion_without_a_cap_may_exceed_full_marks(void **state)
{
	IS("正比 不封顶", "%", "1.05", "105/100", "正比：满分 100 × 105% = 105，得 105");
}

static void the_first_band_that_holds_counts(void **state)
{
	static const char bands[] = "分档\n档.1 = >= 90% 得 100\n档.2 = > 80% 得 70\n档.3 = 其余 得 30";

	IS(bands, "%", "0.9", "100/100", "分档：实际 90%，在第 1 档（>= 90%），得 100");
	IS(bands, "%", "0.8999", "70/100", "分档：实际 89.99%，在第 2 档（> 80%），得 70");
	IS(bands, "%", "0.8", "30/100", "分档：实际 80%，在第 3 档（其余），得 30");
}

static void bands_may_run_upwards(void **state)
{
	static const char bands[] = "分档\n档.1 = = 0 得 100\n档.2 = < 3 得 60\n档.3 = <= 5 得 20\n档.4 = 其余 得 0";

	IS(bands, "件", "0", "100/100", "分档：实际 0件，在第 1 档（= 0件），得 100");
	IS(bands, "件", "2", "60/100", "分档：实际 2件，在第 2 档（< 3件），得 60");
	IS(bands, "件", "5", "20/100", "分档：实际 5件，在第 3 档（<= 5件），得 20");
	IS(bands, "件", "6", "0/100", "分档：实际 6件，在第 4 档（其余），得 0");
}

static void a_line_runs_between_its_two_ends(void **state)
{
	IS("线性 低 60% 高 100% 截断 两端", "%", "0.9", "75/100", "线性：60% 得 0，100% 得 100，实际 90%，得 75");
	IS("线性 低 60% 高 100% 截断 两端", "%", "0.6", "0/100", "线性：60% 得 0，100% 得 100，实际 60%，得 0");
	IS("线性 低 60% 高 100% 截断 两端", "%", "0.5", "0/100",
		"线性：60% 得 0，100% 得 100，实际 50%，算得 -25，越过低端，截断得 0");
	IS("线性 低 60% 高 100% 截断 两端", "%", "1.1", "100/100",
		"线性：60% 得 0，100% 得 100，实际 110%，算得 125，越过高端，截断得 100");
}

static void a_line_is_clipped_only_where_the_rule_says(void **state)
{
	IS("线性 低 60% 高 100% 截断 低端", "%", "1.1", "125/100", "线性：60% 得 0，100% 得 100，实际 110%，得 125");
	IS("线性 低 60% 高 100% 截断 高端", "%", "0.5", "-25/100", "线性：60% 得 0，100% 得 100，实际 50%，得 -25");
	IS("线性 低 60% 高 100% 截断 不截断", "%", "1.1", "125/100", "线性：60% 得 0，100% 得 100，实际 110%，得 125");
}

static void a_line_may_fall(void **state)
{
	IS("线性 低 50 高 0 截断 两端", "件", "10", "80/100", "线性：50件 得 0，0件 得 100，实际 10件，得 80");
	IS("线性 低 50 高 0 截断 两端", "件", "60", "0/100",
		"线性：50件 得 0，0件 得 100，实际 60件，算得 -20，越过低端，截断得 0");
}

static void a_line_whose_ends_meet_gives_no_points(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n公式 = 数值\n计分 = 线性 低 甲 高 乙 截断 两端\n无分母 = 满分\n依据 = 示例\n");
	give_all(m, "数值", "5");
	give_all(m, "甲", "7");
	give_all(m, "乙", "7");
	score(m);
	assert_string_equal(steps(m, "A", "总"),
		"线性：7 得 0，7 得 100，实际 5，两端相同，无从计算，无分母，按满分处理，得 100");
}

static void deductions_start_from_full_marks(void **state)
{
	IS("扣分 每 1处 扣 2 按比例 扣完为止", "处", "0", "100/100", "满分 100，实际 0处；每 1处 扣 2（按比例），扣 0，得 100");
	IS("扣分 每 1处 扣 2 按比例 扣完为止", "处", "3", "94/100", "满分 100，实际 3处；每 1处 扣 2（按比例），扣 6，得 94");
	IS("扣分 每 1处 扣 2 按比例 扣完为止", "处", "51", "0/100",
		"满分 100，实际 51处；每 1处 扣 2（按比例），扣 102，低于保底，按保底得 0");
	IS("扣分 每 2处 扣 3 整步进一 扣完为止", "处", "3", "94/100",
		"满分 100，实际 3处；每 2处 扣 3（整步进一，计 2 步），扣 6，得 94");
}

static void a_negative_floor_lets_points_fall_below_zero(void **state)
{
	IS("扣分 每 1处 扣 50 按比例 保底 -20", "处", "3", "-20/100",
		"满分 100，实际 3处；每 1处 扣 50（按比例），扣 150，低于保底，按保底得 -20");
}

static void a_bonus_counts_whole_steps_above_its_start(void **state)
{
	static const char bonus[] = "加分 起点 100% 每 10% 加 3 封顶 9";

	IS(bonus, "%", "1", "0/100", "起点 100%，实际 100%；每 10% 加 3（整步舍去，计 0 步），加 0，得 0");
	IS(bonus, "%", "1.0999", "0/100", "起点 100%，实际 109.99%；每 10% 加 3（整步舍去，计 0 步），加 0，得 0");
	IS(bonus, "%", "1.1", "3/100", "起点 100%，实际 110%；每 10% 加 3（整步舍去，计 1 步），加 3，得 3");
	IS(bonus, "%", "1.5", "9/100", "起点 100%，实际 150%；每 10% 加 3（整步舍去，计 5 步），加 15，超过封顶，按封顶得 9");
	IS(bonus, "%", "0.5", "0/100", "起点 100%，实际 50%；每 10% 加 3（整步舍去，计 0 步），加 0，得 0");
}

static void a_quoted_score_is_rescaled_and_not_cut(void **state)
{
	IS("引用 满分 120", "", "90", "75/100", "引用：90 ÷ 满分 120 × 100，得 75");
	IS("引用 满分 120", "", "150", "125/100", "引用：150 ÷ 满分 120 × 100，得 125");
}

static void points_keep_every_digit(void **state)
{
	IS("引用 满分 300", "", "1", "1/3/100", "引用：1 ÷ 满分 300 × 100，得 ≈0.333333");
}

/* ---- 名次赋分 ------------------------------------------------------------------- */

#define BY_RANK_RULES(order, ties) \
	POOLED "[指标:总]\n公式 = 数值\n计分 = 名次赋分 " order " " ties "\n名次.1 = 10\n名次.2 = 8\n名次.3 = 5\n名次.其余 = 1\n依据 = 示例\n"

static void six(struct month *m, const char *a, const char *b, const char *c, const char *d, const char *e, const char *f)
{
	give(m, "A", "数值", a);
	give(m, "B", "数值", b);
	give(m, "C", "数值", c);
	give(m, "D", "数值", d);
	give(m, "E", "数值", e);
	give(m, "F", "数值", f);
}

static void points_go_by_rank_and_beyond_the_table_by_the_rest(void **state)
{
	struct month *m = *state;

	rules(m, BY_RANK_RULES("降序", "并列同分"));
	six(m, "60", "50", "40", "30", "20", "10");
	score(m);
	assert_string_equal(steps(m, "A", "总"), "名次赋分：实际 60，大者在前，6 个单位中第 1 名，得 10");
	assert_string_equal(points(m, "C", "总"), "5/100");
	assert_string_equal(steps(m, "D", "总"), "名次赋分：实际 30，大者在前，6 个单位中第 4 名，得 1");
}

static void tied_units_get_the_same_points(void **state)
{
	struct month *m = *state;

	rules(m, BY_RANK_RULES("降序", "并列同分"));
	six(m, "60", "60", "40", "30", "20", "10");
	score(m);
	assert_string_equal(steps(m, "B", "总"), "名次赋分：实际 60，大者在前，6 个单位中第 1 名（2 个并列，同分），得 10");
	assert_string_equal(points(m, "C", "总"), "5/100");
}

static void tied_units_may_share_the_points_they_cover(void **state)
{
	struct month *m = *state;

	rules(m, BY_RANK_RULES("升序", "并列均分"));
	six(m, "1", "2", "2", "2", "9", "未报送");
	score(m);
	assert_string_equal(points(m, "A", "总"), "10/100");
	assert_string_equal(steps(m, "C", "总"),
		"名次赋分：实际 2，小者在前，5 个单位中第 2 名（3 个并列，均分），得 ≈4.666667");
	assert_string_equal(points(m, "C", "总"), "14/3/100");
	assert_string_equal(steps(m, "F", "总"), "未报送，按零分处理，得 0");
}

/* ---- 封顶 and 保底 of the node ----------------------------------------------------- */

static void a_node_is_kept_within_its_own_bounds(void **state)
{
	IS("正比 不封顶\n封顶 = 110\n保底 = 20", "%", "1.1", "110/100", "正比：满分 100 × 110% = 110，得 110");
	IS("正比 不封顶\n封顶 = 110\n保底 = 20", "%", "1.2", "110/100", "正比：满分 100 × 120% = 120，得 120；封顶 110，得 110");
	IS("正比 不封顶\n封顶 = 110\n保底 = 20", "%", "0.1", "20/100", "正比：满分 100 × 10% = 10，得 10；保底 20，得 20");
}

/* ---- value, n and what is shown ------------------------------------------------------ */

static void the_formula_is_shown_with_its_numbers_and_rests_on_its_denominator(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n公式 = (甲 - 丙) / 乙\n计量单位 = %\n计分 = 正比\n依据 = 示例\n");
	give_all(m, "甲", "90");
	give_all(m, "乙", "100");
	give_all(m, "丙", "5");
	score(m);
	assert_string_equal(node(m, "A", "总")->shown, "(甲(90) - 丙(5)) / 乙(100) = 85%");
	assert_int_equal(node(m, "A", "总")->n, 100);
}

static void without_a_denominator_n_is_the_most_rows_of_any_measure(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n公式 = 甲 + 乙\n计分 = 扣分 每 1 扣 1 按比例 扣完为止\n依据 = 示例\n");
	give_all(m, "甲", "3");
	give_all(m, "乙", "7");
	score(m);
	assert_int_equal(node(m, "A", "总")->n, 7);
}

static void a_formula_in_doubt_takes_the_kind_of_its_figures(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n公式 = 如果(甲 > 0, 1, 0)\n计分 = 正比\n依据 = 示例\n");
	give_all(m, "甲", "3");
	give(m, "B", "甲", "未报送");
	score(m);
	assert_string_equal(node(m, "B", "总")->shown, "如果(甲(未报送) > 0, 1, 0) = 无法判断（未报送）");
	assert_string_equal(steps(m, "B", "总"), "未报送，按零分处理，得 0");
}

static void a_negative_denominator_is_refused_with_its_line_and_unit(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n公式 = 甲 / (乙 - 丙)\n计分 = 正比\n依据 = 示例\n");
	give_all(m, "甲", "1");
	give_all(m, "乙", "3");
	give_all(m, "丙", "2");
	give(m, "C", "丙", "4");
	m->diag = diag_new(m->arena, CHINESE);
	scores_compute(m->arena, m->diag, m->scheme, m->measures, m->history, m->people);
	assert_int_equal(diag_exit(m->diag), 65);
	assert_string_equal(complaints(m, 0),
		"考核.ini:67:8: 错误 K501: 中区（C）的分母小于零：甲(1) / (乙(3) - 丙(4))；分母应不小于零，请核对数据或公式\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(the_target_itself_earns_full_marks),
		MONTH_TEST(below_the_target_fractions_of_a_point_count),
		MONTH_TEST(points_are_taken_off_until_none_is_left),
		MONTH_TEST(a_floor_may_be_above_zero),
		MONTH_TEST(whole_steps_drop_the_part_step_or_count_it),
		MONTH_TEST(a_reverse_target_is_missed_from_above),
		MONTH_TEST(proportion_stops_at_full_marks_and_at_zero),
		MONTH_TEST(proportion_without_a_cap_may_exceed_full_marks),
		MONTH_TEST(the_first_band_that_holds_counts),
		MONTH_TEST(bands_may_run_upwards),
		MONTH_TEST(a_line_runs_between_its_two_ends),
		MONTH_TEST(a_line_is_clipped_only_where_the_rule_says),
		MONTH_TEST(a_line_may_fall),
		MONTH_TEST(a_line_whose_ends_meet_gives_no_points),
		MONTH_TEST(deductions_start_from_full_marks),
		MONTH_TEST(a_negative_floor_lets_points_fall_below_zero),
		MONTH_TEST(a_bonus_counts_whole_steps_above_its_start),
		MONTH_TEST(a_quoted_score_is_rescaled_and_not_cut),
		MONTH_TEST(points_keep_every_digit),
		MONTH_TEST(points_go_by_rank_and_beyond_the_table_by_the_rest),
		MONTH_TEST(tied_units_get_the_same_points),
		MONTH_TEST(tied_units_may_share_the_points_they_cover),
		MONTH_TEST(a_node_is_kept_within_its_own_bounds),
		MONTH_TEST(the_formula_is_shown_with_its_numbers_and_rests_on_its_denominator),
		MONTH_TEST(without_a_denominator_n_is_the_most_rows_of_any_measure),
		MONTH_TEST(a_formula_in_doubt_takes_the_kind_of_its_figures),
		MONTH_TEST(a_negative_denominator_is_refused_with_its_line_and_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
