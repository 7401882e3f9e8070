/* test_rules_lint.c -- what only a thinking reader would find in a scheme: each
 * test changes one phrase of a good scheme and names the whole answer, notes
 * included. */
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
	"[榜:区县]\n名录 = 区县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n分组 = 按组\n" /* 19 */ \
	"[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.类别 = 文本 必填 取值 市容|道路|绿化\n" \
	"列.期限 = 日期 必填 期限\n列.完成 = 日期 可空\n列.分数 = 小数 必填 范围 0 至 100\n" /* 28 */ \
	"[统计:应办]\n数据 = 台账\n算法 = 计数\n条件 = 期限 在 期初 至 期末\n" /* 32 */ \
	"[统计:按期]\n数据 = 台账\n算法 = 计数\n条件 = 期限 在 期初 至 期末 且 非 完成 为空 且 完成 <= 期限\n" /* 36 */ \
	"[统计:均分]\n数据 = 台账\n算法 = 平均\n列 = 分数\n" /* 40 */ \
	"[参数:目标]\n值 = 95%\n依据 = 示例\n" /* 43 */ \
	"[指标:总分]\n合成 = 加权平均\n依据 = 示例\n" /* 46 */ \
	"[指标:按期率]\n上级 = 总分\n权重 = 60\n公式 = 按期 / 应办\n计分 = 达标 目标 目标 每低 1个百分点 扣 2 按比例 扣完为止\n依据 = 示例\n" /* 52 */ \
	"[指标:件数]\n上级 = 总分\n权重 = 30\n公式 = 按期 / 应办\n计分 = 分档\n档.1 = >= 90% 得 100\n档.2 = >= 60% 得 50\n档.3 = 其余 得 0\n依据 = 示例\n" /* 61 */ \
	"[指标:均分高]\n上级 = 总分\n权重 = 10\n公式 = 均分\n计分 = 线性 低 60 高 95 截断 两端\n依据 = 示例\n" /* 67 */ \
	"[等次:区县]\n榜 = 区县\n级.1 = 优秀 >= 90 颜色 绿\n级.2 = 合格 其余\n依据 = 示例\n" /* 72 */ \
	"[阶梯:示例]\n累计窗口 = 滚动12期\n连续跨年 = 是\n无数据期 = 中断\n取级 = 最高\n计数对象 = 触发\n" \
	"级.1 = 提醒 | 主要领导 | 连续 >= 1\n级.2 = 约谈 | 主要领导 | 连续 >= 2 或 累计 >= 3\n依据 = 示例\n" /* 81 */ \
	"[问责:进展]\n情形 = 进展缓慢\n轨道 = 效能督查\n范围 = 区县\n触发 = 值(按期率) < 50% 且 应办 >= 5\n阶梯 = 示例\n依据 = 示例第一条\n责任角色 = 主要领导\n" /* 89 */ \
	"[约束:办结最重]\n条件 = 权重(按期率) > 权重(件数)\n依据 = 示例\n" /* 92 */

static struct scheme *read_rules(struct bench *b, const char *rules)
{
	return bench_read(b, rules, "代码,名称,组,类型\n1,东区,市区,城\n2,西区,市区,城\n3,南县,县,乡\n4,北县,县,乡\n", NULL);
}

/* One phrase changed, the whole answer. */
static void changed(void **state, const char *from, const char *to, const char *expected)
{
	struct bench *b = *state;

	read_rules(b, with(b, GOOD, from, to));
	printed(b, DIAG_NOTES, expected);
}

/* The same with the line and what is underlined. */
static void shown(void **state, const char *from, const char *to, const char *expected)
{
	struct bench *b = *state;

	read_rules(b, with(b, GOOD, from, to));
	printed(b, DIAG_NOTES | DIAG_EXCERPT, expected);
}

static void a_good_scheme_is_passed_without_even_a_note(void **state)
{
	changed(state, "依据 = 示例", "依据 = 示例", "");
}

/* ---- bands ------------------------------------------------------------------ */

