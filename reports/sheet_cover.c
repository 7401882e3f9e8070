/* sheet_cover.c -- 封面: in thirty seconds, who is last and why.
 *
 * Under the title and the sentences stand two panels side by side, so that the
 * first screen holds all of it: left who did not report, what is proposed, and
 * the heads and feet of the rankings and the words used; right the run's own
 * facts, the list of sheets, the counts of rows and the grades. */
#include "reports/cover.h"

#include <string.h>
#include "base/text.h"
#include "reports/proposed.h"

enum {
	RANK = COVER_RANK, UNIT = COVER_UNIT, TOTAL = COVER_TOTAL, REASON = COVER_REASON, GAP = COVER_GAP, LABEL = COVER_LABEL,
	FIGURE = COVER_FIGURE, TEXT = COVER_TEXT, COLUMNS = COVER_COLUMNS
};
enum { MOST_SENTENCES = 8, MOST_NAMES = 12, MOST_TALLIES = 12 };
static const uint32_t FILL_FOOT = 0xFBE3DC;

static const double widths[COLUMNS] = {
	[RANK] = 10, [UNIT] = 20, [TOTAL] = 10, [REASON] = 60, [GAP] = 2, [LABEL] = 24, [FIGURE] = 11, [TEXT] = 38
};

static const struct style STYLE_SENTENCE = { .font = FONT_TEXT, .size = 12, .bold = true, .wrap = true };
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
		sheet_span(c->sheet, row++, 0, COLUMNS - 1, arena_printf(c->arena, "● %s", sentence[i]), STYLE_SENTENCE);
	if (sentence != NULL && sentence[i] != NULL)
		sheet_span(c->sheet, row++, 0, COLUMNS - 1, rest, STYLE_NOTE);
	return row;
}

static uint32_t draw_top(const struct cover *c)
{
	const struct run_facts *f = c->facts;

	return cover_top(c, arena_printf(c->arena, "%s　%s考核结果", f->scheme->name, period_title(c->arena, f->measures->period)),
		(const char *const *)report_sentences_in(c->arena, f), f->edition == PUBLIC ? "其余见“排名”。" : "其余见“排名”和“问责清单”。");
}

/* ---- left: heads and feet of the rankings ------------------------------------------ */

/* A small group is shown whole, unless the screen is short; then only that of the first board is. */
size_t cover_shown(size_t ranked, bool whole, size_t each)
{
	whole = ranked <= COVER_SMALL_GROUP && (each == COVER_MOST_EACH || whole);
	return whole || ranked <= 2 * each ? ranked : 2 * each;
}

static size_t rows_wanted(const struct scores *s, size_t each)
{
	size_t rows = 0;

	for (size_t b = 0; b < s->scheme->board_count; b++)
		for (size_t g = 0; g < s->board[b].group_count; g++)
			rows += 1 + cover_shown(s->board[b].group[g].ranked_count, b == 0, each);
	return rows;
}

/* How many of the head and of the foot of each group: three, or fewer where many groups must share the screen. */
static size_t choose_each(const struct scores *s)
{
	size_t each = COVER_MOST_EACH;

	while (each > 1 && rows_wanted(s, each) > COVER_LEFT_ROWS)
		each--;
	return each;
}

static const char *reason_for(const struct cover *c, const struct board_scores *bs, const struct unit_score *u)
{
	const char *why = weakness(c->arena, u, bs->board);

	if (u->veto != NULL && u->veto[0] != NULL)
		why = arena_printf(c->arena, "%s；否决：%s", why, called(u->veto[0]->title, u->veto[0]->name));
	return why;
}

static void draw_line(const struct cover *c, const struct cover_line *line, bool foot, uint32_t row)
{
	uint32_t fill = foot ? FILL_FOOT : 0;
	bool last = line->last && line->rank > 1;
	struct style total = with_fill(STYLE_NUMBER, fill), name = with_fill(STYLE_WRAPPED, fill);

	total.bold = name.bold = last || line->rank == 1;
	sheet_count(c->sheet, row, RANK, line->rank, with_fill(with_format(STYLE_CENTRE, last ? "0\" 末位\"" : "0"), fill));
	sheet_text(c->sheet, row, UNIT, line->unit, name);
	sheet_num(c->sheet, row, TOTAL, line->total, line->places, total);
	sheet_text(c->sheet, row, REASON, line->reason, with_fill(STYLE_WRAPPED, fill));
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
		draw_line(c, &line, i >= head || (shown == n && n > 1 && i == n - 1), row++);
	}
	return row;
}

