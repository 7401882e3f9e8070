/* show.c -- an expression as text, with or without the numbers put in. */
#include <string.h>
#include "base/date.h"
#include "base/text.h"
#include "rules/scheme.h"

/* A value as its dimension asks: 0.9 with % is 90%. */
static const char *dimensioned(struct arena *a, struct value v, const char *dimension)
{
	if (v.kind == V_NUMBER && dimension != NULL && strcmp(dimension, "%") == 0)
		return arena_printf(a, "%s%%", num_short(a, num_mul(a, v.num, num_int(100)), 4));
	return value_show(a, v);
}

const char *value_show(struct arena *a, struct value v)
{
	switch (v.kind) {
	case V_NUMBER: return num_short(a, v.num, 6);
	case V_TEXT: return arena_printf(a, "“%.*s”", (int)v.text.length, v.text.at);
	case V_DAY: return day_text(a, (int32_t)v.time);
	case V_MOMENT: return moment_text(a, v.time);
	case V_BOOL: return v.yes ? "是" : "否";
	case V_BLANK: return "空";
	case V_NONE: return none_words[v.none];
	case V_UNKNOWN: return "无法判断";
	}
	return "";
}

/* How tightly a node binds; a looser child needs brackets. */
static int binding(const struct expr *e)
{
	switch (e->op) {
	case OP_OR: return 1;
	case OP_AND: return 2;
	case OP_NOT: return 3;
	case OP_LT: case OP_LE: case OP_EQ: case OP_NE: case OP_GE: case OP_GT:
	case OP_BETWEEN: case OP_IN: case OP_IS_BLANK: case OP_CONTAINS: return 4;
	case OP_ADD: case OP_SUB: return 5;
	case OP_MUL: case OP_DIV: return 6;
	case OP_NEG: return 7;
	default: return 8;
	}
}

static void put(struct buf *b, const struct expr *e, struct env *env);

static void put_child(struct buf *b, const struct expr *child, int least, struct env *env)
{
	bool brackets = binding(child) < least;

	if (brackets)
		buf_add(b, "(");
	put(b, child, env);
	if (brackets)
		buf_add(b, ")");
}

static void put_list(struct buf *b, const struct expr *e, size_t from, struct env *env)
{
	for (size_t i = from; i < e->count; i++) {
		if (i > from)
			buf_add(b, ", ");
		put(b, e->arg[i], env);
	}
}

static void put_leaf(struct buf *b, const struct expr *e, struct env *env)
{
	if (e->op == OP_CONST && e->type == T_TEXT)
		buf_add(b, value_show(b->arena, e->constant));
	else if (e->op == OP_VALUE || e->op == OP_POINTS || e->op == OP_RATE || e->op == OP_WEIGHT)
		buf_printf(b, "%s(%s)", e->name, e->indicator->name);
	else
		buf_add(b, e->name);
	if (env != NULL && e->op != OP_CONST)
		buf_printf(b, "(%s)", dimensioned(b->arena, expr_eval(e, env), e->op == OP_RATE ? "%" : e->dimension));
}

static void put_window(struct buf *b, struct window w)
{
	if (w.calendar_year)
		buf_add(b, ", 自然年");
	else
		buf_printf(b, ", 滚动%u期", w.periods);
}

/* The words behind the arguments. */
static void put_options(struct buf *b, const struct expr *e)
{
	static const char *const gaps[] = { "中断", "跳过", "计入" }, *const folds[] = { "平均", "合计", "最大", "标准差" };

	if (e->op == OP_BOTTOM || e->op == OP_RECENT)
		buf_printf(b, ", %lld", (long long)e->last_n);
	if (e->op == OP_RECENT)
		buf_printf(b, ", %s", folds[e->fold]);
	if (e->op == OP_STREAK)
		buf_printf(b, ", %s", gaps[e->gap]);
	if (e->op == OP_OWN_MEASURES)
		buf_printf(b, "“%s”", e->name_text);
	if (e->op == OP_CHILD_FLAGS || e->op == OP_FLAG)
		buf_add(b, e->trigger->name);
	if (e->op == OP_TIMES || e->op == OP_OWN_MEASURES)
		put_window(b, e->window);
	if (e->ascending)
		buf_add(b, ", 升序");
	if (e->op == OP_GROUP_SD)
		buf_add(b, e->sample ? ", 样本" : ", 总体");
	if (e->without_self)
		buf_add(b, ", 不含");
	if (e->among != NULL)
		buf_printf(b, ", 范围 = %s", expr_text(b->arena, e->among));
}

