/* scheme.c -- a folder of INI files -> a scheme, in this order: text, words,
 * names, contents, and last what only the whole shows. */
#include <string.h>
#include "base/text.h"
#include "rules/load.h"
#include "rules/read.h"

/* Every [类:名] becomes an empty struct first, so that sections may name each
 * other in any order. */
#define MAKE(type, word) \
	if (strcmp(e->kind, word) == 0) { \
		struct type *x = arena_one(r->arena, struct type); \
		x->element = e; \
		x->name = e->name; \
		x->at = e->at; \
		*arena_push(r->arena, r->scheme->type, r->scheme->type##_count) = x; \
	}
#define MAKE_INDEXED(type, word) \
	if (strcmp(e->kind, word) == 0) { \
		struct type *x = arena_one(r->arena, struct type); \
		x->element = e; \
		x->name = e->name; \
		x->index = r->scheme->type##_count; \
		*arena_push(r->arena, r->scheme->type, r->scheme->type##_count) = x; \
	}

static void make(struct reader *r, const struct element *e)
{
	MAKE_INDEXED(registry, "名录")
	MAKE_INDEXED(board, "榜")
	MAKE_INDEXED(source, "数据")
	MAKE_INDEXED(measure, "统计")
	MAKE_INDEXED(measure, "评分")
	MAKE_INDEXED(stretch, "时段")
	MAKE_INDEXED(parameter, "参数")
	MAKE_INDEXED(indicator, "指标")
	MAKE_INDEXED(extra, "加减分")
	MAKE_INDEXED(veto, "否决")
	MAKE_INDEXED(state, "状态")
	MAKE_INDEXED(ladder, "阶梯")
	MAKE_INDEXED(summary, "汇总")
	MAKE_INDEXED(trigger, "问责")
	MAKE_INDEXED(rectification, "整改")
	MAKE_INDEXED(roster, "名单")
	MAKE_INDEXED(crosscheck, "核对")
	MAKE(constraint, "约束")
	MAKE(example, "例")
	if (strcmp(e->kind, "等次") == 0) {
		struct grades *g = arena_one(r->arena, struct grades);

		g->element = e;
		g->at = e->at;
		*arena_push(r->arena, r->scheme->grades, r->scheme->grades_count) = g;
	}
}

static void place(struct scheme *s)
{
	for (size_t i = 0; i < s->board_count; i++)
		s->board[i]->at = s->board[i]->element->at;
	for (size_t i = 0; i < s->indicator_count; i++)
		s->indicator[i]->at = s->indicator[i]->element->at;
	for (size_t i = 0; i < s->extra_count; i++)
		s->extra[i]->at = s->extra[i]->element->at;
	for (size_t i = 0; i < s->veto_count; i++)
		s->veto[i]->at = s->veto[i]->element->at;
	for (size_t i = 0; i < s->state_count; i++)
		s->state[i]->at = s->state[i]->element->at;
	for (size_t i = 0; i < s->trigger_count; i++)
		s->trigger[i]->at = s->trigger[i]->element->at;
	for (size_t i = 0; i < s->roster_count; i++)
		s->roster[i]->at = s->roster[i]->element->at;
	for (size_t i = 0; i < s->crosscheck_count; i++)
		s->crosscheck[i]->at = s->crosscheck[i]->element->at;
	for (size_t i = 0; i < s->ladder_count; i++)
		s->ladder[i]->at = s->ladder[i]->element->at;
	for (size_t i = 0; i < s->summary_count; i++)
		s->summary[i]->at = s->summary[i]->element->at;
	for (size_t i = 0; i < s->rectification_count; i++)
		s->rectification[i]->at = s->rectification[i]->element->at;
}

static void read_files(struct reader *r)
{
	const char **name = dir_list(r->arena, r->diag, r->dir, ".ini");

	if (name == NULL)
		return;
	if (name[0] == NULL)
		diag(r->diag, MSG_NO_RULES, (struct origin){ 0 }, r->dir, NULL);
	for (; *name != NULL; name++) {
		struct file *f = file_read(r->arena, r->diag, r->dir, *name);

		if (f == NULL)
			continue;
		*arena_push(r->arena, r->scheme->file, r->scheme->file_count) = f;
		load_ini(r->arena, r->diag, f, &r->scheme->element, &r->scheme->element_count);
	}
}

#define EACH(type, read) \
	for (size_t i = 0; i < r->scheme->type##_count; i++) \
		read(r, r->scheme->type[i]);

static void cut_loose(struct indicator *above, const struct indicator *n)
{
	size_t kept = 0;

	for (size_t i = 0; i < above->child_count; i++)
		if (above->child[i] != n)
			above->child[kept++] = above->child[i];
	above->child_count = kept;
}

/* An indicator that is its own ancestor is cut loose, and said. */
static void set_depths(struct reader *r, struct indicator *n)
{
	const struct indicator *above = n->parent;
	size_t depth = 0;

	for (; above != NULL && depth <= r->scheme->indicator_count; above = above->parent)
		depth++;
	if (above != NULL) {
		diag(r->diag, MSG_TREE_CIRCLE, entry_of(n->element, "上级")->at, n->name, NULL);
		cut_loose(r->scheme->indicator[n->parent->index], n);
		n->parent = NULL;
		depth = 0;
	}
	n->depth = depth;
}

static void read_contents(struct reader *r)
{
	const struct element *head = head_of(r);

	if (head != NULL)
		read_head(r, head);
	else if (r->scheme->element_count > 0)
		diag(r->diag, MSG_NO_SCHEME_HEAD, (struct origin){ r->scheme->file[0]->name, 0, 0 }, NULL);
	read_registries(r);
	r->scheme->counted_count = r->scheme->measure_count;
	EACH(parameter, read_parameter)
	EACH(stretch, read_stretch)
	EACH(source, read_source)
	EACH(source, read_links)
	EACH(measure, read_measure)
	read_oversight(r);
	EACH(rectification, read_rectification)
	EACH(indicator, read_indicator_links)
	EACH(indicator, set_depths)
	EACH(indicator, read_indicator_formula)
	EACH(indicator, take_over_markings)
	EACH(board, read_board)
	EACH(grades, read_grades)
	EACH(extra, read_extra)
	EACH(veto, read_veto)
	EACH(state, read_state)
	EACH(ladder, read_ladder)
	EACH(summary, read_summary)
	EACH(trigger, read_trigger)
	EACH(roster, read_roster)
	EACH(crosscheck, read_crosscheck)
	read_circular(r);
	EACH(constraint, read_constraint)
	EACH(example, read_example)
}

struct scheme *scheme_read(struct arena *arena, struct diag *d, const char *dir, const struct period *period)
{
	struct scheme *scheme = arena_one(arena, struct scheme);
	struct reader r = { arena, d, scheme, dir, period };

	read_files(&r);
	expand_tables(&r);
	vocabulary_check(&r);
	for (size_t i = 0; i < scheme->element_count; i++)
		make(&r, &scheme->element[i]);
	place(scheme);
	read_contents(&r);
	lint(&r);
	return scheme;
}

/* ---- by name ------------------------------------------------------------------ */

const struct board *scheme_board(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->board_count; i++)
		if (text_same(s->board[i]->name, name))
			return s->board[i];
	return NULL;
}

const struct indicator *scheme_indicator(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->indicator_count; i++)
		if (text_same(s->indicator[i]->name, name))
			return s->indicator[i];
	return NULL;
}

const struct trigger *scheme_trigger(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->trigger_count; i++)
		if (text_same(s->trigger[i]->name, name))
			return s->trigger[i];
	return NULL;
}
