/* working_marks.c -- 计分 as a formula, one function per method, in the order of the clauses in scoring/marking.c.
 *
 * x is the cell of the value, full the full marks; every number of the clause
 * is a cell of 推演, in the order in which it is asked for: so no two are asked
 * for as arguments of one call. */
#include "reports/working.h"

#include <string.h>
#include "base/text.h"

struct mark_case {
	struct line *line;
	struct arena *arena;
	const struct indicator *indicator;      /* NULL: 加减分 */
	const struct marking *m;
	const char *item, *x, *full;
	bool sure;                      /* the formula always gives a number */
	const char *why;
};

static const char *knob(struct mark_case *c, const struct num *n, const char *what)
{
	return line_knob(c->line, n, c->item, what, "", c->m->at);
}

static void look_for_names(const struct expr *e, void *self)
{
	bool *found = self;

	*found |= e->op != OP_CONST && e->op != OP_NEG && e->count == 0;
}

/* A bound that is an expression: a number of the rules, -5% among them, or what a formula makes of it. */
static const char *bound(struct mark_case *c, const struct expr *e, const char *what)
{
	bool names = false;
	struct num *n;
	const char *text;

	if (e->op == OP_PARAM && e->param->value.kind == V_NUMBER)
		return line_parameter(c->line, e->param);
	expr_walk(e, look_for_names, &names);
	if (!names && e->op == OP_CONST)
		return line_knob(c->line, &e->constant.num, c->item, what, "", c->m->at);
	if (!names) {
		n = arena_one(c->arena, struct num);
		*n = line_eval(c->line, e).num;
		return line_named_knob(c->line, e, n, c->item, what, c->m->at);
	}
	c->sure = false;
	text = line_value(c->line, e);
	return text == NULL ? NULL : arena_printf(c->arena, "(%s)", text);
}

/* formula where every bound that is the cell of a step is a number. */
static const char *with_bounds(struct mark_case *c, const char *formula, const char *one, const char *other)
{
	if (c->sure)
		return formula;
	return other == NULL ? arena_printf(c->arena, "IF(ISNUMBER(%s),%s,\"无分母\")", one, formula)
		: arena_printf(c->arena, "IF(COUNT(%s,%s)=2,%s,\"无分母\")", one, other, formula);
}

/* amount × steps of the gap, multiplied before it is divided. */
static const char *worth(struct mark_case *c, const char *gap, const char *amount, const char *step)
{
	switch (c->m->steps) {
	case WHOLE_DOWN:
		return arena_printf(c->arena, "%s*INT(ROUND((%s)/%s,10))", amount, gap, step);
	case WHOLE_UP:
		return arena_printf(c->arena, "%s*(-INT(-ROUND((%s)/%s,10)))", amount, gap, step);
	default:
		return arena_printf(c->arena, "%s*(%s)/%s", amount, gap, step);
	}
}

static const char *floor_of(struct mark_case *c)
{
	return c->m->has_floor ? knob(c, &c->m->floor, "保底") : "0";
}

static const char *proportion(struct mark_case *c)
{
	if (c->m->unbounded)
		return arena_printf(c->arena, "MAX(0,%s*%s)", c->full, c->x);
	return arena_printf(c->arena, "MAX(0,MIN(%s,%s*%s))", c->full, c->full, c->x);
}

static const char *target(struct mark_case *c)
{
	const char *t = bound(c, c->m->target, "目标"), *gap, *step, *amount, *floor;

	if (t == NULL)
		return NULL;
	step = knob(c, &c->m->step, "步长");
	amount = knob(c, &c->m->amount, "每步扣分");
	floor = floor_of(c);
	gap = c->m->method == TARGET ? arena_printf(c->arena, "%s-%s", t, c->x) : arena_printf(c->arena, "%s-%s", c->x, t);
	return with_bounds(c, arena_printf(c->arena, "IF(ROUND(%s,10)<=0,%s,MAX(%s,%s-%s))", gap, c->full, floor, c->full,
		worth(c, gap, amount, step)), t, NULL);
}

