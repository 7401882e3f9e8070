/* proposed.h -- what is said of 问责 proposals, decisions and open matters.  Private to reports/. */
#ifndef REPORTS_PROPOSED_H
#define REPORTS_PROPOSED_H

#include <stdbool.h>
#include "base/arena.h"
#include "scoring/flags.h"

/* 约谈: the rung's measure, or 起始. */
const char *proposed_measure(const struct flag *);
/* 建议 维持 减轻 撤销 免责 演练; 计次 where nothing is proposed and the period only counts. */
const char *flag_status(const struct flag *);
/* Neither revoked nor exempt. */
bool flag_stands(const struct flag *);
/* A proposal nobody has decided on. */
bool flag_undecided(const struct flag *);
bool flag_decided(const struct flag *);
/* How many of them are so. */
size_t flags_that(const struct flags *, bool (*is)(const struct flag *));
/* 第2级/共4级; "" without a ladder. */
const char *step_words(struct arena *, const struct flag *);
/* 连续第3期，累计4次，数量6; "" without a ladder. */
const char *climb_words(struct arena *, const struct flag *);
/* 甲、乙: the other triggers merged into it; "" when none. */
const char *merged_words(struct arena *, const struct flag *);
const char *decision_word(enum decision);
/* 维持（示例〔2026〕9号，示例王五，2026-11-20）：理由; "" when there is none. */
const char *decision_line(struct arena *, const struct ruling *);
/* 还有3天, 当日到期, 逾期2天, 还有3个工作日: at 截止日 */
const char *left_words(struct arena *, const struct oversight *, int32_t left);
/* The colour of that word, or NULL. */
const char *deadline_colour(const struct deadline *);
/* 2026-11-12，示例〔2026〕60号，采纳; "" when none came */
const char *reply_line(struct arena *, const struct reply *);
const char *review_word(const struct reply *);  /* 采纳 退回, or "" */
bool deadline_is_over(const struct deadline *); /* past 截止日 and not answered */

/* "36行", "22行（各统计共44行次）", "至多40行（各统计共44行次）": the rows behind a flag. */
const char *rows_words(struct arena *, const struct flag *);

#endif
