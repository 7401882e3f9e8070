/* changes.c -- 单位变更.csv: units that were renamed, merged or split.
 *
 * A row says that by a day the old unit, or a share of it, became the new one.  What is left open
 * is refused: a split without shares, or two old units whose points a new one would have at once. */
#include "inputs/changes.h"

#include <string.h>

#include "inputs/set.h"

enum { C_REGISTRY, C_OLD, C_NEW, C_FROM, C_HISTORY, C_DOCUMENT, C_SHARE };
static const struct heading change_headings[] = {
	{ "名录", true }, { "原代码", true }, { "新代码", true }, { "生效日", true }, { "历史", true }, { "文号", true }, { "比例", false },
	{ NULL, false }
};
enum { ALL_OF_IT, NUMBERS_ALONE };
static const char *const history_words[] = { "继承", "只加数", "清零", NULL };

/* ---- one row ---------------------------------------------------------------------- */

static const struct registry *read_registry(struct paper *paper)
{
	const struct scheme *scheme = paper->scheme;
	const char *text = paper_need(paper, C_REGISTRY), **names = arena_many(paper->arena, const char *, scheme->registry_count + 1);
	size_t i;

	for (i = 0; i < scheme->registry_count; i++) {
		if (text_same(scheme->registry[i]->name, text))
			return scheme->registry[i];
		names[i] = scheme->registry[i]->name;
	}
	if (*text)
		paper_bad(paper, PEOPLE_NO_NAME, "名录", text, paper_meant(paper, text, names));
	return NULL;
}

/* Codes, not names: a name may have gone over to another unit. */
static void check_new_code(struct paper *paper, struct unit_change *c)
{
	const char *code = paper_need(paper, C_NEW);

	if (!c->registry || !*code)
		return;
	c->now = registry_away(c->registry, code, strlen(code));        /* a change of another time */
	if (!c->now || registry_find(c->registry, NULL, code, strlen(code), NULL))
		c->now = paper_unit(paper, C_NEW, c->registry);
	if (c->now && !text_same(c->now->code, code))
		paper_bad(paper, CHANGE_NAME_FOR_CODE, paper_name(paper, C_NEW), code, c->now->code);
}

static void read_share(struct paper *paper, struct unit_change *c)
{
	const char *text = paper_cell(paper, C_SHARE);
	size_t length = strlen(text);

	c->share = num_int(1);
	if (length == 0)
		return;
	c->has_share = text[length - 1] == '%' && num_parse(paper->arena, text, length - 1, &c->share);
	c->share = num_div(paper->arena, c->share, num_int(100));
	if (!c->has_share || num_sign(c->share) <= 0 || num_cmp(c->share, num_int(1)) > 0)
		paper_bad(paper, CHANGE_SHARE, text);
}

static void read_change(struct paper *paper, struct set *set)
{
	struct unit_change c = { .registry = read_registry(paper), .old_code = paper_need(paper, C_OLD),
		.from = paper_need_day(paper, C_FROM), .document = paper_need(paper, C_DOCUMENT), .at = paper_at(paper) };
	const char *pair;
	int word;

	check_new_code(paper, &c);
	paper_need(paper, C_HISTORY);
	word = paper_word(paper, C_HISTORY, history_words);
	c.inherits = word == ALL_OF_IT;
	c.numbers = word == NUMBERS_ALONE;
	read_share(paper, &c);
	if (!paper->good)
		return;
	pair = arena_printf(paper->arena, "名录“%s”的变更“%s → %s”", c.registry->name, c.old_code, c.now->code);
	paper_once(paper, set, pair, strlen(pair), pair);
	if (paper->good)
		*arena_push(paper->arena, paper->people->change, paper->people->change_count) = c;
}

/* ---- rows that belong together ------------------------------------------------------- */

static bool same_day(const struct unit_change *a, const struct unit_change *b)
{
	return a != b && a->registry == b->registry && a->from == b->from;
}

