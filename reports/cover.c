/* cover.c -- what the covers of a period and of a 汇总 share: the top, a ranking, the run's own facts, what proves them. */
#include "reports/cover.h"

#include <string.h>
#include "base/text.h"

enum {
	RANK = COVER_RANK, UNIT = COVER_UNIT, TOTAL = COVER_TOTAL, REASON = COVER_REASON, GAP = COVER_GAP, LABEL = COVER_LABEL,
	FIGURE = COVER_FIGURE, TEXT = COVER_TEXT, COLUMNS = COVER_COLUMNS
};
enum { MOST_SENTENCES = 8, LARGE_SENTENCES = 3 };
static const uint32_t FILL_FOOT = 0xFBE3DC;

static const double widths[COLUMNS] = {
	[RANK] = 10, [UNIT] = 20, [TOTAL] = 13, [REASON] = 57, [GAP] = 2, [LABEL] = 24, [FIGURE] = 11, [TEXT] = 38
};

static const struct style STYLE_SENTENCE = { .font = FONT_TEXT, .size = 14, .bold = true, .wrap = true };
static const struct style STYLE_REST = { .font = FONT_TEXT, .wrap = true };
static const struct style STYLE_DRAFT = { .font = FONT_HEAD, .size = 12, .align = CENTRE, .ink = 0xB00020, .wrap = true };

/* ---- the top ------------------------------------------------------------------- */

static bool given(const char *text)
{
	return text != NULL && *text != '\0';
}

/* Where the run comes from, and what it is not. */
static const char *standing_words(const struct cover *c)
{
	const struct run_facts *f = c->facts;
	struct buf b = buf_new(c->arena);

	buf_printf(&b, "【%s】　第 %u 次运行", kind_words(c->arena, f), f->number);
	if (f->draft > 0)
		buf_printf(&b, "（由第 %u 次运行的草稿审定）", f->draft);
	if (f->corrects > 0)
		buf_printf(&b, "（更正第 %u 次运行）", f->corrects);
	if (f->summary_count == 0)
		buf_printf(&b, "　｜　数据截止 %s", day_text(c->arena, f->measures->cutoff));
	if (given(f->document))
		buf_printf(&b, "　｜　%s", f->document);
	if (given(f->by))
		buf_printf(&b, "　｜　签发 %s", f->by);
	if (f->edition != INTERNAL)
		buf_printf(&b, "　｜　%s版", edition_words[f->edition]);
	if (text_same(f->kind, "草稿"))
		buf_add(&b, "　｜　未经审定，不作为正式通报");
	if (given(f->mark))
		buf_printf(&b, "　｜　%s，不计入正式考核", f->mark);
	return b.at;
}

uint32_t cover_top(const struct cover *c, const char *title, const char *const *sentence, const char *rest)
{
	const struct run_facts *f = c->facts;
	uint32_t row = 0;
	size_t i;

	sheet_span(c->sheet, row++, 0, COLUMNS - 1, title, STYLE_TITLE);
	sheet_span(c->sheet, row++, 0, COLUMNS - 1, standing_words(c), STYLE_DRAFT);
	if (f->corrects > 0 && f->edition != PUBLIC)
		sheet_span(c->sheet, row++, 0, COLUMNS - 1, arena_printf(c->arena, "更正理由：%s。更正前后的总分、名次和问责建议见 corrections.csv",
			given(f->reason) ? f->reason : "未写"), STYLE_DRAFT);
	for (i = 0; sentence != NULL && sentence[i] != NULL && i < MOST_SENTENCES; i++)
		sheet_span(c->sheet, row++, 0, COLUMNS - 1, arena_printf(c->arena, "● %s", sentence[i]),
			i < LARGE_SENTENCES ? STYLE_SENTENCE : STYLE_REST);
	if (sentence != NULL && sentence[i] != NULL)
		sheet_span(c->sheet, row++, 0, COLUMNS - 1, rest, STYLE_NOTE);
	return row;
}

/* ---- left ---------------------------------------------------------------------- */

/* A small group is shown whole, unless the screen is short; then only that of the first board is. */
size_t cover_shown(size_t ranked, bool whole, size_t each)
{
	whole = ranked <= COVER_SMALL_GROUP && (each == COVER_MOST_EACH || whole);
	return whole || ranked <= 2 * each ? ranked : 2 * each;
}

static void draw_line(const struct cover *c, const struct cover_line *line, int size, bool foot, uint32_t row)
{
	uint32_t fill = foot ? FILL_FOOT : 0;
	bool last = line->last && line->rank > 1;
	struct style total = with_fill(STYLE_NUMBER, fill), name = with_fill(STYLE_WRAPPED, fill), reason = name;
	struct style rank = with_fill(with_format(STYLE_CENTRE, last ? "0\" 末位\"" : "0"), fill);

	total.size = name.size = rank.size = size;
	total.bold = name.bold = last || line->rank == 1;
	reason.bold = last;
	sheet_count(c->sheet, row, RANK, line->rank, rank);
	sheet_text(c->sheet, row, UNIT, line->unit, name);
	sheet_num(c->sheet, row, TOTAL, line->total, line->places, total);
	sheet_text(c->sheet, row, REASON, line->reason, reason);
}

