/* lint_logic.c -- bands that are never reached, secrets that would leak, groups
 * too small for a 末位 rule. */
#include <string.h>
#include "rules/read.h"

/* ---- bands ----------------------------------------------------------------- */

static bool upward(enum op op) { return op == OP_GE || op == OP_GT; }
static bool downward(enum op op) { return op == OP_LE || op == OP_LT; }

/* The constant a bound stands for; false where it depends on the unit. */
static bool constant_of(const struct expr *e, struct num *n)
{
	const struct value *v = e == NULL ? NULL : e->op == OP_CONST ? &e->constant : e->op == OP_PARAM ? &e->param->value : NULL;

	if (v == NULL || v->kind != V_NUMBER)
		return false;
	*n = v->num;
	return true;
}

/* The same where one of them is 在 a 至 b. */
static bool covers(const struct band *earlier, const struct band *later, struct num a, struct num b)
{
	struct num top = b, most;

	if (later->op != OP_BETWEEN && later->op != OP_EQ)
		return false;
	if (later->op == OP_BETWEEN && !constant_of(later->upper, &top))
		return false;
	switch (earlier->op) {
	case OP_BETWEEN:
		return constant_of(earlier->upper, &most) && num_cmp(b, a) >= 0 && num_cmp(top, most) <= 0;
	case OP_GE:
		return num_cmp(b, a) >= 0;
	case OP_GT:
		return num_cmp(b, a) > 0;
	case OP_LE:
		return num_cmp(top, a) <= 0;
	case OP_LT:
		return num_cmp(top, a) < 0;
	default:
		return num_cmp(b, a) == 0 && num_cmp(top, a) == 0;
	}
}

/* Whether every value that meets later was taken by earlier already. */
static bool shadows(const struct band *earlier, const struct band *later)
{
	struct num a, b;
	int c;

	if (earlier->op == OP_CONST)
		return true;
	if (later->op == OP_CONST || !constant_of(earlier->bound, &a) || !constant_of(later->bound, &b))
		return false;
	if (earlier->op == OP_BETWEEN || later->op == OP_BETWEEN)
		return covers(earlier, later, a, b);
	c = num_cmp(b, a);
	if (upward(earlier->op) && (upward(later->op) || later->op == OP_EQ))
		return c > 0 || (c == 0 && !(earlier->op == OP_GT && later->op != OP_GT));
	if (downward(earlier->op) && (downward(later->op) || later->op == OP_EQ))
		return c < 0 || (c == 0 && !(earlier->op == OP_LT && later->op != OP_LT));
	return earlier->op == OP_EQ && later->op == OP_EQ && c == 0;
}

static void check_bands(struct reader *r, const struct indicator *n, const struct marking *m)
{
	for (size_t i = 1; i < m->band_count; i++)
		for (size_t j = 0; j < i; j++)
			if (shadows(&m->band[j], &m->band[i])) {
				diag(r->diag, MSG_BAND_SHADOWED, m->band[i].at, n->name,
					arena_printf(r->arena, "%zu", i + 1), arena_printf(r->arena, "%zu", j + 1), NULL);
				break;
			}
}

static void check_all_bands(struct reader *r, const struct indicator *n)
{
	check_bands(r, n, &n->marking);
	for (size_t i = 0; i < n->special_marking_count; i++)
		check_bands(r, n, &n->special_marking[i].marking);
}

/* ---- secrets in row expressions --------------------------------- */

struct row_check {
	struct reader *r;
	const struct source *source;
	const struct measure *measure;
};

static const struct column *column_of(const struct row_check *c, const struct expr *e)
{
	return &(e->op == OP_FAR_COLUMN ? e->far : c->source)->column[e->column];
}

static void check_secret(const struct expr *e, void *self)
{
	struct row_check *c = self;

	if ((e->op == OP_COLUMN || e->op == OP_FAR_COLUMN) && column_of(c, e)->secret)
		diag(c->r->diag, MSG_SECRET, e->at, e->name, NULL);
}

/* The text of a 遮蔽 column must not become a figure, nor stand in a trail. */
static void check_masked(const struct expr *e, void *self)
{
	struct row_check *c = self;

	if ((e->op == OP_COLUMN || e->op == OP_FAR_COLUMN) && column_of(c, e)->masked)
		diag(c->r->diag, MSG_MASKED_SHOWN, e->at, e->name, c->measure->name, NULL);
}

static void check_trail(struct reader *r, const struct source *s)
{
	for (size_t i = 0; i < s->trail_count; i++)
		if (s->trail[i] != SIZE_MAX && s->column[s->trail[i]].masked)
			diag(r->diag, MSG_MASKED_TRAIL, s->column[s->trail[i]].at, s->column[s->trail[i]].name, NULL);
	for (size_t i = 0; s->trail_count > 0 && i < s->key_count; i++)
		if (s->key[i] != SIZE_MAX && s->column[s->key[i]].masked)
			diag(r->diag, MSG_MASKED_TRAIL, s->column[s->key[i]].at, s->column[s->key[i]].name, NULL);
}

