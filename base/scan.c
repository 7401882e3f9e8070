/* scan.c -- the scanner: what all ways share, the way for any CPU, and the choice. */
#include "base/scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/scan_look.h"

enum { FIRST_MARKS = 4096, FIRST_ROWS = 1024, BLOCK = 64 };

struct scan scan_new(struct arena *arena)
{
	return (struct scan){ .arena = arena };
}

static void *grown(struct arena *arena, const void *old, size_t had, size_t room, size_t size)
{
	void *more = arena_alloc(arena, room * size);

	if (old)
		memcpy(more, old, had * size);
	return more;
}

void scan_grow(struct scan *s)
{
	if (s->marks + 2 * BLOCK > s->mark_room) {
		s->mark_room = s->mark_room ? 2 * s->mark_room : FIRST_MARKS;
		s->mark = grown(s->arena, s->mark, s->marks, s->mark_room, sizeof *s->mark);
	}
	if (s->rows + 2 * BLOCK > s->row_room) {
		s->row_room = s->row_room ? 2 * s->row_room : FIRST_ROWS;
		s->row = grown(s->arena, s->row, s->rows + 1, s->row_room, sizeof *s->row);
		s->line = grown(s->arena, s->line, s->rows + 1, s->row_room, sizeof *s->line);
		s->odd = grown(s->arena, s->odd, s->rows + 1, s->row_room, sizeof *s->odd);
	}
}

/* ---- one byte at a time ------------------------------------------------------ */

/* From p on, the next comma, line feed or the end. */
static size_t to_part(const char *bytes, size_t p, size_t length)
{
	while (p < length && bytes[p] != ',' && bytes[p] != '\n')
		p++;
	return p;
}

/* Behind the cell that begins at p: its comma, its line feed, or length.  An unclosed quote: SIZE_MAX. */
static size_t over_cell(const char *bytes, size_t p, size_t length, size_t *feeds, bool *odd)
{
	size_t end;

	if (p == length || bytes[p] != '"')
		return to_part(bytes, p, length);
	for (p++; ; p++) {
		if (p >= length)
			return SIZE_MAX;
		if (bytes[p] == '"' && (p + 1 == length || bytes[p + 1] != '"'))
			break;
		p += bytes[p] == '"';
		*feeds += bytes[p] == '\n';
	}
	end = to_part(bytes, p + 1, length);
	if (end != p + 1 && !(end == p + 2 && end < length && bytes[p + 1] == '\r' && bytes[end] == '\n'))
		*odd = true;
	return end;
}

size_t scan_row(const char *bytes, size_t start, size_t length, size_t *cells)
{
	size_t p = start, feeds = 0;
	bool odd = false;

	for (*cells = 1; ; ++*cells, p++) {
		p = over_cell(bytes, p, length, &feeds, &odd);
		if (p >= length)
			return length + 1;
		if (bytes[p] == '\n')
			return p + 1;
	}
}

size_t scan_odd_row(struct scan *s, const char *bytes, size_t start, size_t length)
{
	size_t p = start;
	bool odd = false;

	drop_row(s);
	for (;; p++) {
		scan_grow(s);
		p = over_cell(bytes, p, length, &s->feeds, &odd);
		if (p >= length)
			return length + 1;
		s->mark[s->marks++] = (uint32_t)p;
		if (bytes[p] == '\n')
			break;
	}
	s->feeds++;
	s->odd[s->rows] = odd;
	put_row(s, s->marks - 1, s->feeds);
	return p + 1;
}

/* ---- any CPU -------------------------------------------------------------------- */

/* Bit i of the result: byte i of the word is zero. */
static inline uint64_t zero_bytes(uint64_t word)
{
	const uint64_t low = 0x7F7F7F7F7F7F7F7Fu;
	uint64_t high = ~(((word & low) + low) | word | low);

	return (high >> 7) * 0x0102040810204080u >> 56;
}

static inline void look_plain(const char *at, struct look *look)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t word;
	unsigned i;

	*look = (struct look){ 0 };
	for (i = 0; i < 8; i++) {
		memcpy(&word, at + 8 * i, sizeof word);
		look->quote |= zero_bytes(word ^ ones * '"') << 8 * i;
		look->comma |= zero_bytes(word ^ ones * ',') << 8 * i;
		look->feed |= zero_bytes(word ^ ones * '\n') << 8 * i;
	}
}

static inline uint64_t inside_plain(uint64_t quotes)
{
	unsigned i;

	for (i = 1; i < 64; i *= 2)
		quotes ^= quotes << i;
	return quotes;
}

#define WAY(name) name##_plain
#define TARGET
#define LOOK look_plain
#define INSIDE inside_plain
#define MARK put_marks
#include "base/scan_body.h"

/* ---- the choice -------------------------------------------------------------------- */

static const struct {
	const char *name;
	scan_function *rows;
	bool (*can)(void);
} ways[] = {
	{ "plain", rows_plain, NULL },
#ifdef __x86_64__
	{ "avx2", scan_rows_avx2, scan_has_avx2 },
	{ "avx512", scan_rows_avx512, scan_has_avx512 },
#endif
};
enum { WAYS = sizeof ways / sizeof *ways };

static scan_function *chosen;

const char *scan_way(size_t i)
{
	return i < WAYS ? ways[i].name : NULL;
}

bool scan_use(size_t i)
{
	if (i >= WAYS || (ways[i].can && !ways[i].can()))
		return false;
	__atomic_store_n(&chosen, ways[i].rows, __ATOMIC_RELAXED);
	return true;
}

size_t scan_rows(struct scan *s, const char *bytes, size_t start, size_t stop, size_t length, bool *cut)
{
	scan_function *rows = __atomic_load_n(&chosen, __ATOMIC_RELAXED);
	size_t i;

	for (i = WAYS; !rows && i-- > 0; )
		if (scan_use(i))
			rows = ways[i].rows;
	s->marks = s->rows = s->feeds = 0;
	scan_grow(s);
	s->mark[s->marks++] = (uint32_t)start - 1;
	s->row[0] = s->line[0] = 0;
	s->odd[0] = false;
	*cut = false;
	return start >= stop ? start : rows(s, bytes, start, stop, length, cut);
}
