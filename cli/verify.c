/* verify.c -- kaohe verify: the ledger, the folders beside it, one workbook, or everything computed again.
 *
 * Nothing is ever repaired here. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"

static const struct origin nowhere = { NULL, 0, 0 };

#define EDITIONS_DRAWN "editions"       /* beside the run drawn again: its editions made after publication */

static const char *number_text(struct call *c, const struct ledger_entry *e)
{
	return arena_printf(c->arena, "%u", e->number);
}

static const char *folder_path(struct call *c, const struct ledger_entry *e)
{
	return path_join(c->arena, ledger_beside(c), e->folder);
}

static bool is_there(const char *path)
{
	struct stat found;

	return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* ---- the ledger and what lies beside it --------------------------------------------------- */

static size_t output_count(const struct ledger_entry *e)
{
	size_t count = 0;

	for (size_t i = 0; i < e->file_count; i++)
		count += strcmp(e->file[i].role, "output") == 0;
	return count;
}

/* one: that run alone; NULL: all of them. */
static void verify_folders(struct call *c, const struct ledger *l, const struct ledger_entry *one)
{
	size_t there = 0, files = 0;

	for (size_t i = 0; i < l->count; i++) {
		const char *dir = folder_path(c, l->entry[i]);

		if ((one != NULL && one != l->entry[i]) || !is_there(dir))
			continue;
		there++;
		files += output_count(l->entry[i]);
		folder_matches(c, dir, l->entry[i], MSG_VERIFY_FILE);
	}
	if (!month_gate(c) || c->quiet)
		return;
	printf(c->language == CHINESE ? "台账完整：%zu 次运行；%zu 个运行目录、%zu 个文件与所记相同，%zu 个目录不在原处；链值 %s\n"
		: "ledger whole: %zu runs; %zu folders and %zu files as recorded, %zu folders are elsewhere; head %s\n",
		l->count, there, files, (one == NULL ? l->count : 1) - there, l->head);
}

/* ---- a head on paper ------------------------------------------------------------------------- */

enum { LEAST_DIGITS = 12, HEAD_DIGITS = 64 };

/* As it was typed, in small letters; NULL and a complaint if it cannot be a head. */
static const char *typed_head(struct call *c)
{
	char *head = arena_str(c->arena, c->head);
	size_t length = strlen(head);

	for (char *at = head; *at != '\0'; at++)
		*at = *at >= 'A' && *at <= 'F' ? (char)(*at - 'A' + 'a') : *at;
	if (length >= LEAST_DIGITS && length <= HEAD_DIGITS && strspn(head, "0123456789abcdef") == length)
		return head;
	diag(c->aside, MSG_HEAD_OPTION, nowhere, c->head, NULL);
	return NULL;
}

/* The first entry behind `after` whose head begins so. */
static const struct ledger_entry *bearer(const struct ledger *l, size_t after, const char *head)
{
	for (size_t i = after; i < l->count; i++)
		if (strncmp(l->entry[i]->head, head, strlen(head)) == 0)
			return l->entry[i];
	return NULL;
}

/* The chain holds, so an entry with that head proves it and all before it. */
static void verify_paper(struct call *c, const struct ledger *l)
{
	const char *head = c->head == NULL ? NULL : typed_head(c);
	const struct ledger_entry *e = head == NULL ? NULL : bearer(l, 0, head), *other = e == NULL ? NULL : bearer(l, e->number, head);

	if (head == NULL)
		return;
	if (e == NULL)
		diag(c->aside, MSG_HEAD_UNKNOWN, nowhere, c->head, arena_printf(c->arena, "%zu", l->count), NULL);
	else if (other != NULL)
		diag(c->aside, MSG_HEAD_AMBIGUOUS, nowhere, c->head, number_text(c, e), number_text(c, other), NULL);
	else if (!c->quiet)
		printf(c->language == CHINESE ? "纸上的链值是第 %u 次运行（%s，%s）的：第 1 至 %u 次运行的记录与出纸时一字不差；此后又有 %zu 次\n"
			: "the head on paper is that of run %u (%s, %s): runs 1 to %u are what they were then; %zu came later\n", e->number, e->period,
			run_kind_words[e->kind], e->number, l->count - e->number);
}

/* ---- computed again -------------------------------------------------------------------------- */

static const char *recorded(const struct ledger_entry *e, const char *role, const char *name)
{
	for (size_t i = 0; i < e->file_count; i++)
		if (strcmp(e->file[i].role, role) == 0 && strcmp(e->file[i].name, name) == 0)
			return e->file[i].sha256;
	return NULL;
}

/* Another program may draw another workbook; figures and proposals must be the same. */
static void compare_outputs(struct call *c, const struct ledger_entry *e, const char *dir, bool other)
{
	bool zh = c->language == CHINESE;
	struct diag *silent = diag_new(c->arena, c->language);

	for (size_t i = 0; i < e->file_count; i++) {
		const struct run_file *r = &e->file[i];
		const struct file *file;

		if (strcmp(r->role, "output") != 0 || (other && !result_is_content(r->name)))
			continue;
		file = folder_read(c->arena, silent, dir, r->name);
		if (file == NULL || strcmp(file->digest, r->sha256) != 0)
			diag(c->aside, MSG_VERIFY_RERUN, nowhere, number_text(c, e), r->name,
				file == NULL ? zh ? "没有写出" : "is not written" : zh ? "与当时写出的不同" : "is not what it was", NULL);
	}
	for (const char **name = folder_files(c, dir); !other && *name != NULL; name++)
		if (recorded(e, "output", *name) == NULL)
			diag(c->aside, MSG_VERIFY_RERUN, nowhere, number_text(c, e), *name, zh ? "当时没有" : "was not there", NULL);
}

/* Writes the run's files once more into dir. */
static bool redraw(struct call *c, const struct ledger *l, const struct ledger_entry *e, const struct relaid *kept, const char *dir)
{
	const struct ledger_entry *corrects = e->corrects == 0 ? NULL : ledger_number(l, e->corrects);
	struct run_facts facts;
	struct call inner;
	struct month m;

	if (again(c, l, ledger_beside(c), e, kept, &inner, &m)) {
		facts = again_facts(&inner, &m, l, e);
		if (dir_make(c->aside, dir) && result_write(&inner, &facts, &m, e, corrects, ledger_before(c->arena, l, e->number), dir) &&
			reissue_redraw(c, &inner, &facts, e, path_join(c->arena, kept->dir, EDITIONS_DRAWN)))
			return true;
	}
	if (diag_errors(inner.diag) > 0)
		diag(c->aside, MSG_VERIFY_RERUN, nowhere, number_text(c, e), e->folder,
			arena_printf(c->arena, c->language == CHINESE ? "算不出来：%s" : "cannot be computed: %s", again_fault(&inner)), NULL);
	return false;
}

static const char *program_of(struct call *c, const char *version, const char *digest)
{
	return arena_printf(c->arena, "kaohe %s (%.12s)", version, digest == NULL ? "" : digest);
}

static bool rerun(struct call *c, const struct ledger *l, const struct ledger_entry *e)
{
	size_t faults = diag_errors(c->aside);
	const char *then = recorded(e, "program", "kaohe"), *now = result_program(c), *out;
	bool other = strcmp(e->version, KAOHE_VERSION) != 0 || then == NULL || strcmp(then, now) != 0;
	struct relaid kept;

	if (other)
		diag(c->aside, MSG_RERUN_VERSION, nowhere, number_text(c, e), program_of(c, e->version, then), program_of(c, KAOHE_VERSION, now), NULL);
	if (relay(c, folder_path(c, e), e, &kept)) {
		out = path_join(c->arena, kept.dir, "out");
		if (redraw(c, l, e, &kept, out)) {
			compare_outputs(c, e, out, other);
			if (!other)
				reissue_compare(c, e, path_join(c->arena, kept.dir, EDITIONS_DRAWN));
		}
	}
	relay_end(c, &kept);
	if (diag_errors(c->aside) > faults)
		return false;
	if (!c->quiet)
		printf(other ? c->language == CHINESE ? "第 %u 次运行（%s）：程序不同，得分和问责清单的内容相同\n" : "run %u (%s): another program, same scores.csv and flags.csv\n"
			: c->language == CHINESE ? "第 %u 次运行（%s）：由存档重算，逐字节相同\n" : "run %u (%s): recomputed, every byte the same\n", e->number, e->period);
	return true;
}

/* Whether there is anything to compute it from. */
static bool has_archive(struct call *c, const struct ledger_entry *e)
{
	if (!is_there(folder_path(c, e)))
		diag(c->aside, MSG_RERUN_FOLDER, nowhere, number_text(c, e), e->folder, NULL);
	else if (!keeps_inputs(e))
		diag(c->aside, MSG_RERUN_UNKEPT, nowhere, number_text(c, e), e->period, NULL);
	else
		return true;
	return false;
}

static void say_only_imports(struct call *c, const struct ledger_entry *one)
{
	if (c->quiet)
		return;
	if (one != NULL)
		printf(c->language == CHINESE ? "第 %u 次运行（%s）是导入的，没有规则和数据，不能重算\n"
			: "run %u (%s) was imported, without rules and inputs, and cannot be recomputed\n", one->number, one->period);
	else
		puts(c->language == CHINESE ? "台账里的各次都是导入的，没有规则和数据，没有可以重算的" : "every run of the ledger was imported, without rules and inputs: nothing to recompute");
}

/* A run without an archive does not keep the others from being computed. */
static void rerun_runs(struct call *c, const struct ledger *l, const struct ledger_entry *one)
{
	bool sound = true;
	size_t count = 0;

	for (size_t i = 0; i < l->count && sound; i++) {
		const struct ledger_entry *e = l->entry[i];

		if ((one != NULL && one != e) || e->kind == RUN_IMPORT)
			continue;
		count++;
		if (has_archive(c, e))
			sound = rerun(c, l, e);
	}
	if (count == 0)
		say_only_imports(c, one);
}

/* ---- one workbook ------------------------------------------------------------------------------ */

static bool is_book(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && strcmp(name + n - 5, ".xlsx") == 0;
}

/* The run that wrote it: by content, else by name. */
static const struct ledger_entry *find_book(const struct ledger *l, const struct file *book, const struct run_file **r)
{
	for (int by_name = 0; by_name < 2; by_name++)
		for (size_t i = l->count; i-- > 0;)
			for (size_t k = 0; k < l->entry[i]->file_count; k++) {
				*r = &l->entry[i]->file[k];
				if (strcmp((*r)->role, "output") == 0 && is_book((*r)->name) &&
					strcmp(by_name ? (*r)->name : (*r)->sha256, by_name ? book->name : book->digest) == 0)
					return l->entry[i];
			}
	return NULL;
}

/* Path of the workbook as that run wrote it: the one in its folder if it is untouched, else drawn again. */
static const char *true_book(struct call *c, const struct ledger *l, const struct ledger_entry *e, const struct run_file *r, struct relaid *kept)
{
	const char *dir = folder_path(c, e), *out;
	const struct file *file = !file_absent(dir, r->name) ? file_read(c->arena, c->aside, dir, r->name) : NULL;

	if (file != NULL && strcmp(file->digest, r->sha256) == 0)
		return path_join(c->arena, dir, r->name);
	if (!has_archive(c, e) || !relay(c, dir, e, kept))
		return NULL;
	out = path_join(c->arena, kept->dir, "out");
	return redraw(c, l, e, kept, out) ? path_join(c->arena, out, r->name) : NULL;
}

static void verify_book(struct call *c, const struct ledger *l, const char *path)
{
	const char *slash = strrchr(path, '/'), *dir = slash == NULL ? "." : slash == path ? "/" : arena_strn(c->arena, path, (size_t)(slash - path));
	const struct file *book = file_read(c->arena, c->aside, dir, slash == NULL ? path : slash + 1);
	const struct run_file *r;
	const struct ledger_entry *e;
	struct relaid kept = { NULL, NULL, NULL };
	const char *ours;

	if (book == NULL)
		return;
	e = find_book(l, book, &r);
	if (e == NULL) {
		if (!reissue_verify_book(c, l, book, path))
			diag(c->aside, MSG_BOOK_UNKNOWN, nowhere, book->name, NULL);
		return;
	}
	if (strcmp(r->sha256, book->digest) == 0) {
		if (!c->quiet)
			printf(c->language == CHINESE ? "“%s”是第 %u 次运行（%s，%s）写出的，一字未改\n" : "'%s' was written by run %u (%s, %s) and is unchanged\n",
				book->name, e->number, e->period, run_kind_words[e->kind]);
		return;
	}
	ours = true_book(c, l, e, r, &kept);
	if (ours != NULL) {
		book_compare(c->arena, c->aside, ours, path, stdout);
		diag(c->aside, MSG_VERIFY_BOOK, nowhere, book->name, number_text(c, e), NULL);
	}
	relay_end(c, &kept);
}

/* ---- the command ---------------------------------------------------------------------------------- */

static void verify_runs(struct call *c, const struct ledger *l)
{
	const struct ledger_entry *one = c->word_count == 0 ? NULL : ledger_run(c, l, c->word[0]);

	if (!month_gate(c))
		return;
	if (c->rerun)
		rerun_runs(c, l, one);
	else
		verify_folders(c, l, one);
}

int command_verify(struct call *c)
{
	const struct ledger *l = ledger_look(c);

	if (l == NULL || !ledger_verify(c->arena, c->aside, ledger_path(c)))
		return month_end(c, NULL);
	store_bears_head(c, ledger_beside(c), l);
	verify_paper(c, l);
	if (c->word_count > 0 && strspn(c->word[0], "0123456789") != strlen(c->word[0]))
		verify_book(c, l, c->word[0]);
	else
		verify_runs(c, l);
	return month_end(c, NULL);
}
