/* bulk.c -- the files of a source in stretches, shared out among threads.
 *
 * A thread takes the next stretch, guesses where its first row begins, scans it, and then learns from whoever had
 * the stretch before where that row does begin; if it guessed wrong it scans again.  So no guess is ever trusted,
 * and lines are numbered while all threads are at work. */
#include "inputs/bulk.h"

#include <sched.h>
#include <stdlib.h>

#include "base/crew.h"
#include "inputs/bulk_open.h"
#include "inputs/bulk_settle.h"

enum {
	TAIL_ROOM = 4 * 1024,           /* read behind a stretch, for its last row */
	GUESSES = 32,
	SPINS = 64
};

bool bulk_gives_up(struct bulk *bulk)
{
	__atomic_store_n(&bulk->gave_up, 1, __ATOMIC_RELEASE);
	return false;
}

bool bulk_gave_up(const struct bulk *bulk)
{
	return __atomic_load_n(&bulk->gave_up, __ATOMIC_ACQUIRE) != 0;
}

/* ---- a stretch -------------------------------------------------------------------------------- */

/* Reads bytes [low, high) of the file into the window. */
static bool look_at(struct desk *desk, size_t file, size_t low, size_t high)
{
	const struct held *held = bulk_hold(desk, file);
	size_t need = high - low + SCAN_SLACK + 1;

	if (need > desk->room) {
		free(desk->window);
		desk->window = calloc(1, need);
		desk->room = desk->window ? need : 0;
	}
	desk->low = low;
	desk->high = high;
	return held && desk->window && high - low < (size_t)1 << 31 && bulk_awaits(desk->bulk, file, high) && held_read(held, low, desk->window, high - low);
}

/* A place in the window where two rows with the right number of cells begin; SIZE_MAX where none is seen. */
static size_t guess_row(const struct desk *desk, size_t from, size_t width)
{
	size_t length = desk->high - desk->low, tries, next, last, cells;
	const char *feed;

	for (tries = 0; tries < GUESSES && from < length; tries++) {
		feed = memchr(desk->window + from, '\n', length - from);
		if (!feed)
			break;
		from = (size_t)(feed - desk->window) + 1;
		next = scan_row(desk->window, from, length, &cells);
		if (next >= length || cells != width)
			continue;
		last = scan_row(desk->window, next, length, &cells);
		if (last <= length && cells == width)
			return from;
	}
	return SIZE_MAX;
}

/* Waits until the stretch before is known to its end; NULL when somebody gave up. */
static const struct seam *wait_for(const struct bulk *bulk, size_t stretch)
{
	const struct seam *seam = &bulk->seam[stretch];
	unsigned spins = 0;

	while (!__atomic_load_n(&seam->done, __ATOMIC_ACQUIRE)) {
		if (bulk_gave_up(bulk))
			return NULL;
		if (++spins % SPINS == 0)
			sched_yield();
	}
	return seam;
}

static void link_up(struct bulk *bulk, size_t stretch, size_t end, unsigned line)
{
	struct seam *seam = &bulk->seam[stretch];

	seam->end = end;
	seam->line = line;
	__atomic_store_n(&seam->done, 1, __ATOMIC_RELEASE);
}

static void note_last_row(struct desk *desk, size_t file, size_t offset, unsigned line)
{
	desk->bulk->file[file].cut = true;
	*arena_push(desk->arena, desk->aside, desk->aside_count) = (struct aside){ (uint32_t)file, line, offset };
}

/* Scans from where the first row does begin, reading on where its last row goes further. */
static bool scan_surely(struct desk *desk, size_t file, size_t start, size_t stop, size_t *next, bool *cut)
{
	const size_t length = desk->bulk->file[file].held.length;
	size_t more = STRETCH;

	for (;;) {
		*next = desk->low + scan_rows(&desk->scan, desk->window, start - desk->low, stop - desk->low, desk->high - desk->low, cut);
		if (!*cut || desk->high == length)
			return true;
		if (!look_at(desk, file, desk->low, length - desk->high < more ? length : desk->high + more))
			return false;
		more *= 2;
	}
}

/* The last row of the file has no line feed: whether it ends all the same. */
static bool ends_well(struct desk *desk, size_t start)
{
	size_t length = desk->high - desk->low, cells;

	desk->window[length] = '\n';
	return scan_row(desk->window, start - desk->low, length + 1, &cells) <= length + 1;
}

