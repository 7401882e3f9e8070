/* table.c -- rows kept after they were read: packed cells, and who is like whom. */
#include "inputs/table.h"

#include <string.h>

#include "inputs/set.h"

enum { CHUNK_ROWS = 4096, MOST_BACK = 37 };

/* A cell in 16 bytes. */
struct packed {
	enum { P_BLANK, P_DAY, P_MOMENT, P_TEXT, P_DECIMAL, P_NUMBER } kind : 8;
	unsigned scale : 8;
	uint32_t length;
	union {
		int64_t number;
		const char *text;
		const struct num *num;
	};
};

struct chunk {
	struct packed *cell;            /* row by row, the kept columns */
	int32_t *slot;                  /* row by row, by mapping */
	struct place *place;
	bool *struck;
};

/* 同一 columns once worked out. */
struct alike {
	const size_t *column;
	size_t count;
	struct set keys;                /* mark: unused; file: the first row */
	struct likeness likeness;
	struct alike *older;
};

struct table {
	struct arena *arena;
	const struct source *source;
	size_t *at;                     /* by column: where among the kept, or SIZE_MAX */
	size_t width;
	struct chunk *chunk;
	size_t chunk_count;
	uint32_t count;
	uint32_t start[MOST_BACK + 1];  /* by 期别: its first row; [backs] is the end */
	size_t backs;
	struct alike *alike;            /* the newest */
};

/* ---- which columns ------------------------------------------------------------ */

struct asking {
	struct arena *arena;
	const struct scheme *scheme;
	struct tables *tables;
	const struct source *source;    /* whose rows the expression looks at */
	bool beyond;                    /* it looks at other rows too */
};

static struct table *want(const struct asking *asking, const struct source *source)
{
	struct table **table = &asking->tables->table[source->index];
	size_t i;

	if (*table)
		return *table;
	*table = arena_one(asking->arena, struct table);
	(*table)->arena = asking->arena;
	(*table)->source = source;
	(*table)->at = arena_many(asking->arena, size_t, source->column_count);
	for (i = 0; i < source->column_count; i++)
		(*table)->at[i] = SIZE_MAX;
	return *table;
}

static void want_columns(const struct asking *asking, const struct source *source, const size_t *column, size_t count)
{
	struct table *table = want(asking, source);
	size_t i;

	for (i = 0; i < count; i++)
		if (table->at[column[i]] == SIZE_MAX)
			table->at[column[i]] = table->width++;
}

static bool is_far(enum op op)
{
	return op == OP_EXISTS || op == OP_ROW_COUNT || op == OP_LATEST;
}

static void look_beyond(const struct expr *e, void *self)
{
	struct asking *asking = self;

	asking->beyond = asking->beyond || is_far(e->op) || e->op == OP_OCCURRENCE;
}

static void note_columns(const struct expr *e, void *self)
{
	const struct asking *asking = self;
	const struct link *link = e->link;

	if (e->op == OP_COLUMN)
		want_columns(asking, asking->source, &e->column, 1);
	if (e->op == OP_FAR_COLUMN)
		want_columns(asking, e->far, &e->column, 1);
	if (!is_far(e->op))
		return;
	want_columns(asking, link->from, link->column, link->count);
	want_columns(asking, link->to, link->to->key, link->to->key_count);
}

static void each_expr(struct asking *asking, const struct measure *m, void (*visit)(const struct expr *, void *))
{
	if (m->where)
		expr_walk(m->where, visit, asking);
	if (m->what)
		expr_walk(m->what, visit, asking);
	if (m->panel.recused)
		expr_walk(m->panel.recused, visit, asking);
}

static void ask_for(struct asking *asking, const struct measure *m)
{
	const size_t days[] = { m->found, m->closed };
	bool rebound = m->algorithm == REBOUND || m->algorithm == REBOUND_BASE;

	asking->source = m->source;
	asking->beyond = rebound || m->algorithm == REPEATED;
	each_expr(asking, m, look_beyond);
	if (!asking->beyond)
		return;
	asking->tables->deferred[m->index] = true;
	want(asking, m->source);
	each_expr(asking, m, note_columns);
	want_columns(asking, m->source, m->same, m->same_count);
	if (rebound)
		want_columns(asking, m->source, days, 2);
	if (m->algorithm == PANEL)
		want_columns(asking, m->source, &m->panel.judge, 1);
}

