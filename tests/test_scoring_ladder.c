/* 阶梯: which measure is proposed when it happens again, and what people's decisions do to that. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_year.h"

#define TREE \
	"[指标:总]\n合成 = 加权平均\n依据 = 示例\n" \
	"[指标:办结]\n上级 = 总\n权重 = 100\n公式 = 丙\n计分 = 引用 满分 100\n依据 = 示例\n"
#define RULE(name, cause, when, more) \
	"[问责:" name "]\n情形 = " cause "\n轨道 = 过错问责\n范围 = 总榜\n触发 = " when "\n" \
	"依据 = 示例第三条\n责任角色 = 主要领导\n" more
#define CAUGHT(more) RULE("排名靠后", "推进不力", "甲 >= 1", more)
#define LADDER(window, across, gap, taking, rungs) \
	"[阶梯:城市治理]\n累计窗口 = " window "\n连续跨年 = " across "\n无数据期 = " gap "\n取级 = " taking "\n" rungs "依据 = 示例\n"

/* 西安市城市治理专项工作月度考核责任追究办法（2016），区县与市级部门各一套。 */
#define THREE_ROLES "主要领导、分管领导、直接责任者"
#define XIAN_RUNGS \
	"级.1 = 口头检查 | 主要领导 | 连续 >= 1\n" \
	"级.2 = 约谈且书面检查 | " THREE_ROLES " | 连续 >= 2 或 累计 >= 3\n" \
	"级.3 = 通报批评或诫勉谈话 | " THREE_ROLES " | 连续 >= 3 或 累计 >= 4\n" \
	"级.4 = 建议启动问责 | " THREE_ROLES " | 连续 >= 4 或 累计 >= 5\n" \
	"级.2.县 = 约谈且书面检查 | " THREE_ROLES " | 连续 >= 3 或 累计 >= 4\n" \
	"级.3.县 = 通报批评或诫勉谈话 | " THREE_ROLES " | 连续 >= 4 或 累计 >= 5\n" \
	"级.4.县 = 建议启动问责 | " THREE_ROLES " | 连续 >= 5 或 累计 >= 6\n"
#define XIAN LADDER("自然年", "否", "中断", "最高", XIAN_RUNGS)

static void figures(struct month *m, const char *code, bool caught)
{
	give_all(m, "甲", "0");
	give_all(m, "丙", "90");
	if (caught)
		give(m, code, "甲", "1");
}

/* Months from `first` on in which the unit is caught (T) or not (F), or that are not published (-):
 * the step of each, "-" where there is no flag. */
static const char *climb_from(struct month *m, const char *first, const char *code, const char *months)
{
	struct buf b = buf_new(m->arena);

	start(m, first);
	for (; *months != '\0'; months++) {
		const struct flag *f;

		figures(m, code, *months == 'T');
		score(m);
		f = flag_on(m, code, "排名靠后");
		buf_printf(&b, "%s%s", b.length > 0 ? " " : "", f == NULL || *months == '-' ? "-"
			: arena_printf(m->arena, "%u", f->step));
		close_month(m, *months != '-');
	}
	return b.at;
}

static const char *climb(struct month *m, const char *code, const char *months)
{
	return climb_from(m, "2026-01", code, months);
}

static void the_districts_of_xian_climb_as_their_rules_say(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb(m, "A", "TFTFT"), "1 - 1 - 2");
	assert_string_equal(climb(m, "A", "TTTT"), "1 2 3 4");
	assert_string_equal(climb(m, "A", "TTFTT"), "1 2 - 2 3");
	assert_string_equal(climb(m, "A", "TTFTTT"), "1 2 - 2 3 4");
}

static void the_departments_of_xian_climb_one_month_later(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb(m, "D", "TTTTT"), "1 1 2 3 4");
	assert_string_equal(climb(m, "D", "TFTFTFT"), "1 - 1 - 1 - 2");
	assert_string_equal(climb(m, "D", "TTFTTFTFTFT"), "1 1 - 1 2 - 3 - 4 - 4");
}

static void the_bottom_three_of_each_month_climb(void **state)
{
	struct month *m = *state;
	const struct flag *f;

	rules(m, POOLED TREE XIAN RULE("排名靠后", "推进不力", "末位(总得分, 3)", "阶梯 = 城市治理\n"));
	start(m, "2026-05");
	for (int k = 0; k < 2; k++) {
		static const char *const codes[] = { "A", "B", "C", "D", "E", "F" };

		for (int u = 0; u < 6; u++)
			give(m, codes[u], "丙", arena_printf(m->arena, "%d", 90 - u));
		give(m, "A", "丙", k == 0 ? "90" : "10");
		score(m);
		if (k == 0)
			close_month(m, true);
	}
	assert_int_equal(m->flags->count, 3);
	f = flag_on(m, "E", "排名靠后");
	assert_int_equal(f->streak, 2);
	assert_string_equal(f->measure, "口头检查");
	assert_null(flag_on(m, "D", "排名靠后"));
	assert_int_equal(flag_on(m, "A", "排名靠后")->streak, 1);
}

static void a_flag_says_its_rung_its_months_and_who_answers(void **state)
{
	struct month *m = *state;
	const struct flag *f;

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n反馈期限 = 10天\n"));
	climb(m, "A", "TFT");
	figures(m, "A", true);
	score(m);
	f = flag_on(m, "A", "排名靠后");
	assert_string_equal(f->measure, "约谈且书面检查");
	assert_string_equal(f->roles, "主要领导（示例张三）、分管领导（示例李四）、直接责任者");
	assert_string_equal(f->months, "2026-01、2026-03");
	assert_string_equal(f->rung_text, "第2级：连续(2) >= 2 或 累计(3) >= 3");
	assert_string_equal(f->rung_at.file, "考核.ini");
	assert_int_equal(f->streak, 2);
	assert_int_equal(f->times, 3);
	assert_string_equal(f->status, "建议");
	assert_null(f->ruling);
	assert_false(f->deadline.has_due);
	assert_false(f->has_amount);
}

