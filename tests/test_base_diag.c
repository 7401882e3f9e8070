/* test_base_diag.c -- complaints, the list of messages, and the arena they live in. */
#include "tests/base_bench.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/stories.h"
#include "base/text.h"

static struct origin place(const char *file, unsigned line, unsigned column)
{
	return (struct origin){ file, line, column };
}

static const char *printed(const struct diag *d, int flags)
{
	const char *copy;
	size_t length;
	char *text;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(out);
	diag_print(d, out, flags);
	fclose(out);
	copy = arena_str(arena, text);
	free(text);
	return copy;
}

/* Some message of the list with that severity; base itself has errors only. */
static enum message some(enum severity severity)
{
	size_t i;

	for (i = 0; i < MSG_COUNT; i++)
		if (message_info(i)->severity == severity)
			return (enum message)i;
	fail_msg("no message of severity %d", severity);
	return MSG_COUNT;
}

static void a_complaint_is_one_line_with_place_and_number(void **state)
{
	struct diag *d = diag_new(arena, CHINESE);

	diag(d, MSG_INTERNAL, place("考核.ini", 2, 8), "示例", NULL);
	assert_string_equal(printed(d, 0),
		"考核.ini:2:8: 错误 K900: 程序内部出错：示例；结果不可用，请将本行和所用文件一并报告给维护者\n");
}

static void it_speaks_english_when_asked(void **state)
{
	struct diag *d = diag_new(arena, ENGLISH);

	diag(d, MSG_INTERNAL, place("考核.ini", 2, 8), "a sample", NULL);
	assert_string_equal(printed(d, 0), "考核.ini:2:8: error K900: internal fault: a sample; "
		"the results cannot be used, please report this line together with the files used\n");
}

static void severities_have_their_words(void **state)
{
	static const char *const words[][3] = { { "提示", "警告", "错误" }, { "note", "warning", "error" } };
	static const enum language languages[] = { CHINESE, ENGLISH };
	static const enum severity severities[] = { NOTE, WARNING, ERROR };
	const struct complaint *c;
	struct diag *d;
	size_t i, j;

	for (i = 0; i < 2; i++)
		for (j = 0; j < 3; j++) {
			d = diag_new(arena, languages[i]);
			diag(d, some(severities[j]), place("a", 1, 0), "1", "2", "3", "4", NULL);
			c = diag_at(d, 0);
			assert_int_equal(c->severity, severities[j]);
			assert_string_equal(printed(d, 1), arena_printf(arena, "a:1: %s K%d: %s\n", words[i][j], c->number, c->text));
			assert_string_equal(printed(d, 0), severities[j] == NOTE ? "" : printed(d, 1));
		}
}

static void a_place_is_shown_as_far_as_known(void **state)
{
	assert_string_equal(origin_text(arena, place("a.csv", 3, 7)), "a.csv:3:7");
	assert_string_equal(origin_text(arena, place("a.csv", 3, 0)), "a.csv:3");
	assert_string_equal(origin_text(arena, place("a.csv", 0, 0)), "a.csv");
	assert_string_equal(origin_text(arena, place("a.csv", 0, 7)), "a.csv");
	assert_string_equal(origin_text(arena, place(NULL, 0, 0)), "kaohe");
	assert_string_equal(origin_text(arena, place("a\nb", 1, 0)), "a<U+000A>b:1");
}

static void complaints_are_printed_in_order_of_place(void **state)
{
	static const struct { const char *file; unsigned line, column; const char *word; } rows[] = {
		{ "b", 9, 1, "6" }, { NULL, 0, 0, "9" }, { "a", 2, 5, "8" }, { "b", 2, 5, "4" }, { "b", 0, 0, "1" }, { "b", 2, 5, "5" },
		{ "a", 1, 9, "7" }, { "b", 2, 1, "3" }, { "b", 2, 0, "2" }
	};
	static const size_t order[] = { 4, 8, 7, 3, 5, 0, 1, 6, 2 };
	struct diag *d = diag_new(arena, CHINESE);
	const char *expected = "";
	size_t i;

	for (i = 0; i < 9; i++)
		diag(d, MSG_INTERNAL, place(rows[i].file, rows[i].line, rows[i].column), rows[i].word, NULL);
	for (i = 0; i < 9; i++)
		expected = arena_printf(arena, "%s%s: 错误 K900: %s\n", expected,
			origin_text(arena, place(rows[order[i]].file, rows[order[i]].line, rows[order[i]].column)),
			diag_at(d, order[i])->text);
	assert_string_equal(printed(d, 0), expected);
}

