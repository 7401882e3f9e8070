/* sheet_ranking.c -- 排名: one block per board and group. */
#include "reports/book.h"

#include <string.h>
#include "base/text.h"
#include "reports/cards.h"
#include "reports/plain.h"

enum { RANK, UNIT, TOTAL, PARTS, TITLE_ROWS = 2, LINE = 18 };

/* Columns of one board: 名次 单位 总分, 上期名次 升降, its first-level indicators, 加分 扣分, 调整 问责扣分, 等次, 问责,
 * 备注 up to the last.  0: not there. */
struct layout {
	struct sheet *sheet;
	const struct run_facts *facts;
	const struct board_scores *bs;
	const struct past *past;        /* the last published period, or NULL */
	size_t previous, first_part, parts, bonus, adjusted, duty, grade, proposal, remark, last;
};

static bool any_unit(const struct board_scores *bs, bool (*has)(const struct unit_score *))
{
	for (size_t u = 0; u < bs->board->registry->unit_count; u++)
		if (has(&bs->unit[u]))
			return true;
	return false;
}

static bool is_adjusted(const struct unit_score *u)
{
	for (size_t k = 0; k < u->intervention_count; k++)
		if (!u->intervention[k].duty)
			return true;
	return false;
}

static bool is_charged(const struct unit_score *u)
{
	for (size_t k = 0; k < u->intervention_count; k++)
		if (u->intervention[k].duty)
			return true;
	return false;
}

static size_t columns_of(const struct board_scores *bs, struct layout *l)
{
	size_t next = PARTS;

	l->previous = l->past != NULL ? next : 0;
	next += l->past != NULL ? 2 : 0;
	l->first_part = next;
	next += bs->board->root->child_count;
	l->parts = bs->board->root->child_count;
	l->bonus = bs->extra_count > 0 ? next : 0;
	next += bs->extra_count > 0 ? 2 : 0;
	l->adjusted = any_unit(bs, is_adjusted) ? next++ : 0;
	l->duty = any_unit(bs, is_charged) ? next++ : 0;
	l->grade = bs->board->grades != NULL ? next++ : 0;
	l->proposal = l->facts->edition == PUBLIC ? 0 : next++;
	l->remark = next;
	return next;
}

static size_t widest_name(const struct scores *scores)
{
	size_t widest = 8;

	for (size_t b = 0; b < scores->scheme->board_count; b++) {
		const struct registry *r = scores->board[b].board->registry;

		for (size_t i = 0; i < r->unit_count; i++)
			if (utf8_width(r->unit[i]->name) > widest)
				widest = utf8_width(r->unit[i]->name);
	}
	return widest > 28 ? 28 : widest;
}

static void set_widths(struct sheet *s, const struct scores *scores, bool past, size_t last)
{
	sheet_width(s, RANK, 7);
	sheet_width(s, UNIT, width_for(widest_name(scores)));
	for (size_t c = TOTAL; c < last; c++)
		sheet_width(s, c, past && c > TOTAL && c < PARTS + 2 ? 9.5 : 12.5);
	sheet_width(s, last, 40);
}

/* ---- one block --------------------------------------------------------------- */

static void draw_head(const struct layout *l, const struct group_scores *g, uint32_t row)
{
	struct sheet *s = l->sheet;
	struct arena *a = s->book->arena;
	const struct indicator *root = l->bs->board->root;

	sheet_text(s, row, RANK, "名次", STYLE_HEAD);
	sheet_text(s, row, UNIT, "单位", STYLE_HEAD);
	sheet_text(s, row, TOTAL, arena_printf(a, "总分\n满分%s", num_short(a, by_group(&l->bs->board->full, g->group), 2)), STYLE_HEAD);
	if (l->previous > 0) {
		sheet_text(s, row, l->previous, arena_printf(a, "%s名次\n%s", past_word(l->facts->scores->history, l->past),
			period_text(a, l->past->period)), STYLE_HEAD);
		sheet_text(s, row, l->previous + 1, "升降", STYLE_HEAD);
	}
	for (size_t i = 0; i < l->parts; i++) {
		const struct indicator *c = root->child[i];

		sheet_text(s, row, l->first_part + i,
			arena_printf(a, "%s\n%s", called(c->title, c->name), weight_words(a, c, g->group)), STYLE_HEAD);
	}
	if (l->bonus > 0) {
		sheet_text(s, row, l->bonus, "加分", STYLE_HEAD);
		sheet_text(s, row, l->bonus + 1, "扣分", STYLE_HEAD);
	}
	if (l->adjusted > 0)
		sheet_text(s, row, l->adjusted, "调整\n（人工）", STYLE_HEAD);
	if (l->duty > 0)
		sheet_text(s, row, l->duty, "问责扣分", STYLE_HEAD);
	if (l->grade > 0)
		sheet_text(s, row, l->grade, "等次", STYLE_HEAD);
	if (l->proposal > 0)
		sheet_text(s, row, l->proposal, l->facts->edition == MEETING ? "问责\n（已决定）" : "问责\n（建议）", STYLE_HEAD);
	sheet_span(s, row, l->remark, l->last, "得分率最低的一级指标，其中失分最多的一项\n备注", STYLE_HEAD);
}

