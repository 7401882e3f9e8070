/* rectify.c -- [整改:X]: the loop of a case: found, assigned, due, rectified, re-checked, closed.
 *
 * Its states are row conditions of the ordinary language, and each becomes a
 * measure that nobody wrote, which inputs/ counts like any other.  A row is in
 * the first state of the list that surely holds, so it is in exactly one. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

const char *const rectify_words[] = {
	[UNASSIGNED] = "待交办", [UNDERWAY] = "整改中(期内)", [OVERDUE] = "逾期未改", [RECTIFIED] = "已改待复查",
	[FAILED_RECHECK] = "复查不合格", [CLOSED] = "已销号", NULL
};

/* ---- conditions --------------------------------------------------------------- */

static const struct expr *join(struct reader *r, enum op op, enum type type, const char *name, const struct expr *const *arg, size_t count)
{
	struct expr *e = arena_one(r->arena, struct expr);

	e->op = op;
	e->type = type;
	e->name = name;
	e->at = arg[0]->at;
	for (size_t i = 0; i < count; i++)
		*arena_push(r->arena, e->arg, e->count) = (struct expr *)arg[i];
	return e;
}

static const struct expr *no(struct reader *r, const struct expr *c)
{
	return join(r, OP_NOT, T_BOOL, "非", &c, 1);
}

static const struct expr *both(struct reader *r, const struct expr *a, const struct expr *b)
{
	const struct expr *arg[] = { a, b };

	return a == NULL ? b : join(r, OP_AND, T_BOOL, "且", arg, 2);
}

static const struct expr *number(struct reader *r, struct origin at, int64_t n)
{
	struct expr *e = arena_one(r->arena, struct expr);

	e->op = OP_CONST;
	e->type = T_NUMBER;
	e->at = at;
	e->constant = value_num(num_int(n));
	e->name = arena_printf(r->arena, "%lld", (long long)n);
	return e;
}

/* 非 (c) 或 如果(c, 1, 0) 为空: where c is false, and where it cannot be told. */
static const struct expr *not_surely(struct reader *r, const struct expr *c)
{
	const struct expr *choice[] = { c, number(r, c->at, 1), number(r, c->at, 0) };
	const struct expr *untold = join(r, OP_IF, T_NUMBER, "如果", choice, 3);
	const struct expr *arg[] = { no(r, c), join(r, OP_IS_BLANK, T_BOOL, "为空", &untold, 1) };

	return join(r, OP_OR, T_BOOL, "或", arg, 2);
}

/* Rows not taken yet for which c surely holds; takes them. left NULL: all rows. */
static const struct expr *take(struct reader *r, const struct expr **left, const struct expr *c)
{
	const struct expr *taken = both(r, *left, c);

	*left = both(r, *left, not_surely(r, c));
	return taken;
}

/* A condition with the column's name in the place of %s. */
static const struct expr *about(struct reader *r, const struct source *s, size_t column, struct origin at, const char *format)
{
	struct scope scope = scope_of(r, SCOPE_ROW, s);
	const char *mark = strstr(format, "%s");

	return parse_condition(&scope, arena_printf(r->arena, "%.*s「%s」%s", (int)(mark - format), format, s->column[column].name, mark + 2), at);
}

/* ---- keys ---------------------------------------------------------------------- */

struct loop {
	struct reader *reader;
	struct rectification *x;
	const struct expr *found;       /* a condition each, NULL where the section lacks the key */
	const struct expr *assigned, *due_past, *rectified, *rechecked, *passed, *closed;
	size_t found_column, rectified_column;
};

/* The column under the key, of days or moments; false, and a complaint, where it is none. */
static bool day_column(struct loop *l, const char *key, size_t *column)
{
	const struct entry *entry = entry_of(l->x->element, key);

	if (entry == NULL)
		return false;
	*column = named_column(l->reader, l->x->source, entry, entry->value);
	if (*column == SIZE_MAX)
		return false;
	if (l->x->source->column[*column].type == COL_DAY || l->x->source->column[*column].type == COL_MOMENT)
		return true;
	diag(l->reader->diag, MSG_RECTIFY_COLUMN, entry->value_at, key, entry->value, NULL);
	return false;
}

