/* regulation_procedure.c -- 程序: objections, decisions, summaries, keeping; and the annexes: parameters, figures, sources. */
#include "reports/regulation.h"

#include <string.h>
#include "reports/plain.h"

static const struct entry *general(const struct scheme *s, const char *key)
{
	for (size_t i = 0; i < s->element_count; i++)
		for (size_t k = 0; strcmp(s->element[i].kind, "方案") == 0 && k < s->element[i].entry_count; k++)
			if (strcmp(s->element[i].entry[k].key, key) == 0)
				return &s->element[i].entry[k];
	return NULL;
}

static struct origin place_of(const struct regulation *r, const char *key)
{
	const struct entry *e = general(r->scheme, key);

	return e == NULL ? r->scheme->at : e->at;
}

static void article_of_objections(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	if (s->objection_days > 0)
		page_article(r, arena_printf(r->arena, "结果先出草稿。被考核单位对草稿有异议的，在草稿印出后%u个工作日内提出；异议没有处理完、期限没有届满的，不得定稿。", s->objection_days),
			place_of(r, "异议期"));
	else if (s->auto_publish)
		page_article(r, "结果算出即为正式，不另设异议期。", place_of(r, "自动正式"));
	else
		page_article(r, "结果先出草稿，经签发人定稿后公布；定稿时数字一字不改。", s->at);
	page_article(r, "已经公布的一期需要更正的，写明理由、文号和签发人，另行编号公布；原来的结果一并保存。", (struct origin){ 0 });
}

static void article_of_decisions(struct regulation *r)
{
	const struct scheme *s = r->scheme;
	static const struct { const char *key, *words; } kinds[] = {
		{ "决定", "问责建议的告知、申辩和决定" }, { "调整", "对分数的调整" }, { "剔除", "对数据的剔除" }, { "异议", "异议和处理" }, { "单位变更", "单位的合并、拆分、更名" },
		{ "日历", "工作日和节假日" } };
	bool any = false;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		any = any || general(s, kinds[i].key) != NULL;
	if (!any)
		return;
	page_article(r, arena_printf(r->arena, "由人决定的事项，逐条登记在下列各表，写明文号、理由和批准人%s：", s->second_approver ? "，调整和剔除并须有第二批准人" : ""), (struct origin){ 0 });
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (general(s, kinds[i].key) != NULL)
			page_item(r, arena_printf(r->arena, "%s，登记在 %s；", kinds[i].words, general(s, kinds[i].key)->value), place_of(r, kinds[i].key));
}

static void article_of_summary(struct regulation *r, const struct summary *x)
{
	static const char *const spans[] = { [MONTH] = "月", [QUARTER] = "季度", [HALF] = "半年", [YEAR] = "全年" };
	static const char *const absent[] = { "跳过不计", "按零分计", "不参与排名" };
	struct buf b = buf_new(r->arena);

	buf_printf(&b, "%s：由已公布各期的%s总分加权平均成%s成绩", x->name, x->board->title, spans[x->over]);
	for (size_t i = 0; i < x->weight.special_count; i++)
		buf_printf(&b, "，第%s期的权重为%s", x->weight.special[i].group, num_short(r->arena, x->weight.special[i].num, 6));
	buf_printf(&b, "%s。缺一期的，%s。成绩%s；同分的并列，下一名次%s；%s。%s", x->weight.special_count > 0 ? "，其余为1" : "，各期权重相同", absent[x->absent],
		said_rounding(r->arena, &x->rounding), x->dense ? "连续" : "跳过", x->graded ? "等次同本榜" : "不定等次", said_grounds(r->arena, x->element, x->basis, NULL));
	page_article(r, b.at, x->at);
}

static void add_due_words(struct buf *b, const struct due_word *d, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_add(b, i > 0 ? "；" : "");
		if (d[i].op == OP_CONST)
			buf_printf(b, "其余为“%s”", d[i].word);
		else
			buf_printf(b, "%s%d天的为“%s”", d[i].op == OP_LT ? "不到" : "不超过", (int)d[i].days, d[i].word);
		if (d[i].colour != NULL)
			buf_printf(b, "（%s）", d[i].colour);
	}
}

static void article_of_oversight(struct regulation *r)
{
	const struct oversight *o = r->scheme->oversight;
	struct buf b = buf_new(r->arena);

	if (o == NULL || o->element == NULL)
		return;
	buf_printf(&b, "督办按离期限还剩的天数（%s）：", o->working_days ? "工作日" : "自然日");
	add_due_words(&b, o->due, o->due_count);
	buf_add(&b, "。没有办结的按发现以后的天数：");
	add_due_words(&b, o->age, o->age_count);
	buf_add(&b, "。");
	page_article(r, b.at, o->element->at);
}

static void article_of_rectification(struct regulation *r, const struct rectification *x)
{
	struct buf b = buf_new(r->arena);

	buf_printf(&b, "%s：按%s逐件计，对%s，分为", x->title, x->source->title, x->registry->title);
	for (size_t i = 0, n = 0; i < RECTIFY_STATES; i++)
		if (x->state[i] != NULL)
			buf_printf(&b, "%s%s", n++ > 0 ? "、" : "", rectify_words[i]);
	buf_add(&b, "。");
	if (x->passed != NULL)
		buf_printf(&b, "%s 为复查合格。", said_expression(r->arena, x->passed));
	if (x->window > 0)
		buf_printf(&b, "改好以后%u天之内同一处又发现的，为反弹。", x->window);
	buf_add(&b, said_grounds(r->arena, x->element, x->basis, NULL));
	page_article(r, b.at, x->at);
}

