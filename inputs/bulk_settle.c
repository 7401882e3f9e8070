/* bulk_settle.c -- what the threads counted, and the rows they put aside, into the figures. */
#include "inputs/bulk_settle.h"

#include <stdlib.h>

struct settling {
	struct bulk *bulk;
	struct rows *rows;
	struct gathering *gathering;
	struct arena *arena;            /* freed once all is settled */
	struct desk *desk;              /* the first, which fetches */
	struct csv *peek;               /* looks at rows before they are read */
	struct aside *aside;            /* of all threads, in order */
	size_t aside_count;
	uint64_t place;                 /* of the row at hand */
	uint64_t *taken;                /* by file: rows that went the way of rows.h */
};

/* ---- rows put aside --------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct aside *x = a, *y = b;

	if (x->file != y->file)
		return x->file < y->file ? -1 : 1;
	return (x->offset > y->offset) - (x->offset < y->offset);
}

static void collect_asides(struct settling *s)
{
	const struct bulk *bulk = s->bulk;
	size_t n = 0;
	unsigned i;

	for (i = 0; i < bulk->desks; i++)
		s->aside_count += bulk->desk[i].aside_count;
	s->aside = arena_many(s->arena, struct aside, s->aside_count);
	for (i = 0; i < bulk->desks; i++) {
		if (bulk->desk[i].aside_count)
			memcpy(s->aside + n, bulk->desk[i].aside, bulk->desk[i].aside_count * sizeof *s->aside);
		n += bulk->desk[i].aside_count;
	}
	if (n)
		qsort(s->aside, n, sizeof *s->aside, by_place);
}

/* The bytes of one row as UTF-8, writable; NULL if they cannot be read. */
static char *row_text(struct settling *s, struct arena *arena, size_t file, size_t offset, size_t *length)
{
	const struct bulk_file *f = &s->bulk->file[file];
	const struct held *held = desk_hold(s->desk, file);
	size_t want, got, next, cells;
	char *bytes, *text;

	for (want = 4096; held; want *= 8) {
		got = held->length - offset < want ? held->length - offset : want;
		bytes = arena_alloc(arena, got + 1);
		if (!held_read(held, offset, bytes, got))
			return NULL;
		next = scan_row(bytes, 0, got, &cells);
		if (next > got && offset + got < held->length)
			continue;
		next = next > got ? got : next;
		return text_decode_part(arena, bytes, next, f->encoding, &text, length) ? text : NULL;
	}
	return NULL;
}

/* The key of a row as it came; false where it has none. */
static bool raw_key(struct settling *s, struct arena *arena, const struct bulk_file *f, char *text, size_t length, struct buf *key)
{
	const struct source *source = s->bulk->plan->source;
	struct csv *csv = s->peek;
	struct csv_block block;
	const char *at;
	size_t i, n;

	csv_again(csv, text, length, 1);
	if (!csv_next(csv, &block) || block.fault[0] != CSV_NO_FAULT || block.first[1] - block.first[0] != f->width)
		return false;
	*key = buf_new(arena);
	for (i = 0; i < source->key_count; i++) {
		at = block.bytes + block.cell[f->at[source->key[i]]].offset;
		n = block.cell[f->at[source->key[i]]].length;
		cell_trim(&at, &n);
		if (source->key_count > 1)
			key_part(key, at, n);
		else
			buf_addn(key, at, n);
	}
	return true;
}

/* Where a key must not be there twice, the rows put aside are entered first, while nothing is said yet; whether
 * no key is there twice. */
static bool enter_asides(struct settling *s)
{
	static const struct seat nobody;
	struct arena *passing;
	struct buf key;
	size_t i, length;
	char *text;

	if (!s->bulk->keyed || s->bulk->plan->source->tolerate_repeats)
		return true;
	s->peek = csv_open(s->arena, diag_new(s->arena, CHINESE), "", (char[]){ "" }, 0);
	for (i = 0; i < s->aside_count && !s->bulk->gave_up; i++) {
		const struct bulk_file *f = &s->bulk->file[s->aside[i].file];

		passing = arena_new();
		text = row_text(s, passing, s->aside[i].file, s->aside[i].offset, &length);
		if (!text)
			bulk_gives_up(s->bulk);
		else if (raw_key(s, passing, f, text, length, &key))
			bulk_note_key(s->bulk, key.at, key.length, f->base + s->aside[i].offset, &nobody);
		arena_free(passing);
	}
	bulk_find_repeats(s->bulk);
	return !s->bulk->gave_up;
}

