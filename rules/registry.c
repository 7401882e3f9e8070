/* registry.c -- the units of a 名录, read from the CSV beside the rules.
 *
 * Two tables of who bears a text are filled: of all units, against which the
 * reader holds a text that may be taken already, and of those valid in the
 * period, which alone are found afterwards. */
#include "rules/registry.h"

#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"
#include "rules/bearers.h"

enum { PARENT = ALIAS + 1, GROUP, TYPE, POPULATION, VALID_FROM, VALID_UNTIL, KNOWN };

static const char *const known_columns[] = { "代码", "名称", "别名", "上级", "组", "类型", "人口", "有效起", "有效止", NULL };

enum { NO_COLUMN = -1 };

/* ---- reading ------------------------------------------------------------- */

struct reading {
	struct arena *arena;
	struct diag *diag;
	struct registry *registry;
	const struct table *table;
	int column[KNOWN];              /* place of each in the table, or NO_COLUMN */
	int *role;                      /* place of each role, or NO_COLUMN */
	size_t role_count;
	struct bearers *all;            /* of all units */
	struct bearers *valid;          /* of those valid in the period */
	struct buf says;                /* the cells of these */
	bool parent_refused;            /* 上级 without 上级名录: said once */
};

static struct origin line_of(const struct reading *r, size_t row)
{
	return (struct origin){ r->registry->file, r->table->line[row], 0 };
}

static int place_of(const struct table *table, const char *column)
{
	for (size_t c = 0; c < table->columns; c++)
		if (text_same(table->head[c], column))
			return (int)c;
	return NO_COLUMN;
}

static const char *cell(const struct reading *r, size_t row, int column)
{
	return column == NO_COLUMN ? "" : r->table->cell[row * r->table->columns + (size_t)column];
}

static const char *joined(struct arena *arena, const char *const *words)
{
	struct buf out = buf_new(arena);

	for (; *words; words++) {
		buf_add(&out, out.length > 0 ? " " : "");
		buf_add(&out, *words);
	}
	return out.at;
}

/* ---- the head ------------------------------------------------------------ */

static const char **usable_columns(struct reading *r)
{
	const char **usable = arena_many(r->arena, const char *, KNOWN + r->role_count + 1);

	memcpy(usable, known_columns, KNOWN * sizeof *usable);
	if (r->role_count > 0)
		memcpy(usable + KNOWN, r->registry->role, r->role_count * sizeof *usable);
	return usable;
}

static const char **present_columns(struct reading *r)
{
	const char **present = arena_many(r->arena, const char *, r->table->columns + 1);

	memcpy(present, r->table->head, r->table->columns * sizeof *present);
	return present;
}

static void warn_of_unknown_columns(struct reading *r)
{
	const char **usable = usable_columns(r);

	for (size_t c = 0; c < r->table->columns; c++) {
		const char *word = r->table->head[c], *near;
		size_t i = 0;

		while (usable[i] && !text_same(usable[i], word))
			i++;
		if (usable[i] || !*word)
			continue;
		near = text_nearest(word, usable);
		diag(r->diag, MSG_REGISTRY_COLUMN_UNKNOWN, (struct origin){ r->registry->file, 1, 0 }, word,
			near ? near : joined(r->arena, usable), NULL);
	}
}

static int need_column(struct reading *r, const char *word)
{
	int place = place_of(r->table, word);

	if (place == NO_COLUMN)
		diag(r->diag, MSG_REGISTRY_COLUMN_MISSING, (struct origin){ r->registry->file, 0, 0 }, word,
			joined(r->arena, present_columns(r)), NULL);
	return place;
}

/* False if there is no telling the units apart. */
static bool read_columns(struct reading *r)
{
	const char *const *role = r->registry->role;

	for (int c = 0; c < KNOWN; c++)
		r->column[c] = c == CODE || c == NAME || (c == PARENT && r->registry->parent) ?
			need_column(r, known_columns[c]) : place_of(r->table, known_columns[c]);
	while (role && role[r->role_count])
		r->role_count++;
	r->role = arena_many(r->arena, int, r->role_count);
	for (size_t i = 0; i < r->role_count; i++)
		r->role[i] = r->registry->terms != NULL ? place_of(r->table, role[i]) : need_column(r, role[i]);
	warn_of_unknown_columns(r);
	return r->column[CODE] != NO_COLUMN && r->column[NAME] != NO_COLUMN;
}

/* ---- one unit ------------------------------------------------------------ */

static void complain_of_cell(struct reading *r, size_t row, int column, const char *example)
{
	diag(r->diag, MSG_REGISTRY_CELL, line_of(r, row), known_columns[column], cell(r, row, r->column[column]), example, NULL);
}

static bool is_given(struct reading *r, size_t row, int column)
{
	if (*cell(r, row, r->column[column]))
		return true;
	diag(r->diag, MSG_REGISTRY_BLANK, line_of(r, row), known_columns[column], NULL);
	return false;
}

