/* example.c -- [例:X]: a made-up month of a few units, and what must come out of it.
 *
 * A list is written with commas, one item a unit in the order of 单位; a single
 * item holds for all.  “-” is a figure not given: 未报送. */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

/* ---- lists ------------------------------------------------------------------ */

/* Items of a list over count units, each item repeated where there is but one; NULL and a complaint for another number. */
const char *const *items_for(struct reader *r, const struct entry *entry, size_t count)
{
	const char **list = read_list(r, entry);
	size_t n = 0;

	while (list[n] != NULL)
		n++;
	if (n == 1 && count > 1) {
		const char *only = list[0];

		list = arena_many(r->arena, const char *, count + 1);
		for (n = 0; n < count; n++)
			list[n] = only;
	}
	if (n == count)
		return list;
	diag(r->diag, MSG_EXAMPLE_LIST, entry->value_at, entry->key, arena_printf(r->arena, "%zu", n),
		arena_printf(r->arena, "%zu", count), NULL);
	return NULL;
}

static bool is_absent(const char *item)
{
	return strcmp(item, "-") == 0;
}

/* 95%, 90, -3, 2/3 */
static bool take_number(struct reader *r, struct lexer *l, struct num *n)
{
	bool minus = lexer_take(l, "-");

	if (l->token.kind != TOK_NUMBER || (*l->token.suffix != '\0' && strcmp(l->token.suffix, "%") != 0))
		return false;
	*n = *l->token.suffix != '\0' ? num_div(r->arena, l->token.num, num_int(100)) : l->token.num;
	if (minus)
		*n = num_neg(r->arena, *n);
	lexer_next(l);
	/* p/q, for values that have no finite decimal */
	if (lexer_take(l, "/")) {
		if (l->token.kind != TOK_NUMBER || *l->token.suffix != '\0' || num_sign(l->token.num) == 0)
			return false;
		*n = num_div(r->arena, *n, l->token.num);
		lexer_next(l);
	}
	return true;
}

/* A number, a day where the measure gives one, “-”, or one of the four kinds of no number. */
static bool item_value(struct reader *r, const struct entry *entry, const char *item, struct value *v)
{
	struct lexer l;

	*v = value_blank();
	if (is_absent(item))
		return true;
	for (int k = 0; k < NONE_KINDS; k++)
		if (strcmp(item, none_words[k]) == 0) {
			*v = value_none((enum none)k);
			return true;
		}
	l = lexer_open(r->arena, r->diag, item, entry->value_at);
	if (l.token.kind == TOK_DAY || l.token.kind == TOK_MOMENT) {
		*v = l.token.kind == TOK_DAY ? value_day(l.token.time) : value_moment(l.token.time);
		lexer_next(&l);
	} else {
		struct num n;

		if (!take_number(r, &l, &n))
			return false;
		*v = value_num(n);
	}
	return l.token.kind == TOK_END;
}

static struct value *values_for(struct reader *r, const struct entry *entry, size_t count)
{
	const char *const *item = items_for(r, entry, count);
	struct value *value = arena_many(r->arena, struct value, count);

	for (size_t k = 0; item != NULL && k < count; k++)
		if (!item_value(r, entry, item[k], &value[k])) {
			diag(r->diag, MSG_EXAMPLE_FIGURE, entry->value_at, entry->key, item[k], NULL);
			return NULL;
		}
	return item != NULL ? value : NULL;
}

/* ---- units -------------------------------------------------------------------- */

static struct cast_unit *read_cast(struct reader *r, const struct entry *entry, const char *fallback, size_t *count)
{
	const char **name = read_list(r, entry);
	struct cast_unit *unit = NULL;

	*count = 0;
	for (size_t k = 0; name[k] != NULL; k++) {
		for (size_t j = 0; j < *count; j++)
			if (strcmp(unit[j].name, name[k]) == 0)
				diag(r->diag, MSG_EXAMPLE_UNIT_TWICE, entry->value_at, entry->key, name[k], NULL);
		*arena_push(r->arena, unit, *count) = (struct cast_unit){ name[k], "", "" };
	}
	if (*count == 0 && fallback != NULL)
		*arena_push(r->arena, unit, *count) = (struct cast_unit){ fallback, "", "" };
	return unit;
}

