/* sheet_summary.c -- 排名 and 各月得分 of a 汇总: one block per [汇总:X] and group. */
#include "reports/book.h"

#include "base/text.h"
#include "reports/summary.h"

enum { RANK, UNIT, TOTAL, PARTS, TITLE_ROWS = 2, LINE = 18, MARKS = 2, KEY_ROWS = 3 };

/* Columns of 排名: 名次 单位 汇总分, 上期名次 升降, 等次, the rank in each period, 问责, 备注.  0: not there. */
struct layout {
	struct sheet *sheet;
	const struct run_facts *facts;
	const struct summary_scores *scores;
	struct summed_flags flags;
	size_t previous, grade, first_part, proposal, last;
};

static struct layout layout_of(struct book *b, struct sheet *s)
{
	const struct run_facts *f = b->facts;
	struct layout l = { .sheet = s, .facts = f };
	size_t next = PARTS;
	bool before = false, graded = false;

	for (size_t k = 0; k < f->summary_count; k++) {
		before |= f->summary[k]->before != NULL;
		graded |= f->summary[k]->summary->graded;
	}
	l.previous = before ? next : 0;
	next += before ? 2 : 0;
	l.grade = graded ? next++ : 0;
	l.first_part = next;
	next += f->summary[0]->part_count;
	l.proposal = f->edition == PUBLIC ? 0 : next++;
	l.last = next;
	return l;
}

static void draw_title(struct book *b, struct sheet *s, uint32_t row, const char *what, size_t last)
{
	const struct run_facts *f = b->facts;

	sheet_span(s, row, 0, last, arena_printf(b->arena, "%s%s（%s）", period_title(b->arena, f->measures->period), what, kind_words(b->arena, f)),
		STYLE_TITLE);
	sheet_span(s, row + 1, 0, last, arena_printf(b->arena, "%s　｜　第 %u 次运行　｜　单位：分", f->scheme->name, f->number), STYLE_SUBTITLE);
}

/* What every block begins with. */
static uint32_t start_block(struct sheet *s, const struct summary_scores *sum, const struct summary_group *g, uint32_t row, size_t last,
	const char *more)
{
	struct arena *a = s->book->arena;

	sheet_span(s, row, 0, last, band_words(a, summary_title(a, sum, g), more, g->unit_count, g->ranked_count, sum->summary->board->ascending),
		STYLE_BAND);
	sheet_text(s, row + 1, RANK, "名次", STYLE_HEAD);
	sheet_text(s, row + 1, UNIT, "单位", STYLE_HEAD);
	return row + 1;
}

static void draw_name(struct sheet *s, const struct summary_unit *u, uint32_t row)
{
	if (u->ranked)
		sheet_count(s, row, RANK, u->rank, with_format(STYLE_CENTRE, "0"));
	else
		sheet_text(s, row, RANK, "不排名", STYLE_CENTRE);
	sheet_text(s, row, UNIT, u->unit->name, STYLE_WRAPPED);
}

static void draw_total(struct sheet *s, const struct summary_scores *sum, const struct summary_unit *u, uint32_t row, size_t column)
{
	struct style total = STYLE_NUMBER;

	total.bold = true;
	if (u->scored)
		sheet_num(s, row, column, u->total, rounded_places(&sum->summary->rounding), total);
	else
		sheet_text(s, row, column, "无总分", STYLE_CENTRE);
}

/* ---- 排名 ---------------------------------------------------------------------------- */

