/* lint.c -- walks over the whole scheme that the single checks share. */
#include "rules/read.h"

bool under_root(const struct board *b, const struct indicator *n)
{
	while (n != NULL && n != b->root)
		n = n->parent;
	return n != NULL && b->root != NULL;
}

static void visit_if(struct reader *r, const struct board *b, const struct expr *e, unit_expr_visit *visit, void *self)
{
	if (e != NULL)
		visit(r, b, e, self);
}

static void visit_marking(struct reader *r, const struct board *b, const struct marking *m, unit_expr_visit *visit, void *self)
{
	const struct expr *parts[] = { m->target, m->low, m->high };

	for (size_t i = 0; i < 3; i++)
		visit_if(r, b, parts[i], visit, self);
	for (size_t i = 0; i < m->band_count; i++) {
		visit_if(r, b, m->band[i].bound, visit, self);
		visit_if(r, b, m->band[i].upper, visit, self);
	}
	for (size_t i = 0; i < m->constant_count; i++)
		visit(r, b, m->constant[i], self);
}

static void visit_one(struct reader *r, const struct board *b, const struct board *own, const struct expr *e,
	unit_expr_visit *visit, void *self)
{
	if (own == b && e != NULL)
		visit(r, b, e, self);
}

static void visit_board(struct reader *r, const struct board *b, unit_expr_visit *visit, void *self)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->indicator_count; i++) {
		if (!under_root(b, s->indicator[i]))
			continue;
		visit_one(r, b, b, s->indicator[i]->formula, visit, self);
		for (size_t k = 0; k < s->indicator[i]->special_marking_count; k++)
			visit_one(r, b, b, s->indicator[i]->special_marking[k].formula, visit, self);
		visit_marking(r, b, &s->indicator[i]->marking, visit, self);
		for (size_t k = 0; k < s->indicator[i]->special_marking_count; k++)
			visit_marking(r, b, &s->indicator[i]->special_marking[k].marking, visit, self);
		visit_if(r, b, s->indicator[i]->exempt, visit, self);
	}
	for (size_t i = 0; i < b->key_count; i++)
		visit_one(r, b, b, b->key[i].key, visit, self);
	for (size_t i = 0; i < s->extra_count; i++) {
		visit_one(r, b, s->extra[i]->board, s->extra[i]->formula, visit, self);
		if (s->extra[i]->board == b)
			visit_marking(r, b, &s->extra[i]->marking, visit, self);
	}
	for (size_t i = 0; i < s->veto_count; i++)
		visit_one(r, b, s->veto[i]->board, s->veto[i]->when, visit, self);
	for (size_t i = 0; i < s->state_count; i++)
		visit_one(r, b, s->state[i]->board, s->state[i]->when, visit, self);
	for (size_t i = 0; i < s->crosscheck_count; i++)
		visit_one(r, b, s->crosscheck[i]->board, s->crosscheck[i]->when, visit, self);
	for (size_t i = 0; i < s->roster_count; i++)
		visit_one(r, b, s->roster[i]->board, s->roster[i]->when, visit, self);
	for (size_t i = 0; i < s->trigger_count; i++) {
		visit_one(r, b, s->trigger[i]->board, s->trigger[i]->when, visit, self);
		visit_one(r, b, s->trigger[i]->board, s->trigger[i]->amount, visit, self);
		visit_one(r, b, s->trigger[i]->board, s->trigger[i]->fact_day, visit, self);
	}
}

void each_unit_expr(struct reader *r, unit_expr_visit *visit, void *self)
{
	for (size_t i = 0; i < r->scheme->board_count; i++)
		if (r->scheme->board[i]->registry != NULL)
			visit_board(r, r->scheme->board[i], visit, self);
}

void lint(struct reader *r)
{
	lint_tree(r);
	lint_names(r);
	lint_logic(r);
	lint_rows(r);
	lint_range(r);
	lint_marks(r);
	lint_columns(r);
	lint_flags(r);
}
