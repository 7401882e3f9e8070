/* test_base_scan.c -- every way of the scanner marks what csv.h reads, on random and hostile bytes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"
#include "base/scan.h"
#include "base/text.h"
#include "base/utf8.h"

enum { MOST = 700 };

static uint64_t seed = 20240601;

static unsigned draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* A cell as the scanner leaves it, made what csv.h gives: quotes off, doubled ones single. */
static struct buf plain_cell(struct arena *arena, const char *bytes, size_t from, size_t to)
{
	struct buf out = buf_new(arena);
	size_t i;

	if (to > from && bytes[to - 1] == '\r' && bytes[to] == '\n')
		to--;
	if (to == from || bytes[from] != '"') {
		buf_addn(&out, bytes + from, to - from);
		return out;
	}
	for (i = from + 1; i + 1 < to; i++) {
		buf_addn(&out, bytes + i, 1);
		i += bytes[i] == '"';
	}
	return out;
}

/* The rows of the text as csv.h reads them, one line each: "line|cell|cell" or "line!". */
static const char *by_csv(struct arena *arena, const char *text, size_t length, bool *whole)
{
	struct buf out = buf_new(arena);
	struct csv *csv = csv_open(arena, diag_new(arena, CHINESE), "x", arena_strn(arena, text, length), length);
	struct csv_block block;
	size_t r, c;

	while (csv_next(csv, &block))
		for (r = 0; r < block.rows; r++) {
			buf_printf(&out, "%u", block.line[r]);
			for (c = block.first[r]; block.fault[r] == CSV_NO_FAULT && c < block.first[r + 1]; c++) {
				buf_add(&out, "|");
				buf_addn(&out, block.bytes + block.cell[c].offset, block.cell[c].length);
			}
			buf_add(&out, block.fault[r] == CSV_NO_FAULT ? "\n" : "!\n");
		}
	*whole = csv_whole(csv);
	return out.at;
}

/* The same of a scan of the rows that begin in [start, stop). */
static void say_scan(const struct scan *s, struct buf *out, const char *bytes, size_t line)
{
	size_t r, c;

	for (r = 0; r < s->rows; r++) {
		const uint32_t *mark = s->mark + s->row[r];
		size_t cells = s->row[r + 1] - s->row[r];
		size_t from = (uint32_t)(mark[0] + 1), to = mark[1];

		if (cells == 1 && (from == to || (from + 1 == to && bytes[from] == '\r')))
			continue;
		buf_printf(out, "%zu", line + s->line[r]);
		for (c = 0; !s->odd[r] && c < cells; c++) {
			struct buf cell = plain_cell(out->arena, bytes, (uint32_t)(mark[c] + 1), mark[c + 1]);

			buf_add(out, "|");
			buf_addn(out, cell.at, cell.length);
		}
		buf_add(out, s->odd[r] ? "!\n" : "\n");
	}
}

/* All rows of a text that ends with a line feed, scanned in stretches of so many bytes. */
static const char *by_scan(struct arena *arena, const char *bytes, size_t length, size_t stretch, bool *whole)
{
	struct scan s = scan_new(arena);
	struct buf out = buf_new(arena);
	size_t start = 0, line = 1;
	bool cut = false;

	while (start < length && !cut) {
		size_t stop = start + stretch < length ? start + stretch : length, next;

		next = scan_rows(&s, bytes, start, stop, length, &cut);
		say_scan(&s, &out, bytes, line);
		line += s.feeds;
		start = next;
	}
	*whole = !cut;
	return out.at;
}

static void assert_same(struct arena *arena, const char *text, size_t length)
{
	static const size_t stretches[] = { 1, 7, 64, 200, SIZE_MAX / 2 };
	char *bytes = arena_alloc(arena, length + SCAN_SLACK + 1);
	bool whole, scanned_whole;
	const char *expected, *got;
	size_t i, way;

	memcpy(bytes, text, length);
	memset(bytes + length, '\n', SCAN_SLACK);       /* what lies behind must not matter */
	expected = by_csv(arena, text, length, &whole);
	for (way = 0; scan_way(way); way++) {
		if (!scan_use(way))
			continue;
		for (i = 0; i < sizeof stretches / sizeof *stretches; i++) {
			got = by_scan(arena, bytes, length, stretches[i], &scanned_whole);
			if (strcmp(expected, got) != 0 || whole != scanned_whole) {
				print_message("way %s, stretch %zu, text <%s>\n", scan_way(way), stretches[i], text_visible(arena, text));
				assert_string_equal(got, expected);
				assert_int_equal(scanned_whole, whole);
			}
		}
	}
}

