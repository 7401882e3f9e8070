/* lint_names.c -- names given twice, used never, or out of reach of the units they are asked of. */
#include <string.h>
#include "rules/read.h"

/* ---- twice ----------------------------------------------------------------- */

static const char *const reserved[] = { "期初", "期末", "截止日", "年初", "年末", "上期初", "上期末", "月数", "组", "类型", "代码", "名称", "人口", "总得分", "总名次", "升降", "连续", "累计", "数量",
	"且", "或", "非", "在", "至", "为空", "含", NULL };

static void check_reserved(struct reader *r, const char *name, struct origin at)
{
	for (int i = 0; reserved[i] != NULL; i++)
		if (strcmp(reserved[i], name) == 0)
			diag(r->diag, MSG_RESERVED, at, name, NULL);
}

/* A 统计 and a 评分 of one name; a 时段 beside either. */
static void check_measures_twice(struct reader *r)
{
	const struct scheme *s = r->scheme;

	for (size_t i = 0; i < s->measure_count; i++) {
		for (size_t j = 0; j < i; j++)
			if (strcmp(s->measure[j]->name, s->measure[i]->name) == 0)
				diag(r->diag, MSG_NAME_TWICE, s->measure[i]->element->at, s->measure[i]->name, s->measure[j]->element->kind,
					origin_text(r->arena, s->measure[j]->element->at), NULL);
		for (size_t j = 0; j < s->stretch_count; j++)
			if (strcmp(s->stretch[j]->name, s->measure[i]->name) == 0)
				diag(r->diag, MSG_STRETCH_NAME, s->stretch[j]->element->at, s->stretch[j]->name, s->measure[i]->element->kind, NULL);
	}
	for (size_t i = 0; i < s->parameter_count; i++)
		for (size_t j = 0; j < s->stretch_count; j++)
			if (strcmp(s->stretch[j]->name, s->parameter[i]->name) == 0)
				diag(r->diag, MSG_STRETCH_NAME, s->stretch[j]->element->at, s->stretch[j]->name, "参数", NULL);
}

static void check_twice(struct reader *r)
{
	const struct scheme *s = r->scheme;

	check_measures_twice(r);
	for (size_t i = 0; i < s->measure_count; i++)
		check_reserved(r, s->measure[i]->name, s->measure[i]->element->at);
	for (size_t i = 0; i < s->parameter_count; i++) {
		const struct parameter *p = s->parameter[i];

		check_reserved(r, p->name, p->element->at);
		for (size_t j = 0; j < s->measure_count; j++)
			if (strcmp(s->measure[j]->name, p->name) == 0)
				diag(r->diag, MSG_NAME_TWICE, p->element->at, p->name, s->measure[j]->element->kind,
					origin_text(r->arena, s->measure[j]->element->at), NULL);
		for (size_t j = 0; j < s->source_count; j++)
			for (size_t k = 0; k < s->source[j]->column_count; k++)
				if (strcmp(s->source[j]->column[k].name, p->name) == 0)
					diag(r->diag, MSG_NAME_TWICE, p->element->at, p->name, "列",
						origin_text(r->arena, s->source[j]->column[k].at), NULL);
	}
	for (size_t j = 0; j < s->source_count; j++)
		for (size_t k = 0; k < 8; k++)          /* the words that rows see too */
			for (size_t c = 0; c < s->source[j]->column_count; c++)
				if (strcmp(s->source[j]->column[c].name, reserved[k]) == 0)
					diag(r->diag, MSG_RESERVED, s->source[j]->column[c].at, reserved[k], NULL);
}

/* ---- never ----------------------------------------------------------------- */

struct used {
	bool *measure, *parameter, *source, *stretch;
};

static void note_use(const struct expr *e, void *self)
{
	struct used *u = self;

	if (e->measure != NULL)
		u->measure[e->measure->index] = true;
	if (e->param != NULL)
		u->parameter[e->param->index] = true;
	if (e->stretch != NULL)
		u->stretch[e->stretch->index] = true;
	if (e->far != NULL)
		u->source[e->far->index] = true;
}

