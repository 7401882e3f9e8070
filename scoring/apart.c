/* apart.c -- decisions on proposals that the past handed to scoring does not hold.
 *
 * The ledger may know them all the same: they are of a later period, of a unit
 * that is no more, or in drafts alone.  Whoever filled the history from a
 * ledger says so (whole) and lists them; without a ledger nothing can be said
 * of other periods, and such a decision is passed over. */
#include "scoring/duty.h"

#include <string.h>

static bool same_period(struct period a, struct period b)
{
	return a.kind == b.kind && a.first == b.first;
}

/* The period an id begins with: 2026-10-区县-… */
static bool period_of_id(struct arena *a, const char *id, struct period *p)
{
	static const size_t lengths[] = { 7, 6, 4 };

	for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
		if (strlen(id) > lengths[k] && id[lengths[k]] == '-' && period_parse(arena_strn(a, id, lengths[k]), p))
			return true;
	return false;
}

static const struct past *past_of(const struct history *h, struct period p)
{
	for (size_t k = 0; k < h->count; k++)
		if (h->past[k].run != 0 && same_period(h->past[k].period, p))
			return &h->past[k];
	return NULL;
}

static const struct apart *apart_of(const struct history *h, struct period p)
{
	for (size_t k = 0; k < h->apart_count; k++)
		if (same_period(h->apart[k].period, p))
			return &h->apart[k];
	return NULL;
}

static bool holds(const struct apart *a, const char *id)
{
	for (size_t k = 0; a != NULL && k < a->flag_count; k++)
		if (strcmp(a->flag[k], id) == 0)
			return true;
	return false;
}

/* Flags of later periods, and of periods before the history begins, are not to be seen without a ledger. */
static bool out_of_sight(const struct work *w, struct period p)
{
	const struct history *h = w->scores->history;
	size_t reach = past_reach(h);
	struct period first = reach > 0 ? h->past[reach - 1].period : w->measures->period;

	return p.first > w->measures->period.last || p.last < first.first;
}

static bool any_published(const struct history *h)
{
	for (size_t k = 0; k < h->apart_count; k++)
		if (h->apart[k].published)
			return true;
	return past_reach(h) > 0;
}

/* ---- the nearest ------------------------------------------------------------------ */

/* What stands behind the period: 区县-510402-整改不到位. */
static const char *behind_period(struct arena *a, const char *id)
{
	struct period p;

	return period_of_id(a, id, &p) ? strchr(id + 4 + (id[4] != '-' ? 2 : id[7] == '-' ? 3 : 0), '-') : NULL;
}

const char *ruling_nearest(struct work *w, const char *const *known, const char *id)
{
	const struct history *h = w->scores->history;
	const char **all = NULL, *near, *tail = behind_period(w->arena, id);
	size_t count = 0;

	for (; *known != NULL; known++)
		*arena_push(w->arena, all, count) = *known;
	for (size_t k = 0; h != NULL && k < h->apart_count; k++)
		for (size_t i = 0; i < h->apart[k].flag_count; i++)
			*arena_push(w->arena, all, count) = h->apart[k].flag[i];
	*arena_push(w->arena, all, count) = NULL;
	near = text_nearest(id, all);
	for (size_t k = 0; near == NULL && tail != NULL && all[k] != NULL; k++) {
		const char *other = behind_period(w->arena, all[k]);

		if (other != NULL && strcmp(other, tail) == 0)
			near = all[k];
	}
	return near;
}

/* ---- what is said ------------------------------------------------------------------ */

/* Of a proposal that the ledger holds: one that was published may be decided on, and a later one is none of ours. */
static void say_held(struct work *w, const struct apart *a, const char *id, struct origin at)
{
	if (!a->published && a->period.first < w->measures->period.first)
		diag(w->diag, MSG_RULING_ON_DRAFT, at, id, period_text(w->arena, a->period), NULL);
}

/* Of a period of which the ledger has nothing. */
static void say_no_period(struct work *w, const char *const *known, const char *id, struct period p, struct origin at)
{
	const char *near = ruling_nearest(w, known, id), *period = period_text(w->arena, p);

	if (p.first > w->measures->period.first)
		diag(w->diag, MSG_RULING_LATER, at, id, period, NULL);
	else if (near == NULL)
		diag(w->diag, MSG_RULING_UNKNOWN, at, id, NULL);
	else
		diag(w->diag, MSG_RULING_NO_PERIOD_NEAR, at, id, period, near, NULL);
}

bool ruling_apart(struct work *w, const char *const *known, const char *id, struct origin at)
{
	const struct history *h = w->scores->history;
	const struct past *past;
	const struct apart *a;
	struct period p;

	if (!period_of_id(w->arena, id, &p) || same_period(p, w->measures->period))
		return false;
	if (h == NULL || !h->whole || !any_published(h))
		return out_of_sight(w, p);
	a = apart_of(h, p);
	past = past_of(h, p);
	if (holds(a, id))
		say_held(w, a, id, at);
	else if (past != NULL && past->kind != NULL && strcmp(past->kind, "导入") == 0)
		diag(w->diag, MSG_RULING_IMPORTED, at, id, period_text(w->arena, p), NULL);
	else if (past == NULL && a == NULL)
		say_no_period(w, known, id, p, at);
	else
		return false;
	return true;
}
