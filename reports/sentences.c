/* sentences.c -- the sentences that matter: who leads, who is last and why, who rose
 * and fell most, who is proposed for what, what was decided, what is overdue, who
 * did not report.
 *
 * The first board is told in full; every other board has one sentence.  Lists
 * are cut before they fill a page: the workbook holds all of it. */
#include "reports/sentences.h"

#include <string.h>
#include "base/text.h"
#include "reports/book.h"
#include "reports/losses.h"
#include "reports/plain.h"
#include "reports/proposed.h"

enum { MOST_NAMES = 6, MOST_GROUPS = 4, MOST_REASONS = 2, MOST_PROPOSED = 5, MOST_MOVED = 3, LONG_RUN = 3, VALUE_PLACES = 2 };

struct speech {
	struct arena *arena;
	const struct scores *scores;
	const struct flags *flags;
	const char **sentence;
	size_t count;
};

static void say(struct speech *s, const char *sentence)
{
	*arena_push(s->arena, s->sentence, s->count) = sentence;
}

/* ---- words ----------------------------------------------------------------------- */

/* 城关镇 alone does not say which, where the registry has several. */
const char *unit_words(struct arena *a, const struct unit *u)
{
	for (size_t k = 0; k < u->registry->unit_count; k++)
		if (u->registry->unit[k] != u && text_same(u->registry->unit[k]->name, u->name))
			return unit_with_parent(a, u);
	return u->name;
}

static const char *group_words(struct arena *a, const char *name, size_t groups)
{
	size_t length = strlen(name), suffix = strlen("组");

	if (groups < 2 || length == 0)
		return "";
	if (length >= suffix && strcmp(name + length - suffix, "组") == 0)
		return name;
	return arena_printf(a, "%s组", name);
}

const char *group_before(struct arena *a, const char *name, size_t groups)
{
	const char *group = group_words(a, name, groups);

	return *group == '\0' ? "" : arena_printf(a, "%s ", group);
}

const char *total_words(struct arena *a, const struct rounding *r, bool ascending, struct num total)
{
	const char *words = r->set && !r->none ? num_fixed(a, total, rounded_places(r)) : num_short(a, total, rounded_places(r));

	return ascending ? words : arena_printf(a, "%s 分", words);
}

static const char *rounded_text(struct arena *a, struct num n, int places)
{
	return num_text(a, num_round(a, n, places, HALF_UP));
}

static const char *rounded_value(struct arena *a, struct num n, const char *dimension)
{
	if (text_same(dimension, "%"))
		return arena_printf(a, "%s%%", rounded_text(a, num_mul(a, n, num_int(100)), VALUE_PLACES));
	return arena_printf(a, "%s%s", rounded_text(a, n, VALUE_PLACES), dimension == NULL ? "" : dimension);
}

const char *placed_words(struct arena *a, const struct unit *const *unit, size_t count, const char *total)
{
	struct buf text = buf_new(a);
	size_t named = 0;

	for (size_t k = 0; k < count; k++)
		add_name(&text, unit_words(a, unit[k]), &named, MOST_NAMES);
	end_names(&text, named, MOST_NAMES);
	return arena_printf(a, "%s%s %s", text.at, count > 1 ? " 并列" : "", total);
}

/* "甲、乙 92.27 分": all that share the rank, which are `count` from `first` on. */
static const char *rank_words(struct arena *a, const struct board *b, const struct group_scores *g, size_t first, size_t count)
{
	const struct unit **unit = arena_many(a, const struct unit *, count + 1);

	for (size_t k = 0; k < count; k++)
		unit[k] = g->unit[first + k]->unit;
	return placed_words(a, unit, count, total_words(a, &b->rounding, b->ascending, g->unit[first]->total));
}

static const char *head_words(struct arena *a, const struct board *b, const struct group_scores *g)
{
	return rank_words(a, b, g, 0, g->unit[0]->tied);
}

static size_t foot_count(const struct group_scores *g)
{
	return g->unit[g->ranked_count - 1]->tied;
}

static const char *foot_words(struct arena *a, const struct board *b, const struct group_scores *g)
{
	return rank_words(a, b, g, g->ranked_count - foot_count(g), foot_count(g));
}

/* A group with a head and a foot that are not the same units. */
static bool has_foot(const struct group_scores *g)
{
	return g->ranked_count > 0 && foot_count(g) < g->ranked_count;
}

/* ---- why ------------------------------------------------------------------------- */

