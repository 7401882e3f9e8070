/* work.h -- the scorer at work: what the files of this room share.
 *
 * A work is one scoring of one scheme over one set of measures; a desk is one
 * board of it.  Everything is worked out when it is first asked for and kept
 * (value, then obstacle, then own points, then final points of a node; then
 * totals, then ranks of a board; then triggers), so the order in which files of this room
 * call each other cannot change a result. */
#ifndef SCORING_WORK_H
#define SCORING_WORK_H

#include "scoring/scores.h"

enum progress { FRESH, AT_WORK, DONE };
enum phase { VALUE_PHASE, OBSTACLE_PHASE, OWN_PHASE, FINAL_PHASE, PHASES };

/* Made-up units in place of every registry's own, for examples; by registry index. */
struct cast {
	struct unit ***unit;
	size_t *count;
};

/* The units of one registry: all of it, or those made up for an example. */
struct roll {
	struct unit **unit;
	size_t count;
	/* Children by the index of their parent: child[first[p]] to child[first[p + 1] - 1]. */
	size_t *first;
	const struct unit **child;
};

/* The units ranked together on a board. */
struct party {
	const char *group;              /* "" when pooled */
	const struct unit **unit;       /* in registry order */
	size_t count;
};

/* 组均得分 of one node in one group: the mean rate of those with points of their own. */
struct group_mean {
	enum progress progress;
	struct num rate;
	size_t count;
};

/* The same of the units that 范围 takes from the board. */
struct range_mean {
	const struct indicator *indicator;
	const struct expr *among;
	struct group_mean mean;
};

struct across;
struct desk {
	struct work *work;
	const struct board *board;
	const struct roll *roll;
	struct board_scores *out;
	const bool *unranked;           /* 不参与排名 by unit index, or NULL */
	bool *in_tree;                  /* by indicator index */
	unsigned char *progress;        /* by unit, indicator, phase */
	struct party *party;
	size_t party_count;
	size_t *party_of;               /* by unit index */
	struct group_mean *mean;        /* by indicator, then party; the last one is the whole board; NULL until one is asked for */
	struct range_mean **range_mean; /* met so far */
	size_t range_mean_count;
	struct across *across;          /* functions over other units met so far */
	size_t across_count;
	enum progress totals, ranks, grades;
};

struct verdict;
struct work {
	struct arena *arena;
	struct diag *diag;
	bool silent;                    /* shown and steps of nodes are left for scores_tell */
	bool made_up;                   /* an example: what is said of its units is said by the example */
	const struct scheme *scheme;
	const struct measures *measures;
	struct scores *scores;
	struct roll *roll;              /* by registry index */
	struct desk *desk;              /* by board index */
	enum progress *judging;         /* by trigger index */
	struct verdict **verdict;       /* by trigger index, then unit index */
};

/* Lays out rolls, desks and empty scores.  cast: units in place of the registries' own (examples), or NULL. */
struct work *work_open(struct arena *, struct diag *, const struct scheme *, const struct measures *, const struct cast *);
/* Lays out the nodes of a unit of an example. */
void nodes_open(struct desk *, struct unit_score *);
const char *unit_label(struct arena *, const struct unit *);       /* 东区（510402） */
/* Complains that an element needs itself: a fault of ours, lint refuses such schemes. */
void work_circle(struct work *, struct origin at, const char *name);

/* ---- seat.c: an expression as one unit on one board sees it ---------------- */

struct seat {
	struct work *work;
	struct desk *desk;              /* NULL: the unit's registry has no board */
	const struct unit *unit;
	size_t back;                    /* 0: this period; k: the k-th before it, with the figures of then */
	enum small_group small;         /* 小组不足 of the trigger that is judged */
	bool first;                     /* set where a figure of an earlier period was asked for and there is none: 首期 */
};
struct seat seat_of(struct desk *, const struct unit *);
struct env seat_env(struct seat *);
/* A denominator below zero is complained of. */
struct value seat_eval_in(struct seat *, const struct expr *);
int seat_holds_in(struct seat *, const struct expr *);
const char *seat_show_in(struct seat *, const struct expr *);
/* The same from an ordinary seat, of this period. */
struct value seat_eval(struct desk *, const struct unit *, const struct expr *);
int seat_holds(struct desk *, const struct unit *, const struct expr *);
const char *seat_show(struct desk *, const struct unit *, const struct expr *);
/* The desk that answers for an indicator (NULL: for totals); NULL: none. */
struct desk *seat_desk(const struct seat *, const struct indicator *);
/* Visits what the expression asks of this period: not below 上期 and 同期. */
void seat_walk(const struct expr *, void (*visit)(const struct expr *, void *), void *);
/* The first desk of that registry (whose tree holds the indicator, unless NULL). */
struct desk *desk_of(struct work *, const struct registry *, const struct indicator *);

