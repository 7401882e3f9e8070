/* lint_marks.c -- bands with holes, bands nobody can reach, points that turn
 * round, floors above the full marks, steps of a whole 100 per cent, grades out
 * of reach, 计量单位 that do not fit the formula. */
#include <string.h>
#include "rules/range.h"

/* ---- where the bands lie -------------------------------------------------------- */

/* The values of one band; false where a bound depends on the unit, or there is none (其余). */
static bool band_range(struct ranging *c, const struct band *b, struct range *x)
{
	struct range low, high;
	struct num n;

	if (b->op == OP_CONST || b->bound == NULL)
		return false;
	low = range_of(c, b->bound);
	if (!range_is(&low, &n))
		return false;
	*x = (struct range){ .has_low = false };
	if (b->op != OP_BETWEEN) {
		range_narrow(x, b->op, n);
		return true;
	}
	range_narrow(x, OP_GE, n);
	high = b->upper == NULL ? *x : range_of(c, b->upper);
	if (!range_is(&high, &n))
		return false;
	range_narrow(x, OP_LE, n);
	return true;
}

static bool all_known(struct ranging *c, const struct marking *m, struct range *of)
{
	for (size_t i = 0; i + 1 < m->band_count; i++)
		if (!band_range(c, &m->band[i], &of[i]))
			return false;
	return m->band_count > 1 && m->band[m->band_count - 1].op == OP_CONST;
}

/* What is left of a set of ranges when the band has taken its own. */
static size_t without(struct reader *r, struct range *left, size_t count, const struct range *band)
{
	struct range *all = arena_many(r->arena, struct range, 2 * count + 1);
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		struct range below = left[i], above = left[i];

		if (band->has_low) {
			range_narrow(&below, band->low_in ? OP_LT : OP_LE, band->low);
			if (!range_empty(r->arena, &below))
				all[n++] = below;
		}
		if (band->has_high) {
			range_narrow(&above, band->high_in ? OP_GT : OP_GE, band->high);
			if (!range_empty(r->arena, &above))
				all[n++] = above;
		}
	}
	memcpy(left, all, n * sizeof *all);
	return n;
}

static bool overlaps(struct reader *r, const struct range *x, const struct range *y)
{
	struct range both = *x;

	if (y->has_low)
		range_narrow(&both, y->low_in ? OP_GE : OP_GT, y->low);
	if (y->has_high)
		range_narrow(&both, y->high_in ? OP_LE : OP_LT, y->high);
	return !range_empty(r->arena, &both);
}

static const char *number_of(struct reader *r, size_t i) { return arena_printf(r->arena, "%zu", i); }

struct bands {
	struct reader *r;
	const struct indicator *n;
	const struct marking *m;
	struct range *of;               /* the values of each band but the last */
	struct range value;             /* what the indicator can be */
};

/* As the bounds are written, where the formula leaves the unit open. */
static const char *shown_in(const struct bands *b)
{
	const char *dimension = b->n->dimension;

	for (size_t i = 0; i < b->m->band_count && dimension == NULL; i++)
		dimension = b->m->band[i].bound == NULL ? NULL : b->m->band[i].bound->dimension;
	return dimension;
}

/* A hole with bands on both sides of it, which 其余 fills without a word. */
static void say_holes(struct bands *b, const struct range *left, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct range below = { .has_high = true, .high_in = !left[i].low_in, .high = left[i].low };
		struct range above = { .has_low = true, .low_in = !left[i].high_in, .low = left[i].high };
		bool has_below = false, has_above = false;

		for (size_t k = 0; left[i].has_low && left[i].has_high && k + 1 < b->m->band_count; k++) {
			has_below = has_below || overlaps(b->r, &b->of[k], &below);
			has_above = has_above || overlaps(b->r, &b->of[k], &above);
		}
		if (has_below && has_above)
			diag(b->r->diag, MSG_BAND_HOLE, b->m->band[b->m->band_count - 1].at, b->n->name,
				range_text(b->r->arena, &left[i], shown_in(b)), NULL);
	}
}

static bool is_covered(struct bands *b, size_t band, const struct range *left, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (overlaps(b->r, &b->of[band], &left[i]))
			return false;
	return true;
}

static bool taken_by_one(struct bands *b, size_t band)
{
	for (size_t i = 0; i < band; i++) {
		struct range rest = b->of[band];

		if (without(b->r, &rest, 1, &b->of[i]) == 0)
			return true;            /* K357 names it */
	}
	return false;
}