/* 非 X 为空: what lies after 截止日 is blank by then. */
static const struct expr *happened(struct loop *l, const char *key)
{
	size_t column;

	if (!day_column(l, key, &column))
		return NULL;
	return about(l->reader, l->x->source, column, entry_of(l->x->element, key)->value_at, "非 %s 为空");
}

static const struct expr *row_condition(struct loop *l, const char *key)
{
	const struct entry *entry = entry_of(l->x->element, key);
	struct scope scope = scope_of(l->reader, SCOPE_ROW, l->x->source);

	return entry == NULL ? NULL : parse_expr(&scope, entry, T_BOOL);
}

static bool is_column(const struct source *s, const char *name)
{
	for (size_t i = 0; i < s->column_count; i++)
		if (strcmp(s->column[i].name, name) == 0)
			return true;
	return false;
}

/* 销号: a column, a condition; else the re-check passed, else rectified. */
static const struct expr *closing(struct loop *l)
{
	const struct entry *entry = entry_of(l->x->element, "销号");

	if (entry != NULL)
		return is_column(l->x->source, entry->value) ? happened(l, "销号") : row_condition(l, "销号");
	if (l->rechecked == NULL || l->passed == NULL)
		return l->rectified;
	return both(l->reader, both(l->reader, l->rectified, l->rechecked), l->passed);
}

/* 发现 is there in every row, and a deadline does not hide its row from 截止日. */
static void check_columns(struct loop *l, size_t due)
{
	const struct source *s = l->x->source;
	const struct element *e = l->x->element;

	if (l->found_column != SIZE_MAX && !s->column[l->found_column].required)
		diag(l->reader->diag, MSG_RECTIFY_REQUIRED, entry_of(e, "发现")->value_at, "发现", s->column[l->found_column].name, "必填", NULL);
	if (due != SIZE_MAX && s->column[due].required && !s->column[due].deadline)
		diag(l->reader->diag, MSG_RECTIFY_REQUIRED, entry_of(e, "期限")->value_at, "期限", s->column[due].name, "期限", NULL);
}

static void read_steps(struct loop *l)
{
	const struct element *e = l->x->element;
	size_t due = SIZE_MAX;

	l->found_column = SIZE_MAX;
	if (!day_column(l, "发现", &l->found_column))
		l->found_column = SIZE_MAX;
	if (day_column(l, "期限", &due))
		l->due_past = about(l->reader, l->x->source, due, entry_of(e, "期限")->value_at, "天数(%s, 截止日) > 0");
	else
		due = SIZE_MAX;
	l->assigned = happened(l, "交办");
	l->rectified = happened(l, "整改");
	if (!day_column(l, "整改", &l->rectified_column))
		l->rectified_column = SIZE_MAX;
	l->rechecked = happened(l, "复查");
	l->passed = row_condition(l, "合格");
	l->closed = closing(l);
	check_columns(l, due);
	if ((entry_of(e, "复查") == NULL) != (entry_of(e, "合格") == NULL))
		diag(l->reader->diag, MSG_RECHECK_PAIR, e->at, l->x->name, NULL);
	l->x->passed = l->passed;
	l->x->closing = l->closed;
}

/* ---- measures ------------------------------------------------------------------- */

static struct measure *hidden(struct loop *l, const char *word, const struct expr *where)
{
	struct measure *m = arena_one(l->reader->arena, struct measure);

	m->element = l->x->element;
	m->name = arena_printf(l->reader->arena, "%s·%s", l->x->name, word);
	m->title = word;
	m->index = l->reader->scheme->counted_count;
	m->source = l->x->source;
	m->algorithm = COUNT;
	m->where = where;
	m->dimension = "件";
	m->type = T_NUMBER;
	*arena_push(l->reader->arena, l->reader->scheme->measure, l->reader->scheme->counted_count) = m;
	return m;
}

