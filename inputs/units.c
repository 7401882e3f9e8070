/* units.c -- which unit of a registry a row belongs to.
 *
 * Units are matched exactly and never invented.  A ledger names the same few
 * units thousands of times, so every spelling is looked up once and remembered,
 * with the reason where it means no unit. */
#include "inputs/units.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

enum { SHORTEST = 3 };                  /* characters; 北区 is no slip of the pen for 东区 */

struct finder finder_new(struct arena *arena, const struct source *source, const struct mapping *mapping)
{
	bool secret = source->column[mapping->column].secret;

	for (size_t i = 0; i < mapping->above_count; i++)
		secret = secret || source->column[mapping->above[i]].secret;
	return (struct finder){ arena, mapping, secret, set_new(arena), buf_new(arena) };
}

static bool is_under(const struct unit *unit, const struct unit *parent)
{
	return !parent || unit->parent == parent;
}

const struct unit *units_nearest(struct arena *arena, const struct registry *registry, const struct unit *under, const char *word)
{
	const char **words = arena_many(arena, const char *, registry->unit_count * 2 + 1), *near;
	size_t i, n = 0;

	if (utf8_count(word, strlen(word)) < SHORTEST)
		return NULL;
	for (i = 0; i < registry->unit_count; i++) {
		if (!is_under(registry->unit[i], under))
			continue;
		words[n++] = registry->unit[i]->name;
		words[n++] = registry->unit[i]->code;
	}
	near = text_nearest(word, words);
	for (i = 0; near && i < registry->unit_count; i++)
		if (is_under(registry->unit[i], under) &&
		    (near == registry->unit[i]->name || near == registry->unit[i]->code))
			return registry->unit[i];
	return NULL;
}

/* Why the registry has no such unit, with the one that may be meant. */
static const char *no_unit(struct finder *finder, const struct registry *registry, const struct unit *under,
	const char *text, size_t length, bool many)
{
	struct arena *arena = finder->arena;
	const struct unit *near = NULL, *away;
	const char *where = under ? arena_printf(arena, "里“%s”之下", under->name) : "里";

	if (many)
		return arena_printf(arena, "名录“%s”%s有几个同名的单位，应写代码或写明上级", registry->name, where);
	away = registry_away(registry, text, length);
	if (away)
		return arena_printf(arena, "名录“%s”里这个单位本期不在有效期内：%s，代码 %s", registry->name, validity_words(arena, away), away->code);
	if (!finder->secret)
		near = units_nearest(arena, registry, under, arena_strn(arena, text, length));
	if (!near)
		return arena_printf(arena, "名录“%s”%s没有这个单位", registry->name, where);
	return arena_printf(arena, "名录“%s”%s没有这个单位，是否指“%s”（%s）", registry->name, where, near->name, near->code);
}

/* The unit of the cells from level on upwards; NULL with the reason where there is none. */
static const struct unit *look_up(struct finder *finder, const struct registry *registry, const struct spelled *path, size_t level,
	const char **reason)
{
	const struct unit *under = NULL, *unit;
	bool many = false;

	if (path[level].length == 0) {
		*reason = level > 0 ? "没有写明上级单位"
			: arena_printf(finder->arena, "没有写明属于名录“%s”的哪个单位", registry->name);
		return NULL;
	}
	if (level < finder->mapping->above_count) {
		under = look_up(finder, registry->parent, path, level + 1, reason);
		if (!under)
			return NULL;
	}
	unit = registry_find(registry, under, path[level].text, path[level].length, &many);
	if (!unit)
		*reason = no_unit(finder, registry, under, path[level].text, path[level].length, many);
	return unit;
}

const struct found *finder_find(struct finder *finder, const struct spelled *path)
{
	struct found *found;
	struct member *member;
	bool fresh;

	finder->spelling.length = 0;
	for (size_t i = 0; i <= finder->mapping->above_count; i++) {
		buf_addn(&finder->spelling, (const char *)&path[i].length, sizeof path[i].length);
		buf_addn(&finder->spelling, path[i].text, path[i].length);
	}
	member = set_add(&finder->known, finder->spelling.at, finder->spelling.length, &fresh);
	if (!fresh)
		return member->mark;
	found = arena_one(finder->arena, struct found);
	member->mark = found;
	found->unit = look_up(finder, finder->mapping->registry, path, 0, &found->reason);
	return found;
}