/* The word when every leaf below has no number (and the same reason), though the rule gave points. */
static const char *word_below(const struct unit_score *u, const struct indicator *i)
{
	const char *word = i->child_count == 0 ? obstacle_of(&u->node[i->index]) : word_below(u, i->child[0]);

	for (size_t c = 1; word != NULL && c < i->child_count; c++)
		if (!text_same(word, word_below(u, i->child[c])))
			return NULL;
	return word;
}

static void draw_parts(const struct layout *l, const struct unit_score *u, uint32_t row)
{
	struct arena *a = l->sheet->book->arena;
	const struct indicator *root = l->bs->board->root;

	for (size_t i = 0; i < l->parts; i++) {
		const struct node_score *n = &u->node[root->child[i]->index];
		const char *word = obstacle_of(n), *below = word_below(u, root->child[i]);
		int places = share_places(l->bs->board, root->child[i]);

		if (n->scored && below == NULL)
			sheet_num(l->sheet, row, l->first_part + i, n->share, places, STYLE_NUMBER);
		else if (n->scored)
			sheet_text(l->sheet, row, l->first_part + i, arena_printf(a, "%s\n%s", below, num_fixed(a, n->share, places)), STYLE_CENTRE);
		else
			sheet_text(l->sheet, row, l->first_part + i, word != NULL ? word : "不计", STYLE_CENTRE);
	}
}

static void draw_extras(const struct layout *l, const struct unit_score *u, uint32_t row)
{
	struct arena *a = l->sheet->book->arena;
	struct num plus = num_int(0), minus = num_int(0);
	int places = total_places(l->bs->board);

	if (l->bonus == 0)
		return;
	for (size_t i = 0; i < u->extra_count; i++)
		if (num_sign(u->extra[i].points) > 0)
			plus = num_add(a, plus, u->extra[i].points);
		else
			minus = num_add(a, minus, u->extra[i].points);
	sheet_num(l->sheet, row, l->bonus, plus, places < 2 ? 2 : places, STYLE_NUMBER);
	sheet_num(l->sheet, row, l->bonus + 1, minus, places < 2 ? 2 : places, STYLE_NUMBER);
}

static void draw_previous(const struct layout *l, const struct unit_score *u, uint32_t row)
{
	if (l->previous > 0)
		draw_moved(l->sheet, row, l->previous, past_unit_of(l->past, l->bs->board, u->unit), u->ranked ? u->rank : 0);
}

static void draw_sum(const struct layout *l, uint32_t row, size_t column, bool there, struct num sum)
{
	int places = total_places(l->bs->board) < 2 ? 2 : total_places(l->bs->board);

	if (column > 0 && there)
		sheet_num(l->sheet, row, column, sum, places, STYLE_NUMBER);
	else if (column > 0)
		sheet_text(l->sheet, row, column, "—", STYLE_CENTRE);
}

static void draw_grade(const struct layout *l, const struct unit_score *u, uint32_t row)
{
	if (l->grade > 0)
		draw_grade_of(l->sheet, row, l->grade, u->grade);
}

/* ---- remarks ----------------------------------------------------------------- */

static void add_remark(struct buf *b, const char *text)
{
	buf_printf(b, "%s%s", b->length > 0 ? "；" : "", text);
}