/* "（目标 95%）" where the rule names one. */
static const char *aim_words(struct speech *s, const struct board *b, const struct unit_score *u, const struct indicator *i)
{
	const struct marking *m = indicator_marking(i, u->unit->group);
	bool linear = m->method == LINEAR;
	const struct expr *aim = linear ? m->high : m->target;
	struct value v;

	if (aim == NULL || (!linear && m->method != TARGET && m->method != REVERSE_TARGET))
		return "";
	v = scores_eval(s->scores, b, u->unit, aim);
	if (v.kind != V_NUMBER)
		return "";
	return arena_printf(s->arena, "（%s %s）", linear ? "满分线" : "目标", rounded_value(s->arena, v.num, value_dimension(i)));
}

/* "复查合格率 60%（目标 95%）", "任务完成比 未报送" */
static const char *node_words(struct speech *s, const struct board *b, const struct unit_score *u, const struct indicator *i)
{
	const struct node_score *n = &u->node[i->index];
	const char *label = called(i->title, i->name), *obstacle = obstacle_of(n);

	if (n->zeroed != NULL)
		return arena_printf(s->arena, "%s 因否决“%s”计零", label, called(n->zeroed->title, n->zeroed->name));
	if (obstacle != NULL)
		return arena_printf(s->arena, "%s %s", label, obstacle);
	if (n->value.kind != V_NUMBER)
		return label;
	return arena_printf(s->arena, "%s %s%s", label, rounded_value(s->arena, n->value.num, value_dimension(i)), aim_words(s, b, u, i));
}

static const char *branch_words(struct speech *s, const struct board *b, const struct unit_score *u, const struct indicator *branch)
{
	const struct indicator *leaf = costliest_leaf(s->arena, u, branch);
	struct num got, most;
	const char *marks;

	given_by(s->arena, u, branch, &got, &most);
	marks = arena_printf(s->arena, "（得 %s，满 %s）", rounded_text(s->arena, got, total_places(b)), rounded_text(s->arena, most, total_places(b)));
	if (leaf == NULL)
		return arena_printf(s->arena, "主要失分在 %s%s", node_words(s, b, u, branch), marks);
	return arena_printf(s->arena, "主要失分在 %s%s，其中 %s", called(branch->title, branch->name), marks, node_words(s, b, u, leaf));
}

/* A total that is one figure needs no reason beside itself, unless that figure has an aim or is missing. */
static bool says_more(const struct marking *m, const struct node_score *root)
{
	return root->none || (m->method != QUOTE && m->method != NO_METHOD);
}

/* Why the total is no higher; "" where the tree does not say it (nothing lost, a state of the whole unit, smallest first). */
static const char *reason_words(struct speech *s, const struct board *b, const struct unit_score *u)
{
	const struct node_score *root = &u->node[b->root->index];
	const struct indicator *branch = costliest_child(s->arena, u, b->root);
	const char *why = "";

	if (b->ascending)
		return "";
	if (root->scored && !root->none && root->zeroed == NULL && num_cmp(u->base, root->share) == 0) {
		if (branch != NULL)
			why = branch_words(s, b, u, branch);
		else if (b->root->child_count == 0 && says_more(&b->root->marking, root))
			why = node_words(s, b, u, b->root);
	}
	if (num_sign(u->extra_sum) < 0)
		why = arena_printf(s->arena, "%s%s加减分扣 %s 分", why, *why != '\0' ? "，" : "",
			rounded_text(s->arena, num_neg(s->arena, u->extra_sum), total_places(b)));
	return why;
}

/* The reasons of all at the foot: of one without its name, of several with it. */
static const char *foot_reasons(struct speech *s, const struct board *b, const struct group_scores *g)
{
	struct buf text = buf_new(s->arena);
	size_t count = foot_count(g);

	for (size_t k = 0; k < count && k < MOST_REASONS; k++) {
		const struct unit_score *u = g->unit[g->ranked_count - count + k];
		const char *why = reason_words(s, b, u);

		if (*why != '\0')
			buf_printf(&text, "，%s%s%s", count > 1 ? unit_words(s->arena, u->unit) : "", count > 1 ? " " : "", why);
	}
	return text.length > 0 ? text.at : "";
}

/* ---- the first board --------------------------------------------------------------- */

void add_group(struct series *s, const char *group, const char *words)
{
	if (s->count++ < MOST_GROUPS)
		buf_printf(&s->text, "%s%s%s", s->count > 1 ? "；" : "", group, words);
}

