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

/* How many bits the place of any row has. */
static unsigned place_bits(const struct bulk *bulk)
{
	return 64 - (unsigned)__builtin_clzll(bulk->bytes | 1);
}

void lane_note_keys(struct lane *lane, size_t file, size_t rows)
{
	struct desk *desk = lane->desk;
	const uint64_t base = desk->bulk->file[file].base + desk->low;
	const unsigned bits = place_bits(desk->bulk);
	size_t k;

	for (k = 0; desk->bulk->keyed && k < rows; k++)
		key_note(&desk->keys, key_hash(desk->key[k], desk->key_length[k]),
			base + (uint32_t)(desk->scan.mark[desk->mark[desk->counted[k]]] + 1), bits);
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
	key_note(&bulk->desk[0].keys, key_hash(key, length), place, place_bits(bulk));
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

/* Reads the row at a place once more: its key, in the arena, and, where repeats are counted, its seat; false if it cannot be. */
static bool enter_again(struct desk *desk, struct arena *arena, uint64_t place, struct entered *row)
{
	const struct entered *entered = entered_at(desk->bulk, place);
	const struct bulk_file *f;
	const char *bytes, *key = "";
	struct lane *lane;
	uint32_t n = 0;
	size_t file;

	if (entered) {
		*row = *entered;
		return true;
	}
	bytes = lane_fetch(desk, place, &file);
	f = &desk->bulk->file[file];
	lane = lane_of(desk, f->encoding);
	if (!bytes || !lane_key(lane, f, bytes, desk->spare.mark, &key, &n))
		return bulk_gives_up(desk->bulk);
	*row = (struct entered){ .place = place, .key = arena_strn(arena, key, n), .length = n };
	if (desk->bulk->plan->source->tolerate_repeats) {
		row->seat = lane_seat(lane, f, bytes, desk->spare.mark);
		return row->seat || bulk_gives_up(desk->bulk);
	}
	return true;
}

/* Two rows with one hash: whether they have one key; notes both if so. */
static bool meet(void *self, uint64_t place_a, uint64_t place_b)
{
	struct desk *desk = self;
	struct bulk *bulk = desk->bulk;
	struct arena *passing = arena_new();
	struct entered a, b;
	bool same = enter_again(desk, passing, place_a, &a) && enter_again(desk, passing, place_b, &b) &&
		a.length == b.length && memcmp(a.key, b.key, a.length) == 0;

	arena_free(passing);
	if (!same)
		return false;
	if (!bulk->plan->source->tolerate_repeats)
		bulk_gives_up(bulk);
	*arena_push(desk->arena, desk->repeat, desk->repeat_count) = (struct repeat){ place_a, place_a, a.seat };
	*arena_push(desk->arena, desk->repeat, desk->repeat_count) = (struct repeat){ place_a, place_b, b.seat };
	return true;
}

static void look_through(void *self, unsigned member)
{
	struct bulk *bulk = self;
	struct desk *desk = &bulk->desk[member];
	const unsigned bits = place_bits(bulk);
	struct key_log *log[64];
	size_t drawer;
	unsigned i;

	for (i = 0; i < bulk->desks; i++)
		log[i] = &bulk->desk[i].keys;
	while ((drawer = __atomic_fetch_add(&bulk->next_drawer, 1, __ATOMIC_RELAXED)) < KEY_DRAWERS)
		key_drawer(log, bulk->desks, drawer, bits, &desk->room_for_keys, meet, desk);
}

void bulk_find_repeats(struct bulk *bulk)
{
	bulk->next_drawer = 0;
	if (bulk->keyed)
		crew_work(bulk->desks, look_through, bulk);
}
