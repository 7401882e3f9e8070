/* marking.h -- 计分: from a value to points, one function per method. */
#ifndef SCORING_MARKING_H
#define SCORING_MARKING_H

#include "scoring/work.h"

struct marking_case {
	struct arena *arena;
	const struct marking *marking;
	const char *dimension;          /* 计量单位 of the value */
	struct num value;
	struct num full;                /* own full marks of the item */
	struct env *env;                /* for 目标, 档, 低 and 高, which are expressions */
	struct place place;             /* methods that look at the group only */
	bool silent;                    /* steps are not asked for */
};

struct marked {
	bool scored;                    /* false: no points come of it, for the reason kind */
	enum none kind;
	struct num points;
	const char *steps;              /* "目标 95%，实际 90%，低 5 个百分点；…，得 90", or why not */
};

struct marked marking_points(const struct marking_case *);
bool marking_looks_at_group(enum method);
/* What the methods of marking_group.c share with the others. */
struct marked unscored(const char *why);
struct marked scored(struct num points, const char *steps);

/* marking_group.c */
struct marked mark_by_rank(const struct marking_case *);
struct marked mark_of_first(const struct marking_case *);
struct marked mark_standard(const struct marking_case *);
struct marked mark_range(const struct marking_case *);

/* 加减分: BONUS gives 0 to cap, DEDUCT −cap to 0. */
struct marked marking_extra(const struct marking_case *);

#endif
