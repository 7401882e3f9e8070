/* work.c -- lays out the desks before the first figure is asked for. */
#include "scoring/duty.h"

#include <string.h>

const char *unit_label(struct arena *a, const struct unit *u)
{
	return arena_printf(a, "%s（%s）", u->name, u->code);
}

void work_circle(struct work *w, struct origin at, const char *name)
{
	if (w->diag != NULL)
		diag(w->diag, MSG_SCORING_CIRCLE, at, name, NULL);
}

/* ---- rolls -------------------------------------------------------------------- */

static const struct roll *parents_of(const struct work *w, size_t r)
{
	const struct registry *parent = w->scheme->registry[r]->parent;

	return parent != NULL ? &w->roll[parent->index] : NULL;
}

static bool is_child_of(const struct unit *u, const struct roll *parents)
{
	return u->parent != NULL && u->parent->index < parents->count
		&& parents->unit[u->parent->index] == u->parent;
}

/* Sorts the units by parent, counting. */
static void find_children(struct work *w, size_t r)
{
	const struct roll *parents = parents_of(w, r);
	struct roll *roll = &w->roll[r];
	size_t *next;

	if (parents == NULL)
		return;
	roll->first = arena_many(w->arena, size_t, parents->count + 2);
	roll->child = arena_many(w->arena, const struct unit *, roll->count + 1);
	next = roll->first + 1;
	for (size_t k = 0; k < roll->count; k++)
		if (is_child_of(roll->unit[k], parents))
			next[roll->unit[k]->parent->index + 1]++;
	for (size_t p = 1; p <= parents->count; p++)
		next[p] += next[p - 1];
	for (size_t k = 0; k < roll->count; k++)
		if (is_child_of(roll->unit[k], parents))
			roll->child[next[roll->unit[k]->parent->index]++] = roll->unit[k];
}

static void open_rolls(struct work *w, const struct cast *cast)
{
	size_t count = w->scheme->registry_count;

	w->roll = arena_many(w->arena, struct roll, count);
	for (size_t r = 0; r < count; r++) {
		w->roll[r].unit = cast != NULL ? cast->unit[r] : w->scheme->registry[r]->unit;
		w->roll[r].count = cast != NULL ? cast->count[r] : w->scheme->registry[r]->unit_count;
	}
	for (size_t r = 0; r < count; r++)
		find_children(w, r);
}

/* ---- desks -------------------------------------------------------------------- */

static size_t party_named(struct desk *d, const char *group)
{
	struct party *p;

	for (size_t k = 0; k < d->party_count; k++)
		if (strcmp(d->party[k].group, group) == 0)
			return k;
	p = arena_push(d->work->arena, d->party, d->party_count);
	p->group = group;
	return d->party_count - 1;
}

static void open_parties(struct desk *d)
{
	struct arena *a = d->work->arena;

	d->party_of = arena_many(a, size_t, d->roll->count);
	for (size_t u = 0; u < d->roll->count; u++) {
		size_t party = party_named(d, d->board->pooled ? "" : d->roll->unit[u]->group);

		d->party_of[u] = party;
		d->party[party].count++;
	}
	for (size_t k = 0; k < d->party_count; k++) {
		d->party[k].unit = arena_many(a, const struct unit *, d->party[k].count);
		d->party[k].count = 0;
	}
	for (size_t u = 0; u < d->roll->count; u++) {
		struct party *p = &d->party[d->party_of[u]];

		p->unit[p->count++] = d->roll->unit[u];
	}
}

static void mark_tree(struct desk *d, const struct indicator *i)
{
	if (i == NULL)
		return;
	d->in_tree[i->index] = true;
	for (size_t k = 0; k < i->child_count; k++)
		mark_tree(d, i->child[k]);
}

static void nodes_lay(struct desk *d, struct unit_score *u, struct node_score *node)
{
	const struct scheme *s = d->work->scheme;

	u->node = node;
	for (size_t i = 0; i < s->indicator_count; i++) {
		struct node_score *n = &u->node[i];

		n->indicator = d->in_tree[i] ? s->indicator[i] : NULL;
		n->points = n->full = n->weight = n->share = num_int(0);
		n->shown = n->steps = "";
	}
}

/* In an example most boards are never asked for a node: they are laid out when one is. */
void nodes_open(struct desk *d, struct unit_score *u)
{
	nodes_lay(d, u, arena_many(d->work->arena, struct node_score, d->work->scheme->indicator_count));
}

static void open_unit(struct desk *d, struct unit_score *u, const struct unit *unit)
{
	const struct scheme *s = d->work->scheme;
	struct arena *a = d->work->arena;
	const struct num zero = num_int(0);

	u->unit = unit;
	u->base = u->extra_sum = u->adjusted = u->duty = u->before = u->exact = u->total = zero;
	u->why_unranked = "";
	u->extra_count = d->out->extra_count;
	u->extra = arena_many(a, struct extra_score, u->extra_count);
	u->veto = arena_many(a, const struct veto *, s->veto_count + 1);
}

static void open_desk(struct work *w, size_t b)
{
	const struct scheme *s = w->scheme;
	const struct board *board = s->board[b];
	struct desk *d = &w->desk[b];
	struct node_score *node;

	d->work = w;
	d->board = board;
	d->roll = &w->roll[board->registry->index];
	d->out = &w->scores->board[b];
	d->out->board = board;
	for (size_t k = 0; k < s->extra_count; k++)
		if (s->extra[k]->board == board)
			*arena_push(w->arena, d->out->extra, d->out->extra_count) = s->extra[k];
	d->in_tree = arena_many(w->arena, bool, s->indicator_count);
	mark_tree(d, board->root);
	open_parties(d);
	d->progress = arena_many(w->arena, unsigned char, d->roll->count * s->indicator_count * PHASES);
	d->out->unit = arena_many(w->arena, struct unit_score, d->roll->count);
	for (size_t u = 0; u < d->roll->count; u++)
		open_unit(d, &d->out->unit[u], d->roll->unit[u]);
	if (w->made_up)
		return;
	node = arena_many(w->arena, struct node_score, d->roll->count * s->indicator_count);
	for (size_t u = 0; u < d->roll->count; u++)
		nodes_lay(d, &d->out->unit[u], &node[u * s->indicator_count]);
}

struct work *work_open(struct arena *a, struct diag *d, const struct scheme *scheme, const struct measures *measures,
	const struct cast *cast)
{
	struct work *w = arena_one(a, struct work);

	w->arena = a;
	w->diag = d;
	w->made_up = cast != NULL;
	w->silent = cast == NULL;
	w->scheme = scheme;
	w->measures = measures;
	w->scores = arena_one(a, struct scores);
	w->scores->scheme = scheme;
	w->scores->measures = measures;
	w->scores->arena = a;
	w->scores->board = arena_many(a, struct board_scores, scheme->board_count);
	w->scores->work = w;
	open_rolls(w, cast);
	w->judging = arena_many(a, enum progress, scheme->trigger_count);
	w->verdict = arena_many(a, struct verdict *, scheme->trigger_count);
	w->desk = arena_many(a, struct desk, scheme->board_count);
	for (size_t b = 0; b < scheme->board_count; b++) {
		open_desk(w, b);
		if (cast == NULL)
			w->desk[b].unranked = scheme->board[b]->unranked;
	}
	return w;
}
