/* main.c -- kaohe 考核: the table of commands. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "base/num.h"
#include "base/text.h"
#include "cli/cli.h"

const struct command commands[] = {
	{ "run", command_run, "rioplANCRDWBVUTGSqv", "riop", "", 0, 0,
	  "算一期：读规则和数据，写出工作簿、得分、问责建议，记入台账", "score a period: workbook, scores and proposals out, one entry in the ledger" },
	{ "check", command_check, "ripolANETGqv", "r", "", 0, 0,
	  "检查规则（和数据），验证方案里的例，不写任何文件", "check rules (and data), prove the worked examples, write nothing" },
	{ "init", command_init, "qv", "", "[模板 目录]", 0, 2,
	  "由模板写出一个可以改的方案和一个月的小数据；不写模板则列出有哪些", "write a scheme to edit and a tiny month from a template; alone: which there are" },
	{ "template", command_template, "ropqv", "ro", "", 0, 0,
	  "写出方案的填报表（.xlsx，带下拉列表）和 CSV 表头", "write the data-entry forms of the scheme (.xlsx with drop-downs) and CSV heads" },
	{ "rules", command_rules, "rpqv", "r", "", 0, 0,
	  "把方案印成条文，供审阅签发", "print the scheme as a regulation in Chinese, to be read and signed" },
	{ "explain", command_explain, "ripolANqv", "rip", "单位 [指标]", 1, 2,
	  "说明一个单位的得分从哪里来，直到规则行和数据行", "show where a unit's score comes from, down to rule lines and rows" },
	{ "publish", command_publish, "oirlNWBVUqv", "oWB", "运行号", 1, 1,
	  "把一个草稿定为正式：数字一字不改", "make a draft final: exactly its figures" },
	{ "history", command_history, "olqv", "|", "", 0, 0,
	  "台账里的每次运行", "every run in the ledger" },
	{ "status", command_status, "olriNqv", "|", "", 0, 0,
	  "各期到了哪一步、还等什么、下一步做什么；哪些问责建议还没有决定；台账的链值",
	  "where each period stands, what it waits for and what to do next; proposals without a decision; the ledger's head" },
	{ "verify", command_verify, "olHXqv", "|", "[运行号|工作簿.xlsx]", 0, 1,
	  "验台账和各次运行的文件，或验一个工作簿；--head 验纸上的链值；--rerun 由存档重算",
	  "verify the ledger and its files, or one workbook; --head: a head from paper; --rerun recomputes" },
	{ "archive", command_archive, "olqv", "o", "期", 1, 1,
	  "把一期的正式结果打包交档案室", "pack a published period for the record office" },
	{ "reissue", command_reissue, "oilVUqv", "o", "期", 1, 1,
	  "已定稿的一期，由存档补出会议版、公开版、各单位的文件：数字一字不改",
	  "a published period in another edition, from its archive: exactly its figures" },
	{ "import-history", command_import, "rolNWBqv", "roWB", "文件.csv [问责.csv]", 1, 2,
	  "从 CSV 导入建台账以前的各期，和那时的问责建议", "import earlier periods from a CSV, and their proposals from another" },
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

/* A file that took the place of a closed 0, 1 or 2 would get what is meant for the terminal.  What stands in for
 * it cannot be written to either. */
static void reserve_descriptors(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
			return;
}

int main(int argc, char **argv)
{
	struct call c = { .arena = arena_new(), .language = options_language(argc, argv) };
	int code;

	reserve_descriptors();
	num_begin();
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
	if (!output_end(&c))
		code = month_end(&c, NULL);
	arena_free(c.arena);
	return code;
}
