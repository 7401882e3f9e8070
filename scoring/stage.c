/* stage.c -- an example's made-up units stand in for every registry.
 *
 * The registry of the example's board holds its 单位, the one below it its 下级
 * (all of the first unit), any other one unit alone.  Figures of 给定 count for
 * that first unit in the other registries too, so that an indicator that asks
 * its parent or its only child finds them. */
#include "scoring/stage.h"
#include "scoring/tree.h"

#include <string.h>

struct period stage_period(const struct scheme *s, const struct example *x)
{
	struct period p = { .kind = YEAR };

	if (x->has_period)
		return x->period;
	if (s->has_from)
		return s->from;
	period_parse("2026", &p);
	return p;
}

/* ---- units --------------------------------------------------------------------- */

static struct unit *make_unit(struct stage *s, const struct registry *r, const struct cast_unit *as)
{
	struct unit **slot = arena_push(s->arena, s->cast.unit[r->index], s->cast.count[r->index]);
	struct unit *u = *slot = arena_one(s->arena, struct unit);

	u->registry = r;
	u->index = s->cast.count[r->index] - 1;
	u->code = u->name = as->name;
	u->group = as->group;
	u->type = as->type;
	return u;
}

const struct registry *registry_below(const struct scheme *s, const struct registry *r)
{
	for (size_t k = 0; k < s->registry_count; k++)
		if (s->registry[k]->parent == r)
			return s->registry[k];
	return NULL;
}

static void cast_units(struct stage *s)
{
	const struct scheme *scheme = s->scheme;
	const struct example *x = s->example;
	const struct registry *own = s->own, *below = registry_below(scheme, own);
	const struct cast_unit alone = { "例", x->unit[0].group, x->unit[0].type };

	s->cast.unit = arena_many(s->arena, struct unit **, scheme->registry_count);
	s->cast.count = arena_many(s->arena, size_t, scheme->registry_count);
	for (size_t r = 0; r < scheme->registry_count; r++) {
		const struct registry *registry = scheme->registry[r];
		const struct cast_unit *as = registry == own ? x->unit : registry == below && x->below_count > 0 ? x->below : &alone;
		size_t count = registry == own ? x->unit_count : registry == below && x->below_count > 0 ? x->below_count : 1;

		for (size_t k = 0; k < count; k++)
			make_unit(s, registry, &as[k]);
	}
	for (size_t r = 0; r < scheme->registry_count; r++)
		for (size_t k = 0; k < s->cast.count[r]; k++)
			if (scheme->registry[r]->parent != NULL)
				s->cast.unit[r][k]->parent = s->cast.unit[scheme->registry[r]->parent->index][0];
}

/* ---- figures ---------------------------------------------------------------------- */

static bool is_measured_for(const struct measure *m, const struct registry *r)
{
	for (size_t k = 0; k < m->source->mapping_count; k++)
		if (m->source->mapping[k].registry == r && measure_goes_by(m, &m->source->mapping[k]))
			return true;
	return m->citywide;
}

/* Rows of a given figure: a count is its own; any other is taken to rest on enough. */
static uint64_t given_rows(const struct stage *s, const struct measure *m, struct value v)
{
	const struct indicator *i = s->example->indicator;
	struct num n = num_int(1);
	int64_t rows = 1;

	if (v.kind == V_NONE)
		return 0;
	if (m->algorithm == COUNT && v.kind == V_NUMBER)
		n = num_max(v.num, num_int(0));
	else if (i != NULL && i->sample != NULL)
		n = num_max(n, num_ceil(s->arena, i->sample_least));
	num_to_int(n, &rows);
	return (uint64_t)rows;
}

static void set_figure(struct stage *s, const struct measure *m, const struct unit *u, struct value v)
{
	if (v.kind == V_BLANK)
		v = value_none(NOT_REPORTED);
	if (is_measured_for(m, u->registry))
		measures_set(s->measures, m, u, v, given_rows(s, m, v));
}

static void clear_figures(struct stage *s)
{
	for (size_t m = 0; m < s->scheme->counted_count; m++)
		for (size_t r = 0; r < s->scheme->registry_count; r++)
			for (size_t k = 0; k < s->cast.count[r]; k++)
				set_figure(s, s->scheme->measure[m], s->cast.unit[r][k], value_blank());
}

static void lay_figure(struct stage *s, const struct given *g)
{
	const struct registry *own = s->own, *below = registry_below(s->scheme, own);

	for (size_t r = 0; r < s->scheme->registry_count; r++) {
		const struct registry *registry = s->scheme->registry[r];
		bool of_list = g->below ? registry == below : registry == own;

		for (size_t k = 0; k < s->cast.count[r]; k++)
			if (of_list)
				set_figure(s, g->measure, s->cast.unit[r][k], g->value[k]);
			else if (!g->below && !(registry == below && s->example->below_count > 0))
				set_figure(s, g->measure, s->cast.unit[r][k], g->value[0]);
	}
}

static void lay_population(struct stage *s, const struct given *g)
{
	const struct registry *own = s->own, *r = g->below ? registry_below(s->scheme, own) : own;

	for (size_t k = 0; r != NULL && k < s->cast.count[r->index]; k++)
		if (g->value[k].kind == V_NUMBER) {
			s->cast.unit[r->index][k]->population = g->value[k].num;
			s->cast.unit[r->index][k]->has_population = true;
		}
}

/* ---- what went before ---------------------------------------------------------------- */

