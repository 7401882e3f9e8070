/* roles.c -- the roles of a proposal, and who held them on the day of the fact.
 *
 * That day is 事实日 of the rule, else 截止日.  Who held a role then answers for
 * it; who holds it at present (today, where that is later) is named besides. */
#include "scoring/duty.h"

#include <string.h>

#include "base/text.h"

static bool day_of_value(struct value v, int32_t *day)
{
	if (v.kind == V_DAY)
		*day = (int32_t)v.time;
	else if (v.kind == V_MOMENT)
		*day = (int32_t)((v.time - (v.time % 86400 + 86400) % 86400) / 86400);
	return v.kind == V_DAY || v.kind == V_MOMENT;
}

int32_t fact_day(struct work *w, const struct trigger *t, const struct unit *u, const char **says)
{
	int32_t day = w->measures->cutoff;

	*says = "";
	if (t->fact_day == NULL)
		return day;
	if (day_of_value(seat_eval(&w->desk[t->board->index], u, t->fact_day), &day))
		*says = arena_printf(w->arena, "；事实日 %s", day_text(w->arena, day));
	else
		*says = arena_printf(w->arena, "；事实日无从得出（%s），按截止日 %s",
			seat_show(&w->desk[t->board->index], u, t->fact_day), day_text(w->arena, day));
	return day;
}

/* As written by fact_day: the day ends the words. */
bool facts_day(const char *facts, int32_t *day)
{
	enum { DAY_LENGTH = sizeof "2026-10-31" - 1 };
	const char *at = strstr(facts, "；事实日"), *next;
	size_t length;

	for (; at != NULL && (next = strstr(at + 1, "；事实日")) != NULL; at = next)
		;
	length = at == NULL ? 0 : strlen(at);
	return length > DAY_LENGTH && day_parse(at + length - DAY_LENGTH, DAY_LENGTH, day);
}

static const char *label_of(struct arena *a, const struct unit *u)
{
	return u->parent == NULL ? u->name : arena_printf(a, "%s%s", u->parent->name, u->name);
}

static const char *vacant(const struct answering *q, size_t role)
{
	const char *on = day_text(q->arena, q->day);

	if (q->diag != NULL)
		diag(q->diag, MSG_ROLE_VACANT, role_gap(q->unit, role, q->day), label_of(q->arena, q->unit), q->unit->registry->role[role], on, NULL);
	return arena_printf(q->arena, "%s 无人任职", on);
}

/* "", or what changed between the day and today. */
static const char *since(const struct answering *q, size_t role, const char *then)
{
	const char *present = role_holder(q->arena, q->unit, role, q->today);

	if (q->today <= q->day || text_same(then, present))
		return "";
	return present == NULL ? "，现无人任职" : arena_printf(q->arena, "，现任%s", present);
}

static void add_holder(struct buf *b, const struct answering *q, size_t role)
{
	const char *then = role_holder(q->arena, q->unit, role, q->day);

	if (then == NULL || *then != '\0')
		buf_printf(b, "（%s%s）", then != NULL ? then : vacant(q, role), since(q, role, then));
}

const char *roles_of(const struct answering *q, const char *const *role)
{
	struct buf b = buf_new(q->arena);

	for (size_t k = 0; role != NULL && role[k] != NULL; k++) {
		size_t known = role_index(q->unit->registry, role[k]);

		buf_printf(&b, "%s%s", k > 0 ? "、" : "", role[k]);
		if (known != SIZE_MAX)
			add_holder(&b, q, known);
	}
	return b.length > 0 ? b.at : "";
}

const char *roles_of_past(struct work *w, const struct past_flag *f, int32_t today)
{
	struct answering q = { w->arena, NULL, f->then, f->fact_day, today };
	const char *const *role = step_roles(f->trigger, f->unit, f->step);
	struct buf b = buf_new(w->arena);

	if (f->then != NULL && f->has_fact_day)
		return roles_of(&q, role);
	for (size_t k = 0; role != NULL && role[k] != NULL; k++)
		buf_printf(&b, "%s%s", k > 0 ? "、" : "", role[k]);
	if (b.length > 0)
		buf_add(&b, f->then == NULL ? "（当时的单位已不在名录，姓名不详）" : "（事实日没有记载，姓名不详）");
	return b.length > 0 ? b.at : "";
}