static void key_met(void *self, const struct row *row)
{
	struct settling *s = self;
	const struct source *source = s->bulk->plan->source;
	struct seat *seat = arena_one(s->arena, struct seat);
	struct buf key = buf_new(s->arena);
	const struct value *value;
	size_t i;

	if (!source->tolerate_repeats)
		return;                 /* entered before */
	seat->slot = arena_many(s->arena, int64_t, source->mapping_count);
	memcpy(seat->slot, row->slot, source->mapping_count * sizeof *seat->slot);
	for (i = 0; i < source->key_count; i++) {
		value = &row->cell[source->key[i]].value;
		if (source->key_count > 1)
			key_part(&key, value->kind == V_TEXT ? value->text.at : "", value->kind == V_TEXT ? value->text.length : 0);
		else if (value->kind == V_TEXT)
			buf_addn(&key, value->text.at, value->text.length);
	}
	bulk_note_key(s->bulk, key.at, key.length, s->place, seat);
}

static void lost(struct settling *s, size_t file)
{
	diag(s->bulk->reading->diag, MSG_FILE_CHANGED, (struct origin){ s->bulk->file[file].arrival->name, 0, 0 }, NULL);
}

/* The rows of one file that were put aside, from s->aside[*next] on. */
static void take_asides(struct settling *s, size_t file, size_t *next, struct letter *letter)
{
	const struct bulk_file *f = &s->bulk->file[file];
	struct arena *arena = arena_new(), *passing;
	size_t length;
	char *text = row_text(s, arena, file, f->head, &length);

	if (!text || !rows_head(s->rows, arena, (uint32_t)file, letter, text, length, f->head_line)) {
		lost(s, file);
		goto out;
	}
	for (; *next < s->aside_count && s->aside[*next].file == file; ++*next) {
		passing = arena_new();
		text = row_text(s, passing, file, s->aside[*next].offset, &length);
		s->place = f->base + s->aside[*next].offset;
		if (text)
			rows_one(s->rows, text, length, s->aside[*next].line);
		else
			lost(s, file);
		s->taken[file]++;
		arena_free(passing);
	}
out:
	arena_free(arena);
}

static void settle_file(struct settling *s, size_t file, size_t *next)
{
	const struct bulk_file *f = &s->bulk->file[file];
	struct reading *reading = s->bulk->reading;
	struct file facts = { .length = f->held.length, .stored = f->unpacked ? f->unpacked->stored : f->held.length };
	struct letter letter = { .file = &facts, .encoding = f->encoding, .headed = true };
	struct received *received;

	facts.name = f->arrival->name;
	if (!reading->no_digest && f->unpacked)
		memcpy(facts.digest, f->unpacked->digest, sizeof facts.digest);
	else if (!reading->no_digest)
		digest_parts((const unsigned char (*)[DIGEST_PART])&s->bulk->part[f->first_part], f->parts, facts.digest);
	received = received_add(reading, &facts, f->arrival, f->encoding);
	if (*next < s->aside_count && s->aside[*next].file == file)
		take_asides(s, file, next, &letter);
	received->rows = f->rows + s->taken[file];
	if (received->rows == 0)
		received_nothing(reading, f->arrival, true);
	else if (f->cut)
		received_cut(reading, f->arrival);
}

/* ---- what was counted ---------------------------------------------------------------------- */

static struct place place_of(uint64_t place)
{
	return (struct place){ (uint32_t)(place >> 32), (uint32_t)place };
}

