/* sheet_summary_cover.c -- 封面 of a 汇总: who leads, who is last and when it lost, and of which runs it is made. */
#include "reports/cover.h"

#include <string.h>
#include "base/text.h"
#include "reports/summary.h"

struct shown {
	const struct summary_scores *scores;
	const struct summary_group *group;
};

/* ---- left: rankings --------------------------------------------------------------- */

static struct cover_line group_line(const struct cover *c, const void *of, size_t i)
{
	const struct shown *shown = of;
	const struct summary_group *g = shown->group;
	const struct summary_unit *u = g->unit[i];

	return (struct cover_line){ .rank = u->rank, .last = u->rank == g->unit[g->ranked_count - 1]->rank && g->ranked_count > 1,
		.unit = u->unit->name, .total = u->total, .places = rounded_places(&shown->scores->summary->rounding),
		.reason = losing_words(c->arena, shown->scores, u) };
}

static uint32_t draw_groups(const struct cover *c, const struct summary_scores *s, uint32_t row)
{
	for (size_t g = 0; g < s->group_count; g++) {
		const struct shown shown = { s, &s->group[g] };
		const struct cover_block block = { .title = summary_title(c->arena, s, &s->group[g]), .units = s->group[g].unit_count,
			.ranked = s->group[g].ranked_count, .whole = true, .of = &shown, .line = group_line };

		row = cover_block(c, &block, COVER_MOST_EACH, row);
	}
	return row;
}

/* The name in front where there are several. */
static void add_words(struct buf *b, const struct cover *c, const struct summary_scores *s, const char *words)
{
	buf_printf(b, "%s%s%s%s", b->length > 0 ? "；" : "", c->facts->summary_count > 1 ? s->summary->name : "",
		c->facts->summary_count > 1 ? "：" : "", words);
}

static uint32_t draw_said(const struct cover *c, uint32_t row)
{
	struct buf lacking = buf_new(c->arena), unranked = buf_new(c->arena), proposed = buf_new(c->arena);

	for (size_t k = 0; k < c->facts->summary_count; k++) {
		const struct summary_scores *s = c->facts->summary[k];
		const struct summed_flags flags = summed_flags(c->arena, c->facts, s);
		const char *absent = unpublished_words(c->arena, s), *who = unranked_words(c->arena, s);
		const char *count = summed_words(c->arena, &flags, NULL);

		if (*absent != '\0')
			add_words(&lacking, c, s, arena_printf(c->arena, "%s没有公布，%s", absent, absent_words(s->summary)));
		if (who != NULL)
			add_words(&unranked, c, s, who);
		if (count != NULL)
			add_words(&proposed, c, s, count);
	}
	row = cover_said(c, row, "缺期", lacking.length > 0 ? lacking.at : "无，各期都已公布", lacking.length > 0);
	row = cover_said(c, row, "不排名", unranked.length > 0 ? unranked.at : "无，都参加排名", unranked.length > 0);
	if (c->facts->edition == PUBLIC)
		return row;
	if (c->facts->edition == MEETING)
		return cover_said(c, row, "问责决定", proposed.length > 0 ? proposed.at : "各期没有已作出的决定", false);
	return cover_said(c, row, "问责建议", proposed.length > 0 ? proposed.at : "无，各期没有单位触发问责条件", false);
}

static const char *how_words(const struct cover *c, const struct summary *s)
{
	return arena_printf(c->arena, "各期公布的总分乘权重，除以权重之和，%s；按修约后的分排名，同分并列，下一名次%s；%s", rounding_words(c->arena, &s->rounding),
		s->dense ? "连号" : "跳号", s->graded ? "等次沿用榜的等次" : "不定等次");
}

static uint32_t draw_left(const struct cover *c, uint32_t row)
{
	row = draw_said(c, row);
	sheet_text(c->sheet, row, COVER_RANK, "名次", STYLE_HEAD);
	sheet_text(c->sheet, row, COVER_UNIT, "单位", STYLE_HEAD);
	sheet_text(c->sheet, row, COVER_TOTAL, "汇总分", STYLE_HEAD);
	sheet_text(c->sheet, row++, COVER_REASON, "失分最多的期", STYLE_HEAD);
	for (size_t k = 0; k < c->facts->summary_count; k++)
		row = draw_groups(c, c->facts->summary[k], row);
	return row;
}

