/* 名单, 不分先后, 等次 by group and 名额, 等次 and 问责(X) in conditions, 核对. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

#define ROOT "[指标:总]\n公式 = 数值\n计分 = 正比\n依据 = 示例\n"
#define GRADES(more) "[等次:总]\n榜 = 总榜\n级.1 = 优秀 >= 80\n级.2 = 良好 >= 60\n级.3 = 一般 其余\n" more "依据 = 示例\n"
#define TRIGGER(name, when) "[问责:" name "]\n情形 = 其他 “" name "”\n轨道 = 效能督查\n范围 = 总榜\n触发 = " when "\n起始 = 提醒\n依据 = 示例\n责任角色 = 主要领导\n"

static void six(struct month *m, const char *a, const char *b, const char *c, const char *d, const char *e, const char *f)
{
	const char *const codes[] = { "A", "B", "C", "D", "E", "F" }, *const figures[] = { a, b, c, d, e, f };

	for (size_t k = 0; k < 6; k++)
		give(m, codes[k], "数值", figures[k]);
	score(m);
}

/* What is said, but of figures that the scheme of all these tests does not use. */
static const char *said(struct month *m, int with_notes)
{
	struct buf b = buf_new(m->arena);
	const char *line = complaints(m, with_notes), *end;

	for (; (end = strchr(line, '\n')) != NULL; line = end + 1)
		if (memmem(line, (size_t)(end - line), "K350", 4) == NULL)
			buf_addn(&b, line, (size_t)(end - line) + 1);
	return b.at == NULL ? "" : b.at;
}

/* "A优秀 B良好 …" in rank order, group by group. */
static const char *grades(struct month *m)
{
	struct buf b = buf_new(m->arena);

	for (size_t g = 0; g < m->scores->board[0].group_count; g++)
		for (size_t k = 0; k < m->scores->board[0].group[g].unit_count; k++) {
			const struct unit_score *u = m->scores->board[0].group[g].unit[k];

			buf_printf(&b, "%s%s%s", b.length > 0 ? " " : "", u->unit->code, u->grade->word);
		}
	return b.at;
}

static const char *roster(struct month *m)
{
	const struct roster_scores r = roster_scores(m->scores, m->scheme->roster[0]);
	struct buf b = buf_new(m->arena);

	for (size_t k = 0; k < r.count; k++)
		buf_printf(&b, "%s：%s\n", r.line[k].unit->unit->code, r.line[k].facts);
	for (size_t k = 0; k < r.unjudged_count; k++)
		buf_printf(&b, "？%s：%s\n", r.unjudged[k].unit->unit->code, r.unjudged[k].facts);
	return b.at == NULL ? "" : b.at;
}

/* ---- 名单 ------------------------------------------------------------------------ */

static void a_list_is_in_rank_order_with_its_facts(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT "[名单:低响应]\n榜 = 总榜\n标题 = 响应率低于70%的单位\n条件 = 甲 / 乙 < 70%\n依据 = 示例\n");
	give_all(m, "甲", "6");
	give_all(m, "乙", "10");
	give(m, "C", "甲", "7");
	give(m, "D", "乙", "0");
	six(m, "0.5", "0.9", "0.8", "0.4", "0.6", "1");
	assert_string_equal(roster(m), "F：甲(6) / 乙(10) < 70%（甲 / 乙 = 60%）\nB：甲(6) / 乙(10) < 70%（甲 / 乙 = 60%）\n"
		"E：甲(6) / 乙(10) < 70%（甲 / 乙 = 60%）\nA：甲(6) / 乙(10) < 70%（甲 / 乙 = 60%）\n？D：甲(6) / 乙(0) < 70%（甲 / 乙 = 无分母）\n");
	assert_int_equal(m->flags->count, 0);
}

static void a_list_for_everybody_is_refused(void **state)
{
	struct month *m = *state;

	read_rules(m, POOLED ROOT "[名单:低]\n榜 = 总榜\n条件 = 甲 >= 0\n依据 = 示例\n");
	assert_string_equal(said(m, 0), "考核.ini:73:6: 错误 K360: [名单:低] 的条件永远成立：甲 >= 0；请改正\n");
	read_rules(m, POOLED ROOT "[名单:低]\n榜 = 总榜\n条件 = 甲 > 3\n");
	assert_string_equal(said(m, 0), "考核.ini:71:1: 错误 K229: [名单:低] 缺“依据”；应写：文字；请补上\n");
}

/* ---- 不分先后 ---------------------------------------------------------------------- */

static void units_in_no_order_share_the_rank_and_the_next_is_skipped(void **state)
{
	struct month *m = *state;

	rules(m, "[榜:总榜]\n名录 = 区县\n根指标 = 总\n并列 = 不分先后\n名次依据 = 修约后\n分组 = 合并\n" ROOT);
	six(m, "0.5", "0.9", "0.8", "0.9", "0.6", "1");
	assert_true(m->scheme->board[0]->unordered);
	assert_string_equal(standing(m, "B"), "90 2");
	assert_string_equal(standing(m, "D"), "90 2");
	assert_string_equal(standing(m, "C"), "80 4");
	assert_string_equal(m->scores->board[0].group[0].unit[1]->unit->code, "B");
}

