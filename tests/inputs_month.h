/* inputs_month.h -- a month in a temporary folder, for the tests of inputs/.
 *
 * Rule text and files go in by the front door; figures, tallies and whole
 * complaints come out as text.  Include after cmocka.h. */
#ifndef TESTS_INPUTS_MONTH_H
#define TESTS_INPUTS_MONTH_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include "inputs/measures.h"

struct month {
	struct arena *arena;
	struct diag *diag;
	const char *rules, *inputs;     /* the two folders */
	struct scheme *scheme;
	struct measures *measures;
};

#define CITY \
	"[方案]\n名称 = 示例\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2026-01\n修约 = 2位 四舍五入\n" \
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n" \
	"[名录:区县]\n文件 = 区县.csv\n[名录:街道]\n文件 = 街道.csv\n上级名录 = 区县\n" \
	"[榜:区县]\n名录 = 区县\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约后\n" \
	"[指标:总]\n公式 = 件数\n计分 = 扣分 每 1 扣 1 按比例 扣完为止\n依据 = 示例\n" \
	"[统计:件数]\n数据 = 台账\n算法 = 计数\n"

#define LEDGER "[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 可空\n"

static inline void put_file(struct month *m, const char *dir, const char *name, const char *bytes, size_t length)
{
	FILE *out = fopen(path_join(m->arena, dir, name), "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes, 1, length, out), length);
	assert_int_equal(fclose(out), 0);
}

static inline void city(struct month *m, const char *rules)
{
	static const char districts[] = "代码,名称,别名\nD1,东区,东城|老城\nD2,西区,\nD3,南区,\n";
	static const char streets[] = "代码,名称,上级\nS1,城关街道,东区\nS2,城关街道,西区\nS3,湖滨街道,东区\n";
	const char *text = arena_printf(m->arena, "%s%s", CITY, rules);

	put_file(m, m->rules, "区县.csv", districts, strlen(districts));
	put_file(m, m->rules, "街道.csv", streets, strlen(streets));
	put_file(m, m->rules, "考核.ini", text, strlen(text));
}

static inline void sends(struct month *m, const char *name, const char *text)
{
	put_file(m, m->inputs, name, text, strlen(text));
}

static inline void sends_packed(struct month *m, const char *name, const char *text)
{
	gzFile out = gzopen(path_join(m->arena, m->inputs, name), "wb");

	assert_non_null(out);
	assert_int_equal(gzwrite(out, text, (unsigned)strlen(text)), (int)strlen(text));
	assert_int_equal(gzclose(out), Z_OK);
}

static inline void read_scheme(struct month *m)
{
	struct period period;
	struct diag *said = diag_new(m->arena, CHINESE);

	assert_true(period_parse("2026-10", &period));
	m->scheme = scheme_read(m->arena, said, m->rules, &period);
	if (diag_errors(said))
		diag_print(said, stderr, 0);
	assert_int_equal(diag_errors(said), 0);
}

/* Reads the month as of its last day. */
static inline void read_month(struct month *m)
{
	struct period period;

	read_scheme(m);
	assert_true(period_parse("2026-10", &period));
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, NULL, NULL);
}

/* city() with more lines in [方案]. */
static inline void city_with(struct month *m, const char *more, const char *rules)
{
	static const char after[] = "周期 = 月\n";
	const char *text, *cut;

	city(m, rules);
	text = arena_printf(m->arena, "%s%s", CITY, rules);
	cut = strstr(text, after) + strlen(after);
	text = arena_printf(m->arena, "%.*s%s%s", (int)(cut - text), text, more, cut);
	put_file(m, m->rules, "考核.ini", text, strlen(text));
}

/* Everything said while reading, notes too. */
static inline void assert_says(struct month *m, const char *expected)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	diag_print(m->diag, out, 1);
	assert_int_equal(fclose(out), 0);
	assert_string_equal(text, expected);
	free(text);
}

static inline const struct measure *measure_named(const struct month *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->scheme->measure_count; i++)
		if (text_same(m->scheme->measure[i]->name, name))
			return m->scheme->measure[i];
	fail_msg("no measure %s", name);
	return NULL;
}

