/* import_sheet.c -- a CSV that kaohe import-history was given, by the names of its columns. */
#include <string.h>
#include "base/csv.h"
#include "base/file.h"
#include "cli/import.h"

const char *sheet_cell(const struct import_sheet *s, int column)
{
	return s->column[column] == SIZE_MAX ? "" : s->table->cell[s->row * s->table->columns + s->column[column]];
}

struct origin sheet_place(const struct import_sheet *s)
{
	return (struct origin){ s->file, s->table->line[s->row], 0 };
}

void sheet_wrong(const struct import_sheet *s, int column, const char *zh, const char *en)
{
	diag(s->c->diag, MSG_IMPORT_CELL, sheet_place(s), s->heads[column], s->c->language == CHINESE ? zh : en, sheet_cell(s, column), NULL);
}

const struct board *sheet_board(const struct import_sheet *s, const struct scheme *scheme, int column)
{
	const struct board *b = scheme_board(scheme, sheet_cell(s, column));

	if (b == NULL)
		diag(s->c->diag, MSG_IMPORT_UNKNOWN, sheet_place(s), s->c->language == CHINESE ? "榜" : "board", sheet_cell(s, column), NULL);
	return b;
}

bool sheet_open(struct import_sheet *s, struct call *c, const struct file *file, const char *const *heads, int columns, int needed,
	enum message lacking)
{
	*s = (struct import_sheet){ .c = c, .file = file->name, .heads = heads, .table = table_of(c->arena, c->diag, file) };
	if (s->table == NULL)
		return false;
	s->column = arena_many(c->arena, size_t, (size_t)columns);
	for (int i = 0; i < columns; i++) {
		s->column[i] = SIZE_MAX;
		for (size_t k = 0; k < s->table->columns; k++)
			if (strcmp(s->table->head[k], heads[i]) == 0)
				s->column[i] = k;
		if (s->column[i] == SIZE_MAX && i < needed)
			diag(c->diag, lacking, (struct origin){ s->file, 1, 0 }, heads[i], NULL);
	}
	return month_gate(c);
}
