/* compare.c -- two workbooks held against each other, cell by cell.
 *
 * One of them has been in other hands: Excel or WPS may have saved it anew, with
 * strings in the cells, other digits of the same number, formulas shared among
 * neighbours.  So cells are compared as what they show, sheets by their names;
 * a formula where there was none, or another one, is a difference. */
#include "reports/reports.h"

#include <errno.h>
#include <expat.h>
#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/text.h"

enum { STEP = 65536, LARGEST_PART = 512 * 1024 * 1024, COLUMNS = 16384 };

static const struct origin nowhere = { NULL, 0, 0 };
static const char absent[] = "（无）";

/* ---- a workbook as it is read ------------------------------------------------------ */

struct shown {
	uint32_t row, column;
	bool is_number;
	const char *text;
	const char *formula;            /* with its =; “=” alone where it is shared with a neighbour; NULL: none */
};
struct page {
	const char *name, *id, *part;
	struct shown *cell;
	size_t count;
};
struct workbook {
	struct arena *arena;
	struct page *page;
	size_t page_count;
	const char **string;
	size_t string_count;
	const char *fault;              /* why it cannot be read, or NULL */
	/* while a part is read */
	XML_Parser parser;
	struct page *at;
	struct buf text, formula;
	struct buf *into;               /* where characters go; NULL: nowhere */
	bool phonetic;                  /* inside <rPh>, which is not shown */
	uint32_t row, column;           /* of the cell being read */
	char type[12];
};

static const char *attribute(const XML_Char **attributes, const char *name)
{
	for (; *attributes != NULL; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return attributes[1];
	return NULL;
}

/* x:c is c. */
static const char *local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon == NULL ? name : colon + 1;
}

static void collect(void *self, const XML_Char *s, int length)
{
	struct workbook *w = self;

	if (w->into != NULL && !w->phonetic)
		buf_addn(w->into, s, (size_t)length);
}

static void start_text(struct workbook *w, struct buf *into)
{
	w->into = into;
	buf_add(into, "");
}

static void clear(struct buf *b)
{
	b->length = 0;
	buf_add(b, "");
	b->at[0] = '\0';
}

/* ---- shared strings ------------------------------------------------------------------- */

static void string_start(void *self, const XML_Char *name, const XML_Char **attributes)
{
	struct workbook *w = self;

	name = local(name);
	if (strcmp(name, "si") == 0)
		clear(&w->text);
	else if (strcmp(name, "t") == 0)
		start_text(w, &w->text);
	else if (strcmp(name, "rPh") == 0)
		w->phonetic = true;
}

static void string_end(void *self, const XML_Char *name)
{
	struct workbook *w = self;

	name = local(name);
	if (strcmp(name, "t") == 0)
		w->into = NULL;
	else if (strcmp(name, "rPh") == 0)
		w->phonetic = false;
	else if (strcmp(name, "si") == 0)
		*arena_push(w->arena, w->string, w->string_count) = arena_strn(w->arena, w->text.at, w->text.length);
}

/* ---- sheets --------------------------------------------------------------------------- */

static void sheet_start(void *self, const XML_Char *name, const XML_Char **attributes)
{
	struct workbook *w = self;
	struct page *p;

	if (strcmp(local(name), "sheet") != 0)
		return;
	p = arena_push(w->arena, w->page, w->page_count);
	p->name = arena_str(w->arena, attribute(attributes, "name"));
	for (; *attributes != NULL; attributes += 2)
		if (strchr(attributes[0], ':') != NULL && strcmp(local(attributes[0]), "id") == 0)
			p->id = arena_str(w->arena, attributes[1]);
	if (p->name == NULL || p->id == NULL)
		w->fault = "工作表没有名字";
}

static void relation_start(void *self, const XML_Char *name, const XML_Char **attributes)
{
	struct workbook *w = self;
	const char *id = attribute(attributes, "Id"), *target = attribute(attributes, "Target");

	if (strcmp(local(name), "Relationship") != 0 || id == NULL || target == NULL)
		return;
	for (size_t k = 0; k < w->page_count; k++)
		if (text_same(w->page[k].id, id))
			w->page[k].part = *target == '/' ? arena_str(w->arena, target + 1) : arena_printf(w->arena, "xl/%s", target);
}

/* ---- cells ---------------------------------------------------------------------------- */

static void place(struct workbook *w, const char *at)
{
	uint32_t column = 0;

	if (at == NULL) {
		w->column++;
		return;
	}
	for (; *at >= 'A' && *at <= 'Z' && column < COLUMNS; at++)
		column = column * 26 + (uint32_t)(*at - 'A') + 1;
	w->column = column;
	w->row = (uint32_t)strtoul(at, NULL, 10);
}

