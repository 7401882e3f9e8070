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

/* ---- who is scored ------------------------------------------------------- */

struct unit {
	const struct registry *registry;
	size_t index;                   /* in registry->unit */
	const char *code, *name, *group, *type;     /* group and type "" where the registry has none */
	const char *const *alias;       /* NULL-terminated */
	const struct unit *parent;      /* in registry->parent, or NULL */
	struct num population;
	bool has_population;
	const char *const *role_holder; /* by registry->role; "" where unknown */
	struct origin at;
};

struct registry {                       /* [名录:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;                   /* in scheme->registry */
	const struct registry *parent;  /* 上级名录 */
	const char *file;               /* 文件 */
	const char **role;              /* 责任角色 columns, NULL-terminated */
	struct unit **unit;
	size_t unit_count;
	const void *index_;             /* private to registry.c: who bears a text */
};
/* The unit meant by text (trimmed, exactly a code, a name or an alias); under: only
 * children of that unit (NULL: any).  NULL if none; *many set if several bear that name. */
const struct unit *registry_find(const struct registry *, const struct unit *under,
	const char *text, size_t length, bool *many);

/* ---- what comes in ------------------------------------------------------- */

enum column_type { COL_TEXT, COL_INTEGER, COL_DECIMAL, COL_PERCENT, COL_DAY, COL_MOMENT };
struct column {                         /* 列.X = 类型 … */
	const char *name, *header;      /* header: 表头, by default the name */
	enum column_type type;
	bool required;                  /* 必填 */
	bool secret;                    /* 保密 */
	bool deadline;                  /* 期限: never cut off at 截止日 */
	bool bare_percent;              /* 免号: 98.06 means 98.06% */
	bool thousands;                 /* 千分位 */
	const char *const *allowed;     /* 取值 A|B, NULL-terminated; NULL: any */
	bool has_range;                 /* 范围 a 至 b, inclusive */
	struct num low, high;
	const char *dimension;          /* 计量单位 */
	struct origin at;
};

struct mapping {                        /* 单位.R = 列  |  上级列/列 */
	const struct registry *registry;
	size_t column, parent_column;   /* parent_column: SIZE_MAX when none */
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
};

enum algorithm { COUNT, SUM, MEAN, MAXIMUM, MINIMUM, DISTINCT, MEDIAN, SINGLE, LATE_EDITS };   /* LATE_EDITS: 改动数, of a source with 留痕 */
struct measure {                        /* [统计:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;                   /* in scheme->measure */
	const struct source *source;
	enum algorithm algorithm;       /* 计数 合计 平均 最大 最小 去重计数 中位数 单值 */
	const struct expr *what;        /* 列: column or row expression; NULL for COUNT */
	const struct expr *where;       /* 条件; NULL: every row */
	bool citywide;                  /* 归属 = 全市: every unit gets the figure of all rows */
	const char *dimension;
	enum type type;                 /* of the result: T_NUMBER, or T_DAY/T_MOMENT/T_TEXT for 最大 最小 单值 */
};

struct parameter {                      /* [参数:X] */
	const struct element *element;
	const char *name;
	size_t index;
	struct value value;             /* the one that holds in the period */
	struct origin at;               /* of that value's line */
	const char *dimension, *basis;
};

/* ---- how it is scored ---------------------------------------------------- */

enum method { NO_METHOD, PROPORTION, TARGET, REVERSE_TARGET, BANDS, LINEAR, DEDUCT, BONUS, BY_RANK, QUOTE };
extern const char *const method_words[];        /* 正比 达标 反向达标 分档 线性 扣分 加分 名次赋分 引用 */
enum steps { PRO_RATA, WHOLE_DOWN, WHOLE_UP };  /* 按比例, 整步舍去, 整步进一 */

struct band {                           /* 档.n = >= 90% 得 36 | 其余 得 0 */
	enum op op;                     /* OP_GE OP_GT OP_LE OP_LT OP_EQ; OP_CONST: 其余 */
	const struct expr *bound;       /* constant or parameter */
	struct num points;
	struct origin at;
};

struct marking {                        /* 计分 */
	enum method method;
	const char *text;               /* as written */
	struct origin at;
	const struct expr *target;      /* 目标 (TARGET, REVERSE_TARGET), 起点 (BONUS) */
	struct num step;                /* 每(低|高)k: in the units of the value (1个百分点 = 0.01) */
	const char *step_text;          /* as written: 1个百分点 */
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
	bool share_ties;                /* 并列均分: tied ranks share the mean of the points they cover; else 并列同分 */
	struct num quote_full;          /* QUOTE: full marks of the imported score */
};

