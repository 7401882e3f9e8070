/* parse.c -- recursive descent; types and dimensions are checked as the tree grows. */
#include <string.h>
#include "base/text.h"
#include "rules/parsing.h"

static struct expr *parse_or(struct parser *);
static struct expr *parse_add(struct parser *);

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

static struct expr *node(struct parser *p, enum op op, enum type type, struct origin at, const char *name)
{
	struct expr *e = arena_one(p->arena, struct expr);

	e->op = op;
	e->type = type;
	e->at = at;
	e->name = name;
	return e;
}

static struct expr *add_arg(struct parser *p, struct expr *e, struct expr *arg)
{
	*arena_push(p->arena, e->arg, e->count) = arg;
	return e;
}

static const char *token_word(const struct token *t)
{
	return t->kind == TOK_END ? "（行尾）" : t->text;
}

static struct expr *refuse(struct parser *p, enum message m, struct origin at, const char *found)
{
	if (!p->lexer->failed)
		diag(p->diag, m, at, found, NULL);
	p->lexer->failed = true;
	return NULL;
}

static bool expect(struct parser *p, const char *sign)
{
	if (lexer_take(p->lexer, sign))
		return true;
	if (!p->lexer->failed)
		diag(p->diag, MSG_EXPECTED_SIGN, p->lexer->token.at, sign, token_word(&p->lexer->token), NULL);
	p->lexer->failed = true;
	return false;
}

static bool want_type(struct parser *p, const struct expr *e, enum type type)
{
	if (e->type == type)
		return true;
	diag(p->diag, MSG_WRONG_TYPE, e->at, expr_text(p->arena, e), type_words[e->type], type_words[type], NULL);
	p->lexer->failed = true;
	return false;
}

/* ---- names --------------------------------------------------------------- */

static const char *const period_words[] = { "期初", "期末", "截止日", "年初", "年末", "上期初", "上期末", "月数", NULL };
static const char *const attribute_words[] = { "组", "类型", "代码", "名称", "人口", NULL };
static const char *const result_words[] = { "总得分", "总名次", "升降", NULL };
static const char *const ladder_words[] = { "连续", "累计", "数量", NULL };

