/* test_inputs_bulk_rules.c -- every kind of rule, in bulk where that is allowed and row by row: the same.
 *
 * Each case says as well whether its source is counted in bulk, for where both ways are one nothing is compared. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"
#include "inputs/plan.h"
#include "inputs/table.h"

static uint64_t seed = 20261031;

static unsigned draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

#define PICK(list) list[draw(sizeof list / sizeof *list)]

#define COLUMNS \
	"列.编号 = 文本 必填\n列.区县 = 文本 可空\n列.街道 = 文本 可空\n列.原单位 = 文本 可空\n列.地点 = 文本 可空 遮蔽\n" \
	"列.发现 = 日期 必填\n列.交办 = 日期 可空\n列.期限 = 日期 可空 期限\n列.办结 = 日期 可空\n列.结果 = 文本 可空\n列.分 = 小数 可空\n"
#define SOURCE(more) "[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n主键 = 编号\n重复 = 计入并报告\n" more COLUMNS
#define HEAD "编号,区县,街道,原单位,地点,发现,交办,期限,办结,结果,分\n"
#define COUNT_OF(name, more) "[统计:" name "]\n数据 = 台账\n算法 = 计数\n" more
#define SUM_OF(name, what, more) "[统计:" name "]\n数据 = 台账\n算法 = 合计\n列 = " what "\n" more
#define DIFFERENT(name, what, more) "[统计:" name "]\n数据 = 台账\n算法 = 去重计数\n列 = " what "\n" more
#define ANSWERS(more) \
	"[数据:回音]\n文件 = 回音_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 可空\n列.任务 = 文本 可空\n列.日期 = 日期 必填\n" more \
	"[统计:回音数]\n数据 = 回音\n算法 = 计数\n"

/* ---- what comes in ------------------------------------------------------------------------- */

static const char *place(void)
{
	static const char *const places[] = { "桥下", "立交桥下", "巷口", "", "市场，门口", "桥下" };

	return PICK(places);
}

static const char *unit(void)
{
	static const char *const units[] = { "东区", "西区", "南区", "D1", "老城", " 西区", "没有的", "" };

	return units[draw(60) ? draw(6) : draw(8)];
}

static void put_day(struct buf *out, unsigned month)
{
	if (draw(5) == 0)
		buf_add(out, ",");
	else
		buf_printf(out, draw(80) ? "2026-%02u-%02u," : "%u/%u,", month - draw(2), 1 + draw(30));
}

static void put_ledger(struct month *m, unsigned month, unsigned rows)
{
	static const char *const streets[] = { "城关街道", "湖滨街道", "S1", "" }, *const results[] = { "合格", "不合格", "" };
	struct buf out = buf_new(m->arena);
	unsigned i;

	buf_add(&out, HEAD);
	for (i = 0; i < rows; i++) {
		buf_printf(&out, "Q%u-%u,%s,%s,%s,%s,", month, draw(30) ? i : draw(i + 1), unit(), PICK(streets), unit(), place());
		buf_printf(&out, "2026-%02u-%02u,", month - draw(2), 1 + draw(30));
		put_day(&out, month);
		put_day(&out, month + 1);
		put_day(&out, month + 1);
		buf_printf(&out, draw(4) ? "%s,%u.%u\n" : "%s,\n", PICK(results), draw(100), draw(10));
	}
	put_file(m, m->inputs, arena_printf(m->arena, "台账_2026-%02u.csv", month), out.at, out.length);
}

static void put_answers(struct month *m)
{
	struct buf out = buf_new(m->arena);
	unsigned i;

	buf_add(&out, "区县,任务,日期\n");
	for (i = 0; i < 60; i++)
		buf_printf(&out, "%s,Q10-%u,2026-10-%02u\n", unit(), draw(200), 1 + draw(31));
	put_file(m, m->inputs, "回音_2026-10.csv", out.at, out.length);
}

/* ---- what comes of it ------------------------------------------------------------------------ */

static void put_figure(struct month *m, struct buf *out, const struct measure *of, const struct measured *figure)
{
	if (figure)
		buf_printf(out, " %s n=%" PRIu64 " %s;", plain_value(m, figure->value), figure->n, measured_source(m->arena, m->measures, of, figure));
}

static void put_figures(struct month *m, struct buf *out, const struct measure *of)
{
	const struct scheme *scheme = m->scheme;
	size_t r, u;

	buf_printf(out, "%s:", of->name);
	for (r = 0; r < scheme->registry_count; r++) {
		for (u = 0; u < scheme->registry[r]->unit_count; u++)
			put_figure(m, out, of, measured(m->measures, of, scheme->registry[r]->unit[u]));
		put_figure(m, out, of, &m->measures->unmatched[of->index][r]);
	}
	buf_add(out, "\n");
}

