/* import.c -- kaohe import-history FILE.csv: earlier periods, scored elsewhere, into the ledger.
 *
 * 期,榜,单位代码,总分,名次 and perhaps 指标,值,得分, one row a unit or a unit's
 * indicator; a second file may bring their proposals.  Each period becomes an entry of its own, marked 导入.  All rows
 * are checked before the first is written; a period that the same file brought
 * before is passed over, so that an import cut short can be run again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/csv.h"
#include "base/file.h"
#include "base/gzip.h"
#include "base/text.h"
#include "cli/import.h"

static const struct origin nowhere = { NULL, 0, 0 };

enum { C_PERIOD, C_BOARD, C_CODE, C_TOTAL, C_RANK, C_INDICATOR, C_VALUE, C_POINTS, COLUMNS, NEEDED = C_INDICATOR };
static const char *const heads[COLUMNS] = { "期", "榜", "单位代码", "总分", "名次", "指标", "值", "得分" };

struct importing {
	struct call *c;
	const struct scheme *scheme;
	struct import_sheet sheet;
	const struct file *file, *flags;        /* flags: NULL, or the file of proposals */
	const char *inputs;             /* digest of both */
	struct ledger_entry **entry;    /* one a period, as they come */
	size_t count;
};

/* ---- one row ------------------------------------------------------------------------------------- */

/* The exact text of a number; "" for an empty cell and, complained of, for none. */
static const char *number(struct importing *x, int column)
{
	const char *text = sheet_cell(&x->sheet, column);
	size_t length = strlen(text);
	struct num n;
	bool percent = length > 0 && text[length - 1] == '%';

	if (length == 0)
		return "";
	if (!num_parse(x->c->arena, text, length - percent, &n)) {
		sheet_wrong(&x->sheet, column, "数", "a number");
		return "";
	}
	return num_text(x->c->arena, percent ? num_div(x->c->arena, n, num_int(100)) : n);
}

static unsigned rank(struct importing *x)
{
	const char *text = sheet_cell(&x->sheet, C_RANK);
	size_t length = strlen(text);

	if (length == 0)
		return 0;
	if (length > 6 || strspn(text, "0123456789") != length || atoi(text) == 0)
		sheet_wrong(&x->sheet, C_RANK, "正整数", "a whole number from 1");
	return (unsigned)strtoul(text, NULL, 10);
}

static struct ledger_entry *entry_of(struct importing *x, const char *period)
{
	struct ledger_entry *e;

	for (size_t i = 0; i < x->count; i++)
		if (strcmp(x->entry[i]->period, period) == 0)
			return x->entry[i];
	e = arena_one(x->c->arena, struct ledger_entry);
	e->period = period;
	*arena_push(x->c->arena, x->entry, x->count) = e;
	return e;
}

static bool has_indicator(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->extra_count; i++)
		if (strcmp(s->extra[i]->name, name) == 0)
			return true;
	return scheme_indicator(s, name) != NULL;
}

static void twice(struct importing *x, const char *what)
{
	diag(x->c->diag, MSG_IMPORT_TWICE, sheet_place(&x->sheet), sheet_cell(&x->sheet, C_PERIOD), sheet_cell(&x->sheet, C_BOARD), sheet_cell(&x->sheet, C_CODE), what, NULL);
}

static struct run_unit *unit_of(struct importing *x, struct ledger_entry *e, const struct board *b)
{
	const char *code = sheet_cell(&x->sheet, C_CODE);
	struct run_unit *u;
	const struct unit *known = NULL;

	for (size_t i = 0; i < e->unit_count; i++)
		if (strcmp(e->unit[i].code, code) == 0 && strcmp(e->unit[i].board, b->name) == 0)
			return &e->unit[i];
	for (size_t i = 0; i < b->registry->unit_count; i++)
		if (strcmp(b->registry->unit[i]->code, code) == 0)
			known = b->registry->unit[i];
	if (known == NULL)
		diag(x->c->diag, MSG_IMPORT_CODE, sheet_place(&x->sheet), b->name, code, NULL);
	u = arena_push(x->c->arena, e->unit, e->unit_count);
	*u = (struct run_unit){ .board = b->name, .code = arena_str(x->c->arena, code), .name = known == NULL ? "" : known->name,
		.group = known == NULL ? "" : known->group, .exact = "", .total = "", .grade = "", .why = "" };
	return u;
}

