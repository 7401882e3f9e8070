/* 问责 proposals: when they are raised, and every word they say. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

#define TREE \
	"[指标:总]\n合成 = 加权平均\n依据 = 示例\n" \
	"[指标:复查率]\n上级 = 总\n权重 = 50\n公式 = 甲 / 乙\n计分 = 正比\n依据 = 示例\n" \
	"[指标:进度]\n上级 = 总\n权重 = 50\n公式 = 丙\n计分 = 引用 满分 100\n依据 = 示例\n"
#define TRIGGER(name, when, more) TRIGGER_OF(name, "整改不及时不到位", when, more)
#define TRIGGER_OF(name, cause, when, more) \
	"[问责:" name "]\n情形 = " cause "\n轨道 = 过错问责\n范围 = 总榜\n触发 = " when "\n" \
	"起始 = 约谈\n依据 = 示例第三条\n责任角色 = 主要领导, 分管领导\n" more

static void figures(struct month *m)
{
	give_all(m, "甲", "2");
	give_all(m, "乙", "20");
	give_all(m, "丙", "90");
	give(m, "A", "甲", "6");
}

/* All of a flag's words. */
static const char *flag(struct month *m, size_t k)
{
	const struct flag *f = &m->flags->flag[k];

	assert_true(k < m->flags->count);
	return arena_printf(m->arena, "%s | %s | %llu行 | %s | %s | %s", f->id, f->facts, (unsigned long long)f->rows,
		f->source, f->roles, f->reply);
}

static void the_line_itself_is_not_flagged_but_just_above_is(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE TRIGGER("整改不到位", "甲 / 乙 > 20% 且 乙 >= 5", "反馈期限 = 10个工作日\n"));
	figures(m);
	give(m, "B", "甲", "4");
	score(m);
	assert_int_equal(m->flags->count, 1);
	assert_string_equal(flag(m, 0), "2026-10-区县-A-整改不到位 | 甲(6) / 乙(20) > 20% 且 乙(20) >= 5（甲 / 乙 = 30%） | "
		"26行 |  | 主要领导（示例张三）、分管领导（示例李四） | 告知后10个工作日内");
}

static void roles_without_a_holder_stand_alone(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE TRIGGER("整改不到位", "甲 >= 6", "反馈期限 = 10天\n"));
	figures(m);
	give(m, "A", "甲", "2");
	give(m, "D", "甲", "6");
	score(m);
	assert_string_equal(flag(m, 0), "2026-10-区县-D-整改不到位 | 甲(6) >= 6 | 6行 |  | 主要领导、分管领导 | 告知后10天内");
}

static void what_cannot_be_judged_raises_nothing_and_is_listed(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE TRIGGER("整改不到位", "甲 / 乙 > 20%", ""));
	figures(m);
	give(m, "A", "乙", "0");
	give(m, "C", "甲", "未报送");
	score(m);
	assert_int_equal(m->flags->count, 0);
	assert_int_equal(m->flags->unjudged_count, 2);
	assert_string_equal(m->flags->unjudged[0].unit->code, "A");
	assert_string_equal(m->flags->unjudged[0].facts, "甲(6) / 乙(0) > 20%（甲 / 乙 = 无分母）");
	assert_string_equal(m->flags->unjudged[1].unit->code, "C");
	assert_string_equal(m->flags->unjudged[1].facts, "甲(未报送) / 乙(20) > 20%（甲 / 乙 = 未报送）");
}

static void an_unknown_half_does_not_hide_what_the_other_half_decides(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE TRIGGER("整改不到位", "甲 > 20 或 丙 < 60", ""));
	figures(m);
	give(m, "B", "甲", "未报送");
	give(m, "B", "丙", "59");
	score(m);
	assert_int_equal(m->flags->count, 1);
	assert_string_equal(m->flags->flag[0].facts, "甲(未报送) > 20 或 丙(59) < 60");
	assert_int_equal(m->flags->unjudged_count, 0);
}

static void a_trigger_watches_only_the_units_it_applies_to(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE TRIGGER("整改不到位", "甲 >= 2", "适用 = 组 = “县”\n"));
	figures(m);
	give(m, "E", "甲", "1");
	score(m);
	assert_int_equal(m->flags->count, 2);
	assert_string_equal(m->flags->flag[0].id, "2026-10-区县-D-整改不到位");
	assert_string_equal(m->flags->flag[1].id, "2026-10-区县-F-整改不到位");
}

