/* lint_flags.c -- 等次 and 问责(X) in conditions: on boards that have them, and never asking for themselves.
 *
 * A trigger may ask for other triggers and for grades; grades rest on the
 * vetoes of their board, and these may ask for triggers. */
#include <string.h>
#include "rules/read.h"

enum mark { UNSEEN, OPEN, DONE };

struct chase {
	struct reader *r;
	enum mark *trigger, *board;     /* by index */
	const struct board *now;        /* whose conditions are walked */
	bool found;
};

static void chase_trigger(struct chase *, const struct trigger *, struct origin);

static void chase_expr(const struct expr *, void *);

static void chase_when(struct chase *c, const struct board *b, const struct expr *when)
{
	const struct board *before = c->now;

	c->now = b;
	if (when != NULL)
		expr_walk(when, chase_expr, c);
	c->now = before;
}

static void say_circle(struct chase *c, struct origin at, const char *kind, const char *name)
{
	if (!c->found)
		diag(c->r->diag, MSG_FLAG_CIRCLE, at, kind, name, NULL);
	c->found = true;
}

static void chase_grades(struct chase *c, const struct board *b, struct origin at)
{
	const struct scheme *s = c->r->scheme;

	if (b == NULL || c->board[b->index] == DONE)
		return;
	if (c->board[b->index] == OPEN) {
		say_circle(c, at, "榜", b->name);
		return;
	}
	c->board[b->index] = OPEN;
	for (size_t i = 0; i < s->veto_count; i++)
		if (s->veto[i]->board == b)
			chase_when(c, b, s->veto[i]->when);
	c->board[b->index] = DONE;
}

static void chase_expr(const struct expr *e, void *self)
{
	struct chase *c = self;

	if (e->op == OP_GRADE)
		chase_grades(c, c->now, e->at);
	if ((e->op == OP_FLAG || e->op == OP_CHILD_FLAGS) && e->trigger != NULL)
		chase_trigger(c, e->trigger, e->at);
}

static void chase_trigger(struct chase *c, const struct trigger *t, struct origin at)
{
	if (c->trigger[t->index] == DONE)
		return;
	if (c->trigger[t->index] == OPEN) {
		say_circle(c, at, "问责", t->name);
		return;
	}
	c->trigger[t->index] = OPEN;
	chase_when(c, t->board, t->when);
	chase_when(c, t->board, t->amount);
	c->trigger[t->index] = DONE;
}

static void check_place(struct reader *r, const struct board *b, const struct expr *e, void *self)
{
	(void)self;
	if (e->op == OP_GRADE && b->grades == NULL)
		diag(r->diag, MSG_GRADE_WITHOUT, e->at, b->name, NULL);
	if (e->op == OP_FLAG && e->trigger->board != NULL && e->trigger->board->registry != b->registry)
		diag(r->diag, MSG_FLAG_REGISTRY, e->at, e->trigger->name, e->trigger->board->registry == NULL ? "" : e->trigger->board->registry->name,
			b->name, NULL);
	for (size_t i = 0; i < e->count; i++)
		check_place(r, b, e->arg[i], NULL);
}

static void find_grade(const struct expr *e, void *found)
{
	if (e->op == OP_GRADE)
		*(const struct expr **)found = e;
}

/* The veto lowers the very grade that it would ask for. */
static void check_veto(struct reader *r, const struct veto *v)
{
	const struct expr *grade = NULL;

	if (v->when != NULL)
		expr_walk(v->when, find_grade, &grade);
	if (grade != NULL)
		diag(r->diag, MSG_VETO_GRADE, grade->at, v->name, NULL);
}

void lint_flags(struct reader *r)
{
	const struct scheme *s = r->scheme;
	struct chase c = { .r = r, .trigger = arena_many(r->arena, enum mark, s->trigger_count + 1),
		.board = arena_many(r->arena, enum mark, s->board_count + 1) };
	int errors;

	each_unit_expr(r, check_place, NULL);
	errors = (int)diag_errors(r->diag);
	for (size_t i = 0; i < s->veto_count; i++)
		check_veto(r, s->veto[i]);
	if ((int)diag_errors(r->diag) > errors)
		return;
	for (size_t i = 0; i < s->trigger_count; i++)
		chase_trigger(&c, s->trigger[i], s->trigger[i]->at);
}
