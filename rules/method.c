/* method.c -- 计分: one phrase, one function a method.
 *
 *     达标 目标 95% 每低 1个百分点 扣 2 按比例 保底 0
 */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

const char *const method_words[] = { "", "正比", "达标", "反向达标", "分档", "线性", "扣分", "加分", "名次赋分", "引用", NULL };

struct phrase {
	struct reader *r;
	const struct element *element;
	const struct entry *entry;
	const char *dimension;          /* of the indicator's value */
	bool extra;                     /* of a 加减分 */
	struct scope scope;
	struct lexer l;
	struct marking *m;
};

/* Complains once a phrase: what was expected where the reading stopped. */
static bool fault(struct phrase *p, const char *expected)
{
	if (!p->l.failed)
		diag(p->r->diag, MSG_MARKING_EXPECTED, p->l.token.at, method_words[p->m->method], expected,
			p->l.token.kind == TOK_END ? "（行尾）" : p->l.token.text, NULL);
	p->l.failed = true;
	return false;
}

static bool word(struct phrase *p, const char *w)
{
	return lexer_take(&p->l, w) || fault(p, w);
}

/* One of the words; its index, or -1. */
static int one_of(struct phrase *p, const char *const *words, const char *all)
{
	for (int i = 0; words[i] != NULL; i++)
		if (lexer_take(&p->l, words[i]))
			return i;
	fault(p, all);
	return -1;
}

static bool sum(struct phrase *p, const struct expr **e)
{
	*e = parse_sum(&p->scope, &p->l);
	return *e != NULL;
}

/* A bare number, perhaps negative, perhaps with 分. */
static bool number(struct phrase *p, struct num *n)
{
	bool minus = lexer_take(&p->l, "-");

	if (p->l.token.kind != TOK_NUMBER || (*p->l.token.suffix != '\0' && strcmp(p->l.token.suffix, "分") != 0))
		return fault(p, "数");
	*n = minus ? num_neg(p->r->arena, p->l.token.num) : p->l.token.num;
	lexer_next(&p->l);
	return true;
}

static bool is_counter(const char *suffix)
{
	static const char *const counters[] = { "", "件", "次", "个", "处", "天", "人", "项", "起", "户", "条", NULL };

	for (int i = 0; counters[i] != NULL; i++)
		if (strcmp(counters[i], suffix) == 0)
			return true;
	return false;
}

/* k of 每低 k, in the units of the value: 1个百分点 and 1% are 0.01, 2件 is 2. */
static bool quantity(struct phrase *p, struct num *n)
{
	const char *suffix = p->l.token.suffix;

	if (p->l.token.kind != TOK_NUMBER || num_sign(p->l.token.num) <= 0)
		return fault(p, "大于 0 的数");
	*n = p->l.token.num;
	p->m->step_text = arena_printf(p->r->arena, "%s%s", p->l.token.text, suffix);
	if (strcmp(suffix, "%") == 0 || strcmp(suffix, "个百分点") == 0 || strcmp(suffix, "百分点") == 0)
		*n = num_div(p->r->arena, *n, num_int(100));
	else if (!is_counter(suffix) && !text_same(suffix, p->dimension))
		return fault(p, p->dimension == NULL ? "数、个百分点 或 件" : p->dimension);
	else if (text_same(p->dimension, "%"))
		return fault(p, "个百分点（指标值是百分数）");
	lexer_next(&p->l);
	return true;
}

static bool steps(struct phrase *p)
{
	static const char *const words[] = { "按比例", "整步舍去", "整步进一", NULL };
	int i = one_of(p, words, "按比例、整步舍去 或 整步进一");

	p->m->steps = (enum steps)(i < 0 ? 0 : i);
	return i >= 0;
}

/* 保底 y | 扣完为止 */
static bool floor_clause(struct phrase *p)
{
	p->m->has_floor = true;
	if (lexer_take(&p->l, "扣完为止")) {
		p->m->floor = num_int(0);
		return true;
	}
	return lexer_take(&p->l, "保底") ? number(p, &p->m->floor) : fault(p, "保底 几分 或 扣完为止");
}

