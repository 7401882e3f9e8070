/* keep.c -- a run's archive: what it was made from, kept in its folder and laid out again.
 *
 * Inputs are kept packed (those that came packed stay as they are), the rest as
 * it is.  What is kept is what was read: a file that changed since is refused. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/gzip.h"
#include "base/text.h"
#include "cli/cli.h"
#include "inputs/measures.h"

static const struct origin nowhere = { NULL, 0, 0 };

static bool is_packed(const char *name)
{
	size_t n = strlen(name);

	return n > 3 && strcmp(name + n - 3, ".gz") == 0;
}

/* ---- keeping ------------------------------------------------------------------------ */

/* Copies from/name to to/name, packed if asked; it must still be what was read. */
static bool keep_file(struct call *c, const char *from, const struct file *read, const char *to, bool pack)
{
	struct arena *arena = arena_new();
	struct file *now = file_read_stored(arena, c->diag, from, read->name);
	const char *name = read->name;
	bool ok = false;

	if (now == NULL)
		goto out;
	if (strcmp(now->digest, read->digest) != 0) {
		diag(c->diag, MSG_INPUT_MOVED, (struct origin){ read->name, 0, 0 }, NULL);
		goto out;
	}
	if (pack && !is_packed(name)) {
		gzip_pack(arena, now->bytes, now->length, &now->bytes, &now->length);
		name = arena_printf(arena, "%s.gz", name);
	}
	ok = file_exists(to, name) || file_write_one(c->diag, to, name, now->bytes, now->length);
out:
	arena_free(arena);
	return ok;
}

static const char *drawer(struct call *c, const char *dir, const char *name)
{
	const char *path = path_join(c->arena, dir, name);

	return dir_make(c->diag, path) ? path : NULL;
}

static bool keep_rules(struct call *c, const struct month *m, const char *dir)
{
	const char *to = drawer(c, dir, KEPT_RULES);
	bool ok = to != NULL;

	for (size_t i = 0; ok && i < m->scheme->file_count; i++)
		ok = keep_file(c, c->rules, m->scheme->file[i], to, false);
	return ok && dir_sync(c->diag, to);
}

static bool keep_people(struct call *c, const struct month *m, const char *dir)
{
	const char *to;
	bool ok;

	if (m->people->file_count == 0)
		return true;
	to = drawer(c, dir, KEPT_PEOPLE);
	ok = to != NULL;
	for (size_t i = 0; ok && i < m->people->file_count; i++)
		ok = keep_file(c, c->inputs, m->people->file[i], to, false);
	return ok && dir_sync(c->diag, to);
}

static bool keep_inputs(struct call *c, const struct month *m, const char *dir)
{
	const char *to;
	bool ok;

	if (m->scheme->discard_inputs || m->measures == NULL || c->no_digest)
		return true;
	to = drawer(c, dir, KEPT_INPUTS);
	ok = to != NULL;
	for (size_t i = 0; ok && i < m->scheme->source_count; i++)
		for (size_t k = 0; ok && k < m->measures->intake[i].file_count; k++)
			ok = keep_file(c, c->inputs, m->measures->intake[i].file[k].file, to, true);
	return ok && dir_sync(c->diag, to);
}

const char *trail_name(struct arena *a, const char *source)
{
	char *name = arena_printf(a, "%s.csv.gz", source);

	for (char *at = name; *at != '\0'; at++)
		if (*at == '/' || (*at == '.' && at == name))
			*at = '_';
	return name;
}

static bool keep_trails(struct call *c, const struct month *m, const char *dir)
{
	const struct trails *t = m->measures == NULL ? NULL : m->measures->trails;
	const char *to;
	bool ok = true;

	if (t == NULL || t->count == 0)
		return true;
	to = drawer(c, dir, KEPT_TRAIL);
	ok = to != NULL;
	for (size_t i = 0; ok && i < t->count; i++) {
		char *packed;
		size_t size;

		gzip_pack(c->arena, t->trail[i].bytes, t->trail[i].length, &packed, &size);
		ok = file_write_one(c->diag, to, trail_name(c->arena, t->trail[i].source), packed, size);
	}
	return ok && dir_sync(c->diag, to);
}

bool keep(struct call *c, const struct month *m, const char *dir)
{
	return keep_rules(c, m, dir) && keep_people(c, m, dir) && keep_inputs(c, m, dir) && keep_trails(c, m, dir) &&
		dir_sync(c->diag, path_join(c->arena, dir, "archive"));
}

/* ---- laying it out again ---------------------------------------------------------------- */

static bool cannot_relay(struct call *c, enum message what, const struct ledger_entry *e, const char *name, const char *fault)
{
	if (fault == NULL)
		diag(c->aside, what, nowhere, arena_printf(c->arena, "%u", e->number), name, NULL);
	else
		diag(c->aside, what, nowhere, arena_printf(c->arena, "%u", e->number), name, fault, NULL);
	return false;
}

