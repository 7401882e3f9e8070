/* card.c -- one unit on a page: total, where the points were lost, every indicator, the months before. */
#include "reports/pages.h"

#include "base/date.h"
#include "reports/book.h"
#include "reports/html.h"
#include "reports/losses.h"
#include "reports/plain.h"

enum { MOST_LOSSES = 5, TREND_PERIODS = 12, WIDTH = 420, HEIGHT = 130, MARGIN = 34, FOOT = 22 };

struct card {
	struct buf *out;
	struct arena *arena;
	const struct run_facts *facts;
	const struct board_scores *bs;
	const struct unit_score *u;
};

const char *card_anchor(struct arena *a, const struct board *b, const struct unit *u)
{
	return arena_printf(a, "b%zuu%zu", b->index, u->index);
}

static const char *points_text(const struct card *c, struct num n)
{
	return num_text(c->arena, num_round(c->arena, n, 2, HALF_UP));
}

/* ---- the total ------------------------------------------------------------------------ */

static size_t ranked_beside(const struct card *c)
{
	for (size_t g = 0; g < c->bs->group_count; g++)
		for (size_t k = 0; k < c->bs->group[g].unit_count; k++)
			if (c->bs->group[g].unit[k] == c->u)
				return c->bs->group[g].ranked_count;
	return 0;
}

static void put_total(const struct card *c)
{
	struct arena *a = c->arena;
	const struct unit_score *u = c->u;
	const struct board *b = c->bs->board;
	struct buf line = buf_new(a);
	const char *missing = not_sent(a, c->facts->measures, u->unit), *moved = page_moved(a, c->facts, b, u->unit, u->ranked ? u->rank : 0);

	buf_printf(&line, "总分 %s（满分 %s）", u->scored ? num_fixed(a, u->total, total_places(b)) : "无", num_short(a, by_group(&b->full, u->unit->group), 2));
	if (u->ranked)
		buf_printf(&line, "，第 %u 名（%zu 个单位排名%s）", u->rank, ranked_beside(c), u->tied > 1 ? "，并列" : "");
	else
		buf_printf(&line, "，不参与排名：%s", u->why_unranked == NULL ? "规则指定" : u->why_unranked);
	if (!text_same(moved, "—"))
		buf_printf(&line, "，比上期%s", moved);
	if (u->grade != NULL)
		buf_printf(&line, "，%s", u->grade->word);
	if (missing != NULL)
		buf_printf(&line, "。未报送：%s", missing);
	html_tag(c->out, "p", line.at);
}

/* ---- where the points were lost ---------------------------------------------------------- */

static const char *loss_words(const struct card *c, const struct loss *l)
{
	const struct indicator *branch = l->indicator, *leaf = costliest_leaf(c->arena, c->u, branch);
	const struct node_score *n = leaf == NULL ? NULL : &c->u->node[leaf->index];
	const char *words;
	struct num got, most;

	given_by(c->arena, c->u, branch, &got, &most);
	words = arena_printf(c->arena, "%s：失 %s 分（得 %s，满 %s）", called(branch->title, branch->name), points_text(c, l->points),
		points_text(c, got), points_text(c, most));
	if (leaf == NULL || leaf == branch)
		return words;
	return arena_printf(c->arena, "%s，其中 %s %s", words, called(leaf->title, leaf->name), obstacle_of(n) != NULL ? obstacle_of(n) :
		n->value.kind == V_NUMBER ? short_figure(c->arena, num_round(c->arena, n->value.num, 4, HALF_UP), value_dimension(leaf), 2) : "");
}

static void put_losses(const struct card *c)
{
	struct loss *loss;
	size_t count = branch_losses(c->arena, c->u, c->bs->board, &loss);

	if (count == 0)
		return;
	html_tag(c->out, "p", "失分由多到少：");
	buf_add(c->out, "<ol>\n");
	for (size_t k = 0; k < count && k < MOST_LOSSES; k++)
		html_tag(c->out, "li", loss_words(c, &loss[k]));
	buf_add(c->out, "</ol>\n");
}

/* ---- indicators ---------------------------------------------------------------------------- */

static void put_node(const struct card *c, const struct indicator *i, size_t depth)
{
	const struct node_score *n = &c->u->node[i->index];
	const char *word = obstacle_of(n);
	struct num rate;
	struct buf name = buf_new(c->arena);

	for (size_t k = 1; k < depth; k++)
		buf_add(&name, "　");
	buf_add(&name, called(i->title, i->name));
	buf_add(c->out, "<tr>");
	html_cell(c->out, name.at);
	html_cell(c->out, weight_words(c->arena, i, c->u->unit->group));
	html_cell(c->out, i->child_count > 0 ? "" : word != NULL ? word : n->value.kind == V_NUMBER ?
		short_figure(c->arena, num_round(c->arena, n->value.num, 4, HALF_UP), value_dimension(i), 2) : value_show(c->arena, n->value));
	html_tag(c->out, "td class=\"n\"", n->scored ? points_text(c, n->points) : "不计");
	html_tag(c->out, "td class=\"n\"", rate_of(c->arena, n, &rate) ?
		arena_printf(c->arena, "%s%%", num_fixed(c->arena, percent_of(c->arena, rate), 1)) : "—");
	buf_add(c->out, "</tr>\n");
	for (size_t k = 0; k < i->child_count; k++)
		put_node(c, i->child[k], depth + 1);
}

