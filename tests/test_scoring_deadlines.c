/* test_scoring_deadlines.c -- 督办: what is left to a reply, in the scheme's words, and what a reply changes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/scoring_year.h"

#define TREE "[指标:总]\n公式 = 丙\n计分 = 引用 满分 100\n依据 = 示例\n"
#define TRIGGER(days) \
	"[问责:慢]\n情形 = 进展缓慢\n轨道 = 效能督查\n范围 = 总榜\n触发 = 甲 >= 1\n起始 = 提醒\n依据 = 示例\n责任角色 = 主要领导\n反馈期限 = " days "\n"
#define ID "2026-09-区县-A-慢"

/* 东区 is slow in September and not in October, whose last day is the cut-off day. */
static void autumn(struct month *m, const char *text)
{
	rules(m, arena_printf(m->arena, "%s%s%s", POOLED, TREE, text));
	start(m, "2026-09");
	give_all(m, "甲", "0");
	give_all(m, "丙", "90");
	give(m, "A", "甲", "1");
	score(m);
	close_month(m, true);
	give_all(m, "甲", "0");
	give_all(m, "丙", "90");
}

static int32_t the_day(const char *text)
{
	int32_t day;

	assert_true(day_parse(text, strlen(text), &day));
	return day;
}

static void reply_to_it(struct month *m, const char *day, int review)
{
	m->people->ruling[0].reply = (struct reply){ true, the_day(day), "示例复〔2026〕1号", review };
}

/* "due left word", of the one matter that is open; late where it is. */
static const char *matter(struct month *m)
{
	const struct deadline *d;

	score(m);
	assert_int_equal(m->flags->open_count, 1);
	d = &m->flags->open[0].deadline;
	return arena_printf(m->arena, "%s %s %s%s%s", d->has_due ? day_text(m->arena, d->due) : "无", d->has_left ? arena_printf(m->arena, "%d", d->left) : "无",
		d->word != NULL ? d->word->word : d->pending ? "待定" : "无", d->answered ? " 已回复" : "",
		d->late > 0 ? arena_printf(m->arena, " 逾期%d", d->late) : "");
}

static void the_word_follows_the_days_left(void **state)
{
	static const struct { const char *told, *says; } days[] = {
		{ "2026-10-20", "2026-10-30 -1 已超期" }, { "2026-10-21", "2026-10-31 0 三日内到期" }, { "2026-10-24", "2026-11-03 3 三日内到期" },
		{ "2026-10-25", "2026-11-04 4 七日内到期" }, { "2026-10-28", "2026-11-07 7 七日内到期" }, { "2026-10-29", "2026-11-08 8 期限内" },
	};
	struct month *m = *state;

	autumn(m, TRIGGER("10天"));
	assert_string_equal(matter(m), "无 无 无");
	decide(m, ID, DECIDED_UPHOLD, "2026-10-20", "2026-10-30");
	for (size_t k = 0; k < sizeof days / sizeof *days; k++) {
		m->people->ruling[0].told = the_day(days[k].told);
		assert_string_equal(matter(m), days[k].says);
	}
}

static void the_word_is_the_schemes_own(void **state)
{
	struct month *m = *state;

	autumn(m, TRIGGER("10天") "[督办]\n级.1 = 超期 <= -1 颜色 红\n级.2 = 在办 其余\n");
	decide(m, ID, DECIDED_UPHOLD, "2026-10-20", "2026-10-30");
	assert_string_equal(matter(m), "2026-10-30 -1 超期");
	assert_string_equal(m->flags->open[0].deadline.word->colour, "红");
}

static void what_is_answered_is_overdue_no_more(void **state)
{
	struct month *m = *state;

	autumn(m, TRIGGER("10天"));
	decide(m, ID, DECIDED_UPHOLD, "2026-10-10", "2026-10-30");
	assert_string_equal(matter(m), "2026-10-20 -11 已超期");
	reply_to_it(m, "2026-10-20", REPLY_UNREAD);
	assert_string_equal(matter(m), "2026-10-20 无 无 已回复");
	reply_to_it(m, "2026-10-23", REPLY_TAKEN);
	assert_string_equal(matter(m), "2026-10-20 无 无 已回复 逾期3");
}

