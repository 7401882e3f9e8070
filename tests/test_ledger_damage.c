/* test_ledger_damage.c -- nothing in the file can be changed unseen.
 *
 * Every byte is flipped in turn; the file is cut, lengthened and rewritten
 * with SQLite's own help; each time verify must end with 81, never with
 * another code, and for a change to a record it must name that record. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "tests/ledger_entries.h"

enum { PAGE = 4096, WORKERS = 2 };

/* Read by AddressSanitizer where it is built in: with its usual quarantine the tens of thousands of arenas take minutes. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "quarantine_size_mb=4";
}

/* Whether verify says 81 of the file, with its own arena; -1 where it says anything else. */
static int is_caught(const char *name)
{
	struct arena *own = arena_new();
	struct diag *to = diag_new(own, CHINESE);
	bool fine = ledger_verify(own, to, name);
	int code = diag_exit(to);

	arena_free(own);
	return fine && code == 0 ? 0 : !fine && code == 81 ? 1 : -1;
}

static void assert_caught(void)
{
	assert_int_equal(is_caught(path), 1);
}

/* ---- every byte ---- */

struct tally {
	size_t caught, other;           /* 81; neither 81 nor all is well */
};

/* Flips the bytes from, from + WORKERS, … of a copy in place, one at a time. */
static struct tally flip_some(const unsigned char *bytes, size_t length, size_t from, const char *name)
{
	struct tally tally = { 0, 0 };
	unsigned char flipped;
	int fd, found;
	size_t i;

	put_bytes(name, bytes, length);
	fd = open(name, O_WRONLY);
	for (i = from; i < length; i += WORKERS) {
		flipped = (unsigned char)(bytes[i] ^ (i % 3 == 0 ? 0xff : 1u << i % 8));
		if (pwrite(fd, &flipped, 1, (off_t)i) != 1)
			break;
		found = is_caught(name);
		tally.caught += found == 1;
		tally.other += found == -1;
		if (pwrite(fd, &bytes[i], 1, (off_t)i) != 1)
			break;
	}
	close(fd);
	tally.other += is_caught(name) != 0;    /* and whole again it is well */
	return tally;
}

