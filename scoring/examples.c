/* examples.c -- the scheme's own 例, each proved on a registry of one unit.
 *
 * A made-up unit with the example's 组 stands in for every registry, the 给定
 * figures are its measures, and the indicator is scored as in any run.  Its
 * functions over other units see itself alone.  An example of a 问责 has a made-up
 * history of its flags instead, climbed period by period. */
#include "scoring/duty.h"
#include "scoring/words.h"

#include <string.h>

struct bench {
	struct arena *arena;
	struct diag *diag;
	const struct scheme *scheme;
	struct measures *measures;
	struct unit **stand_in;         /* by registry index */
};

/* The period in which examples play: the first the scheme holds for. */
static struct period example_period(const struct scheme *s)
{
	struct period p = { .kind = YEAR };

	if (s->has_from)
		return s->from;
	period_parse("2026", &p);
	return p;
}

static void open_stand_ins(struct bench *b)
{
	size_t count = b->scheme->registry_count;

	b->stand_in = arena_many(b->arena, struct unit *, count);
	for (size_t r = 0; r < count; r++)
		b->stand_in[r] = arena_one(b->arena, struct unit);
	for (size_t r = 0; r < count; r++) {
		const struct registry *registry = b->scheme->registry[r];
		struct unit *u = b->stand_in[r];

		u->registry = registry;
		u->code = u->name = "例";
		u->type = u->group = "";
		u->parent = registry->parent != NULL ? b->stand_in[registry->parent->index] : NULL;
	}
}

/* ---- the figures ------------------------------------------------------------------- */

/* Rows of a given figure: a count is its own; any other is taken to rest on enough. */
static uint64_t given_rows(struct bench *b, const struct example *x, const struct given *g)
{
	const struct indicator *i = x->indicator;
	struct num n = num_int(1);
	int64_t rows = 1;

	if (g->measure->algorithm == COUNT && g->value.kind == V_NUMBER)
		n = num_max(g->value.num, num_int(0));
	else if (i != NULL && i->sample != NULL)
		n = num_max(n, num_ceil(b->arena, i->sample_least));
	num_to_int(n, &rows);
	return (uint64_t)rows;
}

static bool is_measured_for(const struct measure *m, const struct registry *r)
{
	for (size_t k = 0; k < m->source->mapping_count; k++)
		if (m->source->mapping[k].registry == r)
			return true;
	return m->citywide;
}

static void set_everywhere(struct bench *b, const struct measure *m, struct value v, uint64_t n)
{
	for (size_t r = 0; r < b->scheme->registry_count; r++)
		if (is_measured_for(m, b->scheme->registry[r]))
			measures_set(b->measures, m, b->stand_in[r], v, n);
}

static void lay_out(struct bench *b, const struct example *x)
{
	for (size_t m = 0; m < b->scheme->measure_count; m++)
		set_everywhere(b, b->scheme->measure[m], value_none(NOT_REPORTED), 0);
	for (size_t r = 0; r < b->scheme->registry_count; r++)
		b->stand_in[r]->group = x->group != NULL ? x->group : "";
	for (size_t k = 0; k < x->given_count; k++)
		if (x->given[k].measure != NULL)
			set_everywhere(b, x->given[k].measure, x->given[k].value, given_rows(b, x, &x->given[k]));
}

/* ---- what the indicator needs --------------------------------------------------------- */

struct need {
	struct bench *bench;
	const struct example *example;
	bool *seen;                     /* indicators walked into */
	bool complete;
};

static bool is_given(const struct example *x, const struct measure *m)
{
	for (size_t k = 0; k < x->given_count; k++)
		if (x->given[k].measure == m)
			return true;
	return false;
}

static void need_indicator(struct need *, const struct indicator *);

static void need_measure(const struct expr *e, void *data)
{
	struct need *n = data;

	if (e->op == OP_VALUE || e->op == OP_POINTS || e->op == OP_RATE)
		need_indicator(n, e->indicator);
	if (e->op != OP_MEASURE || is_given(n->example, e->measure))
		return;
	n->complete = false;
	diag(n->bench->diag, MSG_EXAMPLE_LACKS, n->example->at, n->example->name, e->measure->name,
		n->example->indicator->name, NULL);
}

