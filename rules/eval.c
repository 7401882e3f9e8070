/* eval.c -- the exact evaluator: the truth that every other backend is held against. */
#include <string.h>
#include "base/text.h"
#include "rules/expr.h"
#include "rules/scheme.h"

const char *const none_words[NONE_KINDS] = { "未报送", "已剔除", "不适用", "无分母" };
const char *const type_words[] = { "数", "文本", "日期", "时刻", "条件" };

struct value value_num(struct num n) { return (struct value){ .kind = V_NUMBER, .num = n }; }
struct value value_none(enum none k) { return (struct value){ .kind = V_NONE, .none = k }; }
struct value value_bool(bool yes) { return (struct value){ .kind = V_BOOL, .yes = yes }; }
struct value value_day(int32_t day) { return (struct value){ .kind = V_DAY, .time = day }; }
struct value value_moment(int64_t m) { return (struct value){ .kind = V_MOMENT, .time = m }; }
struct value value_blank(void) { return (struct value){ .kind = V_BLANK }; }

struct value value_text(const char *s)
{
	struct value v = { .kind = V_TEXT };

	v.text.at = s;
	v.text.length = strlen(s);
	return v;
}

static struct value unknown(void) { return (struct value){ .kind = V_UNKNOWN }; }

static bool missing(struct value v)
{
	return v.kind == V_BLANK || v.kind == V_NONE || v.kind == V_UNKNOWN;
}

/* Which of two missing operands an arithmetic result carries: a no-number by
 * its order, before a blank. */
static struct value worse(struct value a, struct value b)
{
	if (a.kind == V_NONE && b.kind == V_NONE)
		return a.none <= b.none ? a : b;
	if (a.kind == V_NONE)
		return a;
	if (b.kind == V_NONE)
		return b;
	return value_blank();
}

/* ---- arithmetic ---------------------------------------------------------- */

static struct value divide(const struct expr *e, struct env *env, struct num a, struct num b)
{
	if (num_sign(b) < 0)
		env->negative = e;
	if (num_sign(b) <= 0)
		return value_none(NO_DENOMINATOR);
	return value_num(num_div(env->arena, a, b));
}

static struct value arithmetic(const struct expr *e, struct env *env)
{
	struct value a = expr_eval(e->arg[0], env), b = expr_eval(e->arg[1], env);

	if (missing(a) || missing(b))
		return worse(a, b);
	switch (e->op) {
	case OP_ADD: return value_num(num_add(env->arena, a.num, b.num));
	case OP_SUB: return value_num(num_sub(env->arena, a.num, b.num));
	case OP_MUL: return value_num(num_mul(env->arena, a.num, b.num));
	default:     return divide(e, env, a.num, b.num);
	}
}

static struct value unary(const struct expr *e, struct env *env)
{
	struct value a = expr_eval(e->arg[0], env);

	if (missing(a))
		return worse(a, value_blank());
	switch (e->op) {
	case OP_NEG:   return value_num(num_neg(env->arena, a.num));
	case OP_ABS:   return value_num(num_abs(env->arena, a.num));
	case OP_FLOOR: return value_num(num_floor(env->arena, a.num));
	case OP_CEIL:  return value_num(num_ceil(env->arena, a.num));
	default: {
		int64_t places = 0;

		num_to_int(e->arg[1]->constant.num, &places);
		return value_num(num_round(env->arena, a.num, (int)places, HALF_UP));
	}
	}
}

/* Where there is no such number: 无分母, as for a division by zero. */
static struct value irrational(const struct expr *e, struct env *env)
{
	struct value a = expr_eval(e->arg[0], env), b = e->count > 1 ? expr_eval(e->arg[1], env) : value_num(num_int(0));
	struct num result;

	if (missing(a) || missing(b))
		return worse(a, b);
	if (e->op == OP_POWER)
		return num_power(env->arena, a.num, b.num, NUM_DIGITS, &result) ? value_num(result) : value_none(NO_DENOMINATOR);
	if (num_sign(a.num) < (e->op == OP_LN ? 1 : 0))
		return value_none(NO_DENOMINATOR);
	return value_num(e->op == OP_LN ? num_ln(env->arena, a.num, NUM_DIGITS) : num_sqrt(env->arena, a.num, NUM_DIGITS));
}

static int64_t day_of_moment(int64_t moment)
{
	return (moment - (moment < 0 ? 86399 : 0)) / 86400;
}

static int64_t day_of_value(struct value v)
{
	return v.kind == V_MOMENT ? day_of_moment(v.time) : v.time;
}

static int64_t as_moment(struct value v)
{
	return v.kind == V_DAY ? v.time * 86400 : v.time;
}

/* b − a in days: whole where both are days, else an exact fraction. */
static struct value days_between(const struct expr *e, struct env *env)
{
	struct value a = expr_eval(e->arg[0], env), b = expr_eval(e->arg[1], env);

