/* explain_points.c -- points ← steps ← value, of indicators and 加减分. */
#include "reports/explain.h"

#include <inttypes.h>
#include <string.h>
#include "base/text.h"
#include "reports/book.h"
#include "reports/plain.h"

enum { PLACES = 6 };

static const struct node_score *node_of(const struct explained *x, const struct indicator *i)
{
	return &x->score->node[i->index];
}

static const char *points_text(const struct explained *x, struct num n)
{
	return num_short(x->arena, n, PLACES);
}

/* ---- one line ------------------------------------------------------------------- */

/* "，权重 40，折合 12.4"; how much of the weight is 折算 is said where it differs from the rule. */
static const char *share_words(const struct explained *x, const struct indicator *i)
{
	const struct node_score *n = node_of(x, i);
	const char *word = "";

	if (i == x->board->root || i->parent == NULL || !n->scored)
		return "";
	switch (indicator_combine(i->parent, x->unit->group)) {
	case WEIGHTED:
		word = arena_printf(x->arena, "，权重 %s", points_text(x, n->weight));
		break;
	case ADDED:
		word = arena_printf(x->arena, "，满分 %s", points_text(x, n->weight));
		break;
	default:
		break;
	}
	return arena_printf(x->arena, "%s，折合 %s", word, points_text(x, n->share));
}

/* "（未报送，零分）" */
static const char *obstacle_words(const struct explained *x, const struct node_score *n)
{
	const char *obstacle = obstacle_of(n);
	struct buf b = buf_new(x->arena);

	if (obstacle != NULL)
		buf_printf(&b, "（%s，%s）", obstacle, effect_words[n->effect]);
	if (n->zeroed != NULL)
		buf_printf(&b, "（否决“%s”，本项计零）", n->zeroed->name);
	return b.length > 0 ? b.at : "";
}

const char *node_line(const struct explained *x, const struct indicator *i)
{
	const struct node_score *n = node_of(x, i);
	const char *value = i->child_count > 0 || n->value.kind != V_NUMBER ? "" :
		arena_printf(x->arena, " %s（n=%" PRIu64 "）", short_value(x->arena, n->value, value_dimension(i), PLACES), n->n);
	const char *points = !n->scored ? "没有得分" :
		arena_printf(x->arena, "得分 %s/%s", points_text(x, n->points), points_text(x, n->full));

	return arena_printf(x->arena, "%s%s%s：%s%s  %s", called(i->title, i->name), value, obstacle_words(x, n), points, share_words(x, i),
		rule_place(x->arena, i->at));
}

const char *extra_line(const struct explained *x, const struct extra_score *e)
{
	return arena_printf(x->arena, "%s %s：%s%s  %s", called(e->extra->title, e->extra->name),
		short_value(x->arena, e->value, e->extra->dimension, PLACES), num_sign(e->points) > 0 ? "+" : "", points_text(x, e->points),
		rule_place(x->arena, e->extra->at));
}

/* ---- 计分: which way, and between what bounds ------------------------------------- */

/* A bound of the rule with its number put in. */
static const char *bound_text(const struct explained *x, const struct expr *e, const char *dimension)
{
	return e == NULL ? "" : short_value(x->arena, scores_eval(x->scores, x->board, x->unit, e), dimension, PLACES);
}

static const char *floor_text(const struct explained *x, const struct marking *m)
{
	return m->has_floor ? points_text(x, m->floor) : "0";
}

static const char *linear_words(const struct explained *x, const struct marking *m, const char *dimension, const char *full)
{
	struct value low = scores_eval(x->scores, x->board, x->unit, m->low), high = scores_eval(x->scores, x->board, x->unit, m->high);
	bool up = low.kind != V_NUMBER || high.kind != V_NUMBER || num_cmp(high.num, low.num) > 0;

	return arena_printf(x->arena, "越%s越好：%s得 0，%s得 %s，其间按直线；%s%s", up ? "高" : "低", short_value(x->arena, low, dimension, PLACES),
		short_value(x->arena, high, dimension, PLACES), full, m->clip_low ? "最少 0，" : "低端不截断，",
		m->clip_high ? arena_printf(x->arena, "最多 %s", full) : "高端不截断");
}

