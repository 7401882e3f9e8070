/* 例 with rows: what a run reads from files, an example reads from its own lines. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_month.h"

/* Cases with deadlines, their answers, marks by judges; every district sends its own duties. */
#define ROOMS \
	"[数据:件]\n文件 = 件_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n主键 = 编号\n往期 = 1\n" \
	"列.编号 = 文本 必填\n列.区县 = 文本 必填\n列.地点 = 文本 可空\n列.发现 = 日期 必填\n列.期限 = 日期 必填 期限\n列.完成 = 日期 可空\n" \
	"[数据:回音]\n文件 = 回音_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n键.件 = 件号\n" \
	"列.件号 = 文本 必填\n列.区县 = 文本 必填\n列.日期 = 日期 必填\n列.满意 = 文本 必填\n" \
	"[数据:打分]\n文件 = 打分.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.点 = 文本 必填\n列.评委 = 文本 必填\n列.分 = 小数 必填\n" \
	"[数据:自报]\n文件 = 自报_{单位}.csv\n报送 = 逐单位\n报送名录 = 区县\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.数 = 小数 必填\n" \
	"[数据:街账]\n文件 = 街账.csv\n报送 = 汇总\n单位.街道 = 区县/街道\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.街道 = 文本 必填\n" \
	"[统计:按期]\n数据 = 件\n算法 = 计数\n条件 = 完成 <= 期限\n" \
	"[统计:全部]\n数据 = 件\n算法 = 计数\n" \
	"[统计:末日]\n数据 = 件\n算法 = 最大\n列 = 期限\n条件 = 完成 为空\n" \
	"[统计:又来]\n数据 = 件\n算法 = 反弹\n同一 = 地点\n发现列 = 发现\n办结列 = 完成\n窗口 = 10天\n" \
	"[统计:第三回]\n数据 = 件\n算法 = 重复 3\n同一 = 地点\n" \
	"[统计:有音]\n数据 = 件\n算法 = 计数\n条件 = 存在(回音, 满意 = “是”)\n" \
	"[统计:用时]\n数据 = 件\n算法 = 分位 90%\n列 = 天数(发现, 完成)\n" \
	"[统计:自报数]\n数据 = 自报\n算法 = 合计\n列 = 数\n" \
	"[统计:街数]\n数据 = 街账\n算法 = 计数\n" \
	"[统计:区数]\n数据 = 街账\n算法 = 计数\n" \
	"[评分:点评]\n数据 = 打分\n评委 = 评委\n分 = 分\n对象 = 点\n去掉最高最低 = 1\n最少人数 = 3\n不足 = 该对象不计\n" \
	"[整改:件账]\n数据 = 件\n名录 = 区县\n发现 = 发现\n期限 = 期限\n整改 = 完成\n" \
	POOLED "[指标:总]\n合成 = 加权平均\n依据 = 示例\n" \
	"[指标:率]\n上级 = 总\n权重 = 60\n计量单位 = %\n公式 = 按期 / 全部\n计分 = 正比 封顶\n依据 = 示例\n" \
	"[指标:街]\n上级 = 总\n权重 = 20\n公式 = 下级合计(街数)\n计分 = 扣分 每 1 扣 10 按比例 扣完为止\n依据 = 示例\n" \
	"[指标:表]\n上级 = 总\n权重 = 20\n计分 = 扣分表 扣完为止\n数据 = 件\n扣.1 = 完成 为空 扣 10\n扣.其余 = 扣 1\n依据 = 示例\n" \
	"[问责:慢]\n情形 = 进展缓慢\n轨道 = 过错问责\n范围 = 总榜\n触发 = 全部 - 按期 >= 2\n起始 = 约谈\n依据 = 示例\n责任角色 = 主要领导\n" \
	"[例:甲]\n"
#define CASES \
	"数据.件.行.1 = 1, 东, 桥头, 2026-10-02, 2026-10-05, 2026-10-04\n" \
	"数据.件.行.2 = 2, 东, 桥头, 2026-10-09, 2026-10-12, 2026-10-15\n" \
	"数据.件.行.3 = 3, 西, 桥头, 2026-10-20, 2026-10-25, \n" \
	"数据.件.行.4 = 4, 东, 桥头, 2026-10-30, 2026-11-03, \n"

