/* test_ledger_kill.c -- kill -9 and a failing disk: the ledger is the old one or the new one, whole.
 *
 * The program starts itself anew (with the word append and a path) to be
 * killed: at random moments, and with strace at every system call that an
 * append makes on the way to the disk. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "tests/ledger_entries.h"

static char own_name[4096];

/* What the child does: one append; 0 when it said so, 9 and the complaint's number when it could not. */
static int append_once(const char *name)
{
	struct ledger *ledger;
	int done;

	arena = arena_new();
	complaints = diag_new(arena, CHINESE);
	ledger = ledger_open(arena, complaints, name);
	done = ledger && ledger_append(arena, complaints, ledger, entry("2026-11", RUN_DRAFT)) ? 0 : diag_exit(complaints);
	arena_free(arena);
	return done;
}

/* Appends until killed, a byte to the pipe after each. */
static void append_for_ever(const char *name, int told)
{
	while (append_once(name) == 0)
		if (write(told, "", 1) != 1)
			break;
	_exit(1);
}

static void assert_whole(size_t least, size_t most)
{
	struct ledger *ledger;

	if (!verifies())
		fail_msg("%s", said_by(complaints));
	ledger = opened();
	assert_in_range(ledger->count, least, most);
}

static size_t bytes_in(int fd)
{
	size_t count = 0;
	char byte;

	while (read(fd, &byte, 1) == 1)
		count++;
	return count;
}

static void killed_at_any_moment_it_is_the_old_one_or_the_new_one(void **state)
{
	size_t round, known = 1, told;
	uint64_t seed = 1;
	int ends[2], status;
	pid_t child;

	append(entry("2026-10", RUN_DRAFT));
	for (round = 0; round < 40; round++) {
		assert_int_equal(pipe(ends), 0);
		child = fork();
		if (child == 0) {
			close(ends[0]);
			append_for_ever(path, ends[1]);
		}
		close(ends[1]);
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		nanosleep(&(struct timespec){ 0, (long)(seed >> 33) % 60000000 }, NULL);
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		told = bytes_in(ends[0]);
		close(ends[0]);
		assert_whole(known + told, known + told + 1);
		known = opened()->count;
	}
	print_message("killed 40 times over %zu entries\n", known - 1);
	append(entry("2026-12", RUN_DRAFT));
	assert_string_equal(in_folder(), "ledger.db");
}

/* ---- with strace ---- */

/* Runs one append under strace with an injection; gives the wait status. */
static int traced(const char *inject)
{
	pid_t child = fork();
	int status, quiet;

	if (child == 0) {
		quiet = open("/dev/null", O_WRONLY);
		dup2(quiet, 2);
		setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
		execlp("strace", "strace", "-qq", "-o", "/dev/null", "-e", inject, own_name, "append", path, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static bool strace_works(void)
{
	const char *kept = path;
	bool works;

	path = path_join(arena, folder, "try.db");
	works = traced("inject=fsync:signal=SIGKILL:when=1000") == 0 && access(path, F_OK) == 0;
	unlink(path);
	path = kept;
	return works;
}

/* Kills at the first, second, … call until one append lives through; how many died. */
static size_t kill_at_each(const char *call)
{
	size_t count, n;
	int status;

	for (n = 1; n < 1000; n++) {
		count = opened()->count;
		status = traced(arena_printf(arena, "inject=%s:signal=SIGKILL:when=%zu", call, n));
		if (status == 0)
			break;
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), SIGKILL);
		assert_whole(count, count + 1);
	}
	assert_whole(count + 1, count + 1);
	assert_string_equal(in_folder(), "ledger.db");  /* what the dead left is swept */
	return n - 1;
}

static void killed_at_every_system_call_it_is_the_old_one_or_the_new_one(void **state)
{
	static const char *const calls[] = { "openat", "flock", "read", "write", "fchmod", "fsync", "close", "renameat", "unlinkat" };
	size_t i, died, all = 0;

	if (!strace_works())
		skip();
	append(entry("2026-10", RUN_DRAFT));
	for (i = 0; i < sizeof calls / sizeof *calls; i++) {
		died = kill_at_each(calls[i]);
		if (strcmp(calls[i], "unlinkat") != 0)  /* only where there is something to sweep */
			assert_true(died > 0);
		all += died;
	}
	print_message("killed at %zu system calls\n", all);
}

static void a_disk_that_fails_leaves_the_old_one(void **state)
{
	static const struct { const char *inject; int code; } cases[] = {
		{ "inject=write:error=ENOSPC:when=1", 74 }, { "inject=fsync:error=EIO:when=1", 74 },
		{ "inject=fchmod:error=EPERM:when=1", 74 }, { "inject=renameat:error=ENOSPC:when=1", 73 },
		{ "inject=flock:error=EAGAIN:when=1", 75 }
	};
	unsigned char *before, *after;
	size_t length, i;
	int status;

	if (!strace_works())
		skip();
	three_entries();
	before = get_bytes(path, &length);
	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		status = traced(cases[i].inject);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), cases[i].code);
		after = get_bytes(path, &length);
		assert_memory_equal(before, after, length);
		assert_string_equal(in_folder(), "ledger.db");
	}
	assert_int_equal(traced("inject=flock:error=ENOLCK:when=1"), 0);        /* no locks there: written all the same */
	assert_whole(4, 4);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		T(killed_at_any_moment_it_is_the_old_one_or_the_new_one),
		T(killed_at_every_system_call_it_is_the_old_one_or_the_new_one),
		T(a_disk_that_fails_leaves_the_old_one),
#undef T
	};

	if (argc == 3 && strcmp(argv[1], "append") == 0)
		return append_once(argv[2]);
	if (readlink("/proc/self/exe", own_name, sizeof own_name - 1) < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
