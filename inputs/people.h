/* people.h -- what people decided: 决定 调整 剔除 异议 单位变更 日历, CSVs that [方案] names.
 *
 * Second door of this room.  Every row is checked (document, reason, approver,
 * dates, known unit); a fault is an error at file:line and the row is left out.
 * A column 期 is demanded of 调整 剔除 异议 unless their file name holds {期}. */
#ifndef INPUTS_PEOPLE_H
#define INPUTS_PEOPLE_H

#include "rules/scheme.h"
#include "base/file.h"

enum decision { DECIDED_UPHOLD, DECIDED_LOWER, DECIDED_REVOKE, DECIDED_EXEMPT };    /* 维持 减轻 撤销 免责 */

/* 回复日,回复文号,回复评价(采纳|退回): what the unit answered; columns that the file may lack. */
struct reply {
	bool came;
	int32_t day;
	const char *document;
	enum { REPLY_UNREAD, REPLY_TAKEN, REPLY_RETURNED } review;      /* blank 采纳 退回 */
};
/* A row of 决定.csv whose 决定 is still blank: the unit was told of the proposal, no more. */
struct notice {
	struct reply reply;
	const char *flag_id, *plea;
	int32_t told;
	struct origin at;
};
/* 决定.csv: 编号(flag id),告知日,申辩,决定,措施,文号,日期,决定人,理由,申诉,复查,期满,容错1..容错6 (遵纪守法 改革创新 勤勉尽责 出于公心 程序正当 知错就改: 是/否),
 * 回复日,回复文号,回复评价 */
struct ruling {
	const char *flag_id;
	enum decision decision;
	const char *measure;            /* 减轻: the measure it was lowered to */
	const char *document, *by, *reason, *plea, *appeal, *review;
	int32_t told, decided, expires; /* days; INT32_MIN when blank */
	struct reply reply;
	struct origin at;
};
/* 调整.csv: 期,榜,单位,分值(signed),文号,理由,批准人,第二批准人 */
struct adjustment {
	const struct board *board;
	const struct unit *unit;
	struct num points;
	const char *document, *reason, *approver, *second;
	struct origin at;
};
/* 剔除.csv: 期,数据,主键(the key cells joined by |),文号,理由,批准人,第二批准人,单位,统计: either 主键, or 单位 with 统计 or
 * (the whole source) 数据 */
struct exclusion {
	const struct source *source;
	const struct unit *unit;        /* NULL: by key */
	const struct measure *measure;  /* of the unit; NULL: all of the source */
	const char *key;                /* as written; cells are compared as their columns read them */
	const char *identity;           /* the same for measures_read */
	size_t identity_length;
	const char *document, *reason, *approver, *second;
	struct origin at;
	uint64_t rows;                  /* that it struck, set by measures_read */
};
/* 异议.csv: 编号,期,单位,事项,提出日期,处理(空 采纳 不采纳),处理日期,处理文号,说明 */
struct objection {
	const char *id, *matter, *document, *note;
	const struct unit *unit;
	int32_t raised, settled;
	enum { OBJECTION_OPEN, OBJECTION_UPHELD, OBJECTION_REJECTED } outcome;
	struct origin at;
};
/* 单位变更.csv: 名录,原代码,新代码,生效日,历史(继承|只加数|清零),文号,比例.  The rows of one old code and one day say into what
 * it split, those of one new code and one day of what it was made. */
struct unit_change {
	const struct registry *registry;
	const char *old_code;
	const struct unit *now;
	int32_t from;
	bool inherits;                  /* 继承: all that the old unit was */
	bool numbers;                   /* 只加数: its figures that add up, by share, and nothing else */
	bool has_share;
	struct num share;               /* 比例, 0 to 1; 1 where the file does not say */
	const char *document;
	struct origin at;
};
struct people {
	struct ruling *ruling;          size_t ruling_count;
	struct notice *notice;          size_t notice_count;
	struct adjustment *adjustment;  size_t adjustment_count;
	struct exclusion *exclusion;    size_t exclusion_count;
	struct objection *objection;    size_t objection_count;
	struct unit_change *change;     size_t change_count;
	int32_t calendar_first, calendar_last;  /* span of 日历.csv; first > last when there is none */
	bool *working;                  /* by day - calendar_first */
	struct file **file;             size_t file_count;
};

/* Reads the files that the scheme names, from dir; rows of other periods are passed over.  Never NULL;
 * fit for use only if diag_errors(d) is still 0. */
struct people *people_read(struct arena *, struct diag *, const struct scheme *, const char *dir, struct period);

/* 告知日 of a flag, of a ruling or a notice; false where nobody was told. */
bool told_on(const struct people *, const char *flag_id, int32_t *day);

/* What was answered to a flag, on a ruling or a notice; NULL: nothing came. */
const struct reply *reply_to(const struct people *, const char *flag_id);

/* The unit that bears the code today, or bore it before a change that held on that day; NULL if there is none, and where
 * the old unit split among several. */
const struct unit *unit_today(const struct people *, const struct registry *, const char *code, int32_t day);

/* Whether the unit of that code split among several after one day and by the other. */
bool unit_split(const struct people *, const struct registry *, const char *code, int32_t after, int32_t by);

/* The n-th working day after day; false (待定) where the calendar does not reach. */
bool working_day_after(const struct people *, int32_t day, unsigned n, int32_t *result);
/* Working days after a up to and with b (below 0 where b lies before a); false where the calendar does not cover both. */
bool working_days(const struct people *, int32_t a, int32_t b, int32_t *result);

#endif
