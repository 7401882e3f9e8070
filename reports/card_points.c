/* card_points.c -- the parts of a 单位卡 that hold points: the first level beside its group, losses, trend. */
#include "reports/cards.h"

#include <string.h>
#include "base/text.h"
#include "reports/losses.h"
#include "reports/plain.h"

enum { RATE_PLACES = 1, RADAR_LEAST = 3, CHART_ROWS = 8 };
static const double ROW_POINTS = 15, RADAR_WIDTH = 272, TREND_WIDTH = 596;

/* ---- the group ------------------------------------------------------------------- */

/* Over the units that have one; rounded before it is summed, for many unlike fractions have no small sum. */
static struct mean mean_rate(struct arena *a, const struct group_scores *g, const struct indicator *i)
{
	struct num sum = num_int(0), rate;
	int count = 0;

	for (size_t k = 0; k < g->unit_count; k++)
		if (rate_of(a, &g->unit[k]->node[i->index], &rate)) {
			sum = num_add(a, sum, num_round(a, rate, 6, HALF_UP));
			count++;
		}
	return (struct mean){ count > 0, count > 0 ? num_div(a, sum, num_int(count)) : sum };
}

struct card_means *means_of(struct arena *a, const struct card *c)
{
	const struct indicator *root = c->bs->board->root;
	struct card_means *m = arena_one(a, struct card_means);

	m->part = arena_many(a, struct mean, root->child_count + 1);
	for (size_t i = 0; i < root->child_count; i++)
		m->part[i] = mean_rate(a, c->group, root->child[i]);
	m->total = mean_now(a, c->group);
	return m;
}

/* ---- the first level --------------------------------------------------------------- */

enum { PART, WEIGHT = 3, GOT, RATE, GROUP, RADAR };

static void draw_rate(const struct page *p, uint32_t row, size_t column, bool there, struct num rate)
{
	if (there)
		sheet_num(p->sheet, row, column, percent_of(p->arena, rate), RATE_PLACES, with_format(card_style(STYLE_NUMBER), "0.0\"%\""));
	else
		sheet_text(p->sheet, row, column, "—", card_style(STYLE_CENTRE));
}

static void draw_part(const struct page *p, uint32_t row, size_t k)
{
	const struct board *b = p->card->bs->board;
	const struct indicator *i = b->root->child[k];
	const struct node_score *n = &p->card->unit->node[i->index];
	struct num rate;
	bool has = rate_of(p->arena, n, &rate);
	const char *word = obstacle_of(n), *weight = weight_words(p->arena, i, p->card->group->group);

	card_cell(p, row, PART, WEIGHT - 1, 1, called(i->title, i->name), "", STYLE_CELL);
	sheet_text(p->sheet, row, WEIGHT, *weight == '\0' ? "—" : weight, card_style(STYLE_CENTRE));
	if (n->scored)
		sheet_num(p->sheet, row, GOT, n->share, share_places(b, i), card_style(STYLE_NUMBER));
	else
		card_cell(p, row, GOT, GOT, 1, word == NULL ? "不计" : word, "", STYLE_CENTRE);
	draw_rate(p, row, RATE, has, has ? rate : num_int(0));
	draw_rate(p, row, GROUP, p->means->part[k].there, p->means->part[k].num);
}

/* Only where every spoke has both figures: a gap would be read as a zero. */
static bool has_radar(const struct page *p)
{
	const struct indicator *root = p->card->bs->board->root;
	struct num rate;

	if (!p->charts || root->child_count < RADAR_LEAST || root->child_count > CARD_PARTS || p->card->group->unit_count < 2)
		return false;
	for (size_t k = 0; k < root->child_count; k++)
		if (!rate_of(p->arena, &p->card->unit->node[root->child[k]->index], &rate) || !p->means->part[k].there)
			return false;
	return true;
}

/* The names of its series are the heads above the figures. */
static void draw_radar(const struct page *p, uint32_t head, uint32_t end)
{
	const struct chart_series series[] = {
		{ head, RATE, { head + 1, end - 1, RATE, RATE } }, { head, GROUP, { head + 1, end - 1, GROUP, GROUP } },
	};
	const struct chart chart = { .kind = CHART_RADAR, .categories = { head + 1, end - 1, PART, PART }, .series = series, .count = 2,
		.format = "0", .least = 0, .most = 100, .width = RADAR_WIDTH, .height = ROW_POINTS * (CARD_PARTS + 1) - 4 };

	sheet_chart(p->sheet, head, RADAR, &chart);
}