static const char *band_test(struct mark_case *c, const struct band *b, size_t i)
{
	static const struct { enum op op; const char *sign; } signs[] = {
		{ OP_GE, ">=" }, { OP_GT, ">" }, { OP_LE, "<=" }, { OP_LT, "<" }, { OP_EQ, "=" },
	};
	const char *low = bound(c, b->bound, arena_printf(c->arena, "第%zu档界限", i + 1)), *high;

	if (low == NULL || !c->sure)
		return NULL;
	if (b->op == OP_BETWEEN) {
		high = bound(c, b->upper, arena_printf(c->arena, "第%zu档上限", i + 1));
		return high == NULL || !c->sure ? NULL : arena_printf(c->arena, "AND(ROUND(%s-%s,10)>=0,ROUND(%s-%s,10)<=0)", c->x, low, c->x, high);
	}
	for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
		if (signs[k].op == b->op)
			return arena_printf(c->arena, "ROUND(%s-%s,10)%s0", c->x, low, signs[k].sign);
	return NULL;
}

enum { MOST_NESTED = 50, MOST_RANKS = 100 };

static const char *bands(struct mark_case *c)
{
	struct buf b = buf_new(c->arena);
	size_t open = 0;
	bool rest = false;

	buf_add(&b, "");
	for (size_t i = 0; i < c->m->band_count && !rest; i++) {
		const struct band *band = &c->m->band[i];
		const char *points, *test = NULL;

		rest = band->op == OP_CONST;
		if (!rest)
			test = band_test(c, band, i);
		points = knob(c, &band->points, arena_printf(c->arena, "第%zu档得分", i + 1));
		if (band->of_full)
			points = arena_printf(c->arena, "%s*%s", c->full, points);
		if (rest) {
			buf_add(&b, points);
			break;
		}
		if (test == NULL || open == MOST_NESTED)
			return NULL;
		buf_printf(&b, "IF(%s,%s,", test, points);
		open++;
	}
	c->sure = rest;
	if (!rest)
		buf_add(&b, "\"无分母\"");
	for (; open > 0; open--)
		buf_add(&b, ")");
	return b.at;
}

static const char *linear(struct mark_case *c)
{
	const char *low = bound(c, c->m->low, "低端"), *high = bound(c, c->m->high, "高端"), *points;

	if (low == NULL || high == NULL)
		return NULL;
	points = arena_printf(c->arena, "%s*(%s-%s)/(%s-%s)", c->full, c->x, low, high, low);
	if (c->m->clip_high)
		points = arena_printf(c->arena, "MIN(%s,%s)", c->full, points);
	if (c->m->clip_low)
		points = arena_printf(c->arena, "MAX(0,%s)", points);
	points = arena_printf(c->arena, "IF(%s=%s,\"无分母\",%s)", low, high, points);
	points = with_bounds(c, points, low, high);
	c->sure = false;
	return points;
}

static const char *deduct(struct mark_case *c)
{
	const char *step = knob(c, &c->m->step, "步长"), *amount = knob(c, &c->m->amount, "每步扣分");
	const char *lost = worth(c, arena_printf(c->arena, "MAX(%s,0)", c->x), amount, step);

	if (c->indicator != NULL)
		return arena_printf(c->arena, "MAX(%s,%s-%s)", floor_of(c), c->full, lost);
	if (c->m->has_cap)
		lost = arena_printf(c->arena, "MIN(%s,%s)", knob(c, &c->m->cap, "封顶"), lost);
	return arena_printf(c->arena, "-%s", c->m->has_cap ? lost : arena_printf(c->arena, "(%s)", lost));
}

static const char *bonus(struct mark_case *c)
{
	const char *start = c->m->target == NULL ? "0" : bound(c, c->m->target, "起点"), *gain, *step;

	if (start == NULL)
		return NULL;
	step = knob(c, &c->m->step, "步长");
	gain = arena_printf(c->arena, "%s*INT(ROUND(MAX(%s-%s,0)/%s,10))", knob(c, &c->m->amount, "每步加分"), c->x, start, step);
	if (c->m->has_cap)
		gain = arena_printf(c->arena, "MIN(%s,%s)", knob(c, &c->m->cap, "封顶"), gain);
	return with_bounds(c, gain, start, NULL);
}

