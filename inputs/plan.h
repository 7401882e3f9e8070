/* plan.h -- what the measures of a source ask of a row, laid out so that many rows can be asked at once.
 *
 * Every measure is a bit.  A condition is taken apart at its 且: a part that looks at one
 * column alone is asked once for each different text of that column, and so becomes a mask of bits that goes
 * with the text; a part that compares two columns compares two whole numbers; any other part is asked once for each
 * different combination of texts.  It is always expr_eval that answers (but for the comparison of two
 * numbers, which a test holds against it). */
#ifndef INPUTS_PLAN_H
#define INPUTS_PLAN_H

#include "inputs/reading.h"

enum { PLAN_BITS = 64, PLAN_UNITS = 4, PLAN_ASKED = 4 };

/* A part of conditions that looks at one column. */
struct plan_test {
	const struct expr *expr;
	uint64_t bits;                  /* of the measures that need it */
};

/* A column of which rules want to know more than that it is there. */
struct plan_column {
	bool asked;                     /* its cells are read */
	bool lasting;                   /* its texts keep their codes to the end */
	struct plan_test *test;
	size_t test_count;
	uint64_t counted;               /* bits of measures that pass over a row where it is blank */
	unsigned scale;                 /* numbers are held times 10^scale */
};

/* One column beside another: a op b. */
struct plan_pair {
	enum op op;
	size_t a, b;
	const struct expr *expr;        /* what it is the compiled form of */
	uint64_t bits;
};

/* Anything else, asked for each combination of the texts of some columns. */
struct plan_ask {
	const struct expr *expr;
	size_t column[PLAN_ASKED];
	size_t column_count;
	uint64_t bits;                  /* of conditions */
};

/* What a 合计 or 平均 adds up. */
struct plan_sum {
	size_t bit;
	enum { SUM_COLUMN, SUM_DAYS, SUM_ASKED } what;
	size_t a, b;                    /* the column; from a to b in days; the ask */
	unsigned scale;
};

/* A 去重计数 of a column. */
struct plan_distinct {
	size_t bit, column;
};

struct plan {
	const struct source *source;
	const struct measure **measure; /* by bit, in the order of the scheme */
	size_t measure_count;
	uint64_t every;                 /* bits that no row is without at first */
	uint64_t by_key;                /* 去重计数 of the 主键 itself */
	struct plan_column *column;     /* by column of the source */
	size_t unit_column[PLAN_UNITS]; /* columns that say which unit */
	size_t unit_column_count;
	struct plan_pair *pair;
	size_t pair_count;
	struct plan_ask *ask;
	size_t ask_count;
	struct plan_sum *sum;
	size_t sum_count;
	struct plan_distinct *distinct;
	size_t distinct_count;
};

/* The plan, or NULL where the source asks for something that is done row by row: 留痕, 往期, 剔除, rows that are kept
 * for 存在 条数 最新 第几次 反弹 重复, an algorithm that keeps values or their order, 评分, 工作日(), a 主键 that is no
 * text, more than 64 measures.  Nobody else decides. */
struct plan *plan_make(struct reading *);

/* Whether a op b holds of two whole numbers. */
static inline bool pair_holds(enum op op, int64_t a, int64_t b)
{
	switch (op) {
	case OP_LT: return a < b;
	case OP_LE: return a <= b;
	case OP_EQ: return a == b;
	case OP_NE: return a != b;
	case OP_GE: return a >= b;
	default:    return a > b;
	}
}

#endif
