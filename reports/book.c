/* book.c -- the workbook: written by a child, read back, then published.
 *
 * The child may run out of disk or memory, crash or be killed: the parent sees
 * it in the exit status, and the workbook that was there stays; where the parent
 * is killed the child goes with it.  A file gets its final name only after every
 * cell has been found again in it.
 *
 *     child:  draw -> close -> read back -> fsync       .NAME.tmp.PID, with .NAME.tmp.PID.d to work in
 *     parent: wait -> rename -> fsync the folder        NAME
 *
 * Between beginning and end the parent writes what else there is of the run. */
#include "reports/book_private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "reports/edition.h"

enum { NAME_BYTES = 200, SUMMARY_BYTES = 60, PACKING = 2 };

static const struct origin nowhere = { NULL, 0, 0 };

const struct sheet_info sheet_list[] = {
	{ "封面", "领导", "结论、名次首尾、行数、图例", draw_cover, NULL, PUBLIC },
	{ "排名", "领导", "名次、总分、一级指标、等次", draw_ranking, NULL, PUBLIC },
	{ "指标得分", "领导", "各指标得分，颜色越深越差", draw_marks, NULL, PUBLIC },
	{ "问责清单", "领导", "问责的事由、事实、依据、责任", draw_flags, NULL, MEETING },
	{ "名单", "领导", "按条件列出的单位，不是问责", draw_rosters, has_rosters, MEETING },
	{ "变化", "领导", "总分比上期升降的原因，逐项", draw_changes, has_changes, PUBLIC },
	{ "单位卡", "领导", "一个单位一页：失分、走势、问责", draw_cards, NULL, MEETING },
	{ "督办", "领导", "未了事项：时限、逾期、整改余量", draw_open, has_open, MEETING },
	{ "数据质量", "审计", "文件、行数守恒、隔离的行", draw_quality, NULL, MEETING },
	{ "规则", "审计", "规则逐条：位置、原文、依据", draw_rules, NULL, MEETING },
	{ "演算", "审计", "从数到名次逐步的公式", draw_working, NULL, MEETING },
	{ "推演", "领导", "试改权重、目标、参数，名次随之重算", draw_whatif, NULL, MEETING },
	{ "校验", "审计", "公布数与演算逐个单位核对", draw_proof, NULL, MEETING },
	{ "明细", "审计", "数值、算式、过程、数据来源", draw_detail, NULL, MEETING },
};
const size_t sheet_list_count = sizeof sheet_list / sizeof *sheet_list;

static bool sums_months(const struct run_facts *facts)
{
	return facts->scheme->cycle == MONTH;
}

static bool sums_longer(const struct run_facts *facts)
{
	return !sums_months(facts);
}

static const struct sheet_info summary_list[] = {
	{ "封面", "领导", "结论、名次首尾、所据各期", draw_summary_cover, NULL, PUBLIC },
	{ "排名", "领导", "名次、汇总分、升降、等次", draw_summary_ranking, NULL, PUBLIC },
	{ "各月得分", "领导", "各月总分和权重，颜色越深越差", draw_summary_marks, sums_months, PUBLIC },
	{ "各期得分", "领导", "各期总分和权重，颜色越深越差", draw_summary_marks, sums_longer, PUBLIC },
	{ "问责", "领导", "各期的问责建议和决定", draw_summary_flags, NULL, MEETING },
	{ "规则", "审计", "汇总所据的规则：位置、原文", draw_summary_rules, NULL, MEETING },
};

const struct sheet_info *sheets_of(const struct run_facts *facts, size_t *count)
{
	bool summed = facts->summary_count > 0;

	*count = summed ? sizeof summary_list / sizeof *summary_list : sheet_list_count;
	return summed ? summary_list : sheet_list;
}

static bool is_asked(const char *name, const struct run_facts *facts)
{
	struct arena *scratch;
	bool asked = facts->sheets == NULL;

	if (asked)
		return true;
	scratch = arena_new();
	for (const char *at = facts->sheets, *word; !asked && (word = text_listed(scratch, &at)) != NULL;)
		asked = strcmp(word, name) == 0;
	arena_free(scratch);
	return asked;
}

bool sheet_there(const struct sheet_info *info, const struct run_facts *facts)
{
	return facts->edition <= info->widest && (info->there == NULL || info->there(facts)) && is_asked(info->name, facts);
}

bool book_has(const struct run_facts *facts, const char *name)
{
	size_t count;
	const struct sheet_info *list = sheets_of(facts, &count);

	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i].name, name) == 0)
			return sheet_there(&list[i], facts);
	return false;
}

