/* test_ledger_door.c -- the ledger through its door: what goes in comes out, chained, and nothing else does. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <sys/file.h>

#include "tests/ledger_entries.h"

static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";

static void a_file_that_is_not_there_is_an_empty_ledger(void **state)
{
	struct ledger *ledger = opened();

	assert_int_equal(ledger->count, 0);
	assert_string_equal(ledger->head, zeros);
	assert_string_equal(in_folder(), "");
	path = path_join(arena, folder, "no/such/folder/ledger.db");
	assert_int_equal(opened()->count, 0);
}

static void what_was_written_is_read(void **state)
{
	const struct run_figure *figure;
	const struct ledger_entry *read;
	struct ledger *ledger;
	size_t figures;

	three_entries();
	ledger = opened();
	assert_int_equal(ledger->count, 3);
	read = ledger->entry[1];
	assert_int_equal(read->number, 2);
	assert_int_equal(read->kind, RUN_FINAL);
	assert_int_equal(read->draft, 1);
	assert_string_equal(read->document, "示例考〔2026〕1号");
	assert_string_equal(read->options, "");
	assert_int_equal(read->file_count, 3);
	assert_string_equal(read->file[0].name, "整改.csv");
	assert_int_equal(read->file[0].bytes, 123456);
	assert_int_equal(read->unit_count, 3);
	assert_string_equal(read->unit[0].exact, "2935/32");
	assert_true(read->unit[0].ranked);
	assert_false(read->unit[2].scored);
	assert_string_equal(read->unit[2].why, "未报送");
	figure = ledger_figures(arena, read, &figures);
	assert_int_equal(figures, 3);
	assert_string_equal(figure[0].board, "街道");
	assert_string_equal(figure[0].code, "110101");
	assert_string_equal(figure[0].kind, "value");
	assert_string_equal(figure[0].element, "按期整改率");
	assert_string_equal(figure[0].number, "2935/3200");
	assert_string_equal(figure[1].status, "正常");
	assert_string_equal(figure[2].code, "110103");
	assert_string_equal(figure[2].number, "");
	assert_string_equal(figure[2].status, "未报送");
	assert_int_equal(figure[1].n, 3200);
	assert_ptr_equal(ledger_figures(arena, read, &figures), figure);
	assert_int_equal(read->flag_count, 1);
	assert_int_equal(read->flag[0].step, 2);
	assert_int_equal(read->flag[0].rows, 17);
	assert_string_equal(read->flag[0].facts, "连续 3 期末位");
	assert_int_equal(read->count_count, 3);
	assert_int_equal(read->count[2].number, 100);
	assert_int_equal(ledger->entry[2]->relied_count, 1);
	assert_int_equal(ledger->entry[2]->relied[0], 2);
	assert_true(verifies());
	assert_says(0, "");
}

static void each_entry_extends_the_head_before_it(void **state)
{
	struct ledger *ledger = opened();
	struct ledger_entry *first = entry("2026-10", RUN_DRAFT), *second = entry("2026-11", RUN_DRAFT);

	assert_true(ledger_append(arena, complaints, ledger, first));
	assert_true(ledger_append(arena, complaints, ledger, second));
	assert_string_equal(first->previous, zeros);
	assert_string_equal(second->previous, first->head);
	assert_string_equal(ledger->head, second->head);
	assert_int_equal(second->number, 2);
	assert_int_equal(ledger->count, 2);
	ledger = opened();
	assert_string_equal(ledger->head, second->head);
	assert_string_equal(ledger->entry[1]->manifest_sm3, second->manifest_sm3);
}

static void the_same_entries_make_the_same_bytes(void **state)
{
	size_t one_length, two_length;
	unsigned char *one, *two;

	three_entries();
	one = get_bytes(path, &one_length);
	path = path_join(arena, folder, "other.db");
	three_entries();
	two = get_bytes(path, &two_length);
	assert_int_equal(one_length, two_length);
	assert_memory_equal(one, two, one_length);
}

static void any_column_changed_changes_the_head(void **state)
{
	struct ledger_entry *made = entry("2026-10", RUN_DRAFT), *other;
	const char *heads[4];
	size_t i, k;

	for (i = 0; i < 4; i++) {
		path = path_join(arena, folder, arena_printf(arena, "%zu.db", i));
		other = entry("2026-10", RUN_DRAFT);
		if (i == 1)
			other->drill = true;
		if (i == 2)
			other->figure[1].n++;
		if (i == 3)             /* the same letters, cut elsewhere */
			other->user = "示例用户s", other->host = "hili";
		append(other);
		heads[i] = arena_str(arena, other->head);
		for (k = 0; k < i; k++)
			assert_string_not_equal(heads[i], heads[k]);
	}
	path = path_join(arena, folder, "again.db");
	append(made);
	assert_string_equal(made->head, heads[0]);
}

