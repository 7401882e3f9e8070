/* test_inputs_rows.c -- every row is counted, excluded or quarantined, and none is lost. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"

#define FILE_ "台账_2026-10.csv"
#define DATED LEDGER "列.编号 = 文本 必填\n列.发现 = 日期 必填\n列.完成 = 日期 可空\n列.期限 = 日期 可空 期限\n" \
	"[统计:办结]\n数据 = 台账\n算法 = 计数\n条件 = 非 完成 为空\n" \
	"[统计:期限内]\n数据 = 台账\n算法 = 计数\n条件 = 期限 > 期末\n"
#define DATED_HEAD "编号,区县,发现,完成,期限\n"

/* ---- the head --------------------------------------------------------------- */

static void columns_are_found_by_name_and_others_are_ignored(void **state)
{
	struct month *m = *state;

	city(m, DATED);
	sends(m, FILE_, "\xef\xbb\xbf备注, 期限 ,完成,发现,区县,编号,备注\n甲,,2026-10-02,2026-10-01,东区,1,乙\n");
	read_month(m);
	assert_says(m, "");
	assert_figure(m, "办结", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "办结", "D2", "0 n=0");
}

static void a_missing_column_names_the_nearest_one(void **state)
{
	struct month *m = *state;

	city(m, DATED);
	sends(m, FILE_, "编号,区县,发现日,期限\n1,东区,2026-10-01,\n");
	read_month(m);
	assert_says(m,
		"台账_2026-10.csv:1: 错误 K414: 表头里没有“发现”这一列，是否就是“发现日”；请改正表头或方案里的 表头\n"
		"台账_2026-10.csv:1: 错误 K414: 表头里没有“完成”这一列；请改正表头或方案里的 表头\n");
	assert_int_equal(diag_exit(m->diag), 65);
}

static void a_declared_column_may_stand_there_once(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	sends(m, FILE_, "区县,区县\n东区,西区\n");
	read_month(m);
	assert_says(m, "台账_2026-10.csv:1: 错误 K415: 表头里“区县”出现了 2 次；只应有一列，请删去或改名\n");
}

