/* test_inputs_rebound.c -- 反弹, 重复, 第几次, 往期, 归属, 时段 and 年初 …, 分位, 评分, 含, 字数, 遮蔽. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"

#define CASES \
	LEDGER "列.地点 = 文本 可空\n列.发现 = 日期 必填\n列.办结 = 日期 可空\n"
#define REBOUND_KEYS "同一 = 区县, 地点\n窗口 = 30天\n发现列 = 发现\n办结列 = 办结\n"
#define HEAD "区县,地点,发现,办结\n"

static void cases(struct month *m, const char *rules, const char *rows)
{
	city(m, arena_printf(m->arena, CASES "%s", rules));
	sends(m, "台账_2026-10.csv", arena_printf(m->arena, HEAD "%s", rows));
	read_month(m);
}

#define BOTH(more) "[统计:反弹数]\n数据 = 台账\n算法 = 反弹\n" REBOUND_KEYS more "[统计:已过窗口]\n数据 = 台账\n算法 = 反弹分母\n" REBOUND_KEYS more

/* ---- 反弹 ---------------------------------------------------------------------------- */

static void a_closing_came_back_within_the_window(void **state)
{
	struct month *m = *state;

	cases(m, BOTH(""), "东区,桥下,2026-08-01,2026-08-10\n东区,桥下,2026-09-09,2026-09-12\n东区,巷口,2026-08-01,2026-08-10\n东区,巷口,2026-09-10,\n");
	assert_figure(m, "反弹数", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "已过窗口", "D1", "3 n=3 台账_2026-10.csv:2-4 (3行)");
}

static void the_day_of_the_closing_itself_is_no_rebound(void **state)
{
	struct month *m = *state;

	cases(m, BOTH(""), "东区,桥下,2026-08-01,2026-08-10\n东区,桥下,2026-08-10,\n西区,桥下,2026-08-01,2026-08-10\n西区,桥下,2026-08-11,\n");
	assert_figure(m, "反弹数", "D1", "0 n=0");
	assert_figure(m, "反弹数", "D2", "1 n=1 台账_2026-10.csv:4 (1行)");
}

static void an_open_window_counts_in_neither(void **state)
{
	struct month *m = *state;

	cases(m, BOTH(""), "东区,桥下,2026-09-01,2026-10-02\n东区,桥下,2026-10-05,\n西区,桥下,2026-09-01,2026-10-01\n西区,桥下,2026-10-05,\n");
	assert_figure(m, "反弹数", "D1", "0 n=0");
	assert_figure(m, "已过窗口", "D1", "0 n=0");
	assert_figure(m, "反弹数", "D2", "1 n=1 台账_2026-10.csv:4 (1行)");
	assert_figure(m, "已过窗口", "D2", "1 n=1 台账_2026-10.csv:4 (1行)");
}

