/* bearers.c -- who bears a text: how a unit is found again.
 *
 * Every code, name and alias is borne by one unit or, under different parents
 * or at different times, by several.  A hash table over these texts answers the
 * rows of the data and, while a registry is read, whether a text is taken already. */
#include "rules/bearers.h"

#include <string.h>

#include "base/text.h"

/* ---- the table ------------------------------------------------------------- */

struct bucket {
	struct bearer *first, *last;
};

struct bearers {
	size_t mask;
	struct bucket *bucket;
};

struct bearers *bearers_new(struct arena *arena, size_t units)
{
	struct bearers *bearers = arena_one(arena, struct bearers);
	size_t buckets = 16;

	while (buckets < 4 * units)     /* a code, a name, perhaps an alias each */
		buckets *= 2;
	bearers->mask = buckets - 1;
	bearers->bucket = arena_many(arena, struct bucket, buckets);
	return bearers;
}

static struct bucket *bucket_of(const struct bearers *bearers, const char *text, size_t length)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
	return &bearers->bucket[(hash ^ hash >> 32) & bearers->mask];
}

static const struct bearer *from_here(const struct bearer *b, const char *text, size_t length)
{
	while (b && (b->length != length || memcmp(b->text, text, length) != 0))
		b = b->next;
	return b;
}

const struct bearer *bearer_first(const struct bearers *bearers, const char *text, size_t length)
{
	return from_here(bucket_of(bearers, text, length)->first, text, length);
}

const struct bearer *bearer_next(const struct bearer *b)
{
	return from_here(b->next, b->text, b->length);
}

void bearers_add(struct arena *arena, struct bearers *bearers, const struct unit *unit, enum borne as, const char *text)
{
	struct bearer *b = arena_one(arena, struct bearer);
	size_t length = strlen(text);
	struct bucket *bucket = bucket_of(bearers, text, length);

	*b = (struct bearer){ NULL, text, length, unit, as };
	if (bucket->last)
		bucket->last->next = b;
	else
		bucket->first = b;
	bucket->last = b;
}

/* ---- what is asked of a registry ------------------------------------------- */

const struct unit *registry_find(const struct registry *r, const struct unit *under, const char *text, size_t length,
	bool *many)
{
	const struct bearers *bearers = r->index_;
	const struct bearer *b;
	const struct unit *found = NULL;
	bool several = false;

	text_trim(&text, &length);
	b = bearers ? bearer_first(bearers, text, length) : NULL;
	for (; b; b = bearer_next(b)) {
		if (under && b->unit->parent != under)
			continue;
		several = several || (found && found != b->unit);
		found = b->unit;
	}
	if (many)
		*many = several;
	return several ? NULL : found;
}

static bool is_text(const char *at, const char *text, size_t length)
{
	return strlen(at) == length && memcmp(at, text, length) == 0;
}

const struct unit *registry_away(const struct registry *r, const char *text, size_t length)
{
	text_trim(&text, &length);
	for (size_t u = 0; u < r->away_count; u++) {
		const struct unit *unit = r->away[u];
		const char *const *alias = unit->alias;
		bool meant = is_text(unit->code, text, length) || is_text(unit->name, text, length);

		for (; !meant && *alias != NULL; alias++)
			meant = is_text(*alias, text, length);
		if (meant)
			return unit;
	}
	return NULL;
}

const char *validity_words(struct arena *a, const struct unit *unit)
{
	const char *from = unit->from == INT32_MIN ? "" : arena_printf(a, "自 %s 起", day_text(a, unit->from));
	const char *until = unit->until == INT32_MAX ? "" : arena_printf(a, "至 %s 止", day_text(a, unit->until));

	return arena_printf(a, "有效期%s%s%s", from, *from != '\0' && *until != '\0' ? "，" : "", until);
}

struct seats seats_for(struct arena *arena, struct unit **unit, size_t count)
{
	struct bearers *bearers = bearers_new(arena, count);

	for (size_t u = 0; u < count; u++)
		bearers_add(arena, bearers, unit[u], NAME, unit[u]->name);
	return (struct seats){ unit, count, bearers };
}

struct seats registry_seat(struct registry *r, struct seats seats)
{
	struct seats had = { r->unit, r->unit_count, r->index_ };

	r->unit = seats.unit;
	r->unit_count = seats.count;
	r->index_ = seats.index_;
	return had;
}

const char **registry_groups(struct arena *arena, const struct registry *r)
{
	const char **groups = NULL, *group;
	size_t count = 0, g;

	for (size_t u = 0; u < r->unit_count; u++) {
		group = r->unit[u]->group;
		for (g = 0; g < count && !text_same(groups[g], group); g++)
			;
		if (g == count)
			*arena_push(arena, groups, count) = group;
	}
	*arena_push(arena, groups, count) = NULL;
	return groups;
}

size_t role_index(const struct registry *r, const char *role)
{
	for (size_t i = 0; r->role != NULL && r->role[i] != NULL; i++)
		if (text_same(r->role[i], role))
			return i;
	return SIZE_MAX;
}
