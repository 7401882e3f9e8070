/* book.h -- a workbook that remembers what was put into it.  Private to reports/.
 *
 * Sheets are drawn through these few functions, never through the library: so
 * every cell is a value, every text a string, every row has its height, and the
 * finished file can be held against what was meant, cell by cell.  Nothing here
 * returns an error: the first thing that goes wrong is kept in book->failure,
 * and a book with a failure is never published. */
#ifndef REPORTS_BOOK_H
#define REPORTS_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/num.h"
#include "reports/reports.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

/* ---- how a cell looks ---------------------------------------------------- */

/* Which of the four fonts: their names stand in one table in book_looks.c. */
enum font { FONT_HEAD, FONT_TABLE, FONT_TEXT, FONT_NOTE };
enum align { LEFT, CENTRE, RIGHT };

struct style {
	enum font font;
	int size;                       /* points; 0: 11 */
	bool bold, wrap, border, link, strike;
	bool unlocked;                  /* may be typed over on a protected sheet */
	enum align align;
	uint32_t ink, fill;             /* 0xRRGGBB; ink 0 is black, fill 0 is none */
	const char *format;             /* of numbers, NULL: general */
};

/* What is in a cell that was read: a value as a number or a text, or the text that a formula comes to. */
enum cell_kind { CELL_NUMBER, CELL_TEXT, CELL_RESULT };

enum { SHEET_COLUMNS = 2048, BOOK_SHEETS = 24, SHEET_BREAKS = 1000, SHEET_ROWS = 1000000, CELL_CHARACTERS = 32767 };

struct sheet {
	struct book *book;
	struct lxw_worksheet *worksheet;
	const char *name;
	uint64_t *meant;                /* by row: the sum of cell_mark of its cells */
	size_t meant_count, cell_count;
	struct pending *held;              /* constant memory: what of rows not yet written */
	size_t held_count, held_room;
	uint32_t rows_written;
	bool plain;                     /* an auditors' sheet: default row heights */
	double line;                    /* height of a line at 11 points */
	double width[SHEET_COLUMNS];    /* in characters */
	size_t width_count;
	double *height;                 /* by row, in points */
	size_t height_count;
	uint32_t page_row;              /* first row of the page being filled */
	double repeated;                /* height of the rows repeated on later pages */
	uint32_t page_break[SHEET_BREAKS + 1];
	size_t break_count;
};

struct format {
	struct style style;
	struct lxw_format *format;
};

enum { NUMBERS_BITS = 15, NUMBERS_KNOWN = 1 << NUMBERS_BITS, FORMATS_SOUGHT = 256 };

struct book {
	struct arena *arena, *kept;     /* the same, but for rows in constant memory: see book_rows.c */
	struct arena *rows;
	bool constant;                  /* more units than the library can hold the sheets of */
	bool starved;                   /* failed for want of memory */
	struct known_number { uint64_t bits, mark; } number[NUMBERS_KNOWN];
	size_t sought[FORMATS_SOUGHT];  /* 1 + the format last found for a style of that sum */
	const struct run_facts *facts;
	struct lxw_workbook *workbook;
	struct sheet *sheet[BOOK_SHEETS];
	size_t sheet_count;
	struct format *format;
	size_t format_count;
	const struct working *working;  /* what 演算 laid down for 推演 and 校验; NULL before it is drawn */
	const char *failure;            /* the first thing that went wrong, or NULL */
	struct cards *cards;            /* of 单位卡, once asked for */
	struct ranked_row { const struct unit_score *unit; uint32_t row; } *ranked_row;   /* where 排名 has whom */
	size_t ranked_row_count;
};

/* ---- book_file.c, book_cells.c, book_layout.c, book_looks.c: drawing --------- */

/* path: the file to be written; scratch: the folder for the library's own files. */
struct book *book_open(struct arena *, const struct run_facts *, const char *path, const char *scratch);
/* Sets row heights and breaks, writes and closes the file. */
void book_close(struct book *);
void book_fail(struct book *, const char *format, ...) __attribute__((format(printf, 2, 3)));

struct sheet *book_sheet(struct book *, const char *name);

/* Height of a line of 11 points, where the usual 18 are too many. */
void sheet_line(struct sheet *, double points);
void sheet_width(struct sheet *, size_t column, double characters);
/* The same, and whatever is typed into the column stays text. */
void sheet_text_column(struct sheet *, size_t column, double characters);
/* Width that holds `columns` half-width characters. */
double width_for(size_t columns);
void sheet_text(struct sheet *, uint32_t row, size_t column, const char *text, struct style);
void sheet_number(struct sheet *, uint32_t row, size_t column, double number, struct style);
void sheet_count(struct sheet *, uint32_t row, size_t column, uint64_t number, struct style);
/* A num rounded to `places` decimals, shown with as many. */
void sheet_num(struct sheet *, uint32_t row, size_t column, struct num, int places, struct style);
void sheet_blank(struct sheet *, uint32_t row, size_t column, struct style);
/* A text over the columns first to last (merged when more than one). */
void sheet_span(struct sheet *, uint32_t row, size_t first, size_t last, const char *text, struct style);
void sheet_span_rows(struct sheet *, uint32_t row, uint32_t last_row, size_t column, const char *text, struct style);
void sheet_link(struct sheet *, uint32_t row, size_t column, const char *target, struct style);
/* text, leading to column A of that row of a sheet of this book. */
void sheet_link_row(struct sheet *, uint32_t row, size_t column, const char *text, const char *target, uint32_t target_row, struct style);
/* text in one paragraph that fills at most so many lines over the columns first to last, cut before …, pointer. */
const char *sheet_cut(const struct sheet *, size_t first, size_t last, size_t lines, const char *text, const char *pointer, struct style);
/* A formula, without its =, and what it comes to: office programs show that until they compute it themselves.  Formulas
 * are ours, never from data. */
