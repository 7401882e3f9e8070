/* working_totals.c -- from the root to the total and the rank, as scoring/totals.c and ranking.c go. */
#include "reports/working.h"

#include <string.h>
#include "base/text.h"
#include "reports/plain.h"

/* ---- laying out ------------------------------------------------------------------------------ */

static void plan_extras(struct working *w, struct board_work *b)
{
	const struct board_scores *s = b->scores;

	b->extra_value = arena_many(w->arena, size_t, s->extra_count + 1);
	b->extra_points = arena_many(w->arena, size_t, s->extra_count + 1);
	for (size_t k = 0; k < s->extra_count; k++) {
		const struct extra *e = s->extra[k];
		const char *name = called(e->title, e->name);

		if (!w->shallow) {
			steps_plan(w, b, e->applies, name, e->at);
			steps_plan(w, b, e->formula, name, e->at);
			steps_plan(w, b, e->marking.target, name, e->at);
			b->extra_value[k] = work_column(w, arena_printf(w->arena, "%s：值", name), e->at);
		}
		b->extra_points[k] = work_column(w, arena_printf(w->arena, "%s：加减分", name), e->at);
	}
	if (s->extra_count > 0)
		b->extras = work_column(w, "加减分合计", s->board->at);
}

static bool any_listed(const struct board_scores *s)
{
	for (size_t k = 0; s->board->unranked != NULL && k < s->board->registry->unit_count; k++)
		if (s->board->unranked[k])
			return true;
	return false;
}

void totals_plan(struct working *w, struct board_work *b)
{
	const struct board *board = b->scores->board;
	bool adjusted = false;

	for (size_t k = 0; k < board->registry->unit_count; k++)
		adjusted |= b->scores->unit[k].intervention_count > 0;
	if (any_listed(b->scores))
		b->listed = work_column(w, "列入排名", board->at);
	nodes_plan(w, b, board->root);
	plan_extras(w, b);
	b->base = work_column(w, "基本分", board->at);
	if (adjusted) {
		b->adjusted = work_column(w, "调整", board->at);
		b->duty = work_column(w, "问责扣分", board->at);
	}
	b->exact = work_column(w, "修约前总分", board->at);
	b->total = work_column(w, "总分", board->at);
	b->ranked = work_column(w, "参加排名", board->at);
	b->tie = arena_many(w->arena, size_t, board->key_count + 1);
	for (size_t k = 0; k < board->key_count; k++) {
		steps_plan(w, b, board->key[k].key, "次键", board->key[k].at);
		b->tie[k] = work_column(w, arena_printf(w->arena, "次键%zu", k + 1), board->key[k].at);
	}
	b->key = work_column(w, "排名所据", board->at);
	if (board->dense)
		b->skipping = work_column(w, "跳号名次", board->at);
	b->rank = work_column(w, "名次", board->at);
}

/* ---- 加减分 ------------------------------------------------------------------------------------ */

static const char *extra_value(struct line *l, const struct extra *e)
{
	const char *formula = line_value(l, e->formula), *when;

	if (formula != NULL && may_be_blank(l->b, e->formula))
		formula = arena_printf(l->w->arena, "IF(%s=\"空\",%s,%s)", formula, line_doubt(l, e->formula), formula);
	if (formula == NULL || e->applies == NULL)
		return formula;
	when = line_holds(l, e->applies);
	return when == NULL ? NULL : arena_printf(l->w->arena, "IF(%s,%s,\"不适用\")", when, formula);
}

static void draw_extra(struct line *l, size_t k)
{
	const struct extra_score *x = &l->u->extra[k];
	const struct extra *e = x->extra;
	const char *points = NULL, *why = "只算到第一级", *cell;
	struct arena *a = l->w->arena;
	bool sure;

	if (l->b->extra_value[k] != 0) {
		line_put(l, l->b->extra_value[k], extra_value(l, e), result_value(a, x->value), "公式写不出");
		cell = line_at(l, l->b->extra_value[k]);
		points = marks_formula(l, NULL, &e->marking, called(e->title, e->name), cell, "0", true, &sure, &why);
		if (points != NULL && !sure)
			points = NULL;
		if (points != NULL)
			points = arena_printf(a, "IF(ISNUMBER(%s),%s,0)", cell, points);
	}
	line_put(l, l->b->extra_points[k], points, result_num(x->points), why);
}

