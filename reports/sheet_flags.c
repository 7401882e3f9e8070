/* sheet_flags.c -- 问责清单: what is proposed, and what could not be judged.  Always 建议. */
#include "reports/book.h"

#include <stdlib.h>
#include "base/text.h"
#include "reports/proposed.h"

enum { NUMBER, UNIT, CAUSE, TRACK, LEVEL, CLIMB, FACTS, BASIS, ROLES, REPLY, DECISION, STATE, COLUMNS, TITLE_ROWS = 3 };

static const struct { const char *head; double width; } columns[COLUMNS] = {
	[NUMBER]   = { "序号", 6 },
	[UNIT]     = { "单位", 20 },
	[CAUSE]    = { "情形／事由", 20 },
	[TRACK]    = { "轨道", 10 },
	[LEVEL]    = { "级别\n（起始）", 10 },
	[CLIMB]    = { "连续／累计", 20 },
	[FACTS]    = { "事实", 46 },
	[BASIS]    = { "依据", 30 },
	[ROLES]    = { "责任角色", 22 },
	[REPLY]    = { "反馈期限", 13 },
	[DECISION] = { "决定", 24 },
	[STATE]    = { "状态", 8 },
};

/* The columns that are there, from the left: 连续／累计 only where a ladder is climbed, 决定 only where something is decided. */
struct list {
	struct sheet *sheet;
	struct arena *arena;
	size_t at[COLUMNS];             /* place of a column; COLUMNS: not there */
	size_t last;
	bool ladders;
	const struct flag **flag;       /* unit by unit, the worst rank first */
};

/* ---- order ------------------------------------------------------------------------ */

/* What a flag is sorted by; smaller stands first. */
struct place {
	const struct flag *flag;
	size_t board, behind, unit, trigger;    /* behind: 0 for the worst rank */
};

/* The first board that ranks the units of the registry. */
static const struct board_scores *home_board(const struct scores *s, const struct registry *r)
{
	size_t b = 0;

	while (b + 1 < s->scheme->board_count && s->board[b].board->registry != r)
		b++;
	return &s->board[b];
}

static struct place place_of(const struct run_facts *facts, const struct flag *f)
{
	const struct board_scores *bs = home_board(facts->scores, f->unit->registry);
	const struct unit_score *u = &bs->unit[f->unit->index];
	size_t most = f->unit->registry->unit_count + 1;

	return (struct place){ f, bs->board->index, u->ranked && u->rank < most ? most - u->rank : most, f->unit->index, f->trigger->index };
}

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	const size_t left[] = { x->board, x->behind, x->unit, x->trigger }, right[] = { y->board, y->behind, y->unit, y->trigger };

	for (size_t k = 0; k < sizeof left / sizeof *left; k++)
		if (left[k] != right[k])
			return left[k] < right[k] ? -1 : 1;
	return 0;
}

/* Board by board; the unit with the worst rank first, those without a rank last; a unit's flags in rule order. */
static const struct flag **in_order(struct book *b)
{
	const struct flags *flags = b->facts->flags;
	struct place *place = arena_many(b->arena, struct place, flags->count + 1);
	const struct flag **flag = arena_many(b->arena, const struct flag *, flags->count + 1);

	for (size_t k = 0; k < flags->count; k++)
		place[k] = place_of(b->facts, &flags->flag[k]);
	qsort(place, flags->count, sizeof *place, by_place);
	for (size_t k = 0; k < flags->count; k++)
		flag[k] = place[k].flag;
	return flag;
}

/* ---- the list --------------------------------------------------------------------- */

static struct list list_of(struct book *b)
{
	const struct flags *flags = b->facts->flags;
	struct list l = { .sheet = book_sheet(b, "问责清单"), .arena = b->arena, .flag = in_order(b) };
	bool decided = false;
	size_t next = 0;

	for (size_t k = 0; k < flags->count; k++) {
		l.ladders |= flags->flag[k].trigger->ladder != NULL;
		decided |= flags->flag[k].ruling != NULL;
	}
	for (size_t c = 0; c < COLUMNS; c++)
		l.at[c] = (c == CLIMB && !l.ladders) || (c == DECISION && !decided) ? COLUMNS : next++;
	l.last = next - 1;
	return l;
}

