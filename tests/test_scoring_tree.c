/* 合成 and the four kinds of no number: what each effect does under each parent. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

#define LEAF(name, parent, more, formula) \
	"[指标:" name "]\n上级 = " parent "\n" more "公式 = " formula "\n计分 = 正比\n依据 = 示例\n"

/* ---- every kind, every effect, every 合成 ------------------------------------------- */

/* 总 has 一 (no number for A), 二 (70%) and 三 (90%), in proportions 50 30 20.
 * 一 of the others: B 90%, C 70% (A's group: 80%), D 40%, E 40%, F 60% (all: 60%). */
static const char *const combines[] = { "加权平均", "直接相加", "平均", "取较低" };
static const char *const effects[] = {
	"不计并折算", "不计不折算", "零分", "满分", "组均得分 同组", "组均得分 全部", "不参与排名"
};
static const char *const totals[4][7] = {
	{ "78/100", "39/50", "39/100", "89/100", "79/100", "69/100", "78/100" },
	{ "78/100", "39/50", "39/100", "89/100", "79/100", "69/100", "78/100" },
	{ "80/100", "80/100", "160/3/100", "260/3/100", "80/100", "220/3/100", "80/100" },
	{ "70/100", "70/100", "0/100", "70/100", "70/100", "60/100", "70/100" },
};

static const char *portion(struct month *m, size_t combine, const char *weight)
{
	static const char *const keys[] = { "权重", "满分" };

	return combine > 1 ? "" : arena_printf(m->arena, "%s = %s\n", keys[combine], weight);
}

static void three_children(struct month *m, size_t combine, const char *kind, const char *effect)
{
	rules(m, arena_printf(m->arena, BOARD "[指标:总]\n合成 = %s\n%s依据 = 示例\n"
		"[指标:一]\n上级 = 总\n%s%s = %s\n公式 = 数值\n计分 = 正比\n依据 = 示例\n"
		"[指标:二]\n上级 = 总\n%s公式 = 甲 / 100\n计分 = 正比\n依据 = 示例\n"
		"[指标:三]\n上级 = 总\n%s公式 = 乙 / 100\n计分 = 正比\n依据 = 示例\n",
		combines[combine], combine == 1 ? "满分 = 100\n" : "", portion(m, combine, "50"), kind, effect,
		portion(m, combine, "30"), portion(m, combine, "20")));
	give_all(m, "甲", "70");
	give_all(m, "乙", "90");
	give(m, "A", "数值", kind);
	give(m, "B", "数值", "0.9");
	give(m, "C", "数值", "0.7");
	give(m, "D", "数值", "0.4");
	give(m, "E", "数值", "0.4");
	give(m, "F", "数值", "0.6");
	score(m);
}

static void every_effect_of_every_kind_under_every_parent(void **state)
{
	struct month *m = *state;

	for (size_t combine = 0; combine < 4; combine++)
		for (size_t kind = 0; kind < NONE_KINDS; kind++)
			for (size_t effect = 0; effect < 7; effect++) {
				three_children(m, combine, none_words[kind], effects[effect]);
				assert_string_equal(points(m, "A", "总"), totals[combine][effect]);
				assert_int_equal(node(m, "A", "一")->kind, kind);
				assert_int_equal(result(m, "A")->ranked, effect != 6);
				assert_true(result(m, "A")->scored);
			}
}

static void the_parent_says_how_its_points_came_about(void **state)
{
	struct month *m = *state;

	three_children(m, 0, "无分母", "不计并折算");
	assert_string_equal(steps(m, "A", "总"),
		"加权平均：二 42（权重折算为 60） + 三 36（权重折算为 40） = 78；一 无分母，不计并折算");
	assert_string_equal(steps(m, "B", "总"), "加权平均：一 45 + 二 21 + 三 18 = 84");
	three_children(m, 1, "未报送", "不计不折算");
	assert_string_equal(steps(m, "A", "总"), "直接相加：二 21 + 三 18 = 39；一 未报送，不计不折算；满分减为 50");
	assert_string_equal(total(m, "A"), "78");
	three_children(m, 2, "无分母", "不计并折算");
	assert_string_equal(steps(m, "A", "总"), "平均：二 70 + 三 90，共 2 项，平均 80；一 无分母，不计并折算");
	three_children(m, 3, "已剔除", "零分");
	assert_string_equal(steps(m, "A", "总"), "取较低：一 0，二 70，三 90，取 0");
}

