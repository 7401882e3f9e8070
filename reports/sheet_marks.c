/* sheet_marks.c -- 指标得分: units and leaf indicators as a heat table.
 *
 * A board with many leaves is cut into parts of at most MOST columns, at the
 * border of a first-level indicator where there is one near. */
#include "reports/book.h"

#include <string.h>
#include "base/text.h"
#include "reports/plain.h"

enum { RANK, UNIT, LEAVES, TITLE_ROWS = 3, MOST = 15, LINE = 18 };

struct leaf {
	const struct indicator *indicator, *branch;     /* branch: the first-level indicator above it, or itself */
};

struct heat {
	struct sheet *sheet;
	const struct run_facts *facts;
	const struct board_scores *bs;
	struct leaf *leaf;
	size_t leaf_count;
	size_t first, end;              /* leaves of the part being drawn */
	size_t part, parts;
	size_t last;                    /* last column of the sheet */
};

/* ---- leaves and parts ------------------------------------------------------------ */

static void find_leaves(struct heat *h, const struct indicator *i, const struct indicator *branch)
{
	if (i->child_count == 0) {
		struct leaf *l = arena_push(h->sheet->book->arena, h->leaf, h->leaf_count);

		l->indicator = i;
		l->branch = branch == NULL ? i : branch;
	}
	for (size_t c = 0; c < i->child_count; c++)
		find_leaves(h, i->child[c], branch == NULL ? i->child[c] : branch);
}

/* Where the part that begins at `first` ends, when `left` parts are still to be filled. */
static size_t part_end(const struct heat *h, size_t first, size_t left)
{
	size_t rest = h->leaf_count - first, aim = first + (rest + left - 1) / left;

	if (left == 1)
		return h->leaf_count;
	for (size_t end = aim; end > first + 1 && end + 3 > aim; end--)
		if (h->leaf[end].branch != h->leaf[end - 1].branch && h->leaf_count - end <= (left - 1) * MOST)
			return end;
	return aim;
}

/* ---- one cell ---------------------------------------------------------------- */

/* The leaf with the lowest 得分率 of the unit, the first of equals; NULL when all are full. */
static const struct indicator *worst_leaf(const struct heat *h, const struct unit_score *u)
{
	const struct indicator *worst = NULL;
	struct num least = num_int(1), rate;

	for (size_t i = 0; i < h->leaf_count; i++) {
		const struct node_score *n = &u->node[h->leaf[i].indicator->index];
		bool lent = n->none && n->effect != ZERO;       /* points that are not its own */

		if (!lent && rate_of(h->sheet->book->arena, n, &rate) && num_cmp(rate, least) < 0) {
			least = rate;
			worst = h->leaf[i].indicator;
		}
	}
	return worst;
}

static void draw_mark(const struct heat *h, const struct node_score *n, bool worst, uint32_t row, size_t column)
{
	struct book *b = h->sheet->book;
	const char *word = obstacle_of(n), *effect = n->scored ? effect_short(n->effect) : "";
	struct style style = STYLE_CENTRE;
	struct num rate;

	if (word != NULL) {
		style.bold = worst;
		sheet_text(h->sheet, row, column, arena_printf(b->arena, "%s%s%s%s", worst ? "▼" : "", word,
			*effect != '\0' ? "\n" : "", effect), style);
		return;
	}
	if (n->zeroed != NULL) {
		sheet_text(h->sheet, row, column, arena_printf(b->arena, "%s否决\n计零分", worst ? "▼" : ""), style);
		return;
	}
	if (!rate_of(b->arena, n, &rate)) {
		sheet_text(h->sheet, row, column, "不计", style);
		return;
	}
	style = with_rate(b->arena, style, rate);
	style.bold = worst;
	style.format = number_format(b, worst ? "▼" : "", 2, "");
	sheet_num(h->sheet, row, column, n->points, 2, style);
}

static void draw_unit(const struct heat *h, const struct unit_score *u, uint32_t row)
{
	const struct indicator *worst = worst_leaf(h, u);

	if (u->ranked)
		sheet_count(h->sheet, row, RANK, u->rank, with_format(STYLE_CENTRE, "0"));
	else
		sheet_text(h->sheet, row, RANK, "—", STYLE_CENTRE);
	sheet_text(h->sheet, row, UNIT, u->unit->name, STYLE_WRAPPED);
	for (size_t i = h->first; i < h->end; i++)
		draw_mark(h, &u->node[h->leaf[i].indicator->index], h->leaf[i].indicator == worst, row, LEAVES + i - h->first);
}

/* ---- heads ------------------------------------------------------------------- */

/* Full marks of a leaf: those of the first unit that has any. */
static const char *full_words(const struct heat *h, const struct group_scores *g, const struct indicator *i)
{
	struct arena *a = h->sheet->book->arena;

	for (size_t u = 0; u < g->unit_count; u++)
		if (num_sign(g->unit[u]->node[i->index].full) > 0)
			return arena_printf(a, "\n满分%s", num_short(a, g->unit[u]->node[i->index].full, 2));
	return "";
}

