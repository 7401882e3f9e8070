/* bearers.h -- which units bear a text as code, name or alias.  Private to rules/. */
#ifndef RULES_BEARERS_H
#define RULES_BEARERS_H

#include "base/arena.h"
#include "rules/scheme.h"

enum borne { CODE, NAME, ALIAS };

struct bearer {
	struct bearer *next;            /* in its bucket, in the order they were added */
	const char *text;
	size_t length;
	const struct unit *unit;
	enum borne as;
};

/* units: how many are to come, for the size of the table; it takes more. */
struct bearers *bearers_new(struct arena *, size_t units);
void bearers_add(struct arena *, struct bearers *, const struct unit *, enum borne as, const char *text);
/* Those that bear exactly this text, in the order they were added: the first, and the next behind b; NULL: no more. */
const struct bearer *bearer_first(const struct bearers *, const char *text, size_t length);
const struct bearer *bearer_next(const struct bearer *b);

#endif