static void remark_tie(struct arena *a, struct buf *b, const struct group_scores *g, size_t i)
{
	const struct unit_score *u = g->unit[i];
	const struct unit **others = NULL;
	size_t first = i, count = 0;

	if (!u->ranked || u->tied <= 1)
		return;
	if (u->tied > TIES_NAMED + 1) {         /* of hundreds with nothing to tell them apart nobody is looked up */
		add_remark(b, tie_remark(a, NULL, u->tied - 1, u->rank));
		return;
	}
	while (first > 0 && g->unit[first - 1]->rank == u->rank)
		first--;
	for (size_t k = first; k < g->ranked_count && g->unit[k]->rank == u->rank; k++)
		if (k != i)
			*arena_push(a, others, count) = g->unit[k]->unit;
	add_remark(b, tie_remark(a, others, count, u->rank));
}

/* Whether fewer than that many ranked units of all groups stand before the total, or behind it.  Looked through from the
 * end where they stand, so that most units are answered by the first few. */
static bool fewer_beyond(const struct board_scores *bs, const struct unit_score *u, bool before, size_t limit)
{
	size_t count = 0;

	for (size_t g = 0; g < bs->group_count; g++)
		for (size_t k = 0, n = bs->group[g].ranked_count; k < n; k++) {
			const struct unit_score *other = bs->group[g].unit[before ? k : n - 1 - k];
			int order = bs->board->on_unrounded ? num_cmp(other->exact, u->exact) : num_cmp(other->total, u->total);

			if ((bs->board->ascending ? -order : order) * (before ? 1 : -1) > 0 && ++count == limit)
				return false;
		}
	return count < limit;
}

/* 前N范围, 后N范围 = 全部 */
static void remark_of_all(struct arena *a, struct buf *b, const struct board_scores *bs, const struct unit_score *u)
{
	const struct board *board = bs->board;

	if (board->first_of_all && fewer_beyond(bs, u, true, board->show_first))
		add_remark(b, arena_printf(a, "全部单位前%zu名", board->show_first));
	if (board->last_of_all && fewer_beyond(bs, u, false, board->show_last))
		add_remark(b, arena_printf(a, "全部单位后%zu名", board->show_last));
}

/* Named at the head or the foot, those level with the edge too. */
static void remark_place(struct arena *a, struct buf *b, const struct board *board, const struct group_scores *g,
	const struct unit_score *u)
{
	size_t n = g->ranked_count;

	if (!u->ranked)
		return;
	if (!board->first_of_all && board->show_first > 0 && board->show_first <= n && u->rank <= g->unit[board->show_first - 1]->rank)
		add_remark(b, arena_printf(a, "前%zu名", board->show_first));
	if (!board->last_of_all && board->show_last > 0 && board->show_last <= n && u->rank >= g->unit[n - board->show_last]->rank)
		add_remark(b, arena_printf(a, "后%zu名", board->show_last));
}

static void remark_vetoes(struct arena *a, struct buf *b, const struct unit_score *u)
{
	for (size_t i = 0; u->veto != NULL && u->veto[i] != NULL; i++)
		add_remark(b, arena_printf(a, "否决：%s", called(u->veto[i]->title, u->veto[i]->name)));
	if (u->grade_before != NULL && u->grade_before != u->grade)
		add_remark(b, arena_printf(a, "否决前为“%s”", u->grade_before->word));
	if (u->grade_over != NULL)
		add_remark(b, arena_printf(a, "名额所限，原为“%s”（%s）", u->grade_over->word, u->quota_says));
}

static void remark_extras(struct arena *a, struct buf *b, const struct unit_score *u)
{
	struct num sum = num_int(0);

	for (size_t i = 0; i < u->extra_count; i++)
		sum = num_add(a, sum, u->extra[i].points);
	if (num_cmp(sum, u->extra_sum) != 0)
		add_remark(b, arena_printf(a, "加减分合计按限额计%s", num_short(a, u->extra_sum, 4)));
}

/* What people's decisions did to the total, with their documents. */
static void remark_interventions(struct arena *a, struct buf *b, const struct board *board, const struct unit_score *u)
{
	if (u->has_before)
		add_remark(b, arena_printf(a, "调整、剔除前总分%s", num_fixed(a, u->before, total_places(board))));
	for (size_t k = 0; k < u->intervention_count; k++) {
		const struct intervention *v = &u->intervention[k];

		add_remark(b, v->duty ? arena_printf(a, "问责扣分%s（%s）", num_short(a, v->points, 4), v->what) :
			arena_printf(a, "调整%s%s（%s%s%s）", num_sign(v->points) > 0 ? "+" : "", num_short(a, v->points, 4), v->document,
				*v->reason == '\0' ? "" : "：", v->reason));
	}
}