static void count_states(struct loop *l)
{
	struct reader *r = l->reader;
	const struct measure **state = l->x->state;
	const struct expr *left = NULL, *rechecked;

	state[CLOSED] = hidden(l, rectify_words[CLOSED], take(r, &left, l->closed));
	l->x->unclosed = hidden(l, "未销号", left);
	if (l->rechecked != NULL && l->passed != NULL) {
		rechecked = both(r, l->rectified, l->rechecked);
		state[FAILED_RECHECK] = hidden(l, rectify_words[FAILED_RECHECK], take(r, &left, both(r, rechecked, no(r, l->passed))));
	}
	state[RECTIFIED] = hidden(l, rectify_words[RECTIFIED], take(r, &left, l->rectified));
	if (l->assigned != NULL)
		state[UNASSIGNED] = hidden(l, rectify_words[UNASSIGNED], take(r, &left, no(r, l->assigned)));
	state[OVERDUE] = hidden(l, rectify_words[OVERDUE], take(r, &left, l->due_past));
	state[UNDERWAY] = hidden(l, rectify_words[UNDERWAY], left);
	l->x->all = hidden(l, "合计", NULL);
}

/* Of the open ones, by days since 发现. */
static void count_ages(struct loop *l)
{
	const struct oversight *o = l->reader->scheme->oversight;
	const struct expr *left = l->x->unclosed->where;

	for (size_t i = 0; i < o->age_count; i++) {
		const char *format = arena_printf(l->reader->arena, "天数(%%s, 截止日) <= %d", (int)o->age[i].days);
		const struct expr *age = about(l->reader, l->x->source, l->found_column, l->x->at, format);

		*arena_push(l->reader->arena, l->x->age, l->x->age_count) =
			hidden(l, o->age[i].word, i + 1 < o->age_count ? take(l->reader, &left, age) : left);
	}
}

/* Put right, and no re-check has found otherwise. */
static const struct expr *put_right(struct loop *l)
{
	struct reader *r = l->reader;

	if (l->rechecked == NULL || l->passed == NULL)
		return l->rectified;
	return both(r, l->rectified, not_surely(r, both(r, l->rechecked, no(r, l->passed))));
}

/* What was put right, closed or not, and found again on the same key within the window: 算法 = 反弹. */
static void count_rebounds(struct loop *l)
{
	struct measure *m;

	if (l->x->same_count == 0)
		return;
	m = hidden(l, "反弹", put_right(l));
	m->algorithm = REBOUND;
	m->same = l->x->same;
	m->same_count = l->x->same_count;
	m->found = l->found_column;
	m->closed = l->rectified_column;
	m->window = l->x->window;
	m->round = 1;
	m->all_periods = true;
	l->x->rebound = m;
}

static bool is_mapped(const struct source *s, const struct registry *registry)
{
	for (size_t i = 0; i < s->mapping_count; i++)
		if (s->mapping[i].registry == registry && s->mapping[i].label == NULL)
			return true;
	return false;
}

/* 同一 and 窗口 go together: put right, and found again on the same key within the window. */
static void read_rebound(struct loop *l)
{
	const struct entry *same = entry_of(l->x->element, "同一"), *window = entry_of(l->x->element, "窗口");

	if ((same == NULL) != (window == NULL)) {
		diag(l->reader->diag, MSG_REBOUND_PAIR, l->x->at, l->x->name, NULL);
		return;
	}
	if (same == NULL)
		return;
	for (const char **name = read_list(l->reader, same); *name != NULL; name++)
		*arena_push(l->reader->arena, l->x->same, l->x->same_count) = named_column(l->reader, l->x->source, same, *name);
	if (!read_days(l->reader, window, false, &l->x->window))
		diag(l->reader->diag, MSG_REBOUND_PAIR, window->value_at, l->x->name, NULL);
}

void read_rectification(struct reader *r, struct rectification *x)
{
	const struct entry *source = entry_of(x->element, "数据"), *registry = entry_of(x->element, "名录");
	struct loop l = { .reader = r, .x = x };

	x->title = element_title(x->element);
	x->basis = entry_text(x->element, "依据");
	x->source = find_source(r, source, source == NULL ? NULL : source->value);
	x->registry = find_registry(r, registry, registry == NULL ? NULL : registry->value);
	if (x->source == NULL || x->registry == NULL)
		return;
	if (!is_mapped(x->source, x->registry))
		diag(r->diag, MSG_RECTIFY_REGISTRY, registry->value_at, x->source->name, x->registry->name, NULL);
	read_steps(&l);
	read_rebound(&l);
	if (l.closed == NULL || l.rectified == NULL || l.due_past == NULL || l.found_column == SIZE_MAX)
		return;
	count_states(&l);
	count_ages(&l);
	count_rebounds(&l);
}
