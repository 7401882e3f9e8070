/* keys.c -- keys noted by hash, and looked through drawer by drawer. */
#include "inputs/keys.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLAB = 64 * 1024, SLAB = 2 * 1024 * 1024 };

static size_t slab_size(size_t i)
{
	return i == 0 ? FIRST_SLAB : SLAB;
}

_Static_assert(sizeof(struct key_sheet) == KEY_SHEET, "a sheet's notes fill it");

void key_log_begin(struct key_log *log, struct arena *arena)
{
	*log = (struct key_log){ .arena = arena };
}

void key_log_end(struct key_log *log)
{
	size_t i;

	for (i = 0; i < log->slab_count; i++)
		pages_free(log->slabs[i], slab_size(i));
}

/* The sheet that a drawer's next note goes to, or that its last one filled. */
static struct key_sheet *last_sheet(const struct key_log *log, size_t drawer)
{
	char *next = (char *)log->next[drawer];

	return next ? (struct key_sheet *)(void *)(next - 1 - (uintptr_t)(next - 1) % KEY_SHEET) : NULL;
}

void key_log_sheet(struct key_log *log, size_t drawer)
{
	struct key_sheet *sheet;

	if (log->slab_left < sizeof *sheet) {
		log->slab_left = slab_size(log->slab_count);
		log->slab = pages_new(log->slab_left);
		*arena_push(log->arena, log->slabs, log->slab_count) = log->slab;
	}
	sheet = (struct key_sheet *)(void *)log->slab;
	log->slab += sizeof *sheet;
	log->slab_left -= sizeof *sheet;
	sheet->before = last_sheet(log, drawer);
	log->next[drawer] = sheet->note;
}

static inline uint64_t mix(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t key_hash(const char *key, size_t length)
{
	uint64_t hash = 0x9E3779B97F4A7C15u ^ length, word;
	const char *const end = key + length;

	if (length < 8) {
		for (word = 0; key < end; key++)
			word = word << 8 | (unsigned char)*key;
	} else {
		for (; end - key > 8; key += 8) {
			memcpy(&word, key, sizeof word);
			hash = mix(hash ^ word, 0xE7037ED1A0B428DBu);
		}
		memcpy(&word, end - sizeof word, sizeof word);  /* may overlap what was taken */
	}
	return mix(hash ^ word, 0x8EBC6AF09C88C6E3u) * 0x9E3779B97F4A7C15u;
}

/* ---- looking through ------------------------------------------------------------------ */

static size_t notes_on(const struct key_log *log, size_t drawer, const struct key_sheet *sheet)
{
	return sheet == last_sheet(log, drawer) ? (size_t)(log->next[drawer] - sheet->note) : sizeof sheet->note / sizeof *sheet->note;
}

static size_t notes_in(struct key_log *const *log, unsigned logs, size_t drawer)
{
	const struct key_sheet *sheet;
	size_t count = 0;
	unsigned i;

	for (i = 0; i < logs; i++)
		for (sheet = last_sheet(log[i], drawer); sheet; sheet = sheet->before)
			count += notes_on(log[i], drawer, sheet);
	return count;
}

static void out_of_room(void)
{
	arena_alloc(arena_new(), SIZE_MAX);     /* ends the process in the one way there is */
}

/* Free slots, at least twice as many as notes; how many. */
static size_t make_room(struct key_room *room, size_t notes)
{
	size_t slots = 64;

	while (slots < 2 * notes)
		slots *= 2;
	if (slots > room->slots) {
		free(room->slot);
		room->slots = slots;
		room->slot = malloc(slots * sizeof *room->slot);
		if (!room->slot)
			out_of_room();
	}
	memset(room->slot, 0, slots * sizeof *room->slot);
	return slots;
}

void key_drawer(struct key_log *const *log, unsigned logs, size_t drawer, unsigned place_bits, struct key_room *room, key_same *same, void *self)
{
	const uint64_t places = ((uint64_t)1 << place_bits) - 1;
	const size_t mask = make_room(room, notes_in(log, logs, drawer)) - 1;
	const struct key_sheet *sheet;
	uint64_t *slot = room->slot;
	size_t n, notes, at;
	unsigned i;

	for (i = 0; i < logs; i++)
		for (sheet = last_sheet(log[i], drawer); sheet; sheet = sheet->before)
			for (n = 0, notes = notes_on(log[i], drawer, sheet); n < notes; n++) {
				const uint64_t note = sheet->note[n];

				for (at = note >> place_bits & mask; slot[at]; at = (at + 1) & mask)
					if ((slot[at] ^ note) <= places && same(self, slot[at] & places, note & places))
						break;
				if (!slot[at])
					slot[at] = note;
			}
}

void key_room_end(struct key_room *room)
{
	free(room->slot);
}
