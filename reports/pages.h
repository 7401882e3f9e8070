/* pages.h -- what the pages (简报, 公开, one a unit) have in common.  Private to reports/. */
#ifndef REPORTS_PAGES_H
#define REPORTS_PAGES_H

#include "reports/reports.h"
#include "base/text.h"

/* Title "2026年10月方案名what", and where the run stands; for_whom: 内部, 公开, a unit's name. */
struct buf page_open(struct arena *, const struct run_facts *, const char *what, const char *for_whom);
/* What proves it: rules, program, ledger. */
void page_close(struct buf *, const struct run_facts *);

/* Every board, group by group; card: the target that a unit's name leads to, or NULL. */
void page_rankings(struct buf *, const struct run_facts *, const char *(*card)(struct arena *, const struct board *, const struct unit *));
/* One proposal; unit: named in its head. */
void page_flag(struct buf *, const struct flag *, bool unit);

/* One unit on one board; its anchor in the page. */
void page_card(struct buf *, const struct run_facts *, const struct board_scores *, const struct unit_score *);
const char *card_anchor(struct arena *, const struct board *, const struct unit *);
/* The page of the 公开 edition, beside its workbook and named as it. */
bool report_public_page(struct arena *, struct diag *, const struct run_facts *, const char *dir);
const char *public_page_name(struct arena *, const struct run_facts *);

/* 升2, 降1, 持平; "—" where there is nothing to compare. */
const char *page_moved(struct arena *, const struct run_facts *, const struct board *, const struct unit *, unsigned rank);

#endif
