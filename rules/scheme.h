/* scheme.h -- what a 考核方案 says, as read from one folder of INI files.
 *
 * The scheme is the product this room hands to the next ones, so its structs
 * are open.  Every element knows where it was written (at) and where each of
 * its keys was (element->entry).  All of it lives in the arena and is not
 * changed after scheme_read(). */
#ifndef RULES_SCHEME_H
#define RULES_SCHEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include "rules/expr.h"

/* One key of one section, as written. */
struct entry {
	const char *key, *value;
	struct origin at;               /* of the key */
	struct origin value_at;         /* of the first character of the value */
};
/* One section [类:名]. */
struct element {
	const char *kind, *name;        /* 指标, 按期整改率; name "" for [方案] */
	struct origin at;
	struct entry *entry;
	size_t entry_count;
};

struct rounding {
	bool set, none;                 /* none: 不修约 */
	int places;
	enum rounding_mode mode;
	struct origin at;
};

/* 效果 of a no-number. */
enum effect {
	EFFECT_UNSET,
	SKIP_RESCALE,                   /* 不计并折算 */
	SKIP_SHRINK,                    /* 不计不折算 */
	ZERO,                           /* 零分 */
	FULL,                           /* 满分 */
	GROUP_MEAN,                     /* 组均得分 同组|全部: of the units that have points */
	UNRANKED,                       /* 不参与排名 */
	CARRY                           /* 沿用上期: the rate of points the node had one period before */
};
extern const char *const effect_words[];
struct treatment {
	enum effect effect;
	bool whole_board;               /* GROUP_MEAN: 全部, not 同组 */
	const struct expr *among;       /* GROUP_MEAN: 范围, the units of the board for which it holds */
	struct origin at;
};

/* A number that may differ by group: 权重 = 20, 权重.县 = 30. */
struct by_group {
	bool set;
	struct num all;
	struct group_num { const char *group; struct num num; struct origin at; } *special;
	size_t special_count;
	struct origin at;
};
struct num by_group(const struct by_group *, const char *group);   /* the number that holds for the group */
bool by_group_has(const struct by_group *, const char *group);

/* ---- who is scored ------------------------------------------------------- */

/* Who holds a role of a unit: by the registry's column, or by the terms of 任职, in file order. */
struct term {
	const char *person;
	int32_t from, until;            /* both days in; INT32_MIN, INT32_MAX where the table leaves them open */
	unsigned line;
};
struct office {
	const char *holder;             /* by the column; "" where unknown */
	struct term *term;
	size_t term_count;
};
struct unit {
	const struct registry *registry;
	size_t index;                   /* in registry->unit */
	const char *code, *name, *group, *type;     /* group and type "" where the registry has none */
	const char *const *alias;       /* NULL-terminated */
	const struct unit *parent;      /* in registry->parent, or NULL */
	struct num population;
	bool has_population;
	struct office *office;          /* by registry->role: ask role_holder() */
	int32_t from, until;            /* 有效起 有效止, both inside; INT32_MIN, INT32_MAX where open */
	struct origin at;
};

struct registry {                       /* [名录:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;                   /* in scheme->registry */
	const struct registry *parent;  /* 上级名录 */
	const char *file;               /* 文件 */
	const char **role;              /* 责任角色, NULL-terminated: columns, or roles of 任职 */
	const char *terms;              /* 任职, or NULL */
	bool *by_term;                  /* by role: it goes by 任职 */
	struct unit **unit;             /* those valid at the end of the period */
	size_t unit_count;
	struct unit **away;             /* those that are not: found by registry_away() alone, and in no seat */
	size_t away_count;
	int32_t first, last;            /* of the period; set before the units are read */
	bool summed;                    /* so is this: the period is a 汇总 of shorter ones */
	const char *digest;             /* of what the table says for the period, validity apart */
	const void *index_;             /* private to bearers.c: who bears a text */
};
/* The unit meant by text (trimmed, exactly a code, a name or an alias); under: only
 * children of that unit (NULL: any).  NULL if none; *many set if several bear that name. */
const struct unit *registry_find(const struct registry *, const struct unit *under,
	const char *text, size_t length, bool *many);
/* The unit meant by text that is not valid in the period; NULL if there is none. */
const struct unit *registry_away(const struct registry *, const char *text, size_t length);
/* "有效期自 2026-08-01 起，至 2026-12-31 止": the days of a unit; an open end is not said. */
const char *validity_words(struct arena *, const struct unit *);
/* Who sits in a registry.  Units made up for a worked example take the seats while its rows are read; registry_seat()
 * gives those who sat there before, and a second call puts them back. */
struct seats { struct unit **unit; size_t count; const void *index_; };
struct seats seats_for(struct arena *, struct unit **, size_t count);     /* found by their names */
struct seats registry_seat(struct registry *, struct seats);

