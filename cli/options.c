/* options.c -- one table for reading, help and man page. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "base/text.h"
#include "cli/cli.h"

/* Capital letters have no short form on the command line. */
struct option_row {
	char letter;
	const char *name, *argument, *zh, *en;
};

static const struct option_row rows[] = {
	{ 'r', "rules", "DIR", "规则目录：一个方案的 .ini 和名录 .csv；check 可写几次，查同一方案的几版能否接上", "folder of the scheme: .ini files and registries; check takes several, versions of one scheme" },
	{ 'i', "inputs", "DIR", "数据目录：本期的 CSV，和决定、调整等", "folder of the period's CSV files and of what people decided" },
	{ 'o', "out", "DIR", "输出目录：台账和各次结果都在里面（DIR/期/run-NNNN-…）", "output folder: the ledger and all results (DIR/PERIOD/run-NNNN-…)" },
	{ 'p', "period", "期", "2026-10、2026Q4、2026H2、2026，或 last（上一期）", "2026-10, 2026Q4, 2026H2, 2026, or last" },
	{ 'l', "ledger", "FILE", "台账，默认 输出目录/ledger.db", "the ledger, by default OUT/ledger.db" },
	{ 'A', "as-of", "日期", "截止日，默认是期末；记入结果", "cut-off day, by default the period's last; recorded" },
	{ 'N', "now", "时刻", "现在是何时，如 2026-11-01 08:30；默认看钟；记入台账", "the present, such as 2026-11-01 08:30, by default the clock; recorded" },
	{ 'C', "correct", NULL, "更正已定稿的一期，须有 --reason、--document 和 --by", "correct a published period; needs --reason, --document and --by" },
	{ 'R', "reason", "理由", "更正的理由", "why it is corrected" },
	{ 'D', "drill", NULL, "演练（也可写 --演练）：照算照出，标明演练，永不算数", "a drill (or --演练): marked, never counts" },
	{ 'W', "document", "文号", "定稿或更正所依据的文号", "number of the document that publishes it" },
	{ 'B', "by", "姓名", "签发人", "who signs it" },
	{ 'H', "head", "链值", "纸上（封面或签发单）的链值，全部或前12位以上：台账里还有没有这一条", "a head from paper (cover or signed sheet), whole or its first 12 digits or more: does the ledger still hold it" },
	{ 'E', "explain", "编号", "讲一条提示的来历，如 K292：为什么有它、错的写法和对的写法；不用 -r", "the story behind a message number such as K292; needs no -r" },
	{ 'V', "edition", "版", "会议 或 公开：在内部版之外另写一版，可写几次；会议版只有已决定的问责，公开版没有人名和内部的栏目", "会议 (meeting) or 公开 (public), written beside the internal one, may be repeated: a meeting sees decided measures only, the public no persons and nothing internal" },
	{ 'U', "per-unit", NULL, "每个单位另写一页、一个工作簿，只有它自己的得分和问责", "a page and a workbook for each unit with its own marks and proposals only" },
	{ 'X', "rerun", NULL, "由存档重算，逐字节比对", "recompute from the archive and compare every byte" },
	{ 'T', "threads", "N", "用几个线程读数据，默认有几个核用几个；结果与线程数无关", "threads that read the data, by default one a core; results do not depend on it" },
	{ 'G', "no-digest", NULL, "不算数据文件的摘要：只为测速，不留数据，不能定稿", "do not digest the data files: to measure speed only, data not kept, never published" },
	{ 'S', "sheets", "表,表", "工作簿只要这几张表，如 排名,指标得分：只为看一眼，不能定稿", "only these sheets in the workbook, such as 排名,指标得分: for a glance, never published" },
	{ 'q', "quiet", NULL, "没有问题就什么也不说", "say nothing when all is well" },
	{ 'v', "verbose", NULL, "连做了什么补救也说，末行总报退出码", "also tell what was put right, and the exit code in any case" },
	{ 'L', "lang", "zh|en", "提示的语言，默认 zh", "language of messages, zh by default" },
	{ 'h', "help", NULL, "本命令的帮助", "help on the command" },
};
enum { ROWS = sizeof rows / sizeof *rows, MOST_THREADS = 64 };
/* Other spellings of the same option. */
static const struct { const char *name; char letter; } aliases[] = { { "演练", 'D' } };
enum { ALIASES = sizeof aliases / sizeof *aliases };

