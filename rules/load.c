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
 * run ends with a fault of our own.
 *
 * This is the one file that includes <ini.h>. */
#include "rules/load.h"

#include <stdio.h>
#include <string.h>

#define INI_HANDLER_LINENO 1    /* Debian's inih hands the handler its line */
#include <ini.h>

#include "base/text.h"

enum { SHOWN_MOST = 40, CODE_SIZE = 24 };

#define WIDE_BLANK "\u3000"
#define WIDE_EQUALS "\uFF1D"
#define WIDE_COLON "\uFF1A"

struct piece {
	const char *at, *end;
};

struct ini {
	struct arena *arena;
	struct diag *diag;
	const char *file;
	struct element **element;
	size_t *count;

	struct piece rest;               /* of the text */
	struct piece line;               /* in hand, without its line end */
	unsigned number;                /* of the line, from 1 */
	struct piece hand;               /* what inih gets for it */

	struct element *open;           /* the section being read; NULL before the first head */
	struct element dropped;         /* stands in for a section that cannot be kept */
	char code[CODE_SIZE];           /* the open section's name for inih */
	struct entry awaited;           /* what inih must find in the line; key NULL: nothing */
	size_t expected, found;         /* keys handed over, keys come back */
};

/* ---- spans --------------------------------------------------------------- */

static size_t length_of(struct piece s)
{
	return (size_t)(s.end - s.at);
}

static bool is_empty(struct piece s)
{
	return s.at == s.end;
}

static bool begins(struct piece s, const char *word)
{
	size_t n = strlen(word);

	return length_of(s) >= n && memcmp(s.at, word, n) == 0;
}

static bool ends(struct piece s, const char *word)
{
	size_t n = strlen(word);

	return length_of(s) >= n && memcmp(s.end - n, word, n) == 0;
}

/* The first place of word in s, or NULL. */
static const char *find(struct piece s, const char *word)
{
	return memmem(s.at, length_of(s), word, strlen(word));
}

static struct piece trimmed(struct piece s)
{
	size_t length = length_of(s);

	text_trim(&s.at, &length);
	s.end = s.at + length;
	return s;
}

/* As trimmed(), taking U+3000 and U+00A0 for blanks too: what looks empty on paper. */
static struct piece trimmed_wide(struct piece s)
{
	static const char *const blanks[] = { " ", "\t", WIDE_BLANK, "\u00A0" };
	struct piece before;

	do {
		before = s;
		for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
			if (begins(s, blanks[i]))
				s.at += strlen(blanks[i]);
			if (ends(s, blanks[i]))
				s.end -= strlen(blanks[i]);
		}
	} while (before.at != s.at || before.end != s.end);
	return s;
}

static char *text_of(struct ini *ini, struct piece s)
{
	return arena_strn(ini->arena, s.at, length_of(s));
}

/* For messages: at most SHOWN_MOST characters. */
static const char *shown(struct ini *ini, struct piece s)
{
	const char *at = s.at;
	size_t size;

	for (int i = 0; i < SHOWN_MOST && at < s.end; i++, at += size)
		utf8_decode(at, s.end, &size);
	return arena_printf(ini->arena, "%.*s%s", (int)(at - s.at), s.at, at < s.end ? "…" : "");
}

static struct piece span_of(const char *s)
{
	return (struct piece){ s, s + strlen(s) };
}

/* ---- places -------------------------------------------------------------- */

static struct origin place(const struct ini *ini, const char *at)
{
	size_t column = utf8_count(ini->line.at, (size_t)(at - ini->line.at)) + 1;

	return (struct origin){ ini->file, ini->number, (unsigned)column };
}

static const char *number_text(struct ini *ini, size_t n)
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

static void complain_of_character(struct ini *ini, const char *at)
{
	size_t size;

	diag(ini->diag, MSG_INI_CHARACTER, place(ini, at),
		arena_printf(ini->arena, "U+%04X", (unsigned)utf8_decode(at, ini->line.end, &size)), NULL);
}

