/* explain_past.c -- figures of earlier periods behind 上期(…) 近期(…) 连续(…) and the like, with the runs they come from. */
#include "reports/explain.h"

#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "reports/plain.h"
#include "reports/proposed.h"

enum { MOST_PERIODS = 12 };

/* ---- one period ------------------------------------------------------------------- */

struct asking {
	const struct explained *x;
	const struct past_unit *unit;   /* NULL: it was not on the board then */
	struct buf text;
	const struct expr **seen;
	size_t seen_count;
};

static bool asked_before(struct asking *q, const struct expr *e)
{
	for (size_t k = 0; k < q->seen_count; k++)
		if (q->seen[k]->op == e->op && q->seen[k]->indicator == e->indicator)
			return true;
	*arena_push(q->x->arena, q->seen, q->seen_count) = e;
	return false;
}

static const char *figure_words(const struct asking *q, const struct expr *e)
{
	const struct past_figure *f = q->unit->figure == NULL ? NULL : &q->unit->figure[e->indicator->index];
	struct arena *a = q->x->arena;

	if (f == NULL || (e->op == OP_VALUE ? !f->has_value : !f->has_points))
		return "没有";
	if (e->op == OP_VALUE)
		return exact_value(a, value_num(f->value), value_dimension(e->indicator));
	return arena_printf(a, "得分 %s/%s", exact_num(a, f->points), exact_num(a, f->full));
}

/* Leaves that have a past: 值 得分 得分率 总得分 总名次; 升降, 末位 and 名次 rest on these. */
static void ask(const struct expr *e, void *data)
{
	struct asking *q = data;
	struct arena *a = q->x->arena;
	const char *words;

	switch (e->op) {
	case OP_VALUE:
	case OP_POINTS:
	case OP_RATE:
		if (asked_before(q, e))
			return;
		words = arena_printf(a, "%s %s", e->indicator->name, figure_words(q, e));
		break;
	case OP_TOTAL:
		words = q->unit->scored ? arena_printf(a, "总分 %s", num_text(a, q->unit->total)) : "没有总分";
		break;
	case OP_RANK:
	case OP_RISE:
		words = q->unit->ranked ? arena_printf(a, "名次 %u", q->unit->rank) : "没有名次";
		break;
	default:
		return;
	}
	buf_printf(&q->text, "%s%s", q->text.length > 0 ? "，" : "", words);
}

static void add_period(const struct explained *x, struct outline *o, const struct past *p, const struct expr *e)
{
	struct asking q = { .x = x, .unit = past_unit_of(p, x->board, x->unit), .text = buf_new(x->arena) };
	const char *period = period_text(x->arena, p->period);

	if (p->run == 0) {
		outline_add(o, "%s：没有公布", period);
		return;
	}
	if (q.unit == NULL) {
		outline_add(o, "%s（第%u次运行）：不在本榜", period, p->run);
		return;
	}
	expr_walk(e, ask, &q);
	outline_add(o, "%s（第%u次运行%s%s）：%s", period, p->run, q.unit->was != NULL ? "，接自 " : "", q.unit->was != NULL ? q.unit->was : "",
		q.text.length > 0 ? q.text.at : "没有可查的数");
}

/* ---- which periods ------------------------------------------------------------------ */

static bool a_year_before(struct period then, struct period now)
{
	return then.kind == now.kind && then.year == now.year - 1 && then.number == now.number;
}

/* Whether the k-th period before this one is looked at. */
static bool looked_at(const struct explained *x, const struct expr *e, size_t k)
{
	struct period now = x->scores->measures->period, then = x->scores->history->past[k - 1].period;

	switch (e->op) {
	case OP_LAST:
	case OP_RISE:
		return k == 1;
	case OP_SAME:
		return a_year_before(then, now);
	case OP_RECENT:
		return (int64_t)k < e->last_n;
	case OP_TIMES:
	case OP_OWN_MEASURES:
		return e->window.calendar_year ? then.year == now.year : k < e->window.periods;
	default:
		return k <= MOST_PERIODS;
	}
}

static void add_periods(const struct explained *x, struct outline *o, const struct expr *e)
{
	const struct history *h = x->scores->history;
	size_t count = 0;

	for (size_t k = 1; h != NULL && k <= h->count; k++) {
		if (!looked_at(x, e, k))
			continue;
		add_period(x, o, &h->past[k - 1], e);
		count++;
	}
	if (count == 0)
		outline_add(o, "没有已公布的前期");
}

/* ---- 问责 of earlier periods, and of children ------------------------------------------ */

static void add_own_measures(const struct explained *x, struct outline *o, const struct expr *e)
{
	static const char *const words[] = {
		[FLAG_OPEN] = "建议", [FLAG_UPHELD] = "维持", [FLAG_LOWERED] = "减轻", [FLAG_REVOKED] = "撤销", [FLAG_EXEMPT] = "免责",
	};
	const struct history *h = x->scores->history;

	for (size_t k = 0; h != NULL && k < h->count; k++)
		for (size_t i = 0; i < h->past[k].flag_count; i++) {
			const struct past_flag *f = &h->past[k].flag[i];

			if (looked_at(x, e, k + 1) && f->unit == x->unit && strstr(f->measure, e->name_text) != NULL)
				outline_add(o, "%s %s，%s（%s）", period_text(x->arena, h->past[k].period), f->measure, words[f->decision], f->id);
		}
}

static void add_child_flags(const struct explained *x, struct outline *o, const struct expr *e)
{
	for (size_t k = 0; k < x->flags->count; k++) {
		const struct flag *f = &x->flags->flag[k];

		if (f->trigger == e->trigger && f->unit->parent == x->unit)
			outline_add(o, "%s：%s，%s", f->unit->name, proposed_measure(f), flag_status(f));
	}
}

bool explain_past(const struct explained *x, struct outline *under, const struct expr *e)
{
	struct outline *o;

	if (e->op == OP_FLAG || e->op == OP_GRADE) {
		outline_add(under, "%s = %s", expr_text(x->arena, e), value_show(x->arena, scores_eval(x->scores, x->board, x->unit, e)));
		return true;
	}
	if ((e->op < OP_LAST || e->op > OP_CHILD_FLAGS) && e->op != OP_RISE)
		return false;
	o = outline_add(under, "%s = %s", expr_text(x->arena, e),
		exact_value(x->arena, scores_eval(x->scores, x->board, x->unit, e), e->op == OP_LAST || e->op == OP_SAME || e->op == OP_RECENT ? e->dimension : NULL));
	if (e->op == OP_OWN_MEASURES)
		add_own_measures(x, o, e);
	else if (e->op == OP_CHILD_FLAGS)
		add_child_flags(x, o, e);
	else
		add_periods(x, o, e);
	return true;
}
