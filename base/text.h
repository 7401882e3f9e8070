/* text.h -- UTF-8, encodings, and what the eye sees. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"

/* A growing text in an arena; NUL-terminated after every call. */
struct buf {
	struct arena *arena;
	char *at;
	size_t length, room;
};
struct buf buf_new(struct arena *);
void buf_add(struct buf *, const char *s);
void buf_addn(struct buf *, const char *s, size_t n);
void buf_printf(struct buf *, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Strict UTF-8 (no surrogates, no overlong forms, nothing above U+10FFFF);
 * on false *bad is the offset of the first wrong byte. */
bool utf8_valid(const char *bytes, size_t length, size_t *bad);
/* Whether they are, and hold no NUL. */
bool utf8_plain(const char *bytes, size_t length);
/* Code point at s (valid UTF-8, s < end); *size gets its bytes. */
uint32_t utf8_decode(const char *s, const char *end, size_t *size);
size_t utf8_count(const char *s, size_t length);                   /* characters */
/* Columns on paper or a terminal: 2 for hanzi and full-width forms, 0 for marks, else 1. */
size_t utf8_width(const char *s);

/* Which encoding a file came in. */
enum encoding { ENC_AUTO, ENC_UTF8, ENC_GB18030, ENC_UTF16 };

/* Makes UTF-8 of a file's bytes: a BOM first, then strict UTF-8, else GB18030
 * (a lone 0x80 there is the euro sign of Windows).  want restricts to one
 * encoding.  The result is a private, writable copy in the arena with a NUL
 * behind, BOM removed.  On false *bad is the offset of the first byte that
 * could not be read (UTF-16 is refused at offset 0, with *found = ENC_UTF16; where neither
 * UTF-8 nor GB18030 fits, *found and *bad are of the one that got further). */
bool text_decode(struct arena *, const char *bytes, size_t length, enum encoding want,
	char **out, size_t *out_length, enum encoding *found, size_t *bad);

/* The same of a part of a file whose encoding is known (UTF-8 or GB18030): what looks like a BOM there is none. */
bool text_decode_part(struct arena *, const char *bytes, size_t length, enum encoding, char **out, size_t *out_length);

/* The encoding that a BOM at the beginning says, ENC_AUTO if there is none; *size gets its bytes. */
enum encoding text_mark(const char *bytes, size_t length, size_t *size);
/* Whether all bytes are GB18030 as text_decode reads it. */
bool gb18030_valid(const char *bytes, size_t length);

/* Full-width signs stand for their ASCII twins inside rule values:
 * folds ＋－＝＜＞（），：；％／＊０-９．and U+3000 to ASCII, × to *, ÷ to /,
 * ≥ ≤ ≠ to >= <= !=, outside text in quotes (“…” or "…";
 * the quotes stay as they are too).  map[i] (may be NULL) is the
 * column (character, from 0) in the source of byte i of the result, its NUL included. */
const char *text_fold(struct arena *, const char *s, unsigned **map);

/* The entry of words (NULL-terminated) nearest to word, or NULL if none is near
 * enough to be meant (at most a third of its characters wrong, one in any case; two swapped
 * neighbours count as one; a word with nothing in common never) or two are equally near. */
const char *text_nearest(const char *word, const char *const *words);

/* s with control and format characters written as <U+XXXX>, for messages; bytes that are not UTF-8 as <0xXX>. */
const char *text_visible(struct arena *, const char *s);

/* s without ASCII blanks and tabs at both ends: narrows *s and *length. */
void text_trim(const char **s, size_t *length);

/* The next word of a list with commas (, ， 、) between, without blanks around it; empty ones are passed over.  *at moves
 * behind it; NULL at the end. */
const char *text_listed(struct arena *, const char **at);

bool text_same(const char *a, const char *b);                      /* equal; NULL equals only NULL */

#endif
