/* bulk_open.c -- the files of a source, open, with where their rows begin.
 *
 * Of a thousand small files the opening is most of the work: the folder is opened once, and what a thread needs to read a
 * head is made once.  A packed file is inflated behind its head while its rows are already being counted. */
#include "inputs/bulk_open.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/crew.h"
#include "base/csv.h"
#include "base/gzip.h"

enum {
	HEAD_ROOM = 64 * 1024,          /* the head of a file lies within */
	MOST_OPEN = 64,                 /* files held open together */
	PIECE = 512 * 1024,             /* inflated at once */
	NAP = 100 * 1000                /* nanoseconds, waiting for it */
};

/* A thread that opens files. */
struct opening {
	struct bulk *bulk;
	struct arena *arena, *passing;
	struct csv *csv;                /* reads heads */
	char *bytes;
};

/* ---- the head of a file ------------------------------------------------------------------- */

static bool is_empty_line(const char *bytes, size_t from, size_t next)
{
	return next == from + 1 || (next == from + 2 && bytes[from] == '\r');
}

/* Assumed where nobody said: UTF-8, if the whole lines at the beginning are. */
static bool assume_encoding(struct bulk_file *f, enum encoding want, const char *bytes, size_t length)
{
	enum encoding marked = text_mark(bytes, length, &f->mark);
	size_t bad, lines;

	f->encoding = marked != ENC_AUTO ? marked : want;
	f->settled = f->encoding != ENC_AUTO;
	if (f->encoding == ENC_UTF16 || (want != ENC_AUTO && f->encoding != want))
		return false;
	if (f->settled)
		return true;
	for (lines = length; lines > 0 && bytes[lines - 1] != '\n'; lines--)
		;
	f->encoding = ENC_UTF8;
	if (!utf8_valid(bytes, lines, &bad)) {
		f->encoding = ENC_GB18030;
		f->settled = true;
	}
	return true;
}

static bool find_columns(struct bulk *bulk, struct bulk_file *f, const struct csv_block *block)
{
	const struct source *source = bulk->plan->source;
	size_t i, c, times, length;
	const char *text;

	f->width = block->first[1] - block->first[0];
	for (i = 0; i < source->column_count; i++) {
		for (times = c = 0; c < f->width; c++) {
			text = block->bytes + block->cell[block->first[0] + c].offset;
			length = block->cell[block->first[0] + c].length;
			cell_trim(&text, &length);
			if (length == strlen(source->column[i].header) && memcmp(text, source->column[i].header, length) == 0 && times++ == 0)
				f->at[i] = c;
		}
		if (times != 1)
			return false;
	}
	return true;
}

/* Finds the head and the columns in it; false where anything is odd. */
static bool read_head(struct opening *o, struct bulk_file *f, const char *bytes, size_t length)
{
	size_t cells, next, text_length;
	struct csv_block block;
	char *text;
	bool good;

	f->head = f->mark;
	f->head_line = 1;
	for (; (next = scan_row(bytes, f->head, length, &cells)) <= length && is_empty_line(bytes, f->head, next); f->head = next)
		f->head_line++;
	arena_clear(o->passing);
	good = next <= length && text_decode_part(o->passing, bytes + f->head, next - f->head, f->encoding, &text, &text_length);
	if (good) {
		csv_again(o->csv, text, text_length, 1);
		good = csv_next(o->csv, &block) && block.rows == 1 && block.fault[0] == CSV_NO_FAULT &&
			block.first[1] == cells && find_columns(o->bulk, f, &block);
	}
	f->data = next;
	f->data_line = f->head_line;
	for (; good && f->head < next; next--)
		f->data_line += bytes[next - 1] == '\n';
	return good;
}

/* ---- a packed file --------------------------------------------------------------------------- */

struct packed {
	struct gunzip *gunzip;          /* NULL: all is there */
	size_t done;                    /* bytes that are there */
};

static bool is_packed(const char *name)
{
	size_t length = strlen(name);

	return length > 3 && strcmp(name + length - 3, ".gz") == 0;
}

/* Inflates up to that byte, giving out what is there. */
static bool inflate_to(struct bulk_file *f, size_t high)
{
	struct packed *packed = f->packed;
	size_t done = packed->done;

	while (done < high && gunzip_more(packed->gunzip, PIECE, &done))
		__atomic_store_n(&packed->done, done, __ATOMIC_RELEASE);
	if (done == f->held.length) {
		gunzip_end(packed->gunzip);
		packed->gunzip = NULL;
	}
	return done >= high;
}

/* Reads a packed file as it lies there; what is wrong with it is said by the way of rows.h.  It is inflated no further than
 * its head, or at once where its end does not say how much will come out. */
