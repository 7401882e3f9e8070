/* duty.h -- 问责 at work: verdicts, ladders and what people decided. */
#ifndef SCORING_DUTY_H
#define SCORING_DUTY_H

#include "scoring/flags.h"
#include "scoring/work.h"

/* ---- ladder.c: which rung ----------------------------------------------------- */

/* A trigger that holds for a unit, before its ladder. */
struct climber {
	struct arena *arena;
	const struct history *history;  /* or NULL */
	const struct people *people;    /* or NULL */
	struct period now;
	const struct trigger *trigger;  /* has a ladder */
	const struct unit *unit;
	bool has_amount;
	struct num amount;              /* 数量 */
};
struct climb {
	const struct rung *rung;        /* NULL: none is reached */
	unsigned step;                  /* its number, or 0 */
	unsigned streak, times;
	const char *months;             /* earlier periods counted in either, oldest first */
	const char *says;               /* the rung with the numbers put in */
};
struct climb ladder_climb(const struct climber *);

/* The roles that answer at that step of the trigger's ladder; the trigger's own at step 0. */
const char *const *step_roles(const struct trigger *, const struct unit *, unsigned step);

/* Whether a run that is followed backwards passes this period (1 held, 0 not, -1 without data), and its length. */
bool run_goes_on(int held, enum gap, unsigned *length);

/* ---- judging.c: triggers -------------------------------------------------------- */

enum { DOES_NOT_APPLY = -2 };
struct verdict {
	signed char holds;              /* as expr_holds, or DOES_NOT_APPLY */
	bool raised;                    /* it holds, and the unit has figures */
	bool has_amount;
	struct num amount;
	const struct climb *climb;      /* raised on a ladder */
};
const struct verdict *verdict_of(struct work *, const struct trigger *, const struct unit *);
/* Raised with a measure to propose, not merely counted, and neither 撤销 nor 免责 by now. */
bool verdict_stands(struct work *, const struct trigger *, const struct unit *);
/* Of the triggers of one 情形 raised on the unit, the one whose flag stands for all. */
const struct trigger *verdict_winner(struct work *, const struct trigger *, const struct unit *);
struct seat trigger_seat(struct work *, const struct trigger *, const struct unit *);
const char *flag_id(struct work *, const struct trigger *, const struct unit *);
void triggers_judge(struct work *);
void crosschecks_judge(struct work *);  /* crosschecks.c */

/* ---- rulings.c: 决定 -------------------------------------------------------------- */

const struct ruling *ruling_on(const struct people *, const char *flag_id);        /* NULL: none */
const char *ruling_status(const struct ruling *);       /* NULL: 建议 */
bool ruling_counts(const struct ruling *);              /* neither 撤销 nor 免责 */
/* The same with what is left of them at 截止日 and what was answered. */
struct deadline deadline_of(struct work *, const char *flag_id, const struct trigger *);
/* Of an earlier flag, as decided by now. */
bool flag_counts(const struct people *, const struct past_flag *);
/* The same as 计数对象 of the ladder says. */
bool ladder_counts(const struct ladder *, const struct people *, const struct past_flag *);
const char *flag_measure(const struct people *, const struct past_flag *);
/* Complains of rulings on flags that there are not, and of replies that the calendar cannot date. */
void rulings_check(struct work *);
/* apart.c: of a decision on a proposal that is not among those known (NULL-terminated) but of another period than this: whether
 * that is all right or was complained of; false: it is for the caller to complain. */
bool ruling_apart(struct work *, const char *const *known, const char *id, struct origin);
/* The id that is nearest, of those known and of whatever else the ledger holds; NULL: none. */
const char *ruling_nearest(struct work *, const char *const *known, const char *id);
/* 督办 */
void matters_list(struct work *, struct flags *, int32_t today);

/* ---- roles.c: who answers ---------------------------------------------------------- */

/* The day of the fact; says gets what the facts say of it, "" where the rule has no 事实日. */
int32_t fact_day(struct work *, const struct trigger *, const struct unit *, const char **says);
struct answering {
	struct arena *arena;
	struct diag *diag;              /* NULL: whatever there is to say was said before */
	const struct unit *unit;
	int32_t day, today;             /* of the fact, and of the run */
};
/* The roles with their holders on the day, and at present where that is later and others hold them.  A role that nobody
 * held is complained of. */
const char *roles_of(const struct answering *, const char *const *role);
/* The same of an earlier flag. */
const char *roles_of_past(struct work *, const struct past_flag *, int32_t today);

/* ---- facts.c: the words of a flag ----------------------------------------------- */

const char *facts_of(struct work *, const struct trigger *, const struct unit *);
/* The same of any condition. */
const char *facts_in(struct seat *, const struct expr *when);
void evidence_gather(struct work *, struct flag *);

#endif
