/* cards.c -- which unit has a card, and where. */
#include "reports/cards.h"

/* The first board that ranks the units of the registry. */
static bool is_home(const struct scores *s, size_t board)
{
	for (size_t b = 0; b < board; b++)
		if (s->board[b].board->registry == s->board[board].board->registry)
			return false;
	return true;
}

static size_t groups_of(const struct scores *s, size_t *units)
{
	size_t groups = 0;

	*units = 0;
	for (size_t b = 0; b < s->scheme->board_count; b++) {
		if (!is_home(s, b))
			continue;
		groups += s->board[b].group_count;
		for (size_t g = 0; g < s->board[b].group_count; g++)
			*units += s->board[b].group[g].unit_count;
	}
	return groups;
}

/* The one unit whose own workbook this is. */
static void add_only(struct arena *a, struct cards *cards, const struct board_scores *bs, const struct group_scores *g, const struct unit *only)
{
	for (size_t i = 0; i < g->unit_count; i++)
		if (g->unit[i]->unit == only)
			*arena_push(a, cards->card, cards->count) = (struct card){ .bs = bs, .group = g, .unit = g->unit[i] };
}

/* All of the group, or its last `each`. */
static void add_group(struct arena *a, struct cards *cards, const struct board_scores *bs, const struct group_scores *g, size_t each)
{
	size_t end = cards->units <= CARDS_MOST ? g->unit_count : g->ranked_count;
	size_t first = cards->units <= CARDS_MOST || end < each ? 0 : end - each;

	for (size_t i = first; i < end && cards->count < CARDS_MOST; i++)
		*arena_push(a, cards->card, cards->count) = (struct card){ .bs = bs, .group = g, .unit = g->unit[i] };
}

size_t cards_in_group(const struct cards *cards, size_t k)
{
	size_t end = k;

	while (end < cards->count && cards->card[end].group == cards->card[k].group)
		end++;
	return end - k;
}

/* The list of names at the top: a band and rows of names for each group. */
static uint32_t rows_of_list(const struct cards *cards)
{
	uint32_t rows = CARDS_TITLE_ROWS;

	for (size_t k = 0; k < cards->count; k += cards_in_group(cards, k))
		rows += 1 + (uint32_t)((cards_in_group(cards, k) + CARDS_ACROSS - 1) / CARDS_ACROSS);
	return rows;
}

const struct cards *cards_of(struct book *b)
{
	const struct scores *s = b->facts->scores;
	struct cards *cards;
	size_t groups;
	uint32_t row;

	if (b->cards != NULL)
		return b->cards;
	b->cards = cards = arena_one(b->kept, struct cards);
	groups = groups_of(s, &cards->units);
	for (size_t i = 0; i < s->scheme->board_count; i++)
		for (size_t g = 0; is_home(s, i) && g < s->board[i].group_count; g++)
			if (b->facts->only != NULL)
				add_only(b->kept, cards, &s->board[i], &s->board[i].group[g], b->facts->only);
			else
				add_group(b->kept, cards, &s->board[i], &s->board[i].group[g], groups < CARDS_MOST ? CARDS_MOST / groups : 1);
	row = b->facts->only != NULL ? 0 : rows_of_list(cards);
	for (size_t k = 0; k < cards->count; k++, row += CARD_ROWS)
		cards->card[k].row = row;
	return cards;
}

void draw_unit_name(struct sheet *s, uint32_t row, size_t column, const struct unit_score *u, struct style style)
{
	struct book *b = s->book;
	const struct cards *cards = cards_of(b);

	for (size_t k = 0; k < cards->count; k++)
		if (cards->card[k].unit->unit == u->unit) {
			*arena_push(b->kept, b->ranked_row, b->ranked_row_count) = (struct ranked_row){ u, row };
			sheet_link_row(s, row, column, u->unit->name, "单位卡", cards->card[k].row, style);
			return;
		}
	sheet_text(s, row, column, u->unit->name, style);
}

uint32_t ranking_row(const struct book *b, const struct unit_score *u)
{
	for (size_t k = 0; k < b->ranked_row_count; k++)
		if (b->ranked_row[k].unit == u)
			return b->ranked_row[k].row;
	return 0;
}
