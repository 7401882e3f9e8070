/* test_inputs_files.c -- which files belong to a source, and who has sent nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"

#define BY_UNIT "[数据:台账]\n文件 = 台账_{单位}_{期:YYYYMM}.csv\n报送 = 逐单位\n报送名录 = 区县\n" \
	"单位.区县 = 区县\n单位.街道 = 区县/街道\n列.区县 = 文本 必填\n列.街道 = 文本 必填\n"
#define HEAD_ "区县,街道\n"

/* ---- one file for all ----------------------------------------------------------- */

static void the_file_of_the_period_is_read(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	sends(m, "台账_2026-09.csv", "区县\n西区\n");
	sends(m, "台账_2026-10.csv", "区县\n东区\n");
	read_month(m);
	assert_says(m, "");
	assert_figure(m, "件数", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "件数", "D2", "0 n=0");
	assert_int_equal(m->measures->intake[0].file_count, 1);
	assert_int_equal(m->measures->intake[0].file[0].rows, 1);
	assert_int_equal(strlen(m->measures->intake[0].file[0].file->digest), 64);
}

static void a_packed_file_serves_as_well(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	sends_packed(m, "台账_2026-10.csv.gz", "区县\n东区\n");
	read_month(m);
	assert_says(m, "");
	assert_figure(m, "件数", "D1", "1 n=1 台账_2026-10.csv.gz:2 (1行)");
}

static void plain_and_packed_are_one_too_many(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	sends(m, "台账_2026-10.csv", "区县\n东区\n");
	sends_packed(m, "台账_2026-10.csv.gz", "区县\n东区\n");
	read_month(m);
	assert_says(m, "台账_2026-10.csv: 错误 K402: 台账_2026-10.csv 与 台账_2026-10.csv.gz 同时在输入目录里；只应有一个，请移走一个\n");
	assert_int_equal(diag_exit(m->diag), 65);
}

static void a_missing_file_ends_with_66(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	read_month(m);
	assert_says(m, "台账_2026-10.csv: 错误 K400: 数据“台账”的文件不在输入目录里；应有 台账_2026-10.csv 或 台账_2026-10.csv.gz，请放入后重新运行\n");
	assert_int_equal(diag_exit(m->diag), 66);
}

static void a_link_is_refused_not_missing(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	sends(m, "elsewhere.csv", "区县\n东区\n");
	assert_int_equal(symlink("elsewhere.csv", path_join(m->arena, m->inputs, "台账_2026-10.csv")), 0);
	read_month(m);
	assert_says(m, "台账_2026-10.csv: 错误 K131: 这是一个链接，不予读取；请放入文件本身\n");
	unlink(path_join(m->arena, m->inputs, "台账_2026-10.csv"));
}

static void a_name_that_the_period_cannot_fill_is_refused(void **state)
{
	struct month *m = *state;
	struct period year;

	city(m, "[数据:台账]\n文件 = 台账_{期:YYYYMM}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 可空\n");
	read_scheme(m);
	assert_true(period_parse("2026", &year));
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, year, year.last, false, NULL, NULL);
	assert_int_equal(diag_count(m->diag), 1);
	assert_string_equal(diag_at(m->diag, 0)->text, "数据“台账”的文件名“台账_{期:YYYYMM}.csv”填不出 2026 这一期；请改用本期有的写法，如 {期}");
	assert_int_equal(diag_exit(m->diag), 78);
}

static void a_file_that_may_lack_counts_as_no_rows(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "缺文件 = 允许\n列.数 = 整数 可空\n[统计:均]\n数据 = 台账\n算法 = 平均\n列 = 数\n");
	read_month(m);
	assert_says(m, "台账_2026-10.csv: 警告 K401: 数据“台账”的文件不在输入目录里；方案允许缺，按没有一行处理，补上 台账_2026-10.csv 后请重新运行\n");
	assert_int_equal(diag_exit(m->diag), 1);
	assert_true(m->measures->intake[0].lacking);
	assert_figure(m, "件数", "D1", "0 n=0");
	assert_figure(m, "均", "D1", "无分母 n=0");
}

