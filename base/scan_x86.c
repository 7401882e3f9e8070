/* scan_x86.c -- the scanner with AVX2 and with AVX-512: four compares for 64 bytes, a carry-less
 * multiplication for what lies inside of quotes. */
#ifdef __x86_64__

#include <immintrin.h>

#include "base/scan_look.h"

bool scan_has_avx2(void)
{
	return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("bmi") &&
		__builtin_cpu_supports("popcnt");
}

bool scan_has_avx512(void)
{
	return scan_has_avx2() && __builtin_cpu_supports("avx512bw");
}

#define WITH_AVX2 __attribute__((target("avx2,pclmul,bmi,popcnt")))
#define WITH_AVX512 __attribute__((target("avx512bw,avx2,pclmul,bmi,popcnt")))

static inline WITH_AVX2 uint64_t inside_avx2(uint64_t quotes)
{
	__m128i all = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), _mm_set1_epi8((char)0xFF), 0);

	return (uint64_t)_mm_cvtsi128_si64(all);
}

static inline WITH_AVX2 uint64_t equal_avx2(__m256i low, __m256i high, char c)
{
	const __m256i all = _mm256_set1_epi8(c);
	uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all));
	uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all));

	return (uint64_t)b << 32 | a;
}

static inline WITH_AVX2 void look_avx2(const char *at, struct look *look)
{
	const __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)at);
	const __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(at + 32));

	look->quote = equal_avx2(low, high, '"');
	look->comma = equal_avx2(low, high, ',');
	look->feed = equal_avx2(low, high, '\n');
}

#define WAY(name) name##_avx2
#define TARGET WITH_AVX2
#define LOOK look_avx2
#define INSIDE inside_avx2
#include "base/scan_body.h"
#undef WAY
#undef TARGET
#undef LOOK

size_t scan_rows_avx2(struct scan *s, const char *bytes, size_t start, size_t stop, size_t length, bool *cut)
{
	return rows_avx2(s, bytes, start, stop, length, cut);
}

static inline WITH_AVX512 void look_avx512(const char *at, struct look *look)
{
	const __m512i block = _mm512_loadu_si512(at);

	look->quote = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('"'));
	look->comma = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(','));
	look->feed = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\n'));
}

#define WAY(name) name##_avx512
#define TARGET WITH_AVX512
#define LOOK look_avx512
#include "base/scan_body.h"

size_t scan_rows_avx512(struct scan *s, const char *bytes, size_t start, size_t stop, size_t length, bool *cut)
{
	return rows_avx512(s, bytes, start, stop, length, cut);
}

#else
typedef int no_x86;                     /* a file must hold something */
#endif