static void open_history(struct stage *s)
{
	const struct scheme *scheme = s->scheme;
	const struct registry *own = s->own;
	struct period p = stage_period(scheme, s->example);
	unsigned reach = 0;

	for (size_t k = 0; k < s->example->given_count; k++)
		if (s->example->given[k].back > reach)
			reach = s->example->given[k].back;
	s->history.past = arena_many(s->arena, struct past, reach);
	s->history.count = reach;
	for (unsigned back = 0; back < reach; back++) {
		struct past *then = &s->history.past[back];

		p = period_before(p.kind, p.first);
		then->period = p;
		then->run = 1;
		then->board = arena_many(s->arena, struct past_unit *, scheme->board_count);
		for (size_t b = 0; b < scheme->board_count; b++) {
			if (scheme->board[b]->registry != own)
				continue;
			then->board[b] = arena_many(s->arena, struct past_unit, s->cast.count[own->index]);
			for (size_t k = 0; k < s->cast.count[own->index]; k++)
				then->board[b][k] = (struct past_unit){
					.present = true, .grade = "", .figure = arena_many(s->arena, struct past_figure, scheme->indicator_count),
				};
		}
	}
}

static void lay_past_unit(struct stage *s, struct past_unit *u, const struct given *g, const struct unit *unit, struct value v)
{
	struct past_figure *f = g->indicator != NULL ? &u->figure[g->indicator->index] : NULL;
	int64_t rank;

	if (v.kind != V_NUMBER)
		return;
	if (g->kind == PAST_VALUE) {
		f->has_value = true;
		f->value = v.num;
	} else if (g->kind == PAST_POINTS) {
		struct work w = { .arena = s->arena };

		f->has_points = true;
		f->points = v.num;
		f->full = node_full(&w, g->indicator, unit->group);
	} else if (g->kind == PAST_TOTAL) {
		u->scored = true;
		u->exact = u->total = v.num;
	} else if (num_to_int(v.num, &rank) && rank > 0) {
		u->ranked = true;
		u->rank = (unsigned)rank;
	}
}

static void lay_past_measures(struct stage *s, struct past *then, const char *const *word)
{
	for (size_t k = 0; k < s->example->unit_count; k++)
		if (*word[k] != '\0')
			*arena_push(s->arena, then->flag, then->flag_count) = (struct past_flag){
				.unit = stage_unit(s, k), .id = "", .measure = word[k],
			};
}

static void lay_past(struct stage *s, const struct given *g)
{
	struct past *then = &s->history.past[g->back - 1];

	if (g->kind == PAST_MEASURE) {
		lay_past_measures(s, then, g->word);
		return;
	}
	for (size_t b = 0; b < s->scheme->board_count; b++)
		for (size_t k = 0; then->board[b] != NULL && k < s->example->unit_count; k++)
			lay_past_unit(s, &then->board[b][k], g, stage_unit(s, k), g->value[k]);
}

/* ---- 工作日 ------------------------------------------------------------------------------ */

static struct people *open_calendar(struct arena *a, const struct example *x)
{
	struct people *people;

	if (x->days.first > x->days.last)
		return NULL;
	people = arena_one(a, struct people);
	people->calendar_first = x->days.first;
	people->calendar_last = x->days.last;
	people->working = x->days.working;
	return people;
}

/* ---- the whole ------------------------------------------------------------------------ */

const struct unit *stage_unit(const struct stage *s, size_t k)
{
	return s->cast.unit[s->own->index][k];
}

struct stage stage_set(struct arena *a, struct diag *d, const struct scheme *scheme, struct measures *measures, const struct example *x,
	const struct board *board)
{
	struct stage s = { .arena = a, .diag = d, .scheme = scheme, .example = x, .board = board, .measures = measures };

	s.own = board != NULL ? board->registry : x->measure != NULL ? registry_of_measure(x->measure) : x->rectification->registry;
	measures->period = stage_period(scheme, x);
	measures->cutoff = x->has_cutoff ? x->cutoff : measures->period.last;
	cast_units(&s);
	s.people = open_calendar(a, x);
	clear_figures(&s);
	s.sound = lay_rows(&s);
	open_history(&s);
	for (size_t k = 0; k < x->given_count; k++) {
		const struct given *g = &x->given[k];

		if (g->kind == GIVEN_FIGURE)
			lay_figure(&s, g);
		else if (g->kind == GIVEN_POPULATION)
			lay_population(&s, g);
		else if (g->kind != GIVEN_POINTS && g->kind != GIVEN_TOTAL)
			lay_past(&s, g);
	}
	return s;
}

/* 给定得分, 下级给定得分: on every board of these units that has the node. */
static void lay_points(const struct stage *s, struct work *w, const struct given *g)
{
	const struct registry *r = g->below ? registry_below(s->scheme, s->own) : s->own;
	size_t count = g->below ? s->example->below_count : s->example->unit_count;

	for (size_t u = 0; r != NULL && u < count; u++)
		for (size_t b = 0; b < s->scheme->board_count; b++)
			if (w->desk[b].in_tree[g->indicator->index] && w->desk[b].board->registry == r && g->value[u].kind == V_NUMBER)
				node_pretend(&w->desk[b], s->cast.unit[r->index][u], g->indicator, g->value[u].num);
}

struct work *stage_open(const struct stage *s)
{
	struct work *w = work_open(s->arena, s->diag, s->scheme, s->measures, &s->cast);

	w->scores->history = s->history.count > 0 ? &s->history : NULL;
	w->scores->people = s->people;
	for (size_t k = 0; k < s->example->given_count; k++)
		if (s->example->given[k].kind == GIVEN_POINTS)
			lay_points(s, w, &s->example->given[k]);
	return w;
}
