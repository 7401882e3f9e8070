/* working.c -- cells of 演算, the numbers of the rules behind them, and what an expression finds around it. */
#include "reports/working.h"

#include <string.h>
#include "base/text.h"
#include "reports/plain.h"

enum { FILL_VALUE = 0xFCE4D6, PLACES_MOST = 10, PLACES_DIGITS = 14 };

struct result result_num(struct num n)
{
	return (struct result){ .is_number = true, .num = n };
}

struct result result_word(const char *word)
{
	return (struct result){ .word = word };
}

struct result result_value(struct arena *a, struct value v)
{
	switch (v.kind) {
	case V_NUMBER:
		return result_num(v.num);
	case V_BOOL:
		return result_num(num_int(v.yes ? 1 : 0));
	case V_NONE:
		return result_word(none_words[v.none]);
	case V_BLANK:
	case V_UNKNOWN:
		return result_word("空");
	default:
		return result_word(value_show(a, v));
	}
}

size_t work_column(struct working *w, const char *head, struct origin at)
{
	struct work_column *c = arena_push(w->arena, w->column, w->column_count);

	c->head = head;
	c->at = at;
	return w->column_count - 1;
}

const char *line_at(const struct line *l, size_t column)
{
	return cell_name(l->w->arena, l->row, column);
}

static const char *range(const struct line *l, size_t column, uint32_t first, uint32_t last)
{
	struct arena *a = l->w->arena;

	return arena_printf(a, "%s:%s", cell_name_fixed(a, first, column, false), cell_name_fixed(a, last, column, false));
}

const char *line_range(const struct line *l, size_t column)
{
	return range(l, column, l->first, l->last);
}

const char *board_range(const struct line *l, size_t column)
{
	return range(l, column, l->b->first, l->b->last);
}

/* ---- cells ---------------------------------------------------------------------------- */

void line_input(struct line *l, size_t column, struct result r)
{
	l->w->inputs++;
	if (r.is_number)
		sheet_number(l->w->sheet, l->row, column, num_double(r.num), STYLE_PLAIN);
	else
		sheet_text(l->w->sheet, l->row, column, r.word, STYLE_PLAIN);
}

static void put_value(struct line *l, size_t column, struct result r)
{
	const struct style style = with_fill(STYLE_PLAIN, FILL_VALUE);

	if (r.is_number)
		sheet_number(l->w->sheet, l->row, column, num_double(r.num), style);
	else
		sheet_text(l->w->sheet, l->row, column, r.word, style);
}

void line_put(struct line *l, size_t column, const char *formula, struct result r, const char *why)
{
	struct work_column *c = &l->w->column[column];

	if (column == 0)
		return;
	if (!formula_fits(formula)) {
		if (c->why == NULL)
			c->why = formula != NULL ? "公式过长" : why;
		c->values++;
		l->w->values++;
		put_value(l, column, r);
		return;
	}
	c->formulas++;
	l->w->formulas++;
	if (r.is_number)
		sheet_formula_number(l->w->sheet, l->row, column, formula, num_double(r.num), STYLE_PLAIN);
	else
		sheet_formula_text(l->w->sheet, l->row, column, formula, r.word, STYLE_PLAIN);
}

/* ---- numbers of the rules ------------------------------------------------------------------ */

static const char *knob_cell(const struct working *w, size_t k)
{
	return arena_printf(w->arena, "推演!%s", cell_name_fixed(w->arena, (uint32_t)(WHATIF_HEAD + k), WHATIF_TRIAL, true));
}

static const char *knob(struct working *w, struct knob k)
{
	for (size_t i = w->knob_count; i-- > 0; )
		if (w->knob[i].key == k.key)
			return knob_cell(w, i);
	k.item = arena_str(w->book->kept, k.item);
	k.what = arena_str(w->book->kept, k.what);
	k.group = arena_str(w->book->kept, k.group);
	*arena_push(w->book->kept, w->knob, w->knob_count) = k;
	return knob_cell(w, w->knob_count - 1);
}

const char *line_knob(struct line *l, const struct num *n, const char *item, const char *what, const char *group, struct origin at)
{
	return knob(l->w, (struct knob){ n, item, what, group, *n, at });
}

