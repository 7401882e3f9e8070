/* table.h -- rows kept after they were read, for those who look at more than one.
 *
 * Only where a scheme asks for it, and only the columns that it asks about.  A
 * row is there once it may be used: not if it is quarantined, struck, or lies
 * after 截止日. */
#ifndef INPUTS_TABLE_H
#define INPUTS_TABLE_H

#include "inputs/accumulate.h"

#define NO_ROW UINT32_MAX

struct table;

/* What of a scheme's rows is kept; by source index, NULL: nothing. */
struct tables {
	struct table **table;
	bool *deferred;                 /* by measure index: it is counted once every source is read */
};
struct tables *tables_new(struct arena *, const struct scheme *);
/* Whether some measure of the source is counted later. */
bool tables_defer(const struct tables *, const struct scheme *, const struct source *);

/* Keeps the row.  Rows come by 期别, this period's first. */
void table_keep(struct table *, struct row *);
uint32_t table_count(const struct table *);
/* Makes row the one at that index; of its cells those that are kept. */
void table_load(const struct table *, uint32_t index, struct row *);
struct value table_value(struct arena *, const struct table *, uint32_t index, size_t column);


/* Rows with equal cells in these columns, in the order of time; a blank one equals nothing. */
struct numbering;                       /* 第几次 along one order */
struct verdicts;                        /* 反弹 by one window */
struct likeness {
	struct arena *arena;
	struct numbering *numbering;
	struct verdicts *verdicts;
	uint32_t *next;                 /* by row: the next of its likes, or NO_ROW */
	uint32_t *first;                /* by row: the first of its likes; NO_ROW where one of the columns is blank */
};
struct likeness *table_likeness(struct table *, const size_t *column, size_t count);
/* The first row whose columns hold these cells of another source's row. */
uint32_t table_find(struct table *, const size_t *column, size_t count, struct arena *scratch, struct cell *cell, const size_t *theirs);

/* Answers 存在 条数 最新 第几次, and OP_FAR_COLUMN. */
struct value rows_over(struct env *, const struct expr *);
struct value rows_far(struct env *, const struct expr *);
/* 第几次: by row, from 1; 0 where a column is blank.  day: SIZE_MAX, or the column that gives the order. */
const uint32_t *table_occurrences(struct table *, const size_t *column, size_t count, size_t day);

/* ---- rebound.c --------------------------------------------------------------- */

enum { WINDOW_PASSED = 1, CAME_BACK = 2 };
/* 反弹: by row, how its closing fared; 0 where it does not count. */
const unsigned char *table_rebounds(struct table *, const struct measure *, int32_t cutoff);

#endif
