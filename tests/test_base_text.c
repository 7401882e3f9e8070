/* test_base_text.c -- UTF-8, encodings, and what the eye sees. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/text.h"

static struct arena *arena;

static int set_up(void **state)
{
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	arena_free(arena);
	return 0;
}

/* ---- growing texts ---- */

static void a_text_grows_and_always_ends_in_nul(void **state)
{
	struct buf buf = buf_new(arena);
	size_t i;

	assert_string_equal(buf.at, "");
	for (i = 0; i < 1000; i++) {
		buf_add(&buf, "考核");
		assert_int_equal(buf.length, 6 * (i + 1));
		assert_int_equal(strlen(buf.at), buf.length);
	}
	buf_addn(&buf, "甲乙", 3);
	assert_string_equal(buf.at + 6000, "甲");
	buf_addn(&buf, NULL, 0);
	assert_int_equal(buf.length, 6003);
}

static void printing_into_a_text_appends(void **state)
{
	struct buf buf = buf_new(arena);

	buf_add(&buf, "第");
	buf_printf(&buf, "%d%s", 12, "名");
	assert_string_equal(buf.at, "第12名");
	buf_printf(&buf, "%300d", 7);
	assert_int_equal(buf.length, strlen("第12名") + 300);
	assert_string_equal(buf.at + buf.length - 2, " 7");
}

/* ---- UTF-8 ---- */

static void assert_bad_at(const char *bytes, size_t expected)
{
	size_t bad = 999;

	assert_false(utf8_valid(bytes, strlen(bytes), &bad));
	assert_int_equal(bad, expected);
}

static void right_utf8_is_valid(void **state)
{
	static const char text[] = "abcdefgh区县 U+10FFFF: \xF4\x8F\xBF\xBF, U+D7FF: \xED\x9F\xBF, U+E000: \xEE\x80\x80, \xF0\xA0\x80\x80";
	size_t bad;

	assert_true(utf8_valid(text, sizeof text - 1, &bad));
	assert_true(utf8_valid("a\0b", 3, &bad));
	assert_true(utf8_valid("", 0, &bad));
}

static void wrong_utf8_is_refused_where_it_begins(void **state)
{
	assert_bad_at("\x80", 0);
	assert_bad_at("abc\xFF", 3);
	assert_bad_at("0123456789\xC0\xAF", 10);         /* overlong / */
	assert_bad_at("\xC1\xBF", 0);
	assert_bad_at("区\xE0\x9F\xBF", 3);               /* overlong */
	assert_bad_at("区\xED\xA0\x80", 3);               /* a surrogate */
	assert_bad_at("\xF0\x8F\xBF\xBF", 0);             /* overlong */
	assert_bad_at("\xF4\x90\x80\x80", 0);             /* above U+10FFFF */
	assert_bad_at("\xF5\x80\x80\x80", 0);
	assert_bad_at("区\xE5\x8C", 3);                   /* cut at the end */
	assert_bad_at("\xE5\x8C""A", 0);
	assert_bad_at("\xF0\xA0\x80", 0);
}

static uint32_t decode(const char *s, size_t *size)
{
	return utf8_decode(s, s + strlen(s), size);
}

static void code_points_are_decoded(void **state)
{
	size_t size;

	assert_int_equal(decode("A", &size), 'A');
	assert_int_equal(size, 1);
	assert_int_equal(decode("×", &size), 0xD7);
	assert_int_equal(size, 2);
	assert_int_equal(decode("区", &size), 0x533A);
	assert_int_equal(size, 3);
	assert_int_equal(decode("\xF0\xA0\x80\x8B", &size), 0x2000B);
	assert_int_equal(size, 4);
}

static void a_wrong_byte_is_one_replacement_character(void **state)
{
	size_t size;

	assert_int_equal(decode("\xE5\x8C", &size), 0xFFFD);
	assert_int_equal(size, 1);
}

static void characters_are_counted_not_bytes(void **state)
{
	assert_int_equal(utf8_count("", 0), 0);
	assert_int_equal(utf8_count("东城区A", strlen("东城区A")), 4);
	assert_int_equal(utf8_count("\xF0\xA0\x80\x8B!", 5), 2);
}

