/* sheet_change.c -- 变化: why each total moved since the last published period; below, the last twelve (sheet_trend.c). */
#include "reports/book.h"

#include <stdlib.h>
#include "reports/change.h"
#include "reports/plain.h"
#include "reports/trend.h"

enum { RANK, UNIT, BEFORE, NOW, MOVE, UP, DOWN = UP + 6, COLUMNS = DOWN + 6, TITLE_ROWS = 3, LINE = 18, SHOWN = 3, PLACES = 2 };

/* 拉高 and 拉低 take six columns each, for below them the periods stand, one a column. */
static double width_of(size_t column)
{
	return column == RANK ? 13 : column == UNIT ? 22 : column < UP ? 11 : 10;
}

bool has_changes(const struct run_facts *facts)
{
	return last_published(facts->scores->history) != NULL;
}

/* ---- the largest lines ------------------------------------------------------------- */

/* Largest first; equals in rule order. */
static int by_amount(const void *x, const void *y)
{
	const struct change_line *const *a = x, *const *b = y;
	int order = num_sign((*a)->amount) > 0 ? num_cmp((*b)->amount, (*a)->amount) : num_cmp((*a)->amount, (*b)->amount);

	return order != 0 ? order : (*a > *b) - (*a < *b);
}

static const char *signed_text(struct arena *a, struct num n)
{
	const char *text = num_fixed(a, num_abs(a, n), PLACES);

	return arena_printf(a, "%s%s", num_sign(n) < 0 ? "−" : "+", text);
}

/* The lines of one sign in words, one below the other, the largest three by name. */
static const char *largest(struct arena *a, const struct change *c, int sign)
{
	const struct change_line **line = arena_many(a, const struct change_line *, c->count + 1);
	struct buf b = buf_new(a);
	struct num rest = num_int(0);
	size_t count = 0;

	for (size_t k = 0; k < c->count; k++)
		if (num_sign(c->line[k].amount) == sign)
			line[count++] = &c->line[k];
	qsort(line, count, sizeof *line, by_amount);
	for (size_t k = 0; k < count; k++) {
		if (k < SHOWN)
			buf_printf(&b, "%s%s（%s）", k > 0 ? "\n" : "", line[k]->says, signed_text(a, line[k]->amount));
		else
			rest = num_add(a, rest, line[k]->amount);
	}
	if (count > SHOWN)
		buf_printf(&b, "\n另%zu项合计%s", count - SHOWN, signed_text(a, rest));
	return b.length > 0 ? b.at : "—";
}

/* ---- rows -------------------------------------------------------------------------- */

static const char *rank_words(struct arena *a, const struct change *c)
{
	const char *now = c->now->ranked ? arena_printf(a, "第%u", c->now->rank) : "不排名";
	const char *then = c->before == NULL ? "新" : c->before->ranked ? arena_printf(a, "原第%u", c->before->rank) : "原未排名";

	return arena_printf(a, "%s\n%s", now, then);
}

static void draw_total(struct sheet *s, uint32_t row, size_t column, bool there, struct num total, int places)
{
	if (there)
		sheet_num(s, row, column, total, places, STYLE_NUMBER);
	else
		sheet_text(s, row, column, "—", STYLE_CENTRE);
}

static const char *move_format(struct book *b, int places)
{
	const char *plain = number_format(b, "", places, "");

	return arena_printf(b->arena, "+%s;−%s;%s", plain, plain, plain);
}

static void draw_change(struct sheet *s, const struct board *b, const struct change *c, uint32_t row)
{
	struct arena *a = s->book->arena;
	int places = total_places(b);
	struct style move = with_format(STYLE_NUMBER, move_format(s->book, places));

	move.bold = true;
	sheet_text(s, row, RANK, rank_words(a, c), STYLE_CENTRE);
	sheet_text(s, row, UNIT, c->now->unit->name, STYLE_WRAPPED);
	draw_total(s, row, BEFORE, c->before != NULL && c->before->scored, c->before == NULL ? num_int(0) : c->before->total, places);
	draw_total(s, row, NOW, c->now->scored, c->now->total, places);
	if (c->moved)
		sheet_num(s, row, MOVE, c->amount, places, move);
	else
		sheet_text(s, row, MOVE, "—", STYLE_CENTRE);
	if (c->why_not != NULL) {
		sheet_span(s, row, UP, COLUMNS - 1, c->why_not, STYLE_WRAPPED);
		return;
	}
	if (!change_sums(a, c))
		book_fail(s->book, "表“变化”：%s 的各项加起来不等于总分的变化", c->now->unit->name);
	sheet_span(s, row, UP, DOWN - 1, largest(a, c, 1), STYLE_WRAPPED);
	sheet_span(s, row, DOWN, COLUMNS - 1, largest(a, c, -1), STYLE_WRAPPED);
}

