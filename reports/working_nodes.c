/* working_nodes.c -- one node of one unit as formulas: value, what keeps it from points, own points, final points.
 *
 * The same four steps as scoring/tree.c, a column each where the rules make
 * them differ. */
#include "reports/working.h"

#include <string.h>
#include "base/text.h"
#include "reports/plain.h"

static const char *name_of(const struct indicator *i)
{
	return called(i->title, i->name);
}

static struct node_columns *columns_of(const struct line *l, const struct indicator *i)
{
	return &l->b->node[i->index];
}

static const struct node_score *score_of(const struct line *l, const struct indicator *i)
{
	return &l->u->node[i->index];
}

/* ---- laying out ---------------------------------------------------------------------------- */

static bool may_get_points(const struct working *w, const struct board_work *b, const struct indicator *i)
{
	const struct scheme *s = w->facts->scheme;
	bool found = effect_gives_points(i->first.effect) || effect_gives_points(i->small.effect);

	for (int k = 0; k < NONE_KINDS; k++)
		found |= effect_gives_points(i->treatment[k].effect);
	for (size_t k = 0; k < s->state_count; k++)
		found |= s->state[k]->board == b->scores->board && effect_gives_points(s->state[k]->treatment.effect);
	return found;
}

static bool has_states(const struct working *w, const struct board_work *b, const struct indicator *i)
{
	const struct scheme *s = w->facts->scheme;

	for (size_t k = 0; k < s->state_count; k++)
		if (s->state[k]->board == b->scores->board && s->state[k]->indicator == i)
			return true;
	return false;
}

static void plan_conditions(struct working *w, struct board_work *b, const struct indicator *i)
{
	const struct scheme *s = w->facts->scheme;

	steps_plan(w, b, i->applies, name_of(i), i->at);
	steps_plan(w, b, i->exempt, name_of(i), i->at);
	for (size_t k = 0; k < s->state_count; k++)
		if (s->state[k]->board == b->scores->board && s->state[k]->indicator == i)
			steps_plan(w, b, s->state[k]->when, s->state[k]->name, s->state[k]->at);
	for (size_t k = 0; k < s->veto_count; k++)
		if (s->veto[k]->board == b->scores->board && s->veto[k]->item == i)
			steps_plan(w, b, s->veto[k]->when, s->veto[k]->name, s->veto[k]->at);
}

static void plan_bounds(struct working *w, struct board_work *b, const struct indicator *i, const struct marking *m)
{
	const struct expr *bound[] = { m->target, m->low, m->high };

	for (size_t k = 0; k < sizeof bound / sizeof *bound; k++)
		steps_plan(w, b, bound[k], name_of(i), i->at);
}

static bool marked_by_place(const struct indicator *i)
{
	bool found = marks_by_place(i->marking.method);

	for (size_t k = 0; k < i->special_marking_count; k++)
		found |= marks_by_place(i->special_marking[k].marking.method);
	return found;
}

static size_t column(struct working *w, const struct indicator *i, const char *what)
{
	return work_column(w, arena_printf(w->arena, "%s：%s", name_of(i), what), i->at);
}

static void plan_leaf(struct working *w, struct board_work *b, const struct indicator *i)
{
	struct node_columns *n = &b->node[i->index];

	steps_plan(w, b, i->formula, name_of(i), i->at);
	plan_bounds(w, b, i, &i->marking);
	for (size_t k = 0; k < i->special_marking_count; k++)
		plan_bounds(w, b, i, &i->special_marking[k].marking);
	if (may_be_blank(b, i->formula))
		n->formula = column(w, i, "算式");
	n->value = column(w, i, "值");
	if (i->sample != NULL)
		n->sample = column(w, i, "样本数");
	if (i->sample != NULL || has_states(w, b, i))
		n->placed = column(w, i, "计分所据");
	if (marked_by_place(i))
		n->place = column(w, i, "组内名次");
}