bool report_has_sheet(const char *name)
{
	for (size_t i = 0; i < sheet_list_count; i++)
		if (strcmp(sheet_list[i].name, name) == 0)
			return true;
	for (size_t i = 0; i < sizeof summary_list / sizeof *summary_list; i++)
		if (strcmp(summary_list[i].name, name) == 0)
			return true;
	return false;
}

const char *report_sheet_names(struct arena *a)
{
	struct buf b = buf_new(a);

	for (size_t i = 0; i < sheet_list_count; i++)
		buf_printf(&b, "%s%s", i > 0 ? "、" : "", sheet_list[i].name);
	return b.at;
}

/* ---- the name ------------------------------------------------------------------ */

/* The first `bytes` bytes at most, whole characters. */
static const char *cut_to_bytes(struct arena *a, const char *s, size_t bytes)
{
	size_t length = strlen(s), fits = 0, size;

	if (length <= bytes)
		return s;
	for (const char *at = s; at < s + length; at += size) {
		utf8_decode(at, s + length, &size);
		if ((size_t)(at - s) + size > bytes)
			break;
		fits = (size_t)(at - s) + size;
	}
	return arena_strn(a, s, fits);
}

/* The one, or 汇总 for all of them: they share the workbook. */
static const char *summary_words(struct arena *a, const struct run_facts *facts)
{
	if (facts->summary_count == 0)
		return "";
	return facts->summary_count > 1 ? "汇总" : cut_to_bytes(a, facts->summary[0]->summary->name, SUMMARY_BYTES);
}

/* pattern with {方案} {汇总} {草稿} {运行号} and {期} filled. */
static const char *fill_name(struct arena *a, const struct run_facts *facts, const char *pattern, const char *scheme)
{
	const char *filled = period_fill(a, facts->measures->period, pattern);
	struct buf b = buf_new(a);
	const struct { const char *mark, *text; } parts[] = {
		{ "{方案}", scheme },
		{ "{汇总}", summary_words(a, facts) },
		{ "{草稿}", facts->kind },
		{ "{运行号}", arena_printf(a, "%04u", facts->number) },
	};

	buf_add(&b, "");
	for (const char *s = filled == NULL ? pattern : filled; *s != '\0';) {
		size_t i;

		for (i = 0; i < sizeof parts / sizeof *parts; i++)
			if (strncmp(s, parts[i].mark, strlen(parts[i].mark)) == 0)
				break;
		if (i == sizeof parts / sizeof *parts) {
			buf_addn(&b, s++, 1);
			continue;
		}
		buf_add(&b, parts[i].text);
		s += strlen(parts[i].mark);
	}
	return b.at;
}

const char *book_stem(struct arena *a, const char *s)
{
	char *name = arena_str(a, s);

	for (char *c = name; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f || strchr("/\\:*?\"<>|", *c) != NULL)
			*c = '_';
	if (*name == '.')
		*name = '_';
	return name;
}

static const char *without_suffix(struct arena *a, const char *pattern)
{
	size_t length = strlen(pattern);

	if (length > 5 && strcasecmp(pattern + length - 5, ".xlsx") == 0)
		return arena_strn(a, pattern, length - 5);
	return pattern;
}

const char *book_name(struct arena *a, const struct run_facts *facts)
{
	const struct scheme *scheme = facts->scheme;
	const char *pattern = scheme->output_name != NULL && *scheme->output_name != '\0' ? scheme->output_name :
		facts->summary_count > 0 ? "{方案}_{期}_{汇总}_{草稿}_{运行号}" : "{方案}_{期}_{草稿}_{运行号}";
	const char *stem = fill_name(a, facts, without_suffix(a, pattern), scheme->name);
	const char *suffix = edition_suffix(facts->edition);
	size_t room = NAME_BYTES - 5 - strlen(suffix), over = strlen(stem) > room ? strlen(stem) - room : 0;

	/* The period and the run number tell files apart, so the scheme's name is what gives way. */
	if (over > 0 && strlen(scheme->name) > over)
		stem = fill_name(a, facts, without_suffix(a, pattern), cut_to_bytes(a, scheme->name, strlen(scheme->name) - over));
	return arena_printf(a, "%s%s.xlsx", book_stem(a, cut_to_bytes(a, stem, room)), suffix);
}

/* ---- what a dead writer left ------------------------------------------------------ */

static const char scratch_mark[] = ".d";

/* The process that is writing NAME, or 0 if the name is not that of such a file. */
static pid_t writer_of(const char *name)
{
	const char *mark = *name == '.' ? strstr(name, ".xlsx.tmp.") : NULL;
	char *end;
	long pid;

	if (mark == NULL)
		return 0;
	pid = strtol(mark + strlen(".xlsx.tmp."), &end, 10);
	return (*end == '\0' || strcmp(end, scratch_mark) == 0) && pid > 0 ? (pid_t)pid : 0;
}

