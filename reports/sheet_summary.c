/* sheet_summary.c -- 汇总: a quarter, half or year made of published periods, as one sheet and as summary.csv. */
#include "reports/book.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/plain.h"

enum { RANK, UNIT, TOTAL, PARTS, TITLE_ROWS = 2, LINE = 18 };

static int places_of(const struct summary *s)
{
	if (!s->rounding.set || s->rounding.none)
		return 4;
	return s->rounding.places < 0 ? 0 : s->rounding.places;
}

/* ---- the sheet ---------------------------------------------------------------------- */

static uint32_t start_block(struct sheet *s, const struct summary_group *g, size_t last, uint32_t row, const char *more)
{
	const struct summary_scores *sum = s->book->summary;
	const struct board *b = sum->summary->board;
	struct arena *a = s->book->arena;

	sheet_span(s, row, 0, last, arena_printf(a, "%s%s%s%s　　参评%zu个，排名%zu个，不排名%zu个；%s者在前", called(b->title, b->name),
		*g->group == '\0' ? "" : " · ", g->group, more, g->unit_count, g->ranked_count, g->unit_count - g->ranked_count,
		b->ascending ? "分低" : "分高"), STYLE_BAND);
	sheet_text(s, row + 1, RANK, "名次", STYLE_HEAD);
	sheet_text(s, row + 1, UNIT, "单位", STYLE_HEAD);
	sheet_text(s, row + 1, TOTAL, "汇总分", STYLE_HEAD);
	for (size_t k = 0; k < sum->part_count; k++)
		sheet_text(s, row + 1, PARTS + k, arena_printf(a, "%s\n%s", period_text(a, sum->part[k].period), sum->part[k].run == 0 ? "没有公布" :
			arena_printf(a, "权重%s", num_short(a, sum->part[k].weight, 2))), STYLE_HEAD);
	sheet_text(s, row + 1, last, "算式；备注", STYLE_HEAD);
	return row + 2;
}

static void draw_unit(struct sheet *s, const struct summary_unit *u, size_t last, uint32_t row)
{
	const struct summary_scores *sum = s->book->summary;
	struct arena *a = s->book->arena;
	struct style total = STYLE_NUMBER;

	total.bold = true;
	if (u->ranked)
		sheet_count(s, row, RANK, u->rank, with_format(STYLE_CENTRE, "0"));
	else
		sheet_text(s, row, RANK, "不排名", STYLE_CENTRE);
	sheet_text(s, row, UNIT, u->unit->name, STYLE_WRAPPED);
	if (u->scored)
		sheet_num(s, row, TOTAL, u->total, places_of(sum->summary), total);
	else
		sheet_text(s, row, TOTAL, "无总分", STYLE_CENTRE);
	for (size_t k = 0; k < sum->part_count; k++)
		if (u->part[k] != NULL)
			sheet_num(s, row, PARTS + k, u->part[k]->total, total_places(sum->summary->board), STYLE_NUMBER);
		else
			sheet_text(s, row, PARTS + k, "—", STYLE_CENTRE);
	sheet_text(s, row, last, arena_printf(a, "%s%s%s", u->steps == NULL ? "" : u->steps, u->ranked ? "" : "；不参与排名：",
		u->ranked || u->why_unranked == NULL ? "" : u->why_unranked), STYLE_WRAPPED);
}

static uint32_t draw_group(struct sheet *s, const struct summary_group *g, size_t last, uint32_t row)
{
	row = start_block(s, g, last, row, "");
	for (size_t i = 0; i < g->unit_count; i++) {
		if (sheet_room(s, row) < 2.5 * LINE) {
			sheet_new_page(s, row);
			row = start_block(s, g, last, row, "（续）");
		}
		draw_unit(s, g->unit[i], last, row++);
	}
	return row;
}

static const char *standing_words(struct arena *a, const struct run_facts *f)
{
	struct buf b = buf_new(a);

	buf_printf(&b, "%s　｜　%s", f->scheme->name, kind_words(a, f));
	if (f->number > 0)
		buf_printf(&b, "　｜　第 %u 次运行", f->number);
	if (f->now != NULL && *f->now != '\0')
		buf_printf(&b, "　｜　%s", f->now);
	if (f->document != NULL && *f->document != '\0')
		buf_printf(&b, "　｜　%s", f->document);
	if (f->by != NULL && *f->by != '\0')
		buf_printf(&b, "　｜　签发 %s", f->by);
	return b.at;
}