static bool is_short(char letter)
{
	return letter >= 'a';
}

static bool takes(const struct command *command, char letter)
{
	return letter == 'L' || letter == 'h' || command == NULL || strchr(command->options, letter) != NULL;
}

enum language options_language(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--lang=en") == 0 || (strcmp(argv[i], "--lang") == 0 && i + 1 < argc && strcmp(argv[i + 1], "en") == 0))
			return ENGLISH;
	return CHINESE;
}

const char *options_word(const char *word, enum language language)
{
	static const char *const english[][2] = {
		{ "期", "PERIOD" }, { "日期", "DATE" }, { "时刻", "TIME" }, { "理由", "WHY" }, { "文号", "NUMBER" }, { "姓名", "NAME" }, { "链值", "HEAD" }, { "编号", "NUMBER" }, { "版", "EDITION" }, { "表,表", "SHEET,SHEET" }, { "[模板 目录]", "[TEMPLATE DIR]" },
		{ "运行号", "RUN" }, { "[运行号|工作簿.xlsx]", "[RUN|BOOK.xlsx]" }, { "单位 [指标]", "UNIT [ELEMENT]" }, { "文件.csv", "FILE.csv" },
		{ "文件.csv [问责.csv]", "FILE.csv [PROPOSALS.csv]" }, { "[rules|messages|exit|命令]", "[rules|messages|exit|COMMAND]" },
	};

	for (size_t i = 0; language == ENGLISH && i < sizeof english / sizeof *english; i++)
		if (strcmp(english[i][0], word) == 0)
			return english[i][1];
	return word;
}

void options_needed(const struct command *command, enum language language, FILE *f)
{
	for (size_t i = 0; i < ROWS; i++)
		if (strchr(command->needs, rows[i].letter) != NULL)
			fprintf(f, is_short(rows[i].letter) ? " -%.1s %s" : " --%s %s", is_short(rows[i].letter) ? &rows[i].letter : rows[i].name,
				options_word(rows[i].argument, language));
	if (strchr(command->needs, '|') != NULL)
		fputs(language == CHINESE ? " -o DIR（或 -l FILE）" : " -o DIR (or -l FILE)", f);
}

void options_help(const struct command *command, enum language language, FILE *f)
{
	for (size_t i = 0; i < ROWS; i++) {
		const struct option_row *row = &rows[i];
		char head[64];

		if (!takes(command, row->letter))
			continue;
		if (!is_short(row->letter))
			snprintf(head, sizeof head, "    --%s", row->name);
		else
			snprintf(head, sizeof head, "-%c, --%s", row->letter, row->name);
		if (row->argument != NULL)
			snprintf(head + strlen(head), sizeof head - strlen(head), " %s", options_word(row->argument, language));
		fprintf(f, "  %s%*s%s\n", head, (int)(utf8_width(head) < 24 ? 24 - utf8_width(head) : 1), "",
			language == CHINESE ? row->zh : row->en);
	}
}

/* Where the value of an option is kept; NULL for those without one. */
static const char **place(struct call *c, int letter)
{
	switch (letter) {
	case 'r': return &c->rules;
	case 'i': return &c->inputs;
	case 'o': return &c->out;
	case 'p': return &c->period;
	case 'l': return &c->ledger;
	case 'A': return &c->as_of;
	case 'N': return &c->now;
	case 'R': return &c->reason;
	case 'W': return &c->document;
	case 'B': return &c->by;
	case 'H': return &c->head;
	case 'E': return &c->explained;
	case 'T': return &c->threads;
	case 'S': return &c->sheets;
	default: return NULL;
	}
}

