/* change.h -- why a total moved since the last published period.  Private to reports/.
 *
 * Sequential replacement, in rule order: the figures of then are put into
 * today's tree, and one leaf after the other gets its figure of now.  What
 * vetoes, bounds and roundings did is told in lines of its own: what they did
 * now less what they did then.  The lines sum to the change exactly. */
#ifndef REPORTS_CHANGE_H
#define REPORTS_CHANGE_H

#include "base/arena.h"
#include "scoring/scores.h"

enum change_kind {
	CHANGE_ITEM,                    /* a leaf that has points in both periods */
	CHANGE_WEIGHTS,                 /* 重新分摊: a leaf passed over in one of them */
	CHANGE_STRUCK,                  /* 否决与状态: nodes and units whose points were not their own */
	CHANGE_BOUNDS,                  /* 封顶保底 of nodes */
	CHANGE_NODE_ROUNDING,           /* 修约 of nodes */
	CHANGE_EXTRA,                   /* one 加减分 */
	CHANGE_EXTRA_BOUNDS,            /* 加减分封顶 加减分保底 */
	CHANGE_ADJUSTED,                /* 调整 */
	CHANGE_DUTY,                    /* 问责扣分 */
	CHANGE_REST,                    /* 加减分 to 总分限额 in one, where the parts of then are not known */
	CHANGE_TOTAL_BOUNDS,            /* 总分封顶 总分保底 */
	CHANGE_ROUNDING                 /* 修约 of the total */
};
extern const char *const change_words[];

struct change_line {
	enum change_kind kind;
	const char *element;            /* name of the leaf or 加减分, "" */
	const char *before, *after;     /* exact points, "" where there are none or they say nothing */
	const char *says;               /* 按期整改率 85% → 93% */
	struct num amount;              /* never 0 */
};
struct change {
	const struct past *past;
	const struct past_unit *before;         /* NULL: it was not on the board then */
	const struct unit_score *now;
	const char *why_not;            /* why there are no lines, or NULL */
	bool moved;                     /* both have a total: */
	struct num amount;              /* total now less total then */
	struct change_line *line;       /* in rule order */
	size_t count;
};

/* NULL where no earlier period is published. */
struct change *change_of(struct arena *, const struct scores *, const struct board_scores *, const struct unit_score *);
/* Whether the lines sum to the change. */
bool change_sums(struct arena *, const struct change *);

/* ---- change_tree.c: today's tree with the figures of either period ------------- */

struct node_state {
	bool scored, shrinks;           /* shrinks: passed over by 不计不折算 */
	struct num points, full;
};
/* What of the rule is at work. */
struct layers { bool forced, bounded, rounded; };
struct tree {
	struct arena *arena;
	const struct scheme *scheme;
	const struct board *board;
	const char *group;
	struct node_state *node;        /* by indicator index; of inner nodes worked out */
	struct node_state *force;       /* inner nodes whose points did not come from their children */
	bool *forced;
};

/* The figures of now; inner nodes under a veto or with an obstacle are forced. */
struct tree *tree_now(struct arena *, const struct scheme *, const struct board *, const struct unit_score *);
/* The figures of then; NULL, and why, where today's rules do not lead from its leaves to its root. */
struct tree *tree_then(struct arena *, const struct scheme *, const struct board *, const struct unit *, const struct past_unit *,
	const char **why);
/* Base points of the unit, every inner node worked out anew; 0 where the root has none. */
struct num tree_base(struct tree *, struct layers);
/* The same where only the leaf has changed since. */
struct num tree_replace(struct tree *, struct layers, const struct indicator *leaf, struct node_state);

#endif
