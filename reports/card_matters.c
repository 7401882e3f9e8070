/* card_matters.c -- the parts of a 单位卡 about 问责 and what is still open. */
#include "reports/cards.h"

#include <inttypes.h>
#include "base/text.h"
#include "reports/plain.h"
#include "reports/proposed.h"

enum { WHAT = 0, CAUSE = 2, SAYS = 5, STATE = 10 };

static const char *cause_words(const struct trigger *t)
{
	return t == NULL ? "（规则已废止）" : called(t->title, t->name);
}

static void draw_heads(const struct page *p, uint32_t row, const char *what, const char *cause, const char *says, const char *state)
{
	const struct style head = card_style(STYLE_HEAD);

	sheet_span(p->sheet, row, WHAT, CAUSE - 1, what, head);
	sheet_span(p->sheet, row, CAUSE, SAYS - 1, cause, head);
	sheet_span(p->sheet, row, SAYS, STATE - 1, says, head);
	sheet_span(p->sheet, row, STATE, CARD_LAST, state, head);
}

/* ---- proposals and decisions of this period ---------------------------------------- */

static size_t count_flags(const struct page *p)
{
	const struct flags *f = p->facts->flags;
	size_t count = 0;

	for (size_t k = 0; k < f->count; k++)
		count += f->flag[k].unit == p->card->unit->unit;
	return count;
}

static size_t count_unjudged(const struct page *p)
{
	const struct flags *f = p->facts->flags;
	size_t count = 0;

	for (size_t k = 0; k < f->unjudged_count; k++)
		count += f->unjudged[k].unit == p->card->unit->unit;
	return count;
}

size_t card_flag_rows(const struct page *p)
{
	size_t count = count_flags(p);

	return count < CARD_FLAGS ? count : CARD_FLAGS;
}

static void draw_flag(const struct page *p, uint32_t row, const struct flag *f)
{
	struct arena *a = p->arena;
	const char *step = step_words(a, f), *decided = decision_line(a, f->ruling);
	struct style centre = STYLE_CENTRE;

	centre.strike = !flag_stands(f);
	card_cell(p, row, WHAT, CAUSE - 1, 2, *step == '\0' ? proposed_measure(f) : arena_printf(a, "%s；%s", proposed_measure(f), step), "", centre);
	card_cell(p, row, CAUSE, SAYS - 1, 2, cause_words(f->trigger), "", STYLE_WRAPPED);
	card_cell(p, row, SAYS, STATE - 1, 2, f->facts, "见“问责清单”", STYLE_WRAPPED);
	card_cell(p, row, STATE, CARD_LAST, 2, *decided == '\0' ? flag_status(f) : decided, "", STYLE_WRAPPED);
}

uint32_t card_flags(const struct page *p, uint32_t row)
{
	const struct flags *f = p->facts->flags;
	size_t count = count_flags(p), unjudged = count_unjudged(p), shown = 0;
	struct buf rest = buf_new(p->arena);

	row = card_band(p, row, p->facts->edition == INTERNAL ? "本期问责建议与决定：建议须经有权机关研究决定" : "本期已作出的问责决定");
	if (count == 0 && unjudged == 0)
		return card_line(p, row, "无");
	if (count > 0)
		draw_heads(p, row++, "措施", "事由", "事实", "状态、决定");
	for (size_t k = 0; k < f->count && shown < CARD_FLAGS; k++)
		if (f->flag[k].unit == p->card->unit->unit) {
			draw_flag(p, row++, &f->flag[k]);
			shown++;
		}
	if (count > shown)
		buf_printf(&rest, "另有%zu项建议见“问责清单”", count - shown);
	if (unjudged > 0)
		buf_printf(&rest, "%s%zu项条件里有没有数的项，无法判断，见“问责清单”", rest.length > 0 ? "；" : "", unjudged);
	return rest.length > 0 ? card_line(p, row, rest.at) : row;
}

