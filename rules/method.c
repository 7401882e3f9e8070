/* method.c -- 计分: one phrase, one function a method.
 *
 *     达标 目标 95% 每低 1个百分点 扣 2 按比例 保底 0
 */
#include <string.h>
#include "base/text.h"
#include "rules/phrase.h"

const char *const method_words[] = { "", "正比", "达标", "反向达标", "分档", "线性", "扣分", "加分", "名次赋分", "引用", "首犯再犯", "增减",
	"按第一名比例", "标准分", "极差", "功效系数", "同", "扣分表", NULL };

/* The whole of what is to be written there, so that nobody has to ask word by word. */
static const char *whole_form(const struct phrase *p)
{
	const char *key = p->line != NULL ? p->line->key : p->entry->key;
	bool marking = strncmp(key, "计分", strlen("计分")) == 0;

	return vocabulary_form(p->r->arena, "指标", marking ? "计分" : key, marking ? method_words[p->m->method] : NULL);
}

bool phrase_fault(struct phrase *p, const char *expected)
{
	if (!p->l.failed)
		diag(p->r->diag, MSG_MARKING_EXPECTED, p->l.token.at, method_words[p->m->method], expected,
			p->l.token.kind == TOK_END ? "（行尾）" : p->l.token.text, whole_form(p), NULL);
	p->l.failed = true;
	return false;
}

bool phrase_word(struct phrase *p, const char *w)
{
	return lexer_take(&p->l, w) || phrase_fault(p, w);
}

int phrase_one_of(struct phrase *p, const char *const *words, const char *all)
{
	for (int i = 0; words[i] != NULL; i++)
		if (lexer_take(&p->l, words[i]))
			return i;
	phrase_fault(p, all);
	return -1;
}

static bool sum(struct phrase *p, const struct expr **e)
{
	*e = parse_sum(&p->scope, &p->l);
	return *e != NULL;
}

static bool names_parameter(const struct phrase *p)
{
	const struct scheme *s = p->r->scheme;

	for (size_t i = 0; i < s->parameter_count; i++)
		if (strcmp(s->parameter[i]->name, p->l.token.text) == 0)
			return true;
	return false;
}

/* Parameters are constants of the period, so the amount is worked out here. */
static bool amount_from_parameters(struct phrase *p, struct num *n)
{
	struct scope constants = p->scope;
	struct env env = { .arena = p->r->arena };
	const struct expr *e;
	struct value v;

	constants.kind = SCOPE_CONSTANT;
	e = parse_sum(&constants, &p->l);
	if (e == NULL)
		return false;
	v = expr_eval(e, &env);
	*arena_push(p->r->arena, p->m->constant, p->m->constant_count) = e;
	if (v.kind == V_NUMBER)
		*n = v.num;
	return v.kind == V_NUMBER || phrase_fault(p, "数或参数");
}

