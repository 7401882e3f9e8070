/* regulation_words.c -- formulas, methods and effects as a regulation says them. */
#include "reports/regulation.h"

#include <string.h>
#include "reports/plain.h"

/* Signs of the language as paper writes them; text in quotes stays as it is. */
static const char *on_paper(struct arena *a, const char *s)
{
	static const struct { const char *sign, *paper; } signs[] = {
		{ ">=", "≥" }, { "<=", "≤" }, { "!=", "≠" }, { "*", "×" }, { "/", "÷" }, { "(", "（" }, { ")", "）" }, { ", ", "，" } };
	struct buf b = buf_new(a);
	bool quoted = false;

	while (*s != '\0') {
		size_t i = 0;

		if (strncmp(s, "“", 3) == 0 || strncmp(s, "”", 3) == 0)
			quoted = s[2] == "“"[2];
		for (; i < sizeof signs / sizeof *signs && !quoted; i++)
			if (strncmp(s, signs[i].sign, strlen(signs[i].sign)) == 0)
				break;
		if (quoted || i == sizeof signs / sizeof *signs) {
			buf_addn(&b, s++, 1);
			continue;
		}
		buf_add(&b, signs[i].paper);
		s += strlen(signs[i].sign);
	}
	return b.at;
}

struct parameters {
	struct arena *arena;
	const struct parameter **seen;
	size_t count;
};

static void find_parameter(const struct expr *e, void *data)
{
	struct parameters *p = data;

	if (e->op != OP_PARAM)
		return;
	for (size_t i = 0; i < p->count; i++)
		if (p->seen[i] == e->param)
			return;
	*arena_push(p->arena, p->seen, p->count) = e->param;
}

const char *said_expression(struct arena *a, const struct expr *e)
{
	struct parameters p = { .arena = a };
	struct buf b = buf_new(a);

	if (e == NULL)
		return "";
	if (e->op == OP_PARAM)
		return arena_printf(a, "%s（%s）", short_value(a, e->param->value, e->param->dimension, 6), e->param->name);
	buf_add(&b, on_paper(a, expr_text(a, e)));
	expr_walk(e, find_parameter, &p);
	for (size_t i = 0; i < p.count; i++)
		buf_printf(&b, "%s%s为%s%s", i == 0 ? "（" : "，", p.seen[i]->name, short_value(a, p.seen[i]->value, p.seen[i]->dimension, 6),
			i + 1 == p.count ? "）" : "");
	return b.at;
}

const char *said_treatment(struct arena *a, const struct treatment *t)
{
	switch (t->effect) {
	case SKIP_RESCALE: return "不计这一项，它的分值按比例折算到其余各项";
	case SKIP_SHRINK: return "不计这一项，满分相应减少";
	case ZERO: return "计零分";
	case FULL: return "计满分";
	case UNRANKED: return "不参与排名";
	case CARRY: return "沿用上期的得分率";
	case GROUP_MEAN:
		if (t->among != NULL)
			return arena_printf(a, "取%s的各单位的平均得分", said_expression(a, t->among));
		return t->whole_board ? "取全部单位的平均得分" : "取同组各单位的平均得分";
	default: return "";
	}
}

const char *said_rounding(struct arena *a, const struct rounding *r)
{
	static const char *const modes[] = { [HALF_UP] = "四舍五入", [HALF_EVEN] = "四舍六入五成双", [TRUNCATE] = "截尾，不进位" };

	if (!r->set)
		return "";
	if (r->none)
		return "不修约";
	return r->places == 0 ? arena_printf(a, "取整数，%s", modes[r->mode]) : arena_printf(a, "保留%d位小数，%s", r->places, modes[r->mode]);
}

const char *said_combine(enum combine c)
{
	static const char *const words[] = { "", "按权重加权平均", "直接相加", "平均", "取较低的一项", "取较高的一项", "取几何平均", "取调和平均", "共用一份分值，逐项往下扣" };

	return words[c];
}

const char *said_list(struct arena *a, const char *const *words)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; words != NULL && words[i] != NULL; i++)
		buf_printf(&b, "%s%s", i > 0 ? "、" : "", words[i]);
	return b.length > 0 ? b.at : "";
}

static const char *entry_value(const struct element *e, const char *key)
{
	for (size_t i = 0; e != NULL && i < e->entry_count; i++)
		if (strcmp(e->entry[i].key, key) == 0)
			return e->entry[i].value;
	return NULL;
}

