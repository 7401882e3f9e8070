/* csv.c -- RFC 4180 in blocks of cells.
 *
 * A row is scanned whole before a byte of it is moved: only then are the few
 * cells that need it (a doubled quote, text behind a closing quote) tidied in
 * place.  So the place of a quote that is never closed can be told in
 * characters of the file as it came. */
#include "base/csv.h"

#include <string.h>

enum {
	MOST_CELLS = 4096,              /* of a row */
	MOST_BYTES = 1024 * 1024,       /* of a cell */
	MOST_SPAN = 1024 * 1024 * 1024, /* from the start of a row to its last cell, and of a block to its last row */
	FIRST_ROOM = 4096
};

/* A quoted cell that is not yet as it should be. */
struct untidy {
	size_t cell;                    /* index in the block */
	size_t start, close, end;       /* text between the quotes, and what follows the closing one */
};

struct csv {
	struct arena *arena;
	struct diag *diag;
	const char *file;
	char *text;
	size_t length, at;
	unsigned line;                  /* of at */
	size_t line_start;
	bool broken;

	size_t base;                    /* of the block */
	struct csv_cell *cell;
	size_t cell_count, cell_room;
	size_t row, row_start;          /* being scanned */
	uint32_t first[CSV_BLOCK_ROWS + 1];
	uint32_t row_line[CSV_BLOCK_ROWS];
	int fault[CSV_BLOCK_ROWS];
	struct untidy untidy[MOST_CELLS];
	size_t untidy_count;
};

/* A NUL makes the whole text suspect: nothing of it is handed on. */
static void refuse_nul(struct csv *csv)
{
	const char *nul = memchr(csv->text, '\0', csv->length);
	const char *line_start = csv->text, *feed;
	unsigned line = 1;

	if (!nul)
		return;
	while ((feed = memchr(line_start, '\n', (size_t)(nul - line_start))) != NULL) {
		line_start = feed + 1;
		line++;
	}
	diag(csv->diag, MSG_CSV_NUL, (struct origin){ csv->file, line,
		1 + (unsigned)utf8_count(line_start, (size_t)(nul - line_start)) }, NULL);
	csv->broken = true;
}

struct csv *csv_open(struct arena *arena, struct diag *diag, const char *file, char *text, size_t length)
{
	struct csv *csv = arena_one(arena, struct csv);

	csv->arena = arena;
	csv->diag = diag;
	csv->file = file;
	csv->text = text;
	csv->length = length;
	csv->line = 1;
	csv->cell = arena_many(arena, struct csv_cell, FIRST_ROOM);
	csv->cell_room = FIRST_ROOM;
	if (length)
		refuse_nul(csv);
	return csv;
}

void csv_again(struct csv *csv, char *text, size_t length, unsigned line)
{
	csv->text = text;
	csv->length = length;
	csv->at = csv->line_start = 0;
	csv->line = line;
	csv->broken = false;
	if (length)
		refuse_nul(csv);
}

static void set_fault(struct csv *csv, enum message why)
{
	if (csv->fault[csv->row] == CSV_NO_FAULT)
		csv->fault[csv->row] = (int)why;
}

/* Adds a cell to the row; false if the row is full. */
static bool keep(struct csv *csv, size_t start, size_t length)
{
	struct csv_cell *grown;

	if (csv->cell_count - csv->first[csv->row] == MOST_CELLS || start - csv->row_start > MOST_SPAN) {
		set_fault(csv, MSG_CSV_TOO_WIDE);
		return false;
	}
	if (length > MOST_BYTES) {
		set_fault(csv, MSG_CSV_CELL_TOO_LONG);
		length = 0;
	}
	if (csv->cell_count == csv->cell_room) {
		grown = arena_many(csv->arena, struct csv_cell, csv->cell_room * 2);
		memcpy(grown, csv->cell, sizeof *grown * csv->cell_room);
		csv->cell = grown;
		csv->cell_room *= 2;
	}
	csv->cell[csv->cell_count++] = (struct csv_cell){ (uint32_t)(start - csv->base), (uint32_t)length };
	return true;
}

/* From p on, the next comma, line feed or the end. */
static size_t to_separator(const struct csv *csv, size_t p)
{
	while (p < csv->length && csv->text[p] != ',' && csv->text[p] != '\n')
		p++;
	return p;
}

/* Where the text before the separator at p ends: without the CR of a CRLF. */
static size_t without_cr(const struct csv *csv, size_t start, size_t p)
{
	return p < csv->length && csv->text[p] == '\n' && p > start && csv->text[p - 1] == '\r' ? p - 1 : p;
}

static void scan_plain(struct csv *csv)
{
	size_t start = csv->at;

	csv->at = to_separator(csv, start);
	keep(csv, start, without_cr(csv, start, csv->at) - start);
}

