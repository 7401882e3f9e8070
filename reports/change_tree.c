/* change_tree.c -- today's tree, combined from leaves of either period.
 *
 * Repeats what scoring/ does when it combines, for figures that scoring/ never
 * sees: last period's leaves under today's weights, and every mixture of the
 * two.  change.c proves on every run that it comes to the same base. */
#include "reports/change.h"

#include "reports/plain.h"

enum { MOST_DOUBTFUL = 10 };

static struct num rounded(struct arena *a, struct num n, const struct rounding *r)
{
	return r->set && !r->none ? num_round(a, n, r->places, r->mode) : n;
}

/* ---- one node from its children ------------------------------------------------- */

static bool has_weights(enum combine c)
{
	return c == WEIGHTED || c == ADDED;
}

static struct num weight_of(const struct indicator *i, enum combine c, const char *group)
{
	if (children_weighted(i->parent, group))
		return by_group(&i->weight, group);
	return c == ADDED ? by_group(&i->full, group) : num_int(100);
}

/* Own full marks of an inner node before anything is passed over. */
static struct num own_full(const struct tree *t, const struct indicator *i)
{
	struct num full = num_int(0);
	enum combine c = indicator_combine(i, t->group);

	if (c == POOLED && (i->parent == NULL ? i->full.set || i->full.special_count > 0 : indicator_combine(i->parent, t->group) == ADDED))
		return by_group(&i->full, t->group);
	if (c != ADDED)
		return num_int(100);
	for (size_t k = 0; k < i->child_count; k++)
		full = num_add(t->arena, full, by_group(&i->child[k]->full, t->group));
	return full;
}

static struct num handed(const struct tree *t, struct layers l, const struct indicator *i, struct num weight)
{
	const struct node_state *n = &t->node[i->index];
	struct num share;

	if (num_sign(n->full) == 0)
		return num_int(0);
	share = num_mul(t->arena, num_div(t->arena, n->points, n->full), weight);
	return l.rounded ? rounded(t->arena, share, &i->rounding) : share;
}

static struct node_state added_up(const struct tree *t, struct layers l, const struct indicator *i, enum combine c)
{
	struct arena *a = t->arena;
	struct num total = num_int(0), counted = num_int(0), left;
	struct node_state sum = { .points = num_int(0), .full = own_full(t, i) };

	left = num_int(0);
	for (size_t k = 0; k < i->child_count; k++) {
		const struct node_state *child = &t->node[i->child[k]->index];
		struct num weight = weight_of(i->child[k], c, t->group);

		total = num_add(a, total, weight);
		if (child->scored)
			counted = num_add(a, counted, weight);
		if (child->scored || !child->shrinks)
			left = num_add(a, left, weight);
	}
	if (num_sign(counted) == 0)
		return sum;
	for (size_t k = 0; k < i->child_count; k++) {
		struct num weight = weight_of(i->child[k], c, t->group);

		if (t->node[i->child[k]->index].scored && num_sign(weight) != 0)
			sum.points = num_add(a, sum.points, handed(t, l, i->child[k], num_div(a, num_mul(a, weight, left), counted)));
	}
	sum.full = num_div(a, num_mul(a, sum.full, left), total);
	sum.scored = true;
	return sum;
}

static struct node_state of_marks(const struct tree *t, struct layers l, const struct indicator *i, enum combine c)
{
	struct node_state n = { .points = num_int(0), .full = own_full(t, i) };
	struct mark *mark = arena_many(t->arena, struct mark, i->child_count);
	size_t count = 0;

	for (size_t k = 0; k < i->child_count; k++) {
		struct num weight = weight_of(i->child[k], c, t->group);

		if (t->node[i->child[k]->index].scored && num_sign(weight) != 0)
			mark[count++] = (struct mark){ handed(t, l, i->child[k], num_int(100)), weight };
	}
	n.scored = marks_combine(t->arena, i, c, mark, count, &n.points);
	return n;
}

