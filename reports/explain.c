/* explain.c -- kaohe explain: one unit, whole or one element, as a tree.
 *
 * Everything an auditor needs to recompute a figure by hand is on the page:
 * points ← steps ← value ← measures with n ← rule file:line and source files
 * with row counts.  The steps are the trace written by the code that scored. */
#include "reports/explain.h"

#include <inttypes.h>
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "reports/book.h"
#include "reports/plain.h"
#include "reports/proposed.h"

enum { PLACES = 6, NEIGHBOURS = 5 };

static const char *total_text(const struct explained *x, struct num total)
{
	const struct rounding *r = &x->board->rounding;

	return r->set && !r->none ? num_fixed(x->arena, total, total_places(x->board)) : num_short(x->arena, total, PLACES);
}

static const struct group_scores *group_of(const struct explained *x, size_t *place)
{
	for (size_t g = 0; g < x->bs->group_count; g++)
		for (size_t k = 0; k < x->bs->group[g].unit_count; k++)
			if (x->bs->group[g].unit[k] == x->score) {
				*place = k;
				return &x->bs->group[g];
			}
	return NULL;
}

/* ---- the total ------------------------------------------------------------------- */

/* The units around this one in the ranking, itself among them. */
static void add_neighbours(const struct explained *x, struct outline *o, const struct group_scores *g, size_t place)
{
	size_t first = place > NEIGHBOURS ? place - NEIGHBOURS : 0, last = place + NEIGHBOURS;

	for (size_t k = first; k <= last && k < g->ranked_count; k++)
		outline_add(o, "%u %s %s", g->unit[k]->rank, g->unit[k]->unit->name,
			x->board->on_unrounded ? exact_num(x->arena, g->unit[k]->exact) : total_text(x, g->unit[k]->total));
}

const char *place_words(struct arena *a, unsigned rank, const char *group, size_t ranked, bool ascending, unsigned tied)
{
	return arena_printf(a, "名次 %u：%s%s%zu个单位参加排名，%s在前%s", rank, group, *group != '\0' ? "组，" : "", ranked,
		ascending ? "小者" : "大者", tied > 1 ? arena_printf(a, "，%u个并列", tied) : "");
}

static void add_rank(const struct explained *x, struct outline *under)
{
	const struct unit_score *u = x->score;
	const struct board *b = x->board;
	size_t place = 0;
	const struct group_scores *g = group_of(x, &place);
	struct outline *o;

	if (!u->ranked || g == NULL) {
		outline_add(under, "不参与排名：%s  %s", u->why_unranked, rule_place(x->arena, b->at));
		return;
	}
	o = outline_add(under, "%s  %s", place_words(x->arena, u->rank, g->group, g->ranked_count, b->ascending, u->tied), rule_place(x->arena, b->at));
	explain_entry(o, b->element, "名次依据");
	explain_entry(o, b->element, "并列");
	for (size_t k = 0; k < b->key_count; k++)
		outline_add(o, "次键 %s %s，本单位 %s  %s", expr_text(x->arena, b->key[k].key), b->key[k].ascending ? "升序" : "降序",
			exact_value(x->arena, scores_eval(x->scores, b, x->unit, b->key[k].key), NULL), rule_place(x->arena, b->key[k].at));
	add_neighbours(x, o, g, place);
}

/* 剔除 of the unit's own figures; rows struck by key stand with their measures. */
static void add_exclusions(const struct explained *x, struct outline *o)
{
	const struct people *p = x->scores->people;

	for (size_t k = 0; p != NULL && k < p->exclusion_count; k++) {
		const struct exclusion *e = &p->exclusion[k];
		struct outline *line;

		if (e->unit != x->unit)
			continue;
		line = outline_add(o, "剔除 %s“%s”  %s", e->measure != NULL ? "统计" : "数据", e->measure != NULL ? e->measure->name : e->source->name,
			rule_place(x->arena, e->at));
		outline_add(line, "%s，%s，理由 %s", e->document, e->approver, e->reason);
	}
}

