/* explain.h -- what the files of explain share.  Private to reports/. */
#ifndef REPORTS_EXPLAIN_H
#define REPORTS_EXPLAIN_H

#include "reports/outline.h"
#include "reports/reports.h"

/* One unit on one board, and the arena the words go to. */
struct explained {
	struct arena *arena;
	const struct scores *scores;
	const struct flags *flags;
	const struct board *board;
	const struct board_scores *bs;
	const struct unit *unit;
	const struct unit_score *score;
	bool *told;                     /* by source index, own rows then citywide: its files and tally are on the page */
};

/* ---- explain_figures.c: what a formula rests on ---------------------------- */

/* A measure with its value, n, rule, condition and files; a line if the unit has no such figure. */
void explain_measure(const struct explained *, struct outline *, const struct measure *);
/* Everything an expression looks at, each thing once: measures, parameters, attributes, other indicators, other units. */
void explain_operands(const struct explained *, struct outline *, const struct expr *);
/* The points, or values, of one indicator over the units ranked together with this one, or over the whole board. */
void explain_group(const struct explained *, struct outline *, const struct indicator *, bool points, const struct treatment *whose);
/* What a function over earlier periods looked at, period by period; false if e is none. */
bool explain_past(const struct explained *, struct outline *, const struct expr *);
/* A key as it was written, with its place: 条件 …  30-measures.ini:12 */
void explain_entry(struct outline *, const struct element *, const char *key);

/* 名次 2：5个单位参加排名，大者在前，2个并列 (explain.c) */
const char *place_words(struct arena *, unsigned rank, const char *group, size_t ranked, bool ascending, unsigned tied);

/* ---- explain_points.c: points ← steps ← value ------------------------------- */

/* One line of the tree: 得分/满分, 权重, 折合, rule. */
const char *node_line(const struct explained *, const struct indicator *);
void explain_indicator(const struct explained *, struct outline *, const struct indicator *);
const char *extra_line(const struct explained *, const struct extra_score *);
void explain_extra(const struct explained *, struct outline *, const struct extra_score *);

#endif
