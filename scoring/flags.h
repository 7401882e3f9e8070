/* flags.h -- scores -> 问责 proposals.  Always 建议; people decide.
 *
 * One flag for a unit, 情形 and period: the trigger on the highest rung stands
 * for the others of that 情形 that held (merged), then the one written first.
 *
 * Ladders: 连续 and 累计 count this period and the earlier ones in which the
 * same trigger was raised on the unit (merged ones too) and not 撤销 or 免责.
 * A period is without data (无数据期) where nothing was published or the unit
 * had no total and no such flag.  Rung n of the unit's group goes before that
 * of its registry, that before the general one; of the rungs that hold the
 * highest is taken, under 逐级 at most one above the step proposed last
 * (whenever that was), and never one below 起始级.
 *
 * Where no rung is reached, 起始 is proposed at step 0; without 起始 nothing is
 * proposed, yet the flag is kept at step 0 (counted_only), for else a ladder
 * that begins at 连续 >= 2 could never be climbed. */
#ifndef SCORING_FLAGS_H
#define SCORING_FLAGS_H

#include "scoring/scores.h"

/* A measure that a condition looked at, so that its rows can be counted. */
struct evidence {
	const struct measure *measure;
	const struct measured *measured;
};

struct flag {
	const char *id;                 /* 2026-10-区县-510402-整改不到位 : period, registry, unit code, trigger */
	const struct trigger *trigger;
	const struct unit *unit;
	/* condition with the numbers put in, then its computed sides:
	 * "复查不合格(6) / 复查数(20) > 20%（复查不合格 / 复查数 = 30%）" */
	const char *facts;
	struct evidence *evidence;      /* measures of the condition and of every indicator it names, each figure once */
	size_t evidence_count;
	uint64_t rows;                  /* rows behind it, summed over the evidence */
	const char *source;             /* files and lines of the evidence */
	const char *roles;              /* the rung's, or the rule's own: 主要领导（示例张三）、分管领导 */
	const char *reply;              /* "告知后10个工作日内", "" when none */
	const char *measure;            /* proposed: the rung's 措施, or 起始 where no rung is reached */
	bool counted_only;              /* no rung is reached and there is no 起始: nothing is proposed (measure is
	                                 * flag_counted_only, step 0), but the period counts for 连续 and 累计 */
	unsigned step;                  /* rung, 0 without a ladder or below its first rung */
	unsigned streak, times;         /* 连续, 累计 with this period; 0 without a ladder */
	bool has_amount;
	struct num amount;              /* 数量, where the rule has one and it is a number */
	const char *months;             /* earlier periods that led here, "2026-08、2026-09"; "" */
	const char *rung_text;          /* "第2级：连续(2) >= 2 或 累计(2) >= 3", and 逐级 or 起始级 where they decide; "" */
	struct origin rung_at;
	const struct trigger **merged;  /* other triggers of the same 情形 that held, NULL-terminated; NULL: none */
	const struct ruling *ruling;    /* 决定 on this flag, or NULL: still 建议 */
	const char *status;             /* 建议 维持 减轻 撤销 免责 演练 */
	bool has_due;                   /* 反馈期限 counted from 告知日 */
	int32_t due;                    /* 待定 when the calendar does not reach: has_due false */
};

/* An earlier matter that is still open: 督办.  It closes when it is 撤销 or 免责, at 期满 of its 决定, or, where
 * that names no day, after the 有效期 of the rule. */
struct open_matter {
	const char *id;
	const struct unit *unit;
	const struct trigger *trigger;
	const char *measure, *since;    /* 约谈 (what it was lowered to, after 减轻), 2026-08 */
	const char *status;             /* 建议 维持 减轻 */
	bool has_due;
	int32_t due, left;              /* days left at 截止日, negative: over */
};

/* A trigger that could not be judged for a unit: a no-number in its condition, or no figure of the unit at all. */
struct unjudged {
	const struct trigger *trigger;
	const struct unit *unit;
	const char *facts;
};

struct flags {
	struct flag *flag;              /* in order of trigger, then unit */
	size_t count;
	struct unjudged *unjudged;
	size_t unjudged_count;
	struct open_matter *open;       /* oldest first */
	size_t open_count;
};

extern const char *const flag_counted_only;     /* （未达阶梯第一级） */

struct flags *flags_raise(struct arena *, const struct scores *);

#endif
