/* text.c -- UTF-8, encodings, and what the eye sees.
 *
 * Whatever comes in is made valid UTF-8 at the door (text_decode); everything
 * behind the door may rely on that.  The walkers here survive wrong bytes all
 * the same, because file names and command lines come in by another door. */
#include "base/text.h"

#include <errno.h>
#include <iconv.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define LENGTH(array) (sizeof (array) / sizeof (array)[0])

enum { BUF_ROOM = 64, REPLACEMENT = 0xFFFD, MOST_LETTERS = 64, FAST_FROM = 64 };

/* ---- growing texts ---- */

struct buf buf_new(struct arena *arena)
{
	return (struct buf){ arena, arena_alloc(arena, BUF_ROOM), 0, BUF_ROOM };
}

static void make_room(struct buf *buf, size_t more)
{
	size_t room = buf->room * 2;
	char *grown;

	if (more < buf->room - buf->length)
		return;
	if (room <= buf->length + more)
		room = buf->length + more + 1;
	grown = arena_alloc(buf->arena, room);
	memcpy(grown, buf->at, buf->length);
	buf->at = grown;
	buf->room = room;
}

void buf_addn(struct buf *buf, const char *s, size_t n)
{
	make_room(buf, n);
	if (n)
		memcpy(buf->at + buf->length, s, n);
	buf->length += n;
	buf->at[buf->length] = '\0';
}

void buf_add(struct buf *buf, const char *s)
{
	buf_addn(buf, s, strlen(s));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list list;
	int length;

	va_start(list, format);
	length = vsnprintf(buf->at + buf->length, buf->room - buf->length, format, list);
	va_end(list);
	if (length >= 0 && (size_t)length >= buf->room - buf->length) {
		make_room(buf, (size_t)length);
		va_start(list, format);
		vsnprintf(buf->at + buf->length, (size_t)length + 1, format, list);
		va_end(list);
	}
	buf->length += length < 0 ? 0 : (size_t)length;
}

/* ---- UTF-8 ---- */

/* Bytes of the character at s, or 0 if there is none that is right. */
static size_t sequence(const unsigned char *s, size_t left)
{
	const unsigned char lead = s[0];
	unsigned char low = 0x80, high = 0xBF;
	size_t size, i;

	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	if (left < size)
		return 0;
	switch (lead) {
	case 0xE0: low = 0xA0; break;           /* overlong */
	case 0xED: high = 0x9F; break;          /* surrogates */
	case 0xF0: low = 0x90; break;           /* overlong */
	case 0xF4: high = 0x8F; break;          /* above U+10FFFF */
	}
	if (s[1] < low || s[1] > high)
		return 0;
	for (i = 2; i < size; i++)
		if ((s[i] & 0xC0) != 0x80)
			return 0;
	return size;
}

static bool is_ascii_word(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof word);
	return !(word & 0x8080808080808080u);
}

/* Whether a fast way says that the bytes are UTF-8 without a NUL; false may mean that there is no such way. */
static bool is_plain_utf8(const char *bytes, size_t length)
{
#ifdef __x86_64__
	if (length >= FAST_FROM && utf8_has_avx512())
		return utf8_plain_avx512(bytes, length);
	if (length >= FAST_FROM && utf8_has_avx2())
		return utf8_plain_avx2(bytes, length);
#endif
	return false;
}

bool utf8_plain(const char *bytes, size_t length)
{
	size_t bad;

	return is_plain_utf8(bytes, length) || (!memchr(bytes, '\0', length) && utf8_valid(bytes, length, &bad));
}

bool utf8_valid(const char *bytes, size_t length, size_t *bad)
{
	size_t i = 0, size;

	if (is_plain_utf8(bytes, length))
		return true;
	while (i < length) {
		if (length - i >= sizeof (uint64_t) && is_ascii_word(bytes + i)) {
			i += sizeof (uint64_t);
			continue;
		}
		size = sequence((const unsigned char *)bytes + i, length - i);
		if (!size) {
			*bad = i;
			return false;
		}
		i += size;
	}
	return true;
}

