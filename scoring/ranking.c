/* ranking.c -- totals -> ranks, group by group.
 *
 * Units compare on the total (修约后) or the exact figure (修约前), then on the
 * 次键 in turn; units equal in all of these share the rank.  跳号 skips the
 * ranks they cover, 连号 does not.  A key without a number goes last. */
#include "scoring/work.h"

#include <stdlib.h>

/* One unit in the queue, with its keys worked out beforehand. */
struct runner {
	struct unit_score *unit;
	const struct value *key;
};

static int by_direction(struct num a, struct num b, bool ascending)
{
	return ascending ? num_cmp(a, b) : num_cmp(b, a);
}

static int by_key(struct value a, struct value b, bool ascending)
{
	struct num x, y;
	bool has_x = value_comparable(a, &x), has_y = value_comparable(b, &y);

	if (!has_x || !has_y)
		return (has_y ? 1 : 0) - (has_x ? 1 : 0);
	return by_direction(x, y, ascending);
}

/* 0: they share the rank. */
static int standing(const struct runner *a, const struct runner *b, const struct board *board)
{
	int order = board->on_unrounded ? by_direction(a->unit->exact, b->unit->exact, board->ascending)
		: by_direction(a->unit->total, b->unit->total, board->ascending);

	for (size_t k = 0; order == 0 && k < board->key_count; k++)
		order = by_key(a->key[k], b->key[k], board->key[k].ascending);
	return order;
}

static int in_queue(const void *a, const void *b, void *board)
{
	const struct runner *x = a, *y = b;
	int order = standing(x, y, board);

	if (order != 0)
		return order;
	return x->unit->unit->index < y->unit->unit->index ? -1 : 1;
}

static void number(struct runner *queue, size_t count, const struct board *board)
{
	unsigned dense = 0;

	for (size_t first = 0, next; first < count; first = next) {
		for (next = first + 1; next < count && standing(&queue[first], &queue[next], board) == 0; next++)
			;
		dense++;
		for (size_t k = first; k < next; k++) {
			queue[k].unit->rank = board->dense ? dense : (unsigned)first + 1;
			queue[k].unit->tied = (unsigned)(next - first);
		}
	}
}

static const struct value *keys_of(struct desk *d, const struct unit *u)
{
	struct value *key = arena_many(d->work->arena, struct value, d->board->key_count);

	for (size_t k = 0; k < d->board->key_count; k++)
		key[k] = seat_eval(d, u, d->board->key[k].key);
	return key;
}

static void rank_party(struct desk *d, const struct party *p, struct group_scores *g)
{
	struct arena *a = d->work->arena;
	struct runner *queue = arena_many(a, struct runner, p->count);
	size_t after;

	for (size_t k = 0; k < p->count; k++) {
		struct unit_score *u = &d->out->unit[p->unit[k]->index];

		if (u->ranked)
			queue[g->ranked_count++] = (struct runner){ u, keys_of(d, u->unit) };
	}
	qsort_r(queue, g->ranked_count, sizeof *queue, in_queue, (void *)d->board);
	number(queue, g->ranked_count, d->board);
	g->group = p->group;
	g->unit_count = p->count;
	g->unit = arena_many(a, struct unit_score *, p->count);
	for (size_t k = 0; k < g->ranked_count; k++)
		g->unit[k] = queue[k].unit;
	after = g->ranked_count;
	for (size_t k = 0; k < p->count; k++) {
		struct unit_score *u = &d->out->unit[p->unit[k]->index];

		if (!u->ranked)
			g->unit[after++] = u;
	}
}

bool ranks_ready(struct desk *d)
{
	if (d->ranks == AT_WORK)
		work_circle(d->work, d->board->at, d->board->name);
	if (d->ranks != FRESH)
		return d->ranks == DONE;
	if (!totals_ready(d))
		return false;
	d->ranks = AT_WORK;
	d->out->group_count = d->party_count;
	d->out->group = arena_many(d->work->arena, struct group_scores, d->party_count);
	for (size_t k = 0; k < d->party_count; k++)
		rank_party(d, &d->party[k], &d->out->group[k]);
	d->ranks = DONE;
	return true;
}
