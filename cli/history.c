/* history.c -- from the ledger's plain records to the past as scoring/ sees it: which periods it has.
 *
 * Every period back to the earliest published one is there, however long ago, whether it was published or not
 * (a ladder, a decision or an open matter may go back to any of them); for a 汇总 those that lie within it, and behind them the 汇总 before it, where
 * it is published. */
#include "cli/history.h"

/* ---- which entries ---------------------------------------------------------- */

struct ledger *ledger_before(struct arena *a, const struct ledger *l, unsigned number)
{
	struct ledger *cut = arena_one(a, struct ledger);

	*cut = *l;
	cut->count = 0;
	while (cut->count < l->count && l->entry[cut->count]->number < number)
		cut->count++;
	if (cut->count < l->count)
		cut->head = l->entry[cut->count]->previous;
	return cut;
}

/* ---- the whole ------------------------------------------------------------------- */

static void fill_past(struct filling *f)
{
	f->past->run = f->entry->number;
	f->past->kind = run_kind_words[f->entry->kind];
	f->past->document = f->entry->document;
	fill_boards(f);
	fill_flags(f);
}

/* The period as the ledger has it published; false, and a period without data, where it has not. */
static bool take_period(struct call *c, struct month *m, const struct ledger *known, struct period p, struct past *past)
{
	struct filling f = { .arena = c->arena, .diag = c->diag, .m = m, .past = past, .entry = ledger_published(known, period_text(c->arena, p)) };

	past->period = p;
	past->board = arena_many(c->arena, struct past_unit *, m->scheme->board_count + 1);
	if (f.entry == NULL)
		return false;
	fill_past(&f);
	*arena_push(c->arena, m->relied, m->relied_count) = f.entry->number;
	return true;
}

/* The one before it of the same length, for who rose and fell. */
static void take_summary_before(struct call *c, struct month *m, const struct ledger *known, struct history *h)
{
	struct past before = { .run = 0 };

	if (take_period(c, m, known, period_before(m->period.kind, m->period.first), &before))
		*arena_push(c->arena, h->past, h->count) = before;
}

/* First day of the earliest published period of that kind; INT32_MAX where there is none. */
static int32_t earliest_day(const struct ledger *known, enum period_kind kind)
{
	int32_t day = INT32_MAX;
	struct period p;

	for (size_t i = 0; i < known->count; i++)
		if (period_parse(known->entry[i]->period, &p) && p.kind == kind && p.first < day && ledger_published(known, known->entry[i]->period) != NULL)
			day = p.first;
	return day;
}

void history_fill(struct call *c, struct month *m, const struct ledger *known)
{
	struct history *h = arena_one(c->arena, struct history);
	enum period_kind kind = m->summed ? m->scheme->cycle : m->period.kind;
	int32_t first = earliest_day(known, kind);
	struct period p = period_before(kind, m->summed ? m->period.last + 1 : m->period.first);
	size_t earliest = 0;

	if (m->summed && first < m->period.first)
		first = m->period.first;
	m->relied = NULL;
	m->relied_count = 0;
	for (; p.first >= first; p = period_before(kind, p.first))
		if (take_period(c, m, known, p, arena_push(c->arena, h->past, h->count)))
			earliest = h->count;
	h->count = earliest;
	if (m->summed)
		take_summary_before(c, m, known, h);
	else
		history_apart(c, m, known, h);
	m->history = h;
}
