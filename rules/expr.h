/* expr.h -- the typed expression tree and its exact evaluator.
 *
 * One grammar for row conditions, unit formulas, triggers and constraints
 * (docs/rules.md, 表达式).  Row expressions see the columns of one row; unit
 * expressions see measures, parameters, indicators and attributes of a unit.
 * 非 且 或 follow SQL's three-valued logic; a blank or a no-number operand makes
 * only its own comparison unknown. */
#ifndef RULES_EXPR_H
#define RULES_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/num.h"

/* The four kinds of no number, in the order in which they win over each other. */
enum none { NOT_REPORTED, EXCLUDED, NOT_APPLICABLE, NO_DENOMINATOR, NONE_KINDS };
extern const char *const none_words[NONE_KINDS];     /* 未报送 已剔除 不适用 无分母 */

enum type { T_NUMBER, T_TEXT, T_DAY, T_MOMENT, T_BOOL };
extern const char *const type_words[];               /* 数 文本 日期 时刻 是非 */

struct value {
	enum { V_NUMBER, V_TEXT, V_DAY, V_MOMENT, V_BOOL, V_BLANK, V_NONE, V_UNKNOWN } kind;
	union {
		struct num num;
		struct { const char *at; size_t length; } text;   /* not NUL-terminated */
		int64_t time;                                      /* day or moment */
		bool yes;
		enum none none;
	};
};
struct value value_num(struct num);
struct value value_none(enum none);
struct value value_text(const char *);
struct value value_bool(bool);
struct value value_day(int32_t);
struct value value_moment(int64_t);
struct value value_blank(void);
/* For reports: number with at most 6 decimals, text in “ ”, a date, 是/否, 空, 无法判断, or the no-number word. */
const char *value_show(struct arena *, struct value);

enum op {
	/* leaves */
	OP_CONST,
	OP_COLUMN,              /* row: column .index of the source */
	OP_FAR_COLUMN,          /* row of another source, inside 存在 条数 最新: column .index of .far */
	OP_ROUNDS_BACK,         /* row: 期别, 0 for this period's files, 1 for those of the period before */
	OP_MEASURE,             /* unit: .measure */
	OP_PARAM,               /* .param, already a constant of the period */
	OP_PERIOD_FIRST, OP_PERIOD_LAST, OP_CUTOFF,     /* 期初 期末 截止日 */
	OP_YEAR_FIRST, OP_YEAR_LAST, OP_BEFORE_FIRST, OP_BEFORE_LAST, OP_MONTHS,       /* 年初 年末 上期初 上期末 月数 */
	OP_ATTRIBUTE,           /* unit: .attribute (组 类型 代码 名称 人口) */
	OP_VALUE, OP_POINTS, OP_RATE,                   /* 值(X) 得分(X) 得分率(X): .indicator */
	OP_TOTAL, OP_RANK,      /* 总得分 (after 修约) and 总名次 of the unit on the board */
	OP_GRADE,               /* 等次 of the unit on the board, a text, blank where it has none */
	OP_WEIGHT,              /* 权重(X): share of the root in percent /100; constraints only */
	/* arithmetic and functions, evaluated here */
	OP_NEG, OP_ADD, OP_SUB, OP_MUL, OP_DIV,
	OP_LT, OP_LE, OP_EQ, OP_NE, OP_GE, OP_GT,
	OP_BETWEEN,             /* x 在 a 至 b */
	OP_IN,                  /* x 在 (a, b, …) */
	OP_IS_BLANK,            /* x 为空 */
	OP_NOT, OP_AND, OP_OR,
	OP_IF, OP_MAX, OP_MIN, OP_ABS, OP_FLOOR, OP_CEIL, OP_ROUND,
	OP_LN, OP_SQRT, OP_POWER,       /* to NUM_DIGITS digits where there is no exact form; 无分母 where there is none at all */
	OP_DAYS,                /* 天数(a,b) = b − a in days, exact fraction for moments */
	OP_WORKDAYS,            /* 工作日(a,b): a out, b in; blank (待定) where env->workdays cannot tell */
	OP_CONTAINS,            /* x 含 t */
	OP_LENGTH,              /* 字数(x): characters */
	/* functions over other units, handed to env->over */
	OP_GROUP_MEAN, OP_GROUP_MAX, OP_GROUP_MIN,      /* 组平均(x[, 不含][, 范围 = c]) : .without_self, .among */
	OP_GROUP_SUM, OP_GROUP_MEDIAN, OP_GROUP_SD,     /* 组标准差(x, 样本|总体 …) : .sample */
	OP_GROUP_COUNT,         /* 组计数(c …): units for which the condition args[0] holds */
	OP_RANK_OF,             /* 名次(x[, 升序][, 范围 = c]) within the group or .among: .ascending; ties share the better rank */
	OP_BOTTOM,              /* 末位(x, n[, 升序][, 范围 = c]): among the last n of the group, ties at the edge in; args[0], .count */
	OP_CHILD_MEAN, OP_CHILD_SUM,                    /* 下级平均(x) 下级合计(x): x seen in the child registry */
	OP_CHILD_MIN, OP_CHILD_MAX, OP_CHILD_COUNT,     /* 下级最低(x) 下级最高(x) 下级计数(c) */
	/* functions over earlier periods, handed to env->over too */
	OP_LAST, OP_SAME,       /* 上期(x) 同期(x): args[0] as it was one period, one year before */
	OP_RECENT,              /* 近期(x, n, 平均|合计|最大|标准差): the .last_n periods ending with this one, .fold */
	OP_STREAK,              /* 连续(c, 中断|跳过|计入): length of the run ending now in which c held, .gap */
	OP_TIMES,               /* 累计次数(c, 自然年|滚动n期): periods of the window in which c held, this one in, .window */
	OP_OWN_MEASURES,        /* 本级措施(“约谈”, 自然年|滚动n期): own earlier proposals whose measure contains .name_text */
	OP_CHILD_FLAGS,         /* 下级问责(X): children for which trigger .trigger was raised this period */
	OP_FLAG,                /* 问责(X): whether trigger .trigger is raised on the unit this period */
	OP_RISE,                /* 升降 = 上期(总名次) − 总名次; a leaf, results only */
	OP_STEP_STREAK, OP_STEP_TIMES, OP_STEP_AMOUNT,  /* 连续 累计 数量: leaves, conditions of a ladder only */
	/* functions of a row over other rows, handed to env->over too */
	OP_EXISTS, OP_ROW_COUNT,        /* 存在(源[, c]) 条数(源[, c]): rows of .far that .link ties to this one */
	OP_LATEST,                      /* 最新(源, x[, 日]): x of the one with the greatest day */
	OP_OCCURRENCE                   /* 第几次(列, …[, 按 日]): args[0 … .last_n) are the columns, one more the day */
};

