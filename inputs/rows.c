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
#include "inputs/exclusions.h"
#include "inputs/progress.h"
#include "inputs/set.h"
#include "inputs/table.h"
#include "inputs/units.h"

enum {
	ROWS_SHOWN = 5,                 /* quarantined rows said one by one */
	REPEATS_SHOWN = 3,
	ROWS_AGAIN = 1024,              /* after which passing needs are given back */
	SHOWN_CHARACTERS = 60           /* of a cell */
};

struct rows {
	struct reading *reading;
	struct gathering *gathering;
	struct trailing *trailing;      /* or NULL */
	struct table *table;            /* where rows are kept, or NULL */
	struct finder *finder;          /* by mapping */
	struct set keys;
	struct set struck;              /* keys that 剔除 names; mark: the exclusion */
	struct exclusion ***struck_unit; /* by mapping, then unit: 剔除 of the unit's rows; NULL: none of that registry */
	uint64_t struck_rows;
	struct buf key;                 /* of the row at hand */
	bool *unreadable;               /* by column: the cell of the row at hand */
	void (*met)(void *, const struct row *);        /* or NULL: keys are looked for here */
	void *met_self;
	struct csv *csv;                /* of rows that come one by one */
	struct buf repeats;             /* the first places of repeated keys */
	size_t whole, partly, said;     /* quarantined for all registries, for one; said one by one */
	const char *first_file;         /* with a quarantined row */
	/* of the file being read */
	struct letter *letter;
	struct tally *tally;            /* by mapping: of its period */
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
		if (exclusion->source == reading->source && !exclusion->unit)
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
	rows->table = reading->tables->table[source->index];
	rows->finder = arena_many(arena, struct finder, source->mapping_count);
	for (i = 0; i < source->mapping_count; i++)
		rows->finder[i] = finder_new(arena, source, &source->mapping[i]);
	rows->keys = set_new(arena);
	rows->struck = keys_to_strike(reading);
	rows->struck_unit = arena_many(arena, struct exclusion **, source->mapping_count);
	for (i = 0; i < source->mapping_count; i++)
		rows->struck_unit[i] = exclusions_of(reading, source->mapping[i].registry, NULL);
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
	if (of->masked) {
		buf_printf(what, "%s%s=（遮蔽）", what->length ? "，" : "", of->header);
		return;
	}
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
		rows->tally[i].quarantined++;
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
	return cell_is_later(column, cell, rows->reading->measures->cutoff);
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

void rows_repeated(struct rows *rows, struct place row, struct place before)
{
	struct reading *reading = rows->reading;

	if (++reading->intake->repeats <= REPEATS_SHOWN)
		buf_printf(&rows->repeats, "%s%s 与 %s", rows->repeats.length ? "、" : "", place_text(reading, row), place_text(reading, before));
}

static void key_repeated(struct rows *rows, struct place before)
{
	struct reading *reading = rows->reading;

	if (reading->source->tolerate_repeats)
		rows_repeated(rows, rows->row.place, before);
	else if (may_say(&reading->keys))
		diag(reading->diag, MSG_KEY_REPEATED, place_origin(reading, rows->row.place), place_text(reading, before), key_shown(rows), NULL);
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
	if (rows->met)
		return;                 /* once it has its units */
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
		rows->tally[i].struck++;
	rows->struck_rows++;
	exclusion->rows++;
	return true;
}

/* Whether the row is struck for its unit of this mapping. */
static bool unit_is_struck(struct rows *rows, size_t mapping, const struct unit *unit)
{
	struct exclusion *exclusion = rows->struck_unit[mapping] ? rows->struck_unit[mapping][unit->index] : NULL;

	if (!exclusion)
		return false;
	rows->tally[mapping].struck++;
	rows->struck_rows += !rows->row.struck;
	rows->row.struck = true;
	exclusion->rows++;
	return true;
}

/* ---- 留痕 ------------------------------------------------------------------------ */

/* A row whose key can be read leaves its trail, however it stands. */
static void leave_trail(struct rows *rows, enum standing standing)
{
	const struct source *source = rows->reading->source;
	size_t i;

	if (!rows->trailing || rows->row.back > 0)
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

/* Rows of an example bear no sender: the unit of a row, or the one above it, has sent something. */
static void hear_from(struct rows *rows, const struct unit *unit)
{
	struct reading *reading = rows->reading;

	for (; reading->sheet && reading->absent && rows->row.back == 0 && unit; unit = unit->parent)
		if (unit->registry == reading->source->senders)
			reading->absent[unit->index] = false;
}

/* Gives the row its slot in the registry, or none. */
static void map(struct rows *rows, size_t i)
{
	const struct source *source = rows->reading->source;
	const struct mapping *mapping = &source->mapping[i];
	struct tally *tally = &rows->tally[i];
	struct spelled *path = arena_many(rows->scratch, struct spelled, mapping->above_count + 1);
	const struct found *found;
	struct buf what;

	raw_cell(rows, mapping->column, &path[0].text, &path[0].length);
	for (size_t k = 0; k < mapping->above_count; k++)
		raw_cell(rows, mapping->above[k], &path[k + 1].text, &path[k + 1].length);
	found = finder_find(&rows->finder[i], path);
	rows->row.slot[i] = NOWHERE;
	if (found->unit) {
		check_sender(rows, found->unit);
		hear_from(rows, found->unit);
		if (unit_is_struck(rows, i, found->unit))
			return;
		tally->counted++;
		rows->row.slot[i] = (int64_t)found->unit->index;
	} else if (source->count_unmatched) {
		tally->without_unit++;
		rows->row.slot[i] = (int64_t)mapping->registry->unit_count;
	} else {
		tally->quarantined++;
		what = buf_new(rows->scratch);
		for (size_t k = mapping->above_count; k > 0; k--)
			show_cell(rows, &what, mapping->above[k - 1], path[k].text, path[k].length);
		show_cell(rows, &what, mapping->column, path[0].text, path[0].length);
		quarantine(rows, mapping->registry, found->reason, what.at);
	}
}

/* ---- row by row --------------------------------------------------------------------- */

static struct value cell_of_row(struct env *env, const struct expr *expr)
{
	struct row *row = env->self;

	if (expr->op == OP_FAR_COLUMN)
		return rows_far(env, expr);
	if (expr->op == OP_ROUNDS_BACK)
		return value_num(num_int((int64_t)row->back));
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
	const struct source *source = rows->reading->source;
	const char *reason = not_whole(rows), *what = "";
	size_t i;

	for (i = 0; i < source->mapping_count; i++)
		rows->tally[i].in++;
	if (reason) {
		quarantine_whole(rows, reason, what);
		return;
	}
	reason = read_cells(rows, &what);
	if (is_excluded(rows)) {
		for (i = 0; i < source->mapping_count; i++)
			rows->tally[i].excluded++;
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
		leave_trail(rows, STRUCK);
		return;
	}
	check_key(rows);
	rows->row.struck = false;
	for (i = 0; i < source->mapping_count; i++)
		map(rows, i);
	if (rows->table)
		table_keep(rows->table, &rows->row);
	if (rows->met)
		rows->met(rows->met_self, &rows->row);
	gather(rows->gathering, &rows->row);
	leave_trail(rows, rows->row.struck && rows->row.slot[0] == NOWHERE ? STRUCK : STANDS);
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

/* ---- once every source is read ---------------------------------------------------------- */

static void say_workdays_open(struct reading *reading, uint64_t open)
{
	if (open > 0)
		diag(reading->diag, MSG_WORKDAYS_OPEN, (struct origin){ reading->intake->file[0].file->name, 0, 0 },
			reading->source->name, arena_printf(reading->arena, "%" PRIu64, open), NULL);
}

void rows_again(struct reading *reading)
{
	const struct measures *measures = reading->measures;
	struct row row = { .people = reading->people, .tables = reading->tables, .again = true };
	struct arena *scratch = NULL;
	uint32_t i;

	row.table = reading->tables->table[reading->source->index];
	row.cell = arena_many(reading->arena, struct cell, reading->source->column_count);
	row.slot = arena_many(reading->arena, int64_t, reading->source->mapping_count);
	for (i = 0; i < table_count(row.table); i++) {
		if (i % ROWS_AGAIN == 0) {
			arena_free(scratch);
			scratch = arena_new();
		}
		row.env = (struct env){ .arena = scratch, .first = measures->period.first, .last = measures->period.last,
			.cutoff = measures->cutoff, .ref = cell_of_row, .over = rows_over, .workdays = workdays_of_row, .self = &row };
		table_load(row.table, i, &row);
		gather(reading->gathering, &row);
	}
	arena_free(scratch);
	say_workdays_open(reading, row.workdays_open);
}

/* What goes for all rows of the file. */
static void open_file(struct rows *rows, uint32_t file, struct letter *letter)
{
	const struct intake *intake = rows->reading->intake;
	const struct received *received = &intake->file[file];

	rows->letter = letter;
	rows->sender = received->sender;
	rows->tally = received->back == 0 ? intake->tally : intake->earlier[received->back - 1];
	rows->row.back = received->back;
	rows->row.place.file = file;
}

uint64_t rows_read(struct rows *rows, struct arena *arena, uint32_t file, struct letter *letter)
{
	const char *name = rows->reading->intake->file[file].file->name;
	struct csv *csv = csv_open(arena, rows->reading->diag, name, letter->text, letter->length);
	struct csv_block block;
	struct progress progress = progress_begin(rows->reading->progress, rows->reading->english, name, letter->length);
	uint64_t count = 0;
	size_t from = 1;

	open_file(rows, file, letter);
	rows->block = &block;
	while (csv_next(csv, &block)) {
		progress_say(&progress, (uint64_t)(block.bytes - letter->text), count);
		letter->headed = true;
		if (from == 1 && !read_head(rows, arena))
			break;
		take_block(rows, from);
		count += block.rows - from;
		from = 0;
	}
	progress_end(&progress);
	return count;
}

/* ---- one by one -------------------------------------------------------------------------- */

void rows_keyed(struct rows *rows, void (*met)(void *self, const struct row *), void *self)
{
	rows->met = met;
	rows->met_self = self;
}

bool rows_head(struct rows *rows, struct arena *arena, uint32_t file, struct letter *letter, char *text, size_t length, unsigned line)
{
	struct csv_block block;

	rows->csv = csv_open(arena, rows->reading->diag, rows->reading->intake->file[file].file->name, text, 0);
	csv_again(rows->csv, text, length, line);
	open_file(rows, file, letter);
	rows->block = &block;
	return csv_next(rows->csv, &block) && read_head(rows, arena);
}

void rows_one(struct rows *rows, char *text, size_t length, unsigned line)
{
	struct csv_block block;

	csv_again(rows->csv, text, length, line);
	rows->block = &block;
	while (csv_next(rows->csv, &block))
		take_block(rows, 0);
}

/* ---- after the last row ---------------------------------------------------------------- */

static void assert_none_lost(struct reading *reading, const struct tally *tally)
{
	uint64_t out;
	size_t i;

	for (i = 0; i < reading->source->mapping_count; i++, tally++) {
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

void rows_close(struct rows *rows)
{
	struct reading *reading = rows->reading;
	struct arena *arena = reading->arena;
	const char *name = reading->source->name;
	size_t i;

	say_quarantined(rows);
	reading->struck_rows = rows->struck_rows;
	say_workdays_open(reading, rows->row.workdays_open);
	if (reading->intake->repeats > 0)
		diag(reading->diag, MSG_KEYS_REPEATED, (struct origin){ reading->intake->file[0].file->name, 0, 0 }, name,
			arena_printf(arena, "%" PRIu64, reading->intake->repeats),
			reading->intake->repeats > REPEATS_SHOWN ? arena_printf(arena, "%s等", rows->repeats.at) : rows->repeats.at, NULL);
	assert_none_lost(reading, reading->intake->tally);
	for (i = 0; i < reading->source->back; i++)
		assert_none_lost(reading, reading->intake->earlier[i]);
}
