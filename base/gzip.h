/* gzip.h -- unpacks a .gz held in memory; for file.c. */
#ifndef BASE_GZIP_H
#define BASE_GZIP_H

#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "base/diag.h"

/* All members one behind the other, a NUL behind, in the arena.  At most 4 GiB
 * and, above 16 MiB, 200 times the packed size.  name names it in complaints. */
bool gzip_unpack(struct arena *, struct diag *, const char *name, const char *packed, size_t size,
	char **bytes, size_t *length);

#endif
