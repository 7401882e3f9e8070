/* book_check.c -- the file on disk against the cells that were drawn.
 *
 * The library gives success for a workbook cut short by a full disk, and office
 * programs open such a file without a word.  So every part is unpacked (its CRC
 * checked), read as XML to its last byte, and every cell of every sheet compared
 * with what was remembered, in both directions; a formula that was not meant, or
 * one that reads otherwise, is a fault. */
#include "reports/book.h"

#include <expat.h>
#include <math.h>
#include <minizip/unzip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/text.h"

enum { STEP = 65536, NAME_SIZE = 16 };

/* What is collected while one part is read. */
struct reading {
	struct book *book;
	struct arena *arena;
	/* shared strings */
	const char **shared;
	size_t shared_count;
	/* the sheet being compared */
	struct sheet *sheet;
	size_t next;
	bool is_shared, is_string;      /* t="s", t="str" on the cell being read */
	bool has_formula;
	struct buf formula;             /* its text */
	char at[NAME_SIZE];             /* its reference */
	/* text of the element being read */
	bool collecting;
	struct buf text;
};

static const char *attribute(const XML_Char **attributes, const char *name)
{
	for (; *attributes != NULL; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	return NULL;
}

static void collect(void *self, const XML_Char *s, int length)
{
	struct reading *r = self;

	if (r->collecting)
		buf_addn(&r->text, s, (size_t)length);
}

static void start_collecting(struct reading *r)
{
	r->collecting = true;
	r->text.length = 0;
	if (r->text.at != NULL)
		r->text.at[0] = '\0';
}

/* ---- shared strings ------------------------------------------------------------ */

static void string_start(void *self, const XML_Char *name, const XML_Char **attributes)
{
	if (strcmp(name, "si") == 0)
		start_collecting(self);
}

static void string_end(void *self, const XML_Char *name)
{
	struct reading *r = self;

	if (strcmp(name, "si") != 0)
		return;
	r->collecting = false;
	*arena_push(r->arena, r->shared, r->shared_count) = arena_strn(r->arena, r->text.at, r->text.length);
}

/* ---- cells ------------------------------------------------------------------- */

static void name_cell(const struct cell *c, char name[NAME_SIZE])
{
	char column[4];

	snprintf(name, NAME_SIZE, "%s%u", column_letters(column, c->column), c->row + 1);
}

/* The library writes 16 digits: what is read must be what those digits say. */
static bool same_number(double meant, const char *read)
{
	char digits[32];
	char *end;
	double found = strtod(read, &end);

	snprintf(digits, sizeof digits, "%.16G", meant);
	return *read != '\0' && *end == '\0' && isfinite(found) && fabs(found - strtod(digits, NULL)) == 0;
}

static bool same_text(const struct reading *r, const char *meant, const char *read)
{
	char *end;
	unsigned long index = strtoul(read, &end, 10);

	return *read != '\0' && *end == '\0' && index < r->shared_count && strcmp(r->shared[index], meant) == 0;
}

/* A value as a number or a shared string, the result of a formula as a number or a text of its own. */
static bool same_cell(const struct reading *r, const struct cell *c)
{
	if (c->is_number)
		return !r->is_shared && !r->is_string && same_number(c->number, r->text.at);
	if (c->formula != NULL)
		return r->is_string && strcmp(c->text, r->text.at) == 0;
	return r->is_shared && same_text(r, c->text, r->text.at);
}

static void compare_cell(struct reading *r)
{
	struct sheet *s = r->sheet;
	const struct cell *c = &s->cell[r->next];
	char name[NAME_SIZE];

	if (r->book->failure != NULL)
		return;
	if (r->next >= s->cell_count) {
		book_fail(r->book, "表“%s”多出单元格 %s", s->name, r->at);
		return;
	}
	r->next++;
	name_cell(c, name);
	if (strcmp(name, r->at) != 0)
		book_fail(r->book, "表“%s”的单元格 %s 不在", s->name, name);
	else if ((c->formula != NULL) != r->has_formula || (r->has_formula && strcmp(c->formula, r->formula.at) != 0))
		book_fail(r->book, "表“%s”的单元格 %s 的公式与写入的不同", s->name, r->at);
	else if (!same_cell(r, c))
		book_fail(r->book, "表“%s”的单元格 %s 与写入的不同", s->name, r->at);
}

static void cell_start(void *self, const XML_Char *name, const XML_Char **attributes)
{
	struct reading *r = self;

	if (strcmp(name, "c") == 0) {
		const char *type = attribute(attributes, "t"), *at = attribute(attributes, "r");

		snprintf(r->at, sizeof r->at, "%s", at == NULL ? "" : at);
		r->is_shared = type != NULL && strcmp(type, "s") == 0;
		r->is_string = type != NULL && strcmp(type, "str") == 0;
		r->has_formula = false;
	} else if (strcmp(name, "v") == 0 || strcmp(name, "f") == 0)
		start_collecting(r);
	else if (strcmp(name, "is") == 0)
		book_fail(r->book, "表“%s”的单元格 %s 有 <%s>", r->sheet->name, r->at, name);
}

static void cell_end(void *self, const XML_Char *name)
{
	struct reading *r = self;

	if (strcmp(name, "f") == 0) {
		r->collecting = false;
		r->has_formula = true;
		r->formula.length = 0;
		buf_addn(&r->formula, r->text.at, r->text.length);
	} else if (strcmp(name, "v") == 0) {
		r->collecting = false;
		compare_cell(r);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

/* ---- parts ------------------------------------------------------------------- */

/* Parses the current part of the zip; the handlers may be NULL. */
static void parse_part(struct reading *r, unzFile zip, const char *name, XML_StartElementHandler start, XML_EndElementHandler end)
{
	XML_Parser parser = XML_ParserCreate(NULL);
	int got = -1;
	bool whole = parser != NULL;

	if (unzOpenCurrentFile(zip) != UNZ_OK) {
		book_fail(r->book, "部件 %s 打不开", name);
		goto out;
	}
	XML_SetUserData(parser, r);
	XML_SetElementHandler(parser, start, end);
	XML_SetCharacterDataHandler(parser, collect);
	while (whole) {
		void *room = XML_GetBuffer(parser, STEP);

		got = room == NULL ? -1 : unzReadCurrentFile(zip, room, STEP);
		whole = got >= 0 && XML_ParseBuffer(parser, got, got == 0) == XML_STATUS_OK;
		if (got <= 0)
			break;
	}
	if (!whole)
		book_fail(r->book, "部件 %s 不完整：%s", name, got < 0 ? "解不开" : XML_ErrorString(XML_GetErrorCode(parser)));
	if (unzCloseCurrentFile(zip) != UNZ_OK)
		book_fail(r->book, "部件 %s 校验码不符", name);
out:
	XML_ParserFree(parser);
}

static void read_part(struct reading *r, unzFile zip, const char *name, XML_StartElementHandler start, XML_EndElementHandler end)
{
	if (unzLocateFile(zip, name, 1) != UNZ_OK)
		book_fail(r->book, "缺少部件 %s", name);
	else
		parse_part(r, zip, name, start, end);
}

static void compare_sheet(struct reading *r, unzFile zip, struct sheet *s, size_t number)
{
	r->sheet = s;
	r->next = 0;
	qsort(s->cell, s->cell_count, sizeof *s->cell, by_place);
	read_part(r, zip, arena_printf(r->arena, "xl/worksheets/sheet%zu.xml", number), cell_start, cell_end);
	if (r->next != s->cell_count)
		book_fail(r->book, "表“%s”应有 %zu 个单元格，只有 %zu 个", s->name, s->cell_count, r->next);
}

/* Every part once, for its CRC and its XML. */
static void sweep_parts(struct reading *r, unzFile zip)
{
	int step = unzGoToFirstFile(zip);
	unz_file_info info;
	char name[300];

	for (; step == UNZ_OK && r->book->failure == NULL; step = unzGoToNextFile(zip)) {
		if (unzGetCurrentFileInfo(zip, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK)
			snprintf(name, sizeof name, "?");
		if (strncmp(name, "xl/worksheets/sheet", 19) != 0 && strcmp(name, "xl/sharedStrings.xml") != 0)
			parse_part(r, zip, name, NULL, NULL);
	}
	if (step != UNZ_OK && step != UNZ_END_OF_LIST_OF_FILE)
		book_fail(r->book, "压缩包目录读不下去");
}

bool book_matches(struct book *b, const char *path)
{
	struct reading r = { .book = b, .arena = b->arena, .text = buf_new(b->arena), .formula = buf_new(b->arena) };
	unzFile zip = unzOpen64(path);

	if (zip == NULL) {
		book_fail(b, "不是完整的压缩包");
		return false;
	}
	buf_add(&r.text, "");
	read_part(&r, zip, "xl/sharedStrings.xml", string_start, string_end);
	for (size_t i = 0; i < b->sheet_count && b->failure == NULL; i++)
		compare_sheet(&r, zip, b->sheet[i], i + 1);
	sweep_parts(&r, zip);
	unzClose(zip);
	return b->failure == NULL;
}
