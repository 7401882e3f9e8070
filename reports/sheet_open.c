/* sheet_open.c -- 督办: what is still open, until when, and how many problems are still to be rectified. */
#include "reports/book.h"

#include "base/text.h"
#include "reports/plain.h"
#include "reports/proposed.h"

enum { NUMBER, UNIT, MATTER, MEASURE, SINCE, STATE, DUE, LEFT_OVER, COLUMNS, TITLE_ROWS = 2 };
enum { VERY_NEAR = 3, NEAR = 7 };

static const double widths[COLUMNS] = {
	[NUMBER] = 6, [UNIT] = 24, [MATTER] = 42, [MEASURE] = 22, [SINCE] = 14, [STATE] = 14, [DUE] = 16, [LEFT_OVER] = 16
};

static bool awaits_reply(const struct flag *f)
{
	return f->has_due && flag_stands(f);
}

static size_t replies_due(const struct flags *flags)
{
	size_t count = 0;

	for (size_t k = 0; k < flags->count; k++)
		count += awaits_reply(&flags->flag[k]);
	return count;
}

static size_t open_objections(const struct people *p)
{
	size_t count = 0;

	for (size_t k = 0; p != NULL && k < p->objection_count; k++)
		count += p->objection[k].outcome == OBJECTION_OPEN;
	return count;
}

bool has_open(const struct run_facts *facts)
{
	return facts->flags->open_count > 0 || replies_due(facts->flags) > 0 || open_objections(facts->people) > 0 ||
		facts->measures->balance_count > 0;
}

/* ---- rows -------------------------------------------------------------------------- */

/* A head that is NULL belongs to the one before it. */
static uint32_t start_part(struct sheet *s, uint32_t row, const char *title, const char *const *heads)
{
	sheet_span(s, row, 0, COLUMNS - 1, title, STYLE_BAND);
	for (size_t c = 0; c < COLUMNS; c++)
		if (c + 1 < COLUMNS && heads[c + 1] == NULL)
			sheet_span(s, row + 1, c, c + 1, heads[c], STYLE_HEAD);
		else if (heads[c] != NULL)
			sheet_text(s, row + 1, c, heads[c], STYLE_HEAD);
	return row + 2;
}

/* Red when over, then orange and yellow as the day comes near, green when there is time; always with the words. */
static const char *colour_of(int32_t left)
{
	if (left < 0)
		return "红";
	if (left <= VERY_NEAR)
		return "橙";
	return left <= NEAR ? "黄" : "绿";
}

static void draw_due(struct sheet *s, uint32_t row, bool has_due, int32_t due, int32_t left)
{
	struct arena *a = s->book->arena;

	sheet_text(s, row, DUE, has_due ? day_text(a, due) : "待定", STYLE_CENTRE);
	if (has_due)
		sheet_text(s, row, LEFT_OVER, left_words(a, left), with_fill(STYLE_CENTRE, colour_fill(colour_of(left))));
	else
		sheet_text(s, row, LEFT_OVER, "—", STYLE_CENTRE);
}

static const char *trigger_words(struct arena *a, const struct trigger *t)
{
	if (t == NULL)
		return "（规则已废止）";
	return text_same(t->cause, called(t->title, t->name)) ? t->cause : arena_printf(a, "%s：%s", t->cause, called(t->title, t->name));
}

static void draw_row(struct sheet *s, uint32_t row, size_t number, const struct unit *u, const char *const *cells)
{
	sheet_count(s, row, NUMBER, number, STYLE_CENTRE);
	sheet_text(s, row, UNIT, u == NULL ? "—" : unit_with_parent(s->book->arena, u), STYLE_WRAPPED);
	sheet_text(s, row, MATTER, cells[0], STYLE_WRAPPED);
	for (size_t c = MEASURE; c <= STATE; c++)
		sheet_text(s, row, c, cells[c - MATTER] == NULL || *cells[c - MATTER] == '\0' ? "—" : cells[c - MATTER], STYLE_CENTRE);
}

static uint32_t draw_matters(struct sheet *s, uint32_t row)
{
	static const char *const heads[COLUMNS] = { "序号", "单位", "情形／事由", "措施", "提出期", "状态", "时限", "剩余" };
	const struct flags *f = s->book->facts->flags;
	struct arena *a = s->book->arena;

	if (f->open_count == 0)
		return row;
	row = start_part(s, row, arena_printf(a, "以前各期未了的问责事项（%zu项）", f->open_count), heads);
	for (size_t k = 0; k < f->open_count; k++, row++) {
		const struct open_matter *m = &f->open[k];
		const char *cells[] = { trigger_words(a, m->trigger), m->measure, m->since, m->status };

		draw_row(s, row, k + 1, m->unit, cells);
		draw_due(s, row, m->has_due, m->due, m->left);
	}
	return row;
}

