/* alike.c -- two expressions that say the same, counts that are part of others, the texts a column can hold. */
#include <string.h>
#include "rules/range.h"

/* ---- where it begins -------------------------------------------------------------- */

struct origin expr_start(const struct expr *e)
{
	struct origin at = e->at;

	for (size_t i = 0; i < e->count; i++) {
		struct origin part = expr_start(e->arg[i]);

		if (part.line == at.line && part.column < at.column)
			at = part;
	}
	return at;
}

/* ---- the same, and a part ------------------------------------------------------- */

static bool same_constant(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case V_NUMBER: return num_cmp(a->num, b->num) == 0;
	case V_TEXT: return a->text.length == b->text.length && memcmp(a->text.at, b->text.at, a->text.length) == 0;
	case V_BOOL: return a->yes == b->yes;
	default: return a->time == b->time;
	}
}

static bool same_options(const struct expr *a, const struct expr *b)
{
	return a->without_self == b->without_self && a->ascending == b->ascending && a->sample == b->sample && a->last_n == b->last_n &&
		a->gap == b->gap && a->window.calendar_year == b->window.calendar_year && a->window.periods == b->window.periods &&
		a->fold == b->fold && a->trigger == b->trigger && a->link == b->link && a->downward == b->downward &&
		(a->op != OP_OWN_MEASURES || strcmp(a->name_text, b->name_text) == 0);
}

bool expr_same(const struct expr *a, const struct expr *b)
{
	if (a == b)
		return true;
	if (a == NULL || b == NULL || a->op != b->op || a->count != b->count || a->measure != b->measure || a->param != b->param ||
	    a->indicator != b->indicator || a->attribute != b->attribute || a->column != b->column || a->far != b->far)
		return false;
	if ((a->op == OP_CONST && !same_constant(&a->constant, &b->constant)) || !same_options(a, b) ||
	    (a->among != b->among && !expr_same(a->among, b->among)))
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!expr_same(a->arg[i], b->arg[i]))
			return false;
	return true;
}

static bool among_conjuncts(const struct expr *e, const struct expr *wanted)
{
	return expr_same(e, wanted) || (e->op == OP_AND && (among_conjuncts(e->arg[0], wanted) || among_conjuncts(e->arg[1], wanted)));
}

/* 条件 a asks for all that b asks for. */
static bool stricter(const struct expr *a, const struct expr *b)
{
	if (b == NULL)
		return true;
	if (a == NULL)
		return false;
	if (b->op == OP_AND && !among_conjuncts(a, b))
		return stricter(a, b->arg[0]) && stricter(a, b->arg[1]);
	return among_conjuncts(a, b);
}

static bool same_label(const struct measure *a, const struct measure *b)
{
	return a->label == b->label || (a->label != NULL && b->label != NULL && strcmp(a->label, b->label) == 0);
}

/* Measures whose n is the number of rows that their 条件 lets in, or of those among them with a value. */
static bool goes_by_rows(const struct measure *m)
{
	static const enum algorithm others[] = { LATE_EDITS, REBOUND, REBOUND_BASE, REPEATED, PANEL };

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (m->algorithm == others[i])
			return false;
	return true;
}

bool measure_within(const struct measure *a, const struct measure *b)
{
	return a == b || (a->source == b->source && a->citywide == b->citywide && same_label(a, b) && (b->all_periods || !a->all_periods) &&
		goes_by_rows(a) && goes_by_rows(b) && stricter(a->where, b->where) &&
		(b->algorithm == COUNT || (a->what != NULL && expr_same(a->what, b->what))));
}

static bool part_of_measure(struct ranging *c, const struct measure *a, const struct measure *b)
{
	struct ranging rows = { .r = c->r, .source = a->source, .depth = c->depth + 1 };

	if (a->source == NULL || a->source != b->source || a->algorithm != b->algorithm || a->citywide != b->citywide ||
	    !same_label(a, b) || (a->all_periods && !b->all_periods) || !stricter(a->where, b->where))
		return false;
	if (a->algorithm == COUNT)
		return true;
	if ((a->algorithm != DISTINCT && a->algorithm != SUM) || a->what == NULL || !expr_same(a->what, b->what))
		return false;
	return a->algorithm == DISTINCT || range_not_negative(&rows, a->what);
}

bool part_of(struct ranging *c, const struct expr *a, const struct expr *b)
{
	if (expr_same(a, b))
		return true;
	if (a->op == OP_MEASURE && b->op == OP_MEASURE)
		return part_of_measure(c, a->measure, b->measure);
	if (a->op == OP_SUB && range_not_negative(c, a->arg[1]))
		return part_of(c, a->arg[0], b);
	if (a->op == OP_MIN)
		for (size_t i = 0; i < a->count; i++)
			if (part_of(c, a->arg[i], b))
				return true;
	if (b->op == OP_ADD)
		return (part_of(c, a, b->arg[0]) && range_not_negative(c, b->arg[1])) || (part_of(c, a, b->arg[1]) && range_not_negative(c, b->arg[0]));
	return false;
}

/* ---- texts -------------------------------------------------------------------------- */

static const char *const *attribute_texts(struct ranging *c, enum attribute attribute)
{
	const struct scheme *s = c->r->scheme;
	const char **list = NULL;
	size_t n = 0;

	for (size_t i = 0; i < s->registry_count; i++) {
		if (s->registry[i]->unit_count == 0)
			return NULL;
		for (size_t u = 0; u < s->registry[i]->unit_count; u++) {
			const char *word = attribute == ATTR_GROUP ? s->registry[i]->unit[u]->group : s->registry[i]->unit[u]->type;
			bool known = false;

			for (size_t k = 0; k < n && !known; k++)
				known = strcmp(list[k], word) == 0;
			if (!known)
				*arena_push(c->r->arena, list, n) = word;
		}
	}
	if (n > 0)
		*arena_push(c->r->arena, list, n) = NULL;
	return list;
}

static const char *const *grade_words(struct ranging *c)
{
	const struct grades *g = c->board == NULL ? NULL : c->board->grades;
	const char **list = NULL;
	size_t n = 0;

	for (size_t i = 0; g != NULL && i < g->grade_count; i++)
		*arena_push(c->r->arena, list, n) = g->grade[i].word;
	if (n > 0)
		*arena_push(c->r->arena, list, n) = NULL;
	return list;
}

const char *const *texts_of(struct ranging *c, const struct expr *e)
{
	const struct source *s = e->op == OP_FAR_COLUMN ? e->far : c->source;

	if (e->op == OP_GRADE)
		return grade_words(c);

	if (e->op == OP_ATTRIBUTE && (e->attribute == ATTR_GROUP || e->attribute == ATTR_TYPE))
		return attribute_texts(c, e->attribute);
	if ((e->op == OP_COLUMN || e->op == OP_FAR_COLUMN) && s != NULL && e->column < s->column_count)
		return s->column[e->column].allowed;
	return NULL;
}
