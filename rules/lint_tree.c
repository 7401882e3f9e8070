/* lint_tree.c -- weights and full marks that add up, leaves that can be scored,
 * circles, and the scheme's own 约束. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

/* ---- the shape of one node ----------------------------------------------- */

static bool has_entry(const struct indicator *n, const char *key) { return entry_of(n->element, key) != NULL; }

static bool asks_spread(enum method m)
{
	return m == STANDARD || m == RANGE || m == EFFICACY || m == NO_METHOD;
}

static void check_spread(struct reader *r, const struct indicator *n)
{
	bool asked = asks_spread(n->marking.method);

	for (size_t i = 0; i < n->special_marking_count; i++)
		asked = asked || asks_spread(n->special_marking[i].marking.method);
	if (!asked && has_entry(n, "无差异"))
		diag(r->diag, MSG_STRAY_SPREAD, entry_of(n->element, "无差异")->at, n->name, NULL);
}

static void check_schedule(struct reader *r, const struct indicator *n)
{
	static const char *const keys[] = { "扣.1", "扣.其余", "数据", "条件" };
	bool of_all = n->marking.method == SCHEDULE || n->marking.method == NO_METHOD, of_any = of_all;

	for (size_t i = 0; i < n->special_marking_count; i++)
		of_any = of_any || n->special_marking[i].marking.method == SCHEDULE || n->special_marking[i].marking.method == NO_METHOD;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!(i < 2 ? of_all : of_any) && has_entry(n, keys[i]))
			diag(r->diag, MSG_SCHEDULE_STRAY, entry_of(n->element, keys[i])->at, n->name, keys[i], NULL);
}

static void check_leaf(struct reader *r, const struct indicator *n)
{
	check_spread(r, n);
	check_schedule(r, n);
	if ((!has_entry(n, "公式") && n->marking.method != SCHEDULE) || !has_entry(n, "计分"))
		diag(r->diag, MSG_LEAF, n->at, n->name, has_entry(n, "公式") ? "计分" : "公式", NULL);
	if (has_entry(n, "合成"))
		diag(r->diag, MSG_COMBINE_LEAF, entry_of(n->element, "合成")->at, n->name, NULL);
	if (has_entry(n, "最小样本") != has_entry(n, "样本不足") || has_entry(n, "最小样本") != has_entry(n, "样本"))
		diag(r->diag, MSG_SAMPLE, n->at, n->name, NULL);
}

static bool combines_by(const struct indicator *n, enum combine c)
{
	for (size_t i = 0; i < n->special_combine_count; i++)
		if (n->special_combine[i].combine == c)
			return true;
	return n->combine == c;
}

/* What the means that are not sums must say of themselves. */
static void check_mean(struct reader *r, const struct indicator *n)
{
	static const char *const keys[] = { "零值", "负值" };
	bool mean = combines_by(n, GEOMETRIC) || combines_by(n, HARMONIC);
	const char *word = combine_words[combines_by(n, GEOMETRIC) ? GEOMETRIC : mean ? HARMONIC : HIGHEST];

	if ((mean || combines_by(n, HIGHEST)) && !has_entry(n, "合成对象"))
		diag(r->diag, MSG_COMBINE_OBJECT, n->at, n->name, word, NULL);
	for (int i = 0; i < 2; i++) {
		if (mean && !has_entry(n, keys[i]))
			diag(r->diag, MSG_COMBINE_SIGNS, n->at, n->name, word, keys[i], NULL);
		if (!mean && has_entry(n, keys[i]))
			diag(r->diag, MSG_COMBINE_KEY, entry_of(n->element, keys[i])->at, n->name, keys[i], NULL);
	}
}

static bool takes_off(enum method m)
{
	return m == DEDUCT || m == TARGET || m == REVERSE_TARGET || m == OFFENCES || m == SCHEDULE;
}

static void check_pool(struct reader *r, const struct indicator *n)
{
	for (size_t i = 0; combines_by(n, POOLED) && i < n->child_count; i++) {
		const struct indicator *c = n->child[i];

		if (c->child_count > 0 || (c->marking.method != NO_METHOD && !takes_off(c->marking.method)))
			diag(r->diag, MSG_POOL_CHILD, c->at, n->name, c->name, NULL);
	}
}

static void check_inner(struct reader *r, const struct indicator *n)
{
	check_mean(r, n);
	check_pool(r, n);
	static const char *const leaf_keys[] = { "公式", "计分", "样本", "最小样本", "样本不足", NULL };

	if (!has_entry(n, "合成"))
		diag(r->diag, MSG_NO_COMBINE, n->at, n->name, NULL);
	for (int i = 0; leaf_keys[i] != NULL; i++)
		if (has_entry(n, leaf_keys[i]))
			diag(r->diag, MSG_INNER_KEY, entry_of(n->element, leaf_keys[i])->at, n->name, leaf_keys[i], NULL);
}

