/* test_base_num.c -- exact numbers, held against a straight GMP computation. */
#include "tests/base_bench.h"

#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>

enum { RUNS = 4000, TEXT_ROOM = 400 };

/* The same numbers every time. */
static uint64_t seed;

static uint64_t draw(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return seed >> 33 ^ seed << 31;
}

static int64_t draw_positive(void)
{
	uint64_t value;

	if (draw() % 4 == 0)
		return INT64_MAX - (int64_t)(draw() % 4);
	if (draw() % 8 == 0)
		return (INT64_C(1) << (1 + draw() % 61)) + (int64_t)(draw() % 3) - 1;
	value = (draw() & INT64_MAX) >> draw() % 63;
	return value ? (int64_t)value : 1;
}

/* One operand in both worlds. */
static struct num draw_operand(mpq_ptr twin)
{
	int64_t p = draw() % 16 ? draw_positive() : 0, q = draw() % 3 ? draw_positive() : 1;

	if (draw() % 2)
		p = -p;
	if (draw() % 64 == 0)
		p = INT64_MIN;
	mpz_set_si(mpq_numref(twin), p);
	mpz_set_si(mpq_denref(twin), q);
	mpq_canonicalize(twin);
	return num_ratio(arena, p, q);
}

/* What num_text wrote, read back without num.c. */
static void read_text(mpq_ptr to, const char *text)
{
	char digits[TEXT_ROOM];
	const char *point = strchr(text, '.');

	assert_true(strlen(text) < sizeof digits);
	if (!point) {
		assert_int_equal(mpq_set_str(to, text, 10), 0);
		return;
	}
	snprintf(digits, sizeof digits, "%.*s%s", (int)(point - text), text, point + 1);
	assert_int_equal(mpz_set_str(mpq_numref(to), digits, 10), 0);
	mpz_ui_pow_ui(mpq_denref(to), 10, strlen(point + 1));
	mpq_canonicalize(to);
}

static int is_small(mpz_srcptr z)
{
	return mpz_sizeinbase(z, 2) <= 63;
}

static void assert_same(struct num x, mpq_srcptr expected, const char *what)
{
	const char *text = num_text(arena, x);
	char want[TEXT_ROOM * 2];
	mpq_t got;

	mpq_init(got);
	read_text(got, text);
	if (!mpq_equal(got, expected))
		fail_msg("%s: %s instead of %s", what, text, mpq_get_str(want, 10, expected));
	mpq_clear(got);
	assert_int_equal(x.big == NULL, is_small(mpq_numref(expected)) && is_small(mpq_denref(expected)));
	if (!x.big) {
		assert_int_equal(x.p, mpz_get_si(mpq_numref(expected)));
		assert_int_equal(x.q, mpz_get_si(mpq_denref(expected)));
	}
}

static void each_operation(struct num a, mpq_srcptr x, struct num b, mpq_srcptr y)
{
	mpq_t r;
	int order = mpq_cmp(x, y);

	mpq_init(r);
	mpq_add(r, x, y);
	assert_same(num_add(arena, a, b), r, "add");
	mpq_sub(r, x, y);
	assert_same(num_sub(arena, a, b), r, "sub");
	mpq_mul(r, x, y);
	assert_same(num_mul(arena, a, b), r, "mul");
	if (mpq_sgn(y)) {
		mpq_div(r, x, y);
		assert_same(num_div(arena, a, b), r, "div");
	}
	assert_int_equal(num_cmp(a, b), (order > 0) - (order < 0));
	assert_same(num_min(a, b), order < 0 ? x : y, "min");
	assert_same(num_max(a, b), order < 0 ? y : x, "max");
	mpq_clear(r);
}

