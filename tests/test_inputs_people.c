/* test_inputs_people.c -- what people decided is read row by row, and every fault is told. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/inputs_month.h"

#define LEDGER_KEYED LEDGER "主键 = 编号\n列.编号 = 文本 必填\n"

static struct people *read_people(struct month *m, const char *more, const char *rules)
{
	struct period period;

	city_with(m, more, rules);
	read_scheme(m);
	assert_true(period_parse("2026-10", &period));
	return people_read(m->arena, m->diag, m->scheme, m->inputs, period);
}

/* Reads the month as those people decided. */
static void read_with(struct month *m, const char *more, const char *rules)
{
	struct people *people = read_people(m, more, rules);
	struct period period;

	assert_true(period_parse("2026-10", &period));
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, people, NULL);
}

static const char *day(struct month *m, int32_t number)
{
	return number == INT32_MIN ? "无" : day_text(m->arena, number);
}

/* ---- 决定 -------------------------------------------------------------------- */

#define RULING "决定 = 决定.csv\n"
#define RULING_HEAD "编号,告知日,申辩,决定,措施,文号,日期,决定人,理由,申诉,复查,期满,容错1,容错2,容错3,容错4,容错5,容错6\n"

static const char *rulings(struct month *m, const struct people *p)
{
	static const char *const words[] = { "维持", "减轻", "撤销", "免责" };
	struct buf out = buf_new(m->arena);
	size_t i;

	for (i = 0; i < p->ruling_count; i++)
		buf_printf(&out, "%s %s %s [%s] 告知%s 决定%s 期满%s %s %s %s\n", origin_text(m->arena, p->ruling[i].at), p->ruling[i].flag_id,
			words[p->ruling[i].decision], p->ruling[i].measure, day(m, p->ruling[i].told), day(m, p->ruling[i].decided),
			day(m, p->ruling[i].expires), p->ruling[i].document, p->ruling[i].by, p->ruling[i].reason);
	for (i = 0; i < p->notice_count; i++)
		buf_printf(&out, "%s %s 告知%s\n", origin_text(m->arena, p->notice[i].at), p->notice[i].flag_id, day(m, p->notice[i].told));
	return out.at;
}

static void rulings_are_read_with_their_dates(void **state)
{
	struct month *m = *state;
	const struct people *p;
	int32_t told;

	sends(m, "决定.csv", RULING_HEAD
		"Q1,2026-10-08,无,维持,,示例〔2026〕9号,2026-10-20,示例张三,属实,,,2027-04-20,,,,,,\n"
		"Q2,,,减轻,提醒,,2026/10/21,示例张三,,,,,,,,,,\n"
		"Q3,2026-10-08,有,撤销,,示例〔2026〕10号,2026-10-22,示例张三,数据有误,,,,,,,,,\n"
		"Q4,,,免责,,示例〔2026〕11号,2026-10-22,示例张三,不可抗力,申诉,复查,,是,是,是,是,是,是\n"
		"Q5,2026-10-09,,,,,,,,,,,,,,,,\n");
	p = read_people(m, RULING, LEDGER);
	assert_says(m, "");
	assert_string_equal(rulings(m, p),
		"决定.csv:2 Q1 维持 [] 告知2026-10-08 决定2026-10-20 期满2027-04-20 示例〔2026〕9号 示例张三 属实\n"
		"决定.csv:3 Q2 减轻 [提醒] 告知无 决定2026-10-21 期满无  示例张三 \n"
		"决定.csv:4 Q3 撤销 [] 告知2026-10-08 决定2026-10-22 期满无 示例〔2026〕10号 示例张三 数据有误\n"
		"决定.csv:5 Q4 免责 [] 告知无 决定2026-10-22 期满无 示例〔2026〕11号 示例张三 不可抗力\n"
		"决定.csv:6 Q5 告知2026-10-09\n");
	assert_string_equal(p->ruling[3].appeal, "申诉");
	assert_string_equal(p->ruling[3].review, "复查");
	assert_true(told_on(p, "Q1", &told));
	assert_string_equal(day(m, told), "2026-10-08");
	assert_true(told_on(p, "Q5", &told));
	assert_string_equal(day(m, told), "2026-10-09");
	assert_false(told_on(p, "Q2", &told));
}

static void the_files_are_handed_to_the_ledger(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "决定_2026-10.csv", RULING_HEAD);
	sends(m, "异议.csv", "编号,期,单位,事项,提出日期,处理,处理日期,处理文号,说明\n");
	p = read_people(m, "决定 = 决定_{期}.csv\n异议 = 异议.csv\n调整 = 调整.csv\n", LEDGER);
	assert_int_equal(p->file_count, 2);
	assert_string_equal(p->file[0]->name, "决定_2026-10.csv");
	assert_string_equal(p->file[1]->name, "异议.csv");
	assert_int_equal(p->file[0]->length, strlen(RULING_HEAD));
	assert_says(m, "调整.csv: 提示 K435: 方案写明的“调整”文件不在输入目录里；按没有处理\n");
	assert_int_equal(diag_exit(m->diag), 0);
}

static void a_scheme_that_names_no_files_has_no_people(void **state)
{
	struct month *m = *state;
	const struct people *p = read_people(m, "", LEDGER);

	assert_says(m, "");
	assert_int_equal(p->file_count + p->ruling_count + p->adjustment_count + p->exclusion_count + p->objection_count + p->change_count, 0);
	assert_true(p->calendar_first > p->calendar_last);
}

