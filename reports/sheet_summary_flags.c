/* sheet_summary_flags.c -- 问责 of a 汇总: what was proposed in its periods, unit by unit and one by one, and what
 * people decided.  A 汇总 proposes nothing itself. */
#include "reports/book.h"

#include "base/text.h"
#include "reports/proposed.h"
#include "reports/summary.h"

enum { NUMBER, UNIT, PERIOD, CAUSE, TRACK, LEVEL, FACTS, DECISION, STATE, COLUMNS, TITLE_ROWS = 2, LINE = 18 };

static const struct { const char *list, *count; double width; } columns[COLUMNS] = {
	[NUMBER]   = { "序号", "序号", 6 },
	[UNIT]     = { "单位", "单位", 20 },
	[PERIOD]   = { "期\n运行号", "建议", 10 },
	[CAUSE]    = { "情形／事由", "各期件数", 24 },
	[TRACK]    = { "轨道", "未决定", 10 },
	[LEVEL]    = { "级别", "维持\n减轻", 11 },
	[FACTS]    = { "事实", "措施", 52 },
	[DECISION] = { "决定", "撤销、免责", 32 },
	[STATE]    = { "状态", "", 9 },
};

struct list {
	struct sheet *sheet;
	struct arena *arena;
	const struct summary_scores *scores;
	struct summed_flags flags;
};

/* ---- unit by unit ---------------------------------------------------------------------- */

static size_t decided_on(const struct list *l, const struct unit *u, int first, int last)
{
	size_t count = 0;

	for (size_t k = 0; k < l->flags.count; k++) {
		const struct past_flag *f = l->flags.flag[k].flag;

		count += f->unit == u && (int)f->decision >= first && (int)f->decision <= last;
	}
	return count;
}

/* 2026-08 1、2026-09 2 */
static const char *by_period(const struct list *l, const struct unit *u)
{
	struct buf b = buf_new(l->arena);

	for (size_t p = 0; p < l->scores->part_count; p++) {
		size_t count = 0;

		for (size_t k = 0; k < l->flags.count; k++)
			count += l->flags.flag[k].past == l->scores->part[p].past && l->flags.flag[k].flag->unit == u;
		if (count > 0)
			buf_printf(&b, "%s%s %zu", b.length > 0 ? "、" : "", period_text(l->arena, l->scores->part[p].period), count);
	}
	return b.at;
}

/* 提醒2、约谈1: every measure proposed, in order of appearance. */
static const char *by_measure(const struct list *l, const struct unit *u)
{
	struct buf b = buf_new(l->arena);

	for (size_t k = 0; k < l->flags.count; k++) {
		const struct past_flag *f = l->flags.flag[k].flag;
		size_t count = 0;
		bool told = false;

		for (size_t i = 0; i < l->flags.count; i++) {
			const struct past_flag *other = l->flags.flag[i].flag;

			if (other->unit != u || !text_same(other->measure, f->measure))
				continue;
			told |= i < k;
			count++;
		}
		if (f->unit == u && !told)
			buf_printf(&b, "%s%s%zu", b.length > 0 ? "、" : "", f->measure, count);
	}
	return b.at;
}

static void draw_heads(const struct list *l, uint32_t row, bool counts)
{
	for (size_t c = 0; c < (counts ? DECISION : COLUMNS); c++)
		sheet_text(l->sheet, row, c, counts ? columns[c].count : columns[c].list, STYLE_HEAD);
	if (counts)
		sheet_span(l->sheet, row, DECISION, STATE, columns[DECISION].count, STYLE_HEAD);
}

static void draw_number(const struct list *l, uint32_t row, size_t column, size_t number)
{
	sheet_count(l->sheet, row, column, number, with_format(STYLE_CENTRE, "0"));
}

static uint32_t draw_counts(const struct list *l, uint32_t row)
{
	size_t number = 0;

	draw_heads(l, row++, true);
	for (size_t k = 0; k < l->scores->unit_count; k++) {
		const struct unit *u = l->scores->unit[k].unit;
		size_t all = decided_on(l, u, FLAG_OPEN, FLAG_EXEMPT);

		if (all == 0)
			continue;
		draw_number(l, row, NUMBER, ++number);
		sheet_text(l->sheet, row, UNIT, unit_with_parent(l->arena, u), STYLE_WRAPPED);
		draw_number(l, row, PERIOD, all);
		sheet_text(l->sheet, row, CAUSE, by_period(l, u), STYLE_WRAPPED);
		draw_number(l, row, TRACK, decided_on(l, u, FLAG_OPEN, FLAG_OPEN));
		draw_number(l, row, LEVEL, decided_on(l, u, FLAG_UPHELD, FLAG_LOWERED));
		sheet_text(l->sheet, row, FACTS, by_measure(l, u), STYLE_WRAPPED);
		sheet_span(l->sheet, row, DECISION, STATE, arena_printf(l->arena, "%zu", decided_on(l, u, FLAG_REVOKED, FLAG_EXEMPT)), STYLE_CENTRE);
		row++;
	}
	return row;
}

