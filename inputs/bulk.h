/* bulk.h -- the files of a source read by several threads, in windows, where its rules allow it.
 *
 * The many rows that are as they should be are counted by machine (plan, lane); the few others are noted and
 * go, in the order of the files, the way of rows.h, which alone says and sets aside.  Whatever is not
 * foreseen (a NUL, a quote never closed, a wrong byte, a changed file, a missing column) makes bulk_read give up
 * before anything was said or counted, and the source is read row by row from the beginning. */
#ifndef INPUTS_BULK_H
#define INPUTS_BULK_H

#include "inputs/files.h"
#include "inputs/rows.h"

bool bulk_read(struct reading *, struct rows *, struct gathering *, const struct arrivals *);

#endif
