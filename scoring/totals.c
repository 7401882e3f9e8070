/* totals.c -- from the root to a total, and from a total to a grade.
 *
 *     root ÷ root's full marks × 满分 of the 榜
 *       → 加减分, each within its own cap, then their sum within the board's
 *       → 调整 → score effects of earlier decided flags (interventions.c)
 *       → 总分封顶 总分保底 → 修约
 *     … ranks lie between (ranking.c) …
 *       → 等次 → the vetoes that lower it
 *
 * A unit has a total unless its root has no points; a grade wherever it has a
 * total.  不参与排名 withholds the rank alone. */
#include "scoring/marking.h"
#include "scoring/tree.h"
#include "scoring/words.h"

static void unrank(struct desk *d, struct unit_score *u, const char *why)
{
	u->ranked = false;
	u->why_unranked = *u->why_unranked == '\0' ? why
		: arena_printf(d->work->arena, "%s；%s", u->why_unranked, why);
}

/* ---- 加减分 --------------------------------------------------------------------- */

static const char *extra_value(struct desk *d, const struct unit *u, struct extra_score *x)
{
	const struct extra *e = x->extra;
	struct arena *a = d->work->arena;
	struct seat seat = seat_of(d, u);
	const char *figures;

	if (e->applies != NULL && seat_holds(d, u, e->applies) != 1) {
		x->value = value_none(NOT_APPLICABLE);
		return arena_printf(a, "适用条件不成立：%s", seat_show(d, u, e->applies));
	}
	x->value = seat_eval_in(&seat, e->formula);
	figures = seat_show(d, u, e->formula);
	if (x->value.kind == V_BOOL)
		x->value = value_num(num_int(x->value.yes ? 1 : 0));
	if (x->value.kind == V_NUMBER || x->value.kind == V_NONE)
		return arena_printf(a, "%s = %s", figures, say_value(a, x->value, e->dimension));
	if (seat.first) {
		x->value = value_none(NO_DENOMINATOR);
		return arena_printf(a, "%s = 空（以前的期没有数）", figures);
	}
	x->value = value_none(kind_in_doubt(d, u, e->formula));
	return arena_printf(a, "%s = 无法判断（%s）", figures, none_words[x->value.none]);
}

static void extra_without(struct desk *d, struct unit_score *u, struct extra_score *x, enum none kind)
{
	const struct extra *e = x->extra;
	enum effect effect = e->treatment[kind].effect;
	struct arena *a = d->work->arena;

	if (effect == UNRANKED) {
		x->steps = arena_printf(a, "%s，%s", none_words[kind], effect_words[UNRANKED]);
		unrank(d, u, arena_printf(a, "加减分“%s”%s，按规定不参与排名", e->name, none_words[kind]));
	} else {
		x->steps = arena_printf(a, "%s，不加不扣", none_words[kind]);
	}
}

static void extra_points(struct desk *d, struct unit_score *u, struct extra_score *x)
{
	struct seat seat = seat_of(d, u->unit);
	struct env env = seat_env(&seat);
	struct marking_case c = {
		.arena = d->work->arena, .marking = &x->extra->marking, .dimension = x->extra->dimension,
		.full = num_int(0), .env = &env,
	};
	struct marked m;

	x->points = num_int(0);
	x->shown = extra_value(d, u->unit, x);
	x->n = formula_rows(d, u->unit, x->extra->formula);
	if (x->value.kind == V_NONE) {
		extra_without(d, u, x, x->value.none);
		return;
	}
	c.value = x->value.num;
	m = marking_extra(&c);
	if (!m.scored) {
		extra_without(d, u, x, m.kind);
		return;
	}
	x->points = m.points;
	x->steps = m.steps;
}

static struct num within(struct num x, bool has_floor, struct num floor, bool has_cap, struct num cap)
{
	if (has_cap)
		x = num_min(x, cap);
	return has_floor ? num_max(x, floor) : x;
}

static void extras_add(struct desk *d, struct unit_score *u)
{
	const struct board *b = d->board;
	struct num sum = num_int(0);

	for (size_t k = 0; k < u->extra_count; k++) {
		u->extra[k].extra = d->out->extra[k];
		extra_points(d, u, &u->extra[k]);
		sum = num_add(d->work->arena, sum, u->extra[k].points);
	}
	u->extra_sum = within(sum, b->has_extra_floor, b->extra_floor, b->has_extra_cap, b->extra_cap);
}

/* ---- the total ------------------------------------------------------------------- */

/* The root hands its points to the board as any node to its parent. */
static void root_points(struct desk *d, struct unit_score *u)
{
	struct node_score *root = node_at(d, u->unit, d->board->root);
	struct num full = by_group(&d->board->full, u->unit->group);
	struct arena *a = d->work->arena;

	node_final(d, u->unit, d->board->root);
	u->scored = root->scored;
	if (!root->scored)
		return;
	root->weight = full;
	if (num_sign(root->full) != 0)
		root->share = rounding_apply(a, num_mul(a, num_div(a, root->points, root->full), full), &d->board->root->rounding);
	u->base = root->share;
}

/* A [状态] without 指标 takes the whole unit: no rank, or 零分 (满分) in place
 * of whatever its nodes come to; true for the latter. */