static void what_was_sent_back_is_still_waited_for(void **state)
{
	struct month *m = *state;

	autumn(m, TRIGGER("10天"));
	decide(m, ID, DECIDED_UPHOLD, "2026-10-10", "2026-10-30");
	reply_to_it(m, "2026-10-15", REPLY_RETURNED);
	assert_string_equal(matter(m), "2026-10-20 -11 已超期");
	assert_non_null(m->flags->open[0].deadline.reply);
}

/* From the 1st to the 31st of October, the first seven days off. */
static void october(struct month *m, int days)
{
	have_people(m);
	m->people->calendar_first = the_day("2026-10-01");
	m->people->calendar_last = m->people->calendar_first + days - 1;
	m->people->working = arena_many(m->arena, bool, (size_t)days);
	for (int k = 7; k < days; k++)
		m->people->working[k] = k % 7 != 2 && k % 7 != 3;       /* the 1st is a Thursday */
}

static void days_left_in_working_days_follow_the_calendar(void **state)
{
	struct month *m = *state;

	autumn(m, TRIGGER("5天"));
	m->scheme->oversight->working_days = true;
	october(m, 45);
	decide(m, ID, DECIDED_UPHOLD, "2026-10-20", "2026-10-30");
	assert_string_equal(matter(m), "2026-10-25 -5 已超期");         /* 26 27 28 29 30; the 31st is a Saturday */
	reply_to_it(m, "2026-10-28", REPLY_UNREAD);
	assert_string_equal(matter(m), "2026-10-25 无 无 已回复 逾期3");
}

static void what_the_calendar_does_not_cover_stays_open_and_is_said(void **state)
{
	struct month *m = *state;

	autumn(m, TRIGGER("5天"));
	m->scheme->oversight->working_days = true;
	october(m, 31);
	decide(m, ID, DECIDED_UPHOLD, "2026-10-30", "2026-10-30");
	m->diag = diag_new(m->arena, CHINESE);
	assert_string_equal(matter(m), "2026-11-04 无 待定");
	assert_string_equal(complaints(m, 0), "决定.csv:2: 警告 K544: “2026-09-区县-A-慢”到 2026-11-04 期满，工作日历没有盖住截止日 2026-10-31 至那一天，"
		"还剩几个工作日算不出，按待定处理；请补全日历\n");
}

static void a_notice_on_a_proposal_that_is_not_there_is_refused(void **state)
{
	struct month *m = *state;
	struct notice *n;

	autumn(m, TRIGGER("5天"));
	have_people(m);
	n = arena_push(m->arena, m->people->notice, m->people->notice_count);
	*n = (struct notice){ .flag_id = "2026-09-区县-A-漫", .plea = "", .told = the_day("2026-10-20"), .at = { "决定.csv", 2, 0 } };
	m->diag = diag_new(m->arena, CHINESE);
	scores_compute(m->arena, m->diag, m->scheme, m->measures, m->history, m->people);
	assert_string_equal(complaints(m, 0), "决定.csv:2: 错误 K530: 没有编号为“2026-09-区县-A-漫”的问责建议（本期和以前各期都没有）；"
		"最接近的是“2026-09-区县-A-慢”；请核对决定的编号\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH_TEST(the_word_follows_the_days_left),
		MONTH_TEST(the_word_is_the_schemes_own),
		MONTH_TEST(what_is_answered_is_overdue_no_more),
		MONTH_TEST(what_was_sent_back_is_still_waited_for),
		MONTH_TEST(days_left_in_working_days_follow_the_calendar),
		MONTH_TEST(what_the_calendar_does_not_cover_stays_open_and_is_said),
		MONTH_TEST(a_notice_on_a_proposal_that_is_not_there_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
