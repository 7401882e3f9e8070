/* test_inputs_bulk.c -- read in bulk, by any number of threads, in any stretches: the same as row by row.
 *
 * Ledgers are drawn at random, with whatever goes wrong in real ones; figures with their rows, tallies, quarantine
 * and every complaint are compared as one text. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <iconv.h>
#include "tests/inputs_month.h"
#include "base/gzip.h"
#include "inputs/plan.h"

static uint64_t seed = 20261001;

static unsigned draw(unsigned n)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

#define PICK(list) list[draw(sizeof list / sizeof *list)]

#define COLUMNS "列.编号 = 文本 必填\n列.区县 = 文本 必填\n列.街道 = 文本 可空\n列.来源 = 文本 可空 取值 举报|检查|暗访\n" \
	"列.发现 = 日期 必填\n列.期限 = 日期 可空 期限\n列.完成 = 日期 可空\n列.时刻 = 时刻 可空\n列.金额 = 小数 可空\n列.比例 = 百分数 可空 免号\n" \
	"列.分数 = 整数 可空 范围 1 至 5\n列.备注 = 文本 可空\n"
#define SOURCE(key, more) "[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = 区县\n单位.街道 = 区县/街道\n" key more COLUMNS
#define HEAD "编号,区县,街道,来源,发现,期限,完成,时刻,金额,比例,分数,备注,旁注\n"

/* Most of its values are no decimals, so most rows go the way of single rows. */
#define FRACTION "[统计:三分之一]\n数据 = 台账\n算法 = 合计\n列 = 金额 / 3\n"

static const char measures_text[] =
	"[参数:盘点日]\n值 = 2026-10-20\n依据 = 示例\n"
	"[统计:举报]\n数据 = 台账\n算法 = 计数\n条件 = 来源 = “举报”\n"
	"[统计:两样]\n数据 = 台账\n算法 = 计数\n条件 = 来源 在 (“检查”, “暗访”) 且 非 分数 为空\n"
	"[统计:按期]\n数据 = 台账\n算法 = 计数\n条件 = 完成 <= 期限\n"
	"[统计:逾期]\n数据 = 台账\n算法 = 计数\n条件 = 完成 > 期限 或 (完成 为空 且 期限 < 盘点日)\n"
	"[统计:逾期天数]\n数据 = 台账\n算法 = 合计\n列 = 天数(期限, 完成)\n条件 = 完成 > 期限\n"
	"[统计:天数平均]\n数据 = 台账\n算法 = 平均\n列 = 最大(天数(发现, 完成), 0) + 分数\n"
	"[统计:金额]\n数据 = 台账\n算法 = 合计\n列 = 金额\n"
	"[统计:比例]\n数据 = 台账\n算法 = 平均\n列 = 比例\n条件 = 非 (来源 = “举报”)\n"
	"[统计:分数]\n数据 = 台账\n算法 = 合计\n列 = 分数\n条件 = 分数 >= 2 且 金额 > 比例\n"
	"[统计:备注数]\n数据 = 台账\n算法 = 去重计数\n列 = 备注\n"
	"[统计:全市备注]\n数据 = 台账\n算法 = 去重计数\n列 = 备注\n条件 = 完成 != 期限\n归属 = 全市\n"
	"[统计:编号数]\n数据 = 台账\n算法 = 去重计数\n列 = 编号\n"
	"[统计:全市件数]\n数据 = 台账\n算法 = 计数\n归属 = 全市\n条件 = 发现 在 2026-10-05 至 2026-10-15\n"
	"[统计:时刻数]\n数据 = 台账\n算法 = 计数\n条件 = 时刻 >= 发现\n"
	"[统计:永不]\n数据 = 台账\n算法 = 计数\n条件 = 备注 = “没有人写的话”\n";

/* ---- a ledger drawn at random -------------------------------------------------------------- */