static bool whole_unit_states(struct desk *d, struct unit_score *u)
{
	const struct scheme *s = d->work->scheme;
	struct arena *a = d->work->arena;

	for (size_t k = 0; k < s->state_count; k++) {
		const struct state *state = s->state[k];

		if (state->board != d->board || state->indicator != NULL || seat_holds(d, u->unit, state->when) != 1)
			continue;
		if (state->treatment.effect != ZERO && state->treatment.effect != FULL) {
			unrank(d, u, arena_printf(a, "%s：%s，按规定不参与排名", state->name,
				seat_show(d, u->unit, state->when)));
			continue;
		}
		u->scored = true;
		u->base = state->treatment.effect == FULL ? by_group(&d->board->full, u->unit->group) : num_int(0);
		return true;
	}
	return false;
}

static void unrank_if_listed(struct desk *d, struct unit_score *u)
{
	if (d->unranked != NULL && d->unranked[u->unit->index])
		unrank(d, u, "方案列为不参与排名");
}

static void unrank_for_nodes(struct desk *d, struct unit_score *u)
{
	struct arena *a = d->work->arena;
	const char *nodes = node_unranked_by(d, u->unit);

	if (*nodes != '\0' && u->scored)
		unrank(d, u, arena_printf(a, "%s，按规定不参与排名", nodes));
	if (!u->scored)
		unrank(d, u, arena_printf(a, "没有总分：%s", *nodes != '\0' ? nodes
			: obstacle_word(node_at(d, u->unit, d->board->root))));
}

static void unit_total(struct desk *d, const struct unit *unit)
{
	struct unit_score *u = &d->out->unit[unit->index];
	const struct board *b = d->board;
	struct arena *a = d->work->arena;

	for (size_t i = 0; i < d->work->scheme->indicator_count; i++)
		if (d->in_tree[i])
			node_final(d, unit, d->work->scheme->indicator[i]);
	u->ranked = true;
	root_points(d, u);
	unrank_if_listed(d, u);
	if (!whole_unit_states(d, u))
		unrank_for_nodes(d, u);
	extras_add(d, u);
	if (!u->scored)
		return;
	u->exact = num_add(a, num_add(a, u->base, u->extra_sum), num_add(a, u->adjusted, u->duty));
	u->exact = within(u->exact, b->has_floor, b->floor, b->has_cap, b->cap);
	u->total = rounding_apply(a, u->exact, &b->rounding);
}

bool totals_ready(struct desk *d)
{
	if (d->totals == AT_WORK)
		work_circle(d->work, d->board->at, d->board->name);
	if (d->totals != FRESH)
		return d->totals == DONE;
	d->totals = AT_WORK;
	interventions_gather(d);
	for (size_t k = 0; k < d->roll->count; k++)
		unit_total(d, d->roll->unit[k]);
	d->totals = DONE;
	return true;
}

/* ---- 等次 ------------------------------------------------------------------------- */

const struct grade *grade_of(const struct grades *g, const char *group, struct num exact, struct num printed)
{
	const struct grade *list = grades_for(g, group);
	struct num total = g->unrounded ? exact : printed;

	for (size_t k = 0; k < g->grade_count; k++) {
		const struct grade *grade = &list[k];
		int order = grade->op == OP_CONST ? 1 : num_cmp(total, grade->bound);

		if (order > 0 || (order == 0 && grade->op == OP_GE))
			return grade;
	}
	return NULL;
}

/* 等次封顶 lowers to the named grade, 等次降为最差 and 总评不合格 to the last. */
static const struct grade *lowered(const struct grades *g, const char *group, const struct grade *grade, const struct veto *v)
{
	const struct grade *worst = &grades_for(g, group)[v->effect == GRADE_CAP ? v->cap : g->grade_count - 1];

	return grade != NULL && grade < worst ? worst : grade;
}

static bool strikes(struct desk *d, const struct unit_score *u, const struct veto *v)
{
	struct arena *a = d->work->arena;
	int holds = seat_holds(d, u->unit, v->when);

	if (holds < 0 && d->work->diag != NULL && !d->work->made_up)
		diag(d->work->diag, MSG_VETO_UNJUDGED, v->at, v->name, unit_label(a, u->unit),
			seat_show(d, u->unit, v->when), NULL);
	return holds == 1;
}

static void unit_grade(struct desk *d, struct unit_score *u)
{
	const struct grades *g = d->board->grades;
	const struct scheme *s = d->work->scheme;
	const struct grade *first = NULL;
	size_t struck = 0;

	if (g != NULL && g->grade_count > 0 && u->scored)
		first = grade_of(g, u->unit->group, u->exact, u->total);
	u->grade = first;
	for (size_t k = 0; k < s->veto_count; k++) {
		const struct veto *v = s->veto[k];

		if (v->board != d->board || !strikes(d, u, v))
			continue;
		u->veto[struck++] = v;
		if (v->effect != ITEM_ZERO && first != NULL)
			u->grade = lowered(g, u->unit->group, u->grade, v);
	}
	u->grade_before = u->grade != first ? first : NULL;
}

bool grades_ready(struct desk *d)
{
	if (d->grades == AT_WORK)
		work_circle(d->work, d->board->at, d->board->name);
	if (d->grades != FRESH)
		return d->grades == DONE;
	if (!ranks_ready(d))
		return false;
	d->grades = AT_WORK;
	for (size_t k = 0; k < d->roll->count; k++)
		unit_grade(d, &d->out->unit[k]);
	quotas_apply(d);
	d->grades = DONE;
	return true;
}
