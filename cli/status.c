/* status.c -- kaohe status: where each period stands, what it waits for, what to do next; and the
 * proposals on which nobody has decided.
 *
 * The waiting time of a draft is reckoned as publish reckons it: from the calendar that the draft kept. */
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "cli/cli.h"
#include "scoring/flags.h"

struct looking {
	struct call *c;
	const struct ledger *ledger;
	bool zh;
	int32_t today;
	const struct ledger_entry *newest;      /* whose archive speaks for what is not given; or NULL */
	bool known;                             /* whether there is anything in latest */
	struct decided latest;                  /* what people have decided so far */
};

static struct arena *arena_of(const struct looking *k)
{
	return k->c->arena;
}

/* ---- one period ------------------------------------------------------------------------------- */

/* A period as the table shows it. */
struct standing {
	struct period period;
	const char *text;
	const struct ledger_entry *last;        /* newest run that is no drill */
	const struct ledger_entry *published, *draft;
	bool waits, pending, over;      /* draft: objections may be raised until `until`; its day is not known; it is past */
	int32_t until;
	const char *objections;         /* ids of those that are open, "" */
	size_t objection_count;
};

static const struct ledger_entry *newest_run(const struct ledger *l, const char *period, bool draft)
{
	for (size_t i = l->count; i-- > 0;) {
		const struct ledger_entry *e = l->entry[i];

		if (strcmp(e->period, period) == 0 && !e->drill && (!draft || (e->kind == RUN_DRAFT && !e->trial)))
			return e;
	}
	return NULL;
}

static void take_objections(struct looking *k, struct standing *s, const struct people *people)
{
	struct buf ids = buf_new(arena_of(k));

	for (size_t i = 0; i < people->objection_count; i++)
		if (people->objection[i].outcome == OBJECTION_OPEN)
			buf_printf(&ids, "%s%s", s->objection_count++ == 0 ? "" : k->zh ? "、" : ", ", people->objection[i].id);
	s->objections = ids.at == NULL ? "" : ids.at;
}

/* 异议期 as publish will reckon it. */
static void take_waiting(struct looking *k, struct standing *s, const struct decided *kept)
{
	int64_t drafted;

	if (kept->scheme->objection_days == 0 || !moment_parse(s->draft->now, strlen(s->draft->now), &drafted))
		return;
	s->waits = true;
	s->pending = !working_day_after(kept->people, (int32_t)(drafted / 86400), kept->scheme->objection_days, &s->until);
	s->over = !s->pending && k->today > s->until;
}

static bool look_at_draft(struct looking *k, struct standing *s)
{
	struct decided kept, given;

	if (!decided_kept(k->c, s->draft, &kept)) {
		if (k->c->rules == NULL && k->c->inputs == NULL)
			return true;
		if (!decided_given(k->c, k->newest, s->period, &kept))
			return false;
	}
	take_waiting(k, s, &kept);
	if (k->c->inputs == NULL) {
		take_objections(k, s, kept.people);
		return true;
	}
	if (!decided_given(k->c, k->newest, s->period, &given))
		return false;
	take_objections(k, s, given.people);
	return true;
}

static bool stand(struct looking *k, struct period p, struct standing *s)
{
	const char *text = period_text(arena_of(k), p);

	*s = (struct standing){ .period = p, .text = text, .last = newest_run(k->ledger, text, false), .published = ledger_published(k->ledger, text),
		.draft = newest_run(k->ledger, text, true), .objections = "" };
	return s->published != NULL || s->draft == NULL || look_at_draft(k, s);
}

/* An earlier period of the kind that was published after the draft: publish would refuse it. */
static const struct ledger_entry *overtaken_by(const struct looking *k, const struct standing *s)
{
	struct period p;

	for (size_t i = s->draft->number; i < k->ledger->count; i++) {
		const struct ledger_entry *e = k->ledger->entry[i];

		if (period_parse(e->period, &p) && p.kind == s->period.kind && p.first < s->period.first && ledger_published(k->ledger, e->period) == e)
			return e;
	}
	return NULL;
}

/* ---- proposals that nobody has ruled on ---------------------------------------------------------- */

