/* test_reports_text.c -- the reports without cells: CSVs, run.json, the sentences, explain.
 *
 * Rule text and files go in by the front door; whole outputs are compared. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/file.h"
#include "reports/reports.h"

struct desk {
	struct arena *arena;
	struct diag *diag;
	const char *rules, *inputs, *out;       /* three folders */
	struct run_facts facts;
};

static int desk_begin(void **state)
{
	struct arena *a = arena_new();
	struct desk *d = arena_one(a, struct desk);
	char *dir = arena_str(a, "/tmp/kaohe_reports_XXXXXX");

	assert_non_null(mkdtemp(dir));
	d->arena = a;
	d->diag = diag_new(a, CHINESE);
	d->rules = path_join(a, dir, "rules");
	d->inputs = path_join(a, dir, "inputs");
	d->out = path_join(a, dir, "out");
	assert_int_equal(mkdir(d->rules, 0700), 0);
	assert_int_equal(mkdir(d->inputs, 0700), 0);
	assert_int_equal(mkdir(d->out, 0700), 0);
	*state = d;
	return 0;
}

static int desk_end(void **state)
{
	struct desk *d = *state;
	const char *dirs[] = { d->rules, d->inputs, d->out };
	char *parent = arena_str(d->arena, d->rules);

	for (size_t i = 0; i < 3; i++) {
		for (const char **name = dir_list(d->arena, d->diag, dirs[i], ""); name != NULL && *name != NULL; name++)
			unlink(path_join(d->arena, dirs[i], *name));
		rmdir(dirs[i]);
	}
	*strrchr(parent, '/') = '\0';
	rmdir(parent);
	arena_free(d->arena);
	return 0;
}

static void put_file(struct desk *d, const char *dir, const char *name, const char *text)
{
	FILE *out = fopen(path_join(d->arena, dir, name), "wb");

	assert_non_null(out);
	assert_int_equal(fputs(text, out) < 0, 0);
	assert_int_equal(fclose(out), 0);
}

static const char *complaints(struct desk *d)
{
	char *text = NULL, *kept;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	diag_print(d->diag, out, 0);
	assert_int_equal(fclose(out), 0);
	kept = arena_str(d->arena, text);
	free(text);
	return kept;
}

static void assert_no_error(struct desk *d)
{
	if (diag_errors(d->diag) > 0)
		print_error("%s", complaints(d));
	assert_int_equal(diag_errors(d->diag), 0);
}

static struct period the_month(void)
{
	struct period p;

	assert_true(period_parse("2026-10", &p));
	return p;
}

static void rules(struct desk *d, const char *text)
{
	struct period p = the_month();

	put_file(d, d->rules, "考核.ini", text);
	d->facts = (struct run_facts){
		.number = 3, .kind = "草稿", .version = "0.1", .program_digest = "程序摘要", .rules_digest = "规则摘要",
		.language = "zh", .workbook = "表.xlsx", .diag = d->diag,
	};
	d->facts.scheme = scheme_read(d->arena, d->diag, d->rules, &p);
	assert_no_error(d);
}

static void score(struct desk *d, const struct measures *m)
{
	d->facts.measures = m;
	d->facts.scores = scores_compute(d->arena, d->diag, d->facts.scheme, m, NULL, NULL);
	assert_no_error(d);
	d->facts.flags = flags_raise(d->arena, d->diag, d->facts.scores, d->facts.measures->cutoff);
}

static void read_and_score(struct desk *d)
{
	struct period p = the_month();
	const struct measures *m = measures_read(d->arena, d->diag, d->facts.scheme, d->inputs, p, p.last, false, NULL, NULL);

	assert_no_error(d);
	score(d, m);
}

static const char *written(struct desk *d, const char *name)
{
	const struct file *f = file_read(d->arena, d->diag, d->out, name);

	assert_non_null(f);
	return f->bytes;
}

static const char *sentences(struct desk *d)
{
	const char **s = report_sentences(d->arena, d->facts.scores, d->facts.flags);
	struct buf b = buf_new(d->arena);

	for (; *s != NULL; s++)
		buf_printf(&b, "%s\n", *s);
	return b.at;
}

/* The text without a byte order mark, line ends as in this file. */
static const char *plain(struct desk *d, const char *csv)
{
	char *text = arena_str(d->arena, csv), *to = text;

	assert_memory_equal(csv, "\xEF\xBB\xBF", 3);
	for (const char *s = csv + 3; *s != '\0'; s++)
		if (*s != '\r' || s[1] != '\n')
			*to++ = *s;
	*to = '\0';
	return text;
}

/* The lines of one kind. */
static const char *rows_of(struct desk *d, const char *csv, const char *kind)
{
	const char *mark = arena_printf(d->arena, ",%s,", kind), *next;
	struct buf b = buf_new(d->arena);

	for (const char *line = csv; *line != '\0'; line = next) {
		const char *end = strchr(line, '\n');
		const char *text = arena_strn(d->arena, line, (size_t)(end - line) + 1);

		next = end + 1;
		if (strstr(text, mark) != NULL)
			buf_add(&b, text);
	}
	return b.at;
}

/* What explain says, or "(没有)" where it says that there is no such element. */
static const char *explained(struct desk *d, size_t board, size_t unit, const char *element)
{
	const struct board *b = d->facts.scheme->board[board];
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	bool found = report_explain(d->arena, d->facts.scores, d->facts.flags, b, b->registry->unit[unit], element, out);
	const char *kept;

	assert_int_equal(fclose(out), 0);
	assert_true(found || length == 0);
	kept = found ? arena_str(d->arena, text) : "(没有)";
	free(text);
	return kept;
}

/* Every 64 hex digits as <摘要>: what lies in the folder is compared on its own. */
static const char *without_digests(struct desk *d, const char *text)
{
	struct buf b = buf_new(d->arena);

	while (*text != '\0') {
		if (strspn(text, "0123456789abcdef") == 64) {
			buf_add(&b, "<摘要>");
			text += 64;
		} else {
			buf_addn(&b, text++, 1);
		}
	}
	return b.at;
}

/* ---- a small city --------------------------------------------------------------- */

#define SCHEME \
	"[方案]\n名称 = 整治“月考”\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2026-01\n修约 = 2位 四舍五入\n" \
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n"

/* Two districts, one ledger, a file of tasks from each; west NULL: 西区 sends none. */
static void small_city_with(struct desk *d, const char *west)
{
	put_file(d, d->rules, "区县.csv", "代码,名称,组,主要领导\nD1,东区,区,示例甲\nD2,西区,区,示例乙\n");
	rules(d, SCHEME
		"[名录:区县]\n文件 = 区县.csv\n责任角色 = 主要领导\n"
		"[榜:总榜]\n标题 = 区县考核\n名录 = 区县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n"
		"[数据:台账]\n标题 = 问题台账\n文件 = 台账_{期}.csv\n报送 = 汇总\n无单位 = 计数\n单位.区县 = 区县\n列.区县 = 文本 可空\n"
		"列.按期 = 文本 可空 取值 是|否\n列.备注 = 文本 可空\n"
		"[数据:任务]\n文件 = 任务_{单位}.csv\n报送 = 逐单位\n报送名录 = 区县\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.完成 = 百分数 必填\n"
		"[统计:应整改]\n数据 = 台账\n算法 = 计数\n计量单位 = 件\n"
		"[统计:按期整改]\n数据 = 台账\n算法 = 计数\n条件 = 非 按期 为空 且 按期 = “是”\n计量单位 = 件\n"
		"[统计:备注]\n数据 = 台账\n算法 = 最大\n列 = 备注\n"
		"[统计:完成率]\n数据 = 任务\n算法 = 平均\n列 = 完成\n"
		"[参数:目标]\n值 = 90%\n计量单位 = %\n依据 = 示例第一条\n"
		"[指标:总分]\n合成 = 加权平均\n依据 = 示例第二条\n"
		"[指标:整改]\n上级 = 总分\n权重 = 60\n合成 = 直接相加\n依据 = 示例第三条\n"
		"[指标:按期率]\n标题 = 按期整改率\n上级 = 整改\n满分 = 30\n公式 = 按期整改 / 应整改\n"
		"计分 = 达标 目标 目标 每低 1个百分点 扣 0.3 按比例 扣完为止\n计量单位 = %\n依据 = 示例第四条\n"
		"[指标:件数]\n上级 = 整改\n满分 = 10\n公式 = 应整改\n计分 = 扣分 每 1 扣 1 按比例 扣完为止\n依据 = 示例第五条\n"
		"[指标:任务完成]\n上级 = 总分\n权重 = 40\n公式 = 完成率\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例第六条\n"
		"[加减分:台账扣分]\n榜 = 总榜\n公式 = 应整改\n计分 = 扣分 每 1 扣 0.25 按比例 封顶 2\n计量单位 = 件\n依据 = 示例第七条\n"
		"[等次:区县等次]\n榜 = 总榜\n级.1 = 优 >= 90 颜色 绿\n级.2 = 其他 其余 颜色 灰\n依据 = 示例第八条\n"
		"[问责:整改慢]\n情形 = 进展缓慢\n轨道 = 效能督查\n范围 = 总榜\n触发 = 按期整改 / 应整改 < 50%\n起始 = 约谈\n"
		"依据 = 示例第九条\n责任角色 = 主要领导\n反馈期限 = 5个工作日\n"
		"[问责:任务慢]\n情形 = 推进不力\n轨道 = 过错问责\n范围 = 总榜\n触发 = 值(任务完成) < 目标\n起始 = 提醒\n"
		"依据 = 示例第十条\n责任角色 = 主要领导\n");
	put_file(d, d->inputs, "台账_2026-10.csv", "区县,按期,备注\n东区,是,=1+1\n东区,是,\n东区,否,\n西区,否,\n,是,\n西区,对,\n");
	put_file(d, d->inputs, "任务_D1.csv", "区县,完成\n东区,98%\n");
	if (west != NULL)
		put_file(d, d->inputs, "任务_D2.csv", west);
	read_and_score(d);
}

static void small_city(struct desk *d)
{
	small_city_with(d, NULL);
}

/* Figures by hand, in the order 办结 应办; the rows behind them are as many as were due. */
static void figures(struct desk *d, struct measures *m, size_t registry, size_t unit, int64_t done, int64_t due)
{
	const struct unit *u = d->facts.scheme->registry[registry]->unit[unit];

	measures_set(m, d->facts.scheme->measure[0], u, value_num(num_int(done)), (uint64_t)done);
	measures_set(m, d->facts.scheme->measure[1], u, value_num(num_int(due)), (uint64_t)due);
}