enum combine { NO_COMBINE, WEIGHTED, ADDED, AVERAGED, LOWEST };  /* 加权平均 直接相加 平均 取较低 */
extern const char *const combine_words[];

struct indicator {                      /* [指标:X] */
	const struct element *element;
	const char *name, *title;
	size_t index;                   /* in scheme->indicator */
	struct origin at;
	const struct indicator *parent;
	const struct indicator **child; /* in rule order */
	size_t child_count;
	struct by_group weight;         /* 权重, under a 加权平均 parent, percent */
	struct by_group full;           /* 满分 */
	enum combine combine;           /* inner nodes */
	struct group_combine { const char *group; enum combine combine; } *special_combine;    /* 合成.组 */
	size_t special_combine_count;
	bool combine_rates;             /* 合成对象 = 得分率 (平均, 取较低); else 得分 */
	const struct expr *formula;     /* leaves: 公式 */
	struct marking marking;         /* leaves: 计分 */
	const struct expr *applies;     /* 适用: condition over unit attributes; NULL: all */
	struct treatment treatment[NONE_KINDS];     /* declared here or taken from [方案] */
	struct treatment first;         /* 首期: the formula asks for a period that has no figures */
	struct treatment small;         /* 样本不足 */
	const struct measure *sample;   /* 样本; NULL when no 最小样本 */
	struct num sample_least;        /* 最小样本 */
	struct rounding rounding;       /* 修约 of the contribution (折合) */
	bool has_cap, has_floor;
	struct num cap, floor;          /* 封顶 保底, in the node's own points */
	const char *dimension;          /* 计量单位 of the value, "%" shows as percent */
	const char *basis, *note;       /* 依据 说明 */
	size_t depth;                   /* root 0 */
};
/* How a node's children are put together for units of the group. */
enum combine indicator_combine(const struct indicator *, const char *group);

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
	struct origin at;
};
struct grades {                         /* [等次:X] */
	const struct element *element;
	const struct board *board;
	struct origin at;
	struct grade *grade;            /* best first */
	size_t grade_count;
	bool unrounded;                 /* 等次依据 = 修约前 */
};

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
	bool on_unrounded;              /* 名次依据 = 修约前 */
	struct rounding rounding;
	struct sort_key *key;           /* 次键 */
	size_t key_count;
	size_t show_first, show_last;   /* 前N 后N to be named, 0: none */
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

struct constraint {                     /* [约束:X] */
	const struct element *element;
	const char *name;
	struct origin at;
	const struct expr *when;
	const char *note;
};

struct given {                          /* 给定.X = 90 */
	const struct measure *measure;  /* or, for a unit's group: NULL */
	struct value value;
	struct origin at;
};
struct example {                        /* [例:X] */
	const struct element *element;
	const char *name;
	struct origin at;
	const struct indicator *indicator;      /* 指标 */
	const char *group;              /* 给定.组, or "" */
	struct given *given;
	size_t given_count;
	bool has_value, has_points, has_share;  /* 应得 = 值 95%, 得分 90, 折合 36 */
	struct num value, points, share;
	bool has_none;                  /* 应得 = 无分母 (a no-number word) */
	enum none none;
	const struct trigger *trigger;  /* 问责: an example of a ladder */
	bool has_step;
	unsigned step;                  /* 应得 = 级 n */
	int8_t *past;                   /* 历史, oldest first, this period last: 1 yes, 0 no, -1 no data */
	size_t past_count;
	struct period period;           /* 期 */
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
	const char *basis;
};

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
	struct parameter **parameter;   size_t parameter_count;
	struct indicator **indicator;   size_t indicator_count;    /* in rule order */
	struct extra **extra;           size_t extra_count;
	struct grades **grades;         size_t grades_count;
	struct veto **veto;             size_t veto_count;
	struct state **state;           size_t state_count;
	struct ladder **ladder;         size_t ladder_count;
	struct summary **summary;       size_t summary_count;
	struct trigger **trigger;       size_t trigger_count;
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

/* 组 words of a registry in order of appearance ("" for units without one); NULL-terminated. */
const char **registry_groups(struct arena *, const struct registry *);

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
