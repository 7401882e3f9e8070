/* rows.c -- the rows of one source: map, exclude, strike, quarantine, or count.
 *
 * What happens to a row, in this order: it must be whole; its declared cells
 * must be readable; a row that lies after 截止日 is passed over first, so that a
 * ledger re-run later gives the same month whatever was added since; a row that
 * 剔除 names is struck; its key must be new; each registry finds its unit; the
 * measures take it.  A block's
 * passing needs are met from an arena that goes with the block. */
#include "inputs/rows.h"

#include <inttypes.h>
#include <string.h>

#include "base/csv.h"
#include "inputs/set.h"
#include "inputs/units.h"

enum {
	ROWS_SHOWN = 5,                 /* quarantined rows said one by one */
	REPEATS_SHOWN = 3,
	SHOWN_CHARACTERS = 60,          /* of a cell */
	DAY_SECONDS = 24 * 60 * 60
};

struct rows {
	struct reading *reading;
	struct gathering *gathering;
	struct trailing *trailing;      /* or NULL */
	struct finder *finder;          /* by mapping */
	struct set keys;
	struct set struck;              /* keys that 剔除 names; mark: the exclusion */
	uint64_t struck_rows;
	struct buf key;                 /* of the row at hand */
	bool *unreadable;               /* by column: the cell of the row at hand */
	struct buf repeats;             /* the first places of repeated keys */
	size_t whole, partly, said;     /* quarantined for all registries, for one; said one by one */
	const char *first_file;         /* with a quarantined row */
	/* of the file being read */
	struct letter *letter;
	const struct unit *sender;
	const char **head;              /* trimmed */
	size_t width;
	size_t *at;                     /* where in the file each column of the source stands */
	/* of the block being read */
	struct arena *scratch;
	const struct csv_block *block;
	/* of the row being read */
	size_t index;
	struct row row;
};

/* The keys that people decided to strike from this source. */
static struct set keys_to_strike(const struct reading *reading)
{
	const struct people *people = reading->people;
	struct set set = set_new(reading->arena);
	struct exclusion *exclusion;
	bool fresh;
	size_t i;

	for (i = 0; people && i < people->exclusion_count; i++) {
		exclusion = &people->exclusion[i];
		if (exclusion->source == reading->source)
			set_add(&set, exclusion->identity, exclusion->identity_length, &fresh)->mark = exclusion;
	}
	return set;
}

struct rows *rows_new(struct reading *reading, struct gathering *gathering, struct trailing *trailing)
{
	const struct source *source = reading->source;
	struct arena *arena = reading->arena;
	struct rows *rows = arena_one(arena, struct rows);
	size_t i;

	rows->reading = reading;
	rows->gathering = gathering;
	rows->trailing = trailing;
	rows->finder = arena_many(arena, struct finder, source->mapping_count);
	for (i = 0; i < source->mapping_count; i++)
		rows->finder[i] = finder_new(arena, source, &source->mapping[i]);
	rows->keys = set_new(arena);
	rows->struck = keys_to_strike(reading);
	rows->unreadable = arena_many(arena, bool, source->column_count);
	rows->key = buf_new(arena);
	rows->repeats = buf_new(arena);
	rows->at = arena_many(arena, size_t, source->column_count);
	rows->row.cell = arena_many(arena, struct cell, source->column_count);
	rows->row.slot = arena_many(arena, int64_t, source->mapping_count);
	rows->row.people = reading->people;
	return rows;
}

/* ---- the head --------------------------------------------------------------- */

static void no_column(struct rows *rows, const struct column *column, struct origin at)
{
	struct arena *arena = rows->reading->arena;
	const char *near = text_nearest(column->header, rows->head);

	diag(rows->reading->diag, MSG_NO_COLUMN, at, column->header,
		near ? arena_printf(arena, "，是否就是“%s”", near) : "", NULL);
}

/* Finds the declared columns by their names; others are none of ours. */
static bool find_columns(struct rows *rows, struct origin at)
{
	const struct source *source = rows->reading->source;
	bool good = true;
	size_t i, c, times;

	for (i = 0; i < source->column_count; i++) {
		times = 0;
		for (c = 0; c < rows->width; c++)
			if (text_same(rows->head[c], source->column[i].header) && times++ == 0)
				rows->at[i] = c;
		if (times == 0)
			no_column(rows, &source->column[i], at);
		if (times > 1)
			diag(rows->reading->diag, MSG_COLUMN_TWICE, at, source->column[i].header,
				arena_printf(rows->reading->arena, "%zu", times), NULL);
		good = good && times == 1;
	}
	return good;
}

