/* cli.h -- what the commands share: options, the clock, the run folder. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "reports/reports.h"
#include "rules/scheme.h"

#define KAOHE_VERSION "0.1.0"

/* Exit codes, as sysexits.h and cron know them (kaohe help exit). */
enum {
	EXIT_OK = 0, EXIT_WARN = 1, EXIT_USAGE = 64, EXIT_DATA = 65, EXIT_NOINPUT = 66, EXIT_SOFTWARE = 70, EXIT_OSERR = 71,
	EXIT_CANTCREAT = 73, EXIT_IOERR = 74, EXIT_TEMPFAIL = 75, EXIT_NOPERM = 77, EXIT_CONFIG = 78
};

/* One invocation. */
struct call {
	struct arena *arena;
	struct diag *diag;
	enum language language;
	const char *rules, *inputs, *out, *period, *as_of;      /* NULL where not given */
	bool quiet, verbose, help;
	char **word;                    /* what is left: UNIT ELEMENT, a help topic */
	int word_count;
};

struct command {
	const char *name;
	int (*run)(struct call *);
	const char *options;            /* letters of the options it takes: r i o p a q v */
	const char *needs;              /* of these, those it cannot do without */
	const char *words;              /* "" or the words behind, for the help */
	int least, most;                /* how many words */
	const char *zh, *en;
};
extern const struct command commands[];
extern const size_t command_count;

int command_run(struct call *);
int command_check(struct call *);
int command_explain(struct call *);
int command_help(struct call *);

/* ---- options.c ----------------------------------------------------------- */

/* Reads the arguments behind the command's name; complaints (exit 64) for what it does not take. */
void options_read(struct call *, const struct command *, int argc, char **argv);
/* --lang from anywhere on the line, before anything can be complained of. */
enum language options_language(int argc, char **argv);
/* The option table as help text, those of one command (NULL: all). */
void options_help(const struct command *, enum language, FILE *);

/* ---- month.c: the steps every command of a month begins with ---------------- */

/* The period of -p; `last` is the last whole period of the scheme's 周期 before today. */
bool month_period(struct call *, struct period *);
/* 截止日: --as-of, else 期末. */
bool month_cutoff(struct call *, struct period, int32_t *cutoff);
/* The gate: prints what there is to say and gives whether work may go on. */
bool month_gate(struct call *);
/* Prints the complaints (notes with -v) on stderr, and the closing line where one is due; gives the exit code. */
int month_end(struct call *, const char *summary);

/* ---- folder.c: OUT/PERIOD/run-NNNN-draft ------------------------------------ */

struct folder {
	const char *out, *parent;       /* OUT, OUT/PERIOD */
	const char *working;            /* OUT/PERIOD/.run-NNNN */
	const char *name, *final;       /* run-NNNN-draft, OUT/PERIOD/run-NNNN-draft */
	unsigned number;
	int lock;                       /* held until folder_close() */
};

/* Locks OUT (75 if another run holds it), sweeps what dead runs left, and makes
 * the working folder of the next number.  False and complaints if it cannot. */
bool folder_open(struct call *, const char *period, struct folder *);
/* Renames the complete working folder into place and points `current` at it. */
bool folder_publish(struct call *, struct folder *);
/* Removes an unpublished working folder, gives the lock back. */
void folder_close(struct call *, struct folder *);

#endif
