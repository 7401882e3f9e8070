/* rules.c -- kaohe rules: the scheme as 条文, once it has passed the gate. */
#include <stdio.h>
#include "cli/cli.h"

int command_rules(struct call *c)
{
	struct month m = { .people = NULL };

	if (c->period != NULL) {
		if (!month_rules(c, &m))
			return month_end(c, NULL);
	} else {
		m.scheme = scheme_read(c->arena, c->diag, c->rules, NULL);
	}
	if (month_gate(c))
		report_regulation(c->arena, m.scheme, stdout);
	return month_end(c, NULL);
}