/* The place of a role in registry->role; SIZE_MAX: it is none of them. */
size_t role_index(const struct registry *, const char *role);
/* Who held the role on that day, several joined by 、: by 任职, else (whatever the day) by the column, "" where it is
 * blank.  NULL: the role goes by 任职 and nobody held it. */
const char *role_holder(struct arena *, const struct unit *, size_t role, int32_t day);
/* Where 任职 leaves the role vacant on that day: the line of the last term before, or the file. */
struct origin role_gap(const struct unit *, size_t role, int32_t day);

/* ---- what comes in ------------------------------------------------------- */

enum column_type { COL_TEXT, COL_INTEGER, COL_DECIMAL, COL_PERCENT, COL_DAY, COL_MOMENT };
struct column {                         /* 列.X = 类型 … */
	const char *name, *header;      /* header: 表头, by default the name */
	enum column_type type;
	bool required;                  /* 必填 */
	bool secret;                    /* 保密 */
	bool masked;                    /* 遮蔽: counted and compared, its text is never shown */
	bool deadline;                  /* 期限: never cut off at 截止日 */
	bool bare_percent;              /* 免号: 98.06 means 98.06% */
	bool thousands;                 /* 千分位 */
	const char *const *allowed;     /* 取值 A|B, NULL-terminated; NULL: any */
	bool has_range;                 /* 范围 a 至 b, inclusive */
	struct num low, high;
	const char *dimension;          /* 计量单位 */
	struct origin at;
};

struct mapping {                        /* 单位.R = 列  |  上级列/列  |  …/上上级列/上级列/列 */
	const struct registry *registry;
	const char *label;              /* 单位.R.原办结: 原办结; NULL for 单位.R */
	size_t column;                  /* names the unit */
	size_t *above, above_count;     /* names what it lies under: its parent, the parent of that, … */
	struct origin at;
};

/* 键.Y = 列, 列: columns of one source that hold the 主键 of another, or of its own. */
struct link {
	const struct source *from, *to;
	size_t *column;                 /* of from, one for each column of to's 主键 */
	size_t count;
	struct origin at;
};

struct source {                         /* [数据:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;
	const char *pattern;            /* 文件 */
	enum encoding encoding;
	bool by_unit;                   /* 报送 = 逐单位 */
	const struct registry *senders; /* 报送名录: whose units send (by_unit) */
	bool may_lack;                  /* 缺文件 = 允许 (报送 = 汇总): no file counts as no rows, with a warning */
	bool count_unmatched;           /* 无单位 = 计数, not 隔离 */
	bool tolerate_repeats;          /* 重复 = 计入并报告, not 拒绝 */
	struct column *column;
	size_t column_count;
	size_t *key;                    /* 主键 columns */
	size_t key_count;
	size_t *trail;                  /* 留痕 columns: watched for late edits; needs 主键 */
	size_t trail_count;
	size_t closing;                 /* 办结: the column that is blank while a case is open; SIZE_MAX: none */
	struct mapping *mapping;
	size_t mapping_count;
	struct link *link;              /* 键.X */
	size_t link_count;
	size_t back;                    /* 往期: the files of so many periods before this one are read too */
};

enum algorithm {
	COUNT, SUM, MEAN, MAXIMUM, MINIMUM, DISTINCT, MEDIAN, SINGLE,
	LATE_EDITS,                     /* 改动数, of a source with 留痕 */
	QUANTILE,                       /* 分位 p% */
	REBOUND, REBOUND_BASE,          /* 反弹 反弹分母 */
	REPEATED,                       /* 重复 n */
	PANEL,                          /* [评分:X] */
	ALGORITHMS
};
struct panel {                          /* what [评分:X] says beside 数据, 分 and 对象 */
	size_t judge;                   /* 评委: column */
	size_t trim;                    /* 去掉最高最低: so many at either end */
	size_t least;                   /* 最少人数 */
	const struct expr *recused;     /* 回避: row condition, or NULL */
	bool whole;                     /* 不足 = 全部不计: one object short and the unit has no figure */
};
struct measure {                        /* [统计:X], [评分:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;                   /* in scheme->measure */
	const struct source *source;
	enum algorithm algorithm;       /* 计数 合计 平均 最大 最小 去重计数 中位数 单值 */
	const struct expr *what;        /* 列: column or row expression; NULL for COUNT */
	const struct expr *where;       /* 条件; NULL: every row */
	bool citywide;                  /* 归属 = 全市: every unit gets the figure of all rows */
	const char *label;              /* 归属 = 原办结: by the mappings of that label; NULL: the plain ones */
	bool all_periods;               /* rows of 往期 are counted too */
	struct num share;               /* 分位: 0 to 1 */
	unsigned definition;            /* 分位法, 1 to 9 as in Hyndman and Fan */
	size_t *same;                   /* 同一: columns (反弹, 反弹分母, 重复); 对象 (评分) */
	size_t same_count;
	size_t found, closed;           /* 发现列 办结列 */
	unsigned window;                /* 窗口, days */
	size_t round;                   /* 轮次: from the so-manieth rebound on; 重复: from the so-manieth row on */
	struct panel panel;             /* 评分 */
	const char *dimension;
	enum type type;                 /* of the result: T_NUMBER, or T_DAY/T_MOMENT/T_TEXT for 最大 最小 单值 */
};

