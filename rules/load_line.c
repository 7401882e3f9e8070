/* load_line.c -- a line of INI text: its pieces, their places, and what no line may hold. */
#include "rules/loading.h"

#include <string.h>

#include "base/text.h"

enum { SHOWN_MOST = 40 };

/* ---- spans --------------------------------------------------------------- */

size_t piece_length(struct piece s)
{
	return (size_t)(s.end - s.at);
}

bool piece_is_empty(struct piece s)
{
	return s.at == s.end;
}

bool piece_begins(struct piece s, const char *word)
{
	size_t n = strlen(word);

	return piece_length(s) >= n && memcmp(s.at, word, n) == 0;
}

static bool ends(struct piece s, const char *word)
{
	size_t n = strlen(word);

	return piece_length(s) >= n && memcmp(s.end - n, word, n) == 0;
}

const char *piece_find(struct piece s, const char *word)
{
	return memmem(s.at, piece_length(s), word, strlen(word));
}

const char *piece_first(struct piece s, const char *const *words, size_t *size)
{
	const char *first = NULL, *at;

	for (; *words; words++) {
		at = piece_find(s, *words);
		if (at && (!first || at < first)) {
			first = at;
			*size = strlen(*words);
		}
	}
	return first;
}

struct piece piece_trimmed(struct piece s)
{
	size_t length = piece_length(s);

	text_trim(&s.at, &length);
	s.end = s.at + length;
	return s;
}

struct piece piece_trimmed_wide(struct piece s)
{
	static const char *const blanks[] = { " ", "\t", WIDE_BLANK, "\u00A0" };
	struct piece before;

	do {
		before = s;
		for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
			if (piece_begins(s, blanks[i]))
				s.at += strlen(blanks[i]);
			if (ends(s, blanks[i]))
				s.end -= strlen(blanks[i]);
		}
	} while (before.at != s.at || before.end != s.end);
	return s;
}

char *piece_text(struct ini *ini, struct piece s)
{
	return arena_strn(ini->arena, s.at, piece_length(s));
}

const char *piece_shown(struct ini *ini, struct piece s)
{
	const char *at = s.at;
	size_t size;

	for (int i = 0; i < SHOWN_MOST && at < s.end; i++, at += size)
		utf8_decode(at, s.end, &size);
	return arena_printf(ini->arena, "%.*s%s", (int)(at - s.at), s.at, at < s.end ? "…" : "");
}

struct piece piece_of(const char *s)
{
	return (struct piece){ s, s + strlen(s) };
}

/* ---- places -------------------------------------------------------------- */

struct origin ini_place(const struct ini *ini, const char *at)
{
	size_t column = utf8_count(ini->line.at, (size_t)(at - ini->line.at)) + 1;

	return (struct origin){ ini->file, ini->number, (unsigned)column };
}

const char *ini_number(struct ini *ini, size_t n)
{
	return arena_printf(ini->arena, "%zu", n);
}

/* ---- what no line may hold ----------------------------------------------- */

/* Characters that the eye does not see and that would make two equal words differ. */
static bool is_unseen(uint32_t c)
{
	return (c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
		(c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

static const char *first_unseen(struct piece s)
{
	size_t size;

	for (const char *at = s.at; at < s.end; at += size)
		if (is_unseen(utf8_decode(at, s.end, &size)))
			return at;
	return NULL;
}

void complain_of_character(struct ini *ini, const char *at)
{
	size_t size;

	diag(ini->diag, MSG_INI_CHARACTER, ini_place(ini, at),
		arena_printf(ini->arena, "U+%04X", (unsigned)utf8_decode(at, ini->line.end, &size)), NULL);
}

bool line_is_readable(struct ini *ini)
{
	const char *cr = memchr(ini->line.at, '\r', piece_length(ini->line));
	const char *nul = memchr(ini->line.at, '\0', piece_length(ini->line));

	if (cr)
		diag(ini->diag, MSG_INI_LONE_CR, ini_place(ini, cr), NULL);
	if (nul)
		complain_of_character(ini, nul);
	if (cr || nul)
		return false;
	if (piece_length(ini->line) > INI_LINE_MOST)
		diag(ini->diag, MSG_INI_LONG_LINE, ini_place(ini, ini->line.at), ini_number(ini, piece_length(ini->line)),
			ini_number(ini, INI_LINE_MOST), NULL);
	return piece_length(ini->line) <= INI_LINE_MOST;
}

static bool is_indented(const struct ini *ini)
{
	return piece_trimmed_wide(ini->line).at != ini->line.at;
}

bool line_is_sound(struct ini *ini)
{
	const char *unseen;

	if (!line_is_readable(ini))
		return false;
	unseen = first_unseen(ini->line);
	if (unseen)
		complain_of_character(ini, unseen);
	else if (is_indented(ini))
		diag(ini->diag, MSG_INI_INDENTED, ini_place(ini, ini->line.at), NULL);
	return !unseen && !is_indented(ini);
}
