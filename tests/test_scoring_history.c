/* Earlier periods in formulas and conditions, 首期, and 汇总 over published periods. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "scoring/summary.h"
#include "tests/scoring_year.h"

#define ROOT "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
#define LEAF(name, weight, formula, more) \
	"[指标:" name "]\n上级 = 总\n权重 = " weight "\n公式 = " formula "\n计分 = 引用 满分 100\n依据 = 示例\n" more
#define RULE(name, when, more) \
	"[问责:" name "]\n情形 = 推进不力\n轨道 = 过错问责\n范围 = 总榜\n触发 = " when "\n" \
	"起始 = 提醒\n依据 = 示例\n责任角色 = 主要领导\n" more

static const char *const codes[] = { "A", "B", "C", "D", "E", "F" };

/* The months up to now of figure 丙 for a district, the others at 50; each but the last is closed; "-": not published. */
static void months(struct month *m, const char *code, const char *const *figure)
{
	for (; *figure != NULL; figure++) {
		bool published = strcmp(*figure, "-") != 0;

		give_all(m, "丙", "50");
		if (published)
			give(m, code, "丙", *figure);
		score(m);
		if (figure[1] != NULL)
			close_month(m, published);
	}
}

/* The value of the leaf 比 for A now, after the months, and how it was shown. */
static const char *value_after(struct month *m, const char *const *figure)
{
	const struct node_score *n;

	start(m, "2026-01");
	months(m, "A", figure);
	n = node(m, "A", "比");
	return n->first ? "首期" : n->value.kind == V_NUMBER ? num_text(m->arena, n->value.num) : none_words[n->value.none];
}

#define VALUE_AFTER(m, ...) value_after(m, (const char *const[]){ __VA_ARGS__, NULL })

static void with_leaf(struct month *m, const char *formula)
{
	rules(m, arena_printf(m->arena, "%s%s", POOLED ROOT LEAF("量", "50", "丙", ""),
		arena_printf(m->arena, "[指标:比]\n上级 = 总\n权重 = 50\n公式 = %s\n计分 = 引用 满分 100\n依据 = 示例\n", formula)));
}

/* ---- 沿用上期 -------------------------------------------------------------------------- */

static void without_a_number_the_rate_of_last_period_may_be_carried_over(void **state)
{
	struct month *m = *state;

	rules(m, arena_printf(m->arena, "%s%s", POOLED ROOT LEAF("量", "50", "丙", ""),
		LEAF("比", "50", "值(量) / (60 - 值(量))", "无分母 = 沿用上期\n")));
	VALUE_AFTER(m, "50", "60");
	assert_string_equal(points(m, "A", "比"), "5/100");
	assert_string_equal(steps(m, "A", "比"), "无分母，按沿用上期处理：上期 5（满分 100），得 5");
	VALUE_AFTER(m, "60");
	assert_string_equal(steps(m, "A", "比"), "无分母，按沿用上期处理；上期没有得分，改按不计并折算");
	assert_string_equal(points(m, "A", "总"), "60/100");
}

/* ---- 上期 同期 近期 升降 -------------------------------------------------------------- */

static void the_last_period_is_the_one_just_before(void **state)
{
	struct month *m = *state;

	with_leaf(m, "值(量) - 上期(值(量))");
	assert_string_equal(VALUE_AFTER(m, "70", "80", "95"), "15");
	assert_string_equal(node(m, "A", "比")->shown, "值(量)(95) - 上期(值(量))(80) = 15");
	assert_string_equal(VALUE_AFTER(m, "70", "-", "95"), "首期");
	assert_string_equal(VALUE_AFTER(m, "95"), "首期");
}

static void points_rate_total_and_rank_are_remembered_too(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT LEAF("量", "50", "丙", "") LEAF("比", "50", "丙 * 0", "")
		RULE("记", "上期(得分(量)) + 上期(得分率(量)) + 上期(总得分) * 1000 + 上期(总名次) * 100000 >= 0", ""));
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "80", "95", NULL });
	assert_string_equal(flag_on(m, "A", "记")->facts,
		"上期(得分(量))(80) + 上期(得分率(量))(0.8) + 上期(总得分)(40) * 1000 + 上期(总名次)(1) * 100000 >= 0"
		"（上期(得分(量)) + 上期(得分率(量)) + 上期(总得分) * 1000 + 上期(总名次) * 100000 = 140080.8）");
}

