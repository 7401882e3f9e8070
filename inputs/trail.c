/* trail.c -- 留痕: the watched cells of a source's rows, kept for the next period.
 *
 * A row leaves one CSV line: key, 办结 state, its unit of every mapping, watched
 * cells, each value in its one way of writing.  The lines are sorted by key, so
 * that the order of the rows leaves no trace.  What a unit that did not report
 * left last time is carried over: it is unknown, not gone. */
#include "inputs/late.h"

#include <stdlib.h>
#include <string.h>

#include "base/csv.h"

const char trail_open[] = "未结", trail_stated[] = "办结 截至", trail_unstated[] = "截至", trail_unit[] = "单位.";
const char trail_unseen[] = "·未报送 所见截至";
static const char closed_word[] = "办结";

/* ---- a row's line ------------------------------------------------------------ */

static bool is_key(const struct source *source, size_t column)
{
	size_t i;

	for (i = 0; i < source->key_count; i++)
		if (source->key[i] == column)
			return true;
	return false;
}

struct trailing *trailing_new(struct reading *reading)
{
	const struct source *source = reading->source;
	struct trailing *t;
	size_t i;

	if (source->trail_count == 0 || source->key_count == 0 || key_is_secret(source))
		return NULL;
	t = arena_one(reading->arena, struct trailing);
	t->reading = reading;
	t->own = arena_new();
	t->line = buf_new(t->own);
	t->sorted = true;
	t->watched = arena_many(t->own, size_t, source->trail_count);
	for (i = 0; i < source->trail_count; i++)
		if (!source->column[source->trail[i]].secret && !is_key(source, source->trail[i]))
			t->watched[t->watched_count++] = source->trail[i];
	t->now = (struct layout){ source->key_count, source->key_count + 1 + source->mapping_count + t->watched_count,
		arena_many(t->own, size_t, source->mapping_count), arena_many(t->own, size_t, t->watched_count),
		source->closing != SIZE_MAX, reading->measures->cutoff };
	for (i = 0; i < source->mapping_count; i++)
		t->now.unit[i] = t->now.keys + 1 + i;
	for (i = 0; i < t->watched_count; i++)
		t->now.column[i] = t->now.keys + 1 + source->mapping_count + i;
	return t;
}

static void put_digits(char *at, int number, int digits)
{
	for (; digits > 0; number /= 10)
		at[--digits] = (char)('0' + number % 10);
}

/* Days are most of what is watched; day_text would print through the arena. */
static void put_day(struct buf *line, int32_t day)
{
	char text[] = "0000-00-00";
	int year, month, day_of_month;

	day_parts(day, &year, &month, &day_of_month);
	put_digits(text, year, 4);
	put_digits(text + 5, month, 2);
	put_digits(text + 8, day_of_month, 2);
	csv_put_number(line, text);
}

/* A cell in the one way of writing its value. */
static void put_cell(struct trailing *t, struct arena *scratch, struct cell *cell)
{
	struct value value = cell_value(scratch, cell);

	switch (value.kind) {
	case V_NUMBER: csv_put_number(&t->line, num_text(scratch, value.num)); break;
	case V_DAY:    put_day(&t->line, (int32_t)value.time); break;
	case V_MOMENT: csv_put_number(&t->line, moment_text(scratch, value.time)); break;
	case V_TEXT:   csv_put(&t->line, arena_strn(scratch, value.text.at, value.text.length)); break;
	default:       csv_put(&t->line, NULL); break;
	}
}

static const char *code_of(const struct trailing *t, const struct row *row, size_t mapping)
{
	const struct registry *registry = t->reading->source->mapping[mapping].registry;
	int64_t slot = row->slot[mapping];

	return slot == NOWHERE || (size_t)slot >= registry->unit_count ? "" : registry->unit[slot]->code;
}

int trace_by_key(const void *a, const void *b)
{
	const struct trace *x = a, *y = b;
	int order = memcmp(x->line, y->line, x->key_length < y->key_length ? x->key_length : y->key_length);

	if (order == 0 && x->key_length != y->key_length)
		order = x->key_length < y->key_length ? -1 : 1;
	return order;
}

/* Of rows with one key the counted one goes first, and of these the first. */
static int by_key_and_place(const void *a, const void *b)
{
	const struct trace *x = a, *y = b;
	int order = trace_by_key(a, b);

	if (order != 0)
		return order;
	if (x->standing != y->standing)
		return x->standing < y->standing ? -1 : 1;
	if (x->place.file != y->place.file)
		return x->place.file < y->place.file ? -1 : 1;
	return (x->place.line > y->place.line) - (x->place.line < y->place.line);
}

