/* marking.c -- 计分, one function per method.
 *
 * The clause stands in Chinese above the function that is that clause.  Each
 * writes its own steps; nothing recomputes them.  To teach the engine a
 * method, add a function and a row to the table at the foot. */
#include "scoring/marking.h"

#include "scoring/words.h"

static const char *const steps_words[] = { "按比例", "整步舍去", "整步进一" };

struct marked unscored(const char *why)
{
	return (struct marked){ .kind = NO_DENOMINATOR, .steps = why };
}

struct marked scored(struct num points, const char *steps)
{
	return (struct marked){ .scored = true, .points = points, .steps = steps };
}

static const char *points_text(const struct marking_case *c, struct num x)
{
	return say_points(c->arena, x);
}

static const char *figure(const struct marking_case *c, struct num x)
{
	return say_figure(c->arena, x, c->dimension);
}

/* A bound that is an expression. */
static bool bound(const struct marking_case *c, const struct expr *e, struct num *out)
{
	struct value v;

	if (e == NULL)
		return false;
	v = expr_eval(e, c->env);
	if (v.kind != V_NUMBER)
		return false;
	*out = v.num;
	return true;
}

/* How many steps a gap is worth: as it is, or whole ones. */
static struct num steps_in(const struct marking_case *c, struct num gap)
{
	struct num count = num_div(c->arena, gap, c->marking->step);

	switch (c->marking->steps) {
	case WHOLE_DOWN:
		return num_floor(c->arena, count);
	case WHOLE_UP:
		return num_ceil(c->arena, count);
	default:
		return count;
	}
}

/* "（按比例）" or "（整步舍去，计 4 步）" */
static const char *steps_text(const struct marking_case *c, struct num count)
{
	const char *word = steps_words[c->marking->steps];

	if (c->marking->steps == PRO_RATA)
		return SAY(c, "（%s）", word);
	return SAY(c, "（%s，计 %s 步）", word, points_text(c, count));
}

/* Takes points off the full marks, not below 保底 (0 where the rule names none: 扣完为止). */
static struct marked take(const struct marking_case *c, struct num count, const char *how)
{
	struct num lost = num_mul(c->arena, c->marking->amount, count);
	struct num left = num_sub(c->arena, c->full, lost);
	struct num floor = c->marking->has_floor ? c->marking->floor : num_int(0);

	if (num_cmp(left, floor) >= 0)
		return scored(left, SAY(c, "%s%s，扣 %s，得 %s", how, steps_text(c, count),
			points_text(c, lost), points_text(c, left)));
	return scored(floor, SAY(c, "%s%s，扣 %s，低于保底，按保底得 %s", how,
		steps_text(c, count), points_text(c, lost), points_text(c, floor)));
}

/* 未写计分：以指标值为得分。 */
static struct marked mark_as_it_is(const struct marking_case *c)
{
	return scored(c->value, SAY(c, "未写计分，以指标值为得分，得 %s", points_text(c, c->value)));
}

/* 正比：得分 = 满分 × 指标值；写了不封顶的可以超过满分，最少 0 分。 */
static struct marked mark_proportion(const struct marking_case *c)
{
	struct num points = num_mul(c->arena, c->full, c->value);
	const char *sum = SAY(c, "正比：满分 %s × %s = %s", points_text(c, c->full),
		figure(c, c->value), points_text(c, points));

	if (num_sign(points) < 0)
		return scored(num_int(0), SAY(c, "%s，低于 0，得 0", sum));
	if (!c->marking->unbounded && num_cmp(points, c->full) > 0)
		return scored(c->full, SAY(c, "%s，超过满分，按满分得 %s", sum, points_text(c, c->full)));
	return scored(points, SAY(c, "%s，得 %s", sum, points_text(c, points)));
}

/* 达标 and 反向达标 differ only in the side on which points are lost. */
static struct marked mark_against_target(const struct marking_case *c, bool higher_is_better)
{
	const char *side = higher_is_better ? "低" : "高";
	struct num target, gap;