static uint32_t draw_replies(struct sheet *s, uint32_t row)
{
	static const char *const heads[COLUMNS] = { "序号", "单位", "情形／事由", "措施", "提出期", "状态", "反馈到期", "剩余" };
	const struct run_facts *facts = s->book->facts;
	struct arena *a = s->book->arena;
	size_t count = replies_due(facts->flags), number = 0;

	if (count == 0)
		return row;
	row = start_part(s, row, arena_printf(a, "本期已告知、等待反馈的（%zu项）", count), heads);
	for (size_t k = 0; k < facts->flags->count; k++) {
		const struct flag *f = &facts->flags->flag[k];
		const char *cells[] = { trigger_words(a, f->trigger), proposed_measure(f), period_text(a, facts->measures->period), flag_status(f) };

		if (!awaits_reply(f))
			continue;
		draw_row(s, row, ++number, f->unit, cells);
		draw_due(s, row++, true, f->due, f->due - facts->measures->cutoff);
	}
	return row;
}

static uint32_t draw_objections(struct sheet *s, uint32_t row)
{
	static const char *const heads[COLUMNS] = { "序号", "单位", "异议事项", "编号", "提出日期", "状态", "说明", NULL };
	const struct people *p = s->book->facts->people;
	struct arena *a = s->book->arena;
	size_t count = open_objections(p), number = 0;

	if (count == 0)
		return row;
	row = start_part(s, row, arena_printf(a, "尚未处理的异议（%zu件），处理完以前不能转为正式", count), heads);
	for (size_t k = 0; k < p->objection_count; k++) {
		const struct objection *o = &p->objection[k];
		const char *cells[] = { o->matter, o->id, day_text(a, o->raised), "未处理" };

		if (o->outcome != OBJECTION_OPEN)
			continue;
		draw_row(s, row, ++number, o->unit, cells);
		sheet_span(s, row++, DUE, LEFT_OVER, o->note, STYLE_WRAPPED);
	}
	return row;
}

/* Problems still to be rectified: what was open, came and was closed. */
static uint32_t draw_balances(struct sheet *s, uint32_t row)
{
	static const char *const heads[COLUMNS] = { "序号", "单位", "数据", "期初未结", "＋新增", "－办结", "＝期末未结", "相符" };
	const struct measures *m = s->book->facts->measures;
	size_t number = 0;

	if (m->balance_count == 0)
		return row;
	row = start_part(s, row, "整改余量：期初未结＋新增－办结＝期末未结", heads);
	for (size_t k = 0; k < m->balance_count; k++) {
		const struct balance *b = &m->balance[k];
		const uint64_t figures[] = { b->open_before, b->fresh, b->closed, b->open_now };

		if (b->holds && b->open_before + b->fresh + b->closed + b->open_now == 0)
			continue;
		sheet_count(s, row, NUMBER, ++number, STYLE_CENTRE);
		sheet_text(s, row, UNIT, b->unit == NULL ? "（无单位）" : unit_with_parent(s->book->arena, b->unit), STYLE_WRAPPED);
		sheet_text(s, row, MATTER, called(b->source->title, b->source->name), STYLE_WRAPPED);
		for (size_t c = 0; c < 4; c++)
			sheet_count(s, row, MEASURE + c, figures[c], STYLE_NUMBER);
		sheet_text(s, row++, LEFT_OVER, b->holds ? "相符" : arena_printf(s->book->arena, "不符\n%s", balance_words(s->book->arena, b)),
			with_fill(STYLE_CENTRE, b->holds ? 0 : colour_fill("红")));
	}
	return row;
}

void draw_open(struct book *b)
{
	struct sheet *s = book_sheet(b, "督办");
	struct arena *a = b->arena;
	uint32_t row = TITLE_ROWS;

	for (size_t c = 0; c < COLUMNS; c++)
		sheet_width(s, c, widths[c]);
	sheet_span(s, 0, 0, COLUMNS - 1, arena_printf(a, "%s督办事项（%s）", period_title(a, b->facts->measures->period), kind_words(a, b->facts)),
		STYLE_TITLE);
	sheet_span(s, 1, 0, COLUMNS - 1, arena_printf(a, "剩余天数算到数据截止日 %s；逾期为红，3天内为橙，7天内为黄，其余为绿",
		day_text(a, b->facts->measures->cutoff)), STYLE_SUBTITLE);
	row = draw_matters(s, row);
	row = draw_replies(s, row);
	row = draw_objections(s, row);
	row = draw_balances(s, row);
	row = sheet_signatures(s, row, COLUMNS - 1);
	sheet_for_leaders(s, TITLE_ROWS, row - 1, COLUMNS - 1);
	sheet_freeze(s, TITLE_ROWS, UNIT + 1);
}