uint32_t cover_block(const struct cover *c, const struct cover_block *b, size_t each, uint32_t row)
{
	size_t n = b->ranked, shown = cover_shown(n, b->whole, each);
	size_t head = shown == n ? n : each;
	struct style band = STYLE_BAND;
	struct cover_line line;

	band.size = 11;
	sheet_span(c->sheet, row++, RANK, REASON, arena_printf(c->arena, "%s　参评%zu个，排名%zu个，不排名%zu个%s", b->title,
		b->units, n, b->units - n, shown == n ? "" : arena_printf(c->arena, "；前%zu名、后%zu名", each, each)), band);
	for (size_t i = 0; i < n; i = i + 1 == head ? n - (shown - head) : i + 1) {
		line = b->line(c, b->of, i);
		draw_line(c, &line, b->size, i >= head || (shown == n && n > 1 && i == n - 1), row++);
	}
	return row;
}

uint32_t cover_said(const struct cover *c, uint32_t row, const char *head, const char *text, bool bold)
{
	struct style style = STYLE_WRAPPED;

	style.bold = bold;
	sheet_text(c->sheet, row, RANK, head, STYLE_HEAD);
	sheet_span(c->sheet, row, UNIT, REASON, text, style);
	return row + 1;
}

/* ---- right --------------------------------------------------------------------- */

uint32_t cover_fact(const struct cover *c, uint32_t row, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return row;
	sheet_text(c->sheet, row, LABEL, label, STYLE_CELL);
	sheet_span(c->sheet, row, FIGURE, TEXT, text, STYLE_WRAPPED);
	return row + 1;
}

/* When it ran, and the head that it extends: who holds the paper can prove what was before it. */
static const char *run_words(const struct cover *c)
{
	const char *now = c->facts->now, *head = c->facts->head;
	bool first = head == NULL || strspn(head, "0") == strlen(head);

	if (now == NULL)
		return NULL;
	return first ? arena_printf(c->arena, "%s　台账的第一条", now) : arena_printf(c->arena, "%s　接续 %.16s…", now, head);
}

uint32_t cover_run(const struct cover *c, uint32_t row)
{
	const struct run_facts *f = c->facts;
	const char *run = arena_printf(c->arena, "第 %u 次运行（%s）", f->number, kind_words(c->arena, f));

	sheet_span(c->sheet, row++, LABEL, TEXT, "本期概况", STYLE_HEAD);
	row = cover_fact(c, row, "统计期", arena_printf(c->arena, "%s（%s 至 %s）", period_text(c->arena, f->measures->period),
		day_text(c->arena, f->measures->period.first), day_text(c->arena, f->measures->period.last)));
	if (f->summary_count > 0)
		row = cover_fact(c, row, "运行号", run);
	else
		row = cover_fact(c, row, "数据截止日 运行号", arena_printf(c->arena, "%s　%s", day_text(c->arena, f->measures->cutoff), run));
	return cover_fact(c, row, "运行时间 台账", run_words(c));
}

uint32_t cover_scheme(const struct cover *c, uint32_t row)
{
	const struct run_facts *f = c->facts;

	row = cover_fact(c, row, "规则", f->scheme->name);
	row = cover_fact(c, row, "文号", f->scheme->document);
	return cover_fact(c, row, "制定机关", f->scheme->authority);
}

uint32_t cover_sheets(const struct cover *c, uint32_t row)
{
	size_t count;
	const struct sheet_info *list = sheets_of(c->facts, &count);
	bool shallow = c->facts->summary_count == 0 && working_shallow(c->facts);

	sheet_text(c->sheet, row, LABEL, "各表（点击跳转）", STYLE_HEAD);
	sheet_text(c->sheet, row, FIGURE, "给谁看", STYLE_HEAD);
	sheet_text(c->sheet, row++, TEXT, "内容", STYLE_HEAD);
	for (size_t i = 1; i < count; i++) {
		if (!sheet_there(&list[i], c->facts))
			continue;
		sheet_link(c->sheet, row, LABEL, list[i].name, STYLE_LINK);
		sheet_text(c->sheet, row, FIGURE, list[i].reader, STYLE_CENTRE);
		sheet_text(c->sheet, row++, TEXT, shallow && list[i].draw == draw_working ? "单位超过3000个，只从一级指标算到名次" : list[i].holds,
			STYLE_WRAPPED);
	}
	return row;
}

/* ---- the whole ------------------------------------------------------------------- */

/* What the figures can be proved by. */
static const char *proof_words(const struct cover *c)
{
	const struct run_facts *f = c->facts;

	return arena_printf(c->arena, "规则摘要 SHA-256：%s\n程序 kaohe %s　SHA-256：%s%s%s", f->rules_digest, f->version, f->program_digest,
		given(f->head) ? "\n本次运行接续的台账链值：" : "", given(f->head) ? f->head : "");
}

struct cover cover_open(struct book *b)
{
	struct cover c = { .sheet = book_sheet(b, "封面"), .facts = b->facts, .arena = b->arena };

	sheet_line(c.sheet, 16.5);
	for (size_t i = 0; i < COLUMNS; i++)
		sheet_width(c.sheet, i, widths[i]);
	return c;
}

void cover_close(const struct cover *c, uint32_t row)
{
	sheet_span(c->sheet, row++, 0, COLUMNS - 1, proof_words(c), STYLE_NOTE);
	row = sheet_signatures(c->sheet, row, COLUMNS - 1);
	sheet_for_leaders(c->sheet, 0, row - 1, COLUMNS - 1);
	sheet_one_page(c->sheet);
}
