/* sheet_open.c -- 督办: what is still open and until when, what was answered, how far the cases are, and objections.
 *
 * Words and colours of a deadline are the scheme's ([督办]); the second half is sheet_rectify.c. */
#include "reports/sheet_open.h"

#include "base/text.h"
#include "reports/plain.h"
#include "reports/proposed.h"

enum { TITLE_ROWS = 2 };
enum { WIDTH_NUMBER = 6, WIDTH_UNIT = 24, WIDTH_OTHER = 12 };

static bool awaits_reply(const struct flag *f)
{
	return (f->deadline.has_due || f->deadline.reply != NULL) && flag_stands(f);
}

static size_t replies_due(const struct flags *flags)
{
	size_t count = 0;

	for (size_t k = 0; k < flags->count; k++)
		count += awaits_reply(&flags->flag[k]);
	return count;
}

static size_t open_objections(const struct people *p)
{
	size_t count = 0;

	for (size_t k = 0; p != NULL && k < p->objection_count; k++)
		count += p->objection[k].outcome == OBJECTION_OPEN;
	return count;
}

bool has_open(const struct run_facts *facts)
{
	return facts->flags->open_count > 0 || replies_due(facts->flags) > 0 || open_objections(facts->people) > 0 ||
		facts->measures->balance_count > 0 || facts->scheme->rectification_count > 0;
}

/* ---- rows -------------------------------------------------------------------------- */

uint32_t open_part(struct sheet *s, uint32_t row, size_t last, const char *title, const struct field *f, size_t count)
{
	sheet_span(s, row, 0, last, title, STYLE_BAND);
	for (size_t k = 0; k < count; k++)
		sheet_span(s, row + 1, f[k].first, f[k].last, f[k].head, STYLE_HEAD);
	return row + 2;
}

void open_unit(struct sheet *s, uint32_t row, size_t number, const struct unit *u)
{
	sheet_count(s, row, OPEN_NUMBER, number, STYLE_CENTRE);
	sheet_text(s, row, OPEN_UNIT, u == NULL ? "（无单位）" : unit_with_parent(s->book->arena, u), STYLE_WRAPPED);
}

/* The fields of a matter; its last one goes to the end of the grid. */
enum { NUMBER, UNIT, MATTER, MEASURE, SINCE, STATE, DUE, WORD, REPLY, FIELDS };
static const struct field matter_fields[FIELDS] = {
	{ "序号", 0, 0 }, { "单位", 1, 1 }, { "情形／事由，责任人", 2, 4 }, { "措施", 5, 6 }, { "提出期", 7, 7 }, { "状态", 8, 8 }, { "时限", 9, 9 },
	{ "剩余", 10, 11 }, { "回复", 12, OPEN_LAST }
};

static const struct field *fields_to(struct arena *a, size_t last, const char *due)
{
	struct field *f = arena_many(a, struct field, FIELDS);

	for (size_t k = 0; k < FIELDS; k++)
		f[k] = matter_fields[k];
	f[DUE].head = due;
	f[REPLY].last = last;
	return f;
}

static void put(struct sheet *s, uint32_t row, const struct field *f, const char *text, struct style style)
{
	sheet_span(s, row, f->first, f->last, text == NULL || *text == '\0' ? "—" : text, style);
}

/* The scheme's word, and below it the days. */
static const char *word_cell(struct sheet *s, const struct deadline *d)
{
	const struct oversight *o = s->book->facts->scheme->oversight;
	const char *word = deadline_word(s->book->arena, o, d);

	return d->has_left ? arena_printf(s->book->arena, "%s\n%s", word, left_words(s->book->arena, o, d->left)) : word;
}

static const char *due_cell(struct arena *a, const struct deadline *d)
{
	return d->has_due ? day_text(a, d->due) : "待定";
}

static void draw_deadline(struct sheet *s, uint32_t row, const struct field *f, const struct deadline *d)
{
	struct arena *a = s->book->arena;

	put(s, row, &f[DUE], due_cell(a, d), STYLE_CENTRE);
	put(s, row, &f[WORD], word_cell(s, d), with_fill(STYLE_CENTRE, colour_fill(deadline_colour(d))));
	put(s, row, &f[REPLY], reply_line(a, d->reply), d->reply != NULL ? STYLE_WRAPPED : STYLE_CENTRE);
}

static const char *trigger_words(struct arena *a, const struct trigger *t)
{
	if (t == NULL)
		return "（规则已废止）";
	return text_same(t->cause, called(t->title, t->name)) ? t->cause : arena_printf(a, "%s：%s", t->cause, called(t->title, t->name));
}

/* What it is about, and below it who answers. */
static const char *matter_cell(struct arena *a, const struct trigger *t, const char *roles)
{
	const char *matter = trigger_words(a, t);

	return roles == NULL || *roles == '\0' ? matter : arena_printf(a, "%s\n%s", matter, roles);
}

/* cells: from MATTER to STATE. */
static void draw_row(struct sheet *s, uint32_t row, size_t number, const struct unit *u, const struct field *f, const char *const *cells)
{
	open_unit(s, row, number, u);
	put(s, row, &f[MATTER], cells[0], STYLE_WRAPPED);
	for (size_t c = MEASURE; c <= STATE; c++)
		put(s, row, &f[c], cells[c - MATTER], STYLE_CENTRE);
}

