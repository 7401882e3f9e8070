/* test_rules_expr.c -- what an expression means, and what is said of one that means nothing.
 *
 * Expressions are read in the scope of one row with the columns below. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rules/parse.h"

struct bench {
	struct arena *arena;
	struct diag *diag;
	struct scheme *scheme;
	struct source source;
};

/* The row: 数量 12, 面积 2.5, 率 90%, 空数 blank, 发现 2026-10-01, 完成 blank, 受理 2026-10-01 18:00:00, 街 “背街” */
static struct value cell(struct env *env, const struct expr *e)
{
	switch (e->column) {
	case 0: return value_num(num_int(12));
	case 1: return value_num(num_ratio(env->arena, 5, 2));
	case 2: return value_num(num_ratio(env->arena, 9, 10));
	case 4: return value_day(day_of(2026, 10, 1));
	case 6: return value_moment((int64_t)day_of(2026, 10, 1) * 86400 + 18 * 3600);
	case 7: return value_text("背街");
	case 8: return value_none(NOT_REPORTED);
	case 9: return value_none(NO_DENOMINATOR);
	default: return value_blank();
	}
}

static int setup(void **state)
{
	static struct column columns[] = {
		{ .name = "数量", .type = COL_INTEGER, .dimension = "件" }, { .name = "面积", .type = COL_DECIMAL },
		{ .name = "率", .type = COL_PERCENT, .dimension = "%" }, { .name = "空数", .type = COL_INTEGER },
		{ .name = "发现", .type = COL_DAY }, { .name = "完成", .type = COL_DAY }, { .name = "受理", .type = COL_MOMENT },
		{ .name = "街", .type = COL_TEXT }, { .name = "未报", .type = COL_INTEGER }, { .name = "无母", .type = COL_INTEGER },
		{ .name = "PM2.5", .type = COL_INTEGER }, { .name = "天", .type = COL_INTEGER, .dimension = "天" } };
	struct bench *b = calloc(1, sizeof *b);

	b->arena = arena_new();
	b->diag = diag_new(b->arena, CHINESE);
	b->scheme = arena_one(b->arena, struct scheme);
	b->source.column = columns;
	b->source.column_count = sizeof columns / sizeof *columns;
	*state = b;
	return 0;
}

static int teardown(void **state)
{
	struct bench *b = *state;

	arena_free(b->arena);
	free(b);
	return 0;
}

static const struct expr *read(struct bench *b, const char *text)
{
	struct scope scope = { b->arena, b->diag, b->scheme, SCOPE_ROW, &b->source, NULL };
	struct entry entry = { "条件", text, { "试.ini", 1, 1 }, { "试.ini", 1, 1 } };

	return parse_any(&scope, &entry);
}

static struct env env_of(struct bench *b)
{
	return (struct env){ .arena = b->arena, .first = day_of(2026, 10, 1), .last = day_of(2026, 10, 31),
		.cutoff = day_of(2026, 10, 31), .ref = cell };
}

static void gives(struct bench *b, const char *text, const char *expected)
{
	const struct expr *e = read(b, text);
	struct env env = env_of(b);

	if (e == NULL)
		diag_print(b->diag, stderr, 0);
	assert_non_null(e);
	assert_string_equal(value_show(b->arena, expr_eval(e, &env)), expected);
}

static void says(struct bench *b, const char *text, const char *expected)
{
	char *printed;
	size_t size;
	FILE *out = open_memstream(&printed, &size);

	assert_null(read(b, text));
	diag_print(b->diag, out, 0);
	fclose(out);
	assert_string_equal(printed, expected);
	free(printed);
}

/* ---- numbers --------------------------------------------------------------- */

static void products_bind_before_sums_and_from_the_left(void **state)
{
	gives(*state, "1 + 2 * 3 - 8 / 4 / 2", "6");
	gives(*state, "-(1 + 2) * 3", "-9");
	gives(*state, "10 - 3 - 2", "5");
	gives(*state, "1 / 3 * 3", "1");
}

static void full_width_signs_are_their_ascii_twins(void **state)
{
	gives(*state, "（１ + 2）× 3 ÷ 2", "4.5");
	gives(*state, "数量 ≥ 12 且 数量 ≠ 13", "是");
	gives(*state, "90％", "0.9");
}

static void percent_is_a_hundredth(void **state)
{
	gives(*state, "率 = 90%", "是");
	gives(*state, "20% + 0.5%", "0.205");
}

static void rounding_is_half_away_from_zero(void **state)
{
	gives(*state, "舍入(2.345, 2)", "2.35");
	gives(*state, "舍入(-2.345, 2)", "-2.35");
	gives(*state, "取整(-1.5)", "-2");
	gives(*state, "向上取整(1.2)", "2");
	gives(*state, "绝对值(0 - 面积)", "2.5");
}

