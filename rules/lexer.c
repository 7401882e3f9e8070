/* lexer.c -- one pass over a value; every token knows its column. */
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "rules/lexer.h"

struct origin origin_along(struct origin at, size_t characters)
{
	if (at.column > 0)
		at.column += (unsigned)characters;
	return at;
}

struct lexer lexer_open(struct arena *arena, struct diag *d, const char *value, struct origin value_at)
{
	struct lexer l = { .arena = arena, .diag = d, .base = value_at };
	unsigned *map;

	l.text = text_fold(arena, value, &map);
	l.column = map;
	lexer_next(&l);
	return l;
}

static struct origin place(const struct lexer *l, size_t offset)
{
	return origin_along(l->base, l->column[offset]);
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Bytes of the character at s if it may be part of a word, else 0. */
static size_t word_char(const char *s)
{
	size_t size;
	uint32_t c;

	if (*s == '\0')
		return 0;
	if ((unsigned char)*s < 0x80)
		return is_digit(*s) || *s == '_' || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z');
	c = utf8_decode(s, s + strlen(s), &size);
	switch (c) {
	case 0x201C: case 0x201D: case 0x300C: case 0x300D: case 0x3001: case 0x3002: case 0x3000:
	case 0x2018: case 0x2019: case 0x3010: case 0x3011: case 0xFF0E: case 0xFF1F: case 0xFF01:
		return 0;
	}
	return size;
}

static size_t word_length(const char *s)
{
	size_t n = 0, size;

	while ((size = word_char(s + n)) > 0)
		n += size;
	return n;
}

/* A date 2026-10-01, perhaps with a time behind one blank. */
static bool take_date(struct lexer *l, size_t start)
{
	const char *s = l->text + start;
	size_t n = 0, days;
	int32_t day;

	while (is_digit(s[n]) || s[n] == '-')
		n++;
	if (n < 8 || n > 10 || memchr(s, '-', n) == NULL || !day_parse(s, n, &day))
		return false;
	days = n;
	if (s[n] == ' ' && is_digit(s[n + 1])) {
		n++;
		while (is_digit(s[n]) || s[n] == ':')
			n++;
		if (memchr(s + days, ':', n - days) != NULL && moment_parse(s, n, &l->token.time)) {
			l->token.kind = TOK_MOMENT;
			l->next = start + n;
			return true;
		}
	}
	l->token.kind = TOK_DAY;
	l->token.time = day;
	l->next = start + days;
	return true;
}

static void take_number(struct lexer *l, size_t start)
{
	const char *s = l->text + start;
	size_t n = 0;

	while (is_digit(s[n]))
		n++;
	if (s[n] == '.' && is_digit(s[n + 1]))
		for (n++; is_digit(s[n]); )
			n++;
	l->token.kind = TOK_NUMBER;
	if (!num_parse(l->arena, s, n, &l->token.num))
		l->token.kind = TOK_BAD;
	l->token.text = arena_strn(l->arena, s, n);
	if (s[n] == '%') {
		l->token.suffix = "%";
		l->next = start + n + 1;
	} else {
		size_t w = word_length(s + n);

		l->token.suffix = arena_strn(l->arena, s + n, w);
		l->next = start + n + w;
	}
}

/* Text between a pair of marks; close is what ends it. */
static void take_quoted(struct lexer *l, size_t start, size_t open, const char *close, enum token_kind kind)
{
	const char *s = l->text + start + open, *end = strstr(s, close);

	if (end == NULL) {
		diag(l->diag, MSG_QUOTE_OPEN, l->token.at, close, NULL);
		l->token.kind = TOK_BAD;
		l->failed = true;
		l->next = start + strlen(l->text + start);
		return;
	}
	l->token.kind = kind;
	l->token.text = arena_strn(l->arena, s, (size_t)(end - s));
	l->next = (size_t)(end - l->text) + strlen(close);
}

static void take_sign(struct lexer *l, size_t start)
{
	static const char *const signs[] = { "<=", ">=", "!=", "<>", "==", "+", "-", "*", "/", "(", ")", ",",
		"<", ">", "=", ":", "|", NULL };
	const char *s = l->text + start;

	for (int i = 0; signs[i] != NULL; i++)
		if (strncmp(s, signs[i], strlen(signs[i])) == 0) {
			l->token.kind = TOK_SIGN;
			l->token.text = strcmp(signs[i], "<>") == 0 ? "!=" : strcmp(signs[i], "==") == 0 ? "=" : signs[i];
			l->next = start + strlen(signs[i]);
			return;
		}
	size_t size;
	utf8_decode(s, s + strlen(s), &size);
	diag(l->diag, MSG_STRANGE_SIGN, l->token.at, arena_strn(l->arena, s, size), NULL);
	l->token.kind = TOK_BAD;
	l->failed = true;
	l->next = start + size;
}

void lexer_next(struct lexer *l)
{
	size_t start = l->next;
	const char *s;

	while (l->text[start] == ' ' || l->text[start] == '\t')
		start++;
	s = l->text + start;
	l->token = (struct token){ .kind = TOK_END, .text = "", .suffix = "", .at = place(l, start) };
	l->next = start;
	if (*s == '\0')
		return;
	if (is_digit(*s)) {
		if (!take_date(l, start))
			take_number(l, start);
	} else if (*s == '"') {
		take_quoted(l, start, 1, "\"", TOK_TEXT);
	} else if (strncmp(s, "“", strlen("“")) == 0) {
		take_quoted(l, start, strlen("“"), "”", TOK_TEXT);
	} else if (strncmp(s, "「", strlen("「")) == 0) {
		take_quoted(l, start, strlen("「"), "」", TOK_NAME);
	} else if (word_char(s) > 0) {
		size_t n = word_length(s), own = strlen("本行");

		if (n == own && strncmp(s, "本行", own) == 0 && s[n] == '.')
			n += 1 + word_length(s + n + 1);
		l->token.kind = TOK_WORD;
		l->token.text = arena_strn(l->arena, s, n);
		l->next = start + n;
	} else {
		take_sign(l, start);
	}
}

bool lexer_is(const struct lexer *l, const char *text)
{
	return (l->token.kind == TOK_WORD || l->token.kind == TOK_SIGN) && strcmp(l->token.text, text) == 0;
}

bool lexer_take(struct lexer *l, const char *text)
{
	if (!lexer_is(l, text))
		return false;
	lexer_next(l);
	return true;
}
