/* lint_tree.c -- weights and full marks that add up, leaves that can be scored,
 * circles, and the scheme's own 约束. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

/* ---- the shape of one node ----------------------------------------------- */

static bool has_entry(const struct indicator *n, const char *key) { return entry_of(n->element, key) != NULL; }

static void check_leaf(struct reader *r, const struct indicator *n)
{
	if (!has_entry(n, "公式") || !has_entry(n, "计分"))
		diag(r->diag, MSG_LEAF, n->at, n->name, has_entry(n, "公式") ? "计分" : "公式", NULL);
	if (has_entry(n, "合成"))
		diag(r->diag, MSG_COMBINE_LEAF, entry_of(n->element, "合成")->at, n->name, NULL);
	if (has_entry(n, "最小样本") != has_entry(n, "样本不足") || has_entry(n, "最小样本") != has_entry(n, "样本"))
		diag(r->diag, MSG_SAMPLE, n->at, n->name, NULL);
	for (int k = 0; k < NONE_KINDS; k++)
		if (n->treatment[k].effect == EFFECT_UNSET && diag_errors(r->diag) == 0)
			diag(r->diag, MSG_EFFECT_OPEN, n->at, n->name, none_words[k], NULL);
}

static void check_inner(struct reader *r, const struct indicator *n)
{
	static const char *const leaf_keys[] = { "公式", "计分", "样本", "最小样本", "样本不足", NULL };

	if (!has_entry(n, "合成"))
		diag(r->diag, MSG_NO_COMBINE, n->at, n->name, NULL);
	for (int i = 0; leaf_keys[i] != NULL; i++)
		if (has_entry(n, leaf_keys[i]))
			diag(r->diag, MSG_INNER_KEY, entry_of(n->element, leaf_keys[i])->at, n->name, leaf_keys[i], NULL);
}

/* ---- sums over siblings, for each group ------------------------------------ */

static bool given(const struct by_group *g, const char *group)
{
	if (g->set)
		return true;
	for (size_t i = 0; i < g->special_count; i++)
		if (strcmp(g->special[i].group, group) == 0)
			return true;
	return false;
}

static const char *group_word(struct reader *r, const char *group)
{
	return *group == '\0' ? "" : arena_printf(r->arena, "（组“%s”）", group);
}

/* "按期整改率 40（50-x.ini:12） + …": the addends and their lines. */
static const char *addends(struct reader *r, const struct indicator *n, const char *group, bool weights)
{
	struct buf b = buf_new(r->arena);

	for (size_t i = 0; i < n->child_count; i++) {
		const struct by_group *g = weights ? &n->child[i]->weight : &n->child[i]->full;

		buf_printf(&b, "%s%s %s（%s:%u）", i > 0 ? " + " : "", n->child[i]->name, num_text(r->arena, by_group(g, group)),
			g->at.file, g->at.line);
	}
	return b.at;
}

static void check_sum(struct reader *r, const struct indicator *n, const char *group, bool weights, const struct num *due)
{
	const char *key = weights ? "权重" : "满分", *other = weights ? "满分" : "权重";
	struct num sum = num_int(0);

	for (size_t i = 0; i < n->child_count; i++) {
		const struct indicator *c = n->child[i];
		const struct by_group *g = weights ? &c->weight : &c->full, *wrong = weights ? &c->full : &c->weight;
		bool own_scale = weights && c->child_count > 0;         /* 满分 of a 直接相加 child states its scale */

		if (!given(g, group)) {
			diag(r->diag, MSG_CHILD_LACKS, c->at, c->name, n->name, combine_words[indicator_combine(n, group)], key, NULL);
			return;
		}
		if ((wrong->set || wrong->special_count > 0) && !own_scale)
			diag(r->diag, MSG_MIXED, wrong->at, c->name, n->name, combine_words[indicator_combine(n, group)], other, key, NULL);
		if (num_sign(by_group(g, group)) < 0)
			diag(r->diag, MSG_NEGATIVE_WEIGHT, g->at, c->name, key, num_text(r->arena, by_group(g, group)), NULL);
		sum = num_add(r->arena, sum, by_group(g, group));
	}
	if (due != NULL && num_cmp(sum, *due) != 0)
		diag(r->diag, MSG_SUM, n->at, n->name, arena_printf(r->arena, "%s%s", key, group_word(r, group)),
			num_text(r->arena, *due), num_text(r->arena, sum), addends(r, n, group, weights), NULL);
}

static void check_children(struct reader *r, const struct indicator *n, const char *group)
{
	struct num due = num_int(100);

	switch (indicator_combine(n, group)) {
	case WEIGHTED:
		check_sum(r, n, group, true, &due);
		break;
	case ADDED:
		due = by_group(&n->full, group);
		check_sum(r, n, group, false, given(&n->full, group) ? &due : NULL);
		break;
	default:
		for (size_t i = 0; i < n->child_count; i++) {
			const struct indicator *c = n->child[i];

			if (c->weight.set || (c->full.set && c->child_count == 0))
				diag(r->diag, MSG_NEEDLESS_WEIGHT, c->weight.set ? c->weight.at : c->full.at, c->name, n->name,
					combine_words[indicator_combine(n, group)], NULL);
		}
	}
}

/* Group words of an item must be groups of the board's registry. */
static void check_group_words(struct reader *r, const struct by_group *g, const char **groups, const char *registry)
{
	for (size_t i = 0; i < g->special_count; i++) {
		bool found = false;

		for (size_t k = 0; groups[k] != NULL; k++)
			found = found || strcmp(groups[k], g->special[i].group) == 0;
		if (!found)
			diag(r->diag, MSG_NO_SUCH_GROUP, g->special[i].at, g->special[i].group, registry, NULL);
	}
}

