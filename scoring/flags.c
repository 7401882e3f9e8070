/* flags.c -- 问责 proposals: conditions that held, with their figures, rows, rung and what was decided.
 *
 * A trigger whose condition cannot be judged raises nothing and is listed
 * apart, as is every trigger of a unit without a single figure.  People
 * decide; this only proposes. */
#include "scoring/flags.h"
#include "scoring/duty.h"

#include <string.h>

const char *const flag_counted_only = "（未达阶梯第一级）";

static const char *reply_of(struct arena *a, const struct trigger *t)
{
	if (t->reply_days == 0)
		return "";
	return arena_printf(a, "告知后%u%s内", t->reply_days, t->reply_working_days ? "个工作日" : "天");
}

/* The rung's measure, or the rule's own where there is no rung. */
static void put_step(struct flag *f, const struct verdict *v)
{
	const struct rung *rung = v->climb != NULL ? v->climb->rung : NULL;
	const struct trigger *t = f->trigger;

	f->has_amount = v->has_amount;
	f->amount = v->has_amount ? v->amount : num_int(0);
	f->months = f->rung_text = "";
	f->measure = t->entry_level;
	if (v->climb == NULL)
		return;
	f->streak = v->climb->streak;
	f->times = v->climb->times;
	f->months = v->climb->months;
	f->rung_text = v->climb->says;
	f->counted_only = rung == NULL && *f->measure == '\0';
	if (f->counted_only)
		f->measure = flag_counted_only;
	if (rung == NULL)
		return;
	f->step = rung->number;
	f->measure = rung->measure;
	f->rung_at = rung->at;
}

/* The rung's roles, or the rule's own where there is no rung, as held on the day of the fact. */
static void put_roles(struct work *w, struct diag *d, struct flag *f, const struct verdict *v, int32_t today)
{
	const struct rung *rung = v->climb != NULL ? v->climb->rung : NULL;
	struct answering q = { w->arena, d, f->unit, 0, today };
	const char *says;

	f->fact_day = q.day = fact_day(w, f->trigger, f->unit, &says);
	f->facts = arena_printf(w->arena, "%s%s", f->facts, says);
	f->roles = roles_of(&q, (const char *const *)(rung != NULL ? rung->role : f->trigger->role));
}

/* The other triggers of the same 情形, for which this flag stands too. */
static const struct trigger **merged_into(struct work *w, const struct trigger *t, const struct unit *u)
{
	const struct trigger **merged = NULL;
	size_t count = 0;

	for (size_t k = 0; k < w->scheme->trigger_count; k++) {
		const struct trigger *other = w->scheme->trigger[k];

		if (other != t && other->board->registry == u->registry && strcmp(other->cause, t->cause) == 0
		    && verdict_of(w, other, u)->raised)
			*arena_push(w->arena, merged, count) = other;
	}
	if (count > 0)
		*arena_push(w->arena, merged, count) = NULL;
	return merged;
}

static void put_ruling(struct work *w, struct flag *f)
{
	f->ruling = ruling_on(w->scores->people, f->id);
	f->status = ruling_status(f->ruling);
	f->deadline = deadline_of(w, f->id, f->trigger);
}

static void raise(struct work *w, struct diag *d, struct flags *flags, const struct trigger *t, const struct unit *u, int32_t today)
{
	const struct verdict *v = verdict_of(w, t, u);
	struct flag *f = arena_push(w->arena, flags->flag, flags->count);

	f->id = flag_id(w, t, u);
	f->trigger = t;
	f->unit = u;
	f->facts = facts_of(w, t, u);
	evidence_gather(w, f);
	f->reply = reply_of(w->arena, t);
	put_step(f, v);
	put_roles(w, d, f, v, today);
	f->merged = merged_into(w, t, u);
	put_ruling(w, f);
}

static void leave_open(struct work *w, struct flags *flags, const struct trigger *t, const struct unit *u)
{
	struct unjudged *x = arena_push(w->arena, flags->unjudged, flags->unjudged_count);

	x->trigger = t;
	x->unit = u;
	x->facts = facts_of(w, t, u);
}

struct flags *flags_raise(struct arena *a, struct diag *d, const struct scores *s, int32_t today)
{
	struct flags *flags = arena_one(a, struct flags);
	struct work *w = s->work;

	for (size_t t = 0; t < s->scheme->trigger_count; t++) {
		const struct trigger *trigger = s->scheme->trigger[t];
		const struct roll *roll = w->desk[trigger->board->index].roll;

		for (size_t k = 0; k < roll->count; k++) {
			const struct unit *u = roll->unit[k];
			const struct verdict *v = verdict_of(w, trigger, u);

			if (v->holds == DOES_NOT_APPLY || v->holds == 0)
				continue;
			if (!v->raised)
				leave_open(w, flags, trigger, u);
			else if (verdict_winner(w, trigger, u) == trigger)
				raise(w, d, flags, trigger, u, today);
		}
	}
	matters_list(w, flags, today);
	return flags;
}
