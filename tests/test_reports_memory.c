/* test_reports_memory.c -- what the reports say of earlier periods and of people's decisions.
 *
 * 东区 is slow for the third month, 西区 for the first; 南县 is adjusted.  Three
 * months are scored in a row; papers lie where people_read would have put them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "reports/book.h"
#include "tests/reports_desk.h"
#include "tests/scoring_year.h"

#define TREE \
	"[指标:总]\n合成 = 加权平均\n依据 = 示例第一条\n" \
	"[指标:整改]\n上级 = 总\n权重 = 60\n公式 = 甲 / 乙\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例第二条\n" \
	"[指标:进度]\n上级 = 总\n权重 = 40\n公式 = 丙 / 丁\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例第三条\n"
#define LADDER \
	"[阶梯:慢]\n累计窗口 = 自然年\n连续跨年 = 是\n无数据期 = 中断\n取级 = 最高\n级.1 = 提醒 | 主要领导 | 连续 >= 1\n" \
	"级.2 = 约谈 | 主要领导、分管领导 | 连续 >= 3\n依据 = 示例第四条\n"
#define TRIGGERS \
	"[问责:整改慢]\n情形 = 进展缓慢\n轨道 = 效能督查\n范围 = 总榜\n触发 = 甲 / 乙 < 30%\n阶梯 = 慢\n依据 = 示例第五条\n" \
	"反馈期限 = 10天\n计分影响 = 扣 1 下期\n" \
	"[问责:进度慢]\n情形 = 进展缓慢\n轨道 = 效能督查\n范围 = 总榜\n触发 = 丙 / 丁 < 30%\n阶梯 = 慢\n依据 = 示例第六条\n"
#define SCHEME BOARD TREE LADDER TRIGGERS
#define HEAD "b2b2291f96e2e6a8b2b2291f96e2e6a8b2b2291f96e2e6a8b2b2291f96e2e6a8"

enum { COVER = 1, RANKING, MARKS, FLAGS, CHANGES, CARDS, OPEN, QUALITY };

/* ---- three months --------------------------------------------------------------------- */

static void figures(struct month *m, const char *east)
{
	give_all(m, "甲", "8");
	give_all(m, "乙", "10");
	give_all(m, "丙", "8");
	give_all(m, "丁", "10");
	give(m, "A", "甲", east);
}

static int32_t the_day(const char *text)
{
	int32_t day;

	assert_true(day_parse(text, strlen(text), &day));
	return day;
}

static void papers(struct month *m)
{
	static struct adjustment adjustments[1];
	static struct objection objections[2];

	decide(m, "2026-09-区县-A-整改慢", DECIDED_UPHOLD, "2026-10-08", "2026-10-20");
	decide(m, "2026-10-区县-B-整改慢", DECIDED_REVOKE, "2026-10-30", "2026-11-10");
	adjustments[0] = (struct adjustment){ .board = m->scheme->board[0], .unit = unit(m, "D"), .points = num_int(2),
		.document = "示例〔2026〕8号", .reason = "抗灾", .approver = "示例甲", .second = "示例乙", .at = { "调整.csv", 2, 0 } };
	objections[0] = (struct objection){ .id = "YY-1", .matter = "复查口径", .document = "", .note = "已转督查室", .unit = unit(m, "E"),
		.raised = the_day("2026-11-05"), .outcome = OBJECTION_OPEN };
	objections[1] = objections[0];
	objections[1].outcome = OBJECTION_REJECTED;
	m->people->adjustment = adjustments;
	m->people->adjustment_count = 1;
	m->people->objection = objections;
	m->people->objection_count = 2;
}

static void tell(struct desk *d)
{
	struct month *m = &d->month;

	m->diag = diag_new(m->arena, CHINESE);
	score(m);
	d->facts.scheme = m->scheme;
	d->facts.measures = m->measures;
	d->facts.scores = m->scores;
	d->facts.flags = m->flags;
	d->facts.history = m->history;
	d->facts.people = m->people;
	d->facts.diag = m->diag;
}

static void autumn(struct desk *d)
{
	struct month *m = &d->month;

	rules(m, SCHEME);
	start(m, "2026-08");
	figures(m, "2");
	score(m);
	close_month(m, true);
	figures(m, "1");
	score(m);
	close_month(m, true);
	figures(m, "1");
	give(m, "A", "丙", "1");
	give(m, "B", "甲", "2");
	give(m, "C", "丙", "10");
	papers(m);
	d->facts = (struct run_facts){ .number = 7, .kind = "草稿", .mark = "", .now = "2026-11-12 09:00:00", .head = HEAD, .document = "",
		.by = "", .reason = "", .version = "0.0", .program_digest = "aaaa", .rules_digest = "bbbb", .language = "zh", .workbook = NAME };
	tell(d);
}

/* ---- the cover ------------------------------------------------------------------------- */