static void hanzi_are_two_columns_wide_and_marks_none(void **state)
{
	assert_int_equal(utf8_width(""), 0);
	assert_int_equal(utf8_width("abc"), 3);
	assert_int_equal(utf8_width("东城区"), 6);
	assert_int_equal(utf8_width("（甲）A，"), 9);
	assert_int_equal(utf8_width("e\xCC\x81"), 1);
	assert_int_equal(utf8_width("\xF0\xA0\x80\x8B"), 2);
	assert_int_equal(utf8_width("a\xE2\x80\x8B""b"), 2);
}

/* ---- encodings ---- */

static char *decoded;
static size_t decoded_length, bad_offset;
static enum encoding found;

static bool read_as(enum encoding want, const char *bytes, size_t length)
{
	decoded = NULL;
	bad_offset = 999;
	return text_decode(arena, bytes, length, want, &decoded, &decoded_length, &found, &bad_offset);
}

static void assert_reads(enum encoding want, const char *bytes, const char *text, enum encoding expected)
{
	assert_true(read_as(want, bytes, strlen(bytes)));
	assert_string_equal(decoded, text);
	assert_int_equal(decoded_length, strlen(text));
	assert_int_equal(found, expected);
}

static void assert_refuses(enum encoding want, const char *bytes, size_t at, enum encoding expected)
{
	assert_false(read_as(want, bytes, strlen(bytes)));
	assert_int_equal(bad_offset, at);
	assert_int_equal(found, expected);
}

static void utf8_is_read_with_and_without_bom(void **state)
{
	assert_reads(ENC_AUTO, "东城区", "东城区", ENC_UTF8);
	assert_reads(ENC_AUTO, "\xEF\xBB\xBF东城区", "东城区", ENC_UTF8);
	assert_reads(ENC_UTF8, "\xEF\xBB\xBF""abc", "abc", ENC_UTF8);
	assert_reads(ENC_AUTO, "", "", ENC_UTF8);
}

static void what_is_not_utf8_is_read_as_gb18030(void **state)
{
	assert_reads(ENC_AUTO, "\xB6\xAB\xB3\xC7\xC7\xF8", "东城区", ENC_GB18030);
	assert_reads(ENC_GB18030, "\xB6\xAB\xB3\xC7\xC7\xF8", "东城区", ENC_GB18030);
	assert_reads(ENC_AUTO, "\xE9\x46", "镕", ENC_GB18030);                     /* not in GB2312 */
	assert_reads(ENC_AUTO, "\x95\x32\x82\x36\xB6\xAB", "\xF0\xA0\x80\x80东", ENC_GB18030);
	assert_reads(ENC_AUTO, "\x84\x31\x95\x33\xB6\xAB", "东", ENC_GB18030);     /* its own BOM */
}

static void a_lone_80_is_the_euro_sign_of_windows(void **state)
{
	assert_reads(ENC_AUTO, "\x80", "€", ENC_GB18030);
	assert_reads(ENC_AUTO, "\xB6\xAB\x80\x80" "5,\x80", "东€€5,€", ENC_GB18030);
	assert_reads(ENC_AUTO, "\x81\x80\x80", "亐€", ENC_GB18030);                /* the first 80 is a second byte */
}

static void the_copy_may_be_written_and_is_private(void **state)
{
	char bytes[] = "abc";

	assert_true(read_as(ENC_AUTO, bytes, 3));
	decoded[0] = 'X';
	assert_string_equal(bytes, "abc");
	assert_string_equal(decoded, "Xbc");
}

static void the_first_byte_that_cannot_be_read_is_named(void **state)
{
	assert_refuses(ENC_GB18030, "\xB6\xAB\xFF\xB6", 2, ENC_GB18030);
	assert_refuses(ENC_GB18030, "\xB6\xAB""ab\xB6", 4, ENC_GB18030);           /* the last character is cut */
	assert_refuses(ENC_GB18030, "\xB6\xAB\x95\x32\x82", 2, ENC_GB18030);
	assert_refuses(ENC_UTF8, "a\xB6\xAB", 1, ENC_UTF8);
	assert_refuses(ENC_UTF8, "\xEF\xBB\xBF""a\xB6\xAB", 4, ENC_UTF8);
	assert_refuses(ENC_AUTO, "\xEF\xBB\xBF\xB6\xAB", 3, ENC_UTF8);             /* a BOM is a promise */
}

