/* plain.h -- words that the reports without cells share: CSV, JSON, sentences, explain.  Private to reports/. */
#ifndef REPORTS_PLAIN_H
#define REPORTS_PLAIN_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/num.h"
#include "base/text.h"
#include "rules/scheme.h"
#include "scoring/history.h"
#include "scoring/scores.h"

/* "40-livelihood.ini:12" */
const char *rule_place(struct arena *, struct origin);
/* A value exactly as it is: 0.95, 57/7, 2026-10-01, text; "" where there is none. */
const char *plain_value(struct arena *, struct value);
/* "8.5", or "57/7（≈8.142857）" where no finite decimal exists. */
const char *exact_num(struct arena *, struct num);
/* A figure in its 计量单位: 95%, 12件; exact where `places` decimals are enough, else rounded with ≈. */
const char *short_figure(struct arena *, struct num, const char *dimension, int places);
/* The same, or the word for what stands in place of a number. */
const char *short_value(struct arena *, struct value, const char *dimension, int places);
/* As exact_num, percent where the 计量单位 is %. */
const char *exact_value(struct arena *, struct value, const char *dimension);

/* Whether the indicator is in the tree of the board. */
bool board_has(const struct board *, const struct indicator *);
/* 计量单位 of a leaf's value: its own, else that of its formula. */
const char *value_dimension(const struct indicator *);
/* What kept a node from points of its own: a state's name, 样本不足, 未报送 …; NULL when nothing did. */
const char *obstacle_of(const struct node_score *);
/* Every measure of the expression, each once, in order of appearance; NULL-terminated. */
const struct measure **measures_in(struct arena *, const struct expr *);
/* "甲、乙" and, beyond `most`, "甲、乙等5个": *count is raised, the text grows. */
void add_name(struct buf *, const char *name, size_t *count, size_t most);
void end_names(struct buf *, size_t count, size_t most);

/* The newest earlier period that is published; NULL without one. */
const struct past *last_published(const struct history *);
/* 上期 where it is the period just before, else 前次. */
const char *past_word(const struct history *, const struct past *);
/* The unit on that board then; NULL where it was not there. */
const struct past_unit *past_unit_of(const struct past *, const struct board *, const struct unit *);

/* Why a balance does not hold: 消失2，重新打开1; "" when nothing is known. */
const char *balance_words(struct arena *, const struct balance *);

#endif
