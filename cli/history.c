/* history.c -- from the ledger's plain records to the past as scoring/ sees it.
 *
 * Every period back to the earliest published one is there, however long ago, whether it was published or not
 * (a ladder, a decision or an open matter may go back to any of them); for a 汇总 those that lie within it, and behind them the 汇总 before it, where
 * it is published.  Elements are matched by name, units by code; where 单位变更 says that a unit came from another
 * one, the other's figures of the time before that day are its own. */
#include <stdlib.h>
#include <string.h>
#include "base/file.h"
#include "base/gzip.h"
#include "base/text.h"
#include "cli/cli.h"
#include "inputs/measures.h"

/* ---- which entries ---------------------------------------------------------- */

struct ledger *ledger_before(struct arena *a, const struct ledger *l, unsigned number)
{
	struct ledger *cut = arena_one(a, struct ledger);

	*cut = *l;
	cut->count = 0;
	while (cut->count < l->count && l->entry[cut->count]->number < number)
		cut->count++;
	if (cut->count < l->count)
		cut->head = l->entry[cut->count]->previous;
	return cut;
}

/* ---- reading figures ---------------------------------------------------------- */

static struct num read_num(struct arena *a, const char *text)
{
	size_t top = strcspn(text, "/");
	struct num p = num_int(0), q = num_int(1);

	num_parse(a, text, top, &p);
	if (text[top] == '/' && num_parse(a, text + top + 1, strlen(text + top + 1), &q))
		return num_div(a, p, q);
	return p;
}

struct filling {
	struct arena *arena;
	struct diag *diag;
	const struct month *m;
	const struct ledger_entry *entry;
	struct past *past;
	const struct run_figure **figure;       /* of the entry, sorted by board and code */
	size_t figure_count;
	size_t next;                            /* where to begin looking for a unit */
};

static int by_unit(const void *a, const void *b)
{
	const struct run_figure *x = *(const struct run_figure *const *)a, *y = *(const struct run_figure *const *)b;
	int order = strcmp(x->board, y->board);

	return order != 0 ? order : strcmp(x->code, y->code);
}

static void sort_figures(struct filling *f)
{
	const struct run_figure *all = ledger_figures(f->arena, f->entry, &f->figure_count);

	f->figure = arena_many(f->arena, const struct run_figure *, f->figure_count + 1);
	for (size_t i = 0; i < f->figure_count; i++)
		f->figure[i] = &all[i];
	if (f->figure_count > 0)
		qsort(f->figure, f->figure_count, sizeof *f->figure, by_unit);
}

