/* test_rules_oversight.c -- [督办] and [整改]: what they come to, and every fault of theirs. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/rules_bench.h"

#define HEAD(more) \
	"[方案]\n名称 = 示例\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2026-01\n修约 = 2位 四舍五入\n" \
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n" more
#define REST \
	"[名录:区县]\n文件 = units.csv\n" \
	"[榜:区县]\n名录 = 区县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n" \
	"[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.地点 = 文本 必填\n列.发现 = 日期 必填\n列.交办 = 日期 可空\n" \
	"列.期限 = 日期 必填 期限\n列.完成 = 日期 可空\n列.复查 = 日期 可空\n列.结果 = 文本 可空\n列.电话 = 文本 可空 保密\n列.件数 = 整数 可空\n" \
	"[统计:应办]\n数据 = 台账\n算法 = 计数\n" \
	"[指标:总分]\n公式 = 应办\n计分 = 扣分 每 1 扣 1 按比例 扣完为止\n依据 = 示例\n"
#define LOOP "[整改:闭环]\n数据 = 台账\n名录 = 区县\n发现 = 发现\n交办 = 交办\n期限 = 期限\n整改 = 完成\n复查 = 复查\n合格 = 结果 = “合格”\n"

/* Places are counted from the first line of the text under test. */
static void says(struct bench *b, const char *head, const char *text, const char *expected)
{
	bench_read(b, arena_printf(b->arena, "%s%s", text, head), "代码,名称\n1,东区\n2,西区\n", "2026-10");
	printed(b, 0, expected);
}

static void faulty(void **state, const char *text, const char *expected)
{
	says(*state, HEAD("") REST, text, expected);
}

/* The words for days left from -2 to 9, each once, with its colour and the first day it holds for. */
static const char *words(struct bench *b)
{
	struct buf out = buf_new(b->arena);
	const struct due_word *last = NULL;

	for (int32_t left = -2; left < 10; left++) {
		const struct due_word *d = due_word_of(b->scheme->oversight, left);

		if (d != last)
			buf_printf(&out, "%s%d:%s%s", out.length > 0 ? " " : "", (int)left, d->word, d->colour == NULL ? "" : d->colour);
		last = d;
	}
	return out.at;
}

static const char *ages(struct bench *b)
{
	struct buf out = buf_new(b->arena);

	for (size_t k = 0; k < b->scheme->oversight->age_count; k++)
		buf_printf(&out, "%s%s", k > 0 ? " " : "", b->scheme->oversight->age[k].word);
	return out.at;
}

/* ---- 督办 ---------------------------------------------------------------------- */

static void without_a_section_the_built_in_words_hold(void **state)
{
	struct bench *b = *state;

	says(b, HEAD("") REST, "", "");
	assert_string_equal(words(b), "-2:已超期红 0:三日内到期橙 4:七日内到期黄 8:期限内绿");
	assert_string_equal(ages(b), "30天以内 31-90天 90天以上");
	assert_false(b->scheme->oversight->working_days);
	assert_null(b->scheme->oversight->element);
}

static void a_scheme_chooses_words_colours_and_buckets(void **state)
{
	struct bench *b = *state;

	says(b, HEAD("日历 = 日历.csv\n") REST, "[督办]\n口径 = 工作日\n级.1 = 过期 < 0天 颜色 灰\n级.2 = “今、明两天” ＜＝ 1 颜色 红\n级.3 = 还早 其余\n"
		"账龄.1 = 一周内 <= 7天\n账龄.2 = “8-30天” <= 30\n账龄.3 = 一月以上 其余\n", "");
	assert_string_equal(words(b), "-2:过期灰 0:今、明两天红 2:还早");
	assert_string_equal(ages(b), "一周内 8-30天 一月以上");
	assert_true(b->scheme->oversight->working_days);
}

static void what_a_scheme_leaves_out_is_built_in(void **state)
{
	struct bench *b = *state;

	says(b, HEAD("") REST, "[督办]\n级.1 = 到期 <= -1 颜色 红\n级.2 = 未到期 其余 颜色 绿\n", "");
	assert_string_equal(words(b), "-2:到期红 0:未到期绿");
	assert_string_equal(ages(b), "30天以内 31-90天 90天以上");
}

