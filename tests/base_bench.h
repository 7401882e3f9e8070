/* base_bench.h -- an arena for each test of the cellar. */
#ifndef TESTS_BASE_BENCH_H
#define TESTS_BASE_BENCH_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/num.h"

static struct arena *arena;

static inline int with_arena(void **state)
{
	arena = arena_new();
	return 0;
}

static inline int without_arena(void **state)
{
	arena_free(arena);
	arena = NULL;
	return 0;
}

static inline struct num parsed(const char *text)
{
	struct num x = num_int(0);

	if (!num_parse(arena, text, strlen(text), &x))
		fail_msg("“%s” was refused", text);
	return x;
}

#endif
