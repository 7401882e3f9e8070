/* sheet_quality.c -- 数据质量: what came, what was used, what was not, and why.
 *
 * One head for every kind of line, so that the sheet can be filtered by 类别;
 * a column that says nothing of a kind is left empty there. */
#include "reports/book.h"

#include "base/text.h"
#include "reports/plain.h"

enum {
	KIND, SOURCE, REGISTRY, UNIT, FILE_NAME, LINE, CODING, ROWS, COUNTED, WITHOUT_UNIT, AFTER_CUTOFF, STRUCK, QUARANTINED, CONSERVED,
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
	[STRUCK]       = { "剔除", 8 },
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
	bool struck;                    /* 剔除.csv took rows out: the column is there */
};

static size_t place_of(const struct quality *q, size_t column)
{
	return column > STRUCK && !q->struck ? column - 1 : column;
}

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
	sheet_text(q->sheet, row, place_of(q, column), text, STYLE_PLAIN);
}

static void put_count(struct quality *q, uint32_t row, size_t column, uint64_t n)
{
	sheet_count(q->sheet, row, place_of(q, column), n, with_format(STYLE_PLAIN, "0"));
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

/* The rows of one period's files. */
static void draw_tallies_of(struct quality *q, const struct intake *in, const struct tally *tally, size_t back)
{
	for (size_t i = 0; i < in->source->mapping_count; i++) {
		const struct tally *t = &tally[i];
		uint32_t row = line_of(q, "行数守恒");
		bool conserved = t->in == t->counted + t->without_unit + t->excluded + t->struck + t->quarantined;

		if (row == 0)
			continue;
		put(q, row, SOURCE, source_name(in->source));
		put(q, row, REGISTRY, t->label == NULL ? registry_name(t->registry) : tally_name(q->sheet->book->arena, t));
		if (back > 0)
			put(q, row, UNIT, arena_printf(q->sheet->book->arena, "往期：前%zu期", back));
		put_count(q, row, ROWS, t->in);
		put_count(q, row, COUNTED, t->counted);
		put_count(q, row, WITHOUT_UNIT, t->without_unit);
		put_count(q, row, AFTER_CUTOFF, t->excluded);
		if (q->struck)
			put_count(q, row, STRUCK, t->struck);
		put_count(q, row, QUARANTINED, t->quarantined);
		put(q, row, CONSERVED, conserved ? "是" : "否");
		put(q, row, SAYS, q->struck ? "读入 = 计入 + 无单位 + 截止日后 + 剔除 + 隔离" : "读入 = 计入 + 无单位 + 截止日后 + 隔离");
	}
}

static void draw_tallies(struct quality *q, const struct intake *in)
{
	draw_tallies_of(q, in, in->tally, 0);
	for (size_t back = 1; back <= in->source->back; back++)
		draw_tallies_of(q, in, in->earlier[back - 1], back);
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

/* ---- rows of earlier periods --------------------------------------------------------- */

/* Where a row or a decision stands. */
static void put_place(struct quality *q, uint32_t row, const char *file, uint32_t line)
{
	put(q, row, FILE_NAME, file);
	if (line > 0)
		put_count(q, row, LINE, line);
}

static void put_unit(struct quality *q, uint32_t row, const struct unit *u)
{
	if (u == NULL)
		return;
	put(q, row, REGISTRY, registry_name(u->registry));
	put(q, row, UNIT, u->name);
}

/* Rows that are not what they were when their period was published. */
static void draw_late_edits(struct quality *q)
{
	const struct measures *m = q->facts->measures;
	struct arena *a = q->sheet->book->arena;

	for (size_t i = 0; i < m->late_edit_count; i++) {
		const struct late_edit *e = &m->late_edit[i];
		uint32_t row = line_of(q, e->what == EDIT_CHANGED ? "改动" : "未结而消失");

		if (row == 0)
			continue;
		put(q, row, SOURCE, source_name(e->source));
		put_unit(q, row, e->unit);
		put_place(q, row, e->file, e->line);
		put(q, row, SAYS, e->what == EDIT_VANISHED ? "上期公布时未结，本期的数据里没有这一行" :
			arena_printf(a, "公布后改动：%s 原为“%s”，现为“%s”", e->column, e->before, e->after));
		put(q, row, CONTENT, arena_printf(a, "主键=%s", e->key));
	}
}

static void draw_balances(struct quality *q)
{
	const struct measures *m = q->facts->measures;
	struct arena *a = q->sheet->book->arena;

	for (size_t i = 0; i < m->balance_count; i++) {
		const struct balance *b = &m->balance[i];
		uint32_t row = b->holds ? 0 : line_of(q, "余量不平");

		if (row == 0)
			continue;
		put(q, row, SOURCE, source_name(b->source));
		put_unit(q, row, b->unit);
		put(q, row, CONTENT, balance_words(a, b));
		put(q, row, SAYS, arena_printf(a, "期初未结%llu + 新增%llu - 办结%llu = %lld，期末未结却是%llu",
			(unsigned long long)b->open_before, (unsigned long long)b->fresh, (unsigned long long)b->closed,
			(long long)(b->open_before + b->fresh - b->closed), (unsigned long long)b->open_now));
	}
}

/* [核对] that does not hold of a unit's figures. */
static void draw_crosschecks(struct quality *q)
{
	const struct scores *s = q->facts->scores;

	for (size_t i = 0; s != NULL && i < s->failure_count; i++) {
		const struct crosscheck_failure *f = &s->failure[i];
		uint32_t row = line_of(q, f->untold ? "核对（算不出）" : "核对不成立");

		if (row == 0)
			continue;
		put_unit(q, row, f->unit);
		put_place(q, row, f->check->at.file, f->check->at.line);
		put(q, row, SAYS, f->facts);
		put(q, row, CONTENT, called(f->check->title, f->check->name));
	}
}

/* ---- what people decided -------------------------------------------------------------- */

/* "示例〔2026〕8号；理由：…；批准：甲、乙" */
static const char *authority_words(struct arena *a, const char *document, const char *reason, const char *approver, const char *second)
{
	bool two = second != NULL && *second != '\0';

	return arena_printf(a, "%s；理由：%s；批准：%s%s%s", document, reason, approver, two ? "、" : "", two ? second : "");
}

static const char *struck_words(struct arena *a, const struct exclusion *e)
{
	if (e->unit == NULL)
		return arena_printf(a, "主键=%s", e->key);
	if (e->measure == NULL)
		return "该单位的全部行，各项统计均已剔除";
	return arena_printf(a, "统计=%s，已剔除", called(e->measure->title, e->measure->name));
}

static void draw_exclusions(struct quality *q, const struct people *p)
{
	struct arena *a = q->sheet->book->arena;

	for (size_t i = 0; i < p->exclusion_count; i++) {
		const struct exclusion *e = &p->exclusion[i];
		uint32_t row = line_of(q, "剔除");

		if (row == 0)
			continue;
		put(q, row, SOURCE, source_name(e->source));
		put_place(q, row, e->at.file, e->at.line);
		put_unit(q, row, e->unit);
		put_count(q, row, ROWS, e->rows);
		put(q, row, SAYS, authority_words(a, e->document, e->reason, e->approver, e->second));
		put(q, row, CONTENT, struck_words(a, e));
	}
}

static void draw_adjustments(struct quality *q, const struct people *p)
{
	struct arena *a = q->sheet->book->arena;

	for (size_t i = 0; i < p->adjustment_count; i++) {
		const struct adjustment *j = &p->adjustment[i];
		uint32_t row = line_of(q, "调整");

		if (row == 0)
			continue;
		put_unit(q, row, j->unit);
		put_place(q, row, j->at.file, j->at.line);
		put(q, row, SAYS, authority_words(a, j->document, j->reason, j->approver, j->second));
		put(q, row, CONTENT, arena_printf(a, "%s %s%s分", called(j->board->title, j->board->name), num_sign(j->points) > 0 ? "+" : "",
			num_text(a, j->points)));
	}
}

static void draw_unit_changes(struct quality *q, const struct people *p)
{
	struct arena *a = q->sheet->book->arena;

	for (size_t i = 0; i < p->change_count; i++) {
		const struct unit_change *c = &p->change[i];
		uint32_t row = line_of(q, "单位变更");

		if (row == 0)
			continue;
		put(q, row, REGISTRY, registry_name(c->registry));
		put(q, row, UNIT, c->now == NULL ? "" : c->now->name);
		put_place(q, row, c->at.file, c->at.line);
		put(q, row, SAYS, arena_printf(a, "%s；自 %s 起，历史%s%s", c->document, day_text(a, c->from),
			c->inherits ? "继承" : c->numbers ? "只加数" : "清零",
			c->has_share ? arena_printf(a, "，比例 %s%%", num_text(a, num_mul(a, c->share, num_int(100)))) : ""));
		put(q, row, CONTENT, arena_printf(a, "%s → %s", c->old_code, c->now == NULL ? "（撤销）" : c->now->code));
	}
}

static void draw_decisions(struct quality *q)
{
	const struct people *p = q->facts->people;

	if (p == NULL)
		return;
	for (size_t i = 0; i < p->file_count; i++) {
		uint32_t row = line_of(q, "决定文件");

		if (row == 0)
			continue;
		put(q, row, FILE_NAME, p->file[i]->name);
		put(q, row, DIGEST, p->file[i]->digest);
	}
	draw_exclusions(q, p);
	draw_adjustments(q, p);
	draw_unit_changes(q, p);
}

static bool any_struck(const struct measures *m)
{
	for (size_t i = 0; i < m->scheme->source_count; i++)
		for (size_t k = 0; k < m->intake[i].source->mapping_count; k++)
			if (m->intake[i].tally[k].struck > 0)
				return true;
	return false;
}

static void draw_head(struct quality *q)
{
	for (size_t c = 0; c < COLUMNS; c++) {
		if (c == STRUCK && !q->struck)
			continue;
		sheet_width(q->sheet, place_of(q, c), columns[c].width);
		sheet_text(q->sheet, 0, place_of(q, c), columns[c].head, STYLE_PLAIN_HEAD);
	}
}

void draw_quality(struct book *b)
{
	struct quality q = { .sheet = book_sheet(b, "数据质量"), .facts = b->facts, .row = 1 };
	const struct measures *m = b->facts->measures;

	q.sheet->plain = true;
	q.struck = any_struck(m);
	draw_head(&q);
	for (size_t i = 0; i < m->scheme->source_count; i++)
		draw_files(&q, &m->intake[i]);
	for (size_t i = 0; i < m->scheme->source_count; i++)
		draw_tallies(&q, &m->intake[i]);
	for (size_t i = 0; i < m->scheme->source_count; i++)
		draw_missing(&q, &m->intake[i]);
	draw_late_edits(&q);
	draw_balances(&q);
	draw_crosschecks(&q);
	draw_decisions(&q);
	draw_complaints(&q);
	draw_quarantine(&q);
	if (q.left_out > 0) {
		sheet_text(q.sheet, q.row, KIND, "从略", STYLE_PLAIN);
		put_count(&q, q.row, ROWS, q.left_out);
		put(&q, q.row++, SAYS, "一张表放不下，其余各行见 quarantine.csv");
	}
	sheet_for_auditors(q.sheet, q.row - 1, place_of(&q, COLUMNS));
}