static void where_nothing_fits_the_encoding_that_got_further_is_meant(void **state)
{
	assert_refuses(ENC_AUTO, "\xB6\xAB\xB3\xC7\xFF", 4, ENC_GB18030);
	assert_refuses(ENC_AUTO, "东城区，城区\xFF", 18, ENC_UTF8);
}

static void utf16_is_refused(void **state)
{
	assert_false(read_as(ENC_AUTO, "\xFF\xFE" "a\0", 4));
	assert_int_equal(found, ENC_UTF16);
	assert_int_equal(bad_offset, 0);
	assert_false(read_as(ENC_GB18030, "\xFE\xFF\0a", 4));
	assert_int_equal(found, ENC_UTF16);
}

static void a_bom_of_another_encoding_is_refused(void **state)
{
	assert_refuses(ENC_GB18030, "\xEF\xBB\xBF""a", 0, ENC_UTF8);
	assert_refuses(ENC_UTF8, "\x84\x31\x95\x33""a", 0, ENC_GB18030);
}

/* One in five of the four-byte characters, and those with one byte wrong. */
static void gb18030_never_becomes_wrong_utf8(void **state)
{
	char bytes[5] = { 0 };
	size_t bad, count = 0;
	int a, b, c;

	for (a = 0x81; a <= 0xFE; a++)
		for (b = 0x2F; b <= 0x3A; b++)
			for (c = 0x81; c <= 0xFE; c += 5) {
				bytes[0] = (char)a;
				bytes[1] = (char)b;
				bytes[2] = (char)c;
				bytes[3] = (char)('0' + c % 10);
				if (!read_as(ENC_GB18030, bytes, 4))
					continue;
				assert_true(utf8_valid(decoded, decoded_length, &bad));
				assert_int_equal(utf8_count(decoded, decoded_length), 1);
				count++;
			}
	assert_true(count > 20000);
}

/* ---- rule values ---- */

static void assert_folds(const char *from, const char *to)
{
	assert_string_equal(text_fold(arena, from, NULL), to);
}

static void full_width_signs_become_their_ascii_twins(void **state)
{
	assert_folds("＋－＝＜＞（），：；％／＊．", "+-=<>(),:;%/*.");
	assert_folds("０１２３４５６７８９", "0123456789");
	assert_folds("完成率　≥　９０．５％", "完成率 >= 90.5%");
	assert_folds("a×b÷c≤d≠e", "a*b/c<=d!=e");
	assert_folds("abc 甲、乙。", "abc 甲、乙。");
	assert_folds("", "");
}

static void text_in_quotes_and_the_quotes_stay(void **state)
{
	assert_folds("状态＝“办结（含）”，１", "状态=“办结（含）”,1");
	assert_folds("状态＝\"办结（含）\"，１", "状态=\"办结（含）\",1");
	assert_folds("“甲\"（”（", "“甲\"（”(");
	assert_folds("\"甲”（\"（", "\"甲”（\"(");
	assert_folds("“没有闭合（", "“没有闭合（");
}

static void the_map_leads_back_to_the_column_in_the_source(void **state)
{
	unsigned *map;
	const char *folded = text_fold(arena, "率≥９，x", &map);

	assert_string_equal(folded, "率>=9,x");
	assert_int_equal(map[0], 0);            /* three bytes of 率 */
	assert_int_equal(map[2], 0);
	assert_int_equal(map[3], 1);            /* > */
	assert_int_equal(map[4], 1);            /* = */
	assert_int_equal(map[5], 2);
	assert_int_equal(map[6], 3);
	assert_int_equal(map[7], 4);
	assert_int_equal(map[8], 5);            /* the end */
}

/* ---- words ---- */

static const char *const words[] = { "完成率", "扣分", "权重", "目标", "线性插值", "completion", "deduct", NULL };

static void the_nearest_word_is_found(void **state)
{
	assert_string_equal(text_nearest("完成律", words), "完成率");
	assert_string_equal(text_nearest("权种", words), "权重");
	assert_string_equal(text_nearest("重权", words), "权重");
	assert_string_equal(text_nearest("权", words), "权重");
	assert_string_equal(text_nearest("线性插", words), "线性插值");
	assert_string_equal(text_nearest("compltoin", words), "completion");
	assert_string_equal(text_nearest("扣分", words), "扣分");
}

