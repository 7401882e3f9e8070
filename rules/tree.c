/* tree.c -- [指标:X] and [加减分:X]: links first, formulas once every name is known. */
#include <string.h>
#include "rules/read.h"

const char *const combine_words[] = { "", "加权平均", "直接相加", "平均", "取较低", "取较高", "几何平均", "调和平均", "合扣", NULL };

/* An effect: the item's own where written, else the scheme's. */
static struct treatment own_or_general(struct reader *r, const struct element *e, const char *key)
{
	const struct entry *own = entry_of(e, key);

	return read_treatment(r, own != NULL ? own : entry_of_head(r, key));
}

static void read_treatments(struct reader *r, const struct element *e, struct indicator *n)
{
	for (int k = 0; k < NONE_KINDS; k++)
		n->treatment[k] = own_or_general(r, e, none_words[k]);
	n->first = own_or_general(r, e, "首期");
	if (n->first.effect == EFFECT_UNSET)
		n->first = n->treatment[NO_DENOMINATOR];
}

static void read_combine(struct reader *r, const struct element *e, struct indicator *n)
{
	static const char *const objects[] = { "得分", "得分率", NULL }, *const signs[] = { "", "按零", "不计", "无分母", NULL };
	const struct entry *entry;
	const char *group;
	size_t i = 0;
	int c = read_choice(r, e, "合成", combine_words, 0);

	n->combine = (enum combine)(c < 0 ? 0 : c);
	while ((entry = entry_next(e, "合成.", &i, &group)) != NULL)
		if ((c = word_choice(r, entry, entry->value, combine_words)) > 0)
			*arena_push(r->arena, n->special_combine, n->special_combine_count) = (struct group_combine){ group, (enum combine)c };
	n->combine_rates = read_choice(r, e, "合成对象", objects, 0) == 1;
	n->on_zero = (enum nonpositive)read_choice(r, e, "零值", signs, 0);
	n->on_negative = (enum nonpositive)read_choice(r, e, "负值", signs, 0);
}

enum combine indicator_combine(const struct indicator *n, const char *group)
{
	for (size_t i = 0; i < n->special_combine_count; i++)
		if (strcmp(n->special_combine[i].group, group) == 0)
			return n->special_combine[i].combine;
	return n->combine;
}

bool children_weighted(const struct indicator *n, const char *group)
{
	enum combine c = indicator_combine(n, group);

	if (c != GEOMETRIC && c != HARMONIC)
		return c == WEIGHTED;
	for (size_t i = 0; i < n->child_count; i++)
		if (n->child[i]->weight.set || n->child[i]->weight.special_count > 0)
			return true;
	return false;
}

void read_indicator_links(struct reader *r, struct indicator *n)
{
	const struct element *e = n->element;
	const struct entry *parent = entry_of(e, "上级"), *sample = entry_of(e, "样本");

	n->title = element_title(e);
	n->dimension = entry_text(e, "计量单位");
	n->basis = entry_text(e, "依据");
	n->note = entry_text(e, "说明");
	read_by_group(r, e, "权重", &n->weight);
	read_by_group(r, e, "满分", &n->full);
	read_combine(r, e, n);
	read_treatments(r, e, n);
	n->rounding = read_rounding(r, entry_of(e, "修约"));
	read_by_group(r, e, "封顶", &n->cap);
	read_by_group(r, e, "保底", &n->floor);
	n->small = read_treatment(r, entry_of(e, "样本不足"));
	n->sample = find_measure(r, sample, sample == NULL ? NULL : sample->value);
	read_number(r, entry_of(e, "最小样本"), &n->sample_least);
	if (parent != NULL) {
		struct indicator *above = find_indicator(r, parent, parent->value);

		n->parent = above;
		if (above != NULL)
			*arena_push(r->arena, above->child, above->child_count) = n;
	}
}

