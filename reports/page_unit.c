/* page_unit.c -- --per-unit: a page for each unit, its own marks and proposals only.
 *
 * It is what goes to the unit when it is told and heard, so undecided proposals
 * stand in it, and no other unit does. */
#include "reports/pages.h"

#include <string.h>
#include "base/file.h"
#include "reports/book.h"
#include "reports/edition.h"
#include "reports/html.h"
#include "reports/sentences.h"

enum { MOST_PAGES = 5000 };
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

static const char *page_name(struct arena *a, const struct run_facts *f, const struct unit *u)
{
	const char *code = is_code_shared(f->scheme, u) ? arena_printf(a, "%s_%s", u->registry->name, u->code) : u->code;

	return arena_printf(a, "%.*s_%s.html", (int)(strlen(f->workbook) - strlen(".xlsx")), f->workbook, book_stem(a, code));
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

bool report_unit_pages(struct arena *a, struct diag *d, struct run_facts *facts, const char *dir)
{
	const char *folder = path_join(a, dir, UNIT_FOLDER);
	size_t wanted = facts->summary_count > 0 ? 0 : pages_wanted(facts->scheme);

	if (wanted == 0 || wanted > MOST_PAGES) {
		diag(d, wanted == 0 ? MSG_UNIT_PAGES_SUMMARY : MSG_UNIT_PAGES_MOST, (struct origin){ 0 }, arena_printf(a, "%zu", wanted),
			arena_printf(a, "%d", MOST_PAGES), NULL);
		return false;
	}
	if (!dir_make(d, folder))
		return false;
	for (size_t r = 0; r < facts->scheme->registry_count; r++) {
		const struct registry *x = facts->scheme->registry[r];

		for (size_t k = 0; k < x->unit_count && is_ranked_somewhere(facts->scheme, x); k++) {
			const char *name = page_name(a, facts, x->unit[k]);

			if (!write_page(d, facts, x->unit[k], folder, name))
				return false;
			edition_wrote(a, facts, arena_printf(a, UNIT_FOLDER "/%s", name));
		}
	}
	return dir_sync(d, folder);
}
