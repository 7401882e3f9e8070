/* people.c -- what people decided: the CSVs that [方案] names, row by row. */
#include "inputs/people.h"

#include <string.h>

#include "inputs/calendar.h"
#include "inputs/changes.h"
#include "inputs/exclusions.h"
#include "inputs/paper.h"
#include "inputs/set.h"
#include "inputs/units.h"

static const char *const yes_no[] = { "是", "否", NULL };

static void check_id(struct paper *paper, struct set *set, size_t column)
{
	const char *id = paper_need(paper, column);

	if (*id)
		paper_once(paper, set, id, strlen(id), arena_printf(paper->arena, "%s“%s”", paper_name(paper, column), id));
}

/* ---- 决定 -------------------------------------------------------------------- */

enum { R_ID, R_TOLD, R_PLEA, R_DECISION, R_MEASURE, R_DOCUMENT, R_DECIDED, R_BY, R_REASON, R_APPEAL, R_REVIEW, R_EXPIRES, R_FAULTLESS,
	R_REPLIED = R_FAULTLESS + 6, R_REPLY, R_REPLY_REVIEW };
static const struct heading ruling_headings[] = {
	{ "编号", true }, { "告知日", false }, { "申辩", false }, { "决定", true }, { "措施", false }, { "文号", true },
	{ "日期", true }, { "决定人", true }, { "理由", false }, { "申诉", false }, { "复查", false }, { "期满", false },
	{ "容错1", false }, { "容错2", false }, { "容错3", false }, { "容错4", false }, { "容错5", false }, { "容错6", false },
	{ "回复日", false }, { "回复文号", false }, { "回复评价", false },
	{ NULL, false }
};
static const char *const decision_words[] = { "维持", "减轻", "撤销", "免责", NULL };
static const char *const faultless[] = { "遵纪守法", "改革创新", "勤勉尽责", "出于公心", "程序正当", "知错就改" };

/* 免责 holds only where all six conditions were found to be met. */
static void check_exemption(struct paper *paper, bool exempt)
{
	struct buf lacking = buf_new(paper->arena);
	size_t i;

	for (i = 0; i < sizeof faultless / sizeof *faultless; i++)
		if (paper_word(paper, R_FAULTLESS + i, yes_no) != 0)
			buf_printf(&lacking, "%s%s（%s）", lacking.length ? "、" : "", paper_name(paper, R_FAULTLESS + i), faultless[i]);
	if (exempt && lacking.length > 0)
		paper_bad(paper, EXEMPTION_LACKS, lacking.at);
}

static void check_decision(struct paper *paper, enum decision decision)
{
	const char *word = decision_words[decision];

	paper_calls_for(paper, R_DECISION, word, R_DECIDED);
	paper_calls_for(paper, R_DECISION, word, R_BY);
	if (decision == DECIDED_LOWER)
		paper_calls_for(paper, R_DECISION, word, R_MEASURE);
	if (decision == DECIDED_REVOKE || decision == DECIDED_EXEMPT) {
		paper_calls_for(paper, R_DECISION, word, R_DOCUMENT);
		paper_calls_for(paper, R_DECISION, word, R_REASON);
	}
	check_exemption(paper, decision == DECIDED_EXEMPT);
}

/* A reply has a day and a document, and comes after the unit was told. */
static struct reply read_reply(struct paper *paper, int32_t told)
{
	static const char *const reviews[] = { "采纳", "退回", NULL };
	static const size_t of_a_reply[] = { R_REPLY, R_REPLY_REVIEW };
	int review = paper_word(paper, R_REPLY_REVIEW, reviews);
	struct reply reply = { *paper_cell(paper, R_REPLIED) != '\0', paper_day(paper, R_REPLIED), paper_cell(paper, R_REPLY),
		review == 0 ? REPLY_TAKEN : review == 1 ? REPLY_RETURNED : REPLY_UNREAD };
	size_t i;

	if (reply.came) {
		paper_calls_for(paper, R_REPLIED, paper_cell(paper, R_REPLIED), R_REPLY);
		paper_calls_for(paper, R_REPLIED, paper_cell(paper, R_REPLIED), R_TOLD);
		paper_in_order(paper, R_TOLD, told, R_REPLIED, reply.day);
		return reply;
	}
	for (i = 0; i < sizeof of_a_reply / sizeof *of_a_reply; i++)
		if (*paper_cell(paper, of_a_reply[i]))
			paper_bad(paper, PEOPLE_WITHOUT, paper_name(paper, R_REPLIED), paper_name(paper, of_a_reply[i]));
	return reply;
}

/* Told, not decided: nothing of a decision may stand there. */
static void read_notice(struct paper *paper)
{
	static const size_t of_a_decision[] = { R_MEASURE, R_DOCUMENT, R_DECIDED, R_BY, R_REASON, R_EXPIRES };
	struct notice notice = { .flag_id = paper_cell(paper, R_ID), .plea = paper_cell(paper, R_PLEA),
		.told = paper_need_day(paper, R_TOLD), .at = paper_at(paper) };
	size_t i;

	notice.reply = read_reply(paper, notice.told);

	for (i = 0; i < sizeof of_a_decision / sizeof *of_a_decision; i++)
		if (*paper_cell(paper, of_a_decision[i]))
			paper_bad(paper, PEOPLE_WITHOUT, paper_name(paper, R_DECISION), paper_name(paper, of_a_decision[i]));
	if (paper->good)
		*arena_push(paper->arena, paper->people->notice, paper->people->notice_count) = notice;
}

