/* page_unit.c -- --per-unit: for each unit a page and a workbook, its own marks and proposals only.
 *
 * They are what goes to the unit when it is told and heard, so undecided proposals
 * stand in them, and no other unit does: the workbook is drawn by the sheets of
 * the whole one, 单位卡 and 问责清单, from facts that hold this unit alone. */
#include "reports/pages.h"

#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "reports/book.h"
#include "reports/edition.h"
#include "reports/html.h"
#include "reports/sentences.h"

enum { MOST_PAGES = 5000, SAID_EVERY = 20 };
#define UNIT_FOLDER "单位"

static bool is_ranked_somewhere(const struct scheme *s, const struct registry *r)
{
	for (size_t k = 0; k < s->board_count; k++)
		if (s->board[k]->registry == r)
			return true;
	return false;
}

static size_t pages_wanted(const struct scheme *s)
{
	size_t count = 0;

	for (size_t r = 0; r < s->registry_count; r++)
		count += is_ranked_somewhere(s, s->registry[r]) ? s->registry[r]->unit_count : 0;
	return count;
}

/* Another registry may have a unit of the same code. */
static bool is_code_shared(const struct scheme *s, const struct unit *u)
{
	bool many;

	for (size_t r = 0; r < s->registry_count; r++) {
		const struct unit *other = s->registry[r] == u->registry || !is_ranked_somewhere(s, s->registry[r]) ? NULL :
			registry_find(s->registry[r], NULL, u->code, strlen(u->code), &many);

		if (other != NULL && text_same(other->code, u->code))
			return true;
	}
	return false;
}

/* Without .html or .xlsx. */
static const char *unit_stem(struct arena *a, const struct run_facts *f, const struct unit *u)
{
	const char *code = is_code_shared(f->scheme, u) ? arena_printf(a, "%s_%s", u->registry->name, u->code) : u->code;

	return arena_printf(a, "%.*s_%s", (int)(strlen(f->workbook) - strlen(".xlsx")), f->workbook, book_stem(a, code));
}

static void put_flags(struct buf *b, const struct run_facts *f, const struct unit *u)
{
	size_t count = 0;

	html_tag(b, "h2", "问责");
	for (size_t k = 0; k < f->flags->count; k++)
		if (f->flags->flag[k].unit == u && !f->flags->flag[k].counted_only) {
			if (count++ == 0)
				html_tag(b, "p class=\"note\"", "以下为程序按规则提出的建议，是否问责、如何问责由有权机关研究决定；有不同意见可以陈述和申辩。");
			page_flag(b, &f->flags->flag[k], false);
		}
	for (size_t k = 0; k < f->flags->unjudged_count; k++)
		if (f->flags->unjudged[k].unit == u)
			html_tag(b, "p", arena_printf(b->arena, "无法判断：%s，%s", f->flags->unjudged[k].trigger->cause, f->flags->unjudged[k].facts));
	if (count == 0)
		html_tag(b, "p", "本期没有对本单位提出问责建议。");
}

static bool write_page(struct diag *d, const struct run_facts *f, const struct unit *u, const char *dir, const char *name)
{
	struct arena *a = arena_new();
	struct buf b = page_open(a, f, "考核结果", unit_with_parent(a, u));
	bool written;

	for (size_t k = 0; k < f->scheme->board_count; k++)
		if (f->scores->board[k].board->registry == u->registry)
			page_card(&b, f, &f->scores->board[k], &f->scores->board[k].unit[u->index]);
	put_flags(&b, f, u);
	page_close(&b, f);
	written = file_write(d, dir, name, b.at, b.length);
	arena_free(a);
	return written;
}

/* ---- the workbook ---------------------------------------------------------------- */

static const struct flags *own_flags(struct arena *a, const struct flags *all, const struct unit *u)
{
	struct flags *f = arena_one(a, struct flags);

	for (size_t k = 0; k < all->count; k++)
		if (all->flag[k].unit == u && !all->flag[k].counted_only)
			*arena_push(a, f->flag, f->count) = all->flag[k];
	for (size_t k = 0; k < all->unjudged_count; k++)
		if (all->unjudged[k].unit == u)
			*arena_push(a, f->unjudged, f->unjudged_count) = all->unjudged[k];
	for (size_t k = 0; k < all->open_count; k++)
		if (all->open[k].unit == u)
			*arena_push(a, f->open, f->open_count) = all->open[k];
	return f;
}

static void draw_own(struct book *b, const void *self)
{
	draw_cards(b);
	draw_flags(b);
}

static bool write_own_book(struct diag *d, const struct run_facts *facts, const struct unit *u, const char *dir, const char *name)
{
	struct arena *a = arena_new();
	struct run_facts f = *facts;
	bool written;

	f.only = u;
	f.flags = own_flags(a, facts->flags, u);
	written = book_publish(a, d, &f, dir, name, draw_own, NULL);
	arena_free(a);
	return written;
}

/* ---- all of them -------------------------------------------------------------------- */

struct unit_files {
	struct arena *arena;
	struct diag *diag;
	struct run_facts *facts;
	const char *folder;
	size_t done, wanted;
	bool progress;
};

static void say_progress(const struct unit_files *x)
{
	if (x->progress && x->done % SAID_EVERY == 0)
		fprintf(stderr, "\r%s %zu／%zu\033[K", x->facts->language[0] == 'e' ? "units" : "各单位", x->done, x->wanted);
}

static bool write_unit(struct unit_files *x, const struct unit *u)
{
	const char *stem = unit_stem(x->arena, x->facts, u), *page = arena_printf(x->arena, "%s.html", stem);
	const char *book = arena_printf(x->arena, "%s.xlsx", stem);

	say_progress(x);
	if (!write_page(x->diag, x->facts, u, x->folder, page) || !write_own_book(x->diag, x->facts, u, x->folder, book))
		return false;
	edition_wrote(x->arena, x->facts, arena_printf(x->arena, UNIT_FOLDER "/%s", page));
	edition_wrote(x->arena, x->facts, arena_printf(x->arena, UNIT_FOLDER "/%s", book));
	x->done++;
	return true;
}

static bool write_units(struct unit_files *x)
{
	const struct scheme *s = x->facts->scheme;

	for (size_t r = 0; r < s->registry_count; r++)
		for (size_t k = 0; k < s->registry[r]->unit_count && is_ranked_somewhere(s, s->registry[r]); k++)
			if (!write_unit(x, s->registry[r]->unit[k]))
				return false;
	return dir_sync(x->diag, x->folder);
}

bool report_unit_pages(struct arena *a, struct diag *d, struct run_facts *facts, const char *dir, bool progress)
{
	struct unit_files x = { .arena = a, .diag = d, .facts = facts, .progress = progress };
	bool written;

	x.folder = path_join(a, dir, UNIT_FOLDER);
	x.wanted = facts->summary_count > 0 ? 0 : pages_wanted(facts->scheme);
	if (x.wanted == 0 || x.wanted > MOST_PAGES) {
		diag(d, x.wanted == 0 ? MSG_UNIT_PAGES_SUMMARY : MSG_UNIT_PAGES_MOST, (struct origin){ 0 }, arena_printf(a, "%zu", x.wanted),
			arena_printf(a, "%d", MOST_PAGES), NULL);
		return false;
	}
	written = dir_make(d, x.folder) && write_units(&x);
	if (progress)
		fputs("\r\033[K", stderr);
	return written;
}
