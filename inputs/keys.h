/* keys.h -- which rows have a 主键 that was there before, in eight bytes a row.
 *
 * While rows are counted their keys are only noted: the place, and in the bits that leaves free some of a hash, sorted
 * into drawers by others.  Afterwards one drawer after the other, small enough for a near cache, is looked through for
 * equal hashes; only then are the keys themselves read again and compared, so two keys are never taken for one. */
#ifndef INPUTS_KEYS_H
#define INPUTS_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

enum { KEY_DRAWER_BITS = 10, KEY_DRAWERS = 1 << KEY_DRAWER_BITS, KEY_SHEET = 1024 };

/* Lies at a multiple of its size, so that a place in it says whether it is full. */
struct key_sheet {
	struct key_sheet *before;
	uint64_t note[KEY_SHEET / 8 - 1];
};
/* What one thread noted. */
struct key_log {
	uint64_t *next[KEY_DRAWERS];    /* where to note in the drawer's last sheet; NULL where it has none */
	char *slab;                     /* where sheets are cut from */
	size_t slab_left;
	void **slabs;
	size_t slab_count;
	struct arena *arena;
};

void key_log_begin(struct key_log *, struct arena *);
void key_log_end(struct key_log *);
/* A further sheet for a drawer. */
void key_log_sheet(struct key_log *, size_t drawer);

uint64_t key_hash(const char *key, size_t length);

/* Places are above 0 and below 2^place_bits. */
static inline void key_note(struct key_log *log, uint64_t hash, uint64_t place, unsigned place_bits)
{
	size_t drawer = hash >> (64 - KEY_DRAWER_BITS);

	if ((uintptr_t)log->next[drawer] % KEY_SHEET == 0)
		key_log_sheet(log, drawer);
	*log->next[drawer]++ = hash << place_bits | place;
}

/* Looks through one drawer of several logs: calls same for the places of every two notes with one hash, the earlier
 * entered first, until it says that their keys are equal; room is kept from drawer to drawer. */
struct key_room {
	uint64_t *slot;                 /* notes; 0: free */
	size_t slots;
};
typedef bool key_same(void *self, uint64_t place_a, uint64_t place_b);
void key_drawer(struct key_log *const *log, unsigned logs, size_t drawer, unsigned place_bits, struct key_room *, key_same *, void *self);
void key_room_end(struct key_room *);

#endif
