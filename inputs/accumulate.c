/* accumulate.c -- rows into figures: the algorithms of 统计.
 *
 * An algorithm is a row in the table below: how one cell enters, and what has
 * come of it in the end.  Sums are 128-bit whole numbers with a common scale;
 * what would overflow them, and fractions, go into an exact rational beside. */
#include "inputs/accumulate.h"

#include <stdlib.h>
#include <string.h>

#include "inputs/exclusions.h"
#include "inputs/panel.h"
#include "inputs/set.h"
#include "inputs/table.h"

/* What has come together for one measure and one unit. */
struct pile {
	uint64_t n;
	struct place first, last;
	int128 sum;                     /* sum / 10^scale, */
	unsigned scale;
	bool spilled;
	struct num spill;               /* and this where spilled is set */
	struct value best;              /* 最大 最小 单值 */
	char *text;                     /* holds best when it is a text */
	size_t text_room;
	struct num *kept;               /* 中位数 分位 */
	struct sheet *sheet;            /* 评分 */
	size_t kept_count;
	int64_t different;              /* 去重计数: values; 单值: rows that differ from the first */
};

/* One measure: a pile for every unit of every registry that the source maps to,
 * with one more at the end of each for 无单位; for 全市 a single pile. */
struct pot {
	struct reading *reading;
	const struct measure *measure;
	bool deferred;                  /* counted once every source is read */
	struct pile **pile;             /* by mapping, then slot */
	struct exclusion ***struck;     /* by mapping, then unit: 剔除 of this measure; NULL: none of that registry */
	struct exclusion ***emptied;    /* likewise, of the whole source */
	bool by_key;                    /* 去重计数 of the 主键: every row is a value until said otherwise */
	struct set values;              /* 去重计数: pile and value */
	struct buf identity;
};

struct gathering {
	struct reading *reading;
	struct pot *pot;
	size_t pot_count;
};

/* The pile a cell falls into, and whose it is. */
struct target {
	struct pile *pile;
	size_t mapping;
	int64_t slot;
	const struct unit *unit;        /* NULL: 全市 or 无单位 */
	bool unmatched;
};

/* ---- sums ----------------------------------------------------------------- */

/* A num that outlives the block it was computed in. */
static struct num keep_num(struct arena *arena, struct num num)
{
	return num.big ? num_add(arena, num, num_int(0)) : num;
}

static bool shift(int128 *mantissa, unsigned places)
{
	static const int128 most = (((int128)1 << 126) - 1) / 5;

	for (; places > 0; places--) {
		if (*mantissa > most || *mantissa < -most)
			return false;
		*mantissa *= 10;
	}
	return true;
}

static void add_num(struct pot *pot, struct pile *pile, struct num num, struct arena *scratch)
{
	struct num sum = pile->spilled ? num_add(scratch, pile->spill, num) : num;

	pile->spill = keep_num(pot->reading->arena, sum);
	pile->spilled = true;
}

static void add_decimal(struct pot *pot, struct pile *pile, int128 mantissa, unsigned scale, struct arena *scratch)
{
	unsigned wide = scale > pile->scale ? scale : pile->scale;
	int128 sum = pile->sum, more = mantissa;

	if (shift(&sum, wide - pile->scale) && shift(&more, wide - scale) && !__builtin_add_overflow(sum, more, &sum)) {
		pile->sum = sum;
		pile->scale = wide;
		return;
	}
	add_num(pot, pile, num_scaled(scratch, pile->sum, pile->scale), scratch);
	pile->sum = mantissa;
	pile->scale = scale;
}

static struct num total(struct arena *arena, const struct pile *pile)
{
	struct num sum = num_scaled(arena, pile->sum, pile->scale);

	return pile->spilled ? num_add(arena, sum, pile->spill) : sum;
}