static struct measures *by_hand(struct desk *d)
{
	struct period p = the_month();

	return measures_blank(d->arena, d->facts.scheme, p, p.last);
}

/* Two groups, children, and every way for a node to have no points of its own:
 * 乙县 too few, 丙县 nothing due, 丁县 struck by a veto, 戊县 not ranked. */
static void odd_city(struct desk *d)
{
	struct measures *m;

	put_file(d, d->rules, "县.csv", "代码,名称,组\nA,甲县,一\nB,乙县,一\nC,丙县,二\nD,丁县,一\nE,戊县,二\n");
	put_file(d, d->rules, "乡.csv", "代码,名称,上级\nA1,城关镇,A\nA2,河口乡,A\nB1,城关镇,B\n");
	rules(d, SCHEME
		"[名录:县]\n文件 = 县.csv\n[名录:乡]\n文件 = 乡.csv\n上级名录 = 县\n"
		"[榜:县榜]\n名录 = 县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n次键.1 = 得分(办结率) 降序\n总分封顶 = 100\n"
		"[榜:乡榜]\n名录 = 乡\n根指标 = 乡分\n并列 = 跳号\n名次依据 = 修约后\n"
		"[数据:台账]\n文件 = 台账.csv\n报送 = 汇总\n单位.县 = 县\n单位.乡 = 县/乡\n列.县 = 文本 必填\n列.乡 = 文本 必填\n列.办结 = 文本 可空\n"
		"[统计:办结]\n数据 = 台账\n算法 = 计数\n条件 = 非 办结 为空\n计量单位 = 件\n"
		"[统计:应办]\n数据 = 台账\n算法 = 计数\n计量单位 = 件\n"
		"[指标:总分]\n合成 = 加权平均\n依据 = 示例\n"
		"[指标:办结率]\n上级 = 总分\n权重 = 50\n公式 = 办结 / 应办\n计分 = 正比 封顶\n样本 = 应办\n最小样本 = 3\n样本不足 = 组均得分 全部\n"
		"计量单位 = %\n修约 = 1位 四舍五入\n依据 = 示例\n"
		"[指标:办结名次]\n上级 = 总分\n权重 = 30\n权重.二 = 30\n公式 = 办结\n计分 = 名次赋分 降序 并列均分\n名次.1 = 100\n名次.2 = 60\n名次.其余 = 20\n"
		"适用 = 代码 != “E”\n计量单位 = 件\n依据 = 示例\n"
		"[指标:均衡]\n上级 = 总分\n权重 = 20\n合成 = 取较低\n合成对象 = 得分\n依据 = 示例\n"
		"[指标:下级均衡]\n上级 = 均衡\n公式 = 下级平均(办结 / 应办)\n计分 = 线性 低 20% 高 80% 截断 两端\n计量单位 = %\n依据 = 示例\n"
		"[指标:离差]\n上级 = 均衡\n公式 = 办结 - 组平均(办结)\n计分 = 分档\n档.1 = >= 0 得 100\n档.2 = 其余 得 40\n计量单位 = 件\n依据 = 示例\n"
		"[指标:乡分]\n公式 = 办结 / 应办\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例\n"
		"[否决:虚报]\n榜 = 县榜\n条件 = 应办 > 100\n效果 = 本项计零 办结率\n依据 = 示例第九条\n"
		"[状态:停考]\n榜 = 县榜\n条件 = 应办 = 77\n效果 = 不参与排名\n依据 = 示例第十条\n");
	m = by_hand(d);
	figures(d, m, 0, 0, 8, 10);
	figures(d, m, 0, 1, 1, 2);
	figures(d, m, 0, 2, 0, 0);
	figures(d, m, 0, 3, 100, 200);
	figures(d, m, 0, 4, 7, 77);
	figures(d, m, 1, 0, 5, 6);
	figures(d, m, 1, 1, 3, 4);
	figures(d, m, 1, 2, 1, 2);
	score(d, m);
}

/* One figure a unit is its total: enough for who leads and who is last. */
static void plain_marks(struct desk *d, const char *registry, const char *board, const int64_t *marks)
{
	struct measures *m;

	put_file(d, d->rules, "单位.csv", registry);
	rules(d, arena_printf(d->arena, SCHEME
		"[名录:单位]\n文件 = 单位.csv\n[榜:榜]\n名录 = 单位\n根指标 = 分\n并列 = 跳号\n名次依据 = 修约后\n%s"
		"[数据:表]\n文件 = 表.csv\n报送 = 汇总\n单位.单位 = 单位\n列.单位 = 文本 必填\n列.数 = 小数 可空\n"
		"[统计:数]\n数据 = 表\n算法 = 单值\n列 = 数\n"
		"[指标:分]\n公式 = 数\n计分 = 引用 满分 100\n无分母 = 不参与排名\n依据 = 示例\n", board));
	m = by_hand(d);
	for (size_t i = 0; i < d->facts.scheme->registry[0]->unit_count; i++)
		measures_set(m, d->facts.scheme->measure[0], d->facts.scheme->registry[0]->unit[i],
			marks[i] < 0 ? value_none(NO_DENOMINATOR) : value_num(num_int(marks[i])), marks[i] < 0 ? 0 : 1);
	score(d, m);
}

/* ---- CSVs ------------------------------------------------------------------------- */

static void every_score_is_one_row_with_its_exact_value_and_rule_line(void **state)
{
	struct desk *d = *state;

	small_city(d);
	assert_true(report_scores_csv(d->arena, d->diag, &d->facts, d->out));
	assert_string_equal(plain(d, written(d, "scores.csv")),
		"period,registry,group,unit_code,unit_name,kind,element,n,value,status,rule,source\n"
		"2026-10,区县,区,D1,东区,measure,应整改,3,3,,考核.ini:37,台账_2026-10.csv:2-4 (3行)\n"
		"2026-10,区县,区,D1,东区,measure,按期整改,2,2,,考核.ini:41,台账_2026-10.csv:2-3 (2行)\n"
		"2026-10,区县,区,D1,东区,measure,备注,1,'=1+1,,考核.ini:46,台账_2026-10.csv:2 (1行)\n"
		"2026-10,区县,区,D1,东区,measure,完成率,1,0.98,,考核.ini:50,任务_D1.csv:2 (1行)\n"
		"2026-10,区县,区,D1,东区,value,按期率,3,2/3,,考核.ini:66,台账_2026-10.csv:2-3 (2行)；台账_2026-10.csv:2-4 (3行)\n"
		"2026-10,区县,区,D1,东区,value,件数,3,3,,考核.ini:74,台账_2026-10.csv:2-4 (3行)\n"
		"2026-10,区县,区,D1,东区,value,任务完成,1,0.98,,考核.ini:80,任务_D1.csv:2 (1行)\n"
		"2026-10,区县,区,D1,东区,points,总分,,84.2,,考核.ini:58,\n"
		"2026-10,区县,区,D1,东区,points,整改,,30,,考核.ini:61,\n"
		"2026-10,区县,区,D1,东区,points,按期率,3,23,,考核.ini:66,\n"
		"2026-10,区县,区,D1,东区,points,件数,3,7,,考核.ini:74,\n"
		"2026-10,区县,区,D1,东区,points,任务完成,1,98,,考核.ini:80,\n"
		"2026-10,区县,区,D1,东区,points,台账扣分,3,-0.75,,考核.ini:87,\n"
		"2026-10,区县,区,D1,东区,total,总榜,,83.45,,考核.ini:15,\n"
		"2026-10,区县,区,D1,东区,rank,总榜,,1,,考核.ini:15,\n"
		"2026-10,区县,区,D1,东区,grade,总榜,,其他,,考核.ini:96,\n"
		"2026-10,区县,区,D2,西区,measure,应整改,1,1,,考核.ini:37,台账_2026-10.csv:5 (1行)\n"
		"2026-10,区县,区,D2,西区,measure,按期整改,0,0,,考核.ini:41,\n"
		"2026-10,区县,区,D2,西区,measure,备注,0,,无分母,考核.ini:46,\n"
		"2026-10,区县,区,D2,西区,measure,完成率,0,,未报送,考核.ini:50,\n"
		"2026-10,区县,区,D2,西区,value,按期率,1,0,,考核.ini:66,台账_2026-10.csv:5 (1行)\n"
		"2026-10,区县,区,D2,西区,value,件数,1,1,,考核.ini:74,台账_2026-10.csv:5 (1行)\n"
		"2026-10,区县,区,D2,西区,value,任务完成,0,,未报送,考核.ini:80,\n"
		"2026-10,区县,区,D2,西区,points,总分,,18,,考核.ini:58,\n"
		"2026-10,区县,区,D2,西区,points,整改,,12,,考核.ini:61,\n"
		"2026-10,区县,区,D2,西区,points,按期率,1,3,,考核.ini:66,\n"
		"2026-10,区县,区,D2,西区,points,件数,1,9,,考核.ini:74,\n"
		"2026-10,区县,区,D2,西区,points,任务完成,0,0,未报送:零分,考核.ini:80,\n"
		"2026-10,区县,区,D2,西区,points,台账扣分,1,-0.25,,考核.ini:87,\n"
		"2026-10,区县,区,D2,西区,total,总榜,,17.75,,考核.ini:15,\n"
		"2026-10,区县,区,D2,西区,rank,总榜,,2,,考核.ini:15,\n"
		"2026-10,区县,区,D2,西区,grade,总榜,,其他,,考核.ini:96,\n"
		"2026-10,区县,,,无单位,measure,应整改,1,1,,考核.ini:37,\n"
		"2026-10,区县,,,无单位,measure,按期整改,1,1,,考核.ini:41,\n"
		"2026-10,区县,,,无单位,measure,备注,0,,无分母,考核.ini:46,\n");
}