static void put_day_cell(struct buf *out, unsigned odd)
{
	static const char *const wrong[] = { "昨天", "2026-02-30", "2026-13-01", "20261009", "2026/10/9", "2026年10月9日", " 2026-10-08 ", "2026-10-8", "1899-01-01" };

	if (draw(odd) == 0)
		buf_add(out, PICK(wrong));
	else if (draw(5))
		buf_printf(out, "2026-%02u-%02u", 9 + draw(3), 1 + draw(30));
}

static void put_note(struct buf *out)
{
	static const char *const notes[] = { "", "甲", "乙", "丙丁", "\"一,二\"", "\"引\"\"号\"\"\"", "\"两\n行\"", "5\"的管道", "这是一段长过十六个字节的备注", "这是一段长过十六个字节的附注", "\"\"", "　空白　" };

	if (draw(30) == 0)
		buf_add(out, "\"引\"后");          /* text behind a closing quote */
	else
		buf_add(out, PICK(notes));
}

static void put_row(struct buf *out, unsigned odd, bool repeats, const char *end)
{
	static const char *const districts[] = { "东区", "西区", "南区", "D1", "老城", "\"东区\"", " 西区", "北区" };
	static const char *const streets[] = { "城关街道", "湖滨街道", "S1", "", "无名街道" };
	static const char *const sources[] = { "举报", "检查", "暗访", "", "其他" };
	static unsigned number;
	const unsigned good = draw(odd) ? 1 : 0;

	buf_printf(out, "%s%u%s,", draw(40) ? "WT" : "\"WT", repeats && draw(20) == 0 ? draw(number + 1) : ++number, "");
	if (out->at[out->length - 2] != '"' && strchr(strrchr(out->at, '\n') ? strrchr(out->at, '\n') : out->at, '"'))
		out->at[--out->length] = '\0', buf_add(out, "\",");
	buf_printf(out, "%s,", good ? districts[draw(6)] : PICK(districts));
	buf_printf(out, "%s,%s,", good ? streets[draw(2)] : PICK(streets), good ? sources[draw(4)] : PICK(sources));
	put_day_cell(out, 8 * odd);
	buf_add(out, ",");
	put_day_cell(out, 8 * odd);
	buf_add(out, ",");
	put_day_cell(out, 8 * odd);
	buf_printf(out, draw(3) ? ",2026-10-%02u 08:%02u," : ",,", 1 + draw(30), draw(60));
	if (draw(4))
		buf_printf(out, "%s%u.%0*u", draw(9) ? "" : "-", draw(1000), 1 + (int)draw(8), draw(9));
	buf_add(out, ",");
	if (draw(4))
		buf_printf(out, "%u.%u%s", draw(100), draw(10), draw(2) ? "%" : "");
	buf_printf(out, draw(3) ? ",%u," : ",,", good ? 1 + draw(5) : draw(8));
	put_note(out);
	buf_printf(out, "%s%s", draw(odd * 4) ? ",旁" : "", end);
}

static struct buf ledger(struct arena *arena, unsigned rows, unsigned odd, bool repeats)
{
	struct buf out = buf_new(arena);
	const char *end = draw(3) ? "\n" : "\r\n";

	if (draw(3) == 0)
		buf_add(&out, "\xEF\xBB\xBF");
	if (draw(8) == 0)
		buf_add(&out, "\n\r\n");
	buf_add(&out, HEAD);
	for (; rows > 0; rows--) {
		if (draw(10 * odd) == 0)
			buf_add(&out, draw(2) ? "\n" : HEAD);
		put_row(&out, odd, repeats, end);
	}
	if (draw(3) == 0 && out.at[out.length - 1] == '\n')
		out.at[--out.length] = '\0';
	return out;
}

/* ---- all that comes of it ----------------------------------------------------------------------- */