static void the_cover_says_what_the_run_is_and_which_head_it_extends(void **state)
{
	struct desk *d = *state;

	autumn(d);
	d->facts.kind = "正式";
	d->facts.draft = 6;
	d->facts.document = "示例〔2026〕58号";
	d->facts.by = "示例主任";
	assert_true(write_book(d));
	assert_string_equal(row(d, COVER, 2), "【正式】　第 7 次运行（由第 6 次运行的草稿审定）　｜　数据截止 2026-10-31　｜　示例〔2026〕58号　｜　签发 示例主任");
	assert_true(says(d, "2026-11-12 09:00:00　接续 b2b2291f96e2e6a8…"));
	assert_true(says(d, "规则摘要 SHA-256：bbbb\n程序 kaohe 0.0　SHA-256：aaaa\n本次运行接续的台账链值：" HEAD));
	assert_true(says(d, "提出2件：未处理1，采纳0，不采纳1"));
}

static void the_first_run_of_a_ledger_says_so(void **state)
{
	struct desk *d = *state;

	autumn(d);
	d->facts.head = "0000000000000000000000000000000000000000000000000000000000000000";
	assert_true(write_book(d));
	assert_true(says(d, "2026-11-12 09:00:00　台账的第一条"));
}

static void a_correction_names_the_run_it_replaces_and_why(void **state)
{
	struct desk *d = *state;

	autumn(d);
	d->facts.kind = "更正";
	d->facts.corrects = 4;
	d->facts.reason = "调查数据录反";
	assert_true(write_book(d));
	assert_string_equal(row(d, COVER, 2), "【更正】　第 7 次运行（更正第 4 次运行）　｜　数据截止 2026-10-31");
	assert_string_equal(row(d, COVER, 3), "更正理由：调查数据录反。更正前后的总分、名次和问责建议见 corrections.csv");
}

static void a_trial_is_marked_wherever_its_kind_is_said(void **state)
{
	struct desk *d = *state;

	autumn(d);
	d->facts.mark = "试运行";
	assert_true(write_book(d));
	assert_string_equal(row(d, COVER, 2), "【试运行草稿】　第 7 次运行　｜　数据截止 2026-10-31　｜　未经审定，不作为正式通报　｜　试运行，不计入正式考核");
	assert_string_equal(row(d, RANKING, 1), "2026年10月考核排名（试运行草稿）");
	assert_string_equal(row(d, FLAGS, 1), "2026年10月问责建议清单（试运行草稿）");
	assert_non_null(strstr(part(d, "xl/worksheets/sheet2.xml"), "2026-10 试运行草稿</oddFooter>"));
}

static void the_sentences_say_who_moved_what_stands_and_what_is_open(void **state)
{
	struct desk *d = *state;
	const char **s;

	autumn(d);
	s = report_sentences(d->month.arena, d->facts.scores, d->facts.flags);
	assert_string_equal(s[0], "总榜首位：城组 中区 88.00 分；县组 南县 82.00 分。");
	assert_string_equal(s[2], "与上期相比，名次降得最多：西区（第1→第2）、北县（第1→第2）、山县（第1→第2）。");
	assert_string_equal(s[3], "建议问责 1 件：东区 进展缓慢→约谈（连续第3期）。已作决定 1 件：西区 进展缓慢 撤销。以前各期未了 2 件，其中逾期 1 件。");
	assert_null(s[4]);
}

/* ---- 排名 ------------------------------------------------------------------------------- */

static void the_ranking_has_the_rank_before_and_what_people_added(void **state)
{
	struct desk *d = *state;

	autumn(d);
	past_of(&d->month, "C", 1)->present = false;
	past_of(&d->month, "B", 1)->rank = 4;
	past_of(&d->month, "E", 1)->ranked = false;
	assert_true(write_book(d));
	assert_string_equal(row(d, RANKING, 4), "名次|单位|总分\n满分100|上期名次\n2026-09|升降|整改\n权重60%|进度\n权重40%|调整\n（人工）|问责扣分|问责\n（建议）|"
		"得分率最低的一级指标，其中失分最多的一项\n备注");
	assert_string_equal(row(d, RANKING, 5), "1|中区|88|—|新|48|40|—|—|—|整改（得48.00，满60），实为 80%");
	assert_string_equal(row(d, RANKING, 6), "2|西区|44|4|↑2|12|32|—|—|—|整改（得12.00，满60），实为 20%");
	assert_string_equal(row(d, RANKING, 7), "3|东区|9|3|—|6|4|—|-1|效能督查1项|整改（得6.00，满60），实为 10%；问责扣分-1（2026-09-区县-A-整改慢）");
	assert_string_equal(row(d, RANKING, 10), "1|南县|82|1|—|48|32|2|—|—|整改（得48.00，满60），实为 80%；调整+2（示例〔2026〕8号：抗灾）");
	assert_string_equal(row(d, RANKING, 11), "2|北县|80|未排名|48|32|—|—|—|整改（得48.00，满60），实为 80%；与山县并列第2");
	assert_string_equal(row(d, RANKING, 12), "2|山县|80|1|↓1|48|32|—|—|—|整改（得48.00，满60），实为 80%；与北县并列第2");
}

