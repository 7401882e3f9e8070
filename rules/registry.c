/* registry.c -- the units of a 名录, and who is meant by a text.
 *
 * Every code, name and alias is borne by one unit or, under different parents
 * or at different times, by several.  A hash table over these texts answers both the rows of the data
 * and the reader's own question whether a text is taken already; the second
 * also knows the units that are not valid in the period. */
#include "rules/registry.h"

#include <string.h>

#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"

enum { CODE, NAME, ALIAS, PARENT, GROUP, TYPE, POPULATION, VALID_FROM, VALID_UNTIL, KNOWN };

static const char *const known_columns[] = { "代码", "名称", "别名", "上级", "组", "类型", "人口", "有效起", "有效止", NULL };

enum { NO_COLUMN = -1 };

/* ---- who bears a text ---------------------------------------------------- */

struct bearer {
	struct bearer *next;            /* in its bucket, in registry order */
	const char *text;
	size_t length;
	const struct unit *unit;
	int column;                     /* CODE, NAME or ALIAS */
};

struct bucket {
	struct bearer *first, *last;
};

struct index {
	size_t mask;
	struct bucket *bucket;
};

static struct index *index_new(struct arena *arena, size_t units)
{
	struct index *index = arena_one(arena, struct index);
	size_t buckets = 16;

	while (buckets < 4 * units)     /* a code, a name, perhaps an alias each */
		buckets *= 2;
	index->mask = buckets - 1;
	index->bucket = arena_many(arena, struct bucket, buckets);
	return index;
}

static struct bucket *bucket_of(const struct index *index, const char *text, size_t length)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
	return &index->bucket[(hash ^ hash >> 32) & index->mask];
}

static const struct bearer *next_bearer(const struct bearer *b, const char *text, size_t length)
{
	while (b && (b->length != length || memcmp(b->text, text, length) != 0))
		b = b->next;
	return b;
}

static void index_add(struct arena *arena, struct index *index, const struct unit *unit, int column, const char *text)
{
	struct bearer *b = arena_one(arena, struct bearer);
	size_t length = strlen(text);
	struct bucket *bucket = bucket_of(index, text, length);

	*b = (struct bearer){ NULL, text, length, unit, column };
	if (bucket->last)
		bucket->last->next = b;
	else
		bucket->first = b;
	bucket->last = b;
}

const struct unit *registry_find(const struct registry *r, const struct unit *under, const char *text, size_t length,
	bool *many)
{
	const struct index *index = r->index_;
	const struct bearer *b;
	const struct unit *found = NULL;
	bool several = false;

	text_trim(&text, &length);
	b = index ? next_bearer(bucket_of(index, text, length)->first, text, length) : NULL;
	for (; b; b = next_bearer(b->next, text, length)) {
		if (under && b->unit->parent != under)
			continue;
		several = several || (found && found != b->unit);
		found = b->unit;
	}
	if (many)
		*many = several;
	return several ? NULL : found;
}

static bool is_text(const char *at, const char *text, size_t length)
{
	return strlen(at) == length && memcmp(at, text, length) == 0;
}

const struct unit *registry_away(const struct registry *r, const char *text, size_t length)
{
	text_trim(&text, &length);
	for (size_t u = 0; u < r->away_count; u++) {
		const struct unit *unit = r->away[u];
		const char *const *alias = unit->alias;
		bool meant = is_text(unit->code, text, length) || is_text(unit->name, text, length);

		for (; !meant && *alias != NULL; alias++)
			meant = is_text(*alias, text, length);
		if (meant)
			return unit;
	}
	return NULL;
}

const char *validity_words(struct arena *a, const struct unit *unit)
{
	const char *from = unit->from == INT32_MIN ? "" : arena_printf(a, "自 %s 起", day_text(a, unit->from));
	const char *until = unit->until == INT32_MAX ? "" : arena_printf(a, "至 %s 止", day_text(a, unit->until));

	return arena_printf(a, "有效期%s%s%s", from, *from != '\0' && *until != '\0' ? "，" : "", until);
}

