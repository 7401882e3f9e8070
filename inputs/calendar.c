/* calendar.c -- 日历.csv: which days are worked, and counting them.
 *
 * Nothing is guessed: the list must be without holes, and a question about a
 * day it does not reach has no answer. */
#include "inputs/calendar.h"

#include <stdlib.h>

enum { DAY, WORKED };
static const struct heading headings[] = { { "日期", true }, { "工作日", true }, { NULL, false } };
static const char *const yes_no[] = { "是", "否", NULL };

struct date_row {
	int32_t day;
	unsigned line;
	bool working;
};

static int by_day(const void *a, const void *b)
{
	const struct date_row *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* A day written twice, or days left out before this one. */
static void check_neighbours(struct paper *paper, const struct date_row *before, const struct date_row *row)
{
	struct origin at = { paper->file, row->line, 0 };

	if (row->day == before->day)
		diag(paper->diag, MSG_PEOPLE_TWICE, at, arena_printf(paper->arena, "日期“%s”", day_text(paper->arena, row->day)),
			arena_printf(paper->arena, "%u", before->line), NULL);
	else if (row->day > before->day + 1)
		diag(paper->diag, MSG_CALENDAR_GAP, at, day_text(paper->arena, before->day + 1),
			day_text(paper->arena, row->day - 1), NULL);
}

static void lay_out(struct paper *paper, struct date_row *row, size_t count)
{
	struct people *people = paper->people;
	size_t i;

	if (count == 0)
		return;
	qsort(row, count, sizeof *row, by_day);
	people->calendar_first = row[0].day;
	people->calendar_last = row[count - 1].day;
	people->working = arena_many(paper->arena, bool, (size_t)(row[count - 1].day - row[0].day) + 1);
	for (i = 0; i < count; i++) {
		if (i > 0)
			check_neighbours(paper, &row[i - 1], &row[i]);
		people->working[row[i].day - row[0].day] = row[i].working;
	}
}

/* ---- who needs it ------------------------------------------------------------- */

static void look_for_working_days(const struct expr *expr, void *found)
{
	if (expr->op == OP_WORKDAYS)
		*(bool *)found = true;
}

static void look(const struct expr *expr, bool *found)
{
	if (expr)
		expr_walk(expr, look_for_working_days, found);
}

static void look_at_marking(const struct marking *marking, bool *found)
{
	size_t i;

	look(marking->target, found);
	look(marking->low, found);
	look(marking->high, found);
	for (i = 0; i < marking->band_count; i++)
		look(marking->band[i].bound, found);
}

static bool expressions_need_it(const struct scheme *s)
{
	bool found = false;
	size_t i, k;

	for (i = 0; i < s->counted_count; i++) {
		look(s->measure[i]->what, &found);
		look(s->measure[i]->where, &found);
		look(s->measure[i]->panel.recused, &found);
	}
	for (i = 0; i < s->indicator_count; i++) {
		look(s->indicator[i]->formula, &found);
		look_at_marking(&s->indicator[i]->marking, &found);
		for (k = 0; k < s->indicator[i]->special_marking_count; k++) {
			look(s->indicator[i]->special_marking[k].formula, &found);
			look_at_marking(&s->indicator[i]->special_marking[k].marking, &found);
		}
	}
	for (i = 0; i < s->extra_count; i++) {
		look(s->extra[i]->formula, &found);
		look_at_marking(&s->extra[i]->marking, &found);
	}
	for (i = 0; i < s->board_count; i++)
		for (k = 0; k < s->board[i]->key_count; k++)
			look(s->board[i]->key[k].key, &found);
	for (i = 0; i < s->veto_count; i++)
		look(s->veto[i]->when, &found);
	for (i = 0; i < s->state_count; i++)
		look(s->state[i]->when, &found);
	for (i = 0; i < s->trigger_count; i++) {
		look(s->trigger[i]->when, &found);
		look(s->trigger[i]->amount, &found);
	}
	return found;
}

/* What in the scheme counts working days, or NULL. */
static const char *who_needs_it(const struct scheme *scheme)
{
	size_t i;

	if (scheme->objection_days > 0)
		return "异议期";
	for (i = 0; i < scheme->trigger_count; i++)
		if (scheme->trigger[i]->reply_working_days)
			return "反馈期限";
	if (scheme->oversight->working_days)
		return "督办口径";
	return expressions_need_it(scheme) ? "工作日()" : NULL;
}

void calendar_read(struct paper *paper, const char *dir)
{
	struct date_row *row = NULL, one;
	size_t count = 0;
	const char *need;

	paper->people->calendar_first = 0;
	paper->people->calendar_last = -1;
	if (paper_open(paper, "日历", paper->scheme->calendar, dir, headings))
		while (paper_next(paper)) {
			one = (struct date_row){ paper_need_day(paper, DAY), paper_at(paper).line, false };
			paper_need(paper, WORKED);
			one.working = paper_word(paper, WORKED, yes_no) == 0;
			if (one.day != INT32_MIN)
				*arena_push(paper->arena, row, count) = one;
		}
	lay_out(paper, row, count);
	need = paper->scheme->calendar && count == 0 ? who_needs_it(paper->scheme) : NULL;
	if (need && paper->file)
		diag(paper->diag, MSG_CALENDAR_NEEDED, (struct origin){ paper->file, 0, 0 }, need, NULL);
}

/* ---- counting ------------------------------------------------------------------- */

static bool covers(const struct people *people, int32_t day)
{
	return day >= people->calendar_first && day <= people->calendar_last;
}

bool working_day_after(const struct people *people, int32_t day, unsigned n, int32_t *result)
{
	for (; n > 0; n--) {
		do {
			if (++day < people->calendar_first || day > people->calendar_last)
				return false;
		} while (!people->working[day - people->calendar_first]);
	}
	*result = day;
	return true;
}

bool working_days(const struct people *people, int32_t a, int32_t b, int32_t *result)
{
	int32_t low = a < b ? a : b, high = a < b ? b : a, n = 0, day;

	if (!covers(people, a) || !covers(people, b))
		return false;
	for (day = low + 1; day <= high; day++)
		n += people->working[day - people->calendar_first];
	*result = a < b ? n : -n;
	return true;
}
