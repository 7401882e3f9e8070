/* book_layout.c -- widths of columns, heights of rows, and how a sheet falls onto pages. */
#include "reports/book_private.h"

#include <math.h>
#include <string.h>
#include "base/text.h"

enum { TALLEST = 400 };

/* A4 lying, in points, and its margins in inches. */
static const double PAPER_WIDTH = 841.9, PAPER_HEIGHT = 595.3, MARGIN_SIDE = 0.4, MARGIN_TOP = 0.4, MARGIN_BOTTOM = 0.55;
/* Below this scale a page can no longer be read: 11 points become 7. */
static const double LEAST_SCALE = 0.55;

/* ---- widths and heights ------------------------------------------------------ */

/* A hanzi takes two columns and 2.2 characters of width; one more for the edges. */
double width_for(size_t columns)
{
	return 1.1 * (double)columns + 1;
}

void sheet_width(struct sheet *s, size_t column, double characters)
{
	if (column >= SHEET_COLUMNS) {
		book_fail(s->book, "表“%s”超过 %d 列", s->name, SHEET_COLUMNS);
		return;
	}
	s->width[column] = characters;
	if (column >= s->width_count)
		s->width_count = column + 1;
	must(s->book, worksheet_set_column(s->worksheet, (lxw_col_t)column, (lxw_col_t)column, characters, NULL), "列宽");
}

void sheet_text_column(struct sheet *s, size_t column, double characters)
{
	sheet_width(s, column, characters);
	if (column < SHEET_COLUMNS)
		must(s->book, worksheet_set_column(s->worksheet, (lxw_col_t)column, (lxw_col_t)column, characters,
			format_for(s->book, with_format(STYLE_PLAIN, "@"))), "列宽");
}

void sheet_line(struct sheet *s, double points)
{
	s->line = points;
}

double width_between(const struct sheet *s, size_t first, size_t last)
{
	double sum = 0;

	for (size_t c = first; c <= last && c < SHEET_COLUMNS; c++)
		sum += s->width[c] > 0 ? s->width[c] : 8.43;
	return sum;
}

/* Lines that text takes in a cell.  A half-width character at 11 points is a little wider than a character of
 * column width; a hanzi that does not fit, or a mark that may not begin a line, loses a place at each edge. */
static size_t lines_in(const char *text, double width, int size)
{
	double room = width * 0.94 * POINTS / size;
	size_t lines = 0;
	const char *at = text;

	if (room < 3)
		room = 3;
	for (;;) {
		const char *end = strchrnul(at, '\n');
		char part[4096];
		size_t length = (size_t)(end - at) < sizeof part ? (size_t)(end - at) : sizeof part - 1;
		size_t across;

		memcpy(part, at, length);
		part[length] = '\0';
		across = utf8_width(part);
		lines += (double)across <= room ? 1 : (size_t)ceil((double)across / (room - 1));
		if (*end == '\0')
			return lines;
		at = end + 1;
	}
}

/* The first `columns` columns at most, whole characters, line ends made into stops. */
static const char *cut_to_columns(struct arena *a, const char *s, size_t columns)
{
	struct buf b = buf_new(a);
	size_t size;

	buf_add(&b, "");
	for (const char *end = s + strlen(s); s < end; s += size) {
		char one[8] = "";
		size_t wide;

		utf8_decode(s, end, &size);
		memcpy(one, *s == '\n' ? "；" : s, *s == '\n' ? strlen("；") : size);
		wide = utf8_width(one);
		if (wide > columns)
			break;
		columns -= wide;
		buf_add(&b, one);
	}
	return b.at;
}

const char *sheet_cut(const struct sheet *s, size_t first, size_t last, size_t lines, const char *text, const char *pointer, struct style style)
{
	struct arena *a = s->book->arena;
	double room = width_between(s, first, last) * 0.94 * POINTS / size_of(style) - 1;
	size_t columns = (size_t)room * lines, tail = utf8_width(pointer) + 2;
	const char *whole = cut_to_columns(a, text, columns + 2);

	if (utf8_width(whole) <= columns)
		return whole;
	return arena_printf(a, "%s…%s", cut_to_columns(a, text, columns > tail ? columns - tail : 0), pointer);
}

static void raise_row(struct sheet *s, uint32_t row, double points)
{
	if (s->plain)
		return;
	while (s->height_count <= row)
		*arena_push(s->book->kept, s->height, s->height_count) = 0;
	if (points > TALLEST)
		points = TALLEST;
	if (s->height[row] >= points)
		return;
	s->height[row] = points;
	if (row < s->rows_written)
		book_fail(s->book, "表“%s”第 %u 行已写出，不能再加高", s->name, row + 1);
}

void fit_row(struct sheet *s, uint32_t row, const char *text, double width, struct style style)
{
	size_t lines = style.wrap ? lines_in(text, width, size_of(style)) : 1;

	raise_row(s, row, (double)lines * s->line * size_of(style) / POINTS);
}

