/* sheet_proof.c -- 校验: what is published against what 演算 comes to, unit by unit, and what of 演算 is formula and what value. */
#include "reports/working.h"

#include "base/text.h"
#include "reports/plain.h"

enum { WHAT, BOARD, GROUP, UNIT, PUBLISHED, RECKONED, RESULT, REMARK, COLUMNS };
enum { FIRST = 2 };

static const struct { const char *head; double width; } columns[COLUMNS] = {
	[WHAT] = { "核对", 26 }, [BOARD] = { "榜", 16 }, [GROUP] = { "组", 10 }, [UNIT] = { "单位", 22 }, [PUBLISHED] = { "公布", 18 },
	[RECKONED] = { "演算", 18 }, [RESULT] = { "结果", 16 }, [REMARK] = { "说明", 60 },
};

struct proof {
	struct sheet *sheet;
	const struct working *w;
	struct arena *arena;
	uint32_t row;
	const struct board_work *b;
	const struct unit_score *u;     /* NULL: of the whole sheet */
};

static void start_row(struct proof *p, const char *what)
{
	sheet_text(p->sheet, p->row, WHAT, what, STYLE_PLAIN);
	if (p->u == NULL)
		return;
	sheet_text(p->sheet, p->row, BOARD, called(p->b->scores->board->title, p->b->scores->board->name), STYLE_PLAIN);
	sheet_text(p->sheet, p->row, GROUP, p->u->unit->group, STYLE_PLAIN);
	sheet_text(p->sheet, p->row, UNIT, p->u->unit->name, STYLE_PLAIN);
}

/* 一致 where both are the same number, or the same word. */
static void compare(struct proof *p)
{
	const char *x = cell_name(p->arena, p->row, PUBLISHED), *y = cell_name(p->arena, p->row, RECKONED);

	sheet_formula_text(p->sheet, p->row, RESULT, arena_printf(p->arena,
		"IF(IF(COUNT(%s,%s)=2,ABS(%s-%s)<0.000000001,%s=%s),\"一致\",\"不一致\")", x, y, x, y, x, y), "一致", STYLE_PLAIN);
	p->row++;
}

static void put(struct proof *p, size_t column, struct result r, const char *formula)
{
	if (formula == NULL && r.is_number)
		sheet_number(p->sheet, p->row, column, num_double(r.num), STYLE_PLAIN);
	else if (formula == NULL)
		sheet_text(p->sheet, p->row, column, r.word, STYLE_PLAIN);
	else if (r.is_number)
		sheet_formula_number(p->sheet, p->row, column, formula, num_double(r.num), STYLE_PLAIN);
	else
		sheet_formula_text(p->sheet, p->row, column, formula, r.word, STYLE_PLAIN);
}

static void check(struct proof *p, const char *what, struct result r, const char *formula)
{
	start_row(p, what);
	put(p, PUBLISHED, r, NULL);
	put(p, RECKONED, r, formula);
	compare(p);
}

static const char *at(const struct proof *p, uint32_t row, size_t column)
{
	return arena_printf(p->arena, "演算!%s", cell_name(p->arena, row, column));
}

/* Whether 折合 of the first level add up to what the root has: where it adds up and nothing is added to it. */
static bool adds_up(const struct working *w, const struct board_work *b, const struct unit_score *u)
{
	const struct indicator *root = b->scores->board->root;
	const struct node_score *n = &u->node[root->index];
	enum combine c = indicator_combine(root, u->unit->group);

	return root->child_count > 0 && (c == WEIGHTED || c == ADDED) && n->scored && !n->none && !n->exempt && n->zeroed == NULL && !w->shallow
		&& !by_group_has(&root->cap, u->unit->group) && !by_group_has(&root->floor, u->unit->group);
}

static void check_sum(struct proof *p, uint32_t from)
{
	const struct indicator *root = p->b->scores->board->root;
	const struct node_score *n = &p->u->node[root->index];
	struct buf b = buf_new(p->arena);

	if (!adds_up(p->w, p->b, p->u))
		return;
	buf_add(&b, "SUM(");
	for (size_t k = 0; k < root->child_count; k++)
		buf_printf(&b, "%s%s", k > 0 ? "," : "", at(p, from, p->b->node[root->child[k]->index].share));
	buf_add(&b, ")");
	check(p, "一级指标折合之和", result_num(n->points), b.at);
}

static void check_unit(struct proof *p, uint32_t from)
{
	const struct unit_score *u = p->u;
	const struct node_score *root = &u->node[p->b->scores->board->root->index];

	check(p, "总分", u->scored ? result_num(u->total) : result_word(obstacle_of(root)), at(p, from, p->b->total));
	check(p, "名次", u->ranked ? result_num(num_int(u->rank)) : result_word("不参与排名"), at(p, from, p->b->rank));
	check_sum(p, from);
}

