/* range_points.c -- points within their full marks, totals within those of the board. */
#include "rules/range.h"

enum { DEEPEST = 24 };

struct num most_of(const struct by_group *g)
{
	struct num most = g->set ? g->all : g->special_count > 0 ? g->special[0].num : num_int(100);

	for (size_t i = 0; i < g->special_count; i++)
		most = num_max(most, g->special[i].num);
	return most;
}

static bool bands_within(const struct indicator *n, const struct marking *m, bool above)
{
	for (size_t i = 0; i < m->band_count; i++)
		if (above ? num_cmp(m->band[i].points, m->band[i].of_full ? num_int(1) : most_of(&n->full)) > 0 : num_sign(m->band[i].points) < 0)
			return false;
	return true;
}

static bool table_within(const struct indicator *n, const struct marking *m, bool above)
{
	for (size_t i = 0; i < m->by_rank_count; i++)
		if (above ? num_cmp(m->by_rank[i], most_of(&n->full)) > 0 : num_sign(m->by_rank[i]) < 0)
			return false;
	return above ? num_cmp(m->beyond, most_of(&n->full)) <= 0 : num_sign(m->beyond) >= 0;
}

/* Whether the points cannot leave 0 … full marks on that side. */
static bool marked_within(const struct indicator *n, const struct marking *m, bool above)
{
	switch (m->method) {
	case PROPORTION:
		return !above || !m->unbounded;
	case TARGET: case REVERSE_TARGET: case DEDUCT: case OFFENCES: case SCHEDULE:
		return above ? num_sign(m->amount) >= 0 && (!m->has_floor || num_cmp(m->floor, most_of(&n->full)) <= 0)
			: !m->has_floor || num_sign(m->floor) >= 0;
	case LINEAR:
		return above ? m->clip_high : m->clip_low;
	case BANDS:
		return bands_within(n, m, above);
	case BY_RANK:
		return table_within(n, m, above);
	default:
		return false;
	}
}

static bool within_marks(const struct indicator *n, bool above, unsigned depth)
{
	if (depth > DEEPEST || n->cap.set || n->cap.special_count > 0 || n->floor.set || n->floor.special_count > 0)
		return false;
	if (n->child_count == 0 && !marked_within(n, &n->marking, above))
		return false;
	for (size_t i = 0; i < n->special_marking_count; i++)
		if (!marked_within(n, &n->special_marking[i].marking, above))
			return false;
	for (size_t i = 0; i < n->child_count; i++)
		if (!within_marks(n->child[i], above, depth + 1))
			return false;
	return n->combine != POOLED || above;
}

/* The greatest full marks that 得分(X) is out of. */
struct num range_scale_of(struct arena *a, const struct indicator *n)
{
	struct num sum = num_int(0), own = most_of(&n->full);

	if (n->child_count == 0)
		return own;
	for (size_t i = 0; i < n->child_count; i++)
		sum = num_add(a, sum, most_of(&n->child[i]->full));
	return num_max(num_max(sum, own), num_int(100));
}

struct range range_of_points(const struct indicator *n, struct num most)
{
	struct range x = { .has_low = false };

	if (within_marks(n, false, 0))
		range_narrow(&x, OP_GE, num_int(0));
	if (within_marks(n, true, 0))
		range_narrow(&x, OP_LE, most);
	return x;
}

/* What 加减分 can add, or take. */
static bool extras_end(struct ranging *c, const struct board *b, bool above, struct num *sum)
{
	const struct scheme *s = c->r->scheme;

	*sum = num_int(0);
	for (size_t i = 0; i < s->extra_count; i++) {
		const struct marking *m = &s->extra[i]->marking;

		if (s->extra[i]->board != b)
			continue;
		if (m->method == NO_METHOD || !m->has_cap)
			return false;
		if (m->method != BOTH_WAYS && above == (m->method == DEDUCT))
			continue;
		*sum = above ? num_add(c->r->arena, *sum, m->cap) : num_sub(c->r->arena, *sum, m->method == DEDUCT ? m->cap : m->less_cap);
	}
	if (above && b->has_extra_cap)
		*sum = num_min(*sum, b->extra_cap);
	return true;
}

static bool loses_later(const struct scheme *s)
{
	for (size_t i = 0; i < s->trigger_count; i++)
		if (num_sign(s->trigger[i]->score_effect) != 0)
			return true;
	return false;
}

struct range range_of_total(struct ranging *c, const struct board *b)
{
	struct range x = { .has_low = false };
	struct num extra;

	if (b == NULL || b->root == NULL)
		return x;
	if (c->r->scheme->adjustments == NULL && within_marks(b->root, true, 0) && extras_end(c, b, true, &extra))
		range_narrow(&x, OP_LE, num_add(c->r->arena, most_of(&b->full), extra));
	if (c->r->scheme->adjustments == NULL && !loses_later(c->r->scheme) && within_marks(b->root, false, 0) && extras_end(c, b, false, &extra))
		range_narrow(&x, OP_GE, extra);
	if (b->has_cap)
		range_narrow(&x, OP_LE, b->cap);
	if (b->has_floor)
		range_narrow(&x, OP_GE, b->floor);
	return x;
}