/* ---- 等次 -------------------------------------------------------------------------- */

static void a_group_may_have_bounds_of_its_own(void **state)
{
	struct month *m = *state;

	rules(m, BOARD ROOT GRADES("级.1.县 = 优秀 >= 90\n"));
	six(m, "0.85", "0.7", "0.1", "0.85", "0.9", "0.1");
	assert_string_equal(grades(m), "A优秀 B良好 C一般 E优秀 D良好 F一般");
}

static void bounds_of_a_group_keep_the_words(void **state)
{
	struct month *m = *state;

	read_rules(m, BOARD ROOT GRADES("级.1.县 = 先进 >= 90\n级.4.县 = 很差 其余\n级.1.乡 = 优秀 >= 70\n"));
	assert_string_equal(said(m, 0),
		"考核.ini:75:9: 错误 K1161: “级.1.县”的词是“先进”，同一级的词却是“优秀”；级.n.组 只换界限，词应与 级.n 相同，请改成“优秀”\n"
		"考核.ini:76:1: 错误 K1160: 写了“级.4.县”，却没有“级.4”；级.n.组 只给已有的一级另定界限，请先写 级.4，或改正序号\n"
		"考核.ini:77:1: 错误 K294: 名录“区县”里没有“乡”这个组；请改成名录里有的组\n");
}

/* 6 units: 30% is 1.8, so 1; 50% is 3. */
static void those_beyond_the_places_drop_and_say_why(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT GRADES("名额 = 优秀 30%, 良好 50%, 同分 = 同进\n"));
	six(m, "0.95", "0.9", "0.85", "0.7", "0.65", "0.1");
	assert_string_equal(grades(m), "A优秀 B良好 C良好 D良好 E一般 F一般");
	assert_string_equal(result(m, "B")->grade_over->word, "优秀");
	assert_string_equal(result(m, "B")->quota_says, "“优秀”名额30%，6个参加排名取1个");
	assert_string_equal(result(m, "E")->quota_says, "“良好”名额50%，6个参加排名取3个");
	assert_null(result(m, "A")->grade_over);
	assert_null(result(m, "B")->grade_before);
}

static void units_level_at_the_edge_are_in_or_out_together(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT GRADES("名额 = 优秀 34%, 同分 = 同进\n"));
	six(m, "0.95", "0.9", "0.9", "0.85", "0.65", "0.1");
	assert_string_equal(grades(m), "A优秀 B优秀 C优秀 D良好 E良好 F一般");
	rules(m, POOLED ROOT GRADES("名额 = 优秀 34%, 同分 = 同退\n"));
	six(m, "0.95", "0.9", "0.9", "0.85", "0.65", "0.1");
	assert_string_equal(grades(m), "A优秀 B良好 C良好 D良好 E良好 F一般");
}

static void a_vetoed_unit_takes_no_place(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT GRADES("名额 = 优秀 30%, 同分 = 同退\n")
		"[否决:事故]\n榜 = 总榜\n条件 = 甲 > 0\n效果 = 等次降为最差\n依据 = 示例\n");
	give_all(m, "甲", "0");
	give(m, "A", "甲", "1");
	six(m, "0.95", "0.9", "0.85", "0.7", "0.65", "0.1");
	assert_string_equal(grades(m), "A一般 B优秀 C良好 D良好 E良好 F一般");
}

static void places_must_say_all(void **state)
{
	struct month *m = *state;

	read_rules(m, POOLED ROOT GRADES("名额 = 优秀 30%\n"));
	assert_string_equal(said(m, 0),
		"考核.ini:76:6: 错误 K1163: 名额“优秀 30%”没有说界上同名次的单位怎么办；应写明 同分 = 同进 或 同分 = 同退，请补上\n");
	read_rules(m, POOLED ROOT GRADES("名额 = 优秀 30, 同分 = 同进\n"));
	assert_string_equal(said(m, 0),
		"考核.ini:76:9: 错误 K1162: 名额“优秀 30, 同分 = 同进”读不懂；应写成 优秀 30%, 同分 = 同进（或 同退），百分数在 0 至 100% 之间；请改正\n");
	read_rules(m, POOLED ROOT GRADES("名额 = 一般 30%, 同分 = 同进\n"));
	assert_string_equal(said(m, 0),
		"考核.ini:76:6: 错误 K1164: “一般”是最后一级，超出名额的没有下一等可降；名额只能给前面各级，请删去这一项\n");
}

/* ---- 等次 and 问责(X) in conditions ---------------------------------------------------- */

static void a_trigger_may_ask_for_the_grade_and_for_another_trigger(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT GRADES("") TRIGGER("落后", "等次 = “一般”") TRIGGER("又慢", "问责(落后) 且 甲 > 3"));
	give_all(m, "甲", "0");
	give(m, "F", "甲", "5");
	give(m, "A", "甲", "5");
	six(m, "0.95", "0.9", "0.85", "0.7", "0.65", "0.1");
	assert_int_equal(m->flags->count, 2);
	assert_string_equal(m->flags->flag[0].id, "2026-10-区县-F-落后");
	assert_string_equal(m->flags->flag[0].facts, "等次(“一般”) = “一般”");
	assert_string_equal(m->flags->flag[1].id, "2026-10-区县-F-又慢");
	assert_string_equal(m->flags->flag[1].facts, "问责(落后)(是) 且 甲(5) > 3");
}

