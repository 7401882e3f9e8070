/* judging.c -- triggers: whether they hold for a unit, and what that comes to.
 *
 * A trigger is judged for every unit of its board when it is first asked for,
 * so that 下级问责 finds the boards below done.  One unit has at most one flag
 * of a 情形 in a period: the highest rung stands for all, then the rule that
 * was written first. */
#include "scoring/duty.h"

#include <string.h>

static bool has_own_figures(const struct work *w, const struct unit *u, bool *measured_at_all)
{
	*measured_at_all = false;
	for (size_t k = 0; k < w->scheme->measure_count; k++) {
		const struct measured *m = measured(w->measures, w->scheme->measure[k], u);

		*measured_at_all |= m != NULL;
		if (m != NULL && m->value.kind != V_NONE)
			return true;
	}
	return false;
}

/* A registry without measures of its own rests on those below it. */
static bool has_figures(const struct work *w, const struct unit *u)
{
	bool measured_at_all;

	if (has_own_figures(w, u, &measured_at_all))
		return true;
	for (size_t r = 0; !measured_at_all && r < w->scheme->registry_count; r++) {
		const struct roll *roll = &w->roll[r];

		if (w->scheme->registry[r]->parent != u->registry || roll->first == NULL)
			continue;
		for (size_t k = roll->first[u->index]; k < roll->first[u->index + 1]; k++)
			if (has_figures(w, roll->child[k]))
				return true;
	}
	return false;
}

struct seat trigger_seat(struct work *w, const struct trigger *t, const struct unit *u)
{
	struct seat s = seat_of(&w->desk[t->board->index], u);

	s.small = t->small_group;
	return s;
}

static void climb(struct work *w, const struct trigger *t, const struct unit *u, struct verdict *v)
{
	struct climber c = {
		.arena = w->arena, .history = w->scores->history, .people = w->scores->people,
		.now = w->measures->period, .trigger = t, .unit = u,
	};
	struct climb *climbed;

	if (t->amount != NULL) {
		struct value amount = seat_eval(&w->desk[t->board->index], u, t->amount);

		v->has_amount = amount.kind == V_NUMBER;
		v->amount = v->has_amount ? amount.num : num_int(0);
	}
	if (t->ladder == NULL)
		return;
	c.has_amount = v->has_amount;
	c.amount = v->amount;
	climbed = arena_one(w->arena, struct climb);
	*climbed = ladder_climb(&c);
	v->climb = climbed;
}

static void judge_unit(struct work *w, const struct trigger *t, const struct unit *u, struct verdict *v)
{
	struct seat seat = trigger_seat(w, t, u);

	v->holds = DOES_NOT_APPLY;
	if (t->applies != NULL && seat_holds(seat.desk, u, t->applies) != 1)
		return;
	v->holds = (signed char)seat_holds_in(&seat, t->when);
	v->raised = v->holds == 1 && has_figures(w, u);
	if (v->raised)
		climb(w, t, u, v);
}

static void judge(struct work *w, const struct trigger *t)
{
	const struct roll *roll = w->desk[t->board->index].roll;

	w->judging[t->index] = AT_WORK;
	w->verdict[t->index] = arena_many(w->arena, struct verdict, roll->count);
	for (size_t k = 0; k < roll->count; k++)
		judge_unit(w, t, roll->unit[k], &w->verdict[t->index][k]);
	w->judging[t->index] = DONE;
}

const struct verdict *verdict_of(struct work *w, const struct trigger *t, const struct unit *u)
{
	if (w->judging[t->index] == AT_WORK)
		work_circle(w, t->at, t->name);
	if (w->judging[t->index] == FRESH)
		judge(w, t);
	return &w->verdict[t->index][u->index];
}

void triggers_judge(struct work *w)
{
	for (size_t t = 0; t < w->scheme->trigger_count; t++)
		if (w->judging[t] == FRESH)
			judge(w, w->scheme->trigger[t]);
}

/* ---- flags of one 情形 --------------------------------------------------------------- */

static bool proposes(const struct trigger *t, const struct verdict *v)
{
	return t->ladder == NULL || v->climb->step > 0 || *t->entry_level != '\0';
}

/* What merely counts gives way to what proposes; then the rung decides. */
static unsigned weight_of(const struct trigger *t, const struct verdict *v)
{
	if (!proposes(t, v))
		return 0;
	return 1 + (v->climb != NULL ? v->climb->step : 0);
}

const struct trigger *verdict_winner(struct work *w, const struct trigger *t, const struct unit *u)
{
	const struct trigger *best = NULL;
	unsigned most = 0;

	for (size_t k = 0; k < w->scheme->trigger_count; k++) {
		const struct trigger *other = w->scheme->trigger[k];
		const struct verdict *v;

		if (other->board->registry != u->registry || strcmp(other->cause, t->cause) != 0)
			continue;
		v = verdict_of(w, other, u);
		if (!v->raised || (best != NULL && weight_of(other, v) <= most))
			continue;
		best = other;
		most = weight_of(other, v);
	}
	return best;
}

const char *flag_id(struct work *w, const struct trigger *t, const struct unit *u)
{
	return arena_printf(w->arena, "%s-%s-%s-%s", period_text(w->arena, w->measures->period), u->registry->name,
		u->code, t->name);
}

bool verdict_stands(struct work *w, const struct trigger *t, const struct unit *u)
{
	const struct verdict *v = verdict_of(w, t, u);
	const struct people *people = w->scores->people;

	if (!v->raised || !proposes(t, v))
		return false;
	return people == NULL || ruling_counts(ruling_on(people, flag_id(w, t, u)));
}
