/* gzip.c -- packs and unpacks a .gz held in memory.
 *
 * A .gz says at its end how long it is: if that is believable it is inflated straight into
 * as much room.  Where it proves wrong, or there are several members, it is inflated twice: first into
 * a small window that is thrown away, which finds every damage and the exact length before anything
 * is allocated (a bomb costs no memory), then into its place. */
#include "base/gzip.h"

#include <stdint.h>
#include <zlib.h>

enum {
	WINDOW = 256 * 1024,
	FREE_OF_RATIO = 16 * 1024 * 1024,
	MOST_RATIO = 200,
	LIKELY_RATIO = 20,              /* up to here the length at the end is believed */
	MOST_INPUT = 1024 * 1024 * 1024,        /* handed to zlib at once */
	GZIP_ONLY = 16 + MAX_WBITS
};

static const uint64_t most_length = (uint64_t)4 * 1024 * 1024 * 1024;

enum outcome { WHOLE, CUT, DAMAGED, TRAILING, TOO_LARGE };

struct unpacking {
	z_stream z;
	const unsigned char *packed;
	size_t size, given;             /* given to zlib so far */
	char *to;                       /* NULL: measure only */
	uint64_t length;
};

/* Packed bytes that zlib has not taken yet. */
static size_t left(const struct unpacking *u)
{
	return u->size - u->given + u->z.avail_in;
}

static void feed(struct unpacking *u)
{
	size_t more = u->size - u->given;

	if (u->z.avail_in)
		return;
	if (more > MOST_INPUT)
		more = MOST_INPUT;
	u->z.next_in = (unsigned char *)(uintptr_t)(u->packed + u->given);
	u->z.avail_in = (unsigned)more;
	u->given += more;
}

static bool is_too_large(const struct unpacking *u)
{
	return u->length > most_length ||
		(u->length > FREE_OF_RATIO && u->length > (uint64_t)u->size * MOST_RATIO);
}

static bool begins_member(const struct unpacking *u)
{
	const unsigned char *next = u->packed + (u->size - left(u));

	return left(u) >= 2 && next[0] == 0x1F && next[1] == 0x8B;
}

/* Inflates all members, into `to` or nowhere. */
static enum outcome inflate_all(struct unpacking *u, unsigned char *window)
{
	int status;

	for (;;) {
		feed(u);
		u->z.next_out = u->to ? (unsigned char *)u->to + u->length : window;
		u->z.avail_out = WINDOW;
		status = inflate(&u->z, Z_NO_FLUSH);
		u->length += WINDOW - u->z.avail_out;
		if (is_too_large(u))
			return TOO_LARGE;
		if (status == Z_STREAM_END) {
			if (left(u) == 0)
				return WHOLE;
			if (!begins_member(u))
				return TRAILING;
			inflateReset(&u->z);
		} else if (status != Z_OK && status != Z_BUF_ERROR) {
			return DAMAGED;
		} else if (left(u) == 0 && u->z.avail_out) {
			return CUT;
		}
	}
}

/* zlib's few tables lie in the arena too, so that want of memory is met in one place. */
static void *for_zlib(void *arena, unsigned items, unsigned size)
{
	return arena_alloc(arena, (size_t)items * size);
}

static void left_to_the_arena(void *arena, void *memory)
{
}

static enum outcome unpack(struct arena *arena, struct unpacking *u, unsigned char *window)
{
	enum outcome outcome;

	u->z.zalloc = for_zlib;
	u->z.zfree = left_to_the_arena;
	u->z.opaque = arena;
	if (inflateInit2(&u->z, GZIP_ONLY) != Z_OK)
		return DAMAGED;
	outcome = inflate_all(u, window);
	inflateEnd(&u->z);
	return outcome;
}

static void complain(struct arena *arena, struct diag *to, const char *name, const struct unpacking *u, enum outcome why)
{
	struct origin at = { name, 0, 0 };

	switch (why) {
	case CUT:
		diag(to, MSG_GZIP_CUT, at, NULL);
		break;
	case TRAILING:
		diag(to, MSG_GZIP_TRAILING, at, arena_printf(arena, "%zu", left(u)), NULL);
		break;
	case TOO_LARGE:
		diag(to, MSG_GZIP_TOO_LARGE, at, NULL);
		break;
	default:
		diag(to, MSG_GZIP_DAMAGED, at, NULL);
	}
}

/* The length in the last four bytes, if so much may be allocated on trust. */
static bool says_length(const char *packed, size_t size, size_t *length)
{
	const unsigned char *end = (const unsigned char *)packed + size;

	if (size < 18)
		return false;
	*length = (size_t)end[-4] | (size_t)end[-3] << 8 | (size_t)end[-2] << 16 | (size_t)end[-1] << 24;
	return *length <= FREE_OF_RATIO || *length <= (uint64_t)size * LIKELY_RATIO;
}

bool gzip_length(const char *packed, size_t size, size_t *length)
{
	return size <= MOST_INPUT && says_length(packed, size, length) && *length > 0;
}

