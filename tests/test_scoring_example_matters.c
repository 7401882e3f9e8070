/* 例 of 汇总, 整改 and 督办: totals, rows and days in; what a run would say of them out. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

#define ROOMS \
	"[数据:件]\n文件 = 件_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n" \
	"列.区县 = 文本 必填\n列.地点 = 文本 可空\n列.发现 = 日期 必填\n列.期限 = 日期 必填 期限\n列.完成 = 日期 可空\n列.复查 = 日期 可空\n列.结果 = 文本 可空\n" \
	"[整改:账]\n数据 = 件\n名录 = 区县\n发现 = 发现\n期限 = 期限\n整改 = 完成\n复查 = 复查\n合格 = 结果 = “合格”\n同一 = 地点\n窗口 = 10天\n" \
	"[榜:总榜]\n名录 = 区县\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约后\n分组 = 按组\n不参与排名 = 东区\n" \
	"[指标:总]\n公式 = 甲\n计分 = 引用 满分 100\n依据 = 示例\n" \
	"[等次:总榜]\n榜 = 总榜\n级.1 = 优 >= 90\n级.2 = 良 其余\n依据 = 示例\n" \
	"[汇总:半年]\n榜 = 总榜\n周期 = 半年\n权重.12 = 2\n缺期 = 跳过\n修约 = 1位 四舍五入\n并列 = 连号\n等次 = 沿用榜的等次\n依据 = 示例\n" \
	"[汇总:季度]\n榜 = 总榜\n周期 = 季\n缺期 = 零分\n修约 = 2位 四舍五入\n并列 = 跳号\n依据 = 示例\n" \
	"[汇总:全年]\n榜 = 总榜\n周期 = 年\n缺期 = 不参与排名\n修约 = 2位 四舍五入\n并列 = 跳号\n依据 = 示例\n" \
	"[问责:慢]\n情形 = 进展缓慢\n轨道 = 过错问责\n范围 = 总榜\n触发 = 甲 >= 2\n起始 = 约谈\n依据 = 示例\n责任角色 = 主要领导\n反馈期限 = 5天\n" \
	"[问责:急]\n情形 = 推进不力\n轨道 = 过错问责\n范围 = 总榜\n触发 = 乙 >= 2\n起始 = 约谈\n依据 = 示例\n责任角色 = 主要领导\n反馈期限 = 2个工作日\n" \
	"[例:甲]\n"

/* What examples_check says of one example, without the place; "" when it holds. */
static const char *says(struct month *m, const char *example)
{
	const char *all, *at;

	read_rules(m, arena_printf(m->arena, "%s%s", ROOMS, example));
	if (diag_errors(m->diag) == 0) {
		m->diag = diag_new(m->arena, CHINESE);
		assert_int_equal(examples_check(m->arena, m->diag, m->scheme), 1);
		assert_int_equal(diag_exit(m->diag), diag_errors(m->diag) > 0 ? 78 : 0);
	}
	all = complaints(m, 0);
	at = strstr(all, "错误 ");
	return at != NULL ? at : all;
}

/* ---- 汇总 ---- */

#define HALF "汇总 = 半年\n单位 = 一, 二, 三\n期 = 2026H2\n给定总分.2026-11 = 80, 85, 90\n给定总分.2026-12 = 95, 92.5, -\n"

static void a_half_year_is_the_weighted_mean_of_what_was_published(void **state)
{
	assert_string_equal(says(*state, HALF "应得 = 总分 90, 名次 1, 等次 优\n应得.二 = 总分 90, 名次 1\n应得.三 = 总分 90, 名次 1\n"), "");
	assert_string_equal(says(*state, HALF "应得 = 总分 87.5, 名次 2, 等次 良\n"),
		"错误 K510: 例“甲中一”应得 总分 87.5，名次 2，等次 良，算得 总分 90，名次 1，等次 优（(80 × 1 + 95 × 2) ÷ 3 = 90）；请改正例，或改正汇总“半年”的规则\n");
}

static void it_is_rounded_before_it_is_ranked(void **state)
{
	assert_string_equal(says(*state, "汇总 = 半年\n单位 = 一, 二, 三\n期 = 2026H2\n给定总分.2026-07 = 80.04, 80.01, 79\n"
		"应得 = 总分 80, 名次 1\n应得.二 = 总分 80, 名次 1\n应得.三 = 名次 2, 等次 良\n"), "");
}

