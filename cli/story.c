/* story.c -- kaohe check --explain K292: what a message says, and why there is such a rule. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/stories.h"
#include "cli/cli.h"

/* The number of “K292”, “k292” or “292”; -1 for anything else. */
static int number_in(const char *word)
{
	const char *digits = *word == 'K' || *word == 'k' ? word + 1 : word;
	size_t length = strspn(digits, "0123456789");

	return length == 0 || length > 5 || digits[length] != '\0' ? -1 : atoi(digits);
}

static const struct message_info *nearest(int number)
{
	const struct message_info *best = message_info(0);

	for (size_t i = 1; i < MSG_COUNT; i++) {
		int distance = abs(message_info(i)->number - number), before = abs(best->number - number);

		if (distance < before || (distance == before && message_info(i)->number < best->number))
			best = message_info(i);
	}
	return best;
}

static void indented(const char *text)
{
	size_t length;

	for (;; text += length + 1) {
		length = strcspn(text, "\n");
		printf("    %.*s\n", (int)length, text);
		if (text[length] == '\0')
			return;
	}
}

static void tell(const struct message_info *m, enum language l)
{
	static const char *const level[][3] = { [CHINESE] = { "提示", "警告", "错误" }, [ENGLISH] = { "note", "warning", "error" } };
	const struct story *s = story_of(m->number);
	bool zh = l == CHINESE;

	printf(zh ? "K%d  %s，退出码 %d：%s\n\n" : "K%d  %s, exit code %d: %s\n\n", m->number, level[l][m->severity], m->exit,
		exit_words(m->exit, l));
	puts(zh ? "它说（{1} 等处填实际的内容）：" : "It says ({1} and the like are filled in):");
	indented(zh ? m->zh : m->en);
	if (s == NULL)
		return;
	puts(zh ? "\n为什么有这一条：" : "\nWhy there is such a rule:");
	indented(zh ? s->zh : s->en);
	puts(zh ? "\n错的写法：" : "\nWrong:");
	indented(s->wrong);
	puts(zh ? "\n对的写法：" : "\nRight:");
	indented(s->right);
	printf(zh ? "\n手册：docs/rules.md“%s”一节\n" : "\nManual: docs/rules.md, section “%s”\n", s->page);
}

int story_tell(struct call *c)
{
	int number = number_in(c->explained);
	const struct message_info *near = nearest(number);

	if (near->number == number)
		tell(near, c->language);
	else
		diag(c->diag, MSG_EXPLAIN_NUMBER, (struct origin){ 0 }, c->explained, arena_printf(c->arena, "K%d", near->number), NULL);
	return month_end(c, NULL);
}
