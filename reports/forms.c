/* forms.c -- the forms of a scheme: columns, notes and choices of every source and every table of decisions. */
#include "reports/forms.h"

#include <string.h>
#include "base/text.h"

static const char *const no_choice[] = { NULL };

/* ---- sources ---------------------------------------------------------------------------- */

static const char *column_note(struct arena *a, const struct column *c)
{
	static const char *const types[] = { [COL_TEXT] = "文字", [COL_INTEGER] = "整数", [COL_DECIMAL] = "数，可带小数",
		[COL_PERCENT] = "百分数，带 % 号，如 95.5%", [COL_DAY] = "日期，如 2026-10-08", [COL_MOMENT] = "时间，如 2026-10-08 14:30" };
	struct buf b = buf_new(a);

	buf_printf(&b, "%s；%s", c->type == COL_PERCENT && c->bare_percent ? "百分数，不带 % 号，如 95.5" : types[c->type], c->required ? "必填" : "没有的留空");
	if (c->has_range)
		buf_printf(&b, "；%s 至 %s", c->type == COL_PERCENT ? arena_printf(a, "%s%%", num_text(a, num_mul(a, c->low, num_int(100)))) : num_text(a, c->low),
			c->type == COL_PERCENT ? arena_printf(a, "%s%%", num_text(a, num_mul(a, c->high, num_int(100)))) : num_text(a, c->high));
	if (c->dimension != NULL)
		buf_printf(&b, "；单位：%s", c->dimension);
	if (c->deadline)
		buf_add(&b, "；期限");
	if (c->secret || c->masked)
		buf_add(&b, "；不会印出");
	return b.at;
}

static const char **unit_names(struct arena *a, const struct registry *g)
{
	const char **names = NULL;
	size_t count = 0;

	for (size_t i = 0; i < g->unit_count; i++) {
		size_t k = 0;

		while (k < count && strcmp(names[k], g->unit[i]->name) != 0)
			k++;
		if (k == count)
			*arena_push(a, names, count) = g->unit[i]->name;
	}
	*arena_push(a, names, count) = NULL;
	return names;
}

/* The registry that a column names: as the unit itself, else as what it lies under. */
static const struct registry *registry_of(const struct source *s, size_t column)
{
	for (size_t i = 0; i < s->mapping_count; i++)
		if (s->mapping[i].column == column && s->mapping[i].label == NULL)
			return s->mapping[i].registry;
	for (size_t i = 0; i < s->mapping_count; i++) {
		const struct registry *g = s->mapping[i].registry;

		for (size_t k = 0; k < s->mapping[i].above_count; k++) {
			g = g->parent;
			if (s->mapping[i].above[k] == column)
				return g;
		}
	}
	return NULL;
}

static void source_columns(struct arena *a, struct form *f, const struct source *s)
{
	for (size_t i = 0; i < s->column_count; i++) {
		struct form_column *c = arena_push(a, f->column, f->column_count);
		const struct registry *g = registry_of(s, i);

		c->head = s->column[i].header;
		c->note = column_note(a, &s->column[i]);
		c->choice = s->column[i].allowed != NULL ? s->column[i].allowed : g != NULL ? unit_names(a, g) : no_choice;
	}
}

static const char *plain_suffix(struct arena *a, const char *name)
{
	size_t length = strlen(name);

	return length > 3 && strcmp(name + length - 3, ".gz") == 0 ? arena_strn(a, name, length - 3) : name;
}

static const char *with_unit(struct arena *a, const char *pattern, const char *code)
{
	const char *mark = strstr(pattern, "{单位}");

	return mark == NULL ? pattern : arena_printf(a, "%.*s%s%s", (int)(mark - pattern), pattern, code, mark + strlen("{单位}"));
}

