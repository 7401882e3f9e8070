/* lint_columns.c -- registries nobody is ranked or counted by, columns nobody
 * reads, one name for two kinds of things. */
#include <string.h>
#include "rules/read.h"

struct used {
	bool **column;                  /* by source and column */
	const struct source *source;    /* whose row expression is walked */
};

static void mark(struct used *u, const struct source *s, size_t column)
{
	if (s != NULL && column < s->column_count)
		u->column[s->index][column] = true;
}

static void mark_list(struct used *u, const struct source *s, const size_t *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mark(u, s, list[i]);
}

static void note(const struct expr *e, void *self)
{
	struct used *u = self;

	if (e->op == OP_COLUMN)
		mark(u, u->source, e->column);
	if (e->op == OP_FAR_COLUMN)
		mark(u, e->far, e->column);
}

static void note_expr(struct used *u, const struct source *s, const struct expr *e)
{
	u->source = s;
	if (e != NULL)
		expr_walk(e, note, u);
}

static void note_source(struct used *u, const struct source *s)
{
	mark_list(u, s, s->key, s->key_count);
	mark_list(u, s, s->trail, s->trail_count);
	mark(u, s, s->closing);
	for (size_t i = 0; i < s->mapping_count; i++) {
		mark(u, s, s->mapping[i].column);
		mark_list(u, s, s->mapping[i].above, s->mapping[i].above_count);
	}
	for (size_t i = 0; i < s->link_count; i++)
		mark_list(u, s, s->link[i].column, s->link[i].count);
}

static void note_measure(struct used *u, const struct measure *m)
{
	note_expr(u, m->source, m->what);
	note_expr(u, m->source, m->where);
	note_expr(u, m->source, m->panel.recused);
	mark_list(u, m->source, m->same, m->same_count);
	if (m->algorithm == REBOUND || m->algorithm == REBOUND_BASE || m->algorithm == REPEATED) {
		mark(u, m->source, m->found);
		mark(u, m->source, m->closed);
	}
	if (m->algorithm == PANEL)
		mark(u, m->source, m->panel.judge);
}

/* A column may be named by a key of its own: 发现, 交办, 期限列 … */
static void note_entries(struct used *u, const struct source *s, const struct element *e)
{
	for (size_t i = 0; s != NULL && i < e->entry_count; i++)
		for (size_t k = 0; k < s->column_count; k++)
			if (strcmp(e->entry[i].value, s->column[k].name) == 0)
				mark(u, s, k);
}

/* Beside its type it says what may stand there: that is a use. */
static bool proves_something(const struct column *c)
{
	return c->required || c->secret || c->masked || c->deadline || c->allowed != NULL || c->has_range;
}

static void check_columns(struct reader *r)
{
	const struct scheme *s = r->scheme;
	struct used u = { arena_many(r->arena, bool *, s->source_count + 1), NULL };

	for (size_t i = 0; i < s->source_count; i++) {
		u.column[i] = arena_many(r->arena, bool, s->source[i]->column_count + 1);
		note_source(&u, s->source[i]);
	}
	for (size_t i = 0; i < s->counted_count; i++) {
		note_measure(&u, s->measure[i]);
		note_entries(&u, s->measure[i]->source, s->measure[i]->element);
	}
	for (size_t i = 0; i < s->rectification_count; i++) {
		const struct rectification *x = s->rectification[i];

		note_expr(&u, x->source, x->passed);
		note_expr(&u, x->source, x->closing);
		mark_list(&u, x->source, x->same, x->same_count);
		note_entries(&u, x->source, x->element);
	}
	for (size_t i = 0; i < s->source_count; i++)
		for (size_t k = 0; k < s->source[i]->column_count; k++)
			if (!u.column[i][k] && !proves_something(&s->source[i]->column[k]))
				diag(r->diag, MSG_COLUMN_UNUSED, s->source[i]->column[k].at, arena_printf(r->arena, "列.%s", s->source[i]->column[k].name),
					s->source[i]->name, NULL);
}

/* ---- 名录 -------------------------------------------------------------------- */

static bool is_used(const struct scheme *s, const struct registry *registry)
{
	for (size_t i = 0; i < s->board_count; i++)
		if (s->board[i]->registry == registry)
			return true;
	for (size_t i = 0; i < s->registry_count; i++)
		if (s->registry[i]->parent == registry)
			return true;
	for (size_t i = 0; i < s->source_count; i++) {
		if (s->source[i]->senders == registry)
			return true;
		for (size_t k = 0; k < s->source[i]->mapping_count; k++)
			if (s->source[i]->mapping[k].registry == registry)
				return true;
	}
	for (size_t i = 0; i < s->rectification_count; i++)
		if (s->rectification[i]->registry == registry)
			return true;
	return false;
}

/* ---- one name, two kinds --------------------------------------------------------- */

static void check_kinds(struct reader *r, const struct indicator *n)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->measure_count; i++)
		if (strcmp(s->measure[i]->name, n->name) == 0)
			diag(r->diag, MSG_TWO_KINDS, n->at, n->name, s->measure[i]->element->kind, origin_text(r->arena, s->measure[i]->element->at), NULL);
	for (size_t i = 0; i < s->parameter_count; i++)
		if (strcmp(s->parameter[i]->name, n->name) == 0)
			diag(r->diag, MSG_TWO_KINDS, n->at, n->name, "参数", origin_text(r->arena, s->parameter[i]->element->at), NULL);
}

void lint_columns(struct reader *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->indicator_count; i++)
		check_kinds(r, s->indicator[i]);
	if (diag_errors(r->diag) > 0)           /* a broken expression uses what it names */
		return;
	check_columns(r);
	for (size_t i = 0; i < s->registry_count; i++)
		if (!is_used(s, s->registry[i]))
			diag(r->diag, MSG_NEVER_USED, s->registry[i]->element->at, "名录", s->registry[i]->name, NULL);
}
