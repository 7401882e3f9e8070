/* test_rules_scheme.c -- whole rule texts in, every complaint out.
 *
 * GOOD is a small scheme without a fault.  Each test changes one phrase of it
 * and names the whole answer. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/rules_bench.h"

#define GOOD \
	"[方案]\n名称 = 示例\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2026-01\n修约 = 2位 四舍五入\n" \
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n" /* 11 */ \
	"[名录:区县]\n文件 = units.csv\n" \
	"[榜:区县]\n名录 = 区县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n" /* 18 */ \
	"[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.期限 = 日期 必填 期限\n列.完成 = 日期 可空\n" /* 25 */ \
	"[统计:应办]\n数据 = 台账\n算法 = 计数\n条件 = 期限 在 期初 至 期末\n" /* 29 */ \
	"[统计:办结]\n数据 = 台账\n算法 = 计数\n条件 = 期限 在 期初 至 期末 且 非 完成 为空\n" /* 33 */ \
	"[参数:目标]\n值 = 95%\n依据 = 示例\n" /* 36 */ \
	"[指标:总分]\n合成 = 加权平均\n依据 = 示例\n" /* 39 */ \
	"[指标:办结率]\n上级 = 总分\n权重 = 60\n公式 = 办结 / 应办\n计分 = 达标 目标 目标 每低 1个百分点 扣 2 按比例 扣完为止\n依据 = 示例\n" /* 45 */ \
	"[指标:件数]\n上级 = 总分\n权重 = 40\n公式 = 应办\n计分 = 分档\n档.1 = >= 10 得 100\n档.2 = >= 5 得 50\n档.3 = 其余 得 0\n依据 = 示例\n" /* 54 */ \
	"[等次:区县]\n榜 = 区县\n级.1 = 优秀 >= 90 颜色 绿\n级.2 = 合格 其余\n依据 = 示例\n" /* 59 */ \
	"[问责:进展]\n情形 = 进展缓慢\n轨道 = 效能督查\n范围 = 区县\n触发 = 值(办结率) < 50% 且 应办 >= 5\n起始 = 提醒\n依据 = 示例第一条\n责任角色 = 主要领导\n" /* 67 */ \
	"[约束:办结最重]\n条件 = 权重(办结率) > 权重(件数)\n依据 = 示例\n" /* 70 */

static struct scheme *read_rules(struct bench *b, const char *rules)
{
	return bench_read(b, rules, "代码,名称,组\n1,东区,市区\n2,西区,市区\n3,南县,县\n4,北县,县\n", "2026-10");
}

static void says(struct bench *b, const char *rules, const char *expected)
{
	read_rules(b, rules);
	printed(b, 0, expected);
}

/* One phrase changed, the whole answer. */
static void changed(void **state, const char *from, const char *to, const char *expected)
{
	struct bench *b = *state;

	says(b, with(b, GOOD, from, to), expected);
}

static void a_good_scheme_is_passed_in_silence(void **state)
{
	struct scheme *s;

	says(*state, GOOD, "");
	s = read_rules(*state, GOOD);
	assert_int_equal(s->indicator_count, 3);
	assert_string_equal(s->indicator[1]->parent->name, "总分");
	assert_int_equal(s->indicator[1]->marking.at.line, 44);
}

static void every_mistake_is_told_at_once(void **state)
{
	struct bench *b = *state;
	const char *text = with(b, GOOD, "文号", "文好");

	text = with(b, text, "算法 = 计数", "算法 = 记数");
	text = with(b, text, "权重 = 60", "权重 = 六十");
	says(b, text,
		"rules.ini:1:1: 错误 K229: [方案] 缺“文号”；应写：文字；请补上\n"
		"rules.ini:3:1: 错误 K228: [方案] 里没有“文好”这个条目；是否指“文号”？请改正或删去\n"
		"rules.ini:28:6: 错误 K231: “算法”不能写“记数”，只能写 计数 | 合计 | 平均 | 最大 | 最小 | 去重计数 | 中位数 | 单值 | 改动数 | 分位 90% | 反弹 | 反弹分母 | 重复 3；请改正\n"
		"rules.ini:40:1: 错误 K289: 上级“总分”是加权平均，下级“办结率”须写“权重”；请补上\n"
		"rules.ini:42:6: 错误 K232: “权重”应为数，如 12、2.5 或 95%，实为“六十”；请改正\n");
}

