/* parse.h -- text -> typed expression tree, in a scope of names. */
#ifndef RULES_PARSE_H
#define RULES_PARSE_H

#include "rules/lexer.h"
#include "rules/scheme.h"

/* Which names an expression may use. */
enum scope_kind {
	SCOPE_ROW,              /* columns of .source */
	SCOPE_UNIT,             /* measures, indicators, attributes, functions over units */
	SCOPE_RESULT,           /* the same and 总得分, 总名次, 升降: triggers, vetoes of grades */
	SCOPE_PAST,             /* inside 上期(…), 连续(…): what the ledger keeps: indicators, 总得分, 总名次 */
	SCOPE_LADDER,           /* 连续 累计 数量: the conditions of a 阶梯 */
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
	const struct source *far;       /* inside 存在 条数 最新: whose columns are named bare; else NULL */
};

/* Parameters, 期初 期末 截止日 are visible everywhere.  Every fault is
 * complained of at its column; NULL then.  want: T_BOOL for a condition. */
const struct expr *parse_expr(const struct scope *, const struct entry *, enum type want);
/* A condition inside a longer phrase (级.n = 措施 | 角色 | 条件): the text from there to the end. */
const struct expr *parse_condition(const struct scope *, const char *text, struct origin at);
/* The same for a value of any type. */
const struct expr *parse_any(const struct scope *, const struct entry *);
/* 自然年 | 滚动n期 (n up to 36) at the current token; false, and nothing taken, if it is neither. */
bool window_read(struct lexer *, struct window *);
/* A sum inside a longer phrase (目标 e 每低 …): stops before the first word that is no operator. */
const struct expr *parse_sum(const struct scope *, struct lexer *);

#endif
