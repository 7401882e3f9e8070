/* means.c -- means that are no sums: of the marks which children hand over on the scale of 100.
 *
 * The arithmetic and the harmonic mean are exact; the geometric one is
 * e^(Σ w ln x ÷ Σ w), worked out with twice the digits that are kept. */
#include "scoring/scores.h"

static bool is_mean_of_positives(enum combine c)
{
	return c == GEOMETRIC || c == HARMONIC;
}

enum mark_use mark_use(const struct indicator *parent, enum combine c, struct num points)
{
	int sign = num_sign(points);

	if (!is_mean_of_positives(c) || sign > 0)
		return MARK_COUNTS;
	switch (sign == 0 ? parent->on_zero : parent->on_negative) {
	case PASSED_OVER:
		return MARK_PASSED;
	case NO_MEAN:
		return MARK_DENIES;
	default:
		return MARK_ZEROES;
	}
}

/* Σ weight × f(points) over Σ weight, of those that count. */
struct summing {
	struct num sum, weight;
	size_t count;
	bool zero, denied;
};

static struct num term(struct arena *a, enum combine c, struct num points)
{
	switch (c) {
	case GEOMETRIC:
		return num_ln(a, points, 3 * NUM_DIGITS);
	case HARMONIC:
		return num_div(a, num_int(1), points);
	default:
		return points;
	}
}

static void tally(struct arena *a, struct summing *t, const struct indicator *parent, enum combine c, const struct mark *m)
{
	switch (mark_use(parent, c, m->points)) {
	case MARK_DENIES:
		t->denied = true;
		break;
	case MARK_ZEROES:
		t->zero = true;
		break;
	case MARK_COUNTS:
		t->sum = num_add(a, t->sum, num_mul(a, m->weight, term(a, c, m->points)));
		t->weight = num_add(a, t->weight, m->weight);
		t->count++;
		break;
	default:
		break;
	}
}

static bool mean(struct arena *a, const struct indicator *parent, enum combine c, const struct mark *m, size_t count, struct num *result)
{
	struct summing t = { .sum = num_int(0), .weight = num_int(0) };

	for (size_t k = 0; k < count; k++)
		tally(a, &t, parent, c, &m[k]);
	*result = num_int(0);
	if (t.denied || (t.count == 0 && !t.zero) || (t.count > 0 && num_sign(t.weight) == 0))
		return false;
	if (t.zero)
		return true;
	if (c == HARMONIC)
		*result = num_div(a, t.weight, t.sum);
	else if (c == GEOMETRIC)
		*result = num_significant(a, num_exp(a, num_div(a, t.sum, t.weight), 2 * NUM_DIGITS), NUM_DIGITS);
	else
		*result = num_div(a, t.sum, t.weight);
	return true;
}

bool marks_combine(struct arena *a, const struct indicator *parent, enum combine c, const struct mark *m, size_t count, struct num *result)
{
	if (c != LOWEST && c != HIGHEST)
		return mean(a, parent, c, m, count, result);
	for (size_t k = 0; k < count; k++)
		if (k == 0 || (c == LOWEST ? num_cmp(m[k].points, *result) < 0 : num_cmp(m[k].points, *result) > 0))
			*result = m[k].points;
	return count > 0;
}
