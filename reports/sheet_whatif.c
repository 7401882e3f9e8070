/* sheet_whatif.c -- 推演: left the numbers of the rules, to be tried otherwise; right what becomes of the ranking.
 *
 * 演算 takes its weights, targets and parameters from here.  Published figures
 * on the other sheets are values and stay. */
#include "reports/working.h"

#include "base/text.h"
#include "reports/plain.h"

enum { KIND, ITEM, WHAT, GROUP, VALUE, TRIAL, RULE, GAP, BOARD, UNIT_GROUP, UNIT, TOTAL, RANK, NEW_TOTAL, NEW_RANK, MOVED, COLUMNS };
enum { FILL_TRIAL = 0xFFF9D6 };

static const struct { const char *head; double width; } columns[COLUMNS] = {
	[KIND] = { "序号", 6 }, [ITEM] = { "项目", 24 }, [WHAT] = { "是什么", 16 }, [GROUP] = { "适用组", 9 }, [VALUE] = { "原值", 10 },
	[TRIAL] = { "试改", 10 }, [RULE] = { "规则", 22 }, [GAP] = { "", 3 }, [BOARD] = { "榜", 22 }, [UNIT_GROUP] = { "组", 9 },
	[UNIT] = { "单位", 18 }, [TOTAL] = { "公布总分", 11 }, [RANK] = { "公布名次", 10 }, [NEW_TOTAL] = { "试改后总分", 12 },
	[NEW_RANK] = { "试改后名次", 12 }, [MOVED] = { "名次变动", 10 },
};

static void draw_knob(struct sheet *s, const struct working *w, size_t k)
{
	const struct knob *knob = &w->knob[k];
	uint32_t row = (uint32_t)(WHATIF_HEAD + k);
	struct style trial = with_fill(STYLE_CELL, FILL_TRIAL);
	double value = num_double(knob->value);

	trial.unlocked = true;
	trial.align = RIGHT;
	sheet_count(s, row, KIND, k + 1, with_format(STYLE_CELL, "0"));
	sheet_text(s, row, ITEM, knob->item, STYLE_CELL);
	sheet_text(s, row, WHAT, knob->what, STYLE_CELL);
	sheet_text(s, row, GROUP, knob->group, STYLE_CELL);
	sheet_number(s, row, VALUE, value, STYLE_NUMBER);
	sheet_number(s, row, TRIAL, value, trial);
	sheet_link_row(s, row, RULE, rule_place(w->arena, knob->at), "规则", rules_row(w->facts->scheme, knob->at), STYLE_LINK);
}

static const char *of_working(const struct working *w, uint32_t row, size_t column)
{
	return arena_printf(w->arena, "演算!%s", cell_name(w->arena, row, column));
}

static void draw_unit(struct sheet *s, const struct working *w, const struct board_work *b, const struct unit_score *u, uint32_t row,
	uint32_t from)
{
	const struct board *board = b->scores->board;
	const char *none = u->scored ? "" : "没有总分";
	const char *moved = arena_printf(w->arena, "IF(COUNT(%s,%s)=2,%s-%s,\"\")", cell_name(w->arena, row, RANK), cell_name(w->arena, row, NEW_RANK),
		cell_name(w->arena, row, RANK), cell_name(w->arena, row, NEW_RANK));

	sheet_text(s, row, BOARD, called(board->title, board->name), STYLE_CELL);
	sheet_text(s, row, UNIT_GROUP, u->unit->group, STYLE_CELL);
	sheet_text(s, row, UNIT, u->unit->name, STYLE_CELL);
	if (u->scored) {
		sheet_num(s, row, TOTAL, u->total, total_places(board), STYLE_NUMBER);
		sheet_formula_number(s, row, NEW_TOTAL, of_working(w, from, b->total), num_double(u->total),
			with_format(STYLE_NUMBER, number_format(s->book, "", total_places(board), "")));
	} else {
		sheet_text(s, row, TOTAL, none, STYLE_CELL);
		sheet_formula_text(s, row, NEW_TOTAL, arena_printf(w->arena, "IF(ISNUMBER(%s),%s,\"%s\")", of_working(w, from, b->total),
			of_working(w, from, b->total), none), none, STYLE_CELL);
	}
	if (u->ranked) {
		sheet_count(s, row, RANK, u->rank, with_format(STYLE_NUMBER, "0"));
		sheet_formula_number(s, row, NEW_RANK, of_working(w, from, b->rank), u->rank, STYLE_NUMBER);
		sheet_formula_number(s, row, MOVED, moved, 0, with_format(STYLE_NUMBER, "\"↑\"0;\"↓\"0;\"—\""));
	} else {
		sheet_text(s, row, RANK, "不参与排名", STYLE_CELL);
		sheet_formula_text(s, row, NEW_RANK, of_working(w, from, b->rank), "不参与排名", STYLE_CELL);
		sheet_formula_text(s, row, MOVED, moved, "", STYLE_CELL);
	}
}

static uint32_t draw_boards(struct sheet *s, const struct working *w)
{
	uint32_t row = WHATIF_HEAD;

	for (size_t i = 0; i < w->facts->scheme->board_count; i++) {
		const struct board_work *b = &w->board[i];
		uint32_t from = b->first;

		for (size_t g = 0; g < b->scores->group_count; g++)
			for (size_t k = 0; k < b->scores->group[g].unit_count; k++)
				draw_unit(s, w, b, b->scores->group[g].unit[k], row++, from++);
	}
	return row;
}

void draw_whatif(struct book *b)
{
	const struct working *w = b->working;
	struct sheet *s = book_sheet(b, "推演");
	uint32_t end, last;

	for (size_t c = 0; c < COLUMNS; c++)
		sheet_width(s, c, columns[c].width);
	sheet_span(s, 0, 0, RULE, "只有“试改”一列可以改；改后右边的名次随之重算，其他各表公布的数不变。不存盘关闭即复原。", STYLE_NOTE);
	for (size_t c = 0; c < COLUMNS; c++)
		if (c != GAP)
			sheet_text(s, 1, c, columns[c].head, STYLE_HEAD);
	for (size_t k = 0; k < w->knob_count; k++)
		draw_knob(s, w, k);
	end = draw_boards(s, w);
	last = end > WHATIF_HEAD + (uint32_t)w->knob_count ? end : WHATIF_HEAD + (uint32_t)w->knob_count;
	sheet_for_leaders(s, WHATIF_HEAD, last - 1, COLUMNS - 1);
	sheet_freeze(s, WHATIF_HEAD, 0);
	sheet_protect(s);
}
