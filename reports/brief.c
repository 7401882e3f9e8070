/* brief.c -- 简报.html: the month on a phone, from within.
 *
 * The sentences, the rankings, what is proposed, what is overdue.  It is the
 * workbook's first minute and names the workbook for the rest. */
#include "reports/reports.h"

#include "base/date.h"
#include "base/file.h"
#include "reports/book.h"
#include "reports/html.h"
#include "reports/pages.h"
#include "reports/plain.h"
#include "reports/proposed.h"
#include "reports/sentences.h"

static void put_sentences(struct buf *b, const struct run_facts *facts)
{
	html_tag(b, "h2", "要点");
	buf_add(b, "<ul>\n");
	for (const char **line = report_sentences_in(b->arena, facts); *line != NULL; line++)
		html_tag(b, "li", *line);
	buf_add(b, "</ul>\n");
}

/* ---- 问责 ------------------------------------------------------------------------------ */

static void put_unjudged(struct buf *b, const struct flags *flags)
{
	if (flags->unjudged_count == 0)
		return;
	html_tag(b, "h3", "无法判断：条件里有没有数的项，既不提出，也不排除");
	buf_add(b, "<ul>\n");
	for (size_t k = 0; k < flags->unjudged_count; k++)
		html_tag(b, "li", arena_printf(b->arena, "%s　%s：%s", unit_words(b->arena, flags->unjudged[k].unit), flags->unjudged[k].trigger->cause,
			flags->unjudged[k].facts));
	buf_add(b, "</ul>\n");
}

static void put_flags(struct buf *b, const struct run_facts *facts)
{
	const struct flags *flags = facts->flags;
	size_t shown = 0;

	html_tag(b, "h2", "问责建议");
	html_tag(b, "p class=\"note\"", "以下均为程序按规则提出的建议，是否问责、如何问责由有权机关研究决定。");
	for (size_t k = 0; k < flags->count; k++)
		if (!flags->flag[k].counted_only) {
			page_flag(b, &flags->flag[k], true);
			shown++;
		}
	if (shown == 0)
		html_tag(b, "p", "本期没有提出问责建议。");
	put_unjudged(b, flags);
}

/* ---- 逾期 ------------------------------------------------------------------------------- */

struct overdue {
	struct buf *out;
	const struct oversight *words;
	size_t count;
};

static void put_overdue(struct overdue *o, const struct unit *u, const char *what, const char *since, const struct deadline *d)
{
	struct arena *a = o->out->arena;

	if (!deadline_is_over(d))
		return;
	if (o->count++ == 0)
		buf_add(o->out, "<ul>\n");
	html_tag(o->out, "li", arena_printf(a, "%s　%s（%s提出）：%s到期，%s", unit_words(a, u), what, since, day_text(a, d->due),
		left_words(a, o->words, d->left)));
}

/* Cases of every [整改] that should be done and are not, unit by unit. */
static void put_late_cases(struct buf *b, const struct run_facts *facts, const struct rectification *x)
{
	struct buf line = buf_new(b->arena);
	uint64_t rows;
	size_t units = 0;

	for (size_t k = 0; x->state[OVERDUE] != NULL && k < x->registry->unit_count; k++)
		if (rectify_rows(facts->measures, x, x->state[OVERDUE], x->registry->unit[k], &rows) && rows > 0)
			buf_printf(&line, "%s%s %llu", units++ > 0 ? "、" : "", unit_words(b->arena, x->registry->unit[k]), (unsigned long long)rows);
	if (units > 0)
		html_tag(b, "p", arena_printf(b->arena, "%s，%s：%s 件。", called(x->title, x->name), rectify_words[OVERDUE], line.at));
}

static void put_all_overdue(struct buf *b, const struct run_facts *facts)
{
	struct overdue o = { .out = b, .words = facts->scheme->oversight };
	const char *period = period_text(b->arena, facts->measures->period);

	html_tag(b, "h2", arena_printf(b->arena, "已经逾期（算到 %s）", day_text(b->arena, facts->measures->cutoff)));
	for (size_t k = 0; k < facts->flags->open_count; k++) {
		const struct open_matter *m = &facts->flags->open[k];

		put_overdue(&o, m->unit, arena_printf(b->arena, "%s→%s", m->trigger == NULL ? "（规则已废止）" : m->trigger->cause, m->measure), m->since, &m->deadline);
	}
	for (size_t k = 0; k < facts->flags->count; k++) {
		const struct flag *f = &facts->flags->flag[k];

		if (flag_stands(f))
			put_overdue(&o, f->unit, arena_printf(b->arena, "%s→%s", f->trigger->cause, proposed_measure(f)), period, &f->deadline);
	}
	if (o.count == 0)
		html_tag(b, "p", "没有逾期未回复的问责事项。");
	else
		buf_add(b, "</ul>\n");
	for (size_t k = 0; k < facts->scheme->rectification_count; k++)
		put_late_cases(b, facts, facts->scheme->rectification[k]);
}

bool report_brief(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	struct buf b = page_open(a, facts, "考核简报", "内部");

	put_sentences(&b, facts);
	page_rankings(&b, facts, NULL);
	if (facts->summary_count == 0) {
		put_flags(&b, facts);
		put_all_overdue(&b, facts);
	}
	html_tag(&b, "p class=\"note\"", arena_printf(a, "其余见工作簿“%s”。", facts->workbook != NULL ? facts->workbook : book_name(a, facts)));
	page_close(&b, facts);
	return file_write(d, dir, "简报.html", b.at, b.length);
}
