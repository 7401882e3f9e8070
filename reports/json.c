/* json.c -- run.json: what went into a run and what came out, for machines and for proof.
 *
 * Keys stand in a fixed order; there is no path in it and no clock but --now as
 * recorded, so that the same run gives the same bytes anywhere.  The CSVs are read back from the
 * folder: their digests are of what lies there. */
#include "reports/reports.h"

#include <string.h>
#include "base/date.h"
#include "base/file.h"
#include "reports/json_write.h"

enum { SCHEMA = 2 };

static const char *or_null(const char *text)
{
	return text == NULL || *text == '\0' ? NULL : text;
}

/* What was done with the figures, and by whom. */
static void put_standing(struct json *j, const struct run_facts *facts)
{
	json_text(j, "mark", or_null(facts->mark));
	if (facts->draft > 0)
		json_count(j, "draft", facts->draft);
	if (facts->corrects > 0)
		json_count(j, "corrects", facts->corrects);
	json_text(j, "document", or_null(facts->document));
	json_text(j, "by", or_null(facts->by));
	json_text(j, "reason", or_null(facts->reason));
}

/* The ledger that the run extends, and the published runs of earlier periods that it was scored with. */
static void put_ledger(struct json *j, const struct run_facts *facts)
{
	const struct history *h = facts->history;

	json_object(j, "ledger");
	json_count(j, "number", facts->number);
	json_text(j, "previous", or_null(facts->head));
	json_object_end(j);
	json_list(j, "relied");
	for (size_t k = 0; h != NULL && k < h->count; k++) {
		if (h->past[k].run == 0)
			continue;
		json_object(j, NULL);
		json_text(j, "period", period_text(j->out->arena, h->past[k].period));
		json_count(j, "run", h->past[k].run);
		json_object_end(j);
	}
	json_list_end(j);
}

static void put_head(struct json *j, const struct run_facts *facts)
{
	struct arena *a = j->out->arena;

	json_count(j, "schema", SCHEMA);
	json_object(j, "program");
	json_text(j, "name", "kaohe");
	json_text(j, "version", facts->version);
	json_text(j, "sha256", facts->program_digest);
	json_object_end(j);
	json_object(j, "scheme");
	json_text(j, "name", facts->scheme->name);
	json_text(j, "document", facts->scheme->document);
	json_text(j, "rules_sha256", facts->rules_digest);
	json_object_end(j);
	json_text(j, "period", period_text(a, facts->measures->period));
	if (facts->summary_count == 0)
		json_text(j, "cutoff", day_text(a, facts->measures->cutoff));
	json_text(j, "now", facts->now);
	json_count(j, "run", facts->number);
	json_text(j, "kind", facts->kind);
	put_standing(j, facts);
	put_ledger(j, facts);
	json_object(j, "options");
	json_text(j, "as_of", facts->as_of);
	if (facts->sheets != NULL)
		json_text(j, "sheets", facts->sheets);
	json_text(j, "language", facts->language);
	json_object_end(j);
}

static void put_input(struct json *j, const struct source *s, const struct received *r)
{
	json_object(j, NULL);
	json_text(j, "source", s->name);
	json_text(j, "name", r->file->name);
	json_text(j, "sha256", r->file->digest);
	json_count(j, "bytes", r->file->stored);
	json_count(j, "rows", r->rows);
	json_text(j, "sender", r->sender == NULL ? NULL : r->sender->code);
	json_object_end(j);
}

static void put_inputs(struct json *j, const struct run_facts *facts)
{
	json_list(j, "inputs");
	for (size_t i = 0; i < facts->scheme->source_count; i++) {
		const struct intake *in = &facts->measures->intake[i];

		for (size_t k = 0; k < in->file_count; k++)
			put_input(j, facts->scheme->source[i], &in->file[k]);
	}
	json_list_end(j);
}

