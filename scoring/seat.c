/* seat.c -- an expression as one unit on one board sees it.
 *
 * rules/eval.c does the arithmetic; what it asks of its surroundings is
 * answered here: the unit's measures and attributes, values and points of
 * other indicators (worked out now if they are not yet), totals and ranks.
 * A seat set back some periods is answered by past.c. */
#include "scoring/work.h"

struct desk *desk_of(struct work *w, const struct registry *r, const struct indicator *i)
{
	for (size_t b = 0; b < w->scheme->board_count; b++) {
		struct desk *d = &w->desk[b];

		if (d->board->registry == r && (i == NULL || d->in_tree[i->index]))
			return d;
	}
	return NULL;
}

struct seat seat_of(struct desk *d, const struct unit *u)
{
	return (struct seat){ .work = d->work, .desk = d, .unit = u };
}

struct desk *seat_desk(const struct seat *s, const struct indicator *i)
{
	if (s->desk != NULL && (i == NULL || s->desk->in_tree[i->index]))
		return s->desk;
	return desk_of(s->work, s->unit->registry, i);
}

void seat_walk(const struct expr *e, void (*visit)(const struct expr *, void *), void *self)
{
	visit(e, self);
	if (e->op == OP_LAST || e->op == OP_SAME)
		return;
	for (size_t k = 0; k < e->count; k++)
		seat_walk(e->arg[k], visit, self);
}

static struct value ref_attribute(const struct unit *u, enum attribute attribute)
{
	switch (attribute) {
	case ATTR_GROUP:
		return value_text(u->group);
	case ATTR_TYPE:
		return value_text(u->type);
	case ATTR_CODE:
		return value_text(u->code);
	case ATTR_NAME:
		return value_text(u->name);
	default:
		return u->has_population ? value_num(u->population) : value_blank();
	}
}

/* What stands in for the points of a node that has none. */
static struct value no_points(struct seat *s, const struct node_score *n)
{
	s->first |= n->first;
	return n->state != NULL || n->first ? value_blank() : value_none(n->kind);
}

static struct value ref_value(struct seat *s, const struct node_score *n)
{
	s->first |= n->first;
	return n->first ? value_blank() : n->value;
}

static struct value ref_node(struct seat *s, const struct expr *e)
{
	struct desk *d = seat_desk(s, e->indicator);
	const struct node_score *n;

	if (d == NULL)
		return value_none(NOT_APPLICABLE);
	if (e->op == OP_VALUE)
		return ref_value(s, node_value(d, s->unit, e->indicator));
	n = node_final(d, s->unit, e->indicator);
	if (!n->scored)
		return no_points(s, n);
	if (e->op == OP_POINTS)
		return value_num(n->points);
	if (num_sign(n->full) == 0)
		return value_none(NO_DENOMINATOR);
	return value_num(num_div(s->work->arena, n->points, n->full));
}

static struct value ref_total(struct seat *s, const struct expr *e)
{
	struct desk *d = seat_desk(s, NULL);
	const struct unit_score *u;

	if (d == NULL || (e->op == OP_TOTAL ? !totals_ready(d) : !ranks_ready(d)))
		return value_none(NOT_APPLICABLE);
	u = &d->out->unit[s->unit->index];
	if (e->op == OP_RANK)
		return u->ranked ? value_num(num_int(u->rank)) : value_none(NOT_APPLICABLE);
	if (!u->scored) {
		const struct node_score *root = node_final(d, s->unit, d->board->root);

		return root->none ? no_points(s, root) : value_none(NOT_APPLICABLE);
	}
	return value_num(u->total);
}

static struct value ref_grade(struct seat *s)
{
	struct desk *d = seat_desk(s, NULL);
	const struct grade *grade;

	if (d == NULL || !grades_ready(d))
		return value_none(NOT_APPLICABLE);
	grade = d->out->unit[s->unit->index].grade;
	return grade == NULL ? value_blank() : value_text(grade->word);
}

static struct value ref(struct env *env, const struct expr *e)
{
	struct seat *s = env->self;
	const struct measured *m;

	if (e->op == OP_ATTRIBUTE)
		return ref_attribute(s->unit, e->attribute);
	if (s->back > 0)
		return past_ref(s, e);
	switch (e->op) {
	case OP_MEASURE:
		m = measured(s->work->measures, e->measure, s->unit);
		return m != NULL ? m->value : value_none(NOT_APPLICABLE);
	case OP_VALUE:
	case OP_POINTS:
	case OP_RATE:
		return ref_node(s, e);
	case OP_TOTAL:
	case OP_RANK:
		return ref_total(s, e);
	case OP_GRADE:
		return ref_grade(s);
	case OP_WEIGHT:
		return value_num(indicator_share(s->work->arena, e->indicator, s->unit->group));
	default:
		return value_blank();
	}
}

/* 工作日; where the calendar does not reach, 待定, and a warning. */
static bool workdays(struct env *env, int32_t a, int32_t b, int32_t *days)
{
	const struct seat *s = env->self;
	struct work *w = s->work;

	if (working_days(w->scores->people, a, b, days))
		return true;
	if (w->diag != NULL)
		diag(w->diag, MSG_WORKDAYS_PENDING, w->scheme->at, unit_label(w->arena, s->unit), day_text(w->arena, a),
			day_text(w->arena, b), NULL);
	return false;
}

struct env seat_env(struct seat *s)
{
	const struct measures *m = s->work->measures;

	return (struct env){
		.arena = s->work->arena,
		.first = m->period.first, .last = m->period.last, .cutoff = m->cutoff,
		.ref = ref, .over = across_over, .self = s,
		.workdays = s->work->scores->people != NULL ? workdays : NULL,
	};
}

/* A denominator below zero is no figure to score with: data error, with its rule line and unit. */
static void complain_if_negative(struct seat *s, struct env *env, const struct expr *e)
{
	const struct expr *negative = env->negative;
	struct work *w = s->work;

	if (negative == NULL || w->diag == NULL)
		return;
	diag(w->diag, MSG_NEGATIVE_DENOMINATOR, negative->at, unit_label(w->arena, s->unit),
		expr_show(e, env), NULL);
}

struct value seat_eval_in(struct seat *s, const struct expr *e)
{
	struct env env = seat_env(s);
	struct value v = expr_eval(e, &env);

	complain_if_negative(s, &env, e);
	return v;
}

int seat_holds_in(struct seat *s, const struct expr *e)
{
	struct env env = seat_env(s);
	int holds = expr_holds(e, &env);

	complain_if_negative(s, &env, e);
	return holds;
}

const char *seat_show_in(struct seat *s, const struct expr *e)
{
	struct env env = seat_env(s);

	return expr_show(e, &env);
}

struct value seat_eval(struct desk *d, const struct unit *u, const struct expr *e)
{
	struct seat s = seat_of(d, u);

	return seat_eval_in(&s, e);
}

int seat_holds(struct desk *d, const struct unit *u, const struct expr *e)
{
	struct seat s = seat_of(d, u);

	return seat_holds_in(&s, e);
}

const char *seat_show(struct desk *d, const struct unit *u, const struct expr *e)
{
	struct seat s = seat_of(d, u);

	return seat_show_in(&s, e);
}
