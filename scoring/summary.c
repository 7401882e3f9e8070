/* summary.c -- [汇总:X]: published totals -> a total and ranks over a longer period. */
#include "scoring/summary.h"
#include "scoring/words.h"
#include "scoring/work.h"

#include <stdlib.h>
#include <string.h>

/* ---- its periods ------------------------------------------------------------------- */

/* 权重.10 by the month's number; 1 where nothing is said. */
static struct num weight_of(struct arena *a, const struct summary *s, struct period p)
{
	const char *number = arena_printf(a, "%d", p.number);

	for (size_t k = 0; k < s->weight.special_count; k++)
		if (strcmp(s->weight.special[k].group, number) == 0)
			return s->weight.special[k].num;
	return s->weight.set ? s->weight.all : num_int(1);
}

static const struct past *published(const struct history *h, struct period p)
{
	for (size_t k = 0; h != NULL && k < h->count; k++)
		if (h->past[k].run != 0 && h->past[k].period.kind == p.kind && h->past[k].period.first == p.first)
			return &h->past[k];
	return NULL;
}

/* The periods of the scheme's 周期 that lie within the summary's. */
static void open_parts(struct arena *a, struct summary_scores *s, enum period_kind cycle, const struct history *h)
{
	struct period first = period_before(cycle, s->period.first);

	for (struct period p = period_next(first); p.last <= s->period.last; p = period_next(p)) {
		struct summary_part *part = arena_push(a, s->part, s->part_count);
		const struct past *past = published(h, p);

		part->period = p;
		part->run = past != NULL ? past->run : 0;
		part->past = past;
		part->weight = weight_of(a, s->summary, p);
	}
}

static const char *absent_word(const struct summary *s)
{
	static const char *const words[] = {
		[ABSENT_PASSED] = "跳过", [ABSENT_ZERO] = "零分", [ABSENT_UNRANKED] = "不参与排名",
	};

	return words[s->absent];
}

static void complain_of_absent(struct arena *a, struct diag *d, const struct summary_scores *s)
{
	struct buf b = buf_new(a);

	for (size_t k = 0; k < s->part_count; k++)
		if (s->part[k].run == 0)
			buf_printf(&b, "%s%s", b.length > 0 ? "、" : "", period_text(a, s->part[k].period));
	if (b.length > 0)
		diag(d, MSG_SUMMARY_UNPUBLISHED, s->summary->at, s->summary->name, period_text(a, s->period), b.at,
			absent_word(s->summary), NULL);
}

/* ---- totals ------------------------------------------------------------------------- */

static const struct past_unit *total_in(const struct summary_scores *s, const struct past *p, const struct unit *u)
{
	const struct past_unit *row = p != NULL && p->board != NULL ? p->board[s->summary->board->index] : NULL;

	return row != NULL && row[u->index].present && row[u->index].scored ? &row[u->index] : NULL;
}

static void unrank(struct arena *a, struct summary_unit *u, const char *why)
{
	u->ranked = false;
	u->why_unranked = *u->why_unranked == '\0' ? why : arena_printf(a, "%s；%s", u->why_unranked, why);
}

static void unit_parts(struct arena *a, const struct summary_scores *s, const struct history *h, struct summary_unit *u)
{
	u->part = arena_many(a, const struct past_unit *, s->part_count);
	for (size_t k = 0; k < s->part_count; k++) {
		u->part[k] = total_in(s, published(h, s->part[k].period), u->unit);
		if (u->part[k] == NULL && s->summary->absent == ABSENT_UNRANKED)
			unrank(a, u, arena_printf(a, "%s没有总分，按规定不参与排名", period_text(a, s->part[k].period)));
	}
}

static void unit_total(struct arena *a, const struct summary_scores *s, struct summary_unit *u)
{
	struct num sum = num_int(0), weights = num_int(0);
	const struct rounding *r = &s->summary->rounding;
	struct buf says = buf_new(a);
	bool any = false;

	for (size_t k = 0; k < s->part_count; k++) {
		struct num weight = s->part[k].weight, total = num_int(0);

		if (u->part[k] == NULL && s->summary->absent != ABSENT_ZERO)
			continue;
		any |= u->part[k] != NULL;
		if (u->part[k] != NULL)
			total = u->part[k]->total;
		sum = num_add(a, sum, num_mul(a, total, weight));
		weights = num_add(a, weights, weight);
		buf_printf(&says, "%s%s × %s", says.length > 0 ? " + " : "(", say_points(a, total), say_points(a, weight));
	}
	u->scored = any && num_sign(weights) > 0;
	if (!u->scored) {
		unrank(a, u, "各期都没有总分");
		return;
	}
	u->exact = num_div(a, sum, weights);
	u->total = r->set && !r->none ? num_round(a, u->exact, r->places, r->mode) : u->exact;
	u->steps = arena_printf(a, "%s) ÷ %s = %s", says.at, say_points(a, weights), say_points(a, u->exact));
}