/* ---- settings -------------------------------------------------------------------- */

#define BY_STREAK "级.1 = 提醒 | 主要领导 | 连续 >= 1\n级.2 = 约谈 | 主要领导 | 连续 >= 2\n级.3 = 通报批评 | 主要领导 | 连续 >= 3\n"
#define BY_TIMES "级.1 = 提醒 | 主要领导 | 累计 >= 1\n级.2 = 约谈 | 主要领导 | 累计 >= 2\n级.3 = 通报批评 | 主要领导 | 累计 >= 3\n"

static void a_run_crosses_the_new_year_only_where_the_ladder_says_so(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE LADDER("自然年", "否", "中断", "最高", BY_STREAK) CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb_from(m, "2026-11", "A", "TTTT"), "1 2 1 2");
	rules(m, POOLED TREE LADDER("自然年", "是", "中断", "最高", BY_STREAK) CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb_from(m, "2026-11", "A", "TTTT"), "1 2 3 3");
}

static void the_calendar_year_and_a_rolling_window_count_differently(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE LADDER("自然年", "是", "中断", "最高", BY_TIMES) CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb_from(m, "2026-11", "A", "TTTFT"), "1 2 1 - 2");
	rules(m, POOLED TREE LADDER("滚动3期", "是", "中断", "最高", BY_TIMES) CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb_from(m, "2026-11", "A", "TTTFT"), "1 2 3 - 2");
}

static void a_month_without_data_breaks_is_skipped_or_counts(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE LADDER("自然年", "是", "中断", "最高", BY_STREAK) CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb(m, "A", "T-T"), "1 - 1");
	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "最高", BY_STREAK) CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb(m, "A", "T-T"), "1 - 2");
	rules(m, POOLED TREE LADDER("自然年", "是", "计入", "最高", BY_STREAK) CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb(m, "A", "T-T"), "1 - 3");
	assert_string_equal(climb(m, "A", "--T"), "- - 1");
}

static void a_unit_without_a_total_then_has_no_data_then(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "最高", BY_STREAK) CAUGHT("阶梯 = 城市治理\n"));
	climb(m, "A", "TF");
	past_of(m, "A", 1)->scored = false;
	figures(m, "A", true);
	score(m);
	assert_int_equal(flag_on(m, "A", "排名靠后")->streak, 2);
	past_of(m, "A", 1)->scored = true;
	score(m);
	assert_int_equal(flag_on(m, "A", "排名靠后")->streak, 1);
	past_of(m, "A", 1)->present = false;
	score(m);
	assert_int_equal(flag_on(m, "A", "排名靠后")->streak, 2);
}

static void one_rung_at_a_time_goes_no_higher_than_the_next(void **state)
{
	struct month *m = *state;
	const struct flag *f;

	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "逐级",
		"级.1 = 提醒 | 主要领导 | 连续 >= 1\n级.2 = 约谈 | 主要领导 | 连续 >= 2\n级.3 = 通报批评 | 主要领导 | 连续 >= 2\n")
		CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb(m, "A", "TTTT"), "1 2 3 3");
	assert_string_equal(climb(m, "A", "TTFTT"), "1 2 - 1 2");
	climb(m, "A", "T");
	figures(m, "A", true);
	score(m);
	f = flag_on(m, "A", "排名靠后");
	assert_string_equal(f->measure, "约谈");
	assert_string_equal(f->rung_text, "第3级：连续(2) >= 2；逐级：上次为第1级，至多第2级");
}

static void the_entry_rung_is_the_lowest_proposed(void **state)
{
	struct month *m = *state;
	const struct flag *f;

	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "逐级", BY_STREAK) CAUGHT("阶梯 = 城市治理\n起始级 = 2\n"));
	assert_string_equal(climb(m, "A", "TTT"), "2 2 3");
	climb(m, "A", "");
	figures(m, "A", true);
	score(m);
	f = flag_on(m, "A", "排名靠后");
	assert_string_equal(f->measure, "约谈");
	assert_string_equal(f->rung_text, "第1级：连续(1) >= 1；起始级 2");
}

static void below_the_first_rung_a_month_is_counted_and_nothing_proposed(void **state)
{
	struct month *m = *state;
	const struct flag *f;

	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "最高", "级.1 = 约谈 | 主要领导 | 连续 >= 2\n")
		CAUGHT("阶梯 = 城市治理\n"));
	assert_string_equal(climb(m, "A", "TT"), "0 1");
	climb(m, "A", "");
	figures(m, "A", true);
	score(m);
	f = flag_on(m, "A", "排名靠后");
	assert_true(f->counted_only);
	assert_string_equal(f->measure, "（未达阶梯第一级）");
	assert_string_equal(f->rung_text, "");
	close_month(m, true);
	figures(m, "A", false);
	score(m);
	assert_int_equal(m->flags->open_count, 0);
	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "最高", "级.1 = 约谈 | 主要领导 | 连续 >= 2\n")
		CAUGHT("阶梯 = 城市治理\n起始 = 提醒\n"));
	climb(m, "A", "");
	figures(m, "A", true);
	score(m);
	f = flag_on(m, "A", "排名靠后");
	assert_false(f->counted_only);
	assert_string_equal(f->measure, "提醒");
	assert_int_equal(f->step, 0);
}

