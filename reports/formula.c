/* formula.c -- see formula.h. */
#include "reports/formula.h"

#include <string.h>
#include "base/text.h"
#include "rules/scheme.h"

/* A figure as up ÷ down, good where every need is met.  level: how tightly the text binds. */
enum level { SUM_OF, PRODUCT, ATOM };
struct part {
	const char *up, *down;          /* down NULL: 1 */
	enum level up_level, down_level;
};

/* What must hold for a part to be a number: these cells are numbers, these figures above zero. */
struct needs {
	const char **cell;
	size_t cell_count;
	const char **above;
	size_t above_count;
	bool blank, foreign;
};

struct maker {
	struct formula_env *env;
	struct arena *arena;
	struct needs needs;
};

/* A condition: TRUE where it holds, TRUE where it does not; neither where it cannot be told. */
struct pair { const char *yes, *no; };

/* ---- texts ------------------------------------------------------------------------------ */

static const char *bound(struct arena *a, const char *text, enum level has, enum level wants)
{
	return has < wants ? arena_printf(a, "(%s)", text) : text;
}

static const char *part_text(struct arena *a, struct part p)
{
	if (p.down == NULL)
		return p.up;
	return arena_printf(a, "%s/%s", bound(a, p.up, p.up_level, PRODUCT), bound(a, p.down, p.down_level, ATOM));
}

static enum level part_level(struct part p)
{
	return p.down == NULL ? p.up_level : PRODUCT;
}

static void add_once(struct arena *a, const char ***list, size_t *count, const char *text)
{
	for (size_t i = 0; i < *count; i++)
		if (strcmp((*list)[i], text) == 0)
			return;
	*arena_push(a, *list, *count) = text;
}

static const char *counted(struct arena *a, const struct needs *n)
{
	struct buf b = buf_new(a);

	if (n->cell_count == 1)
		return arena_printf(a, "ISNUMBER(%s)", n->cell[0]);
	buf_add(&b, "COUNT(");
	for (size_t i = 0; i < n->cell_count; i++)
		buf_printf(&b, "%s%s", i > 0 ? "," : "", n->cell[i]);
	buf_printf(&b, ")=%zu", n->cell_count);
	return b.at;
}

/* x where the needs are met, else what stands for it. */
static const char *guarded(struct maker *m, const char *x, const char *without, const char *not_above)
{
	const struct needs *n = &m->needs;

	for (size_t i = n->above_count; i-- > 0; )
		x = arena_printf(m->arena, "IF(ROUND(%s,10)>0,%s,%s)", n->above[i], x, not_above);
	return n->cell_count == 0 ? x : arena_printf(m->arena, "IF(%s,%s,%s)", counted(m->arena, n), x, without);
}

/* ---- figures --------------------------------------------------------------------------- */

static struct maker fresh(struct formula_env *env)
{
	return (struct maker){ .env = env, .arena = env->arena };
}

static bool part_of(struct maker *, const struct expr *, struct part *);

static bool at_cell(struct maker *m, const struct expr *e, struct part *p)
{
	struct formula_cell c = m->env->cell(m->env, e);

	if (c.text == NULL)
		return false;
	if (!c.sure) {
		add_once(m->arena, &m->needs.cell, &m->needs.cell_count, c.text);
		m->needs.blank |= c.blank;
		m->needs.foreign |= c.foreign;
	}
	*p = (struct part){ .up = c.text, .up_level = ATOM };
	return true;
}

static struct part product(struct arena *a, struct part x, struct part y)
{
	struct part p = { .up_level = PRODUCT, .down_level = PRODUCT };

	p.up = arena_printf(a, "%s*%s", bound(a, x.up, x.up_level, PRODUCT), bound(a, y.up, y.up_level, PRODUCT));
	if (x.down == NULL || y.down == NULL) {
		p.down = x.down != NULL ? x.down : y.down;
		p.down_level = x.down != NULL ? x.down_level : y.down_level;
	} else {
		p.down = arena_printf(a, "%s*%s", bound(a, x.down, x.down_level, PRODUCT), bound(a, y.down, y.down_level, PRODUCT));
	}
	return p;
}

