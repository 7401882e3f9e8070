/* scores.c -- the room on one screen: measures and scheme in, scores out.
 *
 * A node's value comes from value.c, a leaf's points from marking.c, an inner
 * node's from combine.c, what becomes of a no-number from tree.c; functions over
 * other units lie in across.c, over earlier periods in past.c; totals and grades
 * in totals.c, what people add to them in interventions.c, ranks in ranking.c;
 * triggers in judging.c, their ladders in ladder.c, 决定 in rulings.c. */
#include "scoring/duty.h"

/* Triggers are judged with everything else, so that a denominator below zero
 * in one of them is complained of before anything is written. */
struct scores *scores_compute(struct arena *a, struct diag *d, const struct scheme *scheme, const struct measures *measures,
	const struct history *history, const struct people *people)
{
	struct work *w = work_open(a, d, scheme, measures, NULL);

	w->scores->history = history;
	w->scores->people = people;
	crosschecks_judge(w);
	for (size_t b = 0; b < scheme->board_count; b++)
		ranks_ready(&w->desk[b]);
	for (size_t b = 0; b < scheme->board_count; b++)
		grades_ready(&w->desk[b]);
	triggers_judge(w);
	rulings_check(w);
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