static bool read_head(struct rows *rows, struct arena *arena)
{
	const struct csv_block *block = rows->block;
	struct origin at = { rows->letter->file->name, block->line[0], 0 };
	const char *text;
	size_t c, length;

	if (block->fault[0] != CSV_NO_FAULT) {
		diag(rows->reading->diag, (enum message)block->fault[0], at, NULL);
		return false;
	}
	rows->width = block->first[1] - block->first[0];
	rows->head = arena_many(arena, const char *, rows->width + 1);
	for (c = 0; c < rows->width; c++) {
		text = block->bytes + block->cell[block->first[0] + c].offset;
		length = block->cell[block->first[0] + c].length;
		cell_trim(&text, &length);
		rows->head[c] = arena_strn(arena, text, length);
	}
	return find_columns(rows, at);
}

/* ---- quarantine --------------------------------------------------------------- */

/* 列名=值 as it may be shown: short, visible, and not at all where the column is 保密. */
static void show_cell(struct rows *rows, struct buf *what, size_t column, const char *text, size_t length)
{
	const struct column *of = &rows->reading->source->column[column];
	const char *end = text + length, *stop = text;
	size_t size, n;

	if (of->secret)
		return;
	for (n = 0; n < SHOWN_CHARACTERS && stop < end; n++) {
		utf8_decode(stop, end, &size);
		stop += size;
	}
	buf_printf(what, "%s%s=%s%s", what->length ? "，" : "", of->header,
		text_visible(rows->scratch, arena_strn(rows->scratch, text, (size_t)(stop - text))), stop < end ? "…" : "");
}

static void raw_cell(const struct rows *rows, size_t column, const char **text, size_t *length)
{
	const struct csv_cell *cell = &rows->block->cell[rows->block->first[rows->index] + rows->at[column]];

	*text = rows->block->bytes + cell->offset;
	*length = cell->length;
	cell_trim(text, length);
}

/* Puts the row aside, for one registry or (NULL) for all. */
static void quarantine(struct rows *rows, const struct registry *registry, const char *reason, const char *what)
{
	struct reading *reading = rows->reading;
	struct measures *measures = reading->measures;
	struct quarantined *entry = arena_push(reading->arena, measures->quarantine, measures->quarantine_count);
	struct origin at = place_origin(reading, rows->row.place);
	const char *shown = *what ? arena_printf(rows->scratch, "（%s）", what) : "";

	*entry = (struct quarantined){ at.file, at.line, reading->source, registry,
		arena_str(reading->arena, reason), arena_str(reading->arena, what) };
	if (!rows->first_file)
		rows->first_file = at.file;
	*(registry ? &rows->partly : &rows->whole) += 1;
	if (rows->said++ >= ROWS_SHOWN)
		return;
	if (registry)
		diag(reading->diag, MSG_ROW_QUARANTINED_FOR, at, reason, shown, registry->name, NULL);
	else
		diag(reading->diag, MSG_ROW_QUARANTINED, at, reason, shown, NULL);
}

static void quarantine_whole(struct rows *rows, const char *reason, const char *what)
{
	size_t i;

	for (i = 0; i < rows->reading->source->mapping_count; i++)
		rows->reading->intake->tally[i].quarantined++;
	quarantine(rows, NULL, reason, what);
}

/* ---- is the row whole, are its cells readable ---------------------------------- */

static bool repeats_head(const struct rows *rows)
{
	const struct csv_cell *cell = &rows->block->cell[rows->block->first[rows->index]];
	const char *text;
	size_t c, length;

	for (c = 0; c < rows->width; c++) {
		text = rows->block->bytes + cell[c].offset;
		length = cell[c].length;
		cell_trim(&text, &length);
		if (strlen(rows->head[c]) != length || memcmp(rows->head[c], text, length) != 0)
			return false;
	}
	return true;
}

/* Why the row cannot be taken for a row, or NULL. */
static const char *not_whole(struct rows *rows)
{
	const struct csv_block *block = rows->block;
	size_t width = block->first[rows->index + 1] - block->first[rows->index];

	if (block->fault[rows->index] != CSV_NO_FAULT)
		return message_info((size_t)block->fault[rows->index])->zh;
	if (width != rows->width)
		return arena_printf(rows->scratch, "应与表头一样有 %zu 格，实有 %zu 格", rows->width, width);
	return repeats_head(rows) ? "又写了一遍表头" : NULL;
}

