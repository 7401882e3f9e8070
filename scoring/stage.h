/* stage.h -- the made-up month of an example: its units, their figures, what went before. */
#ifndef SCORING_STAGE_H
#define SCORING_STAGE_H

#include "scoring/duty.h"

struct stage {
	struct arena *arena;
	struct diag *diag;
	const struct scheme *scheme;
	const struct example *example;
	const struct board *board;      /* the example's; NULL: it is of a 统计 */
	const struct registry *own;     /* whose units the example's are: of the board, or that the rows of the 统计 go to */
	struct measures *measures;
	struct cast cast;
	struct history history;         /* of 前期 */
	struct people *people;          /* nobody, with the calendar of 工作日; NULL where the example has none */
	bool sound;                     /* its rows could be read */
};

/* Sets the stage for an example of something on that board.  measures: blank, of the scheme, used again and
 * again; their period becomes the example's. */
struct stage stage_set(struct arena *, struct diag *, const struct scheme *, struct measures *, const struct example *, const struct board *);
/* A work over it, with 给定得分 in place. */
struct work *stage_open(const struct stage *);
/* The example's k-th unit. */
const struct unit *stage_unit(const struct stage *, size_t k);
/* The period in which the example plays. */
struct period stage_period(const struct scheme *, const struct example *);

/* ---- example_rows.c ---------------------------------------------------------- */

/* Whether the example gives the source by rows. */
bool has_rows(const struct example *, const struct source *);
/* Reads the example's rows and lays what they come to; false, and complaints, where a run would not take one of them. */
bool lay_rows(struct stage *);
/* The registry whose units a measure counts for in an example. */
const struct registry *registry_of_measure(const struct measure *);
/* The registry below; NULL: none. */
const struct registry *registry_below(const struct scheme *, const struct registry *);

/* ---- examples.c -------------------------------------------------------------- */

/* The complaint of what came out otherwise; how: how it was computed. */
void example_differs(struct stage *, const struct expectation *, const char *expected, const char *computed, const char *how);

/* ---- example_matters.c --------------------------------------------------------- */

/* Proves an example of a 汇总, 整改 or 督办; false: it is of something else. */
bool matters_prove(struct stage *);

/* ---- needs.c ---------------------------------------------------------------- */

/* Whether every figure is given that the rule of its subject asks for; each that is not is complained of. */
bool needs_met(struct arena *, struct diag *, const struct scheme *, const struct example *);
/* The same for the 数量 of its trigger. */
bool needs_amount(struct arena *, struct diag *, const struct scheme *, const struct example *);

/* ---- climbs.c --------------------------------------------------------------- */

/* Proves an example of a 问责 with 历史: which rung its last period reaches. */
void climb_prove(struct stage *);

#endif
