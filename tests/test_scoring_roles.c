/* test_scoring_roles.c -- who answers for a proposal: the 任职 table and 事实日 in, the roles and facts of the flag out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

#define SCHEME \
	"[方案]\n名称 = 示例\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2026-01\n修约 = 2位 四舍五入\n" \
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n" \
	"[名录:区县]\n文件 = 区县.csv\n责任角色 = 主要领导, 分管领导, 联络员\n任职 = 任职.csv\n" \
	"[数据:台账]\n文件 = 台账.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.日 = 日期 可空\n列.时 = 时刻 可空\n" \
	"[统计:甲]\n数据 = 台账\n算法 = 计数\n" \
	"[统计:末日]\n数据 = 台账\n算法 = 最大\n列 = 日\n" \
	"[统计:末时]\n数据 = 台账\n算法 = 最大\n列 = 时\n" \
	"[指标:总]\n公式 = 甲\n计分 = 引用 满分 100\n依据 = 示例\n" \
	POOLED \
	"[问责:慢]\n情形 = 进展缓慢\n轨道 = 效能督查\n范围 = 总榜\n触发 = 甲 >= 1\n依据 = 示例\n"
#define PLAIN "起始 = 约谈\n责任角色 = 主要领导, 分管领导, 直接责任者\n"
#define LADDER "阶梯 = 梯\n" "[阶梯:梯]\n累计窗口 = 自然年\n连续跨年 = 否\n无数据期 = 中断\n取级 = 最高\n依据 = 示例\n级.1 = 提醒 | 主要领导、联络员 | 连续 >= 1\n"
#define STEADY "东区,分管领导,示例丁,,\n"

/* 2026-10 with one flag on 东区; terms are rows of the table. */
static void month_of(struct month *m, const char *terms, const char *trigger)
{
	struct period period;

	put_file(m, m->rules, "区县.csv", "代码,名称,联络员\nA,东区,示例卯\nB,西区,\n");
	put_file(m, m->rules, "任职.csv", arena_printf(m->arena, "单位,角色,姓名,起,止\n%s", terms));
	put_file(m, m->rules, "考核.ini", arena_printf(m->arena, "%s%s", SCHEME, trigger));
	assert_true(period_parse("2026-10", &period));
	m->diag = diag_new(m->arena, CHINESE);
	m->scheme = scheme_read(m->arena, m->diag, m->rules, &period);
	if (diag_errors(m->diag) > 0)
		diag_print(m->diag, stderr, 0);
	assert_int_equal(diag_errors(m->diag), 0);
	m->diag = diag_new(m->arena, CHINESE);
	m->measures = measures_blank(m->arena, m->scheme, period, period.last);
	give(m, "A", "甲", "3");
	give(m, "B", "甲", "0");
}

static int32_t day(const char *text)
{
	int32_t d;

	assert_true(day_parse(text, strlen(text), &d));
	return d;
}

static const struct flag *only(struct month *m)
{
	score(m);
	assert_int_equal(m->flags->count, 1);
	return &m->flags->flag[0];
}

#define CHANGE "东区,主要领导,示例张三,,2026-10-15\n东区,主要领导,示例李四,2026-10-16,\n" STEADY

static void without_a_rule_the_cutoff_day_decides(void **state)
{
	struct month *m = *state;

	month_of(m, CHANGE, PLAIN);
	assert_string_equal(only(m)->roles, "主要领导（示例李四）、分管领导（示例丁）、直接责任者");
	assert_string_equal(only(m)->facts, "甲(3) >= 1");
	assert_int_equal(only(m)->fact_day, day("2026-10-31"));
	m->measures->cutoff = day("2026-10-15");
	assert_string_equal(only(m)->roles, "主要领导（示例张三）、分管领导（示例丁）、直接责任者");
	assert_string_equal(complaints(m, 0), "");
}

static void the_day_of_the_fact_decides_where_the_rule_has_one(void **state)
{
	struct month *m = *state;

	month_of(m, CHANGE, PLAIN "事实日 = 末日\n");
	measures_set(m->measures, measure(m, "末日"), unit(m, "A"), value_day(day("2026-10-15")), 3);
	assert_string_equal(only(m)->roles, "主要领导（示例张三，现任示例李四）、分管领导（示例丁）、直接责任者");
	assert_string_equal(only(m)->facts, "甲(3) >= 1；事实日 2026-10-15");
	assert_int_equal(only(m)->fact_day, day("2026-10-15"));
}

static void a_moment_falls_on_its_day_and_the_beginning_of_the_period_is_a_day(void **state)
{
	struct month *m = *state;

	month_of(m, CHANGE, PLAIN "事实日 = 末时\n");
	measures_set(m->measures, measure(m, "末时"), unit(m, "A"), value_moment((int64_t)day("2026-10-16") * 86400), 3);
	assert_string_equal(only(m)->facts, "甲(3) >= 1；事实日 2026-10-16");
	measures_set(m->measures, measure(m, "末时"), unit(m, "A"), value_moment((int64_t)day("2026-10-16") * 86400 - 1), 3);
	assert_string_equal(only(m)->facts, "甲(3) >= 1；事实日 2026-10-15");
	month_of(m, CHANGE, PLAIN "事实日 = 期初\n");
	assert_string_equal(only(m)->facts, "甲(3) >= 1；事实日 2026-10-01");
}

