/* test_inputs_beyond.c -- what a row asks of other rows: 键, 存在, 条数, 最新, 第几次, 往期, 归属, 时段. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"

#define TASKS \
	"[数据:任务]\n文件 = 任务_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n主键 = 编号\n列.编号 = 文本 必填\n列.区县 = 文本 必填\n" \
	"列.上级编号 = 文本 可空\n列.期限 = 日期 可空 期限\n"
#define ANSWERS \
	"[数据:回音]\n文件 = 回音_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.任务编号 = 文本 可空\n列.区县 = 文本 必填\n" \
	"列.日期 = 日期 必填\n列.内容 = 文本 可空\n列.分 = 整数 可空\n"
#define TASK_ROWS "编号,区县,上级编号,期限\nT1,东区,,2026-10-10\nT2,东区,T1,2026-10-20\nT3,西区,T1,2026-10-05\nT4,西区,,\n"
#define ANSWER_ROWS "任务编号,区县,日期,内容,分\nT1,东区,2026-10-12,已办,3\nT1,东区,2026-10-09,在办,1\nT2,东区,2026-10-20,,2\n,西区,2026-10-02,已办,9\nT9,西区,2026-10-02,已办,9\n"

/* CITY's ledger with one row, and the two sources; answers may be left empty. */
static void tasks(struct month *m, const char *rules)
{
	city(m, arena_printf(m->arena, LEDGER "%s", rules));
	sends(m, "台账_2026-10.csv", "区县\n东区\n");
	sends(m, "任务_2026-10.csv", TASK_ROWS);
	sends(m, "回音_2026-10.csv", ANSWER_ROWS);
	read_month(m);
}

/* What check says of the rules. */
static const char *complaints(struct month *m, const char *rules)
{
	struct diag *d = diag_new(m->arena, CHINESE);
	struct period period;
	const char *kept;
	char *text = NULL;
	size_t length = 0;
	FILE *out;

	city(m, arena_printf(m->arena, LEDGER "%s", rules));
	assert_true(period_parse("2026-10", &period));
	scheme_read(m->arena, d, m->rules, &period);
	out = open_memstream(&text, &length);
	diag_print(d, out, 1);
	assert_int_equal(fclose(out), 0);
	kept = arena_str(m->arena, text);
	free(text);
	return kept;
}

/* The whole of what is said: what else would be never used is not looked at while there are errors. */
static void assert_complains(struct month *m, const char *rules, const char *expected)
{
	assert_string_equal(complaints(m, rules), expected);
}

/* ---- 存在 条数 最新 ---------------------------------------------------------------- */

static void a_row_asks_whether_others_name_it(void **state)
{
	struct month *m = *state;

	tasks(m, TASKS ANSWERS "键.任务 = 任务编号\n[统计:有回音]\n数据 = 任务\n算法 = 计数\n条件 = 存在(回音, 内容 = “已办”)\n"
		"[统计:无回音]\n数据 = 任务\n算法 = 计数\n条件 = 非 存在(回音)\n");
	assert_figure(m, "有回音", "D1", "1 n=1 任务_2026-10.csv:2 (1行)");
	assert_figure(m, "有回音", "D2", "0 n=0");
	assert_figure(m, "无回音", "D1", "0 n=0");
	assert_figure(m, "无回音", "D2", "2 n=2 任务_2026-10.csv:4-5 (2行)");
}

static void a_row_asks_of_the_row_that_it_names(void **state)
{
	struct month *m = *state;

	tasks(m, TASKS ANSWERS "键.任务 = 任务编号\n[统计:迟]\n数据 = 回音\n算法 = 计数\n条件 = 存在(任务, 非 期限 为空 且 期限 < 本行.日期)\n"
		"[统计:无主]\n数据 = 回音\n算法 = 计数\n条件 = 非 存在(任务, 是)\n");
	assert_figure(m, "迟", "D1", "1 n=1 回音_2026-10.csv:2 (1行)");
	assert_figure(m, "无主", "D1", "0 n=0");
	assert_figure(m, "无主", "D2", "2 n=2 回音_2026-10.csv:5-6 (2行)");
}

