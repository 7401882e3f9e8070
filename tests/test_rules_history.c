/* test_rules_history.c -- rule texts with a memory: earlier periods, ladders, people's files. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/rules_bench.h"

#define GOOD \
	"[方案]\n名称 = 示例\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2016-01\n修约 = 2位 四舍五入\n" \
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n" /* 11 */ \
	"首期 = 满分\n决定 = decisions.csv\n日历 = calendar.csv\n异议期 = 5个工作日\n试运行 = 2016-01, 2016-02\n" /* 16 */ \
	"[名录:区县]\n文件 = units.csv\n" \
	"[榜:区县]\n名录 = 区县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n" /* 23 */ \
	"[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n主键 = 编号\n留痕 = 完成\n办结 = 完成\n" \
	"列.编号 = 文本 必填\n列.区县 = 文本 必填\n列.完成 = 日期 可空\n" /* 33 */ \
	"[统计:总件数]\n数据 = 台账\n算法 = 计数\n" /* 36 */ \
	"[统计:改动]\n数据 = 台账\n算法 = 改动数\n" /* 39 */ \
	"[指标:总分]\n合成 = 加权平均\n依据 = 示例\n" /* 42 */ \
	"[指标:下降]\n上级 = 总分\n权重 = 60\n公式 = (上期(值(件数)) - 值(件数)) / 近期(值(件数), 3, 平均)\n计分 = 正比\n依据 = 示例\n首期 = 不计并折算\n" /* 49 */ \
	"[指标:件数]\n上级 = 总分\n权重 = 40\n公式 = 总件数 + 改动\n计分 = 扣分 每 1件 扣 1 按比例 扣完为止\n依据 = 示例\n" /* 55 */ \
	"[阶梯:西安]\n累计窗口 = 自然年\n连续跨年 = 否\n无数据期 = 中断\n取级 = 最高\n" \
	"级.1 = 口头检查 | 主要领导 | 连续 >= 1\n" /* 61 */ \
	"级.2 = 约谈 | 主要领导、分管领导 | 连续 >= 2 或 累计 >= 3\n级.2.部门 = 约谈 | 主要领导 | 连续 >= 3 或 累计 >= 4\n" \
	"依据 = 示例\n" /* 64 */ \
	"[问责:末位]\n情形 = 推进不力\n轨道 = 效能督查\n范围 = 区县\n触发 = 末位(总得分, 3) 且 升降 <= 0 或 连续(总得分 < 60, 跳过) >= 2\n" /* 69 */ \
	"阶梯 = 西安\n依据 = 示例第二条\n计分影响 = 扣 1 下期\n有效期 = 6期\n小组不足 = 减半\n" /* 74 */ \
	"[例:第二次]\n问责 = 末位\n期 = 2016-05\n历史 = 是 否 - 是\n应得 = 级 1\n" /* 79 */ \
	"[汇总:年度]\n榜 = 区县\n周期 = 年\n缺期 = 跳过\n修约 = 2位 四舍五入\n并列 = 跳号\n依据 = 示例\n"

static struct scheme *read_rules(struct bench *b, const char *rules, const char *period)
{
	return bench_read(b, rules, "代码,名称,组\n1,东区,部门\n2,西区,部门\n3,南县,部门\n4,北县,部门\n", period);
}

static void says(struct bench *b, const char *rules, const char *period, const char *expected)
{
	read_rules(b, rules, period);
	printed(b, 0, expected);
}

static void changed(void **state, const char *from, const char *to, const char *expected)
{
	struct bench *b = *state;

	says(b, with(b, GOOD, from, to), "2016-05", expected);
}

static void a_scheme_with_a_memory_is_passed_in_silence(void **state)
{
	struct bench *b = *state;
	struct scheme *s = read_rules(b, GOOD, "2016-05");
	const struct ladder *l = s->ladder[0];

	says(b, GOOD, "2016-05", "");
	assert_int_equal(l->rung_count, 3);
	assert_string_equal(l->rung[1].measure, "约谈");
	assert_string_equal(l->rung[1].role[1], "分管领导");
	assert_string_equal(expr_text(b->arena, l->rung[1].when), "连续 >= 2 或 累计 >= 3");
	assert_string_equal(l->rung[2].group, "部门");
	assert_true(l->window.calendar_year);
	assert_int_equal(s->trigger[0]->valid_periods, 6);
	assert_string_equal(num_text(b->arena, s->trigger[0]->score_effect), "1");
	assert_int_equal(s->example[0]->past_count, 4);
	assert_int_equal(s->example[0]->past[2], -1);
	assert_int_equal(s->objection_days, 5);
	assert_int_equal(s->trial_count, 2);
	assert_int_equal(s->indicator[1]->first.effect, SKIP_RESCALE);
	assert_int_equal(s->indicator[2]->first.effect, FULL);
	assert_string_equal(expr_text(b->arena, s->trigger[0]->when),
		"末位(总得分, 3) 且 升降 <= 0 或 连续(总得分 < 60, 跳过) >= 2");
	assert_string_equal(expr_text(b->arena, s->indicator[1]->formula), "(上期(值(件数)) - 值(件数)) / 近期(值(件数), 3, 平均)");
}

