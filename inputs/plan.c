/* plan.c -- the measures of a source as bits, and their conditions by column. */
#include "inputs/plan.h"

#include <string.h>

#include "inputs/table.h"

enum { DECIMAL_SCALE = 6, PERCENT_SCALE = 8 };

struct planning {
	struct arena *arena;
	const struct scheme *scheme;
	struct env env;                 /* for what hangs on no column */
	struct plan *plan;
};

/* ---- which columns an expression looks at ------------------------------------- */

struct looks {
	size_t column[PLAN_ASKED];
	size_t count;
	bool many;
	bool beyond;                    /* at what is neither a cell of the row nor the same for all rows */
};

static bool is_of_the_row(enum op op)
{
	switch (op) {
	case OP_CONST: case OP_COLUMN: case OP_PARAM:
	case OP_PERIOD_FIRST: case OP_PERIOD_LAST: case OP_CUTOFF:
	case OP_YEAR_FIRST: case OP_YEAR_LAST: case OP_BEFORE_FIRST: case OP_BEFORE_LAST: case OP_MONTHS:
	case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: case OP_NEG:
	case OP_LT: case OP_LE: case OP_EQ: case OP_NE: case OP_GE: case OP_GT:
	case OP_BETWEEN: case OP_IN: case OP_IS_BLANK:
	case OP_NOT: case OP_AND: case OP_OR:
	case OP_IF: case OP_MAX: case OP_MIN: case OP_ABS: case OP_FLOOR: case OP_CEIL: case OP_ROUND:
	case OP_LN: case OP_SQRT: case OP_POWER:
	case OP_DAYS: case OP_CONTAINS: case OP_LENGTH:
		return true;
	default:                        /* 工作日, 期别, and what a row asks of other rows */
		return false;
	}
}

static void look(const struct expr *expr, void *self)
{
	struct looks *looks = self;
	size_t i;

	looks->beyond = looks->beyond || !is_of_the_row(expr->op);
	if (expr->op != OP_COLUMN)
		return;
	for (i = 0; i < looks->count; i++)
		if (looks->column[i] == expr->column)
			return;
	looks->many = looks->many || looks->count == PLAN_ASKED;
	if (!looks->many)
		looks->column[looks->count++] = expr->column;
}

static struct looks looks_at(const struct expr *expr)
{
	struct looks looks = { .count = 0 };

	expr_walk(expr, look, &looks);
	return looks;
}

static bool is_column(const struct expr *expr)
{
	return expr->op == OP_COLUMN;
}

/* ---- conditions ------------------------------------------------------------------ */

static bool same_words(struct planning *p, const struct expr *a, const struct expr *b)
{
	return text_same(expr_text(p->arena, a), expr_text(p->arena, b));
}

static void add_test(struct planning *p, size_t column, const struct expr *expr, uint64_t bit)
{
	struct plan_column *of = &p->plan->column[column];
	size_t i;

	of->asked = true;
	for (i = 0; i < of->test_count; i++)
		if (same_words(p, of->test[i].expr, expr)) {
			of->test[i].bits |= bit;
			return;
		}
	*arena_push(p->arena, of->test, of->test_count) = (struct plan_test){ expr, bit };
}

/* Two columns of one kind, whose values are whole numbers of one scale. */
static bool is_pair(const struct planning *p, const struct expr *expr)
{
	const struct column *column = p->plan->source->column;

	if (expr->op < OP_LT || expr->op > OP_GT || !is_column(expr->arg[0]) || !is_column(expr->arg[1]))
		return false;
	return column[expr->arg[0]->column].type == column[expr->arg[1]->column].type &&
		column[expr->arg[0]->column].type != COL_TEXT;
}

static void add_pair(struct planning *p, const struct expr *expr, uint64_t bit)
{
	struct plan *plan = p->plan;
	size_t i;

	for (i = 0; i < plan->pair_count; i++)
		if (same_words(p, plan->pair[i].expr, expr)) {
			plan->pair[i].bits |= bit;
			return;
		}
	*arena_push(p->arena, plan->pair, plan->pair_count) =
		(struct plan_pair){ expr->op, expr->arg[0]->column, expr->arg[1]->column, expr, bit };
}

