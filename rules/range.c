/* range.c -- the numbers that an expression can give: bounds of columns, counts that are whole and not negative,
 * ratios of a part to its whole, points within their full marks. */
#include <string.h>
#include "rules/range.h"

enum { DEEPEST = 24 };          /* formulas that name each other in a circle are told elsewhere */

/* ---- ranges ------------------------------------------------------------------ */

static struct range any(void) { return (struct range){ .has_low = false }; }

static struct range from(int64_t low, bool whole)
{
	return (struct range){ .has_low = true, .low_in = true, .low = num_int(low), .whole = whole };
}

static struct range between(struct num low, struct num high, bool whole)
{
	return (struct range){ true, true, true, true, whole, low, high };
}

static struct range point(struct num n) { return between(n, n, num_is_int(n)); }

static void raise_low(struct range *x, struct num n, bool in)
{
	int c = x->has_low ? num_cmp(n, x->low) : 1;

	if (c > 0 || (c == 0 && !in)) {
		x->has_low = true;
		x->low = n;
		x->low_in = in;
	}
}

static void lower_high(struct range *x, struct num n, bool in)
{
	int c = x->has_high ? num_cmp(n, x->high) : -1;

	if (c < 0 || (c == 0 && !in)) {
		x->has_high = true;
		x->high = n;
		x->high_in = in;
	}
}

void range_narrow(struct range *x, enum op op, struct num n)
{
	if (op == OP_GE || op == OP_GT || op == OP_EQ)
		raise_low(x, n, op != OP_GT);
	if (op == OP_LE || op == OP_LT || op == OP_EQ)
		lower_high(x, n, op != OP_LT);
}

bool range_empty(struct arena *a, const struct range *x)
{
	struct num low, high;
	int c;

	if (!x->has_low || !x->has_high)
		return false;
	if (!x->whole) {
		c = num_cmp(x->low, x->high);
		return c > 0 || (c == 0 && !(x->low_in && x->high_in));
	}
	low = num_ceil(a, x->low);
	if (!x->low_in && num_is_int(x->low))
		low = num_add(a, low, num_int(1));
	high = num_floor(a, x->high);
	if (!x->high_in && num_is_int(x->high))
		high = num_sub(a, high, num_int(1));
	return num_cmp(low, high) > 0;
}

bool range_is(const struct range *x, struct num *n)
{
	*n = x->low;
	return x->has_low && x->has_high && num_cmp(x->low, x->high) == 0;
}

static const char *shown(struct arena *a, struct num n, const char *dimension)
{
	if (dimension != NULL && strcmp(dimension, "%") == 0)
		return arena_printf(a, "%s%%", num_short(a, num_mul(a, n, num_int(100)), 4));
	return num_short(a, n, 6);
}

const char *range_text(struct arena *a, const struct range *x, const char *dimension)
{
	const char *low = x->has_low ? shown(a, x->low, dimension) : "", *high = x->has_high ? shown(a, x->high, dimension) : "";

	if (x->has_low && x->has_high)
		return arena_printf(a, "%s 至 %s", low, high);
	return x->has_low ? arena_printf(a, "%s %s", x->low_in ? ">=" : ">", low) : arena_printf(a, "%s %s", x->high_in ? "<=" : "<", high);
}

static struct range joined(struct range a, struct range b)
{
	struct range x = { .whole = a.whole && b.whole, .has_low = a.has_low && b.has_low, .has_high = a.has_high && b.has_high };

	if (x.has_low) {
		int c = num_cmp(a.low, b.low);

		x.low = c <= 0 ? a.low : b.low;
		x.low_in = (c <= 0 && a.low_in) || (c >= 0 && b.low_in);
	}
	if (x.has_high) {
		int c = num_cmp(a.high, b.high);

		x.high = c >= 0 ? a.high : b.high;
		x.high_in = (c >= 0 && a.high_in) || (c <= 0 && b.high_in);
	}
	return x;
}

/* ---- what rows and units hold ---------------------------------------------------- */

static struct range of_column(const struct column *column)
{
	struct range x = column->has_range ? between(column->low, column->high, false) : any();

	x.whole = column->type == COL_INTEGER || column->type == COL_DAY;
	return x;
}

static struct range of_measure(struct ranging *c, const struct measure *m)
{
	struct ranging rows = { .r = c->r, .source = m->source, .depth = c->depth + 1 };
	struct range what;

