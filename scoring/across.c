/* across.c -- functions over other units: 组平均 and its like, 名次, 末位, 下级平均 and its like.
 *
 * The group is the one in which the board ranks; on a board with 分组 = 合并 it
 * is every unit; 范围 = c takes the units of the board for which c holds in its
 * place.  Units without a number are passed over; where nobody has one the
 * result is 无分母 (组计数 is then 0).  A unit outside 范围 has no 名次 (不适用) and
 * is never 末位.  组平均 and its like look at every unit
 * there, 名次 and 末位 compare with those that are ranked (units under 不参与排名
 * neither push others down nor shelter them from the foot).
 *
 * In an earlier period the group is today's, of the units that were there then.
 *
 * What is compared is worked out once a board, expression and period, sorted
 * once a group, and looked up by bisection after that. */
#include "scoring/work.h"

#include <stdlib.h>
#include <string.h>

/* One group's figures, largest first. */
struct crowd {
	bool ready;
	struct num *all, *ranked;
	size_t all_count, ranked_count;
	bool summed, squared;
	struct num sum, squares;        /* once asked for: of hundreds of fractions they are long */
};

/* What is looked at in every unit: an argument, in this period or an earlier one, or an indicator's value. */
struct look {
	const struct expr *expr;        /* NULL: the indicator's value */
	const struct indicator *indicator;
	size_t back;
};

/* One look on one board. */
struct across {
	struct look look;
	struct value *figure;           /* by unit index */
	bool *known;
	bool *first;                    /* the figure asked for an earlier one that is not there */
	struct crowd *crowd;            /* by party; the last one is 范围 */
};

bool value_comparable(struct value v, struct num *out)
{
	switch (v.kind) {
	case V_NUMBER:
		*out = v.num;
		return true;
	case V_DAY:
	case V_MOMENT:
		*out = num_int(v.time);
		return true;
	default:
		return false;
	}
}

static struct look look_of(const struct seat *s, const struct expr *e)
{
	return (struct look){ .expr = e, .back = s->back };
}

static struct across *across_at(struct desk *d, struct look look)
{
	struct arena *a = d->work->arena;
	struct across *x;

	for (size_t k = 0; k < d->across_count; k++) {
		x = &d->across[k];
		if (x->look.expr == look.expr && x->look.indicator == look.indicator && x->look.back == look.back)
			return x;
	}
	x = arena_push(a, d->across, d->across_count);
	x->look = look;
	x->figure = arena_many(a, struct value, d->roll->count);
	x->known = arena_many(a, bool, d->roll->count);
	x->first = arena_many(a, bool, d->roll->count);
	x->crowd = arena_many(a, struct crowd, d->party_count + 1);
	return x;
}

/* The value of an indicator, unless something keeps it from points of its own. */
static struct value placed_value(struct desk *d, const struct unit *u, const struct indicator *i)
{
	const struct node_score *n = node_obstacle(d, u, i);

	return n->none ? value_none(n->kind) : n->value;
}

/* A unit that was not there then has no figure of then. */
static struct value looked_at(struct desk *d, const struct unit *u, struct look look, bool *first)
{
	struct seat s = seat_of(d, u);
	struct value v;

	if (look.indicator != NULL)
		return placed_value(d, u, look.indicator);
	if (look.back > 0 && past_unit(d->work, d->board, u, look.back) == NULL) {
		*first = true;
		return value_blank();
	}
	s.back = look.back;
	v = seat_eval_in(&s, look.expr->arg[0]);
	*first = s.first;
	return v.kind == V_BOOL ? value_num(num_int(v.yes ? 1 : 0)) : v;
}

/* x is found again after evaluating: the table may have grown meanwhile. */
static struct value figure_of(struct desk *d, const struct unit *u, struct look look)
{
	struct across *x = across_at(d, look);
	bool first = false;
	struct value v;

