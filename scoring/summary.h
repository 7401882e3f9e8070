/* summary.h -- [汇总:X]: a quarter, half or year made of published periods.
 *
 * Pure: cli/ hands over the published totals as a history, in any order and
 * with any periods; those that lie within the summary's are taken.  A unit's
 * total is the mean of its totals (after 修约), each with the weight of its
 * month (quarter); 缺期 says what a period without a total does: 跳过 leaves it
 * out, its weight too, 零分 counts it as 0, 不参与排名 leaves it out and takes
 * the rank.  Ranks are on the total after 修约, in the groups of the board; units
 * listed in its 不参与排名 have none.  Grades are those of the board, on this
 * total, where 等次 says so.  The summary period before, if it is in the history
 * too, is kept for who rose and fell; no figure comes from it. */
#ifndef SCORING_SUMMARY_H
#define SCORING_SUMMARY_H

#include "scoring/history.h"

/* One period of the summary, in order. */
struct summary_part {
	struct period period;
	unsigned run;                   /* entry number; 0: not published */
	const struct past *past;        /* NULL: not published */
	struct num weight;
};
struct summary_unit {
	const struct unit *unit;
	const struct past_unit **part;  /* by part: as published; NULL where the unit has no total */
	bool scored, ranked;
	const char *why_unranked;       /* a sentence, when not ranked */
	struct num exact, total;        /* before and after 修约 */
	unsigned rank, tied;            /* 0 when not ranked; 1 alone */
	const struct grade *grade;      /* or NULL */
	const char *steps;              /* "(90 × 1 + 80 × 2) ÷ 3 = ≈83.333333" */
};
struct summary_group {
	const char *group;              /* "" when pooled or without groups */
	struct summary_unit **unit;     /* ranked first in rank order (ties in registry order), then the others */
	size_t unit_count, ranked_count;
};
struct summary_scores {
	const struct summary *summary;
	struct period period;
	const struct past *before;      /* the summary period before this one, where it is published; or NULL */
	struct summary_part *part;
	size_t part_count;
	struct summary_unit *unit;      /* by unit index */
	size_t unit_count;
	struct summary_group *group;    /* in order of appearance in the registry */
	size_t group_count;
};

/* period is of the summary's 周期.  Periods not published are a warning. */
struct summary_scores *summary_compute(struct arena *, struct diag *, const struct scheme *, const struct summary *,
	struct period, const struct history *);
/* The same of units made up for an example, in place of those of the board's registry. */
struct summary_scores *summary_of_units(struct arena *, struct diag *, const struct scheme *, const struct summary *,
	struct period, const struct history *, struct unit *const *, size_t count);

#endif