static void every_byte_flipped_is_caught(void **state)
{
	struct tally *tally = mmap(NULL, WORKERS * sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	size_t length, caught = 0, other = 0, w;
	unsigned char *bytes;
	pid_t child[WORKERS];
	int status;

	three_entries();
	bytes = get_bytes(path, &length);
	for (w = 0; w < WORKERS; w++) {
		child[w] = fork();
		if (child[w] == 0) {
			tally[w] = flip_some(bytes, length, w, path_join(arena, folder, arena_printf(arena, "flip%zu.db", w)));
			_exit(0);
		}
	}
	for (w = 0; w < WORKERS; w++) {
		assert_int_equal(waitpid(child[w], &status, 0), child[w]);
		assert_int_equal(status, 0);
		caught += tally[w].caught;
		other += tally[w].other;
	}
	print_message("flipped %zu bytes one by one: %zu caught, %zu otherwise refused or harmed\n", length, caught, other);
	assert_int_equal(caught, length);
	assert_int_equal(other, 0);
	munmap(tally, WORKERS * sizeof *tally);
}

static void cut_anywhere_it_is_caught(void **state)
{
	size_t length, cut, tried = 0;

	three_entries();
	get_bytes(path, &length);
	for (cut = length; cut-- > 0; cut -= cut % 29 == 0 && cut > 29 ? 28 : 0) {
		assert_int_equal(truncate(path, (off_t)cut), 0);
		assert_caught();
		tried++;
	}
	assert_true(tried > length / 64);
	print_message("cut at %zu lengths\n", tried);
}

static void lengthened_it_is_caught(void **state)
{
	static const size_t more[] = { 1, 2, 100, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE };
	size_t length, i;
	unsigned char *bytes, *longer;

	three_entries();
	bytes = get_bytes(path, &length);
	for (i = 0; i < sizeof more / sizeof *more; i++) {
		longer = arena_alloc(arena, length + more[i]);
		memcpy(longer, bytes, length);
		put_bytes(path, longer, length + more[i]);
		assert_caught();
		longer[31] = (unsigned char)((length + more[i]) / PAGE);        /* the header agrees */
		put_bytes(path, longer, length + more[i]);
		assert_caught();
	}
}

/* Several bytes at once, whole pages swapped, from a fixed seed. */
static void random_damage_is_caught(void **state)
{
	unsigned char *bytes, *bad;
	size_t length, round, k, to, from;
	uint64_t seed = 20261101;

	three_entries();
	bytes = get_bytes(path, &length);
	bad = arena_alloc(arena, length);
	for (round = 0; round < 1500; round++) {
		memcpy(bad, bytes, length);
		for (k = 0; k < 1 + round % 9; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			to = (size_t)(seed >> 24) % length;
			from = (size_t)(seed >> 40) % length;
			if (round % 4 == 0)
				memcpy(bad + to / PAGE * PAGE, bytes + from / PAGE * PAGE, PAGE);
			else if (round % 4 == 1)
				memmove(bad + to, bytes + from, length - (to > from ? to : from) < 40 ? 1 : 40);
			else
				bad[round % 8 == 2 ? to % 512 + to / PAGE * PAGE : to] = (unsigned char)(seed >> 16);
		}
		if (memcmp(bad, bytes, length) == 0)
			continue;
		put_bytes(path, bad, length);
		assert_caught();
	}
}

/* ---- somebody with a SQLite tool ---- */

static void tamper(const char *sql)
{
	sqlite3 *db;
	char *why = NULL;

	three_entries();
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
}

static void assert_refused(const char *sql, const char *expected)
{
	tamper(sql);
	assert_false(verifies());
	assert_says(81, arena_printf(arena, "ledger.db: 错误 %s\n", expected));
	assert_null(ledger_open(arena, complaints, path));
	assert_says(81, arena_printf(arena, "ledger.db: 错误 %s\n", expected));
	assert_int_equal(unlink(path), 0);
}

static void the_entry_and_the_table_are_named(void **state)
{
	assert_refused("UPDATE unit SET rank = 2 WHERE entry = 2 AND seq = 1",
		"K809: 第 2 号记录的表 unit 被改动：摘要应为 #，实为 #；请从备份取回，并查明是谁改的");
	assert_refused("UPDATE figure SET cells = replace(cells, '\"2935/32\"', '\"2935/33\"') WHERE entry = 3",
		"K809: 第 3 号记录的表 figure 被改动：摘要应为 #，实为 #；请从备份取回，并查明是谁改的");
	assert_refused("UPDATE text SET text = replace(text, '按期', '到期') WHERE text LIKE '[[%'",
		"K809: 第 1 号记录的表 figure 被改动：摘要应为 #，实为 #；请从备份取回，并查明是谁改的");
	assert_refused("UPDATE flag SET streak = 2 WHERE entry = 1",
		"K809: 第 1 号记录的表 flag 被改动：摘要应为 #，实为 #；请从备份取回，并查明是谁改的");
	assert_refused("UPDATE text SET text = '示例北街道' WHERE text = '示例东街道'",
		"K809: 第 1 号记录的表 unit 被改动：摘要应为 #，实为 #；请从备份取回，并查明是谁改的");
	assert_refused("UPDATE entry SET reason = '…' WHERE number = 2",
		"K812: 第 2 号记录被改动（表 entry）：链头应为 #，实为 #；请从备份取回，并查明是谁改的");
	assert_refused("UPDATE entry SET head = replace(head, '1', '2') WHERE number = 2",
		"K812: 第 2 号记录被改动（表 entry）：链头应为 #，实为 #；请从备份取回，并查明是谁改的");
	assert_refused("UPDATE entry SET previous = replace(previous, '0', '1') WHERE number = 1",
		"K811: 第 1 号记录没有接在前一条之后（表 entry）：前链应为 #，实为 #；请从备份取回");
	assert_refused("UPDATE entry SET manifest_sm3 = replace(manifest_sm3, '1', '2') WHERE number = 3",
		"K810: 第 3 号记录的文件清单摘要（SM3，表 entry）应为 #，实为 #：被改动；请从备份取回");
}

static void rows_taken_out_or_put_in_are_named(void **state)
{
	assert_refused("DELETE FROM entry WHERE number = 2",
		"K807: 记录编号应为 2，实为 3：有记录被删去或添入（表 entry）；请从备份取回");
	assert_refused("DELETE FROM entry", "K805: 第 1 号记录的表 entry 在第 1 行处多出、缺少或错位；请从备份取回");
	assert_refused("DELETE FROM entry WHERE number = 3",
		"K805: 第 2 号记录的表 file 在第 4 行处多出、缺少或错位；请从备份取回");
	assert_refused("DELETE FROM figure WHERE entry = 2 AND seq = 2",
		"K805: 第 2 号记录的表 figure 在第 2 行处多出、缺少或错位；请从备份取回");
	assert_refused("DELETE FROM flag WHERE entry = 3",
		"K805: 第 3 号记录的表 flag 在第 1 行处多出、缺少或错位；请从备份取回");
	assert_refused("INSERT INTO relied VALUES (3, 2, 1)",
		"K805: 第 3 号记录的表 relied 在第 2 行处多出、缺少或错位；请从备份取回");
	assert_refused("INSERT INTO count VALUES (0, 1, 1, 1)",
		"K805: 第 1 号记录的表 count 在第 1 行处多出、缺少或错位；请从备份取回");
	assert_refused("DELETE FROM text WHERE id = 5", "K808: 台账的词表（表 text）在第 5 行处损坏；请从备份取回");
	assert_refused("UPDATE entry SET figure_rows = 4000000000000 WHERE number = 2",
		"K805: 第 2 号记录的表 figure 在第 9216 行处多出、缺少或错位；请从备份取回");
}

static void impossible_values_are_named(void **state)
{
	assert_refused("UPDATE unit SET scored = 2 WHERE entry = 1 AND seq = 3",
		"K806: 第 1 号记录的表 unit 第 3 行的“scored”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE unit SET grade = 999 WHERE entry = 2 AND seq = 1",
		"K806: 第 2 号记录的表 unit 第 1 行的“grade”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE entry SET kind = 9 WHERE number = 2",
		"K806: 第 2 号记录的表 entry 第 2 行的“kind”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE entry SET head = 'x' WHERE number = 1",
		"K806: 第 1 号记录的表 entry 第 1 行的“head”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE entry SET scheme = CAST(x'41004200' AS TEXT) WHERE number = 1",
		"K806: 第 1 号记录的表 entry 第 1 行的“scheme”不是这一列可能有的值；请从备份取回");
	/* figures are taken apart much later: what could not be must not pass the door */
	assert_refused("UPDATE figure SET cells = replace(cells, ',3200]', ',-1]') WHERE entry = 3 AND seq = 1",
		"K806: 第 3 号记录的表 figure 第 1 行的“cells”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE figure SET cells = substr(cells, 1, length(cells) - 1) WHERE entry = 2 AND seq = 2",
		"K806: 第 2 号记录的表 figure 第 2 行的“cells”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE figure SET cells = (SELECT cells FROM figure WHERE entry = 1 AND seq = 2) WHERE entry = 1 AND seq = 1",
		"K806: 第 1 号记录的表 figure 第 1 行的“cells”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE figure SET cells = cells || ' ' WHERE entry = 1 AND seq = 1",
		"K806: 第 1 号记录的表 figure 第 1 行的“cells”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE figure SET cells = '[[\"1\\q\",\"\",1]]' WHERE entry = 1 AND seq = 2",
		"K806: 第 1 号记录的表 figure 第 2 行的“cells”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE figure SET shape = board WHERE entry = 1 AND seq = 1",
		"K806: 第 1 号记录的表 figure 第 1 行的“shape”不是这一列可能有的值；请从备份取回");
	assert_refused("UPDATE figure SET cells = '[]' WHERE entry = 1 AND seq = 1",
		"K806: 第 1 号记录的表 figure 第 1 行的“cells”不是这一列可能有的值；请从备份取回");
}

static void foreign_and_altered_tables_are_named(void **state)
{
	assert_refused("CREATE TABLE notes (x)", "K803: 台账的表结构被改动：“notes”与本程序建立的不同；请从备份取回");
	assert_refused("CREATE VIEW v AS SELECT 1", "K803: 台账的表结构被改动：“v”与本程序建立的不同；请从备份取回");
	assert_refused("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM flag; END",
		"K803: 台账的表结构被改动：“t”与本程序建立的不同；请从备份取回");
	assert_refused("CREATE INDEX i ON figure (code)", "K803: 台账的表结构被改动：“i”与本程序建立的不同；请从备份取回");
	assert_refused("ALTER TABLE flag ADD COLUMN more TEXT", "K803: 台账的表结构被改动：“flag”与本程序建立的不同；请从备份取回");
	assert_refused("DROP TABLE relied", "K803: 台账的表结构被改动：“relied”与本程序建立的不同；请从备份取回");
	assert_refused("DROP TABLE flag; CREATE VIEW flag AS SELECT 1 AS entry, 1 AS seq",
		"K803: 台账的表结构被改动：“count”与本程序建立的不同；请从备份取回");
}

static void another_format_and_another_program_are_told_apart(void **state)
{
	assert_refused("PRAGMA user_version = 1", "K801: 台账的格式是第 1 版，本程序只认第 2 版；请用写下它的那一版程序");
	assert_refused("PRAGMA application_id = 5", "K800: 这不是本程序的考核台账；应为 kaohe 写下的 SQLite 文件；请改正 -l 的路径，或从备份取回台账");
	put_bytes(path, "名次,单位\n", strlen("名次,单位\n"));
	assert_false(verifies());
	assert_says(81, "ledger.db: 错误 K800: 这不是本程序的考核台账；应为 kaohe 写下的 SQLite 文件；请改正 -l 的路径，或从备份取回台账\n");
	put_bytes(path, "", 0);
	assert_null(ledger_open(arena, complaints, path));
	assert_says(81, "ledger.db: 错误 K800: 这不是本程序的考核台账；应为 kaohe 写下的 SQLite 文件；请改正 -l 的路径，或从备份取回台账\n");
}

static void a_cut_file_says_so(void **state)
{
	three_entries();
	assert_int_equal(truncate(path, 5 * PAGE + 7), 0);
	assert_false(verifies());
	assert_says(81, "ledger.db: 错误 K802: 台账有 20487 字节，按它的文件头应为 36864 字节：被截断或在末尾添了内容；请从备份取回，不要手工修补\n");
}

/* ---- changes that no record shows ---- */

static void assert_open_but_not_as_made(const char *expected)
{
	assert_non_null(ledger_open(arena, complaints, path));
	assert_false(verifies());
	assert_says(81, arena_printf(arena, "ledger.db: 错误 %s；记录能读通，文件却不是本程序写下的样子；请从备份取回\n", expected));
}

static void write_byte(size_t offset, unsigned char byte)
{
	int fd = open(path, O_WRONLY);

	assert_int_equal(pwrite(fd, &byte, 1, (off_t)offset), 1);
	close(fd);
}

static void unused_space_is_compared_too(void **state)
{
	three_entries();
	write_byte(4 * PAGE + 600, 'x');        /* page 5: unit, between the list of cells and the cells */
	assert_open_but_not_as_made("K813: 第 3 号记录的表 unit 与重建的不同：自第 5 页、从文件开头起第 16985 个字节始");
}

static void a_word_nobody_uses_is_found(void **state)
{
	tamper("INSERT INTO text SELECT max(id) + 1, '夹带' FROM text");
	assert_non_null(ledger_open(arena, complaints, path));
	assert_false(verifies());
	assert_int_equal(diag_exit(complaints), 81);
}

static void rewritten_by_another_tool_it_is_found(void **state)
{
	tamper("VACUUM");
	assert_open_but_not_as_made("K814: 台账与重建的不同：自第 1 页、从文件开头起第 28 个字节始（header）");
}

static void the_space_behind_a_long_text_is_compared(void **state)
{
	struct ledger_entry *made = entry("2026-10", RUN_DRAFT);
	char *reason = arena_alloc(arena, 9001);
	size_t length;

	append(entry("2026-09", RUN_DRAFT));
	made->reason = memset(reason, 'x', 9000);
	append(made);
	get_bytes(path, &length);
	write_byte(length - 1, 'y');            /* the last page is the end of the text */
	assert_open_but_not_as_made(arena_printf(arena, "K813: 第 2 号记录的表 entry 与重建的不同：自第 %zu 页、从文件开头起第 %zu 个字节始",
		length / PAGE, length));
}

static void an_append_does_not_quietly_mend(void **state)
{
	unsigned char *before, *after;
	size_t length;

	three_entries();
	write_byte(4 * PAGE + 600, 'x');
	before = get_bytes(path, &length);
	assert_false(ledger_append(arena, complaints, opened(), entry("2026-12", RUN_DRAFT)));
	assert_says(81, "ledger.db: 错误 K813: 第 3 号记录的表 unit 与重建的不同：自第 5 页、从文件开头起第 16985 个字节始；"
		"记录能读通，文件却不是本程序写下的样子；请从备份取回\n");
	after = get_bytes(path, &length);
	assert_memory_equal(before, after, length);
}

static void a_journal_beside_it_is_refused(void **state)
{
	static const char *const suffixes[] = { "-journal", "-wal" };
	size_t i;

	three_entries();
	for (i = 0; i < 2; i++) {
		const char *name = arena_printf(arena, "%s%s", path, suffixes[i]);

		put_bytes(name, "", 0);
		assert_null(ledger_open(arena, complaints, path));
		assert_says(81, arena_printf(arena, "ledger.db: 错误 K815: 台账旁有文件“ledger.db%s”：别的程序改写过台账，或正在改写；"
			"请查明后移走该文件，再运行 verify\n", suffixes[i]));
		assert_int_equal(unlink(name), 0);
	}
	assert_true(verifies());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		T(every_byte_flipped_is_caught),
		T(cut_anywhere_it_is_caught),
		T(lengthened_it_is_caught),
		T(random_damage_is_caught),
		T(the_entry_and_the_table_are_named),
		T(rows_taken_out_or_put_in_are_named),
		T(impossible_values_are_named),
		T(foreign_and_altered_tables_are_named),
		T(another_format_and_another_program_are_told_apart),
		T(a_cut_file_says_so),
		T(unused_space_is_compared_too),
		T(a_word_nobody_uses_is_found),
		T(rewritten_by_another_tool_it_is_found),
		T(the_space_behind_a_long_text_is_compared),
		T(an_append_does_not_quietly_mend),
		T(a_journal_beside_it_is_refused),
#undef T
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