static void need_indicator(struct need *n, const struct indicator *i)
{
	if (n->seen[i->index])
		return;
	n->seen[i->index] = true;
	if (i->formula != NULL)
		seat_walk(i->formula, need_measure, n);
	for (size_t k = 0; k < i->child_count; k++)
		need_indicator(n, i->child[k]);
}

/* 未报送 is shown by not giving the figure. */
static bool is_complete(struct bench *b, const struct example *x)
{
	struct need n = { b, x, arena_many(b->arena, bool, b->scheme->indicator_count), true };

	if (x->has_none && x->none == NOT_REPORTED)
		return true;
	need_indicator(&n, x->indicator);
	return n.complete;
}

/* ---- what came out --------------------------------------------------------------------- */

static const char *expected(struct arena *a, const struct example *x)
{
	const char *dimension = x->indicator->dimension;
	struct buf b = buf_new(a);

	if (x->has_none)
		return none_words[x->none];
	if (x->has_value)
		buf_printf(&b, "值 %s", say_figure(a, x->value, dimension));
	if (x->has_points)
		buf_printf(&b, "%s得分 %s", b.length > 0 ? "，" : "", num_text(a, x->points));
	if (x->has_share)
		buf_printf(&b, "%s折合 %s", b.length > 0 ? "，" : "", num_text(a, x->share));
	return b.length > 0 ? b.at : "";
}

/* Said exactly, fractions and all: the example's author must see what is off. */
static const char *computed(struct arena *a, const struct example *x, const struct node_score *n, struct num share)
{
	struct buf b = buf_new(a);

	if (n->none)
		buf_add(&b, obstacle_word(n));
	else if (x->has_value || x->has_none)
		buf_printf(&b, "值 %s", say_value(a, n->value, x->indicator->dimension));
	if (!n->scored || (n->none && x->has_none))
		return b.at;
	if (x->has_points || x->has_none)
		buf_printf(&b, "%s得分 %s", b.length > 0 ? "，" : "", num_text(a, n->points));
	if (x->has_share)
		buf_printf(&b, "%s折合 %s", b.length > 0 ? "，" : "", num_text(a, share));
	return b.length > 0 ? b.at : "";
}

static bool comes_out(const struct example *x, const struct node_score *n, struct num share)
{
	if (x->has_none)
		return n->none && n->state == NULL && !n->small && !n->first && n->kind == x->none;
	if (x->has_value && (n->value.kind != V_NUMBER || num_cmp(n->value.num, x->value) != 0))
		return false;
	if ((x->has_points || x->has_share) && !n->scored)
		return false;
	if (x->has_points && num_cmp(n->points, x->points) != 0)
		return false;
	return !x->has_share || num_cmp(share, x->share) == 0;
}

static struct origin expectation_at(const struct example *x)
{
	for (size_t k = 0; k < x->element->entry_count; k++)
		if (strcmp(x->element->entry[k].key, "应得") == 0)
			return x->element->entry[k].value_at;
	return x->at;
}

static const char *how(struct arena *a, const struct node_score *n)
{
	if (*n->shown == '\0' || *n->steps == '\0')
		return arena_printf(a, "%s%s", n->shown, n->steps);
	return arena_printf(a, "%s；%s", n->shown, n->steps);
}

static struct desk *desk_with(struct work *w, const struct indicator *i)
{
	for (size_t b = 0; b < w->scheme->board_count; b++)
		if (w->desk[b].in_tree[i->index])
			return &w->desk[b];
	return NULL;
}

/* ---- 问责: a made-up history, climbed --------------------------------------------------- */

static void need_amount(const struct expr *e, void *data)
{
	struct need *n = data;

	if (e->op != OP_MEASURE || is_given(n->example, e->measure))
		return;
	n->complete = false;
	diag(n->bench->diag, MSG_LADDER_EXAMPLE_LACKS, n->example->at, n->example->name, e->measure->name,
		n->example->trigger->name, NULL);
}