static const char *quote(struct mark_case *c)
{
	if (num_sign(c->m->quote_full) <= 0)
		return NULL;
	return arena_printf(c->arena, "%s*%s/%s", c->full, c->x, knob(c, &c->m->quote_full, "所引用分数的满分"));
}

static const char *offences(struct mark_case *c)
{
	const char *first = knob(c, &c->m->amount, "首次扣分"), *again = c->m->all_gone ? c->full : knob(c, &c->m->again, "再犯扣分");
	const char *left = arena_printf(c->arena, "%s-IF(ROUND(%s,10)>=2,%s,IF(ROUND(%s,10)>=1,%s,0))", c->full, c->x, again, c->x, first);

	if (c->m->has_floor && num_sign(c->m->floor) < 0)
		return arena_printf(c->arena, "IF(%s<0,%s,%s)", left, floor_of(c), left);
	return arena_printf(c->arena, "MAX(%s,%s)", floor_of(c), left);
}

static const char *schedule(struct mark_case *c)
{
	return arena_printf(c->arena, "MAX(%s,%s-%s)", knob(c, &c->m->floor, "保底"), c->full, c->x);
}

static const char *both_ways(struct mark_case *c)
{
	const char *start = bound(c, c->m->target, "起点"), *up, *down, *step, *cap;

	if (start == NULL)
		return NULL;
	step = knob(c, &c->m->step, "增的步长");
	up = worth(c, arena_printf(c->arena, "%s-%s", c->x, start), knob(c, &c->m->amount, "每步加分"), step);
	cap = knob(c, &c->m->cap, "加分封顶");
	step = knob(c, &c->m->less_step, "减的步长");
	down = worth(c, arena_printf(c->arena, "%s-%s", start, c->x), knob(c, &c->m->less_amount, "每步扣分"), step);
	return with_bounds(c, arena_printf(c->arena, "IF(ROUND(%s-%s,10)>=0,%s+MIN(%s,%s),%s-MIN(%s,%s))", c->x, start, c->full,
		cap, up, c->full, knob(c, &c->m->less_cap, "扣分封顶"), down), start, NULL);
}

/* ---- methods that look at the group ------------------------------------------------------------ */

static size_t placed_column(const struct mark_case *c)
{
	const struct node_columns *n = &c->line->b->node[c->indicator->index];

	return n->placed != 0 ? n->placed : n->value;
}

/* The place stands in a column of its own; which points it gets is a choice. */
static const char *by_rank(struct mark_case *c)
{
	const struct marking *m = c->m;
	struct buf b = buf_new(c->arena);
	const char *place = line_at(c->line, c->line->b->node[c->indicator->index].place), *beyond, *last = "", *fall;

	c->why = "并列均分";
	if (m->share_ties || m->by_rank_count == 0 || m->by_rank_count > MOST_RANKS)
		return NULL;
	buf_printf(&b, "CHOOSE(%s", place);
	for (size_t i = 0; i < m->by_rank_count; i++) {
		last = knob(c, &m->by_rank[i], arena_printf(c->arena, "第%zu名得分", i + 1));
		buf_printf(&b, ",%s", last);
	}
	beyond = knob(c, &m->beyond, m->falls ? "其余名次保底" : "其余名次得分");
	if (m->falls) {
		fall = knob(c, &m->fall, "每降1名减");
		beyond = arena_printf(c->arena, "MAX(%s,%s-%s*(%s-%zu))", beyond, last, fall, place, m->by_rank_count);
	}
	return arena_printf(c->arena, "IF(%s>%zu,%s,%s))", place, m->by_rank_count, beyond, b.at);
}