/* The first figure of a unit; the last index where it has none. */
static size_t first_figure(const struct filling *f, const char *board, const char *code)
{
	const struct run_figure wanted = { .board = board, .code = code }, *key = &wanted;
	size_t low = 0, high = f->figure_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (by_unit(&f->figure[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Units stand in registry order, so the next one is mostly the one wanted. */
static const struct run_unit *find_unit(struct filling *f, const char *board, const char *code)
{
	for (size_t i = 0; i < f->entry->unit_count; i++) {
		size_t at = (f->next + i) % f->entry->unit_count;
		const struct run_unit *u = &f->entry->unit[at];

		if (strcmp(u->code, code) == 0 && strcmp(u->board, board) == 0) {
			f->next = at + 1;
			return u;
		}
	}
	return NULL;
}

static const struct indicator *find_indicator(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->indicator_count; i++)
		if (strcmp(s->indicator[i]->name, name) == 0)
			return s->indicator[i];
	return NULL;
}

/* What the total was made of; a unit has all four parts or none. */
static void take_part(struct filling *f, struct past_unit *u, const struct run_figure *r)
{
	const struct { const char *element; struct num *num; } parts[] = {
		{ "基本分", &u->base }, { "加减分", &u->extra_sum }, { "调整", &u->adjusted }, { "问责扣分", &u->duty },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strcmp(r->element, parts[i].element) == 0)
			*parts[i].num = read_num(f->arena, r->number);
	u->has_parts = true;
}

static void take_extra(struct filling *f, struct past_figure *extra, const struct run_figure *r)
{
	const struct scheme *s = f->m->scheme;

	for (size_t i = 0; i < s->extra_count; i++)
		if (strcmp(s->extra[i]->name, r->element) == 0)
			extra[i] = (struct past_figure){ .has_points = true, .points = read_num(f->arena, r->number) };
}

static void take_figure(struct filling *f, struct past_unit *u, const struct run_figure *r)
{
	const struct indicator *i = *r->number == '\0' ? NULL : find_indicator(f->m->scheme, r->element);
	struct past_figure *figure;

	if (i == NULL)
		return;
	figure = &u->figure[i->index];
	if (strcmp(r->kind, "value") == 0) {
		figure->has_value = true;
		figure->value = read_num(f->arena, r->number);
	} else if (strcmp(r->kind, "points") == 0) {
		figure->has_points = true;
		figure->points = read_num(f->arena, r->number);
	} else if (strcmp(r->kind, "full") == 0) {
		figure->full = read_num(f->arena, r->number);
	}
}

static void take_unit(struct filling *f, struct past_unit *u, const struct run_unit *r)
{
	struct past_figure *extra = arena_many(f->arena, struct past_figure, f->m->scheme->extra_count + 1);

	u->present = true;
	u->scored = r->scored;
	u->ranked = r->ranked;
	u->rank = r->rank;
	u->grade = r->grade;
	if (r->scored) {
		u->exact = read_num(f->arena, r->exact);
		u->total = read_num(f->arena, r->total);
	}
	for (size_t i = first_figure(f, r->board, r->code); i < f->figure_count; i++) {
		const struct run_figure *figure = f->figure[i];

		if (strcmp(figure->code, r->code) != 0 || strcmp(figure->board, r->board) != 0)
			break;
		if (strcmp(figure->kind, "part") == 0)
			take_part(f, u, figure);
		else if (strcmp(figure->kind, "extra") == 0)
			take_extra(f, extra, figure);
		else
			take_figure(f, u, figure);
	}
	u->extra = extra;
}

/* ---- units that came from others --------------------------------------------------- */

/* The unit's own figures of then, where 单位变更 leaves them unsaid: nobody guesses whose they are. */
static void ask_who_it_was(struct filling *f, const char *board, const struct unit *unit, const struct lineage *line)
{
	for (size_t i = 0; i < line->own_count; i++)
		if (find_unit(f, board, line->own[i].code) != NULL)
			diag(f->diag, MSG_CHANGE_LEAVES_OPEN, line->silent->at, unit->code, day_text(f->arena, line->silent->from),
				line->silent->old_code, NULL);
}

/* A figure that adds up, of all the units it came from; left out where one of them has none. */
static void add_figure(struct filling *f, struct past_unit *u, const struct past_unit *part, const struct lineage *line, size_t i)
{
	struct num sum = num_int(0);

	u->figure[i].has_value = line->count > 0;
	for (size_t k = 0; k < line->count; k++) {
		const struct past_figure *figure = part[k].figure == NULL ? NULL : &part[k].figure[i];

		if (figure == NULL || !figure->has_value)
			u->figure[i].has_value = false;
		else
			sum = num_add(f->arena, sum, num_mul(f->arena, figure->value, line->ancestor[k].share));
	}
	u->figure[i].value = u->figure[i].has_value ? sum : num_int(0);
}

static const char *ancestry(struct filling *f, const struct lineage *line)
{
	struct buf words = buf_new(f->arena);

	for (size_t k = 0; k < line->count; k++) {
		const struct ancestor *from = &line->ancestor[k];
		const char *share = num_text(f->arena, num_mul(f->arena, from->share, num_int(100)));

		buf_printf(&words, "%s%s", k > 0 ? "、" : "", from->code);
		if (!from->whole || num_cmp(from->share, num_int(1)) != 0)
			buf_printf(&words, "（%s%s%%）", from->whole ? "" : "只加数 ", share);
	}
	return words.at;
}

/* A unit of today made of others, or of a share of one. */
static void take_parts(struct filling *f, struct past_unit *u, const char *board, const struct lineage *line)
{
	const struct scheme *s = f->m->scheme;
	struct past_unit *part = arena_many(f->arena, struct past_unit, line->count + 1);

	for (size_t k = 0; k < line->count; k++) {
		const struct run_unit *r = find_unit(f, board, line->ancestor[k].code);

		if (r == NULL)
			continue;
		part[k].figure = arena_many(f->arena, struct past_figure, s->indicator_count + 1);
		take_unit(f, &part[k], r);
		if (line->ancestor[k].whole)
			take_unit(f, u, r);
		u->present = true;
	}
	u->was = ancestry(f, line);
	for (size_t i = 0; u->present && i < s->indicator_count; i++)
		if (indicator_adds(s->indicator[i]))
			add_figure(f, u, part, line, i);
}

static void fill_unit(struct filling *f, struct past_unit *u, const char *board, const struct unit *unit)
{
	struct lineage line = lineage_of(f->arena, f->m->people, unit, f->past->period.last);
	const struct run_unit *r;

	u->grade = "";
	u->figure = arena_many(f->arena, struct past_figure, f->m->scheme->indicator_count + 1);
	ask_who_it_was(f, board, unit, &line);
	if (line.changed)
		take_parts(f, u, board, &line);
	else if ((r = find_unit(f, board, unit->code)) != NULL)
		take_unit(f, u, r);
}

static bool has_board(const struct ledger_entry *e, const char *board)
{
	for (size_t i = 0; i < e->unit_count; i++)
		if (strcmp(e->unit[i].board, board) == 0)
			return true;
	return false;
}

static struct past_unit *fill_board(struct filling *f, const struct board *b)
{
	struct past_unit *units = arena_many(f->arena, struct past_unit, b->registry->unit_count + 1);

	if (!has_board(f->entry, b->name))
		return NULL;
	for (size_t k = 0; k < b->registry->unit_count; k++)
		fill_unit(f, &units[k], b->name, b->registry->unit[k]);
	return units;
}

/* ---- proposals ------------------------------------------------------------------- */

static const struct trigger *find_trigger(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->trigger_count; i++)
		if (strcmp(s->trigger[i]->name, name) == 0)
			return s->trigger[i];
	return NULL;
}

static const struct board *find_board(const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->board_count; i++)
		if (strcmp(s->board[i]->name, name) == 0)
			return s->board[i];
	return NULL;
}

/* Whether today's unit was all that the flag's unit was then. */
static bool answers_for(const struct filling *f, const struct unit *unit, const char *code)
{
	struct lineage line = lineage_of(f->arena, f->m->people, unit, f->past->period.last);

	if (!line.changed)
		return strcmp(unit->code, code) == 0;
	for (size_t i = 0; i < line.count; i++)
		if (line.ancestor[i].whole && strcmp(line.ancestor[i].code, code) == 0)
			return true;
	return false;
}

/* What was decided before the ledger was kept stands with an imported proposal. */
static void decide_imported(struct past_flag *flag, const char *status)
{
	static const char *const words[] = {
		[FLAG_UPHELD] = "维持", [FLAG_LOWERED] = "减轻", [FLAG_REVOKED] = "撤销", [FLAG_EXEMPT] = "免责",
	};

	for (int i = FLAG_UPHELD; i <= FLAG_EXEMPT; i++)
		if (strcmp(words[i], status) == 0)
			flag->decision = i;
}

/* The row of 决定.csv, where there is one. */
static void decide(struct past_flag *flag, const struct people *people)
{
	for (size_t i = 0; i < people->ruling_count; i++) {
		if (strcmp(people->ruling[i].flag_id, flag->id) != 0)
			continue;
		switch (people->ruling[i].decision) {
		case DECIDED_UPHOLD: flag->decision = FLAG_UPHELD; break;
		case DECIDED_LOWER: flag->decision = FLAG_LOWERED; break;
		case DECIDED_REVOKE: flag->decision = FLAG_REVOKED; break;
		case DECIDED_EXEMPT: flag->decision = FLAG_EXEMPT; break;
		}
	}
}

/* "进展缓慢/重视不够" -> today's triggers of those names. */
static const struct trigger **merged_of(struct filling *f, const char *names)
{
	const struct trigger **merged = NULL;
	size_t count = 0;

	for (const char *s = names; *s != '\0'; ) {
		size_t length = strcspn(s, "/");
		const struct trigger *t = find_trigger(f->m->scheme, arena_strn(f->arena, s, length));

		if (t != NULL)
			*arena_push(f->arena, merged, count) = t;
		s += length + (s[length] == '/');
	}
	if (count > 0)
		*arena_push(f->arena, merged, count) = NULL;
	return merged;
}

/* 截止日 of the entry: --as-of, else the period's last day. */
static int32_t cutoff_of(struct filling *f)
{
	struct call was = { .arena = f->arena };
	int32_t day = f->past->period.last;

	options_recall(&was, f->entry->options);
	if (was.as_of != NULL)
		day_parse(was.as_of, strlen(was.as_of), &day);
	return day;
}

/* Who it was raised on and when the fact was: people change, and so do units. */
static void take_fact(struct filling *f, struct past_flag *flag, const struct run_flag *r)
{
	const struct registry *g = flag->unit->registry;

	flag->then = registry_away(g, r->code, strlen(r->code));
	if (strcmp(flag->unit->code, r->code) == 0)
		flag->then = flag->unit;
	else if (flag->then == NULL)
		flag->then = registry_find(g, NULL, r->code, strlen(r->code), NULL);
	flag->fact_day = cutoff_of(f);
	flag->has_fact_day = facts_day(r->facts, &flag->fact_day) || (flag->trigger != NULL && flag->trigger->fact_day == NULL);
}

static void take_flag(struct filling *f, const struct run_flag *r, const struct unit *unit)
{
	struct past_flag *flag = arena_push(f->arena, f->past->flag, f->past->flag_count);

	*flag = (struct past_flag){ .trigger = find_trigger(f->m->scheme, r->trigger), .unit = unit, .id = r->id,
		.measure = r->measure, .step = r->step, .merged = merged_of(f, r->merged), .board = r->board, .name = r->trigger,
		.cause = r->cause, .track = r->track, .facts = r->facts };
	flag->decision = FLAG_OPEN;
	if (f->entry->kind == RUN_IMPORT)
		decide_imported(flag, r->status);
	decide(flag, f->m->people);
	take_fact(f, flag, r);
}

/* A proposal on a unit that split stands for each that inherits all it was. */
static void fill_flags(struct filling *f)
{
	for (size_t i = 0; i < f->entry->flag_count; i++) {
		const struct run_flag *r = &f->entry->flag[i];
		const struct board *b = find_board(f->m->scheme, r->board);
		const struct unit *unit = b == NULL ? NULL : registry_find(b->registry, NULL, r->code, strlen(r->code), NULL);

		if (b == NULL)
			continue;
		if (f->m->people->change_count == 0) {
			if (unit != NULL && strcmp(unit->code, r->code) == 0)
				take_flag(f, r, unit);
			continue;
		}
		for (size_t k = 0; k < b->registry->unit_count; k++)
			if (answers_for(f, b->registry->unit[k], r->code))
				take_flag(f, r, b->registry->unit[k]);
	}
}

/* ---- the whole ------------------------------------------------------------------- */

static void fill_past(struct filling *f)
{
	f->past->run = f->entry->number;
	f->past->kind = run_kind_words[f->entry->kind];
	f->past->document = f->entry->document;
	sort_figures(f);
	for (size_t b = 0; b < f->m->scheme->board_count; b++)
		f->past->board[b] = fill_board(f, f->m->scheme->board[b]);
	fill_flags(f);
}

/* The period as the ledger has it published; false, and a period without data, where it has not. */
static bool take_period(struct call *c, struct month *m, const struct ledger *known, struct period p, struct past *past)
{
	struct filling f = { .arena = c->arena, .diag = c->diag, .m = m, .past = past, .entry = ledger_published(known, period_text(c->arena, p)) };

	past->period = p;
	past->board = arena_many(c->arena, struct past_unit *, m->scheme->board_count + 1);
	if (f.entry == NULL)
		return false;
	fill_past(&f);
	*arena_push(c->arena, m->relied, m->relied_count) = f.entry->number;
	return true;
}

/* The one before it of the same length, for who rose and fell. */
static void take_summary_before(struct call *c, struct month *m, const struct ledger *known, struct history *h)
{
	struct past before = { .run = 0 };

	if (take_period(c, m, known, period_before(m->period.kind, m->period.first), &before))
		*arena_push(c->arena, h->past, h->count) = before;
}

/* First day of the earliest published period of that kind; INT32_MAX where there is none. */
static int32_t earliest_day(const struct ledger *known, enum period_kind kind)
{
	int32_t day = INT32_MAX;
	struct period p;

	for (size_t i = 0; i < known->count; i++)
		if (period_parse(known->entry[i]->period, &p) && p.kind == kind && p.first < day && ledger_published(known, known->entry[i]->period) != NULL)
			day = p.first;
	return day;
}

void history_fill(struct call *c, struct month *m, const struct ledger *known)
{
	struct history *h = arena_one(c->arena, struct history);
	enum period_kind kind = m->summed ? m->scheme->cycle : m->period.kind;
	int32_t first = earliest_day(known, kind);
	struct period p = period_before(kind, m->summed ? m->period.last + 1 : m->period.first);
	size_t earliest = 0;

	if (m->summed && first < m->period.first)
		first = m->period.first;
	m->relied = NULL;
	m->relied_count = 0;
	for (; p.first >= first; p = period_before(kind, p.first))
		if (take_period(c, m, known, p, arena_push(c->arena, h->past, h->count)))
			earliest = h->count;
	h->count = earliest;
	if (m->summed)
		take_summary_before(c, m, known, h);
	else
		history_apart(c, m, known, h);
	m->history = h;
}

/* ---- 留痕 of the period before ---------------------------------------------------------- */

static bool is_trail(const struct run_file *file)
{
	return strcmp(file->role, "output") == 0 && strncmp(file->name, KEPT_TRAIL "/", strlen(KEPT_TRAIL) + 1) == 0;
}

/* The source whose trail the file is; NULL if the scheme has it no more. */
static const struct source *source_of(struct arena *a, const struct scheme *s, const char *name)
{
	for (size_t i = 0; i < s->source_count; i++)
		if (text_same(strrchr(name, '/') + 1, trail_name(a, s->source[i]->name)))
			return s->source[i];
	return NULL;
}

static bool take_trail(struct call *c, const struct month *m, const char *dir, const struct run_file *r, struct trails *trails)
{
	const struct source *source = source_of(c->arena, m->scheme, r->name);
	struct trail *trail;
	struct file *file;

	if (source == NULL)
		return true;
	file = folder_read(c->arena, diag_new(c->arena, c->language), dir, r->name);
	if (file == NULL || strcmp(file->digest, r->sha256) != 0)
		return false;
	trail = arena_push(c->arena, trails->trail, trails->count);
	trail->source = source->name;
	return gzip_unpack(c->arena, c->diag, r->name, file->bytes, file->length, &trail->bytes, &trail->length);
}

const struct trails *history_trails(struct call *c, const struct month *m, const struct ledger *known, const char *beside)
{
	const struct ledger_entry *e = m->relied_count == 0 ? NULL : ledger_number(known, m->relied[0]);
	struct trails *trails = arena_one(c->arena, struct trails);
	const char *dir;

	if (e == NULL)
		return NULL;
	dir = path_join(c->arena, beside, e->folder);
	for (size_t i = 0; i < e->file_count; i++)
		if (is_trail(&e->file[i]) && !take_trail(c, m, dir, &e->file[i], trails)) {
			diag(c->diag, MSG_TRAIL_ABSENT, (struct origin){ 0 }, arena_printf(c->arena, "%u", e->number), e->period, e->folder, NULL);
			return NULL;
		}
	return trails->count == 0 ? NULL : trails;
}
