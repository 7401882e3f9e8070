/* test_reports_book.c -- the workbook: what it says, and what happens when it cannot be written.
 *
 * Rule text and a CSV go in by the front door; the file that comes out is
 * unpacked here again, not by the code under test. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <minizip/unzip.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "base/file.h"
#include "reports/book.h"
#include "reports/reports.h"
#include "tests/reports_desk.h"

#define TREE \
	"[指标:总]\n合成 = 加权平均\n依据 = 示例第一条\n" \
	"[指标:整改]\n上级 = 总\n权重 = 60\n公式 = 甲 / 乙\n计分 = 正比\n计量单位 = %\n依据 = 示例第二条\n" \
	"[指标:进度]\n上级 = 总\n权重 = 40\n公式 = 数值\n计分 = 引用 满分 100\n依据 = 示例第三条\n" \
	"[等次:总榜]\n榜 = 总榜\n级.1 = 优秀 >= 80 颜色 绿\n级.2 = 较差 其余 颜色 红\n依据 = 示例第四条\n"
#define TRIGGER \
	"[问责:整改不到位]\n情形 = 整改不及时不到位\n轨道 = 过错问责\n范围 = 总榜\n触发 = 甲 / 乙 < 30%\n" \
	"起始 = 约谈\n依据 = 示例第五条\n责任角色 = 主要领导\n反馈期限 = 10个工作日\n"
/* 东区 9 of 10, 西区 1 of 4, 中区 none at all; 南县 and 北县 level; 山县 has no 进度. */
#define ROWS \
	"区县,事,数\n东区,数值,90\n西区,数值,50\n中区,数值,70\n南县,数值,80\n北县,数值,80\n" \
	"东区,甲,\n东区,乙,\n西区,甲,\n西区,乙,\n西区,乙,\n西区,乙,\n西区,乙,\n" \
	"南县,甲,\n南县,乙,\n北县,甲,\n北县,乙,\n山县,甲,\n山县,乙,\n"

enum { COVER = 1, RANKING, MARKS, FLAGS, CARDS, QUALITY, RULES, WORKING, WHATIF, PROOF, DETAIL };

/* ---- what it says ---------------------------------------------------------------- */

static void a_first_month_has_eleven_sheets_and_formulas_on_three_of_them_alone(void **state)
{
	static const char *const names[] = { "封面", "排名", "指标得分", "问责清单", "单位卡", "数据质量", "规则", "演算", "推演", "校验", "明细" };
	struct desk *d = *state;
	const char *book;
	unzFile zip;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	book = part(d, "xl/workbook.xml");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_non_null(book = strstr(book, arena_printf(d->month.arena, "<sheet name=\"%s\" sheetId=\"%zu\"", names[i], i + 1)));
	assert_null(strstr(book + 1, "<sheet "));
	zip = unzOpen64(book_path(d));
	for (int step = unzGoToFirstFile(zip); step == UNZ_OK; step = unzGoToNextFile(zip)) {
		char name[200];
		unz_file_info info;

		assert_int_equal(unzGetCurrentFileInfo(zip, &info, name, sizeof name, NULL, 0, NULL, 0), UNZ_OK);
		assert_int_equal(strstr(part(d, name), "<f>") != NULL, strcmp(name, "xl/worksheets/sheet8.xml") == 0
			|| strcmp(name, "xl/worksheets/sheet9.xml") == 0 || strcmp(name, "xl/worksheets/sheet10.xml") == 0);
	}
	unzClose(zip);
	assert_string_equal(complaints(&d->month, 1), "");
}

