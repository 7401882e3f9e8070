/* counting.c -- [统计:X] and [评分:X]: what is made of the rows. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

static const char *const algorithm_words[] = { "计数", "合计", "平均", "最大", "最小", "去重计数", "中位数", "单值", "改动数",
	"分位", "反弹", "反弹分母", "重复", NULL },
	*const shown_words[] = { "计数", "合计", "平均", "最大", "最小", "去重计数", "中位数", "单值", "改动数", "分位 90%", "反弹", "反弹分母",
		"重复 3", NULL };

/* ---- what is looked at -------------------------------------------------------- */

static bool takes_no_column(enum algorithm a)
{
	return a == COUNT || a == LATE_EDITS || a == REBOUND || a == REBOUND_BASE || a == REPEATED;
}

static bool takes_numbers(enum algorithm a)
{
	return a == SUM || a == MEAN || a == MEDIAN || a == QUANTILE || a == PANEL;
}

/* 列, in [评分] 分 */
static void read_subject(struct reader *r, struct measure *m, const char *key)
{
	const struct entry *entry = entry_of(m->element, key);
	struct scope scope = scope_of(r, SCOPE_ROW, m->source);

	if (m->algorithm == LATE_EDITS && m->source->trail_count == 0)
		diag(r->diag, MSG_EDITS_WITHOUT_TRAIL, m->element->at, m->source->name, NULL);
	if (takes_no_column(m->algorithm)) {
		if (entry != NULL)
			diag(r->diag, MSG_COUNT_OF_COLUMN, entry->at, NULL);
		return;
	}
	if (entry == NULL) {
		if (m->algorithm != PANEL)
			diag(r->diag, MSG_ALGORITHM_COLUMN, m->element->at, entry_text(m->element, "算法"), NULL);
		return;
	}
	m->what = parse_any(&scope, entry);
	if (m->what == NULL || m->algorithm == DISTINCT)
		return;
	if (m->what->type == T_BOOL || (m->what->type != T_NUMBER && takes_numbers(m->algorithm))) {
		diag(r->diag, MSG_WRONG_TYPE, m->what->at, expr_text(r->arena, m->what), type_words[m->what->type], type_words[T_NUMBER], NULL);
		return;
	}
	m->type = m->what->type;
	if (m->dimension == NULL)
		m->dimension = m->what->dimension;
}

static void note_back(const struct expr *e, void *self)
{
	bool *found = self;

	*found = *found || e->op == OP_ROUNDS_BACK;
}

static void read_condition(struct reader *r, struct measure *m)
{
	const struct entry *where = entry_of(m->element, "条件");
	struct scope scope = scope_of(r, SCOPE_ROW, m->source);

	if (where != NULL && m->algorithm == LATE_EDITS)
		diag(r->diag, MSG_EDITS_CONDITION, where->at, NULL);
	if (where != NULL)
		m->where = parse_expr(&scope, where, T_BOOL);
	m->all_periods = m->algorithm == REBOUND || m->algorithm == REBOUND_BASE;
	if (m->where != NULL)
		expr_walk(m->where, note_back, &m->all_periods);
	if (m->what != NULL)
		expr_walk(m->what, note_back, &m->all_periods);
}

/* 归属 = 单位 | 全市 | the label of a mapping 单位.R.词 */
static void read_belonging(struct reader *r, struct measure *m)
{
	const struct entry *entry = entry_of(m->element, "归属");
	const char **words = NULL;
	size_t n = 0;
	int i;

	*arena_push(r->arena, words, n) = "单位";
	*arena_push(r->arena, words, n) = "全市";
	for (size_t k = 0; k < m->source->mapping_count; k++)
		if (m->source->mapping[k].label != NULL)
			*arena_push(r->arena, words, n) = m->source->mapping[k].label;
	*arena_push(r->arena, words, n) = NULL;
	i = entry == NULL ? 0 : word_choice(r, entry, entry->value, words);
	m->citywide = i == 1;
	m->label = i > 1 ? words[i] : NULL;
	for (size_t k = 0; i == 0 && k < m->source->mapping_count; k++)
		if (m->source->mapping[k].label == NULL)
			return;
	if (i == 0 && m->source->mapping_count > 0)
		diag(r->diag, MSG_NO_PLAIN_MAPPING, entry == NULL ? m->element->at : entry->at, m->source->name, m->name, NULL);
}

