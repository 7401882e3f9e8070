/* past.c -- an expression as it stood in an earlier period, and what is counted over periods.
 *
 * The figures are those of then, as published; parameters, groups and the list
 * of 不参与排名 are today's.  Period k is the k-th before the one being scored.
 * A figure that is not there makes the value blank and sets first in the seat:
 * the leaf that asked takes the state 首期.  近期 needs every one of its
 * periods.  For 连续 and 累计次数 a period is without data where nothing was
 * published, the unit was not there, or the condition cannot be judged. */
#include "scoring/duty.h"

#include <string.h>

enum { ROOT_DIGITS = 30 };              /* of 标准差 */

size_t past_reach(const struct history *h)
{
	size_t reach = h != NULL ? h->count : 0;

	while (reach > 0 && h->past[reach - 1].run == 0)
		reach--;
	return reach;
}

const char *past_name(struct arena *a, const struct past *p)
{
	bool imported = p->kind != NULL && strcmp(p->kind, "导入") == 0;

	return arena_printf(a, "%s%s", period_text(a, p->period), imported ? "（导入）" : "");
}

const struct past *past_at(const struct work *w, size_t back)
{
	const struct history *h = w->scores->history;

	if (h == NULL || back == 0 || back > h->count || h->past[back - 1].run == 0)
		return NULL;
	return &h->past[back - 1];
}

static const struct past_unit *unit_in(const struct past *p, const struct board *board, const struct unit *u)
{
	const struct past_unit *row = p->board != NULL ? p->board[board->index] : NULL;

	return row != NULL && row[u->index].present ? &row[u->index] : NULL;
}

const struct past_unit *past_unit(const struct work *w, const struct board *board, const struct unit *u, size_t back)
{
	const struct past *p = past_at(w, back);

	return p != NULL ? unit_in(p, board, u) : NULL;
}

bool past_in_window(const struct window *window, struct period now, const struct past *past, size_t back)
{
	return window->calendar_year ? past->period.year == now.year : back < window->periods;
}

/* ---- figures of then ------------------------------------------------------------ */

static struct value lacking(struct seat *s)
{
	s->first = true;
	return value_blank();
}

static struct value figure_then(struct seat *s, const struct past_figure *f, enum op op)
{
	if (op == OP_VALUE)
		return f->has_value ? value_num(f->value) : lacking(s);
	if (!f->has_points)
		return lacking(s);
	if (op == OP_POINTS)
		return value_num(f->points);
	if (num_sign(f->full) == 0)
		return value_none(NO_DENOMINATOR);
	return value_num(num_div(s->work->arena, f->points, f->full));
}

struct value past_ref(struct seat *s, const struct expr *e)
{
	bool of_node = e->op == OP_VALUE || e->op == OP_POINTS || e->op == OP_RATE;
	struct desk *d = seat_desk(s, of_node ? e->indicator : NULL);
	const struct past_unit *u = d != NULL ? past_unit(s->work, d->board, s->unit, s->back) : NULL;

	if (u == NULL)
		return lacking(s);
	if (of_node)
		return u->figure != NULL ? figure_then(s, &u->figure[e->indicator->index], e->op) : lacking(s);
	if (e->op == OP_TOTAL && u->scored)
		return value_num(u->total);
	if (e->op == OP_RANK && u->ranked)
		return value_num(num_int(u->rank));
	return lacking(s);
}

/* The seat so many periods further back. */
static struct seat seat_back(const struct seat *s, size_t by)
{
	struct seat then = *s;

	then.back = s->back + by;
	then.first = false;
	return then;
}

static struct value eval_back(struct seat *s, const struct expr *e, size_t by)
{
	struct seat then = seat_back(s, by);
	struct value v = seat_eval_in(&then, e);

	s->first |= then.first;
	return v;
}

/* ---- 近期 ------------------------------------------------------------------------ */

struct fold_sum {
	struct num sum, squares, most;
	int64_t count;
};

static void fold_in(struct arena *a, struct fold_sum *f, struct num x)
{
	f->most = f->count == 0 ? x : num_max(f->most, x);
	f->sum = num_add(a, f->sum, x);
	f->squares = num_add(a, f->squares, num_mul(a, x, x));
	f->count++;
}

/* The mean of the squares less the square of the mean is exact; only the root is rounded. */
static struct num deviation(struct arena *a, const struct fold_sum *f)
{
	struct num n = num_int(f->count), mean = num_div(a, f->sum, n);

	return num_sqrt(a, num_sub(a, num_div(a, f->squares, n), num_mul(a, mean, mean)), ROOT_DIGITS);
}

static struct value recent(struct seat *s, const struct expr *e)
{
	struct fold_sum f = { .sum = num_int(0), .squares = num_int(0), .most = num_int(0) };
	struct arena *a = s->work->arena;

	for (int64_t k = 0; k < e->last_n; k++) {
		struct value v = eval_back(s, e->arg[0], (size_t)k);

		if (v.kind != V_NUMBER)
			return v.kind == V_NONE ? v : value_blank();
		fold_in(a, &f, v.num);
	}
	if (f.count == 0)
		return value_none(NO_DENOMINATOR);
	switch (e->fold) {
	case FOLD_SUM:
		return value_num(f.sum);
	case FOLD_MAX:
		return value_num(f.most);
	case FOLD_SD:
		return value_num(deviation(a, &f));
	default:
		return value_num(num_div(a, f.sum, num_int(f.count)));
	}
}

/* ---- 连续, 累计次数 ------------------------------------------------------------- */

