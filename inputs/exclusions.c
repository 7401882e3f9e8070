/* exclusions.c -- 剔除.csv: rows, or a unit's figures, that people decided not to count.
 *
 * A row of it names either a key of a source, whose rows are then struck for
 * every registry, or a unit: with 统计 the unit has that measure no more (it is
 * 已剔除), with 数据 alone no measure of the source. */
#include "inputs/exclusions.h"

#include <inttypes.h>
#include <string.h>

#include "inputs/cells.h"
#include "inputs/set.h"
#include "inputs/units.h"

enum { X_PERIOD, X_SOURCE, X_KEY, X_DOCUMENT, X_REASON, X_APPROVER, X_SECOND, X_UNIT, X_MEASURE };
static const struct heading headings[] = {
	{ "期", true }, { "数据", true }, { "主键", true }, { "文号", true }, { "理由", true }, { "批准人", true },
	{ "第二批准人", false }, { "单位", false }, { "统计", false }, { NULL, false }
};

/* ---- what is named ------------------------------------------------------------- */

static const struct source *read_source(struct paper *paper)
{
	const struct scheme *scheme = paper->scheme;
	const char *text = paper_need(paper, X_SOURCE), **names = arena_many(paper->arena, const char *, scheme->source_count + 1);
	const struct source *source = NULL;
	size_t i;

	for (i = 0; i < scheme->source_count; i++) {
		names[i] = scheme->source[i]->name;
		if (text_same(names[i], text))
			source = scheme->source[i];
	}
	if (*text && !source)
		paper_bad(paper, PEOPLE_NO_NAME, "数据", text, paper_meant(paper, text, names));
	return source;
}

static const struct measure *read_measure(struct paper *paper)
{
	const struct scheme *scheme = paper->scheme;
	const char *text = paper_cell(paper, X_MEASURE), **names = arena_many(paper->arena, const char *, scheme->measure_count + 1);
	size_t i;

	for (i = 0; i < scheme->measure_count; i++) {
		if (text_same(scheme->measure[i]->name, text))
			return scheme->measure[i];
		names[i] = scheme->measure[i]->name;
	}
	paper_bad(paper, PEOPLE_NO_NAME, "统计", text, paper_meant(paper, text, names));
	return NULL;
}

/* A unit of a registry to which the source's rows belong: the first that knows it. */
static const struct unit *read_unit(struct paper *paper, const struct source *source)
{
	const char *text = paper_cell(paper, X_UNIT);
	const struct unit *unit, *near = NULL;
	bool several = false, many;
	size_t i;

	for (i = 0; i < source->mapping_count; i++) {
		many = false;
		unit = registry_find(source->mapping[i].registry, NULL, text, strlen(text), &many);
		if (unit)
			return unit;
		several = several || many;
		if (!near)
			near = units_nearest(paper->arena, source->mapping[i].registry, NULL, text);
	}
	if (several)
		paper_bad(paper, PEOPLE_UNIT_MANY, text);
	else
		paper_bad(paper, PEOPLE_NO_UNIT, arena_printf(paper->arena, "数据“%s”归属的名录", source->name), text,
			near ? arena_printf(paper->arena, "，是否指“%s”（%s）", near->name, near->code) : "");
	return NULL;
}

/* ---- by key --------------------------------------------------------------------- */

/* The cells of the key as their columns read them; why that fails, or NULL. */
static const char *read_key(struct arena *arena, const struct source *source, const char *text, struct buf *identity)
{
	const char *end, *reason;
	struct cell cell;
	size_t i, length;

	for (i = 0; i < source->key_count; i++) {
		end = i + 1 < source->key_count ? strchr(text, '|') : NULL;
		if (i + 1 < source->key_count && !end)
			return arena_printf(arena, "只有 %zu 格，应有用 | 隔开的 %zu 格", i + 1, source->key_count);
		length = end ? (size_t)(end - text) : strlen(text);
		reason = cell_read(arena, &source->column[source->key[i]], text, length, &cell);
		if (reason)
			return arena_printf(arena, "里的“%s”%s", source->column[source->key[i]].name, reason);
		key_add(arena, identity, &cell);
		text += length + (end ? 1 : 0);
	}
	return NULL;
}

static void check_key(struct paper *paper, struct set *set, struct exclusion *x)
{
	struct buf identity = buf_new(paper->arena), once = buf_new(paper->arena);
	const char *shown, *reason;

	if (x->source && x->source->key_count == 0) {
		paper_bad(paper, EXCLUSION_WITHOUT_KEY, x->source->name);
		return;
	}
	if (!x->source)
		return;
	shown = key_is_secret(x->source) ? "" : arena_printf(paper->arena, "“%s”", x->key);
	reason = read_key(paper->arena, x->source, x->key, &identity);
	if (reason) {
		paper_bad(paper, EXCLUSION_KEY, x->source->name, shown, reason);
		return;
	}
	x->identity = identity.at;
	x->identity_length = identity.length;
	buf_printf(&once, "%zu:", x->source->index);
	buf_addn(&once, identity.at, identity.length);
	paper_once(paper, set, once.at, once.length, arena_printf(paper->arena, "数据“%s”的主键%s", x->source->name, shown));
}

/* ---- by unit --------------------------------------------------------------------- */

