/* late.h -- the trail of a source in the making, shared by trail.c, which writes it, and the late files,
 * which hold it against the one before. */
#ifndef INPUTS_LATE_H
#define INPUTS_LATE_H

#include "inputs/trail.h"

/* Words of the trail's text: an open case; the head of the state column, which tells the
 * 截止日 and whether there were states at all; the head of a unit column. */
extern const char trail_open[], trail_stated[], trail_unstated[], trail_unit[];
/* Behind the state of a row that is carried over because its unit did not report: the day up to which it was seen. */
extern const char trail_unseen[];

/* One line and where its row stands. */
struct trace {
	const char *line;
	uint32_t length, key_length;    /* key_length: bytes of the key with its last comma */
	struct place place;
	enum standing standing;
};

/* Where in a line what stands. */
struct layout {
	size_t keys, fields;            /* the state is field [keys] */
	size_t *unit;                   /* by mapping; SIZE_MAX: not there */
	size_t *column;                 /* by watched column */
	bool states;
	int32_t cutoff;
};

/* A line taken apart. */
struct apart {
	char *text;
	size_t room;
	const char **field;
	size_t count, pushed;           /* pushed: room for fields so far */
};

struct trailing {
	struct reading *reading;
	struct gathering *gathering;
	struct arena *own;              /* freed once all is settled */
	struct buf line;
	size_t *watched;                /* columns of the source */
	size_t watched_count;
	struct layout now, then;
	struct apart head, line_now, line_then;
	struct trace *row, *old;
	size_t row_count, old_count;
	struct trace *carried;          /* old lines of units that did not report, as lines of now */
	size_t carried_count;
	bool unseen;                    /* some unit did not report */
	bool sorted;
	struct balance *balance;        /* by unit of the first mapping; one more for none */
	uint64_t changed, vanished, reopened, moved, aside;      /* aside: without those that 剔除 took out */
};

/* The head of a mapping's unit column: 单位.区县, 单位.区县.原办结. */
const char *trail_unit_head(struct arena *, const struct mapping *);
/* Order of keys; 0: the same key. */
int trace_by_key(const void *, const void *);
/* Whether trace[i] has the key of the one before it. */
bool trace_repeats(const struct trace *trace, size_t i);

/* ---- late_read.c --------------------------------------------------------- */

/* Reads old and then; false, and said, where it is damaged or has another key, so that there is nothing to compare with. */
bool late_read(struct trailing *, const struct trail *before);
/* Takes a line apart; its fields stay valid until the next line is taken apart there. */
void late_apart(struct arena *, struct apart *, const char *line, size_t length);
/* Says that the trail before is damaged in that line, from 1. */
void late_damaged(struct trailing *, size_t line);

/* ---- late_balance.c ------------------------------------------------------ */

bool late_is_open(const struct trace *);
/* The unit of today that a code in a line means, by that mapping; NULL: none. */
const struct unit *late_unit(const struct trailing *, size_t mapping, const char *code);
/* A row that was not there before, one that was, and an open case that is not there any more. */
void balance_fresh(struct trailing *, const struct trace *now);
void balance_stayed(struct trailing *, const struct trace *now, const struct trace *then);
void balance_vanished(struct trailing *, const struct trace *then);
/* Keeps the balances of units that had anything; how many do not hold. */
uint64_t balances_keep(struct trailing *);

/* ---- late.c -------------------------------------------------------------- */

/* Compares the sorted rows with the trail before: late edits, balances, one warning; leaves in carried what is not known. */
void late_compare(struct trailing *, const struct trail *before);

#endif
