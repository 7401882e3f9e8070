/* cells.h -- one cell, read as its column says. */
#ifndef INPUTS_CELLS_H
#define INPUTS_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/num.h"
#include "base/text.h"
#include "rules/scheme.h"

/* A number stays mantissa / 10^scale until somebody asks for its value, so that
 * sums over rows run on whole numbers. */
struct cell {
	bool decimal;                   /* mantissa and scale hold */
	bool valued;                    /* value holds */
	unsigned scale;
	int128 mantissa;
	struct value value;
};

struct cell cell_of(struct value);
struct cell cell_blank(void);

/* Reads text as the column demands.  NULL when it is good; else what was
 * expected ("应为日期，如 2026-10-01"), without a word of the cell itself, which
 * may be secret.  Blanks at both ends, full-width ones too, are nothing. */
const char *cell_read(struct arena *, const struct column *, const char *text, size_t length, struct cell *);

bool cell_is_blank(const struct cell *);
struct value cell_value(struct arena *, struct cell *);

/* Whether the cell says something that had not happened yet at 截止日. */
bool cell_is_later(const struct column *, const struct cell *, int32_t cutoff);

/* Narrows to what the eye sees: without blanks, tabs, line ends, U+00A0 and U+3000 at both ends. */
void cell_trim(const char **text, size_t *length);

/* Appends bytes that are equal exactly when the values are equal; the arena is for passing needs. */
void cell_identity(struct arena *, struct buf *, struct cell *);
/* Appends the identity of one cell of a 主键 so that where cells part is part of the key. */
void key_add(struct arena *, struct buf *, struct cell *);
/* Whether a column of the 主键 is 保密: no key may then be shown or kept. */
bool key_is_secret(const struct source *);

#endif
