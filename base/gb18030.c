/* gb18030.c -- whether bytes are GB18030, without making UTF-8 of them.
 *
 * Which pairs of bytes are characters is asked of iconv once; a character of four bytes, which ledgers hardly
 * know, is asked of it each time. */
#include "base/text.h"

#include <iconv.h>
#include <pthread.h>
#include <string.h>

static unsigned char is_pair[65536];    /* by first byte << 8 and second byte */
static pthread_once_t asked = PTHREAD_ONCE_INIT;

static bool converts(iconv_t converter, const char *bytes, size_t length)
{
	char in[4], out[16], *from = in, *to = out;
	size_t left = length, room = sizeof out;

	memcpy(in, bytes, length);
	iconv(converter, NULL, NULL, NULL, NULL);
	return iconv(converter, &from, &left, &to, &room) != (size_t)-1 && left == 0;
}

static void ask(void)
{
	iconv_t converter = iconv_open("UTF-8", "GB18030");
	unsigned first, second;
	char pair[2];

	if (converter == (iconv_t)-1)
		return;
	for (first = 0x81; first < 0xFF; first++)
		for (second = 0x40; second < 0xFF; second++) {
			pair[0] = (char)first;
			pair[1] = (char)second;
			is_pair[first << 8 | second] = converts(converter, pair, 2);
		}
	iconv_close(converter);
}

static bool is_four(const char *bytes, size_t left)
{
	iconv_t converter;
	bool good;

	if (left < 4 || (unsigned char)bytes[1] < '0' || (unsigned char)bytes[1] > '9')
		return false;
	converter = iconv_open("UTF-8", "GB18030");
	if (converter == (iconv_t)-1)
		return false;
	good = converts(converter, bytes, 4);
	iconv_close(converter);
	return good;
}

bool gb18030_valid(const char *bytes, size_t length)
{
	const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
	uint64_t word;

	pthread_once(&asked, ask);
	while (at < end) {
		if (end - at >= 8) {
			memcpy(&word, at, sizeof word);
			if (!(word & 0x8080808080808080u)) {
				at += 8;
				continue;
			}
		}
		for (; at < end && *at <= 0x80; at++)   /* 0x80: the euro sign of Windows */
			;
		while (end - at >= 2 && is_pair[at[0] << 8 | at[1]])
			at += 2;
		if (at == end || *at <= 0x80)
			continue;
		if (!is_four((const char *)at, (size_t)(end - at)))
			return false;
		at += 4;
	}
	return true;
}
