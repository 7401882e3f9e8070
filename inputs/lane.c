/* lane.c -- the rows of a stretch, column by column: texts to codes, codes to bits, bits to counters. */
#include "inputs/lane.h"

#include <stdlib.h>

enum { FIRST_SEATS = 64, FIRST_SLOTS = 256 };

/* ---- a thread's desk --------------------------------------------------------------- */

struct desk *desk_begin(struct desk *desk, struct bulk *bulk)
{
	const size_t columns = bulk->plan->source->column_count;

	*desk = (struct desk){ .bulk = bulk, .arena = arena_new(), .scratch = arena_new(), .passing = arena_new(),
		.held = { .fd = -1 }, .held_file = SIZE_MAX, .other = { .fd = -1 }, .other_file = SIZE_MAX };
	desk->scan = scan_new(desk->arena);
	desk->spare = scan_new(desk->arena);
	key_log_begin(&desk->keys, desk->arena);
	desk->code = arena_alloc(desk->arena, columns * sizeof *desk->code);
	desk->cell = arena_many(desk->arena, struct cell *, columns);
	return desk;
}

static void lane_end(struct lane *lane)
{
	const struct plan *plan = lane->desk->bulk->plan;
	size_t i;

	for (i = 0; i < plan->source->column_count; i++)
		if (plan->column[i].asked)
			lexicon_end(&lane->lexicon[i]);
}

void desk_end(struct desk *desk)
{
	size_t i;

	if (!desk->bulk)
		return;
	for (i = 0; i < 2; i++)
		if (desk->lane[i])
			lane_end(desk->lane[i]);
	key_log_end(&desk->keys);
	key_room_end(&desk->room_for_keys);
	held_close(&desk->held);
	held_close(&desk->other);
	free(desk->window);
	free(desk->fetched);
	arena_free(desk->passing);
	arena_free(desk->scratch);
	arena_free(desk->arena);
}

struct lane *lane_of(struct desk *desk, enum encoding encoding)
{
	const struct plan *plan = desk->bulk->plan;
	struct arena *arena = desk->arena;
	struct lane **place = &desk->lane[encoding == ENC_GB18030], *lane = *place;
	size_t i;

	if (lane)
		return lane;
	lane = *place = arena_one(arena, struct lane);
	lane->desk = desk;
	lane->encoding = encoding;
	lane->file = UINT32_MAX;
	lane->lexicon = arena_many(arena, struct lexicon, plan->source->column_count);
	for (i = 0; i < plan->source->column_count; i++)
		if (plan->column[i].asked)
			lexicon_begin(&lane->lexicon[i], plan->source->column[i].type == COL_DAY);
	lane->finder = arena_many(arena, struct finder, plan->source->mapping_count);
	for (i = 0; i < plan->source->mapping_count; i++)
		lane->finder[i] = finder_new(arena, plan->source, &plan->source->mapping[i]);
	lane->counts.width = (plan->measure_count + COUNT_LANES - 1) / COUNT_LANES * COUNT_LANES;
	lane->met = arena_many(arena, uint64_t *, plan->distinct_count);
	lane->met_words = arena_many(arena, size_t, plan->distinct_count);
	lane->answer = arena_many(arena, struct answer *, plan->ask_count);
	return lane;
}

/* ---- seats ------------------------------------------------------------------------------ */

static void *larger(struct arena *arena, const void *old, size_t had, size_t room)
{
	void *more = arena_alloc(arena, room);

	if (had)
		memcpy(more, old, had);
	return more;
}

static void make_seat_room(struct lane *lane)
{
	struct arena *arena = lane->desk->arena;
	size_t had = lane->seat_room, room = had ? 2 * had : FIRST_SEATS, d;
	size_t row = lane->counts.width * sizeof *lane->counts.count, sums = lane->desk->bulk->plan->sum_count * sizeof *lane->sum;

	lane->seat = larger(arena, lane->seat, had * sizeof *lane->seat, room * sizeof *lane->seat);
	lane->counts.count = larger(arena, lane->counts.count, had * row, room * row);
	lane->counts.last = larger(arena, lane->counts.last, had * row, room * row);
	lane->sum = larger(arena, lane->sum, had * sums, room * sums);
	lane->head = larger(arena, lane->head, had * sizeof *lane->head, room * sizeof *lane->head);
	for (d = 0; d < lane->desk->bulk->plan->distinct_count; d++)
		lane->met[d] = larger(arena, lane->met[d], had * 8 * lane->met_words[d], room * 8 * lane->met_words[d]);
	lane->seat_room = room;
}

