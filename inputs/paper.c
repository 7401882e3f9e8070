/* paper.c -- one CSV of people: its head, and one row after another checked.
 *
 * A row is read to its end whatever is wrong with it, so that all its faults
 * are told at once; the caller keeps it only if it stayed good. */
#include "inputs/paper.h"

#include <string.h>

#include "inputs/cells.h"
#include "inputs/set.h"
#include "inputs/units.h"

/* ---- the file ------------------------------------------------------------- */

static const char *joined_headings(struct paper *paper)
{
	struct buf out = buf_new(paper->arena);
	const struct heading *h;

	for (h = paper->heading; h->name; h++)
		buf_printf(&out, "%s%s", out.length ? " " : "", h->name);
	return out.at;
}

static bool is_heading(const struct paper *paper, const char *word)
{
	const struct heading *h;

	for (h = paper->heading; h->name; h++)
		if (text_same(h->name, word))
			return true;
	return false;
}

static void warn_of_unknown_columns(struct paper *paper)
{
	size_t c;

	for (c = 0; c < paper->table->columns; c++)
		if (*paper->table->head[c] && !is_heading(paper, paper->table->head[c]))
			diag(paper->diag, MSG_PEOPLE_COLUMN_UNKNOWN, (struct origin){ paper->file, 1, 0 }, paper->table->head[c],
				joined_headings(paper), NULL);
}

static bool find_columns(struct paper *paper, const char *what)
{
	const struct table *table = paper->table;
	bool whole = true;
	size_t i, c, n;

	for (n = 0; paper->heading[n].name; n++)
		;
	paper->column = arena_many(paper->arena, size_t, n);
	for (i = 0; i < n; i++) {
		for (c = 0; c < table->columns && !text_same(table->head[c], paper->heading[i].name); c++)
			;
		paper->column[i] = c < table->columns ? c : SIZE_MAX;
		if (c < table->columns || !paper->heading[i].needed ||
		    (paper->of_period && text_same(paper->heading[i].name, "期")))
			continue;
		whole = false;
		diag(paper->diag, MSG_PEOPLE_COLUMN_MISSING, (struct origin){ paper->file, 1, 0 }, what,
			paper->heading[i].name, joined_headings(paper), NULL);
	}
	warn_of_unknown_columns(paper);
	return whole;
}

bool paper_open(struct paper *paper, const char *what, const char *pattern, const char *dir, const struct heading *heading)
{
	struct file *file;

	if (!pattern)
		return false;
	paper->heading = heading;
	paper->of_period = strstr(pattern, "{期") != NULL;
	paper->file = period_fill(paper->arena, paper->period, pattern);
	if (!paper->file) {
		diag(paper->diag, MSG_PEOPLE_PATTERN_NOT_FILLED, paper->scheme->at, what, pattern,
			period_text(paper->arena, paper->period), NULL);
		return false;
	}
	if (file_absent(dir, paper->file)) {
		diag(paper->diag, MSG_PEOPLE_FILE_ABSENT, (struct origin){ paper->file, 0, 0 }, what, NULL);
		return false;
	}
	file = file_read(paper->arena, paper->diag, dir, paper->file);
	if (!file)
		return false;
	*arena_push(paper->arena, paper->people->file, paper->people->file_count) = file;
	paper->table = table_of(paper->arena, paper->diag, file);
	paper->row = SIZE_MAX;
	return paper->table && find_columns(paper, what);
}

/* ---- rows and cells --------------------------------------------------------- */

bool paper_next(struct paper *paper)
{
	paper->row++;
	paper->good = true;
	return paper->row < paper->table->rows;
}

struct origin paper_at(const struct paper *paper)
{
	return (struct origin){ paper->file, paper->table->line[paper->row], 0 };
}

const char *paper_name(const struct paper *paper, size_t column)
{
	return paper->heading[column].name;
}

const char *paper_cell(const struct paper *paper, size_t column)
{
	const char *text = "";
	size_t length;

	if (paper->column[column] != SIZE_MAX)
		text = paper->table->cell[paper->row * paper->table->columns + paper->column[column]];
	length = strlen(text);
	cell_trim(&text, &length);
	return text[length] ? arena_strn(paper->arena, text, length) : text;
}

const char *paper_need(struct paper *paper, size_t column)
{
	const char *text = paper_cell(paper, column);

	if (!*text)
		paper_bad(paper, PEOPLE_BLANK, paper_name(paper, column));
	return text;
}

