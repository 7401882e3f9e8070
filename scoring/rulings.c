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

/* 告知日 and the days to reply; false where there is nothing to count, or (told, *pending) the calendar does not reach. */
static bool ruling_due(const struct people *p, const char *flag_id, const struct trigger *t, int32_t *due, bool *pending)
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

/* Days from a to b as the scheme counts them; false where the calendar does not cover both. */
static bool days_between(const struct work *w, int32_t a, int32_t b, int32_t *days)
{
	*days = b - a;
	return !w->scheme->oversight->working_days || working_days(w->scores->people, a, b, days);
}

struct deadline deadline_of(struct work *w, const char *flag_id, const struct trigger *t)
{
	struct deadline d = { .reply = reply_to(w->scores->people, flag_id) };
	int32_t late;

	d.answered = d.reply != NULL && d.reply->review != REPLY_RETURNED;
	d.has_due = ruling_due(w->scores->people, flag_id, t, &d.due, &d.pending);
	if (!d.has_due) {
		d.due = 0;
		return d;
	}
	if (d.reply != NULL && d.reply->day > d.due && days_between(w, d.due, d.reply->day, &late))
		d.late = late;
	if (d.answered)
		return d;
	d.has_left = days_between(w, w->measures->cutoff, d.due, &d.left);
	d.pending = !d.has_left;
	d.word = d.has_left ? due_word_of(w->scheme->oversight, d.left) : NULL;
	return d;
}

const char *day_word(const struct oversight *o)
{
	return o->working_days ? "个工作日" : "天";
}

const char *deadline_word(struct arena *a, const struct oversight *o, const struct deadline *d)
{
	if (d->answered)
		return d->late > 0 ? arena_printf(a, "逾期%d%s回复", d->late, day_word(o)) : "已回复";
	if (d->pending)
		return "待定";
	return d->word != NULL ? d->word->word : "";
}

/* ---- earlier flags ----------------------------------------------------------------- */

/* The row of 决定.csv says it; what the history holds stands in where there is none. */
bool flag_counts(const struct people *p, const struct past_flag *f)
{
	const struct ruling *r = ruling_on(p, f->id);

	return r != NULL ? ruling_counts(r) : f->decision != FLAG_REVOKED && f->decision != FLAG_EXEMPT;
}

bool ladder_counts(const struct ladder *l, const struct people *p, const struct past_flag *f)
{
	const struct ruling *r = ruling_on(p, f->id);
	bool revoked = r != NULL ? r->decision == DECIDED_REVOKE : f->decision == FLAG_REVOKED;
	bool upheld = r != NULL ? r->decision == DECIDED_UPHOLD || r->decision == DECIDED_LOWER
		: f->decision == FLAG_UPHELD || f->decision == FLAG_LOWERED;

	if (l->counted == TRIGGERED)
		return flag_counts(p, f);
	return l->counted == UPHELD ? upheld : !revoked;
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

static void list_matter(struct work *w, struct flags *flags, const struct past *p, const struct past_flag *f, int32_t today)
{
	const struct people *people = w->scores->people;
	const struct ruling *r = ruling_on(people, f->id);
	struct open_matter *m = arena_push(w->arena, flags->open, flags->open_count);

	m->id = f->id;
	m->unit = f->unit;
	m->trigger = f->trigger;
	m->measure = flag_measure(people, f);
	m->since = past_name(w->arena, p);
	m->roles = roles_of_past(w, f, today);
	m->status = flag_status(f, r);
	m->ruling = r;
	m->deadline = deadline_of(w, f->id, f->trigger);
}

void matters_list(struct work *w, struct flags *flags, int32_t today)
{
	const struct history *h = w->scores->history;

	for (size_t back = past_reach(h); back > 0; back--) {
		const struct past *p = &h->past[back - 1];

		for (size_t k = 0; p->run != 0 && k < p->flag_count; k++) {
			const struct past_flag *f = &p->flag[k];

			if (f->trigger == NULL || f->unit == NULL || proposed_nothing(f) || !flag_counts(w->scores->people, f)
			    || has_expired(w, f, ruling_on(w->scores->people, f->id), back))
				continue;
			list_matter(w, flags, p, f, today);
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

static void check_known(struct check *c, const char *flag_id, struct origin at)
{
	struct work *w = c->work;
	const char *near;

	for (size_t k = 0; k < c->count; k++)
		if (strcmp(c->id[k], flag_id) == 0)
			return;
	*arena_push(w->arena, c->id, c->count) = NULL;
	c->count--;
	if (ruling_apart(w, c->id, flag_id, at))
		return;
	near = taken_up_by(w, flag_id);
	if (near != NULL) {
		diag(w->diag, MSG_RULING_MERGED, at, flag_id, near, NULL);
		return;
	}
	near = ruling_nearest(w, c->id, flag_id);
	if (near != NULL)
		diag(w->diag, MSG_RULING_UNKNOWN_NEAR, at, flag_id, near, NULL);
	else
		diag(w->diag, MSG_RULING_UNKNOWN, at, flag_id, NULL);
}

/* The row of 决定.csv that told of it. */
static struct origin row_of(const struct people *p, const char *id)
{
	const struct ruling *r = ruling_on(p, id);

	for (size_t k = 0; r == NULL && k < p->notice_count; k++)
		if (strcmp(p->notice[k].flag_id, id) == 0)
			return p->notice[k].at;
	return r != NULL ? r->at : (struct origin){ 0 };
}

/* The day is known, but not how many working days are left to it. */
static void check_left(struct work *w, const char *id, const struct trigger *t)
{
	struct deadline d = deadline_of(w, id, t);

	if (d.has_due && d.pending && ruling_counts(ruling_on(w->scores->people, id)))
		diag(w->diag, MSG_LEFT_PENDING, row_of(w->scores->people, id), id, day_text(w->arena, d.due), day_text(w->arena, w->measures->cutoff), NULL);
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
			check_left(w, c->id[c->count - 1], trigger);
		}
	}
}

static void know_the_past(struct check *c)
{
	const struct history *h = c->work->scores->history;

	for (size_t back = 0; h != NULL && back < h->count; back++)
		for (size_t k = 0; k < h->past[back].flag_count; k++) {
			const struct past_flag *f = &h->past[back].flag[k];

			know(c, f->id);
			check_due(c->work, f->id, f->trigger);
			if (f->trigger != NULL && !has_expired(c->work, f, ruling_on(c->work->scores->people, f->id), back + 1))
				check_left(c->work, f->id, f->trigger);
		}
}

void rulings_check(struct work *w)
{
	const struct people *people = w->scores->people;
	struct check c = { .work = w };

	if (people == NULL || people->ruling_count + people->notice_count == 0 || w->diag == NULL)
		return;
	know_this_period(&c);
	know_the_past(&c);
	for (size_t k = 0; k < people->ruling_count; k++)
		check_known(&c, people->ruling[k].flag_id, people->ruling[k].at);
	for (size_t k = 0; k < people->notice_count; k++)
		check_known(&c, people->notice[k].flag_id, people->notice[k].at);
}
