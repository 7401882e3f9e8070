/* trend.h -- the last twelve periods: the published ones and the one being scored.  Private to reports/. */
#ifndef REPORTS_TREND_H
#define REPORTS_TREND_H

#include "reports/charts.h"

enum { TREND_PERIODS = 12 };

struct mean { bool there; struct num num; };

/* The newest published periods before this one, oldest first, at most TREND_PERIODS - 1; NULL history: none. */
size_t trend_pasts(const struct history *, const struct past *past[TREND_PERIODS]);
/* Mean total of the units that are in the group today, as it is now and as it was. */
struct mean mean_now(struct arena *, const struct group_scores *);
struct mean mean_then(struct arena *, const struct board *, const struct group_scores *, const struct past *);

/* What lines between these totals need of an axis: whole tens around them, for from 0 on every line would be flat. */
struct span { bool there; double least, most; };
void span_add(struct span *, struct num);
void chart_fit(struct chart *, const struct span *);

/* Sheet 变化, below the table: the totals of the periods of each group, with bars and lines over them. */
uint32_t draw_trends(struct sheet *, uint32_t row, size_t last_column);

#endif
