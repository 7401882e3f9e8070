/* ladder.c -- which rung of a ladder a trigger that holds has come to.
 *
 * 连续 and 累计 count the earlier periods in which the same trigger was raised
 * on the unit and the proposal was neither 撤销 nor 免责, and this one.  A
 * period is without data where nothing was published or the unit had no total;
 * 无数据期 says what that does to 连续, and 累计 passes over it. */
#include "scoring/duty.h"

#include <limits.h>
#include <string.h>

static bool is_of(const struct past_flag *f, const struct trigger *t)
{
	if (f->trigger == t)
		return true;
	for (size_t k = 0; f->merged != NULL && f->merged[k] != NULL; k++)
		if (f->merged[k] == t)
			return true;
	return false;
}

/* The flag of that period which counts; NULL: none. */
static const struct past_flag *counted_in(const struct climber *c, const struct past *p)
{
	for (size_t k = 0; p->run != 0 && k < p->flag_count; k++)
		if (p->flag[k].unit == c->unit && is_of(&p->flag[k], c->trigger) && ladder_counts(c->trigger->ladder, c->people, &p->flag[k]))
			return &p->flag[k];
	return NULL;
}

static bool has_data(const struct climber *c, const struct past *p)
{
	const struct past_unit *row;

	if (p->run == 0 || p->board == NULL)
		return false;
	row = p->board[c->trigger->board->index];
	return row != NULL && row[c->unit->index].present && row[c->unit->index].scored;
}

/* 1 raised, 0 not, -1 without data. */
static int raised_in(const struct climber *c, const struct past *p)
{
	if (counted_in(c, p) != NULL)
		return 1;
	return has_data(c, p) ? 0 : -1;
}

/* ---- 连续, 累计 -------------------------------------------------------------------- */

static unsigned streak_of(const struct climber *c, bool *led)
{
	const struct ladder *l = c->trigger->ladder;
	size_t reach = past_reach(c->history);
	unsigned length = 1;

	for (size_t k = 1; k <= reach; k++) {
		const struct past *p = &c->history->past[k - 1];
		int raised = raised_in(c, p);

		if (!l->across_years && p->period.year != c->now.year)
			break;
		if (!run_goes_on(raised, l->gap, &length))
			break;
		led[k] |= raised == 1;
	}
	return length;
}

static unsigned times_of(const struct climber *c, bool *led)
{
	size_t reach = past_reach(c->history);
	unsigned count = 1;

	for (size_t k = 1; k <= reach; k++) {
		const struct past *p = &c->history->past[k - 1];

		if (!past_in_window(&c->trigger->ladder->window, c->now, p, k) || raised_in(c, p) != 1)
			continue;
		led[k] = true;
		count++;
	}
	return count;
}

/* "2026-08、2026-09" */
static const char *months_of(const struct climber *c, const bool *led)
{
	struct buf b = buf_new(c->arena);

	for (size_t k = past_reach(c->history); k > 0; k--)
		if (led[k])
			buf_printf(&b, "%s%s", b.length > 0 ? "、" : "", past_name(c->arena, &c->history->past[k - 1]));
	return b.length > 0 ? b.at : "";
}

/* The step proposed last, however long ago; 0 where none was. */
static unsigned last_step(const struct climber *c)
{
	size_t reach = past_reach(c->history);
	const struct past_flag *f = NULL;

	for (size_t k = 1; k <= reach && f == NULL; k++)
		f = counted_in(c, &c->history->past[k - 1]);
	return f != NULL ? f->step : 0;
}

/* ---- rungs --------------------------------------------------------------------------- */

struct footing {
	const struct climber *climber;
	const struct climb *climb;
};

static struct value step_figure(struct env *env, const struct expr *e)
{
	const struct footing *f = env->self;

	switch (e->op) {
	case OP_STEP_STREAK:
		return value_num(num_int(f->climb->streak));
	case OP_STEP_TIMES:
		return value_num(num_int(f->climb->times));
	case OP_STEP_AMOUNT:
		return f->climber->has_amount ? value_num(f->climber->amount) : value_blank();
	default:
		return value_blank();
	}
}

