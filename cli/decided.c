/* decided.c -- rules and people's papers as far as they are known: those that -r and -i name, else
 * those that a run kept in its folder.
 *
 * What a run kept is only used where it is still what the ledger recorded. */
#include <string.h>
#include <sys/stat.h>
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"

static bool is_under(const char *name, const char *drawer)
{
	return strncmp(name, drawer, strlen(drawer)) == 0 && name[strlen(drawer)] == '/';
}

/* Rules and papers of the run lie where it put them, unchanged. */
static bool is_whole(struct call *c, const char *dir, const struct ledger_entry *e)
{
	struct diag *silent = diag_new(c->arena, c->language);
	bool rules = false;

	for (size_t i = 0; i < e->file_count; i++) {
		const struct run_file *r = &e->file[i];
		const struct file *file;

		if (strcmp(r->role, "output") != 0 || (!is_under(r->name, KEPT_RULES) && !is_under(r->name, KEPT_PEOPLE)))
			continue;
		file = folder_read(c->arena, silent, dir, r->name);
		if (file == NULL || strcmp(file->digest, r->sha256) != 0)
			return false;
		rules = rules || is_under(r->name, KEPT_RULES);
	}
	return rules;
}

/* Rules at one place and papers at another, read without a word; false where they do not go together. */
static bool read_both(struct call *c, const char *rules, const char *papers, struct period p, struct decided *d)
{
	struct diag *silent = diag_new(c->arena, c->language);

	d->scheme = scheme_read(c->arena, silent, rules, &p);
	if (diag_errors(silent) > 0)
		return false;
	d->people = people_read(c->arena, silent, d->scheme, papers, p);
	return diag_errors(silent) == 0;
}

bool decided_kept(struct call *c, const struct ledger_entry *e, struct decided *d)
{
	const char *dir = path_join(c->arena, ledger_beside(c), e->folder);
	struct period p;

	return e->kind != RUN_IMPORT && period_parse(e->period, &p) && is_whole(c, dir, e) &&
		read_both(c, path_join(c->arena, dir, KEPT_RULES), path_join(c->arena, dir, KEPT_PEOPLE), p, d);
}

/* The newest run whose folder still holds its rules; a drill counts too, its papers are real. */
const struct ledger_entry *decided_newest(struct call *c, const struct ledger *l, struct decided *d)
{
	for (size_t i = l->count; i-- > 0;)
		if (decided_kept(c, l->entry[i], d))
			return l->entry[i];
	return NULL;
}

bool decided_given(struct call *c, const struct ledger_entry *newest, struct period p, struct decided *d)
{
	const char *kept = newest == NULL ? NULL : path_join(c->arena, ledger_beside(c), newest->folder);

	if (kept == NULL && (c->rules == NULL || c->inputs == NULL)) {
		diag(c->diag, MSG_STATUS_HALF, (struct origin){ 0 }, c->rules == NULL ? "-i" : "-r", c->rules == NULL ? "-r" : "-i", NULL);
		return false;
	}
	d->scheme = scheme_read(c->arena, c->diag, c->rules != NULL ? c->rules : path_join(c->arena, kept, KEPT_RULES), &p);
	if (!month_gate(c))
		return false;
	d->people = people_read(c->arena, c->diag, d->scheme, c->inputs != NULL ? c->inputs : path_join(c->arena, kept, KEPT_PEOPLE), p);
	return month_gate(c);
}