static void push(struct trailing *t, struct trace trace)
{
	if (t->row_count > 0 && by_key_and_place(&t->row[t->row_count - 1], &trace) > 0)
		t->sorted = false;
	*arena_push(t->own, t->row, t->row_count) = trace;
}

void trailing_take(struct trailing *t, struct arena *scratch, struct row *row, enum standing standing)
{
	const struct source *source = t->reading->source;
	size_t i, key_length;

	t->line.length = 0;
	for (i = 0; i < source->key_count; i++)
		put_cell(t, scratch, &row->cell[source->key[i]]);
	key_length = t->line.length;
	csv_put_number(&t->line, source->closing == SIZE_MAX ? "" :
		cell_is_blank(&row->cell[source->closing]) ? trail_open : closed_word);
	for (i = 0; i < source->mapping_count; i++)
		csv_put_number(&t->line, standing == STANDS ? code_of(t, row, i) : "");
	for (i = 0; i < t->watched_count; i++)
		put_cell(t, scratch, &row->cell[t->watched[i]]);
	csv_end_row(&t->line);
	push(t, (struct trace){ arena_strn(t->own, t->line.at, t->line.length), (uint32_t)t->line.length,
		(uint32_t)key_length, row->place, standing });
}

/* ---- this period's trail ------------------------------------------------------- */

bool trace_repeats(const struct trace *trace, size_t i)
{
	return i > 0 && trace_by_key(&trace[i - 1], &trace[i]) == 0;
}

const char *trail_unit_head(struct arena *arena, const struct mapping *mapping)
{
	return arena_printf(arena, "%s%s%s%s", trail_unit, mapping->registry->name, mapping->label ? "." : "",
		mapping->label ? mapping->label : "");
}

static struct buf head(struct trailing *t)
{
	const struct source *source = t->reading->source;
	const char **name = arena_many(t->own, const char *, t->now.fields);
	struct buf out = buf_new(t->own);
	size_t n = 0, i;

	for (i = 0; i < source->key_count; i++)
		name[n++] = source->column[source->key[i]].name;
	name[n++] = arena_printf(t->own, "%s%s", t->now.states ? trail_stated : trail_unstated, day_text(t->own, t->now.cutoff));
	for (i = 0; i < source->mapping_count; i++)
		name[n++] = trail_unit_head(t->own, &source->mapping[i]);
	for (i = 0; i < t->watched_count; i++)
		name[n++] = source->column[t->watched[i]].name;
	csv_start(&out, name, n);
	return out;
}

static void write_trail(struct trailing *t)
{
	struct reading *reading = t->reading;
	struct trail *trail = arena_push(reading->arena, reading->trails->trail, reading->trails->count);
	struct buf first = head(t);
	size_t length = first.length, i;

	for (i = 0; i < t->row_count; i++)
		if (t->row[i].standing == STANDS && !trace_repeats(t->row, i))
			length += t->row[i].length;
	trail->source = reading->source->name;
	trail->bytes = arena_alloc(reading->arena, length + 1);
	memcpy(trail->bytes, first.at, first.length);
	trail->length = first.length;
	for (i = 0; i < t->row_count; i++) {
		if (t->row[i].standing != STANDS || trace_repeats(t->row, i))
			continue;
		memcpy(trail->bytes + trail->length, t->row[i].line, t->row[i].length);
		trail->length += t->row[i].length;
	}
}

/* ---- the whole ----------------------------------------------------------------- */

static const struct trail *trail_before(const struct reading *reading)
{
	size_t i;

	for (i = 0; reading->before && i < reading->before->count; i++)
		if (text_same(reading->before->trail[i].source, reading->source->name))
			return &reading->before->trail[i];
	return NULL;
}

static void sort_rows(struct trailing *t)
{
	if (!t->sorted)
		qsort(t->row, t->row_count, sizeof *t->row, by_key_and_place);
	t->sorted = true;
}

void trailing_settle(struct trailing *t, struct gathering *gathering)
{
	const struct trail *before = trail_before(t->reading);
	size_t i;

	t->gathering = gathering;
	sort_rows(t);
	if (before)
		late_compare(t, before);
	for (i = 0; i < t->carried_count; i++)
		push(t, t->carried[i]);
	sort_rows(t);
	write_trail(t);
	arena_free(t->own);
}