/* ---- across.c: functions over other units ---------------------------------- */

struct value across_over(struct env *, const struct expr *);
/* Where a unit's value of a leaf stands among its group; units with an obstacle do not count. */
struct place {
	size_t rank;                    /* 1 + ranked units that are better */
	size_t tied;                    /* ranked units with the same value, the unit itself counted */
	size_t among;                   /* ranked units that have a value, the unit itself counted */
	struct num first;               /* value of the first of the ranked */
	/* of every unit of the group that has a value */
	size_t count;
	struct num least, most;
	struct num sum, squares;        /* for 标准分 only */
};
struct place across_place(struct desk *, const struct unit *, const struct indicator *);
/* Value as a number to be compared: numbers, days and moments. */
bool value_comparable(struct value, struct num *);
/* Children of the unit in the first registry below its own that knows what the expression asks. */
size_t across_children(struct work *, const struct unit *, const struct expr *, const struct unit *const **);

/* ---- past.c: earlier periods -------------------------------------------------- */

/* The k-th period before this one; NULL where the history does not reach or the period was not published. */
/* "2026-08", "2026-06（导入）" */
const char *past_name(struct arena *, const struct past *);
const struct past *past_at(const struct work *, size_t back);
/* The unit on the board then; NULL where it was not there. */
const struct past_unit *past_unit(const struct work *, const struct board *, const struct unit *, size_t back);
/* How many periods back the oldest published one lies. */
size_t past_reach(const struct history *);
/* Whether a window of the period now takes in past, the back-th before it. */
bool past_in_window(const struct window *, struct period now, const struct past *, size_t back);
struct value past_ref(struct seat *, const struct expr *);
struct value past_over(struct seat *, const struct expr *);

/* ---- value.c, combine.c, tree.c: nodes ----------------------------------------------------------- */

const struct node_score *node_value(struct desk *, const struct unit *, const struct indicator *);
const struct node_score *node_obstacle(struct desk *, const struct unit *, const struct indicator *);
const struct node_score *node_final(struct desk *, const struct unit *, const struct indicator *);
/* Rows behind a formula: of the measure below the line of its outermost
 * division; else of its only measure; else the most rows of any of them. */
uint64_t formula_rows(struct desk *, const struct unit *, const struct expr *);
/* Why a formula gave neither a number nor a kind of no number. */
enum none kind_in_doubt(struct desk *, const struct unit *, const struct expr *);
/* 折合 of a node that has points, with the weight or full marks of the rule, nothing passed over. */
struct num node_plain_share(struct desk *, const struct unit *, const struct indicator *);
/* 修约, where the rule has one. */
struct num rounding_apply(struct arena *, struct num, const struct rounding *);
/* The word for what keeps a node from points of its own: 无分母, 样本不足, 首期, 无诉求 … */
const char *obstacle_word(const struct node_score *);
/* Nodes whose 不参与排名 reaches the total, as "指标“X”未报送", "" when none. */
const char *node_unranked_by(struct desk *, const struct unit *);

/* ---- totals.c, ranking.c ----------------------------------------------------- */

bool totals_ready(struct desk *);       /* false (complained of): they are just being worked out */
void interventions_gather(struct desk *);       /* 调整 and score effects of earlier decided flags; interventions.c */
bool ranks_ready(struct desk *);
/* The grade for a total, before and after 修约, as 等次依据 says; NULL below all. */
const struct grade *grade_of(const struct grades *, const char *group, struct num exact, struct num printed);
void quotas_apply(struct desk *);       /* quotas.c: 名额 */
bool grades_ready(struct desk *);       /* 等次, then the vetoes that lower it, then 名额 */

#endif