/* What a period without data does to a run of periods: 中断 跳过 计入. */
enum gap { GAP_BREAKS, GAP_SKIPPED, GAP_COUNTED };
/* Over which periods is counted: 自然年, or the last n. */
struct window {
	bool calendar_year;
	unsigned periods;
};
enum fold { FOLD_MEAN, FOLD_SUM, FOLD_MAX, FOLD_SD };   /* 平均 合计 最大 标准差 (population) */

enum attribute { ATTR_GROUP, ATTR_TYPE, ATTR_CODE, ATTR_NAME, ATTR_POPULATION };

struct measure;
struct indicator;
struct parameter;
struct trigger;
struct source;
struct link;
struct stretch;

struct expr {
	enum op op;
	enum type type;
	const char *dimension;          /* 计量单位, NULL when unknown or mixed */
	struct origin at;
	size_t count;                   /* number of args; for OP_BOTTOM n is in .last_n */
	struct expr **arg;
	struct value constant;          /* OP_CONST */
	const char *name;               /* the word as written, leaves and functions */
	size_t column;                  /* OP_COLUMN */
	const struct measure *measure;
	const struct parameter *param;
	const struct indicator *indicator;
	enum attribute attribute;
	bool without_self, ascending;
	bool sample;                    /* 组标准差: n − 1 below the line */
	const struct expr *among;       /* 范围: the units of the board for which it holds, in place of the group */
	int64_t last_n;
	enum gap gap;
	struct window window;
	enum fold fold;
	const char *name_text;          /* 本级措施 */
	const struct trigger *trigger;  /* 下级问责 */
	const struct source *far;       /* whose rows 存在 条数 最新 look at, whose column OP_FAR_COLUMN is */
	const struct link *link;        /* 存在 条数 最新 */
	const struct stretch *stretch;        /* OP_BETWEEN: x 在 时段, as .name_text names it */
	bool downward;                  /* the link leads from the other rows to this one */
};

/* What an evaluation may ask of its surroundings.  ref answers OP_COLUMN,
 * OP_FAR_COLUMN, OP_ROUNDS_BACK, OP_MEASURE, OP_ATTRIBUTE, OP_VALUE, OP_POINTS, OP_RATE, OP_TOTAL, OP_RANK,
 * OP_WEIGHT; over answers the functions over other units and over other rows.  Either may be NULL where the
 * expression cannot hold such a node. */
struct env {
	struct arena *arena;
	int32_t first, last, cutoff;    /* 期初 期末 截止日 */
	struct value (*ref)(struct env *, const struct expr *);
	struct value (*over)(struct env *, const struct expr *);
	void *self;
	/* 工作日 a..b by the calendar; false where it does not reach (待定). NULL: no calendar. */
	bool (*workdays)(struct env *, int32_t a, int32_t b, int32_t *days);
	const struct expr *negative;    /* set to the division whose denominator was below zero (unit expressions: a data error) */
};

/* Exact value.  Zero or negative denominators give 无分母; in arithmetic the first of
 * 未报送 > 已剔除 > 不适用 > 无分母 wins, then blank.  A comparison with such an operand is
 * V_UNKNOWN.  如果 evaluates the chosen branch alone; an unknown condition makes it blank.
 * 最大 最小 of several arguments pass over blanks but not over no-number kinds. */
struct value expr_eval(const struct expr *, struct env *);

/* Whether the condition holds: 1 yes, 0 no, -1 unknown. */
int expr_holds(const struct expr *, struct env *);

/* The expression as text, words as written. */
const char *expr_text(struct arena *, const struct expr *);
/* The expression with the numbers put in: every leaf that is not a constant as 名(值), e.g.
 *     复查不合格(6) / 复查数(20) > 20% 且 复查数(20) >= 5 */
const char *expr_show(const struct expr *, struct env *);

/* Calls visit for every node, parents first. */
void expr_walk(const struct expr *, void (*visit)(const struct expr *, void *), void *);

#endif