static void a_grade_is_a_row_that_says_what_lowered_it(void **state)
{
	struct desk *d = *state;
	struct measures *m;
	const char *all;

	put_file(d, d->rules, "县.csv", "代码,名称\nA,甲县\nB,乙县\nC,丙县\n");
	rules(d, SCHEME
		"[名录:县]\n文件 = 县.csv\n"
		"[榜:县榜]\n名录 = 县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n"
		"[数据:台账]\n文件 = 台账.csv\n报送 = 汇总\n单位.县 = 县\n列.县 = 文本 必填\n列.办结 = 文本 可空\n"
		"[统计:办结]\n数据 = 台账\n算法 = 计数\n条件 = 非 办结 为空\n"
		"[统计:应办]\n数据 = 台账\n算法 = 计数\n"
		"[指标:总分]\n公式 = 办结 / 应办\n计分 = 正比 封顶\n计量单位 = %\n依据 = 示例\n"
		"[等次:县等次]\n榜 = 县榜\n级.1 = 优秀 >= 90\n级.2 = 良好 >= 80\n级.3 = 一般 其余\n名额 = 优秀 50%, 同分 = 同退\n依据 = 示例\n"
		"[否决:虚报]\n榜 = 县榜\n条件 = 应办 > 100\n效果 = 等次降为最差\n依据 = 示例\n");
	m = by_hand(d);
	figures(d, m, 0, 0, 100, 100);
	figures(d, m, 0, 1, 95, 100);
	figures(d, m, 0, 2, 190, 200);
	score(d, m);
	assert_true(report_scores_csv(d->arena, d->diag, &d->facts, d->out));
	all = plain(d, written(d, "scores.csv"));
	assert_non_null(strstr(all, "2026-10,县,,A,甲县,grade,县榜,,优秀,,考核.ini:39,\n"));
	assert_non_null(strstr(all, "2026-10,县,,B,乙县,grade,县榜,,良好,名额前:优秀,考核.ini:40,\n"));
	assert_non_null(strstr(all, "2026-10,县,,C,丙县,grade,县榜,,一般,否决前:优秀,考核.ini:41,\n"));
}

static void a_row_without_a_number_says_why_and_what_was_done(void **state)
{
	struct desk *d = *state;

	odd_city(d);
	assert_true(report_scores_csv(d->arena, d->diag, &d->facts, d->out));
	assert_string_equal(rows_of(d, plain(d, written(d, "scores.csv")), "points"),
		"2026-10,县,一,A,甲县,points,总分,,66,,考核.ini:46,\n"
		"2026-10,县,一,A,甲县,points,办结率,10,80,,考核.ini:49,\n"
		"2026-10,县,一,A,甲县,points,办结名次,8,60,,考核.ini:60,\n"
		"2026-10,县,一,A,甲县,points,均衡,,40,,考核.ini:72,\n"
		"2026-10,县,一,A,甲县,points,下级均衡,10,1775/18,,考核.ini:78,\n"
		"2026-10,县,一,A,甲县,points,离差,8,40,,考核.ini:84,\n"
		"2026-10,县,一,B,乙县,points,总分,,28.8,,考核.ini:46,\n"
		"2026-10,县,一,B,乙县,points,办结率,2,980/33,样本不足:组均得分,考核.ini:49,\n"
		"2026-10,县,一,B,乙县,points,办结名次,1,20,,考核.ini:60,\n"
		"2026-10,县,一,B,乙县,points,均衡,,40,,考核.ini:72,\n"
		"2026-10,县,一,B,乙县,points,下级均衡,2,50,,考核.ini:78,\n"
		"2026-10,县,一,B,乙县,points,离差,1,40,,考核.ini:84,\n"
		"2026-10,县,二,C,丙县,points,总分,,76,,考核.ini:46,\n"
		"2026-10,县,二,C,丙县,points,办结率,0,,无分母:不计并折算,考核.ini:49,\n"
		"2026-10,县,二,C,丙县,points,办结名次,0,100,,考核.ini:60,\n"
		"2026-10,县,二,C,丙县,points,均衡,,40,,考核.ini:72,\n"
		"2026-10,县,二,C,丙县,points,下级均衡,0,,无分母:不计并折算,考核.ini:78,\n"
		"2026-10,县,二,C,丙县,points,离差,0,40,,考核.ini:84,\n"
		"2026-10,县,一,D,丁县,points,总分,,50,,考核.ini:46,\n"
		"2026-10,县,一,D,丁县,points,办结率,200,0,否决:本项计零,考核.ini:49,\n"
		"2026-10,县,一,D,丁县,points,办结名次,100,100,,考核.ini:60,\n"
		"2026-10,县,一,D,丁县,points,均衡,,100,,考核.ini:72,\n"
		"2026-10,县,一,D,丁县,points,下级均衡,200,,无分母:不计并折算,考核.ini:78,\n"
		"2026-10,县,一,D,丁县,points,离差,100,100,,考核.ini:84,\n"
		"2026-10,县,二,E,戊县,points,总分,,491/14,,考核.ini:46,\n"
		"2026-10,县,二,E,戊县,points,办结率,77,100/11,,考核.ini:49,\n"
		"2026-10,县,二,E,戊县,points,办结名次,7,,不适用:不计并折算,考核.ini:60,\n"
		"2026-10,县,二,E,戊县,points,均衡,,100,,考核.ini:72,\n"
		"2026-10,县,二,E,戊县,points,下级均衡,77,,无分母:不计并折算,考核.ini:78,\n"
		"2026-10,县,二,E,戊县,points,离差,7,100,,考核.ini:84,\n"
		"2026-10,乡,,A1,城关镇,points,乡分,6,250/3,,考核.ini:92,\n"
		"2026-10,乡,,A2,河口乡,points,乡分,4,75,,考核.ini:92,\n"
		"2026-10,乡,,B1,城关镇,points,乡分,2,50,,考核.ini:92,\n");
	assert_string_equal(rows_of(d, plain(d, written(d, "scores.csv")), "total"),
		"2026-10,县,一,A,甲县,total,县榜,,66,,考核.ini:17,\n"
		"2026-10,县,一,B,乙县,total,县榜,,28.8,,考核.ini:17,\n"
		"2026-10,县,二,C,丙县,total,县榜,,76,,考核.ini:17,\n"
		"2026-10,县,一,D,丁县,total,县榜,,50,,考核.ini:17,\n"
		"2026-10,县,二,E,戊县,total,县榜,,35.07,不参与排名: 停考：应办(77) = 77，按规定不参与排名,考核.ini:17,\n"
		"2026-10,乡,,A1,城关镇,total,乡榜,,83.33,,考核.ini:24,\n"
		"2026-10,乡,,A2,河口乡,total,乡榜,,75,,考核.ini:24,\n"
		"2026-10,乡,,B1,城关镇,total,乡榜,,50,,考核.ini:24,\n");
	assert_string_equal(rows_of(d, plain(d, written(d, "scores.csv")), "rank"),
		"2026-10,县,一,A,甲县,rank,县榜,,1,,考核.ini:17,\n"
		"2026-10,县,一,B,乙县,rank,县榜,,3,,考核.ini:17,\n"
		"2026-10,县,二,C,丙县,rank,县榜,,1,,考核.ini:17,\n"
		"2026-10,县,一,D,丁县,rank,县榜,,2,,考核.ini:17,\n"
		"2026-10,县,二,E,戊县,rank,县榜,,,不参与排名,考核.ini:17,\n"
		"2026-10,乡,,A1,城关镇,rank,乡榜,,1,,考核.ini:24,\n"
		"2026-10,乡,,A2,河口乡,rank,乡榜,,2,,考核.ini:24,\n"
		"2026-10,乡,,B1,城关镇,rank,乡榜,,3,,考核.ini:24,\n");
}

static void a_shared_rank_is_called_so(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { 80, 90, 80 };

	plain_marks(d, "代码,名称\n1,甲\n2,乙\n3,丙\n", "", marks);
	assert_true(report_scores_csv(d->arena, d->diag, &d->facts, d->out));
	assert_string_equal(plain(d, written(d, "scores.csv")),
		"period,registry,group,unit_code,unit_name,kind,element,n,value,status,rule,source\n"
		"2026-10,单位,,1,甲,measure,数,1,80,,考核.ini:25,\n"
		"2026-10,单位,,1,甲,value,分,1,80,,考核.ini:29,\n"
		"2026-10,单位,,1,甲,points,分,1,80,,考核.ini:29,\n"
		"2026-10,单位,,1,甲,total,榜,,80,,考核.ini:14,\n"
		"2026-10,单位,,1,甲,rank,榜,,2,并列,考核.ini:14,\n"
		"2026-10,单位,,2,乙,measure,数,1,90,,考核.ini:25,\n"
		"2026-10,单位,,2,乙,value,分,1,90,,考核.ini:29,\n"
		"2026-10,单位,,2,乙,points,分,1,90,,考核.ini:29,\n"
		"2026-10,单位,,2,乙,total,榜,,90,,考核.ini:14,\n"
		"2026-10,单位,,2,乙,rank,榜,,1,,考核.ini:14,\n"
		"2026-10,单位,,3,丙,measure,数,1,80,,考核.ini:25,\n"
		"2026-10,单位,,3,丙,value,分,1,80,,考核.ini:29,\n"
		"2026-10,单位,,3,丙,points,分,1,80,,考核.ini:29,\n"
		"2026-10,单位,,3,丙,total,榜,,80,,考核.ini:14,\n"
		"2026-10,单位,,3,丙,rank,榜,,2,并列,考核.ini:14,\n");
}

static void two_boards_over_one_tree_are_told_apart_and_measures_stand_once(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { 80 };

	plain_marks(d, "代码,名称\n1,甲\n", "[榜:另榜]\n名录 = 单位\n根指标 = 分\n满分 = 10\n并列 = 跳号\n名次依据 = 修约后\n", marks);
	assert_true(report_scores_csv(d->arena, d->diag, &d->facts, d->out));
	assert_string_equal(plain(d, written(d, "scores.csv")),
		"period,registry,group,unit_code,unit_name,kind,element,n,value,status,rule,source\n"
		"2026-10,单位,,1,甲,measure,数,1,80,,考核.ini:31,\n"
		"2026-10,单位,,1,甲,value,榜/分,1,80,,考核.ini:35,\n"
		"2026-10,单位,,1,甲,points,榜/分,1,80,,考核.ini:35,\n"
		"2026-10,单位,,1,甲,total,榜,,80,,考核.ini:14,\n"
		"2026-10,单位,,1,甲,rank,榜,,1,,考核.ini:14,\n"
		"2026-10,单位,,1,甲,value,另榜/分,1,80,,考核.ini:35,\n"
		"2026-10,单位,,1,甲,points,另榜/分,1,80,,考核.ini:35,\n"
		"2026-10,单位,,1,甲,total,另榜,,8,,考核.ini:19,\n"
		"2026-10,单位,,1,甲,rank,另榜,,1,,考核.ini:19,\n");
}