static void missing_texts_are_empty(void **state)
{
	struct ledger_entry *bare = arena_one(arena, struct ledger_entry);

	append(bare);
	assert_string_equal(bare->period, "");
	assert_string_equal(opened()->entry[0]->reason, "");
	assert_true(verifies());
}

static void long_texts_and_many_rows_come_back(void **state)
{
	struct ledger_entry *made = entry("2026-10", RUN_DRAFT);
	char *reason = arena_alloc(arena, 50001);
	const struct run_figure *figure;
	struct ledger *ledger;
	size_t i, count;

	memset(reason, 'x', 50000);
	made->reason = reason;
	made->figure = arena_many(arena, struct run_figure, 20000);
	made->figure_count = 20000;
	for (i = 0; i < made->figure_count; i++) {
		made->figure[i].code = arena_printf(arena, "%zu", i / 10);
		made->figure[i].number = arena_printf(arena, "%zu/7", i);
		made->figure[i].n = i;
	}
	append(made);
	append(entry("2026-11", RUN_DRAFT));
	ledger = opened();
	assert_string_equal(ledger->entry[0]->reason, reason);
	figure = ledger_figures(arena, ledger->entry[0], &count);
	assert_int_equal(count, 20000);
	for (i = 0; i < count; i++) {
		assert_string_equal(figure[i].code, made->figure[i].code);
		assert_string_equal(figure[i].number, made->figure[i].number);
		assert_int_equal(figure[i].n, i);
	}
	assert_true(verifies());
}

static void figures_come_back_in_their_order_whatever_they_hold(void **state)
{
	static const char *const odd[] = { "", "\"", "\\", "a\"b\\c", "\t\n\x01", "]],[[", "，“引号”", "\\u0041" };
	static const size_t runs[] = { 1, 31, 32, 33, 64, 65, 1, 1 };
	struct ledger_entry *made = entry("2026-10", RUN_DRAFT);
	const struct run_figure *figure;
	size_t u, k, i = 0, count;

	made->figure = NULL;
	made->figure_count = 0;
	for (u = 0; u < 8; u++)
		for (k = 0; k < runs[u]; k++, i++)
			*arena_push(arena, made->figure, made->figure_count) = (struct run_figure){ .board = u % 2 ? "区" : "街道",
				.code = arena_printf(arena, "%zu", u / 2), .kind = k % 3 ? "value" : "points", .element = odd[(i + u) % 8],
				.number = odd[i % 8], .status = odd[(i + 3) % 8], .n = i % 5 ? i : INT64_MAX - i };
	append(made);
	figure = ledger_figures(arena, opened()->entry[0], &count);
	assert_int_equal(count, i);
	for (i = 0; i < count; i++) {
		assert_string_equal(figure[i].board, made->figure[i].board);
		assert_string_equal(figure[i].code, made->figure[i].code);
		assert_string_equal(figure[i].kind, made->figure[i].kind);
		assert_string_equal(figure[i].element, made->figure[i].element);
		assert_string_equal(figure[i].number, made->figure[i].number);
		assert_string_equal(figure[i].status, made->figure[i].status);
		assert_int_equal(figure[i].n, made->figure[i].n);
	}
	assert_true(verifies());
}

