/* value.c -- 公式 of a leaf for one unit, and the rows behind it. */
#include "scoring/tree.h"
#include "scoring/words.h"

struct rows {
	struct desk *desk;
	const struct unit *unit;
	const struct expr *division;    /* the first met, which is the outermost */
	const struct measure *only;     /* the one measure, if there is one */
	bool several;
	uint64_t most;
};

static uint64_t rows_of(struct work *w, const struct measure *m, const struct unit *u)
{
	const struct measured *figure = measured(w->measures, m, u);

	return figure != NULL ? figure->n : 0;
}

static void look_for_rows(const struct expr *e, void *data)
{
	struct rows *r = data;
	uint64_t n;

	if (e->op == OP_DIV && r->division == NULL)
		r->division = e;
	if (e->op == OP_MEASURE) {
		r->several |= r->only != NULL && r->only != e->measure;
		r->only = e->measure;
		n = rows_of(r->desk->work, e->measure, r->unit);
	} else if (e->op == OP_VALUE && r->desk->in_tree[e->indicator->index]) {
		n = node_value(r->desk, r->unit, e->indicator)->n;
	} else {
		return;
	}
	if (n > r->most)
		r->most = n;
}

uint64_t formula_rows(struct desk *d, const struct unit *u, const struct expr *e)
{
	struct rows r = { .desk = d, .unit = u };

	seat_walk(e, look_for_rows, &r);
	if (r.division != NULL && r.division->arg[1]->op == OP_MEASURE)
		return rows_of(d->work, r.division->arg[1]->measure, u);
	if (r.only != NULL && !r.several)
		return rows_of(d->work, r.only, u);
	return r.most;
}

static bool is_a_count(enum algorithm a)
{
	return a == COUNT || a == SUM || a == DISTINCT || a == SINGLE;
}

struct num sample_size(struct desk *d, const struct unit *u, const struct measure *m)
{
	const struct measured *figure = measured(d->work->measures, m, u);

	if (figure == NULL)
		return num_int(0);
	if (is_a_count(m->algorithm) && figure->value.kind == V_NUMBER && num_sign(figure->value.num) >= 0)
		return figure->value.num;
	return num_int((int64_t)figure->n);
}

static uint64_t node_rows(struct desk *d, const struct unit *u, const struct indicator *i)
{
	int64_t n;

	if (i->sample != NULL && num_to_int(num_floor(d->work->arena, sample_size(d, u, i->sample)), &n))
		return (uint64_t)n;
	return i->formula != NULL ? formula_rows(d, u, indicator_formula(i, u->group)) : 0;
}

/* 适用 must hold; what cannot be judged does not hold. */
static bool applies(struct desk *d, const struct unit *u, const struct expr *condition)
{
	return condition == NULL || seat_holds(d, u, condition) == 1;
}

struct kinds {
	struct desk *desk;
	const struct unit *unit;
	enum none first;
};

static void look_for_kind(const struct expr *e, void *data)
{
	struct kinds *k = data;
	struct value v;

	if (e->op != OP_MEASURE && e->op != OP_VALUE && e->op != OP_POINTS && e->op != OP_RATE)
		return;
	v = seat_eval(k->desk, k->unit, e);
	if (v.kind == V_NONE && v.none < k->first)
		k->first = v.none;
}

/* A formula that cannot be judged (a 如果 in doubt) is without a number for
 * the reason its figures give, or else for want of a denominator. */
enum none kind_in_doubt(struct desk *d, const struct unit *u, const struct expr *formula)
{
	struct kinds k = { d, u, NO_DENOMINATOR };

	seat_walk(formula, look_for_kind, &k);
	return k.first;
}

static void leaf_value(struct desk *d, const struct unit *u, struct node_score *n)
{
	const struct indicator *i = n->indicator;
	struct arena *a = d->work->arena;
	const struct expr *formula = indicator_formula(i, u->group);
	struct seat seat = seat_of(d, u);
	struct value v = seat_eval_in(&seat, formula);
	const char *figures = d->work->silent ? "" : seat_show(d, u, formula);

	if (v.kind == V_BOOL)
		v = value_num(num_int(v.yes ? 1 : 0));
	if (v.kind == V_NUMBER || v.kind == V_NONE) {
		n->value = v;
		n->shown = SAY(d->work, "%s = %s", figures, say_value(a, v, indicator_dimension(i)));
	} else if (seat.first) {
		n->first = true;
		n->value = value_none(NO_DENOMINATOR);
		n->shown = SAY(d->work, "%s = 空（以前的期没有数）", figures);
	} else {
		n->value = value_none(kind_in_doubt(d, u, formula));
		n->shown = SAY(d->work, "%s = 无法判断（%s）", figures, none_words[n->value.none]);
	}
}

const struct node_score *node_value(struct desk *d, const struct unit *u, const struct indicator *i)
{
	struct node_score *n = node_at(d, u, i);

	if (!node_begin(d, u, i, VALUE_PHASE))
		return n;
	n->value = value_blank();
	n->shown = "";
	n->n = node_rows(d, u, i);
	if (!applies(d, u, i->applies)) {
		n->value = value_none(NOT_APPLICABLE);
		n->shown = SAY(d->work, "适用条件不成立：%s", seat_show(d, u, i->applies));
	} else if (i->formula != NULL) {
		leaf_value(d, u, n);
	}
	node_end(d, u, i, VALUE_PHASE);
	return n;
}
