/* folder.c -- one run, one folder; nothing is ever overwritten.
 *
 * A folder is filled under a working name, flushed, entered in the ledger and
 * only then given its name; whoever sees the name sees it whole. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"

static const struct origin nowhere = { NULL, 0, 0 };

static void cannot(struct call *c, const char *what)
{
	diag(c->aside, errno == EACCES || errno == EPERM || errno == EROFS ? MSG_OUT_PERMISSION : MSG_OUT_FAILED, nowhere, what, strerror(errno), NULL);
}

/* ---- walking ------------------------------------------------------------------------- */

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in a folder but . and ..; what cannot be read is complained of. */
static const char **names_in(struct call *c, const char *path)
{
	struct arena *a = c->arena;
	const char **names = NULL;
	size_t count = 0;
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir != NULL && (errno = 0, entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			*arena_push(a, names, count) = arena_str(a, entry->d_name);
	if (errno != 0 || dir == NULL)
		diag(c->aside, MSG_DIR_UNREADABLE, nowhere, path, strerror(errno), NULL);
	if (dir != NULL)
		closedir(dir);
	if (count > 0)
		qsort(names, count, sizeof *names, by_bytes);
	*arena_push(a, names, count) = NULL;
	return names;
}

static bool is_folder(const char *path)
{
	struct stat found;

	return lstat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* A link goes, what it leads to stays. */
void folder_remove(struct call *c, const char *path)
{
	if (!is_folder(path)) {
		if (unlink(path) != 0 && errno != ENOENT)
			cannot(c, path);
		return;
	}
	for (const char **name = names_in(c, path); *name != NULL; name++) {
		const char *one = path_join(c->arena, path, *name);

		if (is_folder(one))
			folder_remove(c, one);
		else
			unlink(one);
	}
	if (rmdir(path) != 0 && errno != ENOENT)
		cannot(c, path);
}

static void gather(struct call *c, const char *dir, const char *under, const char ***files, size_t *count)
{
	struct arena *a = c->arena;

	for (const char **name = names_in(c, path_join(a, dir, under)); *name != NULL; name++) {
		const char *one = *under == '\0' ? *name : path_join(a, under, *name);

		if (is_folder(path_join(a, dir, one)))
			gather(c, dir, one, files, count);
		else
			*arena_push(a, *files, *count) = one;
	}
}

const char **folder_files(struct call *c, const char *dir)
{
	const char **files = NULL;
	size_t count = 0;

	gather(c, dir, "", &files, &count);
	if (count > 0)
		qsort(files, count, sizeof *files, by_bytes);
	*arena_push(c->arena, files, count) = NULL;
	return files;
}

struct file *folder_read(struct arena *a, struct diag *d, const char *dir, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return file_read_stored(a, d, dir, path);
	return file_read_stored(a, d, path_join(a, dir, arena_strn(a, path, (size_t)(slash - path))), slash + 1);
}

/* Digest and size of a file of a run, by windows; where that will not do it is read whole, which says why. */
static bool folder_digest(struct diag *d, const char *dir, const char *path, char digest[DIGEST_SIZE], uint64_t *bytes)
{
	const char *slash = strrchr(path, '/');
	struct arena *arena = arena_new();
	const char *in = slash == NULL ? dir : path_join(arena, dir, arena_strn(arena, path, (size_t)(slash - path)));
	const char *name = slash == NULL ? path : slash + 1;
	struct file *whole = NULL;
	struct held held;
	bool ok = false;

	if (held_open(&held, in, name)) {
		ok = held_digest(&held, digest) && held_same(&held);
		*bytes = held.length;
		held_close(&held);
	}
	if (!ok && (whole = file_read_stored(arena, d, in, name)) != NULL) {
		memcpy(digest, whole->digest, DIGEST_SIZE);
		*bytes = whole->stored;
	}
	arena_free(arena);
	return ok || whole != NULL;
}

/* ---- against the ledger ------------------------------------------------------------------ */

/* What is wrong with a file of a run; NULL when nothing is. */
static const char *fault_of(struct call *c, const char *dir, const struct run_file *r)
{
	struct arena *arena = arena_new();
	char digest[DIGEST_SIZE];
	uint64_t bytes;
	bool zh = c->language == CHINESE, there = folder_digest(diag_new(arena, c->language), dir, r->name, digest, &bytes);

	arena_free(arena);
	if (!there)
		return zh ? "不在了，或读不出来" : "is gone or cannot be read";
	if (bytes != r->bytes || strcmp(digest, r->sha256) != 0)
		return zh ? "被改过" : "was changed";
	return NULL;
}

static bool is_recorded(const struct ledger_entry *e, const char *name)
{
	for (size_t i = 0; i < e->file_count; i++)
		if (strcmp(e->file[i].role, "output") == 0 && strcmp(e->file[i].name, name) == 0)
			return true;
	return false;
}

static bool differs(struct call *c, const struct ledger_entry *e, enum message what, const char *name, const char *fault)
{
	diag(c->aside, what, nowhere, arena_printf(c->arena, "%u", e->number), name, fault, NULL);
	return false;
}

bool folder_matches(struct call *c, const char *dir, const struct ledger_entry *e, enum message what)
{
	const char *fault;

	for (size_t i = 0; i < e->file_count; i++)
		if (strcmp(e->file[i].role, "output") == 0 && (fault = fault_of(c, dir, &e->file[i])) != NULL)
			return differs(c, e, what, e->file[i].name, fault);
	for (const char **file = folder_files(c, dir); *file != NULL; file++)
		if (!is_recorded(e, *file))
			return differs(c, e, what, *file, c->language == CHINESE ? "是后来放进去的" : "was put there later");
	return true;
}

static bool record_outputs(struct call *c, const char *dir, struct ledger_entry *e)
{
	size_t before = diag_errors(c->aside);

	for (const char **name = folder_files(c, dir); *name != NULL; name++) {
		char digest[DIGEST_SIZE];
		uint64_t bytes;

		if (!folder_digest(c->aside, dir, *name, digest, &bytes))
			return false;
		*arena_push(c->arena, e->file, e->file_count) = (struct run_file){
			.role = "output", .name = *name, .sha256 = arena_str(c->arena, digest), .bytes = bytes };
	}
	return diag_errors(c->aside) == before;
}

/* ---- a folder's life --------------------------------------------------------------------- */

/* A folder of its own, not a link that leads out of OUT. */
static bool make_parent(struct call *c, const char *path)
{
	struct stat found;

	if (lstat(path, &found) == 0 && !S_ISDIR(found.st_mode)) {
		diag(c->aside, MSG_PERIOD_NO_FOLDER, nowhere, path, NULL);
		return false;
	}
	return dir_make(c->aside, path);
}

bool folder_make(struct call *c, const struct store *s, const char *period, enum run_kind kind, struct folder *f)
{
	*f = (struct folder){ .parent = path_join(c->arena, s->out, period), .number = (unsigned)s->ledger->count + 1 };
	f->name = arena_printf(c->arena, "run-%04u-%s", f->number, run_word(kind));
	f->final = path_join(c->arena, f->parent, f->name);
	f->recorded = path_join(c->arena, period, f->name);
	if (!make_parent(c, f->parent) || !dir_sync(c->aside, s->out))
		return false;
	if (access(f->final, F_OK) == 0) {
		errno = EEXIST;
		cannot(c, f->final);
		return false;
	}
	f->working = path_join(c->arena, f->parent, arena_printf(c->arena, ".run-%04u", f->number));
	if (mkdir(f->working, 0750) == 0)
		return true;
	cannot(c, f->working);
	f->working = NULL;
	return false;
}

void folder_drop(struct call *c, struct folder *f)
{
	if (f->working == NULL)
		return;
	folder_remove(c, f->working);
	rmdir(f->parent);               /* goes only if this was the first run of the period */
}

/* current -> run-NNNN-draft, replaced in one step. */
static bool point_current(struct call *c, const char *parent, const char *name)
{
	const char *fresh = path_join(c->arena, parent, ".current.new"), *current = path_join(c->arena, parent, "current");
	char there[256] = "";

	if (readlink(current, there, sizeof there - 1) > 0 && strcmp(there, name) == 0)
		return true;
	unlink(fresh);
	if (symlink(name, fresh) == 0 && rename(fresh, current) == 0)
		return dir_sync(c->aside, parent);
	cannot(c, current);
	return false;
}

/* HEAD: number, head and period of the newest entry. */
static bool write_head(struct call *c, const char *out, const struct ledger_entry *e)
{
	const char *text = arena_printf(c->arena, "%u %s %s\n", e->number, e->head, e->period);
	struct diag *silent = diag_new(c->arena, c->language);
	const struct file *there = file_exists(out, "HEAD") ? file_read_stored(c->arena, silent, out, "HEAD") : NULL;

	if (there != NULL && there->length == strlen(text) && memcmp(there->bytes, text, there->length) == 0)
		return true;
	return file_write(c->aside, out, "HEAD", text, strlen(text));
}

bool folder_finish(struct call *c, const char *out, const struct ledger_entry *e)
{
	const char *parent = path_join(c->arena, out, e->period), *final = path_join(c->arena, out, e->folder);
	const char *working = path_join(c->arena, parent, arena_printf(c->arena, ".run-%04u", e->number));

	if (access(final, F_OK) != 0 && rename(working, final) != 0) {
		cannot(c, final);
		return false;
	}
	return dir_sync(c->aside, parent) && (e->drill || point_current(c, parent, strrchr(e->folder, '/') + 1)) && write_head(c, out, e);
}

/* The new ledger may stand under its name although it was not said to be safe on disk: its run must not be thrown away. */
static bool may_be_entered(struct call *c, const struct store *s, const struct folder *f)
{
	struct ledger *now = ledger_open(c->arena, diag_new(c->arena, c->language), s->ledger->path);

	return now == NULL || now->count >= f->number;
}

bool folder_commit(struct call *c, struct store *s, struct folder *f, struct ledger_entry *e)
{
	e->folder = f->recorded;
	if (!record_outputs(c, f->working, e) || !dir_sync(c->aside, f->working) || !dir_sync(c->aside, f->parent))
		return false;
	if (!ledger_append(c->arena, c->aside, s->ledger, e)) {
		if (may_be_entered(c, s, f))
			f->working = NULL;
		return false;
	}
	f->working = NULL;              /* it is the ledger's now: the next start gives it its name if we cannot */
	return folder_finish(c, s->out, s->ledger->entry[s->ledger->count - 1]);
}
