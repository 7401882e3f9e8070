/* regulation_points.c -- 指标和分值: the weights as a table, then an article for every indicator. */
#include "reports/regulation.h"

#include <string.h>
#include "reports/plain.h"

/* ---- the table of weights ---------------------------------------------------------------- */

/* Groups that have a column of their own: more than one only where some number or combination differs by group. */
static bool differs(const struct indicator *i)
{
	if (i->weight.special_count > 0 || i->full.special_count > 0 || i->special_combine_count > 0)
		return true;
	for (size_t k = 0; k < i->child_count; k++)
		if (differs(i->child[k]))
			return true;
	return false;
}

static const char **columns_of(struct arena *a, const struct board *d)
{
	static const char *one[] = { NULL, NULL };
	const char **groups = registry_groups(a, d->registry);

	if (differs(d->root) && groups[0] != NULL && groups[1] != NULL)
		return groups;
	one[0] = groups[0] == NULL ? "" : groups[0];
	return one;
}

static const char *weight_words(struct arena *a, const struct board *d, const struct indicator *i, const char *group)
{
	if (i == d->root)
		return arena_printf(a, "满分%s", num_short(a, by_group(&d->full, group), 6));
	if (children_weighted(i->parent, group))
		return arena_printf(a, "%s%%", num_short(a, by_group(&i->weight, group), 6));
	if (by_group_has(&i->full, group))
		return arena_printf(a, "%s分", num_short(a, by_group(&i->full, group), 6));
	return "—";
}

/* Share of the board's total; "" where the parts have no fixed share. */
static const char *share_words(struct arena *a, const struct board *d, const struct indicator *i, const char *group)
{
	struct num whole = indicator_share(a, d->root, group);

	for (const struct indicator *p = i; p != d->root; p = p->parent)
		if (!children_weighted(p->parent, group) && indicator_combine(p->parent, group) != ADDED)
			return "—";
	if (num_sign(whole) == 0)
		return "—";
	return short_figure(a, num_div(a, indicator_share(a, i, group), whole), "%", 2);
}

static void add_rows(struct regulation *r, struct page_table *t, const struct board *d, const struct indicator *i, const char **groups, unsigned depth)
{
	page_cell(t, arena_printf(r->arena, "%*s%s", (int)(2 * depth), "", i->title));
	for (size_t g = 0; groups[g] != NULL; g++) {
		page_cell(t, weight_words(r->arena, d, i, groups[g]));
		page_cell(t, share_words(r->arena, d, i, groups[g]));
	}
	page_place(t, i->at);
	for (size_t k = 0; k < i->child_count; k++)
		add_rows(r, t, d, i->child[k], groups, depth + 1);
}

static void table_of_weights(struct regulation *r, const struct board *d)
{
	const char **groups = columns_of(r->arena, d);
	size_t count = 0;
	struct page_table t;

	while (groups[count] != NULL)
		count++;
	t = page_table(r->arena, 2 + 2 * count);
	page_cell(&t, "指标");
	for (size_t g = 0; g < count; g++) {
		page_cell(&t, count > 1 ? arena_printf(r->arena, "%s", *groups[g] == '\0' ? "无组" : groups[g]) : "权重、满分");
		page_cell(&t, "占总分");
	}
	page_cell(&t, "出处");
	add_rows(r, &t, d, d->root, groups, 0);
	page_print(r, &t);
}

/* ---- an article an indicator ----------------------------------------------------------------- */

static bool has_key(const struct element *e, const char *key)
{
	for (size_t i = 0; i < e->entry_count; i++)
		if (strcmp(e->entry[i].key, key) == 0)
			return true;
	return false;
}

/* Treatments that the item declares itself. */
static void add_treatments(struct buf *b, const struct indicator *i)
{
	static const char *const words[NONE_KINDS] = { "没有报送的", "数据剔除的", "不适用的", "没有应办事项的" };

	for (size_t k = 0; k < NONE_KINDS; k++)
		if (has_key(i->element, none_words[k]))
			buf_printf(b, "%s，%s。", words[k], said_treatment(b->arena, &i->treatment[k]));
	if (has_key(i->element, "首期"))
		buf_printf(b, "以前没有数可比的，%s。", said_treatment(b->arena, &i->first));
	if (i->sample != NULL)
		buf_printf(b, "%s不足%s的，%s。", i->sample->title, num_short(b->arena, i->sample_least, 6), said_treatment(b->arena, &i->small));
}