static void note_expr(struct reader *r, const struct board *b, const struct expr *e, void *self)
{
	(void)r;
	(void)b;
	expr_walk(e, note_use, self);
}

static void note_other(const struct expr *e, struct used *u)
{
	if (e != NULL)
		expr_walk(e, note_use, u);
}

static void note_all(struct reader *r, struct used *u)
{
	const struct scheme *s = r->scheme;

	each_unit_expr(r, note_expr, u);
	for (size_t i = 0; i < s->counted_count; i++) {
		note_other(s->measure[i]->what, u);
		note_other(s->measure[i]->where, u);
		note_other(s->measure[i]->panel.recused, u);
		if (s->measure[i]->source != NULL)
			u->source[s->measure[i]->source->index] = true;
	}
	for (size_t i = 0; i < s->indicator_count; i++) {
		note_other(s->indicator[i]->applies, u);
		note_other(s->indicator[i]->first.among, u);
		note_other(s->indicator[i]->small.among, u);
		for (int k = 0; k < NONE_KINDS; k++)
			note_other(s->indicator[i]->treatment[k].among, u);
		if (s->indicator[i]->sample != NULL)
			u->measure[s->indicator[i]->sample->index] = true;
	}
	for (size_t i = 0; i < s->extra_count; i++)
		note_other(s->extra[i]->applies, u);
	for (size_t i = 0; i < s->trigger_count; i++)
		note_other(s->trigger[i]->applies, u);
	for (size_t i = 0; i < s->constraint_count; i++)
		note_other(s->constraint[i]->when, u);
	for (size_t i = 0; i < s->rectification_count; i++) {
		note_other(s->rectification[i]->passed, u);
		note_other(s->rectification[i]->closing, u);
		if (s->rectification[i]->source != NULL)
			u->source[s->rectification[i]->source->index] = true;
	}
}

static void check_never(struct reader *r)
{
	const struct scheme *s = r->scheme;
	struct used u = { arena_many(r->arena, bool, s->counted_count + 1), arena_many(r->arena, bool, s->parameter_count + 1),
		arena_many(r->arena, bool, s->source_count + 1), arena_many(r->arena, bool, s->stretch_count + 1) };

	note_all(r, &u);
	for (size_t i = 0; i < s->measure_count; i++)
		if (!u.measure[i])
			diag(r->diag, MSG_NEVER_USED, s->measure[i]->element->at, s->measure[i]->element->kind, s->measure[i]->name, NULL);
	for (size_t i = 0; i < s->stretch_count; i++)
		if (!u.stretch[i])
			diag(r->diag, MSG_NEVER_USED, s->stretch[i]->element->at, "时段", s->stretch[i]->name, NULL);
	for (size_t i = 0; i < s->parameter_count; i++)
		if (!u.parameter[i])
			diag(r->diag, MSG_NEVER_USED, s->parameter[i]->element->at, "参数", s->parameter[i]->name, NULL);
	for (size_t i = 0; i < s->source_count; i++)
		if (!u.source[i])
			diag(r->diag, MSG_NEVER_USED, s->source[i]->element->at, "数据", s->source[i]->name, NULL);
	for (size_t i = 0; i < s->indicator_count; i++) {
		bool used = false;

		for (size_t b = 0; b < s->board_count; b++)
			used = used || under_root(s->board[b], s->indicator[i]);
		if (!used)
			diag(r->diag, MSG_NEVER_USED, s->indicator[i]->at, "指标", s->indicator[i]->name, NULL);
	}
	for (size_t i = 0; i < s->ladder_count; i++) {
		bool used = false;

		for (size_t t = 0; t < s->trigger_count; t++)
			used = used || s->trigger[t]->ladder == s->ladder[i];
		if (!used)
			diag(r->diag, MSG_NEVER_USED, s->ladder[i]->at, "阶梯", s->ladder[i]->name, NULL);
	}
	if (s->board_count == 0 && s->file_count > 0)
		diag(r->diag, MSG_NO_BOARD, s->at, NULL);
}