void sheet_formula_number(struct sheet *, uint32_t row, size_t column, const char *formula, double result, struct style);
void sheet_formula_text(struct sheet *, uint32_t row, size_t column, const char *formula, const char *result, struct style);
/* Only cells whose style is unlocked can be typed over; no password. */
void sheet_protect(struct sheet *);
/* AB5, AB$5 or $AB$5; row and column from 0.  AB alone, in room. */
const char *column_letters(char room[4], size_t column);
const char *cell_name(struct arena *, uint32_t row, size_t column);
const char *cell_name_fixed(struct arena *, uint32_t row, size_t column, bool fix_column);
/* Number format with that many decimals and words around the number ("" for none). */
const char *number_format(struct book *, const char *before, int places, const char *after);

/* A4 landscape, fitted one page wide, rows 0 to head_rows-1 on every page, page
 * numbers, the columns 0 to last_column printed as far down as last_row. */
void sheet_for_leaders(struct sheet *, uint32_t head_rows, uint32_t last_row, size_t last_column);
/* A4 standing, printed at so many percent, a page where sheet_new_page was told so. */
void sheet_standing(struct sheet *, uint32_t last_row, size_t last_column, int percent);
/* One head row, frozen, with autofilter over `rows` rows below it. */
void sheet_for_auditors(struct sheet *, uint32_t rows, size_t columns);
void sheet_freeze(struct sheet *, uint32_t rows, size_t columns);
/* The cover is one page if it can be read at that size. */
void sheet_one_page(struct sheet *);
/* Pages: how many points are free on the page that `row` would be on, and a new page before it. */
double sheet_room(const struct sheet *, uint32_t row);
void sheet_new_page(struct sheet *, uint32_t row);
/* 制表 审核 签发, blank, to be signed. Gives the row after it. */
uint32_t sheet_signatures(struct sheet *, uint32_t row, size_t last_column);

/* ---- book_rows.c: rows, in constant memory ------------------------------------- */

/* Above so many units (run_facts may name another number) the library keeps one row at a time, and rows come in order.  A
 * sheet with a row for every unit says where they begin, after each that all before `end` are done, and where they end;
 * between, book->arena is for the row alone.  Nothing of it shows in a workbook of fewer units. */
enum { CONSTANT_UNITS = 5000 };
void sheet_rows_begin(struct sheet *);
void sheet_rows_done(struct sheet *, uint32_t end);
void sheet_rows_end(struct sheet *, uint32_t end);

/* What a cell must be found again by; value: bytes_mark of its text or of the digits of its number, formula: of its formula
 * without the =, or 0. */
uint64_t bytes_mark(const char *text, size_t length);
uint64_t cell_mark(uint32_t row, size_t column, enum cell_kind, uint64_t value, uint64_t formula);

/* ---- book.c: publishing ---------------------------------------------------- */

/* Draws a workbook in a child, reads it back and gives it its name; facts: scheme and period of the file's properties. */
bool book_publish(struct arena *, struct diag *, const struct run_facts *, const char *dir, const char *name,
	void (*draw)(struct book *, const void *self), const void *self);
/* s as a file name: what a file system refuses is taken out. */
const char *book_stem(struct arena *, const char *s);

/* ---- book_check.c: reading back ------------------------------------------ */

/* Whether the file holds exactly the cells of the book, in a sound zip of well-formed XML; if not, sets book->failure. */
bool book_matches(struct book *, const char *path);

/* ---- book_words.c: words and looks the sheets share ------------------------ */

extern const struct style STYLE_TITLE, STYLE_SUBTITLE, STYLE_BAND, STYLE_HEAD, STYLE_CELL, STYLE_CENTRE, STYLE_NUMBER,
	STYLE_WRAPPED, STYLE_NOTE, STYLE_PLAIN, STYLE_PLAIN_HEAD, STYLE_LINK;
struct style with_fill(struct style, uint32_t fill);
struct style with_format(struct style, const char *format);
/* Fill for a colour word of the rules (绿 蓝 黄 橙 红 灰); 0 for NULL. */
uint32_t colour_fill(const char *word);

