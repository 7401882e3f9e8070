/* scoring_month.h -- a month for the tests of scoring/: rule text in, scores out as text.
 *
 * Rules go through scheme_read, figures through measures_set (or CSV), and
 * what is compared is what a reader of the reports would see.  Include after
 * cmocka.h. */
#ifndef TESTS_SCORING_MONTH_H
#define TESTS_SCORING_MONTH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "scoring/flags.h"
#include "scoring/scores.h"

struct month {
	struct arena *arena;
	struct diag *diag;
	char rules[64], inputs[64];     /* the two folders */
	struct scheme *scheme;
	struct measures *measures;
	struct history *history;        /* NULL: none */
	struct people *people;          /* NULL: none */
	int32_t today;                  /* 0: the cut-off day */
	struct scores *scores;
	struct flags *flags;
};

/* Six districts in two groups, their streets, and counts 甲 乙 丙 丁, figures 数 量 率. */
#define CITY \
	"[方案]\n名称 = 示例\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2026-01\n修约 = 2位 四舍五入\n" \
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n" \
	"[名录:区县]\n文件 = 区县.csv\n责任角色 = 主要领导, 分管领导\n" \
	"[名录:街道]\n文件 = 街道.csv\n上级名录 = 区县\n" \
	"[数据:台账]\n文件 = 台账.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.事 = 文本 必填\n列.数 = 小数 可空\n" \
	"[数据:街道账]\n文件 = 街道账.csv\n报送 = 汇总\n单位.街道 = 街道\n列.街道 = 文本 必填\n列.分值 = 小数 可空\n" \
	"[统计:甲]\n数据 = 台账\n算法 = 计数\n条件 = 事 = “甲”\n" \
	"[统计:乙]\n数据 = 台账\n算法 = 计数\n条件 = 事 = “乙”\n" \
	"[统计:丙]\n数据 = 台账\n算法 = 计数\n条件 = 事 = “丙”\n" \
	"[统计:丁]\n数据 = 台账\n算法 = 计数\n条件 = 事 = “丁”\n" \
	"[统计:数值]\n数据 = 台账\n算法 = 单值\n列 = 数\n条件 = 事 = “数值”\n" \
	"[统计:均数]\n数据 = 台账\n算法 = 平均\n列 = 数\n条件 = 事 = “均数”\n" \
	"[统计:村分]\n数据 = 街道账\n算法 = 单值\n列 = 分值\n"
#define BOARD "[榜:总榜]\n名录 = 区县\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约后\n"
#define POOLED "[榜:总榜]\n名录 = 区县\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约后\n分组 = 合并\n"

