/* parse.h -- text -> typed expression tree, in a scope of names. */
#ifndef RULES_PARSE_H
#define RULES_PARSE_H

#include "rules/lexer.h"
#include "rules/scheme.h"

/* Which names an expression may use. */
enum scope_kind {
	SCOPE_ROW,              /* columns of .source */
	SCOPE_UNIT,             /* measures, indicators, attributes, functions over units */
	SCOPE_RESULT,           /* the same and 总得分, 总名次: triggers, vetoes of grades, tie-break keys */
	SCOPE_ATTRIBUTE,        /* attributes of the unit: 适用 */
	SCOPE_CONSTRAINT,       /* 权重(X) */
	SCOPE_CONSTANT          /* parameters alone */
};
struct scope {
	struct arena *arena;
	struct diag *diag;
	struct scheme *scheme;
	enum scope_kind kind;
	const struct source *source;
};

/* Parameters, 期初 期末 截止日 are visible everywhere.  Every fault is
 * complained of at its column; NULL then.  want: T_BOOL for a condition. */
const struct expr *parse_expr(const struct scope *, const struct entry *, enum type want);
/* The same for a value of any type. */
const struct expr *parse_any(const struct scope *, const struct entry *);
/* A sum inside a longer phrase (目标 e 每低 …): stops before the first word that is no operator. */
const struct expr *parse_sum(const struct scope *, struct lexer *);

#endif
