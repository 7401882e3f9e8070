/* test_reports_cards.c -- 单位卡: one page a unit, where its points were lost, how it went, what is open. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include "reports/book.h"
#include "reports/cards.h"
#include "reports/losses.h"
#include "tests/reports_desk.h"
#include "tests/scoring_year.h"

#define TREE \
	"[指标:总]\n合成 = 加权平均\n依据 = 示例第一条\n" \
	"[指标:整改]\n上级 = 总\n权重 = 60\n公式 = 甲 / 乙\n计分 = 正比\n计量单位 = %\n依据 = 示例第二条\n" \
	"[指标:进度]\n上级 = 总\n权重 = 40\n合成 = 直接相加\n依据 = 示例第三条\n" \
	"[指标:快慢]\n上级 = 进度\n满分 = 80\n公式 = 数值\n计分 = 引用 满分 100\n依据 = 示例第三条\n" \
	"[指标:均衡]\n上级 = 进度\n满分 = 20\n公式 = 均数\n计分 = 引用 满分 100\n依据 = 示例第三条\n"
#define TRIGGER \
	"[问责:整改不到位]\n情形 = 整改不及时不到位\n轨道 = 过错问责\n范围 = 总榜\n触发 = 甲 / 乙 < 30%\n" \
	"起始 = 约谈\n依据 = 示例第五条\n责任角色 = 主要领导\n反馈期限 = 10个工作日\n"
#define ROWS \
	"区县,事,数\n东区,数值,90\n西区,数值,50\n中区,数值,70\n南县,数值,80\n北县,数值,80\n山县,数值,10\n" \
	"东区,均数,90\n西区,均数,100\n中区,均数,70\n南县,均数,80\n北县,均数,80\n山县,均数,10\n" \
	"东区,甲,\n东区,乙,\n西区,甲,\n西区,乙,\n西区,乙,\n西区,乙,\n西区,乙,\n" \
	"南县,甲,\n南县,乙,\n北县,甲,\n北县,乙,\n山县,甲,\n山县,乙,\n"

enum { RANKING = 2, CARDS = 5, FIRST = 8 };     /* FIRST: row of the first card, after two groups of three */

/* The page of the k-th card, its row from 0. */
static const char *line(struct desk *d, int card, int at)
{
	return row(d, CARDS, FIRST + card * CARD_ROWS + at);
}

static const char *sheet_xml(struct desk *d, int sheet)
{
	return part(d, arena_printf(d->month.arena, "xl/worksheets/sheet%d.xml", sheet));
}

/* The month after, with rows of its own. */
static void next(struct desk *d, const char *rows)
{
	struct month *m = &d->month;
	struct period period;

	close_month(m, true);
	period = m->measures->period;
	put_file(m, m->inputs, "台账.csv", rows);
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, NULL, NULL);
	score(m);
	d->facts.measures = m->measures;
	d->facts.scores = m->scores;
	d->facts.flags = m->flags;
	d->facts.workbook = NAME;
	m->diag = diag_new(m->arena, CHINESE);
}

/* ---- who has one, and how to get there -------------------------------------------------- */

static void every_unit_has_a_card_and_a_page_of_its_own(void **state)
{
	struct desk *d = *state;
	const char *xml, *at;
	size_t breaks = 0;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	assert_string_equal(row(d, CARDS, 2), "一个单位一页，共6张；点名字到该页，数字是名次");
	assert_string_equal(row(d, CARDS, 4), "总榜 · 城（3张）");
	assert_string_equal(row(d, CARDS, 5), "1 东区|2 中区|3 西区");
	for (int k = 0; k < 6; k++) {
		static const char *const names[] = { "东区", "中区", "西区", "南县", "北县", "山县" };

		assert_string_equal(line(d, k, 0), arena_printf(d->month.arena, "%s|目录|排名", names[k]));
	}
	xml = sheet_xml(d, CARDS);
	for (at = strstr(xml, "<brk "); at != NULL; at = strstr(at + 1, "<brk "), breaks++)
		assert_ptr_equal(strstr(at, arena_printf(d->month.arena, "<brk id=\"%zu\"", FIRST - 1 + breaks * CARD_ROWS)), at);
	assert_int_equal(breaks, 6);
	assert_non_null(strstr(xml, "orientation=\"portrait\""));
	assert_non_null(strstr(xml, "scale=\"82\""));
	assert_null(strstr(xml, "fitToPage"));
}