static void cell_start(void *self, const XML_Char *name, const XML_Char **attributes)
{
	struct workbook *w = self;

	name = local(name);
	if (strcmp(name, "row") == 0) {
		const char *r = attribute(attributes, "r");

		w->row = r == NULL ? w->row + 1 : (uint32_t)strtoul(r, NULL, 10);
		w->column = 0;
	} else if (strcmp(name, "c") == 0) {
		const char *type = attribute(attributes, "t");

		place(w, attribute(attributes, "r"));
		snprintf(w->type, sizeof w->type, "%s", type == NULL ? "n" : type);
		clear(&w->text);
		clear(&w->formula);
	} else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
		start_text(w, &w->text);
	} else if (strcmp(name, "f") == 0) {
		buf_add(&w->formula, "=");
		start_text(w, &w->formula);
	} else if (strcmp(name, "rPh") == 0) {
		w->phonetic = true;
	}
}

/* 15 digits are what Excel keeps of a number. */
static const char *number_text(struct arena *a, const char *digits)
{
	char *end;
	double x = strtod(digits, &end);

	return *digits == '\0' || *end != '\0' ? arena_str(a, digits) : arena_printf(a, "%.15g", x);
}

static const char *cell_text(struct workbook *w)
{
	unsigned long index;

	if (strcmp(w->type, "b") == 0)
		return strcmp(w->text.at, "1") == 0 ? "TRUE" : "FALSE";
	if (strcmp(w->type, "n") == 0)
		return number_text(w->arena, w->text.at);
	if (strcmp(w->type, "s") != 0)
		return arena_str(w->arena, w->text.at);
	index = strtoul(w->text.at, NULL, 10);
	return index < w->string_count ? w->string[index] : "";
}

static void end_cell(struct workbook *w)
{
	const char *text = w->text.length == 0 ? "" : cell_text(w);
	struct shown *c;

	if (*text == '\0' && w->formula.length == 0)
		return;
	c = arena_push(w->arena, w->at->cell, w->at->count);
	c->row = w->row;
	c->column = w->column;
	c->is_number = strcmp(w->type, "n") == 0 && w->text.length > 0;
	c->text = text;
	c->formula = w->formula.length > 0 ? arena_str(w->arena, w->formula.at) : NULL;
}

static void cell_end(void *self, const XML_Char *name)
{
	struct workbook *w = self;

	name = local(name);
	if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0 || strcmp(name, "f") == 0)
		w->into = NULL;
	else if (strcmp(name, "rPh") == 0)
		w->phonetic = false;
	else if (strcmp(name, "c") == 0)
		end_cell(w);
}

/* ---- parts ----------------------------------------------------------------------------- */

/* A workbook has no DOCTYPE; one with entities of its own could grow without end. */
static void refuse_doctype(void *self, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
	struct workbook *w = self;

	w->fault = "部件里有 DOCTYPE";
	XML_StopParser(w->parser, XML_FALSE);
}

static void feed(struct workbook *w, unzFile zip)
{
	size_t total = 0;
	int got = 1;

	while (got > 0 && w->fault == NULL) {
		void *room = XML_GetBuffer(w->parser, STEP);

		got = room == NULL ? -1 : unzReadCurrentFile(zip, room, STEP);
		total += got > 0 ? (size_t)got : 0;
		if (got < 0 || total > LARGEST_PART)
			w->fault = got < 0 ? "解不开" : "部件过大";
		else if (XML_ParseBuffer(w->parser, got, got == 0) != XML_STATUS_OK && w->fault == NULL)
			w->fault = XML_ErrorString(XML_GetErrorCode(w->parser));
	}
}

static void read_part(struct workbook *w, unzFile zip, const char *name, XML_StartElementHandler start, XML_EndElementHandler end)
{
	if (w->fault != NULL)
		return;
	if (name == NULL || unzLocateFile(zip, name, 1) != UNZ_OK || unzOpenCurrentFile(zip) != UNZ_OK) {
		w->fault = arena_printf(w->arena, "缺少部件 %s", name == NULL ? "" : name);
		return;
	}
	w->parser = XML_ParserCreate(NULL);
	w->into = NULL;
	w->phonetic = false;
	w->row = w->column = 0;
	XML_SetUserData(w->parser, w);
	XML_SetElementHandler(w->parser, start, end);
	XML_SetCharacterDataHandler(w->parser, collect);
	XML_SetStartDoctypeDeclHandler(w->parser, refuse_doctype);
	feed(w, zip);
	XML_ParserFree(w->parser);
	if (unzCloseCurrentFile(zip) != UNZ_OK && w->fault == NULL)
		w->fault = arena_printf(w->arena, "部件 %s 校验码不符", name);
}

