/* arena.c -- one arena a run.
 *
 * A list of zeroed chunks.  Small wishes are cut from the front chunk; a wish
 * that would waste much of a chunk gets one of its own, behind the front, so
 * that cutting goes on where it was.  Chunks come from calloc zeroed.  Arenas for passing
 * needs come and go by the thousand, so a few chunks are kept when their arena is
 * freed or cleared, and only what was used of them is zeroed again. */
#include "base/arena.h"

#include <malloc.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/diag.h"

enum {
	CHUNK = 64 * 1024,              /* bytes of a shared chunk */
	LARGE = CHUNK / 4,              /* from here on a chunk of its own */
	FIRST_SLOTS = 8,                /* of a growing array; a power of two */
	MOST_KEPT = 32,                 /* chunks of freed arenas */
	SMALL_TEXT = 256,               /* formatted in one go */
	EXIT_OS = 71,
	LARGE_PAGE = 2 * 1024 * 1024
};

struct chunk {
	struct chunk *next;
	size_t used, room;
	max_align_t bytes[];
};

struct arena {
	struct chunk *front;
};

_Noreturn void out_of_memory(void)
{
	const struct message_info *info = message_info(MSG_OUT_OF_MEMORY);

	fprintf(stderr, "kaohe: 错误 K%d: %s (%s)\n", info->number, info->zh, info->en);
	exit(EXIT_OS);
}

