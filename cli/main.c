/* main.c -- kaohe 考核: the table of commands. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "cli/cli.h"

const struct command commands[] = {
	{ "run", command_run, "rioplANCRDWBqv", "riop", "", 0, 0,
	  "算一期：读规则和数据，写出工作簿、得分、问责建议，记入台账", "score a period: workbook, scores and proposals out, one entry in the ledger" },
	{ "check", command_check, "ripolANqv", "r", "", 0, 0,
	  "检查规则（和数据），验证方案里的例，不写任何文件", "check rules (and data), prove the worked examples, write nothing" },
	{ "explain", command_explain, "ripolANqv", "rip", "单位 [指标]", 1, 2,
	  "说明一个单位的得分从哪里来，直到规则行和数据行", "show where a unit's score comes from, down to rule lines and rows" },
	{ "publish", command_publish, "oirlNWBqv", "oWB", "运行号", 1, 1,
	  "把一个草稿定为正式：数字一字不改", "make a draft final: exactly its figures" },
	{ "history", command_history, "olqv", "|", "", 0, 0,
	  "台账里的每次运行", "every run in the ledger" },
	{ "status", command_status, "olriqv", "|", "", 0, 0,
	  "未了的问责事项、未定稿的期、台账的链值", "open matters, periods not published, the ledger's head" },
	{ "verify", command_verify, "olXqv", "|", "[运行号|工作簿.xlsx]", 0, 1,
	  "验台账和各次运行的文件，或验一个工作簿；--rerun 由存档重算", "verify the ledger and its files, or one workbook; --rerun recomputes" },
	{ "archive", command_archive, "olqv", "o", "期", 1, 1,
	  "把一期的正式结果打包交档案室", "pack a published period for the record office" },
	{ "import-history", command_import, "rolNWBqv", "roWB", "文件.csv", 1, 1,
	  "从 CSV 导入建台账以前的各期", "import earlier periods from a CSV" },
	{ "help", command_help, "", "", "[rules|messages|exit|命令]", 0, 1,
	  "帮助；rules 规则词表，messages 提示一览，exit 退出码", "help; rules: the vocabulary, messages: every message, exit: exit codes" },
};
const size_t command_count = sizeof commands / sizeof *commands;

static const struct command *find_command(struct call *c, const char *name)
{
	const char *names[sizeof commands / sizeof *commands + 1] = { NULL }, *near;

	for (size_t i = 0; i < command_count; i++) {
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
		names[i] = commands[i].name;
	}
	near = text_nearest(name, names);
	if (near != NULL)
		diag(c->diag, MSG_UNKNOWN_COMMAND_NEAR, (struct origin){ 0 }, name, near, NULL);
	else
		diag(c->diag, MSG_UNKNOWN_COMMAND, (struct origin){ 0 }, name, NULL);
	return NULL;
}

static int dispatch(struct call *c, int argc, char **argv)
{
	const struct command *command = argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0
		? find_command(c, "help") : find_command(c, argv[1]);

	if (command != NULL)
		c->command = command->name;
	if (argc >= 2 && command != NULL && argv[1][0] != '-')
		options_read(c, command, argc - 2, argv + 2);
	if (diag_errors(c->diag) > 0)
		return month_end(c, NULL);
	if (c->help && command->run != command_help) {
		c->word = (char *[]){ (char *)command->name };
		c->word_count = 1;
		return command_help(c);
	}
	return command->run(c);
}

/* --lang may also stand before the command. */
static void skip_language(int *argc, char ***argv)
{
	int words = *argc >= 3 && strcmp((*argv)[1], "--lang") == 0 ? 2 : *argc >= 2 && strncmp((*argv)[1], "--lang=", 7) == 0 ? 1 : 0;

	*argc -= words;
	*argv += words;
}

int main(int argc, char **argv)
{
	struct call c = { .arena = arena_new(), .language = options_language(argc, argv) };
	int code;

	signal(SIGXFSZ, SIG_IGN);       /* a file grown too large is an error that write() reports */
	skip_language(&argc, &argv);
	c.diag = diag_new(c.arena, c.language);
	c.aside = diag_new(c.arena, c.language);
	if (argc >= 2 && strcmp(argv[1], "--version") == 0) {
		puts("kaohe " KAOHE_VERSION);
		code = EXIT_OK;
	} else {
		code = dispatch(&c, argc, argv);
	}
	arena_free(c.arena);
	if (fflush(stdout) != 0 || ferror(stdout))
		code = code == EXIT_OK ? EXIT_IOERR : code;
	return code;
}
