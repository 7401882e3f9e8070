/* test_rules_tables.c -- 表 = FILE.csv: a table beside the rules is read as if its rows were written in the section. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/rules_bench.h"

#define TABLE "t.csv"
#define RULES(keys) \
	"[方案]\n名称 = 示例\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2026-01\n修约 = 2位 四舍五入\n" \
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n" /* 11 */ \
	"[名录:区县]\n文件 = units.csv\n" \
	"[榜:区县]\n名录 = 区县\n根指标 = 总分\n并列 = 跳号\n名次依据 = 修约后\n" /* 18 */ \
	"[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n列.区县 = 文本 必填\n列.级别 = 文本 必填 取值 市级|区级\n" /* 24 */ \
	"[统计:件数]\n数据 = 台账\n算法 = 计数\n条件 = 级别 = “市级”\n" /* 28 */ \
	"[指标:总分]\n" keys "依据 = 示例\n" /* 30 on */

static int end(void **state)
{
	struct bench *b = *state;

	unlink(path_join(b->arena, b->dir, TABLE));
	return teardown(state);
}

static struct scheme *read_with(struct bench *b, const char *rules, const char *table)
{
	if (table != NULL)
		put(b, TABLE, table);
	b->diag = diag_new(b->arena, CHINESE);
	return bench_read(b, rules, "代码,名称,组\n1,东区,市区\n2,南县,县\n", NULL);
}

/* What is complained of when [指标:总分] has these keys and that table. */
#define SAYS(keys, table, how, expected) \
	do { \
		read_with(*state, RULES(keys), table); \
		printed(*state, how, expected); \
	} while (0)

static const char *value_of(const struct bench *b, const char *key)
{
	for (size_t i = 0; i < b->scheme->element_count; i++)
		for (size_t k = 0; k < b->scheme->element[i].entry_count; k++)
			if (strcmp(b->scheme->element[i].entry[k].key, key) == 0)
				return arena_printf(b->arena, "%s （%s）", b->scheme->element[i].entry[k].value,
					origin_text(b->arena, b->scheme->element[i].entry[k].at));
	return "";
}

#define BANDS "表 = t.csv\n公式 = 件数\n计分 = 分档\n"

static void rows_of_bands_are_bands_with_the_place_of_their_row(void **state)
{
	SAYS(BANDS, "档,界,得\n1,>= 3,100\n2,在 1 至 2,满分 的 50%\n3,其余,0\n", DIAG_NOTES, "");
	assert_string_equal(value_of(*state, "档.2"), "在 1 至 2 得 满分 的 50% （t.csv:3）");
}

static void keys_and_values_may_stand_in_two_columns(void **state)
{
	SAYS("表 = t.csv\n公式 = 件数\n", "条目,值\n计分,分档\n档.1,>= 3 得 100\n档.2,其余 得 0\n", DIAG_NOTES, "");
	assert_string_equal(value_of(*state, "计分"), "分档 （t.csv:2）");
}

static void a_column_is_a_key_and_a_row_a_group(void **state)
{
	SAYS("表 = t.csv\n公式 = 件数\n", "组,计分,封顶\n其余,引用 满分 100,\n县,正比,80\n", DIAG_NOTES, "");
	assert_string_equal(value_of(*state, "计分"), "引用 满分 100 （t.csv:2）");
	assert_string_equal(value_of(*state, "封顶.县"), "80 （t.csv:3）");
	assert_string_equal(value_of(*state, "封顶"), "");
}

static void lines_of_deductions_may_be_a_groups(void **state)
{
	SAYS("表 = t.csv\n数据 = 台账\n计分 = 扣分表 扣完为止\n计分.县 = 扣分表 扣完为止\n",
		"扣,组,条件,分\n1,,级别 = “市级”,1\n其余,,,0.1\n1,县,级别 = “市级”,5\n", 0, "rules.ini:25:1: 警告 K350: 统计“件数”没有用到；请用上它，或删去\n");
	assert_string_equal(value_of(*state, "扣.其余"), "扣 0.1 （t.csv:3）");
	assert_string_equal(value_of(*state, "扣.1.县"), "级别 = “市级” 扣 5 （t.csv:4）");
}

static void columns_of_a_source_may_stand_in_a_table(void **state)
{
	struct bench *b = *state;

	read_with(b, with(b, RULES("公式 = 件数\n计分 = 引用 满分 100\n"), "列.区县 = 文本 必填\n列.级别 = 文本 必填 取值 市级|区级\n", "表 = t.csv\n"),
		"列,写法\n区县,文本 必填\n级别,文本 必填 取值 市级|区级\n");
	printed(b, DIAG_NOTES, "");
	assert_int_equal(b->scheme->source[0]->column_count, 2);
}

static void a_parameter_may_have_its_values_in_a_table(void **state)
{
	struct bench *b = *state;
	struct period p;

	read_with(b, with(b, RULES("公式 = 件数 / 目标\n计分 = 正比\n"), "[指标:总分]", "[参数:目标]\n表 = t.csv\n依据 = 示例\n[指标:总分]"),
		"期,值\n其余,3\n2026-08,5\n");
	printed(b, DIAG_NOTES, "");
	assert_true(period_parse("2026-09", &p));
	assert_string_equal(num_text(b->arena, parameter_in(b->scheme->parameter[0], p.first).num), "5");
}