static void a_hole_between_bands_is_noted(void **state)
{
	changed(state, "档.2 = >= 60% 得 50", "档.2 = < 60% 得 0",
		"rules.ini:60:1: 提示 K1120: 指标“件数”：值在 60% 至 90% 这一段没有写到，会落到“其余”；如果不是这个意思，请补一档\n");
}

static void bands_that_meet_at_a_bound_leave_no_hole(void **state)
{
	changed(state, "档.1 = >= 90% 得 100\n档.2 = >= 60% 得 50", "档.1 = 在 90% 至 100% 得 100\n档.2 = 在 60% 至 90% 得 50", "");
}

static void whole_numbers_leave_no_hole_between_neighbours(void **state)
{
	changed(state, "公式 = 按期 / 应办\n计分 = 分档\n档.1 = >= 90% 得 100\n档.2 = >= 60% 得 50",
		"公式 = 应办\n计分 = 分档\n档.1 = 在 11 至 20 得 100\n档.2 = 在 5 至 10 得 50", "");
}

static void a_band_covered_by_two_others_is_never_reached(void **state)
{
	changed(state, "档.2 = >= 60% 得 50\n档.3 = 其余 得 0", "档.2 = < 30% 得 0\n档.3 = 在 30% 至 90% 得 50\n档.4 = 在 20% 至 50% 得 60\n档.5 = 其余 得 0",
		"rules.ini:61:1: 警告 K1121: 指标“件数”的第 4 档永远轮不到：前面几档合起来已经把它包进去了；请改界限或次序\n"
		"rules.ini:62:1: 警告 K1122: 指标“件数”的“其余”永远轮不到：前面各档已经包下了所有可能的值；请把最后一个写明界限的档改成“其余”\n");
}

static void rest_that_is_left_nothing_is_said(void **state)
{
	changed(state, "档.2 = >= 60% 得 50", "档.2 = < 90% 得 50",
		"rules.ini:60:1: 警告 K1122: 指标“件数”的“其余”永远轮不到：前面各档已经包下了所有可能的值；请把最后一个写明界限的档改成“其余”\n");
}

static void points_that_turn_round_are_said(void **state)
{
	changed(state, "档.2 = >= 60% 得 50", "档.2 = >= 60% 得 150",
		"rules.ini:60:1: 警告 K1123: 指标“件数”的分档忽高忽低：第 3 档得 0，第 2 档得 150，走向与前面各档相反；请核对分数\n");
}

static void a_percentage_without_its_sign_is_out_of_reach(void **state)
{
	changed(state, "档.1 = >= 90% 得 100", "档.1 = >= 90 得 100",
		"rules.ini:58:1: 警告 K1124: 指标“件数”的第 1 档够不着：值只可能是 0% 至 100%；请改界限（百分数要写 %）\n");
}

/* ---- the clause ------------------------------------------------------------- */

static void a_line_between_equal_ends_is_refused(void **state)
{
	shown(state, "低 60 高 95", "低 60 高 60",
		"rules.ini:66:11: 错误 K1125: 指标“均分高”的线性，低端和高端都是 60，算不出分；请改正其中一个\n"
		"    计分 = 线性 低 60 高 60 截断 两端\n"
		"                   ^^\n");
}

static void a_line_that_falls_is_noted(void **state)
{
	changed(state, "低 60 高 95", "低 95 高 60",
		"rules.ini:66:11: 提示 K1126: 指标“均分高”的线性，低端 95 大于高端 60，值越小得分越高；如果不是这个意思，请把两端对调\n");
}

static void a_floor_above_the_full_marks_is_refused(void **state)
{
	changed(state, "扣 2 按比例 扣完为止", "扣 2 按比例 保底 120",
		"rules.ini:51:35: 错误 K1127: 指标“按期率”的保底 120 高于满分 100，人人都得保底；请改正\n");
}

static void a_grade_above_the_full_marks_is_refused(void **state)
{
	changed(state, "优秀 >= 90", "优秀 >= 101", "rules.ini:70:1: 错误 K1128: 等次“优秀”要 101 分，榜“区县”的总分最多 100，永远够不着；请改界限或满分\n");
}

