/* num.h -- exact numbers.
 *
 * A num is an exact rational, a value to be copied freely.  Small ones live in
 * two machine words; an operation that would overflow goes through GMP and its
 * result lies, read-only, in the arena.  No binary floating point takes part,
 * and the order of additions cannot change a result. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

__extension__ typedef __int128 int128;

struct num {
	int64_t p, q;                   /* p/q in lowest terms, q > 0; unused when big is set */
	const struct bignum *big;       /* beyond 63 bits, else NULL */
};

/* Rounding of a decimal: 四舍五入 (half away from zero), 四舍六入五成双 (half to
 * even, GB/T 8170), 截尾 (toward zero). */
enum rounding_mode { HALF_UP, HALF_EVEN, TRUNCATE };

/* Once, before all else: where there is no memory for a large number the program ends as an arena ends it, not by abort(). */
void num_begin(void);

struct num num_int(int64_t);
struct num num_ratio(struct arena *, int64_t p, int64_t q);                /* q must not be 0 */
struct num num_scaled(struct arena *, int128 mantissa, unsigned scale);    /* mantissa / 10^scale */

struct num num_add(struct arena *, struct num, struct num);
struct num num_sum(struct arena *, const struct num *, size_t count);   /* of many at once: less work than one by one */
struct num num_sub(struct arena *, struct num, struct num);
struct num num_mul(struct arena *, struct num, struct num);
struct num num_div(struct arena *, struct num, struct num);               /* divisor must not be 0 */
struct num num_neg(struct arena *, struct num);
struct num num_abs(struct arena *, struct num);

int num_cmp(struct num, struct num);                                       /* -1, 0, 1 */
int num_sign(struct num);                                                  /* -1, 0, 1 */
bool num_is_int(struct num);
struct num num_min(struct num, struct num);
struct num num_max(struct num, struct num);

struct num num_floor(struct arena *, struct num);
struct num num_ceil(struct arena *, struct num);
struct num num_round(struct arena *, struct num, int places, enum rounding_mode); /* places may be negative: -1 to tens */
/* Square root of x >= 0, rounded half up to so many significant digits (an irrational root has no exact form). */
struct num num_sqrt(struct arena *, struct num x, unsigned digits);

/* ln x of x > 0, e^y, and x rounded half up, each to so many significant digits. */
struct num num_ln(struct arena *, struct num x, unsigned digits);
struct num num_exp(struct arena *, struct num y, unsigned digits);
struct num num_significant(struct arena *, struct num x, unsigned digits);
/* x^y: exact for a whole y from -64 to 64, else to so many significant digits.  False where there is none: 0 to a power
 * of 0 or less, a negative x to a broken power, a result beyond 10^1000 or below 10^-1000. */
bool num_power(struct arena *, struct num x, struct num y, unsigned digits, struct num *);
enum { NUM_DIGITS = 30 };       /* significant digits of what has no exact form */

/* Reads [+-]digits[.digits], the whole of it, nothing else: no blanks, no
 * exponent, no thousands separators, ASCII digits.  False if it is not that. */
bool num_parse(struct arena *, const char *text, size_t length, struct num *);

/* The same syntax as mantissa / 10^scale without an arena, for sums over rows;
 * false also where the digits exceed 36. */
bool num_decimal_parse(const char *text, size_t length, int128 *mantissa, unsigned *scale);

/* Exact: "95", "-0.5", or "57/7" where no finite decimal exists. */
const char *num_text(struct arena *, struct num);
/* Rounded half up for the eye, exactly `places` decimals: "57.10". */
const char *num_fixed(struct arena *, struct num, int places);
/* Shortest for the eye: exact where at most `places` decimals are needed, else
 * rounded half up to `places` with "≈" in front. */
const char *num_short(struct arena *, struct num, int places);

/* Nearest double, for drawing a spreadsheet cell only; never for a decision. */
double num_double(struct num);

/* x as int64 if it is an integer in range; false otherwise. */
bool num_to_int(struct num, int64_t *);

#endif
