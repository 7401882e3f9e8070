/* changes.h -- 单位变更.csv: units that were renamed, merged or split. */
#ifndef INPUTS_CHANGES_H
#define INPUTS_CHANGES_H

#include "inputs/paper.h"

/* Reads the changes, where the scheme names a file, into paper->people, and holds the rows against each other. */
void changes_read(struct paper *, const char *dir);

#endif
