/* csv.h -- RFC 4180 in blocks of cells, and the writer of our own CSVs.
 *
 * Reading hands on blocks of (offset, length) into the text, never a struct a
 * row, so that the scanner can be replaced by a faster one behind this door. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/text.h"

struct csv_cell {
	uint32_t offset, length;        /* in block.bytes; quotes taken off, "" made " */
};

/* Up to CSV_BLOCK_ROWS rows.  Row r has the cells cell[first[r]] to
 * cell[first[r + 1] - 1], began on physical line line[r] (from 1), and is whole
 * unless fault[r] names the message that says why it cannot be read. */
enum { CSV_BLOCK_ROWS = 4096, CSV_NO_FAULT = -1 };
struct csv_block {
	const char *bytes;
	size_t rows;
	const struct csv_cell *cell;
	const uint32_t *first;
	const uint32_t *line;
	const int *fault;
};

struct csv;

/* Opens a scanner over UTF-8 text (writable: quoted cells are unescaped in
 * place; it must stay alive as long as the blocks are used).  file names it in
 * complaints.  LF or CRLF end a row; a lone CR is part of its cell; empty lines
 * are passed over; a cell is at most 1 MiB, a row at most 4096 cells (and 1 GiB): a row
 * beyond that has a fault.  Text behind a closing quote is a fault too; a quote
 * inside a cell that does not begin with one is an ordinary character. */
struct csv *csv_open(struct arena *, struct diag *, const char *file, char *text, size_t length);

/* The same scanner over another text of that file, whose first line is that one. */
void csv_again(struct csv *, char *text, size_t length, unsigned line);

/* The next block; false at the end or after an error that leaves no row to
 * trust (a quote never closed: reported where it opened; a NUL).  The block is
 * valid until the next call. */
bool csv_next(struct csv *, struct csv_block *);

/* False after such an error (known once csv_next has given false). */
bool csv_whole(const struct csv *);

/* Text of one cell as a NUL-terminated copy; "" where the row has no such cell. */
const char *csv_text(struct arena *, const struct csv_block *, size_t row, size_t column);

/* A small table read whole: registries and rule tables.  NULL (and complaints)
 * if it cannot be read.  head[c] and cell[r * columns + c] are trimmed, never NULL; rows
 * with another number of cells than the head are complained of and left out. */
struct table {
	size_t columns, rows;
	const char **head;
	const char **cell;
	unsigned *line;                 /* of each row */
};
struct table *table_read(struct arena *, struct diag *, const char *dir, const char *file);
/* The same of a file already read. */
struct file;
struct table *table_of(struct arena *, struct diag *, const struct file *);

/* Writer: appends one field or ends the row.  Quotes where RFC 4180 needs it;
 * a text that begins with = + - @ (full-width too), TAB, CR or LF gets a ' in front, so that no
 * spreadsheet takes it for a formula; csv_put_number writes a number as it is
 * (negative ones too).  Rows end in CRLF; csv_start writes the BOM and the head. */
void csv_start(struct buf *, const char *const *head, size_t columns);
void csv_put(struct buf *, const char *text);                      /* NULL: an empty field */
void csv_put_number(struct buf *, const char *number);
void csv_end_row(struct buf *);

#endif
