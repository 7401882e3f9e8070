/* utf8_x86.c -- whether bytes are UTF-8, 32 at a time with AVX2, 64 with AVX-512.
 *
 * The three-table lookup of Keiser and Lemire, "Validating UTF-8 In Less Than One
 * Instruction Per Byte" (2020): every error of two neighbours is a bit that the tables of
 * high nibble, low nibble and next high nibble have in common. */
#ifdef __x86_64__

#include <immintrin.h>
#include <string.h>

#include "base/utf8.h"

#define WITH_AVX2 __attribute__((target("avx2")))

bool utf8_has_avx2(void)
{
	return __builtin_cpu_supports("avx2");
}

enum {
	TOO_SHORT = 1, TOO_LONG = 2, OVERLONG_3 = 4, TOO_LARGE_1000 = 8, SURROGATE = 16, OVERLONG_2 = 32,
	OVERLONG_4 = TOO_LARGE_1000 << 3, TWO_CONTS = 128, TOO_LARGE = 8, LARGE_1000 = 64,
	CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS
};

static const unsigned char high_1[16] = {
	TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
	TWO_CONTS, TWO_CONTS, TWO_CONTS, TWO_CONTS,
	TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | LARGE_1000
};
static const unsigned char low_1[16] = {
	CARRY | OVERLONG_3 | OVERLONG_2 | LARGE_1000, CARRY | OVERLONG_2, CARRY, CARRY,
	CARRY | TOO_LARGE, CARRY | TOO_LARGE | LARGE_1000, CARRY | TOO_LARGE | LARGE_1000, CARRY | TOO_LARGE | LARGE_1000,
	CARRY | TOO_LARGE | LARGE_1000, CARRY | TOO_LARGE | LARGE_1000, CARRY | TOO_LARGE | LARGE_1000,
	CARRY | TOO_LARGE | LARGE_1000, CARRY | TOO_LARGE | LARGE_1000, CARRY | TOO_LARGE | LARGE_1000 | SURROGATE,
	CARRY | TOO_LARGE | LARGE_1000, CARRY | TOO_LARGE | LARGE_1000
};
static const unsigned char high_2[16] = {
	TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
	TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | LARGE_1000,
	TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE,
	TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
	TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
	TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT
};

static inline WITH_AVX2 __m256i table(const unsigned char *bytes)
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

/* The bytes so many places before. */
#define BEFORE(now, last, n) _mm256_alignr_epi8(now, _mm256_permute2x128_si256(last, now, 0x21), 16 - (n))

static inline WITH_AVX2 __m256i errors(__m256i now, __m256i last)
{
	const __m256i nibble = _mm256_set1_epi8(15), top = _mm256_set1_epi8((char)0x80);
	__m256i one = BEFORE(now, last, 1), two = BEFORE(now, last, 2), three = BEFORE(now, last, 3), special, must;

	special = _mm256_and_si256(
		_mm256_and_si256(_mm256_shuffle_epi8(table(high_1), _mm256_and_si256(_mm256_srli_epi16(one, 4), nibble)),
			_mm256_shuffle_epi8(table(low_1), _mm256_and_si256(one, nibble))),
		_mm256_shuffle_epi8(table(high_2), _mm256_and_si256(_mm256_srli_epi16(now, 4), nibble)));
	must = _mm256_or_si256(_mm256_subs_epu8(two, _mm256_set1_epi8((char)(0xE0 - 0x80))),
		_mm256_subs_epu8(three, _mm256_set1_epi8((char)(0xF0 - 0x80))));
	return _mm256_xor_si256(_mm256_and_si256(must, top), special);
}

WITH_AVX2 bool utf8_plain_avx2(const char *bytes, size_t length)
{
	const __m256i zero = _mm256_setzero_si256();
	__m256i last = zero, wrong = zero, now;
	char tail[64];
	size_t i;

	for (i = 0; i + 32 <= length; i += 32) {
		now = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i));
		if (_mm256_movemask_epi8(_mm256_or_si256(now, last)) != 0)
			wrong = _mm256_or_si256(wrong, errors(now, last));
		wrong = _mm256_or_si256(wrong, _mm256_cmpeq_epi8(now, zero));
		last = now;
	}
	memset(tail, ' ', sizeof tail);         /* blanks behind, so that an unfinished character shows */
	memcpy(tail, bytes + i, length - i);
	now = _mm256_loadu_si256((const __m256i *)(const void *)tail);
	wrong = _mm256_or_si256(wrong, _mm256_or_si256(errors(now, last), _mm256_cmpeq_epi8(now, zero)));
	wrong = _mm256_or_si256(wrong, errors(_mm256_set1_epi8(' '), now));
	return _mm256_testz_si256(wrong, wrong);
}

/* ---- 64 at a time ---------------------------------------------------------- */

#define WITH_AVX512 __attribute__((target("avx512bw,avx512f,avx2")))

bool utf8_has_avx512(void)
{
	return utf8_has_avx2() && __builtin_cpu_supports("avx512bw");
}

static inline WITH_AVX512 __m512i table_512(const unsigned char *bytes)
{
	return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)bytes));
}

static inline WITH_AVX512 __m512i errors_512(__m512i now, __m512i last)
{
	const __m512i nibble = _mm512_set1_epi8(15), top = _mm512_set1_epi8((char)0x80), moved = _mm512_alignr_epi64(now, last, 6);
	__m512i one = _mm512_alignr_epi8(now, moved, 15), two = _mm512_alignr_epi8(now, moved, 14);
	__m512i three = _mm512_alignr_epi8(now, moved, 13), special, must;

	special = _mm512_and_si512(
		_mm512_and_si512(_mm512_shuffle_epi8(table_512(high_1), _mm512_and_si512(_mm512_srli_epi16(one, 4), nibble)),
			_mm512_shuffle_epi8(table_512(low_1), _mm512_and_si512(one, nibble))),
		_mm512_shuffle_epi8(table_512(high_2), _mm512_and_si512(_mm512_srli_epi16(now, 4), nibble)));
	must = _mm512_or_si512(_mm512_subs_epu8(two, _mm512_set1_epi8((char)(0xE0 - 0x80))),
		_mm512_subs_epu8(three, _mm512_set1_epi8((char)(0xF0 - 0x80))));
	return _mm512_xor_si512(_mm512_and_si512(must, top), special);
}

WITH_AVX512 bool utf8_plain_avx512(const char *bytes, size_t length)
{
	__m512i last = _mm512_setzero_si512(), wrong = last, now;
	__mmask64 zeros = 0;
	char tail[64];
	size_t i;

	for (i = 0; i + 64 <= length; i += 64) {
		now = _mm512_loadu_si512(bytes + i);
		wrong = _mm512_or_si512(wrong, errors_512(now, last));
		zeros |= _mm512_testn_epi8_mask(now, now);
		last = now;
	}
	memset(tail, ' ', sizeof tail);
	memcpy(tail, bytes + i, length - i);
	now = _mm512_loadu_si512(tail);
	wrong = _mm512_or_si512(wrong, errors_512(now, last));
	wrong = _mm512_or_si512(wrong, errors_512(_mm512_set1_epi8(' '), now));
	zeros |= _mm512_testn_epi8_mask(now, now);
	return zeros == 0 && _mm512_test_epi8_mask(wrong, wrong) == 0;
}

#else
typedef int no_x86;                     /* a file must hold something */
#endif
