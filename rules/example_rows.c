/* example_rows.c -- 数据.X of an [例:X]: rows of a source, written into the example as CSV.
 *
 * The rows of a source and 期别 make up a sheet, the text of a file that never
 * was: the head on the line of 表头, every row on the line that it has in the
 * rules, empty lines between.  So whoever reads it as a file of the inputs
 * complains at the right line. */
#include <string.h>
#include "base/text.h"
#include "rules/lexer.h"
#include "rules/read.h"

/* 表头 as written, or the columns in the order of the source. */
static const char *head_of_sheet(struct reader *r, const struct source *s, const struct entry *head)
{
	struct buf b = buf_new(r->arena);

	if (head != NULL)
		return head->value;
	for (size_t c = 0; c < s->column_count; c++)
		buf_printf(&b, "%s%s", c > 0 ? "," : "", s->column[c].header);
	return b.at;
}

/* Goes on to the line, if it lies below the one at hand. */
static void go_to_line(struct buf *b, unsigned *line, unsigned wanted)
{
	for (; *line < wanted; ++*line)
		buf_addn(b, "\n", 1);
}

/* The rows under the prefix 数据.台账.行. or 数据.台账.往期.1.行. */
static void read_sheet(struct reader *r, struct example *x, const struct source *s, const struct entry *head, const char *prefix, size_t back)
{
	struct buf text = buf_new(r->arena);
	const struct entry *entry;
	struct example_rows *sheet = NULL;
	size_t i = 0;
	int64_t number = 0;
	unsigned line = 1;

	while ((entry = entry_numbered(r, x->element, prefix, &i, &number)) != NULL) {
		if (sheet == NULL) {
			sheet = arena_push(r->arena, x->sheet, x->sheet_count);
			*sheet = (struct example_rows){ .source = s, .back = back, .at = entry->at };
			go_to_line(&text, &line, head != NULL ? head->at.line : entry->at.line - 1);
			buf_printf(&text, "%s", head_of_sheet(r, s, head));
			if (head != NULL && head->at.line > entry->at.line)
				diag(r->diag, MSG_EXAMPLE_HEAD_LATE, head->at, head->key, NULL);
		}
		go_to_line(&text, &line, entry->at.line);
		buf_printf(&text, "%s", entry->value);
	}
	if (sheet != NULL)
		sheet->text = text.at;
}

static void read_source_rows(struct reader *r, struct example *x, const struct source *s)
{
	struct arena *a = r->arena;
	const struct entry *head = entry_of(x->element, arena_printf(a, "数据.%s.表头", s->name));

	read_sheet(r, x, s, head, arena_printf(a, "数据.%s.行.", s->name), 0);
	for (size_t back = 1; back <= s->back; back++)
		read_sheet(r, x, s, head, arena_printf(a, "数据.%s.往期.%zu.行.", s->name, back), back);
}

/* 数据.台账.… with another word behind, or of a source that there is not. */
static void refuse_strangers(struct reader *r, const struct example *x)
{
	const struct scheme *s = r->scheme;
	const struct entry *entry;
	const char *rest;
	size_t i = 0;

	while ((entry = entry_next(x->element, "数据.", &i, &rest)) != NULL) {
		bool known = false;

		for (size_t k = 0; k < s->source_count && !known; k++) {
			size_t length = strlen(s->source[k]->name);
			const char *word = strncmp(rest, s->source[k]->name, length) == 0 && rest[length] == '.' ? rest + length + 1 : "";

			known = strcmp(word, "表头") == 0 || strncmp(word, "行.", strlen("行.")) == 0;
			for (size_t back = 1; back <= s->source[k]->back && !known; back++) {
				const char *begins = arena_printf(r->arena, "往期.%zu.行.", back);

				known = strncmp(word, begins, strlen(begins)) == 0;
			}
		}
		if (!known)
			diag(r->diag, MSG_EXAMPLE_ROWS, entry->at, entry->key, NULL);
	}
}

/* A figure cannot be given where rows of its source are. */
static void refuse_both(struct reader *r, const struct example *x)
{
	for (size_t g = 0; g < x->given_count; g++)
		for (size_t k = 0; x->given[g].measure != NULL && k < x->sheet_count; k++)
			if (x->sheet[k].source == x->given[g].measure->source) {
				diag(r->diag, MSG_EXAMPLE_BOTH, x->given[g].at, x->name, x->sheet[k].source->name,
					arena_printf(r->arena, "%s.%s", x->given[g].below ? "下级给定" : "给定", x->given[g].measure->name), NULL);
				break;
			}
}

void read_sheets(struct reader *r, struct example *x)
{
	const char *rest;
	size_t i = 0;

	if (entry_next(x->element, "数据.", &i, &rest) == NULL)
		return;
	for (size_t k = 0; k < r->scheme->source_count; k++)
		read_source_rows(r, x, r->scheme->source[k]);
	refuse_strangers(r, x);
	refuse_both(r, x);
}

void read_cutoff(struct reader *r, struct example *x)
{
	const struct entry *entry = entry_of(x->element, "截止日");
	struct lexer l;

	if (entry == NULL)
		return;
	l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	x->has_cutoff = l.token.kind == TOK_DAY;
	x->cutoff = x->has_cutoff ? (int32_t)l.token.time : 0;
	lexer_next(&l);
	if (!x->has_cutoff || l.token.kind != TOK_END || !x->has_period || x->cutoff < x->period.first)
		diag(r->diag, MSG_EXAMPLE_CUTOFF, entry->value_at, x->name, entry->value,
			x->has_period ? period_text(r->arena, x->period) : "没有写", NULL);
}
