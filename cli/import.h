/* import.h -- what the two files of kaohe import-history share. */
#ifndef CLI_IMPORT_H
#define CLI_IMPORT_H

#include "cli/cli.h"

/* A CSV with one head row, its columns found by name; one row is the present one. */
struct import_sheet {
	struct call *c;
	const char *file;
	const char *const *heads;       /* names, in the order in which cells are asked for */
	const struct table *table;
	size_t *column;                 /* by head; SIZE_MAX where the file has none */
	size_t row;
};

/* False and complaints if it is no table or lacks one of the first `needed` columns (message lacking, with the name). */
bool sheet_open(struct import_sheet *, struct call *, const struct file *, const char *const *heads, int columns, int needed,
	enum message lacking);
/* The cell of the present row; "" where the file has no such column. */
const char *sheet_cell(const struct import_sheet *, int column);
struct origin sheet_place(const struct import_sheet *);
/* The board that the cell names; NULL and a complaint where there is none. */
const struct board *sheet_board(const struct import_sheet *, const struct scheme *, int column);
/* Complains of the cell, with what was expected. */
void sheet_wrong(const struct import_sheet *, int column, const char *zh, const char *en);

/* import_flags.c: proposals of the periods being imported, each into its entry; false and complaints if there is
 * anything wrong. */
bool import_flags(struct call *, const struct scheme *, const struct file *, struct ledger_entry *const *entry, size_t count);

#endif