static void a_condition_that_cannot_be_told_finds_no_row(void **state)
{
	struct month *m = *state;

	tasks(m, TASKS ANSWERS "键.任务 = 任务编号\n[统计:有]\n数据 = 任务\n算法 = 计数\n条件 = 存在(回音, 非 内容 为空 且 内容 = “已办”)\n"
		"[统计:无]\n数据 = 任务\n算法 = 计数\n条件 = 存在(回音, 内容 != “已办” 或 内容 为空)\n");
	assert_figure(m, "有", "D1", "1 n=1 任务_2026-10.csv:2 (1行)");
	assert_figure(m, "无", "D1", "2 n=2 任务_2026-10.csv:2-3 (2行)");
}

static void rows_are_counted_and_the_latest_taken(void **state)
{
	struct month *m = *state;

	tasks(m, TASKS ANSWERS "键.任务 = 任务编号\n[统计:回音数]\n数据 = 任务\n算法 = 合计\n列 = 条数(回音)\n"
		"[统计:末分]\n数据 = 任务\n算法 = 合计\n列 = 最新(回音, 分, 日期)\n"
		"[统计:后分]\n数据 = 任务\n算法 = 合计\n列 = 最新(回音, 分)\n"
		"[统计:末日]\n数据 = 任务\n算法 = 最大\n列 = 最新(回音, 日期, 日期)\n");
	assert_figure(m, "回音数", "D1", "3 n=2 任务_2026-10.csv:2-3 (2行)");
	assert_figure(m, "回音数", "D2", "0 n=2 任务_2026-10.csv:4-5 (2行)");
	assert_figure(m, "末分", "D1", "5 n=2 任务_2026-10.csv:2-3 (2行)");
	assert_figure(m, "末分", "D2", "0 n=0");
	assert_figure(m, "后分", "D1", "3 n=2 任务_2026-10.csv:2-3 (2行)");
	assert_figure(m, "末日", "D1", "2026-10-20 n=2 任务_2026-10.csv:2-3 (2行)");
}

static void of_one_table_the_direction_is_said(void **state)
{
	struct month *m = *state;

	tasks(m, TASKS "键.任务 = 上级编号\n" ANSWERS "[统计:回]\n数据 = 回音\n算法 = 计数\n"
		"[统计:末级]\n数据 = 任务\n算法 = 计数\n条件 = 非 存在(下级 任务, 是)\n"
		"[统计:有上级]\n数据 = 任务\n算法 = 计数\n条件 = 存在(上级 任务, 区县 = “东区”)\n"
		"[统计:下级数]\n数据 = 任务\n算法 = 最大\n列 = 条数(下级 任务)\n");
	assert_figure(m, "末级", "D1", "1 n=1 任务_2026-10.csv:3 (1行)");
	assert_figure(m, "末级", "D2", "2 n=2 任务_2026-10.csv:4-5 (2行)");
	assert_figure(m, "有上级", "D1", "1 n=1 任务_2026-10.csv:3 (1行)");
	assert_figure(m, "有上级", "D2", "1 n=1 任务_2026-10.csv:4 (1行)");
	assert_figure(m, "下级数", "D1", "2 n=2 任务_2026-10.csv:2-3 (2行)");
}

static void two_sources_may_ask_each_other(void **state)
{
	struct month *m = *state;

	tasks(m, TASKS ANSWERS "键.任务 = 任务编号\n[统计:甲]\n数据 = 任务\n算法 = 计数\n条件 = 存在(回音)\n"
		"[统计:乙]\n数据 = 回音\n算法 = 计数\n条件 = 存在(任务)\n");
	assert_figure(m, "甲", "D1", "2 n=2 任务_2026-10.csv:2-3 (2行)");
	assert_figure(m, "乙", "D1", "3 n=3 回音_2026-10.csv:2-4 (3行)");
}