struct shown_group {
	const struct board_scores *bs;
	const struct group_scores *g;
};

static struct cover_line group_line(const struct cover *c, const void *of, size_t i)
{
	const struct shown_group *group = of;
	const struct group_scores *g = group->g;
	const struct unit_score *u = g->unit[i];

	return (struct cover_line){ .rank = u->rank, .last = g->ranked_count > 1 && u->rank == g->unit[g->ranked_count - 1]->rank,
		.unit = u->unit->name, .total = u->total, .places = total_places(group->bs->board), .reason = reason_for(c, group->bs, u) };
}

static uint32_t draw_block(const struct cover *c, const struct board_scores *bs, const struct group_scores *g, size_t each,
	uint32_t row)
{
	const struct shown_group group = { bs, g };
	const struct cover_block block = { .title = block_title(c->arena, bs, g), .units = g->unit_count, .ranked = g->ranked_count,
		.whole = bs->board->index == 0, .of = &group, .line = group_line };

	return cover_block(c, &block, each, row);
}

uint32_t cover_said(const struct cover *c, uint32_t row, const char *head, const char *text, bool bold)
{
	struct style style = STYLE_WRAPPED;

	style.bold = bold;
	sheet_text(c->sheet, row, RANK, head, STYLE_HEAD);
	sheet_span(c->sheet, row, UNIT, REASON, text, style);
	return row + 1;
}

static const char *names_missing(const struct cover *c, const struct intake *in)
{
	struct buf b = buf_new(c->arena);

	buf_printf(&b, "%s：", called(in->source->title, in->source->name));
	for (size_t i = 0; i < in->missing_count && i < MOST_NAMES; i++)
		buf_printf(&b, "%s%s", i > 0 ? "、" : "", in->missing[i]->name);
	if (in->missing_count > MOST_NAMES)
		buf_printf(&b, "等%zu个", in->missing_count);
	if (in->lacking)
		buf_add(&b, "汇总文件未到，按零行处理");
	return b.at;
}

static uint32_t draw_absent(const struct cover *c, uint32_t row)
{
	const struct measures *m = c->facts->measures;
	struct buf b = buf_new(c->arena);

	for (size_t i = 0; i < m->scheme->source_count; i++)
		if (m->intake[i].missing_count > 0 || m->intake[i].lacking)
			buf_printf(&b, "%s%s", b.length > 0 ? "；" : "", names_missing(c, &m->intake[i]));
	return cover_said(c, row, "未报送", b.length > 0 ? b.at : "无，应报送的都已报送", b.length > 0);
}

static bool is_efficiency(const struct flag *f)
{
	return !f->counted_only && f->trigger->track == EFFICIENCY;
}

static bool is_fault(const struct flag *f)
{
	return !f->counted_only && f->trigger->track == FAULT;
}

/* For a meeting: only what was decided. */
static const char *decided_words(const struct cover *c)
{
	size_t decided = flags_that(c->facts->flags, flag_decided), stand = flags_that(c->facts->flags, flag_stands);

	return decided == 0 ? "本期还没有已作出的决定" : arena_printf(c->arena, "已作决定%zu项，其中维持或减轻%zu项", decided, stand);
}

static const char *proposed_words(const struct cover *c)
{
	const struct flags *f = c->facts->flags;
	size_t efficiency = flags_that(f, is_efficiency), fault = flags_that(f, is_fault), decided = flags_that(f, flag_decided);

	if (f->count == 0 && f->unjudged_count == 0)
		return "无，本期没有单位触发问责条件";
	return arena_printf(c->arena, "%zu项：%s%zu项，%s%zu项；无法判断%zu项。均为建议，须经研究决定%s", efficiency + fault, track_words[EFFICIENCY],
		efficiency, track_words[FAULT], fault, f->unjudged_count, decided == 0 ? "" : arena_printf(c->arena, "；已作决定%zu项", decided));
}