/* From behind an opening quote to the closing one; false if there is none. */
static bool to_closing_quote(struct csv *csv, size_t p, size_t *close, bool *doubled)
{
	*doubled = false;
	for (; p < csv->length; p++) {
		if (csv->text[p] == '\n') {
			csv->line++;
			csv->line_start = p + 1;
		} else if (csv->text[p] == '"') {
			if (p + 1 == csv->length || csv->text[p + 1] != '"') {
				*close = p;
				return true;
			}
			*doubled = true;
			p++;
		}
	}
	return false;
}

/* False if the quote is never closed. */
static bool scan_quoted(struct csv *csv)
{
	const size_t open = csv->at, start = open + 1;
	const size_t line_start = csv->line_start;
	const unsigned line = csv->line;
	size_t close, end;
	bool doubled;

	if (!to_closing_quote(csv, start, &close, &doubled)) {
		diag(csv->diag, MSG_CSV_QUOTE_OPEN, (struct origin){ csv->file, line,
			1 + (unsigned)utf8_count(csv->text + line_start, open - line_start) }, NULL);
		csv->broken = true;
		return false;
	}
	csv->at = to_separator(csv, close + 1);
	end = without_cr(csv, close + 1, csv->at);
	if (end != close + 1)
		set_fault(csv, MSG_CSV_AFTER_QUOTE);
	if (!doubled && end == close + 1)
		keep(csv, start, close - start);
	else if (keep(csv, start, 0))
		csv->untidy[csv->untidy_count++] = (struct untidy){ csv->cell_count - 1, start, close, end };
	return true;
}

static void tidy(struct csv *csv, const struct untidy *u)
{
	char *text = csv->text;
	size_t from, to = u->start;

	for (from = u->start; from < u->close; from++) {
		text[to++] = text[from];
		if (text[from] == '"')
			from++;                 /* its twin */
	}
	memmove(text + to, text + u->close + 1, u->end - u->close - 1);
	to += u->end - u->close - 1;
	if (to - u->start > MOST_BYTES)
		set_fault(csv, MSG_CSV_CELL_TOO_LONG);
	else
		csv->cell[u->cell].length = (uint32_t)(to - u->start);
}

/* Behind a cell: over the comma (true: the row goes on) or the end of the row. */
static bool next_cell(struct csv *csv)
{
	char separator;

	if (csv->at == csv->length)
		return false;
	separator = csv->text[csv->at++];
	if (separator == ',')
		return true;
	csv->line++;
	csv->line_start = csv->at;
	return false;
}

static void skip_empty_lines(struct csv *csv)
{
	size_t p = csv->at;

	for (;;) {
		if (p + 1 < csv->length && csv->text[p] == '\r' && csv->text[p + 1] == '\n')
			p++;
		if (p == csv->length || csv->text[p] != '\n')
			break;
		csv->at = csv->line_start = ++p;
		csv->line++;
	}
}

/* One row behind the last; false at the end, or if the rest cannot be trusted. */
static bool scan_row(struct csv *csv)
{
	size_t i;

	skip_empty_lines(csv);
	if (csv->at == csv->length)
		return false;
	csv->row_start = csv->at;
	csv->row_line[csv->row] = csv->line;
	csv->first[csv->row] = (uint32_t)csv->cell_count;
	csv->fault[csv->row] = CSV_NO_FAULT;
	csv->untidy_count = 0;
	do {
		if (csv->at == csv->length || csv->text[csv->at] != '"')
			scan_plain(csv);
		else if (!scan_quoted(csv))
			return false;
	} while (next_cell(csv));
	for (i = 0; i < csv->untidy_count; i++)
		tidy(csv, &csv->untidy[i]);
	csv->row++;
	csv->first[csv->row] = (uint32_t)csv->cell_count;
	return true;
}

bool csv_next(struct csv *csv, struct csv_block *block)
{
	csv->base = csv->at;
	csv->cell_count = 0;
	csv->row = 0;
	while (!csv->broken && csv->row < CSV_BLOCK_ROWS && csv->at - csv->base <= MOST_SPAN)
		if (!scan_row(csv))
			break;
	*block = (struct csv_block){ csv->text + csv->base, csv->row, csv->cell, csv->first, csv->row_line, csv->fault };
	return csv->row > 0;
}

bool csv_whole(const struct csv *csv)
{
	return !csv->broken;
}

const char *csv_text(struct arena *arena, const struct csv_block *block, size_t row, size_t column)
{
	size_t index = block->first[row] + column;

	if (index >= block->first[row + 1])
		return "";
	return arena_strn(arena, block->bytes + block->cell[index].offset, block->cell[index].length);
}
