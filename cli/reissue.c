/* reissue.c -- kaohe reissue PERIOD: a published period in another edition, long after.
 *
 * The run is computed again from its archive and must come out with the figures
 * that the ledger holds; the edition is drawn with that run's number, moment and
 * head, so that its bytes are those `publish --edition` would have written.  It
 * says nothing that the run's entry does not hold and is no entry of its own:
 * verify draws it again and compares, the folder with --rerun, or a workbook by
 * its name.  The run folder stays as it was published; OUT/PERIOD/edition-NNNN-public
 * stands beside it. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"

static const struct origin nowhere = { NULL, 0, 0 };

/* An edition, or the pages of the units. */
enum { UNITS = EDITIONS, KINDS };

static const char *number_text(struct call *c, const struct ledger_entry *e)
{
	return arena_printf(c->arena, "%u", e->number);
}

static bool asks_for(const struct call *c, int kind)
{
	return kind == UNITS ? c->per_unit : kind != INTERNAL && c->edition[kind];
}

static const char *kind_word(struct call *c, int kind)
{
	static const char *const english[KINDS] = { "internal edition", "meeting edition", "public edition", "units' own files" };

	if (c->language == ENGLISH)
		return english[kind];
	return kind == UNITS ? "各单位的页和工作簿" : arena_printf(c->arena, "%s版", edition_words[kind]);
}

static const char *folder_name(struct arena *a, const struct ledger_entry *e, int kind)
{
	static const char *const words[KINDS] = { "internal", "meeting", "public", "units" };

	return arena_printf(a, "edition-%04u-%s", e->number, words[kind]);
}

static const char *folder_path(struct arena *a, const char *out, const struct ledger_entry *e, int kind)
{
	return path_join(a, path_join(a, out, e->period), folder_name(a, e, kind));
}

static bool is_there(const char *path)
{
	struct stat found;

	return lstat(path, &found) == 0;
}

/* ---- drawing ------------------------------------------------------------------------------ */

static bool draw(struct call *inner, const struct run_facts *published, int kind, const char *dir, bool progress)
{
	struct run_facts facts = *published;

	facts.also_count = 0;
	facts.also = NULL;
	if (!dir_make(inner->diag, dir))
		return false;
	return kind == UNITS ? report_unit_pages(inner->arena, inner->diag, &facts, dir, progress) :
		report_edition(inner->arena, inner->diag, &facts, (enum edition)kind, dir);
}

/* scores.csv, flags.csv, summary.csv once more: byte for byte what was published. */
static bool same_figures(struct call *c, struct call *inner, const struct run_facts *facts, const struct month *m, const struct ledger_entry *e,
	const char *dir)
{
	if (!dir_make(inner->diag, dir) || !result_tables(inner, facts, m, dir))
		return false;
	for (size_t i = 0; i < e->file_count; i++) {
		const struct run_file *r = &e->file[i];
		const struct file *file;

		if (strcmp(r->role, "output") != 0 || !result_is_content(r->name))
			continue;
		file = folder_read(c->arena, diag_new(c->arena, c->language), dir, r->name);
		if (file == NULL || strcmp(r->sha256, file->digest) != 0)
			diag(c->aside, MSG_REISSUE_DIFFERS, nowhere, number_text(c, e), r->name, e->version, KAOHE_VERSION, NULL);
	}
	return month_gate(c);
}

/* ---- what keeps it from being done ------------------------------------------------------------ */

/* Where the run has the edition already; NULL. */
static const char *already(struct call *c, const struct ledger_entry *e, int kind)
{
	struct call then = { .arena = c->arena };
	const char *beside = folder_path(c->arena, c->out, e, kind);

	options_recall(&then, e->options);
	if (asks_for(&then, kind))
		return path_join(c->arena, c->out, e->folder);
	return is_there(beside) ? beside : NULL;
}

static bool is_fit(struct call *c, const struct ledger_entry *e)
{
	const char *dir;
	bool any = false;

	for (int kind = MEETING; kind < KINDS; kind++)
		any = any || asks_for(c, kind);
	if (!any)
		diag(c->aside, MSG_REISSUE_WHAT, nowhere, NULL);
	else if (e == NULL)
		diag(c->aside, MSG_REISSUE_UNPUBLISHED, nowhere, c->word[0], NULL);
	else if (e->kind == RUN_IMPORT)
		diag(c->aside, MSG_REISSUE_IMPORTED, nowhere, c->word[0], NULL);
	else if (!is_there(dir = path_join(c->arena, c->out, e->folder)))
		diag(c->aside, MSG_FOLDER_ABSENT, nowhere, number_text(c, e), e->folder, NULL);
	else if (!keeps_inputs(e) && c->inputs == NULL)
		diag(c->aside, MSG_REISSUE_UNKEPT, nowhere, c->word[0], number_text(c, e), NULL);
	else
		folder_matches(c, dir, e, MSG_VERIFY_FILE);
	for (int kind = MEETING; kind < KINDS && month_gate(c); kind++)
		if (asks_for(c, kind) && already(c, e, kind) != NULL)
			diag(c->aside, MSG_REISSUE_THERE, nowhere, number_text(c, e), kind_word(c, kind), already(c, e, kind), NULL);
	return month_gate(c);
}

