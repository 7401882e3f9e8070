/* schedule.c -- 计分 = 扣分表: a table of row conditions, each with what one such row costs.
 *
 *     数据 = 案件
 *     扣.1 = 级别 = “市级” 且 第几次(街道, 地点) >= 3 扣 0.5
 *     扣.其余 = 扣 0.1
 *
 * A row counts in the first line that holds for it; a line that cannot be
 * judged does not hold.  Every line becomes a hidden count, and the formula is
 * the sum of counts times costs: so the rows behind each line are told as those
 * behind any other figure.  A group with 计分.组 = 扣分表 has lines of its own,
 * 扣.1.组 … 扣.其余.组, over the same 数据 and 条件. */
#include <string.h>
#include "base/text.h"
#include "rules/phrase.h"

struct schedule {
	struct reader *r;
	struct indicator *n;
	const char *group;              /* whose lines are read; "": those without a group */
	const struct source *source;
	const struct expr *where;       /* 条件 */
	const struct expr *left;        /* rows that no line has taken yet; NULL: all of them */
	struct expr *formula;
};

static struct expr *joined(struct schedule *s, enum op op, const char *name, const struct expr *a, const struct expr *b)
{
	struct expr *e = arena_one(s->r->arena, struct expr);

	e->op = op;
	e->type = op == OP_ADD || op == OP_MUL ? T_NUMBER : T_BOOL;
	e->at = a->at;
	e->name = name;
	*arena_push(s->r->arena, e->arg, e->count) = (struct expr *)a;
	if (b != NULL)
		*arena_push(s->r->arena, e->arg, e->count) = (struct expr *)b;
	return e;
}

static const struct expr *both(struct schedule *s, const struct expr *a, const struct expr *b)
{
	return a == NULL ? b : b == NULL ? a : joined(s, OP_AND, "且", a, b);
}

/* It holds, and can be judged. */
static const struct expr *surely(struct schedule *s, const struct expr *c)
{
	return joined(s, OP_AND, "且", joined(s, OP_NOT, "非", joined(s, OP_IS_BLANK, "为空", c, NULL), NULL), c);
}

static const struct measure *count_of(struct schedule *s, const char *key, const struct expr *where)
{
	struct measure *m = arena_one(s->r->arena, struct measure);
	struct scheme *scheme = s->r->scheme;

	m->element = s->n->element;
	m->name = arena_printf(s->r->arena, "%s·%s", s->n->name, key);
	m->title = m->name;
	m->index = scheme->counted_count;
	m->source = s->source;
	m->algorithm = COUNT;
	m->where = where;
	m->type = T_NUMBER;
	*arena_push(s->r->arena, scheme->measure, scheme->counted_count) = m;
	*arena_push(s->r->arena, s->n->line, s->n->line_count) = m;
	return m;
}

/* + count × cost */
static void add_line(struct schedule *s, const struct entry *entry, const struct expr *where, struct num cost)
{
	struct expr *count = arena_one(s->r->arena, struct expr), *price = arena_one(s->r->arena, struct expr), *product;

	count->op = OP_MEASURE;
	count->type = price->type = T_NUMBER;
	count->at = price->at = entry->at;
	count->measure = count_of(s, entry->key, where);
	count->name = entry->key;
	price->op = OP_CONST;
	price->constant = value_num(cost);
	price->name = num_text(s->r->arena, cost);
	product = joined(s, OP_MUL, "*", count, price);
	s->formula = s->formula == NULL ? product : joined(s, OP_ADD, "+", s->formula, product);
}

/* The last 扣 of the line, before which the condition ends. */
static const char *cost_of(const char *text)
{
	const char *found = NULL;

	for (const char *s = strstr(text, "扣"); s != NULL; s = strstr(s + 1, "扣"))
		if (s == text || s[-1] == ' ')
			found = s;
	return found;
}

static bool read_cost(struct schedule *s, const struct entry *entry, const char *text, struct num *cost)
{
	struct phrase p = { s->r, s->n->element, entry, NULL, NULL, false, scope_of(s->r, SCOPE_UNIT, NULL), .m = &s->n->marking };
	struct origin at = origin_along(entry->value_at, utf8_count(entry->value, (size_t)(text - entry->value)));

	p.l = lexer_open(s->r->arena, s->r->diag, text, at);
	return phrase_word(&p, "扣") && phrase_number(&p, cost) && (p.l.token.kind == TOK_END || phrase_fault(&p, "（行尾）"));
}

