/* cells.c -- one cell, read as its column says.
 *
 * Strict on purpose: a figure that could be read in two ways is not read at
 * all, and its row goes to quarantine with a reason. */
#include "inputs/cells.h"

#include <string.h>

#include "base/date.h"

static const char *const invisible[] = { " ", "\t", "\r", "\n", "\xc2\xa0", "\xe3\x80\x80" };
enum { INVISIBLE = sizeof invisible / sizeof *invisible, DAY_SECONDS = 24 * 60 * 60 };

static size_t blank_ahead(const char *text, size_t length)
{
	size_t i, n;

	for (i = 0; i < INVISIBLE; i++) {
		n = strlen(invisible[i]);
		if (length >= n && memcmp(text, invisible[i], n) == 0)
			return n;
	}
	return 0;
}

static size_t blank_behind(const char *text, size_t length)
{
	size_t i, n;

	for (i = 0; i < INVISIBLE; i++) {
		n = strlen(invisible[i]);
		if (length >= n && memcmp(text + length - n, invisible[i], n) == 0)
			return n;
	}
	return 0;
}

void cell_trim(const char **text, size_t *length)
{
	size_t n;

	while ((n = blank_ahead(*text, *length)) > 0) {
		*text += n;
		*length -= n;
	}
	while ((n = blank_behind(*text, *length)) > 0)
		*length -= n;
}

struct cell cell_of(struct value value)
{
	return (struct cell){ .valued = true, .value = value };
}

struct cell cell_blank(void)
{
	return cell_of(value_blank());
}

bool cell_is_blank(const struct cell *cell)
{
	return cell->valued && cell->value.kind == V_BLANK;
}

struct value cell_value(struct arena *arena, struct cell *cell)
{
	if (!cell->valued) {
		cell->value = value_num(num_scaled(arena, cell->mantissa, cell->scale));
		cell->valued = true;
	}
	return cell->value;
}

/* ---- numbers ------------------------------------------------------------- */

/* 1,234,567.89 without its commas, or NULL if they do not part thousands. */
static const char *without_commas(struct arena *arena, const char *text, size_t *length)
{
	const char *point = memchr(text, '.', *length);
	size_t whole = point ? (size_t)(point - text) : *length, i, first, n = 0;
	char *plain = arena_alloc(arena, *length + 1);

	if (!memchr(text, ',', *length))
		return text;
	first = whole > 0 && (text[0] == '-' || text[0] == '+');
	if ((whole - first) % 4 == 0)
		return NULL;
	for (i = 0; i < *length; i++) {
		bool place = i > first && i < whole && (whole - i) % 4 == 0;

		if (place != (text[i] == ','))
			return NULL;
		if (!place)
			plain[n++] = text[i];
	}
	*length = n;
	return plain;
}

/* Digits, sign and point, shifted right by `shift` places. */
static bool read_decimal(struct arena *arena, const char *text, size_t length, unsigned shift, struct cell *cell)
{
	struct num num;

	*cell = (struct cell){ 0 };
	if (num_decimal_parse(text, length, &cell->mantissa, &cell->scale)) {
		cell->scale += shift;
		cell->decimal = true;
		return true;
	}
	if (!num_parse(arena, text, length, &num))
		return false;
	*cell = cell_of(value_num(shift ? num_div(arena, num, num_scaled(arena, 100, 0)) : num));
	return true;
}

static bool read_number(struct arena *arena, const struct column *column, const char *text, size_t length, struct cell *cell)
{
	if (column->thousands)
		text = without_commas(arena, text, &length);
	return text && read_decimal(arena, text, length, 0, cell);
}

static bool read_integer(struct arena *arena, const struct column *column, const char *text, size_t length, struct cell *cell)
{
	return !memchr(text, '.', length) && read_number(arena, column, text, length, cell);
}

static bool read_percent(struct arena *arena, const struct column *column, const char *text, size_t length, struct cell *cell)
{
	bool sign = true;

	if (length > 1 && text[length - 1] == '%')
		length -= 1;
	else if (length > 3 && memcmp(text + length - 3, "\xef\xbc\x85", 3) == 0)
		length -= 3;
	else
		sign = false;
	if (!sign && !column->bare_percent)
		return false;
	if (column->thousands)
		text = without_commas(arena, text, &length);
	return text && read_decimal(arena, text, length, 2, cell);
}

/* ---- the other types ----------------------------------------------------- */

static bool read_text(struct arena *arena, const struct column *column, const char *text, size_t length, struct cell *cell)
{
	*cell = cell_of((struct value){ .kind = V_TEXT, .text = { text, length } });
	return true;
}