static void each_part(struct num a, mpq_srcptr x)
{
	mpq_t r;

	mpq_init(r);
	assert_int_equal(num_sign(a), mpq_sgn(x));
	assert_int_equal(num_is_int(a), mpz_cmp_ui(mpq_denref(x), 1) == 0);
	mpq_neg(r, x);
	assert_same(num_neg(arena, a), r, "neg");
	mpq_abs(r, x);
	assert_same(num_abs(arena, a), r, "abs");
	mpz_set_ui(mpq_denref(r), 1);
	mpz_fdiv_q(mpq_numref(r), mpq_numref(x), mpq_denref(x));
	assert_same(num_floor(arena, a), r, "floor");
	mpz_cdiv_q(mpq_numref(r), mpq_numref(x), mpq_denref(x));
	assert_same(num_ceil(arena, a), r, "ceil");
	mpq_clear(r);
}

static void small_operands_give_what_gmp_gives(void **state)
{
	struct num a, b;
	mpq_t x, y;
	int i;

	mpq_inits(x, y, NULL);
	for (seed = 1, i = 0; i < RUNS; i++) {
		a = draw_operand(x);
		b = draw_operand(y);
		each_operation(a, x, b, y);
		each_part(a, x);
	}
	mpq_clears(x, y, NULL);
}

static void big_operands_give_what_gmp_gives(void **state)
{
	struct num a, b, c, product;
	mpq_t x, y, z, xy;
	int i;

	mpq_inits(x, y, z, xy, NULL);
	for (seed = 2, i = 0; i < RUNS / 2; i++) {
		a = draw_operand(x);
		b = draw_operand(y);
		c = draw_operand(z);
		product = num_mul(arena, a, b);
		mpq_mul(xy, x, y);
		each_operation(product, xy, c, z);
		each_operation(c, z, product, xy);
		each_operation(product, xy, product, xy);
		each_part(product, xy);
	}
	mpq_clears(x, y, z, xy, NULL);
}

static void a_big_number_that_shrinks_is_small_again(void **state)
{
	struct num edge = num_int(INT64_MAX), square = num_mul(arena, edge, edge), back;

	assert_non_null(square.big);
	assert_string_equal(num_text(arena, square), "85070591730234615847396907784232501249");
	back = num_div(arena, square, edge);
	assert_null(back.big);
	assert_int_equal(back.p, INT64_MAX);
	back = num_sub(arena, square, square);
	assert_null(back.big);
	assert_int_equal(back.p, 0);
	assert_int_equal(back.q, 1);
}

static void the_least_int64_is_a_number_like_any_other(void **state)
{
	int64_t value = 0;

	assert_string_equal(num_text(arena, num_int(INT64_MIN)), "-9223372036854775808");
	assert_string_equal(num_text(arena, num_neg(arena, num_int(INT64_MIN))), "9223372036854775808");
	assert_string_equal(num_text(arena, num_add(arena, num_int(INT64_MIN), num_int(1))), "-9223372036854775807");
	assert_string_equal(num_text(arena, num_ratio(arena, INT64_MIN, INT64_MIN)), "1");
	assert_string_equal(num_text(arena, num_ratio(arena, 1, INT64_MIN)), num_text(arena,
		num_div(arena, num_int(1), num_int(INT64_MIN))));
	assert_string_equal(num_text(arena, num_ratio(arena, INT64_MIN, -1)), "9223372036854775808");
	assert_true(num_to_int(num_int(INT64_MIN), &value));
	assert_true(value == INT64_MIN);
	assert_false(num_to_int(num_neg(arena, num_int(INT64_MIN)), &value));
	assert_false(num_to_int(num_ratio(arena, 1, 2), &value));
	assert_true(num_to_int(num_int(INT64_MAX), &value));
	assert_true(value == INT64_MAX);
}

static void the_order_of_additions_does_not_matter(void **state)
{
	struct num forward = num_int(0), backward = num_int(0), all[200];
	int i;

	for (i = 1; i <= 200; i++) {
		all[i - 1] = num_ratio(arena, 1, i);
		forward = num_add(arena, forward, num_ratio(arena, 1, i));
		backward = num_add(arena, backward, num_ratio(arena, 1, 201 - i));
	}
	assert_non_null(forward.big);
	assert_int_equal(num_cmp(forward, backward), 0);
	assert_string_equal(num_text(arena, forward), num_text(arena, backward));
	assert_string_equal(num_text(arena, num_sum(arena, all, 200)), num_text(arena, forward));
	assert_string_equal(num_text(arena, num_sum(arena, all, 1)), "1");
	assert_string_equal(num_text(arena, num_sum(arena, all, 0)), "0");
}

