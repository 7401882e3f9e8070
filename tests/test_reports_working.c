/* test_reports_working.c -- 演算, 推演 and 校验: the formulas that rules become, read back from the file.
 *
 * What a formula comes to elsewhere is held by tests/random_books.py and
 * tests/whatif.py with LibreOffice; here stands what it says. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "reports/book.h"
#include "reports/formula.h"
#include "tests/reports_desk.h"

enum { RULES = 7, WORKING, WHATIF, PROOF };

#define ROOT "[指标:总]\n合成 = 加权平均\n依据 = 示例第一条\n"
#define SPEED "[指标:进度]\n上级 = 总\n权重 = 40\n公式 = 数值\n计分 = 引用 满分 100\n依据 = 示例第三条\n"
/* 东区 9 of 10, 西区 1 of 4, 中区 none at all; the county seats level; 山县 has no 数值. */
#define ROWS \
	"区县,事,数\n东区,数值,90\n西区,数值,50\n中区,数值,70\n南县,数值,80\n北县,数值,80\n" \
	"东区,甲,\n东区,甲,\n东区,甲,\n东区,乙,\n东区,乙,\n东区,乙,\n东区,乙,\n西区,甲,\n西区,乙,\n西区,乙,\n西区,乙,\n西区,乙,\n" \
	"南县,甲,\n南县,乙,\n北县,甲,\n北县,乙,\n山县,甲,\n山县,乙,\n"

/* ---- cells --------------------------------------------------------------------------- */

static const char *plain(struct desk *d, const char *at, const char *stop)
{
	static const struct { const char *mark, *text; } marks[] = { { "&lt;", "<" }, { "&gt;", ">" }, { "&amp;", "&" } };
	struct buf b = buf_new(d->month.arena);

	buf_add(&b, "");
	while (at < stop) {
		size_t k;

		for (k = 0; k < 3 && strncmp(at, marks[k].mark, strlen(marks[k].mark)) != 0; k++)
			;
		if (k < 3)
			buf_add(&b, marks[k].text);
		else
			buf_addn(&b, at, 1);
		at += k < 3 ? strlen(marks[k].mark) : 1;
	}
	return b.at;
}

/* "=SUM(A1:A3) → 6" of a formula, "6" of a value, "" of a cell that is not there. */
static const char *cell(struct desk *d, int sheet, const char *name)
{
	const char *xml = part(d, arena_printf(d->month.arena, "xl/worksheets/sheet%d.xml", sheet));
	const char *at = strstr(xml, arena_printf(d->month.arena, "<c r=\"%s\"", name)), *stop, *v, *f;
	const char *value;

	if (at == NULL)
		return "";
	stop = strstr(at, "</c>");
	f = strstr(at, "<f>");
	v = strstr(at, "<v>");
	assert_non_null(v);
	value = plain(d, v + 3, strstr(v, "</v>"));
	if (memmem(at, (size_t)(strchr(at, '>') - at), "t=\"s\"", 5) != NULL)
		value = shared(d, part(d, "xl/sharedStrings.xml"), strtol(value, NULL, 10));
	if (f == NULL || f > stop)
		return value;
	return arena_printf(d->month.arena, "=%s → %s", plain(d, f + 3, strstr(f, "</f>")), value);
}

/* The column of 演算 under a head, row by its number; 2 is the first unit of the first group. */
static const char *step(struct desk *d, const char *head, unsigned row)
{
	for (size_t c = 0; c < 200; c++)
		if (strcmp(cell(d, WORKING, cell_name(d->month.arena, 0, c)), head) == 0)
			return cell(d, WORKING, cell_name(d->month.arena, row - 1, c));
	fail_msg("no column %s", head);
	return NULL;
}

static void make_book(struct desk *d, const char *scheme)
{
	month(d, scheme, ROWS);
	assert_true(write_book(d));
	if (diag_errors(d->month.diag) > 0)
		diag_print(d->month.diag, stderr, 0);
}

