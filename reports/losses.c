/* losses.c -- where a unit lost its points: sentences, cover, ranking, cards and pages say the same. */
#include "reports/losses.h"

void given_by(struct arena *a, const struct unit_score *u, const struct indicator *child, struct num *got, struct num *most)
{
	const struct node_score *n = &u->node[child->index];

	*got = n->share;
	*most = n->weight;
	switch (indicator_combine(child->parent, u->unit->group)) {
	case AVERAGED:
		*got = num_div(a, num_mul(a, n->share, n->weight), num_int(100));
		break;
	case GEOMETRIC:
	case HARMONIC:
		*most = num_int(100);           /* no part of such a mean is one child's: its own marks */
		break;
	default:
		break;
	}
}

static struct num loss_of(struct arena *a, const struct unit_score *u, const struct indicator *i)
{
	struct num got, most;

	given_by(a, u, i, &got, &most);
	return num_sub(a, most, got);
}

const struct indicator *costliest_child(struct arena *a, const struct unit_score *u, const struct indicator *parent)
{
	const struct indicator *costliest = NULL;
	struct num most = num_int(0);

	for (size_t k = 0; k < parent->child_count; k++) {
		const struct node_score *n = &u->node[parent->child[k]->index];
		struct num part;

		if (!n->scored || num_sign(n->weight) <= 0)
			continue;
		part = num_div(a, loss_of(a, u, parent->child[k]), n->weight);
		if (num_cmp(part, most) > 0) {
			costliest = parent->child[k];
			most = part;
		}
	}
	return costliest;
}

/* The one that 取较高 took. */
static const struct indicator *best_child(const struct unit_score *u, const struct indicator *parent)
{
	const struct indicator *best = NULL;

	for (size_t k = 0; k < parent->child_count; k++) {
		const struct node_score *n = &u->node[parent->child[k]->index];

		if (n->scored && (best == NULL || num_cmp(n->share, u->node[best->index].share) > 0))
			best = parent->child[k];
	}
	return best;
}

struct search {
	struct loss *loss;
	size_t count;
};

static void add_loss(struct arena *a, struct search *s, struct loss loss)
{
	if (num_sign(loss.points) > 0)
		*arena_push(a, s->loss, s->count) = loss;
}

/* scale: how many points of the branch one point of node is worth. */
static void search_below(struct arena *a, const struct unit_score *u, const struct indicator *node, struct num scale, struct search *s)
{
	enum combine c = indicator_combine(node, u->unit->group);
	const struct indicator *lowest = c == LOWEST || c == GEOMETRIC || c == HARMONIC ? costliest_child(a, u, node)
		: c == HIGHEST ? best_child(u, node) : NULL;

	for (size_t k = 0; k < node->child_count; k++) {
		const struct indicator *i = node->child[k];
		const struct node_score *n = &u->node[i->index];

		if (!n->scored || (lowest != NULL && i != lowest))
			continue;
		if (i->child_count > 0 && !n->none && n->zeroed == NULL && num_sign(n->full) > 0)
			search_below(a, u, i, num_div(a, num_mul(a, scale, n->weight), n->full), s);
		else
			add_loss(a, s, (struct loss){ .indicator = i, .points = num_mul(a, scale, loss_of(a, u, i)) });
	}
}

const struct indicator *costliest_leaf(struct arena *a, const struct unit_score *u, const struct indicator *branch)
{
	struct search s = { .count = 0 };
	const struct node_score *n = &u->node[branch->index];
	const struct loss *most = NULL;

	if (!n->none && n->zeroed == NULL)
		search_below(a, u, branch, num_int(1), &s);
	for (size_t k = 0; k < s.count; k++)
		if (most == NULL || num_cmp(s.loss[k].points, most->points) > 0)
			most = &s.loss[k];
	return most == NULL ? NULL : most->indicator;
}

/* ---- what cost most --------------------------------------------------------- */

/* Dearest first; equals as they stand in the rules.  The list is short. */
static size_t dearest_first(struct search s, struct loss **losses)
{
	for (size_t k = 1; k < s.count; k++) {
		struct loss one = s.loss[k];
		size_t at = k;

		for (; at > 0 && num_cmp(s.loss[at - 1].points, one.points) < 0; at--)
			s.loss[at] = s.loss[at - 1];
		s.loss[at] = one;
	}
	*losses = s.loss;
	return s.count;
}

size_t branch_losses(struct arena *a, const struct unit_score *u, const struct board *b, struct loss **losses)
{
	struct search s = { .count = 0 };

	for (size_t k = 0; k < b->root->child_count && !b->ascending; k++) {
		const struct indicator *i = b->root->child[k];

		if (u->node[i->index].scored)
			add_loss(a, &s, (struct loss){ .indicator = i, .points = loss_of(a, u, i) });
	}
	return dearest_first(s, losses);
}

static void search_leaves(struct arena *a, const struct unit_score *u, const struct board *b, struct search *s)
{
	const struct node_score *root = &u->node[b->root->index];

	if (b->ascending || !root->scored || num_sign(root->full) <= 0)
		return;
	if (root->none || root->zeroed != NULL || b->root->child_count == 0)
		add_loss(a, s, (struct loss){ .indicator = b->root,
			.points = num_sub(a, root->weight, num_div(a, num_mul(a, root->points, root->weight), root->full)) });
	else
		search_below(a, u, b->root, num_div(a, root->weight, root->full), s);
}

size_t total_losses(struct arena *a, const struct unit_score *u, const struct board *b, struct loss **losses)
{
	struct search s = { .count = 0 };

	search_leaves(a, u, b, &s);
	for (size_t k = 0; k < u->extra_count; k++)
		add_loss(a, &s, (struct loss){ .extra = &u->extra[k], .points = num_neg(a, u->extra[k].points) });
	for (size_t k = 0; k < u->intervention_count; k++)
		add_loss(a, &s, (struct loss){ .intervention = &u->intervention[k], .points = num_neg(a, u->intervention[k].points) });
	return dearest_first(s, losses);
}
