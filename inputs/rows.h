/* rows.h -- the rows of one source: map, exclude, quarantine, or count. */
#ifndef INPUTS_ROWS_H
#define INPUTS_ROWS_H

#include "inputs/accumulate.h"
#include "inputs/files.h"
#include "inputs/trail.h"

struct rows;

struct rows *rows_new(struct reading *, struct gathering *, struct trailing *);         /* trailing: or NULL */

/* Reads the rows of a file that is already in intake.file at that index; gives how many there were. */
uint64_t rows_read(struct rows *, struct arena *, uint32_t file, struct letter *);

/* The same row by row, for rows that bulk.c picked out of a file: first the head (complains and gives false if it
 * cannot be read), then single rows in their order, each text writable. */
bool rows_head(struct rows *, struct arena *, uint32_t file, struct letter *, char *text, size_t length, unsigned line);
void rows_one(struct rows *, char *text, size_t length, unsigned line);
/* Calls met for every row that counts, instead of looking whether its key was there before. */
void rows_keyed(struct rows *, void (*met)(void *self, const struct row *), void *self);
/* A row whose key was there before. */
void rows_repeated(struct rows *, struct place row, struct place before);

/* Says what was quarantined, struck and repeated, and asserts that no row was lost. */
void rows_close(struct rows *);

/* Goes through the rows that were kept, for the measures that had to wait. */
void rows_again(struct reading *);

#endif
