/* csv_rectify.c -- rectify.csv: [整改:X], unit by state, ageing bucket and 反弹, each with the rows behind it. */
#include "reports/reports.h"

#include <inttypes.h>
#include "base/csv.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/plain.h"

struct cases {
	struct arena *arena;
	const struct run_facts *facts;
	const struct rectification *x;
	struct buf text;
};

static const char *source_of(const struct cases *t, const struct measure *m, const struct unit *u)
{
	const struct measured *figure = u == NULL ? NULL : measured(t->facts->measures, m, u);

	return figure == NULL ? "" : measured_source(t->arena, t->facts->measures, m, figure);
}

static void put_row(struct cases *t, const struct unit *u, const char *kind, const struct measure *m)
{
	struct buf *b = &t->text;
	uint64_t rows;
	bool counted;

	if (m == NULL)
		return;
	counted = rectify_rows(t->facts->measures, t->x, m, u, &rows);
	csv_put(b, period_text(t->arena, t->facts->measures->period));
	csv_put(b, t->x->name);
	csv_put(b, t->x->registry->name);
	csv_put(b, u == NULL ? "" : u->group);
	csv_put(b, u == NULL ? "" : u->code);
	csv_put(b, u == NULL ? "无单位" : u->name);
	csv_put(b, kind);
	csv_put(b, m->title);
	if (counted)
		csv_put_number(b, arena_printf(t->arena, "%" PRIu64, rows));
	else
		csv_put(b, "");
	csv_put(b, counted ? "" : none_words[NOT_REPORTED]);
	csv_put(b, rule_place(t->arena, t->x->at));
	csv_put(b, source_of(t, m, u));
	csv_end_row(b);
}

static void put_unit(struct cases *t, const struct unit *u)
{
	const struct rectification *x = t->x;

	put_row(t, u, "all", x->all);
	for (size_t i = 0; i < RECTIFY_STATES; i++)
		put_row(t, u, "state", x->state[i]);
	put_row(t, u, "open", x->unclosed);
	for (size_t i = 0; i < x->age_count; i++)
		put_row(t, u, "age", x->age[i]);
	put_row(t, u, "rebound", x->rebound);
}

bool report_rectify_csv(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	static const char *const head[] = { "period", "rectification", "registry", "group", "unit_code", "unit_name", "kind", "element", "rows",
		"status", "rule", "source" };
	struct cases t = { .arena = a, .facts = facts, .text = buf_new(a) };

	if (facts->scheme->rectification_count == 0)
		return true;
	csv_start(&t.text, head, sizeof head / sizeof *head);
	for (size_t i = 0; i < facts->scheme->rectification_count; i++) {
		t.x = facts->scheme->rectification[i];
		for (size_t k = 0; k < t.x->registry->unit_count; k++)
			put_unit(&t, t.x->registry->unit[k]);
		if (t.x->source->count_unmatched)
			put_unit(&t, NULL);
	}
	return file_write(d, dir, "rectify.csv", t.text.at, t.text.length);
}