static void the_ranking_leads_to_the_card_and_the_card_back(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	assert_non_null(strstr(sheet_xml(d, RANKING), arena_printf(d->month.arena, "<hyperlink ref=\"B7\" location=\"'单位卡'!A%d\"", FIRST + 2 * CARD_ROWS)));
	assert_non_null(strstr(sheet_xml(d, CARDS), arena_printf(d->month.arena, "<hyperlink ref=\"M%d\" location=\"'排名'!A7\"", FIRST + 2 * CARD_ROWS)));
	assert_non_null(strstr(sheet_xml(d, CARDS), arena_printf(d->month.arena, "<hyperlink ref=\"E5\" location=\"'单位卡'!A%d\"", FIRST + 2 * CARD_ROWS)));
	assert_non_null(strstr(sheet_xml(d, CARDS), arena_printf(d->month.arena, "<hyperlink ref=\"L%d\" location=\"'单位卡'!A1\"", FIRST)));
}

/* Streets of the one group, the first with the most points. */
static void month_of_streets(struct desk *d, int count)
{
	struct month *m = &d->month;
	struct buf units = buf_new(m->arena), rows = buf_new(m->arena);
	struct period period;

	rules(m, "[榜:街榜]\n名录 = 街道\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约后\n[指标:总]\n公式 = 村分\n计分 = 引用 满分 1000\n依据 = 示例\n");
	buf_add(&units, "代码,名称,上级\n");
	buf_add(&rows, "街道,分值\n");
	for (int k = 1; k <= count; k++) {
		buf_printf(&units, "S%d,街%d,A\n", k, k);
		buf_printf(&rows, "街%d,%d\n", k, 1000 - k);
	}
	put_file(m, m->rules, "街道.csv", units.at);
	put_file(m, m->inputs, "街道账.csv", rows.at);
	put_file(m, m->inputs, "台账.csv", "区县,事,数\n");
	assert_true(period_parse("2026-10", &period));
	m->scheme = scheme_read(m->arena, m->diag, m->rules, &period);
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, NULL, NULL);
	score(m);
	d->facts = (struct run_facts){ .number = 7, .kind = "草稿", .version = "0.0", .program_digest = "aaaa", .rules_digest = "bbbb",
		.language = "zh", .scheme = m->scheme, .measures = m->measures, .scores = m->scores, .flags = m->flags, .diag = m->diag };
	m->diag = diag_new(m->arena, CHINESE);
}

static void of_too_many_units_the_last_have_a_card_and_the_sheet_says_so(void **state)
{
	struct desk *d = *state;
	size_t links = 0;

	month_of_streets(d, CARDS_MOST + 20);
	assert_true(write_book(d));
	assert_string_equal(row(d, CARDS, 2), "一个单位一页，单位有320个，只印每组末尾的，共300张；其余请用 kaohe explain；点名字到该页，数字是名次");
	assert_string_equal(row(d, CARDS, 5), "21 街21|22 街22|23 街23|24 街24|25 街25|26 街26");
	assert_string_equal(row(d, CARDS, 5 + CARDS_MOST / CARDS_ACROSS + (CARDS_MOST - 1) * CARD_ROWS), "街320（东区）|目录|排名");
	for (const char *at = strstr(sheet_xml(d, RANKING), "<hyperlink "); at != NULL; at = strstr(at + 1, "<hyperlink "))
		links++;
	assert_int_equal(links, CARDS_MOST);
	assert_null(strstr(sheet_xml(d, CARDS), "<drawing"));
}

