/* circular.c -- 通报.txt: the notice in at most 300 characters.
 *
 * The sentences are those of [通报] with the figures put in; where the scheme has
 * none, those that stand on the cover.  A sentence goes in whole or not at all.
 * One that speaks of what the edition must not say is left out. */
#include "reports/reports.h"

#include <string.h>
#include "base/date.h"
#include "base/file.h"
#include "reports/book.h"
#include "reports/edition.h"
#include "reports/plain.h"
#include "reports/proposed.h"
#include "reports/sentences.h"

enum { MOST_NAMES = 6 };

struct writing {
	struct arena *arena;
	const struct run_facts *facts;
	const struct board_scores *bs;
};

/* ---- figures of the period ---------------------------------------------------------- */

static const char *total_text(const struct writing *w, struct num total)
{
	return num_fixed(w->arena, total, total_places(w->bs->board));
}

static const char *count_text(const struct writing *w, size_t count)
{
	return arena_printf(w->arena, "%zu", count);
}

/* Mean, highest or lowest total of all that are ranked. */
static const char *of_totals(const struct writing *w, enum circular_figure f)
{
	struct num sum = num_int(0), most = num_int(0), least = num_int(0);
	size_t count = 0;

	for (size_t g = 0; g < w->bs->group_count; g++)
		for (size_t k = 0; k < w->bs->group[g].ranked_count; k++, count++) {
			struct num total = w->bs->group[g].unit[k]->total;

			sum = num_add(w->arena, sum, total);
			most = count == 0 ? total : num_max(most, total);
			least = count == 0 ? total : num_min(least, total);
		}
	if (count == 0)
		return "（没有单位参加排名）";
	return total_text(w, f == CIRCULAR_HIGHEST ? most : f == CIRCULAR_LOWEST ? least : num_div(w->arena, sum, num_int((int64_t)count)));
}

/* "仁和区 92.27 分", group by group where there are several. */
static const char *ends(const struct writing *w, bool head)
{
	struct series s = { .text = buf_new(w->arena) };

	for (size_t g = 0; g < w->bs->group_count; g++) {
		const struct group_scores *group = &w->bs->group[g];
		const struct unit_score *last = group->ranked_count == 0 ? NULL : group->unit[head ? 0 : group->ranked_count - 1];
		const struct unit **unit;

		if (last == NULL)
			continue;
		unit = arena_many(w->arena, const struct unit *, last->tied + 1);
		for (size_t k = 0; k < last->tied; k++)
			unit[k] = group->unit[head ? k : group->ranked_count - last->tied + k]->unit;
		add_group(&s, group_before(w->arena, group->group, w->bs->group_count), placed_words(w->arena, unit, last->tied,
			total_words(w->arena, &w->bs->board->rounding, w->bs->board->ascending, last->total)));
	}
	return s.count == 0 ? "（没有单位参加排名）" : series_end(&s);
}

static const char *absent_names(const struct writing *w)
{
	const struct registry *r = w->bs->board->registry;
	struct buf names = buf_new(w->arena);
	size_t count = 0;

	for (size_t k = 0; k < r->unit_count; k++)
		if (not_sent(w->arena, w->facts->measures, r->unit[k]) != NULL)
			add_name(&names, unit_words(w->arena, r->unit[k]), &count, MOST_NAMES);
	end_names(&names, count, MOST_NAMES);
	return count == 0 ? "无" : names.at;
}

static const char *roster_names(const struct writing *w, const struct roster *roster)
{
	const struct roster_scores r = roster_scores(w->facts->scores, roster);
	struct buf names = buf_new(w->arena);
	size_t count = 0;

	for (size_t k = 0; k < r.count; k++)
		add_name(&names, unit_words(w->arena, r.line[k].unit->unit), &count, MOST_NAMES);
	end_names(&names, count, MOST_NAMES);
	return count == 0 ? "无" : names.at;
}

static size_t ranked_units(const struct board_scores *bs)
{
	size_t count = 0;

	for (size_t g = 0; g < bs->group_count; g++)
		count += bs->group[g].ranked_count;
	return count;
}

static size_t overdue(const struct flags *flags)
{
	size_t count = 0;

	for (size_t k = 0; k < flags->open_count; k++)
		count += deadline_is_over(&flags->open[k].deadline);
	for (size_t k = 0; k < flags->count; k++)
		count += flag_stands(&flags->flag[k]) && deadline_is_over(&flags->flag[k].deadline);
	return count;
}

