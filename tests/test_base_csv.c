/* test_base_csv.c -- rows in, rows out.
 *
 * Rows are shown as "line|cell|cell" with one row after the other, a faulty one
 * with "!K157" behind, so that a test compares a whole reading at once. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/file.h"

static struct arena *arena;
static struct diag *complaints;
static char folder[] = "/tmp/test_base_csv.XXXXXX";

static int make_folder(void **state)
{
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *found, int kind, struct FTW *place)
{
	return remove(path);
}

static int remove_folder(void **state)
{
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static int set_up(void **state)
{
	arena = arena_new();
	complaints = diag_new(arena, CHINESE);
	return 0;
}

static int tear_down(void **state)
{
	arena_free(arena);
	return 0;
}

static void assert_says(const char *expected)
{
	char *said = NULL;
	size_t size;
	FILE *out = open_memstream(&said, &size);

	diag_print(complaints, out, 1);
	fclose(out);
	assert_string_equal(said, expected);
	free(said);
}

/* ---- reading ---- */

static void show_row(struct buf *shown, const struct csv_block *block, size_t r)
{
	uint32_t i;

	buf_printf(shown, "%u", block->line[r]);
	for (i = block->first[r]; i < block->first[r + 1]; i++) {
		buf_add(shown, "|");
		buf_addn(shown, block->bytes + block->cell[i].offset, block->cell[i].length);
	}
	if (block->fault[r] != CSV_NO_FAULT)
		buf_printf(shown, "!K%d", message_info((size_t)block->fault[r])->number);
	buf_add(shown, "\n");
}

/* The bytes lie in a block of their own size, so that a look beyond their end is found out. */
static const char *read_bytes(const char *bytes, size_t length)
{
	char *text = malloc(length ? length : 1);
	struct buf shown = buf_new(arena);
	struct csv_block block;
	struct csv *csv;
	size_t r;

	assert_non_null(text);
	memcpy(text, bytes, length);
	csv = csv_open(arena, complaints, "示例.csv", text, length);
	while (csv_next(csv, &block))
		for (r = 0; r < block.rows; r++)
			show_row(&shown, &block, r);
	assert_int_equal(csv_whole(csv), diag_errors(complaints) == 0);
	assert_false(csv_next(csv, &block));
	free(text);
	return shown.at;
}

static void assert_reads(const char *text, const char *expected)
{
	assert_string_equal(read_bytes(text, strlen(text)), expected);
	assert_says("");
}

static void rows_end_in_lf_or_crlf_or_with_the_text(void **state)
{
	assert_reads("单位,件数\n东区,3\n", "1|单位|件数\n2|东区|3\n");
	assert_reads("单位,件数\r\n东区,3\r\n", "1|单位|件数\n2|东区|3\n");
	assert_reads("单位,件数\n东区,3", "1|单位|件数\n2|东区|3\n");
	assert_reads("", "");
}

static void a_lone_cr_is_part_of_its_cell(void **state)
{
	assert_reads("a\rb,c\r\r\nd\r", "1|a\rb|c\r\n2|d\r\n");
	assert_reads("\r", "1|\r\n");
}

static void empty_cells_are_cells(void **state)
{
	assert_reads("a,,c\n,,\n\"\"\n,", "1|a||c\n2|||\n3|\n4||\n");
}

static void empty_lines_are_passed_over_and_counted(void **state)
{
	assert_reads("\n\r\na\n\n\r\n\nb\n\n", "3|a\n7|b\n");
	assert_reads("\n\n\r\n", "");
	assert_reads(" \nb", "1| \n2|b\n");
}

static void quoted_cells_hold_commas_quotes_and_line_feeds(void **state)
{
	assert_reads("\"a,b\",\"c\"\"d\",\"e\r\nf\"\r\ng,h\n", "1|a,b|c\"d|e\r\nf\n3|g|h\n");
	assert_reads("\"\"\"\",\"\"\"\"\"\"\n", "1|\"|\"\"\n");
	assert_reads("\"a\"\"\"", "1|a\"\n");
	assert_reads("\"甲\n\n乙\"\n丙\n", "1|甲\n\n乙\n4|丙\n");
}

