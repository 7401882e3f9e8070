/* summary.c -- words of a 汇总: where points were lost, what did not come, what was proposed meanwhile. */
#include "reports/summary.h"

#include "base/text.h"
#include "reports/book.h"
#include "reports/sentences.h"

enum { MOST_LOSING = 3, MOST_UNRANKED = 6 };

static const char lost_alike[] = "各期失分一样多";

const char *summary_title(struct arena *a, const struct summary_scores *s, const struct summary_group *g)
{
	const struct board *b = s->summary->board;

	return arena_printf(a, "%s（%s）%s%s", s->summary->name, called(b->title, b->name), g == NULL || *g->group == '\0' ? "" : " · ",
		g == NULL ? "" : g->group);
}

/* ---- periods that lack --------------------------------------------------------------- */

const char *absent_words(const struct summary *s)
{
	static const char *const words[] = {
		[ABSENT_PASSED] = "跳过，权重也不计", [ABSENT_ZERO] = "计零分", [ABSENT_UNRANKED] = "不计，该单位不参与排名",
	};

	return words[s->absent];
}

const char *absence_words(const struct summary_scores *s, const struct summary_unit *u, size_t part)
{
	const struct past *p = s->part[part].past;
	const struct past_unit *row = p == NULL || p->board == NULL ? NULL : p->board[s->summary->board->index];

	if (p == NULL)
		return "没有公布";
	return row != NULL && row[u->unit->index].present ? "没有总分" : "不在榜上";
}

const char *unpublished_words(struct arena *a, const struct summary_scores *s)
{
	struct buf b = buf_new(a);

	for (size_t k = 0; k < s->part_count; k++)
		if (s->part[k].run == 0)
			buf_printf(&b, "%s%s", b.length > 0 ? "、" : "", period_text(a, s->part[k].period));
	return b.length > 0 ? b.at : "";
}

const char *part_run(struct arena *a, const struct summary_part *p)
{
	const char *document = p->past == NULL ? NULL : p->past->document;

	if (p->past == NULL)
		return "没有公布";
	return arena_printf(a, "第%u次运行（%s%s%s）", p->run, p->past->kind == NULL ? "正式" : p->past->kind,
		document == NULL || *document == '\0' ? "" : "，", document == NULL ? "" : document);
}

static bool weights_differ(const struct summary_scores *s)
{
	for (size_t k = 1; k < s->part_count; k++)
		if (num_cmp(s->part[k].weight, s->part[0].weight) != 0)
			return true;
	return false;
}

/* ---- losses --------------------------------------------------------------------------- */

static struct num full_of(const struct summary_scores *s, const struct summary_unit *u)
{
	return by_group(&s->summary->board->full, u->unit->group);
}

/* Whether the period is in the unit's mean. */
static bool counts(const struct summary_scores *s, const struct summary_unit *u, size_t k)
{
	return u->part[k] != NULL || s->summary->absent == ABSENT_ZERO;
}

static struct num loss_in(struct arena *a, const struct summary_scores *s, const struct summary_unit *u, size_t k)
{
	struct num total = u->part[k] == NULL ? num_int(0) : u->part[k]->total;

	if (s->summary->board->ascending || !counts(s, u, k))
		return num_int(0);
	return num_mul(a, s->part[k].weight, num_sub(a, full_of(s, u), total));
}

bool part_rate(struct arena *a, const struct summary_scores *s, const struct summary_unit *u, size_t k, struct num *rate)
{
	if (u->part[k] == NULL || s->summary->board->ascending || num_sign(full_of(s, u)) <= 0)
		return false;
	*rate = num_div(a, u->part[k]->total, full_of(s, u));
	return true;
}

/* The period that lost more than any other but those already told; part_count when none is left. */
static size_t next_worst(struct arena *a, const struct summary_scores *s, const struct summary_unit *u, const bool *told)
{
	size_t worst = s->part_count;
	struct num most = num_int(0), loss;

	for (size_t k = 0; k < s->part_count; k++) {
		loss = loss_in(a, s, u, k);
		if (!told[k] && num_cmp(loss, most) > 0) {
			worst = k;
			most = loss;
		}
	}
	return worst;
}

size_t worst_part(struct arena *a, const struct summary_scores *s, const struct summary_unit *u)
{
	return next_worst(a, s, u, arena_many(a, bool, s->part_count + 1));
}

