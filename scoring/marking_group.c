/* marking_group.c -- 计分 that looks at the group: 名次赋分 按第一名比例 标准分 极差 功效系数.
 *
 * The first and the ranks are those of the ranked units; mean, deviation, least
 * and most those of every unit of the group that has a value. */
#include "scoring/marking.h"

#include "scoring/words.h"

static struct num points_of_rank(struct arena *a, const struct marking *m, size_t rank)
{
	struct num below;

	if (rank <= m->by_rank_count)
		return m->by_rank[rank - 1];
	if (!m->falls || m->by_rank_count == 0)
		return m->beyond;
	below = num_mul(a, m->fall, num_int((int64_t)(rank - m->by_rank_count)));
	return num_max(num_sub(a, m->by_rank[m->by_rank_count - 1], below), m->beyond);
}

/* 名次赋分：组内第 n 名得第 n 名的分，其后各名得“其余”的分，或每降一名减几分；“倒数”的从末名数起；并列的各得同样的分，
 * 或平分他们所占各名次的分。 */
struct marked mark_by_rank(const struct marking_case *c)
{
	const struct marking *m = c->marking;
	struct num points = points_of_rank(c->arena, m, c->place.rank);
	const char *tie = "";

	if (c->place.tied > 1 && m->share_ties) {
		points = num_int(0);
		for (size_t i = 0; i < c->place.tied; i++)
			points = num_add(c->arena, points, points_of_rank(c->arena, m, c->place.rank + i));
		points = num_div(c->arena, points, num_int((int64_t)c->place.tied));
	}
	if (c->place.tied > 1)
		tie = SAY(c, "（%zu 个并列，%s）", c->place.tied, m->share_ties ? "均分" : "同分");
	return scored(points, SAY(c, "名次赋分：实际 %s，%s，%zu 个单位中%s第 %zu 名%s，得 %s",
		say_figure(c->arena, c->value, c->dimension), m->rank_ascending && !m->from_last ? "小者在前" : "大者在前", c->place.among,
		m->from_last ? "倒数" : "", c->place.rank, tie,
		say_points(c->arena, points)));
}

/* 按第一名比例：第一名得满分，其余按与第一名之比；升序的是第一名与它之比；最多满分，最少 0。 */
struct marked mark_of_first(const struct marking_case *c)
{
	const struct marking *m = c->marking;
	struct num first = c->place.first, share, points;
	const char *sides = SAY(c, "按第一名比例：实际 %s，第一名 %s", say_figure(c->arena, c->value, c->dimension),
		say_figure(c->arena, first, c->dimension));

	if (num_sign(first) < 0 || (num_sign(first) == 0 && !m->rank_ascending))
		return unscored(SAY(c, "%s，不大于零，无从计算", sides));
	if (!m->rank_ascending)
		share = num_div(c->arena, c->value, first);
	else
		share = num_sign(c->value) == 0 ? num_int(1) : num_div(c->arena, first, c->value);
	share = num_max(num_min(share, num_int(1)), num_int(0));
	points = num_mul(c->arena, c->full, share);
	return scored(points, SAY(c, "%s，之比 %s，得 %s", sides, say_points(c->arena, share), say_points(c->arena, points)));
}

/* 无差异: every unit has the same value. */
static struct marked alike(const struct marking_case *c, const char *sides, struct num middle)
{
	struct num points = middle;

	if (c->marking->no_spread == SPREAD_NONE)
		return unscored(SAY(c, "%s，各单位没有差异", sides));
	if (c->marking->no_spread == SPREAD_FULL)
		points = c->full;
	else if (c->marking->no_spread == SPREAD_ZERO)
		points = num_int(0);
	return scored(points, SAY(c, "%s，各单位没有差异，按规定得 %s", sides, say_points(c->arena, points)));
}

static struct num deviation(const struct marking_case *c, struct num mean)
{
	const struct place *p = &c->place;
	struct num spread = num_sub(c->arena, p->squares, num_mul(c->arena, mean, p->sum));

	return num_sqrt(c->arena, num_div(c->arena, spread, num_int((int64_t)p->count - (c->marking->sample ? 1 : 0))), NUM_DIGITS);
}

/* 标准分：均值 + 每标准差 × (值 − 组平均) ÷ 组标准差；写了封顶、保底的不超出。 */
struct marked mark_standard(const struct marking_case *c)
{
	const struct marking *m = c->marking;
	struct num mean = num_div(c->arena, c->place.sum, num_int((int64_t)c->place.count)), sd, z, points;
	const char *sides = SAY(c, "标准分：%zu 个单位，平均 %s，实际 %s", c->place.count,
		say_figure(c->arena, mean, c->dimension), say_figure(c->arena, c->value, c->dimension));

	if (num_cmp(c->place.least, c->place.most) == 0)
		return alike(c, sides, m->base);
	sd = deviation(c, mean);
	z = num_div(c->arena, num_sub(c->arena, c->value, mean), sd);
	points = num_add(c->arena, m->base, num_mul(c->arena, m->more, z));
	sides = SAY(c, "%s，%s标准差 %s，相差 %s 个标准差；%s + %s × %s = %s", sides, m->sample ? "样本" : "总体",
		say_figure(c->arena, sd, c->dimension), say_points(c->arena, z), say_points(c->arena, m->base), say_points(c->arena, m->more),
		say_points(c->arena, z), say_points(c->arena, points));
	if (m->has_cap && num_cmp(points, m->cap) > 0)
		return scored(m->cap, SAY(c, "%s，按封顶得 %s", sides, say_points(c->arena, m->cap)));
	if (m->has_floor && num_cmp(points, m->floor) < 0)
		return scored(m->floor, SAY(c, "%s，按保底得 %s", sides, say_points(c->arena, m->floor)));
	return scored(points, SAY(c, "%s，得 %s", sides, say_points(c->arena, points)));
}

/* 极差、功效系数：最差的得低分（基），最好的得高分（基 + 加），其间按直线。 */
struct marked mark_range(const struct marking_case *c)
{
	const struct marking *m = c->marking;
	struct num span = num_sub(c->arena, c->place.most, c->place.least), share, points;
	struct num from = m->rank_ascending ? num_sub(c->arena, c->place.most, c->value) : num_sub(c->arena, c->value, c->place.least);
	const char *sides = SAY(c, "%s：%zu 个单位，最小 %s，最大 %s，实际 %s", method_words[m->method], c->place.count,
		say_figure(c->arena, c->place.least, c->dimension), say_figure(c->arena, c->place.most, c->dimension),
		say_figure(c->arena, c->value, c->dimension));

	if (num_sign(span) == 0)
		return alike(c, sides, num_add(c->arena, m->base, num_div(c->arena, m->more, num_int(2))));
	share = num_div(c->arena, from, span);
	points = num_add(c->arena, m->base, num_mul(c->arena, m->more, share));
	return scored(points, SAY(c, "%s；%s + %s × %s，得 %s", sides, say_points(c->arena, m->base), say_points(c->arena, m->more),
		say_points(c->arena, share), say_points(c->arena, points)));
}
