/* formula.h -- an expression as a spreadsheet formula: a backend of the one expression tree.  Private to reports/.
 *
 * A spreadsheet reckons in binary, so what is multiplied is multiplied before
 * it is divided, and a figure is cleaned (rounded to so many places that
 * twelve digits are left) before it is compared or rounded.  A cell holds a
 * number or, in place of one, a word: 未报送 已剔除 不适用 无分母 空; words spread
 * by the order of expr_eval.  Only functions that Excel 2007 and WPS know.
 *
 * What cannot be said so gives NULL: that cell holds a value. */
#ifndef REPORTS_FORMULA_H
#define REPORTS_FORMULA_H

#include <stdbool.h>
#include <stddef.h>
#include "base/arena.h"
#include "base/num.h"
#include "rules/expr.h"

/* Where the value of a node of the tree stands. */
struct formula_cell {
	const char *text;               /* AB5, 推演!$F$7, or a literal; NULL: nowhere, it must be put together */
	bool sure;                      /* always a number (a text for a node of type text) */
	bool blank;                     /* may hold 空 */
	bool foreign;                   /* may hold words that are no kind of no number: they count as 无分母 */
};

struct formula_env {
	struct arena *arena;
	/* Asked for every node but constants, from the top down. */
	struct formula_cell (*cell)(struct formula_env *, const struct expr *);
	/* How many decimals leave about twelve digits of the figures of that node. */
	int (*places)(struct formula_env *, const struct expr *);
	void *self;
};

/* The value, without =; a condition gives 1, 0 or 空. */
const char *formula_value(struct formula_env *, const struct expr *);
/* TRUE where the condition holds, FALSE where not or where it cannot be told. */
const char *formula_holds(struct formula_env *, const struct expr *);

/* The longest that Excel takes is 8,192 characters. */
bool formula_fits(const char *formula);

/* ---- pieces that other formulas are made of -------------------------------- */

/* 0.95, -3, or (1/3) where no decimal is short enough. */
const char *formula_number(struct arena *, struct num);
/* "text", quotes doubled. */
const char *formula_quote(struct arena *, const char *text);
/* The word of the first kind among the cells, which are not all numbers. */
const char *formula_missing(struct arena *, const char *const *cell, size_t count, bool blank);
/* x rounded as the rule says; x is written out once for 四舍五入 and 截尾, thrice for 四舍六入五成双. */
const char *formula_round(struct arena *, const char *x, int places, enum rounding_mode);

#endif