/* What examples_check says of one example; "" when it holds. */
static const char *says(struct month *m, const char *example)
{
	read_rules(m, arena_printf(m->arena, "%s%s", ROOMS, example));
	if (diag_errors(m->diag) > 0)
		return complaints(m, 0);
	m->diag = diag_new(m->arena, CHINESE);
	assert_int_equal(examples_check(m->arena, m->diag, m->scheme), 1);
	assert_int_equal(diag_exit(m->diag), diag_errors(m->diag) > 0 ? 78 : 0);
	return complaints(m, 0);
}

/* As says, without the place of the complaint. */
static const char *sentence(struct month *m, const char *example)
{
	const char *all = says(m, example), *at = strstr(all, "错误 ");

	return at != NULL ? at : all;
}

static void a_measure_is_counted_from_the_rows(void **state)
{
	assert_string_equal(says(*state, "统计 = 按期\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 1\n应得.西 = 值 0\n"), "");
	assert_string_equal(sentence(*state, "统计 = 按期\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 2\n"),
		"错误 K510: 例“甲中东”应得 值 2，算得 值 1（1 行，截止日 2026-10-31）；请改正例，或改正统计“按期”的规则\n");
}

static void a_day_may_be_what_comes_out(void **state)
{
	assert_string_equal(says(*state, "统计 = 末日\n单位 = 东, 西, 南\n期 = 2026-10\n" CASES "应得 = 值 2026-11-03\n应得.西 = 值 2026-10-25\n应得.南 = 无分母\n"), "");
	assert_string_equal(sentence(*state, "统计 = 末日\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 2026-11-04\n"),
		"错误 K510: 例“甲中东”应得 值 2026-11-04，算得 值 2026-11-03（1 行，截止日 2026-10-31）；请改正例，或改正统计“末日”的规则\n");
}

static void the_cut_off_day_is_that_of_a_run(void **state)
{
	assert_string_equal(says(*state, "统计 = 全部\n单位 = 东, 西\n期 = 2026-10\n截止日 = 2026-10-20\n" CASES "应得 = 值 2\n应得.西 = 值 1\n"), "");
	assert_string_equal(says(*state, "统计 = 按期\n单位 = 东, 西\n期 = 2026-10\n截止日 = 2026-10-03\n" CASES "应得 = 值 0\n"), "");
	assert_string_equal(sentence(*state, "统计 = 全部\n单位 = 东, 西\n期 = 2026-10\n截止日 = 2026-09-03\n" CASES "应得 = 值 0\n"),
		"错误 K1108: 例“甲”的截止日“2026-09-03”应是一个日期，不早于例的“期”（2026-10）的第一天；请改正截止日或“期”\n");
}

static void rows_that_look_at_other_rows_have_examples(void **state)
{
	assert_string_equal(says(*state, "统计 = 又来\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 2\n"), "");
	assert_string_equal(says(*state, "统计 = 第三回\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 1\n应得.西 = 值 1\n"), "");
	assert_string_equal(says(*state, "统计 = 有音\n单位 = 东, 西\n期 = 2026-10\n" CASES
		"数据.回音.行.1 = 1, 东, 2026-10-05, 否\n数据.回音.行.2 = 1, 东, 2026-10-06, 是\n数据.回音.行.3 = 3, 西, 2026-10-07, 否\n应得 = 值 1\n应得.西 = 值 0\n"), "");
	assert_string_equal(says(*state, "统计 = 用时\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 5.6\n应得.西 = 无分母\n"), "");
}

static void earlier_periods_have_rows_of_their_own(void **state)
{
	static const char two[] = "数据.件.往期.1.行.1 = 8, 东, 桥头, 2026-09-01, 2026-09-05, 2026-09-04\n"
		"数据.件.往期.1.行.2 = 9, 东, 桥头, 2026-09-11, 2026-09-15, 2026-09-30\n";

	assert_string_equal(says(*state, arena_printf(((struct month *)*state)->arena,
		"统计 = 第三回\n单位 = 东, 西\n期 = 2026-10\n%s" CASES "应得 = 值 3\n", two)), "");
	assert_string_equal(says(*state, arena_printf(((struct month *)*state)->arena,
		"统计 = 全部\n单位 = 东, 西\n期 = 2026-10\n%s" CASES "应得 = 值 3\n", two)), "");
}

