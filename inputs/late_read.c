/* late_read.c -- 留痕: the trail that was published last, back to lines.
 *
 * It was written by trail.c and lies in a folder that people can reach: whatever is not as that writes it is damage,
 * and then nothing is compared. */
#include "inputs/late.h"

#include <string.h>

static const char bom[] = "\xEF\xBB\xBF";

/* The line that begins at `at`: its length with its end, SIZE_MAX if a quote is never closed. */
static size_t line_length(const char *at, const char *end)
{
	const char *stop = memchr(at, '\n', (size_t)(end - at)), *c;
	bool quoted = false;

	if (stop && !memchr(at, '"', (size_t)(stop - at)))
		return (size_t)(stop + 1 - at);
	for (c = at; c < end; c++) {
		if (*c == '"')
			quoted = !quoted;
		else if (*c == '\n' && !quoted)
			return (size_t)(c + 1 - at);
	}
	return quoted ? SIZE_MAX : (size_t)(end - at);
}

/* One field written to *out, its quotes taken off; *at goes behind its comma, or to NULL behind the last. */
static const char *next_field(char **out, const char **at, const char *end)
{
	const char *text = *out, *c = *at;
	bool quoted = false;

	for (; c < end && (quoted || (*c != ',' && *c != '\r' && *c != '\n')); c++) {
		if (*c != '"')
			*(*out)++ = *c;
		else if (quoted && c + 1 < end && c[1] == '"')
			*(*out)++ = *c++;
		else
			quoted = !quoted;
	}
	*(*out)++ = '\0';
	*at = c < end && *c == ',' ? c + 1 : NULL;
	return text;
}

void late_apart(struct arena *arena, struct apart *apart, const char *line, size_t length)
{
	const char *at = line;
	char *out;

	if (length + 1 > apart->room) {
		apart->room = 2 * length + 1;
		apart->text = arena_alloc(arena, apart->room);
	}
	out = apart->text;
	for (apart->count = 0; at; apart->count++) {
		if (apart->count == apart->pushed)
			arena_push(arena, apart->field, apart->pushed);
		apart->field[apart->count] = next_field(&out, &at, line + length);
	}
}

static size_t place_of(const char *const *field, size_t from, size_t count, const char *name)
{
	for (; from < count; from++)
		if (text_same(field[from], name))
			return from;
	return SIZE_MAX;
}

void late_damaged(struct trailing *t, size_t line)
{
	diag(t->reading->diag, MSG_TRAIL_DAMAGED, t->reading->source->element->at, t->reading->source->name,
		arena_printf(t->own, "%zu", line), NULL);
}

/* Whether the key is made of the same columns as now. */
static bool same_key(struct trailing *t, const char *const *field)
{
	const struct source *source = t->reading->source;
	struct buf key = buf_new(t->own);
	bool same = t->then.keys == source->key_count;
	size_t i;

	for (i = 0; i < t->then.keys; i++) {
		buf_printf(&key, "%s%s", i ? ", " : "", field[i]);
		same = same && text_same(field[i], source->column[source->key[i]].name);
	}
	if (!same)
		diag(t->reading->diag, MSG_TRAIL_OTHER_KEY, source->element->at, source->name, key.at, NULL);
	return same;
}

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Learns from the head where in the lines what stands. */
static bool read_head(struct trailing *t, const char *line, size_t length)
{
	const struct source *source = t->reading->source;
	struct layout *then = &t->then;
	const char **field, *day;
	size_t i;

	late_apart(t->own, &t->head, line, length);
	field = t->head.field;
	then->fields = t->head.count;
	for (then->keys = 0; then->keys < then->fields; then->keys++)
		if (starts(field[then->keys], trail_stated) || starts(field[then->keys], trail_unstated))
			break;
	if (then->keys == then->fields) {
		late_damaged(t, 1);
		return false;
	}
	then->states = starts(field[then->keys], trail_stated);
	day = field[then->keys] + strlen(then->states ? trail_stated : trail_unstated);
	if (!day_parse(day, strlen(day), &then->cutoff)) {
		late_damaged(t, 1);
		return false;
	}
	if (!same_key(t, field))
		return false;
	then->unit = arena_many(t->own, size_t, source->mapping_count);
	then->column = arena_many(t->own, size_t, t->watched_count);
	for (i = 0; i < source->mapping_count; i++)
		then->unit[i] = place_of(field, then->keys + 1, then->fields,
			trail_unit_head(t->own, &source->mapping[i]));
	for (i = 0; i < t->watched_count; i++)
		then->column[i] = place_of(field, then->keys + 1, then->fields, source->column[t->watched[i]].name);
	if (then->unit[0] != then->keys + 1)
		then->states = false;           /* other units were counted then */
	return true;
}

static uint32_t key_length(const struct trailing *t, const char *line, size_t length)
{
	size_t commas = 0, i;
	bool quoted = false;

	for (i = 0; i < length && commas < t->then.keys; i++) {
		if (line[i] == '"')
			quoted = !quoted;
		commas += line[i] == ',' && !quoted;
	}
	return commas == t->then.keys ? (uint32_t)i : 0;
}

bool late_read(struct trailing *t, const struct trail *trail)
{
	const char *at = trail->bytes, *end = at + trail->length;
	size_t length, number;
	struct trace trace = { 0 };

	if (trail->length >= strlen(bom) && memcmp(at, bom, strlen(bom)) == 0)
		at += strlen(bom);
	for (number = 1; at < end; number++, at += length) {
		length = line_length(at, end);
		if (number == 1 && length != SIZE_MAX) {
			if (!read_head(t, at, length))
				return false;
			continue;
		}
		trace = (struct trace){ .line = at, .length = (uint32_t)length };
		trace.key_length = length == SIZE_MAX ? 0 : key_length(t, at, length);
		if (trace.key_length == 0) {
			late_damaged(t, number);
			return false;
		}
		*arena_push(t->own, t->old, t->old_count) = trace;
		if (t->old_count > 1 && trace_by_key(&t->old[t->old_count - 2], &t->old[t->old_count - 1]) >= 0) {
			late_damaged(t, number);
			return false;
		}
	}
	return number > 1;
}
