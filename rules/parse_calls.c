/* parse_calls.c -- the functions of the language: one table, and how each reads what is behind its "(". */
#include <string.h>
#include "base/text.h"
#include "rules/parsing.h"

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
		struct expr *arg = parser_value(p);

		if (arg == NULL)
			return false;
		parser_add(p, e, arg);
	} while (lexer_take(p->lexer, ","));
	if (e->count < least || e->count > most) {
		diag(p->diag, MSG_ARGUMENT_COUNT, e->at, e->name, arena_printf(p->arena, "%zu", least),
			most == least ? "" : most > 99 ? "个以上" : arena_printf(p->arena, "至 %zu", most),
			arena_printf(p->arena, "%zu", e->count), NULL);
		p->lexer->failed = true;
		return false;
	}
	return parser_expect(p, ")");
}

/* The n of 舍入(x, n): a whole number from 0 to 30. */
static bool is_places(const struct expr *e)
{
	int64_t n;

	return e->op == OP_CONST && num_to_int(e->constant.num, &n) && n >= 0 && n <= 30;
}

static struct expr *numeric(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name);
	bool extreme = f->op == OP_MAX || f->op == OP_MIN, pair = f->op == OP_ROUND;

	if (!arguments(p, e, extreme || pair ? 2 : 1, extreme ? 1000 : pair ? 2 : 1))
		return NULL;
	if (extreme && e->arg[0]->type == T_DAY)
		e->type = T_DAY;
	for (size_t i = 0; i < e->count; i++)
		if (!parser_want(p, e->arg[i], e->type))
			return NULL;
	if (pair && !is_places(e->arg[1]))
		return parser_refuse(p, MSG_PLACES_CONSTANT, e->arg[1]->at, expr_text(p->arena, e->arg[1]));
	e->dimension = e->arg[0]->dimension;
	return e;
}

/* ln(x) sqrt(x) 幂(x, y): of a bare number, whatever it counted. */
static struct expr *irrational(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name);
	size_t count = f->op == OP_POWER ? 2 : 1;

	if (!arguments(p, e, count, count))
		return NULL;
	for (size_t i = 0; i < e->count; i++)
		if (!parser_want(p, e->arg[i], T_NUMBER))
			return NULL;
	return e;
}

static struct expr *days(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name);

	if (!arguments(p, e, 2, 2))
		return NULL;
	for (size_t i = 0; i < 2; i++)
		if (e->arg[i]->type != T_MOMENT && !parser_want(p, e->arg[i], T_DAY))
			return NULL;
	e->dimension = "天";
	return e;
}

static struct expr *condition(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name);

	if (!arguments(p, e, 3, 3) || !parser_want(p, e->arg[0], T_BOOL) || !parser_want(p, e->arg[2], e->arg[1]->type))
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
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name);
	struct token t = p->lexer->token;

	if (t.kind != TOK_WORD && t.kind != TOK_NAME)
		return parser_refuse(p, MSG_INDICATOR_EXPECTED, t.at, parser_found(&t));
	e->indicator = find_indicator(p->scope->scheme, t.text);
	if (e->indicator == NULL) {
		const char **words = NULL, *near;
		size_t n = 0;

		for (size_t i = 0; i < p->scope->scheme->indicator_count; i++)
			*arena_push(p->arena, words, n) = p->scope->scheme->indicator[i]->name;
		*arena_push(p->arena, words, n) = NULL;
		near = text_nearest(t.text, words);
		if (near == NULL)
			return parser_refuse(p, MSG_NO_SUCH_INDICATOR, t.at, t.text);
		diag(p->diag, MSG_NO_SUCH_INDICATOR_NEAR, t.at, t.text, near, NULL);
		p->lexer->failed = true;
		return NULL;
	}
	lexer_next(p->lexer);
	if (f->op == OP_VALUE)
		e->dimension = e->indicator->dimension;
	return parser_expect(p, ")") ? e : NULL;
}

static bool is_group_figure(enum op op) { return op >= OP_GROUP_MEAN && op <= OP_GROUP_COUNT; }

