/* run.c -- the month on one screen. */
#include <string.h>
#include "cli/cli.h"

/* A 汇总 is made of published periods: another run of one of them is another input. */
static bool same_periods(const struct month *m, const struct ledger_entry *published)
{
	return !m->summed || (m->relied_count == published->relied_count &&
		(m->relied_count == 0 || memcmp(m->relied, published->relied, m->relied_count * sizeof *m->relied) == 0));
}

/* A published period is frozen: only the same inputs and the same meaning make another draft. */
static bool is_open(struct call *c, const struct month *m, const struct ledger_entry *published)
{
	bool zh = c->language == CHINESE;
	const char *what = NULL;

	if (published == NULL || c->drill || c->correct)
		return true;
	if (strcmp(published->inputs_sha256, m->inputs_digest) != 0)
		what = zh ? "数据" : "inputs";
	else if (strcmp(published->meaning_sha256, m->meaning_digest) != 0)
		what = zh ? "规则" : "rules";
	else if (!same_periods(m, published))
		what = zh ? "所据的各期" : "periods it is made of";
	if (what == NULL)
		return true;
	diag(c->diag, MSG_PERIOD_CLOSED, (struct origin){ 0 }, published->period, arena_printf(c->arena, "%u", published->number), what, NULL);
	return false;
}

static size_t open_objections(const struct people *p)
{
	size_t count = 0;

	for (size_t i = 0; i < p->objection_count; i++)
		count += p->objection[i].outcome == OBJECTION_OPEN;
	return count;
}

static enum run_kind kind_of(struct call *c, const struct month *m, const struct ledger_entry *published)
{
	size_t open = open_objections(m->people);

	if (c->correct)
		return RUN_CORRECTION;
	if (!m->scheme->auto_publish || published != NULL || m->trial || c->drill)
		return RUN_DRAFT;
	if (c->no_digest)
		diag(c->diag, MSG_NO_DIGEST_COUNTS, (struct origin){ 0 }, NULL);
	if (c->sheets != NULL)
		diag(c->diag, MSG_SHEETS_COUNT, (struct origin){ 0 }, NULL);
	if (open == 0)
		return RUN_FINAL;
	diag(c->diag, MSG_AUTO_HELD, (struct origin){ 0 }, period_text(c->arena, m->period), arena_printf(c->arena, "%zu", open), NULL);
	return RUN_DRAFT;
}

static const char *write_month(struct call *c, struct store *store, const struct month *m, const struct ledger_entry *published)
{
	struct run_facts facts = result_facts(c, m, month_now(c, m->scheme->timezone));
	enum run_kind kind = kind_of(c, m, published);
	const char *summary = NULL;
	struct ledger_entry *entry;
	struct folder folder;

	if (!month_gate(c) || !folder_make(c, store, period_text(c->arena, m->period), kind, &folder))
		return NULL;
	facts.number = folder.number;
	facts.kind = run_kind_words[kind];
	facts.head = ledger_head(store->ledger);
	facts.corrects = kind == RUN_CORRECTION ? published->number : 0;
	if (kind == RUN_FINAL && *facts.by == '\0')
		facts.by = "自动";
	facts.workbook = result_name(c, &facts, m);
	entry = entry_make(c, &facts, m, kind);
	if (result_write(c, &facts, m, entry, kind == RUN_CORRECTION ? published : NULL, store->ledger, folder.working) &&
		folder_commit(c, store, &folder, entry)) {
		result_say(c, &facts, m, &folder, store->ledger);
		summary = result_summary(c, &facts, m);
	}
	folder_drop(c, &folder);
	return summary;
}

static const char *run_month(struct call *c, struct store *store)
{
	const struct ledger_entry *published;
	struct month m = { .people = NULL };

	if (!month_rules(c, &m) || month_now(c, m.scheme->timezone) == NULL)
		return NULL;
	examples_check(c->arena, c->diag, m.scheme);
	if (!month_gate(c) || !month_inputs(c, &m, store->ledger, c->out))
		return NULL;
	published = ledger_published(store->ledger, period_text(c->arena, m.period));
	if (c->correct && published == NULL)
		diag(c->diag, MSG_CORRECT_OPEN, (struct origin){ 0 }, period_text(c->arena, m.period), NULL);
	if (!month_gate(c) || !is_open(c, &m, published) || !month_score(c, &m))
		return NULL;
	return write_month(c, store, &m, published);
}

int command_run(struct call *c)
{
	const char *summary = NULL;
	struct store store;

	pages_for_malloc();
	if (store_open(c, &store))
		summary = run_month(c, &store);
	store_close(&store);
	return month_end(c, summary);
}
