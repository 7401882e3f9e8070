/* json.c -- run.json: what went into a run and what came out, for machines and for proof.
 *
 * Keys stand in a fixed order; there is no clock and no path in it, so that the
 * same run gives the same bytes anywhere.  The CSVs are read back from the
 * folder: their digests are of what lies there. */
#include "reports/reports.h"

#include "base/date.h"
#include "base/file.h"
#include "reports/json_write.h"

enum { SCHEMA = 1 };

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
	json_text(j, "cutoff", day_text(a, facts->measures->cutoff));
	json_count(j, "run", facts->number);
	json_text(j, "kind", facts->kind);
	json_object(j, "options");
	json_text(j, "as_of", facts->as_of);
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
	json_count(j, "in", t->in);
	json_count(j, "counted", t->counted);
	json_count(j, "without_unit", t->without_unit);
	json_count(j, "excluded", t->excluded);
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

static bool put_outputs(struct json *j, struct diag *d, const struct run_facts *facts, const char *dir)
{
	static const char *const names[] = { "scores.csv", "flags.csv", "quarantine.csv" };
	struct arena *a = j->out->arena;
	bool whole = true;

	json_object(j, "outputs");
	json_text(j, "workbook", facts->workbook != NULL ? facts->workbook : book_name(a, facts));
	json_list(j, "files");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct file *f = file_read(a, d, dir, names[i]);

		if (f == NULL) {
			whole = false;
			continue;
		}
		json_object(j, NULL);
		json_text(j, "name", f->name);
		json_text(j, "sha256", f->digest);
		json_object_end(j);
	}
	json_list_end(j);
	json_object_end(j);
	return whole;
}

bool report_run_json(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	struct buf text = buf_new(a);
	struct json j = { .out = &text };
	bool whole;

	json_object(&j, NULL);
	put_head(&j, facts);
	put_inputs(&j, facts);
	put_rules(&j, facts->scheme);
	put_conservation(&j, facts);
	put_counts(&j, facts);
	put_missing(&j, facts);
	whole = put_outputs(&j, d, facts, dir);
	json_object_end(&j);
	return whole && file_write(d, dir, "run.json", text.at, text.length);
}
