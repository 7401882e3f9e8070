/* sheet_detail.c -- 明细: one row per board, unit and indicator, from the number back to rule line and rows. */
#include "reports/book.h"

#include <string.h>
#include "base/text.h"
#include "reports/plain.h"

enum {
	BOARD, GROUP, UNIT_CODE, UNIT, KIND, LEVEL, ITEM, PARENT, VALUE, EXACT_VALUE, DIMENSION, STATUS, EFFECT, SAMPLE,
	POINTS, FULL_MARKS, WEIGHT, SHARE, EXACT_POINTS, FORMULA, STEPS, RULE, SOURCES, COLUMNS
};

static const struct { const char *head; double width; } columns[COLUMNS] = {
	[BOARD]        = { "榜", 16 },
	[GROUP]        = { "组", 10 },
	[UNIT_CODE]    = { "单位代码", 12 },
	[UNIT]         = { "单位", 22 },
	[KIND]         = { "类别", 9 },
	[LEVEL]        = { "层级", 6 },
	[ITEM]         = { "项目", 26 },
	[PARENT]       = { "上级", 20 },
	[VALUE]        = { "值", 12 },
	[EXACT_VALUE]  = { "值（准确）", 16 },
	[DIMENSION]    = { "计量单位", 9 },
	[STATUS]       = { "状态", 10 },
	[EFFECT]       = { "处理", 10 },
	[SAMPLE]       = { "n", 9 },
	[POINTS]       = { "得分", 11 },
	[FULL_MARKS]   = { "满分", 9 },
	[WEIGHT]       = { "权重", 9 },
	[SHARE]        = { "折合", 11 },
	[EXACT_POINTS] = { "得分（准确）", 16 },
	[FORMULA]      = { "算式代入", 56 },
	[STEPS]        = { "计分过程", 60 },
	[RULE]         = { "规则位置", 22 },
	[SOURCES]      = { "数据来源", 60 },
};

struct detail {
	struct sheet *sheet;
	const struct run_facts *facts;
	const struct board_scores *bs;
	const char *group;
	uint32_t row;
	uint64_t left_out;
};

static void put(const struct detail *d, size_t column, const char *text)
{
	sheet_text(d->sheet, d->row, column, text, STYLE_PLAIN);
}

static void put_num(const struct detail *d, size_t column, struct num n, int places)
{
	sheet_num(d->sheet, d->row, column, n, places, STYLE_PLAIN);
}

/* says: the word for no number stands in 状态, unless the node has another one for it. */
static void put_value(const struct detail *d, struct value v, const char *dimension, bool says)
{
	struct arena *a = d->sheet->book->arena;

	put(d, DIMENSION, dimension);
	if (v.kind == V_NUMBER) {
		bool percent = text_same(dimension, "%");

		sheet_num(d->sheet, d->row, VALUE, v.num, percent ? 6 : 4, with_format(STYLE_PLAIN, percent ? "0.00%" : "0.####"));
		put(d, EXACT_VALUE, num_text(a, v.num));
	} else if (v.kind == V_NONE && says)
		put(d, STATUS, none_words[v.none]);
	else if (v.kind != V_NONE && v.kind != V_BLANK)
		put(d, EXACT_VALUE, value_show(a, v));
}

/* ---- where the numbers came from ---------------------------------------------------- */

struct search {
	const struct detail *detail;
	const struct unit *unit;
	struct buf text;
	const struct measure *seen[64];
	size_t seen_count;
};

static bool seen_before(struct search *s, const struct measure *m)
{
	for (size_t i = 0; i < s->seen_count; i++)
		if (s->seen[i] == m)
			return true;
	if (s->seen_count < sizeof s->seen / sizeof *s->seen)
		s->seen[s->seen_count++] = m;
	return false;
}