static const char *within(struct line *l, const char *x, bool has_floor, const struct num *floor, bool has_cap, const struct num *cap,
	const char *what)
{
	const struct board *b = l->b->scores->board;
	struct arena *a = l->w->arena;
	const char *name = called(b->title, b->name);

	if (has_cap)
		x = arena_printf(a, "MIN(%s,%s)", line_knob(l, cap, name, arena_printf(a, "%s封顶", what), "", b->at), x);
	if (has_floor)
		x = arena_printf(a, "MAX(%s,%s)", line_knob(l, floor, name, arena_printf(a, "%s保底", what), "", b->at), x);
	return x;
}

static void draw_extras(struct line *l)
{
	const struct board *b = l->b->scores->board;
	struct buf sum = buf_new(l->w->arena);

	if (l->b->extras == 0)
		return;
	buf_add(&sum, "");
	for (size_t k = 0; k < l->u->extra_count; k++) {
		draw_extra(l, k);
		buf_printf(&sum, "%s%s", k > 0 ? "+" : "", line_at(l, l->b->extra_points[k]));
	}
	line_put(l, l->b->extras, within(l, sum.at, b->has_extra_floor, &b->extra_floor, b->has_extra_cap, &b->extra_cap, "加减分"),
		result_num(l->u->extra_sum), NULL);
}

/* ---- the total -------------------------------------------------------------------------------------- */

static const char *rounded(struct arena *a, const struct rounding *r, const char *x)
{
	return r->set && !r->none ? formula_round(a, x, r->places, r->mode) : x;
}

/* x where the cell it is made of holds a number, else the word in the cell. */
static const char *where_number(struct arena *a, const char *cell, const char *x)
{
	return strcmp(cell, x) == 0 ? x : arena_printf(a, "IF(ISNUMBER(%s),%s,%s)", cell, x, cell);
}

/* A state takes the whole unit: 零分 or 满分 whatever its nodes come to. */
static bool whole_unit(const struct line *l, const struct node_score *root)
{
	return l->u->scored && (!root->scored || num_cmp(l->u->base, root->share) != 0);
}

static struct result total_or_word(const struct line *l, struct num n)
{
	const struct node_score *root = &l->u->node[l->b->scores->board->root->index];

	return l->u->scored ? result_num(n) : result_word(obstacle_of(root));
}

static void draw_base(struct line *l)
{
	const struct board *b = l->b->scores->board;
	const struct node_score *root = &l->u->node[b->root->index];
	const char *points = line_at(l, l->b->node[b->root->index].final), *full = line_full(l, b->root);
	const char *due = line_by_group(l, &b->full, called(b->title, b->name), "满分", b->at), *x = points;
	struct arena *a = l->w->arena;

	x = arena_printf(a, "%s*%s/%s", points, due, full);
	line_put(l, l->b->base, whole_unit(l, root) ? NULL : where_number(a, points, rounded(a, &b->root->rounding, x)), total_or_word(l, l->u->base), "整个单位的状态");
}

static void draw_total(struct line *l)
{
	const struct board *b = l->b->scores->board;
	struct arena *a = l->w->arena;
	const char *base = line_at(l, l->b->base), *sum = base, *exact = line_at(l, l->b->exact);

	if (l->b->extras != 0)
		sum = arena_printf(a, "%s+%s", sum, line_at(l, l->b->extras));
	if (l->b->adjusted != 0) {
		line_input(l, l->b->adjusted, result_num(l->u->adjusted));
		line_input(l, l->b->duty, result_num(l->u->duty));
		sum = arena_printf(a, "%s+%s+%s", sum, line_at(l, l->b->adjusted), line_at(l, l->b->duty));
	}
	line_put(l, l->b->exact, where_number(a, base, within(l, sum, b->has_floor, &b->floor, b->has_cap, &b->cap, "总分")),
		total_or_word(l, l->u->exact), NULL);
	line_put(l, l->b->total, where_number(a, exact, rounded(a, &b->rounding, exact)), total_or_word(l, l->u->total), NULL);
}

/* ---- the rank ---------------------------------------------------------------------------------------- */

