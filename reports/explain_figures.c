/* explain_figures.c -- what a formula rests on, down to rule lines, files and rows. */
#include "reports/explain.h"

#include <inttypes.h>
#include <string.h>
#include "base/file.h"
#include "base/text.h"
#include "reports/book.h"
#include "reports/plain.h"

enum { MOST_FILES = 20 };

static const char *const algorithm_words[] = { "计数", "合计", "平均", "最大", "最小", "去重计数", "中位数", "单值", "改动数",
	"分位", "反弹", "反弹分母", "重复", "评分" };

void explain_entry(struct outline *under, const struct element *e, const char *key)
{
	for (size_t i = 0; i < e->entry_count; i++)
		if (strcmp(e->entry[i].key, key) == 0)
			outline_add(under, "%s %s  %s", key, e->entry[i].value, rule_place(under->arena, e->entry[i].at));
}

static bool ranked_together(const struct board *b, const struct unit *u, const struct unit *v)
{
	return b->pooled || text_same(u->group, v->group);
}

/* ---- measures ------------------------------------------------------------------ */

static const struct tally *tally_of(const struct intake *in, const struct registry *r)
{
	for (size_t k = 0; k < in->source->mapping_count; k++)
		if (in->source->mapping[k].registry == r && in->source->mapping[k].label == NULL)
			return &in->tally[k];
	return NULL;
}

static void add_tally(const struct explained *x, struct outline *under, const struct intake *in)
{
	const struct tally *t = tally_of(in, x->unit->registry);

	if (t != NULL && in->file_count > 0)
		outline_add(under, "全部数据 %" PRIu64 "行 = 计入%" PRIu64 " + 无单位%" PRIu64 " + 截止日后%" PRIu64 "%s + 隔离%" PRIu64, t->in,
			t->counted, t->without_unit, t->excluded, t->struck == 0 ? "" : arena_printf(x->arena, " + 剔除%" PRIu64, t->struck), t->quarantined);
}

/* The files from the first to the last that holds a row of the figure. */
static void add_files(struct outline *under, const struct intake *in, const struct measured *figure)
{
	size_t last = figure->last_file < in->file_count ? figure->last_file : in->file_count - 1;

	if (figure->n == 0 || figure->file >= in->file_count)
		return;
	for (size_t k = figure->file; k <= last; k++) {
		const struct received *r = &in->file[k];

		if (k - figure->file == MOST_FILES) {
			outline_add(under, "另有%zu个文件见 run.json", last - k + 1);
			return;
		}
		outline_add(under, "文件 %s 共%" PRIu64 "行，SHA-256 %s", r->file->name, r->rows, r->file->digest);
	}
}

static bool is_missing(const struct intake *in, const struct unit *u)
{
	for (size_t k = 0; k < in->missing_count; k++)
		if (in->missing[k] == u)
			return true;
	return false;
}

/* How the rows are counted, as the rules say it. */
static void add_counting(struct outline *o, const struct measure *m)
{
	static const char *const keys[] = { "列", "分位法", "同一", "发现列", "办结列", "窗口", "轮次",
		"分", "评委", "对象", "去掉最高最低", "最少人数", "回避", "不足", "条件" };

	if (m->algorithm == QUANTILE || m->algorithm == REPEATED)
		explain_entry(o, m->element, "算法");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		explain_entry(o, m->element, keys[i]);
	if (m->label != NULL)
		explain_entry(o, m->element, "归属");
	if (m->where == NULL)
		outline_add(o, m->algorithm == REBOUND || m->algorithm == REBOUND_BASE ? "没有条件，每次办结都算" : "没有条件，每一行都算");
}

