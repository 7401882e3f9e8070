/* units.h -- which unit of a registry a row belongs to. */
#ifndef INPUTS_UNITS_H
#define INPUTS_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "base/text.h"
#include "inputs/set.h"
#include "rules/scheme.h"

/* One 单位.R of a source, with the spellings met so far. */
struct finder {
	struct arena *arena;
	const struct mapping *mapping;
	bool secret;                    /* a column is 保密: reasons must not hint at its cell */
	struct set known;
	struct buf spelling;            /* of the row at hand, used again and again */
};

struct finder finder_new(struct arena *, const struct source *, const struct mapping *);

/* What the cells mean: a unit, or why none was found. */
struct found {
	const struct unit *unit;
	const char *reason;
};

/* A cell of the path, trimmed. */
struct spelled {
	const char *text;
	size_t length;
};

/* path: the cell of the mapping's column and then those above it, 1 + above_count in all. */
const struct found *finder_find(struct finder *, const struct spelled *path);

/* The code of the unit that word comes nearest to (a code or a name), or NULL. */
const struct unit *units_nearest(struct arena *, const struct registry *, const struct unit *under, const char *word);

#endif
