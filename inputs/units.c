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

	if (mapping->parent_column != SIZE_MAX)
		secret = secret || source->column[mapping->parent_column].secret;
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

static void look_up(struct finder *finder, struct found *found, const char *parent, size_t parent_length,
	const char *text, size_t length)
{
	const struct registry *registry = finder->mapping->registry;
	const struct unit *under = NULL;
	bool many = false;

	if (length == 0) {
		found->reason = arena_printf(finder->arena, "没有写明属于名录“%s”的哪个单位", registry->name);
		return;
	}
	if (finder->mapping->parent_column != SIZE_MAX) {
		if (parent_length > 0)
			under = registry_find(registry->parent, NULL, parent, parent_length, &many);
		if (!under) {
			found->reason = parent_length == 0 ? "没有写明上级单位"
				: no_unit(finder, registry->parent, NULL, parent, parent_length, many);
			return;
		}
	}
	found->unit = registry_find(registry, under, text, length, &many);
	if (!found->unit)
		found->reason = no_unit(finder, registry, under, text, length, many);
}

const struct found *finder_find(struct finder *finder, const char *parent, size_t parent_length,
	const char *text, size_t length)
{
	uint32_t split = (uint32_t)parent_length;
	struct found *found;
	struct member *member;
	bool fresh;

	finder->spelling.length = 0;
	buf_addn(&finder->spelling, (const char *)&split, sizeof split);
	buf_addn(&finder->spelling, parent, parent_length);
	buf_addn(&finder->spelling, text, length);
	member = set_add(&finder->known, finder->spelling.at, finder->spelling.length, &fresh);
	if (!fresh)
		return member->mark;
	found = arena_one(finder->arena, struct found);
	member->mark = found;
	look_up(finder, found, parent, parent_length, text, length);
	return found;
}