static void grades_and_triggers_in_a_circle_are_refused(void **state)
{
	struct month *m = *state;

	read_rules(m, POOLED ROOT GRADES("") "[否决:圈]\n榜 = 总榜\n条件 = 等次 = “优秀” 且 甲 > 0\n效果 = 等次降为最差\n依据 = 示例\n");
	assert_string_equal(said(m, 0),
		"考核.ini:79:6: 错误 K1167: 否决“圈”的条件用到等次，而等次正要由否决来定，绕成了圈；请改用总得分、得分或统计\n");
	read_rules(m, POOLED ROOT TRIGGER("一", "问责(二) 或 甲 > 3") TRIGGER("二", "问责(一) 或 甲 > 4"));
	assert_string_equal(said(m, 0),
		"考核.ini:83:6: 错误 K1168: [问责:一] 的条件经过 问责(…) 或 等次 又要用到它自己，绕成了圈，算不出来；请去掉其中一处\n");
	read_rules(m, POOLED ROOT GRADES("") TRIGGER("一", "等次 = “一般”")
		"[否决:圈]\n榜 = 总榜\n条件 = 问责(一) 且 甲 > 0\n效果 = 等次降为最差\n依据 = 示例\n");
	assert_non_null(strstr(said(m, 0), "错误 K1168: [问责:一] 的条件经过 问责(…) 或 等次 又要用到它自己"));
}

static void a_grade_needs_grades_and_one_of_their_words(void **state)
{
	struct month *m = *state;

	read_rules(m, POOLED ROOT TRIGGER("一", "等次 = “一般”"));
	assert_string_equal(said(m, 0), "考核.ini:75:6: 错误 K1170: 条件用到等次，榜“总榜”却没有 [等次]；请给这张榜写 [等次]，或改用总得分\n");
	read_rules(m, POOLED ROOT GRADES("") TRIGGER("一", "等次 = “不合格” 且 甲 > 0"));
	assert_non_null(strstr(said(m, 0), "“不合格”"));
}

/* ---- 核对 ------------------------------------------------------------------------------ */

static void figures_that_do_not_agree_are_reported(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT "[核对:件数]\n榜 = 总榜\n条件 = 甲 = 乙 + 丙\n不成立 = 报告\n依据 = 示例\n");
	give_all(m, "甲", "5");
	give_all(m, "乙", "2");
	give_all(m, "丙", "3");
	give(m, "B", "丙", "4");
	give(m, "C", "丙", "未报送");
	six(m, "0.5", "0.9", "0.8", "0.4", "0.6", "1");
	assert_string_equal(said(m, 1),
		"考核.ini:71:1: 警告 K560: 核对“件数”对西区（B）不成立：甲(5) = 乙(2) + 丙(4)（乙 + 丙 = 6）；请与报送单位核对数据\n"
		"考核.ini:71:1: 提示 K562: 核对“件数”对中区（C）算不出：甲(5) = 乙(2) + 丙(未报送)（乙 + 丙 = 未报送）；条件里有没有数的项，没有核对\n");
	assert_int_equal(m->scores->failure_count, 2);
}

static void figures_that_do_not_agree_may_be_refused(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT "[核对:件数]\n榜 = 总榜\n条件 = 甲 = 乙\n不成立 = 拒绝\n依据 = 示例\n");
	give_all(m, "甲", "5");
	give_all(m, "乙", "5");
	give_all(m, "数值", "1");
	give(m, "B", "乙", "4");
	m->scores = scores_compute(m->arena, m->diag, m->scheme, m->measures, NULL, NULL);
	assert_string_equal(said(m, 0),
		"考核.ini:71:1: 错误 K561: 核对“件数”对西区（B）不成立：甲(5) = 乙(4)；规则要求不成立即不计算，请改正数据后重新运行\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(a_list_is_in_rank_order_with_its_facts), MONTH_TEST(a_list_for_everybody_is_refused),
		MONTH_TEST(units_in_no_order_share_the_rank_and_the_next_is_skipped), MONTH_TEST(a_group_may_have_bounds_of_its_own),
		MONTH_TEST(bounds_of_a_group_keep_the_words), MONTH_TEST(those_beyond_the_places_drop_and_say_why),
		MONTH_TEST(units_level_at_the_edge_are_in_or_out_together), MONTH_TEST(a_vetoed_unit_takes_no_place),
		MONTH_TEST(places_must_say_all), MONTH_TEST(a_trigger_may_ask_for_the_grade_and_for_another_trigger),
		MONTH_TEST(grades_and_triggers_in_a_circle_are_refused), MONTH_TEST(a_grade_needs_grades_and_one_of_their_words),
		MONTH_TEST(figures_that_do_not_agree_are_reported), MONTH_TEST(figures_that_do_not_agree_may_be_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
