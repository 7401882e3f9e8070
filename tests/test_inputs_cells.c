/* test_inputs_cells.c -- what a cell may look like, and what is no number. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"

/* One column x of a kind, its rows all of 东区, and a measure over it. */
static void column_of(struct month *m, const char *column, const char *algorithm, const char *cells)
{
	struct buf rows = buf_new(m->arena);
	const char *end;

	city(m, arena_printf(m->arena, LEDGER "列.x = %s\n[统计:数]\n数据 = 台账\n算法 = %s\n列 = x\n", column, algorithm));
	buf_add(&rows, "区县,x\n");
	for (; *cells; cells = *end ? end + 1 : end) {
		end = strchrnul(cells, '|');
		buf_printf(&rows, "东区,\"%.*s\"\n", (int)(end - cells), cells);
	}
	sends(m, "台账_2026-10.csv", rows.at);
	read_month(m);
}

static void decimals_are_added_exactly(void **state)
{
	struct month *m = *state;

	column_of(m, "小数 可空", "合计", "0.1|0.2|-3|+4.25|1.700|| 5\t");
	assert_says(m, "");
	assert_figure(m, "数", "D1", "8.25 n=6 台账_2026-10.csv:2-8 (6行)");
}

static void what_only_looks_like_a_number_is_quarantined(void **state)
{
	struct month *m = *state;

	column_of(m, "小数 可空", "合计", "１２|1,234|1e3|nan|abc|1.|--1|0x10|1 2|7");
	assert_string_equal(quarantine_list(m),
		"台账_2026-10.csv:2 全部 “x”应为数，只用半角数字和小数点 [x=１２]\n"
		"台账_2026-10.csv:3 全部 “x”应为数，只用半角数字和小数点 [x=1,234]\n"
		"台账_2026-10.csv:4 全部 “x”应为数，只用半角数字和小数点 [x=1e3]\n"
		"台账_2026-10.csv:5 全部 “x”应为数，只用半角数字和小数点 [x=nan]\n"
		"台账_2026-10.csv:6 全部 “x”应为数，只用半角数字和小数点 [x=abc]\n"
		"台账_2026-10.csv:7 全部 “x”应为数，只用半角数字和小数点 [x=1.]\n"
		"台账_2026-10.csv:8 全部 “x”应为数，只用半角数字和小数点 [x=--1]\n"
		"台账_2026-10.csv:9 全部 “x”应为数，只用半角数字和小数点 [x=0x10]\n"
		"台账_2026-10.csv:10 全部 “x”应为数，只用半角数字和小数点 [x=1 2]\n");
	assert_figure(m, "数", "D1", "7 n=1 台账_2026-10.csv:11 (1行)");
	assert_string_equal(tallies(m, 0), "区县 10 = 1+0+0+9");
}

static void commas_part_thousands_only_where_declared_and_only_there(void **state)
{
	struct month *m = *state;

	column_of(m, "小数 可空 千分位", "合计", "1,234.5|-12,345|123,456,789|1000|1234,567|,123|1,23|12,,345|1,2345|0.1,234");
	assert_figure(m, "数", "D1", "123446678.5 n=4 台账_2026-10.csv:2-5 (4行)");
	assert_string_equal(tallies(m, 0), "区县 10 = 4+0+0+6");
}

static void integers_have_no_point(void **state)
{
	struct month *m = *state;

	column_of(m, "整数 可空", "合计", "12|-5|3.0|007");
	assert_string_equal(quarantine_list(m), "台账_2026-10.csv:4 全部 “x”应为整数，只用半角数字 [x=3.0]\n");
	assert_figure(m, "数", "D1", "14 n=3 台账_2026-10.csv:2-5 (3行)");
}

static void percentages_need_their_sign(void **state)
{
	struct month *m = *state;

	column_of(m, "百分数 可空", "合计", "98.06%|50％|100|%");
	assert_string_equal(quarantine_list(m),
		"台账_2026-10.csv:4 全部 “x”应为带 % 的百分数，如 98.06% [x=100]\n"
		"台账_2026-10.csv:5 全部 “x”应为带 % 的百分数，如 98.06% [x=%]\n");
	assert_figure(m, "数", "D1", "1.4806 n=2 台账_2026-10.csv:2-3 (2行)");
}

static void percentages_declared_so_may_lack_their_sign(void **state)
{
	struct month *m = *state;

	column_of(m, "百分数 可空 免号", "合计", "98.06|50%|n/a");
	assert_string_equal(quarantine_list(m), "台账_2026-10.csv:4 全部 “x”应为百分数，如 98.06 或 98.06% [x=n/a]\n");
	assert_figure(m, "数", "D1", "1.4806 n=2 台账_2026-10.csv:2-3 (2行)");
}

