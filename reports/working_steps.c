/* working_steps.c -- figures, and the steps inside an expression that have a column of their own.
 *
 * A function over the group needs what it looks at in one column; a 如果 inside
 * a sum would have to be written out twice; figures of earlier periods and of
 * the units below are values.  Each of these is a step. */
#include "reports/working.h"

#include <string.h>
#include "reports/plain.h"

static bool over_group(enum op op)
{
	switch (op) {
	case OP_GROUP_MEAN: case OP_GROUP_MAX: case OP_GROUP_MIN: case OP_GROUP_SUM: case OP_GROUP_MEDIAN: case OP_GROUP_SD:
	case OP_GROUP_COUNT: case OP_RANK_OF: case OP_BOTTOM:
		return true;
	default:
		return false;
	}
}

static bool over_others(enum op op)
{
	switch (op) {
	case OP_CHILD_MEAN: case OP_CHILD_SUM: case OP_CHILD_MIN: case OP_CHILD_MAX: case OP_CHILD_COUNT: case OP_LAST: case OP_SAME:
	case OP_RECENT: case OP_STREAK: case OP_TIMES: case OP_OWN_MEASURES: case OP_CHILD_FLAGS: case OP_FLAG: case OP_RISE:
	case OP_TOTAL: case OP_RANK: case OP_GRADE:
		return true;
	default:
		return false;
	}
}

/* Of days and texts: a value, so that what stands around it can be a formula. */
static bool over_days_or_texts(const struct expr *e)
{
	switch (e->op) {
	case OP_DAYS: case OP_WORKDAYS: case OP_LENGTH: case OP_CONTAINS: case OP_POWER:
		return true;
	case OP_LT: case OP_LE: case OP_GE: case OP_GT: case OP_BETWEEN:
		return e->stretch != NULL || e->arg[0]->type != T_NUMBER;
	case OP_EQ: case OP_NE: case OP_IN: case OP_IS_BLANK:
		return e->arg[0]->type != T_NUMBER && (e->arg[0]->op != OP_ATTRIBUTE || e->arg[0]->type != T_TEXT);
	default:
		return false;
	}
}

size_t step_column(const struct board_work *b, const struct expr *e)
{
	for (size_t k = 0; k < b->step_count; k++)
		if (b->step[k].expr == e)
			return b->step[k].column;
	return 0;
}

/* ---- laying out -------------------------------------------------------------------- */

struct planning {
	struct working *w;
	struct board_work *b;
	const char *item;
	struct origin at;
};

static void add_measure(struct planning *p, const struct measure *m)
{
	const char *name = called(m->title, m->name);

	if (p->b->measure[m->index] == 0)
		p->b->measure[m->index] = work_column(p->w, arena_printf(p->w->arena, "%s：数", name),
			m->element != NULL ? m->element->at : p->at);
}

static void add_step(struct planning *p, const struct expr *e)
{
	struct work_step *s;

	if (e->op == OP_CONST || e->op == OP_MEASURE || e->op == OP_PARAM || e->op == OP_VALUE || step_column(p->b, e) != 0)
		return;
	s = arena_push(p->w->arena, p->b->step, p->b->step_count);
	s->expr = e;
	s->column = work_column(p->w, arena_printf(p->w->arena, "%s：%s", p->item, expr_text(p->w->arena, e)), p->at);
}

/* Children first, so that columns stand in the order in which they are worked out. */
static void plan(struct planning *p, const struct expr *e, bool inside)
{
	if (e->op == OP_MEASURE && e->type == T_NUMBER)
		add_measure(p, e->measure);
	if (over_others(e->op) || over_days_or_texts(e)) {
		add_step(p, e);
		return;
	}
	for (size_t i = 0; i < e->count; i++)
		plan(p, e->arg[i], e->op != OP_IF || i == 0);
	if (over_group(e->op)) {
		if (e->among == NULL)
			add_step(p, e->arg[0]);
		add_step(p, e);
	} else if (e->op == OP_RATE || (e->op == OP_IF && inside)) {
		add_step(p, e);
	}
}

