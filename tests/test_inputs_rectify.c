/* test_inputs_rectify.c -- the cases of [整改] by state and age: every row in exactly one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"

#define CASES \
	"[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n无单位 = 计数\n列.区县 = 文本 可空\n列.发现 = 日期 必填\n列.交办 = 日期 可空\n" \
	"列.期限 = 日期 可空 期限\n列.完成 = 日期 可空\n列.复查 = 日期 可空\n列.结果 = 文本 可空\n"
#define LOOP "[整改:闭环]\n数据 = 台账\n名录 = 区县\n发现 = 发现\n交办 = 交办\n期限 = 期限\n整改 = 完成\n复查 = 复查\n合格 = 结果 = “合格”\n"
#define COLUMNS "区县,发现,交办,期限,完成,复查,结果\n"

static uint64_t rows_of(struct month *m, const struct measure *of, const char *code)
{
	const struct measured *figure = measured(m->measures, of, unit_coded(m, code));

	assert_non_null(figure);
	return figure->n;
}

/* "3 = 1+0+1+0+0+1; 2 = 1+0+1": all by state in the order of the enum; open by age; "—" for a state that is not told apart. */
static const char *counts(struct month *m, const char *code)
{
	const struct rectification *x = m->scheme->rectification[0];
	struct buf out = buf_new(m->arena);
	size_t k;

	buf_printf(&out, "%" PRIu64 " =", rows_of(m, x->all, code));
	for (k = 0; k < RECTIFY_STATES; k++)
		if (x->state[k])
			buf_printf(&out, " %" PRIu64, rows_of(m, x->state[k], code));
		else
			buf_add(&out, " —");
	buf_printf(&out, "; %" PRIu64 " =", rows_of(m, x->unclosed, code));
	for (k = 0; k < x->age_count; k++)
		buf_printf(&out, " %" PRIu64, rows_of(m, x->age[k], code));
	return out.at;
}

static void one_case(struct month *m, const char *rules, const char *row)
{
	city(m, rules);
	sends(m, "台账_2026-10.csv", arena_printf(m->arena, "%s东区,%s\n", COLUMNS, row));
	read_month(m);
}

static void each_step_of_the_loop_has_its_state(void **state)
{
	static const struct { const char *row, *counts; } steps[] = {
		{ "2026-10-05,,2026-10-20,,,", "1 = 1 0 0 0 0 0; 1 = 1 0 0" },                                  /* found */
		{ "2026-10-05,2026-10-06,2026-11-20,,,", "1 = 0 1 0 0 0 0; 1 = 1 0 0" },                        /* assigned */
		{ "2026-10-05,2026-10-06,2026-10-31,,,", "1 = 0 1 0 0 0 0; 1 = 1 0 0" },                        /* its last day */
		{ "2026-10-05,2026-10-06,2026-10-30,,,", "1 = 0 0 1 0 0 0; 1 = 1 0 0" },                        /* the day after */
		{ "2026-10-05,2026-10-06,2026-10-30,2026-10-31,,", "1 = 0 0 0 1 0 0; 1 = 1 0 0" },              /* rectified */
		{ "2026-10-05,2026-10-06,2026-10-30,2026-10-29,2026-10-30,", "1 = 0 0 0 1 0 0; 1 = 1 0 0" },    /* re-checked, no result yet */
		{ "2026-10-05,2026-10-06,2026-10-30,2026-10-29,2026-10-30,不合格", "1 = 0 0 0 0 1 0; 1 = 1 0 0" },
		{ "2026-10-05,2026-10-06,2026-10-30,2026-10-29,2026-10-30,合格", "1 = 0 0 0 0 0 1; 0 = 0 0 0" },
	};
	struct month *m = *state;

	for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
		one_case(m, CASES LOOP, steps[k].row);
		assert_string_equal(counts(m, "D1"), steps[k].counts);
	}
}

static void a_case_without_a_deadline_is_not_overdue(void **state)
{
	struct month *m = *state;

	one_case(m, CASES LOOP, "2026-01-05,2026-01-06,,,,");
	assert_string_equal(counts(m, "D1"), "1 = 0 1 0 0 0 0; 1 = 0 0 1");
}

static void what_happened_after_the_cut_off_day_has_not_happened(void **state)
{
	struct month *m = *state;

	one_case(m, CASES LOOP, "2026-10-05,2026-10-06,2026-10-30,2026-11-02,2026-11-03,合格");
	assert_string_equal(counts(m, "D1"), "1 = 0 0 1 0 0 0; 1 = 1 0 0");
}

static void ages_change_between_days_30_and_31_and_90_and_91(void **state)
{
	static const struct { const char *found, *counts; } days[] = {
		{ "2026-10-01", "1 0 0" }, { "2026-09-30", "0 1 0" }, { "2026-08-02", "0 1 0" }, { "2026-08-01", "0 0 1" }
	};
	struct month *m = *state;

	for (size_t k = 0; k < 4; k++) {
		one_case(m, CASES LOOP, arena_printf(m->arena, "%s,2026-10-06,2026-11-20,,,", days[k].found));
		assert_string_equal(counts(m, "D1"), arena_printf(m->arena, "1 = 0 1 0 0 0 0; 1 = %s", days[k].counts));
	}
}