static void every_number_of_days_has_one_word(void **state)
{
	faulty(state, "[督办]\n级.1 = 过期 < 0 颜色 红\n级.2 = 到期 <= 3\n账龄.1 = 老 其余\n账龄.2 = 更老 <= 9\n",
		"rules.ini:3:1: 错误 K386: 督办的级“到期”：只有最后一条、而且必须最后一条写“其余”，每个天数才正好有一个词；请改正\n"
		"rules.ini:4:1: 错误 K386: 督办的账龄“老”：只有最后一条、而且必须最后一条写“其余”，每个天数才正好有一个词；请改正\n"
		"rules.ini:5:1: 错误 K386: 督办的账龄“更老”：只有最后一条、而且必须最后一条写“其余”，每个天数才正好有一个词；请改正\n");
}

static void a_bound_that_does_not_rise_is_never_reached(void **state)
{
	faulty(state, "[督办]\n级.1 = 近 <= 3\n级.2 = 也近 < 4\n级.3 = 远 其余\n",
		"rules.ini:3:1: 错误 K387: 督办的级“也近”的天数不大于上一条“近”的，轮不到它；请从小到大排\n");
}

static void a_level_in_another_form_is_refused(void **state)
{
	faulty(state, "[督办]\n级.1 = 过期 < 0 颜色 紫\n级.2 = 其余\n账龄.1 = 一周 < 7\n账龄.2 = 以上 其余\n",
		"rules.ini:2:7: 错误 K385: 督办的一级应写成“三日内到期 <= 3 颜色 橙”，最后一级“期限内 其余 颜色 绿”；颜色只有 绿 蓝 黄 橙 红 灰；实为“过期 < 0 颜色 紫”；请改正\n"
		"rules.ini:3:7: 错误 K385: 督办的一级应写成“三日内到期 <= 3 颜色 橙”，最后一级“期限内 其余 颜色 绿”；颜色只有 绿 蓝 黄 橙 红 灰；实为“其余”；请改正\n"
		"rules.ini:4:8: 错误 K388: 账龄应写成“31-90天 <= 90”，最后一条“90天以上 其余”；实为“一周 < 7”；请改正\n");
}

static void working_days_need_a_calendar(void **state)
{
	faulty(state, "[督办]\n口径 = 工作日\n",
		"rules.ini:2:6: 错误 K394: 督办的剩余天数按工作日算，须有“日历”；请在 [方案] 里补上，或改为 口径 = 自然日\n");
}

static void the_section_has_no_name(void **state)
{
	faulty(state, "[督办:甲]\n口径 = 自然日\n",
		"rules.ini:1:1: 错误 K208: 段头“[督办:甲]”应为 [方案]、[督办] 或 [类:名]，例如 [指标:按期整改率]；请改正\n");
}

/* ---- 整改 ---------------------------------------------------------------------- */

static void its_measures_are_hidden_behind_those_that_were_written(void **state)
{
	struct bench *b = *state;
	const struct rectification *x;

	says(b, HEAD("") REST, LOOP, "");
	x = b->scheme->rectification[0];
	assert_int_equal(b->scheme->measure_count, 1);
	assert_int_equal(b->scheme->counted_count, 1 + RECTIFY_STATES + 2 + 3);
	assert_ptr_equal(b->scheme->measure[x->state[OVERDUE]->index], x->state[OVERDUE]);
	assert_string_equal(expr_text(b->arena, x->state[CLOSED]->where), "非 完成 为空 且 非 复查 为空 且 结果 = “合格”");
	assert_string_equal(x->age[2]->title, "90天以上");
}

static void without_a_re_check_rectified_is_closed(void **state)
{
	struct bench *b = *state;

	says(b, HEAD("") REST, "[整改:闭环]\n数据 = 台账\n名录 = 区县\n发现 = 发现\n期限 = 期限\n整改 = 完成\n", "");
	assert_string_equal(expr_text(b->arena, b->scheme->rectification[0]->state[CLOSED]->where), "非 完成 为空");
	assert_null(b->scheme->rectification[0]->state[FAILED_RECHECK]);
	assert_null(b->scheme->rectification[0]->state[UNASSIGNED]);
}