static void the_cover_says_who_is_first_and_last_and_why(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	assert_string_equal(row(d, COVER, 1), "示例　2026年10月考核结果");
	assert_string_equal(row(d, COVER, 2), "【草稿】　第 7 次运行　｜　数据截止 2026-10-31　｜　未经审定，不作为正式通报");
	assert_string_equal(row(d, COVER, 7), "总榜 · 城　参评3个，排名3个，不排名0个|统计期|2026-10（2026-10-01 至 2026-10-31）");
	assert_string_equal(row(d, COVER, 10), "3|西区|35|整改（得15.00，满60），实为 25%|文号|示例〔2026〕1号");
	assert_string_equal(row(d, COVER, 12), "1|山县|100|没有失分|各表（点击跳转）|给谁看|内容");
	assert_string_equal(row(d, COVER, 15), "未报送|无，应报送的都已报送|问责清单|领导|问责的事由、事实、依据、责任");
	assert_string_equal(row(d, COVER, 16), "问责建议|1项：效能督查0项，过错问责1项；无法判断1项。均为建议，须经研究决定|单位卡|领导|一个单位一页：失分、走势、问责");
	assert_string_equal(row(d, COVER, 19), "优秀|等次：总分不低于80，底色绿|演算|审计|从数到名次逐步的公式");
	assert_string_equal(row(d, COVER, 22), "明细|审计|数值、算式、过程、数据来源");
	assert_string_equal(row(d, COVER, 24), "台账|18|计入18");
	assert_string_equal(row(d, COVER, 26), "规则摘要 SHA-256：bbbb\n程序 kaohe 0.0　SHA-256：aaaa");
}

static void the_cover_shows_a_groups_own_bounds_of_a_grade_beside_the_common_ones(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE "级.1.县 = 优秀 >= 95 颜色 绿\n级.2.县 = 较差 其余 颜色 红\n", ROWS);
	assert_true(write_book(d));
	assert_true(says(d, "等次：总分不低于80；县 不低于95，底色绿"));
	assert_true(says(d, "等次：其余，底色红"));
}

static void every_board_but_the_first_has_one_line_on_the_cover(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE "[榜:另榜]\n名录 = 区县\n根指标 = 另\n并列 = 跳号\n名次依据 = 修约后\n分组 = 合并\n"
		"[指标:另]\n合成 = 直接相加\n依据 = 示例第八条\n[指标:另一]\n上级 = 另\n满分 = 100\n公式 = 数值\n计分 = 引用 满分 100\n依据 = 示例第九条\n", ROWS);
	assert_true(write_book(d));
	assert_true(says(d, "另榜"));
	assert_true(says(d, "首位 东区 90.00；末位 西区 50.00，得分率最低 另一"));
}

static void the_ranking_says_weights_ties_and_reasons_in_words(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	assert_string_equal(row(d, RANKING, 3), "总榜 · 城　　参评3个，排名3个，不排名0个；分高者在前");
	assert_string_equal(row(d, RANKING, 4), "名次|单位|总分\n满分100|整改\n权重60%|进度\n权重40%|等次|问责\n（建议）|得分率最低的一级指标，其中失分最多的一项\n备注");
	assert_string_equal(row(d, RANKING, 5), "1|东区|96|60|36|优秀|—|进度（得36.00，满40），实为 90");
	assert_string_equal(row(d, RANKING, 6), "2|中区|70|无分母|70|较差|—|进度（得70.00，满100），实为 70；有一级指标不计，折合按实际权重");
	assert_string_equal(row(d, RANKING, 7), "3|西区|35|15|20|较差|过错问责1项|整改（得15.00，满60），实为 25%");
	assert_string_equal(row(d, RANKING, 11), "2|南县|92|60|32|优秀|—|进度（得32.00，满40），实为 80；与北县并列第2");
	assert_string_equal(row(d, RANKING, 13), "注：1. 分高者在前；同分并列，下一名次跳号（1-1-3）；总分四舍五入保留2位小数，按修约后的总分排名。"
		"2. 各一级指标为折合得分；印出的分项是修约后的数，合计可能与总分差末位。3. 问责一列只是建议，详见“问责清单”。");
}

static void the_unranked_stand_last_with_the_reason(void **state)
{
	struct desk *d = *state;

	month(d, BOARD "不参与排名 = 东区\n" TREE, ROWS);
	assert_true(write_book(d));
	assert_string_equal(row(d, RANKING, 3), "总榜 · 城　　参评3个，排名2个，不排名1个；分高者在前");
	assert_string_equal(row(d, RANKING, 7), "不排名|东区|96|60|36|优秀|—|不参与排名：方案列为不参与排名；进度（得36.00，满40），实为 90");
}

