/* book_cells.c -- drawing cells: texts, numbers, formulas, merged cells and links. */
#include "reports/book_private.h"

#include <math.h>
#include <string.h>
#include "base/text.h"

/* ---- cells ------------------------------------------------------------------- */

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
	put_call(s, (struct pending){ .call = CALL_TEXT, .row = row, .column = (uint16_t)column, .format = format_for(s->book, style), .text = text });
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
		put_call(s, (struct pending){ .call = CALL_BLANK, .row = row, .column = (uint16_t)column, .format = format_for(s->book, style) });
	fit_row(s, row, "", 1, style);
}

void sheet_number(struct sheet *s, uint32_t row, size_t column, double number, struct style style)
{
	if (!isfinite(number)) {
		book_fail(s->book, "表“%s”第 %u 行第 %zu 列不是有限的数", s->name, row + 1, column + 1);
		return;
	}
	if (s->plain)
		style.align = RIGHT;
	put_call(s, (struct pending){ .call = CALL_NUMBER, .row = row, .column = (uint16_t)column, .format = format_for(s->book, style), .number = number });
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
	if (!isfinite(result)) {
		book_fail(s->book, "表“%s”第 %u 行第 %zu 列不是有限的数", s->name, row + 1, column + 1);
		return;
	}
	if (s->plain)
		style.align = RIGHT;
	put_call(s, (struct pending){ .call = CALL_FORMULA_NUMBER, .row = row, .column = (uint16_t)column, .format = format_for(s->book, style),
		.number = result, .more = arena_printf(s->book->arena, "=%s", formula) });
	fit_row(s, row, "", 1, style);
}

void sheet_formula_text(struct sheet *s, uint32_t row, size_t column, const char *formula, const char *result, struct style style)
{
	put_call(s, (struct pending){ .call = CALL_FORMULA_TEXT, .row = row, .column = (uint16_t)column, .format = format_for(s->book, style),
		.text = result, .more = arena_printf(s->book->arena, "=%s", formula) });
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

/* Rows already given away cannot be merged with later ones: in constant memory the text stands in the first. */
static void span(struct sheet *s, uint32_t row, uint32_t last_row, size_t first, size_t last, const char *text, struct style style)
{
	if (s->book->constant && last_row > row) {
		for (uint32_t below = row + 1; below <= last_row; below++)
			sheet_blank(s, below, first, style);
		sheet_blank(s, row, first, style);
	} else
		put_call(s, (struct pending){ .call = CALL_MERGE, .row = row, .last_row = last_row, .column = (uint16_t)first,
			.last_column = (uint16_t)last, .format = format_for(s->book, style) });
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
	put_call(s, (struct pending){ .call = CALL_LINK, .row = row, .column = (uint16_t)column, .format = format_for(s->book, style),
		.text = text, .more = url });
	fit_row(s, row, text, width_between(s, column, column), style);
}