#define LEAF(method) ROOT "[指标:整改]\n上级 = 总\n权重 = 60\n公式 = 甲 / 乙\n" method "计量单位 = %\n依据 = 示例第二条\n" SPEED

/* ---- from figures to ranks -------------------------------------------------------------- */

static void every_step_from_figure_to_rank_is_a_formula_along_the_row(void **state)
{
	struct desk *d = *state;

	make_book(d, BOARD LEAF("计分 = 正比 封顶\n"));
	assert_string_equal(step(d, "单位", 2), "东区");
	assert_string_equal(step(d, "甲：数", 2), "3");
	assert_string_equal(step(d, "整改：值", 2), "=IF(COUNT(E2,F2)=2,IF(ROUND(F2,10)>0,E2/F2,\"无分母\"),IF(OR(E2=\"未报送\",F2=\"未报送\"),\"未报送\","
		"IF(OR(E2=\"已剔除\",F2=\"已剔除\"),\"已剔除\",IF(OR(E2=\"不适用\",F2=\"不适用\"),\"不适用\",\"无分母\")))) → 0.75");
	assert_string_equal(step(d, "整改：得分", 2), "=IF(ISNUMBER(G2),MAX(0,MIN(100,100*G2)),G2) → 75");
	assert_string_equal(step(d, "整改：计入得分", 2), "=IF(H2=\"未报送\",0,H2) → 75");
	assert_string_equal(step(d, "总：权重合计", 2), "=推演!$F$3+推演!$F$4 → 100");
	assert_string_equal(step(d, "整改：折合", 2), "=IF(ISNUMBER(I2),IF(O2>0,I2*推演!$F$3*N2/(100*O2),0),I2) → 45");
	assert_string_equal(step(d, "总：得分", 2), "=IF(O2>0,SUM(P2,Q2),IF(OR(I2=\"未报送\",M2=\"未报送\"),\"未报送\","
		"IF(OR(I2=\"已剔除\",M2=\"已剔除\"),\"已剔除\",IF(OR(I2=\"不适用\",M2=\"不适用\"),\"不适用\",\"无分母\")))) → 81");
	assert_string_equal(step(d, "总分", 2), "=IF(ISNUMBER(T2),ROUND(ROUND(T2,10),2),T2) → 81");
	assert_string_equal(step(d, "名次", 2), "=IF(ISNUMBER(W2),RANK(W2,W$2:W$4,0),W2) → 1");
}

static void a_missing_figure_is_a_word_that_travels_and_its_weight_goes_to_the_others(void **state)
{
	struct desk *d = *state;

	make_book(d, BOARD LEAF("计分 = 正比 封顶\n"));
	assert_string_equal(step(d, "单位", 3), "中区");
	assert_string_equal(strrchr(step(d, "整改：值", 3), ' '), " 无分母");
	assert_string_equal(strrchr(step(d, "整改：折合", 3), ' '), " 无分母");
	assert_string_equal(strrchr(step(d, "总：计入权重", 3), ' '), " 40");
	assert_string_equal(strrchr(step(d, "进度：折合", 3), ' '), " 70");
}

static void ranks_look_no_further_than_their_group(void **state)
{
	struct desk *d = *state;

	make_book(d, BOARD LEAF("计分 = 正比 封顶\n"));
	assert_string_equal(step(d, "组", 5), "县");
	assert_string_equal(step(d, "名次", 5), "=IF(ISNUMBER(W5),RANK(W5,W$5:W$7,0),W5) → 1");
}

