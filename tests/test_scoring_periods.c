/* Words of the period and of a 时段 in the formulas of units. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

static const char *value_of(struct month *m, const char *more, const char *formula)
{
	rules(m, arena_printf(m->arena, BOARD "%s[指标:总]\n公式 = %s\n计分 = 引用 满分 100\n依据 = 示例\n", more, formula));
	give(m, "A", "甲", "10");
	score(m);
	return value_show(m->arena, node(m, "A", "总")->value);
}

static void the_months_of_the_year_and_its_ends_are_known(void **state)
{
	struct month *m = *state;

	assert_string_equal(value_of(m, "", "甲 * 月数 / 12"), "≈8.333333");
	assert_string_equal(value_of(m, "", "天数(年初, 期末)"), "303");
	assert_string_equal(value_of(m, "", "天数(期末, 年末)"), "61");
	assert_string_equal(value_of(m, "", "天数(上期初, 上期末)"), "29");
	assert_string_equal(value_of(m, "", "天数(上期末, 期初)"), "1");
}

static void a_campaign_is_a_condition_of_units_too(void **state)
{
	struct month *m = *state;
	const char *campaign = "[时段:整治月]\n起 = 2026-10-01\n止 = 2026-10-31\n期后 = 30天\n依据 = 示例\n";

	assert_string_equal(value_of(m, campaign, "如果(期末 在 整治月, 甲, 0)"), "10");
	assert_string_equal(value_of(m, campaign, "如果(期末 在 整治月期后, 甲, 0)"), "0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_months_of_the_year_and_its_ends_are_known, begin_month, end_month),
		cmocka_unit_test_setup_teardown(a_campaign_is_a_condition_of_units_too, begin_month, end_month),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