const char *said_grounds(struct arena *a, const struct element *e, const char *basis, const char *note)
{
	const char *why = basis != NULL ? basis : entry_value(e, "依据"), *more = note != NULL ? note : entry_value(e, "说明");

	const char *table = entry_value(e, "表");

	return arena_printf(a, "%s%s%s%s%s%s%s%s%s", more == NULL ? "" : "说明：", more == NULL ? "" : more, more == NULL ? "" : "。",
		why == NULL ? "" : "依据：", why == NULL ? "" : why, why == NULL ? "" : "。",
		table == NULL ? "" : "表：", table == NULL ? "" : table, table == NULL ? "" : "。");
}

/* ---- 计分 ---------------------------------------------------------------------------- */

static const char *points(struct arena *a, struct num n)
{
	return arena_printf(a, "%s分", num_short(a, n, 6));
}

static const char *parts_of_step(enum steps s)
{
	return s == PRO_RATA ? "不足一步的按比例" : s == WHOLE_DOWN ? "不足一步的舍去" : "不足一步的按一步";
}

/* What bounds the points from below and above. */
static void add_bounds(struct buf *b, const struct marking *m)
{
	if (m->has_floor && num_sign(m->floor) == 0)
		buf_add(b, "，扣完为止");
	else if (m->has_floor)
		buf_printf(b, "，最低%s", points(b->arena, m->floor));
	if (m->has_cap)
		buf_printf(b, "，最多%s%s", m->method == DEDUCT ? "扣" : m->method == BONUS ? "加" : "得", points(b->arena, m->cap));
}

static const char *said_bands(struct arena *a, const struct marking *m)
{
	struct buf b = buf_new(a);

	buf_add(&b, "分档得分：");
	for (size_t i = 0; i < m->band_count; i++) {
		const struct band *d = &m->band[i];
		static const char *const signs[] = { [OP_LT] = "低于", [OP_LE] = "不高于", [OP_EQ] = "等于", [OP_GE] = "不低于", [OP_GT] = "高于" };

		buf_add(&b, i > 0 ? "；" : "");
		if (d->op == OP_CONST)
			buf_add(&b, "其余");
		else if (d->op == OP_BETWEEN)
			buf_printf(&b, "%s至%s（两端都在内）", said_expression(a, d->bound), said_expression(a, d->upper));
		else
			buf_printf(&b, "%s%s", signs[d->op], said_expression(a, d->bound));
		buf_printf(&b, "的得%s", d->of_full ? arena_printf(a, "满分的%s", short_figure(a, d->points, "%", 4)) : points(a, d->points));
	}
	return b.at;
}

static const char *said_ranks(struct arena *a, const struct marking *m)
{
	struct buf b = buf_new(a);

	buf_printf(&b, "按组内名次得分（%s）：", m->from_last ? "从最后一名数起" : m->rank_ascending ? "数小者在前" : "数大者在前");
	for (size_t i = 0; i < m->by_rank_count; i++)
		buf_printf(&b, "第%zu名%s，", i + 1, points(a, m->by_rank[i]));
	if (m->falls)
		buf_printf(&b, "以后每降一名减%s，最低%s", points(a, m->fall), points(a, m->beyond));
	else
		buf_printf(&b, "其余%s", points(a, m->beyond));
	buf_add(&b, m->share_ties ? "；并列的平分所占各名次的分" : "；并列的得同样的分");
	return b.at;
}

static const char *no_spread_words(const struct marking *m)
{
	static const char *const words[] = { "", "都得满分", "都得零分", "都得平均分", "按没有应办事项处理" };

	return words[m->no_spread];
}

/* 标准分 极差 功效系数 */
static const char *said_spread(struct arena *a, const struct marking *m)
{
	struct buf b = buf_new(a);
	const char *order = m->rank_ascending ? "数小者为好" : "数大者为好";

	if (m->method == STANDARD) {
		buf_printf(&b, "等于各单位平均数的得%s，每高（低）一个%s标准差加（减）%s", points(a, m->base), m->sample ? "样本" : "总体", points(a, m->more));
		add_bounds(&b, m);
	} else if (m->method == RANGE) {
		buf_printf(&b, "最差的得%s，最好的得%s，其余按所处位置折算（%s）", points(a, m->base), points(a, num_add(a, m->base, m->more)), order);
	} else {
		buf_printf(&b, "基础%s，另按在最差与最好之间的位置最多加%s（%s）", points(a, m->base), points(a, m->more), order);
	}
	buf_printf(&b, "；各单位都相同时%s", no_spread_words(m));
	return b.at;
}