static const char *of_period(const struct writing *w, const struct circular_part *p)
{
	switch (p->figure) {
	case CIRCULAR_PERIOD_NAME:
		return period_title(w->arena, w->facts->measures->period);
	case CIRCULAR_SCHEME:
		return w->facts->scheme->name;
	case CIRCULAR_BOARD:
		return called(w->bs->board->title, w->bs->board->name);
	case CIRCULAR_UNITS:
		return count_text(w, w->bs->board->registry->unit_count);
	case CIRCULAR_RANKED:
		return count_text(w, ranked_units(w->bs));
	case CIRCULAR_MEAN:
	case CIRCULAR_HIGHEST:
	case CIRCULAR_LOWEST:
		return of_totals(w, p->figure);
	case CIRCULAR_HEADS:
		return ends(w, true);
	case CIRCULAR_FEET:
		return ends(w, false);
	case CIRCULAR_ABSENT:
		return absent_names(w);
	case CIRCULAR_PROPOSED:
		return count_text(w, flags_that(w->facts->flags, flag_undecided));
	case CIRCULAR_DECIDED:
		return count_text(w, flags_that(w->facts->flags, flag_decided));
	case CIRCULAR_OVERDUE:
		return count_text(w, overdue(w->facts->flags));
	case CIRCULAR_ROSTER:
		return roster_names(w, p->roster);
	default:
		return "";
	}
}

/* ---- figures of a unit ----------------------------------------------------------------- */

static const char *moved_words(const struct writing *w, const struct unit_score *u)
{
	const struct past *past = last_published(w->facts->scores->history);
	const struct past_unit *was = past == NULL ? NULL : past_unit_of(past, w->bs->board, u->unit);

	if (was == NULL || !was->ranked || !u->ranked)
		return "上期没有名次";
	if (was->rank == u->rank)
		return "名次持平";
	return was->rank > u->rank ? arena_printf(w->arena, "升%u位", was->rank - u->rank) : arena_printf(w->arena, "降%u位", u->rank - was->rank);
}

static const char *value_words(const struct writing *w, const struct unit_score *u, const struct circular_part *p)
{
	const struct node_score *n = &u->node[p->indicator->index];
	const char *word = obstacle_of(n);

	if (p->figure == CIRCULAR_POINTS)
		return n->scored ? num_text(w->arena, num_round(w->arena, n->points, 2, HALF_UP)) : word != NULL ? word : "不计";
	if (word != NULL || n->value.kind != V_NUMBER)
		return word != NULL ? word : value_show(w->arena, n->value);
	return short_figure(w->arena, num_round(w->arena, n->value.num, 4, HALF_UP), value_dimension(p->indicator), 2);
}

static const char *of_unit(const struct writing *w, const struct unit_score *u, const struct circular_part *p)
{
	const char *lost;

	switch (p->figure) {
	case CIRCULAR_UNIT:
		return unit_words(w->arena, u->unit);
	case CIRCULAR_GROUP:
		return u->unit->group;
	case CIRCULAR_TOTAL:
		return u->scored ? total_text(w, u->total) : "无总分";
	case CIRCULAR_RANK:
		return u->ranked ? arena_printf(w->arena, "%u", u->rank) : "不排名";
	case CIRCULAR_GRADE:
		return u->grade == NULL ? "未定等次" : u->grade->word;
	case CIRCULAR_MOVED:
		return moved_words(w, u);
	case CIRCULAR_WEAKNESS:
		lost = weakness(w->arena, u, w->bs->board);
		return *lost == '\0' ? "没有失分" : lost;
	default:
		return value_words(w, u, p);
	}
}

/* ---- sentences ----------------------------------------------------------------------------- */

/* u: NULL where the sentence speaks of the period. */
static const char *fill(const struct writing *w, const struct circular_sentence *s, const struct unit_score *u)
{
	struct buf b = buf_new(w->arena);

	for (size_t k = 0; k < s->part_count; k++) {
		const struct circular_part *p = &s->part[k];

		buf_add(&b, p->figure == CIRCULAR_TEXT ? p->text : p->figure < CIRCULAR_UNIT ? of_period(w, p) : of_unit(w, u, p));
	}
	return b.length > 0 ? b.at : "";
}

static bool is_meant(const struct circular_sentence *s, const struct group_scores *g, const struct unit_score *u)
{
	size_t n = g->ranked_count, most = s->most < n ? s->most : n;

	switch (s->whom) {
	case CIRCULAR_HEAD:
		return u->rank == g->unit[0]->rank;
	case CIRCULAR_FOOT:
		return u->rank == g->unit[n - 1]->rank && u->tied < n;
	case CIRCULAR_FIRST:
		return most > 0 && u->rank <= g->unit[most - 1]->rank;
	case CIRCULAR_LAST:
		return most > 0 && u->rank >= g->unit[n - most]->rank;
	default:
		return true;
	}
}

