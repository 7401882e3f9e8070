/* csv_table.c -- a small table read whole: registries and rule tables. */
#include "base/csv.h"

#include "base/file.h"

struct reading {
	struct arena *arena;
	struct diag *diag;
	const char *file;
	struct table *table;
	size_t cell_count;
};

static const char *trimmed(struct reading *r, const struct csv_block *block, const struct csv_cell *cell)
{
	const char *s = block->bytes + cell->offset;
	size_t length = cell->length;

	text_trim(&s, &length);
	return arena_strn(r->arena, s, length);
}

static const char *count_text(struct reading *r, size_t n)
{
	return arena_printf(r->arena, "%zu", n);
}

static void check_name(struct reading *r, size_t column, struct origin at)
{
	const char *const *head = r->table->head;
	size_t i;

	if (!*head[column]) {
		diag(r->diag, MSG_TABLE_HEAD_BLANK, at, count_text(r, column + 1), NULL);
		return;
	}
	for (i = 0; i < column; i++)
		if (text_same(head[i], head[column])) {
			diag(r->diag, MSG_TABLE_HEAD_TWICE, at, head[column],
				count_text(r, i + 1), count_text(r, column + 1), NULL);
			return;
		}
}

static void read_head(struct reading *r, const struct csv_block *block, struct origin at)
{
	const struct csv_cell *cell = block->cell + block->first[0];
	struct table *table = arena_one(r->arena, struct table);
	size_t c;

	r->table = table;
	table->columns = block->first[1] - block->first[0];
	table->head = arena_many(r->arena, const char *, table->columns);
	for (c = 0; c < table->columns; c++) {
		table->head[c] = trimmed(r, block, &cell[c]);
		check_name(r, c, at);
	}
}

static void read_row(struct reading *r, const struct csv_block *block, size_t row, struct origin at)
{
	const struct csv_cell *cell = block->cell + block->first[row];
	size_t count = block->first[row + 1] - block->first[row], c;
	struct table *table = r->table;

	if (count != table->columns) {
		diag(r->diag, MSG_TABLE_ROW_WIDTH, at, count_text(r, count), count_text(r, table->columns), NULL);
		return;
	}
	for (c = 0; c < count; c++)
		*arena_push(r->arena, table->cell, r->cell_count) = trimmed(r, block, &cell[c]);
	*arena_push(r->arena, table->line, table->rows) = at.line;
}

/* False if the head itself cannot be read. */
static bool read_block(struct reading *r, const struct csv_block *block)
{
	struct origin at = { r->file, 0, 0 };
	size_t row;

	for (row = 0; row < block->rows; row++) {
		at.line = block->line[row];
		if (block->fault[row] != CSV_NO_FAULT) {
			diag(r->diag, (enum message)block->fault[row], at, NULL);
			if (!r->table)
				return false;
		} else if (!r->table) {
			read_head(r, block, at);
		} else {
			read_row(r, block, row, at);
		}
	}
	return true;
}

struct table *table_of(struct arena *arena, struct diag *diag_to, const struct file *file)
{
	struct reading r = { arena, diag_to, file->name, NULL, 0 };
	enum encoding found;
	struct csv_block block;
	struct csv *csv;
	size_t length;
	char *text;

	if (!file_text(arena, diag_to, file, ENC_AUTO, &text, &length, &found))
		return NULL;
	csv = csv_open(arena, diag_to, file->name, text, length);
	while (csv_next(csv, &block))
		if (!read_block(&r, &block))
			return NULL;
	if (!csv_whole(csv))
		return NULL;
	if (!r.table)
		diag(diag_to, MSG_TABLE_EMPTY, (struct origin){ file->name, 0, 0 }, NULL);
	return r.table;
}

struct table *table_read(struct arena *arena, struct diag *diag_to, const char *dir, const char *name)
{
	const struct file *file = file_read(arena, diag_to, dir, name);

	return file ? table_of(arena, diag_to, file) : NULL;
}