/* A file, or a folder of files; whether it is gone. */
static bool clear_away(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *entry;

	if (d == NULL)
		return unlink(path) == 0 || errno == ENOENT;
	while ((entry = readdir(d)) != NULL)
		unlinkat(dirfd(d), entry->d_name, 0);
	closedir(d);
	return rmdir(path) == 0;
}

static void sweep_leftovers(struct arena *a, const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *entry;

	if (d == NULL)
		return;
	while ((entry = readdir(d)) != NULL) {
		pid_t pid = writer_of(entry->d_name);

		if (pid > 0 && kill(pid, 0) != 0 && errno == ESRCH)
			clear_away(path_join(a, dir, entry->d_name));
	}
	closedir(d);
}

/* ---- the child ---------------------------------------------------------------- */

/* What is to be written, and where. */
struct job {
	const struct run_facts *facts;
	const char *dir, *name;
	void (*draw)(struct book *, const void *);
	const void *self;
};

/* What the child says of its failure, through the pipe. */
struct failure {
	enum message message;
	char what[420];
};

static void draw_all(struct book *b, const void *self)
{
	size_t count;
	const struct sheet_info *list = sheets_of(b->facts, &count);

	for (size_t i = 0; i < count && b->failure == NULL; i++)
		if (sheet_there(&list[i], b->facts)) {
			list[i].draw(b);
			book_heed_memory(b);
		}
	if (b->sheet_count == 0)
		book_fail(b, "这一期的工作簿没有这些表：%s", b->facts->sheets);
}

static bool settle_on_disk(struct book *b, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fchmod(fd, 0640) == 0 && fsync(fd) == 0;

	if (!ok)
		book_fail(b, "%s", strerror(errno));
	if (fd >= 0)
		close(fd);
	return ok;
}

/* What the library says on stderr. */
static char complaint[200];

static bool listen_to_library(void)
{
	stderr = fmemopen(complaint, sizeof complaint - 1, "w");
	return stderr != NULL && setvbuf(stderr, NULL, _IONBF, 0) == 0;
}

static void heed_library(struct book *b)
{
	complaint[strcspn(complaint, "\n")] = '\0';
	b->starved = b->starved || strstr(complaint, "emory") != NULL || (b->failure == NULL && *complaint != '\0');
	if (*complaint != '\0')
		book_fail(b, "%s", complaint);
}

/* The library's own files lie in a folder of their own: it does not see whether it could delete them. */
static const char *scratch_path(struct arena *a, const char *part)
{
	return arena_printf(a, "%s%s", part, scratch_mark);
}

/* True if the file at path is whole; else says why in *f. */
static bool write_book(struct arena *a, const struct job *job, const char *path, struct failure *f)
{
	const char *scratch = scratch_path(a, path);
	struct book *b;

	if (mkdir(scratch, 0700) != 0) {
		f->message = MSG_BOOK_NOT_WRITTEN;
		snprintf(f->what, sizeof f->what, "%s", strerror(errno));
		return false;
	}
	errno = 0;
	b = book_open(a, job->facts, path, scratch);
	f->message = MSG_BOOK_NOT_WRITTEN;
	book_heed_memory(b);
	if (b->failure == NULL)
		job->draw(b, job->self);
	book_heed_memory(b);
	if (b->workbook != NULL)
		book_close(b);
	heed_library(b);
	if (b->failure == NULL && settle_on_disk(b, path)) {
		f->message = MSG_BOOK_DAMAGED;
		if (book_matches(b, path))
			return true;
	}
	if (b->starved)
		f->message = MSG_BOOK_WRITER_KILLED;
	snprintf(f->what, sizeof f->what, "%s", b->failure);
	return false;
}

static const char *part_path(struct arena *a, const struct job *job, pid_t pid)
{
	return path_join(a, job->dir, arena_printf(a, ".%s.tmp.%ld", job->name, (long)pid));
}

/* Nobody writes for a run that is gone: its lock, which we share, must be free for the next. */
static void die_with(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(2);
}

static _Noreturn void child(struct arena *a, const struct job *job, int report, pid_t parent)
{
	struct failure f;
	bool ok;

	die_with(parent);
	signal(SIGXFSZ, SIG_IGN);       /* a limit is then an error with a reason, not a death without one */
	setlocale(LC_ALL, "C");
	pack_at(PACKING);
	memset(&f, 0, sizeof f);
	if (!listen_to_library())
		_exit(2);
	ok = write_book(a, job, part_path(a, job, getpid()), &f);
	if (!ok && write(report, &f, sizeof f) != (ssize_t)sizeof f)
		_exit(2);
	_exit(ok ? 0 : 1);
}