/* ---- sums over siblings, for each group ------------------------------------ */

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

		if (!by_group_has(g, group)) {
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

/* Full marks of a node as its children add up, or 100. */
static struct num scale_of(struct reader *r, const struct indicator *n, const char *group)
{
	struct num full = num_int(0);

	if (n->child_count == 0 || indicator_combine(n, group) != ADDED)
		return num_int(100);
	for (size_t i = 0; i < n->child_count; i++)
		full = num_add(r->arena, full, by_group(&n->child[i]->full, group));
	return full;
}

/* 得分 of children on different scales cannot be compared. */
static void check_scales(struct reader *r, const struct indicator *n, const char *group)
{
	enum combine c = indicator_combine(n, group);

	if (n->combine_rates || (c != HIGHEST && c != GEOMETRIC && c != HARMONIC))
		return;
	for (size_t i = 1; i < n->child_count; i++) {
		struct num a = scale_of(r, n->child[0], group), b = scale_of(r, n->child[i], group);

		if (num_cmp(a, b) == 0)
			continue;
		diag(r->diag, MSG_COMBINE_SCALES, n->at, n->name, combine_words[c], n->child[0]->name, num_text(r->arena, a),
			n->child[i]->name, num_text(r->arena, b), NULL);
		return;
	}
}

static void check_children(struct reader *r, const struct indicator *n, const char *group)
{
	struct num due = num_int(100);

	check_scales(r, n, group);
	if (children_weighted(n, group)) {
		check_sum(r, n, group, true, &due);
		return;
	}
	switch (indicator_combine(n, group)) {
	case NO_COMBINE:                /* it is said that it cannot be read, or that it lacks */
		break;
	case ADDED:
		due = by_group(&n->full, group);
		check_sum(r, n, group, false, by_group_has(&n->full, group) ? &due : NULL);
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

/* 计分.组 must name groups of the board's registry. */
static void check_markings(struct reader *r, const struct indicator *n, const char **groups, const char *registry)
{
	for (size_t i = 0; i < n->special_marking_count; i++) {
		bool found = false;

		for (size_t k = 0; groups[k] != NULL; k++)
			found = found || strcmp(groups[k], n->special_marking[i].group) == 0;
		if (!found)
			diag(r->diag, MSG_NO_SUCH_GROUP, n->special_marking[i].at, n->special_marking[i].group, registry, NULL);
	}
}

/* 级.n.组 must name groups of the board's registry. */
static void check_grade_groups(struct reader *r, const struct board *b, const char **groups)
{
	const struct entry *entry;
	const char *suffix, *dot;

	for (size_t i = 0; b->grades != NULL && (entry = entry_next(b->grades->element, "级.", &i, &suffix)) != NULL; ) {
		bool found = (dot = strchr(suffix, '.')) == NULL;

		for (size_t k = 0; !found && groups[k] != NULL; k++)
			found = strcmp(groups[k], dot + 1) == 0;
		if (!found)
			diag(r->diag, MSG_NO_SUCH_GROUP, entry->at, dot + 1, b->registry->name, NULL);
	}
}

static void check_board(struct reader *r, const struct board *b)
{
	const char **groups;

	if (b->root == NULL || b->registry == NULL)
		return;
	groups = registry_groups(r->arena, b->registry);
	check_group_words(r, &b->full, groups, b->registry->name);
	check_grade_groups(r, b, groups);
	for (size_t i = 0; i < r->scheme->indicator_count; i++) {
		const struct indicator *n = r->scheme->indicator[i];

		if (!under_root(b, n))
			continue;
		check_group_words(r, &n->weight, groups, b->registry->name);
		check_group_words(r, &n->full, groups, b->registry->name);
		check_group_words(r, &n->cap, groups, b->registry->name);
		check_group_words(r, &n->floor, groups, b->registry->name);
		check_markings(r, n, groups, b->registry->name);
		for (size_t k = 0; n->child_count > 0 && groups[k] != NULL; k++)
			check_children(r, n, groups[k]);
	}
}

/* ---- circles among indicators ---------------------------------------------- */

enum mark { UNSEEN, OPEN, DONE };

/* The value of a node is there before its points: its marking may look at it, its formula may not. */
struct tracing {
	struct reader *r;
	enum mark *value, *mark;
	bool found;
};

static void trace(struct tracing *, const struct indicator *);
static void trace_value(struct tracing *, const struct indicator *);

/* Functions whose argument is another unit's or another period's. */
static bool looks_elsewhere(enum op op)
{
	return (op >= OP_CHILD_MEAN && op <= OP_CHILD_COUNT) || op == OP_LAST || op == OP_SAME;
}

static void trace_expr(struct tracing *t, const struct expr *e)
{
	if (e == NULL || looks_elsewhere(e->op))
		return;
	if (e->indicator != NULL && !t->found) {
		bool of_value = e->op == OP_VALUE;

		if ((of_value ? t->value : t->mark)[e->indicator->index] == OPEN) {
			diag(t->r->diag, MSG_CIRCLE, e->at, e->indicator->name, NULL);
			t->found = true;
			return;
		}
		(of_value ? trace_value : trace)(t, e->indicator);
	}
	for (size_t i = 0; i < e->count; i++)
		trace_expr(t, e->arg[i]);
}

static void trace_marking(struct tracing *t, const struct marking *m)
{
	trace_expr(t, m->target);
	trace_expr(t, m->low);
	trace_expr(t, m->high);
	for (size_t i = 0; i < m->band_count; i++) {
		trace_expr(t, m->band[i].bound);
		trace_expr(t, m->band[i].upper);
	}
}

static void trace_value(struct tracing *t, const struct indicator *n)
{
	if (t->value[n->index] != UNSEEN)
		return;
	t->value[n->index] = OPEN;
	trace_expr(t, n->formula);
	for (size_t i = 0; i < n->special_marking_count; i++)
		trace_expr(t, n->special_marking[i].formula);
	t->value[n->index] = DONE;
}

static void trace(struct tracing *t, const struct indicator *n)
{
	const struct scheme *s = t->r->scheme;

	if (t->mark[n->index] != UNSEEN)
		return;
	t->mark[n->index] = OPEN;
	trace_value(t, n);
	trace_expr(t, n->exempt);
	trace_marking(t, &n->marking);
	for (size_t i = 0; i < n->special_marking_count; i++)
		trace_marking(t, &n->special_marking[i].marking);
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
	size_t count = s->indicator_count + 1;
	struct tracing t = { r, arena_many(r->arena, enum mark, count), arena_many(r->arena, enum mark, count), false };

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
