/* book_cells.c -- drawing cells, and remembering them. */
#include "reports/book.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include "base/text.h"

/* Fonts that every Windows and WPS desktop has; change them here. */
static const char *const font_names[] = {
	[FONT_HEAD]  = "黑体",          /* titles and heads of tables */
	[FONT_TABLE] = "宋体",          /* figures */
	[FONT_TEXT]  = "仿宋",          /* sentences */
	[FONT_NOTE]  = "楷体",          /* notes */
};

enum { POINTS = 11, LINE_POINTS = 18, TALLEST = 400 };

/* A4 lying, in points, and its margins in inches. */
static const double PAPER_WIDTH = 841.9, PAPER_HEIGHT = 595.3, MARGIN_SIDE = 0.4, MARGIN_TOP = 0.4, MARGIN_BOTTOM = 0.55;
/* Below this scale a page can no longer be read: 11 points become 7. */
static const double LEAST_SCALE = 0.55;

void book_fail(struct book *b, const char *format, ...)
{
	char text[400];
	va_list list;

	if (b->failure != NULL)
		return;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	b->failure = arena_str(b->arena, text);
}

static void must(struct book *b, lxw_error error, const char *doing)
{
	if (error != LXW_NO_ERROR)
		book_fail(b, "%s: %s", doing, lxw_strerror(error));
}

static int size_of(struct style style)
{
	return style.size == 0 ? POINTS : style.size;
}

/* ---- formats --------------------------------------------------------------- */

static bool same_style(const struct style *a, const struct style *b)
{
	return a->font == b->font && size_of(*a) == size_of(*b) && a->bold == b->bold && a->wrap == b->wrap &&
		a->border == b->border && a->link == b->link && a->strike == b->strike && a->unlocked == b->unlocked && a->align == b->align && a->ink == b->ink && a->fill == b->fill &&
		text_same(a->format, b->format);
}

static lxw_format *make_format(struct book *b, struct style s)
{
	static const uint8_t aligns[] = { LXW_ALIGN_LEFT, LXW_ALIGN_CENTER, LXW_ALIGN_RIGHT };
	lxw_format *f = workbook_add_format(b->workbook);

	if (f == NULL) {
		book_fail(b, "workbook_add_format");
		return NULL;
	}
	format_set_font_name(f, font_names[s.font]);
	format_set_font_size(f, size_of(s));
	format_set_align(f, aligns[s.align]);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	if (s.bold)
		format_set_bold(f);
	if (s.wrap)
		format_set_text_wrap(f);
	if (s.border && s.align == RIGHT)
		format_set_indent(f, 1);
	if (s.border) {
		format_set_border(f, LXW_BORDER_THIN);
		format_set_border_color(f, 0x808080);
	}
	if (s.strike)
		format_set_font_strikeout(f);
	if (s.unlocked)
		format_set_unlocked(f);
	if (s.link)
		format_set_underline(f, LXW_UNDERLINE_SINGLE);
	if (s.ink != 0)
		format_set_font_color(f, s.ink);
	if (s.fill != 0)
		format_set_bg_color(f, s.fill);
	if (s.format != NULL)
		format_set_num_format(f, s.format);
	return f;
}

static lxw_format *format_for(struct book *b, struct style s)
{
	struct format *f;

	for (size_t i = 0; i < b->format_count; i++)
		if (same_style(&b->format[i].style, &s))
			return b->format[i].format;
	f = arena_push(b->arena, b->format, b->format_count);
	f->style = s;
	f->format = make_format(b, s);
	return f->format;
}

const char *number_format(struct book *b, const char *before, int places, const char *after)
{
	struct buf f = buf_new(b->arena);

	if (*before != '\0')
		buf_printf(&f, "\"%s\"", before);
	buf_add(&f, places > 0 ? "0." : "0");
	for (int i = 0; i < places; i++)
		buf_add(&f, "0");
	if (strcmp(after, "%") == 0)
		buf_add(&f, "%");
	else if (*after != '\0')
		buf_printf(&f, "\"%s\"", after);
	return f.at;
}

/* ---- the book -------------------------------------------------------------- */