struct tables *tables_new(struct arena *arena, const struct scheme *scheme)
{
	struct tables *tables = arena_one(arena, struct tables);
	struct asking asking = { .arena = arena, .scheme = scheme, .tables = tables };
	size_t i;

	tables->table = arena_many(arena, struct table *, scheme->source_count);
	tables->deferred = arena_many(arena, bool, scheme->counted_count);
	for (i = 0; i < scheme->counted_count; i++)
		if (scheme->measure[i]->source)
			ask_for(&asking, scheme->measure[i]);
	return tables;
}

bool tables_defer(const struct tables *tables, const struct scheme *scheme, const struct source *source)
{
	size_t i;

	for (i = 0; i < scheme->counted_count; i++)
		if (scheme->measure[i]->source == source && tables->deferred[i])
			return true;
	return false;
}

/* ---- in ------------------------------------------------------------------------- */

static struct packed pack(struct arena *arena, struct cell *cell)
{
	struct packed packed = { .kind = P_BLANK };
	struct num *num;

	if (cell->decimal && cell->mantissa >= INT64_MIN && cell->mantissa <= INT64_MAX && cell->scale < 256) {
		packed.kind = P_DECIMAL;
		packed.scale = cell->scale & 0xff;
		packed.number = (int64_t)cell->mantissa;
		return packed;
	}
	switch (cell_value(arena, cell).kind) {
	case V_NUMBER:
		num = arena_one(arena, struct num);
		*num = num_add(arena, cell->value.num, num_int(0));
		packed.kind = P_NUMBER;
		packed.num = num;
		break;
	case V_TEXT:
		packed.kind = P_TEXT;
		packed.length = (uint32_t)cell->value.text.length;
		packed.text = arena_strn(arena, cell->value.text.at, cell->value.text.length);
		break;
	case V_DAY: case V_MOMENT:
		packed.kind = cell->value.kind == V_DAY ? P_DAY : P_MOMENT;
		packed.number = cell->value.time;
		break;
	default:
		break;
	}
	return packed;
}

static struct chunk *chunk_to_fill(struct table *table)
{
	struct chunk *chunk;

	if (table->count % CHUNK_ROWS == 0) {
		chunk = arena_push(table->arena, table->chunk, table->chunk_count);
		chunk->cell = arena_many(table->arena, struct packed, CHUNK_ROWS * (table->width + 1));
		chunk->slot = arena_many(table->arena, int32_t, CHUNK_ROWS * (table->source->mapping_count + 1));
		chunk->place = arena_many(table->arena, struct place, CHUNK_ROWS);
		chunk->struck = arena_many(table->arena, bool, CHUNK_ROWS);
	}
	return &table->chunk[table->count / CHUNK_ROWS];
}

void table_keep(struct table *table, struct row *row)
{
	struct chunk *chunk = chunk_to_fill(table);
	size_t n = table->count % CHUNK_ROWS, mappings = table->source->mapping_count, i;

	for (i = 0; i < table->source->column_count; i++)
		if (table->at[i] != SIZE_MAX)
			chunk->cell[n * table->width + table->at[i]] = pack(table->arena, &row->cell[i]);
	for (i = 0; i < mappings; i++)
		chunk->slot[n * mappings + i] = (int32_t)row->slot[i];
	chunk->place[n] = row->place;
	chunk->struck[n] = row->struck;
	while (table->backs <= row->back)
		table->start[table->backs++] = table->count;
	table->start[table->backs] = ++table->count;
}

/* ---- out ------------------------------------------------------------------------ */

uint32_t table_count(const struct table *table)
{
	return table->count;
}

/* The rows in the order of time: 期别 falling, then as they came.  NO_ROW: past the last. */
static uint32_t table_at(const struct table *table, uint32_t n)
{
	size_t back = table->backs;
	uint32_t rows;

	for (; back > 0; back--) {
		rows = table->start[back] - table->start[back - 1];
		if (n < rows)
			return table->start[back - 1] + n;
		n -= rows;
	}
	return NO_ROW;
}

static struct cell unpack(const struct packed *packed)
{
	switch (packed->kind) {
	case P_DECIMAL: return (struct cell){ .decimal = true, .mantissa = packed->number, .scale = packed->scale };
	case P_NUMBER:  return cell_of(value_num(*packed->num));
	case P_TEXT:    return cell_of((struct value){ .kind = V_TEXT, .text = { packed->text, packed->length } });
	case P_DAY:     return cell_of(value_day((int32_t)packed->number));
	case P_MOMENT:  return cell_of(value_moment(packed->number));
	default:        return cell_blank();
	}
}

