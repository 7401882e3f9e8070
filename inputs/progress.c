/* progress.c -- how far the reading has come. */
#include "inputs/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "base/text.h"

enum { PATIENCE = 2000, EVERY = 200, BAR = 20 };

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

struct progress progress_begin(bool on, bool english, const char *name, uint64_t total)
{
	return (struct progress){ .on = on, .english = english, .name = name, .total = total, .begun = on ? now() : 0 };
}

void progress_say(struct progress *p, uint64_t bytes, uint64_t rows)
{
	static const char full[] = "####################", empty[] = "                    ";
	uint64_t at, passed, left;
	int done;

	if (!p->on || p->total == 0)
		return;
	at = now();
	passed = at - p->begun;
	if (passed < PATIENCE || at - p->said < EVERY || bytes == 0)
		return;
	if (bytes > p->total)
		bytes = p->total;
	p->said = at;
	done = (int)(bytes * BAR / p->total);
	left = (p->total - bytes) / (bytes / passed + 1) / 1000 + 1;
	fprintf(stderr, p->english ? "\r%s [%.*s%.*s] %3" PRIu64 "%%, %" PRIu64 " rows/s, %" PRIu64 " s left \033[K"
	                           : "\r%s [%.*s%.*s] %3" PRIu64 "%%，每秒 %" PRIu64 " 行，还要 %" PRIu64 " 秒 \033[K",
		p->name, done, full, BAR - done, empty, bytes * 100 / p->total, rows * 1000 / passed, left);
	fflush(stderr);
}

void progress_end(struct progress *p)
{
	if (p->said)
		fputs("\r\033[K", stderr);
	p->said = 0;
}