static const char *of_first(struct mark_case *c)
{
	const char *r = line_range(c->line, placed_column(c)), *first;

	if (c->line->b->listed != 0)
		return NULL;
	first = arena_printf(c->arena, "%s(%s)", c->m->rank_ascending ? "MIN" : "MAX", r);
	c->sure = false;
	if (!c->m->rank_ascending)
		return arena_printf(c->arena, "IF(%s<=0,\"无分母\",MAX(0,MIN(%s,%s*%s/%s)))", first, c->full, c->full, c->x, first);
	return arena_printf(c->arena, "IF(%s<0,\"无分母\",IF(%s=0,%s,MAX(0,MIN(%s,%s*%s/%s))))", first, c->x, c->full, c->full, c->full,
		first, c->x);
}

/* 无差异 */
static const char *alike(struct mark_case *c, const char *middle)
{
	switch (c->m->no_spread) {
	case SPREAD_FULL:
		return c->full;
	case SPREAD_ZERO:
		return "0";
	case SPREAD_NONE:
		c->sure = false;
		return "\"无分母\"";
	default:
		return middle;
	}
}

static const char *standard(struct mark_case *c)
{
	const char *r = line_range(c->line, placed_column(c)), *base = knob(c, &c->m->base, "均值");
	const char *points = arena_printf(c->arena, "%s+%s*(%s-AVERAGE(%s))/%s(%s)", base, knob(c, &c->m->more, "每标准差"), c->x, r,
		c->m->sample ? "STDEV" : "STDEVP", r);

	if (c->m->has_cap)
		points = arena_printf(c->arena, "MIN(%s,%s)", knob(c, &c->m->cap, "封顶"), points);
	if (c->m->has_floor)
		points = arena_printf(c->arena, "MAX(%s,%s)", floor_of(c), points);
	return arena_printf(c->arena, "IF(MAX(%s)=MIN(%s),%s,%s)", r, r, alike(c, base), points);
}

static const char *spread(struct mark_case *c)
{
	const char *r = line_range(c->line, placed_column(c)), *base = knob(c, &c->m->base, "低分"), *more = knob(c, &c->m->more, "高分减低分");
	const char *from = c->m->rank_ascending ? arena_printf(c->arena, "MAX(%s)-%s", r, c->x) : arena_printf(c->arena, "%s-MIN(%s)", c->x, r);

	return arena_printf(c->arena, "IF(MAX(%s)=MIN(%s),%s,%s+%s*(%s)/(MAX(%s)-MIN(%s)))", r, r,
		alike(c, arena_printf(c->arena, "%s+%s/2", base, more)), base, more, from, r, r);
}

static const char *as_it_is(struct mark_case *c)
{
	return c->x;
}

/* ---- the table ------------------------------------------------------------------------------------ */

static const char *(*const methods[])(struct mark_case *) = {
	[NO_METHOD] = as_it_is, [PROPORTION] = proportion, [TARGET] = target, [REVERSE_TARGET] = target, [BANDS] = bands,
	[LINEAR] = linear, [DEDUCT] = deduct, [BONUS] = bonus, [BY_RANK] = by_rank, [QUOTE] = quote, [OFFENCES] = offences,
	[BOTH_WAYS] = both_ways, [OF_FIRST] = of_first, [STANDARD] = standard, [RANGE] = spread, [EFFICACY] = spread,
	[SAME_AS] = as_it_is, [SCHEDULE] = schedule,
};

bool marks_by_place(enum method m)
{
	return m == BY_RANK;
}

static bool goes_in_steps(enum method m)
{
	return m == TARGET || m == REVERSE_TARGET || m == DEDUCT || m == BONUS;
}

const char *marks_formula(struct line *l, const struct indicator *i, const struct marking *m, const char *item, const char *x,
	const char *full, bool extra, bool *sure, const char **why)
{
	struct mark_case c = { .line = l, .arena = l->w->arena, .indicator = extra ? NULL : i, .m = m, .item = item, .x = x, .full = full,
		.sure = true, .why = "计分办法写不成公式" };
	const char *formula = NULL;

	if (!goes_in_steps(m->method) || num_sign(m->step) > 0)
		formula = methods[m->method](&c);
	*sure = c.sure;
	*why = c.why;
	return formula;
}