static void the_same_period_is_that_of_the_year_before(void **state)
{
	struct month *m = *state;

	with_leaf(m, "值(量) - 同期(值(量))");
	assert_string_equal(VALUE_AFTER(m, "10", "20", "30", "40", "50", "60", "70", "80", "90", "91", "92", "93", "94"), "84");
	assert_string_equal(VALUE_AFTER(m, "10", "20", "30", "40", "50", "60", "70", "80", "90", "91", "92", "93"), "首期");
}

static void recent_periods_are_folded_with_this_one(void **state)
{
	struct month *m = *state;

	with_leaf(m, "近期(值(量), 3, 平均)");
	assert_string_equal(VALUE_AFTER(m, "10", "70", "80", "96"), "82");
	with_leaf(m, "近期(值(量), 3, 合计)");
	assert_string_equal(VALUE_AFTER(m, "10", "70", "80", "96"), "246");
	with_leaf(m, "近期(值(量), 3, 最大)");
	assert_string_equal(VALUE_AFTER(m, "99", "70", "96", "80"), "96");
	assert_string_equal(VALUE_AFTER(m, "70", "-", "96"), "首期");
	assert_string_equal(VALUE_AFTER(m, "70", "96"), "首期");
}

static void the_deviation_is_that_of_the_whole_to_thirty_digits(void **state)
{
	struct month *m = *state;

	with_leaf(m, "近期(值(量), 4, 标准差)");
	assert_string_equal(VALUE_AFTER(m, "2", "4", "4", "6"), "1.41421356237309504880168872421");
	assert_string_equal(VALUE_AFTER(m, "1", "1", "5", "5"), "2");
	assert_string_equal(VALUE_AFTER(m, "7", "7", "7", "7"), "0");
}

static void places_gained_are_the_rank_before_less_the_rank_now(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT LEAF("量", "100", "丙", "") RULE("下滑", "升降 <= -2", ""));
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "90", "10", NULL });
	assert_int_equal(m->flags->count, 1);
	assert_string_equal(m->flags->flag[0].facts, "升降(-5) <= -2");
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "90", NULL });
	assert_int_equal(m->flags->count, 0);
	assert_int_equal(m->flags->unjudged_count, 6);
	assert_string_equal(m->flags->unjudged[0].facts, "升降(空) <= -2");
}

/* ---- 首期 ------------------------------------------------------------------------------ */

static void the_first_period_is_treated_as_the_rule_says(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT LEAF("量", "50", "丙", "") LEAF("比", "50", "上期(值(量))", "首期 = 满分\n"));
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "60", NULL });
	assert_string_equal(points(m, "A", "比"), "100/100");
	assert_string_equal(steps(m, "A", "比"), "首期，按满分处理，得 100");
	assert_string_equal(node(m, "A", "比")->shown, "上期(值(量))(空) = 空（以前的期没有数）");
	assert_string_equal(total(m, "A"), "80");
	rules(m, POOLED ROOT LEAF("量", "50", "丙", "") LEAF("比", "50", "上期(值(量))", ""));
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "60", NULL });
	assert_string_equal(steps(m, "A", "比"), "首期，不计并折算");
	assert_string_equal(total(m, "A"), "60");
}

static void what_rests_on_a_first_period_is_first_too(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT LEAF("量", "40", "丙", "") LEAF("比", "30", "上期(值(量))", "首期 = 零分\n")
		LEAF("再", "30", "值(比) + 1", "首期 = 满分\n"));
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "60", NULL });
	assert_string_equal(points(m, "A", "再"), "100/100");
	assert_true(node(m, "A", "再")->first);
}