static void evidence_reaches_through_points_to_the_rows(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE TRIGGER("推进不力", "得分(复查率) < 20 且 值(复查率) < 15% 且 甲 >= 0", ""));
	figures(m);
	give(m, "A", "甲", "2");
	give(m, "A", "乙", "40");
	score(m);
	assert_int_equal(m->flags->count, 6);
	assert_string_equal(m->flags->flag[0].facts, "得分(复查率)(5) < 20 且 值(复查率)(0.05) < 15% 且 甲(2) >= 0");
	assert_int_equal(m->flags->flag[0].evidence_count, 2);
	assert_int_equal(m->flags->flag[0].rows, 42);
}

static void evidence_of_an_inner_node_or_the_total_is_all_its_leaves(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE TRIGGER("总分低", "总得分 < 55", "")
		TRIGGER_OF("末名", "推进不力", "得分(总) < 55 且 总名次 > 1", ""));
	figures(m);
	score(m);
	assert_int_equal(m->flags->count, 10);
	assert_string_equal(m->flags->flag[0].id, "2026-10-区县-B-总分低");
	assert_string_equal(m->flags->flag[0].facts, "总得分(50) < 55");
	assert_int_equal(m->flags->flag[0].rows, 112);
	assert_string_equal(m->flags->flag[5].facts, "得分(总)(50) < 55 且 总名次(2) > 1");
	assert_int_equal(m->flags->flag[5].evidence_count, 3);
}

static void an_unranked_unit_is_flagged_all_the_same(void **state)
{
	struct month *m = *state;

	rules(m, POOLED "不参与排名 = 东区\n" TREE TRIGGER("整改不到位", "甲 >= 6", ""));
	figures(m);
	score(m);
	assert_int_equal(m->flags->count, 1);
	assert_false(result(m, "A")->ranked);
}

static void a_unit_without_any_figure_is_left_open(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE TRIGGER("未动", "组 = “县” 或 甲 > 100", ""));
	figures(m);
	give(m, "D", "甲", "未报送");
	give(m, "D", "乙", "未报送");
	give(m, "D", "丙", "未报送");
	score(m);
	assert_int_equal(m->flags->count, 2);
	assert_int_equal(m->flags->unjudged_count, 1);
	assert_string_equal(m->flags->unjudged[0].facts, "组(“县”) = “县” 或 甲(未报送) > 100");
}

static void the_rows_behind_a_flag_can_be_found(void **state)
{
	struct month *m = *state;
	struct period period;

	rules(m, POOLED TREE TRIGGER("整改不到位", "甲 / 乙 >= 100%", ""));
	put_file(m, m->inputs, "台账.csv", "区县,事,数\n东区,甲,\n东区,丙,\n东区,甲,\n东区,乙,\n西区,丙,\n");
	put_file(m, m->inputs, "街道账.csv", "街道,分值\n");
	assert_true(period_parse("2026-10", &period));
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, NULL, NULL);
	score(m);
	assert_string_equal(flag(m, 0), "2026-10-区县-A-整改不到位 | 甲(2) / 乙(1) >= 100%（甲 / 乙 = 200%） | 3行 | "
		"甲：台账.csv:2-4 (2行)；乙：台账.csv:5 (1行) | 主要领导（示例张三）、分管领导（示例李四） | ");
}

static void the_childrens_rows_are_evidence_too(void **state)
{
	struct month *m = *state;

	rules(m, POOLED TREE TRIGGER("街道差", "下级平均(村分) < 60", ""));
	figures(m);
	give_rows(m, "A1", "村分", "50", 3);
	give_rows(m, "A2", "村分", "60", 4);
	give_rows(m, "B1", "村分", "90", 5);
	score(m);
	assert_int_equal(m->flags->count, 1);
	assert_string_equal(m->flags->flag[0].facts, "下级平均(村分)(55) < 60");
	assert_int_equal(m->flags->flag[0].rows, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(the_line_itself_is_not_flagged_but_just_above_is),
		MONTH_TEST(roles_without_a_holder_stand_alone),
		MONTH_TEST(what_cannot_be_judged_raises_nothing_and_is_listed),
		MONTH_TEST(an_unknown_half_does_not_hide_what_the_other_half_decides),
		MONTH_TEST(a_trigger_watches_only_the_units_it_applies_to),
		MONTH_TEST(evidence_reaches_through_points_to_the_rows),
		MONTH_TEST(evidence_of_an_inner_node_or_the_total_is_all_its_leaves),
		MONTH_TEST(an_unranked_unit_is_flagged_all_the_same),
		MONTH_TEST(a_unit_without_any_figure_is_left_open),
		MONTH_TEST(the_rows_behind_a_flag_can_be_found),
		MONTH_TEST(the_childrens_rows_are_evidence_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
