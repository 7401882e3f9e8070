/* records.c -- what the tables of the ledger hold, and the digests over it. */
#include "ledger/records.h"

#include <string.h>

#define LENGTH(array) (sizeof (array) / sizeof *(array))

_Static_assert(sizeof(enum run_kind) == sizeof(unsigned), "a kind is stored as a number");

#define OF(type, name, field) { #name, field, offsetof(struct type, name) }

static const struct column file_column[] = {
	OF(run_file, role, WORD), OF(run_file, name, TEXT), OF(run_file, sha256, TEXT), OF(run_file, bytes, LARGE)
};
static const struct column unit_column[] = {
	OF(run_unit, board, WORD), OF(run_unit, code, WORD), OF(run_unit, name, WORD), OF(run_unit, group, WORD),
	OF(run_unit, scored, FLAG), OF(run_unit, ranked, FLAG), OF(run_unit, exact, TEXT), OF(run_unit, total, TEXT),
	OF(run_unit, rank, NUMBER), OF(run_unit, tied, NUMBER), OF(run_unit, grade, WORD), OF(run_unit, why, WORD)
};
static const struct column sheet_column[] = {
	OF(run_sheet, board, WORD), OF(run_sheet, code, WORD), OF(run_sheet, shape, WORD), OF(run_sheet, cells, TEXT)
};
static const struct column flag_column[] = {
	OF(run_flag, id, TEXT), OF(run_flag, board, WORD), OF(run_flag, code, WORD), OF(run_flag, trigger, WORD),
	OF(run_flag, cause, WORD), OF(run_flag, track, WORD), OF(run_flag, ladder, WORD), OF(run_flag, measure, WORD),
	OF(run_flag, facts, TEXT), OF(run_flag, status, WORD), OF(run_flag, step, NUMBER), OF(run_flag, streak, NUMBER),
	OF(run_flag, times, NUMBER), OF(run_flag, rows, LARGE), OF(run_flag, merged, WORD)
};
static const struct column count_column[] = {
	OF(run_count, name, WORD), OF(run_count, number, LARGE)
};
static const struct column relied_column[] = {
	{ "earlier", NUMBER, 0 }        /* a row is one unsigned */
};

#define PART(table, column, type, array, count) { table, column, LENGTH(column), sizeof(type), \
	offsetof(struct ledger_entry, array), offsetof(struct ledger_entry, count) }

const struct part parts[PARTS] = {
	[PART_FILE] = PART("file", file_column, struct run_file, file, file_count),
	[PART_UNIT] = PART("unit", unit_column, struct run_unit, unit, unit_count),
	[PART_FIGURE] = PART("figure", sheet_column, struct run_sheet, sheet, sheet_count),
	[PART_FLAG] = PART("flag", flag_column, struct run_flag, flag, flag_count),
	[PART_COUNT] = PART("count", count_column, struct run_count, count, count_count),
	[PART_RELIED] = PART("relied", relied_column, unsigned, relied, relied_count)
};

#define ENTRY(name, field) { #name, field, offsetof(struct entry_row, entry.name) }
#define ENTRY_PART(name, part) \
	{ name "_rows", LARGE, offsetof(struct entry_row, rows[part]) }, \
	{ name "_sha256", DIGEST, offsetof(struct entry_row, sha256[part]) }

const struct column entry_column[ENTRY_COLUMNS] = {
	ENTRY(number, NUMBER), ENTRY(kind, NUMBER), ENTRY(trial, FLAG), ENTRY(drill, FLAG),
	ENTRY(period, TEXT), ENTRY(scheme, TEXT), ENTRY(user, TEXT), ENTRY(host, TEXT), ENTRY(version, TEXT),
	ENTRY(now, TEXT), ENTRY(options, TEXT), ENTRY(rules_sha256, TEXT), ENTRY(meaning_sha256, TEXT),
	ENTRY(inputs_sha256, TEXT), ENTRY(folder, TEXT), ENTRY(draft, NUMBER), ENTRY(corrects, NUMBER),
	ENTRY(document, TEXT), ENTRY(by, TEXT), ENTRY(reason, TEXT),
	{ "sqlite", NUMBER, offsetof(struct entry_row, sqlite) },
	ENTRY_PART("file", PART_FILE), ENTRY_PART("unit", PART_UNIT), ENTRY_PART("figure", PART_FIGURE),
	ENTRY_PART("flag", PART_FLAG), ENTRY_PART("count", PART_COUNT), ENTRY_PART("relied", PART_RELIED),
	ENTRY(manifest_sm3, DIGEST), ENTRY(previous, DIGEST), ENTRY(head, DIGEST)
};