/* ---- into its place ------------------------------------------------------------------------------ */

/* Seen whole or not at all. */
static bool put_in_place(struct call *c, const struct ledger_entry *e, int kind, const char *working)
{
	const char *final = folder_path(c->arena, c->out, e, kind);

	if (!dir_sync(c->aside, working))
		return false;
	if (rename(working, final) != 0) {
		diag(c->aside, MSG_OUT_FAILED, nowhere, final, strerror(errno), NULL);
		return false;
	}
	if (!c->quiet)
		printf(c->language == CHINESE ? "%s：%s（第 %u 次运行，%s；数字与公布的逐字节相同）\n"
			: "%s: %s (run %u, %s; figures byte for byte those published)\n", kind_word(c, kind), final, e->number, run_kind_words[e->kind]);
	return dir_sync(c->aside, path_join(c->arena, c->out, e->period));
}

static const char *working_path(struct call *c, const struct ledger_entry *e, int kind)
{
	return path_join(c->arena, path_join(c->arena, c->out, e->period), arena_printf(c->arena, ".%s", folder_name(c->arena, e, kind)));
}

/* All that is asked for is drawn before the first of it is given its name. */
static void write_all(struct call *c, struct call *inner, const struct run_facts *facts, const struct ledger_entry *e)
{
	bool ok = true;

	for (int kind = MEETING; kind < KINDS && ok; kind++)
		ok = !asks_for(c, kind) || draw(inner, facts, kind, working_path(c, e, kind), !c->quiet && isatty(STDERR_FILENO));
	for (int kind = MEETING; kind < KINDS && ok; kind++)
		ok = !asks_for(c, kind) || put_in_place(c, e, kind, working_path(c, e, kind));
	for (int kind = MEETING; kind < KINDS; kind++)
		if (asks_for(c, kind) && is_there(working_path(c, e, kind)))
			folder_remove(c, working_path(c, e, kind));
	diag_pass_errors(c->aside, inner->diag);
}

static void reissue(struct call *c, const struct store *store, const struct ledger_entry *e, struct relaid *kept)
{
	struct call inner;
	struct month m;
	struct run_facts facts;

	if (!is_fit(c, e) || !relay(c, path_join(c->arena, c->out, e->folder), e, kept))
		return;
	if (!again(c, store->ledger, c->out, e, kept, &inner, &m)) {
		if (month_gate(c))
			diag(c->aside, MSG_REISSUE_FAILED, nowhere, number_text(c, e), again_fault(&inner), e->version, KAOHE_VERSION, NULL);
		return;
	}
	facts = again_facts(&inner, &m, store->ledger, e);
	if (same_figures(c, &inner, &facts, &m, e, path_join(c->arena, kept->dir, "figures")))
		write_all(c, &inner, &facts, e);
	else
		diag_pass_errors(c->aside, inner.diag);
}

int command_reissue(struct call *c)
{
	struct relaid kept = { NULL, NULL, NULL };
	struct store store;
	struct period p;

	if (!period_parse(c->word[0], &p))
		diag(c->aside, MSG_PERIOD_WORD, nowhere, c->word[0], NULL);
	else if (store_open(c, &store)) {
		reissue(c, &store, ledger_published(store.ledger, c->word[0]), &kept);
		relay_end(c, &kept);
		store_close(&store);
	}
	return month_end(c, NULL);
}

/* ---- for verify -------------------------------------------------------------------------------------- */

bool reissue_redraw(struct call *c, struct call *inner, const struct run_facts *facts, const struct ledger_entry *e, const char *dir)
{
	bool ok = true;

	for (int kind = MEETING; kind < KINDS && ok; kind++)
		if (is_there(folder_path(c->arena, ledger_beside(c), e, kind)))
			ok = dir_make(inner->diag, dir) && draw(inner, facts, kind, path_join(c->arena, dir, folder_name(c->arena, e, kind)), false);
	return ok;
}

