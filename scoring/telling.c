/* telling.c -- the words of a unit's nodes, when they are asked for.
 *
 * The nodes are scored again from the beginning by the code that scored them,
 * not silent this time.  All else that they look at, other units, groups and
 * earlier periods, stands; of the second scoring only the words are kept. */
#include "scoring/tree.h"

#include <string.h>

static void score_again(struct desk *d, const struct unit_score *u)
{
	const struct scheme *s = d->work->scheme;

	memset(&d->progress[u->unit->index * s->indicator_count * PHASES], FRESH, s->indicator_count * PHASES);
	for (size_t i = 0; i < s->indicator_count; i++)
		if (d->in_tree[i])
			node_final(d, u->unit, s->indicator[i]);
}

void scores_tell(const struct scores *scores, const struct board *board, const struct unit *unit)
{
	struct work *w = scores->work;
	struct desk *d = &w->desk[board->index];
	struct unit_score *u = &d->out->unit[unit->index];
	struct node_score *first = u->node;

	if (u->told)
		return;
	u->told = true;
	w->silent = false;
	nodes_open(d, u);
	score_again(d, u);
	w->silent = true;
	for (size_t i = 0; i < w->scheme->indicator_count; i++) {
		first[i].shown = u->node[i].shown;
		first[i].steps = u->node[i].steps;
	}
	u->node = first;
}