static void take_sum(struct pot *pot, const struct target *target, struct cell *cell, struct row *row)
{
	struct num num;

	if (cell->decimal) {
		add_decimal(pot, target->pile, cell->mantissa, cell->scale, row->env.arena);
		return;
	}
	num = cell->value.num;
	if (!num.big && num.q == 1)
		add_decimal(pot, target->pile, num.p, 0, row->env.arena);
	else
		add_num(pot, target->pile, num, row->env.arena);
}

static struct value settle_sum(struct pot *pot, const struct pile *pile)
{
	return value_num(total(pot->reading->arena, pile));
}

static struct value settle_mean(struct pot *pot, const struct pile *pile)
{
	return value_num(num_div(pot->reading->arena, total(pot->reading->arena, pile), num_int((int64_t)pile->n)));
}

/* ---- counts --------------------------------------------------------------- */

static void take_nothing(struct pot *pot, const struct target *target, struct cell *cell, struct row *row)
{
}

static struct value settle_count(struct pot *pot, const struct pile *pile)
{
	return value_num(num_int((int64_t)pile->n));
}

static void take_different(struct pot *pot, const struct target *target, struct cell *cell, struct row *row)
{
	bool fresh;

	if (pot->by_key) {
		target->pile->different++;
		return;
	}
	pot->identity.length = 0;
	buf_addn(&pot->identity, (const char *)&target->mapping, sizeof target->mapping);
	buf_addn(&pot->identity, (const char *)&target->slot, sizeof target->slot);
	cell_identity(row->env.arena, &pot->identity, cell);
	set_add(&pot->values, pot->identity.at, pot->identity.length, &fresh);
	target->pile->different += fresh;
}

static struct value settle_different(struct pot *pot, const struct pile *pile)
{
	return value_num(num_int(pile->different));
}

/* ---- one value out of many -------------------------------------------------- */

static int compare(struct value a, struct value b)
{
	size_t common;
	int order;

	if (a.kind == V_NUMBER)
		return num_cmp(a.num, b.num);
	if (a.kind == V_BOOL)
		return a.yes - b.yes;
	if (a.kind != V_TEXT)
		return (a.time > b.time) - (a.time < b.time);
	common = a.text.length < b.text.length ? a.text.length : b.text.length;
	order = memcmp(a.text.at, b.text.at, common);
	return order ? order : (a.text.length > b.text.length) - (a.text.length < b.text.length);
}

static void keep_best(struct pot *pot, struct pile *pile, struct value value)
{
	if (value.kind == V_NUMBER)
		value.num = keep_num(pot->reading->arena, value.num);
	if (value.kind == V_TEXT) {
		if (value.text.length >= pile->text_room) {
			pile->text_room = value.text.length * 2 + 16;
			pile->text = arena_alloc(pot->reading->arena, pile->text_room);
		}
		memcpy(pile->text, value.text.at, value.text.length);
		value.text.at = pile->text;
	}
	pile->best = value;
}

static void take_greatest(struct pot *pot, const struct target *target, struct cell *cell, struct row *row)
{
	struct value value = cell_value(row->env.arena, cell);

	if (target->pile->n == 1 || compare(value, target->pile->best) > 0)
		keep_best(pot, target->pile, value);
}

static void take_least(struct pot *pot, const struct target *target, struct cell *cell, struct row *row)
{
	struct value value = cell_value(row->env.arena, cell);

	if (target->pile->n == 1 || compare(value, target->pile->best) < 0)
		keep_best(pot, target->pile, value);
}

/* 单值：一个单位只应有一个值，重复写同一个值无妨。 */
static void take_single(struct pot *pot, const struct target *target, struct cell *cell, struct row *row)
{
	struct value value = cell_value(row->env.arena, cell);
	struct reading *reading = pot->reading;

	if (target->pile->n == 1)
		keep_best(pot, target->pile, value);
	if (compare(value, target->pile->best) == 0)
		return;
	target->pile->different++;
	if (target->unmatched || !may_say(&reading->singles))
		return;
	diag(reading->diag, MSG_NOT_SINGLE, place_origin(reading, row->place), target->unit ? target->unit->name : "全市",
		pot->measure->name, place_text(reading, target->pile->first), NULL);
}