static void a_quote_inside_an_unquoted_cell_is_an_ordinary_character(void **state)
{
	assert_reads("5\" 管,a\"\"b, \"c\"\nd,e\n", "1|5\" 管|a\"\"b| \"c\"\n2|d|e\n");
}

static void text_behind_a_closing_quote_is_a_fault_of_its_row_only(void **state)
{
	assert_reads("a,b\n\"甲\"乙,c\nd,e\n", "1|a|b\n2|甲乙|c!K157\n3|d|e\n");
	assert_reads("\"a\"\"b\"c\"d\r\ne\n", "1|a\"bc\"d!K157\n2|e\n");
	assert_reads("\"a\" ,\"b\"\n", "1|a |b!K157\n");
	assert_reads("\"a\"\rb\n", "1|a\rb!K157\n");
	assert_reads("\"a\"b", "1|ab!K157\n");
}

static void the_fault_has_a_sentence_for_the_quarantine(void **state)
{
	assert_string_equal(message_info(MSG_CSV_AFTER_QUOTE)->zh,
		"单元格的引号闭合之后还有文字；应紧接逗号或行末，单元格内的引号应写成两个");
}

static void a_quote_never_closed_is_reported_where_it_opened(void **state)
{
	static const char text[] = "单位,说明\n甲,\"一\"\"二\",\"没有闭合,3\n乙,4\n丙,5\n";

	assert_string_equal(read_bytes(text, strlen(text)), "1|单位|说明\n");
	assert_says("示例.csv:2:10: 错误 K155: 此处的引号直到文件末尾都没有闭合，其后各行无法辨认；请补上引号\n");
	assert_int_equal(diag_exit(complaints), 65);
}

static void the_place_of_an_open_quote_counts_from_the_line_it_stands_on(void **state)
{
	static const char text[] = "\"a\"\"甲乙丙\"\"\n好,\"\"b\",丁,\"\"\"";

	assert_string_equal(read_bytes(text, strlen(text)), "");
	assert_says("示例.csv:2:10: 错误 K155: 此处的引号直到文件末尾都没有闭合，其后各行无法辨认；请补上引号\n");
}

static void a_single_quote_is_an_open_quote(void **state)
{
	assert_string_equal(read_bytes("\"", 1), "");
	assert_says("示例.csv:1:1: 错误 K155: 此处的引号直到文件末尾都没有闭合，其后各行无法辨认；请补上引号\n");
}

static void a_nul_makes_the_whole_text_suspect(void **state)
{
	assert_string_equal(read_bytes("a,b\n甲\0,c\n", 10), "");
	assert_says("示例.csv:2:2: 错误 K156: 此处有一个 NUL（零）字节，文件已损坏或不是文本；请重新导出\n");
	assert_int_equal(diag_exit(complaints), 65);
}

static void a_row_of_4096_cells_is_read_and_one_more_is_a_fault(void **state)
{
	char *text = arena_alloc(arena, 9000);
	struct csv_block block;
	struct csv *csv;

	memset(text, ',', 4095);
	memcpy(text + 4095, "\nb\n", 3);
	memset(text + 4098, ',', 4096);
	memcpy(text + 8194, "\nc\n", 3);
	csv = csv_open(arena, complaints, "示例.csv", text, 8197);
	assert_true(csv_next(csv, &block));
	assert_int_equal(block.rows, 4);
	assert_int_equal(block.first[1] - block.first[0], 4096);
	assert_int_equal(block.fault[0], CSV_NO_FAULT);
	assert_string_equal(csv_text(arena, &block, 1, 0), "b");
	assert_int_equal(block.first[3] - block.first[2], 4096);
	assert_int_equal(block.fault[2], MSG_CSV_TOO_WIDE);
	assert_string_equal(csv_text(arena, &block, 3, 0), "c");
	assert_int_equal(block.fault[3], CSV_NO_FAULT);
	assert_false(csv_next(csv, &block));
}

