/* fuzz_filters.c -- libFuzzer: whatever stands in a file, conditions asked of it in bulk come to the figures and the
 * complaints that they come to row by row (make fuzz). */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inputs/measures.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char rules[] =
	"[方案]\n名称 = 示例\n文号 = 示例〔2026〕1号\n制定机关 = 示例\n周期 = 月\n生效 = 2026-01\n修约 = 2位 四舍五入\n"
	"未报送 = 零分\n无分母 = 不计并折算\n不适用 = 不计并折算\n已剔除 = 不计并折算\n"
	"[名录:区]\n文件 = 区.csv\n[榜:区]\n名录 = 区\n根指标 = 总\n并列 = 跳号\n名次依据 = 修约后\n"
	"[指标:总]\n公式 = 件数\n计分 = 扣分 每 1 扣 1 按比例 扣完为止\n依据 = 示例\n"
	"[数据:台账]\n文件 = t.csv\n报送 = 汇总\n主键 = k\n重复 = 计入并报告\n单位.区 = u\n"
	"列.k = 文本 必填\n列.u = 文本 必填\n列.s = 文本 可空\n列.a = 日期 可空\n列.b = 日期 可空\n列.n = 整数 可空\n列.x = 小数 可空\n"
	"[统计:件数]\n数据 = 台账\n算法 = 计数\n"
	"[统计:早]\n数据 = 台账\n算法 = 计数\n条件 = a < b\n"
	"[统计:选]\n数据 = 台账\n算法 = 合计\n列 = n\n条件 = s 在 (“甲”, “乙”) 且 非 x 为空\n"
	"[统计:差]\n数据 = 台账\n算法 = 合计\n列 = 天数(a, b)\n条件 = a <= b 或 n > x\n"
	"[统计:种]\n数据 = 台账\n算法 = 去重计数\n列 = s\n"
	"[统计:号]\n数据 = 台账\n算法 = 去重计数\n列 = k\n";

static const char head[] = "k,u,s,a,b,n,x\n";
static char *folder;

static void put(const char *name, const char *first, const void *bytes, size_t length)
{
	char path[200];
	FILE *out;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	out = fopen(path, "wb");
	if (!out || fputs(first, out) < 0 || (length && fwrite(bytes, 1, length, out) != length) || fclose(out) != 0)
		exit(74);
}

static const struct scheme *scheme_once(void)
{
	static const struct scheme *scheme;
	static char template[] = "/tmp/kaohe-fuzz-XXXXXX";
	struct arena *arena;
	struct period period;
	struct diag *said;

	if (scheme)
		return scheme;
	arena = arena_new();
	said = diag_new(arena, CHINESE);
	folder = mkdtemp(template);
	if (!folder || !period_parse("2026-10", &period))
		exit(74);
	put("区.csv", "代码,名称\nA,东\nB,西\n", NULL, 0);
	put("r.ini", rules, NULL, 0);
	scheme = scheme_read(arena, said, folder, &period);
	diag_print(said, stderr, 0);
	if (!scheme || diag_errors(said))
		exit(78);
	return scheme;
}

/* Everything said and every figure, as one text. */
static const char *outcome(struct arena *arena, const struct scheme *scheme, const struct manner *manner)
{
	struct diag *said = diag_new(arena, CHINESE);
	struct buf out = buf_new(arena);
	const struct measures *measures;
	struct period period;
	char *text = NULL;
	size_t length, i, u;
	FILE *to = open_memstream(&text, &length);

	period_parse("2026-10", &period);
	measures = measures_read_as(arena, said, scheme, folder, period, period.last, manner, NULL, NULL);
	diag_print(said, to, DIAG_NOTES);
	fclose(to);
	buf_add(&out, text);
	free(text);
	for (i = 0; measures && i < scheme->measure_count; i++)
		for (u = 0; u < scheme->registry[0]->unit_count; u++) {
			const struct measured *figure = measured(measures, scheme->measure[i], scheme->registry[0]->unit[u]);

			buf_printf(&out, "%zu %zu %d %s %" PRIu64 "\n", i, u, (int)figure->value.kind,
				figure->value.kind == V_NUMBER ? num_text(arena, figure->value.num) : "", figure->n);
		}
	return out.at;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct manner row_by_row = { .row_by_row = true };
	const struct scheme *scheme = scheme_once();
	const struct manner bulk = { .threads = 1 + (unsigned)(size % 3), .stretch = 1 + size % 97 };
	struct arena *arena = arena_new();

	put("t.csv", head, data, size);
	if (strcmp(outcome(arena, scheme, &row_by_row), outcome(arena, scheme, &bulk)) != 0)
		abort();
	arena_free(arena);
	return 0;
}
