/* roster.c -- [名单:X]: who meets a condition, for the record alone; [核对:X]: what must hold of everybody's figures. */
#include "rules/read.h"

void read_roster(struct reader *r, struct roster *x)
{
	const struct element *e = x->element;
	const struct entry *board = entry_of(e, "榜");

	x->title = element_title(e);
	x->board = find_board(r, board, board == NULL ? NULL : board->value);
	x->when = read_expr(r, e, "条件", SCOPE_RESULT, T_BOOL);
	x->basis = entry_text(e, "依据");
	x->note = entry_text(e, "说明");
}

void read_crosscheck(struct reader *r, struct crosscheck *x)
{
	static const char *const otherwise[] = { "报告", "拒绝", NULL };
	const struct element *e = x->element;
	const struct entry *board = entry_of(e, "榜");

	x->title = element_title(e);
	x->board = find_board(r, board, board == NULL ? NULL : board->value);
	x->when = read_expr(r, e, "条件", SCOPE_UNIT, T_BOOL);
	x->refuse = read_choice(r, e, "不成立", otherwise, 0) == 1;
	x->basis = entry_text(e, "依据");
	x->note = entry_text(e, "说明");
}
