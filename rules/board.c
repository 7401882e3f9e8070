/* board.c -- [榜:X] and what hangs on it: [等次], [否决], [状态]. */
#include <string.h>
#include "base/text.h"
#include "rules/read.h"

static void read_sort_keys(struct reader *r, struct board *b)
{
	struct scope scope = scope_of(r, SCOPE_UNIT, NULL);
	const struct entry *entry;
	int64_t n = 0;

	for (size_t i = 0; (entry = entry_numbered(r, b->element, "次键.", &i, &n)) != NULL; ) {
		struct sort_key *key = arena_push(r->arena, b->key, b->key_count);
		struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);

		key->at = entry->at;
		key->key = parse_sum(&scope, &l);
		if (key->key == NULL)
			continue;
		key->ascending = lexer_is(&l, "升序");
		if (!lexer_take(&l, "升序") && !lexer_take(&l, "降序"))
			diag(r->diag, MSG_SORT_ORDER, l.token.at, entry->value, NULL);
		else if (l.token.kind != TOK_END)
			diag(r->diag, MSG_TRAILING, l.token.at, l.token.text, NULL);
	}
}

static void read_unranked(struct reader *r, struct board *b)
{
	const struct entry *entry = entry_of(b->element, "不参与排名");

	if (b->registry == NULL)
		return;
	b->unranked = arena_many(r->arena, bool, b->registry->unit_count + 1);
	for (const char **name = read_list(r, entry); *name != NULL; name++) {
		bool many;
		const struct unit *u = registry_find(b->registry, NULL, *name, strlen(*name), &many);

		if (u == NULL)
			diag(r->diag, MSG_NO_SUCH_UNIT, entry->value_at, b->registry->name, *name, NULL);
		else
			b->unranked[u->index] = true;
	}
}

void read_board(struct reader *r, struct board *b)
{
	static const char *const grouping[] = { "按组", "合并", NULL }, *const order[] = { "降序", "升序", NULL },
		*const ties[] = { "跳号", "连号", "不分先后", NULL }, *const basis[] = { "修约后", "修约前", NULL },
		*const whole[] = { "组", "全部", NULL };
	const struct element *e = b->element;
	const struct entry *registry = entry_of(e, "名录"), *root = entry_of(e, "根指标"), *own = entry_of(e, "修约");
	int tie;

	b->title = element_title(e);
	b->registry = find_registry(r, registry, registry == NULL ? NULL : registry->value);
	b->root = find_indicator(r, root, root == NULL ? NULL : root->value);
	b->pooled = read_choice(r, e, "分组", grouping, 0) == 1;
	read_by_group(r, e, "满分", &b->full);
	if (!b->full.set) {
		b->full.set = true;
		b->full.all = num_int(100);
	}
	b->ascending = read_choice(r, e, "方向", order, 0) == 1;
	tie = read_choice(r, e, "并列", ties, 0);
	b->dense = tie == 1;
	b->unordered = tie == 2;
	b->on_unrounded = read_choice(r, e, "名次依据", basis, 0) == 1;
	b->rounding = read_rounding(r, own != NULL ? own : entry_of_head(r, "修约"));
	read_count(r, entry_of(e, "前N"), &b->show_first);
	read_count(r, entry_of(e, "后N"), &b->show_last);
	b->first_of_all = read_choice(r, e, "前N范围", whole, 0) == 1;
	b->last_of_all = read_choice(r, e, "后N范围", whole, 0) == 1;
	b->has_extra_cap = read_number(r, entry_of(e, "加减分封顶"), &b->extra_cap);
	b->has_extra_floor = read_number(r, entry_of(e, "加减分保底"), &b->extra_floor);
	b->has_cap = read_number(r, entry_of(e, "总分封顶"), &b->cap);
	b->has_floor = read_number(r, entry_of(e, "总分保底"), &b->floor);
	read_sort_keys(r, b);
	read_unranked(r, b);
}

/* ---- 等次 ---------------------------------------------------------------- */

/* 优秀 >= 90 颜色 绿 | 不合格 其余 颜色 红 */
static bool read_grade(struct reader *r, struct grade *g, struct lexer *l)
{
	static const char *const colours[] = { "绿", "蓝", "黄", "橙", "红", "灰", NULL };

	if (l->token.kind != TOK_WORD && l->token.kind != TOK_TEXT && l->token.kind != TOK_NAME)
		return false;
	g->word = l->token.text;
	lexer_next(l);
	g->op = OP_CONST;
	if (!lexer_take(l, "其余")) {
		g->op = lexer_is(l, ">=") ? OP_GE : OP_GT;
		if (!lexer_take(l, ">=") && !lexer_take(l, ">"))
			return false;
		if (l->token.kind != TOK_NUMBER || *l->token.suffix != '\0')
			return false;
		g->bound = l->token.num;
		lexer_next(l);
	}
	if (lexer_take(l, "颜色")) {
		for (int i = 0; colours[i] != NULL; i++)
			if (lexer_is(l, colours[i]))
				g->colour = colours[i];
		if (g->colour == NULL)
			return false;
		lexer_next(l);
	}
	(void)r;
	return l->token.kind == TOK_END;
}

/* Some total is good enough for this one and not for the better one: > 90 and then >= 90 leaves just 90. */
static bool is_below(const struct grade *grade, const struct grade *better)
{
	int order = num_cmp(grade->bound, better->bound);

	return order < 0 || (order == 0 && better->op == OP_GT && grade->op == OP_GE);
}