static void a_target_of_the_last_period_may_lack_too(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT LEAF("量", "50", "丙", "")
		"[指标:比]\n上级 = 总\n权重 = 50\n公式 = 丙\n计分 = 达标 目标 上期(值(量)) 每低 1 扣 2 按比例 扣完为止\n首期 = 满分\n依据 = 示例\n");
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "60", NULL });
	assert_string_equal(steps(m, "A", "比"), "目标没有数，首期，按满分处理，得 100");
	close_month(m, true);
	months(m, "A", (const char *const[]){ "50", NULL });
	assert_string_equal(points(m, "A", "比"), "80/100");
}

static void a_formula_may_say_itself_what_a_first_period_is(void **state)
{
	struct month *m = *state;

	with_leaf(m, "如果(上期(值(量)) 为空, 7, 上期(值(量)))");
	assert_string_equal(VALUE_AFTER(m, "60"), "7");
	assert_string_equal(VALUE_AFTER(m, "60", "50"), "60");
}

static void no_number_now_goes_before_no_number_then(void **state)
{
	struct month *m = *state;

	with_leaf(m, "甲 / 乙 - 上期(值(量))");
	start(m, "2026-01");
	give_all(m, "丙", "1");
	give_all(m, "甲", "1");
	give_all(m, "乙", "0");
	score(m);
	assert_false(node(m, "A", "比")->first);
	assert_string_equal(steps(m, "A", "比"), "无分母，不计并折算");
}

static void a_figure_that_had_no_number_then_is_not_there(void **state)
{
	struct month *m = *state;

	with_leaf(m, "上期(值(量))");
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "未报送", "50", NULL });
	assert_true(node(m, "A", "比")->first);
	assert_false(node(m, "B", "比")->first);
	past_of(m, "B", 1)->present = false;
	score(m);
	assert_true(node(m, "B", "比")->first);
}

static void a_place_or_mean_of_the_last_period_may_lack_for_everyone(void **state)
{
	static const char *const formulas[] = { "名次(上期(值(量)))", "组平均(上期(值(量)))" };
	struct month *m = *state;

	for (int k = 0; k < 2; k++) {
		with_leaf(m, formulas[k]);
		assert_string_equal(VALUE_AFTER(m, "60"), "首期");
		assert_true(node(m, "F", "比")->first);
	}
	with_leaf(m, formulas[0]);
	assert_string_equal(VALUE_AFTER(m, "40", "90"), "6");
	with_leaf(m, formulas[1]);
	assert_string_equal(VALUE_AFTER(m, "110", "90"), "60");
}

/* Its own past is no circle. */
static void a_leaf_may_ask_for_its_own_past(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT LEAF("量", "50", "丙", "") LEAF("比", "50", "如果(上期(值(比)) 为空, 丙, 丙 + 上期(值(比)))", ""));
	assert_string_equal(VALUE_AFTER(m, "10", "20", "30"), "60");
}

static void extras_lack_earlier_figures_like_a_denominator(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT LEAF("量", "100", "丙", "")
		"[加减分:进步]\n榜 = 总榜\n公式 = 值(量) - 上期(值(量))\n计分 = 加分 每 1 加 1 封顶 5\n依据 = 示例\n");
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "60", NULL });
	assert_string_equal(result(m, "A")->extra[0].shown, "值(量)(60) - 上期(值(量))(空) = 空（以前的期没有数）");
	assert_string_equal(result(m, "A")->extra[0].steps, "无分母，不加不扣");
	close_month(m, true);
	months(m, "A", (const char *const[]){ "63", NULL });
	assert_string_equal(total(m, "A"), "66");
}

/* ---- 连续, 累计次数 ------------------------------------------------------------------ */

/* What the trigger's facts say for A after the months; "" where it was not raised. */
static const char *facts_after(struct month *m, const char *condition, const char *first, const char *const *figure)
{
	const struct flag *f;

	rules(m, arena_printf(m->arena, "%s[问责:看]\n情形 = 推进不力\n轨道 = 过错问责\n范围 = 总榜\n触发 = %s\n"
		"起始 = 提醒\n依据 = 示例\n责任角色 = 主要领导\n", POOLED ROOT LEAF("量", "100", "丙", ""), condition));
	start(m, first);
	months(m, "A", figure);
	f = flag_on(m, "A", "看");
	return f != NULL ? f->facts : "";
}

