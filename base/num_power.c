/* num_power.c -- logarithm, exponential and power, which have no exact form.
 *
 * Worked out in binary fixed point with whole numbers of GMP.  A first attempt
 * carries about four bits a digit; where both ends of what its error allows do
 * not round alike, the next one carries twice as many.  That ends, since ln of
 * a rational other than 1, and e to a rational other than 0, is irrational:
 * neither lies on the edge between two roundings. */
#include "base/num_gmp.h"

#include <assert.h>

enum {
	EXACT_POWER = 64,
	MOST_EXPONENT = 2303,           /* |y ln x|: 10^1000 is e^2302.6 */
	SPARE = 48                      /* bits, for the rounding of each term of a series */
};

/* ---- significant digits ----------------------------------------------------- */

/* |x| >= 10^e */
static bool reaches(mpq_srcptr x, long e)
{
	mpz_t left, right;
	bool yes;

	mpz_inits(left, right, NULL);
	mpz_ui_pow_ui(left, 10, e < 0 ? (unsigned long)-e : 0);
	mpz_ui_pow_ui(right, 10, e > 0 ? (unsigned long)e : 0);
	mpz_mul(left, left, mpq_numref(x));
	mpz_mul(right, right, mpq_denref(x));
	yes = mpz_cmpabs(left, right) >= 0;
	mpz_clears(left, right, NULL);
	return yes;
}

struct num num_significant(struct arena *arena, struct num x, unsigned digits)
{
	struct view of_x;
	mpq_srcptr value = num_view(x, &of_x);
	long first;                     /* 10^first <= |x| < 10^(first + 1) */

	if (num_sign(x) == 0)
		return x;
	first = (long)mpz_sizeinbase(mpq_numref(value), 10) - (long)mpz_sizeinbase(mpq_denref(value), 10);
	while (reaches(value, first + 1))
		first++;
	while (!reaches(value, first))
		first--;
	return num_round(arena, x, (int)((long)digits - 1 - first), HALF_UP);
}

/* ---- series ------------------------------------------------------------------- */

/* 2 artanh t = 2 (t + t³/3 + t⁵/5 + …), in units of 2^-bits. */
static void twice_artanh(mpz_ptr sum, mpz_srcptr t, unsigned long bits)
{
	mpz_t power, square, term;

	mpz_inits(power, square, term, NULL);
	mpz_set(power, t);
	mpz_mul(square, t, t);
	mpz_fdiv_q_2exp(square, square, bits);
	mpz_set_ui(sum, 0);
	for (unsigned long i = 1; mpz_sgn(power) != 0; i += 2) {
		mpz_tdiv_q_ui(term, power, i);
		mpz_add(sum, sum, term);
		mpz_mul(power, power, square);
		mpz_tdiv_q_2exp(power, power, bits);
	}
	mpz_mul_2exp(sum, sum, 1);
	mpz_clears(power, square, term, NULL);
}

/* ln 2 = 2 artanh 1/3 */
static void ln_two(mpz_ptr ln, unsigned long bits)
{
	mpz_t third;

	mpz_init(third);
	mpz_ui_pow_ui(third, 2, bits);
	mpz_tdiv_q_ui(third, third, 3);
	twice_artanh(ln, third, bits);
	mpz_clear(third);
}

/* ln x = k ln 2 + 2 artanh((m − 1) ÷ (m + 1)) with x = m 2^k and m between 1/2 and 2. */
static void fixed_ln(mpz_ptr ln, mpq_srcptr x, unsigned long bits)
{
	const long k = (long)mpz_sizeinbase(mpq_numref(x), 2) - (long)mpz_sizeinbase(mpq_denref(x), 2);
	mpz_t p, q, t;

	mpz_inits(p, q, t, NULL);
	mpz_mul_2exp(p, mpq_numref(x), k < 0 ? (unsigned long)-k : 0);
	mpz_mul_2exp(q, mpq_denref(x), k > 0 ? (unsigned long)k : 0);
	mpz_sub(t, p, q);
	mpz_add(q, p, q);
	mpz_mul_2exp(t, t, bits);
	mpz_tdiv_q(t, t, q);
	twice_artanh(ln, t, bits);
	ln_two(t, bits);
	mpz_mul_si(t, t, k);
	mpz_add(ln, ln, t);
	mpz_clears(p, q, t, NULL);
}

/* e^y = m 2^k with m = e^(y − k ln 2) = 1 + r + r²/2 + …; gives k. */
static long fixed_exp(mpz_ptr m, mpq_srcptr y, unsigned long bits)
{
	mpz_t r, ln, term;
	long k;

	mpz_inits(r, ln, term, NULL);
	mpz_mul_2exp(r, mpq_numref(y), bits);
	mpz_fdiv_q(r, r, mpq_denref(y));
	ln_two(ln, bits);
	mpz_fdiv_q(term, r, ln);
	k = mpz_get_si(term);
	mpz_submul(r, term, ln);
	mpz_ui_pow_ui(term, 2, bits);
	mpz_set(m, term);
	for (unsigned long i = 1; mpz_sgn(term) != 0; i++) {
		mpz_mul(term, term, r);
		mpz_tdiv_q_2exp(term, term, bits);
		mpz_tdiv_q_ui(term, term, i);
		mpz_add(m, m, term);
	}
	mpz_clears(r, ln, term, NULL);
	return k;
}