/* Which way is better, and the least and the most that can be had. full NULL: of a 加减分. */
static const char *direction_words(const struct explained *x, const struct marking *m, const char *dimension, const char *full)
{
	struct arena *a = x->arena;

	switch (m->method) {
	case NO_METHOD:
		return "没有写计分，以值为得分";
	case PROPORTION:
		return arena_printf(a, "越高越好：值为 1（100%%）得 %s，最少 0，%s", full, m->unbounded ? "不封顶" : arena_printf(a, "最多 %s", full));
	case TARGET:
		return arena_printf(a, "越高越好：不低于 %s 得 %s，最少 %s", bound_text(x, m->target, dimension), full, floor_text(x, m));
	case REVERSE_TARGET:
		return arena_printf(a, "越低越好：不高于 %s 得 %s，最少 %s", bound_text(x, m->target, dimension), full, floor_text(x, m));
	case BANDS:
		return "从上到下，第一个成立的档算，得分就是该档的分";
	case LINEAR:
		return linear_words(x, m, dimension, full);
	case DEDUCT:
		if (full == NULL)
			return arena_printf(a, "越少越好：0 不扣%s", m->has_cap ? arena_printf(a, "，最多扣 %s", points_text(x, m->cap)) : "");
		return arena_printf(a, "越少越好：0 得 %s，最少 %s", full, floor_text(x, m));
	case BONUS:
		return arena_printf(a, "越多越好：%s 以内不加，不满一步的不加%s", m->target == NULL ? "0" : bound_text(x, m->target, dimension),
			m->has_cap ? arena_printf(a, "，最多 %s", points_text(x, m->cap)) : "");
	case BY_RANK:
		return arena_printf(a, "%s在前，按同组名次得分，并列的%s", m->rank_ascending ? "小者" : "大者", m->share_ties ? "均分所占名次的分" : "得同样的分");
	case QUOTE:
		return arena_printf(a, "引用别处的分：满分 %s 折成 %s，不截断", points_text(x, m->quote_full), full);
	case OFFENCES:
		return arena_printf(a, "越少越好：没有得 %s，一次扣 %s，两次以上%s", full, points_text(x, m->amount),
			m->all_gone ? "不得分" : arena_printf(a, "扣 %s", points_text(x, m->again)));
	case BOTH_WAYS:
		return arena_printf(a, "越高越好：%s 不增不减，最多加 %s，最多扣 %s", bound_text(x, m->target, dimension), points_text(x, m->cap),
			points_text(x, m->less_cap));
	case OF_FIRST:
		return arena_printf(a, "%s在前：第一名得 %s，其余按与第一名之比", m->rank_ascending ? "小者" : "大者", full);
	case STANDARD:
		return arena_printf(a, "组平均得 %s，每高一个标准差加 %s", points_text(x, m->base), points_text(x, m->more));
	case RANGE:
	case EFFICACY:
		return arena_printf(a, "越%s越好：组内最差得 %s，最好得 %s，其间按直线", m->rank_ascending ? "低" : "高", points_text(x, m->base),
			points_text(x, num_add(a, m->base, m->more)));
	case SAME_AS:
		return "";
	case SCHEDULE:
		return arena_printf(a, "越少越好：没有得 %s，每一行按第一条成立的扣分，最少 %s", full, floor_text(x, m));
	}
	return "";
}

static void add_numbered(struct outline *under, const struct element *e, const char *prefix)
{
	for (size_t i = 0; i < e->entry_count; i++)
		if (strncmp(e->entry[i].key, prefix, strlen(prefix)) == 0)
			explain_entry(under, e, e->entry[i].key);
}

/* 计分.县 */
static const char *group_key(const struct explained *x, const char *key)
{
	return arena_printf(x->arena, "%s.%s", key, x->unit->group);
}

static bool written_at(const struct element *e, const char *key, struct origin at)
{
	for (size_t i = 0; i < e->entry_count; i++)
		if (strcmp(e->entry[i].key, key) == 0)
			return e->entry[i].at.line == at.line && text_same(e->entry[i].at.file, at.file);
	return false;
}

static bool looks_at_group(enum method m)
{
	return m == BY_RANK || m == OF_FIRST || m == STANDARD || m == RANGE || m == EFFICACY;
}

static void add_marking(const struct explained *x, struct outline *o, const struct element *e, const struct marking *m,
	const char *dimension, const char *full)
{
	bool special = m->at.line > 0 && !written_at(e, "计分", m->at);

	explain_entry(o, e, special ? group_key(x, "计分") : "计分");
	add_numbered(o, e, "档.");
	add_numbered(o, e, "名次.");
	for (size_t i = 0; i < e->entry_count; i++)
		if (strncmp(e->entry[i].key, "扣.", strlen("扣.")) == 0 && strcmp(schedule_group(e->entry[i].key), special ? x->unit->group : "") == 0)
			explain_entry(o, e, e->entry[i].key);
	outline_add(o, "方向 %s", direction_words(x, m, dimension, full));
}

