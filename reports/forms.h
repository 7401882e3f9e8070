/* forms.h -- what a data-entry form asks for.  Private to reports/. */
#ifndef REPORTS_FORMS_H
#define REPORTS_FORMS_H

#include "base/arena.h"
#include "rules/scheme.h"

struct form_column {
	const char *head, *note;        /* note: type, whether it may be blank, range … */
	const char *const *choice;      /* NULL-terminated; NULL: free text */
};
struct form {
	const char *name;               /* of its file, without suffix */
	const char **csv;               /* names of the CSV heads, NULL-terminated */
	struct form_column *column;
	size_t column_count;
};

/* Every form of the scheme: one a source, one a table of decisions it names.  period fills the names of the CSVs; NULL: not known. */
struct form *forms_of(struct arena *, const struct scheme *, const struct period *, size_t *count);

#endif
