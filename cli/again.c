/* again.c -- a run once more, from what its archive kept and what the ledger held then. */
#include <string.h>
#include "cli/cli.h"

/* The ledger as the figures saw it: a 正式 shows those of its draft. */
static unsigned seen_by(const struct ledger_entry *e)
{
	return e->draft != 0 ? e->draft : e->number;
}

/* The present as the figures saw it. */
static const char *seen_at(const struct ledger *l, const struct ledger_entry *e)
{
	return e->draft != 0 ? ledger_number(l, e->draft)->now : e->now;
}

static bool is_same(struct call *inner, const struct month *m, const struct ledger_entry *e)
{
	if (strcmp(m->inputs_digest, e->inputs_sha256) == 0 && strcmp(m->rules_digest, e->rules_sha256) == 0)
		return true;
	diag(inner->aside, MSG_ARCHIVE_DAMAGED, (struct origin){ 0 }, inner->word[0], "archive",
		inner->language == CHINESE ? "与台账所记不同" : "is not what the ledger recorded", NULL);
	return false;
}

bool again(struct call *outer, const struct ledger *l, const char *beside, const struct ledger_entry *e, const struct relaid *from,
	struct call *inner, struct month *m)
{
	char **word = arena_many(outer->arena, char *, 1);

	*word = arena_printf(outer->arena, "%u", e->number);
	*inner = *outer;
	*m = (struct month){ .people = NULL };
	options_recall(inner, e->options);
	inner->word = word;
	inner->word_count = 1;
	inner->rules = from->rules;
	inner->inputs = from->inputs;
	inner->period = e->period;
	inner->now = seen_at(l, e);
	inner->document = e->document;
	inner->by = e->by;
	inner->reason = e->reason;
	inner->quiet = true;
	inner->diag = diag_new(outer->arena, inner->language);
	return month_rules(inner, m) && month_inputs(inner, m, ledger_before(outer->arena, l, seen_by(e)), beside) && is_same(inner, m, e) &&
		month_score(inner, m);
}

const char *again_fault(const struct call *inner)
{
	for (size_t i = 0; i < diag_count(inner->diag); i++)
		if (diag_at(inner->diag, i)->severity == ERROR)
			return diag_at(inner->diag, i)->text;
	return "";
}

struct run_facts again_facts(struct call *inner, const struct month *m, const struct ledger *l, const struct ledger_entry *e)
{
	struct run_facts facts = result_facts(inner, m, e->now);

	facts.number = e->number;
	facts.kind = run_kind_words[e->kind];
	facts.head = e->number > 1 ? ledger_number(l, e->number - 1)->head : "";
	facts.draft = e->draft;
	facts.corrects = e->corrects;
	facts.workbook = result_name(inner, &facts, m);
	return facts;
}
