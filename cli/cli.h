/* cli.h -- what the commands share: options, the clock, the month, the run folder and the ledger. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "inputs/people.h"
#include "ledger/ledger.h"
#include "reports/reports.h"
#include "rules/scheme.h"
#include "scoring/summary.h"

#define KAOHE_VERSION "0.1.0"

/* Exit codes, as sysexits.h and cron know them (kaohe help exit). */
enum {
	EXIT_OK = 0, EXIT_WARN = 1, EXIT_USAGE = 64, EXIT_DATA = 65, EXIT_NOINPUT = 66, EXIT_SOFTWARE = 70, EXIT_OSERR = 71,
	EXIT_CANTCREAT = 73, EXIT_IOERR = 74, EXIT_TEMPFAIL = 75, EXIT_NOPERM = 77, EXIT_CONFIG = 78,
	EXIT_VERIFY = 81, EXIT_CLOSED = 82
};

/* One invocation. */
struct call {
	struct arena *arena;
	struct diag *diag;              /* complaints of the month; they stand in its reports */
	struct diag *aside;             /* of the ledger and the folders around it; they do not */
	enum language language;
	const char *command;
	const char *rules, *inputs, *out, *period, *as_of;      /* NULL where not given */
	const char *now, *ledger, *reason, *document, *by, *head;
	const char *explained;          /* check --explain: a message number */
	const char **version;           /* check: the -r before the last one */
	size_t version_count;
	bool quiet, verbose, help, correct, drill, rerun;
	bool edition[EDITIONS], per_unit;       /* what is written beside 内部 */
	bool excerpts;                  /* complaints show the line they are about */
	const char *threads;            /* as given */
	const char *sheets;             /* --sheets as given, or NULL: the workbook whole */
	bool no_digest;                 /* inputs are not digested: for measuring speed, never published */
	char **word;                    /* what is left: UNIT ELEMENT, a help topic, a run */
	int word_count;
};

struct command {
	const char *name;
	int (*run)(struct call *);
	const char *options;            /* letters of the options it takes, see options.c */
	const char *needs;              /* of these, those it cannot do without; '|': -o or -l */
	const char *words;              /* "" or the words behind, for the help */
	int least, most;                /* how many words */
	const char *zh, *en;
};
extern const struct command commands[];
extern const size_t command_count;

int command_run(struct call *);
int command_check(struct call *);
int command_explain(struct call *);
int command_publish(struct call *);
int command_history(struct call *);
int command_status(struct call *);
int command_verify(struct call *);
int command_archive(struct call *);
int command_reissue(struct call *);
int command_import(struct call *);
int command_help(struct call *);
int command_rules(struct call *);
int command_init(struct call *);
int command_template(struct call *);

/* help.c: what an exit code means, in words. */
const char *exit_words(int code, enum language);
/* story.c: kaohe check --explain. */
int story_tell(struct call *);

/* ---- options.c ----------------------------------------------------------- */

/* Reads the arguments behind the command's name; complaints (exit 64) for what it does not take. */
void options_read(struct call *, const struct command *, int argc, char **argv);
/* --lang from anywhere on the line, before anything can be complained of. */
enum language options_language(int argc, char **argv);
/* The option table as help text, those of one command (NULL: all). */
void options_help(const struct command *, enum language, FILE *);
/* The options it cannot do without, each with a blank in front, as a usage line shows them. */
void options_needed(const struct command *, enum language, FILE *);
/* An argument's name in that language: 期, PERIOD. */
const char *options_word(const char *word, enum language);
/* --threads as a number; 0 where it was not given or is none. */
unsigned threads_of(const struct call *);
/* The options that decide a result, as they are recorded (no paths), and back again. */
const char *options_record(const struct call *);
void options_recall(struct call *, const char *record);
/* The record of a draft for the run that publishes it: its own editions in the place of the draft's. */
const char *options_record_published(const struct call *, const char *draft);

/* ---- month.c: the steps every command of a month begins with ---------------- */

/* What a month is made of, in the order in which it is made. */
struct month {
	struct period period;
	int32_t cutoff;
	bool trial;                     /* 试运行 */
	bool summed;                    /* 汇总 of published periods: no measures, scores and flags but summary */
	const struct scheme *scheme;
	const char *rules_digest;       /* of the bytes of the rule files */
	const char *meaning_digest;     /* of what they say */
	const struct people *people;
	const struct trails *before;    /* 留痕 of the last published period; or NULL */
	const struct measures *measures;
	const char *inputs_digest;      /* names and digests of what came and what people decided; 异议 apart */
	const struct history *history;  /* or NULL: no ledger */
	unsigned *relied;               /* entries behind it */
	size_t relied_count;
	const struct scores *scores;
	const struct flags *flags;
	struct summary_scores **summary;
	size_t summary_count;
};

/* Each step is false when there is an error; complaints are in c->diag.
 * known: the ledger as far as the month may see it, NULL for none; beside: where its folders lie. */
