/* reports.h -- scores and flags -> workbook, CSV, JSON, text.
 *
 * A report reads and writes; it never changes a score.  Every function writes
 * into an existing run folder and reports what it could not do. */
#ifndef REPORTS_REPORTS_H
#define REPORTS_REPORTS_H

#include <stdbool.h>
#include <stdio.h>
#include "base/arena.h"
#include "base/diag.h"
#include "scoring/flags.h"
#include "scoring/scores.h"
#include "scoring/summary.h"

/* What a run knows of itself beside its figures. */
struct run_facts {
	unsigned number;                /* of the ledger entry, from 1 */
	const char *kind;               /* 草稿 正式 更正 */
	const char *mark;               /* 试运行, 演练, or "" */
	const char *now;                /* --now as recorded */
	const char *head;               /* of the ledger before this run; "" when it is the first */
	unsigned draft;                 /* 正式: number of the draft it promotes; else 0 */
	unsigned corrects;              /* 更正: number of the run it replaces; else 0 */
	const char *document, *by, *reason;     /* publish, --correct; "" when none */
	const struct history *history;  /* or NULL */
	const struct people *people;    /* or NULL */
	const char *version;            /* of the program */
	const char *program_digest;     /* SHA-256 of the executable */
	const char *rules_digest;       /* one digest over the names and digests of all rule files */
	const char *as_of;              /* --as-of, or NULL */
	const char *language;           /* zh or en */
	const char *workbook;           /* file name, set by the caller with book_name() */
	const struct scheme *scheme;
	const struct measures *measures;
	const struct scores *scores;
	const struct flags *flags;
	const struct diag *diag;        /* for 数据质量 and run.json */
};

/* {方案}_{期}_{草稿}_{运行号}.xlsx, characters a file system refuses taken out; 输出名 of the scheme may name another. */
const char *book_name(struct arena *, const struct run_facts *);

bool report_book(struct arena *, struct diag *, const struct run_facts *, const char *dir);
bool report_scores_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
bool report_flags_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
bool report_quarantine_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
/* corrections.csv of a 更正: what the figures were in the run it replaces and are now. */
struct correction_line { const char *board, *code, *name, *what, *before, *after; };
bool report_corrections_csv(struct arena *, struct diag *, const struct run_facts *, const struct correction_line *, size_t count,
	const char *const *touched, const char *dir);        /* touched: later periods that relied on it, NULL-terminated */
/* changes.csv: why every total moved since the last published period, line by line, summing exactly (asserted: 70).
 * Writes nothing, and is true, where no earlier period is published. */
bool report_changes_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
bool report_run_json(struct arena *, struct diag *, const struct run_facts *, const char *dir);

/* [汇总:X]: summary.xlsx's name ({方案}_{期}_{汇总}.xlsx), the workbook of one sheet, and summary.csv.  Of the facts only
 * number, kind, mark, now, head, document, by, version, digests and scheme are looked at. */
const char *summary_name(struct arena *, const struct run_facts *, const struct summary_scores *);
bool report_summary_book(struct arena *, struct diag *, const struct run_facts *, const struct summary_scores *, const char *dir);
bool report_summary_csv(struct arena *, struct diag *, const struct run_facts *, const struct summary_scores *, const char *dir);

/* Holds two workbooks against each other: every cell that differs as a line “排名!C5: 35.00 → 36.00” (theirs → ours),
 * a sheet that only one has too.  True when nothing differs; false with a complaint where one cannot be read. */
bool book_compare(struct arena *, struct diag *, const char *ours, const char *theirs, FILE *out);

/* The sentences that matter: who leads, who is last and why, who rose and fell most, who is proposed for what and
 * what was decided, what is overdue; who did not report.
 * One sentence a line, NULL-terminated; also on the cover. */
const char **report_sentences(struct arena *, const struct scores *, const struct flags *);

/* explain: one unit, whole or one element, as a tree: points <- value <- measures with n <- rule file:line and
 * source files with row counts.  False if the board tree has no such element. */
bool report_explain(struct arena *, const struct scores *, const struct flags *, const struct board *,
	const struct unit *, const char *element, FILE *);

#endif
