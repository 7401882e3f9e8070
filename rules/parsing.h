/* parsing.h -- the parser at work; what parse.c, parse_names.c, parse_calls.c and parse_rows.c share. */
#ifndef RULES_PARSING_H
#define RULES_PARSING_H

#include "rules/parse.h"

struct parser {
	const struct scope *scope;
	struct lexer *lexer;
	struct arena *arena;
	struct diag *diag;
	bool without_results;           /* inside 近期 of a formula: this period's total is not there yet */
};

/* ---- parse.c --------------------------------------------------------------- */

struct expr *parser_value(struct parser *);             /* an expression, up to where it ends */
struct expr *parser_sum(struct parser *);               /* one without a comparison */
struct expr *parser_node(struct parser *, enum op, enum type, struct origin, const char *name);
struct expr *parser_add(struct parser *, struct expr *, struct expr *arg);     /* gives the first */
const char *parser_found(const struct token *);         /* as a message names it */
struct expr *parser_refuse(struct parser *, enum message, struct origin, const char *found);    /* complains once; NULL */
bool parser_expect(struct parser *, const char *sign);
bool parser_want(struct parser *, const struct expr *, enum type);

/* ---- parse_names.c ----------------------------------------------------------- */

struct expr *parser_name(struct parser *);
int parser_index(const char *const *words, const char *word);   /* where it stands in words (NULL-terminated), −1 where it does not */
/* What the scope lets a name or a function look at. */
bool parser_sees_units(const struct parser *);
bool parser_sees_measures(const struct parser *);

/* ---- parse_calls.c ----------------------------------------------------------- */

struct expr *parser_call(struct parser *);

/* ---- parse_rows.c: the arguments behind "(" ---------------------------------- */

struct expr *parse_far_rows(struct parser *, struct expr *call);        /* 存在 条数 最新 */
struct expr *parse_occurrence(struct parser *, struct expr *call);      /* 第几次 */

#endif
