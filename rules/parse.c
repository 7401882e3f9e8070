/* parse.c -- recursive descent; types and dimensions are checked as the tree grows. */
#include <string.h>
#include "base/text.h"
#include "rules/parsing.h"

bool window_read(struct lexer *l, struct window *w)
{
	static const char rolling[] = "滚动";
	const char *s = l->token.text, *digits;
	int64_t n = 0;

	*w = (struct window){ 0 };
	if (l->token.kind != TOK_WORD)
		return false;
	if (strcmp(s, "自然年") == 0) {
		w->calendar_year = true;
		lexer_next(l);
		return true;
	}
	if (strncmp(s, rolling, strlen(rolling)) != 0)
		return false;
	for (digits = s + strlen(rolling); *digits >= '0' && *digits <= '9' && n <= 36; digits++)
		n = n * 10 + (*digits - '0');
	if (n < 1 || n > 36 || strcmp(digits, "期") != 0)
		return false;
	w->periods = (unsigned)n;
	lexer_next(l);
	return true;
}

struct expr *parser_node(struct parser *p, enum op op, enum type type, struct origin at, const char *name)
{
	struct expr *e = arena_one(p->arena, struct expr);

	e->op = op;
	e->type = type;
	e->at = at;
	e->name = name;
	return e;
}

struct expr *parser_add(struct parser *p, struct expr *e, struct expr *arg)
{
	*arena_push(p->arena, e->arg, e->count) = arg;
	return e;
}

const char *parser_found(const struct token *t)
{
	return t->kind == TOK_END ? "（行尾）" : t->text;
}

struct expr *parser_refuse(struct parser *p, enum message m, struct origin at, const char *found)
{
	if (!p->lexer->failed)
		diag(p->diag, m, at, found, NULL);
	p->lexer->failed = true;
	return NULL;
}

bool parser_expect(struct parser *p, const char *sign)
{
	if (lexer_take(p->lexer, sign))
		return true;
	if (!p->lexer->failed)
		diag(p->diag, MSG_EXPECTED_SIGN, p->lexer->token.at, sign, parser_found(&p->lexer->token), NULL);
	p->lexer->failed = true;
	return false;
}

bool parser_want(struct parser *p, const struct expr *e, enum type type)
{
	if (e->type == type)
		return true;
	diag(p->diag, MSG_WRONG_TYPE, e->at, expr_text(p->arena, e), type_words[e->type], type_words[type], NULL);
	p->lexer->failed = true;
	return false;
}

/* ---- the ladder of precedence -------------------------------------------- */

static bool next_is_call(const struct lexer *l)
{
	size_t i = l->next;

	while (l->text[i] == ' ')
		i++;
	return l->text[i] == '(';
}

/* Words that are operators or parts of phrases can never begin a value. */
static bool is_operator_word(const char *w)
{
	static const char *const words[] = { "且", "或", "非", "在", "至", "为空", "含", NULL };

	return parser_index(words, w) >= 0;
}

static struct expr *constant(struct parser *p, enum type type, struct value v)
{
	struct expr *e = parser_node(p, OP_CONST, type, p->lexer->token.at, p->lexer->token.text);

	e->constant = v;
	lexer_next(p->lexer);
	return e;
}

static struct expr *parse_number(struct parser *p)
{
	struct token t = p->lexer->token;
	struct expr *e;

	if (strcmp(t.suffix, "%") == 0) {
		e = constant(p, T_NUMBER, value_num(num_div(p->arena, t.num, num_int(100))));
		e->dimension = "%";
		e->name = arena_printf(p->arena, "%s%%", t.text);
		return e;
	}
	if (*t.suffix != '\0') {
		diag(p->diag, MSG_NUMBER_SUFFIX, t.at, arena_printf(p->arena, "%s%s", t.text, t.suffix), t.text, NULL);
		p->lexer->failed = true;
		return NULL;
	}
	return constant(p, T_NUMBER, value_num(t.num));
}

static struct expr *parse_primary(struct parser *p)
{
	struct token *t = &p->lexer->token;
	struct expr *e;