static void flags_are_proposals_and_what_cannot_be_judged_has_no_level(void **state)
{
	struct desk *d = *state;

	small_city(d);
	assert_true(report_flags_csv(d->arena, d->diag, &d->facts, d->out));
	assert_string_equal(plain(d, written(d, "flags.csv")),
		"period,id,registry,group,unit_code,unit_name,cause,track,level,facts,rows_by_measure,source,basis,roles,reply,status,rule,step,streak,times,months,amount,merged,decision,decision_document,decided_on,due,record,since,told,replied,reply_document,reply_review,left,word,distinct_rows,distinct\n"
		"2026-10,2026-10-区县-D2-整改慢,区县,区,D2,西区,进展缓慢,效能督查,约谈,按期整改(0) / 应整改(1) < 50%（按期整改 / 应整改 = 0%）,1,应整改：台账_2026-10.csv:5 (1行),示例第九条,主要领导（示例乙）,告知后5个工作日内,建议,考核.ini:98,,,,,,,,,,,proposal,2026-10,,,,,,,1,exact\n"
		"2026-10,2026-10-区县-D2-任务慢,区县,区,D2,西区,推进不力,过错问责,,值(任务完成)(未报送) < 目标(90%),,,示例第十条,,,无法判断,考核.ini:107,,,,,,,,,,,unjudged,2026-10,,,,,,,,\n");
}

static void the_quarantine_names_file_line_and_reason(void **state)
{
	struct desk *d = *state;

	small_city(d);
	assert_true(report_quarantine_csv(d->arena, d->diag, &d->facts, d->out));
	assert_string_equal(plain(d, written(d, "quarantine.csv")),
		"period,source,registry,file,line,reason,what\n"
		"2026-10,台账,全部,台账_2026-10.csv,7,“按期”应为 “是”、“否” 之一,按期=对\n");
}

static void our_csvs_begin_with_a_byte_order_mark_and_end_rows_with_crlf(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { 80 };

	plain_marks(d, "代码,名称\n1,甲\n", "", marks);
	assert_true(report_flags_csv(d->arena, d->diag, &d->facts, d->out));
	assert_string_equal(written(d, "flags.csv"), "\xEF\xBB\xBFperiod,id,registry,group,unit_code,unit_name,cause,track,level,"
		"facts,rows_by_measure,source,basis,roles,reply,status,rule,step,streak,times,months,amount,merged,decision,decision_document,"
		"decided_on,due,record,since,told,replied,reply_document,reply_review,left,word,distinct_rows,distinct\r\n");
}

/* ---- run.json ----------------------------------------------------------------------- */

static void write_csvs(struct desk *d)
{
	assert_true(report_scores_csv(d->arena, d->diag, &d->facts, d->out));
	assert_true(report_flags_csv(d->arena, d->diag, &d->facts, d->out));
	assert_true(report_quarantine_csv(d->arena, d->diag, &d->facts, d->out));
}

static void run_json_holds_what_went_in_and_what_came_out(void **state)
{
	struct desk *d = *state;

	small_city(d);
	write_csvs(d);
	assert_true(report_run_json(d->arena, d->diag, &d->facts, d->out));
	assert_string_equal(without_digests(d, written(d, "run.json")),
		"{\n"
		"  \"schema\": 2,\n"
		"  \"program\": {\n"
		"    \"name\": \"kaohe\",\n"
		"    \"version\": \"0.1\",\n"
		"    \"sha256\": \"程序摘要\"\n"
		"  },\n"
		"  \"scheme\": {\n"
		"    \"name\": \"整治“月考”\",\n"
		"    \"document\": \"示例〔2026〕1号\",\n"
		"    \"rules_sha256\": \"规则摘要\"\n"
		"  },\n"
		"  \"period\": \"2026-10\",\n"
		"  \"cutoff\": \"2026-10-31\",\n"
		"  \"now\": null,\n"
		"  \"run\": 3,\n"
		"  \"kind\": \"草稿\",\n"
		"  \"mark\": null,\n"
		"  \"document\": null,\n"
		"  \"by\": null,\n"
		"  \"reason\": null,\n"
		"  \"ledger\": {\n"
		"    \"number\": 3,\n"
		"    \"previous\": null\n"
		"  },\n"
		"  \"relied\": [],\n"
		"  \"options\": {\n"
		"    \"as_of\": null,\n"
		"    \"language\": \"zh\"\n"
		"  },\n"
		"  \"inputs\": [\n"
		"    {\n"
		"      \"source\": \"台账\",\n"
		"      \"name\": \"台账_2026-10.csv\",\n"
		"      \"sha256\": \"<摘要>\",\n"
		"      \"bytes\": 91,\n"
		"      \"rows\": 6,\n"
		"      \"sender\": null\n"
		"    },\n"
		"    {\n"
		"      \"source\": \"任务\",\n"
		"      \"name\": \"任务_D1.csv\",\n"
		"      \"sha256\": \"<摘要>\",\n"
		"      \"bytes\": 25,\n"
		"      \"rows\": 1,\n"
		"      \"sender\": \"D1\"\n"
		"    }\n"
		"  ],\n"
		"  \"people\": [],\n"
		"  \"rules\": [\n"
		"    {\n"
		"      \"name\": \"考核.ini\",\n"
		"      \"sha256\": \"<摘要>\"\n"
		"    },\n"
		"    {\n"
		"      \"name\": \"区县.csv\",\n"
		"      \"sha256\": \"<摘要>\"\n"
		"    }\n"
		"  ],\n"
		"  \"conservation\": [\n"
		"    {\n"
		"      \"source\": \"台账\",\n"
		"      \"registry\": \"区县\",\n"
		"      \"in\": 6,\n"
		"      \"counted\": 4,\n"
		"      \"without_unit\": 1,\n"
		"      \"excluded\": 0,\n"
		"      \"struck\": 0,\n"
		"      \"quarantined\": 1\n"
		"    },\n"
		"    {\n"
		"      \"source\": \"任务\",\n"
		"      \"registry\": \"区县\",\n"
		"      \"in\": 1,\n"
		"      \"counted\": 1,\n"
		"      \"without_unit\": 0,\n"
		"      \"excluded\": 0,\n"
		"      \"struck\": 0,\n"
		"      \"quarantined\": 0\n"
		"    }\n"
		"  ],\n"
		"  \"counts\": {\n"
		"    \"boards\": [\n"
		"      {\n"
		"        \"name\": \"总榜\",\n"
		"        \"units\": 2,\n"
		"        \"ranked\": 2,\n"
		"        \"unranked\": 0\n"
		"      }\n"
		"    ],\n"
		"    \"flags\": 1,\n"
		"    \"unjudged\": 1,\n"
		"    \"open_matters\": 0,\n"
		"    \"late_edits\": 0,\n"
		"    \"quarantined\": 1,\n"
		"    \"warnings\": 4\n"
		"  },\n"
		"  \"missing\": [\n"
		"    {\n"
		"      \"source\": \"任务\",\n"
		"      \"unit\": \"D2\",\n"
		"      \"unit_name\": \"西区\"\n"
		"    }\n"
		"  ],\n"
		"  \"outputs\": {\n"
		"    \"workbook\": \"表.xlsx\",\n"
		"    \"files\": [\n"
		"      {\n"
		"        \"name\": \"scores.csv\",\n"
		"        \"sha256\": \"<摘要>\"\n"
		"      },\n"
		"      {\n"
		"        \"name\": \"flags.csv\",\n"
		"        \"sha256\": \"<摘要>\"\n"
		"      },\n"
		"      {\n"
		"        \"name\": \"quarantine.csv\",\n"
		"        \"sha256\": \"<摘要>\"\n"
		"      }\n"
		"    ]\n"
		"  }\n"
		"}\n");
}

static void run_json_gives_the_digests_of_what_lies_in_the_folder(void **state)
{
	static const char *const names[] = { "scores.csv", "flags.csv", "quarantine.csv" };
	struct desk *d = *state;

	small_city(d);
	write_csvs(d);
	assert_true(report_run_json(d->arena, d->diag, &d->facts, d->out));
	for (size_t i = 0; i < 3; i++) {
		const struct file *f = file_read(d->arena, d->diag, d->out, names[i]);
		char digest[DIGEST_SIZE];

		digest_bytes(f->bytes, f->length, digest);
		assert_non_null(strstr(written(d, "run.json"),
			arena_printf(d->arena, "\"name\": \"%s\",\n        \"sha256\": \"%s\"", names[i], digest)));
	}
}

static void without_its_csvs_there_is_no_run_json(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { 80 };

	plain_marks(d, "代码,名称\n1,甲\n", "", marks);
	assert_true(report_scores_csv(d->arena, d->diag, &d->facts, d->out));
	assert_false(report_run_json(d->arena, d->diag, &d->facts, d->out));
	assert_false(file_exists(d->out, "run.json"));
	assert_string_equal(complaints(d), arena_printf(d->arena,
		"flags.csv: 错误 K130: 文件夹“%s”中没有这个文件；请放入该文件，或改正文件名后重新运行\n"
		"quarantine.csv: 错误 K130: 文件夹“%s”中没有这个文件；请放入该文件，或改正文件名后重新运行\n", d->out, d->out));
}

static void control_characters_quotes_and_wrong_bytes_stay_valid_json(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { 80 };

	plain_marks(d, "代码,名称\n1,甲\n", "", marks);
	write_csvs(d);
	d->facts.workbook = "a\"b\\c\n\x01\xFF.xlsx";
	d->facts.as_of = "\t";
	assert_true(report_run_json(d->arena, d->diag, &d->facts, d->out));
	assert_non_null(strstr(written(d, "run.json"), "\"workbook\": \"a\\\"b\\\\c<U+000A><U+0001><0xFF>.xlsx\","));
	assert_non_null(strstr(written(d, "run.json"), "\"as_of\": \"\\u0009\","));
}

/* ---- the sentences ------------------------------------------------------------------- */

static void the_sentences_say_who_leads_who_is_last_and_why_and_who_is_proposed_for_what(void **state)
{
	struct desk *d = *state;

	small_city(d);
	assert_string_equal(sentences(d),
		"区县考核首位：东区 83.45 分（其他）。\n"
		"末位：西区 17.75 分，主要失分在 任务完成 未报送（得 0，满 40），加减分扣 0.25 分。\n"
		"建议问责 1 件：西区 进展缓慢→约谈（另有 1 件缺数据，无法判断）。\n"
		"未报送：西区（任务），按规则 零分。\n");
}

