/* trend.c -- the figures of the last twelve periods. */
#include "reports/trend.h"

#include <math.h>
#include "reports/plain.h"

size_t trend_pasts(const struct history *h, const struct past *past[TREND_PERIODS])
{
	size_t found = 0;

	for (size_t k = 0; h != NULL && k < h->count && found < TREND_PERIODS - 1; k++)
		if (h->past[k].run > 0)
			past[found++] = &h->past[k];
	for (size_t k = 0; k < found / 2; k++) {
		const struct past *newer = past[k];

		past[k] = past[found - 1 - k];
		past[found - 1 - k] = newer;
	}
	return found;
}

/* Rounded before it is summed: many unlike fractions have no small sum. */
static void add_total(struct arena *a, struct num *sum, int *count, struct num total)
{
	*sum = num_add(a, *sum, num_round(a, total, 6, HALF_UP));
	++*count;
}

static struct mean mean_of(struct arena *a, struct num sum, int count)
{
	return (struct mean){ count > 0, count > 0 ? num_div(a, sum, num_int(count)) : sum };
}

struct mean mean_now(struct arena *a, const struct group_scores *g)
{
	struct num sum = num_int(0);
	int count = 0;

	for (size_t k = 0; k < g->unit_count; k++)
		if (g->unit[k]->scored)
			add_total(a, &sum, &count, g->unit[k]->total);
	return mean_of(a, sum, count);
}

struct mean mean_then(struct arena *a, const struct board *b, const struct group_scores *g, const struct past *past)
{
	struct num sum = num_int(0);
	int count = 0;

	for (size_t k = 0; k < g->unit_count; k++) {
		const struct past_unit *was = past_unit_of(past, b, g->unit[k]->unit);

		if (was != NULL && was->scored)
			add_total(a, &sum, &count, was->total);
	}
	return mean_of(a, sum, count);
}

void span_add(struct span *s, struct num n)
{
	double x = num_double(n);

	s->least = s->there ? fmin(s->least, x) : x;
	s->most = s->there ? fmax(s->most, x) : x;
	s->there = true;
}

void chart_fit(struct chart *chart, const struct span *s)
{
	if (!s->there)
		return;
	chart->least = floor(s->least / 10) * 10;
	chart->most = ceil(s->most / 10) * 10;
	if (chart->least >= chart->most)
		chart->most = chart->least + 10;
}