/* Under both panels: how it was summed up. */
static uint32_t draw_how(const struct cover *c, uint32_t row)
{
	for (size_t k = 0; k < c->facts->summary_count; k++) {
		const struct summary *s = c->facts->summary[k]->summary;

		sheet_span(c->sheet, row++, 0, COVER_COLUMNS - 1, arena_printf(c->arena, "%s的算法：%s。依据：%s", s->name, how_words(c, s), s->basis),
			STYLE_NOTE);
	}
	return row;
}

/* ---- right: of which runs it is made ------------------------------------------------ */

static const char *weight_in(const struct cover *c, size_t part)
{
	struct buf b = buf_new(c->arena);

	for (size_t k = 0; k < c->facts->summary_count; k++)
		add_words(&b, c, c->facts->summary[k], arena_printf(c->arena, "权重%s", num_short(c->arena, c->facts->summary[k]->part[part].weight, 2)));
	return b.at;
}

static const char *standing_of(const struct cover *c, const struct summary_part *p, size_t part)
{
	const char *document = p->past == NULL ? NULL : p->past->document;

	if (p->past == NULL)
		return arena_printf(c->arena, "没有公布，%s", absent_words(c->facts->summary[0]->summary));
	return arena_printf(c->arena, "%s%s%s　%s", p->past->kind == NULL ? "" : p->past->kind, document == NULL || *document == '\0' ? "" : "　",
		document == NULL ? "" : document, weight_in(c, part));
}

static uint32_t draw_parts(const struct cover *c, uint32_t row)
{
	const struct summary_scores *s = c->facts->summary[0];

	sheet_text(c->sheet, row, COVER_LABEL, "所据各期", STYLE_HEAD);
	sheet_text(c->sheet, row, COVER_FIGURE, "运行号", STYLE_HEAD);
	sheet_text(c->sheet, row++, COVER_TEXT, "类别　文号　权重", STYLE_HEAD);
	for (size_t k = 0; k < s->part_count; k++, row++) {
		sheet_text(c->sheet, row, COVER_LABEL, period_text(c->arena, s->part[k].period), STYLE_CENTRE);
		if (s->part[k].run > 0)
			sheet_count(c->sheet, row, COVER_FIGURE, s->part[k].run, with_format(STYLE_CENTRE, "0"));
		else
			sheet_text(c->sheet, row, COVER_FIGURE, "—", STYLE_CENTRE);
		sheet_text(c->sheet, row, COVER_TEXT, standing_of(c, &s->part[k], k), STYLE_WRAPPED);
	}
	return row;
}

static const char *before_words(const struct cover *c)
{
	const struct past *p = c->facts->summary[0]->before;

	return p == NULL ? NULL : arena_printf(c->arena, "%s　第%u次运行", period_text(c->arena, p->period), p->run);
}

static uint32_t draw_right(const struct cover *c, uint32_t row)
{
	row = cover_run(c, row);
	row = cover_fact(c, row, "与之比较的上期", before_words(c));
	row = cover_scheme(c, row);
	row = draw_parts(c, row);
	return cover_sheets(c, row);
}

void draw_summary_cover(struct book *b)
{
	struct cover c = cover_open(b);
	const struct run_facts *f = b->facts;
	uint32_t row = cover_top(&c, arena_printf(b->arena, "%s　%s考核汇总", f->scheme->name, period_title(b->arena, f->measures->period)),
		(const char *const *)report_summary_sentences(b->arena, f), f->edition == PUBLIC ? "其余见“排名”。" : "其余见“排名”和“问责”。");
	uint32_t left = draw_left(&c, row), right = draw_right(&c, row);

	cover_close(&c, draw_how(&c, left > right ? left : right));
}
