/* 例 of what rests on other days: earlier proposals, a calendar; and of 名单 and 核对. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

#define ROOMS \
	"[数据:件]\n文件 = 件_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.交办 = 日期 必填\n列.完成 = 日期 必填\n" \
	"[统计:件数]\n数据 = 件\n算法 = 计数\n" \
	"[统计:三日内]\n数据 = 件\n算法 = 计数\n条件 = 工作日(交办, 完成) <= 3\n" \
	"[统计:末日]\n数据 = 件\n算法 = 最大\n列 = 完成\n" \
	POOLED "[指标:总]\n合成 = 加权平均\n依据 = 示例\n" \
	"[指标:率]\n上级 = 总\n权重 = 60\n计量单位 = %\n公式 = 三日内 / 件数\n计分 = 正比 封顶\n依据 = 示例\n" \
	"[指标:快]\n上级 = 总\n权重 = 40\n公式 = 工作日(末日, 2026-10-16)\n计分 = 扣分 每 1 扣 10 按比例 扣完为止\n依据 = 示例\n" \
	"[阶梯:梯]\n累计窗口 = 自然年\n连续跨年 = 否\n无数据期 = 中断\n取级 = 最高\n级.1 = 约谈且书面检查 | 主要领导 | 连续 >= 1\n依据 = 示例\n" \
	"[问责:慢]\n情形 = 进展缓慢\n轨道 = 效能督查\n范围 = 总榜\n触发 = 甲 > 乙\n阶梯 = 梯\n依据 = 示例\n" \
	"[问责:屡教]\n情形 = 措施不力\n轨道 = 过错问责\n范围 = 总榜\n触发 = 甲 > 乙 且 本级措施(“约谈”, 滚动3期) >= 2\n起始 = 通报批评\n依据 = 示例\n责任角色 = 主要领导\n" \
	"[名单:要看的]\n榜 = 总榜\n条件 = 甲 >= 3\n依据 = 示例\n" \
	"[核对:对得上]\n榜 = 总榜\n条件 = 甲 <= 乙\n不成立 = 报告\n依据 = 示例\n" \
	"[例:甲]\n"
#define ONE "数据.件.行.1 = 东, 2026-10-09, 2026-10-14\n"
#define WEEK "工作日 = 2026-10-08 至 2026-10-10, 2026-10-11 休, 2026-10-12 至 2026-10-16\n"

/* What examples_check says of one example; "" when it holds. */
static const char *says(struct month *m, const char *example)
{
	read_rules(m, arena_printf(m->arena, "%s%s", ROOMS, example));
	if (diag_errors(m->diag) > 0)
		return complaints(m, 0);
	m->diag = diag_new(m->arena, CHINESE);
	assert_int_equal(examples_check(m->arena, m->diag, m->scheme), 1);
	return complaints(m, 0);
}

static void expect(struct month *m, const char *example, const char *sentence)
{
	const char *all = says(m, example), *at = strchr(all, 'K');

	assert_string_equal(at != NULL ? at : all, sentence);
}

static void earlier_proposals_are_counted_in_their_window(void **state)
{
	expect(*state, "问责 = 屡教\n给定.甲 = 5\n给定.乙 = 1\n前期.1.措施 = 约谈且书面检查\n前期.2.措施 = 约谈且书面检查\n应得 = 是\n", "");
	expect(*state, "问责 = 屡教\n给定.甲 = 5\n给定.乙 = 1\n前期.1.措施 = 约谈且书面检查\n前期.3.措施 = 约谈且书面检查\n应得 = 否\n", "");
	expect(*state, "问责 = 屡教\n给定.甲 = 5\n给定.乙 = 1\n前期.1.措施 = 约谈且书面检查\n前期.2.措施 = 通报批评\n应得 = 否\n", "");
	expect(*state, "问责 = 屡教\n给定.甲 = 5\n给定.乙 = 1\n前期.1.措施 = 约谈且书面检查\n应得 = 是\n",
		"K510: 例“甲”应得 是，算得 否（甲(5) > 乙(1) 且 本级措施(“约谈”, 滚动3期)(1) >= 2）；请改正例，或改正问责“屡教”的规则\n");
}

static void each_unit_has_its_own_proposals(void **state)
{
	expect(*state, "问责 = 屡教\n单位 = 东, 西\n给定.甲 = 5\n给定.乙 = 1\n前期.1.措施 = 约谈且书面检查\n"
		"前期.2.措施 = 约谈且书面检查, -\n应得 = 是\n应得.西 = 否\n", "");
}