/* sign(x) * floor(|x| * 10^places + 1/2) / 10^places and its kin, written another way than num.c. */
static void round_straight(mpq_ptr r, mpq_srcptr x, int places, enum rounding_mode mode)
{
	int sign = mpq_sgn(x), exact;
	mpq_t power, half;

	mpq_inits(power, half, NULL);
	mpz_ui_pow_ui(mpq_numref(power), 10, (unsigned long)abs(places));
	if (places < 0)
		mpq_inv(power, power);
	mpq_set_ui(half, mode == TRUNCATE ? 0 : 1, 2);
	mpq_canonicalize(half);
	mpq_mul(r, x, power);
	mpq_abs(r, r);
	mpq_add(r, r, half);
	exact = mpz_cmp_ui(mpq_denref(r), 1) == 0;
	mpz_fdiv_q(mpq_numref(r), mpq_numref(r), mpq_denref(r));
	mpz_set_ui(mpq_denref(r), 1);
	if (mode == HALF_EVEN && exact && mpz_odd_p(mpq_numref(r)))
		mpz_sub_ui(mpq_numref(r), mpq_numref(r), 1);
	mpq_div(r, r, power);
	if (sign < 0)
		mpq_neg(r, r);
	mpq_clears(power, half, NULL);
}

static void each_rounding(struct num a, mpq_srcptr x, int places)
{
	static const enum rounding_mode modes[] = { HALF_UP, HALF_EVEN, TRUNCATE };
	mpq_t r;
	size_t i;

	mpq_init(r);
	for (i = 0; i < 3; i++) {
		round_straight(r, x, places, modes[i]);
		assert_same(num_round(arena, a, places, modes[i]), r, "round");
	}
	mpq_clear(r);
}

static void rounding_gives_what_gmp_gives(void **state)
{
	struct num a;
	mpq_t x;
	int i;

	mpq_init(x);
	for (seed = 3, i = 0; i < RUNS; i++) {
		a = draw_operand(x);
		each_rounding(a, x, (int)(draw() % 45) - 22);
		mpq_mul(x, x, x);
		each_rounding(num_mul(arena, a, a), x, (int)(draw() % 45) - 22);
	}
	mpq_clear(x);
}

static void exact_halves_round_as_gmp_says(void **state)
{
	int64_t odd;
	int i, places;
	mpq_t x;

	mpq_init(x);
	for (seed = 4, i = 0; i < RUNS; i++) {
		odd = (int64_t)(draw() % 2000001) * 2 + 1;
		odd = draw() % 2 ? -odd : odd;
		places = (int)(draw() % 24);
		mpz_set_si(mpq_numref(x), odd);
		mpz_ui_pow_ui(mpq_denref(x), 10, (unsigned long)places);
		mpz_mul_ui(mpq_denref(x), mpq_denref(x), 2);
		mpq_canonicalize(x);
		each_rounding(num_scaled(arena, (int128)odd * 5, (unsigned)places + 1), x, places);
	}
	mpq_clear(x);
}