const char *series_end(struct series *s)
{
	if (s->count > MOST_GROUPS)
		buf_printf(&s->text, "；另有 %zu 组见“排名”", s->count - MOST_GROUPS);
	return s->text.at;
}

static void say_head(struct speech *s, const struct board_scores *bs)
{
	struct series heads = { .text = buf_new(s->arena) };
	struct arena *a = s->arena;
	const char *board = called(bs->board->title, bs->board->name);

	for (size_t k = 0; k < bs->group_count; k++) {
		const struct group_scores *g = &bs->group[k];
		const struct grade *grade = g->ranked_count > 0 ? g->unit[0]->grade : NULL;

		if (g->ranked_count > 0)
			add_group(&heads, group_before(a, g->group, bs->group_count), grade == NULL ? head_words(a, bs->board, g) :
				arena_printf(a, "%s（%s）", head_words(a, bs->board, g), grade->word));
	}
	if (heads.count == 0)
		say(s, arena_printf(a, "%s：没有单位参加排名。", board));
	else
		say(s, arena_printf(a, "%s首位：%s。", board, series_end(&heads)));
}

static void say_foot(struct speech *s, const struct board_scores *bs)
{
	struct series feet = { .text = buf_new(s->arena) };
	struct arena *a = s->arena;

	for (size_t k = 0; k < bs->group_count; k++) {
		const struct group_scores *g = &bs->group[k];

		if (has_foot(g))
			add_group(&feet, group_before(a, g->group, bs->group_count), arena_printf(a, "%s%s", foot_words(a, bs->board, g), foot_reasons(s, bs->board, g)));
	}
	if (feet.count > 0)
		say(s, arena_printf(a, "末位：%s。", series_end(&feet)));
}

/* ---- 升降 --------------------------------------------------------------------------- */

/* Ranks gained since the last published period; 0 where there is nothing to compare. */
static int64_t rise_of(const struct past *past, const struct board *b, const struct unit_score *u)
{
	const struct past_unit *was = past_unit_of(past, b, u->unit);

	return was == NULL || !was->ranked || !u->ranked ? 0 : (int64_t)was->rank - (int64_t)u->rank;
}

/* "西区（第5→第2）" of all that moved furthest in the direction of sign; NULL when nobody did. */
static const char *moved_words(struct speech *s, const struct board_scores *bs, const struct past *past, int64_t sign)
{
	struct buf text = buf_new(s->arena);
	int64_t most = 0;
	size_t named = 0;

	for (size_t k = 0; k < bs->board->registry->unit_count; k++)
		if (sign * rise_of(past, bs->board, &bs->unit[k]) > most)
			most = sign * rise_of(past, bs->board, &bs->unit[k]);
	for (size_t k = 0; most > 0 && k < bs->board->registry->unit_count; k++) {
		const struct unit_score *u = &bs->unit[k];

		if (sign * rise_of(past, bs->board, u) == most)
			add_name(&text, arena_printf(s->arena, "%s（第%u→第%u）", unit_words(s->arena, u->unit),
				past_unit_of(past, bs->board, u->unit)->rank, u->rank), &named, MOST_MOVED);
	}
	end_names(&text, named, MOST_MOVED);
	return named > 0 ? text.at : NULL;
}

static void say_moved(struct speech *s, const struct board_scores *bs)
{
	const struct past *past = last_published(s->scores->history);
	const char *up, *down;

	if (past == NULL)
		return;
	up = moved_words(s, bs, past, 1);
	down = moved_words(s, bs, past, -1);
	if (up == NULL && down == NULL)
		say(s, arena_printf(s->arena, "名次与%s相比没有升降。", past_word(s->scores->history, past)));
	else
		say(s, arena_printf(s->arena, "与%s相比，名次%s%s%s%s%s。", past_word(s->scores->history, past), up != NULL ? "升得最多：" : "",
			up != NULL ? up : "", up != NULL && down != NULL ? "；" : "", down != NULL ? "降得最多：" : "", down != NULL ? down : ""));
}

/* ---- 问责 --------------------------------------------------------------------------- */

/* "进展缓慢→约谈（连续第3期）": only what nobody has decided yet. */
static void add_proposal(struct arena *a, struct buf *text, const struct flag *f)
{
	buf_printf(text, "%s→%s%s", f->trigger->cause, proposed_measure(f),
		f->streak >= LONG_RUN ? arena_printf(a, "（连续第%u期）", f->streak) : "");
}

