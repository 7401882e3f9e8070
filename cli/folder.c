/* folder.c -- one run, one folder; nothing is ever overwritten. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "cli/cli.h"

static void cannot(struct call *c, const char *what)
{
	diag(c->diag, errno == EACCES || errno == EPERM ? MSG_OUT_PERMISSION : MSG_OUT_FAILED, (struct origin){ 0 }, what, strerror(errno), NULL);
}

/* The holder writes who it is, for the message of the one that comes second. */
static bool take_lock(struct call *c, struct folder *f)
{
	const char *path = path_join(c->arena, f->out, ".lock");
	char holder[128] = "";
	ssize_t n;

	f->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (f->lock < 0) {
		cannot(c, path);
		return false;
	}
	if (flock(f->lock, LOCK_EX | LOCK_NB) == 0) {
		snprintf(holder, sizeof holder, "%ld kaohe run -p %.40s\n", (long)getpid(), c->period);
		if (ftruncate(f->lock, 0) == 0 && pwrite(f->lock, holder, strlen(holder), 0) > 0)
			return true;
		cannot(c, path);
		return false;
	}
	n = pread(f->lock, holder, sizeof holder - 1, 0);
	holder[n > 0 ? strcspn(holder, "\n") : 0] = '\0';
	diag(c->diag, MSG_LOCKED, (struct origin){ 0 }, f->out, holder, NULL);
	return false;
}

/* Removes a folder of plain files, as a run folder is. */
static void remove_folder(struct call *c, const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlink(path_join(c->arena, path, entry->d_name));
	if (dir != NULL)
		closedir(dir);
	if (rmdir(path) != 0 && errno != ENOENT)
		cannot(c, path);
}

/* The highest number there is; folders that a dead run left are swept. */
static unsigned last_number(struct call *c, const char *parent)
{
	DIR *dir = opendir(parent);
	struct dirent *entry;
	unsigned last = 0, number;

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (strncmp(entry->d_name, ".run-", 5) == 0)
			remove_folder(c, path_join(c->arena, parent, entry->d_name));
		else if (sscanf(entry->d_name, "run-%u-", &number) == 1 && number > last)
			last = number;
	}
	if (dir != NULL)
		closedir(dir);
	return last;
}

bool folder_open(struct call *c, const char *period, struct folder *f)
{
	*f = (struct folder){ .out = c->out, .lock = -1 };
	f->parent = path_join(c->arena, c->out, period);
	if (!dir_make(c->diag, f->out) || !take_lock(c, f) || !dir_make(c->diag, f->parent))
		return false;
	f->number = last_number(c, f->parent) + 1;
	f->name = arena_printf(c->arena, "run-%04u-draft", f->number);
	f->final = path_join(c->arena, f->parent, f->name);
	f->working = path_join(c->arena, f->parent, arena_printf(c->arena, ".run-%04u", f->number));
	if (mkdir(f->working, 0750) == 0)
		return true;
	cannot(c, f->working);
	f->working = NULL;
	return false;
}

/* current -> run-NNNN-draft, replaced in one step. */
static bool point_current(struct call *c, const struct folder *f)
{
	const char *fresh = path_join(c->arena, f->parent, ".current.new"), *current = path_join(c->arena, f->parent, "current");

	unlink(fresh);
	if (symlink(f->name, fresh) == 0 && rename(fresh, current) == 0)
		return dir_sync(c->diag, f->parent);
	cannot(c, current);
	return false;
}

bool folder_publish(struct call *c, struct folder *f)
{
	if (!dir_sync(c->diag, f->working))
		return false;
	if (rename(f->working, f->final) != 0) {
		cannot(c, f->final);
		return false;
	}
	f->working = NULL;
	return dir_sync(c->diag, f->parent) && point_current(c, f);
}

void folder_close(struct call *c, struct folder *f)
{
	if (f->working != NULL)
		remove_folder(c, f->working);
	if (f->lock >= 0)
		close(f->lock);
}