#define FACTS(m, condition, first, ...) facts_after(m, condition, first, (const char *const[]){ __VA_ARGS__, NULL })

static void a_run_counts_backwards_from_this_period(void **state)
{
	struct month *m = *state;

	assert_string_equal(FACTS(m, "连续(值(量) < 20, 中断) >= 1", "2026-01", "10", "30", "10", "10"), "连续(值(量) < 20, 中断)(2) >= 1");
	assert_string_equal(FACTS(m, "连续(值(量) < 20, 中断) >= 1", "2026-01", "10", "10", "30"), "");
	assert_string_equal(FACTS(m, "连续(值(量) < 20, 中断) >= 1", "2026-11", "10", "10", "10"), "连续(值(量) < 20, 中断)(3) >= 1");
}

static void a_period_without_data_breaks_a_run_is_skipped_or_counts(void **state)
{
	struct month *m = *state;

	assert_string_equal(FACTS(m, "连续(值(量) < 20, 中断) >= 1", "2026-01", "10", "-", "10"), "连续(值(量) < 20, 中断)(1) >= 1");
	assert_string_equal(FACTS(m, "连续(值(量) < 20, 跳过) >= 1", "2026-01", "10", "-", "10"), "连续(值(量) < 20, 跳过)(2) >= 1");
	assert_string_equal(FACTS(m, "连续(值(量) < 20, 计入) >= 1", "2026-01", "10", "-", "10"), "连续(值(量) < 20, 计入)(3) >= 1");
	assert_string_equal(FACTS(m, "连续(值(量) < 20, 计入) >= 1", "2026-01", "-", "-", "10"), "连续(值(量) < 20, 计入)(1) >= 1");
	assert_string_equal(FACTS(m, "连续(值(量) < 20, 跳过) >= 1", "2026-01", "10", "未报送", "10"), "连续(值(量) < 20, 跳过)(2) >= 1");
}

static void a_run_that_cannot_be_judged_now_is_no_number(void **state)
{
	struct month *m = *state;

	assert_string_equal(FACTS(m, "连续(值(量) < 20, 中断) >= 2", "2026-01", "10", "未报送"), "");
	assert_int_equal(m->flags->unjudged_count, 1);
}

static void times_are_counted_in_their_window(void **state)
{
	struct month *m = *state;

	assert_string_equal(FACTS(m, "累计次数(值(量) < 20, 自然年) >= 1", "2026-11", "10", "10", "10", "30", "10"),
		"累计次数(值(量) < 20, 自然年)(2) >= 1");
	assert_string_equal(FACTS(m, "累计次数(值(量) < 20, 滚动4期) >= 1", "2026-11", "10", "10", "10", "30", "10"),
		"累计次数(值(量) < 20, 滚动4期)(3) >= 1");
	assert_string_equal(FACTS(m, "累计次数(值(量) < 20, 滚动4期) >= 1", "2026-11", "10", "-", "10", "30"),
		"累计次数(值(量) < 20, 滚动4期)(2) >= 1");
}

static void the_foot_and_the_mean_of_then_are_of_the_units_that_were_there(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT LEAF("量", "100", "丙", "")
		RULE("连垫底", "连续(末位(总得分, 1), 中断) >= 2", "") "[问责:掉队]\n情形 = 措施不力\n轨道 = 过错问责\n范围 = 总榜\n"
		"触发 = 累计次数(值(量) < 组平均(值(量)) - 10 且 名次(值(量)) >= 5, 自然年) >= 2\n起始 = 提醒\n依据 = 示例\n责任角色 = 主要领导\n");
	start(m, "2026-01");
	for (int k = 0; k < 2; k++) {
		for (int u = 0; u < 6; u++)
			give(m, codes[u], "丙", arena_printf(m->arena, "%d", 90 - 10 * u));
		if (k == 1)
			give(m, "F", "丙", "30");
		score(m);
		if (k == 0)
			close_month(m, true);
	}
	assert_string_equal(flag_on(m, "F", "连垫底")->facts, "连续(末位(总得分, 1), 中断)(2) >= 2");
	assert_null(flag_on(m, "E", "连垫底"));
	assert_non_null(flag_on(m, "F", "掉队"));
	assert_non_null(flag_on(m, "E", "掉队"));
	assert_null(flag_on(m, "D", "掉队"));
	past_of(m, "F", 1)->present = false;
	give(m, "E", "丙", "20");
	score(m);
	assert_null(flag_on(m, "F", "连垫底"));
	assert_non_null(flag_on(m, "E", "连垫底"));
	assert_null(flag_on(m, "F", "掉队"));
}