static void settle_measure(struct settling *s, const struct lane *lane, size_t seat, size_t m)
{
	const struct plan *plan = s->bulk->plan;
	const struct seat *of = lane->seat[seat];
	struct lump lump = { .n = lane->counts.count[seat * lane->counts.width + m], .first = place_of(of->first[m]), .last = place_of(of->last[m]) };
	size_t i;

	for (i = 0; i < plan->sum_count; i++)
		if (plan->sum[i].bit == m) {
			lump.sum = lane->sum[seat * plan->sum_count + i];
			lump.scale = plan->sum[i].scale;
		}
	if (plan->measure[m]->citywide)
		gather_lump(s->gathering, m, 0, 0, &lump);
	for (i = 0; !plan->measure[m]->citywide && i < plan->source->mapping_count; i++)
		gather_lump(s->gathering, m, i, of->slot[i], &lump);
}

static void settle_distinct(struct settling *s, const struct lane *lane, size_t d)
{
	const struct plan_distinct *distinct = &s->bulk->plan->distinct[d];
	const struct plan *plan = s->bulk->plan;
	const size_t words = lane->met_words[d], mappings = plan->measure[distinct->bit]->citywide ? 1 : plan->source->mapping_count;
	size_t i, m;

	for (i = 0; i < words * 64 * lane->seat_count; i++) {
		if (!(lane->met[d][i / 64] >> i % 64 & 1))
			continue;
		for (m = 0; m < mappings; m++)
			gather_value(s->gathering, distinct->bit, m, lane->seat[i / (words * 64)]->slot[m],
				&lane->lexicon[distinct->column].cell[i % (words * 64)]);
	}
}

static void settle_tally(struct settling *s, const struct lane *lane)
{
	const struct source *source = s->bulk->plan->source;
	struct tally *tally = s->bulk->reading->intake->tally;
	size_t i, m;

	for (m = 0; m < source->mapping_count; m++) {
		tally[m].in += lane->in;
		tally[m].excluded += lane->later;
		for (i = 0; i < lane->seat_count; i++)
			*(lane->seat[i]->unit[m] ? &tally[m].counted : &tally[m].without_unit) += lane->head[i].rows;
	}
}

static void settle_lane(struct settling *s, const struct lane *lane)
{
	const struct plan *plan = s->bulk->plan;
	size_t i, m;

	settle_tally(s, lane);
	for (i = 0; i < lane->seat_count; i++)
		for (m = 0; m < plan->measure_count; m++)
			settle_measure(s, lane, i, m);
	for (i = 0; i < plan->distinct_count; i++)
		settle_distinct(s, lane, i);
}

/* ---- keys that were there before ---------------------------------------------------------------- */