static int by_place(const void *x, const void *y)
{
	const struct shown *a = x, *b = y;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static void read_pages(struct workbook *w, unzFile zip)
{
	read_part(w, zip, "xl/workbook.xml", sheet_start, NULL);
	read_part(w, zip, "xl/_rels/workbook.xml.rels", relation_start, NULL);
	if (unzLocateFile(zip, "xl/sharedStrings.xml", 1) == UNZ_OK)
		read_part(w, zip, "xl/sharedStrings.xml", string_start, string_end);
	for (size_t k = 0; k < w->page_count && w->fault == NULL; k++) {
		w->at = &w->page[k];
		read_part(w, zip, w->at->part, cell_start, cell_end);
		if (w->at->count > 0)
			qsort(w->at->cell, w->at->count, sizeof *w->at->cell, by_place);
	}
}

/* NULL, with a complaint, if it cannot be read. */
static struct workbook *workbook_read(struct arena *a, struct diag *d, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
	struct workbook *w = arena_one(a, struct workbook);
	unzFile zip;

	if (access(path, R_OK) != 0) {
		diag(d, MSG_COMPARE_NO_FILE, nowhere, name, strerror(errno), NULL);
		return NULL;
	}
	w->arena = a;
	w->text = buf_new(a);
	w->formula = buf_new(a);
	zip = unzOpen64(path);
	if (zip == NULL) {
		w->fault = "不是完整的压缩包";
	} else {
		read_pages(w, zip);
		unzClose(zip);
	}
	if (w->fault == NULL)
		return w;
	diag(d, MSG_COMPARE_NOT_A_BOOK, nowhere, name, w->fault, NULL);
	return NULL;
}

/* ---- held against each other ------------------------------------------------------------- */

struct comparing {
	struct arena *arena;
	FILE *out;
	const char *sheet;
	size_t differ;
};

static const char *cell_name(struct arena *a, const struct shown *c)
{
	char column[8] = "";
	uint32_t n = c->column;
	size_t i = sizeof column - 1;

	for (; n > 0 && i > 0; n = (n - 1) / 26)
		column[--i] = (char)('A' + (n - 1) % 26);
	return arena_printf(a, "%s%u", column + i, c->row);
}

/* 35.00, or 35.00（=A1*2） where a formula is what differs. */
static const char *words_of(struct arena *a, const struct shown *c, bool with_formula)
{
	if (c == NULL)
		return absent;
	if (!with_formula)
		return text_visible(a, c->text);
	return text_visible(a, c->formula == NULL ? arena_printf(a, "%s（无公式）", c->text) : c->formula);
}

static bool same_formula(const struct shown *a, const struct shown *b)
{
	if (a->formula == NULL || b->formula == NULL)
		return a->formula == b->formula;
	return a->formula[1] == '\0' || b->formula[1] == '\0' || strcmp(a->formula, b->formula) == 0;
}

/* Either may be NULL: not there. */
static void say_cell(struct comparing *x, const struct shown *ours, const struct shown *theirs)
{
	bool formula = ours != NULL && theirs != NULL && !same_formula(ours, theirs);

	fprintf(x->out, "%s!%s: %s → %s\n", text_visible(x->arena, x->sheet), cell_name(x->arena, ours != NULL ? ours : theirs),
		words_of(x->arena, theirs, formula), words_of(x->arena, ours, formula));
	x->differ++;
}

static void compare_pages(struct comparing *x, const struct page *ours, const struct page *theirs)
{
	size_t i = 0, k = 0;

	x->sheet = ours->name;
	while (i < ours->count || k < theirs->count) {
		const struct shown *a = i < ours->count ? &ours->cell[i] : NULL, *b = k < theirs->count ? &theirs->cell[k] : NULL;
		int order = a == NULL ? 1 : b == NULL ? -1 : by_place(a, b);

		if (order != 0)
			say_cell(x, order < 0 ? a : NULL, order < 0 ? NULL : b);
		else if (a->is_number != b->is_number || strcmp(a->text, b->text) != 0 || !same_formula(a, b))
			say_cell(x, a, b);
		i += order <= 0;
		k += order >= 0;
	}
}

static const struct page *page_called(const struct workbook *w, const char *name)
{
	for (size_t k = 0; k < w->page_count; k++)
		if (strcmp(w->page[k].name, name) == 0)
			return &w->page[k];
	return NULL;
}

static void say_lacking(struct comparing *x, const struct workbook *w, const struct workbook *other, const char *words)
{
	for (size_t k = 0; k < w->page_count; k++) {
		if (page_called(other, w->page[k].name) != NULL)
			continue;
		fprintf(x->out, "%s: %s\n", text_visible(x->arena, w->page[k].name), words);
		x->differ++;
	}
}

bool book_compare(struct arena *a, struct diag *d, const char *ours, const char *theirs, FILE *out)
{
	const struct workbook *mine = workbook_read(a, d, ours), *other = workbook_read(a, d, theirs);
	struct comparing x = { .arena = a, .out = out };

	if (mine == NULL || other == NULL)
		return false;
	for (size_t k = 0; k < mine->page_count; k++) {
		const struct page *page = page_called(other, mine->page[k].name);

		if (page != NULL)
			compare_pages(&x, &mine->page[k], page);
	}
	say_lacking(&x, mine, other, "整张表不见了");
	say_lacking(&x, other, mine, "多出来的表");
	return x.differ == 0;
}