/* The unit of one mapping; the texts are those of the cells. */
static bool find_unit(struct lane *lane, size_t m, struct seat *seat, const uint32_t *code)
{
	const struct plan *plan = lane->desk->bulk->plan;
	const struct mapping *mapping = &plan->source->mapping[m];
	struct spelled path[PLAN_UNITS];
	const struct found *found;
	size_t i, u;

	for (i = 0; i <= mapping->above_count; i++) {
		size_t column = i == 0 ? mapping->column : mapping->above[i - 1];

		for (u = 0; plan->unit_column[u] != column; u++)
			;
		path[i].text = lane->lexicon[column].text[code[u]];
		path[i].length = strlen(path[i].text);
		cell_unquote(&path[i].text, &path[i].length);
		lane_plain(lane, lane->desk->arena, &path[i].text, &path[i].length);
	}
	found = finder_find(&lane->finder[m], path);
	seat->unit[m] = found->unit;
	seat->slot[m] = found->unit ? (int64_t)found->unit->index : (int64_t)mapping->registry->unit_count;
	return found->unit || plan->source->count_unmatched;
}

static uint32_t take_seat(struct lane *lane, const uint32_t *code)
{
	const struct source *source = lane->desk->bulk->plan->source;
	struct seat *seat = arena_one(lane->desk->arena, struct seat);
	size_t m;

	if (lane->seat_count == lane->seat_room)
		make_seat_room(lane);
	seat->slot = arena_many(lane->desk->arena, int64_t, source->mapping_count);
	seat->unit = arena_many(lane->desk->arena, const struct unit *, source->mapping_count);
	for (m = 0; m < source->mapping_count; m++)
		if (!find_unit(lane, m, seat, code))
			lane->head[lane->seat_count].aside = true;
	lane->seat[lane->seat_count] = seat;
	return (uint32_t)lane->seat_count++;
}

static size_t seat_slot(const struct lane *lane, uint64_t key)
{
	size_t i = (key * 0x9E3779B97F4A7C15u >> 32) & (lane->seat_slots - 1);

	while (lane->seat_key[i] && lane->seat_key[i] != key)
		i = (i + 1) & (lane->seat_slots - 1);
	return i;
}

static void grow_seats(struct lane *lane)
{
	struct lane old = *lane;
	size_t i, to;

	lane->seat_slots = old.seat_slots ? 2 * old.seat_slots : FIRST_SLOTS;
	lane->seat_key = arena_many(lane->desk->arena, uint64_t, lane->seat_slots);
	lane->seat_of = arena_many(lane->desk->arena, uint32_t, lane->seat_slots);
	for (i = 0; i < old.seat_slots; i++)
		if (old.seat_key[i]) {
			to = seat_slot(lane, old.seat_key[i]);
			lane->seat_key[to] = old.seat_key[i];
			lane->seat_of[to] = old.seat_of[i];
		}
}

/* The seat that the codes of the unit columns name. */
static uint32_t seat_named(struct lane *lane, const uint32_t *code)
{
	const size_t count = lane->desk->bulk->plan->unit_column_count;
	uint64_t key = 0;
	size_t i;

	for (i = 0; i < count; i++)
		key = key << 16 | (uint16_t)(code[i] + 1);
	if (2 * lane->seat_count >= lane->seat_slots)
		grow_seats(lane);
	i = seat_slot(lane, key);
	if (!lane->seat_key[i]) {
		lane->seat_of[i] = take_seat(lane, code);
		lane->seat_key[i] = key;
	}
	return lane->seat_of[i];
}

static uint32_t code_of(struct lane *lane, size_t column, const char *bytes, size_t from, size_t to)
{
	uint32_t code = lexicon_find(&lane->lexicon[column], bytes + from, to - from);

	return code != UINT32_MAX ? code : lane_learn(lane, column, bytes + from, to - from);
}

struct seat *lane_seat(struct lane *lane, const struct bulk_file *file, const char *bytes, const uint32_t *mark)
{
	const struct plan *plan = lane->desk->bulk->plan;
	uint32_t code[PLAN_UNITS];
	size_t i, from, to;

	for (i = 0; i < plan->unit_column_count; i++) {
		from = (uint32_t)(mark[file->at[plan->unit_column[i]]] + 1);
		to = mark[file->at[plan->unit_column[i]] + 1];
		if (!cell_bare(bytes, &from, &to))
			return NULL;
		code[i] = code_of(lane, plan->unit_column[i], bytes, from, to);
	}
	i = seat_named(lane, code);
	return lane->head[i].aside ? NULL : lane->seat[i];
}

