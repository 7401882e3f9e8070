/* publish.c -- kaohe publish RUN: a draft becomes 正式, exactly its figures.
 *
 * The draft is scored again from its own archive and must come out byte for
 * byte; only then is its workbook drawn as 正式.  Nothing may have changed since:
 * not its folder, not the earlier periods it relied on, not (where -i and -r
 * say where to look) the inputs and what the rules mean.  Objections are read
 * as they stand now. */
#include <string.h>
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"

static const struct origin nowhere = { NULL, 0, 0 };

static const char *number_text(struct call *c, const struct ledger_entry *e)
{
	return arena_printf(c->arena, "%u", e->number);
}

/* ---- may it be published? ---------------------------------------------------------------- */

static bool is_fit(struct call *c, const struct ledger *l, const struct ledger_entry *draft)
{
	const struct ledger_entry *published = ledger_published(l, draft->period);
	const char *kind = draft->drill ? c->language == CHINESE ? "演练" : "a drill" : run_kind_words[draft->kind];

	if (draft->kind != RUN_DRAFT || draft->drill)
		diag(c->aside, MSG_PUBLISH_KIND, nowhere, number_text(c, draft), kind, NULL);
	else if (strstr(draft->options, "--no-digest") != NULL)
		diag(c->aside, MSG_NO_DIGEST_COUNTS, nowhere, NULL);
	else if (strstr(draft->options, "--sheets=") != NULL)
		diag(c->aside, MSG_SHEETS_COUNT, nowhere, NULL);
	else if (published != NULL && !draft->trial)
		diag(c->aside, MSG_PUBLISH_TWICE, nowhere, draft->period, number_text(c, published), NULL);
	return month_gate(c);
}

static bool is_whole(struct call *c, const char *folder, const struct ledger_entry *draft)
{
	struct diag *silent = diag_new(c->arena, c->language);

	if (!dir_sync(silent, folder)) {
		diag(c->aside, MSG_FOLDER_ABSENT, nowhere, number_text(c, draft), draft->folder, NULL);
		return false;
	}
	return folder_matches(c, folder, draft, MSG_DRAFT_CHANGED);
}

static bool outdated(struct call *c, const struct ledger_entry *draft, const char *zh, const char *en)
{
	diag(c->aside, MSG_DRAFT_OUTDATED, nowhere, number_text(c, draft), c->language == CHINESE ? zh : en, NULL);
	return false;
}

/* The folders that -i and -r name still hold what the draft was made from. */
static bool still_holds(struct call *c, const struct ledger *l, const struct ledger_entry *draft, const struct relaid *kept)
{
	struct call look = *c;
	struct month m = { .people = NULL };

	if (c->inputs == NULL && c->rules == NULL)
		return true;
	options_recall(&look, draft->options);
	look.rules = c->rules != NULL ? c->rules : kept->rules;
	look.inputs = c->inputs != NULL ? c->inputs : kept->inputs;
	look.period = draft->period;
	look.quiet = true;
	look.diag = diag_new(c->arena, c->language);
	if (!month_rules(&look, &m))
		return outdated(c, draft, "规则", "rules");
	if (strcmp(m.meaning_digest, draft->meaning_sha256) != 0)
		return outdated(c, draft, "规则", "rules");
	if (!month_inputs(&look, &m, ledger_before(c->arena, l, draft->number), c->out) || strcmp(m.inputs_digest, draft->inputs_sha256) != 0)
		return outdated(c, draft, "数据", "inputs");
	return true;
}

/* The earlier periods that count now are those that counted then. */
static bool same_past(struct call *c, const struct ledger *l, const struct ledger_entry *draft, const struct month *m)
{
	struct month now = *m;

	history_fill(c, &now, l);
	if (now.relied_count == draft->relied_count &&
		(now.relied_count == 0 || memcmp(now.relied, draft->relied, now.relied_count * sizeof *now.relied) == 0))
		return true;
	return outdated(c, draft, "前期的正式结果", "published earlier periods");
}

/* Objections are raised and settled after the draft; what -i holds of them is what counts. */
static bool take_objections(struct call *c, const struct ledger_entry *draft, const struct relaid *kept)
{
	struct call look = *c;
	struct month m = { .people = NULL };
	const char *name;
	struct file *file;

	look.rules = kept->rules;
	look.period = draft->period;
	look.diag = diag_new(c->arena, c->language);
	if (c->inputs == NULL || !month_rules(&look, &m) || m.scheme->objections == NULL)
		return true;
	name = period_fill(c->arena, m.period, m.scheme->objections);
	if (name == NULL || file_absent(c->inputs, name))
		return true;
	file = file_read_stored(c->arena, c->aside, c->inputs, name);
	return file != NULL && file_write(c->aside, kept->inputs, name, file->bytes, file->length);
}