static void the_second_round_is_a_rebound_of_what_came_back(void **state)
{
	struct month *m = *state;
	const char *rows = "东区,桥下,2026-08-20,2026-08-25\n东区,桥下,2026-06-01,2026-06-10\n东区,桥下,2026-07-01,2026-07-05\n东区,桥下,2026-07-20,2026-07-25\n";

	cases(m, BOTH(""), rows);
	assert_figure(m, "反弹数", "D1", "3 n=3 台账_2026-10.csv:3-5 (3行)");
	cases(m, BOTH("轮次 = 2\n"), rows);
	assert_figure(m, "反弹数", "D1", "2 n=2 台账_2026-10.csv:4-5 (2行)");
	assert_figure(m, "已过窗口", "D1", "3 n=3 台账_2026-10.csv:2-5 (3行)");
	cases(m, BOTH("轮次 = 4\n"), rows);
	assert_figure(m, "反弹数", "D1", "0 n=0");
	assert_figure(m, "已过窗口", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

static void a_blank_place_is_like_no_other(void **state)
{
	struct month *m = *state;

	cases(m, BOTH(""), "东区,,2026-08-01,2026-08-10\n东区,,2026-08-12,\n");
	assert_figure(m, "反弹数", "D1", "0 n=0");
	assert_figure(m, "已过窗口", "D1", "0 n=0");
}

static void the_condition_chooses_the_closings_only(void **state)
{
	struct month *m = *state;

	cases(m, BOTH("条件 = 发现 < 2026-08-05\n"), "东区,桥下,2026-08-01,2026-08-10\n东区,桥下,2026-08-12,2026-08-13\n");
	assert_figure(m, "反弹数", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "已过窗口", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

/* ---- 重复, 第几次 ----------------------------------------------------------------------- */

static void from_the_third_row_on_it_is_a_repetition(void **state)
{
	struct month *m = *state;

	cases(m, "[统计:屡犯]\n数据 = 台账\n算法 = 重复 3\n同一 = 地点\n",
		"东区,桥下,2026-10-03,\n东区,桥下,2026-10-01,\n西区,桥下,2026-10-02,\n东区,桥下,2026-10-04,\n东区,,2026-10-04,\n");
	assert_figure(m, "屡犯", "D1", "1 n=1 台账_2026-10.csv:5 (1行)");
	assert_figure(m, "屡犯", "D2", "1 n=1 台账_2026-10.csv:4 (1行)");
}

static void a_row_knows_the_how_manieth_it_is(void **state)
{
	struct month *m = *state;
	const char *rows = "东区,桥下,2026-10-03,\n东区,桥下,2026-10-01,\n西区,桥下,2026-10-02,\n东区,巷口,2026-10-04,\n东区,,2026-10-04,\n";

	cases(m, "[统计:扣]\n数据 = 台账\n算法 = 合计\n列 = 如果(第几次(地点) >= 2, 0.5, 0.1)\n"
		"[统计:次]\n数据 = 台账\n算法 = 最大\n列 = 第几次(地点, 按 发现)\n", rows);
	assert_figure(m, "扣", "D1", "0.7 n=3 台账_2026-10.csv:2-5 (3行)");
	assert_figure(m, "次", "D1", "3 n=3 台账_2026-10.csv:2-5 (3行)");
	assert_figure(m, "次", "D2", "2 n=1 台账_2026-10.csv:4 (1行)");
}

/* ---- 往期 -------------------------------------------------------------------------------- */

static void earlier_files_are_seen_but_not_counted(void **state)
{
	struct month *m = *state;

	city(m, CASES "往期 = 2\n" BOTH("") "[统计:屡犯]\n数据 = 台账\n算法 = 重复 2\n同一 = 区县, 地点\n"
		"[统计:前期]\n数据 = 台账\n算法 = 计数\n条件 = 期别 在 1 至 2\n");
	sends(m, "台账_2026-08.csv", HEAD "东区,桥下,2026-08-01,2026-08-10\n");
	sends(m, "台账_2026-09.csv", HEAD "东区,桥下,2026-09-02,2026-09-05\n没有,桥下,2026-09-02,\n");
	sends(m, "台账_2026-10.csv", HEAD "东区,桥下,2026-10-03,\n东区,巷口,2026-10-03,\n");
	read_month(m);
	assert_figure(m, "件数", "D1", "2 n=2 台账_2026-10.csv:2-3 (2行)");
	assert_figure(m, "反弹数", "D1", "2 n=2 台账_2026-09.csv:2…台账_2026-08.csv:2 (2行)");
	assert_figure(m, "屡犯", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "前期", "D1", "2 n=2 台账_2026-09.csv:2…台账_2026-08.csv:2 (2行)");
	assert_string_equal(tallies(m, 0), "区县 2 = 2+0+0+0");
	assert_int_equal(m->measures->intake[0].earlier[0]->in, 2);
	assert_int_equal(m->measures->intake[0].earlier[0]->quarantined, 1);
	assert_int_equal(m->measures->intake[0].earlier[1]->counted, 1);
	assert_int_equal(m->measures->intake[0].file_count, 3);
	assert_string_equal(m->measures->intake[0].file[2].file->name, "台账_2026-08.csv");
}

static void an_earlier_file_that_is_not_there_is_a_warning(void **state)
{
	struct month *m = *state;

	city(m, CASES "往期 = 2\n" BOTH(""));
	sends(m, "台账_2026-09.csv", HEAD);
	sends(m, "台账_2026-10.csv", HEAD "东区,桥下,2026-10-03,\n");
	read_month(m);
	assert_says(m, "考核.ini:29:1: 警告 K485: 数据“台账”写了往期，但 2026-08 的文件不在输入目录里：台账_2026-08.csv；按那一期没有行处理，反弹、第几次等会少算，请放入后重新运行\n");
	assert_int_equal(diag_exit(m->diag), 1);
}

static void occurrences_are_numbered_from_the_oldest_file_on(void **state)
{
	struct month *m = *state;

	city(m, CASES "往期 = 1\n[统计:次]\n数据 = 台账\n算法 = 最大\n列 = 第几次(地点)\n[统计:曾有]\n数据 = 台账\n算法 = 计数\n条件 = 期别 = 0 且 第几次(地点) = 1\n");
	sends(m, "台账_2026-09.csv", HEAD "东区,桥下,2026-09-03,\n");
	sends(m, "台账_2026-10.csv", HEAD "东区,桥下,2026-10-03,\n东区,巷口,2026-10-03,\n");
	read_month(m);
	assert_figure(m, "次", "D1", "2 n=2 台账_2026-10.csv:2-3 (2行)");
	assert_figure(m, "曾有", "D1", "1 n=1 台账_2026-10.csv:3 (1行)");
}

static void a_key_is_unique_over_all_periods(void **state)
{
	struct month *m = *state;

	city(m, CASES "往期 = 1\n主键 = 地点\n");
	sends(m, "台账_2026-09.csv", HEAD "东区,桥下,2026-09-03,\n");
	sends(m, "台账_2026-10.csv", HEAD "东区,桥下,2026-10-03,\n");
	read_month(m);
	assert_says(m, "台账_2026-09.csv:2: 错误 K430: 主键与 台账_2026-10.csv:2 的重复（地点=桥下）；主键不得重复，请核对后删去一行\n");
}

/* ---- 归属 --------------------------------------------------------------------------------- */

static void a_second_way_to_the_same_registry(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "单位.区县.原办结 = 原单位\n列.原单位 = 文本 可空\n[统计:返工]\n数据 = 台账\n算法 = 计数\n归属 = 原办结\n");
	sends(m, "台账_2026-10.csv", "区县,原单位\n东区,西区\n东区,东区\n西区,东区\n南区,无此区\n");
	read_month(m);
	assert_figure(m, "件数", "D1", "2 n=2 台账_2026-10.csv:2-3 (2行)");
	assert_figure(m, "返工", "D1", "2 n=2 台账_2026-10.csv:3-4 (2行)");
	assert_figure(m, "返工", "D2", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "返工", "D3", "0 n=0");
	assert_string_equal(tallies(m, 0), "区县 4 = 4+0+0+0; 区县 4 = 3+0+0+1");
}

/* ---- 时段, words of the period --------------------------------------------------------------- */

static void days_of_a_campaign_before_it_and_after_it(void **state)
{
	struct month *m = *state;

	cases(m, "[时段:整治月]\n起 = 2026-09-01\n止 = 2026-09-30\n期前 = 10天\n期后 = 3天\n依据 = 示例\n"
		"[统计:期间]\n数据 = 台账\n算法 = 计数\n条件 = 发现 在 整治月\n[统计:之前]\n数据 = 台账\n算法 = 计数\n条件 = 发现 在 整治月期前\n"
		"[统计:之后]\n数据 = 台账\n算法 = 计数\n条件 = 发现 在 整治月期后\n",
		"东区,甲,2026-08-21,\n东区,甲,2026-08-22,\n东区,甲,2026-08-31,\n东区,甲,2026-09-01,\n东区,甲,2026-09-30,\n东区,甲,2026-10-03,\n东区,甲,2026-10-04,\n");
	assert_figure(m, "期间", "D1", "2 n=2 台账_2026-10.csv:5-6 (2行)");
	assert_figure(m, "之前", "D1", "2 n=2 台账_2026-10.csv:3-4 (2行)");
	assert_figure(m, "之后", "D1", "1 n=1 台账_2026-10.csv:7 (1行)");
}

static void the_year_and_the_period_before_have_words(void **state)
{
	struct month *m = *state;

	cases(m, "[统计:上月]\n数据 = 台账\n算法 = 计数\n条件 = 发现 在 上期初 至 上期末\n[统计:本年]\n数据 = 台账\n算法 = 计数\n条件 = 发现 在 年初 至 年末\n"
		"[统计:月]\n数据 = 台账\n算法 = 最大\n列 = 月数\n",
		"东区,甲,2025-12-31,\n东区,甲,2026-01-01,\n东区,甲,2026-08-31,\n东区,甲,2026-09-01,\n东区,甲,2026-09-30,\n东区,甲,2026-10-01,\n");
	assert_figure(m, "上月", "D1", "2 n=2 台账_2026-10.csv:5-6 (2行)");
	assert_figure(m, "本年", "D1", "5 n=5 台账_2026-10.csv:3-7 (5行)");
	assert_figure(m, "月", "D1", "10 n=6 台账_2026-10.csv:2-7 (6行)");
}

/* ---- 分位 ---------------------------------------------------------------------------------- */

static void quantiles_follow_the_nine_definitions(void **state)
{
	/* R: quantile(c(1, 2, 4, 7, 11, 16), 0.3, type = 1 … 9) */
	static const char *const expected[] = { "2", "2", "2", "1.8", "2.6", "2.2", "3", "37/15", "2.5" };
	struct month *m = *state;
	size_t i;

	for (i = 0; i < sizeof expected / sizeof *expected; i++) {
		city(m, arena_printf(m->arena, LEDGER "列.数 = 小数 可空\n[统计:位]\n数据 = 台账\n算法 = 分位 30%%\n列 = 数\n分位法 = %zu\n", i + 1));
		sends(m, "台账_2026-10.csv", "区县,数\n东区,16\n东区,1\n东区,7\n东区,2\n东区,\n东区,4\n东区,11\n");
		read_month(m);
		assert_figure(m, "位", "D1", arena_printf(m->arena, "%s n=6 台账_2026-10.csv:2-8 (6行)", expected[i]));
	}
}

static void the_ends_and_the_middle_are_what_they_must_be(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "列.数 = 小数 可空\n[统计:低]\n数据 = 台账\n算法 = 分位 0%\n列 = 数\n[统计:高]\n数据 = 台账\n算法 = 分位 100%\n列 = 数\n"
		"[统计:中]\n数据 = 台账\n算法 = 分位 0.5\n列 = 数\n[统计:中位]\n数据 = 台账\n算法 = 中位数\n列 = 数\n");
	sends(m, "台账_2026-10.csv", "区县,数\n东区,3\n东区,-1\n东区,8\n东区,5\n西区,2\n");
	read_month(m);
	assert_figure(m, "低", "D1", "-1 n=4 台账_2026-10.csv:2-5 (4行)");
	assert_figure(m, "高", "D1", "8 n=4 台账_2026-10.csv:2-5 (4行)");
	assert_figure(m, "中", "D1", "4 n=4 台账_2026-10.csv:2-5 (4行)");
	assert_figure(m, "中位", "D1", "4 n=4 台账_2026-10.csv:2-5 (4行)");
	assert_figure(m, "高", "D2", "2 n=1 台账_2026-10.csv:6 (1行)");
	assert_figure(m, "高", "D3", "无分母 n=0");
}

/* ---- 评分 ---------------------------------------------------------------------------------- */

#define MARKS \
	"[数据:评分表]\n文件 = 评分_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.点位 = 文本 必填\n列.评委 = 文本 必填\n" \
	"列.来自 = 文本 可空\n列.得分 = 小数 可空\n"
#define PANEL_OF(more) \
	"[评分:示范点]\n数据 = 评分表\n评委 = 评委\n分 = 得分\n对象 = 点位\n" more

static void marks(struct month *m, const char *rules, const char *rows)
{
	city(m, arena_printf(m->arena, LEDGER MARKS "%s", rules));
	sends(m, "台账_2026-10.csv", "区县\n东区\n");
	sends(m, "评分_2026-10.csv", arena_printf(m->arena, "区县,点位,评委,来自,得分\n%s", rows));
	read_month(m);
}

static void an_object_is_the_mean_without_the_extremes_a_unit_the_mean_of_its_objects(void **state)
{
	struct month *m = *state;

	marks(m, PANEL_OF("去掉最高最低 = 1\n最少人数 = 4\n不足 = 该对象不计\n"),
		"东区,一号,甲,,60\n东区,一号,乙,,80\n东区,一号,丙,,81\n东区,一号,丁,,100\n"
		"东区,二号,甲,,90\n东区,二号,乙,,90\n东区,二号,丙,,91\n东区,二号,丁,,93\n东区,二号,戊,,95\n");
	assert_figure(m, "示范点", "D1", "1031/12 n=9 评分_2026-10.csv:2-10 (9行)");
	assert_figure(m, "示范点", "D2", "无分母 n=0");
}

static void too_few_judges_leave_out_the_object_or_all(void **state)
{
	struct month *m = *state;
	const char *rows = "东区,一号,甲,,60\n东区,一号,乙,,70\n东区,二号,甲,,90\n";

	marks(m, PANEL_OF("最少人数 = 2\n不足 = 该对象不计\n"), rows);
	assert_figure(m, "示范点", "D1", "65 n=3 评分_2026-10.csv:2-4 (3行)");
	assert_says(m, "考核.ini:34:1: 警告 K487: 数据“评分表”有 1 个评分对象的评委不足最少人数，已按“不足”处理；请补评后重新运行\n");
	marks(m, PANEL_OF("最少人数 = 2\n不足 = 全部不计\n"), rows);
	assert_figure(m, "示范点", "D1", "无分母 n=3 评分_2026-10.csv:2-4 (3行)");
}

static void a_judge_stands_back_from_his_own(void **state)
{
	struct month *m = *state;

	marks(m, PANEL_OF("最少人数 = 1\n不足 = 该对象不计\n回避 = 来自 = 区县\n"), "东区,一号,甲,东区,100\n东区,一号,乙,西区,70\n东区,一号,丙,,80\n");
	assert_figure(m, "示范点", "D1", "75 n=2 评分_2026-10.csv:3-4 (2行)");
}

static void a_judge_marks_an_object_once(void **state)
{
	struct month *m = *state;

	marks(m, PANEL_OF("最少人数 = 1\n不足 = 该对象不计\n"), "东区,一号,甲,,100\n东区,二号,甲,,70\n东区,一号,甲,,80\n");
	assert_says(m, "评分_2026-10.csv:4: 错误 K486: 评分“示范点”：同一评委给同一对象又打了一次分（上一次在 评分_2026-10.csv:2）；请核对后只留一行\n");
	assert_int_equal(diag_exit(m->diag), 65);
}

/* ---- 含, 字数, 遮蔽 --------------------------------------------------------------------------- */

static void text_is_searched_and_measured(void **state)
{
	struct month *m = *state;

	cases(m, "[统计:桥]\n数据 = 台账\n算法 = 计数\n条件 = 地点 含 “桥”\n[统计:字]\n数据 = 台账\n算法 = 合计\n列 = 字数(地点)\n"
		"[统计:非桥]\n数据 = 台账\n算法 = 计数\n条件 = 非 地点 含 “桥”\n",
		"东区,立交桥下,2026-10-01,\n东区,巷口,2026-10-01,\n东区,,2026-10-01,\n");
	assert_figure(m, "桥", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "非桥", "D1", "1 n=1 台账_2026-10.csv:3 (1行)");
	assert_figure(m, "字", "D1", "6 n=2 台账_2026-10.csv:2-3 (2行)");
}

static void masked_text_is_not_printed(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "列.内容 = 文本 必填 遮蔽 取值 甲|乙\n");
	sends(m, "台账_2026-10.csv", "区县,内容\n东区,某人电话\n东区,甲\n");
	read_month(m);
	assert_string_equal(quarantine_list(m), "台账_2026-10.csv:2 全部 “内容”应为 “甲”、“乙” 之一 [内容=（遮蔽）]\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(a_closing_came_back_within_the_window),
		MONTH(the_day_of_the_closing_itself_is_no_rebound),
		MONTH(an_open_window_counts_in_neither),
		MONTH(the_second_round_is_a_rebound_of_what_came_back),
		MONTH(a_blank_place_is_like_no_other),
		MONTH(the_condition_chooses_the_closings_only),
		MONTH(from_the_third_row_on_it_is_a_repetition),
		MONTH(a_row_knows_the_how_manieth_it_is),
		MONTH(earlier_files_are_seen_but_not_counted),
		MONTH(an_earlier_file_that_is_not_there_is_a_warning),
		MONTH(occurrences_are_numbered_from_the_oldest_file_on),
		MONTH(a_key_is_unique_over_all_periods),
		MONTH(a_second_way_to_the_same_registry),
		MONTH(days_of_a_campaign_before_it_and_after_it),
		MONTH(the_year_and_the_period_before_have_words),
		MONTH(quantiles_follow_the_nine_definitions),
		MONTH(the_ends_and_the_middle_are_what_they_must_be),
		MONTH(an_object_is_the_mean_without_the_extremes_a_unit_the_mean_of_its_objects),
		MONTH(too_few_judges_leave_out_the_object_or_all),
		MONTH(a_judge_stands_back_from_his_own),
		MONTH(a_judge_marks_an_object_once),
		MONTH(text_is_searched_and_measured),
		MONTH(masked_text_is_not_printed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
