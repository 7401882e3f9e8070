/* help.c -- kaohe help: printed from the tables that the program itself reads. */
#include <stdio.h>
#include <string.h>
#include "base/text.h"
#include "cli/cli.h"

static const struct { int code; const char *name, *zh, *en; } exits[] = {
	{ EXIT_OK, "OK", "算完，没有要说的；提出问责建议是结果，不是错误", "done, nothing to say; proposals are a result, not an error" },
	{ EXIT_WARN, "WARN", "算完并写出，但有提醒：有行被隔离、有单位未报送等", "done and written, with warnings: rows quarantined, a unit missing …" },
	{ EXIT_USAGE, "USAGE", "命令行写得不对", "wrong command line" },
	{ EXIT_DATA, "DATA", "数据不能用，没有写出任何结果；请找报数的单位", "data refused, nothing written; call who sent them" },
	{ EXIT_NOINPUT, "NOINPUT", "该有的文件没有，没有写出任何结果", "an expected file is missing, nothing written" },
	{ EXIT_SOFTWARE, "SOFTWARE", "程序自身出错；请报告维护者", "fault of the program; report it" },
	{ EXIT_OSERR, "OSERR", "系统限制，如内存不够", "limits of the system, such as memory" },
	{ EXIT_CANTCREAT, "CANTCREAT", "输出不能建立", "output cannot be made" },
	{ EXIT_IOERR, "IOERR", "读写出错，如磁盘满", "read or write failed, such as a full disk" },
	{ EXIT_TEMPFAIL, "TEMPFAIL", "另一次运行正在进行，或文件还在写；请稍后再试", "another run is at work, or a file still changing; try again" },
	{ EXIT_NOPERM, "NOPERM", "没有权限", "no permission" },
	{ EXIT_CONFIG, "CONFIG", "规则有错，没有写出任何结果；请找写规则的人", "rules refused, nothing written; call their author" },
	{ EXIT_VERIFY, "VERIFY", "台账、文件或工作簿与所记不同；没有作任何修复", "ledger, file or workbook is not what was recorded; nothing was repaired" },
	{ EXIT_CLOSED, "CLOSED", "本期已定稿，或草稿之后有变动；没有写出任何结果", "the period is published, or something changed since the draft; nothing written" },
};

const char *exit_words(int code, enum language l)
{
	for (size_t i = 0; i < sizeof exits / sizeof *exits; i++)
		if (exits[i].code == code)
			return l == CHINESE ? exits[i].zh : exits[i].en;
	return "";
}

static void help_exit(enum language l)
{
	puts(l == CHINESE ? "退出码：" : "Exit codes:");
	for (size_t i = 0; i < sizeof exits / sizeof *exits; i++)
		printf("  %3d  %-10s %s\n", exits[i].code, exits[i].name, l == CHINESE ? exits[i].zh : exits[i].en);
	puts(l == CHINESE ? "  128+n 被信号 n 中止。其他非零值一律视为失败。" : "  128+n ended by signal n. Any other non-zero code is a failure.");
}

static void help_messages(enum language l)
{
	static const char *const words[2][3] = { { "提示", "警告", "错误" }, { "note", "warning", "error" } };

	for (int number = 100; number < 2000; number++)
		for (size_t i = 0; i < MSG_COUNT; i++) {
			const struct message_info *m = message_info(i);

			if (m->number == number)
				printf("K%d  %s  rc=%d  %s\n", m->number, words[l][m->severity], m->exit, l == CHINESE ? m->zh : m->en);
		}
}

/* Default in words: must be given, may be left out, or what holds otherwise. */
static const char *demand(const struct keyword *k, enum language l, struct arena *a)
{
	if (k->fallback == NULL)
		return l == CHINESE ? "必写" : "required";
	if (*k->fallback == '\0')
		return l == CHINESE ? "可不写" : "optional";
	return arena_printf(a, l == CHINESE ? "默认 %s" : "default %s", k->fallback);
}

