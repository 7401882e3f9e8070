/* regulation_page.c -- the printed page of kaohe rules: paragraphs broken at the width of a sheet, tables in line.
 *
 * Lines break between hanzi as print does: no line begins with a closing mark or
 * ends with an opening one, and a run of ASCII (a number, a file name) is not cut. */
#include "reports/regulation.h"

#include <string.h>
#include "base/text.h"
#include "reports/plain.h"

enum { PAGE = 78, GAP = 2 };

static const char *numeral(struct arena *a, unsigned n)
{
	static const char *const digits[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
	struct buf b = buf_new(a);

	if (n >= 100)
		buf_printf(&b, "%s百%s", digits[n / 100 % 10], n % 100 > 0 && n % 100 < 10 ? "零" : "");
	if (n % 100 >= 10)
		buf_printf(&b, "%s十", n % 100 < 20 && n < 100 ? "" : digits[n / 10 % 10]);
	buf_add(&b, digits[n % 10]);
	return b.at;
}

/* ---- paragraphs ---------------------------------------------------------------------- */

static bool among(const char *s, size_t size, const char *marks)
{
	const char *end = marks + strlen(marks);

	for (size_t step; marks < end; marks += step) {
		utf8_decode(marks, end, &step);
		if (step == size && memcmp(marks, s, size) == 0)
			return true;
	}
	return false;
}

static bool closes(const char *s, size_t size)
{
	return among(s, size, "，。；：、？！）》」』”〕%");
}

static bool opens(const char *s, size_t size)
{
	return among(s, size, "（《「『“〔");
}

/* Bytes of the next piece that no line may break; a blank is a piece of its own. */
static size_t piece(const char *s, const char *end)
{
	size_t length, size, next;

	utf8_decode(s, end, &size);
	for (length = size; s + length < end; length += next) {
		const char *last = s + length - size, *here = s + length;
		bool joined;

		utf8_decode(here, end, &next);
		joined = opens(last, size) || closes(here, next) || (size == 1 && next == 1 && *last != ' ' && *here != ' ');
		if (*here == ' ' || *last == ' ')
			joined = false;
		if (!joined)
			break;
		size = next;
	}
	return length;
}

static void paragraph(struct regulation *r, const char *text, size_t indent)
{
	const char *end = text + strlen(text);
	size_t column = indent;

	fprintf(r->out, "%*s", (int)indent, "");
	for (size_t length; text < end; text += length) {
		const char *word;

		length = piece(text, end);
		word = arena_strn(r->arena, text, length);
		if (column + utf8_width(word) > PAGE && column > 0) {
			fputc('\n', r->out);
			column = 0;
		}
		if (column == 0 && strcmp(word, " ") == 0)
			continue;
		fputs(word, r->out);
		column += utf8_width(word);
	}
	fputc('\n', r->out);
}

static const char *with_place(struct regulation *r, const char *text, struct origin at)
{
	return at.file == NULL ? text : arena_printf(r->arena, "%s（%s）", text, rule_place(r->arena, at));
}

static void centred(struct regulation *r, const char *text)
{
	size_t width = utf8_width(text);

	fprintf(r->out, "\n%*s%s\n\n", (int)(width < PAGE ? (PAGE - width) / 2 : 0), "", text);
}

void page_chapter(struct regulation *r, const char *title)
{
	centred(r, arena_printf(r->arena, "第%s章  %s", numeral(r->arena, ++r->chapter), title));
}

void page_annex(struct regulation *r, const char *title)
{
	fprintf(r->out, "\n%s\n\n", title);
}

void page_heading(struct regulation *r, const char *text)
{
	fprintf(r->out, "    —— %s ——\n", text);
}

void page_article(struct regulation *r, const char *text, struct origin at)
{
	r->item = 0;
	paragraph(r, with_place(r, arena_printf(r->arena, "第%s条  %s", numeral(r->arena, ++r->article), text), at), 4);
}

void page_item(struct regulation *r, const char *text, struct origin at)
{
	paragraph(r, with_place(r, arena_printf(r->arena, "（%s）%s", numeral(r->arena, ++r->item), text), at), 4);
}

/* ---- tables ------------------------------------------------------------------------------ */

struct page_table page_table(struct arena *a, size_t columns)
{
	return (struct page_table){ .arena = a, .columns = columns };
}

void page_cell(struct page_table *t, const char *text)
{
	*arena_push(t->arena, t->cell, t->cell_count) = text;
}

void page_place(struct page_table *t, struct origin at)
{
	page_cell(t, arena_printf(t->arena, "（%s）", rule_place(t->arena, at)));
}

static size_t column_width(const struct page_table *t, size_t column)
{
	size_t widest = 0;

	for (size_t i = column; i < t->cell_count; i += t->columns)
		if (utf8_width(t->cell[i]) > widest)
			widest = utf8_width(t->cell[i]);
	return widest;
}

static void rule_off(struct regulation *r, size_t width)
{
	fputs("    ", r->out);
	for (size_t i = 0; i < width; i++)
		fputc('-', r->out);
	fputc('\n', r->out);
}

void page_print(struct regulation *r, const struct page_table *t)
{
	size_t *width = arena_many(r->arena, size_t, t->columns), all = 0;

	for (size_t c = 0; c < t->columns; c++)
		all += (width[c] = column_width(t, c)) + (c > 0 ? GAP : 0);
	rule_off(r, all);
	for (size_t i = 0; i < t->cell_count; i++) {
		size_t c = i % t->columns;
		bool last = c + 1 == t->columns;

		fprintf(r->out, "%s%s", c == 0 ? "    " : "", t->cell[i]);
		if (!last)
			fprintf(r->out, "%*s", (int)(width[c] - utf8_width(t->cell[i]) + GAP), "");
		else
			fputc('\n', r->out);
		if (last && i < t->columns)
			rule_off(r, all);
	}
	rule_off(r, all);
}