enum { MIB = 1024 * 1024 };

static size_t add(char *text, size_t at, const char *s)
{
	memcpy(text + at, s, strlen(s));
	return at + strlen(s);
}

static size_t add_many(char *text, size_t at, char c, size_t n)
{
	memset(text + at, c, n);
	return at + n;
}

static void a_cell_of_one_mib_is_read_and_one_byte_more_is_a_fault(void **state)
{
	char *text = arena_alloc(arena, 8 * MIB);
	struct csv_block block;
	size_t at = 0;

	at = add_many(text, at, 'x', MIB);
	at = add(text, at, ",1\n");
	at = add_many(text, at, 'x', MIB + 1);
	at = add(text, at, ",2\n\"");
	at = add_many(text, at, '"', 2 * MIB);                  /* doubled: one MiB of quotes */
	at = add(text, at, "\",3\n\"");
	at = add_many(text, at, '"', 2 * MIB + 2);
	at = add(text, at, "\",4\n");
	assert_true(csv_next(csv_open(arena, complaints, "示例.csv", text, at), &block));
	assert_int_equal(block.rows, 4);
	assert_int_equal(block.cell[block.first[0]].length, MIB);
	assert_int_equal(block.fault[0], CSV_NO_FAULT);
	assert_int_equal(block.fault[1], MSG_CSV_CELL_TOO_LONG);
	assert_string_equal(csv_text(arena, &block, 1, 1), "2");
	assert_int_equal(block.cell[block.first[2]].length, MIB);
	assert_int_equal(block.fault[2], CSV_NO_FAULT);
	assert_int_equal(block.fault[3], MSG_CSV_CELL_TOO_LONG);
	assert_string_equal(csv_text(arena, &block, 3, 1), "4");
	assert_says("");
}

static void many_rows_come_in_blocks(void **state)
{
	struct buf text = buf_new(arena);
	struct csv_block block;
	struct csv *csv;
	size_t row = 0, r, blocks = 0;

	for (r = 0; r < 2 * CSV_BLOCK_ROWS + 5; r++)
		buf_printf(&text, "%zu,\"a\"\"%zu\",,c\n", r, 2 * r);
	csv = csv_open(arena, complaints, "示例.csv", text.at, text.length);
	for (; csv_next(csv, &block); blocks++)
		for (r = 0; r < block.rows; r++, row++) {
			assert_int_equal(block.line[r], row + 1);
			assert_int_equal(block.first[r + 1] - block.first[r], 4);
			assert_string_equal(csv_text(arena, &block, r, 0), arena_printf(arena, "%zu", row));
			assert_string_equal(csv_text(arena, &block, r, 1), arena_printf(arena, "a\"%zu", 2 * row));
		}
	assert_int_equal(row, 2 * CSV_BLOCK_ROWS + 5);
	assert_int_equal(blocks, 3);
}

static void a_cell_beyond_the_row_is_empty_text(void **state)
{
	char text[] = "a,b\nc\n";
	struct csv_block block;

	assert_true(csv_next(csv_open(arena, complaints, "示例.csv", text, 6), &block));
	assert_string_equal(csv_text(arena, &block, 0, 1), "b");
	assert_string_equal(csv_text(arena, &block, 0, 2), "");
	assert_string_equal(csv_text(arena, &block, 1, 1), "");
}

/* ---- writing ---- */

static void the_head_has_a_bom_and_rows_end_in_crlf(void **state)
{
	struct buf buf = buf_new(arena);

	csv_start(&buf, (const char *const[]){ "单位", "得分" }, 2);
	csv_put(&buf, "东区");
	csv_put_number(&buf, "-3.5");
	csv_end_row(&buf);
	assert_string_equal(buf.at, "\xEF\xBB\xBF单位,得分\r\n东区,-3.5\r\n");
	assert_int_equal(buf.length, strlen(buf.at));
}

