/* settle.c -- whether a condition can hold at all.
 *
 * The condition is taken apart along 且 and 或; what each branch asks for is
 * collected in a world: numbers narrowed, texts struck out, blanks noted.  A
 * world that contradicts itself cannot be, and a condition without any world
 * never holds.  When in doubt a world is possible. */
#include <string.h>
#include "rules/range.h"

enum { FACTS = 24, BRANCHES = 512 };

struct world {
	struct { const struct expr *term; struct range range; } number[FACTS];
	size_t numbers;
	struct { const struct expr *term; const char *only; const char *not[FACTS]; size_t nots; } text[8];
	size_t texts;
	struct { const struct expr *term, *word; enum op op; } period[FACTS];         /* 完成 > 期末 */
	size_t periods;
	struct { const struct expr *e; bool negated; } said[FACTS];
	size_t saids;
};

struct search {
	struct ranging *c;
	int left;                       /* branches that are still tried */
};

struct todo {
	const struct expr *e;
	bool negated;
	const struct todo *rest;
};

static enum op opposite(enum op op)
{
	static const enum op of[] = { [OP_LT] = OP_GE, [OP_LE] = OP_GT, [OP_EQ] = OP_NE, [OP_NE] = OP_EQ, [OP_GE] = OP_LT, [OP_GT] = OP_LE };

	return of[op];
}

static enum op mirrored(enum op op)
{
	static const enum op of[] = { [OP_LT] = OP_GT, [OP_LE] = OP_GE, [OP_EQ] = OP_EQ, [OP_NE] = OP_NE, [OP_GE] = OP_LE, [OP_GT] = OP_LT };

	return of[op];
}

static bool is_relation(enum op op) { return op >= OP_LT && op <= OP_GT; }

/* ---- what was said already --------------------------------------------------------- */

/* Operands without which the expression has no value. */
static bool needs(const struct expr *e, const struct expr *part)
{
	if (expr_same(e, part))
		return true;
	if ((e->op >= OP_NEG && e->op <= OP_GT) || e->op == OP_DAYS || e->op == OP_WORKDAYS)
		for (size_t i = 0; i < e->count; i++)
			if (needs(e->arg[i], part))
				return true;
	return false;
}

/* It cannot hold together with what was said before; then false. */
static bool say(struct world *w, const struct expr *e, bool negated)
{
	bool blank = e->op == OP_IS_BLANK && !negated;

	for (size_t i = 0; i < w->saids; i++) {
		const struct expr *before = w->said[i].e;

		if (expr_same(before, e) && w->said[i].negated != negated)
			return false;
		if (blank && before->op != OP_IS_BLANK && needs(before, e->arg[0]))
			return false;
		if (e->op != OP_IS_BLANK && before->op == OP_IS_BLANK && !w->said[i].negated && needs(e, before->arg[0]))
			return false;
	}
	if (w->saids < FACTS) {
		w->said[w->saids].e = e;
		w->said[w->saids++].negated = negated;
	}
	return true;
}

/* ---- numbers ------------------------------------------------------------------------- */

static struct range *number_of(struct search *s, struct world *w, const struct expr *term)
{
	for (size_t i = 0; i < w->numbers; i++)
		if (expr_same(w->number[i].term, term))
			return &w->number[i].range;
	if (w->numbers == FACTS)
		return NULL;
	w->number[w->numbers].term = term;
	w->number[w->numbers].range = range_of(s->c, term);
	return &w->number[w->numbers++].range;
}

static void bind(struct range *x, enum op op, const struct range *y)
{
	struct num n;

	if ((op == OP_LT || op == OP_LE || op == OP_EQ) && y->has_high)
		range_narrow(x, op == OP_LT || !y->high_in ? OP_LT : OP_LE, y->high);
	if ((op == OP_GT || op == OP_GE || op == OP_EQ) && y->has_low)
		range_narrow(x, op == OP_GT || !y->low_in ? OP_GT : OP_GE, y->low);
	if (op == OP_NE && range_is(y, &n)) {           /* struck off an end */
		if (x->has_low && num_cmp(x->low, n) == 0)
			x->low_in = false;
		if (x->has_high && num_cmp(x->high, n) == 0)
			x->high_in = false;
	}
}

