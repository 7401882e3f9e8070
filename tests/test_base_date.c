/* test_base_date.c -- days, moments and periods. */
#include "tests/base_bench.h"

#include "base/date.h"

static const char *day_read(const char *text)
{
	int32_t day;

	return day_parse(text, strlen(text), &day) ? day_text(arena, day) : "no day";
}

static const char *moment_read(const char *text)
{
	int64_t moment;

	return moment_parse(text, strlen(text), &moment) ? moment_text(arena, moment) : "no moment";
}

/* Text, title, first and last day: all that a period is. */
static const char *period_shown(struct period period)
{
	return arena_printf(arena, "%s %s %s..%s", period_text(arena, period), period_title(arena, period),
		day_text(arena, period.first), day_text(arena, period.last));
}

static struct period period_read(const char *text)
{
	struct period period = { YEAR, 0, 0, 0, 0 };

	if (!period_parse(text, &period))
		fail_msg("“%s” is no period", text);
	return period;
}

static void days_are_read_in_all_their_spellings(void **state)
{
	static const char *const spellings[] = {
		"2026-10-01", "2026-10-1", "2026/10/1", "2026/10/01", "2026.10.1", "2026年10月1日", "2026年10月01日", "20261001"
	};
	size_t i;

	for (i = 0; i < sizeof spellings / sizeof *spellings; i++)
		assert_string_equal(day_read(spellings[i]), "2026-10-01");
	assert_string_equal(day_read("1900-01-01"), "1900-01-01");
	assert_string_equal(day_read("2199-12-31"), "2199-12-31");
	assert_string_equal(day_read("2024-02-29"), "2024-02-29");
	assert_string_equal(day_read("2000/2/29"), "2000-02-29");
}

