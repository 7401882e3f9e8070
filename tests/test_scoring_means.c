/* 取较高, 几何平均, 调和平均 and 合扣: what they make of their children, and what they must say. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

#define CHILD(name, more, measure) \
	"[指标:" name "]\n上级 = 总\n" more "公式 = " measure " / 100\n计分 = 线性 低 0 高 1 截断 不截断\n依据 = 示例\n"
#define POSITIVE "合成对象 = 得分\n零值 = 按零\n负值 = 按零\n"

static void two(struct month *m, const char *root, const char *one, const char *other)
{
	rules(m, arena_printf(m->arena, BOARD "[指标:总]\n%s依据 = 示例\n" CHILD("一", "", "数值") CHILD("二", "", "均数"), root));
	give_all(m, "数值", one);
	give_all(m, "均数", other);
	score(m);
}

static void weighted(struct month *m, const char *root, const char *one, const char *other)
{
	rules(m, arena_printf(m->arena, BOARD "[指标:总]\n%s依据 = 示例\n" CHILD("一", "权重 = 75\n", "数值") CHILD("二", "权重 = 25\n", "均数"),
		root));
	give_all(m, "数值", one);
	give_all(m, "均数", other);
	score(m);
}

#define IS(root, one, other, expected, says) \
	do { \
		two(*state, root, one, other); \
		assert_string_equal(steps(*state, "A", "总"), says); \
		assert_string_equal(points(*state, "A", "总"), expected); \
	} while (0)

static void the_better_child_counts(void **state)
{
	IS("合成 = 取较高\n合成对象 = 得分\n", "70", "90", "90/100", "取较高：一 70，二 90，取 90");
	assert_string_equal(share(*state, "A", "一"), "100:70");
}

static void the_geometric_mean_is_the_root_of_the_product(void **state)
{
	IS("合成 = 几何平均\n" POSITIVE, "40", "90", "60/100", "几何平均：一 40，二 90，共 2 项，几何平均 60");
	IS("合成 = 几何平均\n" POSITIVE, "50", "100", "70.7106781186547524400844362105/100",
		"几何平均：一 50，二 100，共 2 项，几何平均 ≈70.710678");
	assert_string_equal(share(*state, "A", "一"), "50:50");
}

static void the_harmonic_mean_is_exact(void **state)
{
	IS("合成 = 调和平均\n" POSITIVE, "60", "90", "72/100", "调和平均：一 60，二 90，共 2 项，调和平均 72");
	IS("合成 = 调和平均\n" POSITIVE, "50", "70", "175/3/100", "调和平均：一 50，二 70，共 2 项，调和平均 ≈58.333333");
}

/* 16^(3/4) × 81^(1/4) = 8 × 3; 100 ÷ (75/60 + 25/90) = 100 ÷ (55/36). */
static void weights_count_where_the_children_have_them(void **state)
{
	struct month *m = *state;

	weighted(m, "合成 = 几何平均\n" POSITIVE, "16", "81");
	assert_string_equal(points(m, "A", "总"), "24/100");
	assert_string_equal(steps(m, "A", "总"), "几何平均：一 16（权重 75），二 81（权重 25），共 2 项，几何平均 24");
	assert_string_equal(share(m, "A", "一"), "75:16");
	weighted(m, "合成 = 调和平均\n" POSITIVE, "60", "90");
	assert_string_equal(points(m, "A", "总"), "720/11/100");
}

static void a_child_without_a_number_is_left_out_of_the_mean(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 几何平均\n" POSITIVE "依据 = 示例\n" CHILD("一", "权重 = 75\n未报送 = 不计并折算\n", "数值")
		CHILD("二", "权重 = 25\n", "均数"));
	give_all(m, "数值", "未报送");
	give_all(m, "均数", "81");
	score(m);
	assert_string_equal(points(m, "A", "总"), "81/100");
	assert_string_equal(steps(m, "A", "总"), "几何平均：二 81（权重 25），共 1 项，几何平均 81；一 未报送，不计并折算");
	assert_string_equal(share(m, "A", "二"), "100:81");
}