/* The measure and the source it comes from; 数据 may be left blank, but not name another. */
static void name_measure(struct paper *paper, struct exclusion *x)
{
	x->measure = read_measure(paper);
	if (*paper_cell(paper, X_SOURCE))
		x->source = read_source(paper);
	if (!x->measure)
		return;
	if (x->measure->citywide || !x->measure->source) {
		paper_bad(paper, EXCLUSION_CITYWIDE, x->measure->name);
		x->measure = NULL;
		return;
	}
	if (x->source && x->source != x->measure->source)
		paper_bad(paper, EXCLUSION_OTHER_SOURCE, x->measure->name, x->measure->source->name, x->source->name);
	x->source = x->measure->source;
}

static const char *struck_words(struct arena *arena, const struct exclusion *x)
{
	return arena_printf(arena, x->measure ? "%s的统计“%s”的剔除" : "%s的数据“%s”的剔除", x->unit->name,
		x->measure ? x->measure->name : x->source->name);
}

static void check_unit(struct paper *paper, struct set *set, struct exclusion *x)
{
	struct buf once = buf_new(paper->arena);

	if (!x->source || !*paper_cell(paper, X_UNIT))
		return;
	x->unit = read_unit(paper, x->source);
	if (!x->unit || !paper->good)
		return;
	buf_printf(&once, "%s\n%s\n%s\n%s", x->unit->registry->name, x->unit->code, x->source->name, x->measure ? x->measure->name : "");
	paper_once(paper, set, once.at, once.length, struck_words(paper->arena, x));
}

/* ---- row by row -------------------------------------------------------------------- */

/* A row names a key, or a unit with what is struck of it; not both, and not neither. */
static void read_one(struct paper *paper, struct set *keys, struct set *units, struct exclusion *x)
{
	const char *unit = paper_cell(paper, X_UNIT), *measure = paper_cell(paper, X_MEASURE);

	if (*x->key && (*unit || *measure)) {
		paper_bad(paper, EXCLUSION_BOTH, x->key, *unit ? unit : measure);
	} else if (*unit || *measure) {
		if (*measure)
			name_measure(paper, x);
		else
			x->source = read_source(paper);
		paper_calls_for(paper, X_MEASURE, measure, X_UNIT);
		check_unit(paper, units, x);
	} else {
		x->source = read_source(paper);
		if (*x->key)
			check_key(paper, keys, x);
		else if (paper->column[X_UNIT] == SIZE_MAX)
			paper_need(paper, X_KEY);
		else
			paper_bad(paper, EXCLUSION_NEITHER, paper_cell(paper, X_SOURCE));
	}
}

void exclusions_read(struct paper *paper, const char *dir)
{
	struct set keys = set_new(paper->arena), units = set_new(paper->arena);
	struct exclusion x;

	if (!paper_open(paper, "剔除", paper->scheme->exclusions, dir, headings))
		return;
	while (paper_next(paper)) {
		if (!paper_is_of_period(paper, X_PERIOD))
			continue;
		x = (struct exclusion){ .key = paper_cell(paper, X_KEY), .document = paper_cell(paper, X_DOCUMENT),
			.reason = paper_cell(paper, X_REASON), .approver = paper_cell(paper, X_APPROVER),
			.second = paper_cell(paper, X_SECOND), .at = paper_at(paper) };
		read_one(paper, &keys, &units, &x);
		paper_approval(paper, X_DOCUMENT, X_REASON, X_APPROVER, X_SECOND);
		if (paper->good)
			*arena_push(paper->arena, paper->people->exclusion, paper->people->exclusion_count) = x;
	}
}

/* ---- while rows are read ------------------------------------------------------------- */

struct exclusion **exclusions_of(const struct reading *reading, const struct registry *registry, const struct measure *measure)
{
	const struct people *people = reading->people;
	struct exclusion **of = NULL, *x;
	size_t i;

	for (i = 0; people && i < people->exclusion_count; i++) {
		x = &people->exclusion[i];
		if (!x->unit || x->source != reading->source || x->unit->registry != registry || x->measure != measure)
			continue;
		if (!of)
			of = arena_many(reading->arena, struct exclusion *, registry->unit_count);
		of[x->unit->index] = x;
	}
	return of;
}

static void say_unit(const struct reading *reading, const struct exclusion *x)
{
	const char *rows = arena_printf(reading->arena, "%" PRIu64, x->rows);

	if (x->measure)
		diag(reading->diag, MSG_MEASURE_STRUCK, x->at, x->unit->name, x->measure->name, rows, NULL);
	else
		diag(reading->diag, MSG_SOURCE_STRUCK, x->at, x->unit->name, x->source->name, rows, NULL);
}

void exclusions_say(const struct reading *reading, uint64_t rows)
{
	const struct people *people = reading->people;
	const struct exclusion *x;
	size_t i;

	if (rows > 0)
		diag(reading->diag, MSG_ROWS_STRUCK, (struct origin){ reading->intake->file[0].file->name, 0, 0 },
			reading->source->name, arena_printf(reading->arena, "%" PRIu64, rows), NULL);
	for (i = 0; people && i < people->exclusion_count; i++) {
		x = &people->exclusion[i];
		if (x->source != reading->source)
			continue;
		if (x->unit)
			say_unit(reading, x);
		else if (x->rows == 0)
			diag(reading->diag, MSG_EXCLUSION_WITHOUT_ROW, x->at, reading->source->name,
				key_is_secret(reading->source) ? "" : arena_printf(reading->arena, "“%s”", x->key), NULL);
	}
}
