/* circular.c -- [通报]: the sentences of the notice, with { } where figures are put in.
 *
 * A sentence is taken apart here, so that a figure that does not exist is an
 * error of the rules and never a hole in a notice. */
#include <stdlib.h>
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

const char *const circular_whom_words[] = { "本期", "首位", "末位", "前n名", "后n名", "各单位", NULL };

/* By figure; one that ends in a dot takes a name. */
static const char *const figure_words[CIRCULAR_FIGURES + 1] = {
	[CIRCULAR_TEXT] = "", [CIRCULAR_PERIOD_NAME] = "期", [CIRCULAR_SCHEME] = "方案", [CIRCULAR_BOARD] = "榜", [CIRCULAR_UNITS] = "参评数",
	[CIRCULAR_RANKED] = "排名数", [CIRCULAR_MEAN] = "平均分", [CIRCULAR_HIGHEST] = "最高分", [CIRCULAR_LOWEST] = "最低分", [CIRCULAR_HEADS] = "首位",
	[CIRCULAR_FEET] = "末位", [CIRCULAR_ABSENT] = "未报送", [CIRCULAR_PROPOSED] = "建议数", [CIRCULAR_DECIDED] = "决定数", [CIRCULAR_OVERDUE] = "逾期数",
	[CIRCULAR_ROSTER] = "名单.", [CIRCULAR_UNIT] = "单位", [CIRCULAR_GROUP] = "组", [CIRCULAR_TOTAL] = "得分", [CIRCULAR_RANK] = "名次", [CIRCULAR_GRADE] = "等次",
	[CIRCULAR_MOVED] = "升降", [CIRCULAR_WEAKNESS] = "失分", [CIRCULAR_VALUE] = "值.", [CIRCULAR_POINTS] = "得分.",
};

static enum circular_figure figure_of(const char *word)
{
	const char *dot = strchr(word, '.');
	size_t length = dot == NULL ? strlen(word) : (size_t)(dot - word) + 1;

	for (int f = CIRCULAR_PERIOD_NAME; f < CIRCULAR_FIGURES; f++)
		if (strlen(figure_words[f]) == length && strncmp(figure_words[f], word, length) == 0)
			return (enum circular_figure)f;
	return CIRCULAR_TEXT;
}

/* ---- 谁 ------------------------------------------------------------------------- */

/* 前3名: the number; 0 where it is not of that form. */
static size_t number_between(const char *text, const char *before, const char *after)
{
	size_t head = strlen(before), digits;

	if (strncmp(text, before, head) != 0)
		return 0;
	digits = strspn(text + head, "0123456789");
	return digits > 0 && digits < 5 && strcmp(text + head + digits, after) == 0 ? strtoul(text + head, NULL, 10) : 0;
}

static bool read_whom(struct circular_sentence *s, const char *word)
{
	const size_t first = number_between(word, "前", "名"), last = number_between(word, "后", "名");

	s->most = first > 0 ? first : last;
	s->whom = first > 0 ? CIRCULAR_FIRST : last > 0 ? CIRCULAR_LAST : CIRCULAR_WHOM;
	for (int w = 0; s->whom == CIRCULAR_WHOM && w < CIRCULAR_WHOM; w++)
		if (w != CIRCULAR_FIRST && w != CIRCULAR_LAST && strcmp(word, circular_whom_words[w]) == 0) {
			s->whom = (enum circular_whom)w;
			break;
		}
	return s->whom != CIRCULAR_WHOM;
}

/* What stands behind 谁 |; all of it where there is no bar. */
static const char *behind_whom(struct reader *r, const struct entry *entry, struct circular_sentence *s)
{
	const char *bar = strpbrk(entry->value, "|"), *word = entry->value;
	size_t length;

	if (bar == NULL)
		return entry->value;
	length = (size_t)(bar - word);
	text_trim(&word, &length);
	if (!read_whom(s, arena_strn(r->arena, word, length)))
		diag(r->diag, MSG_NOTICE_WHOM, entry->value_at, arena_strn(r->arena, word, length), NULL);
	return bar + 1 + strspn(bar + 1, " \t");
}

/* ---- { } -------------------------------------------------------------------------- */

