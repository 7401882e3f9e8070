/* csv_write.c -- the writer of our own CSVs.
 *
 * Every field is followed by a comma; the end of the row turns the last one
 * into CRLF.  So the buffer is all the state there is. */
#include "base/csv.h"

#include <string.h>

/* What a spreadsheet takes for the beginning of a formula, full-width forms too. */
static bool looks_like_formula(const char *text)
{
	static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };
	size_t i;

	if (!strchr("=+-@\t\r\n\xEF", *text))        /* the first byte of all of them */
		return false;
	for (i = 0; i < sizeof starts / sizeof starts[0]; i++)
		if (strncmp(text, starts[i], strlen(starts[i])) == 0)
			return true;
	return false;
}

static void put(struct buf *buf, const char *guard, const char *text)
{
	const char *quote;

	if (!text[strcspn(text, ",\"\r\n")]) {
		buf_add(buf, guard);
		buf_add(buf, text);
	} else {
		buf_add(buf, "\"");
		buf_add(buf, guard);
		for (; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
			buf_addn(buf, text, (size_t)(quote + 1 - text));
			buf_add(buf, "\"");
		}
		buf_add(buf, text);
		buf_add(buf, "\"");
	}
	buf_add(buf, ",");
}

void csv_put(struct buf *buf, const char *text)
{
	if (!text)
		text = "";
	put(buf, looks_like_formula(text) ? "'" : "", text);
}

void csv_put_number(struct buf *buf, const char *number)
{
	put(buf, "", number ? number : "");
}

/* A row of one empty field would be an empty line, which readers pass over. */
static bool row_is_empty(const struct buf *buf)
{
	return buf->length == 0 || buf->at[buf->length - 1] == '\n' ||
		(buf->length == 3 && memcmp(buf->at, "\xEF\xBB\xBF", 3) == 0);
}

void csv_end_row(struct buf *buf)
{
	if (buf->length && buf->at[buf->length - 1] == ',')
		buf->at[--buf->length] = '\0';
	if (row_is_empty(buf))
		buf_add(buf, "\"\"");
	buf_add(buf, "\r\n");
}

void csv_start(struct buf *buf, const char *const *head, size_t columns)
{
	size_t i;

	buf_add(buf, "\xEF\xBB\xBF");
	for (i = 0; i < columns; i++)
		csv_put(buf, head[i]);
	csv_end_row(buf);
}