	switch (t->kind) {
	case TOK_NUMBER:
		return parse_number(p);
	case TOK_TEXT:
		return constant(p, T_TEXT, value_text(t->text));
	case TOK_DAY:
		e = constant(p, T_DAY, value_day((int32_t)t->time));
		e->name = day_text(p->arena, (int32_t)e->constant.time);
		return e;
	case TOK_MOMENT:
		e = constant(p, T_MOMENT, value_moment(t->time));
		e->name = moment_text(p->arena, e->constant.time);
		return e;
	case TOK_WORD:
		if (is_operator_word(t->text))
			return parser_refuse(p, MSG_VALUE_EXPECTED, t->at, t->text);
		if (next_is_call(p->lexer))
			return parser_call(p);
		return parser_name(p);
	case TOK_NAME:
		return parser_name(p);
	case TOK_SIGN:
		if (lexer_take(p->lexer, "(")) {
			e = parser_value(p);
			return e != NULL && parser_expect(p, ")") ? e : NULL;
		}
		return parser_refuse(p, MSG_VALUE_EXPECTED, t->at, t->text);
	default:
		return parser_refuse(p, MSG_VALUE_EXPECTED, t->at, parser_found(t));
	}
}

static struct expr *parse_unary(struct parser *p)
{
	struct origin at = p->lexer->token.at;
	struct expr *x, *e;

	if (!lexer_take(p->lexer, "-"))
		return parse_primary(p);
	x = parse_unary(p);
	if (x == NULL || !parser_want(p, x, T_NUMBER))
		return NULL;
	e = parser_add(p, parser_node(p, OP_NEG, T_NUMBER, at, "-"), x);
	e->dimension = x->dimension;
	return e;
}

static bool same_dimension(const char *a, const char *b)
{
	return a == NULL || b == NULL || strcmp(a, b) == 0;
}

/* Both sides numbers, of one dimension where the operator needs that. */
static struct expr *arithmetic(struct parser *p, enum op op, struct token sign, struct expr *a, struct expr *b)
{
	struct expr *e;

	if (!parser_want(p, a, T_NUMBER) || !parser_want(p, b, T_NUMBER))
		return NULL;
	e = parser_add(p, parser_add(p, parser_node(p, op, T_NUMBER, sign.at, sign.text), a), b);
	if (op == OP_ADD || op == OP_SUB) {
		if (!same_dimension(a->dimension, b->dimension))
			diag(p->diag, MSG_DIMENSIONS, sign.at, expr_text(p->arena, a), a->dimension,
				expr_text(p->arena, b), b->dimension, NULL);
		e->dimension = a->dimension != NULL ? a->dimension : b->dimension;
	} else if (op == OP_DIV && a->dimension != NULL && b->dimension != NULL) {
		e->dimension = strcmp(a->dimension, b->dimension) == 0 ? "%" : NULL;
	} else if (op == OP_MUL && (a->op == OP_CONST || b->op == OP_CONST)) {
		e->dimension = a->op == OP_CONST ? b->dimension : a->dimension;
	}
	return e;
}

static struct expr *parse_mul(struct parser *p)
{
	struct expr *a = parse_unary(p);

	while (a != NULL && (lexer_is(p->lexer, "*") || lexer_is(p->lexer, "/"))) {
		struct token sign = p->lexer->token;
		struct expr *b;

		lexer_next(p->lexer);
		b = parse_unary(p);
		a = b == NULL ? NULL : arithmetic(p, *sign.text == '*' ? OP_MUL : OP_DIV, sign, a, b);
	}
	return a;
}

struct expr *parser_sum(struct parser *p)
{
	struct expr *a = parse_mul(p);

	while (a != NULL && (lexer_is(p->lexer, "+") || lexer_is(p->lexer, "-"))) {
		struct token sign = p->lexer->token;
		struct expr *b;

		lexer_next(p->lexer);
		b = parse_mul(p);
		a = b == NULL ? NULL : arithmetic(p, *sign.text == '+' ? OP_ADD : OP_SUB, sign, a, b);
	}
	return a;
}

static bool is_time(enum type t) { return t == T_DAY || t == T_MOMENT; }

/* Two sides that can be compared: of one type, or a moment and a day. */
static bool comparable(struct parser *p, const struct expr *a, const struct expr *b, struct origin at, bool ordered)
{
	if (a->type != b->type && !(is_time(a->type) && is_time(b->type))) {
		diag(p->diag, MSG_COMPARE_TYPES, at, expr_text(p->arena, a), type_words[a->type],
			expr_text(p->arena, b), type_words[b->type], NULL);
		p->lexer->failed = true;
		return false;
	}
	if (a->type == T_BOOL || (ordered && a->type == T_TEXT)) {
		diag(p->diag, MSG_COMPARE_ORDER, at, expr_text(p->arena, a), type_words[a->type], NULL);
		p->lexer->failed = true;
		return false;
	}
	if (a->type == T_NUMBER && !same_dimension(a->dimension, b->dimension))
		diag(p->diag, MSG_DIMENSIONS, at, expr_text(p->arena, a), a->dimension,
			expr_text(p->arena, b), b->dimension, NULL);
	return true;
}