uint32_t utf8_decode(const char *s, const char *end, size_t *size)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t bytes = sequence(u, (size_t)(end - s));

	*size = bytes ? bytes : 1;
	switch (bytes) {
	case 1: return u[0];
	case 2: return (uint32_t)(u[0] & 0x1F) << 6 | (u[1] & 0x3F);
	case 3: return (uint32_t)(u[0] & 0x0F) << 12 | (uint32_t)(u[1] & 0x3F) << 6 | (u[2] & 0x3F);
	case 4: return (uint32_t)(u[0] & 0x07) << 18 | (uint32_t)(u[1] & 0x3F) << 12 |
			(uint32_t)(u[2] & 0x3F) << 6 | (u[3] & 0x3F);
	}
	return REPLACEMENT;
}

size_t utf8_count(const char *s, size_t length)
{
	size_t count = 0, i;

	for (i = 0; i < length; i++)
		if (((unsigned char)s[i] & 0xC0) != 0x80)
			count++;
	return count;
}

struct range {
	uint32_t first, last;
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t c)
{
	size_t i;

	for (i = 0; i < count && ranges[i].first <= c; i++)
		if (c <= ranges[i].last)
			return true;
	return false;
}

static const struct range marks[] = {
	{ 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x200B, 0x200F }, { 0x202A, 0x202E }, { 0x2060, 0x2069 },
	{ 0x20D0, 0x20FF }, { 0x302A, 0x302F }, { 0x3099, 0x309A }, { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F },
	{ 0xFEFF, 0xFEFF }, { 0xE0000, 0xE01EF }
};

static const struct range wide[] = {
	{ 0x1100, 0x115F }, { 0x2E80, 0x303E }, { 0x3041, 0x33FF }, { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF },
	{ 0xA000, 0xA4CF }, { 0xA960, 0xA97F }, { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE10, 0xFE19 },
	{ 0xFE30, 0xFE6F }, { 0xFF01, 0xFF60 }, { 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF },
	{ 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD }
};

static size_t columns_of(uint32_t c)
{
	if (c < 0x300)
		return 1;
	if (in_ranges(marks, LENGTH(marks), c))
		return 0;
	return in_ranges(wide, LENGTH(wide), c) ? 2 : 1;
}

size_t utf8_width(const char *s)
{
	const char *end = s + strlen(s);
	size_t width = 0, size;

	for (; s < end; s += size)
		width += columns_of(utf8_decode(s, end, &size));
	return width;
}

/* ---- encodings ---- */

struct decoded {
	char *at;
	size_t length;
	size_t bad;                     /* offset of the first byte not read, where it failed */
};

static bool from_utf8(struct arena *arena, const char *bytes, size_t length, struct decoded *to)
{
	if (!utf8_valid(bytes, length, &to->bad))
		return false;
	to->at = arena_strn(arena, bytes, length);
	to->length = length;
	return true;
}

/* No character grows to more than twice its bytes, but the euro sign of
 * Windows (one byte there, three here). */
static size_t utf8_room(const char *bytes, size_t length)
{
	size_t room = 2 * length + 1, i;

	for (i = 0; i < length; i++)
		room += (unsigned char)bytes[i] == 0x80;
	return room;
}

static bool convert(iconv_t converter, const char *bytes, size_t length, struct decoded *to, size_t room)
{
	static const char euro[] = "\xE2\x82\xAC";
	char *in = (char *)(uintptr_t)bytes;    /* iconv reads it only */
	char *out = to->at;
	size_t left = length;

	while (left && iconv(converter, &in, &left, &out, &room) == (size_t)-1) {
		if (errno != EILSEQ || (unsigned char)*in != 0x80) {
			to->bad = length - left;
			return false;
		}
		memcpy(out, euro, 3);
		out += 3;
		room -= 3;
		in++;
		left--;
	}
	*out = '\0';
	to->length = (size_t)(out - to->at);
	return true;
}

static bool from_gb18030(struct arena *arena, const char *bytes, size_t length, struct decoded *to)
{
	iconv_t converter = iconv_open("UTF-8", "GB18030");
	size_t room = utf8_room(bytes, length);
	bool ok;

	to->bad = 0;
	if (converter == (iconv_t)-1)
		return false;
	to->at = arena_alloc(arena, room);
	ok = convert(converter, bytes, length, to, room - 1);
	iconv_close(converter);
	return ok;
}

enum encoding text_mark(const char *bytes, size_t length, size_t *size)
{
	static const struct { const char *mark; size_t size; enum encoding encoding; } table[] = {
		{ "\xEF\xBB\xBF", 3, ENC_UTF8 },
		{ "\x84\x31\x95\x33", 4, ENC_GB18030 },
		{ "\xFF\xFE", 2, ENC_UTF16 },
		{ "\xFE\xFF", 2, ENC_UTF16 }
	};
	size_t i;