static inline void put_file(struct month *m, const char *dir, const char *name, const char *text)
{
	FILE *out = fopen(path_join(m->arena, dir, name), "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(text, 1, strlen(text), out), strlen(text));
	assert_int_equal(fclose(out), 0);
}

/* The scheme of CITY and more; complaints stay in m->diag. */
static inline void read_rules(struct month *m, const char *text)
{
	struct period period;

	put_file(m, m->rules, "区县.csv", "代码,名称,组,主要领导,分管领导,人口\n"
		"A,东区,城,示例张三,示例李四,100\nB,西区,城,,,200\nC,中区,城,,,\n"
		"D,南县,县,,,\nE,北县,县,,,\nF,山县,县,,,\n");
	put_file(m, m->rules, "街道.csv", "代码,名称,上级\nA1,东一,A\nA2,东二,A\nA3,东三,A\nB1,西一,B\n");
	put_file(m, m->rules, "考核.ini", arena_printf(m->arena, "%s%s", CITY, text));
	assert_true(period_parse("2026-10", &period));
	m->diag = diag_new(m->arena, CHINESE);
	m->scheme = scheme_read(m->arena, m->diag, m->rules, &period);
	m->measures = measures_blank(m->arena, m->scheme, period, period.last);
}

static inline void rules(struct month *m, const char *text)
{
	read_rules(m, text);
	if (diag_errors(m->diag) > 0)
		diag_print(m->diag, stderr, 0);
	assert_int_equal(diag_errors(m->diag), 0);
}

static inline const struct unit *unit(struct month *m, const char *code)
{
	for (size_t r = 0; r < m->scheme->registry_count; r++) {
		const struct unit *u = registry_find(m->scheme->registry[r], NULL, code, strlen(code), NULL);

		if (u != NULL)
			return u;
	}
	fail_msg("no unit %s", code);
	return NULL;
}

static inline const struct measure *measure(struct month *m, const char *name)
{
	for (size_t k = 0; k < m->scheme->measure_count; k++)
		if (strcmp(m->scheme->measure[k]->name, name) == 0)
			return m->scheme->measure[k];
	fail_msg("no measure %s", name);
	return NULL;
}

/* Gives a unit the figure of a measure: a number, or a no-number word; rows are the number itself. */
static inline void give_rows(struct month *m, const char *code, const char *name, const char *figure, uint64_t rows)
{
	struct num x;

	if (num_parse(m->arena, figure, strlen(figure), &x)) {
		measures_set(m->measures, measure(m, name), unit(m, code), value_num(x), rows);
		return;
	}
	for (int k = 0; k < NONE_KINDS; k++)
		if (strcmp(none_words[k], figure) == 0) {
			measures_set(m->measures, measure(m, name), unit(m, code), value_none((enum none)k), 0);
			return;
		}
	fail_msg("no figure %s", figure);
}

static inline void give(struct month *m, const char *code, const char *name, const char *figure)
{
	give_rows(m, code, name, figure, (uint64_t)strtoull(figure, NULL, 10));
}

/* Every district the same figure. */
static inline void give_all(struct month *m, const char *name, const char *figure)
{
	const char *const codes[] = { "A", "B", "C", "D", "E", "F" };

	for (size_t k = 0; k < 6; k++)
		give(m, codes[k], name, figure);
}

static inline void score(struct month *m)
{
	m->scores = scores_compute(m->arena, m->diag, m->scheme, m->measures, m->history, m->people);
	if (diag_errors(m->diag) > 0)
		diag_print(m->diag, stderr, 0);
	assert_int_equal(diag_errors(m->diag), 0);
	m->flags = flags_raise(m->arena, m->diag, m->scores, m->today != 0 ? m->today : m->measures->cutoff);
}

/* On the first board of the unit's registry. */
static inline const struct unit_score *result(struct month *m, const char *code)
{
	const struct unit *u = unit(m, code);

	for (size_t b = 0; b < m->scheme->board_count; b++)
		if (m->scheme->board[b]->registry == u->registry)
			return &m->scores->board[b].unit[u->index];
	fail_msg("no board for %s", code);
	return NULL;
}

static inline const struct node_score *node(struct month *m, const char *code, const char *indicator)
{
	const struct unit_score *u = result(m, code);

	for (size_t b = 0; b < m->scheme->board_count; b++)
		if (u == &m->scores->board[b].unit[u->unit->index])
			scores_tell(m->scores, m->scheme->board[b], u->unit);
	for (size_t k = 0; k < m->scheme->indicator_count; k++)
		if (strcmp(m->scheme->indicator[k]->name, indicator) == 0)
			return &u->node[k];
	fail_msg("no indicator %s", indicator);
	return NULL;
}

/* "得分/满分", or "-" when passed over. */
static inline const char *points(struct month *m, const char *code, const char *indicator)
{
	const struct node_score *n = node(m, code, indicator);

	return !n->scored ? "-" : arena_printf(m->arena, "%s/%s", num_text(m->arena, n->points), num_text(m->arena, n->full));
}

/* "权重:折合" */
static inline const char *share(struct month *m, const char *code, const char *indicator)
{
	const struct node_score *n = node(m, code, indicator);

	return arena_printf(m->arena, "%s:%s", num_text(m->arena, n->weight), num_text(m->arena, n->share));
}

static inline const char *steps(struct month *m, const char *code, const char *indicator)
{
	return node(m, code, indicator)->steps;
}

/* "总分 第几名", "-" for what is not there. */
static inline const char *standing(struct month *m, const char *code)
{
	const struct unit_score *u = result(m, code);

	return arena_printf(m->arena, "%s %s", u->scored ? num_text(m->arena, u->total) : "-",
		u->ranked ? arena_printf(m->arena, "%u", u->rank) : "-");
}

static inline const char *total(struct month *m, const char *code)
{
	const struct unit_score *u = result(m, code);

	return u->scored ? num_text(m->arena, u->total) : "-";
}

static inline const char *complaints(struct month *m, int with_notes)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	const char *copy;

	diag_print(m->diag, out, with_notes);
	fclose(out);
	copy = arena_str(m->arena, text);
	free(text);
	return copy;
}

static inline int begin_month(void **state)
{
	struct month *m = calloc(1, sizeof *m);

	m->arena = arena_new();
	strcpy(m->rules, "/tmp/kaohe-rules-XXXXXX");
	strcpy(m->inputs, "/tmp/kaohe-inputs-XXXXXX");
	*state = m;
	return mkdtemp(m->rules) == NULL || mkdtemp(m->inputs) == NULL;
}

static inline void empty(struct month *m, const char *dir)
{
	const char **name = dir_list(m->arena, diag_new(m->arena, CHINESE), dir, "");

	for (; name != NULL && *name != NULL; name++)
		unlink(path_join(m->arena, dir, *name));
	rmdir(dir);
}

static inline int end_month(void **state)
{
	struct month *m = *state;

	empty(m, m->rules);
	empty(m, m->inputs);
	arena_free(m->arena);
	free(m);
	return 0;
}

#define MONTH_TEST(f) cmocka_unit_test_setup_teardown(f, begin_month, end_month)

#endif
