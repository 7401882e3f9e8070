/* paper.h -- one CSV of people: its head, and one row after another checked. */
#ifndef INPUTS_PAPER_H
#define INPUTS_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/csv.h"
#include "inputs/people.h"

enum { NOT_A_WORD = -1 };

struct heading {
	const char *name;               /* of the column; NULL ends the list */
	bool needed;                    /* the head must hold it */
};

struct paper {
	struct arena *arena;
	struct diag *diag;
	const struct scheme *scheme;
	struct period period;
	struct people *people;
	const char *file;
	const struct heading *heading;
	const struct table *table;
	size_t *column;                 /* of each heading; SIZE_MAX: the file has none */
	bool of_period;                 /* the file name holds {期} */
	/* the row at hand */
	size_t row;
	bool good;                      /* no fault so far */
};

/* Reads dir/pattern into the paper: false where there are no rows to look at.  what: 决定. */
bool paper_open(struct paper *, const char *what, const char *pattern, const char *dir, const struct heading *);

/* Steps to the next row; row is SIZE_MAX at first. */
bool paper_next(struct paper *);
struct origin paper_at(const struct paper *);
const char *paper_name(const struct paper *, size_t column);

/* A cell trimmed, "" where the file lacks the column; the others complain and make the row bad. */
const char *paper_cell(const struct paper *, size_t column);
const char *paper_need(struct paper *, size_t column);
int32_t paper_day(struct paper *, size_t column);               /* INT32_MIN: blank, or no day */
int32_t paper_need_day(struct paper *, size_t column);
int paper_word(struct paper *, size_t column, const char *const *words);        /* NOT_A_WORD: blank, or none of them */
void paper_in_order(struct paper *, size_t before, int32_t a, size_t after, int32_t b);

/* Complains unless the column is filled where another holds a word that calls for it. */
void paper_calls_for(struct paper *, size_t because, const char *word, size_t column);

/* Whether the row is of the period being read; a 期 that is none makes it bad. */
bool paper_is_of_period(struct paper *, size_t column);

/* Complains if the same was written on an earlier row of this paper; what names it. */
struct set;
void paper_once(struct paper *, struct set *, const char *identity, size_t length, const char *what);

/* Who approved: 第二批准人, where the scheme asks for one, is another person. */
void paper_approval(struct paper *, size_t document, size_t reason, size_t approver, size_t second);

/* The unit of the registry, or NULL. */
const struct unit *paper_unit(struct paper *, size_t column, const struct registry *);

/* "，是否指“东区”", or "". */
const char *paper_meant(struct paper *, const char *word, const char *const *words);

/* A complaint about the row at hand; makes it bad. */
#define paper_bad(paper, message, ...) \
	((paper)->good = false, diag((paper)->diag, MSG_##message, paper_at(paper), __VA_ARGS__, NULL))

#endif
