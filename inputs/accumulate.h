/* accumulate.h -- rows into figures: the algorithms of 统计. */
#ifndef INPUTS_ACCUMULATE_H
#define INPUTS_ACCUMULATE_H

#include "inputs/cells.h"
#include "inputs/reading.h"

enum { NOWHERE = -1 };

/* A row that may be used. */
struct row {
	struct cell *cell;              /* by column of the source */
	int64_t *slot;                  /* by mapping: index of the unit, unit_count for 无单位, or NOWHERE */
	bool struck;                    /* 剔除 took it from a unit: it counts for no figure of 全市 either */
	struct place place;
	struct env env;                 /* env.self is the row, env.arena for what lasts no longer than it */
	const struct people *people;    /* whose calendar counts, or NULL */
	uint64_t workdays_open;         /* questions that the calendar could not answer */
	size_t back;                    /* 期别 */
	/* of a row that is counted once every source is read */
	bool again;
	struct tables *tables;
	struct table *table;            /* its own */
	uint32_t index;                 /* in that */
	uint32_t far;                   /* the row of another table that is being looked at */
};

struct tables;
struct table;
struct gathering;                       /* the figures of one source in the making */

struct gathering *gathering_new(struct reading *);
/* Enters the row into every measure whose 条件 it meets: those counted later when row->again, else the others. */
void gather(struct gathering *, struct row *);
/* 改动数: one late edit; unit by mapping, NULL: none; the place's file is UINT32_MAX where the row is gone. */
void gather_edit(struct gathering *, const struct unit *const *unit, struct place);
/* What many rows came to that were counted elsewhere (bulk.c), for one measure and one unit: measure by its
 * number among those of the source; mapping and slot as in struct row (of 全市: any, once). */
struct lump {
	uint64_t n;
	struct place first, last;
	int128 sum;                     /* sum / 10^scale: 合计, 平均 */
	unsigned scale;
};
void gather_lump(struct gathering *, size_t measure, size_t mapping, int64_t slot, const struct lump *);
/* 去重计数: one of the values there were. */
void gather_value(struct gathering *, size_t measure, size_t mapping, int64_t slot, struct cell *);
/* 去重计数 of the 主键 itself: its values are those rows that are not told by gather_repeats; said before any row. */
void gather_by_key(struct gathering *, size_t measure);
void gather_repeats(struct gathering *, size_t measure, size_t mapping, int64_t slot, uint64_t rows);

/* Writes the figures of the source's measures. */
void gathering_settle(struct gathering *);

#endif
