/* sheet_quality.c -- 数据质量: what came, what was used, what was not, and why.
 *
 * One head for every kind of line, so that the sheet can be filtered by 类别;
 * a column that says nothing of a kind is left empty there. */
#include "reports/book.h"

#include "base/text.h"

enum {
	KIND, SOURCE, REGISTRY, UNIT, FILE_NAME, LINE, CODING, ROWS, COUNTED, WITHOUT_UNIT, AFTER_CUTOFF, QUARANTINED, CONSERVED,
	CODE, SAYS, CONTENT, DIGEST, COLUMNS
};

static const struct { const char *head; double width; } columns[COLUMNS] = {
	[KIND]         = { "类别", 12 },
	[SOURCE]       = { "数据", 20 },
	[REGISTRY]     = { "名录", 14 },
	[UNIT]         = { "单位", 22 },
	[FILE_NAME]    = { "文件", 30 },
	[LINE]         = { "行号", 8 },
	[CODING]       = { "编码", 10 },
	[ROWS]         = { "行数", 10 },
	[COUNTED]      = { "计入", 10 },
	[WITHOUT_UNIT] = { "无单位", 10 },
	[AFTER_CUTOFF] = { "截止日后", 10 },
	[QUARANTINED]  = { "隔离", 8 },
	[CONSERVED]    = { "守恒", 8 },
	[CODE]         = { "编号", 8 },
	[SAYS]         = { "说明", 70 },
	[CONTENT]      = { "内容", 30 },
	[DIGEST]       = { "SHA-256", 72 },
};

struct quality {
	struct sheet *sheet;
	const struct run_facts *facts;
	uint32_t row;                   /* the next free one */
	uint64_t left_out;
};

/* A new line of that kind, or 0 if the sheet is full. */
static uint32_t line_of(struct quality *q, const char *kind)
{
	if (q->row > SHEET_ROWS) {
		q->left_out++;
		return 0;
	}
	sheet_text(q->sheet, q->row, KIND, kind, STYLE_PLAIN);
	return q->row++;
}

static void put(struct quality *q, uint32_t row, size_t column, const char *text)
{
	sheet_text(q->sheet, row, column, text, STYLE_PLAIN);
}

static void put_count(struct quality *q, uint32_t row, size_t column, uint64_t n)
{
	sheet_count(q->sheet, row, column, n, with_format(STYLE_PLAIN, "0"));
}

static const char *source_name(const struct source *s)
{
	return called(s->title, s->name);
}

static const char *registry_name(const struct registry *r)
{
	return called(r->title, r->name);
}

static const char *encoding_word(enum encoding e)
{
	switch (e) {
	case ENC_UTF8:
		return "UTF-8";
	case ENC_GB18030:
		return "GB18030";
	case ENC_UTF16:
		return "UTF-16";
	case ENC_AUTO:
		break;
	}
	return "";
}

static void draw_files(struct quality *q, const struct intake *in)
{
	for (size_t i = 0; i < in->file_count; i++) {
		const struct received *f = &in->file[i];
		uint32_t row = line_of(q, "收到文件");

		if (row == 0)
			continue;
		put(q, row, SOURCE, source_name(in->source));
		if (f->sender != NULL) {
			put(q, row, REGISTRY, registry_name(f->sender->registry));
			put(q, row, UNIT, f->sender->name);
		}
		put(q, row, FILE_NAME, f->file->name);
		put(q, row, CODING, encoding_word(f->encoding));
		put_count(q, row, ROWS, f->rows);
		put(q, row, DIGEST, f->file->digest);
	}
}

static void draw_tallies(struct quality *q, const struct intake *in)
{
	for (size_t i = 0; i < in->source->mapping_count; i++) {
		const struct tally *t = &in->tally[i];
		uint32_t row = line_of(q, "行数守恒");
		bool conserved = t->in == t->counted + t->without_unit + t->excluded + t->quarantined;

		if (row == 0)
			continue;
		put(q, row, SOURCE, source_name(in->source));
		put(q, row, REGISTRY, registry_name(t->registry));
		put_count(q, row, ROWS, t->in);
		put_count(q, row, COUNTED, t->counted);
		put_count(q, row, WITHOUT_UNIT, t->without_unit);
		put_count(q, row, AFTER_CUTOFF, t->excluded);
		put_count(q, row, QUARANTINED, t->quarantined);
		put(q, row, CONSERVED, conserved ? "是" : "否");
		put(q, row, SAYS, "读入 = 计入 + 无单位 + 截止日后 + 隔离");
	}
}

