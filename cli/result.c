/* result.c -- a scored month on its way into its folder and the ledger. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"
#include "inputs/measures.h"

const char *result_program(struct call *c)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash, *digest = arena_alloc(c->arena, DIGEST_SIZE);
	struct held held;
	struct file *f;
	bool done;

	path[n > 0 ? n : 0] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL) {
		diag(c->diag, MSG_FILE_UNREADABLE, (struct origin){ "/proc/self/exe", 0, 0 }, strerror(errno), NULL);
		return "";
	}
	*slash = '\0';
	if (held_open(&held, *path == '\0' ? "/" : path, slash + 1)) {
		done = held_digest(&held, digest);
		held_close(&held);
		if (done)
			return digest;
	}
	f = file_read(c->arena, c->diag, *path == '\0' ? "/" : path, slash + 1);
	return f == NULL ? "" : f->digest;
}

/* A 汇总 has no measures, but reports ask them for the period. */
static const struct measures *measures_of(struct call *c, const struct month *m)
{
	struct measures *none = arena_one(c->arena, struct measures);

	*none = (struct measures){ .scheme = m->scheme, .period = m->period, .cutoff = m->cutoff };
	return m->summed ? none : m->measures;
}

struct run_facts result_facts(struct call *c, const struct month *m, const char *now)
{
	return (struct run_facts){
		.mark = c->drill ? "演练" : m->trial ? "试运行" : "", .now = now, .head = "",
		.document = c->document == NULL ? "" : c->document, .by = c->by == NULL ? "" : c->by, .reason = c->reason == NULL ? "" : c->reason,
		.history = m->history, .people = m->people, .version = KAOHE_VERSION, .program_digest = result_program(c),
		.rules_digest = m->rules_digest, .as_of = c->as_of, .sheets = c->sheets, .language = c->language == CHINESE ? "zh" : "en",
		.scheme = m->scheme, .measures = measures_of(c, m), .scores = m->scores, .flags = m->flags, .diag = c->diag,
		.summary = m->summary, .summary_count = m->summary_count };
}

/* ---- 更正: old and new ----------------------------------------------------------------- */

/* Figures of an entry in an order in which a unit's are found at once. */
struct sorted {
	const struct run_figure **figure;
	size_t count;
};
struct comparing {
	struct arena *arena;
	const struct ledger_entry *old, *new;
	struct sorted then, now;        /* old's by name, new's by unit */
	struct correction_line *line;
	size_t count;
};

static void compare(struct comparing *x, const struct run_unit *u, const char *what, const char *before, const char *after)
{
	if (strcmp(before, after) != 0)
		*arena_push(x->arena, x->line, x->count) = (struct correction_line){ u->board, u->code, u->name, what, before, after };
}

static const char *rank_text(struct arena *a, const struct run_unit *u)
{
	return u == NULL || !u->ranked ? "" : arena_printf(a, "%u", u->rank);
}

static const struct run_unit *unit_in(const struct ledger_entry *e, const struct run_unit *like)
{
	for (size_t i = 0; i < e->unit_count; i++)
		if (strcmp(e->unit[i].code, like->code) == 0 && strcmp(e->unit[i].board, like->board) == 0)
			return &e->unit[i];
	return NULL;
}

/* ---- figures, sorted by unit ---- */

static int by_unit(const struct run_figure *a, const struct run_figure *b)
{
	int order = strcmp(a->board, b->board);

	return order != 0 ? order : strcmp(a->code, b->code);
}

static int by_name(const void *left, const void *right)
{
	const struct run_figure *a = *(const struct run_figure *const *)left, *b = *(const struct run_figure *const *)right;
	int order = by_unit(a, b);

	if (order == 0)
		order = strcmp(a->kind, b->kind);
	return order != 0 ? order : strcmp(a->element, b->element);
}

/* A unit's figures stay in the order in which the entry has them. */
static int by_place(const void *left, const void *right)
{
	const struct run_figure *a = *(const struct run_figure *const *)left, *b = *(const struct run_figure *const *)right;
	int order = by_unit(a, b);

	return order != 0 ? order : (a > b) - (a < b);
}

static struct sorted sorted_figures(struct arena *a, const struct ledger_entry *e, int (*order)(const void *, const void *))
{
	struct sorted s = { .count = 0 };
	const struct run_figure *figure = ledger_figures(a, e, &s.count);

