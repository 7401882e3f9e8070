/* From the root to the rank: 满分, 加减分, caps, 修约, 名次, 等次, 否决. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

#define ROOT "[指标:总]\n公式 = 数值\n计分 = 引用 满分 100\n依据 = 示例\n"
#define BOARD_WITH(tie, on, more) \
	"[榜:总榜]\n名录 = 区县\n根指标 = 总\n分组 = 合并\n并列 = " tie "\n名次依据 = " on "\n" more

static void six(struct month *m, const char *a, const char *b, const char *c, const char *d, const char *e, const char *f)
{
	give(m, "A", "数值", a);
	give(m, "B", "数值", b);
	give(m, "C", "数值", c);
	give(m, "D", "数值", d);
	give(m, "E", "数值", e);
	give(m, "F", "数值", f);
}

/* "A90/1 B80/2 …" in the order of the board, groups separated by |. */
static const char *order(struct month *m)
{
	const struct board_scores *b = &m->scores->board[0];
	struct buf out = buf_new(m->arena);

	for (size_t g = 0; g < b->group_count; g++) {
		if (g > 0)
			buf_add(&out, " |");
		for (size_t k = 0; k < b->group[g].unit_count; k++)
			buf_printf(&out, "%s%s:%s", out.length > 0 ? " " : "", b->group[g].unit[k]->unit->code,
				standing(m, b->group[g].unit[k]->unit->code));
	}
	return out.at;
}

/* ---- ranks --------------------------------------------------------------------------- */

static void equal_totals_share_a_rank_and_the_next_is_skipped(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT);
	six(m, "80", "90", "80", "70", "90", "60");
	score(m);
	assert_string_equal(order(m), "B:90 1 E:90 1 A:80 3 C:80 3 D:70 5 F:60 6");
	assert_int_equal(result(m, "A")->tied, 2);
	assert_int_equal(result(m, "D")->tied, 1);
}

static void or_the_next_is_not_skipped(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("连号", "修约后", "") ROOT);
	six(m, "80", "90", "80", "70", "90", "60");
	score(m);
	assert_string_equal(order(m), "B:90 1 E:90 1 A:80 2 C:80 2 D:70 3 F:60 4");
}

static void the_smallest_may_come_first(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "方向 = 升序\n") ROOT);
	six(m, "80", "90", "80", "70", "90", "60");
	score(m);
	assert_string_equal(order(m), "F:60 1 D:70 2 A:80 3 C:80 3 B:90 5 E:90 5");
}

static void rounding_makes_a_tie_where_ranks_go_by_the_printed_total(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT);
	six(m, "80.004", "80.001", "79.995", "1", "2", "3");
	score(m);
	assert_string_equal(order(m), "A:80 1 B:80 1 C:80 1 F:3 4 E:2 5 D:1 6");
	rules(m, BOARD_WITH("跳号", "修约前", "") ROOT);
	six(m, "80.001", "80.004", "79.995", "1", "2", "3");
	score(m);
	assert_string_equal(order(m), "B:80 1 A:80 2 C:80 3 F:3 4 E:2 5 D:1 6");
}

static void a_boards_own_rounding_goes_before_the_schemes(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "修约 = 1位 四舍六入五成双\n") ROOT);
	six(m, "80.25", "80.35", "80.449", "1", "2", "3");
	score(m);
	assert_string_equal(order(m), "B:80.4 1 C:80.4 1 A:80.2 3 F:3 4 E:2 5 D:1 6");
	rules(m, BOARD_WITH("跳号", "修约后", "修约 = 1位 截尾\n") ROOT);
	six(m, "80.25", "80.35", "80.449", "1", "2", "3");
	score(m);
	assert_string_equal(order(m), "C:80.4 1 B:80.3 2 A:80.2 3 F:3 4 E:2 5 D:1 6");
}

static void keys_break_ties_in_turn_and_what_is_equal_in_all_shares(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "次键.1 = 甲 降序\n次键.2 = 乙 升序\n") ROOT);
	six(m, "80", "80", "80", "80", "80", "80");
	give_all(m, "甲", "5");
	give_all(m, "乙", "3");
	give(m, "C", "甲", "6");
	give(m, "E", "乙", "2");
	give(m, "A", "甲", "未报送");
	score(m);
	assert_string_equal(order(m), "C:80 1 E:80 2 B:80 3 D:80 3 F:80 3 A:80 6");
}