static void days_come_in_the_usual_spellings(void **state)
{
	struct month *m = *state;

	column_of(m, "日期 可空", "去重计数", "2026-10-01|2026/10/1|2026.10.1|2026年10月1日|20261001|2026-02-30|10月1日|2026-9-30");
	assert_string_equal(quarantine_list(m),
		"台账_2026-10.csv:7 全部 “x”应为日期，如 2026-10-01 [x=2026-02-30]\n"
		"台账_2026-10.csv:8 全部 “x”应为日期，如 2026-10-01 [x=10月1日]\n");
	assert_figure(m, "数", "D1", "2 n=6 台账_2026-10.csv:2-9 (6行)");
}

static void moments_have_a_time_of_day(void **state)
{
	struct month *m = *state;

	column_of(m, "时刻 可空", "最大", "2026-10-01 8:30|2026-10-01T08:30:01|2026-10-01|2026-10-01 25:00");
	assert_string_equal(quarantine_list(m), "台账_2026-10.csv:5 全部 “x”应为时刻，如 2026-10-01 08:30 [x=2026-10-01 25:00]\n");
	assert_figure(m, "数", "D1", "2026-10-01 08:30:01 n=3 台账_2026-10.csv:2-4 (3行)");
}

static void only_allowed_words_pass(void **state)
{
	struct month *m = *state;

	column_of(m, "文本 必填 取值 已办|未办", "去重计数", "已办|未办|　已办　|在办||未办");
	assert_string_equal(quarantine_list(m),
		"台账_2026-10.csv:5 全部 “x”应为 “已办”、“未办” 之一 [x=在办]\n"
		"台账_2026-10.csv:6 全部 “x”不得为空 []\n");
	assert_figure(m, "数", "D1", "2 n=4 台账_2026-10.csv:2-7 (4行)");
}

static void the_ends_of_a_range_lie_inside_it(void **state)
{
	struct month *m = *state;

	column_of(m, "小数 可空 范围 0 至 100", "合计", "0|100|100.01|-0.01");
	assert_string_equal(quarantine_list(m),
		"台账_2026-10.csv:4 全部 “x”应在 0 至 100 之间 [x=100.01]\n"
		"台账_2026-10.csv:5 全部 “x”应在 0 至 100 之间 [x=-0.01]\n");
	assert_figure(m, "数", "D1", "100 n=2 台账_2026-10.csv:2-3 (2行)");
}

static void a_range_of_percentages_is_said_in_percent(void **state)
{
	struct month *m = *state;

	column_of(m, "百分数 可空 范围 0% 至 100%", "合计", "100%|100.5%");
	assert_string_equal(quarantine_list(m), "台账_2026-10.csv:3 全部 “x”应在 0% 至 100% 之间 [x=100.5%]\n");
}

static void blank_cells_enter_nothing(void **state)
{
	struct month *m = *state;

	column_of(m, "小数 可空", "平均", "|　|\t|4");
	assert_figure(m, "数", "D1", "4 n=1 台账_2026-10.csv:5 (1行)");
	assert_figure(m, "件数", "D1", "4 n=4 台账_2026-10.csv:2-5 (4行)");
}

static void a_long_cell_is_shown_short_and_visible(void **state)
{
	struct month *m = *state;
	struct buf cell = buf_new(m->arena);
	int i;

	buf_add(&cell, "1\xe2\x80\xae");
	for (i = 0; i < 100; i++)
		buf_add(&cell, "九");
	column_of(m, "整数 可空", "合计", cell.at);
	assert_string_equal(quarantine_list(m), "台账_2026-10.csv:2 全部 “x”应为整数，只用半角数字 [x=1<U+202E>"
		"九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九…]\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(decimals_are_added_exactly),
		MONTH(what_only_looks_like_a_number_is_quarantined),
		MONTH(commas_part_thousands_only_where_declared_and_only_there),
		MONTH(integers_have_no_point),
		MONTH(percentages_need_their_sign),
		MONTH(percentages_declared_so_may_lack_their_sign),
		MONTH(days_come_in_the_usual_spellings),
		MONTH(moments_have_a_time_of_day),
		MONTH(only_allowed_words_pass),
		MONTH(the_ends_of_a_range_lie_inside_it),
		MONTH(a_range_of_percentages_is_said_in_percent),
		MONTH(blank_cells_enter_nothing),
		MONTH(a_long_cell_is_shown_short_and_visible),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
