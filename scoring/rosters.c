/* rosters.c -- [名单:X]: the condition held against every unit of the board, after everything else is worked out. */
#include "scoring/duty.h"

static void look_at(struct roster_scores *r, struct desk *d, const struct unit_score *u)
{
	struct seat seat = seat_of(d, u->unit);
	struct arena *a = d->work->arena;
	int holds = seat_holds_in(&seat, r->roster->when);

	if (holds == 1)
		*arena_push(a, r->line, r->count) = (struct roster_line){ u, facts_in(&seat, r->roster->when) };
	else if (holds < 0)
		*arena_push(a, r->unjudged, r->unjudged_count) = (struct roster_line){ u, facts_in(&seat, r->roster->when) };
}

struct roster_scores roster_scores(const struct scores *s, const struct roster *roster)
{
	struct roster_scores r = { .roster = roster };
	struct desk *d = &s->work->desk[roster->board->index];

	for (size_t g = 0; g < d->out->group_count; g++)
		for (size_t k = 0; k < d->out->group[g].unit_count; k++)
			look_at(&r, d, d->out->group[g].unit[k]);
	return r;
}