static void a_summary_may_ask_for_a_longer_period(void **state)
{
	says(*state, GOOD, "2016", "");
}

static void the_ledger_keeps_indicators_not_measures(void **state)
{
	changed(state, "上期(值(件数))", "上期(改动)",
		"rules.ini:46:10: 错误 K1061: 以前各期只留下指标、总得分、总名次，没有留下统计“改动”；请先写一个公式为 改动 的指标，再用 值(指标)\n");
}

static void a_formula_cannot_ask_for_the_total_it_makes(void **state)
{
	changed(state, "近期(值(件数), 3, 平均)", "近期(总得分, 3, 平均)",
		"rules.ini:46:31: 错误 K305: 没有“总得分”这个名称；这里可用列、统计或参数的名称，文字请加引号“ ”\n");
}

static void what_a_period_without_data_does_must_be_said(void **state)
{
	changed(state, "连续(总得分 < 60, 跳过)", "连续(总得分 < 60)",
		"rules.ini:69:40: 错误 K302: 这里应为“,”，实为“)”；请补上或改正\n");
}

static void a_window_is_the_year_or_so_many_periods(void **state)
{
	changed(state, "累计窗口 = 自然年", "累计窗口 = 十二期",
		"rules.ini:57:8: 错误 K375: 累计窗口应为 自然年 或 滚动12期（1 至 36），实为“十二期”；请改正\n");
}

static void a_rung_has_three_parts(void **state)
{
	changed(state, "级.1 = 口头检查 | 主要领导 | 连续 >= 1", "级.1 = 口头检查 | 连续 >= 1",
		"rules.ini:61:7: 错误 K373: 阶梯的一级应写成“措施 | 角色、角色 | 条件”，实为“口头检查 | 连续 >= 1”；请补全\n");
}

static void a_rung_knows_only_streak_times_and_amount(void **state)
{
	changed(state, "连续 >= 2 或 累计 >= 3", "连需 >= 2 或 累计 >= 3",
		"rules.ini:62:24: 错误 K305: 没有“连需”这个名称；这里可用列、统计或参数的名称，文字请加引号“ ”\n");
}

static void a_rung_must_not_speak_of_sanctions(void **state)
{
	changed(state, "级.1 = 口头检查", "级.1 = 撤职",
		"rules.ini:61:7: 错误 K280: “撤职”含“撤职”：处分只能由法律、法规、规章设定，程序只提建议；请改成提醒、督办、约谈、通报等措施\n");
}

static void a_trigger_needs_a_ladder_or_a_measure(void **state)
{
	changed(state, "阶梯 = 西安\n", "责任角色 = 主要领导\n",
		"rules.ini:65:1: 错误 K371: 问责“末位”既没有“阶梯”也没有“起始”，不知道提什么措施；请补上一个\n");
}

static void a_trail_needs_a_key_and_no_secrets(void **state)
{
	changed(state, "主键 = 编号\n", "", "rules.ini:28:1: 错误 K365: 数据“台账”要留痕须有“主键”，否则认不出同一行；请补上\n");
}

static void late_edits_take_no_condition(void **state)
{
	changed(state, "算法 = 改动数\n", "算法 = 改动数\n条件 = 完成 为空\n",
		"rules.ini:40:1: 错误 K381: 算法 改动数 数的是改动过的行，不写“条件”；请删去\n");
}

static void working_days_need_a_calendar(void **state)
{
	changed(state, "日历 = calendar.csv\n", "",
		"rules.ini:14:1: 错误 K368: 异议期按工作日算，须有“日历”；请在 [方案] 里补上\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_scheme_with_a_memory_is_passed_in_silence),
		TEST(a_summary_may_ask_for_a_longer_period),
		TEST(the_ledger_keeps_indicators_not_measures),
		TEST(a_formula_cannot_ask_for_the_total_it_makes),
		TEST(what_a_period_without_data_does_must_be_said),
		TEST(a_window_is_the_year_or_so_many_periods),
		TEST(a_rung_has_three_parts),
		TEST(a_rung_knows_only_streak_times_and_amount),
		TEST(a_rung_must_not_speak_of_sanctions),
		TEST(a_trigger_needs_a_ladder_or_a_measure),
		TEST(a_trail_needs_a_key_and_no_secrets),
		TEST(late_edits_take_no_condition),
		TEST(working_days_need_a_calendar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