/* ---- indicators --------------------------------------------------------------------- */

static const struct treatment *treatment_of(const struct node_score *n)
{
	if (n->state != NULL)
		return &n->state->treatment;
	if (n->first)
		return &n->indicator->first;
	return n->small ? &n->indicator->small : &n->indicator->treatment[n->kind];
}

static void add_obstacle(const struct explained *x, struct outline *under, const struct node_score *n)
{
	struct outline *o;

	if (!n->none)
		return;
	o = outline_add(under, "状态 %s，按%s处理  %s", obstacle_of(n), effect_words[n->effect], rule_place(x->arena, treatment_of(n)->at));
	if (n->state != NULL) {
		explain_entry(o, n->state->element, "条件");
		explain_operands(x, o, n->state->when);
	}
	if (n->effect == GROUP_MEAN)
		explain_group(x, o, n->indicator, true, treatment_of(n));
}

static void add_veto(const struct explained *x, struct outline *o, const struct veto *v)
{
	struct outline *below = outline_add(o, "否决 %s：%s  %s", called(v->title, v->name), scores_show(x->scores, x->board, x->unit, v->when),
		rule_place(x->arena, v->at));

	if (v->basis != NULL)
		outline_add(below, "依据 %s", v->basis);
}

static void add_points(const struct explained *x, struct outline *o, const struct indicator *i)
{
	const struct node_score *n = node_of(x, i);
	struct outline *p = outline_add(o, "%s", !n->scored ? "没有得分" :
		arena_printf(x->arena, "得分 %s，满分 %s", exact_num(x->arena, n->points), exact_num(x->arena, n->full)));

	if (i->child_count == 0)
		add_marking(x, p, i->element, indicator_marking(i, x->unit->group), value_dimension(i), points_text(x, n->full));
	else
		outline_add(p, "合成 %s  %s", combine_words[indicator_combine(i, x->unit->group)], rule_place(x->arena, i->at));
	outline_add(p, "过程 %s", n->steps);
	add_obstacle(x, p, n);
	explain_entry(p, i->element, "豁免");
	explain_entry(p, i->element, "封顶");
	explain_entry(p, i->element, "保底");
	explain_entry(p, i->element, group_key(x, "封顶"));
	explain_entry(p, i->element, group_key(x, "保底"));
	if (i->child_count == 0 && looks_at_group(indicator_marking(i, x->unit->group)->method))
		explain_group(x, p, i, false, NULL);
	if (n->zeroed != NULL)
		add_veto(x, p, n->zeroed);
}

static void add_value(const struct explained *x, struct outline *o, const struct indicator *i)
{
	const struct node_score *n = node_of(x, i);
	struct outline *v = outline_add(o, "值 %s", exact_value(x->arena, n->value, value_dimension(i)));

	explain_entry(v, i->element, "公式");
	explain_entry(v, i->element, "适用");
	outline_add(v, "代入 %s", n->shown);
	explain_operands(x, v, indicator_formula(i, x->unit->group));
}

static void add_sample(const struct explained *x, struct outline *o, const struct indicator *i)
{
	struct outline *s = outline_add(o, "n = %" PRIu64, node_of(x, i)->n);

	explain_entry(s, i->element, "样本");
	explain_entry(s, i->element, "最小样本");
	explain_entry(s, i->element, "样本不足");
}

static void add_children(const struct explained *x, struct outline *o, const struct indicator *i)
{
	struct outline *c = outline_add(o, "下级 %zu 项", i->child_count);

	for (size_t k = 0; k < i->child_count; k++) {
		const struct indicator *child = i->child[k];
		struct outline *line = outline_add(c, "%s", node_line(x, child));

		outline_add(line, "过程 %s", node_of(x, child)->steps);
		if (child->child_count > 0)
			continue;
		outline_add(line, "代入 %s", node_of(x, child)->shown);
		explain_operands(x, line, indicator_formula(child, x->unit->group));
	}
}

/* 得分 ÷ 满分 × weight = 折合, with its own 修约. */
static const char *handing_words(const struct explained *x, const struct indicator *i, const char *weight)
{
	const struct node_score *n = node_of(x, i);
	const char *rounding = i->rounding.set ? arena_printf(x->arena, "，%s", rounding_words(x->arena, &i->rounding)) : "";

	return arena_printf(x->arena, "%s ÷ %s × %s = 折合 %s%s", points_text(x, n->points), points_text(x, n->full), weight,
		exact_num(x->arena, n->share), rounding);
}

