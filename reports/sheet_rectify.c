/* sheet_rectify.c -- 督办, second half: the cases of each [整改] by unit and state, and what was open, came and was closed. */
#include "reports/sheet_open.h"

#include "base/text.h"
#include "reports/plain.h"

enum { ALL = OPEN_FIRST, STATE, UNCLOSED = STATE + RECTIFY_STATES, AGE };      /* and 反弹 behind the ages */

size_t rectify_last(const struct scheme *s)
{
	size_t last = AGE + s->oversight->age_count;

	return s->rectification_count > 0 && last > OPEN_LAST ? last : OPEN_LAST;
}

/* The measure of a column; NULL: the scheme does not tell it apart. */
static const struct measure *measure_at(const struct rectification *x, size_t column)
{
	if (column == ALL)
		return x->all;
	if (column < UNCLOSED)
		return x->state[column - STATE];
	if (column == UNCLOSED)
		return x->unclosed;
	return column - AGE < x->age_count ? x->age[column - AGE] : x->rebound;
}

static size_t columns_of(const struct rectification *x)
{
	return AGE + x->age_count + 1;
}

static const struct field *heads_of(struct arena *a, const struct rectification *x)
{
	struct field *f = arena_many(a, struct field, columns_of(x));

	for (size_t c = 0; c < columns_of(x); c++)
		f[c].first = f[c].last = c;
	f[OPEN_NUMBER].head = "序号";
	f[OPEN_UNIT].head = "单位";
	f[ALL].head = "合计";
	for (size_t k = 0; k < RECTIFY_STATES; k++)
		f[STATE + k].head = k == UNDERWAY ? "整改中\n(期内)" : rectify_words[k];
	f[UNCLOSED].head = "未销号";
	for (size_t k = 0; k < x->age_count; k++)
		f[AGE + k].head = x->age[k]->title;
	f[AGE + x->age_count].head = "反弹";
	return f;
}

/* A unit's row, added to sum; nothing drawn where it has no case. */
static bool draw_unit(struct sheet *s, uint32_t row, size_t number, const struct rectification *x, const struct unit *u, uint64_t *sum)
{
	const struct measures *m = s->book->facts->measures;
	uint64_t rows;

	if (rectify_rows(m, x, x->all, u, &rows) && rows == 0)
		return false;
	open_unit(s, row, number, u);
	for (size_t c = ALL; c < columns_of(x); c++) {
		const struct measure *of = measure_at(x, c);

		if (of == NULL) {
			sheet_text(s, row, c, "—", STYLE_CENTRE);
		} else if (rectify_rows(m, x, of, u, &rows)) {
			sheet_count(s, row, c, rows, STYLE_NUMBER);
			sum[c] += rows;
		} else {
			sheet_text(s, row, c, none_words[NOT_REPORTED], STYLE_CENTRE);
		}
	}
	return true;
}

static void draw_sum(struct sheet *s, uint32_t row, const struct rectification *x, const uint64_t *sum)
{
	struct style number = STYLE_NUMBER, centre = STYLE_CENTRE;

	number.bold = centre.bold = true;
	sheet_span(s, row, OPEN_NUMBER, OPEN_UNIT, "合计", centre);
	for (size_t c = ALL; c < columns_of(x); c++)
		if (measure_at(x, c) == NULL)
			sheet_text(s, row, c, "—", centre);
		else
			sheet_count(s, row, c, sum[c], number);
}

static uint32_t draw_rectification(struct sheet *s, uint32_t row, size_t last, const struct rectification *x)
{
	struct arena *a = s->book->arena;
	const char *title = arena_printf(a, "整改进度：%s（截至 %s；合计＝六种状态之和，未销号＝各段账龄之和）", called(x->title, x->name),
		day_text(a, s->book->facts->measures->cutoff));
	uint64_t *sum = arena_many(a, uint64_t, columns_of(x));
	size_t number = 0;

	row = open_part(s, row, last, title, heads_of(a, x), columns_of(x));
	for (size_t k = 0; k < x->registry->unit_count; k++)
		if (draw_unit(s, row, number + 1, x, x->registry->unit[k], sum)) {
			number++;
			row++;
		}
	if (x->source->count_unmatched && draw_unit(s, row, number + 1, x, NULL, sum))
		row++;
	draw_sum(s, row, x, sum);
	return row + 1;
}

uint32_t draw_rectifications(struct sheet *s, uint32_t row, size_t last)
{
	const struct scheme *scheme = s->book->facts->scheme;

	for (size_t k = 0; k < scheme->rectification_count; k++)
		row = draw_rectification(s, row, last, scheme->rectification[k]);
	return row;
}

/* ---- 期初未结＋新增－办结＝期末未结 ------------------------------------------------ */

uint32_t draw_balances(struct sheet *s, uint32_t row, size_t last)
{
	const struct field fields[] = {
		{ "序号", OPEN_NUMBER, OPEN_NUMBER }, { "单位", OPEN_UNIT, OPEN_UNIT }, { "数据", 2, 4 }, { "期初未结", 5, 5 }, { "＋新增", 6, 6 },
		{ "－办结", 7, 7 }, { "＝期末未结", 8, 8 }, { "相符", 9, last }
	};
	const struct measures *m = s->book->facts->measures;
	size_t number = 0;

	if (m->balance_count == 0)
		return row;
	row = open_part(s, row, last, "整改余量：期初未结＋新增－办结＝期末未结", fields, sizeof fields / sizeof *fields);
	for (size_t k = 0; k < m->balance_count; k++) {
		const struct balance *b = &m->balance[k];
		const uint64_t figures[] = { b->open_before, b->fresh, b->closed, b->open_now };

		if (b->holds && b->open_before + b->fresh + b->closed + b->open_now == 0)
			continue;
		open_unit(s, row, ++number, b->unit);
		sheet_span(s, row, 2, 4, called(b->source->title, b->source->name), STYLE_WRAPPED);
		for (size_t c = 0; c < 4; c++)
			sheet_count(s, row, 5 + c, figures[c], STYLE_NUMBER);
		sheet_span(s, row++, 9, last, b->holds ? "相符" : arena_printf(s->book->arena, "不符\n%s", balance_words(s->book->arena, b)),
			with_fill(STYLE_CENTRE, b->holds ? 0 : colour_fill("红")));
	}
	return row;
}