static void a_period_further_back_is_called_by_another_word(void **state)
{
	struct desk *d = *state;

	autumn(d);
	d->month.history->past[0].run = 0;
	assert_true(write_book(d));
	assert_non_null(strstr(row(d, RANKING, 4), "前次名次\n2026-08|升降"));
	assert_string_equal(row(d, CHANGES, 2), "与前次（2026年8月，第 1 次运行公布）相比；括号里是对总分的影响，单位：分");
}

static void the_total_without_peoples_hand_stands_in_the_remarks(void **state)
{
	struct desk *d = *state;
	struct unit_score *u;

	autumn(d);
	u = &d->month.scores->board[0].unit[3];
	u->has_before = true;
	u->before = num_int(80);
	assert_true(write_book(d));
	assert_string_equal(row(d, RANKING, 10), "1|南县|82|1|—|48|32|2|—|—|整改（得48.00，满60），实为 80%；调整、剔除前总分80.00；调整+2（示例〔2026〕8号：抗灾）");
}

/* ---- 问责清单 ----------------------------------------------------------------------------- */

static void the_list_shows_the_rung_the_months_that_led_there_and_the_decision(void **state)
{
	struct desk *d = *state;

	autumn(d);
	assert_true(write_book(d));
	assert_string_equal(row(d, FLAGS, 3), "序号|单位|情形／事由|轨道|级别\n（阶梯）|连续／累计|事实|依据|责任角色|反馈期限|决定|状态");
	assert_string_equal(row(d, FLAGS, 4), "1|东区|进展缓慢：整改慢\n并入：进度慢|效能督查|约谈\n第2级/共2级|连续3期，累计3次\n此前：\n2026-08、2026-09|"
		"甲(1) / 乙(10) &lt; 30%（甲 / 乙 = 10%）\n（所据至多11行）|示例第五条|主要领导（示例张三）、分管领导（示例李四）|告知后10天内|—|建议");
	assert_string_equal(row(d, FLAGS, 5), "2|西区|进展缓慢：整改慢|效能督查|提醒\n第1级/共2级|连续1期，累计1次|甲(2) / 乙(10) &lt; 30%（甲 / 乙 = 20%）\n（所据至多12行）|"
		"示例第五条|主要领导|告知后10天内|撤销（示例〔2026〕9号，示例王五，2026-11-10）：示例理由|撤销");
	assert_string_equal(row(d, FLAGS, 6), "所据的阶梯（按序号）：1. 第2级：连续(3) &gt;= 3；2. 第1级：连续(1) &gt;= 1");
}

/* Revoked is struck through as well as said. */
static void what_was_revoked_stays_struck_through(void **state)
{
	struct desk *d = *state;

	autumn(d);
	assert_true(write_book(d));
	assert_non_null(strstr(part(d, "xl/styles.xml"), "<strike/>"));
	decide(&d->month, "2026-10-区县-B-整改慢", DECIDED_UPHOLD, "2026-10-30", "2026-11-10");
	d->month.people->ruling[1] = d->month.people->ruling[2];
	d->month.people->ruling_count = 2;
	tell(d);
	assert_true(write_book(d));
	assert_null(strstr(part(d, "xl/styles.xml"), "<strike/>"));
}

/* ---- 变化 --------------------------------------------------------------------------------- */

static void the_changes_name_the_largest_lines_up_and_down(void **state)
{
	struct desk *d = *state;

	autumn(d);
	past_of(&d->month, "D", 1)->figure[0].points = num_int(1);
	assert_true(write_book(d));
	assert_string_equal(row(d, CHANGES, 1), "2026年10月总分变化（草稿）");
	assert_string_equal(row(d, CHANGES, 5), "名次|单位|上期总分|本期总分|变化|拉高总分的（最大三项）|拉低总分的（最大三项）");
	assert_string_equal(row(d, CHANGES, 6), "第1\n原第1|中区|80|88|8|进度 80% → 100%（+8.00）|—");
	assert_string_equal(row(d, CHANGES, 8), "第3\n原第3|东区|38|9|-29|—|进度 80% → 10%（−28.00）\n"
		"加减分、调整、问责扣分和总分限额（上期没有分项记录，合在一起）（−1.00）");
	assert_string_equal(row(d, CHANGES, 11), "第1\n原第1|南县|80|82|2|上期“总”的得分按本期的规则合不出来：方案改过，或上期另有处理，不能逐项说明");
}

static const char *written(struct desk *d, const char *name)
{
	const struct file *f = file_read(d->month.arena, d->month.diag, d->out, name);

	assert_non_null(f);
	return f->bytes;
}

/* ---- 督办 --------------------------------------------------------------------------------- */

static struct balance *have_balances(struct desk *d)
{
	struct balance *b = arena_many(d->month.arena, struct balance, 3);

