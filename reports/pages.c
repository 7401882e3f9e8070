/* pages.c -- head, foot, rankings and proposals of a page. */
#include "reports/pages.h"

#include "base/date.h"
#include "reports/book.h"
#include "reports/html.h"
#include "reports/plain.h"
#include "reports/proposed.h"
#include "reports/sentences.h"
#include "reports/summary.h"

enum { WHOLE_GROUP = 60, EACH_END = 20 };

static bool given(const char *text)
{
	return text != NULL && *text != '\0';
}

struct buf page_open(struct arena *a, const struct run_facts *f, const char *what, const char *for_whom)
{
	const char *title = arena_printf(a, "%s　%s%s", f->scheme->name, period_title(a, f->measures->period), what);
	struct buf b = html_open(a, title), standing = buf_new(a);

	html_tag(&b, "h1", title);
	buf_printf(&standing, "【%s】　%s　｜　第 %u 次运行", kind_words(a, f), for_whom, f->number);
	if (f->corrects > 0)
		buf_printf(&standing, "（更正第 %u 次运行）", f->corrects);
	if (f->summary_count == 0)
		buf_printf(&standing, "　｜　数据截止 %s", day_text(a, f->measures->cutoff));
	if (given(f->document))
		buf_printf(&standing, "　｜　%s", f->document);
	if (text_same(f->kind, "草稿"))
		buf_add(&standing, "　｜　未经审定，不作为正式通报");
	if (given(f->mark))
		buf_printf(&standing, "　｜　%s，不计入正式考核", f->mark);
	html_tag(&b, "p class=\"standing\"", standing.at);
	return b;
}

void page_close(struct buf *b, const struct run_facts *f)
{
	html_tag(b, "p class=\"note\"", arena_printf(b->arena, "规则 %s　%s　SHA-256：%s\n程序 kaohe %s　SHA-256：%s%s%s", f->scheme->name,
		f->scheme->document == NULL ? "" : f->scheme->document, f->rules_digest, f->version, f->program_digest,
		given(f->head) ? "\n本次运行接续的台账链值：" : "", given(f->head) ? f->head : ""));
	html_close(b);
}

/* ---- rankings --------------------------------------------------------------------------- */

const char *page_moved(struct arena *a, const struct run_facts *f, const struct board *b, const struct unit *u, unsigned rank)
{
	const struct past *past = last_published(f->scores->history);
	const struct past_unit *was = past == NULL ? NULL : past_unit_of(past, b, u);

	if (was == NULL || !was->ranked || rank == 0)
		return "—";
	if (was->rank == rank)
		return "持平";
	return was->rank > rank ? arena_printf(a, "↑%u", was->rank - rank) : arena_printf(a, "↓%u", rank - was->rank);
}

/* A line of a ranking, of a period or a 汇总. */
struct line {
	const struct board *board;
	const struct unit *unit;
	bool scored;
	struct num total;
	int places;
	unsigned rank;                  /* 0: not ranked */
	const struct grade *grade;
	const char *moved;              /* NULL: no such column */
	const char *why;                /* why not ranked */
};

static void put_line(struct buf *b, const struct line *l, bool grades, const char *target)
{
	struct arena *a = b->arena;

	buf_add(b, "<tr>");
	html_tag(b, "td class=\"n\"", l->rank > 0 ? arena_printf(a, "%u", l->rank) : "不排名");
	buf_add(b, "<td>");
	if (target != NULL) {
		buf_add(b, "<a href=\"#");
		html_text(b, target);
		buf_add(b, "\">");
	}
	html_text(b, unit_words(a, l->unit));
	buf_add(b, target != NULL ? "</a>" : "");
	if (l->rank == 0)
		html_tag(b, "p class=\"note\"", l->why == NULL ? "规则指定不排名" : l->why);
	buf_add(b, "</td>\n");
	html_tag(b, "td class=\"n\"", l->scored ? num_fixed(a, l->total, l->places) : "无总分");
	if (l->moved != NULL)
		html_cell(b, l->moved);
	if (grades)
		html_coloured(b, l->grade == NULL ? "—" : l->grade->word, l->grade == NULL ? 0 : colour_fill(l->grade->colour));
	buf_add(b, "</tr>\n");
}