/* ---- what it says ------------------------------------------------------------------------- */

static void the_head_says_total_rank_and_the_mean_of_the_group(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	assert_string_equal(line(d, 2, 2), "总分（满分100）|名次|上期名次|升降|等次|组内平均");
	assert_string_equal(line(d, 2, 3), "39.00|3／3|—|—|—|68.33");
	assert_string_equal(line(d, 2, 4), "得分率最低的一级指标：整改（得15.00，满60），实为 25%。");
}

/* 西区: 整改 15 of 60 loses 45; 进度 52.5 of 100 weighs 40: 快慢 40 of 80 loses 16, 均衡 20 of 20 nothing. */
static void losses_stand_in_the_order_of_what_they_cost_the_total(void **state)
{
	struct desk *d = *state;
	struct loss *loss;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_int_equal(total_losses(d->month.arena, result(&d->month, "B"), d->month.scheme->board[0], &loss), 2);
	assert_string_equal(num_text(d->month.arena, loss[0].points), "45");
	assert_string_equal(num_text(d->month.arena, loss[1].points), "16");
	assert_true(write_book(d));
	assert_string_equal(line(d, 2, 11), "1|整改|45|正比：满分 100 × 25% = 25，得 25");
	assert_string_equal(line(d, 2, 12), "2|快慢|16|引用：50 ÷ 满分 100 × 80，得 40");
	assert_non_null(strstr(line(d, 2, 13), "最近十二期"));
}

/* 西区 as above: 快慢 cost it 16, and so does 扣分; of equals the indicator goes first. */
static void what_extras_took_stands_among_the_losses_behind_the_indicators_that_cost_as_much(void **state)
{
	struct desk *d = *state;
	struct loss *loss;

	month(d, BOARD TREE TRIGGER "[加减分:扣分]\n榜 = 总榜\n公式 = 均数\n计分 = 扣分 每 1 扣 0.16 按比例 封顶 16\n依据 = 示例第四条\n", ROWS);
	assert_int_equal(total_losses(d->month.arena, result(&d->month, "B"), d->month.scheme->board[0], &loss), 3);
	assert_true(write_book(d));
	assert_string_equal(line(d, 2, 11), "1|整改|45|正比：满分 100 × 25% = 25，得 25");
	assert_string_equal(line(d, 2, 12), "2|快慢|16|引用：50 ÷ 满分 100 × 80，得 40");
	assert_string_equal(line(d, 2, 13), "3|扣分|16|加减分：实际 100；每 1 扣 0.16（按比例），扣 16");
	assert_int_equal(branch_losses(d->month.arena, result(&d->month, "B"), d->month.scheme->board[0], &loss), 2);
	assert_string_equal(loss[0].indicator->name, "整改");
	assert_string_equal(num_text(d->month.arena, loss[0].points), "45");
	assert_string_equal(loss[1].indicator->name, "进度");
	assert_string_equal(num_text(d->month.arena, loss[1].points), "16");
}

static void a_unit_without_losses_says_so(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE, "区县,事,数\n东区,数值,100\n东区,均数,100\n东区,甲,\n东区,乙,\n");
	assert_true(write_book(d));
	assert_string_equal(line(d, 0, 10), "没有失分");
	assert_string_equal(line(d, 0, 4), "没有失分突出的一级指标。");
}

static void proposals_stand_on_the_card_with_their_state(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	assert_string_equal(line(d, 2, 18), "本期问责建议与决定：建议须经有权机关研究决定");
	assert_string_equal(line(d, 2, 20), "约谈|整改不到位|甲(1) / 乙(4) &lt; 30%（甲 / 乙 = 25%）|建议");
	assert_string_equal(line(d, 2, 22), "无");
	assert_string_equal(line(d, 0, 19), "无");
}