static struct node_state out_of_one_pool(const struct tree *t, struct layers l, const struct indicator *i)
{
	struct node_state n = { .points = own_full(t, i), .full = own_full(t, i) };

	for (size_t k = 0; k < i->child_count; k++) {
		if (!t->node[i->child[k]->index].scored)
			continue;
		n.points = num_sub(t->arena, n.points, num_sub(t->arena, n.full, handed(t, l, i->child[k], n.full)));
		n.scored = true;
	}
	if (!by_group_has(&i->floor, t->group))
		n.points = num_max(n.points, num_int(0));
	return n;
}

static struct node_state combined(const struct tree *t, struct layers l, const struct indicator *i)
{
	enum combine c = indicator_combine(i, t->group);
	struct node_state n = has_weights(c) ? added_up(t, l, i, c) : c == POOLED ? out_of_one_pool(t, l, i) : of_marks(t, l, i, c);

	if (l.bounded && n.scored && by_group_has(&i->cap, t->group) && num_cmp(n.points, by_group(&i->cap, t->group)) > 0)
		n.points = by_group(&i->cap, t->group);
	else if (l.bounded && n.scored && by_group_has(&i->floor, t->group) && num_cmp(n.points, by_group(&i->floor, t->group)) < 0)
		n.points = by_group(&i->floor, t->group);
	return n;
}

/* ---- the whole -------------------------------------------------------------------- */

static void work_out(struct tree *t, struct layers l, const struct indicator *i)
{
	t->node[i->index] = l.forced && t->forced[i->index] ? t->force[i->index] : combined(t, l, i);
}

static void work_out_below(struct tree *t, struct layers l, const struct indicator *i)
{
	for (size_t k = 0; k < i->child_count; k++)
		if (i->child[k]->child_count > 0)
			work_out_below(t, l, i->child[k]);
	if (i->child_count > 0)
		work_out(t, l, i);
}

static struct num root_base(struct tree *t, struct layers l)
{
	const struct indicator *root = t->board->root;

	if (!t->node[root->index].scored)
		return num_int(0);
	return handed(t, l, root, by_group(&t->board->full, t->group));
}

struct num tree_base(struct tree *t, struct layers l)
{
	work_out_below(t, l, t->board->root);
	return root_base(t, l);
}

struct num tree_replace(struct tree *t, struct layers l, const struct indicator *leaf, struct node_state state)
{
	t->node[leaf->index] = state;
	for (const struct indicator *i = leaf; i != t->board->root; i = i->parent)
		work_out(t, l, i->parent);
	return root_base(t, l);
}

static struct tree *tree_new(struct arena *a, const struct scheme *scheme, const struct board *b, const char *group)
{
	struct tree *t = arena_one(a, struct tree);

	t->arena = a;
	t->scheme = scheme;
	t->board = b;
	t->group = group;
	t->node = arena_many(a, struct node_state, scheme->indicator_count);
	t->force = arena_many(a, struct node_state, scheme->indicator_count);
	t->forced = arena_many(a, bool, scheme->indicator_count);
	return t;
}

static bool same_state(const struct node_state *x, const struct node_state *y)
{
	if (!x->scored || !y->scored)
		return x->scored == y->scored;
	return num_cmp(x->points, y->points) == 0 && num_cmp(x->full, y->full) == 0;
}

/* ---- now -------------------------------------------------------------------------- */

struct tree *tree_now(struct arena *a, const struct scheme *scheme, const struct board *b, const struct unit_score *u)
{
	struct tree *t = tree_new(a, scheme, b, u->unit->group);

	for (size_t i = 0; i < scheme->indicator_count; i++) {
		const struct node_score *n = &u->node[i];

		if (n->indicator == NULL)
			continue;
		t->node[i].scored = n->scored;
		t->node[i].shrinks = !n->scored && n->effect == SKIP_SHRINK;
		t->node[i].points = n->scored ? n->points : num_int(0);
		t->node[i].full = n->full;
		t->forced[i] = n->indicator->child_count > 0 && (n->none || n->zeroed != NULL || n->exempt);
		t->force[i] = t->node[i];
	}
	return t;
}

