/* charts.h -- charts over cells of the sheet they stand on.  Private to reports/.
 *
 * A chart has no figure of its own: names, categories and values are cells that
 * the reader sees, and a blank cell is a gap, never a zero.  Series differ by
 * dash and marker as well as by shade, so that a grey copy tells them apart. */
#ifndef REPORTS_CHARTS_H
#define REPORTS_CHARTS_H

#include "reports/book.h"

enum chart_kind { CHART_BARS, CHART_LINES, CHART_RADAR };

struct range { uint32_t row, last_row; size_t column, last_column; };
struct chart_series { uint32_t name_row; size_t name_column; struct range values; };
struct chart {
	enum chart_kind kind;
	const char *title;              /* our own words first, NULL: none */
	struct range categories;
	const struct chart_series *series;
	size_t count;
	const char *format;             /* of the numbers */
	double width, height;           /* points */
	double least, most;             /* of the value axis; both 0: as the office program likes */
};

/* Its upper left corner in that cell. */
void sheet_chart(struct sheet *, uint32_t row, size_t column, const struct chart *);

#endif
