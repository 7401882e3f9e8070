/* num.c -- exact numbers.
 *
 * Small operands are worked out in 128 bits, where no intermediate of two 63
 * bit fractions overflows; the result is a small num again or, when it does not
 * fit, a bignum: an mpq whose limbs lie in the arena and are only read.  With a
 * big operand GMP does the work in a temporary mpq, which num_keep() copies into
 * the arena (or takes back to the small form) before it is cleared. */
#include "base/num_gmp.h"

#include <assert.h>
#include <float.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(GMP_NUMB_BITS == 64, "one limb holds any small part");
_Static_assert(LONG_MAX == INT64_MAX, "GMP's long holds any small part");

__extension__ typedef unsigned __int128 uint128;

enum {
	SMALL_PLACES = 18,              /* 10^18 is the largest power of ten in 63 bits */
	MOST_DIGITS = 36                /* of num_decimal_parse */
};

/* ---- memory ------------------------------------------------------------------- */

/* GMP left to itself aborts when there is none. */
static void *gmp_memory(void *memory)
{
	if (!memory)
		out_of_memory();
	return memory;
}

static void *gmp_new(size_t size)
{
	return gmp_memory(malloc(size));
}

static void *gmp_again(void *memory, size_t before, size_t size)
{
	return gmp_memory(realloc(memory, size));
}

static void gmp_free(void *memory, size_t size)
{
	free(memory);
}

void num_begin(void)
{
	mp_set_memory_functions(gmp_new, gmp_again, gmp_free);
}

/* The integer INT64_MIN is the one int64 that is not small: the range is
 * symmetric, so that negation never leaves it. */
static mp_limb_t edge_limb = (mp_limb_t)1 << 63, unit_limb = 1;
static const struct bignum edge = { { { { 0, -1, &edge_limb }, { 0, 1, &unit_limb } } } };

mpq_srcptr num_view(struct num x, struct view *v)
{
	if (x.big)
		return x.big->value;
	v->p = (mp_limb_t)(x.p < 0 ? -x.p : x.p);
	v->q = (mp_limb_t)x.q;
	mpz_roinit_n(mpq_numref(v->value), &v->p, x.p < 0 ? -1 : 1);
	mpz_roinit_n(mpq_denref(v->value), &v->q, 1);
	return v->value;
}

static void copy_limbs(struct arena *arena, mpz_ptr to, const mp_limb_t *limbs, size_t count, bool negative)
{
	mp_limb_t *own = arena_many(arena, mp_limb_t, count);

	memcpy(own, limbs, count * sizeof *own);
	mpz_roinit_n(to, own, negative ? -(mp_size_t)count : (mp_size_t)count);
}

static struct num small(int64_t p, int64_t q)
{
	return (struct num){ p, q, NULL };
}

static struct num big(const struct bignum *value)
{
	return (struct num){ 0, 1, value };
}

static bool fits(mpz_srcptr z)
{
	return mpz_fits_slong_p(z) && mpz_cmp_si(z, INT64_MIN) != 0;
}

struct num num_keep(struct arena *arena, mpq_srcptr x)
{
	mpz_srcptr p = mpq_numref(x), q = mpq_denref(x);
	struct bignum *copy;

	if (fits(p) && fits(q))
		return small(mpz_get_si(p), mpz_get_si(q));
	copy = arena_one(arena, struct bignum);
	copy_limbs(arena, mpq_numref(copy->value), mpz_limbs_read(p), mpz_size(p), mpz_sgn(p) < 0);
	copy_limbs(arena, mpq_denref(copy->value), mpz_limbs_read(q), mpz_size(q), false);
	return big(copy);
}

/* p/q in lowest terms, q > 0, as a num. */
static struct num from_wide(struct arena *arena, int128 p, int128 q)
{
	const uint128 size = p < 0 ? -(uint128)p : (uint128)p;
	const mp_limb_t p_limbs[] = { (mp_limb_t)size, (mp_limb_t)(size >> 64) };
	const mp_limb_t q_limbs[] = { (mp_limb_t)q, (mp_limb_t)(q >> 64) };
	struct bignum *value;

