/* files.h -- which files belong to a source, and what is written in them. */
#ifndef INPUTS_FILES_H
#define INPUTS_FILES_H

#include "inputs/reading.h"

struct arrival {
	const char *name;
	const struct unit *sender;      /* or NULL */
	size_t back;                    /* 期别 */
};

struct arrivals {
	struct arrival *arrival;
	size_t count;
};

/* The files that came.  Complains of those that should have, and of those that
 * should not; marks senders without a file in reading->absent. */
struct arrivals roll_call(struct reading *);

/* A file's text in UTF-8, writable. */
struct letter {
	struct file *file;
	char *text;
	size_t length;
	enum encoding encoding;
	bool headed;                    /* it has at least a head; set by rows_read */
};

/* Reads and decodes a file; the text lives in `arena`.  False (and complaints) if it cannot. */
bool letter_open(struct reading *, struct arena *, const char *name, struct letter *);

#endif