/* alike.c: whether every row that counts in a counts in b, as far as their rules show; false where they do not. */
bool measure_within(const struct measure *a, const struct measure *b);
/* Whether the measure is tallied by that mapping of its source (归属). */
bool measure_goes_by(const struct measure *, const struct mapping *);

struct stretch {                           /* [时段:X]: for 日 在 X, 在 X期前, 在 X期后 */
	const struct element *element;
	const char *name, *basis;
	size_t index;
	int32_t from, until;            /* 起 止, both inside */
	unsigned before, after;         /* 期前 期后: days, 0: not said */
};

struct dated {                          /* 值.期: what holds from there on */
	int32_t first;                  /* day; INT32_MIN: 值, from the beginning */
	struct value value;
};

struct parameter {                      /* [参数:X] */
	const struct element *element;
	const char *name;
	size_t index;
	struct value value;             /* the one that holds in the period */
	struct origin at;               /* of that value's line */
	struct dated *dated;            /* every value it has at any time */
	size_t dated_count;
	const char *dimension, *basis;
};

/* The value that holds in a period that begins on that day. */
struct value parameter_in(const struct parameter *, int32_t first);

/* ---- how it is scored ---------------------------------------------------- */

enum method {
	NO_METHOD, PROPORTION, TARGET, REVERSE_TARGET, BANDS, LINEAR, DEDUCT, BONUS, BY_RANK, QUOTE,
	OFFENCES, BOTH_WAYS, OF_FIRST, STANDARD, RANGE, EFFICACY, SAME_AS, SCHEDULE
};
/* 正比 达标 反向达标 分档 线性 扣分 加分 名次赋分 引用 首犯再犯 增减 按第一名比例 标准分 极差 功效系数 同 扣分表 */
extern const char *const method_words[];
enum steps { PRO_RATA, WHOLE_DOWN, WHOLE_UP };  /* 按比例, 整步舍去, 整步进一 */

struct band {                           /* 档.n = >= 90% 得 36 | 其余 得 0 */
	enum op op;                     /* OP_GE OP_GT OP_LE OP_LT OP_EQ OP_BETWEEN; OP_CONST: 其余 */
	const struct expr *bound;       /* constant or parameter */
	const struct expr *upper;       /* OP_BETWEEN: 在 bound 至 upper, ends in */
	struct num points;
	bool of_full;                   /* 满分 的 90%: points is the share */
	struct origin at;
};

struct marking {                        /* 计分 */
	enum method method;
	const char *text;               /* as written */
	struct origin at;
	const struct expr *target;      /* 目标 (TARGET, REVERSE_TARGET), 起点 (BONUS) */
	struct num step;                /* 每(低|高)k: in the units of the value (1个百分点 = 0.01) */
	const char *step_text;          /* as written: 1个百分点 */
	struct origin step_at, floor_at;        /* of the step, of the number behind 保底 */
	struct num amount;              /* 扣 x / 加 x, in points */
	enum steps steps;
	bool has_floor;                 /* 保底 */
	struct num floor;
	bool has_cap;                   /* 封顶 */
	struct num cap;
	bool unbounded;                 /* PROPORTION: 不封顶 */
	struct band *band;              /* BANDS */
	size_t band_count;
	const struct expr *low, *high;  /* LINEAR */
	bool clip_low, clip_high;       /* 截断 */
	struct num *by_rank;            /* BY_RANK: points of rank 1, 2, … */
	size_t by_rank_count;
	struct num beyond;              /* 名次.其余 */
	bool rank_ascending;            /* 升序: the smallest value is first */
	bool from_last;                 /* 倒数: 名次.1 is for the last one */
	bool share_ties;                /* 并列均分: tied ranks share the mean of the points they cover; else 并列同分 */
	bool falls;                     /* 名次.其余 = 每降1名 减 fall 保底 beyond */
	struct num fall;
	struct num quote_full;          /* QUOTE: full marks of the imported score */
	struct num again;               /* OFFENCES: 再犯 扣 again; amount is 首次 扣 */
	bool all_gone;                  /* OFFENCES: 再犯 不得分 */
	struct num less_step, less_amount, less_cap;    /* BOTH_WAYS: 每减 less_step 扣 less_amount 封顶 less_cap */
	const char *less_text;
	struct num base, more;          /* STANDARD: 均值, 每标准差; RANGE: 低分, 高分 less 低分; EFFICACY: 基, 加 */
	bool sample;                    /* STANDARD: 样本, else 总体 */
	enum no_spread { SPREAD_UNSAID, SPREAD_FULL, SPREAD_ZERO, SPREAD_MEAN, SPREAD_NONE } no_spread;      /* 无差异 */
	const struct indicator *same;   /* SAME_AS: whose method this is, its amounts times factor */
	struct num factor;
	const struct expr **constant;   /* parameters among the amounts */
	size_t constant_count;
};