static void check_figure(struct reader *r, const struct circular *n, const struct circular_sentence *s, const char *word,
	const struct circular_part *p, const struct entry *entry)
{
	if (p->figure == CIRCULAR_TEXT) {
		const char *near = text_nearest(word, figure_words);

		diag(r->diag, near == NULL || *near == '\0' ? MSG_NOTICE_FIGURE : MSG_NOTICE_FIGURE_NEAR, entry->value_at, word, near, NULL);
	} else if (p->figure >= CIRCULAR_UNIT && s->whom == CIRCULAR_PERIOD) {
		diag(r->diag, MSG_NOTICE_NO_UNIT, entry->value_at, word, NULL);
	} else if (p->figure == CIRCULAR_GRADE && n->board != NULL && n->board->grades == NULL) {
		diag(r->diag, MSG_NOTICE_NO_GRADES, entry->value_at, n->board->name, NULL);
	} else if (p->indicator != NULL && n->board != NULL &&
		(!under_root(n->board, p->indicator) || (p->figure == CIRCULAR_VALUE && p->indicator->child_count > 0))) {
		diag(r->diag, MSG_NOTICE_INDICATOR, entry->value_at, word, n->board->name, NULL);
	}
}

static void add_figure(struct reader *r, const struct circular *n, struct circular_sentence *s, const char *word, const struct entry *entry)
{
	struct circular_part *p = arena_push(r->arena, s->part, s->part_count);
	const char *name = strchr(word, '.');

	*p = (struct circular_part){ .figure = figure_of(word) };
	if (p->figure == CIRCULAR_VALUE || p->figure == CIRCULAR_POINTS)
		p->indicator = find_indicator(r, entry, name + 1);
	if (p->figure == CIRCULAR_ROSTER)
		p->roster = find_roster(r, entry, name + 1);
	check_figure(r, n, s, word, p, entry);
}

static void add_text(struct reader *r, struct circular_sentence *s, const char *text, size_t length)
{
	if (length > 0)
		*arena_push(r->arena, s->part, s->part_count) = (struct circular_part){ .text = arena_strn(r->arena, text, length) };
}

static void read_parts(struct reader *r, const struct circular *n, struct circular_sentence *s, const char *text, const struct entry *entry)
{
	while (*text != '\0') {
		size_t plain = strcspn(text, "{}"), length;

		add_text(r, s, text, plain);
		text += plain;
		if (*text == '\0')
			return;
		length = *text == '{' ? strcspn(text + 1, "{}") : 0;
		if (*text != '{' || text[1 + length] != '}') {
			diag(r->diag, MSG_NOTICE_BRACE, entry->value_at, entry->key, NULL);
			return;
		}
		add_figure(r, n, s, arena_strn(r->arena, text + 1, length), entry);
		text += length + 2;
	}
}

/* ---- the section -------------------------------------------------------------------- */

/* Characters that are there whatever the figures are. */
static size_t fixed_characters(const struct circular *n)
{
	size_t count = 0;

	for (size_t i = 0; i < n->sentence_count; i++)
		for (size_t k = 0; k < n->sentence[i].part_count; k++) {
			const char *text = n->sentence[i].part[k].text;

			count += text == NULL ? 1 : utf8_count(text, strlen(text));
		}
	return count;
}

static void read_sentences(struct reader *r, struct circular *n)
{
	const struct entry *entry;
	int64_t number = 0;
	size_t count;

	for (size_t i = 0; (entry = entry_numbered(r, n->element, "句.", &i, &number)) != NULL; ) {
		struct circular_sentence *s = arena_push(r->arena, n->sentence, n->sentence_count);

		*s = (struct circular_sentence){ .at = entry->at, .number = (unsigned)n->sentence_count };
		read_parts(r, n, s, behind_whom(r, entry, s), entry);
	}
	count = fixed_characters(n);
	if (count > CIRCULAR_CHARACTERS)
		diag(r->diag, MSG_NOTICE_LONG, n->element->at, arena_printf(r->arena, "%zu", count), NULL);
}

void read_circular(struct reader *r)
{
	struct scheme *scheme = r->scheme;
	struct circular *n;

	for (size_t i = 0; i < scheme->element_count; i++) {
		const struct element *e = &scheme->element[i];
		const struct entry *board = entry_of(e, "榜");

		if (strcmp(e->kind, "通报") != 0)
			continue;
		n = arena_one(r->arena, struct circular);
		n->element = e;
		n->board = board != NULL ? find_board(r, board, board->value) : scheme->board_count > 0 ? scheme->board[0] : NULL;
		read_sentences(r, n);
		scheme->circular = n;
	}
}
