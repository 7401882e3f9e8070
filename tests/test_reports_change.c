/* test_reports_change.c -- why a total moved: the lines of every change sum to it exactly.
 *
 * Months are scored one after the other by the front door; what the first came
 * to is the past of the second. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "reports/change.h"
#include "reports/reports.h"
#include "tests/scoring_year.h"

#define ROOT "[指标:总]\n合成 = 加权平均\n依据 = 示例\n"
#define LEAF(name, weight, formula, more) \
	"[指标:" name "]\n上级 = 总\n权重 = " weight "\n公式 = " formula "\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例\n" more

/* ---- from one month to the next ------------------------------------------------------ */

/* What an entry of the ledger says beside the figures: what the total was made of. */
static void remember_parts(struct month *m, const struct scores *then)
{
	struct past *past = &m->history->past[0];

	for (size_t b = 0; b < m->scheme->board_count; b++)
		for (size_t u = 0; u < m->scheme->board[b]->registry->unit_count; u++) {
			const struct unit_score *is = &then->board[b].unit[u];
			struct past_unit *was = &past->board[b][u];
			struct past_figure *extra = arena_many(m->arena, struct past_figure, m->scheme->extra_count + 1);

			was->has_parts = true;
			was->base = is->base;
			was->extra_sum = is->extra_sum;
			was->adjusted = is->adjusted;
			was->duty = is->duty;
			for (size_t k = 0; k < is->extra_count; k++)
				extra[is->extra[k].extra->index] = (struct past_figure){ .has_points = true, .points = is->extra[k].points };
			was->extra = extra;
		}
}

static void close_with_parts(struct month *m)
{
	const struct scores *then = m->scores;

	close_month(m, true);
	remember_parts(m, then);
}

static struct change *change_for(struct month *m, const char *code)
{
	const struct unit *u = unit(m, code);

	for (size_t b = 0; b < m->scheme->board_count; b++)
		if (m->scheme->board[b]->registry == u->registry)
			return change_of(m->arena, m->scores, &m->scores->board[b], &m->scores->board[b].unit[u->index]);
	return NULL;
}

/* "-4：整改 85% → 75%（得分）-4；…", or why not. */
static const char *told(struct month *m, const char *code)
{
	const struct change *c = change_for(m, code);
	struct buf b = buf_new(m->arena);

	if (c->why_not != NULL)
		return c->why_not;
	assert_true(change_sums(m->arena, c));
	buf_add(&b, num_text(m->arena, c->amount));
	for (size_t k = 0; k < c->count; k++)
		buf_printf(&b, "；%s（%s）%s", c->line[k].says, change_words[c->line[k].kind], num_text(m->arena, c->line[k].amount));
	return b.at;
}

/* ---- random schemes ------------------------------------------------------------------- */

static uint64_t seed;