static bool compare_numbers(struct search *s, struct world *w, const struct expr *a, enum op op, const struct expr *b)
{
	struct range *x = number_of(s, w, a), *y = number_of(s, w, b), before;

	if (expr_same(a, b))
		return op == OP_LE || op == OP_GE || op == OP_EQ;
	if ((op == OP_GT && part_of(s->c, a, b)) || (op == OP_LT && part_of(s->c, b, a)))
		return false;
	if (x == NULL || y == NULL)
		return true;
	before = *x;
	bind(x, op, y);
	bind(y, mirrored(op), &before);
	return !range_empty(s->c->r->arena, x) && !range_empty(s->c->r->arena, y);
}

/* ---- days of the period ---------------------------------------------------------------- */

/* 上期初 < 上期末 < 期初 < 期末 <= 年末 */
static int period_rank(const struct expr *e)
{
	switch (e->op) {
	case OP_BEFORE_FIRST: return 1;
	case OP_BEFORE_LAST: return 2;
	case OP_PERIOD_FIRST: return 3;
	case OP_PERIOD_LAST: return 4;
	case OP_YEAR_LAST: return 5;
	default: return 0;
	}
}

static bool wants_above(enum op op) { return op == OP_GT || op == OP_GE || op == OP_EQ; }
static bool wants_below(enum op op) { return op == OP_LT || op == OP_LE || op == OP_EQ; }

/* a op b and a other c, where the words b and c tell that both cannot be. */
static bool crossed(enum op op, const struct expr *b, enum op other, const struct expr *c)
{
	int x = period_rank(b), y = period_rank(c);
	bool strict = op == OP_GT || op == OP_LT || other == OP_GT || other == OP_LT;

	if (x == 0 || y == 0)
		return false;
	if (x == y)
		return strict && ((wants_above(op) && wants_below(other)) || (wants_below(op) && wants_above(other)));
	if (x + y == 9)         /* 期末 and 年末 may be one day */
		return x > y ? op == OP_GT && wants_below(other) : wants_below(op) && other == OP_GT;
	return x > y ? wants_above(op) && wants_below(other) : wants_below(op) && wants_above(other);
}

static bool compare_days(struct search *s, struct world *w, const struct expr *a, enum op op, const struct expr *b)
{
	if (period_rank(a) > 0 && period_rank(b) > 0) {
		int d = period_rank(a) - period_rank(b);

		if (d > 0 && (op == OP_LT || (period_rank(a) + period_rank(b) != 9 && wants_below(op))))
			return false;
		if (d < 0 && (op == OP_GT || (period_rank(a) + period_rank(b) != 9 && wants_above(op))))
			return false;
	}
	if (expr_same(a, b))
		return op == OP_LE || op == OP_GE || op == OP_EQ;
	if (period_rank(a) > 0 && period_rank(b) == 0)
		return compare_days(s, w, b, mirrored(op), a);
	if (period_rank(b) > 0) {
		for (size_t i = 0; i < w->periods; i++)
			if (expr_same(w->period[i].term, a) && crossed(op, b, w->period[i].op, w->period[i].word))
				return false;
		if (w->periods < FACTS) {
			w->period[w->periods].term = a;
			w->period[w->periods].op = op;
			w->period[w->periods++].word = b;
		}
		return true;
	}
	return a->type != T_DAY || b->type != T_DAY || compare_numbers(s, w, a, op, b);
}

/* ---- texts -------------------------------------------------------------------------------- */

static const char *constant_text(struct arena *a, const struct expr *e)
{
	const struct value *v = e->op == OP_CONST ? &e->constant : e->op == OP_PARAM ? &e->param->value : NULL;

	return v == NULL || v->kind != V_TEXT ? NULL : arena_strn(a, v->text.at, v->text.length);
}