static void read_attribute(struct reader *r, const struct entry *entry, struct cast_unit *unit, size_t count, bool is_group)
{
	const char *const *item = items_for(r, entry, count);

	for (size_t k = 0; item != NULL && k < count; k++)
		*(is_group ? &unit[k].group : &unit[k].type) = is_absent(item[k]) ? "" : item[k];
}

/* ---- what is given -------------------------------------------------------------- */

struct given *add_given(struct reader *r, struct example *x, enum given_kind kind, const struct entry *entry, bool below)
{
	struct value *value = values_for(r, entry, below ? x->below_count : x->unit_count);
	struct given *g;

	if (value == NULL)
		return NULL;
	g = arena_push(r->arena, x->given, x->given_count);
	*g = (struct given){ .kind = kind, .below = below, .value = value, .at = entry->at };
	return g;
}

/* 督办·扣.1, 台账·逾期未改: rows of one line of a 扣分表, of one state of a 整改, counted under a name that no section has. */
static struct measure *hidden_measure(const struct scheme *s, const char *name)
{
	for (size_t k = s->measure_count; k < s->counted_count; k++)
		if (strcmp(s->measure[k]->name, name) == 0)
			return s->measure[k];
	return NULL;
}

static void read_figure(struct reader *r, struct example *x, const struct entry *entry, const char *name, bool below)
{
	bool is_group = strcmp(name, "组") == 0, population = strcmp(name, "人口") == 0;
	struct measure *m = NULL;
	struct given *g;

	if (is_group || strcmp(name, "类型") == 0) {
		read_attribute(r, entry, below ? x->below : x->unit, below ? x->below_count : x->unit_count, is_group);
		return;
	}
	if (!population && (m = hidden_measure(r->scheme, name)) == NULL && (m = find_measure(r, entry, name)) == NULL)
		return;
	g = add_given(r, x, population ? GIVEN_POPULATION : GIVEN_FIGURE, entry, below);
	if (g != NULL)
		g->measure = m;
}

static void read_points(struct reader *r, struct example *x, const struct entry *entry, const char *name, bool below)
{
	const struct indicator *i = find_indicator(r, entry, name);
	struct given *g = i == NULL ? NULL : add_given(r, x, GIVEN_POINTS, entry, below);

	if (g != NULL)
		g->indicator = i;
}

static void read_given(struct reader *r, struct example *x)
{
	const struct element *e = x->element;

	for (size_t k = 0; k < e->entry_count; k++) {
		const struct entry *entry = &e->entry[k];
		const char *dot = strchr(entry->key, '.'), *rest = dot == NULL ? NULL : dot + 1;
		size_t length = dot == NULL ? 0 : (size_t)(dot - entry->key);

		if (length == strlen("给定") && memcmp(entry->key, "给定", length) == 0)
			read_figure(r, x, entry, rest, false);
		else if (length == strlen("下级给定") && memcmp(entry->key, "下级给定", length) == 0)
			read_figure(r, x, entry, rest, true);
		else if (length == strlen("给定得分") && memcmp(entry->key, "给定得分", length) == 0)
			read_points(r, x, entry, rest, false);
		else if (length == strlen("下级给定得分") && memcmp(entry->key, "下级给定得分", length) == 0)
			read_points(r, x, entry, rest, true);
	}
}

/* ---- what must come out ----------------------------------------------------------- */

static struct due *add_due(struct reader *r, struct expectation *due, enum due_what what, const char *word)
{
	struct due *d = arena_push(r->arena, due->due, due->due_count);

	*d = (struct due){ .what = what, .word = word };
	return d;
}

/* 值 2026-10-20 */
static bool take_day(struct reader *r, struct lexer *l, struct expectation *due)
{
	enum token_kind kind = l->token.kind;

	if (kind != TOK_DAY && kind != TOK_MOMENT)
		return false;
	add_due(r, due, DUE_DAY, "")->day = kind == TOK_DAY ? value_day(l->token.time) : value_moment(l->token.time);
	lexer_next(l);
	return true;
}