static bool objections_settled(struct call *c, const struct people *p)
{
	for (size_t i = 0; i < p->objection_count; i++) {
		const struct objection *o = &p->objection[i];

		if (o->outcome == OBJECTION_OPEN)
			diag(c->aside, MSG_OBJECTION_PENDING, o->at, o->id, o->unit == NULL ? "" : o->unit->name, o->matter, NULL);
	}
	return month_gate(c);
}

/* 异议期: that many working days after the day of the draft, the last one in. */
static bool time_is_up(struct call *c, const struct ledger_entry *draft, const struct month *m, const char *now)
{
	int64_t drafted, present;
	int32_t end;

	if (m->scheme->objection_days == 0)
		return true;
	if (!moment_parse(draft->now, strlen(draft->now), &drafted) || !moment_parse(now, strlen(now), &present))
		return false;
	if (!working_day_after(m->people, (int32_t)(drafted / 86400), m->scheme->objection_days, &end))
		diag(c->aside, MSG_OBJECTION_CALENDAR, nowhere, day_text(c->arena, (int32_t)(drafted / 86400)),
			arena_printf(c->arena, "%u", m->scheme->objection_days), NULL);
	else if (present / 86400 <= end)
		diag(c->aside, MSG_OBJECTION_TIME, nowhere, day_text(c->arena, end), day_text(c->arena, (int32_t)(present / 86400)), NULL);
	return month_gate(c);
}

/* ---- publishing ------------------------------------------------------------------------------ */

/* scores.csv and flags.csv came out byte for byte as the draft's. */
static bool same_figures(struct call *c, const char *fresh, const struct ledger_entry *draft)
{
	for (size_t i = 0; i < draft->file_count; i++) {
		const struct run_file *r = &draft->file[i];
		const struct file *file;

		if (strcmp(r->role, "output") != 0 || !result_is_content(r->name))
			continue;
		file = folder_read(c->arena, c->aside, fresh, r->name);
		if (file == NULL || strcmp(r->sha256, file->digest) != 0)
			diag(c->aside, MSG_PUBLISH_DIFFERS, nowhere, number_text(c, draft), r->name, draft->version, NULL);
	}
	return month_gate(c);
}

/* inner: the call that scored the draft again, from its archive. */
static void write_final(struct call *c, struct store *store, const struct ledger_entry *draft, struct call *inner, const struct month *m,
	const char *now)
{
	struct run_facts facts = result_facts(inner, m, now);
	struct ledger_entry *entry;
	struct folder folder;

	if (!month_gate(c) || !folder_make(c, store, draft->period, RUN_FINAL, &folder))
		return;
	facts.number = folder.number;
	facts.kind = run_kind_words[RUN_FINAL];
	facts.head = ledger_head(store->ledger);
	facts.draft = draft->number;
	facts.workbook = result_name(c, &facts, m);
	entry = entry_make(inner, &facts, m, RUN_FINAL);
	entry->options = options_record_published(c, draft->options);
	if (result_write(inner, &facts, m, entry, NULL, store->ledger, folder.working) && same_figures(c, folder.working, draft) &&
		folder_commit(c, store, &folder, entry))
		result_say(c, &facts, m, &folder, store->ledger);
	diag_pass_errors(c->aside, inner->diag);
	folder_drop(c, &folder);
}

static void publish(struct call *c, struct store *store, const struct ledger_entry *draft, struct relaid *kept)
{
	const char *folder = path_join(c->arena, c->out, draft->folder), *now;
	struct call inner;
	struct month m;

	if (!is_fit(c, store->ledger, draft) || !is_whole(c, folder, draft) || !relay(c, folder, draft, kept) ||
		!still_holds(c, store->ledger, draft, kept) || !take_objections(c, draft, kept))
		return;
	if (!again(c, store->ledger, c->out, draft, kept, &inner, &m)) {
		if (month_gate(c))
			diag(c->aside, MSG_PUBLISH_DIFFERS, nowhere, number_text(c, draft), "scores.csv", draft->version, NULL);
		return;
	}
	now = month_now(c, m.scheme->timezone);
	if (now == NULL || !same_past(c, store->ledger, draft, &m) || !objections_settled(c, m.people) || !time_is_up(c, draft, &m, now))
		return;
	memcpy(inner.edition, c->edition, sizeof inner.edition);
	inner.per_unit = c->per_unit;
	inner.document = c->document;
	inner.by = c->by;
	write_final(c, store, draft, &inner, &m, now);
}

int command_publish(struct call *c)
{
	struct relaid kept = { NULL, NULL, NULL };
	const struct ledger_entry *draft;
	struct store store;

	if (store_open(c, &store) && (draft = ledger_run(c, store.ledger, c->word[0])) != NULL)
		publish(c, &store, draft, &kept);
	relay_end(c, &kept);
	store_close(&store);
	return month_end(c, NULL);
}
