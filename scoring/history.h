/* history.h -- earlier periods as scoring/ may see them.
 *
 * cli/ fills it from the ledger (published periods only, newest first, units of
 * old codes carried over by 单位变更); scoring/ never sees the ledger.  Period k
 * (1, 2, 3 …) is the k-th before the one being scored, whether published or not. */
#ifndef SCORING_HISTORY_H
#define SCORING_HISTORY_H

#include "base/date.h"
#include "base/num.h"
#include "rules/scheme.h"

struct past_figure {
	bool has_value, has_points;     /* value: of a leaf; points: of a node or an extra */
	struct num value, points, full;
};
struct past_unit {
	bool present;                   /* it was on that board then */
	const char *was;                /* by 单位变更 the units it came from, for words alone: 91（60%）、92（只加数）; NULL: itself */
	bool scored, ranked;
	struct num exact, total;
	unsigned rank;
	const char *grade;              /* word, "" */
	struct past_figure *figure;     /* by indicator index of today's scheme, matched by name */
	/* What the total was made of, as unit_score has it; left out (false) where the entry does not say. */
	bool has_parts;
	struct num base, extra_sum, adjusted, duty;
	const struct past_figure *extra;        /* points, by extra index of today's scheme, matched by name; NULL: not known */
};
/* A 问责 proposal of that period and what people made of it (决定.csv as known today). */
struct past_flag {
	const struct trigger *trigger;  /* today's, by name; NULL if the rule is gone */
	const struct unit *unit;        /* today's */
	const struct unit *then;        /* the one it was raised on, whose people answer for it; NULL if no registry knows it */
	bool has_fact_day;              /* false where the entry does not tell */
	int32_t fact_day;
	const char *id, *measure;       /* the measure proposed: 约谈 */
	const struct trigger **merged;  /* other triggers for which it stood, NULL-terminated; NULL: none */
	unsigned step;
	enum { FLAG_OPEN, FLAG_UPHELD, FLAG_LOWERED, FLAG_REVOKED, FLAG_EXEMPT } decision;  /* 建议 维持 减轻 撤销 免责 */
	/* As that run recorded them, for words alone. */
	const char *board, *name, *cause, *track, *facts;
};
struct past {
	struct period period;
	unsigned run;                   /* entry number, 0 when not published: 无数据期 */
	const char *kind, *document;    /* of that entry, for words alone: 正式 更正 导入; 文号 */
	struct past_unit **board;       /* by board index, then unit index; NULL where the board was not there */
	struct past_flag *flag;
	size_t flag_count;
};
/* Proposals in the ledger that no past holds, of one period: 决定.csv is held against them, no more. */
struct apart {
	struct period period;
	bool published;                 /* else they stand in drafts alone */
	const char **flag;              /* ids */
	size_t flag_count;
};
struct history {
	struct past *past;              /* past[0] is the period just before */
	size_t count;
	bool whole;                     /* apart lists whatever else the ledger holds */
	struct apart *apart;
	size_t apart_count;
};

#endif