static bool take_figure(struct reader *r, struct lexer *l, struct expectation *due)
{
	static const struct { const char *word; enum due_what what; } figures[] = {
		{ "值", DUE_VALUE }, { "得分", DUE_POINTS }, { "折合", DUE_SHARE }, { "总分", DUE_TOTAL }, { "名次", DUE_RANK },
		{ "级", DUE_STEP },
	};
	struct num n;

	for (size_t k = 0; k < sizeof figures / sizeof *figures; k++)
		if (lexer_take(l, figures[k].word)) {
			if (figures[k].what == DUE_VALUE && take_day(r, l, due))
				return true;
			if (!take_number(r, l, &n))
				return false;
			add_due(r, due, figures[k].what, "")->num = n;
			return true;
		}
	return false;
}

static bool is_obstacle(struct reader *r, const char *word)
{
	for (int k = 0; k < NONE_KINDS; k++)
		if (strcmp(none_words[k], word) == 0)
			return true;
	for (size_t k = 0; k < r->scheme->state_count; k++)
		if (strcmp(r->scheme->state[k]->name, word) == 0)
			return true;
	return strcmp(word, "样本不足") == 0 || strcmp(word, "首期") == 0;
}

static bool is_yes_or_no(const struct example *x)
{
	return x->veto != NULL || x->roster != NULL || x->crosscheck != NULL || (x->trigger != NULL && x->past == NULL);
}

static bool take_word(struct reader *r, struct lexer *l, const struct example *x, struct expectation *due)
{
	static const char *const answers[] = { "是", "否", "无法判断", "不适用", NULL };
	const char *word = l->token.text;

	if (l->token.kind != TOK_WORD && l->token.kind != TOK_NAME && l->token.kind != TOK_TEXT)
		return false;
	if (lexer_take(l, "等次")) {
		if (l->token.kind != TOK_WORD && l->token.kind != TOK_TEXT)
			return false;
		add_due(r, due, DUE_GRADE, l->token.text);
	} else if (lexer_is(l, "不参与排名")) {
		add_due(r, due, DUE_UNRANKED, word);
	} else if (is_yes_or_no(x)) {
		for (int k = 0; answers[k] != NULL; k++)
			if (strcmp(answers[k], word) == 0)
				add_due(r, due, DUE_HOLDS, answers[k]);
		if (due->due_count == 0)
			return false;
	} else if (is_obstacle(r, word)) {
		add_due(r, due, DUE_NONE, word);
	} else {
		return false;
	}
	lexer_next(l);
	return true;
}

/* What may be expected of the thing that the example is about. */
static bool may_be_due(const struct example *x, enum due_what what)
{
	switch (what) {
	case DUE_VALUE: case DUE_NONE:
		return x->indicator != NULL || x->extra != NULL || x->measure != NULL;
	case DUE_DAY:
		return x->measure != NULL;
	case DUE_POINTS:
		return x->indicator != NULL || x->extra != NULL;
	case DUE_SHARE:
		return x->indicator != NULL;
	case DUE_TOTAL: case DUE_RANK: case DUE_UNRANKED: case DUE_GRADE:
		return x->board != NULL || x->summary != NULL;
	case DUE_HOLDS:
		return is_yes_or_no(x);
	case DUE_STEP:
		return x->trigger != NULL && x->past != NULL;
	case DUE_CASES: case DUE_STANDING: case DUE_LEFT: case DUE_BY:
		break;                  /* read_cases_expected */
	}
	return false;
}

static void read_expected(struct reader *r, struct example *x, const struct entry *entry, size_t unit)
{
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	struct expectation *due = arena_push(r->arena, x->expected, x->expected_count);
	bool ok = true;

	*due = (struct expectation){ .unit = unit, .at = entry->value_at };
	if (x->rectification != NULL || x->matter != NULL) {
		read_cases_expected(r, x, entry, due);
		return;
	}
	do
		ok = take_figure(r, &l, due) || (!l.failed && take_word(r, &l, x, due));
	while (ok && lexer_take(&l, ","));
	for (size_t k = 0; k < due->due_count; k++)
		ok = ok && may_be_due(x, due->due[k].what);
	if (!ok || l.token.kind != TOK_END)
		diag(r->diag, MSG_EXPECTED_FORM, l.token.at, entry->value, NULL);
}