static bool listed(const char *const *list, const char *word)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

static size_t text_of(struct world *w, const struct expr *term)
{
	size_t i = 0;

	while (i < w->texts && !expr_same(w->text[i].term, term))
		i++;
	if (i == w->texts && i < sizeof w->text / sizeof *w->text) {
		w->text[i].term = term;
		w->text[i].only = NULL;
		w->text[i].nots = 0;
		w->texts++;
	}
	return i;
}

static bool is_text(struct search *s, struct world *w, const struct expr *term, const char *word)
{
	const char *const *list = s->c->open_texts ? NULL : texts_of(s->c, term);
	size_t i = text_of(w, term);

	if (list != NULL && !listed(list, word))
		return false;
	if (i == sizeof w->text / sizeof *w->text)
		return true;
	for (size_t k = 0; k < w->text[i].nots; k++)
		if (strcmp(w->text[i].not[k], word) == 0)
			return false;
	if (w->text[i].only != NULL && strcmp(w->text[i].only, word) != 0)
		return false;
	w->text[i].only = word;
	return true;
}

static bool is_not_text(struct search *s, struct world *w, const struct expr *term, const char *word)
{
	const char *const *list = s->c->open_texts ? NULL : texts_of(s->c, term);
	size_t i = text_of(w, term), left = 0;

	if (i == sizeof w->text / sizeof *w->text)
		return true;
	if (w->text[i].only != NULL)
		return strcmp(w->text[i].only, word) != 0;
	if (w->text[i].nots < FACTS)
		w->text[i].not[w->text[i].nots++] = word;
	for (size_t k = 0; list != NULL && list[k] != NULL; k++) {
		bool out = false;

		for (size_t n = 0; n < w->text[i].nots; n++)
			out = out || strcmp(w->text[i].not[n], list[k]) == 0;
		left += !out;
	}
	return list == NULL || left > 0;
}

static bool compare_texts(struct search *s, struct world *w, const struct expr *a, enum op op, const struct expr *b)
{
	const char *x = constant_text(s->c->r->arena, a), *y = constant_text(s->c->r->arena, b);

	if (x != NULL && y != NULL)
		return (strcmp(x, y) == 0) == (op == OP_EQ);
	if (x != NULL)
		return compare_texts(s, w, b, op, a);
	if (y == NULL)
		return !expr_same(a, b) || op == OP_EQ;
	return op == OP_EQ ? is_text(s, w, a, y) : is_not_text(s, w, a, y);
}

/* ---- worlds ------------------------------------------------------------------------------------ */

static bool compare(struct search *s, struct world *w, const struct expr *a, enum op op, const struct expr *b)
{
	if (a->type == T_NUMBER)
		return compare_numbers(s, w, a, op, b);
	if (a->type == T_TEXT)
		return compare_texts(s, w, a, op, b);
	return compare_days(s, w, a, op, b);
}

static bool possible(struct search *, const struct todo *, struct world *);

/* Either of two comparisons, in a world of its own. */
static bool either(struct search *s, const struct todo *rest, struct world *w, const struct expr *x, enum op op, const struct expr *a, enum op other,
	const struct expr *b)
{
	struct world copy = *w;

	if (compare(s, &copy, x, op, a) && possible(s, rest, &copy))
		return true;
	return compare(s, w, x, other, b) && possible(s, rest, w);
}

static bool one_of(struct search *s, const struct todo *t, struct world *w)
{
	const struct expr *e = t->e;

	for (size_t i = 1; i < e->count; i++) {
		struct world copy = *w;

		if (!t->negated && compare(s, &copy, e->arg[0], OP_EQ, e->arg[i]) && possible(s, t->rest, &copy))
			return true;
		if (t->negated && !compare(s, w, e->arg[0], OP_NE, e->arg[i]))
			return false;
	}
	return t->negated && possible(s, t->rest, w);
}