/* The same at any hour and in any zone: a file says when its period ended, not when it was made. */
static void set_properties(struct book *b)
{
	const struct run_facts *facts = b->facts;
	lxw_doc_properties p;

	memset(&p, 0, sizeof p);
	p.title = (char *)(uintptr_t)arena_printf(b->arena, "%s %s %s", facts->scheme->name,
		period_title(b->arena, facts->measures->period), kind_words(b->arena, facts));
	p.subject = (char *)(uintptr_t)period_text(b->arena, facts->measures->period);
	p.author = (char *)(uintptr_t)"kaohe";
	if (facts->number > 0)
		p.comments = arena_printf(b->arena, "第 %u 次运行；规则摘要 %s%s%s", facts->number, facts->rules_digest,
			facts->head != NULL && *facts->head != '\0' ? "；接续的台账链值 " : "", facts->head != NULL ? facts->head : "");
	p.created = (time_t)facts->measures->period.last * 86400 + 1;
	must(b, workbook_set_properties(b->workbook, &p), "文件属性");
}

struct book *book_open(struct arena *arena, const struct run_facts *facts, const char *path, const char *scratch)
{
	struct book *b = arena_one(arena, struct book);
	lxw_workbook_options options;

	memset(&options, 0, sizeof options);
	options.tmpdir = (char *)(uintptr_t)scratch;
	options.use_zip64 = LXW_FALSE;
	b->arena = arena;
	b->facts = facts;
	b->workbook = workbook_new_opt(path, &options);
	if (b->workbook == NULL)
		book_fail(b, "workbook_new_opt");
	else
		set_properties(b);
	return b;
}

struct sheet *book_sheet(struct book *b, const char *name)
{
	struct sheet *s = arena_one(b->arena, struct sheet);

	s->book = b;
	s->name = name;
	s->line = LINE_POINTS;
	s->worksheet = workbook_add_worksheet(b->workbook, name);
	if (s->worksheet == NULL || b->sheet_count == BOOK_SHEETS) {
		book_fail(b, "表“%s”无法建立", name);
		return s;
	}
	b->sheet[b->sheet_count++] = s;
	return s;
}

static void finish_sheet(struct sheet *s)
{
	for (size_t row = 0; row < s->height_count; row++)
		if (s->height[row] > 0)
			must(s->book, worksheet_set_row(s->worksheet, (lxw_row_t)row, s->height[row], NULL), "行高");
	if (s->break_count > 0)
		must(s->book, worksheet_set_h_pagebreaks(s->worksheet, s->page_break), "分页");
}

/* The library tells stderr of its errors in words of its own; ours are said once, numbered. */
static lxw_error close_quietly(lxw_workbook *workbook)
{
	int kept = dup(STDERR_FILENO), silence = open("/dev/null", O_WRONLY | O_CLOEXEC);
	lxw_error error;
	int reason;

	fflush(stderr);
	if (kept >= 0 && silence >= 0)
		dup2(silence, STDERR_FILENO);
	errno = 0;
	error = workbook_close(workbook);
	reason = errno;
	fflush(stderr);
	if (kept >= 0) {
		dup2(kept, STDERR_FILENO);
		close(kept);
	}
	if (silence >= 0)
		close(silence);
	errno = reason;
	return error;
}

void book_close(struct book *b)
{
	lxw_error error;

	for (size_t i = 0; i < b->sheet_count; i++)
		finish_sheet(b->sheet[i]);
	error = close_quietly(b->workbook);
	b->workbook = NULL;
	if (error != LXW_NO_ERROR)
		book_fail(b, "存盘出错（%s）", errno != 0 ? strerror(errno) : lxw_strerror(error));
}

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

static double width_between(const struct sheet *s, size_t first, size_t last)
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
		*arena_push(s->book->arena, s->height, s->height_count) = 0;
	if (points > TALLEST)
		points = TALLEST;
	if (s->height[row] < points)
		s->height[row] = points;
}

static void fit_row(struct sheet *s, uint32_t row, const char *text, double width, struct style style)
{
	size_t lines = style.wrap ? lines_in(text, width, size_of(style)) : 1;

	raise_row(s, row, (double)lines * s->line * size_of(style) / POINTS);
}

/* ---- cells ------------------------------------------------------------------- */

static struct cell *remember(struct sheet *s, uint32_t row, size_t column)
{
	struct cell *c = arena_push(s->book->arena, s->cell, s->cell_count);

	c->row = row;
	c->column = (uint16_t)column;
	return c;
}