static void the_second_key_and_the_exact_total_enter_the_rank(void **state)
{
	struct desk *d = *state;

	make_book(d, "[榜:总榜]\n名录 = 区县\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约前\n次键.1 = 乙 升序\n分组 = 合并\n" LEAF("计分 = 正比 封顶\n"));
	assert_string_equal(step(d, "排名所据", 2), "=IF(V2=1,ROUND(T2,10),\"不参与排名\") → 100");
	assert_string_equal(step(d, "名次", 2), "=IF(ISNUMBER(X2),1+SUMPRODUCT(ISNUMBER(X$2:X$7)*((X$2:X$7>X2)+(X$2:X$7=X2)*(W$2:W$7<W2))),X2) → 1");
}

/* ---- methods ------------------------------------------------------------------------------ */

static void a_target_is_a_cell_of_whatif_and_whole_steps_are_cleaned_first(void **state)
{
	struct desk *d = *state;

	make_book(d, BOARD LEAF("计分 = 达标 目标 95% 每低 1个百分点 扣 2 整步进一 保底 10\n"));
	assert_string_equal(step(d, "整改：得分", 2),
		"=IF(ISNUMBER(G2),IF(ROUND(推演!$F$5-G2,10)<=0,100,MAX(推演!$F$8,100-推演!$F$7*(-INT(-ROUND((推演!$F$5-G2)/推演!$F$6,10))))),G2) → 60");
	assert_string_equal(cell(d, WHATIF, "B5"), "整改");
	assert_string_equal(cell(d, WHATIF, "C5"), "目标");
	assert_string_equal(cell(d, WHATIF, "F5"), "0.95");
}

static void bands_are_asked_from_the_top(void **state)
{
	struct desk *d = *state;

	make_book(d, BOARD LEAF("计分 = 分档\n档.1 = >= 75% 得 100\n档.2 = 在 40% 至 75% 得 满分 的 60%\n档.3 = 其余 得 0\n"));
	assert_string_equal(step(d, "整改：得分", 2), "=IF(ISNUMBER(G2),IF(ROUND(G2-推演!$F$5,10)>=0,推演!$F$6,"
		"IF(AND(ROUND(G2-推演!$F$7,10)>=0,ROUND(G2-推演!$F$8,10)<=0),100*推演!$F$9,推演!$F$10)),G2) → 100");
}

static void the_place_in_the_group_gives_points_and_shared_means_are_values_that_say_so(void **state)
{
	struct desk *d = *state;

	make_book(d, BOARD LEAF("计分 = 名次赋分 降序 并列同分\n名次.1 = 100\n名次.2 = 60\n名次.其余 = 20\n"));
	assert_string_equal(step(d, "整改：组内名次", 4), "=IF(ISNUMBER(G4),1+SUMPRODUCT(ISNUMBER(G$2:G$4)*(G$2:G$4>G4)),G4) → 2");
	assert_string_equal(step(d, "整改：得分", 4), "=IF(ISNUMBER(G4),IF(H4>2,推演!$F$7,CHOOSE(H4,推演!$F$5,推演!$F$6)),G4) → 60");
	make_book(d, BOARD LEAF("计分 = 名次赋分 降序 并列均分\n名次.1 = 100\n名次.2 = 60\n名次.其余 = 20\n"));
	assert_string_equal(step(d, "整改：得分", 5), "60");
	assert_non_null(strstr(part(d, "xl/sharedStrings.xml"), "<t>并列均分</t>"));
}

/* ---- expressions ---------------------------------------------------------------------------- */

static void a_figure_of_the_group_stands_in_a_column_of_its_own(void **state)
{
	struct desk *d = *state;

	make_book(d, BOARD ROOT "[指标:整改]\n上级 = 总\n权重 = 60\n公式 = 甲 - 组平均(甲, 不含)\n计分 = 加分 每 1 加 20 封顶 100\n依据 = 示例第二条\n" SPEED);
	assert_string_equal(step(d, "整改：组平均(甲, 不含)", 2), "=IF(ISNUMBER(E2),IF(COUNT(E$2:E$4)>1,(SUM(E$2:E$4)-E2)/(COUNT(E$2:E$4)-1),\"无分母\"),"
		"IF(COUNT(E$2:E$4)>0,AVERAGE(E$2:E$4),\"无分母\")) → 0.5");
}

