/* rebound.c -- 反弹: what was put right and is found again within the window.
 *
 * Rows alike in 同一 are gone through by the day they were found.  A closing
 * came back if one of them was found after it, at most 窗口 days later (on the
 * day itself does not count).  The round of a row is 0, or one more than the
 * highest round of the closings that it came back from.  A closing counts once
 * its window has passed at 截止日, whether anything came back or not. */
#include "inputs/table.h"

#include <stdlib.h>

enum { DAY_SECONDS = 24 * 60 * 60, NEVER_FOUND = INT32_MIN, STILL_OPEN = INT32_MAX };

struct occasion {
	int32_t found, closed;          /* NEVER_FOUND, STILL_OPEN where blank */
	uint32_t row;
	size_t round;
};

/* One chain of likes. */
struct chain {
	struct arena *scratch;
	int32_t window;
	struct occasion *occasion;      /* by found */
	size_t count;
	struct occasion **closing;      /* by closed; those that were closed */
	size_t closing_count;
};

static int32_t day_in(struct arena *scratch, const struct table *table, uint32_t row, size_t column, int32_t otherwise)
{
	struct value value = table_value(scratch, table, row, column);

	if (value.kind == V_DAY)
		return (int32_t)value.time;
	if (value.kind == V_MOMENT)
		return (int32_t)((value.time - (value.time < 0 ? DAY_SECONDS - 1 : 0)) / DAY_SECONDS);
	return otherwise;
}

static int by_found(const void *a, const void *b)
{
	const struct occasion *x = a, *y = b;

	if (x->found != y->found)
		return x->found < y->found ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

static int by_closed(const void *a, const void *b)
{
	const struct occasion *const *x = a, *const *y = b;

	if ((*x)->closed != (*y)->closed)
		return (*x)->closed < (*y)->closed ? -1 : 1;
	return ((*x)->row > (*y)->row) - ((*x)->row < (*y)->row);
}

static void collect(struct chain *c, const struct table *table, const struct likeness *likes, uint32_t first, const struct measure *m)
{
	struct occasion o;
	uint32_t row;
	size_t i;

	for (row = first; row != NO_ROW; row = likes->next[row]) {
		o = (struct occasion){ day_in(c->scratch, table, row, m->found, NEVER_FOUND),
			day_in(c->scratch, table, row, m->closed, STILL_OPEN), row, 0 };
		*arena_push(c->scratch, c->occasion, c->count) = o;
	}
	qsort(c->occasion, c->count, sizeof *c->occasion, by_found);
	c->closing = arena_many(c->scratch, struct occasion *, c->count);
	for (i = 0; i < c->count; i++)
		if (c->occasion[i].closed != STILL_OPEN && c->occasion[i].closed >= c->occasion[i].found)
			c->closing[c->closing_count++] = &c->occasion[i];
	qsort(c->closing, c->closing_count, sizeof *c->closing, by_closed);
}

/* The closings of the window before a row stand in a line of falling rounds; its head is the highest. */
static void number_rounds(struct chain *c)
{
	struct occasion **line = arena_many(c->scratch, struct occasion *, c->closing_count + 1);
	size_t head = 0, end = 0, next = 0, i;
	struct occasion *o;

	for (i = 0; i < c->count; i++) {
		o = &c->occasion[i];
		for (; next < c->closing_count && c->closing[next]->closed < o->found; next++) {
			while (end > head && line[end - 1]->round <= c->closing[next]->round)
				end--;
			line[end++] = c->closing[next];
		}
		while (head < end && line[head]->closed < o->found - c->window)
			head++;
		o->round = head < end ? line[head]->round + 1 : 0;
	}
}

/* Whether a row was found within the window after the closing. */
static bool came_back(const struct chain *c, const struct occasion *closing)
{
	size_t low = 0, high = c->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (c->occasion[middle].found > closing->closed)
			high = middle;
		else
			low = middle + 1;
	}
	return low < c->count && c->occasion[low].found <= closing->closed + c->window;
}

static void judge(struct chain *c, const struct measure *m, int32_t cutoff, unsigned char *how)
{
	const struct occasion *o;
	size_t i;

	number_rounds(c);
	for (i = 0; i < c->closing_count; i++) {
		o = c->closing[i];
		if (o->closed + c->window > cutoff || o->round + 1 < m->round)
			continue;
		how[o->row] = WINDOW_PASSED | (came_back(c, o) ? CAME_BACK : 0);
	}
}

/* 窗口 and 轮次 are few in a scheme, and each is worked out once. */
struct verdicts {
	size_t found, closed, round;
	unsigned window;
	unsigned char *how;
	struct verdicts *older;
};

static const unsigned char *work_out(struct table *table, struct likeness *likes, const struct measure *m, int32_t cutoff, struct verdicts *v)
{
	struct chain c;
	uint32_t row;

	*v = (struct verdicts){ m->found, m->closed, m->round, m->window,
		arena_alloc(likes->arena, table_count(table) + 1), likes->verdicts };
	likes->verdicts = v;
	for (row = 0; row < table_count(table); row++) {
		if (likes->first[row] != row)
			continue;
		c = (struct chain){ .scratch = arena_new(), .window = (int32_t)m->window };
		collect(&c, table, likes, row, m);
		judge(&c, m, cutoff, v->how);
		arena_free(c.scratch);
	}
	return v->how;
}

const unsigned char *table_rebounds(struct table *table, const struct measure *m, int32_t cutoff)
{
	struct likeness *likes = table_likeness(table, m->same, m->same_count);
	struct verdicts *v;

	for (v = likes->verdicts; v; v = v->older)
		if (v->found == m->found && v->closed == m->closed && v->round == m->round && v->window == m->window)
			return v->how;
	return work_out(table, likes, m, cutoff, arena_one(likes->arena, struct verdicts));
}