static void add_source(const struct explained *x, struct outline *o, const struct measure *m, const struct measured *figure)
{
	const struct measures *all = x->scores->measures;
	const struct intake *in = &all->intake[m->source->index];
	const char *rows = measured_source(x->arena, all, m, figure);
	bool *told = &x->told[2 * m->source->index + m->citywide];

	outline_add(o, "数据 %s，%s%s  %s", called(m->source->title, m->source->name), algorithm_words[m->algorithm],
		m->citywide ? "，全市合计归每个单位" : "", rule_place(x->arena, m->source->element->at));
	add_counting(o, m);
	if (is_missing(in, x->unit))
		outline_add(o, "本单位没有报送");
	if (in->lacking)
		outline_add(o, "汇总文件未到，按零行处理");
	if (*rows != '\0')
		outline_add(o, "行 %s", rows);
	if (*told)
		return;
	*told = true;
	add_files(o, in, figure);
	add_tally(x, o, in);
}

void explain_measure(const struct explained *x, struct outline *under, const struct measure *m)
{
	const struct measured *figure = measured(x->scores->measures, m, x->unit);
	const char *name = called(m->title, m->name);
	struct outline *o;

	if (figure == NULL) {
		outline_add(under, "统计 %s：本名录没有这个数  %s", name, rule_place(x->arena, m->element->at));
		return;
	}
	o = outline_add(under, "统计 %s%s = %s，n = %" PRIu64 "  %s", m->name, text_same(name, m->name) ? "" : arena_printf(x->arena, "（%s）", name),
		exact_value(x->arena, figure->value, m->dimension), figure->n, rule_place(x->arena, m->element->at));
	add_source(x, o, m, figure);
}

/* ---- other leaves ---------------------------------------------------------------- */

static void add_parameter(const struct explained *x, struct outline *under, const struct parameter *p)
{
	outline_add(under, "参数 %s = %s%s%s  %s", p->name, exact_value(x->arena, p->value, p->dimension), p->basis != NULL ? "，依据 " : "",
		p->basis != NULL ? p->basis : "", rule_place(x->arena, p->at));
}

static void add_attribute(const struct explained *x, struct outline *under, const struct expr *e)
{
	outline_add(under, "名录 %s = %s  %s", e->name, exact_value(x->arena, scores_eval(x->scores, x->board, x->unit, e), NULL),
		rule_place(x->arena, x->unit->at));
}

static void add_reference(const struct explained *x, struct outline *under, const struct expr *e)
{
	const struct indicator *i = e->indicator;
	const char *dimension = e->op == OP_RATE ? "%" : e->op == OP_VALUE ? value_dimension(i) : NULL;
	struct outline *o = outline_add(under, "%s(%s) = %s  %s", e->name, i->name,
		exact_value(x->arena, scores_eval(x->scores, x->board, x->unit, e), dimension), rule_place(x->arena, i->at));

	if (e->op == OP_VALUE && i->formula != NULL) {
		const struct expr *formula = indicator_formula(i, x->unit->group);

		outline_add(o, "代入 %s", scores_show(x->scores, x->board, x->unit, formula));
		explain_operands(x, o, formula);
	} else if (board_has(x->board, i)) {
		outline_add(o, "过程 %s", x->score->node[i->index].steps);
	}
}

static void add_day(const struct explained *x, struct outline *under, const struct expr *e)
{
	outline_add(under, "%s = %s", e->name, value_show(x->arena, scores_eval(x->scores, x->board, x->unit, e)));
}

static void add_whole(const struct explained *x, struct outline *under, const struct expr *e)
{
	outline_add(under, "%s = %s  %s", e->name, exact_value(x->arena, scores_eval(x->scores, x->board, x->unit, e), NULL),
		rule_place(x->arena, x->board->at));
}

/* ---- other units ------------------------------------------------------------------ */

static void add_figure_of(const struct explained *x, struct outline *under, const struct unit *u, const struct board *b, const struct expr *e)
{
	const char *value = exact_value(x->arena, scores_eval(x->scores, b, u, e), e->dimension);

	if (e->count == 0)
		outline_add(under, "%s：%s", u->name, value);
	else
		outline_add(under, "%s：%s = %s", u->name, scores_show(x->scores, b, u, e), value);
}