static void weights_must_add_up_and_the_addends_are_named(void **state)
{
	changed(state, "权重 = 60", "权重 = 59.9",
		"rules.ini:37:1: 错误 K292: “总分”下级的权重（组“市区”）合计应为 100，实为 99.9：办结率 59.9（rules.ini:42） + 件数 40（rules.ini:48）；请改正\n"
		"rules.ini:37:1: 错误 K292: “总分”下级的权重（组“县”）合计应为 100，实为 99.9：办结率 59.9（rules.ini:42） + 件数 40（rules.ini:48）；请改正\n");
}

static void weights_may_be_fractions_that_add_up(void **state)
{
	struct bench *b = *state;

	says(b, with(b, with(b, GOOD, "权重 = 60", "权重 = 66.67"), "权重 = 40", "权重 = 33.33"), "");
}

static void weights_may_differ_by_group_and_each_group_must_add_up(void **state)
{
	struct bench *b = *state;

	says(b, with(b, with(b, GOOD, "权重 = 60", "权重 = 60\n权重.县 = 70"), "权重 = 40", "权重 = 40\n权重.县 = 30"), "");
	says(b, with(b, GOOD, "权重 = 60", "权重 = 60\n权重.县 = 70"),
		"rules.ini:37:1: 错误 K292: “总分”下级的权重（组“县”）合计应为 100，实为 110：办结率 70（rules.ini:42） + 件数 40（rules.ini:49）；请改正\n");
}

static void a_group_must_exist(void **state)
{
	changed(state, "权重 = 60", "权重 = 60\n权重.镇 = 60",
		"rules.ini:43:1: 错误 K294: 名录“区县”里没有“镇”这个组；请改成名录里有的组\n");
}

static void weights_and_full_marks_are_never_mixed_under_one_parent(void **state)
{
	changed(state, "权重 = 40\n", "权重 = 40\n满分 = 40\n",
		"rules.ini:49:1: 错误 K290: 上级“总分”是加权平均，下级“件数”应写“权重”，不能写“满分”；请改正\n");
}

static void a_band_that_is_never_reached_is_an_error(void **state)
{
	changed(state, "档.2 = >= 5 得 50", "档.2 = >= 10 得 50",
		"rules.ini:52:1: 错误 K357: 指标“件数”的第 2 档永远轮不到：第 1 档已经把它包进去了；请改界限或次序\n");
}

static void the_last_band_must_be_the_rest(void **state)
{
	changed(state, "档.3 = 其余 得 0\n", "",
		"rules.ini:52:1: 错误 K265: 最后一档“档.2”应写“其余 得 几分”，否则有的值没有分；请补上一档\n");
}

static void a_condition_that_always_holds_is_an_error(void **state)
{
	changed(state, "值(办结率) < 50% 且 应办 >= 5", "应办 >= 0",
		"rules.ini:64:6: 错误 K360: [问责:进展] 的条件永远成立：应办 >= 0；请改正\n");
}

static void a_condition_that_never_holds_is_an_error(void **state)
{
	changed(state, "值(办结率) < 50% 且 应办 >= 5", "应办 < 5 且 办结 > 1 且 应办 > 5",
		"rules.ini:64:6: 错误 K361: [问责:进展] 的条件永远不成立：应办 < 5 且 办结 > 1 且 应办 > 5；请改正\n");
}

static void an_open_case_must_not_vanish_from_the_overdue(void **state)
{
	changed(state, "条件 = 期限 在 期初 至 期末 且 非 完成 为空", "条件 = 完成 > 期限",
		"rules.ini:33:6: 警告 K358: “完成”一列可空，比较时空的行会落空（未办结的会从逾期里消失）；请用“完成 为空”写明空时怎样，或把列改为必填\n");
}

static void a_proposal_without_a_basis_is_a_rule_error(void **state)
{
	changed(state, "依据 = 示例第一条\n", "",
		"rules.ini:60:1: 错误 K229: [问责:进展] 缺“依据”；应写：文字；请补上\n");
}

static void sanctions_on_persons_are_not_ours_to_propose(void **state)
{
	changed(state, "起始 = 提醒", "起始 = 记过",
		"rules.ini:65:6: 错误 K280: “记过”含“记过”：处分只能由法律、法规、规章设定，程序只提建议；请改成提醒、督办、约谈、通报等措施\n");
	changed(state, "起始 = 提醒", "起始 = 建议启动停职程序", "rules.ini:65:6: 错误 K280: “记过”含“记过”：处分只能由法律、法规、规章设定，程序只提建议；请改成提醒、督办、约谈、通报等措施\n");
}

