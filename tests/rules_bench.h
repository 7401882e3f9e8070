/* rules_bench.h -- for tests of rules/: a folder of its own, rule text in, whole answers out.
 *
 * Include after cmocka.h; says with assert what went wrong. */
#ifndef TESTS_RULES_BENCH_H
#define TESTS_RULES_BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "rules/scheme.h"

struct bench {
	struct arena *arena;
	struct diag *diag;
	const char *dir;
	struct scheme *scheme;          /* the last one read */
};

static inline int setup(void **state)
{
	struct bench *b = calloc(1, sizeof *b);
	char name[] = "/tmp/kaohe-rules-XXXXXX";

	b->arena = arena_new();
	b->diag = diag_new(b->arena, CHINESE);
	b->dir = arena_str(b->arena, mkdtemp(name));
	*state = b;
	return 0;
}

static inline int teardown(void **state)
{
	struct bench *b = *state;

	unlink(path_join(b->arena, b->dir, "rules.ini"));
	unlink(path_join(b->arena, b->dir, "units.csv"));
	rmdir(b->dir);
	arena_free(b->arena);
	free(b);
	return 0;
}

static inline void put(struct bench *b, const char *name, const char *text)
{
	FILE *f = fopen(path_join(b->arena, b->dir, name), "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

/* The text with its first `from` changed; it must be there. */
static inline const char *with(struct bench *b, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	assert_non_null(at);
	return arena_printf(b->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* The scheme of these rules and units in that period (NULL: none given); what it complains of stays in b->diag. */
static inline struct scheme *bench_read(struct bench *b, const char *rules, const char *units, const char *period)
{
	struct period p;

	put(b, "rules.ini", rules);
	put(b, "units.csv", units);
	if (period != NULL)
		assert_true(period_parse(period, &p));
	b->scheme = scheme_read(b->arena, b->diag, b->dir, period == NULL ? NULL : &p);
	return b->scheme;
}

/* All complaints, as they are printed with these flags. */
static inline void printed(struct bench *b, int how, const char *expected)
{
	char *text;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	diag_print(b->diag, out, how);
	fclose(out);
	assert_string_equal(text, expected);
	free(text);
}

#endif
