/* count.h -- all measures of a row counted at once: a bit each, a lane each. */
#ifndef INPUTS_COUNT_H
#define INPUTS_COUNT_H

#include <stddef.h>
#include <stdint.h>

enum { COUNT_LANES = 16 };

/* For seat s and measure m: at [s * width + m] how many rows had the bit, and the line of the last one. */
struct counts {
	uint32_t *count, *last;
	size_t width;                   /* a multiple of COUNT_LANES, at most 64 */
};

/* Row i has the bits of bits[i], sits on seat[i] and began on line[i]. */
void counts_add(struct counts *, const uint32_t *seat, const uint64_t *bits, const uint32_t *line, size_t rows);

#endif
