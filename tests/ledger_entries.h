/* ledger_entries.h -- for test_ledger_*.c: a folder of their own, small made-up entries (示例), what was complained of. */
#ifndef TESTS_LEDGER_ENTRIES_H
#define TESTS_LEDGER_ENTRIES_H

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "ledger/ledger.h"

#define UNUSED __attribute__((unused))

static struct arena *arena;
static struct diag *complaints;
static char folder[] = "/tmp/test_ledger.XXXXXX";
static const char *path;                /* folder/ledger.db */

static int remove_one(const char *name, const struct stat *found, int kind, struct FTW *place)
{
	return remove(name);
}

UNUSED static int set_up(void **state)
{
	strcpy(folder + sizeof folder - 7, "XXXXXX");
	arena = arena_new();
	complaints = diag_new(arena, CHINESE);
	if (!mkdtemp(folder))
		return -1;
	path = path_join(arena, folder, "ledger.db");
	return 0;
}

UNUSED static int tear_down(void **state)
{
	arena_free(arena);
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

UNUSED static const char *digest_of(const char *text)
{
	char hex[DIGEST_SIZE];

	digest_bytes(text, strlen(text), hex);
	return arena_str(arena, hex);
}

/* A small month: two units, three figures, one proposal. */
UNUSED static struct ledger_entry *entry(const char *period, enum run_kind kind)
{
	static const struct run_unit units[] = {
		{ "街道", "110101", "示例东街道", "甲组", true, true, "2935/32", "91.72", 1, 1, "优秀", "" },
		{ "街道", "110102", "示例西街道", "甲组", true, true, "88", "88.00", 2, 1, "良好", "" },
		{ "街道", "110103", "示例南街道", "甲组", false, false, "", "", 0, 0, "", "未报送" }
	};
	static const struct run_figure figures[] = {
		{ "街道", "110101", "value", "按期整改率", "2935/3200", "正常", 3200 },
		{ "街道", "110101", "points", "按期整改率", "2935/32", "正常", 3200 },
		{ "街道", "110103", "value", "按期整改率", "", "未报送", 0 }
	};
	static const struct run_flag flags[] = {
		{ "2026-10-街道-110102-末位", "街道", "110102", "末位", "排名末位", "组织", "阶梯一", "约谈", "连续 3 期末位", "建议", 2, 3, 3, 17, "进展缓慢" }
	};
	static const struct run_count counts[] = { { "读入", 3300 }, { "计入", 3200 }, { "隔离", 100 } };
	struct run_file files[] = {
		{ "input", "整改.csv", digest_of("整改"), 123456 }, { "rule", "考核.ini", digest_of("考核"), 789 },
		{ "output", "scores.csv", digest_of(period), 4321 }
	};
	struct ledger_entry *made = arena_one(arena, struct ledger_entry);

	made->kind = kind;
	made->period = arena_str(arena, period);
	made->scheme = "示例方案";
	made->user = "示例用户";
	made->host = "shili";
	made->version = "1.0";
	made->now = "2026-11-01 08:00:00";
	made->rules_sha256 = digest_of("rules");
	made->meaning_sha256 = digest_of("meaning");
	made->inputs_sha256 = digest_of(period);
	made->folder = arena_printf(arena, "%s/run", period);
	made->unit = memcpy(arena_alloc(arena, sizeof units), units, sizeof units);
	made->unit_count = 3;
	made->figure = memcpy(arena_alloc(arena, sizeof figures), figures, sizeof figures);
	made->figure_count = 3;
	made->flag = memcpy(arena_alloc(arena, sizeof flags), flags, sizeof flags);
	made->flag_count = 1;
	made->count = memcpy(arena_alloc(arena, sizeof counts), counts, sizeof counts);
	made->count_count = 3;
	made->file = memcpy(arena_alloc(arena, sizeof files), files, sizeof files);
	made->file_count = 3;
	return made;
}

UNUSED static void rely_on(struct ledger_entry *made, unsigned earlier)
{
	*arena_push(arena, made->relied, made->relied_count) = earlier;
}

UNUSED static const char *said_by(struct diag *diag)
{
	char *said = NULL;
	size_t size;
	FILE *out = open_memstream(&said, &size);
	const char *copy;

	diag_print(diag, out, DIAG_NOTES);
	fclose(out);
	copy = arena_str(arena, said);
	free(said);
	return copy;
}

/* Digests of 64 hex digits as #, so that a message can be compared whole. */
UNUSED static const char *without_digests(const char *text)
{
	struct buf out = buf_new(arena);
	size_t run;

	for (; *text; text += run) {
		run = strspn(text, "0123456789abcdef");
		if (run == DIGEST_SIZE - 1)
			buf_add(&out, "#");
		else
			buf_addn(&out, text, run ? run : 1);
		run = run ? run : 1;
	}
	return out.at;
}

/* All that was complained of so far; the next complaints begin anew. */
UNUSED static void assert_says(int exit_code, const char *expected)
{
	assert_string_equal(without_digests(said_by(complaints)), expected);
	assert_int_equal(diag_exit(complaints), exit_code);
	complaints = diag_new(arena, CHINESE);
}

UNUSED static struct ledger *opened(void)
{
	struct ledger *ledger = ledger_open(arena, complaints, path);

	if (!ledger)
		fail_msg("%s", said_by(complaints));
	return ledger;
}

UNUSED static void append(struct ledger_entry *made)
{
	if (!ledger_append(arena, complaints, opened(), made))
		fail_msg("%s", said_by(complaints));
}

/* Three entries: a draft, its final, the next month. */
UNUSED static void three_entries(void)
{
	struct ledger_entry *made;

	append(entry("2026-10", RUN_DRAFT));
	made = entry("2026-10", RUN_FINAL);
	made->draft = 1;
	made->document = "示例考〔2026〕1号";
	made->by = "示例甲";
	append(made);
	made = entry("2026-11", RUN_DRAFT);
	rely_on(made, 2);
	append(made);
}

UNUSED static bool verifies(void)
{
	return ledger_verify(arena, complaints, path);
}

UNUSED static void put_bytes(const char *name, const void *bytes, size_t length)
{
	FILE *file = fopen(name, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

UNUSED static unsigned char *get_bytes(const char *name, size_t *length)
{
	struct stat found;
	unsigned char *bytes;
	FILE *file;

	assert_int_equal(stat(name, &found), 0);
	*length = (size_t)found.st_size;
	bytes = arena_alloc(arena, *length + 1);
	file = fopen(name, "rb");
	assert_non_null(file);
	assert_int_equal(fread(bytes, 1, *length, file), *length);
	fclose(file);
	return bytes;
}

/* Names in the folder, sorted, with blanks between. */
UNUSED static const char *in_folder(void)
{
	struct dirent **found;
	struct buf names = buf_new(arena);
	int n = scandir(folder, &found, NULL, alphasort), i;

	for (i = 0; i < n; i++) {
		if (strcmp(found[i]->d_name, ".") != 0 && strcmp(found[i]->d_name, "..") != 0)
			buf_printf(&names, "%s%s", names.length ? " " : "", found[i]->d_name);
		free(found[i]);
	}
	free(found);
	return names.at;
}

#endif