static bool open_packed(struct bulk *bulk, struct bulk_file *f)
{
	struct diag *unheard;
	struct file *file;
	size_t length;
	char *bytes;

	f->arena = arena_new();
	unheard = diag_new(f->arena, CHINESE);
	f->unpacked = file = file_read_stored(f->arena, unheard, bulk->reading->dir, f->arrival->name);
	if (!file)
		return false;
	f->packed = arena_one(f->arena, struct packed);
	if (!gzip_length(file->bytes, file->stored, &length)) {
		if (!gzip_unpack(f->arena, unheard, file->name, file->bytes, file->stored, &file->bytes, &file->length))
			return false;
		f->held = held_file(file);
		f->packed->done = file->length;
		return true;
	}
	bytes = arena_alloc(f->arena, length + 1);
	f->packed->gunzip = gunzip_begin(f->arena, file->bytes, file->stored, bytes, length);
	file->bytes = bytes;
	file->length = length;
	f->held = held_file(file);
	return f->packed->gunzip && inflate_to(f, length < HEAD_ROOM ? length : HEAD_ROOM);
}

void bulk_unpack(struct bulk *bulk)
{
	size_t i;

	while (!bulk_gave_up(bulk) && (i = __atomic_fetch_add(&bulk->next_packed, 1, __ATOMIC_RELAXED)) < bulk->file_count) {
		struct bulk_file *f = &bulk->file[i];

		while (f->packed && f->packed->gunzip && !bulk_gave_up(bulk))
			if (!inflate_to(f, f->held.length - f->packed->done < PIECE ? f->held.length : f->packed->done + PIECE))
				bulk_gives_up(bulk);
	}
}

bool bulk_awaits(const struct bulk *bulk, size_t file, size_t high)
{
	const struct packed *packed = bulk->file[file].packed;

	while (packed && __atomic_load_n(&packed->done, __ATOMIC_ACQUIRE) < high) {
		if (bulk_gave_up(bulk))
			return false;
		nanosleep(&(struct timespec){ .tv_nsec = NAP }, NULL);
	}
	return true;
}

/* ---- all files ---------------------------------------------------------------------------------- */

static bool open_file(struct opening *o, struct bulk_file *f)
{
	struct bulk *bulk = o->bulk;
	size_t length;

	f->held.fd = -1;
	if (is_packed(f->arrival->name) ? !open_packed(bulk, f) : !held_open_in(&f->held, bulk->folder, f->arrival->name))
		return false;
	length = f->held.length < HEAD_ROOM ? f->held.length : HEAD_ROOM;
	return held_read(&f->held, 0, o->bytes, length) &&
		assume_encoding(f, bulk->plan->source->encoding, o->bytes, length) && read_head(o, f, o->bytes, length);
}

static void open_files(void *self, unsigned member)
{
	struct opening o = { .bulk = self, .arena = arena_new(), .passing = arena_new(), .bytes = malloc(HEAD_ROOM + SCAN_SLACK) };
	struct bulk *bulk = self;
	size_t i;

	o.csv = csv_open(o.arena, diag_new(o.arena, CHINESE), "", (char[]){ "" }, 0);
	if (!o.bytes)
		bulk_gives_up(bulk);
	while (!bulk_gave_up(bulk) && (i = __atomic_fetch_add(&bulk->next_file, 1, __ATOMIC_RELAXED)) < bulk->file_count) {
		if (!open_file(&o, &bulk->file[i]))
			bulk_gives_up(bulk);
		if (bulk->file_count > MOST_OPEN)
			held_close(&bulk->file[i].held);
	}
	free(o.bytes);
	arena_free(o.passing);
	arena_free(o.arena);
}

bool bulk_open(struct bulk *bulk)
{
	bulk->folder = held_folder(bulk->reading->dir);
	if (bulk->folder < 0)
		return false;
	crew_work(bulk->file_count > 1 ? bulk->desks : 1, open_files, bulk);
	return !bulk_gave_up(bulk);
}

const struct held *bulk_hold(struct desk *desk, size_t file)
{
	struct bulk_file *f = &desk->bulk->file[file];

	if (f->held.fd >= 0 || f->held.bytes)
		return &f->held;
	if (desk->held_file != file) {
		held_close(&desk->held);
		desk->held_file = SIZE_MAX;
		if (!held_open_in(&desk->held, desk->bulk->folder, f->arrival->name) || desk->held.length != f->held.length ||
		    desk->held.changed != f->held.changed || desk->held.changed_nano != f->held.changed_nano)
			return NULL;
		desk->held_file = file;
	}
	return &desk->held;
}

bool bulk_unchanged(struct bulk *bulk)
{
	const struct bulk_file *f;
	size_t i;

	for (i = 0; i < bulk->file_count; i++) {
		f = &bulk->file[i];
		if (f->held.fd >= 0 ? !held_same(&f->held) : !held_same_in(&f->held, bulk->folder, f->arrival->name))
			return false;
	}
	return true;
}

void bulk_close(struct bulk *bulk)
{
	size_t i;

	for (i = 0; i < bulk->file_count; i++) {
		held_close(&bulk->file[i].held);
		arena_free(bulk->file[i].arena);
	}
	if (bulk->folder >= 0)
		close(bulk->folder);
}
