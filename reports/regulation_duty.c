/* regulation_duty.c -- 加减分、等次、否决、特殊情形, and 问责: triggers in words, ladders as tables. */
#include "reports/regulation.h"

#include <string.h>
#include "reports/plain.h"

/* ---- 加减分、等次、否决、特殊情形 ------------------------------------------------------ */

static void article_of_extras(struct regulation *r, const struct board *d)
{
	const struct scheme *s = r->scheme;
	struct buf b = buf_new(r->arena);
	bool any = false;

	for (size_t i = 0; i < s->extra_count; i++)
		any = any || s->extra[i]->board == d;
	if (!any)
		return;
	buf_printf(&b, "%s在总分之外另行加减", d->title);
	if (d->has_extra_cap)
		buf_printf(&b, "，合计最多加%s分", num_short(r->arena, d->extra_cap, 6));
	if (d->has_extra_floor)
		buf_printf(&b, "，合计最多扣%s分", num_short(r->arena, num_abs(r->arena, d->extra_floor), 6));
	buf_add(&b, "：");
	page_article(r, b.at, d->at);
	for (size_t i = 0; i < s->extra_count; i++) {
		const struct extra *x = s->extra[i];

		if (x->board == d)
			page_item(r, arena_printf(r->arena, "%s：按 %s 计，%s。%s%s%s%s", x->title, said_expression(r->arena, x->formula), said_marking(r->arena, NULL, &x->marking, x->dimension),
				x->applies == NULL ? "" : "只适用于 ", x->applies == NULL ? "" : said_expression(r->arena, x->applies), x->applies == NULL ? "" : " 的单位。",
				said_grounds(r->arena, x->element, x->basis, x->note)), x->at);
	}
}

static void add_quotas(struct buf *b, const struct grades *g)
{
	bool any = false;

	for (size_t i = 0; i < g->grade_count; i++) {
		if (!g->grade[i].has_quota)
			continue;
		buf_printf(b, "；%s最多占每组参加排名单位的%s%%（向下取整）", g->grade[i].word,
			num_short(b->arena, num_mul(b->arena, g->grade[i].quota, num_int(100)), 4));
		any = true;
	}
	if (any)
		buf_printf(b, "，超出的顺降一等，界上同名次的%s", g->ties_out ? "一起退" : "一起进");
}

static void article_of_grades(struct regulation *r, const struct grades *g)
{
	struct buf b = buf_new(r->arena);

	buf_printf(&b, "%s按%s的总分定等次：", g->board->title, g->unrounded ? "修约前" : "修约后");
	for (size_t i = 0; i < g->grade_count; i++) {
		buf_add(&b, i > 0 ? "；" : "");
		if (g->grade[i].op == OP_CONST)
			buf_printf(&b, "其余的为%s", g->grade[i].word);
		else
			buf_printf(&b, "%s%s分的为%s", g->grade[i].op == OP_GE ? "不低于" : g->grade[i].op == OP_GT ? "高于" : g->grade[i].op == OP_LE ? "不高于" : "低于",
				num_short(r->arena, g->grade[i].bound, 6), g->grade[i].word);
	}
	for (size_t i = 0; i < g->special_count; i++)
		for (size_t k = 0; k < g->grade_count; k++)
			if (g->special[i].grade[k].op != OP_CONST && num_cmp(g->special[i].grade[k].bound, g->grade[k].bound) != 0)
				buf_printf(&b, "；%s组%s的界限是%s分", g->special[i].group, g->grade[k].word, num_short(r->arena, g->special[i].grade[k].bound, 6));
	add_quotas(&b, g);
	buf_printf(&b, "。%s", said_grounds(r->arena, g->element, NULL, NULL));
	page_article(r, b.at, g->at);
}

static const char *veto_words(struct arena *a, const struct veto *v)
{
	switch (v->effect) {
	case GRADE_WORST: return "等次定为最差一等";
	case GRADE_CAP: return arena_printf(a, "等次最高只能是%s", v->board->grades == NULL ? "" : v->board->grades->grade[v->cap].word);
	case ITEM_ZERO: return arena_printf(a, "%s计零分", v->item == NULL ? "" : v->item->title);
	default: return "总评不合格";
	}
}

static void articles_of_vetoes(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->veto_count; i++) {
		const struct veto *v = s->veto[i];

		page_article(r, arena_printf(r->arena, "%s（%s）：有 %s 情形的，%s。%s", v->title, v->board->title, said_expression(r->arena, v->when),
			veto_words(r->arena, v), said_grounds(r->arena, v->element, v->basis, NULL)), v->at);
	}
}

static void articles_of_states(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->state_count; i++) {
		const struct state *x = s->state[i];

		page_article(r, arena_printf(r->arena, "%s（%s）：%s 的，%s%s。%s", x->name, x->board->title, said_expression(r->arena, x->when),
			x->indicator == NULL ? "该单位" : arena_printf(r->arena, "“%s”", x->indicator->title), said_treatment(r->arena, &x->treatment),
			said_grounds(r->arena, x->element, NULL, NULL)), x->at);
	}
}

