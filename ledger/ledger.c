/* ledger.c -- the door: open, append, verify.
 *
 * The file is only ever read whole and replaced whole.  An append first makes
 * the file anew from the entries it already has and compares: a file that was
 * tampered with where no digest reaches is not quietly put right. */
#include "ledger/ledger.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger/image.h"

const char *const run_kind_words[] = { "草稿", "正式", "更正", "导入" };

static const char no_head[] = "0000000000000000000000000000000000000000000000000000000000000000";

/* A ledger's path taken apart, and what is dropped when the call ends. */
struct desk {
	struct arena *scratch;
	struct diag *diag;
	const char *dir, *name;
	struct origin at;
	struct file *file;              /* NULL: not there */
	int folder;
	struct making *making;
};

static void desk_open(struct desk *desk, struct diag *to, const char *path)
{
	const char *slash = strrchr(path, '/');

	*desk = (struct desk){ .scratch = arena_new(), .diag = to, .folder = -1 };
	desk->name = arena_str(desk->scratch, slash ? slash + 1 : path);
	desk->dir = slash == path ? "/" : slash ? arena_strn(desk->scratch, path, (size_t)(slash - path)) : ".";
	desk->at = (struct origin){ desk->name, 0, 0 };
}

static void desk_close(struct desk *desk)
{
	making_free(desk->making);
	if (desk->folder >= 0)
		close(desk->folder);
	arena_free(desk->scratch);
}

