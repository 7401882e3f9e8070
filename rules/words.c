/* words.c -- from a key's text to a value; every fault with its place. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

const char *const effect_words[] = { "", "不计并折算", "不计不折算", "零分", "满分", "组均得分", "不参与排名", "沿用上期", NULL };

const struct entry *entry_of(const struct element *e, const char *key)
{
	for (size_t i = 0; i < e->entry_count; i++)
		if (strcmp(e->entry[i].key, key) == 0)
			return &e->entry[i];
	return NULL;
}

const char *entry_text(const struct element *e, const char *key)
{
	const struct entry *entry = entry_of(e, key);

	return entry == NULL ? NULL : entry->value;
}

const char *element_title(const struct element *e)
{
	const char *title = entry_text(e, "标题");

	return title == NULL ? e->name : title;
}

const struct element *head_of(const struct reader *r)
{
	for (size_t i = 0; i < r->scheme->element_count; i++)
		if (strcmp(r->scheme->element[i].kind, "方案") == 0)
			return &r->scheme->element[i];
	return NULL;
}

const struct entry *entry_of_head(const struct reader *r, const char *key)
{
	const struct element *head = head_of(r);

	return head == NULL ? NULL : entry_of(head, key);
}

const struct entry *entry_next(const struct element *e, const char *prefix, size_t *i, const char **suffix)
{
	size_t n = strlen(prefix);

	while (*i < e->entry_count) {
		const struct entry *entry = &e->entry[(*i)++];

		if (strncmp(entry->key, prefix, n) == 0 && entry->key[n] != '\0') {
			*suffix = entry->key + n;
			return entry;
		}
	}
	return NULL;
}

const struct entry *entry_numbered(struct reader *r, const struct element *e, const char *prefix, size_t *i, int64_t *number)
{
	const char *suffix;
	const struct entry *entry = entry_next(e, prefix, i, &suffix);
	int64_t expected = *number + 1;
	struct num n;

	if (entry == NULL)
		return NULL;
	if (strcmp(suffix, "其余") == 0) {
		*number = 0;
		return entry;
	}
	if (!num_parse(r->arena, suffix, strlen(suffix), &n) || !num_to_int(n, number) || *number != expected) {
		diag(r->diag, MSG_NUMBERED_KEY, entry->at, entry->key,
			arena_printf(r->arena, "%s%lld", prefix, (long long)expected), NULL);
		*number = expected;
	}
	return entry;
}

/* ---- plain values -------------------------------------------------------- */

static const char *joined(struct reader *r, const char *const *words)
{
	struct buf b = buf_new(r->arena);

	for (size_t i = 0; words[i] != NULL; i++)
		if (*words[i] != '\0')
			buf_printf(&b, "%s%s", b.length > 0 ? " | " : "", words[i]);
	return b.at;
}

int word_choice(struct reader *r, const struct entry *entry, const char *value, const char *const *words)
{
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(words[i], value) == 0)
			return i;
	diag(r->diag, MSG_NOT_A_CHOICE, entry->value_at, entry->key, value, joined(r, words), NULL);
	return -1;
}

int read_choice(struct reader *r, const struct element *e, const char *key, const char *const *words, int fallback)
{
	const struct entry *entry = entry_of(e, key);

	return entry == NULL ? fallback : word_choice(r, entry, entry->value, words);
}

static bool plain_number(struct reader *r, const struct entry *entry, struct num *n)
{
	const char *text = text_fold(r->arena, entry->value, NULL);
	size_t length = strlen(text);
	bool percent = length > 0 && text[length - 1] == '%';

	if (!num_parse(r->arena, text, length - percent, n))
		return false;
	if (percent)
		*n = num_div(r->arena, *n, num_int(100));
	return true;
}

bool read_number(struct reader *r, const struct entry *entry, struct num *n)
{
	if (entry == NULL)
		return false;
	if (plain_number(r, entry, n))
		return true;
	diag(r->diag, MSG_NOT_A_NUMBER, entry->value_at, entry->key, entry->value, NULL);
	return false;
}