static void a_grade_that_bonus_points_can_reach_is_passed(void **state)
{
	struct bench *b = *state;

	read_rules(b, arena_printf(b->arena, "%s[加减分:示例]\n榜 = 区县\n公式 = 按期\n计分 = 加分 每 1件 加 1 封顶 5\n依据 = 示例\n",
		with(b, GOOD, "优秀 >= 90", "优秀 >= 101")));
	printed(b, DIAG_NOTES, "");
}

static void a_bare_step_of_a_rate_is_a_hundred_points(void **state)
{
	shown(state, "每低 1个百分点", "每低 1",
		"rules.ini:51:18: 错误 K1129: 指标“按期率”的值是比率，1 就是 100%，每 1 等于每 100个百分点；请写成“1个百分点”，或写明要的百分点数\n"
		"    计分 = 达标 目标 目标 每低 1 扣 2 按比例 扣完为止\n"
		"                               ^\n");
}

static void full_marks_by_group_need_groups(void **state)
{
	changed(state, "分组 = 按组", "分组 = 合并\n满分.县 = 80",
		"rules.ini:20:1: 警告 K1130: 榜“区县”各组合并排名，“满分.县”却让一组的满分不同，分数不能相比；请改成 分组 = 按组，或删去\n");
}

/* ---- conditions --------------------------------------------------------------- */

#define TRIGGER "值(按期率) < 50% 且 应办 >= 5"
#define NEVER_IS(condition) "rules.ini:86:6: 错误 K361: [问责:进展] 的条件永远不成立：" condition "；请改正\n"
#define ALWAYS_IS(condition) "rules.ini:86:6: 错误 K360: [问责:进展] 的条件永远成立：" condition "；请改正\n"

static void either_of_all_there_is_always_holds(void **state)
{
	shown(state, TRIGGER, "应办 > 5 或 应办 <= 5",
		ALWAYS_IS("应办 > 5 或 应办 <= 5")
		"    触发 = 应办 > 5 或 应办 <= 5\n"
		"           ^^^^^^^^^^^^^^^^^^^^^\n");
}

static void settled(void **state, const char *condition, bool always)
{
	changed(state, TRIGGER, condition, always ?
		arena_printf(((struct bench *)*state)->arena, ALWAYS_IS("%s"), condition) :
		arena_printf(((struct bench *)*state)->arena, NEVER_IS("%s"), condition));
}

static void numbers_alone_settle_it(void **state) { settled(state, "1 > 2", false); }
static void a_count_is_whole(void **state) { settled(state, "应办 = 0.5", false); }
static void between_the_wrong_way_round_never_holds(void **state) { settled(state, "应办 在 5 至 3", false); }
static void a_part_is_never_above_its_whole(void **state) { settled(state, "按期 / 应办 > 200%", false); }
static void two_parts_are_at_most_twice_the_whole(void **state) { settled(state, "(按期 + 按期) / 应办 > 200%", false); }
static void a_difference_of_parts_is_at_most_the_whole(void **state) { settled(state, "(按期 - 应办) / 应办 > 100%", false); }
static void two_parts_may_be_more_than_the_whole(void **state) { changed(state, TRIGGER, "(按期 + 按期) / 应办 > 150% 且 应办 > 0", ""); }

static void parts_without_a_row_in_common_are_within_the_whole(void **state)
{
	struct bench *b = *state;

	read_rules(b, with(b, with(b, GOOD, TRIGGER, "(按期 + 未办) / 应办 > 100%"), "[约束:",
		"[统计:未办]\n数据 = 台账\n算法 = 计数\n条件 = 期限 在 期初 至 期末 且 完成 为空\n[约束:"));
	printed(b, DIAG_NOTES, NEVER_IS("(按期 + 未办) / 应办 > 100%"));
}

