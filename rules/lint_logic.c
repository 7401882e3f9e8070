/* lint_logic.c -- conditions that can never or always hold, bands that are never
 * reached, open cases that would vanish, secrets that would leak, groups too
 * small for a 末位 rule. */
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

/* Whether every value that meets later was taken by earlier already. */
static bool shadows(const struct band *earlier, const struct band *later)
{
	struct num a, b;
	int c;

	if (earlier->op == OP_CONST)
		return true;
	if (later->op == OP_CONST || !constant_of(earlier->bound, &a) || !constant_of(later->bound, &b))
		return false;
	c = num_cmp(b, a);
	if (upward(earlier->op) && (upward(later->op) || later->op == OP_EQ))
		return c > 0 || (c == 0 && !(earlier->op == OP_GT && later->op != OP_GT));
	if (downward(earlier->op) && (downward(later->op) || later->op == OP_EQ))
		return c < 0 || (c == 0 && !(earlier->op == OP_LT && later->op != OP_LT));
	return earlier->op == OP_EQ && later->op == OP_EQ && c == 0;
}

static void check_bands(struct reader *r, const struct indicator *n)
{
	const struct marking *m = &n->marking;

	for (size_t i = 1; i < m->band_count; i++)
		for (size_t j = 0; j < i; j++)
			if (shadows(&m->band[j], &m->band[i])) {
				diag(r->diag, MSG_BAND_SHADOWED, m->band[i].at, n->name,
					arena_printf(r->arena, "%zu", i + 1), arena_printf(r->arena, "%zu", j + 1), NULL);
				break;
			}
}

/* ---- blanks and secrets in row expressions --------------------------------- */

struct row_check {
	struct reader *r;
	const struct source *source;
	const struct expr *whole;
	size_t column;
	bool found;
};

static void find_blank_test(const struct expr *e, void *self)
{
	struct row_check *c = self;

	if (e->op == OP_IS_BLANK && e->arg[0]->op == OP_COLUMN && e->arg[0]->column == c->column)
		c->found = true;
}

static bool is_comparison(enum op op)
{
	return (op >= OP_LT && op <= OP_GT) || op == OP_BETWEEN || op == OP_IN;
}

/* A nullable column in a comparison, and nowhere in the condition asked whether it is blank. */
static void check_nullable(const struct expr *e, void *self)
{
	struct row_check *c = self;
	const struct column *column;

	if (e->op != OP_COLUMN)
		return;
	column = &c->source->column[e->column];
	if (column->required)
		return;
	c->column = e->column;
	c->found = false;
	expr_walk(c->whole, find_blank_test, c);
	if (!c->found)
		diag(c->r->diag, MSG_NULLABLE, e->at, column->name, NULL);
}

static void check_comparison(const struct expr *e, void *self)
{
	if (is_comparison(e->op))
		expr_walk(e, check_nullable, self);
}

static void check_secret(const struct expr *e, void *self)
{
	struct row_check *c = self;

	if (e->op == OP_COLUMN && c->source->column[e->column].secret)
		diag(c->r->diag, MSG_SECRET, e->at, e->name, NULL);
}

static void check_measure(struct reader *r, const struct measure *m)
{
	struct row_check c = { .r = r, .source = m->source, .whole = m->where };

	if (m->where != NULL) {
		expr_walk(m->where, check_comparison, &c);
		expr_walk(m->where, check_secret, &c);
	}
	if (m->what != NULL && !(m->algorithm == DISTINCT && m->what->op == OP_COLUMN))
		expr_walk(m->what, check_secret, &c);
}

/* ---- conditions whose outcome is settled beforehand ------------------------- */

enum outcome { OPEN_ENDED, ALWAYS, NEVER };

/* What one measure may still be: [low, high], ends in or out. */
struct interval {
	const struct measure *measure;
	bool has_low, has_high, low_in, high_in;
	struct num low, high;
};

static bool empty(const struct interval *i)
{
	int c;

	if (!i->has_low || !i->has_high)
		return false;
	c = num_cmp(i->low, i->high);
	return c > 0 || (c == 0 && !(i->low_in && i->high_in));
}

static void raise_low(struct interval *i, struct num n, bool in)
{
	int c = i->has_low ? num_cmp(n, i->low) : 1;

	if (c > 0 || (c == 0 && !in)) {
		i->has_low = true;
		i->low = n;
		i->low_in = in;
	}
}

static void lower_high(struct interval *i, struct num n, bool in)
{
	int c = i->has_high ? num_cmp(n, i->high) : -1;

	if (c < 0 || (c == 0 && !in)) {
		i->has_high = true;
		i->high = n;
		i->high_in = in;
	}
}

/* measure op constant, in either order. */
static bool simple(const struct expr *e, const struct measure **m, enum op *op, struct num *n)
{
	static const enum op mirrored[] = { [OP_LT] = OP_GT, [OP_LE] = OP_GE, [OP_EQ] = OP_EQ, [OP_GE] = OP_LE, [OP_GT] = OP_LT };

	if (e->op < OP_LT || e->op > OP_GT || e->op == OP_NE)
		return false;
	if (e->arg[0]->op == OP_MEASURE && constant_of(e->arg[1], n)) {
		*m = e->arg[0]->measure;
		*op = e->op;
		return true;
	}
	if (e->arg[1]->op == OP_MEASURE && constant_of(e->arg[0], n)) {
		*m = e->arg[1]->measure;
		*op = mirrored[e->op];
		return true;
	}
	return false;
}