/* ---- ranks -------------------------------------------------------------------------- */

static struct summary_group *group_named(struct arena *a, struct summary_scores *s, const char *name)
{
	struct summary_group *g;

	for (size_t k = 0; k < s->group_count; k++)
		if (strcmp(s->group[k].group, name) == 0)
			return &s->group[k];
	g = arena_push(a, s->group, s->group_count);
	g->group = name;
	return g;
}

static int by_total(const void *x, const void *y, void *board)
{
	const struct summary_unit *a = *(struct summary_unit *const *)x, *b = *(struct summary_unit *const *)y;
	int order = ((const struct board *)board)->ascending ? num_cmp(a->total, b->total) : num_cmp(b->total, a->total);

	if (a->ranked != b->ranked)
		return a->ranked ? -1 : 1;
	if (!a->ranked || order == 0)
		return a->unit->index < b->unit->index ? -1 : 1;
	return order;
}

static void rank_group(struct summary_scores *s, struct summary_group *g)
{
	unsigned dense = 0;

	qsort_r(g->unit, g->unit_count, sizeof *g->unit, by_total, (void *)s->summary->board);
	for (size_t first = 0, next; first < g->ranked_count; first = next) {
		for (next = first + 1; next < g->ranked_count
		    && num_cmp(g->unit[next]->total, g->unit[first]->total) == 0; next++)
			;
		dense++;
		for (size_t k = first; k < next; k++) {
			g->unit[k]->rank = s->summary->dense ? dense : (unsigned)first + 1;
			g->unit[k]->tied = (unsigned)(next - first);
		}
	}
}

static void rank_all(struct arena *a, struct summary_scores *s)
{
	const struct board *b = s->summary->board;

	for (size_t k = 0; k < s->unit_count; k++) {
		struct summary_unit *u = &s->unit[k];
		struct summary_group *g = group_named(a, s, b->pooled ? "" : u->unit->group);

		*arena_push(a, g->unit, g->unit_count) = u;
		g->ranked_count += u->ranked ? 1 : 0;
	}
	for (size_t k = 0; k < s->group_count; k++)
		rank_group(s, &s->group[k]);
}

struct summary_scores *summary_of_units(struct arena *a, struct diag *d, const struct scheme *scheme,
	const struct summary *summary, struct period period, const struct history *h, struct unit *const *unit, size_t count)
{
	const struct board *b = summary->board;
	struct summary_scores *s = arena_one(a, struct summary_scores);

	s->summary = summary;
	s->period = period;
	s->before = published(h, period_before(period.kind, period.first));
	open_parts(a, s, scheme->cycle, h);
	complain_of_absent(a, d, s);
	s->unit_count = count;
	s->unit = arena_many(a, struct summary_unit, s->unit_count);
	for (size_t k = 0; k < s->unit_count; k++) {
		struct summary_unit *u = &s->unit[k];

		u->unit = unit[k];
		u->exact = u->total = num_int(0);
		u->why_unranked = u->steps = "";
		u->ranked = true;
		if (b->unranked != NULL && unit == b->registry->unit && b->unranked[k])
			unrank(a, u, "方案列为不参与排名");
		unit_parts(a, s, h, u);
		unit_total(a, s, u);
		if (summary->graded && b->grades != NULL && u->scored)
			u->grade = grade_of(b->grades, u->unit->group, u->exact, u->total);
	}
	rank_all(a, s);
	return s;
}

struct summary_scores *summary_compute(struct arena *a, struct diag *d, const struct scheme *scheme,
	const struct summary *summary, struct period period, const struct history *h)
{
	const struct registry *r = summary->board->registry;

	return summary_of_units(a, d, scheme, summary, period, h, r->unit, r->unit_count);
}
