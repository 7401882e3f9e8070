/* duty.c -- [问责:X], [约束:X], [例:X]: what follows from a score, and what proves the scheme. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

const char *const track_words[] = { "效能督查", "过错问责", NULL };

/* Sanctions on persons that a local document can neither create nor replace
 * (行政机关公务员处分条例 第二条): a proposal must not speak of them. */
static const char *const sanction_words[] = { "记过", "记大过", "降级", "撤职", "开除", "处分", NULL };
static const char *const grave_words[] = { "免职", "停职", "责令辞职", "引咎辞职", NULL };

static const char *contained(const char *text, const char *const *words)
{
	for (int i = 0; words[i] != NULL; i++)
		if (strstr(text, words[i]) != NULL)
			return words[i];
	return NULL;
}

/* 情形: one of the seed's six, or 其他 “…” */
static const char *read_cause(struct reader *r, const struct entry *entry)
{
	static const char *const causes[] = { "推进不力", "重视不够", "措施不力", "进展缓慢", "问题不整改", "整改不及时不到位", NULL };
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);

	for (int i = 0; causes[i] != NULL; i++)
		if (strcmp(causes[i], entry->value) == 0)
			return causes[i];
	if (lexer_take(&l, "其他") && (l.token.kind == TOK_TEXT || l.token.kind == TOK_WORD))
		return l.token.text;
	diag(r->diag, MSG_CAUSE, entry->value_at, entry->value, NULL);
	return entry->value;
}

/* 10天 | 10个工作日 */
static void read_reply(struct reader *r, struct trigger *t, const struct entry *entry)
{
	t->reply_working_days = strstr(entry->value, "个工作日") != NULL;
	if (!read_days(r, entry, t->reply_working_days, &t->reply_days))
		diag(r->diag, MSG_REPLY_DAYS, entry->value_at, entry->value, NULL);
}

/* 扣 2 下期 */
static void read_score_effect(struct reader *r, struct trigger *t, const struct entry *entry)
{
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);

	if (!lexer_take(&l, "扣") || l.token.kind != TOK_NUMBER || (*l.token.suffix != '\0' && strcmp(l.token.suffix, "分") != 0)) {
		diag(r->diag, MSG_SCORE_EFFECT, l.token.at, entry->value, NULL);
		return;
	}
	t->score_effect = l.token.num;
	lexer_next(&l);
	if (!lexer_take(&l, "下期") || l.token.kind != TOK_END)
		diag(r->diag, MSG_SCORE_EFFECT, l.token.at, entry->value, NULL);
}

/* 6期 */
static void read_validity(struct reader *r, struct trigger *t, const struct entry *entry)
{
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	int64_t n;

	if (l.token.kind == TOK_NUMBER && strcmp(l.token.suffix, "期") == 0 && num_to_int(l.token.num, &n) && n > 0 && n <= 36)
		t->valid_periods = (unsigned)n;
	else
		diag(r->diag, MSG_VALIDITY, entry->value_at, entry->value, NULL);
}

static struct ladder *find_ladder(struct reader *r, const struct entry *entry)
{
	for (size_t i = 0; i < r->scheme->ladder_count; i++)
		if (strcmp(r->scheme->ladder[i]->name, entry->value) == 0)
			return r->scheme->ladder[i];
	diag(r->diag, MSG_NO_SUCH, entry->value_at, "阶梯", entry->value, NULL);
	return NULL;
}

