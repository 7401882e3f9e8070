/* set.h -- a set of byte strings, exact, each with a mark.
 *
 * Serves the keys that must be unique, the different values of 去重计数 and the
 * spellings of units met before.  It keeps a copy of every string: a digest
 * would be smaller, but two different keys must never be taken for one. */
#ifndef INPUTS_SET_H
#define INPUTS_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

struct member {
	const char *at;                 /* NULL: a free slot */
	uint32_t length;
	uint32_t file, line;            /* marks for the owner */
	void *mark;
};

struct set {
	struct arena *arena;
	struct member *member;
	size_t room, count;
};

struct set set_new(struct arena *);

/* The member with these bytes, added when it was not there (*fresh); valid
 * until the next call. */
struct member *set_add(struct set *, const char *at, size_t length, bool *fresh);
/* The member, or NULL. */
const struct member *set_find(const struct set *, const char *at, size_t length);

#endif