bool measure_goes_by(const struct measure *m, const struct mapping *mapping)
{
	if (m->label == NULL || mapping->label == NULL)
		return m->label == mapping->label;
	return strcmp(m->label, mapping->label) == 0;
}

/* ---- more than one row at a time ------------------------------------------------- */

static void read_columns(struct reader *r, struct measure *m, const char *key)
{
	const struct entry *entry = entry_of(m->element, key);

	if (entry == NULL) {
		diag(r->diag, MSG_ALGORITHM_KEY, m->element->at, entry_text(m->element, "算法"), key, NULL);
		return;
	}
	for (const char **name = read_list(r, entry); *name != NULL; name++)
		*arena_push(r->arena, m->same, m->same_count) = named_column(r, m->source, entry, *name);
}

static size_t day_column(struct reader *r, struct measure *m, const char *key)
{
	const struct entry *entry = entry_of(m->element, key);
	size_t i;

	if (entry == NULL) {
		diag(r->diag, MSG_ALGORITHM_KEY, m->element->at, entry_text(m->element, "算法"), key, NULL);
		return SIZE_MAX;
	}
	i = named_column(r, m->source, entry, entry->value);
	if (i == SIZE_MAX || m->source->column[i].type == COL_DAY || m->source->column[i].type == COL_MOMENT)
		return i;
	diag(r->diag, MSG_DAY_COLUMN, entry->value_at, key, entry->value, NULL);
	return SIZE_MAX;
}

static void read_rebound(struct reader *r, struct measure *m)
{
	const struct entry *window = entry_of(m->element, "窗口"), *round = entry_of(m->element, "轮次");

	read_columns(r, m, "同一");
	m->found = day_column(r, m, "发现列");
	m->closed = day_column(r, m, "办结列");
	m->round = 1;
	if (window == NULL)
		diag(r->diag, MSG_ALGORITHM_KEY, m->element->at, entry_text(m->element, "算法"), "窗口", NULL);
	else if (!read_days(r, window, false, &m->window))
		diag(r->diag, MSG_COUNTING_WINDOW, window->value_at, window->value, NULL);
	if (read_count(r, round, &m->round) && m->round < 1)
		diag(r->diag, MSG_ROUND, round->value_at, round->value, NULL);
}

/* 分位 90% */
static void read_quantile(struct reader *r, struct measure *m, const char *argument)
{
	const struct entry *entry = entry_of(m->element, "算法"), *definition = entry_of(m->element, "分位法");
	size_t length = strlen(argument), number = 7;
	bool percent = length > 0 && argument[length - 1] == '%';

	if (!num_parse(r->arena, argument, length - percent, &m->share))
		m->share = num_int(-1);
	else if (percent)
		m->share = num_div(r->arena, m->share, num_int(100));
	if (num_sign(m->share) < 0 || num_cmp(m->share, num_int(1)) > 0)
		diag(r->diag, MSG_QUANTILE, entry->value_at, entry->value, NULL);
	if (read_count(r, definition, &number) && (number < 1 || number > 9))
		diag(r->diag, MSG_QUANTILE_DEFINITION, definition->value_at, definition->value, NULL);
	m->definition = (unsigned)number;
}

/* 重复 3 */
static void read_repeated(struct reader *r, struct measure *m, const char *argument)
{
	const struct entry *entry = entry_of(m->element, "算法");
	struct num n;
	int64_t times = 0;

	if (!num_parse(r->arena, argument, strlen(argument), &n) || !num_to_int(n, &times) || times < 2 || times > 1000)
		diag(r->diag, MSG_REPEATED, entry->value_at, entry->value, NULL);
	m->round = times < 2 ? 2 : (size_t)times;
	read_columns(r, m, "同一");
}

/* Keys that say nothing beside this algorithm. */
static void check_strays(struct reader *r, const struct measure *m)
{
	static const struct { const char *key; const char *with; unsigned algorithms; } table[] = {
		{ "分位法", "分位", 1u << QUANTILE },
		{ "同一", "反弹、反弹分母、重复", 1u << REBOUND | 1u << REBOUND_BASE | 1u << REPEATED },
		{ "窗口", "反弹、反弹分母", 1u << REBOUND | 1u << REBOUND_BASE },
		{ "发现列", "反弹、反弹分母", 1u << REBOUND | 1u << REBOUND_BASE },
		{ "办结列", "反弹、反弹分母", 1u << REBOUND | 1u << REBOUND_BASE },
		{ "轮次", "反弹、反弹分母", 1u << REBOUND | 1u << REBOUND_BASE } };

	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		const struct entry *entry = entry_of(m->element, table[i].key);

		if (entry != NULL && (table[i].algorithms >> m->algorithm & 1) == 0)
			diag(r->diag, MSG_STRAY_COUNTING_KEY, entry->at, table[i].key, table[i].with, NULL);
	}
}

