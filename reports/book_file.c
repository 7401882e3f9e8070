/* book_file.c -- the workbook of the library: opened, given its sheets, closed. */
#include "reports/book_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "base/text.h"

void book_fail(struct book *b, const char *format, ...)
{
	char text[400];
	va_list list;

	if (b->failure != NULL)
		return;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	b->failure = arena_str(b->kept, text);
}

void book_starved(struct book *b)
{
	book_fail(b, "内存不足");
	b->starved = true;
}

/* The library says of memory it did not get no more than a line on stderr, of a chart's not even that, and goes on
 * without.  What malloc leaves in errno stays there until another call fails: so it is asked often. */
void book_heed_memory(struct book *b)
{
	if (errno == ENOMEM)
		book_starved(b);
	errno = 0;
}

void must(struct book *b, lxw_error error, const char *doing)
{
	book_heed_memory(b);
	if (error == LXW_NO_ERROR)
		return;
	b->starved = b->starved || error == LXW_ERROR_MEMORY_MALLOC_FAILED;
	book_fail(b, "%s: %s", doing, lxw_strerror(error));
}

/* ---- the book -------------------------------------------------------------- */

/* The same at any hour and in any zone: a file says when its period ended, not when it was made. */
static void set_properties(struct book *b)
{
	const struct run_facts *facts = b->facts;
	lxw_doc_properties p;

	memset(&p, 0, sizeof p);
	p.title = (char *)(uintptr_t)arena_printf(b->arena, "%s %s %s", facts->scheme->name,
		period_title(b->arena, facts->measures->period), kind_words(b->arena, facts));
	p.subject = (char *)(uintptr_t)period_text(b->arena, facts->measures->period);
	p.author = (char *)(uintptr_t)"kaohe";
	if (facts->number > 0)
		p.comments = arena_printf(b->arena, "第 %u 次运行；规则摘要 %s%s%s", facts->number, facts->rules_digest,
			facts->head != NULL && *facts->head != '\0' ? "；接续的台账链值 " : "", facts->head != NULL ? facts->head : "");
	p.created = (time_t)facts->measures->period.last * 86400 + 1;
	must(b, workbook_set_properties(b->workbook, &p), "文件属性");
}

static size_t units_of(const struct run_facts *facts)
{
	size_t units = 0;

	for (size_t i = 0; i < facts->scheme->board_count; i++)
		units += facts->scheme->board[i]->registry->unit_count;
	return units;
}

struct book *book_open(struct arena *arena, const struct run_facts *facts, const char *path, const char *scratch)
{
	struct book *b = arena_one(arena, struct book);
	lxw_workbook_options options;

	memset(&options, 0, sizeof options);
	options.tmpdir = (char *)(uintptr_t)scratch;
	options.use_zip64 = LXW_FALSE;
	b->arena = b->kept = arena;
	b->facts = facts;
	b->constant = units_of(facts) > (facts->units_held > 0 ? facts->units_held : CONSTANT_UNITS);
	options.constant_memory = b->constant ? LXW_TRUE : LXW_FALSE;
	b->workbook = workbook_new_opt(path, &options);
	if (b->workbook == NULL)
		book_starved(b);
	else
		set_properties(b);
	return b;
}

struct sheet *book_sheet(struct book *b, const char *name)
{
	struct sheet *s = arena_one(b->arena, struct sheet);

	s->book = b;
	s->name = name;
	s->line = LINE_POINTS;
	book_heed_memory(b);    /* a sheet kept in a file sets errno to 0 */
	s->worksheet = workbook_add_worksheet(b->workbook, name);
	if (s->worksheet == NULL || b->sheet_count == BOOK_SHEETS) {
		book_fail(b, "表“%s”无法建立", name);
		return s;
	}
	b->sheet[b->sheet_count++] = s;
	return s;
}

static void finish_sheet(struct sheet *s)
{
	finish_rows(s);
	break_pages(s);
}

/* The library tells stderr of its errors in words of its own; ours are said once, numbered. */
static lxw_error close_quietly(lxw_workbook *workbook)
{
	int kept = dup(STDERR_FILENO), silence = open("/dev/null", O_WRONLY | O_CLOEXEC);
	lxw_error error;
	int reason;

	fflush(stderr);
	if (kept >= 0 && silence >= 0)
		dup2(silence, STDERR_FILENO);
	errno = 0;
	error = workbook_close(workbook);
	reason = errno;
	fflush(stderr);
	if (kept >= 0) {
		dup2(kept, STDERR_FILENO);
		close(kept);
	}
	if (silence >= 0)
		close(silence);
	errno = reason;
	return error;
}

void book_close(struct book *b)
{
	lxw_error error;

	for (size_t i = 0; i < b->sheet_count; i++)
		finish_sheet(b->sheet[i]);
	if (b->rows != NULL)            /* of a sheet that failed amid its rows */
		arena_free(b->rows);
	b->rows = NULL;
	b->arena = b->kept;
	book_heed_memory(b);
	error = close_quietly(b->workbook);
	b->workbook = NULL;
	if (errno == ENOMEM || packing_starved() || error == LXW_ERROR_MEMORY_MALLOC_FAILED)
		book_starved(b);
	if (error != LXW_NO_ERROR)
		book_fail(b, "存盘出错（%s）", errno != 0 ? strerror(errno) : lxw_strerror(error));
}