static void narrow(struct interval *i, enum op op, struct num n)
{
	if (op == OP_GE || op == OP_GT || op == OP_EQ)
		raise_low(i, n, op != OP_GT);
	if (op == OP_LE || op == OP_LT || op == OP_EQ)
		lower_high(i, n, op != OP_LT);
}

static struct interval domain(const struct measure *m)
{
	struct interval i = { .measure = m };

	if (m->algorithm == COUNT || m->algorithm == DISTINCT)
		raise_low(&i, num_int(0), true);
	return i;
}

static enum outcome settle_simple(const struct expr *e)
{
	static const enum op opposite[] = { [OP_LT] = OP_GE, [OP_LE] = OP_GT, [OP_GE] = OP_LT, [OP_GT] = OP_LE };
	const struct measure *m;
	struct interval i;
	struct num n;
	enum op op;

	if (!simple(e, &m, &op, &n))
		return OPEN_ENDED;
	i = domain(m);
	narrow(&i, op, n);
	if (empty(&i))
		return NEVER;
	if (op == OP_EQ)
		return OPEN_ENDED;
	i = domain(m);
	narrow(&i, opposite[op], n);
	return empty(&i) ? ALWAYS : OPEN_ENDED;
}

/* The comparisons of a chain of 且 narrow the same intervals. */
static void gather(struct reader *r, const struct expr *e, struct interval **list, size_t *count)
{
	const struct measure *m;
	struct num n;
	enum op op;

	if (e->op == OP_AND) {
		gather(r, e->arg[0], list, count);
		gather(r, e->arg[1], list, count);
		return;
	}
	if (!simple(e, &m, &op, &n))
		return;
	for (size_t i = 0; i < *count; i++)
		if ((*list)[i].measure == m) {
			narrow(&(*list)[i], op, n);
			return;
		}
	struct interval *fresh = arena_push(r->arena, *list, *count);
	*fresh = domain(m);
	narrow(fresh, op, n);
}

static enum outcome settle(struct reader *r, const struct expr *e)
{
	enum outcome a, b;

	if (e->op == OP_NOT) {
		a = settle(r, e->arg[0]);
		return a == ALWAYS ? NEVER : a == NEVER ? ALWAYS : OPEN_ENDED;
	}
	if (e->op != OP_AND && e->op != OP_OR)
		return settle_simple(e);
	a = settle(r, e->arg[0]);
	b = settle(r, e->arg[1]);
	if (e->op == OP_OR)
		return a == ALWAYS || b == ALWAYS ? ALWAYS : a == NEVER && b == NEVER ? NEVER : OPEN_ENDED;
	if (a == NEVER || b == NEVER)
		return NEVER;
	struct interval *list = NULL;
	size_t count = 0;
	gather(r, e, &list, &count);
	for (size_t i = 0; i < count; i++)
		if (empty(&list[i]))
			return NEVER;
	return a == ALWAYS && b == ALWAYS ? ALWAYS : OPEN_ENDED;
}

static void check_settled(struct reader *r, const struct element *e, const char *key, const struct expr *when)
{
	enum outcome o = when == NULL ? OPEN_ENDED : settle(r, when);

	if (o != OPEN_ENDED)
		diag(r->diag, o == ALWAYS ? MSG_ALWAYS : MSG_NEVER, entry_of(e, key)->at, e->kind, e->name, expr_text(r->arena, when), NULL);
}

/* ---- 末位 in small groups ---------------------------------------------------- */

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
		check_bottom(r, b, e);
	for (size_t i = 0; i < e->count; i++)
		bottoms(r, b, e->arg[i], self);
}

/* ---- 例 ---------------------------------------------------------------------- */

static void check_example(struct reader *r, const struct example *x)
{
	if (x->indicator != NULL && x->indicator->child_count > 0)
		diag(r->diag, MSG_EXAMPLE_INNER, entry_of(x->element, "指标")->value_at, x->indicator->name, NULL);
}

void lint_logic(struct reader *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->indicator_count; i++)
		check_bands(r, s->indicator[i]);
	for (size_t i = 0; i < s->measure_count; i++)
		if (s->measure[i]->source != NULL)
			check_measure(r, s->measure[i]);
	for (size_t i = 0; i < s->trigger_count; i++)
		check_settled(r, s->trigger[i]->element, "触发", s->trigger[i]->when);
	for (size_t i = 0; i < s->veto_count; i++)
		check_settled(r, s->veto[i]->element, "条件", s->veto[i]->when);
	for (size_t i = 0; i < s->state_count; i++)
		check_settled(r, s->state[i]->element, "条件", s->state[i]->when);
	for (size_t i = 0; i < s->example_count; i++)
		check_example(r, s->example[i]);
	each_unit_expr(r, bottoms, NULL);
}
