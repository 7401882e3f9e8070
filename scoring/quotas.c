/* quotas.c -- 名额: how many of the ranked units of a group may have a grade.
 *
 * From the best grade down, in rank order; those beyond the places drop to the
 * next grade and stand for its places with the others.  Units without a rank
 * neither count nor drop.  Units that share a rank at the edge are all in
 * (同进) or all out (同退). */
#include "scoring/work.h"

/* Places of a group of so many: the share, rounded down. */
static int64_t places_of(struct arena *a, const struct grade *grade, size_t ranked)
{
	struct num places = num_round(a, num_mul(a, grade->quota, num_int((int64_t)ranked)), 0, TRUNCATE);
	int64_t n = 0;

	return num_to_int(places, &n) ? n : 0;
}

static bool has_grade(const struct desk *d, const struct unit_score *u, size_t k)
{
	return u->grade == &grades_for(d->board->grades, u->unit->group)[k];
}

static void drop(struct desk *d, struct unit_score *u, size_t ranked, int64_t places)
{
	struct arena *a = d->work->arena;
	const struct grade *full = u->grade;

	if (u->grade_over == NULL)
		u->grade_over = full;
	u->quota_says = arena_printf(a, "%s%s“%s”名额%s%%，%zu个参加排名取%lld个", u->quota_says != NULL ? u->quota_says : "",
		u->quota_says != NULL ? "；" : "", full->word, num_short(a, num_mul(a, full->quota, num_int(100)), 4), ranked, (long long)places);
	u->grade = full + 1;
}

/* The units from first on that share its rank and its grade; gives the one after them. */
static size_t level_with(const struct desk *d, const struct group_scores *g, size_t first, size_t grade, int64_t *count)
{
	size_t next = first;

	for (*count = 0; next < g->ranked_count && g->unit[next]->rank == g->unit[first]->rank; next++)
		*count += has_grade(d, g->unit[next], grade);
	return next;
}

static void limit(struct desk *d, const struct group_scores *g, size_t grade)
{
	int64_t places = places_of(d->work->arena, &d->board->grades->grade[grade], g->ranked_count), taken = 0, level;

	bool full = false;              /* nobody passes those who are out */

	for (size_t first = 0, next; first < g->ranked_count; first = next) {
		next = level_with(d, g, first, grade, &level);
		if (level == 0)
			continue;
		full = full || (d->board->grades->ties_out ? taken + level > places : taken >= places);
		for (size_t k = first; full && k < next; k++)
			if (has_grade(d, g->unit[k], grade))
				drop(d, g->unit[k], g->ranked_count, places);
		taken += level;
	}
}

void quotas_apply(struct desk *d)
{
	const struct grades *grades = d->board->grades;

	for (size_t g = 0; grades != NULL && g < d->out->group_count; g++)
		for (size_t k = 0; k + 1 < grades->grade_count; k++)
			if (grades->grade[k].has_quota)
				limit(d, &d->out->group[g], k);
}