void nodes_plan(struct working *w, struct board_work *b, const struct indicator *i)
{
	struct node_columns *n = &b->node[i->index];
	bool shallow = w->shallow && i->parent != NULL;

	for (size_t k = 0; k < i->child_count && !shallow; k++)
		nodes_plan(w, b, i->child[k]);
	if (!shallow) {
		plan_conditions(w, b, i);
		if (i->child_count > 0)
			combine_plan(w, b, i);
		else
			plan_leaf(w, b, i);
	}
	n->own = n->final = column(w, i, "得分");
	/* A root all of whose children are passed over has no points, whatever is declared. */
	if (!shallow && may_get_points(w, b, i) && (i != b->scores->board->root || i->child_count == 0 || has_states(w, b, i)))
		n->final = column(w, i, "计入得分");
}

/* ---- full marks --------------------------------------------------------------------------------- */

static const char *own_full(struct line *l, const struct indicator *i, const struct indicator *parent)
{
	bool has = parent != NULL ? indicator_combine(parent, l->u->unit->group) == ADDED : i->full.set || i->full.special_count > 0;

	return has ? line_by_group(l, &i->full, name_of(i), "满分", i->at) : "100";
}

const char *line_full(struct line *l, const struct indicator *i)
{
	const char *group = l->u->unit->group;

	if (columns_of(l, i)->full != 0)
		return line_at(l, columns_of(l, i)->full);
	if (i->parent != NULL && indicator_combine(i->parent, group) == POOLED)
		return line_full(l, i->parent);
	if (i->child_count == 0 || indicator_combine(i, group) == POOLED || l->w->shallow)
		return own_full(l, i, i->parent);
	return "100";
}

/* ---- value ----------------------------------------------------------------------------------------- */

static const char *where_it_applies(struct line *l, const struct indicator *i, const char *formula)
{
	const char *when;

	if (i->applies == NULL || formula == NULL)
		return formula;
	when = line_holds(l, i->applies);
	return when == NULL ? NULL : arena_printf(l->w->arena, "IF(%s,%s,\"不适用\")", when, formula);
}

static void draw_value(struct line *l, const struct indicator *i)
{
	const struct node_score *n = score_of(l, i);
	struct node_columns *c = columns_of(l, i);
	struct arena *a = l->w->arena;
	const char *formula = line_value(l, i->formula), *x;

	if (c->formula != 0) {
		line_put(l, c->formula, formula, result_value(a, line_eval(l, i->formula)), "公式写不出");
		x = line_at(l, c->formula);
		formula = arena_printf(a, "IF(%s=\"空\",%s,%s)", x, line_doubt(l, i->formula), x);
	}
	line_put(l, c->value, where_it_applies(l, i, formula), result_value(a, n->value), "公式写不出");
	if (c->sample != 0)
		line_input(l, c->sample, result_num(num_int((int64_t)n->n)));
}

/* ---- obstacles ----------------------------------------------------------------------------------------- */

/* IF(state,"its name",x): the first that holds wins. */
static const char *with_states(struct line *l, const struct indicator *i, const char *x)
{
	const struct scheme *s = l->w->facts->scheme;

	for (size_t k = s->state_count; k-- > 0 && x != NULL; ) {
		const char *when;

		if (s->state[k]->board != l->b->scores->board || s->state[k]->indicator != i)
			continue;
		when = line_holds(l, s->state[k]->when);
		x = when == NULL ? NULL : arena_printf(l->w->arena, "IF(%s,%s,%s)", when, formula_quote(l->w->arena, s->state[k]->name), x);
	}
	return x;
}

static const char *exempted(struct line *l, const struct indicator *i, const char *x, const char *instead)
{
	const char *when;

	if (i->exempt == NULL || x == NULL || instead == NULL)
		return x;
	when = line_holds(l, i->exempt);
	return when == NULL ? NULL : arena_printf(l->w->arena, "IF(%s,%s,%s)", when, instead, x);
}