static const char *loss_words(struct arena *a, const struct summary_scores *s, const struct summary_unit *u, size_t k)
{
	const char *period = period_text(a, s->part[k].period);
	const char *weight = weights_differ(s) ? arena_printf(a, "，权重%s", num_short(a, s->part[k].weight, 2)) : "";

	if (u->part[k] == NULL)
		return arena_printf(a, "%s（%s，计零分%s）", period, absence_words(s, u, k), weight);
	return arena_printf(a, "%s（得%s，满%s%s）", period, num_fixed(a, u->part[k]->total, total_places(s->summary->board)),
		num_short(a, full_of(s, u), 2), weight);
}

/* More than the period lost in the mean; the one there is, where all are alike. */
const char *losing_words(struct arena *a, const struct summary_scores *s, const struct summary_unit *u)
{
	bool *told = arena_many(a, bool, s->part_count + 1);
	struct num sum = num_int(0);
	struct buf b = buf_new(a);
	size_t counted = 0, k;

	for (k = 0; k < s->part_count; k++) {
		counted += counts(s, u, k);
		sum = num_add(a, sum, loss_in(a, s, u, k));
	}
	for (size_t shown = 0; shown < MOST_LOSING && (k = next_worst(a, s, u, told)) < s->part_count; shown++) {
		if (counted > 1 && num_cmp(num_mul(a, loss_in(a, s, u, k), num_int((int64_t)counted)), sum) <= 0)
			break;
		buf_printf(&b, "%s%s", shown > 0 ? "、" : "", loss_words(a, s, u, k));
		told[k] = true;
	}
	if (b.length == 0)
		return num_sign(sum) > 0 ? lost_alike : "";
	return b.at;
}

const char *unranked_words(struct arena *a, const struct summary_scores *s)
{
	struct buf b = buf_new(a);
	size_t count = 0;

	for (size_t k = 0; k < s->unit_count; k++) {
		if (s->unit[k].ranked)
			continue;
		if (count++ < MOST_UNRANKED)
			buf_printf(&b, "%s%s（%s）", count > 1 ? "、" : "", unit_words(a, s->unit[k].unit), s->unit[k].why_unranked);
	}
	if (count > MOST_UNRANKED)
		buf_printf(&b, "等%zu个", count);
	return count > 0 ? b.at : NULL;
}

/* ---- 问责 ------------------------------------------------------------------------------ */

const char *const summed_decision[SUMMED_DECISIONS] = {
	[FLAG_OPEN] = "未决定", [FLAG_UPHELD] = "维持", [FLAG_LOWERED] = "减轻", [FLAG_REVOKED] = "撤销", [FLAG_EXEMPT] = "免责",
};

static const struct ruling *ruling_of(const struct people *p, const char *id)
{
	for (size_t k = 0; p != NULL && k < p->ruling_count; k++)
		if (text_same(p->ruling[k].flag_id, id))
			return &p->ruling[k];
	return NULL;
}

/* A trigger that the rules no longer hold is known by the board that was recorded. */
static bool is_on(const struct past_flag *f, const struct board *b)
{
	return f->board == NULL ? f->unit->registry == b->registry : text_same(f->board, b->name);
}

struct summed_flags summed_flags(struct arena *a, const struct run_facts *facts, const struct summary_scores *s)
{
	struct summed_flags all = { .flag = NULL };

	for (size_t k = 0; k < s->part_count; k++) {
		const struct past *p = s->part[k].past;

		for (size_t i = 0; p != NULL && i < p->flag_count; i++) {
			const struct past_flag *f = &p->flag[i];

			if (!is_on(f, s->summary->board) || facts->edition == PUBLIC || (facts->edition == MEETING && f->decision == FLAG_OPEN))
				continue;
			if (text_same(f->measure, flag_counted_only))
				all.below++;
			else
				*arena_push(a, all.flag, all.count) = (struct summed_flag){ p, f, ruling_of(facts->people, f->id) };
		}
	}
	return all;
}