/* ---- one by one ---------------------------------------------------------------------------- */

static const char *recorded(const char *text)
{
	return text == NULL ? "" : text;
}

static void draw_flag(const struct list *l, uint32_t row, size_t number, const struct summed_flag *s)
{
	const struct past_flag *f = s->flag;
	bool struck = f->decision == FLAG_REVOKED || f->decision == FLAG_EXEMPT;
	struct style wrapped = STYLE_WRAPPED, centre = STYLE_CENTRE;
	struct arena *a = l->arena;

	wrapped.strike = centre.strike = struck;
	draw_number(l, row, NUMBER, number);
	sheet_text(l->sheet, row, UNIT, unit_with_parent(a, f->unit), wrapped);
	sheet_text(l->sheet, row, PERIOD, arena_printf(a, "%s\n第%u次", period_text(a, s->past->period), s->past->run), STYLE_CENTRE);
	sheet_text(l->sheet, row, CAUSE, text_same(f->cause, f->name) ? recorded(f->name) :
		arena_printf(a, "%s：%s", recorded(f->cause), recorded(f->name)), wrapped);
	sheet_text(l->sheet, row, TRACK, recorded(f->track), centre);
	sheet_text(l->sheet, row, LEVEL, f->step == 0 ? f->measure : arena_printf(a, "%s\n第%u级", f->measure, f->step), centre);
	sheet_text(l->sheet, row, FACTS, recorded(f->facts), wrapped);
	sheet_text(l->sheet, row, DECISION, s->ruling == NULL ? "—" : decision_line(a, s->ruling), STYLE_WRAPPED);
	sheet_text(l->sheet, row, STATE, summed_decision[f->decision], STYLE_CENTRE);
}

static uint32_t draw_list(const struct list *l, uint32_t row)
{
	draw_heads(l, row++, false);
	for (size_t k = 0; k < l->flags.count; k++) {
		if (sheet_room(l->sheet, row) < 3.5 * LINE) {
			sheet_new_page(l->sheet, row);
			draw_heads(l, row++, false);
		}
		draw_flag(l, row++, k + 1, &l->flags.flag[k]);
	}
	return row;
}

static uint32_t draw_board(const struct list *l, uint32_t row)
{
	const char *title = summary_title(l->arena, l->scores, NULL), *words = summed_words(l->arena, &l->flags, NULL);

	if (words == NULL)
		sheet_span(l->sheet, row++, 0, STATE, arena_printf(l->arena, l->sheet->book->facts->edition == MEETING ? "%s：各期没有已作出的决定" :
			"%s：各期没有单位触发问责条件", title), STYLE_BAND);
	else {
		sheet_span(l->sheet, row++, 0, STATE, arena_printf(l->arena, l->sheet->book->facts->edition == MEETING ? "%s　各期已决定%s" : "%s　各期共提出%s", title, words), STYLE_BAND);
		row = draw_counts(l, row);
		sheet_span(l->sheet, row++, 0, STATE, arena_printf(l->arena, "%s　逐条", title), STYLE_BAND);
		row = draw_list(l, row);
	}
	if (l->flags.below > 0)
		sheet_span(l->sheet, row++, 0, STATE, arena_printf(l->arena, "另有%zu件没有达到阶梯的第一级，只计次，见各期的“问责清单”。", l->flags.below), STYLE_NOTE);
	return row;
}

void draw_summary_flags(struct book *b)
{
	struct list l = { .sheet = book_sheet(b, "问责"), .arena = b->arena };
	const struct run_facts *f = b->facts;
	uint32_t row = TITLE_ROWS;

	for (size_t c = 0; c < COLUMNS; c++)
		sheet_width(l.sheet, c, columns[c].width);
	sheet_span(l.sheet, 0, 0, STATE, arena_printf(b->arena, f->edition == MEETING ? "%s各期问责决定（%s）" : "%s各期问责建议和决定（%s）", period_title(b->arena, f->measures->period),
		kind_words(b->arena, f)), STYLE_TITLE);
	sheet_span(l.sheet, 1, 0, STATE, f->edition == MEETING ? "汇总本身不提问责；以下是各期到现在为止的决定" :
		"汇总本身不提问责；以下是各期公布的建议和到现在为止的决定", STYLE_SUBTITLE);
	l.sheet->repeated = 60;
	for (size_t k = 0; k < f->summary_count; k++) {
		l.scores = f->summary[k];
		l.flags = summed_flags(b->arena, f, l.scores);
		row = draw_board(&l, row);
	}
	row = sheet_signatures(l.sheet, row, STATE);
	sheet_for_leaders(l.sheet, TITLE_ROWS, row - 1, STATE);
	sheet_freeze(l.sheet, TITLE_ROWS, UNIT + 1);
}