	for (size_t k = 0; k < 3; k++) {
		b[k].source = d->month.scheme->source[0];
		b[k].unit = unit(&d->month, k == 0 ? "A" : k == 1 ? "B" : "C");
		b[k].holds = true;
	}
	b[0].open_before = 118;
	b[0].fresh = 397;
	b[0].closed = 420;
	b[0].open_now = 95;
	b[1] = b[0];
	b[1].unit = unit(&d->month, "B");
	b[1].open_now = 93;
	b[1].vanished = 2;
	b[1].holds = false;
	d->month.measures->balance = b;
	d->month.measures->balance_count = 3;
	return b;
}

static void open_matters_have_their_days_and_the_balance_its_figures(void **state)
{
	struct desk *d = *state;

	autumn(d);
	have_balances(d);
	assert_true(write_book(d));
	assert_string_equal(row(d, OPEN, 2), "剩余天数算到数据截止日 2026-10-31，按自然日数；"
		"已超期（&lt;0天）红，三日内到期（≤3天）橙，七日内到期（≤7天）黄，期限内（其余）绿");
	assert_string_equal(row(d, OPEN, 3), "以前各期未了的问责事项（2项）");
	assert_string_equal(row(d, OPEN, 5), "1|东区|进展缓慢：整改慢\n主要领导（示例张三）|提醒|2026-08|建议|待定|—|—");
	assert_string_equal(row(d, OPEN, 6), "2|东区|进展缓慢：整改慢\n主要领导（示例张三）|提醒|2026-09|维持|2026-10-18|已超期\n逾期13天|—");
	assert_string_equal(row(d, OPEN, 8), "序号|单位|数据|期初未结|＋新增|－办结|＝期末未结|相符");
	assert_string_equal(row(d, OPEN, 9), "1|东区|台账|118|397|420|95|相符");
	assert_string_equal(row(d, OPEN, 10), "2|西区|台账|118|397|420|93|不符\n消失2");
	assert_string_equal(row(d, OPEN, 11), "尚未处理的异议（1件），处理完以前不能转为正式");
	assert_string_equal(row(d, OPEN, 13), "1|北县|复查口径|YY-1|2026-11-05|未处理|已转督查室");
}

/* 台账 of the small city is too small to have a loop: it gets columns of its own. */
#define LOOP \
	"[数据:问题]\n文件 = 问题.csv\n报送 = 汇总\n单位.区县 = 区县\n无单位 = 计数\n列.区县 = 文本 可空\n列.发现 = 日期 必填\n列.期限 = 日期 必填 期限\n列.完成 = 日期 可空\n" \
	"[整改:问题]\n标题 = 突出问题\n数据 = 问题\n名录 = 区县\n发现 = 发现\n期限 = 期限\n整改 = 完成\n"

static void cases_stand_by_unit_and_state_and_sum_up(void **state)
{
	struct desk *d = *state;
	struct month *m = &d->month;

	put_file(m, m->inputs, "问题.csv", "区县,发现,期限,完成\n东区,2026-10-01,2026-10-20,\n东区,2026-09-01,2026-11-20,\n东区,2026-09-02,2026-10-02,2026-10-01\n"
		"南县,2026-06-02,2026-10-02,\n,2026-10-02,2026-10-30,\n");
	month(d, BOARD TREE LOOP, "区县,事,数\n");
	d->facts.workbook = NAME;
	assert_true(write_book(d));
	assert_non_null(strstr(part(d, "xl/workbook.xml"), "<sheet name=\"督办\" sheetId=\"6\""));
	assert_string_equal(row(d, OPEN - 1, 3), "整改进度：突出问题（截至 2026-10-31；合计＝六种状态之和，未销号＝各段账龄之和）");
	assert_string_equal(row(d, OPEN - 1, 4), "序号|单位|合计|待交办|整改中\n(期内)|逾期未改|已改待复查|复查不合格|已销号|未销号|30天以内|31-90天|90天以上|反弹");
	assert_string_equal(row(d, OPEN - 1, 5), "1|东区|3|—|1|1|0|—|1|2|1|1|0|—");
	assert_string_equal(row(d, OPEN - 1, 6), "2|南县|1|—|0|1|0|—|0|1|0|0|1|—");
	assert_string_equal(row(d, OPEN - 1, 7), "3|（无单位）|1|—|0|1|0|—|0|1|1|0|0|—");
	assert_string_equal(row(d, OPEN - 1, 8), "合计|5|—|1|3|0|—|1|4|2|1|1|—");
	assert_true(report_rectify_csv(m->arena, m->diag, &d->facts, d->out));
	assert_non_null(strstr(written(d, "rectify.csv"), "2026-10,问题,区县,城,A,东区,all,合计,3,,考核.ini:"));
	assert_non_null(strstr(written(d, "rectify.csv"), "东区,state,逾期未改,1,,考核.ini:"));
	assert_non_null(strstr(written(d, "rectify.csv"), ",问题.csv:2 (1行)\r\n"));
	assert_non_null(strstr(written(d, "rectify.csv"), "2026-10,问题,区县,,,无单位,age,30天以内,1,,考核.ini:"));
	assert_true(report_scores_csv(m->arena, m->diag, &d->facts, d->out));
	assert_null(strstr(written(d, "scores.csv"), "逾期未改"));
}