int32_t paper_day(struct paper *paper, size_t column)
{
	const char *text = paper_cell(paper, column);
	int32_t day = INT32_MIN;

	if (*text && !day_parse(text, strlen(text), &day)) {
		paper_bad(paper, PEOPLE_DAY, paper_name(paper, column), text);
		return INT32_MIN;
	}
	return day;
}

int32_t paper_need_day(struct paper *paper, size_t column)
{
	paper_need(paper, column);
	return paper_day(paper, column);
}

const char *paper_meant(struct paper *paper, const char *word, const char *const *words)
{
	const char *near = text_nearest(word, words);

	return near ? arena_printf(paper->arena, "，是否指“%s”", near) : "";
}

int paper_word(struct paper *paper, size_t column, const char *const *words)
{
	const char *text = paper_cell(paper, column);
	struct buf all = buf_new(paper->arena);
	int i;

	if (!*text)
		return NOT_A_WORD;
	for (i = 0; words[i]; i++) {
		if (text_same(words[i], text))
			return i;
		buf_printf(&all, "%s%s", i ? " " : "", words[i]);
	}
	paper_bad(paper, PEOPLE_WORD, paper_name(paper, column), text, paper_meant(paper, text, words), all.at);
	return NOT_A_WORD;
}

void paper_in_order(struct paper *paper, size_t before, int32_t a, size_t after, int32_t b)
{
	if (a == INT32_MIN || b == INT32_MIN || a <= b)
		return;
	paper_bad(paper, PEOPLE_DAYS_ORDER, paper_name(paper, after), day_text(paper->arena, b), paper_name(paper, before),
		day_text(paper->arena, a));
}

void paper_calls_for(struct paper *paper, size_t because, const char *word, size_t column)
{
	if (!*paper_cell(paper, column))
		paper_bad(paper, PEOPLE_CALLS_FOR, paper_name(paper, because), word, paper_name(paper, column));
}

/* ---- what cells name ---------------------------------------------------------- */

bool paper_is_of_period(struct paper *paper, size_t column)
{
	const char *text = paper_cell(paper, column);
	struct period period;

	if (paper->of_period && !*text)
		return true;
	if (!*paper_need(paper, column))
		return true;
	if (!period_parse(text, &period)) {
		paper_bad(paper, PEOPLE_PERIOD, paper_name(paper, column), text);
		return true;
	}
	if (period.kind == paper->period.kind && period.first == paper->period.first)
		return true;
	if (paper->of_period)
		paper_bad(paper, PEOPLE_OTHER_PERIOD, period_text(paper->arena, paper->period), text);
	return paper->of_period;
}

const struct unit *paper_unit(struct paper *paper, size_t column, const struct registry *registry)
{
	const char *text = paper_need(paper, column);
	const struct unit *unit, *near;
	bool many = false;

	if (!*text)
		return NULL;
	unit = registry_find(registry, NULL, text, strlen(text), &many);
	if (unit)
		return unit;
	if (many) {
		paper_bad(paper, PEOPLE_UNIT_MANY, text);
		return NULL;
	}
	unit = registry_away(registry, text, strlen(text));
	if (unit) {
		paper_bad(paper, PEOPLE_UNIT_AWAY, registry->name, text, validity_words(paper->arena, unit));
		return NULL;
	}
	near = units_nearest(paper->arena, registry, NULL, text);
	paper_bad(paper, PEOPLE_NO_UNIT, arena_printf(paper->arena, "名录“%s”", registry->name), text,
		near ? arena_printf(paper->arena, "，是否指“%s”（%s）", near->name, near->code) : "");
	return NULL;
}

/* ---- what several papers ask for -------------------------------------------------- */

void paper_once(struct paper *paper, struct set *set, const char *identity, size_t length, const char *what)
{
	bool fresh;
	struct member *member = set_add(set, identity, length, &fresh);

	if (fresh)
		member->line = paper_at(paper).line;
	else
		paper_bad(paper, PEOPLE_TWICE, what, arena_printf(paper->arena, "%u", member->line));
}

void paper_approval(struct paper *paper, size_t document, size_t reason, size_t approver, size_t second)
{
	paper_need(paper, document);
	paper_need(paper, reason);
	paper_need(paper, approver);
	if (!paper->scheme->second_approver)
		return;
	if (*paper_need(paper, second) && text_same(paper_cell(paper, second), paper_cell(paper, approver)))
		paper_bad(paper, SAME_APPROVER, paper_cell(paper, second));
}