static void an_entry_without_figures_has_none(void **state)
{
	struct ledger_entry *made = entry("2026-10", RUN_DRAFT);
	size_t count = 7;

	made->figure_count = 0;
	append(made);
	ledger_figures(arena, opened()->entry[0], &count);
	assert_int_equal(count, 0);
	assert_true(verifies());
}

static void the_last_publication_counts_but_no_trial_and_no_drill(void **state)
{
	struct ledger_entry *made;
	struct ledger *ledger;

	append(entry("2026-10", RUN_IMPORT));
	append(entry("2026-10", RUN_FINAL));
	append(entry("2026-10", RUN_CORRECTION));
	append(entry("2026-10", RUN_DRAFT));
	made = entry("2026-10", RUN_FINAL);
	made->drill = true;
	append(made);
	made = entry("2026-11", RUN_FINAL);
	made->trial = true;
	append(made);
	ledger = opened();
	assert_int_equal(ledger_published(ledger, "2026-10")->number, 3);
	assert_null(ledger_published(ledger, "2026-11"));
	assert_null(ledger_published(ledger, "2026-12"));
	assert_int_equal(ledger_number(ledger, 6)->number, 6);
	assert_null(ledger_number(ledger, 0));
	assert_null(ledger_number(ledger, 7));
	assert_string_equal(run_kind_words[ledger->entry[2]->kind], "更正");
}

static void an_entry_that_cannot_be_is_refused(void **state)
{
	struct ledger_entry *made = entry("2026-10", RUN_DRAFT);

	rely_on(made, 1);
	assert_false(ledger_append(arena, complaints, opened(), made));
	assert_says(70, "ledger.db: 错误 K961: 程序内部出错：要写入台账的记录里“relied”不合法；台账未改动，请将本行报告给维护者\n");
	made = entry("2026-10", RUN_DRAFT);
	made->count[0].number = UINT64_MAX;
	assert_false(ledger_append(arena, complaints, opened(), made));
	assert_says(70, "ledger.db: 错误 K961: 程序内部出错：要写入台账的记录里“number”不合法；台账未改动，请将本行报告给维护者\n");
	assert_string_equal(in_folder(), "");
	made = entry("2026-10", RUN_DRAFT);
	made->figure[1].n = UINT64_MAX;
	assert_false(ledger_append(arena, complaints, opened(), made));
	assert_says(70, "ledger.db: 错误 K961: 程序内部出错：要写入台账的记录里“n”不合法；台账未改动，请将本行报告给维护者\n");
}

/* ---- the file ---- */

static uint32_t at(const unsigned char *bytes, size_t offset)
{
	return (uint32_t)bytes[offset] << 24 | (uint32_t)bytes[offset + 1] << 16 | (uint32_t)bytes[offset + 2] << 8 | bytes[offset + 3];
}

static void the_version_in_the_header_is_the_recorded_one(void **state)
{
	struct ledger *ledger = opened();
	unsigned char *bytes;
	size_t length;

	assert_int_equal(ledger->sqlite, sqlite3_libversion_number());
	ledger->sqlite = 3037002;
	assert_true(ledger_append(arena, complaints, ledger, entry("2026-10", RUN_DRAFT)));
	append(entry("2026-11", RUN_DRAFT));
	bytes = get_bytes(path, &length);
	assert_int_equal(at(bytes, 96), 3037002);
	assert_int_equal(at(bytes, 24), at(bytes, 92));
	assert_int_equal(opened()->sqlite, 3037002);
	assert_true(verifies());
	bytes[99] ^= 1;                 /* and with another one the reader is told of it */
	put_bytes(path, bytes, length);
	assert_false(verifies());
	assert_says(81, arena_printf(arena, "ledger.db: 错误 K814: 台账与重建的不同：自第 1 页、从文件开头起第 100 个字节始（header）；"
		"记录能读通，文件却不是本程序写下的样子；请从备份取回\n"
		"ledger.db: 警告 K816: 台账最初由 SQLite 3037002 建立，本机是 %d：版本不同，页的排布可能不同；请在版本相同的机器上再核一次\n",
		sqlite3_libversion_number()));
}

