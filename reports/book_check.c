/* book_check.c -- the file on disk against the cells that were drawn.
 *
 * The library gives success for a workbook cut short by a full disk, and office
 * programs open such a file without a word.  So every part is unpacked (its CRC
 * checked), read as XML to its last byte, and every cell of every sheet, its
 * place, kind, formula and value, added to the mark of its row, which must be the
 * one that was noted when it was drawn; a formula that was not meant, or one that
 * reads otherwise, is a fault.  Of a large workbook the parts are shared out between two threads. */
#include "reports/book_private.h"

#include <expat.h>
#include <minizip/unzip.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/crew.h"
#include "base/text.h"

enum { STEP = 65536, NAME_SIZE = 300, READERS = 2, MANY_CELLS = 50000 };

struct part {
	char name[NAME_SIZE];
	const struct sheet *sheet;      /* NULL: not one of cells */
	char failure[400];              /* "" when it is as meant */
	bool starved;
};

/* Of the whole file: its shared strings first, then the other parts, which are shared out. */
struct check {
	struct book *book;
	const char *path;
	uint64_t *shared;               /* marks of the shared strings */
	size_t shared_count;
	struct part *part;
	size_t part_count, next;
};

/* What one thread has in hand. */
struct reading {
	struct check *check;
	struct part *part;
	struct arena *arena;
	XML_Parser parser;
	/* the cell being read */
	uint32_t row;
	size_t column;
	enum { PLAIN_NUMBER, SHARED, STRING, INLINE } type;
	uint64_t formula;               /* mark of its formula, or 0 */
	/* rows: where it is, and the sum so far */
	uint32_t at;
	uint64_t sum;
	size_t cells;
	/* text of the element being read */
	bool collecting;
	struct buf text;
};