static size_t add_ask(struct planning *p, const struct expr *expr, const struct looks *looks, uint64_t bit)
{
	struct plan *plan = p->plan;
	struct plan_ask ask = { .expr = expr, .column_count = looks->count, .bits = bit };
	size_t i;

	for (i = 0; bit && i < plan->ask_count; i++)
		if (plan->ask[i].bits && same_words(p, plan->ask[i].expr, expr)) {
			plan->ask[i].bits |= bit;
			return i;
		}
	memcpy(ask.column, looks->column, sizeof ask.column);
	*arena_push(p->arena, plan->ask, plan->ask_count) = ask;
	return plan->ask_count - 1;
}

static void ask_columns(struct planning *p, const struct looks *looks)
{
	size_t i;

	for (i = 0; i < looks->count; i++)
		p->plan->column[looks->column[i]].asked = true;
}

static bool add_condition(struct planning *p, const struct expr *expr, uint64_t bit)
{
	struct looks looks;

	if (expr->op == OP_AND)
		return add_condition(p, expr->arg[0], bit) && add_condition(p, expr->arg[1], bit);
	looks = looks_at(expr);
	if (looks.many || looks.beyond)
		return false;
	ask_columns(p, &looks);
	if (looks.count == 0) {
		if (expr_holds(expr, &p->env) != 1)
			p->plan->every &= ~bit;
	} else if (looks.count == 1) {
		add_test(p, looks.column[0], expr, bit);
	} else if (is_pair(p, expr)) {
		add_pair(p, expr, bit);
	} else {
		add_ask(p, expr, &looks, bit);
	}
	return true;
}

/* ---- what is added up or told apart -------------------------------------------------- */

static bool is_number(enum column_type type)
{
	return type == COL_INTEGER || type == COL_DECIMAL || type == COL_PERCENT;
}

static bool are_days(const struct planning *p, const struct expr *expr)
{
	const struct column *column = p->plan->source->column;

	return expr->op == OP_DAYS && is_column(expr->arg[0]) && is_column(expr->arg[1]) &&
		column[expr->arg[0]->column].type == COL_DAY && column[expr->arg[1]->column].type == COL_DAY;
}

static bool add_sum(struct planning *p, const struct measure *measure, size_t bit)
{
	struct plan *plan = p->plan;
	const struct expr *what = measure->what;
	struct looks looks = looks_at(what);
	struct plan_sum sum = { .bit = bit };

	if (looks.many || looks.beyond || looks.count == 0)
		return false;
	ask_columns(p, &looks);
	if (is_column(what)) {
		if (!is_number(plan->source->column[what->column].type))
			return false;
		sum.what = SUM_COLUMN;
		sum.a = what->column;
		sum.scale = plan->column[what->column].scale;
		plan->column[what->column].counted |= (uint64_t)1 << bit;
	} else if (are_days(p, what)) {
		sum.what = SUM_DAYS;
		sum.a = what->arg[0]->column;
		sum.b = what->arg[1]->column;
		plan->column[sum.a].counted |= (uint64_t)1 << bit;
		plan->column[sum.b].counted |= (uint64_t)1 << bit;
	} else {
		sum.what = SUM_ASKED;
		sum.a = add_ask(p, what, &looks, 0);
		sum.scale = DECIMAL_SCALE;
	}
	*arena_push(p->arena, plan->sum, plan->sum_count) = sum;
	return true;
}

static bool is_key(const struct source *source, size_t column)
{
	return source->key_count == 1 && source->key[0] == column && source->column[column].required;
}

static bool add_distinct(struct planning *p, const struct measure *measure, size_t bit)
{
	struct plan *plan = p->plan;
	size_t column;

	if (!is_column(measure->what))
		return false;
	column = measure->what->column;
	if (is_key(plan->source, column) && !measure->where) {
		plan->by_key |= (uint64_t)1 << bit;
		return true;
	}
	plan->column[column].asked = plan->column[column].lasting = true;
	plan->column[column].counted |= (uint64_t)1 << bit;
	*arena_push(p->arena, plan->distinct, plan->distinct_count) = (struct plan_distinct){ bit, column };
	return true;
}

