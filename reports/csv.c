/* csv.c -- the run as CSVs: scores.csv, flags.csv, quarantine.csv (changes: csv_change.c).
 *
 * One fact a row, exact figures, in an order that never changes: boards in
 * rule order, their units in registry order, then measure, value, points,
 * total, rank, grade, and within each the order of the rules.  The measures of a
 * registry stand with its first board. */
#include "reports/reports.h"

#include <inttypes.h>
#include <string.h>
#include "base/csv.h"
#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "reports/proposed.h"
#include "reports/plain.h"

enum { PLACES = 256 };

/* What rows of scores.csv share with those before them, so that it is worked out once. */
struct shared_cells {
	struct buf whose;                       /* period registry group unit_code unit_name of the unit being written */
	const char **source;                    /* its measures', by measure index */
	struct { struct origin at; const char *text; } rule[PLACES];
};

struct listing {
	struct arena *arena;
	const struct run_facts *facts;
	struct buf text;
	const char *period;
	const struct board_scores *bs;          /* of the rows being written */
	struct shared_cells *shared;            /* scores.csv only */
};

static struct listing listing_start(struct arena *a, const struct run_facts *facts, const char *const *head, size_t columns)
{
	struct listing l = { .arena = a, .facts = facts, .text = buf_new(a) };

	l.period = period_text(a, facts->measures->period);
	csv_start(&l.text, head, columns);
	return l;
}

static void put(struct listing *l, const char *text)
{
	csv_put(&l->text, text);
}

static void put_blanks(struct listing *l, size_t count)
{
	for (size_t k = 0; k < count; k++)
		put(l, "");
}

static void put_count(struct listing *l, uint64_t n)
{
	csv_put_number(&l->text, n > INT64_MAX ? arena_printf(l->arena, "%" PRIu64, n) : num_text(l->arena, num_int((int64_t)n)));
}

static bool listing_end(struct listing *l, struct diag *d, const char *dir, const char *name)
{
	return file_write(d, dir, name, l->text.at, l->text.length);
}

/* ---- scores.csv ---------------------------------------------------------------- */

struct row {
	const char *kind, *element;
	bool counted;                           /* n says something */
	uint64_t n;
	struct value value;
	const char *status;
	struct origin rule;
	const char *source;
};

/* The words of the unit before are given up.  u NULL: the rows that have no unit. */
static void start_unit(struct listing *l, const struct unit *u)
{
	struct buf *whose = &l->shared->whose;

	arena_clear(l->arena);
	l->shared->source = arena_many(l->arena, const char *, l->facts->scheme->counted_count);
	whose->length = 0;
	csv_put(whose, l->period);
	csv_put(whose, l->bs->board->registry->name);
	csv_put(whose, u == NULL ? "" : u->group);
	csv_put(whose, u == NULL ? "" : u->code);
	csv_put(whose, u == NULL ? "无单位" : u->name);
}

static const char *place_of(struct listing *l, struct origin at)
{
	const size_t k = (at.line ^ (uintptr_t)at.file >> 4) % PLACES;

	if (l->shared->rule[k].text == NULL || l->shared->rule[k].at.line != at.line || l->shared->rule[k].at.file != at.file) {
		l->shared->rule[k].at = at;
		l->shared->rule[k].text = rule_place(l->text.arena, at);
	}
	return l->shared->rule[k].text;
}

static void put_row(struct listing *l, const struct row *r)
{
	buf_addn(&l->text, l->shared->whose.at, l->shared->whose.length);
	put(l, r->kind);
	put(l, r->element);
	if (r->counted)
		put_count(l, r->n);
	else
		put(l, "");
	if (r->value.kind == V_NUMBER)
		csv_put_number(&l->text, num_text(l->arena, r->value.num));
	else
		put(l, plain_value(l->arena, r->value));
	put(l, r->status);
	put(l, place_of(l, r->rule));
	put(l, r->source);
	csv_end_row(&l->text);
}

