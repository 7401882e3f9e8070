/* check.c -- kaohe check: rules, worked examples and, if asked, the data; writes nothing. */
#include <stdio.h>
#include "cli/cli.h"
#include "inputs/measures.h"

static void say_rules(struct call *c, const struct scheme *s, size_t examples)
{
	if (c->language == CHINESE)
		printf("规则：%zu 个文件，%zu 个榜，%zu 个指标，%zu 个统计，%zu 条问责，%zu 条约束成立，%zu 个例算对\n", s->file_count, s->board_count,
			s->indicator_count, s->measure_count, s->trigger_count, s->constraint_count, examples);
	else
		printf("rules: %zu files, %zu boards, %zu indicators, %zu measures, %zu triggers, %zu constraints hold, %zu examples proven\n",
			s->file_count, s->board_count, s->indicator_count, s->measure_count, s->trigger_count, s->constraint_count, examples);
}

static void say_inputs(struct call *c, const struct measures *m)
{
	for (size_t i = 0; i < m->scheme->source_count; i++) {
		const struct intake *in = &m->intake[i];
		unsigned long long rows = 0;

		for (size_t k = 0; k < in->file_count; k++)
			rows += in->file[k].rows;
		if (c->language == CHINESE)
			printf("数据：%s，%zu 个文件，%llu 行，未报送 %zu 个\n", in->source->name, in->file_count, rows, in->missing_count);
		else
			printf("data: %s, %zu files, %llu rows, %zu not reported\n", in->source->name, in->file_count, rows, in->missing_count);
	}
}

static bool read_rules(struct call *c, struct month *m)
{
	if (c->period != NULL)
		return month_rules(c, m);
	m->scheme = scheme_read(c->arena, c->diag, c->rules, NULL);
	return month_gate(c) && summaries_check(c, m->scheme);
}

/* A version beside the one that is checked: its own complaints first, under its name. */
static const struct scheme *read_version(struct call *c, const char *dir)
{
	struct diag *d = diag_new(c->arena, c->language);
	const struct scheme *s = scheme_read(c->arena, d, dir, NULL);

	if (diag_errors(d) + diag_warnings(d) > 0) {
		fprintf(stderr, "%s/\n", dir);
		diag_print(d, stderr, (c->verbose ? DIAG_NOTES : 0) | DIAG_EXCERPT);
	}
	if (diag_errors(d) == 0)
		return s;
	diag(c->diag, MSG_VERSION_FAULTY, (struct origin){ 0 }, dir, NULL);
	return NULL;
}

/* kaohe check -r A -r B: whether the versions of one scheme join up. */
static void check_versions(struct call *c, const struct scheme *last)
{
	struct version *list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < c->version_count; i++) {
		const struct scheme *s = read_version(c, c->version[i]);

		if (s != NULL)
			*arena_push(c->arena, list, n) = (struct version){ c->version[i], s };
	}
	*arena_push(c->arena, list, n) = (struct version){ c->rules, last };
	if (month_gate(c))
		versions_check(c->arena, c->diag, list, n);
}

/* Whether the notice of this month holds all its sentences. */
static void check_circular(struct call *c, const struct month *m)
{
	const struct run_facts facts = result_facts(c, m, "");

	report_circular_check(c->arena, c->diag, &facts);
}

int command_check(struct call *c)
{
	struct month m = { .people = NULL };
	size_t examples = 0;

	if (c->explained != NULL)
		return story_tell(c);
	c->excerpts = true;
	if (!read_rules(c, &m))
		return month_end(c, NULL);
	if (c->version_count > 0)
		check_versions(c, m.scheme);
	examples = examples_check(c->arena, c->diag, m.scheme);
	if (month_gate(c) && !c->quiet)
		say_rules(c, m.scheme, examples);
	if (month_gate(c) && c->inputs != NULL && month_inputs(c, &m, ledger_known(c), ledger_beside(c)) && month_score(c, &m)) {
		check_circular(c, &m);
		if (!c->quiet && !m.summed)
			say_inputs(c, m.measures);
	}
	return month_end(c, NULL);
}