static void removal_from_office_needs_the_words_of_a_proposal(void **state)
{
	changed(state, "起始 = 提醒", "起始 = 停职",
		"rules.ini:65:6: 错误 K281: “停职”含“停职”，须写成“建议启动…程序”；请改正\n");
}

static void a_constraint_that_fails_refuses_the_scheme_with_its_numbers(void **state)
{
	struct bench *b = *state;

	says(b, with(b, with(b, GOOD, "权重 = 60", "权重 = 50"), "权重 = 40", "权重 = 50"),
		"rules.ini:69:1: 错误 K297: 约束“办结最重”不成立（组“市区”）：权重(办结率)(0.5) > 权重(件数)(0.5)；请改权重，或改约束\n");
}

static void circles_are_found(void **state)
{
	changed(state, "公式 = 应办", "公式 = 应办 + 得分(总分)",
		"rules.ini:49:11: 错误 K296: 指标“总分”绕了一圈又用到自己，算不出来；请改公式或条件\n");
}

/* Values are there before points, whoever's they are. */
static void a_marking_may_look_at_values_even_its_own(void **state)
{
	changed(state, "目标 目标 每低", "目标 最大(目标, 组平均(值(办结率))) 每低", "");
}

static void a_marking_may_not_look_at_its_own_points(void **state)
{
	changed(state, "目标 目标 每低", "目标 最大(目标, 组平均(得分率(办结率))) 每低",
		"rules.ini:44:23: 错误 K296: 指标“办结率”绕了一圈又用到自己，算不出来；请改公式或条件\n");
}

static void a_formula_may_not_look_at_its_own_value(void **state)
{
	changed(state, "公式 = 办结 / 应办", "公式 = 办结 / 应办 + 组平均(值(办结率))",
		"rules.ini:43:20: 错误 K296: 指标“办结率”绕了一圈又用到自己，算不出来；请改公式或条件\n");
}

static void a_parent_circle_is_found(void **state)
{
	struct bench *b = *state;

	says(b, with(b, GOOD, "[指标:总分]\n", "[指标:总分]\n上级 = 办结率\n"),
		"rules.ini:38:1: 错误 K252: 指标“总分”顺着上级又回到自己；请改正“上级”\n");
}

static void what_is_never_used_is_said(void **state)
{
	struct bench *b = *state;

	says(b, arena_printf(b->arena, "%s%s", GOOD, "[统计:闲置]\n数据 = 台账\n算法 = 计数\n[参数:闲]\n值 = 1\n依据 = 示例\n"),
		"rules.ini:71:1: 警告 K350: 统计“闲置”没有用到；请用上它，或删去\n"
		"rules.ini:74:1: 警告 K350: 参数“闲”没有用到；请用上它，或删去\n");
}

static void the_last_n_of_a_small_range_is_refused(void **state)
{
	changed(state, "值(办结率) < 50% 且 应办 >= 5", "末位(值(办结率), 2, 范围 = 组 = “县”)",
		"rules.ini:64:6: 错误 K362: 末位 2 用在榜“区县”的组“范围 组 = “县””，该组只有 2 个单位，过半都会落入；请改小 n，或合并分组\n");
}

static void the_last_n_of_a_small_group_is_refused(void **state)
{
	changed(state, "值(办结率) < 50% 且 应办 >= 5", "末位(值(办结率), 2)",
		"rules.ini:64:6: 错误 K362: 末位 2 用在榜“区县”的组“市区”，该组只有 2 个单位，过半都会落入；请改小 n，或合并分组\n"
		"rules.ini:64:6: 错误 K362: 末位 2 用在榜“区县”的组“县”，该组只有 2 个单位，过半都会落入；请改小 n，或合并分组\n");
}

static void a_secret_column_serves_keys_only(void **state)
{
	changed(state, "列.完成 = 日期 可空", "列.完成 = 日期 可空 保密",
		"rules.ini:33:23: 错误 K359: “完成”是保密的列，只能用于主键和去重计数；请改条件\n");
}

static void the_steps_of_a_deduction_must_be_declared(void **state)
{
	changed(state, "扣 2 按比例 扣完为止", "扣 2 扣完为止",
		"rules.ini:44:28: 错误 K262: 计分“达标”这里应为“按比例、整步舍去 或 整步进一”，实为“扣完为止”；写法是：达标 目标 e 每低 k 扣 x 按比例|整步舍去|整步进一 保底 y|扣完为止\n");
}

