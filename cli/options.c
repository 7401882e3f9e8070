/* options.c -- one table for reading, help and man page. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "cli/cli.h"

struct option_row {
	char letter;
	const char *name, *argument, *zh, *en;
};

static const struct option_row rows[] = {
	{ 'r', "rules", "DIR", "规则目录：一个方案的 .ini 和名录 .csv", "folder of the scheme: .ini files and registries" },
	{ 'i', "inputs", "DIR", "数据目录：本期的 CSV", "folder of the period's CSV files" },
	{ 'o', "out", "DIR", "输出目录：结果写在 DIR/期/run-NNNN-draft", "results go to DIR/PERIOD/run-NNNN-draft" },
	{ 'p', "period", "期", "2026-10、2026Q4、2026H2、2026，或 last（上一期）", "2026-10, 2026Q4, 2026H2, 2026, or last" },
	{ 'a', "as-of", "日期", "截止日，默认是期末；记入结果", "cut-off day, by default the period's last; recorded" },
	{ 'q', "quiet", NULL, "没有问题就什么也不说", "say nothing when all is well" },
	{ 'v', "verbose", NULL, "多说一些", "say more" },
	{ 'L', "lang", "zh|en", "提示的语言，默认 zh", "language of messages, zh by default" },
	{ 'h', "help", NULL, "本命令的帮助", "help on the command" },
};
enum { ROWS = sizeof rows / sizeof *rows };

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

void options_help(const struct command *command, enum language language, FILE *f)
{
	for (size_t i = 0; i < ROWS; i++) {
		const struct option_row *row = &rows[i];
		char head[64];

		if (!takes(command, row->letter))
			continue;
		if (row->letter == 'L' || row->letter == 'a')   /* no short form */
			snprintf(head, sizeof head, "    --%s", row->name);
		else
			snprintf(head, sizeof head, "-%c, --%s", row->letter, row->name);
		if (row->argument != NULL)
			snprintf(head + strlen(head), sizeof head - strlen(head), " %s", row->argument);
		fprintf(f, "  %s%*s%s\n", head, (int)(utf8_width(head) < 24 ? 24 - utf8_width(head) : 1), "",
			language == CHINESE ? row->zh : row->en);
	}
}

static void store(struct call *c, int letter, const char *argument)
{
	switch (letter) {
	case 'r': c->rules = argument; break;
	case 'i': c->inputs = argument; break;
	case 'o': c->out = argument; break;
	case 'p': c->period = argument; break;
	case 'a': c->as_of = argument; break;
	case 'q': c->quiet = true; break;
	case 'v': c->verbose = true; break;
	case 'h': c->help = true; break;
	default:
		if (strcmp(argument, "zh") != 0 && strcmp(argument, "en") != 0)
			diag(c->diag, MSG_LANGUAGE, (struct origin){ 0 }, argument, NULL);
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

static void check_needs(struct call *c, const struct command *command)
{
	const char *value[] = { c->rules, c->inputs, c->out, c->period };

	if (c->help)
		return;
	for (size_t i = 0; i < 4; i++)
		if (strchr(command->needs, rows[i].letter) != NULL && value[i] == NULL)
			diag(c->diag, MSG_OPTION_LACKING, (struct origin){ 0 }, command->name,
				arena_printf(c->arena, "-%c %s", rows[i].letter, rows[i].argument),
				c->language == CHINESE ? rows[i].zh : rows[i].en, NULL);
	if (c->inputs != NULL && c->period == NULL && strchr(command->options, 'p') != NULL && strchr(command->needs, 'p') == NULL)
		diag(c->diag, MSG_INPUTS_WITHOUT_PERIOD, (struct origin){ 0 }, NULL);
	if (c->word_count < command->least || c->word_count > command->most)
		diag(c->diag, MSG_WORD_COUNT, (struct origin){ 0 }, command->name, *command->words == '\0' ? "（无）" : command->words,
			arena_printf(c->arena, "%d", c->word_count), NULL);
}

void options_read(struct call *c, const struct command *command, int argc, char **argv)
{
	struct option longs[ROWS + 1] = { { 0 } };
	char letters[2 * ROWS + 2] = ":";
	size_t n = 1;
	char **line = arena_many(c->arena, char *, (size_t)argc + 2);
	int letter;

	for (size_t i = 0; i < ROWS; i++) {
		longs[i] = (struct option){ rows[i].name, rows[i].argument != NULL, NULL, rows[i].letter };
		if (rows[i].letter == 'L' || rows[i].letter == 'a')     /* no short form */
			continue;
		letters[n++] = rows[i].letter;
		if (rows[i].argument != NULL)
			letters[n++] = ':';
	}
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