static void judges_and_cases_in_hand_have_examples(void **state)
{
	assert_string_equal(says(*state, "统计 = 点评\n单位 = 东\n数据.打分.行.1 = 东, 一, 示例甲, 60\n数据.打分.行.2 = 东, 一, 示例乙, 80\n"
		"数据.打分.行.3 = 东, 一, 示例丙, 90\n数据.打分.行.4 = 东, 二, 示例甲, 10\n应得 = 值 80\n"), "");
	assert_string_equal(says(*state, "统计 = 件账·逾期未改\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 0\n应得.西 = 值 1\n"), "");
	assert_string_equal(says(*state, "统计 = 表·扣.1\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 1\n"), "");
	assert_string_equal(sentence(*state, "统计 = 点评\n单位 = 东\n数据.打分.行.1 = 东, 一, 示例甲, 60\n数据.打分.行.2 = 东, 一, 示例甲, 80\n应得 = 值 80\n"),
		"错误 K517: 例“甲”的行读不进去：评分“点评”：同一评委给同一对象又打了一次分（上一次在 考核.ini:200）；请核对后只留一行\n");
}

static void indicators_boards_and_triggers_take_rows_too(void **state)
{
	assert_string_equal(says(*state, "指标 = 率\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 1/3, 得分 100/3\n应得.西 = 值 0\n"), "");
	assert_string_equal(says(*state, "指标 = 表\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 得分 88\n应得.西 = 得分 90\n"), "");
	assert_string_equal(says(*state, "问责 = 慢\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 是\n应得.西 = 否\n"), "");
	assert_string_equal(says(*state, "榜 = 总榜\n单位 = 东, 西\n期 = 2026-10\n给定得分.街 = 100\n" CASES "应得 = 总分 57.6, 名次 1\n应得.西 = 总分 38, 名次 2\n"), "");
}

static void rows_of_units_below_are_theirs(void **state)
{
	assert_string_equal(says(*state, "指标 = 街\n单位 = 东\n下级 = 一街, 二街\n数据.街账.行.1 = 东, 一街\n数据.街账.行.2 = 东, 一街\n"
		"数据.街账.行.3 = 东, 二街\n应得 = 值 3, 得分 70\n"), "");
	assert_string_equal(sentence(*state, "指标 = 街\n单位 = 东\n下级 = 一街, 二街\n数据.街账.行.1 = 东, 三街\n应得 = 值 3, 得分 70\n"),
		"错误 K516: 例“甲”的这一行在运行中会被隔离：名录“街道”里“东”之下没有这个单位（区县=东，街道=三街）；请改正这一行\n");
}

static void a_unit_that_sends_nothing_is_not_reported(void **state)
{
	assert_string_equal(says(*state, "统计 = 自报数\n单位 = 东, 西\n数据.自报.行.1 = 东, 3\n应得 = 值 3\n应得.西 = 未报送\n"), "");
}

static void a_row_that_a_run_would_put_aside_is_an_error(void **state)
{
	assert_string_equal(says(*state, "统计 = 全部\n单位 = 东, 西\n期 = 2026-10\n数据.件.行.1 = 1, 北, 桥头, 2026-10-02, 2026-10-05, \n"
		"数据.件.行.2 = 2, 东, 桥头, 十月二日, 2026-10-05, \n数据.件.行.3 = 2, 东\n应得 = 值 2\n"),
		"考核.ini:201: 错误 K516: 例“甲”的这一行在运行中会被隔离：名录“区县”里没有这个单位（区县=北）；请改正这一行\n"
		"考核.ini:202: 错误 K516: 例“甲”的这一行在运行中会被隔离：“发现”应为日期，如 2026-10-01（发现=十月二日）；请改正这一行\n"
		"考核.ini:203: 错误 K516: 例“甲”的这一行在运行中会被隔离：应与表头一样有 6 格，实有 2 格；请改正这一行\n");
}

