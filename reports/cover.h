/* cover.h -- what the covers of a period and of a 汇总 have in common.  Private to reports/.
 *
 * Under the title and the sentences stand two panels side by side: left the
 * rankings, right the run's own facts; under both what proves them. */
#ifndef REPORTS_COVER_H
#define REPORTS_COVER_H

#include "reports/book.h"

/* Left RANK to REASON, right LABEL to TEXT. */
enum cover_column { COVER_RANK, COVER_UNIT, COVER_TOTAL, COVER_REASON, COVER_GAP, COVER_LABEL, COVER_FIGURE, COVER_TEXT, COVER_COLUMNS };

struct cover {
	struct sheet *sheet;
	const struct run_facts *facts;
	struct arena *arena;
};

struct cover cover_open(struct book *);
/* Title, 【草稿】 and what belongs to it, the sentences (NULL-terminated), and where the rest of them is. Gives the row after it. */
uint32_t cover_top(const struct cover *, const char *title, const char *const *sentence, const char *rest);
/* Proof and signatures, on one page. */
void cover_close(const struct cover *, uint32_t row);

/* One block of the left panel: a ranking whole, or its head and its foot. */
struct cover_line {
	unsigned rank;
	bool last;                      /* of all that are ranked */
	const char *unit;
	struct num total;
	int places;
	const char *reason;
};
struct cover_block {
	const char *title;
	size_t units, ranked;
	bool whole;                     /* shown whole however many there are */
	int size;                       /* of the letters, points */
	const void *of;
	struct cover_line (*line)(const struct cover *, const void *of, size_t i);
};
uint32_t cover_block(const struct cover *, const struct cover_block *, size_t each, uint32_t row);
/* Rows of a block of so many ranked, with `each` at the head and the foot. */
size_t cover_shown(size_t ranked, bool whole, size_t each);
enum { COVER_MOST_EACH = 3, COVER_LEFT_ROWS = 24, COVER_SMALL_GROUP = 6 };

/* One line of the left panel under a head of its own. */
uint32_t cover_said(const struct cover *, uint32_t row, const char *head, const char *text, bool bold);
/* One line of the right panel; none where the text is NULL or "". */
uint32_t cover_fact(const struct cover *, uint32_t row, const char *label, const char *text);
/* 统计期 to 运行号, and 规则 to 制定机关. */
uint32_t cover_run(const struct cover *, uint32_t row);
uint32_t cover_scheme(const struct cover *, uint32_t row);
uint32_t cover_sheets(const struct cover *, uint32_t row);

#endif