	if (!bound(c, c->marking->target, &target))
		return unscored("目标没有数");
	gap = higher_is_better ? num_sub(c->arena, target, c->value) : num_sub(c->arena, c->value, target);
	if (num_sign(gap) <= 0)
		return scored(c->full, SAY(c, "目标 %s，实际 %s，不%s于目标，得满分 %s",
			figure(c, target), figure(c, c->value), side, points_text(c, c->full)));
	return take(c, steps_in(c, gap), SAY(c, "目标 %s，实际 %s，%s %s；每%s %s 扣 %s",
		figure(c, target), figure(c, c->value), side, say_gap(c->arena, gap, c->dimension),
		side, c->marking->step_text, points_text(c, c->marking->amount)));
}

/* 达标：达到目标的得满分；每低 k 扣 x，按比例或按整步，扣到保底为止。 */
static struct marked mark_target(const struct marking_case *c)
{
	return mark_against_target(c, true);
}

/* 反向达标：不超过目标的得满分；每高 k 扣 x，按比例或按整步，扣到保底为止。 */
static struct marked mark_reverse_target(const struct marking_case *c)
{
	return mark_against_target(c, false);
}

static bool band_holds(enum op op, int order)
{
	switch (op) {
	case OP_GE:
		return order >= 0;
	case OP_GT:
		return order > 0;
	case OP_LE:
		return order <= 0;
	case OP_LT:
		return order < 0;
	case OP_EQ:
		return order == 0;
	default:
		return true;
	}
}

static const char *band_sign(enum op op)
{
	switch (op) {
	case OP_GE:
		return ">=";
	case OP_GT:
		return ">";
	case OP_LE:
		return "<=";
	case OP_LT:
		return "<";
	default:
		return "=";
	}
}

/* ">= 90%" | "在 80% 至 90%" | "其余", and behind it "，满分的 90%" */
static const char *band_words(const struct marking_case *c, const struct band *b, struct num limit, struct num upper)
{
	const char *share = b->of_full ? SAY(c, "，满分的 %s%%", points_text(c, num_mul(c->arena, b->points, num_int(100)))) : "";

	if (b->op == OP_CONST)
		return SAY(c, "其余%s", share);
	if (b->op == OP_BETWEEN)
		return SAY(c, "在 %s 至 %s%s", figure(c, limit), figure(c, upper), share);
	return SAY(c, "%s %s%s", band_sign(b->op), figure(c, limit), share);
}

/* 分档：从上到下，第一个成立的档算；各档得分是分数本身，写了“满分 的 n%”的是满分的几成。 */
static struct marked mark_bands(const struct marking_case *c)
{
	for (size_t i = 0; i < c->marking->band_count; i++) {
		const struct band *b = &c->marking->band[i];
		struct num limit = num_int(0), upper = num_int(0), points;

		if ((b->op != OP_CONST && !bound(c, b->bound, &limit)) || (b->op == OP_BETWEEN && !bound(c, b->upper, &upper)))
			return unscored(SAY(c, "第 %zu 档的界限没有数", i + 1));
		if (b->op == OP_BETWEEN ? num_cmp(c->value, limit) < 0 || num_cmp(c->value, upper) > 0
		    : !band_holds(b->op, num_cmp(c->value, limit)))
			continue;
		points = b->of_full ? num_mul(c->arena, c->full, b->points) : b->points;
		return scored(points, SAY(c, "分档：实际 %s，在第 %zu 档（%s），得 %s",
			figure(c, c->value), i + 1, band_words(c, b, limit, upper), points_text(c, points)));
	}
	return unscored("没有一档成立");
}

/* 线性：低端得 0 分，高端得满分，其间按直线；低端的数大于高端的数时，越小越好；
 * 越过两端的，写了截断的一端停在 0 分或满分。 */
static struct marked mark_linear(const struct marking_case *c)
{
	struct num low, high, share, points;
	const char *line;

	if (!bound(c, c->marking->low, &low) || !bound(c, c->marking->high, &high))
		return unscored("线性的低端或高端没有数");
	line = SAY(c, "线性：%s 得 0，%s 得 %s，实际 %s", figure(c, low), figure(c, high),
		points_text(c, c->full), figure(c, c->value));
	if (num_cmp(low, high) == 0)
		return unscored(SAY(c, "%s，两端相同，无从计算", line));
	share = num_div(c->arena, num_sub(c->arena, c->value, low), num_sub(c->arena, high, low));
	points = num_mul(c->arena, c->full, share);
	if (c->marking->clip_low && num_sign(share) < 0)
		return scored(num_int(0), SAY(c, "%s，算得 %s，越过低端，截断得 0", line, points_text(c, points)));
	if (c->marking->clip_high && num_cmp(share, num_int(1)) > 0)
		return scored(c->full, SAY(c, "%s，算得 %s，越过高端，截断得 %s", line,
			points_text(c, points), points_text(c, c->full)));
	return scored(points, SAY(c, "%s，得 %s", line, points_text(c, points)));
}