static void a_choice_in_doubt_is_neither_branch(void **state)
{
	struct desk *d = *state;

	make_book(d, BOARD ROOT "[指标:整改]\n上级 = 总\n权重 = 60\n公式 = 如果(甲 / 乙 > 50% 且 甲 > 1, 1, 0)\n计分 = 正比 封顶\n依据 = 示例第二条\n" SPEED);
	assert_string_equal(step(d, "整改：算式", 2), "=IF(AND(IF(COUNT(E2,F2)=2,IF(ROUND(F2,10)>0,ROUND(E2/F2-0.5,10)>0,FALSE),FALSE),"
		"IF(ISNUMBER(E2),ROUND(E2-1,10)>0,FALSE)),1,IF(OR(IF(COUNT(E2,F2)=2,IF(ROUND(F2,10)>0,ROUND(E2/F2-0.5,10)<=0,FALSE),FALSE),"
		"IF(ISNUMBER(E2),ROUND(E2-1,10)<=0,FALSE)),0,\"空\")) → 1");
}

/* ---- rounding ---------------------------------------------------------------------------------- */

static void every_mode_of_rounding_cleans_the_figure_first(void **state)
{
	struct desk *d = *state;
	struct arena *a = d->month.arena;

	assert_string_equal(formula_round(a, "A1", 2, HALF_UP), "ROUND(ROUND(A1,10),2)");
	assert_string_equal(formula_round(a, "A1", 2, TRUNCATE), "ROUNDDOWN(ROUND(A1,10),2)");
	assert_string_equal(formula_round(a, "A1", 1, HALF_EVEN),
		"IF(ABS(MOD(ABS(A1)*10^1,1)-0.5)<0.0000001,2*ROUND((A1)*10^1/2,0)/10^1,ROUND(ROUND(A1,10),1))");
}

static void quotes_in_a_name_cannot_end_the_text(void **state)
{
	struct desk *d = *state;

	assert_string_equal(formula_quote(d->month.arena, "a\"&B1&\""), "\"a\"\"&B1&\"\"\"");
}

/* ---- the other two sheets ------------------------------------------------------------------------- */

static void whatif_lets_one_column_be_changed_and_shows_what_moves(void **state)
{
	struct desk *d = *state;
	const char *xml;

	make_book(d, BOARD LEAF("计分 = 正比 封顶\n"));
	xml = part(d, "xl/worksheets/sheet9.xml");
	assert_non_null(strstr(xml, "<sheetProtection sheet=\"1\""));
	assert_null(strstr(xml, "password="));
	assert_non_null(strstr(part(d, "xl/styles.xml"), "<protection locked=\"0\"/>"));
	assert_string_equal(cell(d, WHATIF, "E3"), "60");
	assert_string_equal(cell(d, WHATIF, "F3"), "60");
	assert_string_equal(cell(d, WHATIF, "K3"), "东区");
	assert_string_equal(cell(d, WHATIF, "L3"), "81");
	assert_string_equal(cell(d, WHATIF, "N3"), "=演算!U2 → 81");
	assert_string_equal(cell(d, WHATIF, "P3"), "=IF(COUNT(M3,O3)=2,M3-O3,\"\") → 0");
}

static void proof_holds_every_total_and_rank_and_counts_the_cells(void **state)
{
	struct desk *d = *state;

	make_book(d, BOARD LEAF("计分 = 正比 封顶\n"));
	assert_string_equal(cell(d, PROOF, "G2"), "=IF(COUNTIF(G3:G20,\"不一致\")=0,\"全部一致\",COUNTIF(G3:G20,\"不一致\")&\"处不一致\") → 全部一致");
	assert_string_equal(cell(d, PROOF, "A3"), "总分");
	assert_string_equal(cell(d, PROOF, "E3"), "81");
	assert_string_equal(cell(d, PROOF, "F3"), "=演算!U2 → 81");
	assert_string_equal(cell(d, PROOF, "G3"), "=IF(IF(COUNT(E3,F3)=2,ABS(E3-F3)<0.000000001,E3=F3),\"一致\",\"不一致\") → 一致");
	assert_string_equal(cell(d, PROOF, "A5"), "一级指标折合之和");
	assert_string_equal(cell(d, PROOF, "A23"), "演算：应是公式而为数值的格数");
	assert_string_equal(cell(d, PROOF, "F23"), "0");
}

