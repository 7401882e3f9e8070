/* import_flags.c -- the second file of kaohe import-history: 问责 proposals of months from before the ledger.
 *
 * 期,榜,单位,问责,措施 and perhaps 级,决定,文号,日期,事实日, one row a proposal.  It goes into
 * the entry of its month, whose totals the first file brings, so that ladders
 * count it and 决定.csv can name it; what was decided by then stands with it. */
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/import.h"

enum { C_PERIOD, C_BOARD, C_UNIT, C_TRIGGER, C_MEASURE, C_STEP, C_DECISION, C_DOCUMENT, C_DAY, C_FACT_DAY, COLUMNS, NEEDED = C_STEP };
static const char *const heads[COLUMNS] = { "期", "榜", "单位", "问责", "措施", "级", "决定", "文号", "日期", "事实日" };
static const char *const decisions[] = { "维持", "减轻", "撤销", "免责", NULL };

struct flagging {
	struct call *c;
	const struct scheme *scheme;
	struct import_sheet sheet;
	struct ledger_entry *const *entry;
	size_t count;
};

/* ---- what the row names ------------------------------------------------------------------------------ */

/* A 问责 of that board. */
static const struct trigger *trigger_of(struct flagging *x, const struct board *b)
{
	for (size_t i = 0; i < x->scheme->trigger_count; i++)
		if (x->scheme->trigger[i]->board == b && strcmp(x->scheme->trigger[i]->name, sheet_cell(&x->sheet, C_TRIGGER)) == 0)
			return x->scheme->trigger[i];
	diag(x->c->diag, MSG_IMPORT_UNKNOWN, sheet_place(&x->sheet),
		arena_printf(x->c->arena, x->c->language == CHINESE ? "榜“%s”的问责" : "trigger on '%s'", b->name), sheet_cell(&x->sheet, C_TRIGGER), NULL);
	return NULL;
}

static struct ledger_entry *entry_of(const struct flagging *x, struct period p)
{
	const char *period = period_text(x->c->arena, p);

	for (size_t i = 0; i < x->count; i++)
		if (strcmp(x->entry[i]->period, period) == 0)
			return x->entry[i];
	return NULL;
}

/* The unit that the first file gave a total, by code, name or alias; an old code stands for itself. */
static const struct run_unit *unit_of(struct flagging *x, const struct ledger_entry *e, const struct board *b, struct period p)
{
	const char *text = sheet_cell(&x->sheet, C_UNIT), **names = NULL, *near;
	const struct unit *known = registry_find(b->registry, NULL, text, strlen(text), NULL);
	size_t count = 0;

	for (size_t i = 0; e != NULL && i < e->unit_count; i++) {
		const struct run_unit *u = &e->unit[i];

		if (strcmp(u->board, b->name) != 0)
			continue;
		if (strcmp(u->code, text) == 0 || (known != NULL && strcmp(u->code, known->code) == 0))
			return u;
		*arena_push(x->c->arena, names, count) = u->name;
	}
	*arena_push(x->c->arena, names, count) = NULL;
	near = text_nearest(text, names);
	diag(x->c->diag, MSG_IMPORT_FLAG_UNIT, sheet_place(&x->sheet), period_text(x->c->arena, p), b->name, text, near == NULL ? "" :
		arena_printf(x->c->arena, x->c->language == CHINESE ? "（是否指“%s”）" : " (is '%s' meant?)", near), NULL);
	return NULL;
}

/* ---- what was proposed and decided ----------------------------------------------------------------------- */

static unsigned top_of(const struct ladder *l)
{
	unsigned top = 0;

	for (size_t k = 0; l != NULL && k < l->rung_count; k++)
		top = l->rung[k].number > top ? l->rung[k].number : top;
	return top;
}

/* 级: a rung of the rule's ladder, 0 or blank where none was reached or there is no ladder. */
static unsigned step_of(struct flagging *x, const struct trigger *t)
{
	const char *text = sheet_cell(&x->sheet, C_STEP);
	size_t length = strlen(text);
	unsigned long step = strtoul(text, NULL, 10);

	if (length == 0)
		return 0;
	if (length > 4 || strspn(text, "0123456789") != length || step > top_of(t->ladder))
		sheet_wrong(&x->sheet, C_STEP, t->ladder == NULL ? "空（这条问责没有阶梯）" : arena_printf(x->c->arena, "阶梯“%s”的级，0 至 %u", t->ladder->name, top_of(t->ladder)),
			t->ladder == NULL ? "blank (this trigger has no ladder)" : arena_printf(x->c->arena, "a rung of ladder '%s', 0 to %u", t->ladder->name, top_of(t->ladder)));
	return (unsigned)step;
}

