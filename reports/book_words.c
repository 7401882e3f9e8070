/* book_words.c -- words, looks and small questions that several sheets share. */
#include "reports/book.h"

#include <string.h>
#include "base/text.h"
#include "reports/losses.h"
#include "reports/plain.h"
#include "reports/proposed.h"

/* ---- looks ------------------------------------------------------------------- */

enum { INK_LINK = 0x1F4E9E, INK_NOTE = 0x404040, FILL_HEAD = 0xD9E2EC, FILL_BAND = 0xEEF2F6 };

const struct style STYLE_TITLE = { .font = FONT_HEAD, .size = 20, .align = CENTRE, .wrap = true };
const struct style STYLE_SUBTITLE = { .font = FONT_NOTE, .align = CENTRE, .wrap = true };
const struct style STYLE_BAND = { .font = FONT_HEAD, .size = 12, .fill = FILL_BAND, .border = true, .wrap = true };
const struct style STYLE_HEAD = { .font = FONT_HEAD, .align = CENTRE, .fill = FILL_HEAD, .border = true, .wrap = true };
const struct style STYLE_CELL = { .font = FONT_TABLE, .border = true };
const struct style STYLE_CENTRE = { .font = FONT_TABLE, .border = true, .align = CENTRE, .wrap = true };
const struct style STYLE_NUMBER = { .font = FONT_TABLE, .border = true, .align = RIGHT };
const struct style STYLE_WRAPPED = { .font = FONT_TABLE, .border = true, .wrap = true };
const struct style STYLE_NOTE = { .font = FONT_NOTE, .size = 10, .ink = INK_NOTE, .wrap = true };
const struct style STYLE_PLAIN = { .font = FONT_TABLE, .size = 10 };
const struct style STYLE_PLAIN_HEAD = { .font = FONT_HEAD, .size = 10, .fill = FILL_HEAD, .border = true };
const struct style STYLE_LINK = { .font = FONT_TABLE, .border = true, .link = true, .ink = INK_LINK };

struct style with_fill(struct style s, uint32_t fill)
{
	s.fill = fill;
	return s;
}

struct style with_format(struct style s, const char *format)
{
	s.format = format;
	return s;
}

uint32_t colour_fill(const char *word)
{
	static const struct { const char *word; uint32_t fill; } colours[] = {
		{ "绿", 0xC6E0B4 }, { "蓝", 0xBDD7EE }, { "黄", 0xFFE699 }, { "橙", 0xF8CBAD }, { "红", 0xF4978E }, { "灰", 0xD9D9D9 },
	};

	for (size_t i = 0; word != NULL && i < sizeof colours / sizeof *colours; i++)
		if (strcmp(colours[i].word, word) == 0)
			return colours[i].fill;
	return 0;
}

/* Each band is darker than the one before, so that a grey copy keeps the order. */
const struct rate_band rate_bands[RATE_BANDS] = {
	{ 90, "≥90%",    0xF1F8F1, 0 },
	{ 80, "80–90%",  0xFBEDB5, 0 },
	{ 70, "70–80%",  0xF5C178, 0 },
	{ 60, "60–70%",  0xE58A5C, 0 },
	{ -1, "<60%",    0xB23A32, 0xFFFFFF },
};

const struct rate_band *rate_band(struct arena *a, struct num rate)
{
	size_t i = 0;

	while (i + 1 < RATE_BANDS && num_cmp(percent_of(a, rate), num_int(rate_bands[i].at_least)) < 0)
		i++;
	return &rate_bands[i];
}

struct style with_rate(struct arena *a, struct style s, struct num rate)
{
	s.fill = rate_band(a, rate)->fill;
	s.ink = rate_band(a, rate)->ink;
	return s;
}

void draw_rate_key(struct sheet *s, uint32_t row, size_t column, size_t last)
{
	sheet_span(s, row, 0, column - 1, "图例：得分率", STYLE_CENTRE);
	for (size_t i = 0; i < RATE_BANDS && column <= last; i++, column++) {
		struct style style = with_fill(STYLE_CENTRE, rate_bands[i].fill);

		style.ink = rate_bands[i].ink;
		sheet_text(s, row, column, rate_bands[i].word, style);
	}
}

