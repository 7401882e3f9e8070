/* regulation.h -- a scheme printed back as 条文: chapters, articles, items, tables.  Private to reports/. */
#ifndef REPORTS_REGULATION_H
#define REPORTS_REGULATION_H

#include <stdbool.h>
#include <stdio.h>
#include "base/arena.h"
#include "base/text.h"
#include "rules/scheme.h"

struct regulation {
	struct arena *arena;
	const struct scheme *scheme;
	FILE *out;
	unsigned chapter, article, item;
};

/* ---- regulation_page.c: the printed page ------------------------------------------ */

void page_chapter(struct regulation *, const char *title);
void page_annex(struct regulation *, const char *title);
/* A heading within a chapter. */
void page_heading(struct regulation *, const char *text);
/* 第n条 text（file:line）; items （一）（二） belong to the article before. */
void page_article(struct regulation *, const char *text, struct origin at);
void page_item(struct regulation *, const char *text, struct origin at);
/* A table: the first row is the head; hanzi count two columns.  The first column grows, none is cut. */
struct page_table {
	struct arena *arena;
	size_t columns;
	const char **cell;
	size_t cell_count;
};
struct page_table page_table(struct arena *, size_t columns);
void page_cell(struct page_table *, const char *text);
void page_place(struct page_table *, struct origin at);
void page_print(struct regulation *, const struct page_table *);

/* ---- regulation_words.c: elements in words ------------------------------------------- */

/* A condition or formula as it stands, signs as on paper, and behind it what the parameters in it are at present. */
const char *said_expression(struct arena *, const struct expr *);
/* 计零分 … : what is done where there is no number. */
const char *said_treatment(struct arena *, const struct treatment *);
const char *said_rounding(struct arena *, const struct rounding *);
/* How points come from the value: one sentence, no full stop. */
const char *said_marking(struct arena *, const struct indicator *, const struct marking *, const char *dimension);
const char *said_combine(enum combine);
/* 甲、乙、丙 of a NULL-terminated list. */
const char *said_list(struct arena *, const char *const *words);
/* 依据：… and 说明：…, each with a full stop, "" where there is none. */
const char *said_grounds(struct arena *, const struct element *, const char *basis, const char *note);

/* ---- chapters --------------------------------------------------------------------------- */

void chapter_points(struct regulation *);               /* regulation_points.c: 第三章 */
void chapter_limits(struct regulation *);               /* regulation_duty.c: 第四章 */
void chapter_duty(struct regulation *);                 /* 第五章 */
void chapter_procedure(struct regulation *);            /* regulation_procedure.c: 第六章 and the annexes */
void annexes(struct regulation *);

#endif
