/* lint_range.c -- conditions whose outcome is settled beforehand, words that no
 * list holds, denominators that are always or may be 0. */
#include <string.h>
#include "base/text.h"
#include "rules/range.h"

struct place {
	struct ranging *c;
	const struct element *element;
	const struct expr *whole;
};

/* ---- settled ------------------------------------------------------------------ */

static void find_parameter(const struct expr *e, void *found)
{
	*(bool *)found = *(bool *)found || e->op == OP_PARAM;
}

struct blank_search {
	const struct source *source;
	bool found;
};

static void find_nullable(const struct expr *e, void *self)
{
	struct blank_search *s = self;
	const struct source *source = e->op == OP_FAR_COLUMN ? e->far : s->source;

	if ((e->op == OP_COLUMN || e->op == OP_FAR_COLUMN) && source != NULL && e->column < source->column_count)
		s->found = s->found || !source->column[e->column].required;
}

/* False where it is settled, and was told. */
static bool say_settled(struct place *p, const char *key, const struct expr *when)
{
	enum outcome o = settle(p->c, when);
	struct reader *r = p->c->r;
	struct blank_search blanks = { p->c->source, false };

	if (o == ALWAYS && p->c->source != NULL)
		expr_walk(when, find_nullable, &blanks);
	if (o == OPEN_ENDED || blanks.found)            /* 分数 >= 0 passes over the blanks */
		return true;
	diag(r->diag, o == ALWAYS ? MSG_ALWAYS : MSG_NEVER, entry_of(p->element, key)->value_at, p->element->kind, p->element->name,
		entry_of(p->element, key)->value, NULL);
	return false;
}

/* 如果(1 > 2, …): nothing but the scheme's own numbers in it, or what can never be. */
static void check_choice(const struct expr *e, void *self)
{
	struct place *p = self;
	struct blank_search blanks = { p->c->source, false };
	bool parameter = false;
	enum outcome o;

	if (e->op != OP_IF)
		return;
	expr_walk(e->arg[0], find_parameter, &parameter);
	o = parameter ? OPEN_ENDED : settle(p->c, e->arg[0]);
	if (o == ALWAYS && p->c->source != NULL)
		expr_walk(e->arg[0], find_nullable, &blanks);
	if (o != OPEN_ENDED && !blanks.found)
		diag(p->c->r->diag, o == ALWAYS ? MSG_CHOICE_ALWAYS : MSG_CHOICE_NEVER, expr_start(e->arg[0]), expr_text(p->c->r->arena, e->arg[0]), NULL);
}

/* ---- words on a list ------------------------------------------------------------- */

static const char *said_list(struct arena *a, const char *const *list)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; list[i] != NULL && i < 12; i++)
		if (*list[i] != '\0')
			buf_printf(&b, "%s%s", b.length > 0 ? "、" : "", list[i]);
	return b.at;
}

static void check_word(struct place *p, const struct expr *term, const struct expr *text)
{
	const char *const *list = texts_of(p->c, term);
	const char *word, *near;

	if (list == NULL || text->op != OP_CONST || text->constant.kind != V_TEXT)
		return;
	word = arena_strn(p->c->r->arena, text->constant.text.at, text->constant.text.length);
	for (size_t i = 0; list[i] != NULL; i++)
		if (strcmp(list[i], word) == 0)
			return;
	near = text_nearest(word, list);
	diag(p->c->r->diag, MSG_WORD_NOT_LISTED, text->at, arena_printf(p->c->r->arena, "“%s”", word), term->name,
		said_list(p->c->r->arena, list), near == NULL ? "" : arena_printf(p->c->r->arena, "是否指“%s”？", near), NULL);
}

static void check_words(const struct expr *e, void *self)
{
	if (e->op == OP_IN)
		for (size_t i = 1; i < e->count; i++)
			check_word(self, e->arg[0], e->arg[i]);
	if (e->op == OP_EQ || e->op == OP_NE) {
		check_word(self, e->arg[0], e->arg[1]);
		check_word(self, e->arg[1], e->arg[0]);
	}
}

/* ---- denominators -------------------------------------------------------------------- */