static void a_scheme_without_such_cases_writes_no_file_of_them(void **state)
{
	struct desk *d = *state;

	autumn(d);
	assert_true(report_rectify_csv(d->month.arena, d->month.diag, &d->facts, d->out));
	assert_false(file_exists(d->out, "rectify.csv"));
}

static void who_was_told_this_period_has_a_day_to_reply(void **state)
{
	struct desk *d = *state;

	autumn(d);
	decide(&d->month, "2026-10-区县-A-整改慢", DECIDED_UPHOLD, "2026-10-28", "2026-10-29");
	tell(d);
	assert_true(write_book(d));
	assert_string_equal(row(d, OPEN, 7), "本期已告知、等待反馈或已有回复的（1项）");
	assert_string_equal(row(d, OPEN, 9), "1|东区|进展缓慢：整改慢\n主要领导（示例张三）、分管领导（示例李四）|约谈|2026-10|维持|2026-11-07|七日内到期\n还有7天|—");
	assert_true(says(d, "告知后10天内\n2026-11-07到期"));
}

static void reply_came(struct month *m, const char *id, const char *day, int review)
{
	for (size_t k = 0; k < m->people->ruling_count; k++)
		if (strcmp(m->people->ruling[k].flag_id, id) == 0)
			m->people->ruling[k].reply = (struct reply){ true, the_day(day), "示例复〔2026〕1号", review };
}

static void a_reply_ends_the_waiting_and_its_words_and_colours_are_the_schemes(void **state)
{
	struct desk *d = *state;
	struct month *m = &d->month;

	autumn(d);
	reply_came(m, "2026-09-区县-A-整改慢", "2026-10-21", REPLY_TAKEN);
	decide(m, "2026-10-区县-A-整改慢", DECIDED_UPHOLD, "2026-10-20", "2026-10-29");
	reply_came(m, "2026-10-区县-A-整改慢", "2026-10-25", REPLY_RETURNED);
	tell(d);
	assert_true(write_book(d));
	assert_string_equal(row(d, OPEN, 6), "2|东区|进展缓慢：整改慢\n主要领导（示例张三）|提醒|2026-09|维持|2026-10-18|逾期3天回复|2026-10-21，示例复〔2026〕1号，采纳");
	assert_string_equal(row(d, OPEN, 9), "1|东区|进展缓慢：整改慢\n主要领导（示例张三）、分管领导（示例李四）|约谈|2026-10|维持|2026-10-30|已超期\n逾期1天|2026-10-25，示例复〔2026〕1号，退回");
	assert_true(report_flags_csv(m->arena, m->diag, &d->facts, d->out));
	assert_non_null(strstr(written(d, "flags.csv"), ",2026-10-30,proposal,2026-10,2026-10-20,2026-10-25,示例复〔2026〕1号,退回,-1,已超期,11,at most\r\n"));
	assert_non_null(strstr(written(d, "flags.csv"), ",提醒,,,,示例第五条,主要领导（示例张三）,,维持,考核.ini:91,,,,,,,维持,示例〔2026〕9号,2026-10-20,2026-10-18,open,2026-09,"
		"2026-10-08,2026-10-21,示例复〔2026〕1号,采纳,,逾期3天回复,,\r\n"));
	assert_non_null(strstr(written(d, "flags.csv"), ",提醒,,,,示例第五条,主要领导（示例张三）,,建议,考核.ini:91,,,,,,,,,,,open,2026-08,,,,,,,,\r\n"));
}

/* ---- 数据质量 ------------------------------------------------------------------------------ */

static void have_trouble(struct desk *d)
{
	static struct late_edit edits[2];
	static struct exclusion exclusion;
	static struct unit_change change;
	struct month *m = &d->month;

	edits[0] = (struct late_edit){ .source = m->scheme->source[0], .what = EDIT_CHANGED, .key = "WT-1", .column = "数", .before = "3", .after = "5",
		.unit = unit(m, "A"), .file = "台账.csv", .line = 12 };
	edits[1] = (struct late_edit){ .source = m->scheme->source[0], .what = EDIT_VANISHED, .key = "WT-2", .column = "", .before = "", .after = "",
		.unit = unit(m, "B"), .file = "" };
	m->measures->late_edit = edits;
	m->measures->late_edit_count = 2;
	exclusion = (struct exclusion){ .source = m->scheme->source[0], .key = "WT-9", .document = "示例〔2026〕41号", .reason = "重复登记",
		.approver = "示例甲", .second = "", .at = { "剔除.csv", 3, 0 }, .rows = 1 };
	m->people->exclusion = &exclusion;
	m->people->exclusion_count = 1;
	change = (struct unit_change){ .registry = m->scheme->registry[0], .old_code = "G", .now = unit(m, "F"), .from = the_day("2026-10-01"),
		.inherits = true, .document = "示例〔2026〕40号", .at = { "单位变更.csv", 2, 0 } };
	m->people->change = &change;
	m->people->change_count = 1;
	m->measures->intake[0].tally[0].in = 20;
	m->measures->intake[0].tally[0].counted = 19;
	m->measures->intake[0].tally[0].struck = 1;
}