static void logarithm_root_and_power_have_thirty_digits(void **state)
{
	gives(*state, "ln(2) * 1000000", "≈693147.18056");
	gives(*state, "sqrt(2.25)", "1.5");
	gives(*state, "幂(1.1, 3)", "1.331");
	gives(*state, "幂(8, 1 / 3)", "2");
	gives(*state, "舍入(ln(10) * 10000000000000000000000, 0) - 23025850929940456840180", "0");
}

static void where_there_is_no_logarithm_root_or_power_there_is_no_denominator(void **state)
{
	gives(*state, "ln(0)", "无分母");
	gives(*state, "sqrt(0 - 1)", "无分母");
	gives(*state, "幂(0, 0)", "无分母");
	gives(*state, "幂(0 - 2, 0.5)", "无分母");
}

static void a_zero_or_negative_denominator_is_no_denominator(void **state)
{
	gives(*state, "数量 / 0", "无分母");
	gives(*state, "数量 / (0 - 1)", "无分母");
}

/* ---- missing is not zero ------------------------------------------------------ */

static void a_blank_stays_blank_in_arithmetic(void **state)
{
	gives(*state, "空数 + 1", "空");
	gives(*state, "最大(空数, 3)", "3");
	gives(*state, "最小(空数, 空数)", "空");
}

static void the_first_kind_of_no_number_wins(void **state)
{
	gives(*state, "未报 + 无母", "未报送");
	gives(*state, "无母 * 未报", "未报送");
	gives(*state, "无母 + 空数", "无分母");
	gives(*state, "最大(无母, 3)", "无分母");
}

static void a_missing_operand_makes_only_its_own_comparison_unknown(void **state)
{
	gives(*state, "空数 > 1", "无法判断");
	gives(*state, "空数 > 1 且 数量 > 100", "否");
	gives(*state, "空数 > 1 或 数量 > 1", "是");
	gives(*state, "空数 > 1 且 数量 > 1", "无法判断");
	gives(*state, "空数 > 1 或 数量 > 100", "无法判断");
	gives(*state, "非 空数 > 1", "无法判断");
	gives(*state, "空数 为空", "是");
	gives(*state, "未报 为空", "是");
	gives(*state, "非 数量 为空", "是");
}

static void an_open_case_is_overdue_only_if_the_rule_says_what_blank_means(void **state)
{
	gives(*state, "完成 > 2026-10-05", "无法判断");
	gives(*state, "完成 为空 或 完成 > 2026-10-05", "是");
}

static void if_evaluates_the_chosen_branch_alone(void **state)
{
	gives(*state, "如果(数量 > 10, 1, 1 / 0)", "1");
	gives(*state, "如果(空数 > 10, 1, 2)", "空");
}

/* ---- order of words ------------------------------------------------------------ */

static void not_binds_before_and_before_or(void **state)
{
	gives(*state, "非 数量 = 12 或 数量 = 12 且 面积 = 2.5", "是");
	gives(*state, "数量 = 1 且 数量 = 1 或 面积 = 2.5", "是");
	gives(*state, "数量 = 12 或 1 = 1 且 面积 = 1", "是");
	gives(*state, "(数量 = 12 或 1 = 1) 且 面积 = 1", "否");
}

static void within_is_inclusive_at_both_ends(void **state)
{
	gives(*state, "发现 在 期初 至 期末", "是");
	gives(*state, "数量 在 12 至 13", "是");
	gives(*state, "数量 在 11 至 12", "是");
	gives(*state, "数量 在 (11, 12)", "是");
	gives(*state, "街 在 (“主干道”, \"背街\")", "是");
	gives(*state, "数量 在 (10 + 1) 至 20", "是");
}

static void days_are_whole_and_moments_exact_fractions(void **state)
{
	gives(*state, "天数(发现, 2026-10-11)", "10");
	gives(*state, "天数(发现, 受理)", "0.75");
	gives(*state, "天数(完成, 发现)", "空");
}

static void a_moment_beside_a_day_is_the_day_it_falls_on(void **state)
{
	gives(*state, "受理 <= 2026-10-01", "是");
	gives(*state, "受理 > 2026-10-01", "否");
	gives(*state, "受理 > 2026-10-01 17:59:59", "是");
}

static void odd_names_stand_in_corner_brackets(void **state)
{
	gives(*state, "「PM2.5」 为空", "是");
}

/* ---- what is said -------------------------------------------------------------- */

static void a_misspelt_name_is_asked_about(void **state)
{
	says(*state, "数量 > 1 且 面极 > 2", "试.ini:1:10: 错误 K306: 没有“面极”这个名称；是否指“面积”？文字请加引号“ ”\n");
}

static void text_without_quotes_is_no_text(void **state)
{
	says(*state, "街 = 主干道", "试.ini:1:5: 错误 K305: 没有“主干道”这个名称；这里可用列、统计或参数的名称，文字请加引号“ ”\n");
}