void steps_plan(struct working *w, struct board_work *b, const struct expr *e, const char *item, struct origin at)
{
	struct planning p = { w, b, item, at };

	if (e != NULL)
		plan(&p, e, false);
}

/* ---- formulas of steps ------------------------------------------------------------------ */

static size_t looked_at(const struct board_work *b, const struct expr *e)
{
	if (e->op == OP_MEASURE && e->type == T_NUMBER)
		return b->measure[e->measure->index];
	if (e->op == OP_VALUE)
		return b->node[e->indicator->index].value;
	return step_column(b, e);
}

static const char *mean(struct arena *a, const struct expr *e, const char *x, const char *r)
{
	const char *plain = arena_printf(a, "IF(COUNT(%s)>0,AVERAGE(%s),\"无分母\")", r, r);

	if (!e->without_self)
		return plain;
	return arena_printf(a, "IF(ISNUMBER(%s),IF(COUNT(%s)>1,(SUM(%s)-%s)/(COUNT(%s)-1),\"无分母\"),%s)", x, r, r, x, r, plain);
}

static const char *sum(struct arena *a, const struct expr *e, const char *x, const char *r)
{
	if (e->op == OP_GROUP_COUNT)
		return arena_printf(a, e->without_self ? "SUM(%s)-IF(ISNUMBER(%s),%s,0)" : "SUM(%s)", r, x, x);
	if (!e->without_self)
		return arena_printf(a, "IF(COUNT(%s)>0,SUM(%s),\"无分母\")", r, r);
	return arena_printf(a, "IF(COUNT(%s)>IF(ISNUMBER(%s),1,0),SUM(%s)-IF(ISNUMBER(%s),%s,0),\"无分母\")", r, x, r, x, x);
}

static const char *of_range(struct arena *a, const struct expr *e, const char *r)
{
	const char *name = e->op == OP_GROUP_MAX ? "MAX" : e->op == OP_GROUP_MIN ? "MIN" : e->op == OP_GROUP_MEDIAN ? "MEDIAN" :
		e->sample ? "STDEV" : "STDEVP";
	int least = e->op == OP_GROUP_SD && e->sample ? 1 : 0;

	return e->without_self ? NULL : arena_printf(a, "IF(COUNT(%s)>%d,%s(%s),\"无分母\")", r, least, name, r);
}

/* Ranked units whose figure is larger (smaller) than the own one. */
static const char *beyond(const struct line *l, const char *x, const char *r, char sign)
{
	struct arena *a = l->w->arena;

	if (l->b->listed == 0)
		return arena_printf(a, "SUMPRODUCT(ISNUMBER(%s)*(%s%c%s))", r, r, sign, x);
	return arena_printf(a, "SUMPRODUCT(ISNUMBER(%s)*(%s=1)*(%s%c%s))", r, line_range(l, l->b->listed), r, sign, x);
}

static const char *standing(const struct line *l, const struct expr *e, const char *x, const char *r)
{
	struct arena *a = l->w->arena;

	if (e->op == OP_RANK_OF)
		return arena_printf(a, "IF(ISNUMBER(%s),1+%s,%s)", x, beyond(l, x, r, e->ascending ? '<' : '>'), x);
	return arena_printf(a, "IF(ISNUMBER(%s),IF(%s<%lld,1,0),\"空\")", x, beyond(l, x, r, e->ascending ? '>' : '<'), (long long)e->last_n);
}