static void every_effect_says_itself(void **state)
{
	static const char *const says[] = {
		"未报送，不计并折算", "未报送，不计不折算", "未报送，按零分处理，得 0", "未报送，按满分处理，得 100",
		"未报送，按组均得分处理：同组有得分的 2 个单位平均，得 80",
		"未报送，按组均得分处理：全部单位有得分的 5 个单位平均，得 60", "未报送，不参与排名"
	};

	for (size_t effect = 0; effect < 7; effect++) {
		three_children(*state, 0, "未报送", effects[effect]);
		assert_string_equal(steps(*state, "A", "一"), says[effect]);
	}
}

static void a_unit_out_of_the_ranking_says_why(void **state)
{
	three_children(*state, 0, "未报送", "不参与排名");
	assert_string_equal(result(*state, "A")->why_unranked, "指标“一”未报送，按规定不参与排名");
	assert_string_equal(standing(*state, "A"), "78 -");
	assert_string_equal(standing(*state, "B"), "84 1");
}

static void effective_weights_and_shares_are_kept(void **state)
{
	struct month *m = *state;

	three_children(m, 0, "无分母", "不计并折算");
	assert_string_equal(share(m, "A", "一"), "0:0");
	assert_string_equal(share(m, "A", "二"), "60:42");
	assert_string_equal(share(m, "A", "三"), "40:36");
	three_children(m, 1, "无分母", "不计不折算");
	assert_string_equal(share(m, "A", "二"), "30:21");
	three_children(m, 2, "无分母", "不计并折算");
	assert_string_equal(share(m, "A", "二"), "50:70");
}

static void a_group_mean_of_nobody_is_passed_over_and_says_so(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		LEAF("一", "总", "权重 = 50\n未报送 = 组均得分 同组\n", "数值") LEAF("二", "总", "权重 = 50\n", "甲 / 100"));
	give_all(m, "甲", "70");
	give_all(m, "数值", "未报送");
	score(m);
	assert_string_equal(steps(m, "A", "一"), "未报送，按组均得分处理；同组没有单位有自己的得分，改按不计并折算");
	assert_string_equal(points(m, "A", "总"), "70/100");
}

/* ---- deeper trees --------------------------------------------------------------------- */

#define TWO_LEVELS(more) \
	BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n" \
	"[指标:左]\n上级 = 总\n权重 = 60\n合成 = 加权平均\n" more "依据 = 示例\n" \
	LEAF("一", "左", "权重 = 40\n", "甲 / 乙") LEAF("二", "左", "权重 = 60\n", "丙 / 丁") \
	LEAF("右", "总", "权重 = 40\n", "数值")

static void all_four(struct month *m, const char *a, const char *b, const char *c, const char *d)
{
	give_all(m, "甲", a);
	give_all(m, "乙", b);
	give_all(m, "丙", c);
	give_all(m, "丁", d);
	give_all(m, "数值", "0.5");
	score(m);
}

static void a_parent_all_of_whose_children_are_passed_over_carries_the_kind(void **state)
{
	struct month *m = *state;

	rules(m, TWO_LEVELS(""));
	all_four(m, "0", "0", "0", "0");
	assert_string_equal(steps(m, "A", "左"), "下级各项都不计分，无分母，不计并折算");
	assert_string_equal(points(m, "A", "总"), "50/100");
	assert_string_equal(share(m, "A", "右"), "100:50");
}

static void the_carried_kind_meets_the_parents_own_treatment(void **state)
{
	struct month *m = *state;

	rules(m, TWO_LEVELS("无分母 = 满分\n"));
	all_four(m, "0", "0", "0", "0");
	assert_string_equal(steps(m, "A", "左"), "下级各项都不计分，无分母，按满分处理，得 100");
	assert_string_equal(points(m, "A", "总"), "80/100");
}

