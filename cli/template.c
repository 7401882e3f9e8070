/* template.c -- kaohe template: the data-entry forms of a scheme, as workbooks to fill in and as CSV heads. */
#include <stdio.h>
#include "base/file.h"
#include "cli/cli.h"

int command_template(struct call *c)
{
	struct month m = { .people = NULL };
	size_t books, heads;

	if (c->period != NULL) {
		if (!month_rules(c, &m))
			return month_end(c, NULL);
	} else {
		m.scheme = scheme_read(c->arena, c->diag, c->rules, NULL);
	}
	if (month_gate(c) && dir_make(c->diag, c->out) &&
	    report_forms(c->arena, c->diag, m.scheme, c->period == NULL ? NULL : &m.period, c->out, &books, &heads) && !c->quiet)
		printf(c->language == CHINESE ? "写好了：%zu 个填报表（.xlsx），%zu 个 CSV 表头，在 %s\n" : "written: %zu forms (.xlsx) and %zu CSV heads, in %s\n",
			books, heads, c->out);
	return month_end(c, NULL);
}