/* 计分, and 计分.组 where a group is marked otherwise. */
static void read_markings(struct reader *r, struct indicator *n)
{
	const struct element *e = n->element;
	const struct marking **all = NULL;
	const struct entry *entry;
	size_t i = 0, count = 0;
	const char *group;

	read_marking(r, e, entry_of(e, "计分"), n->dimension, false, &n->marking);
	while ((entry = entry_next(e, "计分.", &i, &group)) != NULL) {
		struct group_marking *special = arena_push(r->arena, n->special_marking, n->special_marking_count);

		special->group = group;
		special->at = entry->at;
		read_marking(r, e, entry, n->dimension, false, &special->marking);
	}
	*arena_push(r->arena, all, count) = &n->marking;
	for (i = 0; i < n->special_marking_count; i++)
		*arena_push(r->arena, all, count) = &n->special_marking[i].marking;
	check_tables(r, e, all, count);
	read_schedules(r, n);
}

void read_indicator_formula(struct reader *r, struct indicator *n)
{
	n->formula = read_expr(r, n->element, "公式", SCOPE_UNIT, T_NUMBER);
	n->applies = read_expr(r, n->element, "适用", SCOPE_ATTRIBUTE, T_BOOL);
	if (n->dimension == NULL && n->formula != NULL)
		n->dimension = n->formula->dimension;
	n->exempt = read_expr(r, n->element, "豁免", SCOPE_UNIT, T_BOOL);
	read_markings(r, n);
}

void take_over_markings(struct reader *r, struct indicator *n)
{
	if (n->marking.method == SAME_AS)
		marking_take_over(r, &n->marking);
	for (size_t i = 0; i < n->special_marking_count; i++)
		if (n->special_marking[i].marking.method == SAME_AS)
			marking_take_over(r, &n->special_marking[i].marking);
}

const struct marking *indicator_marking(const struct indicator *n, const char *group)
{
	for (size_t i = 0; i < n->special_marking_count; i++)
		if (strcmp(n->special_marking[i].group, group) == 0)
			return &n->special_marking[i].marking;
	return &n->marking;
}

const struct expr *indicator_formula(const struct indicator *n, const char *group)
{
	for (size_t i = 0; i < n->special_marking_count; i++)
		if (n->special_marking[i].formula != NULL && strcmp(n->special_marking[i].group, group) == 0)
			return n->special_marking[i].formula;
	return n->formula;
}

void read_extra(struct reader *r, struct extra *x)
{
	const struct element *e = x->element;
	const struct entry *board = entry_of(e, "榜");

	x->title = element_title(e);
	x->board = find_board(r, board, board == NULL ? NULL : board->value);
	x->formula = read_expr(r, e, "公式", SCOPE_UNIT, T_NUMBER);
	x->applies = read_expr(r, e, "适用", SCOPE_ATTRIBUTE, T_BOOL);
	x->dimension = entry_text(e, "计量单位");
	if (x->dimension == NULL && x->formula != NULL)
		x->dimension = x->formula->dimension;
	x->basis = entry_text(e, "依据");
	x->note = entry_text(e, "说明");
	read_marking(r, e, entry_of(e, "计分"), x->dimension, true, &x->marking);
	/* Nothing to add or take is no loss: every no-number means 0 here. */
	for (int k = 0; k < NONE_KINDS; k++)
		x->treatment[k].effect = ZERO;
}

/* ---- share of the root --------------------------------------------------- */

static struct num handed_up(const struct indicator *n, const char *group)
{
	return n->full.set || n->full.special_count > 0 ? by_group(&n->full, group) : num_int(100);
}

struct num indicator_share(struct arena *a, const struct indicator *n, const char *group)
{
	struct num share = num_int(1), sum = num_int(0);

	for (; n->parent != NULL; n = n->parent) {
		switch (indicator_combine(n->parent, group)) {
		case WEIGHTED:
			share = num_div(a, num_mul(a, share, by_group(&n->weight, group)), num_int(100));
			break;
		case ADDED:
			sum = num_int(0);
			for (size_t i = 0; i < n->parent->child_count; i++)
				sum = num_add(a, sum, handed_up(n->parent->child[i], group));
			if (num_sign(sum) == 0)
				return num_int(0);
			share = num_div(a, num_mul(a, share, handed_up(n, group)), sum);
			break;
		case POOLED:
			break;
		default:
			share = children_weighted(n->parent, group)
				? num_div(a, num_mul(a, share, by_group(&n->weight, group)), num_int(100))
				: num_div(a, share, num_int((int64_t)n->parent->child_count));
		}
	}
	return share;
}
