/* vocabulary.c -- the keyword table, and the check that every word is in it. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

static const struct keyword keywords[] = {
#define WORD(section, key, kind, fallback, zh, en) { section, key, kind, fallback, zh, en },
#include "rules/vocabulary.def"
#undef WORD
};
enum { KEYWORDS = sizeof keywords / sizeof *keywords };

const struct keyword *keyword_at(size_t i)
{
	return i < KEYWORDS ? &keywords[i] : NULL;
}

/* Length of a key's fixed part: up to and with the dot of 列.X, else all of it. */
static size_t fixed_part(const char *key)
{
	const char *dot = strchr(key, '.');

	return dot == NULL ? strlen(key) : (size_t)(dot - key) + 1;
}

static bool matches(const struct keyword *k, const char *key)
{
	size_t n = fixed_part(k->key);

	if (k->key[n - 1] != '.')
		return strcmp(k->key, key) == 0;
	return strncmp(k->key, key, n) == 0 && key[n] != '\0';
}

/* The words of a section, which stand together in the table; none where it is unknown. */
struct stretch_of_words { const struct keyword *first, *end; };
static struct stretch_of_words words_of(const char *kind)
{
	struct stretch_of_words w = { keywords, keywords };

	while (w.first < keywords + KEYWORDS && strcmp(w.first->section, kind) != 0)
		w.first++;
	for (w.end = w.first; w.end < keywords + KEYWORDS && strcmp(w.end->section, kind) == 0; w.end++)
		;
	return w;
}

const char *vocabulary_form(struct arena *a, const char *section, const char *key, const char *word)
{
	struct stretch_of_words w = words_of(section);
	const char *at, *end;
	size_t length = word == NULL ? 0 : strlen(word);

	while (w.first < w.end && !matches(w.first, key))
		w.first++;
	if (w.first == w.end)
		return NULL;
	for (at = w.first->kind; word != NULL && (strncmp(at, word, length) != 0 || (at[length] != ' ' && at[length] != '\0'));) {
		at = strstr(at, " | ");
		if (at == NULL)
			return NULL;
		at += strlen(" | ");
	}
	end = word == NULL ? NULL : strstr(at, " | ");
	return end == NULL ? at : arena_strn(a, at, (size_t)(end - at));
}

static void unknown_section(struct reader *r, const struct element *e)
{
	const char *words[KEYWORDS + 1], *near;
	size_t n = 0;

	for (size_t i = 0; i < KEYWORDS; i++)
		if (n == 0 || strcmp(words[n - 1], keywords[i].section) != 0)
			words[n++] = keywords[i].section;
	words[n] = NULL;
	near = text_nearest(e->kind, words);
	if (near != NULL)
		diag(r->diag, MSG_UNKNOWN_SECTION_NEAR, e->at, e->kind, near, NULL);
	else
		diag(r->diag, MSG_UNKNOWN_SECTION, e->at, e->kind, NULL);
}

static void check_key(struct reader *r, const struct element *e, const struct entry *entry, struct stretch_of_words known)
{
	const char *words[KEYWORDS + 1], *near, *dot = strchr(entry->key, '.');
	size_t n = 0;

	for (const struct keyword *k = known.first; k < known.end; k++) {
		if (matches(k, entry->key))
			return;
		words[n++] = k->key;
	}
	words[n] = NULL;
	/* 例.X misspelt before the dot: compare what is fixed. */
	near = text_nearest(dot == NULL ? entry->key
		: arena_printf(r->arena, "%.*s.X", (int)(dot - entry->key), entry->key), words);
	if (near != NULL)
		diag(r->diag, MSG_UNKNOWN_KEY_NEAR, entry->at, e->kind, entry->key, near, NULL);
	else
		diag(r->diag, MSG_UNKNOWN_KEY, entry->at, e->kind, entry->key, NULL);
}

static void check_demanded(struct reader *r, const struct element *e, struct stretch_of_words known)
{
	for (const struct keyword *k = known.first; k < known.end; k++) {
		bool found = false;

		if (k->fallback != NULL)
			continue;
		for (size_t j = 0; j < e->entry_count; j++)
			found = found || matches(k, e->entry[j].key);
		if (!found)
			diag(r->diag, MSG_KEY_LACKING, e->at, *e->name == '\0' ? e->kind : arena_printf(r->arena, "%s:%s", e->kind, e->name),
				k->key, k->kind, NULL);
	}
}

void vocabulary_check(struct reader *r)
{
	for (size_t i = 0; i < r->scheme->element_count; i++) {
		const struct element *e = &r->scheme->element[i];
		struct stretch_of_words known = words_of(e->kind);

		if (known.first == known.end) {
			unknown_section(r, e);
			continue;
		}
		for (size_t j = 0; j < e->entry_count; j++)
			check_key(r, e, &e->entry[j], known);
		check_demanded(r, e, known);
	}
}