/* 扣分：从满分起，每 k 扣 x，按比例或按整步，扣完为止，或扣到保底（可以写负数）。 */
static struct marked mark_deduct(const struct marking_case *c)
{
	struct num cases = num_max(c->value, num_int(0));

	return take(c, steps_in(c, cases), SAY(c, "满分 %s，实际 %s；每 %s 扣 %s",
		points_text(c, c->full), figure(c, c->value), c->marking->step_text,
		points_text(c, c->marking->amount)));
}

/* 加分：超过起点的部分，每满 k 加 x，不满一步的不算，最多加到封顶。 */
static struct marked mark_bonus(const struct marking_case *c)
{
	struct num start = num_int(0), over, count, gain;
	const char *how;

	if (c->marking->target != NULL && !bound(c, c->marking->target, &start))
		return unscored("起点没有数");
	over = num_sub(c->arena, c->value, start);
	count = num_floor(c->arena, num_div(c->arena, num_max(over, num_int(0)), c->marking->step));
	gain = num_mul(c->arena, count, c->marking->amount);
	how = SAY(c, "起点 %s，实际 %s；每 %s 加 %s（整步舍去，计 %s 步），加 %s", figure(c, start),
		figure(c, c->value), c->marking->step_text, points_text(c, c->marking->amount),
		points_text(c, count), points_text(c, gain));
	if (c->marking->has_cap && num_cmp(gain, c->marking->cap) > 0)
		return scored(c->marking->cap, SAY(c, "%s，超过封顶，按封顶得 %s", how,
			points_text(c, c->marking->cap)));
	return scored(gain, SAY(c, "%s，得 %s", how, points_text(c, gain)));
}

/* 引用：别处打的分，按它的满分折成本项的满分，不截断。 */
static struct marked mark_quote(const struct marking_case *c)
{
	struct num points;

	if (num_sign(c->marking->quote_full) <= 0)
		return unscored("所引用分数的满分不大于零");
	points = num_div(c->arena, num_mul(c->arena, c->full, c->value), c->marking->quote_full);
	return scored(points, SAY(c, "引用：%s ÷ 满分 %s × %s，得 %s", figure(c, c->value),
		points_text(c, c->marking->quote_full), points_text(c, c->full), points_text(c, points)));
}

/* 首犯再犯：一次扣首次的分，两次以上扣再犯的分或不得分，扣完为止。 */
static struct marked mark_offences(const struct marking_case *c)
{
	const struct marking *m = c->marking;
	struct num lost = num_int(0), left;
	const char *which = "没有发生";

	if (num_cmp(c->value, num_int(2)) >= 0) {
		lost = m->all_gone ? c->full : m->again;
		which = m->all_gone ? "再犯不得分" : "再犯";
	} else if (num_cmp(c->value, num_int(1)) >= 0) {
		lost = m->amount;
		which = "首次";
	}
	left = num_sub(c->arena, c->full, lost);
	if (num_sign(left) < 0 || (m->has_floor && num_cmp(left, m->floor) < 0))
		left = m->has_floor ? m->floor : num_int(0);
	return scored(left, SAY(c, "首犯再犯：满分 %s，实际 %s，%s，扣 %s，得 %s", points_text(c, c->full), figure(c, c->value),
		which, points_text(c, lost), points_text(c, left)));
}

/* 扣分表：各行按第一条成立的扣分，从满分里扣，扣到保底为止。 */
static struct marked mark_schedule(const struct marking_case *c)
{
	struct num left = num_sub(c->arena, c->full, c->value), floor = c->marking->floor;
	const char *how = SAY(c, "扣分表：满分 %s，共扣 %s", points_text(c, c->full), points_text(c, c->value));