static bool add_measure(struct planning *p, const struct measure *measure)
{
	struct plan *plan = p->plan;
	size_t bit = plan->measure_count;

	if (bit == PLAN_BITS)
		return false;
	*arena_push(p->arena, plan->measure, plan->measure_count) = measure;
	plan->every |= (uint64_t)1 << bit;
	if (measure->where && !add_condition(p, measure->where, (uint64_t)1 << bit))
		return false;
	switch (measure->algorithm) {
	case COUNT: return true;
	case SUM: case MEAN: return add_sum(p, measure, bit);
	case DISTINCT: return add_distinct(p, measure, bit);
	default: return false;
	}
}

/* ---- columns ---------------------------------------------------------------------------- */

static void begin_columns(struct planning *p)
{
	const struct source *source = p->plan->source;
	size_t i;

	for (i = 0; i < source->column_count; i++) {
		const struct column *column = &source->column[i];
		struct plan_column *of = &p->plan->column[i];

		of->asked = column->type != COL_TEXT || column->required || column->allowed;
		of->scale = column->type == COL_DECIMAL ? DECIMAL_SCALE : column->type == COL_PERCENT ? PERCENT_SCALE : 0;
	}
	for (i = 0; i < source->key_count; i++)
		if (!source->column[source->key[i]].allowed)
			p->plan->column[source->key[i]].asked = false;  /* whether it is blank is seen where it is hashed */
}

static bool add_unit_column(struct plan *plan, size_t column)
{
	size_t i;

	for (i = 0; i < plan->unit_column_count; i++)
		if (plan->unit_column[i] == column)
			return true;
	if (plan->unit_column_count == PLAN_UNITS)
		return false;
	plan->unit_column[plan->unit_column_count++] = column;
	plan->column[column].asked = plan->column[column].lasting = true;
	return true;
}

static bool add_units(struct plan *plan)
{
	const struct source *source = plan->source;

	for (size_t i = 0; i < source->mapping_count; i++) {
		const struct mapping *mapping = &source->mapping[i];

		if (mapping->above_count >= PLAN_UNITS || !add_unit_column(plan, mapping->column))
			return false;
		for (size_t k = 0; k < mapping->above_count; k++)
			if (!add_unit_column(plan, mapping->above[k]))
				return false;
	}
	return source->mapping_count > 0;
}

/* Whether the rows of the source are done with once they are counted, and every one counts. */
static bool fits(const struct reading *reading)
{
	const struct source *source = reading->source;
	const struct people *people = reading->people;
	size_t i;

	if (reading->row_by_row || source->back > 0 || source->trail_count > 0 || reading->tables->table[source->index])
		return false;
	for (i = 0; people && i < people->exclusion_count; i++)
		if (people->exclusion[i].source == source)
			return false;
	for (i = 0; i < source->key_count; i++)
		if (source->column[source->key[i]].type != COL_TEXT)
			return false;
	return true;
}

struct plan *plan_make(struct reading *reading)
{
	const struct scheme *scheme = reading->measures->scheme;
	struct plan *plan = arena_one(reading->arena, struct plan);
	struct planning p = { .arena = reading->arena, .scheme = scheme, .plan = plan,
		.env = { .arena = reading->arena, .first = reading->measures->period.first,
			.last = reading->measures->period.last, .cutoff = reading->measures->cutoff } };
	size_t i;

	plan->source = reading->source;
	plan->column = arena_many(reading->arena, struct plan_column, reading->source->column_count);
	if (!fits(reading))
		return NULL;
	begin_columns(&p);
	if (!add_units(plan))
		return NULL;
	for (i = 0; i < scheme->counted_count; i++)
		if (scheme->measure[i]->source == reading->source && !add_measure(&p, scheme->measure[i]))
			return NULL;
	return plan;
}
