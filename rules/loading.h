/* loading.h -- what the files of the strict reader share: the line in hand and its pieces.  Private to load*.c. */
#ifndef RULES_LOADING_H
#define RULES_LOADING_H

#include "rules/load.h"

#define WIDE_BLANK "\u3000"
#define WIDE_EQUALS "\uFF1D"
#define WIDE_COLON "\uFF1A"

struct piece {
	const char *at, *end;
};

enum { INI_CODE_SIZE = 24 };

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
	char code[INI_CODE_SIZE];       /* the open section's name for inih */
	struct entry awaited;           /* what inih must find in the line; key NULL: nothing */
	size_t expected, found;         /* keys handed over, keys come back */
};

/* ---- load_line.c: pieces of a line, their places, what no line may hold ---------- */

size_t piece_length(struct piece);
bool piece_is_empty(struct piece);
bool piece_begins(struct piece, const char *word);
/* The first place of word, or NULL. */
const char *piece_find(struct piece, const char *word);
/* The first of the words, NULL-terminated; *size gets its bytes.  NULL: none. */
const char *piece_first(struct piece, const char *const *words, size_t *size);
struct piece piece_trimmed(struct piece);
/* As piece_trimmed(), taking U+3000 and U+00A0 for blanks too: what looks empty on paper. */
struct piece piece_trimmed_wide(struct piece);
struct piece piece_of(const char *);
char *piece_text(struct ini *, struct piece);
/* For messages: at most 40 characters. */
const char *piece_shown(struct ini *, struct piece);
const char *ini_number(struct ini *, size_t);
/* Where in the file a place in the line in hand is. */
struct origin ini_place(const struct ini *, const char *at);

void complain_of_character(struct ini *, const char *at);
/* Whether the line in hand may stand in a file, be it a comment; else complaints. */
bool line_is_readable(struct ini *);
/* Whether it may stand there as a head or an entry; else complaints. */
bool line_is_sound(struct ini *);

/* ---- load_head.c ----------------------------------------------------------------- */

bool is_head(struct piece line);
/* The section whose head is in hand becomes the open one. */
void read_head_line(struct ini *);
/* The entries that follow are looked at like any others, and kept by nobody. */
void drop_section(struct ini *);

/* ---- load_entry.c ---------------------------------------------------------------- */

/* Sets what inih must find in the line in hand, and what it gets to read; else complaints. */
void read_entry_line(struct ini *);

#endif