static struct env rung_env(struct footing *f)
{
	const struct climber *c = f->climber;

	return (struct env){
		.arena = c->arena, .first = c->now.first, .last = c->now.last, .cutoff = c->now.last,
		.ref = step_figure, .over = step_figure, .self = f,
	};
}

/* Rung n for the unit: that of its group, else of its registry, else the general one. */
static const struct rung *rung_of(const struct ladder *l, const struct unit *unit, unsigned n)
{
	const struct rung *best = NULL;
	int best_fit = 0;

	for (size_t k = 0; k < l->rung_count; k++) {
		const struct rung *r = &l->rung[k];
		int fit = *r->group == '\0' ? 1 : strcmp(r->group, unit->group) == 0 ? 3
			: strcmp(r->group, unit->registry->name) == 0 ? 2 : 0;

		if (r->number != n || fit <= best_fit)
			continue;
		best = r;
		best_fit = fit;
	}
	return best;
}

static const struct rung *rung_numbered(const struct climber *c, unsigned n)
{
	return rung_of(c->trigger->ladder, c->unit, n);
}

const char *const *step_roles(const struct trigger *t, const struct unit *unit, unsigned step)
{
	const struct rung *rung = t->ladder != NULL && step > 0 ? rung_of(t->ladder, unit, step) : NULL;

	return (const char *const *)(rung != NULL ? rung->role : t->role);
}

static unsigned top_number(const struct ladder *l)
{
	unsigned top = 0;

	for (size_t k = 0; k < l->rung_count; k++)
		top = l->rung[k].number > top ? l->rung[k].number : top;
	return top;
}

static const struct rung *highest_that_holds(struct footing *f)
{
	struct env env = rung_env(f);

	for (unsigned n = top_number(f->climber->trigger->ladder); n > 0; n--) {
		const struct rung *r = rung_numbered(f->climber, n);

		if (r != NULL && expr_holds(r->when, &env) == 1)
			return r;
	}
	return NULL;
}

static const struct rung *highest_up_to(const struct climber *c, unsigned limit)
{
	for (unsigned n = limit; n > 0; n--) {
		const struct rung *r = rung_numbered(c, n);

		if (r != NULL)
			return r;
	}
	return NULL;
}

/* 逐级 and 起始级, and why the rung is another than the one that holds. */
static const struct rung *bounded(const struct climber *c, const struct rung *holds, const char **why)
{
	unsigned last = c->trigger->ladder->one_by_one ? last_step(c) : UINT_MAX - 1;
	unsigned entry = c->trigger->entry_step;
	const struct rung *r = holds;

	*why = "";
	if (holds != NULL && holds->number > last + 1) {
		*why = arena_printf(c->arena, "；逐级：上次为第%u级，至多第%u级", last, last + 1);
		r = highest_up_to(c, last + 1);
	}
	if (entry > 0 && (r == NULL || r->number < entry) && rung_numbered(c, entry) != NULL) {
		*why = arena_printf(c->arena, "；起始级 %u", entry);
		r = rung_numbered(c, entry);
	}
	return r;
}

static const char *rung_text(struct footing *f, const struct rung *held, const struct rung *taken, const char *why)
{
	struct env env = rung_env(f);

	if (held == NULL && taken == NULL)
		return "";
	if (held == NULL)
		return arena_printf(env.arena, "第%u级%s", taken->number, why);
	return arena_printf(env.arena, "第%u级：%s%s", held->number, expr_show(held->when, &env), why);
}

struct climb ladder_climb(const struct climber *c)
{
	struct climb climb = { .months = "", .says = "" };
	struct footing f = { c, &climb };
	bool *led = arena_many(c->arena, bool, past_reach(c->history) + 1);
	const struct rung *held;
	const char *why;

	climb.streak = streak_of(c, led);
	climb.times = times_of(c, led);
	climb.months = months_of(c, led);
	held = highest_that_holds(&f);
	climb.rung = bounded(c, held, &why);
	climb.step = climb.rung != NULL ? climb.rung->number : 0;
	climb.says = rung_text(&f, held, climb.rung, why);
	return climb;
}