static void late_edits_balances_and_papers_are_lines_of_their_own(void **state)
{
	struct desk *d = *state;

	autumn(d);
	have_trouble(d);
	have_balances(d);
	assert_true(write_book(d));
	assert_string_equal(row(d, QUALITY, 1), "类别|数据|名录|单位|文件|行号|编码|行数|计入|无单位|截止日后|剔除|隔离|守恒|编号|说明|内容|SHA-256");
	assert_string_equal(row(d, QUALITY, 2), "行数守恒|台账|区县|20|19|0|0|1|0|是|读入 = 计入 + 无单位 + 截止日后 + 剔除 + 隔离");
	assert_string_equal(row(d, QUALITY, 4), "改动|台账|区县|东区|台账.csv|12|公布后改动：数 原为“3”，现为“5”|主键=WT-1");
	assert_string_equal(row(d, QUALITY, 5), "未结而消失|台账|区县|西区|上期公布时未结，本期的数据里没有这一行|主键=WT-2");
	assert_string_equal(row(d, QUALITY, 6), "余量不平|台账|区县|西区|期初未结118 + 新增397 - 办结420 = 95，期末未结却是93|消失2");
	assert_string_equal(row(d, QUALITY, 7), "剔除|台账|剔除.csv|3|1|示例〔2026〕41号；理由：重复登记；批准：示例甲|主键=WT-9");
	assert_string_equal(row(d, QUALITY, 8), "调整|区县|南县|调整.csv|2|示例〔2026〕8号；理由：抗灾；批准：示例甲、示例乙|总榜 +2分");
	assert_string_equal(row(d, QUALITY, 9), "单位变更|区县|山县|单位变更.csv|2|示例〔2026〕40号；自 2026-10-01 起，历史继承|G → F");
	assert_true(says(d, "计入19＋剔除1"));
}

/* ---- CSVs and run.json ----------------------------------------------------------------------- */

static void the_flags_carry_rung_months_and_decision(void **state)
{
	struct desk *d = *state;
	const char *text;

	autumn(d);
	assert_true(report_flags_csv(d->month.arena, d->month.diag, &d->facts, d->out));
	text = written(d, "flags.csv");
	assert_non_null(strstr(text, ",告知后10天内,建议,考核.ini:91,2,3,3,2026-08、2026-09,,进度慢,,,,,proposal,2026-10,,,,,,,11,at most\r\n"));
	assert_non_null(strstr(text, ",告知后10天内,撤销,考核.ini:91,1,1,1,,,,撤销,示例〔2026〕9号,2026-11-10,,proposal,2026-10,2026-10-30,,,,,,12,at most\r\n"));
}

static void what_people_added_stands_before_the_total(void **state)
{
	struct desk *d = *state;
	const char *text;

	autumn(d);
	assert_true(report_scores_csv(d->month.arena, d->month.diag, &d->facts, d->out));
	text = written(d, "scores.csv");
	assert_non_null(strstr(text, "A,东区,duty,2026-09-区县-A-整改慢,,-1,示例〔2026〕9号,决定.csv:2,\r\n2026-10,区县,城,A,东区,total,总榜,,9,"));
	assert_non_null(strstr(text, "D,南县,adjustment,调整,,2,示例〔2026〕8号,调整.csv:2,\r\n2026-10,区县,县,D,南县,total,总榜,,82,"));
}

static void corrections_are_figures_before_and_after_and_who_relied_on_them(void **state)
{
	static const struct correction_line lines[] = {
		{ "总榜", "A", "东区", "总分", "-1.5", "9" }, { "总榜", "A", "东区", "问责：整改慢", "", "约谈" },
		{ "总榜", "A", "东区", "得分：甲", "16690/169", "-1/7000000" }, { "总榜", "A", "东区", "得分：乙", "123456789012345.5", "0" },
		{ "总榜", "A", "东区", "得分：丙", "0.123456789012", "" },
	};
	static const char *const touched[] = { "2026-11", NULL };
	struct desk *d = *state;

	autumn(d);
	assert_true(report_corrections_csv(d->month.arena, d->month.diag, &d->facts, lines, 5, touched, d->out));
	assert_string_equal(written(d, "corrections.csv"), "\xEF\xBB\xBFperiod,board,unit_code,unit_name,what,before,after,exact\r\n"
		"2026-10,总榜,A,东区,总分,-1.5,9,yes\r\n2026-10,总榜,A,东区,问责：整改慢,,约谈,\r\n"
		"2026-10,总榜,A,东区,得分：甲,98.7573964497,-0.000000142857142857,no\r\n2026-10,总榜,A,东区,得分：乙,123456789012000,0,no\r\n"
		"2026-10,总榜,A,东区,得分：丙,0.123456789012,,yes\r\n"
		"2026-10,,,,后期已引用，须另行核对,,2026-11,\r\n");
}

