/* entry.c -- a month as the plain records of the ledger. */
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"
#include "cli/cli.h"
#include "inputs/measures.h"

const char *run_word(enum run_kind kind)
{
	static const char *const words[] = { "draft", "final", "correction", "import" };

	return words[kind];
}

static const char *text_or_none(const char *text)
{
	return text == NULL ? "" : text;
}

/* ---- files -------------------------------------------------------------------------- */

static void add_file(struct call *c, struct ledger_entry *e, const char *role, const struct file *f)
{
	*arena_push(c->arena, e->file, e->file_count) = (struct run_file){ .role = role, .name = f->name, .sha256 = f->digest, .bytes = f->stored };
}

static void add_files(struct call *c, struct ledger_entry *e, const struct month *m)
{
	for (size_t i = 0; m->measures != NULL && i < m->scheme->source_count; i++)
		for (size_t k = 0; k < m->measures->intake[i].file_count; k++)
			add_file(c, e, "input", m->measures->intake[i].file[k].file);
	for (size_t i = 0; i < m->scheme->file_count; i++)
		add_file(c, e, "rule", m->scheme->file[i]);
	for (size_t i = 0; i < m->people->file_count; i++)
		add_file(c, e, "people", m->people->file[i]);
}

/* ---- figures ------------------------------------------------------------------------ */

struct adding {
	struct call *c;
	struct ledger_entry *e;
	const struct month *m;
	const char *board, *code;
};

static void add_figure(struct adding *a, const char *kind, const char *element, const char *number, const char *status, uint64_t n)
{
	*arena_push(a->c->arena, a->e->figure, a->e->figure_count) = (struct run_figure){
		.board = a->board, .code = a->code, .kind = kind, .element = element, .number = number, .status = status, .n = n };
}

static const char *number_of(struct adding *a, struct value v)
{
	return v.kind == V_NUMBER ? num_text(a->c->arena, v.num) : "";
}

/* A value that is no number, in words. */
static const char *status_of(struct adding *a, struct value v)
{
	if (v.kind == V_NUMBER || v.kind == V_BLANK)
		return "";
	return v.kind == V_NONE ? none_words[v.none] : value_show(a->c->arena, v);
}

static const char *state_of(struct adding *a, const struct node_score *n)
{
	if (n->state != NULL)
		return n->state->name;
	if (n->first)
		return "首期";
	if (n->small)
		return "样本不足";
	return n->none ? none_words[n->kind] : status_of(a, n->value);
}

static void add_node(struct adding *a, const struct node_score *n)
{
	struct arena *arena = a->c->arena;
	const char *name = n->indicator->name;

	if (n->indicator->child_count == 0)
		add_figure(a, "value", name, number_of(a, n->value), state_of(a, n), n->n);
	add_figure(a, "points", name, n->scored ? num_text(arena, n->points) : "", state_of(a, n), n->n);
	add_figure(a, "full", name, num_text(arena, n->full), "", 0);
	add_figure(a, "weight", name, num_text(arena, n->weight), "", 0);
	if (n->scored)
		add_figure(a, "share", name, num_text(arena, n->share), "", 0);
}

/* What the total is made of, for 变化 of the next period. */
static void add_parts(struct adding *a, const struct unit_score *u)
{
	struct arena *arena = a->c->arena;

	if (!u->scored)
		return;
	add_figure(a, "part", "基本分", num_text(arena, u->base), "", 0);
	add_figure(a, "part", "加减分", num_text(arena, u->extra_sum), "", 0);
	add_figure(a, "part", "调整", num_text(arena, u->adjusted), "", 0);
	add_figure(a, "part", "问责扣分", num_text(arena, u->duty), "", 0);
}

static void add_figures(struct adding *a, const struct unit_score *u)
{
	for (size_t i = 0; i < a->m->scheme->indicator_count; i++)
		if (u->node[i].indicator != NULL)
			add_node(a, &u->node[i]);
	for (size_t i = 0; i < u->extra_count; i++)
		add_figure(a, "extra", u->extra[i].extra->name, num_text(a->c->arena, u->extra[i].points), status_of(a, u->extra[i].value), u->extra[i].n);
	add_parts(a, u);
}

