/* proposed.c -- words of 问责: the sheets, the CSVs, the sentences and explain say the same. */
#include "reports/proposed.h"

#include <inttypes.h>

#include "base/date.h"
#include "base/text.h"

const char *proposed_measure(const struct flag *f)
{
	if (f->measure != NULL)
		return f->measure;
	return f->trigger->entry_level == NULL ? "" : f->trigger->entry_level;
}

const char *flag_status(const struct flag *f)
{
	if (f->counted_only)
		return "计次";
	return f->status == NULL ? "建议" : f->status;
}

bool flag_stands(const struct flag *f)
{
	return f->ruling == NULL || (f->ruling->decision != DECIDED_REVOKE && f->ruling->decision != DECIDED_EXEMPT);
}

bool flag_undecided(const struct flag *f)
{
	return f->ruling == NULL && !f->counted_only;
}

bool flag_decided(const struct flag *f)
{
	return f->ruling != NULL;
}

size_t flags_that(const struct flags *flags, bool (*is)(const struct flag *))
{
	size_t count = 0;

	for (size_t k = 0; k < flags->count; k++)
		count += is(&flags->flag[k]);
	return count;
}

/* The highest rung for the unit: its own group's or registry's where they have one, else the common ones. */
static unsigned top_of(const struct ladder *l, const struct unit *u)
{
	unsigned top = 0;

	for (size_t k = 0; k < l->rung_count; k++) {
		const struct rung *r = &l->rung[k];

		if ((*r->group == '\0' || text_same(r->group, u->group) || text_same(r->group, u->registry->name)) && r->number > top)
			top = r->number;
	}
	return top;
}

const char *step_words(struct arena *a, const struct flag *f)
{
	if (f->step == 0 || f->trigger->ladder == NULL)
		return "";
	return arena_printf(a, "第%u级/共%u级", f->step, top_of(f->trigger->ladder, f->unit));
}

const char *climb_words(struct arena *a, const struct flag *f)
{
	if (f->trigger->ladder == NULL || f->times == 0)
		return "";
	return arena_printf(a, "连续%u期，累计%u次%s", f->streak, f->times,
		f->has_amount ? arena_printf(a, "，数量%s", num_short(a, f->amount, 2)) : "");
}

const char *merged_words(struct arena *a, const struct flag *f)
{
	struct buf b = buf_new(a);

	for (size_t k = 0; f->merged != NULL && f->merged[k] != NULL; k++) {
		const struct trigger *t = f->merged[k];

		buf_printf(&b, "%s%s", k > 0 ? "、" : "", t->title != NULL && *t->title != '\0' ? t->title : t->name);
	}
	return b.length > 0 ? b.at : "";
}

const char *decision_word(enum decision d)
{
	static const char *const words[] = {
		[DECIDED_UPHOLD] = "维持", [DECIDED_LOWER] = "减轻", [DECIDED_REVOKE] = "撤销", [DECIDED_EXEMPT] = "免责",
	};

	return words[d];
}

static void add_part(struct buf *b, const char *text)
{
	if (text != NULL && *text != '\0')
		buf_printf(b, "%s%s", b->length > 0 ? "，" : "", text);
}

const char *decision_line(struct arena *a, const struct ruling *r)
{
	struct buf b = buf_new(a);
	const char *lowered;

	if (r == NULL)
		return "";
	add_part(&b, r->document);
	add_part(&b, r->by);
	if (r->decided != INT32_MIN)
		add_part(&b, day_text(a, r->decided));
	lowered = r->decision == DECIDED_LOWER && r->measure != NULL && *r->measure != '\0' ? arena_printf(a, "为%s", r->measure) : "";
	return arena_printf(a, "%s%s%s%s%s%s%s", decision_word(r->decision), lowered, b.length > 0 ? "（" : "", b.length > 0 ? b.at : "",
		b.length > 0 ? "）" : "", r->reason != NULL && *r->reason != '\0' ? "：" : "", r->reason != NULL ? r->reason : "");
}

/* ---- 反馈期限 ------------------------------------------------------------------ */

const char *left_words(struct arena *a, const struct oversight *o, int32_t left)
{
	if (left == 0)
		return "当日到期";
	return left > 0 ? arena_printf(a, "还有%d%s", left, day_word(o)) : arena_printf(a, "逾期%d%s", -left, day_word(o));
}

const char *deadline_colour(const struct deadline *d)
{
	return d->answered ? "灰" : d->word != NULL ? d->word->colour : NULL;
}

const char *review_word(const struct reply *r)
{
	return r->review == REPLY_TAKEN ? "采纳" : r->review == REPLY_RETURNED ? "退回" : "";
}

const char *reply_line(struct arena *a, const struct reply *r)
{
	if (r == NULL)
		return "";
	return arena_printf(a, "%s，%s%s%s", day_text(a, r->day), r->document, *review_word(r) == '\0' ? "" : "，", review_word(r));
}

bool deadline_is_over(const struct deadline *d)
{
	return d->has_left && d->left < 0;
}

const char *rows_words(struct arena *a, const struct flag *f)
{
	const char *rows = arena_printf(a, "%s%" PRIu64 "行", f->distinct_at_most ? "至多" : "", f->distinct);

	return f->rows == f->distinct ? rows : arena_printf(a, "%s（各统计共%" PRIu64 "行次）", rows, f->rows);
}
