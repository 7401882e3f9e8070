/* test_inputs_trails.c -- what was published and is not the same any more does not pass unseen. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"

#define FILE_9 "台账_2026-09.csv"
#define FILE_10 "台账_2026-10.csv"
#define COLUMNS "列.编号 = 文本 必填\n列.发现 = 日期 必填\n列.期限 = 日期 可空 期限\n列.完成 = 日期 可空\n列.结果 = 文本 可空\n列.街道 = 文本 可空\n列.电话 = 整数 可空 保密\n"
#define WATCHED LEDGER "主键 = 编号\n留痕 = 发现, 期限, 完成, 结果\n办结 = 完成\n" COLUMNS
#define EDITS "[统计:改动]\n数据 = 台账\n算法 = 改动数\n[统计:全市改动]\n数据 = 台账\n算法 = 改动数\n归属 = 全市\n"
#define HEAD "编号,区县,发现,期限,完成,结果,街道,电话\n"

/* Reads a month with what was kept of the one before; what was said before is gone. */
static struct measures *read_period(struct month *m, const char *name, const struct people *people, const struct trails *before)
{
	struct period period;

	m->diag = diag_new(m->arena, CHINESE);
	assert_true(period_parse(name, &period));
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, people, before);
	return m->measures;
}

/* September as published, then October beside it. */
static void two_months(struct month *m, const char *rules, const char *september, const char *october)
{
	city(m, rules);
	read_scheme(m);
	sends(m, FILE_9, arena_printf(m->arena, "%s%s", HEAD, september));
	sends(m, FILE_10, arena_printf(m->arena, "%s%s", HEAD, october));
	read_period(m, "2026-10", NULL, read_period(m, "2026-09", NULL, NULL)->trails);
}

static const char *edits(struct month *m)
{
	struct buf out = buf_new(m->arena);
	const struct late_edit *e;
	size_t i;

	for (i = 0; i < m->measures->late_edit_count; i++) {
		e = &m->measures->late_edit[i];
		buf_printf(&out, "%s:%" PRIu32 " %s %s %s", e->file, e->line, e->source->name, e->key, e->unit ? e->unit->code : "无");
		if (e->what == EDIT_CHANGED)
			buf_printf(&out, " %s “%s” → “%s”\n", e->column, e->before, e->after);
		else
			buf_printf(&out, " 消失\n");
	}
	return out.at;
}

/* "D1 3 + 1 - 2 = 2" or "D1 3 + 0 - 0 ≠ 2: 消失1 重开0 移入0 移出0 搁置0". */
static const char *balances(struct month *m)
{
	struct buf out = buf_new(m->arena);
	const struct balance *b;
	size_t i;

	for (i = 0; i < m->measures->balance_count; i++) {
		b = &m->measures->balance[i];
		assert_int_equal(b->open_before + b->fresh + b->reopened + b->moved_in,
			b->closed + b->vanished + b->moved_out + b->aside + b->open_now);
		buf_printf(&out, "%s %" PRIu64 " + %" PRIu64 " - %" PRIu64 " %s %" PRIu64, b->unit->code, b->open_before, b->fresh,
			b->closed, b->holds ? "=" : "≠", b->open_now);
		if (!b->holds)
			buf_printf(&out, ": 消失%" PRIu64 " 重开%" PRIu64 " 移入%" PRIu64 " 移出%" PRIu64 " 搁置%" PRIu64,
				b->vanished, b->reopened, b->moved_in, b->moved_out, b->aside);
		buf_add(&out, "\n");
	}
	return out.at;
}

static const char *trail(const struct month *m)
{
	assert_int_equal(m->measures->trails->count, 1);
	assert_int_equal(strlen(m->measures->trails->trail[0].bytes), m->measures->trails->trail[0].length);
	return m->measures->trails->trail[0].bytes;
}

/* ---- what is kept -------------------------------------------------------------- */

