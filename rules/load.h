/* load.h -- INI text to sections and keys, as written.
 *
 * What is said here is true of any INI file; which sections and keys a scheme
 * may hold is the vocabulary's business. */
#ifndef RULES_LOAD_H
#define RULES_LOAD_H

#include <stddef.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "rules/scheme.h"

/* Bytes of a line without its line end, and characters of the name in [类:名]. */
enum { INI_LINE_MOST = 65536, INI_NAME_MOST = 40 };

/* Reads the sections of one INI file, UTF-8 or GB18030, and appends them to
 * *element (*count of them so far: those of the files read before, since a
 * section may be written once in a whole folder).  Reports everything that
 * could be read in two ways and goes on, taking a line that is only misspelt
 * for what it was meant to be; the elements are fit for use if diag_errors()
 * is still 0.  Sections without a key are there too, with no entry. */
void load_ini(struct arena *, struct diag *, const struct file *, struct element **element, size_t *count);

#endif