static void article_of_circular(struct regulation *r, const struct circular *c)
{
	const struct element *e = c->element;

	page_article(r, arena_printf(r->arena, "每期就%s出一份通报，连标题不超过%d字，由下列各句组成，花括号里的数由计算填入，放不下的句不印：", c->board->title,
		CIRCULAR_CHARACTERS), e->at);
	for (size_t i = 0; i < e->entry_count; i++)
		if (strncmp(e->entry[i].key, "句.", strlen("句.")) == 0)
			page_item(r, arena_printf(r->arena, "“%s”；", e->entry[i].value), e->entry[i].at);
}

void chapter_procedure(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	page_chapter(r, "程序");
	article_of_objections(r);
	article_of_decisions(r);
	article_of_oversight(r);
	for (size_t i = 0; i < s->rectification_count; i++)
		article_of_rectification(r, s->rectification[i]);
	for (size_t i = 0; i < s->summary_count; i++)
		article_of_summary(r, s->summary[i]);
	if (s->circular != NULL)
		article_of_circular(r, s->circular);
	page_article(r, s->discard_inputs ? "每次计算记入台账，存规则和结果；所收数据不另存。" : "每次计算记入台账，规则、所收数据和结果一并归档，可以重算核对。", place_of(r, "归档"));
}

/* ---- annexes ---------------------------------------------------------------------------------- */

/* The entries of a parameter: 值 and, where it changes, 值.2026-10. */
static const char *dated_values(struct arena *a, const struct parameter *p)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < p->element->entry_count; i++) {
		const struct entry *e = &p->element->entry[i];

		if (strcmp(e->key, "值") == 0)
			buf_printf(&b, "%s%s", b.length > 0 ? "；" : "", e->value);
		else if (strncmp(e->key, "值.", strlen("值.")) == 0)
			buf_printf(&b, "%s自%s起%s", b.length > 0 ? "；" : "", e->key + strlen("值."), e->value);
	}
	return b.length > 0 ? b.at : "";
}

static void annex_of_parameters(struct regulation *r)
{
	const struct scheme *s = r->scheme;
	struct page_table t = page_table(r->arena, 4);

	if (s->parameter_count == 0)
		return;
	page_annex(r, "附一  参数");
	page_cell(&t, "参数");
	page_cell(&t, "数值");
	page_cell(&t, "单位");
	page_cell(&t, "出处");
	for (size_t i = 0; i < s->parameter_count; i++) {
		const struct parameter *p = s->parameter[i];

		page_cell(&t, p->name);
		page_cell(&t, dated_values(r->arena, p));
		page_cell(&t, p->dimension == NULL ? "" : p->dimension);
		page_place(&t, p->element->at);
	}
	page_print(r, &t);
}

static const char *figure_words(struct arena *a, const struct measure *m)
{
	static const char *const words[ALGORITHMS] = { [COUNT] = "件数", [SUM] = "合计", [MEAN] = "平均", [MAXIMUM] = "最大", [MINIMUM] = "最小",
		[DISTINCT] = "不同值的个数", [MEDIAN] = "中位数", [SINGLE] = "一个值", [LATE_EDITS] = "公布以后改动的件数", [QUANTILE] = "分位数",
		[REBOUND] = "反弹件数", [REBOUND_BASE] = "可能反弹的件数", [REPEATED] = "重复发生的件数", [PANEL] = "评分平均" };
	struct buf b = buf_new(a);

	buf_printf(&b, "%s：%s的%s%s%s", m->title, m->source->title, m->what == NULL ? "" : said_expression(a, m->what), m->what == NULL ? "" : "的",
		words[m->algorithm] == NULL ? "统计" : words[m->algorithm]);
	if (m->where != NULL)
		buf_printf(&b, "，只数 %s 的", said_expression(a, m->where));
	if (m->citywide)
		buf_add(&b, "；各单位都用全部单位合在一起的数");
	if (m->label != NULL)
		buf_printf(&b, "；按“%s”归到单位", m->label);
	buf_printf(&b, "%s%s%s。", m->dimension == NULL ? "" : "（单位：", m->dimension == NULL ? "" : m->dimension, m->dimension == NULL ? "" : "）");
	return b.at;
}

static void annex_of_figures(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	if (s->measure_count == 0)
		return;
	page_annex(r, "附二  统计口径");
	r->item = 0;
	for (size_t i = 0; i < s->measure_count; i++)
		page_item(r, figure_words(r->arena, s->measure[i]), s->measure[i]->element->at);
}

static void annex_of_sources(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	if (s->source_count == 0)
		return;
	page_annex(r, "附三  数据来源");
	r->item = 0;
	for (size_t i = 0; i < s->source_count; i++) {
		const struct source *x = s->source[i];
		struct buf b = buf_new(r->arena);

		buf_printf(&b, "%s：%s报送，文件 %s。各栏是", x->title, x->by_unit ? arena_printf(r->arena, "由%s逐个", x->senders == NULL ? "各单位" : x->senders->title) : "汇总", x->pattern);
		for (size_t k = 0; k < x->column_count; k++)
			buf_printf(&b, "%s%s%s", k > 0 ? "、" : "", x->column[k].header, x->column[k].secret ? "（保密）" : x->column[k].masked ? "（遮蔽）" : "");
		buf_printf(&b, "。%s", x->trail_count > 0 ? "公布以后改动日期等栏的，留痕并提示。" : "");
		page_item(r, b.at, x->element->at);
	}
}

void annexes(struct regulation *r)
{
	annex_of_parameters(r);
	annex_of_figures(r);
	annex_of_sources(r);
}