static void the_trail_holds_keys_units_and_watched_cells_sorted_by_key(void **state)
{
	struct month *m = *state;

	city(m, WATCHED);
	read_scheme(m);
	sends(m, FILE_10, HEAD
		"W3,老城,2026/10/3,,2026-10-09,\"合格,\"\"优\"\"\",,13900000\n"
		"W1,D2,2026.10.1,2026-11-01,,,,\n"
		"\"W2,甲\",某地,2026-10-02,,2026-11-02,=1+1,,\n"
		"W4,东区,2026-11-02,,,,,\n"
		"W5,东区,昨天,,,,,\n");
	read_period(m, "2026-10", NULL, NULL);
	assert_string_equal(m->measures->trails->trail[0].source, "台账");
	assert_string_equal(trail(m),
		"\xEF\xBB\xBF编号,办结 截至2026-10-31,单位.区县,发现,期限,完成,结果\r\n"
		"\"W2,甲\",未结,,2026-10-02,,,'=1+1\r\n"
		"W1,未结,D2,2026-10-01,2026-11-01,,\r\n"
		"W3,办结,D1,2026-10-03,,2026-10-09,\"合格,\"\"优\"\"\"\r\n");
	assert_int_equal(m->measures->late_edit_count + m->measures->balance_count, 0);
}

static void the_order_of_rows_leaves_no_trace(void **state)
{
	struct month *m = *state;
	const char *first;

	city(m, WATCHED);
	read_scheme(m);
	sends(m, FILE_10, HEAD "W1,D2,2026-10-01,,,,,\nW2,D1,2026-10-02,,,,,\nW3,D1,2026-10-03,,,,,\n");
	first = trail((read_period(m, "2026-10", NULL, NULL), m));
	sends(m, FILE_10, HEAD "W3,D1,2026-10-03,,,,,\nW1,D2,2026-10-01,,,,,\nW2,D1,2026-10-02,,,,,\n");
	read_period(m, "2026-10", NULL, NULL);
	assert_string_equal(trail(m), first);
}

static void sources_that_are_not_watched_leave_no_trail(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	read_scheme(m);
	sends(m, FILE_10, "区县\n东区\n");
	assert_int_equal(read_period(m, "2026-10", NULL, NULL)->trails->count, 0);
}

static void a_secret_key_is_never_kept(void **state)
{
	struct month *m = *state;
	const char *rules = LEDGER "主键 = 电话\n留痕 = 发现\n列.发现 = 日期 可空\n列.电话 = 整数 必填 保密\n";
	struct diag *said = diag_new(m->arena, CHINESE);
	struct period period;

	city(m, rules);
	assert_true(period_parse("2026-10", &period));
	m->scheme = scheme_read(m->arena, said, m->rules, &period);
	sends(m, FILE_10, "区县,发现,电话\n东区,2026-10-01,13900001\n");
	assert_int_equal(read_period(m, "2026-10", NULL, NULL)->trails->count, 0);
}

static void of_rows_with_one_key_the_first_is_kept(void **state)
{
	struct month *m = *state;

	city(m, LEDGER "主键 = 编号\n重复 = 计入并报告\n留痕 = 发现\n列.编号 = 文本 必填\n列.发现 = 日期 可空\n");
	read_scheme(m);
	sends(m, FILE_10, "编号,区县,发现\nW2,东区,2026-10-02\nW1,东区,2026-10-05\nW1,西区,2026-10-01\n");
	read_period(m, "2026-10", NULL, NULL);
	assert_string_equal(trail(m), "\xEF\xBB\xBF编号,截至2026-10-31,单位.区县,发现\r\nW1,,D1,2026-10-05\r\nW2,,D1,2026-10-02\r\n");
}

/* ---- late edits ------------------------------------------------------------------ */