	if (missing(a) || missing(b))
		return worse(a, b);
	if (a.kind == V_DAY && b.kind == V_DAY)
		return value_num(num_int(b.time - a.time));
	return value_num(num_ratio(env->arena, as_moment(b) - as_moment(a), 86400));
}

/* 工作日(a,b): a out, b in; 待定 (blank) where the calendar does not reach. */
static struct value working_days_between(const struct expr *e, struct env *env)
{
	struct value a = expr_eval(e->arg[0], env), b = expr_eval(e->arg[1], env);
	int32_t n;

	if (missing(a) || missing(b))
		return worse(a, b);
	if (env->workdays == NULL || !env->workdays(env, (int32_t)day_of_value(a), (int32_t)day_of_value(b), &n))
		return value_blank();
	return value_num(num_int(n));
}

/* ---- comparison: -1, 0, 1 ------------------------------------------------ */

static int sign_of(int64_t a, int64_t b) { return (a > b) - (a < b); }

static int compare(struct value a, struct value b)
{
	if (a.kind == V_NUMBER)
		return num_cmp(a.num, b.num);
	if (a.kind == V_TEXT) {
		size_t n = a.text.length < b.text.length ? a.text.length : b.text.length;
		int c = memcmp(a.text.at, b.text.at, n);

		return c != 0 ? (c > 0) - (c < 0) : sign_of((int64_t)a.text.length, (int64_t)b.text.length);
	}
	if (a.kind == b.kind)
		return sign_of(a.time, b.time);
	/* A moment beside a day: which day it falls on. */
	return sign_of(day_of_value(a), day_of_value(b));
}

static struct value extreme(const struct expr *e, struct env *env)
{
	struct value best = value_blank();

	for (size_t i = 0; i < e->count; i++) {
		struct value v = expr_eval(e->arg[i], env);

		if (v.kind == V_NONE || best.kind == V_NONE) {
			best = worse(v, best);
		} else if (!missing(v) && (best.kind == V_BLANK ||
		    (e->op == OP_MAX ? compare(v, best) > 0 : compare(v, best) < 0))) {
			best = v;
		}
	}
	return best;
}

static struct value relation(const struct expr *e, struct env *env)
{
	struct value a = expr_eval(e->arg[0], env), b = expr_eval(e->arg[1], env);
	int c;

	if (missing(a) || missing(b))
		return unknown();
	c = compare(a, b);
	switch (e->op) {
	case OP_LT: return value_bool(c < 0);
	case OP_LE: return value_bool(c <= 0);
	case OP_EQ: return value_bool(c == 0);
	case OP_NE: return value_bool(c != 0);
	case OP_GE: return value_bool(c >= 0);
	default:    return value_bool(c > 0);
	}
}

/* ---- three-valued logic -------------------------------------------------- */

static struct value truth(int t)
{
	return t < 0 ? unknown() : value_bool(t > 0);
}

int expr_holds(const struct expr *e, struct env *env)
{
	struct value v = expr_eval(e, env);

	return v.kind != V_BOOL ? -1 : v.yes;
}

/* a 且 b: no if either is no; a 或 b: yes if either is yes; else unknown if either is. */
static int joined(const struct expr *e, struct env *env)
{
	int decides = e->op == OP_OR, a = expr_holds(e->arg[0], env), b;

	if (a == decides)
		return a;
	b = expr_holds(e->arg[1], env);
	if (b == decides)
		return b;
	return a < 0 || b < 0 ? -1 : !decides;
}

static struct value between(const struct expr *e, struct env *env)
{
	struct value x = expr_eval(e->arg[0], env), a = expr_eval(e->arg[1], env), b = expr_eval(e->arg[2], env);
	int low = missing(x) || missing(a) ? -1 : compare(x, a) >= 0;
	int high = missing(x) || missing(b) ? -1 : compare(x, b) <= 0;

	if (low == 0 || high == 0)
		return value_bool(false);
	return truth(low < 0 || high < 0 ? -1 : 1);
}

static struct value one_of(const struct expr *e, struct env *env)
{
	struct value x = expr_eval(e->arg[0], env);
	bool doubt = false;

	if (missing(x))
		return unknown();
	for (size_t i = 1; i < e->count; i++) {
		struct value v = expr_eval(e->arg[i], env);

		if (missing(v))
			doubt = true;
		else if (compare(x, v) == 0)
			return value_bool(true);
	}
	return doubt ? unknown() : value_bool(false);
}

static struct value chosen(const struct expr *e, struct env *env)
{
	int c = expr_holds(e->arg[0], env);

	return c < 0 ? value_blank() : expr_eval(e->arg[c ? 1 : 2], env);
}

/* ---- words of the period --------------------------------------------------- */

static struct value month_of(int32_t day)
{
	int year, month, d;

	day_parts(day, &year, &month, &d);
	return value_num(num_int(month));
}

