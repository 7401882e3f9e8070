/* sheet_cover.c -- 封面: in thirty seconds, who is last and why.
 *
 * Under the title and the sentences stand two panels side by side: left the head
 * and foot of the first board, large, every other board in one line, who did not
 * report, what is proposed, the words and grades used; right the run's own facts,
 * the list of sheets and the counts of rows. */
#include "reports/cover.h"

#include <string.h>
#include "base/text.h"
#include "reports/losses.h"
#include "reports/proposed.h"

enum {
	RANK = COVER_RANK, UNIT = COVER_UNIT, TOTAL = COVER_TOTAL, REASON = COVER_REASON, LABEL = COVER_LABEL,
	FIGURE = COVER_FIGURE, TEXT = COVER_TEXT
};
enum { MOST_NAMES = 12, MOST_TALLIES = 8, MAIN_SIZE = 12 };

/* ---- the top ------------------------------------------------------------------- */

static uint32_t draw_top(const struct cover *c)
{
	const struct run_facts *f = c->facts;

	return cover_top(c, arena_printf(c->arena, "%s　%s考核结果", f->scheme->name, period_title(c->arena, f->measures->period)),
		(const char *const *)report_sentences_in(c->arena, f), f->edition == PUBLIC ? "其余见“排名”。" : "其余见“排名”和“问责清单”。");
}

/* ---- left: heads and feet of the rankings ------------------------------------------ */

static size_t rows_wanted(const struct scores *s, size_t each)
{
	size_t rows = 0;

	for (size_t g = 0; g < s->board[0].group_count; g++)
		rows += 1 + cover_shown(s->board[0].group[g].ranked_count, true, each);
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

	if (*why == '\0' && !bs->board->ascending)
		why = "没有失分";
	if (u->veto != NULL && u->veto[0] != NULL)
		why = arena_printf(c->arena, "%s；否决：%s", why, called(u->veto[0]->title, u->veto[0]->name));
	return why;
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
		.whole = true, .size = MAIN_SIZE, .of = &group, .line = group_line };

	return cover_block(c, &block, each, row);
}

static const char *unit_and_total(const struct cover *c, const struct board_scores *bs, const struct unit_score *u)
{
	return arena_printf(c->arena, "%s%s %s", u->unit->name, u->tied > 1 ? arena_printf(c->arena, "等%u个", u->tied) : "",
		num_fixed(c->arena, u->total, total_places(bs->board)));
}

/* 首位 甲 93.59；末位 乙 55.53，得分率最低 面上治理 */
static const char *ends_words(const struct cover *c, const struct board_scores *bs, const struct group_scores *g)
{
	const struct unit_score *first = g->unit[0], *last;
	const struct indicator *weak;

	if (g->ranked_count == 0)
		return "没有单位参加排名";
	last = g->unit[g->ranked_count - 1];
	if (last->rank == first->rank)
		return arena_printf(c->arena, "首位 %s", unit_and_total(c, bs, first));
	weak = bs->board->ascending ? NULL : costliest_child(c->arena, last, bs->board->root);
	return arena_printf(c->arena, "首位 %s；末位 %s%s%s", unit_and_total(c, bs, first), unit_and_total(c, bs, last),
		weak == NULL ? "" : "，得分率最低 ", weak == NULL ? "" : called(weak->title, weak->name));
}

/* Every other board, a group in a line. */
static uint32_t draw_others(const struct cover *c, uint32_t row)
{
	const struct scores *s = c->facts->scores;
	struct style style = STYLE_WRAPPED;

	if (s->scheme->board_count < 2)
		return row;
	style.size = 10;
	sheet_span(c->sheet, row, RANK, UNIT, "其他榜", STYLE_HEAD);
	sheet_span(c->sheet, row++, TOTAL, REASON, "首位和末位", STYLE_HEAD);
	for (size_t b = 1; b < s->scheme->board_count; b++)
		for (size_t g = 0; g < s->board[b].group_count; g++, row++) {
			sheet_span(c->sheet, row, RANK, UNIT, block_title(c->arena, &s->board[b], &s->board[b].group[g]), style);
			sheet_span(c->sheet, row, TOTAL, REASON, ends_words(c, &s->board[b], &s->board[b].group[g]), style);
		}
	return row;
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
	return cover_said(c, row, "说明", "以上四种都不是0分。“指标得分”里颜色越深得分率越低，▼为本单位得分率最低的一项", false);
}