/* Weights in the head no longer hold for a unit some of whose items were passed over. */
static void remark_shifted(struct buf *b, const struct unit_score *u, const struct indicator *root)
{
	for (size_t i = 0; i < root->child_count; i++) {
		const struct node_score *n = &u->node[root->child[i]->index];

		if (!n->scored) {
			add_remark(b, "有一级指标不计，折合按实际权重");
			return;
		}
	}
}

static const char *remarks(const struct layout *l, const struct group_scores *g, size_t i)
{
	const struct unit_score *u = g->unit[i];
	struct arena *a = l->sheet->book->arena;
	struct buf b = buf_new(a);
	const char *missing = not_sent(a, l->facts->measures, u->unit), *why = weakness(a, u, l->bs->board);

	if (!u->ranked)
		add_remark(&b, arena_printf(a, "不参与排名：%s", u->why_unranked == NULL ? "规则指定" : u->why_unranked));
	if (*why != '\0')
		add_remark(&b, why);
	remark_place(a, &b, l->bs->board, g, u);
	if (u->ranked)
		remark_of_all(a, &b, l->bs, u);
	remark_tie(a, &b, g, i);
	remark_vetoes(a, &b, u);
	remark_extras(a, &b, u);
	remark_interventions(a, &b, l->bs->board, u);
	remark_shifted(&b, u, l->bs->board->root);
	if (missing != NULL)
		add_remark(&b, arena_printf(a, "未报送：%s", missing));
	return b.length > 0 ? b.at : "";
}

static void draw_unit(const struct layout *l, const struct group_scores *g, size_t i, uint32_t row)
{
	const struct unit_score *u = g->unit[i];
	struct sheet *s = l->sheet;
	const char *proposed = proposals(s->book->arena, l->facts->flags, u->unit, l->bs->board);
	struct style total = STYLE_NUMBER;

	total.bold = true;
	if (u->ranked && u->tied > 1 && l->bs->board->unordered)
		sheet_text(s, row, RANK, arena_printf(s->book->arena, "并列%u", u->rank), STYLE_CENTRE);
	else if (u->ranked)
		sheet_count(s, row, RANK, u->rank, with_format(STYLE_CENTRE, "0"));
	else
		sheet_text(s, row, RANK, "不排名", STYLE_CENTRE);
	draw_unit_name(s, row, UNIT, u, STYLE_WRAPPED);
	if (u->scored)
		sheet_num(s, row, TOTAL, u->total, total_places(l->bs->board), total);
	else
		sheet_text(s, row, TOTAL, "无总分", STYLE_CENTRE);
	draw_previous(l, u, row);
	draw_parts(l, u, row);
	draw_extras(l, u, row);
	draw_sum(l, row, l->adjusted, is_adjusted(u), u->adjusted);
	draw_sum(l, row, l->duty, is_charged(u), u->duty);
	draw_grade(l, u, row);
	if (l->proposal > 0)
		sheet_text(s, row, l->proposal, proposed == NULL ? "—" : proposed, STYLE_CENTRE);
	sheet_span(s, row, l->remark, l->last, remarks(l, g, i), STYLE_WRAPPED);
}

static const char *band_text(const struct layout *l, const struct group_scores *g, const char *more)
{
	const struct board *b = l->bs->board;

	return band_words(l->sheet->book->arena, block_title(l->sheet->book->arena, l->bs, g), more, g->unit_count, g->ranked_count, b->ascending);
}

static uint32_t start_block(const struct layout *l, const struct group_scores *g, uint32_t row, const char *more)
{
	sheet_span(l->sheet, row, 0, l->last, band_text(l, g, more), STYLE_BAND);
	draw_head(l, g, row + 1);
	return row + 2;
}

/* A block stays together if it fits a page; else its head is drawn again on each page. */
static uint32_t draw_group(const struct layout *l, const struct group_scores *g, uint32_t row)
{
	double wanted = LINE * (5 + (double)g->unit_count * 1.3);

	if (wanted > sheet_room(l->sheet, row) && sheet_room(l->sheet, row) < LINE * 12)
		sheet_new_page(l->sheet, row);
	row = start_block(l, g, row, "");
	sheet_rows_begin(l->sheet);
	for (size_t i = 0; i < g->unit_count; i++) {
		if (sheet_room(l->sheet, row) < 2.5 * LINE) {
			sheet_new_page(l->sheet, row);
			row = start_block(l, g, row, "（续）");
		}
		draw_unit(l, g, i, row++);
		sheet_rows_done(l->sheet, row);
	}
	sheet_rows_end(l->sheet, row);
	return row;
}