static void a_case_that_goes_its_way_is_no_late_edit(void **state)
{
	struct month *m = *state;

	two_months(m, WATCHED EDITS,
		"W1,东区,2026-09-01,,,,,\nW2,东区,2026-09-02,,2026-09-20,合格,,\nW3,西区,2026-09-03,,2026-10-03,,,\n",
		"W1,东区,2026/9/1,2026-10-20,2026-10-08,合格,,\nW2,东区,2026-09-02,,2026-09-20,合格,,\nW3,西区,2026-09-03,,2026-10-03,,,\nW4,西区,2026-10-04,,,,,\n");
	assert_says(m, "");
	assert_string_equal(edits(m), "");
	assert_string_equal(balances(m), "D1 1 + 0 - 1 = 0\nD2 1 + 1 - 1 = 1\n");
	assert_figure(m, "改动", "D1", "0 n=0");
}

static void cells_changed_after_publication_are_told_one_by_one(void **state)
{
	struct month *m = *state;

	two_months(m, WATCHED EDITS,
		"W1,东区,2026-09-01,2026-09-30,2026-09-20,合格,,\nW2,东区,2026-09-02,,,,,\nW3,西区,2026-09-03,,2026-09-21,,,\nW4,西区,2026-09-04,,2026-09-21,不合格,,\n",
		"W4,西区,2026-09-04,,,不合格,,\n"
		"W3,西区,2026-09-03,,2026-09-21,合格,,\n"
		"W2,东区,2026-09-02,,2026-09-30,,,\n"
		"W1,东区,2026-09-05,2026-10-30,2026-09-20,合格,,\n");
	assert_string_equal(edits(m),
		"台账_2026-10.csv:5 台账 W1 D1 发现 “2026-09-01” → “2026-09-05”\n"
		"台账_2026-10.csv:5 台账 W1 D1 期限 “2026-09-30” → “2026-10-30”\n"
		"台账_2026-10.csv:4 台账 W2 D1 完成 “” → “2026-09-30”\n"
		"台账_2026-10.csv:3 台账 W3 D2 结果 “” → “合格”\n"
		"台账_2026-10.csv:2 台账 W4 D2 完成 “2026-09-21” → “”\n");
	assert_says(m, "台账_2026-10.csv: 警告 K471: 数据“台账”与上次公布时（截至 2026-09-30）不同：改动 5 处，重新打开 1 件，"
		"有 1 个单位 上期未结＋新增−办结 不等于 本期未结；逐条见数据质量，请查明\n");
	assert_string_equal(balances(m), "D1 1 + 0 - 1 = 0\nD2 0 + 0 - 0 ≠ 1: 消失0 重开1 移入0 移出0 搁置0\n");
	assert_figure(m, "改动", "D1", "3 n=3 台账_2026-10.csv:4-5 (3行)");
	assert_figure(m, "改动", "D2", "2 n=2 台账_2026-10.csv:2-3 (2行)");
	assert_figure(m, "改动", "D3", "0 n=0");
	assert_figure(m, "全市改动", "D3", "5 n=5 台账_2026-10.csv:2-5 (5行)");
}

static void open_cases_that_vanished_are_told_and_closed_ones_may_go(void **state)
{
	struct month *m = *state;

	two_months(m, WATCHED EDITS,
		"W1,东区,2026-09-01,,,,,\nW2,东区,2026-09-02,,2026-09-20,合格,,\nW3,西区,2026-09-03,,,,,\nW4,西区,2026-09-03,,,,,\n",
		"W3,西区,2026-09-03,,,,,\n");
	assert_string_equal(edits(m), ":0 台账 W1 D1 消失\n:0 台账 W4 D2 消失\n");
	assert_says(m, "台账_2026-10.csv: 警告 K471: 数据“台账”与上次公布时（截至 2026-09-30）不同：未结而消失 2 件，"
		"有 2 个单位 上期未结＋新增−办结 不等于 本期未结；逐条见数据质量，请查明\n");
	assert_string_equal(balances(m), "D1 1 + 0 - 0 ≠ 0: 消失1 重开0 移入0 移出0 搁置0\nD2 2 + 0 - 0 ≠ 1: 消失1 重开0 移入0 移出0 搁置0\n");
	assert_figure(m, "改动", "D1", "1 n=1");
	assert_figure(m, "改动", "D2", "1 n=1");
}

