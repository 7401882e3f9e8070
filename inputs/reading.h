/* reading.h -- one source being read; what the files of this room share. */
#ifndef INPUTS_READING_H
#define INPUTS_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "inputs/measures.h"

struct arrival;
struct gathering;
struct tables;

enum { MOST_OF_A_KIND = 20 };           /* complaints of one kind and source; the rest are counted */

struct reading {
	struct arena *arena;
	struct diag *diag;
	struct measures *measures;
	const struct source *source;
	struct intake *intake;
	const char *dir;
	const struct example_rows *sheet;      /* of this source: rows to read in place of its files; NULL: the files of dir */
	size_t sheet_count;
	struct tables *tables;
	struct gathering *gathering;
	const struct people *people;    /* or NULL */
	const struct trails *before;    /* or NULL */
	struct trails *trails;          /* of this period, in the making */
	bool progress, english, no_digest, row_by_row;
	size_t stretch;                 /* 0: the usual */
	unsigned threads;               /* 0: as many as there are CPUs */
	bool *absent;                   /* by index of the sender: 未报送; NULL unless by_unit */
	size_t keys, senders, singles, strays, judges;  /* complaints of K430, K432, K433, K405, K486 so far */
	uint64_t struck_rows;           /* by 剔除 */
	size_t short_objects;           /* 评分: objects with fewer than 最少人数 marks */
};

/* Whether the unit, or one above it, should have sent a file and did not. */
bool unit_is_absent(const struct reading *, const struct unit *);

struct place {
	uint32_t file, line;            /* index in intake.file */
};
struct origin place_origin(const struct reading *, struct place);
const char *place_text(const struct reading *, struct place);

/* Counts one more complaint of a kind; whether it may still be said. */
static inline bool may_say(size_t *count)
{
	return ++*count <= MOST_OF_A_KIND;
}

/* ---- source.c ------------------------------------------------------------ */

/* What is remembered of a file that was read: everything but its bytes. */
struct received *received_add(struct reading *, const struct file *, const struct arrival *, enum encoding);
/* Says so where a file of this period has no rows; headed: it has at least a head. */
void received_nothing(struct reading *, const struct arrival *, bool headed);
/* Complains of one whose last row has no line feed. */
void received_cut(struct reading *, const struct arrival *);

/* Reads all that came for one source: roll call, rows, tallies. */
void source_read(struct reading *);
/* Counts what had to wait for the other sources, and settles the figures. */
void source_settle(struct reading *);

#endif