/* Rows without a unit need not agree; then they have no value. */
static struct value settle_best(struct pot *pot, const struct pile *pile)
{
	return pile->different ? value_none(NO_DENOMINATOR) : pile->best;
}

static void take_kept(struct pot *pot, const struct target *target, struct cell *cell, struct row *row)
{
	struct num num = cell_value(row->env.arena, cell).num;

	*arena_push(pot->reading->arena, target->pile->kept, target->pile->kept_count) = keep_num(pot->reading->arena, num);
}

static int by_size(const void *a, const void *b)
{
	return num_cmp(*(const struct num *)a, *(const struct num *)b);
}

/* 中位数：中间两个数的平均。 */
static struct value settle_median(struct pot *pot, const struct pile *pile)
{
	struct arena *arena = pot->reading->arena;
	size_t n = pile->kept_count;

	qsort(pile->kept, n, sizeof *pile->kept, by_size);
	return value_num(num_div(arena, num_add(arena, pile->kept[(n - 1) / 2], pile->kept[n / 2]), num_int(2)));
}

static struct value settle_quantile(struct pot *pot, const struct pile *pile)
{
	qsort(pile->kept, pile->kept_count, sizeof *pile->kept, by_size);
	return value_num(quantile(pot->reading->arena, pile->kept, pile->kept_count, pot->measure->share, pot->measure->definition));
}

/* ---- 评分 -------------------------------------------------------------------- */

static void take_mark(struct pot *pot, const struct target *target, struct cell *cell, struct row *row)
{
	struct num mark = keep_num(pot->reading->arena, cell_value(row->env.arena, cell).num);

	if (!target->pile->sheet)
		target->pile->sheet = sheet_new(pot->reading, pot->measure);
	sheet_take(target->pile->sheet, row, mark);
}

static struct value settle_panel(struct pot *pot, const struct pile *pile)
{
	return sheet_settle(pile->sheet);
}

static const struct {
	void (*take)(struct pot *, const struct target *, struct cell *, struct row *);
	struct value (*settle)(struct pot *, const struct pile *);
	bool zero;                      /* over nothing: 0, else 无分母 */
} algorithms[] = {
	[COUNT]    = { take_nothing,   settle_count,     true },
	[SUM]      = { take_sum,       settle_sum,       true },
	[MEAN]     = { take_sum,       settle_mean,      false },
	[MAXIMUM]  = { take_greatest,  settle_best,      false },
	[MINIMUM]  = { take_least,     settle_best,      false },
	[DISTINCT] = { take_different, settle_different, true },
	[MEDIAN]   = { take_kept,      settle_median,    false },
	[SINGLE]   = { take_single,    settle_best,      false },
	[LATE_EDITS] = { take_nothing, settle_count,     true },
	[QUANTILE] = { take_kept,      settle_quantile,  false },
	[REBOUND]  = { take_nothing,   settle_count,     true },
	[REBOUND_BASE] = { take_nothing, settle_count,   true },
	[REPEATED] = { take_nothing,   settle_count,     true },
	[PANEL]    = { take_mark,      settle_panel,     false }
};

/* ---- rows into piles -------------------------------------------------------- */