static bool read_day(struct arena *arena, const struct column *column, const char *text, size_t length, struct cell *cell)
{
	int32_t day;

	if (!day_parse(text, length, &day))
		return false;
	*cell = cell_of(value_day(day));
	return true;
}

static bool read_moment(struct arena *arena, const struct column *column, const char *text, size_t length, struct cell *cell)
{
	int64_t moment;

	if (!moment_parse(text, length, &moment))
		return false;
	*cell = cell_of(value_moment(moment));
	return true;
}

static const struct {
	bool (*read)(struct arena *, const struct column *, const char *, size_t, struct cell *);
	const char *expected;
} types[] = {
	[COL_TEXT]    = { read_text,    "应为文本" },
	[COL_INTEGER] = { read_integer, "应为整数，只用半角数字" },
	[COL_DECIMAL] = { read_number,  "应为数，只用半角数字和小数点" },
	[COL_PERCENT] = { read_percent, "应为带 % 的百分数，如 98.06%" },
	[COL_DAY]     = { read_day,     "应为日期，如 2026-10-01" },
	[COL_MOMENT]  = { read_moment,  "应为时刻，如 2026-10-01 08:30" }
};

/* ---- what the column demands ---------------------------------------------- */

static const char *must_be_one_of(struct arena *arena, const char *const *allowed, const char *text, size_t length)
{
	struct buf words = buf_new(arena);
	size_t i;

	for (i = 0; allowed[i]; i++) {
		if (strlen(allowed[i]) == length && memcmp(allowed[i], text, length) == 0)
			return NULL;
		buf_printf(&words, "%s“%s”", i ? "、" : "", allowed[i]);
	}
	return arena_printf(arena, "应为 %s 之一", words.at);
}

static const char *must_be_within(struct arena *arena, const struct column *column, struct cell *cell)
{
	struct num num = cell_value(arena, cell).num, hundred = num_int(100);

	if (num_cmp(num, column->low) >= 0 && num_cmp(num, column->high) <= 0)
		return NULL;
	if (column->type != COL_PERCENT)
		return arena_printf(arena, "应在 %s 至 %s 之间", num_text(arena, column->low), num_text(arena, column->high));
	return arena_printf(arena, "应在 %s%% 至 %s%% 之间", num_text(arena, num_mul(arena, column->low, hundred)),
		num_text(arena, num_mul(arena, column->high, hundred)));
}

static bool is_number(const struct column *column)
{
	return column->type == COL_INTEGER || column->type == COL_DECIMAL || column->type == COL_PERCENT;
}

const char *cell_read(struct arena *arena, const struct column *column, const char *text, size_t length, struct cell *cell)
{
	const char *reason = NULL;

	cell_trim(&text, &length);
	*cell = cell_blank();
	if (length == 0)
		return column->required ? "不得为空" : NULL;
	if (!types[column->type].read(arena, column, text, length, cell))
		return column->type == COL_PERCENT && column->bare_percent ? "应为百分数，如 98.06 或 98.06%"
		                                                           : types[column->type].expected;
	if (column->allowed)
		reason = must_be_one_of(arena, column->allowed, text, length);
	if (!reason && column->has_range && is_number(column))
		reason = must_be_within(arena, column, cell);
	return reason;
}

bool cell_is_later(const struct column *column, const struct cell *cell, int32_t cutoff)
{
	if (column->deadline || !cell->valued)
		return false;
	if (cell->value.kind == V_DAY)
		return cell->value.time > cutoff;
	return cell->value.kind == V_MOMENT && cell->value.time >= ((int64_t)cutoff + 1) * DAY_SECONDS;
}

/* ---- identity ------------------------------------------------------------- */

void cell_identity(struct arena *arena, struct buf *out, struct cell *cell)
{
	struct value value = cell_value(arena, cell);
	char kind = (char)('A' + value.kind);

	buf_addn(out, &kind, 1);
	if (value.kind == V_NUMBER)
		buf_add(out, num_text(arena, value.num));
	else if (value.kind == V_TEXT)
		buf_addn(out, value.text.at, value.text.length);
	else if (value.kind == V_DAY || value.kind == V_MOMENT)
		buf_addn(out, (const char *)&value.time, sizeof value.time);
	else if (value.kind == V_BOOL)
		buf_add(out, value.yes ? "1" : "0");
}

void key_add(struct arena *arena, struct buf *out, struct cell *cell)
{
	size_t length = out->length;

	cell_identity(arena, out, cell);
	length = out->length - length;
	buf_addn(out, (const char *)&length, sizeof length);
}

bool key_is_secret(const struct source *source)
{
	size_t i;

	for (i = 0; i < source->key_count; i++)
		if (source->column[source->key[i]].secret)
			return true;
	return false;
}
