/* reports_desk.h -- a month and its workbook, for the tests of reports/: the file
 * that comes out is unpacked here again, not by the code under test.  Include
 * after cmocka.h. */
#ifndef TESTS_REPORTS_DESK_H
#define TESTS_REPORTS_DESK_H

#include <minizip/unzip.h>
#include "base/file.h"
#include "reports/reports.h"
#include "tests/scoring_month.h"

#define NAME "示例_2026-10_草稿_0007.xlsx"

/* ---- a month and its workbook ---------------------------------------------------- */

struct desk {
	struct month month;
	char out[64];
	struct run_facts facts;
};

static inline int begin(void **state)
{
	struct desk *d = calloc(1, sizeof *d);
	void *month;

	if (begin_month(&month) != 0)
		return 1;
	d->month = *(struct month *)month;
	free(month);
	strcpy(d->out, "/tmp/kaohe-out-XXXXXX");
	*state = d;
	return mkdtemp(d->out) == NULL;
}

/* Its parts by hand: names with a leading dot are left over here, and dir_list passes over them. */
static inline int end(void **state)
{
	struct desk *d = *state;

	assert_int_equal(system(arena_printf(d->month.arena, "rm -rf %s", d->out)), 0);
	empty(&d->month, d->month.rules);
	empty(&d->month, d->month.inputs);
	arena_free(d->month.arena);
	free(d);
	return 0;
}

static inline void month(struct desk *d, const char *scheme, const char *rows)
{
	struct month *m = &d->month;
	struct period period;

	rules(m, scheme);
	assert_true(period_parse("2026-10", &period));
	put_file(m, m->inputs, "台账.csv", rows);
	put_file(m, m->inputs, "街道账.csv", "街道,分值\n东一,1\n");
	m->measures = measures_read(m->arena, m->diag, m->scheme, m->inputs, period, period.last, false, NULL, NULL);
	score(m);
	d->facts = (struct run_facts){ .number = 7, .kind = "草稿", .version = "0.0", .program_digest = "aaaa", .rules_digest = "bbbb",
		.language = "zh", .scheme = m->scheme, .measures = m->measures, .scores = m->scores, .flags = m->flags, .diag = m->diag };
	m->diag = diag_new(m->arena, CHINESE);
}

static inline bool write_book(struct desk *d)
{
	return report_book(d->month.arena, d->month.diag, &d->facts, d->out);
}

static inline const char *book_path(struct desk *d)
{
	return path_join(d->month.arena, d->out, NAME);
}

static inline struct file *book_bytes(struct desk *d)
{
	struct file *f = file_read(d->month.arena, d->month.diag, d->out, NAME);

	assert_non_null(f);
	return f;
}

/* ---- an independent reader ---------------------------------------------------------- */

/* One part, its CRC checked. */
static inline const char *part(struct desk *d, const char *name)
{
	struct buf text = buf_new(d->month.arena);
	unzFile zip = unzOpen64(book_path(d));
	char block[4096];
	int got;

	assert_non_null(zip);
	assert_int_equal(unzLocateFile(zip, name, 1), UNZ_OK);
	assert_int_equal(unzOpenCurrentFile(zip), UNZ_OK);
	while ((got = unzReadCurrentFile(zip, block, sizeof block)) > 0)
		buf_addn(&text, block, (size_t)got);
	assert_int_equal(got, 0);
	assert_int_equal(unzCloseCurrentFile(zip), UNZ_OK);
	unzClose(zip);
	return text.at;
}

/* The text between <t…> and </t> of shared string number i. */
static inline const char *shared(struct desk *d, const char *strings, long i)
{
	const char *at = strings;

	for (at = strstr(at, "<si>"); i > 0; i--)
		at = strstr(at + 1, "<si>");
	at = strchr(strstr(at, "<t"), '>') + 1;
	return arena_strn(d->month.arena, at, (size_t)(strstr(at, "</t>") - at));
}

/* The cells of a row of a sheet, from A on: "1|东区|96.00"; numbers as in the file, empty cells left out. */
static inline const char *row(struct desk *d, int sheet, int number)
{
	const char *xml = part(d, arena_printf(d->month.arena, "xl/worksheets/sheet%d.xml", sheet));
	const char *strings = part(d, "xl/sharedStrings.xml");
	const char *at = strstr(xml, arena_printf(d->month.arena, "<row r=\"%d\"", number)), *stop;
	struct buf text = buf_new(d->month.arena);

	assert_non_null(at);
	stop = strstr(at, "</row>");
	while ((at = strstr(at, "<c r=")) != NULL && at < stop) {
		const char *close = strchr(at, '>'), *value = close + 4;
		bool is_text = memmem(at, (size_t)(close - at), "t=\"s\"", 5) != NULL;

		at = close;
		if (strncmp(close + 1, "<v>", 3) != 0)
			continue;
		buf_add(&text, text.length > 0 ? "|" : "");
		buf_add(&text, is_text ? shared(d, strings, strtol(value, NULL, 10)) :
			arena_strn(d->month.arena, value, (size_t)(strchr(value, '<') - value)));
	}
	return text.at == NULL ? "" : text.at;
}

static inline bool says(struct desk *d, const char *text)
{
	return strstr(part(d, "xl/sharedStrings.xml"), text) != NULL;
}

/* First line of what a command on the folder prints. */
static inline const char *run_and_read(struct desk *d, const char *format)
{
	char command[200], line[200] = "";
	FILE *in;

	snprintf(command, sizeof command, "%.*s%s%s", (int)(strstr(format, "%s") - format), format, d->out, strstr(format, "%s") + 2);
	in = popen(command, "r");
	assert_non_null(in);
	assert_non_null(fgets(line, sizeof line, in));
	pclose(in);
	return arena_str(d->month.arena, line);
}

#define DESK_TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

#endif