static void a_zero_does_what_the_rule_says(void **state)
{
	IS("合成 = 几何平均\n合成对象 = 得分\n零值 = 按零\n负值 = 无分母\n", "0", "90", "0/100",
		"几何平均：一 0（零值，按零），二 90，共 2 项，几何平均 0");
	IS("合成 = 几何平均\n合成对象 = 得分\n零值 = 不计\n负值 = 无分母\n", "0", "90", "90/100",
		"几何平均：一 0（零值，不计），二 90，共 2 项，几何平均 90");
	assert_string_equal(share(*state, "A", "一"), "0:0");
	assert_string_equal(share(*state, "A", "二"), "100:90");
	IS("合成 = 调和平均\n合成对象 = 得分\n零值 = 无分母\n负值 = 按零\n无分母 = 零分\n", "0", "90", "0/100",
		"调和平均：一 0（零值，无分母），二 90，无分母，按零分处理，得 0");
}

static void a_mark_below_zero_has_a_rule_of_its_own(void **state)
{
	IS("合成 = 几何平均\n合成对象 = 得分\n零值 = 无分母\n负值 = 按零\n", "-5", "90", "0/100",
		"几何平均：一 -5（负值，按零），二 90，共 2 项，几何平均 0");
	IS("合成 = 调和平均\n合成对象 = 得分\n零值 = 无分母\n负值 = 不计\n", "-5", "90", "90/100",
		"调和平均：一 -5（负值，不计），二 90，共 2 项，调和平均 90");
}

/* ---- 合扣 ------------------------------------------------------------------------ */

#define TAKES(name, measure, clause) \
	"[指标:" name "]\n上级 = 池\n公式 = " measure "\n计分 = " clause "\n依据 = 示例\n"

static void pool(struct month *m, const char *more, const char *one, const char *other)
{
	rules(m, arena_printf(m->arena, BOARD "[指标:总]\n合成 = 直接相加\n满分 = 100\n依据 = 示例\n"
		"[指标:池]\n上级 = 总\n满分 = 20\n合成 = 合扣\n%s依据 = 示例\n"
		"[指标:余]\n上级 = 总\n满分 = 80\n公式 = 丁\n计分 = 正比\n依据 = 示例\n"
		TAKES("一", "甲", "扣分 每 1 扣 2 按比例 扣完为止") TAKES("二", "乙", "扣分 每 1 扣 0.5 按比例 保底 17"), more));
	give_all(m, "甲", one);
	give_all(m, "乙", other);
	give_all(m, "丁", "1");
	score(m);
}

static void several_deductions_share_one_pool_of_marks(void **state)
{
	struct month *m = *state;

	pool(m, "", "3", "4");
	assert_string_equal(points(m, "A", "池"), "12/20");
	assert_string_equal(steps(m, "A", "池"), "合扣：一 扣 6，二 扣 2，共扣 8，满分 20，余 12");
	assert_string_equal(points(m, "A", "一"), "14/20");
	assert_string_equal(steps(m, "A", "一"), "满分 20，实际 3；每 1 扣 2（按比例），扣 6，得 14");
	assert_string_equal(total(m, "A"), "92");
}

static void one_item_may_lose_no_more_than_its_own_floor_allows(void **state)
{
	struct month *m = *state;

	pool(m, "", "3", "40");
	assert_string_equal(points(m, "A", "池"), "11/20");
	assert_string_equal(steps(m, "A", "池"), "合扣：一 扣 6，二 扣 3，共扣 9，满分 20，余 11");
}

static void the_pool_is_empty_at_zero_or_at_its_own_floor(void **state)
{
	struct month *m = *state;

	pool(m, "", "10", "6");
	assert_string_equal(points(m, "A", "池"), "0/20");
	assert_string_equal(steps(m, "A", "池"), "合扣：一 扣 20，二 扣 3，共扣 23，满分 20，余 -3，扣完为止，得 0");
	pool(m, "保底 = -2\n", "10", "6");
	assert_string_equal(points(m, "A", "池"), "-2/20");
	assert_string_equal(steps(m, "A", "池"), "合扣：一 扣 20，二 扣 3，共扣 23，满分 20，余 -3；保底 -2，得 -2");
}

static void an_item_without_a_number_takes_nothing_from_the_pool(void **state)
{
	struct month *m = *state;

	pool(m, "", "3", "4");
	give(m, "B", "甲", "不适用");
	score(m);
	assert_string_equal(points(m, "B", "池"), "18/20");
	assert_string_equal(steps(m, "B", "池"), "合扣：二 扣 2，共扣 2，满分 20，余 18；一 不适用，不计并折算");
}

/* ---- what must be said -------------------------------------------------------------- */

static const char *complained(struct month *m, const char *root, const char *one, const char *other)
{
	read_rules(m, arena_printf(m->arena, BOARD "[指标:总]\n%s依据 = 示例\n[指标:一]\n上级 = 总\n%s[指标:二]\n上级 = 总\n%s", root, one, other));
	return complaints(m, 0);
}