	if (x->known[u->index])
		return x->figure[u->index];
	v = looked_at(d, u, look, &first);
	x = across_at(d, look);
	x->figure[u->index] = v;
	x->first[u->index] = first;
	x->known[u->index] = true;
	return v;
}

/* The unit's own figure; what it lacks of earlier periods is marked in the seat. */
static struct value own_figure(struct seat *s, struct look look)
{
	struct value v = figure_of(s->desk, s->unit, look);

	s->first |= across_at(s->desk, look)->first[s->unit->index];
	return v;
}

static int larger_first(const void *a, const void *b)
{
	return -num_cmp(*(const struct num *)a, *(const struct num *)b);
}

static bool is_among(struct desk *d, const struct unit *u, const struct expr *among)
{
	return seat_holds(d, u, among) == 1;
}

/* The units that 范围 takes from the board. */
static struct party range_of(struct desk *d, const struct expr *among)
{
	struct party p = { .unit = arena_many(d->work->arena, const struct unit *, d->roll->count) };

	for (size_t k = 0; k < d->roll->count; k++)
		if (is_among(d, d->roll->unit[k], among))
			p.unit[p.count++] = d->roll->unit[k];
	return p;
}

static void count_in(struct desk *d, struct crowd *c, const struct unit *u, struct look look)
{
	struct num x;

	if (!value_comparable(figure_of(d, u, look), &x))
		return;
	c->all[c->all_count++] = x;
	if (d->unranked == NULL || !d->unranked[u->index])
		c->ranked[c->ranked_count++] = x;
}

static struct crowd *crowd_of(struct desk *d, size_t party, struct look look)
{
	struct arena *a = d->work->arena;
	struct crowd *c = &across_at(d, look)->crowd[party];
	struct party p;

	if (c->ready)
		return c;
	p = party == d->party_count ? range_of(d, look.expr->among) : d->party[party];
	for (size_t k = 0; k < p.count; k++)
		figure_of(d, p.unit[k], look);
	c = &across_at(d, look)->crowd[party];
	c->all = arena_many(a, struct num, p.count);
	c->ranked = arena_many(a, struct num, p.count);
	for (size_t k = 0; k < p.count; k++)
		count_in(d, c, p.unit[k], look);
	qsort(c->all, c->all_count, sizeof *c->all, larger_first);
	qsort(c->ranked, c->ranked_count, sizeof *c->ranked, larger_first);
	c->ready = true;
	return c;
}

static struct num sum_of(struct arena *a, struct crowd *c)
{
	if (!c->summed)
		c->sum = num_sum(a, c->all, c->all_count);
	c->summed = true;
	return c->sum;
}

static struct num squares_of(struct arena *a, struct crowd *c)
{
	struct num *square;

	if (c->squared)
		return c->squares;
	square = arena_many(a, struct num, c->all_count);
	for (size_t k = 0; k < c->all_count; k++)
		square[k] = num_mul(a, c->all[k], c->all[k]);
	c->squares = num_sum(a, square, c->all_count);
	c->squared = true;
	return c->squares;
}

