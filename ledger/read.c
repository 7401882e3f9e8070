/* read.c -- the bytes of the file into entries, nothing taken on trust.
 *
 * SQLite sees a copy in memory that nobody can change underneath, after the
 * header was looked at and before any query with its guards up.  Each table
 * must hold exactly the rows that its entry announces, in order, so that a
 * file made to mislead ends at the first row that is out of place. */
#include "ledger/image.h"

#include <limits.h>
#include <sqlite3.h>
#include <string.h>

enum { LEAST_ROW = 4, LEAST_LENGTH = 1024 };     /* bytes of a row on disk; of SQLite's own limit */

struct reading {
	struct arena *arena;
	struct diag *diag;
	struct origin at;
	sqlite3 *db;
	size_t length;                  /* of the file */
	const char **word;
	size_t words;
	struct ledger_entry **entry;
	size_t entries;
};

static const char *shown(struct reading *r, uint64_t number)
{
	return arena_printf(r->arena, "%llu", (unsigned long long)number);
}

/* ---- the header ---- */

static bool header_is_right(struct reading *r, const unsigned char *bytes)
{
	static const char magic[16] = "SQLite format 3";
	uint64_t stated;

	if (r->length < HEADER || memcmp(bytes, magic, sizeof magic) != 0 ||
	    big_endian(bytes + AT_APPLICATION) != LEDGER_APPLICATION) {
		diag(r->diag, MSG_LEDGER_FOREIGN, r->at, NULL);
		return false;
	}
	if (big_endian(bytes + AT_FORMAT) != LEDGER_FORMAT) {
		diag(r->diag, MSG_LEDGER_FORMAT, r->at, shown(r, big_endian(bytes + AT_FORMAT)), shown(r, LEDGER_FORMAT), NULL);
		return false;
	}
	stated = (uint64_t)big_endian(bytes + AT_PAGES) * PAGE;
	if (stated != r->length) {
		diag(r->diag, MSG_LEDGER_LENGTH, r->at, shown(r, r->length), shown(r, stated), NULL);
		return false;
	}
	return true;
}

/* ---- the database ---- */

