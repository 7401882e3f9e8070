/* sheet.c -- the figures of an entry as they lie in the file.
 *
 * An entry has tens of figures for each unit, and thousands of units: a row each
 * would make the ledger slow to read and slower to write.  So figures of one unit that stand behind
 * one another share a row, at most SHEET_FIGURES: `shape` says which they are,
 * `cells` what they are, both JSON that SQLite itself can take apart,
 *     [["value","按期整改率"],["points","按期整改率"]]     [["2935/3200","",3200],["2935/32","",3200]]
 * Nearly all units have the same shape, so table text holds it once.
 *
 * A row is looked over when it is read (sheet_is_sound) and taken apart only
 * when somebody asks for the entry's figures. */
#include "ledger/records.h"

#include <stdio.h>
#include <string.h>

enum {
	SHEET_FIGURES = 32,             /* so that a row mostly stays on one page */
	SHAPES = 16,                    /* remembered while sheets are made */
	MOST_DIGITS = 19                /* of INT64_MAX */
};

/* ---- writing ---- */

static const char *given(const char *text)
{
	return text ? text : "";
}

/* A JSON string; what must be escaped is, and nothing else. */
static void add_string(struct buf *out, const char *text)
{
	size_t plain;

	buf_addn(out, "\"", 1);
	for (text = given(text); *text; text++) {
		for (plain = 0; (unsigned char)text[plain] >= ' ' && text[plain] != '"' && text[plain] != '\\'; plain++)
			;
		buf_addn(out, text, plain);
		text += plain;
		if (!*text)
			break;
		if (*text == '"' || *text == '\\')
			buf_printf(out, "\\%c", *text);
		else
			buf_printf(out, "\\u%04x", (unsigned)*text);
	}
	buf_addn(out, "\"", 1);
}

static void add_shape(struct buf *out, const struct run_figure *f)
{
	buf_add(out, out->length == 0 ? "[[" : ",[");
	add_string(out, f->kind);
	buf_addn(out, ",", 1);
	add_string(out, f->element);
	buf_addn(out, "]", 1);
}

static void add_cell(struct buf *out, const struct run_figure *f)
{
	char n[24];

	buf_add(out, out->length == 0 ? "[[" : ",[");
	add_string(out, f->number);
	buf_addn(out, ",", 1);
	add_string(out, f->status);
	buf_addn(out, n, (size_t)snprintf(n, sizeof n, ",%llu]", (unsigned long long)f->n));
}

struct cutting {
	struct arena *arena;
	struct buf shape, cells;
	const char *known[SHAPES];      /* shapes already there, the oldest given up */
	size_t next;
};

static const char *known_shape(struct cutting *c)
{
	size_t i;

	for (i = 0; i < SHAPES; i++)
		if (c->known[i] && strcmp(c->known[i], c->shape.at) == 0)
			return c->known[i];
	c->known[c->next] = arena_strn(c->arena, c->shape.at, c->shape.length);
	i = c->next;
	c->next = (c->next + 1) % SHAPES;
	return c->known[i];
}

static bool same_unit(const struct run_figure *a, const struct run_figure *b)
{
	return strcmp(given(a->board), given(b->board)) == 0 && strcmp(given(a->code), given(b->code)) == 0;
}

/* One sheet from the first figures; how many it took. */
static size_t cut_sheet(struct cutting *c, const struct run_figure *f, size_t left, struct run_sheet *sheet)
{
	size_t i;

	c->shape.length = c->cells.length = 0;
	for (i = 0; i < left && i < SHEET_FIGURES && same_unit(f, &f[i]); i++) {
		add_shape(&c->shape, &f[i]);
		add_cell(&c->cells, &f[i]);
	}
	buf_addn(&c->shape, "]", 1);
	buf_addn(&c->cells, "]", 1);
	*sheet = (struct run_sheet){ .board = given(f->board), .code = given(f->code), .shape = known_shape(c),
		.cells = arena_strn(c->arena, c->cells.at, c->cells.length) };
	return i;
}

const char *sheets_make(struct arena *arena, struct buf *scratch, struct ledger_entry *entry)
{
	struct cutting c = { .arena = arena, .shape = buf_new(scratch->arena), .cells = buf_new(scratch->arena) };
	size_t i;

	entry->sheet = NULL;
	entry->sheet_count = 0;
	for (i = 0; i < entry->figure_count; i++)
		if (entry->figure[i].n > INT64_MAX)
			return "n";
	for (i = 0; i < entry->figure_count; )
		i += cut_sheet(&c, &entry->figure[i], entry->figure_count - i, arena_push(arena, entry->sheet, entry->sheet_count));
	return NULL;
}

/* ---- looking over ---- */

static bool take(const char **at, char c)
{
	if (**at != c)
		return false;
	++*at;
	return true;
}

