/* progress.h -- how far the reading has come, on one line of a terminal. */
#ifndef INPUTS_PROGRESS_H
#define INPUTS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool on, english;
	const char *name;               /* of the source */
	uint64_t total;                 /* bytes */
	uint64_t begun, said;           /* milliseconds; said 0: nothing yet */
};

/* on: stderr is a terminal and nobody asked for quiet. */
struct progress progress_begin(bool on, bool english, const char *name, uint64_t total);
/* Says how many bytes and rows are done, once work has taken over two seconds, five times a second. */
void progress_say(struct progress *, uint64_t bytes, uint64_t rows);
/* Leaves the line empty. */
void progress_end(struct progress *);

#endif
