/* fault_child.c -- preloaded into kaohe: lets something go wrong in the child that writes the workbook, and only there.
 *
 *     FAULT_MALLOC=N   the N-th request for memory fails     FAULT_EVER=1   and every one after it
 *     FAULT_OWN=1      it is that of the program itself, counted from its first on, and its child is left alone
 *     FAULT_STRACE=…   strace with these options is attached to the child before it goes on
 *     FAULT_WAYS=FILE  gets a line a request: the way of calls that led to it, as a number */
#define _GNU_SOURCE
#include <errno.h>
#include <execinfo.h>
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

static bool armed, forever;
static long requests, fatal;
static int ways = -1;

enum { OWN_FRAMES = 3, DEEP = OWN_FRAMES + 3 };      /* of a request its three nearest callers; before them stand ours and malloc */

static void note_way(void)
{
	void *frame[DEEP];
	int count;
	unsigned long way = 5381;

	armed = false;
	count = backtrace(frame, DEEP);
	for (int i = OWN_FRAMES; i < count; i++)
		way = way * 1000003 ^ (unsigned long)frame[i];
	dprintf(ways, "%lx\n", way);
	armed = true;
}

static bool fails(void)
{
	if (!armed)
		return false;
	requests++;
	if (ways >= 0)
		note_way();
	if (fatal == 0 || requests < fatal || (requests > fatal && !forever))
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size) { return fails() ? NULL : __libc_malloc(size); }
void *calloc(size_t count, size_t size) { return fails() ? NULL : __libc_calloc(count, size); }
void *realloc(void *old, size_t size) { return fails() ? NULL : __libc_realloc(old, size); }

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

/* backtrace() loads a library the first time; that must not count. */
static void arm(void)
{
	const char *number = getenv("FAULT_MALLOC"), *path = getenv("FAULT_WAYS");
	void *frame[1];

	backtrace(frame, 1);
	forever = getenv("FAULT_EVER") != NULL;
	fatal = number != NULL ? strtol(number, NULL, 10) : 0;
	ways = path != NULL ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
	armed = true;
}

static void in_the_child(void)
{
	const char *options = getenv("FAULT_STRACE");

	if (getenv("FAULT_OWN") != NULL) {
		armed = false;
		return;
	}
	if (options != NULL)
		attach(options);
	arm();
}

static void __attribute__((constructor)) begin(void)
{
	pthread_atfork(NULL, NULL, in_the_child);
	if (getenv("FAULT_OWN") != NULL)
		arm();
}
