/* panel.h -- figures out of many numbers: 分位, and the marks of a panel ([评分:X]). */
#ifndef INPUTS_PANEL_H
#define INPUTS_PANEL_H

#include "inputs/accumulate.h"

/* The quantile of n > 0 rising numbers, by definition 1 to 9 of Hyndman and Fan (as R's type). */
struct num quantile(struct arena *, const struct num *, size_t n, struct num share, unsigned definition);

struct sheet;                           /* the marks for one unit */

struct sheet *sheet_new(struct reading *, const struct measure *);
/* Complains where the judge has marked the object before. */
void sheet_take(struct sheet *, struct row *, struct num mark);
/* Mean over the objects of the mean of their marks without the highest and lowest. */
struct value sheet_settle(const struct sheet *);

#endif
