/* count.c -- sixteen counters at a time, by the compiler's own vectors; on x86-64 compiled for three CPUs, one of
 * which is chosen when the program runs. */
#include "inputs/count.h"

typedef uint32_t lanes __attribute__((vector_size(4 * COUNT_LANES), aligned(4), may_alias));

static const lanes bit_of = { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768 };

static inline __attribute__((always_inline)) void add(struct counts *counts, const uint32_t *seat, const uint64_t *bits,
	const uint32_t *line, size_t rows)
{
	const size_t width = counts->width;
	size_t i, lane;

	for (i = 0; i < rows; i++)
		for (lane = 0; lane < width; lane += COUNT_LANES) {
			lanes *count = (lanes *)(counts->count + seat[i] * width + lane);
			lanes *last = (lanes *)(counts->last + seat[i] * width + lane);
			lanes hit = (lanes)((bit_of & ((uint32_t)(bits[i] >> lane) & 0xFFFF)) != 0);

			*count -= hit;
			*last = (hit & line[i]) | (~hit & *last);
		}
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void add_avx2(struct counts *counts, const uint32_t *seat, const uint64_t *bits,
	const uint32_t *line, size_t rows)
{
	add(counts, seat, bits, line, rows);
}

__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq"))) static void add_avx512(struct counts *counts,
	const uint32_t *seat, const uint64_t *bits, const uint32_t *line, size_t rows)
{
	add(counts, seat, bits, line, rows);
}
#endif

void counts_add(struct counts *counts, const uint32_t *seat, const uint64_t *bits, const uint32_t *line, size_t rows)
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
		add_avx512(counts, seat, bits, line, rows);
		return;
	}
	if (__builtin_cpu_supports("avx2")) {
		add_avx2(counts, seat, bits, line, rows);
		return;
	}
#endif
	add(counts, seat, bits, line, rows);
}
