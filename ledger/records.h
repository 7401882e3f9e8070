/* records.h -- what the tables of the ledger hold.
 *
 * Each table is one list of columns over one struct.  Making the tables,
 * writing, reading and digesting them all walk these lists, so that none can
 * forget a column.  To record one more thing of a run, add a row to a list in
 * records.c and raise LEDGER_FORMAT.
 *
 * How a digest is made (docs/ledger.md shows it to an auditor): the columns of
 * a row, in order, as netstrings (LENGTH:BYTES,), rows one behind the other,
 * plain SHA-256 over it all.  A number is its decimal text. */
#ifndef LEDGER_RECORDS_H
#define LEDGER_RECORDS_H

#include "base/file.h"
#include "base/text.h"
#include "ledger/ledger.h"

enum {
	LEDGER_FORMAT = 2,              /* user_version */
	LEDGER_APPLICATION = 0x6b616f68 /* application_id: "kaoh" */
};

enum field {
	WORD,                           /* const char *; stored as its row in table text */
	TEXT,                           /* const char * */
	DIGEST,                         /* char[DIGEST_SIZE] */
	NUMBER,                         /* unsigned, and the enum run_kind */
	LARGE,                          /* uint64_t */
	FLAG                            /* bool */
};

struct column {
	const char *name;
	enum field field;
	size_t offset;
};

/* Rows that belong to an entry: key (entry, seq), seq from 1. */
struct part {
	const char *table;
	const struct column *column;
	size_t columns;
	size_t size, array, count;      /* of a row; where struct ledger_entry keeps rows and their number */
};
enum part_number { PART_FILE, PART_UNIT, PART_FIGURE, PART_FLAG, PART_COUNT, PART_RELIED, PARTS };
extern const struct part parts[PARTS];

/* A row of table entry.  Every entry of a struct ledger is the first member of one. */
struct entry_row {
	struct ledger_entry entry;
	unsigned sqlite;                /* version number of the SQLite that the file was first made with */
	uint64_t rows[PARTS];
	char sha256[PARTS][DIGEST_SIZE];
};
enum { ENTRY_COLUMNS = 24 + 2 * PARTS };
extern const struct column entry_column[ENTRY_COLUMNS];  /* the first is number, the last is head */

/* Figures of one unit in one row of table figure (sheet.c). */
struct run_sheet {
	const char *board, *code;
	const char *shape, *cells;      /* JSON */
};
/* Cuts the figures of an entry into sheets; the name of a column that the ledger cannot hold, or NULL. */
const char *sheets_make(struct arena *, struct buf *scratch, struct ledger_entry *);
/* Which column of a sheet that was read is not as sheets_make writes it, or NULL; seen remembers the last shape. */
struct shape_seen { const char *shape; size_t count; };
const char *sheet_fault(const struct run_sheet *, struct shape_seen *seen);
/* The figures of an entry from its sheets, all of them sound. */
void sheets_read(struct arena *, struct ledger_entry *);

struct entry_row *row_of(struct ledger_entry *);

const void *part_row(const struct part *, const struct ledger_entry *, size_t i);
size_t part_rows(const struct part *, const struct ledger_entry *);
void *part_make_rows(struct arena *, const struct part *, struct ledger_entry *, size_t count);

/* A column of a record. */
const char *column_text(const struct column *, const void *record);            /* WORD, TEXT, DIGEST */
uint64_t column_number(const struct column *, const void *record);             /* NUMBER, LARGE, FLAG */
void column_set_text(const struct column *, void *record, const char *);       /* WORD, TEXT; DIGEST copies */
void column_set_number(const struct column *, void *record, uint64_t);
bool column_is_text(const struct column *);

/* Puts "" where the caller left NULL; gives the name of a column that the ledger cannot hold, or NULL. */
const char *row_tidy(struct entry_row *);

/* scratch is overwritten; one serves many calls. */
void part_digest(const struct part *, const struct ledger_entry *, struct buf *scratch, char hex[DIGEST_SIZE]);
void manifest_digest(const struct ledger_entry *, struct buf *scratch, char hex[DIGEST_SIZE]);
void head_digest(const struct entry_row *, struct buf *scratch, char hex[DIGEST_SIZE]);

/* Fills manifest, counts and digests of the parts, and head; number, previous and sqlite are set. */
void row_seal(struct entry_row *, struct buf *scratch);

/* The statements that make the tables, in order: table 0 is text, 1 entry, then the parts. */
enum { TABLES = 2 + PARTS };
const char *table_name(size_t table);
const char *table_sql(struct arena *, size_t table);
/* Columns of that table as stored, keys in front: "entry", "seq", "board", … */
const char *table_columns(struct arena *, size_t table);
size_t table_width(size_t table);

#endif