static inline const struct unit *unit_coded(const struct month *m, const char *code)
{
	size_t r, u;

	for (r = 0; r < m->scheme->registry_count; r++)
		for (u = 0; u < m->scheme->registry[r]->unit_count; u++)
			if (text_same(m->scheme->registry[r]->unit[u]->code, code))
				return m->scheme->registry[r]->unit[u];
	fail_msg("no unit %s", code);
	return NULL;
}

static inline const char *plain_value(struct month *m, struct value value)
{
	if (value.kind == V_NUMBER)
		return num_text(m->arena, value.num);
	if (value.kind == V_NONE)
		return none_words[value.none];
	if (value.kind == V_TEXT)
		return arena_strn(m->arena, value.text.at, value.text.length);
	if (value.kind == V_DAY)
		return day_text(m->arena, (int32_t)value.time);
	return value.kind == V_MOMENT ? moment_text(m->arena, value.time) : "空";
}

/* "60 n=2 台账_2026-10.csv:2-4 (2行)", "无分母 n=0", or "没有". */
static inline const char *figure(struct month *m, const char *measure, const char *code)
{
	const struct measure *of = measure_named(m, measure);
	const struct measured *figure = measured(m->measures, of, unit_coded(m, code));
	const char *source;

	if (!figure)
		return "没有";
	source = measured_source(m->arena, m->measures, of, figure);
	return arena_printf(m->arena, "%s n=%" PRIu64 "%s%s", plain_value(m, figure->value), figure->n, *source ? " " : "", source);
}

static inline void assert_figure(struct month *m, const char *measure, const char *code, const char *expected)
{
	assert_string_equal(figure(m, measure, code), expected);
}

/* "区县 5 = 2+1+1+1; 街道 …": read = counted + without unit + excluded + quarantined, of one source;
 * "+剔除1" behind where rows were struck. */
static inline const char *tallies(struct month *m, size_t source)
{
	const struct intake *intake = &m->measures->intake[source];
	struct buf out = buf_new(m->arena);
	size_t i;

	for (i = 0; i < intake->source->mapping_count; i++) {
		buf_printf(&out, "%s%s %" PRIu64 " = %" PRIu64 "+%" PRIu64 "+%" PRIu64 "+%" PRIu64, i ? "; " : "",
			intake->tally[i].registry->name, intake->tally[i].in, intake->tally[i].counted,
			intake->tally[i].without_unit, intake->tally[i].excluded, intake->tally[i].quarantined);
		if (intake->tally[i].struck > 0)
			buf_printf(&out, "+剔除%" PRIu64, intake->tally[i].struck);
	}
	return out.at;
}

/* One line a quarantined row: "台账_2026-10.csv:3 区县|全部 reason [what]". */
static inline const char *quarantine_list(struct month *m)
{
	struct buf out = buf_new(m->arena);
	const struct quarantined *q;
	size_t i;

	for (i = 0; i < m->measures->quarantine_count; i++) {
		q = &m->measures->quarantine[i];
		buf_printf(&out, "%s:%" PRIu32 " %s %s [%s]\n", q->file, q->line, q->registry ? q->registry->name : "全部", q->reason, q->what);
	}
	return out.at;
}

static inline int month_begin(void **state)
{
	struct arena *arena = arena_new();
	struct month *m = arena_one(arena, struct month);
	char *dir = arena_str(arena, "/tmp/kaohe_inputs_XXXXXX");

	assert_non_null(mkdtemp(dir));
	m->arena = arena;
	m->diag = diag_new(arena, CHINESE);
	m->rules = path_join(arena, dir, "rules");
	m->inputs = path_join(arena, dir, "inputs");
	assert_int_equal(mkdir(m->rules, 0700), 0);
	assert_int_equal(mkdir(m->inputs, 0700), 0);
	*state = m;
	return 0;
}

static inline int month_end(void **state)
{
	struct month *m = *state;
	const char *dirs[] = { m->rules, m->inputs }, **name;
	char *parent = arena_str(m->arena, m->rules);
	size_t i;

	for (i = 0; i < 2; i++) {
		for (name = dir_list(m->arena, m->diag, dirs[i], ""); name && *name; name++)
			unlink(path_join(m->arena, dirs[i], *name));
		rmdir(dirs[i]);
	}
	*strrchr(parent, '/') = '\0';
	rmdir(parent);
	arena_free(m->arena);
	return 0;
}

#define MONTH(test) cmocka_unit_test_setup_teardown(test, month_begin, month_end)

#endif
