/* test_inputs_algorithms.c -- what 统计 makes of the rows, exactly. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"

#define FILE_ "台账_2026-10.csv"

/* A ledger of 区县,数,日,词 with one measure 果 of the given keys. */
static void ledger(struct month *m, const char *measure, const char *rows)
{
	city(m, arena_printf(m->arena, LEDGER "列.数 = 小数 可空\n列.日 = 日期 可空\n列.词 = 文本 可空\n[统计:果]\n数据 = 台账\n%s\n", measure));
	sends(m, FILE_, arena_printf(m->arena, "区县,数,日,词\n%s", rows));
	read_month(m);
}

static void each_unit_gets_its_own_rows(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 合计\n列 = 数", "东区,1,,\n西区,10,,\n东区,2,,\n西区,20,,\n");
	assert_figure(m, "果", "D1", "3 n=2 台账_2026-10.csv:2-4 (2行)");
	assert_figure(m, "果", "D2", "30 n=2 台账_2026-10.csv:3-5 (2行)");
	assert_figure(m, "果", "D3", "0 n=0");
	assert_figure(m, "果", "S1", "没有");
}

static void over_nothing_counts_and_sums_are_zero(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 去重计数\n列 = 词", "东区,,,\n");
	assert_figure(m, "件数", "D2", "0 n=0");
	assert_figure(m, "果", "D1", "0 n=0");
}

static void over_nothing_the_others_have_no_denominator(void **state)
{
	static const char *const measures[] = { "平均", "最大", "最小", "中位数", "单值" };
	struct month *m = *state;
	size_t i;

	for (i = 0; i < sizeof measures / sizeof *measures; i++) {
		ledger(m, arena_printf(m->arena, "算法 = %s\n列 = 数", measures[i]), "东区,,,\n");
		assert_figure(m, "果", "D1", "无分母 n=0");
	}
}

static void only_rows_whose_condition_holds_count(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 计数\n条件 = 数 > 5", "东区,6,,\n东区,5,,\n东区,,,\n");
	assert_figure(m, "果", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

static void an_unknown_condition_is_not_turned_round_by_not(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 计数\n条件 = 非 数 > 5", "东区,6,,\n东区,5,,\n东区,,,\n");
	assert_figure(m, "果", "D1", "1 n=1 台账_2026-10.csv:3 (1行)");
}

static void words_and_the_period_serve_in_conditions(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 合计\n列 = 数\n条件 = 日 在 期初 至 期末 且 词 = “急”",
		"东区,1,2026-10-01,急\n东区,2,2026-09-30,急\n东区,4,2026-10-31,缓\n东区,8,2026-10-31,急\n");
	assert_figure(m, "果", "D1", "9 n=2 台账_2026-10.csv:2-5 (2行)");
}

static void a_sum_may_be_of_an_expression(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 合计\n列 = 数 / 3", "东区,1,,\n东区,1,,\n东区,,,\n东区,2.5,,\n");
	assert_figure(m, "果", "D1", "1.5 n=3 台账_2026-10.csv:2-5 (3行)");
}

static void a_row_without_denominator_enters_nothing(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 平均\n列 = 6 / 数", "东区,0,,\n东区,2,,\n东区,3,,\n");
	assert_figure(m, "果", "D1", "2.5 n=2 台账_2026-10.csv:3-4 (2行)");
}

static void a_mean_is_an_exact_fraction(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 平均\n列 = 数", "东区,0.1,,\n东区,0.2,,\n东区,0.4,,\n");
	assert_figure(m, "果", "D1", "7/30 n=3 台账_2026-10.csv:2-4 (3行)");
}

static void sums_beyond_128_bits_stay_exact(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 合计\n列 = 数",
		"东区,99999999999999999999999999999999999.9,,\n东区,0.00000000000000000000000000000000001,,\n"
		"东区,123456789012345678901234567890123456789012345,,\n东区,-123456789012345678901234567890123456789012345,,\n"
		"东区,0.1,,\n西区,99999999999999999999999999999999999.9,,\n西区,-99999999999999999999999999999999999.9,,\n");
	assert_figure(m, "果", "D1", "100000000000000000000000000000000000.00000000000000000000000000000000001 n=5 台账_2026-10.csv:2-6 (5行)");
	assert_figure(m, "果", "D2", "0 n=2 台账_2026-10.csv:7-8 (2行)");
}

static void the_order_of_rows_changes_no_sum(void **state)
{
	struct month *m = *state;
	const char *first;
	struct buf rows = buf_new(m->arena), back = buf_new(m->arena);
	int i;

	for (i = 1; i <= 60; i++) {
		buf_printf(&rows, "东区,%d.%0*d,,\n", i * 7919, i % 18 + 1, i);
		buf_printf(&back, "东区,%d.%0*d,,\n", (61 - i) * 7919, (61 - i) % 18 + 1, 61 - i);
	}
	ledger(m, "算法 = 合计\n列 = 数 / 7", rows.at);
	first = figure(m, "果", "D1");
	ledger(m, "算法 = 合计\n列 = 数 / 7", back.at);
	assert_string_equal(figure(m, "果", "D1"), first);
}