const char *line_named_knob(struct line *l, const void *key, const struct num *n, const char *item, const char *what, struct origin at)
{
	return knob(l->w, (struct knob){ key, item, what, "", *n, at });
}

const char *line_by_group(struct line *l, const struct by_group *g, const char *item, const char *what, struct origin at)
{
	const char *group = l->u->unit->group;

	for (size_t i = 0; i < g->special_count; i++)
		if (text_same(g->special[i].group, group))
			return line_knob(l, &g->special[i].num, item, what, group, g->special[i].at);
	if (!g->set)
		return formula_number(l->w->arena, g->all);
	return line_knob(l, &g->all, item, what, "", g->at.line > 0 ? g->at : at);
}

const char *line_parameter(struct line *l, const struct parameter *p)
{
	return knob(l->w, (struct knob){ p, p->name, "参数", "", p->value.num, p->at });
}

/* ---- an expression on a line ------------------------------------------------------------------ */

struct value line_eval(const struct line *l, const struct expr *e)
{
	return scores_eval(l->w->facts->scores, l->b->scores->board, l->u->unit, e);
}

static struct formula_cell at_column(const struct line *l, size_t column, bool foreign)
{
	return (struct formula_cell){ .text = column == 0 ? NULL : line_at(l, column), .foreign = foreign };
}

static struct formula_cell attribute(const struct line *l, const struct expr *e)
{
	struct arena *a = l->w->arena;
	const struct unit *u = l->u->unit;

	switch (e->attribute) {
	case ATTR_GROUP:
		return (struct formula_cell){ .text = line_at(l, WORK_GROUP), .sure = true };
	case ATTR_CODE:
		return (struct formula_cell){ .text = line_at(l, WORK_CODE), .sure = true };
	case ATTR_NAME:
		return (struct formula_cell){ .text = line_at(l, WORK_UNIT), .sure = true };
	case ATTR_TYPE:
		return (struct formula_cell){ .text = formula_quote(a, u->type), .sure = true };
	default:
		return (struct formula_cell){ .text = u->has_population ? formula_number(a, u->population) : NULL, .sure = true };
	}
}

static struct formula_cell cell_of(struct formula_env *env, const struct expr *e)
{
	struct line *l = env->self;
	size_t step = e == l->defining ? 0 : step_column(l->b, e);

	if (step != 0)
		return (struct formula_cell){ .text = line_at(l, step), .blank = true, .foreign = true };
	switch (e->op) {
	case OP_MEASURE:
		return e->type == T_NUMBER ? at_column(l, l->b->measure[e->measure->index], false) : (struct formula_cell){ .text = NULL };
	case OP_PARAM:
		return (struct formula_cell){ .text = e->param->value.kind == V_NUMBER ? line_parameter(l, e->param) : NULL, .sure = true };
	case OP_MONTHS:
		return (struct formula_cell){ .text = formula_number(l->w->arena, line_eval(l, e).num), .sure = true };
	case OP_ATTRIBUTE:
		return attribute(l, e);
	case OP_VALUE:
		return at_column(l, l->b->node[e->indicator->index].value, true);
	case OP_POINTS:
		return at_column(l, l->b->node[e->indicator->index].final, true);
	default:
		return (struct formula_cell){ .text = NULL };
	}
}

static int places_of(struct formula_env *env, const struct expr *e)
{
	struct line *l = env->self;
	struct value v = line_eval(l, e);
	struct num limit = num_int(10000);
	int places = PLACES_MOST;

	if (v.kind != V_NUMBER)
		return places;
	for (struct num x = num_abs(l->w->arena, v.num); places > 0 && num_cmp(x, limit) >= 0; places--)
		limit = num_mul(l->w->arena, limit, num_int(10));
	return places;
}

static struct formula_env line_env(struct line *l)
{
	return (struct formula_env){ .arena = l->w->arena, .cell = cell_of, .places = places_of, .self = l };
}

const char *line_value(struct line *l, const struct expr *e)
{
	struct formula_env env = line_env(l);

	return formula_value(&env, e);
}

const char *line_holds(struct line *l, const struct expr *e)
{
	struct formula_env env = line_env(l);

	return formula_holds(&env, e);
}
