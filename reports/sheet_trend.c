/* sheet_trend.c -- 变化, below the table: twelve periods of totals, ranked bars and lines over them.
 *
 * Of a large group only its head and its foot are shown; lines are drawn for as
 * many as the eye tells apart; two or one need no chart. */
#include "reports/trend.h"

#include "reports/plain.h"

enum { RANK, UNIT, FIRST };     /* and a column for each period, the newest last */
enum { UNITS_LEAST = 3, SHOWN_MOST = 24, ENDS = 10, LINES_MOST = 7, LINE_ENDS = 3, LINE = 18, BAR_POINTS = 15, CHART_LEAST = 190, GAP = 8 };
static const double BARS_WIDTH = 400, LINES_WIDTH = 600;

struct table {
	struct sheet *sheet;
	struct arena *arena;
	const struct board_scores *bs;
	const struct group_scores *g;
	const struct past *past[TREND_PERIODS];
	size_t pasts, last;
	const struct unit_score *shown[SHOWN_MOST];
	size_t shown_count;
	uint32_t head;                  /* row of the heads; the units follow, then the mean */
	struct span span;
};

static void choose_units(struct table *t)
{
	size_t n = t->g->ranked_count;

	for (size_t k = 0; k < n; k++)
		if (n <= SHOWN_MOST || k < ENDS || k >= n - ENDS)
			t->shown[t->shown_count++] = t->g->unit[k];
}

/* ---- the table ---------------------------------------------------------------------- */

static void draw_total(struct table *t, uint32_t row, size_t column, bool there, struct num total)
{
	if (!there) {
		sheet_blank(t->sheet, row, column, STYLE_NUMBER);
		return;
	}
	sheet_num(t->sheet, row, column, total, total_places(t->bs->board), STYLE_NUMBER);
	span_add(&t->span, total);
}

static void draw_unit(struct table *t, uint32_t row, const struct unit_score *u)
{
	sheet_count(t->sheet, row, RANK, u->rank, with_format(STYLE_CENTRE, "0"));
	sheet_text(t->sheet, row, UNIT, u->unit->name, STYLE_WRAPPED);
	for (size_t k = 0; k < t->pasts; k++) {
		const struct past_unit *was = past_unit_of(t->past[k], t->bs->board, u->unit);

		draw_total(t, row, FIRST + k, was != NULL && was->scored, was == NULL ? num_int(0) : was->total);
	}
	draw_total(t, row, FIRST + t->pasts, u->scored, u->total);
}

static void draw_mean(struct table *t, uint32_t row)
{
	sheet_text(t->sheet, row, RANK, "—", STYLE_CENTRE);
	sheet_text(t->sheet, row, UNIT, "组内平均", STYLE_WRAPPED);
	for (size_t k = 0; k <= t->pasts; k++) {
		struct mean mean = k < t->pasts ? mean_then(t->arena, t->bs->board, t->g, t->past[k]) : mean_now(t->arena, t->g);

		draw_total(t, row, FIRST + k, mean.there, mean.num);
	}
}

static uint32_t draw_table(struct table *t, uint32_t row)
{
	size_t n = t->g->ranked_count;

	sheet_span(t->sheet, row++, 0, t->last, arena_printf(t->arena, "%s　各期总分%s", block_title(t->arena, t->bs, t->g),
		t->shown_count < n ? arena_printf(t->arena, "（排名%zu个，只列前%d名和后%d名）", n, ENDS, ENDS) : ""), STYLE_BAND);
	t->head = row;
	sheet_text(t->sheet, row, RANK, "名次", STYLE_HEAD);
	sheet_text(t->sheet, row, UNIT, "单位", STYLE_HEAD);
	for (size_t k = 0; k < t->pasts; k++)
		sheet_text(t->sheet, row, FIRST + k, period_text(t->arena, t->past[k]->period), STYLE_HEAD);
	sheet_text(t->sheet, row++, FIRST + t->pasts, period_text(t->arena, t->sheet->book->facts->measures->period), STYLE_HEAD);
	for (size_t k = 0; k < t->shown_count; k++)
		draw_unit(t, row++, t->shown[k]);
	draw_mean(t, row);
	return row + 1;
}