static void the_same_complaint_is_kept_once(void **state)
{
	struct diag *d = diag_new(arena, CHINESE);
	char file[] = "a";

	diag(d, MSG_INTERNAL, place(file, 1, 1), "甲", NULL);
	diag(d, MSG_INTERNAL, place("a", 1, 1), "甲", NULL);
	assert_int_equal(diag_count(d), 1);
	diag(d, MSG_INTERNAL, place("a", 1, 1), "乙", NULL);
	diag(d, MSG_INTERNAL, place("a", 1, 2), "甲", NULL);
	diag(d, MSG_INTERNAL, place("a", 2, 1), "甲", NULL);
	diag(d, MSG_INTERNAL, place("b", 1, 1), "甲", NULL);
	diag(d, MSG_INTERNAL, place(NULL, 1, 1), "甲", NULL);
	assert_int_equal(diag_count(d), 6);
	assert_int_equal(diag_errors(d), 6);
	file[0] = 'z';
	assert_string_equal(diag_at(d, 0)->at.file, "a");
}

static void many_complaints_are_all_kept(void **state)
{
	struct diag *d = diag_new(arena, CHINESE);
	unsigned i;

	for (i = 1; i <= 5000; i++) {
		diag(d, MSG_INTERNAL, place("a", i, 0), "甲", NULL);
		diag(d, MSG_INTERNAL, place("a", i / 2 + 1, 0), "甲", NULL);
	}
	assert_int_equal(diag_count(d), 5000);
	for (i = 1; i <= 5000; i++)
		assert_int_equal(diag_at(d, i - 1)->at.line, i);
}

static void arguments_are_copied_and_never_filled_again(void **state)
{
	struct diag *d = diag_new(arena, CHINESE);
	char word[] = "{1}{2}%s";

	diag(d, MSG_INTERNAL, place(NULL, 0, 0), word, NULL);
	memset(word, 'x', sizeof word - 1);
	assert_string_equal(printed(d, 0),
		"kaohe: 错误 K900: 程序内部出错：{1}{2}%s；结果不可用，请将本行和所用文件一并报告给维护者\n");
}

static void what_could_deceive_the_eye_is_spelt_out(void **state)
{
	struct diag *d = diag_new(arena, CHINESE);

	diag(d, MSG_INTERNAL, place(NULL, 0, 0), "甲\xE2\x80\xAE\n乙\x1B[2J", NULL);
	assert_string_equal(printed(d, 0), "kaohe: 错误 K900: 程序内部出错：甲<U+202E><U+000A>乙<U+001B>[2J；"
		"结果不可用，请将本行和所用文件一并报告给维护者\n");
}

static void a_missing_argument_leaves_its_place_visible(void **state)
{
	struct diag *d = diag_new(arena, CHINESE);

	diag(d, MSG_INTERNAL, place(NULL, 0, 0), NULL);
	assert_string_equal(printed(d, 0),
		"kaohe: 错误 K900: 程序内部出错：{1}；结果不可用，请将本行和所用文件一并报告给维护者\n");
}