static bool same_file(struct arena *a, const char *one, const char *other, const char *name)
{
	const struct file *x = folder_read(a, diag_new(a, CHINESE), one, name), *y = folder_read(a, diag_new(a, CHINESE), other, name);

	return x != NULL && y != NULL && strcmp(x->digest, y->digest) == 0;
}

static void compare_folder(struct call *c, const struct ledger_entry *e, const char *there, const char *fresh)
{
	bool zh = c->language == CHINESE;
	const char *name = strrchr(there, '/') + 1;

	for (const char **file = folder_files(c, fresh); *file != NULL; file++)
		if (!same_file(c->arena, there, fresh, *file))
			diag(c->aside, MSG_VERIFY_RERUN, nowhere, number_text(c, e), path_join(c->arena, name, *file),
				is_there(path_join(c->arena, there, *file)) ? zh ? "与当时写出的不同" : "is not what it was" : zh ? "不在了" : "is gone", NULL);
	for (const char **file = folder_files(c, there); *file != NULL; file++)
		if (!is_there(path_join(c->arena, fresh, *file)))
			diag(c->aside, MSG_VERIFY_RERUN, nowhere, number_text(c, e), path_join(c->arena, name, *file), zh ? "是后来放进去的" : "was put there later", NULL);
}

void reissue_compare(struct call *c, const struct ledger_entry *e, const char *dir)
{
	for (int kind = MEETING; kind < KINDS; kind++) {
		const char *there = folder_path(c->arena, ledger_beside(c), e, kind);

		if (is_there(there))
			compare_folder(c, e, there, path_join(c->arena, dir, folder_name(c->arena, e, kind)));
	}
}

/* The run whose workbook, with the edition's word behind, has that name. */
static const struct ledger_entry *edition_run(struct arena *a, const struct ledger *l, const char *name, int *kind)
{
	for (size_t i = l->count; i-- > 0;)
		for (size_t k = 0; k < l->entry[i]->file_count; k++) {
			const struct run_file *r = &l->entry[i]->file[k];
			size_t length = strlen(r->name);

			if (strcmp(r->role, "output") != 0 || length <= 5 || strcmp(r->name + length - 5, ".xlsx") != 0)
				continue;
			for (*kind = MEETING; *kind < EDITIONS; ++*kind)
				if (strcmp(name, arena_printf(a, "%.*s_%s.xlsx", (int)length - 5, r->name, edition_words[*kind])) == 0)
					return l->entry[i];
		}
	return NULL;
}

/* Draws the run's workbook of that edition into a folder under kept's. */
static const char *draw_book(struct call *c, const struct ledger *l, const struct ledger_entry *e, int kind, const char *name, struct relaid *kept)
{
	struct call inner;
	struct month m;
	struct run_facts facts;
	const char *dir;

	if (!relay(c, path_join(c->arena, ledger_beside(c), e->folder), e, kept))
		return NULL;
	dir = path_join(c->arena, kept->dir, "out");
	if (again(c, l, ledger_beside(c), e, kept, &inner, &m)) {
		facts = again_facts(&inner, &m, l, e);
		if (draw(&inner, &facts, kind, dir, false) && file_exists(dir, name))
			return path_join(c->arena, dir, name);
	}
	diag(c->aside, MSG_REISSUE_FAILED, nowhere, number_text(c, e), again_fault(&inner), e->version, KAOHE_VERSION, NULL);
	return NULL;
}

bool reissue_verify_book(struct call *c, const struct ledger *l, const struct file *book, const char *path)
{
	int kind;
	const struct ledger_entry *e = edition_run(c->arena, l, book->name, &kind);
	struct relaid kept = { NULL, NULL, NULL };
	const char *ours, *slash;

	if (e == NULL)
		return false;
	ours = draw_book(c, l, e, kind, book->name, &kept);
	slash = ours == NULL ? NULL : strrchr(path, '/');
	if (ours != NULL && same_file(c->arena, path_join(c->arena, kept.dir, "out"),
		slash == NULL ? "." : slash == path ? "/" : arena_strn(c->arena, path, (size_t)(slash - path)), book->name)) {
		if (!c->quiet)
			printf(c->language == CHINESE ? "“%s”是第 %u 次运行（%s，%s）的%s，由存档重画，逐字节相同\n"
				: "'%s' is of run %u (%s, %s), the %s: drawn again from the archive, every byte the same\n", book->name, e->number, e->period,
				run_kind_words[e->kind], kind_word(c, kind));
	} else if (ours != NULL) {
		book_compare(c->arena, c->aside, ours, path, stdout);
		diag(c->aside, MSG_VERIFY_BOOK, nowhere, book->name, number_text(c, e), NULL);
	}
	relay_end(c, &kept);
	return true;
}
