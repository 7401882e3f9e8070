/* words.c -- figures as the steps say them: at most six decimals, ≈ in front
 * of what was shortened, percent where the rule's 计量单位 is %. */
#include "scoring/words.h"

#include <string.h>

enum { PLACES = 6 };

static bool is_percent(const char *dimension)
{
	return dimension != NULL && strcmp(dimension, "%") == 0;
}

const char *say_points(struct arena *a, struct num points)
{
	return num_short(a, points, PLACES);
}

static const char *say(struct arena *a, struct num x, const char *dimension, const char *percent)
{
	if (is_percent(dimension))
		return arena_printf(a, "%s%s", num_short(a, num_mul(a, x, num_int(100)), PLACES), percent);
	return arena_printf(a, "%s%s", num_short(a, x, PLACES), dimension == NULL ? "" : dimension);
}

const char *say_figure(struct arena *a, struct num x, const char *dimension)
{
	return say(a, x, dimension, "%");
}

const char *say_gap(struct arena *a, struct num x, const char *dimension)
{
	return say(a, x, dimension, " 个百分点");
}

const char *say_value(struct arena *a, struct value v, const char *dimension)
{
	return v.kind == V_NUMBER ? say_figure(a, v.num, dimension) : value_show(a, v);
}