static void pot_begin(struct pot *pot, struct reading *reading, const struct measure *measure)
{
	const struct source *source = reading->source;
	size_t i, count = measure->citywide ? 1 : source->mapping_count;

	*pot = (struct pot){ .reading = reading, .measure = measure, .deferred = reading->tables->deferred[measure->index] };
	pot->pile = arena_many(reading->arena, struct pile *, count);
	pot->struck = arena_many(reading->arena, struct exclusion **, count);
	pot->emptied = arena_many(reading->arena, struct exclusion **, count);
	for (i = 0; i < count; i++) {
		pot->pile[i] = arena_many(reading->arena, struct pile,
			measure->citywide ? 1 : source->mapping[i].registry->unit_count + 1);
		if (measure->citywide)
			continue;
		pot->struck[i] = exclusions_of(reading, source->mapping[i].registry, measure);
		pot->emptied[i] = exclusions_of(reading, source->mapping[i].registry, NULL);
	}
	if (measure->algorithm == DISTINCT) {
		pot->values = set_new(reading->arena);
		pot->identity = buf_new(reading->arena);
	}
}

struct gathering *gathering_new(struct reading *reading)
{
	const struct scheme *scheme = reading->measures->scheme;
	struct gathering *gathering = arena_one(reading->arena, struct gathering);
	size_t i;

	gathering->reading = reading;
	gathering->pot = arena_many(reading->arena, struct pot, scheme->counted_count);
	for (i = 0; i < scheme->counted_count; i++)
		if (scheme->measure[i]->source == reading->source)
			pot_begin(&gathering->pot[gathering->pot_count++], reading, scheme->measure[i]);
	return gathering;
}

static void enter(struct pot *pot, const struct target *target, struct cell *cell, struct row *row)
{
	struct pile *pile = target->pile;

	if (pile->n++ == 0)
		pile->first = row->place;
	pile->last = row->place;
	algorithms[pot->measure->algorithm].take(pot, target, cell, row);
}

static void enter_everywhere(struct pot *pot, struct cell *cell, struct row *row)
{
	const struct source *source = pot->reading->source;
	const struct registry *registry;
	size_t i;

	if (pot->measure->citywide) {
		if (!row->struck)
			enter(pot, &(struct target){ .pile = pot->pile[0] }, cell, row);
		return;
	}
	for (i = 0; i < source->mapping_count; i++) {
		if (row->slot[i] == NOWHERE || !measure_goes_by(pot->measure, &source->mapping[i]))
			continue;
		registry = source->mapping[i].registry;
		struct target target = { &pot->pile[i][row->slot[i]], i, row->slot[i], NULL, true };

		if ((size_t)row->slot[i] < registry->unit_count) {
			target.unit = registry->unit[row->slot[i]];
			target.unmatched = false;
		}
		if (target.unit && pot->struck[i] && pot->struck[i][target.unit->index]) {
			pot->struck[i][target.unit->index]->rows++;
			continue;
		}
		enter(pot, &target, cell, row);
	}
}

/* The cell that the measure looks at, or NULL if it is blank or no value. */
static struct cell *cell_for(const struct measure *measure, struct row *row, struct cell *computed)
{
	struct cell *cell = computed;

	if (!measure->what) {
		*computed = cell_blank();
		return computed;
	}
	if (measure->what->op == OP_COLUMN)
		cell = &row->cell[measure->what->column];
	else
		*computed = cell_of(expr_eval(measure->what, &row->env));
	if (cell->valued && (cell->value.kind == V_BLANK || cell->value.kind == V_NONE || cell->value.kind == V_UNKNOWN))
		return NULL;
	return cell;
}

/* Whether the row counts for what its likes are (反弹 反弹分母 重复), and its judge need not stand back (评分). */
static bool counts_among_others(const struct measure *measure, struct row *row)
{
	unsigned how;

	if (measure->algorithm == PANEL)
		return !measure->panel.recused || expr_holds(measure->panel.recused, &row->env) != 1;
	if (measure->algorithm == REPEATED)
		return table_occurrences(row->table, measure->same, measure->same_count, SIZE_MAX)[row->index] >= measure->round;
	if (measure->algorithm != REBOUND && measure->algorithm != REBOUND_BASE)
		return true;
	how = table_rebounds(row->table, measure, row->env.cutoff)[row->index];
	return (how & WINDOW_PASSED) && (measure->algorithm == REBOUND_BASE || (how & CAME_BACK));
}