static void a_key_of_two_columns_matches_column_by_column(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "列.编号 = 整数 必填\n主键 = 区县, 编号\n[数据:回音]\n文件 = 回音_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n"
		"列.号 = 小数 必填\n列.区县 = 文本 必填\n键.台账 = 区县, 号\n[统计:回]\n数据 = 台账\n算法 = 计数\n条件 = 存在(回音)\n");
	sends(m, "台账_2026-10.csv", "区县,编号\n东区,1\n东区,2\n西区,1\n");
	sends(m, "回音_2026-10.csv", "号,区县\n2.0,东区\n2,西区\n1,西区\n");
	read_month(m);
	assert_figure(m, "回", "D1", "1 n=1 台账_2026-10.csv:3 (1行)");
	assert_figure(m, "回", "D2", "1 n=1 台账_2026-10.csv:4 (1行)");
}

static void a_row_that_may_not_be_used_is_not_there(void **state)
{
	struct month *m = *state;

	city(m, LEDGER TASKS ANSWERS "键.任务 = 任务编号\n[统计:有回音]\n数据 = 任务\n算法 = 计数\n条件 = 存在(回音)\n");
	sends(m, "台账_2026-10.csv", "区县\n东区\n");
	sends(m, "任务_2026-10.csv", TASK_ROWS);
	sends(m, "回音_2026-10.csv", "任务编号,区县,日期,内容,分\nT1,东区,2026-11-02,已办,3\nT2,东区,某日,已办,3\n");
	read_month(m);
	assert_figure(m, "有回音", "D1", "0 n=0");
	assert_string_equal(tallies(m, 2), "区县 2 = 0+0+1+1");
}

/* ---- what check refuses -------------------------------------------------------------- */

static void a_key_must_be_declared(void **state)
{
	assert_complains(*state, TASKS ANSWERS "[统计:甲]\n数据 = 任务\n算法 = 计数\n条件 = 存在(回音)\n",
		"考核.ini:55:9: 错误 K1001: 数据“任务”与“回音”之间没有声明键，不知道哪些行相关；请在其中一个里写“键.回音 = 列”或“键.任务 = 列”\n");
}

static void a_key_must_fit_the_other_source(void **state)
{
	struct month *m = *state;

	assert_complains(m, TASKS ANSWERS "键.任务 = 任务编号, 区县\n", "考核.ini:52:8: 错误 K1011: “键.任务”写了 2 列，数据“任务”的主键是 1 列；请按主键的次序一一写全\n");
	assert_complains(m, TASKS ANSWERS "键.任务 = 日期\n", "考核.ini:52:8: 错误 K1012: 列“日期”与数据“任务”的主键列“编号”类型不同，永远对不上；请把两列写成同一类型\n");
	assert_complains(m, TASKS "键.回音 = 编号\n" ANSWERS, "考核.ini:43:1: 错误 K1010: “键.回音”指向的数据“回音”没有主键，对不上行；请在 [数据:回音] 里写“主键”\n");
}

static void which_way_must_be_clear(void **state)
{
	struct month *m = *state;

	assert_complains(m, TASKS "键.任务 = 上级编号\n[统计:甲]\n数据 = 任务\n算法 = 计数\n条件 = 存在(任务)\n",
		"考核.ini:47:9: 错误 K1002: 数据“任务”与“任务”之间两个方向都有键，不知道查哪一边；请写 存在(上级 任务, …)（本行的键指着的那一行）或 存在(下级 任务, …)（键指着本行的各行）\n");
	assert_complains(m, TASKS ANSWERS "键.任务 = 任务编号\n[统计:甲]\n数据 = 任务\n算法 = 计数\n条件 = 存在(上级 回音)\n",
		"考核.ini:56:9: 错误 K1003: 数据“任务”与“回音”之间的键是反方向的；请把 上级、下级 对调，或删去这个词\n");
}