/* The row behind those of check_boards. */
static uint32_t end_of_checks(const struct working *w)
{
	uint32_t row = FIRST;

	for (size_t i = 0; i < w->facts->scheme->board_count; i++) {
		const struct board_work *b = &w->board[i];

		for (size_t g = 0; g < b->scores->group_count; g++)
			for (size_t k = 0; k < b->scores->group[g].unit_count && row + 3 < SHEET_ROWS; k++)
				row += adds_up(w, b, b->scores->group[g].unit[k]) ? 3 : 2;
	}
	return row;
}

static void check_boards(struct proof *p)
{
	sheet_rows_begin(p->sheet);
	p->arena = p->sheet->book->arena;
	for (size_t i = 0; i < p->w->facts->scheme->board_count; i++) {
		uint32_t from = p->w->board[i].first;

		p->b = &p->w->board[i];
		for (size_t g = 0; g < p->b->scores->group_count; g++)
			for (size_t k = 0; k < p->b->scores->group[g].unit_count && p->row + 3 < SHEET_ROWS; k++) {
				p->u = p->b->scores->group[g].unit[k];
				check_unit(p, from++);
				sheet_rows_done(p->sheet, p->row);
			}
	}
	sheet_rows_end(p->sheet, p->row);
	p->arena = p->sheet->book->arena;
	p->u = NULL;
}

static void count(struct proof *p, const char *what, uint64_t n, const char *remark)
{
	start_row(p, what);
	sheet_count(p->sheet, p->row, RECKONED, n, with_format(STYLE_PLAIN, "0"));
	sheet_text(p->sheet, p->row, REMARK, remark, STYLE_PLAIN);
	p->row++;
}

static void count_cells(struct proof *p)
{
	const struct working *w = p->w;

	count(p, "演算：公式格数", w->formulas, "");
	count(p, "演算：由数据统计而来的数", w->inputs, "统计数、样本数、是否参加排名、调整和问责扣分");
	count(p, "演算：应是公式而为数值的格数", w->values, w->shallow ? "单位超过3000个，演算只到第一级指标" : w->values > 0 ? "在演算上填了底色，逐列见下" : "");
	for (size_t c = 0; c < w->column_count; c++)
		if (w->column[c].values > 0)
			count(p, arena_printf(p->arena, "数值：%s", w->column[c].head), w->column[c].values, w->column[c].why);
}

/* The first row: all of it in one word; and how many numbers stand otherwise on 推演. */
static void draw_summary(struct proof *p, uint32_t last)
{
	const char *results = arena_printf(p->arena, "%s:%s", cell_name(p->arena, FIRST, RESULT), cell_name(p->arena, last, RESULT));
	size_t knobs = p->w->knob_count;

	p->row = 1;
	start_row(p, "总的结果");
	if (knobs > 0)
		sheet_formula_number(p->sheet, 1, RECKONED, arena_printf(p->arena, "SUMPRODUCT((推演!%s:%s<>推演!%s:%s)*1)",
			cell_name(p->arena, WHATIF_HEAD, WHATIF_VALUE), cell_name(p->arena, (uint32_t)(WHATIF_HEAD + knobs - 1), WHATIF_VALUE),
			cell_name(p->arena, WHATIF_HEAD, WHATIF_TRIAL), cell_name(p->arena, (uint32_t)(WHATIF_HEAD + knobs - 1), WHATIF_TRIAL)), 0,
			STYLE_PLAIN);
	sheet_formula_text(p->sheet, 1, RESULT, arena_printf(p->arena, "IF(COUNTIF(%s,\"不一致\")=0,\"全部一致\",COUNTIF(%s,\"不一致\")&\"处不一致\")",
		results, results), "全部一致", STYLE_PLAIN);
	sheet_text(p->sheet, 1, REMARK, "“演算”一栏是推演上试改了的数的个数；试改了的，演算随之变动，与公布数自然不一致", STYLE_PLAIN);
}

void draw_proof(struct book *b)
{
	struct proof p = { .sheet = book_sheet(b, "校验"), .w = b->working, .arena = b->arena, .row = FIRST };
	uint32_t end = end_of_checks(b->working);

	p.sheet->plain = true;
	for (size_t c = 0; c < COLUMNS; c++) {
		sheet_width(p.sheet, c, columns[c].width);
		sheet_text(p.sheet, 0, c, columns[c].head, STYLE_PLAIN_HEAD);
	}
	draw_summary(&p, end > FIRST ? end - 1 : FIRST);
	p.row = FIRST;
	check_boards(&p);
	count_cells(&p);
	sheet_for_auditors(p.sheet, p.row - 1, COLUMNS);
}
