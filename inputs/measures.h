/* measures.h -- CSV rows -> measures, given a scheme.
 *
 * The door of this room.  A measure's figure for a unit carries its n and the
 * file and lines behind it; a row that cannot be used is quarantined with its
 * place and reason; rows are conserved. */
#ifndef INPUTS_MEASURES_H
#define INPUTS_MEASURES_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"
#include "inputs/people.h"
#include "rules/scheme.h"

/* One measure of one unit. */
struct measured {
	struct value value;             /* a number, a day, moment or text; V_NONE: NOT_REPORTED or NO_DENOMINATOR */
	uint64_t n;                     /* rows that entered */
	uint32_t file;                  /* index in intake.file of the first such row; UINT32_MAX when n is 0 */
	uint32_t last_file;
	uint32_t first_line, last_line; /* in file and last_file */
};

/* Why rows were not scored, per source and registry (UINT64 counts of rows). */
struct tally {
	const struct registry *registry;
	const char *label;              /* of the mapping; NULL: the plain one */
	uint64_t in;                    /* rows read */
	uint64_t counted;               /* mapped to a unit */
	uint64_t without_unit;          /* 无单位 = 计数 */
	uint64_t excluded;              /* 必填 发生 date after 截止日 */
	uint64_t struck;                /* 剔除.csv */
	uint64_t quarantined;
	/* in = counted + without_unit + excluded + struck + quarantined, asserted */
};

/* 区县, or 区县.原办结 where the tally is of the mapping 单位.区县.原办结. */
const char *tally_name(struct arena *, const struct tally *);

struct received {                       /* one input file */
	const struct file *file;        /* bytes is NULL: they are gone once the rows are read */
	const struct unit *sender;      /* by_unit sources, else NULL */
	uint64_t rows;
	enum encoding encoding;
	size_t back;                    /* 期别: 0, or so many periods before */
};

struct intake {                         /* what came for one source */
	const struct source *source;
	struct received *file;
	size_t file_count;
	struct tally *tally;            /* one per mapping of the source, same order; this period's files */
	struct tally **earlier;         /* 往期: by 期别 - 1, then mapping */
	uint64_t repeats;               /* rows whose 主键 was there before (计入并报告) */
	const struct unit **missing;    /* 未报送: senders without a file or with an empty one */
	size_t missing_count;
	bool lacking;                   /* 汇总: no file, allowed */
};

struct quarantined {
	const char *file;
	uint32_t line;
	const struct source *source;
	const struct registry *registry;        /* NULL: for every registry */
	const char *reason;             /* Chinese sentence: what was found, what was expected */
	const char *what;               /* 列名=值 of the offending cell, "" for 保密 columns */
};

/* 留痕: the watched cells of every row of a source, as CSV text; written into the run's archive, read back next period.
 * Its form is this room's own; only rows that counted are in it, one a key. */
struct trail {
	const char *source;             /* name */
	char *bytes;
	size_t length;
};
struct trails {
	struct trail *trail;
	size_t count;
};
/* A row of an earlier published period that is not what it was. */
struct late_edit {
	const struct source *source;
	enum { EDIT_CHANGED, EDIT_VANISHED } what;      /* 改动; 未结而消失 */
	const char *key, *column, *before, *after;      /* column … after: EDIT_CHANGED */
	const struct unit *unit;        /* in the source's first mapping, or NULL */
	const char *file;               /* where it stands now; "" and 0: EDIT_VANISHED */
	uint32_t line;
};
/* open(before) + new − closed − struck = open(now), per unit of the source's first mapping. */
struct balance {
	const struct source *source;
	const struct unit *unit;
	uint64_t open_before, fresh, closed, open_now;
	bool holds;
	/* why it does not: open(before) + new − closed − vanished + reopened + moved_in − moved_out − aside = open(now) */
	uint64_t vanished, reopened, moved_in, moved_out;
	uint64_t aside;                 /* struck, quarantined or after 截止日 now */
	uint64_t struck;                /* of these: by 剔除, which is known and breaks no balance */
};

struct measures {
	const struct trails *trails;    /* of this period, for the archive */
	struct late_edit *late_edit;
	size_t late_edit_count;
	struct balance *balance;
	size_t balance_count;
	const struct scheme *scheme;
	struct period period;
	int32_t cutoff;                 /* 截止日 */
	struct intake *intake;          /* by source index */
	struct quarantined *quarantine;
	size_t quarantine_count;
	/* by measure index, then registry index, then unit index; NULL where the
	 * measure's source does not map to that registry */
	struct measured ***figure;
	/* rows under 无单位, by measure index and registry index; V_BLANK where the
	 * measure's source does not map to that registry or the measure is citywide */
	struct measured **unmatched;

	struct arena *arena;            /* this room's: where the above lies, and its bounds */
	size_t registry_count;
	size_t *unit_count;             /* by registry index */
};

/* Reads every source's files from dir.  Reports every problem and goes on; the
 * measures are fit for use only if diag_errors(d) is still 0.  Missing required
 * files are errors with exit 66, refused data with 65, quarantined rows and
 * absent senders warnings.  progress: said to stderr while reading when true. */
struct measures *measures_read(struct arena *, struct diag *, const struct scheme *,
	const char *dir, struct period, int32_t cutoff, bool progress,
	const struct people *, const struct trails *before);        /* either may be NULL: none */

/* The same of rows that a worked example writes, with the units made up for it in the seats (by registry index): the
 * sources of the sheets are read as from files, the others have no rows and no figures.  A unit that should send a file
 * (逐单位) and has no row is 未报送. */
struct measures *measures_of_rows(struct arena *, struct diag *, const struct scheme *, const struct seats *,
	const struct example_rows *, size_t count, struct period, int32_t cutoff, const struct people *);   /* people: for their calendar; NULL: none */
/* How to go about it, where the default (one thread a CPU, digests) will not do. */
struct manner {
	bool progress;                  /* say on stderr, a terminal, how far it is, if it takes over two seconds */
	bool english;                   /* say so in English */
	unsigned threads;               /* 0: one a CPU */
	bool no_digest;                 /* file->digest of the inputs is "" */
	/* for tests and benches */
	bool row_by_row;                /* no source in bulk */
	size_t stretch;                 /* bytes a thread takes at once; 0: the usual */
};
/* The same; figures, complaints and all else do not depend on the threads. */
struct measures *measures_read_as(struct arena *, struct diag *, const struct scheme *,
	const char *dir, struct period, int32_t cutoff, const struct manner *,
	const struct people *, const struct trails *before);

/* The figure, or NULL if the measure does not exist for that registry (or, made by
 * hand, was not set).  A citywide measure has it for every unit. */
const struct measured *measured(const struct measures *, const struct measure *, const struct unit *);

/* Rows that a hidden measure of 整改 counted for the unit (NULL: rows without one); false where there is no figure (未报送). */
bool rectify_rows(const struct measures *, const struct rectification *, const struct measure *, const struct unit *, uint64_t *rows);

/* "问题台账_2026-10.csv:2-180 (41行)": the rows behind a figure; "" when n is 0. */
const char *measured_source(struct arena *, const struct measures *, const struct measure *, const struct measured *);

/* Measures made by hand, for worked examples and tests: every figure absent until set. */
struct measures *measures_blank(struct arena *, const struct scheme *, struct period, int32_t cutoff);
void measures_set(struct measures *, const struct measure *, const struct unit *, struct value, uint64_t n);

#endif