/* The names that run looks for; where the period is not known, one CSV of the form's own name. */
static const char **csv_names(struct arena *a, const struct form *f, const char *pattern, const struct registry *senders, const struct period *period)
{
	const char **names = NULL, *filled = period == NULL ? strchr(pattern, '{') == NULL ? pattern : NULL : period_fill(a, *period, pattern);
	size_t count = 0;

	if (filled == NULL)
		*arena_push(a, names, count) = arena_printf(a, "%s.csv", f->name);
	else if (senders == NULL)
		*arena_push(a, names, count) = plain_suffix(a, filled);
	else
		for (size_t i = 0; i < senders->unit_count; i++)
			*arena_push(a, names, count) = plain_suffix(a, with_unit(a, filled, senders->unit[i]->code));
	*arena_push(a, names, count) = NULL;
	return names;
}

/* ---- what people decide --------------------------------------------------------------------- */

enum choice { FREE, YES_NO, DECISIONS, OUTCOMES, HISTORIES, REVIEWS, BOARDS, SOURCES, UNITS, REGISTRIES, MEASURES };

static const struct decision_column { const char *table, *head; enum choice choice; const char *note; } decision_columns[] = {
	{ "决定", "编号", FREE, "问责建议的编号，照抄问责清单" }, { "决定", "告知日", FREE, "日期；告知当事单位的日子" }, { "决定", "申辩", FREE, "申辩的要点" },
	{ "决定", "决定", DECISIONS, "只登记了告知、还没有决定的留空" }, { "决定", "措施", FREE, "减轻的，写减轻后的措施" }, { "决定", "文号", FREE, "决定的文号；有决定的必填" },
	{ "决定", "日期", FREE, "作出决定的日期" }, { "决定", "决定人", FREE, "有决定的必填" }, { "决定", "理由", FREE, "" }, { "决定", "申诉", FREE, "" },
	{ "决定", "复查", FREE, "" }, { "决定", "期满", FREE, "日期；措施到哪一天为止" }, { "决定", "容错1", YES_NO, "遵纪守法；免责的六项都须为是" },
	{ "决定", "容错2", YES_NO, "改革创新" }, { "决定", "容错3", YES_NO, "勤勉尽责" }, { "决定", "容错4", YES_NO, "出于公心" }, { "决定", "容错5", YES_NO, "程序正当" },
	{ "决定", "容错6", YES_NO, "知错就改" }, { "决定", "回复日", FREE, "日期；单位回复的日子" }, { "决定", "回复文号", FREE, "" }, { "决定", "回复评价", REVIEWS, "" },
	{ "调整", "期", FREE, "如 2026-10；必填" }, { "调整", "榜", BOARDS, "必填" }, { "调整", "单位", UNITS, "必填" }, { "调整", "分值", FREE, "加几分或减几分，减写负数；必填" },
	{ "调整", "文号", FREE, "必填" }, { "调整", "理由", FREE, "必填" }, { "调整", "批准人", FREE, "必填" }, { "调整", "第二批准人", FREE, "方案规定须有的必填" },
	{ "剔除", "期", FREE, "如 2026-10；必填" }, { "剔除", "数据", SOURCES, "必填" }, { "剔除", "主键", FREE, "剔除一行的，写主键各栏，用 | 隔开" },
	{ "剔除", "文号", FREE, "必填" }, { "剔除", "理由", FREE, "必填" }, { "剔除", "批准人", FREE, "必填" }, { "剔除", "第二批准人", FREE, "方案规定须有的必填" },
	{ "剔除", "单位", UNITS, "剔除一个单位的数的，写单位" }, { "剔除", "统计", MEASURES, "只剔除一个统计的，写统计" },
	{ "异议", "编号", FREE, "必填，不重复" }, { "异议", "期", FREE, "如 2026-10；必填" }, { "异议", "单位", UNITS, "必填" }, { "异议", "事项", FREE, "必填" },
	{ "异议", "提出日期", FREE, "日期；必填" }, { "异议", "处理", OUTCOMES, "还没有处理的留空" }, { "异议", "处理日期", FREE, "日期" }, { "异议", "处理文号", FREE, "" },
	{ "异议", "说明", FREE, "" },
	{ "单位变更", "名录", REGISTRIES, "必填" }, { "单位变更", "原代码", FREE, "必填" }, { "单位变更", "新代码", FREE, "必填" }, { "单位变更", "生效日", FREE, "日期；必填" },
	{ "单位变更", "历史", HISTORIES, "以前的次数和成绩接不接过来；必填" }, { "单位变更", "文号", FREE, "必填" },
	{ "单位变更", "比例", FREE, "如 60%；一个单位分成几个的，每行必填，合计 100%" },
	{ "日历", "日期", FREE, "一天一行，连续不断；必填" }, { "日历", "工作日", YES_NO, "必填" },
};
enum { DECISION_COLUMNS = sizeof decision_columns / sizeof *decision_columns };

