/* test_base_power.c -- logarithm, exponential and power, held against published digits and against each other. */
#include "tests/base_bench.h"

static const char *ln(const char *x, unsigned digits) { return num_text(arena, num_ln(arena, parsed(x), digits)); }
static const char *e_to(const char *y, unsigned digits) { return num_text(arena, num_exp(arena, parsed(y), digits)); }

static const char *power(const char *x, const char *y)
{
	struct num result;

	return num_power(arena, parsed(x), parsed(y), 30, &result) ? num_text(arena, result) : "-";
}

static void logarithms_have_their_known_digits(void **state)
{
	assert_string_equal(ln("2", 40), "0.6931471805599453094172321214581765680755");
	assert_string_equal(ln("10", 40), "2.302585092994045684017991454684364207601");
	assert_string_equal(ln("0.001", 30), "-6.90775527898213705205397436405");
	assert_string_equal(ln("750", 30), "6.62007320653035612461475535806");
	assert_string_equal(ln("1", 30), "0");
}

static void near_one_a_logarithm_is_small_and_has_as_many_digits(void **state)
{
	assert_string_equal(ln("1.000001", 30), "0.000000999999500000333333083333533333");
	assert_string_equal(ln("1.0000000000000000000000000000000000000001", 10), "0.0000000000000000000000000000000000000001");
}

static void exponentials_have_their_known_digits(void **state)
{
	assert_string_equal(e_to("1", 40), "2.718281828459045235360287471352662497757");
	assert_string_equal(e_to("-100", 10), "0.00000000000000000000000000000000000000000003720075976");
	assert_memory_equal(e_to("1000", 12), "197007111402000", 15);
	assert_int_equal(strlen(e_to("1000", 12)), 435);
	assert_string_equal(e_to("0", 30), "1");
}

static void a_whole_power_is_exact(void **state)
{
	struct num result;

	assert_string_equal(power("1.1", "2"), "1.21");
	assert_string_equal(power("2", "-3"), "0.125");
	assert_string_equal(power("-3", "3"), "-27");
	assert_string_equal(power("7", "0"), "1");
	assert_string_equal(power("2", "64"), "18446744073709551616");
	assert_true(num_power(arena, num_ratio(arena, 1, 3), num_int(2), 30, &result));
	assert_string_equal(num_text(arena, result), "1/9");
}

static void a_broken_power_has_thirty_digits(void **state)
{
	assert_string_equal(power("2", "0.5"), "1.41421356237309504880168872421");
	assert_string_equal(power("1.5", "2.5"), "2.75567596063107536047194458404");
	assert_string_equal(power("10", "-0.3"), "0.501187233627272285001554186885");
	assert_string_equal(power("10", "65"), "100000000000000000000000000000000000000000000000000000000000000000");
	assert_string_equal(power("-2", "65"), "-36893488147419103232");
}

static void a_root_that_is_a_decimal_comes_out_as_it_is(void **state)
{
	struct num result;

	assert_string_equal(power("6.25", "0.5"), "2.5");
	assert_true(num_power(arena, num_int(343), num_ratio(arena, 1, 3), 30, &result));
	assert_string_equal(num_text(arena, result), "7");
	assert_true(num_power(arena, parsed("0.000064"), num_ratio(arena, 2, 3), 30, &result));
	assert_string_equal(num_text(arena, result), "0.0016");
}

static void where_there_is_no_power_it_says_so(void **state)
{
	assert_string_equal(power("0", "2"), "0");
	assert_string_equal(power("0", "0.5"), "0");
	assert_string_equal(power("0", "0"), "-");
	assert_string_equal(power("0", "-1"), "-");
	assert_string_equal(power("-2", "0.5"), "-");
	assert_string_equal(power("10", "1001"), "-");
	assert_string_equal(power("10", "-1001"), "-");
}

static void significant_digits_are_rounded_half_up_at_any_size(void **state)
{
	assert_string_equal(num_text(arena, num_significant(arena, parsed("12345"), 3)), "12300");
	assert_string_equal(num_text(arena, num_significant(arena, parsed("12350"), 3)), "12400");
	assert_string_equal(num_text(arena, num_significant(arena, parsed("-0.00012350"), 3)), "-0.000124");
	assert_string_equal(num_text(arena, num_significant(arena, parsed("99.96"), 3)), "100");
	assert_string_equal(num_text(arena, num_significant(arena, parsed("0"), 3)), "0");
	assert_string_equal(num_text(arena, num_significant(arena, num_ratio(arena, 2, 3), 4)), "0.6667");
}

/* e^(ln x) is x again, and ln adds up, for figures of every size. */
static void logarithm_and_exponential_undo_each_other(void **state)
{
	static const char *const figures[] = { "0.0000031", "0.5", "0.99999", "1.00001", "3", "85.375", "123456789.01", "63000000000000" };

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		struct num x = parsed(figures[i]), l = num_ln(arena, x, 60);

		assert_string_equal(num_text(arena, num_significant(arena, num_exp(arena, l, 50), 30)), num_text(arena, x));
		for (size_t k = 0; k < sizeof figures / sizeof *figures; k++) {
			struct num y = parsed(figures[k]);
			struct num sum = num_add(arena, l, num_ln(arena, y, 60)), product = num_ln(arena, num_mul(arena, x, y), 60);

			assert_int_equal(num_cmp(num_round(arena, sum, 40, HALF_UP), num_round(arena, product, 40, HALF_UP)), 0);
		}
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, with_arena, without_arena)
	const struct CMUnitTest tests[] = {
		TEST(logarithms_have_their_known_digits),
		TEST(near_one_a_logarithm_is_small_and_has_as_many_digits),
		TEST(exponentials_have_their_known_digits),
		TEST(a_whole_power_is_exact),
		TEST(a_broken_power_has_thirty_digits),
		TEST(a_root_that_is_a_decimal_comes_out_as_it_is),
		TEST(where_there_is_no_power_it_says_so),
		TEST(significant_digits_are_rounded_half_up_at_any_size),
		TEST(logarithm_and_exponential_undo_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
