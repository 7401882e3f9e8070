/* sheet_cards.c -- 单位卡: one page a unit, to be printed and handed over.
 *
 * At the top a list of all that have one.  A page is filled from above: total
 * and rank, the first level beside its group, where the points were lost, the
 * last twelve periods, what is proposed, what is open.  Each part has a most of
 * rows and each row a most of lines, so that no page can spill. */
#include "reports/cards.h"

#include "base/text.h"
#include "reports/plain.h"

enum { POINTS = 10, SCALE = 82, CHARTS_MOST = 100 };
static const double COLUMN = 8.2, LINE = 16.5;

/* ---- what the parts share -------------------------------------------------------- */

struct style card_style(struct style s)
{
	s.size = POINTS;
	return s;
}

uint32_t card_band(const struct page *p, uint32_t row, const char *title)
{
	sheet_span(p->sheet, row, 0, CARD_LAST, title, card_style(STYLE_BAND));
	return row + 1;
}

void card_cell(const struct page *p, uint32_t row, size_t first, size_t last, size_t lines, const char *text, const char *pointer, struct style style)
{
	style = card_style(style);
	sheet_span(p->sheet, row, first, last, sheet_cut(p->sheet, first, last, lines, text, pointer, style), style);
}

uint32_t card_line(const struct page *p, uint32_t row, const char *text)
{
	card_cell(p, row, 0, CARD_LAST, 1, text, "", STYLE_CELL);
	return row + 1;
}

/* ---- the head of a page ---------------------------------------------------------- */

static const char *rank_words(struct arena *a, const struct group_scores *g, const struct unit_score *u)
{
	if (!u->ranked)
		return "不排名";
	return arena_printf(a, "%s%u／%zu", u->tied > 1 ? "并列" : "", u->rank, g->ranked_count);
}

static const char *moved_words(struct arena *a, const struct past_unit *was, const struct unit_score *u)
{
	if (was == NULL || !was->ranked || !u->ranked)
		return was == NULL ? "新" : "—";
	if (was->rank == u->rank)
		return "—";
	return was->rank > u->rank ? arena_printf(a, "↑%u", was->rank - u->rank) : arena_printf(a, "↓%u", u->rank - was->rank);
}

static void head_cell(const struct page *p, uint32_t row, size_t first, size_t last, const char *head, const char *text, struct style style)
{
	struct style value = style;

	value.size = 13;
	value.bold = true;
	sheet_span(p->sheet, row, first, last, head, card_style(STYLE_HEAD));
	sheet_span(p->sheet, row + 1, first, last, sheet_cut(p->sheet, first, last, 1, text, "", value), value);
}

static void draw_figures(const struct page *p, uint32_t row)
{
	struct arena *a = p->arena;
	const struct unit_score *u = p->card->unit;
	const struct board *b = p->card->bs->board;
	const struct past *past = last_published(p->facts->scores->history);
	const struct past_unit *was = past == NULL ? NULL : past_unit_of(past, b, u->unit);
	const char *before = past == NULL ? "—" : was == NULL || !was->ranked ? "未排名" : arena_printf(a, "%u", was->rank);
	int places = total_places(b);

	head_cell(p, row, 0, 2, arena_printf(a, "总分（满分%s）", num_short(a, by_group(&b->full, p->card->group->group), 2)),
		u->scored ? num_fixed(a, u->total, places) : "无总分", STYLE_CENTRE);
	head_cell(p, row, 3, 4, "名次", rank_words(a, p->card->group, u), STYLE_CENTRE);
	head_cell(p, row, 5, 6, past == NULL ? "上期名次" : arena_printf(a, "%s名次", past_word(p->facts->scores->history, past)), before, STYLE_CENTRE);
	head_cell(p, row, 7, 8, "升降", past == NULL ? "—" : moved_words(a, was, u), STYLE_CENTRE);
	head_cell(p, row, 9, 10, "等次", u->grade == NULL ? "—" : u->grade->word, with_fill(STYLE_CENTRE, u->grade == NULL ? 0 : colour_fill(u->grade->colour)));
	head_cell(p, row, 11, CARD_LAST, "组内平均", p->means->total.there ? num_fixed(a, p->means->total.num, places) : "—", STYLE_CENTRE);
}