static void run_json_names_the_ledger_what_it_relied_on_and_every_output(void **state)
{
	struct desk *d = *state;
	struct arena *a = d->month.arena;
	const char *text;

	autumn(d);
	d->facts.draft = 6;
	d->facts.document = "示例〔2026〕58号";
	assert_true(report_scores_csv(a, d->month.diag, &d->facts, d->out));
	assert_true(report_flags_csv(a, d->month.diag, &d->facts, d->out));
	assert_true(report_quarantine_csv(a, d->month.diag, &d->facts, d->out));
	assert_true(report_changes_csv(a, d->month.diag, &d->facts, d->out));
	assert_true(report_run_json(a, d->month.diag, &d->facts, d->out));
	text = written(d, "run.json");
	assert_non_null(strstr(text, "  \"now\": \"2026-11-12 09:00:00\",\n  \"run\": 7,\n  \"kind\": \"草稿\",\n  \"mark\": null,\n  \"draft\": 6,\n"
		"  \"document\": \"示例〔2026〕58号\",\n  \"by\": null,\n  \"reason\": null,\n"
		"  \"ledger\": {\n    \"number\": 7,\n    \"previous\": \"" HEAD "\"\n  },\n"
		"  \"relied\": [\n    {\n      \"period\": \"2026-09\",\n      \"run\": 2\n    },\n    {\n      \"period\": \"2026-08\",\n      \"run\": 1\n    }\n  ],\n"));
	assert_non_null(strstr(text, "      \"name\": \"changes.csv\",\n"));
	assert_null(strstr(text, "corrections.csv"));
}

/* ---- explain --------------------------------------------------------------------------------- */

static const char *explained(struct desk *d, const char *code, const char *element)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	const char *kept;

	report_explain(d->month.arena, d->facts.scores, d->facts.flags, d->month.scheme->board[0], unit(&d->month, code), element, out);
	assert_int_equal(fclose(out), 0);
	kept = arena_str(d->month.arena, text);
	free(text);
	return kept;
}

static void says_all(const char *text, const char *const *lines)
{
	for (; *lines != NULL; lines++)
		if (strstr(text, *lines) == NULL)
			fail_msg("“%s” is not in\n%s", *lines, text);
}

#define SAYS(text, ...) says_all(text, (const char *const[]){ __VA_ARGS__, NULL })

static void a_unit_is_explained_with_what_people_added(void **state)
{
	struct desk *d = *state;

	autumn(d);
	SAYS(explained(d, "A", NULL), "│ ├ 问责扣分 -1  决定.csv:2\n│ │ ├ 问责 2026-09-区县-A-整改慢\n│ │ └ 示例〔2026〕9号，示例王五，理由 示例理由\n",
		"问责建议 进展缓慢 → 约谈（效能督查，整改慢）：");
	SAYS(explained(d, "D", NULL), "│ ├ 调整 +2  调整.csv:2\n│ │ └ 示例〔2026〕8号，示例甲，理由 抗灾\n");
}

static void a_trigger_is_explained_with_its_rung(void **state)
{
	struct desk *d = *state;

	autumn(d);
	SAYS(explained(d, "A", "整改慢"), "问责 整改慢：进展缓慢，效能督查，阶梯 慢  考核.ini:91",
		"成立，建议 约谈（2026-10-区县-A-整改慢）；依据 至多11行", "阶梯 慢：第2级/共2级，连续3期，累计3次  考核.ini:89",
		"第2级：连续(3) >= 3", "此前各期 2026-08、2026-09", "并入同一情形的 进度慢");
	SAYS(explained(d, "A", "进度慢"), "成立；同一情形已由“整改慢”提出，并入 2026-10-区县-A-整改慢");
	SAYS(explained(d, "B", "整改慢"), "决定 撤销（示例〔2026〕9号，示例王五，2026-11-10）：示例理由  决定.csv:3");
}

static void earlier_figures_are_shown_with_the_runs_they_come_from(void **state)
{
	struct desk *d = *state;
	struct month *m = &d->month;
	const char *text;

	rules(m, BOARD TREE "[问责:退]\n情形 = 推进不力\n轨道 = 效能督查\n范围 = 总榜\n起始 = 提醒\n责任角色 = 主要领导\n依据 = 示例\n"
		"触发 = 值(整改) < 上期(值(整改)) 且 近期(得分(整改), 3, 平均) < 60 且 连续(总得分 < 50, 中断) >= 3 且 升降 <= 0\n");
	start(m, "2026-08");
	figures(m, "3");
	score(m);
	close_month(m, true);
	figures(m, "2");
	score(m);
	close_month(m, true);
	figures(m, "1");
	give(m, "A", "丙", "1");
	past_of(m, "A", 2)->total = num_int(49);
	tell(d);
	text = explained(d, "A", "退");
	SAYS(text, "上期(值(整改)) = 0.2，即20%\n", "2026-09（第2次运行）：整改 0.2，即20%\n",
		"近期(得分(整改), 3, 平均) = 20\n", "2026-08（第1次运行）：整改 得分 30/100\n", "升降 = 0\n", "2026-09（第2次运行）：名次 3\n");
	assert_null(strstr(explained(d, "B", "退"), "2026-07"));
}