/* Bands from the first to the last: what is out of reach, what is left for 其余. */
static void check_cover(struct bands *b)
{
	struct range *left = arena_many(b->r->arena, struct range, 2 * b->m->band_count + 4);
	size_t count = 1, last = b->m->band_count - 1;

	left[0] = b->value;
	for (size_t i = 0; i < last; i++) {
		if (!overlaps(b->r, &b->of[i], &b->value))
			diag(b->r->diag, MSG_BAND_OUTSIDE, b->m->band[i].at, b->n->name, number_of(b->r, i + 1),
				range_text(b->r->arena, &b->value, shown_in(b)), NULL);
		else if (is_covered(b, i, left, count) && !taken_by_one(b, i))
			diag(b->r->diag, MSG_BAND_LEFT_NOTHING, b->m->band[i].at, b->n->name, number_of(b->r, i + 1), NULL);
		count = without(b->r, left, count, &b->of[i]);
	}
	if (count == 0)
		diag(b->r->diag, MSG_REST_LEFT_NOTHING, b->m->band[last].at, b->n->name, NULL);
	else
		say_holes(b, left, count);
}

/* >= 90 得 10, >= 60 得 30, 其余 得 0: better, and fewer points. */
static void check_direction(struct bands *b)
{
	bool up = true, down = true;
	int way = 0;

	for (size_t i = 0; i + 1 < b->m->band_count; i++) {
		up = up && b->of[i].has_low && !b->of[i].has_high;
		down = down && b->of[i].has_high && !b->of[i].has_low;
	}
	for (size_t i = 1; (up || down) && i < b->m->band_count; i++) {
		const struct band *now = &b->m->band[i], *before = &b->m->band[i - 1];
		int c = num_cmp(now->points, before->points);

		if (now->of_full != before->of_full)
			return;
		if (c != 0 && way != 0 && c != way) {
			diag(b->r->diag, MSG_BAND_TURNS, now->at, b->n->name, number_of(b->r, i + 1), num_text(b->r->arena, now->points),
				number_of(b->r, i), num_text(b->r->arena, before->points), NULL);
			return;
		}
		way = c != 0 ? c : way;
	}
}

/* The formula whose value that 计分 marks. */
static const struct expr *value_of(const struct indicator *n, const struct marking *m)
{
	for (size_t i = 0; i < n->special_marking_count; i++)
		if (m == &n->special_marking[i].marking && n->special_marking[i].formula != NULL)
			return n->special_marking[i].formula;
	return n->formula;
}

static void check_bands(struct ranging *c, const struct indicator *n, const struct marking *m)
{
	struct bands b = { c->r, n, m, arena_many(c->r->arena, struct range, m->band_count + 1), range_of(c, value_of(n, m)) };

	if (m->method != BANDS || m->band_count == 0 || !all_known(c, m, b.of))
		return;
	check_cover(&b);
	check_direction(&b);
}

/* ---- the clause ------------------------------------------------------------------- */

static void check_line(struct ranging *c, const struct indicator *n, const struct marking *m)
{
	struct range low, high;
	struct num a, b;
	int order;

	if (m->method != LINEAR || m->low == NULL || m->high == NULL)
		return;
	low = range_of(c, m->low);
	high = range_of(c, m->high);
	if (!range_is(&low, &a) || !range_is(&high, &b))
		return;
	order = num_cmp(a, b);
	if (order == 0)
		diag(c->r->diag, MSG_LINE_FLAT, expr_start(m->low), expr_text(c->r->arena, m->low), n->name, NULL);
	else if (order > 0)
		diag(c->r->diag, MSG_LINE_FALLS, expr_start(m->low), expr_text(c->r->arena, m->low), expr_text(c->r->arena, m->high), n->name, NULL);
}

static struct num least_of(const struct by_group *g)
{
	struct num least = g->set ? g->all : g->special_count > 0 ? g->special[0].num : num_int(100);

	for (size_t i = 0; i < g->special_count; i++)
		least = num_min(least, g->special[i].num);
	return least;
}

static void check_floor(struct reader *r, const struct indicator *n, const struct marking *m)
{
	struct num full = least_of(&n->full);

	if (m->has_floor && num_cmp(m->floor, full) > 0)
		diag(r->diag, MSG_FLOOR_ABOVE, m->floor_at, n->name, num_text(r->arena, m->floor), num_text(r->arena, full), NULL);
}

static bool is_bare(const char *step)
{
	return step != NULL && *step != '\0' && step[strspn(step, "0123456789.")] == '\0';
}

static void find_division(const struct expr *e, void *found)
{
	*(bool *)found = *(bool *)found || e->op == OP_DIV;
}

/* Whether it reads as a rate: within 0 … 1, and a division, not a count that happens to be small. */
static bool is_rate(struct ranging *c, const struct expr *e)
{
	struct range x = range_of(c, e);
	bool divides = false;

	expr_walk(e, find_division, &divides);
	return divides && x.has_high && x.has_low && !x.whole && num_cmp(x.high, num_int(1)) <= 0 && num_cmp(x.low, num_int(-1)) >= 0;
}