static void each_group_has_its_own_first(void **state)
{
	assert_string_equal(says(*state, "汇总 = 季度\n单位 = 一, 二, 三\n给定.组 = 城, 县, 县\n期 = 2026Q3\n给定总分.2026-07 = 60, 90, 80\n"
		"给定总分.2026-08 = 60, 90, 80\n给定总分.2026-09 = 60, 90, 80\n应得 = 名次 1\n应得.二 = 名次 1\n应得.三 = 名次 2\n"), "");
}

static void what_a_missing_period_does_is_the_rules_word(void **state)
{
	assert_string_equal(says(*state, "汇总 = 季度\n期 = 2026Q3\n给定总分.2026-07 = 90\n给定总分.2026-08 = 90\n应得 = 总分 60, 名次 1\n"), "");
	assert_string_equal(says(*state, "汇总 = 全年\n期 = 2026\n给定总分.2026-07 = 90\n应得 = 总分 90, 不参与排名\n"), "");
	assert_string_equal(says(*state, "汇总 = 半年\n单位 = 一, 二\n期 = 2026H2\n给定总分.2026-07 = -, 90\n应得 = 总分 0\n应得.二 = 名次 1\n"),
		"错误 K510: 例“甲中一”应得 总分 0，算得 没有总分（各期都没有总分）；请改正例，或改正汇总“半年”的规则\n");
	assert_string_equal(says(*state, "汇总 = 季度\n期 = 2026Q3\n给定总分.2026-07 = 90\n应得 = 总分 30, 等次 良\n"),
		"错误 K510: 例“甲”应得 总分 30，等次 良，算得 总分 30，没有等次（(90 × 1 + 0 × 1 + 0 × 1) ÷ 3 = 30）；请改正例，或改正汇总“季度”的规则\n");
}

static void its_period_and_totals_are_asked_for(void **state)
{
	assert_string_equal(says(*state, "汇总 = 季度\n给定总分.2026-07 = 90\n应得 = 总分 30\n"),
		"错误 K1207: 例“甲”举的是汇总“季度”，“期”应写季的期，如 2026Q4，实为“没有写”；请改正\n");
	assert_string_equal(says(*state, "汇总 = 季度\n期 = 2026Q4\n给定总分.2026-07 = 90\n应得 = 总分 30\n"),
		"错误 K1208: “给定总分.2026-07”应写成 给定总分.期，期是 2026Q4 里的一个月，如 给定总分.2026-10；请改正\n");
	assert_string_equal(says(*state, "汇总 = 季度\n期 = 2026Q4\n应得 = 总分 30\n"),
		"错误 K1213: 例“甲”举的是汇总“季度”，却没有写一期的总分；请补写 给定总分.2026-10 = …\n");
	assert_string_equal(says(*state, "汇总 = 季\n期 = 2026Q4\n给定总分.2026-10 = 90\n应得 = 级 3\n"),
		"错误 K240: 没有名为“季”的汇总；是否指“季度”？请改正\n");
}

/* ---- 整改 ---- */

#define CASES "整改 = 账\n单位 = 一, 二\n期 = 2026-10\n截止日 = 2026-10-20\n" \
	"数据.件.行.1 = 一, 桥头, 2026-10-01, 2026-10-19, , , \n" \
	"数据.件.行.2 = 一, 桥头, 2026-10-01, 2026-10-20, , , \n" \
	"数据.件.行.3 = 一, 河边, 2026-10-01, 2026-10-09, 2026-10-05, 2026-10-06, 不合格\n" \
	"数据.件.行.4 = 一, 河边, 2026-10-01, 2026-10-09, 2026-10-05, 2026-10-06, 合格\n" \
	"数据.件.行.5 = 一, 河边, 2026-10-15, 2026-10-29, 2026-10-21, , \n" \
	"数据.件.行.6 = 二, 河边, 2026-10-02, 2026-10-09, 2026-10-05, , \n"

