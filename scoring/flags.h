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
	const struct unit *unit;        /* whose figure it is */
	const struct measured *measured;
};

/* Where a proposal stands to its 反馈期限 and to the reply: 督办. */
struct deadline {
	bool has_due;                   /* counted from 告知日 */
	bool pending;                   /* 待定: the calendar does not reach the day, or not what is left to it */
	int32_t due;
	bool has_left;
	int32_t left;                   /* days at 截止日 in 口径 of the scheme; negative: over */
	const struct due_word *word;    /* for what is left; NULL where nothing is, or it is answered */
	const struct reply *reply;      /* NULL: none came */
	bool answered;                  /* one came and was not 退回 */
	int32_t late;                   /* days in 口径 it came after the day; 0: in time, or not known */
};

/* 天 or 个工作日, as 口径 says. */
const char *day_word(const struct oversight *);
/* 已回复, 逾期3天回复; else the scheme's word for what is left: 三日内到期; 待定; "" where there is no day to reply by. */
const char *deadline_word(struct arena *, const struct oversight *, const struct deadline *);

struct flag {
	const char *id;                 /* 2026-10-区县-510402-整改不到位 : period, registry, unit code, trigger */
	const struct trigger *trigger;
	const struct unit *unit;
	/* condition with the numbers put in, then its computed sides:
	 * "复查不合格(6) / 复查数(20) > 20%（复查不合格 / 复查数 = 30%）" */
	const char *facts;
	struct evidence *evidence;      /* measures of the condition and of every indicator it names, each figure once */
	size_t evidence_count;
	uint64_t rows;                  /* rows behind it, summed over the evidence: a row in two measures counts twice (行次) */
	uint64_t distinct;              /* different rows, each once: that many, or (distinct_at_most) at most that many */
	bool distinct_at_most;          /* two measures of one source overlap, or not: their rules do not show it */
	const char *source;             /* measure by measure: its files and lines */
	int32_t fact_day;               /* 事实日 of the rule, else 截止日 */
	/* the rung's, or the rule's own, as held on that day: 主要领导（示例张三，现任示例李四）、分管领导（2026-10-31 无人任职） */
	const char *roles;
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
	struct deadline deadline;
};

/* An earlier matter that is still open: 督办.  It closes when it is 撤销 or 免责, at 期满 of its 决定, or, where
 * that names no day, after the 有效期 of the rule. */
struct open_matter {
	const char *id;
	const struct unit *unit;
	const struct trigger *trigger;
	const char *measure, *since;    /* 约谈 (what it was lowered to, after 减轻), 2026-08 */
	const char *roles;              /* as a flag's: who held them on the day of the fact; without names where that is not known */
	const char *status;             /* 建议 维持 减轻 */
	const struct ruling *ruling;    /* or NULL */
	struct deadline deadline;
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

/* The day of the fact as the words of a flag have it; false where they have none. */
bool facts_day(const char *facts, int32_t *day);

/* today: the day of the run (--now): whoever holds a role by then is named beside who held it on the day of the fact.
 * A role that nobody held then is a warning. */
struct flags *flags_raise(struct arena *, struct diag *, const struct scores *, int32_t today);

#endif