/* 阶梯 and what goes with it; a trigger without one names its measure in 起始. */
static void read_climb(struct reader *r, struct trigger *t)
{
	static const char *const small[] = { "", "不触发", "减半", NULL };
	const struct element *e = t->element;
	const struct entry *ladder = entry_of(e, "阶梯"), *effect = entry_of(e, "计分影响"), *valid = entry_of(e, "有效期");
	size_t step = 0;
	int s = read_choice(r, e, "小组不足", small, 0);

	t->ladder = ladder == NULL ? NULL : find_ladder(r, ladder);
	t->amount = read_expr(r, e, "数量", SCOPE_RESULT, T_NUMBER);
	if (read_count(r, entry_of(e, "起始级"), &step))
		t->entry_step = (unsigned)step;
	t->score_effect = num_int(0);
	t->small_group = (enum small_group)(s < 0 ? 0 : s);
	if (effect != NULL)
		read_score_effect(r, t, effect);
	if (valid != NULL)
		read_validity(r, t, valid);
	if (ladder == NULL && t->role[0] == NULL)
		diag(r->diag, MSG_KEY_LACKING, e->at, arena_printf(r->arena, "问责:%s", t->name), "责任角色", "角色, 角色", NULL);
	if (ladder == NULL && entry_of(e, "起始") == NULL)
		diag(r->diag, MSG_NO_MEASURE, e->at, t->name, NULL);
	if (ladder == NULL && (t->entry_step > 0 || t->amount != NULL))
		diag(r->diag, MSG_LADDER_KEYS, e->at, t->name, NULL);
}

void check_level(struct reader *r, struct origin at, const char *measure)
{
	const char *word = contained(measure, sanction_words);

	if (word != NULL)
		diag(r->diag, MSG_SANCTION, at, measure, word, NULL);
	word = contained(measure, grave_words);
	if (word != NULL && strstr(measure, "建议启动") == NULL)
		diag(r->diag, MSG_GRAVE, at, measure, word, NULL);
}

void read_trigger(struct reader *r, struct trigger *t)
{
	const struct element *e = t->element;
	const struct entry *board = entry_of(e, "范围"), *cause = entry_of(e, "情形"), *level = entry_of(e, "起始"),
		*reply = entry_of(e, "反馈期限");
	int track = read_choice(r, e, "轨道", track_words, 0);

	t->title = element_title(e);
	t->board = find_board(r, board, board == NULL ? NULL : board->value);
	t->cause = cause == NULL ? "" : read_cause(r, cause);
	t->track = (enum track)(track < 0 ? 0 : track);
	t->when = read_expr(r, e, "触发", SCOPE_RESULT, T_BOOL);
	t->applies = read_expr(r, e, "适用", SCOPE_ATTRIBUTE, T_BOOL);
	t->entry_level = level == NULL ? "" : level->value;
	t->basis = entry_text(e, "依据");
	t->role = read_list(r, entry_of(e, "责任角色"));
	t->note = entry_text(e, "说明");
	if (level != NULL)
		check_level(r, level->value_at, level->value);
	if (reply != NULL)
		read_reply(r, t, reply);
	read_climb(r, t);
}

void read_constraint(struct reader *r, struct constraint *c)
{
	c->when = read_expr(r, c->element, "条件", SCOPE_CONSTRAINT, T_BOOL);
	c->note = entry_text(c->element, "说明");
}

/* ---- 例 ------------------------------------------------------------------ */

static bool example_number(struct reader *r, struct lexer *l, bool *has, struct num *n)
{
	bool minus = lexer_take(l, "-");

	if (l->token.kind != TOK_NUMBER || (*l->token.suffix != '\0' && strcmp(l->token.suffix, "%") != 0))
		return false;
	*n = *l->token.suffix != '\0' ? num_div(r->arena, l->token.num, num_int(100)) : l->token.num;
	if (minus)
		*n = num_neg(r->arena, *n);
	*has = true;
	lexer_next(l);
	/* p/q, for values that have no finite decimal */
	if (lexer_take(l, "/")) {
		if (l->token.kind != TOK_NUMBER || *l->token.suffix != '\0' || num_sign(l->token.num) == 0)
			return false;
		*n = num_div(r->arena, *n, l->token.num);
		lexer_next(l);
	}
	return true;
}