static bool cap_clause(struct phrase *p)
{
	p->m->has_cap = true;
	return word(p, "封顶") && number(p, &p->m->cap);
}

/* 正比 [封顶 | 不封顶] */
static bool proportion(struct phrase *p)
{
	p->m->unbounded = lexer_take(&p->l, "不封顶");
	if (!p->m->unbounded)
		lexer_take(&p->l, "封顶");
	return true;
}

/* 达标 目标 e 每低 k 扣 x 按比例|整步… 保底 y|扣完为止 */
static bool target(struct phrase *p)
{
	return word(p, "目标") && sum(p, &p->m->target) &&
		word(p, p->m->method == TARGET ? "每低" : "每高") && quantity(p, &p->m->step) &&
		word(p, "扣") && number(p, &p->m->amount) && steps(p) && floor_clause(p);
}

/* 线性 低 e 高 e 截断 两端|低端|高端|不截断 */
static bool linear(struct phrase *p)
{
	static const char *const words[] = { "两端", "低端", "高端", "不截断", NULL };
	int i;

	if (!word(p, "低") || !sum(p, &p->m->low) || !word(p, "高") || !sum(p, &p->m->high) || !word(p, "截断"))
		return false;
	i = one_of(p, words, "两端、低端、高端 或 不截断");
	p->m->clip_low = i == 0 || i == 1;
	p->m->clip_high = i == 0 || i == 2;
	return i >= 0;
}

/* 扣分 每 k 扣 x 按比例|整步… 保底 y|扣完为止; as 加减分: 封顶 y */
static bool deduct(struct phrase *p)
{
	return word(p, "每") && quantity(p, &p->m->step) && word(p, "扣") && number(p, &p->m->amount) &&
		steps(p) && (p->extra ? cap_clause(p) : floor_clause(p));
}

/* 加分 [起点 e] 每 k 加 x 封顶 y; whole steps, 不足一步舍去 */
static bool bonus(struct phrase *p)
{
	if (lexer_take(&p->l, "起点") && !sum(p, &p->m->target))
		return false;
	p->m->steps = WHOLE_DOWN;
	return word(p, "每") && quantity(p, &p->m->step) && word(p, "加") && number(p, &p->m->amount) && cap_clause(p);
}

/* 引用 满分 n: a score made elsewhere, rescaled to the full marks here */
static bool quote(struct phrase *p)
{
	if (!word(p, "满分") || !number(p, &p->m->quote_full))
		return false;
	return num_sign(p->m->quote_full) > 0 || fault(p, "大于 0 的满分");
}

/* >= e 得 x | 其余 得 x */
static void read_band(struct phrase *p, const struct entry *entry)
{
	static const struct { const char *sign; enum op op; } signs[] = {
		{ ">=", OP_GE }, { ">", OP_GT }, { "<=", OP_LE }, { "<", OP_LT }, { "=", OP_EQ } };
	struct band *band = arena_push(p->r->arena, p->m->band, p->m->band_count);
	bool found = false;

	p->l = lexer_open(p->r->arena, p->r->diag, entry->value, entry->value_at);
	band->at = entry->at;
	band->op = OP_CONST;
	if (lexer_take(&p->l, "其余"))
		found = true;
	for (size_t i = 0; i < sizeof signs / sizeof *signs && !found; i++)
		if (lexer_take(&p->l, signs[i].sign)) {
			band->op = signs[i].op;
			found = sum(p, &band->bound);
			if (!found)
				return;
		}
	if (!found) {
		fault(p, ">= 几 或 其余");
		return;
	}
	if (word(p, "得") && number(p, &band->points) && p->l.token.kind != TOK_END)
		fault(p, "（行尾）");
}