static void what_does_not_fit_is_cut_and_says_where_the_whole_of_it_stands(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE "[问责:很长]\n情形 = 整改不及时不到位\n轨道 = 过错问责\n范围 = 总榜\n起始 = 约谈\n依据 = 示例第五条\n责任角色 = 主要领导\n"
		"触发 = 甲 / 乙 < 30% 且 甲 < 100 且 乙 < 200 且 数值 < 300 且 数值 + 甲 < 400 且 数值 + 乙 < 500 且 均数 + 乙 < 600\n", ROWS);
	assert_true(write_book(d));
	assert_non_null(strstr(line(d, 2, 20), "…见“问责清单”|建议"));
	assert_true(says(d, "均数(100) + 乙(4) &lt; 600"));
}

/* ---- how it went ---------------------------------------------------------------------------- */

static void a_month_without_data_is_a_gap_and_never_a_zero(void **state)
{
	struct desk *d = *state;
	const char *chart;

	month(d, BOARD TREE, ROWS);
	next(d, ROWS);
	past_of(&d->month, "B", 1)->scored = false;
	past_of(&d->month, "B", 1)->ranked = false;
	assert_true(write_book(d));
	assert_string_equal(row(d, CARDS + 1, FIRST + 2 * CARD_ROWS + 14), "期|2026-10|2026-11");
	assert_string_equal(row(d, CARDS + 1, FIRST + 2 * CARD_ROWS + 15), "总分|39");
	assert_string_equal(row(d, CARDS + 1, FIRST + 2 * CARD_ROWS + 17), "名次|—|3");
	chart = part(d, "xl/charts/chart5.xml");
	assert_null(strstr(chart, "dispBlanksAs"));     /* not said: a gap */
	assert_non_null(strstr(chart, "'单位卡'!$B$"));
}

/* Charts 1 and 2 belong to the first group on 变化. */
static void a_group_of_three_has_bars_that_begin_at_zero_and_a_line_for_each_unit(void **state)
{
	struct desk *d = *state;
	const char *bars, *lines;
	size_t series = 0;

	month(d, BOARD TREE, ROWS);
	next(d, ROWS);
	assert_true(write_book(d));
	assert_true(says(d, "总榜 · 城　各期总分"));
	bars = part(d, "xl/charts/chart1.xml");
	lines = part(d, "xl/charts/chart2.xml");
	assert_non_null(strstr(bars, "<c:barDir val=\"bar\"/>"));
	assert_non_null(strstr(bars, "<c:min val=\"0\"/>"));
	assert_non_null(strstr(bars, "<c:v>东区</c:v>"));
	assert_non_null(strstr(bars, "<c:v>39</c:v>"));
	assert_non_null(strstr(lines, "<c:lineChart>"));
	assert_non_null(strstr(lines, "<c:v>组内平均</c:v>"));
	for (const char *at = strstr(lines, "<c:ser>"); at != NULL; at = strstr(at + 1, "<c:ser>"))
		series++;
	assert_int_equal(series, 4);
}

#ifndef __SANITIZE_ADDRESS__
extern void *__libc_calloc(size_t, size_t);

static const char *starving;    /* the function of the library that gets no memory */

/* All of this program call it, the library too. */
void *calloc(size_t count, size_t size)
{
	Dl_info caller;

	if (starving != NULL && dladdr(__builtin_return_address(0), &caller) != 0 && caller.dli_sname != NULL &&
		strcmp(caller.dli_sname, starving) == 0) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_calloc(count, size);
}
#endif

/* The figures a chart holds are gathered while the library closes the workbook.  Those it has no memory for it leaves
 * out and says nothing; and the next file it opens sets errno to 0. */
static void a_chart_without_its_figures_is_not_published(void **state)
{
#ifdef __SANITIZE_ADDRESS__
	skip();
#else
	static const char gathers[] = "_populate_range_data_cache";
	struct desk *d = *state;
	bool ok;

	if (dlsym(RTLD_DEFAULT, gathers) == NULL)
		skip();
	month(d, BOARD TREE, ROWS);
	next(d, ROWS);
	put_file(&d->month, d->out, NAME, "old");
	starving = gathers;
	ok = write_book(d);
	starving = NULL;
	assert_false(ok);
	assert_non_null(strstr(complaints(&d->month, 0), "错误 K603: 写工作簿"));
	assert_int_equal(diag_exit(d->month.diag), 71);
	assert_string_equal(book_bytes(d)->bytes, "old");
	assert_true(write_book(d));
#endif
}