/* As expr_holds; -1 where the period is without data. */
static int held(const struct seat *s, const struct expr *condition, size_t back)
{
	struct seat then = seat_back(s, back);
	struct desk *d = seat_desk(s, NULL);

	if (back > 0 && (d == NULL || past_unit(s->work, d->board, s->unit, then.back) == NULL))
		return -1;
	return seat_holds_in(&then, condition);
}

bool run_goes_on(int held_then, enum gap gap, unsigned *length)
{
	if (held_then == 1 || (held_then < 0 && gap == GAP_COUNTED))
		(*length)++;
	return held_then == 1 || (held_then < 0 && gap != GAP_BREAKS);
}

static struct value streak(const struct seat *s, const struct expr *e)
{
	size_t reach = past_reach(s->work->scores->history);
	int now = held(s, e->arg[0], 0);
	unsigned length = 1;

	if (now < 0)
		return value_blank();
	if (now == 0)
		return value_num(num_int(0));
	for (size_t k = 1; k <= reach && run_goes_on(held(s, e->arg[0], k), e->gap, &length); k++)
		;
	return value_num(num_int(length));
}

static struct value times(const struct seat *s, const struct expr *e)
{
	const struct history *h = s->work->scores->history;
	size_t reach = past_reach(h);
	int now = held(s, e->arg[0], 0);
	int64_t count = now == 1 ? 1 : 0;

	if (now < 0)
		return value_blank();
	for (size_t k = 1; k <= reach; k++)
		if (past_in_window(&e->window, s->work->measures->period, &h->past[k - 1], k)
		    && held(s, e->arg[0], k) == 1)
			count++;
	return value_num(num_int(count));
}

/* ---- 本级措施, 下级问责, 升降 ------------------------------------------------- */

static bool is_among(const char **parts, const char *measure, bool whole)
{
	for (; *parts != NULL; parts++)
		if (whole ? strcmp(*parts, measure) == 0 : strstr(*parts, measure) != NULL)
			return true;
	return false;
}

/* Whether the scheme has a measure of just that name; 黄牌 alone may stand for 黄牌提醒 and 黄牌警告. */
static bool is_measure(struct arena *a, const struct scheme *s, const char *measure)
{
	for (size_t i = 0; i < s->ladder_count; i++)
		for (size_t k = 0; k < s->ladder[i]->rung_count; k++)
			if (is_among(s->ladder[i]->rung[k].part, measure, true))
				return true;
	for (size_t i = 0; i < s->trigger_count; i++)
		if (is_among(measure_parts(a, s->trigger[i]->entry_level), measure, true))
			return true;
	return false;
}

static struct value own_measures(const struct seat *s, const struct expr *e)
{
	const struct people *people = s->work->scores->people;
	const struct history *h = s->work->scores->history;
	size_t reach = past_reach(h);
	bool whole = is_measure(s->work->arena, s->work->scheme, e->name_text);
	int64_t count = 0;

	for (size_t k = 1; k <= reach; k++) {
		const struct past *p = &h->past[k - 1];

		if (!past_in_window(&e->window, s->work->measures->period, p, k))
			continue;
		for (size_t f = 0; f < p->flag_count; f++)
			if (p->flag[f].unit == s->unit && flag_counts(people, &p->flag[f])
			    && is_among(measure_parts(s->work->arena, flag_measure(people, &p->flag[f])), e->name_text, whole))
				count++;
	}
	return value_num(num_int(count));
}

static struct value child_flags(struct seat *s, const struct expr *e)
{
	const struct roll *roll = &s->work->roll[e->trigger->board->registry->index];
	int64_t count = 0;

	if (e->trigger->board->registry->parent != s->unit->registry || roll->first == NULL)
		return value_num(num_int(0));
	for (size_t k = roll->first[s->unit->index]; k < roll->first[s->unit->index + 1]; k++)
		if (verdict_stands(s->work, e->trigger, roll->child[k]))
			count++;
	return value_num(num_int(count));
}

/* Neither yes nor no where the condition cannot be judged. */
static struct value own_flag(struct seat *s, const struct expr *e)
{
	if (verdict_of(s->work, e->trigger, s->unit)->holds == -1)
		return (struct value){ .kind = V_UNKNOWN };
	return value_bool(verdict_stands(s->work, e->trigger, s->unit));
}

/* Places gained: the rank of the period before less the rank now. */
static struct value rise(struct seat *s)
{
	const struct expr rank = { .op = OP_RANK, .type = T_NUMBER };
	struct value before = eval_back(s, &rank, 1), now = seat_eval_in(s, &rank);

	if (now.kind == V_NONE)
		return now;
	if (before.kind != V_NUMBER || now.kind != V_NUMBER)
		return value_blank();
	return value_num(num_sub(s->work->arena, before.num, now.num));
}

struct value past_over(struct seat *s, const struct expr *e)
{
	static const size_t periods_a_year[] = { [MONTH] = 12, [QUARTER] = 4, [HALF] = 2, [YEAR] = 1 };

	switch (e->op) {
	case OP_LAST:
		return eval_back(s, e->arg[0], 1);
	case OP_SAME:
		return eval_back(s, e->arg[0], periods_a_year[s->work->measures->period.kind]);
	case OP_RECENT:
		return recent(s, e);
	case OP_STREAK:
		return streak(s, e);
	case OP_TIMES:
		return times(s, e);
	case OP_OWN_MEASURES:
		return own_measures(s, e);
	case OP_CHILD_FLAGS:
		return child_flags(s, e);
	case OP_FLAG:
		return own_flag(s, e);
	default:
		return rise(s);
	}
}