static void closing_by_another_rule_leaves_what_passed_waiting(void **state)
{
	struct month *m = *state;

	one_case(m, CASES LOOP "销号 = 结果 = “销号”\n", "2026-10-05,2026-10-06,2026-10-30,2026-10-29,2026-10-30,合格");
	assert_string_equal(counts(m, "D1"), "1 = 0 0 0 1 0 0; 1 = 1 0 0");
}

static void a_short_loop_has_the_states_it_tells_apart(void **state)
{
	struct month *m = *state;

	one_case(m, CASES "[整改:闭环]\n数据 = 台账\n名录 = 区县\n发现 = 发现\n期限 = 期限\n整改 = 完成\n", "2026-10-05,,2026-10-30,2026-10-29,,");
	assert_string_equal(counts(m, "D1"), "1 = — 0 0 0 — 1; 0 = 0 0 0");
}

/* Every mixture of blank and filled, and of a result that is there or not: 2 x 3 x 2 x 2 x 3 rows. */
static void the_states_sum_to_all_rows_whatever_is_blank(void **state)
{
	static const char *const assigned[] = { "", "2026-10-02" }, *const due[] = { "", "2026-10-10", "2026-11-10" },
		*const done[] = { "", "2026-10-11" }, *const checked[] = { "", "2026-10-12" }, *const result[] = { "", "合格", "不合格" };
	struct month *m = *state;
	const struct rectification *x;
	struct buf rows = buf_new(m->arena);
	uint64_t states = 0, ages = 0;
	const struct tally *t;
	size_t k;

	for (k = 0; k < 72; k++)
		buf_printf(&rows, "%s,2026-%02zu-01,%s,%s,%s,%s,%s\n", k % 2 ? "东区" : "西区", 6 + k % 5, assigned[k % 2], due[k / 2 % 3], done[k / 6 % 2],
			checked[k / 12 % 2], result[k / 24]);
	buf_add(&rows, ",2026-10-01,,,,,\n");
	city(m, CASES LOOP);
	sends(m, "台账_2026-10.csv", arena_printf(m->arena, "%s%s", COLUMNS, rows.at));
	read_month(m);
	x = m->scheme->rectification[0];
	for (k = 0; k < RECTIFY_STATES; k++)
		states += rows_of(m, x->state[k], "D1") + rows_of(m, x->state[k], "D2") + m->measures->unmatched[x->state[k]->index][0].n;
	for (k = 0; k < x->age_count; k++)
		ages += rows_of(m, x->age[k], "D1") + rows_of(m, x->age[k], "D2") + m->measures->unmatched[x->age[k]->index][0].n;
	t = &m->measures->intake[0].tally[0];
	assert_int_equal(t->in, 73);
	assert_int_equal(states, t->counted + t->without_unit);
	assert_int_equal(states, 73);
	assert_int_equal(ages, 73 - rows_of(m, x->state[CLOSED], "D1") - rows_of(m, x->state[CLOSED], "D2"));
	assert_int_equal(rows_of(m, x->state[CLOSED], "D1") + rows_of(m, x->state[CLOSED], "D2"), 6);
}

#define AGAIN "同一 = 区县\n窗口 = 7天\n"

static uint64_t rebounds(struct month *m, const char *first)
{
	city(m, CASES LOOP AGAIN);
	sends(m, "台账_2026-10.csv", arena_printf(m->arena, "%s东区,%s\n东区,2026-10-12,,,,,\n", COLUMNS, first));
	read_month(m);
	return rows_of(m, m->scheme->rectification[0]->rebound, "D1");
}

static void what_was_put_right_comes_back_whether_closed_or_waiting_for_its_recheck(void **state)
{
	struct month *m = *state;

	assert_int_equal(rebounds(m, "2026-10-01,,,2026-10-08,2026-10-09,合格"), 1);
	assert_int_equal(rebounds(m, "2026-10-01,,,2026-10-08,2026-10-09,"), 1);
	assert_int_equal(rebounds(m, "2026-10-01,,,2026-10-08,,"), 1);
	assert_int_equal(rebounds(m, "2026-10-01,,,2026-10-02,,"), 0);         /* ten days later */
}

static void what_failed_its_recheck_was_never_put_right(void **state)
{
	assert_int_equal(rebounds(*state, "2026-10-01,,,2026-10-08,2026-10-09,不合格"), 0);
	assert_int_equal(rebounds(*state, "2026-10-01,,,,,"), 0);
}

static void figures_that_were_asked_for_are_the_same_with_and_without_it(void **state)
{
	struct month *m = *state;

	one_case(m, CASES LOOP, "2026-10-05,,,,,");
	assert_int_equal(m->scheme->measure_count, 1);
	assert_figure(m, "件数", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(each_step_of_the_loop_has_its_state),
		MONTH(a_case_without_a_deadline_is_not_overdue),
		MONTH(what_happened_after_the_cut_off_day_has_not_happened),
		MONTH(ages_change_between_days_30_and_31_and_90_and_91),
		MONTH(closing_by_another_rule_leaves_what_passed_waiting),
		MONTH(a_short_loop_has_the_states_it_tells_apart),
		MONTH(the_states_sum_to_all_rows_whatever_is_blank),
		MONTH(what_was_put_right_comes_back_whether_closed_or_waiting_for_its_recheck),
		MONTH(what_failed_its_recheck_was_never_put_right),
		MONTH(figures_that_were_asked_for_are_the_same_with_and_without_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