static const char *group_formula(const struct line *l, const struct expr *e)
{
	size_t column = looked_at(l->b, e->arg[0]);
	const char *x, *r;

	if (column == 0 || e->among != NULL)
		return NULL;
	x = line_at(l, column);
	r = line_range(l, column);
	switch (e->op) {
	case OP_GROUP_MEAN:
		return mean(l->w->arena, e, x, r);
	case OP_GROUP_SUM: case OP_GROUP_COUNT:
		return sum(l->w->arena, e, x, r);
	case OP_RANK_OF:
		return standing(l, e, x, r);
	case OP_BOTTOM:
		return l->b->listed == 0 ? standing(l, e, x, r) : NULL;
	default:
		return of_range(l->w->arena, e, r);
	}
}

static const char *rate(struct line *l, const struct expr *e)
{
	size_t column = l->b->node[e->indicator->index].final;
	const char *full = column == 0 ? NULL : line_full(l, e->indicator), *x;

	if (full == NULL)
		return NULL;
	x = line_at(l, column);
	return arena_printf(l->w->arena, "IF(ISNUMBER(%s),%s/%s,%s)", x, x, full, formula_missing(l->w->arena, &x, 1, false));
}

static const char *why_value(const struct expr *e)
{
	if (over_others(e->op))
		return "往期、下级或结果的数";
	if (over_days_or_texts(e))
		return "由日期或文字算得";
	return e->among != NULL ? "按范围取单位" : "公式写不出";
}

static void draw_step(struct line *l, const struct work_step *s)
{
	const struct expr *e = s->expr;
	const char *formula = NULL;

	l->defining = e;
	if (over_group(e->op))
		formula = group_formula(l, e);
	else if (e->op == OP_RATE)
		formula = rate(l, e);
	else if (!over_others(e->op) && !over_days_or_texts(e))
		formula = line_value(l, e);
	l->defining = NULL;
	line_put(l, s->column, formula, result_value(l->w->arena, line_eval(l, e)), why_value(e));
}

void steps_draw(struct line *l)
{
	const struct scheme *scheme = l->w->facts->scheme;

	for (size_t k = 0; k < scheme->counted_count; k++) {
		const struct measure *m = scheme->measure[k];
		const struct measured *found;

		if (l->b->measure[m->index] == 0)
			continue;
		found = measured(l->w->facts->measures, m, l->u->unit);
		line_input(l, l->b->measure[m->index], found == NULL ? result_word(none_words[NOT_APPLICABLE])
			: result_value(l->w->arena, found->value));
	}
	for (size_t k = 0; k < l->b->step_count; k++)
		draw_step(l, &l->b->step[k]);
}

/* ---- 空 ------------------------------------------------------------------------------------ */

bool may_be_blank(const struct board_work *b, const struct expr *e)
{
	if (e->type == T_BOOL || e->op == OP_IF || step_column(b, e) != 0)
		return true;
	for (size_t i = 0; i < e->count; i++)
		if (may_be_blank(b, e->arg[i]))
			return true;
	return false;
}

struct asked {
	struct line *line;
	size_t *column;
	size_t count;
};

static void look(const struct expr *e, void *self)
{
	struct asked *q = self;
	size_t column = 0;

	if (e->op == OP_MEASURE && e->type == T_NUMBER)
		column = q->line->b->measure[e->measure->index];
	else if (e->op == OP_VALUE)
		column = q->line->b->node[e->indicator->index].value;
	else if (e->op == OP_POINTS || e->op == OP_RATE)
		column = q->line->b->node[e->indicator->index].final;
	if (column == 0)
		return;
	for (size_t k = 0; k < q->count; k++)
		if (q->column[k] == column)
			return;
	*arena_push(q->line->w->arena, q->column, q->count) = column;
}

const char *line_doubt(struct line *l, const struct expr *e)
{
	struct asked q = { .line = l };
	const char **cell;

	expr_walk(e, look, &q);
	cell = arena_many(l->w->arena, const char *, q.count + 1);
	for (size_t k = 0; k < q.count; k++)
		cell[k] = line_at(l, q.column[k]);
	return q.count == 0 ? "\"无分母\"" : formula_missing(l->w->arena, cell, q.count, false);
}
