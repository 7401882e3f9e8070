/* quantile.c -- 分位: the nine definitions of Hyndman and Fan (1996), as R numbers its types, in exact fractions. */
#include "inputs/panel.h"

/* The k-th smallest, from 1; beyond the ends the end. */
static struct num kth(const struct num *x, size_t n, int64_t k)
{
	return x[k < 1 ? 0 : (size_t)k > n ? n - 1 : (size_t)k - 1];
}

/* 1 to 3: one of the numbers, or the middle between two. */
static struct num stepped(struct arena *arena, const struct num *x, size_t n, struct num share, unsigned definition)
{
	struct num at = num_mul(arena, share, num_int((int64_t)n)), whole;
	int64_t j = 0;
	bool beyond;

	if (definition == 3)
		at = num_sub(arena, at, num_ratio(arena, 1, 2));
	whole = num_floor(arena, at);
	num_to_int(whole, &j);
	beyond = num_cmp(at, whole) > 0;
	if (definition == 3)
		return kth(x, n, beyond || j % 2 != 0 ? j + 1 : j);
	if (definition == 2 && !beyond)
		return num_div(arena, num_add(arena, kth(x, n, j), kth(x, n, j + 1)), num_int(2));
	return kth(x, n, beyond ? j + 1 : j);
}

/* 4 to 9: on the straight line between two neighbours, at n·p + m. */
static struct num shift_of(struct arena *arena, struct num share, unsigned definition)
{
	switch (definition) {
	case 4:  return num_int(0);
	case 5:  return num_ratio(arena, 1, 2);
	case 6:  return share;
	case 7:  return num_sub(arena, num_int(1), share);
	case 8:  return num_div(arena, num_add(arena, share, num_int(1)), num_int(3));
	default: return num_add(arena, num_div(arena, share, num_int(4)), num_ratio(arena, 3, 8));
	}
}

struct num quantile(struct arena *arena, const struct num *x, size_t n, struct num share, unsigned definition)
{
	struct num at, part, low;
	int64_t j = 0;

	if (definition <= 3)
		return stepped(arena, x, n, share, definition);
	at = num_add(arena, num_mul(arena, share, num_int((int64_t)n)), shift_of(arena, share, definition));
	num_to_int(num_floor(arena, at), &j);
	part = num_sub(arena, at, num_floor(arena, at));
	low = kth(x, n, j);
	return num_add(arena, low, num_mul(arena, part, num_sub(arena, kth(x, n, j + 1), low)));
}