static void what_a_decision_lacks_is_told_all_at_once(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "决定.csv", RULING_HEAD
		"Q1,,,撤销,,,2026-10-20,示例张三,,,,,,,,,,\n"
		"Q2,,,减轻,,,,,,,,,,,,,,\n"
		"Q3,,,免责,,示例〔2026〕9号,2026-10-20,示例张三,示例,,,,是,否,是,,是,是\n"
		"Q4,,,免职,,,2026-10-20,示例张三,,,,,,,,,,\n"
		",2026-10-08,,维持,,,2026-10-01,示例张三,,,,2026-09-30,,,,,,\n"
		"Q1,明天,,维持,,,2026-10-20,示例张三,,,,,也许,,,,,\n"
		"Q5,,,,,示例〔2026〕9号,2026-10-20,,,,,,,,,,,\n");
	p = read_people(m, RULING, LEDGER);
	assert_says(m,
		"决定.csv:2: 错误 K449: “决定”写了“撤销”，却没有写“文号”；请补上\n"
		"决定.csv:2: 错误 K449: “决定”写了“撤销”，却没有写“理由”；请补上\n"
		"决定.csv:3: 错误 K449: “决定”写了“减轻”，却没有写“日期”；请补上\n"
		"决定.csv:3: 错误 K449: “决定”写了“减轻”，却没有写“决定人”；请补上\n"
		"决定.csv:3: 错误 K449: “决定”写了“减轻”，却没有写“措施”；请补上\n"
		"决定.csv:4: 错误 K450: 免责须六项容错条件都写“是”，本行没有写“是”的有：容错2（改革创新）、容错4（出于公心）；请核对，不齐的不能免责\n"
		"决定.csv:5: 错误 K441: “决定”里的“免职”不认识，是否指“免责”；应为 维持 减轻 撤销 免责 之一，请改正\n"
		"决定.csv:6: 错误 K440: “编号”不得为空；请填写\n"
		"决定.csv:6: 错误 K448: “日期”2026-10-01 早于“告知日”2026-10-08；先后应相反，请核对\n"
		"决定.csv:6: 错误 K448: “期满”2026-09-30 早于“日期”2026-10-01；先后应相反，请核对\n"
		"决定.csv:7: 错误 K451: 编号“Q1”在第 2 行已经写过；只能写一次，请删去一行\n"
		"决定.csv:7: 错误 K442: “告知日”里的“明天”不是日期；应如 2026-10-01，请改正\n"
		"决定.csv:7: 错误 K441: “容错1”里的“也许”不认识；应为 是 否 之一，请改正\n"
		"决定.csv:8: 错误 K440: “告知日”不得为空；请填写\n"
		"决定.csv:8: 错误 K456: “决定”空着，却写了“文号”；请补上“决定”，或清空“文号”\n"
		"决定.csv:8: 错误 K456: “决定”空着，却写了“日期”；请补上“决定”，或清空“日期”\n");
	assert_int_equal(diag_exit(m->diag), 65);
	assert_string_equal(rulings(m, p), "");
}

/* ---- 回复 ---------------------------------------------------------------------- */

#define REPLY_HEAD "编号,告知日,决定,文号,日期,决定人,回复日,回复文号,回复评价\n"

static const char *reply(struct month *m, const struct people *p, const char *id)
{
	static const char *const reviews[] = { [REPLY_UNREAD] = "未评", [REPLY_TAKEN] = "采纳", [REPLY_RETURNED] = "退回" };
	const struct reply *r = reply_to(p, id);

	return r ? arena_printf(m->arena, "%s %s %s", day(m, r->day), r->document, reviews[r->review]) : "没有";
}

static void replies_are_read_on_notices_and_on_decisions(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "决定.csv", REPLY_HEAD
		"Q1,2026-10-08,维持,示例〔2026〕9号,2026-10-20,示例张三,2026-10-15,示例复〔2026〕1号,采纳\n"
		"Q2,2026-10-08,,,,,2026-10-08,示例复〔2026〕2号,\n"
		"Q3,2026-10-08,,,,,2026-10-09,示例复〔2026〕3号,退回\n"
		"Q4,2026-10-08,,,,,,,\n");
	p = read_people(m, RULING, LEDGER);
	assert_says(m, "");
	assert_string_equal(reply(m, p, "Q1"), "2026-10-15 示例复〔2026〕1号 采纳");
	assert_string_equal(reply(m, p, "Q2"), "2026-10-08 示例复〔2026〕2号 未评");
	assert_string_equal(reply(m, p, "Q3"), "2026-10-09 示例复〔2026〕3号 退回");
	assert_string_equal(reply(m, p, "Q4"), "没有");
	assert_string_equal(reply(m, p, "Q5"), "没有");
	assert_string_equal(reply(m, NULL, "Q1"), "没有");
}

static void a_file_without_the_columns_of_a_reply_has_none(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "决定.csv", RULING_HEAD "Q1,2026-10-08,无,维持,,示例〔2026〕9号,2026-10-20,示例张三,属实,,,,,,,,,\n");
	p = read_people(m, RULING, LEDGER);
	assert_says(m, "");
	assert_string_equal(reply(m, p, "Q1"), "没有");
}

static void what_a_reply_lacks_is_told(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "决定.csv", REPLY_HEAD
		"Q1,2026-10-08,,,,,2026-10-07,示例复〔2026〕1号,\n"
		"Q2,2026-10-08,,,,,2026-10-09,,\n"
		"Q3,2026-10-08,,,,,,示例复〔2026〕3号,采纳\n"
		"Q4,,维持,,2026-10-20,示例张三,2026-10-09,示例复〔2026〕4号,\n"
		"Q5,2026-10-08,,,,,2026-10-09,示例复〔2026〕5号,驳回\n");
	p = read_people(m, RULING, LEDGER);
	assert_says(m,
		"决定.csv:2: 错误 K448: “回复日”2026-10-07 早于“告知日”2026-10-08；先后应相反，请核对\n"
		"决定.csv:3: 错误 K449: “回复日”写了“2026-10-09”，却没有写“回复文号”；请补上\n"
		"决定.csv:4: 错误 K456: “回复日”空着，却写了“回复文号”；请补上“回复日”，或清空“回复文号”\n"
		"决定.csv:4: 错误 K456: “回复日”空着，却写了“回复评价”；请补上“回复日”，或清空“回复评价”\n"
		"决定.csv:5: 错误 K449: “回复日”写了“2026-10-09”，却没有写“告知日”；请补上\n"
		"决定.csv:6: 错误 K441: “回复评价”里的“驳回”不认识，是否指“退回”；应为 采纳 退回 之一，请改正\n");
	assert_int_equal(p->notice_count + p->ruling_count, 0);
}

static void an_exemption_without_its_columns_lacks_all_six(void **state)
{
	struct month *m = *state;

	sends(m, "决定.csv", "编号,决定,文号,日期,决定人,理由\nQ1,免责,示例〔2026〕9号,2026-10-20,示例张三,示例\n");
	read_people(m, RULING, LEDGER);
	assert_says(m, "决定.csv:2: 错误 K450: 免责须六项容错条件都写“是”，本行没有写“是”的有：容错1（遵纪守法）、容错2（改革创新）、容错3（勤勉尽责）、"
		"容错4（出于公心）、容错5（程序正当）、容错6（知错就改）；请核对，不齐的不能免责\n");
}

