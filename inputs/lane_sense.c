/* lane_sense.c -- what a text of a column means: read once by cell_read, asked once by expr_eval. */
#include "inputs/lane.h"

enum {
	MOST_TEXTS = 32768,             /* of a column whose codes need not last */
	MOST_UNIT_TEXTS = 65535,        /* so that the codes of a seat fit into 64 bits */
	MOST_LASTING = 4 * 1024 * 1024,
	MOST_MET = 8 * 1024 * 1024,     /* words of bits of one 去重计数 */
	ANSWERS = 16384,
	FRESH_SCRATCH = 4096            /* evaluations after which passing needs are given back */
};
static const int64_t most_number = (int64_t)1 << 62;

/* ---- expressions ---------------------------------------------------------------- */

static struct value cell_asked(struct env *env, const struct expr *expr)
{
	struct desk *desk = env->self;

	return desk->cell[expr->column]->value;
}

static struct env env_of(struct desk *desk)
{
	const struct measures *measures = desk->bulk->reading->measures;

	if (++desk->asked % FRESH_SCRATCH == 0) {
		arena_free(desk->scratch);
		desk->scratch = arena_new();
	}
	return (struct env){ .arena = desk->scratch, .first = measures->period.first, .last = measures->period.last,
		.cutoff = measures->cutoff, .ref = cell_asked, .self = desk };
}

/* mantissa / 10^scale as a whole number times 10^to; false where it is none. */
static bool fit(int128 mantissa, unsigned scale, unsigned to, int64_t *number)
{
	for (; scale < to; scale++) {
		mantissa *= 10;
		if (mantissa > most_number || mantissa < -most_number)
			return false;
	}
	*number = (int64_t)mantissa;
	return scale == to && mantissa <= most_number && mantissa >= -most_number;
}

/* ---- one text ---------------------------------------------------------------------- */

void lane_plain(struct lane *lane, struct arena *arena, const char **at, size_t *length)
{
	size_t i;
	char *plain;

	for (i = 0; lane->encoding == ENC_GB18030 && i < *length; i++)
		if ((unsigned char)(*at)[i] >= 0x80) {
			if (text_decode_part(arena, *at, *length, ENC_GB18030, &plain, length))
				*at = plain;
			break;
		}
	cell_trim(at, length);
}

static bool number_of(const struct plan_column *of, const struct column *column, struct cell *cell, int64_t *number)
{
	if (column->type == COL_TEXT || cell_is_blank(cell))
		return true;
	if (column->type == COL_DAY || column->type == COL_MOMENT) {
		*number = cell->value.time;
		return true;
	}
	return cell->decimal && fit(cell->mantissa, cell->scale, of->scale, number);
}

static uint64_t bits_of(struct desk *desk, const struct plan_column *of, size_t column, struct cell *cell)
{
	uint64_t bits = UINT64_MAX;
	struct env env = env_of(desk);
	size_t i;

	desk->cell[column] = cell;
	for (i = 0; i < of->test_count; i++)
		if (expr_holds(of->test[i].expr, &env) != 1)
			bits &= ~of->test[i].bits;
	return cell_is_blank(cell) ? bits & ~of->counted : bits;
}

static struct sense sense_of(struct lane *lane, size_t c, const char *text, size_t length, struct cell *cell)
{
	struct bulk *bulk = lane->desk->bulk;
	struct arena *arena = lane->lexicon[c].arena;
	const struct column *column = &bulk->plan->source->column[c];
	const struct plan_column *of = &bulk->plan->column[c];
	struct sense sense = { 0 };

	cell_unquote(&text, &length);
	lane_plain(lane, arena, &text, &length);
	if (cell_read(arena, column, text, length, cell) ||
	    (length == strlen(column->header) && memcmp(text, column->header, length) == 0)) {
		*cell = cell_blank();
		sense.flags = SENSE_ASIDE;
		return sense;
	}
	if (cell_is_later(column, cell, bulk->reading->measures->cutoff)) {
		*cell = cell_blank();
		sense.flags |= column->required ? SENSE_LATER : 0;
	}
	cell_value(arena, cell);
	if (!number_of(of, column, cell, &sense.number))
		sense.flags |= SENSE_ASIDE;
	if (cell_is_blank(cell))
		sense.flags |= SENSE_BLANK;
	sense.bits = bits_of(lane->desk, of, c, cell);
	return sense;
}