static void a_head_alone_is_zero_rows_and_an_empty_file_is_none(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "[数据:甲]\n文件 = 甲.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n[统计:甲数]\n数据 = 甲\n算法 = 计数\n");
	sends(m, "台账_2026-10.csv", "区县\n");
	sends(m, "甲.csv", "\n");
	read_month(m);
	assert_says(m,
		"台账_2026-10.csv: 警告 K416: 只有表头，没有一行数据；数据“台账”按零行统计；如果漏了，请补上重新运行，确实可以没有的，请在规则里写 缺文件 = 允许\n"
		"甲.csv: 错误 K412: 文件是空的，连表头也没有；第一行应为列名，请重新导出\n");
}

static void gb18030_is_read_as_well_as_utf8(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	sends(m, "台账_2026-10.csv", "\xc7\xf8\xcf\xd8\r\n\xb6\xab\xc7\xf8\r\n");
	read_month(m);
	assert_says(m, "");
	assert_figure(m, "件数", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_int_equal(m->measures->intake[0].file[0].encoding, ENC_GB18030);
}

static void a_wrong_byte_is_named_with_its_line(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "编码 = UTF-8\n");
	sends(m, "台账_2026-10.csv", "区县\n东区\n\xb6\xab\n");
	read_month(m);
	assert_says(m, "台账_2026-10.csv:3: 错误 K141: 从文件开头起第 15 个字节（0xB6）不是 UTF-8 文字；请重新导出，或另存为 UTF-8 编码\n");
}

/* ---- one file a unit --------------------------------------------------------------- */

static void who_sent_nothing_has_not_reported(void **state)
{
	struct month *m = *state;
	const struct intake *intake;

	city(m, BY_UNIT "[统计:全市件数]\n数据 = 台账\n算法 = 计数\n归属 = 全市\n");
	sends(m, "台账_D1_202610.csv", HEAD_ "东区,城关街道\n东区,湖滨街道\n");
	sends(m, "台账_D3_202610.csv", HEAD_);
	read_month(m);
	assert_says(m,
		"台账_D2_202610.csv: 警告 K403: 西区未报送“台账_D2_202610.csv”：输入目录里没有这个文件；已按未报送处理，补上后请重新运行\n"
		"台账_D3_202610.csv: 警告 K404: 南区报送的“台账_D3_202610.csv”没有一行数据；已按未报送处理，补上后请重新运行\n");
	assert_int_equal(diag_exit(m->diag), 1);
	assert_figure(m, "件数", "D1", "2 n=2 台账_D1_202610.csv:2-3 (2行)");
	assert_figure(m, "件数", "D2", "未报送 n=0");
	assert_figure(m, "件数", "D3", "未报送 n=0");
	assert_figure(m, "件数", "S1", "1 n=1 台账_D1_202610.csv:2 (1行)");
	assert_figure(m, "件数", "S2", "未报送 n=0");
	assert_figure(m, "全市件数", "D2", "2 n=2 台账_D1_202610.csv:2-3 (2行)");
	assert_figure(m, "全市件数", "S2", "2 n=2 台账_D1_202610.csv:2-3 (2行)");
	intake = &m->measures->intake[0];
	assert_int_equal(intake->missing_count, 2);
	assert_string_equal(intake->missing[0]->code, "D2");
	assert_string_equal(intake->missing[1]->code, "D3");
	assert_string_equal(intake->file[0].sender->code, "D1");
}