/* What parts one unit from the next ends the sentence behind the last. */
static const char *ended(struct buf *b)
{
	size_t mark = strlen("；");

	if (b->length == 0)
		return "";
	if (b->length >= mark && strcmp(b->at + b->length - mark, "；") == 0)
		memcpy(b->at + b->length - mark, "。", strlen("。"));
	return b->at;
}

/* One text for all the units that it speaks of; "" where there is none. */
static const char *of_units(const struct writing *w, const struct circular_sentence *s)
{
	struct buf b = buf_new(w->arena);

	for (size_t g = 0; g < w->bs->group_count; g++)
		for (size_t k = 0; k < w->bs->group[g].ranked_count; k++)
			if (is_meant(s, &w->bs->group[g], w->bs->group[g].unit[k]))
				buf_add(&b, fill(w, s, w->bs->group[g].unit[k]));
	return ended(&b);
}

/* Whether the edition may say it: proposals are for 内部, measures and what is overdue not for all. */
static bool may_say(const struct run_facts *facts, const struct circular_sentence *s)
{
	for (size_t k = 0; k < s->part_count; k++) {
		enum circular_figure f = s->part[k].figure;

		if ((f == CIRCULAR_PROPOSED && facts->edition != INTERNAL) || ((f == CIRCULAR_DECIDED || f == CIRCULAR_OVERDUE) && facts->edition == PUBLIC) ||
			(f == CIRCULAR_ROSTER && !roster_shown(facts, s->part[k].roster)))
			return false;
	}
	return true;
}

/* ---- within 300 characters ----------------------------------------------------------------------- */

static const char *circular_name(struct arena *a, const struct run_facts *facts)
{
	return arena_printf(a, "通报%s.txt", edition_suffix(facts->edition));
}

struct notice_text {
	struct buf text;
	size_t left;                    /* characters */
};

static bool add_line(struct notice_text *n, const char *line)
{
	size_t count = utf8_count(line, strlen(line));

	if (count > n->left)
		return false;
	n->left -= count;
	buf_printf(&n->text, "%s\n", line);
	return true;
}

static void add_own(struct notice_text *n, struct diag *d, const struct writing *w)
{
	const struct circular *c = w->facts->scheme->circular;

	for (size_t k = 0; k < c->sentence_count; k++) {
		const struct circular_sentence *s = &c->sentence[k];
		const char *line = !may_say(w->facts, s) ? "" : s->whom == CIRCULAR_PERIOD ? fill(w, s, NULL) : of_units(w, s);

		if (*line != '\0' && !add_line(n, line))
			diag(d, MSG_CIRCULAR_LONG, s->at, arena_printf(w->arena, "句.%u", s->number),
				arena_printf(w->arena, "%zu", utf8_count(line, strlen(line))), arena_printf(w->arena, "%zu", n->left),
				circular_name(w->arena, w->facts), NULL);
	}
}

/* As much of it as fits, up to a stop between two of its parts; false where not even one does. */
static bool add_cut(struct notice_text *n, const char *line)
{
	static const char rest[] = "（余略）。";
	size_t room = n->left, used = utf8_count(rest, strlen(rest)), cut = 0, size;
	const char *end = line + strlen(line);

	for (const char *at = line; at < end && used < room; at += size, used++) {
		utf8_decode(at, end, &size);
		if (strncmp(at, "；", strlen("；")) == 0)
			cut = (size_t)(at - line);
	}
	return cut > 0 && add_line(n, arena_printf(n->text.arena, "%.*s%s", (int)cut, line, rest));
}

static void add_standard(struct notice_text *n, const struct run_facts *facts)
{
	for (const char **line = report_sentences_in(n->text.arena, facts); *line != NULL; line++)
		if (!add_line(n, *line))
			add_cut(n, *line);
}

static const char *compose(struct arena *a, struct diag *d, const struct run_facts *facts)
{
	struct notice_text n = { .text = buf_new(a), .left = CIRCULAR_CHARACTERS };
	const struct circular *c = facts->scheme->circular;
	bool is_final = text_same(facts->kind, "正式") && (facts->mark == NULL || *facts->mark == '\0');

	add_line(&n, arena_printf(a, "%s%s通报%s", facts->scheme->name, period_title(a, facts->measures->period),
		is_final ? "" : arena_printf(a, "【%s】", kind_words(a, facts))));
	if (c != NULL && facts->summary_count == 0) {
		const struct writing w = { a, facts, &facts->scores->board[c->board->index] };

		add_own(&n, d, &w);
	} else {
		add_standard(&n, facts);
	}
	return n.text.length > 0 ? n.text.at : "";
}

bool report_circular(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	const char *text = compose(a, d, facts);

	return file_write(d, dir, circular_name(a, facts), text, strlen(text));
}

void report_circular_check(struct arena *a, struct diag *d, const struct run_facts *facts)
{
	compose(a, d, facts);
}