static void groups_are_ranked_apart(void **state)
{
	struct month *m = *state;

	rules(m, BOARD ROOT);
	six(m, "80", "90", "70", "60", "65", "95");
	score(m);
	assert_string_equal(order(m), "B:90 1 A:80 2 C:70 3 | F:95 1 E:65 2 D:60 3");
	assert_string_equal(m->scores->board[0].group[0].group, "城");
	assert_string_equal(m->scores->board[0].group[1].group, "县");
}

static void listed_units_have_a_total_and_no_rank(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "不参与排名 = 西区, E\n") ROOT);
	six(m, "80", "90", "70", "60", "65", "95");
	score(m);
	assert_string_equal(order(m), "F:95 1 A:80 2 C:70 3 D:60 4 B:90 - E:65 -");
	assert_string_equal(result(m, "B")->why_unranked, "方案列为不参与排名");
	assert_int_equal(m->scores->board[0].group[0].ranked_count, 4);
}

/* ---- 满分 of the board ------------------------------------------------------------------ */

static void the_root_is_converted_to_the_boards_full_marks(void **state)
{
	struct month *m = *state;

	rules(m, "[榜:总榜]\n名录 = 区县\n根指标 = 总\n满分 = 100\n满分.县 = 150\n并列 = 跳号\n名次依据 = 修约后\n" ROOT);
	six(m, "80", "90", "70", "60", "65", "95");
	score(m);
	assert_string_equal(order(m), "B:90 1 A:80 2 C:70 3 | F:142.5 1 E:97.5 2 D:90 3");
	assert_string_equal(share(m, "F", "总"), "150:142.5");
}

static void a_root_may_have_full_marks_of_its_own(void **state)
{
	struct month *m = *state;

	rules(m, POOLED "[指标:总]\n公式 = 数值\n满分 = 40\n计分 = 正比\n依据 = 示例\n");
	six(m, "0.5", "1", "0", "0", "0", "0");
	score(m);
	assert_string_equal(points(m, "A", "总"), "20/40");
	assert_string_equal(standing(m, "A"), "50 2");
}

/* ---- 加减分 ------------------------------------------------------------------------------- */

#define EXTRAS \
	"[加减分:表彰]\n榜 = 总榜\n公式 = 甲\n计分 = 加分 每 1次 加 2 封顶 5\n依据 = 示例\n" \
	"[加减分:曝光]\n榜 = 总榜\n公式 = 乙\n计分 = 扣分 每 1次 扣 1.5 按比例 封顶 4\n依据 = 示例\n"

static const struct extra_score *extra(struct month *m, const char *code, size_t k)
{
	return &result(m, code)->extra[k];
}

static void extras_are_capped_each_and_added_to_the_total(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT EXTRAS);
	six(m, "80", "80", "80", "80", "80", "80");
	give_all(m, "甲", "0");
	give_all(m, "乙", "0");
	give(m, "A", "甲", "2");
	give(m, "A", "乙", "1");
	give(m, "B", "甲", "3");
	give(m, "C", "乙", "3");
	score(m);
	assert_string_equal(total(m, "A"), "82.5");
	assert_string_equal(total(m, "B"), "85");
	assert_string_equal(total(m, "C"), "76");
	assert_string_equal(extra(m, "A", 0)->shown, "甲(2) = 2");
	assert_string_equal(extra(m, "A", 0)->steps, "起点 0，实际 2；每 1次 加 2（整步舍去，计 2 步），加 4，得 4");
	assert_string_equal(extra(m, "A", 1)->steps, "实际 1；每 1次 扣 1.5（按比例），扣 1.5");
	assert_string_equal(extra(m, "B", 0)->steps,
		"起点 0，实际 3；每 1次 加 2（整步舍去，计 3 步），加 6，超过封顶，按封顶得 5");
	assert_string_equal(extra(m, "C", 1)->steps, "实际 3；每 1次 扣 1.5（按比例），扣 4.5，超过封顶，按封顶扣 4");
	assert_string_equal(num_text(m->arena, extra(m, "C", 1)->points), "-4");
	assert_int_equal(extra(m, "C", 1)->n, 3);
}

static void the_sum_of_extras_has_bounds_of_its_own(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "加减分封顶 = 3\n加减分保底 = -2\n") ROOT EXTRAS);
	six(m, "80", "80", "80", "80", "80", "80");
	give_all(m, "甲", "2");
	give_all(m, "乙", "0");
	give(m, "B", "甲", "0");
	give(m, "B", "乙", "2");
	score(m);
	assert_string_equal(total(m, "A"), "83");
	assert_string_equal(total(m, "B"), "78");
	assert_string_equal(num_text(m->arena, result(m, "B")->extra_sum), "-2");
	assert_string_equal(num_text(m->arena, result(m, "B")->base), "80");
}