/* ---- which rows, and their codes ---------------------------------------------------------- */

static void note_aside(struct desk *desk, size_t file, size_t offset, uint32_t line)
{
	*arena_push(desk->arena, desk->aside, desk->aside_count) = (struct aside){ (uint32_t)file, line, offset };
}

static bool is_empty(const char *bytes, size_t from, size_t to)
{
	return from == to || (from + 1 == to && bytes[from] == '\r');
}

/* The next rows with as many cells as the head, from row *next of the scan on; false where there are none. */
static bool pick_rows(struct desk *desk, size_t file, unsigned line, size_t *next)
{
	const struct bulk_file *f = &desk->bulk->file[file];
	const struct scan *s = &desk->scan;
	size_t r, n = 0, cells, from, to;

	for (r = *next; r < s->rows && n < BATCH; r++) {
		cells = s->row[r + 1] - s->row[r];
		from = (uint32_t)(s->mark[s->row[r]] + 1);
		to = s->mark[s->row[r + 1]];
		if (cells == 1 && is_empty(desk->window, from, to))
			continue;
		if (cells != f->width || s->odd[r] || to - from > MOST_ROW) {
			note_aside(desk, file, desk->low + from, line + s->line[r]);
			continue;
		}
		desk->mark[n] = s->row[r];
		desk->line[n] = line + s->line[r];
		desk->bits[n] = desk->bulk->plan->every;
		desk->flags[n++] = 0;
	}
	desk->rows = n;
	*next = r;
	return n > 0;
}

/* The cell of row i where one look did not do: a text that is new, quoted in an odd way, or means that the row goes another way. */
static __attribute__((noinline)) void code_with_care(struct lane *lane, size_t column, size_t i, size_t from, size_t to)
{
	struct desk *desk = lane->desk;
	size_t bare_from = from, bare_to = to;
	const struct sense *sense;
	uint32_t code;

	if (!cell_bare(desk->window, &bare_from, &bare_to)) {
		desk->flags[i] |= SENSE_ASIDE;
		to = from;
	}
	code = code_of(lane, column, desk->window, from, to);
	sense = &lane->lexicon[column].sense[code];
	desk->code[column][i] = code;
	desk->bits[i] &= sense->bits;
	desk->flags[i] |= sense->flags & (SENSE_ASIDE | SENSE_LATER);
}

static void code_texts(struct lane *lane, const struct bulk_file *file, size_t column)
{
	struct desk *desk = lane->desk;
	const struct lexicon *lexicon = &lane->lexicon[column];
	const uint32_t *mark = desk->scan.mark + file->at[column];
	const char *bytes = desk->window;
	uint32_t *codes = desk->code[column];
	const struct word *word;
	size_t i, from, to;

	for (i = 0; i < desk->rows; i++) {
		from = (uint32_t)(mark[desk->mark[i]] + 1);
		to = mark[desk->mark[i] + 1];
		word = lexicon_look(lexicon, bytes + from, to - from);
		if (__builtin_expect(!word, 0)) {
			code_with_care(lane, column, i, from, to);
			continue;
		}
		codes[i] = word->code;
		desk->bits[i] &= word->bits;
	}
}

static void code_days(struct lane *lane, const struct bulk_file *file, size_t column)
{
	struct desk *desk = lane->desk;
	const uint32_t *mark = desk->scan.mark + file->at[column];
	const struct day *days = lane->lexicon[column].day, *day;
	const char *bytes = desk->window;
	uint32_t *codes = desk->code[column];
	size_t i, from, to;

	for (i = 0; i < desk->rows; i++) {
		from = (uint32_t)(mark[desk->mark[i]] + 1);
		to = mark[desk->mark[i] + 1];
		day = &days[day_index(bytes + from, to - from)];
		if (__builtin_expect(day->code == 0, 0)) {
			code_with_care(lane, column, i, from, to);
			continue;
		}
		codes[i] = day->code - 1;
		desk->bits[i] &= day->bits;
	}
}

