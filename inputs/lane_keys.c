/* lane_keys.c -- 主键 of many rows: put together, entered, and compared with a row met before. */
#include "base/crew.h"
#include "inputs/lane.h"

#include <stdlib.h>

enum { FRESH_PASSING = 4096, FIRST_FETCH = 2048 };

void key_part(struct buf *key, const char *text, size_t length)
{
	uint32_t n = (uint32_t)length;

	buf_addn(key, (const char *)&n, sizeof n);
	buf_addn(key, text, length);
}

/* Whether there may be something to trim or to decode. */
static bool is_plain(const char *at, size_t length)
{
	const unsigned char first = (unsigned char)at[0], last = (unsigned char)at[length - 1];

	return first > ' ' && last > ' ' && first != 0xC2 && first != 0xE3 && last != 0xA0 && last != 0x80;
}

static bool has_high(const char *at, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if ((unsigned char)at[i] >= 0x80)
			return true;
	return false;
}

/* One part of the key; false where its row goes the way of rows.h. */
static bool part_of(struct lane *lane, const struct bulk_file *file, size_t column, const char *bytes, const uint32_t *mark,
	const char **at, size_t *length)
{
	size_t from = (uint32_t)(mark[file->at[column]] + 1), to = mark[file->at[column] + 1];

	if (!cell_bare(bytes, &from, &to))
		return false;
	*at = bytes + from;
	*length = to - from;
	if (*length > 0 && (!is_plain(*at, *length) || (lane->encoding == ENC_GB18030 && has_high(*at, *length)))) {
		lane->desk->passed++;
		lane_plain(lane, lane->desk->passing, at, length);
	}
	return *length > 0 || !lane->desk->bulk->plan->source->column[column].required;
}

bool lane_key(struct lane *lane, const struct bulk_file *file, const char *bytes, const uint32_t *mark, const char **key, uint32_t *length)
{
	const struct source *source = lane->desk->bulk->plan->source;
	const char *at = NULL;
	size_t n = 0, i;
	struct buf whole;

	if (source->key_count == 1) {
		if (!part_of(lane, file, source->key[0], bytes, mark, &at, &n))
			return false;
		*key = at;
		*length = (uint32_t)n;
		return true;
	}
	if (source->key_count == 0)
		return true;
	whole = buf_new(lane->desk->passing);
	lane->desk->passed++;
	for (i = 0; i < source->key_count; i++) {
		if (!part_of(lane, file, source->key[i], bytes, mark, &at, &n))
			return false;
		key_part(&whole, at, n);
	}
	*key = whole.at;
	*length = (uint32_t)whole.length;
	return true;
}

/* ---- a row from elsewhere -------------------------------------------------------------- */

size_t bulk_file_at(const struct bulk *bulk, uint64_t place)
{
	size_t low = 0, high = bulk->file_count, middle;

	while (high - low > 1) {
		middle = low + (high - low) / 2;
		if (bulk->file[middle].base <= place)
			low = middle;
		else
			high = middle;
	}
	return low;
}

const struct held *desk_hold(struct desk *desk, size_t file)
{
	const struct bulk_file *f = &desk->bulk->file[file];

	if (f->held.fd >= 0 || f->held.bytes)
		return &f->held;
	if (desk->held_file == file)
		return &desk->held;
	if (desk->other_file != file) {
		held_close(&desk->other);
		desk->other_file = SIZE_MAX;
		if (!held_open(&desk->other, desk->bulk->reading->dir, f->arrival->name))
			return NULL;
		desk->other_file = file;
	}
	return &desk->other;
}

static void make_fetch_room(struct desk *desk, size_t room)
{
	if (room + SCAN_SLACK + 1 <= desk->fetched_room)
		return;
	desk->fetched_room = room + SCAN_SLACK + 1;
	free(desk->fetched);
	desk->fetched = calloc(1, desk->fetched_room);
}

const char *lane_fetch(struct desk *desk, uint64_t place, size_t *file)
{
	const struct bulk_file *f;
	const struct held *held;
	size_t offset, length, want;
	bool cut = true;

	*file = bulk_file_at(desk->bulk, place);
	f = &desk->bulk->file[*file];
	held = desk_hold(desk, *file);
	offset = (size_t)(place - f->base);
	for (want = FIRST_FETCH; held && cut; want *= 8) {
		length = held->length - offset < want ? held->length - offset : want;
		make_fetch_room(desk, length);
		if (!desk->fetched || !held_read(held, offset, desk->fetched, length))
			return NULL;
		desk->fetched[length] = '\n';
		scan_rows(&desk->spare, desk->fetched, 0, 1, offset + length == held->length ? length + 1 : length, &cut);
		if (cut && offset + length == held->length)
			return NULL;
	}
	return held && desk->spare.row[1] - desk->spare.row[0] == f->width ? desk->fetched : NULL;
}

