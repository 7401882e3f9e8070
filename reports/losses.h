/* losses.h -- where a unit lost its points.  Private to reports/. */
#ifndef REPORTS_LOSSES_H
#define REPORTS_LOSSES_H

#include "base/arena.h"
#include "base/num.h"
#include "rules/scheme.h"
#include "scoring/scores.h"

/* What a child gives its parent, and might have given, in the parent's points. */
void given_by(struct arena *, const struct unit_score *, const struct indicator *child, struct num *got, struct num *most);
/* The child of parent that lost the largest part of its weight (the lowest 得分率), or NULL when nothing was
 * lost; under 取较低 the lowest, which alone counts. */
const struct indicator *costliest_child(struct arena *, const struct unit_score *, const struct indicator *parent);
/* The leaf under branch that cost it most points; NULL when branch is a leaf, has no number of its own or lost nothing. */
const struct indicator *costliest_leaf(struct arena *, const struct unit_score *, const struct indicator *branch);

/* One thing that cost a unit points: an indicator, or (where that is NULL) a 加减分, or else a 调整 or 问责扣分. */
struct loss {
	const struct indicator *indicator;
	const struct extra_score *extra;
	const struct intervention *intervention;
	struct num points;              /* more than 0 */
};
/* What cost the unit points, dearest first (equals in rule order), and how many.  On a board where the smaller is the
 * better no indicator costs points.
 * branch: the indicators of the first level, in the root's points; total: the leaves, 加减分 and what people decided, in
 * points of the total. */
size_t branch_losses(struct arena *, const struct unit_score *, const struct board *, struct loss **);
size_t total_losses(struct arena *, const struct unit_score *, const struct board *, struct loss **);

#endif