static void check_board(struct reader *r, const struct board *b)
{
	const char **groups;

	if (b->root == NULL || b->registry == NULL)
		return;
	groups = registry_groups(r->arena, b->registry);
	if (b->root->parent != NULL)
		diag(r->diag, MSG_ROOT_HAS_PARENT, entry_of(b->element, "根指标")->value_at, b->root->name, b->root->parent->name, NULL);
	check_group_words(r, &b->full, groups, b->registry->name);
	for (size_t i = 0; i < r->scheme->indicator_count; i++) {
		const struct indicator *n = r->scheme->indicator[i];

		if (!under_root(b, n))
			continue;
		check_group_words(r, &n->weight, groups, b->registry->name);
		check_group_words(r, &n->full, groups, b->registry->name);
		for (size_t k = 0; n->child_count > 0 && groups[k] != NULL; k++)
			check_children(r, n, groups[k]);
	}
}

/* ---- circles among indicators ---------------------------------------------- */

enum mark { UNSEEN, OPEN, DONE };

struct tracing {
	struct reader *r;
	enum mark *mark;
	bool found;
};

static void trace(struct tracing *, const struct indicator *);

/* Functions whose argument is another unit's or another period's. */
static bool looks_elsewhere(enum op op)
{
	return op == OP_CHILD_MEAN || op == OP_CHILD_SUM || op == OP_LAST || op == OP_SAME;
}

static void trace_expr(struct tracing *t, const struct expr *e)
{
	if (e == NULL || looks_elsewhere(e->op))
		return;
	if (e->indicator != NULL && !t->found) {
		if (t->mark[e->indicator->index] == OPEN) {
			diag(t->r->diag, MSG_CIRCLE, e->at, e->indicator->name, NULL);
			t->found = true;
			return;
		}
		trace(t, e->indicator);
	}
	for (size_t i = 0; i < e->count; i++)
		trace_expr(t, e->arg[i]);
}

static void trace(struct tracing *t, const struct indicator *n)
{
	const struct scheme *s = t->r->scheme;

	if (t->mark[n->index] != UNSEEN)
		return;
	t->mark[n->index] = OPEN;
	trace_expr(t, n->formula);
	trace_expr(t, n->marking.target);
	trace_expr(t, n->marking.low);
	trace_expr(t, n->marking.high);
	for (size_t i = 0; i < n->marking.band_count; i++)
		trace_expr(t, n->marking.band[i].bound);
	for (size_t i = 0; i < s->state_count; i++)
		if (s->state[i]->indicator == n)
			trace_expr(t, s->state[i]->when);
	for (size_t i = 0; i < s->veto_count; i++)
		if (s->veto[i]->effect == ITEM_ZERO && s->veto[i]->item == n)
			trace_expr(t, s->veto[i]->when);
	for (size_t i = 0; i < n->child_count; i++)
		trace(t, n->child[i]);
	t->mark[n->index] = DONE;
}

/* ---- 约束 ---------------------------------------------------------------- */

static const char *constraint_group;

static struct value share_of(struct env *env, const struct expr *e)
{
	return value_num(indicator_share(env->arena, e->indicator, constraint_group));
}

static const struct registry *registry_of(const struct scheme *s, const struct indicator *n)
{
	for (size_t i = 0; i < s->board_count; i++)
		if (under_root(s->board[i], n))
			return s->board[i]->registry;
	return NULL;
}

static void first_indicator(const struct expr *e, void *found)
{
	const struct indicator **n = found;

	if (*n == NULL && e->indicator != NULL)
		*n = e->indicator;
}

/* Proven for every group of the registry that the weights concern. */
static void check_constraint(struct reader *r, const struct constraint *c)
{
	static const char *no_groups[] = { "", NULL };
	const struct indicator *n = NULL;
	const struct registry *registry;
	const char **groups = no_groups;
	struct env env = { .arena = r->arena, .ref = share_of };

	if (c->when == NULL)
		return;
	expr_walk(c->when, first_indicator, &n);
	registry = n == NULL ? NULL : registry_of(r->scheme, n);
	if (registry != NULL && registry->unit_count > 0)
		groups = registry_groups(r->arena, registry);
	for (; *groups != NULL; groups++) {
		constraint_group = *groups;
		if (expr_holds(c->when, &env) == 1)
			continue;
		diag(r->diag, MSG_CONSTRAINT, entry_of(c->element, "条件")->at, c->name, group_word(r, *groups), expr_show(c->when, &env), NULL);
		return;
	}
}

void lint_tree(struct reader *r)
{
	const struct scheme *s = r->scheme;
	struct tracing t = { r, arena_many(r->arena, enum mark, s->indicator_count + 1), false };

	for (size_t i = 0; i < s->indicator_count; i++) {
		if (s->indicator[i]->child_count > 0)
			check_inner(r, s->indicator[i]);
		else
			check_leaf(r, s->indicator[i]);
	}
	for (size_t i = 0; i < s->board_count; i++)
		check_board(r, s->board[i]);
	for (size_t i = 0; i < s->indicator_count; i++)
		trace(&t, s->indicator[i]);
	if (diag_errors(r->diag) == 0)
		for (size_t i = 0; i < s->constraint_count; i++)
			check_constraint(r, s->constraint[i]);
}
