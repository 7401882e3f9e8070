/* history_flags.c -- the proposals of an entry of the ledger: on whom today, why, and what was decided of them.
 *
 * Rules are matched by name, units by code; a proposal on a unit that is gone falls to those that are all it was. */
#include <string.h>
#include "cli/history.h"

/* Whether today's unit was all that the flag's unit was then. */
static bool answers_for(const struct filling *f, const struct unit *unit, const char *code)
{
	struct lineage line = lineage_of(f->arena, f->m->people, unit, f->past->period.last);

	if (!line.changed)
		return strcmp(unit->code, code) == 0;
	for (size_t i = 0; i < line.count; i++)
		if (line.ancestor[i].whole && strcmp(line.ancestor[i].code, code) == 0)
			return true;
	return false;
}

/* What was decided before the ledger was kept stands with an imported proposal. */
static void decide_imported(struct past_flag *flag, const char *status)
{
	static const char *const words[] = {
		[FLAG_UPHELD] = "维持", [FLAG_LOWERED] = "减轻", [FLAG_REVOKED] = "撤销", [FLAG_EXEMPT] = "免责",
	};

	for (int i = FLAG_UPHELD; i <= FLAG_EXEMPT; i++)
		if (strcmp(words[i], status) == 0)
			flag->decision = i;
}

/* The row of 决定.csv, where there is one. */
static void decide(struct past_flag *flag, const struct people *people)
{
	for (size_t i = 0; i < people->ruling_count; i++) {
		if (strcmp(people->ruling[i].flag_id, flag->id) != 0)
			continue;
		switch (people->ruling[i].decision) {
		case DECIDED_UPHOLD: flag->decision = FLAG_UPHELD; break;
		case DECIDED_LOWER: flag->decision = FLAG_LOWERED; break;
		case DECIDED_REVOKE: flag->decision = FLAG_REVOKED; break;
		case DECIDED_EXEMPT: flag->decision = FLAG_EXEMPT; break;
		}
	}
}

/* "进展缓慢/重视不够" -> today's triggers of those names. */
static const struct trigger **merged_of(struct filling *f, const char *names)
{
	const struct trigger **merged = NULL;
	size_t count = 0;

	for (const char *s = names; *s != '\0'; ) {
		size_t length = strcspn(s, "/");
		const struct trigger *t = scheme_trigger(f->m->scheme, arena_strn(f->arena, s, length));

		if (t != NULL)
			*arena_push(f->arena, merged, count) = t;
		s += length + (s[length] == '/');
	}
	if (count > 0)
		*arena_push(f->arena, merged, count) = NULL;
	return merged;
}

/* 截止日 of the entry: --as-of, else the period's last day. */
static int32_t cutoff_of(struct filling *f)
{
	struct call was = { .arena = f->arena };
	int32_t day = f->past->period.last;

	options_recall(&was, f->entry->options);
	if (was.as_of != NULL)
		day_parse(was.as_of, strlen(was.as_of), &day);
	return day;
}

/* Who it was raised on and when the fact was: people change, and so do units. */
static void take_fact(struct filling *f, struct past_flag *flag, const struct run_flag *r)
{
	const struct registry *g = flag->unit->registry;

	flag->then = registry_away(g, r->code, strlen(r->code));
	if (strcmp(flag->unit->code, r->code) == 0)
		flag->then = flag->unit;
	else if (flag->then == NULL)
		flag->then = registry_find(g, NULL, r->code, strlen(r->code), NULL);
	flag->fact_day = cutoff_of(f);
	flag->has_fact_day = facts_day(r->facts, &flag->fact_day) || (flag->trigger != NULL && flag->trigger->fact_day == NULL);
}

static void take_flag(struct filling *f, const struct run_flag *r, const struct unit *unit)
{
	struct past_flag *flag = arena_push(f->arena, f->past->flag, f->past->flag_count);

	*flag = (struct past_flag){ .trigger = scheme_trigger(f->m->scheme, r->trigger), .unit = unit, .id = r->id,
		.measure = r->measure, .step = r->step, .merged = merged_of(f, r->merged), .board = r->board, .name = r->trigger,
		.cause = r->cause, .track = r->track, .facts = r->facts };
	flag->decision = FLAG_OPEN;
	if (f->entry->kind == RUN_IMPORT)
		decide_imported(flag, r->status);
	decide(flag, f->m->people);
	take_fact(f, flag, r);
}

/* A proposal on a unit that split stands for each that inherits all it was. */
void fill_flags(struct filling *f)
{
	for (size_t i = 0; i < f->entry->flag_count; i++) {
		const struct run_flag *r = &f->entry->flag[i];
		const struct board *b = scheme_board(f->m->scheme, r->board);
		const struct unit *unit = b == NULL ? NULL : registry_find(b->registry, NULL, r->code, strlen(r->code), NULL);

		if (b == NULL)
			continue;
		if (f->m->people->change_count == 0) {
			if (unit != NULL && strcmp(unit->code, r->code) == 0)
				take_flag(f, r, unit);
			continue;
		}
		for (size_t k = 0; k < b->registry->unit_count; k++)
			if (answers_for(f, b->registry->unit[k], r->code))
				take_flag(f, r, b->registry->unit[k]);
	}
}
