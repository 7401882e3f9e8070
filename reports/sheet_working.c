/* sheet_working.c -- 演算: the whole computation, a row a unit, a column a step; the head of each column leads to its rule. */
#include "reports/working.h"

#include "base/text.h"

static const struct { const char *head; double width; } fixed[WORK_FIXED] = {
	[WORK_BOARD] = { "榜", 16 }, [WORK_GROUP] = { "组", 10 }, [WORK_CODE] = { "单位代码", 12 }, [WORK_UNIT] = { "单位", 22 },
};

enum { MOST_WIDTH = 26 };

bool working_shallow(const struct run_facts *facts)
{
	size_t units = 0;

	for (size_t i = 0; i < facts->scheme->board_count; i++)
		units += facts->scheme->board[i]->registry->unit_count;
	return units > WORK_MOST_UNITS;
}

static struct working *working_new(struct book *b)
{
	struct working *w = arena_one(b->arena, struct working);
	const struct origin nowhere = { NULL, 0, 0 };

	w->book = b;
	w->arena = b->arena;
	w->facts = b->facts;
	w->shallow = working_shallow(b->facts);
	w->sheet = book_sheet(b, "演算");
	w->sheet->plain = true;
	w->board = arena_many(b->arena, struct board_work, b->facts->scheme->board_count + 1);
	for (size_t c = 0; c < WORK_FIXED; c++)
		work_column(w, fixed[c].head, nowhere);
	return w;
}

static void lay_out(struct working *w, struct board_work *b, const struct board_scores *scores)
{
	const struct scheme *scheme = w->facts->scheme;

	b->scores = scores;
	b->measure = arena_many(w->arena, size_t, scheme->counted_count + 1);
	b->node = arena_many(w->arena, struct node_columns, scheme->indicator_count + 1);
	totals_plan(w, b);
}

/* Once for every group, as a unit of it sees them. */
static void put_weights(struct working *w, struct board_work *b)
{
	for (size_t g = 0; g < b->scores->group_count; g++)
		for (size_t k = 0; k < b->scores->group[g].unit_count; k++) {
			struct line l = { .w = w, .b = b, .u = b->scores->group[g].unit[k], .g = &b->scores->group[g] };

			if (k == 0 || b->scores->board->pooled)
				combine_weights(&l, b->scores->board->root);
		}
}

static void draw_heads(struct working *w)
{
	for (size_t c = 0; c < w->column_count; c++) {
		const struct work_column *k = &w->column[c];
		double width = width_for(utf8_width(k->head));

		if (c < WORK_FIXED) {
			sheet_width(w->sheet, c, fixed[c].width);
			sheet_text(w->sheet, 0, c, k->head, STYLE_PLAIN_HEAD);
			continue;
		}
		sheet_width(w->sheet, c, width > MOST_WIDTH ? MOST_WIDTH : width);
		sheet_link_row(w->sheet, 0, c, k->head, "规则", rules_row(w->facts->scheme, k->at), STYLE_PLAIN_HEAD);
	}
}

static void draw_unit(struct line *l)
{
	const struct board *board = l->b->scores->board;

	sheet_text(l->w->sheet, l->row, WORK_BOARD, called(board->title, board->name), STYLE_PLAIN);
	sheet_text(l->w->sheet, l->row, WORK_GROUP, l->u->unit->group, STYLE_PLAIN);
	sheet_text(l->w->sheet, l->row, WORK_CODE, l->u->unit->code, STYLE_PLAIN);
	sheet_text(l->w->sheet, l->row, WORK_UNIT, l->u->unit->name, STYLE_PLAIN);
	if (!l->w->shallow)
		steps_draw(l);
	totals_draw(l);
}

static uint32_t draw_board(struct working *w, struct board_work *b, uint32_t row)
{
	const struct board_scores *s = b->scores;

	b->first = b->last = row;
	for (size_t g = 0; g < s->group_count; g++)
		b->last += (uint32_t)s->group[g].unit_count;
	b->last -= b->last > b->first;
	sheet_rows_begin(w->sheet);
	w->arena = w->book->arena;
	for (size_t g = 0; g < s->group_count; g++) {
		uint32_t first = row, last = row + (uint32_t)s->group[g].unit_count - 1;

		for (size_t i = 0; i < s->group[g].unit_count; i++) {
			struct line l = { .w = w, .b = b, .u = s->group[g].unit[i], .g = &s->group[g], .row = row++, .first = first, .last = last };

			draw_unit(&l);
			sheet_rows_done(w->sheet, row);
		}
	}
	sheet_rows_end(w->sheet, row);
	w->arena = w->book->arena;
	return row;
}

void draw_working(struct book *b)
{
	struct working *w = working_new(b);
	const struct scheme *scheme = b->facts->scheme;
	uint32_t row = 1;

	for (size_t i = 0; i < scheme->board_count; i++)
		lay_out(w, &w->board[i], &b->facts->scores->board[i]);
	for (size_t i = 0; i < scheme->board_count; i++)
		put_weights(w, &w->board[i]);
	draw_heads(w);
	for (size_t i = 0; i < scheme->board_count && b->failure == NULL; i++)
		row = draw_board(w, &w->board[i], row);
	sheet_for_auditors(w->sheet, row - 1, w->column_count);
	sheet_freeze(w->sheet, 1, WORK_FIXED);
	b->working = w;
}