static void columns_unknown_and_missing_are_told(void **state)
{
	struct month *m = *state;

	sends(m, "单位变更.csv", "名录,原代码,新代码,生效日,沿用,文号\n");
	read_people(m, "单位变更 = 单位变更.csv\n", LEDGER);
	assert_says(m,
		"单位变更.csv:1: 错误 K439: “单位变更”的表头里没有“历史”这一列；可用的列有：名录 原代码 新代码 生效日 历史 文号 比例，请补上\n"
		"单位变更.csv:1: 警告 K438: 不认识的列“沿用”，没有读；可用的列有：名录 原代码 新代码 生效日 历史 文号 比例\n");
}

static void a_link_in_place_of_the_file_is_not_taken_for_its_absence(void **state)
{
	struct month *m = *state;

	assert_int_equal(symlink("/dev/null", path_join(m->arena, m->inputs, "决定.csv")), 0);
	read_people(m, RULING, LEDGER);
	unlink(path_join(m->arena, m->inputs, "决定.csv"));
	assert_says(m, "决定.csv: 错误 K131: 这是一个链接，不予读取；请放入文件本身\n");
}

/* ---- 调整 ---------------------------------------------------------------------- */

#define ADJUST "调整 = 调整.csv\n"
#define ADJUST_HEAD "期,榜,单位,分值,文号,理由,批准人,第二批准人\n"

static void adjustments_of_the_period_are_taken(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "调整.csv", ADJUST_HEAD
		"2026-10,区县,老城,-2.5,示例〔2026〕9号,迎检,示例李四,\n"
		"2026-09,区县,D2,1,示例〔2026〕8号,示例,示例李四,\n"
		"2026年10月,区县,D2,1,示例〔2026〕8号,示例,示例李四,\n"
		"2026-10,区县,D2,+0.5,示例〔2026〕9号,迎检,示例李四,示例王五\n");
	p = read_people(m, ADJUST, LEDGER);
	assert_says(m, "调整.csv:4: 错误 K443: “期”里的“2026年10月”不是一期；应如 2026-10、2026Q4、2026H2 或 2026，请改正\n");
	assert_int_equal(p->adjustment_count, 2);
	assert_string_equal(p->adjustment[0].unit->code, "D1");
	assert_string_equal(p->adjustment[0].board->name, "区县");
	assert_string_equal(num_text(m->arena, p->adjustment[0].points), "-2.5");
	assert_string_equal(num_text(m->arena, p->adjustment[1].points), "0.5");
	assert_string_equal(p->adjustment[1].second, "示例王五");
	assert_int_equal(p->adjustment[1].at.line, 5);
}

static void faults_of_an_adjustment_are_told(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "调整.csv", ADJUST_HEAD
		"2026-10,县区,D1,-2,甲,乙,丙,丁\n"
		"2026-10,区县,南去,0,,,,\n"
		"2026-10,区县,南区城,2分,甲,乙,丙,丙\n"
		"2026-10,区县,D1,1,甲,乙,丙,丁\n"
		"2026-10,区县,D1,1,甲,乙,丙,丁\n"
		",,,,,,,\n");
	p = read_people(m, ADJUST "第二批准人 = 是\n", LEDGER);
	assert_says(m,
		"调整.csv:2: 错误 K447: 方案里没有榜“县区”，是否指“区县”；请写方案里的名字\n"
		"调整.csv:3: 错误 K452: “分值”里的“0”不是不为零的数；应如 -2 或 +0.5，请改正\n"
		"调整.csv:3: 错误 K445: 名录“区县”里没有单位“南去”；请写名录里的代码、名称或别名\n"
		"调整.csv:3: 错误 K440: “文号”不得为空；请填写\n"
		"调整.csv:3: 错误 K440: “理由”不得为空；请填写\n"
		"调整.csv:3: 错误 K440: “批准人”不得为空；请填写\n"
		"调整.csv:3: 错误 K440: “第二批准人”不得为空；请填写\n"
		"调整.csv:4: 错误 K452: “分值”里的“2分”不是不为零的数；应如 -2 或 +0.5，请改正\n"
		"调整.csv:4: 错误 K445: 名录“区县”里没有单位“南区城”，是否指“南区”（D3）；请写名录里的代码、名称或别名\n"
		"调整.csv:4: 错误 K453: “批准人”与“第二批准人”同是“丙”；方案要求两人批准，请由另一人批准\n"
		"调整.csv:6: 错误 K451: 东区 依 甲、理由相同的调整在第 5 行已经写过；只能写一次，请删去一行\n"
		"调整.csv:7: 错误 K440: “期”不得为空；请填写\n"
		"调整.csv:7: 错误 K440: “榜”不得为空；请填写\n"
		"调整.csv:7: 错误 K440: “分值”不得为空；请填写\n"
		"调整.csv:7: 错误 K440: “单位”不得为空；请填写\n"
		"调整.csv:7: 错误 K440: “文号”不得为空；请填写\n"
		"调整.csv:7: 错误 K440: “理由”不得为空；请填写\n"
		"调整.csv:7: 错误 K440: “批准人”不得为空；请填写\n"
		"调整.csv:7: 错误 K440: “第二批准人”不得为空；请填写\n");
	assert_int_equal(p->adjustment_count, 1);
}

static void one_approver_is_enough_where_the_scheme_does_not_ask_for_two(void **state)
{
	struct month *m = *state;

	sends(m, "调整.csv", "期,榜,单位,分值,文号,理由,批准人\n2026-10,区县,D1,1,甲,乙,丙\n");
	assert_int_equal(read_people(m, ADJUST, LEDGER)->adjustment_count, 1);
	assert_says(m, "");
}

static void a_file_of_the_period_holds_only_that_period(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "调整_202610.csv", ADJUST_HEAD "2026-09,区县,D1,1,甲,乙,丙,\n,区县,D1,1,甲,乙,丙,\n");
	p = read_people(m, "调整 = 调整_{期:YYYYMM}.csv\n", LEDGER);
	assert_says(m, "调整_202610.csv:2: 错误 K444: 这是 2026-10 的文件，本行写的是 2026-09；两者应相同，请改正或移到那一期的文件里\n");
	assert_int_equal(p->adjustment_count, 1);
}

