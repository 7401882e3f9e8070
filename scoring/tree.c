/* tree.c -- one node of one unit: value, obstacle, own points, final points.
 *
 *     value      公式 (or 不适用)
 *     obstacle   what keeps the node from points of its own: 不适用, a named
 *                state, a no-number, 首期, 样本不足
 *     own        计分 of a leaf or 合成 of the children; 封顶 保底; 本项计零
 *     final      the declared effect of an obstacle put in
 *
 * Four steps and not one, because others may ask for a step while the next is
 * not yet possible: 名次赋分 needs everybody's values and obstacles, 组均得分
 * everybody's own points. */
#include "scoring/tree.h"
#include "scoring/marking.h"
#include "scoring/words.h"

struct node_score *node_at(struct desk *d, const struct unit *u, const struct indicator *i)
{
	struct unit_score *score = &d->out->unit[u->index];

	if (score->node == NULL)
		nodes_open(d, score);
	return &score->node[i->index];
}

static unsigned char *progress_at(struct desk *d, const struct unit *u, const struct indicator *i, enum phase p)
{
	return &d->progress[(u->index * d->work->scheme->indicator_count + i->index) * PHASES + p];
}

bool node_begin(struct desk *d, const struct unit *u, const struct indicator *i, enum phase p)
{
	unsigned char *progress = progress_at(d, u, i, p);

	if (*progress == AT_WORK)
		work_circle(d->work, i->at, i->name);
	if (*progress != FRESH)
		return false;
	*progress = AT_WORK;
	return true;
}

void node_end(struct desk *d, const struct unit *u, const struct indicator *i, enum phase p)
{
	*progress_at(d, u, i, p) = DONE;
}

const char *indicator_label(const struct indicator *i)
{
	return i->title != NULL && *i->title != '\0' ? i->title : i->name;
}

const char *indicator_dimension(const struct indicator *i)
{
	return i->dimension != NULL ? i->dimension : i->formula->dimension;
}

/* ---- obstacles ---------------------------------------------------------------- */

const char *obstacle_word(const struct node_score *n)
{
	if (n->state != NULL)
		return n->state->name;
	if (n->first)
		return "首期";
	return n->small ? "样本不足" : none_words[n->kind];
}

static const struct treatment *treatment_of(const struct node_score *n)
{
	if (n->state != NULL)
		return &n->state->treatment;
	if (n->first && n->indicator->first.effect != EFFECT_UNSET)
		return &n->indicator->first;
	return n->small ? &n->indicator->small : &n->indicator->treatment[n->kind];
}

void obstacle_set(struct node_score *n, enum none kind, const struct state *state)
{
	n->none = true;
	n->kind = kind;
	n->state = state;
	n->effect = treatment_of(n)->effect;
}

static const struct state *named_state(struct desk *d, const struct unit *u, const struct indicator *i)
{
	const struct scheme *s = d->work->scheme;

	for (size_t k = 0; k < s->state_count; k++) {
		const struct state *state = s->state[k];

		if (state->board == d->board && state->indicator == i && seat_holds(d, u, state->when) == 1)
			return state;
	}
	return NULL;
}

static void too_few(struct desk *d, struct node_score *n, struct num size)
{
	struct arena *a = d->work->arena;

	n->small = true;
	obstacle_set(n, NO_DENOMINATOR, NULL);
	n->steps = SAY(d->work, "n = %s，少于最小样本 %s，", say_points(a, size),
		say_points(a, n->indicator->sample_least));
}

/* Own full marks before anything is passed over: 满分 where the parent adds up
 * (a lone root may have one too), the children's together where it adds up
 * itself, else 100; those of the pool for what 合扣 takes off it. */
struct num node_full(struct work *w, const struct indicator *i, const char *group)
{
	struct num full = num_int(0);

	if (i->parent != NULL && indicator_combine(i->parent, group) == POOLED)
		return node_full(w, i->parent, group);
	if (i->child_count == 0 || indicator_combine(i, group) == POOLED) {
		bool has = i->parent != NULL ? indicator_combine(i->parent, group) == ADDED
			: i->full.set || i->full.special_count > 0;

		return has ? by_group(&i->full, group) : num_int(100);
	}
	if (indicator_combine(i, group) != ADDED)
		return num_int(100);
	for (size_t k = 0; k < i->child_count; k++)
		full = num_add(w->arena, full, by_group(&i->child[k]->full, group));
	return full;
}

