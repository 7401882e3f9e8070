/* example_matters.c -- examples of 汇总, 整改 and 督办, each proved by what a run uses.
 *
 * A 汇总 is made of the example's totals as summary.c makes it of published ones;
 * the cases of a 整改 are those that inputs/ counted from the example's rows; how
 * a matter stands is asked of rulings.c, with the example's days in the place of
 * 决定.csv. */
#include "scoring/stage.h"
#include "scoring/summary.h"

#include <inttypes.h>
#include <string.h>

/* Expected and computed of one 应得, piece by piece, and whether they agree. */
struct account {
	struct arena *arena;
	struct buf expected, computed;
	bool agrees;
};

static struct account account_new(struct arena *a)
{
	return (struct account){ .arena = a, .expected = buf_new(a), .computed = buf_new(a), .agrees = true };
}

/* Whether the word is one of those joined by ，. */
static bool is_put(const struct buf *b, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = b->length > 0 ? b->at : NULL; at != NULL; at = strstr(at, "，")) {
		at += at == b->at ? 0 : strlen("，");
		if (strncmp(at, word, length) == 0 && (at[length] == '\0' || strncmp(at + length, "，", strlen("，")) == 0))
			return true;
	}
	return false;
}

/* Each word once. */
static void put(struct buf *b, const char *word)
{
	if (*word != '\0' && !is_put(b, word))
		buf_printf(b, "%s%s", b->length > 0 ? "，" : "", word);
}

static void hold(struct account *c, bool agrees, const char *expected, const char *computed)
{
	c->agrees = c->agrees && agrees;
	put(&c->expected, expected);
	put(&c->computed, computed);
}

/* ---- 汇总 --------------------------------------------------------------------------- */

/* A past for each 给定总分; what is not given was not published. */
static struct history published_totals(struct stage *s)
{
	const struct example *x = s->example;
	struct history h = { .past = arena_many(s->arena, struct past, x->given_count + 1) };

	for (size_t g = 0; g < x->given_count; g++) {
		struct past *p = &h.past[h.count];

		if (x->given[g].kind != GIVEN_TOTAL)
			continue;
		h.count++;
		p->period = x->given[g].period;
		p->run = 1;
		p->board = arena_many(s->arena, struct past_unit *, s->scheme->board_count);
		p->board[s->board->index] = arena_many(s->arena, struct past_unit, x->unit_count);
		for (size_t k = 0; k < x->unit_count; k++) {
			struct past_unit *u = &p->board[s->board->index][k];

			u->present = true;
			u->grade = "";
			u->scored = x->given[g].value[k].kind == V_NUMBER;
			u->exact = u->total = u->scored ? x->given[g].value[k].num : num_int(0);
		}
	}
	return h;
}

static void hold_sum(struct account *c, const struct summary_unit *u, const struct due *due)
{
	struct arena *a = c->arena;

	if (due->what == DUE_TOTAL)
		hold(c, u->scored && num_cmp(u->total, due->num) == 0, arena_printf(a, "总分 %s", num_text(a, due->num)),
			u->scored ? arena_printf(a, "总分 %s", num_text(a, u->total)) : "没有总分");
	else if (due->what == DUE_GRADE)
		hold(c, u->grade != NULL && strcmp(u->grade->word, due->word) == 0, arena_printf(a, "等次 %s", due->word),
			u->grade != NULL ? arena_printf(a, "等次 %s", u->grade->word) : "没有等次");
	else
		hold(c, due->what == DUE_UNRANKED ? !u->ranked : u->ranked && num_cmp(num_int(u->rank), due->num) == 0,
			due->what == DUE_UNRANKED ? "不参与排名" : arena_printf(a, "名次 %s", num_text(a, due->num)),
			u->ranked ? arena_printf(a, "名次 %u", u->rank) : "不参与排名");
}

static const char *how_summed(struct arena *a, const struct summary_unit *u)
{
	struct buf b = buf_new(a);

	put(&b, u->steps);
	put(&b, u->why_unranked);
	return b.at;
}

/* That a period was not published is what the example says, and no complaint. */
static void prove_summary(struct stage *s)
{
	const struct example *x = s->example;
	struct history h = published_totals(s);
	const struct summary_scores *sum = summary_of_units(s->arena, diag_new(s->arena, diag_language(s->diag)), s->scheme, x->summary,
		x->period, &h, s->cast.unit[s->own->index], x->unit_count);

	for (size_t k = 0; k < x->expected_count; k++) {
		const struct expectation *e = &x->expected[k];
		const struct summary_unit *u = &sum->unit[e->unit];
		struct account c = account_new(s->arena);

		for (size_t d = 0; d < e->due_count; d++)
			hold_sum(&c, u, &e->due[d]);
		if (!c.agrees)
			example_differs(s, e, c.expected.at, c.computed.at, how_summed(s->arena, u));
	}
}

/* ---- 整改 --------------------------------------------------------------------------- */

static const char *cases_in(struct stage *s, const struct measure *m, const struct unit *u, uint64_t *rows)
{
	if (!rectify_rows(s->measures, s->example->rectification, m, u, rows))
		return arena_printf(s->arena, "%s %s", m->title, none_words[NOT_REPORTED]);
	return arena_printf(s->arena, "%s %" PRIu64, m->title, *rows);
}