static void a_mark_without_a_number_is_a_word_and_never_a_zero(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE, ROWS);
	assert_true(write_book(d));
	assert_string_equal(row(d, MARKS, 8), "2|中区|无分母|70");
	assert_string_equal(row(d, MARKS, 9), "3|西区|25|50");
	assert_string_equal(row(d, DETAIL, 8), "总榜|城|C|中区|指标|1|整改|总|%|无分母|不计并折算|0|甲(0) / 乙(0) = 无分母|无分母，不计并折算|考核.ini:69:1|甲：无；乙：无");
}

static void proposals_are_proposals_and_the_unjudged_are_listed(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	assert_string_equal(row(d, FLAGS, 1), "2026年10月问责建议清单（草稿）");
	assert_string_equal(row(d, FLAGS, 4), "1|西区|整改不及时不到位：整改不到位|过错问责|约谈|甲(1) / 乙(4) &lt; 30%（甲 / 乙 = 25%）\n（所据至多5行）|示例第五条|主要领导|告知后10个工作日内|建议");
	assert_string_equal(row(d, FLAGS, 5), "无法判断（1项）：条件里有没有数的项，既不提出，也不排除，请核实后再定");
	assert_string_equal(row(d, FLAGS, 6), "1|中区|整改不及时不到位：整改不到位|过错问责|—|甲(0) / 乙(0) &lt; 30%（甲 / 乙 = 无分母）|示例第五条|—|—|无法判断");
}

/* Ranks: 东区 1, then 南县 and 北县, 中区, 西区; 山县, whose 进度 is missing, has a rank by rule. */
static void the_list_begins_with_the_unit_of_the_worst_rank_and_numbers_the_rungs_alike(void **state)
{
	struct desk *d = *state;

	month(d, BOARD "分组 = 合并\n不参与排名 = 北县\n" TREE
		"[问责:甲少]\n情形 = 措施不力\n轨道 = 效能督查\n范围 = 总榜\n触发 = 甲 >= 1\n阶梯 = 慢\n依据 = 示例第六条\n"
		TRIGGER "[阶梯:慢]\n累计窗口 = 自然年\n连续跨年 = 是\n无数据期 = 中断\n取级 = 最高\n级.1 = 提醒 | 主要领导 | 连续 >= 1\n依据 = 示例第四条\n", ROWS);
	assert_true(write_book(d));
	assert_int_equal(d->facts.flags->count, 6);
	assert_non_null(strstr(row(d, FLAGS, 4), "1|西区|措施不力：甲少|"));
	assert_non_null(strstr(row(d, FLAGS, 5), "2|西区|整改不及时不到位：整改不到位|"));
	assert_non_null(strstr(row(d, FLAGS, 9), "6|北县|措施不力：甲少|"));
	assert_true(says(d, "所据的阶梯（按序号）：1. 第1级"));
	assert_false(says(d, "；2. 第1级"));
}

static void a_month_without_proposals_says_so(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE, ROWS);
	assert_true(write_book(d));
	assert_string_equal(row(d, FLAGS, 4), "本期没有单位触发问责条件，不提出问责建议。");
}

static void quarantined_rows_have_place_reason_and_conservation(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE, ROWS "无此区,甲,\n");
	assert_true(write_book(d));
	assert_string_equal(row(d, COVER, 24), "台账|19|计入18＋隔离1");
	assert_string_equal(row(d, QUALITY, 4), "行数守恒|台账|区县|19|18|0|0|1|是|读入 = 计入 + 无单位 + 截止日后 + 隔离");
	assert_true(says(d, "区县=无此区"));
}

static void every_rule_line_stands_with_its_place_and_basis(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE, ROWS);
	assert_true(write_book(d));
	assert_string_equal(row(d, RULES, 2), "1|方案|名称|示例|考核.ini|2");
	assert_true(says(d, "示例第二条"));
}

static void what_a_cell_cannot_hold_is_cut_by_characters_and_said(void **state)
{
	struct desk *d = *state;
	struct buf note = buf_new(d->month.arena);

	for (int i = 0; i < 34000; i++)
		buf_add(&note, "x");
	month(d, arena_printf(d->month.arena, "%s[约束:长]\n条件 = 权重(整改) >= 50%%\n说明 = %s\n", BOARD TREE, note.at), ROWS);
	assert_true(write_book(d));
	assert_true(says(d, "xxxx…（本格放不下，以下从略，全文见 CSV）"));
}