uint32_t card_parts(const struct page *p, uint32_t row)
{
	static const char *const heads[] = { [WEIGHT] = "占比", [GOT] = "折合得分", [RATE] = "得分率", [GROUP] = "组内平均" };
	const struct indicator *root = p->card->bs->board->root;
	size_t shown = root->child_count <= CARD_PARTS ? root->child_count : CARD_PARTS - 1;
	uint32_t head;

	if (root->child_count == 0)
		return row;
	head = row = card_band(p, row, "一级指标：得分和在组内的位置");
	sheet_span(p->sheet, row, PART, WEIGHT - 1, "指标", card_style(STYLE_HEAD));
	for (size_t c = WEIGHT; c < RADAR; c++)
		sheet_text(p->sheet, row, c, heads[c], card_style(STYLE_HEAD));
	row++;
	for (size_t k = 0; k < shown; k++)
		draw_part(p, row++, k);
	if (shown < root->child_count)
		card_cell(p, row++, PART, GROUP, 1, arena_printf(p->arena, "另%zu项见“排名”", root->child_count - shown), "", STYLE_CELL);
	if (!has_radar(p))
		return row;
	draw_radar(p, head, row);
	return head + 1 + CARD_PARTS;
}

/* ---- where the points were lost ----------------------------------------------------- */

/* A loss in words. */
struct cost {
	const char *name, *reason, *place;
};

static const char *join(struct arena *a, const char *first, const char *second)
{
	bool both = first != NULL && *first != '\0' && second != NULL && *second != '\0';

	return arena_printf(a, "%s%s%s", first == NULL ? "" : first, both ? "：" : "", second == NULL ? "" : second);
}

/* ≈66.857143% as 66.86%: who reads a card does not reckon; 明细 has all digits. */
static const char *shorter_figures(struct arena *a, const char *s)
{
	static const char about[] = "≈";
	struct buf b = buf_new(a);
	const char *at;

	buf_add(&b, "");
	for (; (at = strstr(s, about)) != NULL; s = at) {
		struct num n;
		size_t length;

		buf_addn(&b, s, (size_t)(at - s));
		at += strlen(about);
		length = strspn(at, "-.0123456789");
		if (num_parse(a, at, length, &n))
			buf_add(&b, num_text(a, num_round(a, n, 2, HALF_UP)));
		else
			buf_printf(&b, "%s%.*s", about, (int)length, at);
		at += length;
	}
	buf_add(&b, s);
	return b.at;
}

/* The value is not said twice. */
static const char *reason_words(struct arena *a, const struct node_score *n)
{
	const char *steps = n->steps == NULL ? "" : shorter_figures(a, n->steps), *value = leaf_words(a, n);

	return strstr(steps, value) != NULL ? steps : join(a, value, steps);
}

static struct cost cost_of(const struct page *p, const struct loss *loss)
{
	const struct extra_score *e = loss->extra;
	const struct intervention *by = loss->intervention;
	const struct indicator *i = loss->indicator;
	struct arena *a = p->arena;

	if (i != NULL)
		return (struct cost){ called(i->title, i->name), reason_words(a, &p->card->unit->node[i->index]), rule_place(a, i->at) };
	if (e != NULL)
		return (struct cost){ called(e->extra->title, e->extra->name),
			join(a, "加减分", e->steps == NULL ? "" : shorter_figures(a, e->steps)), rule_place(a, e->extra->at) };
	return (struct cost){ by->duty ? "问责扣分" : "调整", join(a, by->what, by->reason), rule_place(a, by->at) };
}

static void draw_loss(const struct page *p, uint32_t row, size_t number, const struct loss *loss)
{
	struct cost c = cost_of(p, loss);

	sheet_count(p->sheet, row, 0, number, card_style(STYLE_CENTRE));
	card_cell(p, row, 1, 3, 2, c.name, "", STYLE_WRAPPED);
	sheet_num(p->sheet, row, 4, loss->points, 2, card_style(STYLE_NUMBER));
	card_cell(p, row, 5, CARD_LAST, 2, c.reason, arena_printf(p->arena, "（规则 %s）", c.place), STYLE_WRAPPED);
}

uint32_t card_losses(const struct page *p, uint32_t row, size_t most)
{
	struct arena *a = p->arena;
	struct num rest = num_int(0);
	struct loss *loss;
	size_t count = total_losses(a, p->card->unit, p->card->bs->board, &loss), shown;

	row = card_band(p, row, "失分在哪里：按占总分的多少排列");
	if (p->card->bs->board->ascending)
		return card_line(p, row, "本榜分低者在前，不列失分");
	if (count == 0)
		return card_line(p, row, "没有失分");
	sheet_text(p->sheet, row, 0, "序", card_style(STYLE_HEAD));
	sheet_span(p->sheet, row, 1, 3, "指标", card_style(STYLE_HEAD));
	sheet_text(p->sheet, row, 4, "失分", card_style(STYLE_HEAD));
	sheet_span(p->sheet, row++, 5, CARD_LAST, "原因", card_style(STYLE_HEAD));
	shown = count < most ? count : most;
	scores_tell(p->facts->scores, p->card->bs->board, p->card->unit->unit);
	for (size_t k = 0; k < shown; k++)
		draw_loss(p, row++, k + 1, &loss[k]);
	for (size_t k = shown; k < count; k++)
		rest = num_add(a, rest, num_round(a, loss[k].points, 6, HALF_UP));
	if (shown < count)
		row = card_line(p, row, arena_printf(a, "另%zu项，合计失%s分，见“明细”", count - shown, num_fixed(a, rest, 2)));
	return row;
}