static const char *none_word(struct value v)
{
	return v.kind == V_NONE ? none_words[v.none] : "";
}

/* Of the unit being written; a value asks again for what its measures said. */
static const char *source_of(const struct listing *l, const struct measure *m, const struct measured *figure)
{
	const char **source = &l->shared->source[m->index];

	if (*source == NULL)
		*source = measured_source(l->arena, l->facts->measures, m, figure);
	return *source;
}

static void put_measure(struct listing *l, const struct unit *u, const struct measure *m, const struct measured *figure)
{
	const struct row r = {
		.kind = "measure", .element = m->name, .counted = true, .n = figure->n, .value = figure->value,
		.status = none_word(figure->value), .rule = m->element->at,
		.source = u == NULL ? "" : source_of(l, m, figure),
	};

	put_row(l, &r);
}

static void put_measures(struct listing *l, const struct unit *u)
{
	const struct scheme *s = l->facts->scheme;

	for (size_t k = 0; k < s->measure_count; k++) {
		const struct measured *figure = measured(l->facts->measures, s->measure[k], u);

		if (figure != NULL)
			put_measure(l, u, s->measure[k], figure);
	}
}

/* Rows that no unit of the registry bears, where the rule counts them apart. */
static void put_unmatched(struct listing *l)
{
	const struct scheme *s = l->facts->scheme;

	start_unit(l, NULL);
	for (size_t k = 0; k < s->measure_count; k++) {
		const struct measure *m = s->measure[k];
		const struct measured *figure = &l->facts->measures->unmatched[k][l->bs->board->registry->index];

		if (m->source->count_unmatched && figure->value.kind != V_BLANK)
			put_measure(l, NULL, m, figure);
	}
}

/* 榜名/指标名 where two boards rank the same units by trees that share the indicator. */
static const char *element_name(const struct listing *l, const struct indicator *i)
{
	const struct scheme *s = l->facts->scheme;
	const struct board *own = l->bs->board;

	for (size_t b = 0; b < s->board_count; b++)
		if (s->board[b] != own && s->board[b]->registry == own->registry && board_has(s->board[b], i))
			return arena_printf(l->arena, "%s/%s", own->name, i->name);
	return i->name;
}

/* The rows behind a formula, each place once. */
static const char *sources_of(const struct listing *l, const struct unit *u, const struct expr *formula)
{
	const struct measure **m = measures_in(l->arena, formula);
	const struct measures *all = l->facts->measures;
	struct buf b = buf_new(l->arena);

	for (size_t k = 0; m[k] != NULL; k++) {
		const struct measured *figure = measured(all, m[k], u);
		const char *source = figure == NULL ? "" : source_of(l, m[k], figure);

		if (*source != '\0' && (b.length == 0 || strstr(b.at, source) == NULL))
			buf_printf(&b, "%s%s", b.length > 0 ? "；" : "", source);
	}
	return b.length > 0 ? b.at : "";
}

static void put_value(struct listing *l, const struct unit_score *u, const struct indicator *i)
{
	const struct node_score *n = &u->node[i->index];
	const struct row r = {
		.kind = "value", .element = element_name(l, i), .counted = true, .n = n->n, .value = n->value,
		.status = none_word(n->value), .rule = i->at, .source = sources_of(l, u->unit, indicator_formula(i, u->unit->group)),
	};

	put_row(l, &r);
}

/* "无分母:不计并折算", "否决:本项计零", or both. */
static const char *node_status(struct arena *a, const struct node_score *n)
{
	const char *obstacle = obstacle_of(n);
	struct buf b = buf_new(a);

	if (obstacle != NULL)
		buf_printf(&b, "%s%s%s", obstacle, n->effect != EFFECT_UNSET ? ":" : "", effect_words[n->effect]);
	if (n->zeroed != NULL)
		buf_printf(&b, "%s否决:本项计零", b.length > 0 ? "；" : "");
	return b.length > 0 ? b.at : "";
}