static void draw_missing(struct quality *q, const struct intake *in)
{
	uint32_t row;

	for (size_t i = 0; i < in->missing_count; i++) {
		row = line_of(q, "未报送");
		if (row == 0)
			continue;
		put(q, row, SOURCE, source_name(in->source));
		put(q, row, REGISTRY, registry_name(in->missing[i]->registry));
		put(q, row, UNIT, in->missing[i]->name);
		put(q, row, SAYS, "没有送来文件，或文件没有数据行");
	}
	if (in->lacking && (row = line_of(q, "未报送")) != 0) {
		put(q, row, SOURCE, source_name(in->source));
		put(q, row, SAYS, "汇总文件不在；规则允许，按零行处理");
	}
	if (in->repeats > 0 && (row = line_of(q, "重复")) != 0) {
		put(q, row, SOURCE, source_name(in->source));
		put_count(q, row, ROWS, in->repeats);
		put(q, row, SAYS, "主键与前面的行相同；规则规定计入并报告");
	}
}

static void draw_quarantine(struct quality *q)
{
	const struct measures *m = q->facts->measures;

	for (size_t i = 0; i < m->quarantine_count; i++) {
		const struct quarantined *one = &m->quarantine[i];
		uint32_t row = line_of(q, "隔离行");

		if (row == 0)
			continue;
		put(q, row, SOURCE, source_name(one->source));
		put(q, row, REGISTRY, one->registry == NULL ? "全部" : registry_name(one->registry));
		put(q, row, FILE_NAME, one->file);
		put_count(q, row, LINE, one->line);
		put(q, row, SAYS, one->reason);
		put(q, row, CONTENT, one->what);
	}
}

static void draw_complaints(struct quality *q)
{
	const struct diag *d = q->facts->diag;

	for (size_t i = 0; i < diag_count(d); i++) {
		const struct complaint *c = diag_at(d, i);
		static const char *const kinds[] = { [NOTE] = "提示", [WARNING] = "警告", [ERROR] = "错误" };
		uint32_t row = line_of(q, kinds[c->severity]);

		if (row == 0)
			continue;
		put(q, row, FILE_NAME, c->at.file);
		if (c->at.line > 0)
			put_count(q, row, LINE, c->at.line);
		put(q, row, CODE, arena_printf(q->sheet->book->arena, "K%d", c->number));
		put(q, row, SAYS, c->text);
	}
}

void draw_quality(struct book *b)
{
	struct quality q = { .sheet = book_sheet(b, "数据质量"), .facts = b->facts, .row = 1 };
	const struct measures *m = b->facts->measures;

	q.sheet->plain = true;
	for (size_t c = 0; c < COLUMNS; c++) {
		sheet_width(q.sheet, c, columns[c].width);
		sheet_text(q.sheet, 0, c, columns[c].head, STYLE_PLAIN_HEAD);
	}
	for (size_t i = 0; i < m->scheme->source_count; i++)
		draw_files(&q, &m->intake[i]);
	for (size_t i = 0; i < m->scheme->source_count; i++)
		draw_tallies(&q, &m->intake[i]);
	for (size_t i = 0; i < m->scheme->source_count; i++)
		draw_missing(&q, &m->intake[i]);
	draw_complaints(&q);
	draw_quarantine(&q);
	if (q.left_out > 0) {
		sheet_text(q.sheet, q.row, KIND, "从略", STYLE_PLAIN);
		put_count(&q, q.row, ROWS, q.left_out);
		put(&q, q.row++, SAYS, "一张表放不下，其余各行见 quarantine.csv");
	}
	sheet_for_auditors(q.sheet, q.row - 1, COLUMNS);
}