/* The 时段 that X, X期前 or X期后 names, and its ends; NULL where the word is none of these. */
static const struct stretch *find_stretch(struct parser *p, const char *word, int32_t *ends)
{
	const struct scheme *s = p->scope->scheme;

	for (size_t i = 0; i < s->stretch_count; i++) {
		const struct stretch *stretch = s->stretch[i];
		size_t n = strlen(stretch->name);
		const char *rest = word + n;
		int32_t found[2] = { stretch->from, stretch->until };

		if (strncmp(word, stretch->name, n) != 0)
			continue;
		if (strcmp(rest, "期前") == 0 && stretch->before > 0) {
			found[0] = stretch->from - (int32_t)stretch->before;
			found[1] = stretch->from - 1;
		} else if (strcmp(rest, "期后") == 0 && stretch->after > 0) {
			found[0] = stretch->until + 1;
			found[1] = stretch->until + (int32_t)stretch->after;
		} else if (*rest != '\0') {
			continue;
		}
		if (ends != NULL)
			memcpy(ends, found, sizeof found);
		return stretch;
	}
	return NULL;
}

/* x 在 整治月: both ends inside. */
static struct expr *within_stretch(struct parser *p, struct expr *e)
{
	struct token t = p->lexer->token;
	int32_t ends[2] = { 0, 0 };

	e->stretch = find_stretch(p, t.text, ends);
	e->name_text = t.text;
	e->op = OP_BETWEEN;
	if (!is_time(e->arg[0]->type) && !parser_want(p, e->arg[0], T_DAY))
		return NULL;
	for (int i = 0; i < 2; i++) {
		struct expr *end = parser_node(p, OP_CONST, T_DAY, t.at, day_text(p->arena, ends[i]));

		end->constant = value_day(ends[i]);
		parser_add(p, e, end);
	}
	lexer_next(p->lexer);
	return e;
}

/* x 含 t */
static struct expr *parse_contains(struct parser *p, struct expr *x, struct token sign)
{
	struct expr *t = parser_sum(p);

	if (t == NULL || !parser_want(p, x, T_TEXT) || !parser_want(p, t, T_TEXT))
		return NULL;
	return parser_add(p, parser_add(p, parser_node(p, OP_CONTAINS, T_BOOL, sign.at, "含"), x), t);
}

/* x 在 a 至 b, x 在 (a, b, …), x 在 时段 */
static struct expr *parse_within(struct parser *p, struct expr *x)
{
	struct expr *e = parser_add(p, parser_node(p, OP_IN, T_BOOL, p->lexer->token.at, "在"), x), *b;

	lexer_next(p->lexer);
	if ((p->lexer->token.kind == TOK_WORD || p->lexer->token.kind == TOK_NAME) && find_stretch(p, p->lexer->token.text, NULL) != NULL)
		return within_stretch(p, e);
	if (lexer_take(p->lexer, "(")) {
		do {
			b = parser_sum(p);
			if (b == NULL || !comparable(p, x, b, b->at, false))
				return NULL;
			parser_add(p, e, b);
		} while (lexer_take(p->lexer, ","));
		if (!parser_expect(p, ")"))
			return NULL;
		if (!lexer_is(p->lexer, "至") || e->count != 2)
			return e;
	} else {
		b = parser_sum(p);
		if (b == NULL)
			return NULL;
		parser_add(p, e, b);
	}
	e->op = OP_BETWEEN;
	if (!parser_expect(p, "至"))
		return NULL;
	b = parser_sum(p);
	if (b == NULL || !comparable(p, x, e->arg[1], e->at, true) || !comparable(p, x, b, e->at, true))
		return NULL;
	return parser_add(p, e, b);
}

static int comparison_op(const struct lexer *l)
{
	static const struct { const char *sign; enum op op; } table[] = {
		{ "<", OP_LT }, { "<=", OP_LE }, { "=", OP_EQ }, { "!=", OP_NE }, { ">=", OP_GE }, { ">", OP_GT }, { NULL, OP_EQ }
	};

	for (int i = 0; table[i].sign != NULL; i++)
		if (lexer_is(l, table[i].sign))
			return (int)table[i].op;
	return -1;
}

