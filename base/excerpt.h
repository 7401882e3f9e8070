/* excerpt.h -- the line that a complaint is about, with the words it is about underlined. */
#ifndef BASE_EXCERPT_H
#define BASE_EXCERPT_H

#include <stddef.h>
#include <stdio.h>
#include "base/arena.h"

/* A text file as it was read, UTF-8. */
struct source_text {
	const char *file;
	const char *bytes;
	size_t length;
};

/* Bytes of what stands at the place: the longest of the arguments that stands there, else the word there; 0 where
 * there is no such place. */
size_t excerpt_length(const struct source_text *, unsigned line, unsigned column, const char *const *arguments, size_t count);

/* The line, at most 100 columns of it around the place, and ^^^ under `length` bytes from the place (column 0: none). */
void excerpt_print(struct arena *, const struct source_text *, unsigned line, unsigned column, size_t length, FILE *);

#endif