bool month_rules(struct call *, struct month *);
bool month_inputs(struct call *, struct month *, const struct ledger *known, const char *beside);
bool month_score(struct call *, struct month *);

/* The moment at which all this happens: --now, SOURCE_DATE_EPOCH, or the clock in the zone; "2026-11-01 08:00:00".
 * The only reading of a clock.  NULL and a complaint where --now is no time. */
const char *month_now(struct call *, const char *timezone);
/* The gate: whether work may go on. */
bool month_gate(struct call *);
/* text, and blanks up to the width on a terminal (one at least), on stdout. */
void print_column(const char *text, size_t width);
/* Prints the complaints (notes with -v) on stderr, and the closing line where one is due; gives the exit code. */
int month_end(struct call *, const char *summary);
/* Flushes stdout; false and a complaint if that cannot be. */
bool output_end(struct call *);

/* ---- meaning.c, history.c and its brothers ----------------------------------------- */

const char *digest_rules(struct arena *, const struct scheme *);
const char *digest_meaning(struct arena *, const struct scheme *);
const char *digest_inputs(struct arena *, const struct month *);

/* The ledger as it stood before the entry. */
struct ledger *ledger_before(struct arena *, const struct ledger *, unsigned number);
/* Fills history and relied from what is published in the ledger. */
void history_fill(struct call *, struct month *, const struct ledger *known);
/* apart.c: the proposals that it does not hold, for decisions to be held against. */
void history_apart(struct call *, const struct month *, const struct ledger *known, struct history *);
/* lineage.c: which units of an earlier period, ending on that day, a unit of today was (单位变更). */
struct ancestor {
	const char *code;
	struct num share;               /* of its figures that add up */
	bool whole;                     /* all else that it was came over, too; one at most */
};
struct lineage {
	bool changed;                   /* else it was itself, and the rest is empty */
	struct ancestor *ancestor;      /* none: 清零 */
	size_t count;
	/* A unit of the same code of which the change says nothing: the row, and who that was. */
	const struct unit_change *silent;
	struct ancestor *own;
	size_t own_count;
};
struct lineage lineage_of(struct arena *, const struct people *, const struct unit *, int32_t last);
/* history_trails.c: 留痕 of the newest period relied on (history_fill goes before); NULL: none, or the folder lacks it, and
 * that is said. */
const struct trails *history_trails(struct call *, const struct month *, const struct ledger *known, const char *beside);

/* ---- summary.c: [汇总:X] ----------------------------------------------------------- */

/* What the ledger asks of the scheme's summaries; false and complaints. */
bool summaries_check(struct call *, const struct scheme *);
/* How many of its periods are published. */
size_t summary_published(const struct month *);
/* kaohe explain of a 汇总; find and not_found as for any other period. */
void summaries_explain(struct call *, struct month *, const struct unit *(*find)(const struct registry *, const char *),
	void (*not_found)(struct call *, const struct scheme *));

/* ---- store.c: OUT and its ledger, one writer at a time ---------------------------- */

struct store {
	const char *out;
	struct ledger *ledger;
	int lock, ledger_lock;          /* the second where the ledger lies elsewhere; -1 */
	bool fresh;                     /* OUT was not there before */
};

/* Locks OUT (75 names the holder), reads the ledger, finishes or sweeps what a dead run left. */
bool store_open(struct call *, struct store *);
/* Whether the ledger bears out dir/HEAD, if there is one; else complains. */
bool store_bears_head(struct call *, const char *dir, const struct ledger *);
void store_close(struct store *);
/* -l, else OUT/ledger.db. */
const char *ledger_path(const struct call *);
/* For commands that need no ledger but use one that is given: NULL without -o and -l; one that is not there is empty. */
struct ledger *ledger_known(struct call *);
/* Where its run folders lie: OUT, else the ledger's own folder, else NULL. */
const char *ledger_beside(const struct call *);
/* Reads the ledger without a lock, for commands that only look; 66 where there is none.  NULL and complaints if it cannot. */
struct ledger *ledger_look(struct call *);
/* The run that a word of the command line means; NULL and a complaint. */
const struct ledger_entry *ledger_run(struct call *, const struct ledger *, const char *word);
/* head of the ledger, "" when it is empty. */
const char *ledger_head(const struct ledger *);

/* ---- folder.c: OUT/PERIOD/run-NNNN-draft|final|correction|import --------------------- */

struct folder {
	const char *parent;             /* OUT/PERIOD */
	const char *working;            /* OUT/PERIOD/.run-NNNN; NULL once it belongs to the ledger */
	const char *name, *final;       /* run-NNNN-draft, OUT/PERIOD/run-NNNN-draft */
	const char *recorded;           /* PERIOD/run-NNNN-draft */
	unsigned number;                /* of the entry to come */
};