static void draw_head(const struct layout *l, const struct summary_group *g, uint32_t row)
{
	struct sheet *s = l->sheet;
	struct arena *a = s->book->arena;
	const struct summary_scores *sum = l->scores;

	sheet_text(s, row, TOTAL, arena_printf(a, "汇总分\n满分%s", num_short(a, by_group(&sum->summary->board->full, g->group), 2)), STYLE_HEAD);
	if (l->previous > 0) {
		sheet_text(s, row, l->previous, sum->before == NULL ? "上期名次" : arena_printf(a, "上期名次\n%s", period_text(a, sum->before->period)),
			STYLE_HEAD);
		sheet_text(s, row, l->previous + 1, "升降", STYLE_HEAD);
	}
	if (l->grade > 0)
		sheet_text(s, row, l->grade, "等次", STYLE_HEAD);
	for (size_t k = 0; k < sum->part_count; k++)
		sheet_text(s, row, l->first_part + k, arena_printf(a, "%s\n名次", period_text(a, sum->part[k].period)), STYLE_HEAD);
	if (l->proposal > 0)
		sheet_text(s, row, l->proposal, l->facts->edition == MEETING ? "各期问责\n（已决定）" : "各期问责\n（建议）", STYLE_HEAD);
	sheet_text(s, row, l->last, "失分最多的期；备注", STYLE_HEAD);
}

static const struct past_unit *unit_before(const struct layout *l, const struct summary_unit *u)
{
	const struct past *p = l->scores->before;
	const struct past_unit *row = p == NULL || p->board == NULL ? NULL : p->board[l->scores->summary->board->index];

	return row == NULL || !row[u->unit->index].present ? NULL : &row[u->unit->index];
}

static void add_remark(struct buf *b, const char *text)
{
	if (*text != '\0')
		buf_printf(b, "%s%s", b->length > 0 ? "；" : "", text);
}

/* Units of one rank stand together. */
static void remark_tie(struct arena *a, struct buf *b, const struct summary_group *g, const struct summary_unit *u)
{
	const struct unit **others = NULL;
	size_t count = 0;

	if (!u->ranked || u->tied < 2)
		return;
	for (size_t k = 0; k < g->ranked_count; k++)
		if (g->unit[k]->rank == u->rank && g->unit[k] != u)
			*arena_push(a, others, count) = g->unit[k]->unit;
	add_remark(b, tie_remark(a, others, count, u->rank));
}

/* A period in which everybody lacks is told in the notes. */
static void remark_absent(struct arena *a, struct buf *b, const struct summary_scores *sum, const struct summary_unit *u)
{
	for (size_t k = 0; k < sum->part_count; k++)
		if (u->part[k] == NULL && sum->part[k].run > 0 && sum->summary->absent != ABSENT_UNRANKED)
			add_remark(b, arena_printf(a, "%s%s，%s", period_text(a, sum->part[k].period), absence_words(sum, u, k), absent_words(sum->summary)));
}

static const char *remarks(const struct layout *l, const struct summary_group *g, const struct summary_unit *u)
{
	struct arena *a = l->sheet->book->arena;
	struct buf b = buf_new(a);

	if (!u->ranked)
		add_remark(&b, arena_printf(a, "不参与排名：%s", u->why_unranked));
	add_remark(&b, losing_words(a, l->scores, u));
	remark_tie(a, &b, g, u);
	remark_absent(a, &b, l->scores, u);
	return b.length > 0 ? b.at : "";
}

static void draw_unit(const struct layout *l, const struct summary_group *g, const struct summary_unit *u, uint32_t row)
{
	struct sheet *s = l->sheet;
	const char *proposed = summed_words(s->book->arena, &l->flags, u->unit);

	draw_name(s, u, row);
	draw_total(s, l->scores, u, row, TOTAL);
	if (l->previous > 0)
		draw_moved(s, row, l->previous, unit_before(l, u), u->ranked ? u->rank : 0);
	if (l->grade > 0)
		draw_grade_of(s, row, l->grade, u->grade);
	for (size_t k = 0; k < l->scores->part_count; k++)
		if (u->part[k] != NULL && u->part[k]->ranked)
			sheet_count(s, row, l->first_part + k, u->part[k]->rank, with_format(STYLE_CENTRE, "0"));
		else
			sheet_text(s, row, l->first_part + k, u->part[k] == NULL ? "—" : "未排名", STYLE_CENTRE);
	if (l->proposal > 0)
		sheet_text(s, row, l->proposal, proposed == NULL ? "—" : proposed, STYLE_CENTRE);
	sheet_text(s, row, l->last, remarks(l, g, u), STYLE_WRAPPED);
}

