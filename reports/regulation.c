/* regulation.c -- kaohe rules: the scheme printed back as a regulation; head, 总则, 被考核单位. */
#include "reports/regulation.h"

#include <string.h>
#include "base/date.h"
#include "reports/plain.h"
#include "reports/reports.h"

enum { NAMED = 24 };    /* so many units of a group are named, more only counted */

static const struct element *scheme_element(const struct scheme *s)
{
	for (size_t i = 0; i < s->element_count; i++)
		if (strcmp(s->element[i].kind, "方案") == 0)
			return &s->element[i];
	return NULL;
}

/* Where the key stands in [方案]; the head where it does not. */
static struct origin place_of(const struct regulation *r, const char *key)
{
	const struct element *e = scheme_element(r->scheme);

	for (size_t i = 0; e != NULL && i < e->entry_count; i++)
		if (strcmp(e->entry[i].key, key) == 0)
			return e->entry[i].at;
	return r->scheme->at;
}

static const char *value_of(const struct regulation *r, const char *key)
{
	const struct element *e = scheme_element(r->scheme);

	for (size_t i = 0; e != NULL && i < e->entry_count; i++)
		if (strcmp(e->entry[i].key, key) == 0)
			return e->entry[i].value;
	return NULL;
}

static void title_page(struct regulation *r)
{
	const struct scheme *s = r->scheme;

	fprintf(r->out, "%s\n%s\n", s->name, s->document);
	if (s->authority != NULL)
		fprintf(r->out, "%s\n", s->authority);
}

static void article_of_term(struct regulation *r)
{
	const struct scheme *s = r->scheme;
	struct buf b = buf_new(r->arena);

	buf_printf(&b, "考核按%s进行", period_kind_words[s->cycle]);
	if (s->has_from)
		buf_printf(&b, "，自%s起施行", period_title(r->arena, s->from));
	if (s->has_until)
		buf_printf(&b, "，至%s止", period_title(r->arena, s->until));
	buf_add(&b, "。");
	for (size_t i = 0; i < s->trial_count; i++)
		buf_printf(&b, "%s%s", i == 0 ? "其中试运行、结果不算数的是：" : "、", period_title(r->arena, s->trial[i]));
	if (s->trial_count > 0)
		buf_add(&b, "。");
	page_article(r, b.at, place_of(r, "生效"));
}

/* 未报送 … in [方案]: what is done everywhere unless an item says otherwise. */
static void article_of_effects(struct regulation *r)
{
	static const struct { const char *key, *words; } kinds[] = {
		{ "未报送", "单位没有报送数据的" }, { "无分母", "本期没有应办事项、算不出比率的" }, { "不适用", "项目不适用于该单位的" },
		{ "已剔除", "数据经批准剔除的" }, { "首期", "要与以前各期相比而以前没有数的" } };

	page_article(r, "算不出数的，不等于零，依下列规定；某一指标另有规定的，从其规定：", (struct origin){ 0 });
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (value_of(r, kinds[i].key) != NULL) {
			struct treatment t = { .effect = EFFECT_UNSET };
			const char *value = value_of(r, kinds[i].key);

			for (int k = 1; effect_words[k] != NULL; k++)
				if (strncmp(value, effect_words[k], strlen(effect_words[k])) == 0)
					t.effect = (enum effect)k;
			t.whole_board = strstr(value, "全部") != NULL;
			page_item(r, arena_printf(r->arena, "%s，%s；", kinds[i].words, strstr(value, "范围") != NULL ? value : said_treatment(r->arena, &t)),
				place_of(r, kinds[i].key));
		}
}

static void chapter_general(struct regulation *r)
{
	const struct scheme *s = r->scheme;
	struct buf b = buf_new(r->arena);

	page_chapter(r, "总则");
	buf_printf(&b, "本方案名为“%s”，文号%s", s->name, s->document);
	if (s->authority != NULL)
		buf_printf(&b, "，由%s制定", s->authority);
	if (s->mandate != NULL)
		buf_printf(&b, "，依据%s", s->mandate);
	if (s->filing != NULL)
		buf_printf(&b, "，备案%s", s->filing);
	buf_add(&b, "。");
	page_article(r, b.at, place_of(r, "名称"));
	article_of_term(r);
	article_of_effects(r);
	page_article(r, arena_printf(r->arena, "总分%s；其他各数都照原数计算，不中途修约。某榜、某项另有规定的，从其规定。",
		s->board_count > 0 ? said_rounding(r->arena, &s->board[0]->rounding) : ""), place_of(r, "修约"));
	page_article(r, "本方案所称“值”，是按公式算出的数；“得分”，是由值折成的分；“得分率”，是得分占满分的比例；“期初”“期末”，是考核期的第一天和最后一天；“截止日”，是数据计到的那一天。",
		(struct origin){ 0 });
	page_article(r, "考核结果、问责建议由计算得出，是否采用、怎样处理，由有权机关依照程序决定。", (struct origin){ 0 });
}

