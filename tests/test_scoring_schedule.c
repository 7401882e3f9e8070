/* 扣分表: rule text and rows in, points out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

static const char table[] = "数据 = 案件\n条件 = 区县 != “无”\n"
	"扣.1 = 级别 = “市” 且 第几次(区县, 地点, 按 发现日期) >= 3 扣 重罚\n扣.2 = 级别 = “市” 扣 0.5\n扣.其余 = 扣 0.1\n";

static const char *scheme_of(struct month *m, const char *marking, const char *keys)
{
	return arena_printf(m->arena, BOARD "[指标:总]\n计分 = %s\n%s依据 = 示例\n"
		"[数据:案件]\n文件 = 案件.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.级别 = 文本 可空\n列.地点 = 文本 必填\n列.发现日期 = 日期 必填\n"
		"[参数:重罚]\n值 = 2\n依据 = 示例\n", marking, keys);
}

static void month_of(struct month *m, const char *marking, const char *keys, const char *rows)
{
	struct period period;

	rules(m, scheme_of(m, marking, keys));
	put_file(m, m->inputs, "案件.csv", arena_printf(m->arena, "区县,级别,地点,发现日期\n%s", rows));
	put_file(m, m->inputs, "台账.csv", "区县,事,数\n");
	put_file(m, m->inputs, "街道账.csv", "街道,分值\n");
	assert_true(period_parse("2026-10", &period));
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, NULL, NULL);
	score(m);
}

static void every_row_costs_what_the_first_line_that_holds_says(void **state)
{
	struct month *m = *state;

	month_of(m, "扣分表 扣完为止", table, "A,市,甲路,2026-10-01\nA,市,甲路,2026-10-02\nA,市,甲路,2026-10-03\nA,区,甲路,2026-10-04\nA,区,乙路,2026-10-05\nB,市,乙路,2026-10-06\n");
	assert_string_equal(node(m, "A", "总")->shown, "扣.1(1) * 2 + 扣.2(2) * 0.5 + 扣.其余(2) * 0.1 = 3.2");
	assert_string_equal(steps(m, "A", "总"), "扣分表：满分 100，共扣 3.2，得 96.8");
	assert_string_equal(points(m, "B", "总"), "99.5/100");
	assert_string_equal(points(m, "C", "总"), "100/100");
}

static void a_line_that_cannot_be_judged_does_not_hold(void **state)
{
	struct month *m = *state;

	month_of(m, "扣分表 扣完为止", table, "A,,甲路,2026-10-01\n");
	assert_string_equal(points(m, "A", "总"), "99.9/100");
}

static void without_a_rest_other_rows_cost_nothing(void **state)
{
	struct month *m = *state;

	month_of(m, "扣分表 保底 99", "数据 = 案件\n扣.1 = 级别 = “市” 扣 重罚\n", "A,区,甲路,2026-10-01\nA,市,甲路,2026-10-01\nB,区,甲路,2026-10-01\n");
	assert_string_equal(steps(m, "A", "总"), "扣分表：满分 100，共扣 2，低于保底，按保底得 99");
	assert_string_equal(points(m, "B", "总"), "100/100");
}

#define CASE_ROWS "A,市,甲路,2026-10-01\nA,区,甲路,2026-10-02\nD,市,甲路,2026-10-03\nD,区,甲路,2026-10-04\n"

/* A lies in the city, D in the country. */
static void a_group_may_have_a_table_of_its_own(void **state)
{
	struct month *m = *state;

	month_of(m, "扣分表 扣完为止\n计分.县 = 扣分表 保底 60", "数据 = 案件\n扣.1 = 级别 = “市” 扣 重罚\n扣.其余 = 扣 0.1\n扣.1.县 = 级别 = “市” 扣 50\n",
		CASE_ROWS);
	assert_string_equal(node(m, "A", "总")->shown, "扣.1(1) * 2 + 扣.其余(1) * 0.1 = 2.1");
	assert_string_equal(node(m, "D", "总")->shown, "扣.1.县(1) * 50 = 50");
	assert_string_equal(steps(m, "D", "总"), "扣分表：满分 100，共扣 50，低于保底，按保底得 60");
	assert_int_equal(node(m, "D", "总")->n, 1);
}