static const char *outcome(struct month *m, const struct manner *manner)
{
	struct buf out = buf_new(m->arena);
	char *said = NULL;
	struct period period;
	size_t i, r, u, length;
	FILE *to = open_memstream(&said, &length);

	assert_true(period_parse("2026-10", &period));
	m->diag = diag_new(m->arena, CHINESE);
	m->measures = measures_read_as(m->arena, m->diag, m->scheme, m->inputs, period, period.last, manner, NULL, NULL);
	diag_print(m->diag, to, DIAG_NOTES);
	fclose(to);
	buf_printf(&out, "%s%s%s\n", said, tallies(m, 0), quarantine_list(m));
	free(said);
	for (i = 0; i < m->scheme->measure_count; i++)
		for (r = 0; r < m->scheme->registry_count; r++)
			for (u = 0; u < m->scheme->registry[r]->unit_count; u++)
				buf_printf(&out, "%s %s %s\n", m->scheme->measure[i]->name, m->scheme->registry[r]->unit[u]->code,
					figure(m, m->scheme->measure[i]->name, m->scheme->registry[r]->unit[u]->code));
	for (i = 0; i < m->measures->intake[0].file_count; i++)
		buf_printf(&out, "%s %" PRIu64 " %d %s\n", m->measures->intake[0].file[i].file->name, m->measures->intake[0].file[i].rows,
			(int)m->measures->intake[0].file[i].encoding, m->measures->intake[0].file[i].file->digest);
	for (i = 0; i < m->measures->intake[0].missing_count; i++)
		buf_printf(&out, "缺 %s\n", m->measures->intake[0].missing[i]->code);
	return out.at;
}

static void assert_same_outcome(struct month *m)
{
	static const struct { unsigned threads; size_t stretch; } ways[] = { { 1, 0 }, { 2, 777 }, { 3, 1 }, { 5, 4096 } };
	const char *expected = outcome(m, &(struct manner){ .row_by_row = true }), *got;
	size_t i;

	for (i = 0; i < sizeof ways / sizeof *ways; i++) {
		got = outcome(m, &(struct manner){ .threads = ways[i].threads, .stretch = ways[i].stretch });
		if (strcmp(got, expected) != 0)
			print_message("threads %u, stretch %zu\n", ways[i].threads, ways[i].stretch);
		assert_string_equal(got, expected);
	}
}

static void try_rules(struct month *m, const char *source, unsigned rounds, bool repeats)
{
	unsigned round;
	struct buf text;

	city(m, arena_printf(m->arena, "%s%s", source, measures_text));
	read_scheme(m);
	for (round = 0; round < rounds; round++) {
		text = ledger(m->arena, 1 + draw(200), round % 3 ? 400 : 5, repeats && round % 2);
		put_file(m, m->inputs, "台账_2026-10.csv", text.at, text.length);
		assert_same_outcome(m);
	}
}

static void rows_that_may_repeat_come_to_the_same(void **state)
{
	try_rules(*state, SOURCE("主键 = 编号\n", "重复 = 计入并报告\n"), 6, true);
}

static void rows_that_must_not_repeat_come_to_the_same(void **state)
{
	try_rules(*state, SOURCE("主键 = 编号\n", ""), 4, true);
}

static void keys_of_two_columns_come_to_the_same(void **state)
{
	try_rules(*state, SOURCE("主键 = 编号, 备注\n", "重复 = 计入并报告\n无单位 = 计数\n") FRACTION, 4, true);
}

static void rows_without_a_key_come_to_the_same(void **state)
{
	try_rules(*state, SOURCE("", "无单位 = 计数\n"), 4, false);
}

/* ---- encodings ---------------------------------------------------------------------------------- */

static struct buf as_gb18030(struct arena *arena, struct buf text)
{
	iconv_t converter = iconv_open("GB18030", "UTF-8");
	struct buf out = { .arena = arena, .at = arena_alloc(arena, 2 * text.length + 8), .room = 2 * text.length + 8 };
	char *from = text.at, *to = out.at;
	size_t left = text.length, room = out.room;