static bool is_ruled(const struct looking *k, const char *id)
{
	for (size_t i = 0; k->known && i < k->latest.people->ruling_count; i++)
		if (strcmp(k->latest.people->ruling[i].flag_id, id) == 0)
			return true;
	return false;
}

static bool is_open(const struct looking *k, const struct run_flag *f)
{
	return strcmp(f->status, "建议") == 0 && strcmp(f->measure, flag_counted_only) != 0 && !is_ruled(k, f->id);
}

/* ---- what to do next ---------------------------------------------------------------------------- */

static const char *where(const struct looking *k)
{
	return k->c->out != NULL ? k->c->out : "OUT";
}

static const char *run_it(struct looking *k, const struct standing *s)
{
	return arena_printf(arena_of(k), k->zh ? "kaohe run -r 规则 -i 数据 -o %s -p %s" : "kaohe run -r RULES -i INPUTS -o %s -p %s", where(k), s->text);
}

static const char *next_of_draft(struct looking *k, const struct standing *s)
{
	const struct ledger_entry *earlier = overtaken_by(k, s);
	struct arena *a = arena_of(k);

	if (earlier != NULL)
		return arena_printf(a, k->zh ? "草稿之后 %s 有了新的正式结果，重新运行：%s" : "%s was published after this draft, run again: %s", earlier->period, run_it(k, s));
	if (s->objection_count > 0)
		return arena_printf(a, k->zh ? "处理异议 %s，写进异议表" : "answer objection %s and record the outcome", s->objections);
	if (s->pending)
		return k->zh ? "补全日历：排不到异议期满，不能定稿" : "complete the calendar: it does not reach the end of the objection period";
	if (s->waits && !s->over)
		return arena_printf(a, k->zh ? "等异议期满，%s 起可以定稿" : "wait: may be published from %s", day_text(a, s->until + 1));
	return arena_printf(a, k->zh ? "定稿：kaohe publish %u -o %s -i 数据 --document 文号 --by 签发人" : "kaohe publish %u -o %s -i INPUTS --document NUMBER --by NAME",
		s->draft->number, where(k));
}

static const char *next_of_published(struct looking *k, const struct ledger_entry *e)
{
	size_t untold = 0, told = 0;
	int32_t day;

	for (size_t i = 0; i < e->flag_count; i++)
		if (is_open(k, &e->flag[i]))
			*(k->known && told_on(k->latest.people, e->flag[i].id, &day) ? &told : &untold) += 1;
	if (untold + told == 0)
		return "-";
	if (!k->known)
		return arena_printf(arena_of(k), k->zh ? "%zu 件建议要决定" : "decide on %zu proposals", untold);
	if (told == 0)
		return arena_printf(arena_of(k), k->zh ? "告知 %zu 件建议" : "tell the units of %zu proposals", untold);
	if (untold == 0)
		return arena_printf(arena_of(k), k->zh ? "对 %zu 件建议作决定" : "decide on %zu proposals", told);
	return arena_printf(arena_of(k), k->zh ? "告知 %zu 件建议，对 %zu 件作决定" : "tell the units of %zu proposals, decide on %zu", untold, told);
}

static const char *next_step(struct looking *k, const struct standing *s)
{
	if (s->published != NULL)
		return next_of_published(k, s->published);
	if (s->draft != NULL)
		return next_of_draft(k, s);
	if (s->last != NULL)
		return k->zh ? "试运行，不算数" : "trial, never counts";
	return run_it(k, s);
}

/* ---- the table of periods -------------------------------------------------------------------------- */

static const char *kind_word(const struct looking *k, const struct ledger_entry *e)
{
	static const char *const english[] = { "draft", "final", "correction", "import" };
	const char *word = k->zh ? run_kind_words[e->kind] : english[e->kind];

	return e->trial ? arena_printf(arena_of(k), k->zh ? "%s（试运行）" : "%s (trial)", word) : word;
}

static const char *until_word(const struct looking *k, const struct standing *s)
{
	if (!s->waits)
		return "-";
	return s->pending ? k->zh ? "待定" : "not known" : day_text(arena_of(k), s->until);
}

enum { COLUMNS = 6 };
static const size_t widths[COLUMNS] = { 9, 6, 18, 22, 12, 12 };

