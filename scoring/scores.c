/* scores.c -- the room on one screen: measures and scheme in, scores out.
 *
 * A node's value comes from value.c, a leaf's points from marking.c, an inner
 * node's from combine.c, what becomes of a no-number from tree.c; functions over
 * other units lie in across.c, totals and grades in totals.c, ranks in ranking.c. */
#include "scoring/work.h"

/* Triggers are judged with everything else, so that a denominator below zero
 * in one of them is complained of before anything is written. */
static void judge_triggers(struct work *w)
{
	const struct scheme *s = w->scheme;

	w->judged = arena_many(w->arena, signed char *, s->trigger_count);
	for (size_t t = 0; t < s->trigger_count; t++) {
		const struct trigger *trigger = s->trigger[t];
		struct desk *d = &w->desk[trigger->board->index];

		w->judged[t] = arena_many(w->arena, signed char, d->roll->count);
		for (size_t k = 0; k < d->roll->count; k++) {
			const struct unit *u = d->roll->unit[k];
			bool applies = trigger->applies == NULL || seat_holds(d, u, trigger->applies) == 1;

			w->judged[t][k] = (signed char)(applies ? seat_holds(d, u, trigger->when) : DOES_NOT_APPLY);
		}
	}
}

struct scores *scores_compute(struct arena *a, struct diag *d, const struct scheme *scheme, const struct measures *measures)
{
	struct work *w = work_open(a, d, scheme, measures, NULL);

	for (size_t b = 0; b < scheme->board_count; b++)
		ranks_ready(&w->desk[b]);
	for (size_t b = 0; b < scheme->board_count; b++)
		grades_give(&w->desk[b]);
	judge_triggers(w);
	w->diag = NULL;
	return w->scores;
}

struct value scores_eval(const struct scores *s, const struct board *b, const struct unit *u, const struct expr *e)
{
	return seat_eval(&s->work->desk[b->index], u, e);
}

const char *scores_show(const struct scores *s, const struct board *b, const struct unit *u, const struct expr *e)
{
	return seat_show(&s->work->desk[b->index], u, e);
}
