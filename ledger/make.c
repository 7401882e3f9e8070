/* make.c -- entries into the bytes of the file.
 *
 * The database is made in memory, so neither a half-written file nor a journal
 * ever lies on disk.  What SQLite leaves open in the header there is set as a
 * file has it after one transaction. */
#include "ledger/image.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024, RECENT = 1024 };

/* Words and their rows in table text: open addressing, at most half full. */
struct words {
	const char **word;              /* by row, from 1 */
	uint32_t *slot;                 /* row, 0 when free */
	size_t count, slots;
	struct { const char *word; uint32_t row; } recent[RECENT];      /* by address: the same word at the same place */
	struct arena *arena;
};

struct making {
	struct arena *arena;
	struct diag *diag;
	const char *file;
	sqlite3 *db;
	sqlite3_stmt *insert[TABLES];
	struct words words;
	unsigned char *bytes;
	unsigned sqlite;
};

static void store_big_endian(unsigned char *at, uint32_t number)
{
	at[0] = (unsigned char)(number >> 24);
	at[1] = (unsigned char)(number >> 16);
	at[2] = (unsigned char)(number >> 8);
	at[3] = (unsigned char)number;
}

uint32_t big_endian(const unsigned char *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

/* Without memory SQLite makes no database, or gives nothing back and calls it no error. */
bool sqlite_fault(struct diag *to, struct origin at, sqlite3 *db)
{
	int code = db ? sqlite3_errcode(db) : SQLITE_NOMEM;

	if (code == SQLITE_NOMEM || code == SQLITE_OK)
		diag(to, MSG_OUT_OF_MEMORY, at, NULL);
	else
		diag(to, MSG_LEDGER_SQLITE_FAULT, at, sqlite3_errmsg(db), NULL);
	return false;
}

static bool fault(struct making *making)
{
	return sqlite_fault(making->diag, (struct origin){ making->file, 0, 0 }, making->db);
}

static bool run(struct making *making, const char *sql)
{
	return sqlite3_exec(making->db, sql, NULL, NULL, NULL) == SQLITE_OK || fault(making);
}

/* ---- words ---- */

static size_t hash_of(const char *word)
{
	uint64_t hash = 14695981039346656037u;

	for (; *word; word++)
		hash = (hash ^ (unsigned char)*word) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32);
}

/* The slot where the word is, or would be. */
static uint32_t *slot_of(struct words *words, const char *word)
{
	size_t i = hash_of(word) & (words->slots - 1);

	while (words->slot[i] && words->word[words->slot[i] - 1] != word &&
	       strcmp(words->word[words->slot[i] - 1], word) != 0)
		i = (i + 1) & (words->slots - 1);
	return &words->slot[i];
}

static void words_grow(struct words *words)
{
	size_t i;

	words->slots = words->slots ? words->slots * 2 : FIRST_SLOTS;
	words->slot = arena_many(words->arena, uint32_t, words->slots);
	for (i = 0; i < words->count; i++)
		*slot_of(words, words->word[i]) = (uint32_t)(i + 1);
}

static bool step(struct making *making, sqlite3_stmt *insert)
{
	return (sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK) || fault(making);
}

/* The same looked up by its letters. */
static uint32_t row_by_letters(struct making *making, const char *word)
{
	struct words *words = &making->words;
	sqlite3_stmt *insert = making->insert[0];
	uint32_t *slot;

	if (words->count * 2 >= words->slots)
		words_grow(words);
	slot = slot_of(words, word);
	if (*slot)
		return *slot;
	*arena_push(words->arena, words->word, words->count) = word;
	*slot = (uint32_t)words->count;
	sqlite3_bind_int64(insert, 1, *slot);
	sqlite3_bind_text(insert, 2, word, -1, SQLITE_STATIC);
	return step(making, insert) ? *slot : 0;
}

/* Row of the word in table text, where it is put at its first use; 0 after a fault. */
static uint32_t word_row(struct making *making, const char *word)
{
	const size_t i = ((uintptr_t)word >> 3 ^ (uintptr_t)word >> 13) % RECENT;

	if (making->words.recent[i].word != word) {
		making->words.recent[i].row = row_by_letters(making, word);
		making->words.recent[i].word = word;
	}
	return making->words.recent[i].row;
}

/* ---- rows ---- */

static bool bind(struct making *making, sqlite3_stmt *insert, int at, const struct column *column, const void *record)
{
	uint32_t word;

	switch (column->field) {
	case WORD:
		word = word_row(making, column_text(column, record));
		return word && sqlite3_bind_int64(insert, at, word) == SQLITE_OK;
	case TEXT:
	case DIGEST:
		return sqlite3_bind_text(insert, at, column_text(column, record), -1, SQLITE_STATIC) == SQLITE_OK || fault(making);
	default:
		return sqlite3_bind_int64(insert, at, (sqlite3_int64)column_number(column, record)) == SQLITE_OK || fault(making);
	}
}

