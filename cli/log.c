/* log.c -- kaohe history: every run in the ledger, oldest first. */
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "cli/cli.h"

static const char *kind_of(struct call *c, const struct ledger_entry *e)
{
	static const char *const english[] = { "draft", "final", "correction", "import" };
	bool zh = c->language == CHINESE;
	const char *mark = e->drill ? zh ? "（演练）" : " (drill)" : e->trial ? zh ? "（试运行）" : " (trial)" : "";

	return arena_printf(c->arena, "%s%s", zh ? run_kind_words[e->kind] : english[e->kind], mark);
}

/* What the run stands for, beside its figures. */
static const char *remark(struct call *c, const struct ledger_entry *e)
{
	bool zh = c->language == CHINESE;
	struct buf b = buf_new(c->arena);

	if (e->draft != 0)
		buf_printf(&b, zh ? "定稿第%u次 " : "of run %u ", e->draft);
	if (e->corrects != 0)
		buf_printf(&b, zh ? "更正第%u次 " : "corrects run %u ", e->corrects);
	if (*e->document != '\0')
		buf_printf(&b, "%s ", e->document);
	if (*e->by != '\0')
		buf_printf(&b, "%s ", e->by);
	if (*e->reason != '\0')
		buf_printf(&b, zh ? "理由：%s" : "why: %s", e->reason);
	while (b.length > 0 && b.at[b.length - 1] == ' ')
		b.at[--b.length] = '\0';
	return b.length == 0 ? "" : b.at;
}

static void print_entry(struct call *c, const struct ledger *l, const struct ledger_entry *e)
{
	const struct ledger_entry *counts = ledger_published(l, e->period);

	print_column(arena_printf(c->arena, "%s%u", counts == e ? "*" : " ", e->number), 6);
	print_column(e->period, 9);
	print_column(kind_of(c, e), 14);
	print_column(e->now, 21);
	print_column(e->user, 10);
	print_column(arena_printf(c->arena, "%zu", e->flag_count), 6);
	print_column(arena_strn(c->arena, e->head, 12), 14);
	puts(remark(c, e));
}

static void print_table(struct call *c, const struct ledger *l)
{
	static const char *const heads[2][8] = {
		{ "次", "期", "类别", "时刻", "用户", "建议", "链值", "依据" },
		{ "run", "period", "kind", "time", "user", "flags", "head", "remark" },
	};
	static const size_t widths[] = { 6, 9, 14, 21, 10, 6, 14 };

	for (size_t i = 0; i < 7; i++)
		print_column(heads[c->language][i], widths[i]);
	puts(heads[c->language][7]);
	for (size_t i = 0; i < l->count; i++)
		print_entry(c, l, l->entry[i]);
	puts(c->language == CHINESE ? "* 为该期现行有效的正式结果" : "* is the result that counts for its period");
}

int command_history(struct call *c)
{
	const struct ledger *l = ledger_look(c);

	if (l != NULL)
		print_table(c, l);
	return month_end(c, NULL);
}
