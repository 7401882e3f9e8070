/* method_group.c -- 计分 that looks at the whole group: 名次赋分 按第一名比例 标准分 极差 功效系数.
 *
 *     标准分 均值 50 每标准差 10 总体 封顶 100
 *     无差异 = 均分
 */
#include <string.h>
#include "base/text.h"
#include "rules/phrase.h"

static bool order(struct phrase *p)
{
	static const char *const words[] = { "降序", "升序", NULL };
	int i = phrase_one_of(p, words, "降序 或 升序");

	p->m->rank_ascending = i == 1;
	return i >= 0;
}

/* 名次.其余 = 每降1名 减 x 保底 y: from the last rank of the table on. */
static void falling_rest(struct phrase *p, const struct entry *entry)
{
	struct lexer kept = p->l;

	p->line = entry;
	p->l = lexer_open(p->r->arena, p->r->diag, entry->value, entry->value_at);
	p->m->falls = lexer_take(&p->l, "每降1名");
	if (phrase_word(p, "减") && phrase_number(p, &p->m->fall) && phrase_word(p, "保底") && phrase_number(p, &p->m->beyond) &&
	    p->l.token.kind != TOK_END)
		phrase_fault(p, "（行尾）");
	p->l = kept;
}

static void rank_table(struct phrase *p)
{
	const struct entry *entry;
	bool rest = false;
	int64_t n = 0;

	for (size_t k = 0; (entry = entry_numbered(p->r, p->element, "名次.", &k, &n)) != NULL; ) {
		struct num points = num_int(0);

		if (n == 0 && strncmp(entry->value, "每降1名", strlen("每降1名")) == 0) {
			rest = true;
			falling_rest(p, entry);
			continue;
		}
		if (!read_number(p->r, entry, &points))
			continue;
		if (n == 0) {
			rest = true;
			p->m->beyond = points;
		} else {
			*arena_push(p->r->arena, p->m->by_rank, p->m->by_rank_count) = points;
		}
	}
	if (p->m->by_rank_count == 0 || !rest)
		diag(p->r->diag, MSG_RANK_TABLE, p->entry->at, NULL);
}

/* 名次赋分 降序|升序|倒数 并列同分|并列均分; 名次.1 = 40 … 名次.其余 = 0 */
bool phrase_by_rank(struct phrase *p)
{
	static const char *const orders[] = { "降序", "升序", "倒数", NULL }, *const ties[] = { "并列同分", "并列均分", NULL };
	int i = phrase_one_of(p, orders, "降序、升序 或 倒数"), j = i < 0 ? -1 : phrase_one_of(p, ties, "并列同分 或 并列均分");

	p->m->from_last = i == 2;
	p->m->rank_ascending = i >= 1;
	p->m->share_ties = j == 1;
	rank_table(p);
	return j >= 0;
}

/* 按第一名比例 降序|升序 */
bool phrase_of_first(struct phrase *p)
{
	return order(p);
}

/* 无差异: what is given where every unit has the same value. */
static bool no_spread(struct phrase *p)
{
	static const char *const words[] = { "", "满分", "零分", "均分", "无分母", NULL };
	int i = read_choice(p->r, p->element, "无差异", words, 0);

	p->m->no_spread = (enum no_spread)(i < 0 ? 0 : i);
	if (entry_of(p->element, "无差异") == NULL)
		diag(p->r->diag, MSG_NO_SPREAD, p->entry->at, method_words[p->m->method], NULL);
	return true;
}

/* 标准分 均值 m 每标准差 k 样本|总体 [封顶 y] [保底 y] */
bool phrase_standard(struct phrase *p)
{
	static const char *const kinds[] = { "样本", "总体", NULL };
	struct marking *m = p->m;
	int i;

	if (!phrase_word(p, "均值") || !phrase_number(p, &m->base) || !phrase_word(p, "每标准差") || !phrase_number(p, &m->more))
		return false;
	i = phrase_one_of(p, kinds, "样本 或 总体");
	m->sample = i == 0;
	m->has_cap = i >= 0 && lexer_take(&p->l, "封顶");
	if (i < 0 || (m->has_cap && !phrase_number(p, &m->cap)))
		return false;
	m->has_floor = lexer_take(&p->l, "保底");
	return (!m->has_floor || phrase_number(p, &m->floor)) && no_spread(p);
}

/* 极差 降序|升序 低分 a 高分 b */
bool phrase_range(struct phrase *p)
{
	struct num high;

	if (!order(p) || !phrase_word(p, "低分") || !phrase_number(p, &p->m->base) || !phrase_word(p, "高分") || !phrase_number(p, &high))
		return false;
	p->m->more = num_sub(p->r->arena, high, p->m->base);
	return no_spread(p);
}

/* 功效系数 降序|升序 基 c 加 d */
bool phrase_efficacy(struct phrase *p)
{
	return order(p) && phrase_word(p, "基") && phrase_number(p, &p->m->base) && phrase_word(p, "加") && phrase_number(p, &p->m->more) &&
		no_spread(p);
}
