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

/* The same piece by piece, of one member whose end is believed: what it says its length is; false where it says nothing that
 * may be believed. */
bool gzip_length(const char *packed, size_t size, size_t *length);
/* `to` has room for length bytes.  NULL where it cannot begin. */
struct gunzip;
struct gunzip *gunzip_begin(struct arena *, const char *packed, size_t size, char *to, size_t length);
/* At most so many bytes more; *done: how many are good so far, all of them only once the sum at the end was right.  False
 * where it is not one whole member of that length: gzip_unpack says what is wrong. */
bool gunzip_more(struct gunzip *, size_t more, size_t *done);
void gunzip_end(struct gunzip *);

/* One member without name and time, so that the same bytes always give the same .gz. */
void gzip_pack(struct arena *, const char *bytes, size_t length, char **packed, size_t *size);

#endif