/* What stood in the way before 计分, or the value. */
static struct result placed_result(const struct line *l, const struct node_score *n)
{
	bool by_marking = n->none && n->state == NULL && !n->small && n->value.kind == V_NUMBER;

	return n->none && !by_marking ? result_word(obstacle_of(n)) : result_value(l->w->arena, n->value);
}

static void draw_placed(struct line *l, const struct indicator *i)
{
	struct node_columns *c = columns_of(l, i);
	struct arena *a = l->w->arena;
	const char *value = line_at(l, c->value), *x = value;

	if (c->placed == 0)
		return;
	if (i->sample != NULL)
		x = arena_printf(a, "IF(ISNUMBER(%s),IF(%s<%s,\"样本不足\",%s),%s)", value, line_at(l, c->sample),
			line_knob(l, &i->sample_least, name_of(i), "最小样本", "", i->at), value, value);
	x = with_states(l, i, x);
	x = exempted(l, i, x, value);
	if (x != NULL && i->applies != NULL)
		x = arena_printf(a, "IF(%s=\"不适用\",%s,%s)", value, value, x);
	line_put(l, c->placed, x, placed_result(l, score_of(l, i)), "状态、豁免的条件写不成公式");
}

static size_t placed_column(const struct line *l, const struct indicator *i)
{
	const struct node_columns *c = columns_of(l, i);

	return c->placed != 0 ? c->placed : c->value;
}

/* Ranked units of the group that are better, and one. */
static void draw_place(struct line *l, const struct indicator *i)
{
	const struct marking *m = indicator_marking(i, l->u->unit->group);
	struct node_columns *c = columns_of(l, i);
	const char *x = line_at(l, placed_column(l, i)), *r = line_range(l, placed_column(l, i));
	const char sign = m->rank_ascending ? '<' : '>';
	const struct unit_score *u = l->u;
	struct result place = placed_result(l, score_of(l, i));
	const char *flag = l->b->listed != 0 ? arena_printf(l->w->arena, "*(%s=1)", line_range(l, l->b->listed)) : "";
	int64_t better = 0;

	if (c->place == 0 || !marks_by_place(m->method))
		return;
	for (size_t k = 0; k < l->g->unit_count && place.is_number; k++) {
		struct result other = placed_result(l, &l->g->unit[k]->node[i->index]);
		int order = other.is_number ? num_cmp(other.num, u->node[i->index].value.num) : 0;

		if (l->b->scores->board->unranked != NULL && l->b->scores->board->unranked[l->g->unit[k]->unit->index])
			continue;
		better += m->rank_ascending ? order < 0 : order > 0;
	}
	line_put(l, c->place, arena_printf(l->w->arena, "IF(ISNUMBER(%s),1+SUMPRODUCT(ISNUMBER(%s)%s*(%s%c%s)),%s)", x, r, flag, r, sign, x, x),
		place.is_number ? result_num(num_int(better + 1)) : place, NULL);
}

/* ---- bounds and vetoes ------------------------------------------------------------------------------------ */

const char *line_within(struct line *l, const struct indicator *i, const char *x)
{
	struct arena *a = l->w->arena;
	const char *group = l->u->unit->group;

	if (by_group_has(&i->cap, group))
		x = arena_printf(a, "MIN(%s,%s)", line_by_group(l, &i->cap, name_of(i), "封顶", i->at), x);
	if (by_group_has(&i->floor, group))
		x = arena_printf(a, "MAX(%s,%s)", line_by_group(l, &i->floor, name_of(i), "保底", i->at), x);
	return x;
}

static bool bounded(const struct line *l, const struct indicator *i)
{
	return by_group_has(&i->cap, l->u->unit->group) || by_group_has(&i->floor, l->u->unit->group);
}