static struct value points_or_blank(bool scored, struct num points)
{
	return scored ? value_num(points) : value_blank();
}

static void put_node(struct listing *l, const struct unit_score *u, const struct indicator *i)
{
	const struct node_score *n = &u->node[i->index];
	const struct row r = {
		.kind = "points", .element = element_name(l, i), .counted = i->child_count == 0, .n = n->n,
		.value = points_or_blank(n->scored, n->points), .status = node_status(l->arena, n), .rule = i->at,
	};

	put_row(l, &r);
}

static void put_extra(struct listing *l, const struct unit_score *u, const struct extra_score *x)
{
	const struct row r = {
		.kind = "points", .element = x->extra->name, .counted = true, .n = x->n, .value = value_num(x->points),
		.status = none_word(x->value), .rule = x->extra->at,
	};

	put_row(l, &r);
}

/* What people's decisions added; the total without them too, where it was worked out. */
static void put_interventions(struct listing *l, const struct unit_score *u)
{
	for (size_t k = 0; k < u->intervention_count; k++) {
		const struct intervention *v = &u->intervention[k];
		const struct row r = {
			.kind = v->duty ? "duty" : "adjustment", .element = v->what, .value = value_num(v->points), .status = v->document, .rule = v->at,
		};

		put_row(l, &r);
	}
	if (u->has_before) {
		const struct row r = {
			.kind = "before", .element = l->bs->board->name, .value = value_num(u->before), .status = "", .rule = l->bs->board->at,
		};

		put_row(l, &r);
	}
}

static void put_total(struct listing *l, const struct unit_score *u)
{
	const struct board *b = l->bs->board;
	struct row r = {
		.kind = "total", .element = b->name, .value = points_or_blank(u->scored, u->total), .status = "", .rule = b->at,
	};

	if (!u->ranked)
		r.status = arena_printf(l->arena, "不参与排名: %s", u->why_unranked);
	put_row(l, &r);
}

static void put_rank(struct listing *l, const struct unit_score *u)
{
	const struct board *b = l->bs->board;
	const struct row r = {
		.kind = "rank", .element = b->name, .value = points_or_blank(u->ranked, num_int(u->rank)),
		.status = !u->ranked ? "不参与排名" : u->tied > 1 ? "并列" : "", .rule = b->at,
	};

	put_row(l, &r);
}

/* "否决前:良好", "名额前:优秀", or both. */
static const char *grade_status(struct arena *a, const struct unit_score *u)
{
	struct buf b = buf_new(a);

	if (u->grade_before != NULL && u->grade_before != u->grade)
		buf_printf(&b, "否决前:%s", u->grade_before->word);
	if (u->grade_over != NULL)
		buf_printf(&b, "%s名额前:%s", b.length > 0 ? "；" : "", u->grade_over->word);
	return b.length > 0 ? b.at : "";
}

static void put_grade(struct listing *l, const struct unit_score *u)
{
	const struct board *b = l->bs->board;
	const struct row r = {
		.kind = "grade", .element = b->name, .value = u->grade != NULL ? value_text(u->grade->word) : value_blank(),
		.status = grade_status(l->arena, u), .rule = u->grade != NULL ? u->grade->at : b->grades->at,
	};

	put_row(l, &r);
}

static void put_unit(struct listing *l, const struct unit_score *u, bool with_measures)
{
	const struct scheme *s = l->facts->scheme;
	const struct board *b = l->bs->board;

	start_unit(l, u->unit);
	if (with_measures)
		put_measures(l, u->unit);
	for (size_t i = 0; i < s->indicator_count; i++)
		if (s->indicator[i]->child_count == 0 && board_has(b, s->indicator[i]))
			put_value(l, u, s->indicator[i]);
	for (size_t i = 0; i < s->indicator_count; i++)
		if (board_has(b, s->indicator[i]))
			put_node(l, u, s->indicator[i]);
	for (size_t i = 0; i < u->extra_count; i++)
		put_extra(l, u, &u->extra[i]);
	put_interventions(l, u);
	put_total(l, u);
	put_rank(l, u);
	if (b->grades != NULL)
		put_grade(l, u);
}