static void put_people(struct json *j, const struct people *p)
{
	json_list(j, "people");
	for (size_t i = 0; p != NULL && i < p->file_count; i++) {
		json_object(j, NULL);
		json_text(j, "name", p->file[i]->name);
		json_text(j, "sha256", p->file[i]->digest);
		json_count(j, "bytes", p->file[i]->stored);
		json_object_end(j);
	}
	json_list_end(j);
}

static void put_rules(struct json *j, const struct scheme *s)
{
	json_list(j, "rules");
	for (size_t i = 0; i < s->file_count; i++) {
		json_object(j, NULL);
		json_text(j, "name", s->file[i]->name);
		json_text(j, "sha256", s->file[i]->digest);
		json_object_end(j);
	}
	json_list_end(j);
}

static void put_tally(struct json *j, const struct source *s, const struct tally *t)
{
	json_object(j, NULL);
	json_text(j, "source", s->name);
	json_text(j, "registry", t->registry->name);
	if (t->label != NULL)
		json_text(j, "belonging", t->label);
	json_count(j, "in", t->in);
	json_count(j, "counted", t->counted);
	json_count(j, "without_unit", t->without_unit);
	json_count(j, "excluded", t->excluded);
	json_count(j, "struck", t->struck);
	json_count(j, "quarantined", t->quarantined);
	json_object_end(j);
}

static void put_conservation(struct json *j, const struct run_facts *facts)
{
	json_list(j, "conservation");
	for (size_t i = 0; i < facts->scheme->source_count; i++) {
		const struct source *s = facts->scheme->source[i];

		for (size_t k = 0; k < s->mapping_count; k++)
			put_tally(j, s, &facts->measures->intake[i].tally[k]);
	}
	json_list_end(j);
}

static void put_board(struct json *j, const struct board_scores *bs)
{
	size_t units = 0, ranked = 0;

	for (size_t g = 0; g < bs->group_count; g++) {
		units += bs->group[g].unit_count;
		ranked += bs->group[g].ranked_count;
	}
	json_object(j, NULL);
	json_text(j, "name", bs->board->name);
	json_count(j, "units", units);
	json_count(j, "ranked", ranked);
	json_count(j, "unranked", units - ranked);
	json_object_end(j);
}

static void put_counts(struct json *j, const struct run_facts *facts)
{
	json_object(j, "counts");
	json_list(j, "boards");
	for (size_t b = 0; b < facts->scheme->board_count; b++)
		put_board(j, &facts->scores->board[b]);
	json_list_end(j);
	json_count(j, "flags", facts->flags->count);
	json_count(j, "unjudged", facts->flags->unjudged_count);
	json_count(j, "open_matters", facts->flags->open_count);
	json_count(j, "late_edits", facts->measures->late_edit_count);
	json_count(j, "quarantined", facts->measures->quarantine_count);
	json_count(j, "warnings", diag_warnings(facts->diag));
	json_object_end(j);
}

/* unit NULL: the one file for all did not come. */
static void put_missing_one(struct json *j, const struct source *s, const struct unit *u)
{
	json_object(j, NULL);
	json_text(j, "source", s->name);
	json_text(j, "unit", u == NULL ? NULL : u->code);
	json_text(j, "unit_name", u == NULL ? NULL : u->name);
	json_object_end(j);
}

static void put_missing(struct json *j, const struct run_facts *facts)
{
	json_list(j, "missing");
	for (size_t i = 0; i < facts->scheme->source_count; i++) {
		const struct source *s = facts->scheme->source[i];
		const struct intake *in = &facts->measures->intake[i];

		if (in->lacking)
			put_missing_one(j, s, NULL);
		for (size_t k = 0; k < in->missing_count; k++)
			put_missing_one(j, s, in->missing[k]);
	}
	json_list_end(j);
}