/* The weight as the rule has it, where 折算 has changed it. */
static const char *declared_words(const struct explained *x, const struct indicator *i, enum combine c)
{
	const struct by_group *rule = c == WEIGHTED ? &i->weight : &i->full;
	struct num declared = rule->set ? by_group(rule, x->unit->group) : num_int(0);

	if (num_cmp(declared, node_of(x, i)->weight) == 0)
		return "";
	return arena_printf(x->arena, "（规定 %s，同级有不计的，折算）", points_text(x, declared));
}

static void add_parent(const struct explained *x, struct outline *o, const struct indicator *i)
{
	const struct node_score *n = node_of(x, i);
	enum combine c = indicator_combine(i->parent, x->unit->group);
	const char *parent = called(i->parent->title, i->parent->name), *place = rule_place(x->arena, i->at);
	bool weighs = c == WEIGHTED || c == ADDED;

	if (!n->scored)
		outline_add(o, "不进入 %s：%s  %s", parent, effect_words[n->effect], place);
	else if (weighs)
		outline_add(o, "进入 %s：%s，%s %s%s，%s  %s", parent, combine_words[c], c == WEIGHTED ? "权重" : "满分", points_text(x, n->weight),
			declared_words(x, i, c), handing_words(x, i, points_text(x, n->weight)), place);
	else
		outline_add(o, "进入 %s：%s，%s  %s", parent, combine_words[c], handing_words(x, i, "100"), place);
}

static void add_board(const struct explained *x, struct outline *o, const struct indicator *root)
{
	const struct board *b = x->board;
	const char *full = points_text(x, by_group(&b->full, x->unit->group));

	if (node_of(x, root)->scored)
		outline_add(o, "进入 %s：满分 %s，%s  %s", called(b->title, b->name), full, handing_words(x, root, full), rule_place(x->arena, b->at));
	else
		outline_add(o, "不进入 %s：%s  %s", called(b->title, b->name), effect_words[node_of(x, root)->effect], rule_place(x->arena, b->at));
}

void explain_indicator(const struct explained *x, struct outline *under, const struct indicator *i)
{
	struct outline *o = outline_add(under, "指标 %s%s  %s", i->name,
		text_same(called(i->title, i->name), i->name) ? "" : arena_printf(x->arena, "（%s）", i->title), rule_place(x->arena, i->at));

	add_points(x, o, i);
	if (i->child_count > 0) {
		add_children(x, o, i);
	} else {
		add_value(x, o, i);
		add_sample(x, o, i);
	}
	if (i == x->board->root)
		add_board(x, o, i);
	else
		add_parent(x, o, i);
	explain_entry(o, i->element, "依据");
	explain_entry(o, i->element, "说明");
}

/* ---- 加减分 --------------------------------------------------------------------------- */

void explain_extra(const struct explained *x, struct outline *under, const struct extra_score *e)
{
	const struct extra *rule = e->extra;
	struct outline *o = outline_add(under, "加减分 %s%s  %s", rule->name,
		text_same(called(rule->title, rule->name), rule->name) ? "" : arena_printf(x->arena, "（%s）", rule->title), rule_place(x->arena, rule->at));
	struct outline *p = outline_add(o, "得分 %s%s", num_sign(e->points) > 0 ? "+" : "", exact_num(x->arena, e->points));
	struct outline *v;

	add_marking(x, p, rule->element, &rule->marking, rule->dimension, NULL);
	outline_add(p, "过程 %s", e->steps);
	v = outline_add(o, "值 %s", exact_value(x->arena, e->value, rule->dimension));
	explain_entry(v, rule->element, "公式");
	explain_entry(v, rule->element, "适用");
	outline_add(v, "代入 %s", e->shown);
	explain_operands(x, v, rule->formula);
	outline_add(o, "n = %" PRIu64, e->n);
	outline_add(o, "加减分合计 %s，加在 %s 的总分上  %s", exact_num(x->arena, x->score->extra_sum), called(x->board->title, x->board->name),
		rule_place(x->arena, x->board->at));
	explain_entry(o, x->board->element, "加减分封顶");
	explain_entry(o, x->board->element, "加减分保底");
	explain_entry(o, rule->element, "依据");
	explain_entry(o, rule->element, "说明");
}