static bool first_of_registry(const struct scheme *s, size_t board)
{
	for (size_t b = 0; b < board; b++)
		if (s->board[b]->registry == s->board[board]->registry)
			return false;
	return true;
}

bool report_scores_csv(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	static const char *const head[] = { "period", "registry", "group", "unit_code", "unit_name", "kind", "element", "n", "value",
		"status", "rule", "source" };
	struct shared_cells shared = { .whose = buf_new(a) };
	struct listing l = listing_start(a, facts, head, sizeof head / sizeof *head);
	const struct scheme *s = facts->scheme;

	l.arena = arena_new();
	l.shared = &shared;
	for (size_t b = 0; b < s->board_count; b++) {
		bool first = first_of_registry(s, b);

		l.bs = &facts->scores->board[b];
		for (size_t u = 0; u < s->board[b]->registry->unit_count; u++)
			put_unit(&l, &l.bs->unit[u], first);
		if (first)
			put_unmatched(&l);
	}
	arena_free(l.arena);
	return listing_end(&l, d, dir, "scores.csv");
}

/* ---- flags.csv ------------------------------------------------------------------ */

/* period id registry group unit_code unit_name cause track */
static void put_whose(struct listing *l, const char *id, const struct trigger *t, const struct unit *u)
{
	put(l, l->period);
	put(l, id);
	put(l, u->registry->name);
	put(l, u->group);
	put(l, u->code);
	put(l, u->name);
	put(l, t->cause);
	put(l, track_words[t->track]);
}

/* step streak times months amount merged decision decision_document decided_on due */
static void put_climb(struct listing *l, const struct flag *f)
{
	const struct ruling *r = f->ruling;

	if (f->trigger->ladder != NULL) {
		put_count(l, f->step);
		put_count(l, f->streak);
		put_count(l, f->times);
	} else {
		put_blanks(l, 3);
	}
	put(l, f->months);
	if (f->has_amount)
		csv_put_number(&l->text, num_text(l->arena, f->amount));
	else
		put(l, "");
	put(l, merged_words(l->arena, f));
	put(l, r == NULL ? "" : decision_word(r->decision));
	put(l, r == NULL ? "" : r->document);
	put(l, r == NULL || r->decided == INT32_MIN ? "" : day_text(l->arena, r->decided));
	put(l, f->deadline.has_due && flag_stands(f) ? day_text(l->arena, f->deadline.due) : "");
}

/* record since told replied reply_document reply_review left word */
static void put_deadline(struct listing *l, const char *record, const char *since, const char *id, const struct deadline *d)
{
	const struct oversight *o = l->facts->scheme->oversight;
	int32_t told;

	put(l, record);
	put(l, since);
	put(l, l->facts->people != NULL && told_on(l->facts->people, id, &told) ? day_text(l->arena, told) : "");
	put(l, d->reply == NULL ? "" : day_text(l->arena, d->reply->day));
	put(l, d->reply == NULL ? "" : d->reply->document);
	put(l, d->reply == NULL ? "" : review_word(d->reply));
	if (d->has_left)
		csv_put_number(&l->text, arena_printf(l->arena, "%d", (int)d->left));
	else
		put(l, "");
	put(l, deadline_word(l->arena, o, d));
}

static void put_flag(struct listing *l, const struct flag *f)
{
	static const struct deadline none;
	const struct trigger *t = f->trigger;

	put_whose(l, f->id, t, f->unit);
	put(l, proposed_measure(f));
	put(l, f->facts);
	put_count(l, f->rows);
	put(l, f->source);
	put(l, t->basis);
	put(l, f->roles);
	put(l, f->reply);
	put(l, flag_status(f));
	put(l, rule_place(l->arena, t->at));
	put_climb(l, f);
	put_deadline(l, "proposal", l->period, f->id, flag_stands(f) ? &f->deadline : &none);
	put_count(l, f->distinct);
	put(l, f->distinct_at_most ? "at most" : "exact");
	csv_end_row(&l->text);
}

