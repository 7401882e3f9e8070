/* sheet_open.h -- the blocks of sheet 督办, all on one grid of narrow columns.  Private to reports/. */
#ifndef REPORTS_SHEET_OPEN_H
#define REPORTS_SHEET_OPEN_H

#include "reports/book.h"

enum { OPEN_NUMBER, OPEN_UNIT, OPEN_FIRST, OPEN_LAST = 13 };    /* the least last column */

/* A field of a block, over the columns first to last of the grid. */
struct field { const char *head; size_t first, last; };

/* Title and heads; gives the row after them. */
uint32_t open_part(struct sheet *, uint32_t row, size_t last_column, const char *title, const struct field *, size_t count);
/* Number and unit of a row; u NULL: 无单位. */
void open_unit(struct sheet *, uint32_t row, size_t number, const struct unit *u);

/* Last column that the scheme's 整改 blocks need. */
size_t rectify_last(const struct scheme *);
uint32_t draw_rectifications(struct sheet *, uint32_t row, size_t last_column);
/* 期初未结＋新增－办结＝期末未结 */
uint32_t draw_balances(struct sheet *, uint32_t row, size_t last_column);

#endif
