/* working_combine.c -- 合成 as formulas: 权重 of those that count, 折合 of every child, points of the node. */
#include "reports/working.h"

#include <string.h>
#include "base/text.h"
#include "reports/plain.h"

struct children {
	struct line *line;
	struct arena *arena;
	const struct indicator *parent;
	enum combine combine;
	struct node_columns *columns;   /* of the parent */
};

static bool has_weights(enum combine c)
{
	return c == WEIGHTED || c == ADDED;
}

static bool ever(const struct indicator *i, bool (*is)(enum combine))
{
	bool found = is(i->combine);

	for (size_t k = 0; k < i->special_combine_count; k++)
		found |= is(i->special_combine[k].combine);
	return found;
}

static bool is_added(enum combine c)
{
	return c == ADDED;
}

/* A named state may come up from below. */
static bool may_shrink(const struct working *w, const struct board_work *b, const struct indicator *i)
{
	const struct scheme *s = w->facts->scheme;
	bool found = i->first.effect == SKIP_SHRINK || i->small.effect == SKIP_SHRINK;

	for (int k = 0; k < NONE_KINDS; k++)
		found |= i->treatment[k].effect == SKIP_SHRINK;
	for (size_t k = 0; k < s->state_count; k++)
		found |= s->state[k]->board == b->scores->board && s->state[k]->treatment.effect == SKIP_SHRINK;
	return found;
}

void combine_plan(struct working *w, struct board_work *b, const struct indicator *i)
{
	struct node_columns *n = &b->node[i->index];
	const char *name = called(i->title, i->name);
	bool shrinks = false;

	for (size_t k = 0; k < i->child_count; k++)
		shrinks |= may_shrink(w, b, i->child[k]);
	if (ever(i, has_weights)) {
		n->due = work_column(w, arena_printf(w->arena, "%s：权重合计", name), i->at);
		n->counted = work_column(w, arena_printf(w->arena, "%s：计入权重", name), i->at);
		if (shrinks)
			n->shrunk = work_column(w, arena_printf(w->arena, "%s：不计不折算的权重", name), i->at);
	}
	if (ever(i, is_added) || (shrinks && ever(i, has_weights)))
		n->full = work_column(w, arena_printf(w->arena, "%s：满分", name), i->at);
	for (size_t k = 0; k < i->child_count; k++)
		b->node[i->child[k]->index].share = work_column(w,
			arena_printf(w->arena, "%s：折合", called(i->child[k]->title, i->child[k]->name)), i->child[k]->at);
}

/* ---- weights -------------------------------------------------------------------------- */

static struct num weight_of(const struct children *c, const struct indicator *child)
{
	const char *group = c->line->u->unit->group;

	if (c->combine == WEIGHTED || (c->combine != ADDED && children_weighted(c->parent, group)))
		return by_group(&child->weight, group);
	return c->combine == ADDED ? by_group(&child->full, group) : num_int(100);
}

static const char *weight_cell(const struct children *c, const struct indicator *child)
{
	const char *item = called(child->title, child->name);

	if (c->combine == WEIGHTED || (c->combine != ADDED && children_weighted(c->parent, c->line->u->unit->group)))
		return line_by_group(c->line, &child->weight, item, "权重", child->at);
	return c->combine == ADDED ? line_by_group(c->line, &child->full, item, "满分", child->at) : "1";
}

static const struct node_score *score_of(const struct children *c, const struct indicator *i)
{
	return &c->line->u->node[i->index];
}

static const char *points_cell(const struct children *c, const struct indicator *child)
{
	return line_at(c->line, c->line->b->node[child->index].final);
}

static const char *sum_of_weights(const struct children *c, bool counted)
{
	struct buf b = buf_new(c->arena);

	for (size_t k = 0; k < c->parent->child_count; k++) {
		const struct indicator *child = c->parent->child[k];
		const char *weight = weight_cell(c, child);

		buf_add(&b, k > 0 ? "+" : "");
		if (counted)
			buf_printf(&b, "IF(ISNUMBER(%s),%s,0)", points_cell(c, child), weight);
		else
			buf_add(&b, weight);
	}
	return b.at;
}

static bool shrinks_for(const struct treatment *t)
{
	return t->effect == SKIP_SHRINK;
}

/* The words of a child's state that take its weight out of the full marks. */
static void add_shrinking(const struct children *c, const struct indicator *child, struct buf *b)
{
	const struct scheme *s = c->line->w->facts->scheme;
	const char *cell = points_cell(c, child), *weight = weight_cell(c, child);

	for (int k = 0; k < NONE_KINDS; k++)
		if (shrinks_for(&child->treatment[k]))
			buf_printf(b, "+IF(%s=\"%s\",%s,0)", cell, none_words[k], weight);
	if (shrinks_for(&child->first) || (child->first.effect == EFFECT_UNSET && shrinks_for(&child->treatment[NO_DENOMINATOR])))
		buf_printf(b, "+IF(%s=\"首期\",%s,0)", cell, weight);
	if (shrinks_for(&child->small))
		buf_printf(b, "+IF(%s=\"样本不足\",%s,0)", cell, weight);
	for (size_t k = 0; k < s->state_count; k++)
		if (s->state[k]->board == c->line->b->scores->board && shrinks_for(&s->state[k]->treatment))
			buf_printf(b, "+IF(%s=%s,%s,0)", cell, formula_quote(c->arena, s->state[k]->name), weight);
}