/* Nothing is proposed, so no level, rows, roles or reply; the id is what a flag of it would have. */
static void put_unjudged(struct listing *l, const struct unjudged *x)
{
	const struct trigger *t = x->trigger;

	put_whose(l, arena_printf(l->arena, "%s-%s-%s-%s", l->period, x->unit->registry->name, x->unit->code, t->name), t, x->unit);
	put(l, "");
	put(l, x->facts);
	put(l, "");
	put(l, "");
	put(l, t->basis);
	put(l, "");
	put(l, "");
	put(l, "无法判断");
	put(l, rule_place(l->arena, t->at));
	put_blanks(l, 10);
	put(l, "unjudged");
	put(l, l->period);
	put_blanks(l, 8);
	csv_end_row(&l->text);
}

/* An earlier period's, still open; what it rested on stands in the flags.csv of that period. */
static void put_open(struct listing *l, const struct open_matter *m)
{
	const struct trigger *t = m->trigger;
	const struct ruling *r = m->ruling;

	put_whose(l, m->id, t, m->unit);
	put(l, m->measure);
	put_blanks(l, 3);
	put(l, t->basis);
	put(l, m->roles);
	put_blanks(l, 1);
	put(l, m->status);
	put(l, rule_place(l->arena, t->at));
	put_blanks(l, 6);
	put(l, r == NULL ? "" : decision_word(r->decision));
	put(l, r == NULL ? "" : r->document);
	put(l, r == NULL || r->decided == INT32_MIN ? "" : day_text(l->arena, r->decided));
	put(l, m->deadline.has_due ? day_text(l->arena, m->deadline.due) : "");
	put_deadline(l, "open", m->since, m->id, &m->deadline);
	put_blanks(l, 2);
	csv_end_row(&l->text);
}

bool report_flags_csv(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	static const char *const head[] = { "period", "id", "registry", "group", "unit_code", "unit_name", "cause", "track", "level",
		"facts", "rows_by_measure", "source", "basis", "roles", "reply", "status", "rule", "step", "streak", "times", "months", "amount", "merged", "decision",
		"decision_document", "decided_on", "due", "record", "since", "told", "replied", "reply_document", "reply_review", "left", "word", "distinct_rows", "distinct" };
	struct listing l = listing_start(a, facts, head, sizeof head / sizeof *head);
	const struct flags *flags = facts->flags;

	for (size_t i = 0; i < flags->count; i++)
		put_flag(&l, &flags->flag[i]);
	for (size_t i = 0; i < flags->unjudged_count; i++)
		put_unjudged(&l, &flags->unjudged[i]);
	for (size_t i = 0; i < flags->open_count; i++)
		put_open(&l, &flags->open[i]);
	return listing_end(&l, d, dir, "flags.csv");
}

/* ---- quarantine.csv -------------------------------------------------------------- */

bool report_quarantine_csv(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	static const char *const head[] = { "period", "source", "registry", "file", "line", "reason", "what" };
	struct listing l = listing_start(a, facts, head, sizeof head / sizeof *head);
	const struct measures *m = facts->measures;

	for (size_t i = 0; i < m->quarantine_count; i++) {
		const struct quarantined *q = &m->quarantine[i];

		put(&l, l.period);
		put(&l, q->source->name);
		put(&l, q->registry == NULL ? "全部" : q->registry->name);
		put(&l, q->file);
		put_count(&l, q->line);
		put(&l, q->reason);
		put(&l, q->what);
		csv_end_row(&l.text);
	}
	return listing_end(&l, d, dir, "quarantine.csv");
}