static int word_index(const char *const *words, const char *word)
{
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

static bool sees_units(const struct parser *p)
{
	return p->scope->kind == SCOPE_UNIT || p->scope->kind == SCOPE_RESULT || p->scope->kind == SCOPE_PAST;
}

static bool sees_measures(const struct parser *p)
{
	return p->scope->kind == SCOPE_UNIT || p->scope->kind == SCOPE_RESULT;
}

static bool sees_results(const struct parser *p)
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
	if (sees_measures(p))
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
		if (strcmp(p->scope->scheme->indicator[i]->name, t->text) == 0 && sees_units(p)) {
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
			struct expr *e = node(p, far != NULL ? OP_FAR_COLUMN : OP_COLUMN, column_type[source->column[i].type], t->at, t->text);

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

	if (!sees_measures(p))
		return NULL;
	for (size_t i = 0; i < s->measure_count; i++)
		if (strcmp(s->measure[i]->name, t->text) == 0) {
			struct expr *e = node(p, OP_MEASURE, s->measure[i]->type, t->at, t->text);

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
			struct expr *e = node(p, OP_PARAM, type, t->at, t->text);

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
		return node(p, OP_ROUNDS_BACK, T_NUMBER, t->at, t->text);
	if (strcmp(t->text, "是") != 0 && strcmp(t->text, "否") != 0)
		return NULL;
	e = node(p, OP_CONST, T_BOOL, t->at, t->text);
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
	if ((i = word_index(period_words, t->text)) >= 0)
		return node(p, period_op[i], period_op[i] == OP_MONTHS ? T_NUMBER : T_DAY, t->at, t->text);
	if (p->scope->kind == SCOPE_ROW)
		return row_word(p, t);
	if ((i = word_index(attribute_words, t->text)) >= 0 && (sees_units(p) || p->scope->kind == SCOPE_ATTRIBUTE)) {
		struct expr *e = node(p, OP_ATTRIBUTE, i == ATTR_POPULATION ? T_NUMBER : T_TEXT, t->at, t->text);

		e->attribute = (enum attribute)i;
		return e;
	}
	if ((i = word_index(result_words, t->text)) >= 0 && sees_results(p) && !(i == 2 && p->scope->kind == SCOPE_PAST))
		return node(p, result_op[i], T_NUMBER, t->at, t->text);
	if (strcmp(t->text, "等次") == 0 && p->scope->kind == SCOPE_RESULT)
		return node(p, OP_GRADE, T_TEXT, t->at, t->text);
	if ((i = word_index(ladder_words, t->text)) >= 0 && p->scope->kind == SCOPE_LADDER)
		return node(p, ladder_op[i], T_NUMBER, t->at, t->text);
	return NULL;
}

static struct expr *parse_name(struct parser *p)
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

/* ---- functions ----------------------------------------------------------- */

struct function {
	const char *name;
	enum op op;
	enum { ANY_SCOPE, UNIT_SCOPES, PRESENT_UNITS, RESULTS, CONSTRAINTS, ROWS } where;       /* PRESENT_UNITS: not inside 上期(…) */
	struct expr *(*parse)(struct parser *, const struct function *, struct origin);
};

/* Sets *e's arguments from "a, b)"; least and most bound their number. */
static bool arguments(struct parser *p, struct expr *e, size_t least, size_t most)
{
	do {
		struct expr *arg = parse_or(p);

		if (arg == NULL)
			return false;
		add_arg(p, e, arg);
	} while (lexer_take(p->lexer, ","));
	if (e->count < least || e->count > most) {
		diag(p->diag, MSG_ARGUMENT_COUNT, e->at, e->name, arena_printf(p->arena, "%zu", least),
			most == least ? "" : most > 99 ? "个以上" : arena_printf(p->arena, "至 %zu", most),
			arena_printf(p->arena, "%zu", e->count), NULL);
		p->lexer->failed = true;
		return false;
	}
	return expect(p, ")");
}

/* The n of 舍入(x, n): a whole number from 0 to 30. */
static bool is_places(const struct expr *e)
{
	int64_t n;

	return e->op == OP_CONST && num_to_int(e->constant.num, &n) && n >= 0 && n <= 30;
}

static struct expr *numeric(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name);
	bool extreme = f->op == OP_MAX || f->op == OP_MIN, pair = f->op == OP_ROUND;

	if (!arguments(p, e, extreme || pair ? 2 : 1, extreme ? 1000 : pair ? 2 : 1))
		return NULL;
	if (extreme && e->arg[0]->type == T_DAY)
		e->type = T_DAY;
	for (size_t i = 0; i < e->count; i++)
		if (!want_type(p, e->arg[i], e->type))
			return NULL;
	if (pair && !is_places(e->arg[1]))
		return refuse(p, MSG_PLACES_CONSTANT, e->arg[1]->at, expr_text(p->arena, e->arg[1]));
	e->dimension = e->arg[0]->dimension;
	return e;
}

/* ln(x) sqrt(x) 幂(x, y): of a bare number, whatever it counted. */
static struct expr *irrational(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name);
	size_t count = f->op == OP_POWER ? 2 : 1;

	if (!arguments(p, e, count, count))
		return NULL;
	for (size_t i = 0; i < e->count; i++)
		if (!want_type(p, e->arg[i], T_NUMBER))
			return NULL;
	return e;
}

static struct expr *days(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name);

	if (!arguments(p, e, 2, 2))
		return NULL;
	for (size_t i = 0; i < 2; i++)
		if (e->arg[i]->type != T_MOMENT && !want_type(p, e->arg[i], T_DAY))
			return NULL;
	e->dimension = "天";
	return e;
}