static struct part quotient(struct maker *m, const struct expr *e, struct part x, struct part y)
{
	struct part turned = { .up = y.down != NULL ? y.down : "1", .up_level = y.down != NULL ? y.down_level : ATOM,
		.down = y.up, .down_level = y.up_level };

	if (e->arg[1]->op != OP_CONST)
		add_once(m->arena, &m->needs.above, &m->needs.above_count, part_text(m->arena, y));
	if (y.down != NULL)
		return product(m->arena, x, turned);
	turned = x;
	turned.down = x.down == NULL ? y.up :
		arena_printf(m->arena, "%s*%s", bound(m->arena, x.down, x.down_level, PRODUCT), bound(m->arena, y.up, y.up_level, PRODUCT));
	turned.down_level = x.down == NULL ? y.up_level : PRODUCT;
	return turned;
}

static bool arithmetic(struct maker *m, const struct expr *e, struct part *p)
{
	struct part x, y;

	if (!part_of(m, e->arg[0], &x) || !part_of(m, e->arg[1], &y))
		return false;
	if (e->op == OP_MUL) {
		*p = product(m->arena, x, y);
	} else if (e->op == OP_DIV) {
		if (e->arg[1]->op == OP_CONST && num_sign(e->arg[1]->constant.num) <= 0)
			return false;
		*p = quotient(m, e, x, y);
	} else {
		*p = (struct part){ .up_level = SUM_OF };
		p->up = arena_printf(m->arena, "%s%s%s", part_text(m->arena, x), e->op == OP_ADD ? "+" : "-",
			bound(m->arena, part_text(m->arena, y), part_level(y), e->op == OP_SUB ? PRODUCT : SUM_OF));
	}
	return true;
}

static bool unary(struct maker *m, const struct expr *e, struct part *p)
{
	struct part x;
	const char *text;
	int64_t places = 0;

	if (!part_of(m, e->arg[0], &x))
		return false;
	text = part_text(m->arena, x);
	*p = (struct part){ .up_level = ATOM };
	switch (e->op) {
	case OP_NEG:
		p->up = arena_printf(m->arena, "(-%s)", bound(m->arena, text, part_level(x), PRODUCT));
		break;
	case OP_ABS:
		p->up = arena_printf(m->arena, "ABS(%s)", text);
		break;
	case OP_FLOOR:
		p->up = arena_printf(m->arena, "INT(ROUND(%s,10))", text);
		break;
	case OP_CEIL:
		p->up = arena_printf(m->arena, "(-INT(-ROUND(%s,10)))", text);
		break;
	default:
		num_to_int(e->arg[1]->constant.num, &places);
		p->up = formula_round(m->arena, text, (int)places, HALF_UP);
	}
	return true;
}

/* 最大 最小 pass over a blank; where one may be blank there is no short way to say it. */
static bool extreme(struct maker *m, const struct expr *e, struct part *p)
{
	struct buf b = buf_new(m->arena);

	buf_add(&b, e->op == OP_MAX ? "MAX(" : "MIN(");
	for (size_t i = 0; i < e->count; i++) {
		struct part x;

		if (e->arg[i]->type != T_NUMBER || !part_of(m, e->arg[i], &x) || m->needs.blank)
			return false;
		buf_printf(&b, "%s%s", i > 0 ? "," : "", part_text(m->arena, x));
	}
	buf_add(&b, ")");
	*p = (struct part){ .up = b.at, .up_level = ATOM };
	return true;
}

static bool root_or_log(struct maker *m, const struct expr *e, struct part *p)
{
	struct part x;

	if (!part_of(m, e->arg[0], &x))
		return false;
	if (e->op == OP_LN)
		add_once(m->arena, &m->needs.above, &m->needs.above_count, part_text(m->arena, x));
	*p = (struct part){ .up = arena_printf(m->arena, "%s(%s)", e->op == OP_LN ? "LN" : "SQRT", part_text(m->arena, x)), .up_level = ATOM };
	return true;
}

static bool part_of(struct maker *m, const struct expr *e, struct part *p)
{
	if (e->op == OP_CONST) {
		if (e->constant.kind != V_NUMBER)
			return false;
		*p = (struct part){ .up = formula_number(m->arena, e->constant.num), .up_level = num_sign(e->constant.num) < 0 ? SUM_OF : ATOM };
		return true;
	}
	if (at_cell(m, e, p))
		return true;
	switch (e->op) {
	case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV:
		return arithmetic(m, e, p);
	case OP_NEG: case OP_ABS: case OP_FLOOR: case OP_CEIL: case OP_ROUND:
		return unary(m, e, p);
	case OP_MAX: case OP_MIN:
		return extreme(m, e, p);
	case OP_LN: case OP_SQRT:
		return root_or_log(m, e, p);
	default:
		return false;
	}
}

