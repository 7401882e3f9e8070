/* bulk_settle.h -- what the threads counted, and the rows they put aside, into the figures. */
#ifndef INPUTS_BULK_SETTLE_H
#define INPUTS_BULK_SETTLE_H

#include "base/csv.h"
#include "inputs/lane.h"
#include "inputs/rows.h"

/* False, before anything is said, where the source must be read row by row after all. */
bool bulk_settle(struct bulk *, struct rows *, struct gathering *);

#endif