static void the_exit_code_is_that_of_the_first_error(void **state)
{
	struct diag *d = diag_new(arena, CHINESE);

	assert_int_equal(diag_exit(d), 0);
	diag(d, some(NOTE), place("a", 9, 0), "1", "2", "3", NULL);
	assert_int_equal(diag_exit(d), 0);
	diag(d, some(WARNING), place("a", 9, 0), "1", "2", "3", NULL);
	assert_int_equal(diag_exit(d), 1);
	assert_int_equal(diag_warnings(d), 1);
	assert_int_equal(diag_errors(d), 0);
	diag(d, MSG_OUT_OF_MEMORY, place("a", 9, 0), NULL);
	assert_int_equal(diag_exit(d), 71);
	diag(d, MSG_INTERNAL, place("a", 1, 0), "甲", NULL);
	assert_int_equal(diag_exit(d), 70);
	diag(d, MSG_OUT_OF_MEMORY, place("a", 1, 0), NULL);
	assert_int_equal(diag_exit(d), 70);
	assert_int_equal(diag_errors(d), 3);
	assert_int_equal(diag_warnings(d), 1);
}

static void nothing_said_is_nothing_printed(void **state)
{
	assert_string_equal(printed(diag_new(arena, CHINESE), 1), "");
}

static void every_message_number_is_given_once(void **state)
{
	size_t i, j;

	for (i = 0; i < MSG_COUNT; i++)
		for (j = 0; j < i; j++)
			if (message_info(i)->number == message_info(j)->number)
				fail_msg("K%d stands for two messages: %s / %s", message_info(i)->number, message_info(j)->zh,
					message_info(i)->zh);
}

/* Those of the rooms that read rules: what a writer of rules meets. */
static void every_message_about_rules_has_its_story(void **state)
{
	static const struct { int number; enum severity severity; } told[] = {
#define MSG(number, severity, exit, name, zh, en) { number, severity },
#include "base/messages/rules.def"
#include "base/messages/expr.def"
#include "base/messages/lint.def"
#include "base/messages/method.def"
#undef MSG
	};

	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		const struct story *story = story_of(told[i].number);

		if (told[i].severity == NOTE)
			continue;
		if (story == NULL)
			fail_msg("K%d has no story in base/messages/stories.def", told[i].number);
		if (!*story->page || !*story->wrong || !*story->right || !*story->zh || !*story->en || strcmp(story->wrong, story->right) == 0)
			fail_msg("the story of K%d is not whole", told[i].number);
	}
}

static void every_story_is_of_one_message_and_told_once(void **state)
{
	static const int numbers[] = {
#define STORY(number, page, wrong, right, zh, en) number,
#include "base/messages/stories.def"
#undef STORY
	};

	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		size_t of = 0;

		for (size_t j = 0; j < MSG_COUNT; j++)
			of += message_info(j)->number == numbers[i];
		for (size_t j = 0; j < i; j++)
			of += numbers[j] == numbers[i];
		if (of != 1)
			fail_msg("the story of K%d: %s", numbers[i], of == 0 ? "no such message" : "told twice");
	}
}

static bool has_placeholder(const char *text, int i)
{
	const char mark[] = { '{', (char)('0' + i), '}', '\0' };

	return strstr(text, mark) != NULL;
}

static void both_languages_take_the_same_arguments(void **state)
{
	const struct message_info *info;
	size_t i;
	int j;

	for (i = 0; i < MSG_COUNT; i++) {
		info = message_info(i);
		for (j = 0; j <= 9; j++)
			if (has_placeholder(info->zh, j) != has_placeholder(info->en, j))
				fail_msg("K%d: {%d} is in one language only", info->number, j);
		for (j = 2; j <= 9; j++)
			if (has_placeholder(info->zh, j) && !has_placeholder(info->zh, j - 1))
				fail_msg("K%d has {%d} but not {%d}", info->number, j, j - 1);
		assert_false(has_placeholder(info->zh, 0));
	}
}

static bool exit_is_right(const struct message_info *info)
{
	static const int of_errors[] = { 64, 65, 66, 71, 73, 74, 75, 77, 78, 81, 82 };
	size_t i;

	if (info->severity == NOTE)
		return info->exit == 0;
	if (info->severity == WARNING)
		return info->exit == 1;
	if (info->number >= 900 && info->number < 1000)
		return info->exit == 70;
	for (i = 0; i < sizeof of_errors / sizeof *of_errors; i++)
		if (info->exit == of_errors[i])
			return true;
	return false;
}

