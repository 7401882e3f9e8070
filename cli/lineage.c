/* lineage.c -- which units of an earlier period a unit of today was, by 单位变更.
 *
 * Followed backwards, day of change by day of change: on each the unit was made of the old ones
 * that the rows of that day name.  Their shares are multiplied along the way. */
#include <string.h>
#include "base/text.h"
#include "cli/cli.h"

struct tracing {
	struct arena *arena;
	const struct people *people;
	const struct registry *registry;
	int32_t last;                   /* of the earlier period */
	struct lineage *line;
};

static bool makes(const struct tracing *t, const struct unit_change *c, const char *code, int32_t before)
{
	return c->registry == t->registry && c->from > t->last && c->from < before && text_same(c->now->code, code);
}

static int32_t latest_day(const struct tracing *t, const char *code, int32_t before)
{
	int32_t day = INT32_MIN;

	for (size_t i = 0; i < t->people->change_count; i++)
		if (makes(t, &t->people->change[i], code, before) && t->people->change[i].from > day)
			day = t->people->change[i].from;
	return day;
}

static void trace_back(const struct tracing *t, const char *code, int32_t before, struct num share, bool whole)
{
	int32_t day = latest_day(t, code, before);

	if (day == INT32_MIN) {
		*arena_push(t->arena, t->line->ancestor, t->line->count) = (struct ancestor){ code, share, whole };
		return;
	}
	for (size_t i = 0; i < t->people->change_count; i++) {
		const struct unit_change *c = &t->people->change[i];

		if (makes(t, c, code, before) && c->from == day && (c->inherits || c->numbers))
			trace_back(t, c->old_code, day, num_mul(t->arena, share, c->share), whole && c->inherits);
	}
}

/* The row that made the unit what it is without saying what became of a unit of the same code that was there before. */
static const struct unit_change *silent_row(const struct tracing *t, const char *code, int32_t day)
{
	const struct unit_change *first = NULL;

	for (size_t i = t->people->change_count; i-- > 0; ) {
		const struct unit_change *c = &t->people->change[i];

		if (c->registry != t->registry || c->from != day)
			continue;
		if (text_same(c->old_code, code))
			return NULL;
		if (text_same(c->now->code, code))
			first = c;
	}
	return first;
}

struct lineage lineage_of(struct arena *a, const struct people *people, const struct unit *unit, int32_t last)
{
	struct lineage line = { .count = 0 }, own = { .count = 0 };
	struct tracing t = { a, people, unit->registry, last, &line };
	int32_t day = latest_day(&t, unit->code, INT32_MAX);

	line.changed = day != INT32_MIN;
	if (!line.changed)
		return line;
	trace_back(&t, unit->code, INT32_MAX, num_int(1), true);
	line.silent = silent_row(&t, unit->code, day);
	if (line.silent != NULL) {
		t.line = &own;
		trace_back(&t, unit->code, day, num_int(1), true);
		line.own = own.ancestor;
		line.own_count = own.count;
	}
	return line;
}
