/* history_trails.c -- 留痕 of the last published period, from the folder of its run. */
#include <string.h>
#include "base/file.h"
#include "base/gzip.h"
#include "base/text.h"
#include "cli/cli.h"
#include "inputs/measures.h"

static bool is_trail(const struct run_file *file)
{
	return strcmp(file->role, "output") == 0 && strncmp(file->name, KEPT_TRAIL "/", strlen(KEPT_TRAIL) + 1) == 0;
}

/* The source whose trail the file is; NULL if the scheme has it no more. */
static const struct source *source_of(struct arena *a, const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->source_count; i++)
		if (text_same(strrchr(name, '/') + 1, trail_name(a, s->source[i]->name)))
			return s->source[i];
	return NULL;
}

static bool take_trail(struct call *c, const struct month *m, const char *dir, const struct run_file *r, struct trails *trails)
{
	const struct source *source = source_of(c->arena, m->scheme, r->name);
	struct trail *trail;
	struct file *file;

	if (source == NULL)
		return true;
	file = folder_read(c->arena, diag_new(c->arena, c->language), dir, r->name);
	if (file == NULL || strcmp(file->digest, r->sha256) != 0)
		return false;
	trail = arena_push(c->arena, trails->trail, trails->count);
	trail->source = source->name;
	return gzip_unpack(c->arena, c->diag, r->name, file->bytes, file->length, &trail->bytes, &trail->length);
}

const struct trails *history_trails(struct call *c, const struct month *m, const struct ledger *known, const char *beside)
{
	const struct ledger_entry *e = m->relied_count == 0 ? NULL : ledger_number(known, m->relied[0]);
	struct trails *trails = arena_one(c->arena, struct trails);
	const char *dir;

	if (e == NULL)
		return NULL;
	dir = path_join(c->arena, beside, e->folder);
	for (size_t i = 0; i < e->file_count; i++)
		if (is_trail(&e->file[i]) && !take_trail(c, m, dir, &e->file[i], trails)) {
			diag(c->diag, MSG_TRAIL_ABSENT, (struct origin){ 0 }, arena_printf(c->arena, "%u", e->number), e->period, e->folder, NULL);
			return NULL;
		}
	return trails->count == 0 ? NULL : trails;
}