/* ---- conditions ------------------------------------------------------------------------- */

static bool pair_of(struct formula_env *, const struct expr *, struct pair *);

static const char *text_of(struct formula_env *env, const struct expr *e)
{
	struct formula_cell c;

	if (e->op == OP_CONST && e->constant.kind == V_TEXT)
		return formula_quote(env->arena, arena_strn(env->arena, e->constant.text.at, e->constant.text.length));
	c = e->op == OP_CONST ? (struct formula_cell){ .text = NULL } : env->cell(env, e);
	return c.sure ? c.text : NULL;
}

static bool same_text(struct formula_env *env, const struct expr *a, const struct expr *b, struct pair *p)
{
	const char *x = text_of(env, a), *y = text_of(env, b);

	if (x == NULL || y == NULL)
		return false;
	p->yes = arena_printf(env->arena, "EXACT(%s,%s)", x, y);
	p->no = arena_printf(env->arena, "NOT(EXACT(%s,%s))", x, y);
	return true;
}

static bool compared(struct formula_env *env, const struct expr *a, const struct expr *b, const char *sign, const char *contrary, struct pair *p)
{
	struct maker m = fresh(env);
	struct part x, y;
	const char *gap;
	int places = env->places(env, a), others = env->places(env, b);

	if (a->type != T_NUMBER || b->type != T_NUMBER || !part_of(&m, a, &x) || !part_of(&m, b, &y))
		return false;
	gap = arena_printf(env->arena, "ROUND(%s-%s,%d)", part_text(env->arena, x),
		bound(env->arena, part_text(env->arena, y), part_level(y), PRODUCT), places < others ? places : others);
	p->yes = guarded(&m, arena_printf(env->arena, "%s%s0", gap, sign), "FALSE", "FALSE");
	p->no = guarded(&m, arena_printf(env->arena, "%s%s0", gap, contrary), "FALSE", "FALSE");
	return true;
}