/* ---- what is open -------------------------------------------------------------------- */

static size_t count_open(const struct page *p)
{
	const struct flags *f = p->facts->flags;
	size_t count = 0;

	for (size_t k = 0; k < f->open_count; k++)
		count += f->open[k].unit == p->card->unit->unit;
	return count;
}

/* "问题整改：未销号12（整改中(期内)4、逾期未改8）", of every [整改] in which the unit has cases left; NULL where none has. */
static const char *cases_left(const struct page *p)
{
	const struct scheme *s = p->facts->scheme;
	const struct measures *m = p->facts->measures;
	const struct unit *u = p->card->unit->unit;
	struct buf b = buf_new(p->arena);
	uint64_t rows;

	for (size_t i = 0; i < s->rectification_count; i++) {
		const struct rectification *x = s->rectification[i];
		size_t named = 0;

		if (x->registry != u->registry || x->unclosed == NULL || !rectify_rows(m, x, x->unclosed, u, &rows) || rows == 0)
			continue;
		buf_printf(&b, "%s%s未销号%" PRIu64, b.length > 0 ? "；" : "整改：", called(x->title, x->name), rows);
		for (size_t k = 0; k < CLOSED; k++)
			if (x->state[k] != NULL && rectify_rows(m, x, x->state[k], u, &rows) && rows > 0)
				buf_printf(&b, "%s%s%" PRIu64, named++ > 0 ? "、" : "（", rectify_words[k], rows);
		buf_add(&b, named > 0 ? "）" : "");
	}
	return b.length > 0 ? b.at : NULL;
}

size_t card_matter_rows(const struct page *p)
{
	size_t count = count_open(p);

	return count < CARD_MATTERS ? count : CARD_MATTERS;
}

static void draw_matter(const struct page *p, uint32_t row, const struct open_matter *m)
{
	struct arena *a = p->arena;
	const struct oversight *o = p->facts->scheme->oversight;
	const struct deadline *d = &m->deadline;
	const char *word = deadline_word(a, o, d), *reply = reply_line(a, d->reply);
	const char *due = d->has_due ? arena_printf(a, "%s到期", day_text(a, d->due)) : "时限待定";

	card_cell(p, row, WHAT, CAUSE - 1, 2, arena_printf(a, "%s；%s", m->measure, m->since), "", STYLE_CENTRE);
	card_cell(p, row, CAUSE, SAYS - 1, 2, cause_words(m->trigger), "", STYLE_WRAPPED);
	card_cell(p, row, SAYS, STATE - 1, 2, arena_printf(a, "%s；%s", m->status, *reply == '\0' ? "没有回复" : reply), "见“督办”", STYLE_WRAPPED);
	card_cell(p, row, STATE, CARD_LAST, 2, *word == '\0' ? due : arena_printf(a, "%s；%s", due, word), "",
		with_fill(STYLE_CENTRE, colour_fill(deadline_colour(d))));
}

uint32_t card_matters(const struct page *p, uint32_t row)
{
	const struct flags *f = p->facts->flags;
	size_t count = count_open(p), shown = 0;
	const char *cases = cases_left(p);

	row = card_band(p, row, "未了事项：以前各期的问责和整改");
	if (count == 0 && cases == NULL)
		return card_line(p, row, "无");
	if (count > 0)
		draw_heads(p, row++, "措施、提出期", "事由", "状态、回复", "时限");
	for (size_t k = 0; k < f->open_count && shown < CARD_MATTERS; k++)
		if (f->open[k].unit == p->card->unit->unit) {
			draw_matter(p, row++, &f->open[k]);
			shown++;
		}
	if (count > shown)
		cases = arena_printf(p->arena, "另有%zu项见“督办”%s%s", count - shown, cases == NULL ? "" : "；", cases == NULL ? "" : cases);
	return cases == NULL ? row : card_line(p, row, cases);
}
