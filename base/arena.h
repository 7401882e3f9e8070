/* arena.h -- one arena a run.
 *
 * Everything a run reads or computes is allocated here and dies together in
 * arena_free() (or arena_clear()).  Nothing handed out by an arena is ever freed on its own.
 * Running out of memory ends the process with exit code 71 and one line on
 * stderr (a monthly batch has no better plan), so no caller tests for NULL. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *);                                  /* NULL is fine */
void arena_clear(struct arena *);                                 /* as good as new: what it gave out is dead, its chunks serve again */

_Noreturn void out_of_memory(void);                               /* what an arena does then; for memory that is not from one */

void *arena_alloc(struct arena *, size_t size);                   /* zeroed, aligned for any type */
char *arena_str(struct arena *, const char *s);                   /* copy; NULL gives NULL */
char *arena_strn(struct arena *, const char *s, size_t n);        /* copy of n bytes, with a NUL behind */
char *arena_printf(struct arena *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Zeroed memory straight from the system, in large pages where there are any: for tables whose use is
 * scattered.  Not in an arena: pages_free gives it back. */
void *pages_new(size_t size);
void pages_free(void *, size_t size);
/* For a command that will take long: from now on malloc hands out large pages where there are any.  A first touch of a
 * small page costs a virtual machine as much as reading a hundred rows. */
void pages_for_malloc(void);

/* One zeroed object, or n of them. */
#define arena_one(arena, type)      ((type *)arena_alloc((arena), sizeof(type)))
#define arena_many(arena, type, n)  ((type *)arena_alloc((arena), sizeof(type) * (n)))

/* Appends a zeroed slot to a growing array and gives its address:
 *     struct unit *u = arena_push(a, r->units, r->unit_count);
 * array is NULL and count 0 at first; count is raised by one.  Slots move when
 * the array grows, so keep an index, not a pointer, while it still grows. */
#define arena_push(arena, array, count) \
	((array) = arena_push_slot((arena), (array), (count), sizeof *(array)), &(array)[(count)++])
void *arena_push_slot(struct arena *, void *array, size_t count, size_t size);

#endif