/* 调整 and score effects of earlier decided flags, each with its paper. */
static void add_interventions(const struct explained *x, struct outline *o)
{
	const struct unit_score *u = x->score;

	for (size_t k = 0; k < u->intervention_count; k++) {
		const struct intervention *v = &u->intervention[k];
		struct outline *line = outline_add(o, "%s %s%s  %s", v->duty ? "问责扣分" : "调整", num_sign(v->points) > 0 ? "+" : "",
			exact_num(x->arena, v->points), rule_place(x->arena, v->at));

		if (v->duty)
			outline_add(line, "问责 %s", v->what);
		outline_add(line, "%s，%s，理由 %s", v->document, v->by, v->reason);
	}
	add_exclusions(x, o);
	if (u->has_before)
		outline_add(o, "没有调整和剔除时 总分 %s", total_text(x, u->before));
}

static void add_sum(const struct explained *x, struct outline *under)
{
	const struct unit_score *u = x->score;
	const struct node_score *root = &u->node[x->board->root->index];
	const struct board *b = x->board;
	struct outline *o;

	if (!u->scored) {
		add_interventions(x, outline_add(under, "没有总分"));
		return;
	}
	o = outline_add(under, "总分 %s", total_text(x, u->total));
	if (root->scored && num_cmp(u->base, root->share) == 0)
		outline_add(o, "基本分 %s ← %s 得分 %s ÷ 满分 %s × 榜满分 %s", exact_num(x->arena, u->base), called(b->root->title, b->root->name),
			num_short(x->arena, root->points, PLACES), num_short(x->arena, root->full, PLACES), num_short(x->arena, root->weight, PLACES));
	else
		outline_add(o, "基本分 %s ← 整个单位按[状态]处理", exact_num(x->arena, u->base));
	if (u->extra_count > 0)
		outline_add(o, "加减分 %s", exact_num(x->arena, u->extra_sum));
	add_interventions(x, o);
	explain_entry(o, b->element, "总分封顶");
	explain_entry(o, b->element, "总分保底");
	outline_add(o, "修约前 %s", exact_num(x->arena, u->exact));
	outline_add(o, "修约 %s → %s  %s", rounding_words(x->arena, &b->rounding), total_text(x, u->total), rule_place(x->arena, b->rounding.at));
}

/* ---- the rest of a unit -------------------------------------------------------------- */

static void add_tree(const struct explained *x, struct outline *under, const struct indicator *i)
{
	struct outline *o = outline_add(under, "%s", node_line(x, i));

	for (size_t k = 0; k < i->child_count; k++)
		add_tree(x, o, i->child[k]);
}

static void add_extras(const struct explained *x, struct outline *under)
{
	struct outline *o;

	if (x->score->extra_count == 0)
		return;
	o = outline_add(under, "加减分 %s", exact_num(x->arena, x->score->extra_sum));
	for (size_t k = 0; k < x->score->extra_count; k++)
		outline_add(o, "%s", extra_line(x, &x->score->extra[k]));
	explain_entry(o, x->board->element, "加减分封顶");
	explain_entry(o, x->board->element, "加减分保底");
}

static void add_grade(const struct explained *x, struct outline *under)
{
	const struct unit_score *u = x->score;

	if (u->grade != NULL)
		outline_add(under, "等次 %s%s  %s", u->grade->word, u->grade_before == NULL ? "" :
			arena_printf(x->arena, "（否决前为 %s）", u->grade_before->word), rule_place(x->arena, u->grade->at));
	if (u->grade_over != NULL)
		outline_add(under, "名额所限，原为 %s：%s  %s", u->grade_over->word, u->quota_says, rule_place(x->arena, u->grade_over->at));
	for (size_t k = 0; u->veto != NULL && u->veto[k] != NULL; k++) {
		const struct veto *v = u->veto[k];

		outline_add(under, "否决 %s：%s  %s", called(v->title, v->name), scores_show(x->scores, x->board, x->unit, v->when),
			rule_place(x->arena, v->at));
	}
}