/* Complaints that go for comments too. */
static bool is_readable(struct ini *ini)
{
	const char *cr = memchr(ini->line.at, '\r', length_of(ini->line));
	const char *nul = memchr(ini->line.at, '\0', length_of(ini->line));

	if (cr)
		diag(ini->diag, MSG_INI_LONE_CR, place(ini, cr), NULL);
	if (nul)
		complain_of_character(ini, nul);
	if (cr || nul)
		return false;
	if (length_of(ini->line) > INI_LINE_MOST)
		diag(ini->diag, MSG_INI_LONG_LINE, place(ini, ini->line.at), number_text(ini, length_of(ini->line)),
			number_text(ini, INI_LINE_MOST), NULL);
	return length_of(ini->line) <= INI_LINE_MOST;
}

static bool is_indented(const struct ini *ini)
{
	return trimmed_wide(ini->line).at != ini->line.at;
}

/* ---- section heads ------------------------------------------------------- */

struct head {
	struct piece written;            /* from bracket to bracket */
	struct piece kind, name, tail;   /* tail: behind the bracket */
	bool has_colon;
};

/* The first of the words in s; *size gets its bytes. */
static const char *first_of(struct piece s, const char *const *words, size_t *size)
{
	const char *first = NULL, *at;

	for (; *words; words++) {
		at = find(s, *words);
		if (at && (!first || at < first)) {
			first = at;
			*size = strlen(*words);
		}
	}
	return first;
}

static bool is_head(struct piece line)
{
	return begins(line, "[") || begins(line, "【") || begins(line, "［");
}

static struct head take_apart(struct piece line)
{
	static const char *const closing[] = { "]", "】", "］", NULL };
	static const char *const colons[] = { ":", WIDE_COLON, NULL };
	struct piece inside = { line.at + (*line.at == '[' ? 1 : strlen("【")), line.end };
	struct head head = { line, inside, { line.end, line.end }, { line.end, line.end }, false };
	size_t size = 0;
	const char *at = first_of(inside, closing, &size);

	if (at) {
		inside.end = at;
		head.written.end = at + size;
		head.tail = trimmed_wide((struct piece){ at + size, line.end });
	}
	head.kind = inside;
	at = first_of(inside, colons, &size);
	if (at) {
		head.has_colon = true;
		head.kind.end = at;
		head.name = trimmed_wide((struct piece){ at + size, inside.end });
	}
	head.kind = trimmed_wide(head.kind);
	return head;
}

/* The name as it should be: references in rule values are read with ： as : too. */
static const char *straight_name(struct ini *ini, struct piece name)
{
	struct buf out = buf_new(ini->arena);
	const char *colon;

	while ((colon = find(name, WIDE_COLON)) != NULL) {
		buf_addn(&out, name.at, (size_t)(colon - name.at));
		buf_add(&out, ":");
		name.at = colon + strlen(WIDE_COLON);
	}
	buf_addn(&out, name.at, length_of(name));
	return out.at;
}

/* Points at the first character the name must not have, or that is one too many. */
static const char *bad_in_name(struct piece name)
{
	size_t size;
	int characters = 0;

	for (const char *at = name.at; at < name.end; at += size) {
		utf8_decode(at, name.end, &size);
		if (++characters > INI_NAME_MOST || (size == 1 && strchr("/[];\t", *at)))
			return at;
	}
	return NULL;
}

static const struct element *section_of(const struct ini *ini, const char *kind, const char *name)
{
	for (size_t i = 0; i < *ini->count; i++)
		if (text_same((*ini->element)[i].kind, kind) && text_same((*ini->element)[i].name, name))
			return &(*ini->element)[i];
	return NULL;
}

/* The entries that follow are looked at like any others, and kept by nobody. */
static void open_dropped(struct ini *ini)
{
	ini->dropped = (struct element){ .kind = "", .name = "", .at = place(ini, ini->line.at) };
	ini->open = &ini->dropped;
	strcpy(ini->code, "S0");
}

static void open_section(struct ini *ini, const char *kind, const char *name)
{
	const struct element *first = section_of(ini, kind, name);
	struct origin at = place(ini, ini->line.at);

	if (first) {
		diag(ini->diag, MSG_INI_SECTION_TWICE, at, *name ? arena_printf(ini->arena, "%s:%s", kind, name) : kind,
			origin_text(ini->arena, (struct origin){ first->at.file, first->at.line, 0 }), NULL);
		open_dropped(ini);
		return;
	}
	ini->open = arena_push(ini->arena, *ini->element, *ini->count);
	*ini->open = (struct element){ .kind = kind, .name = name, .at = at };
	snprintf(ini->code, sizeof ini->code, "S%zu", *ini->count);
}

