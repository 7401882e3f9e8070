/* trail.h -- 留痕: the watched cells of a source's rows, kept and compared. */
#ifndef INPUTS_TRAIL_H
#define INPUTS_TRAIL_H

#include "inputs/accumulate.h"
#include "inputs/reading.h"

/* How a row stands this time. */
enum standing {
	STANDS,                         /* it was counted */
	LATER,                          /* it lies after 截止日 now: its cells can be compared, no more */
	STRUCK,                         /* 剔除 took it out */
	ASIDE                           /* quarantined */
};

struct trailing;

/* NULL where the source leaves no trail. */
struct trailing *trailing_new(struct reading *);
void trailing_take(struct trailing *, struct arena *scratch, struct row *, enum standing);
/* Writes the trail of this period, compares it with the one before, and counts 改动数. */
void trailing_settle(struct trailing *, struct gathering *);

#endif