	for (i = 0; i < LENGTH(table); i++)
		if (length >= table[i].size && memcmp(bytes, table[i].mark, table[i].size) == 0) {
			*size = table[i].size;
			return table[i].encoding;
		}
	*size = 0;
	return ENC_AUTO;
}

/* Where neither encoding fits, the one that got further is taken for the one that was meant. */
static bool guess(struct arena *arena, const char *bytes, size_t length, enum encoding *found, struct decoded *to)
{
	size_t bad_utf8;

	*found = ENC_UTF8;
	if (from_utf8(arena, bytes, length, to))
		return true;
	bad_utf8 = to->bad;
	*found = ENC_GB18030;
	if (from_gb18030(arena, bytes, length, to))
		return true;
	if (bad_utf8 >= to->bad) {
		*found = ENC_UTF8;
		to->bad = bad_utf8;
	}
	return false;
}

bool text_decode(struct arena *arena, const char *bytes, size_t length, enum encoding want,
	char **out, size_t *out_length, enum encoding *found, size_t *bad)
{
	struct decoded to = { NULL, 0, 0 };
	size_t mark;
	enum encoding marked = text_mark(bytes, length, &mark);
	bool ok = false;

	*found = marked != ENC_AUTO ? marked : want;
	if (*found == ENC_UTF16 || (want != ENC_AUTO && *found != want)) {
		*bad = 0;
		return false;
	}
	bytes += mark;
	length -= mark;
	if (*found == ENC_UTF8)
		ok = from_utf8(arena, bytes, length, &to);
	else if (*found == ENC_GB18030)
		ok = from_gb18030(arena, bytes, length, &to);
	else
		ok = guess(arena, bytes, length, found, &to);
	if (ok) {
		*out = to.at;
		*out_length = to.length;
	} else {
		*bad = mark + to.bad;
	}
	return ok;
}

bool text_decode_part(struct arena *arena, const char *bytes, size_t length, enum encoding encoding, char **out, size_t *out_length)
{
	struct decoded to = { NULL, 0, 0 };

	if (!(encoding == ENC_UTF8 ? from_utf8 : from_gb18030)(arena, bytes, length, &to))
		return false;
	*out = to.at;
	*out_length = to.length;
	return true;
}

/* ---- rule values ---- */

/* What a full-width character stands for, or NULL. */
static const char *ascii_twin(uint32_t c)
{
	static const char digits[][2] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };

	if (c >= 0xFF10 && c <= 0xFF19)         /* ０-９ */
		return digits[c - 0xFF10];
	switch (c) {
	case 0xFF0B: return "+";                /* ＋ */
	case 0xFF0D: return "-";                /* － */
	case 0xFF1D: return "=";                /* ＝ */
	case 0xFF1C: return "<";                /* ＜ */
	case 0xFF1E: return ">";                /* ＞ */
	case 0xFF08: return "(";                /* （ */
	case 0xFF09: return ")";                /* ） */
	case 0xFF0C: return ",";                /* ， */
	case 0xFF1A: return ":";                /* ： */
	case 0xFF1B: return ";";                /* ； */
	case 0xFF05: return "%";                /* ％ */
	case 0xFF0F: return "/";                /* ／ */
	case 0xFF0A: return "*";                /* ＊ */
	case 0xFF0E: return ".";                /* ． */
	case 0x3000: return " ";                /* full-width blank */
	case 0x00D7: return "*";                /* × */
	case 0x00F7: return "/";                /* ÷ */
	case 0x2265: return ">=";               /* ≥ */
	case 0x2264: return "<=";               /* ≤ */
	case 0x2260: return "!=";               /* ≠ */
	}
	return NULL;
}

/* The quote that is open after c, 0 if none: “ waits for ”, 「 for 」, " for ". */
static uint32_t quote_after(uint32_t waits_for, uint32_t c)
{
	if (waits_for)
		return c == waits_for ? 0 : waits_for;
	return c == 0x201C ? 0x201D : c == 0x300C ? 0x300D : c == '"' ? '"' : 0;
}