/* 会议, meeting; 内部 is always written. */
static void store_edition(struct call *c, const char *word)
{
	static const char *const english[EDITIONS] = { "internal", "meeting", "public" };

	for (int e = INTERNAL; e < EDITIONS; e++)
		if (strcmp(word, edition_words[e]) == 0 || strcmp(word, english[e]) == 0) {
			c->edition[e] = true;
			return;
		}
	diag(c->diag, MSG_EDITION, (struct origin){ 0 }, word, NULL);
}

static void store(struct call *c, int letter, const char *argument)
{
	switch (letter) {
	case 'C': c->correct = true; break;
	case 'D': c->drill = true; break;
	case 'X': c->rerun = true; break;
	case 'U': c->per_unit = true; break;
	case 'V': store_edition(c, argument); break;
	case 'G': c->no_digest = true; break;
	case 'q': c->quiet = true; break;
	case 'v': c->verbose = true; break;
	case 'h': c->help = true; break;
	case 'L':
		if (strcmp(argument, "zh") != 0 && strcmp(argument, "en") != 0)
			diag(c->diag, MSG_LANGUAGE, (struct origin){ 0 }, argument, NULL);
		break;
	case 'r':
		if (c->rules != NULL)
			*arena_push(c->arena, c->version, c->version_count) = c->rules;
		c->rules = argument;
		break;
	default: *place(c, letter) = argument;
	}
}

static void refuse(struct call *c, const struct command *command, const char *word)
{
	const char *names[ROWS + 1], *near, *bare = word;
	size_t n = 0;

	for (size_t i = 0; i < ROWS; i++)
		if (takes(command, rows[i].letter))
			names[n++] = rows[i].name;
	names[n] = NULL;
	while (*bare == '-')
		bare++;
	near = text_nearest(arena_strn(c->arena, bare, strcspn(bare, "=")), names);
	if (near != NULL)
		diag(c->diag, MSG_UNKNOWN_OPTION_NEAR, (struct origin){ 0 }, command->name, word, near, NULL);
	else
		diag(c->diag, MSG_UNKNOWN_OPTION, (struct origin){ 0 }, command->name, word, NULL);
}

static bool is_given(const char *value)
{
	return value != NULL && *value != '\0';
}

/* A correction states why, under which document and who signs it; what lacks is named at once. */
static void check_correction(struct call *c)
{
	const struct { const char *value, *name; } needs[] = {
		{ c->reason, "--reason" }, { c->document, "--document" }, { c->by, "--by" },
	};
	struct buf lacks = buf_new(c->arena);

	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		if (!is_given(needs[i].value))
			buf_printf(&lacks, "%s%s", lacks.length == 0 ? "" : c->language == CHINESE ? "、" : ", ", needs[i].name);
	if (lacks.length > 0)
		diag(c->diag, MSG_CORRECT_LACKS, (struct origin){ 0 }, lacks.at, NULL);
	if (c->drill)
		diag(c->diag, MSG_CORRECT_DRILL, (struct origin){ 0 }, NULL);
}

static void check_period(struct call *c)
{
	struct period p;

	if (strcmp(c->period, "last") != 0 && !period_parse(c->period, &p))
		diag(c->diag, MSG_PERIOD_OPTION, (struct origin){ 0 }, c->period, NULL);
}

/* Of a folder that is not there every file would be told missing. */
static void check_inputs(struct call *c)
{
	struct stat st;

	errno = 0;
	if (stat(c->inputs, &st) == 0 && S_ISDIR(st.st_mode))
		return;
	diag(c->diag, errno == EACCES ? MSG_DIR_PERMISSION : MSG_DIR_MISSING, (struct origin){ 0 }, c->inputs, NULL);
}

/* The ledger is one plain file: packed, it could be read and never written. */
static void check_ledger(struct call *c)
{
	size_t length = strlen(c->ledger);

	if (length >= 3 && strcmp(c->ledger + length - 3, ".gz") == 0)
		diag(c->diag, MSG_LEDGER_PACKED, (struct origin){ 0 }, c->ledger, NULL);
}