/* ---- the charts ----------------------------------------------------------------------- */

static void draw_bars(const struct table *t, uint32_t row, double height)
{
	uint32_t first = t->head + 1, last = t->head + (uint32_t)t->shown_count;
	size_t now = FIRST + t->pasts;
	const struct chart_series series = { t->head, now, { first, last, now, now } };
	const struct chart chart = { .kind = CHART_BARS, .title = "本期总分，按名次", .categories = { first, last, UNIT, UNIT }, .series = &series, .count = 1,
		.format = number_format(t->sheet->book, "", total_places(t->bs->board), ""), .width = BARS_WIDTH, .height = height,
		.least = t->span.least };

	sheet_chart(t->sheet, row, RANK, &chart);
}

/* The mean first, for it is what the others are held against; then the units, of many those at both ends. */
static void draw_lines(const struct table *t, uint32_t row, double height)
{
	struct chart_series series[LINES_MOST + 1];
	struct chart chart = { .kind = CHART_LINES, .title = "各期总分", .categories = { t->head, t->head, FIRST, FIRST + t->pasts },
		.series = series, .format = "0", .width = LINES_WIDTH, .height = height };

	for (size_t k = 0; k <= t->shown_count; k++) {
		uint32_t at = k == 0 ? t->head + 1 + (uint32_t)t->shown_count : t->head + (uint32_t)k;

		if (k > 0 && t->shown_count > LINES_MOST && k > LINE_ENDS && k + LINE_ENDS <= t->shown_count)
			continue;
		series[chart.count++] = (struct chart_series){ at, UNIT, { at, at, FIRST, FIRST + t->pasts } };
	}
	chart_fit(&chart, &t->span);
	sheet_chart(t->sheet, row, FIRST + 4, &chart);
}

static double height_of(const struct table *t)
{
	double wanted = BAR_POINTS * (double)t->shown_count + 50;

	return wanted < CHART_LEAST ? CHART_LEAST : wanted;
}

static uint32_t draw_charts(struct table *t, uint32_t row)
{
	double height = height_of(t);

	if (sheet_room(t->sheet, row) < height + LINE) {
		sheet_new_page(t->sheet, row);
		sheet_span(t->sheet, row++, 0, t->last, arena_printf(t->arena, "%s　图", block_title(t->arena, t->bs, t->g)), STYLE_BAND);
	}
	draw_bars(t, row, height - GAP);
	draw_lines(t, row, height - GAP);
	for (double left = height; left > 0; left -= LINE)
		sheet_blank(t->sheet, row++, 0, (struct style){ .font = FONT_TABLE });
	return row;
}

static uint32_t draw_group(struct sheet *s, uint32_t row, size_t last, const struct board_scores *bs, const struct group_scores *g)
{
	struct table t = { .sheet = s, .arena = s->book->arena, .bs = bs, .g = g, .last = last };

	t.pasts = trend_pasts(s->book->facts->scores->history, t.past);
	choose_units(&t);
	if (t.shown_count < UNITS_LEAST)
		return row;
	if (sheet_room(s, row) < LINE * ((double)t.shown_count + 5) + height_of(&t))
		sheet_new_page(s, row);
	return draw_charts(&t, draw_table(&t, row)) + 1;
}

uint32_t draw_trends(struct sheet *s, uint32_t row, size_t last)
{
	const struct scores *scores = s->book->facts->scores;

	sheet_new_page(s, row);
	for (size_t b = 0; b < scores->scheme->board_count; b++)
		for (size_t g = 0; g < scores->board[b].group_count; g++)
			row = draw_group(s, row, last, &scores->board[b], &scores->board[b].group[g]);
	return row;
}