static struct cell cell_at(const struct table *table, uint32_t index, size_t column)
{
	const struct chunk *chunk = &table->chunk[index / CHUNK_ROWS];

	return unpack(&chunk->cell[index % CHUNK_ROWS * table->width + table->at[column]]);
}

struct value table_value(struct arena *arena, const struct table *table, uint32_t index, size_t column)
{
	struct cell cell = cell_at(table, index, column);

	return cell_value(arena, &cell);
}

static bool is_struck(const struct table *table, uint32_t index)
{
	return table->chunk[index / CHUNK_ROWS].struck[index % CHUNK_ROWS];
}

void table_load(const struct table *table, uint32_t index, struct row *row)
{
	const struct chunk *chunk = &table->chunk[index / CHUNK_ROWS];
	size_t n = index % CHUNK_ROWS, mappings = table->source->mapping_count, i;

	for (i = 0; i < table->source->column_count; i++)
		row->cell[i] = table->at[i] == SIZE_MAX ? cell_blank() : cell_at(table, index, i);
	for (i = 0; i < mappings; i++)
		row->slot[i] = chunk->slot[n * mappings + i];
	row->place = chunk->place[n];
	row->struck = chunk->struck[n];
	for (row->back = 0; row->back + 1 < table->backs && index >= table->start[row->back + 1]; )
		row->back++;
	row->index = index;
}

/* ---- likes ------------------------------------------------------------------------ */

/* Makes key the identity of the row's columns; false where one is blank. */
static bool identity(const struct table *table, uint32_t index, const size_t *column, size_t count, struct arena *scratch, struct buf *key)
{
	struct cell cell;
	size_t i;

	key->length = 0;
	for (i = 0; i < count; i++) {
		cell = cell_at(table, index, column[i]);
		if (cell_is_blank(&cell))
			return false;
		key_add(scratch, key, &cell);
	}
	return true;
}

static void link_likes(struct table *table, struct alike *a)
{
	struct arena *scratch = arena_new();
	struct buf key = buf_new(table->arena);
	uint32_t *last = arena_many(scratch, uint32_t, table->count + 1), n, row;
	struct member *member;
	bool fresh;

	for (n = 0; (row = table_at(table, n)) != NO_ROW; n++) {
		a->likeness.next[row] = a->likeness.first[row] = NO_ROW;
		if (is_struck(table, row) || !identity(table, row, a->column, a->count, scratch, &key))
			continue;
		member = set_add(&a->keys, key.at, key.length, &fresh);
		if (fresh)
			member->file = row;
		else
			a->likeness.next[last[member->file]] = row;
		a->likeness.first[row] = member->file;
		last[member->file] = row;
	}
	arena_free(scratch);
}

static struct alike *alike_by(struct table *table, const size_t *column, size_t count)
{
	struct alike *a;

	for (a = table->alike; a; a = a->older)
		if (a->count == count && memcmp(a->column, column, count * sizeof *column) == 0)
			return a;
	a = arena_one(table->arena, struct alike);
	*a = (struct alike){ .column = memcpy(arena_many(table->arena, size_t, count + 1), column, count * sizeof *column),
		.count = count, .keys = set_new(table->arena), .older = table->alike, .likeness.arena = table->arena };
	a->likeness.next = arena_many(table->arena, uint32_t, table->count + 1);
	a->likeness.first = arena_many(table->arena, uint32_t, table->count + 1);
	table->alike = a;
	link_likes(table, a);
	return a;
}

struct likeness *table_likeness(struct table *table, const size_t *column, size_t count)
{
	return &alike_by(table, column, count)->likeness;
}

uint32_t table_find(struct table *table, const size_t *column, size_t count, struct arena *scratch, struct cell *cell, const size_t *theirs)
{
	const struct alike *a = alike_by(table, column, count);
	struct buf key = buf_new(scratch);
	const struct member *member;
	size_t i;

	for (i = 0; i < count; i++) {
		if (cell_is_blank(&cell[theirs[i]]))
			return NO_ROW;
		key_add(scratch, &key, &cell[theirs[i]]);
	}
	member = set_find(&a->keys, key.at, key.length);
	return member ? member->file : NO_ROW;
}
