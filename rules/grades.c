/* grades.c -- what [等次:X] may say beside its grades: bounds of a group (级.n.组) and 名额. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

const struct grade *grades_for(const struct grades *g, const char *group)
{
	for (size_t i = 0; i < g->special_count; i++)
		if (strcmp(g->special[i].group, group) == 0)
			return g->special[i].grade;
	return g->grade;
}

/* ---- 级.n.组 ------------------------------------------------------------------- */

/* The bounds of the group; at first those of all. */
static struct grade *bounds_of(struct reader *r, struct grades *g, const char *group)
{
	struct group_grades *own;

	for (size_t i = 0; i < g->special_count; i++)
		if (strcmp(g->special[i].group, group) == 0)
			return g->special[i].grade;
	own = arena_push(r->arena, g->special, g->special_count);
	own->group = group;
	own->grade = arena_many(r->arena, struct grade, g->grade_count + 1);
	for (size_t i = 0; i < g->grade_count; i++)
		own->grade[i] = g->grade[i];
	return own->grade;
}

/* Which of the grades 级.n.组 is about; SIZE_MAX: there is no 级.n. */
static size_t grade_at(struct reader *r, const struct grades *g, const char *suffix, const char *dot)
{
	struct num n;
	int64_t number;

	if (num_parse(r->arena, suffix, (size_t)(dot - suffix), &n) && num_to_int(n, &number) && number >= 1 &&
	    (size_t)number <= g->grade_count)
		return (size_t)number - 1;
	return SIZE_MAX;
}

void read_group_grades(struct reader *r, struct grades *g, void (*read)(struct reader *, struct grade *, const struct entry *))
{
	const struct entry *entry;
	const char *suffix, *dot;

	for (size_t i = 0; (entry = entry_next(g->element, "级.", &i, &suffix)) != NULL; ) {
		struct grade grade;
		size_t k;

		dot = strchr(suffix, '.');
		if (dot == NULL)
			continue;
		k = grade_at(r, g, suffix, dot);
		if (k == SIZE_MAX) {
			diag(r->diag, MSG_GRADE_LEVEL, entry->at, entry->key, arena_printf(r->arena, "级.%.*s", (int)(dot - suffix), suffix), NULL);
			continue;
		}
		read(r, &grade, entry);
		if (strcmp(grade.word, g->grade[k].word) != 0)
			diag(r->diag, MSG_GRADE_WORD, entry->value_at, entry->key, grade.word, g->grade[k].word, NULL);
		else
			bounds_of(r, g, dot + 1)[k] = grade;
	}
}

/* ---- 名额 ------------------------------------------------------------------------ */

static void set_quota(struct reader *r, struct grades *g, const struct token *word, struct num share)
{
	size_t k = 0;

	while (k < g->grade_count && strcmp(g->grade[k].word, word->text) != 0)
		k++;
	if (k == g->grade_count) {
		diag(r->diag, MSG_NO_SUCH_GRADE, word->at, word->text, NULL);
	} else if (k + 1 == g->grade_count) {
		diag(r->diag, MSG_QUOTA_LAST, word->at, word->text, NULL);
	} else {
		g->grade[k].has_quota = true;
		g->grade[k].quota = share;
	}
	for (size_t i = 0; k + 1 < g->grade_count && i < g->special_count; i++) {
		g->special[i].grade[k].has_quota = true;
		g->special[i].grade[k].quota = share;
	}
}

/* 优秀 30%; false where it is not that. */
static bool read_quota(struct reader *r, struct grades *g, struct lexer *l)
{
	struct token word = l->token;

	if (word.kind != TOK_WORD && word.kind != TOK_TEXT && word.kind != TOK_NAME)
		return false;
	lexer_next(l);
	if (l->token.kind != TOK_NUMBER || strcmp(l->token.suffix, "%") != 0 || num_sign(l->token.num) < 0 ||
	    num_cmp(l->token.num, num_int(100)) > 0)
		return false;
	set_quota(r, g, &word, num_div(r->arena, l->token.num, num_int(100)));
	lexer_next(l);
	return true;
}

/* 优秀 30%, 良好 40%, 同分 = 同进|同退 */
void read_quotas(struct reader *r, struct grades *g)
{
	const struct entry *entry = entry_of(g->element, "名额");
	struct lexer l;
	bool ties = false, good = true;

	if (entry == NULL)
		return;
	l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);
	do {
		if (!lexer_take(&l, "同分")) {
			good = read_quota(r, g, &l);
			continue;
		}
		g->ties_out = lexer_take(&l, "=") && lexer_is(&l, "同退");
		ties = good = lexer_take(&l, "同进") || lexer_take(&l, "同退");
	} while (good && lexer_take(&l, ","));
	if (!good || l.token.kind != TOK_END)
		diag(r->diag, MSG_QUOTA_FORM, l.token.at, entry->value, NULL);
	else if (!ties)
		diag(r->diag, MSG_QUOTA_TIES, entry->value_at, entry->value, NULL);
}
