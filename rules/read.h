/* read.h -- reading one section's keys; what the files of this room share. */
#ifndef RULES_READ_H
#define RULES_READ_H

#include "rules/parse.h"
#include "rules/scheme.h"

struct reader {
	struct arena *arena;
	struct diag *diag;
	struct scheme *scheme;
	const char *dir;
	const struct period *period;    /* or NULL */
};

/* ---- tables.c ------------------------------------------------------------ */

/* 表 = FILE.csv of a section becomes entries of it. */
void expand_tables(struct reader *);

/* ---- vocabulary.c -------------------------------------------------------- */

/* Refuses sections and keys that the vocabulary does not hold, and sections
 * that lack a key it demands.  Gives false if any section's 类 is unknown. */
void vocabulary_check(struct reader *);
/* How the key is written, as in the manual: of the forms parted by " | " the one that begins with word, or all of it
 * where word is NULL.  NULL if there is none. */
const char *vocabulary_form(struct arena *, const char *section, const char *key, const char *word);

/* ---- words.c: keys to values; every fault is complained of ---------------- */

/* The entry of that key, or NULL.  A key "档." finds nothing; use entry_next. */
const struct entry *entry_of(const struct element *, const char *key);
const char *entry_text(const struct element *, const char *key);          /* its value, or NULL */
/* 标题, or the name where there is none. */
const char *element_title(const struct element *);
/* [方案], and its entry of that key; NULL where there is none. */
const struct element *head_of(const struct reader *);
const struct entry *entry_of_head(const struct reader *, const char *key);
/* The next entry from *i on whose key begins with prefix ("档."); *suffix is the rest of the key. */
const struct entry *entry_next(const struct element *, const char *prefix, size_t *i, const char **suffix);
/* As entry_next for numbered keys; complains where the numbers do not rise by one from 1 (其余 may end them). */
const struct entry *entry_numbered(struct reader *, const struct element *, const char *prefix, size_t *i, int64_t *number);

/* Index of the value in words; the fallback where the key is absent; -1 and a complaint if it is none of them. */
int read_choice(struct reader *, const struct element *, const char *key, const char *const *words, int fallback);
int word_choice(struct reader *, const struct entry *, const char *value, const char *const *words);
bool read_number(struct reader *, const struct entry *, struct num *);    /* entry may be NULL: false */
bool read_count(struct reader *, const struct entry *, size_t *);
/* n天, or n个工作日 when working; false, and nothing said, if it is not that. */
bool read_days(struct reader *, const struct entry *, bool working, unsigned *days);
struct rounding read_rounding(struct reader *, const struct entry *);
struct treatment read_treatment(struct reader *, const struct entry *);
void read_by_group(struct reader *, const struct element *, const char *key, struct by_group *);
bool read_period(struct reader *, const struct entry *, struct period *);
/* "甲, 乙、丙" -> NULL-terminated. */
const char **read_list(struct reader *, const struct entry *);

/* References by name, complained of with the nearest name when there is none. */
struct registry *find_registry(struct reader *, const struct entry *, const char *name);
struct board *find_board(struct reader *, const struct entry *, const char *name);
struct source *find_source(struct reader *, const struct entry *, const char *name);
struct measure *find_measure(struct reader *, const struct entry *, const char *name);
struct indicator *find_indicator(struct reader *, const struct entry *, const char *name);
struct extra *find_extra(struct reader *, const struct entry *, const char *name);
struct veto *find_veto(struct reader *, const struct entry *, const char *name);
struct trigger *find_trigger(struct reader *, const struct entry *, const char *name);
struct ladder *find_ladder(struct reader *, const struct entry *, const char *name);
struct roster *find_roster(struct reader *, const struct entry *, const char *name);
struct crosscheck *find_crosscheck(struct reader *, const struct entry *, const char *name);
struct summary *find_summary(struct reader *, const struct entry *, const char *name);
struct rectification *find_rectification(struct reader *, const struct entry *, const char *name);

struct scope scope_of(struct reader *, enum scope_kind, const struct source *);
/* Index of a column that a key names; SIZE_MAX and a complaint when the source has none. */
size_t named_column(struct reader *, const struct source *, const struct entry *, const char *name);  /* source.c */
/* The expression under key, of the wanted type; NULL where absent or wrong. */
const struct expr *read_expr(struct reader *, const struct element *, const char *key, enum scope_kind, enum type want);

/* ---- one section each ---------------------------------------------------- */

