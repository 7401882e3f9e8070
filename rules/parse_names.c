/* parse_names.c -- what a name stands for: a column, a measure, a parameter, a word of the language. */
#include <string.h>
#include "base/text.h"
#include "rules/parsing.h"

static const char *const period_words[] = { "期初", "期末", "截止日", "年初", "年末", "上期初", "上期末", "月数", NULL };
static const char *const attribute_words[] = { "组", "类型", "代码", "名称", "人口", NULL };
static const char *const result_words[] = { "总得分", "总名次", "升降", NULL };
static const char *const ladder_words[] = { "连续", "累计", "数量", NULL };

int parser_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

bool parser_sees_units(const struct parser *p)
{
	return p->scope->kind == SCOPE_UNIT || p->scope->kind == SCOPE_RESULT || p->scope->kind == SCOPE_PAST;
}

bool parser_sees_measures(const struct parser *p)
{
	return p->scope->kind == SCOPE_UNIT || p->scope->kind == SCOPE_RESULT;
}

static bool parser_sees_results(const struct parser *p)
{
	return p->scope->kind == SCOPE_RESULT || (p->scope->kind == SCOPE_PAST && !p->without_results);
}

/* The names that may stand where the parser is, for "did you mean". */
static const char *suggestion(struct parser *p, const char *word)
{
	const struct source *seen = p->scope->far != NULL ? p->scope->far : p->scope->source;
	const struct scheme *s = p->scope->scheme;
	const char **words = NULL;
	size_t n = 0;

	if (p->scope->kind == SCOPE_ROW)
		for (size_t i = 0; i < seen->column_count; i++)
			*arena_push(p->arena, words, n) = seen->column[i].name;
	if (parser_sees_measures(p))
		for (size_t i = 0; i < s->measure_count; i++)
			*arena_push(p->arena, words, n) = s->measure[i]->name;
	for (size_t i = 0; i < s->parameter_count; i++)
		*arena_push(p->arena, words, n) = s->parameter[i]->name;
	for (size_t i = 0; period_words[i] != NULL; i++)
		*arena_push(p->arena, words, n) = period_words[i];
	*arena_push(p->arena, words, n) = NULL;
	return text_nearest(word, words);
}

static bool is_measure_of_past(const struct parser *p, const char *word)
{
	const struct scheme *s = p->scope->scheme;

	for (size_t i = 0; p->scope->kind == SCOPE_PAST && i < s->measure_count; i++)
		if (strcmp(s->measure[i]->name, word) == 0)
			return true;
	return false;
}

static struct expr *unknown_name(struct parser *p, const struct token *t)
{
	const char *near = suggestion(p, t->text);

	if (p->lexer->failed)
		return NULL;
	p->lexer->failed = true;
	for (size_t i = 0; i < p->scope->scheme->indicator_count; i++)
		if (strcmp(p->scope->scheme->indicator[i]->name, t->text) == 0 && parser_sees_units(p)) {
			diag(p->diag, MSG_BARE_INDICATOR, t->at, t->text, NULL);
			return NULL;
		}
	if (is_measure_of_past(p, t->text))
		diag(p->diag, MSG_PAST_MEASURE, t->at, t->text, NULL);
	else if (near != NULL)
		diag(p->diag, MSG_UNKNOWN_NAME_NEAR, t->at, t->text, near, NULL);
	else
		diag(p->diag, MSG_UNKNOWN_NAME, t->at, t->text, NULL);
	return NULL;
}

static struct expr *column_name(struct parser *p, const struct token *t)
{
	static const enum type column_type[] = { [COL_TEXT] = T_TEXT, [COL_INTEGER] = T_NUMBER, [COL_DECIMAL] = T_NUMBER,
		[COL_PERCENT] = T_NUMBER, [COL_DAY] = T_DAY, [COL_MOMENT] = T_MOMENT };
	static const char own[] = "本行.";
	const struct source *source = p->scope->source, *far = p->scope->far;
	const char *name = t->text;

	if (source == NULL || p->scope->kind != SCOPE_ROW)
		return NULL;
	if (strncmp(name, own, strlen(own)) == 0) {
		name += strlen(own);
		far = NULL;
	}
	if (far != NULL)
		source = far;
	for (size_t i = 0; i < source->column_count; i++)
		if (strcmp(source->column[i].name, name) == 0) {
			struct expr *e = parser_node(p, far != NULL ? OP_FAR_COLUMN : OP_COLUMN, column_type[source->column[i].type], t->at, t->text);

			e->column = i;
			e->far = far;
			e->dimension = source->column[i].dimension;
			return e;
		}
	return NULL;
}