	if (num_cmp(left, floor) < 0)
		return scored(floor, SAY(c, "%s，低于保底，按保底得 %s", how, points_text(c, floor)));
	return scored(left, SAY(c, "%s，得 %s", how, points_text(c, left)));
}

/* 增减：超过起点的每增一步加分，不到起点的每减一步扣分，各有封顶；从满分起，加减分里从 0 起。 */
static struct marked mark_both_ways(const struct marking_case *c)
{
	const struct marking *m = c->marking;
	struct num start, gap, count, change, points;
	struct marking_case side = *c;
	struct marking other = *m;
	const char *capped = "";
	bool up;

	if (!bound(c, m->target, &start))
		return unscored("起点没有数");
	gap = num_sub(c->arena, c->value, start);
	up = num_sign(gap) >= 0;
	other.step = up ? m->step : m->less_step;
	side.marking = &other;
	count = steps_in(&side, num_abs(c->arena, gap));
	change = num_mul(c->arena, count, up ? m->amount : m->less_amount);
	if (num_cmp(change, up ? m->cap : m->less_cap) > 0) {
		change = up ? m->cap : m->less_cap;
		capped = "，按封顶";
	}
	points = up ? num_add(c->arena, c->full, change) : num_sub(c->arena, c->full, change);
	return scored(points, SAY(c, "增减：起点 %s，实际 %s，%s %s；每%s %s %s %s%s%s%s %s，得 %s", figure(c, start),
		figure(c, c->value), up ? "增" : "减", say_gap(c->arena, num_abs(c->arena, gap), c->dimension), up ? "增" : "减",
		up ? m->step_text : m->less_text, up ? "加" : "扣", points_text(c, up ? m->amount : m->less_amount), steps_text(&side, count),
		capped, up ? "，加" : "，扣", points_text(c, change), points_text(c, points)));
}

static struct marked (*const methods[])(const struct marking_case *) = {
	[NO_METHOD] = mark_as_it_is,
	[PROPORTION] = mark_proportion,
	[TARGET] = mark_target,
	[REVERSE_TARGET] = mark_reverse_target,
	[BANDS] = mark_bands,
	[LINEAR] = mark_linear,
	[DEDUCT] = mark_deduct,
	[BONUS] = mark_bonus,
	[BY_RANK] = mark_by_rank,
	[QUOTE] = mark_quote,
	[OFFENCES] = mark_offences,
	[BOTH_WAYS] = mark_both_ways,
	[OF_FIRST] = mark_of_first,
	[STANDARD] = mark_standard,
	[RANGE] = mark_range,
	[EFFICACY] = mark_range,
	[SAME_AS] = mark_as_it_is,
	[SCHEDULE] = mark_schedule,
};

bool marking_looks_at_group(enum method m)
{
	return m == BY_RANK || m == OF_FIRST || m == STANDARD || m == RANGE || m == EFFICACY;
}

/* Methods that go in steps of k. */
static bool goes_in_steps(enum method m)
{
	return m == TARGET || m == REVERSE_TARGET || m == DEDUCT || m == BONUS;
}

struct marked marking_points(const struct marking_case *c)
{
	if (goes_in_steps(c->marking->method) && num_sign(c->marking->step) <= 0)
		return unscored("每步的大小不大于零");
	return methods[c->marking->method](c);
}

/* 加减分中的扣分：从 0 起扣，最多扣到封顶。 */
static struct marked extra_deduct(const struct marking_case *c)
{
	const struct marking *m = c->marking;
	struct num count = steps_in(c, num_max(c->value, num_int(0)));
	struct num lost = num_mul(c->arena, m->amount, count);
	const char *how = SAY(c, "实际 %s；每 %s 扣 %s%s，扣 %s", figure(c, c->value), m->step_text,
		points_text(c, m->amount), steps_text(c, count), points_text(c, lost));

	if (m->has_cap && num_cmp(lost, m->cap) > 0) {
		lost = m->cap;
		how = SAY(c, "%s，超过封顶，按封顶扣 %s", how, points_text(c, lost));
	}
	return scored(num_neg(c->arena, lost), how);
}

struct marked marking_extra(const struct marking_case *c)
{
	if (c->marking->method == DEDUCT && num_sign(c->marking->step) > 0)
		return extra_deduct(c);
	return marking_points(c);
}