const char *summed_words(struct arena *a, const struct summed_flags *all, const struct unit *unit)
{
	static const int order[SUMMED_DECISIONS] = { FLAG_UPHELD, FLAG_LOWERED, FLAG_REVOKED, FLAG_EXEMPT, FLAG_OPEN };
	size_t count[SUMMED_DECISIONS] = { 0 }, sum = 0;
	struct buf b = buf_new(a);

	for (size_t k = 0; k < all->count; k++)
		if (unit == NULL || all->flag[k].flag->unit == unit) {
			count[all->flag[k].flag->decision]++;
			sum++;
		}
	if (sum == 0)
		return NULL;
	buf_printf(&b, "%zu件：", sum);
	for (size_t k = 0, shown = 0; k < SUMMED_DECISIONS; k++)
		if (count[order[k]] > 0)
			buf_printf(&b, "%s%s%zu", shown++ > 0 ? "，" : "", summed_decision[order[k]], count[order[k]]);
	return b.at;
}

/* ---- the sentences ----------------------------------------------------------------------- */

struct speech {
	struct arena *arena;
	const struct summary_scores *scores;
	const char **sentence;
	size_t count;
};

static void say(struct speech *s, const char *sentence)
{
	*arena_push(s->arena, s->sentence, s->count) = sentence;
}

/* 甲、乙 并列 92.27 分, all from `first` on that share its rank. */
static const char *rank_words(const struct speech *s, const struct summary_group *g, size_t first)
{
	const struct summary_unit *u = g->unit[first];
	const struct unit **unit = arena_many(s->arena, const struct unit *, u->tied + 1);

	for (size_t k = 0; k < u->tied; k++)
		unit[k] = g->unit[first + k]->unit;
	return placed_words(s->arena, unit, u->tied, total_words(s->arena, &s->scores->summary->rounding, s->scores->summary->board->ascending,
		u->total));
}

static void say_head(struct speech *s)
{
	struct series heads = { .text = buf_new(s->arena) };

	for (size_t k = 0; k < s->scores->group_count; k++) {
		const struct summary_group *g = &s->scores->group[k];
		const struct grade *grade = g->ranked_count > 0 ? g->unit[0]->grade : NULL;

		if (g->ranked_count > 0)
			add_group(&heads, group_before(s->arena, g->group, s->scores->group_count), grade == NULL ? rank_words(s, g, 0) :
				arena_printf(s->arena, "%s（%s）", rank_words(s, g, 0), grade->word));
	}
	say(s, arena_printf(s->arena, "%s%s%s。", summary_title(s->arena, s->scores, NULL), heads.count == 0 ? "：没有单位参加排名" : "首位：",
		heads.count == 0 ? "" : series_end(&heads)));
}

static void say_foot(struct speech *s)
{
	struct series feet = { .text = buf_new(s->arena) };

	for (size_t k = 0; k < s->scores->group_count; k++) {
		const struct summary_group *g = &s->scores->group[k];
		const struct summary_unit *last = g->ranked_count > 0 ? g->unit[g->ranked_count - 1] : NULL;
		const char *lost = last == NULL || last->tied > 1 ? "" : losing_words(s->arena, s->scores, last);

		if (last != NULL && last->tied < g->ranked_count)
			add_group(&feet, group_before(s->arena, g->group, s->scores->group_count), arena_printf(s->arena, "%s%s%s",
				rank_words(s, g, g->ranked_count - last->tied), *lost == '\0' ? "" : lost == lost_alike ? "，" : "，失分最多的是 ", lost));
	}
	if (feet.count > 0)
		say(s, arena_printf(s->arena, "末位：%s。", series_end(&feet)));
}

static void say_all(struct speech *s, const struct run_facts *facts)
{
	const struct summed_flags flags = summed_flags(s->arena, facts, s->scores);
	const char *unranked = unranked_words(s->arena, s->scores), *lacking = unpublished_words(s->arena, s->scores);
	const char *proposed = summed_words(s->arena, &flags, NULL);

	say_head(s);
	say_foot(s);
	say(s, unranked == NULL ? "没有不参与排名的单位。" : arena_printf(s->arena, "不参与排名：%s。", unranked));
	if (*lacking != '\0')
		say(s, arena_printf(s->arena, "%s 没有公布：%s。", lacking, absent_words(s->scores->summary)));
	if (proposed != NULL)
		say(s, arena_printf(s->arena, facts->edition == MEETING ? "各期已决定的问责%s。" : "各期共提出问责建议%s。", proposed));
}

const char **report_summary_sentences(struct arena *a, const struct run_facts *facts)
{
	struct speech s = { .arena = a };

	for (size_t k = 0; k < facts->summary_count; k++) {
		s.scores = facts->summary[k];
		say_all(&s, facts);
	}
	*arena_push(a, s.sentence, s.count) = NULL;
	return s.sentence;
}
