/* gzip.h -- packs and unpacks a .gz held in memory. */
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

/* One member without name and time, so that the same bytes always give the same .gz. */
void gzip_pack(struct arena *, const char *bytes, size_t length, char **packed, size_t *size);

#endif