	s.figure = arena_many(a, const struct run_figure *, s.count + 1);
	for (size_t i = 0; i < s.count; i++)
		s.figure[i] = &figure[i];
	qsort(s.figure, s.count, sizeof *s.figure, order);
	return s;
}

static const char *number_then(const struct comparing *x, const struct run_figure *like)
{
	const struct run_figure *const *found = bsearch(&like, x->then.figure, x->then.count, sizeof *x->then.figure, by_name);

	return found != NULL ? (*found)->number : "";
}

/* The first figure of the unit, or where it would stand. */
static size_t first_of(const struct sorted *s, const struct run_unit *u)
{
	const struct run_figure like = { .board = u->board, .code = u->code };
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_unit(s->figure[middle], &like) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Points and extras (of a 汇总 the periods) of one unit as they are now, and those that are gone. */
static void compare_figures(struct comparing *x, const struct run_unit *u)
{
	const struct run_figure like = { .board = u->board, .code = u->code };

	for (size_t i = first_of(&x->now, u); i < x->now.count && by_unit(x->now.figure[i], &like) == 0; i++) {
		const struct run_figure *f = x->now.figure[i];

		if (strcmp(f->kind, "points") == 0 || strcmp(f->kind, "extra") == 0 || strcmp(f->kind, "period") == 0)
			compare(x, u, arena_printf(x->arena, "得分：%s", f->element), number_then(x, f), f->number);
	}
}

static void compare_units(struct comparing *x)
{
	x->then = sorted_figures(x->arena, x->old, by_name);
	x->now = sorted_figures(x->arena, x->new, by_place);
	for (size_t i = 0; i < x->new->unit_count; i++) {
		const struct run_unit *u = &x->new->unit[i], *before = unit_in(x->old, u);

		compare(x, u, "总分", before == NULL ? "" : before->total, u->total);
		compare(x, u, "名次", rank_text(x->arena, before), rank_text(x->arena, u));
		compare(x, u, "等次", before == NULL ? "" : before->grade, u->grade);
		compare_figures(x, u);
	}
}

static const struct run_flag *flag_in(const struct ledger_entry *e, const char *id)
{
	for (size_t i = 0; i < e->flag_count; i++)
		if (strcmp(e->flag[i].id, id) == 0)
			return &e->flag[i];
	return NULL;
}

static void compare_flags(struct comparing *x, const struct ledger_entry *a, const struct ledger_entry *b, bool gone)
{
	for (size_t i = 0; i < a->flag_count; i++) {
		const struct run_flag *f = &a->flag[i], *other = flag_in(b, f->id);
		struct run_unit u = { .board = f->board, .code = f->code, .name = "" };
		const struct run_unit *named = unit_in(a, &u);

		if (gone && other != NULL)
			continue;
		if (named != NULL)
			u.name = named->name;
		compare(x, &u, arena_printf(x->arena, "问责：%s", f->trigger), gone ? f->measure : other == NULL ? "" : other->measure,
			gone ? "" : f->measure);
	}
}

/* Later published periods that were scored with the one corrected. */
static const char **touched(struct arena *a, const struct ledger *l, const struct ledger_entry *corrected)
{
	const char **periods = NULL;
	size_t count = 0;

	for (size_t i = 0; i < l->count; i++) {
		const struct ledger_entry *e = l->entry[i];

		if (ledger_published(l, e->period) != e)
			continue;
		for (size_t k = 0; k < e->relied_count; k++)
			if (e->relied[k] == corrected->number)
				*arena_push(a, periods, count) = e->period;
	}
	*arena_push(a, periods, count) = NULL;
	return periods;
}

static bool write_corrections(struct call *c, const struct run_facts *facts, const struct ledger_entry *new, const struct ledger_entry *old,
	const struct ledger *l, const char *dir)
{
	struct comparing x = { .arena = c->arena, .old = old, .new = new };

	compare_units(&x);
	compare_flags(&x, new, old, false);
	compare_flags(&x, old, new, true);
	return report_corrections_csv(c->arena, c->diag, facts, x.line, x.count, touched(c->arena, l, old), dir);
}

/* ---- into the folder --------------------------------------------------------------------- */

/* The figures as CSV. */
bool result_tables(struct call *c, const struct run_facts *facts, const struct month *m, const char *dir)
{
	if (m->summed)
		return report_summary_csv(c->arena, c->diag, facts, dir);
	return report_scores_csv(c->arena, c->diag, facts, dir) && report_flags_csv(c->arena, c->diag, facts, dir) &&
		report_rectify_csv(c->arena, c->diag, facts, dir) && report_rosters_csv(c->arena, c->diag, facts, dir) &&
		report_quarantine_csv(c->arena, c->diag, facts, dir) && report_changes_csv(c->arena, c->diag, facts, dir);
}

/* What is written beside 内部; names go into run.json. */
static bool write_editions(struct call *c, struct run_facts *facts, const char *dir)
{
	for (int e = MEETING; e < EDITIONS; e++)
		if (c->edition[e] && !report_edition(c->arena, c->diag, facts, (enum edition)e, dir))
			return false;
	return !c->per_unit || report_unit_pages(c->arena, c->diag, facts, dir, !c->quiet && isatty(STDERR_FILENO));
}

bool result_write(struct call *c, struct run_facts *facts, const struct month *m, const struct ledger_entry *now,
	const struct ledger_entry *corrects, const struct ledger *l, const char *dir)
{
	struct book_writer *book = report_book_begin(c->arena, c->diag, facts, dir);

	if (book == NULL)
		return false;
	if (!keep(c, m, dir) || !result_tables(c, facts, m, dir) ||
	    (corrects != NULL && !write_corrections(c, facts, now, corrects, l, dir)) ||
	    !report_circular(c->arena, c->diag, facts, dir) || !report_brief(c->arena, c->diag, facts, dir)) {
		report_book_drop(c->arena, book);
		return false;
	}
	return report_book_end(c->arena, c->diag, book) && write_editions(c, facts, dir) && report_run_json(c->arena, c->diag, facts, dir);
}

/* ---- what is said ------------------------------------------------------------------------- */

const char *result_name(struct call *c, const struct run_facts *facts, const struct month *m)
{
	return book_name(c->arena, facts);
}

bool result_is_content(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;

	return strcmp(name, "scores.csv") == 0 || strcmp(name, "flags.csv") == 0 || strcmp(name, "summary.csv") == 0;
}

/* Those merely counted for a ladder propose nothing. */
static size_t proposals(const struct flags *flags)
{
	size_t count = 0;

	for (size_t i = 0; i < flags->count; i++)
		count += !flags->flag[i].counted_only;
	return count;
}

const char *result_summary(struct call *c, const struct run_facts *facts, const struct month *m)
{
	unsigned long long rows = 0;

	if (m->summed)
		return arena_printf(c->arena, c->language == CHINESE ? "由 %zu 个已公布的期汇总，第 %u 次运行" : "%zu published periods summed up, run %u",
			summary_published(m), facts->number);
	for (size_t i = 0; i < facts->scheme->source_count; i++)
		for (size_t k = 0; k < facts->measures->intake[i].file_count; k++)
			rows += facts->measures->intake[i].file[k].rows;
	return arena_printf(c->arena, c->language == CHINESE ? "%llu 行，隔离 %zu，问责建议 %zu，第 %u 次运行"
		: "%llu rows, %zu quarantined, %zu proposals, run %u", rows, facts->measures->quarantine_count, proposals(facts->flags), facts->number);
}

/* What was written beside the internal workbook: editions by name, the units' files by their number. */
static void say_also(struct call *c, const struct run_facts *facts, const struct folder *f)
{
	bool zh = c->language == CHINESE;
	size_t files = 0;

	for (size_t i = 0; i < facts->also_count; i++)
		if (strchr(facts->also[i], '/') != NULL)
			files++;
		else
			printf("%s%s/%s\n", zh ? "另写：" : "also: ", f->final, facts->also[i]);
	if (files > 0)
		printf(zh ? "各单位的页和工作簿：%s/单位/，%zu 个\n" : "pages and workbooks of the units: %s/单位/, %zu\n", f->final, files);
}

/* What the clerk wants to know at once: where it is, who leads, who is last and why, who is proposed
 * for what; and the head, which belongs on paper. */
void result_say(struct call *c, const struct run_facts *facts, const struct month *m, const struct folder *f, const struct ledger *l)
{
	const char **line;
	bool zh = c->language == CHINESE;

	if (c->quiet)
		return;
	printf("%s%s/%s\n", zh ? "工作簿：" : "workbook: ", f->final, facts->workbook);
	say_also(c, facts, f);
	line = m->summed ? report_summary_sentences(c->arena, facts) : report_sentences(c->arena, facts->scores, facts->flags);
	for (; *line != NULL; line++)
		printf("%s\n", *line);
	printf(zh ? "台账：第 %u 次运行，链值 %s\n" : "ledger: run %u, head %s\n", facts->number, l->head);
}