static void check_measure(struct reader *r, const struct measure *m)
{
	struct row_check c = { .r = r, .source = m->source, .measure = m };

	if (m->where != NULL)
		expr_walk(m->where, check_secret, &c);
	if (m->what != NULL && !(m->algorithm == DISTINCT && m->what->op == OP_COLUMN))
		expr_walk(m->what, check_secret, &c);
	if (m->what != NULL && m->type == T_TEXT)
		expr_walk(m->what, check_masked, &c);
	if (m->panel.recused != NULL)
		expr_walk(m->panel.recused, check_secret, &c);
}

/* A blank is provided for there: what cannot be told is not passed, not closed. */
static void check_rectification(struct reader *r, const struct rectification *x)
{
	struct row_check c = { .r = r, .source = x->source };

	if (x->passed != NULL)
		expr_walk(x->passed, check_secret, &c);
	if (x->closing != NULL)
		expr_walk(x->closing, check_secret, &c);
}

/* ---- 末位 in small groups ---------------------------------------------------- */

/* What 范围 asks of a unit, by its attributes. */
static struct value attribute_of(struct env *env, const struct expr *e)
{
	const struct unit *u = env->self;

	switch (e->op == OP_ATTRIBUTE ? e->attribute : ATTR_CODE) {
	case ATTR_GROUP: return value_text(u->group);
	case ATTR_TYPE: return value_text(u->type);
	case ATTR_NAME: return value_text(u->name);
	case ATTR_POPULATION: return u->has_population ? value_num(u->population) : value_blank();
	default: return value_text(u->code);
	}
}

static void check_range(struct reader *r, const struct board *b, const struct expr *e)
{
	struct env env = { .arena = r->arena, .ref = attribute_of };
	int64_t size = 0;

	for (size_t i = 0; i < b->registry->unit_count; i++) {
		env.self = b->registry->unit[i];
		size += expr_holds(e->among, &env) == 1;
	}
	if (size < 2 * e->last_n)
		diag(r->diag, MSG_BOTTOM_SMALL, e->at, arena_printf(r->arena, "%lld", (long long)e->last_n), b->name,
			arena_printf(r->arena, "范围 %s", expr_text(r->arena, e->among)), arena_printf(r->arena, "%lld", (long long)size), NULL);
}

static void check_bottom(struct reader *r, const struct board *b, const struct expr *e)
{
	const char **groups = registry_groups(r->arena, b->registry);

	for (; *groups != NULL; groups++) {
		int64_t size = 0;

		for (size_t i = 0; i < b->registry->unit_count; i++)
			size += b->pooled || strcmp(b->registry->unit[i]->group, *groups) == 0;
		if (size < 2 * e->last_n)
			diag(r->diag, MSG_BOTTOM_SMALL, e->at, arena_printf(r->arena, "%lld", (long long)e->last_n), b->name,
				b->pooled ? "全部" : **groups == '\0' ? "（无组）" : *groups, arena_printf(r->arena, "%lld", (long long)size), NULL);
	}
}

static bool holds(const struct expr *whole, const struct expr *part)
{
	if (whole == part)
		return true;
	for (size_t i = 0; i < whole->count; i++)
		if (holds(whole->arg[i], part))
			return true;
	return false;
}

/* Whether the trigger it stands in says what a small group does (小组不足). */
static bool is_provided_for(const struct scheme *s, const struct expr *e)
{
	for (size_t i = 0; i < s->trigger_count; i++)
		if (s->trigger[i]->when != NULL && s->trigger[i]->small_group != SMALL_REFUSED && holds(s->trigger[i]->when, e))
			return true;
	return false;
}

static void bottoms(struct reader *r, const struct board *b, const struct expr *e, void *self)
{
	if (e->op == OP_BOTTOM && !is_provided_for(r->scheme, e))
		(e->among != NULL ? check_range : check_bottom)(r, b, e);
	for (size_t i = 0; i < e->count; i++)
		bottoms(r, b, e->arg[i], self);
}

void lint_logic(struct reader *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->indicator_count; i++)
		check_all_bands(r, s->indicator[i]);
	for (size_t i = 0; i < s->measure_count; i++)
		if (s->measure[i]->source != NULL)
			check_measure(r, s->measure[i]);
	for (size_t i = 0; i < s->indicator_count; i++)
		for (size_t k = 0; k < s->indicator[i]->line_count; k++)
			check_measure(r, s->indicator[i]->line[k]);
	for (size_t i = 0; i < s->source_count; i++)
		check_trail(r, s->source[i]);
	for (size_t i = 0; i < s->rectification_count; i++)
		check_rectification(r, s->rectification[i]);
	each_unit_expr(r, bottoms, NULL);
}
