/* flags.c -- 问责 proposals: conditions that held, with their figures, rows, rung and what was decided.
 *
 * A trigger whose condition cannot be judged raises nothing and is listed
 * apart, as is every trigger of a unit without a single figure.  People
 * decide; this only proposes. */
#include "scoring/flags.h"
#include "scoring/duty.h"

#include <string.h>

const char *const flag_counted_only = "（未达阶梯第一级）";

static const char *holder_of(const struct unit *u, const char *role)
{
	const char **known = u->registry->role;

	for (size_t k = 0; known != NULL && known[k] != NULL; k++)
		if (strcmp(known[k], role) == 0)
			return u->role_holder != NULL ? u->role_holder[k] : "";
	return "";
}

static const char *roles_of(struct arena *a, const char *const *role, const struct unit *u)
{
	struct buf b = buf_new(a);

	for (size_t k = 0; role != NULL && role[k] != NULL; k++) {
		const char *holder = holder_of(u, role[k]);

		buf_printf(&b, "%s%s", k > 0 ? "、" : "", role[k]);
		if (*holder != '\0')
			buf_printf(&b, "（%s）", holder);
	}
	return b.length > 0 ? b.at : "";
}

static const char *reply_of(struct arena *a, const struct trigger *t)
{
	if (t->reply_days == 0)
		return "";
	return arena_printf(a, "告知后%u%s内", t->reply_days, t->reply_working_days ? "个工作日" : "天");
}

/* The rung's measure and roles, or the rule's own where there is no rung. */
static void put_step(struct flag *f, const struct verdict *v, struct arena *a)
{
	const struct rung *rung = v->climb != NULL ? v->climb->rung : NULL;
	const struct trigger *t = f->trigger;

	f->has_amount = v->has_amount;
	f->amount = v->has_amount ? v->amount : num_int(0);
	f->months = f->rung_text = "";
	f->measure = t->entry_level;
	f->roles = roles_of(a, (const char *const *)t->role, f->unit);
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
	f->roles = roles_of(a, (const char *const *)rung->role, f->unit);
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
	const struct people *people = w->scores->people;
	bool pending;

	f->ruling = ruling_on(people, f->id);
	f->status = ruling_status(f->ruling);
	f->has_due = ruling_due(people, f->id, f->trigger, &f->due, &pending);
	if (!f->has_due)
		f->due = 0;
}

static void raise(struct work *w, struct flags *flags, const struct trigger *t, const struct unit *u)
{
	struct flag *f = arena_push(w->arena, flags->flag, flags->count);

	f->id = flag_id(w, t, u);
	f->trigger = t;
	f->unit = u;
	f->facts = facts_of(w, t, u);
	evidence_gather(w, f);
	f->reply = reply_of(w->arena, t);
	put_step(f, verdict_of(w, t, u), w->arena);
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

struct flags *flags_raise(struct arena *a, const struct scores *s)
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
				raise(w, flags, trigger, u);
		}
	}
	matters_list(w, flags);
	return flags;
}