static void the_reason_is_the_branch_that_lost_the_largest_part_and_the_leaf_that_cost_it_most(void **state)
{
	struct desk *d = *state;

	small_city_with(d, "区县,完成\n西区,96%\n");
	assert_string_equal(sentences(d),
		"区县考核首位：东区 83.45 分（其他）。\n"
		"末位：西区 56.15 分，主要失分在 整改（得 18，满 60），其中 按期整改率 0%（目标 90%），加减分扣 0.25 分。\n"
		"建议问责 1 件：西区 进展缓慢→约谈。\n");
}

static void groups_are_told_apart_and_other_boards_have_one_sentence(void **state)
{
	struct desk *d = *state;

	odd_city(d);
	assert_string_equal(sentences(d),
		"县榜首位：一组 甲县 66.00 分；二组 丙县 76.00 分。\n"
		"末位：一组 乙县 28.80 分，主要失分在 办结名次 1件（得 6，满 30）。\n"
		"本期没有提出问责建议。\n"
		"乡榜：首位 城关镇（甲县） 83.33 分，末位 城关镇（乙县） 50.00 分。\n");
}

static void all_that_share_the_head_or_the_foot_are_named(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { 80, 90, 80, 90 };

	plain_marks(d, "代码,名称\n1,甲\n2,乙\n3,丙\n4,丁\n", "", marks);
	assert_string_equal(sentences(d),
		"榜首位：乙、丁 并列 90.00 分。\n"
		"末位：甲、丙 并列 80.00 分。\n"
		"本期没有提出问责建议。\n");
}

static void where_all_are_equal_nobody_is_last_and_long_lists_are_counted(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { 90, 90, 90, 90, 90, 90, 90, 90 };

	plain_marks(d, "代码,名称\n1,甲\n2,乙\n3,丙\n4,丁\n5,戊\n6,己\n7,庚\n8,辛\n", "", marks);
	assert_string_equal(sentences(d),
		"榜首位：甲、乙、丙、丁、戊、己等8个 并列 90.00 分。\n"
		"本期没有提出问责建议。\n");
}

static void where_nobody_is_ranked_the_sentence_says_so(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { -1, -1 };

	plain_marks(d, "代码,名称\n1,甲\n2,乙\n", "", marks);
	assert_string_equal(sentences(d),
		"榜：没有单位参加排名。\n"
		"本期没有提出问责建议。\n");
}

static void on_an_ascending_board_the_smallest_leads_and_nothing_is_called_lost(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { 30, 20 };

	plain_marks(d, "代码,名称\n1,甲\n2,乙\n", "方向 = 升序\n", marks);
	assert_string_equal(sentences(d),
		"榜首位：乙 20.00。\n"
		"末位：甲 30.00。\n"
		"本期没有提出问责建议。\n");
}

static void beyond_four_groups_and_five_units_the_sheets_are_named(void **state)
{
	struct desk *d = *state;
	const int64_t marks[] = { 1, 2, 3, 4, 5, 6, 7 };

	plain_marks(d, "代码,名称,组\n1,甲,一\n2,乙,二\n3,丙,三\n4,丁,四组\n5,戊,五\n6,己,六\n7,庚,一\n",
		"[问责:低]\n情形 = 推进不力\n轨道 = 效能督查\n范围 = 榜\n触发 = 数 < 100\n起始 = 提醒\n依据 = 示例\n责任角色 = 负责人\n", marks);
	assert_string_equal(sentences(d),
		"榜首位：一组 庚 7.00 分；二组 乙 2.00 分；三组 丙 3.00 分；四组 丁 4.00 分；另有 2 组见“排名”。\n"
		"末位：一组 甲 1.00 分。\n"
		"建议问责 7 件：甲 推进不力→提醒；乙 推进不力→提醒；丙 推进不力→提醒；丁 推进不力→提醒；戊 推进不力→提醒；另有 2 个单位 2 件见“问责清单”。\n");
}

/* ---- explain -------------------------------------------------------------------------- */

static void a_unit_is_explained_from_its_total_to_every_leaf(void **state)
{
	struct desk *d = *state;

	small_city(d);
	assert_string_equal(without_digests(d, explained(d, 0, 0, NULL)),
		"东区（D1），区县考核，2026-10，数据截止 2026-10-31\n"
		"├ 总分 83.45\n"
		"│ ├ 基本分 84.2 ← 总分 得分 84.2 ÷ 满分 100 × 榜满分 100\n"
		"│ ├ 加减分 -0.75\n"
		"│ ├ 修约前 83.45\n"
		"│ └ 修约 四舍五入保留2位小数 → 83.45  考核.ini:7\n"
		"├ 名次 1：区组，2个单位参加排名，大者在前  考核.ini:15\n"
		"│ ├ 名次依据 修约后  考核.ini:20\n"
		"│ ├ 并列 跳号  考核.ini:19\n"
		"│ ├ 1 东区 83.45\n"
		"│ └ 2 西区 17.75\n"
		"├ 总分：得分 84.2/100  考核.ini:58\n"
		"│ ├ 整改：得分 30/40，权重 60，折合 45  考核.ini:61\n"
		"│ │ ├ 按期整改率 ≈66.666667%（n=3）：得分 23/30，满分 30，折合 23  考核.ini:66\n"
		"│ │ └ 件数 3件（n=3）：得分 7/10，满分 10，折合 7  考核.ini:74\n"
		"│ └ 任务完成 98%（n=1）：得分 98/100，权重 40，折合 39.2  考核.ini:80\n"
		"├ 加减分 -0.75\n"
		"│ └ 台账扣分 3件：-0.75  考核.ini:87\n"
		"└ 等次 其他  考核.ini:96\n");
}

static void a_unit_that_did_not_report_says_so_first_and_what_is_proposed_last(void **state)
{
	struct desk *d = *state;

	small_city(d);
	assert_string_equal(without_digests(d, explained(d, 0, 1, NULL)),
		"西区（D2），区县考核，2026-10，数据截止 2026-10-31\n"
		"├ 未报送 任务\n"
		"├ 总分 17.75\n"
		"│ ├ 基本分 18 ← 总分 得分 18 ÷ 满分 100 × 榜满分 100\n"
		"│ ├ 加减分 -0.25\n"
		"│ ├ 修约前 17.75\n"
		"│ └ 修约 四舍五入保留2位小数 → 17.75  考核.ini:7\n"
		"├ 名次 2：区组，2个单位参加排名，大者在前  考核.ini:15\n"
		"│ ├ 名次依据 修约后  考核.ini:20\n"
		"│ ├ 并列 跳号  考核.ini:19\n"
		"│ ├ 1 东区 83.45\n"
		"│ └ 2 西区 17.75\n"
		"├ 总分：得分 18/100  考核.ini:58\n"
		"│ ├ 整改：得分 12/40，权重 60，折合 18  考核.ini:61\n"
		"│ │ ├ 按期整改率 0%（n=1）：得分 3/30，满分 30，折合 3  考核.ini:66\n"
		"│ │ └ 件数 1件（n=1）：得分 9/10，满分 10，折合 9  考核.ini:74\n"
		"│ └ 任务完成（未报送，零分）：得分 0/100，权重 40，折合 0  考核.ini:80\n"
		"├ 加减分 -0.25\n"
		"│ └ 台账扣分 1件：-0.25  考核.ini:87\n"
		"├ 等次 其他  考核.ini:96\n"
		"├ 问责建议 进展缓慢 → 约谈（效能督查，整改慢）：按期整改(0) / 应整改(1) < 50%（按期整改 / 应整改 = 0%）  考核.ini:98\n"
		"└ 问责无法判断 推进不力（任务慢）：值(任务完成)(未报送) < 目标(90%)  考核.ini:107\n");
}

static void an_indicator_is_followed_back_to_rule_lines_files_and_rows(void **state)
{
	struct desk *d = *state;

	small_city(d);
	assert_string_equal(without_digests(d, explained(d, 0, 0, "按期整改率")),
		"东区（D1），区县考核，2026-10，数据截止 2026-10-31\n"
		"└ 指标 按期率（按期整改率）  考核.ini:66\n"
		"  ├ 得分 23，满分 30\n"
		"  │ ├ 计分 达标 目标 目标 每低 1个百分点 扣 0.3 按比例 扣完为止  考核.ini:71\n"
		"  │ ├ 方向 越高越好：不低于 90% 得 30，最少 0\n"
		"  │ └ 过程 目标 90%，实际 ≈66.666667%，低 ≈23.333333 个百分点；每低 1个百分点 扣 0.3（按比例），扣 7，得 23\n"
		"  ├ 值 2/3（≈0.666667），即≈66.666667%\n"
		"  │ ├ 公式 按期整改 / 应整改  考核.ini:70\n"
		"  │ ├ 代入 按期整改(2) / 应整改(3) = ≈66.666667%\n"
		"  │ ├ 统计 按期整改 = 2件，n = 2  考核.ini:41\n"
		"  │ │ ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │ │ ├ 条件 非 按期 为空 且 按期 = “是”  考核.ini:44\n"
		"  │ │ ├ 行 台账_2026-10.csv:2-3 (2行)\n"
		"  │ │ ├ 文件 台账_2026-10.csv 共6行，SHA-256 <摘要>\n"
		"  │ │ └ 全部数据 6行 = 计入4 + 无单位1 + 截止日后0 + 隔离1\n"
		"  │ └ 统计 应整改 = 3件，n = 3  考核.ini:37\n"
		"  │   ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │   ├ 没有条件，每一行都算\n"
		"  │   └ 行 台账_2026-10.csv:2-4 (3行)\n"
		"  ├ n = 3\n"
		"  ├ 进入 整改：直接相加，满分 30，23 ÷ 30 × 30 = 折合 23  考核.ini:66\n"
		"  └ 依据 示例第四条  考核.ini:73\n");
}

