/* csv_change.c -- what moved: changes.csv since the last published period, corrections.csv since the run replaced. */
#include "reports/reports.h"

#include <string.h>
#include "base/csv.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/change.h"
#include "reports/plain.h"

enum { PLACES = 6, DIGITS = 12 };

/* ---- figures as decimals ------------------------------------------------------------- */

/* The ledger's exact text: 95, -0.5, 57/7; false for a word. */
static bool read_figure(struct arena *a, const char *text, struct num *n)
{
	size_t top = strcspn(text, "/");
	struct num under;

	if (!num_parse(a, text, top, n))
		return false;
	if (text[top] == '\0')
		return true;
	if (!num_parse(a, text + top + 1, strlen(text + top + 1), &under) || num_sign(under) == 0)
		return false;
	*n = num_div(a, *n, under);
	return true;
}

/* Decimals that leave n, which is not 0, so many significant digits. */
static int places_for(struct arena *a, struct num n, int digits)
{
	struct num size = num_abs(a, n), one = num_int(1), ten = num_int(10);

	for (; num_cmp(size, one) < 0; digits++)
		size = num_mul(a, size, ten);
	return digits - (int)strlen(num_text(a, num_floor(a, size)));
}

struct figures { bool any, rounded; };

/* A figure as a decimal of at most 12 significant digits, noted where it had to be rounded; a word as it is. */
static void put_figure(struct buf *text, const char *figure, struct figures *are)
{
	struct arena *a = text->arena;
	struct num n, shown;

	if (figure == NULL || !read_figure(a, figure, &n)) {
		csv_put(text, figure);
		return;
	}
	shown = num_sign(n) == 0 ? n : num_round(a, n, places_for(a, n, DIGITS), HALF_UP);
	are->any = true;
	are->rounded |= num_cmp(shown, n) != 0;
	csv_put_number(text, num_text(a, shown));
}

static void put_pair(struct buf *text, const char *before, const char *after)
{
	struct figures are = { false, false };

	put_figure(text, before, &are);
	put_figure(text, after, &are);
	csv_put(text, !are.any ? "" : are.rounded ? "no" : "yes");
}

/* ---- changes.csv ------------------------------------------------------------------ */

struct listing {
	struct arena *arena;
	struct buf text;
	const char *period, *since;
	const struct board *board;
};

static void put_row(struct listing *l, const struct unit *u, const char *kind, const char *element, const char *before,
	const char *after, const struct num *amount, const char *says)
{
	csv_put(&l->text, l->period);
	csv_put(&l->text, l->since);
	csv_put(&l->text, l->board->name);
	csv_put(&l->text, u->group);
	csv_put(&l->text, u->code);
	csv_put(&l->text, u->name);
	csv_put(&l->text, kind);
	csv_put(&l->text, element);
	put_pair(&l->text, before, after);
	csv_put_number(&l->text, amount == NULL ? "" : num_text(l->arena, *amount));
	csv_put_number(&l->text, amount == NULL ? "" : num_fixed(l->arena, *amount, PLACES));
	csv_put(&l->text, says);
	csv_end_row(&l->text);
}

/* The total, then what it is made of; where that cannot be told, why. */
static void put_change(struct listing *l, const struct change *c)
{
	const struct unit *u = c->now->unit;
	struct arena *a = l->arena;

	put_row(l, u, "总分", "", c->before != NULL && c->before->scored ? num_text(a, c->before->total) : "",
		c->now->scored ? num_text(a, c->now->total) : "", c->moved ? &c->amount : NULL, c->why_not == NULL ? "" : c->why_not);
	for (size_t k = 0; c->why_not == NULL && k < c->count; k++) {
		const struct change_line *line = &c->line[k];

		put_row(l, u, change_words[line->kind], line->element, line->before, line->after, &line->amount, line->says);
	}
}

static bool put_board(struct listing *l, struct diag *d, const struct scores *s, const struct board_scores *bs)
{
	bool sums = true;

	l->board = bs->board;
	for (size_t u = 0; u < bs->board->registry->unit_count; u++) {
		const struct change *c = change_of(l->arena, s, bs, &bs->unit[u]);

		if (!change_sums(l->arena, c)) {
			diag(d, MSG_CHANGE_SUM, bs->board->at, bs->board->name, c->now->unit->name, NULL);
			sums = false;
		}
		put_change(l, c);
	}
	return sums;
}

bool report_changes_csv(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	static const char *const head[] = { "period", "since", "board", "group", "unit_code", "unit_name", "kind", "element", "before", "after",
		"exact", "change", "rounded", "says" };
	const struct past *past = last_published(facts->scores->history);
	struct listing l = { .arena = a, .text = buf_new(a), .period = period_text(a, facts->measures->period) };
	bool sums = true;

	if (past == NULL)
		return true;
	l.since = period_text(a, past->period);
	csv_start(&l.text, head, sizeof head / sizeof *head);
	for (size_t b = 0; b < facts->scheme->board_count; b++)
		sums &= put_board(&l, d, facts->scores, &facts->scores->board[b]);
	return sums && file_write(d, dir, "changes.csv", l.text.at, l.text.length);
}

/* ---- corrections.csv --------------------------------------------------------------- */

static void put_correction(struct buf *text, const char *period, const struct correction_line *c)
{
	csv_put(text, period);
	csv_put(text, c->board);
	csv_put(text, c->code);
	csv_put(text, c->name);
	csv_put(text, c->what);
	put_pair(text, c->before, c->after);
	csv_end_row(text);
}

bool report_corrections_csv(struct arena *a, struct diag *d, const struct run_facts *facts, const struct correction_line *line,
	size_t count, const char *const *touched, const char *dir)
{
	static const char *const head[] = { "period", "board", "unit_code", "unit_name", "what", "before", "after", "exact" };
	const char *period = period_text(a, facts->measures->period);
	struct buf text = buf_new(a);

	csv_start(&text, head, sizeof head / sizeof *head);
	for (size_t k = 0; k < count; k++)
		put_correction(&text, period, &line[k]);
	for (size_t k = 0; touched != NULL && touched[k] != NULL; k++)
		put_correction(&text, period, &(struct correction_line){ .what = "后期已引用，须另行核对", .after = touched[k] });
	return file_write(d, dir, "corrections.csv", text.at, text.length);
}