static struct expr *condition(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name);

	if (!arguments(p, e, 3, 3) || !want_type(p, e->arg[0], T_BOOL) || !want_type(p, e->arg[2], e->arg[1]->type))
		return NULL;
	e->type = e->arg[1]->type;
	e->dimension = e->arg[1]->dimension;
	return e;
}

static const struct indicator *find_indicator(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->indicator_count; i++)
		if (strcmp(s->indicator[i]->name, name) == 0)
			return s->indicator[i];
	return NULL;
}

static struct expr *of_indicator(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name);
	struct token t = p->lexer->token;

	if (t.kind != TOK_WORD && t.kind != TOK_NAME)
		return refuse(p, MSG_INDICATOR_EXPECTED, t.at, token_word(&t));
	e->indicator = find_indicator(p->scope->scheme, t.text);
	if (e->indicator == NULL) {
		const char **words = NULL, *near;
		size_t n = 0;

		for (size_t i = 0; i < p->scope->scheme->indicator_count; i++)
			*arena_push(p->arena, words, n) = p->scope->scheme->indicator[i]->name;
		*arena_push(p->arena, words, n) = NULL;
		near = text_nearest(t.text, words);
		if (near == NULL)
			return refuse(p, MSG_NO_SUCH_INDICATOR, t.at, t.text);
		diag(p->diag, MSG_NO_SUCH_INDICATOR_NEAR, t.at, t.text, near, NULL);
		p->lexer->failed = true;
		return NULL;
	}
	lexer_next(p->lexer);
	if (f->op == OP_VALUE)
		e->dimension = e->indicator->dimension;
	return expect(p, ")") ? e : NULL;
}

static bool is_group_figure(enum op op) { return op >= OP_GROUP_MEAN && op <= OP_GROUP_COUNT; }

/* 范围 = c: which units of the board, by their attributes, in place of the group. */
static bool parse_range(struct parser *p, struct expr *e)
{
	struct scope attributes = *p->scope;
	const struct scope *whole = p->scope;
	struct expr *c;

	lexer_next(p->lexer);
	if (!expect(p, "="))
		return false;
	attributes.kind = SCOPE_ATTRIBUTE;
	p->scope = &attributes;
	c = parse_or(p);
	p->scope = whole;
	if (c == NULL || !want_type(p, c, T_BOOL))
		return false;
	e->among = c;
	return true;
}

/* The words behind the argument of 组平均 and the like, each once, down to the bracket. */
static bool group_options(struct parser *p, const struct function *f, struct expr *e)
{
	bool said = false, sample = f->op != OP_GROUP_SD;

	while (e->among == NULL && lexer_take(p->lexer, ",")) {
		if (lexer_is(p->lexer, "范围")) {
			if (!parse_range(p, e))
				return false;
		} else if (!said && (lexer_is(p->lexer, "不含") || lexer_is(p->lexer, "含本单位"))) {
			said = true;
			e->without_self = lexer_is(p->lexer, "不含");
			lexer_next(p->lexer);
		} else if (!sample && (lexer_is(p->lexer, "样本") || lexer_is(p->lexer, "总体"))) {
			sample = true;
			e->sample = lexer_is(p->lexer, "样本");
			lexer_next(p->lexer);
		} else {
			diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, token_word(&p->lexer->token),
				!sample ? "样本 或 总体" : said ? "范围 = 条件" : "含本单位、不含 或 范围 = 条件", NULL);
			p->lexer->failed = true;
			return false;
		}
	}
	if (!sample && !p->lexer->failed) {
		diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, token_word(&p->lexer->token), "样本 或 总体", NULL);
		p->lexer->failed = true;
	}
	return sample && expect(p, ")");
}

