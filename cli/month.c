/* month.c -- a month in the order in which it is made, the clock, the gate, the end: what the commands share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/text.h"
#include "cli/cli.h"
#include "inputs/measures.h"

/* ---- the clock ---------------------------------------------------------------- */

enum { EPOCH_DIGITS = 11 };

/* SOURCE_DATE_EPOCH stands in for the clock where a run must be repeatable. */
static bool clock_reading(struct call *c, time_t *now)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	*now = time(NULL);
	if (epoch == NULL || *epoch == '\0')
		return true;
	*now = (time_t)strtoll(epoch, NULL, 10);
	if (strspn(epoch, "0123456789") == strlen(epoch) && strlen(epoch) <= EPOCH_DIGITS)
		return true;
	diag(c->diag, MSG_EPOCH, (struct origin){ 0 }, epoch, NULL);
	return false;
}

static int64_t local_moment(time_t now, const char *zone)
{
	struct tm tm;

	setenv("TZ", zone == NULL ? "Asia/Shanghai" : zone, 1);
	tzset();
	localtime_r(&now, &tm);
	return (int64_t)day_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) * 86400 + tm.tm_hour * 3600 + tm.tm_min * 60 + tm.tm_sec;
}

const char *month_now(struct call *c, const char *zone)
{
	int64_t moment;
	time_t now;

	if (c->now == NULL && !clock_reading(c, &now))
		return NULL;
	if (c->now == NULL)
		c->now = moment_text(c->arena, local_moment(now, zone));
	if (moment_parse(c->now, strlen(c->now), &moment))
		return moment_text(c->arena, moment);
	diag(c->diag, MSG_NOW_OPTION, (struct origin){ 0 }, c->now, NULL);
	return NULL;
}

/* ---- the rules ------------------------------------------------------------------ */

/* What -p last means hangs on the scheme's 周期; the scheme is read once more,
 * with the period, when it is known. */
static bool last_period(struct call *c, struct period *p)
{
	struct arena *arena = arena_new();
	const struct scheme *s = scheme_read(arena, diag_new(arena, c->language), c->rules, NULL);
	const char *now = month_now(c, s->timezone);
	int64_t moment;

	if (now != NULL && moment_parse(now, strlen(now), &moment))
		*p = period_before(s->cycle, (int32_t)(moment / 86400));
	arena_free(arena);
	return now != NULL;
}

static bool read_period(struct call *c, struct period *p)
{
	if (strcmp(c->period, "last") == 0)
		return last_period(c, p);
	if (period_parse(c->period, p))
		return true;
	diag(c->diag, MSG_PERIOD_OPTION, (struct origin){ 0 }, c->period, NULL);
	return false;
}

/* 截止日: --as-of, else 期末. */
static bool read_cutoff(struct call *c, struct period p, int32_t *cutoff)
{
	*cutoff = p.last;
	if (c->as_of == NULL)
		return true;
	if (!day_parse(c->as_of, strlen(c->as_of), cutoff)) {
		diag(c->diag, MSG_AS_OF_OPTION, (struct origin){ 0 }, c->as_of, NULL);
		return false;
	}
	if (*cutoff >= p.first)
		return true;
	diag(c->diag, MSG_AS_OF_EARLY, (struct origin){ 0 }, c->as_of, day_text(c->arena, p.first), NULL);
	return false;
}

static bool is_trial(const struct scheme *s, struct period p)
{
	for (size_t i = 0; i < s->trial_count; i++)
		if (s->trial[i].kind == p.kind && s->trial[i].first == p.first)
			return true;
	return false;
}

/* A quarter, half or year that the scheme makes of its published periods. */
static bool is_summed(const struct scheme *s, struct period p)
{
	for (size_t i = 0; i < s->summary_count; i++)
		if (p.kind != s->cycle && s->summary[i]->over == p.kind)
			return true;
	return false;
}

bool month_rules(struct call *c, struct month *m)
{
	if (!read_period(c, &m->period) || !read_cutoff(c, m->period, &m->cutoff))
		return false;
	m->scheme = scheme_read(c->arena, c->diag, c->rules, &m->period);
	if (!month_gate(c) || !summaries_check(c, m->scheme))
		return false;
	m->trial = is_trial(m->scheme, m->period);
	m->summed = is_summed(m->scheme, m->period);
	m->rules_digest = digest_rules(c->arena, m->scheme);
	m->meaning_digest = digest_meaning(c->arena, m->scheme);
	return true;
}

/* ---- what came in and what people decided ------------------------------------------ */

bool month_inputs(struct call *c, struct month *m, const struct ledger *known, const char *beside)
{
	const struct manner manner = { .progress = !c->quiet && isatty(STDERR_FILENO), .english = c->language == ENGLISH, .threads = threads_of(c),
		.no_digest = c->no_digest };

	m->people = people_read(c->arena, c->diag, m->scheme, c->inputs, m->period);
	if (!month_gate(c))
		return false;
	if (known != NULL) {
		history_fill(c, m, known);
		m->before = m->summed ? NULL : history_trails(c, m, known, beside);
	}
	if (!m->summed)
		m->measures = measures_read_as(c->arena, c->diag, m->scheme, c->inputs, m->period, m->cutoff, &manner,
			m->people, m->before);
	if (!month_gate(c))
		return false;
	m->inputs_digest = digest_inputs(c->arena, m);
	return true;
}

/* ---- figures ------------------------------------------------------------------------ */

