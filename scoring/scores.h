/* scores.h -- measures + scheme -> points, totals, ranks.
 *
 * Pure: opens no file.  The trace (shown, steps) is written by the code that
 * scores, for a unit that is asked for by scoring its nodes once more, aloud;
 * nothing else recomputes it.  Order of work: docs/rules.md, 从数值到名次.
 *
 * Full marks of a node: a leaf's 满分 under 直接相加, else 100 (a root leaf may
 * have a 满分); an inner node's are the sum of its children's 满分 where it adds
 * up, else 100.  It hands its parent 得分 ÷ full marks × weight, where weight is
 * its 权重, its 满分, or 100 under 平均 and 取较低; then its own 修约.  取较高,
 * 几何平均 and 调和平均 are as 平均 in all of this.  Under 合扣 a child has the
 * full marks of its parent, which loses what all of them lose.  A 权重 or
 * 满分 of 0 for the group leaves it without influence.
 *
 * 不计并折算: the siblings' weights scaled up to what they summed to.
 * 不计不折算: the parent's full marks fall by the weight.  Under 平均 and 取较低
 * both drop the child.  组均得分: mean rate of the units with points of their
 * own (本项计零 included) × own full marks; nobody: as 不计并折算.  All children
 * passed over: the parent carries the first kind (未报送 > 已剔除 > 不适用 >
 * 无分母 > named states) and treats it as it declares, except that 不参与排名
 * stays and that a root so left has no total.  A condition (适用, 否决, 状态) that
 * cannot be judged does not hold.
 *
 * Earlier periods: the figures are those of then, as published; parameters,
 * groups and 不参与排名 are today's.  A figure that is not there makes the value
 * blank; a leaf that comes to nothing for it takes the state 首期.  近期 needs a
 * figure in each of its periods.  For 连续 and 累计次数 a period is without data
 * where nothing was published, the unit was not on the board, or the condition
 * cannot be judged.  A score effect of a flag decided 维持 or 减轻 is taken once,
 * in the period in which its 决定 日期 falls if that is later than the flag's
 * own, else in the period after that; never in the period that raised it.
 *
 * 组 in 组平均, 名次, 末位, 名次赋分 and 组均得分 同组 is the group in which the board
 * ranks: every unit on a board with 分组 = 合并. */
#ifndef SCORING_SCORES_H
#define SCORING_SCORES_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/num.h"
#include "inputs/measures.h"
#include "inputs/people.h"
#include "rules/scheme.h"
#include "scoring/history.h"

/* One node of the tree for one unit. */
struct node_score {
	const struct indicator *indicator;
	struct value value;             /* leaves: value of 公式, a number or V_NONE; inner nodes: V_BLANK */
	/* 样本 if declared (its figure if 计数 合计 去重计数 单值, else its rows); else the rows of the measure below
	 * the line of the outermost division, of the only measure, or the most of any; inner nodes 0 */
	uint64_t n;
	bool scored;                    /* has points (perhaps by effect); false: passed over by its parent */
	struct num points;              /* 得分, in own marks 0 … full */
	struct num full;                /* own full marks for this unit (after 不计不折算 of children) */
	struct num weight;              /* 权重 (percent) or 满分 with which it enters its parent, after 折算; 0 if passed over;
	                                 * 100 ÷ count under 平均 and means without 权重, 100 under 取较低 and 取较高, the
	                                 * pool's full marks under 合扣, the board's 满分 for the root */
	struct num share;               /* 折合: what it adds to its parent's points, rounded if the rule says so; under 平均 and
	                                 * 取较低 what it hands over on the scale of 100; for the root what the board's total begins with */
	bool none;                      /* a no-number or named state led here */
	enum none kind;                 /* which, when state is NULL */
	const struct state *state;
	bool small;                     /* fewer than 最小样本; kind is then NO_DENOMINATOR */
	bool first;                     /* 首期: asked for a figure of an earlier period that is not there; kind is then NO_DENOMINATOR */
	enum effect effect;             /* applied when none, else EFFECT_UNSET */
	bool exempt;                    /* 豁免: full marks whatever the value */
	const struct veto *zeroed;      /* 本项计零, or NULL */
	/* both of them: "" until scores_tell */
	const char *shown;              /* leaves: formula with the numbers put in and its result, "按期整改(90) / 应整改(100) = 90%" */
	const char *steps;              /* from value to points in words, "目标 95%，低 5 个百分点，每低 1个百分点 扣 2，扣 10，得 90" */
};

struct extra_score {
	const struct extra *extra;
	struct value value;
	uint64_t n;
	struct num points;              /* signed */
	const char *shown, *steps;
};

/* A line that people's decisions add to a total. */
struct intervention {
	bool duty;                      /* score effect of an earlier flag; else 调整 */
	struct num points;              /* signed */
	const char *what;               /* flag id, or 调整 */
	const char *document, *reason, *by;
	struct origin at;               /* the row of 调整.csv or 决定.csv */
};