static void one_question_does_not_stand_in_another(void **state)
{
	assert_complains(*state, TASKS ANSWERS "键.任务 = 任务编号\n[统计:甲]\n数据 = 任务\n算法 = 计数\n条件 = 存在(回音, 条数(任务) > 1)\n",
		"考核.ini:56:13: 错误 K1004: 存在、条数、最新 里面不能再用“条数”；请先在那个数据里另作一个统计，或拆成两个条件\n");
}

static void an_unknown_source_is_named_with_the_nearest(void **state)
{
	assert_complains(*state, TASKS "[统计:甲]\n数据 = 任务\n算法 = 计数\n条件 = 存在(台帐)\n",
		"考核.ini:46:9: 错误 K1000: 这里应写数据的名称，实为“台帐”；是否指“台账”？请改成 [数据:…] 里有的\n");
}

static void what_counts_several_rows_needs_its_keys(void **state)
{
	struct month *m = *state;
	const char *start = TASKS "[统计:甲]\n数据 = 任务\n";

	assert_complains(m, arena_printf(m->arena, "%s算法 = 反弹\n窗口 = 三十天\n办结列 = 区县\n发现列 = 期限\n", start),
		"考核.ini:43:1: 错误 K1019: 算法“反弹”须写“同一”；请补上\n"
		"考核.ini:46:6: 错误 K1027: 窗口应写成“30天”（1 至 999），实为“三十天”；请改正\n"
		"考核.ini:47:7: 错误 K1020: “办结列”应为日期或时刻的列，“区县”不是；请改写别的列\n");
	assert_complains(m, arena_printf(m->arena, "%s算法 = 重复\n同一 = 区县\n", start),
		"考核.ini:45:6: 错误 K1024: 重复应写成“重复 3”（从第 3 次起算），2 以上的整数，实为“重复”；请改正\n");
	assert_complains(m, arena_printf(m->arena, "%s算法 = 分位 120%%\n列 = 1\n分位法 = 10\n", start),
		"考核.ini:45:6: 错误 K1022: 分位应写成“分位 90%”，在 0% 与 100% 之间，实为“分位 120%”；请改正\n"
		"考核.ini:47:7: 错误 K1023: 分位法应为 1 至 9，实为“10”；请改正（不写为 7）\n");
	assert_complains(m, arena_printf(m->arena, "%s算法 = 计数\n窗口 = 30天\n", start),
		"考核.ini:46:1: 错误 K1025: “窗口”只在 算法 = 反弹、反弹分母 时有用；请删去，或改算法\n");
	assert_complains(m, arena_printf(m->arena, "%s算法 = 反弹 3\n", start),
		"考核.ini:45:6: 错误 K231: “算法”不能写“反弹 3”，只能写 计数 | 合计 | 平均 | 最大 | 最小 | 去重计数 | 中位数 | 单值 | 改动数 | 分位 90% | 反弹 | 反弹分母 | 重复 3；请改正\n");
}

static void earlier_files_need_a_period_in_their_name(void **state)
{
	struct month *m = *state;

	assert_complains(m, "[数据:任务]\n文件 = 任务.csv\n报送 = 汇总\n往期 = 40\n单位.区县 = 区县\n列.区县 = 文本 必填\n",
		"考核.ini:37:1: 错误 K1014: 数据“任务”的文件名“任务.csv”里没有 {期}，往期读的还是这一个文件；请在文件名里写 {期}，或删去“往期”\n"
		"考核.ini:37:6: 错误 K1013: 往期应为 1 至 36（往回读几期），实为“40”；请改正，或删去\n");
}