static void a_file_for_no_unit_is_refused(void **state)
{
	struct month *m = *state;

	city(m, BY_UNIT);
	sends(m, "台账_D1_202610.csv", HEAD_ "东区,城关街道\n");
	sends(m, "台账_D2_202610.csv", HEAD_ "西区,城关街道\n");
	sends(m, "台账_D4_202610.csv", HEAD_ "南区,城关街道\n");
	sends(m, "台账_老城_202610.csv", HEAD_ "东区,城关街道\n");
	sends(m, "台账_乌有_202610.csv", HEAD_ "东区,城关街道\n");
	sends_packed(m, "台账_南区_202610.csv.gz", HEAD_ "东区,城关街道\n");
	sends(m, "台账_D9_202609.csv", HEAD_ "东区,城关街道\n");
	read_month(m);
	assert_says(m,
		"台账_D3_202610.csv: 警告 K403: 南区未报送“台账_D3_202610.csv”：输入目录里没有这个文件；已按未报送处理，补上后请重新运行\n"
		"台账_D4_202610.csv: 错误 K405: 文件名里的“D4”不是名录“区县”中的代码；请改正文件名或把文件移走\n"
		"台账_乌有_202610.csv: 错误 K405: 文件名里的“乌有”不是名录“区县”中的代码；请改正文件名或把文件移走\n"
		"台账_老城_202610.csv: 错误 K405: 文件名里的“老城”不是名录“区县”中的代码，是否指“D1”（东区）；请改正文件名或把文件移走\n"
		"台账_南区_202610.csv.gz: 错误 K405: 文件名里的“南区”不是名录“区县”中的代码，是否指“D3”（南区）；请改正文件名或把文件移走\n");
	assert_int_equal(diag_exit(m->diag), 65);
}

static void the_file_of_another_source_is_no_stray(void **state)
{
	struct month *m = *state;

	city(m, "[数据:台账]\n文件 = 台账_{单位}.csv\n报送 = 逐单位\n单位.区县 = 区县\n列.区县 = 文本 必填\n"
		"[数据:总账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n[统计:总数]\n数据 = 总账\n算法 = 计数\n"
		"[数据:附账]\n文件 = 台账_附_{单位}.csv\n报送 = 逐单位\n单位.区县 = 区县\n列.区县 = 文本 必填\n[统计:附数]\n数据 = 附账\n算法 = 计数\n");
	sends(m, "台账_D1.csv", "区县\n东区\n");
	sends(m, "台账_D2.csv", "区县\n西区\n");
	sends(m, "台账_D3.csv", "区县\n南区\n");
	sends(m, "台账_2026-10.csv", "区县\n东区\n");
	sends(m, "台账_附_D1.csv", "区县\n东区\n东区\n");
	sends(m, "台账_附_D2.csv", "区县\n西区\n西区\n");
	sends(m, "台账_附_D3.csv", "区县\n南区\n南区\n");
	read_month(m);
	assert_says(m, "");
	assert_figure(m, "附数", "D3", "2 n=2 台账_附_D3.csv:2-3 (2行)");
}

static void two_units_cannot_send_the_same_file(void **state)
{
	struct month *m = *state;

	city(m, "[数据:台账]\n文件 = 台账_{单位}.csv\n报送 = 逐单位\n报送名录 = 区县\n单位.街道 = 街道\n单位.区县 = 区县\n列.街道 = 文本 必填\n列.区县 = 文本 可空\n");
	sends(m, "台账_D1.csv", "区县,街道\n,S3\n");
	sends(m, "台账_D2.csv", "区县,街道\n,S3\n");
	sends(m, "台账_D3.csv", "区县,街道\n,S2\n");
	read_month(m);
	assert_int_equal(diag_errors(m->diag), 1);
	assert_string_equal(diag_at(m->diag, diag_count(m->diag) - 2)->text,
		"西区的文件与东区的 台账_D1.csv 一字不差；各单位应各报各的，请查明是谁的数据");
	assert_int_equal(diag_exit(m->diag), 65);
}