/* Reads every declared cell; what is wrong with them, or "". */
static const char *read_cells(struct rows *rows, const char **what)
{
	const struct source *source = rows->reading->source;
	struct buf reasons = { 0 }, cells = { 0 };
	const char *text, *reason;
	size_t i, length;

	for (i = 0; i < source->column_count; i++) {
		raw_cell(rows, i, &text, &length);
		reason = cell_read(rows->scratch, &source->column[i], text, length, &rows->row.cell[i]);
		rows->unreadable[i] = reason != NULL;
		if (!reason)
			continue;
		if (!reasons.at) {
			reasons = buf_new(rows->scratch);
			cells = buf_new(rows->scratch);
		}
		buf_printf(&reasons, "%s“%s”%s", reasons.length ? "；" : "", source->column[i].header, reason);
		rows->row.cell[i] = cell_blank();
		if (length > 0)
			show_cell(rows, &cells, i, text, length);
	}
	*what = cells.at ? cells.at : "";
	return reasons.at ? reasons.at : "";
}

/* ---- 截止日 --------------------------------------------------------------------- */

static bool is_later(const struct rows *rows, const struct column *column, const struct cell *cell)
{
	int64_t cutoff = rows->reading->measures->cutoff;

	if (column->deadline || !cell->valued)
		return false;
	if (cell->value.kind == V_DAY)
		return cell->value.time > cutoff;
	return cell->value.kind == V_MOMENT && cell->value.time >= (cutoff + 1) * DAY_SECONDS;
}

/* Whether the row had not happened yet at 截止日. */
static bool is_excluded(const struct rows *rows)
{
	const struct source *source = rows->reading->source;
	size_t i;

	for (i = 0; i < source->column_count; i++)
		if (source->column[i].required && is_later(rows, &source->column[i], &rows->row.cell[i]))
			return true;
	return false;
}

/* What had not happened yet is blank. */
static void blank_later(struct rows *rows)
{
	const struct source *source = rows->reading->source;
	size_t i;

	for (i = 0; i < source->column_count; i++)
		if (is_later(rows, &source->column[i], &rows->row.cell[i]))
			rows->row.cell[i] = cell_blank();
}

/* ---- 主键 ------------------------------------------------------------------------ */

/* The key as written, for the complaint. */
static const char *key_shown(struct rows *rows)
{
	const struct source *source = rows->reading->source;
	struct buf what = buf_new(rows->scratch);
	const char *text;
	size_t i, length;

	for (i = 0; i < source->key_count; i++) {
		raw_cell(rows, source->key[i], &text, &length);
		show_cell(rows, &what, source->key[i], text, length);
	}
	return what.length ? arena_printf(rows->scratch, "（%s）", what.at) : "";
}

static void key_repeated(struct rows *rows, struct place before)
{
	struct reading *reading = rows->reading;
	const char *earlier = place_text(reading, before);

	if (!reading->source->tolerate_repeats) {
		if (may_say(&reading->keys))
			diag(reading->diag, MSG_KEY_REPEATED, place_origin(reading, rows->row.place), earlier, key_shown(rows), NULL);
		return;
	}
	if (++reading->intake->repeats <= REPEATS_SHOWN)
		buf_printf(&rows->repeats, "%s%s 与 %s", rows->repeats.length ? "、" : "",
			place_text(reading, rows->row.place), earlier);
}

static void compute_key(struct rows *rows)
{
	const struct source *source = rows->reading->source;
	size_t i;

	rows->key.length = 0;
	for (i = 0; i < source->key_count; i++)
		key_add(rows->scratch, &rows->key, &rows->row.cell[source->key[i]]);
}

static void check_key(struct rows *rows)
{
	struct member *member;
	bool fresh;

	if (rows->reading->source->key_count == 0)
		return;
	member = set_add(&rows->keys, rows->key.at, rows->key.length, &fresh);
	if (!fresh) {
		key_repeated(rows, (struct place){ member->file, member->line });
		return;
	}
	member->file = rows->row.place.file;
	member->line = rows->row.place.line;
}

/* ---- 剔除 ------------------------------------------------------------------------ */