static void draw_weights(struct children *c)
{
	struct num due = num_int(0), counted = num_int(0), shrunk = num_int(0);
	struct buf says = buf_new(c->arena);

	buf_add(&says, "0");
	for (size_t k = 0; k < c->parent->child_count; k++) {
		const struct indicator *child = c->parent->child[k];
		const struct node_score *n = score_of(c, child);
		struct num weight = weight_of(c, child);

		due = num_add(c->arena, due, weight);
		if (n->scored)
			counted = num_add(c->arena, counted, weight);
		else if (n->effect == SKIP_SHRINK)
			shrunk = num_add(c->arena, shrunk, weight);
		if (c->columns->shrunk != 0)
			add_shrinking(c, child, &says);
	}
	line_put(c->line, c->columns->due, sum_of_weights(c, false), result_num(due), NULL);
	line_put(c->line, c->columns->counted, sum_of_weights(c, true), result_num(counted), NULL);
	line_put(c->line, c->columns->shrunk, says.at, result_num(shrunk), NULL);
}

/* What is left of the weights after 不计不折算. */
static const char *left_of(const struct children *c)
{
	const char *due = line_at(c->line, c->columns->due);

	return c->columns->shrunk == 0 ? due : arena_printf(c->arena, "(%s-%s)", due, line_at(c->line, c->columns->shrunk));
}

static void draw_full(struct children *c)
{
	const struct node_score *n = score_of(c, c->parent);
	const char *base = c->combine == ADDED ? line_at(c->line, c->columns->due) : "100";

	if (c->columns->full == 0)
		return;
	if (has_weights(c->combine) && c->columns->shrunk != 0)
		base = arena_printf(c->arena, "IF(%s>0,%s*%s/%s,%s)", line_at(c->line, c->columns->counted), base, left_of(c),
			line_at(c->line, c->columns->due), base);
	line_put(c->line, c->columns->full, base, result_num(n->full), NULL);
}

/* ---- 折合 --------------------------------------------------------------------------------- */

static const char *rounded(const struct children *c, const struct indicator *child, const char *x)
{
	const struct rounding *r = &child->rounding;

	return r->set && !r->none ? formula_round(c->arena, x, r->places, r->mode) : x;
}

static const char *share_formula(const struct children *c, const struct indicator *child)
{
	const char *points = points_cell(c, child), *full = line_full(c->line, child), *weight = weight_cell(c, child), *x;
	const char *counted = line_at(c->line, c->columns->counted);

	if (full == NULL)
		return NULL;
	if (!has_weights(c->combine)) {
		if (c->combine == POOLED)
			x = points;
		else
			x = strcmp(full, "100") == 0 ? points : arena_printf(c->arena, "%s*100/%s", points, full);
		return arena_printf(c->arena, "IF(ISNUMBER(%s),%s,%s)", points, rounded(c, child, x), points);
	}
	x = strcmp(full, weight) == 0 ? arena_printf(c->arena, "%s*%s/%s", points, left_of(c), counted) :
		arena_printf(c->arena, "%s*%s*%s/(%s*%s)", points, weight, left_of(c), full, counted);
	return arena_printf(c->arena, "IF(ISNUMBER(%s),IF(%s>0,%s,0),%s)", points, counted, rounded(c, child, x), points);
}

static void draw_shares(struct children *c)
{
	for (size_t k = 0; k < c->parent->child_count; k++) {
		const struct indicator *child = c->parent->child[k];
		const struct node_score *n = score_of(c, child);

		line_put(c->line, c->line->b->node[child->index].share, share_formula(c, child),
			n->scored ? result_num(n->share) : result_word(obstacle_of(n)), "满分写不成公式");
	}
}

/* ---- points of the node ------------------------------------------------------------------------ */

static const char *list(const struct children *c, bool shares)
{
	struct buf b = buf_new(c->arena);

	for (size_t k = 0; k < c->parent->child_count; k++) {
		const struct node_columns *n = &c->line->b->node[c->parent->child[k]->index];

		buf_printf(&b, "%s%s", k > 0 ? "," : "", line_at(c->line, shares ? n->share : n->final));
	}
	return b.at;
}

static const char *carried(const struct children *c)
{
	const char **cell = arena_many(c->arena, const char *, c->parent->child_count);

	for (size_t k = 0; k < c->parent->child_count; k++)
		cell[k] = points_cell(c, c->parent->child[k]);
	return formula_missing(c->arena, cell, c->parent->child_count, false);
}