static void add_flags(const struct explained *x, struct outline *under)
{
	for (size_t k = 0; k < x->flags->count; k++) {
		const struct flag *f = &x->flags->flag[k];

		if (f->unit == x->unit && f->trigger->board == x->board)
			outline_add(under, "问责%s %s → %s（%s，%s）：%s  %s", flag_status(f), f->trigger->cause, proposed_measure(f),
				track_words[f->trigger->track], f->trigger->name, f->facts, rule_place(x->arena, f->trigger->at));
	}
	for (size_t k = 0; k < x->flags->unjudged_count; k++) {
		const struct unjudged *n = &x->flags->unjudged[k];

		if (n->unit == x->unit && n->trigger->board == x->board)
			outline_add(under, "问责无法判断 %s（%s）：%s  %s", n->trigger->cause, n->trigger->name, n->facts, rule_place(x->arena, n->trigger->at));
	}
}

static void explain_unit(const struct explained *x, struct outline *top)
{
	const char *absent = not_sent(x->arena, x->scores->measures, x->unit);

	if (absent != NULL)
		outline_add(top, "未报送 %s", absent);
	add_sum(x, top);
	add_rank(x, top);
	add_tree(x, top, x->board->root);
	add_extras(x, top);
	add_grade(x, top);
	add_flags(x, top);
}

/* ---- triggers -------------------------------------------------------------------------- */

static const struct flag *flag_of(const struct explained *x, const struct trigger *t)
{
	for (size_t k = 0; k < x->flags->count; k++)
		if (x->flags->flag[k].trigger == t && x->flags->flag[k].unit == x->unit)
			return &x->flags->flag[k];
	return NULL;
}

/* The flag of the same 情形 into which the trigger was merged, or NULL. */
static const struct flag *merged_into(const struct explained *x, const struct trigger *t)
{
	for (size_t k = 0; k < x->flags->count; k++) {
		const struct flag *f = &x->flags->flag[k];

		for (size_t i = 0; f->unit == x->unit && f->merged != NULL && f->merged[i] != NULL; i++)
			if (f->merged[i] == t)
				return f;
	}
	return NULL;
}

static const struct unjudged *unjudged_of(const struct explained *x, const struct trigger *t)
{
	for (size_t k = 0; k < x->flags->unjudged_count; k++)
		if (x->flags->unjudged[k].trigger == t && x->flags->unjudged[k].unit == x->unit)
			return &x->flags->unjudged[k];
	return NULL;
}

static bool applies(const struct explained *x, const struct trigger *t)
{
	struct value v;

	if (t->applies == NULL)
		return true;
	v = scores_eval(x->scores, x->board, x->unit, t->applies);
	return v.kind == V_BOOL && v.yes;
}

/* Which rung, why, and what people made of it. */
static void add_climb(const struct explained *x, struct outline *o, const struct flag *f)
{
	const char *merged = merged_words(x->arena, f);
	struct outline *rung;

	if (f->step > 0) {
		rung = outline_add(o, "阶梯 %s：%s，%s  %s", f->trigger->ladder->name, step_words(x->arena, f), climb_words(x->arena, f),
			rule_place(x->arena, f->rung_at));
		if (f->rung_text != NULL && *f->rung_text != '\0')
			outline_add(rung, "%s", f->rung_text);
		outline_add(rung, "此前各期 %s", f->months == NULL || *f->months == '\0' ? "没有" : f->months);
	}
	if (*merged != '\0')
		outline_add(o, "并入同一情形的 %s", merged);
	if (f->deadline.has_due)
		outline_add(o, "反馈到期 %s", day_text(x->arena, f->deadline.due));
	if (f->deadline.reply != NULL)
		outline_add(o, "回复 %s", reply_line(x->arena, f->deadline.reply));
	if (f->ruling != NULL)
		outline_add(o, "决定 %s  %s", decision_line(x->arena, f->ruling), rule_place(x->arena, f->ruling->at));
}

