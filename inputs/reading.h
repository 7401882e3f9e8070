/* reading.h -- one source being read; what the files of this room share. */
#ifndef INPUTS_READING_H
#define INPUTS_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "inputs/measures.h"

enum { MOST_OF_A_KIND = 20 };           /* complaints of one kind and source; the rest are counted */

struct reading {
	struct arena *arena;
	struct diag *diag;
	struct measures *measures;
	const struct source *source;
	struct intake *intake;
	const char *dir;
	const struct people *people;    /* or NULL */
	const struct trails *before;    /* or NULL */
	struct trails *trails;          /* of this period, in the making */
	bool progress;
	bool *absent;                   /* by index of the sender: 未报送; NULL unless by_unit */
	size_t keys, senders, singles, strays;  /* complaints of K430, K432, K433, K405 so far */
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

/* Reads all that came for one source: roll call, rows, tallies, figures. */
void source_read(struct reading *);

#endif