static void a_rung_of_the_group_goes_before_that_of_the_registry_and_the_general_one(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "最高",
		"级.1.城 = 本组 | 主要领导 | 连续 >= 1\n级.1 = 通用 | 主要领导 | 连续 >= 1\n级.1.区县 = 本名录 | 主要领导 | 连续 >= 1\n"
		"级.2.城 = 本组二级 | 主要领导 | 连续 >= 2\n") CAUGHT("阶梯 = 城市治理\n"));
	start(m, "2026-01");
	give_all(m, "甲", "1");
	give_all(m, "丙", "90");
	score(m);
	assert_string_equal(flag_on(m, "A", "排名靠后")->measure, "本组");
	assert_string_equal(flag_on(m, "D", "排名靠后")->measure, "本名录");
	close_month(m, true);
	give_all(m, "甲", "1");
	score(m);
	assert_string_equal(flag_on(m, "A", "排名靠后")->measure, "本组二级");
	assert_string_equal(flag_on(m, "D", "排名靠后")->measure, "本名录");
}

/* ---- 例 -------------------------------------------------------------------------- */

#define EXAMPLE(name, group, past, step) \
	"[例:" name "]\n问责 = 排名靠后\n期 = 2026-05\n给定.组 = " group "\n历史 = " past "\n应得 = 级 " step "\n"