/* ---- left: grades, and the whole panel ----------------------------------------------- */

static bool same_bound(const struct grade *a, const struct grade *b)
{
	return a->op == b->op && num_cmp(a->bound, b->bound) == 0;
}

static const char *bound_words(const struct cover *c, const struct grade *g)
{
	if (g->op == OP_CONST)
		return "其余";
	return arena_printf(c->arena, "%s%s", g->op == OP_GT ? "高于" : "不低于", num_short(c->arena, g->bound, 2));
}

/* 总分不低于90；街道 不低于85: groups with bounds of their own behind the common one. */
static const char *bounds_of(const struct cover *c, const struct grades *list, size_t k)
{
	struct buf b = buf_new(c->arena);

	buf_printf(&b, "%s%s", list->grade[k].op == OP_CONST ? "" : "总分", bound_words(c, &list->grade[k]));
	for (size_t i = 0; i < list->special_count; i++)
		if (!same_bound(&list->special[i].grade[k], &list->grade[k]))
			buf_printf(&b, "；%s %s", list->special[i].group, bound_words(c, &list->special[i].grade[k]));
	return b.at;
}

/* Lists that say the same are shown once. */
static bool grade_shown(const struct cover *c, size_t list, size_t k)
{
	const struct scheme *s = c->facts->scheme;
	const struct grade *g = &s->grades[list]->grade[k];

	for (size_t i = 0; i < list; i++)
		for (size_t j = 0; j < s->grades[i]->grade_count; j++) {
			const struct grade *h = &s->grades[i]->grade[j];

			if (text_same(h->word, g->word) && text_same(h->colour, g->colour) &&
				text_same(bounds_of(c, s->grades[i], j), bounds_of(c, s->grades[list], k)))
				return true;
		}
	return false;
}

static uint32_t draw_grades(const struct cover *c, uint32_t row)
{
	const struct scheme *s = c->facts->scheme;

	for (size_t i = 0; i < s->grades_count; i++)
		for (size_t k = 0; k < s->grades[i]->grade_count; k++) {
			const struct grade *g = &s->grades[i]->grade[k];

			if (grade_shown(c, i, k))
				continue;
			sheet_text(c->sheet, row, RANK, g->word, with_fill(STYLE_CENTRE, colour_fill(g->colour)));
			sheet_span(c->sheet, row++, UNIT, REASON, arena_printf(c->arena, "等次：%s%s%s", bounds_of(c, s->grades[i], k),
				g->colour != NULL ? "，底色" : "", g->colour != NULL ? g->colour : ""), STYLE_WRAPPED);
		}
	return row;
}

static uint32_t draw_left(const struct cover *c, uint32_t row)
{
	const struct scores *s = c->facts->scores;
	size_t each = choose_each(s);

	sheet_text(c->sheet, row, RANK, "名次", STYLE_HEAD);
	sheet_text(c->sheet, row, UNIT, "单位", STYLE_HEAD);
	sheet_text(c->sheet, row, TOTAL, "总分", STYLE_HEAD);
	sheet_text(c->sheet, row++, REASON, "得分率最低的一级指标，其中失分最多的一项", STYLE_HEAD);
	for (size_t g = 0; g < s->board[0].group_count; g++)
		row = draw_block(c, &s->board[0], &s->board[0].group[g], each, row);
	row = draw_others(c, row);
	row = draw_absent(c, row);
	if (c->facts->edition == INTERNAL)
		row = cover_said(c, row, "问责建议", proposed_words(c), false);
	else if (c->facts->edition == MEETING)
		row = cover_said(c, row, "问责决定", decided_words(c), false);
	row = draw_key(c, row);
	return draw_grades(c, row);
}

/* ---- right: facts, sheets, counts ------------------------------------------------------ */

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

static uint32_t draw_right(const struct cover *c, uint32_t row)
{
	row = cover_run(c, row);
	row = cover_fact(c, row, "异议", objection_words(c));
	row = cover_scheme(c, row);
	row = cover_sheets(c, row);
	return c->facts->edition == PUBLIC ? row : draw_tallies(c, row);
}

void draw_cover(struct book *b)
{
	struct cover c = cover_open(b);
	uint32_t row = draw_top(&c), left = draw_left(&c, row), right = draw_right(&c, row);

	cover_close(&c, left > right ? left : right);
}
