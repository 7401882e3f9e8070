/* examples.c -- the scheme's own 例, each proved by the scorer itself on a made-up month (stage.c).
 *
 * What is expected is held against what the node, the total, the rank, the
 * grade, the veto, the trigger, the list or the cross-check came to, exactly; an example with 历史 is climbed
 * (climbs.c), one of a 汇总, 整改 or 督办 asked of example_matters.c. */
#include "scoring/stage.h"
#include "scoring/tree.h"
#include "scoring/words.h"

#include <string.h>

/* ---- what came out ------------------------------------------------------------------ */

/* One unit of the example as it was scored. */
struct outcome {
	const struct example *example;
	const struct node_score *node;  /* of an indicator */
	struct num share;
	const struct extra_score *extra;
	const struct unit_score *total; /* of a board */
	struct value value;             /* of a measure */
	const char *holds;              /* of a veto, trigger, list or cross-check: 是 否 无法判断 不适用 */
	const char *how;                /* how it was computed */
	const char *dimension;
};

static const char *how_scored(struct arena *a, const char *shown, const char *steps)
{
	return *shown == '\0' || *steps == '\0' ? arena_printf(a, "%s%s", shown, steps) : arena_printf(a, "%s；%s", shown, steps);
}

static const char *how_totalled(struct arena *a, const struct unit_score *u)
{
	struct buf b = buf_new(a);

	if (!u->scored)
		return u->why_unranked;
	buf_printf(&b, "基本分 %s", say_points(a, u->base));
	if (num_sign(u->extra_sum) != 0)
		buf_printf(&b, "，加减分 %s", say_points(a, u->extra_sum));
	buf_printf(&b, "，总分 %s", say_points(a, u->total));
	if (*u->why_unranked != '\0')
		buf_printf(&b, "；%s", u->why_unranked);
	for (size_t k = 0; u->veto[k] != NULL; k++)
		buf_printf(&b, "；否决“%s”", u->veto[k]->name);
	return b.at;
}

static const char *holds_word(int holds)
{
	return holds == DOES_NOT_APPLY ? "不适用" : holds == 1 ? "是" : holds == 0 ? "否" : "无法判断";
}

static void outcome_of_total(struct outcome *o, struct desk *d, const struct unit *u)
{
	ranks_ready(d);
	grades_ready(d);
	o->total = &d->out->unit[u->index];
	o->how = how_totalled(d->work->arena, o->total);
}

static void outcome_of_extra(struct outcome *o, struct desk *d, const struct unit *u)
{
	const struct unit_score *total = &d->out->unit[u->index];

	totals_ready(d);
	for (size_t k = 0; k < total->extra_count; k++)
		if (total->extra[k].extra == o->example->extra)
			o->extra = &total->extra[k];
	o->how = how_scored(d->work->arena, o->extra->shown, o->extra->steps);
	o->dimension = o->example->extra->dimension;
}

static struct outcome outcome_of_measure(struct stage *s, size_t unit)
{
	const struct measure *m = s->example->measure;
	const struct measured *f = measured(s->measures, m, stage_unit(s, unit));
	struct outcome o = { .example = s->example, .value = f != NULL ? f->value : value_none(NOT_REPORTED), .dimension = m->dimension };

	o.how = arena_printf(s->arena, "%llu 行，截止日 %s", f != NULL ? (unsigned long long)f->n : 0, day_text(s->arena, s->measures->cutoff));
	return o;
}

static struct outcome outcome_of(struct desk *d, const struct unit *u, const struct example *x)
{
	struct arena *a = d->work->arena;
	struct outcome o = { .example = x };

	if (x->indicator != NULL) {
		o.node = node_final(d, u, x->indicator);
		o.share = node_plain_share(d, u, x->indicator);
		o.how = how_scored(a, o.node->shown, o.node->steps);
		o.dimension = x->indicator->dimension;
	} else if (x->board != NULL) {
		outcome_of_total(&o, d, u);
	} else if (x->extra != NULL) {
		outcome_of_extra(&o, d, u);
	} else if (x->trigger == NULL) {
		const struct expr *when = x->veto != NULL ? x->veto->when : x->roster != NULL ? x->roster->when : x->crosscheck->when;

		o.holds = holds_word(seat_holds(d, u, when));
		o.how = seat_show(d, u, when);
	} else {
		o.holds = holds_word(verdict_of(d->work, x->trigger, u)->holds);
		o.how = facts_of(d->work, x->trigger, u);
	}
	return o;
}

/* ---- expected against computed -------------------------------------------------------- */

static bool is_obstacle(const struct outcome *o, const char *word)
{
	if (o->example->measure != NULL)
		return o->value.kind == V_NONE && strcmp(none_words[o->value.none], word) == 0;
	if (o->extra != NULL)
		return o->extra->value.kind == V_NONE && strcmp(none_words[o->extra->value.none], word) == 0;
	return o->node->none && strcmp(obstacle_word(o->node), word) == 0;
}

