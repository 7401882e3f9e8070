/* tables.c -- 表 = FILE.csv: keys of a section that stand in a table beside the rules.
 *
 *     条目,值            组,权重,满分         档,界,得
 *     档.1,>= 95% 得 40   县,30,150           1,>= 95%,40
 *     档.2,其余 得 0      区,20,100           2,其余,0
 *
 * Every row becomes entries of the section, each placed in the CSV, before
 * anything is read: so the words are checked, the scheme means and all pages
 * say the same as if they were written there.  By the first column's head a
 * table is one of three: 条目 (key and value), 组 or 期 (a key a column, the
 * row's group or period behind its dot), or a list with one form each. */
#include <string.h>
#include "base/csv.h"
#include "base/text.h"
#include "rules/read.h"

/* A list: keys FIRST.n, or FIRST.n.组 where the row names a group; the cells one after the other. */
struct form {
	const char *section, *first;
	struct { const char *head, *before; } column[3];        /* what stands before the cell where it is not blank */
};
static const struct form forms[] = {
	{ "指标", "档", { { "界", "" }, { "得", " 得 " } } },
	{ "指标", "名次", { { "得分", "" } } },
	{ "指标", "扣", { { "条件", "" }, { "分", " 扣 " } } },
	{ "等次", "级", { { "等次", "" }, { "界", " " }, { "颜色", " 颜色 " } } },
	{ "阶梯", "级", { { "措施", "" }, { "角色", " | " }, { "条件", " | " } } },
	{ "督办", "级", { { "词", "" }, { "界", " " }, { "颜色", " 颜色 " } } },
	{ "督办", "账龄", { { "词", "" }, { "界", " " } } },
	{ "数据", "列", { { "写法", "" } } },
};
enum { FORMS = sizeof forms / sizeof *forms, PARTS = 3 };

struct sheet {
	struct reader *r;
	struct element *e;
	const struct entry *asked;      /* 表 */
	const struct table *table;
	size_t row;
};

static struct origin place(const struct sheet *s)
{
	return (struct origin){ s->asked->value, s->table->line[s->row], 0 };
}

static const char *cell(const struct sheet *s, size_t column)
{
	return s->table->cell[s->row * s->table->columns + column];
}

static size_t column_of(const struct table *t, const char *head)
{
	for (size_t c = 0; c < t->columns; c++)
		if (text_same(t->head[c], head))
			return c;
	return SIZE_MAX;
}

/* ---- entries --------------------------------------------------------------- */

/* Line ends and the like, which no line of an INI file could hold. */
static bool is_plain(struct sheet *s, const char *text)
{
	for (const char *at = text; *at != '\0'; at++)
		if ((unsigned char)*at < 0x20) {
			diag(s->r->diag, MSG_INI_CHARACTER, place(s), arena_printf(s->r->arena, "U+%04X", (unsigned)*at), NULL);
			return false;
		}
	return true;
}

static void add_entry(struct sheet *s, const char *key, const char *value)
{
	const struct entry *before = entry_of(s->e, key);

	if (!is_plain(s, key) || !is_plain(s, value))
		return;
	if (before != NULL) {
		struct origin at = { before->at.file, before->at.line, 0 };

		diag(s->r->diag, MSG_TABLE_TWICE, place(s), key, origin_text(s->r->arena, at), NULL);
		return;
	}
	*arena_push(s->r->arena, s->e->entry, s->e->entry_count) = (struct entry){ key, value, place(s), place(s) };
}

static bool is_filled(struct sheet *s, size_t column)
{
	if (*cell(s, column) != '\0')
		return true;
	diag(s->r->diag, MSG_TABLE_BLANK, place(s), s->table->head[column], NULL);
	return false;
}

/* ---- the three kinds --------------------------------------------------------- */

static void take_pairs(struct sheet *s)
{
	size_t value = column_of(s->table, "值");
	bool has_key = is_filled(s, 0), has_value = is_filled(s, value), whole = has_key && has_value;

	if (whole && text_same(cell(s, 0), "表"))
		diag(s->r->diag, MSG_TABLE_TWICE, place(s), "表", origin_text(s->r->arena, s->asked->at), NULL);
	else if (whole)
		add_entry(s, cell(s, 0), cell(s, value));
}

/* 其余: the key without a dot. A blank cell says nothing. */
static void take_across(struct sheet *s)
{
	bool rest = text_same(cell(s, 0), "其余");

	if (!is_filled(s, 0))
		return;
	for (size_t c = 1; c < s->table->columns; c++)
		if (*cell(s, c) != '\0')
			add_entry(s, rest ? s->table->head[c] : arena_printf(s->r->arena, "%s.%s", s->table->head[c], cell(s, 0)), cell(s, c));
}

static void take_line(struct sheet *s, const struct form *f)
{
	size_t group = column_of(s->table, "组");
	struct buf value = buf_new(s->r->arena);
	const char *key = arena_printf(s->r->arena, "%s.%s", f->first, cell(s, 0));

	if (!is_filled(s, 0))
		return;
	if (group != SIZE_MAX && *cell(s, group) != '\0')
		key = arena_printf(s->r->arena, "%s.%s", key, cell(s, group));
	for (size_t k = 0; k < PARTS && f->column[k].head != NULL; k++) {
		size_t c = column_of(s->table, f->column[k].head);

		if (c != SIZE_MAX && *cell(s, c) != '\0')
			buf_printf(&value, "%s%s", value.length > 0 || k == 0 ? f->column[k].before : f->column[k].before + 1, cell(s, c));
	}
	if (value.length > 0)
		add_entry(s, key, value.at);
	else
		is_filled(s, column_of(s->table, f->column[0].head));
}

/* ---- the head ---------------------------------------------------------------- */