static void add_verdict(const struct explained *x, struct outline *o, const struct trigger *t)
{
	const struct flag *f = flag_of(x, t);
	const struct flag *merged = merged_into(x, t);
	const struct unjudged *n = unjudged_of(x, t);

	if (merged != NULL) {
		outline_add(o, "代入 %s", scores_show(x->scores, x->board, x->unit, t->when));
		outline_add(o, "成立；同一情形已由“%s”提出，并入 %s", merged->trigger->name, merged->id);
	} else if (f != NULL) {
		outline_add(o, "代入 %s", f->facts);
		outline_add(o, "成立，建议 %s（%s）；依据 %s", proposed_measure(f), f->id, rows_words(x->arena, f));
		if (*f->roles != '\0')
			outline_add(o, "责任角色 %s", f->roles);
		if (*f->reply != '\0')
			outline_add(o, "反馈 %s", f->reply);
		add_climb(x, o, f);
	} else if (n != NULL) {
		outline_add(o, "代入 %s", n->facts);
		outline_add(o, "无法判断：有的数没有，不提建议，也不算没有问题");
	} else {
		outline_add(o, "代入 %s", scores_show(x->scores, x->board, x->unit, t->when));
		outline_add(o, "%s，不提建议", applies(x, t) ? "不成立" : "不适用于本单位");
	}
}

static void explain_trigger(const struct explained *x, struct outline *under, const struct trigger *t)
{
	bool climbs = t->ladder != NULL;
	struct outline *o = outline_add(under, "问责 %s：%s，%s，%s %s  %s", t->name, t->cause, track_words[t->track], climbs ? "阶梯" : "起始",
		climbs ? t->ladder->name : t->entry_level, rule_place(x->arena, t->at));

	explain_entry(o, t->element, "触发");
	explain_entry(o, t->element, "适用");
	add_verdict(x, o, t);
	explain_operands(x, o, t->when);
	explain_entry(o, t->element, "依据");
	explain_entry(o, t->element, "说明");
}

/* ---- one element -------------------------------------------------------------------------- */

static bool is_called(const char *name, const char *title, const char *element)
{
	return text_same(name, element) || text_same(title, element);
}

/* A name may belong to elements of several kinds; all of them are shown. */
static void explain_element(const struct explained *x, struct outline *top, const char *element)
{
	const struct scheme *s = x->scores->scheme;

	for (size_t k = 0; k < s->indicator_count; k++)
		if (is_called(s->indicator[k]->name, s->indicator[k]->title, element) && board_has(x->board, s->indicator[k]))
			explain_indicator(x, top, s->indicator[k]);
	for (size_t k = 0; k < x->score->extra_count; k++)
		if (is_called(x->score->extra[k].extra->name, x->score->extra[k].extra->title, element))
			explain_extra(x, top, &x->score->extra[k]);
	for (size_t k = 0; k < s->measure_count; k++)
		if (is_called(s->measure[k]->name, s->measure[k]->title, element)
		    && measured(x->scores->measures, s->measure[k], x->unit) != NULL)
			explain_measure(x, top, s->measure[k]);
	for (size_t k = 0; k < s->trigger_count; k++)
		if (is_called(s->trigger[k]->name, s->trigger[k]->title, element) && s->trigger[k]->board == x->board)
			explain_trigger(x, top, s->trigger[k]);
}

bool report_explain(struct arena *a, const struct scores *scores, const struct flags *flags, const struct board *board,
	const struct unit *unit, const char *element, FILE *out)
{
	const struct explained x = {
		.arena = a, .scores = scores, .flags = flags, .board = board, .bs = &scores->board[board->index],
		.unit = unit, .score = &scores->board[board->index].unit[unit->index],
		.told = arena_many(a, bool, 2 * scores->scheme->source_count),
	};
	struct outline *top = outline_new(a, arena_printf(a, "%s（%s%s%s），%s，%s，数据截止 %s", unit->name,
		unit->parent != NULL ? unit->parent->name : "", unit->parent != NULL ? "，" : "", unit->code, called(board->title, board->name),
		period_text(a, scores->measures->period), day_text(a, scores->measures->cutoff)));

	scores_tell(scores, board, unit);
	if (element == NULL)
		explain_unit(&x, top);
	else
		explain_element(&x, top, element);
	if (top->child_count == 0)
		return false;
	outline_print(top, out);
	return true;
}
