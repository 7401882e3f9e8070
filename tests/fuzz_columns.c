/* fuzz_columns.c -- libFuzzer: texts of a column have one code only if they are equal, and a day found by its digits is
 * the one that the reader of cells reads (make fuzz). */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "inputs/lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_TEXTS = 64 };

static void check_day(struct arena *arena, const char *text, size_t length)
{
	struct column column = { .name = "日", .header = "日", .type = COL_DAY };
	size_t index = day_index(text, length);
	int year, month, day;
	struct cell cell;

	if ((length == 0) != (index == DAY_BLANK) || index >= DAY_INDEXES)
		abort();
	if (index == DAY_NONE || index == DAY_BLANK || cell_read(arena, &column, text, length, &cell))
		return;
	day_parts((int32_t)cell.value.time, &year, &month, &day);
	if (((size_t)(year - 2000) << 9 | (size_t)month << 5 | (size_t)day) != index)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	char *bytes = arena_alloc(arena, size + 16), *at = bytes, *end = bytes + size, *stop;
	const char *text[MOST_TEXTS];
	size_t length[MOST_TEXTS], known = 0, i;
	struct lexicon lexicon;

	if (size)
		memcpy(bytes, data, size);
	lexicon_begin(&lexicon, true);
	for (; at < end && known < MOST_TEXTS; at = stop + 1) {
		stop = memchr(at, ',', (size_t)(end - at));
		if (!stop)
			stop = end;
		check_day(arena, at, (size_t)(stop - at));
		text[known] = at;
		length[known] = (size_t)(stop - at);
		for (i = 0; i < known && (length[i] != length[known] || memcmp(text[i], at, length[i]) != 0); i++)
			;
		if (lexicon_find(&lexicon, at, length[known]) != (i < known ? (uint32_t)i : UINT32_MAX))
			abort();
		if (i == known && lexicon_add(&lexicon, at, length[known++]) != i)
			abort();
	}
	lexicon_end(&lexicon);
	arena_free(arena);
	return 0;
}