static bool same_old(const struct unit_change *a, const struct unit_change *b)
{
	return same_day(a, b) && text_same(a->old_code, b->old_code);
}

static const char *line_text(const struct paper *paper, const struct unit_change *c)
{
	return arena_printf(paper->arena, "%u", c->at.line);
}

/* Into what one unit went, as the first of its rows on that day sees it. */
static void check_split(struct paper *paper, const struct unit_change *c)
{
	const struct people *p = paper->people;
	struct num sum = num_int(0);
	bool several = false, whole = true;
	size_t i;

	for (i = 0; i < p->change_count; i++) {
		const struct unit_change *other = &p->change[i];

		if (other != c && !same_old(c, other))
			continue;
		if (other < c)
			return;
		several = several || other != c;
		sum = num_add(paper->arena, sum, other->share);
	}
	for (i = 0; several && i < p->change_count; i++)
		if ((&p->change[i] == c || same_old(c, &p->change[i])) && !p->change[i].has_share) {
			diag(paper->diag, MSG_CHANGE_NO_SHARE, p->change[i].at, c->old_code, day_text(paper->arena, c->from), NULL);
			whole = false;
		}
	if (whole && num_cmp(sum, num_int(1)) != 0)
		diag(paper->diag, MSG_CHANGE_SHARES, c->at, c->old_code, day_text(paper->arena, c->from),
			num_text(paper->arena, num_mul(paper->arena, sum, num_int(100))), NULL);
}

/* Of what one unit was made: points, ranks and counts can come from one alone. */
static void check_merger(struct paper *paper, const struct unit_change *c)
{
	const struct people *p = paper->people;
	bool alone = true;
	size_t i;

	for (i = 0; i < p->change_count; i++) {
		const struct unit_change *other = &p->change[i];

		if (!same_day(c, other) || (other->now != c->now && !text_same(other->old_code, c->old_code)))
			continue;
		alone = false;
		if (other->now == c->now && other < c && c->inherits && other->inherits)
			diag(paper->diag, MSG_CHANGE_TWO_HEIRS, c->at, c->now->code, day_text(paper->arena, c->from), other->old_code,
				line_text(paper, other), c->old_code, NULL);
	}
	if (alone && text_same(c->old_code, c->now->code))
		diag(paper->diag, MSG_CHANGE_TO_ITSELF, c->at, c->old_code, NULL);
}

void changes_read(struct paper *paper, const char *dir)
{
	struct set set = set_new(paper->arena);
	size_t i;

	if (!paper_open(paper, "单位变更", paper->scheme->changes, dir, change_headings))
		return;
	while (paper_next(paper))
		read_change(paper, &set);
	for (i = 0; i < paper->people->change_count; i++) {
		check_split(paper, &paper->people->change[i]);
		check_merger(paper, &paper->people->change[i]);
	}
}

/* ---- who it is today ------------------------------------------------------------------ */

static bool led_away(const struct unit_change *c, const struct registry *registry, const char *code, int32_t after, int32_t by)
{
	return c->registry == registry && c->from > after && c->from <= by && text_same(c->old_code, code);
}

const struct unit *unit_today(const struct people *people, const struct registry *registry, const char *code, int32_t day)
{
	const struct unit *unit = registry_find(registry, NULL, code, strlen(code), NULL);
	size_t i;

	if (unit && text_same(unit->code, code))
		return unit;
	if (unit_split(people, registry, code, INT32_MIN, day))
		return NULL;
	for (i = 0; people && i < people->change_count; i++)
		if (led_away(&people->change[i], registry, code, INT32_MIN, day))
			return people->change[i].now;
	return NULL;
}

bool unit_split(const struct people *people, const struct registry *registry, const char *code, int32_t after, int32_t by)
{
	size_t rows = 0, i;

	for (i = 0; people && i < people->change_count; i++)
		rows += led_away(&people->change[i], registry, code, after, by);
	return rows > 1;
}