/* 扣.n = condition 扣 k | 扣.其余 = 扣 k */
static void read_line(struct schedule *s, const struct entry *entry, bool rest)
{
	struct scope rows = scope_of(s->r, SCOPE_ROW, s->source);
	const char *text = cost_of(entry->value);
	const struct expr *c = NULL;
	struct num cost;

	if (text == NULL || rest != (text == entry->value)) {
		diag(s->r->diag, MSG_SCHEDULE_LINE, entry->value_at, entry->key, entry->value, NULL);
		return;
	}
	if (!rest) {
		c = parse_condition(&rows, arena_strn(s->r->arena, entry->value, (size_t)(text - entry->value)), entry->value_at);
		if (c == NULL)
			return;
		c = surely(s, c);
	}
	if (!read_cost(s, entry, text, &cost))
		return;
	add_line(s, entry, both(s, s->left, c), cost);
	if (c != NULL)
		s->left = both(s, s->left, joined(s, OP_NOT, "非", c, NULL));
}

const char *schedule_group(const char *key)
{
	const char *dot = strchr(key, '.');

	dot = dot == NULL ? NULL : strchr(dot + 1, '.');
	return dot == NULL ? "" : dot + 1;
}

/* The next line of the group; *rest: it is 扣.其余.  Numbers rise by one from 1. */
static const struct entry *next_line(struct schedule *s, size_t *i, int64_t *number, bool *rest)
{
	const struct entry *entry;
	const char *suffix;

	while ((entry = entry_next(s->n->element, "扣.", i, &suffix)) != NULL) {
		const char *word = arena_strn(s->r->arena, suffix, strcspn(suffix, "."));

		if (strcmp(schedule_group(entry->key), s->group) != 0)
			continue;
		*rest = strcmp(word, "其余") == 0;
		if (!*rest && strcmp(word, arena_printf(s->r->arena, "%lld", (long long)++*number)) != 0)
			diag(s->r->diag, MSG_NUMBERED_KEY, entry->at, entry->key, arena_printf(s->r->arena, "扣.%lld%s%s", (long long)*number,
				*s->group == '\0' ? "" : ".", s->group), NULL);
		return entry;
	}
	return NULL;
}

/* The sum over the lines of the group, or NULL and a complaint. */
static const struct expr *sum_of_lines(struct schedule *s, const char *group, struct origin at)
{
	const struct entry *entry;
	int64_t number = 0;
	bool rest = false;

	s->group = group;
	s->left = s->where;
	s->formula = NULL;
	for (size_t i = 0; (entry = next_line(s, &i, &number, &rest)) != NULL; )
		read_line(s, entry, rest);
	if (s->formula == NULL && number == 0 && !rest && *group != '\0')
		diag(s->r->diag, MSG_SCHEDULE_NO_GROUP, at, s->n->name, group, NULL);
	else if (s->formula == NULL && diag_errors(s->r->diag) == 0)
		diag(s->r->diag, MSG_SCHEDULE_KEYS, at, s->n->name, NULL);
	return s->formula;
}

/* Lines of a group that is not marked by a 扣分表. */
static void check_groups(struct reader *r, const struct indicator *n)
{
	const struct entry *entry;
	const char *suffix;

	for (size_t i = 0; (entry = entry_next(n->element, "扣.", &i, &suffix)) != NULL; ) {
		const char *group = schedule_group(entry->key);
		bool asked = *group == '\0';

		for (size_t k = 0; k < n->special_marking_count; k++)
			asked = asked || (strcmp(n->special_marking[k].group, group) == 0 &&
				(n->special_marking[k].marking.method == SCHEDULE || n->special_marking[k].marking.method == NO_METHOD));
		if (!asked)
			diag(r->diag, MSG_SCHEDULE_GROUP, entry->at, n->name, entry->key, group, NULL);
	}
}

static bool leaves_formula(const struct indicator *n)
{
	for (size_t k = 0; k < n->special_marking_count; k++)
		if (n->special_marking[k].marking.method != SCHEDULE)
			return true;
	return n->marking.method != SCHEDULE;
}

void read_schedules(struct reader *r, struct indicator *n)
{
	const struct entry *source = entry_of(n->element, "数据"), *where = entry_of(n->element, "条件");
	struct schedule s = { .r = r, .n = n };
	const struct expr *own = n->formula;
	bool asked = n->marking.method == SCHEDULE;

	check_groups(r, n);
	for (size_t k = 0; k < n->special_marking_count; k++)
		asked = asked || n->special_marking[k].marking.method == SCHEDULE;
	if (!asked)
		return;
	s.source = find_source(r, source, source == NULL ? NULL : source->value);
	if (source == NULL || (own != NULL && !leaves_formula(n)))
		diag(r->diag, MSG_SCHEDULE_KEYS, n->marking.at, n->name, NULL);
	if (s.source == NULL)
		return;
	if (where != NULL) {
		struct scope rows = scope_of(r, SCOPE_ROW, s.source);

		s.where = parse_expr(&rows, where, T_BOOL);
	}
	if (n->marking.method == SCHEDULE)
		n->formula = sum_of_lines(&s, "", n->marking.at);
	for (size_t k = 0; k < n->special_marking_count; k++) {
		struct group_marking *g = &n->special_marking[k];

		g->formula = g->marking.method == SCHEDULE ? sum_of_lines(&s, g->group, g->at) : n->marking.method == SCHEDULE ? own : NULL;
	}
}