static void *zeroed(size_t size)
{
	char *memory = size > PTRDIFF_MAX ? NULL : calloc(1, size);
	uintptr_t begin = ((uintptr_t)memory + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;

	if (!memory)
		out_of_memory();
	if (size >= 4 * LARGE_PAGE)     /* a fault for every large page, not for every small one */
		madvise((void *)begin, ((uintptr_t)memory + size - begin) / LARGE_PAGE * LARGE_PAGE, MADV_HUGEPAGE);
	return memory;
}

static struct chunk *chunk_new(size_t room)
{
	struct chunk *chunk = zeroed(sizeof *chunk + room);

	chunk->room = room;
	return chunk;
}

/* ---- chunks kept ------------------------------------------------------------- */

#ifdef __SANITIZE_ADDRESS__
static const unsigned most_kept = 0;    /* so that what is used after its arena is seen */
#else
static const unsigned most_kept = MOST_KEPT;
#endif
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;
static struct chunk *kept;
static unsigned kept_count;

static struct chunk *shared_chunk(void)
{
	struct chunk *chunk;

	pthread_mutex_lock(&kept_lock);
	chunk = kept;
	if (chunk) {
		kept = chunk->next;
		kept_count--;
	}
	pthread_mutex_unlock(&kept_lock);
	if (!chunk)
		return chunk_new(CHUNK);
	memset(chunk->bytes, 0, chunk->used);
	chunk->next = NULL;
	chunk->used = 0;
	return chunk;
}

static bool keep(struct chunk *chunk)
{
	bool room = false;

	if (chunk->room != CHUNK)
		return false;
	pthread_mutex_lock(&kept_lock);
	room = kept_count < most_kept;
	if (room) {
		chunk->next = kept;
		kept = chunk;
		kept_count++;
	}
	pthread_mutex_unlock(&kept_lock);
	return room;
}

/* ---- arenas ------------------------------------------------------------------ */

enum { UNIT = _Alignof(max_align_t), HEAD = (sizeof(struct arena) + UNIT - 1) / UNIT * UNIT };

/* The arena itself stands at the head of its first chunk. */
struct arena *arena_new(void)
{
	struct chunk *first = shared_chunk();
	struct arena *arena = (struct arena *)first->bytes;

	first->used = HEAD;
	arena->front = first;
	return arena;
}

static void drop(struct chunk *chunk)
{
	if (!keep(chunk))
		free(chunk);
}

void arena_free(struct arena *arena)
{
	struct chunk *chunk, *next;

	for (chunk = arena ? arena->front : NULL; chunk; chunk = next) {
		next = chunk->next;
		drop(chunk);
	}
}

void arena_clear(struct arena *arena)
{
	struct chunk *first = (struct chunk *)((char *)arena - offsetof(struct chunk, bytes)), *chunk, *next;

	for (chunk = arena->front; chunk; chunk = next) {
		next = chunk->next;
		if (chunk != first)
			drop(chunk);
	}
	memset((char *)first->bytes + HEAD, 0, first->used - HEAD);
	first->used = HEAD;
	first->next = NULL;
	arena->front = first;
}

static void *alloc_large(struct arena *arena, size_t size)
{
	struct chunk *chunk = chunk_new(size);

	chunk->used = size;
	chunk->next = arena->front->next;
	arena->front->next = chunk;
	return chunk->bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t unit = _Alignof(max_align_t);
	struct chunk *front = arena->front;
	void *memory;

	if (size > PTRDIFF_MAX - CHUNK)
		out_of_memory();
	size = size ? (size + unit - 1) / unit * unit : unit;
	if (size >= LARGE)
		return alloc_large(arena, size);
	if (size > front->room - front->used) {
		front = shared_chunk();
		front->next = arena->front;
		arena->front = front;
	}
	memory = (char *)front->bytes + front->used;
	front->used += size;
	return memory;
}

char *arena_strn(struct arena *arena, const char *s, size_t n)
{
	char *copy;

	if (n == SIZE_MAX)
		out_of_memory();
	copy = arena_alloc(arena, n + 1);
	if (n)
		memcpy(copy, s, n);
	return copy;
}

char *arena_str(struct arena *arena, const char *s)
{
	return s ? arena_strn(arena, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	char small[SMALL_TEXT], *text;
	va_list list;
	int length;

	va_start(list, format);
	length = vsnprintf(small, sizeof small, format, list);
	va_end(list);
	if (length < 0)
		out_of_memory();
	if (length < SMALL_TEXT)
		return arena_strn(arena, small, (size_t)length);
	text = arena_alloc(arena, (size_t)length + 1);
	va_start(list, format);
	vsnprintf(text, (size_t)length + 1, format, list);
	va_end(list);
	return text;
}

/* The room of an array follows from its count: FIRST_SLOTS, then doubled each
 * time the count reaches a power of two. */
void *arena_push_slot(struct arena *arena, void *array, size_t count, size_t size)
{
	size_t slots;
	void *grown;

	if (count && (count < FIRST_SLOTS || (count & (count - 1))))
		return array;
	slots = count ? count * 2 : FIRST_SLOTS;
	if (slots > PTRDIFF_MAX / size)
		out_of_memory();
	grown = arena_alloc(arena, slots * size);
	if (count)
		memcpy(grown, array, count * size);
	return grown;
}

void *pages_new(size_t size)
{
	const size_t room = size < LARGE_PAGE ? size : size + LARGE_PAGE;
	char *memory = mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), *begin = memory;

	if (memory == MAP_FAILED)
		out_of_memory();
	if (room > size) {              /* only what begins on a large page gets large pages */
		begin += -(uintptr_t)memory % LARGE_PAGE;
		if (begin > memory)
			munmap(memory, (size_t)(begin - memory));
		if (begin + size < memory + room)
			munmap(begin + (size + 4095) / 4096 * 4096, (size_t)(memory + room - begin) - (size + 4095) / 4096 * 4096);
		madvise(begin, size, MADV_HUGEPAGE);
	}
	return begin;
}

void pages_free(void *memory, size_t size)
{
	if (memory)
		munmap(memory, size);
}

/* One wish makes the heap grow by HEAP at once; what lies behind it is asked to be large. */
void pages_for_malloc(void)
{
	enum { HEAP = 64 * 1024 * 1024, WISH = 1024 * 1024 };
	uintptr_t begin, end;
	char *wish;

	mallopt(M_TOP_PAD, HEAP);
	mallopt(M_MMAP_THRESHOLD, 2 * LARGE_PAGE);
	wish = malloc(WISH);
	begin = ((uintptr_t)wish + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
	end = (uintptr_t)sbrk(0) / LARGE_PAGE * LARGE_PAGE;
	if (wish && begin < end && end - begin < 2 * HEAP)      /* another malloc may not grow there */
		madvise((void *)begin, end - begin, MADV_HUGEPAGE);
	free(wish);
}