static void an_unknown_method_is_asked_about(void **state)
{
	changed(state, "计分 = 达标 ", "计分 = 达际 ",
		"rules.ini:44:6: 错误 K263: 没有“达际”这种计分；应为 正比 达标 反向达标 分档 线性 扣分 加分 名次赋分 引用 首犯再犯 增减 按第一名比例 标准分 极差 功效系数 同 扣分表；是否指“达标”？请改正\n");
}

static void an_unreadable_combination_is_told_once(void **state)
{
	changed(state, "[指标:总分]\n合成 = 加权平均", "[指标:总分]\n合成 = 加权",
		"rules.ini:38:6: 错误 K231: “合成”不能写“加权”，只能写 加权平均 | 直接相加 | 平均 | 取较低 | 取较高 | 几何平均 | 调和平均 | 合扣；请改正\n");
}

static void a_period_outside_the_schemes_time_is_refused(void **state)
{
	changed(state, "生效 = 2026-01", "生效 = 2026-11",
		"rules.ini:1:1: 错误 K243: 2026-10 不在本方案的适用期内（2026-11 至 …）；请用当时有效的方案\n");
}

static void the_latest_dated_value_of_a_parameter_holds(void **state)
{
	struct bench *b = *state;
	struct scheme *s = read_rules(b, with(b, GOOD, "值 = 95%", "值.2026-01 = 95%\n值.2026-08 = 98%\n值.2026-11 = 99%"));

	assert_int_equal(diag_errors(b->diag), 0);
	assert_string_equal(value_show(b->arena, s->parameter[0]->value), "0.98");
	assert_int_equal(s->parameter[0]->at.line, 36);
}

static void a_measure_must_reach_the_units_of_the_board(void **state)
{
	struct bench *b = *state;

	says(b, with(b, GOOD, "[榜:区县]\n名录 = 区县", "[名录:别的]\n文件 = units.csv\n[榜:区县]\n名录 = 别的"),
		"rules.ini:45:6: 错误 K352: 统计“办结”的数据“台账”没有对到名录“别的”，榜“区县”上的单位得不到它；请在数据里补“单位.别的”，或改公式\n"
		"rules.ini:45:11: 错误 K352: 统计“应办”的数据“台账”没有对到名录“别的”，榜“区县”上的单位得不到它；请在数据里补“单位.别的”，或改公式\n"
		"rules.ini:51:6: 错误 K352: 统计“应办”的数据“台账”没有对到名录“别的”，榜“区县”上的单位得不到它；请在数据里补“单位.别的”，或改公式\n"
		"rules.ini:66:21: 错误 K352: 统计“应办”的数据“台账”没有对到名录“别的”，榜“区县”上的单位得不到它；请在数据里补“单位.别的”，或改公式\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_good_scheme_is_passed_in_silence),
		TEST(every_mistake_is_told_at_once),
		TEST(weights_must_add_up_and_the_addends_are_named),
		TEST(weights_may_be_fractions_that_add_up),
		TEST(weights_may_differ_by_group_and_each_group_must_add_up),
		TEST(a_group_must_exist),
		TEST(weights_and_full_marks_are_never_mixed_under_one_parent),
		TEST(a_band_that_is_never_reached_is_an_error),
		TEST(the_last_band_must_be_the_rest),
		TEST(a_condition_that_always_holds_is_an_error),
		TEST(a_condition_that_never_holds_is_an_error),
		TEST(an_open_case_must_not_vanish_from_the_overdue),
		TEST(a_proposal_without_a_basis_is_a_rule_error),
		TEST(sanctions_on_persons_are_not_ours_to_propose),
		TEST(removal_from_office_needs_the_words_of_a_proposal),
		TEST(a_constraint_that_fails_refuses_the_scheme_with_its_numbers),
		TEST(circles_are_found),
		TEST(a_marking_may_look_at_values_even_its_own),
		TEST(a_marking_may_not_look_at_its_own_points),
		TEST(a_formula_may_not_look_at_its_own_value),
		TEST(a_parent_circle_is_found),
		TEST(what_is_never_used_is_said),
		TEST(the_last_n_of_a_small_group_is_refused),
		TEST(the_last_n_of_a_small_range_is_refused),
		TEST(a_secret_column_serves_keys_only),
		TEST(the_steps_of_a_deduction_must_be_declared),
		TEST(an_unknown_method_is_asked_about),
		TEST(an_unreadable_combination_is_told_once),
		TEST(a_period_outside_the_schemes_time_is_refused),
		TEST(the_latest_dated_value_of_a_parameter_holds),
		TEST(a_measure_must_reach_the_units_of_the_board),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