static void a_campaign_has_days_in_order_and_a_name_of_its_own(void **state)
{
	struct month *m = *state;

	assert_complains(m, "[时段:件数]\n起 = 2026-09-30\n止 = 2026-09-01\n期后 = 十天\n依据 = 示例\n",
		"考核.ini:34:1: 错误 K1042: 时段“件数”与统计“件数”同名，条件里会分不清；请换一个名字\n"
		"考核.ini:36:5: 错误 K1017: 时段“件数”的止（2026-09-01）早于起（2026-09-30）；请改正其中一个\n"
		"考核.ini:37:6: 错误 K1016: 时段的“期后”应写成“30天”（1 至 999），实为“十天”；请改正\n");
	assert_complains(m, "[时段:整治]\n起 = 九月\n止 = 2026-09-01\n依据 = 示例\n",
		"考核.ini:35:5: 错误 K1015: 时段的“起”应为日期，如 2026-09-01，实为“九月”；请改正\n");
	assert_complains(m, "[时段:整治]\n起 = 2026-08-01\n止 = 2026-09-01\n依据 = 示例\n",
		"考核.ini:14:1: 警告 K350: 名录“街道”没有用到；请用上它，或删去\n"
		"考核.ini:34:1: 警告 K350: 时段“整治”没有用到；请用上它，或删去\n");
}

static void masked_text_becomes_no_figure_and_no_trail(void **state)
{
	struct month *m = *state;

	assert_complains(m, "[数据:任务]\n文件 = 任务_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n主键 = 区县\n留痕 = 内容\n列.区县 = 文本 必填\n"
		"列.内容 = 文本 可空 遮蔽\n[统计:甲]\n数据 = 任务\n算法 = 单值\n列 = 内容\n",
		"考核.ini:41:1: 错误 K1041: “内容”写了遮蔽，不能用于留痕或留痕数据的主键：改动前后会印出来；请去掉其中一样\n"
		"考核.ini:42:1: 警告 K350: 统计“甲”没有用到；请用上它，或删去\n"
		"考核.ini:45:5: 错误 K1040: “内容”写了遮蔽，统计“甲”却会把它原样印出来；请改用别的列，或只计数\n");
}

static void a_belonging_is_one_of_the_mappings(void **state)
{
	struct month *m = *state;

	assert_complains(m, "[数据:任务]\n文件 = 任务_{期}.csv\n报送 = 汇总\n单位.区县.原办结 = 区县\n列.区县 = 文本 必填\n"
		"[统计:甲]\n数据 = 任务\n算法 = 计数\n[统计:乙]\n数据 = 任务\n算法 = 计数\n归属 = 下达\n",
		"考核.ini:39:1: 错误 K1018: 数据“任务”没有不带词的“单位.名录”，统计“甲”不知道归谁；请写“归属 = 词”，或补上“单位.名录”\n"
		"考核.ini:45:6: 错误 K231: “归属”不能写“下达”，只能写 单位 | 全市 | 原办结；请改正\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(a_row_asks_whether_others_name_it),
		MONTH(a_row_asks_of_the_row_that_it_names),
		MONTH(a_condition_that_cannot_be_told_finds_no_row),
		MONTH(rows_are_counted_and_the_latest_taken),
		MONTH(of_one_table_the_direction_is_said),
		MONTH(two_sources_may_ask_each_other),
		MONTH(a_key_of_two_columns_matches_column_by_column),
		MONTH(a_row_that_may_not_be_used_is_not_there),
		MONTH(a_key_must_be_declared),
		MONTH(a_key_must_fit_the_other_source),
		MONTH(which_way_must_be_clear),
		MONTH(one_question_does_not_stand_in_another),
		MONTH(an_unknown_source_is_named_with_the_nearest),
		MONTH(what_counts_several_rows_needs_its_keys),
		MONTH(earlier_files_need_a_period_in_their_name),
		MONTH(a_campaign_has_days_in_order_and_a_name_of_its_own),
		MONTH(masked_text_becomes_no_figure_and_no_trail),
		MONTH(a_belonging_is_one_of_the_mappings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