static void read_head(struct ini *ini)
{
	struct head head = take_apart(trimmed(ini->line));
	const char *kind = text_of(ini, head.kind), *name = straight_name(ini, head.name), *bad = bad_in_name(head.name);
	const char *right = arena_printf(ini->arena, "[%s%s%s]", kind, head.has_colon ? ":" : "", name);
	bool is_single = text_same(kind, "方案") || text_same(kind, "督办") || text_same(kind, "通报");

	if (!*kind || head.has_colon == is_single || (head.has_colon && !*name)) {
		diag(ini->diag, MSG_INI_HEAD_FORM, place(ini, head.written.at), shown(ini, head.written), NULL);
		open_dropped(ini);
	} else {
		if (!text_same(right, text_of(ini, head.written)))
			diag(ini->diag, MSG_INI_HEAD_SPELLING, place(ini, head.written.at), shown(ini, head.written),
				shown(ini, span_of(right)), NULL);
		if (bad)
			diag(ini->diag, MSG_INI_NAME, place(ini, bad), shown(ini, span_of(name)), number_text(ini, INI_NAME_MOST), NULL);
		open_section(ini, kind, name);
	}
	if (!is_empty(head.tail))
		diag(ini->diag, MSG_INI_HEAD_TAIL, place(ini, head.tail.at), shown(ini, head.tail), NULL);
}

/* ---- entries ------------------------------------------------------------- */

