/* change.c -- the lines that lead from the total of then to the total of now. */
#include "reports/change.h"

#include "base/text.h"
#include "reports/plain.h"

enum { PLACES = 2 };

const char *const change_words[] = {
	[CHANGE_ITEM] = "得分", [CHANGE_WEIGHTS] = "重新分摊", [CHANGE_STRUCK] = "否决与状态", [CHANGE_BOUNDS] = "封顶保底",
	[CHANGE_NODE_ROUNDING] = "分项修约", [CHANGE_EXTRA] = "加减分", [CHANGE_EXTRA_BOUNDS] = "加减分限额", [CHANGE_ADJUSTED] = "调整",
	[CHANGE_DUTY] = "问责扣分", [CHANGE_REST] = "加减分等", [CHANGE_TOTAL_BOUNDS] = "总分封顶保底", [CHANGE_ROUNDING] = "修约",
};

/* One unit being told. */
struct telling {
	struct arena *arena;
	const struct scores *scores;
	const struct board *board;
	struct change *change;
	struct tree *then, *now;
};

static const char *label(const char *title, const char *name)
{
	return title != NULL && *title != '\0' ? title : name;
}

/* A line, unless nothing changed. */
static void add_line(struct telling *t, struct change_line line)
{
	if (num_sign(line.amount) != 0)
		*arena_push(t->arena, t->change->line, t->change->count) = line;
}

static void add_plain(struct telling *t, enum change_kind kind, const char *says, struct num then, struct num now)
{
	struct change_line line = { .kind = kind, .element = "", .says = says };

	line.before = num_text(t->arena, then);
	line.after = num_text(t->arena, now);
	line.amount = num_sub(t->arena, now, then);
	add_line(t, line);
}

/* ---- leaves --------------------------------------------------------------------- */

/* For the eye; the exact figures stand beside it. */
static const char *rounded_text(struct telling *t, struct num n)
{
	return num_text(t->arena, num_round(t->arena, n, PLACES, HALF_UP));
}

static const char *value_words(struct telling *t, const struct indicator *i, struct num value)
{
	const char *dimension = value_dimension(i);

	if (text_same(dimension, "%"))
		return arena_printf(t->arena, "%s%%", rounded_text(t, num_mul(t->arena, value, num_int(100))));
	return arena_printf(t->arena, "%s%s", rounded_text(t, value), dimension == NULL ? "" : dimension);
}

/* "85% → 93%" where both have a value, else the points. */
static const char *movement(struct telling *t, const struct past_figure *was, const struct node_score *is)
{
	const struct indicator *i = is->indicator;
	bool has = is->value.kind == V_NUMBER && !is->none;

	if (was->has_value && has && num_cmp(was->value, is->value.num) != 0)
		return arena_printf(t->arena, "%s → %s", value_words(t, i, was->value), value_words(t, i, is->value.num));
	return arena_printf(t->arena, "得分 %s → %s%s", rounded_text(t, was->points), rounded_text(t, is->points),
		was->has_value && has ? arena_printf(t->arena, "（值仍为 %s）", value_words(t, i, is->value.num)) : "");
}

static void say_leaf(struct telling *t, struct change_line *line, const struct past_figure *was, const struct node_score *is)
{
	const struct indicator *i = is->indicator;
	const char *name = label(i->title, i->name), *obstacle = obstacle_of(is);
	bool both = was->has_points && is->scored;

	line->kind = both ? CHANGE_ITEM : CHANGE_WEIGHTS;
	if (is->zeroed != NULL)
		line->says = arena_printf(t->arena, "%s 因否决“%s”计零", name, label(is->zeroed->title, is->zeroed->name));
	else if (both && obstacle != NULL)
		line->says = arena_printf(t->arena, "%s %s，按%s处理", name, obstacle, effect_words[is->effect]);
	else if (both)
		line->says = arena_printf(t->arena, "%s %s", name, movement(t, was, is));
	else if (is->scored)
		line->says = arena_printf(t->arena, "%s 上期不计，本期计入（得 %s），权重重新分摊", name, rounded_text(t, is->points));
	else
		line->says = arena_printf(t->arena, "%s 上期计入，本期%s不计，权重重新分摊", name, obstacle == NULL ? "" : obstacle);
	if (is->zeroed != NULL)
		line->kind = CHANGE_STRUCK;
}

