/* links.c -- what ties rows together: 键.X (to another source), 往期 (to earlier files), [时段:X] (to days). */
#include <string.h>
#include "rules/read.h"

/* ---- 键.X ------------------------------------------------------------------ */

static bool is_number(enum column_type t)
{
	return t == COL_INTEGER || t == COL_DECIMAL || t == COL_PERCENT;
}

/* Two columns whose cells can be the same value. */
static bool alike(const struct column *a, const struct column *b)
{
	return a->type == b->type || (is_number(a->type) && is_number(b->type));
}

static void check_link(struct reader *r, const struct link *l, const struct entry *entry)
{
	const struct source *to = l->to;

	if (to->key_count == 0) {
		diag(r->diag, MSG_LINK_WITHOUT_KEY, entry->at, entry->key, to->name, NULL);
		return;
	}
	if (l->count != to->key_count) {
		diag(r->diag, MSG_LINK_COUNT, entry->value_at, entry->key, arena_printf(r->arena, "%zu", l->count), to->name,
			arena_printf(r->arena, "%zu", to->key_count), NULL);
		return;
	}
	for (size_t i = 0; i < l->count; i++) {
		if (l->column[i] == SIZE_MAX || to->key[i] == SIZE_MAX)
			continue;
		if (!alike(&l->from->column[l->column[i]], &to->column[to->key[i]]))
			diag(r->diag, MSG_LINK_TYPE, entry->value_at, l->from->column[l->column[i]].name, to->name,
				to->column[to->key[i]].name, NULL);
	}
}

/* 键.台账 = 问题编号: column by column the 主键 of 台账. */
void read_links(struct reader *r, struct source *s)
{
	const struct entry *entry;
	const char *name;
	size_t i = 0;

	while ((entry = entry_next(s->element, "键.", &i, &name)) != NULL) {
		struct link link = { .from = s, .to = find_source(r, entry, name), .at = entry->at };

		if (link.to == NULL)
			continue;
		for (const char **column = read_list(r, entry); *column != NULL; column++)
			*arena_push(r->arena, link.column, link.count) = named_column(r, s, entry, *column);
		check_link(r, &link, entry);
		*arena_push(r->arena, s->link, s->link_count) = link;
	}
}

/* ---- 往期 ------------------------------------------------------------------ */

void read_back(struct reader *r, struct source *s)
{
	const struct entry *entry = entry_of(s->element, "往期");

	if (entry == NULL || !read_count(r, entry, &s->back))
		return;
	if (s->back < 1 || s->back > 36)
		diag(r->diag, MSG_BACK_COUNT, entry->value_at, entry->value, NULL);
	if (s->pattern != NULL && strstr(s->pattern, "{期") == NULL)
		diag(r->diag, MSG_BACK_PATTERN, entry->at, s->name, s->pattern, NULL);
}

/* ---- 时段 ------------------------------------------------------------------ */

static bool read_day(struct reader *r, const struct element *e, const char *key, int32_t *day)
{
	const struct entry *entry = entry_of(e, key);

	if (entry == NULL)
		return false;
	if (day_parse(entry->value, strlen(entry->value), day))
		return true;
	diag(r->diag, MSG_SPAN_DAY, entry->value_at, key, entry->value, NULL);
	return false;
}

static void read_margin(struct reader *r, const struct element *e, const char *key, unsigned *days)
{
	const struct entry *entry = entry_of(e, key);

	if (entry != NULL && !read_days(r, entry, false, days))
		diag(r->diag, MSG_SPAN_MARGIN, entry->value_at, key, entry->value, NULL);
}

void read_stretch(struct reader *r, struct stretch *s)
{
	const struct element *e = s->element;

	s->basis = entry_text(e, "依据");
	read_margin(r, e, "期前", &s->before);
	read_margin(r, e, "期后", &s->after);
	if (read_day(r, e, "起", &s->from) && read_day(r, e, "止", &s->until) && s->until < s->from)
		diag(r->diag, MSG_SPAN_ORDER, entry_of(e, "止")->value_at, s->name, day_text(r->arena, s->from),
			day_text(r->arena, s->until), NULL);
}