static const char *proved(struct month *m, const char *examples)
{
	rules(m, arena_printf(m->arena, "%s%s", POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n"), examples));
	m->diag = diag_new(m->arena, CHINESE);
	examples_check(m->arena, m->diag, m->scheme);
	assert_int_equal(diag_exit(m->diag), diag_errors(m->diag) > 0 ? 78 : 0);
	return complaints(m, 0);
}

static void the_vectors_of_xian_stand_in_the_rules_as_examples(void **state)
{
	assert_string_equal(proved(*state,
		EXAMPLE("一", "城", "是", "1") EXAMPLE("二", "城", "是 否 是", "1") EXAMPLE("三", "城", "是 否 是 否 是", "2")
		EXAMPLE("四", "城", "是 是", "2") EXAMPLE("五", "城", "是 是 是", "3") EXAMPLE("六", "城", "是 是 是 是", "4")
		EXAMPLE("七", "城", "是 是 否 是 是", "3") EXAMPLE("八", "县", "是 是 是 是 是", "4")
		EXAMPLE("九", "县", "是 是", "1") EXAMPLE("十", "县", "是 是 是", "2") EXAMPLE("十一", "城", "是 是 否", "0")
		EXAMPLE("十二", "城", "是 - 是", "1")), "");
}

static void an_example_that_climbs_elsewhere_is_told_with_the_rung_it_came_to(void **state)
{
	assert_string_equal(proved(*state, EXAMPLE("甲", "城", "是 是 否 是 是", "2")),
		"考核.ini:102:6: 错误 K514: 例“甲”应得 级 2，算得 级 3（连续 2，累计 4；第3级：连续(2) >= 3 或 累计(4) >= 4）；"
		"请改正例，或改正阶梯“城市治理”\n");
	assert_string_equal(proved(*state, EXAMPLE("甲", "城", "是 否", "1")),
		"考核.ini:102:6: 错误 K514: 例“甲”应得 级 1，算得 级 0（本期没有触发）；请改正例，或改正阶梯“城市治理”\n");
}

/* An example of the period 2026-05 reaches back into the year before. */
static void the_examples_period_decides_which_year_its_history_lies_in(void **state)
{
	assert_string_equal(proved(*state, EXAMPLE("甲", "城", "是 是 是 是 是 是", "4")), "");
	assert_string_equal(proved(*state, "[例:乙]\n问责 = 排名靠后\n期 = 2026-02\n给定.组 = 城\n历史 = 是 是 是 是 是 是\n应得 = 级 2\n"), "");
}

/* ---- 数量 and 下级问责 ------------------------------------------------------------- */

#define PROVINCE \
	"[名录:市]\n文件 = 市.csv\n[名录:县市]\n文件 = 县市.csv\n上级名录 = 市\n" \
	"[数据:督察账]\n文件 = 督察账.csv\n报送 = 汇总\n单位.县市 = 县\n单位.市 = 市\n列.县 = 文本 必填\n列.市 = 文本 必填\n列.类 = 文本 必填\n" \
	"[统计:未改]\n数据 = 督察账\n算法 = 计数\n条件 = 类 = “未改”\n" \
	"[统计:新发现]\n数据 = 督察账\n算法 = 计数\n条件 = 类 = “新发现”\n" \
	"[榜:县榜]\n名录 = 县市\n根指标 = 县总\n并列 = 跳号\n名次依据 = 修约后\n" \
	"[榜:市榜]\n名录 = 市\n根指标 = 市总\n并列 = 跳号\n名次依据 = 修约后\n" \
	"[指标:县总]\n公式 = 未改\n计分 = 扣分 每 1 扣 1 按比例 扣完为止\n依据 = 示例\n" \
	"[指标:市总]\n公式 = 下级平均(得分(县总))\n计分 = 引用 满分 100\n依据 = 示例\n"
#define PERSONS(a, b, c) \
	"级.1 = 建议问责副县长 | 分管领导 | 数量 >= " a "\n级.2 = 建议问责县长 | 主要领导 | 数量 >= " b "\n" \
	"级.3 = 建议问责书记 | 书记 | 数量 >= " c "\n"
#define COUNTS(name, persons) \
	"[阶梯:" name "]\n累计窗口 = 自然年\n连续跨年 = 是\n无数据期 = 跳过\n取级 = 最高\n" persons "依据 = 京津冀量化问责规定（示例）\n"
#define DUTY(name, cause, board, when, amount, ladder) \
	"[问责:" name "]\n情形 = " cause "\n轨道 = 过错问责\n范围 = " board "\n触发 = " when "\n数量 = " amount "\n" \
	"阶梯 = " ladder "\n依据 = 示例\n责任角色 = 主要领导\n"

/* 京津冀 2017: 2/4/6 assigned problems not rectified, 5/10/15 found anew; 2/3/4 counties make the city answer. */
#define JINGJINJI \
	PROVINCE COUNTS("交办", PERSONS("2", "4", "6")) COUNTS("新查", PERSONS("5", "10", "15")) COUNTS("传导", PERSONS("2", "3", "4")) \
	DUTY("交办未改", "问题不整改", "县榜", "未改 >= 1", "未改", "交办") \
	DUTY("新问题", "措施不力", "县榜", "新发现 >= 1", "新发现", "新查") \
	DUTY("县被问责", "重视不够", "市榜", "下级问责(交办未改) >= 1", "下级问责(交办未改)", "传导")

static void province(struct month *m)
{
	static const char *const codes[] = { "K1", "K2", "K3", "K4", "K5" };

	put_file(m, m->rules, "市.csv", "代码,名称\nP1,甲市\n");
	put_file(m, m->rules, "县市.csv", "代码,名称,上级\nK1,一县,P1\nK2,二县,P1\nK3,三县,P1\nK4,四县,P1\nK5,五县,P1\n");
	rules(m, POOLED TREE JINGJINJI);
	start(m, "2026-03");
	for (size_t k = 0; k < 5; k++) {
		give(m, codes[k], "未改", "0");
		give(m, codes[k], "新发现", "0");
	}
}

static unsigned step_at(struct month *m, const char *code, const char *name, const char *trigger, int count)
{
	const struct flag *f;

	give(m, code, name, arena_printf(m->arena, "%d", count));
	score(m);
	f = flag_on(m, code, trigger);
	assert_non_null(f);
	assert_true(f->has_amount);
	assert_string_equal(num_text(m->arena, f->amount), arena_printf(m->arena, "%d", count));
	return f->step;
}

static void counts_of_problems_name_the_person(void **state)
{
	struct month *m = *state;

	province(m);
	assert_int_equal(step_at(m, "K1", "未改", "交办未改", 1), 0);
	assert_int_equal(step_at(m, "K1", "未改", "交办未改", 2), 1);
	assert_int_equal(step_at(m, "K1", "未改", "交办未改", 3), 1);
	assert_int_equal(step_at(m, "K1", "未改", "交办未改", 4), 2);
	assert_int_equal(step_at(m, "K1", "未改", "交办未改", 5), 2);
	assert_int_equal(step_at(m, "K1", "未改", "交办未改", 6), 3);
	assert_string_equal(flag_on(m, "K1", "交办未改")->rung_text, "第3级：数量(6) >= 6");
	assert_int_equal(step_at(m, "K1", "新发现", "新问题", 4), 0);
	assert_int_equal(step_at(m, "K1", "新发现", "新问题", 5), 1);
	assert_int_equal(step_at(m, "K1", "新发现", "新问题", 9), 1);
	assert_int_equal(step_at(m, "K1", "新发现", "新问题", 10), 2);
	assert_int_equal(step_at(m, "K1", "新发现", "新问题", 14), 2);
	assert_int_equal(step_at(m, "K1", "新发现", "新问题", 15), 3);
}

/* A county below its first rung is not held to account, so the city does not answer for it. */
static void accountable_counties_make_the_city_answer(void **state)
{
	static const char *const codes[] = { "K1", "K2", "K3", "K4" };
	static const unsigned wanted[] = { 0, 1, 2, 3 };
	struct month *m = *state;
	const struct flag *f;

	province(m);
	give(m, "K5", "未改", "1");
	for (size_t k = 0; k < 4; k++) {
		give(m, codes[k], "未改", "2");
		score(m);
		f = flag_on(m, "P1", "县被问责");
		assert_non_null(f);
		assert_int_equal(f->step, wanted[k]);
	}
	assert_string_equal(f->facts, "下级问责(交办未改)(4) >= 1");
	assert_int_equal(f->rows, 8);
	assert_string_equal(f->rung_text, "第3级：数量(4) >= 4");
	decide(m, "2026-03-县市-K2-交办未改", DECIDED_REVOKE, "2026-04-01", "2026-04-02");
	score(m);
	assert_string_equal(flag_on(m, "P1", "县被问责")->rung_text, "第2级：数量(3) >= 3");
}

static void an_example_may_give_the_amount(void **state)
{
	struct month *m = *state;

	put_file(m, m->rules, "市.csv", "代码,名称\nP1,甲市\n");
	put_file(m, m->rules, "县市.csv", "代码,名称,上级\nK1,一县,P1\n");
	rules(m, POOLED TREE JINGJINJI
		"[例:四个]\n问责 = 交办未改\n期 = 2026-03\n历史 = 是\n给定.未改 = 4\n应得 = 级 2\n"
		"[例:缺数]\n问责 = 交办未改\n期 = 2026-03\n历史 = 是\n应得 = 级 2\n");
	m->diag = diag_new(m->arena, CHINESE);
	assert_int_equal(examples_check(m->arena, m->diag, m->scheme), 2);
	assert_string_equal(complaints(m, 0),
		"考核.ini:175:1: 错误 K511: 例“缺数”没有写 给定.未改，而问责“交办未改”要用到它；请补写\n");
}

/* ---- one flag of a 情形 ------------------------------------------------------------- */

static void triggers_of_one_cause_are_one_flag_on_the_highest_rung(void **state)
{
	struct month *m = *state;
	const struct flag *f;

	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "最高", BY_STREAK)
		RULE("先写", "进展缓慢", "甲 >= 1", "起始 = 提醒\n") RULE("有级", "进展缓慢", "乙 >= 1", "阶梯 = 城市治理\n")
		RULE("别的情形", "措施不力", "甲 >= 1", "起始 = 提醒\n"));
	start(m, "2026-01");
	give_all(m, "甲", "0");
	give_all(m, "乙", "0");
	give(m, "A", "甲", "1");
	give(m, "A", "乙", "1");
	give(m, "B", "甲", "1");
	score(m);
	assert_int_equal(m->flags->count, 4);
	f = flag_on(m, "A", "有级");
	assert_string_equal(f->measure, "提醒");
	assert_int_equal(f->step, 1);
	assert_string_equal(f->merged[0]->name, "先写");
	assert_null(f->merged[1]);
	assert_null(flag_on(m, "A", "先写"));
	assert_null(flag_on(m, "B", "先写")->merged);
	assert_non_null(flag_on(m, "A", "别的情形"));
}