/* Characters XML cannot hold, and _xHHHH_, which Excel would take for an escape. */
static bool is_escape(const char *s)
{
	return s[0] == '_' && s[1] == 'x' && strspn(s + 2, "0123456789abcdefABCDEF") >= 4 && s[6] == '_';
}

/* U+FFFE and U+FFFF. */
static bool is_no_character(const char *s)
{
	return strncmp(s, "\xef\xbf\xbe", 3) == 0 || strncmp(s, "\xef\xbf\xbf", 3) == 0;
}

static bool needs_care(const char *s)
{
	for (; *s != '\0'; s++)
		if (((unsigned char)*s < 0x20 && *s != '\n') || is_escape(s) || is_no_character(s))
			return true;
	return false;
}

static const char *without_danger(struct arena *a, const char *s)
{
	struct buf b = buf_new(a);

	for (; *s != '\0'; s++) {
		if ((unsigned char)*s < 0x20 && *s != '\n')
			buf_printf(&b, "<U+%04X>", (unsigned)(unsigned char)*s);
		else if (is_escape(s))
			buf_add(&b, "_x005F_");
		else if (is_no_character(s)) {
			buf_add(&b, s[2] == '\xbe' ? "<U+FFFE>" : "<U+FFFF>");
			s += 2;
		} else
			buf_addn(&b, s, 1);
	}
	return b.at;
}

/* At most what a cell holds, in the UTF-16 units that Excel counts, cut between characters. */
static const char *cut_to_cell(struct arena *a, const char *s)
{
	static const char tail[] = "…（本格放不下，以下从略，全文见 CSV）";
	size_t room = CELL_CHARACTERS - utf8_count(tail, sizeof tail - 1);
	size_t length = strlen(s), units = 0, size;
	const char *fits = s;

	if (length <= CELL_CHARACTERS)
		return s;
	for (const char *at = s; at < s + length; at += size) {
		units += utf8_decode(at, s + length, &size) > 0xFFFF ? 2 : 1;
		if (units <= room)
			fits = at + size;
	}
	if (units <= CELL_CHARACTERS)
		return s;
	return arena_printf(a, "%.*s%s", (int)(fits - s), s, tail);
}

static const char *cell_text(struct arena *a, const char *text)
{
	if (needs_care(text))
		text = without_danger(a, text);
	return cut_to_cell(a, text);
}

static void put_text(struct sheet *s, uint32_t row, size_t column, const char *text, struct style style)
{
	must(s->book, worksheet_write_string(s->worksheet, row, (lxw_col_t)column, text, format_for(s->book, style)), "文字");
	remember(s, row, column)->text = text;
}

void sheet_text(struct sheet *s, uint32_t row, size_t column, const char *text, struct style style)
{
	if (text == NULL || *text == '\0') {
		sheet_blank(s, row, column, style);
		return;
	}
	text = cell_text(s->book->arena, text);
	put_text(s, row, column, text, style);
	fit_row(s, row, text, width_between(s, column, column), style);
}

void sheet_blank(struct sheet *s, uint32_t row, size_t column, struct style style)
{
	if (style.border || style.fill != 0)
		must(s->book, worksheet_write_blank(s->worksheet, row, (lxw_col_t)column, format_for(s->book, style)), "空格");
	fit_row(s, row, "", 1, style);
}

void sheet_number(struct sheet *s, uint32_t row, size_t column, double number, struct style style)
{
	struct cell *c;

	if (!isfinite(number)) {
		book_fail(s->book, "表“%s”第 %u 行第 %zu 列不是有限的数", s->name, row + 1, column + 1);
		return;
	}
	if (s->plain)
		style.align = RIGHT;
	must(s->book, worksheet_write_number(s->worksheet, row, (lxw_col_t)column, number, format_for(s->book, style)), "数");
	c = remember(s, row, column);
	c->is_number = true;
	c->number = number;
	fit_row(s, row, "", 1, style);
}

void sheet_count(struct sheet *s, uint32_t row, size_t column, uint64_t number, struct style style)
{
	sheet_number(s, row, column, (double)number, style.format == NULL ? with_format(style, "#,##0") : style);
}

void sheet_num(struct sheet *s, uint32_t row, size_t column, struct num n, int places, struct style style)
{
	if (style.format == NULL)
		style.format = number_format(s->book, "", places, "");
	sheet_number(s, row, column, num_double(num_round(s->book->arena, n, places, HALF_UP)), style);
}