static void a_measure_that_nobody_proposes_is_refused(void **state)
{
	expect(*state, "问责 = 屡教\n给定.甲 = 5\n给定.乙 = 1\n前期.1.措施 = 约谈\n应得 = 否\n",
		"K1240: 例“甲”的前期措施“约谈”，没有一条问责、没有阶梯的一级会提；请照 起始 或 级.n 的写法改正\n");
	expect(*state, "问责 = 屡教\n给定.甲 = 5\n给定.乙 = 1\n前期.1.提过 = 通报批评\n应得 = 否\n",
		"K1103: “前期.1.提过”看不懂；应写 前期.n.值.指标、前期.n.得分.指标、前期.n.总得分、前期.n.总名次 或 前期.n.措施，n 为 1 至 36\n");
}

static void a_unit_is_on_a_list_or_not(void **state)
{
	expect(*state, "名单 = 要看的\n给定.甲 = 3\n应得 = 是\n", "");
	expect(*state, "名单 = 要看的\n单位 = 东, 西\n给定.甲 = 2, -\n应得 = 否\n应得.西 = 无法判断\n", "");
	expect(*state, "名单 = 要看的\n给定.甲 = 2\n应得 = 是\n",
		"K510: 例“甲”应得 是，算得 否（甲(2) >= 3）；请改正例，或改正名单“要看的”的规则\n");
	expect(*state, "名单 = 要看的\n应得 = 是\n", "K511: 例“甲”没有写 给定.甲，而名单“要看的”要用到它；请补写\n");
	expect(*state, "名单 = 要看得\n给定.甲 = 3\n应得 = 是\n", "K240: 没有名为“要看得”的名单；是否指“要看的”？请改正\n");
	expect(*state, "名单 = 别处\n给定.甲 = 3\n应得 = 是\n", "K239: 没有名为“别处”的名单；请改成已有的名称，或补上 [名单:别处] 一段\n");
}

static void figures_agree_or_do_not(void **state)
{
	expect(*state, "核对 = 对得上\n给定.甲 = 3\n给定.乙 = 3\n应得 = 是\n", "");
	expect(*state, "核对 = 对得上\n给定.甲 = 4\n给定.乙 = 3\n应得 = 否\n", "");
	expect(*state, "核对 = 对得上\n给定.甲 = 4\n给定.乙 = 3\n应得 = 是\n",
		"K510: 例“甲”应得 是，算得 否（甲(4) <= 乙(3)）；请改正例，或改正核对“对得上”的规则\n");
}

static void rows_count_the_working_days_of_the_example(void **state)
{
	expect(*state, "统计 = 三日内\n单位 = 东\n期 = 2026-10\n" ONE WEEK "应得 = 值 0\n", "");
	expect(*state, "统计 = 三日内\n单位 = 东\n期 = 2026-10\n" ONE "工作日 = 2026-10-08 至 2026-10-09, 2026-10-10 至 2026-10-11 休, 2026-10-12 至 2026-10-16\n"
		"应得 = 值 1\n", "");
	expect(*state, "统计 = 三日内\n单位 = 东\n期 = 2026-10\n" ONE "应得 = 值 1\n",
		"K517: 例“甲”的行读不进去：数据“件”有 1 次 工作日() 超出了日历，得不出结果，按空处理；请补上日历后重新运行\n");
}

static void figures_count_the_working_days_of_the_example(void **state)
{
	expect(*state, "指标 = 快\n期 = 2026-10\n给定.末日 = 2026-10-10\n" WEEK "应得 = 值 5, 得分 50\n", "");
}

static void the_calendar_has_no_holes(void **state)
{
	static const char *const wrong[] = { "2026-10-08, 2026-10-10", "2026-10-08 至 2026-10-07", "国庆", "2026-10-08 上班", "2026-10-08 至 2036-10-08", NULL };
	struct month *m = *state;

	for (int k = 0; wrong[k] != NULL; k++)
		expect(m, arena_printf(m->arena, "指标 = 快\n期 = 2026-10\n给定.末日 = 2026-10-10\n工作日 = %s\n应得 = 值 5\n", wrong[k]),
			arena_printf(m->arena, "K1241: 例“甲”的工作日看不懂：“%s”；应依次逐日写明，中间不漏，休息的写 休，如 2026-10-08 至 2026-10-10, 2026-10-11 休\n",
				wrong[k]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(earlier_proposals_are_counted_in_their_window),
		MONTH_TEST(each_unit_has_its_own_proposals),
		MONTH_TEST(a_measure_that_nobody_proposes_is_refused),
		MONTH_TEST(a_unit_is_on_a_list_or_not),
		MONTH_TEST(figures_agree_or_do_not),
		MONTH_TEST(rows_count_the_working_days_of_the_example),
		MONTH_TEST(figures_count_the_working_days_of_the_example),
		MONTH_TEST(the_calendar_has_no_holes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