static void the_total_has_bounds_before_it_is_rounded(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约前", "总分封顶 = 82.005\n总分保底 = 10\n") ROOT EXTRAS);
	six(m, "80", "3", "80", "80", "80", "80");
	give_all(m, "甲", "2");
	give_all(m, "乙", "0");
	score(m);
	assert_string_equal(num_text(m->arena, result(m, "A")->exact), "82.005");
	assert_string_equal(total(m, "A"), "82.01");
	assert_string_equal(total(m, "B"), "10");
}

static void an_extra_without_a_number_adds_nothing(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT
		"[加减分:表彰]\n榜 = 总榜\n公式 = 甲 / 乙\n适用 = 组 = “城”\n计分 = 加分 每 1 加 2 封顶 5\n依据 = 示例\n");
	six(m, "80", "80", "80", "80", "80", "80");
	give_all(m, "甲", "2");
	give_all(m, "乙", "0");
	give(m, "B", "乙", "未报送");
	score(m);
	assert_string_equal(total(m, "A"), "80");
	assert_string_equal(extra(m, "A", 0)->shown, "甲(2) / 乙(0) = 无分母");
	assert_string_equal(extra(m, "A", 0)->steps, "无分母，不加不扣");
	assert_string_equal(extra(m, "B", 0)->steps, "未报送，不加不扣");
	assert_string_equal(extra(m, "D", 0)->shown, "适用条件不成立：组(“县”) = “城”");
	assert_string_equal(extra(m, "D", 0)->steps, "不适用，不加不扣");
}

/* ---- 等次 and 否决 ------------------------------------------------------------------------- */

#define GRADES "[等次:等次]\n榜 = 总榜\n级.1 = 优秀 >= 90\n级.2 = 良好 > 80\n级.3 = 合格 >= 60\n级.4 = 不合格 其余\n依据 = 示例\n"

static const char *grade(struct month *m, const char *code)
{
	const struct unit_score *u = result(m, code);

	if (u->grade == NULL)
		return "-";
	return u->grade_before == NULL ? u->grade->word
		: arena_printf(m->arena, "%s（原%s）", u->grade->word, u->grade_before->word);
}

static void a_bound_belongs_to_the_grade_that_names_it(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT GRADES);
	six(m, "90", "89.994", "80", "60", "59.99", "未报送");
	score(m);
	assert_string_equal(grade(m, "A"), "优秀");
	assert_string_equal(grade(m, "B"), "良好");
	assert_string_equal(grade(m, "C"), "合格");
	assert_string_equal(grade(m, "D"), "合格");
	assert_string_equal(grade(m, "E"), "不合格");
	assert_string_equal(grade(m, "F"), "不合格");
}

static void grades_go_by_the_printed_total_unless_the_rule_says_otherwise(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT GRADES);
	six(m, "89.996", "1", "1", "1", "1", "1");
	score(m);
	assert_string_equal(grade(m, "A"), "优秀");
	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT GRADES "等次依据 = 修约前\n");
	six(m, "89.996", "1", "1", "1", "1", "1");
	score(m);
	assert_string_equal(grade(m, "A"), "良好");
	assert_string_equal(total(m, "A"), "90");
}

#define VETO(name, when, effect) "[否决:" name "]\n榜 = 总榜\n条件 = " when "\n效果 = " effect "\n依据 = 示例\n"

static const char *struck(struct month *m, const char *code)
{
	struct buf b = buf_new(m->arena);

	for (const struct veto **v = result(m, code)->veto; *v != NULL; v++)
		buf_printf(&b, "%s%s", b.length > 0 ? " " : "", (*v)->name);
	return b.length > 0 ? b.at : "";
}

