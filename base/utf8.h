/* utf8.h -- the fast ways of utf8_valid, for base/text.c and base/utf8_x86.c alone. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

bool utf8_has_avx2(void);
bool utf8_has_avx512(void);
/* Whether the bytes are strict UTF-8 without a NUL; not where they go wrong. */
bool utf8_plain_avx2(const char *bytes, size_t length);
bool utf8_plain_avx512(const char *bytes, size_t length);

#endif
