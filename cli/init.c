/* init.c -- kaohe init TEMPLATE DIR: a scheme to begin with, its registry and a tiny month; kaohe init: which there are. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "base/file.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/templates.h"

static const struct {
	const char *name, *title, *zh, *en;
} templates[] = {
	{ "minimal", "最小", "一个名录、一张榜、一个指标", "one registry, one board, one indicator" },
	{ "districts", "城乡环境", "区县分组排名，加减分、等次、否决、问责、季度汇总", "districts ranked by group: extras, grades, a veto, a ladder, quarters" },
	{ "hotline", "12345", "热线工单：响应率、解决率、满意率", "hotline tickets: response, solution and satisfaction" },
	{ "ladder", "问责", "只按连续、累计次数提措施的阶梯", "a ladder of measures by how often, and little else" },
};
enum { TEMPLATES = sizeof templates / sizeof *templates };

static void list(enum language l)
{
	puts(l == CHINESE ? "用法：kaohe init 模板 目录\n\n模板：" : "usage: kaohe init TEMPLATE DIR\n\ntemplates:");
	for (size_t i = 0; i < TEMPLATES; i++) {
		fputs("  ", stdout);
		print_column(templates[i].name, 12);
		print_column(templates[i].title, 10);
		puts(l == CHINESE ? templates[i].zh : templates[i].en);
	}
}

/* By its English or its Chinese name; NULL and a complaint for another. */
static const char *template_named(struct call *c, const char *word)
{
	const char *names[2 * TEMPLATES + 1], *near;
	size_t n = 0;

	for (size_t i = 0; i < TEMPLATES; i++) {
		if (strcmp(templates[i].name, word) == 0 || strcmp(templates[i].title, word) == 0)
			return templates[i].name;
		names[n++] = templates[i].name;
		names[n++] = templates[i].title;
	}
	names[n] = NULL;
	near = text_nearest(word, names);
	diag(c->diag, MSG_INIT_TEMPLATE, (struct origin){ 0 }, word, near == NULL ? "minimal" : near, NULL);
	return NULL;
}

/* Not there, or there and empty; complains otherwise. */
static bool may_fill(struct call *c, const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	bool empty = true;

	if (dir == NULL && errno == ENOENT)
		return true;
	if (dir == NULL) {
		diag(c->diag, MSG_INIT_NOT_A_FOLDER, (struct origin){ 0 }, path, strerror(errno), NULL);
		return false;
	}
	while ((entry = readdir(dir)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			empty = false;
	closedir(dir);
	if (!empty)
		diag(c->diag, MSG_INIT_FOLDER_FULL, (struct origin){ 0 }, path, NULL);
	return empty;
}

static bool write_one(struct call *c, const char *dir, const struct template_file *f)
{
	const char *slash = strrchr(f->path, '/');
	const char *folder = slash == NULL ? dir : path_join(c->arena, dir, arena_strn(c->arena, f->path, (size_t)(slash - f->path)));

	return dir_make(c->diag, folder) && file_write(c->diag, folder, slash == NULL ? f->path : slash + 1, (const char *)f->bytes, f->length);
}

static bool write_all(struct call *c, const char *name, const char *dir)
{
	for (size_t i = 0; i < template_file_count; i++)
		if (strcmp(template_files[i].name, name) == 0 && !write_one(c, dir, &template_files[i]))
			return false;
	return true;
}

int command_init(struct call *c)
{
	const char *name, *dir;

	if (c->word_count == 0) {
		list(c->language);
		return EXIT_OK;
	}
	if (c->word_count == 1) {
		diag(c->diag, MSG_INIT_NO_FOLDER, (struct origin){ 0 }, c->word[0], NULL);
		return month_end(c, NULL);
	}
	name = template_named(c, c->word[0]);
	dir = c->word[1];
	if (name != NULL && may_fill(c, dir) && write_all(c, name, dir) && !c->quiet)
		printf(c->language == CHINESE ? "写好了：%s/rules 是规则，%s/inputs 是一个月的数据。接着：\n  kaohe check -r %s/rules -i %s/inputs -p 2026-10\n"
			: "written: rules in %s/rules, a month of data in %s/inputs. Next:\n  kaohe check -r %s/rules -i %s/inputs -p 2026-10\n", dir, dir, dir, dir);
	return month_end(c, NULL);
}