void read_head(struct reader *, const struct element *);                  /* head.c: 方案 */
void read_registries(struct reader *);                                    /* head.c */
void read_source(struct reader *, struct source *);                       /* source.c */
void read_parameter(struct reader *, struct parameter *);                 /* source.c */
void read_back(struct reader *, struct source *);                         /* links.c: 往期 */
void read_links(struct reader *, struct source *);                        /* links.c: 键.X */
void read_stretch(struct reader *, struct stretch *);                           /* links.c: 时段 */
void read_measure(struct reader *, struct measure *);                     /* counting.c: 统计, 评分 */
void read_indicator_links(struct reader *, struct indicator *);           /* tree.c: parent, weights, effects */
void read_indicator_formula(struct reader *, struct indicator *);         /* tree.c: formula and marking */
void read_extra(struct reader *, struct extra *);
void read_marking(struct reader *, const struct element *, const struct entry *, const char *dimension, bool extra, struct marking *); /* method.c */
void check_tables(struct reader *, const struct element *, const struct marking *const *, size_t count);        /* method.c */
void read_schedules(struct reader *, struct indicator *);                 /* schedule.c: 扣分表 */
void marking_take_over(struct reader *, struct marking *);                /* method.c: 同 指标X */
void take_over_markings(struct reader *, struct indicator *);             /* tree.c: once every 计分 is read */
void read_board(struct reader *, struct board *);                         /* board.c */
void read_grades(struct reader *, struct grades *);
void read_group_grades(struct reader *, struct grades *, void (*read)(struct reader *, struct grade *, const struct entry *));    /* grades.c: 级.n.组 */
void read_quotas(struct reader *, struct grades *);                       /* grades.c: 名额 */
void read_veto(struct reader *, struct veto *);
void read_state(struct reader *, struct state *);
void read_trigger(struct reader *, struct trigger *);                     /* duty.c */
void check_level(struct reader *, struct origin, const char *measure);    /* duty.c: no 处分 among the measures */
void read_ladder(struct reader *, struct ladder *);                       /* ladder.c */
void read_summary(struct reader *, struct summary *);                     /* ladder.c */
void read_oversight(struct reader *);                                     /* oversight.c */
void read_rectification(struct reader *, struct rectification *);         /* rectify.c */
void read_roster(struct reader *, struct roster *);                       /* roster.c */
void read_crosscheck(struct reader *, struct crosscheck *);               /* roster.c */
void read_circular(struct reader *);                                      /* circular.c: 通报 */
void read_constraint(struct reader *, struct constraint *);
void read_example(struct reader *, struct example *);                      /* example.c */
void read_before(struct reader *, struct example *);                       /* example_past.c: 前期.n */
void read_past(struct reader *, struct example *);                         /* example_past.c: 历史 */
void read_days_worked(struct reader *, struct example *);                  /* example_past.c: 工作日 */
const char *const *items_for(struct reader *, const struct entry *, size_t count);      /* example.c: one for each unit */
struct given *add_given(struct reader *, struct example *, enum given_kind, const struct entry *, bool below);      /* example.c: NULL: complained of */
void read_matters(struct reader *, struct example *);                      /* example_matters.c: 给定总分, 告知日, 回复日 */
void read_cases_expected(struct reader *, const struct example *, const struct entry *, struct expectation *);  /* example_matters.c: of 整改, 督办 */
void read_sheets(struct reader *, struct example *);                       /* example_rows.c: 数据.X */
void read_cutoff(struct reader *, struct example *);                       /* example_rows.c: 截止日 */

/* ---- what only the whole shows --------------------------------------------- */
void lint(struct reader *);             /* lint.c */
void lint_tree(struct reader *);        /* lint_tree.c: weights, full marks, leaves, circles, constraints */
void lint_names(struct reader *);       /* lint_names.c: names twice, never, out of reach */
void lint_logic(struct reader *);       /* lint_logic.c: bands, secrets, small groups */
void lint_rows(struct reader *);        /* lint_rows.c: blanks, row expressions that run here only */
void lint_range(struct reader *);       /* lint_range.c: settled conditions, words on no list, denominators of 0, rungs */
void lint_marks(struct reader *);       /* lint_marks.c: holes between bands, 保底, steps, grades, 计量单位 */
void lint_flags(struct reader *);       /* lint_flags.c: 等次 and 问责(X) in conditions */
void lint_columns(struct reader *);     /* lint_columns.c: columns and registries without use, one name for two kinds */

/* Calls visit with every expression of the scheme that is evaluated for units of a board, once a board. */
typedef void unit_expr_visit(struct reader *, const struct board *, const struct expr *, void *);
void each_unit_expr(struct reader *, unit_expr_visit *, void *);
/* Whether the indicator hangs under the board's root. */
bool under_root(const struct board *, const struct indicator *);

#endif