/* Replaces every leaf in turn; the tree of then ends with the leaves of now. */
static void tell_leaves(struct telling *t, struct num *at)
{
	struct layers bare = { false, false, false };
	const struct scheme *s = t->scores->scheme;

	for (size_t k = 0; k < s->indicator_count; k++) {
		const struct indicator *i = s->indicator[k];
		const struct past_figure *was = &t->change->before->figure[k];
		const struct node_score *is = &t->change->now->node[k];
		struct change_line line = { .element = i->name, .before = "", .after = "" };
		struct num next;

		if (i->child_count > 0 || is->indicator == NULL)
			continue;
		next = tree_replace(t->then, bare, i, t->now->node[k]);
		say_leaf(t, &line, was, is);
		if (was->has_points)
			line.before = num_text(t->arena, was->points);
		if (is->scored)
			line.after = num_text(t->arena, is->points);
		line.amount = num_sub(t->arena, next, *at);
		add_line(t, line);
		*at = next;
	}
}

/* ---- what stands over the leaves --------------------------------------------------- */

/* Base points of one period, with ever more of the rule at work; last what was recorded. */
enum { BARE, FORCED, BOUNDED, ROUNDED, RECORDED, STAGES };

static void stages_of(struct tree *tree, struct num *stage)
{
	static const struct layers layers[] = {
		[BARE] = { false, false, false }, [FORCED] = { true, false, false }, [BOUNDED] = { true, true, false },
		[ROUNDED] = { true, true, true },
	};

	for (size_t k = ROUNDED + 1; k-- > BARE;)      /* the bare one last: its inner nodes are what tell_leaves begins with */
		stage[k] = tree_base(tree, layers[k]);
}

static const char *struck_words(struct telling *t)
{
	struct buf b = buf_new(t->arena);
	const struct scheme *s = t->scores->scheme;

	for (size_t k = 0; k < s->indicator_count; k++) {
		const struct node_score *n = &t->change->now->node[k];

		if (n->indicator == NULL || n->indicator->child_count == 0 || (n->zeroed == NULL && !n->none))
			continue;
		buf_printf(&b, "%s%s %s", b.length > 0 ? "，" : "", label(n->indicator->title, n->indicator->name),
			n->zeroed != NULL ? "因否决计零" : obstacle_of(n));
	}
	return b.length > 0 ? arena_printf(t->arena, "否决与状态：%s", b.at) : "否决与状态（上期有，本期没有）";
}

static struct num step(struct telling *t, const struct num *stage, int k)
{
	return num_sub(t->arena, stage[k + 1], stage[k]);
}

static void tell_stages(struct telling *t, const struct num *then, const struct num *now)
{
	struct arena *a = t->arena;

	add_plain(t, CHANGE_STRUCK, struck_words(t), num_add(a, step(t, then, BARE), step(t, then, ROUNDED)),
		num_add(a, step(t, now, BARE), step(t, now, ROUNDED)));
	add_plain(t, CHANGE_BOUNDS, "分项封顶保底", step(t, then, FORCED), step(t, now, FORCED));
	add_plain(t, CHANGE_NODE_ROUNDING, "分项修约", step(t, then, BOUNDED), step(t, now, BOUNDED));
}

/* ---- behind the base ---------------------------------------------------------------- */

static void tell_extras(struct telling *t)
{
	const struct past_unit *was = t->change->before;
	const struct unit_score *is = t->change->now;
	struct num sum_then = num_int(0), sum_now = num_int(0);

	for (size_t k = 0; k < is->extra_count; k++) {
		const struct extra *e = is->extra[k].extra;
		const struct past_figure *f = &was->extra[e->index];
		struct num then = f->has_points ? f->points : num_int(0), now = is->extra[k].points;
		struct change_line line = { .kind = CHANGE_EXTRA, .element = e->name };

		line.before = num_text(t->arena, then);
		line.after = num_text(t->arena, now);
		line.says = arena_printf(t->arena, "%s %s → %s", label(e->title, e->name), rounded_text(t, then),
			rounded_text(t, now));
		line.amount = num_sub(t->arena, now, then);
		add_line(t, line);
		sum_then = num_add(t->arena, sum_then, then);
		sum_now = num_add(t->arena, sum_now, now);
	}
	add_plain(t, CHANGE_EXTRA_BOUNDS, "加减分限额，或已取消的加减分", num_sub(t->arena, was->extra_sum, sum_then),
		num_sub(t->arena, is->extra_sum, sum_now));
}

static const char *intervention_words(struct telling *t, bool duty)
{
	const struct unit_score *u = t->change->now;
	struct buf b = buf_new(t->arena);

	for (size_t k = 0; k < u->intervention_count; k++)
		if (u->intervention[k].duty == duty)
			buf_printf(&b, "%s%s", b.length > 0 ? "、" : "", duty ? u->intervention[k].what : u->intervention[k].document);
	if (b.length == 0)
		return arena_printf(t->arena, "%s（上期有，本期没有）", duty ? "问责扣分" : "调整");
	return arena_printf(t->arena, "%s（%s）", duty ? "问责扣分" : "调整", b.at);
}