static void an_inner_node_shows_its_children_and_how_they_combine(void **state)
{
	struct desk *d = *state;

	small_city(d);
	assert_string_equal(without_digests(d, explained(d, 0, 0, "整改")),
		"东区（D1），区县考核，2026-10，数据截止 2026-10-31\n"
		"└ 指标 整改  考核.ini:61\n"
		"  ├ 得分 30，满分 40\n"
		"  │ ├ 合成 直接相加  考核.ini:61\n"
		"  │ └ 过程 直接相加：按期整改率 23 + 件数 7 = 30\n"
		"  ├ 下级 2 项\n"
		"  │ ├ 按期整改率 ≈66.666667%（n=3）：得分 23/30，满分 30，折合 23  考核.ini:66\n"
		"  │ │ ├ 过程 目标 90%，实际 ≈66.666667%，低 ≈23.333333 个百分点；每低 1个百分点 扣 0.3（按比例），扣 7，得 23\n"
		"  │ │ ├ 代入 按期整改(2) / 应整改(3) = ≈66.666667%\n"
		"  │ │ ├ 统计 按期整改 = 2件，n = 2  考核.ini:41\n"
		"  │ │ │ ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │ │ │ ├ 条件 非 按期 为空 且 按期 = “是”  考核.ini:44\n"
		"  │ │ │ ├ 行 台账_2026-10.csv:2-3 (2行)\n"
		"  │ │ │ ├ 文件 台账_2026-10.csv 共6行，SHA-256 <摘要>\n"
		"  │ │ │ └ 全部数据 6行 = 计入4 + 无单位1 + 截止日后0 + 隔离1\n"
		"  │ │ └ 统计 应整改 = 3件，n = 3  考核.ini:37\n"
		"  │ │   ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │ │   ├ 没有条件，每一行都算\n"
		"  │ │   └ 行 台账_2026-10.csv:2-4 (3行)\n"
		"  │ └ 件数 3件（n=3）：得分 7/10，满分 10，折合 7  考核.ini:74\n"
		"  │   ├ 过程 满分 10，实际 3件；每 1 扣 1（按比例），扣 3，得 7\n"
		"  │   ├ 代入 应整改(3) = 3件\n"
		"  │   └ 统计 应整改 = 3件，n = 3  考核.ini:37\n"
		"  │     ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │     ├ 没有条件，每一行都算\n"
		"  │     └ 行 台账_2026-10.csv:2-4 (3行)\n"
		"  ├ 进入 总分：加权平均，权重 60，30 ÷ 40 × 60 = 折合 45  考核.ini:61\n"
		"  └ 依据 示例第三条  考核.ini:65\n");
	assert_string_equal(without_digests(d, explained(d, 0, 1, "总分")),
		"西区（D2），区县考核，2026-10，数据截止 2026-10-31\n"
		"└ 指标 总分  考核.ini:58\n"
		"  ├ 得分 18，满分 100\n"
		"  │ ├ 合成 加权平均  考核.ini:58\n"
		"  │ └ 过程 加权平均：整改 18 + 任务完成 0 = 18\n"
		"  ├ 下级 2 项\n"
		"  │ ├ 整改：得分 12/40，权重 60，折合 18  考核.ini:61\n"
		"  │ │ └ 过程 直接相加：按期整改率 3 + 件数 9 = 12\n"
		"  │ └ 任务完成（未报送，零分）：得分 0/100，权重 40，折合 0  考核.ini:80\n"
		"  │   ├ 过程 未报送，按零分处理，得 0\n"
		"  │   ├ 代入 完成率(未报送) = 未报送\n"
		"  │   └ 统计 完成率 = 未报送，n = 0  考核.ini:50\n"
		"  │     ├ 数据 任务，平均  考核.ini:30\n"
		"  │     ├ 列 完成  考核.ini:53\n"
		"  │     ├ 没有条件，每一行都算\n"
		"  │     ├ 本单位没有报送\n"
		"  │     └ 全部数据 1行 = 计入1 + 无单位0 + 截止日后0 + 隔离0\n"
		"  ├ 进入 区县考核：满分 100，18 ÷ 100 × 100 = 折合 18  考核.ini:15\n"
		"  └ 依据 示例第二条  考核.ini:60\n");
}

static void a_measure_an_extra_and_triggers_can_be_asked_for(void **state)
{
	struct desk *d = *state;

	small_city(d);
	assert_string_equal(without_digests(d, explained(d, 0, 1, "完成率")),
		"西区（D2），区县考核，2026-10，数据截止 2026-10-31\n"
		"└ 统计 完成率 = 未报送，n = 0  考核.ini:50\n"
		"  ├ 数据 任务，平均  考核.ini:30\n"
		"  ├ 列 完成  考核.ini:53\n"
		"  ├ 没有条件，每一行都算\n"
		"  ├ 本单位没有报送\n"
		"  └ 全部数据 1行 = 计入1 + 无单位0 + 截止日后0 + 隔离0\n");
	assert_string_equal(without_digests(d, explained(d, 0, 0, "台账扣分")),
		"东区（D1），区县考核，2026-10，数据截止 2026-10-31\n"
		"└ 加减分 台账扣分  考核.ini:87\n"
		"  ├ 得分 -0.75\n"
		"  │ ├ 计分 扣分 每 1 扣 0.25 按比例 封顶 2  考核.ini:90\n"
		"  │ ├ 方向 越少越好：0 不扣，最多扣 2\n"
		"  │ └ 过程 实际 3件；每 1 扣 0.25（按比例），扣 0.75\n"
		"  ├ 值 3件\n"
		"  │ ├ 公式 应整改  考核.ini:89\n"
		"  │ ├ 代入 应整改(3) = 3件\n"
		"  │ └ 统计 应整改 = 3件，n = 3  考核.ini:37\n"
		"  │   ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │   ├ 没有条件，每一行都算\n"
		"  │   ├ 行 台账_2026-10.csv:2-4 (3行)\n"
		"  │   ├ 文件 台账_2026-10.csv 共6行，SHA-256 <摘要>\n"
		"  │   └ 全部数据 6行 = 计入4 + 无单位1 + 截止日后0 + 隔离1\n"
		"  ├ n = 3\n"
		"  ├ 加减分合计 -0.75，加在 区县考核 的总分上  考核.ini:15\n"
		"  └ 依据 示例第七条  考核.ini:92\n");
	assert_string_equal(without_digests(d, explained(d, 0, 1, "整改慢")),
		"西区（D2），区县考核，2026-10，数据截止 2026-10-31\n"
		"└ 问责 整改慢：进展缓慢，效能督查，起始 约谈  考核.ini:98\n"
		"  ├ 触发 按期整改 / 应整改 < 50%  考核.ini:102\n"
		"  ├ 代入 按期整改(0) / 应整改(1) < 50%（按期整改 / 应整改 = 0%）\n"
		"  ├ 成立，建议 约谈（2026-10-区县-D2-整改慢）；依据 1行\n"
		"  ├ 责任角色 主要领导（示例乙）\n"
		"  ├ 反馈 告知后5个工作日内\n"
		"  ├ 统计 按期整改 = 0件，n = 0  考核.ini:41\n"
		"  │ ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │ ├ 条件 非 按期 为空 且 按期 = “是”  考核.ini:44\n"
		"  │ └ 全部数据 6行 = 计入4 + 无单位1 + 截止日后0 + 隔离1\n"
		"  ├ 统计 应整改 = 1件，n = 1  考核.ini:37\n"
		"  │ ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │ ├ 没有条件，每一行都算\n"
		"  │ └ 行 台账_2026-10.csv:5 (1行)\n"
		"  └ 依据 示例第九条  考核.ini:104\n");
	assert_string_equal(without_digests(d, explained(d, 0, 0, "整改慢")),
		"东区（D1），区县考核，2026-10，数据截止 2026-10-31\n"
		"└ 问责 整改慢：进展缓慢，效能督查，起始 约谈  考核.ini:98\n"
		"  ├ 触发 按期整改 / 应整改 < 50%  考核.ini:102\n"
		"  ├ 代入 按期整改(2) / 应整改(3) < 50%\n"
		"  ├ 不成立，不提建议\n"
		"  ├ 统计 按期整改 = 2件，n = 2  考核.ini:41\n"
		"  │ ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │ ├ 条件 非 按期 为空 且 按期 = “是”  考核.ini:44\n"
		"  │ ├ 行 台账_2026-10.csv:2-3 (2行)\n"
		"  │ ├ 文件 台账_2026-10.csv 共6行，SHA-256 <摘要>\n"
		"  │ └ 全部数据 6行 = 计入4 + 无单位1 + 截止日后0 + 隔离1\n"
		"  ├ 统计 应整改 = 3件，n = 3  考核.ini:37\n"
		"  │ ├ 数据 问题台账，计数  考核.ini:21\n"
		"  │ ├ 没有条件，每一行都算\n"
		"  │ └ 行 台账_2026-10.csv:2-4 (3行)\n"
		"  └ 依据 示例第九条  考核.ini:104\n");
	assert_string_equal(without_digests(d, explained(d, 0, 1, "任务慢")),
		"西区（D2），区县考核，2026-10，数据截止 2026-10-31\n"
		"└ 问责 任务慢：推进不力，过错问责，起始 提醒  考核.ini:107\n"
		"  ├ 触发 值(任务完成) < 目标  考核.ini:111\n"
		"  ├ 代入 值(任务完成)(未报送) < 目标(90%)\n"
		"  ├ 无法判断：有的数没有，不提建议，也不算没有问题\n"
		"  ├ 值(任务完成) = 未报送  考核.ini:80\n"
		"  │ ├ 代入 完成率(未报送)\n"
		"  │ └ 统计 完成率 = 未报送，n = 0  考核.ini:50\n"
		"  │   ├ 数据 任务，平均  考核.ini:30\n"
		"  │   ├ 列 完成  考核.ini:53\n"
		"  │   ├ 没有条件，每一行都算\n"
		"  │   ├ 本单位没有报送\n"
		"  │   └ 全部数据 1行 = 计入1 + 无单位0 + 截止日后0 + 隔离0\n"
		"  ├ 参数 目标 = 0.9，即90%，依据 示例第一条  考核.ini:55\n"
		"  └ 依据 示例第十条  考核.ini:113\n");
}

static void what_the_board_does_not_know_is_not_explained(void **state)
{
	struct desk *d = *state;

	odd_city(d);
	assert_string_equal(explained(d, 0, 0, "没有这个"), "(没有)");
	assert_string_equal(explained(d, 0, 0, "乡分"), "(没有)");
	assert_string_equal(explained(d, 1, 0, "总分"), "(没有)");
}