/* Whether people decided that the row does not count. */
static bool is_struck(struct rows *rows)
{
	const struct member *member = set_find(&rows->struck, rows->key.at, rows->key.length);
	struct exclusion *exclusion;
	size_t i;

	if (!member)
		return false;
	exclusion = member->mark;
	for (i = 0; i < rows->reading->source->mapping_count; i++)
		rows->reading->intake->tally[i].struck++;
	rows->struck_rows++;
	exclusion->rows++;
	return true;
}

/* ---- 留痕 ------------------------------------------------------------------------ */

/* A row whose key can be read leaves its trail, however it stands. */
static void leave_trail(struct rows *rows, enum standing standing)
{
	const struct source *source = rows->reading->source;
	size_t i;

	if (!rows->trailing)
		return;
	for (i = 0; i < source->key_count; i++)
		if (rows->unreadable[source->key[i]])
			return;
	trailing_take(rows->trailing, rows->scratch, &rows->row, standing);
}

/* ---- units ------------------------------------------------------------------------ */

static void check_sender(struct rows *rows, const struct unit *unit)
{
	struct reading *reading = rows->reading;

	if (!rows->sender || unit->registry != rows->sender->registry || unit == rows->sender || !may_say(&reading->senders))
		return;
	diag(reading->diag, MSG_WRONG_SENDER, place_origin(reading, rows->row.place), unit->name, rows->sender->name, NULL);
}

/* Gives the row its slot in the registry, or none. */
static void map(struct rows *rows, size_t i)
{
	const struct source *source = rows->reading->source;
	const struct mapping *mapping = &source->mapping[i];
	struct tally *tally = &rows->reading->intake->tally[i];
	const char *text, *parent = "";
	size_t length, parent_length = 0;
	const struct found *found;
	struct buf what;

	raw_cell(rows, mapping->column, &text, &length);
	if (mapping->parent_column != SIZE_MAX)
		raw_cell(rows, mapping->parent_column, &parent, &parent_length);
	found = finder_find(&rows->finder[i], parent, parent_length, text, length);
	rows->row.slot[i] = NOWHERE;
	if (found->unit) {
		tally->counted++;
		rows->row.slot[i] = (int64_t)found->unit->index;
		check_sender(rows, found->unit);
	} else if (source->count_unmatched) {
		tally->without_unit++;
		rows->row.slot[i] = (int64_t)mapping->registry->unit_count;
	} else {
		tally->quarantined++;
		what = buf_new(rows->scratch);
		if (mapping->parent_column != SIZE_MAX)
			show_cell(rows, &what, mapping->parent_column, parent, parent_length);
		show_cell(rows, &what, mapping->column, text, length);
		quarantine(rows, mapping->registry, found->reason, what.at);
	}
}

/* ---- row by row --------------------------------------------------------------------- */

static struct value cell_of_row(struct env *env, const struct expr *expr)
{
	struct row *row = env->self;

	return cell_value(env->arena, &row->cell[expr->column]);
}

static bool workdays_of_row(struct env *env, int32_t a, int32_t b, int32_t *days)
{
	struct row *row = env->self;

	if (row->people && working_days(row->people, a, b, days))
		return true;
	row->workdays_open++;
	return false;
}

static void take_row(struct rows *rows)
{
	struct intake *intake = rows->reading->intake;
	const struct source *source = rows->reading->source;
	const char *reason = not_whole(rows), *what = "";
	size_t i;

	for (i = 0; i < source->mapping_count; i++)
		intake->tally[i].in++;
	if (reason) {
		quarantine_whole(rows, reason, what);
		return;
	}
	reason = read_cells(rows, &what);
	if (is_excluded(rows)) {
		for (i = 0; i < source->mapping_count; i++)
			intake->tally[i].excluded++;
		leave_trail(rows, *reason ? ASIDE : LATER);
		return;
	}
	if (*reason) {
		quarantine_whole(rows, reason, what);
		leave_trail(rows, ASIDE);
		return;
	}
	blank_later(rows);
	compute_key(rows);
	if (is_struck(rows)) {
		leave_trail(rows, ASIDE);
		return;
	}
	check_key(rows);
	for (i = 0; i < source->mapping_count; i++)
		map(rows, i);
	gather(rows->gathering, &rows->row);
	leave_trail(rows, STANDS);
}

static void take_block(struct rows *rows, size_t from)
{
	const struct measures *measures = rows->reading->measures;
	struct arena *scratch = arena_new();

	rows->scratch = scratch;
	rows->row.env = (struct env){ .arena = scratch, .first = measures->period.first, .last = measures->period.last,
		.cutoff = measures->cutoff, .ref = cell_of_row, .workdays = workdays_of_row, .self = &rows->row };
	for (rows->index = from; rows->index < rows->block->rows; rows->index++) {
		rows->row.place.line = rows->block->line[rows->index];
		take_row(rows);
	}
	arena_free(scratch);
}