/* ---- from fixed point to decimal digits ------------------------------------------ */

/* (fixed + by) 2^exponent, rounded. */
static struct num end_of(struct arena *arena, mpz_srcptr fixed, long by, long exponent, unsigned digits)
{
	struct num result;
	mpq_t x;

	mpq_init(x);
	mpz_set(mpq_numref(x), fixed);
	if (by > 0)
		mpz_add_ui(mpq_numref(x), mpq_numref(x), 1);
	else
		mpz_sub_ui(mpq_numref(x), mpq_numref(x), 1);
	if (exponent < 0)
		mpq_div_2exp(x, x, (unsigned long)-exponent);
	else
		mpq_mul_2exp(x, x, (unsigned long)exponent);
	mpq_canonicalize(x);
	result = num_significant(arena, num_keep(arena, x), digits);
	mpq_clear(x);
	return result;
}

/* What is exact to 2^-SPARE of a unit less; true, and the result, where both ends of the doubt round alike. */
static bool settled(struct arena *arena, mpz_ptr fixed, long exponent, unsigned digits, struct num *result)
{
	struct num high;

	mpz_fdiv_q_2exp(fixed, fixed, SPARE);
	exponent += SPARE;
	*result = end_of(arena, fixed, -1, exponent, digits);
	high = end_of(arena, fixed, 2, exponent, digits);
	return num_cmp(*result, high) == 0;
}

static unsigned long first_bits(unsigned digits)
{
	return 4 * (unsigned long)digits + 64 + SPARE;
}

struct num num_ln(struct arena *arena, struct num x, unsigned digits)
{
	struct num result = num_int(0);
	struct view of_x;
	mpz_t fixed;

	assert(num_sign(x) > 0 && digits > 0);
	if (num_cmp(x, num_int(1)) == 0)
		return result;
	mpz_init(fixed);
	for (unsigned long bits = first_bits(digits);; bits *= 2) {
		fixed_ln(fixed, num_view(x, &of_x), bits);
		if (settled(arena, fixed, -(long)bits, digits, &result))
			break;
	}
	mpz_clear(fixed);
	return result;
}

struct num num_exp(struct arena *arena, struct num y, unsigned digits)
{
	struct num result = num_int(1);
	struct view of_y;
	mpz_t fixed;

	assert(num_cmp(num_abs(arena, y), num_int(MOST_EXPONENT)) <= 0 && digits > 0);
	if (num_sign(y) == 0)
		return result;
	mpz_init(fixed);
	for (unsigned long bits = first_bits(digits);; bits *= 2) {
		long k = fixed_exp(fixed, num_view(y, &of_y), bits);

		if (settled(arena, fixed, k - (long)bits, digits, &result))
			break;
	}
	mpz_clear(fixed);
	return result;
}

/* ---- power ---------------------------------------------------------------------- */

static struct num whole_power(struct arena *arena, struct num x, int64_t n)
{
	const unsigned long count = (unsigned long)(n < 0 ? -n : n);
	struct view of_x;
	mpq_srcptr base = num_view(x, &of_x);
	struct num result;
	mpq_t power;

	mpq_init(power);
	mpz_pow_ui(mpq_numref(power), mpq_numref(base), count);
	mpz_pow_ui(mpq_denref(power), mpq_denref(base), count);
	if (n < 0)
		mpq_inv(power, power);
	result = num_keep(arena, power);
	mpq_clear(power);
	return result;
}

/* e^(y ln x) with twice the digits and some first, so that a root that is a decimal comes out as it is. */
static bool broken_power(struct arena *arena, struct num x, struct num y, unsigned digits, struct num *result)
{
	struct num exponent = num_mul(arena, y, num_ln(arena, x, 3 * digits));

	if (num_cmp(num_abs(arena, exponent), num_int(MOST_EXPONENT)) > 0)
		return false;
	*result = num_significant(arena, num_exp(arena, exponent, 2 * digits), digits);
	return true;
}

bool num_power(struct arena *arena, struct num x, struct num y, unsigned digits, struct num *result)
{
	int64_t n;

	if (num_sign(x) == 0) {
		*result = num_int(0);
		return num_sign(y) > 0;
	}
	if (num_to_int(y, &n) && n >= -EXACT_POWER && n <= EXACT_POWER) {
		*result = whole_power(arena, x, n);
		return true;
	}
	if (num_sign(x) > 0)
		return broken_power(arena, x, y, digits, result);
	if (!num_to_int(y, &n) || !broken_power(arena, num_neg(arena, x), y, digits, result))
		return false;
	if (n % 2 != 0)
		*result = num_neg(arena, *result);
	return true;
}