/* First-level indicators over their leaves; one that is a leaf itself takes both rows. */
static void draw_branches(const struct heat *h, const struct group_scores *g, uint32_t row)
{
	struct arena *a = h->sheet->book->arena;

	for (size_t i = h->first, end; i < h->end; i = end) {
		const struct indicator *b = h->leaf[i].branch;
		const char *weight = weight_words(a, b, g->group);
		const char *name = called(b->title, b->name);
		const char *head = *weight == '\0' ? name : arena_printf(a, "%s（%s）", name, weight);

		for (end = i + 1; end < h->end && h->leaf[end].branch == b; end++)
			continue;
		if (h->leaf[i].indicator == b)
			sheet_span_rows(h->sheet, row, row + 1, LEAVES + i - h->first,
				arena_printf(a, "%s%s", head, full_words(h, g, b)), STYLE_HEAD);
		else
			sheet_span(h->sheet, row, LEAVES + i - h->first, LEAVES + end - 1 - h->first, head, STYLE_HEAD);
	}
}

static uint32_t draw_heads(const struct heat *h, const struct group_scores *g, uint32_t row, const char *more)
{
	struct sheet *s = h->sheet;
	struct arena *a = s->book->arena;
	const char *part = h->parts > 1 ? arena_printf(a, "　第%zu部分，共%zu部分", h->part + 1, h->parts) : "";

	sheet_span(s, row, 0, h->last, arena_printf(a, "%s%s%s", block_title(a, h->bs, g), part, more), STYLE_BAND);
	sheet_span_rows(s, row + 1, row + 2, RANK, "名次", STYLE_HEAD);
	sheet_span_rows(s, row + 1, row + 2, UNIT, "单位", STYLE_HEAD);
	draw_branches(h, g, row + 1);
	for (size_t i = h->first; i < h->end; i++) {
		const struct indicator *l = h->leaf[i].indicator;

		if (l != h->leaf[i].branch)
			sheet_text(s, row + 2, LEAVES + i - h->first,
				arena_printf(a, "%s%s", called(l->title, l->name), full_words(h, g, l)), STYLE_HEAD);
	}
	return row + 3;
}

/* ---- blocks ------------------------------------------------------------------ */

static uint32_t draw_block(const struct heat *h, const struct group_scores *g, uint32_t row)
{
	double wanted = LINE * (8 + (double)g->unit_count * 1.2);

	if (wanted > sheet_room(h->sheet, row) && sheet_room(h->sheet, row) < LINE * 14)
		sheet_new_page(h->sheet, row);
	row = draw_heads(h, g, row, "");
	sheet_rows_begin(h->sheet);
	for (size_t i = 0; i < g->unit_count; i++) {
		if (sheet_room(h->sheet, row) < 2.5 * LINE) {
			sheet_new_page(h->sheet, row);
			row = draw_heads(h, g, row, "（续）");
		}
		draw_unit(h, g->unit[i], row++);
		sheet_rows_done(h->sheet, row);
	}
	sheet_rows_end(h->sheet, row);
	sheet_blank(h->sheet, row, 0, (struct style){ .font = FONT_NOTE });
	return row + 1;
}

static uint32_t draw_board(struct heat *h, uint32_t row)
{
	h->parts = (h->leaf_count + MOST - 1) / MOST;
	for (size_t g = 0; g < h->bs->group_count; g++)
		for (h->part = 0, h->first = 0; h->part < h->parts; h->part++, h->first = h->end) {
			h->end = part_end(h, h->first, h->parts - h->part);
			row = draw_block(h, &h->bs->group[g], row);
		}
	return row;
}

static size_t widest_part(struct heat *h)
{
	size_t parts = (h->leaf_count + MOST - 1) / MOST, widest = 0;

	for (size_t p = 0, first = 0, end; p < parts; p++, first = end) {
		end = part_end(h, first, parts - p);
		widest = end - first > widest ? end - first : widest;
	}
	return widest;
}

static void draw_title(struct book *b, struct sheet *s, size_t last)
{
	struct arena *a = b->arena;

	sheet_span(s, 0, 0, last,
		arena_printf(a, "%s各单位指标得分（%s）", period_title(a, b->facts->measures->period), kind_words(a, b->facts)), STYLE_TITLE);
	sheet_span(s, 1, 0, last, "每格为该指标自身的得分；颜色越深得分率越低；▼为本单位得分率最低的一项；没有数的只写原因，不计入，不是0分；规则另有处理的写在原因之下", STYLE_SUBTITLE);
	draw_rate_key(s, 2, LEAVES, last);
}

static void set_widths(struct sheet *s, size_t last)
{
	sheet_width(s, RANK, 6);
	sheet_width(s, UNIT, 22);
	for (size_t c = LEAVES; c <= last; c++)
		sheet_width(s, c, 11);
}

void draw_marks(struct book *b)
{
	struct sheet *s = book_sheet(b, "指标得分");
	const struct scores *scores = b->facts->scores;
	size_t boards = scores->scheme->board_count;
	struct heat *heat = arena_many(b->arena, struct heat, boards + 1);
	size_t last = LEAVES + RATE_BANDS - 1;
	uint32_t row = TITLE_ROWS;

	for (size_t i = 0; i < boards; i++) {
		heat[i] = (struct heat){ .sheet = s, .facts = b->facts, .bs = &scores->board[i] };
		find_leaves(&heat[i], scores->board[i].board->root, NULL);
		if (LEAVES + widest_part(&heat[i]) - 1 > last)
			last = LEAVES + widest_part(&heat[i]) - 1;
	}
	set_widths(s, last);
	draw_title(b, s, last);
	s->repeated = 80;
	for (size_t i = 0; i < boards; i++) {
		heat[i].last = last;
		row = draw_board(&heat[i], row);
	}
	row = sheet_signatures(s, row - 1, last);
	sheet_for_leaders(s, TITLE_ROWS, row - 1, last);
	sheet_freeze(s, TITLE_ROWS, LEAVES);
}