/* The measures of a registry stand with its first board. */
static bool is_first_of_registry(const struct scheme *s, const struct board *b)
{
	for (size_t i = 0; i < b->index; i++)
		if (s->board[i]->registry == b->registry)
			return false;
	return true;
}

static void add_measures(struct adding *a, const struct unit *u)
{
	for (size_t i = 0; i < a->m->scheme->measure_count; i++) {
		const struct measured *figure = measured(a->m->measures, a->m->scheme->measure[i], u);

		if (figure != NULL)
			add_figure(a, "measure", a->m->scheme->measure[i]->name, number_of(a, figure->value), status_of(a, figure->value), figure->n);
	}
}

static void add_unit(struct adding *a, const struct unit_score *u)
{
	struct arena *arena = a->c->arena;

	*arena_push(arena, a->e->unit, a->e->unit_count) = (struct run_unit){
		.board = a->board, .code = u->unit->code, .name = u->unit->name, .group = u->unit->group, .scored = u->scored, .ranked = u->ranked,
		.exact = u->scored ? num_text(arena, u->exact) : "", .total = u->scored ? num_text(arena, u->total) : "",
		.rank = u->ranked ? u->rank : 0, .tied = u->ranked ? u->tied : 0,
		.grade = u->grade == NULL ? "" : u->grade->word, .why = text_or_none(u->why_unranked) };
}

static void add_boards(struct call *c, struct ledger_entry *e, const struct month *m)
{
	for (size_t b = 0; b < m->scheme->board_count; b++) {
		const struct board *board = m->scheme->board[b];
		bool first = is_first_of_registry(m->scheme, board);

		for (size_t k = 0; k < board->registry->unit_count; k++) {
			const struct unit_score *u = &m->scores->board[b].unit[k];
			struct adding a = { c, e, m, board->name, u->unit->code };

			add_unit(&a, u);
			add_figures(&a, u);
			if (first)
				add_measures(&a, u->unit);
		}
	}
}

/* The totals of a 汇总, under the board that it ranks. */
static void add_summary(struct call *c, struct ledger_entry *e, const struct summary_scores *s)
{
	for (size_t k = 0; k < s->unit_count; k++) {
		const struct summary_unit *u = &s->unit[k];

		*arena_push(c->arena, e->unit, e->unit_count) = (struct run_unit){
			.board = s->summary->board->name, .code = u->unit->code, .name = u->unit->name, .group = u->unit->group,
			.scored = u->scored, .ranked = u->ranked, .exact = u->scored ? num_text(c->arena, u->exact) : "",
			.total = u->scored ? num_text(c->arena, u->total) : "", .rank = u->ranked ? u->rank : 0, .tied = u->ranked ? u->tied : 0,
			.grade = u->grade == NULL ? "" : u->grade->word, .why = u->ranked ? "" : text_or_none(u->why_unranked) };
		for (size_t p = 0; p < s->part_count; p++)
			if (u->part[p] != NULL)
				*arena_push(c->arena, e->figure, e->figure_count) = (struct run_figure){
					.board = s->summary->board->name, .code = u->unit->code, .kind = "period", .element = period_text(c->arena, s->part[p].period),
					.number = num_text(c->arena, u->part[p]->total), .status = "" };
	}
}

/* ---- proposals and counts --------------------------------------------------------------- */

static const char *merged_names(struct arena *a, const struct flag *f)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; f->merged != NULL && f->merged[i] != NULL; i++)
		buf_printf(&b, "%s%s", i > 0 ? "/" : "", f->merged[i]->name);
	return b.at == NULL ? "" : b.at;
}

