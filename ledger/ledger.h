/* ledger.h -- the run history: one entry a run, chained, in one SQLite file.
 *
 * The door of this room.  It speaks in plain records of its own, which cli/
 * fills and reads; it knows nothing of schemes, measures or scores.  Numbers
 * are exact texts (num_text).  Everything lives in the arena.
 *
 * The file is canonical: it is rebuilt from its records and renamed on each
 * append, with SQLite's version number (header bytes 96-99) set to the one it
 * was first made with, so that ledger_verify() can rebuild it and compare
 * every byte.  Tables are STRICT, WITHOUT ROWID; journal DELETE; page size 4096.
 *
 * A path's file is never a link; a -journal or -wal beside it is complained of.
 * The chain proves that no entry was changed, taken out or put in before the
 * last one; that the last ones were not cut off only a head kept elsewhere
 * proves (OUT/HEAD, the paper). */
#ifndef LEDGER_LEDGER_H
#define LEDGER_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/diag.h"

/* 草稿, 正式, 更正, 导入, 征求意见 is a state of a draft, not a kind */
enum run_kind { RUN_DRAFT, RUN_FINAL, RUN_CORRECTION, RUN_IMPORT };
extern const char *const run_kind_words[];      /* 草稿 正式 更正 导入 */

/* One file of a run: role input | rule | people | output. */
struct run_file {
	const char *role, *name, *sha256;
	uint64_t bytes;
};
/* One unit on one board. */
struct run_unit {
	const char *board, *code, *name, *group;
	bool scored, ranked;
	const char *exact, *total;      /* "" when not scored */
	unsigned rank, tied;            /* 0 when not ranked */
	const char *grade, *why;        /* "" when none */
};
/* One figure: kind value | points | full | share | weight | extra | part | measure; part: 基本分 加减分 调整 问责扣分.
 * Of a 汇总: kind period, the total published in each. */
struct run_figure {
	const char *board, *code, *kind, *element, *number, *status;    /* number "" when there is none, status the word */
	uint64_t n;
};
/* One 问责 proposal as it stood in that run. */
struct run_flag {
	const char *id, *board, *code, *trigger, *cause, *track, *ladder, *measure, *facts, *status;
	unsigned step;                  /* rung of the ladder, 0 without one */
	unsigned streak, times;         /* 连续, 累计 */
	uint64_t rows;
	const char *merged;             /* other triggers it stands for, joined by / (no name holds one); "" when none */
};
struct run_count { const char *name; uint64_t number; };
struct run_sheet;                       /* figures as they lie in the file */

struct ledger_entry {
	unsigned number;                /* 1, 2, 3 … without gaps */
	enum run_kind kind;
	bool trial, drill;              /* 试运行, 演练: never count */
	const char *period, *scheme, *user, *host, *version, *now;      /* now: ISO time given by the caller */
	const char *options;            /* as typed, without paths */
	const char *rules_sha256;       /* bytes of the rule files */
	const char *meaning_sha256;     /* their parsed meaning: comments and spacing do not count */
	const char *inputs_sha256;      /* names and digests of inputs and people's files */
	const char *folder;             /* beside the ledger: 2026-10/run-0007-final */
	unsigned draft;                 /* FINAL: the draft it promotes; CORRECTION: likewise, or 0 */
	unsigned corrects;              /* CORRECTION: the entry it replaces */
	const char *document, *by, *reason;     /* "" when none */
	unsigned *relied;               /* entries of earlier periods it relied on */
	size_t relied_count;
	struct run_file *file;      size_t file_count;
	struct run_unit *unit;      size_t unit_count;
	struct run_figure *figure;  size_t figure_count;        /* of an entry to be written; of one that was read: ledger_figures() */
	struct run_flag *flag;      size_t flag_count;
	struct run_count *count;    size_t count_count;
	struct run_sheet *sheet;    size_t sheet_count;         /* this room's own */
	char manifest_sm3[65];          /* SM3 over "role name sha256 bytes\n" of its files */
	char previous[65];              /* head before it; 64 zeros for the first */
	char head[65];                  /* SHA-256 over previous and everything above, canonical */
};

struct ledger {
	const char *path;
	struct ledger_entry **entry;
	size_t count;
	const char *head;               /* of the last entry; 64 zeros when empty */
	char digest[65];                /* of the file as it was read or written; "" when there is none */
	unsigned sqlite;                /* number of the SQLite version that the file was first made with */
};

/* Reads the ledger and recomputes its whole chain; figures are digested as they
 * lie and taken apart only by ledger_figures().  A file that is not there is an empty ledger.
 * A damaged one is complained of (exit 81) at its first bad record; NULL then. */
struct ledger *ledger_open(struct arena *, struct diag *, const char *path);

/* Numbers the entry, chains it and writes the file anew: temporary file beside
 * it, fsync, rename, fsync of the folder.  False and a complaint if it cannot;
 * the old file is then untouched.  Refused with 75 while another append is at
 * work in that folder or when the file is no longer the one that was opened,
 * with 81 when it is not, byte for byte, what its entries make.  NULL texts
 * become "".  The rows of the entry are used in place and must not change. */
bool ledger_append(struct arena *, struct diag *, struct ledger *, struct ledger_entry *);

/* Walks the chain, rebuilds the file and compares every byte.  81 names the
 * first bad record; nothing is repaired.  True when all is well. */
bool ledger_verify(struct arena *, struct diag *, const char *path);

/* The figures of an entry, in the order in which they were written; taken apart at the first
 * call for it, into the arena in which the ledger lives. */
const struct run_figure *ledger_figures(struct arena *, const struct ledger_entry *, size_t *count);

/* The entry that counts for a period: the last 正式, 更正 or 导入 that is neither
 * 试运行 nor 演练; NULL if the period is not published. */
const struct ledger_entry *ledger_published(const struct ledger *, const char *period);
const struct ledger_entry *ledger_number(const struct ledger *, unsigned number);

#endif