/* A named state goes before the kinds: it is the more particular word. */
const struct node_score *node_obstacle(struct desk *d, const struct unit *u, const struct indicator *i)
{
	struct node_score *n = node_at(d, u, i);
	const struct state *state;
	struct num size;

	node_value(d, u, i);
	if (!node_begin(d, u, i, OBSTACLE_PHASE))
		return n;
	n->full = node_full(d->work, i, u->group);
	n->steps = "";
	if (n->value.kind == V_NONE && n->value.none == NOT_APPLICABLE)
		obstacle_set(n, NOT_APPLICABLE, NULL);
	else if (i->exempt != NULL && seat_holds(d, u, i->exempt) == 1)
		n->exempt = true;
	else if ((state = named_state(d, u, i)) != NULL)
		obstacle_set(n, NO_DENOMINATOR, state);
	else if (n->value.kind == V_NONE)
		obstacle_set(n, n->value.none, NULL);
	else if (i->sample != NULL && num_cmp(size = sample_size(d, u, i->sample), i->sample_least) < 0)
		too_few(d, n, size);
	node_end(d, u, i, OBSTACLE_PHASE);
	return n;
}

/* ---- own points: leaves --------------------------------------------------------- */

static void leaf_points(struct desk *d, const struct unit *u, struct node_score *n)
{
	const struct indicator *i = n->indicator;
	struct seat seat = seat_of(d, u);
	struct env env = seat_env(&seat);
	struct marking_case c = {
		.arena = d->work->arena, .marking = indicator_marking(i, u->group), .dimension = indicator_dimension(i),
		.value = n->value.num, .full = n->full, .env = &env, .silent = d->work->silent,
	};
	struct marked m;

	if (marking_looks_at_group(c.marking->method))
		c.place = across_place(d, u, i);
	m = marking_points(&c);
	n->steps = m.steps;
	if (m.scored) {
		n->scored = true;
		n->points = m.points;
	} else {
		n->first = seat.first;
		obstacle_set(n, m.kind, NULL);
		n->steps = SAY(d->work, "%s，", m.steps);
	}
}

/* 豁免：得满分，写明事实。 */
static void give_exempt(struct desk *d, const struct unit *u, struct node_score *n)
{
	struct arena *a = d->work->arena;

	for (size_t k = 0; k < n->indicator->child_count; k++)
		node_final(d, u, n->indicator->child[k]);
	n->scored = true;
	n->points = n->full;
	n->steps = SAY(d->work, "豁免：%s，得满分 %s", seat_show(d, u, n->indicator->exempt), say_points(a, n->full));
}

/* ---- own points: bounds and vetoes --------------------------------------------- */

/* 封顶 and 保底 of the node, in its own points. */
static void keep_within(struct work *w, struct node_score *n, const char *group)
{
	struct arena *a = w->arena;
	const struct indicator *i = n->indicator;
	struct num cap = by_group(&i->cap, group), floor = by_group(&i->floor, group);

	if (by_group_has(&i->cap, group) && num_cmp(n->points, cap) > 0) {
		n->points = cap;
		n->steps = SAY(w, "%s；封顶 %s，得 %s", n->steps, say_points(a, cap), say_points(a, cap));
	} else if (by_group_has(&i->floor, group) && num_cmp(n->points, floor) < 0) {
		n->points = floor;
		n->steps = SAY(w, "%s；保底 %s，得 %s", n->steps, say_points(a, floor), say_points(a, floor));
	}
}

/* 本项计零: the points become 0 before they reach the parent. */
static void strike(struct desk *d, const struct unit *u, struct node_score *n)
{
	const struct scheme *s = d->work->scheme;

	for (size_t k = 0; k < s->veto_count && n->zeroed == NULL; k++) {
		const struct veto *v = s->veto[k];

		if (v->board != d->board || v->effect != ITEM_ZERO || v->item != n->indicator
		    || seat_holds(d, u, v->when) != 1)
			continue;
		n->zeroed = v;
		n->points = num_int(0);
		n->steps = SAY(d->work, "%s；否决“%s”，本项计零，得 0", n->steps, v->name);
	}
}

