/* history.h -- one entry of the ledger on its way into the past.  Private to cli/. */
#ifndef CLI_HISTORY_H
#define CLI_HISTORY_H

#include "cli/cli.h"

struct filling {
	struct arena *arena;
	struct diag *diag;
	const struct month *m;
	const struct ledger_entry *entry;
	struct past *past;                      /* its period is set, and room for its boards */
	const struct run_figure **figure;       /* of the entry, sorted by board and code */
	size_t figure_count;
	size_t next;                            /* where to begin looking for a unit */
};

/* history_units.c: ranks and figures of today's units then, and of those they came from. */
void fill_boards(struct filling *);
/* history_flags.c: the proposals of then on today's units, with what was decided of them. */
void fill_flags(struct filling *);

#endif