/* 加权平均 直接相加 平均 取较低 取较高 几何平均 调和平均 合扣 */
enum combine { NO_COMBINE, WEIGHTED, ADDED, AVERAGED, LOWEST, HIGHEST, GEOMETRIC, HARMONIC, POOLED };
extern const char *const combine_words[];
enum nonpositive { SIGN_UNSET, AS_ZERO, PASSED_OVER, NO_MEAN };    /* 零值, 负值: 按零 不计 无分母 */

struct indicator {                      /* [指标:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;                   /* in scheme->indicator */
	struct origin at;
	const struct indicator *parent;
	const struct indicator **child; /* in rule order */
	size_t child_count;
	struct by_group weight;         /* 权重, under a 加权平均 (几何平均, 调和平均) parent, percent */
	struct by_group full;           /* 满分 */
	enum combine combine;           /* inner nodes */
	struct group_combine { const char *group; enum combine combine; } *special_combine;    /* 合成.组 */
	size_t special_combine_count;
	bool combine_rates;             /* 合成对象 = 得分率 (平均, 取较低 …); else 得分 */
	enum nonpositive on_zero, on_negative;          /* 零值 负值 of 几何平均 and 调和平均 */
	const struct expr *formula;     /* leaves: 公式 */
	struct marking marking;         /* leaves: 计分 */
	struct group_marking {                          /* 计分.组 */
		const char *group;
		struct marking marking;
		struct origin at;
		const struct expr *formula;             /* NULL: that of all */
	} *special_marking;
	size_t special_marking_count;
	const struct measure **line;    /* 扣分表: a hidden count for each 扣.n, 扣.n.组 */
	size_t line_count;
	const struct expr *exempt;      /* 豁免: full marks where it holds; NULL: never */
	const struct expr *applies;     /* 适用: condition over unit attributes; NULL: all */
	struct treatment treatment[NONE_KINDS];     /* declared here or taken from [方案] */
	struct treatment first;         /* 首期: the formula asks for a period that has no figures */
	struct treatment small;         /* 样本不足 */
	const struct measure *sample;   /* 样本; NULL when no 最小样本 */
	struct num sample_least;        /* 最小样本 */
	struct rounding rounding;       /* 修约 of the contribution (折合) */
	struct by_group cap, floor;     /* 封顶 保底, in the node's own points */
	const char *dimension;          /* 计量单位 of the value, "%" shows as percent */
	const char *basis, *note;       /* 依据 说明 */
	size_t depth;                   /* root 0 */
};
/* How a node's children are put together for units of the group. */
enum combine indicator_combine(const struct indicator *, const char *group);
/* How a leaf is marked for units of the group. */
const struct marking *indicator_marking(const struct indicator *, const char *group);
/* How its value is found for them: 公式, or what a 扣分表 adds up. */
const struct expr *indicator_formula(const struct indicator *, const char *group);
/* The group of a line of a 扣分表 by its key: 县 of 扣.1.县, "" of 扣.1. */
const char *schedule_group(const char *key);
/* Whether its children have weights: always under 加权平均, as written under 几何平均 and 调和平均. */
bool children_weighted(const struct indicator *, const char *group);

struct extra {                          /* [加减分:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;
	struct origin at;
	const struct board *board;
	const struct expr *formula;
	struct marking marking;         /* DEDUCT or BONUS; DEDUCT starts from 0 here and gives 0 or less */
	const struct expr *applies;
	struct treatment treatment[NONE_KINDS];     /* ZERO or UNRANKED only; 不计 = 0 */
	const char *dimension, *basis, *note;
};

struct grade {                          /* 级.1 = 优秀 >= 90 颜色 绿 */
	const char *word, *colour;      /* colour: a word of the colour table (绿 蓝 黄 橙 红 灰), or NULL */
	enum op op;                     /* OP_GE OP_GT; OP_CONST: 其余 */
	struct num bound;
	bool has_quota;                 /* 名额: at most so much of the ranked units of a group, 0.3 for 30% */
	struct num quota;
	struct origin at;
};
struct grades {                         /* [等次:X] */
	const struct element *element;
	const struct board *board;
	struct origin at;
	struct grade *grade;            /* best first */
	size_t grade_count;
	/* 级.n.组: the same words with bounds of its own, grade_count of them */
	struct group_grades { const char *group; struct grade *grade; } *special;
	size_t special_count;
	bool ties_out;                  /* 名额 … 同分 = 同退; else 同进 */
	bool unrounded;                 /* 等次依据 = 修约前 */
};
/* The grades of the group, grade_count of them. */
const struct grade *grades_for(const struct grades *, const char *group);