static void the_head_may_bear_another_name_than_the_column(void **state)
{
	struct month *m = *state;

	city(m, "[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 县\n列.县 = 文本 必填 表头 “所属县区（市）”\n");
	sends(m, FILE_, "所属县区（市）\n东区\n\"\"\n");
	read_month(m);
	assert_string_equal(quarantine_list(m), "台账_2026-10.csv:3 全部 “所属县区（市）”不得为空 []\n");
	assert_figure(m, "件数", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

/* ---- quarantine --------------------------------------------------------------- */

static void rows_that_are_no_rows_are_quarantined_with_their_place(void **state)
{
	struct month *m = *state;

	city(m, DATED);
	sends(m, FILE_, DATED_HEAD
		"1,东区,2026-10-01,,\n"
		"2,东区,2026-10-01,\n"
		"3,东区,2026-10-01,,,,\n"
		"编号,区县,发现,完成,期限\n"
		",东区,昨天,2026-13-01,\n"
		"\"5\"x,东区,2026-10-01,,\n"
		"\n"
		"6,\"东\n区\",2026-10-01,,\n"
		"7,东区,2026-10-01,,\n");
	read_month(m);
	assert_string_equal(quarantine_list(m),
		"台账_2026-10.csv:3 全部 应与表头一样有 5 格，实有 4 格 []\n"
		"台账_2026-10.csv:4 全部 应与表头一样有 5 格，实有 7 格 []\n"
		"台账_2026-10.csv:5 全部 又写了一遍表头 []\n"
		"台账_2026-10.csv:6 全部 “编号”不得为空；“发现”应为日期，如 2026-10-01；“完成”应为日期，如 2026-10-01 [发现=昨天，完成=2026-13-01]\n"
		"台账_2026-10.csv:7 全部 单元格的引号闭合之后还有文字；应紧接逗号或行末，单元格内的引号应写成两个 []\n"
		"台账_2026-10.csv:9 区县 名录“区县”里没有这个单位，是否指“东区”（D1） [区县=东<U+000A>区]\n");
	assert_figure(m, "件数", "D1", "2 n=2 台账_2026-10.csv:2-11 (2行)");
	assert_string_equal(tallies(m, 0), "区县 8 = 2+0+0+6");
}

static void the_first_five_quarantined_rows_are_said_and_the_rest_counted(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "列.数 = 整数 可空\n");
	sends(m, FILE_, "区县,数\n东区,a\n东城区,1\n,1\n东区,b\n东区,c\n东区,d\n老城,5\n");
	read_month(m);
	assert_says(m,
		"台账_2026-10.csv: 警告 K420: 数据“台账”有 4 行整行隔离，另有 2 行次对不上单位、只对个别名录隔离；逐行原因见 quarantine.csv，改正后请重新运行\n"
		"台账_2026-10.csv:2: 警告 K421: “数”应为整数，只用半角数字（数=a）；本行未参加统计\n"
		"台账_2026-10.csv:3: 警告 K422: 名录“区县”里没有这个单位，是否指“东区”（D1）（区县=东城区）；本行未计入名录“区县”\n"
		"台账_2026-10.csv:4: 警告 K422: 没有写明属于名录“区县”的哪个单位（区县=）；本行未计入名录“区县”\n"
		"台账_2026-10.csv:5: 警告 K421: “数”应为整数，只用半角数字（数=b）；本行未参加统计\n"
		"台账_2026-10.csv:6: 警告 K421: “数”应为整数，只用半角数字（数=c）；本行未参加统计\n");
	assert_int_equal(diag_exit(m->diag), 1);
	assert_figure(m, "件数", "D1", "1 n=1 台账_2026-10.csv:8 (1行)");
}

static void what_happened_to_rows_is_summed_up_in_one_line(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "列.数 = 整数 可空\n"
		"[数据:甲]\n文件 = 甲.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 可空\n[统计:甲数]\n数据 = 甲\n算法 = 计数\n");
	sends(m, FILE_, "区县,数\n东区,a\n");
	sends(m, "甲.csv", "区县\n某地\n");
	read_month(m);
	assert_says(m,
		"台账_2026-10.csv: 警告 K423: 数据“台账”有 1 行不能使用，已整行隔离；逐行原因见 quarantine.csv，改正后请重新运行\n"
		"台账_2026-10.csv:2: 警告 K421: “数”应为整数，只用半角数字（数=a）；本行未参加统计\n"
		"甲.csv: 警告 K424: 数据“甲”有 1 行次对不上单位，只对个别名录隔离；逐行原因见 quarantine.csv，改正后请重新运行\n"
		"甲.csv:2: 警告 K422: 名录“区县”里没有这个单位（区县=某地）；本行未计入名录“区县”\n");
}

static void secret_cells_are_never_shown(void **state)
{
	struct month *m = *state;

	city(m, "[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n主键 = 电话\n列.区县 = 文本 可空 保密\n列.电话 = 整数 必填 保密\n");
	sends(m, FILE_, "区县,电话\n东区,1390000x\n东城区,13900001\n东区,13900001\n");
	read_month(m);
	assert_string_equal(quarantine_list(m),
		"台账_2026-10.csv:2 全部 “电话”应为整数，只用半角数字 []\n"
		"台账_2026-10.csv:3 区县 名录“区县”里没有这个单位 []\n");
	assert_says(m,
		"台账_2026-10.csv: 警告 K420: 数据“台账”有 1 行整行隔离，另有 1 行次对不上单位、只对个别名录隔离；逐行原因见 quarantine.csv，改正后请重新运行\n"
		"台账_2026-10.csv:2: 警告 K421: “电话”应为整数，只用半角数字；本行未参加统计\n"
		"台账_2026-10.csv:3: 警告 K422: 名录“区县”里没有这个单位；本行未计入名录“区县”\n"
		"台账_2026-10.csv:4: 错误 K430: 主键与 台账_2026-10.csv:3 的重复；主键不得重复，请核对后删去一行\n");
}

static void a_quote_never_closed_refuses_the_file(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	sends(m, FILE_, "区县\n东区\n\"西区\n东区\n");
	read_month(m);
	assert_says(m, "台账_2026-10.csv:3:1: 错误 K155: 此处的引号直到文件末尾都没有闭合，其后各行无法辨认；请补上引号\n");
}

/* ---- 截止日 --------------------------------------------------------------------- */

