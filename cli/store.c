/* store.c -- OUT and its ledger: one writer at a time, and what a dead run left is put right first.
 *
 * A run commits its ledger entry before its folder gets its name.  So a working
 * folder whose entry is in the ledger only lacks its name and is finished; one
 * without an entry never counted and is swept. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"

static const struct origin nowhere = { NULL, 0, 0 };

/* ---- where it lies --------------------------------------------------------------- */

const char *ledger_path(const struct call *c)
{
	return c->ledger != NULL ? c->ledger : path_join(c->arena, c->out, "ledger.db");
}

static const char *folder_of(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return ".";
	return slash == path ? "/" : arena_strn(a, path, (size_t)(slash - path));
}

const char *ledger_beside(const struct call *c)
{
	if (c->out != NULL)
		return c->out;
	return c->ledger != NULL ? folder_of(c->arena, c->ledger) : NULL;
}

struct ledger *ledger_known(struct call *c)
{
	if (c->out == NULL && c->ledger == NULL)
		return NULL;
	return ledger_open(c->arena, c->aside, ledger_path(c));
}

const char *ledger_head(const struct ledger *l)
{
	return l->count == 0 ? "" : l->head;
}

struct ledger *ledger_look(struct call *c)
{
	const char *path = ledger_path(c);

	if (access(path, F_OK) != 0 && errno == ENOENT) {
		diag(c->aside, MSG_LEDGER_ABSENT, nowhere, path, NULL);
		return NULL;
	}
	return ledger_open(c->arena, c->aside, path);
}

const struct ledger_entry *ledger_run(struct call *c, const struct ledger *l, const char *word)
{
	char *end;
	unsigned long number = strtoul(word, &end, 10);
	const struct ledger_entry *e = *word >= '0' && *word <= '9' && *end == '\0' && number <= l->count ? ledger_number(l, (unsigned)number) : NULL;

	if (e == NULL)
		diag(c->aside, MSG_RUN_WORD, nowhere, word, arena_printf(c->arena, "%zu", l->count), NULL);
	return e;
}

/* ---- the lock ---------------------------------------------------------------------- */

static void cannot(struct call *c, const char *what)
{
	diag(c->aside, errno == EACCES || errno == EPERM || errno == EROFS ? MSG_OUT_PERMISSION : MSG_OUT_FAILED, nowhere, what, strerror(errno), NULL);
}

/* The holder writes who it is, for the message of the one that comes second. */
static bool sign_lock(struct call *c, int fd)
{
	const char *what = c->period != NULL ? c->period : c->word_count > 0 ? c->word[0] : "";
	const char *holder = arena_printf(c->arena, "%ld kaohe %s %.60s\n", (long)getpid(), c->command, what);

	return ftruncate(fd, 0) == 0 && pwrite(fd, holder, strlen(holder), 0) > 0;
}

/* Between taking the lock and signing it lies a moment; whoever comes in it waits, a second at most, for the name. */
static void read_holder(int fd, char *holder, size_t size)
{
	for (int attempt = 0; attempt < 200; attempt++) {
		ssize_t n = pread(fd, holder, size - 1, 0);

		holder[n > 0 ? n : 0] = '\0';
		if (strchr(holder, '\n') != NULL)
			break;
		nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
	}
	holder[strcspn(holder, "\n")] = '\0';
}

static void name_holder(struct call *c, const char *dir, int fd)
{
	char holder[128];
	bool zh = c->language == CHINESE;

	read_holder(fd, holder, sizeof holder);
	diag(c->aside, MSG_LOCKED, nowhere, dir, *holder == '\0' ? (zh ? "另一个进程" : "another process")
		: arena_printf(c->arena, zh ? "进程 %s" : "process %s", holder), NULL);
}