#define LEAF(more) more "公式 = 甲\n计分 = 正比\n依据 = 示例\n"

static void a_mean_that_is_no_sum_must_say_of_what_and_what_zero_is(void **state)
{
	assert_string_equal(complained(*state, "合成 = 取较高\n", LEAF(""), LEAF("")),
		"考核.ini:66:1: 错误 K1050: 指标“总”的合成是取较高，须写明“合成对象”：得分 或 得分率；请补上\n");
	assert_string_equal(complained(*state, "合成 = 几何平均\n合成对象 = 得分\n负值 = 按零\n", LEAF(""), LEAF("")),
		"考核.ini:66:1: 错误 K1051: 指标“总”的合成是几何平均，下级得零分、负分时没有这样的平均，须写明“零值”：按零、不计 或 无分母；请补上\n");
	assert_string_equal(complained(*state, "合成 = 平均\n零值 = 按零\n", LEAF(""), LEAF("")),
		"考核.ini:68:1: 错误 K1054: 指标“总”的合成没有一个是几何平均或调和平均，“零值”没有用处；请删去\n");
}

static void either_every_child_has_a_weight_or_none(void **state)
{
	assert_string_equal(complained(*state, "合成 = 几何平均\n" POSITIVE, LEAF("权重 = 40\n"), LEAF("")),
		"考核.ini:78:1: 错误 K289: 上级“总”是几何平均，下级“二”须写“权重”；请补上\n");
	assert_string_equal(complained(*state, "合成 = 调和平均\n" POSITIVE, LEAF("权重 = 40\n"), LEAF("权重 = 50\n")),
		"考核.ini:66:1: 错误 K292: “总”下级的权重（组“城”）合计应为 100，实为 90：一 40（考核.ini:74） + 二 50（考核.ini:80）；请改正\n"
		"考核.ini:66:1: 错误 K292: “总”下级的权重（组“县”）合计应为 100，实为 90：一 40（考核.ini:74） + 二 50（考核.ini:80）；请改正\n");
}

static void points_of_two_scales_are_not_compared(void **state)
{
	static const char inner[] = "合成 = 直接相加\n依据 = 示例\n[指标:三]\n上级 = 二\n满分 = 40\n公式 = 甲\n计分 = 正比\n依据 = 示例\n";

	complained(*state, "合成 = 取较高\n合成对象 = 得分率\n", LEAF(""), inner);
	assert_int_equal(diag_errors(((struct month *)*state)->diag), 0);
	assert_string_equal(complained(*state, "合成 = 取较高\n合成对象 = 得分\n", LEAF(""), inner),
		"考核.ini:66:1: 错误 K1052: 指标“总”按下级的得分取较高，但“一”满分 100、“二”满分 40，不是一把尺；请改成 合成对象 = 得分率\n");
}

static void a_pool_holds_only_what_takes_points_off(void **state)
{
	assert_string_equal(complained(*state, "合成 = 合扣\n", LEAF(""), "公式 = 甲\n计分 = 扣分 每 1 扣 1 按比例 扣完为止\n依据 = 示例\n"),
		"考核.ini:69:1: 错误 K1053: 上级“总”是合扣，下级“一”须没有下级，计分须是扣的：扣分、达标、反向达标、首犯再犯 或 扣分表；请改正\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(the_better_child_counts),
		MONTH_TEST(the_geometric_mean_is_the_root_of_the_product),
		MONTH_TEST(the_harmonic_mean_is_exact),
		MONTH_TEST(weights_count_where_the_children_have_them),
		MONTH_TEST(a_child_without_a_number_is_left_out_of_the_mean),
		MONTH_TEST(a_zero_does_what_the_rule_says),
		MONTH_TEST(a_mark_below_zero_has_a_rule_of_its_own),
		MONTH_TEST(several_deductions_share_one_pool_of_marks),
		MONTH_TEST(one_item_may_lose_no_more_than_its_own_floor_allows),
		MONTH_TEST(the_pool_is_empty_at_zero_or_at_its_own_floor),
		MONTH_TEST(an_item_without_a_number_takes_nothing_from_the_pool),
		MONTH_TEST(a_mean_that_is_no_sum_must_say_of_what_and_what_zero_is),
		MONTH_TEST(either_every_child_has_a_weight_or_none),
		MONTH_TEST(points_of_two_scales_are_not_compared),
		MONTH_TEST(a_pool_holds_only_what_takes_points_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