static void of_equal_rungs_the_rule_written_first_stands_for_both(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE RULE("甲规则", "进展缓慢", "甲 >= 1", "起始 = 提醒\n") RULE("乙规则", "进展缓慢", "乙 >= 1", "起始 = 约谈\n"));
	start(m, "2026-01");
	give(m, "A", "甲", "1");
	give(m, "A", "乙", "1");
	score(m);
	assert_int_equal(m->flags->count, 1);
	assert_string_equal(m->flags->flag[0].id, "2026-01-区县-A-甲规则");
	assert_string_equal(m->flags->flag[0].merged[0]->name, "乙规则");
}

static void what_is_only_counted_gives_way_to_what_proposes(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "最高", "级.1 = 约谈 | 主要领导 | 连续 >= 2\n")
		RULE("只计数", "进展缓慢", "甲 >= 1", "阶梯 = 城市治理\n") RULE("提建议", "进展缓慢", "甲 >= 1", "起始 = 提醒\n"));
	start(m, "2026-01");
	give(m, "A", "甲", "1");
	score(m);
	assert_int_equal(m->flags->count, 1);
	assert_string_equal(m->flags->flag[0].trigger->name, "提建议");
	assert_string_equal(m->flags->flag[0].merged[0]->name, "只计数");
}

static void a_trigger_that_was_taken_up_counts_when_it_comes_again(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE LADDER("自然年", "是", "跳过", "最高", BY_STREAK)
		RULE("甲规则", "进展缓慢", "甲 >= 1", "阶梯 = 城市治理\n") RULE("乙规则", "进展缓慢", "乙 >= 1", "阶梯 = 城市治理\n"));
	start(m, "2026-01");
	give(m, "A", "甲", "1");
	give(m, "A", "乙", "1");
	score(m);
	assert_non_null(flag_on(m, "A", "甲规则"));
	close_month(m, true);
	give(m, "A", "甲", "0");
	give(m, "A", "乙", "1");
	score(m);
	assert_int_equal(flag_on(m, "A", "乙规则")->step, 2);
}

/* ---- 决定 ------------------------------------------------------------------------ */

static void a_revoked_or_exempted_flag_does_not_count_and_breaks_the_run(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n"));
	climb(m, "A", "TT");
	figures(m, "A", true);
	decide(m, "2026-02-区县-A-排名靠后", DECIDED_REVOKE, "2026-03-02", "2026-03-03");
	score(m);
	assert_int_equal(flag_on(m, "A", "排名靠后")->streak, 1);
	assert_int_equal(flag_on(m, "A", "排名靠后")->times, 2);
	m->people->ruling[0].decision = DECIDED_EXEMPT;
	score(m);
	assert_int_equal(flag_on(m, "A", "排名靠后")->times, 2);
	m->people->ruling[0].decision = DECIDED_LOWER;
	score(m);
	assert_int_equal(flag_on(m, "A", "排名靠后")->step, 3);
}

static void a_ruling_on_this_months_flag_is_joined_and_dated(void **state)
{
	struct month *m = *state;
	const struct flag *f;

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n反馈期限 = 10天\n"));
	climb(m, "A", "");
	figures(m, "A", true);
	decide(m, "2026-01-区县-A-排名靠后", DECIDED_REVOKE, "2026-01-28", "2026-01-30");
	score(m);
	f = flag_on(m, "A", "排名靠后");
	assert_non_null(f);
	assert_string_equal(f->status, "撤销");
	assert_string_equal(f->ruling->document, "示例〔2026〕9号");
	assert_true(f->deadline.has_due);
	assert_string_equal(day_text(m->arena, f->deadline.due), "2026-02-07");
}

static void calendar_of_february(struct month *m)
{
	have_people(m);
	m->people->calendar_first = day_of(2026, 2, 1);
	m->people->calendar_last = day_of(2026, 2, 28);
	m->people->working = arena_many(m->arena, bool, 28);
	for (int k = 0; k < 28; k++)
		m->people->working[k] = k % 7 != 0 && k % 7 != 6;       /* the 1st is a Sunday */
}

static void a_reply_in_working_days_follows_the_calendar_or_stays_open(void **state)
{
	struct month *m = *state;
	const struct flag *f;

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n反馈期限 = 5个工作日\n"));
	climb(m, "A", "");
	figures(m, "A", true);
	calendar_of_february(m);
	decide(m, "2026-01-区县-A-排名靠后", DECIDED_UPHOLD, "2026-02-05", "2026-02-05");
	score(m);
	f = flag_on(m, "A", "排名靠后");
	assert_true(f->deadline.has_due);
	assert_string_equal(day_text(m->arena, f->deadline.due), "2026-02-12");
	m->people->ruling[0].told = day_of(2026, 2, 25);
	m->diag = diag_new(m->arena, CHINESE);
	score(m);
	assert_false(flag_on(m, "A", "排名靠后")->deadline.has_due);
	assert_string_equal(complaints(m, 0), "决定.csv:2: 警告 K533: “2026-01-区县-A-排名靠后”的反馈期限从 2026-02-25 起算 5 个工作日，"
		"工作日历排不到那一天，按待定处理；请补全日历\n");
}

static const char *complaint_of(struct month *m)
{
	m->diag = diag_new(m->arena, CHINESE);
	scores_compute(m->arena, m->diag, m->scheme, m->measures, m->history, m->people);
	assert_int_equal(diag_exit(m->diag), diag_errors(m->diag) > 0 ? 65 : 0);
	return complaints(m, 0);
}

