/* scoring_year.h -- months in a row for the tests of scoring/: what one month
 * came to is the history of the next, as cli/ would hand it over from the ledger. */
#ifndef TESTS_SCORING_YEAR_H
#define TESTS_SCORING_YEAR_H

#include "tests/scoring_month.h"

static inline void start(struct month *m, const char *month)
{
	struct period p;

	assert_true(period_parse(month, &p));
	m->measures = measures_blank(m->arena, m->scheme, p, p.last);
	m->history = NULL;
	m->people = NULL;
}

static inline void remember_unit(struct month *m, const struct unit_score *u, struct past_unit *to)
{
	to->present = true;
	to->scored = u->scored;
	to->ranked = u->ranked;
	to->exact = u->exact;
	to->total = u->total;
	to->rank = u->rank;
	to->grade = u->grade != NULL ? u->grade->word : "";
	to->figure = arena_many(m->arena, struct past_figure, m->scheme->indicator_count);
	for (size_t i = 0; i < m->scheme->indicator_count; i++) {
		const struct node_score *n = &u->node[i];

		to->figure[i].has_value = n->value.kind == V_NUMBER;
		to->figure[i].value = to->figure[i].has_value ? n->value.num : num_int(0);
		to->figure[i].has_points = n->indicator != NULL && n->scored;
		to->figure[i].points = n->points;
		to->figure[i].full = n->full;
	}
}

static inline void remember_flags(struct month *m, struct past *to)
{
	to->flag = arena_many(m->arena, struct past_flag, m->flags->count + 1);
	to->flag_count = m->flags->count;
	for (size_t k = 0; k < m->flags->count; k++) {
		const struct flag *f = &m->flags->flag[k];

		to->flag[k] = (struct past_flag){ .trigger = f->trigger, .unit = f->unit, .then = f->unit, .has_fact_day = true, .fact_day = f->fact_day, .id = f->id, .measure = f->measure,
			.merged = f->merged, .step = f->step };
	}
}

/* Puts the month before the one to come: as published, or as a month without data. */
static inline void close_month(struct month *m, bool published)
{
	struct history *h = arena_one(m->arena, struct history);
	size_t before = m->history != NULL ? m->history->count : 0;
	struct past *now;
	struct period next = period_next(m->measures->period);

	h->count = before + 1;
	h->past = arena_many(m->arena, struct past, h->count);
	if (before > 0)
		memcpy(h->past + 1, m->history->past, before * sizeof *h->past);
	now = &h->past[0];
	now->period = m->measures->period;
	if (published) {
		now->run = (unsigned)h->count;
		now->board = arena_many(m->arena, struct past_unit *, m->scheme->board_count);
		for (size_t b = 0; b < m->scheme->board_count; b++) {
			size_t units = m->scheme->board[b]->registry->unit_count;

			now->board[b] = arena_many(m->arena, struct past_unit, units);
			for (size_t u = 0; u < units; u++)
				remember_unit(m, &m->scores->board[b].unit[u], &now->board[b][u]);
		}
		remember_flags(m, now);
	}
	m->history = h;
	m->measures = measures_blank(m->arena, m->scheme, next, next.last);
}

/* The past unit of so many months ago, to be changed by hand. */
static inline struct past_unit *past_of(struct month *m, const char *code, size_t back)
{
	const struct unit *u = unit(m, code);

	for (size_t b = 0; b < m->scheme->board_count; b++)
		if (m->scheme->board[b]->registry == u->registry)
			return &m->history->past[back - 1].board[b][u->index];
	fail_msg("no board for %s", code);
	return NULL;
}

static inline const struct flag *flag_on(struct month *m, const char *code, const char *trigger)
{
	for (size_t k = 0; k < m->flags->count; k++)
		if (strcmp(m->flags->flag[k].unit->code, code) == 0
		    && strcmp(m->flags->flag[k].trigger->name, trigger) == 0)
			return &m->flags->flag[k];
	return NULL;
}

static inline void have_people(struct month *m)
{
	if (m->people != NULL)
		return;
	m->people = arena_one(m->arena, struct people);
	m->people->calendar_first = 1;
}

/* A row of 决定.csv; days as 2026-02-03, "" for none. */
static inline struct ruling *decide(struct month *m, const char *id, enum decision decision, const char *told,
	const char *decided)
{
	struct ruling *r;

	have_people(m);
	r = arena_push(m->arena, m->people->ruling, m->people->ruling_count);
	r->flag_id = id;
	r->decision = decision;
	r->measure = r->plea = r->appeal = r->review = "";
	r->document = "示例〔2026〕9号";
	r->by = "示例王五";
	r->reason = "示例理由";
	r->told = r->decided = r->expires = INT32_MIN;
	if (*told != '\0')
		assert_true(day_parse(told, strlen(told), &r->told));
	if (*decided != '\0')
		assert_true(day_parse(decided, strlen(decided), &r->decided));
	r->at = (struct origin){ "决定.csv", (unsigned)m->people->ruling_count + 1, 0 };
	return r;
}

#endif