static void what_is_no_day_is_refused(void **state)
{
	static const char *const wrong[] = {
		"", "2026", "2026-10", "2026-10-", "26-10-01", "2026-10/01", "2026/10-01", "2026年10-1", "2026年10月1", "2026-13-01",
		"2026-00-10", "2026-04-31", "2026-02-29", "2100-02-29", "2026-10-00", "2026-10-32", "1899-12-31", "2200-01-01",
		"2026101", "202610011", "20261301", " 2026-10-01", "2026-10-01 ", "2026-10-01T", "2026-10-001", "2026-010-01",
		"10/1/2026", "２０２６-10-01", "+2026-10-1", "46296"
	};
	size_t i;

	for (i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (strcmp(day_read(wrong[i]), "no day") != 0)
			fail_msg("“%s” was read as %s", wrong[i], day_read(wrong[i]));
}

static void a_refused_day_leaves_the_result_alone(void **state)
{
	int32_t day = 7;
	int64_t moment = 7;

	assert_false(day_parse("2026-10-01 08:00", 16, &day));
	assert_false(moment_parse("2026-10-01 25:00", 16, &moment));
	assert_int_equal(day, 7);
	assert_int_equal(moment, 7);
	assert_true(day_parse("2026-10-01 08:00", 10, &day));
	assert_string_equal(day_text(arena, day), "2026-10-01");
}

static void days_count_from_1970_and_on_without_a_gap(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int year, month, day, leap, y, m, d;
	int32_t expected = day_of(1899, 12, 31);

	assert_int_equal(day_of(1970, 1, 1), 0);
	assert_int_equal(day_of(2026, 10, 1), 20727);
	assert_int_equal(day_of(1900, 1, 1), -25567);
	for (year = 1900; year <= 2199; year++)
		for (month = 1; month <= 12; month++) {
			leap = month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
			for (day = 1; day <= lengths[month - 1] + leap; day++) {
				expected++;
				day_parts(expected, &y, &m, &d);
				if (day_of(year, month, day) != expected || y != year || m != month || d != day)
					fail_msg("%d-%d-%d is miscounted", year, month, day);
			}
		}
}

static void moments_are_read_to_the_second(void **state)
{
	assert_string_equal(moment_read("2026-10-01 08:30:05"), "2026-10-01 08:30:05");
	assert_string_equal(moment_read("2026-10-01T08:30"), "2026-10-01 08:30:00");
	assert_string_equal(moment_read("2026/10/1 8:30"), "2026-10-01 08:30:00");
	assert_string_equal(moment_read("2026/10/1 8:30:59"), "2026-10-01 08:30:59");
	assert_string_equal(moment_read("2026年10月1日 23:59:59"), "2026-10-01 23:59:59");
	assert_string_equal(moment_read("20261001 00:00"), "2026-10-01 00:00:00");
	assert_string_equal(moment_read("2026-10-01"), "2026-10-01 00:00:00");
	assert_string_equal(moment_read("1969-12-31 23:59:59"), "1969-12-31 23:59:59");
}

static void what_is_no_moment_is_refused(void **state)
{
	static const char *const wrong[] = {
		"", "08:30", "2026-10-01 ", "2026-10-01T", "2026-10-01 8", "2026-10-01 8:3", "2026-10-01 24:00", "2026-10-01 08:60",
		"2026-10-01 08:30:60", "2026-10-01 08:30:", "2026-10-01 08:30:5", "2026-10-01  08:30", "2026-10-01 08:30Z",
		"2026-10-01 08:30:00.5", "2026-10-01t08:30", "2026-02-30 08:30", "2026-10-01 008:30", "2026-10-0108:30"
	};
	size_t i;

	for (i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (strcmp(moment_read(wrong[i]), "no moment") != 0)
			fail_msg("“%s” was read as %s", wrong[i], moment_read(wrong[i]));
}

static void a_moment_counts_seconds(void **state)
{
	int64_t moment = 0;

	assert_true(moment_parse("1970-01-02 00:01:01", 19, &moment));
	assert_int_equal(moment, 86461);
	assert_true(moment_parse("1969-12-31 23:59", 16, &moment));
	assert_true(moment == -60);
}

static void periods_know_their_days(void **state)
{
	assert_string_equal(period_shown(period_read("2026-10")), "2026-10 2026年10月 2026-10-01..2026-10-31");
	assert_string_equal(period_shown(period_read("2024-02")), "2024-02 2024年2月 2024-02-01..2024-02-29");
	assert_string_equal(period_shown(period_read("2026-12")), "2026-12 2026年12月 2026-12-01..2026-12-31");
	assert_string_equal(period_shown(period_read("2026Q1")), "2026Q1 2026年第1季度 2026-01-01..2026-03-31");
	assert_string_equal(period_shown(period_read("2026Q4")), "2026Q4 2026年第4季度 2026-10-01..2026-12-31");
	assert_string_equal(period_shown(period_read("2026H1")), "2026H1 2026年上半年 2026-01-01..2026-06-30");
	assert_string_equal(period_shown(period_read("2026H2")), "2026H2 2026年下半年 2026-07-01..2026-12-31");
	assert_string_equal(period_shown(period_read("2026")), "2026 2026年 2026-01-01..2026-12-31");
}

static void what_is_no_period_is_refused(void **state)
{
	static const char *const wrong[] = {
		"", "last", "26", "2026-1", "2026-00", "2026-13", "2026-010", "2026-", "2026Q0", "2026Q5", "2026Q", "2026Q11", "2026H0",
		"2026H3", "2026q4", "2026-Q4", "1899", "2200-01", "2026 ", " 2026", "2026年", "202610", "2026-10-01", "2026X1"
	};
	struct period period = { YEAR, 7, 7, 7, 7 };
	size_t i;

	for (i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (period_parse(wrong[i], &period))
			fail_msg("“%s” was read as %s", wrong[i], period_text(arena, period));
	assert_int_equal(period.year, 7);
}

static void the_last_period_ended_before_today(void **state)
{
	static const struct { enum period_kind kind; int month, day; const char *text; } rows[] = {
		{ MONTH, 1, 1, "2025-12" }, { MONTH, 10, 1, "2026-09" }, { MONTH, 10, 31, "2026-09" }, { MONTH, 12, 31, "2026-11" },
		{ QUARTER, 3, 31, "2025Q4" }, { QUARTER, 4, 1, "2026Q1" }, { QUARTER, 12, 31, "2026Q3" },
		{ HALF, 6, 30, "2025H2" }, { HALF, 7, 1, "2026H1" }, { HALF, 12, 31, "2026H1" },
		{ YEAR, 1, 1, "2025" }, { YEAR, 12, 31, "2025" }
	};
	struct period period;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		period = period_before(rows[i].kind, day_of(2026, rows[i].month, rows[i].day));
		assert_string_equal(period_text(arena, period), rows[i].text);
		assert_string_equal(period_shown(period), period_shown(period_read(rows[i].text)));
	}
}

static void the_next_period_begins_the_day_after(void **state)
{
	static const char *const rows[][2] = {
		{ "2026-09", "2026-10" }, { "2026-12", "2027-01" }, { "2026Q1", "2026Q2" }, { "2026Q4", "2027Q1" },
		{ "2026H1", "2026H2" }, { "2026H2", "2027H1" }, { "2026", "2027" }
	};
	struct period period, next;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		period = period_read(rows[i][0]);
		next = period_next(period);
		assert_string_equal(period_shown(next), period_shown(period_read(rows[i][1])));
		assert_int_equal(next.first, period.last + 1);
	}
}

static void a_pattern_takes_the_period_in(void **state)
{
	static const char *const rows[][3] = {
		{ "2026-09", "问题台账_{期}.csv", "问题台账_2026-09.csv" },
		{ "2026-09", "台账{期:YYYYMM}.csv", "台账202609.csv" },
		{ "2026-09", "{期:YYYY年M月}台账.csv", "2026年9月台账.csv" },
		{ "2026-09", "{期:YYYY年第Q季度}/{期:M}_{单位}.csv", "2026年第3季度/9_{单位}.csv" },
		{ "2026-09", "{期:YYYY}H{期:H}", "2026H2" },
		{ "2026Q4", "{期}-{期:YYYY-Q}", "2026Q4-2026-4" },
		{ "2026Q3", "{期:H}", "2" },
		{ "2026H2", "{期:YYYY}年{期:H}", "2026年2" },
		{ "2026", "{期}_{期:YYYY}", "2026_2026" },
		{ "2026", "MM {期末} 无", "MM {期末} 无" },
		{ "2026", "", "" }
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(period_fill(arena, period_read(rows[i][0]), rows[i][1]), rows[i][2]);
}

static void a_part_the_period_has_not_cannot_be_filled(void **state)
{
	assert_null(period_fill(arena, period_read("2026"), "{期:YYYYMM}"));
	assert_null(period_fill(arena, period_read("2026"), "{期:Q}"));
	assert_null(period_fill(arena, period_read("2026"), "{期:H}"));
	assert_null(period_fill(arena, period_read("2026H1"), "{期:Q}"));
	assert_null(period_fill(arena, period_read("2026Q1"), "a{期:M}b"));
	assert_null(period_fill(arena, period_read("2026-10"), "台账_{期"));
	assert_null(period_fill(arena, period_read("2026-10"), "{期}_{期:YYYY.csv"));
}

#define HELD(test) cmocka_unit_test_setup_teardown(test, with_arena, without_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HELD(days_are_read_in_all_their_spellings),
		HELD(what_is_no_day_is_refused),
		HELD(a_refused_day_leaves_the_result_alone),
		HELD(days_count_from_1970_and_on_without_a_gap),
		HELD(moments_are_read_to_the_second),
		HELD(what_is_no_moment_is_refused),
		HELD(a_moment_counts_seconds),
		HELD(periods_know_their_days),
		HELD(what_is_no_period_is_refused),
		HELD(the_last_period_ended_before_today),
		HELD(the_next_period_begins_the_day_after),
		HELD(a_pattern_takes_the_period_in),
		HELD(a_part_the_period_has_not_cannot_be_filled)
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