static void read_ruling(struct paper *paper, enum decision decision)
{
	struct ruling r = { .flag_id = paper_cell(paper, R_ID), .decision = decision, .measure = paper_cell(paper, R_MEASURE),
		.document = paper_cell(paper, R_DOCUMENT), .by = paper_cell(paper, R_BY), .reason = paper_cell(paper, R_REASON),
		.plea = paper_cell(paper, R_PLEA), .appeal = paper_cell(paper, R_APPEAL), .review = paper_cell(paper, R_REVIEW),
		.told = paper_day(paper, R_TOLD), .decided = paper_day(paper, R_DECIDED), .expires = paper_day(paper, R_EXPIRES),
		.at = paper_at(paper) };

	check_decision(paper, decision);
	r.reply = read_reply(paper, r.told);
	paper_in_order(paper, R_TOLD, r.told, R_DECIDED, r.decided);
	paper_in_order(paper, R_DECIDED, r.decided, R_EXPIRES, r.expires);
	if (paper->good)
		*arena_push(paper->arena, paper->people->ruling, paper->people->ruling_count) = r;
}

static void read_rulings(struct paper *paper, const char *dir)
{
	struct set ids = set_new(paper->arena);
	int decision;

	if (!paper_open(paper, "决定", paper->scheme->rulings, dir, ruling_headings))
		return;
	while (paper_next(paper)) {
		check_id(paper, &ids, R_ID);
		decision = paper_word(paper, R_DECISION, decision_words);
		if (decision != NOT_A_WORD)
			read_ruling(paper, (enum decision)decision);
		else if (!*paper_cell(paper, R_DECISION))
			read_notice(paper);
	}
}

/* ---- 调整 ---------------------------------------------------------------------- */

enum { A_PERIOD, A_BOARD, A_UNIT, A_POINTS, A_DOCUMENT, A_REASON, A_APPROVER, A_SECOND };
static const struct heading adjustment_headings[] = {
	{ "期", true }, { "榜", true }, { "单位", true }, { "分值", true }, { "文号", true }, { "理由", true },
	{ "批准人", true }, { "第二批准人", false }, { NULL, false }
};

static const struct board *read_board(struct paper *paper)
{
	const struct scheme *scheme = paper->scheme;
	const char *text = paper_need(paper, A_BOARD), **names = arena_many(paper->arena, const char *, scheme->board_count + 1);
	size_t i;

	for (i = 0; i < scheme->board_count; i++) {
		if (text_same(scheme->board[i]->name, text))
			return scheme->board[i];
		names[i] = scheme->board[i]->name;
	}
	if (*text)
		paper_bad(paper, PEOPLE_NO_NAME, "榜", text, paper_meant(paper, text, names));
	return NULL;
}

static struct num read_points(struct paper *paper)
{
	const char *text = paper_need(paper, A_POINTS);
	struct num points = num_int(0);

	if (*text && (!num_parse(paper->arena, text, strlen(text), &points) || num_sign(points) == 0))
		paper_bad(paper, POINTS_WRONG, text);
	return points;
}

/* The same unit, document and reason once more is a row copied by mistake. */
static void check_not_copied(struct paper *paper, struct set *set, const struct adjustment *a)
{
	struct buf identity = buf_new(paper->arena);

	buf_printf(&identity, "%s\n%s\n%s\n%s", a->board->name, a->unit->code, a->document, a->reason);
	paper_once(paper, set, identity.at, identity.length,
		arena_printf(paper->arena, "%s 依 %s、理由相同的调整", a->unit->name, a->document));
}

static void read_adjustments(struct paper *paper, const char *dir)
{
	struct set set = set_new(paper->arena);
	struct adjustment a;

	if (!paper_open(paper, "调整", paper->scheme->adjustments, dir, adjustment_headings))
		return;
	while (paper_next(paper)) {
		if (!paper_is_of_period(paper, A_PERIOD))
			continue;
		a = (struct adjustment){ .board = read_board(paper), .points = read_points(paper),
			.document = paper_cell(paper, A_DOCUMENT), .reason = paper_cell(paper, A_REASON),
			.approver = paper_cell(paper, A_APPROVER), .second = paper_cell(paper, A_SECOND), .at = paper_at(paper) };
		if (a.board)
			a.unit = paper_unit(paper, A_UNIT, a.board->registry);
		else
			paper_need(paper, A_UNIT);
		paper_approval(paper, A_DOCUMENT, A_REASON, A_APPROVER, A_SECOND);
		if (paper->good)
			check_not_copied(paper, &set, &a);
		if (paper->good)
			*arena_push(paper->arena, paper->people->adjustment, paper->people->adjustment_count) = a;
	}
}

/* ---- 异议 ---------------------------------------------------------------------- */