static void figures_of_other_units_are_listed_so_that_they_can_be_checked(void **state)
{
	struct desk *d = *state;

	odd_city(d);
	assert_string_equal(explained(d, 0, 0, "办结名次"),
		"甲县（A），县榜，2026-10，数据截止 2026-10-31\n"
		"└ 指标 办结名次  考核.ini:60\n"
		"  ├ 得分 60，满分 100\n"
		"  │ ├ 计分 名次赋分 降序 并列均分  考核.ini:65\n"
		"  │ ├ 名次.1 100  考核.ini:66\n"
		"  │ ├ 名次.2 60  考核.ini:67\n"
		"  │ ├ 名次.其余 20  考核.ini:68\n"
		"  │ ├ 方向 大者在前，按同组名次得分，并列的均分所占名次的分\n"
		"  │ ├ 过程 名次赋分：实际 8件，大者在前，3 个单位中第 2 名，得 60\n"
		"  │ └ 同组各单位的值\n"
		"  │   ├ 甲县：8件\n"
		"  │   ├ 乙县：1件\n"
		"  │   └ 丁县：100件\n"
		"  ├ 值 8件\n"
		"  │ ├ 公式 办结  考核.ini:64\n"
		"  │ ├ 适用 代码 != “E”  考核.ini:69\n"
		"  │ ├ 代入 办结(8) = 8件\n"
		"  │ └ 统计 办结 = 8件，n = 8  考核.ini:37\n"
		"  │   ├ 数据 台账，计数  考核.ini:29\n"
		"  │   └ 条件 非 办结 为空  考核.ini:40\n"
		"  ├ n = 8\n"
		"  ├ 进入 总分：加权平均，权重 30，60 ÷ 100 × 30 = 折合 18  考核.ini:60\n"
		"  └ 依据 示例  考核.ini:71\n");
	assert_string_equal(explained(d, 0, 0, "下级均衡"),
		"甲县（A），县榜，2026-10，数据截止 2026-10-31\n"
		"└ 指标 下级均衡  考核.ini:78\n"
		"  ├ 得分 1775/18（≈98.611111），满分 100\n"
		"  │ ├ 计分 线性 低 20% 高 80% 截断 两端  考核.ini:81\n"
		"  │ ├ 方向 越高越好：20%得 0，80%得 100，其间按直线；最少 0，最多 100\n"
		"  │ └ 过程 线性：20% 得 0，80% 得 100，实际 ≈79.166667%，得 ≈98.611111\n"
		"  ├ 值 19/24（≈0.791667），即≈79.166667%\n"
		"  │ ├ 公式 下级平均(办结 / 应办)  考核.ini:80\n"
		"  │ ├ 代入 下级平均(办结 / 应办)(≈79.1667%) = ≈79.166667%\n"
		"  │ └ 下级平均(办结 / 应办) = 19/24（≈0.791667），即≈79.166667%：所属各单位（没有数的不算）\n"
		"  │   ├ 城关镇：办结(5) / 应办(6) = 5/6（≈0.833333），即≈83.333333%\n"
		"  │   └ 河口乡：办结(3) / 应办(4) = 0.75，即75%\n"
		"  ├ n = 10\n"
		"  ├ 进入 均衡：取较低，≈98.611111 ÷ 100 × 100 = 折合 1775/18（≈98.611111）  考核.ini:78\n"
		"  └ 依据 示例  考核.ini:83\n");
	assert_string_equal(explained(d, 0, 0, "离差"),
		"甲县（A），县榜，2026-10，数据截止 2026-10-31\n"
		"└ 指标 离差  考核.ini:84\n"
		"  ├ 得分 40，满分 100\n"
		"  │ ├ 计分 分档  考核.ini:87\n"
		"  │ ├ 档.1 >= 0 得 100  考核.ini:88\n"
		"  │ ├ 档.2 其余 得 40  考核.ini:89\n"
		"  │ ├ 方向 从上到下，第一个成立的档算，得分就是该档的分\n"
		"  │ └ 过程 分档：实际 ≈-28.333333件，在第 2 档（其余），得 40\n"
		"  ├ 值 -85/3（≈-28.333333）件\n"
		"  │ ├ 公式 办结 - 组平均(办结)  考核.ini:86\n"
		"  │ ├ 代入 办结(8) - 组平均(办结)(≈36.333333) = ≈-28.333333件\n"
		"  │ ├ 统计 办结 = 8件，n = 8  考核.ini:37\n"
		"  │ │ ├ 数据 台账，计数  考核.ini:29\n"
		"  │ │ └ 条件 非 办结 为空  考核.ini:40\n"
		"  │ └ 组平均(办结) = 109/3（≈36.333333）件：同组各单位（没有数的不算）\n"
		"  │   ├ 甲县：8件\n"
		"  │   ├ 乙县：1件\n"
		"  │   └ 丁县：100件\n"
		"  ├ n = 8\n"
		"  ├ 进入 均衡：取较低，40 ÷ 100 × 100 = 折合 40  考核.ini:84\n"
		"  └ 依据 示例  考核.ini:91\n");
	assert_string_equal(explained(d, 0, 1, "办结率"),
		"乙县（B），县榜，2026-10，数据截止 2026-10-31\n"
		"└ 指标 办结率  考核.ini:49\n"
		"  ├ 得分 980/33（≈29.696970），满分 100\n"
		"  │ ├ 计分 正比 封顶  考核.ini:53\n"
		"  │ ├ 方向 越高越好：值为 1（100%）得 100，最少 0，最多 100\n"
		"  │ ├ 过程 n = 2，少于最小样本 3，样本不足，按组均得分处理：全部单位有得分的 3 个单位平均，得 ≈29.69697\n"
		"  │ └ 状态 样本不足，按组均得分处理  考核.ini:56\n"
		"  │   └ 各单位的得分\n"
		"  │     ├ 甲县：80/100\n"
		"  │     ├ 乙县：样本不足\n"
		"  │     ├ 丙县：无分母\n"
		"  │     ├ 丁县：0/100\n"
		"  │     └ 戊县：100/11（≈9.090909）/100\n"
		"  ├ 值 0.5，即50%\n"
		"  │ ├ 公式 办结 / 应办  考核.ini:52\n"
		"  │ ├ 代入 办结(1) / 应办(2) = 50%\n"
		"  │ ├ 统计 办结 = 1件，n = 1  考核.ini:37\n"
		"  │ │ ├ 数据 台账，计数  考核.ini:29\n"
		"  │ │ └ 条件 非 办结 为空  考核.ini:40\n"
		"  │ └ 统计 应办 = 2件，n = 2  考核.ini:42\n"
		"  │   ├ 数据 台账，计数  考核.ini:29\n"
		"  │   └ 没有条件，每一行都算\n"
		"  ├ n = 2\n"
		"  │ ├ 样本 应办  考核.ini:54\n"
		"  │ ├ 最小样本 3  考核.ini:55\n"
		"  │ └ 样本不足 组均得分 全部  考核.ini:56\n"
		"  ├ 进入 总分：加权平均，权重 50，≈29.69697 ÷ 100 × 50 = 折合 14.8，四舍五入保留1位小数  考核.ini:49\n"
		"  └ 依据 示例  考核.ini:59\n");
}

static void what_was_passed_over_struck_or_not_ranked_is_said(void **state)
{
	struct desk *d = *state;

	odd_city(d);
	assert_string_equal(explained(d, 0, 2, "办结率"),
		"丙县（C），县榜，2026-10，数据截止 2026-10-31\n"
		"└ 指标 办结率  考核.ini:49\n"
		"  ├ 没有得分\n"
		"  │ ├ 计分 正比 封顶  考核.ini:53\n"
		"  │ ├ 方向 越高越好：值为 1（100%）得 100，最少 0，最多 100\n"
		"  │ ├ 过程 无分母，不计并折算\n"
		"  │ └ 状态 无分母，按不计并折算处理  考核.ini:9\n"
		"  ├ 值 无分母\n"
		"  │ ├ 公式 办结 / 应办  考核.ini:52\n"
		"  │ ├ 代入 办结(0) / 应办(0) = 无分母\n"
		"  │ ├ 统计 办结 = 0件，n = 0  考核.ini:37\n"
		"  │ │ ├ 数据 台账，计数  考核.ini:29\n"
		"  │ │ └ 条件 非 办结 为空  考核.ini:40\n"
		"  │ └ 统计 应办 = 0件，n = 0  考核.ini:42\n"
		"  │   ├ 数据 台账，计数  考核.ini:29\n"
		"  │   └ 没有条件，每一行都算\n"
		"  ├ n = 0\n"
		"  │ ├ 样本 应办  考核.ini:54\n"
		"  │ ├ 最小样本 3  考核.ini:55\n"
		"  │ └ 样本不足 组均得分 全部  考核.ini:56\n"
		"  ├ 不进入 总分：不计并折算  考核.ini:49\n"
		"  └ 依据 示例  考核.ini:59\n");
	assert_string_equal(explained(d, 0, 3, "办结率"),
		"丁县（D），县榜，2026-10，数据截止 2026-10-31\n"
		"└ 指标 办结率  考核.ini:49\n"
		"  ├ 得分 0，满分 100\n"
		"  │ ├ 计分 正比 封顶  考核.ini:53\n"
		"  │ ├ 方向 越高越好：值为 1（100%）得 100，最少 0，最多 100\n"
		"  │ ├ 过程 正比：满分 100 × 50% = 50，得 50；否决“虚报”，本项计零，得 0\n"
		"  │ └ 否决 虚报：应办(200) > 100  考核.ini:97\n"
		"  │   └ 依据 示例第九条\n"
		"  ├ 值 0.5，即50%\n"
		"  │ ├ 公式 办结 / 应办  考核.ini:52\n"
		"  │ ├ 代入 办结(100) / 应办(200) = 50%\n"
		"  │ ├ 统计 办结 = 100件，n = 100  考核.ini:37\n"
		"  │ │ ├ 数据 台账，计数  考核.ini:29\n"
		"  │ │ └ 条件 非 办结 为空  考核.ini:40\n"
		"  │ └ 统计 应办 = 200件，n = 200  考核.ini:42\n"
		"  │   ├ 数据 台账，计数  考核.ini:29\n"
		"  │   └ 没有条件，每一行都算\n"
		"  ├ n = 200\n"
		"  │ ├ 样本 应办  考核.ini:54\n"
		"  │ ├ 最小样本 3  考核.ini:55\n"
		"  │ └ 样本不足 组均得分 全部  考核.ini:56\n"
		"  ├ 进入 总分：加权平均，权重 50，0 ÷ 100 × 50 = 折合 0，四舍五入保留1位小数  考核.ini:49\n"
		"  └ 依据 示例  考核.ini:59\n");
	assert_string_equal(explained(d, 0, 4, NULL),
		"戊县（E），县榜，2026-10，数据截止 2026-10-31\n"
		"├ 总分 35.07\n"
		"│ ├ 基本分 491/14（≈35.071429） ← 总分 得分 ≈35.071429 ÷ 满分 100 × 榜满分 100\n"
		"│ ├ 总分封顶 100  考核.ini:23\n"
		"│ ├ 修约前 491/14（≈35.071429）\n"
		"│ └ 修约 四舍五入保留2位小数 → 35.07  考核.ini:7\n"
		"├ 不参与排名：停考：应办(77) = 77，按规定不参与排名  考核.ini:17\n"
		"└ 总分：得分 ≈35.071429/100  考核.ini:46\n"
		"  ├ 办结率 ≈9.090909%（n=77）：得分 ≈9.090909/100，权重 ≈71.428571，折合 6.5  考核.ini:49\n"
		"  ├ 办结名次（不适用，不计并折算）：没有得分  考核.ini:60\n"
		"  └ 均衡：得分 100/100，权重 ≈28.571429，折合 ≈28.571429  考核.ini:72\n"
		"    ├ 下级均衡（无分母，不计并折算）：没有得分  考核.ini:78\n"
		"    └ 离差 3.5件（n=7）：得分 100/100，折合 100  考核.ini:84\n");
}