static const struct node_score *node_own(struct desk *d, const struct unit *u, const struct indicator *i)
{
	struct node_score *n = node_at(d, u, i);

	node_obstacle(d, u, i);
	if (!node_begin(d, u, i, OWN_PHASE))
		return n;
	if (n->exempt)
		give_exempt(d, u, n);
	else if (!n->none && i->child_count == 0)
		leaf_points(d, u, n);
	else if (!n->none)
		combine_children(d, u, n);
	if (n->scored) {
		keep_within(d->work, n, u->group);
		strike(d, u, n);
	}
	node_end(d, u, i, OWN_PHASE);
	return n;
}

/* What lies below a node that has its points is not looked at. */
static void leave_out(struct desk *d, const struct unit *u, const struct indicator *i)
{
	node_at(d, u, i)->value = value_blank();
	for (int phase = 0; phase < PHASES; phase++)
		node_end(d, u, i, (enum phase)phase);
	for (size_t k = 0; k < i->child_count; k++)
		leave_out(d, u, i->child[k]);
}

void node_pretend(struct desk *d, const struct unit *u, const struct indicator *i, struct num points)
{
	struct node_score *n = node_at(d, u, i);

	leave_out(d, u, i);
	n->full = node_full(d->work, i, u->group);
	n->points = points;
	n->scored = true;
	n->steps = "按所给的得分";
}

/* ---- effects -------------------------------------------------------------------- */

static void mean_rate_of(struct desk *d, const struct indicator *i, const struct unit *const *unit, size_t count,
	struct group_mean *m)
{
	struct arena *a = d->work->arena;
	struct num sum = num_int(0);

	for (size_t k = 0; k < count; k++) {
		const struct node_score *n = node_own(d, unit[k], i);

		if (!n->scored || n->none || num_sign(n->full) == 0)
			continue;
		sum = num_add(a, sum, num_div(a, n->points, n->full));
		m->count++;
	}
	if (m->count > 0)
		m->rate = num_div(a, sum, num_int((int64_t)m->count));
}

static struct group_mean *range_mean_at(struct desk *d, const struct indicator *i, const struct expr *among)
{
	struct range_mean *m;

	for (size_t k = 0; k < d->range_mean_count; k++)
		if (d->range_mean[k]->indicator == i && d->range_mean[k]->among == among)
			return &d->range_mean[k]->mean;
	m = arena_one(d->work->arena, struct range_mean);
	m->indicator = i;
	m->among = among;
	*arena_push(d->work->arena, d->range_mean, d->range_mean_count) = m;
	return &m->mean;
}

static void mean_rate_among(struct desk *d, const struct indicator *i, const struct expr *among, struct group_mean *m)
{
	const struct unit **unit = arena_many(d->work->arena, const struct unit *, d->roll->count);
	size_t count = 0;

	for (size_t k = 0; k < d->roll->count; k++)
		if (seat_holds(d, d->roll->unit[k], among) == 1)
			unit[count++] = d->roll->unit[k];
	mean_rate_of(d, i, unit, count, m);
}

static struct group_mean *mean_at(struct desk *d, const struct indicator *i, size_t party)
{
	if (d->mean == NULL)
		d->mean = arena_many(d->work->arena, struct group_mean, d->work->scheme->indicator_count * (d->party_count + 1));
	return &d->mean[i->index * (d->party_count + 1) + party];
}

/* Once a node and group: the mean rate of the units that have points of their
 * own there.  Rates, so that full marks which differ do not matter. */
static const struct group_mean *group_mean_of(struct desk *d, const struct unit *u, const struct indicator *i,
	const struct treatment *t)
{
	bool whole_board = t->whole_board;
	size_t party = whole_board ? d->party_count : d->party_of[u->index];
	struct group_mean *m = t->among != NULL ? range_mean_at(d, i, t->among) : mean_at(d, i, party);

	if (m->progress == AT_WORK)
		work_circle(d->work, i->at, i->name);
	if (m->progress != FRESH)
		return m;
	m->progress = AT_WORK;
	if (t->among != NULL)
		mean_rate_among(d, i, t->among, m);
	else if (whole_board)
		mean_rate_of(d, i, (const struct unit *const *)d->roll->unit, d->roll->count, m);
	else
		mean_rate_of(d, i, d->party[party].unit, d->party[party].count, m);
	m->progress = DONE;
	return m;
}

static void give(struct node_score *n, struct num points)
{
	n->scored = true;
	n->points = points;
}