static bool open_bytes(struct reading *r, unsigned char *bytes)
{
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
	const sqlite3_int64 size = (sqlite3_int64)r->length;

	if (sqlite3_open_v2(":memory:", &r->db, flags, NULL) != SQLITE_OK ||
	    sqlite3_db_config(r->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) != SQLITE_OK ||
	    sqlite3_db_config(r->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) != SQLITE_OK ||
	    sqlite3_db_config(r->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL) != SQLITE_OK ||
	    sqlite3_db_config(r->db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL) != SQLITE_OK ||
	    sqlite3_exec(r->db, "PRAGMA cell_size_check = ON", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_deserialize(r->db, "main", bytes, size, size, SQLITE_DESERIALIZE_READONLY) != SQLITE_OK) {
		sqlite_fault(r->diag, r->at, r->db);
		return false;
	}
	sqlite3_limit(r->db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(r->db, SQLITE_LIMIT_LENGTH, r->length > INT_MAX ? INT_MAX : (int)(r->length + LEAST_LENGTH));
	return true;
}

static bool complain_of_table(struct reading *r, const char *table)
{
	diag(r->diag, MSG_LEDGER_TABLE, r->at, table, NULL);
	return false;
}

static bool same_text(sqlite3_stmt *row, int column, const char *expected)
{
	return text_same((const char *)sqlite3_column_text(row, column), expected);
}

/* The list of tables, word for word. */
static bool tables_are_ours(struct reading *r)
{
	sqlite3_stmt *row = NULL;
	const char *found;
	bool ok = false;
	size_t t = 0;
	int code;

	if (sqlite3_prepare_v2(r->db, "SELECT name, sql, type FROM sqlite_schema ORDER BY rowid", -1, &row, NULL) != SQLITE_OK) {
		complain_of_table(r, sqlite3_errmsg(r->db));
		goto out;
	}
	while ((code = sqlite3_step(row)) == SQLITE_ROW) {
		found = (const char *)sqlite3_column_text(row, 0);
		if (t == TABLES || !same_text(row, 0, table_name(t)) || !same_text(row, 1, table_sql(r->arena, t)) ||
		    !same_text(row, 2, "table")) {
			complain_of_table(r, found ? found : "sqlite_schema");
			goto out;
		}
		t++;
	}
	ok = code == SQLITE_DONE && t == TABLES;
	if (!ok)
		complain_of_table(r, t < TABLES ? table_name(t) : "sqlite_schema");
out:
	sqlite3_finalize(row);
	return ok;
}

/* All rows of a table in the order of its key, keys first. */
static sqlite3_stmt *select_rows(struct reading *r, size_t table)
{
	const char *sql = arena_printf(r->arena, "SELECT %s FROM \"%s\" ORDER BY %s", table_columns(r->arena, table),
		table_name(table), table < 2 ? "1" : "1, 2");
	sqlite3_stmt *row = NULL;

	if (sqlite3_prepare_v2(r->db, sql, -1, &row, NULL) != SQLITE_OK)
		complain_of_table(r, table_name(table));
	return row;
}

/* ---- columns ---- */

/* A whole text of the row; NULL if it is none or holds a NUL. */
static const char *cell_text(sqlite3_stmt *row, int at, size_t *length)
{
	const char *text;

	if (sqlite3_column_type(row, at) != SQLITE_TEXT)
		return NULL;
	text = (const char *)sqlite3_column_text(row, at);
	*length = (size_t)sqlite3_column_bytes(row, at);
	return text && strlen(text) == *length ? text : NULL;
}

static uint64_t most(const struct column *column)
{
	return column->field == FLAG ? 1 : column->field == NUMBER ? UINT_MAX : INT64_MAX;
}

/* Whether the cell is an integer from 0 to limit. */
static bool cell_number(sqlite3_stmt *row, int at, uint64_t limit, uint64_t *number)
{
	sqlite3_int64 found = sqlite3_column_int64(row, at);

	*number = (uint64_t)found;
	return sqlite3_column_type(row, at) == SQLITE_INTEGER && found >= 0 && *number <= limit;
}

static bool read_column(struct reading *r, sqlite3_stmt *row, int at, const struct column *column, void *record)
{
	const char *text;
	uint64_t number;
	size_t length;

	if (column->field == WORD) {
		if (!cell_number(row, at, r->words, &number) || number == 0)
			return false;
		column_set_text(column, record, r->word[number - 1]);
	} else if (column_is_text(column)) {
		text = cell_text(row, at, &length);
		if (!text || (column->field == DIGEST && length != DIGEST_SIZE - 1))
			return false;
		column_set_text(column, record, column->field == DIGEST ? text : *text ? arena_strn(r->arena, text, length) : "");
	} else {
		if (!cell_number(row, at, most(column), &number))
			return false;
		column_set_number(column, record, number);
	}
	return true;
}

/* A record from the columns behind the keys; the complaint names the column. */
static bool read_record(struct reading *r, sqlite3_stmt *row, int keys, const struct part *part, uint64_t number,
	uint64_t seq, void *record)
{
	size_t c;

	for (c = 0; c < part->columns; c++)
		if (!read_column(r, row, keys + (int)c, &part->column[c], record)) {
			diag(r->diag, MSG_LEDGER_VALUE, r->at, shown(r, number), part->table, shown(r, seq), part->column[c].name, NULL);
			return false;
		}
	return true;
}

/* ---- tables ---- */

static bool read_words(struct reading *r)
{
	sqlite3_stmt *row = select_rows(r, 0);
	const char *text;
	uint64_t id;
	size_t length;
	int code;

	if (!row)
		return false;
	while ((code = sqlite3_step(row)) == SQLITE_ROW) {
		if (!cell_number(row, 0, INT64_MAX, &id) || id != r->words + 1 || (text = cell_text(row, 1, &length)) == NULL)
			break;
		*arena_push(r->arena, r->word, r->words) = arena_strn(r->arena, text, length);
	}
	if (code != SQLITE_DONE)
		diag(r->diag, MSG_LEDGER_TEXT, r->at, shown(r, r->words + 1), NULL);
	sqlite3_finalize(row);
	return code == SQLITE_DONE;
}

static bool unreadable(struct reading *r, uint64_t number, const char *table)
{
	diag(r->diag, MSG_LEDGER_UNREADABLE, r->at, shown(r, number), table, sqlite3_errmsg(r->db), NULL);
	return false;
}

static bool misplaced(struct reading *r, uint64_t number, const char *table, uint64_t seq)
{
	diag(r->diag, MSG_LEDGER_ROW, r->at, shown(r, number), table, shown(r, seq), NULL);
	return false;
}

/* One row of table entry and room for the rows it announces. */
static bool read_entry(struct reading *r, sqlite3_stmt *row)
{
	static const struct part whole = { "entry", entry_column, ENTRY_COLUMNS, sizeof(struct entry_row), 0, 0 };
	struct entry_row *read = arena_one(r->arena, struct entry_row);
	const uint64_t number = r->entries + 1;
	uint64_t found;
	size_t p;

	if (cell_number(row, 0, UINT_MAX, &found) && found != number) {
		diag(r->diag, MSG_LEDGER_GAP, r->at, shown(r, number), shown(r, found), NULL);
		return false;
	}
	if (!read_record(r, row, 0, &whole, number, number, read))
		return false;
	if ((unsigned)read->entry.kind > RUN_IMPORT) {
		diag(r->diag, MSG_LEDGER_VALUE, r->at, shown(r, number), "entry", shown(r, number), "kind", NULL);
		return false;
	}
	for (p = 0; p < PARTS; p++) {
		if (read->rows[p] > r->length / LEAST_ROW)
			return misplaced(r, number, parts[p].table, r->length / LEAST_ROW);
		part_make_rows(r->arena, &parts[p], &read->entry, (size_t)read->rows[p]);
	}
	*arena_push(r->arena, r->entry, r->entries) = &read->entry;
	return true;
}

static bool read_entries(struct reading *r)
{
	sqlite3_stmt *row = select_rows(r, 1);
	bool ok = row != NULL;
	int code = SQLITE_DONE;

	while (ok && (code = sqlite3_step(row)) == SQLITE_ROW)
		ok = read_entry(r, row);
	if (ok && code != SQLITE_DONE)
		ok = unreadable(r, r->entries + 1, "entry");
	if (ok && !r->entries)          /* the program never writes an empty one */
		ok = misplaced(r, 1, "entry", 1);
	sqlite3_finalize(row);
	return ok;
}

/* The entry, from *e on, that still lacks its row *i of the part; false at the end. */
static bool next_expected(const struct reading *r, const struct part *part, size_t *e, size_t *i)
{
	while (*e < r->entries && *i == part_rows(part, r->entry[*e])) {
		++*e;
		*i = 0;
	}
	return *e < r->entries;
}

/* Figures are not taken apart here, but they must be fit for it. */
static bool sheet_is_sound(struct reading *r, size_t p, const void *record, uint64_t number, uint64_t seq, struct shape_seen *seen)
{
	const char *column = p == PART_FIGURE ? sheet_fault(record, seen) : NULL;

	if (column)
		diag(r->diag, MSG_LEDGER_VALUE, r->at, shown(r, number), parts[p].table, shown(r, seq), column, NULL);
	return !column;
}

static bool read_part(struct reading *r, size_t p)
{
	const struct part *part = &parts[p];
	struct shape_seen seen = { NULL, 0 };
	sqlite3_stmt *row = select_rows(r, 2 + p);
	size_t e = 0, i = 0;
	bool ok = row != NULL, more = next_expected(r, part, &e, &i);
	uint64_t number, seq;
	int code = SQLITE_DONE;

	while (ok && (code = sqlite3_step(row)) == SQLITE_ROW) {
		if (!more || !cell_number(row, 0, UINT_MAX, &number) || !cell_number(row, 1, INT64_MAX, &seq) ||
		    number != e + 1 || seq != i + 1)
			break;
		ok = read_record(r, row, 2, part, number, seq, (char *)part_row(part, r->entry[e], i)) &&
			sheet_is_sound(r, p, part_row(part, r->entry[e], i), number, seq, &seen);
		i++;
		more = next_expected(r, part, &e, &i);
	}
	if (ok && code != SQLITE_DONE && code != SQLITE_ROW)
		ok = unreadable(r, more ? e + 1 : r->entries, part->table);
	else if (ok && (more || code == SQLITE_ROW))
		ok = more ? misplaced(r, e + 1, part->table, i + 1) :
			misplaced(r, r->entries, part->table, part_rows(part, r->entry[r->entries - 1]) + 1);
	sqlite3_finalize(row);
	return ok;
}

/* ---- the chain ---- */

static bool differs(struct reading *r, enum message message, uint64_t number, const char *recorded, const char *found)
{
	if (strcmp(recorded, found) == 0)
		return false;
	diag(r->diag, message, r->at, shown(r, number), recorded, found, NULL);
	return true;
}

static bool parts_hold(struct reading *r, const struct entry_row *row, struct buf *scratch)
{
	char hex[DIGEST_SIZE];
	size_t p;

	for (p = 0; p < PARTS; p++) {
		part_digest(&parts[p], &row->entry, scratch, hex);
		if (strcmp(hex, row->sha256[p]) != 0) {
			diag(r->diag, MSG_LEDGER_PART, r->at, shown(r, row->entry.number), parts[p].table, row->sha256[p], hex, NULL);
			return false;
		}
	}
	return true;
}

static bool entry_holds(struct reading *r, const struct entry_row *row, const char *before, struct buf *scratch)
{
	const unsigned number = row->entry.number;
	char hex[DIGEST_SIZE];

	if (!parts_hold(r, row, scratch))
		return false;
	manifest_digest(&row->entry, scratch, hex);
	if (differs(r, MSG_LEDGER_MANIFEST, number, row->entry.manifest_sm3, hex) ||
	    differs(r, MSG_LEDGER_PREVIOUS, number, before, row->entry.previous))
		return false;
	head_digest(row, scratch, hex);
	return !differs(r, MSG_LEDGER_HEAD, number, row->entry.head, hex);
}

static bool chain_holds(struct reading *r)
{
	const char *before = "0000000000000000000000000000000000000000000000000000000000000000";
	struct arena *arena = arena_new();
	struct buf scratch = buf_new(arena);
	bool ok = true;
	size_t e;

	for (e = 0; e < r->entries && ok; e++) {
		ok = entry_holds(r, row_of(r->entry[e]), before, &scratch);
		before = r->entry[e]->head;
	}
	arena_free(arena);
	return ok;
}

bool image_read(struct arena *arena, struct diag *to, const char *file, unsigned char *bytes, size_t length,
	struct ledger_entry ***entries, size_t *count)
{
	struct reading reading = { .arena = arena, .diag = to, .at = { file, 0, 0 }, .length = length };
	bool ok = header_is_right(&reading, bytes) && open_bytes(&reading, bytes) && tables_are_ours(&reading) &&
		read_words(&reading) && read_entries(&reading);
	size_t p;

	for (p = 0; p < PARTS && ok; p++)
		ok = read_part(&reading, p);
	sqlite3_close(reading.db);
	ok = ok && chain_holds(&reading);
	*entries = reading.entry;
	*count = reading.entries;
	return ok;
}
