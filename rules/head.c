/* head.c -- [方案] and [名录:X]. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"
#include "rules/registry.h"

static const char *const cycle_words[] = { "月", "季", "半年", "年", NULL };

void read_head(struct reader *r, const struct element *e)
{
	struct scheme *s = r->scheme;
	int cycle = read_choice(r, e, "周期", cycle_words, 0);

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
	s->cycle = (enum period_kind)(cycle < 0 ? 0 : cycle);
	s->has_from = read_period(r, entry_of(e, "生效"), &s->from);
	s->has_until = read_period(r, entry_of(e, "失效"), &s->until);
	if (s->has_from && s->has_until && s->until.first < s->from.first)
		diag(r->diag, MSG_FROM_UNTIL, entry_of(e, "失效")->at, period_text(r->arena, s->from),
			period_text(r->arena, s->until), NULL);
	if (r->period == NULL)
		return;
	if (cycle >= 0 && r->period->kind != s->cycle)
		diag(r->diag, MSG_PERIOD_KIND, entry_of(e, "周期")->at, cycle_words[cycle], period_text(r->arena, *r->period), NULL);
	if ((s->has_from && r->period->first < s->from.first) || (s->has_until && r->period->first > s->until.first))
		diag(r->diag, MSG_NOT_IN_FORCE, s->at, period_text(r->arena, *r->period),
			s->has_from ? period_text(r->arena, s->from) : "", s->has_until ? period_text(r->arena, s->until) : "…", NULL);
}

static void read_registry(struct reader *r, struct registry *g)
{
	const struct element *e = g->element;
	const char **roles = read_list(r, entry_of(e, "责任角色"));

	g->title = entry_text(e, "标题");
	if (g->title == NULL)
		g->title = g->name;
	g->file = entry_text(e, "文件");
	g->role = roles;
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

static void load(struct reader *r, struct registry *g, bool *done)
{
	if (done[g->index])
		return;
	done[g->index] = true;
	if (g->parent != NULL)
		load(r, r->scheme->registry[g->parent->index], done);
	if (g->file != NULL && *g->file != '.' && strchr(g->file, '/') == NULL && !file_exists(r->dir, g->file))
		diag(r->diag, MSG_REGISTRY_FILE, entry_of(g->element, "文件")->value_at, g->file, NULL);
	else if (g->file != NULL)
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
