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

/* Says what was quarantined, struck and repeated, and asserts that no row was lost. */
void rows_close(struct rows *);

#endif