static void every_message_leads_to_a_documented_exit_code(void **state)
{
	size_t i;

	for (i = 0; i < MSG_COUNT; i++)
		if (!exit_is_right(message_info(i)))
			fail_msg("K%d leads to exit code %d", message_info(i)->number, message_info(i)->exit);
}

static void a_growing_array_keeps_its_entries_and_zeroes_the_next(void **state)
{
	struct pair { uint64_t value, zero; } *pairs = NULL, *pair;
	size_t count = 0, i;

	for (i = 0; i < 10000; i++) {
		pair = arena_push(arena, pairs, count);
		assert_int_equal(pair->value, 0);
		assert_int_equal(pair->zero, 0);
		pair->value = i + 1;
	}
	assert_int_equal(count, 10000);
	for (i = 0; i < count; i++)
		assert_int_equal(pairs[i].value, i + 1);
}

static void a_cleared_arena_gives_zeroed_pieces_again(void **state)
{
	for (int round = 0; round < 5; round++) {
		for (size_t i = 0; i < 300; i++) {
			size_t size = i * 37 % 900 + (i % 50 == 0 ? 70000 + 1000 * (size_t)round : 0);
			unsigned char *piece = arena_alloc(arena, size);

			for (size_t j = 0; j < size; j++)
				assert_int_equal(piece[j], 0);
			memset(piece, 0xA5, size);
		}
		arena_clear(arena);
	}
}

static void pieces_of_the_arena_are_zeroed_aligned_and_apart(void **state)
{
	unsigned char *pieces[200];
	size_t sizes[200], i, j;

	for (i = 0; i < 200; i++) {
		sizes[i] = i * i * i % 40000;
		pieces[i] = arena_alloc(arena, sizes[i]);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		for (j = 0; j < sizes[i]; j++)
			assert_int_equal(pieces[i][j], 0);
		memset(pieces[i], (int)(i + 1), sizes[i]);
	}
	for (i = 0; i < 200; i++)
		for (j = 0; j < sizes[i]; j++)
			assert_int_equal(pieces[i][j], i + 1);
}

static void texts_are_copied_into_the_arena(void **state)
{
	assert_null(arena_str(arena, NULL));
	assert_string_equal(arena_str(arena, "考核"), "考核");
	assert_string_equal(arena_strn(arena, "abc", 2), "ab");
	assert_string_equal(arena_strn(arena, NULL, 0), "");
	assert_string_equal(arena_printf(arena, "%s-%03d", "x", 7), "x-007");
	assert_int_equal(strlen(arena_printf(arena, "%070000d", 1)), 70000);
	arena_free(NULL);
}

/* Runs in a child whose stderr goes to the pipe. */
static void ask_for_everything(const int *ends)
{
	dup2(ends[1], STDERR_FILENO);
	close(ends[0]);
	arena_alloc(arena, SIZE_MAX);
	_exit(0);
}

static void without_memory_it_says_so_and_ends_with_71(void **state)
{
	char said[1000] = "";
	int ends[2], status = 0;
	size_t length = 0;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	if (child == 0)
		ask_for_everything(ends);
	close(ends[1]);
	while ((got = read(ends[0], said + length, sizeof said - 1 - length)) > 0)
		length += (size_t)got;
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 71);
	assert_string_equal(said, "kaohe: 错误 K100: 内存不足，无法继续；请关闭其他程序或减少数据后重新运行 "
		"(out of memory, cannot go on; close other programs or use less data, then run again)\n");
}

#define HELD(test) cmocka_unit_test_setup_teardown(test, with_arena, without_arena)

/* ---- excerpts ------------------------------------------------------------ */