/* "合计 3，已销号 1，逾期未改 2，截止日 2026-10-31" */
static const char *how_counted(struct stage *s, const struct unit *u)
{
	const struct rectification *x = s->example->rectification;
	struct buf b = buf_new(s->arena);
	uint64_t rows;

	put(&b, cases_in(s, x->all, u, &rows));
	for (size_t k = 0; k < RECTIFY_STATES; k++)
		if (x->state[k] != NULL && rectify_rows(s->measures, x, x->state[k], u, &rows) && rows > 0)
			put(&b, cases_in(s, x->state[k], u, &rows));
	put(&b, arena_printf(s->arena, "截止日 %s", day_text(s->arena, s->measures->cutoff)));
	return b.at;
}

static void prove_rectification(struct stage *s)
{
	const struct example *x = s->example;

	for (size_t k = 0; k < x->expected_count; k++) {
		const struct expectation *e = &x->expected[k];
		const struct unit *u = stage_unit(s, e->unit);
		struct account c = account_new(s->arena);

		for (size_t d = 0; d < e->due_count; d++) {
			const struct measure *m = e->due[d].measure;
			uint64_t rows;
			const char *computed = cases_in(s, m, u, &rows);

			hold(&c, num_cmp(num_int((int64_t)rows), e->due[d].num) == 0,
				arena_printf(s->arena, "%s %s", m->title, num_text(s->arena, e->due[d].num)), computed);
		}
		if (!c.agrees)
			example_differs(s, e, c.expected.at, c.computed.at, how_counted(s, u));
	}
}

/* ---- 督办 --------------------------------------------------------------------------- */

/* Nobody but those who told the unit and had its answer, with the calendar of 工作日. */
static struct people *told_people(struct stage *s, const char *id)
{
	const struct example_reply *r = &s->example->reply;
	struct people *people = s->people != NULL ? s->people : arena_one(s->arena, struct people);

	if (s->people == NULL)
		people->calendar_last = people->calendar_first - 1;
	people->notice = arena_one(s->arena, struct notice);
	people->notice_count = 1;
	*people->notice = (struct notice){
		.flag_id = id, .plea = "", .told = r->told_on, .at = s->example->at,
		.reply = { r->came, r->came_on, "", r->returned ? REPLY_RETURNED : r->came ? REPLY_TAKEN : REPLY_UNREAD },
	};
	return people;
}

static void hold_standing(struct account *c, const struct oversight *o, const struct deadline *d, const struct due *due)
{
	struct arena *a = c->arena;
	const char *word = deadline_word(a, o, d);

	if (due->what == DUE_BY)
		hold(c, d->has_due && value_day(d->due).time == due->day.time,
			arena_printf(a, "到期 %s", day_text(a, (int32_t)due->day.time)),
			d->has_due ? arena_printf(a, "到期 %s", day_text(a, d->due)) : "到期待定");
	else if (due->what == DUE_LEFT)
		hold(c, d->has_left && num_cmp(num_int(d->left), due->num) == 0, arena_printf(a, "剩余 %s", num_text(a, due->num)),
			d->has_left ? arena_printf(a, "剩余 %d", d->left) : *word != '\0' ? word : "没有剩余");
	else
		hold(c, strcmp(word, due->word) == 0, due->word, word);
}

/* "告知 2026-10-10，到期 2026-10-20，截止日 2026-10-25，剩余 -5" */
static const char *how_it_stands(struct stage *s, const struct deadline *d)
{
	struct arena *a = s->arena;
	struct buf b = buf_new(a);

	buf_printf(&b, "告知 %s，%s", day_text(a, s->example->reply.told_on), d->has_due ? arena_printf(a, "到期 %s", day_text(a, d->due)) : "到期待定");
	if (d->reply != NULL)
		buf_printf(&b, "，回复 %s%s", day_text(a, d->reply->day), d->answered ? "" : "（退回）");
	buf_printf(&b, "，截止日 %s", day_text(a, s->measures->cutoff));
	if (d->has_left)
		buf_printf(&b, "，剩余 %d", d->left);
	return b.at;
}

static void prove_matter(struct stage *s)
{
	const struct example *x = s->example;
	const char *id = x->name;
	struct deadline d;

	s->people = told_people(s, id);
	d = deadline_of(stage_open(s), id, x->matter);
	for (size_t k = 0; k < x->expected_count; k++) {
		const struct expectation *e = &x->expected[k];
		struct account c = account_new(s->arena);

		for (size_t i = 0; i < e->due_count; i++)
			hold_standing(&c, s->scheme->oversight, &d, &e->due[i]);
		if (!c.agrees)
			example_differs(s, e, c.expected.at, c.computed.at, how_it_stands(s, &d));
	}
}

bool matters_prove(struct stage *s)
{
	const struct example *x = s->example;

	if (x->summary != NULL)
		prove_summary(s);
	else if (x->rectification != NULL)
		prove_rectification(s);
	else if (x->matter != NULL)
		prove_matter(s);
	else
		return false;
	return true;
}