static void the_first_kind_is_carried(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		"[指标:左]\n上级 = 总\n权重 = 60\n合成 = 加权平均\n未报送 = 零分\n已剔除 = 满分\n依据 = 示例\n"
		LEAF("一", "左", "权重 = 40\n", "甲 / 乙") LEAF("二", "左", "权重 = 60\n已剔除 = 不计不折算\n", "丙 / 100")
		LEAF("右", "总", "权重 = 40\n", "数值"));
	give_all(m, "丁", "1");
	all_four(m, "0", "0", "已剔除", "1");
	assert_string_equal(steps(m, "A", "左"), "下级各项都不计分，已剔除，按满分处理，得 100");
}

static void at_the_root_nothing_is_left_to_rank(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		LEAF("一", "总", "权重 = 40\n", "甲 / 乙") LEAF("二", "总", "权重 = 60\n", "丙 / 丁"));
	give_all(m, "甲", "1");
	give_all(m, "乙", "2");
	give_all(m, "丙", "1");
	give_all(m, "丁", "2");
	give(m, "B", "乙", "0");
	give(m, "B", "丁", "0");
	score(m);
	assert_string_equal(standing(m, "B"), "- -");
	assert_string_equal(result(m, "B")->why_unranked, "没有总分：指标“总”无分母");
	assert_string_equal(steps(m, "B", "总"), "下级各项都不计分，无分母，不参与排名");
	assert_string_equal(standing(m, "A"), "50 1");
}

static void out_of_the_ranking_below_stays_out_above(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		"[指标:左]\n上级 = 总\n权重 = 60\n合成 = 平均\n依据 = 示例\n"
		LEAF("一", "左", "无分母 = 不参与排名\n", "甲 / 乙") LEAF("二", "左", "", "丙 / 丁")
		LEAF("右", "总", "权重 = 40\n", "数值"));
	all_four(m, "0", "0", "0", "0");
	assert_string_equal(standing(m, "A"), "50 -");
	assert_string_equal(result(m, "A")->why_unranked, "指标“左”无分母，按规定不参与排名");
}

static void a_reduced_parent_hands_its_rate_on(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		"[指标:左]\n上级 = 总\n权重 = 60\n合成 = 加权平均\n依据 = 示例\n"
		LEAF("一", "左", "权重 = 40\n无分母 = 不计不折算\n", "甲 / 乙") LEAF("二", "左", "权重 = 60\n", "丙 / 丁")
		LEAF("右", "总", "权重 = 40\n", "数值"));
	all_four(m, "0", "0", "3", "4");
	assert_string_equal(points(m, "A", "左"), "45/60");
	assert_string_equal(share(m, "A", "左"), "60:45");
	assert_string_equal(points(m, "A", "总"), "65/100");
}

static void shrinking_and_rescaling_siblings_keep_the_proportions_of_the_rest(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		LEAF("一", "总", "权重 = 20\n无分母 = 不计不折算\n", "甲 / 乙") LEAF("二", "总", "权重 = 40\n", "丙 / 丁")
		LEAF("三", "总", "权重 = 30\n", "数值") LEAF("四", "总", "权重 = 10\n", "均数"));
	give_all(m, "均数", "1");
	all_four(m, "0", "0", "0", "0");
	assert_string_equal(share(m, "A", "三"), "60:30");
	assert_string_equal(share(m, "A", "四"), "20:20");
	assert_string_equal(points(m, "A", "总"), "50/80");
	assert_string_equal(total(m, "A"), "62.5");
}

/* ---- full marks ------------------------------------------------------------------------ */

