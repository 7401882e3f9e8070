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

/* Who may read it, from the fewest to all: 内部 has everything; 会议 only measures that were decided, since 告知 and 申辩 may
 * still be due; 公开 no proposals, no persons, nothing from within. */
enum edition { INTERNAL, MEETING, PUBLIC, EDITIONS };
extern const char *const edition_words[];       /* 内部 会议 公开, NULL */

/* What a run knows of itself beside its figures. */
struct run_facts {
	enum edition edition;           /* of the file being written */
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
	const char *sheets;             /* --sheets: the only ones, with commas between; NULL: all */
	const char *language;           /* zh or en */
	const struct unit *only;        /* of a unit's own workbook; NULL: all units */
	const char *workbook;           /* file name, set by the caller with book_name() */
	size_t units_held;              /* a workbook of more units is written in constant memory; 0: CONSTANT_UNITS of book.h */
	const char **also;              /* files of other editions, by their paths in the run folder: for run.json */
	size_t also_count;
	const struct scheme *scheme;
	const struct measures *measures;
	const struct scores *scores;
	const struct flags *flags;
	const struct diag *diag;        /* for 数据质量 and run.json */
	/* [汇总:X] of a quarter, half or year; then there are no scores, no flags, and measures of nothing but the period. */
	struct summary_scores *const *summary;
	size_t summary_count;
};

/* {方案}_{期}_{草稿}_{运行号}.xlsx, of a 汇总 {方案}_{期}_{汇总}_{草稿}_{运行号}.xlsx; characters a file system refuses taken out; 输出名 of the scheme may name another. */
const char *book_name(struct arena *, const struct run_facts *);

/* Whether a workbook may have a sheet of that name; the names of all, for a message. */
bool report_has_sheet(const char *name);
const char *report_sheet_names(struct arena *);

bool report_book(struct arena *, struct diag *, const struct run_facts *, const char *dir);
/* The same while the caller does something else: begin (NULL and a complaint if there is no writer), then end it or drop it. */
struct book_writer;
struct book_writer *report_book_begin(struct arena *, struct diag *, const struct run_facts *, const char *dir);
bool report_book_end(struct arena *, struct diag *, struct book_writer *);
void report_book_drop(struct arena *, struct book_writer *);
bool report_scores_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
bool report_flags_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
/* rectify.csv: unit by state, ageing bucket and 反弹 of every [整改].  Writes nothing, and is true, where the scheme has none. */
bool report_rectify_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
/* lists.csv: who is on each [名单].  Writes nothing, and is true, where the scheme has none. */
bool report_rosters_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
bool report_quarantine_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
/* corrections.csv of a 更正: what the figures were in the run it replaces and are now. */
struct correction_line { const char *board, *code, *name, *what, *before, *after; };
bool report_corrections_csv(struct arena *, struct diag *, const struct run_facts *, const struct correction_line *, size_t count,
	const char *const *touched, const char *dir);        /* touched: later periods that relied on it, NULL-terminated */
/* changes.csv: why every total moved since the last published period, line by line, summing exactly (asserted: 70).
 * Writes nothing, and is true, where no earlier period is published. */
bool report_changes_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);
bool report_run_json(struct arena *, struct diag *, const struct run_facts *, const char *dir);

/* summary.csv: every unit of every [汇总:X] of the period. */
bool report_summary_csv(struct arena *, struct diag *, const struct run_facts *, const char *dir);

/* Holds two workbooks against each other: every cell that differs as a line “排名!C5: 35.00 → 36.00” (theirs → ours),
 * a sheet that only one has too.  True when nothing differs; false with a complaint where one cannot be read. */
bool book_compare(struct arena *, struct diag *, const char *ours, const char *theirs, FILE *out);

/* The sentences that matter: who leads, who is last and why, who rose and fell most, who is proposed for what and
 * what was decided, what is overdue; who did not report.
 * One sentence a line, NULL-terminated; also on the cover. */
const char **report_sentences(struct arena *, const struct scores *, const struct flags *);

/* The sentences of the edition that the facts are of, of a period or a 汇总. */
const char **report_sentences_in(struct arena *, const struct run_facts *);

/* 通报.txt, at most 300 characters: the sentences of [通报], else those above, as many as fit.  A sentence of [通报] that does not
 * fit is a warning. */
bool report_circular(struct arena *, struct diag *, const struct run_facts *, const char *dir);
/* The same without writing: what `check` says of it. */
void report_circular_check(struct arena *, struct diag *, const struct run_facts *);
/* Workbook and notice of an edition, for 公开 a page too; their names are added to facts->also. */
bool report_edition(struct arena *, struct diag *, struct run_facts *, enum edition, const char *dir);
/* --per-unit: 单位/…_CODE.html and .xlsx, each unit's own marks and proposals; their names are added to facts->also.
 * progress: says on stderr, a terminal, how many are done. */
bool report_unit_pages(struct arena *, struct diag *, struct run_facts *, const char *dir, bool progress);
/* 简报.html: for a phone, from within, one file that asks for nothing. */
bool report_brief(struct arena *, struct diag *, const struct run_facts *, const char *dir);

/* The same of a 汇总: who leads, who is last and in which periods it lost most, who is not ranked and why, what was
 * proposed in those periods, which of them are not published. */
const char **report_summary_sentences(struct arena *, const struct run_facts *);

/* explain: one unit, whole or one element, as a tree: points <- value <- measures with n <- rule file:line and
 * source files with row counts.  False if the board tree has no such element. */
bool report_explain(struct arena *, const struct scores *, const struct flags *, const struct board *,
	const struct unit *, const char *element, FILE *);
/* The same of a 汇总: its total <- the periods with weight, run and published total <- rule file:line.  element: NULL, the
 * name of the [汇总:X], or a period of it, as 2026-10; false if it is neither. */
bool report_explain_summary(struct arena *, const struct run_facts *, const struct summary_scores *, const struct unit *,
	const char *element, FILE *);

/* The data-entry forms of the scheme, one workbook and the CSV heads a source and a table of decisions, into an existing
 * folder; period (or NULL) names the CSVs.  Nothing is overwritten.  Counts what was written. */
bool report_forms(struct arena *, struct diag *, const struct scheme *, const struct period *, const char *dir, size_t *books, size_t *heads);

/* The scheme printed back as 条文, tables in line: what a leader signs. */
void report_regulation(struct arena *, const struct scheme *, FILE *);

#endif
