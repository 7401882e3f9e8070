/* explain_summary.c -- kaohe explain of a 汇总: total ← periods with weight, run and published total ← rule file:line. */
#include "base/date.h"
#include "base/text.h"
#include "reports/book.h"
#include "reports/explain.h"
#include "reports/plain.h"
#include "reports/summary.h"

enum { PLACES = 6, NEIGHBOURS = 5 };

struct telling {
	struct arena *arena;
	const struct run_facts *facts;
	const struct summary_scores *scores;
	const struct summary_unit *unit;
};

static const char *total_text(const struct telling *t, struct num total)
{
	const struct rounding *r = &t->scores->summary->rounding;

	return r->set && !r->none ? num_fixed(t->arena, total, rounded_places(r)) : num_short(t->arena, total, PLACES);
}

/* The line that gives the weight: 权重.10, else 权重, else the section. */
static struct origin weight_at(const struct telling *t, struct period p)
{
	const struct element *e = t->scores->summary->element;
	const char *key = arena_printf(t->arena, "权重.%d", p.number);
	struct origin at = e->at;

	for (size_t k = 0; k < e->entry_count; k++) {
		if (text_same(e->entry[k].key, key))
			return e->entry[k].at;
		if (text_same(e->entry[k].key, "权重"))
			at = e->entry[k].at;
	}
	return at;
}

/* ---- one period ------------------------------------------------------------------------- */

static void add_present(const struct telling *t, struct outline *under, const struct summary_part *p, const struct past_unit *then)
{
	struct arena *a = t->arena;
	struct outline *o = outline_add(under, "%s 总分 %s × 权重 %s ← %s  %s", period_text(a, p->period),
		num_fixed(a, then->total, total_places(t->scores->summary->board)), num_short(a, p->weight, PLACES), part_run(a, p),
		rule_place(a, weight_at(t, p->period)));
	bool graded = then->grade != NULL && *then->grade != '\0';

	outline_add(o, "当期名次 %s%s%s", then->ranked ? arena_printf(a, "%u", then->rank) : "没有", graded ? "，等次 " : "", graded ? then->grade : "");
}

static void add_part(const struct telling *t, struct outline *under, size_t k)
{
	const struct summary_part *p = &t->scores->part[k];
	struct arena *a = t->arena;
	struct outline *o;

	if (t->unit->part[k] != NULL) {
		add_present(t, under, p, t->unit->part[k]);
		return;
	}
	o = outline_add(under, "%s %s：%s%s%s", period_text(a, p->period), absence_words(t->scores, t->unit, k), absent_words(t->scores->summary),
		p->run > 0 ? " ← " : "", p->run > 0 ? part_run(a, p) : "");
	explain_entry(o, t->scores->summary->element, "缺期");
}

/* Where the next step down is. */
static void add_hint(const struct telling *t, struct outline *o, const char *period)
{
	const struct unit *u = t->unit->unit;

	outline_add(o, "往下看：kaohe explain -r 规则 -i 数据 -o OUT -p %s %s%s%s", period, u->parent == NULL ? "" : u->parent->name,
		u->parent == NULL ? "" : "/", u->name);
}

static bool explain_part(const struct telling *t, struct outline *top, const char *element)
{
	for (size_t k = 0; k < t->scores->part_count; k++) {
		if (!text_same(period_text(t->arena, t->scores->part[k].period), element))
			continue;
		add_part(t, top, k);
		if (t->scores->part[k].run > 0)
			add_hint(t, top, element);
		return true;
	}
	return false;
}

/* ---- the whole --------------------------------------------------------------------------- */

static void add_total(const struct telling *t, struct outline *top)
{
	const struct summary_unit *u = t->unit;
	const struct summary *s = t->scores->summary;
	struct outline *o = outline_add(top, "汇总分 %s", u->scored ? total_text(t, u->total) : "没有");

	for (size_t k = 0; k < t->scores->part_count; k++)
		add_part(t, o, k);
	if (!u->scored)
		return;
	outline_add(o, "%s", u->steps);
	outline_add(o, "修约 %s → %s  %s", rounding_words(t->arena, &s->rounding), total_text(t, u->total), rule_place(t->arena, s->rounding.at));
}

