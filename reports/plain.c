/* plain.c -- words that the reports without cells share. */
#include "reports/plain.h"

#include <string.h>
#include "base/date.h"
#include "base/text.h"

enum { PLACES = 6 };

const char *rule_place(struct arena *a, struct origin at)
{
	at.column = 0;
	return origin_text(a, at);
}

const char *plain_value(struct arena *a, struct value v)
{
	switch (v.kind) {
	case V_NUMBER:
		return num_text(a, v.num);
	case V_TEXT:
		return arena_strn(a, v.text.at, v.text.length);
	case V_DAY:
		return day_text(a, (int32_t)v.time);
	case V_MOMENT:
		return moment_text(a, v.time);
	default:
		return "";
	}
}

enum { READABLE = 40 };          /* characters of a fraction that a reader can still use */

const char *exact_num(struct arena *a, struct num n)
{
	const char *text = num_text(a, n);

	if (strchr(text, '/') == NULL)
		return text;
	if (strlen(text) > READABLE)            /* scores.csv has it whole */
		return arena_printf(a, "≈%s", num_fixed(a, n, PLACES));
	return arena_printf(a, "%s（≈%s）", text, num_fixed(a, n, PLACES));
}

static bool is_percent(const char *dimension)
{
	return text_same(dimension, "%");
}

const char *short_figure(struct arena *a, struct num n, const char *dimension, int places)
{
	if (is_percent(dimension))
		return arena_printf(a, "%s%%", num_short(a, num_mul(a, n, num_int(100)), places));
	return arena_printf(a, "%s%s", num_short(a, n, places), dimension == NULL ? "" : dimension);
}

const char *short_value(struct arena *a, struct value v, const char *dimension, int places)
{
	return v.kind == V_NUMBER ? short_figure(a, v.num, dimension, places) : value_show(a, v);
}

const char *exact_value(struct arena *a, struct value v, const char *dimension)
{
	if (v.kind != V_NUMBER)
		return value_show(a, v);
	if (is_percent(dimension))
		return arena_printf(a, "%s%s", exact_num(a, v.num), num_sign(v.num) == 0 ? "" :
			arena_printf(a, "，即%s", short_figure(a, v.num, dimension, PLACES)));
	return arena_printf(a, "%s%s", exact_num(a, v.num), dimension == NULL ? "" : dimension);
}

bool board_has(const struct board *b, const struct indicator *i)
{
	while (i != NULL && i != b->root)
		i = i->parent;
	return i != NULL;
}

const char *value_dimension(const struct indicator *i)
{
	if (i->dimension != NULL)
		return i->dimension;
	return i->formula != NULL ? i->formula->dimension : NULL;
}

const char *obstacle_of(const struct node_score *n)
{
	if (!n->none)
		return NULL;
	if (n->state != NULL)
		return n->state->name;
	if (n->first)
		return "首期";
	return n->small ? "样本不足" : none_words[n->kind];
}

/* ---- measures of an expression ------------------------------------------------ */

struct found {
	struct arena *arena;
	const struct measure **measure;
	size_t count;
};

static void find_measure(const struct expr *e, void *data)
{
	struct found *f = data;

	if (e->op != OP_MEASURE)
		return;
	for (size_t k = 0; k < f->count; k++)
		if (f->measure[k] == e->measure)
			return;
	*arena_push(f->arena, f->measure, f->count) = e->measure;
}

const struct measure **measures_in(struct arena *a, const struct expr *e)
{
	struct found f = { .arena = a };

	if (e != NULL)
		expr_walk(e, find_measure, &f);
	*arena_push(a, f.measure, f.count) = NULL;
	return f.measure;
}

/* ---- lists of names ------------------------------------------------------------ */

void add_name(struct buf *b, const char *name, size_t *count, size_t most)
{
	if ((*count)++ < most)
		buf_printf(b, "%s%s", *count > 1 ? "、" : "", name);
}

void end_names(struct buf *b, size_t count, size_t most)
{
	if (count > most)
		buf_printf(b, "等%zu个", count);
}

/* ---- what was before ------------------------------------------------------------- */

const struct past *last_published(const struct history *h)
{
	for (size_t k = 0; h != NULL && k < h->count; k++)
		if (h->past[k].run != 0)
			return &h->past[k];
	return NULL;
}

const char *past_word(const struct history *h, const struct past *p)
{
	return p == &h->past[0] ? "上期" : "前次";
}

const struct past_unit *past_unit_of(const struct past *p, const struct board *b, const struct unit *u)
{
	const struct past_unit *unit = p->board == NULL || p->board[b->index] == NULL ? NULL : &p->board[b->index][u->index];

	return unit != NULL && unit->present ? unit : NULL;
}

const char *balance_words(struct arena *a, const struct balance *b)
{
	const struct { const char *word; uint64_t rows; } parts[] = {
		{ "消失", b->vanished }, { "重新打开", b->reopened }, { "转入", b->moved_in }, { "转出", b->moved_out }, { "剔除", b->struck }, { "不能用", b->aside - b->struck },
	};
	struct buf text = buf_new(a);

	for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
		if (parts[k].rows > 0)
			buf_printf(&text, "%s%s%llu", text.length > 0 ? "，" : "", parts[k].word, (unsigned long long)parts[k].rows);
	return text.length > 0 ? text.at : "";
}
