/* set.c -- a set of byte strings: open addressing, never more than half full. */
#include "inputs/set.h"

#include <string.h>

enum { FIRST_ROOM = 64 };

struct set set_new(struct arena *arena)
{
	return (struct set){ arena, arena_many(arena, struct member, FIRST_ROOM), FIRST_ROOM, 0 };
}

static size_t hash_of(const char *at, size_t length)
{
	uint64_t hash = 14695981039346656037u;
	size_t i;

	for (i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)at[i]) * 1099511628211u;
	return (size_t)(hash ^ hash >> 29);
}

static struct member *slot_of(const struct set *set, const char *at, size_t length)
{
	size_t i = hash_of(at, length) & (set->room - 1);
	const struct member *member;

	while ((member = &set->member[i])->at) {
		if (member->length == length && memcmp(member->at, at, length) == 0)
			break;
		i = (i + 1) & (set->room - 1);
	}
	return &set->member[i];
}

static void grow(struct set *set)
{
	struct set old = *set;
	size_t i;

	set->room *= 2;
	set->member = arena_many(set->arena, struct member, set->room);
	for (i = 0; i < old.room; i++)
		if (old.member[i].at)
			*slot_of(set, old.member[i].at, old.member[i].length) = old.member[i];
}

struct member *set_add(struct set *set, const char *at, size_t length, bool *fresh)
{
	struct member *member = slot_of(set, at, length);

	*fresh = !member->at;
	if (member->at)
		return member;
	if (++set->count * 2 > set->room) {
		grow(set);
		member = slot_of(set, at, length);
	}
	member->at = arena_strn(set->arena, at, length);
	member->length = (uint32_t)length;
	return member;
}

const struct member *set_find(const struct set *set, const char *at, size_t length)
{
	const struct member *member = set->count > 0 ? slot_of(set, at, length) : NULL;

	return member && member->at ? member : NULL;
}