/* f of every mark above zero, times its weight, and the weights. */
static void terms(const struct children *c, struct buf *sum, struct buf *weight)
{
	for (size_t k = 0; k < c->parent->child_count; k++) {
		const struct indicator *child = c->parent->child[k];
		const char *x = line_at(c->line, c->line->b->node[child->index].share), *w = weight_cell(c, child);
		const char *plus = k > 0 ? "+" : "";

		buf_printf(sum, "%sIF(ISNUMBER(%s),IF(%s>0,", plus, x, x);
		buf_printf(sum, c->combine == GEOMETRIC ? "%s*LN(%s),0),0)" : "%s/%s,0),0)", w, x);
		buf_printf(weight, "%sIF(ISNUMBER(%s),IF(%s>0,%s,0),0)", plus, x, x, w);
	}
}

/* 零值 and 负值: what one mark of that sign does to the mean. */
static const char *by_sign(const struct children *c, const char *found, enum nonpositive does, const char *formula)
{
	if (does == PASSED_OVER)
		return formula;
	return arena_printf(c->arena, "IF(%s,%s,%s)", found, does == NO_MEAN ? "\"无分母\"" : "0", formula);
}

static const char *mean_of_positives(const struct children *c)
{
	struct buf sum = buf_new(c->arena), weight = buf_new(c->arena), zero = buf_new(c->arena);
	const struct indicator *i = c->parent;
	const char *formula;

	terms(c, &sum, &weight);
	buf_add(&zero, "OR(");
	for (size_t k = 0; k < i->child_count; k++) {
		const char *x = line_at(c->line, c->line->b->node[i->child[k]->index].share);

		buf_printf(&zero, "%sIF(ISNUMBER(%s),%s=0,FALSE)", k > 0 ? "," : "", x, x);
	}
	buf_add(&zero, ")");
	formula = arena_printf(c->arena, c->combine == GEOMETRIC ? "IF((%s)>0,EXP((%s)/(%s)),\"无分母\")" : "IF((%s)>0,1/((%s)/(%s)),\"无分母\")",
		weight.at, sum.at, weight.at);
	/* What has no mean goes before what makes it 0. */
	if (i->on_negative != NO_MEAN)
		formula = by_sign(c, arena_printf(c->arena, "MIN(%s)<0", list(c, true)), i->on_negative, formula);
	formula = by_sign(c, zero.at, i->on_zero, formula);
	if (i->on_negative == NO_MEAN)
		formula = by_sign(c, arena_printf(c->arena, "MIN(%s)<0", list(c, true)), NO_MEAN, formula);
	return formula;
}

static const char *pooled(const struct children *c)
{
	const char *full = line_full(c->line, c->parent), *shares = list(c, true), *points;

	points = arena_printf(c->arena, "%s-COUNT(%s)*%s+SUM(%s)", full, shares, full, shares);
	return by_group_has(&c->parent->floor, c->line->u->unit->group) ? points : arena_printf(c->arena, "MAX(0,%s)", points);
}

void combine_weights(struct line *l, const struct indicator *i)
{
	struct children c = { .line = l, .arena = l->w->arena, .parent = i, .combine = indicator_combine(i, l->u->unit->group) };

	for (size_t k = 0; k < i->child_count; k++) {
		weight_cell(&c, i->child[k]);
		if (!l->w->shallow)
			combine_weights(l, i->child[k]);
	}
}

const char *combine_draw(struct line *l, const struct indicator *i, const char **why)
{
	struct children c = { .line = l, .arena = l->w->arena, .parent = i, .combine = indicator_combine(i, l->u->unit->group),
		.columns = &l->b->node[i->index] };
	const char *any = arena_printf(c.arena, "COUNT(%s)>0", list(&c, false)), *points, *shares = list(&c, true);

	*why = "下级各项写不成公式";
	if (has_weights(c.combine)) {
		draw_weights(&c);
		any = arena_printf(c.arena, "%s>0", line_at(l, c.columns->counted));
	}
	draw_full(&c);
	draw_shares(&c);
	if (score_of(&c, i)->none && score_of(&c, i)->state != NULL)
		return NULL;
	switch (c.combine) {
	case WEIGHTED: case ADDED:
		points = arena_printf(c.arena, "SUM(%s)", shares);
		break;
	case POOLED:
		points = pooled(&c);
		break;
	case GEOMETRIC: case HARMONIC:
		points = mean_of_positives(&c);
		return arena_printf(c.arena, "IF(%s,%s,%s)", any, points, carried(&c));
	default:
		points = arena_printf(c.arena, "%s(%s)", c.combine == LOWEST ? "MIN" : c.combine == HIGHEST ? "MAX" : "AVERAGE", shares);
	}
	return arena_printf(c.arena, "IF(%s,%s,%s)", any, line_within(l, i, points), carried(&c));
}
