/* versions.c -- 生效 and 失效 of the versions of one scheme: every period has one set of rules. */
#include <string.h>
#include "rules/scheme.h"

static void order(struct version *v, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct version late = v[i];
		size_t k = i;

		for (; k > 0 && v[k - 1].scheme->from.first > late.scheme->from.first; k--)
			v[k] = v[k - 1];
		v[k] = late;
	}
}

static void check_pair(struct arena *a, struct diag *d, const struct version *before, const struct version *after)
{
	const struct scheme *x = before->scheme, *y = after->scheme;
	const char *until = x->has_until ? period_text(a, x->until) : "未写";
	int32_t next = x->until.last + 1;

	if (!x->has_until || y->from.first < next)
		diag(d, MSG_VERSION_OVERLAP, (struct origin){ 0 }, before->dir, until, after->dir, period_text(a, y->from), NULL);
	else if (y->from.first > next)
		diag(d, MSG_VERSION_GAP, (struct origin){ 0 }, before->dir, until, after->dir, period_text(a, y->from), NULL);
}

void versions_check(struct arena *a, struct diag *d, struct version *v, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (strcmp(v[i].scheme->name, v[0].scheme->name) != 0) {
			diag(d, MSG_VERSION_NAME, (struct origin){ 0 }, v[0].dir, v[0].scheme->name, v[i].dir, v[i].scheme->name, NULL);
			return;
		}
	order(v, count);
	for (size_t i = 1; i < count; i++)
		check_pair(a, d, &v[i - 1], &v[i]);
}