static void compare_pair(struct lane *lane, const struct plan_pair *pair)
{
	struct desk *desk = lane->desk;
	const int64_t *left = lane->lexicon[pair->a].number, *right = lane->lexicon[pair->b].number;
	const uint32_t *a = desk->code[pair->a], *b = desk->code[pair->b];
	const uint64_t fails = ~pair->bits;
	const uint64_t where[3] = { pair_holds(pair->op, 0, 1) ? UINT64_MAX : fails,    /* less, equal, greater */
		pair_holds(pair->op, 0, 0) ? UINT64_MAX : fails, pair_holds(pair->op, 1, 0) ? UINT64_MAX : fails };
	size_t i;

	for (i = 0; i < desk->rows; i++) {
		const int64_t x = left[a[i]], y = right[b[i]];
		const uint64_t both = -(uint64_t)((x != NO_NUMBER) & (y != NO_NUMBER));

		desk->bits[i] &= where[1 + (x > y) - (x < y)] & (fails | both);
	}
}

static void ask_rows(struct lane *lane, size_t a)
{
	struct desk *desk = lane->desk;
	const uint64_t bits = desk->bulk->plan->ask[a].bits;
	size_t i;

	for (i = 0; bits && i < desk->rows; i++)
		if (!(desk->flags[i] & SENSE_ASIDE) && !lane_ask(lane, a, i)->holds)
			desk->bits[i] &= ~bits;
}

/* What is added up but is no number in a row does not count there. */
static void ask_sums(struct lane *lane)
{
	struct desk *desk = lane->desk;
	const struct plan *plan = desk->bulk->plan;
	const struct answer *answer;
	size_t s, i;

	for (s = 0; s < plan->sum_count; s++)
		for (i = 0; plan->sum[s].what == SUM_ASKED && i < desk->rows; i++) {
			if (desk->flags[i] & SENSE_ASIDE)
				continue;
			answer = lane_ask(lane, plan->sum[s].a, i);
			if (answer->aside)
				desk->flags[i] |= SENSE_ASIDE;
			if (!answer->holds)
				desk->bits[i] &= ~((uint64_t)1 << plan->sum[s].bit);
		}
}

/* ---- counting --------------------------------------------------------------------------------- */

static bool sent_by_another(const struct source *source, const struct seat *seat, const struct unit *sender)
{
	size_t m;

	for (m = 0; sender && m < source->mapping_count; m++)
		if (seat->unit[m] && seat->unit[m]->registry == sender->registry && seat->unit[m] != sender)
			return true;
	return false;
}

/* Leaves the rows that are counted: their numbers in desk->counted, and lines, bits and seats moved up. */
static size_t keep_counted(struct lane *lane, size_t file)
{
	struct desk *desk = lane->desk;
	const struct plan *plan = desk->bulk->plan;
	struct bulk_file *f = &desk->bulk->file[file];
	const struct unit *sender = f->arrival->sender;
	uint32_t code[PLAN_UNITS], seat;
	size_t i, u, n = 0, from;
	uint64_t later = 0;

	for (i = 0; i < desk->rows; i++) {
		const uint32_t *mark = desk->scan.mark + desk->mark[i];

		for (u = 0; u < plan->unit_column_count; u++)
			code[u] = desk->code[plan->unit_column[u]][i];
		if (!(desk->flags[i] & (SENSE_ASIDE | SENSE_LATER))) {
			seat = seat_named(lane, code);
			if (lane->head[seat].aside || !lane_key(lane, f, desk->window, mark, &desk->key[n], &desk->key_length[n])) {
				desk->flags[i] |= SENSE_ASIDE;
			} else {
				if (sent_by_another(plan->source, lane->seat[seat], sender))
					bulk_gives_up(desk->bulk);
				desk->counted[n] = (uint32_t)i;
				desk->line[n] = desk->line[i];
				desk->bits[n] = desk->bits[i];
				desk->seat[n++] = seat;
				continue;
			}
		}
		if (desk->flags[i] & SENSE_ASIDE) {
			from = (uint32_t)(mark[0] + 1);
			note_aside(desk, file, desk->low + from, desk->line[i]);
		} else {
			later++;
		}
	}
	lane->later += later;
	lane->in += later + n;
	__atomic_add_fetch(&f->rows, later + n, __ATOMIC_RELAXED);
	return n;
}

static void count_first(struct lane *lane, size_t file, size_t rows)
{
	struct desk *desk = lane->desk;
	size_t i;

	for (i = 0; i < rows; i++) {
		struct seat_head *head = &lane->head[desk->seat[i]];
		uint64_t fresh = desk->bits[i] & ~head->seen;

		head->rows++;
		head->seen |= fresh;
		for (; fresh; fresh &= fresh - 1)
			lane->seat[desk->seat[i]]->first[__builtin_ctzll(fresh)] = (uint64_t)file << 32 | desk->line[i];
	}
}

