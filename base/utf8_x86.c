/* utf8_x86.c -- whether bytes are UTF-8, 32 at a time with AVX2.
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

WITH_AVX2 bool utf8_valid_avx2(const char *bytes, size_t length)
{
	__m256i last = _mm256_setzero_si256(), wrong = last, now;
	char tail[64] = { 0 };
	size_t i;

	for (i = 0; i + 32 <= length; i += 32) {
		now = _mm256_loadu_si256((const __m256i *)(const void *)(bytes + i));
		if (_mm256_movemask_epi8(_mm256_or_si256(now, last)) != 0)
			wrong = _mm256_or_si256(wrong, errors(now, last));
		last = now;
	}
	memcpy(tail, bytes + i, length - i);    /* zeros behind, so that an unfinished character shows */
	now = _mm256_loadu_si256((const __m256i *)(const void *)tail);
	wrong = _mm256_or_si256(wrong, errors(now, last));
	wrong = _mm256_or_si256(wrong, errors(_mm256_setzero_si256(), now));
	return _mm256_testz_si256(wrong, wrong);
}

#else
typedef int no_x86;                     /* a file must hold something */
#endif