/* From best to worst: bounds fall, the last one is 其余. */
static void check_grades(struct reader *r, const struct grade *grade, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool last = i + 1 == count;

		if (last != (grade[i].op == OP_CONST))
			diag(r->diag, MSG_GRADE_REST, grade[i].at, grade[i].word, NULL);
		if (i > 0 && !last && grade[i].op != OP_CONST && grade[i - 1].op != OP_CONST && !is_below(&grade[i], &grade[i - 1]))
			diag(r->diag, MSG_GRADE_ORDER, grade[i].at, grade[i].word, num_text(r->arena, grade[i].bound),
				grade[i - 1].word, num_text(r->arena, grade[i - 1].bound), NULL);
	}
}

static void read_bound(struct reader *r, struct grade *grade, const struct entry *entry)
{
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);

	*grade = (struct grade){ .word = "", .at = entry->at };
	if (!read_grade(r, grade, &l))
		diag(r->diag, MSG_GRADE_FORM, l.token.at, entry->value, NULL);
}

static void read_bounds(struct reader *r, struct grades *g)
{
	const struct entry *entry;
	const char *suffix;

	for (size_t i = 0; (entry = entry_next(g->element, "级.", &i, &suffix)) != NULL; ) {
		const char *due = arena_printf(r->arena, "级.%zu", g->grade_count + 1);

		if (strchr(suffix, '.') != NULL)
			continue;
		if (strcmp(entry->key, due) != 0 && strcmp(suffix, "其余") != 0)
			diag(r->diag, MSG_NUMBERED_KEY, entry->at, entry->key, due, NULL);
		read_bound(r, arena_push(r->arena, g->grade, g->grade_count), entry);
	}
	check_grades(r, g->grade, g->grade_count);
}

void read_grades(struct reader *r, struct grades *g)
{
	static const char *const basis[] = { "修约后", "修约前", NULL };
	const struct element *e = g->element;
	const struct entry *board = entry_of(e, "榜");

	g->unrounded = read_choice(r, e, "等次依据", basis, 0) == 1;
	read_bounds(r, g);
	read_group_grades(r, g, read_bound);
	for (size_t i = 0; i < g->special_count; i++)
		check_grades(r, g->special[i].grade, g->grade_count);
	read_quotas(r, g);
	struct board *b = find_board(r, board, board == NULL ? NULL : board->value);
	g->board = b;
	if (b == NULL)
		return;
	if (b->grades != NULL)
		diag(r->diag, MSG_TWO_GRADES, board->value_at, b->name, b->grades->element->name, NULL);
	b->grades = g;
}

/* ---- 否决, 状态 ----------------------------------------------------------- */

/* 等次降为最差 | 等次封顶 词 | 本项计零 指标 | 总评不合格 */
static void read_veto_effect(struct reader *r, struct veto *v, const struct entry *entry)
{
	struct lexer l = lexer_open(r->arena, r->diag, entry->value, entry->value_at);

	if (lexer_take(&l, "等次降为最差")) {
		v->effect = GRADE_WORST;
	} else if (lexer_take(&l, "总评不合格")) {
		v->effect = FAIL;
	} else if (lexer_take(&l, "等次封顶")) {
		v->effect = GRADE_CAP;
		v->cap = SIZE_MAX;
		for (size_t i = 0; v->board != NULL && v->board->grades != NULL && i < v->board->grades->grade_count; i++)
			if (strcmp(v->board->grades->grade[i].word, l.token.text) == 0)
				v->cap = i;
		if (v->cap == SIZE_MAX) {
			diag(r->diag, MSG_NO_SUCH_GRADE, l.token.at, l.token.text, NULL);
			return;
		}
		lexer_next(&l);
	} else if (lexer_take(&l, "本项计零")) {
		v->effect = ITEM_ZERO;
		v->item = find_indicator(r, entry, l.token.text);
		lexer_next(&l);
	} else {
		diag(r->diag, MSG_VETO_EFFECT, entry->value_at, entry->value, NULL);
		return;
	}
	if (v->effect != ITEM_ZERO && v->board != NULL && v->board->grades == NULL)
		diag(r->diag, MSG_VETO_WITHOUT_GRADES, entry->value_at, v->board->name, NULL);
	if (l.token.kind != TOK_END)
		diag(r->diag, MSG_TRAILING, l.token.at, l.token.text, NULL);
}

void read_veto(struct reader *r, struct veto *v)
{
	const struct element *e = v->element;
	const struct entry *board = entry_of(e, "榜"), *effect = entry_of(e, "效果");

	v->title = element_title(e);
	v->basis = entry_text(e, "依据");
	v->board = find_board(r, board, board == NULL ? NULL : board->value);
	if (effect != NULL)
		read_veto_effect(r, v, effect);
	v->when = read_expr(r, e, "条件", v->effect == ITEM_ZERO ? SCOPE_UNIT : SCOPE_RESULT, T_BOOL);
}

void read_state(struct reader *r, struct state *s)
{
	const struct element *e = s->element;
	const struct entry *board = entry_of(e, "榜"), *item = entry_of(e, "指标");

	s->board = find_board(r, board, board == NULL ? NULL : board->value);
	s->indicator = find_indicator(r, item, item == NULL ? NULL : item->value);
	s->when = read_expr(r, e, "条件", SCOPE_UNIT, T_BOOL);
	s->treatment = read_treatment(r, entry_of(e, "效果"));
	if (item == NULL && s->treatment.effect != UNRANKED && s->treatment.effect != ZERO && s->treatment.effect != EFFECT_UNSET)
		diag(r->diag, MSG_STATE_OF_UNIT, s->treatment.at, effect_words[s->treatment.effect], NULL);
}