/* Name of an input as it is kept. */
static const char *kept_path(struct arena *a, const struct run_file *r)
{
	if (strcmp(r->role, "rule") == 0)
		return path_join(a, KEPT_RULES, r->name);
	if (strcmp(r->role, "people") == 0)
		return path_join(a, KEPT_PEOPLE, r->name);
	return arena_printf(a, "%s/%s%s", KEPT_INPUTS, r->name, is_packed(r->name) ? "" : ".gz");
}

static bool relay_file(struct call *c, const char *folder, const struct ledger_entry *e, const struct run_file *r, const struct relaid *to)
{
	struct arena *arena = arena_new();
	const char *path = kept_path(arena, r);
	struct file *file = folder_read(arena, diag_new(arena, c->language), folder, path);
	bool zh = c->language == CHINESE, ok = file != NULL;
	char digest[DIGEST_SIZE];

	if (file == NULL)
		cannot_relay(c, MSG_ARCHIVE_LACKS, e, path, NULL);
	if (ok && strcmp(r->role, "input") == 0 && !is_packed(r->name))
		ok = gzip_unpack(arena, c->aside, path, file->bytes, file->length, &file->bytes, &file->length);
	if (ok) {
		digest_bytes(file->bytes, file->length, digest);
		ok = strcmp(digest, r->sha256) == 0;
		if (!ok)
			cannot_relay(c, MSG_ARCHIVE_DAMAGED, e, path, zh ? "与台账所记不同" : "is not what the ledger recorded");
	}
	ok = ok && file_write(c->aside, strcmp(r->role, "rule") == 0 ? to->rules : to->inputs, r->name, file->bytes, file->length);
	arena_free(arena);
	return ok;
}

bool keeps_inputs(const struct ledger_entry *e)
{
	bool read = false;

	for (size_t i = 0; i < e->file_count; i++) {
		if (strncmp(e->file[i].name, KEPT_INPUTS "/", strlen(KEPT_INPUTS) + 1) == 0 && strcmp(e->file[i].role, "output") == 0)
			return true;
		read = read || strcmp(e->file[i].role, "input") == 0;
	}
	return !read;
}

static bool is_kept(const struct ledger_entry *e, const struct run_file *r)
{
	return strcmp(r->role, "rule") == 0 || strcmp(r->role, "people") == 0 || (strcmp(r->role, "input") == 0 && keeps_inputs(e));
}

/* 归档 = 否: the inputs are where the caller says, if they are still the same. */
static bool relay_given(struct call *c, const struct ledger_entry *e, const struct run_file *r, const struct relaid *to)
{
	struct arena *arena = arena_new();
	struct file *file = file_read_stored(arena, c->aside, c->inputs, r->name);
	bool ok = file != NULL && (strcmp(file->digest, r->sha256) == 0 || cannot_relay(c, MSG_INPUT_OTHER, e, r->name, NULL)) &&
		file_write(c->aside, to->inputs, r->name, file->bytes, file->length);

	arena_free(arena);
	return ok;
}

static bool make_room(struct call *c, struct relaid *to)
{
	const char *home = getenv("TMPDIR");
	char *dir = arena_printf(c->arena, "%s/kaohe.XXXXXX", home == NULL || *home == '\0' ? P_tmpdir : home);

	if (mkdtemp(dir) == NULL) {
		diag(c->aside, MSG_OUT_FAILED, nowhere, dir, strerror(errno), NULL);
		return false;
	}
	to->dir = dir;
	to->rules = path_join(c->arena, dir, "rules");
	to->inputs = path_join(c->arena, dir, "inputs");
	return dir_make(c->aside, to->rules) && dir_make(c->aside, to->inputs);
}

bool relay(struct call *c, const char *folder, const struct ledger_entry *e, struct relaid *to)
{
	bool ok;

	*to = (struct relaid){ NULL, NULL, NULL };
	ok = make_room(c, to);
	for (size_t i = 0; ok && i < e->file_count; i++) {
		const struct run_file *r = &e->file[i];

		if (is_kept(e, r))
			ok = relay_file(c, folder, e, r, to);
		else if (strcmp(r->role, "input") == 0 && c->inputs == NULL)
			ok = cannot_relay(c, MSG_ARCHIVE_LACKS, e, r->name, NULL);
		else if (strcmp(r->role, "input") == 0)
			ok = relay_given(c, e, r, to);
	}
	return ok;
}

void relay_end(struct call *c, struct relaid *to)
{
	if (to->dir != NULL)
		folder_remove(c, to->dir);
	to->dir = NULL;
}