/* How many of the sorted (largest first) are larger than x, or at least as large. */
static size_t count_above(const struct num *sorted, size_t count, struct num x, bool or_equal)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = num_cmp(sorted[middle], x);

		if (order > 0 || (or_equal && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct value group_mean(struct arena *a, struct crowd *c, bool minus_own, struct num own)
{
	struct num sum = minus_own ? num_sub(a, sum_of(a, c), own) : sum_of(a, c);
	size_t count = c->all_count - (minus_own ? 1 : 0);

	if (count == 0)
		return value_none(NO_DENOMINATOR);
	return value_num(num_div(a, sum, num_int((int64_t)count)));
}

static struct value group_sum(struct arena *a, struct crowd *c, bool minus_own, struct num own, bool of_none)
{
	if (!of_none && c->all_count == (minus_own ? 1 : 0))
		return value_none(NO_DENOMINATOR);
	return value_num(minus_own ? num_sub(a, sum_of(a, c), own) : sum_of(a, c));
}

/* The mean of the squares less the square of the mean is exact; only the root is rounded. */
static struct value group_deviation(struct arena *a, struct crowd *c, bool minus_own, struct num own, bool sample)
{
	struct num squares = minus_own ? num_sub(a, squares_of(a, c), num_mul(a, own, own)) : squares_of(a, c);
	struct num sum = minus_own ? num_sub(a, sum_of(a, c), own) : sum_of(a, c), spread;
	int64_t count = (int64_t)c->all_count - (minus_own ? 1 : 0), below = count - (sample ? 1 : 0);

	if (below < 1)
		return value_none(NO_DENOMINATOR);
	spread = num_sub(a, squares, num_div(a, num_mul(a, sum, sum), num_int(count)));
	return value_num(num_sqrt(a, num_div(a, spread, num_int(below)), NUM_DIGITS));
}

/* The first (largest) or last (smallest) figure of the group, without the own one if so asked. */
static struct value group_edge(const struct crowd *c, bool largest, bool minus_own, struct num own)
{
	size_t at = largest ? 0 : c->all_count - 1;

	if (c->all_count <= (minus_own ? 1 : 0))
		return value_none(NO_DENOMINATOR);
	if (minus_own && num_cmp(c->all[at], own) == 0)
		at = largest ? at + 1 : at - 1;
	return value_num(c->all[at]);
}

/* The place k of the sorted figures when the own one, at place out, is taken from among them. */
static struct num figure_at(const struct crowd *c, size_t k, size_t out)
{
	return c->all[k < out ? k : k + 1];
}

/* The middle figure, or the mean of the two in the middle. */
static struct value group_median(struct arena *a, const struct crowd *c, bool minus_own, struct num own)
{
	size_t count = c->all_count - (minus_own ? 1 : 0);
	size_t out = minus_own ? count_above(c->all, c->all_count, own, false) : c->all_count;

	if (count == 0)
		return value_none(NO_DENOMINATOR);
	if (count % 2 == 1)
		return value_num(figure_at(c, count / 2, out));
	return value_num(num_div(a, num_add(a, figure_at(c, count / 2 - 1, out), figure_at(c, count / 2, out)), num_int(2)));
}

/* The group of the unit, or what 范围 takes in its place. */
static size_t party_of(const struct seat *s, const struct expr *e)
{
	return e->among != NULL ? s->desk->party_count : s->desk->party_of[s->unit->index];
}

static struct value over_group(struct seat *s, const struct expr *e)
{
	struct desk *d = s->desk;
	struct arena *a = d->work->arena;
	struct crowd *c = crowd_of(d, party_of(s, e), look_of(s, e));
	struct num own = num_int(0);
	bool minus_own = value_comparable(own_figure(s, look_of(s, e)), &own) && e->without_self
		&& (e->among == NULL || is_among(d, s->unit, e->among));

	if (c->all_count == 0 && s->first)
		return value_blank();
	switch (e->op) {
	case OP_GROUP_MEAN:
		return group_mean(a, c, minus_own, own);
	case OP_GROUP_SUM:
	case OP_GROUP_COUNT:
		return group_sum(a, c, minus_own, own, e->op == OP_GROUP_COUNT);
	case OP_GROUP_SD:
		return group_deviation(a, c, minus_own, own, e->sample);
	case OP_GROUP_MEDIAN:
		return group_median(a, c, minus_own, own);
	default:
		return group_edge(c, e->op == OP_GROUP_MAX, minus_own, own);
	}
}

/* How many at the head of the sorted are x itself: mostly one, so the steps are short at first. */
static size_t count_level(const struct num *sorted, size_t count, struct num x)
{
	size_t reach = 1;

	while (reach < count && num_cmp(sorted[reach - 1], x) == 0)
		reach *= 2;
	return count_above(sorted, reach < count ? reach : count, x, true);
}

/* Ranked units that are better than x, and that are worse. */
static void better_and_worse(const struct crowd *c, struct num x, bool ascending, size_t *better, size_t *worse)
{
	size_t larger = count_above(c->ranked, c->ranked_count, x, false);
	size_t level = count_level(c->ranked + larger, c->ranked_count - larger, x), smaller = c->ranked_count - larger - level;

	*better = ascending ? smaller : larger;
	*worse = ascending ? larger : smaller;
}

/* 小组不足: how many of those compared are the last n. */
static size_t foot_of(const struct seat *s, const struct expr *e, size_t among)
{
	size_t n = (size_t)e->last_n;

	if (s->small == SMALL_REFUSED || among >= 2 * n)
		return n;
	return s->small == SMALL_HALVED ? among / 2 : 0;
}

static struct value over_rank(struct seat *s, const struct expr *e)
{
	struct desk *d = s->desk;
	const struct crowd *c = crowd_of(d, party_of(s, e), look_of(s, e));
	struct value own = own_figure(s, look_of(s, e));
	size_t better, worse;
	struct num x;

	if (e->among != NULL && !is_among(d, s->unit, e->among))
		return e->op == OP_BOTTOM ? value_bool(false) : value_none(NOT_APPLICABLE);
	if (!value_comparable(own, &x)) {
		if (e->op == OP_BOTTOM)
			return (struct value){ .kind = V_UNKNOWN };
		return own.kind == V_NONE ? own : value_blank();
	}
	better_and_worse(c, x, e->ascending, &better, &worse);
	if (e->op == OP_RANK_OF)
		return value_num(num_int((int64_t)better + 1));
	if (d->unranked != NULL && d->unranked[s->unit->index])
		return value_bool(false);
	return value_bool(worse < foot_of(s, e, c->ranked_count));
}

/* ---- 下级 ------------------------------------------------------------------ */

struct asks {
	struct work *work;
	const struct unit *unit;
	bool answered;
};

/* Whether the unit's registry knows every measure and indicator of the expression. */
static void ask(const struct expr *e, void *data)
{
	struct asks *q = data;

	if (e->op == OP_MEASURE && measured(q->work->measures, e->measure, q->unit) == NULL)
		q->answered = false;
	if ((e->op == OP_VALUE || e->op == OP_POINTS || e->op == OP_RATE)
	    && desk_of(q->work, q->unit->registry, e->indicator) == NULL)
		q->answered = false;
}

size_t across_children(struct work *w, const struct unit *u, const struct expr *what, const struct unit *const **out)
{
	for (size_t r = 0; r < w->scheme->registry_count; r++) {
		const struct roll *roll = &w->roll[r];
		struct asks q = { .work = w, .answered = true };

		if (w->scheme->registry[r]->parent != u->registry || roll->count == 0)
			continue;
		q.unit = roll->unit[0];
		expr_walk(what, ask, &q);
		if (!q.answered)
			continue;
		*out = roll->child + roll->first[u->index];
		return roll->first[u->index + 1] - roll->first[u->index];
	}
	return 0;
}

/* Children without a number are passed over; if none has one, the result is their first kind.
 * Over no children at all 下级合计 and 下级计数 are 0, the others 无分母. */
struct brood {
	size_t count, with, yes;        /* children, those with a figure, those for which a condition holds */
	struct num sum, least, most;
	enum none first;
};

static void take_child(struct arena *a, struct brood *b, struct value v)
{
	struct num x;

	b->yes += v.kind == V_BOOL && v.yes;
	if (v.kind == V_NONE && v.none < b->first)
		b->first = v.none;
	if (!value_comparable(v, &x))
		return;
	b->sum = num_add(a, b->sum, x);
	b->least = b->with == 0 ? x : num_min(b->least, x);
	b->most = b->with == 0 ? x : num_max(b->most, x);
	b->with++;
}

static struct value over_children(struct seat *s, const struct expr *e)
{
	const struct unit *const *child = NULL;
	struct arena *a = s->work->arena;
	struct brood b = { .sum = num_int(0), .least = num_int(0), .most = num_int(0), .first = NO_DENOMINATOR };

	b.count = across_children(s->work, s->unit, e->arg[0], &child);
	for (size_t k = 0; k < b.count; k++) {
		struct seat below = { .work = s->work, .desk = desk_of(s->work, child[k]->registry, NULL), .unit = child[k] };

		take_child(a, &b, seat_eval_in(&below, e->arg[0]));
	}
	if (e->op == OP_CHILD_COUNT)
		return value_num(num_int((int64_t)b.yes));
	if (b.with == 0 && (b.count > 0 || e->op != OP_CHILD_SUM))
		return value_none(b.first);
	switch (e->op) {
	case OP_CHILD_SUM:
		return value_num(b.sum);
	case OP_CHILD_MIN:
		return value_num(b.least);
	case OP_CHILD_MAX:
		return value_num(b.most);
	default:
		return value_num(num_div(a, b.sum, num_int((int64_t)b.with)));
	}
}

/* The parent's answer is kept as any other figure of its board. */
static struct value children_once(struct seat *s, const struct expr *e)
{
	struct across *x;
	struct value v;

	if (s->desk == NULL)
		return over_children(s, e);
	x = across_at(s->desk, look_of(s, e));
	if (x->known[s->unit->index])
		return x->figure[s->unit->index];
	v = over_children(s, e);
	x = across_at(s->desk, look_of(s, e));
	x->figure[s->unit->index] = v;
	x->known[s->unit->index] = true;
	return v;
}

struct value across_over(struct env *env, const struct expr *e)
{
	struct seat *s = env->self;

	switch (e->op) {
	case OP_CHILD_MEAN:
	case OP_CHILD_SUM:
	case OP_CHILD_MIN:
	case OP_CHILD_MAX:
	case OP_CHILD_COUNT:
		return children_once(s, e);
	case OP_RANK_OF:
	case OP_BOTTOM:
		return s->desk != NULL ? over_rank(s, e) : value_none(NOT_APPLICABLE);
	case OP_GROUP_MEAN:
	case OP_GROUP_MAX:
	case OP_GROUP_MIN:
	case OP_GROUP_SUM:
	case OP_GROUP_MEDIAN:
	case OP_GROUP_SD:
	case OP_GROUP_COUNT:
		return s->desk != NULL ? over_group(s, e) : value_none(NOT_APPLICABLE);
	default:
		return past_over(s, e);
	}
}

struct place across_place(struct desk *d, const struct unit *u, const struct indicator *i)
{
	const struct look look = { .indicator = i };
	struct crowd *c = crowd_of(d, d->party_of[u->index], look);
	const struct marking *marking = indicator_marking(i, u->group);
	size_t better, worse, self = d->unranked != NULL && d->unranked[u->index] ? 1 : 0;
	bool ascending = marking->rank_ascending;
	struct place p = { .rank = 1, .tied = 1, .among = 1, .first = num_int(0), .least = num_int(0), .most = num_int(0) };
	struct num x;

	if (!value_comparable(figure_of(d, u, look), &x))
		return p;
	better_and_worse(c, x, ascending, &better, &worse);
	p.rank = better + 1;
	p.tied = c->ranked_count - better - worse + self;
	p.among = c->ranked_count + self;
	p.first = c->ranked_count == 0 ? x : c->ranked[ascending ? c->ranked_count - 1 : 0];
	p.count = c->all_count;
	p.least = c->all[c->all_count - 1];
	p.most = c->all[0];
	if (marking->method == STANDARD) {
		p.sum = sum_of(d->work->arena, c);
		p.squares = squares_of(d->work->arena, c);
	}
	return p;
}