static void a_ruling_on_a_flag_that_is_not_there_is_refused_with_the_nearest(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n"));
	climb(m, "A", "TF");
	figures(m, "B", true);
	decide(m, "2026-01-区县-A-排名靠前", DECIDED_UPHOLD, "", "2026-02-05");
	assert_string_equal(complaint_of(m), "决定.csv:2: 错误 K530: 没有编号为“2026-01-区县-A-排名靠前”的问责建议（本期和以前各期都没有）；"
		"最接近的是“2026-01-区县-A-排名靠后”；请核对决定的编号\n");
	m->people->ruling[0].flag_id = "2026-03-区县-B-排名靠后";
	assert_string_equal(complaint_of(m), "");
	m->people->ruling[0].flag_id = "2026-02-区县-A-排名靠后";
	assert_string_equal(complaint_of(m), "决定.csv:2: 错误 K530: 没有编号为“2026-02-区县-A-排名靠后”的问责建议（本期和以前各期都没有）；"
		"最接近的是“2026-01-区县-A-排名靠后”；请核对决定的编号\n");
	m->people->ruling[0].flag_id = "乱写";
	assert_string_equal(complaint_of(m), "决定.csv:2: 错误 K531: 没有编号为“乱写”的问责建议（本期和以前各期都没有）；请核对决定的编号\n");
}

static void a_ruling_out_of_sight_is_passed_over(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n"));
	climb(m, "A", "F");
	figures(m, "A", false);
	decide(m, "2026-03-区县-A-排名靠后", DECIDED_UPHOLD, "", "2026-04-05");
	assert_string_equal(complaint_of(m), "");
	m->people->ruling[0].flag_id = "2025-12-区县-A-排名靠后";
	assert_string_equal(complaint_of(m), "");
}

/* As cli/ hands over a ledger: what no past holds is listed apart. */
static void a_ruling_is_held_against_whatever_else_the_ledger_holds(void **state)
{
	static const char *old[] = { "2022-12-区县-A-排名靠后" }, *drafted[] = { "2025-12-区县-B-排名靠后" }, *later[] = { "2026-05-区县-A-排名靠后" };
	struct month *m = *state;
	struct apart *apart = arena_many(m->arena, struct apart, 3);

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n"));
	climb(m, "A", "TF");
	figures(m, "B", true);
	decide(m, old[0], DECIDED_UPHOLD, "", "2026-02-05");
	apart[0] = (struct apart){ .published = true, .flag = old, .flag_count = 1 };
	apart[1] = (struct apart){ .flag = drafted, .flag_count = 1 };
	apart[2] = (struct apart){ .flag = later, .flag_count = 1 };
	assert_true(period_parse("2022-12", &apart[0].period));
	assert_true(period_parse("2025-12", &apart[1].period));
	assert_true(period_parse("2026-05", &apart[2].period));
	m->history->whole = true;
	m->history->apart = apart;
	m->history->apart_count = 3;
	assert_string_equal(complaint_of(m), "");
	m->people->ruling[0].flag_id = later[0];
	assert_string_equal(complaint_of(m), "");
	m->people->ruling[0].flag_id = drafted[0];
	assert_string_equal(complaint_of(m), "决定.csv:2: 错误 K536: “2025-12-区县-B-排名靠后”是 2025-12 的建议，那一期只有草稿，还没有定稿，决定无从对应；"
		"请先用 kaohe publish 把 2025-12 定稿，或暂从决定表删去这一行\n");
	m->people->ruling[0].flag_id = "2024-01-区县-A-排名靠后";
	assert_string_equal(complaint_of(m), "决定.csv:2: 错误 K537: 台账里没有 2024-01 这一期的结果，决定“2024-01-区县-A-排名靠后”无从对应；"
		"最接近的编号是“2026-01-区县-A-排名靠后”；请改正编号，是建台账以前的就用 kaohe import-history 连同问责建议一起导入\n");
	m->history->past[0].kind = "导入";
	m->people->ruling[0].flag_id = "2026-02-区县-B-排名靠后";
	assert_string_equal(complaint_of(m), "决定.csv:2: 错误 K539: 没有编号为“2026-02-区县-B-排名靠后”的问责建议：2026-02 是导入的，导入时没有带这一条；"
		"请改正编号，或用 kaohe import-history 把那一期的问责建议也导入\n");
}

static void a_ruling_on_a_flag_that_was_taken_up_is_told_by_which(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE RULE("甲规则", "进展缓慢", "甲 >= 1", "起始 = 提醒\n") RULE("乙规则", "进展缓慢", "乙 >= 1", "起始 = 约谈\n"));
	start(m, "2026-01");
	give(m, "A", "甲", "1");
	give(m, "A", "乙", "1");
	decide(m, "2026-01-区县-A-乙规则", DECIDED_UPHOLD, "", "2026-01-30");
	assert_string_equal(complaint_of(m), "决定.csv:2: 错误 K532: 问责建议“2026-01-区县-A-乙规则”已按同一情形并入“2026-01-区县-A-甲规则”；"
		"请把决定的编号写成后者\n");
}

/* ---- 督办 ------------------------------------------------------------------------ */

/* "since unit measure status left" of every open matter. */
static const char *open_matters(struct month *m)
{
	struct buf b = buf_new(m->arena);

	for (size_t k = 0; k < m->flags->open_count; k++) {
		const struct open_matter *o = &m->flags->open[k];

		buf_printf(&b, "%s%s %s %s %s%s", k > 0 ? "；" : "", o->since, o->unit->code, o->measure, o->status,
			o->deadline.has_due ? arena_printf(m->arena, " %d", o->deadline.left) : "");
	}
	return b.length > 0 ? b.at : "";
}