enum veto_effect { GRADE_WORST, GRADE_CAP, ITEM_ZERO, FAIL };   /* 等次降为最差 等次封顶 本项计零 总评不合格 */
struct veto {                           /* [否决:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;
	struct origin at;
	const struct board *board;
	const struct expr *when;
	enum veto_effect effect;
	size_t cap;                     /* GRADE_CAP: index of the best grade still possible */
	const struct indicator *item;   /* ITEM_ZERO */
	const char *basis;
};

struct state {                          /* [状态:X] a named further no-number state */
	const struct element *element;
	const char *name;
	size_t index;
	struct origin at;
	const struct board *board;
	const struct indicator *indicator;      /* the node that takes it; NULL: the whole unit */
	const struct expr *when;
	struct treatment treatment;
};

struct sort_key {                       /* 次键.n = X 降序 */
	const struct expr *key;
	bool ascending;
	struct origin at;
};

struct board {                          /* [榜:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;
	struct origin at;
	const struct registry *registry;
	const struct indicator *root;
	bool pooled;                    /* 分组 = 合并; else 分组 = 按组 */
	struct by_group full;           /* 满分 */
	bool ascending;                 /* 方向 = 升序: smallest first */
	bool dense;                     /* 并列 = 连号, else 跳号 */
	bool unordered;                 /* 并列 = 不分先后: as 跳号, and a shared rank is shown as 并列 */
	bool on_unrounded;              /* 名次依据 = 修约前 */
	struct rounding rounding;
	struct sort_key *key;           /* 次键 */
	size_t key_count;
	size_t show_first, show_last;   /* 前N 后N to be named, 0: none */
	bool first_of_all, last_of_all; /* 前N范围 后N范围 = 全部: across the groups */
	bool *unranked;                 /* by unit index: listed in 不参与排名 */
	bool has_extra_cap, has_extra_floor;    /* 加减分封顶, 加减分保底 */
	struct num extra_cap, extra_floor;
	bool has_cap, has_floor;        /* 总分封顶, 总分保底 */
	struct num cap, floor;
	const struct grades *grades;    /* or NULL */
};

/* ---- 问责 ---------------------------------------------------------------- */

/* One rung: 级.n[.GROUP] = 措施 | 角色、角色 | 条件 */
struct rung {
	unsigned number;
	const char *group;              /* group or registry name it is for; "" for all others */
	const char *measure;            /* 约谈且书面检查 */
	const char **part;              /* its measures: 约谈, 书面检查; NULL-terminated */
	const char **role;              /* NULL-terminated */
	const struct expr *when;        /* over 连续 累计 数量 */
	struct origin at;
};
struct ladder {                         /* [阶梯:X] */
	const struct element *element;
	const char *name;
	size_t index;
	struct origin at;
	struct window window;           /* 累计窗口 */
	bool across_years;              /* 连续跨年 = 是 */
	enum gap gap;                   /* 无数据期 */
	bool one_by_one;                /* 取级 = 逐级: at most one rung above the last one proposed; else 最高 */
	enum { TRIGGERED, UNLESS_REVOKED, UPHELD } counted;     /* 计数对象: 触发 触发不计撤销 决定维持 */
	struct rung *rung;              /* in rule order */
	size_t rung_count;
};

enum track { EFFICIENCY, FAULT };       /* 效能督查, 过错问责 */
extern const char *const track_words[];
struct trigger {                        /* [问责:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;
	struct origin at;
	const struct board *board;      /* 范围 */
	const char *cause;              /* 情形 */
	enum track track;
	const struct expr *when;        /* 触发 */
	const struct expr *applies;     /* 适用 */
	const char *entry_level;        /* 起始 */
	const char *basis;              /* 依据, never NULL in a good scheme */
	const char **role;              /* 责任角色, NULL-terminated */
	const struct expr *fact_day;    /* 事实日: whose holders are named; NULL: 截止日 */
	const struct ladder *ladder;    /* 阶梯, or NULL */
	const struct expr *amount;      /* 数量, or NULL */
	unsigned entry_step;            /* 起始级: the lowest rung proposed; 0: as the ladder says */
	struct num score_effect;        /* 计分影响 = 扣 n 下期: points taken once decided, 0: none */
	unsigned valid_periods;         /* 有效期 = n期: how long an undecided proposal stays open; 0: for ever */
	enum small_group { SMALL_REFUSED, SMALL_SILENT, SMALL_HALVED } small_group; /* 小组不足: not said, 不触发, 减半 */
	unsigned reply_days;            /* 反馈期限, 0: none */
	bool reply_working_days;
	const char *note;
};