static void greatest_and_least_may_be_numbers_days_or_words(void **state)
{
	struct month *m = *state;
	const char *rows = "东区,2,2026-10-02,乙\n东区,-10,2026-09-30,\n东区,1.99,,甲\n";

	ledger(m, "算法 = 最大\n列 = 数", rows);
	assert_figure(m, "果", "D1", "2 n=3 台账_2026-10.csv:2-4 (3行)");
	ledger(m, "算法 = 最小\n列 = 数", rows);
	assert_figure(m, "果", "D1", "-10 n=3 台账_2026-10.csv:2-4 (3行)");
	ledger(m, "算法 = 最大\n列 = 日", rows);
	assert_figure(m, "果", "D1", "2026-10-02 n=2 台账_2026-10.csv:2-3 (2行)");
	ledger(m, "算法 = 最小\n列 = 日", rows);
	assert_figure(m, "果", "D1", "2026-09-30 n=2 台账_2026-10.csv:2-3 (2行)");
	ledger(m, "算法 = 最大\n列 = 词", rows);
	assert_figure(m, "果", "D1", "甲 n=2 台账_2026-10.csv:2-4 (2行)");
	ledger(m, "算法 = 最小\n列 = 词", rows);
	assert_figure(m, "果", "D1", "乙 n=2 台账_2026-10.csv:2-4 (2行)");
}

static void equal_numbers_are_one_value_however_written(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 去重计数\n列 = 数", "东区,1,,\n东区,1.0,,\n东区,+01.00,,\n东区,1.1,,\n东区,,,\n西区,1,,\n"
		"东区,1.00000000000000000000000000000000000000,,\n");
	assert_figure(m, "果", "D1", "2 n=5 台账_2026-10.csv:2-8 (5行)");
	assert_figure(m, "果", "D2", "1 n=1 台账_2026-10.csv:7 (1行)");
}

static void the_median_of_an_even_number_is_the_mean_of_the_middle_two(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 中位数\n列 = 数", "东区,9,,\n东区,1,,\n东区,2,,\n东区,5,,\n西区,3,,\n西区,100,,\n西区,-1,,\n");
	assert_figure(m, "果", "D1", "3.5 n=4 台账_2026-10.csv:2-5 (4行)");
	assert_figure(m, "果", "D2", "3 n=3 台账_2026-10.csv:6-8 (3行)");
}

static void a_single_value_may_be_repeated_but_not_contradicted(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 单值\n列 = 数", "东区,5,,\n东区,,,\n东区,5.0,,\n西区,1,,\n西区,2,,\n");
	assert_figure(m, "果", "D1", "5 n=2 台账_2026-10.csv:2-4 (2行)");
	assert_says(m, "台账_2026-10.csv:6: 错误 K433: 西区的“果”应只有一个值，本行与 台账_2026-10.csv:5 不同；请核对后只留一个\n");
	assert_int_equal(diag_exit(m->diag), 65);
}

static void a_single_value_may_be_a_word(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 单值\n列 = 词", "东区,,,完成\n西区,,,\n");
	assert_figure(m, "果", "D1", "完成 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "果", "D2", "无分母 n=0");
}

static void a_citywide_figure_is_everybodys(void **state)
{
	struct month *m = *state;

	ledger(m, "算法 = 合计\n列 = 数\n归属 = 全市", "东区,1,,\n西区,2,,\n某地,4,,\n东区,坏,,\n");
	assert_figure(m, "果", "D1", "7 n=3 台账_2026-10.csv:2-4 (3行)");
	assert_figure(m, "果", "D3", "7 n=3 台账_2026-10.csv:2-4 (3行)");
	assert_figure(m, "果", "S2", "7 n=3 台账_2026-10.csv:2-4 (3行)");
}

static void every_block_of_a_long_file_counts(void **state)
{
	struct month *m = *state;
	struct buf rows = buf_new(m->arena);
	int i;

	for (i = 1; i <= 10000; i++)
		buf_printf(&rows, "%s,%d.5,2026-10-%02d,词%d\n", i % 3 ? "东区" : "西区", i, i % 31 + 1, i % 1000);
	ledger(m, "算法 = 合计\n列 = 如果(词 = “词7”, 数 * 2, 数)\n条件 = 日 <= 期末", rows.at);
	assert_figure(m, "果", "D1", "33370053 n=6667 台账_2026-10.csv:2-10001 (6667行)");
	assert_figure(m, "果", "D2", "16685022 n=3333 台账_2026-10.csv:4-10000 (3333行)");
	assert_figure(m, "件数", "D1", "6667 n=6667 台账_2026-10.csv:2-10001 (6667行)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(each_unit_gets_its_own_rows),
		MONTH(over_nothing_counts_and_sums_are_zero),
		MONTH(over_nothing_the_others_have_no_denominator),
		MONTH(only_rows_whose_condition_holds_count),
		MONTH(an_unknown_condition_is_not_turned_round_by_not),
		MONTH(words_and_the_period_serve_in_conditions),
		MONTH(a_sum_may_be_of_an_expression),
		MONTH(a_row_without_denominator_enters_nothing),
		MONTH(a_mean_is_an_exact_fraction),
		MONTH(sums_beyond_128_bits_stay_exact),
		MONTH(the_order_of_rows_changes_no_sum),
		MONTH(greatest_and_least_may_be_numbers_days_or_words),
		MONTH(equal_numbers_are_one_value_however_written),
		MONTH(the_median_of_an_even_number_is_the_mean_of_the_middle_two),
		MONTH(a_single_value_may_be_repeated_but_not_contradicted),
		MONTH(a_single_value_may_be_a_word),
		MONTH(a_citywide_figure_is_everybodys),
		MONTH(every_block_of_a_long_file_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
