/* image.h -- the file's bytes: made from entries, read back into entries, searched for a place.
 *
 * The same entries give the same bytes: the tables are made in one order and
 * filled entry by entry, part by part, row by row; a word enters table text
 * just before the row that first needs it.  Nothing is ever deleted. */
#ifndef LEDGER_IMAGE_H
#define LEDGER_IMAGE_H

#include "ledger/records.h"

enum {
	PAGE = 4096,
	HEADER = 100,                   /* of a SQLite file */
	AT_COUNTER = 24, AT_PAGES = 28, AT_FORMAT = 60, AT_APPLICATION = 68, AT_VALID_FOR = 92, AT_VERSION = 96
};

uint32_t big_endian(const unsigned char *);

/* ---- making (make.c) ---- */

/* A database in memory.  Complaints (exit 70) go to diag, placed at file. */
struct making;
struct making *making_new(struct diag *, const char *file, unsigned sqlite);
/* Says what SQLite could not; always false. */
struct sqlite3;
bool sqlite_fault(struct diag *, struct origin, struct sqlite3 *);
bool making_add(struct making *, const struct entry_row *);
/* The file as it stands; further entries may be added afterwards.  Lives until the next call. */
const unsigned char *making_bytes(struct making *, size_t *length);
/* The first page of each table. */
bool making_roots(struct making *, unsigned root[TABLES]);
void making_free(struct making *);                                /* NULL is fine */

/* ---- reading (read.c) ---- */

/* Entries of a ledger whose bytes are given, the chain recomputed; false and one complaint if anything is wrong. */
bool image_read(struct arena *, struct diag *, const char *file, unsigned char *bytes, size_t length,
	struct ledger_entry ***entries, size_t *count);

/* ---- searching (place.c) ---- */

/* Where in a sound image a byte lies: its table, NULL in the header and the
 * list of tables, and the first column of the record there or nearest to it
 * (0 if the table is empty): the entry's number, the word's row in table text. */
struct place {
	const char *table;
	uint64_t key;
};
struct place image_place(const unsigned char *bytes, size_t length, const unsigned root[TABLES], size_t offset);

#endif