struct roster {                         /* [名单:X]: the units of a board for which a condition holds; nothing follows from it */
	const struct element *element;
	const char *name, *title;
	size_t index;
	struct origin at;
	const struct board *board;
	const struct expr *when;
	const char *basis, *note;
};

struct crosscheck {                     /* [核对:X]: what must hold of the figures of every unit of a board */
	const struct element *element;
	const char *name, *title;
	size_t index;
	struct origin at;
	const struct board *board;
	const struct expr *when;
	bool refuse;                    /* 不成立 = 拒绝, else 报告 */
	const char *basis, *note;
};

struct constraint {                     /* [约束:X] */
	const struct element *element;
	const char *name;
	struct origin at;
	const struct expr *when;
	const char *note;
};

/* What an example gives: one value for each of its units. */
struct given {
	enum given_kind {
		GIVEN_FIGURE,           /* 给定.统计 */
		GIVEN_POPULATION,       /* 给定.人口 */
		GIVEN_POINTS,           /* 给定得分.指标, 下级给定得分.指标: the node is taken to have these */
		PAST_VALUE, PAST_POINTS, PAST_TOTAL, PAST_RANK, /* 前期.n.值.指标, .得分.指标, .总得分, .总名次 */
		PAST_MEASURE,           /* 前期.n.措施: what was proposed to the unit then */
		GIVEN_TOTAL             /* 给定总分.期: published of a period of a 汇总 */
	} kind;
	bool below;                     /* 下级给定: of the units below */
	unsigned back;                  /* PAST_*: how many periods before, from 1 */
	struct period period;           /* GIVEN_TOTAL */
	const struct measure *measure;
	const struct indicator *indicator;
	struct value *value;            /* a number; V_NONE; V_BLANK where “-” is written */
	const char **word;              /* PAST_MEASURE: 约谈, "" where “-” is written */
	struct origin at;
};
/* 工作日 of an example: the days that it says of, and which of them are worked. */
struct example_days {
	int32_t first, last;            /* first > last: says of none */
	bool *working;                  /* by day - first */
};
/* Rows of a source written into an example, in place of its files. */
struct example_rows {
	const struct source *source;
	size_t back;                    /* 期别 */
	const char *text;               /* CSV; every row lies on the line that it has in the rules */
	struct origin at;               /* of its first row */
};
/* 告知日, 回复日, 回复评价 of an example of 督办. */
struct example_reply {
	bool told, came;
	int32_t told_on, came_on;
	bool returned;                  /* 退回 */
};
/* What must come out for one unit. */
struct due {
	enum due_what {
		DUE_VALUE, DUE_POINTS, DUE_SHARE, DUE_TOTAL, DUE_RANK,          /* num */
		DUE_DAY,                /* 值 of a measure that gives a day or moment: day */
		DUE_NONE,               /* 未报送 …, a named state, 样本不足, 首期: word */
		DUE_UNRANKED,           /* 不参与排名 */
		DUE_GRADE,              /* word */
		DUE_HOLDS,              /* 是 否 无法判断 不适用: word */
		DUE_STEP,               /* 级 n: num */
		DUE_CASES,              /* of a 整改: measure, num of rows in it */
		DUE_STANDING,           /* of 督办: 已超期, 已回复, 待定: word */
		DUE_LEFT,               /* of 督办: 剩余 n: num of days */
		DUE_BY                  /* of 督办: 到期 day: day */
	} what;
	struct num num;
	struct value day;
	const char *word;
	const struct measure *measure;
};
struct expectation {                    /* 应得, 应得.单位 */
	size_t unit;
	struct due *due;
	size_t due_count;
	struct origin at;
};
struct cast_unit { const char *name, *group, *type; };
struct example {                        /* [例:X]: a made-up month of a few made-up units */
	const struct element *element;
	const char *name;
	struct origin at;
	/* What it is an example of: one of these. */
	const struct indicator *indicator;
	const struct board *board;
	const struct extra *extra;
	const struct veto *veto;
	const struct trigger *trigger;
	const struct roster *roster;
	const struct crosscheck *crosscheck;
	const struct measure *measure;  /* hidden ones too: 督办·扣.1, 台账·逾期未改 */
	const struct summary *summary;
	const struct rectification *rectification;
	const struct trigger *matter;   /* 督办: of a proposal of this trigger */
	struct cast_unit *unit, *below;         /* 单位 (at least one), 下级: children of the first unit */
	size_t unit_count, below_count;
	struct given *given;
	size_t given_count;
	struct example_rows *sheet;            /* 数据.X; one for each 期别 that has rows */
	size_t sheet_count;
	struct expectation *expected;
	size_t expected_count;
	int8_t *past;                   /* 历史 of a trigger on a ladder, oldest first, this period last: 1 yes, 0 no, -1 no data */
	size_t past_count;
	bool has_period;
	struct period period;           /* 期 */
	bool has_cutoff;
	int32_t cutoff;                 /* 截止日; the last day of the period where it is not said */
	struct example_days days;
	struct example_reply reply;
};