/* ---- notes ------------------------------------------------------------------- */

static const char *tie_words(struct arena *a, const struct board *b)
{
	struct buf words = buf_new(a);

	for (size_t i = 0; i < b->key_count; i++)
		buf_printf(&words, "%s%s（%s）", i == 0 ? "同分时依次比较 " : "、", expr_text(a, b->key[i].key), b->key[i].ascending ? "升序" : "降序");
	buf_printf(&words, "%s同分并列%s，下一名次%s", words.length > 0 ? "，仍相同的" : "", b->unordered ? "、不分先后" : "",
		b->dense ? "连号（1-1-2）" : "跳号（1-1-3）");
	return words.at;
}

static uint32_t draw_notes(const struct layout *l, uint32_t row)
{
	struct arena *a = l->sheet->book->arena;
	const struct board *b = l->bs->board;

	sheet_span(l->sheet, row, 0, l->last, arena_printf(a, "注：1. %s者在前；%s；总分%s，按%s的总分排名。2. 各一级指标为折合得分；印出的分项是修约后的数，合计可能与总分差末位。"
		"%s", b->ascending ? "分低" : "分高", tie_words(a, b), rounding_words(a, &b->rounding),
		b->on_unrounded ? "修约前" : "修约后", l->facts->edition == INTERNAL ? "3. 问责一列只是建议，详见“问责清单”。" :
		l->facts->edition == MEETING ? "3. 问责一列只有已作出的决定，详见“问责清单”。" : ""), STYLE_NOTE);
	return row + 1;
}

static uint32_t draw_absent(const struct layout *l, uint32_t row)
{
	struct arena *a = l->sheet->book->arena;
	const struct registry *r = l->bs->board->registry;
	struct buf names = buf_new(a);

	for (size_t i = 0; i < r->unit_count; i++) {
		const char *missing = not_sent(a, l->facts->measures, r->unit[i]);

		if (missing != NULL)
			buf_printf(&names, "%s%s（%s）", names.length > 0 ? "、" : "", r->unit[i]->name, missing);
	}
	if (names.length == 0)
		return row;
	sheet_span(l->sheet, row, 0, l->last, arena_printf(a, "未报送：%s", names.at), STYLE_WRAPPED);
	return row + 1;
}

static uint32_t draw_board(struct layout *l, uint32_t row)
{
	columns_of(l->bs, l);
	for (size_t g = 0; g < l->bs->group_count; g++)
		row = draw_group(l, &l->bs->group[g], row);
	row = draw_absent(l, row);
	return draw_notes(l, row) + 1;
}

/* Gives the first row below. */
static uint32_t draw_title(struct book *b, struct sheet *s, size_t last)
{
	struct arena *a = b->arena;
	const struct measures *m = b->facts->measures;
	uint32_t row = draw_annex_line(s, last);

	sheet_span(s, row, 0, last, arena_printf(a, "%s考核排名（%s）", period_title(a, m->period), kind_words(a, b->facts)), STYLE_TITLE);
	sheet_span(s, row + 1, 0, last, arena_printf(a, "%s　｜　数据截止 %s　｜　第 %u 次运行　｜　单位：分", b->facts->scheme->name, day_text(a, m->cutoff),
		b->facts->number), STYLE_SUBTITLE);
	return row + TITLE_ROWS;
}

void draw_ranking(struct book *b)
{
	struct sheet *s = book_sheet(b, "排名");
	struct layout l = { .sheet = s, .facts = b->facts, .past = last_published(b->facts->scores->history) };
	const struct scores *scores = b->facts->scores;
	size_t boards = scores->scheme->board_count;
	uint32_t head, row;

	for (size_t i = 0; i < boards; i++) {
		struct layout one = l;
		size_t last = columns_of(&scores->board[i], &one);

		l.last = last > l.last ? last : l.last;
	}
	set_widths(s, scores, l.past != NULL, l.last);
	row = head = draw_title(b, s, l.last);
	s->repeated = head > TITLE_ROWS ? 84 : 60;
	for (size_t i = 0; i < boards; i++) {
		l.bs = &scores->board[i];
		row = draw_board(&l, row);
	}
	row = sheet_signatures(s, row - 1, l.last);
	sheet_for_leaders(s, head, row - 1, l.last);
	sheet_freeze(s, head, UNIT + 1);
}