/* Whether a rung asks for 数量, and the example gives what it takes. */
static void asks_amount(const struct expr *e, void *asked)
{
	*(bool *)asked |= e->op == OP_STEP_AMOUNT;
}

static bool amount_known(struct bench *b, const struct example *x, struct climber *c)
{
	const struct trigger *t = x->trigger;
	struct need n = { b, x, NULL, true };
	bool asked = false;
	struct value v;

	for (size_t k = 0; k < t->ladder->rung_count; k++)
		expr_walk(t->ladder->rung[k].when, asks_amount, &asked);
	if (!asked || t->amount == NULL)
		return true;
	expr_walk(t->amount, need_amount, &n);
	if (!n.complete)
		return false;
	v = seat_eval(&work_open(b->arena, b->diag, b->scheme, b->measures, b->stand_in)->desk[t->board->index], c->unit,
		t->amount);
	c->has_amount = v.kind == V_NUMBER;
	c->amount = c->has_amount ? v.num : num_int(0);
	return true;
}

/* The periods of 历史, newest first, each with the unit on the board and, where it says 是, room for its flag. */
static struct past *made_up(struct bench *b, const struct example *x, const struct unit *u)
{
	struct past *past = arena_many(b->arena, struct past, x->past_count);
	struct period p = x->period;

	for (size_t k = 0; k < x->past_count; k++) {
		struct past *then = &past[k];

		then->period = p;
		p = period_before(p.kind, p.first);
		then->board = arena_many(b->arena, struct past_unit *, b->scheme->board_count);
		then->board[x->trigger->board->index] = arena_one(b->arena, struct past_unit);
		then->board[x->trigger->board->index]->present = then->board[x->trigger->board->index]->scored = true;
		then->flag = arena_one(b->arena, struct past_flag);
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
		struct history before = { past + k, x->past_count - k };

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

static void prove_ladder(struct bench *b, const struct example *x)
{
	struct arena *a = b->arena;
	struct climber c = { .arena = a, .trigger = x->trigger, .unit = b->stand_in[x->trigger->board->registry->index] };
	struct climb climb;

	if (x->trigger->ladder == NULL || !x->has_step)
		return;
	lay_out(b, x);
	if (!amount_known(b, x, &c))
		return;
	climb = climbed(&c, x, made_up(b, x, c.unit));
	if (climb.step != x->step)
		diag(b->diag, MSG_LADDER_EXAMPLE_DIFFERS, expectation_at(x), x->name, arena_printf(a, "%u", x->step),
			arena_printf(a, "%u", climb.step), how_climbed(a, &climb), x->trigger->ladder->name, NULL);
}

static void prove(struct bench *b, const struct example *x)
{
	struct arena *a = b->arena;
	struct desk *d;
	const struct node_score *n;
	const struct unit *u;
	struct num share;
	struct work *w;

	if (x->trigger != NULL) {
		prove_ladder(b, x);
		return;
	}
	if (x->indicator == NULL || !is_complete(b, x))
		return;
	lay_out(b, x);
	w = work_open(a, b->diag, b->scheme, b->measures, b->stand_in);
	d = desk_with(w, x->indicator);
	if (d == NULL) {
		diag(b->diag, MSG_EXAMPLE_OUTSIDE, x->at, x->name, x->indicator->name, NULL);
		return;
	}
	u = b->stand_in[d->board->registry->index];
	n = node_final(d, u, x->indicator);
	share = node_plain_share(d, u, x->indicator);
	if (!comes_out(x, n, share))
		diag(b->diag, MSG_EXAMPLE_DIFFERS, expectation_at(x), x->name, expected(a, x), computed(a, x, n, share),
			how(a, n), x->indicator->name, NULL);
}

size_t examples_check(struct arena *a, struct diag *d, const struct scheme *s)
{
	struct bench b = { .arena = a, .diag = d, .scheme = s };
	struct period p = example_period(s);

	if (s->example_count == 0)
		return 0;
	b.measures = measures_blank(a, s, p, p.last);
	open_stand_ins(&b);
	for (size_t k = 0; k < s->example_count; k++)
		prove(&b, s->example[k]);
	return s->example_count;
}