/* The units of 范围, or else of the group. */
static bool is_looked_at(const struct explained *x, const struct unit *u, const struct expr *e)
{
	struct value in;

	if (e->among == NULL)
		return ranked_together(x->board, x->unit, u);
	in = scores_eval(x->scores, x->board, u, e->among);
	return in.kind == V_BOOL && in.yes;
}

/* 组平均 and the like: the argument for every unit of the group. */
static void add_group(const struct explained *x, struct outline *under, const struct expr *e)
{
	struct outline *o = outline_add(under, "%s = %s：%s各单位（没有数的不算）", expr_text(x->arena, e),
		exact_value(x->arena, scores_eval(x->scores, x->board, x->unit, e), e->op == OP_RANK_OF ? NULL : e->dimension),
		e->among != NULL ? "范围内" : "同组");
	const struct registry *r = x->unit->registry;

	for (size_t k = 0; k < r->unit_count; k++)
		if (is_looked_at(x, r->unit[k], e))
			add_figure_of(x, o, r->unit[k], x->board, e->arg[0]);
}

static bool knows(const struct explained *x, const struct registry *r, const struct expr *e)
{
	const struct measure **m = measures_in(x->arena, e);

	for (; *m != NULL; m++)
		if (measured(x->scores->measures, *m, r->unit[0]) == NULL)
			return false;
	return true;
}

static const struct board *board_of(const struct scheme *s, const struct registry *r)
{
	for (size_t b = 0; b < s->board_count; b++)
		if (s->board[b]->registry == r)
			return s->board[b];
	return NULL;
}

/* The registry in which 下级平均 and 下级合计 find their children. */
static const struct registry *child_registry(const struct explained *x, const struct expr *e)
{
	const struct scheme *s = x->scores->scheme;

	for (size_t r = 0; r < s->registry_count; r++)
		if (s->registry[r]->parent == x->unit->registry && s->registry[r]->unit_count > 0 && knows(x, s->registry[r], e))
			return s->registry[r];
	return NULL;
}

static void add_measures_of(const struct explained *x, struct outline *under, const struct unit *u, const struct expr *e)
{
	const struct measure **m = measures_in(x->arena, e);
	struct buf b = buf_new(x->arena);

	for (; *m != NULL; m++) {
		const struct measured *figure = measured(x->scores->measures, *m, u);

		if (figure != NULL)
			buf_printf(&b, "%s%s(%s)", b.length > 0 ? "，" : "", (*m)->name, exact_value(x->arena, figure->value, (*m)->dimension));
	}
	outline_add(under, "%s：%s", u->name, b.length > 0 ? b.at : "");
}

static void add_children(const struct explained *x, struct outline *under, const struct expr *e)
{
	const struct registry *r = child_registry(x, e->arg[0]);
	const struct board *b = r == NULL ? NULL : board_of(x->scores->scheme, r);
	struct outline *o = outline_add(under, "%s = %s：所属各单位（没有数的不算）", expr_text(x->arena, e),
		exact_value(x->arena, scores_eval(x->scores, x->board, x->unit, e), e->dimension));

	for (size_t k = 0; r != NULL && k < r->unit_count; k++) {
		if (r->unit[k]->parent != x->unit)
			continue;
		if (b != NULL)
			add_figure_of(x, o, r->unit[k], b, e->arg[0]);
		else
			add_measures_of(x, o, r->unit[k], e->arg[0]);
	}
}

/* The units of whose points the mean is; NULL: the group. */
static bool is_one_of(const struct explained *x, const struct unit *u, const struct treatment *whose)
{
	struct value in;

	if (whose != NULL && whose->among != NULL) {
		in = scores_eval(x->scores, x->board, u, whose->among);
		return in.kind == V_BOOL && in.yes;
	}
	return (whose != NULL && whose->whole_board) || ranked_together(x->board, x->unit, u);
}