static void check_zero(const struct expr *e, void *self)
{
	struct place *p = self;
	struct range below;
	struct num n;

	if (e->op != OP_DIV)
		return;
	below = range_of(p->c, e->arg[1]);
	if (range_is(&below, &n) ? num_sign(n) <= 0 : below.has_high && num_sign(below.high) <= 0)
		diag(p->c->r->diag, MSG_ZERO_DENOMINATOR, expr_start(e->arg[1]), expr_text(p->c->r->arena, e->arg[1]), expr_text(p->c->r->arena, e), NULL);
}

struct guard {
	const struct expr *denominator, *division;
	bool found;
};

static void find_guard(const struct expr *e, void *self)
{
	struct guard *g = self;

	if ((e->op >= OP_LT && e->op <= OP_GT) && (expr_same(e->arg[0], g->denominator) || expr_same(e->arg[1], g->denominator)))
		g->found = true;
	if (e->op == OP_IS_BLANK && (expr_same(e->arg[0], g->division) || expr_same(e->arg[0], g->denominator)))
		g->found = true;
}

/* In a condition 无分母 means 无法判断: the unit is passed over, and nobody said so. */
static void check_guarded(const struct expr *e, void *self)
{
	struct place *p = self;
	struct range below;
	struct guard g;

	if (e->op != OP_DIV)
		return;
	below = range_of(p->c, e->arg[1]);
	if (below.has_low && (num_sign(below.low) > 0 || (num_sign(below.low) == 0 && !below.low_in)))
		return;
	g = (struct guard){ e->arg[1], e, false };
	expr_walk(p->whole, find_guard, &g);
	if (!g.found)
		diag(p->c->r->diag, strcmp(p->element->kind, "加减分") == 0 ? MSG_MAYBE_ZERO_EXTRA : MSG_MAYBE_ZERO, expr_start(e->arg[1]), expr_text(p->c->r->arena, e->arg[1]), p->element->kind, p->element->name, NULL);
}

/* ---- everywhere -------------------------------------------------------------------------- */

static void check_parts(struct place *p, const struct expr *e)
{
	expr_walk(e, check_choice, p);
	expr_walk(e, check_words, p);
	expr_walk(e, check_zero, p);
}

static void check_unit_expr(struct reader *r, const struct board *b, const struct expr *e, void *self)
{
	struct ranging c = { .r = r, .board = b };
	struct place p = { &c, NULL, e };

	(void)self;
	check_parts(&p, e);
}

/* A condition of one section for units of a board. */
static void check_condition(struct reader *r, const struct board *b, const struct element *e, const char *key, const struct expr *when, bool flags)
{
	struct ranging c = { .r = r, .board = b };
	struct place p = { &c, e, when };

	if (when == NULL || entry_of(e, key) == NULL)
		return;
	flags = say_settled(&p, key, when) && flags;
	expr_walk(when, check_words, &p);
	if (flags)
		expr_walk(when, check_guarded, &p);
}

static void check_formula(struct reader *r, const struct board *b, const struct element *e, const struct expr *formula)
{
	struct ranging c = { .r = r, .board = b };
	struct place p = { &c, e, formula };

	if (formula != NULL)
		expr_walk(formula, check_guarded, &p);
}

static void check_rows(struct reader *r, const struct measure *m)
{
	struct ranging c = { .r = r, .source = m->source };
	struct place p = { &c, m->element, m->where };

	if (m->where != NULL) {
		say_settled(&p, "条件", m->where);
		check_parts(&p, m->where);
	}
	if (m->what != NULL)
		check_parts(&p, m->what);
	if (m->panel.recused != NULL) {
		say_settled(&p, "回避", m->panel.recused);
		check_parts(&p, m->panel.recused);
	}
}

/* 扣.n that no row can come to, since the lines before it take them all or it contradicts itself. */
static void check_schedule(struct reader *r, const struct indicator *n)
{
	for (size_t i = 0; i < n->line_count; i++) {
		struct ranging c = { .r = r, .source = n->line[i]->source };
		struct place p = { &c, n->element, n->line[i]->where };
		const char *dot = strstr(n->line[i]->name, "·扣");
		const struct entry *entry = dot == NULL ? NULL : entry_of(n->element, dot + strlen("·"));

		if (p.whole == NULL || entry == NULL || strncmp(entry->key, "扣.其余", strlen("扣.其余")) == 0)
			continue;
		expr_walk(p.whole, check_words, &p);
		if (settle(&c, p.whole) == NEVER)
			diag(r->diag, MSG_SCHEDULE_NEVER, entry->value_at, n->name, entry->key, entry->value, NULL);
	}
}