static uint32_t start_block(struct sheet *s, const struct board_scores *bs, const struct group_scores *g, uint32_t row, const char *more)
{
	static const char *const heads[UP] = { "名次", "单位", NULL, "本期总分", "变化" };
	const char *word = past_word(s->book->facts->scores->history, last_published(s->book->facts->scores->history));

	sheet_span(s, row, 0, COLUMNS - 1, arena_printf(s->book->arena, "%s%s", block_title(s->book->arena, bs, g), more), STYLE_BAND);
	for (size_t c = 0; c < UP; c++)
		sheet_text(s, row + 1, c, heads[c] == NULL ? arena_printf(s->book->arena, "%s总分", word) : heads[c], STYLE_HEAD);
	sheet_span(s, row + 1, UP, DOWN - 1, "拉高总分的（最大三项）", STYLE_HEAD);
	sheet_span(s, row + 1, DOWN, COLUMNS - 1, "拉低总分的（最大三项）", STYLE_HEAD);
	return row + 2;
}

static uint32_t draw_group(struct sheet *s, const struct board_scores *bs, const struct group_scores *g, uint32_t row)
{
	if (sheet_room(s, row) < LINE * 12 && LINE * 4 * (double)g->unit_count > sheet_room(s, row))
		sheet_new_page(s, row);
	row = start_block(s, bs, g, row, "");
	for (size_t i = 0; i < g->unit_count; i++) {
		if (sheet_room(s, row) < 5 * LINE) {
			sheet_new_page(s, row);
			row = start_block(s, bs, g, row, "（续）");
		}
		draw_change(s, bs->board, change_of(s->book->arena, s->book->facts->scores, bs, g->unit[i]), row++);
	}
	return row;
}

static void draw_title(struct book *b, struct sheet *s)
{
	const struct history *h = b->facts->scores->history;
	const struct past *past = last_published(h);
	struct arena *a = b->arena;

	for (size_t c = 0; c < COLUMNS; c++)
		sheet_width(s, c, width_of(c));
	sheet_span(s, 0, 0, COLUMNS - 1, arena_printf(a, "%s总分变化（%s）", period_title(a, b->facts->measures->period), kind_words(a, b->facts)),
		STYLE_TITLE);
	sheet_span(s, 1, 0, COLUMNS - 1, arena_printf(a, "与%s（%s，第 %u 次运行公布）相比；括号里是对总分的影响，单位：分", past_word(h, past),
		period_title(a, past->period), past->run), STYLE_SUBTITLE);
	sheet_blank(s, 2, 0, (struct style){ .font = FONT_NOTE });
}

void draw_changes(struct book *b)
{
	struct sheet *s = book_sheet(b, "变化");
	const struct scores *scores = b->facts->scores;
	uint32_t row = TITLE_ROWS;

	draw_title(b, s);
	s->repeated = 80;
	for (size_t i = 0; i < scores->scheme->board_count; i++)
		for (size_t g = 0; g < scores->board[i].group_count; g++)
			row = draw_group(s, &scores->board[i], &scores->board[i].group[g], row);
	sheet_span(s, row++, 0, COLUMNS - 1, "注：把上期的数放进本期的规则，按规则的先后逐项换成本期的数，每换一项总分变动多少，就是该项的影响；"
		"封顶保底、否决、重新分摊、修约各列一项。各项合计正好等于总分的变化，全部各项见 changes.csv。", STYLE_NOTE);
	row = sheet_signatures(s, row, COLUMNS - 1);
	row = draw_trends(s, row, COLUMNS - 1);
	sheet_for_leaders(s, TITLE_ROWS, row - 1, COLUMNS - 1);
	sheet_freeze(s, TITLE_ROWS, UNIT + 1);
}
