/* source.c -- [数据:X], [参数:X]. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

/* ---- 数据 ---------------------------------------------------------------- */

static size_t column_index(const struct source *s, const char *name)
{
	for (size_t i = 0; i < s->column_count; i++)
		if (strcmp(s->column[i].name, name) == 0)
			return i;
	return SIZE_MAX;
}

size_t named_column(struct reader *r, const struct source *s, const struct entry *entry, const char *name)
{
	size_t i = column_index(s, name);
	const char **names = NULL, *near;
	size_t n = 0;

	if (i != SIZE_MAX)
		return i;
	for (size_t j = 0; j < s->column_count; j++)
		*arena_push(r->arena, names, n) = s->column[j].name;
	*arena_push(r->arena, names, n) = NULL;
	near = text_nearest(name, names);
	diag(r->diag, MSG_NO_SUCH_COLUMN, entry->value_at, s->name, name,
		near == NULL ? "" : arena_printf(r->arena, "是否指“%s”？", near), NULL);
	return SIZE_MAX;
}

/* A|B|C, each a word or a quoted text */
static const char *const *read_allowed(struct reader *r, struct lexer *l)
{
	const char **list = NULL;
	size_t n = 0;

	do {
		if (l->token.kind != TOK_WORD && l->token.kind != TOK_TEXT && l->token.kind != TOK_NAME)
			l->failed = true;
		else
			*arena_push(r->arena, list, n) = l->token.text;
		lexer_next(l);
	} while (!l->failed && lexer_take(l, "|"));
	*arena_push(r->arena, list, n) = NULL;
	return list;
}

/* a 至 b, with a sign and with % */
static bool range_end(struct reader *r, struct lexer *l, struct num *n)
{
	bool minus = lexer_take(l, "-");

	if (l->token.kind != TOK_NUMBER)
		return false;
	*n = minus ? num_neg(r->arena, l->token.num) : l->token.num;
	if (strcmp(l->token.suffix, "%") == 0)
		*n = num_div(r->arena, *n, num_int(100));
	lexer_next(l);
	return true;
}

static const char *text_or_word(struct lexer *l)
{
	const char *text = l->token.text;

	if (l->token.kind != TOK_TEXT && l->token.kind != TOK_WORD && l->token.kind != TOK_NAME &&
	    strcmp(text, "%") != 0)
		l->failed = true;
	lexer_next(l);
	return text;
}

/* One word behind the type; false when it is none of ours. */
static bool column_word(struct reader *r, struct column *c, struct lexer *l, bool *said)
{
	if (lexer_take(l, "必填")) {
		c->required = *said = true;
	} else if (lexer_take(l, "可空")) {
		*said = true;
	} else if (lexer_take(l, "期限")) {
		c->deadline = true;
	} else if (lexer_take(l, "发生")) {
		c->deadline = false;
	} else if (lexer_take(l, "保密")) {
		c->secret = true;
	} else if (lexer_take(l, "遮蔽")) {
		c->masked = true;
	} else if (lexer_take(l, "免号")) {
		c->bare_percent = true;
	} else if (lexer_take(l, "千分位")) {
		c->thousands = true;
	} else if (lexer_take(l, "取值")) {
		c->allowed = read_allowed(r, l);
	} else if (lexer_take(l, "范围")) {
		c->has_range = range_end(r, l, &c->low) && lexer_take(l, "至") && range_end(r, l, &c->high);
		return c->has_range;
	} else if (lexer_take(l, "单位")) {
		c->dimension = text_or_word(l);
	} else if (lexer_take(l, "表头")) {
		c->header = text_or_word(l);
	} else {
		return false;
	}
	return !l->failed;
}

static void read_column(struct reader *r, struct source *s, const struct entry *entry, const char *name)
{
	static const char *const types[] = { "文本", "整数", "小数", "百分数", "日期", "时刻", NULL };
	struct column *c = arena_push(r->arena, s->column, s->column_count);
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	bool said = false;
	int type;

	c->name = c->header = name;
	c->at = entry->at;
	for (type = 0; types[type] != NULL && !lexer_is(&l, types[type]); type++)
		;
	if (types[type] == NULL) {
		diag(r->diag, MSG_COLUMN_TYPE, l.token.at, l.token.text, NULL);
		return;
	}
	c->type = (enum column_type)type;
	if (type == COL_PERCENT)
		c->dimension = "%";
	lexer_next(&l);
	while (l.token.kind != TOK_END)
		if (!column_word(r, c, &l, &said)) {
			diag(r->diag, MSG_COLUMN_WORD, l.token.at, l.token.kind == TOK_END ? "（行尾）" : l.token.text, NULL);
			return;
		}
	if (!said)
		diag(r->diag, MSG_COLUMN_BLANK, entry->at, name, NULL);
	if (c->deadline && type != COL_DAY && type != COL_MOMENT)
		diag(r->diag, MSG_DEADLINE_TYPE, entry->at, name, NULL);
}