static const char *sentence(const struct page *p)
{
	struct arena *a = p->arena;
	const struct unit_score *u = p->card->unit;
	const char *why = weakness(a, u, p->card->bs->board), *missing = not_sent(a, p->facts->measures, u->unit);
	struct buf b = buf_new(a);

	if (!u->ranked)
		buf_printf(&b, "不参与排名：%s。", u->why_unranked == NULL ? "规则指定" : u->why_unranked);
	if (*why != '\0')
		buf_printf(&b, "得分率最低的一级指标：%s。", why);
	for (size_t k = 0; u->veto != NULL && u->veto[k] != NULL; k++)
		buf_printf(&b, "否决：%s。", called(u->veto[k]->title, u->veto[k]->name));
	if (missing != NULL)
		buf_printf(&b, "未报送：%s。", missing);
	return b.length > 0 ? b.at : "没有失分突出的一级指标。";
}

/* 其他榜：任务落实 第5／共5，95.80；… */
static const char *other_boards(const struct page *p)
{
	const struct scores *s = p->facts->scores;
	const struct unit *unit = p->card->unit->unit;
	struct buf b = buf_new(p->arena);

	for (size_t i = 0; i < s->scheme->board_count; i++) {
		const struct board_scores *bs = &s->board[i];
		const struct unit_score *u;

		if (bs == p->card->bs || bs->board->registry != unit->registry)
			continue;
		u = &bs->unit[unit->index];
		buf_printf(&b, "%s%s %s%s", b.length > 0 ? "；" : "其他榜：", called(bs->board->title, bs->board->name),
			u->scored ? num_fixed(p->arena, u->total, total_places(bs->board)) : "无总分",
			u->ranked ? arena_printf(p->arena, "（第%u）", u->rank) : "（不排名）");
	}
	return b.length > 0 ? b.at : NULL;
}

static uint32_t draw_head(const struct page *p, uint32_t row)
{
	struct sheet *s = p->sheet;
	const struct run_facts *f = p->facts;
	struct style title = { .font = FONT_HEAD, .size = 16 }, link = card_style(STYLE_CENTRE);
	const char *others = other_boards(p);

	sheet_span(s, row, 0, 8, sheet_cut(s, 0, 8, 1, unit_with_parent(p->arena, p->card->unit->unit), "", title), title);
	if (f->only == NULL) {
		sheet_link_row(s, row, 11, "目录", "单位卡", 0, link);
		sheet_link_row(s, row, CARD_LAST, "排名", "排名", ranking_row(s->book, p->card->unit), link);
	}
	sheet_span(s, row + 1, 0, CARD_LAST, arena_printf(p->arena, "%s　｜　%s（%s）　｜　第 %u 次运行　｜　%s", period_title(p->arena, f->measures->period),
		block_title(p->arena, p->card->bs, p->card->group), kind_words(p->arena, f), f->number, f->scheme->name), card_style(STYLE_NOTE));
	draw_figures(p, row + 2);
	card_cell(p, row + 4, 0, CARD_LAST, 2, sentence(p), "见“排名”", STYLE_WRAPPED);
	if (others != NULL)
		card_cell(p, row + 5, 0, CARD_LAST, 2, others, "见“排名”", STYLE_WRAPPED);
	return others != NULL ? row + 6 : row + 5;
}

/* ---- a page ---------------------------------------------------------------------- */

/* What the proposals and open matters leave free goes to the losses. */
static size_t losses_shown(const struct page *p)
{
	size_t flags = card_flag_rows(p), matters = card_matter_rows(p);

	return CARD_LOSSES + CARD_FLAGS - (flags > 0 ? flags : 1) + CARD_MATTERS - (matters > 0 ? matters : 1);
}