static bool comes_out(const struct outcome *o, const struct due *due)
{
	struct value value = o->extra != NULL ? o->extra->value : o->node != NULL ? o->node->value : o->value;
	bool scored = o->extra != NULL || (o->node != NULL && o->node->scored);

	switch (due->what) {
	case DUE_VALUE:
		return value.kind == V_NUMBER && num_cmp(value.num, due->num) == 0;
	case DUE_DAY:
		return value.kind == due->day.kind && value.time == due->day.time;
	case DUE_POINTS:
		return scored && num_cmp(o->extra != NULL ? o->extra->points : o->node->points, due->num) == 0;
	case DUE_SHARE:
		return scored && num_cmp(o->share, due->num) == 0;
	case DUE_TOTAL:
		return o->total->scored && num_cmp(o->total->total, due->num) == 0;
	case DUE_RANK:
		return o->total->ranked && num_cmp(num_int((int64_t)o->total->rank), due->num) == 0;
	case DUE_UNRANKED:
		return !o->total->ranked;
	case DUE_GRADE:
		return o->total->grade != NULL && strcmp(o->total->grade->word, due->word) == 0;
	case DUE_NONE:
		return is_obstacle(o, due->word);
	case DUE_HOLDS:
		return strcmp(o->holds, due->word) == 0;
	case DUE_STEP: case DUE_CASES: case DUE_STANDING: case DUE_LEFT: case DUE_BY:
		break;
	}
	return false;
}

static const char *say_due(struct arena *a, const struct outcome *o, const struct due *due)
{
	switch (due->what) {
	case DUE_VALUE:
		return arena_printf(a, "值 %s", say_figure(a, due->num, o->dimension));
	case DUE_DAY:
		return arena_printf(a, "值 %s", say_value(a, due->day, o->dimension));
	case DUE_POINTS:
		return arena_printf(a, "得分 %s", num_text(a, due->num));
	case DUE_SHARE:
		return arena_printf(a, "折合 %s", num_text(a, due->num));
	case DUE_TOTAL:
		return arena_printf(a, "总分 %s", num_text(a, due->num));
	case DUE_RANK:
		return arena_printf(a, "名次 %s", num_text(a, due->num));
	case DUE_GRADE:
		return arena_printf(a, "等次 %s", due->word);
	default:
		return due->word;
	}
}

static const char *say_node(struct arena *a, const struct outcome *o, enum due_what what)
{
	const struct node_score *n = o->node;

	if (n->none && what != DUE_SHARE)
		return !n->scored || what == DUE_NONE ? obstacle_word(n)
			: arena_printf(a, "%s，得分 %s", obstacle_word(n), num_text(a, n->points));
	if (what == DUE_NONE)
		return arena_printf(a, "值 %s，得分 %s", say_value(a, n->value, o->dimension), num_text(a, n->points));
	if (what == DUE_VALUE)
		return arena_printf(a, "值 %s", say_value(a, n->value, o->dimension));
	if (what == DUE_SHARE)
		return n->scored ? arena_printf(a, "折合 %s", num_text(a, o->share)) : "";
	return arena_printf(a, "得分 %s", num_text(a, n->points));
}

/* Said exactly, fractions and all: the example's author must see what is off. */
static const char *say_outcome(struct arena *a, const struct outcome *o, enum due_what what)
{
	if (o->holds != NULL)
		return o->holds;
	if (o->node != NULL)
		return say_node(a, o, what);
	if (o->example->measure != NULL)
		return o->value.kind == V_NONE ? none_words[o->value.none] : arena_printf(a, "值 %s", say_value(a, o->value, o->dimension));
	if (o->extra != NULL)
		return what == DUE_POINTS ? arena_printf(a, "得分 %s", num_text(a, o->extra->points))
			: arena_printf(a, "值 %s", say_value(a, o->extra->value, o->dimension));
	if (what == DUE_RANK || what == DUE_UNRANKED)
		return o->total->ranked ? arena_printf(a, "名次 %u", o->total->rank) : "不参与排名";
	if (what == DUE_GRADE)
		return o->total->grade != NULL ? arena_printf(a, "等次 %s", o->total->grade->word) : "没有等次";
	return o->total->scored ? arena_printf(a, "总分 %s", num_text(a, o->total->total)) : "没有总分";
}

/* Joined by ，, each word once. */
static void join(struct buf *b, const char *word)
{
	if (*word == '\0' || (b->length > 0 && strstr(b->at, word) != NULL))
		return;
	buf_printf(b, "%s%s", b->length > 0 ? "，" : "", word);
}

static const char *subject_kind(const struct example *x)
{
	return x->indicator != NULL ? "指标" : x->board != NULL ? "榜" : x->extra != NULL ? "加减分" : x->veto != NULL ? "否决"
		: x->measure != NULL ? "统计" : x->roster != NULL ? "名单" : x->crosscheck != NULL ? "核对" : x->summary != NULL ? "汇总"
		: x->rectification != NULL ? "整改" : x->matter != NULL ? "督办" : "问责";
}