static struct expr *measure_name(struct parser *p, const struct token *t)
{
	const struct scheme *s = p->scope->scheme;

	if (!parser_sees_measures(p))
		return NULL;
	for (size_t i = 0; i < s->measure_count; i++)
		if (strcmp(s->measure[i]->name, t->text) == 0) {
			struct expr *e = parser_node(p, OP_MEASURE, s->measure[i]->type, t->at, t->text);

			e->measure = s->measure[i];
			e->dimension = s->measure[i]->dimension;
			return e;
		}
	return NULL;
}

static struct expr *parameter_name(struct parser *p, const struct token *t)
{
	const struct scheme *s = p->scope->scheme;

	for (size_t i = 0; i < s->parameter_count; i++)
		if (strcmp(s->parameter[i]->name, t->text) == 0) {
			const struct parameter *param = s->parameter[i];
			enum type type = param->value.kind == V_DAY ? T_DAY : param->value.kind == V_TEXT ? T_TEXT : T_NUMBER;
			struct expr *e = parser_node(p, OP_PARAM, type, t->at, t->text);

			e->param = param;
			e->dimension = param->dimension;
			return e;
		}
	return NULL;
}

/* 期别, and 是 否 for 存在(X, 是). */
static struct expr *row_word(struct parser *p, const struct token *t)
{
	struct expr *e;

	if (strcmp(t->text, "期别") == 0 && p->scope->far == NULL)
		return parser_node(p, OP_ROUNDS_BACK, T_NUMBER, t->at, t->text);
	if (strcmp(t->text, "是") != 0 && strcmp(t->text, "否") != 0)
		return NULL;
	e = parser_node(p, OP_CONST, T_BOOL, t->at, t->text);
	e->constant = value_bool(strcmp(t->text, "是") == 0);
	return e;
}

static struct expr *reserved_name(struct parser *p, const struct token *t)
{
	static const enum op period_op[] = { OP_PERIOD_FIRST, OP_PERIOD_LAST, OP_CUTOFF, OP_YEAR_FIRST, OP_YEAR_LAST,
			OP_BEFORE_FIRST, OP_BEFORE_LAST, OP_MONTHS },
		result_op[] = { OP_TOTAL, OP_RANK, OP_RISE }, ladder_op[] = { OP_STEP_STREAK, OP_STEP_TIMES, OP_STEP_AMOUNT };
	int i;

	if (t->kind == TOK_NAME)
		return NULL;
	if ((i = parser_index(period_words, t->text)) >= 0)
		return parser_node(p, period_op[i], period_op[i] == OP_MONTHS ? T_NUMBER : T_DAY, t->at, t->text);
	if (p->scope->kind == SCOPE_ROW)
		return row_word(p, t);
	if ((i = parser_index(attribute_words, t->text)) >= 0 && (parser_sees_units(p) || p->scope->kind == SCOPE_ATTRIBUTE)) {
		struct expr *e = parser_node(p, OP_ATTRIBUTE, i == ATTR_POPULATION ? T_NUMBER : T_TEXT, t->at, t->text);

		e->attribute = (enum attribute)i;
		return e;
	}
	if ((i = parser_index(result_words, t->text)) >= 0 && parser_sees_results(p) && !(i == 2 && p->scope->kind == SCOPE_PAST))
		return parser_node(p, result_op[i], T_NUMBER, t->at, t->text);
	if (strcmp(t->text, "等次") == 0 && p->scope->kind == SCOPE_RESULT)
		return parser_node(p, OP_GRADE, T_TEXT, t->at, t->text);
	if ((i = parser_index(ladder_words, t->text)) >= 0 && p->scope->kind == SCOPE_LADDER)
		return parser_node(p, ladder_op[i], T_NUMBER, t->at, t->text);
	return NULL;
}

struct expr *parser_name(struct parser *p)
{
	struct token t = p->lexer->token;
	struct expr *e = column_name(p, &t);

	if (e == NULL)
		e = measure_name(p, &t);
	if (e == NULL)
		e = parameter_name(p, &t);
	if (e == NULL)
		e = reserved_name(p, &t);
	if (e == NULL)
		return unknown_name(p, &t);
	lexer_next(p->lexer);
	return e;
}