/* 名次(x[, 升序|降序][, 范围 = c]), 末位(x, n …): the words down to the bracket. */
static bool rank_options(struct parser *p, const struct function *f, struct expr *e)
{
	bool said = false;

	while (e->among == NULL && lexer_take(p->lexer, ",")) {
		if (lexer_is(p->lexer, "范围")) {
			if (!parse_range(p, e))
				return false;
		} else if (!said && (lexer_is(p->lexer, "升序") || lexer_is(p->lexer, "降序"))) {
			said = true;
			e->ascending = lexer_is(p->lexer, "升序");
			lexer_next(p->lexer);
		} else {
			diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, token_word(&p->lexer->token),
				said ? "范围 = 条件" : "升序、降序 或 范围 = 条件", NULL);
			p->lexer->failed = true;
			return false;
		}
	}
	return expect(p, ")");
}

/* 组计数(c …) 下级计数(c): how many units meet a condition. */
static struct expr *count_units(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name), *c = parse_or(p);

	if (c == NULL || !want_type(p, c, T_BOOL))
		return NULL;
	add_arg(p, e, c);
	if (f->op == OP_CHILD_COUNT ? expect(p, ")") : group_options(p, f, e))
		return e;
	return NULL;
}

static struct expr *over_units(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, f->op == OP_BOTTOM ? T_BOOL : T_NUMBER, at, f->name);
	struct expr *x = parse_add(p);

	if (x == NULL || !want_type(p, x, T_NUMBER))
		return NULL;
	add_arg(p, e, x);
	if (f->op != OP_BOTTOM && f->op != OP_RANK_OF)
		e->dimension = x->dimension;
	if (is_group_figure(f->op))
		return group_options(p, f, e) ? e : NULL;
	if (f->op == OP_BOTTOM) {
		if (!expect(p, ","))
			return NULL;
		if (p->lexer->token.kind != TOK_NUMBER || *p->lexer->token.suffix != '\0' ||
		    !num_to_int(p->lexer->token.num, &e->last_n) || e->last_n < 1)
			return refuse(p, MSG_BOTTOM_COUNT, p->lexer->token.at, token_word(&p->lexer->token));
		lexer_next(p->lexer);
	}
	if (f->op == OP_BOTTOM || f->op == OP_RANK_OF)
		return rank_options(p, f, e) ? e : NULL;
	return expect(p, ")") ? e : NULL;
}

/* Past figures are what the ledger keeps: the argument is read in that scope. */
static struct expr *past_argument(struct parser *p, struct expr *(*below)(struct parser *))
{
	struct scope past = *p->scope;
	const struct scope *present = p->scope;
	struct expr *e;

	past.kind = SCOPE_PAST;
	p->scope = &past;
	e = below(p);
	p->scope = present;
	return e;
}

/* 上期(x) 同期(x) */
static struct expr *earlier(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name), *x = past_argument(p, parse_add);

	if (x == NULL || !want_type(p, x, T_NUMBER))
		return NULL;
	e->dimension = x->dimension;
	return expect(p, ")") ? add_arg(p, e, x) : NULL;
}

/* One of the words behind a comma; its index, or -1 and a complaint. */
static int option_word(struct parser *p, const struct function *f, const char *const *words, const char *all)
{
	if (!expect(p, ","))
		return -1;
	for (int i = 0; words[i] != NULL; i++)
		if (lexer_take(p->lexer, words[i]))
			return i;
	if (!p->lexer->failed)
		diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, token_word(&p->lexer->token), all, NULL);
	p->lexer->failed = true;
	return -1;
}

static bool whole_number(struct parser *p, const struct function *f, int64_t *n)
{
	const struct token *t = &p->lexer->token;

	if (t->kind == TOK_NUMBER && *t->suffix == '\0' && num_to_int(t->num, n) && *n >= 1 && *n <= 36) {
		lexer_next(p->lexer);
		return true;
	}
	if (!p->lexer->failed)
		diag(p->diag, MSG_FUNCTION_OPTION, t->at, f->name, token_word(t), "1 至 36 的整数", NULL);
	p->lexer->failed = true;
	return false;
}