static void what_happened_after_the_cutoff_has_not_happened(void **state)
{
	struct month *m = *state;

	city(m, DATED);
	sends(m, FILE_, DATED_HEAD
		"1,东区,2026-10-31,2026-10-31,2026-12-01\n"
		"2,东区,2026-10-31,2026-11-01,\n"
		"3,东区,2026-11-01,,2026-12-01\n"
		"4,东区,2026-11-01,坏,\n");
	read_month(m);
	assert_says(m, "");
	assert_string_equal(tallies(m, 0), "区县 4 = 2+0+2+0");
	assert_figure(m, "件数", "D1", "2 n=2 台账_2026-10.csv:2-3 (2行)");
	assert_figure(m, "办结", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "期限内", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

static void the_last_second_of_the_cutoff_day_counts(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "列.到达 = 时刻 必填\n列.离开 = 时刻 可空\n[统计:离开数]\n数据 = 台账\n算法 = 计数\n条件 = 非 离开 为空\n");
	sends(m, FILE_, "区县,到达,离开\n东区,2026-10-31 23:59:59,2026-11-01 00:00:00\n东区,2026-11-01 00:00:00,\n西区,2026-10-01 00:00,2026-10-31 23:59:59\n");
	read_month(m);
	assert_string_equal(tallies(m, 0), "区县 3 = 2+0+1+0");
	assert_figure(m, "离开数", "D1", "0 n=0");
	assert_figure(m, "离开数", "D2", "1 n=1 台账_2026-10.csv:4 (1行)");
}

static void an_earlier_as_of_cuts_earlier(void **state)
{
	struct month *m = *state;
	struct period period;

	city(m, DATED);
	sends(m, FILE_, DATED_HEAD "1,东区,2026-10-10,,\n2,东区,2026-10-11,,\n");
	read_scheme(m);
	assert_true(period_parse("2026-10", &period));
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, day_of(2026, 10, 10), false, NULL, NULL);
	assert_figure(m, "件数", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

/* ---- 主键 ------------------------------------------------------------------------ */

#define KEYED "主键 = 编号, 日\n列.编号 = 文本 必填\n列.日 = 日期 必填\n"

static void a_repeated_key_is_refused_with_both_places(void **state)
{
	struct month *m = *state;

	city(m, LEDGER KEYED);
	sends(m, FILE_, "区县,编号,日\n东区,1,2026-10-01\n东区,1,2026-10-02\n西区,1,2026/10/1\n东区, 1,2026-10-02\n");
	read_month(m);
	assert_says(m,
		"台账_2026-10.csv:4: 错误 K430: 主键与 台账_2026-10.csv:2 的重复（编号=1，日=2026/10/1）；主键不得重复，请核对后删去一行\n"
		"台账_2026-10.csv:5: 错误 K430: 主键与 台账_2026-10.csv:3 的重复（编号=1，日=2026-10-02）；主键不得重复，请核对后删去一行\n");
	assert_int_equal(diag_exit(m->diag), 65);
}

static void where_cells_part_is_part_of_the_key(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "主键 = 甲, 乙\n列.甲 = 文本 可空\n列.乙 = 文本 可空\n");
	sends(m, FILE_, "区县,甲,乙\n东区,ab,c\n东区,a,bc\n东区,,abc\n东区,abc,\n");
	read_month(m);
	assert_says(m, "");
}

static void repeats_may_be_counted_and_reported(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "重复 = 计入并报告\n" KEYED);
	sends(m, FILE_, "区县,编号,日\n东区,1,2026-10-01\n东区,1,2026-10-01\n东区,1,2026-10-01\n东区,1,2026-10-01\n东区,1,2026-10-01\n");
	read_month(m);
	assert_says(m, "台账_2026-10.csv: 警告 K431: 数据“台账”有 4 行的主键与前面的行重复，已按方案照常计入："
		"台账_2026-10.csv:3 与 台账_2026-10.csv:2、台账_2026-10.csv:4 与 台账_2026-10.csv:2、台账_2026-10.csv:5 与 台账_2026-10.csv:2等；请核对\n");
	assert_int_equal(m->measures->intake[0].repeats, 4);
	assert_figure(m, "件数", "D1", "5 n=5 台账_2026-10.csv:2-6 (5行)");
}