/* 组均得分; where nobody has points of his own there is no mean, and the node is passed over. */
static void give_group_mean(struct desk *d, const struct unit *u, struct node_score *n, const char *why)
{
	struct arena *a = d->work->arena;
	const struct treatment *t = treatment_of(n);
	const struct group_mean *m = group_mean_of(d, u, n->indicator, t);
	const char *whose = t->among != NULL ? SAY(d->work, "范围（%s）内", expr_text(a, t->among)) : t->whole_board ? "全部单位" : "同组";

	if (m->count == 0) {
		n->effect = SKIP_RESCALE;
		n->steps = SAY(d->work, "%s，按组均得分处理；%s没有单位有自己的得分，改按%s", why, whose,
			effect_words[SKIP_RESCALE]);
		return;
	}
	give(n, num_mul(a, m->rate, n->full));
	n->steps = SAY(d->work, "%s，按组均得分处理：%s有得分的 %zu 个单位平均，得 %s", why, whose, m->count,
		say_points(a, n->points));
}

/* 沿用上期: the rate it had one period before; where it had none then, it is passed over. */
static void carry_over(struct desk *d, const struct unit *u, struct node_score *n, const char *why)
{
	struct arena *a = d->work->arena;
	const struct past_unit *then = past_unit(d->work, d->board, u, 1);
	const struct past_figure *f = then != NULL && then->figure != NULL ? &then->figure[n->indicator->index] : NULL;

	if (f == NULL || !f->has_points || num_sign(f->full) == 0) {
		n->effect = SKIP_RESCALE;
		n->steps = SAY(d->work, "%s，按沿用上期处理；上期没有得分，改按%s", why, effect_words[SKIP_RESCALE]);
		return;
	}
	give(n, num_mul(a, num_div(a, f->points, f->full), n->full));
	n->steps = SAY(d->work, "%s，按沿用上期处理：上期 %s（满分 %s），得 %s", why, say_points(a, f->points), say_points(a, f->full),
		say_points(a, n->points));
}

static void apply_effect(struct desk *d, const struct unit *u, struct node_score *n)
{
	struct arena *a = d->work->arena;
	const char *why = SAY(d->work, "%s%s", n->steps, obstacle_word(n));

	switch (n->effect) {
	case ZERO:
		give(n, num_int(0));
		n->steps = SAY(d->work, "%s，按零分处理，得 0", why);
		break;
	case FULL:
		give(n, n->full);
		n->steps = SAY(d->work, "%s，按满分处理，得 %s", why, say_points(a, n->full));
		break;
	case GROUP_MEAN:
		give_group_mean(d, u, n, why);
		break;
	case CARRY:
		carry_over(d, u, n, why);
		break;
	default:
		n->steps = SAY(d->work, "%s，%s", why, effect_words[n->effect]);
	}
	if (n->scored)
		strike(d, u, n);
}

const struct node_score *node_final(struct desk *d, const struct unit *u, const struct indicator *i)
{
	struct node_score *n = node_at(d, u, i);

	node_own(d, u, i);
	if (!node_begin(d, u, i, FINAL_PHASE))
		return n;
	if (n->none)
		apply_effect(d, u, n);
	node_end(d, u, i, FINAL_PHASE);
	return n;
}

struct num node_plain_share(struct desk *d, const struct unit *u, const struct indicator *i)
{
	const struct node_score *n = node_final(d, u, i);
	struct num weight = i->parent != NULL ? weight_in_parent(i, u->group) : num_int(100);

	return node_handed(d->work->arena, n, weight);
}

/* Below a node that is itself passed over, or has its points by effect, nothing reaches the total. */
static void unranked_below(struct desk *d, const struct unit *u, const struct indicator *i, struct buf *b)
{
	const struct node_score *n = node_final(d, u, i);

	if (n->none) {
		if (n->effect == UNRANKED)
			buf_printf(b, "%s指标“%s”%s", b->length > 0 ? "，" : "", indicator_label(i), obstacle_word(n));
		return;
	}
	for (size_t k = 0; k < i->child_count; k++)
		if (num_sign(weight_in_parent(i->child[k], u->group)) != 0)
			unranked_below(d, u, i->child[k], b);
}

const char *node_unranked_by(struct desk *d, const struct unit *u)
{
	struct buf b = buf_new(d->work->arena);

	unranked_below(d, u, d->board->root, &b);
	return b.length > 0 ? b.at : "";
}