static const struct summary_group *group_of(const struct telling *t, size_t *place)
{
	for (size_t g = 0; g < t->scores->group_count; g++)
		for (*place = 0; *place < t->scores->group[g].unit_count; (*place)++)
			if (t->scores->group[g].unit[*place] == t->unit)
				return &t->scores->group[g];
	return NULL;
}

static void add_rank(const struct telling *t, struct outline *top)
{
	const struct summary_unit *u = t->unit;
	const struct summary *s = t->scores->summary;
	size_t place = 0;
	const struct summary_group *g = group_of(t, &place);
	struct outline *o;

	if (!u->ranked || g == NULL) {
		outline_add(top, "不参与排名：%s  %s", u->why_unranked, rule_place(t->arena, s->at));
		return;
	}
	o = outline_add(top, "%s  %s", place_words(t->arena, u->rank, g->group, g->ranked_count, s->board->ascending, u->tied),
		rule_place(t->arena, s->at));
	explain_entry(o, s->element, "并列");
	for (size_t k = place > NEIGHBOURS ? place - NEIGHBOURS : 0; k <= place + NEIGHBOURS && k < g->ranked_count; k++)
		outline_add(o, "%u %s %s", g->unit[k]->rank, g->unit[k]->unit->name, total_text(t, g->unit[k]->total));
}

static void add_before(const struct telling *t, struct outline *top)
{
	const struct past *p = t->scores->before;
	const struct past_unit *was = p == NULL ? NULL : past_unit_of(p, t->scores->summary->board, t->unit->unit);

	if (was != NULL)
		outline_add(top, "上期 %s：%s，名次 %s ← 第%u次运行", period_text(t->arena, p->period), was->scored ? total_text(t, was->total) : "没有汇总分",
			was->ranked ? arena_printf(t->arena, "%u", was->rank) : "没有", p->run);
}

static void add_flags(const struct telling *t, struct outline *top)
{
	const struct summed_flags all = summed_flags(t->arena, t->facts, t->scores);
	const char *words = summed_words(t->arena, &all, t->unit->unit);
	struct outline *o;

	if (words == NULL)
		return;
	o = outline_add(top, "各期的问责建议 %s", words);
	for (size_t k = 0; k < all.count; k++) {
		const struct past_flag *f = all.flag[k].flag;

		if (f->unit == t->unit->unit)
			outline_add(o, "%s → %s，%s", f->id, f->measure, summed_decision[f->decision]);
	}
}

static void explain_whole(const struct telling *t, struct outline *top)
{
	const struct summary_unit *u = t->unit;

	add_total(t, top);
	add_rank(t, top);
	if (u->grade != NULL)
		outline_add(top, "等次 %s  %s", u->grade->word, rule_place(t->arena, u->grade->at));
	add_before(t, top);
	add_flags(t, top);
	explain_entry(top, t->scores->summary->element, "依据");
	for (size_t k = t->scores->part_count; k-- > 0;)
		if (u->part[k] != NULL) {
			add_hint(t, top, period_text(t->arena, t->scores->part[k].period));
			return;
		}
}

bool report_explain_summary(struct arena *a, const struct run_facts *facts, const struct summary_scores *s, const struct unit *unit,
	const char *element, FILE *out)
{
	const struct telling t = { .arena = a, .facts = facts, .scores = s, .unit = &s->unit[unit->index] };
	struct outline *top = outline_new(a, arena_printf(a, "%s（%s），%s，%s，由%zu个期汇总  %s", unit->name, unit->code,
		summary_title(a, s, NULL), period_text(a, s->period), s->part_count, rule_place(a, s->summary->at)));

	if (element == NULL || text_same(element, s->summary->name))
		explain_whole(&t, top);
	else if (!explain_part(&t, top, element))
		return false;
	outline_print(top, out);
	return true;
}