/* 近期(x, n, 平均|合计|最大|标准差) */
static struct expr *recent(struct parser *p, const struct function *f, struct origin at)
{
	static const char *const folds[] = { "平均", "合计", "最大", "标准差", NULL };
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name), *x;
	int fold;

	p->without_results = p->scope->kind == SCOPE_UNIT;
	x = past_argument(p, parse_add);
	p->without_results = false;
	if (x == NULL || !want_type(p, x, T_NUMBER) || !expect(p, ",") || !whole_number(p, f, &e->last_n))
		return NULL;
	fold = option_word(p, f, folds, "平均、合计、最大 或 标准差");
	e->fold = (enum fold)(fold < 0 ? 0 : fold);
	e->dimension = x->dimension;
	return fold >= 0 && expect(p, ")") ? add_arg(p, e, x) : NULL;
}

/* 连续(c, 中断|跳过|计入) */
static struct expr *streak(struct parser *p, const struct function *f, struct origin at)
{
	static const char *const gaps[] = { "中断", "跳过", "计入", NULL };
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name), *c = past_argument(p, parse_or);
	int gap;

	if (c == NULL || !want_type(p, c, T_BOOL))
		return NULL;
	gap = option_word(p, f, gaps, "中断、跳过 或 计入（没有数据的期怎样算）");
	e->gap = (enum gap)(gap < 0 ? 0 : gap);
	return gap >= 0 && expect(p, ")") ? add_arg(p, e, c) : NULL;
}

/* , 自然年 | 滚动12期 ) */
static bool window_words(struct parser *p, const struct function *f, struct window *w)
{
	if (!expect(p, ","))
		return false;
	if (!window_read(p->lexer, w)) {
		diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, token_word(&p->lexer->token), "自然年 或 滚动12期", NULL);
		p->lexer->failed = true;
		return false;
	}
	return expect(p, ")");
}

/* 累计次数(c, 自然年|滚动n期) */
static struct expr *times(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name), *c = past_argument(p, parse_or);

	if (c == NULL || !want_type(p, c, T_BOOL))
		return NULL;
	return window_words(p, f, &e->window) ? add_arg(p, e, c) : NULL;
}

/* 本级措施(“约谈”, 自然年|滚动n期) */
static struct expr *own_measures(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name);

	if (p->lexer->token.kind != TOK_TEXT)
		return refuse(p, MSG_MEASURE_TEXT, p->lexer->token.at, token_word(&p->lexer->token));
	e->name_text = p->lexer->token.text;
	lexer_next(p->lexer);
	return window_words(p, f, &e->window) ? e : NULL;
}

/* 下级问责(X) 问责(X) */
static struct expr *flags(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, f->op == OP_FLAG ? T_BOOL : T_NUMBER, at, f->name);
	const struct scheme *s = p->scope->scheme;

	for (size_t i = 0; i < s->trigger_count; i++)
		if (strcmp(s->trigger[i]->name, p->lexer->token.text) == 0)
			e->trigger = s->trigger[i];
	if (e->trigger == NULL)
		return refuse(p, MSG_NO_SUCH_TRIGGER, p->lexer->token.at, token_word(&p->lexer->token));
	lexer_next(p->lexer);
	return expect(p, ")") ? e : NULL;
}

/* 字数(x) */
static struct expr *characters(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = node(p, f->op, T_NUMBER, at, f->name);

	return arguments(p, e, 1, 1) && want_type(p, e->arg[0], T_TEXT) ? e : NULL;
}

static struct expr *far_rows(struct parser *p, const struct function *f, struct origin at)
{
	return parse_far_rows(p, node(p, f->op, f->op == OP_EXISTS ? T_BOOL : T_NUMBER, at, f->name));
}

static struct expr *occurrence(struct parser *p, const struct function *f, struct origin at)
{
	return parse_occurrence(p, node(p, f->op, T_NUMBER, at, f->name));
}