static void assert_writes(const char *field, const char *expected)
{
	struct buf buf = buf_new(arena);

	csv_put(&buf, "a");
	csv_put(&buf, field);
	csv_put(&buf, "b");
	csv_end_row(&buf);
	assert_string_equal(buf.at, arena_printf(arena, "a,%s,b\r\n", expected));
}

static void fields_are_quoted_where_they_must_be(void **state)
{
	assert_writes("东 区", "东 区");
	assert_writes("甲,乙", "\"甲,乙\"");
	assert_writes("说\"好\"", "\"说\"\"好\"\"\"");
	assert_writes("一\n二", "\"一\n二\"");
	assert_writes("一\r二", "\"一\r二\"");
	assert_writes("", "");
	assert_writes(NULL, "");
}

static void no_text_is_taken_for_a_formula(void **state)
{
	assert_writes("=1+1", "'=1+1");
	assert_writes("+1", "'+1");
	assert_writes("-1", "'-1");
	assert_writes("@SUM", "'@SUM");
	assert_writes("\tx", "'\tx");
	assert_writes("\rx", "\"'\rx\"");
	assert_writes("\nx", "\"'\nx\"");
	assert_writes("＝1", "'＝1");
	assert_writes("＋1", "'＋1");
	assert_writes("－1", "'－1");
	assert_writes("＠a", "'＠a");
	assert_writes("=cmd,\"x\"", "\"'=cmd,\"\"x\"\"\"");
	assert_writes("a=1", "a=1");
	assert_writes("— 无", "— 无");
}

static void numbers_stay_numbers(void **state)
{
	struct buf buf = buf_new(arena);

	csv_put_number(&buf, "-0.50");
	csv_put_number(&buf, "+3");
	csv_put_number(&buf, NULL);
	csv_put_number(&buf, "57/7");
	csv_end_row(&buf);
	assert_string_equal(buf.at, "-0.50,+3,,57/7\r\n");
}

static void empty_fields_at_both_ends_of_a_row_are_kept(void **state)
{
	struct buf buf = buf_new(arena);

	csv_put(&buf, "");
	csv_put(&buf, "a");
	csv_put(&buf, "");
	csv_end_row(&buf);
	csv_put(&buf, "");
	csv_end_row(&buf);
	assert_string_equal(buf.at, ",a,\r\n\"\"\r\n");
}

/* ---- both ---- */

static unsigned next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33);
}

static const char *random_field(uint64_t *seed)
{
	static const char *const pieces[] = { "甲", "a", ",", "\"", "\r", "\n", "\r\n", " ", "。", "\"\"", "7" };
	struct buf field = buf_new(arena);
	unsigned n = next_random(seed) % 6;

	while (n--)
		buf_add(&field, pieces[next_random(seed) % (sizeof pieces / sizeof pieces[0])]);
	return field.at;
}

/* A field that a spreadsheet could take for a formula comes back with its guard. */
static const char *as_read_back(const char *field)
{
	return *field == '\r' || *field == '\n' ? arena_printf(arena, "'%s", field) : field;
}

static void what_is_written_is_read_back_the_same(void **state)
{
	uint64_t seed = 20261001;
	struct buf text, expected;
	const char *field;
	unsigned round, row, c, columns, line;

	for (round = 0; round < 300; round++) {
		text = buf_new(arena);
		expected = buf_new(arena);
		for (row = 0, line = 1; row < 5; row++) {
			buf_printf(&expected, "%u", line);
			for (c = 0, columns = 1 + next_random(&seed) % 4; c < columns; c++) {
				field = random_field(&seed);
				csv_put(&text, field);
				buf_printf(&expected, "|%s", as_read_back(field));
			}
			csv_end_row(&text);
			buf_add(&expected, "\n");
			for (line = 1, field = text.at; (field = strchr(field, '\n')) != NULL; field++)
				line++;
		}
		assert_reads(text.at, expected.at);
	}
}