static void help_rules(struct call *c)
{
	const char *section = "";

	puts(c->language == CHINESE ? "规则文件的词表。段头写成 [类:名]（[方案]、[督办]、[通报] 除外），每行“条目 = 值”。"
		: "The words of rule files. Sections are [kind:name] (but [方案], [督办] and [通报]), entries 'key = value'.");
	for (size_t i = 0; keyword_at(i) != NULL; i++) {
		const struct keyword *k = keyword_at(i);

		if (strcmp(section, k->section) != 0)
			printf(strcmp(k->section, "方案") == 0 || strcmp(k->section, "督办") == 0 || strcmp(k->section, "通报") == 0 ? "\n[%s]\n" : "\n[%s:…]\n", k->section);
		section = k->section;
		printf("  %s%*s%s；%s\n", k->key, (int)(utf8_width(k->key) < 14 ? 14 - utf8_width(k->key) : 1), "",
			c->language == CHINESE ? k->zh : k->en, demand(k, c->language, c->arena));
		printf("  %*s= %s\n", 14, "", k->kind);
	}
}

static void help_command(const struct command *command, enum language l)
{
	printf("%skaohe %s", l == CHINESE ? "用法：" : "usage: ", command->name);
	options_needed(command, l, stdout);
	printf("%s%s%s\n%s\n\n", *command->options == '\0' ? "" : l == CHINESE ? " [其他选项]" : " [other options]", *command->words == '\0' ? "" : " ",
		options_word(command->words, l), l == CHINESE ? command->zh : command->en);
	options_help(command, l, stdout);
}

static void help_overview(enum language l)
{
	puts(l == CHINESE ? "kaohe（考核）：把一个城市每月的进度数据算成名次、得分和问责建议。\n\n用法：kaohe 命令 [选项]\n"
		: "kaohe (考核): turns a city's monthly progress data into ranks, scores and 问责 proposals.\n\nusage: kaohe COMMAND [options]\n");
	for (size_t i = 0; i < command_count; i++)
		printf("  %-14s %s\n", commands[i].name, l == CHINESE ? commands[i].zh : commands[i].en);
	puts(l == CHINESE ? "\n选项：" : "\noptions:");
	options_help(NULL, l, stdout);
	puts(l == CHINESE
		? "\n例：kaohe run -r 规则目录 -i 数据目录 -o 输出目录 -p 2026-10\n每月用 cron：30 6 1 * *  kaohe run -r 规则目录 -i 数据目录 -o 输出目录 -p last -q\n程序只提建议，处理由人决定。"
		: "\nexample: kaohe run -r RULES -i INPUTS -o OUT -p 2026-10\nmonthly, by cron: 30 6 1 * *  kaohe run -r RULES -i INPUTS -o OUT -p last -q\nThe program proposes; people decide.");
}

int command_help(struct call *c)
{
	const char *topic = c->word_count > 0 ? c->word[0] : NULL;
	const char *topics[24] = { "rules", "messages", "exit" }, *near;
	size_t n = 3;

	if (topic == NULL) {
		help_overview(c->language);
		return EXIT_OK;
	}
	if (strcmp(topic, "rules") == 0) {
		help_rules(c);
		return EXIT_OK;
	}
	if (strcmp(topic, "messages") == 0) {
		help_messages(c->language);
		return EXIT_OK;
	}
	if (strcmp(topic, "exit") == 0) {
		help_exit(c->language);
		return EXIT_OK;
	}
	for (size_t i = 0; i < command_count; i++) {
		if (strcmp(commands[i].name, topic) == 0) {
			help_command(&commands[i], c->language);
			return EXIT_OK;
		}
		topics[n++] = commands[i].name;
	}
	near = text_nearest(topic, topics);
	diag(c->diag, MSG_HELP_TOPIC, (struct origin){ 0 }, topic, near == NULL ? "rules" : near, NULL);
	return month_end(c, NULL);
}