/* ---- formulas ------------------------------------------------------------------ */

void sheet_formula_number(struct sheet *s, uint32_t row, size_t column, const char *formula, double result, struct style style)
{
	struct cell *c;

	if (!isfinite(result)) {
		book_fail(s->book, "表“%s”第 %u 行第 %zu 列不是有限的数", s->name, row + 1, column + 1);
		return;
	}
	if (s->plain)
		style.align = RIGHT;
	must(s->book, worksheet_write_formula_num(s->worksheet, row, (lxw_col_t)column, arena_printf(s->book->arena, "=%s", formula),
		format_for(s->book, style), result), "公式");
	c = remember(s, row, column);
	c->is_number = true;
	c->formula = formula;
	c->number = result;
	fit_row(s, row, "", 1, style);
}

void sheet_formula_text(struct sheet *s, uint32_t row, size_t column, const char *formula, const char *result, struct style style)
{
	struct cell *c;

	must(s->book, worksheet_write_formula_str(s->worksheet, row, (lxw_col_t)column, arena_printf(s->book->arena, "=%s", formula),
		format_for(s->book, style), result), "公式");
	c = remember(s, row, column);
	c->formula = formula;
	c->text = result;
	fit_row(s, row, result, width_between(s, column, column), style);
}

/* Cells may be selected, columns and rows made wider; nothing else but what is unlocked. */
void sheet_protect(struct sheet *s)
{
	lxw_protection may;

	memset(&may, 0, sizeof may);
	may.format_columns = LXW_TRUE;
	may.format_rows = LXW_TRUE;
	worksheet_protect(s->worksheet, NULL, &may);
}

const char *column_letters(char room[4], size_t column)
{
	size_t i = 3, n = column + 1;

	room[i] = '\0';
	for (; n > 0 && i > 0; n = (n - 1) / 26)
		room[--i] = (char)('A' + (n - 1) % 26);
	return room + i;
}

const char *cell_name(struct arena *a, uint32_t row, size_t column)
{
	char room[4];

	return arena_printf(a, "%s%u", column_letters(room, column), row + 1);
}

const char *cell_name_fixed(struct arena *a, uint32_t row, size_t column, bool fix_column)
{
	char room[4];

	return arena_printf(a, "%s%s$%u", fix_column ? "$" : "", column_letters(room, column), row + 1);
}

/* ---- merged cells and links ---------------------------------------------------- */

static void span(struct sheet *s, uint32_t row, uint32_t last_row, size_t first, size_t last, const char *text, struct style style)
{
	must(s->book, worksheet_merge_range(s->worksheet, row, (lxw_col_t)first, last_row, (lxw_col_t)last, "",
		format_for(s->book, style)), "合并");
	if (text != NULL && *text != '\0')
		put_text(s, row, first, cell_text(s->book->arena, text), style);
}

void sheet_span(struct sheet *s, uint32_t row, size_t first, size_t last, const char *text, struct style style)
{
	if (first >= last) {
		sheet_text(s, row, first, text, style);
		return;
	}
	span(s, row, row, first, last, text, style);
	fit_row(s, row, text == NULL ? "" : text, width_between(s, first, last), style);
}

void sheet_span_rows(struct sheet *s, uint32_t row, uint32_t last_row, size_t column, const char *text, struct style style)
{
	if (row == last_row)
		sheet_text(s, row, column, text, style);
	else
		span(s, row, last_row, column, column, text, style);
}

void sheet_link(struct sheet *s, uint32_t row, size_t column, const char *target, struct style style)
{
	sheet_link_row(s, row, column, target, target, 0, style);
}

void sheet_link_row(struct sheet *s, uint32_t row, size_t column, const char *text, const char *target, uint32_t target_row, struct style style)
{
	const char *url = arena_printf(s->book->arena, "internal:'%s'!A%u", target, target_row + 1);

	if (!book_has(s->book->facts, target)) {
		sheet_text(s, row, column, text, style);
		return;
	}
	text = cell_text(s->book->arena, text);
	must(s->book, worksheet_write_url_opt(s->worksheet, row, (lxw_col_t)column, url, format_for(s->book, style), text, NULL),
		"链接");
	remember(s, row, column)->text = text;
	fit_row(s, row, text, width_between(s, column, column), style);
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

	for (size_t c = 0; c < SHEET_COLUMNS; c++)
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