static unsigned below(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

struct writing {
	struct buf text;
	unsigned nodes, leaves;
	const char *struck;             /* a node that a veto may zero */
	const char *stated;             /* one with a state of its own */
};

static const char *const effects[] = { "不计并折算", "不计不折算", "零分", "满分", "组均得分 同组" };
static const char *const formulas[] = { "甲 / 乙", "丙 / 丁", "甲 / 丁", "丙 / 乙", "乙 / 丁" };

/* 权重 or 满分 of the k-th of n children that share `sum`: whole numbers that add up. */
static unsigned part_of(unsigned sum, unsigned n, unsigned k)
{
	return k + 1 < n ? sum / n - (k % 2) : sum - (n - 1) * (sum / n) + (n - 1) / 2;
}

static void write_node(struct writing *w, const char *name, unsigned depth, unsigned full, const char *place);

static void write_children(struct writing *w, const char *name, unsigned depth, unsigned full, unsigned combine)
{
	unsigned n = 2 + below(3);

	for (unsigned k = 0; k < n; k++) {
		const char *child = arena_printf(w->text.arena, "节%u", ++w->nodes);
		unsigned part = part_of(combine == 1 ? full : 100, n, k);
		if (combine == 7) {
			buf_printf(&w->text, "[指标:%s]\n上级 = %s\n公式 = %s\n计分 = 扣分 每 2 扣 %u 按比例 扣完为止\n依据 = 示例\n", child, name,
				formulas[w->leaves++ % 5], 1 + below(9));
			continue;
		}
		const char *place = combine == 0 ? arena_printf(w->text.arena, "权重 = %u\n", part) :
			combine == 1 ? arena_printf(w->text.arena, "满分 = %u\n", part) : "";

		write_node(w, child, depth - 1, combine == 1 ? part : 100, arena_printf(w->text.arena, "上级 = %s\n%s", name, place));
	}
}

static void write_leaf(struct writing *w)
{
	buf_printf(&w->text, "公式 = %s\n计分 = 正比 封顶\n计量单位 = %%\n", formulas[w->leaves++ % 5]);
	if (below(2) == 0)
		buf_printf(&w->text, "无分母 = %s\n", effects[below(5)]);
	if (below(6) == 0)
		buf_printf(&w->text, "样本 = 乙\n最小样本 = 4\n样本不足 = %s\n", effects[below(5)]);
}

static void write_node(struct writing *w, const char *name, unsigned depth, unsigned full, const char *place)
{
	static const char *const words[] = { "加权平均", "直接相加", "平均", "取较低", "取较高", "几何平均", "调和平均", "合扣" },
		*const zeroes[] = { "按零", "不计", "无分母" };
	bool leaf = depth == 0 || (*place != '\0' && below(3) == 0) || full < 16;
	unsigned combine = below(8);

	buf_printf(&w->text, "[指标:%s]\n%s依据 = 示例\n", name, place);
	if (below(4) == 0)
		buf_printf(&w->text, "修约 = %u位 四舍五入\n", below(3));
	if (below(5) == 0)
		buf_printf(&w->text, "封顶 = %u\n", full * 7 / 10);
	else if (below(6) == 0)
		buf_printf(&w->text, "保底 = %u\n", full / 5);
	if (below(4) == 0)
		w->struck = name;
	if (*place != '\0' && below(4) == 0)
		w->stated = name;
	if (leaf) {
		write_leaf(w);
		return;
	}
	buf_printf(&w->text, "合成 = %s\n%s", words[combine], combine > 1 ? "合成对象 = 得分率\n" : "");
	if (combine == 5 || combine == 6)
		buf_printf(&w->text, "零值 = %s\n负值 = %s\n", zeroes[below(3)], zeroes[below(3)]);
	if (below(2) == 0)
		buf_printf(&w->text, "无分母 = %s\n", effects[below(4)]);
	write_children(w, name, depth, full, combine);
}

static const char *random_scheme(struct month *m)
{
	struct writing w = { .text = buf_new(m->arena) };

	buf_printf(&w.text, "%s%s", below(2) == 0 ? BOARD : POOLED, below(3) == 0 ? "总分封顶 = 70\n加减分封顶 = 2\n" : "");
	write_node(&w, "总", 3, 100, "");
	buf_add(&w.text, "[加减分:亮点]\n榜 = 总榜\n公式 = 丁\n计分 = 加分 每 1 加 0.3 封顶 3\n依据 = 示例\n"
		"[加减分:通报]\n榜 = 总榜\n公式 = 甲\n计分 = 扣分 每 1 扣 0.25 按比例 封顶 2\n依据 = 示例\n");
	if (w.struck != NULL)
		buf_printf(&w.text, "[否决:虚报]\n榜 = 总榜\n条件 = 丁 > 7\n效果 = 本项计零 %s\n依据 = 示例\n", w.struck);
	if (w.stated != NULL)
		buf_printf(&w.text, "[状态:停考]\n榜 = 总榜\n指标 = %s\n条件 = 乙 = 7\n效果 = %s\n依据 = 示例\n", w.stated, effects[below(5)]);
	if (below(4) == 0)
		buf_add(&w.text, "[状态:免考]\n榜 = 总榜\n条件 = 乙 = 9\n效果 = 零分\n依据 = 示例\n");
	return w.text.at;
}

static void random_figures(struct month *m)
{
	static const char *const codes[] = { "A", "B", "C", "D", "E", "F" }, *const names[] = { "甲", "乙", "丙", "丁" };

	for (size_t u = 0; u < 6; u++)
		for (size_t k = 0; k < 4; k++)
			give(m, codes[u], names[k], arena_printf(m->arena, "%u", below(3) == 0 ? 0 : below(10)));
}

static void score_now(struct month *m)
{
	m->diag = diag_new(m->arena, CHINESE);
	score(m);
}

/* Every scheme, every unit: the lines lead exactly from one total to the other, whatever the trees hold. */
static void random_trees_sum_exactly(void **state)
{
	static const char *const codes[] = { "A", "B", "C", "D", "E", "F" };
	struct month *m = *state;
	size_t kinds[CHANGE_ROUNDING + 1] = { 0 }, told_count = 0;

	for (seed = 1; seed < 200000; seed += 999) {
		uint64_t first = seed;

		rules(m, random_scheme(m));
		start(m, "2026-01");
		random_figures(m);
		score_now(m);
		close_with_parts(m);
		random_figures(m);
		score_now(m);
		for (size_t u = 0; u < 6; u++) {
			const struct change *c = change_for(m, codes[u]);

			if (!c->moved)
				continue;
			if (c->why_not != NULL || !change_sums(m->arena, c))
				fail_msg("seed %llu unit %s: %s", (unsigned long long)first, codes[u], c->why_not != NULL ? c->why_not : "the lines do not sum");
			told_count++;
			for (size_t k = 0; k < c->count; k++)
				kinds[c->line[k].kind]++;
		}
		seed = first;
	}
	assert_true(told_count > 1000);
	for (size_t k = 0; k <= CHANGE_ROUNDING; k++)
		if (k != CHANGE_ADJUSTED && k != CHANGE_DUTY && k != CHANGE_REST && kinds[k] == 0)
			fail_msg("no line of the kind %s was ever drawn", change_words[k]);
}

/* ---- in words --------------------------------------------------------------------------- */

#define TWO BOARD ROOT LEAF("整改", "60", "甲 / 乙", "") LEAF("进度", "40", "丙 / 丁", "")

static void figures(struct month *m, const char *jia, const char *yi, const char *bing, const char *ding)
{
	give_all(m, "甲", jia);
	give_all(m, "乙", yi);
	give_all(m, "丙", bing);
	give_all(m, "丁", ding);
	score_now(m);
}

static void every_leaf_has_a_line_with_its_values_and_its_effect(void **state)
{
	struct month *m = *state;

	rules(m, TWO);
	start(m, "2026-09");
	figures(m, "9", "10", "4", "5");
	close_with_parts(m);
	figures(m, "7", "10", "1", "1");
	assert_string_equal(told(m, "A"), "-4；整改 90% → 70%（得分）-12；进度 80% → 100%（得分）8");
}

static void a_leaf_passed_over_in_one_period_gives_its_weight_to_the_others(void **state)
{
	struct month *m = *state;

	rules(m, TWO);
	start(m, "2026-09");
	figures(m, "9", "10", "4", "5");
	close_with_parts(m);
	figures(m, "9", "10", "0", "0");
	assert_string_equal(told(m, "A"), "4；进度 上期计入，本期无分母不计，权重重新分摊（重新分摊）4");
	close_with_parts(m);
	figures(m, "9", "10", "1", "2");
	assert_string_equal(told(m, "A"), "-16；进度 上期不计，本期计入（得 50），权重重新分摊（重新分摊）-16");
}

static void bounds_vetoes_and_roundings_have_lines_of_their_own(void **state)
{
	struct month *m = *state;

	rules(m, BOARD "总分封顶 = 90\n" ROOT
		"[指标:整改]\n上级 = 总\n权重 = 60\n合成 = 平均\n合成对象 = 得分\n封顶 = 50\n依据 = 示例\n"
		"[指标:一]\n上级 = 整改\n公式 = 甲 / 乙\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例\n"
		"[指标:二]\n上级 = 整改\n公式 = 丙 / 丁\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例\n"
		"[指标:数]\n上级 = 总\n权重 = 40\n公式 = 甲 / 乙\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例\n"
		"[加减分:亮点]\n榜 = 总榜\n公式 = 丁\n计分 = 加分 每 1 加 5 封顶 40\n依据 = 示例\n"
		"[否决:虚报]\n榜 = 总榜\n条件 = 丁 > 8\n效果 = 本项计零 整改\n依据 = 示例\n");
	start(m, "2026-09");
	figures(m, "1", "3", "1", "3");
	close_with_parts(m);
	figures(m, "2", "3", "2", "3");
	assert_string_equal(told(m, "A"), "23.34；一 33.33% → 66.67%（得分）10；二 33.33% → 66.67%（得分）10；数 33.33% → 66.67%（得分）40/3；"
		"分项封顶保底（封顶保底）-10；总分修约（修约）1/150");
	close_with_parts(m);
	figures(m, "3", "3", "9", "9");
	assert_string_equal(told(m, "A"), "8.33；一 66.67% → 100%（得分）10；二 66.67% → 100%（得分）10；数 66.67% → 100%（得分）40/3；"
		"否决与状态：整改 因否决计零（否决与状态）-60；分项封顶保底（封顶保底）10；亮点 15 → 40（加减分）25；总分修约（修约）-1/300");
}

static void what_people_decided_has_lines_of_its_own_too(void **state)
{
	static struct intervention both[] = {
		{ .duty = false, .what = "调整", .document = "示例〔2026〕8号" }, { .duty = true, .what = "2026-08-区县-A-慢" },
	};
	struct month *m = *state;
	struct unit_score *u;

	rules(m, TWO);
	start(m, "2026-09");
	figures(m, "9", "10", "4", "5");
	close_with_parts(m);
	figures(m, "9", "10", "4", "5");
	u = &m->scores->board[0].unit[0];
	both[0].points = u->adjusted = num_int(3);
	both[1].points = u->duty = num_int(-1);
	u->intervention = both;
	u->intervention_count = 2;
	u->exact = u->total = num_int(88);
	assert_string_equal(told(m, "A"), "2；调整（示例〔2026〕8号）（调整）3；问责扣分（2026-08-区县-A-慢）（问责扣分）-1");
	close_with_parts(m);
	figures(m, "9", "10", "4", "5");
	assert_string_equal(told(m, "A"), "-2；调整（上期有，本期没有）（调整）-3；问责扣分（上期有，本期没有）（问责扣分）1");
}

static void where_the_parts_of_then_are_not_known_they_are_one_line(void **state)
{
	struct month *m = *state;

	rules(m, TWO "[加减分:亮点]\n榜 = 总榜\n公式 = 丁\n计分 = 加分 每 1 加 1 封顶 50\n依据 = 示例\n");
	start(m, "2026-09");
	figures(m, "9", "10", "4", "5");
	close_month(m, true);
	figures(m, "9", "10", "8", "10");
	assert_string_equal(told(m, "A"), "5；加减分、调整、问责扣分和总分限额（上期没有分项记录，合在一起）（加减分等）5");
}

static void where_it_cannot_be_told_it_is_said_and_not_guessed(void **state)
{
	struct month *m = *state;
	struct past_unit *was;

	rules(m, TWO);
	start(m, "2026-09");
	figures(m, "9", "10", "4", "5");
	assert_null(change_for(m, "A"));
	close_with_parts(m);
	figures(m, "9", "10", "4", "5");
	assert_string_equal(told(m, "A"), "0");
	was = past_of(m, "A", 1);
	was->figure[0].points = num_int(80);
	assert_string_equal(told(m, "A"), "上期“总”的得分按本期的规则合不出来：方案改过，或上期另有处理，不能逐项说明");
	was->figure[0].points = num_int(86);
	was->base = num_int(43);
	assert_string_equal(told(m, "A"), "上期的基本分按本期的规则算不出来：满分或修约改过，不能逐项说明");
	was->base = num_int(86);
	was->figure[0].has_points = false;
	assert_string_equal(told(m, "A"), "上期只有总分，没有分项得分，不能逐项说明");
	was->scored = false;
	assert_string_equal(told(m, "A"), "上期没有总分");
	was->present = false;
	assert_string_equal(told(m, "A"), "上期不在本榜，没有可比的总分");
}

static void a_month_that_was_not_published_is_passed_over(void **state)
{
	struct month *m = *state;

	rules(m, TWO);
	start(m, "2026-08");
	figures(m, "9", "10", "4", "5");
	close_with_parts(m);
	figures(m, "1", "10", "4", "5");
	close_month(m, false);
	figures(m, "8", "10", "4", "5");
	assert_string_equal(told(m, "A"), "-6；整改 90% → 80%（得分）-6");
}

/* ---- changes.csv ------------------------------------------------------------------------- */

static void the_csv_holds_every_line_exactly(void **state)
{
	struct month *m = *state;
	struct run_facts facts = { .kind = "草稿" };
	const struct file *f;
	const char *line;

	rules(m, TWO);
	start(m, "2026-09");
	figures(m, "2", "3", "4", "5");
	facts.scheme = m->scheme;
	facts.scores = m->scores;
	facts.measures = m->measures;
	assert_true(report_changes_csv(m->arena, m->diag, &facts, m->inputs));
	assert_false(file_exists(m->inputs, "changes.csv"));
	close_with_parts(m);
	figures(m, "1", "3", "4", "5");
	facts.scores = m->scores;
	facts.measures = m->measures;
	assert_true(report_changes_csv(m->arena, m->diag, &facts, m->inputs));
	f = file_read(m->arena, m->diag, m->inputs, "changes.csv");
	assert_non_null(f);
	line = "\xEF\xBB\xBFperiod,since,board,group,unit_code,unit_name,kind,element,before,after,exact,change,rounded,says\r\n"
		"2026-10,2026-09,总榜,城,A,东区,总分,,72,52,yes,-20,-20.000000,\r\n"
		"2026-10,2026-09,总榜,城,A,东区,得分,整改,66.6666666667,33.3333333333,no,-20,-20.000000,整改 66.67% → 33.33%\r\n";
	assert_memory_equal(f->bytes, line, strlen(line));
}

/* A total that no lines lead to is a fault of ours, and never published. */
static void lines_that_do_not_sum_are_an_internal_fault(void **state)
{
	struct month *m = *state;
	struct run_facts facts = { .kind = "草稿" };

	rules(m, TWO);
	start(m, "2026-09");
	figures(m, "9", "10", "4", "5");
	close_with_parts(m);
	figures(m, "8", "10", "4", "5");
	m->scores->board[0].unit[0].base = num_int(1);
	facts.scheme = m->scheme;
	facts.scores = m->scores;
	facts.measures = m->measures;
	assert_false(report_changes_csv(m->arena, m->diag, &facts, m->inputs));
	assert_string_equal(complaints(m, 0), "考核.ini:61:1: 错误 K940: 程序内部错误：榜“总榜”上 东区 总分变化的各项加起来不等于变化本身；"
		"请把规则和数据发给维护者\n");
	assert_int_equal(diag_exit(m->diag), 70);
	assert_false(file_exists(m->inputs, "changes.csv"));
}

#define CHANGE_TEST(f) cmocka_unit_test_setup_teardown(f, begin_month, end_month)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CHANGE_TEST(random_trees_sum_exactly),
		CHANGE_TEST(every_leaf_has_a_line_with_its_values_and_its_effect),
		CHANGE_TEST(a_leaf_passed_over_in_one_period_gives_its_weight_to_the_others),
		CHANGE_TEST(bounds_vetoes_and_roundings_have_lines_of_their_own),
		CHANGE_TEST(what_people_decided_has_lines_of_its_own_too),
		CHANGE_TEST(where_the_parts_of_then_are_not_known_they_are_one_line),
		CHANGE_TEST(where_it_cannot_be_told_it_is_said_and_not_guessed),
		CHANGE_TEST(a_month_that_was_not_published_is_passed_over),
		CHANGE_TEST(the_csv_holds_every_line_exactly),
		CHANGE_TEST(lines_that_do_not_sum_are_an_internal_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