uint64_t rows_read(struct rows *rows, struct arena *arena, uint32_t file, struct letter *letter)
{
	const struct received *received = &rows->reading->intake->file[file];
	struct csv *csv = csv_open(arena, rows->reading->diag, received->file->name, letter->text, letter->length);
	struct csv_block block;
	uint64_t count = 0;
	size_t from = 1;

	rows->letter = letter;
	rows->sender = received->sender;
	rows->row.place.file = file;
	rows->block = &block;
	while (csv_next(csv, &block)) {
		letter->headed = true;
		if (from == 1 && !read_head(rows, arena))
			break;
		take_block(rows, from);
		count += block.rows - from;
		from = 0;
	}
	return count;
}

/* ---- after the last row ---------------------------------------------------------------- */

static void assert_none_lost(struct reading *reading)
{
	const struct tally *tally;
	uint64_t out;
	size_t i;

	for (i = 0; i < reading->source->mapping_count; i++) {
		tally = &reading->intake->tally[i];
		out = tally->counted + tally->without_unit + tally->excluded + tally->struck + tally->quarantined;
		if (out != tally->in)
			diag(reading->diag, MSG_ROWS_LOST, reading->source->element->at, reading->source->name, tally->registry->name,
				arena_printf(reading->arena, "%" PRIu64, tally->in), arena_printf(reading->arena, "%" PRIu64, out), NULL);
	}
}

static void say_quarantined(struct rows *rows)
{
	struct reading *reading = rows->reading;
	const char *whole = arena_printf(reading->arena, "%zu", rows->whole);
	const char *partly = arena_printf(reading->arena, "%zu", rows->partly);
	struct origin at = { rows->first_file, 0, 0 };

	if (rows->whole > 0 && rows->partly > 0)
		diag(reading->diag, MSG_ROWS_QUARANTINED_BOTH, at, reading->source->name, whole, partly, NULL);
	else if (rows->whole > 0)
		diag(reading->diag, MSG_ROWS_QUARANTINED, at, reading->source->name, whole, NULL);
	else if (rows->partly > 0)
		diag(reading->diag, MSG_ROWS_WITHOUT_UNIT, at, reading->source->name, partly, NULL);
}

/* An exclusion that met no row is a slip of the pen. */
static void say_struck(struct rows *rows)
{
	struct reading *reading = rows->reading;
	const struct people *people = reading->people;
	const struct exclusion *x;
	size_t i;

	if (rows->struck_rows > 0)
		diag(reading->diag, MSG_ROWS_STRUCK, (struct origin){ reading->intake->file[0].file->name, 0, 0 },
			reading->source->name, arena_printf(reading->arena, "%" PRIu64, rows->struck_rows), NULL);
	for (i = 0; people && i < people->exclusion_count; i++) {
		x = &people->exclusion[i];
		if (x->source == reading->source && x->rows == 0)
			diag(reading->diag, MSG_EXCLUSION_WITHOUT_ROW, x->at, reading->source->name,
				key_is_secret(reading->source) ? "" : arena_printf(reading->arena, "“%s”", x->key), NULL);
	}
}

static void say_workdays_open(const struct rows *rows)
{
	struct reading *reading = rows->reading;

	if (rows->row.workdays_open > 0)
		diag(reading->diag, MSG_WORKDAYS_OPEN, (struct origin){ reading->intake->file[0].file->name, 0, 0 },
			reading->source->name, arena_printf(reading->arena, "%" PRIu64, rows->row.workdays_open), NULL);
}

void rows_close(struct rows *rows)
{
	struct reading *reading = rows->reading;
	struct arena *arena = reading->arena;
	const char *name = reading->source->name;

	say_quarantined(rows);
	say_struck(rows);
	say_workdays_open(rows);
	if (reading->intake->repeats > 0)
		diag(reading->diag, MSG_KEYS_REPEATED, (struct origin){ reading->intake->file[0].file->name, 0, 0 }, name,
			arena_printf(arena, "%" PRIu64, reading->intake->repeats),
			reading->intake->repeats > REPEATS_SHOWN ? arena_printf(arena, "%s等", rows->repeats.at) : rows->repeats.at, NULL);
	assert_none_lost(reading);
}