static void plain_quoted_and_broken_rows_are_marked_alike(void **state)
{
	static const char *const texts[] = {
		"a,b\n", "\n\n", "a\r\nb\r\n", "\"a,b\"\n", "\"a\"\"b\",c\n", "a\"b,c\n", "\"a\"b,c\nd,e\n", "\"\"\n", "\"\"x\n", "\"\"\"\"\n",
		"\"a\nb\",c\n1,2\n", "\"a\"\r\n\"b\"\r\n", "\"a\"\rx\n", "\"a\n", "a,\"\n", "x,\"\"\"a\"\"\"\n", ",\n", ",,,\n\n,\n", "\r\n\r\n", "a\rb\n",
		"管径5\"的管道,1\n\"二\",2\n", "\"a\" ,b\n", " \"a\",b\n"
	};
	struct arena *arena = arena_new();
	size_t i, pad;
	char text[MOST];

	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		for (pad = 0; pad < 70; pad++) {       /* across every place of a block */
			memset(text, 'x', pad);
			strcpy(text + pad, pad ? "\n" : "");
			strcat(text, texts[i]);
			strcat(text, "1,\"2\",3\n");
			assert_same(arena, text, strlen(text));
		}
	arena_free(arena);
}

static void random_bytes_are_marked_alike(void **state)
{
	static const char few[] = "\"\"\",,\n\n\rab";
	char text[MOST];
	size_t length, i, round;

	for (round = 0; round < 300; round++) {
		struct arena *arena = arena_new();

		length = 1 + draw(MOST - 2);
		for (i = 0; i < length; i++)
			text[i] = round % 2 ? few[draw(sizeof few - 1)] : draw(12) ? 'x' : few[draw(sizeof few - 1)];
		text[length - 1] = '\n';
		text[length] = '\0';
		assert_same(arena, text, length);
		arena_free(arena);
	}
}

static void one_row_ends_where_the_scanner_says(void **state)
{
	size_t cells;

	assert_int_equal(scan_row("a,\"b\n,\",c\nd", 0, 11, &cells), 10);
	assert_int_equal(cells, 3);
	assert_int_equal(scan_row("a,\"b\n,\",c\nd", 10, 11, &cells), 12);
	assert_int_equal(scan_row("\"a", 0, 2, &cells), 3);
}

/* ---- UTF-8 --------------------------------------------------------------------- */

/* Character by character. */
static bool valid_slowly(const char *bytes, size_t length)
{
	size_t i, size;

	for (i = 0; i < length; i += size)
		if (utf8_decode(bytes + i, bytes + length, &size) == 0xFFFD && size == 1)
			return false;
	return true;
}

/* Also those that this CPU would not take. */
static void assert_every_way_of_utf8(const char *bytes, size_t length, bool expected)
{
#ifdef __x86_64__
	if (utf8_has_avx2())
		assert_int_equal(utf8_plain_avx2(bytes, length), expected);
	if (utf8_has_avx512())
		assert_int_equal(utf8_plain_avx512(bytes, length), expected);
#endif
}

static void a_nul_is_seen_wherever_it_stands_by_every_way(void **state)
{
	char text[200];
	size_t length, at, bad;

	for (length = 1; length < sizeof text; length += 7)
		for (at = 0; at <= length; at++) {
			memset(text, 'x', sizeof text);
			if (at < length)
				text[at] = '\0';
			assert_int_equal(utf8_plain(text, length), at == length);
			assert_true(utf8_valid(text, length, &bad));
			assert_every_way_of_utf8(text, length, at == length);
		}
}

static void utf8_is_judged_alike_by_every_way(void **state)
{
	static const char *const pieces[] = {
		"\x41", "\xC3\xA9", "\xE4\xB8\xAD", "\xF0\x9F\x98\x80", "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF",
		"\x80", "\xC0\xAF", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xF0\x8F\xBF\xBF",
		"\xE4\xB8", "\xF0\x9F\x98", "\xFF"
	};
	char text[MOST];
	size_t round, length, bad, wrong_at, n;

	for (round = 0; round < 3000; round++) {
		length = 0;
		wrong_at = draw(3) ? draw(40) : SIZE_MAX;
		for (n = 0; length < 64 + round % 200; n++) {
			const char *piece = pieces[n == wrong_at ? 6 + draw(11) : draw(6)];

			memcpy(text + length, piece, strlen(piece));
			length += strlen(piece);
		}
		text[length] = '\0';
		if (round % 7 == 0)
			length--;
		assert_int_equal(utf8_valid(text, length, &bad), valid_slowly(text, length));
		assert_int_equal(utf8_plain(text, length), valid_slowly(text, length));
		assert_every_way_of_utf8(text, length, valid_slowly(text, length));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_quoted_and_broken_rows_are_marked_alike),
		cmocka_unit_test(random_bytes_are_marked_alike),
		cmocka_unit_test(one_row_ends_where_the_scanner_says),
		cmocka_unit_test(utf8_is_judged_alike_by_every_way),
		cmocka_unit_test(a_nul_is_seen_wherever_it_stands_by_every_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