static void any_sqlite_tool_can_read_it(void **state)
{
	sqlite3 *db;
	sqlite3_stmt *row;

	three_entries();
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA integrity_check", -1, &row, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(row, 0), "ok");
	sqlite3_finalize(row);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT t.text FROM unit u JOIN text t ON t.id = u.\"group\" WHERE entry = 3", -1, &row, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(row, 0), "甲组");
	sqlite3_finalize(row);
	/* and the figures, as docs/ledger.md shows it */
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT k.value ->> 0, k.value ->> 1, v.value ->> 0, v.value ->> 2 FROM figure f JOIN text s ON s.id = f.shape "
		"JOIN json_each(s.text) k JOIN json_each(f.cells) v ON v.key = k.key WHERE f.entry = 3 ORDER BY f.seq, k.key LIMIT 1 OFFSET 1", -1, &row, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(row), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(row, 0), "points");
	assert_string_equal((const char *)sqlite3_column_text(row, 1), "按期整改率");
	assert_string_equal((const char *)sqlite3_column_text(row, 2), "2935/32");
	assert_int_equal(sqlite3_column_int(row, 3), 3200);
	sqlite3_finalize(row);
	sqlite3_close(db);
	assert_string_equal(in_folder(), "ledger.db");
	assert_true(verifies());
}

static void reading_leaves_no_trace(void **state)
{
	struct stat before, after;

	three_entries();
	assert_int_equal(stat(path, &before), 0);
	opened();
	assert_true(verifies());
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
	assert_string_equal(in_folder(), "ledger.db");
	assert_int_equal(before.st_mode & 0777, 0640);
}

static void links_and_folders_are_refused(void **state)
{
	struct ledger_entry *made = entry("2026-10", RUN_DRAFT);
	struct ledger *empty = opened();

	assert_int_equal(symlink("nowhere", path), 0);
	assert_null(ledger_open(arena, complaints, path));
	assert_says(65, "ledger.db: 错误 K131: 这是一个链接，不予读取；请放入文件本身\n");
	assert_false(ledger_append(arena, complaints, empty, made));
	assert_says(65, "ledger.db: 错误 K131: 这是一个链接，不予读取；请放入文件本身\n");
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_null(ledger_open(arena, complaints, path));
	assert_says(65, "ledger.db: 错误 K132: 这是文件夹、管道或设备，不是普通文件，不予读取；请放入普通文件\n");
}

static void verify_needs_the_file(void **state)
{
	assert_false(verifies());
	assert_says(66, arena_printf(arena, "ledger.db: 错误 K130: 文件夹“%s”中没有这个文件；请放入该文件，或改正文件名后重新运行\n", folder));
}

static void a_bare_name_lies_in_the_working_folder(void **state)
{
	int back = open(".", O_RDONLY | O_DIRECTORY);

	assert_int_equal(chdir(folder), 0);
	path = "bare.db";
	three_entries();
	assert_true(verifies());
	assert_string_equal(in_folder(), "bare.db");
	assert_int_equal(fchdir(back), 0);
	close(back);
}

static void a_ledger_that_moved_on_is_not_overwritten(void **state)
{
	struct ledger *early = opened(), *late;

	append(entry("2026-10", RUN_DRAFT));
	assert_false(ledger_append(arena, complaints, early, entry("2026-10", RUN_DRAFT)));
	assert_says(75, "ledger.db: 错误 K821: 本次运行读过台账之后，台账有了变化，未写入；请重新运行\n");
	late = opened();
	assert_int_equal(late->count, 1);
	assert_int_equal(unlink(path), 0);
	assert_false(ledger_append(arena, complaints, late, entry("2026-10", RUN_DRAFT)));
	assert_says(75, "ledger.db: 错误 K821: 本次运行读过台账之后，台账有了变化，未写入；请重新运行\n");
}