void explain_group(const struct explained *x, struct outline *under, const struct indicator *i, bool points, const struct treatment *whose)
{
	const struct registry *r = x->unit->registry;
	struct outline *o = outline_add(under, "%s的%s", whose == NULL ? "同组各单位" : whose->among != NULL ? "范围内各单位" : whose->whole_board ? "各单位" : "同组各单位", points ? "得分" : "值");

	for (size_t k = 0; k < r->unit_count; k++) {
		const struct node_score *n = &x->bs->unit[k].node[i->index];

		if (!is_one_of(x, r->unit[k], whose))
			continue;
		if (n->none)
			outline_add(o, "%s：%s", r->unit[k]->name, obstacle_of(n));
		else if (points)
			outline_add(o, "%s：%s/%s", r->unit[k]->name, exact_num(x->arena, n->points), exact_num(x->arena, n->full));
		else
			outline_add(o, "%s：%s", r->unit[k]->name, exact_value(x->arena, n->value, value_dimension(i)));
	}
}

/* ---- an expression ------------------------------------------------------------------ */

struct walk {
	const struct explained *x;
	struct outline *under;
	const struct expr **seen;
	size_t seen_count;
};

static bool same_thing(const struct expr *a, const struct expr *b)
{
	if (a->op != b->op || a->op >= OP_GROUP_MEAN)
		return a == b;
	return a->measure == b->measure && a->param == b->param && a->indicator == b->indicator && text_same(a->name, b->name);
}

static bool seen_before(struct walk *w, const struct expr *e)
{
	for (size_t k = 0; k < w->seen_count; k++)
		if (same_thing(w->seen[k], e))
			return true;
	*arena_push(w->x->arena, w->seen, w->seen_count) = e;
	return false;
}

/* Adds what e itself looks at; false if that lies in its arguments. */
static bool add_operand(const struct explained *x, struct outline *under, const struct expr *e)
{
	switch (e->op) {
	case OP_MEASURE:
		explain_measure(x, under, e->measure);
		return true;
	case OP_PARAM:
		add_parameter(x, under, e->param);
		return true;
	case OP_PERIOD_FIRST:
	case OP_PERIOD_LAST:
	case OP_CUTOFF:
	case OP_YEAR_FIRST:
	case OP_YEAR_LAST:
	case OP_BEFORE_FIRST:
	case OP_BEFORE_LAST:
	case OP_MONTHS:
		add_day(x, under, e);
		return true;
	case OP_ATTRIBUTE:
		add_attribute(x, under, e);
		return true;
	case OP_VALUE:
	case OP_POINTS:
	case OP_RATE:
		add_reference(x, under, e);
		return true;
	case OP_TOTAL:
	case OP_RANK:
		add_whole(x, under, e);
		return true;
	case OP_GROUP_MEAN:
	case OP_GROUP_MAX:
	case OP_GROUP_MIN:
	case OP_GROUP_SUM:
	case OP_GROUP_MEDIAN:
	case OP_GROUP_SD:
	case OP_GROUP_COUNT:
	case OP_RANK_OF:
	case OP_BOTTOM:
		add_group(x, under, e);
		return true;
	case OP_CHILD_MEAN:
	case OP_CHILD_SUM:
	case OP_CHILD_MIN:
	case OP_CHILD_MAX:
	case OP_CHILD_COUNT:
		add_children(x, under, e);
		return true;
	default:
		return explain_past(x, under, e);
	}
}

/* These count this period too, so what they ask of it belongs on the page. */
static bool asks_now_too(enum op op)
{
	return op == OP_RECENT || op == OP_STREAK || op == OP_TIMES;
}

static void walk(struct walk *w, const struct expr *e)
{
	bool looks = (e->op >= OP_MEASURE && e->op <= OP_WEIGHT) || e->op >= OP_GROUP_MEAN;

	if (looks && seen_before(w, e))
		return;
	if (add_operand(w->x, w->under, e) && !asks_now_too(e->op))
		return;
	for (size_t k = 0; k < e->count; k++)
		walk(w, e->arg[k]);
}

void explain_operands(const struct explained *x, struct outline *under, const struct expr *e)
{
	struct walk w = { .x = x, .under = under };

	walk(&w, e);
}