static struct expr *parse_compare(struct parser *p)
{
	struct expr *a = parser_sum(p);
	struct token sign = p->lexer->token;
	int op;

	if (a == NULL)
		return NULL;
	if (lexer_is(p->lexer, "在")) {
		a = parse_within(p, a);
	} else if (lexer_take(p->lexer, "含")) {
		a = parse_contains(p, a, sign);
	} else if (lexer_take(p->lexer, "为空")) {
		a = parser_add(p, parser_node(p, OP_IS_BLANK, T_BOOL, sign.at, "为空"), a);
	} else if ((op = comparison_op(p->lexer)) >= 0) {
		struct expr *b;

		lexer_next(p->lexer);
		b = parser_sum(p);
		if (b == NULL || !comparable(p, a, b, sign.at, op != OP_EQ && op != OP_NE))
			return NULL;
		a = parser_add(p, parser_add(p, parser_node(p, (enum op)op, T_BOOL, sign.at, sign.text), a), b);
	} else {
		return a;
	}
	if (a != NULL && (comparison_op(p->lexer) >= 0 || lexer_is(p->lexer, "在") || lexer_is(p->lexer, "为空") ||
	    lexer_is(p->lexer, "含")))
		return parser_refuse(p, MSG_CHAINED, p->lexer->token.at, p->lexer->token.text);
	return a;
}

static struct expr *parse_not(struct parser *p)
{
	struct origin at = p->lexer->token.at;
	struct expr *x;

	if (!lexer_take(p->lexer, "非"))
		return parse_compare(p);
	x = parse_not(p);
	if (x == NULL || !parser_want(p, x, T_BOOL))
		return NULL;
	return parser_add(p, parser_node(p, OP_NOT, T_BOOL, at, "非"), x);
}

static struct expr *parse_joined(struct parser *p, const char *word, enum op op, struct expr *(*below)(struct parser *))
{
	struct expr *a = below(p);

	while (a != NULL && lexer_is(p->lexer, word)) {
		struct origin at = p->lexer->token.at;
		struct expr *b;

		lexer_next(p->lexer);
		b = below(p);
		if (b == NULL || !parser_want(p, a, T_BOOL) || !parser_want(p, b, T_BOOL))
			return NULL;
		a = parser_add(p, parser_add(p, parser_node(p, op, T_BOOL, at, word), a), b);
	}
	return a;
}

static struct expr *parse_and(struct parser *p) { return parse_joined(p, "且", OP_AND, parse_not); }
struct expr *parser_value(struct parser *p) { return parse_joined(p, "或", OP_OR, parse_and); }

/* ---- doors --------------------------------------------------------------- */

enum { DEPTH_LIMIT = 2000 };    /* characters; keeps recursion far from the end of the stack */

static struct expr *parse_text(const struct scope *scope, const char *text, struct origin at)
{
	struct lexer lexer;
	struct parser p = { scope, &lexer, scope->arena, scope->diag, false };
	struct expr *e;

	if (utf8_count(text, strlen(text)) > DEPTH_LIMIT) {
		diag(scope->diag, MSG_EXPRESSION_LONG, at, NULL);
		return NULL;
	}
	lexer = lexer_open(scope->arena, scope->diag, text, at);
	e = parser_value(&p);
	if (e != NULL && lexer.token.kind != TOK_END)
		return parser_refuse(&p, MSG_TRAILING, lexer.token.at, lexer.token.text);
	return lexer.failed ? NULL : e;
}

static const struct expr *of_type(const struct scope *scope, const struct expr *e, enum type want)
{
	if (e == NULL || e->type == want)
		return e;
	diag(scope->diag, MSG_WRONG_TYPE, e->at, expr_text(scope->arena, e), type_words[e->type], type_words[want], NULL);
	return NULL;
}

const struct expr *parse_expr(const struct scope *scope, const struct entry *entry, enum type want)
{
	return of_type(scope, parse_text(scope, entry->value, entry->value_at), want);
}

const struct expr *parse_condition(const struct scope *scope, const char *text, struct origin at)
{
	return of_type(scope, parse_text(scope, text, at), T_BOOL);
}

const struct expr *parse_any(const struct scope *scope, const struct entry *entry)
{
	return parse_text(scope, entry->value, entry->value_at);
}

const struct expr *parse_sum(const struct scope *scope, struct lexer *lexer)
{
	struct parser p = { scope, lexer, scope->arena, scope->diag, false };
	struct expr *e = parser_sum(&p);

	return e != NULL && parser_want(&p, e, T_NUMBER) ? e : NULL;
}