static void the_part_itself_is_not_above_either(void **state) { settled(state, "按期 > 应办", false); }
static void the_value_of_an_indicator_is_its_formula(void **state) { settled(state, "值(按期率) > 5 且 应办 > 3", false); }
static void a_total_is_within_the_full_marks(void **state) { settled(state, "总得分 > 200", false); }
static void points_are_within_the_full_marks(void **state) { settled(state, "得分(按期率) > 100", false); }
static void a_rate_of_points_is_within_one(void **state) { settled(state, "得分率(件数) > 1", false); }
static void a_rank_is_within_the_units(void **state) { settled(state, "总名次 > 4", false); }
static void every_branch_is_followed(void **state) { settled(state, "(应办 > 5 或 按期 > 9) 且 应办 < 3 且 按期 < 9", false); }
static void what_is_said_and_denied_never_holds(void **state) { settled(state, "末位(值(按期率), 1) 且 非 末位(值(按期率), 1)", false); }
static void a_count_of_none_or_more_always_holds(void **state) { settled(state, "应办 >= 0 或 按期 > 3", true); }

static void what_may_happen_is_passed(void **state)
{
	changed(state, TRIGGER, "值(按期率) < 50% 且 总名次 >= 4 且 总得分 < 100 且 应办 = 5 且 组 = “县”", "");
}

static void a_group_that_no_registry_has_is_named(void **state)
{
	changed(state, TRIGGER, "应办 > 5 且 组 在 (“市区”, “县区”)",
		"rules.ini:86:26: 错误 K1131: “县区”不会出现在“组”里，那里只有 市区、县；请改正\n");
}

static void naming_every_group_is_not_a_fault(void **state)
{
	changed(state, TRIGGER, "应办 > 5 且 组 在 (“市区”, “县”)", "");
}

static void a_word_outside_its_list_is_named(void **state)
{
	shown(state, "算法 = 计数\n条件 = 期限 在 期初 至 期末\n", "算法 = 计数\n条件 = 期限 在 期初 至 期末 且 类别 = “市荣”\n",
		"rules.ini:32:6: 错误 K361: [统计:应办] 的条件永远不成立：期限 在 期初 至 期末 且 类别 = “市荣”；请改正\n"
		"    条件 = 期限 在 期初 至 期末 且 类别 = “市荣”\n"
		"           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
		"rules.ini:32:26: 错误 K1131: “市荣”不会出现在“类别”里，那里只有 市容、道路、绿化；是否指“市容”？请改正\n"
		"    条件 = 期限 在 期初 至 期末 且 类别 = “市荣”\n"
		"                                          ^^^^^^\n");
}

static void a_condition_of_rows_is_looked_into(void **state)
{
	changed(state, "算法 = 平均\n", "算法 = 平均\n条件 = 分数 > 5 且 分数 < 3\n",
		"rules.ini:40:6: 错误 K361: [统计:均分] 的条件永远不成立：分数 > 5 且 分数 < 3；请改正\n");
}

static void days_of_the_period_have_their_order(void **state)
{
	changed(state, "算法 = 计数\n条件 = 期限 在 期初 至 期末\n", "算法 = 计数\n条件 = 期限 在 期末 至 期初\n",
		"rules.ini:32:6: 错误 K361: [统计:应办] 的条件永远不成立：期限 在 期末 至 期初；请改正\n");
}

static void what_applies_to_nobody_is_refused(void **state)
{
	changed(state, "公式 = 均分\n", "公式 = 均分\n适用 = 组 = “县” 且 组 = “市区”\n",
		"rules.ini:66:6: 错误 K361: [指标:均分高] 的条件永远不成立：组 = “县” 且 组 = “市区”；请改正\n");
}

static void a_choice_without_choice_is_said(void **state)
{
	shown(state, "公式 = 均分\n", "公式 = 如果(应办 >= 0, 均分, 1)\n",
		"rules.ini:65:9: 警告 K1132: 如果(…) 的条件永远成立：应办 >= 0；请改条件，或去掉 如果\n"
		"    公式 = 如果(应办 >= 0, 均分, 1)\n"
		"                ^^^^^^^^^\n");
}

static void a_choice_that_never_comes_is_said(void **state)
{
	changed(state, "公式 = 均分\n", "公式 = 如果(按期 > 应办, 0, 均分)\n",
		"rules.ini:65:9: 警告 K1149: 如果(…) 的条件永远不成立：按期 > 应办；请改条件，或去掉 如果\n");
}

