/* facts.c -- the words of a flag: its condition with the numbers put in, and the rows behind it. */
#include "scoring/duty.h"
#include "scoring/words.h"

#include <string.h>

/* ---- what the condition looked at ------------------------------------------------ */

struct trace {
	struct work *work;
	struct desk *desk;
	const struct unit *unit;
	struct flag *flag;
	bool *seen;                     /* indicators walked into */
};

static void add_evidence(struct trace *t, const struct measure *m, const struct unit *u)
{
	const struct measured *figure = measured(t->work->measures, m, u);
	struct evidence *e;

	if (figure == NULL)
		return;
	for (size_t k = 0; k < t->flag->evidence_count; k++)
		if (t->flag->evidence[k].measured == figure)
			return;
	e = arena_push(t->work->arena, t->flag->evidence, t->flag->evidence_count);
	e->measure = m;
	e->unit = u;
	e->measured = figure;
}

static void follow(const struct expr *, void *);

/* A leaf's formula, or the leaves below an inner node. */
static void follow_indicator(struct trace *t, const struct indicator *i)
{
	if (t->seen[i->index])
		return;
	t->seen[i->index] = true;
	if (i->formula != NULL)
		seat_walk(indicator_formula(i, t->unit->group), follow, t);
	for (size_t k = 0; k < i->child_count; k++)
		follow_indicator(t, i->child[k]);
}

static void follow_total(struct trace *t)
{
	follow_indicator(t, t->desk->board->root);
	for (size_t k = 0; k < t->desk->out->extra_count; k++)
		seat_walk(t->desk->out->extra[k]->formula, follow, t);
}

static struct trace trace_below(const struct trace *t, struct desk *desk, const struct unit *child)
{
	struct trace below = *t;

	below.desk = desk;
	below.unit = child;
	below.seen = arena_many(t->work->arena, bool, t->work->scheme->indicator_count);
	return below;
}

/* 下级平均 and 下级合计 rest on the children's rows. */
static void follow_children(struct trace *t, const struct expr *e)
{
	const struct unit *const *child = NULL;
	size_t count = across_children(t->work, t->unit, e->arg[0], &child);

	for (size_t k = 0; k < count; k++) {
		struct trace below = trace_below(t, t->desk, child[k]);

		seat_walk(e->arg[0], follow, &below);
	}
}

/* 下级问责 rests on what was said of the children that it counts. */
static void follow_flags(struct trace *t, const struct trigger *trigger)
{
	const struct roll *roll = &t->work->roll[trigger->board->registry->index];

	if (trigger->board->registry->parent != t->unit->registry || roll->first == NULL)
		return;
	for (size_t k = roll->first[t->unit->index]; k < roll->first[t->unit->index + 1]; k++) {
		struct trace below = trace_below(t, &t->work->desk[trigger->board->index], roll->child[k]);

		if (!verdict_stands(t->work, trigger, roll->child[k]))
			continue;
		seat_walk(trigger->when, follow, &below);
		if (trigger->amount != NULL)
			seat_walk(trigger->amount, follow, &below);
	}
}

/* The walk also comes to the arguments of 下级; on the unit itself they find nothing or its own rows. */
static void follow(const struct expr *e, void *data)
{
	struct trace *t = data;

	switch (e->op) {
	case OP_MEASURE:
		add_evidence(t, e->measure, t->unit);
		break;
	case OP_VALUE:
	case OP_POINTS:
	case OP_RATE:
		follow_indicator(t, e->indicator);
		break;
	case OP_TOTAL:
	case OP_RANK:
	case OP_GRADE:
	case OP_RISE:
		follow_total(t);
		break;
	case OP_CHILD_MEAN:
	case OP_CHILD_SUM:
	case OP_CHILD_MIN:
	case OP_CHILD_MAX:
	case OP_CHILD_COUNT:
		follow_children(t, e);
		break;
	case OP_CHILD_FLAGS:
		follow_flags(t, e->trigger);
		break;
	case OP_FLAG:
		seat_walk(e->trigger->when, follow, t);
		break;
	default:
		break;
	}
}

/* "复查不合格：issues.csv:2-180 (6行)；复查数：issues.csv:2-190 (20行)"; of one measure of several units: the places, by 、. */
static const char *sources_of(struct work *w, const struct flag *f)
{
	struct buf b = buf_new(w->arena);
	const struct measure *last = NULL;

	for (size_t k = 0; k < f->evidence_count; k++) {
		const struct measure *m = f->evidence[k].measure;
		const char *source = measured_source(w->arena, w->measures, m, f->evidence[k].measured);

		if (*source == '\0')
			continue;
		if (m == last)
			buf_printf(&b, "、%s", source);
		else
			buf_printf(&b, "%s%s：%s", b.length > 0 ? "；" : "", m->name, source);
		last = m;
	}
	return b.length > 0 ? b.at : "";
}

