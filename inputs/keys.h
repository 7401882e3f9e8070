/* keys.h -- which rows have a 主键 that was there before, in sixteen bytes a row.
 *
 * While rows are counted their keys are only noted: a hash, the place, the seat, sorted into drawers by hash.
 * Afterwards one drawer after the other, small enough for a near cache, is looked through for equal
 * hashes; only then are the keys themselves read again and compared, so two keys are never taken for one. */
#ifndef INPUTS_KEYS_H
#define INPUTS_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

enum { KEY_DRAWERS = 128, KEY_SHEET = 255, KEY_PLACE_BITS = 40 };

struct key_note {
	uint64_t hash;
	uint64_t where;                 /* place, below 2^40; seat << 40 */
};
struct key_sheet {
	struct key_sheet *before;
	size_t spare;                   /* makes a sheet 4 KiB */
	struct key_note note[KEY_SHEET];
};
/* What one thread noted. */
struct key_log {
	struct key_note *next[KEY_DRAWERS], *end[KEY_DRAWERS];  /* of the last sheet: where to note, and where it ends */
	struct key_sheet *drawer[KEY_DRAWERS];
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

static inline void key_note(struct key_log *log, uint64_t hash, uint64_t place, uint32_t seat)
{
	size_t drawer = hash >> 57;

	if (log->next[drawer] == log->end[drawer])
		key_log_sheet(log, drawer);
	*log->next[drawer]++ = (struct key_note){ hash, place | (uint64_t)seat << KEY_PLACE_BITS };
}

/* Looks through one drawer of several logs: calls same for every two notes with one hash, the earlier entered first,
 * until it says that their keys are equal; room is kept from drawer to drawer. */
struct key_room {
	uint64_t *slot;
	size_t slots;
	const struct key_note **note;
	unsigned *whose;                /* which log */
	size_t notes;
};
typedef bool key_same(void *self, const struct key_note *a, unsigned log_a, const struct key_note *b, unsigned log_b);
void key_drawer(struct key_log *const *log, unsigned logs, size_t drawer, struct key_room *, key_same *, void *self);
void key_room_end(struct key_room *);

#endif
