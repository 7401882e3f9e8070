/* keys.c -- keys noted by hash, and looked through drawer by drawer. */
#include "inputs/keys.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLAB = 64 * 1024, SLAB = 2 * 1024 * 1024 };

static size_t slab_size(size_t i)
{
	return i == 0 ? FIRST_SLAB : SLAB;
}

_Static_assert(KEY_DRAWERS == 1 << (64 - 57), "the seven highest bits of a hash say which drawer");

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
	sheet->before = log->drawer[drawer];
	log->drawer[drawer] = sheet;
	log->next[drawer] = sheet->note;
	log->end[drawer] = sheet->note + KEY_SHEET;
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

/* How many notes a sheet of the drawer holds. */
static size_t notes_on(const struct key_log *log, size_t drawer, const struct key_sheet *sheet)
{
	return sheet == log->drawer[drawer] ? (size_t)(log->next[drawer] - sheet->note) : KEY_SHEET;
}

static size_t notes_in(struct key_log *const *log, unsigned logs, size_t drawer)
{
	const struct key_sheet *sheet;
	size_t count = 0;
	unsigned i;

	for (i = 0; i < logs; i++)
		for (sheet = log[i]->drawer[drawer]; sheet; sheet = sheet->before)
			count += notes_on(log[i], drawer, sheet);
	return count;
}

static void out_of_room(void)
{
	arena_alloc(arena_new(), SIZE_MAX);     /* ends the process in the one way there is */
}

static void make_room(struct key_room *room, size_t notes)
{
	size_t slots = 64;

	while (slots < 2 * notes)
		slots *= 2;
	if (slots > room->slots) {
		free(room->slot);
		free(room->note);
		free(room->whose);
		room->slots = slots;
		room->slot = malloc(slots * sizeof *room->slot);
		room->note = malloc(slots * sizeof *room->note);
		room->whose = malloc(slots * sizeof *room->whose);
		if (!room->slot || !room->note || !room->whose)
			out_of_room();
	}
	memset(room->slot, 0, slots * sizeof *room->slot);
	room->notes = 0;
}

/* Enters one note: a slot holds the lower half of a hash and the number of the note, from 1. */
static void enter(struct key_room *room, size_t slots, const struct key_note *note, unsigned whose, key_same *same, void *self)
{
	size_t i = (note->hash >> 20) & (slots - 1), there;

	for (; room->slot[i]; i = (i + 1) & (slots - 1)) {
		there = (uint32_t)room->slot[i] - 1;
		if ((room->slot[i] ^ note->hash << 32) >> 32 == 0 && room->note[there]->hash == note->hash &&
		    same(self, room->note[there], room->whose[there], note, whose))
			return;
	}
	room->note[room->notes] = note;
	room->whose[room->notes] = whose;
	room->slot[i] = note->hash << 32 | ++room->notes;
}

void key_drawer(struct key_log *const *log, unsigned logs, size_t drawer, struct key_room *room, key_same *same, void *self)
{
	size_t notes = notes_in(log, logs, drawer), slots = 64, n;
	const struct key_sheet *sheet;
	unsigned i;

	make_room(room, notes);
	while (slots < 2 * notes)
		slots *= 2;
	for (i = 0; i < logs; i++)
		for (sheet = log[i]->drawer[drawer]; sheet; sheet = sheet->before)
			for (n = 0; n < notes_on(log[i], drawer, sheet); n++)
				enter(room, slots, &sheet->note[n], i, same, self);
}

void key_room_end(struct key_room *room)
{
	free(room->slot);
	free(room->note);
	free(room->whose);
}
