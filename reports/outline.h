/* outline.h -- a tree of lines, drawn with ├ └ │.  Private to reports/. */
#ifndef REPORTS_OUTLINE_H
#define REPORTS_OUTLINE_H

#include <stddef.h>
#include <stdio.h>
#include "base/arena.h"

struct outline {
	struct arena *arena;
	const char *line;
	struct outline **child;
	size_t child_count;
};

struct outline *outline_new(struct arena *, const char *line);
/* Adds a line below another and gives it. */
struct outline *outline_add(struct outline *, const char *format, ...) __attribute__((format(printf, 2, 3)));
void outline_print(const struct outline *, FILE *);

#endif