static void print_standing(struct looking *k, const struct standing *s)
{
	struct arena *a = arena_of(k);
	const char *published = s->published == NULL ? k->zh ? "没有" : "no" :
		arena_printf(a, k->zh ? "第 %u 次（%s）" : "run %u (%s)", s->published->number, k->zh ? run_kind_words[s->published->kind] : kind_word(k, s->published));
	const char *cells[COLUMNS] = { s->text, s->last == NULL ? "-" : arena_printf(a, "%u", s->last->number),
		s->last == NULL ? k->zh ? "没有结果" : "no result" : kind_word(k, s->last), published, until_word(k, s),
		s->objection_count == 0 ? "-" : arena_printf(a, "%zu", s->objection_count) };

	for (size_t i = 0; i < COLUMNS; i++)
		print_column(cells[i], widths[i]);
	puts(next_step(k, s));
}

static void print_heads(const struct looking *k)
{
	static const char *const heads[2][COLUMNS + 1] = {
		{ "期", "次", "最后一次", "定稿", "异议期满", "未结异议", "下一步" },
		{ "period", "run", "last run is", "published", "objections", "open ones", "next" },
	};

	for (size_t i = 0; i < COLUMNS; i++)
		print_column(heads[k->zh ? 0 : 1][i], widths[i]);
	puts(heads[k->zh ? 0 : 1][COLUMNS]);
}

/* Every period of one kind from the first to the last that the ledger knows; of the scheme's own 周期, to the last that has ended. */
static bool print_kind(struct looking *k, enum period_kind kind)
{
	struct period first = { .first = INT32_MAX }, last = { .first = INT32_MIN }, p;
	struct standing s;

	for (size_t i = 0; i < k->ledger->count; i++) {
		if (!period_parse(k->ledger->entry[i]->period, &p) || p.kind != kind || k->ledger->entry[i]->drill)
			continue;
		first = p.first < first.first ? p : first;
		last = p.first > last.first ? p : last;
	}
	if (first.first <= last.first && k->known && k->latest.scheme->cycle == kind && period_before(kind, k->today).first > last.first)
		last = period_before(kind, k->today);
	for (p = first; p.first <= last.first; p = period_next(p)) {
		if (!stand(k, p, &s))
			return false;
		print_standing(k, &s);
	}
	return true;
}

/* ---- proposals without a decision -------------------------------------------------------------------- */

static const char *name_of(const struct ledger_entry *e, const struct run_flag *f)
{
	for (size_t i = 0; i < e->unit_count; i++)
		if (strcmp(e->unit[i].code, f->code) == 0 && strcmp(e->unit[i].board, f->board) == 0)
			return e->unit[i].name;
	return f->code;
}

static const struct trigger *trigger_of(const struct looking *k, const struct run_flag *f)
{
	return k->known ? scheme_trigger(k->latest.scheme, f->trigger) : NULL;
}

static const char *left_word(const struct looking *k, int32_t due)
{
	int32_t left = due - k->today;

	if (left >= 0)
		return arena_printf(arena_of(k), k->zh ? "还有 %d 天" : "%d days left", left);
	return arena_printf(arena_of(k), k->zh ? "已过 %d 天" : "%d days over", -left);
}

/* 2026-11-05 已告知，反馈期限 2026-11-19（还有 3 天） */
static const char *reply_word(const struct looking *k, const struct run_flag *f)
{
	const struct trigger *t = trigger_of(k, f);
	const struct reply *reply = k->known ? reply_to(k->latest.people, f->id) : NULL;
	struct arena *a = arena_of(k);
	int32_t told, due;
	bool dated = true;

	if (!k->known)
		return k->zh ? "尚未决定" : "undecided";
	if (!told_on(k->latest.people, f->id, &told))
		return k->zh ? "尚未告知" : "not told yet";
	if (reply != NULL && reply->review != REPLY_RETURNED)
		return arena_printf(a, k->zh ? "%s 已回复，等决定" : "answered %s, waits for a decision", day_text(a, reply->day));
	if (t == NULL || t->reply_days == 0)
		return arena_printf(a, k->zh ? "%s 已告知，等决定" : "told %s, waits for a decision", day_text(a, told));
	due = told + (int32_t)t->reply_days;
	if (t->reply_working_days)
		dated = working_day_after(k->latest.people, told, t->reply_days, &due);
	if (!dated)
		return arena_printf(a, k->zh ? "%s 已告知，反馈期限待定（日历不够）" : "told %s, reply date not known (calendar too short)", day_text(a, told));
	return arena_printf(a, k->zh ? "%s 已告知，反馈期限 %s（%s）" : "told %s, reply due %s (%s)", day_text(a, told), day_text(a, due), left_word(k, due));
}