static void put_extras(const struct card *c)
{
	for (size_t k = 0; k < c->u->extra_count; k++) {
		const struct extra_score *x = &c->u->extra[k];

		if (num_sign(x->points) != 0)
			html_tag(c->out, "p", arena_printf(c->arena, "%s：%s%s 分", called(x->extra->title, x->extra->name), num_sign(x->points) > 0 ? "+" : "",
				points_text(c, x->points)));
	}
	if (num_sign(c->u->adjusted) != 0)
		html_tag(c->out, "p", arena_printf(c->arena, "人工调整：%s 分", points_text(c, c->u->adjusted)));
	if (num_sign(c->u->duty) != 0)
		html_tag(c->out, "p", arena_printf(c->arena, "问责扣分：%s 分", points_text(c, c->u->duty)));
}

static void put_indicators(const struct card *c)
{
	static const char *const head[] = { "指标", "权重／满分", "数值", "得分", "得分率" };

	html_table(c->out, head, sizeof head / sizeof *head);
	put_node(c, c->bs->board->root, 0);
	html_table_end(c->out);
	put_extras(c);
}

/* ---- the months before ------------------------------------------------------------------------ */

struct point {
	const char *period;
	struct num total;
};

/* Oldest first, this period last. */
static size_t trend_of(const struct card *c, struct point point[TREND_PERIODS])
{
	const struct history *h = c->facts->scores->history;
	size_t count = 0, most = h == NULL ? 0 : h->count < TREND_PERIODS - 1 ? h->count : TREND_PERIODS - 1;

	for (size_t k = most; k-- > 0;) {
		const struct past_unit *was = h->past[k].run == 0 ? NULL : past_unit_of(&h->past[k], c->bs->board, c->u->unit);

		if (was != NULL && was->scored)
			point[count++] = (struct point){ period_text(c->arena, h->past[k].period), was->total };
	}
	if (c->u->scored)
		point[count++] = (struct point){ period_text(c->arena, c->facts->measures->period), c->u->total };
	return count;
}

/* How far above the lowest, of `height`. */
static int height_of(const struct card *c, struct num n, struct num least, struct num most, int height)
{
	struct num span = num_sub(c->arena, most, least);
	int64_t y = height / 2;

	if (num_sign(span) > 0)
		num_to_int(num_floor(c->arena, num_div(c->arena, num_mul(c->arena, num_sub(c->arena, n, least), num_int(height)), span)), &y);
	return (int)y;
}

static void put_trend(const struct card *c)
{
	struct point point[TREND_PERIODS];
	size_t count = trend_of(c, point);
	struct num least, most;
	int places = total_places(c->bs->board), x[TREND_PERIODS], y[TREND_PERIODS];

	if (count < 2)
		return;
	least = most = point[0].total;
	for (size_t k = 1; k < count; k++) {
		least = num_min(least, point[k].total);
		most = num_max(most, point[k].total);
	}
	for (size_t k = 0; k < count; k++) {
		x[k] = MARGIN + (int)k * (WIDTH - 2 * MARGIN) / ((int)count - 1);
		y[k] = HEIGHT - FOOT - 12 - height_of(c, point[k].total, least, most, HEIGHT - FOOT - 44);
	}
	html_tag(c->out, "p", "各期总分：");
	buf_printf(c->out, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" font-size=\"11\" text-anchor=\"middle\">\n", WIDTH, HEIGHT, WIDTH, HEIGHT);
	buf_add(c->out, "<polyline fill=\"none\" stroke=\"#1f4e9e\" stroke-width=\"2\" points=\"");
	for (size_t k = 0; k < count; k++)
		buf_printf(c->out, "%s%d,%d", k > 0 ? " " : "", x[k], y[k]);
	buf_add(c->out, "\"/>\n");
	for (size_t k = 0; k < count; k++) {
		buf_printf(c->out, "<circle cx=\"%d\" cy=\"%d\" r=\"3\" fill=\"#1f4e9e\"/>", x[k], y[k]);
		html_tag(c->out, arena_printf(c->arena, "text x=\"%d\" y=\"%d\"", x[k], y[k] - 8), num_fixed(c->arena, point[k].total, places));
		if (count <= 7 || k % 2 == (count - 1) % 2)
			html_tag(c->out, arena_printf(c->arena, "text x=\"%d\" y=\"%d\"", x[k], HEIGHT - 6), point[k].period);
	}
	buf_add(c->out, "</svg>\n");
}

void page_card(struct buf *b, const struct run_facts *facts, const struct board_scores *bs, const struct unit_score *u)
{
	const struct card c = { b, b->arena, facts, bs, u };

	buf_printf(b, "<section class=\"unit\" id=\"%s\">\n", card_anchor(b->arena, bs->board, u->unit));
	html_tag(b, "h2", arena_printf(b->arena, "%s　%s", unit_with_parent(b->arena, u->unit), called(bs->board->title, bs->board->name)));
	put_total(&c);
	put_losses(&c);
	put_trend(&c);
	put_indicators(&c);
	buf_add(b, "</section>\n");
}