static void halves_round_as_the_three_rules_say(void **state)
{
	static const struct { const char *x; int places; const char *up, *even, *cut; } rows[] = {
		{ "0.5", 0, "1", "0", "0" }, { "1.5", 0, "2", "2", "1" }, { "2.5", 0, "3", "2", "2" },
		{ "-0.5", 0, "-1", "0", "0" }, { "-1.5", 0, "-2", "-2", "-1" }, { "-2.5", 0, "-3", "-2", "-2" },
		{ "94.995", 2, "95", "95", "94.99" }, { "94.985", 2, "94.99", "94.98", "94.98" },
		{ "0.49999999999999999999", 0, "0", "0", "0" }, { "0.50000000000000000001", 0, "1", "1", "0" },
		{ "15", -1, "20", "20", "10" }, { "25", -1, "30", "20", "20" }, { "-25", -1, "-30", "-20", "-20" },
		{ "4", -1, "0", "0", "0" }, { "5", -2, "0", "0", "0" }, { "-7.1", 3, "-7.1", "-7.1", "-7.1" }
	};
	struct num x;
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		x = parsed(rows[i].x);
		assert_string_equal(num_text(arena, num_round(arena, x, rows[i].places, HALF_UP)), rows[i].up);
		assert_string_equal(num_text(arena, num_round(arena, x, rows[i].places, HALF_EVEN)), rows[i].even);
		assert_string_equal(num_text(arena, num_round(arena, x, rows[i].places, TRUNCATE)), rows[i].cut);
	}
}

static void only_plain_decimals_are_numbers(void **state)
{
	static const char *const refused[] = {
		"", "+", "-", ".", "1e5", "1E5", "1,000", " 1", "1 ", ".5", "5.", "-.5", "+5.", "--1", "+-1", "1.2.3",
		"0x10", "１", "1．5", "inf", "nan", "1/2", "1_000", "−1", "1\n", "5%"
	};
	struct num x = num_int(7);
	int128 mantissa = 7;
	unsigned scale = 7;
	size_t i;

	for (i = 0; i < sizeof refused / sizeof *refused; i++)
		if (num_parse(arena, refused[i], strlen(refused[i]), &x) ||
		    num_decimal_parse(refused[i], strlen(refused[i]), &mantissa, &scale))
			fail_msg("“%s” was taken for a number", refused[i]);
	assert_false(num_parse(arena, "1\0", 2, &x));
	assert_int_equal(x.p, 7);
	assert_true(mantissa == 7 && scale == 7);
}

