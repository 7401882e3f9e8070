/* sheet_rosters.c -- 名单: one block a [名单], who is on it and why.  Nothing is proposed here. */
#include "reports/book.h"

#include "base/text.h"
#include "reports/edition.h"

enum { NUMBER, RANK, UNIT, FACTS, COLUMNS, LAST = COLUMNS - 1, TITLE_ROWS = 2 };

bool has_rosters(const struct run_facts *facts)
{
	for (size_t i = 0; i < facts->scheme->roster_count; i++)
		if (roster_shown(facts, facts->scheme->roster[i]))
			return true;
	return false;
}

static void draw_line(struct sheet *s, uint32_t row, size_t number, const struct roster_line *l)
{
	sheet_count(s, row, NUMBER, number, STYLE_CENTRE);
	if (l->unit->ranked)
		sheet_count(s, row, RANK, l->unit->rank, STYLE_CENTRE);
	else
		sheet_text(s, row, RANK, "不排名", STYLE_CENTRE);
	sheet_text(s, row, UNIT, unit_with_parent(s->book->arena, l->unit->unit), STYLE_WRAPPED);
	sheet_text(s, row, FACTS, l->facts, STYLE_WRAPPED);
}

/* Neither on the list nor off it. */
static uint32_t draw_unjudged(struct sheet *s, uint32_t row, const struct roster_scores *r)
{
	if (r->unjudged_count == 0)
		return row;
	sheet_span(s, row++, 0, LAST, arena_printf(s->book->arena, "无法判断（%zu个）：条件里有没有数的项，既没有列入，也不能说不该列入", r->unjudged_count),
		STYLE_WRAPPED);
	for (size_t k = 0; k < r->unjudged_count; k++)
		draw_line(s, row++, k + 1, &r->unjudged[k]);
	return row;
}

static uint32_t draw_block(struct book *b, struct sheet *s, uint32_t row, const struct roster *x)
{
	static const char *const heads[COLUMNS] = { "序号", "名次", "单位", "事实" };
	const struct roster_scores r = roster_scores(b->facts->scores, x);
	struct arena *a = b->arena;

	sheet_span(s, row++, 0, LAST, arena_printf(a, "%s　　列入%zu个；从“%s”的单位中挑", called(x->title, x->name), r.count,
		called(x->board->title, x->board->name)), STYLE_BAND);
	sheet_span(s, row++, 0, LAST, arena_printf(a, "条件：%s　　依据：%s", expr_text(a, x->when), x->basis), STYLE_WRAPPED);
	for (size_t c = 0; c < COLUMNS; c++)
		sheet_text(s, row, c, heads[c], STYLE_HEAD);
	row++;
	if (r.count == 0)
		sheet_span(s, row++, 0, LAST, "本期没有单位列入。", STYLE_WRAPPED);
	for (size_t k = 0; k < r.count; k++)
		draw_line(s, row++, k + 1, &r.line[k]);
	return draw_unjudged(s, row, &r) + 1;
}

void draw_rosters(struct book *b)
{
	static const double widths[COLUMNS] = { 6, 8, 26, 90 };
	struct sheet *s = book_sheet(b, "名单");
	struct arena *a = b->arena;
	uint32_t row = TITLE_ROWS;

	for (size_t c = 0; c < COLUMNS; c++)
		sheet_width(s, c, widths[c]);
	sheet_span(s, 0, 0, LAST, arena_printf(a, "%s名单（%s）", period_title(a, b->facts->measures->period), kind_words(a, b->facts)), STYLE_TITLE);
	sheet_span(s, 1, 0, LAST, "以下只按条件列名，不是问责建议；事实一栏是条件代入本期数字后的样子", STYLE_SUBTITLE);
	for (size_t i = 0; i < b->facts->scheme->roster_count; i++)
		if (roster_shown(b->facts, b->facts->scheme->roster[i]))
			row = draw_block(b, s, row, b->facts->scheme->roster[i]);
	row = sheet_signatures(s, row - 1, LAST);
	sheet_for_leaders(s, TITLE_ROWS, row - 1, LAST);
	sheet_freeze(s, TITLE_ROWS, UNIT + 1);
}