static void cases_are_counted_by_where_they_stand_on_the_cut_off_day(void **state)
{
	assert_string_equal(says(*state, CASES "应得 = 逾期未改, 整改中（期内） 2, 复查不合格 1, 已销号, 未销号 4, 合计 5, 反弹 1, 30天以内 4\n"
		"应得.二 = 已改待复查, 合计 1, 已销号 0\n"), "");
	assert_string_equal(says(*state, CASES "应得 = 逾期未改 2, 已销号 1\n"),
		"错误 K510: 例“甲中一”应得 逾期未改 2，已销号 1，算得 逾期未改 1，已销号 1（合计 5，整改中(期内) 2，逾期未改 1，复查不合格 1，已销号 1，截止日 2026-10-20）；"
		"请改正例，或改正整改“账”的规则\n");
}

static void a_state_that_is_none_is_refused(void **state)
{
	assert_string_equal(says(*state, CASES "应得 = 待交办 1\n"),
		"错误 K1211: 应得“待交办 1”不是整改“账”得得出的；可写：整改中(期内)、逾期未改、已改待复查、复查不合格、已销号、30天以内、31-90天、90天以上、合计、未销号、反弹，"
		"后面写几件；请改正\n");
	assert_string_equal(says(*state, "整改 = 账\n期 = 2026-10\n应得 = 合计 0\n"),
		"错误 K518: 例“甲”举的是整改“账”，却没有写数据“件”的行；请补写 数据.件.行.1 = …\n");
}

/* ---- 督办 ---- */

#define TOLD "督办 = 慢\n期 = 2026-10\n告知日 = 2026-10-10\n"

static void the_words_of_a_deadline_follow_the_days(void **state)
{
	assert_string_equal(says(*state, TOLD "截止日 = 2026-10-12\n应得 = 三日内到期, 剩余 3, 到期 2026-10-15\n"), "");
	assert_string_equal(says(*state, TOLD "截止日 = 2026-10-11\n应得 = 七日内到期, 剩余 4\n"), "");
	assert_string_equal(says(*state, TOLD "截止日 = 2026-10-15\n应得 = 三日内到期, 剩余 0\n"), "");
	assert_string_equal(says(*state, TOLD "截止日 = 2026-10-16\n应得 = 已超期, 剩余 -1\n"), "");
	assert_string_equal(says(*state, TOLD "截止日 = 2026-10-16\n应得 = 三日内到期, 剩余 0\n"),
		"错误 K510: 例“甲”应得 三日内到期，剩余 0，算得 已超期，剩余 -1（告知 2026-10-10，到期 2026-10-15，截止日 2026-10-16，剩余 -1）；请改正例，或改正督办“慢”的规则\n");
}

static void an_answer_ends_the_waiting_unless_it_is_sent_back(void **state)
{
	assert_string_equal(says(*state, TOLD "回复日 = 2026-10-15\n应得 = 已回复\n"), "");
	assert_string_equal(says(*state, TOLD "回复日 = 2026-10-18\n回复评价 = 采纳\n应得 = 逾期3天回复\n"), "");
	assert_string_equal(says(*state, TOLD "回复日 = 2026-10-15\n回复评价 = 退回\n应得 = 已超期, 剩余 -16\n"), "");
	assert_string_equal(says(*state, TOLD "回复日 = 2026-10-18\n应得 = 已回复\n"),
		"错误 K510: 例“甲”应得 已回复，算得 逾期3天回复（告知 2026-10-10，到期 2026-10-15，回复 2026-10-18，截止日 2026-10-31）；请改正例，或改正督办“慢”的规则\n");
	assert_string_equal(says(*state, TOLD "回复评价 = 退回\n应得 = 已回复\n"),
		"错误 K1212: 例“甲”的“回复日”应写一个日期，如 2026-10-10，实为“没有写”；请改正\n");
}

static void working_days_want_the_examples_calendar(void **state)
{
	assert_string_equal(says(*state, "督办 = 急\n期 = 2026-10\n告知日 = 2026-10-09\n截止日 = 2026-10-12\n"
		"工作日 = 2026-10-10 至 2026-10-11 休, 2026-10-12 至 2026-10-14\n应得 = 到期 2026-10-13, 剩余 1, 三日内到期\n"), "");
	assert_string_equal(says(*state, "督办 = 急\n期 = 2026-10\n告知日 = 2026-10-09\n应得 = 待定\n"), "");
	assert_string_equal(says(*state, "督办 = 急\n期 = 2026-10\n告知日 = 2026-10-09\n应得 = 到期 2026-10-13\n"),
		"错误 K510: 例“甲”应得 到期 2026-10-13，算得 到期待定（告知 2026-10-09，到期待定，截止日 2026-10-31）；请改正例，或改正督办“急”的规则\n");
}

