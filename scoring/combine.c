/* combine.c -- 合成: how the children of one node become its points. */
#include "scoring/tree.h"
#include "scoring/words.h"

/* The children of one node as they enter it. */
struct sum {
	struct desk *desk;
	const struct unit *unit;
	struct node_score *parent;
	enum combine combine;
	struct num total;               /* 权重 or 满分 of all children with influence */
	struct num counted;             /* of those that have points */
	struct num shrunk;              /* of those passed over by 不计不折算 */
	size_t count;                   /* that have points */
	const struct node_score *first; /* the first obstacle among those passed over */
	bool unranked;                  /* one of those is 不参与排名 */
};

static bool has_weights(enum combine c)
{
	return c == WEIGHTED || c == ADDED;
}

struct num weight_in_parent(const struct indicator *child, const char *group)
{
	switch (indicator_combine(child->parent, group)) {
	case WEIGHTED:
		return by_group(&child->weight, group);
	case ADDED:
		return by_group(&child->full, group);
	default:
		return num_int(100);
	}
}

static bool has_influence(const struct sum *s, const struct indicator *child)
{
	return num_sign(weight_in_parent(child, s->unit->group)) != 0;
}

struct num rounding_apply(struct arena *a, struct num x, const struct rounding *r)
{
	return r->set && !r->none ? num_round(a, x, r->places, r->mode) : x;
}

struct num node_handed(struct arena *a, const struct node_score *n, struct num weight)
{
	if (num_sign(n->full) == 0)
		return num_int(0);
	return rounding_apply(a, num_mul(a, num_div(a, n->points, n->full), weight), &n->indicator->rounding);
}

/* 未报送 > 已剔除 > 不适用 > 无分母 > named states; the earlier child among equals. */
static bool goes_before(const struct node_score *a, const struct node_score *b)
{
	if (b == NULL)
		return true;
	if ((a->state == NULL) != (b->state == NULL))
		return a->state == NULL;
	return a->state == NULL && a->kind < b->kind;
}

static void gather(struct sum *s)
{
	const struct indicator *i = s->parent->indicator;
	struct arena *a = s->desk->work->arena;

	for (size_t k = 0; k < i->child_count; k++) {
		const struct node_score *child = node_final(s->desk, s->unit, i->child[k]);
		struct num weight = weight_in_parent(i->child[k], s->unit->group);

		if (!has_influence(s, i->child[k]))
			continue;
		s->total = num_add(a, s->total, weight);
		if (child->scored) {
			s->counted = num_add(a, s->counted, weight);
			s->count++;
			continue;
		}
		if (child->effect == SKIP_SHRINK && has_weights(s->combine))
			s->shrunk = num_add(a, s->shrunk, weight);
		s->unranked |= child->effect == UNRANKED;
		if (goes_before(child, s->first))
			s->first = child;
	}
}

/* "未报送，不计并折算" of a child that was passed over; its parent says it too. */
static void say_passed_over(struct buf *b, const struct node_score *child)
{
	buf_printf(b, "；%s %s，%s", indicator_label(child->indicator), obstacle_word(child), effect_words[child->effect]);
}

/* 加权平均 and 直接相加: what is left of the weights after 不计不折算 is shared
 * out among those that have points, in their own proportions. */
static void add_up(struct sum *s, struct buf *says, struct buf *passed)
{
	const struct indicator *i = s->parent->indicator;
	struct arena *a = s->desk->work->arena;
	struct num left = num_sub(a, s->total, s->shrunk);
	struct num factor = num_div(a, left, s->counted);
	const char *sign = "";

	s->parent->points = num_int(0);
	for (size_t k = 0; k < i->child_count; k++) {
		struct node_score *child = node_at(s->desk, s->unit, i->child[k]);

		if (!has_influence(s, i->child[k]))
			continue;
		if (!child->scored) {
			say_passed_over(passed, child);
			continue;
		}
		child->weight = num_mul(a, weight_in_parent(i->child[k], s->unit->group), factor);
		child->share = node_handed(a, child, child->weight);
		s->parent->points = num_add(a, s->parent->points, child->share);
		buf_printf(says, "%s%s %s", sign, indicator_label(child->indicator), say_points(a, child->share));
		if (num_cmp(factor, num_int(1)) != 0)
			buf_printf(says, "（%s折算为 %s）", s->combine == WEIGHTED ? "权重" : "满分", say_points(a, child->weight));
		sign = " + ";
	}
	s->parent->full = num_div(a, num_mul(a, s->parent->full, left), s->total);
	buf_printf(says, " = %s", say_points(a, s->parent->points));
	if (num_sign(s->shrunk) != 0)
		buf_printf(passed, "；满分减为 %s", say_points(a, s->parent->full));
}

/* 平均 and 取较低 of what the children hand over on the scale of 100. */
static void mean_or_least(struct sum *s, struct buf *says, struct buf *passed)
{
	const struct indicator *i = s->parent->indicator;
	struct arena *a = s->desk->work->arena;
	struct num result = num_int(0), count = num_int((int64_t)s->count);
	bool averaged = s->combine == AVERAGED;
	size_t seen = 0;

	for (size_t k = 0; k < i->child_count; k++) {
		struct node_score *child = node_at(s->desk, s->unit, i->child[k]);

		if (!child->scored) {
			say_passed_over(passed, child);
			continue;
		}
		child->share = node_handed(a, child, num_int(100));
		child->weight = averaged ? num_div(a, num_int(100), count) : num_int(100);
		if (averaged)
			result = num_add(a, result, child->share);
		else if (seen == 0 || num_cmp(child->share, result) < 0)
			result = child->share;
		buf_printf(says, "%s%s %s", seen++ == 0 ? "" : averaged ? " + " : "，", indicator_label(child->indicator),
			say_points(a, child->share));
	}
	s->parent->points = averaged ? num_div(a, result, count) : result;
	if (averaged)
		buf_printf(says, "，共 %zu 项，平均 %s", s->count, say_points(a, s->parent->points));
	else
		buf_printf(says, "，取 %s", say_points(a, s->parent->points));
}

/* Every child passed over: the parent carries the first kind and treats it as
 * it declares; at the root nothing is left to rank, and 不参与排名 stays what it is. */
static void carry(const struct sum *s)
{
	struct node_score *n = s->parent;
	enum none kind = s->first != NULL ? s->first->kind : NO_DENOMINATOR;

	obstacle_set(n, kind, s->first != NULL ? s->first->state : NULL);
	if (s->unranked || n->indicator == s->desk->board->root)
		n->effect = UNRANKED;
	n->steps = "下级各项都不计分，";
}

void combine_children(struct desk *d, const struct unit *u, struct node_score *n)
{
	struct arena *a = d->work->arena;
	struct buf says = buf_new(a), passed = buf_new(a);
	struct sum s = {
		.desk = d, .unit = u, .parent = n, .combine = indicator_combine(n->indicator, u->group),
		.total = num_int(0), .counted = num_int(0), .shrunk = num_int(0),
	};

	gather(&s);
	if (s.count == 0) {
		carry(&s);
		return;
	}
	buf_printf(&says, "%s：", combine_words[s.combine]);
	if (has_weights(s.combine))
		add_up(&s, &says, &passed);
	else
		mean_or_least(&s, &says, &passed);
	n->scored = true;
	n->steps = arena_printf(a, "%s%s", says.at, passed.length > 0 ? passed.at : "");
}