/* To teach the language a function, add one row here and its case in eval.c. */
static const struct function functions[] = {
	{ "如果", OP_IF, ANY_SCOPE, condition },
	{ "最大", OP_MAX, ANY_SCOPE, numeric },
	{ "最小", OP_MIN, ANY_SCOPE, numeric },
	{ "绝对值", OP_ABS, ANY_SCOPE, numeric },
	{ "取整", OP_FLOOR, ANY_SCOPE, numeric },
	{ "向上取整", OP_CEIL, ANY_SCOPE, numeric },
	{ "舍入", OP_ROUND, ANY_SCOPE, numeric },
	{ "ln", OP_LN, ANY_SCOPE, irrational },
	{ "sqrt", OP_SQRT, ANY_SCOPE, irrational },
	{ "幂", OP_POWER, ANY_SCOPE, irrational },
	{ "天数", OP_DAYS, ANY_SCOPE, days },
	{ "工作日", OP_WORKDAYS, ANY_SCOPE, days },
	{ "字数", OP_LENGTH, ANY_SCOPE, characters },
	{ "值", OP_VALUE, UNIT_SCOPES, of_indicator },
	{ "得分", OP_POINTS, UNIT_SCOPES, of_indicator },
	{ "得分率", OP_RATE, UNIT_SCOPES, of_indicator },
	{ "权重", OP_WEIGHT, CONSTRAINTS, of_indicator },
	{ "组平均", OP_GROUP_MEAN, UNIT_SCOPES, over_units },
	{ "组最大", OP_GROUP_MAX, UNIT_SCOPES, over_units },
	{ "组最小", OP_GROUP_MIN, UNIT_SCOPES, over_units },
	{ "组合计", OP_GROUP_SUM, UNIT_SCOPES, over_units },
	{ "组中位数", OP_GROUP_MEDIAN, UNIT_SCOPES, over_units },
	{ "组标准差", OP_GROUP_SD, UNIT_SCOPES, over_units },
	{ "组计数", OP_GROUP_COUNT, UNIT_SCOPES, count_units },
	{ "名次", OP_RANK_OF, UNIT_SCOPES, over_units },
	{ "末位", OP_BOTTOM, UNIT_SCOPES, over_units },
	{ "下级平均", OP_CHILD_MEAN, PRESENT_UNITS, over_units },
	{ "下级合计", OP_CHILD_SUM, PRESENT_UNITS, over_units },
	{ "下级最低", OP_CHILD_MIN, PRESENT_UNITS, over_units },
	{ "下级最高", OP_CHILD_MAX, PRESENT_UNITS, over_units },
	{ "下级计数", OP_CHILD_COUNT, PRESENT_UNITS, count_units },
	{ "上期", OP_LAST, PRESENT_UNITS, earlier },
	{ "同期", OP_SAME, PRESENT_UNITS, earlier },
	{ "近期", OP_RECENT, PRESENT_UNITS, recent },
	{ "连续", OP_STREAK, RESULTS, streak },
	{ "累计次数", OP_TIMES, RESULTS, times },
	{ "本级措施", OP_OWN_MEASURES, RESULTS, own_measures },
	{ "下级问责", OP_CHILD_FLAGS, RESULTS, flags },
	{ "问责", OP_FLAG, RESULTS, flags },
	{ "存在", OP_EXISTS, ROWS, far_rows },
	{ "条数", OP_ROW_COUNT, ROWS, far_rows },
	{ "最新", OP_LATEST, ROWS, far_rows },
	{ "第几次", OP_OCCURRENCE, ROWS, occurrence },
};

static struct expr *parse_call(struct parser *p)
{
	struct token t = p->lexer->token;
	const char *words[sizeof functions / sizeof *functions + 1] = { NULL };

	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		const struct function *f = &functions[i];