const char *text_fold(struct arena *arena, const char *s, unsigned **map)
{
	size_t length = strlen(s), n = 0, size, i;
	const char *end = s + length, *twin, *piece;
	char *folded = arena_alloc(arena, length + 1);
	unsigned *columns = map ? arena_many(arena, unsigned, length + 1) : NULL;
	unsigned column = 0;
	uint32_t waits_for = 0, c;

	for (; s < end; s += size, column++) {
		c = utf8_decode(s, end, &size);
		twin = waits_for ? NULL : ascii_twin(c);
		waits_for = quote_after(waits_for, c);
		piece = twin ? twin : s;
		for (i = 0; twin ? twin[i] != '\0' : i < size; i++, n++) {
			folded[n] = piece[i];
			if (columns)
				columns[n] = column;
		}
	}
	if (columns) {
		columns[n] = column;
		*map = columns;
	}
	return folded;
}

/* ---- words ---- */

static size_t letters_of(const char *s, uint32_t letters[MOST_LETTERS])
{
	const char *end = s + strlen(s);
	size_t count = 0, size;

	for (; s < end; s += size) {
		if (count == MOST_LETTERS)
			return MOST_LETTERS + 1;
		letters[count++] = utf8_decode(s, end, &size);
	}
	return count;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to put in, take out, replace, or swap with their neighbour. */
static size_t distance(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count)
{
	size_t rows[3][MOST_LETTERS + 1] = { { 0 } };
	size_t *before = rows[0], *last = rows[1], *now = rows[2], *spare, i, j;

	for (j = 0; j <= b_count; j++)
		last[j] = j;
	for (i = 1; i <= a_count; i++) {
		now[0] = i;
		for (j = 1; j <= b_count; j++) {
			now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		spare = before;
		before = last;
		last = now;
		now = spare;
	}
	return last[b_count];
}

const char *text_nearest(const char *word, const char *const *words)
{
	uint32_t wrong[MOST_LETTERS], right[MOST_LETTERS];
	size_t wrong_count = letters_of(word, wrong), right_count, allowed, d;
	const char *nearest = NULL;
	bool tied = false;

	if (wrong_count > MOST_LETTERS)
		return NULL;
	allowed = wrong_count / 3 ? wrong_count / 3 : 1;
	for (; *words; words++) {
		right_count = letters_of(*words, right);
		if (right_count > MOST_LETTERS)
			continue;
		d = distance(wrong, wrong_count, right, right_count);
		if (d > allowed || (d && d >= wrong_count && d >= right_count))
			continue;               /* with no letter in common it cannot be meant */
		tied = nearest != NULL && d == allowed && !text_same(nearest, *words);
		nearest = *words;
		if (d == 0)
			return nearest;
		allowed = d;
	}
	return tied ? NULL : nearest;   /* of two equally near neither is guessed */
}

/* ---- what the eye sees ---- */

static const struct range unseen[] = {
	{ 0x0000, 0x001F }, { 0x007F, 0x009F }, { 0x061C, 0x061C }, { 0x200B, 0x200F }, { 0x2028, 0x202E },
	{ 0x2060, 0x2069 }, { 0xFEFF, 0xFEFF }, { 0xE0000, 0xE007F }
};

const char *text_visible(struct arena *arena, const char *s)
{
	const char *end = s + strlen(s);
	struct buf out = buf_new(arena);
	uint32_t c;
	size_t size;

	for (; s < end; s += size) {
		c = utf8_decode(s, end, &size);
		if (c == REPLACEMENT && size == 1)
			buf_printf(&out, "<0x%02X>", (unsigned)(unsigned char)*s);
		else if (in_ranges(unseen, LENGTH(unseen), c))
			buf_printf(&out, "<U+%04X>", (unsigned)c);
		else
			buf_addn(&out, s, size);
	}
	return out.at;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

void text_trim(const char **s, size_t *length)
{
	while (*length && is_blank(**s)) {
		(*s)++;
		(*length)--;
	}
	while (*length && is_blank((*s)[*length - 1]))
		(*length)--;
}

bool text_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static size_t comma_at(const char *s)
{
	static const char *const commas[] = { ",", "，", "、" };

	for (size_t i = 0; i < sizeof commas / sizeof *commas; i++)
		if (strncmp(s, commas[i], strlen(commas[i])) == 0)
			return strlen(commas[i]);
	return 0;
}

const char *text_listed(struct arena *a, const char **at)
{
	while (**at != '\0') {
		const char *word = *at, *end = word;
		size_t length;

		while (*end != '\0' && comma_at(end) == 0)
			end++;
		*at = end + comma_at(end);
		length = (size_t)(end - word);
		text_trim(&word, &length);
		if (length > 0)
			return arena_strn(a, word, length);
	}
	return NULL;
}
