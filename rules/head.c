/* head.c -- [方案] and [名录:X]. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"
#include "rules/registry.h"


static bool read_yes(struct reader *r, const struct element *e, const char *key, bool fallback)
{
	static const char *const words[] = { "否", "是", NULL };

	return read_choice(r, e, key, words, fallback) == 1;
}

/* What people decide: file names, how long objections may come, who must sign. */
static void read_people(struct reader *r, const struct element *e)
{
	struct scheme *s = r->scheme;
	const struct { const char *key, **file; } files[] = { { "决定", &s->rulings }, { "调整", &s->adjustments },
		{ "剔除", &s->exclusions }, { "异议", &s->objections }, { "单位变更", &s->changes }, { "日历", &s->calendar } };
	const struct entry *days = entry_of(e, "异议期");

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		const struct entry *entry = entry_of(e, files[i].key);

		if (entry != NULL && (strchr(entry->value, '/') != NULL || *entry->value == '.'))
			diag(r->diag, MSG_PATTERN_PATH, entry->value_at, entry->value, NULL);
		else if (entry != NULL)
			*files[i].file = entry->value;
	}
	if (days != NULL && !read_days(r, days, true, &s->objection_days))
		diag(r->diag, MSG_OBJECTION_DAYS, days->value_at, days->value, NULL);
	if (days != NULL && s->calendar == NULL)
		diag(r->diag, MSG_DAYS_WITHOUT_CALENDAR, days->at, NULL);
	s->auto_publish = read_yes(r, e, "自动正式", false);
	s->second_approver = read_yes(r, e, "第二批准人", false);
	s->discard_inputs = !read_yes(r, e, "归档", true);
}

/* 试运行 = 2026-05, 2026-06 */
static void read_trial(struct reader *r, const struct element *e)
{
	const struct entry *entry = entry_of(e, "试运行");
	struct period p;

	for (const char **word = read_list(r, entry); *word != NULL; word++) {
		if (period_parse(*word, &p))
			*arena_push(r->arena, r->scheme->trial, r->scheme->trial_count) = p;
		else
			diag(r->diag, MSG_NOT_A_PERIOD, entry->value_at, entry->key, *word, NULL);
	}
}

/* Whether the scheme sums up to periods of that kind ([汇总:X] 周期). */
static bool sums_up_to(const struct reader *r, enum period_kind kind)
{
	const char *word;

	for (size_t i = 0; i < r->scheme->element_count; i++)
		if (strcmp(r->scheme->element[i].kind, "汇总") == 0 && (word = entry_text(&r->scheme->element[i], "周期")) != NULL &&
		    strcmp(word, period_kind_words[kind]) == 0)
			return true;
	return false;
}

void read_head(struct reader *r, const struct element *e)
{
	struct scheme *s = r->scheme;
	int cycle = read_choice(r, e, "周期", period_kind_words, 0);

	s->at = e->at;
	s->name = entry_text(e, "名称");
	s->document = entry_text(e, "文号");
	s->authority = entry_text(e, "制定机关");
	s->mandate = entry_text(e, "授权");
	s->filing = entry_text(e, "备案");
	s->timezone = entry_text(e, "时区");
	if (s->timezone == NULL)
		s->timezone = "Asia/Shanghai";
	s->output_name = entry_text(e, "输出名");
	read_people(r, e);
	read_trial(r, e);
	s->cycle = (enum period_kind)(cycle < 0 ? 0 : cycle);
	s->has_from = read_period(r, entry_of(e, "生效"), &s->from);
	s->has_until = read_period(r, entry_of(e, "失效"), &s->until);
	if (s->has_from && s->has_until && s->until.first < s->from.first)
		diag(r->diag, MSG_FROM_UNTIL, entry_of(e, "失效")->at, period_text(r->arena, s->from),
			period_text(r->arena, s->until), NULL);
	if (r->period == NULL)
		return;
	if (cycle >= 0 && r->period->kind != s->cycle && !sums_up_to(r, r->period->kind))
		diag(r->diag, MSG_PERIOD_KIND, entry_of(e, "周期")->at, period_kind_words[cycle], period_text(r->arena, *r->period), NULL);
	if ((s->has_from && r->period->first < s->from.first) || (s->has_until && r->period->first > s->until.first))
		diag(r->diag, MSG_NOT_IN_FORCE, s->at, period_text(r->arena, *r->period),
			s->has_from ? period_text(r->arena, s->from) : "", s->has_until ? period_text(r->arena, s->until) : "…", NULL);
}

static void read_registry(struct reader *r, struct registry *g)
{
	const struct element *e = g->element;
	const char **roles = read_list(r, entry_of(e, "责任角色"));

	g->title = element_title(e);
	g->file = entry_text(e, "文件");
	g->terms = entry_text(e, "任职");
	g->role = roles;
	g->first = r->period == NULL ? INT32_MAX : r->period->first;
	g->last = r->period == NULL ? INT32_MAX : r->period->last;
	g->summed = r->period != NULL && r->period->kind != r->scheme->cycle;
	g->parent = find_registry(r, entry_of(e, "上级名录"), entry_text(e, "上级名录"));
}

/* Whether following 上级名录 from g comes back to g. */
static bool circular(const struct scheme *s, const struct registry *g)
{
	const struct registry *p = g->parent;

	for (size_t steps = 0; p != NULL && steps <= s->registry_count; steps++, p = p->parent)
		if (p == g)
			return true;
	return false;
}

/* A plain name that is not there; of any other name file_read complains. */
static bool is_absent(struct reader *r, const struct registry *g, const char *key)
{
	const struct entry *entry = entry_of(g->element, key);

	if (entry == NULL || *entry->value == '.' || strchr(entry->value, '/') != NULL || !file_absent(r->dir, entry->value))
		return false;
	diag(r->diag, MSG_REGISTRY_FILE, entry->value_at, entry->value, NULL);
	return true;
}

static void load(struct reader *r, struct registry *g, bool *done)
{
	bool absent;

	if (done[g->index])
		return;
	done[g->index] = true;
	if (g->parent != NULL)
		load(r, r->scheme->registry[g->parent->index], done);
	absent = is_absent(r, g, "文件");
	absent |= is_absent(r, g, "任职");
	if (g->file != NULL && !absent)
		registry_load(r->arena, r->diag, g, r->dir, r->scheme);
}

/* Parents are loaded before their children. */
void read_registries(struct reader *r)
{
	struct scheme *s = r->scheme;
	bool *done = arena_many(r->arena, bool, s->registry_count + 1);

	for (size_t i = 0; i < s->registry_count; i++)
		read_registry(r, s->registry[i]);
	for (size_t i = 0; i < s->registry_count; i++)
		if (circular(s, s->registry[i])) {
			diag(r->diag, MSG_REGISTRY_CIRCLE, entry_of(s->registry[i]->element, "上级名录")->at, s->registry[i]->name, NULL);
			s->registry[i]->parent = NULL;
		}
	for (size_t i = 0; i < s->registry_count; i++)
		load(r, s->registry[i], done);
}