static void the_list_of_the_unranked_is_todays(void **state)
{
	struct month *m = *state;

	rules(m, POOLED "不参与排名 = 山县\n" ROOT LEAF("量", "100", "丙", "") RULE("连垫底", "连续(末位(总得分, 1), 中断) >= 2", ""));
	start(m, "2026-01");
	for (int k = 0; k < 2; k++) {
		for (int u = 0; u < 6; u++)
			give(m, codes[u], "丙", arena_printf(m->arena, "%d", 90 - 10 * u));
		score(m);
		if (k == 0)
			close_month(m, true);
	}
	assert_int_equal(m->flags->count, 1);
	assert_string_equal(m->flags->flag[0].unit->code, "E");
}

/* ---- 本级措施 ------------------------------------------------------------------------- */

static void own_earlier_measures_are_counted_by_their_text(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT LEAF("量", "100", "丙", "")
		"[问责:差]\n情形 = 措施不力\n轨道 = 过错问责\n范围 = 总榜\n触发 = 值(量) < 20\n起始 = 书面约谈\n依据 = 示例\n责任角色 = 主要领导\n"
		RULE("屡谈", "本级措施(“约谈”, 滚动3期) >= 1", ""));
	start(m, "2026-01");
	months(m, "A", (const char *const[]){ "10", "10", "50", NULL });
	assert_string_equal(flag_on(m, "A", "屡谈")->facts, "本级措施(“约谈”, 滚动3期)(2) >= 1");
	assert_null(flag_on(m, "B", "屡谈"));
	decide(m, "2026-02-区县-A-差", DECIDED_REVOKE, "", "2026-03-05");
	score(m);
	assert_string_equal(flag_on(m, "A", "屡谈")->facts, "本级措施(“约谈”, 滚动3期)(1) >= 1");
	decide(m, "2026-01-区县-A-差", DECIDED_LOWER, "", "2026-03-05")->measure = "提醒";
	score(m);
	assert_null(flag_on(m, "A", "屡谈"));
	m->people = NULL;
	close_month(m, true);
	months(m, "A", (const char *const[]){ "50", NULL });
	assert_string_equal(flag_on(m, "A", "屡谈")->facts, "本级措施(“约谈”, 滚动3期)(1) >= 1");
}

/* ---- 汇总 ---------------------------------------------------------------------------- */

static const char *summed(struct month *m, const char *period, const char *more)
{
	struct buf b = buf_new(m->arena);
	struct summary_scores *s;
	struct period p;

	rules(m, arena_printf(m->arena, "%s[汇总:季度]\n榜 = 总榜\n周期 = 季\n修约 = 2位 四舍五入\n并列 = 跳号\n依据 = 示例\n%s",
		BOARD ROOT LEAF("量", "100", "丙", ""), more));
	start(m, "2026-01");
	for (int k = 0; k < 3; k++) {
		for (int u = 0; u < 6; u++)
			give(m, codes[u], "丙", arena_printf(m->arena, "%d", 90 - 10 * (u % 3) + (u == 1 ? 10 * k : 0)));
		score(m);
		close_month(m, k != 1);
	}
	assert_true(period_parse(period, &p));
	m->diag = diag_new(m->arena, CHINESE);
	s = summary_compute(m->arena, m->diag, m->scheme, m->scheme->summary[0], p, m->history);
	for (size_t g = 0; g < s->group_count; g++)
		for (size_t k = 0; k < s->group[g].unit_count; k++) {
			const struct summary_unit *u = s->group[g].unit[k];

			buf_printf(&b, "%s%s %s %u", b.length > 0 ? "；" : "", u->unit->code,
				u->scored ? num_text(m->arena, u->total) : "-", u->rank);
		}
	buf_printf(&b, "；%s；%s", s->unit[1].steps, s->unit[1].why_unranked);
	return b.at;
}