static void closing_is_a_column_or_a_condition(void **state)
{
	struct bench *b = *state;

	says(b, HEAD("") REST, LOOP "销号 = 复查\n[整改:二]\n数据 = 台账\n名录 = 区县\n发现 = 发现\n期限 = 期限\n整改 = 完成\n销号 = 件数 >= 2 且 非 完成 为空\n", "");
	assert_string_equal(expr_text(b->arena, b->scheme->rectification[0]->state[CLOSED]->where), "非 复查 为空");
	assert_string_equal(expr_text(b->arena, b->scheme->rectification[1]->state[CLOSED]->where), "件数 >= 2 且 非 完成 为空");
}

static void columns_must_be_there_and_be_days(void **state)
{
	faulty(state, "[整改:闭环]\n数据 = 台账\n名录 = 区县\n发现 = 地点\n交办 = 交辧\n期限 = 期限\n整改 = 完成\n",
		"rules.ini:4:6: 错误 K389: 整改的“发现”应是日期或时刻的列，“地点”不是；请改写别的列\n"
		"rules.ini:5:6: 错误 K245: 数据“台账”没有声明“交辧”这一列；是否指“交办”？请改正，或补上“列.交辧”\n");
}

static void a_column_that_would_lose_rows_is_refused(void **state)
{
	faulty(state, "[整改:闭环]\n数据 = 台账\n名录 = 区县\n发现 = 交办\n期限 = 发现\n整改 = 完成\n",
		"rules.ini:4:6: 错误 K390: 整改的“发现”写的是列“交办”，该列须写明“必填”，否则有的行数不进来；请在数据里补上\n"
		"rules.ini:5:6: 错误 K390: 整改的“期限”写的是列“发现”，该列须写明“期限”，否则有的行数不进来；请在数据里补上\n");
}

static void keys_that_go_together_are_written_together(void **state)
{
	faulty(state, "[整改:闭环]\n数据 = 台账\n名录 = 区县\n发现 = 发现\n期限 = 期限\n整改 = 完成\n复查 = 复查\n同一 = 地点\n",
		"rules.ini:1:1: 错误 K391: 整改“闭环”的 复查、合格 要写就都写：一个是复查的日期，一个是怎样算合格；请补上，或都删去\n"
		"rules.ini:1:1: 错误 K393: 整改“闭环”的 同一、窗口 要写就都写：同一 写哪些列相同算同一处，窗口 写成“30天”（1 至 999）；请补上，或都删去\n");
}

static void the_source_must_reach_the_registry(void **state)
{
	struct bench *b = *state;

	says(b, HEAD("") REST "[名录:街道]\n文件 = units.csv\n", "[整改:闭环]\n数据 = 台账\n名录 = 街道\n发现 = 发现\n期限 = 期限\n整改 = 完成\n",
		"rules.ini:3:6: 错误 K392: 整改用的数据“台账”没有对到名录“街道”，数不出各单位的件数；请在数据里补“单位.街道”，或改名录\n");
}

static void a_secret_column_decides_nothing(void **state)
{
	faulty(state, "[整改:闭环]\n数据 = 台账\n名录 = 区县\n发现 = 发现\n期限 = 期限\n整改 = 完成\n销号 = 电话 = “1”\n",
		"rules.ini:7:6: 错误 K359: “电话”是保密的列，只能用于主键和去重计数；请改条件\n");
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(without_a_section_the_built_in_words_hold),
		T(a_scheme_chooses_words_colours_and_buckets),
		T(what_a_scheme_leaves_out_is_built_in),
		T(every_number_of_days_has_one_word),
		T(a_bound_that_does_not_rise_is_never_reached),
		T(a_level_in_another_form_is_refused),
		T(working_days_need_a_calendar),
		T(the_section_has_no_name),
		T(its_measures_are_hidden_behind_those_that_were_written),
		T(without_a_re_check_rectified_is_closed),
		T(closing_is_a_column_or_a_condition),
		T(columns_must_be_there_and_be_days),
		T(a_column_that_would_lose_rows_is_refused),
		T(keys_that_go_together_are_written_together),
		T(the_source_must_reach_the_registry),
		T(a_secret_column_decides_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
