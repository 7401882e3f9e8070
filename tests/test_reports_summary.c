/* test_reports_summary.c -- the sheets, the CSV, the JSON and the sentences of a 汇总.
 *
 * Three months of a quarter; the one in the middle is not published, the last
 * counts twice.  东区 has 86, then 50; the others 86 and 80. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "tests/reports_desk.h"
#include "tests/scoring_year.h"

#define TREE "[指标:总]\n合成 = 加权平均\n依据 = 示例\n[指标:量]\n上级 = 总\n权重 = 100\n公式 = 丙 / 100\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例\n"
#define TRIGGER "[问责:差]\n情形 = 措施不力\n轨道 = 效能督查\n范围 = 总榜\n触发 = 丙 < 60\n起始 = 约谈\n依据 = 示例\n反馈期限 = 10天\n责任角色 = 主要领导\n"
#define QUARTER_OF "[汇总:季度]\n榜 = 总榜\n周期 = 季\n权重.9 = 2\n修约 = 2位 四舍五入\n并列 = 跳号\n依据 = 示例第九条\n"

enum { COVER = 1, RANKING, MARKS, FLAGS, RULES };

static void month_of(struct month *m, const char *east, bool published)
{
	give_all(m, "丙", "80");
	give(m, "A", "丙", east);
	score(m);
	close_month(m, published);
}

static void quarter(struct desk *d, const char *more)
{
	struct month *m = &d->month;
	struct summary_scores **all = arena_many(m->arena, struct summary_scores *, 1);
	struct measures *none = arena_one(m->arena, struct measures);
	struct period p;

	rules(m, arena_printf(m->arena, "%s%s", BOARD TREE TRIGGER QUARTER_OF, more));
	start(m, "2026-07");
	month_of(m, "86", true);
	month_of(m, "70", false);
	month_of(m, "50", true);
	for (size_t k = 0; k < m->history->count; k++)
		if (m->history->past[k].run > 0) {
			m->history->past[k].kind = "正式";
			m->history->past[k].document = "示例〔2026〕9号";
		}
	assert_true(period_parse("2026Q3", &p));
	m->diag = diag_new(m->arena, CHINESE);
	all[0] = summary_compute(m->arena, m->diag, m->scheme, m->scheme->summary[0], p, m->history);
	*none = (struct measures){ .scheme = m->scheme, .period = p, .cutoff = p.last };
	d->facts = (struct run_facts){ .number = 9, .kind = "草稿", .version = "0.0", .program_digest = "aaaa", .rules_digest = "bbbb",
		.head = "cccc", .now = "2026-10-05 09:00:00", .language = "zh", .scheme = m->scheme, .measures = none, .history = m->history,
		.people = m->people, .summary = all, .summary_count = 1, .diag = m->diag, .workbook = NAME };
}

static const char *said(struct desk *d)
{
	struct buf b = buf_new(d->month.arena);

	for (const char **line = report_summary_sentences(d->month.arena, &d->facts); *line != NULL; line++)
		buf_printf(&b, "%s\n", *line);
	return b.at;
}

static const char *written(struct desk *d, const char *name)
{
	return file_read(d->month.arena, d->month.diag, d->out, name)->bytes;
}

static void the_name_holds_period_summary_kind_and_run(void **state)
{
	struct desk *d = *state;

	quarter(d, "缺期 = 跳过\n");
	assert_string_equal(book_name(d->month.arena, &d->facts), "示例_2026Q3_季度_草稿_0009.xlsx");
	d->facts.kind = "正式";
	d->facts.number = 10;
	assert_string_equal(book_name(d->month.arena, &d->facts), "示例_2026Q3_季度_正式_0010.xlsx");
	d->facts.summary_count = 2;
	assert_string_equal(book_name(d->month.arena, &d->facts), "示例_2026Q3_汇总_正式_0010.xlsx");
}

static void the_sentences_say_in_which_months_the_last_lost_most(void **state)
{
	struct desk *d = *state;

	quarter(d, "缺期 = 跳过\n");
	assert_string_equal(said(d), "季度（总榜）首位：城组 西区、中区 并列 80.00 分；县组 南县、北县、山县 并列 80.00 分。\n"
		"末位：城组 东区 62.00 分，失分最多的是 2026-09（得50.00，满100，权重2）。\n"
		"没有不参与排名的单位。\n2026-08 没有公布：跳过，权重也不计。\n各期共提出问责建议1件：未决定1。\n");
	decide(&d->month, "2026-09-区县-A-差", DECIDED_REVOKE, "", "2026-10-03");
	quarter(d, "缺期 = 不参与排名\n");
	assert_non_null(strstr(said(d), "季度（总榜）：没有单位参加排名。\n不参与排名：东区（2026-08没有总分，按规定不参与排名）、西区"));
}

static void the_cover_names_the_runs_it_is_made_of(void **state)
{
	struct desk *d = *state;

	quarter(d, "缺期 = 跳过\n");
	assert_true(write_book(d));
	assert_string_equal(row(d, COVER, 1), "示例　2026年第3季度考核汇总");
	assert_string_equal(row(d, COVER, 2), "【草稿】　第 9 次运行　｜　未经审定，不作为正式通报");
	assert_true(says(d, "本次运行接续的台账链值：cccc"));
	assert_true(says(d, "正式　示例〔2026〕9号　权重2"));
	assert_true(says(d, "没有公布，跳过，权重也不计"));
	assert_true(says(d, "季度的算法：各期公布的总分乘权重，除以权重之和，四舍五入保留2位小数；按修约后的分排名，同分并列，下一名次跳号；不定等次。依据：示例第九条"));
}

static void ranks_and_months_have_a_sheet_each(void **state)
{
	struct desk *d = *state;

	quarter(d, "缺期 = 跳过\n");
	assert_true(write_book(d));
	assert_string_equal(row(d, RANKING, 3), "季度（总榜） · 城　　参评3个，排名3个，不排名0个；分高者在前");
	assert_string_equal(row(d, RANKING, 4), "名次|单位|汇总分\n满分100|2026-07\n名次|2026-08\n名次|2026-09\n名次|各期问责\n（建议）|失分最多的期；备注");
	assert_string_equal(row(d, RANKING, 5), "1|西区|80|2|—|1|—|2026-09（得80.00，满100，权重2）；与中区并列第1");
	assert_string_equal(row(d, RANKING, 7), "3|东区|62|1|—|3|1件：未决定1|2026-09（得50.00，满100，权重2）");
	assert_string_equal(row(d, MARKS, 5), "名次|单位|2026-07\n权重1|2026-08\n没有公布|2026-09\n权重2|汇总分|算式");
	assert_string_equal(row(d, MARKS, 8), "3|东区|86|没有公布|50|62|(86 × 1 + 50 × 2) ÷ 3 = 62");
	assert_true(says(d, "所据：2026-07 第1次运行（正式，示例〔2026〕9号）；2026-08 没有公布；2026-09 第3次运行（正式，示例〔2026〕9号）"));
	assert_string_equal(row(d, RULES, 1), "序号|类|名称|条目|内容|文件|行|依据|备注");
}

static void proposals_of_the_months_are_counted_and_listed(void **state)
{
	struct desk *d = *state;
	struct ruling *r;

	quarter(d, "缺期 = 跳过\n");
	r = decide(&d->month, "2026-09-区县-A-差", DECIDED_REVOKE, "", "2026-10-03");
	assert_non_null(r);
	d->facts.people = d->month.people;
	d->month.history->past[0].flag[0].decision = FLAG_REVOKED;
	d->month.history->past[0].flag[0].cause = "措施不力";
	d->month.history->past[0].flag[0].name = "差";
	d->month.history->past[0].flag[0].facts = "丙(50) < 60";
	assert_true(write_book(d));
	assert_string_equal(row(d, FLAGS, 3), "季度（总榜）　各期共提出1件：撤销1");
	assert_string_equal(row(d, FLAGS, 5), "1|东区|1|2026-09 1|0|0|约谈1|1");
	assert_string_equal(row(d, FLAGS, 8), "1|东区|2026-09\n第3次|措施不力：差|约谈|丙(50) &lt; 60|撤销（示例〔2026〕9号，示例王五，2026-10-03）：示例理由|撤销");
}

static void the_csv_and_the_json_hold_every_period(void **state)
{
	struct desk *d = *state;
	struct month *m = &d->month;

	quarter(d, "缺期 = 跳过\n");
	assert_true(report_summary_csv(m->arena, m->diag, &d->facts, d->out) && write_book(d));
	assert_non_null(strstr(written(d, "summary.csv"), "period,summary,group,unit_code,unit_name,rank,total,exact,steps,status,2026-07,2026-08,2026-09\r\n"));
	assert_non_null(strstr(written(d, "summary.csv"), "2026Q3,季度,城,A,东区,3,62,62,(86 × 1 + 50 × 2) ÷ 3 = 62,,86,,50\r\n"));
	assert_true(report_run_json(m->arena, m->diag, &d->facts, d->out));
	assert_non_null(strstr(written(d, "run.json"), "\"name\": \"summary.csv\""));
	assert_null(strstr(written(d, "run.json"), "\"cutoff\""));
	assert_null(strstr(written(d, "run.json"), "scores.csv"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(the_name_holds_period_summary_kind_and_run),
		DESK_TEST(the_sentences_say_in_which_months_the_last_lost_most),
		DESK_TEST(the_cover_names_the_runs_it_is_made_of),
		DESK_TEST(ranks_and_months_have_a_sheet_each),
		DESK_TEST(proposals_of_the_months_are_counted_and_listed),
		DESK_TEST(the_csv_and_the_json_hold_every_period),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
