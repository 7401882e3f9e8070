/* explain.c -- kaohe explain UNIT [ELEMENT]: from a score back to rule lines and rows. */
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "cli/cli.h"
#include "inputs/measures.h"
#include "scoring/flags.h"

/* 区县/街道, a code, a name or an alias. */
static const struct unit *find_unit(const struct registry *r, const char *text)
{
	const char *slash = strchr(text, '/');
	const struct unit *under = NULL;
	bool many;

	if (slash != NULL && r->parent != NULL) {
		under = registry_find(r->parent, NULL, text, (size_t)(slash - text), &many);
		if (under == NULL)
			return NULL;
		text = slash + 1;
	}
	return registry_find(r, under, text, strlen(text), &many);
}

static void unit_not_found(struct call *c, const struct scheme *s)
{
	const char **names = NULL, *near;
	size_t n = 0;

	for (size_t i = 0; i < s->board_count; i++)
		for (size_t k = 0; k < s->board[i]->registry->unit_count; k++)
			*arena_push(c->arena, names, n) = s->board[i]->registry->unit[k]->name;
	*arena_push(c->arena, names, n) = NULL;
	near = text_nearest(c->word[0], names);
	diag(c->diag, MSG_EXPLAIN_UNIT, (struct origin){ 0 }, c->word[0],
		near == NULL ? "" : arena_printf(c->arena, c->language == CHINESE ? "是否指“%s”？" : "is '%s' meant?", near), NULL);
}

/* What could have been meant: indicators on the unit's boards, measures, extras, triggers. */
static void element_not_found(struct call *c, const struct scheme *s, const char *element)
{
	const char **names = NULL, *near;
	size_t n = 0;

	for (size_t i = 0; i < s->indicator_count; i++)
		*arena_push(c->arena, names, n) = s->indicator[i]->name;
	for (size_t i = 0; i < s->measure_count; i++)
		*arena_push(c->arena, names, n) = s->measure[i]->name;
	for (size_t i = 0; i < s->extra_count; i++)
		*arena_push(c->arena, names, n) = s->extra[i]->name;
	for (size_t i = 0; i < s->trigger_count; i++)
		*arena_push(c->arena, names, n) = s->trigger[i]->name;
	*arena_push(c->arena, names, n) = NULL;
	near = text_nearest(element, names);
	diag(c->diag, MSG_EXPLAIN_ELEMENT, (struct origin){ 0 }, c->word[0], element,
		near == NULL ? "" : arena_printf(c->arena, c->language == CHINESE ? "是否指“%s”？" : "is '%s' meant? ", near), NULL);
}

static void explain(struct call *c, const struct scores *scores, const struct flags *flags)
{
	const struct scheme *s = scores->scheme;
	const char *element = c->word_count > 1 ? c->word[1] : NULL;
	bool unit_found = false, element_found = false;

	for (size_t i = 0; i < s->board_count; i++) {
		const struct unit *u = find_unit(s->board[i]->registry, c->word[0]);

		if (u == NULL)
			continue;
		unit_found = true;
		if (report_explain(c->arena, scores, flags, s->board[i], u, element, stdout))
			element_found = true;
	}
	if (!unit_found)
		unit_not_found(c, s);
	else if (!element_found)
		element_not_found(c, s, element);
}

int command_explain(struct call *c)
{
	struct month m = { .people = NULL };

	if (!month_rules(c, &m))
		return month_end(c, NULL);
	if (m.summed)
		summaries_explain(c, &m, find_unit, unit_not_found);
	else if (month_inputs(c, &m, ledger_known(c), ledger_beside(c)) && month_score(c, &m))
		explain(c, m.scores, m.flags);
	/* What is odd about the data is told by run and check; here it would bury the answer. */
	return diag_errors(c->diag) == 0 && !c->verbose ? EXIT_OK : month_end(c, NULL);
}
