/* edition.c -- who may read what.
 *
 * An edition is not drawn around what it must not say: it gets facts in which
 * that is not there.  Sheets and pages ask facts->edition for their own words
 * alone. */
#include "reports/edition.h"

#include "reports/pages.h"
#include "reports/proposed.h"

const char *const edition_words[] = { "内部", "会议", "公开", NULL };

const char *edition_suffix(enum edition e)
{
	static const char *const suffixes[EDITIONS] = { "", "_会议", "_公开" };

	return suffixes[e];
}

static void find_flags(const struct expr *e, void *found)
{
	*(bool *)found |= e->op == OP_FLAG || e->op == OP_CHILD_FLAGS;
}

bool roster_shown(const struct run_facts *facts, const struct roster *x)
{
	bool asks = false;

	expr_walk(x->when, find_flags, &asks);
	return facts->edition == INTERNAL || (facts->edition == MEETING && !asks);
}

static const struct flags *decided_flags(struct arena *a, const struct flags *all)
{
	struct flags *f = arena_one(a, struct flags);

	for (size_t k = 0; k < all->count; k++)
		if (flag_decided(&all->flag[k]))
			*arena_push(a, f->flag, f->count) = all->flag[k];
	for (size_t k = 0; k < all->open_count; k++)
		if (all->open[k].ruling != NULL)
			*arena_push(a, f->open, f->open_count) = all->open[k];
	return f;
}

/* Earlier proposals that nobody decided, or any at all. */
static const struct history *without_proposals(struct arena *a, const struct history *all, enum edition e)
{
	struct history *h;

	if (all == NULL)
		return NULL;
	h = arena_one(a, struct history);
	*h = *all;
	h->past = arena_many(a, struct past, all->count + 1);
	for (size_t k = 0; k < all->count; k++) {
		struct past *p = &h->past[k];

		*p = all->past[k];
		p->flag = NULL;
		p->flag_count = 0;
		for (size_t i = 0; e == MEETING && i < all->past[k].flag_count; i++)
			if (all->past[k].flag[i].decision != FLAG_OPEN)
				*arena_push(a, p->flag, p->flag_count) = all->past[k].flag[i];
	}
	return h;
}

/* People's lines stay in the total; whose matter they were stays within. */
static struct intervention *unnamed(struct arena *a, const struct unit_score *u)
{
	struct intervention *line = arena_many(a, struct intervention, u->intervention_count + 1);

	for (size_t k = 0; k < u->intervention_count; k++) {
		line[k] = u->intervention[k];
		line[k].what = line[k].duty ? "经研究决定" : line[k].what;
		line[k].reason = line[k].by = "";
	}
	return line;
}

static struct board_scores unnamed_board(struct arena *a, const struct board_scores *bs)
{
	struct board_scores board = *bs;
	size_t units = bs->board->registry->unit_count;

	board.unit = arena_many(a, struct unit_score, units + 1);
	for (size_t k = 0; k < units; k++) {
		board.unit[k] = bs->unit[k];
		board.unit[k].intervention = unnamed(a, &bs->unit[k]);
	}
	board.group = arena_many(a, struct group_scores, bs->group_count + 1);
	for (size_t g = 0; g < bs->group_count; g++) {
		board.group[g] = bs->group[g];
		board.group[g].unit = arena_many(a, struct unit_score *, bs->group[g].unit_count + 1);
		for (size_t k = 0; k < bs->group[g].unit_count; k++)
			board.group[g].unit[k] = &board.unit[bs->group[g].unit[k] - bs->unit];
	}
	return board;
}

static const struct scores *scores_for(struct arena *a, const struct scores *all, enum edition e)
{
	struct scores *s = arena_one(a, struct scores);

	*s = *all;
	s->history = without_proposals(a, all->history, e);
	if (e != PUBLIC)
		return s;
	s->people = NULL;
	s->board = arena_many(a, struct board_scores, all->scheme->board_count + 1);
	for (size_t b = 0; b < all->scheme->board_count; b++)
		s->board[b] = unnamed_board(a, &all->board[b]);
	return s;
}

/* An objection, and a complaint of the program, may speak of what is proposed. */
static const struct people *without_objections(struct arena *a, const struct people *all)
{
	struct people *p = arena_one(a, struct people);

	*p = *all;
	p->objection_count = 0;
	return p;
}

struct run_facts edition_facts(struct arena *a, const struct run_facts *facts, enum edition e)
{
	struct run_facts f = *facts;

	f.edition = e;
	if (e == INTERNAL)
		return f;
	f.diag = diag_new(a, CHINESE);
	f.history = without_proposals(a, facts->history, e);
	if (facts->flags != NULL)
		f.flags = e == MEETING ? decided_flags(a, facts->flags) : arena_one(a, struct flags);
	if (facts->scores != NULL)
		f.scores = scores_for(a, facts->scores, e);
	if (facts->people != NULL)
		f.people = e == MEETING ? without_objections(a, facts->people) : NULL;
	if (e == PUBLIC)
		f.by = f.reason = "";
	f.workbook = book_name(a, &f);
	return f;
}

void edition_wrote(struct arena *a, struct run_facts *facts, const char *name)
{
	*arena_push(a, facts->also, facts->also_count) = name;
}

bool report_edition(struct arena *a, struct diag *d, struct run_facts *facts, enum edition e, const char *dir)
{
	const struct run_facts f = edition_facts(a, facts, e);

	edition_wrote(a, facts, f.workbook);
	edition_wrote(a, facts, arena_printf(a, "通报%s.txt", edition_suffix(e)));
	if (e == PUBLIC)
		edition_wrote(a, facts, public_page_name(a, &f));
	return report_book(a, d, &f, dir) && report_circular(a, d, &f, dir) && (e != PUBLIC || report_public_page(a, d, &f, dir));
}