static void its_properties_say_scheme_period_run_and_the_head_it_follows(void **state)
{
	struct desk *d = *state;
	const char *core;

	month(d, BOARD TREE, ROWS);
	d->facts.head = "feed0123";
	assert_true(write_book(d));
	core = part(d, "docProps/core.xml");
	assert_non_null(strstr(core, "<dc:title>示例 2026年10月 草稿</dc:title>"));
	assert_non_null(strstr(core, "<dc:subject>2026-10</dc:subject>"));
	assert_non_null(strstr(core, "第 7 次运行；规则摘要 bbbb；接续的台账链值 feed0123"));
}

/* ---- its name ------------------------------------------------------------------- */

static const char *named(struct desk *d, const char *scheme, const char *pattern)
{
	struct scheme *s = arena_one(d->month.arena, struct scheme);
	struct measures *m = arena_one(d->month.arena, struct measures);
	struct run_facts facts = { .number = 12, .kind = "草稿", .scheme = s, .measures = m };

	s->name = scheme;
	s->output_name = pattern;
	assert_true(period_parse("2026-10", &m->period));
	return book_name(d->month.arena, &facts);
}

static void its_name_is_safe_and_keeps_period_and_run_number(void **state)
{
	struct desk *d = *state;
	struct buf name = buf_new(d->month.arena);

	assert_string_equal(named(d, "示例办法", NULL), "示例办法_2026-10_草稿_0012.xlsx");
	assert_string_equal(named(d, "a/b\\c:d*e?f\"g<h>i|j\tk", NULL), "a_b_c_d_e_f_g_h_i_j_k_2026-10_草稿_0012.xlsx");
	assert_string_equal(named(d, "示例", "{期:YYYY年M月}通报（{草稿}）{运行号}"), "2026年10月通报（草稿）0012.xlsx");
	assert_string_equal(named(d, "示例", "../{方案}.xlsx"), "_._示例.xlsx");
	for (int i = 0; i < 100; i++)
		buf_add(&name, "长");
	assert_true(strlen(named(d, name.at, NULL)) <= 200);
	assert_non_null(strstr(named(d, name.at, NULL), "长_2026-10_草稿_0012.xlsx"));
}

/* ---- how it is written ------------------------------------------------------------- */