static uint32_t draw_key(const struct cover *c, uint32_t row)
{
	row = cover_said(c, row, "用词", "未报送：没有送数据　无分母：没有应办事项　不适用：不在职责内　已剔除：经决定剔除", false);
	return cover_said(c, row, "颜色", "以上四种都不是0分。“指标得分”里颜色越深得分率越低，▼为本单位得分率最低的一项", false);
}

static uint32_t draw_left(const struct cover *c, uint32_t row)
{
	const struct scores *s = c->facts->scores;
	size_t each = choose_each(s);

	row = draw_absent(c, row);
	if (c->facts->edition == INTERNAL)
		row = cover_said(c, row, "问责建议", proposed_words(c), false);
	else if (c->facts->edition == MEETING)
		row = cover_said(c, row, "问责决定", decided_words(c), false);
	sheet_text(c->sheet, row, RANK, "名次", STYLE_HEAD);
	sheet_text(c->sheet, row, UNIT, "单位", STYLE_HEAD);
	sheet_text(c->sheet, row, TOTAL, "总分", STYLE_HEAD);
	sheet_text(c->sheet, row++, REASON, "得分率最低的一级指标，其中失分最多的一项", STYLE_HEAD);
	for (size_t b = 0; b < s->scheme->board_count; b++)
		for (size_t g = 0; g < s->board[b].group_count; g++)
			row = draw_block(c, &s->board[b], &s->board[b].group[g], each, row);
	return draw_key(c, row);
}

/* ---- right: facts, counts, key ------------------------------------------------------ */

uint32_t cover_fact(const struct cover *c, uint32_t row, const char *label, const char *text)
{
	if (text == NULL || *text == '\0')
		return row;
	sheet_text(c->sheet, row, LABEL, label, STYLE_CELL);
	sheet_span(c->sheet, row, FIGURE, TEXT, text, STYLE_WRAPPED);
	return row + 1;
}

/* "提出3件：未处理1，采纳1，不采纳1" */
static const char *objection_words(const struct cover *c)
{
	const struct people *p = c->facts->people;
	size_t count[3] = { 0, 0, 0 };

	if (p == NULL || p->objection_count == 0)
		return NULL;
	for (size_t k = 0; k < p->objection_count; k++)
		count[p->objection[k].outcome]++;
	return arena_printf(c->arena, "提出%zu件：未处理%zu，采纳%zu，不采纳%zu", p->objection_count, count[OBJECTION_OPEN],
		count[OBJECTION_UPHELD], count[OBJECTION_REJECTED]);
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

	sheet_text(c->sheet, row, LABEL, "各表（点击跳转）", STYLE_HEAD);
	sheet_text(c->sheet, row, FIGURE, "给谁看", STYLE_HEAD);
	sheet_text(c->sheet, row++, TEXT, "内容", STYLE_HEAD);
	for (size_t i = 1; i < count; i++) {
		if (!sheet_there(&list[i], c->facts))
			continue;
		sheet_link(c->sheet, row, LABEL, list[i].name, STYLE_LINK);
		sheet_text(c->sheet, row, FIGURE, list[i].reader, STYLE_CENTRE);
		sheet_text(c->sheet, row++, TEXT, list[i].holds, STYLE_WRAPPED);
	}
	return row;
}

static bool same_tally(const struct tally *a, const struct tally *b)
{
	return a->in == b->in && a->counted == b->counted && a->without_unit == b->without_unit && a->excluded == b->excluded &&
		a->struck == b->struck && a->quarantined == b->quarantined;
}

/* 计入1,852＋截止日后4＋隔离2: where the rows went; parts that are none are left out. */
static const char *where_to(const struct cover *c, const struct tally *t)
{
	const struct { const char *word; uint64_t rows; } parts[] = {
		{ "无单位", t->without_unit }, { "截止日后", t->excluded }, { "剔除", t->struck }, { "隔离", t->quarantined },
	};
	struct buf b = buf_new(c->arena);

	buf_printf(&b, "计入%llu", (unsigned long long)t->counted);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].rows > 0)
			buf_printf(&b, "＋%s%llu", parts[i].word, (unsigned long long)parts[i].rows);
	return b.at;
}

