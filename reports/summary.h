/* summary.h -- words of a 汇总 that its sheets, its sentences, its JSON and explain share.  Private to reports/. */
#ifndef REPORTS_SUMMARY_H
#define REPORTS_SUMMARY_H

#include "reports/reports.h"

/* 半年考核（县区榜）, and the group where there are groups */
const char *summary_title(struct arena *, const struct summary_scores *, const struct summary_group *);
/* 跳过，权重也不计 */
const char *absent_words(const struct summary *);
/* Why the unit has no total in that period: 没有公布 没有总分 不在榜上 */
const char *absence_words(const struct summary_scores *, const struct summary_unit *, size_t part);
/* "2026-08、2026-09": the periods that are not published; "" when all are. */
const char *unpublished_words(struct arena *, const struct summary_scores *);
/* 第7次运行（正式，示例〔2026〕42号） */
const char *part_run(struct arena *, const struct summary_part *);
/* Total out of the full marks of the board; false where there is nothing to show: no total, or the smaller is the better. */
bool part_rate(struct arena *, const struct summary_scores *, const struct summary_unit *, size_t part, struct num *rate);
/* The periods in which it lost most, worst first: 2026-08（得69.61，满100）、…; "" when it lost nothing. */
const char *losing_words(struct arena *, const struct summary_scores *, const struct summary_unit *);
/* The one in which it lost most; part_count when it lost nothing. */
size_t worst_part(struct arena *, const struct summary_scores *, const struct summary_unit *);
/* 盐边县（2026-08没有总分，按规定不参与排名）; NULL when all are ranked. */
const char *unranked_words(struct arena *, const struct summary_scores *);

/* A proposal of one of its periods, with what people made of it. */
struct summed_flag {
	const struct past *past;
	const struct past_flag *flag;
	const struct ruling *ruling;    /* or NULL */
};
struct summed_flags {
	struct summed_flag *flag;       /* by period, then as in the period */
	size_t count;
	size_t below;                   /* counted_only ones beside them: under the first rung */
};
/* Those on the board that it sums up. */
struct summed_flags summed_flags(struct arena *, const struct run_facts *, const struct summary_scores *);
enum { SUMMED_DECISIONS = 5 };
/* 未决定 维持 减轻 撤销 免责, by past_flag.decision */
extern const char *const summed_decision[SUMMED_DECISIONS];
/* 15件：维持3，未决定12; unit NULL: of all units.  NULL when there are none. */
const char *summed_words(struct arena *, const struct summed_flags *, const struct unit *);

#endif