enum { O_ID, O_PERIOD, O_UNIT, O_MATTER, O_RAISED, O_OUTCOME, O_SETTLED, O_DOCUMENT, O_NOTE };
static const struct heading objection_headings[] = {
	{ "编号", true }, { "期", true }, { "单位", true }, { "事项", true }, { "提出日期", true }, { "处理", true },
	{ "处理日期", true }, { "处理文号", true }, { "说明", false }, { NULL, false }
};
static const char *const outcome_words[] = { "采纳", "不采纳", NULL };

/* A unit of whatever registry: the first that knows it. */
static const struct unit *read_any_unit(struct paper *paper)
{
	const struct scheme *scheme = paper->scheme;
	const char *text = paper_need(paper, O_UNIT);
	const struct unit *unit, *near = NULL;
	bool several = false, many;
	size_t i;

	for (i = 0; *text && i < scheme->registry_count; i++) {
		many = false;
		unit = registry_find(scheme->registry[i], NULL, text, strlen(text), &many);
		if (unit)
			return unit;
		several = several || many;
		if (!near)
			near = units_nearest(paper->arena, scheme->registry[i], NULL, text);
	}
	if (several)
		paper_bad(paper, PEOPLE_UNIT_MANY, text);
	else if (*text)
		paper_bad(paper, PEOPLE_NO_UNIT, "各名录", text,
			near ? arena_printf(paper->arena, "，是否指“%s”（%s）", near->name, near->code) : "");
	return NULL;
}

static void check_outcome(struct paper *paper, struct objection *o, int outcome)
{
	static const size_t of_an_outcome[] = { O_SETTLED, O_DOCUMENT };
	size_t i;

	o->outcome = outcome == 0 ? OBJECTION_UPHELD : outcome == 1 ? OBJECTION_REJECTED : OBJECTION_OPEN;
	for (i = 0; i < sizeof of_an_outcome / sizeof *of_an_outcome; i++) {
		if (outcome != NOT_A_WORD)
			paper_calls_for(paper, O_OUTCOME, outcome_words[outcome], of_an_outcome[i]);
		else if (!*paper_cell(paper, O_OUTCOME) && *paper_cell(paper, of_an_outcome[i]))
			paper_bad(paper, PEOPLE_WITHOUT, paper_name(paper, O_OUTCOME), paper_name(paper, of_an_outcome[i]));
	}
}

static void read_objections(struct paper *paper, const char *dir)
{
	struct set ids = set_new(paper->arena);
	struct objection o;

	if (!paper_open(paper, "异议", paper->scheme->objections, dir, objection_headings))
		return;
	while (paper_next(paper)) {
		check_id(paper, &ids, O_ID);
		if (!paper_is_of_period(paper, O_PERIOD))
			continue;
		o = (struct objection){ .id = paper_cell(paper, O_ID), .matter = paper_need(paper, O_MATTER),
			.document = paper_cell(paper, O_DOCUMENT), .note = paper_cell(paper, O_NOTE), .unit = read_any_unit(paper),
			.raised = paper_need_day(paper, O_RAISED), .settled = paper_day(paper, O_SETTLED), .at = paper_at(paper) };
		check_outcome(paper, &o, paper_word(paper, O_OUTCOME, outcome_words));
		paper_in_order(paper, O_RAISED, o.raised, O_SETTLED, o.settled);
		if (paper->good)
			*arena_push(paper->arena, paper->people->objection, paper->people->objection_count) = o;
	}
}

/* ---- the whole ----------------------------------------------------------------------- */

struct people *people_read(struct arena *arena, struct diag *diag, const struct scheme *scheme, const char *dir,
	struct period period)
{
	static void (*const read[])(struct paper *, const char *) = {
		read_rulings, read_adjustments, exclusions_read, read_objections, changes_read, calendar_read
	};
	struct people *people = arena_one(arena, struct people);
	struct paper paper;
	size_t i;

	for (i = 0; i < sizeof read / sizeof *read; i++) {
		paper = (struct paper){ .arena = arena, .diag = diag, .scheme = scheme, .period = period, .people = people };
		read[i](&paper, dir);
	}
	return people;
}

bool told_on(const struct people *people, const char *flag_id, int32_t *day)
{
	size_t i;

	for (i = 0; i < people->ruling_count; i++)
		if (text_same(people->ruling[i].flag_id, flag_id) && people->ruling[i].told != INT32_MIN) {
			*day = people->ruling[i].told;
			return true;
		}
	for (i = 0; i < people->notice_count; i++)
		if (text_same(people->notice[i].flag_id, flag_id)) {
			*day = people->notice[i].told;
			return true;
		}
	return false;
}

const struct reply *reply_to(const struct people *people, const char *flag_id)
{
	size_t i;

	for (i = 0; people && i < people->ruling_count; i++)
		if (text_same(people->ruling[i].flag_id, flag_id) && people->ruling[i].reply.came)
			return &people->ruling[i].reply;
	for (i = 0; people && i < people->notice_count; i++)
		if (text_same(people->notice[i].flag_id, flag_id) && people->notice[i].reply.came)
			return &people->notice[i].reply;
	return NULL;
}