/* The line that says which way is better. */
static const char *direction(struct desk *d, const char *element)
{
	const char *text = explained(d, 0, 0, element), *at = strstr(text, "方向 ");

	assert_non_null(at);
	return arena_strn(d->arena, at, strcspn(at, "\n"));
}

static void every_method_says_which_way_is_better_and_its_bounds(void **state)
{
	struct desk *d = *state;
	struct measures *m;

	put_file(d, d->rules, "县.csv", "代码,名称\nA,甲县\n");
	rules(d, SCHEME
		"[名录:县]\n文件 = 县.csv\n[榜:榜]\n名录 = 县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n"
		"[数据:表]\n文件 = 表.csv\n报送 = 汇总\n单位.县 = 县\n列.县 = 文本 必填\n列.办结 = 文本 可空\n"
		"[统计:办结]\n数据 = 表\n算法 = 计数\n条件 = 非 办结 为空\n[统计:应办]\n数据 = 表\n算法 = 计数\n"
		"[指标:总分]\n合成 = 平均\n合成对象 = 得分\n依据 = 示例\n"
		"[指标:正比项]\n上级 = 总分\n公式 = 办结 / 应办\n计分 = 正比 不封顶\n计量单位 = %\n依据 = 示例\n"
		"[指标:反向项]\n上级 = 总分\n公式 = 应办\n计分 = 反向达标 目标 2 每高 1 扣 5 整步进一 保底 10\n依据 = 示例\n"
		"[指标:线性项]\n上级 = 总分\n公式 = 应办\n计分 = 线性 低 10 高 2 截断 低端\n依据 = 示例\n"
		"[指标:扣分项]\n上级 = 总分\n公式 = 应办\n计分 = 扣分 每 1 扣 5 整步舍去 保底 -20\n依据 = 示例\n"
		"[指标:加分项]\n上级 = 总分\n公式 = 应办\n计分 = 加分 起点 1 每 1 加 5 封顶 50\n依据 = 示例\n"
		"[指标:引用项]\n上级 = 总分\n公式 = 应办\n计分 = 引用 满分 120\n依据 = 示例\n");
	m = by_hand(d);
	figures(d, m, 0, 0, 3, 4);
	score(d, m);
	assert_string_equal(direction(d, "正比项"), "方向 越高越好：值为 1（100%）得 100，最少 0，不封顶");
	assert_string_equal(direction(d, "反向项"), "方向 越低越好：不高于 2 得 100，最少 10");
	assert_string_equal(direction(d, "线性项"), "方向 越低越好：10得 0，2得 100，其间按直线；最少 0，高端不截断");
	assert_string_equal(direction(d, "扣分项"), "方向 越少越好：0 得 100，最少 -20");
	assert_string_equal(direction(d, "加分项"), "方向 越多越好：1 以内不加，不满一步的不加，最多 50");
	assert_string_equal(direction(d, "引用项"), "方向 引用别处的分：满分 120 折成 100，不截断");
	assert_string_equal(explained(d, 0, 0, "总分"),
		"甲县（A），榜，2026-10，数据截止 2026-10-31\n"
		"└ 指标 总分  考核.ini:32\n"
		"  ├ 得分 1015/18（≈56.388889），满分 100\n"
		"  │ ├ 合成 平均  考核.ini:32\n"
		"  │ └ 过程 平均：正比项 75 + 反向项 90 + 线性项 75 + 扣分项 80 + 加分项 15 + 引用项 ≈3.333333，共 6 项，平均 ≈56.388889\n"
		"  ├ 下级 6 项\n"
		"  │ ├ 正比项 75%（n=4）：得分 75/100，折合 75  考核.ini:36\n"
		"  │ │ ├ 过程 正比：满分 100 × 75% = 75，得 75\n"
		"  │ │ ├ 代入 办结(3) / 应办(4) = 75%\n"
		"  │ │ ├ 统计 办结 = 3，n = 3  考核.ini:25\n"
		"  │ │ │ ├ 数据 表，计数  考核.ini:19\n"
		"  │ │ │ └ 条件 非 办结 为空  考核.ini:28\n"
		"  │ │ └ 统计 应办 = 4，n = 4  考核.ini:29\n"
		"  │ │   ├ 数据 表，计数  考核.ini:19\n"
		"  │ │   └ 没有条件，每一行都算\n"
		"  │ ├ 反向项 4（n=4）：得分 90/100，折合 90  考核.ini:42\n"
		"  │ │ ├ 过程 目标 2，实际 4，高 2；每高 1 扣 5（整步进一，计 2 步），扣 10，得 90\n"
		"  │ │ ├ 代入 应办(4) = 4\n"
		"  │ │ └ 统计 应办 = 4，n = 4  考核.ini:29\n"
		"  │ │   ├ 数据 表，计数  考核.ini:19\n"
		"  │ │   └ 没有条件，每一行都算\n"
		"  │ ├ 线性项 4（n=4）：得分 75/100，折合 75  考核.ini:47\n"
		"  │ │ ├ 过程 线性：10 得 0，2 得 100，实际 4，得 75\n"
		"  │ │ ├ 代入 应办(4) = 4\n"
		"  │ │ └ 统计 应办 = 4，n = 4  考核.ini:29\n"
		"  │ │   ├ 数据 表，计数  考核.ini:19\n"
		"  │ │   └ 没有条件，每一行都算\n"
		"  │ ├ 扣分项 4（n=4）：得分 80/100，折合 80  考核.ini:52\n"
		"  │ │ ├ 过程 满分 100，实际 4；每 1 扣 5（整步舍去，计 4 步），扣 20，得 80\n"
		"  │ │ ├ 代入 应办(4) = 4\n"
		"  │ │ └ 统计 应办 = 4，n = 4  考核.ini:29\n"
		"  │ │   ├ 数据 表，计数  考核.ini:19\n"
		"  │ │   └ 没有条件，每一行都算\n"
		"  │ ├ 加分项 4（n=4）：得分 15/100，折合 15  考核.ini:57\n"
		"  │ │ ├ 过程 起点 1，实际 4；每 1 加 5（整步舍去，计 3 步），加 15，得 15\n"
		"  │ │ ├ 代入 应办(4) = 4\n"
		"  │ │ └ 统计 应办 = 4，n = 4  考核.ini:29\n"
		"  │ │   ├ 数据 表，计数  考核.ini:19\n"
		"  │ │   └ 没有条件，每一行都算\n"
		"  │ └ 引用项 4（n=4）：得分 ≈3.333333/100，折合 ≈3.333333  考核.ini:62\n"
		"  │   ├ 过程 引用：4 ÷ 满分 120 × 100，得 ≈3.333333\n"
		"  │   ├ 代入 应办(4) = 4\n"
		"  │   └ 统计 应办 = 4，n = 4  考核.ini:29\n"
		"  │     ├ 数据 表，计数  考核.ini:19\n"
		"  │     └ 没有条件，每一行都算\n"
		"  ├ 进入 榜：满分 100，≈56.388889 ÷ 100 × 100 = 折合 1015/18（≈56.388889）  考核.ini:14\n"
		"  └ 依据 示例  考核.ini:35\n");
}

#define DESK(test) cmocka_unit_test_setup_teardown(test, desk_begin, desk_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK(every_score_is_one_row_with_its_exact_value_and_rule_line),
		DESK(a_grade_is_a_row_that_says_what_lowered_it),
		DESK(a_row_without_a_number_says_why_and_what_was_done),
		DESK(a_shared_rank_is_called_so),
		DESK(two_boards_over_one_tree_are_told_apart_and_measures_stand_once),
		DESK(flags_are_proposals_and_what_cannot_be_judged_has_no_level),
		DESK(the_quarantine_names_file_line_and_reason),
		DESK(our_csvs_begin_with_a_byte_order_mark_and_end_rows_with_crlf),
		DESK(run_json_holds_what_went_in_and_what_came_out),
		DESK(run_json_gives_the_digests_of_what_lies_in_the_folder),
		DESK(without_its_csvs_there_is_no_run_json),
		DESK(control_characters_quotes_and_wrong_bytes_stay_valid_json),
		DESK(the_sentences_say_who_leads_who_is_last_and_why_and_who_is_proposed_for_what),
		DESK(the_reason_is_the_branch_that_lost_the_largest_part_and_the_leaf_that_cost_it_most),
		DESK(groups_are_told_apart_and_other_boards_have_one_sentence),
		DESK(all_that_share_the_head_or_the_foot_are_named),
		DESK(where_all_are_equal_nobody_is_last_and_long_lists_are_counted),
		DESK(where_nobody_is_ranked_the_sentence_says_so),
		DESK(on_an_ascending_board_the_smallest_leads_and_nothing_is_called_lost),
		DESK(beyond_four_groups_and_five_units_the_sheets_are_named),
		DESK(a_unit_is_explained_from_its_total_to_every_leaf),
		DESK(a_unit_that_did_not_report_says_so_first_and_what_is_proposed_last),
		DESK(an_indicator_is_followed_back_to_rule_lines_files_and_rows),
		DESK(an_inner_node_shows_its_children_and_how_they_combine),
		DESK(a_measure_an_extra_and_triggers_can_be_asked_for),
		DESK(what_the_board_does_not_know_is_not_explained),
		DESK(figures_of_other_units_are_listed_so_that_they_can_be_checked),
		DESK(what_was_passed_over_struck_or_not_ranked_is_said),
		DESK(every_method_says_which_way_is_better_and_its_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
