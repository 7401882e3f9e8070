/* working.h -- 演算 while it is drawn: which column holds what, and which cells of 推演 hold the numbers of the rules.
 * Private to reports/.
 *
 * A row is a unit on a board, a column a step of the work: figures, the steps
 * inside a formula, value, points, what reaches the parent, total, rank.  Every
 * formula looks along its row, up and down its column as far as the group goes,
 * and to 推演 for weights, targets and parameters.  What a formula cannot say is
 * a value there, filled, and counted for 校验.
 *
 * Everything here is written beside what the engine found: a cell holds a
 * formula, and, as its result, the engine's exact figure. */
#ifndef REPORTS_WORKING_H
#define REPORTS_WORKING_H

#include "reports/book.h"
#include "reports/formula.h"

enum { WORK_BOARD, WORK_GROUP, WORK_CODE, WORK_UNIT, WORK_FIXED };      /* the first columns */
enum { WHATIF_HEAD = 2, WHATIF_VALUE = 4, WHATIF_TRIAL = 5 };           /* 推演: rows above the numbers; 原值, 试改 */
enum { WORK_MOST_UNITS = 3000 };        /* beyond: the first level alone */

/* A number of the rules: a row of 推演. */
struct knob {
	const void *key;                /* where the scheme keeps it: who it is */
	const char *item, *what, *group;
	struct num value;
	struct origin at;
};

struct work_column {
	const char *head;
	struct origin at;               /* of the rule */
	size_t formulas, values;
	const char *why;                /* a value and no formula: why */
};

/* Columns of a node; 0: none. */
struct node_columns {
	size_t sample;                  /* n, against 最小样本 */
	size_t formula;                 /* 公式 before 不适用 and the like */
	size_t value;                   /* 值 */
	size_t placed;                  /* the value, or the state that keeps it from points */
	size_t place;                   /* place in the group, 名次赋分 */
	size_t own;                     /* points of its own, or why there are none */
	size_t final;                   /* points, effects put in; what is passed over stays a word */
	size_t full;                    /* full marks where they are no number of the rules */
	size_t due, counted, shrunk;    /* 权重 of all children, of those that count, of those passed over by 不计不折算 */
	size_t share;                   /* 折合 */
};

/* A node of an expression with a column of its own. */
struct work_step {
	const struct expr *expr;
	size_t column;
};

struct board_work {
	const struct board_scores *scores;
	size_t *measure;                /* column by measure index */
	struct node_columns *node;      /* by indicator index */
	struct work_step *step;
	size_t step_count;
	size_t *extra_value, *extra_points;
	size_t extras, base, adjusted, duty, exact, total, listed, ranked, key, skipping, rank;     /* skipping: 连号 is counted from the ranks of 跳号 */
	size_t *tie;                    /* columns of 次键 */
	uint32_t first, last;           /* rows */
};

struct working {
	struct book *book;
	struct arena *arena;
	struct sheet *sheet;
	const struct run_facts *facts;
	bool shallow;                   /* the first level alone */
	struct work_column *column;
	size_t column_count;
	struct knob *knob;
	size_t knob_count;
	struct board_work *board;       /* by board index */
	size_t formulas, values, inputs;
};

/* A row being drawn. */
struct line {
	struct working *w;
	struct board_work *b;
	const struct unit_score *u;
	const struct group_scores *g;
	uint32_t row, first, last;      /* of the unit, of its group */
	const struct expr *defining;    /* the step whose own formula is being made */
};

/* What a cell comes to. */
struct result {
	bool is_number;
	struct num num;
	const char *word;
};

/* ---- working.c: cells, numbers of the rules, the surroundings of an expression --- */

struct result result_num(struct num);
struct result result_word(const char *);
struct result result_value(struct arena *, struct value);

size_t work_column(struct working *, const char *head, struct origin);
const char *line_at(const struct line *, size_t column);
const char *line_range(const struct line *, size_t column);             /* of the group */
const char *board_range(const struct line *, size_t column);            /* of the board */
/* formula NULL: a value, and why. */
void line_put(struct line *, size_t column, const char *formula, struct result, const char *why);
void line_input(struct line *, size_t column, struct result);
/* The cell of 推演 for a number of the rules. */
const char *line_knob(struct line *, const struct num *, const char *item, const char *what, const char *group, struct origin);
/* The same of one that is worked out anew every time: key says which it is. */
const char *line_named_knob(struct line *, const void *key, const struct num *, const char *item, const char *what, struct origin);
/* The same of a number that may differ by group; the group it is written for in *group, "" for all. */
const char *line_by_group(struct line *, const struct by_group *, const char *item, const char *what, struct origin);
const char *line_parameter(struct line *, const struct parameter *);
const char *line_value(struct line *, const struct expr *);
const char *line_holds(struct line *, const struct expr *);
struct value line_eval(const struct line *, const struct expr *);

/* ---- working_steps.c ------------------------------------------------------------- */

/* Gives columns to the measures and to the steps of an expression. */
void steps_plan(struct working *, struct board_work *, const struct expr *, const char *item, struct origin);
size_t step_column(const struct board_work *, const struct expr *);
void steps_draw(struct line *);
/* Whether the expression can come to 空. */
bool may_be_blank(const struct board_work *, const struct expr *);
/* The first kind among what the expression asks, for a formula that came to 空. */
const char *line_doubt(struct line *, const struct expr *);

/* ---- working_marks.c ---------------------------------------------------------------- */

/* 计分 as a formula of x, the cell of the value, and full marks; *sure: always a number.  NULL: cannot be said, *why says what. */
const char *marks_formula(struct line *, const struct indicator *, const struct marking *, const char *item, const char *x,
	const char *full, bool extra, bool *sure, const char **why);
bool marks_by_place(enum method);

/* ---- working_nodes.c, working_effects.c, working_combine.c, working_totals.c ----------- */

void nodes_plan(struct working *, struct board_work *, const struct indicator *);
void nodes_draw(struct line *, const struct indicator *);
/* Full marks of a node as a formula. */
const char *line_full(struct line *, const struct indicator *);
/* max(floor, min(cap, x)), 本项计零. */
const char *line_within(struct line *, const struct indicator *, const char *x);
const char *line_struck(struct line *, const struct indicator *, const char *x, bool *said);
bool may_be_struck(const struct line *, const struct indicator *);
/* 零分 满分 组均得分 沿用上期, all others leave the node without points. */
bool effect_gives_points(enum effect);
void effects_draw(struct line *, const struct indicator *);
void combine_plan(struct working *, struct board_work *, const struct indicator *);
/* Puts the weights of the tree before all other numbers of 推演. */
void combine_weights(struct line *, const struct indicator *);
/* Draws the columns that lead from the children to the node, and gives its formula; NULL: *why says why not. */
const char *combine_draw(struct line *, const struct indicator *, const char **why);
void totals_plan(struct working *, struct board_work *);
void totals_draw(struct line *);

#endif