static const struct form *form_of(const struct sheet *s)
{
	for (size_t i = 0; i < FORMS; i++)
		if (strcmp(forms[i].section, s->e->kind) == 0 && text_same(forms[i].first, s->table->head[0]))
			return &forms[i];
	return NULL;
}

/* What a row may be of where the columns are keys; NULL: no such keys. */
static const char *across_head(const char *kind)
{
	return strcmp(kind, "参数") == 0 ? "期" : strcmp(kind, "指标") == 0 || strcmp(kind, "榜") == 0 ? "组" : NULL;
}

static bool may_be_left_out(const char *head) { return strcmp(head, "颜色") == 0; }

/* Whether a line may be a group's, by a column 组. */
static bool may_be_grouped(const struct form *f)
{
	return strcmp(f->first, "扣") == 0 || (strcmp(f->first, "级") == 0 && strcmp(f->section, "督办") != 0);
}

/* Whether the columns are those of the form, with 组 where lines may be a group's. */
static bool fits(const struct table *t, const struct form *f)
{
	bool grouped = may_be_grouped(f);
	size_t known = 1;

	for (size_t k = 0; k < PARTS && f->column[k].head != NULL; k++) {
		bool there = column_of(t, f->column[k].head) != SIZE_MAX;

		if (!there && !may_be_left_out(f->column[k].head))
			return false;
		known += there;
	}
	return known + (grouped && column_of(t, "组") != SIZE_MAX) == t->columns;
}

/* "条目,值；组,…；档,界,得": what may stand in the first line for this section. */
static const char *heads_for(const struct sheet *s)
{
	struct buf b = buf_new(s->r->arena);

	buf_add(&b, "条目,值");
	if (across_head(s->e->kind) != NULL)
		buf_printf(&b, "；%s,…", across_head(s->e->kind));
	for (size_t i = 0; i < FORMS; i++) {
		if (strcmp(forms[i].section, s->e->kind) != 0)
			continue;
		buf_printf(&b, "；%s", forms[i].first);
		for (size_t k = 0; k < PARTS && forms[i].column[k].head != NULL; k++)
			buf_printf(&b, ",%s", forms[i].column[k].head);
		buf_add(&b, may_be_grouped(&forms[i]) ? "（可加 组 一列）" : "");
	}
	return b.at;
}

static const char *head_text(const struct sheet *s)
{
	struct buf b = buf_new(s->r->arena);

	for (size_t c = 0; c < s->table->columns; c++)
		buf_printf(&b, "%s%s", c > 0 ? "," : "", s->table->head[c]);
	return b.at;
}

static void expand(struct sheet *s)
{
	const struct table *t = s->table;
	const struct form *f = form_of(s);
	bool pairs = text_same(t->head[0], "条目") && t->columns == 2 && column_of(t, "值") == 1;
	bool across = across_head(s->e->kind) != NULL && text_same(t->head[0], across_head(s->e->kind)) && t->columns > 1;

	if (!pairs && !across && (f == NULL || !fits(t, f))) {
		diag(s->r->diag, MSG_TABLE_HEAD, (struct origin){ s->asked->value, 1, 0 }, s->e->kind, heads_for(s), head_text(s), NULL);
		return;
	}
	if (t->rows == 0)
		diag(s->r->diag, MSG_TABLE_NO_ROWS, (struct origin){ s->asked->value, 0, 0 }, NULL);
	for (s->row = 0; s->row < t->rows; s->row++) {
		if (pairs)
			take_pairs(s);
		else if (across)
			take_across(s);
		else
			take_line(s, f);
	}
}

/* ---- files --------------------------------------------------------------------- */

static struct file *file_of(struct reader *r, const char *name)
{
	for (size_t i = 0; i < r->scheme->file_count; i++)
		if (strcmp(r->scheme->file[i]->name, name) == 0)
			return r->scheme->file[i];
	return NULL;
}

/* The file, among those of the scheme; NULL and a complaint where it cannot be had. */
static struct file *table_file(struct reader *r, const struct entry *entry)
{
	struct file *f = file_of(r, entry->value);
	enum encoding found;
	size_t length;
	char *text;

	if (f != NULL)
		return f;
	if (*entry->value != '.' && strchr(entry->value, '/') == NULL && file_absent(r->dir, entry->value)) {
		diag(r->diag, MSG_TABLE_FILE, entry->value_at, entry->value, NULL);
		return NULL;
	}
	f = file_read(r->arena, r->diag, r->dir, entry->value);
	if (f == NULL)
		return NULL;
	*arena_push(r->arena, r->scheme->file, r->scheme->file_count) = f;
	if (file_text(r->arena, r->diag, f, ENC_AUTO, &text, &length, &found))
		diag_source(r->diag, f->name, text, length);
	return f;
}

/* Whether a section of that kind may have a table: the vocabulary says so. */
static bool takes_table(const char *kind)
{
	const struct keyword *k;

	for (size_t i = 0; (k = keyword_at(i)) != NULL; i++)
		if (strcmp(k->section, kind) == 0 && strcmp(k->key, "表") == 0)
			return true;
	return false;
}

void expand_tables(struct reader *r)
{
	for (size_t i = 0; i < r->scheme->element_count; i++) {
		struct sheet s = { .r = r, .e = &r->scheme->element[i] };
		const struct entry *asked = entry_of(s.e, "表");
		struct entry kept;
		struct file *f;

		if (asked == NULL || !takes_table(s.e->kind))
			continue;
		kept = *asked;          /* the entries move as they grow */
		s.asked = &kept;
		f = table_file(r, &kept);
		s.table = f == NULL ? NULL : table_of(r->arena, r->diag, f);
		if (s.table != NULL)
			expand(&s);
	}
}