/* Whether the file still has its name: a run that wrote nothing takes its lock file with it. */
static bool has_its_name(int fd, const char *path)
{
	struct stat held, named;

	return fstat(fd, &held) == 0 && stat(path, &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

/* Whether the one that signed is dead. */
static bool holder_is_dead(int fd)
{
	char holder[32] = "";
	long pid = pread(fd, holder, sizeof holder - 1, 0) > 0 ? strtol(holder, NULL, 10) : 0;

	return pid > 0 && kill((pid_t)pid, 0) != 0 && errno == ESRCH;
}

/* The lock of a run that was killed is held on to until its workbook's writer is dead, too: that is waited for, five seconds at most. */
static bool hold(int fd)
{
	for (int attempt = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; attempt++) {
		if (attempt == 500 || !holder_is_dead(fd))
			return false;
		nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
	}
	return true;
}

/* The descriptor that holds dir/.lock, -1 and a complaint if it cannot be had. */
static int take_lock(struct call *c, const char *dir)
{
	const char *path = path_join(c->arena, dir, ".lock");
	int fd = -1;

	for (int attempt = 0; attempt < 16; attempt++) {
		if (!dir_make(c->aside, dir))
			return -1;
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
		if (fd < 0 && errno == ENOENT)
			continue;
		if (fd < 0) {
			cannot(c, path);
			return -1;
		}
		if (!hold(fd))
			break;
		if (has_its_name(fd, path) && sign_lock(c, fd))
			return fd;
		close(fd);
		fd = -1;
	}
	if (fd >= 0) {
		name_holder(c, dir, fd);
		close(fd);
	} else {
		cannot(c, path);
	}
	return -1;
}

static bool same_folder(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_ino == y.st_ino && x.st_dev == y.st_dev;
}

/* ---- what a dead run left ------------------------------------------------------------ */

/* A working folder .run-NNNN: finished if its entry was committed, else swept. */
static void settle_run(struct call *c, struct store *s, const char *period, const char *name)
{
	const char *parent = path_join(c->arena, s->out, period), *working = path_join(c->arena, parent, name);
	const struct ledger_entry *e = ledger_number(s->ledger, (unsigned)strtoul(name + 5, NULL, 10));

	if (e == NULL || strcmp(e->period, period) != 0) {
		folder_remove(c, working);
		diag(c->aside, MSG_SWEPT, nowhere, name, NULL);
	} else if (folder_matches(c, working, e, MSG_VERIFY_FILE) && folder_finish(c, s->out, e)) {
		diag(c->aside, MSG_FINISHED, nowhere, arena_printf(c->arena, "%u", e->number), e->folder, NULL);
	}
}

/* run-0012-draft where the ledger ends with 11: it was begun anew, or put back from an old copy. */
static void doubt_run(struct call *c, const struct store *s, const char *period, const char *name)
{
	char *end;
	unsigned long number = strncmp(name, "run-", 4) == 0 ? strtoul(name + 4, &end, 10) : 0;

	if (number > s->ledger->count && *end == '-')
		diag(c->aside, MSG_LEDGER_SHORT, nowhere, path_join(c->arena, period, name), arena_printf(c->arena, "%zu", s->ledger->count), NULL);
}

static void settle_period(struct call *c, struct store *s, const char *period)
{
	const char *parent = path_join(c->arena, s->out, period);
	const char **left = NULL;
	size_t count = 0;
	int fd = open(parent, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (strncmp(entry->d_name, ".run-", 5) == 0 || strncmp(entry->d_name, ".archive-", 9) == 0 || strncmp(entry->d_name, ".edition-", 9) == 0)
			*arena_push(c->arena, left, count) = arena_str(c->arena, entry->d_name);
		else
			doubt_run(c, s, period, entry->d_name);
	if (dir != NULL)
		closedir(dir);
	for (size_t i = 0; i < count; i++) {
		if (left[i][1] == 'r')
			settle_run(c, s, period, left[i]);
		else
			folder_remove(c, path_join(c->arena, parent, left[i]));
	}
}

/* The newest run may lack no more than current or HEAD. */
static void settle_newest(struct call *c, struct store *s)
{
	const struct ledger_entry *e = s->ledger->count == 0 ? NULL : s->ledger->entry[s->ledger->count - 1];

	if (e != NULL && access(path_join(c->arena, s->out, e->folder), F_OK) == 0)
		folder_finish(c, s->out, e);
}

static bool settle(struct call *c, struct store *s)
{
	const char **names = NULL;
	size_t count = 0;
	DIR *dir = opendir(s->out);
	struct dirent *entry;
	struct period p;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (strncmp(entry->d_name, ".HEAD.tmp.", 10) == 0)
			unlink(path_join(c->arena, s->out, entry->d_name));
		else if (period_parse(entry->d_name, &p))
			*arena_push(c->arena, names, count) = arena_str(c->arena, entry->d_name);
	}
	if (dir != NULL)
		closedir(dir);
	for (size_t i = 0; i < count; i++)
		settle_period(c, s, names[i]);
	settle_newest(c, s);
	return diag_errors(c->aside) == 0;
}

/* OUT/HEAD is a witness: "7 <head> 2026-10". */
bool store_bears_head(struct call *c, const char *dir, const struct ledger *l)
{
	const struct file *file;
	const struct ledger_entry *e;
	unsigned number = 0;
	char head[65] = "";

	if (!file_exists(dir, "HEAD"))
		return true;
	file = file_read_stored(c->arena, c->aside, dir, "HEAD");
	if (file == NULL)
		return false;
	e = sscanf(file->bytes, "%u %64s", &number, head) == 2 ? ledger_number(l, number) : NULL;
	if (e != NULL && strcmp(e->head, head) == 0)
		return true;
	diag(c->aside, MSG_VERIFY_HEAD, nowhere, "HEAD", arena_printf(c->arena, "%u", number), NULL);
	return false;
}

/* ---- open and close ------------------------------------------------------------------ */

bool store_open(struct call *c, struct store *s)
{
	const char *path = ledger_path(c), *home = folder_of(c->arena, path);

	*s = (struct store){ .out = c->out, .lock = -1, .ledger_lock = -1 };
	s->fresh = access(s->out, F_OK) != 0;
	s->lock = take_lock(c, s->out);
	if (s->lock < 0)
		return false;
	if (!same_folder(home, s->out) && (s->ledger_lock = take_lock(c, home)) < 0)
		return false;
	s->ledger = ledger_open(c->arena, c->aside, path);
	return s->ledger != NULL && store_bears_head(c, s->out, s->ledger) && settle(c, s);
}

/* Where nothing was written nothing is left: the lock file goes while it is still held. */
static void leave_no_trace(const struct store *s)
{
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%s/.lock", s->out);
	unlink(path);
	rmdir(s->out);
}

void store_close(struct store *s)
{
	if (s->lock >= 0 && s->fresh && (s->ledger == NULL || s->ledger->count == 0))
		leave_no_trace(s);
	if (s->lock >= 0)
		close(s->lock);
	if (s->ledger_lock >= 0)
		close(s->ledger_lock);
}