/* ---- then ------------------------------------------------------------------------- */

/* Nothing to combine, or no such mean of what there is. */
static bool comes_to_nothing(const struct tree *t, const struct indicator *i)
{
	struct layers all = { true, true, true };

	return !combined(t, all, i).scored;
}

/* Whether a veto or a state may have given the node the points it had then. */
static bool may_be_forced(const struct tree *t, const struct indicator *i, const struct node_state *was)
{
	if (i->exempt != NULL)
		return true;
	for (size_t k = 0; k < t->scheme->state_count; k++)
		if (t->scheme->state[k]->board == t->board && t->scheme->state[k]->indicator == i)
			return true;
	for (size_t k = 0; k < t->scheme->veto_count && was->scored && num_sign(was->points) == 0; k++)
		if (t->scheme->veto[k]->board == t->board && t->scheme->veto[k]->item == i)
			return true;
	return comes_to_nothing(t, i);
}

/* An inner node that was passed over and shrank its parent keeps doing so when it is combined again. */
static void keep_shrinking(struct tree *t, const struct indicator *const *inner, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		const struct node_state *n = &t->node[inner[k]->index];

		if (inner[k]->child_count == 0 || !n->shrinks)
			continue;
		t->forced[inner[k]->index] = true;
		t->force[inner[k]->index] = *n;
	}
}

/* The past does not say how a child was passed over: the way that gives what its parent had. */
static bool settle_doubts(struct tree *t, const struct indicator *i, const struct node_state *was)
{
	struct layers all = { true, true, true };
	const struct indicator *doubtful[MOST_DOUBTFUL];
	size_t count = 0;

	for (size_t k = 0; k < i->child_count && count < MOST_DOUBTFUL; k++)
		if (!t->node[i->child[k]->index].scored)
			doubtful[count++] = i->child[k];
	for (size_t way = 0; way < (size_t)1 << count; way++) {
		struct node_state n;

		for (size_t k = 0; k < count; k++)
			t->node[doubtful[k]->index].shrinks = (way >> k & 1) != 0;
		n = combined(t, all, i);
		if (same_state(&n, was)) {
			keep_shrinking(t, doubtful, count);
			return true;
		}
	}
	for (size_t k = 0; k < count; k++)
		t->node[doubtful[k]->index].shrinks = false;
	return false;
}

static const struct indicator *trace_back(struct tree *t, const struct indicator *i)
{
	struct node_state was = t->node[i->index];

	for (size_t k = 0; k < i->child_count; k++) {
		const struct indicator *fault = i->child[k]->child_count > 0 ? trace_back(t, i->child[k]) : NULL;

		if (fault != NULL)
			return fault;
	}
	if (i->child_count == 0 || settle_doubts(t, i, &was))
		return NULL;
	if (!may_be_forced(t, i, &was))
		return i;
	t->forced[i->index] = true;
	t->force[i->index] = was;
	return NULL;
}

struct tree *tree_then(struct arena *a, const struct scheme *scheme, const struct board *b, const struct unit *u,
	const struct past_unit *p, const char **why)
{
	struct tree *t = tree_new(a, scheme, b, u->group);
	const struct indicator *fault;

	for (size_t i = 0; i < scheme->indicator_count; i++) {
		const struct past_figure *f = &p->figure[i];

		if (!board_has(b, scheme->indicator[i]))
			continue;
		t->node[i].scored = f->has_points;
		t->node[i].points = f->has_points ? f->points : num_int(0);
		t->node[i].full = f->has_points ? f->full : num_int(0);
	}
	fault = trace_back(t, b->root);
	if (fault == NULL)
		return t;
	*why = arena_printf(a, "上期“%s”的得分按本期的规则合不出来：方案改过，或上期另有处理，不能逐项说明",
		fault->title != NULL && *fault->title != '\0' ? fault->title : fault->name);
	return NULL;
}