static void what_belongs_to_one_kind_is_refused_in_another(void **state)
{
	assert_string_equal(says(*state, TOLD "应得 = 快了\n"),
		"错误 K1211: 应得“快了”不是督办“慢”得得出的；可写：已超期、三日内到期、七日内到期、期限内、已回复、逾期n天回复、待定、剩余 n、到期 日期；请改正\n");
	assert_string_equal(says(*state, "问责 = 慢\n给定.甲 = 3\n告知日 = 2026-10-10\n应得 = 是\n"),
		"错误 K1209: 例“甲”写了“告知日”，它只用在举督办的例里；请删去，或改写举的是什么的例\n");
	assert_string_equal(says(*state, "汇总 = 季度\n期 = 2026Q4\n给定.甲 = 3\n给定总分.2026-10 = 90\n应得 = 总分 30\n"),
		"错误 K1214: 例“甲”举的是汇总，用不到“给定.甲”；请删去这一行，或改写举的是什么的例\n");
	assert_string_equal(says(*state, TOLD "前期.1.总得分 = 90\n应得 = 已超期\n"),
		"错误 K1214: 例“甲”举的是督办，用不到“前期.1.总得分”；请删去这一行，或改写举的是什么的例\n");
	assert_string_equal(says(*state, CASES "给定.甲 = 3\n应得 = 合计 5\n"),
		"错误 K1214: 例“甲”举的是整改，用不到“给定.甲”；请删去这一行，或改写举的是什么的例\n");
	assert_string_equal(says(*state, "汇总 = 半年\n整改 = 账\n应得 = 合计 0\n"),
		"错误 K378: 例“甲”应写“指标”“榜”“加减分”“否决”“问责”“统计”“名单”“核对”“汇总”“整改”“督办”中的一个，说明举的是什么的例；请改正\n");
}

static void no_reply_comes_before_the_notice(void **state)
{
	assert_string_equal(says(*state, "督办 = 慢\n期 = 2026-10\n告知日 = 2026-10-10\n回复日 = 2026-10-08\n应得 = 已回复\n"),
		"错误 K1215: 例“甲”的回复日 2026-10-08 早于告知日 2026-10-10，没有告知以前的回复；请改正\n");
}

/* ---- one fault, one message ---- */

static void a_misspelt_name_is_complained_of_once(void **state)
{
	assert_string_equal(says(*state, "问责 = 快\n给定.甲 = 3\n应得 = 是\n"),
		"错误 K239: 没有名为“快”的问责；请改成已有的名称，或补上 [问责:快] 一段\n");
	assert_string_equal(says(*state, "问责 = 快\n期 = 2026-10\n历史 = 是\n应得 = 级 1\n"),
		"错误 K239: 没有名为“快”的问责；请改成已有的名称，或补上 [问责:快] 一段\n");
	assert_string_equal(says(*state, "指标 = 分\n给定.甲 = 3\n应得 = 值 3\n"),
		"错误 K239: 没有名为“分”的指标；请改成已有的名称，或补上 [指标:分] 一段\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(a_half_year_is_the_weighted_mean_of_what_was_published),
		MONTH_TEST(it_is_rounded_before_it_is_ranked),
		MONTH_TEST(each_group_has_its_own_first),
		MONTH_TEST(what_a_missing_period_does_is_the_rules_word),
		MONTH_TEST(its_period_and_totals_are_asked_for),
		MONTH_TEST(cases_are_counted_by_where_they_stand_on_the_cut_off_day),
		MONTH_TEST(a_state_that_is_none_is_refused),
		MONTH_TEST(the_words_of_a_deadline_follow_the_days),
		MONTH_TEST(an_answer_ends_the_waiting_unless_it_is_sent_back),
		MONTH_TEST(working_days_want_the_examples_calendar),
		MONTH_TEST(what_belongs_to_one_kind_is_refused_in_another),
		MONTH_TEST(no_reply_comes_before_the_notice),
		MONTH_TEST(a_misspelt_name_is_complained_of_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