/* ---- words ------------------------------------------------------------------- */

const char *kind_words(struct arena *a, const struct run_facts *facts)
{
	return facts->mark == NULL ? facts->kind : arena_printf(a, "%s%s", facts->mark, facts->kind);
}

const char *called(const char *title, const char *name)
{
	return title != NULL && *title != '\0' ? title : name;
}

const char *unit_with_parent(struct arena *a, const struct unit *u)
{
	return u->parent == NULL ? u->name : arena_printf(a, "%s（%s）", u->name, u->parent->name);
}

static int places_in(const struct rounding *r, int otherwise)
{
	if (!r->set || r->none)
		return otherwise;
	return r->places < 0 ? 0 : r->places;
}

int rounded_places(const struct rounding *r)
{
	return places_in(r, 4);
}

int total_places(const struct board *b)
{
	return rounded_places(&b->rounding);
}

int share_places(const struct board *b, const struct indicator *i)
{
	int total = total_places(b);

	if (i->rounding.set)
		return places_in(&i->rounding, 4);
	return total < 2 ? 2 : total;
}

const char *rounding_words(struct arena *a, const struct rounding *r)
{
	static const char *const modes[] = { [HALF_UP] = "四舍五入", [HALF_EVEN] = "四舍六入五成双", [TRUNCATE] = "截尾" };

	if (!r->set || r->none)
		return "不修约（印出4位小数）";
	return arena_printf(a, "%s保留%d位小数", modes[r->mode], r->places);
}

bool rate_of(struct arena *a, const struct node_score *n, struct num *rate)
{
	if (n->indicator == NULL || !n->scored || num_sign(n->full) <= 0)
		return false;
	*rate = num_div(a, n->points, n->full);
	return true;
}

struct num percent_of(struct arena *a, struct num rate)
{
	return num_mul(a, rate, num_int(100));
}

const char *effect_short(enum effect e)
{
	switch (e) {
	case EFFECT_UNSET:
		return "";
	case SKIP_RESCALE:
		return "不计折算";
	case SKIP_SHRINK:
		return "不计";
	case ZERO:
		return "计零分";
	case FULL:
		return "计满分";
	case GROUP_MEAN:
		return "组均分";
	case UNRANKED:
		return "不排名";
	case CARRY:
		return "沿用上期";
	}
	return "";
}

const char *leaf_words(struct arena *a, const struct node_score *n)
{
	const char *obstacle = obstacle_of(n), *dimension = value_dimension(n->indicator);

	if (n->zeroed != NULL)
		return "因否决计零";
	if (obstacle != NULL)
		return obstacle;
	if (n->value.kind != V_NUMBER)
		return "";
	if (text_same(dimension, "%"))
		return arena_printf(a, "%s%%", num_text(a, num_round(a, percent_of(a, n->value.num), 2, HALF_UP)));
	return arena_printf(a, "%s%s", num_text(a, num_round(a, n->value.num, 2, HALF_UP)), dimension == NULL ? "" : dimension);
}

const char *weakness(struct arena *a, const struct unit_score *u, const struct board *b)
{
	const struct indicator *branch = b->ascending ? NULL : costliest_child(a, u, b->root), *leaf;
	struct num got, most;
	const char *lost;

	if (branch == NULL)
		return "";
	leaf = costliest_leaf(a, u, branch);
	given_by(a, u, branch, &got, &most);
	lost = arena_printf(a, "%s（得%s，满%s）", called(branch->title, branch->name), num_fixed(a, got, total_places(b)),
		num_text(a, num_round(a, most, 2, HALF_UP)));
	if (leaf == NULL && branch->child_count == 0)
		return arena_printf(a, "%s，实为 %s", lost, leaf_words(a, &u->node[branch->index]));
	if (leaf == NULL)
		return lost;
	return arena_printf(a, "%s，其中%s %s", lost, called(leaf->title, leaf->name), leaf_words(a, &u->node[leaf->index]));
}

