/* book_rows.c -- rows on their way into the library, and what of them must be found again.
 *
 * A cell is remembered as a mark, 64 bits made of its place, its kind and all it
 * says; a row as the sum of the marks of its cells, whatever their order.  So
 * every cell is compared, and a workbook of millions takes eight bytes a row.
 *
 * In constant memory the library takes rows only one after another, and keeps
 * none: cells are held here until the sheet says that their row is done, or is
 * itself finished.  Between sheet_rows_begin and sheet_rows_end what is made in
 * book->arena lives for that long; what is to stay is made in book->kept. */
#include "reports/book_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"

__extension__ typedef unsigned __int128 uint128;

/* ---- marks ------------------------------------------------------------------- */

static uint64_t mix(uint64_t a, uint64_t b)
{
	uint128 product = (uint128)(a ^ 0x9E3779B97F4A7C15u) * (b ^ 0xD6E8FEB86659FD93u);

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t bytes_mark(const char *text, size_t length)
{
	uint64_t mark = length, last = 0, word;

	for (; length >= sizeof word; text += sizeof word, length -= sizeof word) {
		memcpy(&word, text, sizeof word);
		mark = mix(mark, word);
	}
	memcpy(&last, text, length);
	return mix(mark, last ^ 0xA0761D6478BD642Fu);
}

uint64_t cell_mark(uint32_t row, size_t column, enum cell_kind kind, uint64_t value, uint64_t formula)
{
	return mix(mix(((uint64_t)row << 20 | column) << 4 | kind, value), formula);
}

/* Of the digits that the library writes for it. */
static uint64_t number_mark(struct book *b, double number)
{
	uint64_t bits;
	struct known_number *k;
	char digits[32];

	memcpy(&bits, &number, sizeof bits);
	k = &b->number[(bits * 0x9E3779B97F4A7C15u) >> (64 - NUMBERS_BITS)];
	if (k->bits != bits || k->mark == 0) {
		k->bits = bits;
		k->mark = bytes_mark(digits, (size_t)snprintf(digits, sizeof digits, "%.16G", number));
	}
	return k->mark;
}

static void remember(struct sheet *s, const struct pending *h)
{
	static const enum cell_kind kinds[] = { [CALL_TEXT] = CELL_TEXT, [CALL_LINK] = CELL_TEXT, [CALL_NUMBER] = CELL_NUMBER,
		[CALL_FORMULA_NUMBER] = CELL_NUMBER, [CALL_FORMULA_TEXT] = CELL_RESULT };
	bool is_number = h->call == CALL_NUMBER || h->call == CALL_FORMULA_NUMBER;
	bool has_formula = h->call == CALL_FORMULA_NUMBER || h->call == CALL_FORMULA_TEXT;

	if (h->call == CALL_BLANK || h->call == CALL_MERGE)
		return;
	while (s->meant_count <= h->row)
		*arena_push(s->book->kept, s->meant, s->meant_count) = 0;
	s->meant[h->row] += cell_mark(h->row, h->column, kinds[h->call],
		is_number ? number_mark(s->book, h->number) : bytes_mark(h->text, strlen(h->text)),
		has_formula ? bytes_mark(h->more + 1, strlen(h->more + 1)) : 0);
	s->cell_count++;
}

/* ---- telling the library --------------------------------------------------------- */

static lxw_error tell(lxw_worksheet *w, const struct pending *h)
{
	switch (h->call) {
	case CALL_TEXT:
		return worksheet_write_string(w, h->row, h->column, h->text, h->format);
	case CALL_NUMBER:
		return worksheet_write_number(w, h->row, h->column, h->number, h->format);
	case CALL_BLANK:
		return worksheet_write_blank(w, h->row, h->column, h->format);
	case CALL_FORMULA_NUMBER:
		return worksheet_write_formula_num(w, h->row, h->column, h->more, h->format, h->number);
	case CALL_FORMULA_TEXT:
		return worksheet_write_formula_str(w, h->row, h->column, h->more, h->format, h->text);
	case CALL_LINK:
		return worksheet_write_url_opt(w, h->row, h->column, h->more, h->format, h->text, NULL);
	default:
		return worksheet_merge_range(w, h->row, h->column, h->last_row, h->last_column, "", h->format);
	}
}

static const char *call_words(enum call call)
{
	static const char *const words[] = { [CALL_TEXT] = "文字", [CALL_NUMBER] = "数", [CALL_BLANK] = "空格", [CALL_FORMULA_NUMBER] = "公式",
		[CALL_FORMULA_TEXT] = "公式", [CALL_LINK] = "链接", [CALL_MERGE] = "合并" };

	return words[call];
}

void put_call(struct sheet *s, struct pending h)
{
	struct pending *kept;

	remember(s, &h);
	if (!s->book->constant) {
		must(s->book, tell(s->worksheet, &h), call_words(h.call));
		return;
	}
	if (h.row < s->rows_written) {
		book_fail(s->book, "表“%s”第 %u 行已写出，不能再改", s->name, h.row + 1);
		return;
	}
	kept = s->held_count < s->held_room ? &s->held[s->held_count++] : arena_push(s->book->kept, s->held, s->held_count);
	if (s->held_count > s->held_room)
		s->held_room = s->held_count;
	h.turn = s->held_count;
	*kept = h;
}

/* ---- rows in order ----------------------------------------------------------------- */

static int by_row(const void *a, const void *b)
{
	const struct pending *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->turn > y->turn) - (x->turn < y->turn);
}

static void set_height(struct sheet *s, uint32_t row)
{
	if (row < s->height_count && s->height[row] > 0)
		must(s->book, worksheet_set_row(s->worksheet, row, s->height[row], NULL), "行高");
}

/* The held rows before `end`. */
static void write_rows(struct sheet *s, uint32_t end)
{
	size_t next = 0;

	qsort(s->held, s->held_count, sizeof *s->held, by_row);
	for (uint32_t row = s->rows_written; row < end; row++) {
		set_height(s, row);
		for (; next < s->held_count && s->held[next].row == row; next++)
			must(s->book, tell(s->worksheet, &s->held[next]), call_words(s->held[next].call));
	}
	s->held_count -= next;
	memmove(s->held, s->held + next, s->held_count * sizeof *s->held);
	s->rows_written = end;
}

void finish_rows(struct sheet *s)
{
	uint32_t end = (uint32_t)s->height_count;

	if (s->book->constant) {
		for (size_t i = 0; i < s->held_count; i++)
			end = s->held[i].row >= end ? s->held[i].row + 1 : end;
		if (end > s->rows_written)
			write_rows(s, end);
		return;
	}
	for (uint32_t row = 0; row < end; row++)
		set_height(s, row);
}

void sheet_rows_begin(struct sheet *s)
{
	if (!s->book->constant)
		return;
	if (s->book->rows == NULL)
		s->book->rows = arena_new();
	s->book->arena = s->book->rows;
}

/* Many at a time, so that sorting and clearing cost little; then texts of held rows must not be cleared. */
void sheet_rows_done(struct sheet *s, uint32_t end)
{
	enum { MANY = 4096 };

	if (!s->book->constant || s->held_count < MANY)
		return;
	write_rows(s, end);
	if (s->held_count == 0)
		arena_clear(s->book->rows);
}

void sheet_rows_end(struct sheet *s, uint32_t end)
{
	if (!s->book->constant)
		return;
	write_rows(s, end);
	if (s->held_count > 0)
		book_fail(s->book, "表“%s”第 %u 行不该在此时", s->name, s->held[0].row + 1);
	arena_clear(s->book->rows);
	s->book->arena = s->book->kept;
}