struct pair {
	struct piece key, value;
	bool dotted;                    /* the key's colons are meant for dots */
	bool repaired;                  /* inih is to get "key = value", not the line */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static char *key_text(struct ini *ini, const struct pair *pair)
{
	char *key = text_of(ini, pair->key);

	if (pair->dotted)
		for (char *colon = strchr(key, ':'); colon; colon = strchr(colon, ':'))
			*colon = '.';
	return key;
}

/* Where inih would part key and value, or where the writer meant to: = or a
 * mistaken ＝ : ： for it.  A colon before the = is one too if a blank follows;
 * else it is a mistaken dot (权重:县 = 30).  False: nowhere. */
static bool part(struct piece line, struct pair *pair, const char **mistake)
{
	static const char *const separators[] = { "=", ":", WIDE_EQUALS, NULL };
	static const char *const last_resort[] = { WIDE_COLON, NULL };
	size_t size = 0;
	const char *at = first_of(line, separators, &size);
	const char *equals = find(line, "=");

	if (!at)
		at = first_of(line, last_resort, &size);
	if (!at)
		return false;
	*mistake = *at == '=' ? NULL : at;
	pair->repaired = *mistake != NULL;
	pair->dotted = *at == ':' && at > line.at && equals && !is_blank(at[1]);
	if (pair->dotted) {
		at = equals;
		size = 1;
	}
	pair->key = trimmed((struct piece){ line.at, at });
	pair->value = trimmed((struct piece){ at + size, line.end });
	return true;
}

/* The ; of a comment behind a value (or in the place of one), else NULL. */
static const char *comment_in(struct piece s)
{
	for (const char *at = s.at; at < s.end; at++)
		if (*at == ';' && (at == s.at || is_blank(at[-1])))
			return at;
	return NULL;
}

/* Full-width blanks around key and value are refused, and taken off. */
static void strip_wide(struct ini *ini, struct piece *s, bool *repaired)
{
	struct piece bare = trimmed_wide(*s);
	const char *at = bare.at != s->at ? s->at : bare.end;

	if (bare.at == s->at && bare.end == s->end)
		return;
	while (is_blank(*at))
		at++;
	complain_of_character(ini, at);
	*s = bare;
	*repaired = true;
}

/* Key and value of the line, or false (reported) if it has not both. */
static bool take_pair(struct ini *ini, struct piece line, struct pair *pair)
{
	const char *mistake = NULL, *comment;

	if (!part(line, pair, &mistake)) {
		diag(ini->diag, MSG_INI_NOT_ENTRY, place(ini, line.at), shown(ini, line), NULL);
		return false;
	}
	strip_wide(ini, &pair->key, &pair->repaired);
	strip_wide(ini, &pair->value, &pair->repaired);
	comment = comment_in(pair->key);
	if (!comment)
		comment = comment_in(pair->value);
	if (comment) {
		diag(ini->diag, MSG_INI_COMMENT, place(ini, comment), NULL);
		if (comment <= pair->value.at)
			return false;
		pair->value = trimmed((struct piece){ pair->value.at, comment });
		pair->repaired = true;
	}
	if (is_empty(pair->key) || is_empty(pair->value)) {
		diag(ini->diag, MSG_INI_NOT_ENTRY, place(ini, is_empty(pair->key) ? line.at : line.end), shown(ini, line), NULL);
		return false;
	}
	if (mistake)
		diag(ini->diag, MSG_INI_SEPARATOR, place(ini, mistake), shown(ini, line),
			shown(ini, span_of(arena_printf(ini->arena, "%s = %s", key_text(ini, pair), text_of(ini, pair->value)))), NULL);
	return true;
}

static bool is_new(struct ini *ini, const char *key)
{
	const struct element *open = ini->open;

	for (size_t i = 0; i < open->entry_count; i++)
		if (text_same(open->entry[i].key, key)) {
			diag(ini->diag, MSG_INI_KEY_TWICE, place(ini, ini->line.at), shown(ini, span_of(key)),
				number_text(ini, open->entry[i].at.line), NULL);
			return false;
		}
	return true;
}

static void read_entry(struct ini *ini)
{
	struct piece line = trimmed(ini->line);
	struct pair pair;
	const char *key, *value;

	if (!take_pair(ini, line, &pair))
		return;
	key = key_text(ini, &pair);
	value = text_of(ini, pair.value);
	if (!ini->open) {
		diag(ini->diag, MSG_INI_NO_SECTION, place(ini, line.at), shown(ini, span_of(key)), NULL);
		return;
	}
	if (!is_new(ini, key))
		return;
	ini->awaited = (struct entry){ key, value, place(ini, line.at), place(ini, pair.value.at) };
	ini->expected++;
	ini->hand = pair.repaired ? span_of(arena_printf(ini->arena, "%s = %s", key, value)) : line;
}

/* ---- line by line -------------------------------------------------------- */

static void take_line(struct ini *ini)
{
	const char *lf = memchr(ini->rest.at, '\n', length_of(ini->rest));

	ini->number++;
	ini->line = (struct piece){ ini->rest.at, lf ? lf : ini->rest.end };
	ini->rest.at = lf ? lf + 1 : ini->rest.end;
	if (lf && lf > ini->line.at && lf[-1] == '\r')
		ini->line.end--;
}

/* Complaints about the line as such; false if there is one. */
static bool is_sound(struct ini *ini)
{
	const char *unseen;

	if (!is_readable(ini))
		return false;
	unseen = first_unseen(ini->line);
	if (unseen)
		complain_of_character(ini, unseen);
	else if (is_indented(ini))
		diag(ini->diag, MSG_INI_INDENTED, place(ini, ini->line.at), NULL);
	return !unseen && !is_indented(ini);
}

static bool is_comment(struct piece line)
{
	return begins(line, ";") || begins(line, "#");
}

static void look_at_line(struct ini *ini)
{
	struct piece bare = trimmed_wide(ini->line);

	ini->hand = (struct piece){ ini->line.end, ini->line.end };
	if (is_empty(bare) || is_comment(ini->line)) {
		if (is_readable(ini) && !is_empty(bare))
			ini->hand = ini->line;
	} else if (!is_sound(ini)) {
		if (is_head(bare))      /* what follows belongs to it, not to the section before */
			open_dropped(ini);
	} else if (is_head(ini->line)) {
		read_head(ini);
	} else {
		read_entry(ini);
	}
	if (is_head(bare))
		ini->hand = span_of(arena_printf(ini->arena, "[%s]", ini->code));
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
	if (is_empty(ini->rest))
		return NULL;
	take_line(ini);
	look_at_line(ini);
	length = length_of(ini->hand);
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
	diag(ini->diag, MSG_INI_BYTE, (struct origin){ ini->file, line, 0 }, number_text(ini, bad - start + 1),
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
		diag(d, MSG_INIH_COUNT, whole, number_text(&ini, ini.found), number_text(&ini, ini.expected), NULL);
}
