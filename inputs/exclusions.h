/* exclusions.h -- 剔除.csv: rows, or a unit's figures, that people decided not to count. */
#ifndef INPUTS_EXCLUSIONS_H
#define INPUTS_EXCLUSIONS_H

#include "inputs/paper.h"
#include "inputs/reading.h"

/* Reads the exclusions, where the scheme names a file, into paper->people. */
void exclusions_read(struct paper *, const char *dir);

/* By unit index of the registry: the exclusion that strikes the unit from the measure (NULL: from the whole source),
 * or NULL; NULL where it strikes none. */
struct exclusion **exclusions_of(const struct reading *, const struct registry *, const struct measure *);

/* What was struck is told once all rows are read; an exclusion by key that met no row is a slip of the pen. */
void exclusions_say(const struct reading *, uint64_t rows);

#endif
