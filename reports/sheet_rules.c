/* sheet_rules.c -- 规则: every element and every line of it, where it stands and what it rests on. */
#include "reports/book.h"

#include <string.h>
#include "base/text.h"

enum { NUMBER, KIND, NAME, KEY, VALUE, FILE_NAME, LINE, BASIS, REMARK, COLUMNS };

static const struct { const char *head; double width; } columns[COLUMNS] = {
	[NUMBER]    = { "序号", 8 },
	[KIND]      = { "类", 10 },
	[NAME]      = { "名称", 26 },
	[KEY]       = { "条目", 16 },
	[VALUE]     = { "内容", 70 },
	[FILE_NAME] = { "文件", 22 },
	[LINE]      = { "行", 7 },
	[BASIS]     = { "依据", 44 },
	[REMARK]    = { "备注", 24 },
};

static const char *basis_of(const struct element *e)
{
	for (size_t i = 0; i < e->entry_count; i++)
		if (strcmp(e->entry[i].key, "依据") == 0)
			return e->entry[i].value;
	return "";
}

static bool same_place(struct origin a, struct origin b)
{
	return a.line == b.line && text_same(a.file, b.file);
}

/* Which of several dated values holds in this period. */
static const char *remark_of(const struct scheme *scheme, const struct element *e, const struct entry *entry)
{
	for (size_t i = 0; i < scheme->parameter_count; i++) {
		const struct parameter *p = scheme->parameter[i];

		if (p->element == e && (same_place(p->at, entry->at) || same_place(p->at, entry->value_at)))
			return "本期取此值";
	}
	return "";
}

static void draw_row(struct sheet *s, uint32_t row, const struct element *e, const char *key, const char *value,
	struct origin at, const char *remark)
{
	sheet_count(s, row, NUMBER, row, with_format(STYLE_PLAIN, "0"));
	sheet_text(s, row, KIND, e->kind, STYLE_PLAIN);
	sheet_text(s, row, NAME, e->name, STYLE_PLAIN);
	sheet_text(s, row, KEY, key, STYLE_PLAIN);
	sheet_text(s, row, VALUE, value, STYLE_PLAIN);
	sheet_text(s, row, FILE_NAME, at.file, STYLE_PLAIN);
	if (at.line > 0)
		sheet_count(s, row, LINE, at.line, with_format(STYLE_PLAIN, "0"));
	sheet_text(s, row, BASIS, basis_of(e), STYLE_PLAIN);
	sheet_text(s, row, REMARK, remark, STYLE_PLAIN);
}

static uint32_t draw_element(struct sheet *s, uint32_t row, const struct scheme *scheme, const struct element *e)
{
	if (e->entry_count == 0)
		draw_row(s, row++, e, "", "", e->at, "没有条目");
	for (size_t i = 0; i < e->entry_count && row < SHEET_ROWS; i++)
		draw_row(s, row++, e, e->entry[i].key, e->entry[i].value, e->entry[i].at, remark_of(scheme, e, &e->entry[i]));
	return row;
}

static uint32_t draw_files(struct sheet *s, uint32_t row, const struct scheme *scheme)
{
	for (size_t i = 0; i < scheme->file_count; i++) {
		const struct element file = { .kind = "规则文件", .name = scheme->file[i]->name };
		struct origin at = { scheme->file[i]->name, 0, 0 };

		draw_row(s, row++, &file, "SHA-256", scheme->file[i]->digest, at, "");
	}
	return row;
}

/* Every element that is wanted (NULL: all), then the files. */
static void draw_wanted(struct book *b, bool (*wanted)(const struct run_facts *, const struct element *))
{
	struct sheet *s = book_sheet(b, "规则");
	const struct scheme *scheme = b->facts->scheme;
	uint32_t row = 1;

	s->plain = true;
	for (size_t c = 0; c < COLUMNS; c++) {
		sheet_width(s, c, columns[c].width);
		sheet_text(s, 0, c, columns[c].head, STYLE_PLAIN_HEAD);
	}
	for (size_t i = 0; i < scheme->element_count && row < SHEET_ROWS; i++)
		if (wanted == NULL || wanted(b->facts, &scheme->element[i]))
			row = draw_element(s, row, scheme, &scheme->element[i]);
	row = draw_files(s, row, scheme);
	sheet_for_auditors(s, row - 1, COLUMNS);
}

uint32_t rules_row(const struct scheme *scheme, struct origin at)
{
	uint32_t row = 1;

	for (size_t i = 0; i < scheme->element_count; i++) {
		const struct element *e = &scheme->element[i];

		if (same_place(e->at, at))
			return row < SHEET_ROWS ? row : 0;
		for (size_t k = 0; k < e->entry_count; k++, row++)
			if (same_place(e->entry[k].at, at) || same_place(e->entry[k].value_at, at))
				return row < SHEET_ROWS ? row : 0;
		row += e->entry_count == 0;
	}
	return 0;
}

void draw_rules(struct book *b)
{
	draw_wanted(b, NULL);
}

/* The 汇总, the board it sums up, and its grades where they are given. */
static bool of_summary(const struct run_facts *facts, const struct element *e)
{
	for (size_t k = 0; k < facts->summary_count; k++) {
		const struct summary *s = facts->summary[k]->summary;

		if (e == s->element || e == s->board->element || (s->graded && s->board->grades != NULL && e == s->board->grades->element))
			return true;
	}
	return false;
}

void draw_summary_rules(struct book *b)
{
	draw_wanted(b, of_summary);
}
