/* cards.h -- which unit has a card on sheet 单位卡, and where.  Private to reports/.
 *
 * Every card has the same number of rows, so that 排名, drawn before, can lead
 * to it.  A unit has one card, from the first board that ranks its registry;
 * what the other boards say of it stands on the same page. */
#ifndef REPORTS_CARDS_H
#define REPORTS_CARDS_H

#include "reports/trend.h"

enum { CARDS_MOST = 300, CARD_ROWS = 49, CARDS_ACROSS = 6 };

struct card {
	const struct board_scores *bs;
	const struct group_scores *group;
	const struct unit_score *unit;
	uint32_t row;                   /* its first */
};

struct cards {
	struct card *card;              /* group by group in rank order, the unranked last */
	size_t count;
	size_t units;                   /* that might have one: beyond CARDS_MOST only the last of each group do */
};

/* Once a book. */
const struct cards *cards_of(struct book *);
/* The unit's name on 排名, leading to its card where it has one; the place is kept for the way back. */
void draw_unit_name(struct sheet *, uint32_t row, size_t column, const struct unit_score *, struct style);
/* Where 排名 has the unit; its first row where it was not drawn. */
uint32_t ranking_row(const struct book *, const struct unit_score *);
/* Cards of the group of card k, from k on. */
size_t cards_in_group(const struct cards *, size_t k);
enum { CARDS_TITLE_ROWS = 3 };

/* ---- one page: sheet_cards.c, card_points.c, card_matters.c ---------------------- */

/* A grid of narrow columns; the enumeration counts them. */
enum { CARD_LAST = 12, CARD_COLUMNS, CARD_PARTS = 8, CARD_FLAGS = 3, CARD_MATTERS = 2, CARD_LOSSES = 4 };

struct page {
	struct sheet *sheet;
	struct arena *arena;
	const struct run_facts *facts;
	const struct card *card;
	const struct card_means *means;
	bool charts;
};
/* Of the card's group, now: mean 得分率 of each first-level indicator, mean total. */
struct card_means { struct mean *part, total; };
struct card_means *means_of(struct arena *, const struct card *);

/* The look of a card: smaller letters. */
struct style card_style(struct style);
uint32_t card_band(const struct page *, uint32_t row, const char *title);
/* One line over the whole width. */
uint32_t card_line(const struct page *, uint32_t row, const char *text);
/* A cell of at most so many lines; pointer says where the whole of it stands. */
void card_cell(const struct page *, uint32_t row, size_t first, size_t last, size_t lines, const char *text, const char *pointer, struct style);

uint32_t card_parts(const struct page *, uint32_t row);
/* The dearest, at most so many. */
uint32_t card_losses(const struct page *, uint32_t row, size_t most);
uint32_t card_trend(const struct page *, uint32_t row);
/* Rows that have something to say, at most CARD_FLAGS and CARD_MATTERS. */
size_t card_flag_rows(const struct page *);
size_t card_matter_rows(const struct page *);
uint32_t card_flags(const struct page *, uint32_t row);
uint32_t card_matters(const struct page *, uint32_t row);

#endif