static void add_flags(struct call *c, struct ledger_entry *e, const struct flags *flags)
{
	for (size_t i = 0; i < flags->count; i++) {
		const struct flag *f = &flags->flag[i];
		const struct trigger *t = f->trigger;

		*arena_push(c->arena, e->flag, e->flag_count) = (struct run_flag){
			.id = f->id, .board = t->board->name, .code = f->unit->code, .trigger = t->name, .cause = text_or_none(t->cause),
			.track = track_words[t->track], .ladder = t->ladder == NULL ? "" : t->ladder->name,
			.measure = text_or_none(f->measure != NULL ? f->measure : t->entry_level), .facts = text_or_none(f->facts),
			.status = f->status == NULL ? "建议" : f->status, .step = f->step, .streak = f->streak, .times = f->times, .rows = f->rows,
			.merged = merged_names(c->arena, f) };
	}
}

static void add_count(struct call *c, struct ledger_entry *e, const char *name, uint64_t number)
{
	*arena_push(c->arena, e->count, e->count_count) = (struct run_count){ .name = name, .number = number };
}

static void add_tally(struct call *c, struct ledger_entry *e, const struct source *s, const struct tally *t)
{
	const struct { const char *word; uint64_t number; } counts[] = {
		{ "in", t->in }, { "counted", t->counted }, { "without_unit", t->without_unit },
		{ "excluded", t->excluded }, { "struck", t->struck }, { "quarantined", t->quarantined },
	};

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		add_count(c, e, arena_printf(c->arena, "%s/%s/%s", s->name, tally_name(c->arena, t), counts[i].word), counts[i].number);
}

static void add_counts(struct call *c, struct ledger_entry *e, const struct month *m, const struct diag *d)
{
	for (size_t i = 0; i < m->scheme->source_count; i++)
		for (size_t k = 0; k < m->scheme->source[i]->mapping_count; k++)
			add_tally(c, e, m->scheme->source[i], &m->measures->intake[i].tally[k]);
	add_count(c, e, "flags", m->flags->count);
	add_count(c, e, "unjudged", m->flags->unjudged_count);
	add_count(c, e, "quarantined", m->measures->quarantine_count);
	add_count(c, e, "late_edits", m->measures->late_edit_count);
	add_count(c, e, "warnings", diag_warnings(d));
}

/* ---- the whole ------------------------------------------------------------------------------ */

void entry_sign(struct call *c, struct ledger_entry *e)
{
	const char *user = getenv("KAOHE_USER"), *host = getenv("KAOHE_HOST");
	const struct passwd *who = getpwuid(geteuid());
	char name[256] = "";

	if (gethostname(name, sizeof name - 1) != 0)
		*name = '\0';
	e->user = user != NULL && *user != '\0' ? user : who != NULL ? arena_str(c->arena, who->pw_name) : arena_printf(c->arena, "%ld", (long)geteuid());
	e->host = host != NULL && *host != '\0' ? host : arena_str(c->arena, name);
}

struct ledger_entry *entry_make(struct call *c, const struct run_facts *facts, const struct month *m, enum run_kind kind)
{
	struct ledger_entry *e = arena_one(c->arena, struct ledger_entry);

	*e = (struct ledger_entry){
		.number = facts->number, .kind = kind, .trial = m->trial, .drill = c->drill, .period = period_text(c->arena, m->period),
		.scheme = m->scheme->name, .version = KAOHE_VERSION, .now = facts->now, .options = options_record(c),
		.rules_sha256 = m->rules_digest, .meaning_sha256 = m->meaning_digest, .inputs_sha256 = m->inputs_digest,
		.draft = facts->draft, .corrects = facts->corrects, .document = text_or_none(facts->document), .by = text_or_none(facts->by),
		.reason = text_or_none(facts->reason), .relied = m->relied, .relied_count = m->relied_count };
	entry_sign(c, e);
	*arena_push(c->arena, e->file, e->file_count) = (struct run_file){ .role = "program", .name = "kaohe", .sha256 = facts->program_digest };
	add_files(c, e, m);
	for (size_t i = 0; i < m->summary_count; i++)
		add_summary(c, e, m->summary[i]);
	if (m->summed) {
		add_count(c, e, "periods", m->summary[0]->part_count);
		add_count(c, e, "published", summary_published(m));
		add_count(c, e, "warnings", diag_warnings(facts->diag));
		return e;
	}
	add_boards(c, e, m);
	add_flags(c, e, m->flags);
	add_counts(c, e, m, facts->diag);
	return e;
}
