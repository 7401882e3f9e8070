/* test_rules_circular.c -- [通报]: every fault of its sentences is told at its line. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/rules_bench.h"

#define REST \
	"[方案]\n名称 = 示例\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2026-01\n修约 = 2位 四舍五入\n" \
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n" \
	"[名录:区县]\n文件 = units.csv\n" \
	"[榜:区县]\n名录 = 区县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n" \
	"[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n" \
	"[统计:应办]\n数据 = 台账\n算法 = 计数\n" \
	"[指标:总分]\n合成 = 平均\n依据 = 示例\n" \
	"[指标:办理]\n上级 = 总分\n公式 = 应办\n计分 = 扣分 每 1 扣 1 按比例 扣完为止\n依据 = 示例\n"

static void says(void **state, const char *text, const char *expected)
{
	struct bench *b = *state;

	bench_read(b, arena_printf(b->arena, "%s%s", text, REST), "代码,名称\n1,东区\n2,西区\n", "2026-10");
	printed(b, 0, expected);
}

static void a_sound_notice_is_taken_apart_into_text_and_figures(void **state)
{
	struct bench *b = *state;
	const struct circular *c;

	says(state, "[通报]\n句.1 = {期}第一是{首位}。\n句.2 = 后2名 | {单位}{值.办理}\n", "");
	c = b->scheme->circular;
	assert_non_null(c);
	assert_string_equal(c->board->name, "区县");
	assert_int_equal(c->sentence_count, 2);
	assert_int_equal(c->sentence[0].part_count, 4);
	assert_int_equal(c->sentence[0].part[0].figure, CIRCULAR_PERIOD_NAME);
	assert_string_equal(c->sentence[0].part[1].text, "第一是");
	assert_int_equal(c->sentence[1].whom, CIRCULAR_LAST);
	assert_int_equal(c->sentence[1].most, 2);
	assert_string_equal(c->sentence[1].part[1].indicator->name, "办理");
}

static void a_figure_that_does_not_exist_is_an_error(void **state)
{
	says(state, "[通报]\n句.1 = 第一名{冠军得主}\n", "rules.ini:2:7: 错误 K1270: [通报] 里没有“冠军得主”这个数；可用的见 kaohe help rules 的 [通报]；请改正\n");
}

static void a_misspelt_figure_is_told_with_the_nearest(void **state)
{
	says(state, "[通报]\n句.1 = {参平数}个\n", "rules.ini:2:7: 错误 K1271: [通报] 里没有“参平数”这个数；是否指“参评数”？请改正\n");
}

static void whom_a_sentence_speaks_of_is_one_of_a_few_words(void **state)
{
	says(state, "[通报]\n句.1 = 第一 | {单位}\n",
		"rules.ini:2:7: 错误 K1272: “|”前面应为 本期、首位、末位、前3名、后3名 或 各单位，实为“第一”；请改正\n");
	((struct bench *)*state)->diag = diag_new(((struct bench *)*state)->arena, CHINESE);
	says(state, "[通报]\n句.1 = 前0名 | {单位}\n",
		"rules.ini:2:7: 错误 K1272: “|”前面应为 本期、首位、末位、前3名、后3名 或 各单位，实为“前0名”；请改正\n");
}

static void a_units_figure_needs_a_unit(void **state)
{
	says(state, "[通报]\n句.1 = {单位}领先\n",
		"rules.ini:2:7: 错误 K1273: “单位”是一个单位的数，这一句却没有说是哪个单位；请在句首写“首位 |”“末位 |”“前3名 |”等\n");
}

static void a_grade_needs_grades(void **state)
{
	says(state, "[通报]\n句.1 = 首位 | {等次}\n", "rules.ini:2:7: 错误 K1274: 榜“区县”没有 [等次]，通报里填不出等次；请补上 [等次]，或删去 等次\n");
}

static void a_node_with_children_has_points_and_no_value(void **state)
{
	says(state, "[通报]\n句.1 = 首位 | {得分.总分}{值.总分}\n",
		"rules.ini:2:7: 错误 K1275: 榜“区县”上没有“值.总分”这个数：指标不在这个榜的树里，或者有下级、没有自己的值；请改成这个榜的指标，有下级的写 得分\n");
}

static void braces_must_pair(void **state)
{
	says(state, "[通报]\n句.1 = 首位 | {单位得{得分}分\n", "rules.ini:2:7: 错误 K1276: “句.1”里的花括号不成对；数写成一对花括号夹着名称，请补上或删去\n");
}

static void three_hundred_characters_are_the_most(void **state)
{
	struct bench *b = *state;
	struct buf text = buf_new(b->arena);

	buf_add(&text, "[通报]\n句.1 = ");
	for (int i = 0; i < 300; i++)
		buf_add(&text, "字");
	says(state, arena_printf(b->arena, "%s\n", text.at), "");
	says(state, arena_printf(b->arena, "%s{期}\n", text.at),
		"rules.ini:1:1: 错误 K1277: [通报] 各句不算填进去的数已有 301 字，通报至多 300 字；请删减\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_sound_notice_is_taken_apart_into_text_and_figures, setup, teardown),
		cmocka_unit_test_setup_teardown(a_figure_that_does_not_exist_is_an_error, setup, teardown),
		cmocka_unit_test_setup_teardown(a_misspelt_figure_is_told_with_the_nearest, setup, teardown),
		cmocka_unit_test_setup_teardown(whom_a_sentence_speaks_of_is_one_of_a_few_words, setup, teardown),
		cmocka_unit_test_setup_teardown(a_units_figure_needs_a_unit, setup, teardown),
		cmocka_unit_test_setup_teardown(a_grade_needs_grades, setup, teardown),
		cmocka_unit_test_setup_teardown(a_node_with_children_has_points_and_no_value, setup, teardown),
		cmocka_unit_test_setup_teardown(braces_must_pair, setup, teardown),
		cmocka_unit_test_setup_teardown(three_hundred_characters_are_the_most, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
