/* words.h -- figures as the steps say them.
 *
 * Words cost several times what the points do, and of most units nobody reads
 * them: while `of` (a work, a marking_case) is silent, none are made and their
 * arguments are not worked out (telling.c makes them for a unit that is asked for). */
#ifndef SCORING_WORDS_H
#define SCORING_WORDS_H

#include "base/arena.h"
#include "base/num.h"
#include "base/text.h"
#include "rules/expr.h"

#define SAY(of, ...)            ((of)->silent ? "" : arena_printf((of)->arena, __VA_ARGS__))
#define SAY_TO(of, buf, ...)    ((of)->silent ? (void)0 : buf_printf((buf), __VA_ARGS__))

const char *say_points(struct arena *, struct num);                                /* 90, 33.333333 with ≈ in front */
const char *say_figure(struct arena *, struct num, const char *dimension);         /* 95%, 12件 */
const char *say_gap(struct arena *, struct num, const char *dimension);            /* 5 个百分点, 2件 */
const char *say_value(struct arena *, struct value, const char *dimension);        /* a figure, or 无分母 and the like */

#endif
