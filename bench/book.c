/* book.c -- what a workbook costs beside what its library needs to write the same cells.
 *
 *     make bench-book                    50,000 units of 40 figures, 5 rounds
 *     make bench-book UNITS=5000 ROUNDS=3
 *
 * Ours is the way of every sheet: drawn, closed, every cell read back, synced, renamed.  The library's is one loop
 * over worksheet_write_*, in constant memory, at its own level of packing, and nothing is read back.  In turn, each
 * in a process of its own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include "base/file.h"
#include "reports/book.h"

enum { FIGURES = 40, MOST_ROUNDS = 99, BEFORE = 3 };

struct cost { double wall, cpu, megabytes; };

static size_t units = 50000;

/* Points with two decimals, the same in both. */
static int hundredths(size_t unit, size_t figure)
{
	return (int)((unit * 7919 + figure * 104729 + unit * figure) % 10001);
}

static const char *name_of(char room[64], size_t unit)
{
	snprintf(room, 64, "示例街道第%zu社区", unit + 1);
	return room;
}

/* ---- ours --------------------------------------------------------------------- */

static void draw_row(struct sheet *s, size_t unit)
{
	struct arena *a = s->book->arena;
	uint32_t row = (uint32_t)unit;
	char room[64];

	sheet_count(s, row, 0, unit + 1, STYLE_CENTRE);
	sheet_text(s, row, 1, arena_str(a, name_of(room, unit)), STYLE_CELL);
	sheet_text(s, row, 2, unit % 3 == 0 ? "优秀" : "合格", STYLE_CENTRE);
	for (size_t k = 0; k < FIGURES; k++)
		sheet_num(s, row, BEFORE + k, num_div(a, num_int(hundredths(unit, k)), num_int(100)), 2, STYLE_NUMBER);
}

static void draw(struct book *b, const void *self)
{
	struct sheet *s = book_sheet(b, "得分");

	sheet_rows_begin(s);
	for (size_t i = 0; i < units; i++) {
		draw_row(s, i);
		sheet_rows_done(s, (uint32_t)i + 1);
	}
	sheet_rows_end(s, (uint32_t)units);
}

static bool ours(const char *dir)
{
	struct arena *a = arena_new();
	struct registry registry = { .unit_count = units };
	struct board board = { .registry = &registry }, *boards[] = { &board };
	struct scheme scheme = { .name = "测速（示例）", .board = boards, .board_count = 1 };
	struct measures measures = { .period = { .kind = YEAR } };
	struct run_facts facts = { .kind = "草稿", .mark = "", .scheme = &scheme, .measures = &measures };

	return book_publish(a, diag_new(a, CHINESE), &facts, dir, "ours.xlsx", draw, NULL);
}

/* ---- the library alone ---------------------------------------------------------- */

static bool library(const char *dir)
{
	char path[200];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = (char *)(uintptr_t)dir };
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *format;
	char room[64];

	snprintf(path, sizeof path, "%s/library.xlsx", dir);
	book = workbook_new_opt(path, &options);
	sheet = workbook_add_worksheet(book, "得分");
	format = workbook_add_format(book);
	format_set_num_format(format, "0.00");
	for (size_t i = 0; i < units; i++) {
		lxw_row_t row = (lxw_row_t)i;

		worksheet_set_row(sheet, row, 18, NULL);
		worksheet_write_number(sheet, row, 0, (double)i + 1, format);
		worksheet_write_string(sheet, row, 1, name_of(room, i), format);
		worksheet_write_string(sheet, row, 2, i % 3 == 0 ? "优秀" : "合格", format);
		for (size_t k = 0; k < FIGURES; k++)
			worksheet_write_number(sheet, row, (lxw_col_t)(BEFORE + k), hundredths(i, k) / 100.0, format);
	}
	return workbook_close(book) == LXW_NO_ERROR;
}

/* ---- timing ------------------------------------------------------------------------ */

static double seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct cost timed(bool (*write_book)(const char *), const char *dir)
{
	double begin = now();
	struct rusage usage;
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit(!write_book(dir));
	if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status != 0) {
		fprintf(stderr, "no workbook\n");
		exit(1);
	}
	return (struct cost){ now() - begin, seconds(usage.ru_utime) + seconds(usage.ru_stime), (double)usage.ru_maxrss / 1024 };
}

static int by_value(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double median(double *of, size_t count)
{
	qsort(of, count, sizeof *of, by_value);
	return of[count / 2];
}

static void say(const char *who, const struct cost *c, size_t rounds, const char *dir, const char *name)
{
	double wall[MOST_ROUNDS], cpu[MOST_ROUNDS], most = 0;
	char path[200];
	struct stat info;

	for (size_t i = 0; i < rounds; i++) {
		wall[i] = c[i].wall;
		cpu[i] = c[i].cpu;
		most = c[i].megabytes > most ? c[i].megabytes : most;
	}
	snprintf(path, sizeof path, "%s/%s", dir, name);
	printf("| %s | %.2f | %.2f | %.0f | %.1f |\n", who, median(wall, rounds), median(cpu, rounds), most,
		stat(path, &info) == 0 ? (double)info.st_size / 1e6 : 0.0);
	unlink(path);
}

int main(int argc, char **argv)
{
	size_t rounds = argc > 2 ? strtoul(argv[2], NULL, 10) : 5;
	struct cost us[MOST_ROUNDS], them[MOST_ROUNDS];
	double wall[MOST_ROUNDS], cpu[MOST_ROUNDS], load[1] = { 0 };
	char dir[] = "/tmp/kaohe-book-XXXXXX", day[20];
	time_t today = time(NULL);
	struct utsname machine;

	units = argc > 1 ? strtoul(argv[1], NULL, 10) : units;
	if (rounds == 0 || rounds > MOST_ROUNDS || units == 0 || mkdtemp(dir) == NULL || uname(&machine) != 0)
		return 64;
	for (size_t i = 0; i < rounds; i++) {
		us[i] = timed(ours, dir);
		them[i] = timed(library, dir);
		wall[i] = us[i].wall / them[i].wall;
		cpu[i] = us[i].cpu / them[i].cpu;
	}
	getloadavg(load, 1);
	strftime(day, sizeof day, "%Y-%m-%d", localtime(&today));
	printf("# A workbook beside its library\n\n%s, %s %s, load average %.1f at the end. %zu units, %d figures each and three cells before them; %zu rounds, in turn.\n"
		"Ours: drawn, closed, every cell read back, synced. The library: the same cells in one loop, constant memory, its own level of packing, nothing read back.\n\n"
		"| | wall s (median) | CPU s | peak MB | file MB |\n|---|---|---|---|---|\n", day, machine.sysname, machine.release, load[0], units, FIGURES, rounds);
	say("kaohe's writer", us, rounds, dir, "ours.xlsx");
	say("libxlsxwriter alone", them, rounds, dir, "library.xlsx");
	printf("\nratio to the library: %.2f (wall) %.2f (CPU)\n", median(wall, rounds), median(cpu, rounds));
	rmdir(dir);
	return 0;
}
