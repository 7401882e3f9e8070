/* crosschecks.c -- [核对:X]: conditions that the figures of every unit of a board must meet. */
#include "scoring/duty.h"

static void note_failure(struct work *w, const struct crosscheck *c, const struct unit *u, const char *facts, bool untold)
{
	*arena_push(w->arena, w->scores->failure, w->scores->failure_count) = (struct crosscheck_failure){ c, u, facts, untold };
	if (w->diag == NULL)
		return;
	diag(w->diag, untold ? MSG_CROSSCHECK_UNTOLD : c->refuse ? MSG_CROSSCHECK_REFUSED : MSG_CROSSCHECK_FAILS, c->at, c->name,
		unit_label(w->arena, u), facts, NULL);
}

static void judge(struct work *w, const struct crosscheck *c)
{
	struct desk *d = &w->desk[c->board->index];

	for (size_t k = 0; k < d->roll->count; k++) {
		struct seat seat = seat_of(d, d->roll->unit[k]);
		int holds = seat_holds_in(&seat, c->when);

		if (holds != 1)
			note_failure(w, c, d->roll->unit[k], facts_in(&seat, c->when), holds < 0);
	}
}

void crosschecks_judge(struct work *w)
{
	for (size_t i = 0; i < w->scheme->crosscheck_count; i++)
		judge(w, w->scheme->crosscheck[i]);
}