static bool is_registry(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->registry_count; i++)
		if (strcmp(s->registry[i]->name, name) == 0)
			return true;
	return false;
}

/* 列, 上级列/列, …: the columns of a path, each one registry further up. */
static void read_path(struct reader *r, struct source *s, struct mapping *m, const struct entry *entry)
{
	const struct registry *registry = m->registry;
	const char *end = entry->value + strlen(entry->value), *from;

	for (bool lowest = true;; lowest = false, end = from - 1) {
		const char *name;
		size_t length, column;

		for (from = end; from > entry->value && from[-1] != '/'; from--)
			;
		name = from;
		length = (size_t)(end - from);
		text_trim(&name, &length);
		column = named_column(r, s, entry, arena_strn(r->arena, name, length));
		if (lowest)
			m->column = column;
		else
			*arena_push(r->arena, m->above, m->above_count) = column;
		if (from == entry->value)
			return;
		if (registry != NULL && registry->parent == NULL)
			diag(r->diag, MSG_PATH_WITHOUT_PARENT, entry->value_at, registry->name, NULL);
		registry = registry == NULL ? NULL : registry->parent;
	}
}

/* 单位.R = 列 | 上级列/列 | …, 单位.R.原办结 = 列 */
static void read_mapping(struct reader *r, struct source *s, const struct entry *entry, const char *registry)
{
	const char *dot = is_registry(r->scheme, registry) ? NULL : strchr(registry, '.');
	struct mapping *m = arena_push(r->arena, s->mapping, s->mapping_count);

	if (dot != NULL) {
		m->label = dot + 1;
		registry = arena_strn(r->arena, registry, (size_t)(dot - registry));
	}
	m->at = entry->at;
	m->registry = find_registry(r, entry, registry);
	read_path(r, s, m, entry);
}

static void read_senders(struct reader *r, struct source *s)
{
	const struct element *e = s->element;
	const struct entry *pattern = entry_of(e, "文件"), *senders = entry_of(e, "报送名录");
	bool braces = pattern != NULL && strstr(pattern->value, "{单位}") != NULL;

	s->senders = find_registry(r, senders, senders == NULL ? NULL : senders->value);
	if (s->by_unit && senders == NULL && s->mapping_count > 0)
		s->senders = s->mapping[0].registry;
	if (pattern == NULL)
		return;
	if (s->by_unit != braces)
		diag(r->diag, s->by_unit ? MSG_UNIT_IN_PATTERN : MSG_NO_UNIT_IN_PATTERN, pattern->value_at, pattern->value, NULL);
	if (strchr(pattern->value, '/') != NULL || *pattern->value == '.')
		diag(r->diag, MSG_PATTERN_PATH, pattern->value_at, pattern->value, NULL);
	if (r->period != NULL && period_fill(r->arena, *r->period, pattern->value) == NULL)
		diag(r->diag, MSG_PATTERN_PERIOD, pattern->value_at, pattern->value, period_text(r->arena, *r->period), NULL);
}

/* 留痕 needs a key to know a row again, and must not show what is 保密. */
static void read_trail(struct reader *r, struct source *s)
{
	const struct entry *trail = entry_of(s->element, "留痕"), *closing = entry_of(s->element, "办结");

	for (const char **name = read_list(r, trail); *name != NULL; name++) {
		size_t i = named_column(r, s, trail, *name);

		if (i != SIZE_MAX && s->column[i].secret)
			diag(r->diag, MSG_TRAIL_SECRET, trail->value_at, *name, NULL);
		*arena_push(r->arena, s->trail, s->trail_count) = i;
	}
	if (s->trail_count > 0 && s->key_count == 0)
		diag(r->diag, MSG_TRAIL_KEY, trail->at, s->name, NULL);
	for (size_t i = 0; s->trail_count > 0 && i < s->key_count; i++)
		if (s->key[i] != SIZE_MAX && s->column[s->key[i]].secret)
			diag(r->diag, MSG_TRAIL_SECRET, entry_of(s->element, "主键")->value_at, s->column[s->key[i]].name, NULL);
	s->closing = closing == NULL ? SIZE_MAX : named_column(r, s, closing, closing->value);
}

