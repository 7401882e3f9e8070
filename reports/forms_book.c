/* forms_book.c -- kaohe template: each form as a workbook to fill in and as the head of a CSV.
 *
 * The first sheet is the form: one head row, every column text, so that no
 * office program turns 2026-10-8 or 007 into something else, and saved as CSV it
 * is what run reads.  The choices stand on a second sheet. */
#include "reports/forms.h"

#include <string.h>
#include <xlsxwriter.h>
#include "base/csv.h"
#include "base/file.h"
#include "base/text.h"
#include "inputs/measures.h"
#include "reports/book.h"

enum { FORM_ROWS = 2000, NARROW = 10, WIDE = 30 };

static const char form_sheet[] = "填报", choice_sheet[] = "选项";

static void check(struct book *b, lxw_error error, const char *doing)
{
	if (error != LXW_NO_ERROR)
		book_fail(b, "%s: %s", doing, lxw_strerror(error));
}

/* The longest choice, within reason, or the head: how wide a column is. */
static double width_of(const struct form_column *c)
{
	size_t width = utf8_width(c->head);

	for (size_t i = 0; c->choice[i] != NULL; i++)
		if (utf8_width(c->choice[i]) > width)
			width = utf8_width(c->choice[i]);
	return width_for(width < NARROW ? NARROW : width > WIDE ? WIDE : width);
}

static void offer(struct book *b, struct sheet *s, size_t column, const char *list, size_t choices)
{
	lxw_data_validation v;

	memset(&v, 0, sizeof v);
	v.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
	v.value_formula = (char *)(uintptr_t)arena_printf(b->arena, "=%s!$%s$2:$%s$%zu", choice_sheet, list, list, choices + 1);
	v.error_title = (char *)(uintptr_t)"不在选项里";
	v.error_message = (char *)(uintptr_t)"请从下拉列表里选一项。";
	check(b, worksheet_data_validation_range(s->worksheet, 1, (lxw_col_t)column, FORM_ROWS, (lxw_col_t)column, &v), "下拉列表");
}

static void draw_head(struct book *b, struct sheet *s, const struct form *f)
{
	lxw_comment_options plain;

	memset(&plain, 0, sizeof plain);
	plain.author = (char *)(uintptr_t)"kaohe";
	for (size_t i = 0; i < f->column_count; i++) {
		sheet_text_column(s, i, width_of(&f->column[i]));
		sheet_text(s, 0, i, f->column[i].head, STYLE_PLAIN_HEAD);
		if (*f->column[i].note != '\0')
			check(b, worksheet_write_comment_opt(s->worksheet, 0, (lxw_col_t)i, f->column[i].note, &plain), "批注");
	}
}

static void set_print(struct sheet *s)
{
	worksheet_set_landscape(s->worksheet);
	worksheet_set_paper(s->worksheet, 9);
	worksheet_fit_to_pages(s->worksheet, 1, 0);
	worksheet_gridlines(s->worksheet, LXW_SHOW_ALL_GRIDLINES);
	check(s->book, worksheet_repeat_rows(s->worksheet, 0, 0), "重复表头");
	check(s->book, worksheet_set_footer(s->worksheet, "&C第 &P 页 共 &N 页"), "页脚");
	sheet_freeze(s, 1, 0);
}

static void draw_form(struct book *b, const void *self)
{
	const struct form *f = self;
	struct sheet *s = book_sheet(b, form_sheet), *choices = NULL;
	size_t lists = 0;
	char letters[4];

	s->plain = true;
	draw_head(b, s, f);
	set_print(s);
	for (size_t i = 0; i < f->column_count && b->failure == NULL; i++) {
		size_t n = 0;

		if (f->column[i].choice[0] == NULL)
			continue;
		if (choices == NULL)
			choices = book_sheet(b, choice_sheet);
		choices->plain = true;
		sheet_width(choices, lists, width_of(&f->column[i]));
		sheet_text(choices, 0, lists, f->column[i].head, STYLE_PLAIN_HEAD);
		for (; f->column[i].choice[n] != NULL; n++)
			sheet_text(choices, (uint32_t)n + 1, lists, f->column[i].choice[n], STYLE_PLAIN);
		offer(b, s, i, arena_str(b->arena, column_letters(letters, lists++)), n);
	}
}

static const char *head_of(struct arena *a, const struct form *f, size_t *length)
{
	const char **heads = arena_many(a, const char *, f->column_count);
	struct buf b = buf_new(a);

	for (size_t i = 0; i < f->column_count; i++)
		heads[i] = f->column[i].head;
	csv_start(&b, heads, f->column_count);
	*length = b.length;
	return b.at;
}

static const char *book_of(struct arena *a, const struct form *f)
{
	return arena_printf(a, "%s.xlsx", book_stem(a, f->name));
}

/* A form that was filled in must not be lost: nothing is written where a file of the name is there. */
static bool none_there(struct arena *a, struct diag *d, const struct form *forms, size_t count, const char *dir)
{
	const char *name;
	bool none = true;

	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; (name = k == 0 ? book_of(a, &forms[i]) : forms[i].csv[k - 1]) != NULL; k++)
			if (!file_absent(dir, name)) {
				diag(d, MSG_FORM_THERE, (struct origin){ 0 }, path_join(a, dir, name), NULL);
				none = false;
			}
	}
	return none;
}

static bool write_form(struct arena *a, struct diag *d, const struct run_facts *facts, const struct form *f, const char *dir)
{
	size_t length;
	const char *head = head_of(a, f, &length);

	if (!book_publish(a, d, facts, dir, book_of(a, f), draw_form, f))
		return false;
	for (size_t k = 0; f->csv[k] != NULL; k++)
		if (!file_write(d, dir, f->csv[k], head, length))
			return false;
	return true;
}

bool report_forms(struct arena *a, struct diag *d, const struct scheme *s, const struct period *period, const char *dir, size_t *books, size_t *heads)
{
	const struct period first = period != NULL ? *period : s->from;
	const struct measures measures = { .scheme = s, .period = first };
	const struct run_facts facts = { .kind = "填报表", .rules_digest = "", .scheme = s, .measures = &measures };
	size_t count;
	struct form *forms = forms_of(a, s, period, &count);

	*books = *heads = 0;
	if (!none_there(a, d, forms, count, dir))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!write_form(a, d, &facts, &forms[i], dir))
			return false;
		++*books;
		for (size_t k = 0; forms[i].csv[k] != NULL; k++)
			++*heads;
	}
	return true;
}