static void a_word_too_far_off_has_no_nearest(void **state)
{
	assert_null(text_nearest("颜色", words));
	assert_null(text_nearest("颜成色", words));
	assert_null(text_nearest("率", (const char *const[]){ "值", NULL }));
	assert_null(text_nearest("", words));
	assert_null(text_nearest("权重", (const char *const[]){ NULL }));
	assert_null(text_nearest("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
		"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十", words));
}

static void of_two_equally_near_neither_is_guessed(void **state)
{
	assert_null(text_nearest("甲乙丁", (const char *const[]){ "甲乙丙", "甲乙戊", NULL }));
	assert_string_equal(text_nearest("甲乙戊", (const char *const[]){ "甲乙丙", "甲乙戊", NULL }), "甲乙戊");
}

/* ---- what the eye sees ---- */

static void assert_visible(const char *s, const char *expected)
{
	assert_string_equal(text_visible(arena, s), expected);
}

static void control_and_format_characters_are_made_visible(void **state)
{
	assert_visible("东城区 (a)", "东城区 (a)");
	assert_visible("a\tb\nc\x1B[31m\x7F", "a<U+0009>b<U+000A>c<U+001B>[31m<U+007F>");
	assert_visible("\xC2\x85\xC2\xA0", "<U+0085>\xC2\xA0");
	assert_visible("东\xE2\x80\xAE城", "东<U+202E>城");
	assert_visible("\xE2\x80\x8B\xE2\x80\x8F\xE2\x80\xAA\xE2\x81\xA0\xE2\x81\xA9\xEF\xBB\xBF",
		"<U+200B><U+200F><U+202A><U+2060><U+2069><U+FEFF>");
	assert_visible("“—…”", "“—…”");
}

static void bytes_that_are_not_utf8_are_shown_as_bytes(void **state)
{
	assert_visible("a\xB6\xAB", "a<0xB6><0xAB>");
	assert_visible("\xEF\xBF\xBD", "\xEF\xBF\xBD");
}

static void assert_trims(const char *s, const char *expected)
{
	size_t length = strlen(s);

	text_trim(&s, &length);
	assert_int_equal(length, strlen(expected));
	assert_memory_equal(s, expected, length);
}

static void blanks_and_tabs_at_the_ends_are_trimmed(void **state)
{
	assert_trims(" \t东 城\t ", "东 城");
	assert_trims("东城", "东城");
	assert_trims("  \t", "");
	assert_trims("", "");
	assert_trims("\n甲\r", "\n甲\r");
}

static void null_equals_only_null(void **state)
{
	assert_true(text_same("甲", "甲"));
	assert_false(text_same("甲", "乙"));
	assert_false(text_same("", NULL));
	assert_false(text_same(NULL, ""));
	assert_true(text_same(NULL, NULL));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_text_grows_and_always_ends_in_nul),
		TEST(printing_into_a_text_appends),
		TEST(right_utf8_is_valid),
		TEST(wrong_utf8_is_refused_where_it_begins),
		TEST(code_points_are_decoded),
		TEST(a_wrong_byte_is_one_replacement_character),
		TEST(characters_are_counted_not_bytes),
		TEST(hanzi_are_two_columns_wide_and_marks_none),
		TEST(utf8_is_read_with_and_without_bom),
		TEST(what_is_not_utf8_is_read_as_gb18030),
		TEST(a_lone_80_is_the_euro_sign_of_windows),
		TEST(the_copy_may_be_written_and_is_private),
		TEST(the_first_byte_that_cannot_be_read_is_named),
		TEST(where_nothing_fits_the_encoding_that_got_further_is_meant),
		TEST(utf16_is_refused),
		TEST(a_bom_of_another_encoding_is_refused),
		TEST(gb18030_never_becomes_wrong_utf8),
		TEST(full_width_signs_become_their_ascii_twins),
		TEST(text_in_quotes_and_the_quotes_stay),
		TEST(the_map_leads_back_to_the_column_in_the_source),
		TEST(the_nearest_word_is_found),
		TEST(a_word_too_far_off_has_no_nearest),
		TEST(of_two_equally_near_neither_is_guessed),
		TEST(control_and_format_characters_are_made_visible),
		TEST(bytes_that_are_not_utf8_are_shown_as_bytes),
		TEST(blanks_and_tabs_at_the_ends_are_trimmed),
		TEST(null_equals_only_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
