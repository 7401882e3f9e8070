/* sentences.h -- words that the sentences of a period and of a 汇总 share.  Private to reports/. */
#ifndef REPORTS_SENTENCES_H
#define REPORTS_SENTENCES_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/num.h"
#include "base/text.h"
#include "rules/scheme.h"

/* 城关镇, or 城关镇（示例县） where the registry has several. */
const char *unit_words(struct arena *, const struct unit *);
/* "街道组 " in front of a name, "" where there is one group. */
const char *group_before(struct arena *, const char *group, size_t groups);
/* "92.27 分"; without 分 where the smaller is the better. */
const char *total_words(struct arena *, const struct rounding *, bool ascending, struct num total);
/* "甲、乙 并列 92.27 分" */
const char *placed_words(struct arena *, const struct unit *const *, size_t count, const char *total);

/* Groups that have a line, in order; beyond a few they are only counted. */
struct series {
	struct buf text;
	size_t count;
};
void add_group(struct series *, const char *group, const char *words);
const char *series_end(struct series *);

#endif
