/* summary.c -- [汇总:X] at the command line: what the ledger asks of the rules, and explain. */
#include "base/text.h"
#include "cli/cli.h"

static const struct origin nowhere = { NULL, 0, 0 };

/* An entry tells figures apart by period and board alone. */
static void check_twice(struct call *c, const struct scheme *s, size_t i)
{
	const struct summary *one = s->summary[i];

	for (size_t k = 0; k < i; k++)
		if (s->summary[k]->board == one->board && s->summary[k]->over == one->over)
			diag(c->diag, MSG_SUMMARY_TWICE, one->at, s->summary[k]->name, one->name, one->board->name, NULL);
}

bool summaries_check(struct call *c, const struct scheme *s)
{
	for (size_t i = 0; i < s->summary_count; i++) {
		check_twice(c, s, i);
		if (s->summary[i]->graded && s->summary[i]->board->grades == NULL)
			diag(c->diag, MSG_SUMMARY_NO_GRADES, s->summary[i]->at, s->summary[i]->name, s->summary[i]->board->name, NULL);
	}
	return month_gate(c);
}

size_t summary_published(const struct month *m)
{
	size_t count = 0;

	for (size_t k = 0; m->summary_count > 0 && k < m->summary[0]->part_count; k++)
		count += m->summary[0]->part[k].run > 0;
	return count;
}

/* ---- explain ------------------------------------------------------------------------------ */

static void element_not_found(struct call *c, const struct month *m)
{
	struct buf b = buf_new(c->arena);

	for (size_t k = 0; k < m->summary_count; k++)
		buf_printf(&b, "%s、", m->summary[k]->summary->name);
	for (size_t k = 0; k < m->summary[0]->part_count; k++)
		buf_printf(&b, "%s%s", k > 0 ? "、" : "", period_text(c->arena, m->summary[0]->part[k].period));
	diag(c->diag, MSG_EXPLAIN_PART, nowhere, c->word[1], period_text(c->arena, m->period), b.at, NULL);
}

void summaries_explain(struct call *c, struct month *m, const struct unit *(*find)(const struct registry *, const char *),
	void (*not_found)(struct call *, const struct scheme *))
{
	const char *element = c->word_count > 1 ? c->word[1] : NULL;
	const struct ledger *known = ledger_known(c);
	bool unit_found = false, element_found = false;
	struct run_facts facts;

	if (known == NULL && month_gate(c))
		diag(c->diag, MSG_EXPLAIN_NO_LEDGER, nowhere, period_text(c->arena, m->period), NULL);
	if (known == NULL || !month_inputs(c, m, known, ledger_beside(c)) || !month_score(c, m))
		return;
	facts = result_facts(c, m, NULL);
	for (size_t i = 0; i < m->summary_count; i++) {
		const struct unit *u = find(m->summary[i]->summary->board->registry, c->word[0]);

		unit_found |= u != NULL;
		element_found |= u != NULL && report_explain_summary(c->arena, &facts, m->summary[i], u, element, stdout);
	}
	if (!unit_found)
		not_found(c, m->scheme);
	else if (!element_found)
		element_not_found(c, m);
}