static void a_line_of_deductions_behind_a_wider_one_is_said(void **state)
{
	changed(state, "公式 = 均分\n计分 = 线性 低 60 高 95 截断 两端", "数据 = 台账\n计分 = 扣分表 扣完为止\n扣.1 = 分数 < 60 扣 1\n扣.2 = 分数 < 30 扣 2\n扣.其余 = 扣 0",
		"rules.ini:37:1: 警告 K350: 统计“均分”没有用到；请用上它，或删去\n"
		"rules.ini:68:7: 警告 K1133: 指标“均分高”的“扣.2”永远轮不到：前面几条已经包进去了，或它自相矛盾：分数 < 30 扣 2；请改条件或次序\n");
}

/* ---- denominators ---------------------------------------------------------------- */

static void a_denominator_of_nothing_is_refused(void **state)
{
	shown(state, "公式 = 均分\n", "公式 = 均分 / (应办 - 应办)\n",
		"rules.ini:65:12: 错误 K1134: 分母“应办 - 应办”永远不大于 0，“均分 / (应办 - 应办)”算不出来；请改公式\n"
		"    公式 = 均分 / (应办 - 应办)\n"
		"                   ^^^^^^^^^^^\n");
}

static void a_denominator_that_may_be_none_is_noted_where_it_flags(void **state)
{
	changed(state, TRIGGER, "按期 / 应办 < 50%",
		"rules.ini:86:11: 提示 K1135: 分母“应办”可能为 0，那时 [问责:进展] 无法判断，该单位就此跳过；请考虑补上“且 应办 > 0”，或写明另一种情形\n");
}

static void in_bonus_points_it_means_none(void **state)
{
	struct bench *b = *state;

	read_rules(b, arena_printf(b->arena, "%s[加减分:示例]\n榜 = 区县\n公式 = 按期 / 应办\n计分 = 加分 每 10个百分点 加 1 封顶 5\n依据 = 示例\n", GOOD));
	printed(b, DIAG_NOTES,
		"rules.ini:95:11: 提示 K1148: 分母“应办”可能为 0，那时 [加减分:示例] 不加不扣；如果不是这个意思，请写成 如果(应办 > 0, …, …)\n");
}

static void a_guarded_denominator_is_passed(void **state)
{
	changed(state, TRIGGER, "按期 / 应办 < 50% 且 应办 > 0", "");
}

/* ---- 计量单位, 参数, 约束 ------------------------------------------------------------- */

static void a_unit_that_the_formula_does_not_give_is_refused(void **state)
{
	struct bench *b = *state;
	const char *text = with(b, GOOD, "[统计:应办]\n", "[统计:应办]\n计量单位 = 件\n");

	text = with(b, text, "[统计:按期]\n", "[统计:按期]\n计量单位 = 件\n");
	read_rules(b, with(b, text, "计分 = 分档\n", "计量单位 = 件\n计分 = 分档\n"));
	printed(b, DIAG_EXCERPT,
		"rules.ini:59:8: 错误 K1136: “件数”写明计量单位是“件”，公式“按期 / 应办”算出来的却是“%”；请改正其中一个\n"
		"    计量单位 = 件\n"
		"               ^^\n");
}

static void a_parameter_that_begins_late_is_said(void **state)
{
	changed(state, "值 = 95%\n", "值.2026-03 = 95%\n",
		"rules.ini:42:1: 警告 K1142: 参数“目标”最早的值是“值.2026-03”，方案从 2026-01 就生效，那以前的期没有值；请补一个更早的值\n");
}

static void a_constraint_without_its_source_is_said(void **state)
{
	changed(state, "权重(件数)\n依据 = 示例\n", "权重(件数)\n", "rules.ini:90:1: 警告 K1143: 约束“办结最重”没有写“依据”，说不清是谁的要求；请补上\n");
}

/* ---- never used, twice ------------------------------------------------------------------ */