	if (memcmp(from, "\xEF\xBB\xBF", 3) == 0) {
		from += 3;
		left -= 3;
	}
	assert_int_equal(iconv(converter, &from, &left, &to, &room), 0);
	iconv_close(converter);
	out.length = (size_t)(to - out.at);
	return out;
}

static void gb18030_comes_to_the_same(void **state)
{
	struct month *m = *state;
	unsigned round;
	struct buf text;

	city(m, arena_printf(m->arena, "%s%s", SOURCE("主键 = 编号\n", "重复 = 计入并报告\n"), measures_text));
	read_scheme(m);
	for (round = 0; round < 4; round++) {
		text = as_gb18030(m->arena, ledger(m->arena, 1 + draw(200), 20, true));
		if (round % 4 == 3)
			text.at[text.length / 2] = '\xFF';      /* perhaps a byte that is none */
		put_file(m, m->inputs, "台账_2026-10.csv", text.at, text.length);
		assert_same_outcome(m);
	}
}

/* Only far behind the head does it show that the file is not UTF-8. */
static void an_encoding_that_shows_late_comes_to_the_same(void **state)
{
	struct month *m = *state;
	struct buf text = buf_new(m->arena);
	unsigned i;

	city(m, "[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n单位.区县 = unit\n列.unit = 文本 必填\n列.note = 文本 可空\n"
		"[统计:注]\n数据 = 台账\n算法 = 去重计数\n列 = note\n");
	read_scheme(m);
	buf_add(&text, "unit,note\n");
	for (i = 0; i < 20000; i++)
		buf_add(&text, "D1,abc\n");
	buf_add(&text, "D2,\xD6\xD0\n");
	put_file(m, m->inputs, "台账_2026-10.csv", text.at, text.length);
	assert_same_outcome(m);
	assert_figure(m, "注", "D2", "1 n=1 台账_2026-10.csv:20002 (1行)");
}

/* ---- what makes bulk give up ------------------------------------------------------------------------ */

static void what_cannot_be_read_is_said_the_same(void **state)
{
	static const char *const texts[] = {
		"", "\n\n", "编号,区县\n1,东区\n", HEAD, HEAD "1,东区,城关街道,举报,2026-10-01,,,,,,,\"未完,\n",
		HEAD "1,东区,城关街道,举报,2026-10-01,,,,,,,\xff,\n", "\xff\xfe" "a\n", HEAD HEAD HEAD
	};
	struct month *m = *state;
	size_t i;

	city(m, arena_printf(m->arena, "%s%s", SOURCE("主键 = 编号\n", ""), measures_text));
	read_scheme(m);
	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		sends(m, "台账_2026-10.csv", texts[i]);
		assert_same_outcome(m);
	}
	put_file(m, m->inputs, "台账_2026-10.csv", HEAD "1,东\0区\n", sizeof (HEAD "1,东\0区\n") - 1);
	assert_same_outcome(m);
}

static void packed_files_come_to_the_same(void **state)
{
	struct month *m = *state;
	unsigned round;

	city(m, arena_printf(m->arena, "%s%s", SOURCE("主键 = 编号\n", "重复 = 计入并报告\n"), measures_text));
	read_scheme(m);
	for (round = 0; round < 2; round++) {
		sends_packed(m, "台账_2026-10.csv.gz", ledger(m->arena, 1 + draw(200), 40, true).at);
		assert_same_outcome(m);
	}
	sends(m, "台账_2026-10.csv.gz", "no gzip");
	assert_same_outcome(m);
}

/* More than is inflated before the rows begin to be counted. */
static struct buf long_ledger(struct arena *arena)
{
	struct buf text = buf_new(arena);
	unsigned row;

	buf_add(&text, "区县,说明\n");
	for (row = 0; row < 30000; row++)
		buf_printf(&text, "%s,第%u行是编出来的 %u，只为占地方\n", row % 9999 == 0 ? "北区" : row % 2 ? "东区" : "西区", row, draw(100000000));
	return text;
}

