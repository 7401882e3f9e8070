/* history_units.c -- today's units as an entry of the ledger knew them: ranks, grades, figures.
 *
 * Elements are matched by name, units by code; where 单位变更 says that a unit came from another one, the other's
 * figures of the time before that day are its own. */
#include <stdlib.h>
#include <string.h>
#include "cli/history.h"

/* ---- reading figures ---------------------------------------------------------- */

static struct num read_num(struct arena *a, const char *text)
{
	size_t top = strcspn(text, "/");
	struct num p = num_int(0), q = num_int(1);

	num_parse(a, text, top, &p);
	if (text[top] == '/' && num_parse(a, text + top + 1, strlen(text + top + 1), &q))
		return num_div(a, p, q);
	return p;
}

static int by_unit(const void *a, const void *b)
{
	const struct run_figure *x = *(const struct run_figure *const *)a, *y = *(const struct run_figure *const *)b;
	int order = strcmp(x->board, y->board);

	return order != 0 ? order : strcmp(x->code, y->code);
}

static void sort_figures(struct filling *f)
{
	const struct run_figure *all = ledger_figures(f->arena, f->entry, &f->figure_count);

	f->figure = arena_many(f->arena, const struct run_figure *, f->figure_count + 1);
	for (size_t i = 0; i < f->figure_count; i++)
		f->figure[i] = &all[i];
	if (f->figure_count > 0)
		qsort(f->figure, f->figure_count, sizeof *f->figure, by_unit);
}