	switch (m->algorithm) {
	case COUNT: case DISTINCT: case REBOUND: case REBOUND_BASE: case REPEATED: case LATE_EDITS:
		return from(0, true);
	default:
		break;
	}
	if (m->what == NULL || m->what->type != T_NUMBER || m->source == NULL)
		return any();
	what = range_of(&rows, m->what);
	if (m->algorithm == SUM)
		return what.has_low && num_sign(what.low) >= 0 ? from(0, what.whole) : (struct range){ .whole = what.whole };
	what.whole = what.whole && (m->algorithm == MAXIMUM || m->algorithm == MINIMUM || m->algorithm == SINGLE);
	return what;
}

static size_t most_units(const struct ranging *c)
{
	const struct scheme *s = c->r->scheme;
	size_t most = 0;

	for (size_t i = 0; i < s->registry_count; i++)
		if ((c->board == NULL || s->registry[i] == c->board->registry) && s->registry[i]->unit_count > most)
			most = s->registry[i]->unit_count;
	return most;
}

static struct range of_units(const struct ranging *c, int64_t low)
{
	size_t n = most_units(c);

	return n == 0 ? from(low, true) : between(num_int(low), num_int((int64_t)n), true);
}

static struct range of_window(const struct ranging *c, struct window w)
{
	static const int64_t in_year[] = { 12, 4, 2, 1 };
	int64_t periods = w.calendar_year ? in_year[c->r->scheme->cycle <= YEAR ? c->r->scheme->cycle : 0] : (int64_t)w.periods;

	return between(num_int(0), num_int(periods), true);
}

/* ---- arithmetic -------------------------------------------------------------------- */

static struct range negated(struct arena *a, struct range x)
{
	struct range y = { x.has_high, x.high_in, x.has_low, x.low_in, x.whole, num_int(0), num_int(0) };

	if (y.has_low)
		y.low = num_neg(a, x.high);
	if (y.has_high)
		y.high = num_neg(a, x.low);
	return y;
}

static struct range sum(struct arena *a, struct range x, struct range y)
{
	struct range z = { x.has_low && y.has_low, x.low_in && y.low_in, x.has_high && y.has_high, x.high_in && y.high_in,
		x.whole && y.whole, num_int(0), num_int(0) };

	if (z.has_low)
		z.low = num_add(a, x.low, y.low);
	if (z.has_high)
		z.high = num_add(a, x.high, y.high);
	return z;
}

static bool not_negative(const struct range *x) { return x->has_low && num_sign(x->low) >= 0; }

static struct range times(struct arena *a, struct range x, struct num k)
{
	if (num_sign(k) == 0)
		return point(k);
	if (num_sign(k) < 0)
		return negated(a, times(a, x, num_neg(a, k)));
	if (x.has_low)
		x.low = num_mul(a, x.low, k);
	if (x.has_high)
		x.high = num_mul(a, x.high, k);
	x.whole = x.whole && num_is_int(k);
	return x;
}

static struct range product(struct arena *a, struct range x, struct range y)
{
	struct range z = { .whole = x.whole && y.whole };
	struct num k;

	if (range_is(&y, &k))
		return times(a, x, k);
	if (range_is(&x, &k))
		return times(a, y, k);
	if (!not_negative(&x) || !not_negative(&y))
		return z;
	raise_low(&z, num_mul(a, x.low, y.low), x.low_in && y.low_in);
	if (x.has_high && y.has_high)
		lower_high(&z, num_mul(a, x.high, y.high), x.high_in && y.high_in);
	return z;
}

/* Where y is not above 0 there is no number. */
static struct range quotient(struct arena *a, struct range x, struct range y)
{
	struct range z = any();
	struct num k;

	if (range_is(&y, &k))
		return num_sign(k) <= 0 ? z : times(a, x, num_div(a, num_int(1), k));
	raise_low(&y, y.whole ? num_int(1) : num_int(0), y.whole);
	if (!not_negative(&x))
		return z;
	if (y.has_high && num_sign(y.high) > 0)
		raise_low(&z, num_div(a, x.low, y.high), x.low_in && y.high_in);
	else
		raise_low(&z, num_int(0), num_sign(x.low) == 0 && x.low_in);
	if (x.has_high && num_sign(y.low) > 0)
		lower_high(&z, num_div(a, x.high, y.low), x.high_in && y.low_in);
	return z;
}

static void tighten(struct range *x, const struct range *y)
{
	if (y->has_low)
		raise_low(x, y->low, y->low_in);
	if (y->has_high)
		lower_high(x, y->high, y->high_in);
}