static const char *outcome(struct month *m, struct people *people, const struct manner *manner)
{
	struct buf out = buf_new(m->arena);
	struct period period;
	size_t i, k, length;
	char *said = NULL;
	FILE *to = open_memstream(&said, &length);

	assert_true(period_parse("2026-10", &period));
	m->diag = diag_new(m->arena, CHINESE);
	m->measures = measures_read_as(m->arena, m->diag, m->scheme, m->inputs, period, period.last, manner, people, NULL);
	diag_print(m->diag, to, DIAG_NOTES);
	fclose(to);
	buf_printf(&out, "%s%s", said, quarantine_list(m));
	free(said);
	for (i = 0; i < m->scheme->source_count; i++) {
		buf_printf(&out, "%s\n", tallies(m, i));
		for (k = 0; k < m->measures->intake[i].file_count; k++)
			buf_printf(&out, "%s %" PRIu64 " %s\n", m->measures->intake[i].file[k].file->name, m->measures->intake[i].file[k].rows,
				m->measures->intake[i].file[k].file->digest);
	}
	for (i = 0; i < m->scheme->counted_count; i++)
		if (m->scheme->measure[i]->source)
			put_figures(m, &out, m->scheme->measure[i]);
	for (i = 0; i < m->measures->trails->count; i++)
		buf_printf(&out, "%s\n", m->measures->trails->trail[i].bytes);
	return out.at;
}

static bool in_bulk(struct month *m, const struct people *people, size_t source)
{
	struct period period;
	struct reading reading = { .arena = m->arena, .people = people, .source = m->scheme->source[source] };

	assert_true(period_parse("2026-10", &period));
	reading.measures = measures_blank(m->arena, m->scheme, period, period.last);
	reading.tables = tables_new(m->arena, m->scheme);
	return plan_make(&reading) != NULL;
}

/* more: lines of [方案].  taken: for each source B where it is counted in bulk, else R. */
static void try_rules(struct month *m, const char *more, const char *rules, const char *taken)
{
	static const struct { unsigned threads; size_t stretch; } ways[] = { { 1, 0 }, { 1, 100 }, { 2, 777 }, { 3, 1 } };
	const char *expected, *got;
	struct people *people;
	struct period period;
	unsigned round;
	size_t i;

	city_with(m, more, rules);
	read_scheme(m);
	assert_int_equal(m->scheme->source_count, strlen(taken));
	assert_true(period_parse("2026-10", &period));
	for (round = 0; round < 4; round++) {
		put_ledger(m, 8, draw(40));
		put_ledger(m, 9, draw(40));
		put_ledger(m, 10, 1 + draw(200));
		put_answers(m);
		people = people_read(m->arena, m->diag, m->scheme, m->inputs, period);
		for (i = 0; taken[i]; i++)
			assert_int_equal(in_bulk(m, people, i) ? 'B' : 'R', taken[i]);
		expected = outcome(m, people, &(struct manner){ .row_by_row = true });
		for (i = 0; i < sizeof ways / sizeof *ways; i++) {
			got = outcome(m, people, &(struct manner){ .threads = ways[i].threads, .stretch = ways[i].stretch });
			assert_string_equal(got, expected);
		}
	}
}

/* ---- in bulk ------------------------------------------------------------------------------------ */

static void a_second_way_to_a_registry_is_counted_in_bulk(void **state)
{
	const char *belongs = "归属 = 原办结\n";
	struct month *m = *state;

	try_rules(m, "", arena_printf(m->arena, SOURCE("单位.街道 = 区县/街道\n单位.区县.原办结 = 原单位\n无单位 = 计数\n")
		COUNT_OF("返工", "%s") COUNT_OF("返工不合格", "条件 = 结果 = “不合格”\n%s") SUM_OF("返工分", "分", "%s") SUM_OF("分", "分", "")
		DIFFERENT("返工地点", "地点", "%s") DIFFERENT("地点数", "地点", "") DIFFERENT("返工编号", "编号", "%s") DIFFERENT("编号数", "编号", "")
		DIFFERENT("全市编号", "编号", "归属 = 全市\n") COUNT_OF("全市", "归属 = 全市\n"), belongs, belongs, belongs, belongs, belongs), "B");
	try_rules(m, "", arena_printf(m->arena, SOURCE("单位.区县.原办结 = 原单位\n") COUNT_OF("返工", "%s") DIFFERENT("返工编号", "编号", "%s"),
		belongs, belongs), "B");
}

static void words_of_the_period_and_of_texts_are_counted_in_bulk(void **state)
{
	try_rules(*state, "", SOURCE("")
		"[时段:整治月]\n起 = 2026-10-08\n止 = 2026-10-20\n期前 = 10天\n期后 = 3天\n依据 = 示例\n"
		COUNT_OF("期间", "条件 = 发现 在 整治月\n") COUNT_OF("之前", "条件 = 发现 在 整治月期前\n") COUNT_OF("之后", "条件 = 发现 在 整治月期后\n")
		COUNT_OF("上月", "条件 = 发现 在 上期初 至 上期末\n") COUNT_OF("本年", "条件 = 发现 在 年初 至 年末 且 月数 = 10\n")
		COUNT_OF("桥", "条件 = 地点 含 “桥”\n") COUNT_OF("非桥", "条件 = 非 地点 含 “桥” 或 结果 含 “不”\n") SUM_OF("字", "字数(地点)", "")
		SUM_OF("长", "字数(地点) + 天数(发现, 办结)", "条件 = 字数(地点) > 2\n") SUM_OF("根", "sqrt(分)", ""), "B");
}