static bool always_there(struct search *s, const struct expr *e)
{
	const struct source *source = e->op == OP_FAR_COLUMN ? e->far : s->c->source;

	if (e->op == OP_COLUMN || e->op == OP_FAR_COLUMN)
		return source != NULL && e->column < source->column_count && source->column[e->column].required;
	return e->op == OP_CONST || e->op == OP_PARAM;
}

/* A comparison that cannot be told: one of its operands is blank. */
static bool untold(struct search *s, const struct todo *t, struct world *w)
{
	const struct expr *e = t->e->arg[0];

	for (size_t i = 0; i < e->count; i++) {
		struct expr *blank = arena_one(s->c->r->arena, struct expr);
		struct todo part = { blank, false, t->rest };
		struct world copy = *w;

		*blank = *t->e;
		blank->arg = &e->arg[i];
		if (!always_there(s, e->arg[i]) && possible(s, &part, &copy))
			return true;
	}
	return false;
}

static bool is_comparison(const struct expr *e) { return is_relation(e->op) || e->op == OP_BETWEEN || e->op == OP_IN; }

static bool literal(struct search *s, const struct todo *t, struct world *w)
{
	const struct expr *e = t->e;

	if (e->op == OP_CONST)
		return (e->constant.kind != V_BOOL || e->constant.yes != t->negated) && possible(s, t->rest, w);
	if (e->op == OP_IS_BLANK && !t->negated && is_comparison(e->arg[0]))
		return untold(s, t, w);
	if (!say(w, e, t->negated))
		return false;
	if (is_relation(e->op))
		return compare(s, w, e->arg[0], t->negated ? opposite(e->op) : e->op, e->arg[1]) && possible(s, t->rest, w);
	if (e->op == OP_IN)
		return one_of(s, t, w);
	if (e->op == OP_BETWEEN && t->negated)
		return either(s, t->rest, w, e->arg[0], OP_LT, e->arg[1], OP_GT, e->arg[2]);
	if (e->op == OP_BETWEEN)
		return compare(s, w, e->arg[0], OP_GE, e->arg[1]) && compare(s, w, e->arg[0], OP_LE, e->arg[2]) && possible(s, t->rest, w);
	return possible(s, t->rest, w);
}

static bool possible(struct search *s, const struct todo *t, struct world *w)
{
	if (t == NULL || s->left <= 0)
		return true;
	if (t->e->op == OP_NOT) {
		struct todo inner = { t->e->arg[0], !t->negated, t->rest };

		return possible(s, &inner, w);
	}
	if (t->e->op != OP_AND && t->e->op != OP_OR)
		return literal(s, t, w);
	if ((t->e->op == OP_AND) != t->negated) {
		struct todo second = { t->e->arg[1], t->negated, t->rest }, first = { t->e->arg[0], t->negated, &second };

		return possible(s, &first, w);
	}
	struct todo left = { t->e->arg[0], t->negated, t->rest }, right = { t->e->arg[1], t->negated, t->rest };
	struct world copy = *w;

	s->left--;
	return possible(s, &left, &copy) || possible(s, &right, w);
}

static bool can_be(struct ranging *c, const struct todo *t)
{
	struct search s = { c, BRANCHES };
	struct world w = { .numbers = 0 };

	return possible(&s, t, &w);
}

enum outcome settle(struct ranging *c, const struct expr *e)
{
	struct todo yes = { e, false, NULL }, no = { e, true, NULL };
	bool open = c->open_texts, never = !can_be(c, &yes), always;

	if (never)
		return NEVER;
	c->open_texts = true;           /* 组 在 (every group there is) is written for the reader */
	always = !can_be(c, &no);
	c->open_texts = open;
	return always ? ALWAYS : OPEN_ENDED;
}

bool implies(struct ranging *c, const struct expr *a, const struct expr *b)
{
	struct todo second = { b, true, NULL }, first = { a, false, &second };

	return !can_be(c, &first);
}
