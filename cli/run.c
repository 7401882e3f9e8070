/* run.c -- the month on one screen. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "cli/cli.h"
#include "inputs/measures.h"
#include "scoring/flags.h"

/* SHA-256 of the running program. */
static const char *program_digest(struct call *c)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash;
	struct file *f;

	path[n > 0 ? n : 0] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL)
		return "";
	*slash = '\0';
	f = file_read(c->arena, c->diag, *path == '\0' ? "/" : path, slash + 1);
	return f == NULL ? "" : f->digest;
}

/* One digest over the names and digests of all rule files. */
static const char *rules_digest(struct call *c, const struct scheme *s)
{
	struct buf b = buf_new(c->arena);
	char *hex = arena_alloc(c->arena, DIGEST_SIZE);

	for (size_t i = 0; i < s->file_count; i++)
		buf_printf(&b, "%s %s\n", s->file[i]->digest, s->file[i]->name);
	digest_bytes(b.at, b.length, hex);
	return hex;
}

static bool write_reports(struct call *c, const struct run_facts *facts, const char *dir)
{
	return report_scores_csv(c->arena, c->diag, facts, dir) && report_flags_csv(c->arena, c->diag, facts, dir) &&
		report_quarantine_csv(c->arena, c->diag, facts, dir) && report_book(c->arena, c->diag, facts, dir) &&
		report_run_json(c->arena, c->diag, facts, dir);
}

/* What the clerk wants to know at once: where it is, who leads, who is last and why, who is proposed for what. */
static void say(struct call *c, const struct run_facts *facts, const struct folder *f)
{
	if (c->quiet)
		return;
	printf("%s%s/%s\n", c->language == CHINESE ? "工作簿：" : "workbook: ", f->final, facts->workbook);
	for (const char **line = report_sentences(c->arena, facts->scores, facts->flags); *line != NULL; line++)
		printf("%s\n", *line);
}

static const char *summary(struct call *c, const struct run_facts *facts)
{
	unsigned long long rows = 0;

	for (size_t i = 0; i < facts->scheme->source_count; i++)
		for (size_t k = 0; k < facts->measures->intake[i].file_count; k++)
			rows += facts->measures->intake[i].file[k].rows;
	return arena_printf(c->arena, c->language == CHINESE ? "%llu 行，隔离 %zu，问责建议 %zu，第 %u 次运行"
		: "%llu rows, %zu quarantined, %zu proposals, run %u", rows, facts->measures->quarantine_count, facts->flags->count, facts->number);
}

static const char *publish(struct call *c, struct run_facts *facts, struct period period)
{
	struct folder folder;
	const char *result = NULL;

	if (folder_open(c, period_text(c->arena, period), &folder)) {
		facts->number = folder.number;
		facts->workbook = book_name(c->arena, facts);
		if (write_reports(c, facts, folder.working) && folder_publish(c, &folder)) {
			say(c, facts, &folder);
			result = summary(c, facts);
		}
	}
	folder_close(c, &folder);
	return result;
}

int command_run(struct call *c)
{
	struct period period;
	int32_t cutoff;
	struct run_facts facts = { .kind = "草稿", .version = KAOHE_VERSION, .as_of = c->as_of, .diag = c->diag };

	if (!month_period(c, &period) || !month_cutoff(c, period, &cutoff))
		return month_end(c, NULL);
	facts.scheme = scheme_read(c->arena, c->diag, c->rules, &period);
	if (month_gate(c))
		examples_check(c->arena, c->diag, facts.scheme);
	if (!month_gate(c))
		return month_end(c, NULL);
	facts.measures = measures_read(c->arena, c->diag, facts.scheme, c->inputs, period, cutoff, !c->quiet && isatty(STDERR_FILENO));
	if (!month_gate(c))
		return month_end(c, NULL);
	facts.scores = scores_compute(c->arena, c->diag, facts.scheme, facts.measures);
	if (!month_gate(c))
		return month_end(c, NULL);
	facts.flags = flags_raise(c->arena, facts.scores);
	facts.language = c->language == CHINESE ? "zh" : "en";
	facts.program_digest = program_digest(c);
	facts.rules_digest = rules_digest(c, facts.scheme);
	return month_end(c, publish(c, &facts, period));
}