static void put(const struct list *l, uint32_t row, size_t column, const char *text, struct style style)
{
	if (l->at[column] < COLUMNS)
		sheet_text(l->sheet, row, l->at[column], text, style);
}

static void draw_title(struct book *b, const struct list *l)
{
	struct sheet *s = l->sheet;
	struct arena *a = b->arena;

	for (size_t c = 0; c < COLUMNS; c++)
		if (l->at[c] < COLUMNS)
			sheet_width(s, l->at[c], c == LEVEL && l->ladders ? 14 : columns[c].width);
	sheet_span(s, 0, 0, l->last,
		arena_printf(a, "%s问责%s清单（%s）", period_title(a, b->facts->measures->period), b->facts->edition == MEETING ? "决定" : "建议",
			kind_words(a, b->facts)), STYLE_TITLE);
	sheet_span(s, 1, 0, l->last, b->facts->edition == MEETING ? "以下均已由有权机关作出决定，未作决定的不在内" : "以下均为程序按规则提出的建议，是否问责、如何问责由有权机关研究决定", STYLE_SUBTITLE);
	for (size_t c = 0; c < COLUMNS; c++)
		put(l, 2, c, c == LEVEL && l->ladders ? "级别\n（阶梯）" : columns[c].head, STYLE_HEAD);
}

/* 撤销 and 免责 stay in the list, struck through. */
static struct style struck_if(struct style s, bool struck)
{
	s.strike = struck;
	return s;
}

static const char *cause_words(struct arena *a, const struct trigger *t)
{
	return text_same(t->cause, called(t->title, t->name)) ? t->cause : arena_printf(a, "%s：%s", t->cause, called(t->title, t->name));
}

/* One below the other, those that are there. */
static const char *lines(struct arena *a, const char *first, const char *second, const char *third)
{
	const char *parts[] = { first, second, third };
	struct buf b = buf_new(a);

	for (size_t k = 0; k < 3; k++)
		if (parts[k] != NULL && *parts[k] != '\0')
			buf_printf(&b, "%s%s", b.length > 0 ? "\n" : "", parts[k]);
	return b.length > 0 ? b.at : "";
}

static const char *label(struct arena *a, const char *before, const char *text)
{
	return text == NULL || *text == '\0' ? "" : arena_printf(a, "%s%s", before, text);
}

static void draw_claim(const struct list *l, uint32_t row, const struct flag *f)
{
	bool struck = !flag_stands(f);
	struct style wrapped = struck_if(STYLE_WRAPPED, struck), centre = struck_if(STYLE_CENTRE, struck);
	struct arena *a = l->arena;

	put(l, row, UNIT, unit_with_parent(a, f->unit), wrapped);
	put(l, row, CAUSE, lines(a, cause_words(a, f->trigger), label(a, "并入：", merged_words(a, f)), NULL), wrapped);
	put(l, row, TRACK, track_words[f->trigger->track], centre);
	put(l, row, LEVEL, lines(a, proposed_measure(f), step_words(a, f), NULL), centre);
	put(l, row, CLIMB, f->trigger->ladder == NULL ? "—" : lines(a, climb_words(a, f), label(a, "此前：\n", f->months), NULL), wrapped);
	put(l, row, BASIS, f->trigger->basis, wrapped);
	put(l, row, FACTS, f->rows == 0 ? f->facts : arena_printf(a, "%s\n（所据%s）", f->facts, rows_words(a, f)), wrapped);
	put(l, row, ROLES, f->roles, wrapped);
}

static void draw_flag(const struct list *l, uint32_t row, size_t number, const struct flag *f)
{
	struct arena *a = l->arena;
	const char *reply = f->reply == NULL || *f->reply == '\0' ? "—" : f->reply;

	sheet_count(l->sheet, row, l->at[NUMBER], number, STYLE_CENTRE);
	draw_claim(l, row, f);
	put(l, row, REPLY, f->deadline.has_due && flag_stands(f) ? lines(a, reply, arena_printf(a, "%s到期", day_text(a, f->deadline.due)), NULL) : reply, STYLE_CENTRE);
	put(l, row, DECISION, f->ruling == NULL ? "—" : decision_line(a, f->ruling), STYLE_WRAPPED);
	put(l, row, STATE, flag_status(f), STYLE_CENTRE);
}