static void a_packed_file_of_many_pieces_comes_to_the_same(void **state)
{
	struct month *m = *state;
	struct buf text = long_ledger(m->arena);

	city(m, LEDGER);
	read_scheme(m);
	sends_packed(m, "台账_2026-10.csv.gz", text.at);
	assert_same_outcome(m);
	assert_figure(m, "件数", "D1", "14998 n=14998 台账_2026-10.csv.gz:3-30001 (14998行)");
}

static void a_packed_file_that_is_damaged_late_is_said_the_same(void **state)
{
	struct month *m = *state;
	struct buf text = long_ledger(m->arena);
	size_t size, at[3], i;
	char *packed, kept;

	city(m, LEDGER);
	read_scheme(m);
	gzip_pack(m->arena, text.at, text.length, &packed, &size);
	at[0] = size - 6;               /* the sum */
	at[1] = size - 2;               /* the length */
	at[2] = size - size / 8;
	for (i = 0; i < 3; i++) {
		kept = packed[at[i]];
		packed[at[i]] = (char)(kept + 1);
		put_file(m, m->inputs, "台账_2026-10.csv.gz", packed, size);
		assert_same_outcome(m);
		assert_int_equal(diag_errors(m->diag), 1);
		packed[at[i]] = kept;
	}
	put_file(m, m->inputs, "台账_2026-10.csv.gz", packed, size - 3);
	assert_same_outcome(m);
	assert_int_equal(diag_errors(m->diag), 1);
}

/* ---- many files ---------------------------------------------------------------------------------------- */

static void a_file_from_every_unit_comes_to_the_same(void **state)
{
	struct month *m = *state;
	struct buf text;
	unsigned round;

	city(m, arena_printf(m->arena, "[数据:台账]\n文件 = 台账_{单位}_{期}.csv\n报送 = 逐单位\n报送名录 = 区县\n单位.区县 = 区县\n"
		"单位.街道 = 区县/街道\n主键 = 编号\n重复 = 计入并报告\n" COLUMNS "%s", measures_text));
	read_scheme(m);
	for (round = 0; round < 4; round++) {
		text = ledger(m->arena, draw(40), 100, true);
		put_file(m, m->inputs, "台账_D1_2026-10.csv", text.at, text.length);
		text = as_gb18030(m->arena, ledger(m->arena, draw(40), 100, true));
		put_file(m, m->inputs, "台账_D2_2026-10.csv", text.at, text.length);
		if (round % 2)
			sends(m, "台账_D3_2026-10.csv", HEAD);
		else
			unlink(path_join(m->arena, m->inputs, "台账_D3_2026-10.csv"));
		assert_same_outcome(m);
	}
}

/* More than are held open together. */
static void a_hundred_small_files_come_to_the_same(void **state)
{
	struct month *m = *state;
	struct buf senders = buf_new(m->arena), text;
	unsigned i;

	city(m, "[名录:份]\n文件 = 份.csv\n[数据:台账]\n文件 = 台账_{单位}_{期}.csv\n报送 = 逐单位\n报送名录 = 份\n单位.区县 = 区县\n"
		"主键 = 编号\n重复 = 计入并报告\n列.编号 = 文本 必填\n列.区县 = 文本 必填\n");
	buf_add(&senders, "代码,名称\n");
	for (i = 100; i < 200; i++)
		buf_printf(&senders, "F%u,第%u份\n", i, i);
	put_file(m, m->rules, "份.csv", senders.at, senders.length);
	read_scheme(m);
	for (i = 100; i < 198; i++) {
		text = buf_new(m->arena);
		buf_printf(&text, "%s区县,编号\n东区,%u\n", i % 3 ? "" : "\xEF\xBB\xBF", i);
		if (i % 7)
			buf_printf(&text, "%s,%u%s", i % 10 ? "西区" : "北区", i % 50, i % 2 ? "\n" : "");
		if (i % 11 == 0)
			text = as_gb18030(m->arena, text);
		put_file(m, m->inputs, arena_printf(m->arena, "台账_F%u_2026-10.csv", i), text.at, text.length);
	}
	assert_same_outcome(m);
	assert_figure(m, "件数", "D1", "98 n=98 台账_F100_2026-10.csv:2…台账_F197_2026-10.csv:2 (98行)");
}

