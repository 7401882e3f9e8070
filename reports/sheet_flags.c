/* sheet_flags.c -- 问责清单: what is proposed, and what could not be judged.  Always 建议. */
#include "reports/book.h"

#include "base/text.h"

enum { NUMBER, UNIT, CAUSE, TRACK, LEVEL, FACTS, BASIS, ROLES, REPLY, STATE, COLUMNS, TITLE_ROWS = 3 };

static const struct { const char *head; double width; } columns[COLUMNS] = {
	[NUMBER] = { "序号", 6 },
	[UNIT]   = { "单位", 20 },
	[CAUSE]  = { "情形／事由", 20 },
	[TRACK]  = { "轨道", 10 },
	[LEVEL]  = { "级别\n（起始）", 10 },
	[FACTS]  = { "事实", 46 },
	[BASIS]  = { "依据", 30 },
	[ROLES]  = { "责任角色", 22 },
	[REPLY]  = { "反馈期限", 13 },
	[STATE]  = { "状态", 8 },
};

static void draw_title(struct book *b, struct sheet *s)
{
	struct arena *a = b->arena;

	for (size_t c = 0; c < COLUMNS; c++)
		sheet_width(s, c, columns[c].width);
	sheet_span(s, 0, 0, COLUMNS - 1,
		arena_printf(a, "%s问责建议清单（%s）", period_title(a, b->facts->measures->period), b->facts->kind), STYLE_TITLE);
	sheet_span(s, 1, 0, COLUMNS - 1, "以下均为程序按规则提出的建议，是否问责、如何问责由有权机关研究决定", STYLE_SUBTITLE);
	for (size_t c = 0; c < COLUMNS; c++)
		sheet_text(s, 2, c, columns[c].head, STYLE_HEAD);
}

static void draw_trigger(struct sheet *s, uint32_t row, const struct trigger *t)
{
	struct arena *a = s->book->arena;

	sheet_text(s, row, CAUSE, text_same(t->cause, called(t->title, t->name)) ? t->cause :
		arena_printf(a, "%s：%s", t->cause, called(t->title, t->name)), STYLE_WRAPPED);
	sheet_text(s, row, TRACK, track_words[t->track], STYLE_CENTRE);
	sheet_text(s, row, LEVEL, t->entry_level, STYLE_CENTRE);
	sheet_text(s, row, BASIS, t->basis, STYLE_WRAPPED);
}

static void draw_flag(struct sheet *s, uint32_t row, size_t number, const struct flag *f)
{
	struct arena *a = s->book->arena;

	sheet_count(s, row, NUMBER, number, STYLE_CENTRE);
	sheet_text(s, row, UNIT, unit_with_parent(a, f->unit), STYLE_WRAPPED);
	draw_trigger(s, row, f->trigger);
	sheet_text(s, row, FACTS, f->rows == 0 ? f->facts :
		arena_printf(a, "%s\n（所据数据%llu行）", f->facts, (unsigned long long)f->rows), STYLE_WRAPPED);
	sheet_text(s, row, ROLES, f->roles, STYLE_WRAPPED);
	sheet_text(s, row, REPLY, f->reply == NULL || *f->reply == '\0' ? "—" : f->reply, STYLE_CENTRE);
	sheet_text(s, row, STATE, "建议", STYLE_CENTRE);
}

static uint32_t draw_unjudged(struct sheet *s, uint32_t row, const struct flags *flags)
{
	struct arena *a = s->book->arena;

	if (flags->unjudged_count == 0)
		return row;
	sheet_span(s, row++, 0, COLUMNS - 1, arena_printf(a, "无法判断（%zu项）：条件里有没有数的项，既不提出，也不排除，请核实后再定",
		flags->unjudged_count), STYLE_BAND);
	for (size_t i = 0; i < flags->unjudged_count; i++, row++) {
		const struct unjudged *u = &flags->unjudged[i];

		sheet_count(s, row, NUMBER, i + 1, STYLE_CENTRE);
		sheet_text(s, row, UNIT, unit_with_parent(a, u->unit), STYLE_WRAPPED);
		draw_trigger(s, row, u->trigger);
		sheet_text(s, row, FACTS, u->facts, STYLE_WRAPPED);
		sheet_text(s, row, ROLES, "—", STYLE_CENTRE);
		sheet_text(s, row, REPLY, "—", STYLE_CENTRE);
		sheet_text(s, row, STATE, "无法判断", STYLE_CENTRE);
	}
	return row;
}

void draw_flags(struct book *b)
{
	struct sheet *s = book_sheet(b, "问责清单");
	const struct flags *flags = b->facts->flags;
	uint32_t row = TITLE_ROWS;

	draw_title(b, s);
	if (flags->count == 0)
		sheet_span(s, row++, 0, COLUMNS - 1, "本期没有单位触发问责条件，不提出问责建议。", STYLE_WRAPPED);
	for (size_t i = 0; i < flags->count; i++, row++)
		draw_flag(s, row, i + 1, &flags->flag[i]);
	row = draw_unjudged(s, row, flags);
	sheet_span(s, row++, 0, COLUMNS - 1, "注：事实一栏是触发条件代入本期数字后的样子；所据各行的文件与行号见“明细”和 flags.csv。", STYLE_NOTE);
	row = sheet_signatures(s, row, COLUMNS - 1);
	sheet_for_leaders(s, TITLE_ROWS, row - 1, COLUMNS - 1);
	sheet_freeze(s, TITLE_ROWS, UNIT + 1);
}
