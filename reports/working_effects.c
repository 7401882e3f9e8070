/* working_effects.c -- what a node without points of its own is given: 零分 满分 组均得分, as formulas. */
#include "reports/working.h"

#include "reports/plain.h"

bool effect_gives_points(enum effect e)
{
	return e == ZERO || e == FULL || e == GROUP_MEAN || e == CARRY;
}

static bool same_full(const struct line *l, const struct indicator *i)
{
	return l->b->node[i->index].full == 0 && i->full.special_count == 0 && i->child_count == 0;
}

/* 组均得分: the mean of those with points of their own, where full marks are the same for all of them. */
static const char *mean_points(struct line *l, const struct indicator *i, const struct treatment *t, const char *own)
{
	const char *r = t->whole_board ? board_range(l, l->b->node[i->index].own) : line_range(l, l->b->node[i->index].own);

	if (t->among != NULL || !same_full(l, i))
		return NULL;
	return arena_printf(l->w->arena, "IF(COUNT(%s)>0,AVERAGE(%s),%s)", r, r, own);
}

static const char *effect_points(struct line *l, const struct indicator *i, const struct treatment *t, const char *own)
{
	bool said;

	switch (t->effect) {
	case ZERO:
		return "0";
	case FULL:
		return line_struck(l, i, line_full(l, i), &said);
	case GROUP_MEAN:
		return may_be_struck(l, i) ? NULL : mean_points(l, i, t, own);
	case CARRY:
		return NULL;
	default:
		return own;
	}
}

/* IF(own="word",points,rest); what cannot be said is left out, and the cell of a unit that needs it is a value. */
static const char *branch(struct line *l, const struct indicator *i, const struct treatment *t, const char *own, const char *word,
	const char *rest)
{
	const char *points;

	if (!effect_gives_points(t->effect))
		return rest;
	points = effect_points(l, i, t, own);
	return points == NULL ? rest : arena_printf(l->w->arena, "IF(%s=%s,%s,%s)", own, formula_quote(l->w->arena, word), points, rest);
}

static bool cannot_say(struct line *l, const struct indicator *i, const struct node_score *n)
{
	const struct treatment *t = n->state != NULL ? &n->state->treatment : n->first && i->first.effect != EFFECT_UNSET ? &i->first :
		n->small ? &i->small : &i->treatment[n->kind];

	if (!n->none)
		return false;
	return (n->effect != t->effect || effect_points(l, i, t, "") == NULL) && effect_gives_points(t->effect);
}

void effects_draw(struct line *l, const struct indicator *i)
{
	const struct scheme *s = l->w->facts->scheme;
	const struct node_score *n = &l->u->node[i->index];
	struct node_columns *c = &l->b->node[i->index];
	const char *own = line_at(l, c->own), *x = own;

	if (c->final == c->own)
		return;
	for (int k = NONE_KINDS; k-- > 0; )
		x = branch(l, i, &i->treatment[k], own, none_words[k], x);
	x = branch(l, i, i->first.effect != EFFECT_UNSET ? &i->first : &i->treatment[NO_DENOMINATOR], own, "首期", x);
	if (i->sample != NULL)
		x = branch(l, i, &i->small, own, "样本不足", x);
	for (size_t k = 0; k < s->state_count; k++)
		if (s->state[k]->board == l->b->scores->board)
			x = branch(l, i, &s->state[k]->treatment, own, s->state[k]->name, x);
	line_put(l, c->final, cannot_say(l, i, n) ? NULL : x, n->scored ? result_num(n->points) : result_word(obstacle_of(n)), "处理写不成公式");
}