const char *proposals(struct arena *a, const struct flags *flags, const struct unit *u, const struct board *b)
{
	static const enum track tracks[] = { EFFICIENCY, FAULT };
	struct buf words = buf_new(a);

	for (size_t t = 0; t < sizeof tracks / sizeof *tracks; t++) {
		size_t count = 0;

		for (size_t i = 0; i < flags->count; i++)
			if (flags->flag[i].unit == u && flags->flag[i].trigger->board == b && flags->flag[i].trigger->track == tracks[t] &&
				flag_stands(&flags->flag[i]) && !flags->flag[i].counted_only)
				count++;
		if (count > 0)
			buf_printf(&words, "%s%s%zu项", words.length > 0 ? "\n" : "", track_words[tracks[t]], count);
	}
	return words.length > 0 ? words.at : NULL;
}

const char *weight_words(struct arena *a, const struct indicator *i, const char *group)
{
	if (i->parent == NULL)
		return "";
	switch (indicator_combine(i->parent, group)) {
	case WEIGHTED:
		return arena_printf(a, "权重%s%%", num_short(a, by_group(&i->weight, group), 2));
	case ADDED:
		return arena_printf(a, "满分%s", num_short(a, by_group(&i->full, group), 2));
	default:
		return "";
	}
}

const char *block_title(struct arena *a, const struct board_scores *bs, const struct group_scores *g)
{
	const char *board = called(bs->board->title, bs->board->name);

	return *g->group == '\0' ? board : arena_printf(a, "%s · %s", board, g->group);
}

/* ---- rankings of a period and of a 汇总 --------------------------------------- */

const char *band_words(struct arena *a, const char *title, const char *more, size_t units, size_t ranked, bool ascending)
{
	return arena_printf(a, "%s%s　　参评%zu个，排名%zu个，不排名%zu个；%s者在前", title, more, units, ranked, units - ranked,
		ascending ? "分低" : "分高");
}

void draw_moved(struct sheet *s, uint32_t row, size_t column, const struct past_unit *was, unsigned rank)
{
	struct arena *a = s->book->arena;
	const char *move = "";

	if (was == NULL || !was->ranked)
		sheet_text(s, row, column, was == NULL ? "—" : "未排名", STYLE_CENTRE);
	else
		sheet_count(s, row, column, was->rank, with_format(STYLE_CENTRE, "0"));
	if (was == NULL)
		move = "新";
	else if (was->ranked && rank > 0 && was->rank == rank)
		move = "—";
	else if (was->ranked && rank > 0)
		move = was->rank > rank ? arena_printf(a, "↑%u", was->rank - rank) : arena_printf(a, "↓%u", rank - was->rank);
	sheet_text(s, row, column + 1, move, STYLE_CENTRE);
}

void draw_grade_of(struct sheet *s, uint32_t row, size_t column, const struct grade *grade)
{
	if (grade == NULL)
		sheet_text(s, row, column, "—", STYLE_CENTRE);
	else
		sheet_text(s, row, column, grade->word, with_fill(STYLE_CENTRE, colour_fill(grade->colour)));
}

const char *tie_remark(struct arena *a, const struct unit *const *others, size_t count, unsigned rank)
{
	struct buf names = buf_new(a);

	if (count > TIES_NAMED)
		return arena_printf(a, "%zu个单位并列第%u", count + 1, rank);
	for (size_t k = 0; k < count; k++)
		buf_printf(&names, "%s%s", k > 0 ? "、" : "", others[k]->name);
	return arena_printf(a, "与%s并列第%u", names.at, rank);
}

const char *not_sent(struct arena *a, const struct measures *m, const struct unit *u)
{
	struct buf names = buf_new(a);

	for (size_t i = 0; i < m->scheme->source_count; i++)
		for (size_t k = 0; k < m->intake[i].missing_count; k++)
			if (m->intake[i].missing[k] == u)
				buf_printf(&names, "%s%s", names.length > 0 ? "、" : "",
					called(m->intake[i].source->title, m->intake[i].source->name));
	return names.length > 0 ? names.at : NULL;
}

uint32_t draw_annex_line(struct sheet *s, size_t last)
{
	const struct run_facts *f = s->book->facts;

	if (f->document == NULL || *f->document == '\0')
		return 0;
	sheet_span(s, 0, 0, last, arena_printf(s->book->arena, "%s附件", f->document), (struct style){ .font = FONT_HEAD, .size = 14 });
	return 1;
}
