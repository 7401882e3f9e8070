/* duty.c -- [问责:X], [约束:X]: what follows from a score, and what the scheme promises of itself. */
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

/* 事实日: a day, or a moment of one. */
static const struct expr *read_fact_day(struct reader *r, const struct element *e)
{
	const struct entry *entry = entry_of(e, "事实日");
	struct scope scope = scope_of(r, SCOPE_RESULT, NULL);
	const struct expr *x = entry == NULL ? NULL : parse_any(&scope, entry);

	return x == NULL || x->type == T_MOMENT ? x : parse_expr(&scope, entry, T_DAY);
}

/* 阶梯 and what goes with it; a trigger without one names its measure in 起始. */
static void read_climb(struct reader *r, struct trigger *t)
{
	static const char *const small[] = { "", "不触发", "减半", NULL };
	const struct element *e = t->element;
	const struct entry *ladder = entry_of(e, "阶梯"), *effect = entry_of(e, "计分影响"), *valid = entry_of(e, "有效期");
	size_t step = 0;
	int s = read_choice(r, e, "小组不足", small, 0);

	t->ladder = ladder == NULL ? NULL : find_ladder(r, ladder, ladder->value);
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
	t->fact_day = read_fact_day(r, e);
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