unsigned threads_of(const struct call *c)
{
	char *end;
	long n;

	if (c->threads == NULL)
		return 0;
	n = strtol(c->threads, &end, 10);
	return *c->threads == '\0' || *end != '\0' || n < 1 || n > MOST_THREADS ? 0 : (unsigned)n;
}

/* The list is kept as the record can hold it: without blanks. */
static void check_sheets(struct call *c)
{
	struct buf list = buf_new(c->arena);

	if (c->correct)
		diag(c->diag, MSG_SHEETS_COUNT, (struct origin){ 0 }, NULL);
	for (const char *at = c->sheets, *name; (name = text_listed(c->arena, &at)) != NULL;) {
		if (!report_has_sheet(name))
			diag(c->diag, MSG_UNKNOWN_SHEET, (struct origin){ 0 }, name, report_sheet_names(c->arena), NULL);
		buf_printf(&list, "%s%s", list.length > 0 ? "," : "", name);
	}
	if (list.length == 0)
		diag(c->diag, MSG_UNKNOWN_SHEET, (struct origin){ 0 }, c->sheets, report_sheet_names(c->arena), NULL);
	c->sheets = list.at;
}

static void check_needs(struct call *c, const struct command *command)
{
	if (c->help || c->explained != NULL)
		return;
	for (size_t i = 0; i < ROWS; i++)
		if (strchr(command->needs, rows[i].letter) != NULL && !is_given(*place(c, rows[i].letter)))
			diag(c->diag, MSG_OPTION_LACKING, (struct origin){ 0 }, command->name,
				arena_printf(c->arena, is_short(rows[i].letter) ? "-%.1s %s" : "--%s %s",
					is_short(rows[i].letter) ? &rows[i].letter : rows[i].name,
					options_word(rows[i].argument, c->language)),
				c->language == CHINESE ? rows[i].zh : rows[i].en, NULL);
	if (strchr(command->needs, '|') != NULL && c->out == NULL && c->ledger == NULL)
		diag(c->diag, MSG_OPTION_EITHER, (struct origin){ 0 }, command->name, NULL);
	if (c->inputs != NULL && c->period == NULL && strchr(command->options, 'p') != NULL && strchr(command->needs, 'p') == NULL)
		diag(c->diag, MSG_INPUTS_WITHOUT_PERIOD, (struct origin){ 0 }, NULL);
	if (c->word_count < command->least || c->word_count > command->most)
		diag(c->diag, MSG_WORD_COUNT, (struct origin){ 0 }, command->name, *command->words != '\0' ? options_word(command->words, c->language) : c->language == CHINESE ? "（无）" : "none",
			arena_printf(c->arena, "%d", c->word_count), NULL);
	if (c->correct)
		check_correction(c);
	if (c->no_digest && c->correct)
		diag(c->diag, MSG_NO_DIGEST_COUNTS, (struct origin){ 0 }, NULL);
	if (c->sheets != NULL)
		check_sheets(c);
	if (c->threads != NULL && threads_of(c) == 0)
		diag(c->diag, MSG_THREADS, (struct origin){ 0 }, c->threads, NULL);
	if (is_given(c->period))
		check_period(c);
	if (is_given(c->inputs))
		check_inputs(c);
	if (c->ledger != NULL)
		check_ledger(c);
}

/* The tables as getopt_long wants them. */
static void getopt_tables(struct option longs[ROWS + ALIASES + 1], char letters[2 * ROWS + 2])
{
	size_t n = 0;

	letters[n++] = ':';
	for (size_t i = 0; i < ROWS; i++) {
		longs[i] = (struct option){ rows[i].name, rows[i].argument != NULL, NULL, rows[i].letter };
		if (!is_short(rows[i].letter))
			continue;
		letters[n++] = rows[i].letter;
		if (rows[i].argument != NULL)
			letters[n++] = ':';
	}
	letters[n] = '\0';
	for (size_t i = 0; i < ALIASES; i++)
		longs[ROWS + i] = (struct option){ aliases[i].name, 0, NULL, aliases[i].letter };
	longs[ROWS + ALIASES] = (struct option){ 0 };
}