bool read_count(struct reader *r, const struct entry *entry, size_t *count)
{
	struct num n;
	int64_t i;

	if (entry == NULL)
		return false;
	if (plain_number(r, entry, &n) && num_to_int(n, &i) && i >= 0) {
		*count = (size_t)i;
		return true;
	}
	diag(r->diag, MSG_NOT_A_COUNT, entry->value_at, entry->key, entry->value, NULL);
	return false;
}

bool read_days(struct reader *r, const struct entry *entry, bool working, unsigned *days)
{
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	int64_t n;

	if (l.token.kind != TOK_NUMBER || strcmp(l.token.suffix, working ? "个工作日" : "天") != 0 ||
	    !num_to_int(l.token.num, &n) || n < 1 || n > 999)
		return false;
	*days = (unsigned)n;
	lexer_next(&l);
	return l.token.kind == TOK_END;
}

/* n位 四舍五入 | 四舍六入五成双 | 截尾; 不修约 */
struct rounding read_rounding(struct reader *r, const struct entry *entry)
{
	static const char *const modes[] = { "四舍五入", "四舍六入五成双", "截尾", NULL };
	struct rounding result = { 0 };
	struct lexer l;
	int64_t places;

	if (entry == NULL)
		return result;
	result.set = true;
	result.at = entry->at;
	l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	if (lexer_is(&l, "不修约")) {
		result.none = true;
		lexer_next(&l);
	} else if (l.token.kind == TOK_NUMBER && strcmp(l.token.suffix, "位") == 0 && num_to_int(l.token.num, &places) && places <= 9) {
		int mode;

		lexer_next(&l);
		for (mode = 0; modes[mode] != NULL && !lexer_is(&l, modes[mode]); mode++)
			;
		if (modes[mode] == NULL)
			l.failed = true;
		else
			lexer_next(&l);
		result.places = (int)places;
		result.mode = (enum rounding_mode)mode;
	} else {
		l.failed = true;
	}
	if (l.failed || l.token.kind != TOK_END)
		diag(r->diag, MSG_ROUNDING, entry->value_at, entry->value, NULL);
	return result;
}

/* 组均得分 同组 | 组均得分 全部 | 组均得分 范围 条件 */
static void read_whose(struct reader *r, const struct entry *entry, struct treatment *t)
{
	static const char range[] = "范围 ";
	const char *rest = strchr(entry->value, ' ');
	struct scope attributes = scope_of(r, SCOPE_ATTRIBUTE, NULL);
	struct origin at = entry->value_at;

	if (rest != NULL && strncmp(rest + 1, range, strlen(range)) == 0) {
		rest += 1 + strlen(range);
		at = origin_along(at, utf8_count(entry->value, (size_t)(rest - entry->value)));
		t->among = parse_condition(&attributes, rest, at);
		t->effect = GROUP_MEAN;
		return;
	}
	if (rest == NULL || (strcmp(rest + 1, "同组") != 0 && strcmp(rest + 1, "全部") != 0)) {
		diag(r->diag, MSG_MEAN_OF_WHOM, entry->value_at, entry->value, NULL);
		return;
	}
	t->effect = GROUP_MEAN;
	t->whole_board = strcmp(rest + 1, "全部") == 0;
}

/* An effect word; 组均得分 says of whom. */
struct treatment read_treatment(struct reader *r, const struct entry *entry)
{
	struct treatment t = { .effect = EFFECT_UNSET };

	if (entry == NULL)
		return t;
	t.at = entry->at;
	if (strncmp(entry->value, "组均得分", strlen("组均得分")) == 0) {
		read_whose(r, entry, &t);
		return t;
	}
	int i = word_choice(r, entry, entry->value, effect_words);
	t.effect = i > 0 ? (enum effect)i : EFFECT_UNSET;
	return t;
}

void read_by_group(struct reader *r, const struct element *e, const char *key, struct by_group *g)
{
	const struct entry *entry = entry_of(e, key);
	const char *group;
	struct num n;
	size_t i = 0;

	if (entry != NULL) {
		g->at = entry->at;
		g->set = read_number(r, entry, &g->all);
	}
	while ((entry = entry_next(e, arena_printf(r->arena, "%s.", key), &i, &group)) != NULL) {
		if (!read_number(r, entry, &n))
			continue;
		if (g->at.line == 0)
			g->at = entry->at;
		*arena_push(r->arena, g->special, g->special_count) = (struct group_num){ group, n, entry->at };
	}
}