/* ---- the last twelve periods ---------------------------------------------------------- */

enum { LABELS = 0, MONTHS = 1 };

/* What a period says of the unit and of its group. */
struct point {
	const char *period;
	bool scored, ranked;
	struct num total;
	struct mean mean;
	unsigned rank;
};

static struct point point_then(const struct page *p, const struct past *past)
{
	const struct board *b = p->card->bs->board;
	const struct past_unit *was = past_unit_of(past, b, p->card->unit->unit);
	bool scored = was != NULL && was->scored, ranked = was != NULL && was->ranked;

	return (struct point){ period_text(p->arena, past->period), scored, ranked, scored ? was->total : num_int(0),
		mean_then(p->arena, b, p->card->group, past), ranked ? was->rank : 0 };
}

/* The published ones, oldest first, and this one. */
static size_t points_of(const struct page *p, struct point *point)
{
	const struct unit_score *u = p->card->unit;
	const struct past *past[TREND_PERIODS];
	size_t count = trend_pasts(p->facts->scores->history, past);

	for (size_t k = 0; k < count; k++)
		point[k] = point_then(p, past[k]);
	point[count] = (struct point){ period_text(p->arena, p->facts->measures->period), u->scored, u->ranked, u->total, p->means->total, u->rank };
	return count + 1;
}

static void draw_point(const struct page *p, uint32_t row, size_t column, const struct point *point)
{
	int places = total_places(p->card->bs->board);
	struct style number = card_style(STYLE_NUMBER), centre = card_style(STYLE_CENTRE);

	sheet_text(p->sheet, row, column, point->period, card_style(STYLE_HEAD));
	if (point->scored)
		sheet_num(p->sheet, row + 1, column, point->total, places, number);
	else
		sheet_blank(p->sheet, row + 1, column, number);
	if (point->mean.there)
		sheet_num(p->sheet, row + 2, column, point->mean.num, places, number);
	else
		sheet_blank(p->sheet, row + 2, column, number);
	if (point->ranked)
		sheet_count(p->sheet, row + 3, column, point->rank, with_format(centre, "0"));
	else
		sheet_text(p->sheet, row + 3, column, "—", centre);
}

static void draw_trend(const struct page *p, uint32_t row, const struct point *point, size_t count)
{
	const struct chart_series series[] = {
		{ row + 1, LABELS, { row + 1, row + 1, MONTHS, MONTHS + count - 1 } }, { row + 2, LABELS, { row + 2, row + 2, MONTHS, MONTHS + count - 1 } },
	};
	struct chart chart = { .kind = CHART_LINES, .categories = { row, row, MONTHS, MONTHS + count - 1 }, .series = series, .count = 2,
		.format = "0", .width = TREND_WIDTH, .height = ROW_POINTS * CHART_ROWS - 4 };
	struct span span = { .there = false };

	for (size_t k = 0; k < count; k++) {
		if (point[k].scored)
			span_add(&span, point[k].total);
		if (point[k].mean.there)
			span_add(&span, point[k].mean.num);
	}
	chart_fit(&chart, &span);
	sheet_chart(p->sheet, row + 4, 0, &chart);
	for (uint32_t k = 0; k < CHART_ROWS; k++)
		sheet_blank(p->sheet, row + 4 + k, 0, card_style((struct style){ .font = FONT_NOTE }));
}

uint32_t card_trend(const struct page *p, uint32_t row)
{
	static const char *const labels[] = { "期", "总分", "组内平均", "名次" };
	struct point point[TREND_PERIODS];
	size_t count = points_of(p, point);

	row = card_band(p, row, "最近十二期：已公布的各期和本期（空格：当期不在榜上，或没有总分）");
	for (uint32_t k = 0; k < sizeof labels / sizeof *labels; k++)
		sheet_text(p->sheet, row + k, LABELS, labels[k], card_style(STYLE_HEAD));
	for (size_t k = 0; k < count; k++)
		draw_point(p, row, MONTHS + k, &point[k]);
	if (!p->charts || count < 2)
		return row + 4;
	draw_trend(p, row, point, count);
	return row + 4 + CHART_ROWS;
}