/* 第几次(街道, 地点, 按 发现日期) */
static void put_occurrence(struct buf *b, const struct expr *e)
{
	for (size_t i = 0; i < e->count; i++)
		buf_printf(b, "%s%s%s", i > 0 ? ", " : "", (int64_t)i == e->last_n ? "按 " : "", e->arg[i]->name);
	buf_add(b, ")");
}

/* f(…), and for functions over units the result behind it, since its parts are other units' */
static void put_call(struct buf *b, const struct expr *e, struct env *env)
{
	bool over = e->op >= OP_GROUP_MEAN;

	buf_printf(b, "%s(", e->name);
	if (e->far != NULL)
		buf_printf(b, "%s%s%s%s", e->name_text, *e->name_text ? " " : "", e->far->name, e->count > 0 ? ", " : "");
	if (e->op == OP_OCCURRENCE) {
		put_occurrence(b, e);
		return;
	}
	put_list(b, e, 0, over ? NULL : env);
	put_options(b, e);
	buf_add(b, ")");
	if (over && env != NULL)
		buf_printf(b, "(%s)", dimensioned(b->arena, expr_eval(e, env), e->dimension));
}

static void put(struct buf *b, const struct expr *e, struct env *env)
{
	int tight = binding(e);

	if (e->count == 0 && e->op != OP_OWN_MEASURES && e->op != OP_CHILD_FLAGS && e->op != OP_FLAG && (e->far == NULL || e->op == OP_FAR_COLUMN)) {
		put_leaf(b, e, env);
		return;
	}
	switch (e->op) {
	case OP_NEG:
		buf_add(b, "-");
		put_child(b, e->arg[0], tight, env);
		break;
	case OP_NOT:
		buf_add(b, "非 ");
		put_child(b, e->arg[0], tight, env);
		break;
	case OP_IS_BLANK:
		put_child(b, e->arg[0], tight + 1, env);
		buf_add(b, " 为空");
		break;
	case OP_BETWEEN:
		put_child(b, e->arg[0], tight + 1, env);
		buf_add(b, " 在 ");
		if (e->stretch != NULL) {
			buf_add(b, e->name_text);
			break;
		}
		put_child(b, e->arg[1], tight + 1, env);
		buf_add(b, " 至 ");
		put_child(b, e->arg[2], tight + 1, env);
		break;
	case OP_IN:
		put_child(b, e->arg[0], tight + 1, env);
		buf_add(b, " 在 (");
		put_list(b, e, 1, env);
		buf_add(b, ")");
		break;
	case OP_CONTAINS: case OP_AND: case OP_OR: case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV:
	case OP_LT: case OP_LE: case OP_EQ: case OP_NE: case OP_GE: case OP_GT:
		put_child(b, e->arg[0], tight, env);
		buf_printf(b, " %s ", e->name);
		put_child(b, e->arg[1], tight + 1, env);
		break;
	default:
		put_call(b, e, env);
	}
}

const char *expr_text(struct arena *arena, const struct expr *e)
{
	struct buf b = buf_new(arena);

	put(&b, e, NULL);
	return b.at;
}

const char *expr_show(const struct expr *e, struct env *env)
{
	struct buf b = buf_new(env->arena);

	put(&b, e, env);
	return b.at;
}