/* ---- 剔除 ---------------------------------------------------------------------- */

#define STRIKE "剔除 = 剔除.csv\n"
#define STRIKE_HEAD "期,数据,主键,文号,理由,批准人\n"

static void struck_rows_enter_no_measure_of_any_registry(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", STRIKE_HEAD "2026-10,台账,A2|2026/10/1,甲,乙,丙\n2026-09,台账,A3|2026-10-01,甲,乙,丙\n");
	sends(m, "台账_2026-10.csv", "编号,日,区县,街道\nA1,2026-10-01,东区,S1\nA2,2026-10-01,东区,S1\nA3,2026-10-01,东区,S1\nA2,2026-10-02,西区,S2\n");
	read_with(m, STRIKE, LEDGER "单位.街道 = 街道\n主键 = 编号, 日\n列.编号 = 文本 必填\n列.日 = 日期 必填\n列.街道 = 文本 可空\n");
	assert_says(m, "台账_2026-10.csv: 提示 K461: 数据“台账”有 1 行按剔除的决定未参加统计\n");
	assert_string_equal(tallies(m, 0), "区县 4 = 3+0+0+0+剔除1; 街道 4 = 3+0+0+0+剔除1");
	assert_figure(m, "件数", "D1", "2 n=2 台账_2026-10.csv:2-4 (2行)");
	assert_figure(m, "件数", "D2", "1 n=1 台账_2026-10.csv:5 (1行)");
	assert_figure(m, "件数", "S1", "2 n=2 台账_2026-10.csv:2-4 (2行)");
}

static void a_struck_key_strikes_every_row_that_bears_it(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", STRIKE_HEAD "2026-10,台账,A1,甲,乙,丙\n");
	sends(m, "台账_2026-10.csv", "编号,区县\nA1,东区\nA1,西区\nA2,西区\n");
	read_with(m, STRIKE, LEDGER_KEYED);
	assert_int_equal(diag_errors(m->diag), 0);
	assert_string_equal(tallies(m, 0), "区县 3 = 1+0+0+0+剔除2");
}

static void an_exclusion_that_strikes_nothing_is_told(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", STRIKE_HEAD "2026-10,台账,A9,甲,乙,丙\n");
	sends(m, "台账_2026-10.csv", "编号,区县\nA1,东区\n");
	read_with(m, STRIKE, LEDGER_KEYED);
	assert_says(m, "剔除.csv:2: 警告 K460: 本行没有剔除到任何数据：数据“台账”本期可用的行里没有这个主键“A9”；请核对\n");
	assert_string_equal(tallies(m, 0), "区县 1 = 1+0+0+0");
}

static void the_count_of_struck_rows_is_of_the_last_reading(void **state)
{
	struct month *m = *state;
	struct people *p;
	struct period period;

	sends(m, "剔除.csv", STRIKE_HEAD "2026-10,台账,A1,甲,乙,丙\n");
	sends(m, "台账_2026-10.csv", "编号,区县\nA1,东区\n");
	p = read_people(m, STRIKE, LEDGER_KEYED);
	assert_true(period_parse("2026-10", &period));
	measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, p, NULL);
	measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, p, NULL);
	assert_int_equal(p->exclusion[0].rows, 1);
}

static void faults_of_an_exclusion_are_told_and_secret_keys_are_not_shown(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", STRIKE_HEAD
		"2026-10,台帐,1,甲,乙,丙\n"
		"2026-10,无键,1,甲,乙,丙\n"
		"2026-10,台账,1,甲,乙,丙\n"
		"2026-10,台账,1|昨天,甲,乙,丙\n"
		"2026-10,密,13900001,甲,,丙\n"
		"2026-10,密,13900001,甲,乙,丙\n"
		"2026-10,密,139x,甲,乙,丙\n"
		"2026-10,台账,,甲,乙,丙\n");
	sends(m, "台账_2026-10.csv", "编号,日,区县\n");
	read_people(m, STRIKE, LEDGER "主键 = 编号, 日\n列.编号 = 文本 必填\n列.日 = 日期 必填\n"
		"[数据:无键]\n文件 = 无键.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 可空\n[统计:甲数]\n数据 = 无键\n算法 = 计数\n"
		"[数据:密]\n文件 = 密.csv\n报送 = 汇总\n单位.区县 = 区县\n主键 = 电话\n列.区县 = 文本 可空\n列.电话 = 整数 必填 保密\n[统计:乙数]\n数据 = 密\n算法 = 计数\n");
	assert_says(m,
		"剔除.csv:2: 错误 K447: 方案里没有数据“台帐”，是否指“台账”；请写方案里的名字\n"
		"剔除.csv:3: 错误 K454: 数据“无键”没有 主键，无法指明要剔除哪一行；请在方案里写明 主键\n"
		"剔除.csv:4: 错误 K455: 数据“台账”的主键“1”只有 1 格，应有用 | 隔开的 2 格；请照数据里的写法改正\n"
		"剔除.csv:5: 错误 K455: 数据“台账”的主键“1|昨天”里的“日”应为日期，如 2026-10-01；请照数据里的写法改正\n"
		"剔除.csv:6: 错误 K440: “理由”不得为空；请填写\n"
		"剔除.csv:7: 错误 K451: 数据“密”的主键在第 6 行已经写过；只能写一次，请删去一行\n"
		"剔除.csv:8: 错误 K455: 数据“密”的主键里的“电话”应为整数，只用半角数字；请照数据里的写法改正\n"
		"剔除.csv:9: 错误 K440: “主键”不得为空；请填写\n");
}

#define STRIKE_UNITS "期,数据,主键,文号,理由,批准人,单位,统计\n"
#define STREETS "单位.街道 = 街道\n列.街道 = 文本 可空\n主键 = 编号\n列.编号 = 文本 必填\n列.数 = 整数 必填\n" \
	"[统计:合计]\n数据 = 台账\n算法 = 合计\n列 = 数\n[统计:全市]\n数据 = 台账\n算法 = 计数\n归属 = 全市\n"