static void read_all_expected(struct reader *r, struct example *x)
{
	const struct element *e = x->element;
	const struct entry *entry = entry_of(e, "应得");
	const char *name;
	size_t i = 0, unit;

	if (entry != NULL)
		read_expected(r, x, entry, 0);
	while ((entry = entry_next(e, "应得.", &i, &name)) != NULL) {
		for (unit = 0; unit < x->unit_count && strcmp(x->unit[unit].name, name) != 0; unit++)
			;
		if (unit < x->unit_count)
			read_expected(r, x, entry, unit);
		else
			diag(r->diag, MSG_EXAMPLE_NO_UNIT, entry->at, x->name, name, NULL);
	}
}

/* ---- of what ----------------------------------------------------------------------- */

/* What the word of that kind names; NULL, and a complaint, if there is no such thing. */
#define NAMED(find, word) find(r, entry_of(e, word), entry_of(e, word) == NULL ? NULL : entry_of(e, word)->value)

static void find_subjects(struct reader *r, struct example *x)
{
	const struct element *e = x->element;
	const struct entry *counted = entry_of(e, "统计");

	x->indicator = NAMED(find_indicator, "指标");
	x->board = NAMED(find_board, "榜");
	if (counted != NULL && (x->measure = hidden_measure(r->scheme, counted->value)) == NULL)
		x->measure = find_measure(r, counted, counted->value);
	x->extra = NAMED(find_extra, "加减分");
	x->veto = NAMED(find_veto, "否决");
	x->trigger = NAMED(find_trigger, "问责");
	x->roster = NAMED(find_roster, "名单");
	x->crosscheck = NAMED(find_crosscheck, "核对");
	x->summary = NAMED(find_summary, "汇总");
	x->rectification = NAMED(find_rectification, "整改");
	x->matter = NAMED(find_trigger, "督办");
}

/* false, and a complaint, where it is of nothing that there is. */
static bool read_subject(struct reader *r, struct example *x)
{
	static const char *const kinds[] = { "指标", "榜", "统计", "加减分", "否决", "问责", "名单", "核对", "汇总", "整改", "督办" };
	const struct element *e = x->element;
	size_t subjects = 0;
	bool all = true;

	find_subjects(r, x);
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		const void *const found[] = { x->indicator, x->board, x->measure, x->extra, x->veto, x->trigger, x->roster, x->crosscheck,
			x->summary, x->rectification, x->matter };

		if (entry_of(e, kinds[k]) == NULL)
			continue;
		subjects++;
		all = all && found[k] != NULL;
	}
	if (subjects != 1)
		diag(r->diag, MSG_EXAMPLE_OF_WHAT, x->at, x->name, NULL);
	return subjects == 1 && all;
}

void read_example(struct reader *r, struct example *x)
{
	const struct element *e = x->element;
	const struct entry *period = entry_of(e, "期");
	bool of_something = read_subject(r, x);

	x->unit = read_cast(r, entry_of(e, "单位"), "例", &x->unit_count);
	x->below = read_cast(r, entry_of(e, "下级"), NULL, &x->below_count);
	read_given(r, x);
	read_before(r, x);
	read_days_worked(r, x);
	read_sheets(r, x);
	read_past(r, x);
	if (period != NULL)
		x->has_period = read_period(r, period, &x->period);
	read_cutoff(r, x);
	if (!of_something)
		return;                 /* what may be given and expected depends on it */
	read_matters(r, x);
	if (entry_of(e, "历史") != NULL && (x->trigger == NULL || period == NULL))
		diag(r->diag, MSG_EXAMPLE_LADDER, x->at, x->name, NULL);
	read_all_expected(r, x);
}