static int by_group_and_place(const void *a, const void *b)
{
	const struct repeat *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

static int by_repeat_place(const void *a, const void *b)
{
	const struct repeat *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* The line of a row: lines are known at the end of every stretch. */
static struct place line_at(struct settling *s, uint64_t place)
{
	const struct bulk *bulk = s->bulk;
	size_t file = bulk_file_at(bulk, place), offset = (size_t)(place - bulk->file[file].base), k, at, step;
	const struct bulk_file *f = &bulk->file[file];
	const struct held *held = desk_hold(s->desk, file);
	unsigned line = f->data_line;
	const char *c;
	char *bytes;

	k = (offset - f->data) / bulk->stretch;
	at = k ? bulk->seam[f->first_stretch + k - 1].end : f->data;
	line = k ? bulk->seam[f->first_stretch + k - 1].line : line;
	bytes = arena_alloc(s->arena, STRETCH + 1);
	for (; held && at < offset; at += step) {
		step = offset - at < STRETCH ? offset - at : STRETCH;
		if (!held_read(held, at, bytes, step))
			break;
		for (c = bytes; (c = memchr(c, '\n', (size_t)(bytes + step - c))) != NULL; c++)
			line++;
	}
	return (struct place){ (uint32_t)file, line };
}

/* Rows of one slot from the second on, unit by unit. */
static void take_off(struct settling *s, const struct repeat *repeat, size_t count)
{
	const struct plan *plan = s->bulk->plan;
	size_t b, m, i, j;

	for (b = 0; b < plan->measure_count; b++) {
		if (!(plan->by_key >> b & 1))
			continue;
		for (i = 1; i < count; i++)
			for (m = 0; m < (plan->measure[b]->citywide ? 1 : plan->source->mapping_count); m++) {
				for (j = 0; j < i; j++)
					if (plan->measure[b]->citywide || repeat[j].seat->slot[m] == repeat[i].seat->slot[m])
						break;
				if (j < i && repeat[i].seat->slot[m] != NOWHERE)
					gather_repeats(s->gathering, b, m, repeat[i].seat->slot[m], 1);
			}
	}
}

/* group is the place of the first row with that key. */
static void say_repeats(struct settling *s, const struct repeat *repeat, size_t count)
{
	enum { SHOWN = 3 };
	struct place nowhere = { 0, 0 };
	size_t i;

	for (i = 0; i < count; i++)
		if (i < SHOWN)
			rows_repeated(s->rows, line_at(s, repeat[i].place), line_at(s, repeat[i].group));
		else
			rows_repeated(s->rows, nowhere, nowhere);
}

static struct repeat *collect_repeats(struct settling *s, size_t *count)
{
	const struct bulk *bulk = s->bulk;
	struct repeat *repeat;
	size_t n = 0, kept = 0, i;
	unsigned d;

	for (d = 0; d < bulk->desks; d++)
		n += bulk->desk[d].repeat_count;
	repeat = arena_many(s->arena, struct repeat, n + 1);
	for (n = d = 0; d < bulk->desks; d++)
		for (i = 0; i < bulk->desk[d].repeat_count; i++)
			repeat[n++] = bulk->desk[d].repeat[i];
	qsort(repeat, n, sizeof *repeat, by_group_and_place);
	for (i = 0; i < n; i++)                 /* the first of a group was noted with each of the others */
		if (i == 0 || repeat[i].group != repeat[kept - 1].group || repeat[i].place != repeat[kept - 1].place)
			repeat[kept++] = repeat[i];
	*count = kept;
	return repeat;
}

static void settle_repeats(struct settling *s)
{
	size_t count, n = 0, i, j, k;
	struct repeat *repeat = collect_repeats(s, &count);
	uint64_t least;

	for (i = 0; i < count; i = j) {
		for (j = i; j < count && repeat[j].group == repeat[i].group; j++)
			;
		take_off(s, repeat + i, j - i);
		for (least = repeat[i].place, k = i + 1; k < j; k++)
			repeat[n++] = (struct repeat){ least, repeat[k].place, NULL };
	}
	if (n)
		qsort(repeat, n, sizeof *repeat, by_repeat_place);
	say_repeats(s, repeat, n);
}

/* ---- in order -------------------------------------------------------------------------------------- */

bool bulk_settle(struct bulk *bulk, struct rows *rows, struct gathering *gathering)
{
	struct settling s = { .bulk = bulk, .rows = rows, .gathering = gathering, .arena = arena_new(), .desk = &bulk->desk[0] };
	size_t file, next = 0, b, i;

	collect_asides(&s);
	if (!enter_asides(&s)) {
		arena_free(s.arena);
		return false;
	}
	s.taken = arena_many(s.arena, uint64_t, bulk->file_count);
	for (b = 0; b < bulk->plan->measure_count; b++)
		if (bulk->plan->by_key >> b & 1)
			gather_by_key(gathering, b);
	if (bulk->keyed)
		rows_keyed(rows, key_met, &s);
	for (file = 0; file < bulk->file_count; file++)
		settle_file(&s, file, &next);
	rows_keyed(rows, NULL, NULL);
	for (i = 0; i < bulk->desks; i++)
		for (b = 0; b < 2; b++)
			if (bulk->desk[i].lane[b])
				settle_lane(&s, bulk->desk[i].lane[b]);
	if (bulk->plan->source->tolerate_repeats) {
		bulk_find_repeats(bulk);
		settle_repeats(&s);
	}
	if (bulk->gave_up)
		lost(&s, 0);
	arena_free(s.arena);
	return true;
}
