/* parse_rows.c -- functions of a row over other rows: 存在 条数 最新 第几次.
 *
 * 存在(台账, 条件) looks at the rows of 台账 that a 键 ties to this row.  In the
 * condition a bare name is a column of 台账; 本行.列 is a column of this row. */
#include <string.h>
#include "base/text.h"
#include "rules/parsing.h"

static struct expr *add(struct parser *p, struct expr *e, struct expr *arg)
{
	*arena_push(p->arena, e->arg, e->count) = arg;
	return e;
}

static const struct source *find_far(struct parser *p)
{
	const struct scheme *s = p->scope->scheme;
	const struct token *t = &p->lexer->token;
	const char **names = NULL, *near;
	size_t n = 0;

	if (t->kind == TOK_WORD || t->kind == TOK_NAME) {
		for (size_t i = 0; i < s->source_count; i++) {
			if (strcmp(s->source[i]->name, t->text) == 0)
				return s->source[i];
			*arena_push(p->arena, names, n) = s->source[i]->name;
		}
	}
	*arena_push(p->arena, names, n) = NULL;
	near = text_nearest(t->text, names);
	if (!p->lexer->failed)
		diag(p->diag, MSG_FAR_SOURCE, t->at, *t->text == '\0' ? "（行尾）" : t->text,
			near == NULL ? "" : arena_printf(p->arena, "；是否指“%s”？", near), NULL);
	p->lexer->failed = true;
	return NULL;
}

static const struct link *link_between(const struct source *from, const struct source *to)
{
	for (size_t i = 0; i < from->link_count; i++)
		if (from->link[i].to == to)
			return &from->link[i];
	return NULL;
}

/* Which way the key leads: 上级 the row that this one names, 下级 the rows that name this one. */
static bool find_link(struct parser *p, struct expr *e, int said, struct origin at)
{
	const struct source *own = p->scope->source;
	const struct link *up = link_between(own, e->far), *down = link_between(e->far, own);
	enum message m;

	if (said == 0 && up != NULL && down != NULL)
		m = MSG_FAR_DIRECTION;
	else if (up == NULL && down == NULL)
		m = MSG_FAR_NO_LINK;
	else if ((said == 1 && up == NULL) || (said == 2 && down == NULL))
		m = MSG_FAR_OTHER_DIRECTION;
	else
		m = MSG_COUNT;
	if (m != MSG_COUNT) {
		diag(p->diag, m, at, own->name, e->far->name, e->name, NULL);
		p->lexer->failed = true;
		return false;
	}
	e->downward = said == 2 || (said == 0 && up == NULL);
	e->link = e->downward ? down : up;
	return true;
}

/* [上级|下级] 数据 */
static bool far_source(struct parser *p, struct expr *e)
{
	struct origin at = p->lexer->token.at;
	struct lexer before = *p->lexer;
	int said = lexer_take(p->lexer, "上级") ? 1 : lexer_take(p->lexer, "下级") ? 2 : 0;

	if (said != 0 && (lexer_is(p->lexer, ",") || lexer_is(p->lexer, ")"))) {
		*p->lexer = before;
		said = 0;
	}
	e->name_text = said == 0 ? "" : said == 1 ? "上级" : "下级";
	e->far = find_far(p);
	if (e->far == NULL)
		return false;
	lexer_next(p->lexer);
	return find_link(p, e, said, at);
}

static bool far_arguments(struct parser *p, struct expr *e)
{
	size_t most = e->op == OP_LATEST ? 2 : 1;

	while (e->count < most && lexer_take(p->lexer, ",")) {
		struct expr *arg = parser_value(p);

		if (arg == NULL)
			return false;
		add(p, e, arg);
	}
	if (e->op != OP_LATEST)
		return e->count == 0 || parser_want(p, e->arg[0], T_BOOL);
	if (e->count == 0)
		return parser_expect(p, ",");
	if (e->count == 2 && e->arg[1]->type != T_MOMENT && !parser_want(p, e->arg[1], T_DAY))
		return false;
	e->type = e->arg[0]->type;
	e->dimension = e->arg[0]->dimension;
	return true;
}

struct expr *parse_far_rows(struct parser *p, struct expr *e)
{
	const struct scope *own = p->scope;
	struct scope far = *own;
	bool good;

	if (own->far != NULL)
		return parser_refuse(p, MSG_FAR_NESTED, e->at, e->name);
	if (!far_source(p, e))
		return NULL;
	far.far = e->far;
	p->scope = &far;
	good = far_arguments(p, e);
	p->scope = own;
	return good && parser_expect(p, ")") ? e : NULL;
}

/* 第几次(列, 列[, 按 日期列]) */
struct expr *parse_occurrence(struct parser *p, struct expr *e)
{
	bool by_day = false;

	if (p->scope->far != NULL)
		return parser_refuse(p, MSG_FAR_NESTED, e->at, e->name);
	do {
		struct expr *column;

		by_day = e->count > 0 && lexer_take(p->lexer, "按");
		column = parser_name(p);
		if (column == NULL)
			return NULL;
		if (column->op != OP_COLUMN)
			return parser_refuse(p, MSG_OCCURRENCE_COLUMN, column->at, column->name);
		if (by_day && column->type != T_MOMENT && !parser_want(p, column, T_DAY))
			return NULL;
		add(p, e, column);
	} while (!by_day && lexer_take(p->lexer, ","));
	e->last_n = (int64_t)e->count - by_day;
	return parser_expect(p, ")") ? e : NULL;
}