static size_t print_open_of(struct looking *k, const struct ledger_entry *e)
{
	size_t count = 0;

	for (size_t i = 0; i < e->flag_count; i++) {
		const struct run_flag *f = &e->flag[i];

		if (!is_open(k, f))
			continue;
		printf("  ");
		print_column(f->id, 44);
		print_column(name_of(e, f), 14);
		print_column(f->measure, 16);
		puts(reply_word(k, f));
		count++;
	}
	return count;
}

static bool comes_before(const struct ledger_entry *a, const struct ledger_entry *b)
{
	struct period p = { .first = INT32_MIN }, q = { .first = INT32_MIN };

	period_parse(a->period, &p);
	period_parse(b->period, &q);
	return p.first != q.first ? p.first < q.first : a->number < b->number;
}

/* What counts of each period, by period (a correction is made late): the one behind last; NULL at the end. */
static const struct ledger_entry *published_after(const struct looking *k, const struct ledger_entry *last)
{
	const struct ledger_entry *best = NULL;

	for (size_t i = 0; i < k->ledger->count; i++) {
		const struct ledger_entry *e = k->ledger->entry[i];

		if (ledger_published(k->ledger, e->period) == e && (last == NULL || comes_before(last, e)) && (best == NULL || comes_before(e, best)))
			best = e;
	}
	return best;
}

static void print_open(struct looking *k)
{
	size_t count = 0;

	puts(k->zh ? "还没有决定的问责建议：" : "proposals without a decision:");
	for (const struct ledger_entry *e = NULL; (e = published_after(k, e)) != NULL; )
		count += print_open_of(k, e);
	if (count == 0)
		puts(k->zh ? "  没有" : "  none");
	else if (k->known && k->c->inputs == NULL)
		printf(k->zh ? "  （决定表取自第 %u 次运行的存档；以后写的决定请用 -i 数据目录 读入）\n" : "  (decisions as run %u kept them; read later ones with -i)\n",
			k->newest->number);
}

/* ---- the command ---------------------------------------------------------------------------------------- */

/* Reads what is known; false where -r or -i cannot be read. */
static bool look(struct looking *k)
{
	struct call *c = k->c;
	int64_t moment;
	const char *now;
	struct period p;

	k->newest = decided_newest(c, k->ledger, &k->latest);
	k->known = k->newest != NULL;
	if (c->rules != NULL || c->inputs != NULL) {
		if (!period_parse(k->ledger->entry[k->ledger->count - 1]->period, &p) || !decided_given(c, k->newest, p, &k->latest))
			return false;
		k->known = true;
	} else if (!k->known) {
		diag(c->aside, MSG_STATUS_BLIND, (struct origin){ 0 }, NULL);
	}
	now = month_now(c, k->known ? k->latest.scheme->timezone : NULL);
	if (now == NULL || !moment_parse(now, strlen(now), &moment))
		return false;
	k->today = (int32_t)(moment / 86400);
	return true;
}

int command_status(struct call *c)
{
	struct looking k = { .c = c, .ledger = ledger_look(c), .zh = c->language == CHINESE };

	if (k.ledger == NULL || !look(&k))
		return month_end(c, NULL);
	print_heads(&k);
	for (int kind = MONTH; kind <= YEAR; kind++)
		if (!print_kind(&k, (enum period_kind)kind))
			return month_end(c, NULL);
	print_open(&k);
	printf(k.zh ? "台账：%zu 次运行，链值 %s\n" : "ledger: %zu runs, head %s\n", k.ledger->count, k.ledger->head);
	return month_end(c, NULL);
}