static void fail(struct reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void fail(struct reading *r, const char *format, ...)
{
	va_list list;

	if (r->part->failure[0] != '\0')
		return;
	va_start(list, format);
	vsnprintf(r->part->failure, sizeof r->part->failure, format, list);
	va_end(list);
}

static void starve(struct reading *r)
{
	fail(r, "内存不足");
	r->part->starved = true;
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
	*arena_push(r->check->book->kept, r->check->shared, r->check->shared_count) = bytes_mark(r->text.at, r->text.length);
}

/* ---- cells ------------------------------------------------------------------- */

/* The row that was being read must have come to what was noted, and those passed over must be empty. */
static void settle_rows(struct reading *r, uint32_t until)
{
	const struct sheet *s = r->part->sheet;

	for (; r->at < until; r->at++, r->sum = 0)
		if (r->sum != (r->at < s->meant_count ? s->meant[r->at] : 0))
			fail(r, "表“%s”第 %u 行的单元格与写入的不同", s->name, r->at + 1);
}

/* AB12: column 27, row 11; anything else is no place. */
static bool place_of(const char *name, uint32_t *row, size_t *column)
{
	size_t letters = 0;
	char *end;

	*column = 0;
	for (; *name >= 'A' && *name <= 'Z' && letters < 4; name++, letters++)
		*column = *column * 26 + (size_t)(*name - 'A') + 1;
	*row = (uint32_t)strtoul(name, &end, 10) - 1;
	(*column)--;
	return letters > 0 && *name >= '1' && *name <= '9' && *end == '\0';
}

static void begin_cell(struct reading *r, const XML_Char **attributes)
{
	r->type = PLAIN_NUMBER;
	r->formula = 0;
	r->column = SIZE_MAX;
	for (; *attributes != NULL; attributes += 2) {
		const char *value = attributes[1];

		if (strcmp(attributes[0], "r") == 0 && !place_of(value, &r->row, &r->column))
			fail(r, "表“%s”的单元格 %s 不知在何处", r->part->sheet->name, value);
		else if (strcmp(attributes[0], "t") == 0)
			r->type = strcmp(value, "s") == 0 ? SHARED : strcmp(value, "str") == 0 ? STRING : strcmp(value, "inlineStr") == 0 ? INLINE :
				(fail(r, "表“%s”的单元格是 %s", r->part->sheet->name, value), PLAIN_NUMBER);
	}
	if (r->column == SIZE_MAX || r->row < r->at)
		fail(r, "表“%s”的单元格次序不对", r->part->sheet->name);
	else
		settle_rows(r, r->row);
}

/* The mark of the text that the index in text names; 0 when there is none. */
static uint64_t shared_mark(const struct reading *r)
{
	char *end;
	unsigned long index = strtoul(r->text.at, &end, 10);

	return r->text.length > 0 && *end == '\0' && index < r->check->shared_count ? r->check->shared[index] : 0;
}

static void end_cell(struct reading *r)
{
	static const enum cell_kind kinds[] = { [PLAIN_NUMBER] = CELL_NUMBER, [SHARED] = CELL_TEXT, [STRING] = CELL_RESULT, [INLINE] = CELL_TEXT };

	r->collecting = false;
	r->sum += cell_mark(r->row, r->column, kinds[r->type],
		r->type == SHARED ? shared_mark(r) : bytes_mark(r->text.at, r->text.length), r->formula);
	r->cells++;
}

static void cell_start(void *self, const XML_Char *name, const XML_Char **attributes)
{
	struct reading *r = self;

	if (strcmp(name, "c") == 0)
		begin_cell(r, attributes);
	else if (strcmp(name, "v") == 0 || strcmp(name, "f") == 0 || strcmp(name, "is") == 0)
		start_collecting(r);
}

static void cell_end(void *self, const XML_Char *name)
{
	struct reading *r = self;

	if (strcmp(name, "f") == 0)
		r->formula = bytes_mark(r->text.at, r->text.length);
	else if (strcmp(name, r->type == INLINE ? "is" : "v") == 0)
		end_cell(r);
}

/* ---- parts ------------------------------------------------------------------- */

/* Parses the current part of the zip; the handlers may be NULL. */
static void parse_part(struct reading *r, unzFile zip, XML_StartElementHandler start, XML_EndElementHandler end)
{
	int got = -1;
	bool whole = true;

	XML_ParserReset(r->parser, NULL);
	XML_SetUserData(r->parser, r);
	XML_SetElementHandler(r->parser, start, end);
	XML_SetCharacterDataHandler(r->parser, start == NULL ? NULL : collect);
	while (whole) {
		void *room = XML_GetBuffer(r->parser, STEP);

		got = room == NULL ? -1 : unzReadCurrentFile(zip, room, STEP);
		whole = got >= 0 && XML_ParseBuffer(r->parser, got, got == 0) == XML_STATUS_OK;
		if (got <= 0)
			break;
	}
	if (!whole && XML_GetErrorCode(r->parser) == XML_ERROR_NO_MEMORY)
		starve(r);
	else if (!whole)
		fail(r, "部件 %s 不完整：%s", r->part->name, got < 0 ? "解不开" : XML_ErrorString(XML_GetErrorCode(r->parser)));
}

static void read_part(struct reading *r, unzFile zip, struct part *part)
{
	bool strings = strcmp(part->name, "xl/sharedStrings.xml") == 0;

	r->part = part;
	r->at = 0;
	r->sum = 0;
	r->cells = 0;
	r->collecting = false;
	if (r->parser == NULL)
		starve(r);
	else if (unzLocateFile(zip, part->name, 1) != UNZ_OK)
		fail(r, "缺少部件 %s", part->name);
	else if (unzOpenCurrentFile(zip) != UNZ_OK)
		fail(r, "部件 %s 打不开", part->name);
	else {
		parse_part(r, zip, part->sheet != NULL ? cell_start : strings ? string_start : NULL,
			part->sheet != NULL ? cell_end : strings ? string_end : NULL);
		if (unzCloseCurrentFile(zip) != UNZ_OK)
			fail(r, "部件 %s 校验码不符", part->name);
	}
	if (part->sheet == NULL)
		return;
	settle_rows(r, (uint32_t)part->sheet->meant_count > r->at ? (uint32_t)part->sheet->meant_count : r->at + 1);
	if (r->cells != part->sheet->cell_count)
		fail(r, "表“%s”应有 %zu 个单元格，读到 %zu 个", part->sheet->name, part->sheet->cell_count, r->cells);
}

/* One reader: the parts that no other has taken. */
static void read_parts(void *self, unsigned member)
{
	struct check *c = self;
	struct arena *arena = arena_new();
	struct reading r = { .check = c, .arena = arena, .text = buf_new(arena), .parser = XML_ParserCreate(NULL) };
	unzFile zip = unzOpen64(c->path);
	size_t i;

	buf_add(&r.text, "");
	while ((i = __atomic_fetch_add(&c->next, 1, __ATOMIC_RELAXED)) < c->part_count)
		if (zip != NULL)
			read_part(&r, zip, &c->part[i]);
		else {
			r.part = &c->part[i];
			fail(&r, "不是完整的压缩包");
		}
	if (zip != NULL)
		unzClose(zip);
	if (r.parser != NULL)
		XML_ParserFree(r.parser);
	arena_free(arena);
}

/* The largest of what is left first, so that no reader waits long for the other. */
static int by_size(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	size_t m = x->sheet == NULL ? 0 : x->sheet->cell_count, n = y->sheet == NULL ? 0 : y->sheet->cell_count;

	return m != n ? (m < n) - (m > n) : strcmp(x->name, y->name);
}

static struct part *add_part(struct check *c, const char *name, const struct sheet *sheet)
{
	struct part *p = arena_push(c->book->kept, c->part, c->part_count);

	snprintf(p->name, sizeof p->name, "%s", name);
	p->sheet = sheet;
	return p;
}

static bool is_sheet(const char *name)
{
	return strncmp(name, "xl/worksheets/sheet", 19) == 0;
}

/* Those of the file beside the strings, and the sheets that it must have. */
static void list_parts(struct check *c, unzFile zip)
{
	struct book *b = c->book;
	int step = unzGoToFirstFile(zip);
	unz_file_info info;
	char name[NAME_SIZE];

	for (size_t i = 0; i < b->sheet_count; i++)
		add_part(c, arena_printf(b->kept, "xl/worksheets/sheet%zu.xml", i + 1), b->sheet[i]);
	for (; step == UNZ_OK; step = unzGoToNextFile(zip)) {
		if (unzGetCurrentFileInfo(zip, &info, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK)
			snprintf(name, sizeof name, "?");
		if (!is_sheet(name) && strcmp(name, "xl/sharedStrings.xml") != 0)
			add_part(c, name, NULL);
	}
	if (step != UNZ_END_OF_LIST_OF_FILE)
		book_fail(b, "压缩包目录读不下去");
	qsort(c->part, c->part_count, sizeof *c->part, by_size);
}

static void take_failures(struct check *c)
{
	for (size_t i = 0; i < c->part_count; i++)
		if (c->part[i].failure[0] != '\0') {
			c->book->starved = c->book->starved || (c->book->failure == NULL && c->part[i].starved);
			book_fail(c->book, "%s", c->part[i].failure);
		}
}

/* The parts of c, by so many threads. */
static void read_all(struct check *c, unsigned readers)
{
	c->next = 0;
	crew_work(readers, read_parts, c);
	take_failures(c);
}

bool book_matches(struct book *b, const char *path)
{
	struct check strings = { .book = b, .path = path }, rest = strings;
	unzFile zip = unzOpen64(path);
	size_t cells = 0;

	if (zip == NULL) {
		book_fail(b, "不是完整的压缩包");
		return false;
	}
	for (size_t i = 0; i < b->sheet_count; i++)
		cells += b->sheet[i]->cell_count;
	if (!b->constant) {
		add_part(&strings, "xl/sharedStrings.xml", NULL);
		read_all(&strings, 1);
	}
	rest.shared = strings.shared;
	rest.shared_count = strings.shared_count;
	list_parts(&rest, zip);
	unzClose(zip);
	if (b->failure == NULL)
		read_all(&rest, cells > MANY_CELLS ? READERS : 1);
	return b->failure == NULL;
}