static uint32_t draw_matters(struct sheet *s, uint32_t row, size_t last)
{
	const struct flags *flags = s->book->facts->flags;
	struct arena *a = s->book->arena;
	const struct field *f = fields_to(a, last, "时限");

	if (flags->open_count == 0)
		return row;
	row = open_part(s, row, last, arena_printf(a, "以前各期未了的问责事项（%zu项）", flags->open_count), f, FIELDS);
	for (size_t k = 0; k < flags->open_count; k++, row++) {
		const struct open_matter *m = &flags->open[k];
		const char *cells[] = { matter_cell(a, m->trigger, m->roles), m->measure, m->since, m->status };

		draw_row(s, row, k + 1, m->unit, f, cells);
		draw_deadline(s, row, f, &m->deadline);
	}
	return row;
}

static uint32_t draw_replies(struct sheet *s, uint32_t row, size_t last)
{
	const struct run_facts *facts = s->book->facts;
	struct arena *a = s->book->arena;
	const struct field *f = fields_to(a, last, "反馈到期");
	size_t count = replies_due(facts->flags), number = 0;

	if (count == 0)
		return row;
	row = open_part(s, row, last, arena_printf(a, "本期已告知、等待反馈或已有回复的（%zu项）", count), f, FIELDS);
	for (size_t k = 0; k < facts->flags->count; k++) {
		const struct flag *flag = &facts->flags->flag[k];
		const char *cells[] = { matter_cell(a, flag->trigger, flag->roles), proposed_measure(flag), period_text(a, facts->measures->period),
			flag_status(flag) };

		if (!awaits_reply(flag))
			continue;
		draw_row(s, row, ++number, flag->unit, f, cells);
		draw_deadline(s, row++, f, &flag->deadline);
	}
	return row;
}

static uint32_t draw_objections(struct sheet *s, uint32_t row, size_t last)
{
	const struct field fields[] = {
		{ "序号", 0, 0 }, { "单位", 1, 1 }, { "异议事项", 2, 4 }, { "编号", 5, 6 }, { "提出日期", 7, 7 }, { "状态", 8, 8 }, { "说明", 9, last }
	};
	const struct people *p = s->book->facts->people;
	struct arena *a = s->book->arena;
	size_t count = open_objections(p), number = 0;

	if (count == 0)
		return row;
	row = open_part(s, row, last, arena_printf(a, "尚未处理的异议（%zu件），处理完以前不能转为正式", count), fields, sizeof fields / sizeof *fields);
	for (size_t k = 0; k < p->objection_count; k++) {
		const struct objection *o = &p->objection[k];
		const char *cells[] = { o->matter, o->id, day_text(a, o->raised), "未处理" };

		if (o->outcome != OBJECTION_OPEN)
			continue;
		draw_row(s, row, ++number, o->unit, fields, cells);
		sheet_span(s, row++, fields[6].first, last, o->note, STYLE_WRAPPED);
	}
	return row;
}

/* ---- the sheet ---------------------------------------------------------------------- */

/* "已超期（<0天）红，三日内到期（<=3天）橙，…，期限内（其余）绿" */
static const char *legend(struct arena *a, const struct oversight *o)
{
	struct buf b = buf_new(a);

	for (size_t k = 0; k < o->due_count; k++) {
		const struct due_word *d = &o->due[k];
		const char *bound = d->op == OP_CONST ? "其余" : arena_printf(a, "%s%d天", d->op == OP_LT ? "<" : "≤", (int)d->days);

		buf_printf(&b, "%s%s（%s）%s", k > 0 ? "，" : "", d->word, bound, d->colour == NULL ? "" : d->colour);
	}
	return b.at;
}

void draw_open(struct book *b)
{
	struct sheet *s = book_sheet(b, "督办");
	const struct oversight *o = b->facts->scheme->oversight;
	struct arena *a = b->arena;
	size_t last = rectify_last(b->facts->scheme);
	uint32_t row = TITLE_ROWS;

	for (size_t c = 0; c <= last; c++)
		sheet_width(s, c, c == OPEN_NUMBER ? WIDTH_NUMBER : c == OPEN_UNIT ? WIDTH_UNIT : WIDTH_OTHER);
	sheet_span(s, 0, 0, last, arena_printf(a, "%s督办事项（%s）", period_title(a, b->facts->measures->period), kind_words(a, b->facts)),
		STYLE_TITLE);
	sheet_span(s, 1, 0, last, arena_printf(a, "剩余天数算到数据截止日 %s，按%s数；%s", day_text(a, b->facts->measures->cutoff),
		o->working_days ? "工作日" : "自然日", legend(a, o)), STYLE_SUBTITLE);
	row = draw_matters(s, row, last);
	row = draw_replies(s, row, last);
	row = draw_rectifications(s, row, last);
	row = draw_balances(s, row, last);
	row = draw_objections(s, row, last);
	row = sheet_signatures(s, row, last);
	sheet_for_leaders(s, TITLE_ROWS, row - 1, last);
	sheet_freeze(s, TITLE_ROWS, OPEN_UNIT + 1);
}