#define ROWS "编号,区县,街道,数\nA1,东区,S1,1\nA2,东区,S3,2\nA3,西区,S2,4\n"

static void a_measure_that_waits_for_all_rows_says_how_many_were_struck(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", STRIKE_UNITS "2026-10,,,甲,乙,丙,D1,屡犯\n");
	sends(m, "台账_2026-10.csv", "编号,区县,街道,数\nA1,东区,S1,1\nA2,东区,S3,1\nA3,西区,S2,1\n");
	read_with(m, STRIKE, LEDGER STREETS "[统计:屡犯]\n数据 = 台账\n算法 = 重复 2\n同一 = 数\n");
	assert_says(m, "剔除.csv:2: 提示 K481: 东区的统计“屡犯”按剔除的决定不计，状态为已剔除；原有 1 行\n");
	assert_figure(m, "屡犯", "D1", "已剔除 n=0");
	assert_figure(m, "屡犯", "D2", "1 n=1 台账_2026-10.csv:4 (1行)");
}

static void a_measure_struck_for_a_unit_is_its_no_more(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", STRIKE_UNITS "2026-10,,,甲,乙,丙,老城,合计\n2026-10,台账,,甲,乙,丙,S2,合计\n2026-09,,,甲,乙,丙,D2,合计\n");
	sends(m, "台账_2026-10.csv", ROWS);
	read_with(m, STRIKE, LEDGER STREETS);
	assert_says(m, "剔除.csv:2: 提示 K481: 东区的统计“合计”按剔除的决定不计，状态为已剔除；原有 2 行\n"
		"剔除.csv:3: 提示 K481: 城关街道的统计“合计”按剔除的决定不计，状态为已剔除；原有 1 行\n");
	assert_figure(m, "合计", "D1", "已剔除 n=0");
	assert_figure(m, "合计", "D2", "4 n=1 台账_2026-10.csv:4 (1行)");
	assert_figure(m, "合计", "S1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "合计", "S2", "已剔除 n=0");
	assert_figure(m, "件数", "D1", "2 n=2 台账_2026-10.csv:2-3 (2行)");
	assert_figure(m, "全市", "D1", "3 n=3 台账_2026-10.csv:2-4 (3行)");
	assert_string_equal(tallies(m, 0), "区县 3 = 3+0+0+0; 街道 3 = 3+0+0+0");
}

static void a_source_struck_for_a_unit_counts_for_none_of_its_measures(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", STRIKE_UNITS "2026-10,台账,,甲,乙,丙,D1,\n");
	sends(m, "台账_2026-10.csv", ROWS);
	read_with(m, STRIKE, LEDGER STREETS);
	assert_says(m, "台账_2026-10.csv: 提示 K461: 数据“台账”有 2 行按剔除的决定未参加统计\n"
		"剔除.csv:2: 提示 K482: 东区的数据“台账”按剔除的决定全部不计，各项统计的状态为已剔除；原有 2 行\n");
	assert_figure(m, "合计", "D1", "已剔除 n=0");
	assert_figure(m, "件数", "D1", "已剔除 n=0");
	assert_figure(m, "件数", "D2", "1 n=1 台账_2026-10.csv:4 (1行)");
	assert_figure(m, "件数", "S1", "1 n=1 台账_2026-10.csv:2 (1行)");
	assert_figure(m, "全市", "D2", "1 n=1 台账_2026-10.csv:4 (1行)");
	assert_string_equal(tallies(m, 0), "区县 3 = 1+0+0+0+剔除2; 街道 3 = 3+0+0+0");
}

/* What is struck may contradict itself, or not have been reported at all. */
static void a_struck_measure_is_not_looked_into(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", STRIKE_UNITS "2026-10,,,甲,乙,丙,D1,得数\n2026-10,,,甲,乙,丙,D2,得数\n");
	sends(m, "台账_2026-10_D1.csv", "编号,区县,数\nA1,东区,1\nA2,东区,2\n");
	sends(m, "台账_2026-10_D3.csv", "编号,区县,数\nA3,南区,3\n");
	read_with(m, STRIKE, "[数据:台账]\n文件 = 台账_{期}_{单位}.csv\n报送 = 逐单位\n单位.区县 = 区县\n列.区县 = 文本 可空\n主键 = 编号\n列.编号 = 文本 必填\n列.数 = 整数 必填\n"
		"[统计:得数]\n数据 = 台账\n算法 = 单值\n列 = 数\n");
	assert_int_equal(diag_errors(m->diag), 0);
	assert_figure(m, "得数", "D1", "已剔除 n=0");
	assert_figure(m, "得数", "D2", "已剔除 n=0");
	assert_figure(m, "件数", "D2", "未报送 n=0");
	assert_figure(m, "得数", "D3", "3 n=1 台账_2026-10_D3.csv:2 (1行)");
}

static void faults_of_an_exclusion_by_unit_are_told_at_their_line(void **state)
{
	struct month *m = *state;

	sends(m, "剔除.csv", STRIKE_UNITS
		"2026-10,台账,A1,甲,乙,丙,D1,合计\n"
		"2026-10,台账,,甲,乙,丙,,\n"
		"2026-10,,,甲,乙,丙,,合计\n"
		"2026-10,,,甲,乙,丙,南区城,合计\n"
		"2026-10,,,甲,乙,丙,D1,合记\n"
		"2026-10,,,甲,乙,丙,城关街道,合计\n"
		"2026-10,另表,,甲,乙,丙,D1,合计\n"
		"2026-10,,,甲,乙,丙,D1,全市\n"
		"2026-10,,,甲,乙,丙,D1,\n"
		"2026-10,,,甲,乙,丙,D1,合计\n"
		"2026-10,台账,,甲,乙,丙,东区,合计\n");
	read_people(m, STRIKE, LEDGER STREETS "[数据:另表]\n文件 = 另表.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 可空\n[统计:甲数]\n数据 = 另表\n算法 = 计数\n");
	assert_says(m,
		"剔除.csv:2: 错误 K477: “主键”写了“A1”，“单位”“统计”又写了“D1”；一行只能剔除一样，请留一种，另一种另起一行\n"
		"剔除.csv:3: 错误 K478: 没有写要剔除数据“台账”的什么；请写“主键”，或写“单位”和“统计”（统计空着：该单位的全部行）\n"
		"剔除.csv:4: 错误 K449: “统计”写了“合计”，却没有写“单位”；请补上\n"
		"剔除.csv:5: 错误 K445: 数据“台账”归属的名录里没有单位“南区城”，是否指“南区”（D3）；请写名录里的代码、名称或别名\n"
		"剔除.csv:6: 错误 K447: 方案里没有统计“合记”，是否指“合计”；请写方案里的名字\n"
		"剔除.csv:7: 错误 K446: 有几个单位叫“城关街道”；请写代码\n"
		"剔除.csv:8: 错误 K479: 统计“合计”出自数据“台账”，本行写的数据是“另表”；请改正，或把“数据”空着\n"
		"剔除.csv:9: 错误 K480: 统计“全市”归属全市，没有单位自己的数，不能按单位剔除；请用“主键”剔除那些行\n"
		"剔除.csv:10: 错误 K440: “数据”不得为空；请填写\n"
		"剔除.csv:12: 错误 K451: 东区的统计“合计”的剔除在第 11 行已经写过；只能写一次，请删去一行\n");
}

/* ---- 异议 ---------------------------------------------------------------------- */

#define OBJECT "异议 = 异议.csv\n"
#define OBJECT_HEAD "编号,期,单位,事项,提出日期,处理,处理日期,处理文号,说明\n"

static void objections_are_open_until_settled(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "异议.csv", OBJECT_HEAD
		"Y1,2026-10,东区,件数有误,2026-11-03,,,,\n"
		"Y2,2026-10,S2,件数有误,2026-11-03,采纳,2026-11-05,示例〔2026〕20号,已更正\n"
		"Y3,2026-10,D2,件数有误,2026-11-03,不采纳,2026-11-03,示例〔2026〕21号,\n"
		"Y0,2026-09,D2,件数有误,2026-10-03,,,,\n");
	p = read_people(m, OBJECT, LEDGER);
	assert_says(m, "");
	assert_int_equal(p->objection_count, 3);
	assert_int_equal(p->objection[0].outcome, OBJECTION_OPEN);
	assert_string_equal(day(m, p->objection[0].settled), "无");
	assert_int_equal(p->objection[1].outcome, OBJECTION_UPHELD);
	assert_string_equal(p->objection[1].unit->code, "S2");
	assert_string_equal(p->objection[1].note, "已更正");
	assert_int_equal(p->objection[2].outcome, OBJECTION_REJECTED);
	assert_string_equal(day(m, p->objection[2].raised), "2026-11-03");
}