/* 扣.1 … of the section, those of the group whose 计分 it is. */
static const char *said_schedule(struct arena *a, const struct indicator *n, const struct marking *m)
{
	struct buf b = buf_new(a);
	const char *group = "";
	size_t lines = 0;

	for (size_t k = 0; k < n->special_marking_count; k++)
		if (m == &n->special_marking[k].marking)
			group = n->special_marking[k].group;
	buf_add(&b, "从满分起按件扣分：");
	for (size_t i = 0; i < n->element->entry_count; i++) {
		const struct entry *entry = &n->element->entry[i];

		if (strncmp(entry->key, "扣.", strlen("扣.")) == 0 && strcmp(schedule_group(entry->key), group) == 0)
			buf_printf(&b, "%s%s%s分", lines++ > 0 ? "；" : "", strncmp(entry->key, "扣.其余", strlen("扣.其余")) == 0 ? "其余每件 " : "",
				on_paper(a, entry->value));
	}
	add_bounds(&b, m);
	return b.at;
}

/* A bare number of a step is in the units of the value: 2 is 2件. */
static const char *with_unit(struct arena *a, const char *step, const char *dimension)
{
	if (step == NULL || dimension == NULL || strcmp(dimension, "%") == 0 || step[strspn(step, "0123456789.")] != '\0')
		return step;
	return arena_printf(a, "%s%s", step, dimension);
}

/* 达标 反向达标 扣分 加分 增减 首犯再犯: so much a step. */
static void add_steps(struct buf *b, const struct marking *m, const char *dimension)
{
	struct arena *a = b->arena;
	const char *step = with_unit(a, m->step_text, dimension);

	switch (m->method) {
	case TARGET: case REVERSE_TARGET:
		buf_printf(b, "%s%s得满分，每%s%s扣%s，%s", m->method == TARGET ? "达到" : "不高于", said_expression(a, m->target),
			m->method == TARGET ? "低" : "高", step, points(a, m->amount), parts_of_step(m->steps));
		break;
	case DEDUCT:
		buf_printf(b, "每%s扣%s，%s", step, points(a, m->amount), parts_of_step(m->steps));
		break;
	case BONUS:
		buf_printf(b, "%s%s%s每%s加%s，不足一步的舍去", m->target == NULL ? "" : "超过", said_expression(a, m->target),
			m->target == NULL ? "" : "的部分，", step, points(a, m->amount));
		break;
	case OFFENCES:
		buf_printf(b, "第一次扣%s，再犯%s", points(a, m->amount), m->all_gone ? "不得分" : arena_printf(a, "扣%s", points(a, m->again)));
		break;
	default:
		buf_printf(b, "以%s为准，每多%s加%s，最多加%s；每少%s扣%s，最多扣%s；%s", said_expression(a, m->target), step, points(a, m->amount),
			points(a, m->cap), with_unit(a, m->less_text, dimension), points(a, m->less_amount), points(a, m->less_cap), parts_of_step(m->steps));
		return;
	}
	add_bounds(b, m);
}

static const char *said_linear(struct arena *a, const struct marking *m)
{
	const char *ends = m->clip_low && m->clip_high ? "不到低端的得零分，超过高端的得满分" : m->clip_low ? "不到低端的得零分，超过高端的照加" :
		m->clip_high ? "超过高端的得满分，不到低端的照减" : "两端以外照样加减";

	return arena_printf(a, "从%s（零分）到%s（满分）按直线折算，%s", said_expression(a, m->low), said_expression(a, m->high), ends);
}

const char *said_marking(struct arena *a, const struct indicator *n, const struct marking *m, const char *dimension)
{
	struct buf b = buf_new(a);

	if (m->same != NULL)
		buf_printf(&b, "办法同“%s”，分值为其%s倍：", m->same->title, num_short(a, m->factor, 6));
	switch (m->method) {
	case PROPORTION:
		buf_add(&b, m->unbounded ? "按比例得分，超过百分之百的照加，不封顶" : "按比例得分，最多得满分");
		break;
	case BANDS: buf_add(&b, said_bands(a, m)); break;
	case LINEAR: buf_add(&b, said_linear(a, m)); break;
	case BY_RANK: buf_add(&b, said_ranks(a, m)); break;
	case QUOTE: buf_printf(&b, "引用已评定的分（满分%s），按比例折算", points(a, m->quote_full)); break;
	case OF_FIRST: buf_printf(&b, "第一名得满分，其余按与第一名之比得分（%s）", m->rank_ascending ? "数小者为好" : "数大者为好"); break;
	case STANDARD: case RANGE: case EFFICACY: buf_add(&b, said_spread(a, m)); break;
	case SCHEDULE: buf_add(&b, said_schedule(a, n, m)); break;
	case NO_METHOD: case SAME_AS: break;
	default: add_steps(&b, m, dimension);
	}
	return b.length > 0 ? b.at : "";
}