/* Counts of two kinds of rows that no row belongs to both of. */
static bool apart(struct ranging *c, const struct expr *a, const struct expr *b)
{
	const struct measure *x = a->measure, *y = b->measure;
	struct ranging rows = { .r = c->r, .depth = c->depth + 1 };
	struct expr *arg[2], both = { .op = OP_AND, .type = T_BOOL, .count = 2, .arg = arg };

	if (a->op != OP_MEASURE || b->op != OP_MEASURE || x->algorithm != COUNT || y->algorithm != COUNT || x->where == NULL || y->where == NULL ||
	    x->source == NULL || x->source != y->source || c->depth > DEEPEST)
		return false;
	rows.source = x->source;
	arg[0] = (struct expr *)x->where;
	arg[1] = (struct expr *)y->where;
	return settle(&rows, &both) == NEVER;
}

static struct range of_division(struct ranging *, const struct expr *);

/* (a ± b) / c is a / c ± b / c; parts of c that have no row in common are together a part of it. */
static void by_parts(struct ranging *c, const struct expr *e, struct range *z)
{
	const struct expr *above = e->arg[0];
	struct expr *left[2] = { NULL, e->arg[1] }, *right[2] = { NULL, e->arg[1] }, a = *e, b = *e;
	struct range x, y;

	if ((above->op != OP_ADD && above->op != OP_SUB) || c->depth > DEEPEST)
		return;
	left[0] = above->arg[0];
	right[0] = above->arg[1];
	a.arg = left;
	b.arg = right;
	x = of_division(c, &a);
	y = of_division(c, &b);
	x = sum(c->r->arena, x, above->op == OP_ADD ? y : negated(c->r->arena, y));
	tighten(z, &x);
	if (above->op == OP_ADD && part_of(c, left[0], e->arg[1]) && part_of(c, right[0], e->arg[1]) && apart(c, left[0], right[0]))
		lower_high(z, num_int(1), true);
}

static struct range of_division(struct ranging *c, const struct expr *e)
{
	struct range x = range_of(c, e->arg[0]), y = range_of(c, e->arg[1]), z = quotient(c->r->arena, x, y);

	if (part_of(c, e->arg[0], e->arg[1]))
		lower_high(&z, num_int(1), true);
	by_parts(c, e, &z);
	return z;
}

static struct range of_difference(struct ranging *c, const struct expr *e)
{
	struct range z = sum(c->r->arena, range_of(c, e->arg[0]), negated(c->r->arena, range_of(c, e->arg[1])));

	if (expr_same(e->arg[0], e->arg[1]))
		return point(num_int(0));
	if (part_of(c, e->arg[1], e->arg[0]))
		raise_low(&z, num_int(0), true);
	if (part_of(c, e->arg[0], e->arg[1]))
		lower_high(&z, num_int(0), true);
	return z;
}

static struct range of_extreme(struct ranging *c, const struct expr *e)
{
	struct range z = range_of(c, e->arg[0]);

	/* A blank argument is passed over, so an end of one alone binds nothing. */
	for (size_t i = 1; i < e->count; i++)
		z = joined(z, range_of(c, e->arg[i]));
	return z;
}

/* 取整 向上取整 舍入: ends are rounded with it. */
static struct range of_rounding(struct ranging *c, const struct expr *e)
{
	struct range x = range_of(c, e->arg[0]);
	struct arena *a = c->r->arena;
	int64_t places = 0;

	if (e->op == OP_ROUND)
		num_to_int(e->arg[1]->constant.num, &places);
	x.low = !x.has_low ? x.low : e->op == OP_FLOOR ? num_floor(a, x.low) : e->op == OP_CEIL ? num_ceil(a, x.low) : num_round(a, x.low, (int)places, HALF_UP);
	x.high = !x.has_high ? x.high : e->op == OP_FLOOR ? num_floor(a, x.high) : e->op == OP_CEIL ? num_ceil(a, x.high) : num_round(a, x.high, (int)places, HALF_UP);
	x.low_in = x.high_in = true;
	x.whole = places == 0;
	return x;
}

static struct range of_size(struct ranging *c, const struct expr *e)
{
	struct range x = range_of(c, e->arg[0]);

	return not_negative(&x) ? x : (struct range){ .has_low = true, .low_in = true, .low = num_int(0), .whole = x.whole };
}

/* A group may have a formula of its own. */
static struct range of_value(struct ranging *c, const struct indicator *n)
{
	struct range x = n->formula == NULL ? any() : range_of(c, n->formula);

