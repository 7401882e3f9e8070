/* interventions.c -- what people's decisions add to totals: 调整, and score effects of earlier flags.
 *
 * A flag decided 维持 or 减轻 takes its 计分影响 once: in the period in which
 * its 决定 日期 falls if that is later than its own, else in the period after
 * its own.  So no flag ever feeds the rank that raised it. */
#include "scoring/duty.h"

static struct intervention *add_line(struct desk *d, const struct unit *u)
{
	struct unit_score *s = &d->out->unit[u->index];

	return arena_push(d->work->arena, s->intervention, s->intervention_count);
}

static void add_adjustment(struct desk *d, const struct adjustment *row)
{
	struct unit_score *s = &d->out->unit[row->unit->index];

	*add_line(d, row->unit) = (struct intervention){
		.points = row->points, .what = "调整", .document = row->document, .reason = row->reason,
		.by = row->approver, .at = row->at,
	};
	s->adjusted = num_add(d->work->arena, s->adjusted, row->points);
}

/* Whether the flag, raised so many periods back, counts in this one. */
static bool takes_effect_now(const struct ruling *r, const struct past *p, size_t back, struct period now)
{
	if (r->decided != INT32_MIN && r->decided > p->period.last)
		return r->decided >= now.first && r->decided <= now.last;
	return back == 1;
}

static void add_effect(struct desk *d, const struct past_flag *f, const struct ruling *r)
{
	struct arena *a = d->work->arena;
	struct unit_score *s = &d->out->unit[f->unit->index];
	struct num points = num_neg(a, f->trigger->score_effect);

	*add_line(d, f->unit) = (struct intervention){
		.duty = true, .points = points, .what = f->id, .document = r->document, .reason = r->reason,
		.by = r->by, .at = r->at,
	};
	s->duty = num_add(a, s->duty, points);
}

static bool has_effect(const struct desk *d, const struct past_flag *f)
{
	return f->trigger != NULL && f->unit != NULL && f->trigger->board == d->board
		&& num_sign(f->trigger->score_effect) != 0;
}

static void gather_effects(struct desk *d)
{
	const struct people *people = d->work->scores->people;
	const struct history *h = d->work->scores->history;

	for (size_t back = past_reach(h); back > 0; back--) {
		const struct past *p = past_at(d->work, back);

		for (size_t k = 0; p != NULL && k < p->flag_count; k++) {
			const struct past_flag *f = &p->flag[k];
			const struct ruling *r = has_effect(d, f) ? ruling_on(people, f->id) : NULL;

			if (r != NULL && ruling_counts(r) && takes_effect_now(r, p, back, d->work->measures->period))
				add_effect(d, f, r);
		}
	}
}

void interventions_gather(struct desk *d)
{
	const struct people *people = d->work->scores->people;

	if (people == NULL)
		return;
	for (size_t k = 0; k < people->adjustment_count; k++)
		if (people->adjustment[k].board == d->board)
			add_adjustment(d, &people->adjustment[k]);
	gather_effects(d);
}

/* Beside the totals as they are, those that would be without people's hand. */
void scores_before(struct scores *s, const struct scores *plain)
{
	for (size_t b = 0; b < s->scheme->board_count; b++) {
		size_t count = s->scheme->board[b]->registry->unit_count;

		for (size_t k = 0; k < count; k++) {
			struct unit_score *u = &s->board[b].unit[k];
			const struct unit_score *before = &plain->board[b].unit[k];

			if (!before->scored)
				continue;
			u->before = before->total;
			u->has_before = !u->scored || num_cmp(u->exact, before->exact) != 0;
		}
	}
}
