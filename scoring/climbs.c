/* climbs.c -- an example of a 问责 on a ladder: a made-up history of its flags, climbed period by period. */
#include "scoring/stage.h"

/* Whether a rung asks for 数量, and the example gives what it takes. */
static void asks_amount(const struct expr *e, void *asked)
{
	*(bool *)asked |= e->op == OP_STEP_AMOUNT;
}

static bool amount_known(struct stage *s, struct climber *c)
{
	const struct trigger *t = s->example->trigger;
	bool asked = false;
	struct value v;

	for (size_t k = 0; k < t->ladder->rung_count; k++)
		expr_walk(t->ladder->rung[k].when, asks_amount, &asked);
	if (!asked || t->amount == NULL)
		return true;
	if (!needs_amount(s->arena, s->diag, s->scheme, s->example))
		return false;
	v = seat_eval(&stage_open(s)->desk[t->board->index], c->unit, t->amount);
	c->has_amount = v.kind == V_NUMBER;
	c->amount = c->has_amount ? v.num : num_int(0);
	return true;
}

/* The periods of 历史, newest first, each with the unit on the board and, where it says 是, room for its flag. */
static struct past *made_up(struct stage *s, const struct unit *u)
{
	const struct example *x = s->example;
	struct past *past = arena_many(s->arena, struct past, x->past_count);
	struct period p = x->period;

	for (size_t k = 0; k < x->past_count; k++) {
		struct past *then = &past[k];

		then->period = p;
		p = period_before(p.kind, p.first);
		then->board = arena_many(s->arena, struct past_unit *, s->scheme->board_count);
		then->board[s->board->index] = arena_one(s->arena, struct past_unit);
		then->board[s->board->index]->present = then->board[s->board->index]->scored = true;
		then->flag = arena_one(s->arena, struct past_flag);
		*then->flag = (struct past_flag){ .trigger = x->trigger, .unit = u, .id = "", .measure = "" };
		then->run = x->past[x->past_count - 1 - k] >= 0 ? 1 : 0;
	}
	return past;
}

/* Each period climbs on those before it; the last one is what the example is about. */
static struct climb climbed(struct climber *c, const struct example *x, struct past *past)
{
	struct climb climb = { .months = "", .says = "" };

	for (size_t k = x->past_count; k > 0; k--) {
		struct history before = { .past = past + k, .count = x->past_count - k };

		climb = (struct climb){ .months = "", .says = "" };
		if (x->past[x->past_count - k] != 1)
			continue;
		c->history = &before;
		c->now = past[k - 1].period;
		climb = ladder_climb(c);
		past[k - 1].flag_count = 1;
		past[k - 1].flag->step = climb.step;
	}
	return climb;
}

static const char *how_climbed(struct arena *a, const struct climb *c)
{
	if (c->streak == 0)
		return "本期没有触发";
	return arena_printf(a, "连续 %u，累计 %u%s%s", c->streak, c->times, *c->says != '\0' ? "；" : "，没有一级成立", c->says);
}

void climb_prove(struct stage *s)
{
	const struct example *x = s->example;
	struct climber c = { .arena = s->arena, .trigger = x->trigger, .unit = stage_unit(s, 0) };
	struct climb climb;

	if (!s->sound || x->trigger->ladder == NULL || x->expected_count == 0 || !amount_known(s, &c))
		return;
	climb = climbed(&c, x, made_up(s, c.unit));
	for (size_t k = 0; k < x->expected[0].due_count; k++)
		if (num_cmp(num_int(climb.step), x->expected[0].due[k].num) != 0)
			diag(s->diag, MSG_LADDER_EXAMPLE_DIFFERS, x->expected[0].at, x->name,
				num_text(s->arena, x->expected[0].due[k].num), arena_printf(s->arena, "%u", climb.step),
				how_climbed(s->arena, &climb), x->trigger->ladder->name, NULL);
}