static void add_by_group(struct buf *b, const char *what, const struct by_group *n)
{
	if (n->set)
		buf_printf(b, "%s%s分。", what, num_short(b->arena, n->all, 6));
	for (size_t k = 0; k < n->special_count; k++)
		buf_printf(b, "%s组%s%s分。", n->special[k].group, what, num_short(b->arena, n->special[k].num, 6));
}

static void add_leaf(struct buf *b, const struct indicator *i)
{
	const char *dimension = value_dimension(i);

	if (has_key(i->element, "公式"))
		buf_printf(b, "按 %s 计算%s%s%s。", said_expression(b->arena, i->formula), dimension == NULL ? "" : "（单位：", dimension == NULL ? "" : dimension,
			dimension == NULL ? "" : "）");
	buf_printf(b, "计分办法：%s。", said_marking(b->arena, i, &i->marking, dimension));
	for (size_t k = 0; k < i->special_marking_count; k++)
		buf_printf(b, "%s组的计分办法：%s。", i->special_marking[k].group, said_marking(b->arena, i, &i->special_marking[k].marking, dimension));
	if (i->exempt != NULL)
		buf_printf(b, "%s 的，得满分。", said_expression(b->arena, i->exempt));
}

static void add_inner(struct buf *b, const struct indicator *i)
{
	static const char *const signs[] = { "", "按零计", "不计在内", "这一项就没有得分" };

	buf_printf(b, "由下列各项%s而成", said_combine(i->combine));
	for (size_t k = 0; k < i->special_combine_count; k++)
		buf_printf(b, "（%s组%s）", i->special_combine[k].group, said_combine(i->special_combine[k].combine));
	buf_add(b, "：");
	for (size_t k = 0; k < i->child_count; k++)
		buf_printf(b, "%s%s", k > 0 ? "、" : "", i->child[k]->title);
	buf_printf(b, "%s。", i->combine_rates ? "，以各项的得分率相比" : "");
	if (i->on_zero != SIGN_UNSET)
		buf_printf(b, "有一项得零分的，%s。", signs[i->on_zero]);
	if (i->on_negative != SIGN_UNSET)
		buf_printf(b, "有一项得负分的，%s。", signs[i->on_negative]);
}

static void article_of(struct regulation *r, const struct indicator *i)
{
	struct buf b = buf_new(r->arena);

	buf_printf(&b, "%s。", i->title);
	if (i->child_count > 0)
		add_inner(&b, i);
	else
		add_leaf(&b, i);
	if (i->applies != NULL)
		buf_printf(&b, "只适用于 %s 的单位。", said_expression(r->arena, i->applies));
	add_treatments(&b, i);
	add_by_group(&b, "本项最多", &i->cap);
	add_by_group(&b, "本项最少", &i->floor);
	if (has_key(i->element, "修约"))
		buf_printf(&b, "本项得分%s。", said_rounding(r->arena, &i->rounding));
	buf_add(&b, said_grounds(r->arena, i->element, i->basis, i->note));
	page_article(r, b.at, i->at);
}

/* An item that stands on two boards has one article. */
static void articles(struct regulation *r, const struct indicator *i, bool *told)
{
	if (told[i->index])
		return;
	told[i->index] = true;
	article_of(r, i);
	for (size_t k = 0; k < i->child_count; k++)
		articles(r, i->child[k], told);
}

static void article_of_constraints(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	if (s->constraint_count == 0)
		return;
	page_article(r, "本方案的分值和标准，任何时候都必须符合下列原则，不符合的不得施行：", (struct origin){ 0 });
	for (size_t i = 0; i < s->constraint_count; i++)
		page_item(r, arena_printf(r->arena, "%s：%s。%s", s->constraint[i]->name, said_expression(r->arena, s->constraint[i]->when),
			said_grounds(r->arena, s->constraint[i]->element, NULL, s->constraint[i]->note)), s->constraint[i]->at);
}

void chapter_points(struct regulation *r)
{
	bool *told = arena_many(r->arena, bool, r->scheme->indicator_count + 1);

	page_chapter(r, "指标和分值");
	for (size_t i = 0; i < r->scheme->board_count; i++) {
		page_heading(r, r->scheme->board[i]->title);
		table_of_weights(r, r->scheme->board[i]);
		articles(r, r->scheme->board[i]->root, told);
	}
	article_of_constraints(r);
}