static void take_total(struct importing *x, struct run_unit *u)
{
	const char *total = number(x, C_TOTAL);
	unsigned place = rank(x);

	if (*total == '\0')
		return;
	if (u->scored && (strcmp(u->total, total) != 0 || u->rank != place)) {
		twice(x, heads[C_TOTAL]);
		return;
	}
	u->scored = true;
	u->exact = u->total = total;
	u->ranked = place > 0;
	u->rank = place;
	u->tied = place > 0;
}

static void add_figure(struct importing *x, struct ledger_entry *e, const struct run_unit *u, const char *kind, int column)
{
	const char *text = number(x, column), *element = sheet_cell(&x->sheet, C_INDICATOR);

	if (*text == '\0')
		return;
	for (size_t i = 0; i < e->figure_count; i++) {
		const struct run_figure *f = &e->figure[i];

		if (strcmp(f->kind, kind) == 0 && strcmp(f->code, u->code) == 0 && strcmp(f->element, element) == 0 && strcmp(f->board, u->board) == 0) {
			twice(x, element);
			return;
		}
	}
	*arena_push(x->c->arena, e->figure, e->figure_count) = (struct run_figure){ .board = u->board, .code = u->code, .kind = kind,
		.element = element, .number = text, .status = "" };
}

static void take_row(struct importing *x)
{
	const struct board *b = sheet_board(&x->sheet, x->scheme, C_BOARD);
	struct period p;
	struct ledger_entry *e;
	struct run_unit *u;

	if (!period_parse(sheet_cell(&x->sheet, C_PERIOD), &p))
		sheet_wrong(&x->sheet, C_PERIOD, "期，如 2026-10", "a period such as 2026-10");
	if (*sheet_cell(&x->sheet, C_CODE) == '\0')
		sheet_wrong(&x->sheet, C_CODE, "单位代码", "a unit's code");
	if (b == NULL || diag_errors(x->c->diag) > 0)
		return;
	e = entry_of(x, period_text(x->c->arena, p));
	u = unit_of(x, e, b);
	take_total(x, u);
	if (*sheet_cell(&x->sheet, C_INDICATOR) == '\0')
		return;
	if (!has_indicator(x->scheme, sheet_cell(&x->sheet, C_INDICATOR)))
		diag(x->c->diag, MSG_IMPORT_UNKNOWN, sheet_place(&x->sheet), x->c->language == CHINESE ? "指标" : "indicator", sheet_cell(&x->sheet, C_INDICATOR), NULL);
	add_figure(x, e, u, "value", C_VALUE);
	add_figure(x, e, u, "points", C_POINTS);
}

/* ---- the file ---------------------------------------------------------------------------------------- */

static const struct file *read_word(struct importing *x, int word)
{
	const char *path = x->c->word[word], *slash = strrchr(path, '/');
	const char *dir = slash == NULL ? "." : slash == path ? "/" : arena_strn(x->c->arena, path, (size_t)(slash - path));

	return file_read_stored(x->c->arena, x->c->diag, dir, slash == NULL ? path : slash + 1);
}

/* The digest of the totals' file; with that of the proposals' behind it, of both. */
static const char *digest_both(struct arena *a, const struct file *totals, const struct file *flags)
{
	const char *both;
	char *digest;

	if (flags == NULL)
		return totals->digest;
	both = arena_printf(a, "%s\n%s\n", totals->digest, flags->digest);
	digest = arena_alloc(a, DIGEST_SIZE);
	digest_sha256(both, strlen(both), digest);
	return digest;
}

static bool read_file(struct importing *x)
{
	x->file = read_word(x, 0);
	if (x->file == NULL || !sheet_open(&x->sheet, x->c, x->file, heads, COLUMNS, NEEDED, MSG_IMPORT_HEAD))
		return false;
	for (x->sheet.row = 0; x->sheet.row < x->sheet.table->rows; x->sheet.row++)
		take_row(x);
	return month_gate(x->c);
}

/* Two files of one name, from two folders, are kept beside each other. */
static const struct file *renamed(struct arena *a, const struct file *f)
{
	struct file *other = arena_one(a, struct file);

	*other = *f;
	other->name = arena_printf(a, "问责_%s", f->name);
	return other;
}

static bool read_flags(struct importing *x)
{
	if (x->c->word_count > 1) {
		x->flags = read_word(x, 1);
		if (x->flags != NULL && strcmp(x->flags->name, x->file->name) == 0)
			x->flags = renamed(x->c->arena, x->flags);
		if (x->flags == NULL || !import_flags(x->c, x->scheme, x->flags, x->entry, x->count))
			return false;
	}
	x->inputs = digest_both(x->c->arena, x->file, x->flags);
	return true;
}