/* What follows a backslash; the character it stands for, 0 if it is none of ours. */
static char escaped(const char **at)
{
	unsigned code;

	if (**at == '"' || **at == '\\')
		return *(*at)++;
	if (strncmp(*at, "u00", 3) != 0 || strspn(*at + 3, "0123456789abcdef") < 2 || sscanf(*at + 3, "%2x", &code) != 1)
		return 0;
	*at += 5;
	return code < ' ' ? (char)code : 0;
}

static bool skip_string(const char **at)
{
	if (!take(at, '"'))
		return false;
	for (;;) {
		*at += strcspn(*at, "\"\\");
		if (take(at, '"'))
			return true;
		if (!take(at, '\\') || !escaped(at))
			return false;
	}
}

static bool skip_number(const char **at)
{
	size_t digits = strspn(*at, "0123456789");

	*at += digits;
	return digits > 0 && digits <= MOST_DIGITS;
}

/* How many figures a shape or the cells speak of; 0 if they are not as they are written here. */
static size_t count_of(const char *text, bool cells)
{
	size_t count = 0;

	if (!take(&text, '['))
		return 0;
	do {
		if (!take(&text, '[') || !skip_string(&text) || !take(&text, ',') || !skip_string(&text) ||
		    (cells && (!take(&text, ',') || !skip_number(&text))) || !take(&text, ']'))
			return 0;
		count++;
	} while (take(&text, ','));
	return take(&text, ']') && !*text ? count : 0;
}

const char *sheet_fault(const struct run_sheet *sheet, struct shape_seen *seen)
{
	if (seen->shape != sheet->shape) {
		seen->shape = sheet->shape;
		seen->count = count_of(sheet->shape, false);
	}
	if (!seen->count)
		return "shape";
	return count_of(sheet->cells, true) == seen->count ? NULL : "cells";
}

/* ---- taking apart ---- */

/* The next string; the text is sound. */
static const char *read_string(struct arena *arena, const char **at)
{
	const char *begin = ++*at;
	size_t plain = strcspn(begin, "\"\\");
	struct buf out;

	if (begin[plain] == '"') {
		*at += plain + 1;
		return plain ? arena_strn(arena, begin, plain) : "";
	}
	for (out = buf_new(arena); **at != '"'; ) {
		plain = strcspn(*at, "\"\\");
		buf_addn(&out, *at, plain);
		*at += plain;
		if (take(at, '\\'))
			buf_addn(&out, (char[]){ escaped(at) }, 1);
	}
	++*at;
	return out.at;
}

/* Kinds and elements of a shape, taken apart once for all sheets that have it. */
struct shape_read {
	const char *shape;
	struct run_figure *figure;      /* kind and element only */
	size_t count;
};

static void read_shape(struct arena *arena, const char *shape, struct shape_read *read)
{
	const char *at = shape;
	struct run_figure *f;

	*read = (struct shape_read){ .shape = shape };
	while (*at++ != '\0' && *at == '[') {   /* over "[" or ","; the last is "]" */
		at++;
		f = arena_push(arena, read->figure, read->count);
		f->kind = read_string(arena, &at);
		at++;
		f->element = read_string(arena, &at);
		at++;
	}
}

static struct shape_read *shape_of(struct arena *arena, struct shape_read known[SHAPES], size_t *next, const char *shape)
{
	size_t i;

	for (i = 0; i < SHAPES; i++)
		if (known[i].shape == shape)
			return &known[i];
	i = *next;
	*next = (*next + 1) % SHAPES;
	read_shape(arena, shape, &known[i]);
	return &known[i];
}

static void read_cells(struct arena *arena, const struct run_sheet *sheet, const struct shape_read *shape, struct run_figure *f)
{
	const char *at = sheet->cells;
	size_t i;

	for (i = 0; i < shape->count; i++, f++) {
		*f = (struct run_figure){ .board = sheet->board, .code = sheet->code, .kind = shape->figure[i].kind, .element = shape->figure[i].element };
		at += 2;                /* "[[" or ",[" */
		f->number = read_string(arena, &at);
		at++;
		f->status = read_string(arena, &at);
		for (at++; *at != ']'; at++)
			f->n = f->n * 10 + (uint64_t)(*at - '0');
		at++;
	}
}

void sheets_read(struct arena *arena, struct ledger_entry *entry)
{
	struct shape_read known[SHAPES] = { { NULL, NULL, 0 } };
	size_t next = 0, total = 0, i;

	for (i = 0; i < entry->sheet_count; i++)
		total += shape_of(arena, known, &next, entry->sheet[i].shape)->count;
	entry->figure = arena_many(arena, struct run_figure, total + 1);
	for (i = 0; i < entry->sheet_count; i++) {
		const struct shape_read *shape = shape_of(arena, known, &next, entry->sheet[i].shape);

		read_cells(arena, &entry->sheet[i], shape, &entry->figure[entry->figure_count]);
		entry->figure_count += shape->count;
	}
}