static void articles_of_rosters(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->roster_count; i++)
		page_article(r, arena_printf(r->arena, "名单“%s”：%s中 %s 的单位列入，只列名，不是问责。%s", s->roster[i]->title, s->roster[i]->board->title,
			said_expression(r->arena, s->roster[i]->when), said_grounds(r->arena, s->roster[i]->element, s->roster[i]->basis, s->roster[i]->note)), s->roster[i]->at);
	for (size_t i = 0; i < s->crosscheck_count; i++) {
		const struct crosscheck *c = s->crosscheck[i];

		page_article(r, arena_printf(r->arena, "核对“%s”：%s的每个单位都应 %s；不成立的，%s。%s", c->title, c->board->title,
			said_expression(r->arena, c->when), c->refuse ? "不计算" : "列入数据质量", said_grounds(r->arena, c->element, c->basis, c->note)), c->at);
	}
}

void chapter_limits(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	if (s->extra_count + s->grades_count + s->veto_count + s->state_count + s->roster_count + s->crosscheck_count == 0)
		return;
	page_chapter(r, "加减分、等次、否决和特殊情形");
	for (size_t i = 0; i < s->board_count; i++)
		article_of_extras(r, s->board[i]);
	for (size_t i = 0; i < s->grades_count; i++)
		article_of_grades(r, s->grades[i]);
	articles_of_vetoes(r);
	articles_of_states(r);
	articles_of_rosters(r);
}

/* ---- 问责 -------------------------------------------------------------------------------- */

static const char *window_words(struct arena *a, struct window w)
{
	return w.calendar_year ? "当年一月一日起的各期" : arena_printf(a, "最近%u期", w.periods);
}

static void article_of_ladder(struct regulation *r, const struct ladder *l)
{
	static const char *const gaps[] = { "连续即告中断", "跳过不计", "计入连续" };
	struct page_table t = page_table(r->arena, 5);

	page_article(r, arena_printf(r->arena, "%s。连续次数%s；没有公布结果的期，%s；累计次数数%s；%s。%s。%s措施依下表：", l->name,
		l->across_years ? "跨年接着数" : "逢新年重数", gaps[l->gap], window_words(r->arena, l->window),
		l->one_by_one ? "每次最多比上次高一级" : "取成立的最高一级",
		l->counted == UPHELD ? "以前各期只数决定维持、减轻的" : l->counted == UNLESS_REVOKED ? "已撤销的不数" : "已撤销、免责的不数", said_grounds(r->arena, l->element, NULL, NULL)), l->at);
	page_cell(&t, "级");
	page_cell(&t, "措施");
	page_cell(&t, "对谁");
	page_cell(&t, "条件");
	page_cell(&t, "出处");
	for (size_t i = 0; i < l->rung_count; i++) {
		const struct rung *g = &l->rung[i];

		page_cell(&t, arena_printf(r->arena, "%u%s%s%s", g->number, *g->group == '\0' ? "" : "（", g->group, *g->group == '\0' ? "" : "）"));
		page_cell(&t, g->measure);
		page_cell(&t, said_list(r->arena, g->role));
		page_cell(&t, said_expression(r->arena, g->when));
		page_place(&t, g->at);
	}
	page_print(r, &t);
}

static void add_measure(struct buf *b, const struct trigger *t)
{
	if (t->ladder != NULL)
		buf_printf(b, "建议的措施按“%s”定", t->ladder->name);
	else
		buf_printf(b, "建议%s", t->entry_level == NULL ? "" : t->entry_level);
	if (t->entry_step > 0)
		buf_printf(b, "，从第%u级起", t->entry_step);
	if (t->amount != NULL)
		buf_printf(b, "，所称数量是 %s", said_expression(b->arena, t->amount));
	if (t->role != NULL && t->role[0] != NULL)
		buf_printf(b, "，对%s", said_list(b->arena, t->role));
	buf_add(b, "。");
}

static void article_of_trigger(struct regulation *r, const struct trigger *t)
{
	static const char *const small[] = { "", "组里单位太少的，不提建议。", "组里单位太少的，所取的末位数减半。" };
	struct buf b = buf_new(r->arena);

	buf_printf(&b, "%s（%s，情形：%s；适用于%s）。%s 的，", t->title, track_words[t->track], t->cause, t->board == NULL ? "" : t->board->title,
		said_expression(r->arena, t->when));
	add_measure(&b, t);
	if (t->applies != NULL)
		buf_printf(&b, "只适用于 %s 的单位。", said_expression(r->arena, t->applies));
	buf_add(&b, small[t->small_group]);
	if (t->fact_day != NULL)
		buf_printf(&b, "责任人以 %s 那一天在任的为准。", said_expression(r->arena, t->fact_day));
	if (t->reply_days > 0)
		buf_printf(&b, "应在%u%s内回复。", t->reply_days, t->reply_working_days ? "个工作日" : "天");
	if (num_sign(t->score_effect) != 0)
		buf_printf(&b, "经决定维持或减轻的，下期扣%s分。", num_short(r->arena, num_abs(r->arena, t->score_effect), 6));
	if (t->valid_periods > 0)
		buf_printf(&b, "%u期内没有决定的，不再挂账。", t->valid_periods);
	buf_add(&b, said_grounds(r->arena, t->element, t->basis, t->note));
	page_article(r, b.at, t->at);
}

void chapter_duty(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	if (s->ladder_count + s->trigger_count == 0)
		return;
	page_chapter(r, "问责");
	for (size_t i = 0; i < s->ladder_count; i++)
		article_of_ladder(r, s->ladder[i]);
	for (size_t i = 0; i < s->trigger_count; i++)
		article_of_trigger(r, s->trigger[i]);
}