/* ---- 被考核单位 ---------------------------------------------------------------------- */

static const char *group_words(struct arena *a, const struct registry *g, const char *group)
{
	struct buf b = buf_new(a);
	size_t count = 0;

	for (size_t i = 0; i < g->unit_count; i++)
		if (strcmp(g->unit[i]->group, group) == 0)
			add_name(&b, g->unit[i]->name, &count, NAMED);
	end_names(&b, count, NAMED);
	return arena_printf(a, "%s%s%zu个：%s", group, *group == '\0' ? "" : "组", count, b.length > 0 ? b.at : "");
}

static void article_of_registry(struct regulation *r, const struct registry *g)
{
	const char **groups = registry_groups(r->arena, g);
	struct buf b = buf_new(r->arena);

	buf_printf(&b, "%s", g->title);
	for (size_t i = 0; groups[i] != NULL; i++)
		buf_printf(&b, "%s%s", i == 0 ? "，" : "；", group_words(r->arena, g, groups[i]));
	buf_add(&b, "。");
	if (g->parent != NULL)
		buf_printf(&b, "各有所属的%s。", g->parent->title);
	if (g->role != NULL && g->role[0] != NULL)
		buf_printf(&b, "责任人是%s%s。", said_list(r->arena, g->role), g->terms != NULL ? "，以事实发生之日在任的为准" : "");
	page_article(r, b.at, g->element->at);
}

static void add_ranking(struct buf *b, const struct board *d)
{
	buf_printf(b, "%s；%s者在前；名次按%s的分排；同分的%s", d->pooled ? "各组合在一起排名" : "各组分别排名", d->ascending ? "数小" : "分高",
		d->on_unrounded ? "修约前" : "修约后", d->key_count > 0 ? "依次比较" : "并列");
	for (size_t i = 0; i < d->key_count; i++)
		buf_printf(b, "%s%s（%s者在前）", i > 0 ? "、" : "", said_expression(b->arena, d->key[i].key), d->key[i].ascending ? "小" : "大");
	buf_printf(b, "%s%s，%s。", d->key_count > 0 ? "，仍相同的并列" : "", d->unordered ? "、不分先后" : "", d->dense ? "下一名次连续（1、1、2）" : "下一名次跳过（1、1、3）");
}

static void add_limits(struct buf *b, const struct board *d)
{
	struct arena *a = b->arena;

	if (d->has_cap)
		buf_printf(b, "总分最多%s分。", num_short(a, d->cap, 6));
	if (d->has_floor)
		buf_printf(b, "总分最少%s分。", num_short(a, d->floor, 6));
	if (d->show_first > 0)
		buf_printf(b, "前%zu名点名%s。", d->show_first, d->first_of_all ? "（在全部单位里数）" : "");
	if (d->show_last > 0)
		buf_printf(b, "后%zu名点名%s。", d->show_last, d->last_of_all ? "（在全部单位里数）" : "");
}

static void article_of_board(struct regulation *r, const struct board *d)
{
	struct buf b = buf_new(r->arena), out = buf_new(r->arena);
	size_t count = 0;

	buf_printf(&b, "%s：对%s计分排名，满分%s分", d->title, d->registry->title, num_short(r->arena, d->full.all, 6));
	for (size_t i = 0; i < d->full.special_count; i++)
		buf_printf(&b, "（%s组%s分）", d->full.special[i].group, num_short(r->arena, d->full.special[i].num, 6));
	buf_add(&b, "。");
	if (d->rounding.at.line != place_of(r, "修约").line || !text_same(d->rounding.at.file, place_of(r, "修约").file))
		buf_printf(&b, "总分%s。", said_rounding(r->arena, &d->rounding));
	add_ranking(&b, d);
	add_limits(&b, d);
	for (size_t i = 0; d->unranked != NULL && i < d->registry->unit_count; i++)
		if (d->unranked[i])
			add_name(&out, d->registry->unit[i]->name, &count, NAMED);
	end_names(&out, count, NAMED);
	if (count > 0)
		buf_printf(&b, "只计分、不排名的是%s。", out.at);
	page_article(r, b.at, d->at);
}

static void chapter_units(struct regulation *r)
{
	page_chapter(r, "被考核单位");
	for (size_t i = 0; i < r->scheme->registry_count; i++)
		article_of_registry(r, r->scheme->registry[i]);
	for (size_t i = 0; i < r->scheme->board_count; i++)
		article_of_board(r, r->scheme->board[i]);
}

void report_regulation(struct arena *arena, const struct scheme *scheme, FILE *out)
{
	struct regulation r = { .arena = arena, .scheme = scheme, .out = out };

	title_page(&r);
	chapter_general(&r);
	chapter_units(&r);
	chapter_points(&r);
	chapter_limits(&r);
	chapter_duty(&r);
	chapter_procedure(&r);
	annexes(&r);
}