void read_source(struct reader *r, struct source *s)
{
	static const char *const encodings[] = { "自动", "UTF-8", "GB18030", NULL }, *const sending[] = { "汇总", "逐单位", NULL },
		*const lacking[] = { "拒绝", "允许", NULL }, *const unmatched[] = { "隔离", "计数", NULL },
		*const repeats[] = { "拒绝", "计入并报告", NULL };
	const struct element *e = s->element;
	const struct entry *entry;
	const char *name;
	size_t i = 0;

	s->title = element_title(e);
	s->pattern = entry_text(e, "文件");
	s->encoding = (enum encoding)(read_choice(r, e, "编码", encodings, 0) > 0 ? read_choice(r, e, "编码", encodings, 0) : 0);
	s->by_unit = read_choice(r, e, "报送", sending, 0) == 1;
	s->may_lack = read_choice(r, e, "缺文件", lacking, 0) == 1;
	s->count_unmatched = read_choice(r, e, "无单位", unmatched, 0) == 1;
	s->tolerate_repeats = read_choice(r, e, "重复", repeats, 0) == 1;
	while ((entry = entry_next(e, "列.", &i, &name)) != NULL)
		read_column(r, s, entry, name);
	for (i = 0; (entry = entry_next(e, "单位.", &i, &name)) != NULL; )
		read_mapping(r, s, entry, name);
	entry = entry_of(e, "主键");
	for (const char **key = read_list(r, entry); *key != NULL; key++)
		*arena_push(r->arena, s->key, s->key_count) = named_column(r, s, entry, *key);
	read_senders(r, s);
	read_trail(r, s);
	read_back(r, s);
}

/* ---- 参数 ---------------------------------------------------------------- */

static bool read_constant(struct reader *r, const struct entry *entry, struct value *v, bool *percent)
{
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	bool minus = lexer_take(&l, "-");

	*percent = false;
	if (l.token.kind == TOK_NUMBER && (*l.token.suffix == '\0' || strcmp(l.token.suffix, "%") == 0)) {
		*percent = *l.token.suffix != '\0';
		*v = value_num(*percent ? num_div(r->arena, l.token.num, num_int(100)) : l.token.num);
		if (minus)
			v->num = num_neg(r->arena, v->num);
	} else if (!minus && l.token.kind == TOK_DAY) {
		*v = value_day((int32_t)l.token.time);
	} else if (!minus && l.token.kind == TOK_TEXT) {
		*v = value_text(l.token.text);
	} else {
		diag(r->diag, MSG_NOT_A_CONSTANT, entry->value_at, entry->key, entry->value, NULL);
		return false;
	}
	lexer_next(&l);
	if (l.token.kind == TOK_END)
		return true;
	diag(r->diag, MSG_NOT_A_CONSTANT, entry->value_at, entry->key, entry->value, NULL);
	return false;
}

struct value parameter_in(const struct parameter *p, int32_t first)
{
	const struct dated *best = NULL;

	for (size_t k = 0; k < p->dated_count; k++)
		if (p->dated[k].first <= first && (best == NULL || p->dated[k].first >= best->first))
			best = &p->dated[k];
	return best == NULL ? p->value : best->value;
}

/* 值, or the latest of 值.期 that does not lie after the period. */
void read_parameter(struct reader *r, struct parameter *p)
{
	const struct element *e = p->element;
	const struct entry *entry = entry_of(e, "值");
	const char *from;
	struct period start;
	int32_t best = INT32_MIN;
	bool percent = false, found = false;
	size_t i = 0;

	p->basis = entry_text(e, "依据");
	p->value = value_num(num_int(0));
	if (entry != NULL) {
		found = read_constant(r, entry, &p->value, &percent);
		p->at = entry->at;
		*arena_push(r->arena, p->dated, p->dated_count) = (struct dated){ INT32_MIN, p->value };
	}
	while ((entry = entry_next(e, "值.", &i, &from)) != NULL) {
		struct value v;

		if (!period_parse(from, &start)) {
			diag(r->diag, MSG_NOT_A_PERIOD, entry->at, entry->key, from, NULL);
			continue;
		}
		if (!read_constant(r, entry, &v, &percent))
			continue;
		*arena_push(r->arena, p->dated, p->dated_count) = (struct dated){ start.first, v };
		if (start.first < best || (r->period != NULL && start.first > r->period->first))
			continue;
		best = start.first;
		p->value = v;
		p->at = entry->at;
		found = true;
	}
	if (!found)
		diag(r->diag, MSG_NO_VALUE, e->at, p->name, r->period == NULL ? "" : period_text(r->arena, *r->period), NULL);
	p->dimension = entry_text(e, "计量单位");
	if (p->dimension == NULL && percent)
		p->dimension = "%";
}