/* ---- 统计 ------------------------------------------------------------------------- */

/* The word of 算法; *argument is what stands behind it, "" where nothing does. */
static int read_algorithm(struct reader *r, const struct element *e, const char **argument)
{
	const struct entry *entry = entry_of(e, "算法");
	const char *value = entry == NULL ? "计数" : text_fold(r->arena, entry->value, NULL), *blank = strchr(value, ' ');
	const char *word = blank == NULL ? value : arena_strn(r->arena, value, (size_t)(blank - value));
	size_t length;

	*argument = blank == NULL ? "" : blank;
	length = strlen(*argument);
	text_trim(argument, &length);
	*argument = arena_strn(r->arena, *argument, length);
	if (**argument != '\0' && strcmp(word, "分位") != 0 && strcmp(word, "重复") != 0)
		word = value;
	for (int i = 0; algorithm_words[i] != NULL; i++)
		if (strcmp(algorithm_words[i], word) == 0)
			return i;
	return word_choice(r, entry, entry->value, shown_words);
}

static enum algorithm algorithm_of(int word)
{
	static const enum algorithm of[] = { COUNT, SUM, MEAN, MAXIMUM, MINIMUM, DISTINCT, MEDIAN, SINGLE, LATE_EDITS,
		QUANTILE, REBOUND, REBOUND_BASE, REPEATED };

	return word < 0 ? COUNT : of[word];
}

static void read_counted(struct reader *r, struct measure *m)
{
	const char *argument;
	int word = read_algorithm(r, m->element, &argument);

	m->algorithm = algorithm_of(word);
	if (m->source == NULL || word < 0)
		return;
	read_belonging(r, m);
	read_subject(r, m, "列");
	read_condition(r, m);
	check_strays(r, m);
	if (m->algorithm == QUANTILE)
		read_quantile(r, m, argument);
	if (m->algorithm == REPEATED)
		read_repeated(r, m, argument);
	if (m->algorithm == REBOUND || m->algorithm == REBOUND_BASE)
		read_rebound(r, m);
}

/* ---- 评分 ------------------------------------------------------------------------- */

static void read_panel(struct reader *r, struct measure *m)
{
	static const char *const short_words[] = { "该对象不计", "全部不计", NULL };
	const struct element *e = m->element;
	const struct entry *judge = entry_of(e, "评委"), *recused = entry_of(e, "回避"), *least = entry_of(e, "最少人数"),
		*trim = entry_of(e, "去掉最高最低");
	bool sound;
	struct panel *p = &m->panel;
	struct scope scope = scope_of(r, SCOPE_ROW, m->source);

	m->algorithm = PANEL;
	if (m->source == NULL || judge == NULL || least == NULL || entry_of(e, "对象") == NULL)
		return;
	read_belonging(r, m);
	read_subject(r, m, "分");
	read_condition(r, m);
	read_columns(r, m, "对象");
	p->judge = named_column(r, m->source, judge, judge->value);
	p->whole = read_choice(r, e, "不足", short_words, 0) == 1;
	sound = read_count(r, least, &p->least) && (trim == NULL || read_count(r, trim, &p->trim));
	if (recused != NULL)
		p->recused = parse_expr(&scope, recused, T_BOOL);
	if (sound && p->least <= 2 * p->trim)
		diag(r->diag, MSG_PANEL_LEAST, least->value_at, arena_printf(r->arena, "%zu", p->least),
			arena_printf(r->arena, "%zu", p->trim), NULL);
}

void read_measure(struct reader *r, struct measure *m)
{
	const struct entry *source = entry_of(m->element, "数据");

	m->title = element_title(m->element);
	m->type = T_NUMBER;
	m->dimension = entry_text(m->element, "计量单位");
	m->source = find_source(r, source, source == NULL ? NULL : source->value);
	if (strcmp(m->element->kind, "评分") == 0)
		read_panel(r, m);
	else
		read_counted(r, m);
}