static void vetoes_lower_the_grade_and_leave_total_and_rank(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT GRADES
		VETO("事故", "甲 >= 1", "等次降为最差") VETO("封顶", "乙 >= 1", "等次封顶 良好") VETO("造假", "丙 >= 1", "总评不合格"));
	six(m, "95", "95", "95", "70", "95", "95");
	give_all(m, "甲", "0");
	give_all(m, "乙", "0");
	give_all(m, "丙", "0");
	give(m, "A", "甲", "1");
	give(m, "B", "乙", "1");
	give(m, "C", "丙", "2");
	give(m, "D", "乙", "1");
	give(m, "E", "乙", "1");
	give(m, "E", "甲", "1");
	score(m);
	assert_string_equal(grade(m, "A"), "不合格（原优秀）");
	assert_string_equal(grade(m, "B"), "良好（原优秀）");
	assert_string_equal(grade(m, "C"), "不合格（原优秀）");
	assert_string_equal(grade(m, "D"), "合格");
	assert_string_equal(grade(m, "E"), "不合格（原优秀）");
	assert_string_equal(struck(m, "D"), "封顶");
	assert_string_equal(struck(m, "E"), "事故 封顶");
	assert_string_equal(struck(m, "F"), "");
	assert_string_equal(standing(m, "A"), "95 1");
}

static void a_veto_may_look_at_total_and_rank(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT GRADES VETO("末名", "总名次 = 6 或 总得分 < 65", "等次降为最差"));
	six(m, "95", "90", "85", "70", "64", "62");
	score(m);
	assert_string_equal(struck(m, "D"), "");
	assert_string_equal(grade(m, "E"), "不合格（原合格）");
	assert_string_equal(grade(m, "F"), "不合格（原合格）");
}

static void a_veto_in_doubt_does_not_strike_and_is_noted(void **state)
{
	struct month *m = *state;

	rules(m, BOARD_WITH("跳号", "修约后", "") ROOT GRADES VETO("事故", "甲 >= 1", "等次降为最差"));
	six(m, "95", "90", "85", "70", "64", "62");
	give_all(m, "甲", "0");
	give(m, "B", "甲", "未报送");
	m->diag = diag_new(m->arena, CHINESE);
	score(m);
	assert_string_equal(grade(m, "B"), "优秀");
	assert_string_equal(complaints(m, 1),
		"考核.ini:78:1: 提示 K520: 否决“事故”对西区（B）无法判断：甲(未报送) >= 1；按没有否决处理\n");
	assert_int_equal(diag_exit(m->diag), 0);
}

#define TWO_ITEMS \
	"[指标:总]\n合成 = 加权平均\n依据 = 示例\n" \
	"[指标:一]\n上级 = 总\n权重 = 40\n公式 = 数值\n计分 = 引用 满分 100\n依据 = 示例\n" \
	"[指标:二]\n上级 = 总\n权重 = 60\n公式 = 均数\n计分 = 引用 满分 100\n依据 = 示例\n"

static void an_item_is_struck_to_zero_before_it_reaches_its_parent(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TWO_ITEMS VETO("造假", "甲 >= 1", "本项计零 二"));
	six(m, "90", "90", "90", "90", "90", "90");
	give_all(m, "均数", "80");
	give_all(m, "甲", "0");
	give(m, "A", "甲", "1");
	score(m);
	assert_string_equal(points(m, "A", "二"), "0/100");
	assert_string_equal(steps(m, "A", "二"), "引用：80 ÷ 满分 100 × 100，得 80；否决“造假”，本项计零，得 0");
	assert_string_equal(standing(m, "A"), "36 6");
	assert_string_equal(standing(m, "B"), "84 1");
	assert_string_equal(struck(m, "A"), "造假");
	assert_string_equal(node(m, "A", "二")->zeroed->name, "造假");
	assert_null(node(m, "B", "二")->zeroed);
}

static void an_item_passed_over_has_no_points_to_strike(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TWO_ITEMS VETO("造假", "甲 >= 1", "本项计零 二"));
	six(m, "90", "90", "90", "90", "90", "90");
	give_all(m, "均数", "无分母");
	give_all(m, "甲", "1");
	score(m);
	assert_string_equal(steps(m, "A", "二"), "无分母，不计并折算");
	assert_string_equal(total(m, "A"), "90");
}

/* ---- 状态 of the whole unit ------------------------------------------------------------------ */

static void a_state_may_take_the_whole_unit_out_of_the_ranking(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT "[状态:无诉求]\n榜 = 总榜\n条件 = 甲 = 0\n效果 = 不参与排名\n依据 = 示例\n");
	six(m, "90", "80", "70", "60", "50", "40");
	give_all(m, "甲", "3");
	give(m, "A", "甲", "0");
	score(m);
	assert_string_equal(order(m), "B:80 1 C:70 2 D:60 3 E:50 4 F:40 5 A:90 -");
	assert_string_equal(result(m, "A")->why_unranked, "无诉求：甲(0) = 0，按规定不参与排名");
}