static void a_path_through_three_registries_comes_to_the_same(void **state)
{
	static const char communities[] = "代码,名称,上级\nC1,幸福社区,S1\nC2,幸福社区,S2\nC3,民主社区,S1\n";
	struct month *m = *state;
	struct buf text = buf_new(m->arena);

	city(m, "[名录:社区]\n文件 = 社区.csv\n上级名录 = 街道\n[数据:台账]\n文件 = 台账_{期}.csv\n报送 = 汇总\n"
		"单位.社区 = 区县/街道/社区\n单位.区县 = 区县\n列.区县 = 文本 可空\n列.街道 = 文本 可空\n列.社区 = 文本 可空\n");
	put_file(m, m->rules, "社区.csv", communities, strlen(communities));
	read_scheme(m);
	buf_add(&text, "区县,街道,社区\n");
	for (unsigned row = 0; row < 600; row++) {
		static const char *const district[] = { "东区", "D2", "西区", "北区", "" };
		static const char *const street[] = { "城关街道", "S1", "湖滨街道", "" };
		static const char *const community[] = { "幸福社区", "C3", "民主社区", "" };

		buf_printf(&text, "%s,\"%s\",%s\n", PICK(district), PICK(street), PICK(community));
	}
	put_file(m, m->inputs, "台账_2026-10.csv", text.at, text.length);
	assert_same_outcome(m);
}

static void every_unit_writes_only_of_itself_comes_to_the_same(void **state)
{
	struct month *m = *state;
	struct buf text = buf_new(m->arena);

	city(m, "[数据:台账]\n文件 = 台账_{单位}_{期}.csv\n报送 = 逐单位\n报送名录 = 区县\n单位.区县 = 区县\n列.区县 = 文本 必填\n");
	read_scheme(m);
	buf_add(&text, "区县\n东区\nD1\n老城\n");
	put_file(m, m->inputs, "台账_D1_2026-10.csv", text.at, text.length);
	sends(m, "台账_D2_2026-10.csv", "区县\n西区\n");
	sends(m, "台账_D3_2026-10.csv", "区县\n南区\n南区\n");
	assert_same_outcome(m);
	assert_figure(m, "件数", "D1", "3 n=3 台账_D1_2026-10.csv:2-4 (3行)");
}

static void a_byte_order_mark_amid_a_file_comes_to_the_same(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	read_scheme(m);
	sends(m, "台账_2026-10.csv", "区县\n\xEF\xBB\xBF\n东区\n\xEF\xBB\xBF西区\n\"\xEF\xBB\xBF东区\"\"\"\n");
	assert_same_outcome(m);
}

/* It may have been cut amid its last cell. */
static void a_last_row_without_a_line_feed_is_said(void **state)
{
	struct month *m = *state;

	city(m, LEDGER);
	read_scheme(m);
	sends(m, "台账_2026-10.csv", "区县\n东区\n西区");
	assert_same_outcome(m);
	assert_says(m, "台账_2026-10.csv: 警告 K488: “台账_2026-10.csv”的最后一行没有换行，可能没有传完；请核对最后一行，没有传完的重新报送，完整的在末尾补一个换行\n");
	sends(m, "台账_2026-10.csv", "区县\n东区\n西区\n");
	assert_same_outcome(m);
	assert_says(m, "");
}

