/* flags.h -- scores -> 问责 proposals.  Always 建议; people decide. */
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
	const char *roles;              /* 主要领导（示例张三）、分管领导 */
	const char *reply;              /* "告知后10个工作日内", "" when none */
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
};

struct flags *flags_raise(struct arena *, const struct scores *);

#endif
