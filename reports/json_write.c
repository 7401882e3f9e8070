/* json_write.c -- writes JSON. */
#include "reports/json_write.h"

#include <inttypes.h>
#include <string.h>

static void quoted(struct buf *b, const char *s)
{
	size_t bad;

	if (!utf8_valid(s, strlen(s), &bad))
		s = text_visible(b->arena, s);
	buf_add(b, "\"");
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_printf(b, "\\%c", *s);
		else if ((unsigned char)*s < 0x20 || *s == 0x7f)
			buf_printf(b, "\\u%04x", (unsigned char)*s);
		else
			buf_addn(b, s, 1);
	}
	buf_add(b, "\"");
}

/* The comma behind the last thing, a new line, and the key. */
static void begin(struct json *j, const char *key)
{
	if (j->depth > 0)
		buf_printf(j->out, "%s\n%*s", j->first ? "" : ",", (int)j->depth * 2, "");
	j->first = false;
	if (key != NULL) {
		quoted(j->out, key);
		buf_add(j->out, ": ");
	}
}

static void open_with(struct json *j, const char *key, const char *bracket)
{
	begin(j, key);
	buf_add(j->out, bracket);
	j->depth++;
	j->first = true;
}

static void close_with(struct json *j, const char *bracket)
{
	j->depth--;
	if (!j->first)
		buf_printf(j->out, "\n%*s", (int)j->depth * 2, "");
	buf_printf(j->out, "%s%s", bracket, j->depth == 0 ? "\n" : "");
	j->first = false;
}

void json_object(struct json *j, const char *key)
{
	open_with(j, key, "{");
}

void json_object_end(struct json *j)
{
	close_with(j, "}");
}

void json_list(struct json *j, const char *key)
{
	open_with(j, key, "[");
}

void json_list_end(struct json *j)
{
	close_with(j, "]");
}

void json_text(struct json *j, const char *key, const char *text)
{
	begin(j, key);
	if (text == NULL)
		buf_add(j->out, "null");
	else
		quoted(j->out, text);
}

void json_count(struct json *j, const char *key, uint64_t n)
{
	begin(j, key);
	buf_printf(j->out, "%" PRIu64, n);
}
