/* example_matters.c -- an [例:X] of what lies beyond one month's points: 汇总, 整改, 督办.
 *
 * 汇总 takes published totals by period (给定总分.2026-07), 整改 rows (数据.X) and
 * says how many of them are in which state, 督办 the days on which a unit was told
 * and answered (告知日, 回复日) and says how the matter stands at 截止日. */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "rules/lexer.h"
#include "rules/read.h"

/* ---- keys that belong to one subject ------------------------------------------------ */

static void refuse_strays(struct reader *r, const struct example *x)
{
	static const struct { const char *key, *subject; } own[] = {
		{ "给定总分.", "汇总" }, { "告知日", "督办" }, { "回复日", "督办" }, { "回复评价", "督办" },
	};
	const struct element *e = x->element;

	for (size_t i = 0; i < e->entry_count; i++)
		for (size_t k = 0; k < sizeof own / sizeof *own; k++)
			if (strncmp(e->entry[i].key, own[k].key, strlen(own[k].key)) == 0 && entry_of(e, own[k].subject) == NULL)
				diag(r->diag, MSG_EXAMPLE_STRAY, e->entry[i].at, x->name, e->entry[i].key, own[k].subject, NULL);
}

static bool begins_with(const char *key, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strncmp(key, *words, strlen(*words)) == 0)
			return true;
	return false;
}

/* What is given and used by nobody would be taken to count. */
static void refuse_useless(struct reader *r, const struct example *x)
{
	static const char *const given[] = { "给定.", "下级给定.", "给定得分.", "下级给定得分.", "前期.", "历史", "数据.", "下级", "工作日", "截止日", NULL };
	static const char *const units[] = { "给定.组", "给定.类型", NULL }, *const rows[] = { "给定.组", "给定.类型", "数据.", "下级", "工作日", "截止日", NULL },
		*const days[] = { "工作日", "截止日", NULL };
	const char *const *used = x->summary != NULL ? units : x->rectification != NULL ? rows : days;
	const struct element *e = x->element;

	if (x->summary == NULL && x->rectification == NULL && x->matter == NULL)
		return;
	for (size_t i = 0; i < e->entry_count; i++) {
		const char *key = e->entry[i].key;

		if (begins_with(key, given) && (!begins_with(key, used) || strncmp(key, "下级给定", strlen("下级给定")) == 0))
			diag(r->diag, MSG_EXAMPLE_USELESS, e->entry[i].at, x->name,
				x->summary != NULL ? "汇总" : x->rectification != NULL ? "整改" : "督办", key, NULL);
	}
}

/* ---- 汇总 ------------------------------------------------------------------------------ */

/* The first period of the scheme's 周期 within the example's. */
static struct period first_part(const struct reader *r, const struct example *x)
{
	return period_next(period_before(r->scheme->cycle, x->period.first));
}

static bool sound_period(struct reader *r, const struct example *x)
{
	const struct entry *entry = entry_of(x->element, "期");
	struct period like = { .kind = YEAR };

	if (x->has_period && x->period.kind == x->summary->over)
		return true;
	if (entry != NULL && !x->has_period)
		return false;
	period_parse(x->summary->over == QUARTER ? "2026Q4" : x->summary->over == HALF ? "2026H2" : "2026", &like);
	diag(r->diag, MSG_EXAMPLE_SUMMARY_PERIOD, entry != NULL ? entry->value_at : x->at, x->name, x->summary->name,
		period_kind_words[x->summary->over], period_text(r->arena, like), entry != NULL ? entry->value : "没有写", NULL);
	return false;
}

static void read_total(struct reader *r, struct example *x, const struct entry *entry, const char *rest)
{
	struct period p;
	struct given *g;

	if (!period_parse(rest, &p) || p.kind != r->scheme->cycle || p.first < x->period.first || p.last > x->period.last) {
		diag(r->diag, MSG_EXAMPLE_TOTAL_PERIOD, entry->at, entry->key, period_text(r->arena, x->period),
			period_kind_words[r->scheme->cycle], period_text(r->arena, first_part(r, x)), NULL);
		return;
	}
	g = add_given(r, x, GIVEN_TOTAL, entry, false);
	if (g != NULL)
		g->period = p;
}

static void read_totals(struct reader *r, struct example *x)
{
	const struct entry *entry;
	const char *rest;
	size_t i = 0, given = 0;

	if (x->summary == NULL || !sound_period(r, x))
		return;
	for (; (entry = entry_next(x->element, "给定总分.", &i, &rest)) != NULL; given++)
		read_total(r, x, entry, rest);
	if (given == 0)
		diag(r->diag, MSG_EXAMPLE_NO_TOTALS, x->at, x->name, x->summary->name, period_text(r->arena, first_part(r, x)), NULL);
}

/* ---- 督办 ------------------------------------------------------------------------------ */

static bool read_day(struct reader *r, const struct example *x, const char *key, int32_t *day)
{
	const struct entry *entry = entry_of(x->element, key);

	if (entry != NULL && day_parse(entry->value, strlen(entry->value), day))
		return true;
	diag(r->diag, MSG_EXAMPLE_DAY, entry != NULL ? entry->value_at : x->at, x->name, key, entry != NULL ? entry->value : "没有写", NULL);
	return false;
}