	if (size <= INT64_MAX && q <= INT64_MAX)
		return small((int64_t)p, (int64_t)q);
	value = arena_one(arena, struct bignum);
	copy_limbs(arena, mpq_numref(value->value), p_limbs, 2, p < 0);
	copy_limbs(arena, mpq_denref(value->value), q_limbs, 2, false);
	return big(value);
}

static uint64_t gcd(uint64_t a, uint64_t b)
{
	uint64_t rest;

	while (b) {
		rest = a % b;
		a = b;
		b = rest;
	}
	return a;
}

/* gcd of a wide number and a small positive one. */
static int64_t gcd_wide(int128 a, int64_t b)
{
	const bool narrow = a == (int64_t)a;            /* the wide division is a call of its own, and slow */
	const int128 rest = narrow ? (int64_t)a % b : a % b;

	return b == 1 ? 1 : (int64_t)gcd((uint64_t)b, (uint64_t)(rest < 0 ? -rest : rest));
}

struct num num_int(int64_t p)
{
	return p == INT64_MIN ? big(&edge) : small(p, 1);
}

struct num num_ratio(struct arena *arena, int64_t p, int64_t q)
{
	int128 wide_p = p, wide_q = q;
	uint64_t common;

	assert(q != 0);
	if (q < 0) {
		wide_p = -wide_p;
		wide_q = -wide_q;
	}
	common = gcd((uint64_t)wide_q, (uint64_t)(wide_p < 0 ? -wide_p : wide_p));
	return from_wide(arena, wide_p / (int128)common, wide_q / (int128)common);
}

static int64_t power_of_ten(unsigned exponent)
{
	int64_t power = 1;

	while (exponent--)
		power *= 10;
	return power;
}

/* z / 10^scale; clears z. */
static struct num scaled_by_gmp(struct arena *arena, mpz_ptr z, unsigned long scale)
{
	struct num result;
	mpq_t x;

	mpq_init(x);
	mpz_swap(mpq_numref(x), z);
	mpz_ui_pow_ui(mpq_denref(x), 10, scale);
	mpq_canonicalize(x);
	result = num_keep(arena, x);
	mpq_clear(x);
	mpz_clear(z);
	return result;
}

struct num num_scaled(struct arena *arena, int128 mantissa, unsigned scale)
{
	const uint128 size = mantissa < 0 ? -(uint128)mantissa : (uint128)mantissa;
	const mp_limb_t limbs[] = { (mp_limb_t)size, (mp_limb_t)(size >> 64) };
	int64_t q, common;
	mpz_t z, copy;

	if (scale <= SMALL_PLACES) {
		q = power_of_ten(scale);
		common = gcd_wide(mantissa, q);
		return from_wide(arena, mantissa / common, q / common);
	}
	mpz_init_set(copy, mpz_roinit_n(z, limbs, mantissa < 0 ? -2 : 2));
	return scaled_by_gmp(arena, copy, scale);
}

typedef void operation(mpq_ptr, mpq_srcptr, mpq_srcptr);

static struct num by_gmp(struct arena *arena, operation *apply, struct num a, struct num b)
{
	struct view of_a, of_b;
	struct num result;
	mpq_t x;

	mpq_init(x);
	apply(x, num_view(a, &of_a), num_view(b, &of_b));
	result = num_keep(arena, x);
	mpq_clear(x);
	return result;
}

/* Knuth 4.5.1: with d = gcd(a.q, b.q), only d can have factors in common with the sum. */
static struct num add_small(struct arena *arena, struct num a, struct num b)
{
	const int64_t common = a.q == b.q ? a.q : (int64_t)gcd((uint64_t)a.q, (uint64_t)b.q);
	const int128 sum = (int128)a.p * (b.q / common) + (int128)b.p * (a.q / common);
	const int64_t again = gcd_wide(sum, common);

	return from_wide(arena, again == 1 ? sum : sum / again, (int128)(a.q / common) * (b.q / again));
}

static struct num mul_small(struct arena *arena, struct num a, struct num b)
{
	const int64_t across = gcd_wide(a.p, b.q), back = gcd_wide(b.p, a.q);

	return from_wide(arena, (int128)(a.p / across) * (b.p / back),
		(int128)(a.q / back) * (b.q / across));
}

