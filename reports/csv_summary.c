/* csv_summary.c -- summary.csv: every unit of every [汇总:X] of the period. */
#include "reports/reports.h"

#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"

static void put_unit(struct buf *text, const struct summary_scores *sum, const struct summary_group *g, const struct summary_unit *u)
{
	struct arena *a = text->arena;

	csv_put(text, period_text(a, sum->period));
	csv_put(text, sum->summary->name);
	csv_put(text, g->group);
	csv_put(text, u->unit->code);
	csv_put(text, u->unit->name);
	csv_put_number(text, u->ranked ? arena_printf(a, "%u", u->rank) : "");
	csv_put_number(text, u->scored ? num_text(a, u->total) : "");
	csv_put_number(text, u->scored ? num_text(a, u->exact) : "");
	csv_put(text, u->steps);
	csv_put(text, u->ranked ? "" : u->why_unranked);
	for (size_t k = 0; k < sum->part_count; k++)
		csv_put_number(text, u->part[k] == NULL ? "" : num_text(a, u->part[k]->total));
	csv_end_row(text);
}

bool report_summary_csv(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	static const char *const fixed[] = { "period", "summary", "group", "unit_code", "unit_name", "rank", "total", "exact", "steps", "status" };
	const char **head = NULL;
	struct buf text = buf_new(a);
	size_t columns = 0;

	for (size_t k = 0; k < sizeof fixed / sizeof *fixed; k++)
		*arena_push(a, head, columns) = fixed[k];
	for (size_t k = 0; k < facts->summary[0]->part_count; k++)
		*arena_push(a, head, columns) = period_text(a, facts->summary[0]->part[k].period);
	csv_start(&text, head, columns);
	for (size_t k = 0; k < facts->summary_count; k++)
		for (size_t g = 0; g < facts->summary[k]->group_count; g++)
			for (size_t i = 0; i < facts->summary[k]->group[g].unit_count; i++)
				put_unit(&text, facts->summary[k], &facts->summary[k]->group[g], facts->summary[k]->group[g].unit[i]);
	return file_write(d, dir, "summary.csv", text.at, text.length);
}
