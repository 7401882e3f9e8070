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

/* What examples_check says of one example under the rules; "" when it holds. */
static const char *says_under(struct month *m, const char *rules, const char *example)
{
	read_rules(m, arena_printf(m->arena, "%s[例:甲]\n%s", rules, example));
	if (diag_errors(m->diag) > 0)
		return complaints(m, 0);
	m->diag = diag_new(m->arena, CHINESE);
	assert_int_equal(examples_check(m->arena, m->diag, m->scheme), 1);
	assert_int_equal(diag_exit(m->diag), diag_errors(m->diag) > 0 ? 78 : 0);
	return complaints(m, 0);
}

static const char *says(struct month *m, const char *example)
{
	return says_under(m, TREE, example);
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

#define RAISED \
	POOLED "[参数:目标]\n值 = 90%\n值.2026-09 = 98%\n依据 = 示例\n[指标:总]\n合成 = 平均\n依据 = 示例\n" \
	"[指标:一]\n上级 = 总\n计量单位 = %\n公式 = 甲 / 乙\n计分 = 达标 目标 目标 每低 1个百分点 扣 1 按比例 扣完为止\n依据 = 示例\n"

static void an_example_of_a_period_has_the_parameters_of_that_period(void **state)
{
	assert_string_equal(says_under(*state, RAISED, "指标 = 一\n期 = 2026-08\n给定.甲 = 95\n给定.乙 = 100\n应得 = 得分 100\n"), "");
	assert_string_equal(says_under(*state, RAISED, "指标 = 一\n期 = 2026-09\n给定.甲 = 95\n给定.乙 = 100\n应得 = 得分 97\n"), "");
	assert_string_equal(says_under(*state, RAISED, "指标 = 一\n给定.甲 = 95\n给定.乙 = 100\n应得 = 得分 97\n"), "");
}

static void the_rows_behind_a_line_of_a_table_may_be_given(void **state)
{
	static const char table[] = POOLED "[指标:总]\n数据 = 台账\n计分 = 扣分表 扣完为止\n扣.1 = 事 = “甲” 扣 30\n扣.其余 = 扣 1\n依据 = 示例\n";

	assert_string_equal(says_under(*state, table, "指标 = 总\n给定.总·扣.1 = 2\n给定.总·扣.其余 = 3\n应得 = 值 63, 得分 37\n"), "");
	assert_string_equal(says_under(*state, table, "指标 = 总\n给定.总·扣.1 = 2\n应得 = 得分 40\n"),
		"考核.ini:73:1: 错误 K511: 例“甲”没有写 给定.总·扣.其余，而指标“总”要用到它；请补写\n");
	assert_string_equal(says_under(*state, table, "指标 = 总\n给定.总·扣.3 = 2\n应得 = 得分 40\n"),
		"考核.ini:75:12: 错误 K239: 没有名为“总·扣.3”的统计；请改成已有的名称，或补上 [统计:总·扣.3] 一段\n");
}

#define BELOW \
	"[榜:总榜]\n名录 = 区县\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约后\n" \
	"[榜:街道榜]\n名录 = 街道\n根指标 = 街道总分\n分组 = 合并\n并列 = 跳号\n名次依据 = 修约后\n" \
	"[指标:总]\n公式 = 下级平均(得分(街道总分))\n计分 = 引用 满分 100\n依据 = 示例\n" \
	"[指标:街道总分]\n公式 = 村分\n计分 = 引用 满分 50\n依据 = 示例\n"

static void points_of_the_units_below_may_be_given(void **state)
{
	assert_string_equal(says_under(*state, BELOW, "指标 = 总\n下级 = 一街, 二街\n下级给定得分.街道总分 = 80, 90\n应得 = 得分 85\n"), "");
	assert_string_equal(says_under(*state, BELOW, "指标 = 总\n下级 = 一街, 二街\n下级给定.村分 = 40, 45\n应得 = 得分 85\n"), "");
	assert_string_equal(says_under(*state, BELOW, "指标 = 总\n下级 = 一街, 二街\n下级给定得分.街道总分 = 80, 90, 100\n应得 = 得分 85\n"),
		"考核.ini:83:15: 错误 K1100: “下级给定得分.街道总分”列了 3 项，应列 1 项，或按“单位”（“下级”）的次序列 2 项；请改正\n");
}

/* ---- more than one leaf of one unit ---------------------------------------------------- */

#define WHOLE \
	"[榜:总榜]\n名录 = 区县\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约后\n" \
	"[指标:总]\n合成 = 加权平均\n依据 = 示例\n" \
	"[指标:一]\n上级 = 总\n权重 = 40\n公式 = 甲 / 乙\n计量单位 = %\n计分 = 正比 封顶\n依据 = 示例\n" \
	"[指标:二]\n上级 = 总\n权重 = 60\n合成 = 平均\n合成对象 = 得分\n依据 = 示例\n" \
	"[指标:三]\n上级 = 二\n公式 = 组平均(丙)\n计分 = 引用 满分 100\n依据 = 示例\n" \
	"[指标:四]\n上级 = 二\n公式 = 上期(值(三)) + 1\n计分 = 引用 满分 100\n首期 = 满分\n依据 = 示例\n" \
	"[加减分:亮点]\n榜 = 总榜\n公式 = 丁\n计分 = 加分 每 1 加 0.5 封顶 2\n依据 = 示例\n" \
	"[等次:总榜等次]\n榜 = 总榜\n级.1 = 优秀 >= 90 颜色 绿\n级.2 = 一般 其余 颜色 灰\n依据 = 示例\n" \
	"[否决:出事]\n榜 = 总榜\n条件 = 丁 >= 9\n效果 = 等次降为最差\n依据 = 示例\n" \
	"[状态:没有事]\n榜 = 总榜\n指标 = 一\n条件 = 乙 = 0\n效果 = 满分\n依据 = 示例\n" \
	"[问责:太慢]\n情形 = 进展缓慢\n轨道 = 过错问责\n范围 = 总榜\n触发 = 甲 / 乙 < 50% 且 乙 >= 4\n适用 = 组 = “城”\n起始 = 约谈\n依据 = 示例\n责任角色 = 主要领导\n"

static void expect_silence(struct month *m, const char *example)
{
	assert_string_equal(says_under(m, WHOLE, example), "");
}

static void a_board_ranks_the_units_of_its_example(void **state)
{
	expect_silence(*state, "榜 = 总榜\n单位 = 东, 西, 南\n给定.甲 = 9, 9, 8\n给定.乙 = 10\n给定得分.二 = 90, 90, 95\n给定.丁 = 0\n"
		"应得 = 总分 90, 名次 1, 等次 优秀\n应得.西 = 名次 1\n应得.南 = 总分 89, 名次 3, 等次 一般\n");
	assert_string_equal(says_under(*state, WHOLE, "榜 = 总榜\n单位 = 东, 西\n给定.甲 = 9, 8\n给定.乙 = 10\n给定得分.二 = 90\n给定.丁 = 0\n"
		"应得 = 名次 1\n应得.西 = 总分 86, 名次 1\n"),
		"考核.ini:131:8: 错误 K510: 例“甲中西”应得 总分 86，名次 1，算得 总分 86，名次 2（基本分 86，总分 86）；请改正例，或改正榜“总榜”的规则\n");
}

static void units_of_two_groups_are_ranked_apart(void **state)
{
	expect_silence(*state, "榜 = 总榜\n单位 = 东, 西\n给定.组 = 城, 县\n给定.甲 = 9, 8\n给定.乙 = 10\n给定得分.二 = 90\n给定.丁 = 0\n"
		"应得 = 名次 1\n应得.西 = 名次 1\n");
}

static void a_veto_lowers_the_grade_of_a_board_example(void **state)
{
	expect_silence(*state, "榜 = 总榜\n给定.甲 = 10\n给定.乙 = 10\n给定得分.二 = 100\n给定.丁 = 9\n应得 = 总分 102, 等次 一般\n");
	expect_silence(*state, "否决 = 出事\n给定.丁 = 9\n应得 = 是\n");
	expect_silence(*state, "否决 = 出事\n给定.丁 = 8\n应得 = 否\n");
	expect_silence(*state, "否决 = 出事\n给定.丁 = -\n应得 = 无法判断\n");
}

static void the_units_of_an_example_leave_no_notes(void **state)
{
	struct month *m = *state;

	expect_silence(m, "榜 = 总榜\n单位 = 东, 西\n给定.甲 = 9\n给定.乙 = 10\n给定得分.二 = 90\n给定.丁 = -\n应得 = 名次 1\n");
	assert_string_equal(complaints(m, DIAG_NOTES), "");
}

static void an_inner_node_is_put_together_from_its_children(void **state)
{
	expect_silence(*state, "指标 = 二\n单位 = 东, 西\n给定.丙 = 60, 80\n前期.1.值.三 = 79, 59\n应得 = 得分 75, 折合 45\n应得.西 = 得分 65\n");
	expect_silence(*state, "指标 = 总\n给定得分.一 = 50\n给定得分.二 = 100\n应得 = 得分 80\n");
	expect_silence(*state, "指标 = 二\n给定得分.三 = 60\n给定.丙 = 60\n应得 = 得分 80\n");
}

static void an_earlier_period_may_be_given_or_not(void **state)
{
	expect_silence(*state, "指标 = 四\n给定.丙 = 1\n前期.1.值.三 = 79\n应得 = 值 80, 得分 80\n");
	expect_silence(*state, "指标 = 四\n给定.丙 = 1\n应得 = 首期, 得分 100\n");
}

static void an_extra_and_a_state_have_examples(void **state)
{
	expect_silence(*state, "加减分 = 亮点\n给定.丁 = 3\n应得 = 值 3, 得分 1.5\n");
	expect_silence(*state, "加减分 = 亮点\n给定.丁 = 5\n应得 = 得分 2\n");
	expect_silence(*state, "加减分 = 亮点\n给定.丁 = -\n应得 = 未报送, 得分 0\n");
	expect_silence(*state, "指标 = 一\n给定.甲 = 0\n给定.乙 = 0\n应得 = 没有事, 得分 100\n");
}

static void a_trigger_holds_or_not_at_its_boundary(void **state)
{
	expect_silence(*state, "问责 = 太慢\n给定.组 = 城\n给定.甲 = 1\n给定.乙 = 4\n应得 = 是\n");
	expect_silence(*state, "问责 = 太慢\n给定.组 = 城\n给定.甲 = 2\n给定.乙 = 4\n应得 = 否\n");
	expect_silence(*state, "问责 = 太慢\n给定.组 = 县\n给定.甲 = 1\n给定.乙 = 4\n应得 = 不适用\n");
	expect_silence(*state, "问责 = 太慢\n给定.组 = 城\n给定.甲 = -\n给定.乙 = 4\n应得 = 无法判断\n");
	assert_string_equal(says_under(*state, WHOLE, "问责 = 太慢\n给定.组 = 城\n给定.甲 = 1\n给定.乙 = 3\n应得 = 是\n"),
		"考核.ini:128:6: 错误 K510: 例“甲”应得 是，算得 否（甲(1) / 乙(3) < 50% 且 乙(3) >= 4（甲 / 乙 = ≈33.333333%））；"
		"请改正例，或改正问责“太慢”的规则\n");
}

static void lists_must_fit_the_units(void **state)
{
	assert_string_equal(says_under(*state, WHOLE, "指标 = 一\n单位 = 东, 西, 南\n给定.甲 = 1, 2\n给定.乙 = 4\n应得 = 得分 1\n"),
		"考核.ini:126:8: 错误 K1100: “给定.甲”列了 2 项，应列 1 项，或按“单位”（“下级”）的次序列 3 项；请改正\n");
	assert_string_equal(says_under(*state, WHOLE, "指标 = 一\n单位 = 东, 东\n给定.甲 = 一百\n给定.乙 = 4\n前期.0.值.一 = 3\n应得 = 得分 1\n应得.北 = 得分 1\n"),
		"考核.ini:125:6: 错误 K1102: “单位”里“东”写了两次；请给每个单位取不同的名字\n"
		"考核.ini:126:8: 错误 K1101: “给定.甲”里的“一百”不是数；应为数（如 90、95%、2/3）、日期、未报送 无分母 不适用 已剔除，或表示没有数的 -\n"
		"考核.ini:128:1: 错误 K1103: “前期.0.值.一”看不懂；应写 前期.n.值.指标、前期.n.得分.指标、前期.n.总得分、前期.n.总名次 或 前期.n.措施，n 为 1 至 36\n"
		"考核.ini:130:1: 错误 K1104: 例“甲”的“单位”里没有“北”；请在“单位”里补上，或改正“应得.北”\n");
}

static void only_what_the_subject_has_may_be_expected(void **state)
{
	assert_string_equal(says_under(*state, WHOLE, "指标 = 一\n给定.甲 = 1\n给定.乙 = 4\n应得 = 名次 1\n"),
		"考核.ini:127:10: 错误 K282: 应得看不懂：“名次 1”；举指标、加减分写 值、得分、折合 或 无分母 等词，举统计写 值 或 无分母 等词，举榜、汇总写 总分、名次、等次 或 不参与排名，"
		"举否决、问责、名单、核对写 是、否 或 无法判断，有历史的问责写 级 n\n");
	assert_string_equal(says_under(*state, WHOLE, "应得 = 是\n"),
		"考核.ini:123:1: 错误 K378: 例“甲”应写“指标”“榜”“加减分”“否决”“问责”“统计”“名单”“核对”“汇总”“整改”“督办”中的一个，说明举的是什么的例；请改正\n");
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
		MONTH_TEST(an_example_of_a_period_has_the_parameters_of_that_period),
		MONTH_TEST(the_rows_behind_a_line_of_a_table_may_be_given),
		MONTH_TEST(points_of_the_units_below_may_be_given),
		MONTH_TEST(a_board_ranks_the_units_of_its_example),
		MONTH_TEST(units_of_two_groups_are_ranked_apart),
		MONTH_TEST(a_veto_lowers_the_grade_of_a_board_example),
		MONTH_TEST(the_units_of_an_example_leave_no_notes),
		MONTH_TEST(an_inner_node_is_put_together_from_its_children),
		MONTH_TEST(an_earlier_period_may_be_given_or_not),
		MONTH_TEST(an_extra_and_a_state_have_examples),
		MONTH_TEST(a_trigger_holds_or_not_at_its_boundary),
		MONTH_TEST(lists_must_fit_the_units),
		MONTH_TEST(only_what_the_subject_has_may_be_expected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