/* ---- into the ledger ------------------------------------------------------------------------------------ */

static int by_period(const void *a, const void *b)
{
	struct period p, q;

	period_parse((*(struct ledger_entry *const *)a)->period, &p);
	period_parse((*(struct ledger_entry *const *)b)->period, &q);
	return p.first != q.first ? (p.first < q.first ? -1 : 1) : (int)p.kind - (int)q.kind;
}

static bool is_brought(const struct importing *x, const struct ledger_entry *published)
{
	return published != NULL && published->kind == RUN_IMPORT && strcmp(published->inputs_sha256, x->inputs) == 0;
}

/* The same totals were brought without proposals, which come now. */
static bool is_supplement(const struct importing *x, const struct ledger_entry *published)
{
	return x->flags != NULL && published->kind == RUN_IMPORT && published->flag_count == 0 &&
		strcmp(published->inputs_sha256, x->file->digest) == 0;
}

static bool all_are_open(struct importing *x, const struct ledger *l)
{
	for (size_t i = 0; i < x->count; i++) {
		const struct ledger_entry *published = ledger_published(l, x->entry[i]->period);

		if (published != NULL && !is_brought(x, published) && !is_supplement(x, published))
			diag(x->c->aside, MSG_IMPORT_CLOSED, nowhere, published->period, arena_printf(x->c->arena, "%u", published->number), NULL);
	}
	return month_gate(x->c);
}

static void list_file(struct call *c, struct ledger_entry *e, const struct file *f)
{
	*arena_push(c->arena, e->file, e->file_count) = (struct run_file){ .role = "input", .name = f->name, .sha256 = f->digest, .bytes = f->stored };
}

static void finish_entry(struct importing *x, struct ledger_entry *e, const char *now)
{
	struct call *c = x->c;

	e->kind = RUN_IMPORT;
	e->scheme = x->scheme->name;
	e->version = KAOHE_VERSION;
	e->now = now;
	e->options = "";
	e->rules_sha256 = digest_rules(c->arena, x->scheme);
	e->meaning_sha256 = digest_meaning(c->arena, x->scheme);
	e->inputs_sha256 = x->inputs;
	e->document = c->document;
	e->by = c->by;
	entry_sign(c, e);
	list_file(c, e, x->file);
	if (x->flags != NULL)
		list_file(c, e, x->flags);
}

static bool keep_file(struct call *c, const char *drawer, const struct file *f)
{
	char *packed;
	size_t size;

	gzip_pack(c->arena, f->bytes, f->length, &packed, &size);
	return file_write(c->aside, drawer, arena_printf(c->arena, "%s.gz", f->name), packed, size);
}

static bool bring(struct importing *x, struct store *store, struct ledger_entry *e, const char *now)
{
	struct call *c = x->c;
	const char *drawer;
	struct folder folder;
	bool ok;

	if (!folder_make(c, store, e->period, RUN_IMPORT, &folder))
		return false;
	finish_entry(x, e, now);
	drawer = path_join(c->arena, folder.working, KEPT_INPUTS);
	ok = dir_make(c->aside, drawer) && keep_file(c, drawer, x->file) && (x->flags == NULL || keep_file(c, drawer, x->flags)) &&
		dir_sync(c->aside, path_join(c->arena, folder.working, "archive")) && folder_commit(c, store, &folder, e);
	if (ok && !c->quiet)
		printf(c->language == CHINESE ? "%s 已导入，第 %zu 次，链值 %s\n" : "%s imported, run %zu, head %s\n", e->period, store->ledger->count, store->ledger->head);
	folder_drop(c, &folder);
	return ok;
}

static void import(struct call *c, struct store *store)
{
	struct importing x = { .c = c };
	const char *now;

	x.scheme = scheme_read(c->arena, c->diag, c->rules, NULL);
	if (!month_gate(c) || !read_file(&x) || !read_flags(&x) || !all_are_open(&x, store->ledger))
		return;
	now = month_now(c, x.scheme->timezone);
	if (x.count > 0)
		qsort(x.entry, x.count, sizeof *x.entry, by_period);
	for (size_t i = 0; now != NULL && i < x.count; i++)
		if (!is_brought(&x, ledger_published(store->ledger, x.entry[i]->period)) && !bring(&x, store, x.entry[i], now))
			return;
}

int command_import(struct call *c)
{
	struct store store;

	if (store_open(c, &store))
		import(c, &store);
	store_close(&store);
	return month_end(c, NULL);
}