/* The five bands of 得分率, best first: lighter is better, also in grey. */
enum { RATE_BANDS = 5 };
struct rate_band { int at_least; const char *word; uint32_t fill, ink; };
extern const struct rate_band rate_bands[RATE_BANDS];
const struct rate_band *rate_band(struct arena *, struct num rate);
struct style with_rate(struct arena *, struct style, struct num rate);
/* What the colours mean, from the column on; the words before it. */
void draw_rate_key(struct sheet *, uint32_t row, size_t column, size_t last);

/* 示例〔2026〕9号附件, flush left on the first row of what a published document has annexed; rows taken: 1, or 0 of a draft. */
uint32_t draw_annex_line(struct sheet *, size_t last);
/* 草稿, 试运行草稿 */
const char *kind_words(struct arena *, const struct run_facts *);
const char *called(const char *title, const char *name);           /* title, or the name where there is none */
const char *unit_with_parent(struct arena *, const struct unit *); /* 大渡口街道（示例东区） */
int rounded_places(const struct rounding *);        /* 4 where nothing is rounded */
int total_places(const struct board *);
int share_places(const struct board *, const struct indicator *);
const char *rounding_words(struct arena *, const struct rounding *);
bool rate_of(struct arena *, const struct node_score *, struct num *rate);  /* 得分率; false when there are no points */
struct num percent_of(struct arena *, struct num rate);             /* 0.5 -> 50 */
const char *effect_short(enum effect);                              /* 不计折算 计零分 … */
/* Why the total is no higher: 整改质效（得4.80，满10），其中复查合格率 52%; "" when nothing was lost */
const char *weakness(struct arena *, const struct unit_score *, const struct board *);
/* Why a leaf cost points: its value, or what it has instead of one; "" when nothing says so. */
const char *leaf_words(struct arena *, const struct node_score *);
/* 效能督查1、过错问责2: what is proposed for the unit; NULL when nothing. */
const char *proposals(struct arena *, const struct flags *, const struct unit *, const struct board *);
/* 权重40% or 满分20, as far as the parent says; "" otherwise. */
const char *weight_words(struct arena *, const struct indicator *, const char *group);
/* The name of one block: 县区榜, or 乡镇街道榜 · 街道 where there are groups. */
const char *block_title(struct arena *, const struct board_scores *, const struct group_scores *);
/* 县区榜　　参评5个，排名5个，不排名0个；分高者在前 */
const char *band_words(struct arena *, const char *title, const char *more, size_t units, size_t ranked, bool ascending);
/* The rank before and, in the next column, ↑2 ↓1 — or 新; rank 0: not ranked now; was NULL: not there then. */
void draw_moved(struct sheet *, uint32_t row, size_t column, const struct past_unit *was, unsigned rank);
/* — for NULL. */
void draw_grade_of(struct sheet *, uint32_t row, size_t column, const struct grade *);
/* 与某某并列第2, with the others of that rank; of more than TIES_NAMED only how many, others is not looked at. */
enum { TIES_NAMED = 3 };
const char *tie_remark(struct arena *, const struct unit *const *others, size_t count, unsigned rank);
/* 单位A、单位B: sources that did not come from the unit; NULL when all did. */
const char *not_sent(struct arena *, const struct measures *, const struct unit *);

/* ---- sheet_*.c: one sheet each -------------------------------------------- */

void draw_cover(struct book *);
void draw_ranking(struct book *);
void draw_marks(struct book *);
void draw_flags(struct book *);
void draw_rosters(struct book *);
bool has_rosters(const struct run_facts *);
void draw_changes(struct book *);
bool has_changes(const struct run_facts *);
void draw_cards(struct book *);
void draw_open(struct book *);
bool has_open(const struct run_facts *);
void draw_quality(struct book *);
void draw_rules(struct book *);
/* The row of 规则 (from 0) on which a line of the rules stands; 0, its head, where there is none. */
uint32_t rules_row(const struct scheme *, struct origin);
void draw_working(struct book *);
/* More units than 演算 takes whole: the first level alone. */
bool working_shallow(const struct run_facts *);
void draw_whatif(struct book *);
void draw_proof(struct book *);
void draw_detail(struct book *);
void draw_summary_cover(struct book *);
void draw_summary_ranking(struct book *);
void draw_summary_marks(struct book *);
void draw_summary_flags(struct book *);
void draw_summary_rules(struct book *);

/* Names of the sheets, in order, with what they are for; the cover lists those that are there (NULL: always). */
struct sheet_info {
	const char *name, *reader, *holds;
	void (*draw)(struct book *);
	bool (*there)(const struct run_facts *);
	enum edition widest;            /* 内部: in no other edition; 会议: in that one too; 公开: in all */
};
/* Those of a period, or of a 汇总. */
const struct sheet_info *sheets_of(const struct run_facts *, size_t *count);
bool sheet_there(const struct sheet_info *, const struct run_facts *);
/* Whether the workbook of these facts has a sheet of that name; a link to one that it has not is drawn as its text alone. */
bool book_has(const struct run_facts *, const char *name);
extern const struct sheet_info sheet_list[];
extern const size_t sheet_list_count;

#endif
