/* test_inputs_lexicon.c -- the different texts of a column: told apart by all their bytes, and days by their digits. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include "inputs/lexicon.h"

enum { TEXTS = 3000, MOST_TEXT = 40, BEHIND = 16 };

static uint64_t seed = 20261101;

static unsigned draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* Few different bytes, so that texts are often alike at both ends; what lies behind a text is another each time. */
static size_t draw_text(char *text)
{
	static const char bytes[] = { 'a', 'b', '\0', (char)0xE4 };
	size_t length = draw(MOST_TEXT), i;

	for (i = 0; i < MOST_TEXT + BEHIND; i++)
		text[i] = i < length ? bytes[draw(length < 10 ? 4 : 2)] : (char)draw(256);
	return length;
}

static void two_texts_have_one_code_only_if_all_their_bytes_are_equal(void **state)
{
	static char text[TEXTS][MOST_TEXT];
	static size_t length[TEXTS];
	char drawn[MOST_TEXT + BEHIND];
	struct lexicon lexicon;
	size_t round, n, known = 0;
	uint32_t code, expected;

	lexicon_begin(&lexicon, false);
	for (round = 0; round < 2 * TEXTS && known < TEXTS; round++) {
		n = draw_text(drawn);
		for (expected = 0; expected < known; expected++)
			if (length[expected] == n && memcmp(text[expected], drawn, n) == 0)
				break;
		code = lexicon_find(&lexicon, drawn, n);
		assert_int_equal(code, expected < known ? expected : UINT32_MAX);
		if (code != UINT32_MAX)
			continue;
		assert_int_equal(lexicon_add(&lexicon, drawn, n), known);
		memcpy(text[known], drawn, n);
		length[known++] = n;
	}
	assert_true(known > 1000);
	lexicon_end(&lexicon);
}

/* The text that an index stands for. */
static void write_day(size_t index, char *text)
{
	snprintf(text, MOST_TEXT, "20%02zu-%02zu-%02zu", index >> 9, index >> 5 & 15, index & 31);
}

static void every_day_of_the_century_has_an_index_of_its_own(void **state)
{
	char text[MOST_TEXT + BEHIND], back[MOST_TEXT];
	unsigned year, month, day;
	size_t index;

	for (year = 2000; year < 2100; year++)
		for (month = 1; month <= 12; month++)
			for (day = 1; day <= 31; day++) {
				snprintf(text, sizeof text, "%04u-%02u-%02u,0-0", year, month, day);
				index = day_index(text, 10);
				assert_in_range(index, 2, DAY_INDEXES - 1);
				write_day(index, back);
				assert_memory_equal(back, text, 10);
			}
}

static void what_is_written_like_no_day_has_no_index(void **state)
{
	static const char *const texts[] = {
		"1999-12-31", "2100-01-01", "2026-13-01", "2026-00-10", "2026-10-32", "2026/10/01", "2026-10-1", "2026-1-001", "2026-10-0a", "20a6-10-01",
		"２026-10-0", "2026-10-011", " 2026-10-01", "202610-001", "2026--10-1", "2:26-10-01", "2026-10-0:", "2026-10-\xB1\xB1"
	};
	char text[MOST_TEXT];
	size_t i;

	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		memset(text, ',', sizeof text);
		memcpy(text, texts[i], strlen(texts[i]));
		assert_int_equal(day_index(text, strlen(texts[i])), DAY_NONE);
	}
	assert_int_equal(day_index("2026-10-01", 0), DAY_BLANK);
}

static void one_byte_changed_is_another_day_or_none(void **state)
{
	char text[MOST_TEXT], back[MOST_TEXT];
	size_t at, index;
	unsigned byte;

	for (at = 0; at < 10; at++)
		for (byte = 0; byte < 256; byte++) {
			memcpy(text, "2026-10-21,,,,,,", 17);
			text[at] = (char)byte;
			index = day_index(text, 10);
			assert_int_not_equal(index, DAY_BLANK);
			if (index == DAY_NONE)
				continue;
			write_day(index, back);
			assert_memory_equal(back, text, 10);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_texts_have_one_code_only_if_all_their_bytes_are_equal),
		cmocka_unit_test(every_day_of_the_century_has_an_index_of_its_own),
		cmocka_unit_test(what_is_written_like_no_day_has_no_index),
		cmocka_unit_test(one_byte_changed_is_another_day_or_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
