/* beyond.c -- what a row asks of other rows: 存在 条数 最新 第几次.
 *
 * Rows for which the condition cannot be told do not count.  The rows are gone
 * through in the order of time, so that of several with the greatest day the
 * last one is taken. */
#include "inputs/table.h"

#include <stdlib.h>

/* ---- the rows that a key ties to this one ----------------------------------------- */

/* The first of them; *likes leads on. */
static uint32_t first_tied(struct row *row, const struct expr *e, struct likeness **likes)
{
	const struct link *link = e->link;
	struct table *far = row->tables->table[e->far->index];
	const size_t *theirs = e->downward ? link->column : link->to->key, *mine = e->downward ? link->to->key : link->column;

	*likes = table_likeness(far, theirs, link->count);
	return table_find(far, theirs, link->count, row->env.arena, row->cell, mine);
}

struct value rows_far(struct env *env, const struct expr *e)
{
	struct row *row = env->self;

	return table_value(env->arena, row->tables->table[e->far->index], row->far, e->column);
}

/* How many rows meet the condition, at most `enough`. */
static int64_t count_rows(struct env *env, const struct expr *e, int64_t enough)
{
	struct row *row = env->self;
	struct likeness *likes;
	int64_t found = 0;

	for (row->far = first_tied(row, e, &likes); row->far != NO_ROW && found < enough; row->far = likes->next[row->far])
		found += e->count == 0 || expr_holds(e->arg[0], env) == 1;
	return found;
}

/* A moment and a day are one kind in a column, so the two compare as they are. */
static struct value latest(struct env *env, const struct expr *e)
{
	struct row *row = env->self;
	struct likeness *likes;
	struct value best = value_blank(), day;
	uint32_t chosen = NO_ROW;

	for (row->far = first_tied(row, e, &likes); row->far != NO_ROW; row->far = likes->next[row->far]) {
		day = e->count > 1 ? expr_eval(e->arg[1], env) : value_day(0);
		if ((day.kind != V_DAY && day.kind != V_MOMENT) || (best.kind != V_BLANK && day.time < best.time))
			continue;
		best = day;
		chosen = row->far;
	}
	row->far = chosen;
	return chosen == NO_ROW ? value_blank() : expr_eval(e->arg[0], env);
}

/* ---- 第几次 ------------------------------------------------------------------------- */

/* One of the likes, and where it stands. */
struct turn {
	int64_t time;
	uint32_t order, row;
};

static int by_time(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* Numbers one chain of likes; rows without a day come last. */
static void number_chain(struct table *table, const struct likeness *likes, uint32_t first, size_t day, uint32_t *nth)
{
	struct arena *scratch = arena_new();
	struct turn *turn = NULL, t;
	size_t count = 0, i;
	struct value value;
	uint32_t row;

	for (row = first; row != NO_ROW; row = likes->next[row]) {
		value = day == SIZE_MAX ? value_day(0) : table_value(scratch, table, row, day);
		t = (struct turn){ value.kind == V_DAY || value.kind == V_MOMENT ? value.time : INT64_MAX, (uint32_t)count, row };
		*arena_push(scratch, turn, count) = t;
	}
	if (day != SIZE_MAX)
		qsort(turn, count, sizeof *turn, by_time);
	for (i = 0; i < count; i++)
		nth[turn[i].row] = (uint32_t)i + 1;
	arena_free(scratch);
}

struct numbering {
	size_t day;
	uint32_t *nth;
	struct numbering *older;
};

const uint32_t *table_occurrences(struct table *table, const size_t *column, size_t count, size_t day)
{
	struct likeness *likes = table_likeness(table, column, count);
	struct numbering *n;
	uint32_t row;

	for (n = likes->numbering; n; n = n->older)
		if (n->day == day)
			return n->nth;
	n = arena_one(likes->arena, struct numbering);
	*n = (struct numbering){ day, arena_many(likes->arena, uint32_t, table_count(table) + 1), likes->numbering };
	likes->numbering = n;
	for (row = 0; row < table_count(table); row++)
		if (likes->first[row] == row)
			number_chain(table, likes, row, day, n->nth);
	return n->nth;
}

static struct value occurrence(struct env *env, const struct expr *e)
{
	struct row *row = env->self;
	size_t count = (size_t)e->last_n, *column = arena_many(env->arena, size_t, count), i;
	uint32_t nth;

	for (i = 0; i < count; i++)
		column[i] = e->arg[i]->column;
	nth = table_occurrences(row->table, column, count, e->count > count ? e->arg[count]->column : SIZE_MAX)[row->index];
	return nth == 0 ? value_blank() : value_num(num_int(nth));
}

struct value rows_over(struct env *env, const struct expr *e)
{
	switch (e->op) {
	case OP_EXISTS:    return value_bool(count_rows(env, e, 1) > 0);
	case OP_ROW_COUNT: return value_num(num_int(count_rows(env, e, INT64_MAX)));
	case OP_LATEST:    return latest(env, e);
	default:           return occurrence(env, e);
	}
}