struct num num_add(struct arena *arena, struct num a, struct num b)
{
	return a.big || b.big ? by_gmp(arena, mpq_add, a, b) : add_small(arena, a, b);
}

struct num num_sub(struct arena *arena, struct num a, struct num b)
{
	return a.big || b.big ? by_gmp(arena, mpq_sub, a, b) : add_small(arena, a, small(-b.p, b.q));
}

/* Halves first: of fractions that have little in common the sum grows with every one, and only the last few additions are long. */
struct num num_sum(struct arena *arena, const struct num *x, size_t count)
{
	if (count < 2)
		return count ? *x : small(0, 1);
	return num_add(arena, num_sum(arena, x, count / 2), num_sum(arena, x + count / 2, count - count / 2));
}

struct num num_mul(struct arena *arena, struct num a, struct num b)
{
	return a.big || b.big ? by_gmp(arena, mpq_mul, a, b) : mul_small(arena, a, b);
}

struct num num_div(struct arena *arena, struct num a, struct num b)
{
	assert(num_sign(b) != 0);
	if (a.big || b.big)
		return by_gmp(arena, mpq_div, a, b);
	return mul_small(arena, a, b.p < 0 ? small(-b.q, -b.p) : small(b.q, b.p));
}

/* The negative of a bignum shares its limbs. */
struct num num_neg(struct arena *arena, struct num x)
{
	struct bignum *value;
	mpz_srcptr p;

	if (!x.big)
		return small(-x.p, x.q);
	p = mpq_numref(x.big->value);
	value = arena_one(arena, struct bignum);
	*value = *x.big;
	mpz_roinit_n(mpq_numref(value->value), mpz_limbs_read(p), -mpz_sgn(p) * (mp_size_t)mpz_size(p));
	return big(value);
}

struct num num_abs(struct arena *arena, struct num x)
{
	return num_sign(x) < 0 ? num_neg(arena, x) : x;
}

int num_cmp(struct num a, struct num b)
{
	struct view of_a, of_b;
	int128 left, right;
	int order;

	if (a.big || b.big) {
		order = mpq_cmp(num_view(a, &of_a), num_view(b, &of_b));
		return (order > 0) - (order < 0);
	}
	left = (int128)a.p * b.q;
	right = (int128)b.p * a.q;
	return (left > right) - (left < right);
}

int num_sign(struct num x)
{
	return x.big ? mpq_sgn(x.big->value) : (x.p > 0) - (x.p < 0);
}

bool num_is_int(struct num x)
{
	return x.big ? mpz_cmp_ui(mpq_denref(x.big->value), 1) == 0 : x.q == 1;
}

struct num num_min(struct num a, struct num b)
{
	return num_cmp(a, b) <= 0 ? a : b;
}

struct num num_max(struct num a, struct num b)
{
	return num_cmp(a, b) >= 0 ? a : b;
}

static struct num floor_by_gmp(struct arena *arena, struct num x)
{
	struct num result;
	mpq_t whole;

	mpq_init(whole);
	mpz_fdiv_q(mpq_numref(whole), mpq_numref(x.big->value), mpq_denref(x.big->value));
	result = num_keep(arena, whole);
	mpq_clear(whole);
	return result;
}

struct num num_floor(struct arena *arena, struct num x)
{
	if (x.big)
		return floor_by_gmp(arena, x);
	return small(x.p / x.q - (x.p % x.q < 0), 1);
}

struct num num_ceil(struct arena *arena, struct num x)
{
	return num_neg(arena, num_floor(arena, num_neg(arena, x)));
}

/* Whether a magnitude goes up to the next step; half compares its rest with half a step. */
static bool goes_up(enum rounding_mode mode, int half, bool odd)
{
	if (mode == TRUNCATE || half < 0)
		return false;
	return half > 0 || mode == HALF_UP || odd;
}

static struct num round_small(struct arena *arena, struct num x, int places, enum rounding_mode mode)
{
	const int64_t power = power_of_ten((unsigned)(places < 0 ? -places : places));
	const int128 size = x.p < 0 ? -(int128)x.p : x.p;
	const int128 top = places < 0 ? size : size * power;
	const int128 bottom = places < 0 ? (int128)x.q * power : x.q;
	const int128 twice = top % bottom * 2;
	int128 steps = top / bottom;