static void check_code(struct reading *r, size_t row, const char *code)
{
	if (strspn(code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-") != strlen(code))
		complain_of_cell(r, row, CODE, "510411-A_1");
}

static void read_aliases(struct reading *r, size_t row, struct unit *unit)
{
	const char *text = cell(r, row, r->column[ALIAS]), **alias = NULL;
	size_t count = 0;

	if (strstr(text, "｜"))
		complain_of_cell(r, row, ALIAS, "甲|乙");
	for (; *text; text += *text == '|') {
		const char *piece = text;
		size_t length = strcspn(text, "|");

		text += length;
		text_trim(&piece, &length);
		if (length > 0)
			*arena_push(r->arena, alias, count) = arena_strn(r->arena, piece, length);
	}
	*arena_push(r->arena, alias, count) = NULL;
	unit->alias = alias;
}

static bool is_valid(const struct reading *r, const struct unit *unit)
{
	return unit->from <= r->registry->last && unit->until >= r->registry->last;
}

static bool read_day(struct reading *r, size_t row, int column, int32_t open, int32_t *day)
{
	const char *text = cell(r, row, r->column[column]);

	*day = open;
	if (!*text || day_parse(text, strlen(text), day))
		return true;
	complain_of_cell(r, row, column, "2026-08-01");
	*day = open;
	return false;
}

/* A unit that comes or goes within the period counts, or not, for all of it, and that is told. */
static void tell_midway(struct reading *r, size_t row, const struct unit *unit)
{
	const char *days = validity_words(r->arena, unit), *last = day_text(r->arena, r->registry->last);
	bool english = diag_language(r->diag) == ENGLISH, counts = is_valid(r, unit);

	if (r->registry->summed)
		diag(r->diag, counts ? MSG_REGISTRY_CAME : MSG_REGISTRY_WENT, line_of(r, row), unit->name, days, last, NULL);
	else
		diag(r->diag, MSG_REGISTRY_MIDWAY, line_of(r, row), unit->name, days, counts ? (english ? "it counts" : "算") :
			english ? "it does not count" : "不算", NULL);
}

static void read_validity(struct reading *r, size_t row, struct unit *unit)
{
	const struct registry *g = r->registry;
	bool good = read_day(r, row, VALID_FROM, INT32_MIN, &unit->from);

	if (!read_day(r, row, VALID_UNTIL, INT32_MAX, &unit->until) || !good)
		return;
	if (unit->from > unit->until)
		diag(r->diag, MSG_REGISTRY_DAYS, line_of(r, row), day_text(r->arena, unit->from), day_text(r->arena, unit->until), NULL);
	else if ((unit->from > g->first && unit->from <= g->last) || (unit->until >= g->first && unit->until < g->last))
		tell_midway(r, row, unit);
}

static void read_parent(struct reading *r, size_t row, struct unit *unit)
{
	const struct registry *above = r->registry->parent;
	const char *text = cell(r, row, r->column[PARENT]);
	const struct unit *away;
	bool many = false;

	if (!above) {
		if (*text && !r->parent_refused)
			diag(r->diag, MSG_REGISTRY_PARENT_COLUMN, line_of(r, row), text, r->registry->name, NULL);
		r->parent_refused = r->parent_refused || *text;
		return;
	}
	if (r->column[PARENT] == NO_COLUMN || above->unit_count == 0 || !is_given(r, row, PARENT))
		return;
	unit->parent = registry_find(above, NULL, text, strlen(text), &many);
	away = unit->parent || many ? NULL : registry_away(above, text, strlen(text));
	if (away && !is_valid(r, unit))
		unit->parent = away;
	else if (away)
		diag(r->diag, MSG_REGISTRY_PARENT_AWAY, line_of(r, row), text, above->name, validity_words(r->arena, away), unit->name, NULL);
	else if (!unit->parent)
		diag(r->diag, many ? MSG_REGISTRY_PARENT_MANY : MSG_REGISTRY_PARENT, line_of(r, row), text, above->name, NULL);
}

static void read_population(struct reading *r, size_t row, struct unit *unit)
{
	const char *text = cell(r, row, r->column[POPULATION]);

	if (!*text)
		return;
	unit->has_population = num_parse(r->arena, text, strlen(text), &unit->population) && num_sign(unit->population) >= 0;
	if (!unit->has_population)
		complain_of_cell(r, row, POPULATION, "128400");
}

static void read_roles(struct reading *r, size_t row, struct unit *unit)
{
	unit->office = arena_many(r->arena, struct office, r->role_count + 1);
	for (size_t i = 0; i < r->role_count; i++)
		unit->office[i].holder = cell(r, row, r->role[i]);
}

/* Who bears the text already so that the unit must not: codes are the unit's
 * alone; units of different parents may share a name, and a unit may bear what one of another time bore. */
static const struct bearer *taken_by(const struct reading *r, const struct unit *unit, enum borne as, const char *text)
{
	size_t length = strlen(text);
	const struct bearer *b = bearer_first(r->all, text, length);

	for (; b; b = bearer_next(b)) {
		if (b->unit == unit || b->unit->until < unit->from || unit->until < b->unit->from)
			continue;
		if (as == CODE || b->as == CODE || !r->registry->parent)
			return b;
		if (unit->parent && b->unit->parent == unit->parent)
			return b;
	}
	return NULL;
}

static void take_text(struct reading *r, const struct unit *unit, enum borne as, const char *text)
{
	const struct bearer *other = taken_by(r, unit, as, text);

	if (other)
		diag(r->diag, MSG_REGISTRY_TWICE, unit->at, known_columns[as], text,
			arena_printf(r->arena, "%u", other->unit->at.line), NULL);
	bearers_add(r->arena, r->all, unit, as, text);
	if (is_valid(r, unit))
		bearers_add(r->arena, r->valid, unit, as, text);
}

/* The row as it stands, but for its validity. */
static void add_meaning(struct reading *r, const char *const *cells)
{
	for (size_t c = 0; c < r->table->columns; c++)
		if ((int)c != r->column[VALID_FROM] && (int)c != r->column[VALID_UNTIL]) {
			buf_add(&r->says, cells[c]);
			buf_addn(&r->says, "", 1);
		}
	buf_add(&r->says, "\n");
}

static void read_unit(struct reading *r, size_t row)
{
	struct registry *registry = r->registry;
	bool has_code = is_given(r, row, CODE), has_name = is_given(r, row, NAME);
	struct unit *unit;

	if (!has_code || !has_name)
		return;
	unit = arena_one(r->arena, struct unit);
	unit->registry = registry;
	unit->index = registry->unit_count;
	unit->code = cell(r, row, r->column[CODE]);
	unit->name = cell(r, row, r->column[NAME]);
	unit->group = cell(r, row, r->column[GROUP]);
	unit->type = cell(r, row, r->column[TYPE]);
	unit->at = line_of(r, row);
	check_code(r, row, unit->code);
	read_validity(r, row, unit);
	read_aliases(r, row, unit);
	read_parent(r, row, unit);
	read_population(r, row, unit);
	read_roles(r, row, unit);
	take_text(r, unit, CODE, unit->code);
	take_text(r, unit, NAME, unit->name);
	for (const char *const *alias = unit->alias; *alias; alias++)
		take_text(r, unit, ALIAS, *alias);
	if (is_valid(r, unit)) {
		add_meaning(r, &r->table->cell[row * r->table->columns]);
		*arena_push(r->arena, registry->unit, registry->unit_count) = unit;
		return;
	}
	unit->index = SIZE_MAX;
	*arena_push(r->arena, registry->away, registry->away_count) = unit;
}

/* 任职, and the roles that neither it nor the registry has. */
static void read_offices(struct reading *r, const char *dir, struct scheme *scheme)
{
	struct registry *registry = r->registry;
	bool *is_column = arena_many(r->arena, bool, r->role_count + 1);

	registry->by_term = arena_many(r->arena, bool, r->role_count + 1);
	for (size_t i = 0; i < r->role_count; i++)
		is_column[i] = r->role[i] != NO_COLUMN;
	if (registry->terms == NULL || !offices_load(r->arena, r->diag, registry, is_column, dir, scheme))
		return;
	for (size_t i = 0; i < r->role_count; i++)
		if (!is_column[i] && !registry->by_term[i])
			need_column(r, registry->role[i]);
}

static const char *digest_of(struct arena *arena, const struct buf *text)
{
	char *hex = arena_alloc(arena, DIGEST_SIZE);

	digest_bytes(text->at, text->length, hex);
	return hex;
}

bool registry_load(struct arena *arena, struct diag *d, struct registry *registry, const char *dir, struct scheme *scheme)
{
	struct reading r = { .arena = arena, .diag = d, .registry = registry };
	struct file *file = file_read(arena, d, dir, registry->file);

	if (!file)
		return false;
	if (scheme)
		*arena_push(arena, scheme->file, scheme->file_count) = file;
	r.table = table_of(arena, d, file);
	if (!r.table || !read_columns(&r))
		return false;
	if (r.table->rows == 0)
		diag(d, MSG_REGISTRY_EMPTY, (struct origin){ registry->file, 0, 0 }, NULL);
	r.all = bearers_new(arena, r.table->rows);
	r.valid = bearers_new(arena, r.table->rows);
	r.says = buf_new(arena);
	add_meaning(&r, r.table->head);
	for (size_t row = 0; row < r.table->rows; row++)
		read_unit(&r, row);
	if (registry->unit_count == 0 && registry->away_count > 0)
		diag(d, MSG_REGISTRY_NONE_VALID, (struct origin){ registry->file, 0, 0 }, day_text(arena, registry->last), NULL);
	registry->index_ = r.valid;
	registry->digest = digest_of(arena, &r.says);
	read_offices(&r, dir, scheme);
	return true;
}