static void faults_of_an_objection_are_told(void **state)
{
	struct month *m = *state;

	sends(m, "异议.csv", OBJECT_HEAD
		"Y1,2026-10,城关街道,件数有误,2026-11-03,采纳,,,\n"
		"Y1,2026-10,湖宾街道,,,,2026-11-04,,\n"
		"Y3,2026-10,D2,件数有误,2026-11-03,部分采纳,2026-11-01,甲,\n");
	read_people(m, OBJECT, LEDGER);
	assert_says(m,
		"异议.csv:2: 错误 K446: 有几个单位叫“城关街道”；请写代码\n"
		"异议.csv:2: 错误 K449: “处理”写了“采纳”，却没有写“处理日期”；请补上\n"
		"异议.csv:2: 错误 K449: “处理”写了“采纳”，却没有写“处理文号”；请补上\n"
		"异议.csv:3: 错误 K451: 编号“Y1”在第 2 行已经写过；只能写一次，请删去一行\n"
		"异议.csv:3: 错误 K440: “事项”不得为空；请填写\n"
		"异议.csv:3: 错误 K445: 各名录里没有单位“湖宾街道”，是否指“湖滨街道”（S3）；请写名录里的代码、名称或别名\n"
		"异议.csv:3: 错误 K440: “提出日期”不得为空；请填写\n"
		"异议.csv:3: 错误 K456: “处理”空着，却写了“处理日期”；请补上“处理”，或清空“处理日期”\n"
		"异议.csv:4: 错误 K441: “处理”里的“部分采纳”不认识；应为 采纳 不采纳 之一，请改正\n"
		"异议.csv:4: 错误 K448: “处理日期”2026-11-01 早于“提出日期”2026-11-03；先后应相反，请核对\n");
}

/* ---- 单位变更 -------------------------------------------------------------------- */

#define CHANGE "单位变更 = 单位变更.csv\n"
#define CHANGE_HEAD "名录,原代码,新代码,生效日,历史,文号\n"

static void an_old_code_leads_to_the_unit_of_today(void **state)
{
	struct month *m = *state;
	const struct people *p;
	const struct registry *districts;

	sends(m, "单位变更.csv", CHANGE_HEAD "区县,D8,D1,2026-10-01,继承,甲\n区县,D9,D1,2027-01-01,清零,甲\n");
	p = read_people(m, CHANGE, LEDGER);
	assert_says(m, "");
	districts = p->change[0].registry;
	assert_true(p->change[0].inherits);
	assert_false(p->change[1].inherits);
	assert_ptr_equal(unit_today(p, districts, "D8", day_of(2026, 10, 1)), unit_coded(m, "D1"));
	assert_null(unit_today(p, districts, "D8", day_of(2026, 9, 30)));
	assert_null(unit_today(p, districts, "D9", day_of(2026, 10, 1)));
	assert_ptr_equal(unit_today(p, districts, "D2", day_of(2026, 10, 1)), unit_coded(m, "D2"));
	assert_null(unit_today(NULL, districts, "西区", day_of(2026, 10, 1)));
}

