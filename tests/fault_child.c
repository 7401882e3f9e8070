/* fault_child.c -- preloaded into kaohe: lets something go wrong in the child that writes the workbook, and only there.
 *
 *     FAULT_MALLOC=N   the N-th request for memory fails     FAULT_EVER=1   and every one after it
 *     FAULT_STRACE=…   strace with these options is attached to the child before it goes on
 *     FAULT_DONE=FILE  is made when the fault of FAULT_MALLOC came to pass; FAULT_COUNT=FILE gets the number of requests */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/types.h>
#include <unistd.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
void _exit(int) __attribute__((noreturn));

static bool armed;
static long requests, fatal;

static void leave(const char *variable, long number)
{
	const char *path = getenv(variable);
	int fd = path != NULL ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;

	if (fd < 0)
		return;
	dprintf(fd, "%ld\n", number);
	close(fd);
}

static bool fails(void)
{
	if (!armed)
		return false;
	requests++;
	if (fatal == 0 || requests < fatal || (requests > fatal && getenv("FAULT_EVER") == NULL))
		return false;
	if (requests == fatal)
		leave("FAULT_DONE", requests);
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void *realloc(void *old, size_t size) { return fails() ? NULL : __libc_realloc(old, size); }

/* Counted to the end: the child leaves by _exit. */
void _exit(int code)
{
	if (armed)
		leave("FAULT_COUNT", requests);
	_Exit(code);
}

static bool is_traced(void)
{
	char status[2048];
	int fd = open("/proc/self/status", O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, status, sizeof status - 1);
	const char *at;

	close(fd);
	status[n > 0 ? n : 0] = '\0';
	at = strstr(status, "TracerPid:");
	return at != NULL && strtol(at + strlen("TracerPid:"), NULL, 10) > 0;
}

static void attach(const char *options)
{
	char command[512];
	pid_t self = getpid();

	snprintf(command, sizeof command, "exec strace -qq -o /dev/null -p %ld %s >/dev/null 2>&1", (long)self, options);
	unsetenv("LD_PRELOAD");
	prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);     /* its own child may trace it */
	if (vfork() == 0) {
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_Exit(127);
	}
	for (int i = 0; i < 5000 && !is_traced(); i++)
		usleep(1000);
}

static void in_the_child(void)
{
	const char *options = getenv("FAULT_STRACE"), *number = getenv("FAULT_MALLOC");

	if (options != NULL)
		attach(options);
	fatal = number != NULL ? strtol(number, NULL, 10) : 0;
	armed = true;
}

static void __attribute__((constructor)) begin(void)
{
	pthread_atfork(NULL, NULL, in_the_child);
}
