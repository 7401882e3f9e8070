/* ladder.c -- [阶梯:X]: levels as data; [汇总:X]: a longer period made of published ones. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

/* The joint that the text begins with; NULL: none. */
static const char *joint_at(const char *text)
{
	static const char *const joints[] = { "且", "或", "、", NULL };

	for (int i = 0; joints[i] != NULL; i++)
		if (strncmp(text, joints[i], strlen(joints[i])) == 0)
			return joints[i];
	return NULL;
}

const char **measure_parts(struct arena *a, const char *measure)
{
	const char **parts = NULL, *start = measure, *at = measure;
	size_t n = 0;

	for (;; at++) {
		const char *joint = *at == '\0' ? NULL : joint_at(at), *part = start;
		size_t length = (size_t)(at - start);

		if (*at != '\0' && joint == NULL)
			continue;
		text_trim(&part, &length);
		*arena_push(a, parts, n) = arena_strn(a, part, length);
		if (*at == '\0')
			break;
		start = at + strlen(joint);
		at = start - 1;
	}
	*arena_push(a, parts, n) = NULL;
	return parts;
}

static void check_parts(struct reader *r, const struct rung *rung, struct origin at)
{
	for (size_t i = 0; rung->part[i] != NULL; i++) {
		if (*rung->part[i] == '\0') {
			diag(r->diag, MSG_MEASURE_PART, at, rung->measure, NULL);
			return;
		}
		for (size_t k = 0; k < i; k++)
			if (strcmp(rung->part[k], rung->part[i]) == 0)
				diag(r->diag, MSG_MEASURE_TWICE, at, rung->measure, rung->part[i], NULL);
	}
}

/* 约谈且书面检查 | 主要领导、分管领导 | 连续 >= 2 或 累计 >= 3 */
static void read_rung(struct reader *r, struct ladder *l, const struct entry *entry, unsigned number, const char *group)
{
	const char *first = strchr(entry->value, '|'), *second = first == NULL ? NULL : strchr(first + 1, '|'), *measure = entry->value;
	struct scope scope = scope_of(r, SCOPE_LADDER, NULL);
	struct entry roles = *entry;
	struct rung *rung;
	struct origin at = entry->value_at;
	size_t length;

	if (second == NULL) {
		diag(r->diag, MSG_RUNG_FORM, entry->value_at, entry->value, NULL);
		return;
	}
	rung = arena_push(r->arena, l->rung, l->rung_count);
	rung->number = number;
	rung->group = group;
	rung->at = entry->at;
	length = (size_t)(first - measure);
	text_trim(&measure, &length);
	rung->measure = arena_strn(r->arena, measure, length);
	roles.value = arena_strn(r->arena, first + 1, (size_t)(second - first) - 1);
	rung->role = read_list(r, &roles);
	at = origin_along(at, utf8_count(entry->value, (size_t)(second + 1 - entry->value)));
	rung->when = parse_condition(&scope, second + 1, at);
	if (*rung->measure == '\0' || rung->role[0] == NULL)
		diag(r->diag, MSG_RUNG_FORM, entry->value_at, entry->value, NULL);
	check_level(r, entry->value_at, rung->measure);
	rung->part = measure_parts(r->arena, rung->measure);
	if (*rung->measure != '\0')
		check_parts(r, rung, entry->value_at);
}

/* 级.2 or 级.2.区县; a number may come once for each group. */
static void read_rungs(struct reader *r, struct ladder *l)
{
	const struct entry *entry;
	const char *suffix;
	unsigned highest = 0;

	for (size_t i = 0; (entry = entry_next(l->element, "级.", &i, &suffix)) != NULL; ) {
		const char *dot = strchr(suffix, '.');
		size_t digits = dot == NULL ? strlen(suffix) : (size_t)(dot - suffix);
		struct num n;
		int64_t number;

		if (!num_parse(r->arena, suffix, digits, &n) || !num_to_int(n, &number) || number < 1 || number > highest + 1) {
			diag(r->diag, MSG_NUMBERED_KEY, entry->at, entry->key, arena_printf(r->arena, "级.%u", highest + 1), NULL);
			continue;
		}
		highest = number > highest ? (unsigned)number : highest;
		read_rung(r, l, entry, (unsigned)number, dot == NULL ? "" : dot + 1);
	}
}

/* Group words of rungs are groups or names of registries. */
static void check_rung_groups(struct reader *r, const struct ladder *l)
{
	for (size_t i = 0; i < l->rung_count; i++) {
		bool found = *l->rung[i].group == '\0';

		for (size_t k = 0; k < r->scheme->registry_count; k++) {
			const struct registry *registry = r->scheme->registry[k];

			found = found || strcmp(registry->name, l->rung[i].group) == 0;
			for (size_t u = 0; u < registry->unit_count && !found; u++)
				found = strcmp(registry->unit[u]->group, l->rung[i].group) == 0;
		}
		if (!found)
			diag(r->diag, MSG_RUNG_GROUP, l->rung[i].at, l->rung[i].group, NULL);
	}
}

void read_ladder(struct reader *r, struct ladder *l)
{
	static const char *const yes[] = { "否", "是", NULL }, *const gaps[] = { "中断", "跳过", "计入", NULL },
		*const counted[] = { "触发", "触发不计撤销", "决定维持", NULL }, *const taking[] = { "最高", "逐级", NULL };
	const struct element *e = l->element;
	const struct entry *window = entry_of(e, "累计窗口");
	int gap = read_choice(r, e, "无数据期", gaps, 0), what;

	if (window != NULL) {
		struct lexer lexer = lexer_open(r->arena, r->diag, window->value, window->value_at);

		if (!window_read(&lexer, &l->window) || lexer.token.kind != TOK_END)
			diag(r->diag, MSG_WINDOW, window->value_at, window->value, NULL);
	}
	l->across_years = read_choice(r, e, "连续跨年", yes, 0) == 1;
	l->gap = (enum gap)(gap < 0 ? 0 : gap);
	l->one_by_one = read_choice(r, e, "取级", taking, 0) == 1;
	what = read_choice(r, e, "计数对象", counted, 0);
	l->counted = what == 1 ? UNLESS_REVOKED : what == 2 ? UPHELD : TRIGGERED;
	read_rungs(r, l);
	check_rung_groups(r, l);
}

/* ---- 汇总 ---------------------------------------------------------------- */

void read_summary(struct reader *r, struct summary *s)
{
	static const char *const absent[] = { "跳过", "零分", "不参与排名", NULL },
		*const ties[] = { "跳号", "连号", NULL }, *const grades[] = { "不定等次", "沿用榜的等次", NULL };
	const struct element *e = s->element;
	const struct entry *board = entry_of(e, "榜");
	int length = read_choice(r, e, "周期", period_kind_words + QUARTER, 0), lack = read_choice(r, e, "缺期", absent, 0);

	s->board = find_board(r, board, board == NULL ? NULL : board->value);
	s->over = (enum period_kind)(QUARTER + (length < 0 ? 0 : length));
	s->absent = lack == 1 ? ABSENT_ZERO : lack == 2 ? ABSENT_UNRANKED : ABSENT_PASSED;
	s->rounding = read_rounding(r, entry_of(e, "修约"));
	s->dense = read_choice(r, e, "并列", ties, 0) == 1;
	s->graded = read_choice(r, e, "等次", grades, 0) == 1;
	s->basis = entry_text(e, "依据");
	read_by_group(r, e, "权重", &s->weight);
	if (s->over <= r->scheme->cycle)
		diag(r->diag, MSG_SUMMARY_SHORT, e->at, s->name, NULL);
}