/* ---- noting --------------------------------------------------------------------------------- */

void lane_note_keys(struct lane *lane, size_t file, size_t rows)
{
	struct desk *desk = lane->desk;
	const uint64_t base = desk->bulk->file[file].base + desk->low;
	size_t k;

	for (k = 0; desk->bulk->keyed && k < rows; k++)
		key_note(&desk->keys, key_hash(desk->key[k], desk->key_length[k]),
			base + (uint32_t)(desk->scan.mark[desk->mark[desk->counted[k]]] + 1), desk->seat[k]);
	if (desk->passed > FRESH_PASSING) {
		arena_free(desk->passing);
		desk->passing = arena_new();
		desk->passed = 0;
	}
}

void bulk_note_key(struct bulk *bulk, const char *key, size_t length, uint64_t place, const struct seat *seat)
{
	struct arena *arena = bulk->desk[0].arena;

	*arena_push(arena, bulk->entered, bulk->entered_count) = (struct entered){ place, seat, arena_strn(arena, key, length), length };
	key_note(&bulk->desk[0].keys, key_hash(key, length), place, 0);
}

/* ---- looking through -------------------------------------------------------------------------- */

static const struct entered *entered_at(const struct bulk *bulk, uint64_t place)
{
	size_t low = 0, high = bulk->entered_count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (bulk->entered[middle].place == place)
			return &bulk->entered[middle];
		if (bulk->entered[middle].place < place)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* The key of the row at a place, in the arena; NULL if it cannot be read again. */
static const char *key_again(struct desk *desk, struct arena *arena, uint64_t place, size_t *length)
{
	const struct entered *entered = entered_at(desk->bulk, place);
	const char *bytes, *key = "";
	uint32_t n = 0;
	size_t file;

	if (entered) {
		*length = entered->length;
		return entered->key;
	}
	bytes = lane_fetch(desk, place, &file);
	if (!bytes || !lane_key(lane_of(desk, desk->bulk->file[file].encoding), &desk->bulk->file[file], bytes, desk->spare.mark, &key, &n)) {
		bulk_gives_up(desk->bulk);
		return NULL;
	}
	*length = n;
	return arena_strn(arena, key, n);
}

static const struct seat *seat_noted(const struct bulk *bulk, const struct key_note *note, unsigned log, uint64_t place)
{
	const struct entered *entered = entered_at(bulk, place);
	size_t file = bulk_file_at(bulk, place);

	if (entered)
		return entered->seat;
	return bulk->desk[log].lane[bulk->file[file].encoding == ENC_GB18030]->seat[note->where >> KEY_PLACE_BITS];
}

/* Two rows with one hash: whether they have one key; notes both if so. */
static bool meet(void *self, const struct key_note *a, unsigned log_a, const struct key_note *b, unsigned log_b)
{
	const uint64_t mask = ((uint64_t)1 << KEY_PLACE_BITS) - 1, place_a = a->where & mask, place_b = b->where & mask;
	struct desk *desk = self;
	struct bulk *bulk = desk->bulk;
	struct arena *passing = arena_new();
	size_t length_a = 0, length_b = 0;
	const char *key_a = key_again(desk, passing, place_a, &length_a), *key_b = key_again(desk, passing, place_b, &length_b);
	bool same = key_a && key_b && length_a == length_b && memcmp(key_a, key_b, length_a) == 0;

	arena_free(passing);
	if (!same)
		return false;
	if (!bulk->plan->source->tolerate_repeats)
		bulk_gives_up(bulk);
	*arena_push(desk->arena, desk->repeat, desk->repeat_count) = (struct repeat){ place_a, place_a, seat_noted(bulk, a, log_a, place_a) };
	*arena_push(desk->arena, desk->repeat, desk->repeat_count) = (struct repeat){ place_a, place_b, seat_noted(bulk, b, log_b, place_b) };
	return true;
}

static void look_through(void *self, unsigned member)
{
	struct bulk *bulk = self;
	struct desk *desk = &bulk->desk[member];
	struct key_log *log[64];
	size_t drawer;
	unsigned i;

	for (i = 0; i < bulk->desks; i++)
		log[i] = &bulk->desk[i].keys;
	while ((drawer = __atomic_fetch_add(&bulk->next_drawer, 1, __ATOMIC_RELAXED)) < KEY_DRAWERS)
		key_drawer(log, bulk->desks, drawer, &desk->room_for_keys, meet, desk);
}

void bulk_find_repeats(struct bulk *bulk)
{
	bulk->next_drawer = 0;
	if (bulk->keyed)
		crew_work(bulk->desks, look_through, bulk);
}