static const char *note_words(struct arena *a, const struct summary_scores *sum)
{
	static const char *const absent[] = { [ABSENT_PASSED] = "跳过", [ABSENT_ZERO] = "计零分", [ABSENT_UNRANKED] = "不参与排名" };
	struct buf runs = buf_new(a);

	for (size_t k = 0; k < sum->part_count; k++)
		if (sum->part[k].run > 0)
			buf_printf(&runs, "%s%s第%u次运行", runs.length > 0 ? "、" : "", period_text(a, sum->part[k].period), sum->part[k].run);
	return arena_printf(a, "注：汇总分是已公布各期总分按权重的平均，%s；缺期%s；同分并列，下一名次%s。所据：%s。依据：%s", rounding_words(a, &sum->summary->rounding),
		absent[sum->summary->absent], sum->summary->dense ? "连号" : "跳号", runs.length > 0 ? runs.at : "没有已公布的期",
		sum->summary->basis == NULL ? "" : sum->summary->basis);
}

void draw_summary(struct book *b)
{
	struct sheet *s = book_sheet(b, "汇总");
	const struct summary_scores *sum = b->summary;
	size_t last = PARTS + sum->part_count;
	uint32_t row = TITLE_ROWS;

	sheet_width(s, RANK, 8);
	sheet_width(s, UNIT, 24);
	for (size_t c = TOTAL; c < last; c++)
		sheet_width(s, c, 11);
	sheet_width(s, last, 64);
	sheet_span(s, 0, 0, last, arena_printf(b->arena, "%s考核汇总（%s）", period_title(b->arena, sum->period), sum->summary->name), STYLE_TITLE);
	sheet_span(s, 1, 0, last, standing_words(b->arena, b->facts), STYLE_SUBTITLE);
	s->repeated = 60;
	for (size_t g = 0; g < sum->group_count; g++)
		row = draw_group(s, &sum->group[g], last, row);
	sheet_span(s, row++, 0, last, note_words(b->arena, sum), STYLE_NOTE);
	row = sheet_signatures(s, row, last);
	sheet_for_leaders(s, TITLE_ROWS, row - 1, last);
	sheet_freeze(s, TITLE_ROWS, UNIT + 1);
}

/* ---- summary.csv -------------------------------------------------------------------- */

static void put_unit(struct buf *text, const struct summary_scores *sum, const struct summary_group *g, const struct summary_unit *u)
{
	struct arena *a = text->arena;

	csv_put(text, period_text(a, sum->period));
	csv_put(text, sum->summary->name);
	csv_put(text, g->group);
	csv_put(text, u->unit->code);
	csv_put(text, u->unit->name);
	csv_put_number(text, u->ranked ? arena_printf(a, "%u", u->rank) : "");
	csv_put_number(text, u->scored ? num_text(a, u->total) : "");
	csv_put_number(text, u->scored ? num_text(a, u->exact) : "");
	csv_put(text, u->steps);
	csv_put(text, u->ranked ? "" : u->why_unranked);
	for (size_t k = 0; k < sum->part_count; k++)
		csv_put_number(text, u->part[k] == NULL ? "" : num_text(a, u->part[k]->total));
	csv_end_row(text);
}

bool report_summary_csv(struct arena *a, struct diag *d, const struct run_facts *facts, const struct summary_scores *sum, const char *dir)
{
	static const char *const fixed[] = { "period", "summary", "group", "unit_code", "unit_name", "rank", "total", "exact", "steps", "status" };
	const char **head = NULL;
	struct buf text = buf_new(a);
	size_t columns = 0;

	for (size_t k = 0; k < sizeof fixed / sizeof *fixed; k++)
		*arena_push(a, head, columns) = fixed[k];
	for (size_t k = 0; k < sum->part_count; k++)
		*arena_push(a, head, columns) = period_text(a, sum->part[k].period);
	csv_start(&text, head, columns);
	for (size_t g = 0; g < sum->group_count; g++)
		for (size_t i = 0; i < sum->group[g].unit_count; i++)
			put_unit(&text, sum, &sum->group[g], sum->group[g].unit[i]);
	return file_write(d, dir, "summary.csv", text.at, text.length);
}