static void faults_of_a_change_are_told(void **state)
{
	struct month *m = *state;

	sends(m, "单位变更.csv", CHANGE_HEAD
		"区线,D8,D1,2026-10-01,继承,甲\n"
		"区县,,D12,不日,也许,\n"
		"区县,D1,D1,2026-12-01,继承,甲\n"
		"区县,D8,西区,2026-10-01,继承,甲\n"
		"区县,D8,D1,2026-10-01,继承,甲\n"
		"区县,D8,D1,2026-11-01,清零,甲\n");
	read_people(m, CHANGE, LEDGER);
	assert_says(m,
		"单位变更.csv:2: 错误 K447: 方案里没有名录“区线”，是否指“区县”；请写方案里的名字\n"
		"单位变更.csv:3: 错误 K440: “原代码”不得为空；请填写\n"
		"单位变更.csv:3: 错误 K442: “生效日”里的“不日”不是日期；应如 2026-10-01，请改正\n"
		"单位变更.csv:3: 错误 K440: “文号”不得为空；请填写\n"
		"单位变更.csv:3: 错误 K445: 名录“区县”里没有单位“D12”；请写名录里的代码、名称或别名\n"
		"单位变更.csv:3: 错误 K441: “历史”里的“也许”不认识；应为 继承 只加数 清零 之一，请改正\n"
		"单位变更.csv:4: 错误 K459: 新代码与原代码同是“D1”；请改正，没有变更就删去本行\n"
		"单位变更.csv:5: 错误 K458: “新代码”里的“西区”不是代码；请写代码“D2”\n"
		"单位变更.csv:7: 错误 K451: 名录“区县”的变更“D8 → D1”在第 6 行已经写过；只能写一次，请删去一行\n");
}

#define SHARE_HEAD "名录,原代码,新代码,生效日,历史,文号,比例\n"

static void a_split_needs_shares_that_make_a_whole(void **state)
{
	struct month *m = *state;

	sends(m, "单位变更.csv", SHARE_HEAD
		"区县,D8,D1,2026-10-01,继承,甲,60%\n"
		"区县,D8,D2,2026-10-01,只加数,甲,30%\n"
		"区县,D9,D1,2026-11-01,继承,甲,50%\n"
		"区县,D9,D2,2026-11-01,继承,甲,\n"
		"区县,D7,D1,2026-12-01,只加数,甲,40%\n"
		"区县,D6,D1,2026-12-01,只加数,甲,0.4\n"
		"区县,D5,D1,2026-12-01,只加数,甲,0%\n"
		"区县,D4,D1,2026-12-01,只加数,甲,100.5%\n");
	read_people(m, CHANGE, LEDGER);
	assert_says(m,
		"单位变更.csv:2: 错误 K565: 原单位“D8”在 2026-10-01 的“比例”合计是 90%，应为 100%；请改正，留下来的那一部分也写一行（新代码写原代码）\n"
		"单位变更.csv:5: 错误 K564: 原单位“D9”在 2026-11-01 分成了几个单位，本行没有写“比例”；分立的每一行都要写，合计 100%，请补上\n"
		"单位变更.csv:6: 错误 K565: 原单位“D7”在 2026-12-01 的“比例”合计是 40%，应为 100%；请改正，留下来的那一部分也写一行（新代码写原代码）\n"
		"单位变更.csv:7: 错误 K563: “比例”里的“0.4”不是大于 0%、不超过 100% 的百分数；应如 60%，请改正\n"
		"单位变更.csv:8: 错误 K563: “比例”里的“0%”不是大于 0%、不超过 100% 的百分数；应如 60%，请改正\n"
		"单位变更.csv:9: 错误 K563: “比例”里的“100.5%”不是大于 0%、不超过 100% 的百分数；应如 60%，请改正\n");
}

static void a_unit_inherits_the_points_of_one_alone(void **state)
{
	struct month *m = *state;

	sends(m, "单位变更.csv", CHANGE_HEAD
		"区县,D8,D1,2026-10-01,继承,甲\n"
		"区县,D9,D1,2026-10-01,继承,甲\n"
		"区县,D7,D1,2026-10-01,只加数,甲\n"
		"区县,D6,D1,2026-11-01,继承,甲\n");
	read_people(m, CHANGE, LEDGER);
	assert_says(m,
		"单位变更.csv:3: 错误 K566: “D1”在 2026-10-01 既继承“D8”（第 2 行）又继承“D9”；得分、名次、次数只能接一个单位的，请把另一行改为 只加数 或 清零\n");
}

static void the_part_that_stays_is_a_row_of_its_own(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "单位变更.csv", SHARE_HEAD
		"区县,D1,D1,2026-10-01,继承,甲,80%\n"
		"区县,D1,D2,2026-10-01,只加数,甲,20%\n"
		"区县,D2,D2,2026-10-01,继承,甲,\n"
		"区县,D8,D1,2026-11-01,继承,甲,50%\n"
		"区县,D8,D2,2026-11-01,只加数,甲,50%\n");
	p = read_people(m, CHANGE, LEDGER);
	assert_says(m, "");
	assert_true(p->change[1].numbers);
	assert_string_equal(num_text(m->arena, p->change[1].share), "0.2");
	assert_null(unit_today(p, p->change[0].registry, "D8", day_of(2026, 11, 1)));
	assert_true(unit_split(p, p->change[0].registry, "D8", day_of(2026, 10, 31), day_of(2026, 11, 30)));
	assert_false(unit_split(p, p->change[0].registry, "D8", day_of(2026, 11, 1), day_of(2026, 11, 30)));
}

/* ---- 日历 ---------------------------------------------------------------------- */

#define CALENDAR "日历 = 日历.csv\n"
/* 2026-10-01 to 2026-10-10; the 10th, a Saturday, is worked. */
#define OCTOBER "日期,工作日\n2026-10-01,否\n2026-10-02,否\n2026-10-03,否\n2026-10-04,否\n2026-10-05,否\n2026-10-06,否\n2026-10-07,否\n" \
	"2026-10-08,是\n2026-10-09,是\n2026-10-10,是\n"

static const char *after(struct month *m, const struct people *p, int d, unsigned n)
{
	int32_t result;

	return working_day_after(p, day_of(2026, 10, d), n, &result) ? day_text(m->arena, result) : "待定";
}

static int between(const struct people *p, int a, int b)
{
	int32_t days;

	return working_days(p, day_of(2026, 10, a), day_of(2026, 10, b), &days) ? days : 999;
}