uint32_t lane_learn(struct lane *lane, size_t column, const char *at, size_t length)
{
	struct lexicon *lexicon = &lane->lexicon[column];
	uint32_t code = lexicon_add(lexicon, at, length);
	struct sense sense = sense_of(lane, column, lexicon->text[code], length, &lexicon->cell[code]);

	lexicon_mean(lexicon, at, length, code, &sense);
	return code;
}

/* ---- several texts -------------------------------------------------------------------- */

static void ask_anew(struct lane *lane, const struct plan_ask *ask, struct answer *answer)
{
	struct desk *desk = lane->desk;
	struct env env = env_of(desk);
	struct value value;
	size_t i;

	for (i = 0; i < ask->column_count; i++)
		desk->cell[ask->column[i]] = &lane->lexicon[ask->column[i]].cell[answer->code[i]];
	answer->known = true;
	answer->aside = false;
	answer->number = 0;
	if (ask->bits) {
		answer->holds = expr_holds(ask->expr, &env) == 1;
		return;
	}
	value = expr_eval(ask->expr, &env);
	answer->holds = value.kind == V_NUMBER;
	if (answer->holds) {
		const unsigned scale = 6;
		struct num whole = num_mul(env.arena, value.num, num_int(1000000));

		answer->aside = !num_to_int(whole, &answer->number) || !fit(answer->number, scale, scale, &answer->number);
	}
}

const struct answer *lane_ask(struct lane *lane, size_t a, size_t row)
{
	const struct plan_ask *ask = &lane->desk->bulk->plan->ask[a];
	struct answer here = { .known = true }, *there;
	uint64_t hash = 0;
	size_t i;

	for (i = 0; i < ask->column_count; i++) {
		here.code[i] = lane->desk->code[ask->column[i]][row];
		hash = (hash ^ here.code[i]) * 0x9E3779B97F4A7C15u;
	}
	there = &lane->answer[a][(hash >> 32) % ANSWERS];
	if (!there->known || memcmp(there->code, here.code, sizeof here.code) != 0) {
		*there = here;
		ask_anew(lane, ask, there);
	}
	return there;
}

/* ---- too many texts ---------------------------------------------------------------------- */

static bool is_unit_column(const struct plan *plan, size_t column)
{
	size_t i;

	for (i = 0; i < plan->unit_column_count; i++)
		if (plan->unit_column[i] == column)
			return true;
	return false;
}

void lane_tidy(struct lane *lane)
{
	const struct plan *plan = lane->desk->bulk->plan;
	size_t c, i;

	for (i = 0; i < plan->ask_count && !lane->answer[i]; i++)
		lane->answer[i] = arena_many(lane->desk->arena, struct answer, ANSWERS);
	for (i = 0; i < plan->distinct_count; i++)
		if (lane->met_words[i] * lane->seat_room > MOST_MET)
			bulk_gives_up(lane->desk->bulk);
	for (c = 0; c < plan->source->column_count; c++) {
		struct lexicon *lexicon = &lane->lexicon[c];

		if (!plan->column[c].asked)
			continue;
		if (lexicon->count > MOST_LASTING || (is_unit_column(plan, c) && lexicon->count > MOST_UNIT_TEXTS))
			bulk_gives_up(lane->desk->bulk);
		if (plan->column[c].lasting || lexicon->count <= MOST_TEXTS)
			continue;
		lexicon_end(lexicon);
		lexicon_begin(lexicon, plan->source->column[c].type == COL_DAY);
		for (i = 0; i < plan->ask_count; i++)
			memset(lane->answer[i], 0, ANSWERS * sizeof *lane->answer[i]);
	}
}