void gather(struct gathering *gathering, struct row *row)
{
	const struct measure *measure;
	struct cell computed, *cell;
	size_t i;

	for (i = 0; i < gathering->pot_count; i++) {
		measure = gathering->pot[i].measure;
		if (measure->algorithm == LATE_EDITS || gathering->pot[i].deferred != row->again ||
		    (row->back > 0 && !measure->all_periods))
			continue;
		if (measure->where && expr_holds(measure->where, &row->env) != 1)
			continue;
		if (!counts_among_others(measure, row))
			continue;
		cell = cell_for(measure, row, &computed);
		if (cell)
			enter_everywhere(&gathering->pot[i], cell, row);
	}
}

/* ---- many rows at once ---------------------------------------------------- */

static bool lies_before(struct place a, struct place b)
{
	return a.file != b.file ? a.file < b.file : a.line < b.line;
}

/* NULL where the measure does not go by that mapping. */
static struct pile *pile_of(const struct pot *pot, size_t mapping, int64_t slot)
{
	if (pot->measure->citywide)
		return pot->pile[0];
	return measure_goes_by(pot->measure, &pot->reading->source->mapping[mapping]) ? &pot->pile[mapping][slot] : NULL;
}

void gather_lump(struct gathering *gathering, size_t measure, size_t mapping, int64_t slot, const struct lump *lump)
{
	struct pot *pot = &gathering->pot[measure];
	struct pile *pile = pile_of(pot, mapping, slot);

	if (lump->n == 0 || !pile)
		return;
	if (pile->n == 0 || lies_before(lump->first, pile->first))
		pile->first = lump->first;
	if (pile->n == 0 || lies_before(pile->last, lump->last))
		pile->last = lump->last;
	pile->n += lump->n;
	if (pot->by_key)
		pile->different += (int64_t)lump->n;
	if (pot->measure->algorithm == SUM || pot->measure->algorithm == MEAN)
		add_decimal(pot, pile, lump->sum, lump->scale, pot->reading->arena);
}

void gather_value(struct gathering *gathering, size_t measure, size_t mapping, int64_t slot, struct cell *cell)
{
	struct pot *pot = &gathering->pot[measure];
	const struct target target = { .pile = pile_of(pot, mapping, slot), .mapping = pot->measure->citywide ? 0 : mapping,
		.slot = pot->measure->citywide ? 0 : slot };
	struct row row = { .env = { .arena = pot->reading->arena } };

	if (target.pile)
		take_different(pot, &target, cell, &row);
}

void gather_by_key(struct gathering *gathering, size_t measure)
{
	gathering->pot[measure].by_key = true;
}

void gather_repeats(struct gathering *gathering, size_t measure, size_t mapping, int64_t slot, uint64_t rows)
{
	struct pile *pile = pile_of(&gathering->pot[measure], mapping, slot);

	if (pile)
		pile->different -= (int64_t)rows;
}

/* ---- late edits ------------------------------------------------------------- */

/* Edits come in the order of keys; the figure names the first and the last line. */
static void enter_edit(struct pile *pile, struct place place)
{
	static const struct place nowhere = { UINT32_MAX, UINT32_MAX };

	if (pile->n++ == 0)
		pile->first = pile->last = nowhere;
	if (place.file == UINT32_MAX)
		return;
	if (lies_before(place, pile->first))
		pile->first = place;
	if (pile->last.file == UINT32_MAX || lies_before(pile->last, place))
		pile->last = place;
}