static void a_second_byte_order_mark_is_part_of_the_head(void **state)
{
	static const char *const texts[] = { "\xEF\xBB\xBF\xEF\xBB\xBF区县\n东区\n", "\n\xEF\xBB\xBF区县\n东区\n",
		"\xEF\xBB\xBF\n\xEF\xBB\xBF区县\n东区\n", "\xEF\xBB\xBF\"\xEF\xBB\xBF区县\"\n东区\n" };
	struct month *m = *state;
	size_t i;

	city(m, LEDGER);
	read_scheme(m);
	for (i = 0; i < sizeof texts / sizeof *texts; i++) {
		sends(m, "台账_2026-10.csv", texts[i]);
		assert_same_outcome(m);
		assert_string_equal(tallies(m, 0), "区县 0 = 0+0+0+0");
	}
}

static void a_byte_order_mark_in_a_cell_of_gb18030_comes_to_the_same(void **state)
{
	struct month *m = *state;
	struct buf text = buf_new(m->arena);

	city(m, LEDGER);
	read_scheme(m);
	buf_add(&text, "区县\n东区\n\xEF\xBB\xBF西区\n\"\xEF\xBB\xBF东区\"\n\xEF\xBB\xBF\xEF\xBB\xBF东区\n\xEF\xBB\xBF\n");
	text = as_gb18030(m->arena, text);
	put_file(m, m->inputs, "台账_2026-10.csv", text.at, text.length);
	assert_same_outcome(m);
	assert_figure(m, "件数", "D1", "1 n=1 台账_2026-10.csv:2 (1行)");
}

/* ---- the one comparison that is compiled ---------------------------------------------------------------- */

static struct value number_leaf(struct env *env, const struct expr *expr)
{
	const int64_t *number = env->self;

	return value_day((int32_t)number[expr->column]);
}

static void compared_numbers_are_what_the_evaluator_says(void **state)
{
	struct expr left = { .op = OP_COLUMN, .type = T_DAY, .column = 0 }, right = { .op = OP_COLUMN, .type = T_DAY, .column = 1 };
	struct expr *arg[] = { &left, &right };
	struct expr relation = { .type = T_BOOL, .count = 2, .arg = arg };
	int64_t number[2];
	struct env env = { .ref = number_leaf, .self = number };
	int op, round;

	for (op = OP_LT; op <= OP_GT; op++)
		for (round = 0; round < 500; round++) {
			number[0] = draw(5);
			number[1] = draw(5);
			relation.op = (enum op)op;
			assert_int_equal(pair_holds((enum op)op, number[0], number[1]), expr_holds(&relation, &env));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		MONTH(rows_that_may_repeat_come_to_the_same),
		MONTH(rows_that_must_not_repeat_come_to_the_same),
		MONTH(keys_of_two_columns_come_to_the_same),
		MONTH(rows_without_a_key_come_to_the_same),
		MONTH(gb18030_comes_to_the_same),
		MONTH(an_encoding_that_shows_late_comes_to_the_same),
		MONTH(what_cannot_be_read_is_said_the_same),
		MONTH(packed_files_come_to_the_same),
		MONTH(a_packed_file_of_many_pieces_comes_to_the_same),
		MONTH(a_packed_file_that_is_damaged_late_is_said_the_same),
		MONTH(a_file_from_every_unit_comes_to_the_same),
		MONTH(a_hundred_small_files_come_to_the_same),
		MONTH(a_path_through_three_registries_comes_to_the_same),
		MONTH(every_unit_writes_only_of_itself_comes_to_the_same),
		MONTH(a_byte_order_mark_amid_a_file_comes_to_the_same),
		MONTH(a_last_row_without_a_line_feed_is_said),
		MONTH(a_second_byte_order_mark_is_part_of_the_head),
		MONTH(a_byte_order_mark_in_a_cell_of_gb18030_comes_to_the_same),
		cmocka_unit_test(compared_numbers_are_what_the_evaluator_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL) != 0;
}