/* 范围 = c: which units of the board, by their attributes, in place of the group. */
static bool parse_range(struct parser *p, struct expr *e)
{
	struct scope attributes = *p->scope;
	const struct scope *whole = p->scope;
	struct expr *c;

	lexer_next(p->lexer);
	if (!parser_expect(p, "="))
		return false;
	attributes.kind = SCOPE_ATTRIBUTE;
	p->scope = &attributes;
	c = parser_value(p);
	p->scope = whole;
	if (c == NULL || !parser_want(p, c, T_BOOL))
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
			diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, parser_found(&p->lexer->token),
				!sample ? "样本 或 总体" : said ? "范围 = 条件" : "含本单位、不含 或 范围 = 条件", NULL);
			p->lexer->failed = true;
			return false;
		}
	}
	if (!sample && !p->lexer->failed) {
		diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, parser_found(&p->lexer->token), "样本 或 总体", NULL);
		p->lexer->failed = true;
	}
	return sample && parser_expect(p, ")");
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
			diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, parser_found(&p->lexer->token),
				said ? "范围 = 条件" : "升序、降序 或 范围 = 条件", NULL);
			p->lexer->failed = true;
			return false;
		}
	}
	return parser_expect(p, ")");
}

/* 组计数(c …) 下级计数(c): how many units meet a condition. */
static struct expr *count_units(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name), *c = parser_value(p);

	if (c == NULL || !parser_want(p, c, T_BOOL))
		return NULL;
	parser_add(p, e, c);
	if (f->op == OP_CHILD_COUNT ? parser_expect(p, ")") : group_options(p, f, e))
		return e;
	return NULL;
}

static struct expr *over_units(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, f->op == OP_BOTTOM ? T_BOOL : T_NUMBER, at, f->name);
	struct expr *x = parser_sum(p);

	if (x == NULL || !parser_want(p, x, T_NUMBER))
		return NULL;
	parser_add(p, e, x);
	if (f->op != OP_BOTTOM && f->op != OP_RANK_OF)
		e->dimension = x->dimension;
	if (is_group_figure(f->op))
		return group_options(p, f, e) ? e : NULL;
	if (f->op == OP_BOTTOM) {
		if (!parser_expect(p, ","))
			return NULL;
		if (p->lexer->token.kind != TOK_NUMBER || *p->lexer->token.suffix != '\0' ||
		    !num_to_int(p->lexer->token.num, &e->last_n) || e->last_n < 1)
			return parser_refuse(p, MSG_BOTTOM_COUNT, p->lexer->token.at, parser_found(&p->lexer->token));
		lexer_next(p->lexer);
	}
	if (f->op == OP_BOTTOM || f->op == OP_RANK_OF)
		return rank_options(p, f, e) ? e : NULL;
	return parser_expect(p, ")") ? e : NULL;
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
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name), *x = past_argument(p, parser_sum);

	if (x == NULL || !parser_want(p, x, T_NUMBER))
		return NULL;
	e->dimension = x->dimension;
	return parser_expect(p, ")") ? parser_add(p, e, x) : NULL;
}

/* One of the words behind a comma; its index, or -1 and a complaint. */
static int option_word(struct parser *p, const struct function *f, const char *const *words, const char *all)
{
	if (!parser_expect(p, ","))
		return -1;
	for (int i = 0; words[i] != NULL; i++)
		if (lexer_take(p->lexer, words[i]))
			return i;
	if (!p->lexer->failed)
		diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, parser_found(&p->lexer->token), all, NULL);
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
		diag(p->diag, MSG_FUNCTION_OPTION, t->at, f->name, parser_found(t), "1 至 36 的整数", NULL);
	p->lexer->failed = true;
	return false;
}

/* 近期(x, n, 平均|合计|最大|标准差) */
static struct expr *recent(struct parser *p, const struct function *f, struct origin at)
{
	static const char *const folds[] = { "平均", "合计", "最大", "标准差", NULL };
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name), *x;
	int fold;

	p->without_results = p->scope->kind == SCOPE_UNIT;
	x = past_argument(p, parser_sum);
	p->without_results = false;
	if (x == NULL || !parser_want(p, x, T_NUMBER) || !parser_expect(p, ",") || !whole_number(p, f, &e->last_n))
		return NULL;
	fold = option_word(p, f, folds, "平均、合计、最大 或 标准差");
	e->fold = (enum fold)(fold < 0 ? 0 : fold);
	e->dimension = x->dimension;
	return fold >= 0 && parser_expect(p, ")") ? parser_add(p, e, x) : NULL;
}