static uint32_t start_ranks(const struct layout *l, const struct summary_group *g, uint32_t row, const char *more)
{
	row = start_block(l->sheet, l->scores, g, row, l->last, more);
	draw_head(l, g, row);
	return row + 1;
}

static uint32_t draw_ranks(const struct layout *l, const struct summary_group *g, uint32_t row)
{
	row = start_ranks(l, g, row, "");
	for (size_t i = 0; i < g->unit_count; i++) {
		if (sheet_room(l->sheet, row) < 2.5 * LINE) {
			sheet_new_page(l->sheet, row);
			row = start_ranks(l, g, row, "（续）");
		}
		draw_unit(l, g, g->unit[i], row++);
	}
	return row;
}

static const char *note_words(struct arena *a, const struct summary_scores *sum)
{
	const struct summary *s = sum->summary;
	const char *lacking = unpublished_words(a, sum);

	return arena_printf(a, "注：%s的汇总分是各期公布的总分按权重的平均，%s，按修约后的分排名；同分并列，下一名次%s；%s。%s%s%s%s依据：%s", s->name,
		rounding_words(a, &s->rounding), s->dense ? "连号（1-1-2）" : "跳号（1-1-3）", s->graded ? "等次沿用榜的等次" : "不定等次",
		lacking, *lacking == '\0' ? "" : "没有公布：", *lacking == '\0' ? "" : absent_words(s), *lacking == '\0' ? "" : "。", s->basis);
}

static void rank_widths(const struct layout *l)
{
	sheet_width(l->sheet, RANK, 8);
	sheet_width(l->sheet, UNIT, 20);
	for (size_t c = TOTAL; c < l->last; c++)
		sheet_width(l->sheet, c, c < l->first_part ? 10.5 : 9.5);
	if (l->proposal > 0)
		sheet_width(l->sheet, l->proposal, 22);
	sheet_width(l->sheet, l->last, 76);
}

void draw_summary_ranking(struct book *b)
{
	struct sheet *s = book_sheet(b, "排名");
	struct layout l = layout_of(b, s);
	uint32_t head = TITLE_ROWS + draw_annex_line(s, l.last), row = head;

	rank_widths(&l);
	draw_title(b, s, head - TITLE_ROWS, "考核汇总排名", l.last);
	s->repeated = head > TITLE_ROWS ? 84 : 60;
	for (size_t k = 0; k < b->facts->summary_count; k++) {
		l.scores = b->facts->summary[k];
		l.flags = summed_flags(b->arena, b->facts, l.scores);
		for (size_t g = 0; g < l.scores->group_count; g++)
			row = draw_ranks(&l, &l.scores->group[g], row);
		sheet_span(s, row++, 0, l.last, note_words(b->arena, l.scores), STYLE_NOTE);
	}
	row = sheet_signatures(s, row, l.last);
	sheet_for_leaders(s, head, row - 1, l.last);
	sheet_freeze(s, head, UNIT + 1);
}

/* ---- 各月得分 -------------------------------------------------------------------------- */

static uint32_t start_marks(struct sheet *s, const struct summary_scores *sum, const struct summary_group *g, uint32_t row, size_t last,
	const char *more)
{
	struct arena *a = s->book->arena;

	row = start_block(s, sum, g, row, last, more);
	for (size_t k = 0; k < sum->part_count; k++)
		sheet_text(s, row, MARKS + k, arena_printf(a, "%s\n%s", period_text(a, sum->part[k].period), sum->part[k].run == 0 ? "没有公布" :
			arena_printf(a, "权重%s", num_short(a, sum->part[k].weight, 2))), STYLE_HEAD);
	sheet_text(s, row, MARKS + sum->part_count, "汇总分", STYLE_HEAD);
	sheet_span(s, row, MARKS + sum->part_count + 1, last, "算式", STYLE_HEAD);
	return row + 1;
}