/* "进展缓慢→督办、推进不力→督办" of one unit on one board; NULL when nothing. */
static const char *proposed_words(struct speech *s, const struct board *b, const struct unit *u, size_t *count)
{
	struct buf text = buf_new(s->arena);

	*count = 0;
	for (size_t k = 0; k < s->flags->count; k++) {
		const struct flag *f = &s->flags->flag[k];

		if (f->unit != u || f->trigger->board != b || !flag_undecided(f))
			continue;
		buf_add(&text, (*count)++ > 0 ? "、" : "");
		add_proposal(s->arena, &text, f);
	}
	return *count > 0 ? text.at : NULL;
}

static const char *proposals_of(struct speech *s)
{
	struct buf text = buf_new(s->arena);
	size_t units = 0, beyond = 0, count;

	for (size_t b = 0; b < s->scores->scheme->board_count; b++) {
		const struct board *board = s->scores->board[b].board;

		for (size_t k = 0; k < board->registry->unit_count; k++) {
			const struct unit *u = board->registry->unit[k];
			const char *words = proposed_words(s, board, u, &count);

			if (words == NULL)
				continue;
			if (units++ < MOST_PROPOSED)
				buf_printf(&text, "%s%s %s", units > 1 ? "；" : "", unit_words(s->arena, u), words);
			else
				beyond += count;
		}
	}
	if (units > MOST_PROPOSED)
		buf_printf(&text, "；另有 %zu 个单位 %zu 件见“问责清单”", units - MOST_PROPOSED, beyond);
	return text.at;
}

static bool is_drill(const struct flags *flags)
{
	return flags->count > 0 && text_same(flags->flag[0].status, "演练");
}

/* "以前各期未了 6 件，其中逾期 3 件。" */
static const char *open_words(struct speech *s)
{
	size_t over = 0;

	for (size_t k = 0; k < s->flags->open_count; k++)
		over += deadline_is_over(&s->flags->open[k].deadline);
	if (s->flags->open_count == 0)
		return "";
	return arena_printf(s->arena, "以前各期未了 %zu 件%s。", s->flags->open_count,
		over == 0 ? "" : arena_printf(s->arena, "，其中逾期 %zu 件", over));
}

/* "已作决定 2 件：西区 进展缓慢 维持；北县 推进不力 免责。" */
static const char *decided_words(struct speech *s)
{
	struct buf text = buf_new(s->arena);
	size_t count = flags_that(s->flags, flag_decided), shown = 0;

	for (size_t k = 0; k < s->flags->count && shown < MOST_PROPOSED; k++) {
		const struct flag *f = &s->flags->flag[k];

		if (flag_decided(f))
			buf_printf(&text, "%s%s %s %s", shown++ > 0 ? "；" : "", unit_words(s->arena, f->unit), f->trigger->cause,
				decision_word(f->ruling->decision));
	}
	return count == 0 ? "" : arena_printf(s->arena, "已作决定 %zu 件：%s%s。", count, text.at, count > shown ? "；其余见“问责清单”" : "");
}

static void say_proposed(struct speech *s)
{
	struct arena *a = s->arena;
	size_t count = flags_that(s->flags, flag_undecided);
	const char *unjudged = s->flags->unjudged_count == 0 ? "" :
		arena_printf(a, "（另有 %zu 件缺数据，无法判断）", s->flags->unjudged_count);
	const char *proposed = count > 0 ? arena_printf(a, "%s问责 %zu 件：%s%s。", is_drill(s->flags) ? "演练（不作数）建议" : "建议", count,
		proposals_of(s), unjudged) : arena_printf(a, "本期没有%s问责建议%s。", flags_that(s->flags, flag_decided) == 0 ? "提出" : "未决定的", unjudged);

	say(s, arena_printf(a, "%s%s%s", proposed, decided_words(s), open_words(s)));
}

/* For a meeting: what was decided, and not a word of what was not. */
static void say_decided(struct speech *s)
{
	const char *decided = decided_words(s), *open = open_words(s);

	if (*decided != '\0' || *open != '\0')
		say(s, arena_printf(s->arena, "%s%s", decided, open));
}

/* ---- 未报送 -------------------------------------------------------------------------- */