static void only_the_group_may_have_a_table_or_all_but_it(void **state)
{
	struct month *m = *state;

	month_of(m, "引用 满分 100\n计分.县 = 扣分表 扣完为止", "公式 = 甲 + 7\n数据 = 案件\n扣.1.县 = 级别 = “市” 扣 3\n扣.其余.县 = 扣 重罚\n", CASE_ROWS);
	assert_string_equal(points(m, "A", "总"), "7/100");
	assert_string_equal(points(m, "D", "总"), "95/100");
	month_of(m, "扣分表 扣完为止\n计分.县 = 引用 满分 100", "公式 = 甲 + 7\n数据 = 案件\n扣.1 = 级别 = “市” 扣 3\n扣.其余 = 扣 重罚\n", CASE_ROWS);
	assert_string_equal(points(m, "A", "总"), "95/100");
	assert_string_equal(points(m, "D", "总"), "7/100");
}

static const char *errors(struct month *m, const char *marking, const char *keys)
{
	const char *all;
	struct buf b = buf_new(m->arena);

	read_rules(m, scheme_of(m, marking, keys));
	all = complaints(m, 0);
	for (const char *end; (end = strchr(all, '\n')) != NULL; all = end + 1)
		if (memmem(all, (size_t)(end - all), "错误", strlen("错误")) != NULL)
			buf_printf(&b, "%.*s\n", (int)(end - all), all);
	return b.length > 0 ? b.at : "";
}

static void the_table_is_asked_for_and_only_there(void **state)
{
	assert_string_equal(errors(*state, "扣分表 扣完为止", ""),
		"考核.ini:67:1: 错误 K1058: 指标“总”的计分是扣分表：须写“数据”和 扣.1 …，不写“公式”；请改正\n");
	assert_string_equal(errors(*state, "扣分表 扣完为止", "数据 = 案件\n扣.1 = 级别 = “市”\n"),
		"考核.ini:69:7: 错误 K1059: “扣.1”应写成“行条件 扣 几分”，扣.其余 写成“扣 几分”，实为“级别 = “市””；请改正\n");
	assert_string_equal(errors(*state, "扣分表 扣完为止", "数据 = 案件\n扣.1 = 等级 = “市” 扣 1\n"),
		"考核.ini:69:7: 错误 K305: 没有“等级”这个名称；这里可用列、统计或参数的名称，文字请加引号“ ”\n");
	assert_string_equal(errors(*state, "正比", "公式 = 甲\n扣.1 = 级别 = “市” 扣 1\n"),
		"考核.ini:69:1: 错误 K1060: 指标“总”的计分不是扣分表，“扣.1”没有用处；请删去\n");
}

static void the_lines_of_a_group_and_its_table_go_together(void **state)
{
	assert_string_equal(errors(*state, "正比", "公式 = 甲\n扣.1.县 = 级别 = “市” 扣 1\n"),
		"考核.ini:69:1: 错误 K1200: 指标“总”写了“扣.1.县”，却没有 计分.县 = 扣分表；请补上这一条，或删去“扣.1.县”\n");
	assert_string_equal(errors(*state, "扣分表 扣完为止\n计分.县 = 扣分表 扣完为止", "数据 = 案件\n扣.1 = 级别 = “市” 扣 1\n"),
		"考核.ini:68:1: 错误 K1201: 指标“总”的 计分.县 是扣分表，却没有 扣.1.县；请写上这一组每行扣几分\n");
	assert_string_equal(errors(*state, "扣分表 扣完为止\n计分.县 = 扣分表 扣完为止", "数据 = 案件\n扣.1 = 级别 = “市” 扣 1\n扣.2.县 = 级别 = “市” 扣 1\n"),
		"考核.ini:71:1: 错误 K230: “扣.2.县”的编号不连续，这里应为“扣.1.县”；请从 1 起依次编号\n");
	assert_string_equal(errors(*state, "扣分表 扣完为止\n计分.县 = 扣分表 扣完为止", "公式 = 甲\n数据 = 案件\n扣.1 = 级别 = “市” 扣 1\n扣.1.县 = 级别 = “市” 扣 1\n"),
		"考核.ini:67:1: 错误 K1058: 指标“总”的计分是扣分表：须写“数据”和 扣.1 …，不写“公式”；请改正\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(every_row_costs_what_the_first_line_that_holds_says),
		MONTH_TEST(a_line_that_cannot_be_judged_does_not_hold),
		MONTH_TEST(without_a_rest_other_rows_cost_nothing),
		MONTH_TEST(the_table_is_asked_for_and_only_there),
		MONTH_TEST(a_group_may_have_a_table_of_its_own),
		MONTH_TEST(only_the_group_may_have_a_table_or_all_but_it),
		MONTH_TEST(the_lines_of_a_group_and_its_table_go_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