/* ---- different rows --------------------------------------------------------------- */

static bool same_rows_of(const struct evidence *a, const struct evidence *b)
{
	return a->unit == b->unit || (a->measure->citywide && b->measure->citywide);
}

static bool covers(const struct evidence *b, const struct evidence *a)
{
	return same_rows_of(a, b) && measure_within(a->measure, b->measure);
}

/* Whether a row may be in both.  A row belongs to one unit of a registry. */
static bool may_share(const struct evidence *a, const struct evidence *b)
{
	if (strcmp(a->measure->source->pattern, b->measure->source->pattern) != 0)
		return false;
	return a->measure->source != b->measure->source || a->measure->citywide || b->measure->citywide || a->unit == b->unit
		|| a->unit->registry != b->unit->registry || a->measure->label != b->measure->label;
}

/* All its rows are in another figure's; of two with the same rows the later one is. */
static bool is_covered(const struct flag *f, size_t k)
{
	for (size_t j = 0; j < f->evidence_count; j++)
		if (j != k && covers(&f->evidence[j], &f->evidence[k]) && (j < k || !covers(&f->evidence[k], &f->evidence[j])))
			return true;
	return false;
}

static void count_distinct(struct flag *f)
{
	for (size_t k = 0; k < f->evidence_count; k++) {
		const struct evidence *e = &f->evidence[k];

		if (e->measured->n == 0 || is_covered(f, k))
			continue;
		for (size_t j = 0; j < k; j++)
			f->distinct_at_most |= f->evidence[j].measured->n > 0 && !is_covered(f, j) && may_share(&f->evidence[j], e);
		f->distinct += e->measured->n;
	}
}

void evidence_gather(struct work *w, struct flag *f)
{
	struct desk *d = &w->desk[f->trigger->board->index];
	struct trace trace = { w, d, f->unit, f, arena_many(w->arena, bool, w->scheme->indicator_count) };

	seat_walk(f->trigger->when, follow, &trace);
	if (f->trigger->amount != NULL)
		seat_walk(f->trigger->amount, follow, &trace);
	for (size_t k = 0; k < f->evidence_count; k++)
		f->rows += f->evidence[k].measured->n;
	count_distinct(f);
	f->source = sources_of(w, f);
}

/* ---- its words ------------------------------------------------------------------- */

struct results {
	struct seat seat;
	struct buf text;
};

/* Functions over other units and periods are shown with their result as they stand; -2 is a number. */
static bool is_computed(const struct expr *e)
{
	if (e->op == OP_NEG && e->arg[0]->op == OP_CONST)
		return false;
	return e->type == T_NUMBER && e->count > 0 && e->op < OP_GROUP_MEAN;
}

static bool is_comparison(enum op op)
{
	return (op >= OP_LT && op <= OP_GT) || op == OP_BETWEEN;
}

/* "复查不合格 / 复查数 = 30%" for each computed side of a comparison. */
static void add_results(const struct expr *e, void *data)
{
	struct results *r = data;
	struct arena *a = r->text.arena;
	const char *dimension = NULL;

	if (!is_comparison(e->op))
		return;
	for (size_t k = 0; k < e->count; k++)
		if (e->arg[k]->dimension != NULL && strcmp(e->arg[k]->dimension, "%") == 0)
			dimension = "%";
	for (size_t k = 0; k < e->count; k++) {
		struct value v;

		if (!is_computed(e->arg[k]))
			continue;
		v = seat_eval_in(&r->seat, e->arg[k]);
		buf_printf(&r->text, "%s%s = %s", r->text.length > 0 ? "，" : "", expr_text(a, e->arg[k]),
			say_value(a, v, dimension));
	}
}

/* The condition with the numbers put in, then what its computed sides come to:
 *     复查不合格(6) / 复查数(20) > 20% 且 复查数(20) >= 5（复查不合格 / 复查数 = 30%） */
const char *facts_in(struct seat *seat, const struct expr *when)
{
	struct arena *a = seat->work->arena;
	struct results r = { .seat = *seat, .text = buf_new(a) };
	const char *condition = seat_show_in(&r.seat, when);

	seat_walk(when, add_results, &r);
	return r.text.length > 0 ? arena_printf(a, "%s（%s）", condition, r.text.at) : condition;
}

const char *facts_of(struct work *w, const struct trigger *t, const struct unit *u)
{
	struct seat seat = trigger_seat(w, t, u);

	return facts_in(&seat, t->when);
}