/* ---- pages ------------------------------------------------------------------- */

static double page_width(void)
{
	return PAPER_WIDTH - 2 * 72 * MARGIN_SIDE;
}

static double page_height(void)
{
	return PAPER_HEIGHT - 72 * (MARGIN_TOP + MARGIN_BOTTOM);
}

/* Width of the sheet on paper at full size: seven pixels a character and five for the edges. */
static double drawn_width(const struct sheet *s)
{
	double sum = 0;

	for (size_t c = 0; c < s->width_count; c++)
		if (s->width[c] > 0)
			sum += (s->width[c] * 7 + 5) * 0.75;
	return sum;
}

static double heights(const struct sheet *s, uint32_t first, uint32_t end)
{
	double sum = 0;

	for (uint32_t row = first; row < end; row++)
		sum += row < s->height_count && s->height[row] > 0 ? s->height[row] : 15;
	return sum;
}

static double scale_across(const struct sheet *s)
{
	double scale = page_width() / drawn_width(s);

	return scale < 1 ? scale : 1;
}

double sheet_room(const struct sheet *s, uint32_t row)
{
	double repeated = s->page_row > 0 ? s->repeated : 0;

	return page_height() / scale_across(s) * 0.97 - repeated - heights(s, s->page_row, row);
}

void sheet_new_page(struct sheet *s, uint32_t row)
{
	if (row == s->page_row || s->break_count == SHEET_BREAKS)
		return;
	s->page_break[s->break_count++] = row;
	s->page_row = row;
}

void break_pages(struct sheet *s)
{
	if (s->break_count > 0)
		must(s->book, worksheet_set_h_pagebreaks(s->worksheet, s->page_break), "分页");
}

static void set_page(struct sheet *s)
{
	worksheet_set_landscape(s->worksheet);
	worksheet_set_paper(s->worksheet, 9);
	worksheet_set_margins(s->worksheet, MARGIN_SIDE, MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM);
	worksheet_fit_to_pages(s->worksheet, 1, 0);
	worksheet_center_horizontally(s->worksheet);
	must(s->book, worksheet_set_footer(s->worksheet, arena_printf(s->book->arena, "&L%s&C— &P —&R%s %s",
		s->name, period_text(s->book->arena, s->book->facts->measures->period), kind_words(s->book->arena, s->book->facts))), "页脚");
}

void sheet_for_leaders(struct sheet *s, uint32_t head_rows, uint32_t last_row, size_t last_column)
{
	set_page(s);
	worksheet_gridlines(s->worksheet, LXW_HIDE_ALL_GRIDLINES);
	if (head_rows > 0)
		must(s->book, worksheet_repeat_rows(s->worksheet, 0, head_rows - 1), "重复表头");
	must(s->book, worksheet_print_area(s->worksheet, 0, 0, last_row, (lxw_col_t)last_column), "打印区");
}

void sheet_standing(struct sheet *s, uint32_t last_row, size_t last_column, int percent)
{
	set_page(s);
	worksheet_set_portrait(s->worksheet);
	worksheet_set_print_scale(s->worksheet, (uint16_t)percent);
	worksheet_gridlines(s->worksheet, LXW_HIDE_ALL_GRIDLINES);
	must(s->book, worksheet_print_area(s->worksheet, 0, 0, last_row, (lxw_col_t)last_column), "打印区");
}

void sheet_for_auditors(struct sheet *s, uint32_t rows, size_t columns)
{
	lxw_col_t last = (lxw_col_t)(columns - 1);

	set_page(s);
	must(s->book, worksheet_autofilter(s->worksheet, 0, 0, rows, last), "筛选");
	must(s->book, worksheet_repeat_rows(s->worksheet, 0, 0), "重复表头");
	must(s->book, worksheet_print_area(s->worksheet, 0, 0, rows, last), "打印区");
	must(s->book, worksheet_ignore_errors(s->worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"), "提示");
	sheet_freeze(s, 1, 0);
}

void sheet_freeze(struct sheet *s, uint32_t rows, size_t columns)
{
	worksheet_freeze_panes(s->worksheet, rows, (lxw_col_t)columns);
}

void sheet_one_page(struct sheet *s)
{
	double scale = page_height() / heights(s, 0, (uint32_t)s->height_count);

	if (scale >= LEAST_SCALE)
		worksheet_fit_to_pages(s->worksheet, 1, 1);
}

uint32_t sheet_signatures(struct sheet *s, uint32_t row, size_t last_column)
{
	struct style line = { .font = FONT_TEXT };

	raise_row(s, row, s->line / 2);
	sheet_span(s, row + 1, 0, last_column,
		"制表：　　　　　　　　　　　　审核：　　　　　　　　　　　　签发：　　　　　　　　　　　　　　年　　月　　日", line);
	raise_row(s, row + 1, 1.5 * s->line);
	return row + 2;
}