static void zone_locale_umask_and_folder_do_not_show(void **state)
{
	struct desk *d = *state;
	mode_t mask = umask(0);
	struct file *first, *second;
	struct stat info;
	char *here = getcwd(NULL, 0);

	month(d, BOARD TREE TRIGGER, ROWS);
	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	assert_true(write_book(d));
	first = book_bytes(d);
	setenv("TZ", "America/New_York", 1);
	tzset();
	setlocale(LC_ALL, "C.UTF-8");
	umask(077);
	signal(SIGCHLD, SIG_IGN);
	assert_int_equal(chdir("/"), 0);
	assert_true(write_book(d));
	assert_int_equal(chdir(here), 0);
	umask(mask);
	setlocale(LC_ALL, "C");
	unsetenv("TZ");
	free(here);
	second = book_bytes(d);
	assert_int_equal(first->length, second->length);
	assert_memory_equal(first->bytes, second->bytes, first->length);
	assert_int_equal(stat(book_path(d), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0640);
}

/* Writes with files limited to that many bytes, over an old workbook; gives the complaint. */
static const char *written_within(struct desk *d, rlim_t bytes)
{
	struct rlimit before, limit;
	bool ok;

	put_file(&d->month, d->out, NAME, "old");
	d->month.diag = diag_new(d->month.arena, CHINESE);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	limit = before;
	limit.rlim_cur = bytes;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	ok = write_book(d);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	return ok ? NULL : complaints(&d->month, 0);
}

static size_t files_in(struct desk *d)
{
	return (size_t)strtoul(run_and_read(d, "ls -A %s | wc -l"), NULL, 10);
}

/* The library says nothing when its own temporary files are cut short; the reader finds it at every size. */
static void no_workbook_cut_short_takes_the_place_of_the_old_one(void **state)
{
	struct desk *d = *state;
	const char *said;
	size_t whole;

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	whole = strlen(part(d, "xl/worksheets/sheet7.xml"));
	assert_true(whole > 20000);
	for (size_t bytes = 1000; bytes < whole; bytes += 1500) {
		said = written_within(d, bytes);
		assert_non_null(said);
		assert_int_equal(diag_exit(d->month.diag), 74);
		assert_true(strstr(said, "错误 K601: 工作簿“" NAME "”没有写成：") != NULL || strstr(said, "错误 K602: 工作簿“" NAME "”写后回读不符：") != NULL);
		assert_string_equal(book_bytes(d)->bytes, "old");
		assert_int_equal(files_in(d), 1);
	}
	assert_null(written_within(d, 10 * whole));
	assert_true(book_bytes(d)->length > 3);
}

#ifndef __SANITIZE_ADDRESS__
/* Bytes of address space in use. */
static rlim_t space_used(void)
{
	unsigned long pages = 0;
	FILE *in = fopen("/proc/self/statm", "r");

	assert_non_null(in);
	assert_int_equal(fscanf(in, "%lu", &pages), 1);
	fclose(in);
	return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}
#endif

/* Wherever memory runs out, in drawing, packing or reading back, it is said to be memory. */
static void want_of_memory_is_called_by_its_name(void **state)
{
#ifdef __SANITIZE_ADDRESS__
	skip();
#else
	struct desk *d = *state;
	struct rlimit before, limit;
	void (*kept)(int);
	size_t failed = 0;
	bool ok = false;

	month(d, BOARD TREE TRIGGER, ROWS);
	kept = signal(SIGSEGV, SIG_DFL);        /* the library may fall over in the child, which must not go on with the tests then */
	put_file(&d->month, d->out, NAME, "old");
	assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
	limit = before;
	for (rlim_t more = 0; !ok && more < 16 << 20; more += 96 << 10) {
		d->month.diag = diag_new(d->month.arena, CHINESE);
		limit.rlim_cur = space_used() + more;
		assert_int_equal(setrlimit(RLIMIT_AS, &limit), 0);
		ok = write_book(d);
		assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
		if (ok)
			break;
		failed++;
		assert_non_null(strstr(complaints(&d->month, 0), "错误 K603: 写工作簿"));
		assert_int_equal(diag_exit(d->month.diag), 71);
		assert_string_equal(book_bytes(d)->bytes, "old");
	}
	signal(SIGSEGV, kept);
	assert_true(ok);
	assert_true(failed > 0);
#endif
}

static void a_folder_that_is_not_there_is_named(void **state)
{
	struct desk *d = *state;

	month(d, BOARD TREE, ROWS);
	strcat(d->out, "/no");
	assert_false(write_book(d));
	d->out[strlen(d->out) - 3] = '\0';
	assert_string_equal(complaints(&d->month, 0), "kaohe: 错误 K600: 输出目录不能写：No such file or directory；请检查目录是否存在、有无写权限\n");
	assert_int_equal(diag_exit(d->month.diag), 73);
}

/* Waits for the one child of parent that is not itself, and kills it. */
static _Noreturn void kill_the_writer(struct desk *d, pid_t parent)
{
	const char *list = arena_printf(d->month.arena, "/proc/%d/task/%d/children", (int)parent, (int)parent);

	for (;;) {
		FILE *in = fopen(list, "r");
		int pid;

		while (in != NULL && fscanf(in, "%d", &pid) == 1)
			if (pid != getpid())
				_exit(kill(pid, SIGKILL) != 0);
		if (in != NULL)
			fclose(in);
	}
}

static void a_writer_that_is_killed_leaves_the_old_workbook_and_no_rest(void **state)
{
	struct desk *d = *state;
	int status;
	pid_t killer;

	month(d, BOARD TREE TRIGGER, ROWS);
	put_file(&d->month, d->out, NAME, "old");
	killer = fork();
	if (killer == 0)
		kill_the_writer(d, getppid());
	assert_false(write_book(d));
	assert_int_equal(waitpid(killer, &status, 0), killer);
	assert_int_equal(status, 0);
	assert_string_equal(complaints(&d->month, 0), "kaohe: 错误 K603: 写工作簿“" NAME "”的子进程中途结束：信号 9（Killed）；"
		"原有的同名文件未动，请查看系统内存和限额后重新运行\n");
	assert_string_equal(book_bytes(d)->bytes, "old");
	assert_int_equal(files_in(d), 1);
}

static void what_a_dead_writer_left_is_swept_and_a_living_ones_is_not(void **state)
{
	struct desk *d = *state;
	const char *living = arena_printf(d->month.arena, ".b.xlsx.tmp.%d", (int)getppid());
	int status;
	pid_t dead = fork();

	if (dead == 0)
		_exit(0);
	assert_int_equal(waitpid(dead, &status, 0), dead);
	month(d, BOARD TREE, ROWS);
	put_file(&d->month, d->out, arena_printf(d->month.arena, ".a.xlsx.tmp.%d", (int)dead), "half");
	put_file(&d->month, d->out, living, "half");
	assert_true(write_book(d));
	assert_int_equal(files_in(d), 2);
	assert_true(file_exists(d->out, NAME));
	assert_int_equal(access(path_join(d->month.arena, d->out, living), F_OK), 0);
}

/* What the file has in a cell and the mark it must have been noted with; its row and column. */
static uint64_t mark_in_file(const char *xml, const char *strings, struct desk *d, const char *more, uint32_t *row)
{
	const char *close = strchr(xml, '>'), *value = close + 4;
	const char *end = strchr(value, '<');
	bool is_text = memmem(xml, (size_t)(close - xml), "t=\"s\"", 5) != NULL;
	const char *plain = is_text ? shared(d, strings, strtol(value, NULL, 10)) : arena_strn(d->month.arena, value, (size_t)(end - value));
	struct buf text = buf_new(d->month.arena);
	size_t column = 0;

	for (; *plain != '\0'; plain++) {
		const char *as = strncmp(plain, "&lt;", 4) == 0 ? "<" : strncmp(plain, "&gt;", 4) == 0 ? ">" : strncmp(plain, "&amp;", 5) == 0 ? "&" : NULL;

		buf_addn(&text, as != NULL ? as : plain, 1);
		plain += as == NULL ? 0 : *as == '&' ? 4 : 3;
	}
	buf_add(&text, more);
	for (xml += strlen("<c r=\""); *xml >= 'A'; xml++)
		column = column * 26 + (size_t)(*xml - 'A') + 1;
	*row = (uint32_t)strtoul(xml, NULL, 10) - 1;
	return cell_mark(*row, column - 1, is_text ? CELL_TEXT : CELL_NUMBER, bytes_mark(text.at, text.length), 0);
}

/* One cell after another meant to be different from what the file holds. */
static void the_reader_finds_every_cell_that_differs(void **state)
{
	struct desk *d = *state;
	struct book *b;
	size_t found = 0;
	const char *strings;

	month(d, BOARD TREE TRIGGER, ROWS);
	b = book_open(d->month.arena, &d->facts, book_path(d), d->out);
	draw_ranking(b);
	draw_flags(b);
	book_close(b);
	assert_true(book_matches(b, book_path(d)));
	strings = part(d, "xl/sharedStrings.xml");
	for (size_t s = 0; s < b->sheet_count; s++) {
		const char *at = part(d, arena_printf(d->month.arena, "xl/worksheets/sheet%zu.xml", s + 1));

		for (; (at = strstr(at, "<c r=")) != NULL; at++) {
			uint32_t row;
			uint64_t there, other, kept;

			if (strncmp(strchr(at, '>') + 1, "<v>", 3) != 0)
				continue;
			found++;
			there = mark_in_file(at, strings, d, "", &row);
			other = mark_in_file(at, strings, d, "1", &row);
			assert_true(there != other);
			kept = b->sheet[s]->meant[row];
			b->sheet[s]->meant[row] = kept - there + other;
			assert_false(book_matches(b, book_path(d)));
			assert_string_equal(b->failure, arena_printf(d->month.arena, "表“%s”第 %u 行的单元格与写入的不同", b->sheet[s]->name, row + 1));
			b->sheet[s]->meant[row] = kept - there;
			b->failure = NULL;
			assert_false(book_matches(b, book_path(d)));
			b->sheet[s]->meant[row] = kept;
			b->failure = NULL;
		}
	}
	assert_true(found > 80);
	assert_int_equal(found, b->sheet[0]->cell_count + b->sheet[1]->cell_count);
	b->sheet[1]->meant_count--;
	assert_false(book_matches(b, book_path(d)));
	assert_string_equal(b->failure, "表“问责清单”第 9 行的单元格与写入的不同");
}

/* ---- constant memory --------------------------------------------------------------------- */

static void in_constant_memory_every_cell_says_the_same(void **state)
{
	struct desk *d = *state;
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	month(d, BOARD TREE TRIGGER, ROWS);
	assert_true(write_book(d));
	d->facts.workbook = "b.xlsx";
	d->facts.units_held = 1;
	assert_true(write_book(d));
	assert_true(book_compare(d->month.arena, d->month.diag, book_path(d), path_join(d->month.arena, d->out, "b.xlsx"), out));
	assert_int_equal(fclose(out), 0);
	assert_string_equal(text, "");
	free(text);
	assert_int_equal(rename(path_join(d->month.arena, d->out, "b.xlsx"), book_path(d)), 0);
	assert_non_null(strstr(part(d, "xl/worksheets/sheet2.xml"), "t=\"inlineStr\""));
	assert_string_equal(complaints(&d->month, 0), "");
}

/* A row that was given away stays as it is: a sheet that comes back to it is not written. */
static void in_constant_memory_no_row_is_drawn_again_once_it_is_done(void **state)
{
	struct desk *d = *state;
	struct book *b;
	struct sheet *s;

	month(d, BOARD TREE, ROWS);
	d->facts.units_held = 1;
	b = book_open(d->month.arena, &d->facts, book_path(d), d->out);
	s = book_sheet(b, "示例");
	sheet_rows_begin(s);
	sheet_text(s, 1, 0, "乙", STYLE_PLAIN);
	sheet_text(s, 0, 0, "甲", STYLE_PLAIN);
	sheet_rows_end(s, 2);
	assert_null(b->failure);
	sheet_text(s, 1, 1, "丙", STYLE_PLAIN);
	assert_string_equal(b->failure, "表“示例”第 2 行已写出，不能再改");
	book_close(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(a_first_month_has_eleven_sheets_and_formulas_on_three_of_them_alone),
		DESK_TEST(the_cover_says_who_is_first_and_last_and_why),
		DESK_TEST(the_cover_shows_a_groups_own_bounds_of_a_grade_beside_the_common_ones),
		DESK_TEST(every_board_but_the_first_has_one_line_on_the_cover),
		DESK_TEST(the_ranking_says_weights_ties_and_reasons_in_words),
		DESK_TEST(the_unranked_stand_last_with_the_reason),
		DESK_TEST(a_mark_without_a_number_is_a_word_and_never_a_zero),
		DESK_TEST(proposals_are_proposals_and_the_unjudged_are_listed),
		DESK_TEST(the_list_begins_with_the_unit_of_the_worst_rank_and_numbers_the_rungs_alike),
		DESK_TEST(a_month_without_proposals_says_so),
		DESK_TEST(quarantined_rows_have_place_reason_and_conservation),
		DESK_TEST(every_rule_line_stands_with_its_place_and_basis),
		DESK_TEST(what_a_cell_cannot_hold_is_cut_by_characters_and_said),
		DESK_TEST(its_properties_say_scheme_period_run_and_the_head_it_follows),
		DESK_TEST(its_name_is_safe_and_keeps_period_and_run_number),
		DESK_TEST(zone_locale_umask_and_folder_do_not_show),
		DESK_TEST(no_workbook_cut_short_takes_the_place_of_the_old_one),
		DESK_TEST(want_of_memory_is_called_by_its_name),
		DESK_TEST(a_folder_that_is_not_there_is_named),
		DESK_TEST(a_writer_that_is_killed_leaves_the_old_workbook_and_no_rest),
		DESK_TEST(what_a_dead_writer_left_is_swept_and_a_living_ones_is_not),
		DESK_TEST(the_reader_finds_every_cell_that_differs),
		DESK_TEST(in_constant_memory_every_cell_says_the_same),
		DESK_TEST(in_constant_memory_no_row_is_drawn_again_once_it_is_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