static bool add_row(struct making *making, sqlite3_stmt *insert, int keys, const struct column *column, size_t columns,
	const void *record)
{
	size_t c;

	for (c = 0; c < columns; c++)
		if (!bind(making, insert, keys + 1 + (int)c, &column[c], record))
			return false;
	return step(making, insert);
}

static bool add_part(struct making *making, size_t p, const struct ledger_entry *entry)
{
	sqlite3_stmt *insert = making->insert[2 + p];
	const struct part *part = &parts[p];
	size_t rows = part_rows(part, entry), i;

	for (i = 0; i < rows; i++) {
		sqlite3_bind_int64(insert, 1, entry->number);
		sqlite3_bind_int64(insert, 2, (sqlite3_int64)i + 1);
		if (!add_row(making, insert, 2, part->column, part->columns, part_row(part, entry, i)))
			return false;
	}
	return true;
}

bool making_add(struct making *making, const struct entry_row *row)
{
	size_t p;

	if (!run(making, "BEGIN") || !add_row(making, making->insert[1], 0, entry_column, ENTRY_COLUMNS, row))
		return false;
	for (p = 0; p < PARTS; p++)
		if (!add_part(making, p, &row->entry))
			return false;
	return run(making, "COMMIT");
}

/* ---- the database ---- */

static bool make_tables(struct making *making)
{
	const char *settings = arena_printf(making->arena,
		"PRAGMA page_size = %d; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE; PRAGMA secure_delete = ON;"
		"PRAGMA journal_mode = OFF; PRAGMA foreign_keys = OFF; PRAGMA application_id = %d; PRAGMA user_version = %d;"
		"BEGIN", PAGE, LEDGER_APPLICATION, LEDGER_FORMAT);
	size_t t;

	if (!run(making, settings))
		return false;
	for (t = 0; t < TABLES; t++)
		if (!run(making, table_sql(making->arena, t)))
			return false;
	return run(making, "COMMIT");
}

static bool prepare_inserts(struct making *making)
{
	struct buf sql;
	size_t t, i;

	for (t = 0; t < TABLES; t++) {
		sql = buf_new(making->arena);
		buf_printf(&sql, "INSERT INTO \"%s\" VALUES (", table_name(t));
		for (i = 0; i < table_width(t); i++)
			buf_add(&sql, i ? ", ?" : "?");
		buf_add(&sql, ")");
		if (sqlite3_prepare_v3(making->db, sql.at, -1, SQLITE_PREPARE_PERSISTENT, &making->insert[t], NULL) != SQLITE_OK)
			return fault(making);
	}
	return true;
}

struct making *making_new(struct diag *to, const char *file, unsigned sqlite)
{
	struct arena *arena = arena_new();
	struct making *making = arena_one(arena, struct making);
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;

	making->arena = making->words.arena = arena;
	making->diag = to;
	making->file = file;
	making->sqlite = sqlite;
	if (sqlite3_open_v2(":memory:", &making->db, flags, NULL) != SQLITE_OK) {
		fault(making);
	} else if (make_tables(making) && prepare_inserts(making)) {
		return making;
	}
	making_free(making);
	return NULL;
}

const unsigned char *making_bytes(struct making *making, size_t *length)
{
	sqlite3_int64 size = 0;

	sqlite3_free(making->bytes);
	making->bytes = sqlite3_serialize(making->db, "main", &size, 0);
	if (!making->bytes) {
		fault(making);
		return NULL;
	}
	store_big_endian(making->bytes + AT_COUNTER, 1);
	store_big_endian(making->bytes + AT_VALID_FOR, 1);
	store_big_endian(making->bytes + AT_VERSION, making->sqlite);
	*length = (size_t)size;
	return making->bytes;
}

bool making_roots(struct making *making, unsigned root[TABLES])
{
	sqlite3_stmt *row = NULL;
	size_t t = 0;

	if (sqlite3_prepare_v2(making->db, "SELECT rootpage FROM sqlite_schema ORDER BY rowid", -1, &row, NULL) == SQLITE_OK)
		while (t < TABLES && sqlite3_step(row) == SQLITE_ROW)
			root[t++] = (unsigned)sqlite3_column_int64(row, 0);
	sqlite3_finalize(row);
	return t == TABLES || fault(making);
}

void making_free(struct making *making)
{
	size_t t;

	if (!making)
		return;
	for (t = 0; t < TABLES; t++)
		sqlite3_finalize(making->insert[t]);
	sqlite3_free(making->bytes);
	sqlite3_close(making->db);
	arena_free(making->arena);
}
