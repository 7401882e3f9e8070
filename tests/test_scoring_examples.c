/* 例: the scheme proves itself, and a mismatch is told at its 应得. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

#define TREE \
	POOLED "[指标:总]\n合成 = 加权平均\n依据 = 示例\n" \
	"[指标:一]\n上级 = 总\n权重 = 40\n权重.县 = 70\n计量单位 = %\n公式 = 甲 / 乙\n" \
	"计分 = 达标 目标 95% 每低 1个百分点 扣 2 按比例 扣完为止\n样本 = 乙\n最小样本 = 3\n样本不足 = 满分\n修约 = 1位 四舍五入\n依据 = 示例\n" \
	"[指标:二]\n上级 = 总\n权重 = 60\n权重.县 = 30\n公式 = 组平均(丙)\n计分 = 引用 满分 100\n适用 = 组 = “”\n依据 = 示例\n"

/* What examples_check says of one example; "" when it holds. */
static const char *says(struct month *m, const char *example)
{
	read_rules(m, arena_printf(m->arena, "%s[例:甲]\n%s", TREE, example));
	if (diag_errors(m->diag) > 0)
		return complaints(m, 0);
	m->diag = diag_new(m->arena, CHINESE);
	assert_int_equal(examples_check(m->arena, m->diag, m->scheme), 1);
	assert_int_equal(diag_exit(m->diag), diag_errors(m->diag) > 0 ? 78 : 0);
	return complaints(m, 0);
}

static void an_example_that_comes_out_is_silent(void **state)
{
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 90\n给定.乙 = 100\n应得 = 得分 90, 折合 36\n"), "");
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 90\n给定.乙 = 100\n应得 = 值 90%, 得分 90\n"), "");
}

static void a_wrong_example_is_told_with_what_was_computed_and_how(void **state)
{
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 90\n给定.乙 = 100\n应得 = 值 90%, 得分 91, 折合 36\n"),
		"考核.ini:94:6: 错误 K510: 例“甲”应得 值 90%，得分 91，折合 36，算得 值 90%，得分 90，折合 36"
		"（甲(90) / 乙(100) = 90%；目标 95%，实际 90%，低 5 个百分点；每低 1个百分点 扣 2（按比例），扣 10，得 90）；"
		"请改正例，或改正指标“一”的规则\n");
}

static void the_value_and_the_share_are_compared_exactly(void **state)
{
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 100\n给定.乙 = 113\n应得 = 值 88.5%, 得分 87\n"),
		"考核.ini:94:6: 错误 K510: 例“甲”应得 值 88.5%，得分 87，算得 值 ≈88.495575%，得分 9830/113"
		"（甲(100) / 乙(113) = ≈88.495575%；目标 95%，实际 ≈88.495575%，低 ≈6.504425 个百分点；"
		"每低 1个百分点 扣 2（按比例），扣 ≈13.00885，得 ≈86.99115）；请改正例，或改正指标“一”的规则\n");
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 100\n给定.乙 = 113\n应得 = 折合 34.8\n"), "");
}

static void the_share_is_that_of_the_examples_group(void **state)
{
	assert_string_equal(says(*state, "指标 = 一\n给定.组 = 县\n给定.甲 = 90\n给定.乙 = 100\n应得 = 得分 90, 折合 63\n"), "");
}

static void a_kind_of_no_number_may_be_what_comes_out(void **state)
{
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 0\n给定.乙 = 0\n应得 = 无分母\n"), "");
	assert_string_equal(says(*state, "指标 = 一\n给定.组 = 城\n应得 = 未报送\n"), "");
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 9\n给定.乙 = 9\n应得 = 无分母\n"),
		"考核.ini:94:6: 错误 K510: 例“甲”应得 无分母，算得 值 100%，得分 100"
		"（甲(9) / 乙(9) = 100%；目标 95%，实际 100%，不低于目标，得满分 100）；请改正例，或改正指标“一”的规则\n");
}

static void a_number_was_expected_and_none_came(void **state)
{
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 0\n给定.乙 = 0\n应得 = 得分 100\n"),
		"考核.ini:94:6: 错误 K510: 例“甲”应得 得分 100，算得 无分母"
		"（甲(0) / 乙(0) = 无分母；无分母，不计并折算）；请改正例，或改正指标“一”的规则\n");
}

static void a_small_sample_may_be_given(void **state)
{
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 1\n给定.乙 = 2\n应得 = 得分 100\n"), "");
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 1\n给定.乙 = 3\n应得 = 得分 100\n"),
		"考核.ini:94:6: 错误 K510: 例“甲”应得 得分 100，算得 得分 0"
		"（甲(1) / 乙(3) = ≈33.333333%；目标 95%，实际 ≈33.333333%，低 ≈61.666667 个百分点；"
		"每低 1个百分点 扣 2（按比例），扣 ≈123.333333，低于保底，按保底得 0）；请改正例，或改正指标“一”的规则\n");
}

static void a_figure_that_is_not_given_is_asked_for(void **state)
{
	assert_string_equal(says(*state, "指标 = 一\n给定.甲 = 90\n应得 = 得分 90\n"),
		"考核.ini:90:1: 错误 K511: 例“甲”没有写 给定.乙，而指标“一”要用到它；请补写\n");
}

static void one_unit_is_its_own_group(void **state)
{
	assert_string_equal(says(*state, "指标 = 二\n给定.丙 = 70\n应得 = 得分 70, 折合 42\n"), "");
	assert_string_equal(says(*state, "指标 = 二\n给定.组 = 县\n给定.丙 = 70\n应得 = 不适用\n"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(an_example_that_comes_out_is_silent),
		MONTH_TEST(a_wrong_example_is_told_with_what_was_computed_and_how),
		MONTH_TEST(the_value_and_the_share_are_compared_exactly),
		MONTH_TEST(the_share_is_that_of_the_examples_group),
		MONTH_TEST(a_kind_of_no_number_may_be_what_comes_out),
		MONTH_TEST(a_number_was_expected_and_none_came),
		MONTH_TEST(a_small_sample_may_be_given),
		MONTH_TEST(a_figure_that_is_not_given_is_asked_for),
		MONTH_TEST(one_unit_is_its_own_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