static void draw_unjudged_one(const struct list *l, uint32_t row, size_t number, const struct unjudged *u)
{
	const struct trigger *t = u->trigger;

	sheet_count(l->sheet, row, l->at[NUMBER], number, STYLE_CENTRE);
	put(l, row, UNIT, unit_with_parent(l->arena, u->unit), STYLE_WRAPPED);
	put(l, row, CAUSE, cause_words(l->arena, t), STYLE_WRAPPED);
	put(l, row, TRACK, track_words[t->track], STYLE_CENTRE);
	put(l, row, LEVEL, "—", STYLE_CENTRE);        /* nothing is proposed */
	put(l, row, CLIMB, "—", STYLE_CENTRE);
	put(l, row, BASIS, t->basis, STYLE_WRAPPED);
	put(l, row, FACTS, u->facts, STYLE_WRAPPED);
	put(l, row, ROLES, "—", STYLE_CENTRE);
	put(l, row, REPLY, "—", STYLE_CENTRE);
	put(l, row, DECISION, "—", STYLE_CENTRE);
	put(l, row, STATE, "无法判断", STYLE_CENTRE);
}

static uint32_t draw_unjudged(const struct list *l, uint32_t row, const struct flags *flags)
{
	if (flags->unjudged_count == 0)
		return row;
	sheet_span(l->sheet, row++, 0, l->last, arena_printf(l->arena, "无法判断（%zu项）：条件里有没有数的项，既不提出，也不排除，请核实后再定",
		flags->unjudged_count), STYLE_BAND);
	for (size_t i = 0; i < flags->unjudged_count; i++)
		draw_unjudged_one(l, row++, i + 1, &flags->unjudged[i]);
	return row;
}

/* The rungs behind what is proposed, each once. */
static uint32_t draw_rungs(const struct list *l, uint32_t row, const struct flags *flags)
{
	struct buf b = buf_new(l->arena);

	for (size_t k = 0; k < flags->count; k++) {
		const struct flag *f = l->flag[k];

		if (f->step > 0 && f->rung_text != NULL && *f->rung_text != '\0')
			buf_printf(&b, "%s%zu. %s", b.length > 0 ? "；" : "", k + 1, f->rung_text);
	}
	if (b.length > 0)
		sheet_span(l->sheet, row++, 0, l->last, arena_printf(l->arena, "所据的阶梯（按序号）：%s", b.at), STYLE_NOTE);
	return row;
}

void draw_flags(struct book *b)
{
	const struct list l = list_of(b);
	const struct flags *flags = b->facts->flags;
	uint32_t row = TITLE_ROWS;

	draw_title(b, &l);
	if (flags->count == 0)
		sheet_span(l.sheet, row++, 0, l.last, b->facts->edition == MEETING ? "本期还没有已作出的决定。" : 
			b->facts->only != NULL ? "本期没有对本单位提出问责建议。" : "本期没有单位触发问责条件，不提出问责建议。", STYLE_WRAPPED);
	for (size_t i = 0; i < flags->count; i++, row++)
		draw_flag(&l, row, i + 1, l.flag[i]);
	row = draw_unjudged(&l, row, flags);
	row = draw_rungs(&l, row, flags);
	sheet_span(l.sheet, row++, 0, l.last, b->facts->only != NULL ? "注：事实一栏是触发条件代入本期数字后的样子；有不同意见可以陈述和申辩。" :
		"注：事实一栏是触发条件代入本期数字后的样子；所据各行的文件与行号见“明细”和 flags.csv。", STYLE_NOTE);
	row = sheet_signatures(l.sheet, row, l.last);
	sheet_for_leaders(l.sheet, TITLE_ROWS, row - 1, l.last);
	sheet_freeze(l.sheet, TITLE_ROWS, UNIT + 1);
}