void gather_edit(struct gathering *gathering, const struct unit *const *unit, struct place place)
{
	const struct source *source = gathering->reading->source;
	struct pot *pot;
	size_t i, m;

	for (i = 0; i < gathering->pot_count; i++) {
		pot = &gathering->pot[i];
		if (pot->measure->algorithm != LATE_EDITS)
			continue;
		if (pot->measure->citywide) {
			enter_edit(pot->pile[0], place);
			continue;
		}
		for (m = 0; m < source->mapping_count; m++)
			if (!measure_goes_by(pot->measure, &source->mapping[m]))
				continue;
			else if (unit[m])
				enter_edit(&pot->pile[m][unit[m]->index], place);
			else if (source->count_unmatched)
				enter_edit(&pot->pile[m][source->mapping[m].registry->unit_count], place);
	}
}

/* ---- figures ---------------------------------------------------------------- */

static struct measured figure_of(struct pot *pot, const struct pile *pile)
{
	struct measured figure = { .n = pile->n, .file = UINT32_MAX, .last_file = UINT32_MAX };

	if (pile->n == 0) {
		figure.value = algorithms[pot->measure->algorithm].zero ? value_num(num_int(0)) : value_none(NO_DENOMINATOR);
		return figure;
	}
	figure.value = algorithms[pot->measure->algorithm].settle(pot, pile);
	figure.file = pile->first.file;
	figure.first_line = pile->first.line;
	figure.last_file = pile->last.file;
	figure.last_line = pile->last.line;
	return figure;
}

bool unit_is_absent(const struct reading *reading, const struct unit *unit)
{
	for (; reading->absent && unit; unit = unit->parent)
		if (unit->registry == reading->source->senders && reading->absent[unit->index])
			return true;
	return false;
}

static void settle_citywide(struct pot *pot)
{
	const struct scheme *scheme = pot->reading->measures->scheme;
	struct measured figure = figure_of(pot, pot->pile[0]);
	struct measured **of = pot->reading->measures->figure[pot->measure->index];
	size_t r, u;

	for (r = 0; r < scheme->registry_count; r++) {
		of[r] = arena_many(pot->reading->arena, struct measured, scheme->registry[r]->unit_count);
		for (u = 0; u < scheme->registry[r]->unit_count; u++)
			of[r][u] = figure;
	}
}

/* Whether people decided that the unit has no figure of this measure. */
static bool is_struck(const struct pot *pot, size_t mapping, size_t unit)
{
	return (pot->struck[mapping] && pot->struck[mapping][unit]) || (pot->emptied[mapping] && pot->emptied[mapping][unit]);
}

static void settle_mapping(struct pot *pot, size_t mapping)
{
	struct reading *reading = pot->reading;
	const struct registry *registry = reading->source->mapping[mapping].registry;
	const struct pile *pile = pot->pile[mapping];
	struct measured *of = arena_many(reading->arena, struct measured, registry->unit_count);
	size_t u;

	for (u = 0; u < registry->unit_count; u++) {
		if (is_struck(pot, mapping, u))
			of[u] = (struct measured){ value_none(EXCLUDED), 0, UINT32_MAX, UINT32_MAX, 0, 0 };
		else if (unit_is_absent(reading, registry->unit[u]))
			of[u] = (struct measured){ value_none(NOT_REPORTED), 0, UINT32_MAX, UINT32_MAX, 0, 0 };
		else
			of[u] = figure_of(pot, &pile[u]);
	}
	reading->measures->figure[pot->measure->index][registry->index] = of;
	reading->measures->unmatched[pot->measure->index][registry->index] = figure_of(pot, &pile[registry->unit_count]);
}

void gathering_settle(struct gathering *gathering)
{
	struct pot *pot;
	size_t i, mapping;

	for (i = 0; i < gathering->pot_count; i++) {
		pot = &gathering->pot[i];
		if (pot->measure->citywide)
			settle_citywide(pot);
		for (mapping = 0; !pot->measure->citywide && mapping < gathering->reading->source->mapping_count; mapping++)
			if (measure_goes_by(pot->measure, &gathering->reading->source->mapping[mapping]))
				settle_mapping(pot, mapping);
	}
}