static bool rests_on(struct arena *a, const struct indicator *i, const struct unit *u, const struct source *source)
{
	const struct measure **m = measures_in(a, indicator_formula(i, u->group));

	for (; *m != NULL; m++)
		if ((*m)->source == source)
			return true;
	return false;
}

/* Marks the effects that the absence had on the unit's indicators. */
static void mark_effects(struct speech *s, const struct source *source, const struct unit *u, bool *effect)
{
	const struct scheme *scheme = s->scores->scheme;

	for (size_t b = 0; b < scheme->board_count; b++) {
		if (scheme->board[b]->registry != u->registry)
			continue;
		for (size_t i = 0; i < scheme->indicator_count; i++) {
			const struct node_score *n = &s->scores->board[b].unit[u->index].node[i];

			if (n->indicator != NULL && n->none && n->state == NULL && n->kind == NOT_REPORTED && rests_on(s->arena, n->indicator, u, source))
				effect[n->effect] = true;
		}
	}
}

static const char *absent_words(struct speech *s, const struct intake *in)
{
	struct buf text = buf_new(s->arena);
	bool effect[UNRANKED + 1] = { false };
	size_t named = 0, effects = 0;

	if (in->lacking)
		return arena_printf(s->arena, "%s（汇总文件未到，按零行处理）", called(in->source->title, in->source->name));
	for (size_t k = 0; k < in->missing_count; k++) {
		add_name(&text, unit_words(s->arena, in->missing[k]), &named, MOST_NAMES);
		mark_effects(s, in->source, in->missing[k], effect);
	}
	end_names(&text, named, MOST_NAMES);
	buf_printf(&text, "（%s）", called(in->source->title, in->source->name));
	for (size_t e = SKIP_RESCALE; e <= UNRANKED; e++)
		if (effect[e])
			buf_printf(&text, "%s%s", effects++ == 0 ? "，按规则 " : "、", effect_words[e]);
	return text.at;
}

static void say_absent(struct speech *s)
{
	struct buf text = buf_new(s->arena);

	for (size_t i = 0; i < s->scores->scheme->source_count; i++) {
		const struct intake *in = &s->scores->measures->intake[i];

		if (in->lacking || in->missing_count > 0)
			buf_printf(&text, "%s%s", text.length > 0 ? "；" : "未报送：", absent_words(s, in));
	}
	if (text.length > 0)
		say(s, arena_printf(s->arena, "%s。", text.at));
}

/* ---- the other boards ------------------------------------------------------------------ */

static const char *head_and_foot(struct arena *a, const struct board *b, const struct group_scores *g)
{
	if (has_foot(g))
		return arena_printf(a, "首位 %s，末位 %s", head_words(a, b, g), foot_words(a, b, g));
	return arena_printf(a, "首位 %s", head_words(a, b, g));
}

static void say_other(struct speech *s, const struct board_scores *bs)
{
	struct series groups = { .text = buf_new(s->arena) };
	struct arena *a = s->arena;
	const char *board = called(bs->board->title, bs->board->name);

	for (size_t k = 0; k < bs->group_count; k++)
		if (bs->group[k].ranked_count > 0)
			add_group(&groups, group_words(a, bs->group[k].group, bs->group_count), head_and_foot(a, bs->board, &bs->group[k]));
	say(s, arena_printf(a, "%s：%s。", board, groups.count == 0 ? "没有单位参加排名" : series_end(&groups)));
}

static const char **sentences(struct arena *a, const struct scores *scores, const struct flags *flags, enum edition edition)
{
	struct speech s = { .arena = a, .scores = scores, .flags = flags };

	if (scores->scheme->board_count > 0) {
		say_head(&s, &scores->board[0]);
		say_foot(&s, &scores->board[0]);
		say_moved(&s, &scores->board[0]);
	}
	if (edition == INTERNAL)
		say_proposed(&s);
	else if (edition == MEETING)
		say_decided(&s);
	say_absent(&s);
	for (size_t b = 1; b < scores->scheme->board_count; b++)
		say_other(&s, &scores->board[b]);
	say(&s, NULL);
	return s.sentence;
}

const char **report_sentences(struct arena *a, const struct scores *scores, const struct flags *flags)
{
	return sentences(a, scores, flags, INTERNAL);
}

const char **report_sentences_in(struct arena *a, const struct run_facts *facts)
{
	if (facts->summary_count > 0)
		return report_summary_sentences(a, facts);
	return sentences(a, facts->scores, facts->flags, facts->edition);
}