	for (size_t i = 0; i < n->special_marking_count; i++)
		if (n->special_marking[i].formula != NULL)
			x = joined(x, range_of(c, n->special_marking[i].formula));
	return x;
}

static struct range of_leaf(struct ranging *c, const struct expr *e)
{
	const struct source *s = e->op == OP_FAR_COLUMN ? e->far : c->source;

	switch (e->op) {
	case OP_CONST: return e->constant.kind == V_NUMBER ? point(e->constant.num) : e->constant.kind == V_DAY ? point(num_int(e->constant.time)) : any();
	case OP_PARAM: return e->param->value.kind == V_NUMBER ? point(e->param->value.num) : e->param->value.kind == V_DAY ? point(num_int(e->param->value.time)) : any();
	case OP_COLUMN: case OP_FAR_COLUMN: return s == NULL || e->column >= s->column_count ? any() : of_column(&s->column[e->column]);
	case OP_ROUNDS_BACK: return c->source == NULL ? from(0, true) : between(num_int(0), num_int((int64_t)c->source->back), true);
	case OP_MEASURE: return of_measure(c, e->measure);
	case OP_ATTRIBUTE: return e->attribute == ATTR_POPULATION ? from(0, false) : any();
	case OP_MONTHS: return between(num_int(1), num_int(12), true);
	case OP_VALUE: return of_value(c, e->indicator);
	case OP_POINTS: return range_of_points(e->indicator, range_scale_of(c->r->arena, e->indicator));
	case OP_RATE: return range_of_points(e->indicator, num_int(1));
	case OP_TOTAL: return range_of_total(c, c->board);
	case OP_RANK: return of_units(c, 1);
	case OP_STEP_TIMES: return c->ladder == NULL ? from(0, true) : of_window(c, c->ladder->window);
	case OP_STEP_STREAK: return from(0, true);
	default: return any();
	}
}

static struct range of_call(struct ranging *c, const struct expr *e)
{
	switch (e->op) {
	case OP_LENGTH: case OP_ROW_COUNT: case OP_OWN_MEASURES: case OP_CHILD_FLAGS: case OP_STREAK: case OP_CHILD_COUNT: return from(0, true);
	case OP_OCCURRENCE: return from(1, true);
	case OP_TIMES: return of_window(c, e->window);
	case OP_GROUP_COUNT: return of_units(c, 0);
	case OP_RANK_OF: return of_units(c, 1);
	case OP_GROUP_SD: case OP_SQRT: return from(0, false);
	case OP_GROUP_MAX: case OP_GROUP_MIN: case OP_CHILD_MIN: case OP_CHILD_MAX: return range_of(c, e->arg[0]);
	case OP_GROUP_MEAN: case OP_GROUP_MEDIAN: case OP_CHILD_MEAN: {
		struct range x = range_of(c, e->arg[0]);

		x.whole = false;
		return x;
	}
	case OP_GROUP_SUM: case OP_CHILD_SUM: return range_not_negative(c, e->arg[0]) ? from(0, false) : any();
	default: return any();
	}
}

struct range range_of(struct ranging *c, const struct expr *e)
{
	struct range x = any();

	if (c->depth > DEEPEST || (e->type != T_NUMBER && e->type != T_DAY))
		return x;
	c->depth++;
	switch (e->op) {
	case OP_NEG: x = negated(c->r->arena, range_of(c, e->arg[0])); break;
	case OP_ADD: x = sum(c->r->arena, range_of(c, e->arg[0]), range_of(c, e->arg[1])); break;
	case OP_SUB: x = of_difference(c, e); break;
	case OP_MUL: x = product(c->r->arena, range_of(c, e->arg[0]), range_of(c, e->arg[1])); break;
	case OP_DIV: x = of_division(c, e); break;
	case OP_IF: x = joined(range_of(c, e->arg[1]), range_of(c, e->arg[2])); break;
	case OP_MAX: case OP_MIN: x = of_extreme(c, e); break;
	case OP_ABS: x = of_size(c, e); break;
	case OP_FLOOR: case OP_CEIL: case OP_ROUND: x = of_rounding(c, e); break;
	default: x = e->count == 0 && e->op != OP_OWN_MEASURES && e->op != OP_CHILD_FLAGS && e->op != OP_ROW_COUNT ? of_leaf(c, e) : of_call(c, e);
	}
	c->depth--;
	return x;
}

bool range_not_negative(struct ranging *c, const struct expr *e)
{
	struct range x = range_of(c, e);

	return x.has_low && num_sign(x.low) >= 0;
}
