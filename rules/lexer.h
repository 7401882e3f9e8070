/* lexer.h -- words, numbers, dates and signs of one rule value. */
#ifndef RULES_LEXER_H
#define RULES_LEXER_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/num.h"
#include "rules/scheme.h"

enum token_kind {
	TOK_END,
	TOK_NUMBER,             /* num, suffix: the word that follows without a blank (个百分点, 件, %), or "" */
	TOK_DAY, TOK_MOMENT,    /* time */
	TOK_TEXT,               /* text between “ ” or " " */
	TOK_WORD,               /* a bare word; keywords are words that stand alone */
	TOK_NAME,               /* 「…」: a name, never a keyword */
	TOK_SIGN,               /* one of + - * / ( ) , < <= = != >= > : in text */
	TOK_BAD                 /* complained of already */
};

struct token {
	enum token_kind kind;
	const char *text;
	struct num num;
	const char *suffix;
	int64_t time;
	struct origin at;
};

struct lexer {
	struct arena *arena;
	struct diag *diag;
	const char *text;       /* full-width signs folded */
	const unsigned *column; /* of each byte, characters from 0 */
	struct origin base;
	size_t next;            /* offset behind the current token */
	struct token token;     /* the current one */
	bool failed;
};

/* So many characters on; a place without a column (a row of a table) stays what it is. */
struct origin origin_along(struct origin, size_t characters);

/* Starts at the entry's value with the first token current. */
struct lexer lexer_open(struct arena *, struct diag *, const char *value, struct origin value_at);
void lexer_next(struct lexer *);

/* Whether the current token is that word or sign; take_: and if so, goes past it. */
bool lexer_is(const struct lexer *, const char *text);
bool lexer_take(struct lexer *, const char *text);

#endif