		words[i] = f->name;
		if (strcmp(f->name, t.text) != 0)
			continue;
		if ((f->where == UNIT_SCOPES && !sees_units(p)) || (f->where == PRESENT_UNITS && !sees_measures(p)) ||
		    (f->where == RESULTS && p->scope->kind != SCOPE_RESULT) ||
		    (f->where == CONSTRAINTS && p->scope->kind != SCOPE_CONSTRAINT) || (f->where == ROWS && p->scope->kind != SCOPE_ROW))
			return refuse(p, MSG_FUNCTION_PLACE, t.at, t.text);
		lexer_next(p->lexer);
		lexer_next(p->lexer);
		return f->parse(p, f, t.at);
	}
	const char *near = text_nearest(t.text, words);
	if (near == NULL)
		return refuse(p, MSG_UNKNOWN_FUNCTION, t.at, t.text);
	diag(p->diag, MSG_UNKNOWN_FUNCTION_NEAR, t.at, t.text, near, NULL);
	p->lexer->failed = true;
	return NULL;
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

	return word_index(words, w) >= 0;
}

static struct expr *constant(struct parser *p, enum type type, struct value v)
{
	struct expr *e = node(p, OP_CONST, type, p->lexer->token.at, p->lexer->token.text);

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
			return refuse(p, MSG_VALUE_EXPECTED, t->at, t->text);
		if (next_is_call(p->lexer))
			return parse_call(p);
		return parse_name(p);
	case TOK_NAME:
		return parse_name(p);
	case TOK_SIGN:
		if (lexer_take(p->lexer, "(")) {
			e = parse_or(p);
			return e != NULL && expect(p, ")") ? e : NULL;
		}
		return refuse(p, MSG_VALUE_EXPECTED, t->at, t->text);
	default:
		return refuse(p, MSG_VALUE_EXPECTED, t->at, token_word(t));
	}
}

static struct expr *parse_unary(struct parser *p)
{
	struct origin at = p->lexer->token.at;
	struct expr *x, *e;

	if (!lexer_take(p->lexer, "-"))
		return parse_primary(p);
	x = parse_unary(p);
	if (x == NULL || !want_type(p, x, T_NUMBER))
		return NULL;
	e = add_arg(p, node(p, OP_NEG, T_NUMBER, at, "-"), x);
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

	if (!want_type(p, a, T_NUMBER) || !want_type(p, b, T_NUMBER))
		return NULL;
	e = add_arg(p, add_arg(p, node(p, op, T_NUMBER, sign.at, sign.text), a), b);
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

static struct expr *parse_add(struct parser *p)
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
	if (!is_time(e->arg[0]->type) && !want_type(p, e->arg[0], T_DAY))
		return NULL;
	for (int i = 0; i < 2; i++) {
		struct expr *end = node(p, OP_CONST, T_DAY, t.at, day_text(p->arena, ends[i]));

		end->constant = value_day(ends[i]);
		add_arg(p, e, end);
	}
	lexer_next(p->lexer);
	return e;
}

/* x 含 t */
static struct expr *parse_contains(struct parser *p, struct expr *x, struct token sign)
{
	struct expr *t = parse_add(p);

	if (t == NULL || !want_type(p, x, T_TEXT) || !want_type(p, t, T_TEXT))
		return NULL;
	return add_arg(p, add_arg(p, node(p, OP_CONTAINS, T_BOOL, sign.at, "含"), x), t);
}

/* x 在 a 至 b, x 在 (a, b, …), x 在 时段 */
static struct expr *parse_within(struct parser *p, struct expr *x)
{
	struct expr *e = add_arg(p, node(p, OP_IN, T_BOOL, p->lexer->token.at, "在"), x), *b;

