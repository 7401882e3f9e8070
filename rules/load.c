/* load.c -- INI text to sections and keys.
 *
 * inih parses the lines; it is forgiving where a regulation must not be: it
 * takes an indented line for more of the key above, cuts names at 49 bytes and
 * lines at its buffer, drops what follows a NUL or ']', and passes over the rest
 * in silence.  So it never sees the file.  It asks for its next line, and gets
 * the next physical line once this reader has looked at it: as it stands if it
 * can be read in one way only, repaired if it is merely misspelt, empty if it was
 * refused.  Sections go by short codes ([S12]), so that names have their full
 * length.  What inih makes of a line must be what this reader saw in it, or the
 * run ends with a fault of our own.  What a line may look like, heads and entries
 * are in load_line.c, load_head.c and load_entry.c.
 *
 * This is the one file that includes <ini.h>. */
#include "rules/loading.h"

#include <string.h>

#define INI_HANDLER_LINENO 1    /* Debian's inih hands the handler its line */
#include <ini.h>

#include "base/text.h"

/* ---- line by line -------------------------------------------------------- */

static void take_line(struct ini *ini)
{
	const char *lf = memchr(ini->rest.at, '\n', piece_length(ini->rest));

	ini->number++;
	ini->line = (struct piece){ ini->rest.at, lf ? lf : ini->rest.end };
	ini->rest.at = lf ? lf + 1 : ini->rest.end;
	if (lf && lf > ini->line.at && lf[-1] == '\r')
		ini->line.end--;
}

static bool is_comment(struct piece line)
{
	return piece_begins(line, ";") || piece_begins(line, "#");
}

static void look_at_line(struct ini *ini)
{
	struct piece bare = piece_trimmed_wide(ini->line);

	ini->hand = (struct piece){ ini->line.end, ini->line.end };
	if (piece_is_empty(bare) || is_comment(ini->line)) {
		if (line_is_readable(ini) && !piece_is_empty(bare))
			ini->hand = ini->line;
	} else if (!line_is_sound(ini)) {
		if (is_head(bare))      /* what follows belongs to it, not to the section before */
			drop_section(ini);
	} else if (is_head(ini->line)) {
		read_head_line(ini);
	} else {
		read_entry_line(ini);
	}
	if (is_head(bare))
		ini->hand = piece_of(arena_printf(ini->arena, "[%s]", ini->code));
}

static void misread(struct ini *ini)
{
	diag(ini->diag, MSG_INIH_MISREAD, (struct origin){ ini->file, ini->number, 0 }, NULL);
}

/* inih's reader: called for each line, and once more at the end. */
static char *next_line(char *to, int room, void *self)
{
	struct ini *ini = self;
	size_t length;

	if (ini->awaited.key)
		misread(ini);
	ini->awaited.key = NULL;
	if (piece_is_empty(ini->rest))
		return NULL;
	take_line(ini);
	look_at_line(ini);
	length = piece_length(ini->hand);
	if (length + 2 > (size_t)room) {
		misread(ini);
		length = 0;
	}
	memcpy(to, ini->hand.at, length);
	memcpy(to + length, "\n", 2);
	return to;
}

/* inih's handler: called for each key. */
static int take_entry(void *self, const char *section, const char *key, const char *value, int number)
{
	struct ini *ini = self;
	struct entry *entry;

	if (!ini->awaited.key || number != (int)ini->number || strcmp(section, ini->code) != 0 ||
	    strcmp(key, ini->awaited.key) != 0 || strcmp(value, ini->awaited.value) != 0) {
		misread(ini);
		return 1;
	}
	entry = arena_push(ini->arena, ini->open->entry, ini->open->entry_count);
	*entry = ini->awaited;
	entry->key = arena_str(ini->arena, key);
	entry->value = arena_str(ini->arena, value);
	ini->awaited.key = NULL;
	ini->found++;
	return 1;
}

/* ---- the file ------------------------------------------------------------ */

/* GB18030 takes most bytes for something.  Bytes that begin as UTF-8 for more
 * than a few hanzi are no GB18030, but UTF-8 with a wrong byte in it. */
static bool is_broken_utf8(const struct file *file, size_t *bad)
{
	enum { SURE = 5 };
	int beyond_ascii = 0;

	if (utf8_valid(file->bytes, file->length, bad))
		return false;
	for (size_t i = 0; i < *bad && beyond_ascii < SURE; i++)
		beyond_ascii += (unsigned char)file->bytes[i] >= 0xC2;
	return beyond_ascii == SURE;
}

static void complain_of_byte(struct ini *ini, const struct file *file, size_t bad)
{
	unsigned line = 1;
	size_t start = 0;

	for (size_t i = 0; i < bad; i++)
		if (file->bytes[i] == '\n') {
			line++;
			start = i + 1;
		}
	diag(ini->diag, MSG_INI_BYTE, (struct origin){ ini->file, line, 0 }, ini_number(ini, bad - start + 1),
		arena_printf(ini->arena, "%02X", (unsigned)(unsigned char)file->bytes[bad]), NULL);
}

static bool decode(struct ini *ini, const struct file *file)
{
	enum encoding found;
	size_t length, bad;
	char *text;

	if (!text_decode(ini->arena, file->bytes, file->length, ENC_AUTO, &text, &length, &found, &bad)) {
		if (found == ENC_UTF16)
			diag(ini->diag, MSG_INI_UTF16, (struct origin){ ini->file, 0, 0 }, NULL);
		else
			complain_of_byte(ini, file, bad);
		return false;
	}
	if (found == ENC_GB18030 && is_broken_utf8(file, &bad)) {
		complain_of_byte(ini, file, bad);
		return false;
	}
	ini->rest = (struct piece){ text, text + length };
	diag_source(ini->diag, ini->file, text, length);
	return true;
}

/* inih's options are global, and Debian's build alone takes them at run time.
 * Its line buffer must hold the longest line, its line end, and the blanks
 * around a repaired =. */
static void set_up_inih(void)
{
	ini_allow_multiline = false;
	ini_allow_bom = false;
	ini_allow_inline_comments = false;
	ini_allow_no_value = false;
	ini_stop_on_first_error = false;
	ini_use_stack = false;
	ini_allow_realloc = true;
	ini_max_line = INI_LINE_MOST + 8;
	ini_initial_alloc = ini_max_line;
}

void load_ini(struct arena *arena, struct diag *d, const struct file *file, struct element **element, size_t *count)
{
	struct ini ini = { .arena = arena, .diag = d, .file = file->name, .element = element, .count = count };
	struct origin whole = { file->name, 0, 0 };
	int result;

	if (!decode(&ini, file))
		return;
	set_up_inih();
	result = ini_parse_stream(next_line, &ini, take_entry, &ini);
	if (result == -2)
		diag(d, MSG_OUT_OF_MEMORY, whole, NULL);
	else if (result != 0)
		diag(d, MSG_INIH_RESULT, whole, arena_printf(arena, "%d", result), NULL);
	if (ini.found != ini.expected)
		diag(d, MSG_INIH_COUNT, whole, ini_number(&ini, ini.found), ini_number(&ini, ini.expected), NULL);
}