static bool is_well_encoded(struct desk *desk, size_t file, size_t start, size_t end)
{
	struct bulk_file *f = &desk->bulk->file[file];
	const char *bytes = desk->window + (start - desk->low);
	size_t bad;

	if (f->encoding == ENC_UTF8 && utf8_plain(bytes, end - start))
		return true;
	if (memchr(bytes, '\0', end - start))
		return bulk_gives_up(desk->bulk);
	if (f->encoding == ENC_UTF8 ? utf8_valid(bytes, end - start, &bad) : gb18030_valid(bytes, end - start))
		return true;
	if (f->settled)
		return bulk_gives_up(desk->bulk);
	__atomic_store_n(&f->wrong, 1, __ATOMIC_RELAXED);
	__atomic_store_n(&desk->bulk->recoded, 1, __ATOMIC_RELAXED);
	return false;
}

/* A small file lies in the window whole: it need not be opened again for its digest. */
static void digest_at_once(struct desk *desk, size_t file)
{
	struct bulk *bulk = desk->bulk;
	struct bulk_file *f = &bulk->file[file];
	struct chunk_digest *part;

	if (f->parts != 1 || bulk->reading->no_digest || desk->high != f->held.length)
		return;
	part = chunk_digest_begin();
	chunk_digest_add(part, desk->window, desk->high);
	chunk_digest_end(part, bulk->part[f->first_part]);
	f->digested = true;
}

/* The rows that begin in stretch k of the file. */
static bool take_stretch(struct desk *desk, size_t file, size_t k)
{
	struct bulk *bulk = desk->bulk;
	const struct bulk_file *f = &bulk->file[file];
	const size_t number = f->first_stretch + k, begin = f->data + k * bulk->stretch, length = f->held.length;
	const size_t stop = length - begin < bulk->stretch ? length : begin + bulk->stretch;
	size_t start = begin, next = 0, guess;
	const struct seam *before;
	unsigned line = f->data_line;
	bool cut = true;

	if (!look_at(desk, file, k ? begin - 1 : 0, length - stop < TAIL_ROOM ? length : stop + TAIL_ROOM))
		return bulk_gives_up(bulk);
	if (k == 0 && stop == length)
		digest_at_once(desk, file);
	guess = k ? guess_row(desk, 0, f->width) : begin;
	if (guess != SIZE_MAX && desk->low + guess < stop)
		next = desk->low + scan_rows(&desk->scan, desk->window, guess, stop - desk->low, desk->high - desk->low, &cut);
	if (k) {
		before = wait_for(bulk, number - 1);
		if (!before)
			return false;
		start = before->end;
		line = before->line;
	}
	if (start >= stop) {
		link_up(bulk, number, start, line);
		return true;
	}
	if ((guess == SIZE_MAX || desk->low + guess != start || cut) && !scan_surely(desk, file, start, stop, &next, &cut))
		return bulk_gives_up(bulk);
	if (cut && !ends_well(desk, next))
		return bulk_gives_up(bulk);
	if (cut)
		note_last_row(desk, file, next, line + (unsigned)desk->scan.feeds);
	link_up(bulk, number, cut ? length : next, line + (unsigned)desk->scan.feeds);
	if (is_well_encoded(desk, file, start, cut ? length : next))
		lane_rows(desk, file, line);
	return true;
}

static void note_progress(struct bulk *bulk, unsigned member, size_t rows)
{
	uint64_t bytes_done = __atomic_add_fetch(&bulk->bytes_done, bulk->stretch, __ATOMIC_RELAXED);
	uint64_t rows_done = __atomic_add_fetch(&bulk->rows_done, rows, __ATOMIC_RELAXED);

	if (member == 0)
		progress_say(&bulk->progress, bytes_done, rows_done);
}

static void take_stretches(void *self, unsigned member)
{
	struct bulk *bulk = self;
	struct desk *desk = &bulk->desk[member];
	size_t number, file = 0, i;

	bulk_unpack(bulk);
	while (!bulk_gave_up(bulk) && (number = __atomic_fetch_add(&bulk->next, 1, __ATOMIC_RELAXED)) < bulk->stretches) {
		while (number >= bulk->file[file].first_stretch + bulk->file[file].stretches)
			file++;
		if (take_stretch(desk, file, number - bulk->file[file].first_stretch))
			note_progress(bulk, member, desk->scan.rows);
	}
	for (i = 0; i < 2; i++)
		if (desk->lane[i])
			lane_fold(desk->lane[i]);
}

/* ---- digests ------------------------------------------------------------------------------------- */

static bool digest_part(struct desk *desk, size_t file, size_t number, unsigned char digest[DIGEST_PART])
{
	const size_t length = desk->bulk->file[file].held.length;
	size_t at = number * DIGEST_CHUNK, end = length - at < DIGEST_CHUNK ? length : at + DIGEST_CHUNK, step;
	struct chunk_digest *part = chunk_digest_begin();
	bool good = true;

	for (; good && at < end; at += step) {
		step = end - at < STRETCH ? end - at : STRETCH;
		good = look_at(desk, file, at, at + step);
		if (good)
			chunk_digest_add(part, desk->window, step);
	}
	chunk_digest_end(part, digest);
	return good;
}

