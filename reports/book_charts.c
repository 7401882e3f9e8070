/* book_charts.c -- drawing charts. */
#include "reports/charts.h"

#include "reports/book_private.h"

enum { CHART_POINTS = 9, LIBRARY_WIDTH = 480, LIBRARY_HEIGHT = 288, LOOKS = 8 };

static const double PIXELS_A_POINT = 96.0 / 72;

/* No two alike in dash and marker; the first is what the chart is about. */
static const struct { uint32_t ink; uint8_t dash, marker; float width; } looks[LOOKS] = {
	{ 0x1F3A5F, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_CIRCLE, 2.25f },
	{ 0x7F7F7F, LXW_CHART_LINE_DASH_DASH, LXW_CHART_MARKER_SQUARE, 1.5f },
	{ 0xB23A32, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_TRIANGLE, 1.5f },
	{ 0x2E7D5B, LXW_CHART_LINE_DASH_SQUARE_DOT, LXW_CHART_MARKER_DIAMOND, 1.5f },
	{ 0xC07A1C, LXW_CHART_LINE_DASH_DASH_DOT, LXW_CHART_MARKER_X, 1.5f },
	{ 0x6B4E9B, LXW_CHART_LINE_DASH_LONG_DASH, LXW_CHART_MARKER_PLUS, 1.5f },
	{ 0x000000, LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_MARKER_STAR, 1.5f },
	{ 0xA0A0A0, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_SHORT_DASH, 1.5f },
};

static const uint8_t types[] = {
	[CHART_BARS] = LXW_CHART_BAR, [CHART_LINES] = LXW_CHART_LINE, [CHART_RADAR] = LXW_CHART_RADAR_WITH_MARKERS
};

static lxw_chart_font font_of(int size, bool bold)
{
	return (lxw_chart_font){ .name = (char *)(uintptr_t)"宋体", .size = size, .bold = bold ? LXW_TRUE : LXW_EXPLICIT_FALSE };
}

static void add_series(struct sheet *s, lxw_chart *c, const struct chart *chart, size_t k)
{
	const struct chart_series *of = &chart->series[k];
	const struct range *v = &of->values, *n = &chart->categories;
	lxw_chart_series *series = chart_add_series(c, NULL, NULL);
	lxw_chart_line line = { .color = looks[k % LOOKS].ink, .dash_type = looks[k % LOOKS].dash, .width = looks[k % LOOKS].width };
	lxw_chart_fill fill = { .color = chart->kind == CHART_BARS ? 0x8FA9C6 : looks[k % LOOKS].ink };
	lxw_chart_font font = font_of(CHART_POINTS, false);

	if (series == NULL) {
		book_fail(s->book, "表“%s”的图无法建立", s->name);
		return;
	}
	chart_series_set_categories(series, s->name, n->row, (lxw_col_t)n->column, n->last_row, (lxw_col_t)n->last_column);
	chart_series_set_values(series, s->name, v->row, (lxw_col_t)v->column, v->last_row, (lxw_col_t)v->last_column);
	chart_series_set_name_range(series, s->name, of->name_row, (lxw_col_t)of->name_column);
	if (chart->kind == CHART_BARS) {
		lxw_chart_line edge = { .color = 0x404040, .width = 0.75f };

		chart_series_set_fill(series, &fill);
		chart_series_set_line(series, &edge);
		chart_series_set_labels(series);
		chart_series_set_labels_num_format(series, chart->format);
		chart_series_set_labels_font(series, &font);
		return;
	}
	chart_series_set_line(series, &line);
	chart_series_set_marker_type(series, looks[k % LOOKS].marker);
	chart_series_set_marker_size(series, 6);
	chart_series_set_marker_fill(series, &fill);
	line.dash_type = LXW_CHART_LINE_DASH_SOLID;
	line.width = 0.75f;
	chart_series_set_marker_line(series, &line);
}

/* Rank 1 on top; the values stand at the bars, so their axis need not. */
static void set_bar_axes(lxw_chart *c, const struct chart *chart)
{
	if (chart->least >= 0)          /* a bar that does not begin at 0 lies */
		chart_axis_set_min(c->x_axis, 0);
	chart_axis_set_reverse(c->y_axis);
	chart_axis_set_interval_unit(c->y_axis, 1);
	chart_axis_major_gridlines_set_visible(c->x_axis, LXW_FALSE);
	chart_axis_off(c->x_axis);
	chart_set_series_gap(c, 40);
}

static void set_axes(lxw_chart *c, const struct chart *chart)
{
	lxw_chart_font font = font_of(CHART_POINTS, false);
	lxw_chart_line grid = { .color = 0xD0D0D0, .width = 0.5f };

	chart_axis_set_num_font(c->x_axis, &font);
	chart_axis_set_num_font(c->y_axis, &font);
	if (chart->kind == CHART_BARS) {
		set_bar_axes(c, chart);
		return;
	}
	chart_axis_set_num_format(c->y_axis, chart->format);
	if (chart->least < chart->most) {
		chart_axis_set_min(c->y_axis, chart->least);
		chart_axis_set_max(c->y_axis, chart->most);
	}
	if (chart->kind == CHART_RADAR)         /* they would stand on the spokes */
		chart_axis_set_label_position(c->y_axis, LXW_CHART_AXIS_LABEL_POSITION_NONE);
	chart_axis_major_gridlines_set_visible(c->y_axis, LXW_TRUE);
	chart_axis_major_gridlines_set_line(c->y_axis, &grid);
}

static void set_words(lxw_chart *c, const struct chart *chart)
{
	lxw_chart_font title = font_of(CHART_POINTS + 1, true), legend = font_of(CHART_POINTS, false);

	if (chart->title == NULL) {
		chart_title_off(c);
	} else {
		chart_title_set_name(c, chart->title);
		chart_title_set_name_font(c, &title);
	}
	chart_legend_set_position(c, chart->count > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
	chart_legend_set_font(c, &legend);
}

void sheet_chart(struct sheet *s, uint32_t row, size_t column, const struct chart *chart)
{
	lxw_chart *c = workbook_add_chart(s->book->workbook, types[chart->kind]);
	lxw_chart_options place = { .x_scale = chart->width * PIXELS_A_POINT / LIBRARY_WIDTH,
		.y_scale = chart->height * PIXELS_A_POINT / LIBRARY_HEIGHT, .x_offset = 2, .y_offset = 2,
		.object_position = LXW_OBJECT_MOVE_DONT_SIZE };

	if (c == NULL) {
		book_fail(s->book, "表“%s”的图无法建立", s->name);
		return;
	}
	for (size_t k = 0; k < chart->count; k++)
		add_series(s, c, chart, k);
	set_axes(c, chart);
	set_words(c, chart);
	chart_show_blanks_as(c, LXW_CHART_BLANKS_AS_GAP);
	if (worksheet_insert_chart_opt(s->worksheet, row, (lxw_col_t)column, c, &place) != LXW_NO_ERROR)
		book_fail(s->book, "表“%s”的图放不下", s->name);
	book_heed_memory(s->book);
}