/* Heights of the rows of a card, in points: what is not written is 15 high. */
static double height_of(struct desk *d, int sheet, int first)
{
	const char *xml = sheet_xml(d, sheet);
	double sum = 0;

	for (int k = 0; k < CARD_ROWS; k++) {
		const char *at = strstr(xml, arena_printf(d->month.arena, "<row r=\"%d\"", first + k));
		const char *stop = at == NULL ? NULL : strchr(at, '>'), *height = at == NULL ? NULL : strstr(at, " ht=\"");

		sum += height == NULL || height > stop ? 15 : strtod(height + 5, NULL);
	}
	return sum;
}

#define PART(n) "[指标:项" n "]\n上级 = 总\n满分 = 5\n公式 = 数值\n计分 = 引用 满分 100\n依据 = 示例\n"
#define FLAG(n) "[问责:由" n "]\n情形 = 其他 “情形" n "”\n轨道 = 过错问责\n范围 = 总榜\n起始 = 约谈并书面检查且通报批评\n依据 = 示例\n责任角色 = 主要领导\n" \
	"触发 = 甲 / 乙 < 30% 且 甲 < 100 且 乙 < 200 且 数值 < 300 且 数值 + 甲 < 400 且 数值 + 乙 < 500 且 均数 + 乙 < " n "00\n"

/* A page of A4 standing, at 82 percent, less its margins: what a fuller card cannot exceed. */
static void the_fullest_card_is_one_page_high(void **state)
{
	struct desk *d = *state;

	month(d, BOARD "[指标:总]\n合成 = 直接相加\n依据 = 示例\n" PART("一") PART("二") PART("三") PART("四") PART("五") PART("六") PART("七") PART("八")
		"[指标:整改]\n上级 = 总\n满分 = 60\n公式 = 甲 / 乙\n计分 = 正比\n计量单位 = %\n依据 = 示例\n"
		FLAG("5") FLAG("6") FLAG("7") FLAG("8") FLAG("9"), ROWS);
	next(d, ROWS);
	assert_true(write_book(d));
	assert_true(says(d, "另有2项建议见“问责清单”"));
	assert_true(says(d, "另有3项见“督办”"));
	assert_true(says(d, "另2项见“排名”"));
	assert_true(height_of(d, CARDS + 1, FIRST + 2 * CARD_ROWS) > 600);
	assert_true(height_of(d, CARDS + 1, FIRST + 2 * CARD_ROWS) <= (841.9 - 72 * 0.95) / 0.82 * 0.99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(every_unit_has_a_card_and_a_page_of_its_own),
		DESK_TEST(the_ranking_leads_to_the_card_and_the_card_back),
		DESK_TEST(of_too_many_units_the_last_have_a_card_and_the_sheet_says_so),
		DESK_TEST(the_head_says_total_rank_and_the_mean_of_the_group),
		DESK_TEST(losses_stand_in_the_order_of_what_they_cost_the_total),
		DESK_TEST(what_extras_took_stands_among_the_losses_behind_the_indicators_that_cost_as_much),
		DESK_TEST(a_unit_without_losses_says_so),
		DESK_TEST(proposals_stand_on_the_card_with_their_state),
		DESK_TEST(what_does_not_fit_is_cut_and_says_where_the_whole_of_it_stands),
		DESK_TEST(a_month_without_data_is_a_gap_and_never_a_zero),
		DESK_TEST(a_group_of_three_has_bars_that_begin_at_zero_and_a_line_for_each_unit),
		DESK_TEST(a_chart_without_its_figures_is_not_published),
		DESK_TEST(the_fullest_card_is_one_page_high),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