static void open_matters_are_listed_until_they_end(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE XIAN CAUGHT("阶梯 = 城市治理\n反馈期限 = 10天\n有效期 = 2期\n"));
	climb(m, "A", "TTT");
	figures(m, "A", false);
	score(m);
	assert_string_equal(open_matters(m), "2026-02 A 约谈且书面检查 建议；2026-03 A 通报批评或诫勉谈话 建议");
	decide(m, "2026-03-区县-A-排名靠后", DECIDED_LOWER, "2026-04-15", "2026-04-16")->measure = "书面检查";
	decide(m, "2026-02-区县-A-排名靠后", DECIDED_EXEMPT, "2026-04-15", "2026-04-16");
	decide(m, "2026-01-区县-A-排名靠后", DECIDED_UPHOLD, "2026-03-15", "2026-03-16")->expires = day_of(2026, 4, 30);
	score(m);
	assert_string_equal(open_matters(m), "2026-01 A 口头检查 维持 -36；2026-03 A 书面检查 减轻 -5");
	m->people->ruling[2].expires = day_of(2026, 4, 29);
	score(m);
	assert_string_equal(open_matters(m), "2026-03 A 书面检查 减轻 -5");
}

/* ---- 计分影响, 调整 ----------------------------------------------------------------- */

/* 广元 2018: a yellow card seen twice costs a point, a red card two. */
#define CARDS \
	RULE("黄牌", "进展缓慢", "乙 >= 1", "起始 = 黄牌提醒\n") \
	RULE("两次黄牌", "整改不及时不到位", "乙 >= 1 且 本级措施(“黄牌”, 自然年) >= 1", "起始 = 专函督办\n计分影响 = 扣 1 下期\n") \
	RULE("红牌", "推进不力", "甲 >= 1", "起始 = 红牌警示且约谈\n计分影响 = 扣 2 下期\n")

static void month_of_cards(struct month *m, const char *yellow, const char *red)
{
	give_all(m, "丙", "90");
	give(m, "A", "乙", yellow);
	give(m, "A", "甲", red);
	score(m);
}

static void a_decided_card_costs_its_points_once_in_a_later_month(void **state)
{
	struct month *m = *state;
	const struct unit_score *u;

	rules(m, POOLED TREE CARDS);
	start(m, "2026-01");
	month_of_cards(m, "1", "0");
	assert_null(flag_on(m, "A", "两次黄牌"));
	close_month(m, true);
	month_of_cards(m, "1", "0");
	assert_string_equal(flag_on(m, "A", "两次黄牌")->measure, "专函督办");
	assert_string_equal(total(m, "A"), "90");
	close_month(m, true);
	decide(m, "2026-02-区县-A-两次黄牌", DECIDED_UPHOLD, "", "2026-02-28");
	month_of_cards(m, "0", "1");
	u = result(m, "A");
	assert_string_equal(total(m, "A"), "89");
	assert_int_equal(u->intervention_count, 1);
	assert_true(u->intervention[0].duty);
	assert_string_equal(num_text(m->arena, u->intervention[0].points), "-1");
	assert_string_equal(u->intervention[0].what, "2026-02-区县-A-两次黄牌");
	assert_string_equal(u->intervention[0].document, "示例〔2026〕9号");
	assert_string_equal(num_text(m->arena, u->duty), "-1");
	assert_string_equal(num_text(m->arena, u->adjusted), "0");
	close_month(m, true);
	decide(m, "2026-03-区县-A-红牌", DECIDED_LOWER, "", "2026-05-06");
	month_of_cards(m, "0", "0");
	assert_string_equal(total(m, "A"), "90");
	close_month(m, true);
	month_of_cards(m, "0", "0");
	assert_string_equal(total(m, "A"), "88");
	close_month(m, true);
	month_of_cards(m, "0", "0");
	assert_string_equal(total(m, "A"), "90");
}

static void a_flag_never_costs_points_in_its_own_month_nor_undecided(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE CARDS);
	start(m, "2026-01");
	decide(m, "2026-01-区县-A-红牌", DECIDED_UPHOLD, "", "2026-01-15");
	month_of_cards(m, "0", "1");
	assert_string_equal(total(m, "A"), "90");
	close_month(m, true);
	month_of_cards(m, "0", "0");
	assert_string_equal(total(m, "A"), "88");
	m->people->ruling[0].decision = DECIDED_EXEMPT;
	month_of_cards(m, "0", "0");
	assert_string_equal(total(m, "A"), "90");
	m->people = NULL;
	month_of_cards(m, "0", "0");
	assert_string_equal(total(m, "A"), "90");
}

static void adjust(struct month *m, const char *code, const char *points)
{
	struct adjustment *row;

	have_people(m);
	row = arena_push(m->arena, m->people->adjustment, m->people->adjustment_count);
	row->board = m->scheme->board[0];
	row->unit = unit(m, code);
	assert_true(num_parse(m->arena, points, strlen(points), &row->points));
	row->document = "示例〔2026〕5号";
	row->reason = "示例更正";
	row->approver = "示例赵六";
	row->at = (struct origin){ "调整.csv", (unsigned)m->people->adjustment_count + 1, 0 };
}

static void adjustments_come_before_the_cap_and_the_total_without_them_is_kept(void **state)
{
	struct month *m = *state;
	struct scores *plain;
	const struct unit_score *u;

	rules(m, POOLED "总分封顶 = 95\n" TREE CARDS);
	start(m, "2026-01");
	month_of_cards(m, "0", "0");
	plain = m->scores;
	adjust(m, "A", "4.5");
	adjust(m, "A", "-1");
	adjust(m, "B", "20");
	score(m);
	scores_before(m->scores, plain);
	u = result(m, "A");
	assert_string_equal(standing(m, "A"), "93.5 2");
	assert_string_equal(standing(m, "B"), "95 1");
	assert_string_equal(standing(m, "C"), "90 3");
	assert_string_equal(num_text(m->arena, u->adjusted), "3.5");
	assert_int_equal(u->intervention_count, 2);
	assert_false(u->intervention[0].duty);
	assert_string_equal(u->intervention[1].what, "调整");
	assert_string_equal(u->intervention[1].by, "示例赵六");
	assert_true(u->has_before);
	assert_string_equal(num_text(m->arena, u->before), "90");
	assert_false(result(m, "C")->has_before);
}