static void points_levels_and_weighted_levels_may_alternate(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		"[指标:左]\n上级 = 总\n权重 = 60\n合成 = 直接相加\n满分 = 50\n依据 = 示例\n"
		LEAF("一", "左", "满分 = 20\n", "甲 / 乙") LEAF("二", "左", "满分 = 30\n", "丙 / 丁")
		LEAF("右", "总", "权重 = 40\n", "数值"));
	all_four(m, "1", "2", "1", "3");
	assert_string_equal(points(m, "A", "一"), "10/20");
	assert_string_equal(points(m, "A", "二"), "10/30");
	assert_string_equal(points(m, "A", "左"), "20/50");
	assert_string_equal(share(m, "A", "左"), "60:24");
	assert_string_equal(points(m, "A", "总"), "44/100");
}

static void a_weighted_node_under_a_sum_is_converted_to_its_full_marks(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 直接相加\n满分 = 120\n依据 = 示例\n"
		"[指标:左]\n上级 = 总\n满分 = 70\n合成 = 加权平均\n依据 = 示例\n"
		LEAF("一", "左", "权重 = 50\n", "甲 / 乙") LEAF("二", "左", "权重 = 50\n", "丙 / 丁")
		LEAF("右", "总", "满分 = 50\n", "数值"));
	all_four(m, "1", "2", "1", "2");
	assert_string_equal(points(m, "A", "左"), "50/100");
	assert_string_equal(share(m, "A", "左"), "70:35");
	assert_string_equal(points(m, "A", "总"), "60/120");
	assert_string_equal(total(m, "A"), "50");
}

static void weights_and_operators_may_differ_by_group(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n合成.县 = 取较低\n依据 = 示例\n"
		"[指标:一]\n上级 = 总\n权重.城 = 30\n公式 = 甲 / 乙\n计分 = 正比\n依据 = 示例\n"
		"[指标:二]\n上级 = 总\n权重.城 = 70\n公式 = 丙 / 丁\n计分 = 正比\n依据 = 示例\n");
	all_four(m, "9", "10", "6", "10");
	assert_string_equal(steps(m, "A", "总"), "加权平均：一 27 + 二 42 = 69");
	assert_string_equal(steps(m, "D", "总"), "取较低：一 90，二 60，取 60");
}

static void a_node_without_weight_for_the_group_is_without_influence(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		"[指标:一]\n上级 = 总\n权重 = 30\n权重.县 = 0\n无分母 = 不参与排名\n公式 = 甲 / 乙\n计分 = 正比\n依据 = 示例\n"
		"[指标:二]\n上级 = 总\n权重 = 70\n权重.县 = 100\n公式 = 丙 / 丁\n计分 = 正比\n依据 = 示例\n");
	all_four(m, "0", "0", "6", "10");
	assert_string_equal(standing(m, "A"), "60 -");
	assert_string_equal(standing(m, "D"), "60 1");
	assert_string_equal(steps(m, "D", "总"), "加权平均：二 60 = 60");
	assert_string_equal(share(m, "D", "一"), "0:0");
}

/* ---- 修约, 封顶 and 保底 of nodes ------------------------------------------------------- */

static void a_nodes_own_rounding_rounds_what_the_parent_receives(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		LEAF("一", "总", "权重 = 50\n修约 = 1位 四舍五入\n", "甲 / 乙") LEAF("二", "总", "权重 = 50\n修约 = 0位 截尾\n", "丙 / 丁"));
	give_all(m, "数值", "1");
	all_four(m, "1", "3", "2", "3");
	assert_string_equal(points(m, "A", "一"), "100/3/100");
	assert_string_equal(share(m, "A", "一"), "50:16.7");
	assert_string_equal(share(m, "A", "二"), "50:33");
	assert_string_equal(points(m, "A", "总"), "49.7/100");
}

static void an_inner_node_is_kept_within_its_bounds(void **state)
{
	struct month *m = *state;

	rules(m, TWO_LEVELS("封顶 = 85\n保底 = 30\n"));
	all_four(m, "10", "10", "10", "10");
	assert_string_equal(steps(m, "A", "左"), "加权平均：一 40 + 二 60 = 100；封顶 85，得 85");
	assert_string_equal(share(m, "A", "左"), "60:51");
	rules(m, TWO_LEVELS("封顶 = 85\n保底 = 30\n"));
	all_four(m, "1", "10", "1", "10");
	assert_string_equal(steps(m, "A", "左"), "加权平均：一 4 + 二 6 = 10；保底 30，得 30");
}

