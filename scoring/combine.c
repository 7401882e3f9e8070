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
		return children_weighted(child->parent, group) ? by_group(&child->weight, group) : num_int(100);
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
static void say_passed_over(const struct sum *s, struct buf *b, const struct node_score *child)
{
	SAY_TO(s->desk->work, b, "；%s %s，%s", indicator_label(child->indicator), obstacle_word(child), effect_words[child->effect]);
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
			say_passed_over(s, passed, child);
			continue;
		}
		child->weight = num_mul(a, weight_in_parent(i->child[k], s->unit->group), factor);
		child->share = node_handed(a, child, child->weight);
		s->parent->points = num_add(a, s->parent->points, child->share);
		SAY_TO(s->desk->work, says, "%s%s %s", sign, indicator_label(child->indicator), say_points(a, child->share));
		if (num_cmp(factor, num_int(1)) != 0)
			SAY_TO(s->desk->work, says, "（%s折算为 %s）", s->combine == WEIGHTED ? "权重" : "满分", say_points(a, child->weight));
		sign = " + ";
	}
	s->parent->full = num_div(a, num_mul(a, s->parent->full, left), s->total);
	SAY_TO(s->desk->work, says, " = %s", say_points(a, s->parent->points));
	if (num_sign(s->shrunk) != 0)
		SAY_TO(s->desk->work, passed, "；满分减为 %s", say_points(a, s->parent->full));
}

/* ---- 平均, 取较低, 取较高, 几何平均, 调和平均 ----------------------------------- */

static bool is_choice(enum combine c)
{
	return c == LOWEST || c == HIGHEST;
}

/* "（零值，按零）" behind a mark of which 几何平均 and 调和平均 have a rule. */
static const char *sign_words(const struct sum *s, struct num points)
{
	static const char *const words[] = { [MARK_ZEROES] = "按零", [MARK_PASSED] = "不计", [MARK_DENIES] = "无分母" };
	enum mark_use use = mark_use(s->parent->indicator, s->combine, points);

	if (use == MARK_COUNTS)
		return "";
	return arena_printf(s->desk->work->arena, "（%s，%s）", num_sign(points) == 0 ? "零值" : "负值", words[use]);
}

/* What every child hands over on the scale of 100, and says it. */
static size_t marks_gather(struct sum *s, struct mark *mark, struct num *weight, struct buf *says, struct buf *passed)
{
	const struct indicator *i = s->parent->indicator;
	struct arena *a = s->desk->work->arena;
	bool weighted = children_weighted(i, s->unit->group);
	size_t count = 0;

	for (size_t k = 0; k < i->child_count; k++) {
		struct node_score *child = node_at(s->desk, s->unit, i->child[k]);

		if (!has_influence(s, i->child[k]))
			continue;
		if (!child->scored) {
			say_passed_over(s, passed, child);
			continue;
		}
		child->share = node_handed(a, child, num_int(100));
		child->weight = weighted ? by_group(&i->child[k]->weight, s->unit->group) : num_int(100);
		SAY_TO(s->desk->work, says, "%s%s %s%s%s", count == 0 ? "" : s->combine == AVERAGED ? " + " : "，", indicator_label(child->indicator),
			say_points(a, child->share), weighted ? arena_printf(a, "（权重 %s）", say_points(a, child->weight)) : "",
			sign_words(s, child->share));
		if (mark_use(i, s->combine, child->share) == MARK_PASSED)
			child->weight = num_int(0);
		*weight = num_add(a, *weight, child->weight);
		mark[count++] = (struct mark){ child->share, child->weight };
	}
	return count;
}

/* Weights as they came to count: percent of a mean, 100 of a choice. */
static void weights_settle(struct sum *s, struct num weight)
{
	const struct indicator *i = s->parent->indicator;
	struct arena *a = s->desk->work->arena;

	for (size_t k = 0; k < i->child_count; k++) {
		struct node_score *child = node_at(s->desk, s->unit, i->child[k]);

		if (child->scored && num_sign(child->weight) != 0)
			child->weight = num_div(a, num_mul(a, child->weight, num_int(100)), weight);
	}
}

/* False: 几何平均 or 调和平均 of such marks there is none. */
static bool of_marks(struct sum *s, struct buf *says, struct buf *passed)
{
	struct arena *a = s->desk->work->arena;
	struct mark *mark = arena_many(a, struct mark, s->parent->indicator->child_count);
	struct num weight = num_int(0);
	size_t count = marks_gather(s, mark, &weight, says, passed);

	if (!marks_combine(a, s->parent->indicator, s->combine, mark, count, &s->parent->points))
		return false;
	if (is_choice(s->combine)) {
		SAY_TO(s->desk->work, says, "，取 %s", say_points(a, s->parent->points));
		return true;
	}
	if (num_sign(weight) != 0)
		weights_settle(s, weight);
	SAY_TO(s->desk->work, says, "，共 %zu 项，%s %s", count, combine_words[s->combine], say_points(a, s->parent->points));
	return true;
}

/* ---- 合扣 ---------------------------------------------------------------------- */

/* Every child is marked on the parent's full marks; what all of them lose is lost, down to 0 or the node's 保底. */
static void out_of_one_pool(struct sum *s, struct buf *says, struct buf *passed)
{
	const struct indicator *i = s->parent->indicator;
	struct arena *a = s->desk->work->arena;
	struct num full = s->parent->full, lost = num_int(0);
	size_t said = says->length;

	for (size_t k = 0; k < i->child_count; k++) {
		struct node_score *child = node_at(s->desk, s->unit, i->child[k]);
		struct num loss;

		if (!child->scored) {
			say_passed_over(s, passed, child);
			continue;
		}
		child->weight = full;
		child->share = node_handed(a, child, full);
		loss = num_sub(a, full, child->share);
		lost = num_add(a, lost, loss);
		SAY_TO(s->desk->work, says, "%s%s 扣 %s", says->length > said ? "，" : "", indicator_label(child->indicator), say_points(a, loss));
	}
	s->parent->points = num_sub(a, full, lost);
	SAY_TO(s->desk->work, says, "，共扣 %s，满分 %s，余 %s", say_points(a, lost), say_points(a, full), say_points(a, s->parent->points));
	if (!by_group_has(&i->floor, s->unit->group) && num_sign(s->parent->points) < 0) {
		s->parent->points = num_int(0);
		SAY_TO(s->desk->work, says, "，扣完为止，得 0");
	}
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
	SAY_TO(d->work, &says, "%s：", combine_words[s.combine]);
	if (has_weights(s.combine)) {
		add_up(&s, &says, &passed);
	} else if (s.combine == POOLED) {
		out_of_one_pool(&s, &says, &passed);
	} else if (!of_marks(&s, &says, &passed)) {
		obstacle_set(n, NO_DENOMINATOR, NULL);
		n->steps = SAY(d->work, "%s%s，", says.at, passed.length > 0 ? passed.at : "");
		return;
	}
	n->scored = true;
	n->steps = SAY(d->work, "%s%s", says.at, passed.length > 0 ? passed.at : "");
}
