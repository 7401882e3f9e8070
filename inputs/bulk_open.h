/* bulk_open.h -- the files of a source, open, with where their rows begin. */
#ifndef INPUTS_BULK_OPEN_H
#define INPUTS_BULK_OPEN_H

#include "inputs/lane.h"

/* Opens all files and finds their heads; false, with nothing said, where one is not as it should be. */
bool bulk_open(struct bulk *);
/* The file, to read in: what a thread opened last stays open. */
const struct held *bulk_hold(struct desk *, size_t file);
/* Whether no file was written to meanwhile. */
bool bulk_unchanged(struct bulk *);
void bulk_close(struct bulk *);

/* Files that came packed: the threads first share out who inflates which, while the others already count what is
 * there.  Nobody counts before every file has somebody. */
void bulk_unpack(struct bulk *);
/* Waits until the file is there up to that byte; false when somebody gave up. */
bool bulk_awaits(const struct bulk *, size_t file, size_t high);

#endif