static const char *subject_name(const struct example *x)
{
	return x->indicator != NULL ? x->indicator->name : x->board != NULL ? x->board->name : x->extra != NULL ? x->extra->name
		: x->veto != NULL ? x->veto->name : x->measure != NULL ? x->measure->name : x->roster != NULL ? x->roster->name
		: x->crosscheck != NULL ? x->crosscheck->name : x->summary != NULL ? x->summary->name
		: x->rectification != NULL ? x->rectification->name : x->matter != NULL ? x->matter->name : x->trigger->name;
}

void example_differs(struct stage *s, const struct expectation *e, const char *expected, const char *computed, const char *how)
{
	const struct example *x = s->example;
	const char *of = x->unit_count > 1 ? arena_printf(s->arena, "%s中%s", x->name, x->unit[e->unit].name) : x->name;

	diag(s->diag, MSG_EXAMPLE_DIFFERS, e->at, of, expected, computed, how, subject_kind(x), subject_name(x), NULL);
}

static void hold_against(struct stage *s, const struct expectation *e, const struct outcome *o)
{
	struct arena *a = s->arena;
	struct buf expected = buf_new(a), computed = buf_new(a);
	bool ok = true;

	for (size_t k = 0; k < e->due_count; k++) {
		ok = ok && comes_out(o, &e->due[k]);
		join(&expected, say_due(a, o, &e->due[k]));
		join(&computed, say_outcome(a, o, e->due[k].what));
	}
	if (!ok)
		example_differs(s, e, expected.at, computed.at, o->how);
}

/* ---- one example ------------------------------------------------------------------------ */

static const struct board *board_of(const struct scheme *s, const struct example *x)
{
	const struct indicator *top = x->indicator;

	if (x->indicator == NULL)
		return x->board != NULL ? x->board : x->extra != NULL ? x->extra->board : x->veto != NULL ? x->veto->board
			: x->trigger != NULL ? x->trigger->board : x->roster != NULL ? x->roster->board
			: x->crosscheck != NULL ? x->crosscheck->board : x->summary != NULL ? x->summary->board
			: x->matter != NULL ? x->matter->board : NULL;
	while (top->parent != NULL)
		top = top->parent;
	for (size_t b = 0; b < s->board_count; b++)
		if (s->board[b]->root == top)
			return s->board[b];
	return NULL;
}

static void prove(struct arena *a, struct diag *d, const struct scheme *s, struct measures *measures, const struct example *x)
{
	const struct board *board = board_of(s, x);
	struct stage stage;
	struct work *work;

	if (board == NULL && x->measure == NULL && x->rectification == NULL) {
		if (x->indicator != NULL)
			diag(d, MSG_EXAMPLE_OUTSIDE, x->at, x->name, x->indicator->name, NULL);
		return;
	}
	if (x->past != NULL) {
		stage = stage_set(a, d, s, measures, x, board);
		climb_prove(&stage);
		return;
	}
	if (!needs_met(a, d, s, x))
		return;
	stage = stage_set(a, d, s, measures, x, board);
	if (!stage.sound || matters_prove(&stage))
		return;
	work = x->measure == NULL ? stage_open(&stage) : NULL;
	for (size_t k = 0; k < x->expected_count; k++) {
		struct outcome o = work == NULL ? outcome_of_measure(&stage, x->expected[k].unit)
			: outcome_of(&work->desk[board->index], stage_unit(&stage, x->expected[k].unit), x);

		hold_against(&stage, &x->expected[k], &o);
	}
}

/* An example that names its 期 is reckoned with what the parameters were then. */
static void prove_in_its_time(struct arena *a, struct diag *d, const struct scheme *s, struct measures *measures, const struct example *x)
{
	struct value *now = arena_many(a, struct value, s->parameter_count);

	for (size_t k = 0; k < s->parameter_count; k++) {
		now[k] = s->parameter[k]->value;
		if (x->has_period)
			s->parameter[k]->value = parameter_in(s->parameter[k], x->period.first);
	}
	prove(a, d, s, measures, x);
	for (size_t k = 0; k < s->parameter_count; k++)
		s->parameter[k]->value = now[k];
}

size_t examples_check(struct arena *a, struct diag *d, const struct scheme *s)
{
	struct arena *own = arena_new();        /* nothing of an example outlives it but complaints */
	struct measures *measures;

	if (s->example_count == 0) {
		arena_free(own);
		return 0;
	}
	measures = measures_blank(a, s, stage_period(s, s->example[0]), stage_period(s, s->example[0]).last);
	for (size_t k = 0; k < s->example_count; k++) {
		prove_in_its_time(own, d, s, measures, s->example[k]);
		arena_clear(own);
	}
	arena_free(own);
	return s->example_count;
}