static void a_state_may_set_the_whole_unit_to_zero(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT "[状态:拒报]\n榜 = 总榜\n条件 = 甲 = 0\n效果 = 零分\n依据 = 示例\n");
	six(m, "90", "80", "70", "60", "50", "40");
	give_all(m, "甲", "3");
	give(m, "A", "甲", "0");
	score(m);
	assert_string_equal(standing(m, "A"), "0 6");
	assert_string_equal(points(m, "A", "总"), "90/100");
}

static void a_unit_set_to_zero_is_ranked_even_without_any_points(void **state)
{
	struct month *m = *state;

	rules(m, POOLED ROOT "[状态:拒报]\n榜 = 总榜\n条件 = 甲 = 0\n效果 = 零分\n依据 = 示例\n");
	six(m, "无分母", "80", "70", "60", "50", "无分母");
	give_all(m, "甲", "3");
	give(m, "A", "甲", "0");
	score(m);
	assert_string_equal(standing(m, "A"), "0 5");
	assert_string_equal(standing(m, "F"), "- -");
}

/* ---- the front door, rows and all --------------------------------------------------------------- */

static void rows_become_measures_points_and_ranks(void **state)
{
	struct month *m = *state;
	struct period period;

	rules(m, BOARD "[指标:总]\n公式 = 甲 / (甲 + 乙)\n计量单位 = %\n计分 = 达标 目标 90% 每低 1个百分点 扣 1 按比例 扣完为止\n依据 = 示例\n");
	put_file(m, m->inputs, "台账.csv", "区县,事,数\n东区,甲,\n东区,甲,\n东区,乙,\n西区,甲,\n西区,甲,\n");
	put_file(m, m->inputs, "街道账.csv", "街道,分值\n");
	assert_true(period_parse("2026-10", &period));
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, NULL, NULL);
	score(m);
	assert_string_equal(node(m, "A", "总")->shown, "甲(2) / (甲(2) + 乙(1)) = ≈66.666667%");
	assert_string_equal(points(m, "A", "总"), "230/3/100");
	assert_string_equal(standing(m, "A"), "76.67 2");
	assert_string_equal(standing(m, "B"), "100 1");
	assert_string_equal(standing(m, "C"), "- -");
	assert_string_equal(result(m, "C")->why_unranked, "没有总分：无分母");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(equal_totals_share_a_rank_and_the_next_is_skipped),
		MONTH_TEST(or_the_next_is_not_skipped),
		MONTH_TEST(the_smallest_may_come_first),
		MONTH_TEST(rounding_makes_a_tie_where_ranks_go_by_the_printed_total),
		MONTH_TEST(a_boards_own_rounding_goes_before_the_schemes),
		MONTH_TEST(keys_break_ties_in_turn_and_what_is_equal_in_all_shares),
		MONTH_TEST(groups_are_ranked_apart),
		MONTH_TEST(listed_units_have_a_total_and_no_rank),
		MONTH_TEST(the_root_is_converted_to_the_boards_full_marks),
		MONTH_TEST(a_root_may_have_full_marks_of_its_own),
		MONTH_TEST(extras_are_capped_each_and_added_to_the_total),
		MONTH_TEST(the_sum_of_extras_has_bounds_of_its_own),
		MONTH_TEST(the_total_has_bounds_before_it_is_rounded),
		MONTH_TEST(an_extra_without_a_number_adds_nothing),
		MONTH_TEST(a_bound_belongs_to_the_grade_that_names_it),
		MONTH_TEST(grades_go_by_the_printed_total_unless_the_rule_says_otherwise),
		MONTH_TEST(vetoes_lower_the_grade_and_leave_total_and_rank),
		MONTH_TEST(a_veto_may_look_at_total_and_rank),
		MONTH_TEST(a_veto_in_doubt_does_not_strike_and_is_noted),
		MONTH_TEST(an_item_is_struck_to_zero_before_it_reaches_its_parent),
		MONTH_TEST(an_item_passed_over_has_no_points_to_strike),
		MONTH_TEST(a_state_may_take_the_whole_unit_out_of_the_ranking),
		MONTH_TEST(a_state_may_set_the_whole_unit_to_zero),
		MONTH_TEST(a_unit_set_to_zero_is_ranked_even_without_any_points),
		MONTH_TEST(rows_become_measures_points_and_ranks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