static void visit(const struct expr *e, void *self)
{
	struct search *s = self;
	struct arena *a = s->detail->sheet->book->arena;
	const struct measures *m = s->detail->facts->measures;
	const struct measured *found;
	const char *source;

	if (e->op != OP_MEASURE || seen_before(s, e->measure))
		return;
	found = measured(m, e->measure, s->unit);
	source = found == NULL ? "" : measured_source(a, m, e->measure, found);
	buf_printf(&s->text, "%s%s：%s", s->text.length > 0 ? "；" : "", called(e->measure->title, e->measure->name),
		*source == '\0' ? "无" : source);
}

static const char *sources_of(const struct detail *d, const struct unit *u, const struct expr *formula)
{
	struct search s = { .detail = d, .unit = u, .text = buf_new(d->sheet->book->arena) };

	if (formula == NULL)
		return "";
	expr_walk(formula, visit, &s);
	return s.text.length > 0 ? s.text.at : "";
}

/* ---- rows -------------------------------------------------------------------- */

static bool start_row(struct detail *d, const struct unit *u, const char *kind, const char *item, struct origin rule)
{
	if (d->row >= SHEET_ROWS) {
		d->left_out++;
		return false;
	}
	put(d, BOARD, called(d->bs->board->title, d->bs->board->name));
	put(d, GROUP, d->group);
	put(d, UNIT_CODE, u->code);
	put(d, UNIT, u->name);
	put(d, KIND, kind);
	put(d, ITEM, item);
	put(d, RULE, origin_text(d->sheet->book->arena, rule));
	return true;
}

static void draw_points(const struct detail *d, const struct node_score *n)
{
	if (!n->scored)
		return;
	put_num(d, POINTS, n->points, 4);
	put_num(d, FULL_MARKS, n->full, 4);
	put_num(d, WEIGHT, n->weight, 4);
	put_num(d, SHARE, n->share, 4);
	put(d, EXACT_POINTS, num_text(d->sheet->book->arena, n->points));
}

static void draw_node(struct detail *d, const struct unit_score *u, const struct indicator *i)
{
	const struct node_score *n = &u->node[i->index];

	if (n->indicator == NULL || !start_row(d, u->unit, i->child_count > 0 ? "汇总" : "指标", called(i->title, i->name), i->at))
		return;
	sheet_count(d->sheet, d->row, LEVEL, i->depth - d->bs->board->root->depth, with_format(STYLE_PLAIN, "0"));
	if (i->parent != NULL)
		put(d, PARENT, called(i->parent->title, i->parent->name));
	if (i->child_count == 0) {
		put_value(d, n->value, value_dimension(i), n->state == NULL);
		sheet_count(d->sheet, d->row, SAMPLE, n->n, with_format(STYLE_PLAIN, "0"));
		put(d, SOURCES, sources_of(d, u->unit, indicator_formula(i, u->unit->group)));
	}
	if (n->none && (n->state != NULL || n->value.kind != V_NONE))
		put(d, STATUS, obstacle_of(n));
	put(d, EFFECT, n->zeroed != NULL ? "否决计零" : n->effect != EFFECT_UNSET ? effect_words[n->effect] : "");
	draw_points(d, n);
	put(d, FORMULA, n->shown);
	put(d, STEPS, n->steps);
	d->row++;
}

static void draw_tree(struct detail *d, const struct unit_score *u, const struct indicator *i)
{
	draw_node(d, u, i);
	for (size_t c = 0; c < i->child_count; c++)
		draw_tree(d, u, i->child[c]);
}

static void draw_extra(struct detail *d, const struct unit_score *u, const struct extra_score *e)
{
	if (!start_row(d, u->unit, "加减分", called(e->extra->title, e->extra->name), e->extra->at))
		return;
	put_value(d, e->value, e->extra->dimension, true);
	sheet_count(d->sheet, d->row, SAMPLE, e->n, with_format(STYLE_PLAIN, "0"));
	put_num(d, POINTS, e->points, 4);
	put(d, EXACT_POINTS, num_text(d->sheet->book->arena, e->points));
	put(d, FORMULA, e->shown);
	put(d, STEPS, e->steps);
	put(d, SOURCES, sources_of(d, u->unit, e->extra->formula));
	d->row++;
}

