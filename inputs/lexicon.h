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

/* What is needed of most rows lies in one place. */
struct word {
	uint64_t head, tail;            /* its first and last eight bytes; of fewer: all, and zeros */
	uint64_t bits;                  /* of its sense */
	uint32_t length;                /* | WORD_ODD where its sense has flags that say so; UINT32_MAX: free */
	uint32_t code;
};
enum { WORD_ODD = 1 << 30 };

struct day {
	uint64_t bits;
	uint32_t code;                  /* + 1; 0: not met, or odd */
};

struct lexicon {
	struct arena *arena;
	struct word *word;              /* open addressing, at most a quarter full */
	unsigned shift;                 /* 64 minus the bits of an index */
	uint32_t count, room;           /* room: of the arrays below */
	struct sense *sense;            /* by code */
	int64_t *number;                /* by code: that of its sense, NO_NUMBER where it is blank */
	struct cell *cell;
	const char **text;
	struct day *day;                /* by day_index, of a column of days */
};
#define NO_NUMBER INT64_MIN

void lexicon_begin(struct lexicon *, bool days);
void lexicon_end(struct lexicon *);
/* Adds a text that is not there, without a sense; gives its code. */
uint32_t lexicon_add(struct lexicon *, const char *at, size_t length);
/* Says what a text added means. */
void lexicon_mean(struct lexicon *, const char *at, size_t length, uint32_t code, const struct sense *);
/* The text's code wherever it stands; UINT32_MAX if it is not there. */
uint32_t lexicon_find_further(const struct lexicon *, const char *at, size_t length);

static inline uint64_t eight_bytes(const char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return word;
}

static inline struct word word_of(const char *at, size_t length)
{
	static const uint64_t first[9] = { 0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF, 0xFFFFFFFFFFFF, 0xFFFFFFFFFFFFFF, UINT64_MAX };
	const size_t n = length < 8 ? length : 8;

	return (struct word){ .head = eight_bytes(at) & first[n], .tail = eight_bytes(at + length - n) & first[n], .length = (uint32_t)length };
}

static inline uint64_t word_hash(const struct word *word)
{
	return word->head * 0x9E3779B97F4A7C15u + (word->tail ^ word->length) * 0xD6E8FEB86659FD93u;
}

static inline bool word_is(const struct lexicon *lexicon, const struct word *there, const struct word *word, const char *at)
{
	return ((there->head ^ word->head) | (there->tail ^ word->tail) | (there->length ^ word->length)) == 0 &&
		(word->length <= 16 || memcmp(lexicon->text[there->code] + 8, at + 8, word->length - 16) == 0);
}

/* The word of a text that stands in its first place and is not odd, or NULL: of nearly every cell all there is to do.
 * Eight bytes behind it must be readable. */
static inline const struct word *lexicon_look(const struct lexicon *lexicon, const char *at, size_t length)
{
	const struct word word = word_of(at, length), *there = &lexicon->word[word_hash(&word) >> lexicon->shift];

	return __builtin_expect(word_is(lexicon, there, &word, at), 1) ? there : NULL;
}

enum { DAY_NONE = 0, DAY_BLANK = 1, DAY_INDEXES = 100 << 9 };

/* Which of the days of this century that may be it is, written like 2026-10-01; DAY_BLANK for no text, DAY_NONE for any
 * other.  Whether there is such a day only cell_read knows.  Ten bytes must be readable.  No branches: some rows have a
 * day and some none. */
static inline size_t day_index(const char *at, size_t length)
{
	const uint64_t x = eight_bytes(at + 2) ^ 0x30302D30302D3030u;           /* 00-00-00 */
	const uint64_t twos = (x * ((10 << 8) + 1)) >> 8;                       /* every two digits a number */
	const size_t year = twos & 0xFF, month = twos >> 24 & 0xFF, day = twos >> 48 & 0xFF;
	const bool shaped = (length == 10) & (at[0] == '2') & (at[1] == '0') & (month - 1 < 12) & (day < 32) &
		!((x | (x + 0x76767F76767F7676u)) & 0x8080808080808080u);

	return ((year << 9 | month << 5 | day) & -(size_t)shaped) | (size_t)(length == 0);
}

/* The code of the text, or UINT32_MAX.  Eight bytes behind it must be readable. */
static inline uint32_t lexicon_find(const struct lexicon *lexicon, const char *at, size_t length)
{
	const struct word *there = lexicon_look(lexicon, at, length);

	return there ? there->code : lexicon_find_further(lexicon, at, length);
}

#endif