bool phrase_number(struct phrase *p, struct num *n)
{
	bool minus = lexer_take(&p->l, "-");
	bool word = p->l.token.kind == TOK_WORD || p->l.token.kind == TOK_NAME;

	if ((word && names_parameter(p)) || lexer_is(&p->l, "(")) {
		if (!amount_from_parameters(p, n))
			return false;
		*n = minus ? num_neg(p->r->arena, *n) : *n;
		return true;
	}
	if (p->l.token.kind != TOK_NUMBER || (*p->l.token.suffix != '\0' && strcmp(p->l.token.suffix, "分") != 0))
		return phrase_fault(p, "数");
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
static bool quantity(struct phrase *p, struct num *n, const char **text)
{
	const char *suffix = p->l.token.suffix;

	if (p->l.token.kind != TOK_NUMBER || num_sign(p->l.token.num) <= 0)
		return phrase_fault(p, "大于 0 的数");
	*n = p->l.token.num;
	if (n == &p->m->step)
		p->m->step_at = p->l.token.at;
	*text = arena_printf(p->r->arena, "%s%s", p->l.token.text, suffix);
	if (strcmp(suffix, "%") == 0 || strcmp(suffix, "个百分点") == 0 || strcmp(suffix, "百分点") == 0)
		*n = num_div(p->r->arena, *n, num_int(100));
	else if (!is_counter(suffix) && !text_same(suffix, p->dimension))
		return phrase_fault(p, p->dimension == NULL ? "数、个百分点 或 件" : p->dimension);
	else if (text_same(p->dimension, "%"))
		return phrase_fault(p, "个百分点（指标值是百分数）");
	lexer_next(&p->l);
	return true;
}

static bool steps(struct phrase *p)
{
	static const char *const words[] = { "按比例", "整步舍去", "整步进一", NULL };
	int i = phrase_one_of(p, words, "按比例、整步舍去 或 整步进一");

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
	if (!lexer_take(&p->l, "保底"))
		return phrase_fault(p, "保底 几分 或 扣完为止");
	p->m->floor_at = p->l.token.at;
	return phrase_number(p, &p->m->floor);
}

static bool cap_clause(struct phrase *p)
{
	p->m->has_cap = true;
	return phrase_word(p, "封顶") && phrase_number(p, &p->m->cap);
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
	return phrase_word(p, "目标") && sum(p, &p->m->target) &&
		phrase_word(p, p->m->method == TARGET ? "每低" : "每高") && quantity(p, &p->m->step, &p->m->step_text) &&
		phrase_word(p, "扣") && phrase_number(p, &p->m->amount) && steps(p) && floor_clause(p);
}

/* 线性 低 e 高 e 截断 两端|低端|高端|不截断 */
static bool linear(struct phrase *p)
{
	static const char *const words[] = { "两端", "低端", "高端", "不截断", NULL };
	int i;

	if (!phrase_word(p, "低") || !sum(p, &p->m->low) || !phrase_word(p, "高") || !sum(p, &p->m->high) || !phrase_word(p, "截断"))
		return false;
	i = phrase_one_of(p, words, "两端、低端、高端 或 不截断");
	p->m->clip_low = i == 0 || i == 1;
	p->m->clip_high = i == 0 || i == 2;
	return i >= 0;
}

/* 扣分 每 k 扣 x 按比例|整步… 保底 y|扣完为止; as 加减分: 封顶 y */
static bool deduct(struct phrase *p)
{
	return phrase_word(p, "每") && quantity(p, &p->m->step, &p->m->step_text) && phrase_word(p, "扣") && phrase_number(p, &p->m->amount) &&
		steps(p) && (p->extra ? cap_clause(p) : floor_clause(p));
}

/* 加分 [起点 e] 每 k 加 x 封顶 y; whole steps, 不足一步舍去 */
static bool bonus(struct phrase *p)
{
	if (lexer_take(&p->l, "起点") && !sum(p, &p->m->target))
		return false;
	p->m->steps = WHOLE_DOWN;
	return phrase_word(p, "每") && quantity(p, &p->m->step, &p->m->step_text) && phrase_word(p, "加") && phrase_number(p, &p->m->amount) && cap_clause(p);
}

/* 引用 满分 n: a score made elsewhere, rescaled to the full marks here */
static bool quote(struct phrase *p)
{
	if (!phrase_word(p, "满分") || !phrase_number(p, &p->m->quote_full))
		return false;
	return num_sign(p->m->quote_full) > 0 || phrase_fault(p, "大于 0 的满分");
}

/* 得 x | 得 满分 的 90% */
static bool band_points(struct phrase *p, struct band *band)
{
	if (!phrase_word(p, "得"))
		return false;
	if (!lexer_is(&p->l, "满分") && !lexer_is(&p->l, "满分的"))
		return phrase_number(p, &band->points);
	band->of_full = true;
	if (lexer_take(&p->l, "满分") ? !phrase_word(p, "的") : !phrase_word(p, "满分的"))
		return false;
	if (p->l.token.kind != TOK_NUMBER || strcmp(p->l.token.suffix, "%") != 0)
		return phrase_fault(p, "百分数");
	band->points = num_div(p->r->arena, p->l.token.num, num_int(100));
	lexer_next(&p->l);
	return true;
}

/* 在 a 至 b: both ends in. */
static bool band_between(struct phrase *p, struct band *band)
{
	band->op = OP_BETWEEN;
	return sum(p, &band->bound) && phrase_word(p, "至") && sum(p, &band->upper);
}

/* >= e 得 x | 在 a 至 b 得 x | 其余 得 x */
static void read_band(struct phrase *p, const struct entry *entry)
{
	static const struct { const char *sign; enum op op; } signs[] = {
		{ ">=", OP_GE }, { ">", OP_GT }, { "<=", OP_LE }, { "<", OP_LT }, { "=", OP_EQ } };
	struct band *band = arena_push(p->r->arena, p->m->band, p->m->band_count);
	bool found = false, read = true;

	p->line = entry;
	p->l = lexer_open(p->r->arena, p->r->diag, entry->value, entry->value_at);
	band->at = entry->at;
	band->op = OP_CONST;
	if (lexer_take(&p->l, "其余")) {
		found = true;
	} else if (lexer_take(&p->l, "在")) {
		found = true;
		read = band_between(p, band);
	}
	for (size_t i = 0; i < sizeof signs / sizeof *signs && !found; i++)
		if (lexer_take(&p->l, signs[i].sign)) {
			band->op = signs[i].op;
			found = true;
			read = sum(p, &band->bound);
		}
	if (!found)
		phrase_fault(p, ">= 几、在 几 至 几 或 其余");
	else if (read && band_points(p, band) && p->l.token.kind != TOK_END)
		phrase_fault(p, "（行尾）");
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

/* 首犯再犯 首次 扣 x 再犯 不得分 | 再犯 扣 y */
static bool offences(struct phrase *p)
{
	if (!phrase_word(p, "首次") || !phrase_word(p, "扣") || !phrase_number(p, &p->m->amount) || !phrase_word(p, "再犯"))
		return false;
	p->m->all_gone = lexer_take(&p->l, "不得分");
	return p->m->all_gone || (lexer_take(&p->l, "扣") ? phrase_number(p, &p->m->again) : phrase_fault(p, "不得分 或 扣 几分"));
}

/* 增减 起点 e 每增 k 加 x 封顶 y 每减 k 扣 x 封顶 y 按比例|整步… */
static bool both_ways(struct phrase *p)
{
	struct marking *m = p->m;

	return phrase_word(p, "起点") && sum(p, &m->target) &&
		phrase_word(p, "每增") && quantity(p, &m->step, &m->step_text) && phrase_word(p, "加") && phrase_number(p, &m->amount) && cap_clause(p) &&
		phrase_word(p, "每减") && quantity(p, &m->less_step, &m->less_text) && phrase_word(p, "扣") && phrase_number(p, &m->less_amount) &&
		phrase_word(p, "封顶") && phrase_number(p, &m->less_cap) && steps(p);
}

/* 同 指标X 倍数 2 [保底 y|扣完为止]; taken from X when every 计分 has been read. */
static bool same_as(struct phrase *p)
{
	p->m->same = find_indicator(p->r, p->entry, p->l.token.text);
	p->l.failed = p->m->same == NULL;
	if (p->l.failed)
		return false;
	lexer_next(&p->l);
	if (!phrase_word(p, "倍数") || !phrase_number(p, &p->m->factor))
		return false;
	if (num_sign(p->m->factor) <= 0)
		return phrase_fault(p, "大于 0 的倍数");
	return p->l.token.kind == TOK_END || floor_clause(p);
}

static bool bands(struct phrase *p) { (void)p; return true; }

/* To teach the language a method, add its word, its row here and its function in scoring/. */
static bool (*const clause[])(struct phrase *) = {
	[PROPORTION] = proportion, [TARGET] = target, [REVERSE_TARGET] = target, [BANDS] = bands, [LINEAR] = linear,
	[DEDUCT] = deduct, [BONUS] = bonus, [BY_RANK] = phrase_by_rank, [QUOTE] = quote, [OFFENCES] = offences,
	[BOTH_WAYS] = both_ways, [OF_FIRST] = phrase_of_first, [STANDARD] = phrase_standard, [RANGE] = phrase_range,
	[EFFICACY] = phrase_efficacy, [SAME_AS] = same_as, [SCHEDULE] = floor_clause,
};

/* Tables that no 计分 of the section asks for. */
void check_tables(struct reader *r, const struct element *e, const struct marking *const *marking, size_t count)
{
	static const struct { const char *prefix; enum method method; } tables[] = { { "档.", BANDS }, { "名次.", BY_RANK } };
	const struct entry *entry;
	const char *suffix;

	for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
		size_t i = 0;
		bool asked = false;

		for (size_t k = 0; k < count; k++)
			asked = asked || marking[k]->method == tables[t].method || marking[k]->method == NO_METHOD;
		if (!asked && (entry = entry_next(e, tables[t].prefix, &i, &suffix)) != NULL)
			diag(r->diag, MSG_STRAY_TABLE, entry->at, entry->key, method_words[tables[t].method], NULL);
	}
}

static bool fits_extra(enum method m) { return m == DEDUCT || m == BONUS || m == BOTH_WAYS; }

void read_marking(struct reader *r, const struct element *e, const struct entry *entry, const char *dimension, bool extra, struct marking *m)
{
	struct phrase p = { r, e, entry, NULL, dimension, extra, scope_of(r, SCOPE_UNIT, NULL), .m = m };
	const char *near;

	if (p.entry == NULL)
		return;
	m->text = p.entry->value;
	m->at = p.entry->at;
	m->amount = m->again = m->less_amount = num_int(0);
	p.l = lexer_open(r->arena, r->diag, p.entry->value, p.entry->value_at);
	for (int i = PROPORTION; method_words[i] != NULL; i++)
		if (lexer_is(&p.l, method_words[i]))
			m->method = (enum method)i;
	if (m->method == NO_METHOD || (extra && !fits_extra(m->method))) {
		near = text_nearest(p.l.token.text, method_words + 1);
		diag(r->diag, MSG_UNKNOWN_METHOD, p.l.token.at, p.l.token.text, extra ? "加分、扣分 或 增减" :
			"正比 达标 反向达标 分档 线性 扣分 加分 名次赋分 引用 首犯再犯 增减 按第一名比例 标准分 极差 功效系数 同 扣分表",
			near == NULL ? "" : arena_printf(r->arena, "是否指“%s”？", near), NULL);
		m->method = NO_METHOD;
		return;
	}
	lexer_next(&p.l);
	if (clause[m->method](&p) && p.l.token.kind != TOK_END)
		phrase_fault(&p, "（行尾）");
	if (m->method == BANDS)
		read_bands(&p);
}

/* 同 指标X: X's method with its amounts multiplied; the own 保底 where one is written. */
void marking_take_over(struct reader *r, struct marking *m)
{
	const struct marking own = *m, *from = &m->same->marking;
	struct arena *a = r->arena;
	struct num *amounts[] = { &m->amount, &m->again, &m->less_amount };

	if (from->method != DEDUCT && from->method != TARGET && from->method != REVERSE_TARGET && from->method != BONUS &&
	    from->method != OFFENCES && from->method != BOTH_WAYS) {
		if (from->method != NO_METHOD)
			diag(r->diag, MSG_SAME_METHOD, own.at, own.same->name, method_words[from->method], NULL);
		m->method = NO_METHOD;
		return;
	}
	*m = *from;
	m->text = own.text;
	m->at = own.at;
	m->same = own.same;
	m->factor = own.factor;
	for (size_t i = 0; i < sizeof amounts / sizeof *amounts; i++)
		*amounts[i] = num_mul(a, *amounts[i], own.factor);
	if (own.has_floor) {
		m->has_floor = true;
		m->floor = own.floor;
	}
}
