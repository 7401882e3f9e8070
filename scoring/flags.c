/* flags.c -- 问责 proposals: conditions that held, with their figures and rows.
 *
 * A trigger whose condition cannot be judged raises nothing and is listed
 * apart, as is every trigger of a unit without a single figure.  People
 * decide; this only proposes. */
#include "scoring/flags.h"

#include "scoring/words.h"
#include "scoring/work.h"

#include <string.h>

/* ---- what the condition looked at ------------------------------------------------ */

struct trail {
	struct work *work;
	struct desk *desk;
	const struct unit *unit;
	struct flag *flag;
	bool *seen;                     /* indicators walked into */
};

static void add_evidence(struct trail *t, const struct measure *m, const struct unit *u)
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
	e->measured = figure;
}

static void follow(const struct expr *, void *);

/* A leaf's formula, or the leaves below an inner node. */
static void follow_indicator(struct trail *t, const struct indicator *i)
{
	if (t->seen[i->index])
		return;
	t->seen[i->index] = true;
	if (i->formula != NULL)
		expr_walk(i->formula, follow, t);
	for (size_t k = 0; k < i->child_count; k++)
		follow_indicator(t, i->child[k]);
}

/* 下级平均 and 下级合计 rest on the children's rows. */
static void follow_children(struct trail *t, const struct expr *e)
{
	const struct unit *const *child = NULL;
	size_t count = across_children(t->work, t->unit, e->arg[0], &child);

	for (size_t k = 0; k < count; k++) {
		struct trail below = *t;

		below.unit = child[k];
		below.seen = arena_many(t->work->arena, bool, t->work->scheme->indicator_count);
		expr_walk(e->arg[0], follow, &below);
	}
}

/* expr_walk also comes to the arguments of 下级; on the unit itself they find nothing or its own rows. */
static void follow(const struct expr *e, void *data)
{
	struct trail *t = data;

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
		follow_indicator(t, t->desk->board->root);
		for (size_t k = 0; k < t->desk->out->extra_count; k++)
			expr_walk(t->desk->out->extra[k]->formula, follow, t);
		break;
	case OP_CHILD_MEAN:
	case OP_CHILD_SUM:
		follow_children(t, e);
		break;
	default:
		break;
	}
}

/* ---- its words ------------------------------------------------------------------- */

struct results {
	struct desk *desk;
	const struct unit *unit;
	struct buf text;
};

/* Functions over other units are shown with their result as they stand. */
static bool is_computed(const struct expr *e)
{
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
		v = seat_eval(r->desk, r->unit, e->arg[k]);
		buf_printf(&r->text, "%s%s = %s", r->text.length > 0 ? "，" : "", expr_text(a, e->arg[k]),
			say_value(a, v, dimension));
	}
}

/* The condition with the numbers put in, then what its computed sides come to:
 *     复查不合格(6) / 复查数(20) > 20% 且 复查数(20) >= 5（复查不合格 / 复查数 = 30%） */
static const char *facts_of(struct desk *d, const struct unit *u, const struct expr *when)
{
	struct arena *a = d->work->arena;
	struct results r = { .desk = d, .unit = u, .text = buf_new(a) };
	const char *condition = seat_show(d, u, when);

	expr_walk(when, add_results, &r);
	return r.text.length > 0 ? arena_printf(a, "%s（%s）", condition, r.text.at) : condition;
}

static const char *sources_of(struct work *w, const struct flag *f)
{
	struct buf b = buf_new(w->arena);

	for (size_t k = 0; k < f->evidence_count; k++) {
		const char *source = measured_source(w->arena, w->measures, f->evidence[k].measure, f->evidence[k].measured);

		if (*source != '\0' && (b.length == 0 || strstr(b.at, source) == NULL))
			buf_printf(&b, "%s%s", b.length > 0 ? "；" : "", source);
	}
	return b.length > 0 ? b.at : "";
}

static const char *holder_of(const struct unit *u, const char *role)
{
	const char **known = u->registry->role;

	for (size_t k = 0; known != NULL && known[k] != NULL; k++)
		if (strcmp(known[k], role) == 0)
			return u->role_holder != NULL ? u->role_holder[k] : "";
	return "";
}

static const char *roles_of(struct arena *a, const struct trigger *t, const struct unit *u)
{
	struct buf b = buf_new(a);

	for (size_t k = 0; t->role != NULL && t->role[k] != NULL; k++) {
		const char *holder = holder_of(u, t->role[k]);

		buf_printf(&b, "%s%s", k > 0 ? "、" : "", t->role[k]);
		if (*holder != '\0')
			buf_printf(&b, "（%s）", holder);
	}
	return b.length > 0 ? b.at : "";
}

static const char *reply_of(struct arena *a, const struct trigger *t)
{
	if (t->reply_days == 0)
		return "";
	return arena_printf(a, "告知后%u%s内", t->reply_days, t->reply_working_days ? "个工作日" : "天");
}

/* ---- flags ------------------------------------------------------------------------ */

static void raise(struct work *w, struct flags *flags, const struct trigger *t, const struct unit *u)
{
	struct flag *f = arena_push(w->arena, flags->flag, flags->count);
	struct desk *d = &w->desk[t->board->index];
	struct trail trail = { w, d, u, f, arena_many(w->arena, bool, w->scheme->indicator_count) };

	f->id = arena_printf(w->arena, "%s-%s-%s-%s", period_text(w->arena, w->measures->period),
		u->registry->name, u->code, t->name);
	f->trigger = t;
	f->unit = u;
	f->facts = facts_of(d, u, t->when);
	expr_walk(t->when, follow, &trail);
	for (size_t k = 0; k < f->evidence_count; k++)
		f->rows += f->evidence[k].measured->n;
	f->source = sources_of(w, f);
	f->roles = roles_of(w->arena, t, u);
	f->reply = reply_of(w->arena, t);
}

static void leave_open(struct work *w, struct flags *flags, const struct trigger *t, const struct unit *u)
{
	struct unjudged *x = arena_push(w->arena, flags->unjudged, flags->unjudged_count);

	x->trigger = t;
	x->unit = u;
	x->facts = facts_of(&w->desk[t->board->index], u, t->when);
}

static bool has_figures(const struct work *w, const struct unit *u)
{
	for (size_t k = 0; k < w->scheme->measure_count; k++) {
		const struct measured *m = measured(w->measures, w->scheme->measure[k], u);

		if (m != NULL && m->value.kind != V_NONE)
			return true;
	}
	return false;
}

struct flags *flags_raise(struct arena *a, const struct scores *s)
{
	struct flags *flags = arena_one(a, struct flags);
	struct work *w = s->work;

	for (size_t t = 0; t < s->scheme->trigger_count; t++) {
		const struct trigger *trigger = s->scheme->trigger[t];
		const struct roll *roll = w->desk[trigger->board->index].roll;

		for (size_t k = 0; k < roll->count; k++) {
			int holds = w->judged[t][k];

			if (holds == DOES_NOT_APPLY || holds == 0)
				continue;
			if (holds < 0 || !has_figures(w, roll->unit[k]))
				leave_open(w, flags, trigger, roll->unit[k]);
			else
				raise(w, flags, trigger, roll->unit[k]);
		}
	}
	return flags;
}