static void two_do_not_write_at_once(void **state)
{
	int other = open(folder, O_RDONLY | O_DIRECTORY);

	assert_int_equal(flock(other, LOCK_EX), 0);
	assert_false(ledger_append(arena, complaints, opened(), entry("2026-10", RUN_DRAFT)));
	assert_says(75, arena_printf(arena, "ledger.db: 错误 K820: 另有一次运行正在写入台账所在的文件夹“%s”；请等它结束后重新运行\n", folder));
	close(other);
	append(entry("2026-10", RUN_DRAFT));
}

static void what_a_killed_append_left_is_swept(void **state)
{
	append(entry("2026-10", RUN_DRAFT));
	put_bytes(path_join(arena, folder, ".ledger.db.tmp.123"), "half", 4);
	put_bytes(path_join(arena, folder, ".other.db.tmp.123"), "not ours", 8);
	append(entry("2026-11", RUN_DRAFT));
	assert_string_equal(in_folder(), ".other.db.tmp.123 ledger.db");
}

/* ---- docs/ledger.md ---- */

static const char *script_of_the_manual(void)
{
	size_t length;
	char *text = (char *)get_bytes("docs/ledger.md", &length), *begin = strstr(text, "```python\n"), *end;

	assert_non_null(begin);
	begin += strlen("```python\n");
	end = strstr(begin, "```");
	assert_non_null(end);
	return arena_strn(arena, begin, (size_t)(end - begin));
}

static const char *output_of(const char *command)
{
	char line[4096];
	size_t length;
	FILE *out = popen(command, "r");

	assert_non_null(out);
	length = fread(line, 1, sizeof line - 1, out);
	line[length] = '\0';
	assert_int_equal(pclose(out), 0);
	return arena_str(arena, line);
}

static void the_script_of_the_manual_finds_the_same_heads(void **state)
{
	const char *script = path_join(arena, folder, "audit.py"), *text = script_of_the_manual();
	struct buf expected = buf_new(arena);
	struct ledger *ledger;
	size_t e;

	if (system("python3 -c 'import sqlite3, hashlib; hashlib.new(\"sm3\")' >/dev/null 2>&1") != 0)
		skip();
	three_entries();
	ledger = opened();
	for (e = 0; e < ledger->count; e++)
		buf_printf(&expected, "%zu %s\n", e + 1, ledger->entry[e]->head);
	put_bytes(script, text, strlen(text));
	assert_string_equal(output_of(arena_printf(arena, "python3 -B %s %s 2>&1", script, path)), expected.at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		T(a_file_that_is_not_there_is_an_empty_ledger),
		T(what_was_written_is_read),
		T(each_entry_extends_the_head_before_it),
		T(the_same_entries_make_the_same_bytes),
		T(any_column_changed_changes_the_head),
		T(missing_texts_are_empty),
		T(long_texts_and_many_rows_come_back),
		T(figures_come_back_in_their_order_whatever_they_hold),
		T(an_entry_without_figures_has_none),
		T(the_last_publication_counts_but_no_trial_and_no_drill),
		T(an_entry_that_cannot_be_is_refused),
		T(the_version_in_the_header_is_the_recorded_one),
		T(any_sqlite_tool_can_read_it),
		T(reading_leaves_no_trace),
		T(links_and_folders_are_refused),
		T(verify_needs_the_file),
		T(a_bare_name_lies_in_the_working_folder),
		T(a_ledger_that_moved_on_is_not_overwritten),
		T(two_do_not_write_at_once),
		T(what_a_killed_append_left_is_swept),
		T(the_script_of_the_manual_finds_the_same_heads),
#undef T
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