/* A key without a number goes last: it is taken to be a million millions on the wrong side. */
static void draw_tie(struct line *l, size_t k)
{
	const struct sort_key *key = &l->b->scores->board->key[k];
	const char *last = key->ascending ? "1000000000000" : "-1000000000000", *x = NULL;
	struct value v = line_eval(l, key->key);
	struct num number = num_int(key->ascending ? 1000000000000 : -1000000000000);

	if (v.kind == V_NUMBER)
		number = num_round(l->w->arena, v.num, 10, HALF_UP);
	else if (v.kind == V_DAY || v.kind == V_MOMENT)
		number = num_int(v.time);
	if (!may_be_blank(l->b, key->key))
		x = line_value(l, key->key);
	if (x != NULL)
		x = arena_printf(l->w->arena, "IF(ISNUMBER(%s),ROUND(%s,10),%s)", x, x, last);
	line_put(l, l->b->tie[k], x, result_num(number), "次键写不成公式");
}

/* 1 and the ranked units that are better: on the total, then on the 次键 in turn. */
static const char *better(const struct line *l)
{
	const struct board *b = l->b->scores->board;
	struct arena *a = l->w->arena;
	const char *r = line_range(l, l->b->key), *x = line_at(l, l->b->key), *then = NULL;

	for (size_t k = b->key_count; k-- > 0; ) {
		const char *tr = line_range(l, l->b->tie[k]), *tx = line_at(l, l->b->tie[k]);

		then = then == NULL ? arena_printf(a, "(%s%c%s)", tr, b->key[k].ascending ? '<' : '>', tx)
			: arena_printf(a, "((%s%c%s)+(%s=%s)*%s)", tr, b->key[k].ascending ? '<' : '>', tx, tr, tx, then);
	}
	if (then == NULL)
		return arena_printf(a, "RANK(%s,%s,%d)", x, r, b->ascending ? 1 : 0);
	return arena_printf(a, "1+SUMPRODUCT(ISNUMBER(%s)*((%s%c%s)+(%s=%s)*%s))", r, r, b->ascending ? '<' : '>', x, r, x, then);
}

/* Ranks that other units share count once. */
static const char *dense(const struct line *l)
{
	const char *r = line_range(l, l->b->skipping), *x = line_at(l, l->b->skipping);

	return arena_printf(l->w->arena, "IF(ISNUMBER(%s),1+ROUND(SUMPRODUCT(ISNUMBER(%s)*(%s<%s)/COUNTIF(%s,%s)),0),%s)", x, r, r, x, r, r, x);
}

static struct num skipping_rank(const struct line *l)
{
	int64_t ahead = 0;

	for (size_t k = 0; k < l->g->ranked_count; k++)
		ahead += l->g->unit[k]->rank < l->u->rank;
	return num_int(ahead + 1);
}

static void draw_rank(struct line *l)
{
	const struct board *b = l->b->scores->board;
	struct arena *a = l->w->arena;
	const char *total = line_at(l, b->on_unrounded ? l->b->exact : l->b->total), *key = line_at(l, l->b->key), *rank;
	const struct result none = result_word("不参与排名");

	line_input(l, l->b->ranked, result_num(num_int(l->u->ranked ? 1 : 0)));
	for (size_t k = 0; k < b->key_count; k++)
		draw_tie(l, k);
	line_put(l, l->b->key, arena_printf(a, "IF(%s=1,ROUND(%s,10),\"不参与排名\")", line_at(l, l->b->ranked), total),
		l->u->ranked ? result_num(num_round(a, b->on_unrounded ? l->u->exact : l->u->total, 10, HALF_UP)) : none, NULL);
	rank = arena_printf(a, "IF(ISNUMBER(%s),%s,%s)", key, better(l), key);
	if (b->dense) {
		line_put(l, l->b->skipping, rank, l->u->ranked ? result_num(skipping_rank(l)) : none, NULL);
		rank = dense(l);
	}
	line_put(l, l->b->rank, rank, l->u->ranked ? result_num(num_int(l->u->rank)) : none, NULL);
}

void totals_draw(struct line *l)
{
	const struct board *b = l->b->scores->board;

	if (l->b->listed != 0)
		line_input(l, l->b->listed, result_num(num_int(b->unranked[l->u->unit->index] ? 0 : 1)));
	nodes_draw(l, b->root);
	draw_base(l);
	draw_extras(l);
	draw_total(l);
	draw_rank(l);
}