struct unit_score {
	const struct unit *unit;
	bool told;                      /* its nodes have their words */
	struct node_score *node;        /* by indicator index; indicator NULL where not in this board's tree */
	struct extra_score *extra;      /* one per extra of this board, in rule order */
	size_t extra_count;
	struct num base;                /* root ÷ root's full marks × 满分 of the board */
	struct num extra_sum;           /* 加减分 after its caps */
	struct intervention *intervention;      /* 调整, then score effects of earlier decided flags, in that order */
	size_t intervention_count;
	struct num adjusted;            /* sum of 调整 */
	struct num duty;                /* sum of score effects, 0 or less; never of a flag of this period */
	bool has_before;                /* people intervened (a line of theirs, or 剔除 that changed the total): */
	struct num before;              /* total without 调整 and 剔除 (set by scores_before) */
	struct num exact;               /* before 修约 */
	struct num total;               /* after 修约 */
	bool ranked;
	const char *why_unranked;       /* a sentence, when not ranked */
	bool scored;                    /* exact and total are there (an unranked unit may have them) */
	unsigned rank;                  /* 1 …, 0 when not ranked */
	unsigned tied;                  /* how many units share the rank, 1 alone */
	const struct grade *grade;      /* or NULL; every unit with a total has one where the board has grades */
	const struct grade *grade_before;       /* before vetoes, or NULL when unchanged */
	const struct grade *grade_over;         /* before 名额 (after vetoes), or NULL when unchanged */
	const char *quota_says;                 /* then: 优秀名额 30%，3个参加排名取0个 */
	const struct veto **veto;       /* that struck, NULL-terminated */
};

struct group_scores {
	const char *group;              /* "" when pooled or without groups */
	struct unit_score **unit;       /* ranked first in rank order (ties in registry order), then the unranked in registry order */
	size_t unit_count, ranked_count;
};

struct board_scores {
	const struct board *board;
	struct unit_score *unit;        /* by unit index */
	struct group_scores *group;     /* in order of appearance in the registry */
	size_t group_count;
	size_t extra_count;
	const struct extra **extra;     /* of this board */
};

/* A [核对] that does not hold for a unit, or cannot be told. */
struct crosscheck_failure {
	const struct crosscheck *check;
	const struct unit *unit;
	const char *facts;
	bool untold;
};

struct scores {
	const struct scheme *scheme;
	const struct measures *measures;
	const struct history *history;  /* or NULL */
	const struct people *people;    /* or NULL */
	struct board_scores *board;     /* by board index */
	struct crosscheck_failure *failure;     /* in order of check, then unit */
	size_t failure_count;
	struct arena *arena;
	struct work *work;              /* this room's own */
};

/* What 取较高, 几何平均 and the like make of the marks that children hand over on the scale of 100. */
struct mark {
	struct num points, weight;      /* weights count for 几何平均 and 调和平均 only */
};
enum mark_use { MARK_COUNTS, MARK_ZEROES, MARK_PASSED, MARK_DENIES };  /* 零值, 负值: 按零 不计 无分母 */
enum mark_use mark_use(const struct indicator *parent, enum combine, struct num points);
/* False: there is no such mean. */
bool marks_combine(struct arena *, const struct indicator *parent, enum combine, const struct mark *, size_t count, struct num *);

/* Scores every board.  Adds complaints (a negative denominator is a data error
 * with its rule line and unit; a 决定 on a flag that there is not, one too; a
 * reply that the calendar cannot date is a warning); fit for use only if
 * diag_errors(d) stays 0. */
struct scores *scores_compute(struct arena *, struct diag *, const struct scheme *, const struct measures *,
	const struct history *, const struct people *);     /* history and people may be NULL: none */

/* Puts shown and steps to the nodes of a unit on a board; they are not written while everybody is scored. */
void scores_tell(const struct scores *, const struct board *, const struct unit *);

/* Puts the totals of plain (the same period scored without 调整 and 剔除) beside those of s.  Score plain with a
 * diag of its own: its flags may be others than those that people decided on. */
void scores_before(struct scores *s, const struct scores *plain);

/* Who is on a [名单:X], group by group in rank order, those without a rank last; facts worded as those of a flag. */
struct roster_line {
	const struct unit_score *unit;
	const char *facts;
};
struct roster_scores {
	const struct roster *roster;
	struct roster_line *line;
	size_t count;
	struct roster_line *unjudged;   /* a no-number stands in the condition: neither on the list nor off it */
	size_t unjudged_count;
};
struct roster_scores roster_scores(const struct scores *, const struct roster *);

/* Evaluates a unit expression of the scheme for a unit on a board, and its text with the numbers put in. */
struct value scores_eval(const struct scores *, const struct board *, const struct unit *, const struct expr *);
const char *scores_show(const struct scores *, const struct board *, const struct unit *, const struct expr *);

/* Proves the scheme's own 例, each on a registry of one made-up unit: every mismatch is an error at its 应得 line, saying what was computed and how.
 * Gives how many were tried. */
size_t examples_check(struct arena *, struct diag *, const struct scheme *);

#endif
