/* oversight.c -- [督办]: the words and colours of a deadline by the days left, and the ageing buckets of open cases.
 *
 * At most one in a scheme; where there is none, what is built in holds, and is
 * read from text as if the scheme had written it. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

static const char *const built_in[] = {
	"级.1", "已超期 < 0 颜色 红", "级.2", "三日内到期 <= 3 颜色 橙", "级.3", "七日内到期 <= 7 颜色 黄", "级.4", "期限内 其余 颜色 绿",
	"账龄.1", "30天以内 <= 30", "账龄.2", "31-90天 <= 90", "账龄.3", "90天以上 其余",
};

const struct due_word *due_word_of(const struct oversight *o, int32_t left)
{
	for (size_t i = 0; i + 1 < o->due_count; i++)
		if (o->due[i].op == OP_LT ? left < o->due[i].days : left <= o->due[i].days)
			return &o->due[i];
	return &o->due[o->due_count - 1];
}

/* The word in front of < <= 其余, perhaps in “ ”; *rest is what follows it. */
static const char *leading_word(struct reader *r, const char *text, const char **rest)
{
	const char *sign = strchr(text, '<'), *others = strstr(text, "其余"), *word = text;
	size_t length;

	*rest = sign != NULL && (others == NULL || sign < others) ? sign : others;
	if (*rest == NULL)
		return "";
	length = (size_t)(*rest - text);
	text_trim(&word, &length);
	if (length >= strlen("“”") && strncmp(word, "“", strlen("“")) == 0) {
		word += strlen("“");
		length -= strlen("“”");
	}
	return arena_strn(r->arena, word, length);
}

static bool whole_days(struct lexer *l, int32_t *days)
{
	bool minus = lexer_take(l, "-");
	int64_t n;

	if (l->token.kind != TOK_NUMBER || (*l->token.suffix != '\0' && strcmp(l->token.suffix, "天") != 0) ||
	    !num_to_int(l->token.num, &n) || n > 9999)
		return false;
	*days = (int32_t)(minus ? -n : n);
	lexer_next(l);
	return true;
}

/* 词 < 天 | 词 <= 天 | 词 其余, and behind it 颜色 色. */
static bool read_due_word(struct reader *r, const struct entry *entry, bool ageing, struct due_word *d)
{
	static const char *const colours[] = { "绿", "蓝", "黄", "橙", "红", "灰", NULL };
	const char *text = text_fold(r->arena, entry->value, NULL), *rest;
	struct lexer l;

	d->at = entry->at;
	d->op = OP_CONST;
	d->word = leading_word(r, text, &rest);
	if (*d->word == '\0')
		return false;
	l = lexer_open(r->arena, r->diag, rest, entry->value_at);
	if (!lexer_take(&l, "其余")) {
		d->op = lexer_is(&l, "<") ? OP_LT : OP_LE;
		if ((ageing || !lexer_take(&l, "<")) && !lexer_take(&l, "<="))
			return false;
		if (!whole_days(&l, &d->days))
			return false;
	}
	if (!ageing && lexer_take(&l, "颜色")) {
		for (int i = 0; colours[i] != NULL; i++)
			if (lexer_is(&l, colours[i]))
				d->colour = colours[i];
		if (d->colour == NULL)
			return false;
		lexer_next(&l);
	}
	return l.token.kind == TOK_END;
}

/* The greatest number of days that it takes. */
static int32_t greatest(const struct due_word *d)
{
	return d->op == OP_LT ? d->days - 1 : d->days;
}

/* Bounds rise, and the last one, it alone, is 其余: so every number of days has one word. */
static void check_words(struct reader *r, const char *what, const struct due_word *d, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool last = i + 1 == count;

		if (last != (d[i].op == OP_CONST))
			diag(r->diag, MSG_DUE_REST, d[i].at, what, d[i].word, NULL);
		if (i > 0 && d[i].op != OP_CONST && d[i - 1].op != OP_CONST && greatest(&d[i]) <= greatest(&d[i - 1]))
			diag(r->diag, MSG_DUE_ORDER, d[i].at, what, d[i].word, d[i - 1].word, NULL);
	}
}

static void read_words(struct reader *r, const struct element *e, const char *prefix, bool ageing, struct due_word **list, size_t *count)
{
	const struct entry *entry;
	int64_t n = 0;

	for (size_t i = 0; (entry = entry_numbered(r, e, prefix, &i, &n)) != NULL; ) {
		struct due_word *d = arena_push(r->arena, *list, *count);

		if (!read_due_word(r, entry, ageing, d))
			diag(r->diag, ageing ? MSG_AGE_FORM : MSG_DUE_FORM, entry->value_at, entry->value, NULL);
	}
}

/* What is built in, in the form of a section. */
static const struct element *element_built_in(struct reader *r)
{
	struct element *e = arena_one(r->arena, struct element);

	e->kind = "督办";
	e->name = "";
	for (size_t i = 0; i < sizeof built_in / sizeof *built_in; i += 2)
		*arena_push(r->arena, e->entry, e->entry_count) = (struct entry){ .key = built_in[i], .value = built_in[i + 1] };
	return e;
}

static void read_counting(struct reader *r, struct oversight *o)
{
	static const char *const counting[] = { "自然日", "工作日", NULL };

	o->working_days = read_choice(r, o->element, "口径", counting, 0) == 1;
	if (o->working_days && r->scheme->calendar == NULL)
		diag(r->diag, MSG_LEFT_WITHOUT_CALENDAR, entry_of(o->element, "口径")->value_at, NULL);
}

void read_oversight(struct reader *r)
{
	struct oversight *o = arena_one(r->arena, struct oversight);
	const struct element *own = NULL, *otherwise = element_built_in(r);

	for (size_t i = 0; i < r->scheme->element_count; i++)
		if (strcmp(r->scheme->element[i].kind, "督办") == 0)
			own = &r->scheme->element[i];
	r->scheme->oversight = o;
	o->element = own;
	if (own != NULL) {
		read_counting(r, o);
		read_words(r, own, "级.", false, &o->due, &o->due_count);
		read_words(r, own, "账龄.", true, &o->age, &o->age_count);
	}
	if (o->due_count == 0)
		read_words(r, otherwise, "级.", false, &o->due, &o->due_count);
	if (o->age_count == 0)
		read_words(r, otherwise, "账龄.", true, &o->age, &o->age_count);
	check_words(r, "级", o->due, o->due_count);
	check_words(r, "账龄", o->age, o->age_count);
}