/* 分档; 档.1 = …, the last one 其余 */
static void read_bands(struct phrase *p)
{
	const struct entry *entry, *last = NULL;
	int64_t n = 0;

	for (size_t i = 0; (entry = entry_numbered(p->r, p->element, "档.", &i, &n)) != NULL; last = entry)
		read_band(p, entry);
	if (p->m->band_count == 0)
		diag(p->r->diag, MSG_NO_BANDS, p->entry->at, NULL);
	else if (p->m->band[p->m->band_count - 1].op != OP_CONST)
		diag(p->r->diag, MSG_NO_DEFAULT_BAND, last->at, last->key, NULL);
}

/* 名次赋分 降序|升序 并列同分|并列均分; 名次.1 = 40 … 名次.其余 = 0 */
static bool by_rank(struct phrase *p)
{
	static const char *const order[] = { "降序", "升序", NULL }, *const ties[] = { "并列同分", "并列均分", NULL };
	const struct entry *entry;
	int64_t n = 0;
	bool rest = false;
	int i = one_of(p, order, "降序 或 升序"), j = i < 0 ? -1 : one_of(p, ties, "并列同分 或 并列均分");

	p->m->rank_ascending = i == 1;
	p->m->share_ties = j == 1;
	for (size_t k = 0; (entry = entry_numbered(p->r, p->element, "名次.", &k, &n)) != NULL; ) {
		struct num points;

		if (!read_number(p->r, entry, &points))
			continue;
		if (n == 0) {
			rest = true;
			p->m->beyond = points;
		} else {
			*arena_push(p->r->arena, p->m->by_rank, p->m->by_rank_count) = points;
		}
	}
	if (p->m->by_rank_count == 0 || !rest)
		diag(p->r->diag, MSG_RANK_TABLE, p->entry->at, NULL);
	return j >= 0;
}

static bool bands(struct phrase *p) { (void)p; return true; }

/* To teach the language a method, add its word, its row here and its function in scoring/. */
static bool (*const clause[])(struct phrase *) = {
	[PROPORTION] = proportion, [TARGET] = target, [REVERSE_TARGET] = target, [BANDS] = bands, [LINEAR] = linear,
	[DEDUCT] = deduct, [BONUS] = bonus, [BY_RANK] = by_rank, [QUOTE] = quote,
};

static bool stray_tables(struct phrase *p)
{
	static const struct { const char *prefix; enum method method; } tables[] = { { "档.", BANDS }, { "名次.", BY_RANK } };
	const struct entry *entry;
	const char *suffix;

	for (size_t t = 0; t < 2; t++) {
		size_t i = 0;

		if (p->m->method != tables[t].method && (entry = entry_next(p->element, tables[t].prefix, &i, &suffix)) != NULL)
			diag(p->r->diag, MSG_STRAY_TABLE, entry->at, entry->key, method_words[tables[t].method], NULL);
	}
	return true;
}

void read_marking(struct reader *r, const struct element *e, const char *dimension, bool extra, struct marking *m)
{
	struct phrase p = { r, e, entry_of(e, "计分"), dimension, extra, scope_of(r, SCOPE_UNIT, NULL), .m = m };
	const char *near;

	if (p.entry == NULL)
		return;
	m->text = p.entry->value;
	m->at = p.entry->at;
	p.l = lexer_open(r->arena, r->diag, p.entry->value, p.entry->value_at);
	for (int i = PROPORTION; i <= QUOTE; i++)
		if (lexer_is(&p.l, method_words[i]))
			m->method = (enum method)i;
	if (m->method == NO_METHOD || (extra && m->method != DEDUCT && m->method != BONUS)) {
		near = text_nearest(p.l.token.text, method_words + 1);
		diag(r->diag, MSG_UNKNOWN_METHOD, p.l.token.at, p.l.token.text,
			extra ? "加分 或 扣分" : "正比 达标 反向达标 分档 线性 扣分 加分 名次赋分 引用",
			near == NULL ? "" : arena_printf(r->arena, "是否指“%s”？", near), NULL);
		m->method = NO_METHOD;
		return;
	}
	lexer_next(&p.l);
	if (clause[m->method](&p) && p.l.token.kind != TOK_END)
		fault(&p, "（行尾）");
	stray_tables(&p);
	if (m->method == BANDS)
		read_bands(&p);
}
