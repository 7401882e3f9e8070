/* lexicon.h -- the different texts of a column, each with a code and with what it means.
 *
 * A ledger says the same few words thousands of times: a cell is looked at as bytes, and only a text not
 * met before is read.  Exact: bytes are compared, never only their hash. */
#ifndef INPUTS_LEXICON_H
#define INPUTS_LEXICON_H

#include <string.h>
#include "inputs/cells.h"

enum {                                  /* what a text means for its row */
	SENSE_ASIDE = 1,                /* not for the many: unreadable, a head, a number beyond the plan */
	SENSE_LATER = 2,                /* it lies after 截止日, and the row with it */
	SENSE_BLANK = 4
};

struct sense {
	uint64_t bits;                  /* of the measures that it does not rule out */
	int64_t number;                 /* days, seconds, or a number times 10^scale */
	uint32_t flags;
};

struct word {
	uint64_t head, tail;            /* its first and last eight bytes; up to eight: the bytes, and 0 */
	uint32_t length;                /* UINT32_MAX: free */
	uint32_t code;
};

struct lexicon {
	struct arena *arena;
	struct word *word;              /* open addressing, at most half full */
	unsigned shift;                 /* 64 minus the bits of an index */
	uint32_t count, room;           /* room: of the arrays below */
	struct sense *sense;            /* by code */
	struct cell *cell;
	const char **text;
	uint32_t *day;                  /* code + 1 by day_index, of a column of days; 0: not met */
};

void lexicon_begin(struct lexicon *, bool days);
void lexicon_end(struct lexicon *);
/* Adds a text that is not there, without a sense; gives its code. */
uint32_t lexicon_add(struct lexicon *, const char *at, size_t length);

static inline uint64_t eight_bytes(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return word;
}

static inline struct word word_of(const char *at, size_t length)
{
	static const uint64_t first[9] = { 0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, UINT64_MAX };
	const size_t in_head = length < 8 ? length : 8, before_tail = length > 8 ? length - 8 : 0;

	return (struct word){ eight_bytes(at) & first[in_head], eight_bytes(at + before_tail) & -(uint64_t)(length > 8),
		(uint32_t)length, 0 };
}

static inline uint64_t word_hash(const struct word *word)
{
	uint64_t hash = (word->head ^ word->tail << 27 ^ word->tail >> 37 ^ word->length) * 0x9E3779B97F4A7C15u;

	return (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
}

enum { DAY_FIRST = 1900, DAY_YEARS = 300, DAY_NONE = 0, DAY_INDEXES = DAY_YEARS * 372 + 1 };

/* Which of the days that may be it is, written like 2026-10-01; DAY_NONE for any other text.  Whether there is
 * such a day only cell_read knows.  Ten bytes must be readable. */
static inline size_t day_index(const char *at, size_t length)
{
	const uint64_t x = eight_bytes(at) ^ 0x2D30302D30303030u;       /* 0000-00- */
	const unsigned d1 = (unsigned char)(at[8] - '0'), d0 = (unsigned char)(at[9] - '0');
	unsigned year, month, day;

	if (length != 10 || ((x | (x + 0x7F76767F76767676u)) & 0x8080808080808080u) || d1 > 3 || d0 > 9)
		return DAY_NONE;
	year = (unsigned)(x & 15) * 1000 + (unsigned)(x >> 8 & 15) * 100 + (unsigned)(x >> 16 & 15) * 10 + (unsigned)(x >> 24 & 15) - DAY_FIRST;
	month = (unsigned)(x >> 40 & 15) * 10 + (unsigned)(x >> 48 & 15) - 1;
	day = d1 * 10 + d0 - 1;
	return year < DAY_YEARS && month < 12 && day < 31 ? (year * 12 + month) * 31 + day + 1 : DAY_NONE;
}

/* The code of the text, or UINT32_MAX.  Eight bytes behind it must be readable. */
static inline uint32_t lexicon_find(const struct lexicon *lexicon, const char *at, size_t length)
{
	struct word word = word_of(at, length);
	size_t mask = ((size_t)1 << (64 - lexicon->shift)) - 1, i = word_hash(&word) >> lexicon->shift;
	const struct word *there;

	for (;; i = (i + 1) & mask) {
		there = &lexicon->word[i];
		if (there->head == word.head && there->tail == word.tail && there->length == word.length &&
		    (length <= 16 || memcmp(lexicon->text[there->code] + 8, at + 8, length - 16) == 0))
			return there->code;
		if (there->length == UINT32_MAX)
			return UINT32_MAX;
	}
}

#endif