/* ---- two workbooks ----------------------------------------------------------------------------- */

static const char *compared(struct desk *d, const char *ours, const char *theirs, bool *same)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	const char *kept;

	*same = book_compare(d->month.arena, d->month.diag, path_join(d->month.arena, d->out, ours), path_join(d->month.arena, d->out, theirs), out);
	assert_int_equal(fclose(out), 0);
	kept = arena_str(d->month.arena, text);
	free(text);
	return kept;
}

static void every_cell_that_differs_between_two_workbooks_is_named(void **state)
{
	struct desk *d = *state;
	struct unit_score *u;
	bool same;

	autumn(d);
	assert_true(write_book(d));
	assert_string_equal(compared(d, NAME, NAME, &same), "");
	assert_true(same);
	u = &d->month.scores->board[0].unit[2];
	u->total = num_int(89);
	d->facts.workbook = "b.xlsx";
	assert_true(write_book(d));
	assert_non_null(strstr(compared(d, NAME, "b.xlsx", &same), "排名!C5: 89 → 88\n"));
	assert_false(same);
	assert_string_equal(complaints(&d->month, 0), "");
}

static void a_sheet_that_only_one_has_is_named(void **state)
{
	struct desk *d = *state;
	const char *said;
	bool same;

	autumn(d);
	assert_true(write_book(d));
	d->month.people->objection_count = 0;
	d->month.flags->open_count = 0;
	d->facts.workbook = "b.xlsx";
	assert_true(write_book(d));
	said = compared(d, NAME, "b.xlsx", &same);
	assert_false(same);
	assert_non_null(strstr(said, "督办: 整张表不见了\n"));
	assert_non_null(strstr(compared(d, "b.xlsx", NAME, &same), "督办: 多出来的表\n"));
}

static void what_is_no_workbook_is_refused(void **state)
{
	struct desk *d = *state;
	bool same;

	autumn(d);
	assert_true(write_book(d));
	put_file(&d->month, d->out, "c.xlsx", "区县,分\n");
	assert_string_equal(compared(d, NAME, "c.xlsx", &same), "");
	assert_false(same);
	assert_string_equal(compared(d, NAME, "no.xlsx", &same), "");
	assert_false(same);
	assert_string_equal(complaints(&d->month, 0),
		"kaohe: 错误 K610: “c.xlsx”不是能读的 .xlsx 工作簿：不是完整的压缩包；请用 Excel 或 WPS 另存为 .xlsx，或核对文件是否完整\n"
		"kaohe: 错误 K611: 工作簿“no.xlsx”打不开：No such file or directory；请核对文件名和权限\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(the_cover_says_what_the_run_is_and_which_head_it_extends),
		DESK_TEST(the_first_run_of_a_ledger_says_so),
		DESK_TEST(a_correction_names_the_run_it_replaces_and_why),
		DESK_TEST(a_trial_is_marked_wherever_its_kind_is_said),
		DESK_TEST(the_sentences_say_who_moved_what_stands_and_what_is_open),
		DESK_TEST(the_ranking_has_the_rank_before_and_what_people_added),
		DESK_TEST(a_period_further_back_is_called_by_another_word),
		DESK_TEST(the_total_without_peoples_hand_stands_in_the_remarks),
		DESK_TEST(the_list_shows_the_rung_the_months_that_led_there_and_the_decision),
		DESK_TEST(what_was_revoked_stays_struck_through),
		DESK_TEST(the_changes_name_the_largest_lines_up_and_down),
		DESK_TEST(open_matters_have_their_days_and_the_balance_its_figures),
		DESK_TEST(cases_stand_by_unit_and_state_and_sum_up),
		DESK_TEST(a_scheme_without_such_cases_writes_no_file_of_them),
		DESK_TEST(who_was_told_this_period_has_a_day_to_reply),
		DESK_TEST(a_reply_ends_the_waiting_and_its_words_and_colours_are_the_schemes),
		DESK_TEST(late_edits_balances_and_papers_are_lines_of_their_own),
		DESK_TEST(the_flags_carry_rung_months_and_decision),
		DESK_TEST(what_people_added_stands_before_the_total),
		DESK_TEST(corrections_are_figures_before_and_after_and_who_relied_on_them),
		DESK_TEST(run_json_names_the_ledger_what_it_relied_on_and_every_output),
		DESK_TEST(a_unit_is_explained_with_what_people_added),
		DESK_TEST(a_trigger_is_explained_with_its_rung),
		DESK_TEST(earlier_figures_are_shown_with_the_runs_they_come_from),
		DESK_TEST(every_cell_that_differs_between_two_workbooks_is_named),
		DESK_TEST(a_sheet_that_only_one_has_is_named),
		DESK_TEST(what_is_no_workbook_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