/* ---- 适用, 状态, 最小样本 --------------------------------------------------------------- */

static void an_item_outside_the_remit_is_not_applicable(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
		LEAF("一", "总", "权重 = 50\n适用 = 组 = “县”\n", "甲 / 乙") LEAF("二", "总", "权重 = 50\n", "丙 / 丁"));
	give_all(m, "数值", "1");
	all_four(m, "1", "2", "3", "4");
	assert_string_equal(node(m, "A", "一")->shown, "适用条件不成立：组(“城”) = “县”");
	assert_string_equal(steps(m, "A", "一"), "不适用，不计并折算");
	assert_string_equal(points(m, "A", "总"), "75/100");
	assert_string_equal(points(m, "D", "总"), "62.5/100");
}

static void a_remit_that_cannot_be_judged_does_not_apply(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 平均\n依据 = 示例\n"
		LEAF("一", "总", "适用 = 人口 > 150\n", "甲 / 乙") LEAF("二", "总", "", "丙 / 丁"));
	give_all(m, "数值", "1");
	all_four(m, "1", "2", "3", "4");
	assert_string_equal(steps(m, "A", "一"), "不适用，不计并折算");
	assert_string_equal(points(m, "B", "一"), "50/100");
	assert_string_equal(steps(m, "C", "一"), "不适用，不计并折算");
}

static void a_named_state_goes_before_the_kinds(void **state)
{
	struct month *m = *state;

	rules(m, TWO_LEVELS("") "[状态:无诉求]\n榜 = 总榜\n指标 = 一\n条件 = 乙 = 0\n效果 = 满分\n依据 = 示例\n");
	all_four(m, "0", "0", "1", "2");
	assert_string_equal(steps(m, "A", "一"), "无诉求，按满分处理，得 100");
	assert_string_equal(points(m, "A", "左"), "70/100");
}

static void a_state_that_cannot_be_judged_leaves_the_kind(void **state)
{
	struct month *m = *state;

	rules(m, TWO_LEVELS("") "[状态:无诉求]\n榜 = 总榜\n指标 = 一\n条件 = 乙 = 0\n效果 = 满分\n依据 = 示例\n");
	all_four(m, "0", "未报送", "1", "2");
	assert_string_equal(steps(m, "A", "一"), "未报送，按零分处理，得 0");
}

static void a_state_of_an_inner_node_takes_the_whole_branch(void **state)
{
	struct month *m = *state;

	rules(m, TWO_LEVELS("") "[状态:停办]\n榜 = 总榜\n指标 = 左\n条件 = 丙 = 0\n效果 = 零分\n依据 = 示例\n");
	all_four(m, "1", "1", "0", "2");
	assert_string_equal(steps(m, "A", "左"), "停办，按零分处理，得 0");
	assert_string_equal(points(m, "A", "总"), "20/100");
	assert_string_equal(points(m, "A", "一"), "100/100");
}

static void a_small_sample_is_treated_as_declared(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "[指标:总]\n合成 = 平均\n依据 = 示例\n"
		LEAF("一", "总", "样本 = 乙\n最小样本 = 5\n样本不足 = 组均得分 同组\n", "甲 / 乙") LEAF("二", "总", "", "丙 / 丁"));
	give_all(m, "数值", "1");
	give_all(m, "甲", "4");
	give_all(m, "乙", "5");
	give(m, "A", "甲", "1");
	give(m, "A", "乙", "4");
	give_all(m, "丙", "1");
	give_all(m, "丁", "1");
	score(m);
	assert_string_equal(steps(m, "A", "一"),
		"n = 4，少于最小样本 5，样本不足，按组均得分处理：同组有得分的 2 个单位平均，得 80");
	assert_string_equal(node(m, "A", "一")->shown, "甲(1) / 乙(4) = 0.25");
	assert_string_equal(points(m, "B", "一"), "80/100");
	assert_int_equal(node(m, "A", "一")->n, 4);
}