static void the_head_may_be_written_in_another_order(void **state)
{
	assert_string_equal(says(*state, "统计 = 全部\n单位 = 东, 西\n数据.件.表头 = 区县, 编号, 期限, 发现, 完成, 地点, 备注\n"
		"数据.件.行.1 = 东, 1, 2026-10-05, 2026-01-02, , ,\"甲, 乙\"\n应得 = 值 1\n"), "");
	assert_string_equal(sentence(*state, "统计 = 全部\n单位 = 东, 西\n数据.件.表头 = 区县, 编号, 期限, 发现, 完成\n"
		"数据.件.行.1 = 东, 1, 2026-10-05, 2026-01-02, \n应得 = 值 1\n"),
		"错误 K517: 例“甲”的行读不进去：表头里没有“地点”这一列；请改正表头或方案里的 表头\n");
	assert_string_equal(sentence(*state, "统计 = 全部\n数据.件.行.1 = 1, 例, , 2026-01-02, 2026-01-05, \n"
		"数据.件.表头 = 编号, 区县, 地点, 发现, 期限, 完成\n应得 = 值 1\n"),
		"错误 K1107: “数据.件.表头”要写在行的前面，表头以下才是行；请移到第一行之前\n");
}

static void what_is_written_must_be_understood(void **state)
{
	assert_string_equal(sentence(*state, "统计 = 全部\n数据.伴.行.1 = 1\n应得 = 值 1\n"),
		"错误 K1105: “数据.伴.行.1”看不懂；应写 数据.来源.表头、数据.来源.行.n 或 数据.来源.往期.k.行.n（k 不超过该数据的“往期”）\n");
	assert_string_equal(sentence(*state, "指标 = 率\n数据.件.行.1 = 1, 例, , 2026-01-02, 2026-01-05, \n给定.按期 = 1\n应得 = 值 0\n"),
		"错误 K1106: 例“甲”写了数据“件”的行，又写了“给定.按期”；同一个数据只能写一种，请删去其中一样\n");
	assert_string_equal(sentence(*state, "统计 = 全部\n给定.全部 = 3\n应得 = 值 3\n"),
		"错误 K518: 例“甲”举的是统计“全部”，却没有写数据“件”的行；请补写 数据.件.行.1 = …\n");
}

static void rows_of_one_example_are_not_seen_by_the_next(void **state)
{
	struct month *m = *state;

	read_rules(m, ROOMS "统计 = 表·扣.1\n单位 = 东, 西\n期 = 2026-10\n" CASES "应得 = 值 1\n"
		"[例:乙]\n统计 = 表·扣.1\n单位 = 东\n期 = 2026-10\n数据.件.行.1 = 1, 东, , 2026-10-02, 2026-10-05, 2026-10-05\n应得 = 值 0\n");
	m->diag = diag_new(m->arena, CHINESE);
	assert_int_equal(examples_check(m->arena, m->diag, m->scheme), 2);
	assert_string_equal(complaints(m, 0), "");
	assert_non_null(unit(m, "A"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(a_measure_is_counted_from_the_rows),
		MONTH_TEST(a_day_may_be_what_comes_out),
		MONTH_TEST(the_cut_off_day_is_that_of_a_run),
		MONTH_TEST(rows_that_look_at_other_rows_have_examples),
		MONTH_TEST(earlier_periods_have_rows_of_their_own),
		MONTH_TEST(judges_and_cases_in_hand_have_examples),
		MONTH_TEST(indicators_boards_and_triggers_take_rows_too),
		MONTH_TEST(rows_of_units_below_are_theirs),
		MONTH_TEST(a_unit_that_sends_nothing_is_not_reported),
		MONTH_TEST(a_row_that_a_run_would_put_aside_is_an_error),
		MONTH_TEST(the_head_may_be_written_in_another_order),
		MONTH_TEST(what_is_written_must_be_understood),
		MONTH_TEST(rows_of_one_example_are_not_seen_by_the_next),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