static void rows_after_the_cutoff_do_not_use_up_a_key(void **state)
{
	struct month *m = *state;

	city(m, LEDGER KEYED "列.发现 = 日期 必填\n");
	sends(m, FILE_, "区县,编号,日,发现\n东区,1,2026-10-01,2026-11-01\n东区,1,2026-10-01,2026-10-01\n东区,1,坏,2026-10-01\n");
	read_month(m);
	assert_int_equal(diag_errors(m->diag), 0);
	assert_string_equal(tallies(m, 0), "区县 3 = 1+0+1+1");
}

static void a_flood_of_one_complaint_is_cut_off_and_counted(void **state)
{
	struct month *m = *state;
	struct buf rows = buf_new(m->arena);
	int i;

	city(m, LEDGER KEYED);
	buf_add(&rows, "区县,编号,日\n");
	for (i = 0; i < 30; i++)
		buf_add(&rows, "东区,1,2026-10-01\n");
	sends(m, FILE_, rows.at);
	read_month(m);
	assert_int_equal(diag_count(m->diag), 21);
	assert_string_equal(diag_at(m->diag, 20)->text, "数据“台账”还有 9 处 K430 没有逐一列出；改正已列出的各处后请重新运行");
}

/* ---- units ------------------------------------------------------------------------ */

#define TWO_REGISTRIES "[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n单位.街道 = 区县/街道\n" \
	"列.区县 = 文本 可空\n列.街道 = 文本 可空\n"