/* ---- small tables ---- */

static struct table *table_from(const char *bytes, size_t length)
{
	assert_true(file_write(complaints, folder, "名录.csv", bytes, length));
	return table_read(arena, complaints, folder, "名录.csv");
}

static struct table *table_from_text(const char *text)
{
	return table_from(text, strlen(text));
}

static void a_table_is_read_whole_and_trimmed(void **state)
{
	const struct table *table = table_from_text("\xEF\xBB\xBF代码, 名称 ,组\r\nA1,\t示例东区 ,\r\n\r\n\"A\"\"2\",\"示例\n西区\",主城\r\nA3,x,y\r\n");

	assert_says("");
	assert_non_null(table);
	assert_int_equal(table->columns, 3);
	assert_int_equal(table->rows, 3);
	assert_string_equal(table->head[0], "代码");
	assert_string_equal(table->head[1], "名称");
	assert_string_equal(table->cell[1], "示例东区");
	assert_string_equal(table->cell[2], "");
	assert_string_equal(table->cell[3], "A\"2");
	assert_string_equal(table->cell[4], "示例\n西区");
	assert_string_equal(table->cell[8], "y");
	assert_int_equal(table->line[0], 2);
	assert_int_equal(table->line[1], 4);
	assert_int_equal(table->line[2], 6);
}

static void a_table_in_gb18030_is_read_too(void **state)
{
	const struct table *table = table_from_text("\xB4\xFA\xC2\xEB,\xC3\xFB\xB3\xC6\nA1,\xB6\xAB\xC7\xF8\n");

	assert_says("");
	assert_non_null(table);
	assert_string_equal(table->head[0], "代码");
	assert_string_equal(table->cell[1], "东区");
}

static void a_table_of_a_head_only_has_no_rows(void **state)
{
	const struct table *table = table_from_text("代码,名称\n");

	assert_says("");
	assert_non_null(table);
	assert_int_equal(table->columns, 2);
	assert_int_equal(table->rows, 0);
}

static void rows_of_another_width_are_complained_of_and_left_out(void **state)
{
	const struct table *table = table_from_text("代码,名称\nA1\nA2,乙\nA3,丙,丁\n");

	assert_non_null(table);
	assert_int_equal(table->rows, 1);
	assert_string_equal(table->cell[0], "A2");
	assert_int_equal(table->line[0], 3);
	assert_says("名录.csv:2: 错误 K163: 本行有 1 个单元格，表头有 2 个；请补齐或删去多余的逗号\n"
		"名录.csv:4: 错误 K163: 本行有 3 个单元格，表头有 2 个；请补齐或删去多余的逗号\n");
	assert_int_equal(diag_exit(complaints), 78);
}

static void column_names_must_be_there_and_differ(void **state)
{
	assert_non_null(table_from_text("代码,名称, 代码 ,\nA1,甲,乙,\n"));
	assert_says("名录.csv:1: 错误 K161: 列名“代码”出现了两次（第 1 列和第 3 列）；请改名或删去其一\n"
		"名录.csv:1: 错误 K162: 第 4 列没有列名；请写上列名，或删去该列\n");
}

static void a_faulty_row_of_a_table_is_complained_of_and_left_out(void **state)
{
	const struct table *table = table_from_text("代码,名称\n\"A1\"x,甲\nA2,乙\n");

	assert_non_null(table);
	assert_int_equal(table->rows, 1);
	assert_string_equal(table->cell[1], "乙");
	assert_says("名录.csv:2: 错误 K157: 单元格的引号闭合之后还有文字；应紧接逗号或行末，单元格内的引号应写成两个\n");
}

static void a_table_with_a_faulty_head_cannot_be_read(void **state)
{
	assert_null(table_from_text("\"代码\"x,名称\nA1,甲\n"));
	assert_says("名录.csv:1: 错误 K157: 单元格的引号闭合之后还有文字；应紧接逗号或行末，单元格内的引号应写成两个\n");
}

