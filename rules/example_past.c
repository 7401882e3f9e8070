/* example_past.c -- what an [例:X] says of other days than its period: 前期.n, 历史, 工作日. */
#include <stdlib.h>
#include <string.h>
#include "rules/read.h"

/* ---- 前期.n.… ------------------------------------------------------------------- */

/* Whether a ladder or a 问责 of the scheme proposes it, alone or joined with others. */
static bool is_proposed(struct reader *r, const char *measure)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->ladder_count; i++)
		for (size_t k = 0; k < s->ladder[i]->rung_count; k++)
			if (strcmp(s->ladder[i]->rung[k].measure, measure) == 0)
				return true;
	for (size_t i = 0; i < s->trigger_count; i++)
		if (strcmp(s->trigger[i]->entry_level, measure) == 0)
			return true;
	return false;
}

static void read_measures_then(struct reader *r, struct example *x, const struct entry *entry, unsigned back)
{
	const char *const *item = items_for(r, entry, x->unit_count);
	struct given *g;

	if (item == NULL)
		return;
	g = arena_push(r->arena, x->given, x->given_count);
	*g = (struct given){ .kind = PAST_MEASURE, .back = back, .word = arena_many(r->arena, const char *, x->unit_count), .at = entry->at };
	for (size_t k = 0; k < x->unit_count; k++) {
		g->word[k] = strcmp(item[k], "-") == 0 ? "" : item[k];
		if (*g->word[k] != '\0' && !is_proposed(r, g->word[k]))
			diag(r->diag, MSG_EXAMPLE_MEASURE, entry->value_at, x->name, g->word[k], NULL);
	}
}

/* 前期.2.得分.指标 = …: what the second period before had; rest is what stands behind 前期. */
static void read_one_before(struct reader *r, struct example *x, const struct entry *entry, const char *rest)
{
	static const struct { const char *word; enum given_kind kind; } kinds[] = {
		{ "值.", PAST_VALUE }, { "得分.", PAST_POINTS }, { "总得分", PAST_TOTAL }, { "总名次", PAST_RANK }, { "措施", PAST_MEASURE },
	};
	const struct indicator *i = NULL;
	struct given *g;
	char *end;
	unsigned long back = strtoul(rest, &end, 10);

	for (size_t k = 0; k < sizeof kinds / sizeof *kinds && *end == '.' && back >= 1 && back <= 36; k++) {
		size_t length = strlen(kinds[k].word);
		bool of_indicator = kinds[k].word[length - 1] == '.';

		if (strncmp(end + 1, kinds[k].word, length) != 0 || (end[1 + length] == '\0') == of_indicator)
			continue;
		if (kinds[k].kind == PAST_MEASURE) {
			read_measures_then(r, x, entry, (unsigned)back);
			return;
		}
		if (of_indicator && (i = find_indicator(r, entry, end + 1 + length)) == NULL)
			return;
		g = add_given(r, x, kinds[k].kind, entry, false);
		if (g == NULL)
			return;
		g->back = (unsigned)back;
		g->indicator = i;
		return;
	}
	diag(r->diag, MSG_EXAMPLE_BEFORE, entry->at, entry->key, NULL);
}

void read_before(struct reader *r, struct example *x)
{
	const struct entry *entry;
	const char *rest;
	size_t i = 0;

	while ((entry = entry_next(x->element, "前期.", &i, &rest)) != NULL)
		read_one_before(r, x, entry, rest);
}

/* ---- 历史 = 是 否 - 是: oldest first, this period last ---------------------------- */

void read_past(struct reader *r, struct example *x)
{
	const struct entry *entry = entry_of(x->element, "历史");
	struct lexer l;

	if (entry == NULL)
		return;
	l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	while (l.token.kind != TOK_END) {
		int8_t *slot = arena_push(r->arena, x->past, x->past_count);

		*slot = lexer_is(&l, "是") ? 1 : lexer_is(&l, "否") ? 0 : -1;
		if (*slot < 0 && !lexer_is(&l, "-")) {
			diag(r->diag, MSG_EXAMPLE_PAST, l.token.at, l.token.text, NULL);
			return;
		}
		lexer_next(&l);
	}
}

/* ---- 工作日 = 2026-10-08 至 2026-10-10, 2026-10-11 休 -------------------------------- */

enum { YEAR_OF_DAYS = 366 };            /* more than that in one item is a slip of the pen */

/* One item: a day, or from one to another; 休 behind it where they are not worked. */
static bool take_days(struct lexer *l, int32_t *from, int32_t *until, bool *worked)
{
	if (l->token.kind != TOK_DAY)
		return false;
	*from = *until = (int32_t)l->token.time;
	lexer_next(l);
	if (lexer_take(l, "至")) {
		if (l->token.kind != TOK_DAY)
			return false;
		*until = (int32_t)l->token.time;
		lexer_next(l);
	}
	*worked = !lexer_take(l, "休");
	return *until >= *from && *until - *from < YEAR_OF_DAYS;
}

/* In order and without holes: a day that nothing is said of is neither worked nor free. */
void read_days_worked(struct reader *r, struct example *x)
{
	const struct entry *entry = entry_of(x->element, "工作日");
	struct example_days *days = &x->days;
	size_t count = 0;
	struct lexer l;

	*days = (struct example_days){ .last = -1 };
	if (entry == NULL)
		return;
	l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	do {
		int32_t from, until;
		bool worked;

		if (!take_days(&l, &from, &until, &worked) || (count > 0 && from != days->last + 1)) {
			diag(r->diag, MSG_EXAMPLE_DAYS, l.token.at, x->name, entry->value, NULL);
			return;
		}
		days->first = count == 0 ? from : days->first;
		days->last = until;
		for (int32_t day = from; day <= until; day++)
			*arena_push(r->arena, days->working, count) = worked;
	} while (lexer_take(&l, ","));
	if (l.token.kind != TOK_END)
		diag(r->diag, MSG_EXAMPLE_DAYS, l.token.at, x->name, entry->value, NULL);
}
