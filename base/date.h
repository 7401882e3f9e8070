/* date.h -- days, moments and periods, in the civil calendar, without zones.
 *
 * A day is a count of days since 1970-01-01; a moment is a count of seconds
 * since 1970-01-01T00:00:00 by the local clock of the data. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

/* 2026-10-01  2026/10/1  2026.10.1  2026年10月1日  20261001; the whole text;
 * years 1900 to 2199; false for a day that does not exist. */
bool day_parse(const char *text, size_t length, int32_t *day);
/* A day, then one blank or T, then H:MM or HH:MM, or either with :SS behind; a day alone is its first second. */
bool moment_parse(const char *text, size_t length, int64_t *moment);
const char *day_text(struct arena *, int32_t day);                 /* 2026-10-01 */
const char *moment_text(struct arena *, int64_t moment);           /* 2026-10-01 08:30:00 */
int32_t day_of(int year, int month, int day_of_month);
void day_parts(int32_t day, int *year, int *month, int *day_of_month);

enum period_kind { MONTH, QUARTER, HALF, YEAR };
extern const char *const period_kind_words[];    /* 月 季 半年 年, and NULL */

struct period {
	enum period_kind kind;
	int year, number;              /* number: 1-12, 1-4, 1-2, 1 */
	int32_t first, last;           /* 期初, 期末: its days, both inside */
};

/* 2026-10 | 2026Q4 | 2026H2 | 2026; false if it is none of these. */
bool period_parse(const char *text, struct period *);
/* The last period of that kind that ended before the given day (-p last). */
struct period period_before(enum period_kind, int32_t today);
struct period period_next(struct period);
const char *period_text(struct arena *, struct period);            /* 2026-10, 2026Q4, 2026H2, 2026 */
const char *period_title(struct arena *, struct period);           /* 2026年10月, 2026年第4季度, 2026年下半年, 2026年 */

/* Fills a pattern's {期}: {期} as period_text; {期:…} with YYYY MM M Q H put in,
 * for example {期:YYYYMM}, {期:YYYY年M月}.  NULL if the pattern asks for a part
 * the period has not (a month of a year; the quarter of a month it has) or a brace is not closed. Other {…} are left alone. */
const char *period_fill(struct arena *, struct period, const char *pattern);

#endif
