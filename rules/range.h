/* range.h -- which numbers an expression can possibly give, and whether a condition can hold at all.
 *
 * Everything said here is certain: where nothing is known, the range is open.
 * A range speaks of the numbers only; that there may be none is left aside. */
#ifndef RULES_RANGE_H
#define RULES_RANGE_H

#include "rules/read.h"

struct range {
	bool has_low, low_in, has_high, high_in;
	bool whole;                     /* whole numbers only */
	struct num low, high;
};

/* Where an expression stands. */
struct ranging {
	struct reader *r;
	const struct board *board;      /* NULL: any */
	const struct source *source;    /* whose rows it sees, or NULL */
	const struct ladder *ladder;    /* of a rung, or NULL */
	bool open_texts;                /* 取值 and 组 are not held to be all there is */
	unsigned depth;
};

struct range range_of(struct ranging *, const struct expr *);
void range_narrow(struct range *, enum op, struct num);         /* what x op n leaves; OP_NE leaves all */
bool range_empty(struct arena *, const struct range *);
bool range_is(const struct range *, struct num *);              /* one number, and which */
const char *range_text(struct arena *, const struct range *, const char *dimension);
bool range_not_negative(struct ranging *, const struct expr *);

/* ---- range_points.c ----------------------------------------------------------- */

/* 得分 out of `most` (range_scale_of: the greatest full marks), 得分率 out of 1. */
struct range range_of_points(const struct indicator *, struct num most);
struct num range_scale_of(struct arena *, const struct indicator *);
/* What a total on the board can be. */
struct range range_of_total(struct ranging *, const struct board *);
/* The greatest of the numbers by group; 100 where none is written. */
struct num most_of(const struct by_group *);

/* ---- alike.c ------------------------------------------------------------------- */

/* The place of the leftmost part: where the text of it begins. */
struct origin expr_start(const struct expr *);

bool expr_same(const struct expr *, const struct expr *);
/* Whether a can never be above b: the same, or a count of some of the rows that b counts. */
bool part_of(struct ranging *, const struct expr *a, const struct expr *b);
/* The texts that a column (取值) or 组, 类型 can be, NULL-terminated; NULL: any. */
const char *const *texts_of(struct ranging *, const struct expr *);

/* ---- settle.c ---------------------------------------------------------------- */

enum outcome { OPEN_ENDED, ALWAYS, NEVER };
enum outcome settle(struct ranging *, const struct expr *);
/* Whether a implies b wherever both can be told. */
bool implies(struct ranging *, const struct expr *a, const struct expr *b);

#endif
