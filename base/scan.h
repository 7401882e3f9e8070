/* scan.h -- where the rows and cells of CSV bytes end: offsets only, nothing is copied.
 *
 * The same RFC 4180 as csv.h reads, at the speed of memory: 64 bytes at a time where
 * the CPU can (chosen when the program runs), one byte at a time where a quote stands
 * in an odd place.  All ways give the same marks; tests/test_base_scan.c holds them
 * against each other and against csv.h. */
#ifndef BASE_SCAN_H
#define BASE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

/* Bytes behind the scanned ones that may be read (never used). */
enum { SCAN_SLACK = 64 };

/* Cell c of row r is bytes[mark[i] + 1, mark[i + 1]), i = row[r] + c; its quotes and a CR before the line
 * feed are still there.  Row r has row[r + 1] - row[r] cells; an empty line has one, empty.
 * Offsets count from the start of the bytes; mark[0] lies one before the first row. */
struct scan {
	struct arena *arena;
	uint32_t *mark;
	size_t marks, mark_room;
	uint32_t *row;
	uint32_t *line;                 /* line feeds between the start and the row */
	bool *odd;                      /* text behind a closing quote */
	size_t rows, row_room;
	size_t feeds;                   /* in all that was scanned */
};
struct scan scan_new(struct arena *);

/* Scans the rows that begin in bytes[start, stop), start being the beginning of a row.  The last one may
 * end behind stop.  Gives where the next row begins; *cut is set where the bytes (length of
 * them) end inside the row that begins there.  Lengths below 2 GiB. */
size_t scan_rows(struct scan *, const char *bytes, size_t start, size_t stop, size_t length, bool *cut);

/* End of the row that begins at start: where the next one begins; length + 1 where the bytes end inside it.
 * Counts its cells. */
size_t scan_row(const char *bytes, size_t start, size_t length, size_t *cells);

/* The ways there are, for the tests: name of way i, NULL behind the last; scan_use sets which one scan_rows goes
 * (false: this CPU cannot). */
const char *scan_way(size_t i);
bool scan_use(size_t i);

#endif