static void draw_page(const struct page *p)
{
	struct style line = card_style((struct style){ .font = FONT_TEXT });
	uint32_t row = draw_head(p, p->card->row);

	row = card_parts(p, row);
	row = card_losses(p, row, losses_shown(p));
	row = card_trend(p, row);
	row = card_flags(p, row);
	row = card_matters(p, row);
	sheet_span(p->sheet, row, 0, CARD_LAST, "制表：　　　　　　　　　审核：　　　　　　　　　签发：　　　　　　　　　年　　月　　日", line);
}

/* ---- the list at the top ---------------------------------------------------------- */

static uint32_t draw_names(struct sheet *s, const struct cards *cards, size_t k, uint32_t row)
{
	const struct card *c = &cards->card[k];
	size_t count = cards_in_group(cards, k);
	struct arena *a = s->book->arena;

	sheet_span(s, row++, 0, 2 * CARDS_ACROSS - 1, arena_printf(a, "%s（%zu张）", block_title(a, c->bs, c->group), count), card_style(STYLE_BAND));
	for (size_t i = 0; i < count; i++) {
		const struct unit_score *u = cards->card[k + i].unit;
		size_t column = 2 * (i % CARDS_ACROSS);
		struct style style = card_style(STYLE_CELL);
		const char *name = arena_printf(a, "%s %s", u->ranked ? arena_printf(a, "%u", u->rank) : "—", u->unit->name);

		sheet_blank(s, row, column + 1, style);
		sheet_span(s, row, column, column + 1, "", style);
		sheet_link_row(s, row, column, sheet_cut(s, column, column + 1, 1, name, "", style), "单位卡", cards->card[k + i].row, style);
		if (i % CARDS_ACROSS == CARDS_ACROSS - 1 || i + 1 == count)
			row++;
	}
	return row;
}

static void draw_list(struct book *b, struct sheet *s, const struct cards *cards)
{
	struct arena *a = b->arena;
	uint32_t row = CARDS_TITLE_ROWS;
	const char *all = cards->count == cards->units ? arena_printf(a, "共%zu张", cards->count) :
		arena_printf(a, "单位有%zu个，只印每组末尾的，共%zu张；其余请用 kaohe explain", cards->units, cards->count);

	sheet_span(s, 0, 0, CARD_LAST, arena_printf(a, "%s单位卡（%s）", period_title(a, b->facts->measures->period), kind_words(a, b->facts)), STYLE_TITLE);
	sheet_span(s, 1, 0, CARD_LAST, arena_printf(a, "一个单位一页，%s；点名字到该页，数字是名次", all), STYLE_SUBTITLE);
	sheet_blank(s, 2, 0, card_style((struct style){ .font = FONT_NOTE }));
	for (size_t k = 0; k < cards->count; k += cards_in_group(cards, k))
		row = draw_names(s, cards, k, row);
}

void draw_cards(struct book *b)
{
	struct sheet *s = book_sheet(b, "单位卡");
	const struct cards *cards = cards_of(b);
	struct page p = { .sheet = s, .arena = b->arena, .facts = b->facts, .charts = cards->count <= CHARTS_MOST };

	sheet_line(s, LINE);
	for (size_t c = 0; c < CARD_COLUMNS; c++)
		sheet_width(s, c, COLUMN);
	if (b->facts->only == NULL)
		draw_list(b, s, cards);
	for (size_t k = 0; k < cards->count; k++) {
		p.card = &cards->card[k];
		if (k == 0 || p.card->group != cards->card[k - 1].group)
			p.means = means_of(b->arena, p.card);
		if (p.card->row > 0)
			sheet_new_page(s, p.card->row);
		draw_page(&p);
	}
	sheet_standing(s, cards->count > 0 ? cards->card[cards->count - 1].row + CARD_ROWS - 1 : CARDS_TITLE_ROWS, CARD_LAST, SCALE);
}