static const char **all_units(struct arena *a, const struct scheme *s)
{
	const char **names = NULL;
	size_t count = 0;

	for (size_t i = 0; i < s->registry_count; i++)
		for (const char **n = unit_names(a, s->registry[i]); *n != NULL; n++)
			*arena_push(a, names, count) = *n;
	*arena_push(a, names, count) = NULL;
	return names;
}

static const char *const *named(struct arena *a, const struct scheme *s, enum choice choice)
{
	const char **names = NULL;
	size_t count = 0;

	for (size_t i = 0; choice == BOARDS && i < s->board_count; i++)
		*arena_push(a, names, count) = s->board[i]->name;
	for (size_t i = 0; choice == SOURCES && i < s->source_count; i++)
		*arena_push(a, names, count) = s->source[i]->name;
	for (size_t i = 0; choice == REGISTRIES && i < s->registry_count; i++)
		*arena_push(a, names, count) = s->registry[i]->name;
	for (size_t i = 0; choice == MEASURES && i < s->measure_count; i++)
		*arena_push(a, names, count) = s->measure[i]->name;
	*arena_push(a, names, count) = NULL;
	return names;
}

static const char *const *choices(struct arena *a, const struct scheme *s, enum choice choice)
{
	static const char *const yes_no[] = { "是", "否", NULL }, *const decisions[] = { "维持", "减轻", "撤销", "免责", NULL };
	static const char *const outcomes[] = { "采纳", "不采纳", NULL }, *const histories[] = { "继承", "只加数", "清零", NULL }, *const reviews[] = { "采纳", "退回", NULL };

	switch (choice) {
	case FREE: return no_choice;
	case YES_NO: return yes_no;
	case DECISIONS: return decisions;
	case OUTCOMES: return outcomes;
	case HISTORIES: return histories;
	case REVIEWS: return reviews;
	case UNITS: return all_units(a, s);
	default: return named(a, s, choice);
	}
}

static struct form decision_form(struct arena *a, const struct scheme *s, const char *table, const char *file, const struct period *period)
{
	struct form f = { .name = table };

	for (size_t i = 0; i < DECISION_COLUMNS; i++) {
		const struct decision_column *d = &decision_columns[i];

		if (strcmp(d->table, table) != 0 || (strcmp(d->head, "期") == 0 && strstr(file, "{期") != NULL))
			continue;
		*arena_push(a, f.column, f.column_count) = (struct form_column){ d->head, d->note, choices(a, s, d->choice) };
	}
	f.csv = csv_names(a, &f, file, NULL, period);
	return f;
}

struct form *forms_of(struct arena *a, const struct scheme *s, const struct period *period, size_t *count)
{
	const struct { const char *table, *file; } tables[] = {
		{ "决定", s->rulings }, { "调整", s->adjustments }, { "剔除", s->exclusions }, { "异议", s->objections }, { "单位变更", s->changes }, { "日历", s->calendar } };
	struct form *forms = NULL;

	*count = 0;
	for (size_t i = 0; i < s->source_count; i++) {
		struct form *f = arena_push(a, forms, *count);

		f->name = s->source[i]->name;
		source_columns(a, f, s->source[i]);
		f->csv = csv_names(a, f, s->source[i]->pattern, s->source[i]->by_unit ? s->source[i]->senders : NULL, period);
	}
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
		if (tables[i].file != NULL)
			*arena_push(a, forms, *count) = decision_form(a, s, tables[i].table, tables[i].file, period);
	return forms;
}