static void a_table_with_an_open_quote_cannot_be_read(void **state)
{
	assert_null(table_from_text("代码,名称\nA1,\"甲\n"));
	assert_says("名录.csv:2:4: 错误 K155: 此处的引号直到文件末尾都没有闭合，其后各行无法辨认；请补上引号\n");
}

static void an_empty_table_is_complained_of(void **state)
{
	assert_null(table_from_text("\r\n\n"));
	assert_says("名录.csv: 错误 K160: 表格是空的；第一行应为列名\n");
}

static void a_wrong_byte_is_reported_with_its_line(void **state)
{
	assert_null(table_from_text("\xEF\xBB\xBF代码,名称\nA1,甲\nA2,\xB6\xAB\n"));
	assert_says("名录.csv:3: 错误 K141: 从文件开头起第 28 个字节（0xB6）不是 UTF-8 文字；请重新导出，或另存为 UTF-8 编码\n");
}

static void utf16_is_reported_as_such(void **state)
{
	assert_null(table_from("\xFF\xFE" "a\0", 4));
	assert_says("名录.csv: 错误 K142: 文件是 UTF-16（Unicode 文本）编码，不予读取；请另存为“CSV UTF-8”后重新传送\n");
}

static void a_table_that_is_not_there_is_reported(void **state)
{
	assert_null(table_read(arena, complaints, folder, "没有.csv"));
	assert_says(arena_printf(arena,
		"没有.csv: 错误 K130: 文件夹“%s”中没有这个文件；请放入该文件，或改正文件名后重新运行\n", folder));
	assert_int_equal(diag_exit(complaints), 66);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rows_end_in_lf_or_crlf_or_with_the_text),
		TEST(a_lone_cr_is_part_of_its_cell),
		TEST(empty_cells_are_cells),
		TEST(empty_lines_are_passed_over_and_counted),
		TEST(quoted_cells_hold_commas_quotes_and_line_feeds),
		TEST(a_quote_inside_an_unquoted_cell_is_an_ordinary_character),
		TEST(text_behind_a_closing_quote_is_a_fault_of_its_row_only),
		TEST(the_fault_has_a_sentence_for_the_quarantine),
		TEST(a_quote_never_closed_is_reported_where_it_opened),
		TEST(the_place_of_an_open_quote_counts_from_the_line_it_stands_on),
		TEST(a_single_quote_is_an_open_quote),
		TEST(a_nul_makes_the_whole_text_suspect),
		TEST(a_row_of_4096_cells_is_read_and_one_more_is_a_fault),
		TEST(a_cell_of_one_mib_is_read_and_one_byte_more_is_a_fault),
		TEST(many_rows_come_in_blocks),
		TEST(a_cell_beyond_the_row_is_empty_text),
		TEST(the_head_has_a_bom_and_rows_end_in_crlf),
		TEST(fields_are_quoted_where_they_must_be),
		TEST(no_text_is_taken_for_a_formula),
		TEST(numbers_stay_numbers),
		TEST(empty_fields_at_both_ends_of_a_row_are_kept),
		TEST(what_is_written_is_read_back_the_same),
		TEST(a_table_is_read_whole_and_trimmed),
		TEST(a_table_in_gb18030_is_read_too),
		TEST(a_table_of_a_head_only_has_no_rows),
		TEST(rows_of_another_width_are_complained_of_and_left_out),
		TEST(column_names_must_be_there_and_differ),
		TEST(a_faulty_row_of_a_table_is_complained_of_and_left_out),
		TEST(a_table_with_a_faulty_head_cannot_be_read),
		TEST(a_table_with_an_open_quote_cannot_be_read),
		TEST(an_empty_table_is_complained_of),
		TEST(a_wrong_byte_is_reported_with_its_line),
		TEST(utf16_is_reported_as_such),
		TEST(a_table_that_is_not_there_is_reported),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder) != 0;
}