static void working_days_are_counted_as_far_as_the_calendar_reaches(void **state)
{
	struct month *m = *state;
	const struct people *p;

	sends(m, "日历.csv", OCTOBER);
	p = read_people(m, CALENDAR, LEDGER);
	assert_says(m, "");
	assert_string_equal(after(m, p, 1, 1), "2026-10-08");
	assert_string_equal(after(m, p, 8, 2), "2026-10-10");
	assert_string_equal(after(m, p, 9, 0), "2026-10-09");
	assert_string_equal(after(m, p, 8, 3), "待定");
	assert_string_equal(after(m, p, 0, 1), "2026-10-08");
	assert_string_equal(after(m, p, -1, 1), "待定");
	assert_int_equal(between(p, 7, 10), 3);
	assert_int_equal(between(p, 8, 10), 2);
	assert_int_equal(between(p, 8, 8), 0);
	assert_int_equal(between(p, 10, 8), -2);
	assert_int_equal(between(p, 8, 11), 999);
	assert_int_equal(between(p, 0, 8), 999);
}

static void a_calendar_has_every_day_once_in_whatever_order(void **state)
{
	struct month *m = *state;

	sends(m, "日历.csv", "日期,工作日\n2026-10-09,是\n2026-10-01,否\n2026-10-02,对\n2026-10-08,是\n2026-10-08,是\n第三天,\n");
	read_people(m, CALENDAR, LEDGER);
	assert_says(m,
		"日历.csv:4: 错误 K441: “工作日”里的“对”不认识；应为 是 否 之一，请改正\n"
		"日历.csv:5: 错误 K457: 本行之前缺 2026-10-03 至 2026-10-07；日历应一天不缺，请补齐\n"
		"日历.csv:6: 错误 K451: 日期“2026-10-08”在第 5 行已经写过；只能写一次，请删去一行\n"
		"日历.csv:7: 错误 K442: “日期”里的“第三天”不是日期；应如 2026-10-01，请改正\n"
		"日历.csv:7: 错误 K440: “工作日”不得为空；请填写\n");
}

static void an_absent_calendar_matters_only_to_those_who_count_by_it(void **state)
{
	struct month *m = *state;
	const struct people *p = read_people(m, CALENDAR, LEDGER);
	int32_t days;

	assert_says(m, "日历.csv: 提示 K435: 方案写明的“日历”文件不在输入目录里；按没有处理\n");
	assert_false(working_days(p, 1, 2, &days));
	assert_false(working_day_after(p, 1, 1, &days));
	m->diag = diag_new(m->arena, CHINESE);
	read_people(m, CALENDAR "异议期 = 5个工作日\n", LEDGER);
	assert_says(m,
		"日历.csv: 提示 K435: 方案写明的“日历”文件不在输入目录里；按没有处理\n"
		"日历.csv: 警告 K436: 没有工作日历，而方案的 异议期 要数工作日；这些日期将是待定，请放入日历后重新运行\n");
}

#define WORKED LEDGER "列.起 = 日期 必填\n列.止 = 日期 可空\n" \
	"[统计:两日内]\n数据 = 台账\n算法 = 计数\n条件 = 非 止 为空 且 工作日(起, 止) <= 2\n"

static void rows_count_working_days_by_the_calendar(void **state)
{
	struct month *m = *state;

	sends(m, "日历.csv", OCTOBER);
	sends(m, "台账_2026-10.csv", "区县,起,止\n东区,2026-10-01,2026-10-09\n东区,2026-10-01,2026-10-10\n东区,2026-10-08,2026-10-12\n东区,2026-10-08,\n");
	read_with(m, CALENDAR, WORKED);
	assert_says(m, "台账_2026-10.csv: 警告 K462: 数据“台账”有 1 次 工作日() 超出了日历，得不出结果，按空处理；请补上日历后重新运行\n");
	assert_figure(m, "两日内", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

static void row_rules_that_count_working_days_ask_for_the_calendar(void **state)
{
	struct month *m = *state;

	read_people(m, CALENDAR, WORKED);
	assert_says(m,
		"日历.csv: 提示 K435: 方案写明的“日历”文件不在输入目录里；按没有处理\n"
		"日历.csv: 警告 K436: 没有工作日历，而方案的 工作日() 要数工作日；这些日期将是待定，请放入日历后重新运行\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(rulings_are_read_with_their_dates),
		MONTH(the_files_are_handed_to_the_ledger),
		MONTH(a_scheme_that_names_no_files_has_no_people),
		MONTH(what_a_decision_lacks_is_told_all_at_once),
		MONTH(an_exemption_without_its_columns_lacks_all_six),
		MONTH(replies_are_read_on_notices_and_on_decisions),
		MONTH(a_file_without_the_columns_of_a_reply_has_none),
		MONTH(what_a_reply_lacks_is_told),
		MONTH(columns_unknown_and_missing_are_told),
		MONTH(a_link_in_place_of_the_file_is_not_taken_for_its_absence),
		MONTH(adjustments_of_the_period_are_taken),
		MONTH(faults_of_an_adjustment_are_told),
		MONTH(one_approver_is_enough_where_the_scheme_does_not_ask_for_two),
		MONTH(a_file_of_the_period_holds_only_that_period),
		MONTH(struck_rows_enter_no_measure_of_any_registry),
		MONTH(a_struck_key_strikes_every_row_that_bears_it),
		MONTH(an_exclusion_that_strikes_nothing_is_told),
		MONTH(the_count_of_struck_rows_is_of_the_last_reading),
		MONTH(faults_of_an_exclusion_are_told_and_secret_keys_are_not_shown),
		MONTH(a_measure_that_waits_for_all_rows_says_how_many_were_struck),
		MONTH(a_measure_struck_for_a_unit_is_its_no_more),
		MONTH(a_source_struck_for_a_unit_counts_for_none_of_its_measures),
		MONTH(a_struck_measure_is_not_looked_into),
		MONTH(faults_of_an_exclusion_by_unit_are_told_at_their_line),
		MONTH(objections_are_open_until_settled),
		MONTH(faults_of_an_objection_are_told),
		MONTH(an_old_code_leads_to_the_unit_of_today),
		MONTH(faults_of_a_change_are_told),
		MONTH(a_split_needs_shares_that_make_a_whole),
		MONTH(a_unit_inherits_the_points_of_one_alone),
		MONTH(the_part_that_stays_is_a_row_of_its_own),
		MONTH(working_days_are_counted_as_far_as_the_calendar_reaches),
		MONTH(a_calendar_has_every_day_once_in_whatever_order),
		MONTH(an_absent_calendar_matters_only_to_those_who_count_by_it),
		MONTH(rows_count_working_days_by_the_calendar),
		MONTH(row_rules_that_count_working_days_ask_for_the_calendar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