struct entry_row *row_of(struct ledger_entry *entry)
{
	return (struct entry_row *)entry;
}

/* ---- rows of an entry ---- */

size_t part_rows(const struct part *part, const struct ledger_entry *entry)
{
	size_t count;

	memcpy(&count, (const char *)entry + part->count, sizeof count);
	return count;
}

static char *rows_of(const struct part *part, const struct ledger_entry *entry)
{
	char *rows;

	memcpy(&rows, (const char *)entry + part->array, sizeof rows);
	return rows;
}

const void *part_row(const struct part *part, const struct ledger_entry *entry, size_t i)
{
	return rows_of(part, entry) + i * part->size;
}

void *part_make_rows(struct arena *arena, const struct part *part, struct ledger_entry *entry, size_t count)
{
	void *rows = count ? arena_alloc(arena, count * part->size) : NULL;

	memcpy((char *)entry + part->array, &rows, sizeof rows);
	memcpy((char *)entry + part->count, &count, sizeof count);
	return rows;
}

/* ---- columns of a record ---- */

bool column_is_text(const struct column *column)
{
	return column->field == WORD || column->field == TEXT || column->field == DIGEST;
}

const char *column_text(const struct column *column, const void *record)
{
	const char *at = (const char *)record + column->offset, *text;

	if (column->field == DIGEST)
		return at;
	memcpy(&text, at, sizeof text);
	return text;
}

uint64_t column_number(const struct column *column, const void *record)
{
	const char *at = (const char *)record + column->offset;
	uint64_t large;
	unsigned number;

	if (column->field == FLAG)
		return *(const bool *)at;
	if (column->field == LARGE) {
		memcpy(&large, at, sizeof large);
		return large;
	}
	memcpy(&number, at, sizeof number);
	return number;
}

void column_set_text(const struct column *column, void *record, const char *text)
{
	char *at = (char *)record + column->offset;

	if (column->field == DIGEST)
		memcpy(at, text, strlen(text) + 1);     /* the reader has measured it */
	else
		memcpy(at, &text, sizeof text);
}

void column_set_number(const struct column *column, void *record, uint64_t number)
{
	char *at = (char *)record + column->offset;
	unsigned narrow = (unsigned)number;

	if (column->field == FLAG)
		*(bool *)at = number != 0;
	else if (column->field == LARGE)
		memcpy(at, &number, sizeof number);
	else
		memcpy(at, &narrow, sizeof narrow);
}

static const char *tidy(const struct column *column, size_t columns, void *record)
{
	size_t i;

	for (i = 0; i < columns; i++) {
		if (column_is_text(&column[i]) && !column_text(&column[i], record))
			column_set_text(&column[i], record, "");
		else if (column[i].field == LARGE && column_number(&column[i], record) > INT64_MAX)
			return column[i].name;
	}
	return NULL;
}

const char *row_tidy(struct entry_row *row)
{
	const char *bad = tidy(entry_column, ENTRY_COLUMNS, row);
	const struct ledger_entry *entry = &row->entry;
	size_t p, i;

	for (p = 0; p < PARTS && !bad; p++)
		for (i = 0; i < part_rows(&parts[p], entry) && !bad; i++)
			bad = tidy(parts[p].column, parts[p].columns, rows_of(&parts[p], entry) + i * parts[p].size);
	for (i = 0; i < entry->relied_count && !bad; i++)
		if (!entry->relied[i] || entry->relied[i] >= entry->number)
			bad = "relied";
	if (!bad && (unsigned)entry->kind > RUN_IMPORT)
		bad = "kind";
	if (!bad && entry->draft >= entry->number)
		bad = "draft";
	if (!bad && entry->corrects >= entry->number)
		bad = "corrects";
	return bad;
}

/* ---- digests ---- */

enum { DIGITS = 20 };

/* Decimal digits, right-aligned in digits; where they begin. */
static const char *decimal(uint64_t number, char digits[DIGITS], size_t *length)
{
	char *at = digits + DIGITS;

	do {
		*--at = (char)('0' + number % 10);
		number /= 10;
	} while (number);
	*length = (size_t)(digits + DIGITS - at);
	return at;
}

static void add_netstring(struct buf *out, const char *bytes, size_t length)
{
	char digits[DIGITS];
	size_t size;
	const char *at = decimal(length, digits, &size);

	buf_addn(out, at, size);
	buf_addn(out, ":", 1);
	buf_addn(out, bytes, length);
	buf_addn(out, ",", 1);
}