	lexer_next(p->lexer);
	if ((p->lexer->token.kind == TOK_WORD || p->lexer->token.kind == TOK_NAME) && find_stretch(p, p->lexer->token.text, NULL) != NULL)
		return within_stretch(p, e);
	if (lexer_take(p->lexer, "(")) {
		do {
			b = parse_add(p);
			if (b == NULL || !comparable(p, x, b, b->at, false))
				return NULL;
			add_arg(p, e, b);
		} while (lexer_take(p->lexer, ","));
		if (!expect(p, ")"))
			return NULL;
		if (!lexer_is(p->lexer, "至") || e->count != 2)
			return e;
	} else {
		b = parse_add(p);
		if (b == NULL)
			return NULL;
		add_arg(p, e, b);
	}
	e->op = OP_BETWEEN;
	if (!expect(p, "至"))
		return NULL;
	b = parse_add(p);
	if (b == NULL || !comparable(p, x, e->arg[1], e->at, true) || !comparable(p, x, b, e->at, true))
		return NULL;
	return add_arg(p, e, b);
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
	struct expr *a = parse_add(p);
	struct token sign = p->lexer->token;
	int op;

	if (a == NULL)
		return NULL;
	if (lexer_is(p->lexer, "在")) {
		a = parse_within(p, a);
	} else if (lexer_take(p->lexer, "含")) {
		a = parse_contains(p, a, sign);
	} else if (lexer_take(p->lexer, "为空")) {
		a = add_arg(p, node(p, OP_IS_BLANK, T_BOOL, sign.at, "为空"), a);
	} else if ((op = comparison_op(p->lexer)) >= 0) {
		struct expr *b;

		lexer_next(p->lexer);
		b = parse_add(p);
		if (b == NULL || !comparable(p, a, b, sign.at, op != OP_EQ && op != OP_NE))
			return NULL;
		a = add_arg(p, add_arg(p, node(p, (enum op)op, T_BOOL, sign.at, sign.text), a), b);
	} else {
		return a;
	}
	if (a != NULL && (comparison_op(p->lexer) >= 0 || lexer_is(p->lexer, "在") || lexer_is(p->lexer, "为空") ||
	    lexer_is(p->lexer, "含")))
		return refuse(p, MSG_CHAINED, p->lexer->token.at, p->lexer->token.text);
	return a;
}

static struct expr *parse_not(struct parser *p)
{
	struct origin at = p->lexer->token.at;
	struct expr *x;

	if (!lexer_take(p->lexer, "非"))
		return parse_compare(p);
	x = parse_not(p);
	if (x == NULL || !want_type(p, x, T_BOOL))
		return NULL;
	return add_arg(p, node(p, OP_NOT, T_BOOL, at, "非"), x);
}

static struct expr *parse_joined(struct parser *p, const char *word, enum op op, struct expr *(*below)(struct parser *))
{
	struct expr *a = below(p);

	while (a != NULL && lexer_is(p->lexer, word)) {
		struct origin at = p->lexer->token.at;
		struct expr *b;

		lexer_next(p->lexer);
		b = below(p);
		if (b == NULL || !want_type(p, a, T_BOOL) || !want_type(p, b, T_BOOL))
			return NULL;
		a = add_arg(p, add_arg(p, node(p, op, T_BOOL, at, word), a), b);
	}
	return a;
}

static struct expr *parse_and(struct parser *p) { return parse_joined(p, "且", OP_AND, parse_not); }
static struct expr *parse_or(struct parser *p) { return parse_joined(p, "或", OP_OR, parse_and); }

/* ---- for parse_rows.c ------------------------------------------------------ */

struct expr *parser_value(struct parser *p) { return parse_or(p); }
struct expr *parser_name(struct parser *p) { return parse_name(p); }
struct expr *parser_refuse(struct parser *p, enum message m, struct origin at, const char *found) { return refuse(p, m, at, found); }
bool parser_expect(struct parser *p, const char *sign) { return expect(p, sign); }
bool parser_want(struct parser *p, const struct expr *e, enum type type) { return want_type(p, e, type); }

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
	e = parse_or(&p);
	if (e != NULL && lexer.token.kind != TOK_END)
		return refuse(&p, MSG_TRAILING, lexer.token.at, lexer.token.text);
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
	struct expr *e = parse_add(&p);

	return e != NULL && want_type(&p, e, T_NUMBER) ? e : NULL;
}
