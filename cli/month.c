/* month.c -- period, cut-off, the gate, the end: what the commands of a month share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/text.h"
#include "cli/cli.h"

/* The scheme's own clock; SOURCE_DATE_EPOCH stands in for it where a run must be repeatable. */
static int32_t today(const char *zone)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t now = epoch != NULL && *epoch != '\0' ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
	struct tm tm;

	setenv("TZ", zone, 1);
	tzset();
	localtime_r(&now, &tm);
	return day_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

/* What -p last means hangs on the scheme's 周期; the scheme is read once more,
 * with the period, when it is known. */
static struct period last_period(struct call *c)
{
	struct arena *arena = arena_new();
	const struct scheme *s = scheme_read(arena, diag_new(arena, c->language), c->rules, NULL);
	struct period p = period_before(s->cycle, today(s->timezone == NULL ? "Asia/Shanghai" : s->timezone));

	arena_free(arena);
	return p;
}

bool month_period(struct call *c, struct period *p)
{
	if (strcmp(c->period, "last") == 0) {
		*p = last_period(c);
		return true;
	}
	if (period_parse(c->period, p))
		return true;
	diag(c->diag, MSG_PERIOD_OPTION, (struct origin){ 0 }, c->period, NULL);
	return false;
}

bool month_cutoff(struct call *c, struct period p, int32_t *cutoff)
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

bool month_gate(struct call *c)
{
	return diag_errors(c->diag) == 0;
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
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (words[i].code == code)
			return language == CHINESE ? words[i].zh : words[i].en;
	return language == CHINESE ? "没有完成" : "failed";
}

int month_end(struct call *c, const char *summary)
{
	int code = diag_exit(c->diag);

	diag_print(c->diag, stderr, (c->verbose ? DIAG_NOTES : 0) | (to_journal() ? DIAG_JOURNAL : 0));
	if (code != EXIT_OK || c->verbose)
		fprintf(stderr, "rc=%d %s%s%s\n", code, code_word(code, c->language), summary == NULL ? "" : c->language == CHINESE ? "：" : ": ",
			summary == NULL ? "" : summary);
	return code;
}
