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

/* Every leaf that cost points of the total, dearest first (equals in rule order), and how many; none on a board
 * where the smaller is the better. */
struct loss { const struct indicator *leaf; struct num points; };
size_t losses_of(struct arena *, const struct unit_score *, const struct board *, struct loss **);

#endif
