/* apart.c -- proposals in the ledger that the past handed to scoring does not hold.
 *
 * Decisions are held against every proposal there is: those of later periods,
 * of units that are no more, and of drafts that were never published, too. */
#include <string.h>
#include "cli/cli.h"

static const struct past *past_of(const struct history *h, struct period p)
{
	for (size_t k = 0; k < h->count; k++)
		if (h->past[k].run != 0 && h->past[k].period.kind == p.kind && h->past[k].period.first == p.first)
			return &h->past[k];
	return NULL;
}

static struct apart *apart_of(struct arena *a, struct history *h, struct period p)
{
	struct apart *fresh;

	for (size_t k = 0; k < h->apart_count; k++)
		if (h->apart[k].period.first == p.first)
			return &h->apart[k];
	fresh = arena_push(a, h->apart, h->apart_count);
	*fresh = (struct apart){ .period = p };
	return fresh;
}

static bool in_past(const struct past *past, const char *id)
{
	for (size_t k = 0; past != NULL && k < past->flag_count; k++)
		if (strcmp(past->flag[k].id, id) == 0)
			return true;
	return false;
}

static void take_entry(struct arena *a, struct history *h, const struct ledger_entry *e, struct period p, bool published)
{
	const struct past *past = past_of(h, p);
	struct apart *apart = past == NULL ? apart_of(a, h, p) : NULL;

	if (apart != NULL)
		apart->published = published;
	for (size_t i = 0; i < e->flag_count; i++) {
		if (in_past(past, e->flag[i].id))
			continue;
		if (apart == NULL) {
			apart = apart_of(a, h, p);
			apart->published = published;
		}
		*arena_push(a, apart->flag, apart->flag_count) = e->flag[i].id;
	}
}

void history_apart(struct call *c, const struct month *m, const struct ledger *known, struct history *h)
{
	for (size_t i = 0; i < known->count; i++) {
		const struct ledger_entry *e = known->entry[i], *published = ledger_published(known, e->period);
		struct period p;

		if (e->trial || e->drill || !period_parse(e->period, &p) || p.kind != m->scheme->cycle || p.first == m->period.first)
			continue;
		if (published == NULL || published == e)
			take_entry(c->arena, h, e, p, published != NULL);
	}
	h->whole = true;
}