static void add_up(struct lane *lane, size_t s, size_t rows)
{
	struct desk *desk = lane->desk;
	const size_t sums = desk->bulk->plan->sum_count;
	const struct plan_sum *sum = &desk->bulk->plan->sum[s];
	const int64_t *from = sum->what == SUM_ASKED ? NULL : lane->lexicon[sum->a].number;
	const int64_t *to = sum->what == SUM_DAYS ? lane->lexicon[sum->b].number : NULL;
	const uint32_t *row = desk->counted;
	size_t k;

	for (k = 0; k < rows; k++) {
		uint64_t counts = -(desk->bits[k] >> sum->bit & 1), number;     /* no branch: it would often be taken wrongly */

		if (sum->what == SUM_COLUMN)
			number = (uint64_t)from[desk->code[sum->a][row[k]]];
		else if (sum->what == SUM_DAYS)
			number = (uint64_t)to[desk->code[sum->b][row[k]]] - (uint64_t)from[desk->code[sum->a][row[k]]];
		else
			number = counts ? (uint64_t)lane_ask(lane, sum->a, row[k])->number : 0;
		lane->sum[desk->seat[k] * sums + s] += (int64_t)(number & counts);
	}
}

/* Room for the bits of so many codes. */
static void widen(struct lane *lane, size_t d, size_t codes)
{
	const uint64_t *old = lane->met[d];
	size_t had = lane->met_words[d], words = had ? had : 1, s;

	while (64 * words < codes)
		words *= 2;
	lane->met_words[d] = words;
	lane->met[d] = arena_many(lane->desk->arena, uint64_t, words * lane->seat_room);
	for (s = 0; had && s < lane->seat_count; s++)
		memcpy(lane->met[d] + s * words, old + s * had, had * sizeof *old);
}

static void tell_apart(struct lane *lane, size_t d, size_t rows)
{
	struct desk *desk = lane->desk;
	const struct plan_distinct *distinct = &desk->bulk->plan->distinct[d];
	const uint32_t *codes = desk->code[distinct->column];
	size_t k;

	if (lane->lexicon[distinct->column].count > 64 * lane->met_words[d])
		widen(lane, d, lane->lexicon[distinct->column].count);
	for (k = 0; k < rows; k++) {
		uint32_t code = codes[desk->counted[k]];
		uint64_t *met = lane->met[d] + desk->seat[k] * lane->met_words[d];

		met[code / 64] |= (desk->bits[k] >> distinct->bit & 1) << code % 64;
	}
}

void lane_fold(struct lane *lane)
{
	const size_t width = lane->counts.width;
	size_t s, m;

	for (s = 0; s < lane->seat_count; s++)
		for (m = 0; m < width; m++) {
			uint32_t *last = &lane->counts.last[s * width + m];

			if (*last)
				lane->seat[s]->last[m] = (uint64_t)lane->file << 32 | *last;
			*last = 0;
		}
}

static void count_batch(struct lane *lane, size_t file)
{
	struct desk *desk = lane->desk;
	const struct plan *plan = desk->bulk->plan;
	const struct bulk_file *f = &desk->bulk->file[file];
	size_t i, rows;

	for (i = 0; i < plan->source->column_count; i++)
		if (plan->column[i].asked)
			(lane->lexicon[i].day ? code_days : code_texts)(lane, f, i);
	for (i = 0; i < plan->pair_count; i++)
		compare_pair(lane, &plan->pair[i]);
	for (i = 0; i < plan->ask_count; i++)
		ask_rows(lane, i);
	ask_sums(lane);
	rows = keep_counted(lane, file);
	lane_note_keys(lane, file, rows);
	count_first(lane, file, rows);
	counts_add(&lane->counts, desk->seat, desk->bits, desk->line, rows);
	for (i = 0; i < plan->sum_count; i++)
		add_up(lane, i, rows);
	for (i = 0; i < plan->distinct_count; i++)
		tell_apart(lane, i, rows);
}

void lane_rows(struct desk *desk, size_t file, unsigned line)
{
	struct lane *lane = lane_of(desk, desk->bulk->file[file].encoding);
	size_t next = 0;

	if (lane->file != file)
		lane_fold(lane);
	lane->file = (uint32_t)file;
	lane_tidy(lane);
	while (pick_rows(desk, file, line, &next))
		count_batch(lane, file);
}