/* [汇总:X]: a quarter, half or year built from published periods. */
struct summary {
	const struct element *element;
	const char *name;
	size_t index;
	struct origin at;
	const struct board *board;
	enum period_kind over;                  /* 周期: 季 半年 年 */
	struct by_group weight;                 /* 权重.10 = 2 by the month's (quarter's) number, 等权 where not said */
	enum { ABSENT_PASSED, ABSENT_ZERO, ABSENT_UNRANKED } absent;   /* 缺期: 跳过 零分 不参与排名 */
	struct rounding rounding;
	bool dense;
	bool graded;                            /* 等次 = 沿用榜的等次 */
	const char *basis;
};

/* ---- 督办, 整改 ------------------------------------------------------------ */

struct due_word {                       /* 级.1 = 已超期 < 0 颜色 红 | 账龄.1 = 30天以内 <= 30 */
	const char *word, *colour;      /* colour: a word of the colour table, or NULL */
	enum op op;                     /* OP_LT OP_LE; OP_CONST: 其余 */
	int32_t days;
	struct origin at;
};
struct oversight {                      /* [督办]; never NULL, built in where the scheme has none */
	const struct element *element;  /* NULL: built in */
	bool working_days;              /* 口径 = 工作日 */
	struct due_word *due;           /* by days left; bounds rise, the last is 其余 */
	size_t due_count;
	struct due_word *age;           /* by days since 发现 */
	size_t age_count;
};
/* The measures joined by 且, 或 or 、 in a text, 约谈且书面检查; NULL-terminated, "" where one is lacking. */
const char **measure_parts(struct arena *, const char *measure);
const struct due_word *due_word_of(const struct oversight *, int32_t left);

/* Where a case stands at 截止日; each row of the source is in exactly one. */
enum rectify_state { UNASSIGNED, UNDERWAY, OVERDUE, RECTIFIED, FAILED_RECHECK, CLOSED, RECTIFY_STATES };
extern const char *const rectify_words[];       /* 待交办 整改中(期内) 逾期未改 已改待复查 复查不合格 已销号 */
struct rectification {                  /* [整改:X]; its measures are hidden: beyond measure_count */
	const struct element *element;
	const char *name, *title, *basis;
	size_t index;
	struct origin at;
	const struct source *source;
	const struct registry *registry;
	const struct expr *passed, *closing;    /* 合格 (or NULL), 销号: row conditions */
	const struct measure *state[RECTIFY_STATES];    /* NULL: the scheme does not tell it apart */
	const struct measure *all, *unclosed;   /* every row; all but 已销号 */
	const struct measure **age;     /* of the unclosed, by oversight->age */
	size_t age_count;
	size_t *same;                   /* 同一: columns */
	size_t same_count;
	unsigned window;                /* 窗口, days; 0: none */
	const struct measure *rebound;  /* 反弹, or NULL */
};

/* ---- 通报 ------------------------------------------------------------------ */

/* Of whom a sentence of the notice speaks: once of the period, or once for each of these units. */
enum circular_whom { CIRCULAR_PERIOD, CIRCULAR_HEAD, CIRCULAR_FOOT, CIRCULAR_FIRST, CIRCULAR_LAST, CIRCULAR_EACH, CIRCULAR_WHOM };
extern const char *const circular_whom_words[];   /* 本期 首位 末位 前n名 后n名 各单位 */
/* What stands in { }. */
enum circular_figure {
	CIRCULAR_TEXT,                    /* nothing: text as it is */
	/* of the period */
	CIRCULAR_PERIOD_NAME, CIRCULAR_SCHEME, CIRCULAR_BOARD, CIRCULAR_UNITS, CIRCULAR_RANKED, CIRCULAR_MEAN, CIRCULAR_HIGHEST, CIRCULAR_LOWEST,
	CIRCULAR_HEADS, CIRCULAR_FEET, CIRCULAR_ABSENT, CIRCULAR_PROPOSED, CIRCULAR_DECIDED, CIRCULAR_OVERDUE, CIRCULAR_ROSTER,
	/* of a unit */
	CIRCULAR_UNIT, CIRCULAR_GROUP, CIRCULAR_TOTAL, CIRCULAR_RANK, CIRCULAR_GRADE, CIRCULAR_MOVED, CIRCULAR_WEAKNESS, CIRCULAR_VALUE, CIRCULAR_POINTS,
	CIRCULAR_FIGURES
};
struct circular_part {
	enum circular_figure figure;
	const char *text;               /* CIRCULAR_TEXT */
	const struct indicator *indicator;      /* CIRCULAR_VALUE, CIRCULAR_POINTS */
	const struct roster *roster;    /* CIRCULAR_ROSTER */
};
struct circular_sentence {                /* 句.n = [谁 |] 文字{数} */
	enum circular_whom whom;
	size_t most;                    /* 前n名, 后n名 */
	struct circular_part *part;
	size_t part_count;
	unsigned number;
	struct origin at;
};
struct circular {                         /* [通报], at most one */
	const struct element *element;
	const struct board *board;      /* 榜, by default the first */
	struct circular_sentence *sentence;
	size_t sentence_count;
};
enum { CIRCULAR_CHARACTERS = 300 };       /* the whole of it, title and all */