static void a_street_is_found_under_its_district(void **state)
{
	struct month *m = *state;

	city(m, TWO_REGISTRIES);
	sends(m, FILE_, "区县,街道\n东区,城关街道\n西区,城关街道\n老城,湖滨街道\nD1,S3\n");
	read_month(m);
	assert_says(m, "");
	assert_figure(m, "件数", "D1", "3 n=3 台账_2026-10.csv:2-5 (3行)");
	assert_figure(m, "件数", "S1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "件数", "S2", "1 n=1 台账_2026-10.csv:3 (1行)");
	assert_figure(m, "件数", "S3", "2 n=2 台账_2026-10.csv:4-5 (2行)");
}

static void a_row_lost_to_one_registry_counts_in_the_other(void **state)
{
	struct month *m = *state;

	city(m, TWO_REGISTRIES);
	sends(m, FILE_, "区县,街道\n西区,湖滨街道\n北区,城关街道\n东区,\n,城关街道\n东区,湖宾街道\n");
	read_month(m);
	assert_string_equal(quarantine_list(m),
		"台账_2026-10.csv:2 街道 名录“街道”里“西区”之下没有这个单位 [区县=西区，街道=湖滨街道]\n"
		"台账_2026-10.csv:3 区县 名录“区县”里没有这个单位 [区县=北区]\n"
		"台账_2026-10.csv:3 街道 名录“区县”里没有这个单位 [区县=北区，街道=城关街道]\n"
		"台账_2026-10.csv:4 街道 没有写明属于名录“街道”的哪个单位 [区县=东区，街道=]\n"
		"台账_2026-10.csv:5 区县 没有写明属于名录“区县”的哪个单位 [区县=]\n"
		"台账_2026-10.csv:5 街道 没有写明上级单位 [区县=，街道=城关街道]\n"
		"台账_2026-10.csv:6 街道 名录“街道”里“东区”之下没有这个单位，是否指“湖滨街道”（S3） [区县=东区，街道=湖宾街道]\n");
	assert_string_equal(tallies(m, 0), "区县 5 = 3+0+0+2; 街道 5 = 0+0+0+5");
	assert_figure(m, "件数", "D1", "2 n=2 台账_2026-10.csv:4-6 (2行)");
}

static void a_path_may_lead_down_through_three_registries(void **state)
{
	static const char communities[] = "代码,名称,上级\nC1,幸福社区,S1\nC2,幸福社区,S2\nC3,民主社区,S1\n";
	struct month *m = *state;

	city(m, "[名录:社区]\n文件 = 社区.csv\n上级名录 = 街道\n"
		"[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.社区 = 区县 / 街道 / 社区\n单位.区县 = 区县\n"
		"列.区县 = 文本 可空\n列.街道 = 文本 可空\n列.社区 = 文本 可空\n");
	put_file(m, m->rules, "社区.csv", communities, strlen(communities));
	sends(m, FILE_, "区县,街道,社区\n东区,城关街道,幸福社区\n西区,城关街道,幸福社区\nD1,S1,C3\n"
		"西区,城关街道,民主社区\n西区,湖滨街道,幸福社区\n西区,,幸福社区\n北区,城关街道,幸福社区\n");
	read_month(m);
	assert_string_equal(quarantine_list(m),
		"台账_2026-10.csv:5 社区 名录“社区”里“城关街道”之下没有这个单位 [区县=西区，街道=城关街道，社区=民主社区]\n"
		"台账_2026-10.csv:6 社区 名录“街道”里“西区”之下没有这个单位 [区县=西区，街道=湖滨街道，社区=幸福社区]\n"
		"台账_2026-10.csv:7 社区 没有写明上级单位 [区县=西区，街道=，社区=幸福社区]\n"
		"台账_2026-10.csv:8 社区 名录“区县”里没有这个单位 [区县=北区，街道=城关街道，社区=幸福社区]\n"
		"台账_2026-10.csv:8 区县 名录“区县”里没有这个单位 [区县=北区]\n");
	assert_figure(m, "件数", "C1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "件数", "C2", "1 n=1 台账_2026-10.csv:3 (1行)");
	assert_figure(m, "件数", "C3", "1 n=1 台账_2026-10.csv:4 (1行)");
}

static void a_name_borne_by_two_is_no_name(void **state)
{
	struct month *m = *state;

	city(m, "[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.街道 = 街道\n单位.区县 = 区县\n列.街道 = 文本 可空\n列.区县 = 文本 可空\n");
	sends(m, FILE_, "区县,街道\n东区,城关街道\n东区,S2\n");
	read_month(m);
	assert_string_equal(quarantine_list(m), "台账_2026-10.csv:2 街道 名录“街道”里有几个同名的单位，应写代码或写明上级 [街道=城关街道]\n");
	assert_figure(m, "件数", "S2", "1 n=1 台账_2026-10.csv:3 (1行)");
}

static void rows_without_a_unit_may_be_counted_apart(void **state)
{
	struct month *m = *state;
	const struct measured *apart;

	city(m, LEDGER "无单位 = 计数\n列.数 = 整数 可空\n[统计:和]\n数据 = 台账\n算法 = 合计\n列 = 数\n");
	sends(m, FILE_, "区县,数\n东区,1\n,20\n某地,22\n");
	read_month(m);
	assert_says(m, "");
	assert_string_equal(tallies(m, 0), "区县 3 = 1+2+0+0");
	assert_figure(m, "和", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	apart = &m->measures->unmatched[measure_named(m, "和")->index][unit_coded(m, "D1")->registry->index];
	assert_string_equal(plain_value(m, apart->value), "42");
	assert_int_equal(apart->n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(columns_are_found_by_name_and_others_are_ignored),
		MONTH(a_missing_column_names_the_nearest_one),
		MONTH(a_declared_column_may_stand_there_once),
		MONTH(the_head_may_bear_another_name_than_the_column),
		MONTH(rows_that_are_no_rows_are_quarantined_with_their_place),
		MONTH(the_first_five_quarantined_rows_are_said_and_the_rest_counted),
		MONTH(what_happened_to_rows_is_summed_up_in_one_line),
		MONTH(secret_cells_are_never_shown),
		MONTH(a_quote_never_closed_refuses_the_file),
		MONTH(what_happened_after_the_cutoff_has_not_happened),
		MONTH(the_last_second_of_the_cutoff_day_counts),
		MONTH(an_earlier_as_of_cuts_earlier),
		MONTH(a_repeated_key_is_refused_with_both_places),
		MONTH(where_cells_part_is_part_of_the_key),
		MONTH(repeats_may_be_counted_and_reported),
		MONTH(rows_after_the_cutoff_do_not_use_up_a_key),
		MONTH(a_flood_of_one_complaint_is_cut_off_and_counted),
		MONTH(a_street_is_found_under_its_district),
		MONTH(a_row_lost_to_one_registry_counts_in_the_other),
		MONTH(a_path_may_lead_down_through_three_registries),
		MONTH(a_name_borne_by_two_is_no_name),
		MONTH(rows_without_a_unit_may_be_counted_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