static void where_there_is_no_day_the_cutoff_day_stands_in_and_the_facts_say_so(void **state)
{
	struct month *m = *state;

	month_of(m, CHANGE, PLAIN "事实日 = 末日\n");
	assert_string_equal(only(m)->facts, "甲(3) >= 1；事实日无从得出（末日(不适用)），按截止日 2026-10-31");
	assert_string_equal(only(m)->roles, "主要领导（示例李四）、分管领导（示例丁）、直接责任者");
}

static void nobody_in_office_is_printed_and_warned_of_at_the_term_before(void **state)
{
	struct month *m = *state;

	month_of(m, "西区,分管领导,示例己,,\n东区,主要领导,示例张三,,2026-10-15\n东区,主要领导,示例李四,2026-11-02,\n", PLAIN);
	assert_string_equal(only(m)->roles, "主要领导（2026-10-31 无人任职）、分管领导（2026-10-31 无人任职）、直接责任者");
	assert_string_equal(complaints(m, 0), "任职.csv: 警告 K541: 东区的“分管领导”在 2026-10-31 无人任职，问责建议写不出姓名；请补全任职表\n"
		"任职.csv:3: 警告 K541: 东区的“主要领导”在 2026-10-31 无人任职，问责建议写不出姓名；请补全任职表\n");
	assert_int_equal(diag_exit(m->diag), 1);
	m->today = day("2026-11-04");
	assert_string_equal(only(m)->roles, "主要领导（2026-10-31 无人任职，现任示例李四）、分管领导（2026-10-31 无人任职）、直接责任者");
}

static void who_came_after_is_named_only_once_in_office(void **state)
{
	struct month *m = *state;

	month_of(m, "东区,主要领导,示例张三,,2026-11-04\n东区,主要领导,示例李四,2026-11-05,2026-11-30\n" STEADY, PLAIN);
	m->today = day("2026-11-04");
	assert_string_equal(only(m)->roles, "主要领导（示例张三）、分管领导（示例丁）、直接责任者");
	m->today = day("2026-11-05");
	assert_string_equal(only(m)->roles, "主要领导（示例张三，现任示例李四）、分管领导（示例丁）、直接责任者");
	m->today = day("2026-12-01");
	assert_string_equal(only(m)->roles, "主要领导（示例张三，现无人任职）、分管领导（示例丁）、直接责任者");
	m->today = day("2026-10-20");
	assert_string_equal(only(m)->roles, "主要领导（示例张三）、分管领导（示例丁）、直接责任者");
	assert_string_equal(complaints(m, 0), "");
}

static void deputies_are_all_named(void **state)
{
	struct month *m = *state;

	month_of(m, "东区,主要领导,示例张三,,\n东区,分管领导,示例庚,,2026-11-01\n东区,分管领导,示例丁,2026-02-01,\n", PLAIN);
	assert_string_equal(only(m)->roles, "主要领导（示例张三）、分管领导（示例庚、示例丁）、直接责任者");
	m->today = day("2026-11-02");
	assert_string_equal(only(m)->roles, "主要领导（示例张三）、分管领导（示例庚、示例丁，现任示例丁）、直接责任者");
}

static void the_roles_of_a_rung_go_by_the_same_day(void **state)
{
	struct month *m = *state;

	month_of(m, CHANGE, "事实日 = 末日\n" LADDER);
	measures_set(m->measures, measure(m, "末日"), unit(m, "A"), value_day(day("2026-10-02")), 3);
	assert_string_equal(only(m)->measure, "提醒");
	assert_string_equal(only(m)->roles, "主要领导（示例张三，现任示例李四）、联络员（示例卯）");
}

static void the_day_of_the_fact_must_be_a_day(void **state)
{
	struct month *m = *state;
	struct diag *d = diag_new(m->arena, CHINESE);

	month_of(m, CHANGE, PLAIN);
	put_file(m, m->rules, "考核.ini", SCHEME PLAIN "事实日 = 甲 + 1\n");
	scheme_read(m->arena, d, m->rules, NULL);
	assert_int_equal(diag_errors(d), 1);
	m->diag = d;
	assert_string_equal(complaints(m, 0), "考核.ini:52:9: 错误 K303: “甲 + 1”是数，这里要日期；请改正\n");
}

static void a_measure_that_only_the_day_asks_for_is_used(void **state)
{
	struct month *m = *state;
	struct diag *d = diag_new(m->arena, CHINESE);

	month_of(m, CHANGE, PLAIN);
	put_file(m, m->rules, "考核.ini", SCHEME PLAIN "事实日 = 末日\n");
	scheme_read(m->arena, d, m->rules, NULL);
	m->diag = d;
	assert_null(strstr(complaints(m, 0), "统计“末日”没有用到"));
	assert_non_null(strstr(complaints(m, 0), "统计“末时”没有用到"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(without_a_rule_the_cutoff_day_decides),
		MONTH_TEST(the_day_of_the_fact_decides_where_the_rule_has_one),
		MONTH_TEST(a_moment_falls_on_its_day_and_the_beginning_of_the_period_is_a_day),
		MONTH_TEST(where_there_is_no_day_the_cutoff_day_stands_in_and_the_facts_say_so),
		MONTH_TEST(nobody_in_office_is_printed_and_warned_of_at_the_term_before),
		MONTH_TEST(who_came_after_is_named_only_once_in_office),
		MONTH_TEST(deputies_are_all_named),
		MONTH_TEST(the_roles_of_a_rung_go_by_the_same_day),
		MONTH_TEST(the_day_of_the_fact_must_be_a_day),
		MONTH_TEST(a_measure_that_only_the_day_asks_for_is_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