/* 值 95%, 得分 90, 折合 36 | 无分母 */
static bool read_expected(struct reader *r, struct example *x, struct lexer *l)
{
	for (int k = 0; k < NONE_KINDS; k++)
		if (lexer_take(l, none_words[k])) {
			x->has_none = true;
			x->none = (enum none)k;
			return l->token.kind == TOK_END;
		}
	if (lexer_take(l, "级")) {
		int64_t step;

		x->has_step = l->token.kind == TOK_NUMBER && num_to_int(l->token.num, &step) && step >= 0 && step < 100;
		if (!x->has_step)
			return false;
		x->step = (unsigned)step;
		lexer_next(l);
		return l->token.kind == TOK_END;
	}
	do {
		bool ok = lexer_take(l, "值") ? example_number(r, l, &x->has_value, &x->value)
			: lexer_take(l, "得分") ? example_number(r, l, &x->has_points, &x->points)
			: lexer_take(l, "折合") && example_number(r, l, &x->has_share, &x->share);

		if (!ok)
			return false;
	} while (lexer_take(l, ","));
	return l->token.kind == TOK_END;
}

/* 历史 = 是 否 - 是: oldest first, this period last */
static void read_past(struct reader *r, struct example *x, const struct entry *entry)
{
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);

	while (l.token.kind != TOK_END) {
		int8_t *slot = arena_push(r->arena, x->past, x->past_count);

		*slot = lexer_is(&l, "是") ? 1 : lexer_is(&l, "否") ? 0 : -1;
		if (*slot < 0 && !lexer_is(&l, "-")) {
			diag(r->diag, MSG_EXAMPLE_PAST, l.token.at, l.token.text, NULL);
			return;
		}
		lexer_next(&l);
	}
}

/* An example of a ladder: 问责, 期, 历史, 应得 = 级 n */
static void read_climb_example(struct reader *r, struct example *x)
{
	const struct entry *trigger = entry_of(x->element, "问责"), *past = entry_of(x->element, "历史"), *period = entry_of(x->element, "期");

	for (size_t i = 0; trigger != NULL && i < r->scheme->trigger_count; i++)
		if (strcmp(r->scheme->trigger[i]->name, trigger->value) == 0)
			x->trigger = r->scheme->trigger[i];
	if (trigger != NULL && x->trigger == NULL)
		diag(r->diag, MSG_NO_SUCH, trigger->value_at, "问责", trigger->value, NULL);
	if (past != NULL)
		read_past(r, x, past);
	if (period != NULL)
		read_period(r, period, &x->period);
	if ((trigger == NULL) == (entry_of(x->element, "指标") == NULL))
		diag(r->diag, MSG_EXAMPLE_OF_WHAT, x->at, x->name, NULL);
	if (trigger != NULL && (past == NULL || period == NULL))
		diag(r->diag, MSG_EXAMPLE_LADDER, x->at, x->name, NULL);
}

void read_example(struct reader *r, struct example *x)
{
	const struct element *e = x->element;
	const struct entry *item = entry_of(e, "指标"), *due = entry_of(e, "应得"), *entry;
	const char *name;
	size_t i = 0;

	x->group = "";
	x->indicator = find_indicator(r, item, item == NULL ? NULL : item->value);
	while ((entry = entry_next(e, "给定.", &i, &name)) != NULL) {
		struct num n;
		struct measure *m;

		if (strcmp(name, "组") == 0) {
			x->group = entry->value;
			continue;
		}
		m = find_measure(r, entry, name);
		if (m != NULL && read_number(r, entry, &n))
			*arena_push(r->arena, x->given, x->given_count) = (struct given){ m, value_num(n), entry->at };
	}
	read_climb_example(r, x);
	if (due != NULL) {
		struct lexer l = lexer_open(r->arena, r->diag, due->value, due->value_at);

		if (!read_expected(r, x, &l))
			diag(r->diag, MSG_EXPECTED_FORM, l.token.at, due->value, NULL);
	}
}
