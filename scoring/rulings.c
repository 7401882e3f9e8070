/* rulings.c -- what people decided on proposals, and the matters still open. */
#include "scoring/duty.h"

#include <string.h>

const struct ruling *ruling_on(const struct people *p, const char *id)
{
	for (size_t k = 0; p != NULL && k < p->ruling_count; k++)
		if (strcmp(p->ruling[k].flag_id, id) == 0)
			return &p->ruling[k];
	return NULL;
}

const char *ruling_status(const struct ruling *r)
{
	static const char *const words[] = {
		[DECIDED_UPHOLD] = "维持", [DECIDED_LOWER] = "减轻", [DECIDED_REVOKE] = "撤销", [DECIDED_EXEMPT] = "免责",
	};

	return r != NULL ? words[r->decision] : "建议";
}

bool ruling_counts(const struct ruling *r)
{
	return r == NULL || (r->decision != DECIDED_REVOKE && r->decision != DECIDED_EXEMPT);
}

bool ruling_due(const struct people *p, const char *flag_id, const struct trigger *t, int32_t *due, bool *pending)
{
	int32_t told;

	*pending = false;
	if (p == NULL || t->reply_days == 0 || !told_on(p, flag_id, &told))
		return false;
	*due = told + (int32_t)t->reply_days;
	if (!t->reply_working_days)
		return true;
	*pending = !working_day_after(p, told, t->reply_days, due);
	return !*pending;
}

/* ---- earlier flags ----------------------------------------------------------------- */

/* The row of 决定.csv says it; what the history holds stands in where there is none. */
bool flag_counts(const struct people *p, const struct past_flag *f)
{
	const struct ruling *r = ruling_on(p, f->id);

	return r != NULL ? ruling_counts(r) : f->decision != FLAG_REVOKED && f->decision != FLAG_EXEMPT;
}

static const char *flag_status(const struct past_flag *f, const struct ruling *r)
{
	if (r != NULL)
		return ruling_status(r);
	return f->decision == FLAG_UPHELD ? "维持" : f->decision == FLAG_LOWERED ? "减轻" : "建议";
}

/* 减轻 puts another measure in the place of the one proposed. */
const char *flag_measure(const struct people *p, const struct past_flag *f)
{
	const struct ruling *r = ruling_on(p, f->id);

	if (r != NULL && r->decision == DECIDED_LOWER && r->measure != NULL && *r->measure != '\0')
		return r->measure;
	return f->measure != NULL ? f->measure : "";
}

/* ---- 督办 -------------------------------------------------------------------------- */

/* 期满, where people named a day; else 有效期 of the rule. */
static bool has_expired(const struct work *w, const struct past_flag *f, const struct ruling *r, size_t back)
{
	if (r != NULL && r->expires != INT32_MIN)
		return r->expires < w->measures->cutoff;
	return f->trigger->valid_periods > 0 && back > f->trigger->valid_periods;
}

/* Kept for counting alone: below the first rung nothing was proposed. */
static bool proposed_nothing(const struct past_flag *f)
{
	return f->trigger->ladder != NULL && f->step == 0 && *f->trigger->entry_level == '\0';
}

static void list_matter(struct work *w, struct flags *flags, const struct past *p, const struct past_flag *f)
{
	const struct people *people = w->scores->people;
	const struct ruling *r = ruling_on(people, f->id);
	struct open_matter *m = arena_push(w->arena, flags->open, flags->open_count);
	bool pending;

	m->id = f->id;
	m->unit = f->unit;
	m->trigger = f->trigger;
	m->measure = flag_measure(people, f);
	m->since = period_text(w->arena, p->period);
	m->status = flag_status(f, r);
	m->has_due = ruling_due(people, f->id, f->trigger, &m->due, &pending);
	if (m->has_due)
		m->left = m->due - w->measures->cutoff;
	else
		m->due = 0;
}

void matters_list(struct work *w, struct flags *flags)
{
	const struct history *h = w->scores->history;

	for (size_t back = past_reach(h); back > 0; back--) {
		const struct past *p = &h->past[back - 1];

		for (size_t k = 0; p->run != 0 && k < p->flag_count; k++) {
			const struct past_flag *f = &p->flag[k];

			if (f->trigger == NULL || f->unit == NULL || proposed_nothing(f) || !flag_counts(w->scores->people, f)
			    || has_expired(w, f, ruling_on(w->scores->people, f->id), back))
				continue;
			list_matter(w, flags, p, f);
		}
	}
}