/* 每低 1 of a rate is 每低 100个百分点. */
static void check_step(struct ranging *c, const struct indicator *n, const struct marking *m)
{
	bool target = m->target != NULL && m->target->dimension != NULL && strcmp(m->target->dimension, "%") == 0;

	if ((m->method != TARGET && m->method != REVERSE_TARGET && m->method != DEDUCT && m->method != BONUS && m->method != BOTH_WAYS) ||
	    !is_bare(m->step_text) || num_cmp(m->step, num_int(1)) < 0)
		return;
	if (target || is_rate(c, value_of(n, m)))
		diag(c->r->diag, MSG_BARE_STEP, m->step_at, n->name, m->step_text, num_text(c->r->arena, num_mul(c->r->arena, m->step, num_int(100))), NULL);
}

static void check_marking(struct reader *r, const struct indicator *n, const struct marking *m)
{
	struct ranging c = { .r = r };

	check_bands(&c, n, m);
	check_line(&c, n, m);
	check_floor(r, n, m);
	check_step(&c, n, m);
}

/* ---- 计量单位 ------------------------------------------------------------------------ */

/* 件数 * 0.5 may well be points, 件数 / 10 be 十件. */
static void find_scaling(const struct expr *e, void *found)
{
	*(bool *)found = *(bool *)found || e->op == OP_MUL || (e->op == OP_DIV && e->arg[1]->op == OP_CONST);
}

static void check_dimension(struct reader *r, const struct element *e, const struct expr *formula)
{
	const struct entry *own = entry_of(e, "计量单位");
	bool scaled = false;

	if (own == NULL || formula == NULL || formula->dimension == NULL || strcmp(own->value, formula->dimension) == 0)
		return;
	expr_walk(formula, find_scaling, &scaled);
	if (!scaled)
		diag(r->diag, MSG_DIMENSION_DECLARED, own->value_at, own->value, e->name, expr_text(r->arena, formula), formula->dimension, NULL);
}

/* ---- boards, parameters, constraints ---------------------------------------------------- */

static void check_grades(struct reader *r, const struct board *b)
{
	struct ranging c = { .r = r, .board = b };
	struct range total = range_of_total(&c, b);

	for (size_t i = 0; b->grades != NULL && total.has_high && i < b->grades->grade_count; i++) {
		const struct grade *g = &b->grades->grade[i];
		int order = g->op == OP_CONST ? -1 : num_cmp(g->bound, total.high);

		if (order > 0 || (order == 0 && g->op == OP_GT))
			diag(r->diag, MSG_GRADE_ABOVE, g->at, g->word, num_text(r->arena, g->bound), b->name, num_text(r->arena, total.high), NULL);
	}
}

static void check_board(struct reader *r, const struct board *b)
{
	if (b->pooled && b->full.special_count > 0)
		diag(r->diag, MSG_FULL_POOLED, b->full.special[0].at, b->name,
			arena_printf(r->arena, "满分.%s", b->full.special[0].group), NULL);
	check_grades(r, b);
}

/* 值.期 that all begin after 生效: the first periods have no value. */
static void check_parameter(struct reader *r, const struct parameter *p)
{
	const struct entry *entry, *first = NULL;
	struct period start, earliest = { .first = INT32_MAX };
	const char *from;
	size_t i = 0;

	if (!r->scheme->has_from || entry_of(p->element, "值") != NULL)
		return;
	while ((entry = entry_next(p->element, "值.", &i, &from)) != NULL)
		if (period_parse(from, &start) && start.first < earliest.first) {
			earliest = start;
			first = entry;
		}
	if (first != NULL && earliest.first > r->scheme->from.first)
		diag(r->diag, MSG_PARAMETER_LATE, first->at, first->key, p->name, period_text(r->arena, r->scheme->from), NULL);
}

void lint_marks(struct reader *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->indicator_count; i++) {
		const struct indicator *n = s->indicator[i];

		check_dimension(r, n->element, n->formula);
		for (size_t k = 0; n->formula != NULL && k <= n->special_marking_count; k++)
			check_marking(r, n, k == 0 ? &n->marking : &n->special_marking[k - 1].marking);
	}
	for (size_t i = 0; i < s->extra_count; i++)
		check_dimension(r, s->extra[i]->element, s->extra[i]->formula);
	for (size_t i = 0; i < s->board_count; i++)
		if (s->board[i]->root != NULL)
			check_board(r, s->board[i]);
	for (size_t i = 0; i < s->parameter_count; i++)
		check_parameter(r, s->parameter[i]);
	for (size_t i = 0; i < s->constraint_count; i++)
		if (entry_of(s->constraint[i]->element, "依据") == NULL)
			diag(r->diag, MSG_CONSTRAINT_BASIS, s->constraint[i]->element->at, s->constraint[i]->name, NULL);
}