static void check_rectification(struct reader *r, const struct rectification *x)
{
	struct ranging c = { .r = r, .source = x->source };
	struct place p = { &c, x->element, x->passed };
	struct { const char *key; const struct expr *when; } part[] = { { "合格", x->passed }, { "销号", x->closing } };

	for (size_t i = 0; i < 2; i++)
		if (part[i].when != NULL) {
			check_parts(&p, part[i].when);
			if (settle(&c, part[i].when) == NEVER)
				say_settled(&p, part[i].key, part[i].when);
		}
}

/* ---- ladders -------------------------------------------------------------------------------- */

static void check_ladder(struct reader *r, const struct ladder *l)
{
	struct ranging c = { .r = r, .ladder = l };

	for (size_t i = 0; i < l->rung_count; i++) {
		const struct rung *rung = &l->rung[i];

		if (rung->when == NULL)
			continue;
		if (settle(&c, rung->when) == NEVER) {
			diag(r->diag, MSG_RUNG_NEVER, rung->at, l->name, rung->measure, expr_text(r->arena, rung->when), NULL);
			continue;
		}
		for (size_t k = 0; k < l->rung_count && !l->one_by_one; k++)
			if (l->rung[k].number > rung->number && strcmp(l->rung[k].group, rung->group) == 0 && l->rung[k].when != NULL &&
			    settle(&c, l->rung[k].when) != NEVER && implies(&c, rung->when, l->rung[k].when)) {
				diag(r->diag, MSG_RUNG_OVERTAKEN, rung->at, l->name, rung->measure, l->rung[k].measure, NULL);
				break;
			}
	}
}

/* ---- the whole ------------------------------------------------------------------------------ */

static const struct board *board_of(const struct scheme *s, const struct indicator *n)
{
	for (size_t i = 0; i < s->board_count; i++)
		if (under_root(s->board[i], n))
			return s->board[i];
	return NULL;
}

static void check_conditions(struct reader *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->trigger_count; i++) {
		check_condition(r, s->trigger[i]->board, s->trigger[i]->element, "触发", s->trigger[i]->when, true);
		check_condition(r, s->trigger[i]->board, s->trigger[i]->element, "适用", s->trigger[i]->applies, false);
	}
	for (size_t i = 0; i < s->veto_count; i++)
		check_condition(r, s->veto[i]->board, s->veto[i]->element, "条件", s->veto[i]->when, true);
	for (size_t i = 0; i < s->crosscheck_count; i++)
		check_condition(r, s->crosscheck[i]->board, s->crosscheck[i]->element, "条件", s->crosscheck[i]->when, false);
	for (size_t i = 0; i < s->roster_count; i++)
		check_condition(r, s->roster[i]->board, s->roster[i]->element, "条件", s->roster[i]->when, true);
	for (size_t i = 0; i < s->state_count; i++)
		check_condition(r, s->state[i]->board, s->state[i]->element, "条件", s->state[i]->when, true);
	for (size_t i = 0; i < s->extra_count; i++) {
		check_formula(r, s->extra[i]->board, s->extra[i]->element, s->extra[i]->formula);
		check_condition(r, s->extra[i]->board, s->extra[i]->element, "适用", s->extra[i]->applies, false);
	}
	for (size_t i = 0; i < s->indicator_count; i++) {
		const struct board *b = board_of(s, s->indicator[i]);

		check_condition(r, b, s->indicator[i]->element, "适用", s->indicator[i]->applies, false);
		check_condition(r, b, s->indicator[i]->element, "豁免", s->indicator[i]->exempt, true);
		check_schedule(r, s->indicator[i]);
	}
}

void lint_range(struct reader *r)
{
	const struct scheme *s = r->scheme;

	check_conditions(r);
	each_unit_expr(r, check_unit_expr, NULL);
	for (size_t i = 0; i < s->measure_count; i++)
		if (s->measure[i]->source != NULL)
			check_rows(r, s->measure[i]);
	for (size_t i = 0; i < s->rectification_count; i++)
		if (s->rectification[i]->source != NULL)
			check_rectification(r, s->rectification[i]);
	for (size_t i = 0; i < s->ladder_count; i++)
		check_ladder(r, s->ladder[i]);
}
