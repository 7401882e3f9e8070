/* late_balance.c -- 留痕: open(before) + new − closed − struck = open(now), unit by unit. */
#include "inputs/late.h"

#include <string.h>

/* ---- whose balance ------------------------------------------------------------------ */

bool late_is_open(const struct trace *trace)
{
	return trace->length - trace->key_length >= strlen(trail_open) &&
		memcmp(trace->line + trace->key_length, trail_open, strlen(trail_open)) == 0;
}

const struct unit *late_unit(const struct trailing *t, size_t mapping, const char *code)
{
	return *code ? unit_today(t->reading->people, t->reading->source->mapping[mapping].registry, code, t->now.cutoff) : NULL;
}

/* The code of the row's unit of the first mapping, without taking the line apart: it stands right behind the state, and
 * codes need no quotes. */
static const char *code_of(struct trailing *t, const struct trace *trace)
{
	const char *at = trace->line + trace->key_length, *end = trace->line + trace->length, *stop;

	at = memchr(at, ',', (size_t)(end - at));
	if (!at)
		return "";
	for (stop = ++at; stop < end && *stop != ',' && *stop != '\r' && *stop != '\n'; stop++)
		;
	t->line.length = 0;
	buf_addn(&t->line, at, (size_t)(stop - at));
	return t->line.at;
}

static struct balance *balance_of(struct trailing *t, const struct trace *trace)
{
	const struct unit *unit = late_unit(t, 0, code_of(t, trace));

	return &t->balance[unit ? unit->index : t->reading->source->mapping[0].registry->unit_count];
}

/* Of an open case of a unit that split since: it is where its row says now, and was there from the beginning. */
static struct balance *balance_before(struct trailing *t, const struct trace *then, const struct trace *now)
{
	const struct people *people = t->reading->people;

	if (people && people->change_count > 0 && now->standing == STANDS && unit_split(people, t->reading->source->mapping[0].registry, code_of(t, then),
		t->then.cutoff, t->now.cutoff))
		return balance_of(t, now);
	return balance_of(t, then);
}

/* ---- a row that came, stayed or went ------------------------------------------------ */

static void ends_as(const struct trace *now, struct balance *of)
{
	if (late_is_open(now))
		of->open_now++;
	else
		of->closed++;
}

void balance_fresh(struct trailing *t, const struct trace *now)
{
	struct balance *of;

	if (now->standing != STANDS || !t->now.states)
		return;
	of = balance_of(t, now);
	of->fresh++;
	ends_as(now, of);
}

void balance_stayed(struct trailing *t, const struct trace *now, const struct trace *then)
{
	struct balance *was, *of;

	if (!t->now.states || !t->then.states)
		return;
	was = balance_before(t, then, now);
	if (now->standing != STANDS) {
		was->open_before += late_is_open(then);
		was->aside += late_is_open(then);
		was->struck += now->standing == STRUCK && late_is_open(then);
		t->aside += now->standing != STRUCK && late_is_open(then);
		return;
	}
	of = balance_of(t, now);
	if (late_is_open(then)) {
		was->open_before++;
		was->moved_out += was != of;
		of->moved_in += was != of;
		t->moved += was != of;
		ends_as(now, of);
	} else if (late_is_open(now)) {
		of->open_now++;
		of->reopened++;
		t->reopened++;
	}
}

void balance_vanished(struct trailing *t, const struct trace *then)
{
	struct balance *of = balance_of(t, then);

	of->open_before++;
	of->vanished++;
	t->vanished++;
}

/* ---- the sums ----------------------------------------------------------------------- */

static bool is_quiet(const struct balance *of)
{
	return of->open_before + of->fresh + of->closed + of->open_now + of->moved_in + of->reopened == 0;
}

uint64_t balances_keep(struct trailing *t)
{
	struct measures *measures = t->reading->measures;
	const struct registry *registry = t->reading->source->mapping[0].registry;
	uint64_t broken = 0;
	size_t u;

	for (u = 0; u < registry->unit_count; u++) {
		struct balance of = t->balance[u];

		if (is_quiet(&of) || unit_is_absent(t->reading, registry->unit[u]))
			continue;
		of.source = t->reading->source;
		of.unit = registry->unit[u];
		of.holds = of.open_before + of.fresh == of.closed + of.struck + of.open_now;
		broken += !of.holds;
		*arena_push(t->reading->arena, measures->balance, measures->balance_count) = of;
	}
	return broken;
}
