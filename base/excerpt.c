/* excerpt.c -- the line that a complaint is about, with the words it is about underlined. */
#include <string.h>

#include "base/excerpt.h"
#include "base/text.h"

enum { SHOWN_MOST = 100 };              /* columns of the line that are shown */

/* The n-th line of the text, from 1; NULL where there is none. */
static const char *line_at(const char *text, size_t length, unsigned n, size_t *line_length)
{
	const char *end = text + length, *stop;

	for (; n > 1; n--) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));

		if (newline == NULL)
			return NULL;
		text = newline + 1;
	}
	stop = memchr(text, '\n', (size_t)(end - text));
	*line_length = (size_t)((stop != NULL ? stop : end) - text);
	if (*line_length > 0 && text[*line_length - 1] == '\r')
		(*line_length)--;
	return text;
}

static const char *character_at(const char *line, size_t length, unsigned column)
{
	const char *at = line, *end = line + length;

	for (unsigned k = 1; k < column && at < end; k++) {
		size_t size;

		utf8_decode(at, end, &size);
		at += size;
	}
	return at;
}

/* A head in brackets, a word of letters and digits, or else one character. */
static size_t word_length(const char *at, const char *end)
{
	static const char signs[] = " \t,()+-*/<>=:|\"";
	const char *p = at, *close = at < end && *at == '[' ? memchr(at, ']', (size_t)(end - at)) : NULL;
	size_t size;

	if (close != NULL)
		return (size_t)(close + 1 - at);
	while (p < end && (((unsigned char)*p >= 0x80) || strchr(signs, *p) == NULL))
		p++;
	if (p == at && at < end) {
		utf8_decode(at, end, &size);
		p += size;
	}
	return (size_t)(p - at);
}

size_t excerpt_length(const struct source_text *s, unsigned line, unsigned column, const char *const *arguments, size_t count)
{
	size_t length, longest = 0;
	const char *text = line_at(s->bytes, s->length, line, &length), *at;

	if (text == NULL || column == 0)
		return 0;
	at = character_at(text, length, column);
	for (size_t k = 0; k < count; k++) {
		size_t n = strlen(arguments[k]);

		if (n > longest && n <= (size_t)(text + length - at) && memcmp(at, arguments[k], n) == 0)
			longest = n;
	}
	return longest > 0 ? longest : word_length(at, text + length);
}

/* Tabs are shown as a blank, so that what stands below stays below. */
static const char *shown(struct arena *a, const char *text, size_t length)
{
	char *copy = arena_strn(a, text, length);

	for (char *p = copy; *p != '\0'; p++)
		if (*p == '\t')
			*p = ' ';
	return text_visible(a, copy);
}

void excerpt_print(struct arena *a, const struct source_text *s, unsigned line, unsigned column, size_t width, FILE *out)
{
	size_t length, before, under;
	const char *text = line_at(s->bytes, s->length, line, &length), *at, *from;

	if (text == NULL || length == 0)
		return;
	at = column > 0 ? character_at(text, length, column) : text;
	before = utf8_width(shown(a, text, (size_t)(at - text)));
	from = text;
	while (from < at && before > SHOWN_MOST / 2) {
		size_t size;

		utf8_decode(from, at, &size);
		from += size;
		before = utf8_width(shown(a, from, (size_t)(at - from)));
	}
	while (length > 0 && utf8_width(shown(a, from, (size_t)(text + length - from))) > SHOWN_MOST)
		do
			length--;
		while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80);
	fprintf(out, "    %s%s\n", from > text ? "…" : "", shown(a, from, (size_t)(text + length - from)));
	if (column == 0)
		return;
	if (width > (size_t)(text + length - at))
		width = (size_t)(text + length - at);
	under = utf8_width(shown(a, at, width));
	fprintf(out, "    %*s", (int)(before + (from > text ? 1 : 0)), "");
	for (size_t k = 0; k < (under > 0 ? under : 1); k++)
		fputc('^', out);
	fputc('\n', out);
}