static void a_text_is_read_and_written_back(void **state)
{
	static const char *const rows[][2] = {
		{ "0", "0" }, { "-0", "0" }, { "-0.000", "0" }, { "+5", "5" }, { "007", "7" }, { "95", "95" },
		{ "-0.5", "-0.5" }, { "1.250", "1.25" }, { "0.001", "0.001" }, { "100", "100" }, { "-12.034", "-12.034" },
		{ "9223372036854775807", "9223372036854775807" }, { "9223372036854775808", "9223372036854775808" },
		{ "-9223372036854775808", "-9223372036854775808" },
		{ "0.000000000000000000000000000000000001", "0.000000000000000000000000000000000001" },
		{ "123456789012345678901234567890123456789012345.5", "123456789012345678901234567890123456789012345.5" },
		{ "-0.00000000000000000000000000000000000000000000125", "-0.00000000000000000000000000000000000000000000125" },
		{ "00000000000000000000000000000000000000000000002.50", "2.5" }
	};
	size_t i;

	for (i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(num_text(arena, parsed(rows[i][0])), rows[i][1]);
}

static void only_the_given_length_is_read(void **state)
{
	struct num x;

	assert_true(num_parse(arena, "12,34", 2, &x));
	assert_string_equal(num_text(arena, x), "12");
	assert_false(num_parse(arena, "12", 0, &x));
}

static void a_decimal_without_an_arena_has_at_most_36_digits(void **state)
{
	static const char edge[] = "-123456789012345678.901234567890123456", over[] = "1234567890123456789012345678901234567";
	int128 mantissa = 0;
	unsigned scale = 0;

	assert_true(num_decimal_parse("-12.50", 6, &mantissa, &scale));
	assert_true(mantissa == -1250);
	assert_int_equal(scale, 2);
	assert_true(num_decimal_parse(edge, strlen(edge), &mantissa, &scale));
	assert_int_equal(scale, 18);
	assert_string_equal(num_text(arena, num_scaled(arena, mantissa, scale)), edge);
	assert_false(num_decimal_parse(over, strlen(over), &mantissa, &scale));
}

static void a_mantissa_may_fill_its_128_bits(void **state)
{
	const int128 most = (((int128)1 << 126) - 1) * 2 + 1;

	assert_string_equal(num_text(arena, num_scaled(arena, most, 0)), "170141183460469231731687303715884105727");
	assert_string_equal(num_text(arena, num_scaled(arena, -most - 1, 0)), "-170141183460469231731687303715884105728");
	assert_string_equal(num_text(arena, num_scaled(arena, -most - 1, 18)), "-170141183460469231731.687303715884105728");
	assert_string_equal(num_text(arena, num_scaled(arena, -most - 1, 40)), "-0.0170141183460469231731687303715884105728");
	assert_string_equal(num_text(arena, num_scaled(arena, 0, 40)), "0");
}

static void a_number_without_a_finite_decimal_is_a_fraction(void **state)
{
	assert_string_equal(num_text(arena, num_ratio(arena, 57, 7)), "57/7");
	assert_string_equal(num_text(arena, num_ratio(arena, 6, -9)), "-2/3");
	assert_string_equal(num_text(arena, num_ratio(arena, 3, 8)), "0.375");
	assert_string_equal(num_text(arena, num_ratio(arena, -1, 50)), "-0.02");
	assert_string_equal(num_text(arena, num_ratio(arena, 1, INT64_C(1) << 20)), "0.00000095367431640625");
}

static void fixed_places_are_rounded_half_up_and_filled(void **state)
{
	assert_string_equal(num_fixed(arena, parsed("-0.004"), 2), "0.00");
	assert_string_equal(num_fixed(arena, parsed("-0.005"), 2), "-0.01");
	assert_string_equal(num_fixed(arena, parsed("57.1"), 2), "57.10");
	assert_string_equal(num_fixed(arena, parsed("0.1"), 1), "0.1");
	assert_string_equal(num_fixed(arena, parsed("0.5"), 0), "1");
	assert_string_equal(num_fixed(arena, parsed("0"), 3), "0.000");
	assert_string_equal(num_fixed(arena, num_ratio(arena, 57, 7), 2), "8.14");
	assert_string_equal(num_fixed(arena, num_ratio(arena, -2, 3), 20), "-0.66666666666666666667");
	assert_string_equal(num_fixed(arena, parsed("1250"), -2), "1300");
}

static void the_short_form_says_where_it_was_rounded(void **state)
{
	assert_string_equal(num_short(arena, parsed("57.10"), 2), "57.1");
	assert_string_equal(num_short(arena, num_ratio(arena, 57, 7), 4), "≈8.1429");
	assert_string_equal(num_short(arena, parsed("-0.004"), 2), "≈0");
	assert_string_equal(num_short(arena, parsed("1.99999"), 2), "≈2");
	assert_string_equal(num_short(arena, parsed("95"), 0), "95");
}

/* No neighbour of d lies nearer to x. */
static void assert_nearest(double d, mpq_srcptr x)
{
	mpq_t mine, other;
	uint64_t bits;
	double near;
	int step;

	mpq_inits(mine, other, NULL);
	mpq_set_d(mine, d);
	mpq_sub(mine, mine, x);
	mpq_abs(mine, mine);
	for (step = -1; step <= 1 && d != 0; step += 2) {
		memcpy(&bits, &d, sizeof bits);
		bits += (uint64_t)(int64_t)step;
		memcpy(&near, &bits, sizeof near);
		mpq_set_d(other, near);
		mpq_sub(other, other, x);
		mpq_abs(other, other);
		assert_true(mpq_cmp(mine, other) <= 0);
	}
	mpq_clears(mine, other, NULL);
}

static void the_double_is_the_nearest_one(void **state)
{
	struct num a;
	mpq_t x;
	int i;

	mpq_init(x);
	for (seed = 5, i = 0; i < RUNS; i++) {
		a = draw_operand(x);
		assert_nearest(num_double(a), x);
		mpq_mul(x, x, x);
		assert_nearest(num_double(num_mul(arena, a, a)), x);
	}
	mpq_clear(x);
}

static void doubles_of_known_numbers(void **state)
{
	assert_true(num_double(num_int(0)) == 0.0);
	assert_true(num_double(parsed("0.1")) == 0.1);
	assert_true(num_double(parsed("-94.985")) == -94.985);
	assert_true(num_double(num_ratio(arena, 57, 7)) == 57.0 / 7.0);
	assert_true(num_double(num_int((INT64_C(1) << 53) + 1)) == 9007199254740992.0);
	assert_true(num_double(num_int((INT64_C(1) << 53) + 3)) == 9007199254740996.0);
	assert_true(num_double(num_int(INT64_MAX)) == 9223372036854775808.0);
	assert_true(num_double(parsed("0.3333333333333333333333333333333333333333")) == 1.0 / 3.0);
}

static const char *root(const char *x, unsigned digits)
{
	return num_text(arena, num_sqrt(arena, parsed(x), digits));
}

static void the_root_is_rounded_half_up_to_its_digits(void **state)
{
	assert_string_equal(root("0", 30), "0");
	assert_string_equal(root("4", 30), "2");
	assert_string_equal(root("2", 30), "1.41421356237309504880168872421");
	assert_string_equal(root("0.0002", 30), "0.0141421356237309504880168872421");
	assert_string_equal(root("20000000000000000000000000000000000000000000000000000000000000000000000000000", 5),
		"141420000000000000000000000000000000000");
	assert_string_equal(root("6.25", 1), "3");
	assert_string_equal(root("99.9", 2), "10");
	assert_string_equal(root("99.99", 3), "10");
	assert_string_equal(num_text(arena, num_sqrt(arena, num_ratio(arena, 1, 9), 5)), "0.33333");
	assert_string_equal(num_text(arena, num_sqrt(arena, num_ratio(arena, 4, 9), 5)), "0.66667");
}

/* For every x, root² lies within half a unit of its last digit. */
static void the_root_squared_encloses_the_number(void **state)
{
	for (int64_t p = 1; p < 300; p++)
		for (int64_t q = 1; q < 40; q += 13) {
			struct num x = num_ratio(arena, p, q), r = num_sqrt(arena, x, 8);
			struct num half = num_scaled(arena, 5, num_cmp(x, num_int(100)) >= 0 ? 7 : num_cmp(x, num_int(1)) >= 0 ? 8 : 9);
			struct num low = num_sub(arena, r, half), high = num_add(arena, r, half);

			assert_true(num_cmp(num_mul(arena, low, low), x) <= 0);
			assert_true(num_cmp(x, num_mul(arena, high, high)) <= 0);
		}
}

#define HELD(test) cmocka_unit_test_setup_teardown(test, with_arena, without_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HELD(small_operands_give_what_gmp_gives),
		HELD(big_operands_give_what_gmp_gives),
		HELD(a_big_number_that_shrinks_is_small_again),
		HELD(the_least_int64_is_a_number_like_any_other),
		HELD(the_order_of_additions_does_not_matter),
		HELD(rounding_gives_what_gmp_gives),
		HELD(exact_halves_round_as_gmp_says),
		HELD(halves_round_as_the_three_rules_say),
		HELD(only_plain_decimals_are_numbers),
		HELD(a_text_is_read_and_written_back),
		HELD(only_the_given_length_is_read),
		HELD(a_decimal_without_an_arena_has_at_most_36_digits),
		HELD(a_mantissa_may_fill_its_128_bits),
		HELD(a_number_without_a_finite_decimal_is_a_fraction),
		HELD(fixed_places_are_rounded_half_up_and_filled),
		HELD(the_short_form_says_where_it_was_rounded),
		HELD(the_double_is_the_nearest_one),
		HELD(doubles_of_known_numbers),
		HELD(the_root_is_rounded_half_up_to_its_digits),
		HELD(the_root_squared_encloses_the_number)
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
