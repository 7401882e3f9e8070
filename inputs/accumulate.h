/* accumulate.h -- rows into figures: the algorithms of 统计. */
#ifndef INPUTS_ACCUMULATE_H
#define INPUTS_ACCUMULATE_H

#include "inputs/cells.h"
#include "inputs/reading.h"

enum { NOWHERE = -1 };

/* A row that may be used. */
struct row {
	struct cell *cell;              /* by column of the source */
	int64_t *slot;                  /* by mapping: index of the unit, unit_count for 无单位, or NOWHERE */
	struct place place;
	struct env env;                 /* env.self is the row, env.arena for what lasts no longer than it */
	const struct people *people;    /* whose calendar counts, or NULL */
	uint64_t workdays_open;         /* questions that the calendar could not answer */
};

struct gathering;                       /* the figures of one source in the making */

struct gathering *gathering_new(struct reading *);
/* Enters the row into every measure whose 条件 it meets. */
void gather(struct gathering *, struct row *);
/* 改动数: one late edit; unit by mapping, NULL: none; the place's file is UINT32_MAX where the row is gone. */
void gather_edit(struct gathering *, const struct unit *const *unit, struct place);
/* Writes the figures of the source's measures. */
void gathering_settle(struct gathering *);

#endif