static void two_empty_files_are_no_copies(void **state)
{
	struct month *m = *state;

	city(m, BY_UNIT);
	sends(m, "台账_D1_202610.csv", HEAD_);
	sends(m, "台账_D2_202610.csv", HEAD_);
	sends(m, "台账_D3_202610.csv", "");
	read_month(m);
	assert_int_equal(diag_errors(m->diag), 0);
	assert_int_equal(m->measures->intake[0].missing_count, 3);
}

static void a_row_of_another_unit_is_refused(void **state)
{
	struct month *m = *state;

	city(m, BY_UNIT);
	sends(m, "台账_D1_202610.csv", HEAD_ "东区,城关街道\n西区,城关街道\n");
	sends(m, "台账_D2_202610.csv", HEAD_ "西区,城关街道\n");
	sends(m, "台账_D3_202610.csv", HEAD_ "老城,湖滨街道\n");
	read_month(m);
	assert_says(m,
		"台账_D1_202610.csv:3: 错误 K432: 本行写的单位是“西区”，而这是“东区”的文件；两者应相同，请核对是谁的数据\n"
		"台账_D3_202610.csv:2: 错误 K432: 本行写的单位是“东区”，而这是“南区”的文件；两者应相同，请核对是谁的数据\n");
	assert_int_equal(diag_exit(m->diag), 65);
}

static void a_figure_over_two_files_names_both(void **state)
{
	struct month *m = *state;

	city(m, BY_UNIT "[统计:全市件数]\n数据 = 台账\n算法 = 计数\n归属 = 全市\n");
	sends(m, "台账_D1_202610.csv", HEAD_ "东区,城关街道\n");
	sends(m, "台账_D2_202610.csv", HEAD_ "西区,城关街道\n");
	read_month(m);
	assert_figure(m, "全市件数", "D1", "2 n=2 台账_D1_202610.csv:2…台账_D2_202610.csv:2 (2行)");
}

/* ---- by hand -------------------------------------------------------------------------- */

static void figures_made_by_hand_are_absent_until_set(void **state)
{
	struct month *m = *state;
	struct registry made_up = { .name = "示例", .index = 7, .unit_count = 2 };
	struct unit second = { .registry = &made_up, .index = 1 };
	const struct measure *count;
	struct period period;

	city(m, LEDGER);
	read_scheme(m);
	assert_true(period_parse("2026-10", &period));
	m->measures = measures_blank(m->arena, m->scheme, period, period.last);
	count = measure_named(m, "件数");
	assert_figure(m, "件数", "D1", "没有");
	measures_set(m->measures, count, unit_coded(m, "D2"), value_num(num_int(3)), 5);
	measures_set(m->measures, count, &second, value_none(NO_DENOMINATOR), 0);
	assert_figure(m, "件数", "D1", "没有");
	assert_figure(m, "件数", "D2", "3 n=5");
	assert_int_equal(measured(m->measures, count, &second)->value.kind, V_NONE);
	made_up.index = 8;
	assert_null(measured(m->measures, count, &second));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(the_file_of_the_period_is_read),
		MONTH(a_packed_file_serves_as_well),
		MONTH(plain_and_packed_are_one_too_many),
		MONTH(a_missing_file_ends_with_66),
		MONTH(a_link_is_refused_not_missing),
		MONTH(a_name_that_the_period_cannot_fill_is_refused),
		MONTH(a_file_that_may_lack_counts_as_no_rows),
		MONTH(a_head_alone_is_zero_rows_and_an_empty_file_is_none),
		MONTH(gb18030_is_read_as_well_as_utf8),
		MONTH(a_wrong_byte_is_named_with_its_line),
		MONTH(who_sent_nothing_has_not_reported),
		MONTH(a_file_for_no_unit_is_refused),
		MONTH(the_file_of_another_source_is_no_stray),
		MONTH(two_units_cannot_send_the_same_file),
		MONTH(two_empty_files_are_no_copies),
		MONTH(a_row_of_another_unit_is_refused),
		MONTH(a_figure_over_two_files_names_both),
		MONTH(figures_made_by_hand_are_absent_until_set),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