	if (goes_up(mode, (twice > bottom) - (twice < bottom), steps % 2 != 0))
		steps++;
	if (x.p < 0)
		steps = -steps;
	return places < 0 ? from_wide(arena, steps * power, 1) : num_scaled(arena, steps, (unsigned)places);
}

static struct num round_by_gmp(struct arena *arena, struct num x, int places, enum rounding_mode mode)
{
	const unsigned long exponent = places < 0 ? -(unsigned long)places : (unsigned long)places;
	mpz_t power, steps, rest, bottom;
	struct view of_x;
	mpq_srcptr value = num_view(x, &of_x);

	mpz_inits(power, steps, rest, bottom, NULL);
	mpz_ui_pow_ui(power, 10, exponent);
	mpz_abs(steps, mpq_numref(value));
	mpz_set(bottom, mpq_denref(value));
	if (places < 0)
		mpz_mul(bottom, bottom, power);
	else
		mpz_mul(steps, steps, power);
	mpz_tdiv_qr(steps, rest, steps, bottom);
	mpz_mul_2exp(rest, rest, 1);
	if (goes_up(mode, mpz_cmp(rest, bottom), mpz_odd_p(steps) != 0))
		mpz_add_ui(steps, steps, 1);
	if (mpq_sgn(value) < 0)
		mpz_neg(steps, steps);
	if (places < 0)
		mpz_mul(steps, steps, power);
	mpz_clears(power, rest, bottom, NULL);
	return scaled_by_gmp(arena, steps, places < 0 ? 0 : exponent);
}

struct num num_round(struct arena *arena, struct num x, int places, enum rounding_mode mode)
{
	if (x.big || places > SMALL_PLACES || places < -SMALL_PLACES)
		return round_by_gmp(arena, x, places, mode);
	return round_small(arena, x, places, mode);
}

/* floor(2 × √x × 10^places): the whole part of the root and the digit that decides how it is rounded. */
static void twice_root(mpz_ptr root, mpq_srcptr x, long places)
{
	mpz_t power, bottom;

	mpz_inits(power, bottom, NULL);
	mpz_ui_pow_ui(power, 10, 2 * (unsigned long)(places < 0 ? -places : places));
	mpz_mul_ui(root, mpq_numref(x), 4);
	mpz_set(bottom, mpq_denref(x));
	if (places < 0)
		mpz_mul(bottom, bottom, power);
	else
		mpz_mul(root, root, power);
	mpz_fdiv_q(root, root, bottom);
	mpz_sqrt(root, root);
	mpz_clears(power, bottom, NULL);
}

/* So many places that the root has the wanted digits; first a guess from the lengths of p and q. */
static long root_places(mpz_ptr root, mpq_srcptr x, unsigned digits)
{
	const long guess = (long)mpz_sizeinbase(mpq_numref(x), 10) - (long)mpz_sizeinbase(mpq_denref(x), 10);
	long places = (long)digits - guess / 2;
	mpz_t least, most;

	mpz_inits(least, most, NULL);
	mpz_ui_pow_ui(least, 10, digits - 1);
	mpz_mul_2exp(least, least, 1);
	mpz_mul_ui(most, least, 10);
	for (twice_root(root, x, places); mpz_cmp(root, most) >= 0; twice_root(root, x, places))
		places--;
	for (; mpz_cmp(root, least) < 0; twice_root(root, x, places))
		places++;
	mpz_clears(least, most, NULL);
	return places;
}

struct num num_sqrt(struct arena *arena, struct num x, unsigned digits)
{
	struct view of_x;
	mpz_t root, power;
	long places;

	assert(num_sign(x) >= 0 && digits > 0);
	if (num_sign(x) == 0)
		return small(0, 1);
	mpz_inits(root, power, NULL);
	places = root_places(root, num_view(x, &of_x), digits);
	mpz_add_ui(root, root, 1);
	mpz_fdiv_q_2exp(root, root, 1);
	mpz_ui_pow_ui(power, 10, places < 0 ? (unsigned long)-places : 0);
	mpz_mul(root, root, power);
	mpz_clear(power);
	return scaled_by_gmp(arena, root, places < 0 ? 0 : (unsigned long)places);
}