/* 连续(c, 中断|跳过|计入) */
static struct expr *streak(struct parser *p, const struct function *f, struct origin at)
{
	static const char *const gaps[] = { "中断", "跳过", "计入", NULL };
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name), *c = past_argument(p, parser_value);
	int gap;

	if (c == NULL || !parser_want(p, c, T_BOOL))
		return NULL;
	gap = option_word(p, f, gaps, "中断、跳过 或 计入（没有数据的期怎样算）");
	e->gap = (enum gap)(gap < 0 ? 0 : gap);
	return gap >= 0 && parser_expect(p, ")") ? parser_add(p, e, c) : NULL;
}

/* , 自然年 | 滚动12期 ) */
static bool window_words(struct parser *p, const struct function *f, struct window *w)
{
	if (!parser_expect(p, ","))
		return false;
	if (!window_read(p->lexer, w)) {
		diag(p->diag, MSG_FUNCTION_OPTION, p->lexer->token.at, f->name, parser_found(&p->lexer->token), "自然年 或 滚动12期", NULL);
		p->lexer->failed = true;
		return false;
	}
	return parser_expect(p, ")");
}

/* 累计次数(c, 自然年|滚动n期) */
static struct expr *times(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name), *c = past_argument(p, parser_value);

	if (c == NULL || !parser_want(p, c, T_BOOL))
		return NULL;
	return window_words(p, f, &e->window) ? parser_add(p, e, c) : NULL;
}

/* 本级措施(“约谈”, 自然年|滚动n期) */
static struct expr *own_measures(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name);

	if (p->lexer->token.kind != TOK_TEXT)
		return parser_refuse(p, MSG_MEASURE_TEXT, p->lexer->token.at, parser_found(&p->lexer->token));
	e->name_text = p->lexer->token.text;
	lexer_next(p->lexer);
	return window_words(p, f, &e->window) ? e : NULL;
}

/* 下级问责(X) 问责(X) */
static struct expr *flags(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, f->op == OP_FLAG ? T_BOOL : T_NUMBER, at, f->name);
	const struct scheme *s = p->scope->scheme;

	for (size_t i = 0; i < s->trigger_count; i++)
		if (strcmp(s->trigger[i]->name, p->lexer->token.text) == 0)
			e->trigger = s->trigger[i];
	if (e->trigger == NULL)
		return parser_refuse(p, MSG_NO_SUCH_TRIGGER, p->lexer->token.at, parser_found(&p->lexer->token));
	lexer_next(p->lexer);
	return parser_expect(p, ")") ? e : NULL;
}

/* 字数(x) */
static struct expr *characters(struct parser *p, const struct function *f, struct origin at)
{
	struct expr *e = parser_node(p, f->op, T_NUMBER, at, f->name);

	return arguments(p, e, 1, 1) && parser_want(p, e->arg[0], T_TEXT) ? e : NULL;
}

static struct expr *far_rows(struct parser *p, const struct function *f, struct origin at)
{
	return parse_far_rows(p, parser_node(p, f->op, f->op == OP_EXISTS ? T_BOOL : T_NUMBER, at, f->name));
}

static struct expr *occurrence(struct parser *p, const struct function *f, struct origin at)
{
	return parse_occurrence(p, parser_node(p, f->op, T_NUMBER, at, f->name));
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

struct expr *parser_call(struct parser *p)
{
	struct token t = p->lexer->token;
	const char *words[sizeof functions / sizeof *functions + 1] = { NULL };

	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
		const struct function *f = &functions[i];

		words[i] = f->name;
		if (strcmp(f->name, t.text) != 0)
			continue;
		if ((f->where == UNIT_SCOPES && !parser_sees_units(p)) || (f->where == PRESENT_UNITS && !parser_sees_measures(p)) ||
		    (f->where == RESULTS && p->scope->kind != SCOPE_RESULT) ||
		    (f->where == CONSTRAINTS && p->scope->kind != SCOPE_CONSTRAINT) || (f->where == ROWS && p->scope->kind != SCOPE_ROW))
			return parser_refuse(p, MSG_FUNCTION_PLACE, t.at, t.text);
		lexer_next(p->lexer);
		lexer_next(p->lexer);
		return f->parse(p, f, t.at);
	}
	const char *near = text_nearest(t.text, words);
	if (near == NULL)
		return parser_refuse(p, MSG_UNKNOWN_FUNCTION, t.at, t.text);
	diag(p->diag, MSG_UNKNOWN_FUNCTION_NEAR, t.at, t.text, near, NULL);
	p->lexer->failed = true;
	return NULL;
}
