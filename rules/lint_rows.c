/* lint_rows.c -- what becomes of a row whose column is blank, and row
 * expressions that no database could count.
 *
 * A condition is gone through as if the column were blank: a comparison with it
 * can then not be told.  Where that could decide the whole, the rows drop out
 * unseen; 为空 guards only the branch in which it stands. */
#include <string.h>
#include "rules/read.h"

/* Outcomes that a condition may have, as a set. */
enum { NO = 1, YES = 2, UNTOLD = 4 };

struct blank {
	struct reader *r;
	const struct source *source;
	enum op op;                     /* OP_COLUMN, or OP_FAR_COLUMN of .far */
	const struct source *far;
	size_t column;
};

static unsigned outcomes(const struct blank *, const struct expr *);

static bool is_it(const struct blank *b, const struct expr *e)
{
	return e->op == b->op && e->far == b->far && e->column == b->column;
}

/* Whether the value may be blank because the column is. */
static bool may_lack(const struct blank *b, const struct expr *e)
{
	unsigned c;

	if (is_it(b, e))
		return true;
	if (e->op == OP_IF) {
		c = outcomes(b, e->arg[0]);
		return (c & UNTOLD) || ((c & YES) && may_lack(b, e->arg[1])) || ((c & NO) && may_lack(b, e->arg[2]));
	}
	if (e->op == OP_MAX || e->op == OP_MIN) {
		for (size_t i = 0; i < e->count; i++)
			if (!may_lack(b, e->arg[i]))
				return false;
		return true;
	}
	if (e->op >= OP_GROUP_MEAN)             /* over other rows */
		return false;
	for (size_t i = 0; i < e->count; i++)
		if (may_lack(b, e->arg[i]))
			return true;
	return false;
}

static unsigned flipped(unsigned set)
{
	return (set & UNTOLD) | (set & NO ? YES : 0) | (set & YES ? NO : 0);
}

static unsigned both(unsigned x, unsigned y)
{
	unsigned set = (x | y) & NO;

	if ((x & YES) && (y & YES))
		set |= YES;
	if (((x & UNTOLD) && (y & (UNTOLD | YES))) || ((y & UNTOLD) && (x & YES)))
		set |= UNTOLD;
	return set;
}

static bool is_comparison(enum op op)
{
	return (op >= OP_LT && op <= OP_GT) || op == OP_BETWEEN || op == OP_IN;
}

static unsigned outcomes(const struct blank *b, const struct expr *e)
{
	switch (e->op) {
	case OP_NOT:
		return flipped(outcomes(b, e->arg[0]));
	case OP_AND:
		return both(outcomes(b, e->arg[0]), outcomes(b, e->arg[1]));
	case OP_OR:
		return flipped(both(flipped(outcomes(b, e->arg[0])), flipped(outcomes(b, e->arg[1]))));
	case OP_IS_BLANK:
		return is_it(b, e->arg[0]) ? YES : e->arg[0]->type == T_BOOL && outcomes(b, e->arg[0]) == UNTOLD ? YES : YES | NO;
	default:
		return is_comparison(e->op) && may_lack(b, e) ? UNTOLD : YES | NO;
	}
}

static void tell_column(const struct expr *e, void *self)
{
	struct blank *b = self;

	if (is_it(b, e))
		diag(b->r->diag, MSG_NULLABLE, e->at, e->name, NULL);
}

/* The comparisons that leave the whole untold. */
static void tell(struct blank *b, const struct expr *e)
{
	if (!(outcomes(b, e) & UNTOLD))
		return;
	if (e->op == OP_NOT || e->op == OP_AND || e->op == OP_OR) {
		for (size_t i = 0; i < e->count; i++)
			tell(b, e->arg[i]);
		return;
	}
	expr_walk(e, tell_column, b);
}

struct walk {
	struct reader *r;
	const struct source *source;
	const struct expr *condition;
};

static void check_column(const struct expr *e, void *self)
{
	struct walk *w = self;
	const struct source *source = e->op == OP_FAR_COLUMN ? e->far : w->source;
	struct blank b = { w->r, w->source, e->op, e->far, e->column };

	if ((e->op == OP_COLUMN || e->op == OP_FAR_COLUMN) && !source->column[e->column].required)
		tell(&b, w->condition);
}

static void check_condition(struct walk *w, const struct expr *condition)
{
	w->condition = condition;
	expr_walk(condition, check_column, w);
}

/* Conditions inside: of 如果, and of 存在 and 条数 over other rows. */
static void check_inner(const struct expr *e, void *self)
{
	if ((e->op == OP_IF || e->op == OP_EXISTS || e->op == OP_ROW_COUNT) && e->count > 0)
		check_condition(self, e->arg[0]);
}

/* ---- 仅本地 ------------------------------------------------------------------- */

/* Words of a row expression that no SQL of a data platform has. */
static void check_local(const struct expr *e, void *self)
{
	struct walk *w = self;

	if (e->op == OP_WORKDAYS || e->op == OP_OCCURRENCE || e->op == OP_EXISTS || e->op == OP_ROW_COUNT || e->op == OP_LATEST)
		diag(w->r->diag, MSG_LOCAL_ONLY, e->at, e->name, NULL);
}

static void check_measure(struct reader *r, const struct measure *m)
{
	struct walk w = { r, m->source, NULL };
	const struct expr *parts[] = { m->where, m->what, m->panel.recused };

	if (m->where != NULL)
		check_condition(&w, m->where);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i] != NULL) {
			expr_walk(parts[i], check_inner, &w);
			expr_walk(parts[i], check_local, &w);
		}
}

void lint_rows(struct reader *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->measure_count; i++)
		if (s->measure[i]->source != NULL)
			check_measure(r, s->measure[i]);
	for (size_t i = 0; i < s->indicator_count; i++)
		for (size_t k = 0; k < s->indicator[i]->line_count; k++)
			check_measure(r, s->indicator[i]->line[k]);
}