/* The parts of [+-]digits[.digits]. */
struct decimal {
	bool negative;
	const char *whole, *fraction;
	size_t whole_count, fraction_count;
};

static size_t digits_at(const char *s, const char *end)
{
	const char *from = s;

	while (s < end && *s >= '0' && *s <= '9')
		s++;
	return (size_t)(s - from);
}

static bool decimal_split(const char *s, size_t length, struct decimal *d)
{
	const char *end = s + length;

	memset(d, 0, sizeof *d);
	if (s < end && (*s == '+' || *s == '-'))
		d->negative = *s++ == '-';
	d->whole = s;
	d->whole_count = digits_at(s, end);
	s += d->whole_count;
	if (!d->whole_count || s == end)
		return d->whole_count != 0;
	if (*s++ != '.')
		return false;
	d->fraction = s;
	d->fraction_count = digits_at(s, end);
	return d->fraction_count && s + d->fraction_count == end;
}

static int128 digits_append(int128 to, const char *digits, size_t count)
{
	while (count--)
		to = to * 10 + (*digits++ - '0');
	return to;
}

static bool decimal_wide(const struct decimal *d, int128 *mantissa, unsigned *scale)
{
	if (d->whole_count > MOST_DIGITS || d->fraction_count > MOST_DIGITS - d->whole_count)
		return false;
	*mantissa = digits_append(digits_append(0, d->whole, d->whole_count), d->fraction, d->fraction_count);
	if (d->negative)
		*mantissa = -*mantissa;
	*scale = (unsigned)d->fraction_count;
	return true;
}

bool num_decimal_parse(const char *text, size_t length, int128 *mantissa, unsigned *scale)
{
	struct decimal d;

	return decimal_split(text, length, &d) && decimal_wide(&d, mantissa, scale);
}

bool num_parse(struct arena *arena, const char *text, size_t length, struct num *x)
{
	struct decimal d;
	int128 mantissa;
	unsigned scale;
	char *digits;
	mpz_t z;

	if (!decimal_split(text, length, &d))
		return false;
	if (decimal_wide(&d, &mantissa, &scale)) {
		*x = num_scaled(arena, mantissa, scale);
		return true;
	}
	digits = arena_alloc(arena, d.whole_count + d.fraction_count + 1);
	memcpy(digits, d.whole, d.whole_count);
	if (d.fraction_count)
		memcpy(digits + d.whole_count, d.fraction, d.fraction_count);
	mpz_init_set_str(z, digits, 10);
	if (d.negative)
		mpz_neg(z, z);
	*x = scaled_by_gmp(arena, z, d.fraction_count);
	return true;
}

/* x as a decimal of so many places, all of which it may need and no more. */
static const char *decimal_text(struct arena *arena, mpq_srcptr x, unsigned long places)
{
	char *digits, *sign = mpq_sgn(x) < 0 ? "-" : "";
	size_t count, lead;
	mpz_t steps;

	mpz_init(steps);
	mpz_ui_pow_ui(steps, 10, places);
	mpz_mul(steps, steps, mpq_numref(x));
	mpz_divexact(steps, steps, mpq_denref(x));
	mpz_abs(steps, steps);
	digits = mpz_get_str(arena_alloc(arena, mpz_sizeinbase(steps, 10) + 2), 10, steps);
	mpz_clear(steps);
	count = strlen(digits);
	if (!places)
		return arena_printf(arena, "%s%s", sign, digits);
	if (count <= places)
		return arena_printf(arena, "%s0.%.*d%s", sign, (int)(places - count), 0, digits);
	lead = count - places;
	return arena_printf(arena, "%s%.*s.%s", sign, (int)lead, digits, digits + lead);
}

/* Decimals that 1/q needs, false where no number of them is enough. */
static bool finite_places(mpz_srcptr q, unsigned long *places)
{
	unsigned long twos = mpz_scan1(q, 0), fives;
	mpz_t rest, five;
	bool finite;

	mpz_inits(rest, five, NULL);
	mpz_tdiv_q_2exp(rest, q, twos);
	mpz_set_ui(five, 5);
	fives = mpz_remove(rest, rest, five);
	finite = mpz_cmp_ui(rest, 1) == 0;
	*places = twos > fives ? twos : fives;
	mpz_clears(rest, five, NULL);
	return finite;
}

