/* needs.c -- whether an example gives every figure that its subject asks for. */
#include "scoring/stage.h"

#include <string.h>

struct need {
	const struct example *example;
	struct diag *diag;
	const char *kind, *name;        /* what needs it: 指标, 总分 */
	bool *seen;                     /* indicators walked into */
	bool complete;
};

static bool is_given(const struct example *x, const struct measure *m)
{
	for (size_t k = 0; k < x->given_count; k++)
		if (x->given[k].measure == m)
			return true;
	return has_rows(x, m->source);
}

static bool has_points(const struct example *x, const struct indicator *i)
{
	for (size_t k = 0; k < x->given_count; k++)
		if (x->given[k].kind == GIVEN_POINTS && x->given[k].indicator == i)
			return true;
	return false;
}

static void need_indicator(struct need *, const struct indicator *);

static void need_figure(const struct expr *e, void *data)
{
	struct need *n = data;

	if (e->op == OP_VALUE || e->op == OP_POINTS || e->op == OP_RATE)
		need_indicator(n, e->indicator);
	if (e->op == OP_FLAG)
		seat_walk(e->trigger->when, need_figure, n);
	if (e->op != OP_MEASURE || is_given(n->example, e->measure))
		return;
	n->complete = false;
	diag(n->diag, MSG_EXAMPLE_LACKS, n->example->at, n->example->name, e->measure->name, n->kind, n->name, NULL);
}

static void need_expr(struct need *n, const struct expr *e)
{
	if (e != NULL)
		seat_walk(e, need_figure, n);
}

static void need_indicator(struct need *n, const struct indicator *i)
{
	if (n->seen[i->index])
		return;
	n->seen[i->index] = true;
	if (has_points(n->example, i))
		return;
	for (size_t k = 0; k < n->example->unit_count; k++)
		need_expr(n, indicator_formula(i, n->example->unit[k].group));
	for (size_t k = 0; k < i->child_count; k++)
		need_indicator(n, i->child[k]);
}

static bool expects_no_report(const struct example *x)
{
	for (size_t k = 0; k < x->expected_count; k++)
		for (size_t j = 0; j < x->expected[k].due_count; j++)
			if (x->expected[k].due[j].what == DUE_NONE && strcmp(x->expected[k].due[j].word, none_words[NOT_REPORTED]) == 0)
				return true;
	return false;
}

static bool rows_given(struct diag *d, const struct example *x, const char *kind, const char *name, const struct source *source)
{
	if (!has_rows(x, source))
		diag(d, MSG_EXAMPLE_WITHOUT_ROWS, x->at, x->name, name, source->name, kind, NULL);
	return has_rows(x, source);
}

/* 未报送 is shown by not giving the figure. */
bool needs_met(struct arena *a, struct diag *d, const struct scheme *s, const struct example *x)
{
	struct need n = { x, d, "指标", "", arena_many(a, bool, s->indicator_count), true };

	if (x->indicator != NULL && !expects_no_report(x)) {
		n.name = x->indicator->name;
		need_indicator(&n, x->indicator);
	} else if (x->board != NULL && x->board->root != NULL) {
		n.kind = "榜";
		n.name = x->board->name;
		need_indicator(&n, x->board->root);
	} else if (x->extra != NULL && !expects_no_report(x)) {
		n.kind = "加减分";
		n.name = x->extra->name;
		need_expr(&n, x->extra->formula);
	} else if (x->veto != NULL) {
		n.kind = "否决";
		n.name = x->veto->name;
		need_expr(&n, x->veto->when);
	} else if (x->measure != NULL) {
		n.complete = rows_given(d, x, "统计", x->measure->name, x->measure->source);
	} else if (x->rectification != NULL) {
		n.complete = rows_given(d, x, "整改", x->rectification->name, x->rectification->source);
	} else if (x->trigger != NULL) {
		n.kind = "问责";
		n.name = x->trigger->name;
		need_expr(&n, x->trigger->when);
	} else if (x->roster != NULL) {
		n.kind = "名单";
		n.name = x->roster->name;
		need_expr(&n, x->roster->when);
	} else if (x->crosscheck != NULL) {
		n.kind = "核对";
		n.name = x->crosscheck->name;
		need_expr(&n, x->crosscheck->when);
	}
	return n.complete;
}

bool needs_amount(struct arena *a, struct diag *d, const struct scheme *s, const struct example *x)
{
	struct need n = { x, d, "问责", x->trigger->name, arena_many(a, bool, s->indicator_count), true };

	need_expr(&n, x->trigger->amount);
	return n.complete;
}