static void comparisons_do_not_chain(void **state)
{
	says(*state, "1 < 数量 < 5", "试.ini:1:8: 错误 K322: 比较不能连写，多出“<”；请用 且 连接，如 a > 1 且 a < 5\n");
}

static void types_do_not_mix(void **state)
{
	says(*state, "发现 > 3", "试.ini:1:4: 错误 K320: 不同类型不能相比：“发现”是日期，“3”是数；请改正\n");
	says(*state, "街 + 1", "试.ini:1:1: 错误 K303: “街”是文本，这里要数；请改正\n"
		"试.ini:1:4: 错误 K320: 不同类型不能相比：“发现”是日期，“3”是数；请改正\n");
}

static void pieces_and_days_are_not_added(void **state)
{
	struct bench *b = *state;

	assert_non_null(read(b, "数量 + 天"));
	assert_int_equal(diag_errors(b->diag), 1);
	assert_string_equal(diag_at(b->diag, 0)->text, "计量单位不同，不能相加减或相比：“数量”是件，“天”是天；请改公式或计量单位");
}

static void an_unfinished_expression_says_what_is_expected(void **state)
{
	says(*state, "数量 > ", "试.ini:1:6: 错误 K318: 这里应为名称、数、日期或“文字”，实为“（行尾）”；请补上或改正\n");
}

static void a_bracket_left_open_is_told(void **state)
{
	says(*state, "(数量 > 1", "试.ini:1:8: 错误 K302: 这里应为“)”，实为“（行尾）”；请补上或改正\n");
}

static void something_too_much_is_told(void **state)
{
	says(*state, "数量 > 1 面积", "试.ini:1:8: 错误 K324: 表达式到此已完，多出“面积”；请删去，或补上运算符（且 或 + - * / 等）\n");
}

static void a_misspelt_function_is_asked_about(void **state)
{
	says(*state, "绝对直(1)", "试.ini:1:1: 错误 K316: 没有“绝对直”这个函数；是否指“绝对值”？请改正\n");
}

static void deep_nesting_ends_in_a_message_not_in_a_crash(void **state)
{
	struct bench *b = *state;
	char *deep = arena_alloc(b->arena, 4100);

	memset(deep, '(', 4000);
	says(b, deep, "试.ini:1:1: 错误 K323: 表达式超过 2000 字；请分成几个统计或指标\n");
}

/* ---- shown --------------------------------------------------------------------- */

static void the_numbers_are_put_in_behind_each_name(void **state)
{
	struct bench *b = *state;
	struct env env = env_of(b);

	assert_string_equal(expr_show(read(b, "数量 / (面积 + 1) > 20% 且 完成 为空"), &env),
		"数量(12) / (面积(2.5) + 1) > 20% 且 完成(空) 为空");
	assert_string_equal(expr_text(b->arena, read(b, "非 (数量 = 1 或 率 >= 95%) 且 街 = “背街”")),
		"非 (数量 = 1 或 率 >= 95%) 且 街 = “背街”");
	assert_string_equal(expr_text(b->arena, read(b, "1 - (2 - 3) - 4")), "1 - (2 - 3) - 4");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(products_bind_before_sums_and_from_the_left),
		TEST(full_width_signs_are_their_ascii_twins),
		TEST(percent_is_a_hundredth),
		TEST(rounding_is_half_away_from_zero),
		TEST(logarithm_root_and_power_have_thirty_digits),
		TEST(where_there_is_no_logarithm_root_or_power_there_is_no_denominator),
		TEST(a_zero_or_negative_denominator_is_no_denominator),
		TEST(a_blank_stays_blank_in_arithmetic),
		TEST(the_first_kind_of_no_number_wins),
		TEST(a_missing_operand_makes_only_its_own_comparison_unknown),
		TEST(an_open_case_is_overdue_only_if_the_rule_says_what_blank_means),
		TEST(if_evaluates_the_chosen_branch_alone),
		TEST(not_binds_before_and_before_or),
		TEST(within_is_inclusive_at_both_ends),
		TEST(days_are_whole_and_moments_exact_fractions),
		TEST(a_moment_beside_a_day_is_the_day_it_falls_on),
		TEST(odd_names_stand_in_corner_brackets),
		TEST(a_misspelt_name_is_asked_about),
		TEST(text_without_quotes_is_no_text),
		TEST(comparisons_do_not_chain),
		TEST(types_do_not_mix),
		TEST(pieces_and_days_are_not_added),
		TEST(an_unfinished_expression_says_what_is_expected),
		TEST(a_bracket_left_open_is_told),
		TEST(something_too_much_is_told),
		TEST(a_misspelt_function_is_asked_about),
		TEST(deep_nesting_ends_in_a_message_not_in_a_crash),
		TEST(the_numbers_are_put_in_behind_each_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
