/* edition.h -- what the editions of a run have in common.  Private to reports/. */
#ifndef REPORTS_EDITION_H
#define REPORTS_EDITION_H

#include "reports/reports.h"

/* The facts as that edition may see them: what it must not say is not in them. */
struct run_facts edition_facts(struct arena *, const struct run_facts *, enum edition);
/* Whether the edition may show the list: one that asks for a 问责 tells of proposals that nobody decided. */
bool roster_shown(const struct run_facts *, const struct roster *);
/* Remembers a file, by its path in the run folder, for run.json. */
void edition_wrote(struct arena *, struct run_facts *, const char *name);
/* "" for 内部, _会议, _公开: what a file's name ends in. */
const char *edition_suffix(enum edition);

#endif