static void a_discovery_moved_beyond_the_cutoff_does_not_hide_the_case(void **state)
{
	struct month *m = *state;

	two_months(m, WATCHED EDITS, "W1,东区,2026-09-01,,,,,\n", "W1,东区,2026-11-01,,,,,\n");
	assert_string_equal(tallies(m, 0), "区县 1 = 0+0+1+0");
	assert_string_equal(edits(m), "台账_2026-10.csv:2 台账 W1 D1 发现 “2026-09-01” → “2026-11-01”\n");
	assert_string_equal(balances(m), "D1 1 + 0 - 0 ≠ 0: 消失0 重开0 移入0 移出0 搁置1\n");
	assert_figure(m, "改动", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

static void rows_quarantined_or_struck_now_have_not_vanished(void **state)
{
	struct month *m = *state;
	struct people *people;
	const struct trails *before;
	struct period period;

	city_with(m, "剔除 = 剔除.csv\n", WATCHED);
	read_scheme(m);
	sends(m, FILE_9, HEAD "W1,东区,2026-09-01,,,,,\nW2,东区,2026-09-02,,,,,\nW3,东区,2026-09-03,,,,,\n");
	sends(m, FILE_10, HEAD "W1,东区,昨天,,,,,\nW2,东区,2026-09-09,,,,,\nW3,东区,2026-09-03,,,,,\n");
	sends(m, "剔除.csv", "期,数据,主键,文号,理由,批准人\n2026-10,台账,W2,甲,乙,丙\n");
	before = read_period(m, "2026-09", NULL, NULL)->trails;
	assert_true(period_parse("2026-10", &period));
	people = people_read(m->arena, m->diag, m->scheme, m->inputs, period);
	read_period(m, "2026-10", people, before);
	assert_string_equal(edits(m), "");
	assert_string_equal(balances(m), "D1 3 + 0 - 0 ≠ 1: 消失0 重开0 移入0 移出0 搁置2\n");
	assert_string_equal(trail(m), "\xEF\xBB\xBF编号,办结 截至2026-10-31,单位.区县,发现,期限,完成,结果\r\nW3,未结,D1,2026-09-03,,,\r\n");
}

static void rows_struck_by_decision_break_no_balance(void **state)
{
	struct month *m = *state;
	struct people *people;
	const struct trails *before;
	struct period period;

	city_with(m, "剔除 = 剔除.csv\n", WATCHED EDITS);
	read_scheme(m);
	sends(m, FILE_9, HEAD "W1,东区,2026-09-01,,,,,\nW2,东区,2026-09-02,,,,,\n");
	sends(m, FILE_10, HEAD "W1,东区,2026-09-01,,,,,\nW2,东区,2026-09-02,,,,,\n");
	sends(m, "剔除.csv", "期,数据,主键,文号,理由,批准人\n2026-10,台账,W2,甲,乙,丙\n");
	before = read_period(m, "2026-09", NULL, NULL)->trails;
	assert_true(period_parse("2026-10", &period));
	people = people_read(m->arena, m->diag, m->scheme, m->inputs, period);
	read_period(m, "2026-10", people, before);
	assert_says(m, "台账_2026-10.csv: 提示 K461: 数据“台账”有 1 行按剔除的决定未参加统计\n");
	assert_string_equal(balances(m), "D1 2 + 0 - 0 = 1\n");
	assert_int_equal(m->measures->balance[0].struck, 1);
	assert_figure(m, "改动", "D1", "0 n=0");
}

static void a_case_handed_over_is_told_for_both_units(void **state)
{
	struct month *m = *state;

	two_months(m, WATCHED, "W1,东区,2026-09-01,,,,,\nW2,东区,2026-09-01,,,,,\n", "W1,西区,2026-09-01,,,,,\nW2,某地,2026-09-01,,,,,\n");
	assert_string_equal(balances(m), "D1 2 + 0 - 0 ≠ 0: 消失0 重开0 移入0 移出2 搁置0\nD2 0 + 0 - 0 ≠ 1: 消失0 重开0 移入1 移出0 搁置0\n");
	assert_string_equal(edits(m), "");
}

static void a_unit_that_changed_its_code_goes_on_as_one(void **state)
{
	struct month *m = *state;
	struct people *people;
	struct period period;
	char bytes[] = "编号,办结 截至2026-09-30,单位.区县,发现,期限,完成,结果\r\nW1,未结,D9,2026-09-01,,,\r\nW2,未结,D9,2026-09-01,,,\r\n";
	struct trail one = { "台账", bytes, sizeof bytes - 1 };

	city_with(m, "单位变更 = 单位变更.csv\n", WATCHED EDITS);
	read_scheme(m);
	sends(m, FILE_10, HEAD "W1,东区,2026-09-01,,,,,\n");
	sends(m, "单位变更.csv", "名录,原代码,新代码,生效日,历史,文号\n区县,D9,D1,2026-10-01,继承,甲\n");
	assert_true(period_parse("2026-10", &period));
	people = people_read(m->arena, m->diag, m->scheme, m->inputs, period);
	read_period(m, "2026-10", people, &(struct trails){ &one, 1 });
	assert_string_equal(balances(m), "D1 2 + 0 - 0 ≠ 1: 消失1 重开0 移入0 移出0 搁置0\n");
	assert_string_equal(edits(m), ":0 台账 W2 D1 消失\n");
}

static void open_cases_of_a_unit_that_split_are_where_their_rows_are_now(void **state)
{
	struct month *m = *state;
	struct people *people;
	struct period period;
	char bytes[] = "编号,办结 截至2026-09-30,单位.区县,发现,期限,完成,结果\r\n"
		"W1,未结,D9,2026-09-01,,,\r\nW2,未结,D9,2026-09-01,,,\r\nW3,未结,D9,2026-09-01,,,\r\n";
	struct trail one = { "台账", bytes, sizeof bytes - 1 };

	city_with(m, "单位变更 = 单位变更.csv\n", WATCHED EDITS);
	read_scheme(m);
	sends(m, FILE_10, HEAD "W1,东区,2026-09-01,,,,,\nW2,西区,2026-09-01,,2026-10-05,,,\n");
	sends(m, "单位变更.csv", "名录,原代码,新代码,生效日,历史,文号,比例\n区县,D9,D1,2026-10-01,继承,甲,70%\n区县,D9,D2,2026-10-01,只加数,甲,30%\n");
	assert_true(period_parse("2026-10", &period));
	people = people_read(m->arena, m->diag, m->scheme, m->inputs, period);
	read_period(m, "2026-10", people, &(struct trails){ &one, 1 });
	assert_string_equal(balances(m), "D1 1 + 0 - 0 = 1\nD2 1 + 0 - 1 = 0\n");
	assert_string_equal(edits(m), ":0 台账 W3 无 消失\n");
}

static void without_a_closing_column_only_changes_are_told(void **state)
{
	struct month *m = *state;

	two_months(m, LEDGER "主键 = 编号\n留痕 = 发现, 完成\n" COLUMNS, "W1,东区,2026-09-01,,,,,\nW2,东区,2026-09-01,,,,,\n", "W1,东区,2026-09-02,,2026-10-09,,,\n");
	assert_string_equal(edits(m), "台账_2026-10.csv:2 台账 W1 D1 发现 “2026-09-01” → “2026-09-02”\n");
	assert_string_equal(balances(m), "");
	assert_says(m, "台账_2026-10.csv: 警告 K470: 数据“台账”与上次公布时（截至 2026-09-30）不同：改动 1 处；逐条见数据质量，请查明\n");
}

static void every_registry_counts_its_own_edits(void **state)
{
	struct month *m = *state;

	two_months(m, WATCHED "单位.街道 = 街道\n" EDITS,
		"W1,东区,2026-09-01,,,,S1,\nW2,西区,2026-09-01,,,,S2,\n",
		"W1,东区,2026-09-02,,,,S3,\n");
	assert_figure(m, "改动", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "改动", "D2", "1 n=1");
	assert_figure(m, "改动", "S1", "0 n=0");
	assert_figure(m, "改动", "S2", "1 n=1");
	assert_figure(m, "改动", "S3", "1 n=1 台账_2026-10.csv:2 (1行)");
}

static void a_unit_that_did_not_report_has_not_lost_its_cases(void **state)
{
	struct month *m = *state;
	const struct trails *before;

	city(m, "[数据:台账]\n文件 = 台账_{期}_{单位}.csv\n报送 = 逐单位\n单位.区县 = 区县\n列.区县 = 文本 可空\n主键 = 编号\n留痕 = 发现\n办结 = 完成\n" COLUMNS EDITS);
	read_scheme(m);
	sends(m, "台账_2026-09_D1.csv", HEAD "W1,东区,2026-09-01,,,,,\n");
	sends(m, "台账_2026-09_D2.csv", HEAD "W2,西区,2026-09-01,,,,,\n");
	sends(m, "台账_2026-10_D1.csv", HEAD "W3,东区,2026-10-01,,,,,\n");
	before = read_period(m, "2026-09", NULL, NULL)->trails;
	read_period(m, "2026-10", NULL, before);
	assert_string_equal(edits(m), ":0 台账 W1 D1 消失\n");
	assert_string_equal(balances(m), "D1 1 + 1 - 0 ≠ 1: 消失1 重开0 移入0 移出0 搁置0\n");
	assert_figure(m, "改动", "D2", "未报送 n=0");
}

#define BY_UNIT "[数据:台账]\n文件 = 台账_{期}_{单位}.csv\n报送 = 逐单位\n单位.区县 = 区县\n列.区县 = 文本 可空\n" \
	"主键 = 编号\n留痕 = 发现, 完成, 结果\n办结 = 完成\n" COLUMNS EDITS

/* What was seen last is kept with its day, over any number of months without a report. */
static void what_a_unit_that_did_not_report_had_is_carried_over(void **state)
{
	struct month *m = *state;
	const struct trails *kept;

	city(m, BY_UNIT);
	read_scheme(m);
	sends(m, "台账_2026-09_D1.csv", HEAD "W3,东区,2026-09-01,,,,,\n");
	sends(m, "台账_2026-09_D2.csv", HEAD "W1,西区,2026-09-01,,,,,\nW2,西区,2026-09-02,,2026-09-20,\"甲,乙\",,\nW4,西区,2026-09-03,,,,,\nW5,西区,2026-09-04,,,,,\n");
	sends(m, "台账_2026-10_D1.csv", HEAD "W3,东区,2026-09-01,,,,,\n");
	sends(m, "台账_2026-11_D1.csv", HEAD "W3,东区,2026-09-01,,,,,\n");
	sends(m, "台账_2026-12_D1.csv", HEAD "W3,东区,2026-09-01,,,,,\n");
	sends(m, "台账_2026-12_D2.csv", HEAD "W1,西区,2026-09-01,,2026-10-15,,,\nW2,西区,2026-09-02,,2026-09-20,丙,,\nW4,西区,2026-09-03,,2026-09-30,,,\n");
	kept = read_period(m, "2026-10", NULL, read_period(m, "2026-09", NULL, NULL)->trails)->trails;
	assert_string_equal(trail(m), "\xEF\xBB\xBF编号,办结 截至2026-10-31,单位.区县,发现,完成,结果\r\n"
		"W1,未结·未报送 所见截至2026-09-30,D2,2026-09-01,,\r\n"
		"W2,办结·未报送 所见截至2026-09-30,D2,2026-09-02,2026-09-20,\"甲,乙\"\r\n"
		"W3,未结,D1,2026-09-01,,\r\n"
		"W4,未结·未报送 所见截至2026-09-30,D2,2026-09-03,,\r\n"
		"W5,未结·未报送 所见截至2026-09-30,D2,2026-09-04,,\r\n");
	assert_string_equal(edits(m), "");
	assert_string_equal(balances(m), "D1 1 + 0 - 0 = 1\n");
	kept = read_period(m, "2026-11", NULL, kept)->trails;
	assert_non_null(strstr(trail(m), "\r\nW1,未结·未报送 所见截至2026-09-30,D2,2026-09-01,,\r\n"));
	read_period(m, "2026-12", NULL, kept);
	assert_string_equal(edits(m),
		"台账_2026-12_D2.csv:3 台账 W2 D2 结果 “甲,乙” → “丙”\n"
		"台账_2026-12_D2.csv:4 台账 W4 D2 完成 “” → “2026-09-30”\n"
		":0 台账 W5 D2 消失\n");
	assert_string_equal(balances(m), "D1 1 + 0 - 0 = 1\nD2 3 + 0 - 2 ≠ 0: 消失1 重开0 移入0 移出0 搁置0\n");
	assert_null(strstr(trail(m), "未报送"));
}

static void where_no_file_came_at_all_nothing_is_forgotten(void **state)
{
	struct month *m = *state;

	city(m, WATCHED "缺文件 = 允许\n" EDITS);
	read_scheme(m);
	sends(m, FILE_9, HEAD "W1,东区,2026-09-01,,,,,\n");
	read_period(m, "2026-10", NULL, read_period(m, "2026-09", NULL, NULL)->trails);
	assert_string_equal(trail(m), "\xEF\xBB\xBF编号,办结 截至2026-10-31,单位.区县,发现,期限,完成,结果\r\n"
		"W1,未结·未报送 所见截至2026-09-30,D1,2026-09-01,,,\r\n");
	assert_string_equal(edits(m), "");
	assert_string_equal(balances(m), "");
}

static void late_edits_are_one_sentence_in_english_too(void **state)
{
	struct month *m = *state;
	const struct trails *before;
	struct period period;

	city(m, WATCHED EDITS);
	read_scheme(m);
	sends(m, FILE_9, HEAD "W1,东区,2026-09-01,,,,,\nW2,东区,2026-09-02,,,,,\n");
	sends(m, FILE_10, HEAD "W1,东区,2026-09-05,,,,,\n");
	before = read_period(m, "2026-09", NULL, NULL)->trails;
	m->diag = diag_new(m->arena, ENGLISH);
	assert_true(period_parse("2026-10", &period));
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, NULL, before);
	assert_says(m, "台账_2026-10.csv: warning K471: source '台账' is not what it was when last published (as of 2026-09-30): 1 cells changed, "
		"1 open cases vanished, for 1 units open before + new - closed is not open now; see them one by one under 数据质量 and find out why\n");
}

/* ---- trails of other rules, and damaged ones ---------------------------------------- */

static void read_beside(struct month *m, const char *bytes)
{
	struct trail one = { "台账", arena_str(m->arena, bytes), strlen(bytes) };

	city(m, WATCHED);
	read_scheme(m);
	sends(m, FILE_10, HEAD "W1,东区,2026-09-01,,,合格,,\n");
	read_period(m, "2026-10", NULL, &(struct trails){ &one, 1 });
}

static void columns_watched_since_are_not_compared(void **state)
{
	struct month *m = *state;

	read_beside(m, "编号,截至2026-09-30,单位.区县,备注,结果\r\nW1,,D1,旧,不合格\r\nW2,,D1,旧,不合格\r\n");
	assert_string_equal(edits(m), "台账_2026-10.csv:2 台账 W1 D1 结果 “不合格” → “合格”\n");
	assert_string_equal(balances(m), "");
}

static void a_trail_with_another_key_is_not_compared(void **state)
{
	struct month *m = *state;

	read_beside(m, "编号,发现,办结 截至2026-09-30,单位.区县,结果\r\nW1,2026-09-01,未结,D1,\r\n");
	assert_string_equal(edits(m), "");
	assert_says(m, "考核.ini:29:1: 警告 K472: 数据“台账”上次公布时的留痕主键是“编号, 发现”，与现在的不同，本期没有与它比对；下期起照常比对\n");
}

static void a_damaged_trail_is_an_error_with_its_line(void **state)
{
	static const struct { const char *bytes; int line; } damaged[] = {
		{ "编号,单位.区县,结果\r\nW1,D1,合格\r\n", 1 },
		{ "编号,办结 截至,单位.区县\r\n", 1 },
		{ "编号,办结 截至2026-09-30,单位.区县,结果\r\nW0,未结,D1,合格\r\n\"W1,未结", 3 },
		{ "编号,办结 截至2026-09-30,单位.区县,结果\r\nW1\r\n", 2 },
		{ "编号,办结 截至2026-09-30,单位.区县,结果\r\nW1,未结,D1\r\n", 2 },
		{ "编号,办结 截至2026-09-30,单位.区县,结果\r\nW0,未结\r\n", 2 },
		{ "编号,办结 截至2026-09-30,单位.区县,结果\r\nW2,未结,D1,合格\r\nW1,未结,D1,合格\r\n", 3 },
		{ "编号,办结 截至2026-09-30,单位.区县,结果\r\nW1,未结,D1,合格\r\nW1,未结,D1,合格\r\n", 3 }
	};
	struct month *m = *state;
	size_t i;

	for (i = 0; i < sizeof damaged / sizeof *damaged; i++) {
		read_beside(m, damaged[i].bytes);
		assert_says(m, arena_printf(m->arena, "考核.ini:29:1: 错误 K473: 数据“台账”上次公布时的留痕读不出来（第 %d 行）；请核对那次运行的归档\n", damaged[i].line));
	}
}

static void what_was_kept_compares_equal_whatever_is_in_the_cells(void **state)
{
	struct month *m = *state;
	const char *rows = "\"W,\"\"1\"\"\",东区,2026-09-01,,2026-09-02,\"甲\n乙,\"\"丙\"\"\",,\n-W2,西区,2026-09-01,,2026-09-02,'=1,,\n=W3,西区,2026-09-01,,,,,\n";

	two_months(m, WATCHED EDITS, rows, rows);
	assert_says(m, "");
	assert_string_equal(edits(m), "");
	assert_string_equal(balances(m), "D2 1 + 0 - 0 = 1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(the_trail_holds_keys_units_and_watched_cells_sorted_by_key),
		MONTH(the_order_of_rows_leaves_no_trace),
		MONTH(sources_that_are_not_watched_leave_no_trail),
		MONTH(a_secret_key_is_never_kept),
		MONTH(of_rows_with_one_key_the_first_is_kept),
		MONTH(a_case_that_goes_its_way_is_no_late_edit),
		MONTH(cells_changed_after_publication_are_told_one_by_one),
		MONTH(open_cases_that_vanished_are_told_and_closed_ones_may_go),
		MONTH(a_discovery_moved_beyond_the_cutoff_does_not_hide_the_case),
		MONTH(rows_quarantined_or_struck_now_have_not_vanished),
		MONTH(rows_struck_by_decision_break_no_balance),
		MONTH(a_case_handed_over_is_told_for_both_units),
		MONTH(a_unit_that_changed_its_code_goes_on_as_one),
		MONTH(open_cases_of_a_unit_that_split_are_where_their_rows_are_now),
		MONTH(without_a_closing_column_only_changes_are_told),
		MONTH(every_registry_counts_its_own_edits),
		MONTH(a_unit_that_did_not_report_has_not_lost_its_cases),
		MONTH(what_a_unit_that_did_not_report_had_is_carried_over),
		MONTH(where_no_file_came_at_all_nothing_is_forgotten),
		MONTH(late_edits_are_one_sentence_in_english_too),
		MONTH(columns_watched_since_are_not_compared),
		MONTH(a_trail_with_another_key_is_not_compared),
		MONTH(a_damaged_trail_is_an_error_with_its_line),
		MONTH(what_was_kept_compares_equal_whatever_is_in_the_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