const char *line_struck(struct line *l, const struct indicator *i, const char *x, bool *said)
{
	const struct scheme *s = l->w->facts->scheme;

	*said = true;
	for (size_t k = 0; k < s->veto_count; k++) {
		const struct veto *v = s->veto[k];
		const char *when;

		if (v->board != l->b->scores->board || v->effect != ITEM_ZERO || v->item != i)
			continue;
		when = line_holds(l, v->when);
		if (when == NULL) {
			*said = false;
			return NULL;
		}
		x = arena_printf(l->w->arena, "IF(%s,0,%s)", when, x);
	}
	return x;
}

bool may_be_struck(const struct line *l, const struct indicator *i)
{
	const struct scheme *s = l->w->facts->scheme;

	for (size_t k = 0; k < s->veto_count; k++)
		if (s->veto[k]->board == l->b->scores->board && s->veto[k]->effect == ITEM_ZERO && s->veto[k]->item == i)
			return true;
	return false;
}

/* ---- own points ------------------------------------------------------------------------------------------------ */

static const char *leaf_points(struct line *l, const struct indicator *i, const char **why)
{
	const struct marking *m = indicator_marking(i, l->u->unit->group);
	const char *x = line_at(l, placed_column(l, i)), *points;
	struct arena *a = l->w->arena;
	bool sure, said = true;

	points = marks_formula(l, i, m, name_of(i), x, line_full(l, i), false, &sure, why);
	if (points == NULL)
		return NULL;
	if (!sure && (bounded(l, i) || may_be_struck(l, i))) {
		*why = "封顶、保底、否决与无分母并存";
		return NULL;
	}
	points = line_within(l, i, points);
	points = line_struck(l, i, points, &said);
	*why = said ? *why : "否决的条件写不成公式";
	return said ? arena_printf(a, "IF(ISNUMBER(%s),%s,%s)", x, points, x) : NULL;
}

static const char *node_points(struct line *l, const struct indicator *i, const char **why)
{
	const char *points = combine_draw(l, i, why);

	if (points == NULL)
		return NULL;
	if (may_be_struck(l, i)) {
		*why = "汇总项的否决";
		return NULL;
	}
	points = where_it_applies(l, i, with_states(l, i, points));
	*why = points != NULL ? *why : "适用、状态的条件写不成公式";
	return points;
}

static void draw_own(struct line *l, const struct indicator *i)
{
	const struct node_score *n = score_of(l, i);
	struct node_columns *c = columns_of(l, i);
	const char *why = "只算到第一级", *points = NULL, *value;

	if (c->value != 0)
		points = leaf_points(l, i, &why);
	else if (i->child_count > 0 && !(l->w->shallow && i->parent != NULL))
		points = node_points(l, i, &why);
	if (points != NULL && i->exempt != NULL) {
		points = exempted(l, i, points, line_within(l, i, line_full(l, i)));
		value = c->value != 0 ? line_at(l, c->value) : NULL;
		if (points != NULL && value != NULL && i->applies != NULL)
			points = arena_printf(l->w->arena, "IF(%s=\"不适用\",%s,%s)", value, value, points);
		if (points == NULL || may_be_struck(l, i)) {
			points = NULL;
			why = "豁免的条件写不成公式";
		}
	}
	if (n->first || (n->none && n->scored && c->own == c->final)) {
		points = NULL;
		why = n->first ? "首期" : why;
	}
	line_put(l, c->own, points, n->none && (c->own != c->final || !n->scored) ? result_word(obstacle_of(n)) : result_num(n->points), why);
}

/* ---- the node ------------------------------------------------------------------------------ */

void nodes_draw(struct line *l, const struct indicator *i)
{
	struct node_columns *c = columns_of(l, i);

	for (size_t k = 0; k < i->child_count && !(l->w->shallow && i->parent != NULL); k++)
		nodes_draw(l, i->child[k]);
	if (c->value != 0) {
		draw_value(l, i);
		draw_placed(l, i);
		draw_place(l, i);
	}
	draw_own(l, i);
	effects_draw(l, i);
}
