/* page_public.c -- the page for everybody: rankings, a card for each unit, how the totals went; nothing of persons, nothing
 * from within.  It gets the facts of the 公开 edition and could not say more. */
#include "reports/pages.h"

#include <string.h>
#include "base/file.h"
#include "reports/edition.h"
#include "reports/html.h"

const char *public_page_name(struct arena *a, const struct run_facts *facts)
{
	return arena_printf(a, "%.*s.html", (int)(strlen(facts->workbook) - strlen(".xlsx")), facts->workbook);
}

static void put_cards(struct buf *b, const struct run_facts *facts)
{
	for (size_t k = 0; k < facts->scheme->board_count; k++) {
		const struct board_scores *bs = &facts->scores->board[k];

		for (size_t g = 0; g < bs->group_count; g++)
			for (size_t i = 0; i < bs->group[g].unit_count; i++)
				page_card(b, facts, bs, bs->group[g].unit[i]);
	}
}

bool report_public_page(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	struct buf b = page_open(a, facts, "考核结果", "公开");

	page_rankings(&b, facts, facts->summary_count == 0 ? card_anchor : NULL);
	if (facts->summary_count == 0)
		put_cards(&b, facts);
	page_close(&b, facts);
	return file_write(d, dir, public_page_name(a, facts), b.at, b.length);
}