/* First day of the period of that length before the one that begins at first. */
static int32_t before(int32_t first, int32_t last)
{
	int year, month, day, end_year, end_month, months;

	day_parts(first, &year, &month, &day);
	day_parts(last, &end_year, &end_month, &day);
	months = year * 12 + month - 1 - (end_year * 12 + end_month - (year * 12 + month) + 1);
	return day_of(months / 12, months % 12 + 1, 1);
}

static struct value period_day(const struct expr *e, const struct env *env)
{
	int year, month, day;

	day_parts(env->first, &year, &month, &day);
	switch (e->op) {
	case OP_YEAR_FIRST: return value_day(day_of(year, 1, 1));
	case OP_YEAR_LAST: return value_day(day_of(year, 12, 31));
	case OP_BEFORE_LAST: return value_day(env->first - 1);
	default: return value_day(before(env->first, env->last));
	}
}

/* ---- text ------------------------------------------------------------------ */

static struct value contains(const struct expr *e, struct env *env)
{
	struct value x = expr_eval(e->arg[0], env), t = expr_eval(e->arg[1], env);

	if (missing(x) || missing(t))
		return unknown();
	return value_bool(memmem(x.text.at, x.text.length, t.text.at, t.text.length) != NULL);
}

static struct value characters(const struct expr *e, struct env *env)
{
	struct value x = expr_eval(e->arg[0], env);

	return missing(x) ? worse(x, value_blank()) : value_num(num_int((int64_t)utf8_count(x.text.at, x.text.length)));
}

/* ---- the tree ------------------------------------------------------------ */

struct value expr_eval(const struct expr *e, struct env *env)
{
	int t;

	switch (e->op) {
	case OP_CONST: return e->constant;
	case OP_PARAM: return e->param->value;
	case OP_PERIOD_FIRST: return value_day(env->first);
	case OP_PERIOD_LAST: return value_day(env->last);
	case OP_CUTOFF: return value_day(env->cutoff);
	case OP_YEAR_FIRST: case OP_YEAR_LAST: case OP_BEFORE_FIRST: case OP_BEFORE_LAST: return period_day(e, env);
	case OP_MONTHS: return month_of(env->last);
	case OP_COLUMN: case OP_FAR_COLUMN: case OP_ROUNDS_BACK: case OP_MEASURE: case OP_ATTRIBUTE: case OP_VALUE: case OP_POINTS: case OP_RATE:
	case OP_TOTAL: case OP_RANK: case OP_GRADE: case OP_WEIGHT: case OP_STEP_STREAK: case OP_STEP_TIMES: case OP_STEP_AMOUNT:
		return env->ref(env, e);
	case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV: return arithmetic(e, env);
	case OP_NEG: case OP_ABS: case OP_FLOOR: case OP_CEIL: case OP_ROUND: return unary(e, env);
	case OP_LT: case OP_LE: case OP_EQ: case OP_NE: case OP_GE: case OP_GT: return relation(e, env);
	case OP_BETWEEN: return between(e, env);
	case OP_IN: return one_of(e, env);
	case OP_IS_BLANK: return value_bool(missing(expr_eval(e->arg[0], env)));
	case OP_NOT:
		t = expr_holds(e->arg[0], env);
		return truth(t < 0 ? -1 : !t);
	case OP_AND: case OP_OR: return truth(joined(e, env));
	case OP_IF: return chosen(e, env);
	case OP_MAX: case OP_MIN: return extreme(e, env);
	case OP_DAYS: return days_between(e, env);
	case OP_LN: case OP_SQRT: case OP_POWER: return irrational(e, env);
	case OP_GROUP_MEAN: case OP_GROUP_MAX: case OP_GROUP_MIN: case OP_RANK_OF: case OP_BOTTOM:
	case OP_GROUP_SUM: case OP_GROUP_MEDIAN: case OP_GROUP_SD: case OP_GROUP_COUNT:
	case OP_CHILD_MEAN: case OP_CHILD_SUM: case OP_CHILD_MIN: case OP_CHILD_MAX: case OP_CHILD_COUNT: case OP_LAST: case OP_SAME: case OP_RECENT: case OP_STREAK: case OP_TIMES:
	case OP_OWN_MEASURES: case OP_CHILD_FLAGS: case OP_FLAG: case OP_RISE:
	case OP_EXISTS: case OP_ROW_COUNT: case OP_LATEST: case OP_OCCURRENCE:
		return env->over(env, e);
	case OP_WORKDAYS: return working_days_between(e, env);
	case OP_CONTAINS: return contains(e, env);
	case OP_LENGTH: return characters(e, env);
	}
	return unknown();
}

void expr_walk(const struct expr *e, void (*visit)(const struct expr *, void *), void *self)
{
	visit(e, self);
	for (size_t i = 0; i < e->count; i++)
		expr_walk(e->arg[i], visit, self);
	if (e->among != NULL)
		expr_walk(e->among, visit, self);
}
