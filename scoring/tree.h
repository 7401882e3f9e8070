/* tree.h -- what value.c, combine.c and tree.c share about one node. */
#ifndef SCORING_TREE_H
#define SCORING_TREE_H

#include "scoring/work.h"

struct node_score *node_at(struct desk *, const struct unit *, const struct indicator *);
/* Whether the phase is to be worked out now; node_end() when it is. */
bool node_begin(struct desk *, const struct unit *, const struct indicator *, enum phase);
void node_end(struct desk *, const struct unit *, const struct indicator *, enum phase);

const char *indicator_label(const struct indicator *);            /* 标题, or the name */
const char *indicator_dimension(const struct indicator *);     /* 计量单位 of a leaf's value */
void obstacle_set(struct node_score *, enum none kind, const struct state *);
/* Own full marks before anything is passed over. */
struct num node_full(struct work *, const struct indicator *, const char *group);
/* Gives the node these points, whatever its rule would; before anything asked for it (examples). */
void node_pretend(struct desk *, const struct unit *, const struct indicator *, struct num points);

/* ---- value.c ------------------------------------------------------------------ */

/* 样本: the figure itself where it counts something (计数 合计 去重计数 单值), else its rows. */
struct num sample_size(struct desk *, const struct unit *, const struct measure *);

/* ---- combine.c ---------------------------------------------------------------- */

/* Points, full marks and steps of an inner node from its children, or the obstacle it carries for them. */
void combine_children(struct desk *, const struct unit *, struct node_score *);
/* 权重, 满分 or 100: what a child weighs for the group under its parent; 0 leaves it without influence. */
struct num weight_in_parent(const struct indicator *child, const char *group);
/* A node hands its parent 得分 ÷ own full marks × weight, then its own 修约. */
struct num node_handed(struct arena *, const struct node_score *, struct num weight);

#endif