struct seats seats_for(struct arena *arena, struct unit **unit, size_t count)
{
	struct index *index = index_new(arena, count);

	for (size_t u = 0; u < count; u++)
		index_add(arena, index, unit[u], NAME, unit[u]->name);
	return (struct seats){ unit, count, index };
}

struct seats registry_seat(struct registry *r, struct seats seats)
{
	struct seats had = { r->unit, r->unit_count, r->index_ };

	r->unit = seats.unit;
	r->unit_count = seats.count;
	r->index_ = seats.index_;
	return had;
}

const char **registry_groups(struct arena *arena, const struct registry *r)
{
	const char **groups = NULL, *group;
	size_t count = 0, g;

	for (size_t u = 0; u < r->unit_count; u++) {
		group = r->unit[u]->group;
		for (g = 0; g < count && !text_same(groups[g], group); g++)
			;
		if (g == count)
			*arena_push(arena, groups, count) = group;
	}
	*arena_push(arena, groups, count) = NULL;
	return groups;
}

size_t role_index(const struct registry *r, const char *role)
{
	for (size_t i = 0; r->role != NULL && r->role[i] != NULL; i++)
		if (text_same(r->role[i], role))
			return i;
	return SIZE_MAX;
}

/* ---- reading ------------------------------------------------------------- */

struct reading {
	struct arena *arena;
	struct diag *diag;
	struct registry *registry;
	const struct table *table;
	int column[KNOWN];              /* place of each in the table, or NO_COLUMN */
	int *role;                      /* place of each role, or NO_COLUMN */
	size_t role_count;
	struct index *index;            /* of all units */
	struct index *valid;            /* of those valid in the period */
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

/* A unit that comes or goes within the period is told: it counts, or not, for all of it. */
static void read_validity(struct reading *r, size_t row, struct unit *unit)
{
	const struct registry *g = r->registry;
	bool good = read_day(r, row, VALID_FROM, INT32_MIN, &unit->from);

	if (!read_day(r, row, VALID_UNTIL, INT32_MAX, &unit->until) || !good)
		return;
	if (unit->from > unit->until)
		diag(r->diag, MSG_REGISTRY_DAYS, line_of(r, row), day_text(r->arena, unit->from), day_text(r->arena, unit->until), NULL);
	else if ((unit->from > g->first && unit->from <= g->last) || (unit->until >= g->first && unit->until < g->last))
		diag(r->diag, MSG_REGISTRY_MIDWAY, line_of(r, row), unit->name, validity_words(r->arena, unit),
			is_valid(r, unit) ? "算" : "不算", NULL);
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
static const struct bearer *taken_by(const struct reading *r, const struct unit *unit, int column, const char *text)
{
	size_t length = strlen(text);
	const struct bearer *b = next_bearer(bucket_of(r->index, text, length)->first, text, length);

	for (; b; b = next_bearer(b->next, text, length)) {
		if (b->unit == unit || b->unit->until < unit->from || unit->until < b->unit->from)
			continue;
		if (column == CODE || b->column == CODE || !r->registry->parent)
			return b;
		if (unit->parent && b->unit->parent == unit->parent)
			return b;
	}
	return NULL;
}

static void take_text(struct reading *r, const struct unit *unit, int column, const char *text)
{
	const struct bearer *other = taken_by(r, unit, column, text);

	if (other)
		diag(r->diag, MSG_REGISTRY_TWICE, unit->at, known_columns[column], text,
			arena_printf(r->arena, "%u", other->unit->at.line), NULL);
	index_add(r->arena, r->index, unit, column, text);
	if (is_valid(r, unit))
		index_add(r->arena, r->valid, unit, column, text);
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
	r.index = index_new(arena, r.table->rows);
	r.valid = index_new(arena, r.table->rows);
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