/* ---- 小组不足 ---------------------------------------------------------------------- */

static const char *bottom_of_county(struct month *m, const char *more)
{
	struct buf b = buf_new(m->arena);

	rules(m, arena_printf(m->arena, "%s%s", BOARD TREE RULE("末三", "推进不力", "末位(总得分, 3)", "起始 = 约谈\n"), more));
	start(m, "2026-01");
	give(m, "A", "丙", "90");
	give(m, "B", "丙", "80");
	give(m, "C", "丙", "70");
	give(m, "D", "丙", "60");
	give(m, "E", "丙", "50");
	give(m, "F", "丙", "40");
	score(m);
	for (size_t k = 0; k < m->flags->count; k++)
		buf_add(&b, m->flags->flag[k].unit->code);
	return b.length > 0 ? b.at : "";
}

static void a_small_group_is_silent_or_halved_where_the_rule_says_so(void **state)
{
	assert_string_equal(bottom_of_county(*state, "小组不足 = 不触发\n"), "");
	assert_string_equal(bottom_of_county(*state, "小组不足 = 减半\n"), "CF");
}

/* What February comes to, January having been so decided; 决定维持 with DECIDED_UPHOLD: not decided at all. */
static const char *counted(struct month *m, const char *what, enum decision january)
{
	rules(m, arena_printf(m->arena, "%s%s", POOLED TREE CAUGHT("阶梯 = 城市治理\n"), arena_printf(m->arena,
		"[阶梯:城市治理]\n累计窗口 = 自然年\n连续跨年 = 否\n无数据期 = 中断\n取级 = 最高\n计数对象 = %s\n"
		"级.1 = 提醒 | 主要领导 | 连续 >= 1\n级.2 = 约谈 | 主要领导 | 累计 >= 2\n依据 = 示例\n", what)));
	start(m, "2026-01");
	figures(m, "A", true);
	score(m);
	close_month(m, true);
	if (january != DECIDED_UPHOLD || strcmp(what, "决定维持") != 0)
		decide(m, "2026-01-区县-A-排名靠后", january, "", "2026-02-02");
	figures(m, "A", true);
	score(m);
	return flag_on(m, "A", "排名靠后")->measure;
}

static void what_a_ladder_counts_is_said(void **state)
{
	struct month *m = *state;

	assert_string_equal(counted(m, "触发", DECIDED_EXEMPT), "提醒");
	assert_string_equal(counted(m, "触发不计撤销", DECIDED_EXEMPT), "约谈");
	assert_string_equal(counted(m, "触发不计撤销", DECIDED_REVOKE), "提醒");
	assert_string_equal(counted(m, "决定维持", DECIDED_LOWER), "约谈");
	assert_string_equal(counted(m, "决定维持", DECIDED_EXEMPT), "提醒");
	assert_string_equal(counted(m, "决定维持", DECIDED_UPHOLD), "提醒");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(the_districts_of_xian_climb_as_their_rules_say),
		MONTH_TEST(the_departments_of_xian_climb_one_month_later),
		MONTH_TEST(the_bottom_three_of_each_month_climb),
		MONTH_TEST(a_flag_says_its_rung_its_months_and_who_answers),
		MONTH_TEST(a_run_crosses_the_new_year_only_where_the_ladder_says_so),
		MONTH_TEST(the_calendar_year_and_a_rolling_window_count_differently),
		MONTH_TEST(a_month_without_data_breaks_is_skipped_or_counts),
		MONTH_TEST(a_unit_without_a_total_then_has_no_data_then),
		MONTH_TEST(one_rung_at_a_time_goes_no_higher_than_the_next),
		MONTH_TEST(the_entry_rung_is_the_lowest_proposed),
		MONTH_TEST(below_the_first_rung_a_month_is_counted_and_nothing_proposed),
		MONTH_TEST(a_rung_of_the_group_goes_before_that_of_the_registry_and_the_general_one),
		MONTH_TEST(the_vectors_of_xian_stand_in_the_rules_as_examples),
		MONTH_TEST(an_example_that_climbs_elsewhere_is_told_with_the_rung_it_came_to),
		MONTH_TEST(the_examples_period_decides_which_year_its_history_lies_in),
		MONTH_TEST(counts_of_problems_name_the_person),
		MONTH_TEST(accountable_counties_make_the_city_answer),
		MONTH_TEST(an_example_may_give_the_amount),
		MONTH_TEST(triggers_of_one_cause_are_one_flag_on_the_highest_rung),
		MONTH_TEST(of_equal_rungs_the_rule_written_first_stands_for_both),
		MONTH_TEST(what_is_only_counted_gives_way_to_what_proposes),
		MONTH_TEST(a_trigger_that_was_taken_up_counts_when_it_comes_again),
		MONTH_TEST(a_revoked_or_exempted_flag_does_not_count_and_breaks_the_run),
		MONTH_TEST(a_ruling_on_this_months_flag_is_joined_and_dated),
		MONTH_TEST(a_reply_in_working_days_follows_the_calendar_or_stays_open),
		MONTH_TEST(a_ruling_on_a_flag_that_is_not_there_is_refused_with_the_nearest),
		MONTH_TEST(a_ruling_out_of_sight_is_passed_over),
		MONTH_TEST(a_ruling_is_held_against_whatever_else_the_ledger_holds),
		MONTH_TEST(a_ruling_on_a_flag_that_was_taken_up_is_told_by_which),
		MONTH_TEST(open_matters_are_listed_until_they_end),
		MONTH_TEST(a_decided_card_costs_its_points_once_in_a_later_month),
		MONTH_TEST(a_flag_never_costs_points_in_its_own_month_nor_undecided),
		MONTH_TEST(adjustments_come_before_the_cap_and_the_total_without_them_is_kept),
		MONTH_TEST(a_small_group_is_silent_or_halved_where_the_rule_says_so),
		MONTH_TEST(what_a_ladder_counts_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