/* ---- 决定.csv held against the flags there are ------------------------------------- */

struct check {
	struct work *work;
	const char **id;                /* every id known */
	size_t count;
};

static void know(struct check *c, const char *id)
{
	*arena_push(c->work->arena, c->id, c->count) = id;
}

/* The period an id begins with: 2026-10-区县-… */
static bool period_of_id(struct arena *a, const char *id, struct period *p)
{
	static const size_t lengths[] = { 7, 6, 4 };

	for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
		if (strlen(id) > lengths[k] && id[lengths[k]] == '-' && period_parse(arena_strn(a, id, lengths[k]), p))
			return true;
	return false;
}

/* Flags of later periods, and of periods before the history begins, are not to be seen from here. */
static bool out_of_sight(const struct work *w, const char *id)
{
	const struct history *h = w->scores->history;
	size_t reach = past_reach(h);
	struct period p, first = reach > 0 ? h->past[reach - 1].period : w->measures->period;

	return period_of_id(w->arena, id, &p) && (p.first > w->measures->period.last || p.last < first.first);
}

/* An id of this period whose flag was taken up by another of the same 情形. */
static const char *taken_up_by(struct work *w, const char *id)
{
	for (size_t t = 0; t < w->scheme->trigger_count; t++) {
		const struct trigger *trigger = w->scheme->trigger[t];
		const struct roll *roll = &w->roll[trigger->board->registry->index];

		for (size_t k = 0; k < roll->count; k++)
			if (verdict_of(w, trigger, roll->unit[k])->raised
			    && strcmp(flag_id(w, trigger, roll->unit[k]), id) == 0)
				return flag_id(w, verdict_winner(w, trigger, roll->unit[k]), roll->unit[k]);
	}
	return NULL;
}

static void check_known(struct check *c, const struct ruling *r)
{
	struct work *w = c->work;
	const char *near;

	for (size_t k = 0; k < c->count; k++)
		if (strcmp(c->id[k], r->flag_id) == 0)
			return;
	if (out_of_sight(w, r->flag_id))
		return;
	near = taken_up_by(w, r->flag_id);
	if (near != NULL) {
		diag(w->diag, MSG_RULING_MERGED, r->at, r->flag_id, near, NULL);
		return;
	}
	*arena_push(w->arena, c->id, c->count) = NULL;
	c->count--;
	near = text_nearest(r->flag_id, c->id);
	if (near != NULL)
		diag(w->diag, MSG_RULING_UNKNOWN_NEAR, r->at, r->flag_id, near, NULL);
	else
		diag(w->diag, MSG_RULING_UNKNOWN, r->at, r->flag_id, NULL);
}

static void check_due(struct work *w, const char *id, const struct trigger *t)
{
	const struct ruling *r = ruling_on(w->scores->people, id);
	bool pending;
	int32_t due;

	if (t == NULL || r == NULL || ruling_due(w->scores->people, id, t, &due, &pending) || !pending)
		return;
	diag(w->diag, MSG_DUE_PENDING, r->at, id, arena_printf(w->arena, "%u", t->reply_days), day_text(w->arena, r->told), NULL);
}

static void know_this_period(struct check *c)
{
	struct work *w = c->work;

	for (size_t t = 0; t < w->scheme->trigger_count; t++) {
		const struct trigger *trigger = w->scheme->trigger[t];
		const struct roll *roll = &w->roll[trigger->board->registry->index];

		for (size_t k = 0; k < roll->count; k++) {
			if (!verdict_of(w, trigger, roll->unit[k])->raised
			    || verdict_winner(w, trigger, roll->unit[k]) != trigger)
				continue;
			know(c, flag_id(w, trigger, roll->unit[k]));
			check_due(w, c->id[c->count - 1], trigger);
		}
	}
}

static void know_the_past(struct check *c)
{
	const struct history *h = c->work->scores->history;

	for (size_t back = 0; h != NULL && back < h->count; back++)
		for (size_t k = 0; k < h->past[back].flag_count; k++) {
			know(c, h->past[back].flag[k].id);
			check_due(c->work, h->past[back].flag[k].id, h->past[back].flag[k].trigger);
		}
}

void rulings_check(struct work *w)
{
	const struct people *people = w->scores->people;
	struct check c = { .work = w };

	if (people == NULL || people->ruling_count == 0 || w->diag == NULL)
		return;
	know_this_period(&c);
	know_the_past(&c);
	for (size_t k = 0; k < people->ruling_count; k++)
		check_known(&c, &people->ruling[k]);
}