/* 建议 where nothing was decided. */
static const char *status_of(struct flagging *x)
{
	const char *text = sheet_cell(&x->sheet, C_DECISION);
	int32_t day;

	if (*sheet_cell(&x->sheet, C_DAY) != '\0' && !day_parse(sheet_cell(&x->sheet, C_DAY), strlen(sheet_cell(&x->sheet, C_DAY)), &day))
		sheet_wrong(&x->sheet, C_DAY, "日期，如 2026-10-01", "a day such as 2026-10-01");
	if (*text == '\0')
		return "建议";
	for (size_t i = 0; decisions[i] != NULL; i++) {
		if (strcmp(decisions[i], text) != 0)
			continue;
		if (i >= 2 && *sheet_cell(&x->sheet, C_DOCUMENT) == '\0')
			sheet_wrong(&x->sheet, C_DOCUMENT, "撤销或免责所依据的文号", "the document that revoked or exempted it");
		return decisions[i];
	}
	sheet_wrong(&x->sheet, C_DECISION, "维持、减轻、撤销、免责之一，或空着", "one of 维持 减轻 撤销 免责, or blank");
	return "建议";
}

/* "；事实日 2026-06-20", as scoring says it; "" where the row does not tell: then no names are known. */
static const char *fact_day_of(struct flagging *x, const struct ledger_entry *e, const struct trigger *t)
{
	struct arena *a = x->c->arena;
	const char *text = sheet_cell(&x->sheet, C_FACT_DAY);
	struct period p;
	int32_t day;

	if (*text == '\0')
		return "";
	if (t->fact_day == NULL) {
		sheet_wrong(&x->sheet, C_FACT_DAY, "空（这条问责没有写事实日，按截止日）", "blank (this trigger has no 事实日 and goes by the cut-off day)");
		return "";
	}
	period_parse(e->period, &p);
	if (!day_parse(text, strlen(text), &day) || day > p.last) {
		sheet_wrong(&x->sheet, C_FACT_DAY, arena_printf(a, "不晚于 %s（那一期的期末）的日期", day_text(a, p.last)),
			arena_printf(a, "a day no later than %s, the end of that period", day_text(a, p.last)));
		return "";
	}
	return arena_printf(a, "；事实日 %s", day_text(a, day));
}

static const char *facts_of(struct flagging *x, const struct ledger_entry *e, const struct trigger *t)
{
	const char *document = sheet_cell(&x->sheet, C_DOCUMENT), *day = sheet_cell(&x->sheet, C_DAY);

	return arena_printf(x->c->arena, "导入%s%s%s%s%s", *document != '\0' || *day != '\0' ? "：" : "", document,
		*document != '\0' && *day != '\0' ? "，" : "", day, fact_day_of(x, e, t));
}

static void add_flag(struct flagging *x, struct ledger_entry *e, const struct board *b, const struct trigger *t, const struct run_unit *u)
{
	struct arena *a = x->c->arena;
	const char *id = arena_printf(a, "%s-%s-%s-%s", e->period, b->registry->name, u->code, t->name);
	struct run_flag flag = { .id = id, .board = b->name, .code = u->code, .trigger = t->name, .cause = t->cause == NULL ? "" : t->cause,
		.track = track_words[t->track], .ladder = t->ladder == NULL ? "" : t->ladder->name, .measure = arena_str(a, sheet_cell(&x->sheet, C_MEASURE)),
		.facts = facts_of(x, e, t), .status = status_of(x), .step = step_of(x, t), .merged = "" };

	for (size_t i = 0; i < e->flag_count; i++)
		if (strcmp(e->flag[i].id, id) == 0) {
			diag(x->c->diag, MSG_IMPORT_TWICE, sheet_place(&x->sheet), e->period, b->name, u->code,
				arena_printf(a, x->c->language == CHINESE ? "问责“%s”" : "trigger '%s'", t->name), NULL);
			return;
		}
	*arena_push(a, e->flag, e->flag_count) = flag;
}

static void take_row(struct flagging *x)
{
	const struct board *b = sheet_board(&x->sheet, x->scheme, C_BOARD);
	const struct trigger *t = b == NULL ? NULL : trigger_of(x, b);
	const struct run_unit *u = NULL;
	struct period p;

	if (!period_parse(sheet_cell(&x->sheet, C_PERIOD), &p))
		sheet_wrong(&x->sheet, C_PERIOD, "期，如 2026-10", "a period such as 2026-10");
	else if (b != NULL)
		u = unit_of(x, entry_of(x, p), b, p);
	if (*sheet_cell(&x->sheet, C_MEASURE) == '\0')
		sheet_wrong(&x->sheet, C_MEASURE, "建议的措施（减轻了的写减轻后的）", "the measure proposed (what it was lowered to, after 减轻)");
	if (t != NULL && u != NULL)
		add_flag(x, entry_of(x, p), b, t, u);
}

/* ---- the file --------------------------------------------------------------------------------------------- */

bool import_flags(struct call *c, const struct scheme *s, const struct file *file, struct ledger_entry *const *entry, size_t count)
{
	struct flagging x = { .c = c, .scheme = s, .entry = entry, .count = count };

	if (!sheet_open(&x.sheet, c, file, heads, COLUMNS, NEEDED, MSG_IMPORT_FLAG_HEAD))
		return false;
	for (x.sheet.row = 0; x.sheet.row < x.sheet.table->rows; x.sheet.row++)
		take_row(&x);
	return month_gate(c);
}