static void a_quarter_is_made_of_its_published_months(void **state)
{
	struct month *m = *state;

	assert_string_equal(summed(m, "2026Q1", "缺期 = 跳过\n"), "A 90 1；B 90 1；C 70 3；D 90 1；E 80 2；F 70 3；(80 × 1 + 100 × 1) ÷ 2 = 90；");
	assert_string_equal(complaints(m, 0), "考核.ini:75:1: 警告 K540: 汇总“季度”：2026Q1 里有没有公布的期（2026-02），按“跳过”处理；"
		"请待各期公布后再算，或确认如此\n");
	assert_string_equal(summed(m, "2026Q1", "缺期 = 跳过\n权重.3 = 3\n权重.1 = 2\n"),
		"B 92 1；A 90 2；C 70 3；D 90 1；E 80 2；F 70 3；(80 × 2 + 100 × 3) ÷ 5 = 92；");
}

static void a_month_that_lacks_is_nothing_or_takes_the_rank(void **state)
{
	struct month *m = *state;

	assert_string_equal(summed(m, "2026Q1", "缺期 = 零分\n"),
		"A 60 1；B 60 1；C 46.67 3；D 60 1；E 53.33 2；F 46.67 3；(80 × 1 + 0 × 1 + 100 × 1) ÷ 3 = 60；");
	assert_string_equal(summed(m, "2026Q1", "缺期 = 不参与排名\n"),
		"A 90 0；B 90 0；C 70 0；D 90 0；E 80 0；F 70 0；(80 × 1 + 100 × 1) ÷ 2 = 90；2026-02没有总分，按规定不参与排名");
	assert_string_equal(summed(m, "2026Q2", "缺期 = 跳过\n"), "A - 0；B - 0；C - 0；D - 0；E - 0；F - 0；；各期都没有总分");
	assert_string_equal(summed(m, "2026Q2", "缺期 = 零分\n"), "A - 0；B - 0；C - 0；D - 0；E - 0；F - 0；；各期都没有总分");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(without_a_number_the_rate_of_last_period_may_be_carried_over),
		MONTH_TEST(the_last_period_is_the_one_just_before),
		MONTH_TEST(points_rate_total_and_rank_are_remembered_too),
		MONTH_TEST(the_same_period_is_that_of_the_year_before),
		MONTH_TEST(recent_periods_are_folded_with_this_one),
		MONTH_TEST(the_deviation_is_that_of_the_whole_to_thirty_digits),
		MONTH_TEST(places_gained_are_the_rank_before_less_the_rank_now),
		MONTH_TEST(the_first_period_is_treated_as_the_rule_says),
		MONTH_TEST(what_rests_on_a_first_period_is_first_too),
		MONTH_TEST(a_target_of_the_last_period_may_lack_too),
		MONTH_TEST(a_formula_may_say_itself_what_a_first_period_is),
		MONTH_TEST(no_number_now_goes_before_no_number_then),
		MONTH_TEST(a_figure_that_had_no_number_then_is_not_there),
		MONTH_TEST(a_place_or_mean_of_the_last_period_may_lack_for_everyone),
		MONTH_TEST(a_leaf_may_ask_for_its_own_past),
		MONTH_TEST(extras_lack_earlier_figures_like_a_denominator),
		MONTH_TEST(a_run_counts_backwards_from_this_period),
		MONTH_TEST(a_period_without_data_breaks_a_run_is_skipped_or_counts),
		MONTH_TEST(a_run_that_cannot_be_judged_now_is_no_number),
		MONTH_TEST(times_are_counted_in_their_window),
		MONTH_TEST(the_foot_and_the_mean_of_then_are_of_the_units_that_were_there),
		MONTH_TEST(the_list_of_the_unranked_is_todays),
		MONTH_TEST(own_earlier_measures_are_counted_by_their_text),
		MONTH_TEST(a_quarter_is_made_of_its_published_months),
		MONTH_TEST(a_month_that_lacks_is_nothing_or_takes_the_rank),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