static void draw_mark(struct sheet *s, const struct summary_scores *sum, const struct summary_unit *u, size_t k, uint32_t row)
{
	struct book *b = s->book;
	struct style style = STYLE_CENTRE;
	struct num rate;
	int places = total_places(sum->summary->board);

	if (u->part[k] == NULL) {
		sheet_text(s, row, MARKS + k, arena_printf(b->arena, "%s%s", absence_words(sum, u, k), sum->summary->absent == ABSENT_ZERO ? "\n计零分" : ""),
			style);
		return;
	}
	if (part_rate(b->arena, sum, u, k, &rate))
		style = with_rate(b->arena, style, rate);
	style.bold = worst_part(b->arena, sum, u) == k;
	style.format = number_format(b, style.bold ? "▼" : "", places, "");
	sheet_num(s, row, MARKS + k, u->part[k]->total, places, style);
}

static uint32_t draw_marks_of(struct sheet *s, const struct summary_scores *sum, const struct summary_group *g, uint32_t row, size_t last)
{
	row = start_marks(s, sum, g, row, last, "");
	for (size_t i = 0; i < g->unit_count; i++, row++) {
		if (sheet_room(s, row) < 2.5 * LINE) {
			sheet_new_page(s, row);
			row = start_marks(s, sum, g, row, last, "（续）");
		}
		draw_name(s, g->unit[i], row);
		for (size_t k = 0; k < sum->part_count; k++)
			draw_mark(s, sum, g->unit[i], k, row);
		draw_total(s, sum, g->unit[i], row, MARKS + sum->part_count);
		sheet_span(s, row, MARKS + sum->part_count + 1, last, g->unit[i]->steps, STYLE_WRAPPED);
	}
	return row;
}

static uint32_t draw_runs(struct sheet *s, const struct summary_scores *sum, uint32_t row, size_t last)
{
	struct arena *a = s->book->arena;
	struct buf runs = buf_new(a);

	for (size_t k = 0; k < sum->part_count; k++)
		buf_printf(&runs, "%s%s %s", k > 0 ? "；" : "", period_text(a, sum->part[k].period), part_run(a, &sum->part[k]));
	sheet_span(s, row, 0, last, arena_printf(a, "所据：%s", runs.at), STYLE_NOTE);
	return row + 1;
}

void draw_summary_marks(struct book *b)
{
	const struct run_facts *f = b->facts;
	bool months = f->scheme->cycle == MONTH;
	struct sheet *s = book_sheet(b, months ? "各月得分" : "各期得分");
	size_t parts = f->summary[0]->part_count, last = MARKS + (parts < RATE_BANDS ? RATE_BANDS : parts + 1);
	uint32_t row = KEY_ROWS;

	sheet_width(s, RANK, 8);
	sheet_width(s, UNIT, 20);
	for (size_t c = MARKS; c < last; c++)
		sheet_width(s, c, 11);
	sheet_width(s, last, 60);
	draw_title(b, s, 0, months ? "各单位各月得分" : "各单位各期得分", last);
	draw_rate_key(s, 2, MARKS, last - 1);
	s->repeated = 80;
	for (size_t k = 0; k < f->summary_count; k++)
		for (size_t g = 0; g < f->summary[k]->group_count; g++)
			row = draw_marks_of(s, f->summary[k], &f->summary[k]->group[g], row, last);
	row = draw_runs(s, f->summary[0], row, last);
	sheet_span(s, row++, 0, last, "每格是该期公布的总分；颜色越深得分率越低；▼为本单位失分（乘权重）最多的一期；没有总分的只写原因", STYLE_NOTE);
	row = sheet_signatures(s, row, last);
	sheet_for_leaders(s, KEY_ROWS, row - 1, last);
	sheet_freeze(s, KEY_ROWS, UNIT + 1);
}