static const char *ratio_text(struct arena *arena, mpq_srcptr x)
{
	const size_t room = mpz_sizeinbase(mpq_numref(x), 10) + mpz_sizeinbase(mpq_denref(x), 10) + 3;

	return mpq_get_str(arena_alloc(arena, room), 10, x);
}

/* p/q where it is a decimal of at most 18 places and 64 bits hold its digits; else NULL. */
static const char *small_text(struct arena *arena, int64_t p, int64_t q)
{
	char text[64], *const end = text + sizeof text, *at = end;
	uint64_t power = 1, digits;
	unsigned places = 0, i;

	for (; power % (uint64_t)q && places < SMALL_PLACES; places++)
		power *= 10;
	if (power % (uint64_t)q || __builtin_mul_overflow((uint64_t)(p < 0 ? -p : p), power / (uint64_t)q, &digits))
		return NULL;
	for (i = 0; digits || i <= places; digits /= 10) {
		*--at = (char)('0' + digits % 10);
		if (++i == places)
			*--at = '.';
	}
	if (p < 0)
		*--at = '-';
	return arena_strn(arena, at, (size_t)(end - at));
}

const char *num_text(struct arena *arena, struct num x)
{
	const char *text = x.big ? NULL : small_text(arena, x.p, x.q);
	unsigned long places;
	struct view of_x;
	mpq_srcptr value;

	if (text)
		return text;
	value = num_view(x, &of_x);
	if (!finite_places(mpq_denref(value), &places))
		return ratio_text(arena, value);
	return decimal_text(arena, value, places);
}

const char *num_fixed(struct arena *arena, struct num x, int places)
{
	struct view of_x;

	x = num_round(arena, x, places, HALF_UP);
	return decimal_text(arena, num_view(x, &of_x), places < 0 ? 0 : (unsigned long)places);
}

const char *num_short(struct arena *arena, struct num x, int places)
{
	struct num rounded = num_round(arena, x, places, HALF_UP);

	if (num_cmp(rounded, x) == 0)
		return num_text(arena, x);
	return arena_printf(arena, "≈%s", num_text(arena, rounded));
}

/* The nearest double to a positive x: mpq_get_d truncates, so the choice is
 * between its result and the next double, by an exact comparison with the
 * middle of the two; in the middle the even one wins. */
static double nearest_double(mpq_srcptr x)
{
	double below = mpq_get_d(x), above;
	uint64_t bits;
	mpq_t middle, other;
	int order;

	memcpy(&bits, &below, sizeof bits);
	bits++;
	memcpy(&above, &bits, sizeof above);
	if (!(above <= DBL_MAX))
		return below;
	mpq_inits(middle, other, NULL);
	mpq_set_d(middle, below);
	mpq_set_d(other, above);
	mpq_add(middle, middle, other);
	mpq_div_2exp(middle, middle, 1);
	order = mpq_cmp(x, middle);
	mpq_clears(middle, other, NULL);
	return order > 0 || (order == 0 && bits % 2 == 0) ? above : below;
}

double num_double(struct num x)
{
	const int64_t exact = INT64_C(1) << 53;         /* up to here integers are doubles, and division rounds to the nearest */

	struct view of_x;
	double size;
	mpq_t positive;
	mpq_srcptr value;

	if (x.big == NULL && x.p <= exact && x.p >= -exact && x.q <= exact)
		return (double)x.p / (double)x.q;
	value = num_view(x, &of_x);
	mpq_init(positive);
	mpq_abs(positive, value);
	size = nearest_double(positive);
	mpq_clear(positive);
	return num_sign(x) < 0 ? -size : size;
}

bool num_to_int(struct num x, int64_t *value)
{
	if (!num_is_int(x) || (x.big && !mpz_fits_slong_p(mpq_numref(x.big->value))))
		return false;
	*value = x.big ? mpz_get_si(mpq_numref(x.big->value)) : x.p;
	return true;
}