/* The total before its bounds. */
static struct num whole(struct arena *a, struct num base, struct num extra, struct num adjusted, struct num duty)
{
	return num_add(a, num_add(a, base, extra), num_add(a, adjusted, duty));
}

static void tell_parts(struct telling *t)
{
	const struct past_unit *was = t->change->before;
	const struct unit_score *is = t->change->now;
	struct arena *a = t->arena;

	if (was->extra != NULL)
		tell_extras(t);
	else
		add_plain(t, CHANGE_EXTRA, "加减分合计", was->extra_sum, is->extra_sum);
	add_plain(t, CHANGE_ADJUSTED, intervention_words(t, false), was->adjusted, is->adjusted);
	add_plain(t, CHANGE_DUTY, intervention_words(t, true), was->duty, is->duty);
	add_plain(t, CHANGE_TOTAL_BOUNDS, "总分封顶保底",
		num_sub(a, was->exact, whole(a, was->base, was->extra_sum, was->adjusted, was->duty)),
		num_sub(a, is->exact, whole(a, is->base, is->extra_sum, is->adjusted, is->duty)));
}

static void tell_behind(struct telling *t, struct num base_then)
{
	const struct past_unit *was = t->change->before;
	const struct unit_score *is = t->change->now;
	struct arena *a = t->arena;

	if (was->has_parts)
		tell_parts(t);
	else
		add_plain(t, CHANGE_REST, "加减分、调整、问责扣分和总分限额（上期没有分项记录，合在一起）", num_sub(a, was->exact, base_then),
			num_sub(a, is->exact, is->base));
	add_plain(t, CHANGE_ROUNDING, "总分修约", num_sub(a, was->total, was->exact), num_sub(a, is->total, is->exact));
}

/* ---- one unit ----------------------------------------------------------------------- */

static const char *no_comparison(const struct change *c)
{
	if (c->before == NULL)
		return "上期不在本榜，没有可比的总分";
	if (!c->before->scored)
		return c->now->scored ? "上期没有总分" : "两期都没有总分";
	return c->now->scored ? NULL : "本期没有总分";
}

/* Whether the base of then may be another than what its tree comes to: a state took the whole unit. */
static bool state_of_unit(const struct telling *t)
{
	const struct scheme *s = t->scores->scheme;

	for (size_t k = 0; k < s->state_count; k++)
		if (s->state[k]->board == t->board && s->state[k]->indicator == NULL)
			return true;
	return false;
}

/* Imported: a total without the points below it. */
static bool totals_alone(const struct telling *t)
{
	const struct past_figure *figure = t->change->before->figure;

	return figure == NULL || (!figure[t->board->root->index].has_points && !state_of_unit(t));
}

static void tell(struct telling *t)
{
	struct change *c = t->change;
	struct num then[STAGES], now[STAGES], at;

	if (totals_alone(t)) {
		c->why_not = "上期只有总分，没有分项得分，不能逐项说明";
		return;
	}
	t->then = tree_then(t->arena, t->scores->scheme, t->board, c->now->unit, c->before, &c->why_not);
	if (t->then == NULL)
		return;
	t->now = tree_now(t->arena, t->scores->scheme, t->board, c->now);
	stages_of(t->now, now);
	stages_of(t->then, then);
	now[RECORDED] = state_of_unit(t) ? c->now->base : now[ROUNDED];     /* else a base that differs is our fault: no line hides it */
	then[RECORDED] = c->before->has_parts ? c->before->base : then[ROUNDED];
	if (num_cmp(then[RECORDED], then[ROUNDED]) != 0 && !state_of_unit(t)) {
		c->why_not = "上期的基本分按本期的规则算不出来：满分或修约改过，不能逐项说明";
		return;
	}
	at = then[BARE];
	tell_leaves(t, &at);
	tell_stages(t, then, now);
	tell_behind(t, then[RECORDED]);
}

struct change *change_of(struct arena *a, const struct scores *s, const struct board_scores *bs, const struct unit_score *u)
{
	const struct past *past = last_published(s->history);
	struct change *c;
	struct telling t = { .arena = a, .scores = s, .board = bs->board };

	if (past == NULL)
		return NULL;
	c = arena_one(a, struct change);
	c->past = past;
	c->now = u;
	c->before = past_unit_of(past, bs->board, u->unit);
	c->why_not = no_comparison(c);
	if (c->why_not != NULL)
		return c;
	c->moved = true;
	c->amount = num_sub(a, u->total, c->before->total);
	t.change = c;
	tell(&t);
	return c;
}

bool change_sums(struct arena *a, const struct change *c)
{
	struct num sum = num_int(0);

	if (c->why_not != NULL)
		return true;
	for (size_t k = 0; k < c->count; k++)
		sum = num_add(a, sum, c->line[k].amount);
	return num_cmp(sum, c->amount) == 0;
}
