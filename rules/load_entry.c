/* load_entry.c -- 键 = 值: an entry of a section, straight or nearly so. */
#include "rules/loading.h"

#include <string.h>

#include "base/text.h"

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
	char *key = piece_text(ini, pair->key);

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
	const char *at = piece_first(line, separators, &size);
	const char *equals = piece_find(line, "=");

	if (!at)
		at = piece_first(line, last_resort, &size);
	if (!at)
		return false;
	*mistake = *at == '=' ? NULL : at;
	pair->repaired = *mistake != NULL;
	pair->dotted = *at == ':' && at > line.at && equals && !is_blank(at[1]);
	if (pair->dotted) {
		at = equals;
		size = 1;
	}
	pair->key = piece_trimmed((struct piece){ line.at, at });
	pair->value = piece_trimmed((struct piece){ at + size, line.end });
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
	struct piece bare = piece_trimmed_wide(*s);
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
		diag(ini->diag, MSG_INI_NOT_ENTRY, ini_place(ini, line.at), piece_shown(ini, line), NULL);
		return false;
	}
	strip_wide(ini, &pair->key, &pair->repaired);
	strip_wide(ini, &pair->value, &pair->repaired);
	comment = comment_in(pair->key);
	if (!comment)
		comment = comment_in(pair->value);
	if (comment) {
		diag(ini->diag, MSG_INI_COMMENT, ini_place(ini, comment), NULL);
		if (comment <= pair->value.at)
			return false;
		pair->value = piece_trimmed((struct piece){ pair->value.at, comment });
		pair->repaired = true;
	}
	if (piece_is_empty(pair->key) || piece_is_empty(pair->value)) {
		diag(ini->diag, MSG_INI_NOT_ENTRY, ini_place(ini, piece_is_empty(pair->key) ? line.at : line.end), piece_shown(ini, line), NULL);
		return false;
	}
	if (mistake)
		diag(ini->diag, MSG_INI_SEPARATOR, ini_place(ini, mistake), piece_shown(ini, line),
			piece_shown(ini, piece_of(arena_printf(ini->arena, "%s = %s", key_text(ini, pair), piece_text(ini, pair->value)))), NULL);
	return true;
}

static bool is_new(struct ini *ini, const char *key)
{
	const struct element *open = ini->open;

	for (size_t i = 0; i < open->entry_count; i++)
		if (text_same(open->entry[i].key, key)) {
			diag(ini->diag, MSG_INI_KEY_TWICE, ini_place(ini, ini->line.at), piece_shown(ini, piece_of(key)),
				ini_number(ini, open->entry[i].at.line), NULL);
			return false;
		}
	return true;
}

void read_entry_line(struct ini *ini)
{
	struct piece line = piece_trimmed(ini->line);
	struct pair pair;
	const char *key, *value;

	if (!take_pair(ini, line, &pair))
		return;
	key = key_text(ini, &pair);
	value = piece_text(ini, pair.value);
	if (!ini->open) {
		diag(ini->diag, MSG_INI_NO_SECTION, ini_place(ini, line.at), piece_shown(ini, piece_of(key)), NULL);
		return;
	}
	if (!is_new(ini, key))
		return;
	ini->awaited = (struct entry){ key, value, ini_place(ini, line.at), ini_place(ini, pair.value.at) };
	ini->expected++;
	ini->hand = pair.repaired ? piece_of(arena_printf(ini->arena, "%s = %s", key, value)) : line;
}