/* Registries with the same figures share a line; a source with one line needs no registry named. */
static uint32_t draw_tally(const struct cover *c, const struct intake *in, size_t i, uint32_t row)
{
	const struct tally *t = &in->tally[i];
	struct buf name = buf_new(c->arena);
	size_t alike = 0;

	for (size_t k = 0; k < i; k++)
		if (same_tally(&in->tally[k], t))
			return row;
	for (size_t k = i; k < in->source->mapping_count; k++)
		if (same_tally(&in->tally[k], t))
			buf_printf(&name, "%s%s", alike++ > 0 ? "、" : "", tally_name(c->arena, &in->tally[k]));
	sheet_text(c->sheet, row, LABEL, alike == in->source->mapping_count ? called(in->source->title, in->source->name) :
		arena_printf(c->arena, "%s（%s）", called(in->source->title, in->source->name), name.at), STYLE_WRAPPED);
	sheet_count(c->sheet, row, FIGURE, t->in, STYLE_NUMBER);
	sheet_text(c->sheet, row, TEXT, where_to(c, t), STYLE_WRAPPED);
	return row + 1;
}

static uint32_t draw_tallies(const struct cover *c, uint32_t row)
{
	const struct measures *m = c->facts->measures;
	uint32_t first;

	sheet_text(c->sheet, row, LABEL, "数据（名录）", STYLE_HEAD);
	sheet_text(c->sheet, row, FIGURE, "读入行数", STYLE_HEAD);
	sheet_text(c->sheet, row++, TEXT, "去向（合计等于读入）", STYLE_HEAD);
	first = row;
	for (size_t i = 0; i < m->scheme->source_count; i++)
		for (size_t k = 0; k < m->intake[i].source->mapping_count; k++) {
			if (row - first == MOST_TALLIES) {
				sheet_span(c->sheet, row, LABEL, TEXT, "其余见“数据质量”", STYLE_WRAPPED);
				return row + 1;
			}
			row = draw_tally(c, &m->intake[i], k, row);
		}
	return row;
}

static bool grade_shown(const struct scheme *s, size_t list, const struct grade *g)
{
	for (size_t i = 0; i < list; i++)
		for (size_t k = 0; k < s->grades[i]->grade_count; k++) {
			const struct grade *h = &s->grades[i]->grade[k];

			if (text_same(h->word, g->word) && text_same(h->colour, g->colour) && h->op == g->op && num_cmp(h->bound, g->bound) == 0)
				return true;
		}
	return false;
}

static const char *bound_words(const struct cover *c, const struct grade *g)
{
	if (g->op == OP_CONST)
		return "其余";
	return arena_printf(c->arena, "总分%s%s", g->op == OP_GT ? "高于" : "不低于", num_short(c->arena, g->bound, 2));
}

static uint32_t draw_grades(const struct cover *c, uint32_t row)
{
	const struct scheme *s = c->facts->scheme;

	if (s->grades_count > 0)
		sheet_span(c->sheet, row++, LABEL, TEXT, "等次与颜色", STYLE_HEAD);
	for (size_t i = 0; i < s->grades_count; i++)
		for (size_t k = 0; k < s->grades[i]->grade_count; k++) {
			const struct grade *g = &s->grades[i]->grade[k];

			if (grade_shown(s, i, g))
				continue;
			sheet_text(c->sheet, row, LABEL, g->word, with_fill(STYLE_CENTRE, colour_fill(g->colour)));
			sheet_span(c->sheet, row++, FIGURE, TEXT, arena_printf(c->arena, "%s%s%s", bound_words(c, g),
				g->colour != NULL ? "，底色" : "", g->colour != NULL ? g->colour : ""), STYLE_WRAPPED);
		}
	return row;
}

static uint32_t draw_right(const struct cover *c, uint32_t row)
{
	row = cover_run(c, row);
	row = cover_fact(c, row, "异议", objection_words(c));
	row = cover_scheme(c, row);
	row = cover_sheets(c, row);
	if (c->facts->edition != PUBLIC)
		row = draw_tallies(c, row);
	return draw_grades(c, row);
}

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

void draw_cover(struct book *b)
{
	struct cover c = cover_open(b);
	uint32_t row = draw_top(&c), left = draw_left(&c, row), right = draw_right(&c, row);

	cover_close(&c, left > right ? left : right);
}