static const char *total_words(const struct detail *d, const struct unit_score *u)
{
	struct arena *a = d->sheet->book->arena;
	const char *rank = u->ranked ? arena_printf(a, "名次%u", u->rank) : arena_printf(a, "不参与排名：%s",
		u->why_unranked == NULL ? "规则指定" : u->why_unranked);

	const char *decided = u->intervention_count == 0 ? "" : arena_printf(a, "调整%s，问责扣分%s，", num_short(a, u->adjusted, 6),
		num_short(a, u->duty, 6));

	return arena_printf(a, "%s%s%s；基本分%s，加减分%s，%s%s%s", rank, u->grade != NULL ? "；等次" : "", u->grade != NULL ? u->grade->word : "",
		num_short(a, u->base, 6), num_short(a, u->extra_sum, 6), decided, rounding_words(a, &d->bs->board->rounding),
		u->has_before ? arena_printf(a, "；调整、剔除前总分%s", num_short(a, u->before, 6)) : "");
}

static void draw_total(struct detail *d, const struct unit_score *u)
{
	if (!start_row(d, u->unit, "总分", "总分", d->bs->board->at))
		return;
	if (u->scored) {
		put_num(d, POINTS, u->total, total_places(d->bs->board));
		put(d, EXACT_POINTS, num_text(d->sheet->book->arena, u->exact));
	}
	put_num(d, FULL_MARKS, by_group(&d->bs->board->full, d->group), 4);
	put(d, STEPS, total_words(d, u));
	d->row++;
}

/* A line that people's decisions added to the total. */
static void draw_intervention(struct detail *d, const struct unit_score *u, const struct intervention *v)
{
	struct arena *a = d->sheet->book->arena;

	if (!start_row(d, u->unit, v->duty ? "问责扣分" : "调整", v->what, v->at))
		return;
	put_num(d, POINTS, v->points, 4);
	put(d, EXACT_POINTS, num_text(a, v->points));
	put(d, STEPS, arena_printf(a, "%s；%s；%s", v->document, v->reason, v->by));
	d->row++;
}

static void draw_unit(struct detail *d, const struct unit_score *u)
{
	scores_tell(d->facts->scores, d->bs->board, u->unit);
	draw_total(d, u);
	draw_tree(d, u, d->bs->board->root);
	for (size_t i = 0; i < u->extra_count; i++)
		draw_extra(d, u, &u->extra[i]);
	for (size_t i = 0; i < u->intervention_count; i++)
		draw_intervention(d, u, &u->intervention[i]);
}

static void draw_board(struct detail *d)
{
	sheet_rows_begin(d->sheet);
	for (size_t g = 0; g < d->bs->group_count; g++)
		for (size_t i = 0; i < d->bs->group[g].unit_count; i++) {
			d->group = d->bs->group[g].unit[i]->unit->group;
			draw_unit(d, d->bs->group[g].unit[i]);
			sheet_rows_done(d->sheet, d->row);
		}
	sheet_rows_end(d->sheet, d->row);
}

void draw_detail(struct book *b)
{
	struct detail d = { .sheet = book_sheet(b, "明细"), .facts = b->facts, .row = 1 };
	const struct scores *scores = b->facts->scores;

	d.sheet->plain = true;
	for (size_t c = 0; c < COLUMNS; c++) {
		sheet_width(d.sheet, c, columns[c].width);
		sheet_text(d.sheet, 0, c, columns[c].head, STYLE_PLAIN_HEAD);
	}
	for (size_t i = 0; i < scores->scheme->board_count; i++) {
		d.bs = &scores->board[i];
		draw_board(&d);
	}
	if (d.left_out > 0)
		sheet_text(d.sheet, d.row++, BOARD, arena_printf(b->arena, "一张表放不下，其余 %llu 行见 scores.csv", (unsigned long long)d.left_out),
			STYLE_PLAIN);
	sheet_for_auditors(d.sheet, d.row - 1, COLUMNS);
}