static void the_states_of_a_case_are_counted_in_bulk(void **state)
{
	try_rules(*state, "", SOURCE("") "[整改:闭环]\n数据 = 台账\n名录 = 区县\n发现 = 发现\n交办 = 交办\n期限 = 期限\n整改 = 办结\n销号 = 结果 = “合格”\n", "B");
}

static void what_is_struck_of_another_source_does_not_matter(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", "期,数据,主键,文号,理由,批准人,单位,统计\n2026-10,回音,,甲,乙,丙,D1,\n");
	try_rules(m, "剔除 = 剔除.csv\n", SOURCE("") ANSWERS(""), "BR");
}

/* ---- row by row ---------------------------------------------------------------------------------- */

static void rows_that_other_rows_look_at_are_read_one_by_one(void **state)
{
	struct month *m = *state;

	try_rules(m, "", SOURCE("") ANSWERS(""), "BB");
	try_rules(m, "", SOURCE("") ANSWERS("键.台账 = 任务\n") "[统计:有]\n数据 = 台账\n算法 = 计数\n条件 = 存在(回音)\n", "RR");
	try_rules(m, "", SOURCE("") ANSWERS("键.台账 = 任务\n") "[统计:无]\n数据 = 回音\n算法 = 合计\n列 = 条数(台账)\n", "RR");
	try_rules(m, "", SOURCE("") ANSWERS("键.台账 = 任务\n") "[统计:末]\n数据 = 台账\n算法 = 合计\n列 = 天数(发现, 最新(回音, 日期))\n", "RR");
	try_rules(m, "", SOURCE("") ANSWERS("") COUNT_OF("初次", "条件 = 第几次(地点) = 1\n"), "RB");
}

#define LIKES "同一 = 区县, 地点\n窗口 = 15天\n发现列 = 发现\n办结列 = 办结\n"

static void what_came_back_is_read_one_by_one(void **state)
{
	struct month *m = *state;

	try_rules(m, "", SOURCE("") "[统计:反弹数]\n数据 = 台账\n算法 = 反弹\n" LIKES, "R");
	try_rules(m, "", SOURCE("") "[统计:反弹底]\n数据 = 台账\n算法 = 反弹分母\n" LIKES, "R");
	try_rules(m, "", SOURCE("") "[统计:屡犯]\n数据 = 台账\n算法 = 重复 2\n同一 = 地点\n", "R");
	try_rules(m, "", SOURCE("往期 = 2\n"), "R");
	try_rules(m, "", SOURCE("往期 = 2\n") COUNT_OF("前期", "条件 = 期别 在 1 至 2\n") "[统计:反弹数]\n数据 = 台账\n算法 = 反弹\n" LIKES, "R");
}

static void values_that_are_kept_are_read_one_by_one(void **state)
{
	static const char *const algorithms[] = { "最大", "最小", "中位数", "分位 90%" };
	struct month *m = *state;
	size_t i;

	for (i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
		try_rules(m, "", arena_printf(m->arena, SOURCE("") "[统计:一]\n数据 = 台账\n算法 = %s\n列 = 分\n", algorithms[i]), "R");
	try_rules(m, "", SOURCE("") "[评分:示范]\n数据 = 台账\n评委 = 编号\n分 = 分\n对象 = 地点\n最少人数 = 2\n不足 = 该对象不计\n回避 = 原单位 = 区县\n", "R");
}

static void what_people_decided_and_traces_are_read_one_by_one(void **state)
{
	static const char *const struck[] = { "2026-10,台账,Q10-1,甲,乙,丙,,\n", "2026-10,台账,,甲,乙,丙,D1,\n", "2026-10,,,甲,乙,丙,D2,件数\n" };
	struct month *m = *state;
	size_t i;

	for (i = 0; i < sizeof struck / sizeof *struck; i++) {
		sends(m, "剔除.csv", arena_printf(m->arena, "期,数据,主键,文号,理由,批准人,单位,统计\n%s", struck[i]));
		try_rules(m, "剔除 = 剔除.csv\n", SOURCE(""), "R");
	}
	try_rules(m, "", "[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n主键 = 编号\n重复 = 计入并报告\n留痕 = 办结\n办结 = 办结\n"
		"列.编号 = 文本 必填\n列.区县 = 文本 可空\n列.办结 = 日期 可空\n", "R");
	try_rules(m, "", SOURCE("") SUM_OF("用时", "工作日(发现, 办结)", ""), "R");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(a_second_way_to_a_registry_is_counted_in_bulk),
		MONTH(words_of_the_period_and_of_texts_are_counted_in_bulk),
		MONTH(the_states_of_a_case_are_counted_in_bulk),
		MONTH(what_is_struck_of_another_source_does_not_matter),
		MONTH(rows_that_other_rows_look_at_are_read_one_by_one),
		MONTH(what_came_back_is_read_one_by_one),
		MONTH(values_that_are_kept_are_read_one_by_one),
		MONTH(what_people_decided_and_traces_are_read_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