static void read_reply(struct reader *r, struct example *x)
{
	static const char *const reviews[] = { "采纳", "退回", NULL };
	struct example_reply *reply = &x->reply;

	if (x->matter == NULL)
		return;
	if (x->matter->reply_days == 0)
		diag(r->diag, MSG_EXAMPLE_NO_DEADLINE, x->at, x->name, x->matter->name, NULL);
	reply->told = read_day(r, x, "告知日", &reply->told_on);
	reply->returned = read_choice(r, x->element, "回复评价", reviews, 0) == 1;
	if (entry_of(x->element, "回复日") != NULL || entry_of(x->element, "回复评价") != NULL)
		reply->came = read_day(r, x, "回复日", &reply->came_on);
	if (reply->told && reply->came && reply->came_on < reply->told_on)
		diag(r->diag, MSG_EXAMPLE_REPLY_EARLY, entry_of(x->element, "回复日")->value_at, x->name, day_text(r->arena, reply->came_on),
			day_text(r->arena, reply->told_on), NULL);
}

void read_matters(struct reader *r, struct example *x)
{
	refuse_strays(r, x);
	refuse_useless(r, x);
	read_totals(r, x);
	read_reply(r, x);
}

/* ---- what must come out ---------------------------------------------------------------- */

/* The k-th thing that a 整改 counts; NULL: it does not tell that apart.  false: no more. */
static bool kept_apart(const struct rectification *x, size_t k, const struct measure **m)
{
	const struct measure *others[] = { x->all, x->unclosed, x->rebound };

	if (k >= RECTIFY_STATES + x->age_count + 3)
		return false;
	*m = k < RECTIFY_STATES ? x->state[k] : k < RECTIFY_STATES + x->age_count ? x->age[k - RECTIFY_STATES]
		: others[k - RECTIFY_STATES - x->age_count];
	return true;
}

/* A word may stand in “ ”, as in [督办]. */
static void strip_quotes(const char **word, size_t *length)
{
	size_t quote = strlen("“");

	if (*length <= 2 * quote || strncmp(*word, "“", quote) != 0 || strncmp(*word + *length - quote, "”", quote) != 0)
		return;
	*word += quote;
	*length -= 2 * quote;
}

/* "逾期未改 2": the number behind the last blank; alone it is one. */
static bool take_cases(struct reader *r, const struct rectification *x, const char *item, struct due *due)
{
	const char *blank = strrchr(item, ' '), *word = item;
	size_t length = blank != NULL ? (size_t)(blank - item) : strlen(item);
	const struct measure *m;
	int64_t n;

	*due = (struct due){ .what = DUE_CASES, .num = num_int(1), .word = "" };
	text_trim(&word, &length);
	strip_quotes(&word, &length);
	if (blank != NULL && (!num_parse(r->arena, blank + 1, strlen(blank + 1), &due->num) || !num_to_int(due->num, &n) || n < 0))
		return false;
	for (size_t k = 0; kept_apart(x, k, &m); k++)
		if (m != NULL && strlen(m->title) == length && memcmp(m->title, word, length) == 0)
			due->measure = m;
	return due->measure != NULL;
}

static const char *things_counted(struct arena *a, const struct rectification *x)
{
	struct buf b = buf_new(a);
	const struct measure *m;

	for (size_t k = 0; kept_apart(x, k, &m); k++)
		if (m != NULL)
			buf_printf(&b, "%s%s", b.length > 0 ? "、" : "", m->title);
	buf_printf(&b, "，后面写几件");
	return b.at;
}

/* 逾期3天回复, 逾期3个工作日回复 */
static bool is_late_reply(const struct oversight *o, const char *item)
{
	const char *rest = item + strlen("逾期");
	char *end;

	if (strncmp(item, "逾期", strlen("逾期")) != 0 || strtoul(rest, &end, 10) == 0 || end == rest)
		return false;
	return strcmp(end, o->working_days ? "个工作日回复" : "天回复") == 0;
}

/* 三日内到期, 已回复, 逾期3天回复, 待定, 剩余 2, 到期 2026-10-20 */
static bool take_standing(struct reader *r, const char *item, struct due *due)
{
	const struct oversight *o = r->scheme->oversight;
	const char *rest = strchr(item, ' ');
	int64_t n;
	int32_t day;

	*due = (struct due){ .what = DUE_STANDING, .word = item };
	if (strncmp(item, "剩余 ", strlen("剩余 ")) == 0) {
		due->what = DUE_LEFT;
		return num_parse(r->arena, rest + 1, strlen(rest + 1), &due->num) && num_to_int(due->num, &n);
	}
	if (strncmp(item, "到期 ", strlen("到期 ")) == 0) {
		due->what = DUE_BY;
		if (!day_parse(rest + 1, strlen(rest + 1), &day))
			return false;
		due->day = value_day(day);
		return true;
	}
	for (size_t k = 0; k < o->due_count; k++)
		if (strcmp(o->due[k].word, item) == 0)
			return true;
	return strcmp(item, "已回复") == 0 || strcmp(item, "待定") == 0 || is_late_reply(o, item);
}

static const char *standings(struct arena *a, const struct oversight *o)
{
	struct buf b = buf_new(a);

	for (size_t k = 0; k < o->due_count; k++)
		buf_printf(&b, "%s、", o->due[k].word);
	buf_printf(&b, "已回复、逾期n%s回复、待定、剩余 n、到期 日期", o->working_days ? "个工作日" : "天");
	return b.at;
}

void read_cases_expected(struct reader *r, const struct example *x, const struct entry *entry, struct expectation *due)
{
	for (const char **item = read_list(r, entry); *item != NULL; item++) {
		struct due *d = arena_push(r->arena, due->due, due->due_count);

		if (x->rectification != NULL ? take_cases(r, x->rectification, *item, d) : take_standing(r, *item, d))
			continue;
		diag(r->diag, MSG_EXPECTED_STANDING, entry->value_at, *item, x->rectification != NULL ? "整改" : "督办",
			x->rectification != NULL ? x->rectification->name : x->matter->name,
			x->rectification != NULL ? things_counted(r->arena, x->rectification) : standings(r->arena, r->scheme->oversight), NULL);
	}
}
