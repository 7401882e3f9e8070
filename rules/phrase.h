/* phrase.h -- reading a 计分 clause word by word; what method.c and method_group.c share. */
#ifndef RULES_PHRASE_H
#define RULES_PHRASE_H

#include "rules/read.h"

struct phrase {
	struct reader *r;
	const struct element *element;
	const struct entry *entry, *line;       /* the 计分; the line of its that is being read, 档.n or 名次.n, or NULL */
	const char *dimension;          /* of the indicator's value */
	bool extra;                     /* of a 加减分 */
	struct scope scope;
	struct lexer l;
	struct marking *m;
};

/* Complains once a phrase: what was expected where the reading stopped. */
bool phrase_fault(struct phrase *, const char *expected);
bool phrase_word(struct phrase *, const char *word);
/* One of the words; its index, or -1. */
int phrase_one_of(struct phrase *, const char *const *words, const char *all);
/* An amount of points: a number, perhaps negative, perhaps with 分; a parameter; or a sum of these in brackets. */
bool phrase_number(struct phrase *, struct num *);

/* method_group.c: the methods that look at the whole group. */
bool phrase_by_rank(struct phrase *);
bool phrase_of_first(struct phrase *);
bool phrase_standard(struct phrase *);
bool phrase_range(struct phrase *);
bool phrase_efficacy(struct phrase *);

#endif