struct num by_group(const struct by_group *g, const char *group)
{
	for (size_t i = 0; i < g->special_count; i++)
		if (strcmp(g->special[i].group, group) == 0)
			return g->special[i].num;
	return g->set ? g->all : num_int(0);
}

bool by_group_has(const struct by_group *g, const char *group)
{
	if (g->set)
		return true;
	for (size_t i = 0; i < g->special_count; i++)
		if (strcmp(g->special[i].group, group) == 0)
			return true;
	return false;
}

bool read_period(struct reader *r, const struct entry *entry, struct period *p)
{
	if (entry == NULL)
		return false;
	if (period_parse(entry->value, p))
		return true;
	diag(r->diag, MSG_NOT_A_PERIOD, entry->value_at, entry->key, entry->value, NULL);
	return false;
}

const char **read_list(struct reader *r, const struct entry *entry)
{
	const char **list = NULL;
	size_t n = 0;

	for (const char *s = entry == NULL ? "" : text_fold(r->arena, entry->value, NULL); *s != '\0'; ) {
		const char *comma = strchr(s, ','), *pause = strstr(s, "、"), *end, *item = s;
		size_t length;

		end = comma == NULL ? pause : pause == NULL || comma < pause ? comma : pause;
		length = end == NULL ? strlen(s) : (size_t)(end - s);
		s += length + (end == NULL ? 0 : end == comma ? 1 : strlen("、"));
		text_trim(&item, &length);
		if (length > 0)
			*arena_push(r->arena, list, n) = arena_strn(r->arena, item, length);
		else
			diag(r->diag, MSG_EMPTY_ITEM, entry->value_at, entry->key, NULL);
	}
	*arena_push(r->arena, list, n) = NULL;
	return list;
}

/* ---- references ---------------------------------------------------------- */

/* Complains that the scheme has no such thing, with the nearest name there is. */
static void no_such(struct reader *r, const struct entry *entry, const char *kind, const char *name, const char *const *names)
{
	const char *near = text_nearest(name, names);

	if (near != NULL)
		diag(r->diag, MSG_NO_SUCH_NEAR, entry->value_at, kind, name, near, NULL);
	else
		diag(r->diag, MSG_NO_SUCH, entry->value_at, kind, name, NULL);
}

#define FINDER(type, kind) \
	struct type *find_##type(struct reader *r, const struct entry *entry, const char *name) \
	{ \
		const char **names = NULL; \
		size_t n = 0; \
		if (entry == NULL) \
			return NULL; \
		for (size_t i = 0; i < r->scheme->type##_count; i++) { \
			if (strcmp(r->scheme->type[i]->name, name) == 0) \
				return r->scheme->type[i]; \
			*arena_push(r->arena, names, n) = r->scheme->type[i]->name; \
		} \
		*arena_push(r->arena, names, n) = NULL; \
		no_such(r, entry, kind, name, names); \
		return NULL; \
	}
FINDER(registry, "名录")
FINDER(board, "榜")
FINDER(source, "数据")
FINDER(measure, "统计")
FINDER(indicator, "指标")
FINDER(extra, "加减分")
FINDER(veto, "否决")
FINDER(trigger, "问责")
FINDER(ladder, "阶梯")
FINDER(roster, "名单")
FINDER(crosscheck, "核对")
FINDER(summary, "汇总")
FINDER(rectification, "整改")

struct scope scope_of(struct reader *r, enum scope_kind kind, const struct source *source)
{
	return (struct scope){ r->arena, r->diag, r->scheme, kind, source, NULL };
}

const struct expr *read_expr(struct reader *r, const struct element *e, const char *key, enum scope_kind kind, enum type want)
{
	const struct entry *entry = entry_of(e, key);
	struct scope scope = scope_of(r, kind, NULL);

	return entry == NULL ? NULL : parse_expr(&scope, entry, want);
}
