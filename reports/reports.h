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

/* What a run knows of itself beside its figures. */
struct run_facts {
	unsigned number;                /* run number in OUT/PERIOD, from 1 */
	const char *kind;               /* 草稿 */
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
bool report_run_json(struct arena *, struct diag *, const struct run_facts *, const char *dir);

/* The sentences that matter: who leads, who is last and why, who is proposed for what; who did not report.
 * One sentence a line, NULL-terminated; also on the cover. */
const char **report_sentences(struct arena *, const struct scores *, const struct flags *);

/* explain: one unit, whole or one element, as a tree: points <- value <- measures with n <- rule file:line and
 * source files with row counts.  False if the board tree has no such element. */
bool report_explain(struct arena *, const struct scores *, const struct flags *, const struct board *,
	const struct unit *, const char *element, FILE *);

#endif