struct gunzip {
	struct unpacking u;
	size_t length;                  /* of what comes out, as the packed bytes say */
};

struct gunzip *gunzip_begin(struct arena *arena, const char *packed, size_t size, char *to, size_t length)
{
	struct gunzip *g = arena_one(arena, struct gunzip);

	g->u = (struct unpacking){ .packed = (const unsigned char *)packed, .size = size, .to = to };
	g->length = length;
	g->u.z.zalloc = for_zlib;
	g->u.z.zfree = left_to_the_arena;
	g->u.z.opaque = arena;
	return inflateInit2(&g->u.z, GZIP_ONLY) == Z_OK ? g : NULL;
}

bool gunzip_more(struct gunzip *g, size_t more, size_t *done)
{
	const size_t rest = g->length - (size_t)g->u.length, step = more < rest ? more : rest;
	int status;

	feed(&g->u);
	g->u.z.next_out = (unsigned char *)g->u.to + g->u.length;
	g->u.z.avail_out = (unsigned)step;
	status = inflate(&g->u.z, Z_NO_FLUSH);
	g->u.length += step - g->u.z.avail_out;
	if (status == Z_STREAM_END && (g->u.length != g->length || left(&g->u) > 0))
		return false;
	if (status != Z_OK && status != Z_STREAM_END)
		return false;
	/* the sum at the end is looked at before the last bytes are given out */
	*done = (size_t)g->u.length - (status == Z_OK && g->u.length == g->length);
	return true;
}

void gunzip_end(struct gunzip *g)
{
	inflateEnd(&g->u.z);
}

/* Inflates one member of that length; false where it is not just that. */
static bool unpack_at_once(struct arena *arena, const char *packed, size_t size, size_t length, char **bytes)
{
	struct unpacking u = { .packed = (const unsigned char *)packed, .size = size };
	bool whole = false;

	u.z.zalloc = for_zlib;
	u.z.zfree = left_to_the_arena;
	u.z.opaque = arena;
	if (size > MOST_INPUT || inflateInit2(&u.z, GZIP_ONLY) != Z_OK)
		return false;
	*bytes = arena_alloc(arena, length + 1);
	feed(&u);
	u.z.next_out = (unsigned char *)*bytes;
	u.z.avail_out = (unsigned)length;
	whole = inflate(&u.z, Z_FINISH) == Z_STREAM_END && left(&u) == 0 && u.z.avail_out == 0;
	inflateEnd(&u.z);
	return whole;
}

bool gzip_unpack(struct arena *arena, struct diag *to, const char *name, const char *packed, size_t size,
	char **bytes, size_t *length)
{
	unsigned char *window;
	struct unpacking measured = { .packed = (const unsigned char *)packed, .size = size };
	struct unpacking unpacked = measured;
	enum outcome outcome;

	if (says_length(packed, size, length) && unpack_at_once(arena, packed, size, *length, bytes))
		return true;
	window = arena_alloc(arena, WINDOW);
	outcome = unpack(arena, &measured, window);
	if (outcome != WHOLE) {
		complain(arena, to, name, &measured, outcome);
		return false;
	}
	/* zlib is offered a whole window each time, so there must be room for one behind the end */
	unpacked.to = arena_alloc(arena, (size_t)measured.length + WINDOW);
	unpack(arena, &unpacked, NULL);
	unpacked.to[unpacked.length] = '\0';
	*bytes = unpacked.to;
	*length = (size_t)unpacked.length;
	return true;
}

/* ---- packing ---- */

enum { LEVEL = 6, MEMORY = 8, UNKNOWN_SYSTEM = 255 };

/* deflate() until everything is taken; the room is bound to suffice. */
static void deflate_all(z_stream *z, const char *bytes, size_t length, char *to, size_t room)
{
	size_t given = 0, written = 0, step;
	int status;

	do {
		if (!z->avail_in) {
			step = length - given < MOST_INPUT ? length - given : MOST_INPUT;
			z->next_in = (unsigned char *)(uintptr_t)(bytes + given);
			z->avail_in = (unsigned)step;
			given += step;
		}
		step = room - written < MOST_INPUT ? room - written : MOST_INPUT;
		z->next_out = (unsigned char *)to + written;
		z->avail_out = (unsigned)step;
		status = deflate(z, given == length ? Z_FINISH : Z_NO_FLUSH);
		written += step - z->avail_out;
	} while (status == Z_OK);
}

void gzip_pack(struct arena *arena, const char *bytes, size_t length, char **packed, size_t *size)
{
	z_stream z = { .zalloc = for_zlib, .zfree = left_to_the_arena, .opaque = arena };
	gz_header head = { .os = UNKNOWN_SYSTEM };
	size_t room;

	deflateInit2(&z, LEVEL, Z_DEFLATED, 16 + MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY);
	deflateSetHeader(&z, &head);
	room = deflateBound(&z, length);
	*packed = arena_alloc(arena, room + 1);
	deflate_all(&z, bytes, length, *packed, room);
	*size = z.total_out;
	deflateEnd(&z);
}