static bool put_output(struct json *j, struct diag *d, const char *dir, const char *name)
{
	const char *slash = strrchr(name, '/');
	const struct file *f = slash == NULL ? file_read(j->out->arena, d, dir, name) : file_read(j->out->arena, d,
		path_join(j->out->arena, dir, arena_strn(j->out->arena, name, (size_t)(slash - name))), slash + 1);

	if (f == NULL)
		return false;
	json_object(j, NULL);
	json_text(j, "name", name);
	json_text(j, "sha256", f->digest);
	json_object_end(j);
	return true;
}

static bool put_outputs(struct json *j, struct diag *d, const struct run_facts *facts, const char *dir)
{
	bool summed = facts->summary_count > 0;
	const struct { const char *name; bool always; } outputs[] = {
		{ "scores.csv", !summed }, { "flags.csv", !summed }, { "quarantine.csv", !summed }, { "rectify.csv", false }, { "lists.csv", false },
		{ "changes.csv", false }, { "corrections.csv", false }, { "summary.csv", summed }, { "通报.txt", false }, { "简报.html", false },
	};
	const char *book = facts->workbook != NULL ? facts->workbook : book_name(j->out->arena, facts);
	bool whole = true;

	json_object(j, "outputs");
	json_text(j, "workbook", book);
	json_list(j, "files");
	if (!file_absent(dir, book))
		whole = put_output(j, d, dir, book);
	for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++)
		if (outputs[i].always || !file_absent(dir, outputs[i].name))
			whole = put_output(j, d, dir, outputs[i].name) && whole;
	for (size_t i = 0; i < facts->also_count; i++)
		whole = put_output(j, d, dir, facts->also[i]) && whole;
	json_list_end(j);
	json_object_end(j);
	return whole;
}

/* ---- 汇总 ------------------------------------------------------------------ */

static void put_part(struct json *j, const struct summary_part *p)
{
	struct arena *a = j->out->arena;

	json_object(j, NULL);
	json_text(j, "period", period_text(a, p->period));
	json_text(j, "weight", num_text(a, p->weight));
	if (p->run > 0) {
		json_count(j, "run", p->run);
		json_text(j, "kind", p->past->kind);
		json_text(j, "document", or_null(p->past->document));
	}
	json_object_end(j);
}

static void put_summary(struct json *j, const struct summary_scores *s)
{
	size_t ranked = 0;

	for (size_t g = 0; g < s->group_count; g++)
		ranked += s->group[g].ranked_count;
	json_object(j, NULL);
	json_text(j, "name", s->summary->name);
	json_text(j, "board", s->summary->board->name);
	json_text(j, "rule", arena_printf(j->out->arena, "%s:%u", s->summary->at.file, s->summary->at.line));
	json_list(j, "periods");
	for (size_t k = 0; k < s->part_count; k++)
		put_part(j, &s->part[k]);
	json_list_end(j);
	json_count(j, "units", s->unit_count);
	json_count(j, "ranked", ranked);
	json_count(j, "unranked", s->unit_count - ranked);
	json_object_end(j);
}

/* In the place of what a period's inputs came to. */
static void put_summaries(struct json *j, const struct run_facts *facts)
{
	json_list(j, "summaries");
	for (size_t k = 0; k < facts->summary_count; k++)
		put_summary(j, facts->summary[k]);
	json_list_end(j);
	json_object(j, "counts");
	json_count(j, "warnings", diag_warnings(facts->diag));
	json_object_end(j);
}

static void put_period(struct json *j, const struct run_facts *facts)
{
	put_conservation(j, facts);
	put_counts(j, facts);
	put_missing(j, facts);
}

bool report_run_json(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	struct buf text = buf_new(a);
	struct json j = { .out = &text };
	bool whole;

	json_object(&j, NULL);
	put_head(&j, facts);
	if (facts->summary_count == 0)
		put_inputs(&j, facts);
	put_people(&j, facts->people);
	put_rules(&j, facts->scheme);
	if (facts->summary_count > 0)
		put_summaries(&j, facts);
	else
		put_period(&j, facts);
	whole = put_outputs(&j, d, facts, dir);
	json_object_end(&j);
	return whole && file_write(d, dir, "run.json", text.at, text.length);
}