static void take_parts(void *self, unsigned member)
{
	struct bulk *bulk = self;
	size_t number, file = 0;

	while (!bulk_gave_up(bulk) && (number = __atomic_fetch_add(&bulk->next_part, 1, __ATOMIC_RELAXED)) < bulk->parts) {
		while (number >= bulk->file[file].first_part + bulk->file[file].parts)
			file++;
		if (!bulk->file[file].digested && !digest_part(&bulk->desk[member], file, number - bulk->file[file].first_part, bulk->part[number]))
			bulk_gives_up(bulk);
	}
}

/* ---- the whole -------------------------------------------------------------------------------------- */

static void lay_out(struct bulk *bulk)
{
	uint64_t base = 0;
	size_t i;

	bulk->stretches = bulk->parts = 0;
	for (i = 0; i < bulk->file_count; i++) {
		struct bulk_file *f = &bulk->file[i];

		f->base = base;
		base += f->held.length + 1;
		f->first_stretch = bulk->stretches;
		f->stretches = (f->held.length - f->data + bulk->stretch - 1) / bulk->stretch;
		bulk->stretches += f->stretches;
		f->first_part = bulk->parts;
		f->parts = f->unpacked ? 0 : f->held.length > DIGEST_CHUNK ? (f->held.length + DIGEST_CHUNK - 1) / DIGEST_CHUNK : 1;
		bulk->parts += f->parts;
		f->rows = 0;
		f->digested = false;
	}
	bulk->bytes = base;
	bulk->seam = calloc(bulk->stretches + 1, sizeof *bulk->seam);
	bulk->part = calloc(bulk->parts + 1, sizeof *bulk->part);
	if (!bulk->seam || !bulk->part)
		bulk_gives_up(bulk);
}

static void begin(struct bulk *bulk)
{
	unsigned i;

	for (i = 0; i < bulk->desks; i++)
		desk_begin(&bulk->desk[i], bulk);
}

static void end(struct bulk *bulk)
{
	unsigned i;

	for (i = 0; i < bulk->desks; i++)
		desk_end(&bulk->desk[i]);
	bulk->entered = NULL;
	bulk->entered_count = 0;
}

/* Files that turned out not to be UTF-8 are GB18030, or nothing. */
static bool recode(struct bulk *bulk)
{
	size_t i;

	for (i = 0; i < bulk->file_count; i++)
		if (bulk->file[i].wrong) {
			bulk->file[i].wrong = 0;
			bulk->file[i].encoding = ENC_GB18030;
			bulk->file[i].settled = true;
		}
	for (i = 0; i < bulk->file_count; i++)
		bulk->file[i].rows = 0;
	memset(bulk->seam, 0, bulk->stretches * sizeof *bulk->seam);
	bulk->recoded = 0;
	end(bulk);
	begin(bulk);
	return true;
}

static bool read_all(struct bulk *bulk, struct reading *reading)
{
	if (!bulk_open(bulk))
		return false;
	lay_out(bulk);
	bulk->progress = progress_begin(reading->progress, reading->english, reading->source->name, bulk->bytes);
	do {
		bulk->next = bulk->bytes_done = bulk->rows_done = 0;
		crew_work(bulk->desks, take_stretches, bulk);
	} while (!bulk_gave_up(bulk) && bulk->recoded && recode(bulk));
	progress_end(&bulk->progress);
	if (!bulk_gave_up(bulk) && !reading->no_digest)
		crew_work(bulk->desks, take_parts, bulk);
	return !bulk_gave_up(bulk) && bulk_unchanged(bulk);
}

bool bulk_read(struct reading *reading, struct rows *rows, struct gathering *gathering, const struct arrivals *arrivals)
{
	struct arena *arena = arena_new();
	struct bulk bulk = { .reading = reading, .plan = plan_make(reading), .file_count = arrivals->count, .folder = -1 };
	bool done = false;
	size_t i;

	if (!bulk.plan || arrivals->count == 0)
		goto out;
	bulk.stretch = reading->stretch ? reading->stretch : STRETCH;
	bulk.keyed = bulk.plan->source->key_count > 0;
	bulk.desks = reading->threads ? reading->threads : crew_size();
	bulk.desk = arena_many(arena, struct desk, bulk.desks);
	bulk.file = arena_many(arena, struct bulk_file, bulk.file_count);
	for (i = 0; i < bulk.file_count; i++)
		bulk.file[i] = (struct bulk_file){ .arrival = &arrivals->arrival[i], .held = { .fd = -1 },
			.at = arena_many(arena, size_t, reading->source->column_count) };
	begin(&bulk);
	done = read_all(&bulk, reading) && bulk_settle(&bulk, rows, gathering);
	end(&bulk);
	bulk_close(&bulk);
	free(bulk.seam);
	free(bulk.part);
out:
	arena_free(arena);
	return done;
}
