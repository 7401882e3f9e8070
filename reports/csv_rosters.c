/* csv_rosters.c -- lists.csv: who is on each [名单], in the order of the sheet. */
#include "reports/reports.h"

#include "base/csv.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/plain.h"

static void put_line(struct buf *b, struct arena *a, const struct run_facts *facts, const struct roster *x, const struct roster_line *l)
{
	const struct unit *u = l->unit->unit;

	csv_put(b, period_text(a, facts->measures->period));
	csv_put(b, x->name);
	csv_put(b, x->title);
	csv_put(b, u->registry->name);
	csv_put(b, u->group);
	csv_put(b, u->code);
	csv_put(b, u->name);
	csv_put(b, l->facts);
	csv_put(b, x->basis);
	csv_put(b, rule_place(a, x->at));
	csv_end_row(b);
}

bool report_rosters_csv(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	static const char *const head[] = { "period", "list", "title", "registry", "group", "unit_code", "unit_name", "facts", "basis", "rule" };
	struct buf text = buf_new(a);

	if (facts->scheme->roster_count == 0)
		return true;
	csv_start(&text, head, sizeof head / sizeof *head);
	for (size_t i = 0; i < facts->scheme->roster_count; i++) {
		struct roster_scores r = roster_scores(facts->scores, facts->scheme->roster[i]);

		for (size_t k = 0; k < r.count; k++)
			put_line(&text, a, facts, r.roster, &r.line[k]);
	}
	return file_write(d, dir, "lists.csv", text.at, text.length);
}