static void a_column_nobody_reads_is_noted(void **state)
{
	changed(state, "列.完成 = 日期 可空\n", "列.完成 = 日期 可空\n列.备注 = 文本 可空\n",
		"rules.ini:28:1: 提示 K1137: 数据“台账”的“列.备注”没有用到，也没有必填、取值、范围等要求；不要了请删去\n");
}

static void a_registry_nobody_is_counted_by_is_said(void **state)
{
	changed(state, "[榜:区县]", "[名录:街道]\n文件 = units.csv\n[榜:区县]", "rules.ini:14:1: 警告 K350: 名录“街道”没有用到；请用上它，或删去\n");
}

static void one_name_for_two_kinds_is_said(void **state)
{
	changed(state, "[指标:均分高]", "[指标:均分]",
		"rules.ini:62:1: 警告 K1138: “均分”又是指标，又是统计（rules.ini:37:1）的名称，读的人会弄混；请给其中一个改名\n");
}

/* ---- ladders ------------------------------------------------------------------------------- */

static void a_rung_beyond_its_window_is_refused(void **state)
{
	struct bench *b = *state;
	const char *text = with(b, GOOD, "滚动12期", "滚动3期");

	read_rules(b, with(b, text, "连续 >= 2 或 累计 >= 3", "累计 >= 5"));
	printed(b, DIAG_NOTES, "rules.ini:80:1: 错误 K1144: 阶梯“示例”的“约谈”永远到不了：累计 >= 5；请改条件或累计窗口\n");
}

static void rungs_must_rise(void **state)
{
	changed(state, "主要领导 | 连续 >= 1", "主要领导 | 连续 >= 3",
		"rules.ini:79:1: 警告 K1145: 阶梯“示例”的“提醒”永远轮不到：它成立时更高的“约谈”也成立，取的是高的；请让条件逐级加重\n");
}

/* ---- blanks ---------------------------------------------------------------------------------- */

#define BLANK(place) "rules.ini:" place ": 警告 K358: “完成”一列可空，比较时空的行会落空（未办结的会从逾期里消失）；请用“完成 为空”写明空时怎样，或把列改为必填\n"

static void for_blank_guards_its_own_branch_only(void **state)
{
	changed(state, "非 完成 为空 且 完成 <= 期限", "(非 完成 为空 或 完成 <= 期限)", BLANK("36:32"));
}

static void blank_or_compared_is_guarded(void **state)
{
	changed(state, "非 完成 为空 且 完成 <= 期限", "(完成 为空 或 完成 <= 期限)", "");
}

static void a_choice_by_blank_is_guarded(void **state)
{
	changed(state, "非 完成 为空 且 完成 <= 期限", "如果(完成 为空, 期末, 完成) <= 期限", "");
}

static void a_choice_inside_a_row_expression_is_looked_into(void **state)
{
	changed(state, "列 = 分数", "列 = 如果(完成 > 期限, 0, 分数)", BLANK("40:8"));
}

static void what_no_database_has_is_noted(void **state)
{
	changed(state, "列 = 分数", "列 = 如果(第几次(区县) > 1, 0, 分数)",
		"rules.ini:40:8: 提示 K1146: “第几次”只能由本程序逐行计算，不能换成数据库语句（仅本地）；不必改，只是说明\n");
}

/* ---- versions ----------------------------------------------------------------------------------- */

static struct version version(struct bench *b, const char *dir, const char *name, const char *from, const char *until)
{
	struct scheme *s = arena_one(b->arena, struct scheme);

	s->name = name;
	s->has_from = period_parse(from, &s->from);
	s->has_until = until != NULL && period_parse(until, &s->until);
	return (struct version){ dir, s };
}

static void joins(void **state, const char *until, const char *from, const char *expected)
{
	struct bench *b = *state;
	struct version list[] = { version(b, "新", "示例", from, NULL), version(b, "旧", "示例", "2026-01", until) };

	versions_check(b->arena, b->diag, list, 2);
	printed(b, 0, expected);
}

static void versions_that_meet_are_passed(void **state) { joins(state, "2026-06", "2026-07", ""); }

