/* words.h -- figures as the steps say them. */
#ifndef SCORING_WORDS_H
#define SCORING_WORDS_H

#include "base/arena.h"
#include "base/num.h"
#include "rules/expr.h"

const char *say_points(struct arena *, struct num);                                /* 90, 33.333333 with ≈ in front */
const char *say_figure(struct arena *, struct num, const char *dimension);         /* 95%, 12件 */
const char *say_gap(struct arena *, struct num, const char *dimension);            /* 5 个百分点, 2件 */
const char *say_value(struct arena *, struct value, const char *dimension);        /* a figure, or 无分母 and the like */

#endif
