/* status.c -- kaohe status: what still waits: proposals without a decision, periods without a result. */
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "cli/cli.h"

/* ---- proposals ------------------------------------------------------------------------------ */

/* What people have decided so far, where -r and -i say; NULL: only the ledger is asked. */
static const struct people *read_people(struct call *c, const struct ledger *l)
{
	const struct scheme *s;
	struct period p;

	if (c->rules == NULL || c->inputs == NULL || l->count == 0 || !period_parse(l->entry[l->count - 1]->period, &p))
		return NULL;
	s = scheme_read(c->arena, c->diag, c->rules, &p);
	return month_gate(c) ? people_read(c->arena, c->diag, s, c->inputs, p) : NULL;
}

static const struct ruling *ruling_on(const struct people *p, const char *id)
{
	for (size_t i = 0; p != NULL && i < p->ruling_count; i++)
		if (strcmp(p->ruling[i].flag_id, id) == 0)
			return &p->ruling[i];
	return NULL;
}

static const char *name_of(const struct ledger_entry *e, const struct run_flag *f)
{
	for (size_t i = 0; i < e->unit_count; i++)
		if (strcmp(e->unit[i].code, f->code) == 0 && strcmp(e->unit[i].board, f->board) == 0)
			return e->unit[i].name;
	return f->code;
}

static size_t print_open_of(struct call *c, const struct ledger_entry *e, const struct people *p)
{
	size_t count = 0;

	for (size_t i = 0; i < e->flag_count; i++) {
		const struct run_flag *f = &e->flag[i];

		if (strcmp(f->status, "建议") != 0 || ruling_on(p, f->id) != NULL)
			continue;
		printf(c->language == CHINESE ? "  %s  %s：%s（%s），尚未决定\n" : "  %s  %s: %s (%s), undecided\n", f->id, name_of(e, f), f->measure, f->trigger);
		count++;
	}
	return count;
}

static void print_open(struct call *c, const struct ledger *l, const struct people *p)
{
	bool zh = c->language == CHINESE;
	size_t count = 0;

	puts(zh ? "未了的问责建议：" : "proposals without a decision:");
	for (size_t i = 0; i < l->count; i++)
		if (ledger_published(l, l->entry[i]->period) == l->entry[i])
			count += print_open_of(c, l->entry[i], p);
	if (count == 0)
		puts(zh ? "  没有" : "  none");
}

/* ---- periods ---------------------------------------------------------------------------------- */

static const struct ledger_entry *last_draft(const struct ledger *l, const char *period)
{
	for (size_t i = l->count; i-- > 0;)
		if (strcmp(l->entry[i]->period, period) == 0 && l->entry[i]->kind == RUN_DRAFT && !l->entry[i]->drill && !l->entry[i]->trial)
			return l->entry[i];
	return NULL;
}

static size_t print_waiting(struct call *c, const struct ledger *l, struct period p)
{
	const char *text = period_text(c->arena, p);
	const struct ledger_entry *draft = last_draft(l, text);
	bool zh = c->language == CHINESE;

	if (ledger_published(l, text) != NULL)
		return 0;
	if (draft != NULL)
		printf(zh ? "  %s  草稿第 %u 次，待定稿\n" : "  %s  draft, run %u, waits to be published\n", text, draft->number);
	else
		printf(zh ? "  %s  没有结果\n" : "  %s  no result\n", text);
	return 1;
}

/* Every period of one kind from the first to the last that the ledger knows. */
static size_t print_kind(struct call *c, const struct ledger *l, enum period_kind kind)
{
	struct period first = { .first = INT32_MAX }, last = { .first = INT32_MIN }, p;
	size_t count = 0;

	for (size_t i = 0; i < l->count; i++) {
		if (!period_parse(l->entry[i]->period, &p) || p.kind != kind || l->entry[i]->trial || l->entry[i]->drill)
			continue;
		first = p.first < first.first ? p : first;
		last = p.first > last.first ? p : last;
	}
	for (p = first; p.first <= last.first; p = period_next(p))
		count += print_waiting(c, l, p);
	return count;
}

static void print_periods(struct call *c, const struct ledger *l)
{
	bool zh = c->language == CHINESE;
	size_t count = 0;

	puts(zh ? "未定稿的期：" : "periods not published:");
	for (int kind = MONTH; kind <= YEAR; kind++)
		count += print_kind(c, l, (enum period_kind)kind);
	if (count == 0)
		puts(zh ? "  没有" : "  none");
}

int command_status(struct call *c)
{
	const struct ledger *l = ledger_look(c);
	const struct people *p;

	if (l == NULL)
		return month_end(c, NULL);
	p = read_people(c, l);
	print_open(c, l, p);
	print_periods(c, l);
	printf(c->language == CHINESE ? "台账：%zu 次运行，链值 %s\n" : "ledger: %zu runs, head %s\n", l->count, l->head);
	return month_end(c, NULL);
}
