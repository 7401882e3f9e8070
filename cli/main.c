/* main.c -- kaohe 考核: the table of commands. */
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "cli/cli.h"

const struct command commands[] = {
	{ "run", command_run, "riopaqv", "riop", "", 0, 0,
	  "算一期：读规则和数据，写出工作簿、得分、问责建议", "score a period: rules and data in, workbook, scores and proposals out" },
	{ "check", command_check, "ripaqv", "r", "", 0, 0,
	  "检查规则（和数据），验证方案里的例，不写任何文件", "check rules (and data), prove the worked examples, write nothing" },
	{ "explain", command_explain, "ripaqv", "rip", "单位 [指标]", 1, 2,
	  "说明一个单位的得分从哪里来，直到规则行和数据行", "show where a unit's score comes from, down to rule lines and rows" },
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

int main(int argc, char **argv)
{
	struct call c = { .arena = arena_new(), .language = options_language(argc, argv) };
	int code;

	c.diag = diag_new(c.arena, c.language);
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