/* All figures of a node, as text. */
static const char *figures_of(struct month *m, const struct node_score *n)
{
	return arena_printf(m->arena, "%s %s/%s %s %s %d %d %d", value_show(m->arena, n->value), num_text(m->arena, n->points),
		num_text(m->arena, n->full), num_text(m->arena, n->weight), num_text(m->arena, n->share), n->scored, n->none, (int)n->effect);
}

static void words_come_when_asked_for_and_figures_stay(void **state)
{
	struct month *m = *state;
	const struct unit_score *u;
	const char *before[3];

	rules(m, BOARD "[指标:总]\n合成 = 加权平均\n依据 = 示例\n" LEAF("一", "总", "权重 = 60\n", "甲 / 乙") LEAF("二", "总", "权重 = 40\n无分母 = 不计并折算\n", "丙 / 丁"));
	give_all(m, "数值", "1");
	give_all(m, "甲", "1");
	give_all(m, "乙", "4");
	give_all(m, "丙", "1");
	give_all(m, "丁", "0");
	score(m);
	u = &m->scores->board[0].unit[unit(m, "A")->index];
	for (size_t k = 0; k < 3; k++) {
		before[k] = figures_of(m, &u->node[k]);
		assert_string_equal(u->node[k].shown, "");
		assert_string_equal(u->node[k].steps, "");
	}
	scores_tell(m->scores, m->scheme->board[0], u->unit);
	for (size_t k = 0; k < 3; k++) {
		assert_string_equal(figures_of(m, &u->node[k]), before[k]);
		assert_string_not_equal(u->node[k].steps, "");
	}
	assert_string_equal(node(m, "A", "一")->shown, "甲(1) / 乙(4) = 0.25");
	assert_string_equal(share(m, "A", "一"), "100:25");
	assert_string_equal(m->scores->board[0].unit[unit(m, "B")->index].node[0].steps, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(every_effect_of_every_kind_under_every_parent),
		MONTH_TEST(the_parent_says_how_its_points_came_about),
		MONTH_TEST(every_effect_says_itself),
		MONTH_TEST(a_unit_out_of_the_ranking_says_why),
		MONTH_TEST(effective_weights_and_shares_are_kept),
		MONTH_TEST(a_group_mean_of_nobody_is_passed_over_and_says_so),
		MONTH_TEST(a_parent_all_of_whose_children_are_passed_over_carries_the_kind),
		MONTH_TEST(the_carried_kind_meets_the_parents_own_treatment),
		MONTH_TEST(the_first_kind_is_carried),
		MONTH_TEST(at_the_root_nothing_is_left_to_rank),
		MONTH_TEST(out_of_the_ranking_below_stays_out_above),
		MONTH_TEST(a_reduced_parent_hands_its_rate_on),
		MONTH_TEST(shrinking_and_rescaling_siblings_keep_the_proportions_of_the_rest),
		MONTH_TEST(points_levels_and_weighted_levels_may_alternate),
		MONTH_TEST(a_weighted_node_under_a_sum_is_converted_to_its_full_marks),
		MONTH_TEST(weights_and_operators_may_differ_by_group),
		MONTH_TEST(a_node_without_weight_for_the_group_is_without_influence),
		MONTH_TEST(a_nodes_own_rounding_rounds_what_the_parent_receives),
		MONTH_TEST(an_inner_node_is_kept_within_its_bounds),
		MONTH_TEST(an_item_outside_the_remit_is_not_applicable),
		MONTH_TEST(a_remit_that_cannot_be_judged_does_not_apply),
		MONTH_TEST(a_named_state_goes_before_the_kinds),
		MONTH_TEST(a_state_that_cannot_be_judged_leaves_the_kind),
		MONTH_TEST(a_state_of_an_inner_node_takes_the_whole_branch),
		MONTH_TEST(a_small_sample_is_treated_as_declared),
		MONTH_TEST(words_come_when_asked_for_and_figures_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
