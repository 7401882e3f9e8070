/* scan_look.h -- what the ways of the scanner share, for base/scan*.c alone. */
#ifndef BASE_SCAN_LOOK_H
#define BASE_SCAN_LOOK_H

#include "base/scan.h"

/* 64 bytes: bit i stands for byte i. */
struct look {
	uint64_t quote, comma, feed;
};

/* How the block before ended. */
struct behind {
	uint64_t inside;                /* all ones: inside of quotes */
	uint64_t parted;                /* 1: with a comma or line feed that parts cells */
	uint64_t closed;                /* 1: with a closing quote */
};
static const struct behind row_begins = { 0, 1, 0 };

typedef size_t scan_function(struct scan *, const char *bytes, size_t start, size_t stop, size_t length, bool *cut);
scan_function scan_rows_avx2, scan_rows_avx512;
bool scan_has_avx2(void);
bool scan_has_avx512(void);

void scan_grow(struct scan *);
/* The row that begins at start, byte by byte, instead of what was marked of it: where the next begins,
 * length + 1 where it does not end. */
size_t scan_odd_row(struct scan *, const char *bytes, size_t start, size_t length);

/* Room for the marks and rows of one more block. */
static inline void make_room(struct scan *s)
{
	if (__builtin_expect(s->marks + 128 > s->mark_room || s->rows + 128 > s->row_room, 0))
		scan_grow(s);
}

static inline void cut_look(struct look *look, size_t bytes)
{
	uint64_t there = ((uint64_t)1 << bytes) - 1;

	look->quote &= there;
	look->comma &= there;
	look->feed &= there;
}

/* The row before ended with that mark; the next one has line `feeds`. */
static inline void put_row(struct scan *s, size_t mark, size_t feeds)
{
	s->rows++;
	s->row[s->rows] = (uint32_t)mark;
	s->line[s->rows] = (uint32_t)feeds;
	s->odd[s->rows] = false;
}

/* Forgets what was marked of the row that has not ended. */
static inline void drop_row(struct scan *s)
{
	s->marks = (size_t)s->row[s->rows] + 1;
}

static inline void put_marks(struct scan *s, size_t at, uint64_t parts)
{
	uint32_t *to = s->mark + s->marks;
	unsigned count = (unsigned)__builtin_popcountll(parts), i;

	s->marks += count;
	for (i = 0; i < count; i += 4) {        /* writes up to three too many, which the next ones overwrite */
		to[i] = (uint32_t)at + (uint32_t)__builtin_ctzll(parts | (uint64_t)1 << 63);
		parts &= parts - 1;
		to[i + 1] = (uint32_t)at + (uint32_t)__builtin_ctzll(parts | (uint64_t)1 << 63);
		parts &= parts - 1;
		to[i + 2] = (uint32_t)at + (uint32_t)__builtin_ctzll(parts | (uint64_t)1 << 63);
		parts &= parts - 1;
		to[i + 3] = (uint32_t)at + (uint32_t)__builtin_ctzll(parts | (uint64_t)1 << 63);
		parts &= parts - 1;
	}
}

/* The rows that end in a block.  Where one ends at or behind stop: marks up to there, and where the next begins; else 0. */
static inline size_t put_rows(struct scan *s, size_t at, uint64_t parts, uint64_t ends, uint64_t feeds, size_t stop,
	size_t *feeds_at_row)
{
	for (; ends; ends &= ends - 1) {
		uint64_t upto = ends ^ (ends - 1);

		put_row(s, s->marks + (unsigned)__builtin_popcountll(parts & upto) - 1,
			s->feeds + (unsigned)__builtin_popcountll(feeds & upto));
		*feeds_at_row = s->line[s->rows];
		if (at + (unsigned)__builtin_ctzll(ends) + 1 >= stop) {
			put_marks(s, at, parts & upto);
			return at + (unsigned)__builtin_ctzll(ends) + 1;
		}
	}
	return 0;
}

#endif