static void the_head_of_a_column_leads_to_the_row_of_its_rule(void **state)
{
	struct desk *d = *state;
	const char *link, *xml;

	make_book(d, BOARD LEAF("计分 = 正比 封顶\n"));
	xml = part(d, "xl/worksheets/sheet8.xml");
	link = strstr(xml, "<hyperlink ref=\"G1\" location=\"'规则'!A");
	assert_non_null(link);
	assert_string_equal(cell(d, RULES, arena_printf(d->month.arena, "C%ld", strtol(strstr(link, "!A") + 2, NULL, 10))), "整改");
}

/* Of XML, the text between at and end. */
static const char *plain_text(struct desk *d, const char *at, const char *end)
{
	static const struct { const char *as, *is; } marks[] = { { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&amp;", "&" } };
	struct buf b = buf_new(d->month.arena);

	buf_add(&b, "");
	while (at < end) {
		size_t i = 0;

		while (i < 4 && strncmp(at, marks[i].as, strlen(marks[i].as)) != 0)
			i++;
		buf_addn(&b, i < 4 ? marks[i].is : at, 1);
		at += i < 4 ? strlen(marks[i].as) : 1;
	}
	return b.at;
}

/* The mark of the formula cell at <c r= with that formula instead, NULL: none. */
static uint64_t formula_mark(struct desk *d, const char *at, const char *formula, uint32_t *row)
{
	bool is_text = memmem(at, (size_t)(strchr(at, '>') - at), "t=\"str\"", 7) != NULL;
	const char *value = strstr(at, "<v>") + 3, *result = plain_text(d, value, strchr(value, '<')), *name = at + strlen("<c r=\"");
	size_t column = 0;

	for (; *name >= 'A'; name++)
		column = column * 26 + (size_t)(*name - 'A') + 1;
	*row = (uint32_t)strtoul(name, NULL, 10) - 1;
	return cell_mark(*row, column - 1, is_text ? CELL_RESULT : CELL_NUMBER, bytes_mark(result, strlen(result)),
		formula == NULL ? 0 : bytes_mark(formula, strlen(formula)));
}

static void the_reader_finds_a_formula_that_reads_otherwise(void **state)
{
	struct desk *d = *state;
	struct book *b;
	size_t tried = 0;
	const char *at;

	month(d, BOARD LEAF("计分 = 正比 封顶\n"), ROWS);
	b = book_open(d->month.arena, &d->facts, book_path(d), d->out);
	draw_rules(b);
	draw_working(b);
	draw_whatif(b);
	draw_proof(b);
	book_close(b);
	assert_true(book_matches(b, book_path(d)));
	at = part(d, "xl/worksheets/sheet2.xml");
	for (; tried < 20 && (at = strstr(at, "<c r=")) != NULL; at++) {
		const char *formula = strchr(at, '>') + 1, *others[2];
		uint32_t row;
		uint64_t there;

		if (strncmp(formula, "<f>", 3) != 0)
			continue;
		tried++;
		formula = plain_text(d, formula + 3, strstr(formula, "</f>"));
		there = formula_mark(d, at, formula, &row);
		others[0] = arena_printf(d->month.arena, "%s+0", formula);
		others[1] = NULL;
		for (size_t i = 0; i < 2; i++) {
			uint64_t kept = b->sheet[1]->meant[row];

			b->sheet[1]->meant[row] += formula_mark(d, at, others[i], &row) - there;
			assert_false(book_matches(b, book_path(d)));
			b->failure = NULL;
			b->sheet[1]->meant[row] = kept;
		}
		assert_true(book_matches(b, book_path(d)));
	}
	assert_int_equal(tried, 20);
}

/* A workbook of one cell. */
static const char *one_cell(struct desk *d, const char *name, const char *formula)
{
	const char *path = path_join(d->month.arena, d->out, name);
	struct book *b = book_open(d->month.arena, &d->facts, path, d->out);
	struct sheet *s = book_sheet(b, "表");

	if (formula != NULL)
		sheet_formula_number(s, 0, 1, formula, 4, STYLE_PLAIN);
	else
		sheet_number(s, 0, 1, 4, STYLE_PLAIN);
	book_close(b);
	assert_null(b->failure);
	return path;
}

static const char *compared(struct desk *d, const char *ours, const char *theirs)
{
	char text[200] = "";
	FILE *out = fmemopen(text, sizeof text, "w");

	assert_int_equal(book_compare(d->month.arena, d->month.diag, ours, theirs, out), ours == theirs);
	assert_int_equal(fclose(out), 0);
	return arena_str(d->month.arena, text);
}

static void two_workbooks_with_other_formulas_differ_though_they_show_the_same(void **state)
{
	struct desk *d = *state;
	const char *twice, *sum, *value;

	month(d, BOARD LEAF("计分 = 正比 封顶\n"), ROWS);
	twice = one_cell(d, "a.xlsx", "2*2");
	sum = one_cell(d, "b.xlsx", "2+2");
	value = one_cell(d, "c.xlsx", NULL);
	assert_string_equal(compared(d, twice, twice), "");
	assert_string_equal(compared(d, twice, sum), "表!B1: =2+2 → =2*2\n");
	assert_string_equal(compared(d, twice, value), "表!B1: 4（无公式） → =2*2\n");
}

static void columns_are_named_by_letters_beyond_z(void **state)
{
	struct desk *d = *state;
	struct arena *a = d->month.arena;

	assert_string_equal(cell_name(a, 0, 25), "Z1");
	assert_string_equal(cell_name(a, 9, 26), "AA10");
	assert_string_equal(cell_name_fixed(a, 1, 701, true), "$ZZ$2");
	assert_string_equal(cell_name_fixed(a, 1, 702, false), "AAA$2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		DESK_TEST(every_step_from_figure_to_rank_is_a_formula_along_the_row),
		DESK_TEST(a_missing_figure_is_a_word_that_travels_and_its_weight_goes_to_the_others),
		DESK_TEST(ranks_look_no_further_than_their_group),
		DESK_TEST(the_second_key_and_the_exact_total_enter_the_rank),
		DESK_TEST(a_target_is_a_cell_of_whatif_and_whole_steps_are_cleaned_first),
		DESK_TEST(bands_are_asked_from_the_top),
		DESK_TEST(the_place_in_the_group_gives_points_and_shared_means_are_values_that_say_so),
		DESK_TEST(a_figure_of_the_group_stands_in_a_column_of_its_own),
		DESK_TEST(a_choice_in_doubt_is_neither_branch),
		DESK_TEST(every_mode_of_rounding_cleans_the_figure_first),
		DESK_TEST(quotes_in_a_name_cannot_end_the_text),
		DESK_TEST(whatif_lets_one_column_be_changed_and_shows_what_moves),
		DESK_TEST(proof_holds_every_total_and_rank_and_counts_the_cells),
		DESK_TEST(the_head_of_a_column_leads_to_the_row_of_its_rule),
		DESK_TEST(the_reader_finds_a_formula_that_reads_otherwise),
		DESK_TEST(two_workbooks_with_other_formulas_differ_though_they_show_the_same),
		DESK_TEST(columns_are_named_by_letters_beyond_z),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