/* The first figure of a unit; the last index where it has none. */
static size_t first_figure(const struct filling *f, const char *board, const char *code)
{
	const struct run_figure wanted = { .board = board, .code = code }, *key = &wanted;
	size_t low = 0, high = f->figure_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_unit(&f->figure[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Units stand in registry order, so the next one is mostly the one wanted. */
static const struct run_unit *find_unit(struct filling *f, const char *board, const char *code)
{
	for (size_t i = 0; i < f->entry->unit_count; i++) {
		size_t at = (f->next + i) % f->entry->unit_count;
		const struct run_unit *u = &f->entry->unit[at];

		if (strcmp(u->code, code) == 0 && strcmp(u->board, board) == 0) {
			f->next = at + 1;
			return u;
		}
	}
	return NULL;
}

/* What the total was made of; a unit has all four parts or none. */
static void take_part(struct filling *f, struct past_unit *u, const struct run_figure *r)
{
	const struct { const char *element; struct num *num; } parts[] = {
		{ "基本分", &u->base }, { "加减分", &u->extra_sum }, { "调整", &u->adjusted }, { "问责扣分", &u->duty },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(r->element, parts[i].element) == 0)
			*parts[i].num = read_num(f->arena, r->number);
	u->has_parts = true;
}

static void take_extra(struct filling *f, struct past_figure *extra, const struct run_figure *r)
{
	const struct scheme *s = f->m->scheme;

	for (size_t i = 0; i < s->extra_count; i++)
		if (strcmp(s->extra[i]->name, r->element) == 0)
			extra[i] = (struct past_figure){ .has_points = true, .points = read_num(f->arena, r->number) };
}

static void take_figure(struct filling *f, struct past_unit *u, const struct run_figure *r)
{
	const struct indicator *i = *r->number == '\0' ? NULL : scheme_indicator(f->m->scheme, r->element);
	struct past_figure *figure;

	if (i == NULL)
		return;
	figure = &u->figure[i->index];
	if (strcmp(r->kind, "value") == 0) {
		figure->has_value = true;
		figure->value = read_num(f->arena, r->number);
	} else if (strcmp(r->kind, "points") == 0) {
		figure->has_points = true;
		figure->points = read_num(f->arena, r->number);
	} else if (strcmp(r->kind, "full") == 0) {
		figure->full = read_num(f->arena, r->number);
	}
}

static void take_unit(struct filling *f, struct past_unit *u, const struct run_unit *r)
{
	struct past_figure *extra = arena_many(f->arena, struct past_figure, f->m->scheme->extra_count + 1);

	u->present = true;
	u->scored = r->scored;
	u->ranked = r->ranked;
	u->rank = r->rank;
	u->grade = r->grade;
	if (r->scored) {
		u->exact = read_num(f->arena, r->exact);
		u->total = read_num(f->arena, r->total);
	}
	for (size_t i = first_figure(f, r->board, r->code); i < f->figure_count; i++) {
		const struct run_figure *figure = f->figure[i];

		if (strcmp(figure->code, r->code) != 0 || strcmp(figure->board, r->board) != 0)
			break;
		if (strcmp(figure->kind, "part") == 0)
			take_part(f, u, figure);
		else if (strcmp(figure->kind, "extra") == 0)
			take_extra(f, extra, figure);
		else
			take_figure(f, u, figure);
	}
	u->extra = extra;
}

/* ---- units that came from others --------------------------------------------------- */

/* The unit's own figures of then, where 单位变更 leaves them unsaid: nobody guesses whose they are. */
static void ask_who_it_was(struct filling *f, const char *board, const struct unit *unit, const struct lineage *line)
{
	for (size_t i = 0; i < line->own_count; i++)
		if (find_unit(f, board, line->own[i].code) != NULL)
			diag(f->diag, MSG_CHANGE_LEAVES_OPEN, line->silent->at, unit->code, day_text(f->arena, line->silent->from),
				line->silent->old_code, NULL);
}

/* A figure that adds up, of all the units it came from; left out where one of them has none. */
static void add_figure(struct filling *f, struct past_unit *u, const struct past_unit *part, const struct lineage *line, size_t i)
{
	struct num sum = num_int(0);

	u->figure[i].has_value = line->count > 0;
	for (size_t k = 0; k < line->count; k++) {
		const struct past_figure *figure = part[k].figure == NULL ? NULL : &part[k].figure[i];

		if (figure == NULL || !figure->has_value)
			u->figure[i].has_value = false;
		else
			sum = num_add(f->arena, sum, num_mul(f->arena, figure->value, line->ancestor[k].share));
	}
	u->figure[i].value = u->figure[i].has_value ? sum : num_int(0);
}

static const char *ancestry(struct filling *f, const struct lineage *line)
{
	struct buf words = buf_new(f->arena);

	for (size_t k = 0; k < line->count; k++) {
		const struct ancestor *from = &line->ancestor[k];
		const char *share = num_text(f->arena, num_mul(f->arena, from->share, num_int(100)));

		buf_printf(&words, "%s%s", k > 0 ? "、" : "", from->code);
		if (!from->whole || num_cmp(from->share, num_int(1)) != 0)
			buf_printf(&words, "（%s%s%%）", from->whole ? "" : "只加数 ", share);
	}
	return words.at;
}

/* A unit of today made of others, or of a share of one. */
static void take_parts(struct filling *f, struct past_unit *u, const char *board, const struct lineage *line)
{
	const struct scheme *s = f->m->scheme;
	struct past_unit *part = arena_many(f->arena, struct past_unit, line->count + 1);

	for (size_t k = 0; k < line->count; k++) {
		const struct run_unit *r = find_unit(f, board, line->ancestor[k].code);

		if (r == NULL)
			continue;
		part[k].figure = arena_many(f->arena, struct past_figure, s->indicator_count + 1);
		take_unit(f, &part[k], r);
		if (line->ancestor[k].whole)
			take_unit(f, u, r);
		u->present = true;
	}
	u->was = ancestry(f, line);
	for (size_t i = 0; u->present && i < s->indicator_count; i++)
		if (indicator_adds(s->indicator[i]))
			add_figure(f, u, part, line, i);
}

static void fill_unit(struct filling *f, struct past_unit *u, const char *board, const struct unit *unit)
{
	struct lineage line = lineage_of(f->arena, f->m->people, unit, f->past->period.last);
	const struct run_unit *r;

	u->grade = "";
	u->figure = arena_many(f->arena, struct past_figure, f->m->scheme->indicator_count + 1);
	ask_who_it_was(f, board, unit, &line);
	if (line.changed)
		take_parts(f, u, board, &line);
	else if ((r = find_unit(f, board, unit->code)) != NULL)
		take_unit(f, u, r);
}

static bool has_board(const struct ledger_entry *e, const char *board)
{
	for (size_t i = 0; i < e->unit_count; i++)
		if (strcmp(e->unit[i].board, board) == 0)
			return true;
	return false;
}

static struct past_unit *fill_board(struct filling *f, const struct board *b)
{
	struct past_unit *units = arena_many(f->arena, struct past_unit, b->registry->unit_count + 1);

	if (!has_board(f->entry, b->name))
		return NULL;
	for (size_t k = 0; k < b->registry->unit_count; k++)
		fill_unit(f, &units[k], b->name, b->registry->unit[k]);
	return units;
}

void fill_boards(struct filling *f)
{
	sort_figures(f);
	for (size_t b = 0; b < f->m->scheme->board_count; b++)
		f->past->board[b] = fill_board(f, f->m->scheme->board[b]);
}