static void a_gap_between_versions_is_said(void **state)
{
	joins(state, "2026-06", "2026-08", "kaohe: 警告 K1140: “旧”用到 2026-06 为止，“新”从 2026-08 起生效，中间没有规则；请改“失效”或“生效”\n");
}

static void two_versions_of_one_period_are_refused(void **state)
{
	joins(state, NULL, "2026-07", "kaohe: 错误 K1141: “旧”（失效 未写）与“新”（生效 2026-07）有的期都管，成了两套规则；请改“旧”的失效，或“新”的生效\n");
}

static void versions_are_of_one_scheme(void **state)
{
	struct bench *b = *state;
	struct version list[] = { version(b, "甲", "示例甲", "2026-01", "2026-06"), version(b, "乙", "示例乙", "2026-07", NULL) };

	versions_check(b->arena, b->diag, list, 2);
	printed(b, 0, "kaohe: 错误 K1139: “甲”的方案叫“示例甲”，“乙”的叫“示例乙”，不是同一个方案的几版；-r 写几次时只给同一方案的几版\n");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_good_scheme_is_passed_without_even_a_note), T(a_hole_between_bands_is_noted), T(bands_that_meet_at_a_bound_leave_no_hole),
		T(whole_numbers_leave_no_hole_between_neighbours), T(a_band_covered_by_two_others_is_never_reached), T(rest_that_is_left_nothing_is_said),
		T(points_that_turn_round_are_said), T(a_percentage_without_its_sign_is_out_of_reach), T(a_line_between_equal_ends_is_refused),
		T(a_line_that_falls_is_noted), T(a_floor_above_the_full_marks_is_refused), T(a_grade_above_the_full_marks_is_refused),
		T(a_grade_that_bonus_points_can_reach_is_passed), T(a_bare_step_of_a_rate_is_a_hundred_points), T(full_marks_by_group_need_groups),
		T(either_of_all_there_is_always_holds), T(numbers_alone_settle_it), T(a_count_is_whole), T(between_the_wrong_way_round_never_holds),
		T(a_part_is_never_above_its_whole), T(the_part_itself_is_not_above_either), T(two_parts_are_at_most_twice_the_whole),
		T(a_difference_of_parts_is_at_most_the_whole), T(two_parts_may_be_more_than_the_whole), T(parts_without_a_row_in_common_are_within_the_whole), T(the_value_of_an_indicator_is_its_formula),
		T(a_total_is_within_the_full_marks), T(points_are_within_the_full_marks), T(a_rate_of_points_is_within_one), T(a_rank_is_within_the_units),
		T(every_branch_is_followed), T(what_is_said_and_denied_never_holds), T(a_count_of_none_or_more_always_holds), T(what_may_happen_is_passed),
		T(a_group_that_no_registry_has_is_named), T(naming_every_group_is_not_a_fault), T(a_word_outside_its_list_is_named),
		T(a_condition_of_rows_is_looked_into), T(days_of_the_period_have_their_order), T(what_applies_to_nobody_is_refused),
		T(a_choice_without_choice_is_said), T(a_choice_that_never_comes_is_said), T(a_line_of_deductions_behind_a_wider_one_is_said), T(a_denominator_of_nothing_is_refused),
		T(a_denominator_that_may_be_none_is_noted_where_it_flags), T(in_bonus_points_it_means_none), T(a_guarded_denominator_is_passed),
		T(a_unit_that_the_formula_does_not_give_is_refused), T(a_parameter_that_begins_late_is_said), T(a_constraint_without_its_source_is_said),
		T(a_column_nobody_reads_is_noted), T(a_registry_nobody_is_counted_by_is_said), T(one_name_for_two_kinds_is_said),
		T(a_rung_beyond_its_window_is_refused), T(rungs_must_rise), T(for_blank_guards_its_own_branch_only), T(blank_or_compared_is_guarded),
		T(a_choice_by_blank_is_guarded), T(a_choice_inside_a_row_expression_is_looked_into), T(what_no_database_has_is_noted),
		T(versions_that_meet_are_passed), T(a_gap_between_versions_is_said), T(two_versions_of_one_period_are_refused), T(versions_are_of_one_scheme),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