/* ---- out of reach ---------------------------------------------------------- */

static bool reaches(const struct measure *m, const struct registry *registry)
{
	if (m->citywide || m->source == NULL)
		return true;
	for (size_t i = 0; i < m->source->mapping_count; i++)
		if (m->source->mapping[i].registry == registry && measure_goes_by(m, &m->source->mapping[i]))
			return true;
	return false;
}

/* The one registry whose units hang under this one; complaints when there is none or more than one. */
static const struct registry *child_registry(struct reader *r, const struct registry *registry, const struct expr *e)
{
	const struct registry *child = NULL;

	for (size_t i = 0; i < r->scheme->registry_count; i++) {
		if (r->scheme->registry[i]->parent != registry)
			continue;
		if (child != NULL) {
			diag(r->diag, MSG_CHILDREN_TWICE, e->at, e->name, registry->name, child->name, r->scheme->registry[i]->name, NULL);
			return NULL;
		}
		child = r->scheme->registry[i];
	}
	if (child == NULL)
		diag(r->diag, MSG_NO_CHILDREN, e->at, e->name, registry->name, NULL);
	return child;
}

static bool scored_somewhere(const struct scheme *s, const struct registry *registry, const struct indicator *n)
{
	for (size_t i = 0; i < s->board_count; i++)
		if (s->board[i]->registry == registry && under_root(s->board[i], n))
			return true;
	return false;
}

static void check_reach(struct reader *r, const struct board *b, const struct registry *registry, const struct expr *e)
{
	if (e->op == OP_MEASURE && !reaches(e->measure, registry))
		diag(r->diag, MSG_OUT_OF_REACH, e->at, e->name, e->measure->source->name, registry->name, b->name, NULL);
	if ((e->op == OP_VALUE || e->op == OP_POINTS || e->op == OP_RATE) &&
	    (registry == b->registry ? !under_root(b, e->indicator) : !scored_somewhere(r->scheme, registry, e->indicator)))
		diag(r->diag, MSG_NOT_ON_BOARD, e->at, e->indicator->name, registry->name, b->name, NULL);
	if (e->op == OP_VALUE && e->indicator->child_count > 0)
		diag(r->diag, MSG_VALUE_OF_INNER, e->at, e->indicator->name, NULL);
	if (e->op >= OP_CHILD_MEAN && e->op <= OP_CHILD_COUNT) {
		registry = child_registry(r, registry, e);
		if (registry == NULL)
			return;
	}
	for (size_t i = 0; i < e->count; i++)
		check_reach(r, b, registry, e->arg[i]);
}

static void reach_expr(struct reader *r, const struct board *b, const struct expr *e, void *self)
{
	(void)self;
	check_reach(r, b, b->registry, e);
}

static void check_samples(struct reader *r)
{
	for (size_t i = 0; i < r->scheme->board_count; i++)
		for (size_t j = 0; j < r->scheme->indicator_count; j++) {
			const struct board *b = r->scheme->board[i];
			const struct indicator *n = r->scheme->indicator[j];

			if (under_root(b, n) && b->registry != NULL && n->sample != NULL && n->sample->source != NULL &&
			    !reaches(n->sample, b->registry))
				diag(r->diag, MSG_OUT_OF_REACH, entry_of(n->element, "样本")->value_at, n->sample->name,
					n->sample->source->name, b->registry->name, b->name, NULL);
		}
}

void lint_names(struct reader *r)
{
	check_twice(r);
	each_unit_expr(r, reach_expr, NULL);
	check_samples(r);
	if (diag_errors(r->diag) == 0)
		check_never(r);
}