static void add_column(struct buf *out, const struct column *column, const void *record)
{
	char digits[DIGITS];
	const char *text;
	size_t length;

	if (column_is_text(column)) {
		text = column_text(column, record);
		length = strlen(text);
	} else {
		text = decimal(column_number(column, record), digits, &length);
	}
	add_netstring(out, text, length);
}

void part_digest(const struct part *part, const struct ledger_entry *entry, struct buf *scratch, char hex[DIGEST_SIZE])
{
	size_t rows = part_rows(part, entry), i, c;
	const void *record;

	scratch->length = 0;
	for (i = 0; i < rows; i++) {
		record = part_row(part, entry, i);
		for (c = 0; c < part->columns; c++)
			add_column(scratch, &part->column[c], record);
	}
	digest_sha256(scratch->at, scratch->length, hex);
}

void manifest_digest(const struct ledger_entry *entry, struct buf *scratch, char hex[DIGEST_SIZE])
{
	const struct run_file *file;
	size_t i;

	scratch->length = 0;
	for (i = 0; i < entry->file_count; i++) {
		file = &entry->file[i];
		buf_printf(scratch, "%s %s %s %llu\n", file->role, file->name, file->sha256, (unsigned long long)file->bytes);
	}
	digest_sm3(scratch->at, scratch->length, hex);
}

void head_digest(const struct entry_row *row, struct buf *scratch, char hex[DIGEST_SIZE])
{
	size_t c;

	scratch->length = 0;
	for (c = 0; c < ENTRY_COLUMNS - 1; c++)         /* all but head itself */
		add_column(scratch, &entry_column[c], row);
	digest_sha256(scratch->at, scratch->length, hex);
}

void row_seal(struct entry_row *row, struct buf *scratch)
{
	size_t p;

	for (p = 0; p < PARTS; p++) {
		row->rows[p] = part_rows(&parts[p], &row->entry);
		part_digest(&parts[p], &row->entry, scratch, row->sha256[p]);
	}
	manifest_digest(&row->entry, scratch, row->entry.manifest_sm3);
	head_digest(row, scratch, row->entry.head);
}

/* ---- tables ---- */

static const struct column text_column[] = { { "id", LARGE, 0 }, { "text", TEXT, 0 } };
static const struct column key_column[] = { { "entry", NUMBER, 0 }, { "seq", LARGE, 0 } };

/* The lists behind a table: its keys where they are no columns of the record, then the record. */
struct layout {
	const char *name;
	const struct column *key, *column;
	size_t keys, columns;
};

static struct layout layout_of(size_t table)
{
	const struct part *part;

	if (table == 0)
		return (struct layout){ "text", NULL, text_column, 0, LENGTH(text_column) };
	if (table == 1)
		return (struct layout){ "entry", NULL, entry_column, 0, ENTRY_COLUMNS };
	part = &parts[table - 2];
	return (struct layout){ part->table, key_column, part->column, LENGTH(key_column), part->columns };
}

const char *table_name(size_t table)
{
	return layout_of(table).name;
}

size_t table_width(size_t table)
{
	struct layout layout = layout_of(table);

	return layout.keys + layout.columns;
}

static const struct column *column_at(const struct layout *layout, size_t i)
{
	return i < layout->keys ? &layout->key[i] : &layout->column[i - layout->keys];
}

const char *table_columns(struct arena *arena, size_t table)
{
	struct layout layout = layout_of(table);
	struct buf sql = buf_new(arena);
	size_t i;

	for (i = 0; i < layout.keys + layout.columns; i++)
		buf_printf(&sql, "%s\"%s\"", i ? ", " : "", column_at(&layout, i)->name);
	return sql.at;
}

const char *table_sql(struct arena *arena, size_t table)
{
	struct layout layout = layout_of(table);
	struct buf sql = buf_new(arena);
	const struct column *column;
	size_t i;

	buf_printf(&sql, "CREATE TABLE \"%s\" (", layout.name);
	for (i = 0; i < layout.keys + layout.columns; i++) {
		column = column_at(&layout, i);
		buf_printf(&sql, "\"%s\" %s NOT NULL%s, ", column->name,
			column->field == TEXT || column->field == DIGEST ? "TEXT" : "INTEGER",
			column->field == WORD ? " REFERENCES \"text\"" : "");
	}
	buf_printf(&sql, "PRIMARY KEY (%s)) STRICT, WITHOUT ROWID", layout.keys ? "\"entry\", \"seq\"" :
		table == 0 ? "\"id\"" : "\"number\"");
	return sql.at;
}
