/* 名单 as a sheet and as lists.csv; 核对 on 数据质量. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/reports_desk.h"

#define SCHEME BOARD "[指标:总]\n公式 = 数值\n计分 = 引用 满分 100\n依据 = 示例\n" \
	"[名单:少]\n榜 = 总榜\n标题 = 甲不足一件的单位\n条件 = 甲 < 1\n依据 = 示例第九条\n" \
	"[核对:相等]\n榜 = 总榜\n条件 = 甲 <= 乙\n不成立 = 报告\n依据 = 示例第八条\n"
#define ROWS "区县,事,数\n东区,数值,90\n西区,数值,50\n中区,数值,70\n南县,数值,80\n北县,数值,80\n山县,数值,60\n" \
	"东区,甲,\n东区,乙,\n西区,甲,\n中区,乙,\n南县,甲,\n南县,乙,\n北县,甲,\n北县,乙,\n山县,乙,\n"

static void a_list_is_a_sheet_and_a_table(void **state)
{
	struct desk *d = *state;

	month(d, SCHEME, ROWS);
	assert_true(write_book(d));
	assert_true(report_rosters_csv(d->month.arena, d->month.diag, &d->facts, d->out));
	assert_string_equal(row(d, 5, 3), "甲不足一件的单位　　列入2个；从“总榜”的单位中挑");
	assert_string_equal(row(d, 5, 4), "条件：甲 &lt; 1　　依据：示例第九条");
	assert_string_equal(row(d, 5, 5), "序号|名次|单位|事实");
	assert_string_equal(row(d, 5, 6), "1|2|中区|甲(0) &lt; 1");
	assert_string_equal(row(d, 5, 7), "2|3|山县|甲(0) &lt; 1");
	assert_string_equal(file_read(d->month.arena, d->month.diag, d->out, "lists.csv")->bytes + 3,
		"period,list,title,registry,group,unit_code,unit_name,facts,basis,rule\r\n"
		"2026-10,少,甲不足一件的单位,区县,城,C,中区,甲(0) < 1,示例第九条,考核.ini:70\r\n"
		"2026-10,少,甲不足一件的单位,区县,县,F,山县,甲(0) < 1,示例第九条,考核.ini:70\r\n");
}

static void what_does_not_agree_is_on_the_quality_sheet(void **state)
{
	struct desk *d = *state;

	month(d, SCHEME, ROWS);
	assert_true(write_book(d));
	assert_true(says(d, "核对不成立"));
	assert_true(says(d, "甲(1) &lt;= 乙(0)"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_list_is_a_sheet_and_a_table, begin, end),
		cmocka_unit_test_setup_teardown(what_does_not_agree_is_on_the_quality_sheet, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