/* The ranked ones, or the head and the foot of many; then the others with the reason. */
static void put_lines(struct buf *b, const struct line *line, size_t count, size_t ranked,
	const char *(*card)(struct arena *, const struct board *, const struct unit *))
{
	const char *head[5] = { "名次", "单位", "总分" };
	bool moved = count > 0 && line[0].moved != NULL, grades = false;
	size_t heads = 3;

	for (size_t k = 0; k < count; k++)
		grades |= line[k].grade != NULL;
	if (moved)
		head[heads++] = "升降";
	if (grades)
		head[heads++] = "等次";
	html_table(b, head, heads);
	for (size_t k = 0; k < count; k++) {
		if (card == NULL && ranked > WHOLE_GROUP && k == EACH_END) {
			buf_printf(b, "<tr><td colspan=\"%zu\">……中间 %zu 个单位略，见工作簿“排名”……</td></tr>\n", heads, ranked - 2 * EACH_END);
			k = ranked - EACH_END;
		}
		put_line(b, &line[k], grades, card == NULL ? NULL : card(b->arena, line[k].board, line[k].unit));
	}
	html_table_end(b);
}

static void put_group(struct buf *b, const struct run_facts *f, const struct board_scores *bs, const struct group_scores *g,
	const char *(*card)(struct arena *, const struct board *, const struct unit *))
{
	struct line *line = arena_many(b->arena, struct line, g->unit_count + 1);

	for (size_t k = 0; k < g->unit_count; k++) {
		const struct unit_score *u = g->unit[k];
		unsigned rank = u->ranked ? u->rank : 0;

		line[k] = (struct line){ bs->board, u->unit, u->scored, u->total, total_places(bs->board), rank, u->grade,
			last_published(f->scores->history) == NULL ? NULL : page_moved(b->arena, f, bs->board, u->unit, rank), u->why_unranked };
	}
	html_tag(b, "h3", block_title(b->arena, bs, g));
	put_lines(b, line, g->unit_count, g->ranked_count, card);
}

static void put_summary_group(struct buf *b, const struct summary_scores *s, const struct summary_group *g)
{
	struct line *line = arena_many(b->arena, struct line, g->unit_count + 1);

	for (size_t k = 0; k < g->unit_count; k++) {
		const struct summary_unit *u = g->unit[k];

		line[k] = (struct line){ s->summary->board, u->unit, u->scored, u->total, rounded_places(&s->summary->rounding), u->ranked ? u->rank : 0,
			u->grade, NULL, u->why_unranked };
	}
	html_tag(b, "h3", summary_title(b->arena, s, g));
	put_lines(b, line, g->unit_count, g->ranked_count, NULL);
}

void page_rankings(struct buf *b, const struct run_facts *f, const char *(*card)(struct arena *, const struct board *, const struct unit *))
{
	html_tag(b, "h2", "排名");
	for (size_t k = 0; k < f->summary_count; k++)
		for (size_t g = 0; g < f->summary[k]->group_count; g++)
			put_summary_group(b, f->summary[k], &f->summary[k]->group[g]);
	for (size_t k = 0; f->summary_count == 0 && k < f->scheme->board_count; k++)
		for (size_t g = 0; g < f->scores->board[k].group_count; g++)
			put_group(b, f, &f->scores->board[k], &f->scores->board[k].group[g], card);
}

/* ---- 问责 --------------------------------------------------------------------------------- */

static void put_part(struct buf *b, const char *label, const char *text)
{
	if (given(text))
		html_tag(b, "p", arena_printf(b->arena, "%s：%s", label, text));
}

void page_flag(struct buf *b, const struct flag *f, bool unit)
{
	struct arena *a = b->arena;
	const char *step = step_words(a, f);

	buf_printf(b, "<div class=\"card%s\">\n", flag_stands(f) ? "" : " gone");
	html_tag(b, "h3", arena_printf(a, "%s%s%s→%s（%s）", unit ? unit_words(a, f->unit) : "", unit ? "　" : "", f->trigger->cause, proposed_measure(f),
		flag_status(f)));
	put_part(b, "轨道", arena_printf(a, "%s%s%s", track_words[f->trigger->track], *step == '\0' ? "" : "，", step));
	put_part(b, "连续／累计", climb_words(a, f));
	put_part(b, "事实", f->facts);
	put_part(b, "依据", f->trigger->basis);
	put_part(b, "责任角色", f->roles);
	put_part(b, "反馈期限", f->deadline.has_due ? arena_printf(a, "%s，%s到期", f->reply, day_text(a, f->deadline.due)) : f->reply);
	put_part(b, "决定", decision_line(a, f->ruling));
	buf_add(b, "</div>\n");
}
