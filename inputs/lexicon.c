/* lexicon.c -- the different texts of a column. */
#include "inputs/lexicon.h"

enum { FIRST_BITS = 8, FIRST_ROOM = 64 };

static struct word *free_words(struct arena *arena, size_t count)
{
	struct word *word = arena_many(arena, struct word, count);
	size_t i;

	for (i = 0; i < count; i++)
		word[i].length = UINT32_MAX;
	return word;
}

void lexicon_begin(struct lexicon *lexicon, bool days)
{
	*lexicon = (struct lexicon){ .arena = arena_new(), .shift = 64 - FIRST_BITS, .room = FIRST_ROOM };
	lexicon->word = free_words(lexicon->arena, (size_t)1 << FIRST_BITS);
	lexicon->sense = arena_many(lexicon->arena, struct sense, FIRST_ROOM);
	lexicon->number = arena_many(lexicon->arena, int64_t, FIRST_ROOM);
	lexicon->cell = arena_many(lexicon->arena, struct cell, FIRST_ROOM);
	lexicon->text = arena_many(lexicon->arena, const char *, FIRST_ROOM);
	if (days)
		lexicon->day = arena_many(lexicon->arena, struct day, DAY_INDEXES);
}

void lexicon_end(struct lexicon *lexicon)
{
	arena_free(lexicon->arena);
	*lexicon = (struct lexicon){ .arena = NULL };
}

static size_t place_of(const struct lexicon *lexicon, const struct word *word)
{
	return word_hash(word) >> lexicon->shift;
}

static size_t next_place(const struct lexicon *lexicon, size_t i)
{
	return (i + 1) & (((size_t)1 << (64 - lexicon->shift)) - 1);
}

/* The length is told apart, so that it may be odd. */
static void put(struct lexicon *lexicon, struct word word)
{
	const uint32_t length = word.length;
	size_t i;

	word.length &= ~(uint32_t)WORD_ODD;
	for (i = place_of(lexicon, &word); lexicon->word[i].length != UINT32_MAX; i = next_place(lexicon, i))
		;
	word.length = length;
	lexicon->word[i] = word;
}

static void grow(struct lexicon *lexicon)
{
	struct lexicon old = *lexicon;
	size_t i, had = (size_t)1 << (64 - old.shift);

	lexicon->shift--;
	lexicon->word = free_words(lexicon->arena, 2 * had);
	for (i = 0; i < had; i++)
		if (old.word[i].length != UINT32_MAX)
			put(lexicon, old.word[i]);
}

static void make_room(struct lexicon *lexicon)
{
	struct lexicon old = *lexicon;

	lexicon->room *= 2;
	lexicon->sense = arena_many(lexicon->arena, struct sense, lexicon->room);
	lexicon->number = arena_many(lexicon->arena, int64_t, lexicon->room);
	lexicon->cell = arena_many(lexicon->arena, struct cell, lexicon->room);
	lexicon->text = arena_many(lexicon->arena, const char *, lexicon->room);
	memcpy(lexicon->sense, old.sense, old.count * sizeof *old.sense);
	memcpy(lexicon->number, old.number, old.count * sizeof *old.number);
	memcpy(lexicon->cell, old.cell, old.count * sizeof *old.cell);
	memcpy(lexicon->text, old.text, old.count * sizeof *old.text);
}

static struct word *find(const struct lexicon *lexicon, const char *at, size_t length)
{
	const struct word word = word_of(at, length);
	size_t i;

	for (i = place_of(lexicon, &word); lexicon->word[i].length != UINT32_MAX; i = next_place(lexicon, i)) {
		struct word there = lexicon->word[i];

		there.length &= ~(uint32_t)WORD_ODD;
		if (word_is(lexicon, &there, &word, at))
			return &lexicon->word[i];
	}
	return NULL;
}

uint32_t lexicon_find_further(const struct lexicon *lexicon, const char *at, size_t length)
{
	const struct word *there = find(lexicon, at, length);

	return there ? there->code : UINT32_MAX;
}

void lexicon_mean(struct lexicon *lexicon, const char *at, size_t length, uint32_t code, const struct sense *sense)
{
	const bool odd = (sense->flags & (SENSE_ASIDE | SENSE_LATER)) != 0;
	const size_t day = lexicon->day ? day_index(at, length) : DAY_NONE;
	struct word *word = find(lexicon, at, length);

	lexicon->sense[code] = *sense;
	lexicon->number[code] = sense->flags & SENSE_BLANK ? NO_NUMBER : sense->number;
	word->bits = sense->bits;
	word->length |= odd ? WORD_ODD : 0;
	if (day != DAY_NONE && !odd)
		lexicon->day[day] = (struct day){ sense->bits, code + 1 };
}

uint32_t lexicon_add(struct lexicon *lexicon, const char *at, size_t length)
{
	struct word word = word_of(at, length);
	uint32_t code = lexicon->count;

	if (code == lexicon->room)
		make_room(lexicon);
	if ((size_t)4 * (code + 1) > (size_t)1 << (64 - lexicon->shift))
		grow(lexicon);
	lexicon->text[code] = arena_strn(lexicon->arena, at, length);
	word.code = code;
	put(lexicon, word);
	lexicon->count++;
	return code;
}