static void grades_and_rungs_may_stand_in_a_table(void **state)
{
	struct bench *b = *state;
	const char *rules = RULES("公式 = 件数\n计分 = 引用 满分 100\n");

	read_with(b, arena_printf(b->arena, "%s[等次:区县]\n榜 = 区县\n依据 = 示例\n表 = t.csv\n", rules),
		"级,等次,界,颜色\n1,优秀,>= 90,绿\n2,合格,其余,\n");
	printed(b, DIAG_NOTES, "");
	assert_string_equal(value_of(b, "级.2"), "合格 其余 （t.csv:3）");
	read_with(b, arena_printf(b->arena, "%s[阶梯:甲]\n累计窗口 = 自然年\n连续跨年 = 否\n无数据期 = 中断\n取级 = 最高\n计数对象 = 触发\n依据 = 示例\n表 = t.csv\n"
		"[问责:乙]\n情形 = 推进不力\n轨道 = 效能督查\n范围 = 区县\n触发 = 件数 > 3\n阶梯 = 甲\n依据 = 示例\n责任角色 = 主要领导\n", rules),
		"级,组,措施,角色,条件\n1,,提醒,主要领导,连续 >= 1\n2,,约谈,主要领导,连续 >= 2\n2,县,约谈,主要领导,连续 >= 3\n");
	printed(b, 0, "");
	assert_string_equal(value_of(b, "级.2.县"), "约谈 | 主要领导 | 连续 >= 3 （t.csv:4）");
}

static void the_table_is_a_file_of_the_scheme_once(void **state)
{
	struct scheme *s = read_with(*state, RULES(BANDS), "档,界,得\n1,>= 3,100\n2,其余,0\n");

	assert_int_equal(s->file_count, 3);
	assert_string_equal(s->file[1]->name, TABLE);
}

/* ---- what is refused ---------------------------------------------------------- */

static void a_word_that_does_not_belong_is_told_with_its_row(void **state)
{
	SAYS(BANDS, "档,界,得\n1,>= 三,100\n2,其余,0\n", DIAG_EXCERPT,
		"t.csv:2: 错误 K305: 没有“三”这个名称；这里可用列、统计或参数的名称，文字请加引号“ ”\n    1,>= 三,100\n");
	SAYS("表 = t.csv\n公式 = 件数\n", "条目,值\n计分,正比\n权种,30\n", 0,
		"t.csv:3: 错误 K228: [指标] 里没有“权种”这个条目；是否指“权重”？请改正或删去\n");
}

static void a_table_that_is_not_there_is_told(void **state)
{
	SAYS("表 = t.csv\n公式 = 件数\n计分 = 正比\n", NULL, 0, "rules.ini:30:5: 错误 K1202: 规则目录里没有表“t.csv”；请放进去，或改正文件名\n");
}

static void a_head_is_one_of_those_of_the_section(void **state)
{
	SAYS("表 = t.csv\n公式 = 件数\n计分 = 正比\n", "档,分\n1,2\n", 0,
		"t.csv:1: 错误 K1203: [指标] 的表，表头应是其中一种：条目,值；组,…；档,界,得；名次,得分；扣,条件,分（可加 组 一列）；实为“档,分”；请改正\n");
}

static void a_key_is_written_once_there_or_here(void **state)
{
	SAYS("表 = t.csv\n公式 = 件数\n计分 = 引用 满分 100\n", "条目,值\n封顶,90\n公式,件数\n", 0, "t.csv:3: 错误 K1204: “公式”在 rules.ini:31 已经写过，同一条目只能写一次；请删去一处\n");
	SAYS(BANDS, "档,界,得\n1,>= 3,100\n1,其余,0\n", 0,
		"t.csv:2: 错误 K265: 最后一档“档.1”应写“其余 得 几分”，否则有的值没有分；请补上一档\n"
		"t.csv:3: 错误 K1204: “档.1”在 t.csv:2 已经写过，同一条目只能写一次；请删去一处\n");
}

static void a_blank_cell_is_told_and_so_is_a_table_without_rows(void **state)
{
	SAYS("表 = t.csv\n公式 = 件数\n计分 = 引用 满分 100\n", "条目,值\n封顶,\n", 0, "t.csv:2: 错误 K1205: “值”一格空着；请填上，或删去这一行\n");
	SAYS("表 = t.csv\n公式 = 件数\n计分 = 引用 满分 100\n", "条目,值\n", 0, "t.csv: 错误 K1206: 表里只有表头，没有一行；请补上各行，或删去“表”这一条\n");
}

static void only_some_sections_have_tables(void **state)
{
	struct bench *b = *state;

	read_with(b, with(b, RULES("公式 = 件数\n计分 = 引用 满分 100\n"), "算法 = 计数\n", "算法 = 计数\n表 = t.csv\n"), "条目,值\n说明,示例\n");
	printed(b, 0, "rules.ini:28:1: 错误 K227: [统计] 里没有“表”这个条目；可用的条目见 kaohe help rules；请改正或删去\n");
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(rows_of_bands_are_bands_with_the_place_of_their_row), T(keys_and_values_may_stand_in_two_columns),
		T(a_column_is_a_key_and_a_row_a_group), T(lines_of_deductions_may_be_a_groups), T(columns_of_a_source_may_stand_in_a_table),
		T(a_parameter_may_have_its_values_in_a_table), T(grades_and_rungs_may_stand_in_a_table), T(the_table_is_a_file_of_the_scheme_once),
		T(a_word_that_does_not_belong_is_told_with_its_row), T(a_table_that_is_not_there_is_told), T(a_head_is_one_of_those_of_the_section),
		T(a_key_is_written_once_there_or_here), T(a_blank_cell_is_told_and_so_is_a_table_without_rows), T(only_some_sections_have_tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