static bool relation(struct formula_env *env, const struct expr *e, struct pair *p)
{
	static const struct { enum op op; const char *sign, *contrary; } signs[] = {
		{ OP_LT, "<", ">=" }, { OP_LE, "<=", ">" }, { OP_EQ, "=", "<>" }, { OP_NE, "<>", "=" }, { OP_GE, ">=", "<" }, { OP_GT, ">", "<=" },
	};
	struct pair turned;

	if (e->arg[0]->type == T_TEXT && (e->op == OP_EQ || e->op == OP_NE)) {
		if (!same_text(env, e->arg[0], e->arg[1], &turned))
			return false;
		*p = e->op == OP_EQ ? turned : (struct pair){ turned.no, turned.yes };
		return true;
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (signs[i].op == e->op)
			return compared(env, e->arg[0], e->arg[1], signs[i].sign, signs[i].contrary, p);
	return false;
}

static struct pair both(struct arena *a, struct pair x, struct pair y)
{
	return (struct pair){ arena_printf(a, "AND(%s,%s)", x.yes, y.yes), arena_printf(a, "OR(%s,%s)", x.no, y.no) };
}

static struct pair either(struct arena *a, struct pair x, struct pair y)
{
	return (struct pair){ arena_printf(a, "OR(%s,%s)", x.yes, y.yes), arena_printf(a, "AND(%s,%s)", x.no, y.no) };
}

static bool joined(struct formula_env *env, const struct expr *e, struct pair *p)
{
	struct pair x, y;

	if (!pair_of(env, e->arg[0], &x) || !pair_of(env, e->arg[1], &y))
		return false;
	*p = e->op == OP_AND ? both(env->arena, x, y) : either(env->arena, x, y);
	return true;
}

static bool between(struct formula_env *env, const struct expr *e, struct pair *p)
{
	struct pair low, high;

	if (e->stretch != NULL || e->count < 3 || !compared(env, e->arg[0], e->arg[1], ">=", "<", &low)
	    || !compared(env, e->arg[0], e->arg[2], "<=", ">", &high))
		return false;
	*p = both(env->arena, low, high);
	return true;
}

static bool one_of(struct formula_env *env, const struct expr *e, struct pair *p)
{
	for (size_t i = 1; i < e->count; i++) {
		struct pair one;
		bool text = e->arg[0]->type == T_TEXT;

		if (text ? !same_text(env, e->arg[0], e->arg[i], &one) : !compared(env, e->arg[0], e->arg[i], "=", "<>", &one))
			return false;
		*p = i == 1 ? one : either(env->arena, *p, one);
	}
	return e->count > 1;
}

static bool is_blank(struct formula_env *env, const struct expr *e, struct pair *p)
{
	struct maker m = fresh(env);
	struct part x;

	if (e->arg[0]->type != T_NUMBER || !part_of(&m, e->arg[0], &x))
		return false;
	p->no = guarded(&m, "TRUE", "FALSE", "FALSE");
	p->yes = arena_printf(env->arena, "NOT(%s)", p->no);
	return true;
}

static bool pair_of(struct formula_env *env, const struct expr *e, struct pair *p)
{
	struct formula_cell c = e->op == OP_CONST ? (struct formula_cell){ .text = NULL } : env->cell(env, e);
	struct pair x;

	if (c.text != NULL) {
		p->yes = arena_printf(env->arena, "IF(ISNUMBER(%s),%s=1,FALSE)", c.text, c.text);
		p->no = arena_printf(env->arena, "IF(ISNUMBER(%s),%s=0,FALSE)", c.text, c.text);
		return true;
	}
	switch (e->op) {
	case OP_LT: case OP_LE: case OP_EQ: case OP_NE: case OP_GE: case OP_GT:
		return relation(env, e, p);
	case OP_AND: case OP_OR:
		return joined(env, e, p);
	case OP_NOT:
		if (!pair_of(env, e->arg[0], &x))
			return false;
		*p = (struct pair){ x.no, x.yes };
		return true;
	case OP_BETWEEN:
		return between(env, e, p);
	case OP_IN:
		return one_of(env, e, p);
	case OP_IS_BLANK:
		return is_blank(env, e, p);
	default:
		return false;
	}
}

/* ---- the whole --------------------------------------------------------------------------- */

static const char *chosen(struct formula_env *env, const struct expr *e)
{
	struct pair when;
	const char *then, *otherwise;

	if (!pair_of(env, e->arg[0], &when))
		return NULL;
	then = formula_value(env, e->arg[1]);
	otherwise = formula_value(env, e->arg[2]);
	if (then == NULL || otherwise == NULL)
		return NULL;
	return arena_printf(env->arena, "IF(%s,%s,IF(%s,%s,\"空\"))", when.yes, then, when.no, otherwise);
}

/* A single cell that holds a kind of no number says it itself. */
static const char *what_is_missing(struct maker *m)
{
	if (m->needs.cell_count == 1 && !m->needs.foreign)
		return m->needs.cell[0];
	return formula_missing(m->arena, m->needs.cell, m->needs.cell_count, m->needs.blank);
}

static const char *figure(struct formula_env *env, const struct expr *e)
{
	struct maker m = fresh(env);
	struct part p;

	if (!part_of(&m, e, &p))
		return NULL;
	return guarded(&m, part_text(env->arena, p), m.needs.cell_count > 0 ? what_is_missing(&m) : "", "\"无分母\"");
}

const char *formula_value(struct formula_env *env, const struct expr *e)
{
	const char *text = NULL;
	struct pair p;

	if (e->op == OP_IF && e->type == T_NUMBER && env->cell(env, e).text == NULL)
		text = chosen(env, e);
	else if (e->type == T_BOOL)
		text = pair_of(env, e, &p) ? arena_printf(env->arena, "IF(%s,1,IF(%s,0,\"空\"))", p.yes, p.no) : NULL;
	else if (e->type == T_NUMBER)
		text = figure(env, e);
	return formula_fits(text) ? text : NULL;
}

const char *formula_holds(struct formula_env *env, const struct expr *e)
{
	struct pair p;

	return pair_of(env, e, &p) && formula_fits(p.yes) ? p.yes : NULL;
}