/* ---- the parent --------------------------------------------------------------- */

static bool hear(int fd, struct failure *f)
{
	char *at = (char *)f;
	size_t got = 0;
	ssize_t n;

	while (got < sizeof *f && (n = read(fd, at + got, sizeof *f - got)) != 0) {
		if (n > 0)
			got += (size_t)n;
		else if (errno != EINTR)
			break;
	}
	return got == sizeof *f;
}

static int wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return status;
}

static void say_failure(struct arena *a, struct diag *d, const char *name, int status, bool heard, const struct failure *f)
{
	if (status >= 0 && WIFSIGNALED(status))
		diag(d, MSG_BOOK_WRITER_KILLED, nowhere, name,
			arena_printf(a, "信号 %d（%s）", WTERMSIG(status), strsignal(WTERMSIG(status))), NULL);
	else if (heard)
		diag(d, f->message, nowhere, name, f->what, NULL);
	else
		diag(d, MSG_BOOK_WRITER_KILLED, nowhere, name,
			arena_printf(a, "退出码 %d", status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1), NULL);
}

static bool publish(struct arena *a, struct diag *d, const struct job *job, const char *part)
{
	if (rename(part, path_join(a, job->dir, job->name)) != 0) {
		diag(d, MSG_BOOK_NOT_PUBLISHED, nowhere, job->name, strerror(errno), NULL);
		return false;
	}
	return dir_sync(d, job->dir);
}

/* Starts the child; its id, or -1. *report is the end of the pipe to read. */
static pid_t start_writer(struct arena *a, struct diag *d, const struct job *job, int *report)
{
	pid_t pid, parent = getpid();
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0) {
		diag(d, MSG_BOOK_NO_WRITER, nowhere, strerror(errno), NULL);
		return -1;
	}
	signal(SIGCHLD, SIG_DFL);       /* whoever started us may have ignored it, and then no child can be waited for */
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		child(a, job, ends[1], parent);
	if (pid < 0) {
		diag(d, MSG_BOOK_NO_WRITER, nowhere, strerror(errno), NULL);
		close(ends[0]);
	}
	close(ends[1]);
	*report = ends[0];
	return pid;
}

/* A child at work. */
struct book_writer {
	struct job job;
	pid_t pid;
	int report;
};

static struct book_writer *begin(struct arena *a, struct diag *d, const struct job *job)
{
	struct book_writer *w = arena_one(a, struct book_writer);

	if (access(job->dir, W_OK | X_OK) != 0) {
		diag(d, MSG_BOOK_FOLDER, nowhere, strerror(errno), NULL);
		return NULL;
	}
	sweep_leftovers(a, job->dir);
	w->job = *job;
	w->pid = start_writer(a, d, job, &w->report);
	return w->pid < 0 ? NULL : w;
}

bool report_book_end(struct arena *a, struct diag *d, struct book_writer *w)
{
	struct failure f;
	bool heard = hear(w->report, &f), ok;
	int status;
	const char *part = part_path(a, &w->job, w->pid);

	close(w->report);
	status = wait_for(w->pid);
	ok = clear_away(scratch_path(a, part)) && status == 0;
	if (status != 0)
		say_failure(a, d, w->job.name, status, heard, &f);
	else if (ok)
		ok = publish(a, d, &w->job, part);
	else
		diag(d, MSG_BOOK_SCRATCH, nowhere, w->job.name, strerror(errno), NULL);
	if (!ok)
		unlink(part);
	return ok;
}

void report_book_drop(struct arena *a, struct book_writer *w)
{
	const char *part = part_path(a, &w->job, w->pid);

	kill(w->pid, SIGKILL);
	wait_for(w->pid);
	close(w->report);
	clear_away(scratch_path(a, part));
	unlink(part);
}

static bool write_and_publish(struct arena *a, struct diag *d, const struct job *job)
{
	struct book_writer *w = begin(a, d, job);

	return w != NULL && report_book_end(a, d, w);
}

bool book_publish(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir, const char *name,
	void (*draw)(struct book *, const void *), const void *self)
{
	const struct job job = { facts, dir, name, draw, self };

	return write_and_publish(a, d, &job);
}

static struct job job_of(struct arena *a, const struct run_facts *facts, const char *dir)
{
	return (struct job){ facts, dir, facts->workbook != NULL ? facts->workbook : book_name(a, facts), draw_all, NULL };
}

struct book_writer *report_book_begin(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	const struct job job = job_of(a, facts, dir);

	return begin(a, d, &job);
}

bool report_book(struct arena *a, struct diag *d, const struct run_facts *facts, const char *dir)
{
	const struct job job = job_of(a, facts, dir);

	return write_and_publish(a, d, &job);
}
