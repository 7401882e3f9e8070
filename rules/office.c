/* office.c -- who holds which office of a unit, and when.
 *
 * A role of 责任角色 is either a column of the 名录, which knows the present
 * holder alone, or goes by 任职: a table beside it, one row a term.  Several
 * may hold one office at the same time (副职); the same person only once. */
#include "rules/registry.h"

#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"

/* ---- who held it --------------------------------------------------------- */

static bool covers(const struct term *t, int32_t day)
{
	return t->from <= day && day <= t->until;
}

const char *role_holder(struct arena *arena, const struct unit *unit, size_t role, int32_t day)
{
	const struct office *office = &unit->office[role];
	struct buf names = buf_new(arena);

	if (!unit->registry->by_term[role])
		return office->holder;
	for (size_t i = 0; i < office->term_count; i++)
		if (covers(&office->term[i], day))
			buf_printf(&names, "%s%s", names.length > 0 ? "、" : "", office->term[i].person);
	return names.length > 0 ? names.at : NULL;
}

struct origin role_gap(const struct unit *unit, size_t role, int32_t day)
{
	const struct office *office = &unit->office[role];
	struct origin at = { unit->registry->terms, 0, 0 };
	int32_t latest = INT32_MIN;

	for (size_t i = 0; i < office->term_count; i++)
		if (office->term[i].until < day && office->term[i].until >= latest) {
			latest = office->term[i].until;
			at.line = office->term[i].line;
		}
	return at;
}

/* ---- the table ------------------------------------------------------------ */

enum { UNIT, ROLE, PERSON, FROM, UNTIL, COLUMNS };

static const char *const columns[] = { "单位", "角色", "姓名", "起", "止", NULL };

struct reading {
	struct arena *arena;
	struct diag *diag;
	struct registry *registry;
	const struct table *table;
	size_t place[COLUMNS];
	size_t row;
};

static const char *cell(const struct reading *r, int column)
{
	return r->table->cell[r->row * r->table->columns + r->place[column]];
}

static struct origin here(const struct reading *r)
{
	return (struct origin){ r->registry->terms, r->table->line[r->row], 0 };
}

static void complain(struct reading *r, int column, const char *expected)
{
	diag(r->diag, MSG_TERM_CELL, here(r), columns[column], cell(r, column), expected, NULL);
}

static const char *joined(struct arena *arena, const char *const *words, size_t count, const char *between)
{
	struct buf out = buf_new(arena);

	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%s%s", i > 0 ? between : "", words[i]);
	return out.length > 0 ? out.at : "";
}

static bool find_columns(struct reading *r)
{
	const struct table *t = r->table;
	bool all = true;

	for (int c = 0; c < COLUMNS; c++) {
		size_t at = 0;

		while (at < t->columns && !text_same(t->head[at], columns[c]))
			at++;
		r->place[c] = at;
		if (at < t->columns)
			continue;
		diag(r->diag, MSG_REGISTRY_COLUMN_MISSING, (struct origin){ r->registry->terms, 0, 0 }, columns[c],
			joined(r->arena, t->head, t->columns, " "), NULL);
		all = false;
	}
	return all;
}

/* ---- one row --------------------------------------------------------------- */

/* A code, name or alias, or 上级/名. */
static const struct unit *find_unit(const struct registry *g, const char *text)
{
	const struct unit *unit = registry_find(g, NULL, text, strlen(text), NULL), *parent;
	const char *slash = strchr(text, '/');

	if (unit != NULL || g->parent == NULL || slash == NULL)
		return unit;
	parent = registry_find(g->parent, NULL, text, (size_t)(slash - text), NULL);
	return parent == NULL ? NULL : registry_find(g, parent, slash + 1, strlen(slash + 1), NULL);
}

static const struct unit *read_unit(struct reading *r)
{
	const struct unit *unit = find_unit(r->registry, cell(r, UNIT));

	if (unit == NULL)
		unit = registry_away(r->registry, cell(r, UNIT), strlen(cell(r, UNIT)));
	if (unit == NULL)
		diag(r->diag, MSG_NO_SUCH_UNIT, here(r), r->registry->name, cell(r, UNIT), NULL);
	return unit;
}

/* A role of the registry that is not a column of it; SIZE_MAX if it is none. */
static size_t read_role(struct reading *r, const bool *is_column, bool *said)
{
	const struct registry *g = r->registry;
	size_t role = role_index(g, cell(r, ROLE)), count = 0;

	if (role == SIZE_MAX) {
		while (g->role != NULL && g->role[count] != NULL)
			count++;
		complain(r, ROLE, arena_printf(r->arena, "[名录:%s] 责任角色 %s", g->name, joined(r->arena, g->role, count, "、")));
		return SIZE_MAX;
	}
	if (!is_column[role])
		return role;
	if (!said[role])
		diag(r->diag, MSG_ROLE_TWICE, here(r), g->role[role], g->file, NULL);
	said[role] = true;
	return SIZE_MAX;
}

static bool read_day(struct reading *r, int column, int32_t blank, int32_t *day)
{
	const char *text = cell(r, column);

	*day = blank;
	if (*text == '\0' || day_parse(text, strlen(text), day))
		return true;
	complain(r, column, "2026-08-15");
	return false;
}

static bool read_term(struct reading *r, struct term *t)
{
	bool from = read_day(r, FROM, INT32_MIN, &t->from), until = read_day(r, UNTIL, INT32_MAX, &t->until);

	t->person = cell(r, PERSON);
	t->line = here(r).line;
	if (*t->person == '\0')
		complain(r, PERSON, "示例张三");
	else if (from && until && t->from > t->until)
		complain(r, UNTIL, arena_printf(r->arena, ">= %s", day_text(r->arena, t->from)));
	else
		return from && until;
	return false;
}

/* Nobody holds one office twice at a time. */
static bool is_free(struct reading *r, const struct unit *unit, size_t role, const struct term *t)
{
	const struct office *office = &unit->office[role];

	for (size_t i = 0; i < office->term_count; i++) {
		const struct term *other = &office->term[i];

		if (!text_same(other->person, t->person) || other->until < t->from || t->until < other->from)
			continue;
		diag(r->diag, MSG_TERM_OVERLAPS, here(r), t->person, unit->name, r->registry->role[role],
			arena_printf(r->arena, "%u", other->line), NULL);
		return false;
	}
	return true;
}

bool offices_load(struct arena *arena, struct diag *d, struct registry *registry, const bool *is_column, const char *dir,
	struct scheme *scheme)
{
	struct reading r = { .arena = arena, .diag = d, .registry = registry };
	struct file *file = file_read(arena, d, dir, registry->terms);
	bool *said;
	size_t roles = 0;

	if (file == NULL)
		return false;
	if (scheme != NULL)
		*arena_push(arena, scheme->file, scheme->file_count) = file;
	r.table = table_of(arena, d, file);
	if (r.table == NULL || !find_columns(&r))
		return false;
	while (registry->role != NULL && registry->role[roles] != NULL)
		roles++;
	said = arena_many(arena, bool, roles + 1);
	for (r.row = 0; r.row < r.table->rows; r.row++) {
		const struct unit *unit = read_unit(&r);
		size_t role = read_role(&r, is_column, said);
		struct term term;
		bool good = read_term(&r, &term);

		if (role != SIZE_MAX)
			registry->by_term[role] = true;
		if (good && unit != NULL && role != SIZE_MAX && is_free(&r, unit, role, &term))
			*arena_push(arena, unit->office[role].term, unit->office[role].term_count) = term;
	}
	return true;
}