/* Links count as being there, wherever they lead. */
static bool is_there(struct desk *desk, const char *name)
{
	struct stat found;

	return lstat(path_join(desk->scratch, desk->dir, name), &found) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

static bool no_sidecar(struct desk *desk)
{
	static const char *const suffixes[] = { "-journal", "-wal" };
	const char *name;
	size_t i;

	for (i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		name = arena_printf(desk->scratch, "%s%s", desk->name, suffixes[i]);
		if (is_there(desk, name)) {
			diag(desk->diag, MSG_LEDGER_SIDECAR, desk->at, name, NULL);
			return false;
		}
	}
	return true;
}

/* The bytes of the file, once, where it is there. */
static bool take(struct desk *desk, bool must_be_there)
{
	if (must_be_there || is_there(desk, desk->name)) {
		desk->file = file_read(desk->scratch, desk->diag, desk->dir, desk->name);
		if (!desk->file)
			return false;
	}
	return no_sidecar(desk);
}

static struct ledger *read_ledger(struct arena *arena, struct desk *desk, const char *path)
{
	struct ledger *ledger = arena_one(arena, struct ledger);

	ledger->path = arena_str(arena, path);
	ledger->head = no_head;
	ledger->sqlite = (unsigned)sqlite3_libversion_number();
	if (!desk->file)
		return ledger;
	if (!image_read(arena, desk->diag, desk->name, (unsigned char *)desk->file->bytes, desk->file->length,
	    &ledger->entry, &ledger->count))
		return NULL;
	ledger->head = ledger->entry[ledger->count - 1]->head;
	ledger->sqlite = row_of(ledger->entry[0])->sqlite;
	memcpy(ledger->digest, desk->file->digest, sizeof ledger->digest);
	return ledger;
}

struct ledger *ledger_open(struct arena *arena, struct diag *to, const char *path)
{
	struct ledger *ledger = NULL;
	struct desk desk;

	desk_open(&desk, to, path);
	if (take(&desk, false))
		ledger = read_ledger(arena, &desk, path);
	desk_close(&desk);
	return ledger;
}

/* ---- the file against the one made anew ---- */

static const char *shown(struct desk *desk, uint64_t number)
{
	return arena_printf(desk->scratch, "%llu", (unsigned long long)number);
}

static void complain_of_byte(struct desk *desk, const unsigned char *made, size_t length, size_t offset)
{
	const char *page = shown(desk, offset / PAGE + 1), *byte = shown(desk, offset + 1);
	unsigned root[TABLES];
	struct place place;

	if (!making_roots(desk->making, root))
		return;
	place = image_place(made, length, root, offset);
	if (!place.table)
		diag(desk->diag, MSG_LEDGER_BYTE_ASIDE, desk->at, page, byte, offset < HEADER ? "header" : "sqlite_schema", NULL);
	else if (strcmp(place.table, "text") == 0)
		diag(desk->diag, MSG_LEDGER_BYTE_ASIDE, desk->at, page, byte,
			arena_printf(desk->scratch, "text %llu", (unsigned long long)place.key), NULL);
	else
		diag(desk->diag, MSG_LEDGER_BYTE, desk->at, shown(desk, place.key), place.table, page, byte, NULL);
}

static void warn_of_version(struct desk *desk, unsigned made_with)
{
	const unsigned here = (unsigned)sqlite3_libversion_number();

	if (made_with != here)
		diag(desk->diag, MSG_LEDGER_SQLITE, desk->at, shown(desk, made_with), shown(desk, here), NULL);
}

/* Makes the file anew from the entries and leaves it on the desk. */
static bool make(struct desk *desk, const struct ledger *ledger)
{
	size_t e;

	desk->making = making_new(desk->diag, desk->name, ledger->sqlite);
	for (e = 0; desk->making && e < ledger->count; e++)
		if (!making_add(desk->making, row_of(ledger->entry[e])))
			return false;
	return desk->making != NULL;
}

static bool is_as_made(struct desk *desk, const struct ledger *ledger)
{
	const unsigned char *found = (const unsigned char *)desk->file->bytes, *made;
	size_t length, i, least;

	made = making_bytes(desk->making, &length);
	if (!made)
		return false;
	if (length == desk->file->length && memcmp(found, made, length) == 0)
		return true;
	least = length < desk->file->length ? length : desk->file->length;
	for (i = 0; i < least && found[i] == made[i]; i++)
		;
	complain_of_byte(desk, made, length, i);
	warn_of_version(desk, ledger->sqlite);
	return false;
}

bool ledger_verify(struct arena *arena, struct diag *to, const char *path)
{
	const struct ledger *ledger = NULL;
	struct desk desk;
	bool ok;

	desk_open(&desk, to, path);
	if (take(&desk, true))
		ledger = read_ledger(arena, &desk, path);
	ok = ledger && make(&desk, ledger) && is_as_made(&desk, ledger);
	desk_close(&desk);
	return ok;
}

/* ---- append ---- */

/* Holds the ledger's folder until the desk is closed; a file system that knows no locks is written without. */
static bool hold_folder(struct desk *desk)
{
	desk->folder = open(desk->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (desk->folder < 0) {
		if (errno == EACCES)
			diag(desk->diag, MSG_WRITE_PERMISSION, desk->at, desk->dir, NULL);
		else
			diag(desk->diag, MSG_FILE_NOT_CREATED, desk->at, desk->dir, strerror(errno), NULL);
		return false;
	}
	if (flock(desk->folder, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
		diag(desk->diag, MSG_LEDGER_BUSY, desk->at, desk->dir, NULL);
		return false;
	}
	return true;
}

/* What a killed append left beside the ledger. */
static void sweep(struct desk *desk)
{
	const char *left = arena_printf(desk->scratch, ".%s.tmp.", desk->name);
	const struct dirent *found;
	DIR *folder = opendir(desk->dir);

	if (!folder)
		return;
	while ((found = readdir(folder)) != NULL)
		if (strncmp(found->d_name, left, strlen(left)) == 0)
			unlinkat(dirfd(folder), found->d_name, 0);
	closedir(folder);
}

static bool is_unchanged(struct desk *desk, const struct ledger *ledger)
{
	if (strcmp(desk->file ? desk->file->digest : "", ledger->digest) == 0)
		return true;
	diag(desk->diag, MSG_LEDGER_MOVED_ON, desk->at, NULL);
	return false;
}

/* The entry as a row of the ledger: numbered, chained, sealed. */
static struct entry_row *chain(struct arena *arena, struct desk *desk, const struct ledger *ledger,
	const struct ledger_entry *entry)
{
	struct entry_row *row = arena_one(arena, struct entry_row);
	struct buf scratch = buf_new(desk->scratch);
	const char *bad;

	row->entry = *entry;
	row->entry.number = (unsigned)ledger->count + 1;
	row->sqlite = ledger->sqlite;
	memcpy(row->entry.previous, ledger->head, DIGEST_SIZE);
	bad = sheets_make(arena, &scratch, &row->entry);
	if (!bad)
		bad = row_tidy(row);
	if (bad) {
		diag(desk->diag, MSG_LEDGER_ENTRY_FAULT, desk->at, bad, NULL);
		return NULL;
	}
	row_seal(row, &scratch);
	return row;
}

/* Under another SQLite the pages may lie otherwise without anybody's doing; they are then laid out anew. */
static bool old_file_is_sound(struct desk *desk, const struct ledger *ledger)
{
	return !desk->file || ledger->sqlite != (unsigned)sqlite3_libversion_number() || is_as_made(desk, ledger);
}

static bool put(struct desk *desk, struct ledger *ledger, const struct entry_row *row)
{
	const unsigned char *bytes;
	size_t length;

	if (!making_add(desk->making, row) || (bytes = making_bytes(desk->making, &length)) == NULL)
		return false;
	if (!file_write(desk->diag, desk->dir, desk->name, (const char *)bytes, length))
		return false;
	digest_bytes(bytes, length, ledger->digest);
	return true;
}

bool ledger_append(struct arena *arena, struct diag *to, struct ledger *ledger, struct ledger_entry *entry)
{
	struct entry_row *row = NULL;
	struct desk desk;
	bool ok;

	desk_open(&desk, to, ledger->path);
	ok = hold_folder(&desk) && take(&desk, false) && is_unchanged(&desk, ledger) &&
		(row = chain(arena, &desk, ledger, entry)) != NULL && make(&desk, ledger) && old_file_is_sound(&desk, ledger);
	if (ok)
		sweep(&desk);
	ok = ok && put(&desk, ledger, row);
	desk_close(&desk);
	if (!ok)
		return false;
	*entry = row->entry;
	*arena_push(arena, ledger->entry, ledger->count) = &row->entry;
	ledger->head = row->entry.head;
	return true;
}

/* ---- looking up ---- */

const struct run_figure *ledger_figures(struct arena *arena, const struct ledger_entry *entry, size_t *count)
{
	if (!entry->figure_count && entry->sheet_count)
		sheets_read(arena, (struct ledger_entry *)entry);       /* what it says does not change, only how it lies */
	*count = entry->figure_count;
	return entry->figure;
}

const struct ledger_entry *ledger_published(const struct ledger *ledger, const char *period)
{
	const struct ledger_entry *entry;
	size_t e;

	for (e = ledger->count; e > 0; e--) {
		entry = ledger->entry[e - 1];
		if (entry->kind != RUN_DRAFT && !entry->trial && !entry->drill && strcmp(entry->period, period) == 0)
			return entry;
	}
	return NULL;
}

const struct ledger_entry *ledger_number(const struct ledger *ledger, unsigned number)
{
	return number && number <= ledger->count ? ledger->entry[number - 1] : NULL;
}