static void the_words_at_the_place_are_underlined(void **state)
{
	struct diag *d = diag_new(arena, CHINESE);
	const char *text = "[指标:甲]\r\n公式 = 已整改 / 应整该\n\t权重 = 3\n";

	diag_source(d, "a.ini", text, strlen(text));
	diag(d, MSG_UNKNOWN_NAME_NEAR, (struct origin){ "a.ini", 2, 12 }, "应整该", "应整改", NULL);
	diag(d, MSG_INI_INDENTED, (struct origin){ "a.ini", 3, 1 }, NULL);
	diag(d, MSG_INI_INDENTED, (struct origin){ "a.ini", 1, 1 }, NULL);
	diag(d, MSG_INI_INDENTED, (struct origin){ "a.ini", 9, 1 }, NULL);
	diag(d, MSG_INI_INDENTED, (struct origin){ "b.ini", 1, 1 }, NULL);
	assert_string_equal(printed(d, DIAG_EXCERPT),
		"a.ini:1:1: 错误 K205: 行首有空白：一个条目只写一行，不续行也不缩进；请从行首写起\n"
		"    [指标:甲]\n    ^^^^^^^^^\n"
		"a.ini:2:12: 错误 K306: 没有“应整该”这个名称；是否指“应整改”？文字请加引号“ ”\n"
		"    公式 = 已整改 / 应整该\n                    ^^^^^^\n"
		"a.ini:3:1: 错误 K205: 行首有空白：一个条目只写一行，不续行也不缩进；请从行首写起\n"
		"     权重 = 3\n    ^\n"
		"a.ini:9:1: 错误 K205: 行首有空白：一个条目只写一行，不续行也不缩进；请从行首写起\n"
		"b.ini:1:1: 错误 K205: 行首有空白：一个条目只写一行，不续行也不缩进；请从行首写起\n");
}

static void a_long_line_is_shown_around_the_place(void **state)
{
	struct diag *d = diag_new(arena, CHINESE);
	struct buf text = buf_new(arena);

	for (int i = 0; i < 60; i++)
		buf_add(&text, "长");
	buf_add(&text, "甲乙");
	for (int i = 0; i < 60; i++)
		buf_add(&text, "短");
	diag_source(d, "a.ini", text.at, text.length);
	diag(d, MSG_UNKNOWN_NAME_NEAR, (struct origin){ "a.ini", 1, 61 }, "甲乙", "丙", NULL);
	assert_string_equal(printed(d, DIAG_EXCERPT), "a.ini:1:61: 错误 K306: 没有“甲乙”这个名称；是否指“丙”？文字请加引号“ ”\n"
		"    …长长长长长长长长长长长长长长长长长长长长长长长长长甲乙短短短短短短短短短短短短短短短短短短短短短短短\n"
		"                                                       ^^^^\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HELD(a_complaint_is_one_line_with_place_and_number),
		HELD(it_speaks_english_when_asked),
		HELD(severities_have_their_words),
		HELD(a_place_is_shown_as_far_as_known),
		HELD(complaints_are_printed_in_order_of_place),
		HELD(the_same_complaint_is_kept_once),
		HELD(many_complaints_are_all_kept),
		HELD(arguments_are_copied_and_never_filled_again),
		HELD(what_could_deceive_the_eye_is_spelt_out),
		HELD(a_missing_argument_leaves_its_place_visible),
		HELD(the_exit_code_is_that_of_the_first_error),
		HELD(nothing_said_is_nothing_printed),
		HELD(the_words_at_the_place_are_underlined),
		HELD(a_long_line_is_shown_around_the_place),
		cmocka_unit_test(every_message_number_is_given_once),
		cmocka_unit_test(every_message_about_rules_has_its_story),
		cmocka_unit_test(every_story_is_of_one_message_and_told_once),
		cmocka_unit_test(both_languages_take_the_same_arguments),
		cmocka_unit_test(every_message_leads_to_a_documented_exit_code),
		HELD(a_growing_array_keeps_its_entries_and_zeroes_the_next),
		HELD(pieces_of_the_arena_are_zeroed_aligned_and_apart),
		HELD(a_cleared_arena_gives_zeroed_pieces_again),
		HELD(texts_are_copied_into_the_arena),
		HELD(without_memory_it_says_so_and_ends_with_71)
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