/* Makes the working folder of the ledger's next number. */
bool folder_make(struct call *, const struct store *, const char *period, enum run_kind, struct folder *);
/* Lists the folder's files in the entry, commits the entry, renames the folder into place, repoints current and HEAD. */
bool folder_commit(struct call *, struct store *, struct folder *, struct ledger_entry *);
/* Removes a working folder that was not committed. */
void folder_drop(struct call *, struct folder *);
/* rename, current, HEAD of a committed entry: what a dead run may have left undone. */
bool folder_finish(struct call *, const char *out, const struct ledger_entry *);
/* Removes a folder and all in it. */
void folder_remove(struct call *, const char *path);
/* Paths of all files under dir, "archive/rules/a.ini", sorted by bytes, NULL-terminated. */
const char **folder_files(struct call *, const char *dir);
/* A file by its path inside a run folder, as it lies on disk; NULL and complaints (in aside). */
struct file *folder_read(struct arena *, struct diag *, const char *dir, const char *path);
/* Compares dir with what the entry recorded; the first difference is complained of as `what` with {run, file, what is wrong}. */
bool folder_matches(struct call *, const char *dir, const struct ledger_entry *, enum message what);

/* ---- archive of a run: what it was made from ----------------------------------------- */

#define KEPT_RULES "archive/rules"
#define KEPT_PEOPLE "archive/people"
#define KEPT_INPUTS "archive/inputs"
#define KEPT_TRAIL "archive/trail"
/* Name of a source's trail in KEPT_TRAIL. */
const char *trail_name(struct arena *, const char *source);

/* keep.c: rules, people's files, inputs (unless 归档 = 否) and trail into the working folder. */
bool keep(struct call *, const struct month *, const char *dir);

/* A run's archive laid out again as folders that can be read. */
struct relaid {
	const char *dir;                /* temporary */
	const char *rules, *inputs;
};
/* Whether it holds the inputs, as it does unless 归档 = 否 (or there were none). */
bool keeps_inputs(const struct ledger_entry *);
/* False and a complaint (in aside) if the archive is not whole. */
bool relay(struct call *, const char *folder, const struct ledger_entry *, struct relaid *);
void relay_end(struct call *, struct relaid *);

/* ---- decided.c: rules and people's papers as far as they are known ----------------------- */

struct decided {
	const struct scheme *scheme;
	const struct people *people;
};
/* What a run kept of them in its folder; false, without a word, where that is not there or not what was recorded. */
bool decided_kept(struct call *, const struct ledger_entry *, struct decided *);
/* What the newest run kept whose folder holds them; that run, or NULL. */
const struct ledger_entry *decided_newest(struct call *, const struct ledger *, struct decided *);
/* What -r and -i say; of the one that is not given, what the run kept.  False and complaints if it cannot be read. */
bool decided_given(struct call *, const struct ledger_entry *kept, struct period, struct decided *);

/* ---- entry.c, result.c: what goes into the ledger and into the folder ------------------- */

/* The entry of a month, without number, folder and output files. */
struct ledger_entry *entry_make(struct call *, const struct run_facts *, const struct month *, enum run_kind);
/* user and host into an entry. */
void entry_sign(struct call *, struct ledger_entry *);
const char *run_word(enum run_kind);            /* draft final correction import */

/* SHA-256 of the running program. */
const char *result_program(struct call *);
/* The facts of a month as the reports want them. */
struct run_facts result_facts(struct call *, const struct month *, const char *now);
/* All reports of a month and its archive into dir; corrects: the entry that a 更正 replaces, or NULL. */
bool result_write(struct call *, struct run_facts *, const struct month *, const struct ledger_entry *now,
	const struct ledger_entry *corrects, const struct ledger *, const char *dir);
/* Of these the figures as CSV. */
bool result_tables(struct call *, const struct run_facts *, const struct month *, const char *dir);
/* Name of the workbook. */
const char *result_name(struct call *, const struct run_facts *, const struct month *);
/* Whether a file of a run holds its figures: scores.csv, flags.csv, summary.csv. */
bool result_is_content(const char *path);
void result_say(struct call *, const struct run_facts *, const struct month *, const struct folder *, const struct ledger *);
const char *result_summary(struct call *, const struct run_facts *, const struct month *);

/* again.c: recomputes an entry's figures from a relaid archive as it stood then; complaints go to inner->diag and aside. */
bool again(struct call *outer, const struct ledger *, const char *beside, const struct ledger_entry *, const struct relaid *,
	struct call *inner, struct month *);
/* …and the facts with which its reports were written. */
struct run_facts again_facts(struct call *inner, const struct month *, const struct ledger *, const struct ledger_entry *);
/* Why it could not be: the first error. */
const char *again_fault(const struct call *inner);

/* ---- reissue.c: editions made after publication, as verify sees them ---------------------- */

/* Draws those that lie beside the run once more into dir, and holds those there against dir; complaints in aside. */
bool reissue_redraw(struct call *, struct call *inner, const struct run_facts *, const struct ledger_entry *, const char *dir);
void reissue_compare(struct call *, const struct ledger_entry *, const char *dir);
/* Draws the edition again whose name the workbook at path bears; false where no run has one of that name. */
bool reissue_verify_book(struct call *, const struct ledger *, const struct file *book, const char *path);

#endif