/* The same period without 调整 and 剔除, for the totals before people's interventions. */
static void score_plain(struct call *c, const struct month *m, struct scores *scores)
{
	struct diag *silent = diag_new(c->arena, c->language);
	struct people *plain = arena_one(c->arena, struct people);
	const struct manner manner = { .threads = threads_of(c), .no_digest = c->no_digest };
	const struct measures *measures = m->measures;
	struct scores *before = NULL;

	*plain = *m->people;
	plain->adjustment_count = plain->exclusion_count = 0;
	if (m->people->exclusion_count > 0)
		measures = measures_read_as(c->arena, silent, m->scheme, c->inputs, m->period, m->cutoff, &manner, plain, m->before);
	if (diag_errors(silent) == 0)
		before = scores_compute(c->arena, silent, m->scheme, measures, m->history, plain);
	if (diag_errors(silent) == 0)
		scores_before(scores, before);
	else
		diag(c->diag, MSG_NO_PLAIN, (struct origin){ 0 }, NULL);
}

/* Proposals of a trial or a drill never count. */
static void mark_flags(struct flags *flags, const char *mark)
{
	for (size_t i = 0; i < flags->count; i++)
		flags->flag[i].status = mark;
}

static bool sum_up(struct call *c, struct month *m)
{
	const struct history *past = m->history != NULL ? m->history : arena_one(c->arena, struct history);

	for (size_t i = 0; i < m->scheme->summary_count; i++)
		if (m->scheme->summary[i]->over == m->period.kind)
			*arena_push(c->arena, m->summary, m->summary_count) =
				summary_compute(c->arena, c->diag, m->scheme, m->scheme->summary[i], m->period, past);
	return month_gate(c);
}

/* The day on which this happens; without one (--now is no time, complained of) nothing has changed since. */
static int32_t today(struct call *c, const struct month *m)
{
	const char *now = month_now(c, m->scheme->timezone);
	int64_t moment;

	return now != NULL && moment_parse(now, strlen(now), &moment) ? (int32_t)(moment / 86400) : m->cutoff;
}

static bool score(struct call *c, struct month *m)
{
	struct scores *scores = scores_compute(c->arena, c->diag, m->scheme, m->measures, m->history, m->people);
	struct flags *flags;

	if (!month_gate(c))
		return false;
	if (m->people != NULL && m->people->adjustment_count + m->people->exclusion_count > 0)
		score_plain(c, m, scores);
	flags = flags_raise(c->arena, c->diag, scores, today(c, m));
	if (m->trial || c->drill)
		mark_flags(flags, c->drill ? "演练" : "试运行");
	m->scores = scores;
	m->flags = flags;
	return month_gate(c);
}

bool month_score(struct call *c, struct month *m)
{
	return m->summed ? sum_up(c, m) : score(c, m);
}

/* ---- the gate and the end -------------------------------------------------------------- */

bool month_gate(struct call *c)
{
	return diag_errors(c->diag) == 0 && diag_errors(c->aside) == 0;
}

/* Whether stderr is the journal, which reads <3> in front of a line as its priority. */
static bool to_journal(void)
{
	const char *stream = getenv("JOURNAL_STREAM");
	char here[64];
	struct stat st;

	if (stream == NULL || fstat(STDERR_FILENO, &st) != 0)
		return false;
	snprintf(here, sizeof here, "%llu:%llu", (unsigned long long)st.st_dev, (unsigned long long)st.st_ino);
	return strcmp(stream, here) == 0;
}

static const char *code_word(int code, enum language language)
{
	static const struct { int code; const char *zh, *en; } words[] = {
		{ EXIT_OK, "完成", "OK" }, { EXIT_WARN, "已完成，有提醒", "done, with warnings" }, { EXIT_USAGE, "用法不对", "usage" },
		{ EXIT_DATA, "数据不能用，没有写出任何结果", "data refused, nothing written" },
		{ EXIT_NOINPUT, "缺文件，没有写出任何结果", "input missing, nothing written" },
		{ EXIT_CONFIG, "规则有错，没有写出任何结果", "rules refused, nothing written" },
		{ EXIT_TEMPFAIL, "请稍后再试", "try again later" },
		{ EXIT_VERIFY, "与台账所记不同", "not what the ledger recorded" },
		{ EXIT_CLOSED, "已定稿或有变动，没有写出任何结果", "closed or changed, nothing written" },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].code == code)
			return language == CHINESE ? words[i].zh : words[i].en;
	return language == CHINESE ? "没有完成" : "failed";
}

/* The code that both lists call for: an error of either before warnings. */
static int worse(int code, int other)
{
	if (code <= EXIT_WARN)
		return other > code ? other : code;
	return other == EXIT_SOFTWARE ? other : code;
}

void print_column(const char *text, size_t width)
{
	size_t used = utf8_width(text);

	printf("%s%*s", text, (int)(used < width ? width - used : 1), "");
}

bool output_end(struct call *c)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	clearerr(stdout);               /* it is said once */
	diag(c->aside, MSG_STDOUT_FAILED, (struct origin){ 0 }, NULL);
	return false;
}

int month_end(struct call *c, const char *summary)
{
	int code;
	int how = (c->verbose ? DIAG_NOTES : 0) | (to_journal() ? DIAG_JOURNAL : c->excerpts ? DIAG_EXCERPT : 0);

	output_end(c);                  /* results before what is said of them */
	code = worse(diag_exit(c->diag), diag_exit(c->aside));
	diag_print(c->aside, stderr, how);
	diag_print(c->diag, stderr, how);
	if (code != EXIT_OK || c->verbose)
		fprintf(stderr, "rc=%d %s%s%s\n", code, code_word(code, c->language), summary == NULL ? "" : c->language == CHINESE ? "：" : ": ",
			summary == NULL ? "" : summary);
	return code;
}