void options_read(struct call *c, const struct command *command, int argc, char **argv)
{
	struct option longs[ROWS + ALIASES + 1];
	char letters[2 * ROWS + 2];
	char **line = arena_many(c->arena, char *, (size_t)argc + 2);
	int letter;

	getopt_tables(longs, letters);
	line[0] = (char *)command->name;
	memcpy(line + 1, argv, (size_t)argc * sizeof *argv);
	optind = 1;
	opterr = 0;
	for (;;) {
		int before = optind;

		letter = getopt_long(argc + 1, line, letters, longs, NULL);
		if (letter == -1)
			break;
		if (letter == ':')
			diag(c->diag, MSG_OPTION_ARGUMENT, (struct origin){ 0 }, command->name, line[optind - 1], NULL);
		else if (letter == '?' || !takes(command, (char)letter))
			refuse(c, command, line[before]);
		else
			store(c, letter, optarg);
	}
	c->word = line + optind;
	c->word_count = argc + 1 - optind;
	if (diag_errors(c->diag) == 0)
		check_needs(c, command);
}

/* ---- what the ledger keeps of them -------------------------------------------- */

static const char *const recorded_flags[] = { "--drill", "--correct", "--lang=en", "--no-digest", "--edition=会议", "--edition=公开", "--per-unit" };
enum { RECORDED = sizeof recorded_flags / sizeof *recorded_flags, FIRST_EDITION = 4 };

/* The flags from `first` on that are given, each with a blank in front. */
static void record_flags(struct buf *b, const struct call *c, int first)
{
	const bool given[RECORDED] = { c->drill, c->correct, c->language == ENGLISH, c->no_digest, c->edition[MEETING], c->edition[PUBLIC], c->per_unit };

	for (int i = first; i < RECORDED; i++)
		if (given[i])
			buf_printf(b, " %s", recorded_flags[i]);
}

const char *options_record(const struct call *c)
{
	struct buf b = buf_new(c->arena);

	buf_printf(&b, "-p %s", c->period);
	if (c->as_of != NULL)
		buf_printf(&b, " --as-of=%s", c->as_of);
	if (c->sheets != NULL)
		buf_printf(&b, " --sheets=%s", c->sheets);
	record_flags(&b, c, 0);
	return b.at;
}

const char *options_record_published(const struct call *c, const char *draft)
{
	struct buf b = buf_new(c->arena);
	size_t length = strlen(draft);

	for (int i = FIRST_EDITION; i < RECORDED; i++) {
		const char *at = strstr(draft, recorded_flags[i]);

		if (at != NULL && (size_t)(at - 1 - draft) < length)
			length = (size_t)(at - 1 - draft);
	}
	buf_addn(&b, draft, length);
	record_flags(&b, c, FIRST_EDITION);
	return b.at;
}

/* The value behind option, which ends in =; NULL where the record has none. */
static const char *recorded_value(struct arena *a, const char *record, const char *option)
{
	const char *at = strstr(record, option);

	return at == NULL ? NULL : arena_strn(a, at + strlen(option), strcspn(at + strlen(option), " "));
}

void options_recall(struct call *c, const char *record)
{
	c->as_of = recorded_value(c->arena, record, " --as-of=");
	c->sheets = recorded_value(c->arena, record, " --sheets=");
	c->drill = strstr(record, recorded_flags[0]) != NULL;
	c->correct = strstr(record, recorded_flags[1]) != NULL;
	c->language = strstr(record, recorded_flags[2]) != NULL ? ENGLISH : CHINESE;
	c->no_digest = strstr(record, recorded_flags[3]) != NULL;
	c->edition[MEETING] = strstr(record, recorded_flags[4]) != NULL;
	c->edition[PUBLIC] = strstr(record, recorded_flags[5]) != NULL;
	c->per_unit = strstr(record, recorded_flags[6]) != NULL;
}
