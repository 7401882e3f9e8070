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
	return scan_has_avx2() && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2");
}

#define WITH_AVX2 __attribute__((target("avx2,pclmul,bmi,popcnt")))
#define WITH_AVX512 __attribute__((target("avx512bw,avx512vbmi2,avx2,pclmul,bmi,popcnt")))

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
#define MARK put_marks
#include "base/scan_body.h"
#undef WAY
#undef TARGET
#undef LOOK
#undef MARK

size_t scan_rows_avx2(struct scan *s, const char *bytes, size_t start, size_t stop, size_t length, bool *cut)
{
	return rows_avx2(s, bytes, start, stop, length, cut);
}

enum { COMPRESSED = 16 };               /* marks written at a time */
static const unsigned char byte_number[64] = {
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
	32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63
};

static inline WITH_AVX512 void look_avx512(const char *at, struct look *look)
{
	const __m512i block = _mm512_loadu_si512(at);

	look->quote = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('"'));
	look->comma = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(','));
	look->feed = _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\n'));
}

/* As put_marks, sixteen at a time: the bytes' own numbers, those that part cells moved to the front. */
static inline WITH_AVX512 void marks_avx512(struct scan *s, size_t at, uint64_t parts)
{
	const __m512i numbers = _mm512_loadu_si512(byte_number), base = _mm512_set1_epi32((int)(uint32_t)at);
	__m512i left = _mm512_maskz_compress_epi8(parts, numbers);
	unsigned count = (unsigned)__builtin_popcountll(parts), i;
	uint32_t *to = s->mark + s->marks;

	_mm512_storeu_si512(to, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(left))));
	for (i = COMPRESSED; __builtin_expect(i < count, 0); i += COMPRESSED) {
		left = _mm512_shuffle_i64x2(left, left, 0x39);
		_mm512_storeu_si512(to + i, _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(left))));
	}
	s->marks += count;
}

#define WAY(name) name##_avx512
#define TARGET WITH_AVX512
#define LOOK look_avx512
#define MARK marks_avx512
#include "base/scan_body.h"

size_t scan_rows_avx512(struct scan *s, const char *bytes, size_t start, size_t stop, size_t length, bool *cut)
{
	return rows_avx512(s, bytes, start, stop, length, cut);
}

#else
typedef int no_x86;                     /* a file must hold something */
#endif