/* ---- the whole ----------------------------------------------------------- */

struct scheme {
	const char *name, *document, *authority, *mandate, *filing;     /* 名称 文号 制定机关 授权 备案 */
	const char *timezone, *output_name;     /* 时区 输出名 (NULL: the default) */
	enum period_kind cycle;                 /* 周期 */
	/* What people decide, CSVs in the inputs folder; NULL where the scheme names none. */
	const char *rulings, *adjustments, *exclusions, *objections, *changes, *calendar;  /* 决定 调整 剔除 异议 单位变更 日历 */
	unsigned objection_days;                /* 异议期 = n个工作日, 0: none */
	bool auto_publish;                      /* 自动正式 = 是 */
	bool second_approver;                   /* 第二批准人 = 是 */
	bool discard_inputs;                    /* 归档 = 否 */
	struct period *trial; size_t trial_count;       /* 试运行 */
	bool has_from, has_until;
	struct period from, until;              /* 生效 失效 */
	struct origin at;

	struct registry **registry;     size_t registry_count;
	struct board **board;           size_t board_count;
	struct source **source;         size_t source_count;
	struct measure **measure;       size_t measure_count;
	size_t counted_count;                   /* measure[measure_count] … are hidden: counted for 整改 and 扣分表, named by nobody */
	struct parameter **parameter;   size_t parameter_count;
	struct stretch **stretch;             size_t stretch_count;
	struct indicator **indicator;   size_t indicator_count;    /* in rule order */
	struct extra **extra;           size_t extra_count;
	struct grades **grades;         size_t grades_count;
	struct veto **veto;             size_t veto_count;
	struct state **state;           size_t state_count;
	struct ladder **ladder;         size_t ladder_count;
	struct summary **summary;       size_t summary_count;
	struct trigger **trigger;       size_t trigger_count;
	struct oversight *oversight;
	const struct circular *circular;        /* or NULL */
	struct rectification **rectification;   size_t rectification_count;
	struct roster **roster;         size_t roster_count;
	struct crosscheck **crosscheck; size_t crosscheck_count;
	struct constraint **constraint; size_t constraint_count;
	struct example **example;       size_t example_count;

	struct element *element;        size_t element_count;      /* everything, in file and line order */
	struct file **file;             size_t file_count;         /* every rule file read: .ini, then .csv */
};

/* Reads every *.ini in the folder, and the registries and tables they name.
 * Reports every problem, lint included, and returns the scheme as far as it could be
 * read; it is fit for use only if diag_errors(d) is still 0.  Never NULL.  period
 * chooses dated values of parameters and is checked against 生效/失效; NULL (check
 * without -p) takes the latest. */
struct scheme *scheme_read(struct arena *, struct diag *, const char *dir, const struct period *period);

/* The one of that name; NULL: the scheme has none. */
const struct board *scheme_board(const struct scheme *, const char *name);
const struct indicator *scheme_indicator(const struct scheme *, const char *name);
const struct trigger *scheme_trigger(const struct scheme *, const char *name);

/* Versions of one scheme, by the folder as the user named it: complains of one that is of another scheme, of periods
 * without rules and of periods with two sets of them.  Orders the list by 生效. */
struct version {
	const char *dir;
	const struct scheme *scheme;
};
void versions_check(struct arena *, struct diag *, struct version *, size_t count);

/* 组 words of a registry in order of appearance ("" for units without one); NULL-terminated. */
const char **registry_groups(struct arena *, const struct registry *);

/* adds.c: whether the value of a leaf for a whole is the sum of the values for its parts (counts and sums; no rates, no points). */
bool indicator_adds(const struct indicator *);

/* Share of the root, 0 to 1, of a node for a group: product of weights, or full marks over those of the
 * siblings, along the path.  For lint, constraints and reports. */
struct num indicator_share(struct arena *, const struct indicator *, const char *group);

/* The keyword table, for `kaohe help rules` and docs/rules.md: i from 0; NULL at the end. */
struct keyword {
	const char *section, *key;      /* key may hold a placeholder: 列.X, 级.n */
	const char *kind;               /* what may stand there: 文字 数 条件 … */
	const char *fallback;           /* the default in words; NULL: must be given; "" : may be left out */
	const char *zh, *en;
};
const struct keyword *keyword_at(size_t i);

#endif
