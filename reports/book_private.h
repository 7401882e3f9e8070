/* book_private.h -- what the files that write and read a workbook share.  Private to reports/book*.c. */
#ifndef REPORTS_BOOK_PRIVATE_H
#define REPORTS_BOOK_PRIVATE_H

#include <xlsxwriter.h>
#include "reports/book.h"

enum { POINTS = 11, LINE_POINTS = 18 };

/* ---- book_looks.c -------------------------------------------------------------- */

int size_of(struct style);
lxw_format *format_for(struct book *, struct style);

/* ---- book_layout.c -------------------------------------------------------------- */

double width_between(const struct sheet *, size_t first, size_t last);
void fit_row(struct sheet *, uint32_t row, const char *text, double width, struct style);
/* Gives the sheet the pages that were begun on it. */
void break_pages(struct sheet *);

/* ---- book_rows.c ------------------------------------------------------------------ */

/* What the library is to be told of one cell. */
enum call { CALL_TEXT, CALL_NUMBER, CALL_BLANK, CALL_FORMULA_NUMBER, CALL_FORMULA_TEXT, CALL_LINK, CALL_MERGE };

struct pending {
	enum call call;
	uint32_t row, last_row;         /* last_row, last_column: of CALL_MERGE alone */
	uint16_t column, last_column;
	size_t turn;                    /* calls for one row keep their order */
	lxw_format *format;
	union { double number; const char *text; };
	const char *more;               /* formula with its =, or target of the link */
};

/* Tells the library, at once or, in constant memory, when the row is done; and notes what must be found again. */
void put_call(struct sheet *, struct pending);
/* Every row that is still held, and the heights. */
void finish_rows(struct sheet *);

/* ---- book_file.c ----------------------------------------------------------------- */

void must(struct book *, lxw_error, const char *doing);
/* The book failed because there was no memory. */
void book_starved(struct book *);
/* The same where errno says so since it was last asked. */
void book_heed_memory(struct book *);

/* ---- book_deflate.c --------------------------------------------------------------- */

/* From now on this process packs at that level of zlib, whatever a library asks for. */
void pack_at(int level);

/* Whether memory could not be had while a part of a workbook that has been packed was written. */
bool packing_starved(void);

#endif
